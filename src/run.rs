//! Runs subcommands: from arguments to output, messages and an exit code.

mod ascii;
mod commands;
pub mod completions;
mod destination;
mod entry_arguments;
mod help;
pub mod man;
mod message;
mod output;
mod pager;
mod waiting;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Arc;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use signal_hook::consts::SIGXFSZ;

use crate::cli::{self, Cli, Subcommand, command_names, format_names};
use crate::directory::{LoadError, Problems, nearest, quoted, visible};
use crate::report::export::FORMATS;
use crate::report::schema;
use crate::terminal::catch_panics;
use crate::text::{Glyphs, SafeText};
use ascii::{AsciiFilter, AsciiForm};
use destination::{Destination, glyphs_of_messages};
pub(crate) use message::CliMessage;
use output::Output;
use pager::PagerError;

const NEW: &str = include_str!("run/new.ron");

const MOST_QUOTED: usize = 200;

#[derive(Debug)]
pub(crate) enum Failure {
    /// The answer is no, with exit code 1: nothing was found, problems were found, or two files differ.
    Negative(CliMessage),
    Unusable(CliMessage),
    BadData(Problems),
    Io {
        doing: String,
        error: io::Error,
    },
}

impl Failure {
    fn io(doing: &str) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.to_owned();
        |error| Failure::Io { doing, error }
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Invalid(problems) => Failure::BadData(problems),
            LoadError::Read { .. } => Failure::Unusable(error.to_string().into()),
            LoadError::Cancelled => Failure::Negative(error.to_string().into()),
        }
    }
}

/// Runs the program with these arguments; the first is its own name.
pub fn run(arguments: &[OsString]) -> ExitCode {
    catch_panics(|| {});
    // With a handler, a file that grows beyond its size limit is a write error and does not kill the program.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    let result = match Cli::read(arguments.to_owned()) {
        Ok(cli) => Invocation { destination: Destination::from_process(&cli.general, None), cli }.run(),
        Err(error) if error.use_stderr() => Err(Failure::Unusable(usage_error(&error, arguments))),
        Err(help) => print(&help.render().to_string()),
    };
    let (message, code) = match result {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Io { error, .. }) if error.kind() == io::ErrorKind::BrokenPipe => {
            return ExitCode::SUCCESS;
        }
        Err(Failure::Io { doing, error }) => {
            let message = match error.downcast::<PagerError>() {
                Ok(error) => error.to_string(),
                Err(error) => format!("{doing}: {error}"),
            };
            (message.into(), 1)
        }
        Err(Failure::Negative(message)) => (message, 1),
        Err(Failure::Unusable(message)) => (message, 2),
        Err(Failure::BadData(problems)) => {
            // Written as by `check`, for editors.
            let mut message = problems.to_string();
            if glyphs_of_messages() == Glyphs::Ascii {
                message = AsciiFilter::new(AsciiForm::Columns).put(message.as_bytes());
            }
            let _ = io::stderr().lock().write_all(message.as_bytes());
            return ExitCode::from(2);
        }
    };
    message.print();
    ExitCode::from(code)
}

fn usage_error(error: &clap::Error, arguments: &[OsString]) -> CliMessage {
    // An unknown option may belong to a command whose name is misspelt.
    let words = arguments.iter().skip(1).map(|argument| argument.to_string_lossy());
    let first = words.into_iter().find(|argument| !argument.starts_with('-')).unwrap_or_default();
    if let (ErrorKind::UnknownArgument, Some(message)) = (error.kind(), no_command(&first)) {
        return message.into();
    }
    if let Some(argument) = arguments.iter().find(|argument| argument.to_str().is_none()) {
        return format!("an argument is not UTF-8: {}", SafeText::line(&argument.to_string_lossy())).into();
    }
    if error.kind() == ErrorKind::UnknownArgument
        && let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg)
        && let Some(message) = format_as_word(argument).or_else(|| misplaced(argument, &first))
    {
        return message.into();
    }
    if error.kind() == ErrorKind::MissingRequiredArgument && first == "export" {
        let formats: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        return format!("export needs --format, one of {}", formats.join(", ")).into();
    }
    // clap quotes arguments raw, so it is asked again with safe and short ones.
    let shown = |argument: &OsString| {
        SafeText::as_written(&visible(&argument.to_string_lossy()))
            .truncate(MOST_QUOTED, Glyphs::AsWritten)
            .as_str()
            .into()
    };
    let Err(error) = Cli::read(arguments.iter().map(shown).collect()) else {
        return "the arguments cannot be used".into();
    };
    let text = error.render().to_string();
    let is_kept = |line: &&str| !line.trim().is_empty() && !line.contains("tip: to pass");
    let lines = text.trim_start_matches("error: ").lines().filter(is_kept);
    CliMessage(lines.map(str::to_owned).collect())
}

