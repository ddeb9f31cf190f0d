//! The outline as text: every entry on a line, its children indented.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::directory::{Directory, Entry, EntryId, RelationId};
use crate::outline::{Arrangement, Outline, Row, Subject, children_by_relation, home};
use crate::text::{Document, Glyphs, Lines, Markdown, Role, Span, width};

use super::extent::Extent;
use super::{Printer, ReportStyle, json, list, plain_line};

/// A row of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// What stands there.
    pub subject: Subject,
    /// How many rows it lies beneath.
    pub depth: usize,
    /// How many of them are levels; headings of groups are not.
    pub level: usize,
    /// The parent at which the entry has its home, if that is elsewhere.
    pub see: Option<EntryId>,
    /// Whether what is beneath it is listed elsewhere.
    pub is_repeated: bool,
    /// Whether it is the last of those beneath its parent.
    pub is_last: bool,
}

/// The rows of the tree, from the top. The children of an entry with several places are listed once: at its home or,
/// if that is not among the rows, at its first place.
pub fn rows(directory: &Directory, arrangement: Arrangement, extent: &Extent) -> Vec<TreeRow> {
    if extent.collected.is_some() {
        return listed(extent.select(directory).entries(directory));
    }
    match arrangement {
        Arrangement::Hierarchy => hierarchy(directory, extent),
        Arrangement::Kind | Arrangement::Topic | Arrangement::Date | Arrangement::Name => {
            grouped(directory, arrangement, extent)
        }
    }
}

/// A row for each entry that was collected, none beneath another.
fn listed<'d>(entries: impl Iterator<Item = Entry<'d>>) -> Vec<TreeRow> {
    let row = |entry: Entry| TreeRow {
        subject: Subject::Entry(entry.handle()),
        depth: 0,
        level: 0,
        see: None,
        is_repeated: false,
        is_last: false,
    };
    entries.map(row).collect()
}

/// A pending row, with the entry above it.
struct PendingRow {
    subject: Subject,
    parent: Option<EntryId>,
    depth: usize,
    level: usize,
    is_last: bool,
}

fn hierarchy(directory: &Directory, extent: &Extent) -> Vec<TreeRow> {
    let mut rows = Vec::new();
    let mut is_written = vec![false; directory.len()];
    let mut open: Vec<PendingRow> = Vec::new();
    let push =
        |open: &mut Vec<PendingRow>, subjects: Vec<Subject>, above: Option<(&TreeRow, usize, EntryId)>| {
            let last = subjects.len().saturating_sub(1);
            open.extend(subjects.into_iter().enumerate().rev().map(|(at, subject)| PendingRow {
                subject,
                parent: above.map(|(_, _, parent)| parent),
                depth: above.map_or(0, |(row, ..)| row.depth + 1),
                level: above.map_or(0, |(_, level, _)| level),
                is_last: at == last,
            }));
        };
    push(&mut open, extent.roots(directory).iter().copied().map(Subject::Entry).collect(), None);
    while let Some(PendingRow { subject, parent, depth, level, is_last }) = open.pop() {
        let mut row = TreeRow { subject, depth, level, see: None, is_repeated: false, is_last };
        let (beneath, above) = match subject {
            Subject::Entry(id) => {
                row.see = home(directory, id).filter(|home| parent.is_some_and(|parent| parent != *home));
                let is_written = &mut is_written[id.index()];
                row.is_repeated = (*is_written || row.see.is_some() && has_home_in(directory, extent, id))
                    && !directory.entry(id).children().is_empty();
                let is_deep = extent.depth.is_some_and(|deepest| level + 1 >= deepest);
                if row.is_repeated || is_deep {
                    (Vec::new(), None)
                } else {
                    *is_written = true;
                    (beneath(directory, id), Some((level + 1, id)))
                }
            }
            Subject::Group(parent, relation) => {
                (in_group(directory, parent, relation), Some((level, parent)))
            }
            Subject::Event(..)
            | Subject::Kind(_)
            | Subject::Topic(_)
            | Subject::Year(_)
            | Subject::Letter(_) => (Vec::new(), None),
        };
        if let Some((level, parent)) = above {
            push(&mut open, beneath, Some((&row, level, parent)));
        }
        rows.push(row);
    }
    rows
}

/// What stands directly beneath an entry: entries and the headings of groups.
fn beneath(directory: &Directory, entry: EntryId) -> Vec<Subject> {
    let mut groups = children_by_relation(directory, entry).into_iter();
    let direct = groups.next().into_iter().flat_map(|(_, children)| children).map(Subject::Entry);
    let direct: Vec<Subject> = direct.collect();
    direct.into_iter().chain(groups.map(|(relation, _)| Subject::Group(entry, relation))).collect()
}

fn in_group(directory: &Directory, parent: EntryId, relation: RelationId) -> Vec<Subject> {
    let groups = children_by_relation(directory, parent);
    let group = groups.into_iter().find(|(of, _)| *of == relation);
    group.into_iter().flat_map(|(_, children)| children).map(Subject::Entry).collect()
}

