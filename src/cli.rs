//! The command line, declared for clap. The help, the man page and the completions all come from [`description`].

mod examples;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Arg, Args, CommandFactory as _, FromArgMatches as _, Parser, ValueEnum};

use crate::outline::Arrangement;
use crate::report::export::{CsvTable, ExportFormat, FORMATS, TABLES};
use crate::report::list::COLUMNS_OF_COMMANDS;
use crate::search::QueryMode;
use words::{columns, from_one, hits};

/// The arguments of the program.
#[derive(Debug, Default, Parser)]
#[command(
    name = "pitf",
    about = "Browse a reference directory, offline and by keyboard",
    long_about = "Browses a reference directory, offline and by keyboard: any hierarchy of entries in one file, with \
                  links, topics, dates and sources. The one in the program tells how the U.S. government coordinates \
                  its work against human trafficking; --data opens another.",
    override_usage = "pitf [OPTIONS] [ENTRY]\n       pitf [OPTIONS] COMMAND",
    after_help = "pitf help has examples and more options; pitf man is the manual.",
    after_long_help = examples::EXAMPLES,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub general: General,
    /// Print the version of the program and the edition of its directory.
    #[arg(short = 'V', long)]
    pub version: bool,
    /// Open the browser at this entry; its name may be several words.
    #[arg(hide_short_help = true)]
    pub entry: Vec<String>,
    /// Options of the browser.
    #[command(flatten)]
    pub browser: BrowserOptions,
    /// What to do instead of browsing.
    #[command(subcommand)]
    pub command: Option<Subcommand>,
    /// The format of the command, as it is written.
    #[arg(skip)]
    pub format: Option<String>,
}

/// Options of every command, before its name or after it.
#[derive(Args, Clone, Debug, Default)]
pub struct General {
    /// Use this data file instead of the directory in the program.
    #[arg(short, long, value_name = "FILE", global = true)]
    pub data: Option<PathBuf>,
    /// When to write in colour.
    #[arg(long, value_name = "WHEN", global = true, hide_short_help = true, help_heading = "Output")]
    #[arg(value_enum, default_value_t)]
    pub color: Color,
    /// Wrap text to this many columns, 20 to 500, in place of those of the terminal.
    #[arg(long, value_name = "COLUMNS", global = true, hide_short_help = true, help_heading = "Output")]
    #[arg(value_parser = columns)]
    pub width: Option<usize>,
    /// Write nothing but ASCII: letters and signs by their usual forms, JSON as `\uXXXX`, HTML as `&#NNNN;`.
    #[arg(long, global = true, hide_short_help = true, help_heading = "Output")]
    pub ascii: bool,
    /// Print long output as it is, though `PAGER` names a pager.
    #[arg(long, global = true, hide_short_help = true, help_heading = "Output")]
    pub no_pager: bool,
}

/// Options of the browser.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Args, Clone, Copy, Debug, Default)]
#[command(next_help_heading = "Browser")]
pub struct BrowserOptions {
    /// Browse with a screen reader: one column, words for signs, one line changed by each key.
    #[arg(long, hide_short_help = true)]
    pub plain: bool,
    /// Begin at the beginning: neither use nor change what is remembered of earlier visits.
    #[arg(long, hide_short_help = true)]
    pub fresh: bool,
    /// Write nothing to the disk: this visit is not remembered. What earlier ones left stays; --fresh hides it.
    #[arg(long, hide_short_help = true)]
    pub private: bool,
    /// Leave the mouse to the terminal.
    #[arg(long, hide_short_help = true)]
    pub no_mouse: bool,
    /// Do not make addresses links that the terminal can open.
    #[arg(long, hide_short_help = true)]
    pub no_links: bool,
}

