//! Who does what: as a table where it fits, else as a list.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::json;

use crate::directory::{Directory, Entry, EntryId};
use crate::layout::are_whole;
use crate::matrix::{Cell, Column, Matrix};
use crate::text::{Document, Glyph, Markdown, Role, SafeText, Span};

use super::value::RecordValue;
use super::{Printer, Report, ReportStyle, Tabular, json};

/// The narrowest column: a sign, a number, and a gap.
const COLUMN: usize = 4;
/// The names of rows are whole where this much is left for them.
const NARROWEST_NAMES: usize = 20;
/// So much is left for them where they are abbreviations.
const NARROWEST_SHORT_NAMES: usize = 10;
/// Where the names have so much room, the columns get the rest.
const USUAL_NAMES: usize = 32;
const WIDEST_COLUMN: usize = 14;
const MOST_HEADING_LINES: usize = 4;

/// The columns of a cell in one line. The last is how many activities it has.
pub(super) const COLUMNS: [&str; 3] = ["id", "topic", "activities"];

/// The meaning of a cell whose entry has the topic but no activity with it.
const NOT_STATED: &str = "on the topic, but no activity is stated";
const BENEATH: &str = "What stands beneath each row";

#[derive(Clone, Copy, Debug)]
pub(crate) struct Overview<'a> {
    pub(crate) directory: &'a Directory,
    pub(crate) matrix: &'a Matrix,
    /// The entry that it was asked for, where that is one.
    pub(crate) of: Option<EntryId>,
}

#[derive(Clone, Copy)]
struct TableWidths {
    names: usize,
    column: usize,
}

impl<'d> Report for Overview<'d> {
    /// Writes a table with whole headings, staggered if they are wider than their columns; or a list of what each row
    /// acts on if it does not fit.
    fn write_text(&self, printer: &mut Printer) -> io::Result<()> {
        let style = printer.style;
        let mut title = Document::new(style.glyphs);
        title.heading(1, &self.title(style.glyphs.of(Glyph::Step)));
        printer.lines(&title.wrap(style.width))?;
        printer.end_line()?;
        match self.headings(style) {
            Some((widths, headings)) => self.write_table(widths, &headings, printer)?,
            None => self.write_list(printer)?,
        }
        self.write_beneath(printer)
    }

    fn markdown(&self) -> String {
        let mut markdown = Markdown::default();
        markdown.heading(1, &self.title(">"));
        let columns = &self.matrix.columns;
        let topics = columns.iter().map(|column| column.name(self.directory).to_owned());
        let head = std::iter::once(String::new()).chain(topics).collect();
        let rows = self.entries().enumerate().map(|(row, entry)| {
            let cells = self.matrix.row(self.directory, row).into_iter();
            let counts = cells.map(|cell| cell.map_or(String::new(), |cell| cell.count().to_string()));
            std::iter::once(entry.full_name()).chain(counts).collect()
        });
        markdown.table(std::iter::once(head).chain(rows));
        if self.has_hollow() {
            markdown.paragraph(&format!("0: {NOT_STATED}."));
        }
        let beneath = self.beneath_rows();
        if !beneath.is_empty() {
            markdown.heading(2, BENEATH);
            markdown.items(beneath, |markdown, row| markdown.text(&row));
        }
        markdown.finish()
    }

    /// Writes the body whose members are the rows, the topics, and for each row its cells that are not empty.
    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let Overview { directory, matrix, .. } = *self;
        let id_of_topic = |column: &Column| column.topic.map(|topic| directory.topic(topic).id);
        let topic = |column: &Column| json!({ "id": id_of_topic(column), "name": column.name(directory), "acting": column.active_rows });
        let activities = |entry: Entry<'d>| {
            entry.activities().map(|stated| RecordValue::of(directory, stated)).collect::<Vec<_>>()
        };
        let beneath = |(below, index): &(EntryId, usize)| {
            let entry = directory.entry(*below);
            json!({ "id": entry.id(), "activity": activities(entry).get(*index) })
        };
        let row = |(row, entry): (usize, Entry<'d>)| {
            let all = activities(entry);
            let cell = |cell: &Cell| {
                json!({
                    "topic": id_of_topic(&matrix.columns[cell.column]),
                    "activities": cell.activities.iter().filter_map(|index| all.get(*index)).collect::<Vec<_>>(),
                    "beneath": cell.beneath.iter().map(beneath).collect::<Vec<_>>(),
                })
            };
            json!({
                "id": entry.id(),
                "name": entry.name(),
                "abbreviation": entry.abbreviation(),
                "cells": matrix.cells(directory, row).iter().map(cell).collect::<Vec<_>>(),
            })
        };
        let membership = matrix.membership;
        let value = json!({
            "body": membership.map(|membership| directory.entry(membership.body).id()),
            "relation": membership.map(|membership| directory.relation(membership.relation).id),
            "topics": matrix.columns.iter().map(topic).collect::<Vec<_>>(),
            "rows": self.entries().enumerate().map(row).collect::<Vec<_>>(),
        });
        json::write(&value, out)
    }
}

