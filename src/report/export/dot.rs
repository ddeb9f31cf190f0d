//! The hierarchy in DOT, for Graphviz.

use std::io::{self, Write};

use super::chart::{Chart, Edge, address, label, tooltip};
use crate::directory::{Directory, Entry};
use crate::report::Extent;
use crate::text::{Document, Glyphs, Span};

const LABEL_WIDTH: usize = 30;
const TITLE_WIDTH: usize = 100;

/// The shapes of kinds, the most distinct first. With more kinds they repeat.
const SHAPES: &str = "box ellipse hexagon note folder octagon component tab box3d cylinder house egg cds invhouse \
                      doubleoctagon parallelogram pentagon septagon trapezium invtrapezium";

/// Writes a directed graph from left to right, whose nodes are named by entry ids. Its title explains the shapes and
/// line styles.
pub(super) fn write(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let chart = Chart::new(directory, extent);
    let shapes: Vec<&str> = SHAPES.split(' ').collect();
    writeln!(
        out,
        "digraph {{\n    graph [label=\"{}\", labelloc=t, rankdir=LR, ranksep=1, fontname=\"sans-serif\"];\n    \
         node [fontname=\"sans-serif\", fillcolor=\"#e4e4e4\"];\n    edge [fontname=\"sans-serif\"];",
        title(directory, &chart)
    )?;
    for entry in chart.nodes() {
        write!(
            out,
            "    \"{}\" [label=\"{}\", shape={}",
            escaped(entry.id()),
            broken(&label(entry), LABEL_WIDTH),
            shapes[entry.kind_id().index() % shapes.len()]
        )?;
        let dashed = entry.until().is_some().then_some("dashed");
        let filled = entry.is_beyond_edition().then_some("filled");
        let styles: Vec<&str> = dashed.into_iter().chain(filled).collect();
        if !styles.is_empty() {
            write!(out, ", style=\"{}\"", styles.join(","))?;
        }
        if let Some(address) = address(entry) {
            write!(out, ", URL=\"{}\"", escaped(&address))?;
        }
        writeln!(out, ", tooltip=\"{}\"];", escaped(&tooltip(entry)))?;
    }
    for Edge { above, beneath, label, is_reference } in chart.edges() {
        let [above, beneath] = [above, beneath].map(|entry| escaped(directory.entry(entry).id()));
        let style = if is_reference { ", style=dashed" } else { "" };
        writeln!(
            out,
            "    \"{above}\" -> \"{beneath}\" [fontsize=10, label=\"{}\"{style}];",
            broken(&label, LABEL_WIDTH)
        )?;
    }
    out.write_all(b"}\n")
}

fn title(directory: &Directory, chart: &Chart) -> String {
    let shapes: Vec<&str> = SHAPES.split(' ').collect();
    let shape = |(at, kind): (usize, &str)| format!("{}: {kind}", shapes[at % shapes.len()]);
    let mut legend: Vec<String> = chart.kinds().map(shape).collect();
    for (words, is_drawn) in [
        ("dashed outline: ended", chart.nodes().any(|entry| entry.until().is_some())),
        ("grey: beyond the edition", chart.nodes().any(Entry::is_beyond_edition)),
        ("dashed line: stands first elsewhere", chart.edges().any(|edge| edge.is_reference)),
    ] {
        legend.extend(is_drawn.then(|| words.to_owned()));
    }
    let lines = [directory.title(), directory.edition(), &legend.join("; ")];
    let lines = lines.into_iter().filter(|line| !line.is_empty()).map(|line| broken(line, TITLE_WIDTH));
    lines.collect::<Vec<_>>().join("\\n")
}

fn broken(label: &str, width: usize) -> String {
    let mut document = Document::new(Glyphs::AsWritten);
    document.paragraph(&[Span::text(label)]);
    let lines = document.wrap(width);
    let lines: Vec<String> = lines.iter().map(|line| escaped(line.to_string().trim_end())).collect();
    lines.join("\\n")
}

/// Escapes text between quotes. An ampersand would begin an entity; `&amp;` works in all versions.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            '&' => escaped.push_str("&amp;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_for_itself_in_lines_of_words() {
        for (label, expected) in [
            ("Labor", "Labor"),
            (r#"The "A" \N &lt;"#, r#"The \"A\" \\N &amp;lt;"#),
            ("a\n\"];evil", r#"a \"];evil"#),
            (r"ends with \", r"ends with \\"),
            ("one two three four five six seven eight", r"one two three four five six\nseven eight"),
            ("", ""),
        ] {
            assert_eq!(broken(label, LABEL_WIDTH), expected, "{label:?}");
        }
    }
}
