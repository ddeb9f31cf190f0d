//! The screen for those who hear it: one column, words instead of signs, no lines and no marked row.
//!
//! A screen reader tells what changes. So a move changes the last lines alone, which say where the keys are now and hold
//! the cursor; the rows above them change a page at a time, and none is cut. A text is read line by line.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use crate::app::{Choice, MatrixPane, Mode, Picker, PickerItem, SearchPane, Statements};
use crate::layout::Pane;
use crate::matrix::Cell;
use crate::outline::{Fold, Row, Subject, home as home_of};
use crate::search::{Hit, snippet};
use crate::text::{Document, Glyph, Lines, SafeText, Span, width};

use super::Painter;
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

impl Painter<'_> {
    /// The page of rows that has the chosen one, with no row cut. It stays while the cursor moves on it.
    fn plain_rows(&mut self, area: Rect, chosen: usize, told: impl Fn(&Self, usize) -> Option<String>) {
        let mut page: Vec<SafeText> = Vec::new();
        for index in page_of(chosen, area.height) {
            let Some(text) = told(self, index) else { break };
            let lines = self.wrapped(&text, area.width);
            if !page.is_empty() && page.len() + lines.len() > usize::from(area.height) {
                if index > chosen {
                    break;
                }
                page.clear();
            }
            page.extend(lines);
        }
        for (line, row) in page.iter().zip(area.rows()) {
            self.canvas(row).put(line, Tone::Text);
        }
    }

    fn wrapped(&self, text: &str, width: u16) -> Vec<SafeText<'static>> {
        let mut document = Document::new(self.glyphs);
        document.paragraph(&[Span::text(text)]);
        let lines = document.wrap(usize::from(width.max(1)));
        lines.iter().map(|line| SafeText::from(line.to_string())).collect()
    }

    pub(super) fn plain_list(&mut self, area: Rect) {
        let list = self.state.list();
        if list.outline.is_empty() {
            return self.empty_list(area);
        }
        self.plain_rows(area, list.cursor.row, |screen, position| {
            list.outline.row(position).map(|row| screen.row_in_words(row))
        });
    }

    /// The lines of a text, from the first of the page that the read one is on.
    pub(super) fn plain_text(&mut self, area: Rect, lines: &Lines, read: usize) {
        for (line, row) in page_of(read, area.height).zip(area.rows()) {
            let Some(line) = lines.get(line) else { break };
            self.canvas(row).put(&SafeText::from(line.to_string()), Tone::Text);
        }
    }

    pub(super) fn plain_picker(&mut self, area: Rect, picker: &Picker) {
        let typed = picker.line().map_or(String::new(), |line| format!(": {}", line.text()));
        let below = self.plain_line(area, &format!("{}{typed}", picker.title), picker.is_typing());
        let items: Vec<&PickerItem> = picker.items().collect();
        self.plain_rows(below, picker.cursor.row, |_, index| {
            items.get(index).map(|item| item_in_words(item))
        });
    }

    pub(super) fn plain_search(&mut self, area: Rect, pane: &SearchPane) {
        let (place, mode) = (self.place_in_words(pane), pane.line.mode.name());
        let typed = format!("Search{place} by {mode}: {}", pane.line.text());
        let below = self.plain_line(area, &typed, true);
        let nothing = if pane.results.hits.is_empty() { self.nothing_found(pane) } else { Vec::new() };
        self.plain_rows(below, pane.cursor.row, |screen, index| match pane.results.hits.get(index) {
            Some(hit) => Some(screen.hit_in_words(*hit, pane, 2 * usize::from(below.width))),
            None => nothing.get(index).cloned(),
        });
    }

    /// A row in which may be typed, and what is left of the area beneath it.
    fn plain_line(&mut self, area: Rect, text: &str, is_typed_in: bool) -> Rect {
        let row = Rect { height: area.height.min(1), ..area };
        let glyphs = self.glyphs;
        let text = SafeText::line_in(text, glyphs).truncate(usize::from(area.width), glyphs).into_owned();
        self.canvas(row).put(&text, Tone::Text);
        if is_typed_in {
            self.cursor = Some(end_of(&text, row));
        }
        Rect { y: area.y + row.height, height: area.height - row.height, ..area }
    }

    pub(super) fn plain_matrix(&mut self, area: Rect, pane: &MatrixPane) {
        self.plain_rows(area, pane.at.row.row, |screen, row| {
            let directory = screen.state.directory();
            let name = directory.entry(*pane.matrix.rows().get(row)?).name();
            let cells = pane.matrix.cells(directory, row).into_iter().filter(Cell::is_told);
            let told = cells.map(|cell| {
                let topic = pane.matrix.columns()[cell.column].short(directory);
                format!("{topic}, {}", counted(Some(&cell)))
            });
            let told: Vec<String> = told.collect();
            let told = if told.is_empty() { "no activity".to_owned() } else { told.join("; ") };
            Some(format!("{name}: {told}"))
        });
    }

    /// The lines that a move changes, the last ones, with the cursor at their end.
    pub(super) fn announcement(&mut self, area: Rect) {
        if let Some(message) = self.state.message().filter(|_| self.pending.is_empty()) {
            let last = Rect { y: area.bottom() - 1, height: 1, ..area };
            let used = self.message(last, message);
            let x = last.x + used.min(last.width.saturating_sub(1));
            self.cursor = self.cursor.or(Some(Position { x, y: last.y }));
            return;
        }
        let pending = self.pending_in_words();
        let rows = if pending.is_some() { self.state.size().height / 3 } else { area.height };
        let room = usize::from(rows.max(1) * area.width);
        // A line ends where a word does, so fewer letters than cells fit.
        let shorter = (0..10).map(|tenths| room * (10 - tenths) / 10);
        let told = shorter.map(|room| {
            let text = pending.clone().unwrap_or_else(|| self.announced(room));
            self.wrapped(SafeText::line(&text).truncate(room, self.glyphs).as_str(), area.width)
        });
        let Some(told) = told.into_iter().find(|told| told.len() <= usize::from(rows.max(1))) else { return };
        let first = area.bottom().saturating_sub(u16::try_from(told.len()).unwrap_or(0));
        for (line, y) in told.iter().zip(first..) {
            let row = Rect { y, height: 1, ..area };
            self.canvas(row).clear();
            self.canvas(row).put(line, Tone::Text);
            if y + 1 == area.bottom() {
                self.cursor = self.cursor.or(Some(end_of(line, row)));
            }
        }
    }

    fn announced(&self, room: usize) -> String {
        let state = self.state;
        match state.mode() {
            Mode::Search(pane) => {
                let Some(hit) = pane.results.hits.get(pane.cursor.row) else { return "no hit".to_owned() };
                let at = format!("hit {} of {}", pane.cursor.row + 1, pane.results.total);
                self.in_room(&self.hit_in_words(*hit, pane, room.saturating_sub(at.len() + 2)), &at, room)
            }
            Mode::Pick(picker) => match picker.chosen() {
                Some(item) => {
                    let (at, count) = picker.position();
                    let told = if let Choice::Cite(subject, place) = item.choice {
                        state.citation(subject, Some(place)).text.replace('\n', " ")
                    } else {
                        item_in_words(item)
                    };
                    self.in_room(&told, &format!("{at} of {count}"), room)
                }
                None => picker.nothing_found(),
            },
            Mode::Matrix(pane) => self.cell_in_words(pane, room),
            Mode::Filter(line) => {
                let hits = state.filter().map(|filter| format!("{} match", filter.hits));
                spoken([&format!("Filter: {}", line.text()), hits.as_deref().unwrap_or("")])
            }
            Mode::Read(reading) => line_in_words(&reading.lines, reading.scroll, room),
            Mode::Browse if self.has_keys(Pane::List) => match state.list().row() {
                Some(row) => {
                    let (at, rows) = counted_rows(state.list());
                    let at = at.map_or(format!("{rows} rows"), |at| format!("{at} of {rows}"));
                    let after = [
                        spoken([self.row_details(row).as_str(), &at]),
                        spoken([fold_in_words(row), &at]),
                        at.clone(),
                    ];
                    self.in_room(self.row_label(row).as_str(), &longest_of(&after, room), room)
                }
                None => self.empty_list_in_words(),
            },
            Mode::Browse => {
                let detail = state.detail();
                let Some(layout) = detail.layout() else { return "nothing is chosen".to_owned() };
                link_in_words(&layout.lines, detail.link)
                    .unwrap_or_else(|| line_in_words(&layout.lines, detail.scroll, room))
            }
        }
    }

    /// A text and what is to be heard after it, however long the text is.
    fn in_room(&self, text: &str, after: &str, room: usize) -> String {
        let text = SafeText::line_in(text, self.glyphs);
        let text = text.truncate(room.saturating_sub(width(after) + 2), self.glyphs);
        spoken([text.as_str(), after])
    }

    /// The chosen cell: `Department of Labor, Trade, 2 activities, 1 beneath, row 5 of 18, column 6 of 11`.
    fn cell_in_words(&self, pane: &MatrixPane, room: usize) -> String {
        let directory = self.state.directory();
        let (rows, columns) = (pane.matrix.rows(), pane.matrix.columns());
        let (row, column) = (pane.at.row.row, pane.at.column.row);
        let cell = counted(pane.cell(directory).as_ref());
        let topic = columns[column].short(directory);
        let of = match pane.at.shown {
            Statements::OfCell => None,
            Statements::OfColumn => Some(format!("All of {topic}")),
            Statements::OfRow => Some(format!("All of {}", directory.entry(pane.entry()).name())),
        };
        if pane.statements.is_gone_through
            && let Some(chosen) = pane.statements.chosen_text(directory)
        {
            return chosen;
        }
        if let Some(of) = of {
            let lines = pane.statements.lines().map(Lines::iter).into_iter().flatten();
            let bullet = self.glyphs.of(Glyph::Bullet);
            let lines =
                lines.map(|line| line.to_string().trim().trim_start_matches(bullet).trim().to_owned());
            let lines: Vec<String> = lines.collect();
            return format!("{of}: {}", lines.join(" "));
        }
        let ((row, rows), (column, columns)) = ((row + 1, rows.len()), (column + 1, columns.len()));
        let in_words = format!("row {row} of {rows}, column {column} of {columns}");
        let in_numbers = format!("{row}/{rows}, {column}/{columns}");
        let entry = directory.entry(pane.entry());
        let short = entry.abbreviation().unwrap_or(entry.name());
        let told = [(entry.name(), &in_words), (short, &in_numbers)];
        let mut told = told.map(|(name, after)| spoken([name, topic, &cell, after])).into_iter();
        let long = told.next().filter(|long| width(long) <= room);
        long.unwrap_or_else(|| self.in_room(&spoken([short, topic, &cell]), &in_numbers, room))
    }

    /// A row in words: `Department of Labor, DOL, level 2, folded`.
    fn row_in_words(&self, row: Row) -> String {
        spoken([self.row_label(row).as_str(), &self.row_details(row)])
    }

    fn row_details(&self, row: Row) -> String {
        let directory = self.state.directory();
        let home = row.subject.entry().filter(|_| row.is_reference);
        let home = home.and_then(|entry| home_of(directory, entry)).map(|home| {
            let home = directory.entry(home);
            format!("with its home beneath {}", home.abbreviation().unwrap_or(home.name()))
        });
        let is_group = matches!(row.subject, Subject::Group(..));
        let level = if is_group { "heading".to_owned() } else { format!("level {}", row.level + 1) };
        spoken([self.tail(row).as_str(), &level, home.as_deref().unwrap_or(""), fold_in_words(row)])
    }

    /// A hit in words: its name, and where it matches.
    fn hit_in_words(&self, hit: Hit, pane: &SearchPane, room: usize) -> String {
        let directory = self.state.directory();
        let entry = directory.entry(hit.entry);
        let passage = hit.passage(directory, &pane.answered);
        let taken_for = passage.taken_for.as_ref().map(|taken_for| format!("as \"{taken_for}\""));
        let taken_for = taken_for.unwrap_or_default();
        if passage.field == crate::search::Field::Name {
            return spoken([entry.name(), entry.kind().name, &taken_for]);
        }
        let before = spoken([entry.name(), passage.field.label(), &taken_for]);
        let text = passage.field.text(directory, entry);
        let left = room.saturating_sub(width(&before) + 2);
        let cut = snippet(&text, &passage.ranges, left, self.glyphs.of(Glyph::Ellipsis));
        format!("{before}: {}", cut.text)
    }
}

