//! The screen for a screen reader (`--plain`): one column, words instead of signs, no lines and no marked row.
//!
//! A screen reader speaks what changes. So a move changes only the last lines, which say where the focus is and hold
//! the cursor; the rows above them change a page at a time, and none is cut.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use crate::app::{
    Choice, Detail, MatrixPane, Mode, OutlineFilter, PickerItem, SearchPane, SpokenRows, StatementScope,
    leads_in,
};
use crate::layout::{Pane, Panes, reading_area};
use crate::matrix::Cell;
use crate::outline::{Fold, Row, Subject};
use crate::page::Target;
use crate::search::{Hit, snippet};
use crate::text::{Document, Glyph, Line, Lines, Role, SafeText, Span};

use super::Painter;
use super::paint_matrix::counted;
use super::status::counted_rows;

/// The rows of the page with this row; a page has `height` rows.
fn page_of(row: usize, height: u16) -> Range<usize> {
    let height = usize::from(height.max(1));
    let top = row / height * height;
    top..top + height
}

/// How much of the beginning of a text is spoken at once, in characters.
const BEGINNING: usize = 600;

impl Painter<'_> {
    /// The page of rows with the chosen one, with no row cut. It stays while the cursor moves within it.
    fn plain_rows(&mut self, area: Rect, chosen: usize) {
        let mut page: Vec<SafeText> = Vec::new();
        for index in page_of(chosen, area.height) {
            let Some(text) = self.spoken_at(index) else { break };
            let lines = self.wrapped(&text, area.width);
            if !page.is_empty() && page.len() + lines.len() > usize::from(area.height) {
                if index > chosen {
                    break;
                }
                page.clear();
            }
            page.extend(lines);
        }
        self.put_lines(area, &page);
    }

    fn put_lines(&mut self, area: Rect, lines: &[SafeText]) {
        for (line, row) in lines.iter().zip(area.rows()) {
            self.canvas(row).clear();
            self.canvas(row).put(line, Role::Text);
        }
    }

    pub(super) fn wrapped(&self, text: &str, width: u16) -> Vec<SafeText<'static>> {
        let mut document = Document::new(self.glyphs);
        document.paragraph(&[Span::text(text)]);
        let lines = document.wrap(usize::from(width.max(1)));
        lines.iter().map(|line| SafeText::from(line.to_string())).collect()
    }

    /// What the directory is, and the key of the help, as there are no hints: as much as has room, and nothing cut.
    pub(super) fn plain_orientation(&mut self, area: Rect) {
        let directory = self.state.directory();
        let help =
            self.keymap.keys_of_action("help").map(|key| format!("{key} shows the keys")).unwrap_or_default();
        let (title, disclaimer, edition) = (directory.title(), directory.disclaimer(), directory.edition());
        let all = [
            vec![title, edition, disclaimer, &help],
            vec![title, disclaimer, &help],
            vec![title, &help],
            vec![&help],
        ];
        let speech = all.map(spoken);
        self.plain_fitting(area, &speech.each_ref().map(String::as_str));
    }

    pub(super) fn plain_fitting(&mut self, area: Rect, texts: &[&str]) {
        let speech: Vec<_> = texts.iter().map(|text| self.wrapped(text, area.width)).collect();
        let fitting = speech.iter().find(|lines| lines.len() <= usize::from(area.height)).or(speech.last());
        self.put_lines(area, fitting.map_or(&[], Vec::as_slice));
    }

    /// The rows of what is open, as far as they are spoken one by one.
    pub(super) fn plain_body(&mut self, panes: &Panes) {
        let state = self.state;
        let (area, chosen) = match state.mode() {
            Mode::Pick(picker) => {
                let typed = picker.line().map_or(String::new(), |line| format!(": {}", line.text()));
                let title = format!("{}{typed}", picker.title);
                (self.plain_line(panes.body, &title, picker.is_typing()), picker.cursor.row)
            }
            Mode::Search(pane) => {
                let (place, mode) = (self.place_in_words(pane), pane.line.mode.name());
                let typed = format!("Search{place} by {mode}: {}", pane.line.text());
                (self.plain_line(panes.list, &typed, true), pane.cursor.row)
            }
            Mode::Matrix(pane) => (panes.body, pane.at.row.row),
            Mode::Read(reading) => (reading_area(panes.body), spoken_row(&reading.text)),
            Mode::Browse if self.has_keys(Pane::Detail) => (panes.text, spoken_row(state.detail())),
            Mode::Browse | Mode::Filter(_) => (panes.list, state.list().cursor.row),
        };
        self.plain_rows(area, chosen);
    }

    fn spoken_at(&self, row: usize) -> Option<String> {
        let state = self.state;
        match state.mode() {
            Mode::Pick(picker) => picker.items().nth(row).map(item_in_words),
            Mode::Search(pane) if pane.results.hits.is_empty() => {
                self.nothing_found(pane).into_iter().nth(row)
            }
            Mode::Search(pane) => pane.results.hits.get(row).map(|hit| self.hit_in_words(*hit, pane)),
            Mode::Matrix(pane) => self.matrix_row_in_words(pane, row),
            Mode::Read(reading) => self.text_row_in_words(&reading.text, row),
            Mode::Browse if self.has_keys(Pane::Detail) => self.text_row_in_words(state.detail(), row),
            Mode::Browse | Mode::Filter(_) if state.list().outline.is_empty() => {
                (row == 0).then(|| self.empty_list_in_words())
            }
            Mode::Browse | Mode::Filter(_) => state.list().outline.row(row).map(|row| self.row_in_words(row)),
        }
    }

    fn text_row_in_words(&self, text: &Detail, row: usize) -> Option<String> {
        Some(self.lines_in_words(&text.layout()?.lines, text.spoken()?.lines(row)?))
    }

    fn lines_in_words(&self, lines: &Lines, range: Range<usize>) -> String {
        let markers =
            [Glyph::Bullet, Glyph::Arrow, Glyph::Bar].map(|glyph| format!("{} ", self.glyphs.of(glyph)));
        let dot = format!(" {} ", self.glyphs.of(Glyph::Dot));
        let in_words = |line: Line| {
            let text = line.to_string().replace(&dot, "  ");
            let text = text.trim_start();
            let item = markers.iter().find_map(|marker| text.strip_prefix(marker)).unwrap_or(text);
            let words = spoken(item.split("  ").map(str::trim));
            let is_heading = line.pieces().any(|piece| matches!(piece.role, Role::Heading(_)));
            match (is_heading, leads_in(line)) {
                (true, _) => ended(&words, '.'),
                (false, true) => ended(&words, ':'),
                (false, false) => words,
            }
        };
        let words: Vec<String> = range.filter_map(|line| lines.get(line)).map(in_words).collect();
        spoken(words.iter().map(String::as_str))
    }

    fn plain_line(&mut self, area: Rect, text: &str, is_typed_in: bool) -> Rect {
        let lines = self.wrapped(text, area.width);
        self.put_lines(area, &lines);
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
        let below = Rect { y: area.y + height, height: area.height - height, ..area };
        if is_typed_in && let Some((line, row)) = lines.iter().zip(area.rows()).last() {
            self.painted.cursor = Some(end_of(line, row));
        }
        below
    }

    fn matrix_row_in_words(&self, pane: &MatrixPane, row: usize) -> Option<String> {
        let directory = self.state.directory();
        let name = directory.entry(*pane.matrix.rows.get(row)?).name();
        let cells = pane.matrix.cells(directory, row).into_iter().filter(Cell::has_activities);
        let speech = cells.map(|cell| {
            let topic = pane.matrix.columns[cell.column].short(directory);
            format!("{topic}, {}", counted(Some(&cell)))
        });
        let speech: Vec<String> = speech.collect();
        let speech = if speech.is_empty() { "no activity".to_owned() } else { speech.join("; ") };
        Some(format!("{name}: {speech}"))
    }

    /// What is spoken, in the last rows, with the cursor at its end: so many rows as it takes.
    pub(super) fn announcement(&mut self, area: Rect) {
        let message = self.state.message_text();
        let speech = match (self.pending_in_words(), message) {
            (Some(pending), _) => pending,
            (None, Some(message)) if self.state.has_moved => {
                spoken([&*ended(&message, '.'), &self.announced()])
            }
            (None, Some(message)) => message,
            (None, None) => self.announced(),
        };
        let speech = self.heard_part(self.wrapped(&speech, area.width), area);
        let height = u16::try_from(speech.len()).unwrap_or(0);
        let rows = Rect { y: area.bottom() - height, height, ..area };
        self.put_lines(rows, &speech);
        let end = speech.last().zip(rows.rows().next_back()).map(|(line, row)| end_of(line, row));
        self.painted.cursor = self.painted.cursor.or(end);
    }

    /// As much as the screen holds, beneath its first line where that stays; then the key for the rest.
    fn heard_part(&self, mut speech: Vec<SafeText<'static>>, area: Rect) -> Vec<SafeText<'static>> {
        let rows = usize::from(area.bottom());
        if speech.len() < rows {
            return speech;
        }
        let each = rows - 1;
        let parts = speech.len().div_ceil(each);
        let part = self.state.spoken_part % parts;
        speech = speech.into_iter().skip(part * each).take(each).collect();
        if part + 1 < parts {
            let key = self.keymap.keys_of_action("hear-on").unwrap_or_default();
            speech.push(self.safe(&format!("{} goes on", key_in_words(&key))));
        }
        speech
    }

    fn announced(&self) -> String {
        let state = self.state;
        match state.mode() {
            Mode::Search(pane) => match pane.results.hits.get(pane.cursor.row) {
                Some(hit) => {
                    let at = format!("hit {} of {}", pane.cursor.row + 1, pane.results.total);
                    spoken([&*self.hit_in_words(*hit, pane), &at])
                }
                None => self.nothing_found(pane).join(" "),
            },
            Mode::Pick(picker) => match picker.chosen() {
                Some(item) => {
                    let at = picker.position().map(|(at, count)| format!("{at} of {count}"));
                    let speech = if let Choice::Cite(subject, place) = item.choice {
                        state.citation(subject, Some(place)).text.trim().replace('\n', " ")
                    } else {
                        item_in_words(item)
                    };
                    spoken([&*speech, &at.unwrap_or_default()])
                }
                None => picker.nothing_found(),
            },
            Mode::Matrix(pane) => self.cell_in_words(pane),
            Mode::Filter(line) => {
                let matches = state.filter().map(OutlineFilter::matches).unwrap_or_default();
                spoken([&*format!("Filter: {}", line.text()), &matches, &self.row_announced()])
            }
            Mode::Read(reading) => self.text_in_words(&reading.text),
            Mode::Browse if self.has_keys(Pane::List) => self.row_announced(),
            Mode::Browse => self.text_in_words(state.detail()),
        }
    }

    fn row_announced(&self) -> String {
        let list = self.state.list();
        let Some(row) = list.row() else { return self.empty_list_in_words() };
        let (at, rows) = counted_rows(list);
        let at = at.map_or(format!("{rows} rows"), |at| format!("{at} of {rows}"));
        spoken([&*self.row_in_words(row), &at])
    }

    fn text_in_words(&self, text: &Detail) -> String {
        let Some(rows) = text.spoken() else { return "nothing is chosen".to_owned() };
        if let Some(link) = self.link_in_words(text) {
            return link;
        }
        let row = rows.at(text.scroll);
        let mut speech = self.text_row_in_words(text, row).unwrap_or_default();
        // Who has just come hears as much of the beginning as somebody else sees at once.
        if row == 0 && self.state.has_moved {
            for next in (1..rows.len()).filter_map(|next| self.text_row_in_words(text, next)) {
                let longer = spoken([&*ended(&speech, '.'), &next]);
                if longer.len() > BEGINNING {
                    break;
                }
                speech = longer;
            }
        }
        spoken([speech.as_str(), &format!("{} of {}", row + 1, rows.len())])
    }

    fn link_in_words(&self, text: &Detail) -> Option<String> {
        let (layout, link, target) = (text.layout()?, text.link?, text.target()?);
        let lines = layout.lines.lines_of_link(link)?.filter_map(|line| layout.lines.get(line));
        let pieces = lines.flat_map(Line::pieces).filter(|piece| piece.link == Some(link));
        let words: String = pieces.map(|piece| piece.text.to_string()).collect();
        let to = self.target_in_words(target);
        let contact =
            if let Target::Address(address) = target { self.state.contact_at(address) } else { None };
        let to = match target {
            Target::Address(_) if contact.is_some() => {
                contact.and_then(|contact| contact.label).unwrap_or("")
            }
            Target::Entry(entry) => {
                let entry = self.state.directory().entry(*entry);
                if entry.name() == words { entry.kind().name } else { &to }
            }
            Target::Address(_) if to == words => "",
            Target::Address(_) | Target::Nowhere(_) => &to,
        };
        let section = text.section().map_or("", |(part, ..)| part.name());
        let at = format!("link {} of {}", link + 1, layout.targets.len());
        Some(spoken([&*format!("link: {words}"), to, section, &at]))
    }

    /// The chosen cell: `Department of Labor, Trade, 2 activities, 1 beneath, row 5 of 18, column 6 of 11`; or the
    /// statements of its column or its row, or the one that was gone to.
    fn cell_in_words(&self, pane: &MatrixPane) -> String {
        let directory = self.state.directory();
        let (rows, columns) = (&pane.matrix.rows, &pane.matrix.columns);
        let (row, column) = (pane.at.row.row, pane.at.column.row);
        let (name, topic) = (directory.entry(pane.entry()).name(), columns[column].short(directory));
        let statements = &pane.statements;
        if let Some((at, lines)) = statements.chosen_lines().filter(|_| statements.is_gone_through) {
            let whose = statements.chosen().map_or("", |(entry, _)| directory.entry(entry).name());
            let count = statements.all().len();
            return format!(
                "{whose}, statement {at} of {count}: {}",
                self.lines_in_words(&statements.lines, lines)
            );
        }
        let of = match pane.at.scope {
            StatementScope::Cell if !pane.is_walked => return self.columns_in_words(pane),
            StatementScope::Cell => {
                let (row, column) = (row + 1, column + 1);
                let at = format!("row {row} of {}, column {column} of {}", rows.len(), columns.len());
                return spoken([name, topic, &counted(pane.cell(directory).as_ref()), &at]);
            }
            StatementScope::Column => topic,
            StatementScope::Row => name,
        };
        let lines = &statements.lines;
        let rows = SpokenRows::of(lines);
        let speech = (0..rows.len()).map(|row| {
            let lines_of_row = rows.lines(row).unwrap_or_default();
            ended(&self.lines_in_words(lines, lines_of_row), '.')
        });
        format!("All of {of}: {}", speech.collect::<Vec<_>>().join(" "))
    }

    fn columns_in_words(&self, pane: &MatrixPane) -> String {
        let directory = self.state.directory();
        let mut acting = vec![Vec::new(); pane.matrix.columns.len()];
        for (row, entry) in pane.matrix.rows.iter().enumerate() {
            for cell in pane.matrix.cells(directory, row).iter().filter(|cell| cell.has_activities()) {
                acting[cell.column].push(directory.entry(*entry).short_name());
            }
        }
        let columns = pane.matrix.columns.iter().zip(acting).filter(|(_, acting)| !acting.is_empty());
        let speech =
            columns.map(|(column, acting)| format!("{}: {}.", column.short(directory), acting.join(", ")));
        speech.collect::<Vec<_>>().join(" ")
    }

    /// A row in words: `Department of Labor, DOL, level 2, folded`.
    fn row_in_words(&self, row: Row) -> String {
        let directory = self.state.directory();
        let home = row.subject.entry().filter(|_| row.is_reference);
        let home = home.and_then(|entry| directory.entry(entry).home()).map(|home| {
            let home = directory.entry(home);
            format!("with its home beneath {}", home.short_name())
        });
        let is_group = matches!(row.subject, Subject::Group(..));
        let level = if is_group { "heading".to_owned() } else { format!("level {}", row.level + 1) };
        let fold = match row.fold {
            Fold::Leaf => "",
            Fold::Folded => "folded",
            Fold::Unfolded => "unfolded",
        };
        let cautions: Vec<&str> = self.cautions(row).map(|(_, words)| words).collect();
        let home = home.unwrap_or_default();
        let (label, tail) = (self.row_label(row), self.tail(row));
        spoken([label.as_str(), tail.as_str(), &cautions.join(", "), &level, &home, fold])
    }

    fn hit_in_words(&self, hit: Hit, pane: &SearchPane) -> String {
        const LONGEST: usize = 160;
        let directory = self.state.directory();
        let entry = directory.entry(hit.entry);
        let passage = hit.passage(directory, &pane.results.answered);
        let taken_for = passage.taken_for.as_ref().map(|taken_for| format!("as \"{taken_for}\""));
        let taken_for = taken_for.unwrap_or_default();
        if passage.field == crate::search::Field::Name {
            return spoken([entry.name(), entry.kind().name, &taken_for]);
        }
        let before = spoken([entry.name(), passage.field.label(), &taken_for]);
        let cut = snippet(&passage.text, &passage.ranges, LONGEST, self.glyphs.of(Glyph::Ellipsis));
        format!("{before}: {}", cut.text)
    }
}

