//! A page laid out for reading: a document of blocks that wraps to any width, and where in it everything is.

use super::sources::{add_source, in_brackets};
use super::{Item, Page, Part, Target, span_of_end, status_line, topics_of};
use crate::directory::{Contact, Directory};
use crate::text::{Document, Glyph, Glyphs, Lines, Medium, Role, Span, UNWRAPPED};

/// A page as wrapped lines.
#[derive(Debug)]
pub struct Layout {
    /// The lines.
    pub lines: Lines,
    /// Where each link of the lines leads.
    pub targets: Vec<Target>,
    /// The parts of the page, each with its first block.
    pub sections: Vec<(Part, usize)>,
    /// The first block of each statement, in the page's order, activities before background.
    pub statements: Vec<usize>,
}

impl Layout {
    /// The part of the page that each link stands in.
    pub fn parts_of_links(&self) -> Vec<Option<Part>> {
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
    /// The page as lines of at most `width` cells, for a screen.
    pub fn lay_out(&self, directory: &Directory, glyphs: Glyphs, width: usize) -> Layout {
        self.lay_out_for(Medium::Screen, directory, glyphs, width)
    }

    /// The page as lines of about `width` cells.
    pub fn lay_out_for(&self, medium: Medium, directory: &Directory, glyphs: Glyphs, width: usize) -> Layout {
        let mut writer = LayoutWriter {
            document: Document::with_room(glyphs, ROOM),
            glyphs,
            sections: Vec::new(),
            statements: Vec::new(),
        };
        writer.document.set_medium(medium);
        writer.heading(self);
        let mut before = None;
        for section in &self.sections {
            // On a screen the links of both directions read as one list; the words of a relation say which way it leads.
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
        let targets = document.links().iter().map(|link| Target::of(directory, &link.target)).collect();
        Layout { lines: document.wrap(width), targets, sections, statements }
    }

    /// The page as text to be pasted elsewhere: its paragraphs are a line each.
    pub fn plain(&self, directory: &Directory, glyphs: Glyphs) -> String {
        self.lay_out_for(Medium::Paper, directory, glyphs, UNWRAPPED).lines.plain()
    }
}

struct LayoutWriter {
    document: Document,
    glyphs: Glyphs,
    sections: Vec<(Part, usize)>,
    statements: Vec<usize>,
}

/// The bytes that most pages do not exceed; room that is not filled costs little.
const ROOM: usize = 1 << 15;
const DATE_COLUMNS: usize = 12;
const STATUS_COLUMNS: usize = 8;
const MEANS_COLUMNS: usize = 9;

impl LayoutWriter {
    fn heading(&mut self, page: &Page) {
        self.document.heading(1, &page.name);
        let dot = format!(" {} ", self.glyphs.of(Glyph::Dot));
        if !page.facts.is_empty() {
            self.document.paragraph(&[Span::new(&page.facts.join(&dot), Role::Label)]);
        }
    }

    fn item(&mut self, directory: &Directory, item: &Item) {
        match item {
            Item::Prose(text) => {
                self.document.commonmark(text);
                self.document.gap();
            }
            Item::Inline(text) => self.document.inline(text, ""),
            Item::Words(label, words) => {
                let label = format!("{label}: ");
                self.document.paragraph(&[Span::new(&label, Role::Label), Span::text(&words.join(", "))]);
            }
            Item::Line(text) => self.document.item(&[Span::text(text)]),
            Item::Statement { statement, sources } => {
                self.statements.push(self.document.block_count());
                let bullet = self.glyphs.of(Glyph::Bullet);
                self.document.beneath_marker(bullet, Role::Muted, 2, |document| {
                    document.inline(statement.text(), &in_brackets(sources));
                });
                if let Some(topics) = topics_of(directory, statement) {
                    self.beneath(2, &[Span::new(&topics, Role::Label)]);
                }
                self.note(2, statement.note());
            }
            Item::Status { status, sources } => {
                self.document.beneath_marker("Status:", Role::Label, STATUS_COLUMNS, |document| {
                    document.inline(&status_line(status), &in_brackets(sources));
                });
                self.note(STATUS_COLUMNS, status.note);
            }
            Item::Relation { words, about } => {
                self.document.paragraph(&[Span::new(words, Role::Label)]);
                self.note(3, Some(*about).filter(|about| !about.is_empty()));
            }
            Item::Link { to, end, sources, .. } => {
                let entry = directory.entry(*to);
                let link = self.document.add_link(entry.id());
                let tail = format!("  {}{}{}", entry.kind().name, span_of_end(*end), in_brackets(sources));
                let spans = [Span::link(entry.name(), link), Span::new(&tail, Role::Muted)];
                let arrow = self.glyphs.of(Glyph::Arrow);
                self.document.beneath_marker(arrow, Role::Muted, 3, |document| document.paragraph(&spans));
                self.note(3, end.and_then(|end| end.link.note()));
            }
            Item::More(more) => {
                let text = format!("and {more} more; the list has them all");
                self.beneath(3, &[Span::new(&text, Role::Muted)]);
            }
            Item::Event { event, of, sources } => {
                self.document.beneath_marker(
                    &event.date.to_string(),
                    Role::Label,
                    DATE_COLUMNS,
                    |document| {
                        document.inline(event.text, &in_brackets(sources));
                    },
                );
                if let Some(entry) = of.map(|entry| directory.entry(entry)) {
                    let link = self.document.add_link(entry.id());
                    self.beneath(DATE_COLUMNS, &[Span::link(entry.name(), link)]);
                }
                self.note(DATE_COLUMNS, event.note);
            }
            Item::Contact { contact, sources } => self.contact(contact, sources),
            Item::Source { number, source } => add_source(*number, source, &mut self.document),
        }
    }

    fn contact(&mut self, contact: &Contact, sources: &[usize]) {
        let link = contact.address().map(|address| self.document.add_link(address));
        let role = if link.is_some() { Role::Link } else { Role::Strong };
        let label = contact.label.map_or(String::new(), |label| format!("  {label}"));
        let tail = format!("{label}{}", in_brackets(sources));
        let spans = [Span { text: contact.value, role, link }, Span::text(&tail)];
        self.document.field(contact.kind.word(), MEANS_COLUMNS, &spans);
        if let Some(date) = contact.date {
            self.beneath(MEANS_COLUMNS, &[Span::new(&format!("confirmed {date}"), Role::Muted)]);
        }
        self.note(MEANS_COLUMNS, contact.note);
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
