//! The statements beneath the grid with their sources, and which of them is chosen.

use std::ops::Range;

use crate::directory::{Directory, EntryId};
use crate::matrix::Cell;
use crate::page::{Page, Part};
use crate::text::{Document, Glyph, Glyphs, Lines, Role, Span};

use super::{MatrixPane, StatementScope};

const MOST: usize = 300;
const MARKER: usize = 2;

#[derive(Debug)]
pub(crate) struct StatementList {
    pub(crate) lines: Lines,
    /// Whose each statement is, its position among the activities of that entry, and its blocks.
    statements: Vec<(EntryId, usize, Range<usize>)>,
    chosen: usize,
    /// Whether the user has moved between the statements. With `--plain` the chosen one is then spoken.
    pub(crate) is_gone_through: bool,
    pub(crate) scroll: usize,
}

impl StatementList {
    pub(super) fn of_cells(directory: &Directory, pane: &MatrixPane, glyphs: Glyphs, width: usize) -> Self {
        let mut writer =
            StatementWriter { directory, document: Document::new(glyphs), glyphs, statements: Vec::new() };
        writer.write(pane);
        Self::of(writer.document.wrap(width), writer.statements)
    }

    fn of(lines: Lines, statements: Vec<(EntryId, usize, Range<usize>)>) -> Self {
        StatementList { lines, statements, chosen: 0, is_gone_through: false, scroll: 0 }
    }

    pub(super) fn none() -> Self {
        Self::of(Document::new(Glyphs::default()).wrap(1), Vec::new())
    }

    pub(in crate::app) fn position(&self) -> [usize; 3] {
        [self.chosen, self.scroll, usize::from(self.is_gone_through)]
    }

    /// All statements: whose, and the position among the activities of that entry.
    pub(crate) fn all(&self) -> impl ExactSizeIterator<Item = (EntryId, usize)> {
        self.statements.iter().map(|(entry, index, _)| (*entry, *index))
    }

    pub(crate) fn chosen(&self) -> Option<(EntryId, usize)> {
        self.all().nth(self.chosen)
    }

    pub(crate) fn chosen_lines(&self) -> Option<(usize, Range<usize>)> {
        self.lines_of(self.chosen).map(|lines| (self.chosen + 1, lines))
    }

    fn lines_of(&self, statement: usize) -> Option<Range<usize>> {
        let (.., blocks) = self.statements.get(statement)?;
        Some(self.lines.line_of_block(blocks.start)..self.lines.line_of_block(blocks.end))
    }

    pub(super) fn go(&mut self, count: isize, height: usize) {
        self.is_gone_through = !self.statements.is_empty();
        self.chosen = self.chosen.saturating_add_signed(count).min(self.statements.len().saturating_sub(1));
        let Some(lines) = self.lines_of(self.chosen) else { return };
        // The heading above the first one is shown with it.
        let start = if self.chosen == 0 { 0 } else { lines.start };
        self.scroll = self.scroll.max(lines.end.saturating_sub(height)).min(start);
    }
}

struct StatementWriter<'d> {
    directory: &'d Directory,
    document: Document,
    glyphs: Glyphs,
    statements: Vec<(EntryId, usize, Range<usize>)>,
}

impl StatementWriter<'_> {
    fn write(&mut self, pane: &MatrixPane) {
        let directory = self.directory;
        let (row, column) = (pane.at.row.row, pane.at.column.row);
        match pane.at.scope {
            StatementScope::Cell => self.cell(pane.entry(), pane.cell(directory).as_ref()),
            StatementScope::Column => {
                for (row, entry) in pane.matrix.rows.iter().enumerate() {
                    let cells = pane.matrix.cells(directory, row);
                    if let Some(cell) =
                        cells.iter().find(|cell| cell.column == column && cell.has_activities())
                    {
                        self.heading(directory.entry(*entry).name());
                        self.cell(*entry, Some(cell));
                    }
                }
            }
            StatementScope::Row => {
                for cell in pane.matrix.cells(directory, row).iter().filter(|cell| cell.has_activities()) {
                    self.heading(pane.matrix.columns[cell.column].name(directory));
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
        if !cell.has_activities() {
            let text = "It is on this topic, but no activity is stated.";
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
        let first = self.document.block_count();
        let bullet = self.glyphs.of(Glyph::Bullet);
        self.document
            .beneath_marker(bullet, Role::Muted, MARKER, |document| document.inline(activity.text, ""));
        let page = Page::of_entry(self.directory, entry);
        let citation = page.citation(self.directory, page.place_of(Part::Activities, index));
        let sources = citation.sources.iter().map(|source| {
            let source = self.directory.source(*source);
            source.date.map_or(source.title.to_owned(), |date| format!("{}, {date}", source.title))
        });
        let sources: Vec<String> = sources.collect();
        let sources = (!sources.is_empty()).then(|| format!("Source: {}", sources.join("; ")));
        let cautions = citation.stated.cautions.into_iter().map(|caution| (caution, Role::Emphasis));
        for (text, role) in cautions.chain(sources.map(|sources| (sources, Role::Label))) {
            self.document.beneath(MARKER, |document| document.paragraph(&[Span::new(&text, role)]));
        }
        self.statements.push((entry, index, first..self.document.block_count()));
    }
}
