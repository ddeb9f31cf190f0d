//! The search pane: the query line, and the hits beneath it, each with its path and where it matches.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use crate::app::SearchPane;
use crate::app::search::QueryLine;
use crate::directory::Entry;
use crate::keymap::Context;
use crate::page::way_to;
use crate::search::{Hit, Passage, snippet};
use crate::text::{Glyph, Role, SafeText, Span, in_quotes};

use super::Painter;
use super::canvas::Canvas;
use super::theme::Tone;

const INDENT: usize = 3;

impl Painter<'_> {
    pub(super) fn search(&mut self, area: Rect, pane: &SearchPane) {
        let Some(first) = area.rows().next() else { return };
        self.search_line(first, pane);
        let query_is_empty = pane.line.text().trim().is_empty();
        if query_is_empty || pane.results.hits.is_empty() {
            let texts = self.nothing_found(pane);
            let beneath = Rect { y: first.bottom(), height: area.height - 1, ..area };
            self.paragraphs(beneath, texts.iter().map(|text| vec![Span::text(text)]));
            return;
        }
        let mut top = area.y + 1;
        for (index, hit) in pane.results.hits.iter().enumerate().skip(pane.cursor.top) {
            let directory = self.state.directory();
            let entry = directory.entry(hit.entry);
            let passage = hit.passage(directory, &pane.results.answered);
            let height = SearchPane::rows_of(entry, &passage, area.as_size());
            if top.saturating_add(height) > area.bottom() {
                break;
            }
            self.hit(Rect { y: top, height, ..area }, entry, &passage, pane, index == pane.cursor.row);
            top += height;
        }
    }

    fn hit(&mut self, area: Rect, entry: Entry, passage: &Passage, pane: &SearchPane, is_chosen: bool) {
        let (directory, glyphs) = (self.state.directory(), self.glyphs);
        let mut rows = area.rows();
        if let Some(row) = rows.next() {
            let mut canvas = self.canvas(row);
            if is_chosen {
                canvas = canvas.on(Tone::Chosen);
            }
            canvas.put_pointer(is_chosen);
            let marks = crate::search::marks_in_name(&pane.results.answered, entry.name());
            let room = canvas.room();
            // Of two of one name in one place, the ids tell which is which.
            let is_twin = |other: &Hit| {
                let other = directory.entry(other.entry);
                other.handle() != entry.handle()
                    && other.name() == entry.name()
                    && other.home() == entry.home()
            };
            let id =
                pane.results.hits.iter().any(is_twin).then(|| SafeText::from(format!(" ({})", entry.id())));
            let id = id.unwrap_or_default();
            put_marked(&mut canvas, entry.name(), &marks, Role::Strong, room.saturating_sub(id.width()));
            canvas.put(&id, Role::Muted);
        }
        if let Some(row) = rows.next() {
            self.breadcrumb_of(row, entry, passage.taken_for.as_deref());
        }
        if let Some(row) = rows.next() {
            let mut canvas = self.canvas(row);
            canvas.skip(INDENT);
            let (label, text, ranges) = match entry.summary() {
                Some(summary) if passage.is_shown_anyway() => ("", summary, &[][..]),
                _ => (passage.field.label(), passage.text.as_str(), &passage.ranges[..]),
            };
            if !label.is_empty() && !text.starts_with(label) {
                canvas.put(&SafeText::from(format!("{label}: ")), Role::Label);
            }
            let cut = snippet(text, ranges, canvas.room(), glyphs.of(Glyph::Ellipsis));
            let room = canvas.room();
            put_marked(&mut canvas, &cut.text, &cut.ranges, Role::Text, room);
        }
    }

    /// The words found instead of the query's, and the path of a hit; for a root, its kind.
    fn breadcrumb_of(&mut self, row: Rect, entry: Entry, taken_for: Option<&str>) {
        let (directory, glyphs) = (self.state.directory(), self.glyphs);
        let mut canvas = self.canvas(row);
        canvas.skip(INDENT);
        if let Some(taken_for) = taken_for {
            canvas.put_cut(&SafeText::line_in(&format!("as \"{taken_for}\""), glyphs), Role::Label);
            canvas.skip(2);
        }
        canvas.put(&way_to(directory, entry, canvas.room(), glyphs), Role::Muted);
    }

    pub(super) fn nothing_found(&self, pane: &SearchPane) -> Vec<String> {
        let directory = self.state.directory();
        let query = &pane.results.answered;
        if pane.line.text().trim().is_empty() {
            let searched = match pane.beneath {
                Some(entry) => {
                    let name = directory.entry(entry).name();
                    format!("Searches \"{name}\" and what is beneath it.")
                }
                None => format!("Searches {} entries.", directory.len()),
            };
            return vec![
                searched,
                "Words in any order, and the beginnings of words. \"A phrase\" in quotes; -word leaves out."
                    .to_owned(),
            ]
            .into_iter()
            .chain(self.filter_examples())
            .chain(self.recent_queries())
            .collect();
        }
        if pane.is_waiting {
            return vec!["Searching".to_owned()];
        }
        let mut lines = pane.results.notes.clone();
        if query.is_empty() && !lines.is_empty() {
            return lines;
        }
        if lines.is_empty() {
            lines.push(sentence(&pane.results.nothing(&self.place_in_words(pane))));
        }
        if query.text().split_whitespace().nth(1).is_some() {
            lines.push("Correct or leave out a word.".to_owned());
        }
        let another = self.keymap.keys_in("search-mode", Context::Typing);
        lines.extend(another.map(|key| format!("{key} searches another way.")));
        lines
    }

    /// The searched part of the directory, as part of a sentence; empty if everything is searched.
    pub(super) fn place_in_words(&self, pane: &SearchPane) -> String {
        self.searched_place(pane).map_or_else(String::new, |place| format!(" beneath {place}"))
    }

    /// The searched part of the directory, in short; `None` if everything is searched.
    fn searched_place(&self, pane: &SearchPane) -> Option<&str> {
        let entry = self.state.directory().entry(pane.beneath?);
        Some(entry.short_name())
    }

    fn recent_queries(&self) -> Option<String> {
        const MOST: usize = 5;
        let recent: Vec<String> =
            self.state.queries.iter().take(MOST).map(|query| query.trim().to_owned()).collect();
        (!recent.is_empty()).then(|| format!("Searched before: {}.", in_quotes(&recent, "and")))
    }

    fn filter_examples(&self) -> Option<String> {
        let directory = self.state.directory();
        let kind = directory.kinds().next().map(|(_, kind)| format!("kind:{}", kind.id));
        let topic = directory.topics().next().map(|(_, topic)| format!("topic:{}", topic.id));
        let mut roots = directory.roots().iter().map(|root| directory.entry(*root));
        let top = roots.find(|root| !root.children().is_empty()).map(|root| format!("under:{}", root.id()));
        let examples: Vec<String> = [kind, topic, top].into_iter().flatten().collect();
        (!examples.is_empty()).then(|| format!("{} narrow it down.", examples.join(", ")))
    }

    fn search_line(&mut self, area: Rect, pane: &SearchPane) {
        let total = pane.results.total;
        let count = if total == 0 { String::new() } else { format!(" {}/{total}", pane.cursor.row + 1) };
        let end = format!(" {}{count}", pane.line.mode.name());
        let place = self.searched_place(pane).map(|place| SafeText::line_in(place, self.glyphs));
        let place = place.map(|place| place.truncate(usize::from(area.width) / 3, self.glyphs).into_owned());
        let before =
            place.map_or_else(|| SafeText::line("/"), |place| SafeText::from(format!("\\{place}: ")));
        let offer = pane.offer(self.state.directory());
        self.typed_line(area, &before, &pane.line, &offer, &end);
    }

    /// Draws what is typed, with its end in sight, where the user types; returns the column behind it.
    pub(super) fn typed_line(
        &mut self,
        area: Rect,
        before: &SafeText,
        line: &QueryLine,
        offer: &str,
        end: &str,
    ) -> u16 {
        let text = SafeText::line_in(line.text(), self.glyphs).into_owned();
        let typed: String = line.text().chars().take(line.cursor()).collect();
        let typed = SafeText::line_in(&typed, self.glyphs).width();
        let (offer, end) =
            (SafeText::line_in(offer, self.glyphs).into_owned(), SafeText::from(end.to_owned()));
        let mut canvas = self.canvas(area);
        canvas.put(before, Tone::Key);
        let start = canvas.column();
        let room = canvas.room().saturating_sub(end.width());
        let hidden = typed.saturating_sub(room.saturating_sub(1));
        let cut = if hidden > 0 && room > 2 { canvas.glyphs().of(Glyph::Ellipsis) } else { "" };
        let cut = SafeText::line(cut);
        canvas.put(&cut, Role::Muted);
        put_from(&mut canvas, &text, hidden + cut.width(), room.saturating_sub(cut.width()));
        if hidden == 0 && typed + offer.width() < room {
            canvas.put(&offer, Role::Muted);
        }
        let behind = canvas.column();
        canvas.put_at_end(&end, Role::Muted);
        let column = start.saturating_add(u16::try_from(typed - hidden).unwrap_or(u16::MAX));
        self.painted.cursor = Some(Position { x: column.min(area.right().saturating_sub(1)), y: area.y });
        behind
    }
}

pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Puts text with the parts that match marked, as much as `room` columns have.
pub(super) fn put_marked(canvas: &mut Canvas, text: &str, ranges: &[Range<usize>], tone: Role, room: usize) {
    let glyphs = canvas.glyphs();
    let (text, ranges) = SafeText::marked(text, ranges, glyphs);
    let shown = text.truncate(room, glyphs);
    if let Some(first) = ranges.first().filter(|first| first.start > 0 && first.end > shown.as_str().len()) {
        // What matches would be cut off: it stands behind half of what comes before it.
        let head = text.truncate(room / 2, glyphs);
        canvas.put(&head, tone);
        let moved = |range: &Range<usize>| range.start - first.start..range.end - first.start;
        let ranges: Vec<Range<usize>> = ranges.iter().map(moved).collect();
        let rest = &text.as_str()[first.start..];
        return put_marked(canvas, rest, &ranges, tone, room.saturating_sub(head.width()));
    }
    // Compared by characters: the ellipsis may begin with the same byte as the text that it replaces.
    let same = text.as_str().chars().zip(shown.as_str().chars()).take_while(|(one, other)| one == other);
    let common: usize = same.map(|(one, _)| one.len_utf8()).sum();
    let mut at = 0;
    for range in ranges {
        let (start, end) = (range.start.min(common), range.end.min(common));
        if at < start {
            canvas.put(&SafeText::line(&shown.as_str()[at..start]), tone);
        }
        if start < end {
            canvas.put(&SafeText::line(&shown.as_str()[start..end]), Tone::Match);
        }
        at = end.max(at);
    }
    canvas.put(&SafeText::line(&shown.as_str()[at..]), tone);
}

/// Puts what is left of a text after so many columns, at most `room` of them.
fn put_from(canvas: &mut Canvas, text: &SafeText, hidden: usize, room: usize) {
    let mut column = 0;
    let start = text.as_str().char_indices().find(|(at, _)| {
        column = crate::text::width(&text.as_str()[..*at]);
        column >= hidden
    });
    let rest = start.map_or("", |(at, _)| &text.as_str()[at..]);
    let mut end = rest.len();
    while crate::text::width(&rest[..end]) > room {
        end = rest[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    }
    canvas.put(&SafeText::line(&rest[..end]), Role::Strong);
}
