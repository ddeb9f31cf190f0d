//! The entries as CSV, one line each; and their parts as long tables. The items of a list are separated by a
//! semicolon and a space.
//!
//! A semicolon or backslash within an item is escaped by a backslash, so that the list can be split again. A
//! spreadsheet runs a cell that begins with `=` as a formula, so such cells begin with an apostrophe, which
//! spreadsheets themselves use to mark text.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{ExportFormat, format};
use crate::directory::{Contact, Directory, Entry, Event, LinkEnd, StatedRecord, Statement, Status, Synonym};
use crate::fields::{FieldOf, Record, Shape, Values, with_record};
use crate::page::StatedLine;
use crate::report::extent::Selection;
use crate::report::{Extent, one_line, plain, plain_line};
use crate::text::SafeText;

/// Writes the table of the entries. `CommonMark` is written without its marks; the long tables keep them, in one line.
pub(super) fn write(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let selection = extent.select(directory);
    let rows = selection.entries(directory).map(|entry| cells(directory, &selection, entry));
    write_rows(&names::<Entry>(), rows, out)
}

/// The long tables, with a line for each link, event, statement and so on, in the order of the help.
pub const TABLES: &[ExportFormat] = &[
    format(
        "statements",
        "What is stated: the entry, the field it stands in (activities, background, status), and its own fields",
        |directory, extent, out| {
            let mut columns = [vec!["entry", "field"], names::<Statement>()].concat();
            let of_status = names::<Status>().into_iter().filter(|name| !columns.contains(name));
            columns.extend(of_status.collect::<Vec<_>>());
            write_stated(directory, extent, &["activities", "background", "status"], &columns, out)
        },
    ),
    format("links", "Links: the entry, and the fields of the link", |directory, extent, out| {
        write_stated(directory, extent, &["links", "linked_from"], &with_entry::<LinkEnd>(), out)
    }),
    format("events", "What happened: the entry, and the fields of the event", |directory, extent, out| {
        write_stated(directory, extent, &["events"], &with_entry::<Event>(), out)
    }),
    format("contacts", "Contacts: the entry, and the fields of the contact", |directory, extent, out| {
        write_stated(directory, extent, &["contacts"], &with_entry::<Contact>(), out)
    }),
    format("sources", "The sources", |directory, extent, out| {
        write_all(directory, extent.select(directory).sources(directory, None), out)
    }),
    format("kinds", "The kinds", |directory, _, out| {
        write_all(directory, directory.kinds().map(|(_, kind)| kind), out)
    }),
    format("relations", "The relations", |directory, _, out| {
        write_all(directory, directory.relations().map(|(_, term)| term), out)
    }),
    format("topics", "The topics", |directory, _, out| {
        write_all(directory, directory.topics().map(|(_, topic)| topic), out)
    }),
    format("synonyms", "Words that people search for, and what stands for them here", |directory, _, out| {
        write_all(directory, directory.synonyms(), out)
    }),
    format("directory", "What the directory says of itself", |directory, _, out| {
        write_all(directory, [directory], out)
    }),
];

/// The columns of a row that have a value, by their names.
type Cells<'d> = Vec<(&'static str, Cow<'d, str>)>;

fn write_stated(
    directory: &Directory,
    extent: &Extent,
    fields: &[&'static str],
    columns: &[&str],
    out: &mut dyn Write,
) -> io::Result<()> {
    let selection = &extent.select(directory);
    let rows = selection.entries(directory).flat_map(|entry| {
        let named = move |name: &&str| Entry::FIELDS.iter().find(|field| field.name == *name);
        // An inverse link is here only if it was chosen by itself.
        let is_here = move |name: &&&str| **name != "linked_from" || selection.is_partial(entry.handle());
        fields.iter().filter(is_here).filter_map(named).flat_map(move |field| {
            let stated = selection.values(entry, field).of(field.stated(directory, entry));
            stated.into_iter().map(move |record| row(directory, selection, entry, field.name, record))
        })
    });
    write_rows(columns, rows, out)
}

/// What is stated in a field of an entry. A link is written from its own end.
fn row<'d>(
    directory: &'d Directory,
    selection: &Selection,
    entry: Entry<'d>,
    field: &'static str,
    record: StatedRecord<'d>,
) -> Cells<'d> {
    let (entry, record) = if let StatedRecord::Link(end) = record
        && !end.is_own
    {
        (end.other(), StatedRecord::Link(LinkEnd::to(end.link)))
    } else {
        (entry, record)
    };
    let cells = with_record!(record, record => cells(directory, selection, record));
    [vec![("entry", entry.id().into()), ("field", field.into())], cells].concat()
}

fn names<'d, T: Record<'d>>() -> Vec<&'static str> {
    T::FIELDS.iter().map(|field| field.name).collect()
}

fn with_entry<'d, T: Record<'d>>() -> Vec<&'static str> {
    [vec!["entry"], names::<T>()].concat()
}