/// The subcommands.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Print the outline.
    #[command(after_long_help = examples::TREE)]
    Tree(TreeArgs),
    /// Print one line for each entry, or for each that matches.
    #[command(after_long_help = examples::LIST)]
    List(ListArgs),
    /// Print entries whole.
    #[command(after_long_help = examples::SHOW)]
    Show(ShowArgs),
    /// Print what matches, best first.
    #[command(after_long_help = examples::SEARCH)]
    Search(SearchArgs),
    /// Print who does what: members against topics.
    #[command(after_long_help = examples::MATRIX)]
    Matrix(MatrixArgs),
    /// Print two entries side by side, topic by topic.
    #[command(after_long_help = examples::COMPARE)]
    Compare(CompareArgs),
    /// Print every problem of data files.
    #[command(after_long_help = examples::CHECK)]
    Check(CheckArgs),
    /// Write the directory in another format.
    #[command(after_long_help = examples::EXPORT)]
    Export(ExportArgs),
    /// Print citations: of entries or of one statement, with their sources.
    #[command(after_long_help = examples::CITE)]
    Cite(CiteArgs),
    /// Print what has changed from one data file to another: by id, not by line.
    #[command(after_long_help = examples::DIFF)]
    Diff(DiffArgs),
    /// Print the JSON Schema of what --format json writes.
    #[command(after_long_help = examples::SCHEMA)]
    Schema,
    /// Print what the directory covers and where its limits are.
    #[command(after_long_help = examples::ABOUT)]
    About,
    /// Print a small directory to start your own from.
    #[command(after_long_help = examples::NEW)]
    New,
    /// Print the settings in force, ready to be saved.
    #[command(after_long_help = examples::CONFIG)]
    Config,
    /// Print the completion script of a shell.
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions(CompletionsArgs),
    /// Show the manual; in a pipe it is a man page.
    #[command(after_long_help = examples::MAN)]
    Man,
    /// Show the help, of everything or of one command.
    #[command(after_long_help = examples::HELP)]
    Help(HelpArgs),
    /// Print the version of the program and the edition of its directory.
    #[command(after_long_help = examples::VERSION)]
    Version,
    /// Print what can stand in place of the last word, for the completions.
    #[command(name = "__complete", hide = true)]
    Complete(CompleteArgs),
}

/// Arguments of `tree`.
#[derive(Args, Clone, Debug)]
#[command(override_usage = "pitf tree [OPTIONS] [ENTRY]")]
pub struct TreeArgs {
    /// Only this entry and what lies beneath it; its name may be several words.
    pub entry: Vec<String>,
    /// Go at most N levels deep.
    #[arg(short = 'L', long, value_name = "N", value_parser = from_one)]
    pub depth: Option<usize>,
    /// Arrange the entries by this.
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    pub by: Arrangement,
    /// Write in this format.
    #[arg(short, long, value_enum, default_value_t = RowFormat::Text)]
    pub format: RowFormat,
}

/// Arguments of `list`.
#[derive(Args, Clone, Debug)]
#[command(override_usage = "pitf list [OPTIONS] [QUERY]...")]
pub struct ListArgs {
    /// Only what matches, best first: a query as search takes it.
    #[arg(value_parser = words::of_query)]
    pub query: Vec<String>,
    /// Write in this format; here text is the same as tsv.
    #[arg(short, long, value_enum, default_value_t = RowFormat::Text)]
    pub format: RowFormat,
}

