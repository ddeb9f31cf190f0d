//! The command line: what can be asked for, and the words of the help. Pure; nothing of ours is imported.
//!
//! The man page and the completions come from the same description, so that the three never differ.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// What `pitf --help` ends with.
pub(crate) const EXAMPLES: &str = "\
Examples:
  pitf                              browse; ? shows the keys
  pitf DOL                          browse, opened at the Department of Labor
  pitf show hotline                 whom to call
  pitf search child labor           the best hits first
  pitf search kind:report labor     only reports
  pitf tree spog --depth 2          what lies beneath SPOG
  pitf matrix                       who does what
  pitf --data mine.ron check        every problem of mine.ron

An ENTRY is an id, an abbreviation or a name; one that is nearly right will do.
Exit status: 0 done, 1 nothing found or problems found, 2 bad usage or bad data.";

// What the help of each command ends with.
const TREE: &str = "\
Examples:
  pitf tree spog --depth 2          two levels from SPOG down
  pitf tree --by topic | less       what there is on each topic
  pitf tree --by date               what happened, year by year";
const SHOW: &str = "\
Examples:
  pitf show doj                     an id or an abbreviation
  pitf show Department of Labor     a name
  pitf show doj dol --format markdown > two.md";
const SEARCH: &str = "\
Examples:
  pitf search child labor           both words, in any order, anywhere
  pitf search '\"forced labor\"'     a phrase
  pitf search labor -child          without a word
  pitf search kind:report under:dol  only reports beneath an entry
  pitf search labor | fzf           one line for each hit, its parts apart by tabs";
const MATRIX: &str = "\
Examples:
  pitf matrix                       the members of the body that has the most that act
  pitf matrix spog --format json    the members of another";
const CHECK: &str = "\
Examples:
  pitf check mine.ron               exit status 1 where it has an error
  pitf check --strict *.ron         warnings count as well";
const EXPORT: &str = "\
Examples:
  pitf export --format markdown -o directory.md
  pitf export --format csv --root doj > doj.csv
  pitf export --format dot --root spog --depth 3 | dot -Tsvg > spog.svg
  pitf export --format json | jq '.entries[].name'";
const SCHEMA: &str = "\
Examples:
  pitf schema > pitf.schema.json";
const NEW: &str = "\
Examples:
  pitf new > mine.ron && pitf check mine.ron && pitf --data mine.ron";
const CONFIG: &str = "\
Examples:
  pitf config > ~/.config/pitf/config.ron";
const COMPLETIONS: &str = "\
Examples:
  pitf completions bash > ~/.local/share/bash-completion/completions/pitf
  pitf completions zsh > ~/.zfunc/_pitf      with ~/.zfunc in $fpath
  pitf completions fish > ~/.config/fish/completions/pitf.fish";
const MAN: &str = "\
Examples:
  pitf man > ~/.local/share/man/man1/pitf.1";

/// The arguments of the program.
#[derive(Debug, Default, Parser)]
#[command(
    name = "pitf",
    about = "Browse a directory of who does what, offline and by keyboard",
    long_about = "Browses a directory offline and by keyboard. The one in the program tells how the U.S. government \
                  coordinates its work against human trafficking; --data opens another.",
    override_usage = "pitf [OPTIONS] [ENTRY | COMMAND]",
    after_help = "pitf --help has examples and more options; pitf man prints the manual.",
    after_long_help = EXAMPLES,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_precedence_over_arg = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub general: General,
    /// What the browser takes.
    #[command(flatten)]
    pub browser: BrowserOptions,
    /// Print the version of the program and the edition of its directory
    #[arg(short = 'V', long)]
    pub version: bool,
    /// The command; without one, the browser.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Open the browser at this entry
    #[arg(value_name = "ENTRY", hide_short_help = true)]
    pub entry: Vec<String>,
}

