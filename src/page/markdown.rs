//! A page as `CommonMark`.
//!
//! In a page by itself only addresses are links, and other entries are named. In a chapter of a document with other
//! chapters, their names are links too.

use super::sources::{add_note, add_source_to_markdown};
use super::{Item, Page, Section, StatedItem, Target, span_of_end, status_line, topics_of};
use crate::directory::{Contact, Directory, EntryId, StatedRecord};
use crate::text::Markdown;

impl Page<'_> {
    pub(crate) fn markdown(&self, directory: &Directory) -> String {
        let mut markdown = Markdown::default();
        Chapters { directory, has: &|_| false, is_outline: false }.add(self, 1, &mut markdown);
        markdown.finish()
    }
}

/// Writes pages as the chapters of a document.
#[derive(Clone, Copy)]
pub(crate) struct Chapters<'a> {
    pub(crate) directory: &'a Directory,
    /// Whether an entry has a chapter, to which its name is a link.
    pub(crate) has: &'a dyn Fn(EntryId) -> bool,
    /// Whether only entries are headings and not sections, so that the headings show the hierarchy.
    pub(crate) is_outline: bool,
}

impl Chapters<'_> {
    /// Adds a page, its heading of `level`.
    pub(crate) fn add(self, page: &Page, level: usize, markdown: &mut Markdown) {
        markdown.begin_heading(level);
        if let Some(anchor) = page.entry.and_then(|entry| self.anchor(entry)) {
            markdown.anchor(&anchor);
        }
        markdown.text(&page.name);
        if !page.facts.is_empty() {
            markdown.paragraph(&page.facts.join(", "));
        }
        for section in &page.sections {
            self.section(section, level, markdown);
        }
    }

    fn section(self, section: &Section, level: usize, markdown: &mut Markdown) {
        match section.part.title() {
            Some(title) if self.is_outline => {
                markdown.begin_paragraph();
                markdown.strong(title);
            }
            Some(title) => markdown.heading(level + 1, title),
            None => {}
        }
        if section.is_prose() {
            section.items.iter().for_each(|item| self.item(item, level, markdown));
            return;
        }
        for (relation, items) in section.lists() {
            if let Some(relation) = relation {
                self.item(relation, level, markdown);
            }
            markdown.list(|markdown| {
                for item in items {
                    let number = if let Item::Source { number, .. } = item { Some(number) } else { None };
                    let marker = number.map_or("-".to_owned(), |number| format!("{number}."));
                    markdown.item(&marker, |markdown| self.item(item, level, markdown));
                }
            });
        }
    }

    fn item(self, item: &Item, level: usize, markdown: &mut Markdown) {
        match item {
            Item::Prose(text) => self.add_prose(text, level, markdown),
            Item::Inline(text) => self.inline(markdown, text),
            Item::Labelled(label, words) => markdown.paragraph(&format!("{label}: {}", words.join(", "))),
            Item::Line(text) => markdown.paragraph(text),
            Item::Relation { words, about } => {
                markdown.begin_paragraph();
                markdown.strong(words);
                add_note(*about, markdown);
            }
            Item::Stated(item) => self.stated(markdown, item),
            Item::Entry(entry) => {
                markdown.begin_paragraph();
                self.name_and_kind(*entry, markdown);
            }
            Item::More(more) => markdown.paragraph(&format!("and {more} more")),
            Item::Source { source, .. } => add_source_to_markdown(source, markdown),
        }
    }

    fn stated(self, markdown: &mut Markdown, item: &StatedItem) {
        match item.record {
            StatedRecord::Status(status) => {
                markdown.lead_in("Status");
                self.inline(markdown, &status_line(&status));
            }
            StatedRecord::Statement(statement) => self.inline(markdown, statement.text),
            StatedRecord::Link(end) => {
                markdown.begin_paragraph();
                self.name_and_kind(end.other, markdown);
                markdown.text(&span_of_end(end));
            }
            StatedRecord::Event(event) => {
                markdown.lead_in(&event.date.to_string());
                self.inline(markdown, event.text);
            }
            StatedRecord::Contact(contact) => add_contact(markdown, &contact),
        }
        if !item.sources.is_empty() {
            markdown.continue_paragraph();
            markdown.numbers(&item.sources);
        }
        if let StatedRecord::Statement(statement) = item.record
            && let Some(topics) = topics_of(self.directory, &statement)
        {
            markdown.next_line();
            markdown.text(&format!("Topics: {topics}"));
        }
        if let Some(entry) = item.of {
            markdown.next_line();
            self.add_name(entry, markdown);
        }
        add_note(item.record.note(), markdown);
    }

    fn name_and_kind(self, entry: EntryId, markdown: &mut Markdown) {
        self.add_name(entry, markdown);
        markdown.text(&format!(", {}", self.directory.entry(entry).kind().name));
    }

    /// Adds text beneath a heading of `level`.
    pub(crate) fn add_prose(self, text: &str, level: usize, markdown: &mut Markdown) {
        markdown.commonmark(text, level, |written| self.lead(written));
    }

    fn inline(self, markdown: &mut Markdown, text: &str) {
        markdown.inline(text, |written| self.lead(written));
    }

    fn lead(self, written: &str) -> Option<String> {
        let anchor = |entry| self.anchor(entry).map(|anchor| format!("#{anchor}"));
        Target::of(self.directory, written).address(anchor)
    }

    /// Adds the name of an entry to a paragraph, as a link to its chapter.
    pub(crate) fn add_name(self, entry: EntryId, markdown: &mut Markdown) {
        let name = self.directory.entry(entry).name();
        match self.anchor(entry) {
            Some(anchor) => markdown.link(name, &format!("#{anchor}")),
            None => markdown.text(name),
        }
    }

    /// The anchor of an entry's chapter. It differs from the ones that programs generate for headings.
    fn anchor(self, entry: EntryId) -> Option<String> {
        (self.has)(entry).then(|| format!("entry.{}", self.directory.entry(entry).id()))
    }
}

fn add_contact(markdown: &mut Markdown, contact: &Contact) {
    markdown.paragraph(&format!("{}: ", contact.kind.word()));
    match contact.address() {
        Some(address) if address == contact.value => markdown.address(&address),
        Some(address) => markdown.link(contact.value, &address),
        None => markdown.text(contact.value),
    }
    let confirmed = contact.date.map(|date| format!("confirmed {date}"));
    for more in [contact.label, confirmed.as_deref()].into_iter().flatten() {
        markdown.text(&format!(", {more}"));
    }
}
