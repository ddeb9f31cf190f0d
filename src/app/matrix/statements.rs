//! The statements beneath the grid: laid out, each with its sources, and the one that is chosen among them.

use crate::directory::{Directory, EntryId};
use crate::matrix::Cell;
use crate::page::{Page, Part};
use crate::text::{Document, Glyph, Glyphs, Lines, Role, Span};

use super::{MatrixPane, Statements};

const MOST: usize = 300;
/// Columns that a marker takes before a statement.
const MARKER: usize = 2;

/// What is stated in the chosen cell, column or row, and the statement that is chosen.
#[derive(Debug, Default)]
pub struct StatementList {
    lines: Option<Lines>,
    /// Whose each statement is, its position among the activities of that entry, and its first block.
    statements: Vec<(EntryId, usize, usize)>,
    chosen: usize,
    /// The first line that is seen, from 0.
    pub scroll: usize,
}

impl StatementList {
    pub(super) fn of_cells(directory: &Directory, pane: &MatrixPane, glyphs: Glyphs, width: usize) -> Self {
        let mut writer =
            StatementWriter { directory, document: Document::new(glyphs), glyphs, statements: Vec::new() };
        writer.write(pane);
        let lines = Some(writer.document.wrap(width));
        StatementList { lines, statements: writer.statements, chosen: 0, scroll: 0 }
    }

    /// The lines.
    pub fn lines(&self) -> Option<&Lines> {
        self.lines.as_ref()
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.as_ref().map_or(0, Lines::len)
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All statements: whose, and the position among the activities of that entry.
    pub fn all(&self) -> impl ExactSizeIterator<Item = (EntryId, usize)> {
        self.statements.iter().map(|(entry, index, _)| (*entry, *index))
    }

    /// The chosen one.
    pub fn chosen(&self) -> Option<(EntryId, usize)> {
        self.all().nth(self.chosen)
    }

    /// The position of the chosen one, from 0.
    pub fn position(&self) -> usize {
        self.chosen
    }

    /// The first line of the chosen one.
    pub fn chosen_line(&self) -> Option<usize> {
        self.line_of(self.chosen)
    }

    fn line_of(&self, statement: usize) -> Option<usize> {
        let (.., block) = self.statements.get(statement)?;
        Some(self.lines.as_ref()?.line_of_block(*block))
    }

    /// Chooses another one. One that is longer than the window is read to its end first.
    pub(super) fn go(&mut self, count: isize, height: usize) {
        let end = self.line_of(self.chosen + 1).unwrap_or(self.len());
        let goes_on_below = count > 0 && end > self.scroll + height;
        let begins_above = count < 0 && self.chosen_line().is_some_and(|line| line < self.scroll);
        if goes_on_below || begins_above {
            self.scroll = self.scroll.saturating_add_signed(count).min(self.len().saturating_sub(height));
            return;
        }
        let last = self.statements.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(count).min(last);
        let (start, end) = (self.chosen_line(), self.line_of(self.chosen + 1).unwrap_or(self.len()));
        let first = end.saturating_sub(height);
        let start = if self.chosen == 0 { 0 } else { start.unwrap_or(0) };
        self.scroll = self.scroll.max(first).min(start);
    }
}

struct StatementWriter<'d> {
    directory: &'d Directory,
    document: Document,
    glyphs: Glyphs,
    statements: Vec<(EntryId, usize, usize)>,
}

impl StatementWriter<'_> {
    fn write(&mut self, pane: &MatrixPane) {
        let directory = self.directory;
        let (row, column) = (pane.at.row.row, pane.at.column.row);
        match pane.at.shown {
            Statements::OfCell => self.cell(pane.entry(), pane.cell(directory).as_ref()),
            Statements::OfColumn => {
                for (row, entry) in pane.matrix.rows().iter().enumerate() {
                    let cells = pane.matrix.cells(directory, row);
                    if let Some(cell) = cells.iter().find(|cell| cell.column == column && cell.is_told()) {
                        self.heading(directory.entry(*entry).name());
                        self.cell(*entry, Some(cell));
                    }
                }
            }
            Statements::OfRow => {
                for cell in pane.matrix.cells(directory, row).iter().filter(|cell| cell.is_told()) {
                    self.heading(pane.matrix.columns()[cell.column].name(directory));
                    self.cell(pane.entry(), Some(cell));
                }
            }
        }
    }

    fn heading(&mut self, text: &str) {
        if self.statements.len() < MOST {
            self.document.paragraph(&[Span::new(text, Role::Strong)]);
        }
    }

    fn cell(&mut self, entry: EntryId, cell: Option<&Cell>) {
        let Some(cell) = cell else { return };
        if !cell.is_told() {
            let text = "It is put under this topic, but no activity is told.";
            self.document.paragraph(&[Span::new(text, Role::Muted)]);
        }
        for index in &cell.activities {
            self.statement(entry, *index);
        }
        for of_one in cell.beneath.chunk_by(|(one, _), (other, _)| one == other) {
            if let Some((below, _)) = of_one.first() {
                let name = self.directory.entry(*below).name();
                self.document.paragraph(&[Span::new(&format!("Beneath it, {name}:"), Role::Label)]);
            }
            for (below, index) in of_one {
                self.statement(*below, *index);
            }
        }
    }

    fn statement(&mut self, entry: EntryId, index: usize) {
        let Some(activity) = self.directory.entry(entry).activities().nth(index) else { return };
        if self.statements.len() == MOST {
            return;
        }
        self.statements.push((entry, index, self.document.block_count()));
        let bullet = self.glyphs.of(Glyph::Bullet);
        self.document
            .beneath_marker(bullet, Role::Muted, MARKER, |document| document.inline(activity.text(), ""));
        let page = Page::of_entry(self.directory, entry);
        let citation = page.citation(self.directory, page.place_of(Part::Activities, index));
        let sources = citation.sources.iter().map(|source| {
            let source = self.directory.source(*source);
            source.date.map_or(source.title.to_owned(), |date| format!("{}, {date}", source.title))
        });
        let sources: Vec<String> = sources.collect();
        let sources = (!sources.is_empty()).then(|| format!("Source: {}", sources.join("; ")));
        for (text, role) in citation
            .stated
            .cautions
            .into_iter()
            .map(|caution| (caution, Role::Emphasis))
            .chain(sources.map(|sources| (sources, Role::Label)))
        {
            self.document.beneath(MARKER, |document| document.paragraph(&[Span::new(&text, role)]));
        }
    }
}