/// Arguments of `show`.
#[derive(Args, Clone, Debug)]
#[command(override_usage = "pitf show [OPTIONS] ENTRY...")]
pub struct ShowArgs {
    /// The entries, each an id, an abbreviation or a name; several words may be one name.
    #[arg(value_name = "ENTRY", required = true)]
    pub entries: Vec<String>,
    /// Write in this format.
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// Arguments of `search`.
#[derive(Args, Clone, Debug)]
#[command(override_usage = "pitf search [OPTIONS] QUERY...")]
pub struct SearchArgs {
    /// Words, "a phrase", -word, one OR other, kind:report, topic:education, under:spog; pitf man has all.
    #[arg(required = true, value_parser = words::of_query)]
    pub query: Vec<String>,
    /// Print at most N hits, 0 for all [default: 20 on a terminal, all in a pipe].
    #[arg(short = 'n', long, value_name = "N", value_parser = hits)]
    pub limit: Option<usize>,
    /// Read the query so.
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    pub mode: QueryMode,
    /// Only beneath this entry.
    #[arg(long, value_name = "ENTRY")]
    pub under: Option<String>,
    /// Write in this format.
    #[arg(short, long, value_enum, default_value_t = RowFormat::Text)]
    pub format: RowFormat,
}

/// Arguments of `compare`.
#[derive(Args, Clone, Debug)]
#[command(override_usage = "pitf compare [OPTIONS] ENTRY ENTRY")]
pub struct CompareArgs {
    /// The two entries, each an id, an abbreviation or a name; several words may be one name.
    #[arg(required = true, value_name = "ENTRY")]
    pub entries: Vec<String>,
    /// Only what is stated on this topic, given by its id or name.
    #[arg(long, value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Write in this format.
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// Arguments of `matrix`.
#[derive(Args, Clone, Debug)]
#[command(override_usage = "pitf matrix [OPTIONS] [ENTRY]...")]
pub struct MatrixArgs {
    /// One entry: its members are the rows, or else its parts that have activities. Several: they are the rows
    /// themselves. Without one: the members of the body with the most.
    pub entry: Vec<String>,
    /// Count the activities of what stands beneath each row as well.
    #[arg(long)]
    pub beneath: bool,
    /// Write in this format.
    #[arg(short, long, value_enum, default_value_t = RowFormat::Text)]
    pub format: RowFormat,
}

/// Arguments of `check`.
#[derive(Args, Clone, Debug)]
#[command(override_usage = "pitf check [OPTIONS] [FILE]...")]
pub struct CheckArgs {
    /// The data files; without one, that of --data or the one in the program.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Count warnings as problems too.
    #[arg(long)]
    pub strict: bool,
    /// Write in this format.
    #[arg(short, long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
}

/// Arguments of `export`.
#[derive(Args, Clone, Debug)]
pub struct ExportArgs {
    /// Write in this format.
    #[arg(short, long, value_enum)]
    pub format: ExportFormat,
    /// With csv: write this table instead of that of the entries.
    #[arg(long, value_name = "TABLE", value_enum)]
    pub table: Option<CsvTable>,
    /// Only this entry and what lies beneath it.
    #[arg(long, value_name = "ENTRY")]
    pub root: Option<String>,
    /// Go at most N levels deep.
    #[arg(short = 'L', long, value_name = "N", value_parser = from_one)]
    pub depth: Option<usize>,
    /// Only what was collected in the browser, in its order.
    #[arg(long, conflicts_with_all = ["root", "depth"])]
    pub collection: bool,
    /// Write to this file; it is replaced only once everything is written.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Arguments of `cite`.
#[derive(Args, Clone, Debug)]
#[command(override_usage = "pitf cite [OPTIONS] ENTRY...")]
pub struct CiteArgs {
    /// The entries, each an id, an abbreviation or a name; several words may be one name.
    #[arg(value_name = "ENTRY", required = true)]
    pub entries: Vec<String>,
    /// Print the numbers of the statements, in place of a citation.
    #[arg(long, conflicts_with_all = ["statement", "format"])]
    pub list: bool,
    /// Cite only the Nth statement of each, counted as --list prints them.
    #[arg(long, value_name = "N", value_parser = from_one)]
    pub statement: Option<usize>,
    /// Write in this format.
    #[arg(short, long, value_enum, default_value_t = CiteFormat::Text)]
    pub format: CiteFormat,
}

/// Formats of citations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CiteFormat {
    /// For people.
    Text,
    /// A list, with one list of sources.
    Markdown,
    /// The sources, for LaTeX.
    Bibtex,
    /// The sources, for reference managers.
    Ris,
    /// The sources, for Zotero and pandoc.
    CslJson,
}

/// Arguments of `diff`.
#[derive(Args, Clone, Debug)]
pub struct DiffArgs {
    /// The data file as it was.
    pub old: PathBuf,
    /// The data file as it is.
    pub new: PathBuf,
    /// Write in this format.
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// Arguments of `completions`.
#[derive(Args, Clone, Copy, Debug)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Arguments of `help`.
#[derive(Args, Clone, Debug)]
#[command(override_usage = "pitf help [COMMAND]")]
pub struct HelpArgs {
    /// The command.
    #[arg(value_name = "COMMAND")]
    pub words: Vec<String>,
}

/// Arguments of the completion scripts.
#[derive(Args, Clone, Debug)]
pub struct CompleteArgs {
    /// The words after the name of the program.
    #[arg(value_name = "WORD", last = true)]
    pub words: Vec<OsString>,
}

impl ValueEnum for CsvTable {
    fn value_variants<'a>() -> &'a [Self] {
        TABLES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name).help(self.about))
    }
}

impl ValueEnum for ExportFormat {
    fn value_variants<'a>() -> &'a [Self] {
        FORMATS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name).help(self.about))
    }
}

