//! [`StatedLine`]: an item of a page as one line that can be read by itself.

use std::borrow::Cow;

use super::citation::sentence;
use super::target::leads_out;
use super::{span_of_end, status_line};
use crate::directory::{Contact, Entry, LinkEnd, StatedRecord};
use crate::fields::{Record, with_record};
use crate::text::{Document, Glyphs, Markdown, Medium, Span, escape_commonmark};

#[derive(Clone)]
pub(crate) struct StatedLine<'d> {
    /// The record that states it; `None` of an entry as a whole.
    pub(crate) record: Option<StatedRecord<'d>>,
    /// What is stated, in one line.
    pub(crate) text: Cow<'d, str>,
    pub(crate) is_commonmark: bool,
    pub(crate) cautions: Vec<String>,
}

impl<'d> StatedLine<'d> {
    pub(crate) fn of(record: StatedRecord<'d>) -> Self {
        let mut caution = None;
        let (text, is_commonmark) = match record {
            StatedRecord::Status(status) => (status_line(&status).into(), true),
            StatedRecord::Statement(statement) => (statement.text.into(), true),
            StatedRecord::Event(event) => (format!("{}: {}", event.date, event.text).into(), true),
            StatedRecord::Contact(contact) => {
                caution = contact.date.map(|date| format!("Confirmed {date}."));
                (of_contact(&contact).into(), false)
            }
            StatedRecord::Link(end) => {
                caution = end.link.relation().about.map(note_of);
                (of_link(end, end.other().name()).into(), false)
            }
        };
        let cautions = caution.into_iter().chain(record.note().map(note_of)).collect();
        StatedLine { record: Some(record), text, is_commonmark, cautions }
    }

    /// A line on an entry that is no `CommonMark`.
    pub(crate) fn of_line(text: impl Into<Cow<'d, str>>) -> Self {
        StatedLine { record: None, text: text.into(), is_commonmark: false, cautions: Vec::new() }
    }

    pub(crate) fn word(&self) -> &'static str {
        self.record.map_or(Entry::NAME, |record| with_record!(record, record => name_of(record)))
    }

    /// The line without markup; on paper, with the addresses of its links after their words.
    pub(crate) fn line(&self, medium: Medium) -> String {
        let mut document = Document::new(Glyphs::AsWritten);
        document.set_medium(medium);
        self.add_to("", "", &mut document);
        document.unwrapped().plain().trim_end().to_owned()
    }

    /// Adds the line to a text in Markdown, as a paragraph or the beginning of one.
    pub(crate) fn add_to_markdown(&self, markdown: &mut Markdown) {
        if self.is_commonmark {
            markdown.inline(&self.text, leads_out);
        } else {
            markdown.paragraph(&self.text);
        }
    }

    /// Adds the line to a document, between two other texts.
    pub(crate) fn add_to(&self, before: &str, behind: &str, document: &mut Document) {
        if self.is_commonmark {
            document.inline(&(escape_commonmark(before) + &self.text), behind);
        } else {
            document.paragraph(&[Span::text(before), Span::text(&self.text), Span::text(behind)]);
        }
    }
}

fn note_of(note: &str) -> String {
    format!("Note: {}", sentence(note.to_owned()))
}

pub(crate) fn of_contact(contact: &Contact) -> String {
    let label = contact.label.map_or(String::new(), |label| format!(", {label}"));
    format!("{} {}{label}", contact.kind.word(), contact.value)
}

/// A link in words, with the name of the entry at its other end.
pub(crate) fn of_link(end: LinkEnd, name: &str) -> String {
    format!("{} {name}{}", end.words(), span_of_end(end))
}

fn name_of<'d, T: Record<'d>>(_: T) -> &'static str {
    T::NAME
}