impl Tabular for Overview<'_> {
    fn rows(&self) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
        self.entries().enumerate().flat_map(move |(row, entry)| {
            let cells = self.matrix.cells(self.directory, row).into_iter();
            cells.map(move |cell| {
                let topic = self.matrix.columns[cell.column].topic;
                let topic = topic.map_or("", |topic| self.directory.topic(topic).id);
                vec![entry.id().into(), topic.into(), cell.count().to_string().into()]
            })
        })
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries().map(Entry::id)
    }
}

impl<'a> Overview<'a> {
    /// Whole headings on as few lines as possible, each beginning at its column, with a bar down to it.
    fn headings(self, style: ReportStyle) -> Option<(TableWidths, Vec<String>)> {
        let columns = &self.matrix.columns;
        let names =
            columns.iter().map(|column| SafeText::line_in(column.short(self.directory), style.glyphs));
        let names: Vec<SafeText> = names.collect();
        let name_widths: Vec<usize> = names.iter().map(SafeText::width).collect();
        let widths = [USUAL_NAMES, NARROWEST_NAMES, NARROWEST_SHORT_NAMES].into_iter().filter_map(|names| {
            let column = (style.width.checked_sub(names + COLUMN)? / columns.len()).min(WIDEST_COLUMN);
            (column >= COLUMN).then_some(TableWidths { names, column })
        });
        let mut steps = widths.flat_map(|widths| (1..=MOST_HEADING_LINES).map(move |lines| (widths, lines)));
        let (mut widths, lines) = steps.find(|(widths, lines)| {
            are_whole(&name_widths, *lines, widths.column, columns.len() * widths.column + COLUMN)
        })?;
        let widest =
            self.entries().map(|entry| SafeText::line_in(&entry.full_name(), style.glyphs).width()).max()?;
        let room = style.width - COLUMN - widths.column * columns.len();
        widths.names = room.min(widest.max(NARROWEST_SHORT_NAMES) + 1);
        let line = |step: usize| {
            let mut line = SafeText::default();
            for (at, name) in names.iter().enumerate().filter(|(at, _)| at % lines <= step) {
                let start = widths.names + at * widths.column;
                if line.width() <= start {
                    let text = if at % lines == step { name.as_str() } else { style.glyphs.of(Glyph::Bar) };
                    line = SafeText::from(format!("{}{text}", line.pad_end(start)));
                }
            }
            line.to_string()
        };
        Some((widths, (0..lines).map(line).collect()))
    }

    fn write_table(self, widths: TableWidths, headings: &[String], printer: &mut Printer) -> io::Result<()> {
        let (columns, style) = (&self.matrix.columns, printer.style);
        for heading in headings {
            printer.put_line(heading, Role::Strong)?;
        }
        for (row, entry) in self.entries().enumerate() {
            let cells = self.matrix.row(self.directory, row);
            let sign =
                |cell: &Option<Cell>| cell.as_ref().map_or(String::new(), |cell| cell.sign(style.glyphs));
            let signs = cells.iter().map(sign);
            let is_counted = |cell: &&Cell| cell.has_activities() && columns[cell.column].topic.is_some();
            let count = cells.iter().flatten().filter(is_counted).count().to_string();
            let is_short = widths.names < NARROWEST_NAMES;
            let name = if is_short { entry.short_name().to_owned() } else { entry.full_name() };
            let mut document = Document::new(style.glyphs);
            document.paragraph(&[Span::text(&name)]);
            let lines = document.wrap(widths.names - 1);
            let mut lines = lines.iter().map(|line| line.to_string());
            let first = lines.next().unwrap_or_default();
            write_line(widths, first.trim_end(), signs.chain([count]), Role::Text, printer)?;
            for line in lines {
                printer.put_line(line.trim_end(), Role::Text)?;
            }
        }
        let acting = columns.iter().map(|column| column.active_rows.to_string());
        write_line(widths, "how many", acting, Role::Emphasis, printer)?;
        if self.has_hollow() {
            printer.end_line()?;
            printer.put_line(&format!("  {} {NOT_STATED}", style.glyphs.of(Glyph::Hollow)), Role::Text)?;
        }
        Ok(())
    }

