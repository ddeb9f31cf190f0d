//! A page as `CommonMark`.
//!
//! In a page by itself only addresses are links, and other entries are named. In a chapter of a document with other
//! chapters, their names are links too.

use super::sources::{add_note, add_source_to_markdown};
use super::{Item, Page, Part, Section, StatedItem, Target, span_of_end, status_line, topics_of};
use crate::directory::{Contact, Directory, Entry, EntryId, StatedRecord};
use crate::text::Markdown;

impl Page<'_> {
    /// The page as a document of its own.
    pub fn markdown(&self, directory: &Directory) -> String {
        let mut markdown = Markdown::default();
        MarkdownWriter { directory, level: 1, others: Others::Elsewhere, is_outline: false }
            .page(&mut markdown, self);
        markdown.finish()
    }
}

/// A document whose chapters are the pages of entries, with links from one to another.
#[derive(Clone, Copy)]
pub struct Chapters<'a> {
    /// The directory.
    pub directory: &'a Directory,
    /// Whether an entry has a chapter.
    pub has: &'a dyn Fn(EntryId) -> bool,
}

impl Chapters<'_> {
    /// Adds the page of an entry as a chapter, its heading of `level`.
    pub fn add(self, page: &Page, level: usize, markdown: &mut Markdown) {
        self.writer(level).page(markdown, page);
    }

    /// Adds the page of an entry as a chapter of a document in which only entries are headings, so that the headings
    /// show the hierarchy.
    pub fn add_to_outline(self, page: &Page, level: usize, markdown: &mut Markdown) {
        MarkdownWriter { is_outline: true, ..self.writer(level) }.page(markdown, page);
    }

    /// Adds text beneath a heading of `level`.
    pub fn add_prose(self, text: &str, level: usize, markdown: &mut Markdown) {
        self.writer(level).commonmark(markdown, text, level);
    }

    /// Adds the name of an entry to a paragraph, as a link to its chapter.
    pub fn add_name(self, entry: EntryId, markdown: &mut Markdown) {
        self.writer(1).name(markdown, self.directory.entry(entry));
    }

    fn writer(&self, level: usize) -> MarkdownWriter<'_> {
        MarkdownWriter {
            directory: self.directory,
            level,
            others: Others::InTheDocument(self.has),
            is_outline: false,
        }
    }
}

/// Where the pages of other entries are.
#[derive(Clone, Copy)]
enum Others<'a> {
    Elsewhere,
    /// In the same document, where it has them.
    InTheDocument(&'a dyn Fn(EntryId) -> bool),
}

#[derive(Clone, Copy)]
struct MarkdownWriter<'a> {
    directory: &'a Directory,
    level: usize,
    others: Others<'a>,
    /// Whether only entries are headings, and not sections.
    is_outline: bool,
}

impl MarkdownWriter<'_> {
    fn page(self, markdown: &mut Markdown, page: &Page) {
        markdown.begin_heading(self.level);
        if let Some(anchor) = page.entry.and_then(|entry| self.anchor(entry)) {
            markdown.anchor(&anchor);
        }
        markdown.text(&page.name);
        if !page.facts.is_empty() {
            markdown.paragraph(&page.facts.join(", "));
        }
        for section in &page.sections {
            self.section(markdown, section);
        }
    }

    fn section(self, markdown: &mut Markdown, section: &Section) {
        match section.part.title() {
            Some(title) if self.is_outline => {
                markdown.begin_paragraph();
                markdown.strong(title);
            }
            Some(title) => markdown.heading(self.level + 1, title),
            None => {}
        }
        if matches!(section.part, Part::Status | Part::Summary | Part::Text | Part::Topics) {
            section.items.iter().for_each(|item| self.item(markdown, item));
            return;
        }
        for (relation, items) in section.lists() {
            if let Some(relation) = relation {
                self.item(markdown, relation);
            }
            markdown.list(|markdown| items.iter().for_each(|item| self.listed(markdown, item)));
        }
    }

    fn listed(self, markdown: &mut Markdown, item: &Item) {
        let marker =
            if let Item::Source { number, .. } = item { format!("{number}.") } else { "-".to_owned() };
        markdown.item(&marker, |markdown| self.item(markdown, item));
    }

    fn item(self, markdown: &mut Markdown, item: &Item) {
        match item {
            Item::Prose(text) => self.commonmark(markdown, text, self.level),
            Item::Inline(text) => self.inline(markdown, text),
            Item::Words(label, words) => {
                markdown.paragraph(&format!("{label}: {}", words.join(", ")));
            }
            Item::Line(text) => {
                markdown.paragraph(text);
            }
            Item::Relation { words, about } => {
                markdown.begin_paragraph();
                markdown.strong(words);
                add_note(*about, markdown);
            }
            Item::Stated(item) => self.stated(markdown, item),
            Item::Entry(entry) => {
                markdown.begin_paragraph();
                self.name_and_kind(markdown, self.directory.entry(*entry));
            }
            Item::More(more) => {
                markdown.paragraph(&format!("and {more} more"));
            }
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
                self.name_and_kind(markdown, end.other());
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
            self.name(markdown, self.directory.entry(entry));
        }
        add_note(item.record.note(), markdown);
    }

    fn name_and_kind(self, markdown: &mut Markdown, entry: Entry) {
        self.name(markdown, entry);
        markdown.text(&format!(", {}", entry.kind().name));
    }

    fn commonmark(self, markdown: &mut Markdown, text: &str, level: usize) {
        markdown.commonmark(text, level, |written| self.lead(written));
    }

    fn inline(self, markdown: &mut Markdown, text: &str) {
        markdown.inline(text, |written| self.lead(written));
    }

    fn lead(self, written: &str) -> Option<String> {
        match Target::of(self.directory, written) {
            Target::Address(address) => Some(address),
            Target::Entry(entry) => self.anchor(entry).map(|anchor| format!("#{anchor}")),
            Target::Nowhere(_) => None,
        }
    }

    fn name(self, markdown: &mut Markdown, entry: Entry) {
        match self.anchor(entry.handle()) {
            Some(anchor) => markdown.link(entry.name(), &format!("#{anchor}")),
            None => markdown.text(entry.name()),
        }
    }

    /// The anchor of an entry's chapter. It differs from the ones that programs generate for headings.
    fn anchor(self, entry: EntryId) -> Option<String> {
        match self.others {
            Others::Elsewhere => None,
            Others::InTheDocument(has) => {
                has(entry).then(|| format!("entry.{}", self.directory.entry(entry).id()))
            }
        }
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