/// What every command takes.
#[derive(Args, Clone, Debug, Default)]
pub struct General {
    /// Use this data file instead of the directory in the program
    #[arg(long, value_name = "FILE", global = true)]
    pub data: Option<PathBuf>,
    /// When to write in colour
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, hide_short_help = true)]
    pub color: Color,
    /// Wrap text to this many columns
    #[arg(
        long,
        value_name = "COLUMNS",
        global = true,
        hide_short_help = true,
        value_parser = clap::value_parser!(u16).range(20..=1000)
    )]
    pub width: Option<u16>,
    /// Draw with ASCII alone
    #[arg(long, global = true, hide_short_help = true)]
    pub ascii: bool,
    /// Do not send long output through a pager
    #[arg(long, global = true, hide_short_help = true)]
    pub no_pager: bool,
}

/// What the browser takes.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct BrowserOptions {
    /// Browse for a screen reader: one column, words instead of signs, one changed line a move
    #[arg(long, hide_short_help = true)]
    pub plain: bool,
    /// Begin at the beginning, not where the last visit ended
    #[arg(long, hide_short_help = true)]
    pub fresh: bool,
    /// Leave the mouse to the terminal
    #[arg(long, hide_short_help = true)]
    pub no_mouse: bool,
    /// Do not mark addresses as links of the terminal
    #[arg(long, hide_short_help = true)]
    pub no_links: bool,
}

/// What can be asked for besides the browser.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Print the outline
    #[command(after_long_help = TREE)]
    Tree(TreeArgs),
    /// Print entries whole
    #[command(after_long_help = SHOW)]
    Show(ShowArgs),
    /// Print what matches, best first
    #[command(after_long_help = SEARCH)]
    Search(SearchArgs),
    /// Print who does what: members against topics
    #[command(after_long_help = MATRIX)]
    Matrix(MatrixArgs),
    /// Print every problem of data files
    #[command(after_long_help = CHECK)]
    Check(CheckArgs),
    /// Write the directory in another format
    #[command(after_long_help = EXPORT)]
    Export(ExportArgs),
    /// Print the JSON Schema of what --format json writes
    #[command(after_long_help = SCHEMA)]
    Schema,
    /// Tell what the directory covers and where its limits are
    About,
    /// Print a small directory to begin one's own with
    #[command(after_long_help = NEW)]
    New,
    /// Print the settings that are in force, ready to be saved
    #[command(after_long_help = CONFIG)]
    Config,
    /// Print the completions of a shell
    #[command(after_long_help = COMPLETIONS)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual as a man page
    #[command(after_long_help = MAN)]
    Man,
    /// Print what can stand in the place of the last word, for the completions
    #[command(hide = true, name = "__complete")]
    Complete {
        /// The words behind the name of the program
        #[arg(last = true, value_name = "WORD")]
        words: Vec<OsString>,
    },
}

/// What `tree` takes.
#[derive(Args, Clone, Debug)]
pub struct TreeArgs {
    /// Only this entry and what lies beneath it
    #[arg(value_name = "ENTRY")]
    pub entry: Vec<String>,
    /// At most so many levels
    #[arg(long, value_name = "N", value_parser = levels)]
    pub depth: Option<usize>,
    /// How to arrange the entries
    #[arg(long, value_name = "HOW", default_value = "hierarchy")]
    pub by: By,
    /// What to write
    #[arg(long, default_value = "text")]
    pub format: Format,
}

/// What `show` takes.
#[derive(Args, Clone, Debug)]
pub struct ShowArgs {
    /// The entries, each an id, an abbreviation or a name
    #[arg(value_name = "ENTRY", required = true)]
    pub entries: Vec<String>,
    /// What to write
    #[arg(long, default_value = "text")]
    pub format: Format,
}

/// What `search` takes.
#[derive(Args, Clone, Debug)]
pub struct SearchArgs {
    /// Words, "a phrase", -word, kind:report, topic:education, under:spog
    #[arg(value_name = "QUERY", required_unless_present = "left_out")]
    pub query: Vec<String>,
    /// What `with_exclusions` took out of the query.
    #[arg(long, value_name = "WORD", hide = true)]
    pub left_out: Vec<String>,
    /// At most so many hits
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = hits)]
    pub limit: usize,
    /// How to read the query
    #[arg(long, value_name = "HOW", default_value = "words")]
    pub mode: SearchMode,
    /// Only beneath this entry
    #[arg(long, value_name = "ENTRY")]
    pub under: Option<String>,
    /// What to write
    #[arg(long, default_value = "text")]
    pub format: Format,
}

