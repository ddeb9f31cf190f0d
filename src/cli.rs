//! The command line, declared for clap. The help, the man page and the completions all come from [`description`].

mod words;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Args, CommandFactory as _, FromArgMatches as _, Parser, ValueEnum};

use crate::outline::Arrangement;
use crate::report::export::{ExportFormat, FORMATS, TABLES};
use crate::report::list::COLUMNS_OF_COMMANDS;
use crate::search::QueryMode;
use words::{columns, from_one, hits};

#[derive(Debug, Default, Parser)]
#[command(
    name = "pitf",
    about = "Browse a reference directory, offline and by keyboard",
    long_about = "Browses a reference directory, offline and by keyboard: any hierarchy of entries in one file, with \
                  links, topics, dates and sources. The one in the program tells how the U.S. government coordinates \
                  its work against human trafficking; --data opens another.",
    override_usage = "pitf [OPTIONS] [ENTRY]\n       pitf [OPTIONS] COMMAND",
    after_help = "pitf help has examples and more options; pitf man is the manual.",
    after_long_help = format!("Examples:\n{}", examples_of("pitf")),
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub(crate) general: General,
    /// Print the version of the program and the edition of its directory.
    #[arg(short = 'V', long)]
    pub(crate) version: bool,
    /// Open the browser at this entry; its name may be several words.
    #[arg(hide_short_help = true)]
    pub(crate) entry: Vec<String>,
    /// Options of the browser.
    #[command(flatten)]
    pub(crate) browser: BrowserOptions,
    /// What to do instead of browsing.
    #[command(subcommand)]
    pub(crate) command: Option<Subcommand>,
}

#[derive(Args, Clone, Debug, Default)]
pub(crate) struct General {
    /// Use this data file instead of the directory in the program.
    #[arg(short, long, value_name = "FILE", global = true)]
    pub(crate) data: Option<PathBuf>,
    /// When to write in colour.
    #[arg(long, value_name = "WHEN", global = true, hide_short_help = true, help_heading = "Output")]
    #[arg(value_enum, default_value_t)]
    pub(crate) color: Color,
    /// Wrap text to this many columns, 20 to 500; the default is the width of the terminal.
    #[arg(long, value_name = "COLUMNS", global = true, hide_short_help = true, help_heading = "Output")]
    #[arg(value_parser = columns)]
    pub(crate) width: Option<usize>,
    /// Write only ASCII: other letters and signs are replaced, in JSON by `\uXXXX`, in HTML by `&#NNNN;`.
    #[arg(long, global = true, hide_short_help = true, help_heading = "Output")]
    pub(crate) ascii: bool,
    /// Do not send long output through the pager that `PAGER` names.
    #[arg(long, global = true, hide_short_help = true, help_heading = "Output")]
    pub(crate) no_pager: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Args, Clone, Copy, Debug, Default)]
#[command(next_help_heading = "Browser")]
pub(crate) struct BrowserOptions {
    /// Browse with a screen reader: one column, words for signs, one line changed by each key.
    #[arg(long, hide_short_help = true)]
    pub(crate) plain: bool,
    /// Start afresh: neither use nor change what is remembered of earlier visits.
    #[arg(long, hide_short_help = true)]
    pub(crate) fresh: bool,
    /// Write nothing to the disk: this visit is not remembered. What earlier ones left stays; --fresh hides it.
    #[arg(long, hide_short_help = true)]
    pub(crate) private: bool,
    /// Leave the mouse to the terminal.
    #[arg(long, hide_short_help = true)]
    pub(crate) no_mouse: bool,
    /// Do not make addresses links that the terminal can open.
    #[arg(long, hide_short_help = true)]
    pub(crate) no_links: bool,
}

