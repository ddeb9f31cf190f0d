//! The hierarchy in DOT, for Graphviz and whatever else reads it.

use std::io::{self, Write};

use super::chart::{Chart, label};
use crate::directory::Directory;
use crate::report::Extent;
use crate::text::{Document, Glyphs, SafeText, Span};

/// The lines of a label are as wide as this, in columns.
const WIDTH: usize = 30;

/// Writes a directed graph from left to right, whose nodes are called by the ids of the entries.
pub(super) fn write(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let chart = Chart::new(directory, extent);
    let title = escaped(SafeText::as_written(directory.title()).as_str());
    writeln!(
        out,
        "digraph {{\n    graph [label=\"{title}\", labelloc=t, rankdir=LR];\n    node [shape=box];"
    )?;
    for entry in chart.nodes() {
        writeln!(out, "    \"{}\" [label=\"{}\"];", escaped(entry.id()), broken(&label(entry)))?;
    }
    for (above, beneath) in chart.edges() {
        let [above, beneath] = [above, beneath].map(|entry| escaped(directory.entry(entry).id()));
        writeln!(out, "    \"{above}\" -> \"{beneath}\";")?;
    }
    out.write_all(b"}\n")
}

/// A label in several lines.
fn broken(label: &str) -> String {
    let mut document = Document::new(Glyphs::AsWritten);
    document.paragraph(&[Span::text(label)]);
    let lines = document.wrap(WIDTH);
    let lines: Vec<String> = lines.iter().map(|line| escaped(line.to_string().trim_end())).collect();
    lines.join("\\n")
}

/// Text that stands for itself between quotes. An ampersand would begin the code of a character, and that of its own is
/// known to all versions.
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
            assert_eq!(broken(label), expected, "{label:?}");
        }
    }
}
