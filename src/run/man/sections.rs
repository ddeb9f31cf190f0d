//! The sections of the manual that do not come from clap: `manual.md`, with lists from the tables of the program.

use clap::Command;
use roff::{Roff, bold, roman};

use crate::directory::{
    Contact, Directory, Entry, Event, KindTerm, RelationTerm, SourceTerm, Statement, TopicTerm,
};
use crate::fields::Record;
use crate::keymap::{ActionGroup, BINDINGS, Context, Keymap};
use crate::report::list::COLUMNS_OF_COMMANDS;
use crate::search::{self, filter_values};

const RECIPES: &str = include_str!("../../../assets/recipes.md");

pub(super) fn all(root: &Command) -> Roff {
    let mut page = Roff::new();
    let mut is_code = false;
    for line in text(root).lines() {
        if line.starts_with("```") {
            is_code = !is_code;
            page.control(if is_code { "nf" } else { "fi" }, []);
        } else if is_code {
            page.text([roman(line)]);
        } else if let Some(title) = line.strip_prefix("# ") {
            page.control("SH", [title]);
        } else if let Some(title) = line.strip_prefix("## ") {
            page.control("SS", [title]);
        } else if let Some((term, meaning)) = line.strip_prefix("- ").and_then(|item| item.split_once(": ")) {
            page.control("TP", []);
            page.text([bold(term)]);
            page.text([roman(meaning)]);
        } else if !line.is_empty() {
            page.text([roman(line)]);
        }
    }
    page
}

fn text(root: &Command) -> String {
    let recipes = RECIPES.find("## ").map_or("", |at| &RECIPES[at..]);
    let columns = COLUMNS_OF_COMMANDS.map(|(command, columns)| item(command, &columns.join(", ")));
    let lists = [("filters", filters()), ("columns", columns.concat()), ("keys", keys())];
    let lists = lists.into_iter().chain([("examples", examples(root)), ("recipes", recipes.to_owned())]);
    let records = [
        fields::<&Directory>(),
        fields::<KindTerm>(),
        fields::<RelationTerm>(),
        fields::<TopicTerm>(),
        fields::<SourceTerm>(),
        fields::<Entry>(),
        fields::<Statement>(),
        fields::<Event>(),
        fields::<Contact>(),
    ];
    let replace =
        |text: String, (name, list): (&str, String)| text.replace(&format!("{{{name}}}"), list.trim_end());
    lists.chain(records).fold(include_str!("manual.md").to_owned(), replace)
}

fn item(term: &str, meaning: &str) -> String {
    format!("- {term}: {meaning}\n")
}

/// The filters of a query, and the values of `is:`, which are the same in every directory.
fn filters() -> String {
    let mut items = String::new();
    for filter in search::filters() {
        items += &item(&format!("{}:", filter.name), filter.about);
        let values =
            if filter.name == "is" { filter_values(&Directory::shipped(), "is") } else { Vec::new() };
        items.extend(values.iter().map(|(value, about)| item(&format!("is:{value}"), about)));
    }
    items
}

fn fields<'d, T: Record<'d>>() -> (&'static str, String) {
    let given = T::FIELDS.iter().filter(|field| !field.is_computed);
    (T::NAME, given.map(|field| field.name).collect::<Vec<_>>().join(", "))
}

fn keys() -> String {
    let keymap = Keymap::default();
    let group = |(group, title)| {
        let bindings = BINDINGS.iter().filter(|binding| binding.group == group);
        let keys = bindings.map(|binding| {
            let keys = keymap.keys_of(binding, Context::List).join(", ");
            item(&keys, &format!("{} ({})", binding.words, binding.name))
        });
        format!("## {title}\n{}", keys.collect::<String>())
    };
    ActionGroup::ALL.into_iter().map(group).collect()
}

fn examples(root: &Command) -> String {
    let of_command = |command: &Command| {
        let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
        let lines = lines.take_while(|line| !line.is_empty());
        lines.flat_map(|line| [line.trim_start(), "\n"]).collect::<String>()
    };
    std::iter::once(root).chain(root.get_subcommands()).map(of_command).collect()
}
