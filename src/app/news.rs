//! News: what reaches the state from outside and not from the user.

use std::sync::Arc;

use crate::directory::{Directory, EntryId};
use crate::keymap::Keymap;

use super::search::SearchOutcome;
use super::session::Session;
use super::{ChangedRecord, Message, Outcome, ReadingContent, State};
use crate::text::{Document, Glyph, Lines, Span};

pub(crate) const MOST_MESSAGE_ROWS: usize = 3;

/// What comes from outside.
#[derive(Debug)]
pub enum News {
    /// What was found for the request of this number.
    Found(u64, SearchOutcome),
    /// The data file was read again.
    Reloaded(Arc<Directory>),
    /// The data file has changed.
    FileChanged,
    /// What is different in it, now that it was read again.
    Compared(Vec<ChangedRecord>),
    /// The session of an earlier run.
    Resume(Box<Session>),
    /// The entry to open first.
    GoTo(EntryId),
    /// An address could not be opened.
    NotOpened {
        /// The address.
        address: String,
        /// The reason, and what was done instead.
        reason: String,
    },
    /// The data file could not be read again: why.
    ReloadFailed(String),
    /// The outcome of an effect.
    Message(Message),
}

impl State {
    /// Takes what comes from outside.
    pub fn receive(&mut self, news: impl Into<News>, keymap: &Keymap) {
        self.has_moved = false;
        self.spoken_part = 0;
        self.apply_news(news.into(), keymap);
        self.settle();
    }

    pub(super) fn apply_news(&mut self, news: News, keymap: &Keymap) {
        match news {
            News::Found(number, found) => self.take_found(number, found),
            News::Reloaded(directory) => {
                self.replace(directory);
                self.message = Some(Message::done("read the data file again"));
            }
            News::FileChanged => {
                self.current.is_stale = true;
                let offer = keymap.hint("reload", "reads it again");
                self.message = Some(Message::warning(format!("the data file has changed{offer}")));
            }
            News::Compared(changes) => self.take_changes(changes, keymap),
            News::Resume(session) => self.resume(*session),
            News::GoTo(entry) => self.go_to(entry),
            News::NotOpened { address, reason } => {
                self.shows_notice = false;
                self.show_whole(Outcome::Warning, &[&address, &reason]);
            }
            News::ReloadFailed(reason) => {
                self.show_whole(Outcome::Failed, &reason.lines().collect::<Vec<_>>());
            }
            News::Message(message) => self.message = Some(message),
        }
    }
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
    /// The message with the sign and the word for its outcome; with `--plain`, the word alone.
    pub(crate) fn message_text(&self) -> Option<String> {
        let message = self.message.as_ref()?;
        let glyphs = self.settings.glyphs;
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
        let mut document = Document::new(self.settings.glyphs);
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
        let mut document = Document::new(self.settings.glyphs);
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

impl From<Message> for News {
    fn from(message: Message) -> Self {
        News::Message(message)
    }
}
