//! Lines for other programs, one a row: its columns separated by tabs, or its id alone.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Printer, ReportStyle, cite, overview, search, tree};
use crate::directory::{Directory, EntryId};
use crate::text::{Markdown, Role};

const COLUMNS: [&str; 5] = ["id", "kind", "abbreviation", "name", "parent"];

/// The columns that `--format tsv`, or `cite --list`, writes, by the command.
pub(crate) const COLUMNS_OF_COMMANDS: [(&str, &[&str]); 5] = [
    ("list", &COLUMNS),
    ("search", &search::COLUMNS),
    ("tree", &tree::COLUMNS),
    ("matrix", &overview::COLUMNS),
    ("cite", &cite::COLUMNS),
];

/// Writes rows of these columns, separated by tabs. A tab or line end within a column is replaced by a sign.
pub(super) fn write_columns<'d, const N: usize>(
    _: &[&str; N],
    rows: impl Iterator<Item = [Cow<'d, str>; N]>,
    style: ReportStyle,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut printer = Printer::new(out, style);
    for row in rows {
        for (at, column) in row.iter().enumerate() {
            if at > 0 {
                printer.tab()?;
            }
            printer.put_text(column, Role::Text)?;
        }
        printer.end_line()?;
    }
    Ok(())
}

/// Writes the ids of entries, a line each, each once.
pub(crate) fn write_ids(
    directory: &Directory,
    entries: impl IntoIterator<Item = EntryId>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut is_written = vec![false; directory.len()];
    for entry in entries {
        if !std::mem::replace(&mut is_written[entry.index()], true) {
            writeln!(out, "{}", directory.entry(entry).id())?;
        }
    }
    Ok(())
}

pub(crate) fn write_tsv(
    directory: &Directory,
    entries: &[EntryId],
    style: ReportStyle,
    out: &mut impl Write,
) -> io::Result<()> {
    let row = |entry: &EntryId| columns(directory, *entry).map(|column| column.unwrap_or_default().into());
    write_columns(&COLUMNS, entries.iter().map(row), style, out)
}

pub(crate) fn write_markdown(
    directory: &Directory,
    entries: &[EntryId],
    out: &mut impl Write,
) -> io::Result<()> {
    let mut markdown = Markdown::default();
    markdown.items(entries.iter().map(|entry| directory.entry(*entry)), |markdown, entry| {
        markdown.strong(entry.name());
        markdown.text(&format!(" ({}), {}", entry.id(), entry.kind().name));
    });
    out.write_all(markdown.finish().as_bytes())
}

pub(crate) fn to_json(directory: &Directory, entries: &[EntryId]) -> Value {
    let object = |entry: &EntryId| {
        let columns = COLUMNS.into_iter().zip(columns(directory, *entry));
        columns.map(|(name, value)| (name.to_owned(), json!(value))).collect::<Map<String, Value>>()
    };
    entries.iter().map(object).collect()
}

/// The values of [`COLUMNS`].
fn columns(directory: &Directory, entry: EntryId) -> [Option<&str>; 5] {
    let entry = directory.entry(entry);
    let parent = entry.parents().first().map(|parent| directory.entry(*parent).id());
    [Some(entry.id()), Some(entry.kind().id), entry.abbreviation(), Some(entry.name()), parent]
}
