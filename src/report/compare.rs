//! Two entries side by side, as text, as Markdown and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::compare::{
    BETWEEN, Compared, Comparison, ComparisonBlock, ComparisonPart, NARROWEST_SIDE_BY_SIDE, SideBySide,
};
use crate::directory::{Directory, SourceId};
use crate::text::{Glyph, Line, Lines, Markdown, Role, SafeText};

use super::value::{StatedValue, all};
use super::{Printer, ReportStyle};

/// Writes a comparison as text: in two columns where there is room for them, else the one above the other.
pub(crate) fn write_text(
    comparison: &Comparison,
    style: ReportStyle,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut printer = Printer::new(out, style);
    if !style.has_known_width || style.width < NARROWEST_SIDE_BY_SIDE {
        return printer.lines(&comparison.document(style.medium(), style.glyphs, false).wrap(style.width));
    }
    let columns = SideBySide::new(comparison, style.medium(), style.glyphs, style.width);
    columns.blocks.iter().try_for_each(|block| match block {
        ComparisonBlock::Across(lines) => printer.lines(lines),
        ComparisonBlock::Beside(sides) => write_sides(sides, columns.side, &mut printer),
    })
}

fn write_sides<W: Write>(
    [left, right]: &[Lines; 2],
    side: usize,
    printer: &mut Printer<W>,
) -> io::Result<()> {
    let bar = SafeText::line(printer.glyphs().of(Glyph::Bar));
    for at in 0..left.len().max(right.len()) {
        let width = left.get(at).map_or(0, |line| width_of(line));
        if let Some(line) = left.get(at) {
            printer.pieces(line)?;
        }
        let blank = side.saturating_sub(width) + BETWEEN / 2;
        printer.put_text(&" ".repeat(blank), Role::Text)?;
        printer.put(&bar, Role::Text)?;
        if let Some(line) = right.get(at) {
            printer.put_text(&" ".repeat(BETWEEN / 2), Role::Text)?;
            printer.pieces(line)?;
        }
        printer.end_line()?;
    }
    Ok(())
}

fn width_of(line: Line) -> usize {
    line.pieces().map(|piece| piece.text.width()).sum()
}

pub(crate) fn write_markdown(
    directory: &Directory,
    comparison: &Comparison,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut markdown = Markdown::default();
    markdown.heading(1, &comparison.full_names().join(" and "));
    markdown.paragraph(&comparison.connection());
    for part in &comparison.parts {
        markdown.heading(2, &comparison.title(part));
        for (side, name) in
            comparison.names().iter().enumerate().filter(|(side, _)| !part.sides[*side].is_empty())
        {
            markdown.begin_paragraph();
            markdown.strong(name);
            markdown.list(|markdown| {
                for compared in &part.sides[side] {
                    let is_shared = part.is_shared(side, compared);
                    markdown.item("-", |markdown| add(directory, compared, is_shared, markdown));
                }
            });
        }
    }
    comparison.sources.add_to_markdown(directory, &mut markdown);
    out.write_all(markdown.finish().as_bytes())
}

fn add(directory: &Directory, compared: &Compared, is_shared: bool, markdown: &mut Markdown) {
    if let Some(of) = compared.of {
        markdown.lead_in(&format!("{}:", directory.entry(of).name()));
    }
    compared.stated.add_to_markdown(markdown);
    markdown.text(if is_shared { " (both)" } else { "" });
    if !compared.sources.is_empty() {
        markdown.continue_paragraph();
        markdown.numbers(&compared.sources);
    }
    for caution in &compared.stated.cautions {
        markdown.next_line();
        markdown.text(caution);
    }
}

/// A comparison as a value: the ids of the two, how they are connected, and by topic what is stated of each.
pub(crate) fn to_json(directory: &Directory, comparison: &Comparison) -> Value {
    let source = |source: &SourceId| directory.source(*source);
    let compared = |part: &ComparisonPart, side: usize, compared: &Compared| {
        let record = compared.stated.record;
        json!({
            "text": compared.stated.text,
            "shared": part.is_shared(side, compared),
            "of": compared.of.map(|of| directory.entry(of).id()),
            "sources": comparison.sources.of(&compared.sources).iter().map(|id| source(id).id).collect::<Vec<_>>(),
            "record": record.map(|record| StatedValue { directory, record, is_linked: false }),
        })
    };
    let part = |part: &ComparisonPart| {
        let side =
            |side: usize| part.sides[side].iter().map(|one| compared(part, side, one)).collect::<Vec<_>>();
        json!({
            "title": part.title,
            "topic": part.topic.map(|topic| directory.topic(topic).id),
            "sides": [side(0), side(1)],
        })
    };
    json!({
        "entries": comparison.entries.map(|entry| directory.entry(entry).id()),
        "names": comparison.full_names(),
        "connection": comparison.connection(),
        "parts": comparison.parts.iter().map(part).collect::<Vec<_>>(),
        "cited": all(directory, comparison.sources.all().iter().map(source), false),
    })
}