fn has_home_in(directory: &Directory, extent: &Extent, entry: EntryId) -> bool {
    extent.root.is_none_or(|root| directory.entry(entry).path().contains(&root))
}

/// The headings of an arrangement and what stands beneath them, one level of it.
fn grouped(directory: &Directory, arrangement: Arrangement, extent: &Extent) -> Vec<TreeRow> {
    let mut outline = match extent.root {
        None => Outline::new(directory, arrangement),
        Some(_) => {
            let beneath = Extent { root: extent.root, ..Extent::default() };
            let found = beneath.nested(directory).unwrap_or_default();
            Outline::filtered(directory, arrangement, found)
        }
    };
    outline.fold_to_level(directory, extent.depth.unwrap_or(2).min(2));
    let placed: Vec<Row> = (0..outline.len()).filter_map(|position| outline.row(position)).collect();
    let next_depth = |at: usize| placed.get(at + 1).map_or(0, |next| next.depth);
    let row = |(at, row): (usize, &Row)| TreeRow {
        subject: row.subject,
        depth: row.depth,
        level: row.level,
        see: None,
        is_repeated: false,
        is_last: next_depth(at) < row.depth,
    };
    placed.iter().enumerate().map(row).collect()
}

/// Writes rows with lines that show what lies beneath what. In a pipe each is one line; on a terminal one that does not fit
/// goes on beneath itself.
pub fn write_text(
    directory: &Directory,
    rows: &[TreeRow],
    style: ReportStyle,
    out: &mut impl Write,
) -> io::Result<()> {
    let guides = Guides::of(style.glyphs);
    // For each level above, whether more rows of it follow.
    let mut goes_on: Vec<bool> = Vec::new();
    let mut printer = Printer::new(out, style);
    for row in rows {
        goes_on.truncate(row.depth);
        guides.put(goes_on.iter().skip(1).take(DEEPEST), &mut printer)?;
        if row.depth > 0 {
            printer.put_text(if row.is_last { guides.corner } else { guides.beside }, Role::Text)?;
        }
        goes_on.push(!row.is_last);
        let pieces = pieces(directory, *row);
        let room = style.width.saturating_sub(GUIDE * row.depth.min(DEEPEST));
        if style.is_for_terminal && pieces.iter().map(|(text, _)| width(text)).sum::<usize>() > room {
            let lines = wrapped(&pieces, room, style.glyphs);
            for (number, line) in lines.iter().enumerate() {
                if number > 0 {
                    guides.put(goes_on.iter().skip(1).take(DEEPEST), &mut printer)?;
                    printer.put_text(&" ".repeat(HANG), Role::Text)?;
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

/// The columns of a level.
const GUIDE: usize = 3;
/// Deeper rows are indented like this level: nobody can tell such levels apart, and a chain of thousands would be
/// nothing but indentation.
const DEEPEST: usize = 100;

/// The indentation of the further lines of a wrapped row.
const HANG: usize = 2;
/// Rows are not wrapped to less.
const NARROWEST: usize = 12;

/// The signs of the lines from a parent to its children.
struct Guides {
    through: &'static str,
    beside: &'static str,
    corner: &'static str,
}

impl Guides {
    fn of(glyphs: Glyphs) -> Self {
        match glyphs {
            Glyphs::Unicode | Glyphs::AsWritten => {
                Guides { through: "│  ", beside: "├─ ", corner: "└─ " }
            }
            Glyphs::Ascii => Guides { through: "|  ", beside: "|- ", corner: "`- " },
        }
    }

    fn put<'a, W: Write>(
        &self,
        mut goes_on: impl Iterator<Item = &'a bool>,
        printer: &mut Printer<W>,
    ) -> io::Result<()> {
        goes_on.try_for_each(|more| printer.put_text(if *more { self.through } else { "   " }, Role::Text))
    }
}

/// The text of a row, wrapped.
fn wrapped(pieces: &[(Cow<str>, Role)], room: usize, glyphs: Glyphs) -> Lines {
    let spans: Vec<Span> = pieces.iter().map(|(text, role)| Span::new(text, *role)).collect();
    let mut document = Document::new(glyphs);
    document.paragraph(&spans);
    document.wrap(room.saturating_sub(HANG).max(NARROWEST))
}

/// The text of a row, in pieces of one style each.
fn pieces(directory: &Directory, row: TreeRow) -> Vec<(Cow<'_, str>, Role)> {
    let id = |entry: Entry| (format!("  [{}]", entry.id()).into(), Role::Text);
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
            pieces.extend(row.see.map(|home| {
                (format!("  see {}", directory.entry(home).short_name()).into(), Role::Emphasis)
            }));
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
        Subject::Group(..) => vec![(row_text(directory, row.subject).into(), Role::Emphasis)],
        Subject::Kind(_) | Subject::Topic(_) | Subject::Year(_) | Subject::Letter(_) => {
            vec![(row_text(directory, row.subject).into(), Role::Heading(2))]
        }
    }
}

/// Deeper items of a Markdown list are put at this level: parsers give up beyond it.
pub(super) const MOST_LEVELS: usize = 12;

/// Writes rows as nested lists in Markdown.
pub fn write_markdown(directory: &Directory, rows: &[TreeRow], out: &mut impl Write) -> io::Result<()> {
    for row in rows {
        let mut markdown = Markdown::default();
        markdown.item("-", |markdown| {
            markdown.paragraph(&row_text(directory, row.subject));
            if let Some(home) = row.see {
                markdown.text(&format!(" (see {})", directory.entry(home).short_name()));
            }
        });
        let indent = 2 * row.depth.min(MOST_LEVELS);
        write!(out, "{:indent$}{}", "", markdown.finish())?;
    }
    Ok(())
}

/// The columns of a row in one line: `text` is the text of an event, `see` the id of the parent at the entry's home
/// if that is elsewhere, `count` the number of entries beneath the heading of a group.
pub(super) const COLUMNS: [&str; 8] = ["level", "id", "kind", "date", "name", "text", "see", "count"];

/// Writes each row in one line.
pub fn write_tsv(
    directory: &Directory,
    rows: &[TreeRow],
    style: ReportStyle,
    out: &mut impl Write,
) -> io::Result<()> {
    let row = |row: &TreeRow| {
        let RowValue { id, name, kind, date, text, see, count, .. } = value(directory, *row);
        let [id, kind, see] = [id, kind, see].map(|id| Cow::from(id.unwrap_or_default()));
        let [date, text] = [date, text].map(|text| Cow::from(text.unwrap_or_default()));
        let count = count.map(|count| count.to_string()).unwrap_or_default();
        [row.level.to_string().into(), id, kind, date, name, text, see, count.into()]
    };
    list::write_columns(&COLUMNS, rows.iter().map(row), style, out)
}

/// Writes rows as JSON: a list of objects with their `children`. It does not recurse, however deep the tree is.
pub fn write_json(directory: &Directory, rows: &[TreeRow], out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (at, row) in rows.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| rows[before].depth);
        if before.is_some_and(|before| before >= row.depth) {
            close(before.unwrap_or(0) - row.depth + 1, out)?;
            out.write_all(b",")?;
        }
        write!(out, "\n{:indent$}", "", indent = 2 * (row.depth.min(DEEPEST) + 1))?;
        json::write_open_object(&value(directory, *row), out)?;
        out.write_all(b",\"children\":[")?;
    }
    close(rows.last().map_or(0, |row| row.depth + 1), out)?;
    out.write_all(b"]\n")
}

fn close(levels: usize, out: &mut impl Write) -> io::Result<()> {
    (0..levels).try_for_each(|_| out.write_all(b"]}"))
}

#[derive(Default, Serialize)]
struct RowValue<'d> {
    id: Option<&'d str>,
    name: Cow<'d, str>,
    kind: Option<&'d str>,
    date: Option<String>,
    text: Option<String>,
    relation: Option<&'d str>,
    count: Option<usize>,
    repeated: bool,
    see: Option<&'d str>,
}

