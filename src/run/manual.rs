//! The manual as a man page: the arguments from their description, the keys from the keymap, files and variables.

use std::fmt::Write as _;
use std::io::Write as _;

use clap::{Arg, Command};

use crate::cli;
use crate::keymap::{BINDINGS, Context, Group, Keymap};

use super::{Failure, Run};

/// The files, and what is in them.
const FILES: [(&str, &str); 2] = [
    (
        "$XDG_CONFIG_HOME/pitf/config.ron, or ~/.config/pitf/config.ron",
        "The settings; pitf config prints them.",
    ),
    (
        "$XDG_STATE_HOME/pitf/state.ron, or ~/.local/state/pitf/state.ron",
        "Where you were, marks and queries.",
    ),
];

/// The variables that are heeded.
const VARIABLES: [(&str, &str); 7] = [
    ("NO_COLOR", "Where it is set, nothing is coloured."),
    ("CLICOLOR_FORCE", "Where it is set and not 0, reports are coloured in a pipe too."),
    ("COLUMNS", "The width to which text is wrapped."),
    (
        "PITF_PAGER, PAGER",
        "The program that shows long output on a terminal; with an empty one, or cat, it is printed.",
    ),
    ("LESS", "Where it is not set, less is run with FRX."),
    ("LC_ALL, LC_CTYPE, LANG", "Where the first that is set is not for UTF-8, only ASCII is drawn."),
    ("TERM", "With dumb there is no browser; with linux only ASCII is drawn."),
];

const STATUSES: [(&str, &str); 3] = [
    ("0", "Done. A closed pipe is no failure."),
    ("1", "Nothing was found, a check found problems, or something could not be written."),
    ("2", "Bad usage or bad data."),
];

impl Run {
    pub(super) fn man(&self) -> Result<(), Failure> {
        let mut root = cli::description();
        root.build();
        let page = page(&mut root);
        self.write(&mut |out| out.write_all(page.as_bytes()))
    }
}

fn page(root: &mut Command) -> String {
    let mut page = Page::default();
    let version = env!("CARGO_PKG_VERSION");
    page.line(&format!(".TH PITF 1 \"\" \"pitf {version}\" \"User Commands\""));
    page.section("NAME");
    page.text(&format!("pitf - {}", root.get_about().map(ToString::to_string).unwrap_or_default()));
    page.section("SYNOPSIS");
    for line in root.render_usage().to_string().trim_start_matches("Usage:").lines() {
        page.item(line.trim(), "");
    }
    page.section("DESCRIPTION");
    page.text(&root.get_long_about().map(ToString::to_string).unwrap_or_default());
    page.section("OPTIONS");
    options(&mut page, root, |_| true);
    page.section("COMMANDS");
    for command in root.get_subcommands().filter(|command| !command.is_hide_set()) {
        page.subsection(&usage(command));
        page.text(&command.get_about().map(ToString::to_string).unwrap_or_default());
        options(&mut page, command, |option| !option.is_global_set() && option.get_id() != "help");
    }
    page.section("KEYS");
    keys(&mut page);
    for (title, entries) in [("FILES", &FILES[..]), ("ENVIRONMENT", &VARIABLES), ("EXIT STATUS", &STATUSES)] {
        page.section(title);
        for (term, meaning) in entries {
            page.item(term, meaning);
        }
    }
    page.section("EXAMPLES");
    examples(&mut page, root);
    page.out
}

/// What a command takes, as one writes it.
fn usage(command: &Command) -> String {
    let mut usage = command.get_name().to_owned();
    for positional in command.get_positionals() {
        let _ = write!(usage, " {positional}");
    }
    usage
}

fn options(page: &mut Page, command: &Command, is_told: impl Fn(&Arg) -> bool) {
    let is_option = |option: &&Arg| !option.is_positional() && !option.is_hide_set();
    for option in command.get_arguments().filter(is_option).filter(|option| is_told(option)) {
        let short = option.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
        let help = option.get_help().map(ToString::to_string).unwrap_or_default();
        page.item(&format!("{short}{option}"), &help);
        let values = option.get_possible_values();
        for value in values.iter().filter(|_| option.get_action().takes_values()) {
            page.line(".RS");
            page.item(value.get_name(), &value.get_help().map(ToString::to_string).unwrap_or_default());
            page.line(".RE");
        }
    }
}

fn keys(page: &mut Page) {
    let keymap = Keymap::default();
    for group in Group::ALL {
        page.subsection(group.title());
        for binding in BINDINGS.iter().filter(|binding| binding.group == group) {
            let keys = keymap.keys_of(binding, Context::List).join(", ");
            page.item(&keys, &format!("{} ({})", binding.words, binding.name));
        }
    }
}

/// The examples that the help of the program and of its commands ends with.
fn examples(page: &mut Page, root: &Command) {
    page.line(".nf");
    for command in std::iter::once(root).chain(root.get_subcommands()) {
        let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
        for line in lines.take_while(|line| !line.is_empty()) {
            page.text(line.trim_start());
        }
    }
    page.line(".fi");
}

/// A man page that is being written.
#[derive(Default)]
struct Page {
    out: String,
}

impl Page {
    /// A line of the language of man pages.
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn section(&mut self, title: &str) {
        self.line(&format!(".SH \"{title}\""));
    }

    fn subsection(&mut self, title: &str) {
        self.line(&format!(".SS \"{}\"", escaped(title)));
    }

    fn text(&mut self, text: &str) {
        for line in text.lines() {
            // At the start of a line a point would be a request.
            let _ = writeln!(self.out, "\\&{}", escaped(line));
        }
    }

    /// A word, and beneath it what it means.
    fn item(&mut self, term: &str, meaning: &str) {
        self.line(".TP");
        self.line(&format!("\\fB{}\\fR", escaped(term)));
        self.text(meaning);
    }
}

/// Text that stands for itself, dashes and quotes as they are typed.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\(rs"),
            '-' => escaped.push_str("\\-"),
            '\'' => escaped.push_str("\\(aq"),
            '"' => escaped.push_str("\\(dq"),
            '`' => escaped.push_str("\\(ga"),
            '^' => escaped.push_str("\\(ha"),
            '~' => escaped.push_str("\\(ti"),
            c => escaped.push(c),
        }
    }
    escaped
}