fn print(text: &str) -> Result<(), Failure> {
    let mut output = Output::plain(glyphs_of_messages(), AsciiForm::Text);
    output.write_all(text.as_bytes()).and_then(|()| output.finish()).map_err(cannot_write())
}

fn no_command(word: &str) -> Option<String> {
    let names = command_names();
    let command = nearest(word, names.iter().map(String::as_str)).filter(|command| *command != word)?;
    Some(format!("there is no command \"{}\"; the nearest is \"{command}\"", quoted(word)))
}

fn format_as_word(word: &str) -> Option<String> {
    let format = format_names().into_iter().find(|name| name.eq_ignore_ascii_case(word))?;
    Some(format!("\"{}\" is a format: write --format {format}", quoted(word)))
}

/// The message for an argument that another command takes, or that `export` takes in another way.
fn misplaced(argument: &str, command: &str) -> Option<String> {
    let root = cli::description();
    let command = root.find_subcommand(command).map(clap::Command::get_name);
    if !argument.starts_with('-') {
        let message = |entry| format!("export takes no \"{entry}\"; of one entry it is --root {entry}");
        return (command == Some("export")).then(|| message(quoted(argument)));
    }
    let long = argument.strip_prefix("--")?;
    let is_it = |option: &clap::Arg| !option.is_hide_set() && option.get_long() == Some(long);
    let owners = root.get_subcommands().filter(|other| other.get_opts().any(is_it));
    let owners: Vec<&str> = owners.map(clap::Command::get_name).collect();
    let owners = if owners.is_empty() { return None } else { owners.join(", ") };
    Some(match command {
        Some(command) => format!("{command} takes no {argument}; it goes with {owners}"),
        None => format!("{argument} goes after a command: {owners}"),
    })
}

fn cannot_write() -> impl FnOnce(io::Error) -> Failure {
    Failure::io("cannot write to the standard output")
}

struct Invocation {
    cli: Cli,
    destination: Destination,
}

impl Invocation {
    fn run(mut self) -> Result<(), Failure> {
        if self.cli.version {
            return self.version();
        }
        let Some(command) = self.cli.command.take() else { return self.without_command() };
        match command {
            Subcommand::Tree(arguments) => self.tree(&arguments),
            Subcommand::List(arguments) => self.list(&arguments),
            Subcommand::Show(arguments) => self.show(&arguments),
            Subcommand::Search(arguments) => self.search(&arguments),
            Subcommand::Matrix(arguments) => self.matrix(&arguments),
            Subcommand::Compare(arguments) => self.compare(&arguments),
            Subcommand::Check(arguments) => self.check(&arguments),
            Subcommand::Export(arguments) => self.export(&arguments),
            Subcommand::Cite(arguments) => self.cite(&arguments),
            Subcommand::Diff(arguments) => self.diff(&arguments),
            Subcommand::Schema => self.write_as(AsciiForm::Json, &mut |out| schema::write(out)),
            Subcommand::About => self.about(),
            Subcommand::New => self.write(&mut |out| out.write_all(NEW.as_bytes())),
            Subcommand::Config => self.config(),
            Subcommand::Completions { shell } => self.completions(shell),
            Subcommand::Man => self.man(),
            Subcommand::Help { words } => self.help(&words),
            Subcommand::Version => self.version(),
            Subcommand::Complete { words } => self.complete(&words),
        }
    }
}