#[derive(Clone, Debug, clap::Subcommand)]
pub(crate) enum Subcommand {
    /// Print the outline.
    Tree(TreeArgs),
    /// Print one line for each entry, or for each that matches.
    List(ListArgs),
    /// Print whole entries.
    Show(ShowArgs),
    /// Print what matches, best first.
    Search(SearchArgs),
    /// Print who does what: members against topics.
    Matrix(MatrixArgs),
    /// Print two entries side by side, topic by topic.
    Compare(CompareArgs),
    /// Print every problem in data files.
    Check(CheckArgs),
    /// Write the directory in another format.
    Export(ExportArgs),
    /// Print citations: of entries or of one statement, with their sources.
    Cite(CiteArgs),
    /// Print what has changed from one data file to another: by id, not by line.
    Diff(DiffArgs),
    /// Print the JSON Schema of what --format json writes.
    Schema,
    /// Print what the directory covers and where its limits are.
    About,
    /// Print a small directory to start your own from.
    New,
    /// Print the settings in force, ready to be saved.
    Config,
    /// Print the completion script of a shell.
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Show the manual; in a pipe it is a man page.
    Man,
    /// Show the help, of everything or of one command.
    Help {
        /// The command.
        #[arg(value_name = "COMMAND")]
        words: Vec<String>,
    },
    /// Print the version of the program and the edition of its directory.
    Version,
    /// Print what can stand in place of the last word, for the completions.
    #[command(name = "__complete", hide = true)]
    Complete {
        /// The words after the name of the program.
        #[arg(value_name = "WORD", last = true)]
        words: Vec<OsString>,
    },
}

