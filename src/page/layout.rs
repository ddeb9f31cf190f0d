//! A page laid out for reading: a document of blocks that wraps to any width, with the positions of its links,
//! sections and statements.

use super::sources::{add_source, in_brackets};
use super::{Item, Page, Part, StatedItem, Target, is_less_sure, span_of_end, status_line, topics_of};
use crate::directory::{Contact, Directory, Entry, StatedRecord};
use crate::text::{Document, Glyph, Glyphs, Lines, Medium, Role, Span, UNWRAPPED};

/// A page as wrapped lines.
#[derive(Debug)]
pub struct PageLayout {
    /// The lines.
    pub lines: Lines,
    /// Where each link of the lines leads.
    pub targets: Vec<Target>,
    pub(crate) sections: Vec<(Part, usize)>,
    /// The first block of each statement, in the page's order, activities before background.
    pub(crate) statements: Vec<usize>,
}

impl PageLayout {
    pub(crate) fn parts_of_links(&self) -> Vec<Option<Part>> {
        let tops = self.sections.iter().map(|(part, block)| (*part, self.lines.line_of_block(*block)));
        let tops: Vec<(Part, usize)> = tops.collect();
        let mut parts = vec![None; self.targets.len()];
        for (number, line) in self.lines.iter().enumerate() {
            let above = &tops[..tops.partition_point(|(_, top)| *top <= number)];
            let part = above.last().map(|(part, _)| *part);
            for link in line.pieces().filter_map(|piece| piece.link) {
                parts[link] = parts[link].or(part);
            }
        }
        parts
    }
}

impl Page<'_> {
    pub(crate) fn lay_out(&self, directory: &Directory, glyphs: Glyphs, width: usize) -> PageLayout {
        self.lay_out_for(Medium::Screen, directory, glyphs, width)
    }

    pub(crate) fn lay_out_for(
        &self,
        medium: Medium,
        directory: &Directory,
        glyphs: Glyphs,
        width: usize,
    ) -> PageLayout {
        let mut writer = LayoutWriter {
            document: Document::new(glyphs),
            glyphs,
            sections: Vec::new(),
            statements: Vec::new(),
            page: self,
        };
        writer.document.set_medium(medium);
        writer.heading();
        let mut before = None;
        for section in &self.sections {
            // On a screen the links of both directions are one list; the name of a relation shows the direction.
            let goes_on =
                medium == Medium::Screen && (before, section.part) == (Some(Part::Links), Part::LinkedFrom);
            before = Some(section.part);
            if !goes_on {
                writer.document.gap();
            }
            writer.sections.push((section.part, writer.document.block_count()));
            if let Some(title) = section.part.title().filter(|_| !goes_on) {
                writer.document.heading(2, title);
            }
            section.items.iter().for_each(|item| writer.item(directory, item));
        }
        let LayoutWriter { document, sections, statements, .. } = writer;
        let targets = document.links().iter().map(|link| Target::of(directory, link)).collect();
        PageLayout { lines: document.wrap(width), targets, sections, statements }
    }

    /// The page as text for pasting, one line a paragraph.
    pub fn plain(&self, directory: &Directory, glyphs: Glyphs) -> String {
        self.lay_out_for(Medium::Paper, directory, glyphs, UNWRAPPED).lines.plain()
    }
}

struct LayoutWriter<'p> {
    document: Document,
    glyphs: Glyphs,
    sections: Vec<(Part, usize)>,
    statements: Vec<usize>,
    page: &'p Page<'p>,
}

const DATE_COLUMNS: usize = 12;
const STATUS_COLUMNS: usize = 8;
const MEANS_COLUMNS: usize = 9;
const LINK_COLUMNS: usize = 3;

