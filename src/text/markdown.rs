//! [`Markdown`]: `CommonMark` that is written block by block, and says what was put in, whatever that is.
//!
//! The writer knows which lists and quotes are open, and begins each line with what they ask for, so that nothing that is
//! put into them can leave them. Text is made safe as for a terminal, and what would have a meaning in it is escaped.
//! `rewrite` puts in what is itself written in `CommonMark`.

use std::fmt::Write as _;

use super::{
    Glyphs,
    clean::{Whitespace, clean_into},
};

/// How many levels of lists and quotes are kept apart; what is deeper stands at this level.
const MAX_LEVELS: usize = 12;

/// A `CommonMark` text that is being written. Paragraphs are not wrapped.
#[derive(Debug)]
pub struct Markdown {
    pub(super) out: String,
    prefix: String,
    levels: Vec<Level>,
    last: Last,
    pub(super) is_line_start: bool,
    /// Whether the line is a heading, where more has a meaning.
    pub(super) is_heading: bool,
}

/// An open list, item or quote, or the text as a whole.
#[derive(Debug)]
struct Level {
    prefix_length: usize,
    spacing: Spacing,
    is_empty: bool,
    /// Whether its lines begin with a sign or the room for one.
    has_sign: bool,
}

/// What was written last in the innermost level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// A paragraph, which can go on.
    Paragraph,
    /// Words that the next paragraph goes on from.
    LeadIn,
    /// Anything else, or nothing.
    Other,
}

/// What stands between two blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    /// A line end.
    Tight,
    /// A blank line.
    Loose,
}

impl Default for Markdown {
    fn default() -> Self {
        Markdown {
            out: String::new(),
            prefix: String::new(),
            levels: vec![Level {
                prefix_length: 0,
                spacing: Spacing::Loose,
                is_empty: true,
                has_sign: false,
            }],
            last: Last::Other,
            is_line_start: true,
            is_heading: false,
        }
    }
}

impl Markdown {
    /// The text, with a line end behind it unless it is empty.
    pub fn finish(mut self) -> String {
        self.end_line();
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    /// A heading, 1 being the highest.
    pub fn heading(&mut self, level: usize, text: &str) {
        self.begin_heading(level);
        self.text(text);
        self.end_heading();
    }

    /// Begins a paragraph, whose text is then added piece by piece.
    pub fn begin_paragraph(&mut self) {
        if self.last == Last::LeadIn {
            self.out.push(' ');
            self.is_line_start = false;
        } else {
            self.begin_block();
        }
        self.last = Last::Paragraph;
    }

    /// Adds stressed words that stand before the next paragraph, or above what comes instead of one.
    pub fn lead_in(&mut self, words: &str) {
        self.begin_paragraph();
        self.strong(words);
        self.last = Last::LeadIn;
    }

    /// Goes on with the paragraph that was written last, after a space, or begins one where something else was.
    pub fn continue_paragraph(&mut self) {
        if self.last == Last::Paragraph {
            self.out.push(' ');
        } else {
            self.begin_paragraph();
        }
    }

    /// Adds text to a paragraph, which will be read as it stands.
    pub fn text(&mut self, text: &str) {
        self.push_escaped(&cleaned(text));
    }

    /// Adds stressed text to a paragraph. Spaces at its ends would undo the stress.
    pub fn strong(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.out.push_str("**");
            self.is_line_start = false;
            self.text(text);
            self.out.push_str("**");
        }
    }

    /// Adds a link to a paragraph.
    pub fn link(&mut self, text: &str, address: &str) {
        self.begin_link("[");
        self.text(text);
        self.end_link(address);
    }

    /// Adds an address to a paragraph, which is a link to itself.
    pub fn address(&mut self, address: &str) {
        let has_scheme = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
        if has_scheme && address.chars().all(is_plain_in_address) {
            self.out.push('<');
            self.out.push_str(address);
            self.out.push('>');
            self.is_line_start = false;
        } else {
            self.link(address, address);
        }
    }

    /// Adds a place that links of the same text lead to.
    pub fn anchor(&mut self, id: &str) {
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || "-._".contains(*c);
        self.out.push_str("<a id=\"");
        self.out.extend(id.chars().filter(is_plain));
        self.out.push_str("\"></a>");
        self.is_line_start = false;
    }

    /// Adds numbers in brackets to a paragraph. They are no links, as nothing in the text says where they would lead.
    pub fn numbers(&mut self, numbers: impl Iterator<Item = usize>) {
        for number in numbers {
            let _ = write!(self.out, "[{number}]");
        }
    }

    /// Goes on with the paragraph that was written last on a new line, or begins one where something else was.
    pub fn next_line(&mut self) {
        if self.last == Last::Paragraph {
            self.break_line();
        } else {
            self.begin_paragraph();
        }
    }

    /// A list, whose items `add` writes.
    pub fn list(&mut self, add: impl FnOnce(&mut Self)) {
        self.enter_list(Spacing::Tight);
        add(self);
        self.leave();
    }

    /// An item of the list that is open, with the marker of all of them (`-`) or its own (`3.`).
    pub fn item(&mut self, marker: &str, add: impl FnOnce(&mut Self)) {
        self.enter_item(marker, Spacing::Loose);
        add(self);
        self.leave();
    }

    /// Ends a line within a paragraph; a heading has one line.
    pub(super) fn break_line(&mut self) {
        if self.is_heading {
            self.out.push(' ');
        } else {
            self.out.push('\\');
            self.new_line();
        }
    }

    /// Begins a heading, whose text is then added piece by piece.
    pub fn begin_heading(&mut self, level: usize) {
        self.begin_block();
        self.out.extend(std::iter::repeat_n('#', level.clamp(1, 6)));
        self.out.push(' ');
        self.is_heading = true;
    }

