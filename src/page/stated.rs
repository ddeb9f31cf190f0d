//! [`Stated`]: what an item of a page states, in one line that can be read by itself.

use std::borrow::Cow;

use super::citation::{Cited, sentence};
use super::target::leads_out;
use super::{Item, not_empty, span_of_end, status_line};
use crate::directory::{Contact, Date, Directory};
use crate::fields::LinkEnd;
use crate::text::{Document, Glyphs, Markdown, Medium, Span, escaped};

/// What an item of a page states.
#[derive(Clone)]
pub struct Stated<'d> {
    /// What it is.
    pub cited: Cited,
    /// What is stated, in one line.
    pub text: Cow<'d, str>,
    /// Whether the line is `CommonMark`.
    pub is_commonmark: bool,
    /// What to know of it, a sentence each.
    pub cautions: Vec<String>,
    /// When it was last confirmed.
    pub confirmed: Option<Date>,
}

impl<'d> Item<'d> {
    /// What it states; `None` where it only leads to what does.
    pub fn stated(&self, directory: &'d Directory) -> Option<Stated<'d>> {
        let (mut cautions, mut confirmed) = (Vec::new(), None);
        let (cited, text, note) = match self {
            Item::Status { status, .. } => (Cited::Status, status_line(status).into(), status.note),
            Item::Statement { statement, .. } => {
                (Cited::Statement, statement.text().into(), statement.note())
            }
            Item::Event { event, .. } => {
                (Cited::Event, format!("{}: {}", event.date, event.text).into(), event.note)
            }
            Item::Contact { contact, .. } => {
                confirmed = contact.date;
                cautions.extend(confirmed.map(|date| format!("Confirmed {date}.")));
                (Cited::Contact, of_contact(contact).into(), contact.note)
            }
            Item::Link { end: Some(end), .. } => {
                cautions.extend(not_empty(end.link.relation().about).map(note_of));
                (Cited::Link, of_link(*end, directory.entry(end.other).name()).into(), end.link.note())
            }
            Item::Prose(_)
            | Item::Inline(_)
            | Item::Line(_)
            | Item::Words(..)
            | Item::Relation { .. }
            | Item::Link { end: None, .. }
            | Item::More(_)
            | Item::Source { .. } => return None,
        };
        cautions.extend(note.map(note_of));
        let is_commonmark = matches!(cited, Cited::Status | Cited::Statement | Cited::Event);
        Some(Stated { cited, text, is_commonmark, cautions, confirmed })
    }
}

impl<'d> Stated<'d> {
    /// A line that is no `CommonMark`.
    pub fn of_line(cited: Cited, text: impl Into<Cow<'d, str>>) -> Self {
        Stated { cited, text: text.into(), is_commonmark: false, cautions: Vec::new(), confirmed: None }
    }

    /// The line without marks; on paper the addresses of its links stand behind their words.
    pub fn line(&self, medium: Medium) -> String {
        let mut document = Document::new(Glyphs::AsWritten);
        document.set_medium(medium);
        self.add_to("", "", &mut document);
        document.unwrapped().plain().trim_end().to_owned()
    }

    /// Adds the line to a text in Markdown, as a paragraph or the beginning of one.
    pub fn add_to_markdown(&self, markdown: &mut Markdown) {
        if self.is_commonmark {
            markdown.inline(&self.text, leads_out);
        } else {
            markdown.begin_paragraph();
            markdown.text(&self.text);
        }
    }

    /// Adds the line to a document, between what stands before it and behind it.
    pub fn add_to(&self, before: &str, behind: &str, document: &mut Document) {
        if self.is_commonmark {
            document.inline(&(escaped(before) + &self.text), behind);
        } else {
            document.paragraph(&[Span::text(before), Span::text(&self.text), Span::text(behind)]);
        }
    }
}

fn note_of(note: &str) -> String {
    format!("Note: {}", sentence(note.to_owned()))
}

fn of_contact(contact: &Contact) -> String {
    let label = contact.label.map_or(String::new(), |label| format!(", {label}"));
    format!("{} {}{label}", contact.kind.word(), contact.value)
}

/// A link in words, with the name of the entry at its other end.
pub(crate) fn of_link(end: LinkEnd, name: &str) -> String {
    format!("{} {name}{}", end.words(), span_of_end(Some(end)))
}
