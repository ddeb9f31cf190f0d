//! The entries as CSV: a record in one line for each, whatever its texts hold.
//!
//! A spreadsheet takes a cell that begins with `=` for a formula, and obeys it. Such cells begin with an apostrophe here,
//! as spreadsheets themselves write text that is not to be obeyed.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::directory::{
    Contact, Date, Directory, Entry, EntryId, Event, SourceId, Statement, Synonym, TopicId,
};
use crate::fields::{FieldOf, LinkEnd, Record, Shape};
use crate::report::{Extent, plain, plain_line};
use crate::text::SafeText;

/// Writes a header and a record for each entry, in the order of the file. Lists have a semicolon between their items;
/// `CommonMark` is written without its marks.
pub(super) fn write(directory: &Directory, extent: Extent, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(Entry::FIELDS.iter().map(|field| field.name)).map_err(io_error)?;
    for entry in extent.entries(directory).of(directory) {
        for field in Entry::FIELDS {
            table.write_field(harmless(&cell(directory, entry, field)).as_bytes()).map_err(io_error)?;
        }
        table.write_record(None::<&[u8]>).map_err(io_error)?;
    }
    table.flush()
}

/// A long table of what the entries hold.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, for the help.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Directory, Extent, &mut dyn Write) -> io::Result<()>,
}

/// Every table, in the order of the help.
pub const TABLES: &[Table] = &[
    Table {
        name: "statements",
        about: "What is stated: the entry, which of its fields, and the fields of the statement",
        write: |directory, extent, out| {
            write_of_entries(directory, extent, ["entry", "field"], statements, out)
        },
    },
    Table {
        name: "links",
        about: "Links: the entry, and the fields of the link",
        write: |directory, extent, out| write_of_entries(directory, extent, ["entry"], links, out),
    },
    Table {
        name: "events",
        about: "What happened: the entry, and the fields of the event",
        write: |directory, extent, out| write_of_entries(directory, extent, ["entry"], events, out),
    },
    Table {
        name: "contacts",
        about: "Contacts: the entry, and the fields of the contact",
        write: |directory, extent, out| write_of_entries(directory, extent, ["entry"], contacts, out),
    },
    Table {
        name: "sources",
        about: "The sources",
        write: |directory, _, out| {
            write_table(directory, [], directory.sources().map(|(_, source)| ([], source)), out)
        },
    },
];

/// Records of an entry, with the values of their columns of their own.
type OfEntry<'d, T, const N: usize> = Vec<([&'d str; N], T)>;

fn statements(entry: Entry<'_>) -> OfEntry<'_, Statement<'_>, 2> {
    let activities = entry.activities().map(|statement| ([entry.id(), "activities"], statement));
    let background = entry.background().map(|statement| ([entry.id(), "background"], statement));
    activities.chain(background).collect()
}

fn links(entry: Entry<'_>) -> OfEntry<'_, LinkEnd<'_>, 1> {
    entry.links().map(|link| ([entry.id()], LinkEnd::to(link))).collect()
}

fn events(entry: Entry<'_>) -> OfEntry<'_, Event<'_>, 1> {
    entry.events().map(|event| ([entry.id()], event)).collect()
}

fn contacts(entry: Entry<'_>) -> OfEntry<'_, Contact<'_>, 1> {
    entry.contacts().map(|contact| ([entry.id()], contact)).collect()
}