fn value(directory: &Directory, row: TreeRow) -> RowValue<'_> {
    let mut value = RowValue {
        name: row.subject.title(directory),
        repeated: row.is_repeated,
        see: row.see.map(|home| directory.entry(home).id()),
        ..RowValue::default()
    };
    if let Some(entry) = row.subject.entry().map(|entry| directory.entry(entry)) {
        value.id = Some(entry.id());
        value.kind = Some(entry.kind().id);
    }
    match row.subject {
        Subject::Event(entry, index) => {
            let event = directory.entry(entry).event(index);
            value.date = event.as_ref().map(|event| event.date.to_string());
            value.text = event.map(|event| plain_line(event.text));
        }
        Subject::Group(parent, relation) => {
            value.relation = Some(directory.relation(relation).id);
            value.count = Some(in_group(directory, parent, relation).len());
        }
        Subject::Entry(_) | Subject::Kind(_) | Subject::Topic(_) | Subject::Year(_) | Subject::Letter(_) => {}
    }
    value
}

/// What a row says on one line.
fn row_text(directory: &Directory, subject: Subject) -> String {
    let title = subject.title(directory);
    match subject {
        Subject::Entry(entry) => directory.entry(entry).full_name(),
        Subject::Event(entry, index) => match directory.entry(entry).event(index) {
            Some(event) => format!("{} {title}: {}", event.date, plain_line(event.text)),
            None => title.into_owned(),
        },
        Subject::Group(parent, relation) => {
            format!("{title} {}", in_group(directory, parent, relation).len())
        }
        Subject::Kind(_) | Subject::Topic(_) | Subject::Year(_) | Subject::Letter(_) => title.into_owned(),
    }
}