/// Parts of a sentence, with one sign between two of them: what ends in a full stop has no comma behind it.
fn spoken<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let mut told = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !told.is_empty() {
            told.push_str(if told.ends_with(['.', '!', '?', ',', ';', ':']) { " " } else { ", " });
        }
        told.push_str(part);
    }
    told
}

/// A choice in words: `back to where you came from, H Backspace Ctrl-o, back`.
fn item_in_words(item: &PickerItem) -> String {
    if item.choice == Choice::Heading {
        return format!("{}:", item.text);
    }
    spoken([item.text.as_str(), &item.key, &item.note])
}

/// A line of a text, and which one it is where there is room to say so: what is read is not cut for it.
fn line_in_words(lines: &Lines, read: usize, room: usize) -> String {
    let text = lines.get(read).map_or(String::new(), |line| line.to_string());
    let text = if text.trim().is_empty() { "blank" } else { text.trim() };
    let at = spoken([text, &format!("{} of {}", read + 1, lines.len())]);
    if width(&at) <= room { at } else { text.to_owned() }
}

fn link_in_words(lines: &Lines, link: Option<usize>) -> Option<String> {
    let link = link?;
    let shown = lines.lines_of_link(link)?;
    let mut told = Vec::new();
    for line in shown.filter_map(|line| lines.get(line)) {
        let of_link = line.pieces().filter(|piece| piece.link == Some(link));
        told.extend(of_link.map(|piece| piece.text.to_string()));
    }
    Some(format!("link: {}", told.join(" ")))
}

fn fold_in_words(row: Row) -> &'static str {
    match row.fold {
        Fold::Leaf => "",
        Fold::Folded => "folded",
        Fold::Unfolded => "unfolded",
    }
}

/// The first of these, the longest first, that leaves room for a name before it, or else the last.
fn longest_of(after: &[String], room: usize) -> String {
    let fits = |text: &&String| width(text) + NARROWEST_NAME <= room;
    after.iter().find(fits).or(after.last()).cloned().unwrap_or_default()
}

fn end_of(text: &SafeText, row: Rect) -> Position {
    let column = u16::try_from(text.width()).unwrap_or(u16::MAX).min(row.width.saturating_sub(1));
    Position { x: row.x + column, y: row.y }
}
