//! The entries as CSV: a record in one line for each, whatever its texts hold; and what they hold as long tables.
//!
//! The items of a list have a semicolon and a space between them. A semicolon or a backslash within an item has a
//! backslash before it, so that a list can be split again.
//!
//! A spreadsheet takes a cell that begins with `=` for a formula, and obeys it. Such cells begin with an apostrophe here,
//! as spreadsheets themselves write text that is not to be obeyed.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::directory::{
    Contact, Date, Directory, Entry, EntryId, Event, SourceId, Statement, Status, Synonym, TopicId,
};
use crate::fields::{FieldOf, KindTerm, LinkEnd, Record, Shape, TopicTerm, Values};
use crate::report::extent::Selection;
use crate::report::{Extent, plain, plain_line};
use crate::text::SafeText;

/// Writes a header and a record for each entry. `CommonMark` is written without its marks; the long tables keep them, in one line.
pub(super) fn write(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let selection = extent.select(directory);
    let rows = selection.entries(directory).map(|entry| cells(directory, &selection, entry));
    write_rows(&names::<Entry>(), rows, out)
}

/// A long table of what the directory holds.
#[derive(Clone, Copy, Debug)]
pub struct CsvTable {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, for the help.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Directory, &Extent, &mut dyn Write) -> io::Result<()>,
}

/// Every table, in the order of the help.
pub const TABLES: &[CsvTable] = &[
    CsvTable {
        name: "statements",
        about: "What is stated: the entry, the field it stands in (activities, background, status), and its own fields",
        write: |directory, extent, out| {
            let mut columns = [vec!["entry", "field"], names::<Statement>()].concat();
            columns
                .extend(names::<Status>().iter().filter(|name| !columns.contains(name)).collect::<Vec<_>>());
            write_of_entries(directory, extent, &columns, statements, out)
        },
    },
    CsvTable {
        name: "links",
        about: "Links: the entry, and the fields of the link",
        write: |directory, extent, out| {
            write_of_entries(directory, extent, &with_entry::<LinkEnd>(), links, out)
        },
    },
    CsvTable {
        name: "events",
        about: "What happened: the entry, and the fields of the event",
        write: |directory, extent, out| {
            write_of_entries(directory, extent, &with_entry::<Event>(), events, out)
        },
    },
    CsvTable {
        name: "contacts",
        about: "Contacts: the entry, and the fields of the contact",
        write: |directory, extent, out| {
            write_of_entries(directory, extent, &with_entry::<Contact>(), contacts, out)
        },
    },
    CsvTable {
        name: "sources",
        about: "The sources",
        write: |directory, extent, out| {
            let cited = extent.select(directory).cited(directory);
            let sources =
                directory.sources().filter(|(id, _)| cited.as_ref().is_none_or(|cited| cited[id.index()]));
            write_all(directory, sources.map(|(_, source)| source), out)
        },
    },
    CsvTable {
        name: "kinds",
        about: "The kinds",
        write: |directory, _, out| {
            write_all(directory, directory.kinds().map(|(_, kind)| KindTerm(kind)), out)
        },
    },
    CsvTable {
        name: "relations",
        about: "The relations",
        write: |directory, _, out| write_all(directory, directory.relations().map(|(_, term)| term), out),
    },
    CsvTable {
        name: "topics",
        about: "The topics",
        write: |directory, _, out| {
            write_all(directory, directory.topics().map(|(_, topic)| TopicTerm(topic)), out)
        },
    },
    CsvTable {
        name: "synonyms",
        about: "Words that people search for, and what stands for them here",
        write: |directory, _, out| write_all(directory, directory.synonyms(), out),
    },
    CsvTable {
        name: "directory",
        about: "What the directory says of itself",
        write: |directory, _, out| write_all(directory, [directory], out),
    },
];

/// The columns of a row that have a value, by their names.
type Cells<'d> = Vec<(&'static str, Cow<'d, str>)>;

