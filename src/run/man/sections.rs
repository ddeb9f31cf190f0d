//! The sections of the manual that do not come from clap.

use clap::Command;
use roff::{Roff, bold, roman};

use crate::directory::{
    Contact, Directory, Entry, Event, KindTerm, RelationTerm, SourceTerm, Statement, TopicTerm,
};
use crate::fields::Record;
use crate::keymap::{ActionGroup, BINDINGS, Context, Keymap};
use crate::report::list::COLUMNS_OF_COMMANDS;
use crate::search::{self, filter_values};

type Definitions = &'static [(&'static str, &'static str)];

const QUERY: &str = "A query finds the entries that have all its words, in any field that is shown and in any order. Case, \
                     accents and endings make no difference. One wrong letter is forgiven, and the hit says so; a wrong \
                     digit is not. Digits are found however they are grouped.";

const QUERIES: Definitions = &[
    ("child labor", "Both words."),
    ("\"forced labor\"", "A phrase: these words side by side."),
    ("child OR forced", "One word or the other; it binds more tightly than a space."),
    ("-child", "Without this word; also before a phrase, and before what follows."),
];

const DATA_FILE: &str = "A directory is one RON file. It declares its own kinds, relations, topics and sources; the \
                         program knows none. pitf new prints a small one to start from, pitf check reports every \
                         problem in a file with its place, and pitf schema describes what --format json writes.";

const STATUSES: Definitions = &[
    ("0", "Done. A closed pipe is no failure."),
    (
        "1",
        "Nothing was found, check found problems, diff found a difference, or something could not be written.",
    ),
    ("2", "Wrong arguments, or data that cannot be used."),
];

const FILES: Definitions = &[
    (
        "$XDG_CONFIG_HOME/pitf/config.ron, or ~/.config/pitf/config.ron",
        "The settings; pitf config prints them.",
    ),
    (
        "$XDG_STATE_HOME/pitf/state.ron, or ~/.local/state/pitf/state.ron",
        "The last place, marks, the collection and recent queries.",
    ),
];

const ENVIRONMENT: Definitions = &[
    ("NO_COLOR", "If it is set, nothing is coloured."),
    ("CLICOLOR_FORCE", "If it is set and not 0, reports are coloured in a pipe too."),
    ("COLUMNS", "The width to which text is wrapped."),
    (
        "PITF_PAGER, PAGER",
        "The pager that shows long output on a terminal; the first that is set counts, and empty or cat means none. If \
         neither is set, only pitf man uses a pager, less.",
    ),
    ("LESS", "If it is not set, less runs with FRX."),
    ("LC_ALL, LC_CTYPE, LANG", "If the first that is set does not name UTF-8, only ASCII is written."),
    ("TERM", "With dumb there is no browser; with linux only ASCII is written."),
];

const RECIPES: &str = include_str!("../../../assets/recipes.md");

const SEE_ALSO: &str = "less(1), jq(1), fzf(1), dot(1), man(1)";

pub(super) fn all(root: &Command) -> Roff {
    let mut page = Roff::new();
    page.control("SH", ["QUERY LANGUAGE"]);
    page.text([roman(QUERY)]);
    items(&mut page, QUERIES);
    filters(&mut page);
    page.control("SH", ["COLUMNS OF TSV"]);
    for (command, columns) in COLUMNS_OF_COMMANDS {
        item(&mut page, command, &columns.join(", "));
    }
    page.control("SH", ["DATA FILE"]);
    page.text([roman(DATA_FILE)]);
    data(&mut page);
    keys(&mut page);
    for (title, terms) in [("EXIT STATUS", STATUSES), ("FILES", FILES), ("ENVIRONMENT", ENVIRONMENT)] {
        page.control("SH", [title]);
        items(&mut page, terms);
    }
    examples(&mut page, root);
    recipes(&mut page);
    page.control("SH", ["SEE ALSO"]);
    page.text([roman(SEE_ALSO)]);
    page
}

fn items(page: &mut Roff, terms: Definitions) {
    for (term, meaning) in terms {
        item(page, term, meaning);
    }
}

fn item(page: &mut Roff, term: &str, meaning: &str) {
    page.control("TP", []);
    page.text([bold(term)]);
    page.text([roman(meaning)]);
}

/// The filters of a query, and the values of `is:`, which are the same in every directory.
fn filters(page: &mut Roff) {
    let shipped = Directory::shipped();
    for filter in search::filters() {
        item(page, &format!("{}:", filter.name), filter.about);
        let values = if filter.name == "is" { filter_values(&shipped, "is") } else { Vec::new() };
        for (value, about) in values {
            item(page, &format!("{}:{value}", filter.name), &about);
        }
    }
}

fn data(page: &mut Roff) {
    item(page, "The directory", &(fields::<&Directory>() + "; and the lists of these:"));
    item(page, "kinds", &fields::<KindTerm>());
    item(
        page,
        "relations",
        &(fields::<RelationTerm>() + "; nests: true puts an entry beneath what it links to"),
    );
    item(page, "topics", &fields::<TopicTerm>());
    item(page, "sources", &fields::<SourceTerm>());
    item(page, "entries", &fields::<Entry>());
    item(page, "activities, background", &fields::<Statement>());
    item(page, "links", "rel, the id of a relation; to, the id of an entry; and what statements have");
    item(page, "events", &fields::<Event>());
    item(page, "contacts", &fields::<Contact>());
}

/// The names of the fields of a record in a data file; others are computed.
fn fields<'d, T: Record<'d>>() -> String {
    const COMPUTED: [&str; 2] = ["parents", "linked_from"];
    let names = T::FIELDS.iter().map(|field| field.name).filter(|name| !COMPUTED.contains(name));
    names.collect::<Vec<_>>().join(", ")
}

fn keys(page: &mut Roff) {
    let keymap = Keymap::default();
    page.control("SH", ["KEYS"]);
    for (group, title) in ActionGroup::ALL {
        page.control("SS", [title]);
        for binding in BINDINGS.iter().filter(|binding| binding.group == group) {
            let keys = keymap.keys_of(binding, Context::List).join(", ");
            item(page, &keys, &format!("{} ({})", binding.words, binding.name));
        }
    }
}

fn recipes(page: &mut Roff) {
    page.control("SH", ["RECIPES"]);
    let mut is_command = false;
    for line in RECIPES.lines().skip_while(|line| !line.starts_with("## ")) {
        if line.starts_with("```") {
            is_command = !is_command;
            page.control(if is_command { "nf" } else { "fi" }, []);
        } else if let Some(title) = line.strip_prefix("## ") {
            page.control("SS", [title]);
        } else if is_command || !line.is_empty() {
            page.text([roman(line)]);
        }
    }
}

fn examples(page: &mut Roff, root: &Command) {
    page.control("SH", ["EXAMPLES"]);
    page.control("nf", []);
    for command in std::iter::once(root).chain(root.get_subcommands()) {
        let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
        for line in lines.take_while(|line| !line.is_empty()) {
            page.text([roman(line.trim_start())]);
        }
    }
    page.control("fi", []);
}
