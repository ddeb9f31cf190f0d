//! The hits of a search.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::directory::{Directory, Entry};
use crate::page::way_to;
use crate::search::{Hit, Results, Snippet, snippet};
use crate::text::{Glyph, Glyphs, Markdown, Role};

use super::{Printer, Report, Tabular, json};

/// The width of a snippet where no screen limits it, in columns.
const SNIPPET: usize = 160;

pub(super) const COLUMNS: [&str; 5] = ["id", "name", "path", "field", "snippet"];

/// The answer to a query, with the directory that it is of.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The directory.
    pub directory: &'a Directory,
    /// The hits.
    pub results: &'a Results,
}

struct HitText<'d> {
    entry: Entry<'d>,
    path: Vec<&'d str>,
    /// The field that matches, and what the query was taken for.
    field: String,
    label: &'static str,
    snippet: Snippet,
    taken_for: Option<String>,
}

impl Report for Answer<'_> {
    /// Writes the hits: on a terminal in three lines each, the name, the path and where it matches; in a pipe on one
    /// line, with tabs between id, name, path, field and snippet.
    fn write_text(&self, printer: &mut Printer) -> io::Result<()> {
        if !printer.style.is_for_terminal {
            return self.write_tsv(printer);
        }
        for (index, hit) in self.results.hits.iter().enumerate() {
            if index > 0 {
                printer.end_line()?;
            }
            self.write_for_people(*hit, printer)?;
        }
        Ok(())
    }

    fn markdown(&self) -> String {
        let mut markdown = Markdown::default();
        markdown.heading(1, &format!("{} hits for {}", self.results.total, self.results.answered.text()));
        markdown.items(&self.results.hits, |markdown, hit| {
            let HitText { entry, path, field, snippet, .. } = self.text_of(*hit, SNIPPET, Glyphs::Unicode);
            markdown.strong(entry.name());
            let rest = format!(" ({}), {}. {field}: {}", entry.id(), path.join(" > "), snippet.text);
            markdown.text(&rest);
        });
        markdown.finish()
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        json::write(&self.to_json(), out)
    }
}

impl Tabular for Answer<'_> {
    fn rows(&self) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
        self.results.hits.iter().map(|hit| {
            let HitText { entry, path, field, snippet, .. } = self.text_of(*hit, SNIPPET, Glyphs::Unicode);
            let path = path[..path.len() - 1].join(" > ");
            vec![entry.id().into(), entry.name().into(), path.into(), field.into(), snippet.text.into()]
        })
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.results.hits.iter().map(|hit| self.directory.entry(hit.entry).id())
    }
}

impl<'a> Answer<'a> {
    fn text_of(self, hit: Hit, width: usize, glyphs: Glyphs) -> HitText<'a> {
        let entry = self.directory.entry(hit.entry);
        let passage = hit.passage(self.directory, &self.results.answered);
        let path = entry.path().into_iter().map(|above| self.directory.entry(above).name()).collect();
        HitText {
            entry,
            path,
            field: match &passage.taken_for {
                Some(taken_for) => format!("{}, as \"{taken_for}\"", passage.field.label()),
                None => passage.field.label().to_owned(),
            },
            label: passage.field.label(),
            taken_for: passage.taken_for,
            snippet: snippet(&passage.text, &passage.ranges, width, glyphs.of(Glyph::Ellipsis)),
        }
    }

    /// A message about hits beyond the limit.
    pub fn cut(self) -> Option<String> {
        let (shown, total) = (self.results.hits.len(), self.results.total);
        (shown < total).then(|| format!("{shown} of {total} hits; --limit 0 gives all"))
    }

    fn write_for_people(self, hit: Hit, printer: &mut Printer) -> io::Result<()> {
        let style = printer.style;
        let width = style.width.saturating_sub(2);
        let HitText { entry, field, snippet, .. } = self.text_of(hit, width.saturating_sub(12), style.glyphs);
        let name_marks = crate::search::marks_in_name(&self.results.answered, entry.name());
        printer.marked(entry.name(), &name_marks, Role::Strong)?;
        printer.put_line(&format!("  [{}]", entry.id()), Role::Text)?;
        printer.put_text("  ", Role::Text)?;
        printer.put(&way_to(self.directory, entry, width, style.glyphs), Role::Emphasis)?;
        printer.end_line()?;
        printer.put_text(&format!("  {field}: "), Role::Text)?;
        printer.marked(&snippet.text, &snippet.ranges, Role::Text)?;
        printer.end_line()
    }

    /// The answer as a value; ranges are bytes of the snippet.
    pub fn to_json(self) -> impl Serialize + use<'a> {
        let hit = |hit: &Hit| {
            let HitText { entry, path, label, snippet, taken_for, .. } =
                self.text_of(*hit, SNIPPET, Glyphs::Unicode);
            HitJson {
                id: entry.id(),
                name: entry.name(),
                kind: entry.kind().id,
                path,
                field: label,
                taken_for,
                ranges: snippet.ranges.iter().map(|range| [range.start, range.end]).collect(),
                snippet: snippet.text,
                score: hit.score,
            }
        };
        AnswerJson {
            query: self.results.answered.text(),
            total: self.results.total,
            left_out: &self.results.left_out,
            hits: self.results.hits.iter().map(hit).collect(),
        }
    }
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    query: &'a str,
    total: usize,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    left_out: &'a [String],
    hits: Vec<HitJson<'a>>,
}

#[derive(Serialize)]
struct HitJson<'d> {
    id: &'d str,
    name: &'d str,
    kind: &'d str,
    path: Vec<&'d str>,
    field: &'static str,
    snippet: String,
    ranges: Vec<[usize; 2]>,
    score: u32,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    taken_for: Option<String>,
}
