//! From arguments to an exit code: what each command needs is found, what it writes goes out, what goes wrong is told.
//!
//! Messages go to the standard error, each beginning with `pitf:`; their text is made safe here.

mod commands;
mod completions;
mod look;
mod manual;
mod output;
mod pager;
mod waiting;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Arc;

use clap::error::ErrorKind;
use signal_hook::consts::SIGXFSZ;

use crate::cli::{Cli, Command, command_names, with_exclusions};
use crate::directory::{Problems, nearest, quoted};
use crate::error::LoadError;
use crate::report::json;
use crate::terminal::report_panics;
use crate::text::SafeText;
use look::Surface;
use output::Output;

/// A small directory, to begin one's own with.
const NEW: &str = include_str!("run/new.ron");

/// Why a command did not do what was asked for.
#[derive(Debug)]
pub enum Failure {
    /// There is nothing of what was asked for, or what there is falls short. The message may be empty.
    Nothing(String),
    /// The arguments or the data cannot be used.
    Unusable(String),
    /// The data file has these problems.
    BadData(Problems),
    /// Something outside failed.
    Outside {
        /// What was being done.
        doing: String,
        /// What went wrong.
        error: io::Error,
    },
}

impl Failure {
    fn outside(doing: &str) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.to_owned();
        |error| Failure::Outside { doing, error }
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Invalid(problems) => Failure::BadData(problems),
            LoadError::Read { .. } | LoadError::Refused { .. } => Failure::Unusable(error.to_string()),
            LoadError::Cancelled => Failure::Nothing(error.to_string()),
        }
    }
}

/// Runs the program with these arguments, the first of which is its own name.
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    report_panics();
    // Received in order to be ignored: a file that grows beyond its limit is an error of writing it, and no end. Where that
    // cannot be asked for, it is one.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    let first = arguments.iter().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let first = first.into_iter().find(|argument| !argument.starts_with('-')).unwrap_or_default();
    // To read arguments a description of all there can be is put together, and the most usual call has none.
    let parsed = if arguments.len() > 1 { Cli::read(with_exclusions(arguments)) } else { Ok(Cli::default()) };
    let result = match parsed {
        Ok(cli) => Run::new(cli).run(),
        Err(error) => tell_of_arguments(&error, &first),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Outside { error, .. }) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Outside { doing, error }) => {
            tell(&format!("{doing}: {error}"));
            ExitCode::from(1)
        }
        Err(Failure::Nothing(message)) => {
            tell(&message);
            ExitCode::from(1)
        }
        Err(Failure::Unusable(message)) => {
            tell(&message);
            ExitCode::from(2)
        }
        Err(Failure::BadData(problems)) => {
            // As `check` writes them, so that an editor finds the places.
            let _ = write!(io::stderr().lock(), "{problems}");
            ExitCode::from(2)
        }
    }
}

/// Help that was asked for goes out as any output does; what is wrong with the arguments is told. Options that nobody
/// knows may be those of a command whose name is misspelt.
fn tell_of_arguments(error: &clap::Error, first: &str) -> Result<(), Failure> {
    let text = error.render().to_string();
    if error.use_stderr() {
        if let (ErrorKind::UnknownArgument, Some(message)) = (error.kind(), no_command(first)) {
            return Err(Failure::Unusable(message));
        }
        return Err(Failure::Unusable(text.trim_start_matches("error: ").trim_end().to_owned()));
    }
    let mut output = Output::plain();
    output.write_all(text.as_bytes()).and_then(|()| output.finish()).map_err(cannot_write())
}

/// What is said of a word that is nearly a command.
fn no_command(word: &str) -> Option<String> {
    let command = nearest(word, command_names()).filter(|command| *command != word)?;
    Some(format!("there is no command \"{}\"; the nearest is \"{command}\"", quoted(word)))
}

fn cannot_write() -> impl FnOnce(io::Error) -> Failure {
    Failure::outside("cannot write to the standard output")
}

/// Writes a message of one or more lines to the standard error, made safe. Where that fails there is nobody to tell.
fn tell(message: &str) {
    let mut error = io::stderr().lock();
    for (index, line) in message.lines().enumerate() {
        let line = SafeText::line(line);
        let _ = if index == 0 { writeln!(error, "pitf: {line}") } else { writeln!(error, "{line}") };
    }
}

fn tell_all(messages: &[impl ToString]) {
    for message in messages {
        tell(&message.to_string());
    }
}

struct Run {
    cli: Cli,
    surface: Surface,
}

impl Run {
    fn new(cli: Cli) -> Self {
        Run { surface: Surface::of_process(&cli.general), cli }
    }

    fn run(mut self) -> Result<(), Failure> {
        if self.cli.version {
            return self.version();
        }
        let Some(command) = self.cli.command.take() else { return self.without_command() };
        match command {
            Command::Tree(arguments) => self.tree(&arguments),
            Command::Show(arguments) => self.show(&arguments),
            Command::Search(arguments) => self.search(&arguments),
            Command::Matrix(arguments) => self.matrix(&arguments),
            Command::Check(arguments) => self.check(&arguments),
            Command::Export(arguments) => self.export(&arguments),
            Command::Schema => self.write(&mut |out| out.write_all(json::SCHEMA.as_bytes())),
            Command::About => self.about(),
            Command::New => self.write(&mut |out| out.write_all(NEW.as_bytes())),
            Command::Config => self.config(),
            Command::Completions(shell) => self.completions(shell),
            Command::Man => self.man(),
            Command::Complete(words) => self.complete(&words),
        }
    }
}
