//! Who does what: as a table where it fits, else as a list; as Markdown; and as JSON with what each activity is.

use std::io::{self, Write};

use serde::Serialize;

use crate::directory::{Directory, Entry, EntryId, Statement};
use crate::matrix::{Cell, Matrix};
use crate::text::{Document, Glyph, Markdown, SafeText, Span};

use super::value::RecordValue;
use super::{Ink, Printer, ReportStyle, list};

/// The width of a column: a sign, a number, and what sets it off from the next.
const COLUMN: usize = 4;
/// The table is written where this much is left for the names of its rows.
const NARROWEST_NAMES: usize = 20;
/// What stands before the names of the topics.
const INDENT: usize = 2;

/// The columns of a cell in one line. The last is how many activities it has.
pub(super) const COLUMNS: [&str; 3] = ["id", "topic", "activities"];

/// What a cell means in which the entry is put under the topic and no activity is.
const NOT_TOLD: &str = "put under the topic, but no activity is told";

/// A matrix with the directory that it is of.
#[derive(Clone, Copy, Debug)]
pub struct Overview<'a> {
    /// The directory.
    pub directory: &'a Directory,
    /// The matrix.
    pub matrix: &'a Matrix,
}

impl<'a> Overview<'a> {
    /// Writes a table whose columns are numbered, and beneath it the names of the topics; a list of what each row acts on
    /// where the table does not fit.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn write_text(self, style: ReportStyle, out: &mut impl Write) -> io::Result<()> {
        let mut printer = Printer::new(out, style);
        let mut title = Document::new(style.glyphs);
        title.heading(1, &self.title(style.glyphs.of(Glyph::Step)));
        printer.lines(&title.wrap(style.width))?;
        printer.end_line()?;
        let cells = (self.matrix.columns().len() + 1) * COLUMN;
        match style.width.checked_sub(cells).filter(|names| *names >= NARROWEST_NAMES) {
            Some(names) => self.write_table(names, style, &mut printer),
            None => self.write_list(style, &mut printer),
        }
    }

    fn write_table<W: Write>(
        self,
        names: usize,
        style: ReportStyle,
        printer: &mut Printer<W>,
    ) -> io::Result<()> {
        let mut numbers = (1..=self.matrix.columns().len()).map(|number| number.to_string());
        write_line(names, "", &mut numbers, "", Ink::Plain, printer)?;
        let mut names_without_activity = false;
        for (row, entry) in self.rows().enumerate() {
            let cells = self.matrix.cells(self.directory, row);
            names_without_activity |= cells.iter().any(|cell| !cell.is_told());
            let mut signs = (0..self.matrix.columns().len()).map(|column| {
                let cell = cells.iter().find(|cell| cell.column == column);
                cell.map_or(String::new(), |cell| cell.sign(style.glyphs))
            });
            let count = cells.iter().filter(|cell| cell.is_told()).count().to_string();
            let mut document = Document::new(style.glyphs);
            document.paragraph(&[Span::text(&name(entry))]);
            let lines = document.wrap(names - 1);
            let mut lines = lines.iter().map(|line| line.to_string());
            write_line(
                names,
                lines.next().unwrap_or_default().trim_end(),
                &mut signs,
                &count,
                Ink::Plain,
                printer,
            )?;
            for line in lines {
                printer.put_text(line.trim_end(), Ink::Plain)?;
                printer.end_line()?;
            }
        }
        let mut totals = self.matrix.columns().iter().map(|column| column.acting.to_string());
        write_line(names, "how many", &mut totals, "", Ink::Emphasis, printer)?;
        printer.end_line()?;
        let widest = self.matrix.columns().len().to_string().len();
        for (index, column) in self.matrix.columns().iter().enumerate() {
            printer.put_text(&format!("{:INDENT$}{:widest$}  ", "", index + 1), Ink::Strong)?;
            printer.put_text(column.name(self.directory), Ink::Plain)?;
            printer.end_line()?;
        }
        if names_without_activity {
            printer.end_line()?;
            let hollow = style.glyphs.of(Glyph::Hollow);
            printer.put_text(&format!("{:INDENT$}{hollow} {NOT_TOLD}", ""), Ink::Plain)?;
            printer.end_line()?;
        }
        Ok(())
    }

    fn write_list<W: Write>(self, style: ReportStyle, printer: &mut Printer<W>) -> io::Result<()> {
        let mut document = Document::new(style.glyphs);
        for (row, entry) in self.rows().enumerate() {
            document.paragraph(&[Span::new(&name(entry), crate::text::Role::Strong)]);
            for cell in self.matrix.cells(self.directory, row) {
                let topic = self.matrix.columns()[cell.column].name(self.directory);
                let told = match cell.count() {
                    0 => format!("{topic}: {NOT_TOLD}"),
                    count => format!("{topic}: {count}"),
                };
                document.beneath(INDENT, |document| document.paragraph(&[Span::text(&told)]));
            }
        }
        printer.lines(&document.wrap(style.width))
    }

    /// Writes a table in Markdown, with the numbers of the activities.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn write_markdown(self, out: &mut impl Write) -> io::Result<()> {
        let mut markdown = Markdown::default();
        markdown.heading(1, &self.title(">"));
        let columns = self.matrix.columns();
        let topics = columns.iter().map(|column| column.name(self.directory).to_owned());
        let head = std::iter::once(String::new()).chain(topics).collect();
        let rows = self.rows().enumerate().map(|(row, entry)| {
            let cells = self.matrix.cells(self.directory, row);
            let counts = (0..columns.len()).map(|column| {
                let cell = cells.iter().find(|cell| cell.column == column);
                cell.map_or(String::new(), |cell| cell.count().to_string())
            });
            std::iter::once(name(entry)).chain(counts).collect()
        });
        markdown.table(std::iter::once(head).chain(rows));
        out.write_all(markdown.finish().as_bytes())
    }

    /// Writes each cell that has something in it in one line.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn write_tsv(self, style: ReportStyle, out: &mut impl Write) -> io::Result<()> {
        let cells = self.rows().enumerate().flat_map(|(row, entry)| {
            let cells = self.matrix.cells(self.directory, row).into_iter();
            cells.map(move |cell| {
                let topic = self.matrix.columns()[cell.column].topic;
                let topic = topic.map_or("", |topic| self.directory.topic(topic).id);
                [entry.id().into(), topic.into(), cell.count().to_string().into()]
            })
        });
        list::write_columns(&COLUMNS, cells, style, out)
    }

    /// The matrix as a value: the body whose members the rows are, the topics, and in each row the cells that have
    /// something in them.
    pub fn to_json(self) -> impl Serialize + use<'a> {
        let Overview { directory, matrix } = self;
        let topics = matrix.columns().iter().map(|column| TopicJson {
            id: column.topic.map(|topic| directory.topic(topic).id),
            name: column.name(directory),
            acting: column.acting,
        });
        let row = |(row, entry): (usize, Entry<'a>)| RowJson {
            id: entry.id(),
            name: entry.name(),
            abbreviation: entry.abbreviation(),
            cells: matrix.cells(directory, row).iter().map(|cell| self.cell(entry, cell)).collect(),
        };
        MatrixJson {
            body: matrix.membership().map(|membership| directory.entry(membership.body).id()),
            relation: matrix.membership().map(|membership| directory.relation(membership.relation).id),
            topics: topics.collect(),
            rows: self.rows().enumerate().map(row).collect(),
        }
    }

    fn cell(self, entry: Entry<'a>, cell: &Cell) -> CellJson<'a> {
        let activities = entry.activities().enumerate();
        let of_cell = activities.filter(|(index, _)| cell.activities.contains(index));
        CellJson {
            topic: self.matrix.columns()[cell.column].topic.map(|topic| self.directory.topic(topic).id),
            activities: of_cell.map(|(_, stated)| RecordValue::of(self.directory, stated)).collect(),
            beneath: cell.beneath.iter().filter_map(|(below, index)| self.beneath(*below, *index)).collect(),
        }
    }

    fn beneath(self, entry: EntryId, index: usize) -> Option<BeneathJson<'a>> {
        let entry = self.directory.entry(entry);
        let activity = RecordValue::of(self.directory, entry.activities().nth(index)?);
        Some(BeneathJson { id: entry.id(), activity })
    }

    fn title(self, step: &str) -> String {
        match self.matrix.membership() {
            Some(membership) => {
                let relation = self.directory.relation(membership.relation);
                let body = name(self.directory.entry(membership.body));
                format!("Who does what {step} {body} {step} {}", relation.inverse.unwrap_or(relation.name))
            }
            None if self.matrix.is_of_chosen() => "Who does what".to_owned(),
            None => format!("Who does what {step} all that act"),
        }
    }

    fn rows(self) -> impl Iterator<Item = Entry<'a>> {
        self.matrix.rows().iter().map(move |row| self.directory.entry(*row))
    }
}