fn statements<'d>(directory: &'d Directory, selection: &Selection, entry: Entry<'d>) -> Vec<Cells<'d>> {
    let mut rows = Vec::new();
    for (field, of) in [
        ("activities", selected(selection, entry, "activities", entry.activities())),
        ("background", selected(selection, entry, "background", entry.background())),
    ] {
        rows.extend(of.into_iter().map(|stated| (field, cells(directory, selection, stated))));
    }
    let status = selected(selection, entry, "status", entry.status());
    rows.extend(status.into_iter().map(|status| ("status", cells(directory, selection, status))));
    let whole = |(field, cells): (&'static str, Cells<'d>)| {
        [vec![("entry", entry.id().into()), ("field", field.into())], cells].concat()
    };
    rows.into_iter().map(whole).collect()
}

/// The links of an entry. One of another entry that leads here is there where it was chosen by itself.
fn links<'d>(directory: &'d Directory, selection: &Selection, entry: Entry<'d>) -> Vec<Cells<'d>> {
    let own = selected(selection, entry, "links", entry.links());
    let others = if selection.is_partial(entry.handle()) {
        selected(selection, entry, "linked_from", entry.linked_from())
    } else {
        Vec::new()
    };
    let links = own.into_iter().chain(others);
    links
        .map(|link| beneath(directory, selection, directory.entry(link.origin()), LinkEnd::to(link)))
        .collect()
}

fn events<'d>(directory: &'d Directory, selection: &Selection, entry: Entry<'d>) -> Vec<Cells<'d>> {
    let events = selected(selection, entry, "events", entry.events()).into_iter();
    events.map(|event| beneath(directory, selection, entry, event)).collect()
}

fn contacts<'d>(directory: &'d Directory, selection: &Selection, entry: Entry<'d>) -> Vec<Cells<'d>> {
    let contacts = selected(selection, entry, "contacts", entry.contacts()).into_iter();
    contacts.map(|contact| beneath(directory, selection, entry, contact)).collect()
}

/// The values of a field of an entry that are selected.
fn selected<T>(
    selection: &Selection,
    entry: Entry,
    field: &str,
    values: impl IntoIterator<Item = T>,
) -> Vec<T> {
    let field = Entry::FIELDS.iter().find(|known| known.name == field);
    field.map_or(Values::All, |field| selection.values(entry, field)).of(values)
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

/// The cells of what belongs to an entry.
fn beneath<'d, T: Record<'d>>(
    directory: &'d Directory,
    selection: &Selection,
    entry: Entry<'d>,
    record: T,
) -> Cells<'d> {
    [vec![("entry", entry.id().into())], cells(directory, selection, record)].concat()
}

fn write_of_entries<'d>(
    directory: &'d Directory,
    extent: &Extent,
    columns: &[&str],
    rows: fn(&'d Directory, &Selection, Entry<'d>) -> Vec<Cells<'d>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let selection = extent.select(directory);
    let entries = selection.entries(directory);
    write_rows(columns, entries.flat_map(|entry| rows(directory, &selection, entry)), out)
}

fn write_all<'d, T: Record<'d>>(
    directory: &'d Directory,
    records: impl IntoIterator<Item = T>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let all = Selection::default();
    write_rows(&names::<T>(), records.into_iter().map(|record| cells(directory, &all, record)), out)
}

/// Writes a header and a line for each row; a column for which a row has no value is empty in it.
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

