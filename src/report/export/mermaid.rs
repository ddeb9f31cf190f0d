//! The hierarchy as a chart of Mermaid, which many readers of Markdown draw.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::chart::{Chart, Edge, address, label, tooltip};
use crate::directory::Directory;
use crate::report::{Extent, json};
use crate::text::SafeText;

/// How large a chart is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    /// Lines from one entry to another.
    lines: usize,
    /// Bytes of the text.
    bytes: usize,
}

impl Size {
    /// The limit of Mermaid, unless the page that shows the chart allows more.
    const LARGEST: Size = Size { lines: 500, bytes: 50_000 };

    /// Whether Mermaid may refuse it.
    fn is_too_large(self) -> bool {
        self.lines > Self::LARGEST.lines || self.bytes > Self::LARGEST.bytes
    }
}

/// What stands around the label of a node, by its kind. With more kinds they come again.
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
pub(super) fn write(
    directory: &Directory,
    extent: &Extent,
    out: &mut dyn Write,
) -> io::Result<Option<String>> {
    let chart = Chart::new(directory, extent);
    let mut size = Size::default();
    let mut put = |line: String, lines: usize| {
        size.bytes += line.len();
        size.lines += lines;
        out.write_all(line.as_bytes())
    };
    put(format!("---\ntitle: {}---\nflowchart LR\n", quoted(directory.title())?), 0)?;
    for (entry, kind) in chart.nodes() {
        let (before, after) = SHAPES[kind % SHAPES.len()];
        let node = format!("n{}", entry.handle().index());
        put(format!("    {node}{before}\"{}\"{after}\n", escaped(&label(entry))), 0)?;
        for (class, is_drawn) in [("ended", entry.until().is_some()), ("beyond", entry.is_beyond_edition())] {
            if is_drawn {
                put(format!("    class {node} {class}\n"), 0)?;
            }
        }
        if let Some(address) = address(entry) {
            let tooltip = tooltip(entry).replace('"', "'");
            put(format!("    click {node} href \"{address}\" \"{tooltip}\"\n"), 0)?;
        }
    }
    for Edge { above, beneath, label, is_reference } in chart.edges() {
        let line = if is_reference { "-.->" } else { "-->" };
        let label = escaped(&label);
        put(format!("    n{} {line}|\"{label}\"| n{}\n", above.index(), beneath.index()), 1)?;
    }
    put(
        "    classDef ended stroke-dasharray: 5 5\n    classDef beyond fill:#ddd,color:#000\n".to_owned(),
        0,
    )?;
    let Size { lines, bytes } = Size::LARGEST;
    Ok(size.is_too_large().then(|| {
        format!(
            "Mermaid draws at most {lines} lines or {bytes} characters unless told otherwise; --root and --depth \
             make the chart smaller"
        )
    }))
}

/// A line of text as YAML has it between quotes, which is as JSON has it.
fn quoted(text: &str) -> io::Result<String> {
    let mut quoted = Vec::new();
    json::write(&SafeText::as_written(text).as_str(), &mut quoted)?;
    Ok(String::from_utf8_lossy(&quoted).into_owned())
}

/// Text that stands for itself between quotes: what could have a meaning in Mermaid, or in the Markdown and the HTML that
/// it makes of a label, is written as its code.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for c in SafeText::as_written(text).as_str().chars() {
        let is_plain = match c {
            ' ' | ',' | '\'' | '(' | ')' => true,
            // Behind a number or at the start they would make a list.
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
