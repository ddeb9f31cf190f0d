//! The description of the command line: its commands and what each takes, in the words of the help.
//!
//! It is a table, from which [`description`] makes what clap reads arguments and writes help by.

use clap::builder::{PossibleValue, ValueParser};
use clap::{Arg, ArgAction, Command};

use super::{By, CheckFormat, Color, ExportFormat, Format, SearchMode, Shell, Words, examples};

/// What the completions ask. No help tells of it.
pub(super) const COMPLETE: &str = "__complete";

/// The description of the whole command line.
pub fn description() -> Command {
    Command::new("pitf")
        .about("Browse a directory of who does what, offline and by keyboard")
        .long_about(
            "Browses a directory offline and by keyboard. The one in the program tells how the U.S. government \
             coordinates its work against human trafficking; --data opens another.",
        )
        .override_usage("pitf [OPTIONS] [ENTRY | COMMAND]")
        .after_help("pitf --help has examples and more options; pitf man prints the manual.")
        .after_long_help(examples::EXAMPLES)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_precedence_over_arg(true)
        .max_term_width(100)
        .args(PARAMETERS.iter().map(Parameter::argument))
        .subcommands(COMMANDS.iter().map(CommandRow::command))
}

/// The names of the commands that help tells of.
pub fn command_names() -> Vec<&'static str> {
    COMMANDS.iter().map(|command| command.name).filter(|name| *name != COMPLETE).collect()
}

const FORMAT: Parameter = one_of("format", "FORMAT", "What to write", Format::WORDS);
const DEPTH: Parameter = option("depth", "N", "At most so many levels", Takes::Number(levels));

/// What the program takes, and what every command takes.
const PARAMETERS: &[Parameter] = &[
    option("data", "FILE", "Use this data file instead of the directory in the program", Takes::File)
        .of_every_command(),
    one_of("color", "WHEN", "When to write in colour", Color::WORDS).of_every_command().in_long_help(),
    option("width", "COLUMNS", "Wrap text to this many columns", Takes::Number(columns))
        .of_every_command()
        .in_long_help(),
    flag("ascii", "Draw with ASCII alone").of_every_command().in_long_help(),
    flag("no-pager", "Do not send long output through a pager").of_every_command().in_long_help(),
    flag("plain", "Browse for a screen reader: one column, words instead of signs, one changed line a move")
        .in_long_help(),
    flag("fresh", "Begin at the beginning, not where the last visit ended").in_long_help(),
    flag("no-mouse", "Leave the mouse to the terminal").in_long_help(),
    flag("no-links", "Do not mark addresses as links of the terminal").in_long_help(),
    flag("version", "Print the version of the program and the edition of its directory").or_short('V'),
    words("entry", "ENTRY", "Open the browser at this entry").in_long_help(),
];

