//! The outline as text: every entry on a line, its children indented.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};
use std::mem;

use serde_json::{Value, json};

use crate::directory::{Directory, Entry, EntryId};
use crate::outline::{Arrangement, Fold, Outline, Row, Subject};
use crate::text::{Document, Glyphs, Markdown, Role, Span, width};

use super::extent::Extent;
use super::{Printer, Report, Tabular, json, plain_line};

/// The rows of an outline.
pub struct Tree<'d> {
    /// The directory.
    pub directory: &'d Directory,
    pub(crate) rows: Vec<Row>,
}

impl<'d> Tree<'d> {
    /// The outline of an extent. The children of an entry with several places are listed once: at its home or, if that
    /// is not among the rows, at its first place. Of a collection no row lies beneath another.
    pub fn new(directory: &'d Directory, arrangement: Arrangement, extent: &Extent) -> Self {
        let mut outline = match (&extent.collected, arrangement, extent.root) {
            (Some(_), ..) => {
                let entries = extent.select(directory).entries(directory).map(Entry::handle).collect();
                Outline::beneath_entries(directory, entries)
            }
            (None, Arrangement::Hierarchy, Some(root)) => Outline::beneath_entries(directory, vec![root]),
            (None, _, Some(_)) => {
                let beneath = Extent { root: extent.root, ..Extent::default() };
                Outline::filtered(directory, arrangement, beneath.nested(directory))
            }
            (None, _, None) => Outline::new(directory, arrangement),
        };
        if extent.collected.is_none() {
            outline.fold_to_level(directory, extent.depth.unwrap_or(usize::MAX));
        }
        Tree { directory, rows: (0..outline.len()).filter_map(|position| outline.row(position)).collect() }
    }

    /// The entries whose children are listed.
    pub(super) fn unfolded(&self) -> HashSet<EntryId> {
        let unfolded = self.rows.iter().filter(|row| row.fold == Fold::Unfolded);
        unfolded.filter_map(|row| row.subject.entry()).collect()
    }
}

impl Report for Tree<'_> {
    /// Writes lines that show what lies beneath what. In a pipe each row is one line; on a terminal one that does not
    /// fit goes on beneath itself.
    fn write_text(&self, printer: &mut Printer) -> io::Result<()> {
        let style = printer.style;
        let [through, beside, corner] = match style.glyphs {
            Glyphs::Unicode | Glyphs::AsWritten => ["│  ", "├─ ", "└─ "],
            Glyphs::Ascii => ["|  ", "|- ", "`- "],
        };
        // For each level above, whether more rows of it follow.
        let mut goes_on: Vec<bool> = Vec::new();
        for (row, is_last) in self.rows.iter().zip(are_last(&self.rows)) {
            goes_on.truncate(row.depth);
            let guides = |goes_on: &[bool]| -> String {
                let levels = goes_on.iter().skip(1).take(DEEPEST);
                levels.map(|goes_on| if *goes_on { through } else { "   " }).collect()
            };
            printer.put_text(&guides(&goes_on), Role::Text)?;
            if row.depth > 0 {
                printer.put_text(if is_last { corner } else { beside }, Role::Text)?;
            }
            goes_on.push(!is_last);
            let pieces = pieces(self.directory, row);
            let room = style.width.saturating_sub(GUIDE * row.depth.min(DEEPEST));
            if style.is_for_terminal && pieces.iter().map(|(text, _)| width(text)).sum::<usize>() > room {
                let spans: Vec<Span> = pieces.iter().map(|(text, role)| Span::new(text, *role)).collect();
                let mut document = Document::new(style.glyphs);
                document.paragraph(&spans);
                let lines = document.wrap(room.saturating_sub(HANG).max(NARROWEST_ROW));
                for (number, line) in lines.iter().enumerate() {
                    if number > 0 {
                        printer.put_text(&(guides(&goes_on) + &" ".repeat(HANG)), Role::Text)?;
                    }
                    printer.line(line)?;
                }
            } else {
                pieces.iter().try_for_each(|(text, role)| printer.put_text(text, *role))?;
                printer.end_line()?;
            }
        }
        Ok(())
    }

    fn markdown(&self) -> String {
        let row = |row: &Row| {
            list_item(row.depth, |markdown| {
                markdown.paragraph(&row_text(self.directory, row));
                if let Some(home) = home_elsewhere(self.directory, row) {
                    markdown.text(&format!(" (see {})", home.short_name()));
                }
            })
        };
        self.rows.iter().map(row).collect()
    }

    /// Writes a list of objects with their `children`. It does not recurse, however deep the tree is.
    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let unfolded = self.unfolded();
        out.write_all(b"[")?;
        for (at, row) in self.rows.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| self.rows[before].depth);
            if before.is_some_and(|before| before >= row.depth) {
                close(before.unwrap_or(0) - row.depth + 1, out)?;
                out.write_all(b",")?;
            }
            write!(out, "\n{:indent$}", "", indent = 2 * (row.depth.min(DEEPEST) + 1))?;
            let is_elsewhere = |entry| row.fold == Fold::Folded && unfolded.contains(&entry);
            let is_repeated = row.subject.entry().is_some_and(is_elsewhere);
            json::write_open_object(&value(self.directory, row, is_repeated), out)?;
            out.write_all(b",\"children\":[")?;
        }
        close(self.rows.last().map_or(0, |row| row.depth + 1), out)?;
        out.write_all(b"]\n")
    }
}