    /// Whether an entry is put under a topic on which no activity is stated.
    fn has_hollow(self) -> bool {
        let mut rows = 0..self.matrix.rows.len();
        rows.any(|row| self.matrix.cells(self.directory, row).iter().any(|cell| !cell.has_activities()))
    }

    fn beneath_rows(self) -> Vec<String> {
        let of_cell = |cell: Cell| {
            let whose = cell.beneath.chunk_by(|(one, _), (other, _)| one == other);
            let whose =
                whose.map(|of| format!("{} {}", self.directory.entry(of[0].0).short_name(), of.len()));
            let whose = whose.collect::<Vec<_>>().join(", ");
            let topic = self.matrix.columns[cell.column].short(self.directory);
            (!whose.is_empty()).then(|| format!("{topic}: {whose}"))
        };
        let of_row = |(row, entry): (usize, Entry<'a>)| {
            let cells = self.matrix.cells(self.directory, row).into_iter();
            let topics = cells.filter_map(of_cell).collect::<Vec<_>>().join("; ");
            (!topics.is_empty()).then(|| format!("{} ({topics})", entry.short_name()))
        };
        self.entries().enumerate().filter_map(of_row).collect()
    }

    fn write_beneath(self, printer: &mut Printer) -> io::Result<()> {
        let rows = self.beneath_rows();
        if rows.is_empty() {
            return Ok(());
        }
        printer.end_line()?;
        let mut document = Document::new(printer.style.glyphs);
        document.heading(2, BENEATH);
        for row in rows {
            document.item(&[Span::text(&row)]);
        }
        printer.lines(&document.wrap(printer.style.width))
    }

    fn write_list(self, printer: &mut Printer) -> io::Result<()> {
        let mut document = Document::new(printer.style.glyphs);
        for (row, entry) in self.entries().enumerate() {
            document.paragraph(&[Span::new(&entry.full_name(), Role::Strong)]);
            for cell in self.matrix.cells(self.directory, row) {
                let topic = self.matrix.columns[cell.column].name(self.directory);
                let line = match cell.count() {
                    0 => format!("{topic}: {NOT_STATED}"),
                    count => format!("{topic}: {count}"),
                };
                document.beneath(2, |document| document.paragraph(&[Span::text(&line)]));
            }
        }
        printer.lines(&document.wrap(printer.style.width))
    }

    fn title(self, step: &str) -> String {
        let of = match (self.matrix.membership, self.of) {
            (Some(membership), _) => {
                let relation = self.directory.relation(membership.relation);
                let body = self.directory.entry(membership.body).full_name();
                format!(" {step} {body} {step} {}", relation.inverse.unwrap_or(relation.name))
            }
            (None, Some(of)) => format!(" {step} {}", self.directory.entry(of).full_name()),
            (None, None) if self.matrix.has_named_rows => String::new(),
            (None, None) => format!(" {step} all that act"),
        };
        let beneath = if self.matrix.counts_beneath() { ", with what stands beneath" } else { "" };
        format!("Who does what{of}{beneath}")
    }

    fn entries(self) -> impl Iterator<Item = Entry<'a>> {
        self.matrix.rows.iter().map(move |row| self.directory.entry(*row))
    }
}

