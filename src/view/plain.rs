//! The screen for those who hear it: one column, words instead of signs, no lines and no marked row.
//!
//! A screen reader tells what changes. So a move changes one line, the last one, which says where the keys are now and
//! holds the cursor; the rows above it change a page at a time, and a text is read line by line.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use crate::app::{Choice, Item, MatrixPane, Mode, Picker, SearchPane};
use crate::layout::Pane;
use crate::matrix::Cell;
use crate::outline::{Fold, Row, Subject, home as home_of};
use crate::search::{Hit, snippet};
use crate::text::{Document, Glyph, Lines, SafeText, Span};

use super::Screen;
use super::matrix::counted;
use super::status::counted_rows;
use super::theme::Tone;

/// Columns that are kept for what something is called, before what else there is to say of it.
const NARROWEST_NAME: usize = 12;

/// The rows of the page that a row is on, where a page has so many.
fn page_of(row: usize, height: u16) -> Range<usize> {
    let height = usize::from(height.max(1));
    let top = row / height * height;
    top..top + height
}

impl Screen<'_> {
    /// The rows of the list, from the first of the page that the chosen one is on.
    pub(super) fn plain_list(&mut self, area: Rect) {
        let list = self.state.list();
        for (position, rect) in page_of(list.cursor.row, area.height).zip(area.rows()) {
            let Some(row) = list.outline.row(position) else { break };
            self.plain_row(rect, &self.told(row));
        }
    }

    /// The lines of a text, from the first of the page that the read one is on.
    pub(super) fn plain_text(&mut self, area: Rect, lines: &Lines, read: usize) {
        for (line, rect) in page_of(read, area.height).zip(area.rows()) {
            let Some(line) = lines.get(line) else { break };
            self.plain_row(rect, &SafeText::from(line.to_string()));
        }
    }

    /// A list to choose from, beneath its title and what is typed.
    pub(super) fn plain_picker(&mut self, area: Rect, picker: &Picker) {
        let typed = picker.line().map_or(String::new(), |line| format!(": {}", line.text()));
        let below = self.plain_line(area, &format!("{}{typed}", picker.title), picker.is_typing());
        let items: Vec<&Item> = picker.items().collect();
        for (index, rect) in page_of(picker.cursor.row, below.height).zip(below.rows()) {
            let Some(item) = items.get(index) else { break };
            self.plain_row(rect, &self.told_item(item));
        }
    }

    /// The hits of a search, beneath what is typed.
    pub(super) fn plain_search(&mut self, area: Rect, pane: &SearchPane) {
        let (place, mode) = (self.told_place(pane), pane.line.mode.name());
        let typed = format!("Search{place} by {mode}: {}", pane.line.text());
        let below = self.plain_line(area, &typed, true);
        if pane.results.hits.is_empty() {
            let mut document = Document::new(self.glyphs);
            for text in self.nothing_found(pane) {
                document.paragraph(&[Span::text(&text)]);
            }
            let lines = document.wrap(usize::from(below.width.max(1)));
            return self.plain_text(below, &lines, 0);
        }
        for (index, rect) in page_of(pane.cursor.row, below.height).zip(below.rows()) {
            let Some(hit) = pane.results.hits.get(index) else { break };
            self.plain_row(rect, &self.told_hit(*hit, pane, usize::from(rect.width)));
        }
    }

    /// A row in which may be typed, and what is left of the area beneath it.
    fn plain_line(&mut self, area: Rect, text: &str, is_typed_in: bool) -> Rect {
        let row = Rect { height: area.height.min(1), ..area };
        let text = SafeText::line_in(text, self.glyphs).into_owned();
        self.plain_row(row, &text);
        if is_typed_in {
            self.cursor = Some(end_of(&text, row));
        }
        Rect { y: area.y + row.height, height: area.height - row.height, ..area }
    }

    fn plain_row(&mut self, area: Rect, text: &SafeText) {
        let glyphs = self.glyphs;
        self.canvas(area).put(&text.truncate(usize::from(area.width), glyphs), Tone::Text);
    }

    /// The rows of the matrix, each with what it acts on, from the first of the page that the chosen one is on.
    pub(super) fn plain_matrix(&mut self, area: Rect, pane: &MatrixPane) {
        let directory = self.state.directory();
        let rows = pane.matrix.rows().len();
        for (row, rect) in
            page_of(pane.at.row.row, area.height).take_while(|row| *row < rows).zip(area.rows())
        {
            let name = directory.entry(pane.matrix.rows()[row]).name();
            let cells = pane.matrix.cells(directory, row).into_iter();
            let told: Vec<String> = cells
                .filter(Cell::is_told)
                .map(|cell| {
                    let topic = pane.matrix.columns()[cell.column].name(directory);
                    format!("{topic}, {}", counted(Some(&cell)))
                })
                .collect();
            let told = if told.is_empty() { "no activity".to_owned() } else { told.join("; ") };
            let name = SafeText::line_in(name, self.glyphs).into_owned();
            self.plain_row(rect, &SafeText::from(format!("{name}: {told}")));
        }
    }

    /// The line that a move changes, with the cursor at its end.
    pub(super) fn announcement(&mut self, area: Rect) {
        if let Some(message) = self.state.message() {
            let used = self.message(area, message);
            let x = area.x + used.min(area.width.saturating_sub(1));
            self.cursor = self.cursor.or(Some(Position { x, y: area.y }));
            return;
        }
        if let Some(told) = self.told_pending() {
            let whole = SafeText::line_in(&told, self.glyphs).into_owned();
            let text = whole.truncate(usize::from(area.width), self.glyphs).into_owned();
            self.plain_row(area, &text);
            self.cursor = self.cursor.or(Some(end_of(&text, area)));
            return;
        }
        let text = self.announced(usize::from(area.width));
        self.plain_row(area, &text);
        self.cursor = self.cursor.or(Some(end_of(&text, area)));
    }

    /// Where the keys are, in at most so many columns.
    fn announced(&self, room: usize) -> SafeText<'static> {
        let state = self.state;
        let safe = |text: &str| SafeText::line_in(text, self.glyphs).into_owned();
        match state.mode() {
            Mode::Search(pane) => {
                let Some(hit) = pane.results.hits.get(pane.cursor.row) else { return safe("no hit") };
                let at = format!(", hit {} of {}", pane.cursor.row + 1, pane.results.total);
                let left = room.saturating_sub(at.len());
                self.in_room(&self.told_hit(*hit, pane, left), &at, room)
            }
            Mode::Pick(picker) => match picker.chosen() {
                Some(item) => {
                    let (at, count) = picker.position();
                    let at = format!(", {at} of {count}");
                    self.in_room(&self.told_item(item), &at, room)
                }
                None => safe("nothing matches"),
            },
            Mode::Matrix(pane) => self.told_cell(pane, room),
            Mode::Filter(line) => safe(&format!("Filter: {}", line.text())),
            Mode::Read(reading) => told_line(&reading.lines, reading.scroll, room),
            Mode::Browse if self.has_keys(Pane::List) => match state.list().row() {
                Some(row) => {
                    let (at, rows) = counted_rows(state.list());
                    let at = format!(", {at} of {rows}");
                    let after =
                        [format!("{}{at}", self.told_after(row)), format!("{}{at}", told_fold(row)), at];
                    self.in_room(&self.row_label(row), &longest_of(&after, room), room)
                }
                None => safe("the list is empty"),
            },
            Mode::Browse => {
                let detail = state.detail();
                let Some(layout) = detail.layout() else { return safe("nothing is chosen") };
                match told_link(&layout.lines, detail.link) {
                    Some(link) => link,
                    None => told_line(&layout.lines, detail.scroll, room),
                }
            }
        }
    }

    /// A text and what is to be heard after it, however long the text is.
    fn in_room(&self, text: &SafeText, after: &str, room: usize) -> SafeText<'static> {
        let after = SafeText::line_in(after, self.glyphs);
        let text = text.truncate(room.saturating_sub(after.width()), self.glyphs);
        SafeText::from(format!("{text}{after}"))
    }

    /// The chosen cell, what changes with a move first: `Trade policy, 2 activities, Department of Labor, row 5 of 18,
    /// column 6 of 11`.
    fn told_cell(&self, pane: &MatrixPane, room: usize) -> SafeText<'static> {
        let directory = self.state.directory();
        let cell = pane.cell(directory);
        let (rows, columns) = (pane.matrix.rows(), pane.matrix.columns());
        let (row, column) = (pane.at.row.row, pane.at.column.row);
        let topic = columns[column].name(directory);
        let before = format!("{topic}, {}, ", counted(cell.as_ref()));
        let (row, column) = ((row + 1, rows.len()), (column + 1, columns.len()));
        let in_words = format!(", row {} of {}, column {} of {}", row.0, row.1, column.0, column.1);
        let in_numbers = format!(", {}/{}, {}/{}", row.0, row.1, column.0, column.1);
        let after = longest_of(&[in_words, in_numbers], room);
        let entry = directory.entry(pane.entry());
        let long = SafeText::from(format!("{before}{}{after}", entry.name()));
        if long.width() <= room {
            return long;
        }
        let short = entry.abbreviation().unwrap_or(entry.name());
        self.in_room(&SafeText::line_in(&format!("{before}{short}"), self.glyphs), &after, room)
    }

    /// A row in words: `Department of Labor, DOL, level 2, folded`.
    fn told(&self, row: Row) -> SafeText<'static> {
        SafeText::from(format!("{}{}", self.row_label(row), self.told_after(row)))
    }

    fn told_after(&self, row: Row) -> String {
        let tail = self.tail(row);
        let tail = if tail.is_empty() { String::new() } else { format!(", {tail}") };
        let home = row.subject.entry().filter(|_| row.is_reference);
        let home = home.and_then(|entry| home_of(self.state.directory(), entry)).map(|home| {
            let home = self.state.directory().entry(home);
            format!(", with its home beneath {}", home.abbreviation().unwrap_or(home.name()))
        });
        let is_group = matches!(row.subject, Subject::Group(..));
        let level = if is_group { ", heading".to_owned() } else { format!(", level {}", row.level + 1) };
        format!("{tail}{level}{}{}", home.unwrap_or_default(), told_fold(row))
    }

    /// A choice in words: `back to where you came from, H Backspace Ctrl-o, back`.
    fn told_item(&self, item: &Item) -> SafeText<'static> {
        if item.choice == Choice::Heading {
            return SafeText::line_in(&format!("{}:", item.text), self.glyphs).into_owned();
        }
        let parts = [&item.text, &item.key, &item.note].into_iter().filter(|part| !part.is_empty());
        let told: Vec<&str> = parts.map(String::as_str).collect();
        SafeText::line_in(&told.join(", "), self.glyphs).into_owned()
    }

    /// A hit in words: its name, and where it matches.
    fn told_hit(&self, hit: Hit, pane: &SearchPane, room: usize) -> SafeText<'static> {
        let directory = self.state.directory();
        let entry = directory.entry(hit.entry);
        let name = SafeText::line_in(entry.name(), self.glyphs);
        let passage = hit.passage(directory, &pane.answered);
        let taken_for = passage.taken_for.as_ref().map(|taken_for| format!(", as \"{taken_for}\""));
        let taken_for = SafeText::line_in(&taken_for.unwrap_or_default(), self.glyphs).into_owned();
        if passage.field == crate::search::Field::Name {
            let kind = SafeText::line_in(entry.kind().name, self.glyphs);
            return SafeText::from(format!("{name}, {kind}{taken_for}"));
        }
        let before = format!("{name}, {}{taken_for}: ", passage.field.label());
        let left = room.saturating_sub(crate::text::width(&before));
        let text = passage.field.text(directory, entry);
        let cut = snippet(&text, &passage.ranges, left, self.glyphs.of(Glyph::Ellipsis));
        SafeText::from(format!("{before}{}", SafeText::line_in(&cut.text, self.glyphs)))
    }
}