impl Tabular for Tree<'_> {
    fn rows(&self) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
        self.rows.iter().map(|row| {
            let mut value = value(self.directory, row, false);
            value["level"] = row.level.into();
            let column = |column| match (&value[column], value[column].as_str()) {
                (Value::Null, _) => "".into(),
                (_, Some(text)) => Cow::from(text.to_owned()),
                (number, None) => number.to_string().into(),
            };
            COLUMNS.map(column).to_vec()
        })
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        let entries = self.rows.iter().filter_map(|row| row.subject.entry());
        entries.map(|entry| self.directory.entry(entry).id())
    }
}

/// The parent at which the entry of a row has its home, if that is elsewhere.
pub(super) fn home_elsewhere<'d>(directory: &'d Directory, row: &Row) -> Option<Entry<'d>> {
    let entry = row.subject.entry().filter(|_| row.is_reference)?;
    directory.entry(entry).home().map(|home| directory.entry(home))
}

/// For each row, whether it is the last of those beneath its parent.
fn are_last(rows: &[Row]) -> Vec<bool> {
    // For each depth, whether another row of it follows.
    let mut follows = Vec::new();
    let is_last = |row: &Row| {
        follows.resize(row.depth + 1, false);
        !mem::replace(&mut follows[row.depth], true)
    };
    let mut are_last: Vec<bool> = rows.iter().rev().map(is_last).collect();
    are_last.reverse();
    are_last
}

const GUIDE: usize = 3;
/// Deeper rows are indented like this level: nobody can tell such levels apart, and a chain of thousands would be
/// nothing but indentation.
const DEEPEST: usize = 100;

/// The indentation of the further lines of a wrapped row.
const HANG: usize = 2;
const NARROWEST_ROW: usize = 12;

fn pieces<'d>(directory: &'d Directory, row: &Row) -> Vec<(Cow<'d, str>, Role)> {
    let id = |entry: Entry<'d>| (format!("  [{}]", entry.id()).into(), Role::Text);
    match row.subject {
        Subject::Entry(entry) => {
            let entry = directory.entry(entry);
            let role = if row.depth == 0 { Role::Strong } else { Role::Text };
            let mut pieces: Vec<(Cow<str>, Role)> = vec![(entry.name().into(), role)];
            if let Some(abbreviation) = entry.abbreviation() {
                pieces.extend([
                    (" (".into(), Role::Text),
                    (abbreviation.into(), Role::Strong),
                    (")".into(), Role::Text),
                ]);
            }
            pieces.push(id(entry));
            let home = home_elsewhere(directory, row);
            pieces.extend(home.map(|home| (format!("  see {}", home.short_name()).into(), Role::Emphasis)));
            pieces
        }
        Subject::Event(entry, index) => {
            let entry = directory.entry(entry);
            let event = entry.event(index);
            let event = event.into_iter().flat_map(|event| {
                [
                    (format!("{}  ", event.date).into(), Role::Strong),
                    (format!("{}: ", entry.name()).into(), Role::Text),
                    (plain_line(event.text).into(), Role::Text),
                ]
            });
            event.chain([id(entry)]).collect()
        }
        Subject::Group(..) => vec![(row_text(directory, row).into(), Role::Emphasis)],
        Subject::Kind(_) | Subject::Topic(_) | Subject::Year(_) | Subject::Letter(_) => {
            vec![(row_text(directory, row).into(), Role::Heading(2))]
        }
    }
}

/// An item of a Markdown list. Deep ones are put at a level beyond which parsers give up.
pub(super) fn list_item(level: usize, add: impl FnOnce(&mut Markdown)) -> String {
    const DEEPEST: usize = 12;
    let mut markdown = Markdown::default();
    markdown.item("-", add);
    format!("{:indent$}{}", "", markdown.finish(), indent = 2 * level.min(DEEPEST))
}

/// The columns of a row in one line: `text` is the text of an event, `see` the id of the parent at the entry's home
/// if that is elsewhere, `count` the number of entries beneath the heading of a group.
pub(super) const COLUMNS: [&str; 8] = ["level", "id", "kind", "date", "name", "text", "see", "count"];

fn close(levels: usize, out: &mut dyn Write) -> io::Result<()> {
    (0..levels).try_for_each(|_| out.write_all(b"]}"))
}

fn value(directory: &Directory, row: &Row, is_repeated: bool) -> Value {
    let entry = row.subject.entry().map(|entry| directory.entry(entry));
    let (mut event, mut relation) = (None, None);
    match row.subject {
        Subject::Event(entry, index) => event = directory.entry(entry).event(index),
        Subject::Group(_, of) => relation = Some(directory.relation(of).id),
        Subject::Entry(_) | Subject::Kind(_) | Subject::Topic(_) | Subject::Year(_) | Subject::Letter(_) => {}
    }
    json!({
        "id": entry.map(Entry::id),
        "name": row.subject.title(directory),
        "kind": entry.map(|entry| entry.kind().id),
        "date": event.as_ref().map(|event| event.date.to_string()),
        "text": event.map(|event| plain_line(event.text)),
        "relation": relation,
        "count": row.count.filter(|_| relation.is_some()),
        "repeated": is_repeated,
        "see": home_elsewhere(directory, row).map(Entry::id),
    })
}

fn row_text(directory: &Directory, row: &Row) -> String {
    let title = row.subject.title(directory);
    match row.subject {
        Subject::Entry(entry) => directory.entry(entry).full_name(),
        Subject::Event(entry, index) => match directory.entry(entry).event(index) {
            Some(event) => format!("{} {title}: {}", event.date, plain_line(event.text)),
            None => title.into_owned(),
        },
        Subject::Group(..) => format!("{title} {}", row.count.unwrap_or_default()),
        Subject::Kind(_) | Subject::Topic(_) | Subject::Year(_) | Subject::Letter(_) => title.into_owned(),
    }
}