#[derive(Args, Clone, Debug)]
pub(crate) struct TreeArgs {
    /// Only this entry and what lies beneath it; its name may be several words.
    pub(crate) entry: Vec<String>,
    /// Go at most N levels deep.
    #[arg(short = 'L', long, value_name = "N", value_parser = from_one)]
    pub(crate) depth: Option<usize>,
    /// How to arrange the entries.
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    pub(crate) by: Arrangement,
    /// The format to write.
    #[arg(short, long, value_enum, default_value_t = RowFormat::Text)]
    pub(crate) format: RowFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ListArgs {
    /// Only what matches, best first: a query as search takes it.
    #[arg(value_parser = words::of_query)]
    pub(crate) query: Vec<String>,
    /// The format to write; here text is the same as tsv.
    #[arg(short, long, value_enum, default_value_t = RowFormat::Text)]
    pub(crate) format: RowFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ShowArgs {
    /// The entries, each an id, an abbreviation or a name; several words may be one name.
    #[arg(value_name = "ENTRY", required = true)]
    pub(crate) entries: Vec<String>,
    /// The format to write.
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct SearchArgs {
    /// Words, "a phrase", -word, one OR other, kind:report, topic:education, under:spog; pitf man explains them all.
    #[arg(required = true, value_parser = words::of_query)]
    pub(crate) query: Vec<String>,
    /// Print at most N hits, 0 for all [default: 20 on a terminal, all in a pipe].
    #[arg(short = 'n', long, value_name = "N", value_parser = hits)]
    pub(crate) limit: Option<usize>,
    /// How to read the query.
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    pub(crate) mode: QueryMode,
    /// Only beneath this entry.
    #[arg(long, value_name = "ENTRY")]
    pub(crate) under: Option<String>,
    /// The format to write.
    #[arg(short, long, value_enum, default_value_t = RowFormat::Text)]
    pub(crate) format: RowFormat,
}

#[derive(Args, Clone, Debug)]
#[command(override_usage = "pitf compare [OPTIONS] ENTRY ENTRY")]
pub(crate) struct CompareArgs {
    /// The two entries, each an id, an abbreviation or a name; several words may be one name.
    #[arg(required = true, value_name = "ENTRY")]
    pub(crate) entries: Vec<String>,
    /// Only what is stated on this topic, given by its id or name.
    #[arg(long, value_name = "TOPIC")]
    pub(crate) topic: Option<String>,
    /// The format to write.
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct MatrixArgs {
    /// One entry: its members are the rows, or else its parts that have activities. Several entries: they are the
    /// rows. None: the members of the largest body are.
    pub(crate) entry: Vec<String>,
    /// Count the activities of what stands beneath each row as well.
    #[arg(long)]
    pub(crate) beneath: bool,
    /// The format to write.
    #[arg(short, long, value_enum, default_value_t = RowFormat::Text)]
    pub(crate) format: RowFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct CheckArgs {
    /// The data files; without one, that of --data or the one in the program.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Count warnings as problems too.
    #[arg(long)]
    pub(crate) strict: bool,
    /// The format to write.
    #[arg(short, long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ExportArgs {
    /// The format to write.
    #[arg(short, long, value_parser = one_of(FORMATS))]
    pub(crate) format: ExportFormat,
    /// With csv: write this table instead of that of the entries.
    #[arg(long, value_name = "TABLE", value_parser = one_of(TABLES))]
    pub(crate) table: Option<ExportFormat>,
    /// Only this entry and what lies beneath it.
    #[arg(long, value_name = "ENTRY")]
    pub(crate) root: Option<String>,
    /// Go at most N levels deep.
    #[arg(short = 'L', long, value_name = "N", value_parser = from_one)]
    pub(crate) depth: Option<usize>,
    /// Only what was collected in the browser, in its order.
    #[arg(long, conflicts_with_all = ["root", "depth"])]
    pub(crate) collection: bool,
    /// Write to this file; it is replaced only once everything is written.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct CiteArgs {
    /// The entries, each an id, an abbreviation or a name; several words may be one name.
    #[arg(value_name = "ENTRY", required = true)]
    pub(crate) entries: Vec<String>,
    /// List the statements with their numbers instead.
    #[arg(long, conflicts_with_all = ["statement", "format"])]
    pub(crate) list: bool,
    /// Cite only the Nth statement of each, counted as --list prints them.
    #[arg(long, value_name = "N", value_parser = from_one)]
    pub(crate) statement: Option<usize>,
    /// The format to write.
    #[arg(short, long, value_enum, default_value_t = CiteFormat::Text)]
    pub(crate) format: CiteFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CiteFormat {
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

#[derive(Args, Clone, Debug)]
pub(crate) struct DiffArgs {
    /// The data file as it was.
    pub(crate) old: PathBuf,
    /// The data file as it is.
    pub(crate) new: PathBuf,
    /// The format to write.
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}

fn one_of(formats: &'static [ExportFormat]) -> impl TypedValueParser<Value = ExportFormat> {
    let names = formats.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    let named = |name: String| formats.iter().copied().find(|format| format.name == name);
    PossibleValuesParser::new(names).map(move |name| named(name).expect("clap takes no other name"))
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For the terminal.
    Text,
    /// One value, as `pitf schema` describes it.
    Json,
    /// A document.
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// For the terminal.
    Text,
    /// One value, as `pitf schema` describes it.
    Json,
    /// A document.
    Markdown,
    /// One line for each row, with tabs between its columns.
    Tsv,
    /// The ids of the entries, one on each line.
    Ids,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
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
    pub(crate) fn read(arguments: Vec<OsString>) -> Result<Self, clap::Error> {
        // Building the clap command takes a while, and most runs have no arguments.
        if arguments.len() < 2 {
            return Ok(Cli::default());
        }
        let mut description = description();
        let arguments = words::prepared(&mut description, arguments)?;
        let matches = description.try_get_matches_from(arguments)?;
        Cli::from_arg_matches(&matches)
    }
}

/// The description of the whole command line.
pub fn description() -> clap::Command {
    let root = Cli::command();
    let of_all: Vec<Arg> =
        root.get_arguments().filter(|argument| argument.is_global_set()).cloned().collect();
    root.mut_subcommands(|command| {
        let name = command.get_name();
        let is_idle = |argument: &&Arg| {
            IDLE.iter().any(|(option, commands)| argument.get_id() == option && commands.contains(&name))
        };
        let idle: Vec<Arg> =
            of_all.iter().filter(is_idle).map(|argument| argument.clone().hide(true)).collect();
        let columns = COLUMNS_OF_COMMANDS.iter().find(|(command, _)| *command == name);
        let columns = columns.map_or(String::new(), |(_, columns)| {
            format!("The columns of a line, with a tab between two:\n  {}\n\n", columns.join(", "))
        });
        let end = format!("{columns}Examples:\n{}", examples_of(name));
        command.args(idle).after_long_help(end)
    })
}

fn examples_of(command: &str) -> &'static str {
    let sections =
        include_str!("cli/examples.txt").split("## ").filter_map(|section| section.split_once('\n'));
    let section = sections.into_iter().find(|(name, _)| *name == command);
    section.map_or("", |(_, examples)| examples.trim_end())
}

/// The formats that `--format` of any command takes.
pub(crate) fn format_names() -> Vec<String> {
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
