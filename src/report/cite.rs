//! Citations of entries and statements: as text and Markdown, and their sources as BibTeX, RIS and CSL-JSON, which
//! reference managers read.
//!
//! In these a source comes once, with all statements that rest on it as its note.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Printer, json, one_line};
use crate::directory::{Date, Directory, EntryId, SourceId, SourceTerm, Standing, is_address};
use crate::page::{Citation, NumberedSources, Page, sentence, title_with_edition};
use crate::text::{Markdown, Medium, Role};

pub(super) const COLUMNS: [&str; 4] = ["id", "number", "field", "text"];

pub(crate) fn write_statements(
    directory: &Directory,
    entries: &[EntryId],
    printer: &mut Printer,
) -> io::Result<()> {
    for entry in entries {
        let page = Page::of_entry(directory, *entry);
        for (number, (_, stated)) in (1..).zip(page.statements()) {
            let (number, text): (usize, _) = (number, stated.line(Medium::Screen));
            let id = directory.entry(*entry).id();
            printer.row(&[id.into(), number.to_string().into(), stated.word().into(), text.into()])?;
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
pub(crate) struct Citations<'a> {
    pub(crate) directory: &'a Directory,
    pub(crate) citations: &'a [Citation<'a>],
}

impl Citations<'_> {
    pub(crate) fn write_text(self, printer: &mut Printer) -> io::Result<()> {
        for (at, citation) in self.citations.iter().enumerate() {
            if at > 0 {
                printer.end_line()?;
            }
            for line in citation.text.lines() {
                printer.put_line(line, Role::Text)?;
            }
        }
        Ok(())
    }

    pub(crate) fn markdown(self) -> String {
        let mut sources = NumberedSources::default();
        let mut markdown = Markdown::default();
        markdown.items(self.citations, |markdown, citation| {
            markdown.text(&citation.claim);
            markdown.text(if citation.sources.is_empty() { " No source is given." } else { " " });
            markdown.numbers(&sources.cite(&citation.sources));
        });
        sources.add_to_markdown(self.directory, &mut markdown);
        markdown.finish()
    }

    pub(crate) fn write_bibtex(self, out: &mut dyn Write) -> io::Result<()> {
        for (source, note) in self.sources() {
            let source = self.directory.source(source);
            writeln!(out, "@misc{{{},", source.id)?;
            let year = source.date.map(|date| format!("{:04}", date.year()));
            let month = source.date.and_then(Date::month).map(|month| month.to_string());
            for (name, value) in [
                ("title", Some(format!("{{{}}}", tex(source.title)))),
                ("publisher", source.publisher.map(tex)),
                ("date", source.date.map(|date| date.to_string())),
                ("year", year),
                ("month", month),
                ("url", address(&source).map(in_braces)),
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

    pub(crate) fn write_ris(self, out: &mut dyn Write) -> io::Result<()> {
        for (source, note) in self.sources() {
            let source = self.directory.source(source);
            let day = |date: Date| date.to_string().replace('-', "/");
            let year = source.date.map(|date| format!("{:04}", date.year()));
            for (tag, value) in [
                ("TY", Some("ELEC".to_owned())),
                ("ID", Some(source.id.to_owned())),
                ("TI", Some(one_line(source.title))),
                ("PB", source.publisher.map(one_line)),
                ("PY", year),
                ("DA", source.date.map(day)),
                ("UR", address(&source).map(one_line)),
                ("Y2", source.read.map(day)),
                ("N1", Some(one_line(&note))),
                ("ER", Some(String::new())),
            ] {
                if let Some(value) = value {
                    writeln!(out, "{tag}  - {value}")?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn write_csl_json(self, out: &mut dyn Write) -> io::Result<()> {
        let items: Vec<Value> =
            self.sources().iter().map(|(id, note)| csl(&self.directory.source(*id), note)).collect();
        json::write(&items, out)
    }

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
        let edition = title_with_edition(self.directory);
        for (source, note) in &mut sources {
            let source = self.directory.source(*source);
            let address = source.url.filter(|url| !is_address(url));
            let standing = source.standing.map(Standing::name);
            for (words, value) in [
                ("Standing: ", standing),
                ("Address: ", address),
                ("Look it up at ", source.lookup),
                ("About the source: ", source.note),
                ("In: ", Some(edition.as_str())),
            ] {
                if let Some(value) = value {
                    *note = format!("{note} {words}{}", sentence(value.to_owned()));
                }
            }
        }
        sources
    }

    /// Warnings about citations without sources, for formats that list only sources.
    pub(crate) fn unsourced(self) -> Vec<String> {
        let unsourced = self.citations.iter().filter(|citation| citation.sources.is_empty());
        unsourced.map(|citation| format!("no source is given for: {}", citation.claim)).collect()
    }
}

fn address<'d>(source: &SourceTerm<'d>) -> Option<&'d str> {
    source.url.filter(|url| is_address(url))
}

/// An address with its braces percent-encoded, as a brace would end it in BibTeX.
fn in_braces(address: &str) -> String {
    one_line(address).replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

fn csl(source: &SourceTerm, note: &str) -> Value {
    let date = |date: Date| {
        let parts = [Some(date.year()), date.month().map(u16::from), date.day().map(u16::from)];
        json!({ "date-parts": [parts.into_iter().flatten().collect::<Vec<_>>()] })
    };
    let mut item = json!({
        "id": source.id,
        "type": "webpage",
        "title": source.title,
        "note": note,
        "publisher": source.publisher,
        "URL": address(source),
        "issued": source.date.map(date),
        "accessed": source.read.map(date),
    });
    if let Some(item) = item.as_object_mut() {
        item.retain(|_, value| !value.is_null());
    }
    item
}

/// Escapes text for BibTeX. An unbalanced brace would end the value too early or never, even after a backslash.
fn tex(text: &str) -> String {
    let text = one_line(text);
    let (mut open, mut pairs) = (Vec::new(), HashSet::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => open.push(at),
            '}' => pairs.extend(open.pop().into_iter().flat_map(|start| [start, at])),
            _ => {}
        }
    }
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '{' if !pairs.contains(&at) => escaped.push_str("{\\textbraceleft}"),
            '}' if !pairs.contains(&at) => escaped.push_str("{\\textbraceright}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => escaped.extend(['\\', c]),
            '\\' => escaped.push_str("{\\textbackslash}"),
            '~' => escaped.push_str("{\\textasciitilde}"),
            '^' => escaped.push_str("{\\textasciicircum}"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::tex;

    #[test]
    fn braces_are_balanced_in_bibtex_whatever_a_text_holds() {
        for (text, expected) in [
            ("{a}", "\\{a\\}"),
            ("}a{", "{\\textbraceright}a{\\textbraceleft}"),
            ("{{a}", "{\\textbraceleft}\\{a\\}"),
            ("\\{~", "{\\textbackslash}{\\textbraceleft}{\\textasciitilde}"),
        ] {
            assert_eq!(tex(text), expected);
        }
    }
}