/// The selected values of a field in one line.
fn cell<'d, T: Record<'d>>(
    directory: &'d Directory,
    record: T,
    field: &FieldOf<'d, T>,
    values: &Values,
) -> Cow<'d, str> {
    let is_entry = T::NAME == <Entry as Record>::NAME;
    match field.shape {
        Shape::Id(get) | Shape::Line(get) => values.of(get(directory, record)).concat().into(),
        Shape::Word(_, get) => get(directory, record).unwrap_or_default().into(),
        // The table of entries is to be read; the others have the links and the stress that JSON has.
        Shape::Inline(get) => {
            let text = |text| {
                if is_entry { plain_line(text) } else { SafeText::as_written(text).as_str().to_owned() }
            };
            values.of(get(directory, record)).into_iter().map(text).collect::<String>().into()
        }
        Shape::Prose(get) => {
            let text =
                |text| if is_entry { plain(text) } else { SafeText::as_written(text).as_str().to_owned() };
            values.of(get(directory, record)).into_iter().map(text).collect::<String>().into()
        }
        Shape::Lines(get) => list(values.of(get(directory, record)), Cow::from),
        Shape::Flag(get) => if get(directory, record) { "true" } else { "false" }.into(),
        Shape::Date(get) => get(directory, record).map(|date| date.to_string()).unwrap_or_default().into(),
        Shape::Kind(get) => directory.kind(get(directory, record)).id.into(),
        Shape::Relation(get) => directory.relation(get(directory, record)).id.into(),
        Shape::Topics(get) => {
            list(values.of(get(directory, record)), |topic: TopicId| directory.topic(topic).id.into())
        }
        Shape::Sources(get) => {
            list(values.of(get(directory, record)), |source: &SourceId| directory.source(*source).id.into())
        }
        Shape::Source(get) => {
            get(directory, record).map(|source| directory.source(source).id).unwrap_or_default().into()
        }
        Shape::Entry(get) => {
            get(directory, record).map(|entry| directory.entry(entry).id()).unwrap_or_default().into()
        }
        Shape::Status(get) => {
            let status = values.of(get(directory, record)).into_iter();
            status.map(|status| dated(status.date, status.text)).collect::<String>().into()
        }
        Shape::Synonyms(get) => list(get(directory, record).into_iter().flat_map(Synonym::words), Cow::from),
        Shape::Entries(get) => {
            list(values.of(get(directory, record)), |entry: EntryId| directory.entry(entry).id().into())
        }
        Shape::Statements(get) => list(values.of(get(directory, record)), |statement: Statement| {
            plain_line(statement.text()).into()
        }),
        Shape::Links(get) => {
            list(values.of(get(directory, record)), |LinkEnd { link, other, .. }: LinkEnd| {
                format!("{}: {}", link.relation().id, directory.entry(other).id()).into()
            })
        }
        Shape::Events(get) => {
            list(values.of(get(directory, record)), |event: Event| dated(Some(event.date), event.text).into())
        }
        Shape::Contacts(get) => list(values.of(get(directory, record)), |contact: Contact| {
            format!("{}: {}", contact.kind.word(), contact.value).into()
        }),
    }
}

fn dated(date: Option<Date>, text: &str) -> String {
    let date = date.map(|date| format!("{date}: ")).unwrap_or_default();
    date + &plain_line(text)
}

fn list<'d, T>(items: impl IntoIterator<Item = T>, words: impl Fn(T) -> Cow<'d, str>) -> Cow<'d, str> {
    let escaped = |item: Cow<str>| item.replace('\\', "\\\\").replace(';', "\\;");
    items.into_iter().map(words).map(escaped).collect::<Vec<_>>().join("; ").into()
}

/// Text in which there is nothing that a terminal or a spreadsheet obeys. Where semicolons separate cells, as in much of
/// Europe, a part of the text is a cell of its own.
fn harmless(text: &str) -> Cow<'_, str> {
    let safe: Cow<str> = SafeText::as_written(text).into();
    if !text.split(';').any(is_formula) {
        return safe;
    }
    let parts = safe.split(';').enumerate().map(|(at, part)| {
        // The blank behind a semicolon stays where it is, so that a list can be split.
        let (blank, text) = part.split_at(usize::from(at > 0 && part.starts_with(' ')));
        if is_formula(part) { format!("{blank}'{text}") } else { part.to_owned() }
    });
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