/// A line of the table: a name, the cells, and a count at the end.
fn write_line<W: Write>(
    names: usize,
    name: &str,
    cells: &mut dyn Iterator<Item = String>,
    count: &str,
    ink: Ink,
    printer: &mut Printer<W>,
) -> io::Result<()> {
    printer.put(&SafeText::line_in(name, printer.glyphs()).pad_end(names), ink)?;
    let cells = cells.map(|cell| SafeText::from(cell).pad_end(COLUMN).to_string());
    let line = format!("{}{count:>3}", cells.collect::<String>());
    printer.put_text(line.trim_end(), Ink::Plain)?;
    printer.end_line()
}

/// The name with the abbreviation.
fn name(entry: Entry) -> String {
    match entry.abbreviation() {
        Some(abbreviation) => format!("{} ({abbreviation})", entry.name()),
        None => entry.name().to_owned(),
    }
}

#[derive(Serialize)]
struct MatrixJson<'d> {
    body: Option<&'d str>,
    relation: Option<&'d str>,
    topics: Vec<TopicJson<'d>>,
    rows: Vec<RowJson<'d>>,
}

#[derive(Serialize)]
struct TopicJson<'d> {
    id: Option<&'d str>,
    name: &'d str,
    acting: usize,
}

#[derive(Serialize)]
struct RowJson<'d> {
    id: &'d str,
    name: &'d str,
    abbreviation: Option<&'d str>,
    cells: Vec<CellJson<'d>>,
}