/// What `matrix` takes.
#[derive(Args, Clone, Debug)]
pub struct MatrixArgs {
    /// The members of this entry, or what acts beneath it
    #[arg(value_name = "ENTRY")]
    pub entry: Vec<String>,
    /// What to write
    #[arg(long, default_value = "text")]
    pub format: Format,
}

/// What `check` takes.
#[derive(Args, Clone, Debug)]
pub struct CheckArgs {
    /// The data files; without one, that of --data or the one in the program
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Let warnings count as problems
    #[arg(long)]
    pub strict: bool,
    /// What to write
    #[arg(long, default_value = "text")]
    pub format: CheckFormat,
}

/// What `export` takes.
#[derive(Args, Clone, Debug)]
pub struct ExportArgs {
    /// What to write
    #[arg(long)]
    pub format: ExportFormat,
    /// Only this entry and what lies beneath it
    #[arg(long, value_name = "ENTRY")]
    pub root: Option<String>,
    /// At most so many levels
    #[arg(long, value_name = "N", value_parser = levels)]
    pub depth: Option<usize>,
    /// Write into this file, which is replaced only once all is written
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Formats of the whole directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One value, as `pitf schema` describes it
    Json,
    /// One document, with links from chapter to chapter
    Markdown,
    /// A table with a record for each entry; what a spreadsheet would obey begins with an apostrophe
    Csv,
    /// A chart of the hierarchy, for Mermaid
    Mermaid,
    /// A chart of the hierarchy, for Graphviz
    Dot,
    /// Linked data, in the vocabularies of W3C ORG and schema.org
    JsonLd,
}

/// When to write in colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Formats of what is read by people and by programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For the terminal
    Text,
    /// One value, as `pitf schema` describes it
    Json,
    /// A document
    Markdown,
}

/// Formats of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people, and for editors that read `FILE:LINE:COLUMN:`
    Text,
    /// One value, as `pitf schema` describes it
    Json,
}

/// How entries are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// What lies beneath what
    Hierarchy,
    /// By kind
    Kind,
    /// By topic
    Topic,
    /// By the dates of events
    Date,
}

/// How a query is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchMode {
    /// Words in any order, with one wrong letter forgiven
    Words,
    /// Letters in their order, with others between
    Fuzzy,
    /// A regular expression
    Regex,
}

/// The shells that have completions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// The Bourne-again shell
    Bash,
    /// The Z shell
    Zsh,
    /// The friendly interactive shell
    Fish,
}

/// Lets `-word` be a part of a query: such arguments of `search` are taken for what is to be left out, not for options.
pub fn with_exclusions(arguments: Vec<OsString>) -> Vec<OsString> {
    let is_command = |argument: &OsString| command_names().iter().any(|name| argument == name);
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

/// The names of the commands that help tells of.
pub fn command_names() -> [&'static str; 12] {
    [
        "tree",
        "show",
        "search",
        "matrix",
        "check",
        "export",
        "schema",
        "about",
        "new",
        "config",
        "completions",
        "man",
    ]
}

fn hits(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "a number of hits is wanted".to_owned())
}

fn levels(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("a number of levels is 1 or more".to_owned()),
        Ok(levels) => Ok(levels),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    fn parsed(line: &str) -> Cli {
        let arguments = line.split(' ').map(OsString::from).collect();
        Cli::try_parse_from(with_exclusions(arguments)).unwrap_or_else(|error| panic!("{line}: {error}"))
    }

    #[test]
    fn the_description_of_the_arguments_is_whole() {
        Cli::command().debug_assert();
        let shown: Vec<String> = Cli::command()
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
