//! The command line: what can be asked for. Pure; nothing of ours is imported.
//!
//! `description` tells of it in the words of the help, from which the man page and the completions come too, so that the
//! three never differ; `reading` makes a [`Cli`] of what fits that description.

mod description;
mod examples;
mod reading;

use std::ffi::OsString;
use std::path::PathBuf;

pub use description::{command_names, description};

/// The arguments of the program.
#[derive(Debug, Default)]
pub struct Cli {
    /// What every command takes.
    pub general: General,
    /// What the browser takes.
    pub browser: BrowserOptions,
    /// Whether the version of the program and the edition of its directory are asked for.
    pub version: bool,
    /// The command; without one, the browser.
    pub command: Option<Command>,
    /// The entry that the browser opens at.
    pub entry: Vec<String>,
}

/// What every command takes.
#[derive(Clone, Debug, Default)]
pub struct General {
    /// The data file, instead of the directory in the program.
    pub data: Option<PathBuf>,
    /// When to write in colour.
    pub color: Color,
    /// The columns that text is wrapped to.
    pub width: Option<usize>,
    /// Whether to draw with ASCII alone.
    pub ascii: bool,
    /// Whether long output goes through no pager.
    pub no_pager: bool,
}

/// What the browser takes.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserOptions {
    /// Whether it is for a screen reader.
    pub plain: bool,
    /// Whether to begin at the beginning, not where the last visit ended.
    pub fresh: bool,
    /// Whether the mouse is left to the terminal.
    pub no_mouse: bool,
    /// Whether addresses are not marked as links of the terminal.
    pub no_links: bool,
}

/// What can be asked for besides the browser.
#[derive(Clone, Debug)]
pub enum Command {
    /// The outline.
    Tree(TreeArgs),
    /// Entries, whole.
    Show(ShowArgs),
    /// What matches, best first.
    Search(SearchArgs),
    /// Members against topics.
    Matrix(MatrixArgs),
    /// Every problem of data files.
    Check(CheckArgs),
    /// The directory in another format.
    Export(ExportArgs),
    /// The JSON Schema of what is written as JSON.
    Schema,
    /// What the directory covers, and its limits.
    About,
    /// A small directory to begin one's own with.
    New,
    /// The settings that are in force.
    Config,
    /// The completions of a shell.
    Completions(Shell),
    /// The manual.
    Man,
    /// What can stand in the place of the last of these words, which follow the name of the program.
    Complete(Vec<OsString>),
}

/// What `tree` takes.
#[derive(Clone, Debug)]
pub struct TreeArgs {
    /// Only this entry and what lies beneath it.
    pub entry: Vec<String>,
    /// At most so many levels.
    pub depth: Option<usize>,
    /// How to arrange the entries.
    pub by: By,
    /// What to write.
    pub format: Format,
}

/// What `show` takes.
#[derive(Clone, Debug)]
pub struct ShowArgs {
    /// The entries, each an id, an abbreviation or a name.
    pub entries: Vec<String>,
    /// What to write.
    pub format: Format,
}

/// What `search` takes.
#[derive(Clone, Debug)]
pub struct SearchArgs {
    /// The words of the query.
    pub query: Vec<String>,
    /// What [`with_exclusions`] took out of the query.
    pub left_out: Vec<String>,
    /// At most so many hits.
    pub limit: usize,
    /// How to read the query.
    pub mode: SearchMode,
    /// Only beneath this entry.
    pub under: Option<String>,
    /// What to write.
    pub format: Format,
}

/// What `matrix` takes.
#[derive(Clone, Debug)]
pub struct MatrixArgs {
    /// The members of this entry, or what acts beneath it.
    pub entry: Vec<String>,
    /// What to write.
    pub format: Format,
}

/// What `check` takes.
#[derive(Clone, Debug)]
pub struct CheckArgs {
    /// The data files; without one, that of `--data` or the one in the program.
    pub files: Vec<PathBuf>,
    /// Whether warnings count as problems.
    pub strict: bool,
    /// What to write.
    pub format: CheckFormat,
}

/// What `export` takes.
#[derive(Clone, Debug)]
pub struct ExportArgs {
    /// What to write.
    pub format: ExportFormat,
    /// Only this entry and what lies beneath it.
    pub root: Option<String>,
    /// At most so many levels.
    pub depth: Option<usize>,
    /// The file to write into, which is replaced only once all is written.
    pub output: Option<PathBuf>,
}

/// The words that an option can have as its value, each with what the help says of it.
type Words = &'static [(&'static str, &'static str)];