/// Joins parts of a sentence; a part that ends in a full stop is not followed by a comma.
fn spoken<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let mut speech = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !speech.is_empty() {
            speech.push_str(if speech.ends_with(['.', '!', '?', ',', ';', ':']) { " " } else { ", " });
        }
        speech.push_str(part);
    }
    speech
}

fn ended(text: &str, sign: char) -> String {
    let is_ended = text.is_empty() || text.ends_with(['.', '!', '?', ':', ';']);
    if is_ended { text.to_owned() } else { format!("{text}{sign}") }
}

/// A choice in words: `back to where you came from, H Backspace Ctrl-o, back`.
fn item_in_words(item: &PickerItem) -> String {
    if item.choice == Choice::Heading {
        return format!("{}:", item.text);
    }
    // A number is spoken as the position, and what the text begins with as the text.
    let is_heard = item.key.parse::<usize>().is_ok() || item.text.starts_with(&item.key);
    let is_place = matches!(item.choice, Choice::GoTo(_) | Choice::GoToPlace(..));
    let key = if is_heard {
        String::new()
    } else if is_place && item.key.len() == 1 {
        format!("mark {}", item.key)
    } else {
        item.key.split(' ').map(key_in_words).collect::<Vec<_>>().join(" ")
    };
    spoken([item.text.as_str(), &key, &item.note])
}

fn key_in_words(key: &str) -> &str {
    const NAMES: [(&str, &str); 16] = [
        ("!", "exclamation mark"),
        ("'", "apostrophe"),
        ("+", "plus"),
        (",", "comma"),
        (".", "dot"),
        ("/", "slash"),
        (":", "colon"),
        ("<", "less than"),
        ("=", "equals"),
        (">", "greater than"),
        ("?", "question mark"),
        ("[", "left bracket"),
        ("\\", "backslash"),
        ("]", "right bracket"),
        ("{", "left brace"),
        ("}", "right brace"),
    ];
    NAMES.iter().find(|(sign, _)| *sign == key).map_or(key, |(_, name)| name)
}

fn spoken_row(text: &Detail) -> usize {
    text.spoken().map_or(0, |rows| rows.at(text.scroll))
}

fn end_of(text: &SafeText, row: Rect) -> Position {
    let column = u16::try_from(text.width()).unwrap_or(u16::MAX).min(row.width.saturating_sub(1));
    Position { x: row.x + column, y: row.y }
}
