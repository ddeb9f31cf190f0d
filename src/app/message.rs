//! Messages in the status line: what they say, and how they are shown.

use crate::text::{Document, Glyph, Lines, SafeText, Span, width};

use super::{ReadingContent, State};

pub(crate) const MOST_MESSAGE_ROWS: usize = 3;

/// A message in the status line, shown until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub text: String,
    /// What kind of message it is.
    pub outcome: Outcome,
}

/// The outcome of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something to know.
    Info,
    /// It was done.
    Done,
    /// It was done in part, or there is something to heed.
    Warning,
    /// It failed.
    Failed,
}

impl Message {
    pub(crate) fn info(text: impl Into<String>) -> Self {
        Message { text: text.into(), outcome: Outcome::Info }
    }

    pub(crate) fn done(text: impl Into<String>) -> Self {
        Message { text: text.into(), outcome: Outcome::Done }
    }

    /// Something that was done in part, or that needs attention.
    pub fn warning(text: impl Into<String>) -> Self {
        Message { text: text.into(), outcome: Outcome::Warning }
    }

    pub(crate) fn error(text: impl Into<String>) -> Self {
        Message { text: text.into(), outcome: Outcome::Failed }
    }
}

impl State {
    /// Shows a message with a name in it, which is cut so that the rest fits one line.
    pub(super) fn show_message_with(&mut self, name: &str, words: impl Fn(&str) -> String) {
        self.message = Some(Message::info(self.in_a_line(name, words)));
    }

    pub(super) fn in_a_line(&self, name: &str, words: impl Fn(&str) -> String) -> String {
        const LEAST: usize = 26;
        // The longest sign and word for an outcome.
        const OUTCOME: usize = 11;
        if self.settings.is_plain {
            return words(name);
        }
        let room = usize::from(self.size.width).saturating_sub(width(&words("")) + OUTCOME);
        words(SafeText::line(name).truncate(room.max(LEAST), self.settings.glyphs()).as_str())
    }

    pub(super) fn show_message(&mut self, text: impl Into<String>) {
        self.message = Some(Message::info(text));
    }

    /// The message with the sign and the word for its outcome; with `--plain`, the word alone.
    pub(crate) fn message_text(&self) -> Option<String> {
        let message = self.message.as_ref()?;
        let glyphs = self.settings.glyphs();
        let (sign, word) = match message.outcome {
            Outcome::Info => ("", ""),
            Outcome::Done if self.settings.is_plain => ("", "done: "),
            Outcome::Done => (glyphs.of(Glyph::Check), ""),
            Outcome::Warning => (glyphs.of(Glyph::Caution), "warning: "),
            Outcome::Failed => (glyphs.of(Glyph::Cross), "failed: "),
        };
        let sign = if sign.is_empty() || self.settings.is_plain { String::new() } else { format!("{sign} ") };
        Some(format!("{sign}{word}{}", message.text))
    }

    /// The message as shown over the last rows.
    pub fn message_lines(&self) -> Option<Lines> {
        let mut document = Document::new(self.settings.glyphs());
        document.paragraph(&[Span::text(&self.message_text()?)]);
        Some(document.wrap(usize::from(self.size.width).max(1)))
    }

    /// Shows a message in the status line, or in place of the panes if it does not fit there.
    pub(super) fn show_whole(&mut self, outcome: Outcome, paragraphs: &[&str]) {
        self.message = Some(Message { text: paragraphs.join(": "), outcome });
        if self.message_lines().is_none_or(|lines| lines.len() <= 1) {
            return;
        }
        self.message = None;
        let mut document = Document::new(self.settings.glyphs());
        for text in paragraphs {
            document.paragraph(&[Span::text(text)]);
        }
        self.open_document(document, ReadingContent::Message);
    }

    pub(super) fn rows_under_message(&self) -> usize {
        let rows = self.message_lines().map_or(1, |lines| lines.len().min(MOST_MESSAGE_ROWS));
        rows.saturating_sub(1)
    }
}