/// The values of an option, each with the word for it; what is said of it is its help.
macro_rules! choice {
    ($(#[$of_all:meta])* $name:ident { $(#[doc = $help:literal] $(#[$of_value:meta])* $value:ident = $word:literal,)* }) => {
        $(#[$of_all])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $help] $(#[$of_value])* $value,)*
        }

        impl $name {
            const ALL: &[Self] = &[$(Self::$value,)*];
            const WORDS: Words = &[$(($word, $help),)*];

            fn of(given: reading::Given, name: &str) -> Self {
                Self::ALL[given.position(name, Self::WORDS)]
            }
        }
    };
}

choice! {
    /// Formats of the whole directory.
    ExportFormat {
        /// One value, as `pitf schema` describes it
        Json = "json",
        /// One document, with links from chapter to chapter
        Markdown = "markdown",
        /// A table with a record for each entry; what a spreadsheet would obey begins with an apostrophe
        Csv = "csv",
        /// A chart of the hierarchy, for Mermaid
        Mermaid = "mermaid",
        /// A chart of the hierarchy, for Graphviz
        Dot = "dot",
        /// Linked data, in the vocabularies of W3C ORG and schema.org
        JsonLd = "json-ld",
    }
}

choice! {
    /// When to write in colour.
    #[derive(Default)]
    Color {
        /// On a terminal, unless `NO_COLOR` is set
        #[default]
        Auto = "auto",
        /// Always
        Always = "always",
        /// Never
        Never = "never",
    }
}

choice! {
    /// Formats of what is read by people and by programs.
    Format {
        /// For the terminal
        Text = "text",
        /// One value, as `pitf schema` describes it
        Json = "json",
        /// A document
        Markdown = "markdown",
    }
}

choice! {
    /// Formats of problems.
    CheckFormat {
        /// For people, and for editors that read `FILE:LINE:COLUMN:`
        Text = "text",
        /// One value, as `pitf schema` describes it
        Json = "json",
    }
}

choice! {
    /// How entries are arranged.
    By {
        /// What lies beneath what
        Hierarchy = "hierarchy",
        /// By kind
        Kind = "kind",
        /// By topic
        Topic = "topic",
        /// By the dates of events
        Date = "date",
    }
}

choice! {
    /// How a query is read.
    SearchMode {
        /// Words in any order, with one wrong letter forgiven
        Words = "words",
        /// Letters in their order, with others between
        Fuzzy = "fuzzy",
        /// A regular expression
        Regex = "regex",
    }
}

choice! {
    /// The shells that have completions.
    Shell {
        /// The Bourne-again shell
        Bash = "bash",
        /// The Z shell
        Zsh = "zsh",
        /// The friendly interactive shell
        Fish = "fish",
    }
}

/// Lets `-word` be a part of a query: such arguments of `search` are taken for what is to be left out, not for options.
pub fn with_exclusions(arguments: Vec<OsString>) -> Vec<OsString> {
    let names = command_names();
    let is_command = |argument: &OsString| names.iter().any(|name| argument == name);
    let Some(command) = arguments.iter().position(is_command).filter(|at| arguments[*at] == "search") else {
        return arguments;
    };
    let end = arguments.iter().position(|argument| argument == "--").unwrap_or(arguments.len());
    let is_exclusion = |argument: &OsString| {
        let text = argument.to_string_lossy();
        text.len() > 2 && text.starts_with('-') && !text.starts_with("--")
    };
    let rewrite = |(at, argument): (usize, OsString)| {
        if at <= command || at >= end || !is_exclusion(&argument) {
            return argument;
        }
        let mut option = OsString::from("--left-out=");
        option.push(argument);
        option
    };
    arguments.into_iter().enumerate().map(rewrite).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Cli {
        let arguments = line.split(' ').map(OsString::from).collect();
        Cli::read(with_exclusions(arguments)).unwrap_or_else(|error| panic!("{line}: {error}"))
    }

    #[test]
    fn the_description_of_the_arguments_is_whole() {
        description().debug_assert();
        let shown: Vec<String> = description()
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
            .map(|command| command.get_name().to_owned())
            .collect();
        assert_eq!(shown, command_names());
    }

    #[test]
    fn no_arguments_are_the_defaults() {
        assert_eq!(format!("{:?}", parsed("pitf")), format!("{:?}", Cli::default()));
    }

    #[test]
    fn a_word_to_leave_out_is_no_option() {
        let Some(Command::Search(arguments)) = parsed("pitf search child -labor --limit 3 -kind:law").command
        else {
            panic!("the command is search")
        };
        assert_eq!((arguments.query, arguments.limit), (vec!["child".to_owned()], 3));
        assert_eq!(arguments.left_out, ["-labor", "-kind:law"]);
    }

    #[test]
    fn what_is_no_command_is_an_entry() {
        let cli = parsed("pitf department of labor");
        assert!(cli.command.is_none());
        assert_eq!(cli.entry, ["department", "of", "labor"]);
    }
}