fn cells<'d, T: Record<'d>>(directory: &'d Directory, selection: &Selection, record: T) -> Cells<'d> {
    let cell = |field: &'d FieldOf<'d, T>| {
        (field.name, cell(directory, record, field, &selection.values(record, field)))
    };
    T::FIELDS.iter().map(cell).collect()
}

fn write_all<'d, T: Record<'d>>(
    directory: &'d Directory,
    records: impl IntoIterator<Item = T>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let all = Selection::default();
    write_rows(&names::<T>(), records.into_iter().map(|record| cells(directory, &all, record)), out)
}

/// Writes a header and a line for each row; missing values are empty.
fn write_rows<'d>(
    columns: &[&str],
    rows: impl Iterator<Item = Cells<'d>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(columns).map_err(io_error)?;
    for row in rows {
        for column in columns {
            let value = row.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value);
            table.write_field(harmless(value).as_bytes()).map_err(io_error)?;
        }
        table.write_record(None::<&[u8]>).map_err(io_error)?;
    }
    table.flush()
}

/// The error of `out` itself: a closed pipe must still be seen as one.
fn io_error(error: csv::Error) -> io::Error {
    if let csv::ErrorKind::Io(error) = error.into_kind() { error } else { io::ErrorKind::InvalidData.into() }
}

fn cell<'d, T: Record<'d>>(
    directory: &'d Directory,
    record: T,
    field: &FieldOf<'d, T>,
    values: &Values,
) -> Cow<'d, str> {
    match field.shape {
        Shape::Id(get) | Shape::Line(get) => values.of(get(directory, record)).concat().into(),
        Shape::Word(_, get) => get(directory, record).unwrap_or_default().into(),
        // The table of entries is plain text; the long tables keep links and emphasis, as JSON does.
        Shape::Inline(get) | Shape::Prose(get) => {
            let text = match (record.entry(), &field.shape) {
                (None, _) => one_line,
                (Some(_), Shape::Prose(_)) => plain,
                (Some(_), _) => plain_line,
            };
            values.of(get(directory, record)).into_iter().map(text).collect::<String>().into()
        }
        Shape::Lines(get) => list(values.of(get(directory, record)), Cow::from),
        Shape::Flag(get) => if get(directory, record) { "true" } else { "false" }.into(),
        Shape::Date(get) => get(directory, record).map(|date| date.to_string()).unwrap_or_default().into(),
        Shape::Reference(get) => get(directory, record).map_or("", |to| to.id).into(),
        Shape::References(get) => list(values.of(get(directory, record)), |to| to.id.into()),
        Shape::Status(_) => {
            values.of(field.stated(directory, record)).into_iter().map(item).collect::<String>().into()
        }
        Shape::Synonyms(get) => list(get(directory, record).into_iter().flat_map(Synonym::words), Cow::from),
        Shape::Stated(..) => list(values.of(field.stated(directory, record)), |record| item(record).into()),
    }
}

fn item(record: StatedRecord) -> String {
    match record {
        StatedRecord::Link(end) => format!("{}: {}", end.link.relation().id, end.other().id()),
        StatedRecord::Contact(contact) => format!("{}: {}", contact.kind.word(), contact.value),
        StatedRecord::Status(_) | StatedRecord::Statement(_) | StatedRecord::Event(_) => {
            plain_line(&StatedLine::of(record).text)
        }
    }
}

fn list<'d, T>(items: impl IntoIterator<Item = T>, words: impl Fn(T) -> Cow<'d, str>) -> Cow<'d, str> {
    let escaped = |item: Cow<str>| item.replace('\\', "\\\\").replace(';', "\\;");
    items.into_iter().map(words).map(escaped).collect::<Vec<_>>().join("; ").into()
}

/// Text without anything that a terminal or a spreadsheet executes. In locales where semicolons separate cells, a
/// part of the text becomes a cell of its own.
fn harmless(text: &str) -> Cow<'_, str> {
    let safe: Cow<str> = SafeText::as_written(text).into();
    if !text.split(';').any(is_formula) {
        return safe;
    }
    let parts = safe.split(';').enumerate().map(|(at, part)| {
        // The space after a semicolon stays, so that a list can be split.
        let (blank, text) = part.split_at(usize::from(at > 0 && part.starts_with(' ')));
        if is_formula(part) { format!("{blank}'{text}") } else { part.to_owned() }
    });
    parts.collect::<Vec<_>>().join(";").into()
}

/// Whether a program may take this for a formula after stripping blanks and quotation marks. Full-width signs count
/// too, as some programs treat them like the plain ones; so do the pictures of control characters.
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
            (" \t=1", "'  =1"),
            ("\r=1", "' =1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("a=1", "a=1"),
            ("\"=1", "'\"=1"),
            ("'=1", "''=1"),
            ("\u{a0}\"\" +1", "'\u{a0}\"\" +1"),
            ("a; b", "a; b"),
            ("a;=1+1;b; @SUM(A1)", "a;'=1+1;b; '@SUM(A1)"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), expected, "{text:?}");
        }
    }
}