/// When to write in colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Formats of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For the terminal.
    Text,
    /// One value, as `pitf schema` describes it.
    Json,
    /// A document.
    Markdown,
}

/// Formats of reports that have rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// For the terminal.
    Text,
    /// One value, as `pitf schema` describes it.
    Json,
    /// A document.
    Markdown,
    /// One line for each row, with tabs between its columns;.
    Tsv,
    /// The ids of the entries, one on each line.
    Ids,
}

/// Formats of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people, and for editors that read `FILE:LINE:COLUMN:`.
    Text,
    /// One value, as `pitf schema` describes it.
    Json,
}

/// The shells that have completions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// The Bourne-again shell.
    Bash,
    /// The Z shell.
    Zsh,
    /// The friendly interactive shell.
    Fish,
}

impl Cli {
    /// Parses the arguments; the first is the name of the program. An error may also be the help.
    pub fn read(arguments: Vec<OsString>) -> Result<Self, clap::Error> {
        // Building the clap command takes a while, and most runs have no arguments.
        if arguments.len() < 2 {
            return Ok(Cli::default());
        }
        let mut description = description();
        let arguments = words::prepared(&mut description, arguments)?;
        let matches = description.try_get_matches_from(arguments)?;
        let format =
            matches.subcommand().and_then(|(_, of_command)| of_command.try_get_raw("format").ok()?);
        let format = format.and_then(|mut values| Some(values.next()?.to_string_lossy().into_owned()));
        Ok(Cli { format, ..Cli::from_arg_matches(&matches)? })
    }
}

/// The description of the whole command line.
pub fn description() -> clap::Command {
    let root = Cli::command();
    let of_all: Vec<Arg> =
        root.get_arguments().filter(|argument| argument.is_global_set()).cloned().collect();
    root.mut_subcommands(|command| {
        let is_idle = |argument: &&Arg| {
            let commands = IDLE.iter().find(|(option, _)| argument.get_id() == option);
            commands.is_some_and(|(_, commands)| commands.contains(&command.get_name()))
        };
        let hidden: Vec<Arg> =
            of_all.iter().filter(is_idle).map(|argument| argument.clone().hide(true)).collect();
        let command = command.args(hidden);
        match COLUMNS_OF_COMMANDS.iter().find(|(name, _)| *name == command.get_name()) {
            Some((_, columns)) => {
                let examples = command.get_after_long_help().cloned().unwrap_or_default();
                let columns = columns.join(", ");
                command.after_long_help(format!(
                    "The columns of a line, with a tab between two:\n  {columns}\n\n{examples}"
                ))
            }
            None => command,
        }
    })
}

/// The formats that `--format` of any command takes.
pub fn format_names() -> Vec<String> {
    let names = |command: &clap::Command| {
        let format = command.get_arguments().find(|argument| argument.get_id() == "format");
        let values = format.map(Arg::get_possible_values).unwrap_or_default();
        values.iter().map(|value| value.get_name().to_owned()).collect::<Vec<_>>()
    };
    Cli::command().get_subcommands().flat_map(names).collect()
}

/// The names of the commands in the help.
pub fn command_names() -> Vec<String> {
    let root = Cli::command();
    let shown = root.get_subcommands().filter(|command| !command.is_hide_set());
    shown.map(|command| command.get_name().to_owned()).collect()
}

/// For each command, the global options that do nothing there. Its help hides them.
const IDLE: &[(&str, &[&str])] = &[
    ("data", &["diff", "schema", "new", "config", "completions", "man"]),
    ("color", &["check", "export", "schema", "new", "config", "completions", "man", "help", "version"]),
    ("width", &["check", "export", "schema", "new", "config", "completions", "help", "version"]),
    ("no_pager", &["help", "version"]),
    ("ascii", &["schema", "new", "config", "completions"]),
];

#[cfg(test)]
mod tests;