fn write_line(
    widths: TableWidths,
    name: &str,
    cells: impl Iterator<Item = String>,
    role: Role,
    printer: &mut Printer,
) -> io::Result<()> {
    printer.put(&SafeText::line_in(name, printer.style.glyphs).pad_end(widths.names), role)?;
    let cells = cells.map(|cell| SafeText::from(cell).pad_end(widths.column).to_string());
    printer.put_line(cells.collect::<String>().trim_end(), Role::Text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Glyphs;
    use serde_json::Value;

    const TEXT: &str = r#"(
        title: "T",
        kinds: [(id: "k", name: "K")],
        relations: [(id: "in", name: "in", inverse: "members", nests: true)],
        topics: [(id: "a", name: "Art"), (id: "m", name: "Money | law")],
        entries: [
            (id: "top", kind: "k", name: "The Council"),
            (id: "one", kind: "k", name: "The First Committee of Them", abbreviation: "ONE", links: [(rel: "in", to: "top")],
                activities: [(text: "Paints.", topics: ["a"]), (text: "Draws.", topics: ["a"]), (text: "Sits.")]),
            (id: "two", kind: "k", name: "Two", topics: ["a"], links: [(rel: "in", to: "top")],
                activities: [(text: "Pays.", topics: ["m"])]),
            (id: "idle", kind: "k", name: "Idle", links: [(rel: "in", to: "top")]),
        ],
    )"#;

    fn tested<T>(text: &str, test: impl FnOnce(&Overview) -> T) -> T {
        let directory = Directory::parse("t.ron", text.to_owned()).unwrap();
        let matrix = Matrix::new(&directory, None);
        test(&Overview { directory: &directory, matrix: &matrix, of: None })
    }

    fn text_of(directory: &str, width: usize, glyphs: Glyphs) -> String {
        let mut out = Vec::new();
        let style = ReportStyle { glyphs, width, ..ReportStyle::default() };
        tested(directory, |overview| overview.write_text(&mut Printer::new(&mut out, style))).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn text(width: usize) -> String {
        text_of(TEXT, width, Glyphs::Ascii)
    }

    #[test]
    fn headings_are_whole_and_a_table_loses_no_word_of_a_name() {
        let expected = "\
Who does what > The Council > members

                     Art       No topic
                     |    Money | law
The First Committee  *2        *    1
of Them (ONE)
Two                  o    *         1
Idle                                0
how many             1    1    1

  o on the topic, but no activity is stated
";
        assert_eq!(text(40), expected);
    }

    #[test]
    fn in_little_room_rows_have_short_names_and_without_room_for_a_table_each_tells_what_it_acts_on() {
        let expected = "\
Who does what > The Council >
members

           Art       No topic
           |    Money | law
ONE        *2        *    1
Two        o    *         1
Idle                      0
how many   1    1    1

  o on the topic, but no activity is stated
";
        assert_eq!(text(30), expected);
        let list = text(22);
        assert!(
            list.ends_with(
                "\nTwo\n  Art: on the topic,\n  but no activity is\n  stated\n  Money | law: 1\nIdle\n"
            ),
            "{list}"
        );
    }

    #[test]
    fn where_no_heading_fits_each_row_tells_what_it_acts_on() {
        let long = TEXT.replace("\"Art\"", "\"An art of so many words that no table has room for its name\"");
        let told = text_of(&long, 40, Glyphs::AsWritten);
        assert!(
            told.contains("\n  An art of so many words that no table\n  has room for its name: 2\n"),
            "{told}"
        );
    }

    #[test]
    fn what_stands_beneath_is_told_with_whose_it_is() {
        let beneath = TEXT.replace("links: [(rel: \"in\", to: \"top\")]),\n        ],", "links: [(rel: \"in\", to: \"two\")], activities: [(text: \"Hums.\", topics: [\"a\"])]),\n        ],");
        let directory = Directory::parse("t.ron", beneath).unwrap();
        let matrix = Matrix::new(&directory, None).with_beneath(&directory);
        let overview = Overview { directory: &directory, matrix: &matrix, of: None };
        let told = overview.markdown();
        assert!(
            told.starts_with("# Who does what > The Council > members, with what stands beneath\n"),
            "{told}"
        );
        assert!(told.ends_with("## What stands beneath each row\n\n- Two (Art: Idle 1)\n"), "{told}");
    }

    #[test]
    fn a_table_in_markdown_keeps_its_columns_whatever_a_name_holds() {
        let expected = "\
# Who does what > The Council > members

||Art|Money \\| law|Without a topic|
|-|--:|----------:|--------------:|
|The First Committee of Them (ONE)|2||1|
|Two|0|1||
|Idle||||

0: on the topic, but no activity is stated.
";
        assert_eq!(tested(TEXT, |overview| overview.markdown()), expected);
    }

    #[test]
    fn as_json_each_cell_has_its_activities() {
        let mut out = Vec::new();
        tested(TEXT, |overview| overview.write_json(&mut out)).unwrap();
        let value: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!((value["body"].as_str(), value["relation"].as_str()), (Some("top"), Some("in")));
        let topics = json!([
            { "id": "a", "name": "Art", "acting": 1 },
            { "id": "m", "name": "Money | law", "acting": 1 },
            { "id": null, "name": "Without a topic", "acting": 1 },
        ]);
        assert_eq!(value["topics"], topics);
        assert_eq!(value["rows"][0]["abbreviation"], "ONE");
        assert_eq!(value["rows"][0]["cells"][0]["activities"][1]["text"], "Draws.");
        assert_eq!(value["rows"][0]["cells"][1]["topic"], Value::Null);
        assert_eq!(value["rows"][1]["cells"][0], json!({ "topic": "a", "activities": [], "beneath": [] }));
        assert_eq!(value["rows"][2]["cells"], json!([]));
    }
}