#[derive(Serialize)]
struct CellJson<'d> {
    topic: Option<&'d str>,
    activities: Vec<RecordValue<'d, Statement<'d>>>,
    beneath: Vec<BeneathJson<'d>>,
}

/// An activity of what stands beneath a row.
#[derive(Serialize)]
struct BeneathJson<'d> {
    id: &'d str,
    activity: RecordValue<'d, Statement<'d>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::json;
    use crate::text::Glyphs;

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

    fn written(write: impl FnOnce(Overview, &mut Vec<u8>) -> io::Result<()>) -> String {
        let directory = Directory::parse("t.ron", TEXT.to_owned()).unwrap();
        let matrix = Matrix::new(&directory, None);
        let mut out = Vec::new();
        write(Overview { directory: &directory, matrix: &matrix }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn text(width: usize) -> String {
        written(|overview, out| {
            overview.write_text(ReportStyle { width, glyphs: Glyphs::Ascii, ..ReportStyle::default() }, out)
        })
    }

    #[test]
    fn a_table_has_numbered_topics_and_loses_no_word_of_a_name() {
        let expected = "\
Who does what > The Council > members

                        1   2   3
The First Committee of  *2      *     2
Them (ONE)
Two                     o   *         1
Idle                                  0
how many                1   1   1

  1  Art
  2  Money | law
  3  Without a topic

  o put under the topic, but no activity is told
";
        assert_eq!(text(40), expected);
    }

    #[test]
    fn where_a_table_does_not_fit_each_row_tells_what_it_acts_on() {
        let expected = "\
Who does what > The Council >
members

The First Committee of Them
(ONE)
  Art: 2
  Without a topic: 1
Two
  Art: put under the topic,
  but no activity is told
  Money | law: 1
Idle
";
        assert_eq!(text(30), expected);
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
";
        assert_eq!(written(|overview, out| overview.write_markdown(&mut *out)), expected);
    }

    #[test]
    fn as_json_each_cell_has_its_activities() {
        let json = written(|overview, out| json::write(&overview.to_json(), out));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((value["body"].as_str(), value["relation"].as_str()), (Some("top"), Some("in")));
        let topics = serde_json::json!([
            { "id": "a", "name": "Art", "acting": 1 },
            { "id": "m", "name": "Money | law", "acting": 1 },
            { "id": null, "name": "Without a topic", "acting": 1 },
        ]);
        assert_eq!(value["topics"], topics);
        assert_eq!(value["rows"][0]["abbreviation"], "ONE");
        assert_eq!(value["rows"][0]["cells"][0]["activities"][1]["text"], "Draws.");
        assert_eq!(value["rows"][0]["cells"][1]["topic"], serde_json::Value::Null);
        assert_eq!(
            value["rows"][1]["cells"][0],
            serde_json::json!({ "topic": "a", "activities": [], "beneath": [] })
        );
        assert_eq!(value["rows"][2]["cells"], serde_json::json!([]));
    }
}
