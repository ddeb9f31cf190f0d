//! Two entries side by side, as text, as Markdown and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::compare::{Comparison, Stated};
use crate::directory::Directory;
use crate::text::Markdown;

use super::{Printer, ReportStyle};

/// Writes a comparison as text: part by part, the one above the other.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_text(comparison: &Comparison, style: ReportStyle, out: &mut impl Write) -> io::Result<()> {
    Printer::new(out, style).lines(&comparison.document(style.medium(), style.glyphs).wrap(style.width))
}

/// Writes a comparison as Markdown.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_markdown(
    directory: &Directory,
    comparison: &Comparison,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut markdown = Markdown::default();
    let [one, other] = comparison.full_names();
    markdown.heading(1, &format!("{one} and {other}"));
    markdown.begin_paragraph();
    markdown.text(&comparison.connection());
    for part in &comparison.parts {
        markdown.heading(2, &comparison.title(part));
        for (side, name) in part.sides.iter().zip(comparison.names()).filter(|(side, _)| !side.is_empty()) {
            markdown.begin_paragraph();
            markdown.strong(name);
            markdown.list(|markdown| {
                for stated in side {
                    markdown.item("-", |markdown| add(directory, stated, markdown));
                }
            });
        }
    }
    comparison.sources.add_to_markdown(directory, &mut markdown);
    out.write_all(markdown.finish().as_bytes())
}

fn add(directory: &Directory, stated: &Stated, markdown: &mut Markdown) {
    markdown.begin_paragraph();
    let whose = stated.of.map_or(String::new(), |of| format!("{}: ", directory.entry(of).name()));
    let text = if stated.is_prose { super::plain(&stated.text) } else { stated.text.clone() };
    markdown.text(&format!("{whose}{text}"));
    if !stated.sources.is_empty() {
        markdown.continue_paragraph();
        markdown.numbers(&stated.sources);
    }
}

#[derive(Serialize)]
struct ComparisonJson<'d> {
    entries: [&'d str; 2],
    connection: String,
    parts: Vec<PartJson<'d>>,
}

#[derive(Serialize)]
struct PartJson<'d> {
    title: String,
    topic: Option<&'d str>,
    sides: [Vec<StatedJson<'d>>; 2],
}

#[derive(Serialize)]
struct StatedJson<'d> {
    text: String,
    of: Option<&'d str>,
    sources: Vec<&'d str>,
}

/// A comparison as a value: the ids of the two, how they are connected, and by topic what is stated of each.
pub fn to_json<'d>(directory: &'d Directory, comparison: &Comparison<'d>) -> impl Serialize + use<'d> {
    let stated = |stated: &Stated| StatedJson {
        text: stated.text.clone(),
        of: stated.of.map(|of| directory.entry(of).id()),
        sources: comparison
            .sources
            .of(&stated.sources)
            .iter()
            .map(|source| directory.source(*source).id)
            .collect(),
    };
    let parts = comparison.parts.iter().map(|part| PartJson {
        title: part.title.clone(),
        topic: part.topic.map(|topic| directory.topic(topic).id),
        sides: part.sides.each_ref().map(|side| side.iter().map(stated).collect()),
    });
    ComparisonJson {
        entries: comparison.entries.map(|entry| directory.entry(entry).id()),
        connection: comparison.connection(),
        parts: parts.collect(),
    }
}
