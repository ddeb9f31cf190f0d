//! Formats the man page for a terminal. It knows only the requests that the page uses.

use std::mem::take;

use crate::text::{Document, Glyphs, Role, Span};

/// Columns from the margin to text, and from a term to its meaning.
const INDENT: usize = 7;

type StyledText = (String, Role);

pub(super) fn document(page: &str, glyphs: Glyphs) -> Document {
    let mut document = Document::new(glyphs);
    let (mut indent, mut inset) = (INDENT, 0);
    let (mut is_filled, mut is_term) = (true, false);
    let mut paragraph = Vec::new();
    for line in page.lines().chain([".br"]) {
        let Some(request) = line.strip_prefix('.') else {
            paragraph.extend(pieces(line));
            if is_filled && !is_term {
                paragraph.push((" ".to_owned(), Role::Text));
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
                let (indent_of_heading, level) = if name == "SH" { (0, 1) } else { (INDENT / 2, 2) };
                let words = pieces(argument.trim_matches('"')).into_iter().map(|(text, _)| text);
                let heading = (words.collect(), Role::Heading(level));
                add(&mut document, indent_of_heading, &[heading]);
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
                paragraph.push(("- ".to_owned(), Role::Text));
            }
            "nf" | "fi" => is_filled = name == "fi",
            // The title, and requests for groff.
            _ => {}
        }
    }
    document
}

fn add(document: &mut Document, indent: usize, pieces: &[StyledText]) {
    if pieces.iter().any(|(text, _)| !text.trim().is_empty()) {
        let spans: Vec<Span> = pieces.iter().map(|(text, role)| Span::new(text, *role)).collect();
        document.beneath(indent, |document| document.paragraph(&spans));
    }
}

/// The text of a line, by its fonts, without escapes.
fn pieces(line: &str) -> Vec<StyledText> {
    const FONTS: [(&str, Role); 3] = [("\\fB", Role::Strong), ("\\fI", Role::Emphasis), ("\\fR", Role::Text)];
    const ESCAPES: [(&str, &str); 7] = [
        ("\\&", ""),
        ("\\-", "-"),
        ("\\*(Aq", "'"),
        ("\\(ga", "`"),
        ("\\(ha", "^"),
        ("\\(ti", "~"),
        ("\\(rs", "\\"),
    ];
    let (mut pieces, mut text, mut role) = (Vec::new(), String::new(), Role::Text);
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((font, next)) = FONTS.into_iter().find(|(font, _)| rest.starts_with(font)) {
            pieces.push((take(&mut text), role));
            (role, rest) = (next, &rest[font.len()..]);
            continue;
        }
        let escape = ESCAPES.into_iter().find(|(escape, _)| rest.starts_with(escape));
        let (escape, character) = escape.unwrap_or((&rest[..1], ""));
        text.push_str(character);
        rest = &rest[escape.len()..];
    }
    pieces.push((text + rest, role));
    pieces
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
        let text = |page, width| document(page, Glyphs::Unicode).wrap(width).plain();
        assert_eq!(text(page, 80), expected);
        assert_eq!(text("one two three\n", 14), "       one two\n       three\n");
    }
}