/// A line of a text, and which one it is where there is room to say so: what is read is not cut for it.
fn told_line(lines: &Lines, read: usize, room: usize) -> SafeText<'static> {
    let text = lines.get(read).map_or(String::new(), |line| line.to_string());
    let text = if text.trim().is_empty() { "blank" } else { text.trim() };
    let at = format!("{text}, {} of {}", read + 1, lines.len());
    let at = SafeText::from(at);
    if at.width() <= room { at } else { SafeText::from(text.to_owned()) }
}

/// The link that the keys are on.
fn told_link(lines: &Lines, link: Option<usize>) -> Option<SafeText<'static>> {
    let link = link?;
    let shown = lines.lines_of_link(link)?;
    let mut told = Vec::new();
    for line in shown.filter_map(|line| lines.get(line)) {
        let of_link = line.pieces().filter(|piece| piece.link == Some(link));
        told.extend(of_link.map(|piece| piece.text.to_string()));
    }
    Some(SafeText::from(format!("link: {}", told.join(" "))))
}

fn told_fold(row: Row) -> &'static str {
    match row.fold {
        Fold::Leaf => "",
        Fold::Folded => ", folded",
        Fold::Unfolded => ", unfolded",
    }
}

/// The first of these, the longest first, that leaves room for a name before it, or else the last.
fn longest_of(after: &[String], room: usize) -> String {
    let fits = |text: &&String| crate::text::width(text) + NARROWEST_NAME <= room;
    after.iter().find(fits).or(after.last()).cloned().unwrap_or_default()
}

/// The cell behind a text in a row, or the last one of the row.
fn end_of(text: &SafeText, row: Rect) -> Position {
    let column = u16::try_from(text.width()).unwrap_or(u16::MAX).min(row.width.saturating_sub(1));
    Position { x: row.x + column, y: row.y }
}
