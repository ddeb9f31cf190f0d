//! The entries as CSV: a record in one line for each, whatever its texts hold.
//!
//! A spreadsheet takes a cell that begins with `=` for a formula, and obeys it. Such cells begin with an apostrophe here,
//! as spreadsheets themselves write text that is not to be obeyed.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::directory::{Contact, Directory, Entry, EntryId, Event, Link};
use crate::report::{Extent, plain};
use crate::text::SafeText;

/// The names of the columns.
const COLUMNS: [&str; 16] = [
    "id",
    "kind",
    "name",
    "abbreviation",
    "other_names",
    "path",
    "parents",
    "summary",
    "text",
    "topics",
    "activities",
    "background",
    "links",
    "events",
    "contacts",
    "sources",
];

/// Writes a header and a record for each entry, in the order of the file. Lists have a semicolon between their items;
/// `CommonMark` is written without its marks.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_csv(directory: &Directory, extent: Extent, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.join(","))?;
    for entry in extent.entries(directory).of(directory) {
        for (index, cell) in cells(directory, entry).iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            write!(out, "{comma}{}", in_quotes(&harmless(cell)))?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A cell as RFC 4180 has it: in quotes where it could be taken for more than one. It has no line ends by now.
fn in_quotes(cell: &str) -> Cow<'_, str> {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")).into() } else { cell.into() }
}

fn cells<'d>(directory: &'d Directory, entry: Entry<'d>) -> [Cow<'d, str>; COLUMNS.len()] {
    let name = |id: EntryId| directory.entry(id).name();
    let prose = |text: Option<&str>| text.map(plain).unwrap_or_default().into();
    let link = |link: Link| format!("{}: {}", link.relation().id, directory.entry(link.target()).id());
    let event = |event: Event| format!("{}: {}", event.date, plain(event.text));
    let contact = |contact: Contact| format!("{}: {}", contact.kind.word(), contact.value);
    [
        entry.id().into(),
        entry.kind().id.into(),
        entry.name().into(),
        entry.abbreviation().unwrap_or_default().into(),
        list(&mut entry.other_names().map(Cow::from)),
        entry.path().into_iter().map(name).collect::<Vec<_>>().join(" > ").into(),
        list(&mut entry.parents().into_iter().map(|parent| directory.entry(parent).id().into())),
        prose(entry.summary()),
        prose(entry.text()),
        list(&mut entry.topics().iter().map(|topic| directory.topic(*topic).id.into())),
        list(&mut entry.activities().map(|activity| plain(activity.text()).into())),
        list(&mut entry.background().map(|statement| plain(statement.text()).into())),
        list(&mut entry.links().map(link).map(Cow::from)),
        list(&mut entry.events().map(event).map(Cow::from)),
        list(&mut entry.contacts().map(contact).map(Cow::from)),
        list(&mut entry.sources().iter().map(|source| directory.source(*source).id.into())),
    ]
}

fn list(items: &mut dyn Iterator<Item = Cow<str>>) -> Cow<'static, str> {
    let mut list = String::new();
    for (index, item) in items.enumerate() {
        list.push_str(if index > 0 { "; " } else { "" });
        list.push_str(&item);
    }
    list.into()
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

    #[test]
    fn a_cell_that_could_be_taken_for_more_is_in_quotes() {
        for (cell, expected) in [
            ("", ""),
            ("a b", "a b"),
            ("a, b", "\"a, b\""),
            ("\"", "\"\"\"\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
        ] {
            assert_eq!(in_quotes(cell), expected, "{cell:?}");
        }
    }
}
