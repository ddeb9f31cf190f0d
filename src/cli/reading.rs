//! From what clap found in the arguments to a [`Cli`].

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::ArgMatches;

use super::description::COMPLETE;
use super::{
    BrowserOptions, By, CheckArgs, CheckFormat, Cli, Color, Command, ExportArgs, ExportFormat, Format,
    General, MatrixArgs, SearchArgs, SearchMode, Shell, ShowArgs, TreeArgs, Words,
};

impl Cli {
    /// Reads the arguments, the first of which is the name of the program.
    ///
    /// # Errors
    ///
    /// Where they do not fit the description, and where help is asked for.
    pub fn read(arguments: Vec<OsString>) -> Result<Self, clap::Error> {
        let matches = super::description().try_get_matches_from(arguments)?;
        let given = Given(&matches);
        Ok(Cli {
            general: General {
                data: given.file("data"),
                color: Color::of(given, "color"),
                width: given.number("width"),
                ascii: given.flag("ascii"),
                no_pager: given.flag("no-pager"),
            },
            browser: BrowserOptions {
                plain: given.flag("plain"),
                fresh: given.flag("fresh"),
                no_mouse: given.flag("no-mouse"),
                no_links: given.flag("no-links"),
            },
            version: given.flag("version"),
            command: matches.subcommand().map(|(name, matches)| Command::read(name, Given(matches))),
            entry: given.texts("entry"),
        })
    }
}

impl Command {
    fn read(name: &str, given: Given) -> Self {
        match name {
            "tree" => Command::Tree(TreeArgs {
                entry: given.texts("entry"),
                depth: given.number("depth"),
                by: By::of(given, "by"),
                format: Format::of(given, "format"),
            }),
            "show" => Command::Show(ShowArgs {
                entries: given.texts("entries"),
                format: Format::of(given, "format"),
            }),
            "search" => Command::Search(SearchArgs {
                query: given.texts("query"),
                left_out: given.texts("left-out"),
                limit: given.number("limit").expect("the description has a default"),
                mode: SearchMode::of(given, "mode"),
                under: given.text("under"),
                format: Format::of(given, "format"),
            }),
            "matrix" => Command::Matrix(MatrixArgs {
                entry: given.texts("entry"),
                format: Format::of(given, "format"),
            }),
            "check" => Command::Check(CheckArgs {
                files: given.words("files").map(PathBuf::from).collect(),
                strict: given.flag("strict"),
                format: CheckFormat::of(given, "format"),
            }),
            "export" => Command::Export(ExportArgs {
                format: ExportFormat::of(given, "format"),
                root: given.text("root"),
                depth: given.number("depth"),
                output: given.file("output"),
            }),
            "schema" => Command::Schema,
            "about" => Command::About,
            "new" => Command::New,
            "config" => Command::Config,
            "completions" => Command::Completions(Shell::of(given, "shell")),
            "man" => Command::Man,
            COMPLETE => Command::Complete(given.words("words").map(OsStr::to_owned).collect()),
            other => unreachable!("a test holds that every command is read, and so is {other}"),
        }
    }
}

/// What was given to a command. Where the description has a default, there is always something.
#[derive(Clone, Copy)]
pub(super) struct Given<'m>(&'m ArgMatches);

impl<'m> Given<'m> {
    fn flag(self, name: &str) -> bool {
        self.0.get_flag(name)
    }

    fn number(self, name: &str) -> Option<usize> {
        self.0.get_one(name).copied()
    }

    fn words(self, name: &str) -> impl Iterator<Item = &'m OsStr> {
        self.0.get_raw(name).into_iter().flatten()
    }

    fn file(self, name: &str) -> Option<PathBuf> {
        self.words(name).next().map(PathBuf::from)
    }

    fn texts(self, name: &str) -> Vec<String> {
        self.words(name).map(|word| word.to_string_lossy().into_owned()).collect()
    }

    fn text(self, name: &str) -> Option<String> {
        self.words(name).next().map(|word| word.to_string_lossy().into_owned())
    }

    /// Which of these words it is.
    pub(super) fn position(self, name: &str, known: Words) -> usize {
        let given = self.words(name).next();
        known
            .iter()
            .position(|(word, _)| given == Some(OsStr::new(word)))
            .expect("clap lets no other word through")
    }
}

#[cfg(test)]
mod tests {
    use super::super::{command_names, description};
    use super::*;

    fn parsed(line: &str) -> Cli {
        let arguments = line.split(' ').map(OsString::from).collect();
        Cli::read(arguments).unwrap_or_else(|error| panic!("{line}: {error}"))
    }

    #[test]
    fn every_command_that_is_described_is_read() {
        let read = |command: &&str| {
            let needed = match *command {
                "show" | "search" => " x",
                "export" => " --format json",
                "completions" => " bash",
                _ => "",
            };
            parsed(&format!("pitf {command}{needed}")).command.is_some()
        };
        let known: Vec<&str> = command_names().into_iter().chain([COMPLETE]).filter(read).collect();
        assert_eq!(known.len(), description().get_subcommands().count(), "{known:?}");
    }

    #[test]
    fn each_word_for_a_value_is_read_as_that_value() {
        let formats = ExportFormat::WORDS.iter().map(|(word, _)| {
            match parsed(&format!("pitf export --format {word}")).command {
                Some(Command::Export(arguments)) => arguments.format,
                other => panic!("{other:?}"),
            }
        });
        assert_eq!(formats.collect::<Vec<_>>(), ExportFormat::ALL);
    }

    #[test]
    fn what_every_command_takes_can_stand_behind_it_too() {
        let cli = parsed("pitf --width 40 tree spog --data a.ron --no-pager --color never");
        assert_eq!((cli.general.data, cli.general.width), (Some("a.ron".into()), Some(40)));
        assert!(cli.general.no_pager && !cli.general.ascii && cli.general.color == Color::Never);
    }
}
