//! Formats the man page as plain text if no formatter is installed. It knows only the requests that the page uses.

use std::mem::take;

use super::WIDEST;
use crate::text::{Document, Glyphs, Span};

/// Columns from the margin to text, and from a term to its meaning.
const INDENT: usize = 7;

pub(super) fn text(page: &str, width: usize, glyphs: Glyphs) -> String {
    let mut document = Document::new(glyphs);
    let (mut indent, mut inset) = (INDENT, 0);
    let (mut is_filled, mut is_term) = (true, false);
    let mut paragraph = String::new();
    for line in page.lines().chain([".br"]) {
        let Some(request) = line.strip_prefix('.') else {
            paragraph += &typed(line);
            if is_filled && !is_term {
                paragraph.push(' ');
            } else {
                add(&mut document, indent + inset, &take(&mut paragraph));
                indent += if take(&mut is_term) { INDENT } else { 0 };
            }
            continue;
        };
        add(&mut document, indent + inset, &take(&mut paragraph));
        let (name, argument) = request.split_once(' ').unwrap_or((request, ""));
        match name {
            "SH" | "SS" => {
                document.gap();
                let indent_of_heading = if name == "SH" { 0 } else { INDENT / 2 };
                add(&mut document, indent_of_heading, &typed(argument.trim_matches('"')));
                indent = INDENT;
            }
            "TP" | "PP" => {
                document.gap();
                (indent, is_term) = (INDENT, name == "TP");
            }
            "RS" => inset += INDENT,
            "RE" => inset -= INDENT.min(inset),
            "IP" => {
                indent = INDENT;
                paragraph.push_str("- ");
            }
            "nf" | "fi" => is_filled = name == "fi",
            // The title, and requests for groff.
            _ => {}
        }
    }
    document.wrap(width.min(WIDEST)).plain()
}

fn add(document: &mut Document, indent: usize, text: &str) {
    if !text.trim().is_empty() {
        document.beneath(indent, |document| document.paragraph(&[Span::text(text)]));
    }
}

/// A line without font changes and escapes.
fn typed(line: &str) -> String {
    const ESCAPES: [(&str, &str); 10] = [
        ("\\fB", ""),
        ("\\fI", ""),
        ("\\fR", ""),
        ("\\&", ""),
        ("\\-", "-"),
        ("\\*(Aq", "'"),
        ("\\(ga", "`"),
        ("\\(ha", "^"),
        ("\\(ti", "~"),
        ("\\(rs", "\\"),
    ];
    let mut typed = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        typed.push_str(&rest[..at]);
        rest = &rest[at..];
        let (escape, character) =
            ESCAPES.into_iter().find(|(escape, _)| rest.starts_with(escape)).unwrap_or((&rest[..1], ""));
        typed.push_str(character);
        rest = &rest[escape.len()..];
    }
    typed + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_paragraphs_and_headings_stand_where_a_formatter_puts_them() {
        let page = ".TH PITF 1\n.SH NAME\npitf \\- browse\n.SH OPTIONS\n.TP\n\\fB\\-\\-data\\fR <FILE>\nUse this\nfile\n\
                    .SH EXAMPLES\n.nf\npitf \\(ga\\*(Aq\\(rs\npitf x\n.fi\n";
        let expected = "NAME\n       pitf - browse\n\nOPTIONS\n\n       --data <FILE>\n              Use this file\n\n\
                        EXAMPLES\n       pitf `'\\\n       pitf x\n";
        assert_eq!(text(page, 80, Glyphs::Unicode), expected);
        assert_eq!(text("one two three\n", 14, Glyphs::Unicode), "       one two\n       three\n");
    }
}
