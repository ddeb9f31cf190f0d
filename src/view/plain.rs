//! The screen for those who hear it: one column, words instead of signs, no lines and no marked row.
//!
//! A screen reader tells what changes. So a move changes one line, the last one, which says where the keys are now and
//! holds the cursor; the rows above it change a page at a time.

use ratatui::layout::{Position, Rect};

use crate::app::{MatrixPane, Mode};
use crate::layout::Pane;
use crate::matrix::Cell;
use crate::outline::{Fold, Row};
use crate::text::{SafeText, width};

use super::Screen;
use super::matrix::counted;
use super::theme::Tone;

impl Screen<'_> {
    /// The rows of the list, from the first of the page that the chosen one is on.
    pub(super) fn plain_list(&mut self, area: Rect) {
        let list = self.state.list();
        let height = usize::from(area.height.max(1));
        let top = list.cursor.row / height * height;
        for (line, rect) in area.rows().enumerate() {
            let Some(row) = list.outline.row(top + line) else { break };
            let text = self.told(row);
            let glyphs = self.glyphs;
            self.canvas(rect).put(&text.truncate(usize::from(rect.width), glyphs), Tone::Text);
        }
    }

    /// The rows of the matrix, each with what it acts on, from the first of the page that the chosen one is on.
    pub(super) fn plain_matrix(&mut self, area: Rect, pane: &MatrixPane) {
        let directory = self.state.directory();
        let height = usize::from(area.height.max(1));
        let top = pane.at.row.row / height * height;
        for (row, rect) in (top..pane.matrix.rows().len()).zip(area.rows()) {
            let name = directory.entry(pane.matrix.rows()[row]).name();
            let cells = pane.matrix.cells(directory, row).into_iter();
            let told: Vec<String> = cells
                .filter(Cell::is_told)
                .map(|cell| {
                    let topic = pane.matrix.columns()[cell.column].name(directory);
                    format!("{topic} {}", cell.activities.len())
                })
                .collect();
            let told = if told.is_empty() { "no activity".to_owned() } else { told.join(", ") };
            let glyphs = self.glyphs;
            let text = SafeText::from(format!("{name}: {told}"));
            self.canvas(rect).put(&text.truncate(usize::from(rect.width), glyphs), Tone::Text);
        }
    }

    /// The chosen cell: `Trade policy, 2 activities, Department of Labor, row 5 of 18, column 6 of 11`.
    fn told_cell(&self, pane: &MatrixPane) -> String {
        let directory = self.state.directory();
        let cell = pane.cell(directory);
        let (rows, columns) = (pane.matrix.rows(), pane.matrix.columns());
        let (row, column) = (pane.at.row.row, pane.at.column.row);
        format!(
            "{}, {}, {}, row {} of {}, column {} of {}",
            directory.entry(pane.entry()).name(),
            columns[column].name(directory),
            counted(cell.as_ref()),
            row + 1,
            rows.len(),
            column + 1,
            columns.len()
        )
    }

    /// The line that a move changes, with the cursor at its end.
    pub(super) fn announcement(&mut self, area: Rect) {
        let text = self.announced();
        let glyphs = self.glyphs;
        let shown = text.truncate(usize::from(area.width), glyphs).into_owned();
        self.canvas(area).put(&shown, Tone::Text);
        let column = u16::try_from(shown.width()).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
        if self.cursor.is_none() {
            self.cursor = Some(Position { x: area.x + column, y: area.y });
        }
    }

    fn announced(&self) -> SafeText<'static> {
        let state = self.state;
        let safe = |text: &str| SafeText::line_in(text, self.glyphs).into_owned();
        if let Some(message) = state.message() {
            return safe(&message.text);
        }
        match state.mode() {
            Mode::Search(pane) => match pane.chosen() {
                Some(entry) => {
                    let name = state.directory().entry(entry).name();
                    safe(&format!("{name}, hit {} of {}", pane.cursor.row + 1, pane.results.total))
                }
                None => safe(&format!("Search: {}", pane.line.text())),
            },
            Mode::Pick(picker) => match picker.chosen() {
                Some(item) => safe(&format!("{} {}", item.text, item.key)),
                None => safe("nothing matches"),
            },
            Mode::Matrix(pane) => safe(&self.told_cell(pane)),
            Mode::Filter(line) => safe(&format!("Filter: {}", line.text())),
            Mode::Browse if self.has_keys(Pane::List) => match state.list().row() {
                Some(row) => {
                    let position =
                        format!(", {} of {}", state.list().cursor.row + 1, state.list().outline.len());
                    safe(&format!("{}{position}", self.told(row)))
                }
                None => safe("the list is empty"),
            },
            Mode::Read(_) | Mode::Browse => self.told_text(),
        }
    }

    /// A row in words: `Department of Labor, DOL, level 2, folded`.
    fn told(&self, row: Row) -> SafeText<'static> {
        let fold = match row.fold {
            Fold::Leaf => "",
            Fold::Folded => ", folded",
            Fold::Unfolded => ", unfolded",
        };
        let tail = self.tail(row);
        let tail = if tail.is_empty() { String::new() } else { format!(", {tail}") };
        SafeText::from(format!("{}{tail}, level {}{fold}", self.label(row.subject), row.depth + 1))
    }

    /// The link that the keys are on, or which lines are seen.
    fn told_text(&self) -> SafeText<'static> {
        let detail = self.state.detail();
        let linked = detail.layout().zip(detail.link).map(|(layout, link)| {
            let pieces = layout.lines.iter().flat_map(|line| line.pieces().collect::<Vec<_>>());
            let of_link = pieces.filter(|piece| piece.link == Some(link)).map(|piece| piece.text.to_string());
            of_link.collect::<Vec<_>>().join(" ")
        });
        match linked {
            Some(text) if width(&text) > 0 => SafeText::from(format!("link: {text}")),
            Some(_) | None => SafeText::from(self.position()),
        }
    }
}