fn write_of_entries<'d, T: Record<'d>, const N: usize>(
    directory: &'d Directory,
    extent: Extent,
    columns: [&str; N],
    of_entry: fn(Entry<'d>) -> OfEntry<'d, T, N>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_table(directory, columns, extent.entries(directory).of(directory).flat_map(of_entry), out)
}

/// Writes a header and a line for each record, with columns of its own before the fields.
fn write_table<'d, T: Record<'d>, const N: usize>(
    directory: &'d Directory,
    columns: [&str; N],
    records: impl Iterator<Item = ([&'d str; N], T)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table
        .write_record(columns.into_iter().chain(T::FIELDS.iter().map(|field| field.name)))
        .map_err(io_error)?;
    for (own, record) in records {
        for value in own {
            table.write_field(harmless(value).as_bytes()).map_err(io_error)?;
        }
        for field in T::FIELDS {
            table.write_field(harmless(&cell(directory, record, field)).as_bytes()).map_err(io_error)?;
        }
        table.write_record(None::<&[u8]>).map_err(io_error)?;
    }
    table.flush()
}

/// The error of `out` itself: a closed pipe must still be seen as one.
fn io_error(error: csv::Error) -> io::Error {
    if let csv::ErrorKind::Io(error) = error.into_kind() { error } else { io::ErrorKind::InvalidData.into() }
}

/// The value of a field in one line.
fn cell<'d, T: Record<'d>>(directory: &'d Directory, record: T, field: &FieldOf<'d, T>) -> Cow<'d, str> {
    match field.shape {
        Shape::Id(get) | Shape::Line(get) | Shape::Word(_, get) => {
            get(directory, record).unwrap_or_default().into()
        }
        Shape::Inline(get) => get(directory, record).map(plain_line).unwrap_or_default().into(),
        Shape::Prose(get) => get(directory, record).map(plain).unwrap_or_default().into(),
        Shape::Lines(get) => list(get(directory, record), Cow::from),
        Shape::Flag(get) => if get(directory, record) { "true" } else { "false" }.into(),
        Shape::Date(get) => get(directory, record).map(|date| date.to_string()).unwrap_or_default().into(),
        Shape::Kind(get) => directory.kind(get(directory, record)).id.into(),
        Shape::Relation(get) => directory.relation(get(directory, record)).id.into(),
        Shape::Topics(get) => list(get(directory, record), |topic: TopicId| directory.topic(topic).id.into()),
        Shape::Sources(get) => {
            list(get(directory, record).iter(), |source: &SourceId| directory.source(*source).id.into())
        }
        Shape::Source(get) => {
            get(directory, record).map(|source| directory.source(source).id).unwrap_or_default().into()
        }
        Shape::Entry(get) => {
            get(directory, record).map(|entry| directory.entry(entry).id()).unwrap_or_default().into()
        }
        Shape::Status(get) => {
            get(directory, record).map(|status| dated(status.date, status.text)).unwrap_or_default().into()
        }
        Shape::Synonyms(get) => list(get(directory, record).into_iter().flat_map(Synonym::words), Cow::from),
        Shape::Entries(get) => {
            list(get(directory, record), |entry: EntryId| directory.entry(entry).id().into())
        }
        Shape::Statements(get) => {
            list(get(directory, record), |statement: Statement| plain_line(statement.text()).into())
        }
        Shape::Links(get) => list(get(directory, record), |LinkEnd { link, other, .. }: LinkEnd| {
            format!("{}: {}", link.relation().id, directory.entry(other).id()).into()
        }),
        Shape::Events(get) => {
            list(get(directory, record), |event: Event| dated(Some(event.date), event.text).into())
        }
        Shape::Contacts(get) => list(get(directory, record), |contact: Contact| {
            format!("{}: {}", contact.kind.word(), contact.value).into()
        }),
    }
}

fn dated(date: Option<Date>, text: &str) -> String {
    let date = date.map(|date| format!("{date}: ")).unwrap_or_default();
    date + &plain_line(text)
}

fn list<'d, T>(items: impl IntoIterator<Item = T>, words: impl Fn(T) -> Cow<'d, str>) -> Cow<'d, str> {
    let items: Vec<Cow<str>> = items.into_iter().map(words).collect();
    items.join("; ").into()
}

/// Text in which there is nothing that a terminal or a spreadsheet obeys. Where semicolons separate cells, as in much of
/// Europe, a part of the text is a cell of its own.
fn harmless(text: &str) -> Cow<'_, str> {
    let safe: Cow<str> = SafeText::line(text).into();
    if !text.split(';').any(is_formula) {
        return safe;
    }
    let parts =
        safe.split(';').map(|part| if is_formula(part) { format!("'{part}") } else { part.to_owned() });
    parts.collect::<Vec<_>>().join(";").into()
}

/// Whether some program may compute this, once it has taken off the blanks and the quotation marks before it. The wide
/// forms of the signs count as well, as some take them for the plain ones; so do the pictures of controls.
fn is_formula(text: &str) -> bool {
    let is_before =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\u{2400}'..='\u{2421}') || c.is_control();
    let signs = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    text.trim_start_matches(is_before).starts_with(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("Department of Labor", "Department of Labor"),
            ("=1+1", "'=1+1"),
            ("+1 555", "'+1 555"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" \t=1", "' \u{2409}=1"),
            ("\r=1", "'\u{240d}=1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("a=1", "a=1"),
            ("\"=1", "'\"=1"),
            ("'=1", "''=1"),
            ("\u{a0}\"\" +1", "'\u{a0}\"\" +1"),
            ("a; b", "a; b"),
            ("a;=1+1;b; @SUM(A1)", "a;'=1+1;b;' @SUM(A1)"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), expected, "{text:?}");
        }
    }
}
