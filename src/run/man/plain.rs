//! A man page as plain text, for terminals where nothing formats manuals: the few requests that our page has.

use std::mem::take;

/// How far text stands from the margin, and what a term means from the term.
const INDENT: usize = 7;

/// The page as text of at most `width` columns.
pub(super) fn text(page: &str, width: usize) -> String {
    let mut text = Text { width: width.min(80), indent: INDENT, is_filled: true, ..Text::default() };
    for line in page.lines() {
        match line.strip_prefix('.') {
            Some(request) => text.request(request),
            None => text.line(&typed(line)),
        }
    }
    text.end_paragraph();
    text.out
}

#[derive(Default)]
struct Text {
    out: String,
    width: usize,
    indent: usize,
    /// How far all is set in between `.RS` and `.RE`.
    inset: usize,
    /// Whether the next line is a term, which stands by itself.
    is_term: bool,
    /// Whether lines are joined and wrapped.
    is_filled: bool,
    /// What is still to be wrapped.
    paragraph: String,
}

impl Text {
    fn request(&mut self, request: &str) {
        let (name, argument) = request.split_once(' ').unwrap_or((request, ""));
        match name {
            "SH" => self.heading(argument, 0),
            "SS" => self.heading(argument, INDENT / 2),
            "TP" => {
                self.begin(INDENT);
                self.is_term = true;
            }
            "IP" => {
                self.begin(INDENT * 2);
                self.paragraph.push_str("- ");
            }
            "PP" => self.begin(INDENT),
            "RS" => {
                self.end_paragraph();
                self.inset += INDENT;
            }
            "RE" => {
                self.end_paragraph();
                self.inset = self.inset.saturating_sub(INDENT);
            }
            "nf" | "fi" => {
                self.end_paragraph();
                self.is_filled = name == "fi";
            }
            "br" => self.end_paragraph(),
            // The title, and what is asked of groff alone.
            _ => {}
        }
    }

    fn heading(&mut self, title: &str, indent: usize) {
        self.begin(indent);
        self.line(&typed(title.trim_matches('"')));
        self.end_paragraph();
        self.indent = INDENT;
    }

    fn begin(&mut self, indent: usize) {
        self.end_paragraph();
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.indent = indent;
    }

    fn line(&mut self, line: &str) {
        if !self.paragraph.is_empty() && !self.paragraph.ends_with(' ') {
            self.paragraph.push(' ');
        }
        self.paragraph.push_str(line);
        if !self.is_filled || self.is_term {
            self.end_paragraph();
        }
        if take(&mut self.is_term) {
            self.indent += INDENT;
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = take(&mut self.paragraph);
        if paragraph.is_empty() {
            return;
        }
        let indent = self.indent + self.inset;
        let words = paragraph.split(' ').filter(|word| !word.is_empty());
        let mut column = 0;
        for word in if self.is_filled { words.collect() } else { vec![paragraph.as_str()] } {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > self.width {
                self.out.push('\n');
                column = 0;
            }
            let gap = if column == 0 { indent } else { 1 };
            self.out.extend(std::iter::repeat_n(' ', gap));
            self.out.push_str(word);
            column += gap + length;
        }
        if column > 0 {
            self.out.push('\n');
        }
    }
}

/// A line as it is read: without fonts, with escaped characters as they are.
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
        ("\\\\", "\\"),
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
                    .SH EXAMPLES\n.nf\npitf  \\(ga\\*(Aq\\\\\npitf x\n.fi\n";
        let expected = "NAME\n       pitf - browse\n\nOPTIONS\n\n       --data <FILE>\n              Use this file\n\n\
                        EXAMPLES\n       pitf  `'\\\n       pitf x\n";
        assert_eq!(text(page, 80), expected);
        assert_eq!(text("one two three\n", 14), "       one two\n       three\n");
    }
}
