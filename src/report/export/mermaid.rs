//! The hierarchy as a Mermaid flowchart, which many Markdown viewers draw.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::json;

use super::chart::{Chart, Edge, address, label, tooltip};
use crate::directory::Directory;
use crate::report::Extent;
use crate::text::SafeText;

/// The limits of Mermaid, unless the page that shows the chart allows more.
const MOST_LINES: usize = 500;
const MOST_CHARACTERS: usize = 50_000;

/// The delimiters around a node's label, by its kind. With more kinds they repeat.
const SHAPES: [(&str, &str); 10] = [
    ("[", "]"),
    ("(", ")"),
    ("{{", "}}"),
    ("([", "])"),
    ("[[", "]]"),
    ("[(", ")]"),
    ("[/", "/]"),
    ("[/", "\\]"),
    (">", "]"),
    ("[\\", "/]"),
];

/// Writes a flowchart from left to right. What has ended has a dashed outline, what is beyond the edition is grey, and a
/// line to an entry that has its home elsewhere is dotted.
pub(super) fn write(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let chart = Chart::new(directory, extent);
    // A quoted string of YAML is the same as in JSON.
    let title = json!(SafeText::as_written(directory.title()).as_str());
    writeln!(out, "---\ntitle: {title}\n---\nflowchart LR")?;
    for entry in chart.nodes() {
        let (before, after) = SHAPES[entry.kind_id().index() % SHAPES.len()];
        let node = format!("n{}", entry.handle().index());
        writeln!(out, "    {node}{before}\"{}\"{after}", escaped(&label(entry)))?;
        for (class, is_drawn) in [("ended", entry.until().is_some()), ("beyond", entry.is_beyond_edition())] {
            if is_drawn {
                writeln!(out, "    class {node} {class}")?;
            }
        }
        if let Some(address) = address(entry) {
            let tooltip = tooltip(entry).replace('"', "'");
            writeln!(out, "    click {node} href \"{address}\" \"{tooltip}\"")?;
        }
    }
    for Edge { above, beneath, label, is_reference } in chart.edges() {
        let line = if is_reference { "-.->" } else { "-->" };
        let label = escaped(&label);
        writeln!(out, "    n{} {line}|\"{label}\"| n{}", above.index(), beneath.index())?;
    }
    out.write_all(b"    classDef ended stroke-dasharray: 5 5\n    classDef beyond fill:#ddd,color:#000\n")
}

/// A warning if Mermaid may refuse the chart.
pub(super) fn caution(directory: &Directory, extent: &Extent) -> Option<String> {
    let mut chart = Vec::new();
    write(directory, extent, &mut chart).ok()?;
    let is_too_large =
        chart.len() > MOST_CHARACTERS || Chart::new(directory, extent).edges().count() > MOST_LINES;
    is_too_large.then(|| {
        format!(
            "Mermaid draws at most {MOST_LINES} lines or {MOST_CHARACTERS} characters unless told otherwise; --root \
             and --depth make the chart smaller"
        )
    })
}

/// Escapes text between quotes: entity codes for whatever has a meaning in Mermaid, or in the Markdown and HTML of
/// its labels.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for c in SafeText::as_written(text).as_str().chars() {
        let is_plain = match c {
            ' ' | ',' | '\'' | '(' | ')' => true,
            // After a number or at the start they would begin a list.
            '.' | '-' => before.is_alphabetic(),
            c => !c.is_ascii_punctuation(),
        };
        if is_plain {
            escaped.push(c);
        } else {
            let _ = write!(escaped, "#{};", u32::from(c));
        }
        before = c;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_for_itself() {
        for (label, expected) in [
            ("Department of Labor (DOL), U.S.", "Department of Labor (DOL), U.S."),
            ("a\"] --> b", "a#34;#93; #45;#45;#62; b"),
            ("%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"),
            ("<b>&amp;#35;", "#60;b#62;#38;amp#59;#35;35#59;"),
            ("1. One-off", "1#46; One-off"),
            ("- x `y`", "#45; x #96;y#96;"),
            ("a\nend", "a end"),
            ("\u{c9}nergie", "\u{c9}nergie"),
        ] {
            assert_eq!(escaped(label), expected, "{label:?}");
        }
    }
}
