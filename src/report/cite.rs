//! Citations of entries and statements: as text and Markdown, and their sources as BibTeX, RIS and CSL-JSON, which
//! reference managers read.
//!
//! A source that is cited twice comes once in these, with all that rests on it as its note.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::list::write_columns;
use super::{Ink, Printer, ReportStyle, json};
use crate::directory::{Date, Directory, EntryId, SourceId, SourceTerm};
use crate::page::{Citation, NumberedSources, Page};
use crate::text::{Markdown, SafeText};

/// The columns of a statement in one line.
pub(super) const COLUMNS: [&str; 4] = ["id", "number", "field", "text"];

/// Writes one line for each statement of some entries.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_statements(
    directory: &Directory,
    entries: &[EntryId],
    style: ReportStyle,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut rows: Vec<[Cow<str>; 4]> = Vec::new();
    for entry in entries {
        let page = Page::of_entry(directory, *entry);
        let statements = (1..).zip(page.statements(directory));
        rows.extend(statements.map(|(number, (_, cited, text)): (usize, _)| {
            [directory.entry(*entry).id().into(), number.to_string().into(), cited.word().into(), text.into()]
        }));
    }
    write_columns(&COLUMNS, rows.into_iter(), style, out)
}

/// Citations, with the directory that they are of.
#[derive(Clone, Copy)]
pub struct Citations<'a> {
    /// The directory.
    pub directory: &'a Directory,
    /// The citations.
    pub citations: &'a [Citation<'a>],
}

impl Citations<'_> {
    /// Writes them as text, with a blank line between two.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn write_text(self, style: ReportStyle, out: &mut impl Write) -> io::Result<()> {
        let mut printer = Printer::new(out, style);
        for (at, citation) in self.citations.iter().enumerate() {
            if at > 0 {
                printer.end_line()?;
            }
            for line in citation.text.lines() {
                printer.put_text(line, Ink::Plain)?;
                printer.end_line()?;
            }
        }
        Ok(())
    }

    /// Writes them as Markdown, with one numbered list of sources.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn write_markdown(self, out: &mut impl Write) -> io::Result<()> {
        let mut sources = NumberedSources::default();
        let mut markdown = Markdown::default();
        markdown.list(|markdown| {
            for citation in self.citations {
                markdown.item("-", |markdown| {
                    markdown.begin_paragraph();
                    markdown.text(&citation.claim);
                    markdown.text(" ");
                    markdown.numbers(&sources.cite(&citation.sources));
                });
            }
        });
        sources.add_to_markdown(self.directory, &mut markdown);
        out.write_all(markdown.finish().as_bytes())
    }

    /// Writes the sources as BibTeX.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn write_bibtex(self, out: &mut impl Write) -> io::Result<()> {
        for (source, note) in self.sources() {
            let source = self.directory.source(source);
            writeln!(out, "@misc{{{},", source.id)?;
            let year = source.date.map(|date| format!("{:04}", date.year()));
            let month = source.date.and_then(Date::month).map(|month| month.to_string());
            for (name, value) in [
                ("title", Some(format!("{{{}}}", tex(source.title)))),
                ("publisher", not_empty(source.publisher).map(tex)),
                ("year", year),
                ("month", month),
                ("url", not_empty(source.url).map(|url| line(url).replace(['{', '}', '\\'], ""))),
                ("urldate", source.read.map(|date| date.to_string())),
                ("note", Some(tex(&note))),
            ] {
                if let Some(value) = value {
                    writeln!(out, "  {name} = {{{value}}},")?;
                }
            }
            out.write_all(b"}\n")?;
        }
        Ok(())
    }

    /// Writes the sources as RIS.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn write_ris(self, out: &mut impl Write) -> io::Result<()> {
        for (source, note) in self.sources() {
            let source = self.directory.source(source);
            let day = |date: Date| date.to_string().replace('-', "/");
            let year = source.date.map(|date| format!("{:04}", date.year()));
            for (tag, value) in [
                ("TY", Some("ELEC".to_owned())),
                ("ID", Some(source.id.to_owned())),
                ("TI", Some(line(source.title))),
                ("PB", not_empty(source.publisher).map(line)),
                ("PY", year),
                ("DA", source.date.map(day)),
                ("UR", not_empty(source.url).map(line)),
                ("Y2", source.read.map(day)),
                ("N1", Some(line(&note))),
                ("ER", Some(String::new())),
            ] {
                if let Some(value) = value {
                    writeln!(out, "{tag}  - {value}")?;
                }
            }
        }
        Ok(())
    }

    /// Writes the sources as CSL-JSON.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn write_csl_json(self, out: &mut impl Write) -> io::Result<()> {
        let items: Vec<Value> =
            self.sources().iter().map(|(id, note)| csl(&self.directory.source(*id), note)).collect();
        json::write(&items, out)
    }

    /// The sources, each once, with what rests on it.
    fn sources(self) -> Vec<(SourceId, String)> {
        let mut sources: Vec<(SourceId, String)> = Vec::new();
        for citation in self.citations {
            let claim = &citation.claim;
            for source in &citation.sources {
                match sources.iter_mut().find(|(known, _)| known == source) {
                    Some((_, note)) if note.contains(claim) => {}
                    Some((_, note)) => *note = format!("{note} {claim}"),
                    None => sources.push((*source, format!("Cited for: {claim}"))),
                }
            }
        }
        for (source, note) in &mut sources {
            let about = self.directory.source(*source).note;
            if !about.is_empty() {
                *note = format!("{note} About the source: {about}");
            }
        }
        sources
    }
}

fn csl(source: &SourceTerm, note: &str) -> Value {
    let date = |date: Option<Date>| {
        date.map(|date| {
            let parts = date.to_string();
            let parts: Vec<u16> = parts.split('-').filter_map(|part| part.parse().ok()).collect();
            json!({ "date-parts": [parts] })
        })
    };
    let mut item = json!({ "id": source.id, "type": "webpage", "title": source.title, "note": note });
    for (name, value) in [
        ("publisher", not_empty(source.publisher).map(Value::from)),
        ("URL", not_empty(source.url).map(Value::from)),
        ("issued", date(source.date)),
        ("accessed", date(source.read)),
    ] {
        if let Some(value) = value {
            item[name] = value;
        }
    }
    item
}

fn not_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn line(text: &str) -> String {
    SafeText::as_written(text).as_str().to_owned()
}

/// Text that stands for itself in BibTeX.
fn tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            '{' => escaped.push('('),
            '}' => escaped.push(')'),
            '\\' => escaped.push_str("\\textbackslash "),
            '~' => escaped.push_str("\\textasciitilde "),
            '^' => escaped.push_str("\\textasciicircum "),
            c => escaped.push(c),
        }
    }
    escaped
}