const COMMANDS: &[CommandRow] = &[
    CommandRow {
        name: "tree",
        about: "Print the outline",
        examples: examples::TREE,
        parameters: &[
            words("entry", "ENTRY", "Only this entry and what lies beneath it"),
            DEPTH,
            one_of("by", "HOW", "How to arrange the entries", By::WORDS),
            FORMAT,
        ],
    },
    CommandRow {
        name: "show",
        about: "Print entries whole",
        examples: examples::SHOW,
        parameters: &[
            words("entries", "ENTRY", "The entries, each an id, an abbreviation or a name")
                .or(Without::Error),
            FORMAT,
        ],
    },
    CommandRow {
        name: "search",
        about: "Print what matches, best first",
        examples: examples::SEARCH,
        parameters: &[
            words("query", "QUERY", "Words, \"a phrase\", -word, kind:report, topic:education, under:spog")
                .or(Without::ErrorUnless("left-out")),
            Parameter {
                place: Place::Repeated,
                shown: Shown::Never,
                ..option("left-out", "WORD", "What is to be left out of the query", Takes::Text)
            },
            option("limit", "N", "At most so many hits", Takes::Number(hits)).or(Without::Default("20")),
            one_of("mode", "HOW", "How to read the query", SearchMode::WORDS),
            option("under", "ENTRY", "Only beneath this entry", Takes::Text),
            FORMAT,
        ],
    },
    CommandRow {
        name: "matrix",
        about: "Print who does what: members against topics",
        examples: examples::MATRIX,
        parameters: &[words("entry", "ENTRY", "The members of this entry, or what acts beneath it"), FORMAT],
    },
    CommandRow {
        name: "check",
        about: "Print every problem of data files",
        examples: examples::CHECK,
        parameters: &[
            Parameter {
                takes: Takes::File,
                ..words(
                    "files",
                    "FILE",
                    "The data files; without one, that of --data or the one in the program",
                )
            },
            flag("strict", "Let warnings count as problems"),
            one_of("format", "FORMAT", "What to write", CheckFormat::WORDS),
        ],
    },
    CommandRow {
        name: "export",
        about: "Write the directory in another format",
        examples: examples::EXPORT,
        parameters: &[
            one_of("format", "FORMAT", "What to write", ExportFormat::WORDS).or(Without::Error),
            option("root", "ENTRY", "Only this entry and what lies beneath it", Takes::Text),
            DEPTH,
            option(
                "output",
                "FILE",
                "Write into this file, which is replaced only once all is written",
                Takes::File,
            )
            .or_short('o'),
        ],
    },
    CommandRow {
        name: "schema",
        about: "Print the JSON Schema of what --format json writes",
        examples: examples::SCHEMA,
        parameters: &[],
    },
    CommandRow {
        name: "about",
        about: "Tell what the directory covers and where its limits are",
        examples: "",
        parameters: &[],
    },
    CommandRow {
        name: "new",
        about: "Print a small directory to begin one's own with",
        examples: examples::NEW,
        parameters: &[],
    },
    CommandRow {
        name: "config",
        about: "Print the settings that are in force, ready to be saved",
        examples: examples::CONFIG,
        parameters: &[],
    },
    CommandRow {
        name: "completions",
        about: "Print the completions of a shell",
        examples: examples::COMPLETIONS,
        parameters: &[Parameter {
            place: Place::Word,
            without: Without::Error,
            ..one_of("shell", "SHELL", "The shell", Shell::WORDS)
        }],
    },
    CommandRow {
        name: "man",
        about: "Print the manual as a man page",
        examples: examples::MAN,
        parameters: &[],
    },
    CommandRow {
        name: COMPLETE,
        about: "Print what can stand in the place of the last word, for the completions",
        examples: "",
        parameters: &[Parameter {
            place: Place::BehindDashes,
            takes: Takes::Raw,
            ..words("words", "WORD", "The words behind the name of the program")
        }],
    },
];

/// A command, as the help tells of it.
struct CommandRow {
    name: &'static str,
    about: &'static str,
    /// What its help ends with, or nothing.
    examples: &'static str,
    parameters: &'static [Parameter],
}

/// What can be given to a command.
struct Parameter {
    /// The name of an option, without its dashes; what an argument is read by.
    name: &'static str,
    short: Option<char>,
    /// What stands for the value in the help.
    value: &'static str,
    help: &'static str,
    place: Place,
    takes: Takes,
    without: Without,
    shown: Shown,
}

/// Where a parameter is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// By its name, behind its command.
    Option,
    /// By its name, behind any command.
    AnyCommand,
    /// By its name, any number of times.
    Repeated,
    /// As any number of words.
    Words,
    /// As one word.
    Word,
    /// As any number of words behind `--`.
    BehindDashes,
}

/// What values a parameter has.
#[derive(Clone, Copy)]
enum Takes {
    /// None; it is there or not.
    Nothing,
    Text,
    /// Any words, even such as are no text.
    Raw,
    File,
    Number(fn(&str) -> Result<usize, String>),
    /// One of these, each with what it is.
    OneOf(Words),
}

