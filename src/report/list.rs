//! Entries in a line each, for other programs.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Printer, Report, Tabular, cite, json, overview, search, tree};
use crate::directory::{Directory, EntryId};
use crate::text::Markdown;

const COLUMNS: [&str; 5] = ["id", "kind", "abbreviation", "name", "parent"];

/// The columns that `--format tsv`, or `cite --list`, writes, by the command.
pub(crate) const COLUMNS_OF_COMMANDS: [(&str, &[&str]); 5] = [
    ("list", &COLUMNS),
    ("search", &search::COLUMNS),
    ("tree", &tree::COLUMNS),
    ("matrix", &overview::COLUMNS),
    ("cite", &cite::COLUMNS),
];

pub(crate) struct EntryList<'d> {
    pub(crate) directory: &'d Directory,
    pub(crate) entries: Vec<EntryId>,
}

impl Report for EntryList<'_> {
    fn write_text(&self, printer: &mut Printer) -> io::Result<()> {
        self.write_tsv(printer)
    }

    fn markdown(&self) -> String {
        let mut markdown = Markdown::default();
        markdown.items(&self.entries, |markdown, entry| {
            let entry = self.directory.entry(*entry);
            markdown.strong(entry.name());
            markdown.text(&format!(" ({}), {}", entry.id(), entry.kind().name));
        });
        markdown.finish()
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let object = |entry: &EntryId| {
            let columns = COLUMNS.into_iter().zip(self.columns(*entry));
            columns.map(|(name, value)| (name.to_owned(), json!(value))).collect::<Map<String, Value>>()
        };
        json::write(&self.entries.iter().map(object).collect::<Vec<_>>(), out)
    }
}

impl Tabular for EntryList<'_> {
    fn rows(&self) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
        let row = |entry: &EntryId| self.columns(*entry).map(|column| column.unwrap_or_default().into());
        self.entries.iter().map(move |entry| row(entry).to_vec())
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| self.directory.entry(*entry).id())
    }
}

impl EntryList<'_> {
    /// The values of [`COLUMNS`].
    fn columns(&self, entry: EntryId) -> [Option<&str>; 5] {
        let entry = self.directory.entry(entry);
        let parent = entry.parents().first().map(|parent| self.directory.entry(*parent).id());
        [Some(entry.id()), Some(entry.kind().id), entry.abbreviation(), Some(entry.name()), parent]
    }
}
