//! Two entries side by side.

use std::io::{self, Write};

use serde_json::json;

use crate::compare::{Compared, Comparison, ComparisonLayout, ComparisonPart, full_names, short_names};
use crate::directory::SourceId;
use crate::text::Markdown;

use super::value::{all, stated_value};
use super::{Printer, Report, json};

impl Report for Comparison<'_> {
    /// Writes two columns where there is room for them, else the one above the other.
    fn write_text(&self, printer: &mut Printer) -> io::Result<()> {
        let style = printer.style;
        let room = if style.has_known_width { style.width } else { 0 };
        let layout = ComparisonLayout::within(room);
        let document = self.document(style.medium(), style.glyphs, layout);
        printer.lines(&document.wrap(layout.width(style.width)))
    }

    fn markdown(&self) -> String {
        let mut markdown = Markdown::default();
        markdown.heading(1, &full_names(self.directory, self.entries).join(" and "));
        markdown.paragraph(&self.connection());
        let names = short_names(self.directory, self.entries);
        for part in &self.parts {
            markdown.heading(2, &self.title(part));
            for (side, name) in names.iter().enumerate().filter(|(side, _)| !part.sides[*side].is_empty()) {
                markdown.begin_paragraph();
                markdown.strong(name);
                markdown.list(|markdown| {
                    for compared in &part.sides[side] {
                        let is_shared = part.is_shared(side, compared);
                        markdown.item("-", |markdown| add(self, compared, is_shared, markdown));
                    }
                });
            }
        }
        self.sources.add_to_markdown(self.directory, &mut markdown);
        markdown.finish()
    }

    /// Writes the ids of the two, how they are connected, and by topic what is stated of each.
    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let directory = self.directory;
        let source = |source: &SourceId| directory.source(*source);
        let compared = |part: &ComparisonPart, side: usize, compared: &Compared| {
            let record = compared.stated.record;
            json!({
                "text": compared.stated.text,
                "shared": part.is_shared(side, compared),
                "of": compared.owner.map(|owner| directory.entry(owner).id()),
                "sources": compared.sources.iter().map(|id| source(id).id).collect::<Vec<_>>(),
                "record": record.map(|record| stated_value(directory, record, false)),
            })
        };
        let part = |part: &ComparisonPart| {
            let side = |side: usize| {
                part.sides[side].iter().map(|one| compared(part, side, one)).collect::<Vec<_>>()
            };
            json!({
                "title": part.title,
                "topic": part.topic.map(|topic| directory.topic(topic).id),
                "sides": [side(0), side(1)],
            })
        };
        let value = json!({
            "entries": self.entries.map(|entry| directory.entry(entry).id()),
            "names": full_names(self.directory, self.entries),
            "connection": self.connection(),
            "parts": self.parts.iter().map(part).collect::<Vec<_>>(),
            "cited": all(directory, self.sources.all().iter().map(source), false),
        });
        json::write(&value, out)
    }
}

fn add(comparison: &Comparison, compared: &Compared, is_shared: bool, markdown: &mut Markdown) {
    if let Some(owner) = compared.owner {
        markdown.lead_in(&format!("{}:", comparison.directory.entry(owner).name()));
    }
    compared.stated.add_to_markdown(markdown);
    markdown.text(if is_shared { " (both)" } else { "" });
    if !compared.sources.is_empty() {
        markdown.continue_paragraph();
        markdown.numbers(&comparison.sources.numbers(&compared.sources));
    }
    for caution in &compared.stated.cautions {
        markdown.next_line();
        markdown.text(caution);
    }
}