/// What holds where a parameter is not given.
#[derive(Clone, Copy)]
enum Without {
    Nothing,
    Default(&'static str),
    /// An error.
    Error,
    /// An error, unless another parameter is given.
    ErrorUnless(&'static str),
}

/// Which help tells of a parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Always,
    InLongHelp,
    Never,
}

impl CommandRow {
    fn command(&self) -> Command {
        let command = Command::new(self.name).about(self.about).hide(self.name == COMPLETE);
        let examples = Some(self.examples).filter(|examples| !examples.is_empty());
        command.after_long_help(examples).args(self.parameters.iter().map(Parameter::argument))
    }
}

const fn flag(name: &'static str, help: &'static str) -> Parameter {
    Parameter {
        name,
        short: None,
        value: "",
        help,
        place: Place::Option,
        takes: Takes::Nothing,
        without: Without::Nothing,
        shown: Shown::Always,
    }
}

const fn option(name: &'static str, value: &'static str, help: &'static str, takes: Takes) -> Parameter {
    Parameter { value, takes, ..flag(name, help) }
}

const fn words(name: &'static str, value: &'static str, help: &'static str) -> Parameter {
    Parameter { place: Place::Words, ..option(name, value, help, Takes::Text) }
}

/// One of some values, the first of which holds where it is not given.
const fn one_of(name: &'static str, value: &'static str, help: &'static str, values: Words) -> Parameter {
    Parameter { without: Without::Default(values[0].0), ..option(name, value, help, Takes::OneOf(values)) }
}

impl Parameter {
    const fn of_every_command(self) -> Self {
        Parameter { place: Place::AnyCommand, ..self }
    }

    const fn in_long_help(self) -> Self {
        Parameter { shown: Shown::InLongHelp, ..self }
    }

    const fn or_short(self, letter: char) -> Self {
        Parameter { short: Some(letter), ..self }
    }

    const fn or(self, without: Without) -> Self {
        Parameter { without, ..self }
    }

    fn argument(&self) -> Arg {
        let argument = Arg::new(self.name)
            .help(self.help)
            .global(self.place == Place::AnyCommand)
            .last(self.place == Place::BehindDashes)
            .hide_short_help(self.shown == Shown::InLongHelp)
            .hide(self.shown == Shown::Never);
        let argument = match self.place {
            Place::Option | Place::AnyCommand | Place::Repeated => argument.long(self.name).short(self.short),
            Place::Words | Place::BehindDashes => argument.num_args(1..),
            Place::Word => argument,
        };
        let argument = match self.without {
            Without::Nothing => argument,
            Without::Default(value) => argument.default_value(value),
            Without::Error => argument.required(true),
            Without::ErrorUnless(other) => argument.required_unless_present(other),
        };
        let Some(parser) = self.takes.parser() else { return argument.action(ArgAction::SetTrue) };
        argument.action(self.place.action()).value_name(self.value).value_parser(parser)
    }
}

impl Place {
    fn action(self) -> ArgAction {
        match self {
            Place::Option | Place::AnyCommand | Place::Word => ArgAction::Set,
            Place::Repeated | Place::Words | Place::BehindDashes => ArgAction::Append,
        }
    }
}

impl Takes {
    /// What reads a value.
    fn parser(self) -> Option<ValueParser> {
        let told =
            |(word, help): &(&'static str, &'static str)| PossibleValue::new(word).help(help.trim_start());
        match self {
            Takes::Nothing => None,
            Takes::Text => Some(ValueParser::string()),
            Takes::Raw => Some(ValueParser::os_string()),
            Takes::File => Some(ValueParser::path_buf()),
            Takes::Number(number) => Some(ValueParser::new(number)),
            Takes::OneOf(values) => Some(values.iter().map(told).collect::<Vec<_>>().into()),
        }
    }
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

fn columns(text: &str) -> Result<usize, String> {
    let columns: i64 = text.parse().map_err(|error: std::num::ParseIntError| error.to_string())?;
    match usize::try_from(columns) {
        Ok(columns @ 20..=1000) => Ok(columns),
        _ => Err(format!("{columns} is not in 20..=1000")),
    }
}