    /// Ends the heading.
    pub fn end_heading(&mut self) {
        self.is_heading = false;
        self.last = Last::Other;
    }

    /// Code or the like, as it stands, between fences that it does not contain.
    pub(super) fn fenced(&mut self, language: &str, code: &str) {
        let fence = "`".repeat(longest_run(code).max(2) + 1);
        self.begin_block();
        self.out.push_str(&fence);
        if language.chars().all(|c| c.is_ascii_alphanumeric()) {
            self.out.push_str(language);
        }
        for line in code.lines() {
            self.new_line();
            self.out.push_str(&cleaned(&line.replace('\t', "    ")));
        }
        self.new_line();
        self.out.push_str(&fence);
    }

    pub(super) fn rule(&mut self) {
        self.begin_block();
        self.out.push_str("___");
    }

    pub(super) fn enter_quote(&mut self) {
        // Two quotes that touch would be one.
        self.begin_block_after(Spacing::Loose);
        self.enter("> ", "> ", Spacing::Loose);
    }

    pub(super) fn enter_list(&mut self, spacing: Spacing) {
        self.begin_block();
        self.enter("", "", spacing);
    }

    pub(super) fn enter_item(&mut self, marker: &str, spacing: Spacing) {
        self.begin_block();
        self.enter(&format!("{marker} "), &" ".repeat(marker.len() + 1), spacing);
    }

    pub(super) fn leave(&mut self) {
        let level = self.levels.pop().expect("each level that is left was entered");
        self.prefix.truncate(level.prefix_length);
        self.last = Last::Other;
    }

    fn enter(&mut self, first: &str, rest: &str, spacing: Spacing) {
        // A list by itself has no sign, and is no level to whoever reads.
        let signs = self.levels.iter().filter(|level| level.has_sign).count();
        let has_sign = !first.is_empty() && signs < MAX_LEVELS;
        self.levels.push(Level { prefix_length: self.prefix.len(), spacing, is_empty: true, has_sign });
        if has_sign {
            self.out.push_str(first);
            self.prefix.push_str(rest);
        }
        self.is_line_start = true;
    }

    /// Sets a block apart from the one before it.
    pub(super) fn begin_block(&mut self) {
        let spacing = self.levels.last().map_or(Spacing::Loose, |level| level.spacing);
        self.begin_block_after(spacing);
    }

    fn begin_block_after(&mut self, spacing: Spacing) {
        let level = self.levels.last_mut().expect("the text as a whole is a level");
        if !std::mem::replace(&mut level.is_empty, false) {
            if spacing == Spacing::Loose {
                self.new_line();
            }
            self.new_line();
        }
        self.is_line_start = true;
        self.last = Last::Other;
    }

    pub(super) fn new_line(&mut self) {
        self.end_line();
        self.out.push('\n');
        self.out.push_str(&self.prefix);
        self.is_line_start = true;
    }

    /// Spaces at the end of a line would be in the way of whoever compares texts.
    fn end_line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }

    pub(super) fn begin_link(&mut self, opening: &str) {
        if self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!");
        }
        self.out.push_str(opening);
        self.is_line_start = false;
    }

    /// Ends the text of a link, and says where it leads.
    pub(super) fn end_link(&mut self, address: &str) {
        if address.chars().all(is_plain_in_address) && !address.is_empty() {
            self.out.push_str("](");
            self.out.push_str(address);
            self.out.push(')');
            return;
        }
        let clean = cleaned(address);
        self.out.push_str("](<");
        for (at, c) in clean.char_indices() {
            if matches!(c, '<' | '>' | '\\' | '|') || (c == '&' && is_entity(&clean[at + 1..])) {
                self.out.push('\\');
            }
            self.out.push(c);
        }
        self.out.push_str(">)");
    }

    /// Adds clean text, with a backslash before what would have a meaning.
    pub(super) fn push_escaped(&mut self, text: &str) {
        // At the start of a line spaces mean nothing, but hide what has a meaning there.
        let text = if self.is_line_start { text.trim_start_matches(' ') } else { text };
        let number = if self.is_line_start { item_number(text) } else { 0 };
        self.out.push_str(&text[..number]);
        let mut before = None;
        for (at, c) in text.char_indices().skip(number) {
            let after = &text[at + c.len_utf8()..];
            let is_special = match c {
                '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
                '_' => {
                    !(before.is_some_and(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric))
                }
                '&' => is_entity(after),
                '#' => self.is_heading || self.is_line_start,
                '>' | '+' | '-' | '=' | ':' => self.is_line_start,
                '.' | ')' => number > 0 && at == number,
                _ => false,
            };
            if is_special {
                self.out.push('\\');
            }
            self.out.push(c);
            self.is_line_start = false;
            before = Some(c);
        }
    }
}

/// Text in one line that holds nothing that a terminal would obey.
pub(super) fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    clean_into(&mut clean, text, Glyphs::Unicode, Whitespace::Spaces);
    clean
}

/// Whether a character means itself in the address of a link.
fn is_plain_in_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$+,;=%".contains(c)
}

/// Whether an ampersand before `text` would make one character of its start.
fn is_entity(text: &str) -> bool {
    let name = text.trim_start_matches(|c: char| c == '#' || c.is_ascii_alphanumeric());
    name.len() < text.len() && name.starts_with(';')
}

/// The length of a number at the start of `text` that would make a list of it.
fn item_number(text: &str) -> usize {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.starts_with(['.', ')']) { text.len() - rest.len() } else { 0 }
}

/// The length of the longest run of backticks.
pub(super) fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
