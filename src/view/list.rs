//! The list pane: one row of the outline a line, its depth shown by its indent.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::directory::{Entry, EntryId};
use crate::layout::Pane;
use crate::outline::{Arrangement, Fold, Row, Subject};
use crate::page::Step;
use crate::search::{Hit, marks_in_name};
use crate::text::{Document, Glyph, Role, SafeText, Span, width};

use super::Painter;
use super::search::{put_marked, sentence};
use super::theme::Tone;

const INDENT: usize = 2;
const NARROWEST_NAME: usize = 12;
/// The least room for a name beside the reason of a match.
const NARROWEST_NAME_WITH_REASON: usize = 7;
/// A name is cut to this in the list by date, so that the event has room.
const NARROWEST_SHORT_NAME: usize = 14;
/// Columns before the date of an event: the sign, the indent, the fold.
const BEFORE_DATE: usize = 5;

impl Painter<'_> {
    pub(super) fn list(&mut self, area: Rect) {
        let list = self.state.list();
        if list.outline.is_empty() {
            return self.empty_list(area);
        }
        for (line, rect) in area.rows().enumerate() {
            let position = list.cursor.top + line;
            let Some(row) = list.outline.row(position) else { break };
            self.list_row(rect, row, position == list.cursor.row);
        }
    }

    pub(super) fn empty_list_in_words(&self) -> String {
        let key = |name: &str, does: &str| {
            self.keymap.keys_of_action(name).map_or(String::new(), |key| format!(" {key} {does}."))
        };
        match self.state.filter() {
            Some(filter) => {
                let all = key("cancel", "shows all entries again");
                let mut notes = filter.results.notes.clone();
                if notes.is_empty() {
                    notes.push(filter.results.nothing(""));
                }
                notes.iter().map(|note| sentence(note)).collect::<Vec<_>>().join(" ") + &all
            }
            None if self.state.directory().is_empty() => {
                format!(
                    "This directory has no entries.{}{}",
                    key("reload", "reads its file again"),
                    key("close", "quits")
                )
            }
            None => format!("No entry has a dated event.{}", key("by-hierarchy", "arranges by hierarchy")),
        }
    }

    pub(super) fn empty_list(&mut self, area: Rect) {
        let text = self.empty_list_in_words();
        self.paragraphs(area, [vec![Span::text(&text)]]);
    }

    pub(super) fn list_row(&mut self, area: Rect, row: Row, is_chosen: bool) {
        let name = self.row_label(row);
        let (tail, kind) = (self.tail(row), self.kind(row));
        let mut cautions: String = self.cautions(row).map(|(sign, _)| self.glyphs.of(sign)).collect();
        if cautions.is_empty() {
            cautions.push(' ');
        }
        let highlights = self.highlights(name.as_str());
        let is_found = row.subject.entry().is_none_or(|entry| self.state.list().outline.is_found(entry));
        let has_keys = self.has_keys(Pane::List);
        let is_filtered = self.state.filter().is_some();
        let mut canvas = self.canvas(area);
        if is_chosen {
            canvas = canvas.on(if has_keys { Tone::Chosen } else { Tone::ChosenElsewhere });
        }
        canvas.put_pointer(is_chosen);
        canvas.skip((row.depth * INDENT).min(canvas.room().saturating_sub(NARROWEST_NAME)));
        match row.fold {
            Fold::Leaf => canvas.skip(1),
            Fold::Folded => canvas.put_glyph(Glyph::Folded, Role::Muted),
            Fold::Unfolded => canvas.put_glyph(Glyph::Unfolded, Role::Muted),
        }
        canvas.put(&SafeText::from(cautions), Role::Muted);
        let tone = match row.fold {
            _ if !is_found => Role::Muted,
            _ if matches!(row.subject, Subject::Group(..)) => Role::Label,
            Fold::Leaf => Role::Text,
            Fold::Folded | Fold::Unfolded => Role::Strong,
        };
        // The tail is an abbreviation, by which the row can be found again, so the name is cut first.
        let narrowest = if is_filtered { NARROWEST_NAME_WITH_REASON } else { NARROWEST_NAME };
        let kept =
            if tail.is_empty() || canvas.room() < narrowest + tail.width() { 0 } else { tail.width() + 1 };
        let room = canvas.room() - kept;
        put_marked(&mut canvas, name.as_str(), &highlights, tone, room);
        let end = SafeText::from(format!("{kind} {tail}").trim_end().to_owned());
        canvas.put_at_end(if end.width() + 2 <= canvas.room() { &end } else { &tail }, Role::Muted);
    }

    /// The signs, and the words, for an entry that has ended or is beyond the edition.
    pub(super) fn cautions(&self, row: Row) -> impl Iterator<Item = (Glyph, &'static str)> {
        let entry = row.own_entry().map(|entry| self.state.directory().entry(entry));
        let ended = entry.is_some_and(|entry| entry.until().is_some());
        let beyond = entry.is_some_and(Entry::is_beyond_edition);
        let cautions = [(ended, Glyph::Ended, "ended"), (beyond, Glyph::Beyond, "beyond the edition")];
        cautions.into_iter().filter_map(|(applies, sign, words)| applies.then_some((sign, words)))
    }

    fn highlights(&self, text: &str) -> Vec<Range<usize>> {
        self.state.filter().map(|filter| marks_in_name(&filter.results.answered, text)).unwrap_or_default()
    }

    /// The kind of the entry of a row, unless the headings show it or a filter needs the room.
    fn kind(&self, row: Row) -> SafeText<'static> {
        let is_said =
            self.state.filter().is_some() || self.state.list().outline.arrangement() == Arrangement::Kind;
        let entry = row.own_entry().filter(|_| !is_said);
        self.safe(entry.map_or("", |entry| self.state.directory().entry(entry).kind().name))
    }

    /// Where an entry matches the filter, where its name does not; what the filter was taken for.
    fn reason(&self, entry: EntryId) -> Option<SafeText<'static>> {
        let (filter, directory) = (self.state.filter()?, self.state.directory());
        if !self.state.list().outline.is_found(entry) {
            return None;
        }
        let passage = Hit { entry, score: 0 }.passage(directory, &filter.results.answered);
        let text = match passage.taken_for {
            Some(taken_for) => format!("as \"{taken_for}\""),
            None if !self.highlights(directory.entry(entry).name()).is_empty() => return None,
            // Not by its words, but by a filter such as `is:unsure`. A kind is not shown in a filtered list.
            None if passage.is_shown_anyway() && passage.field.label() != "kind" => {
                let mut words = filter.results.answered.text().split_whitespace();
                words.find(|word| word.contains(':'))?.to_owned()
            }
            None => format!("in {}", passage.field.label()),
        };
        Some(self.safe(&text))
    }

    pub(super) fn row_label(&self, row: Row) -> SafeText<'static> {
        let label = self.label(row.subject);
        match (row.subject, row.count) {
            (Subject::Group(..), Some(count)) => SafeText::from(format!("{label} {count}")),
            _ => label,
        }
    }

    pub(super) fn label(&self, subject: Subject) -> SafeText<'static> {
        let directory = self.state.directory();
        let place = if let Subject::Event(entry, index) = subject { Some((entry, index)) } else { None };
        let event = place.and_then(|(entry, index)| directory.entry(entry).event(index));
        let Some(event) = event else { return Step::of(directory, subject, self.glyphs).name };
        let mut document = Document::new(self.glyphs);
        document.inline(event.text, "");
        let text = document.block_text(0);
        let entry = subject.entry().map(|entry| directory.entry(entry));
        let name = entry.map_or("", Entry::name);
        let text = if self.state.settings().is_plain {
            format!("{}, {name}: {text}", event.date)
        } else {
            let date = event.date.to_string();
            let short = SafeText::line_in(entry.and_then(Entry::abbreviation).unwrap_or(name), self.glyphs);
            let room =
                usize::from(self.state.panes().list.width).saturating_sub(BEFORE_DATE + date.len() + 4);
            // Columns that are left for the name.
            let most = room.saturating_sub(width(text)).max(room / 2).max(NARROWEST_SHORT_NAME);
            format!("{date}  {}: {text}", short.truncate(most, self.glyphs))
        };
        self.safe(&text)
    }

    /// The end of a row: the hits beneath a folded one, the reason of a match, or the abbreviation; and an arrow if
    /// the entry has its home elsewhere.
    pub(super) fn tail(&self, row: Row) -> SafeText<'static> {
        if let Some(hits) = row.hits_beneath.filter(|hits| *hits > 0 && row.fold == Fold::Folded) {
            let is_plain = self.state.settings().is_plain;
            return if is_plain { format!("{hits} beneath match") } else { format!("({hits})") }.into();
        }
        let entry = row.own_entry().map(|entry| self.state.directory().entry(entry));
        if let Some(reason) = entry.and_then(|entry| self.reason(entry.handle())) {
            return reason;
        }
        let abbreviation = entry.and_then(Entry::abbreviation).unwrap_or("");
        if row.is_reference && !self.state.settings().is_plain {
            let text = format!("{} {abbreviation}", self.glyphs.of(Glyph::Arrow));
            return self.safe(text.trim_end());
        }
        self.safe(abbreviation)
    }
}