impl LayoutWriter<'_> {
    fn heading(&mut self) {
        self.document.heading(1, &self.page.name);
        let dot = format!(" {} ", self.glyphs.of(Glyph::Dot));
        if !self.page.facts.is_empty() {
            self.document.paragraph(&[Span::new(&self.page.facts.join(&dot), Role::Label)]);
        }
    }

    fn item(&mut self, directory: &Directory, item: &Item) {
        match item {
            Item::Prose(text) => {
                self.document.commonmark(text, "");
                self.document.gap();
            }
            Item::Inline(text) => self.document.inline(text, ""),
            Item::Labelled(label, words) => {
                let label = format!("{label}: ");
                self.document.paragraph(&[Span::new(&label, Role::Label), Span::text(&words.join(", "))]);
            }
            Item::Line(text) => self.document.item(&[Span::text(text)]),
            Item::Relation { words, about } => {
                self.document.paragraph(&[Span::new(words, Role::Label)]);
                self.note(LINK_COLUMNS, *about);
            }
            Item::Stated(item) => self.stated(directory, item),
            Item::Entry(entry) => self.entry(directory.entry(*entry), ""),
            Item::More(more) => {
                let text = format!("and {more} more; the list has them all");
                self.beneath(LINK_COLUMNS, &[Span::new(&text, Role::Muted)]);
            }
            Item::Source { number, source } => add_source(*number, source, &mut self.document),
        }
    }

    fn stated(&mut self, directory: &Directory, item: &StatedItem) {
        let is_less_sure = self.document.medium == Medium::Screen
            && is_less_sure(directory, &self.page.sources.of(&item.sources));
        let numbers = in_brackets(&item.sources) + if is_less_sure { " less sure" } else { "" };
        let columns = match item.record {
            StatedRecord::Statement(statement) => {
                self.statements.push(self.document.block_count());
                let bullet = self.glyphs.of(Glyph::Bullet);
                self.marked(bullet, Role::Muted, 2, statement.text, &numbers);
                if let Some(topics) = topics_of(directory, &statement) {
                    self.beneath(2, &[Span::new(&topics, Role::Label)]);
                }
                2
            }
            StatedRecord::Status(status) => {
                self.marked("Status:", Role::Label, STATUS_COLUMNS, &status_line(&status), &numbers);
                STATUS_COLUMNS
            }
            StatedRecord::Event(event) => {
                self.marked(&event.date.to_string(), Role::Label, DATE_COLUMNS, event.text, &numbers);
                // Beneath its own name the entry is not named again.
                let is_named = self.page.entry == item.of;
                let is_on_paper = self.document.medium != Medium::Screen;
                if let Some(of) = item.of.filter(|_| !(is_named && is_on_paper)) {
                    let entry = directory.entry(of);
                    let name = if is_named { "the whole entry" } else { entry.name() };
                    let link = self.document.add_link(entry.id());
                    self.beneath(DATE_COLUMNS, &[Span::link(name, link)]);
                }
                DATE_COLUMNS
            }
            StatedRecord::Link(end) => {
                self.entry(end.other(), &(span_of_end(end) + &numbers));
                LINK_COLUMNS
            }
            StatedRecord::Contact(contact) => {
                self.contact(&contact, &numbers);
                MEANS_COLUMNS
            }
        };
        self.note(columns, item.record.note());
    }

    fn marked(&mut self, marker: &str, role: Role, columns: usize, text: &str, numbers: &str) {
        self.document.beneath_marker(marker, role, columns, |document| document.inline(text, numbers));
    }

    fn entry(&mut self, entry: Entry, behind: &str) {
        let link = self.document.add_link(entry.id());
        let tail = format!("  {}{behind}", entry.kind().name);
        let spans = [Span::link(entry.name(), link), Span::new(&tail, Role::Muted)];
        let arrow = self.glyphs.of(Glyph::Arrow);
        self.document.beneath_marker(arrow, Role::Muted, LINK_COLUMNS, |document| document.paragraph(&spans));
    }

    fn contact(&mut self, contact: &Contact, numbers: &str) {
        let link = contact.address().map(|address| self.document.add_link(address));
        let role = if link.is_some() { Role::Link } else { Role::Strong };
        let label = contact.label.map_or(String::new(), |label| format!("  {label}"));
        let tail = format!("{label}{numbers}");
        let spans = [Span { text: contact.value, role, link }, Span::text(&tail)];
        self.document.field(contact.kind.word(), MEANS_COLUMNS, &spans);
        if let Some(date) = contact.date {
            self.beneath(MEANS_COLUMNS, &[Span::new(&format!("confirmed {date}"), Role::Muted)]);
        }
    }

    fn note(&mut self, columns: usize, note: Option<&str>) {
        if let Some(note) = note {
            self.beneath(columns, &[Span::new("Note: ", Role::Label), Span::new(note, Role::Emphasis)]);
        }
    }

    fn beneath(&mut self, columns: usize, spans: &[Span]) {
        self.document.beneath(columns, |document| document.paragraph(spans));
    }
}
