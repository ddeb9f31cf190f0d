//! The list pane: one row of the outline a line, its depth shown by its indent.

use ratatui::layout::Rect;

use crate::directory::Entry;
use crate::layout::Pane;
use crate::outline::{Fold, Row, Subject};
use crate::page::Step;
use crate::text::{Document, Glyph, SafeText, Span};

use super::Screen;
use super::theme::Tone;

/// Columns by which a level is set off from the one above.
const INDENT: usize = 2;
/// A name keeps at least this many columns, however deep it lies.
const NARROWEST_NAME: usize = 12;

impl Screen<'_> {
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

    /// Why there are no rows, and what can be done.
    pub(super) fn told_empty_list(&self) -> String {
        let key = |name: &str, does: &str| {
            self.keymap.keys_of_action(name).map_or(String::new(), |key| format!(" {key} {does}."))
        };
        match self.state.filter() {
            Some(filter) => {
                let all = key("cancel", "shows all entries again") + &key("search", "searches their texts");
                format!("No entry matches the filter \"{}\".{all}", filter.query)
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
        let mut document = Document::new(self.glyphs);
        document.paragraph(&[Span::text(&self.told_empty_list())]);
        let lines = document.wrap(usize::from(area.width.max(1)));
        self.lines(area, &lines, 0);
    }

    fn list_row(&mut self, area: Rect, row: Row, is_chosen: bool) {
        let name = self.row_label(row);
        let tail = self.tail(row);
        let is_found = row.subject.entry().is_none_or(|entry| self.state.list().outline.is_found(entry));
        let (has_keys, glyphs) = (self.has_keys(Pane::List), self.glyphs);
        let mut canvas = self.canvas(area);
        if is_chosen {
            canvas = canvas.on(if has_keys { Tone::Chosen } else { Tone::ChosenElsewhere });
        }
        let sign = if is_chosen { glyphs.of(Glyph::Step) } else { " " };
        canvas.put(&SafeText::line(sign), Tone::Key);
        canvas.skip((row.depth * INDENT).min(canvas.room().saturating_sub(NARROWEST_NAME)));
        let fold = match row.fold {
            Fold::Leaf => " ",
            Fold::Folded => glyphs.of(Glyph::Folded),
            Fold::Unfolded => glyphs.of(Glyph::Unfolded),
        };
        canvas.put(&SafeText::line(fold), Tone::Muted);
        canvas.skip(1);
        let tone = match row.fold {
            _ if !is_found => Tone::Muted,
            _ if matches!(row.subject, Subject::Group(..)) => Tone::Label,
            Fold::Leaf => Tone::Text,
            Fold::Folded | Fold::Unfolded => Tone::Strong,
        };
        // The tail is what one types to find the row again, so the name gives way to it.
        let kept = if tail.is_empty() || canvas.room() < NARROWEST_NAME + tail.width() {
            0
        } else {
            tail.width() + 1
        };
        canvas.put(&name.truncate(canvas.room() - kept, glyphs), tone);
        canvas.put_at_end(&tail, Tone::Muted);
    }

    /// What a row says, with the count of a group.
    pub(super) fn row_label(&self, row: Row) -> SafeText<'static> {
        let label = self.label(row.subject);
        match (row.subject, row.count) {
            (Subject::Group(..), Some(count)) => SafeText::from(format!("{label} {count}")),
            _ => label,
        }
    }

    /// What stands at a row: the name, or the date and what happened on it.
    pub(super) fn label(&self, subject: Subject) -> SafeText<'static> {
        let directory = self.state.directory();
        let event = match subject {
            Subject::Event(entry, index) => directory.entry(entry).event(index),
            Subject::Entry(_)
            | Subject::Group(..)
            | Subject::Kind(_)
            | Subject::Topic(_)
            | Subject::Year(_)
            | Subject::Letter(_) => None,
        };
        let Some(event) = event else { return Step::of(directory, subject, self.glyphs).name };
        let document = Document::from_commonmark(event.text, self.glyphs);
        let text = if document.block_count() > 0 { document.block_text(0) } else { "" };
        let entry = subject.entry().map(|entry| directory.entry(entry));
        let name = entry.map_or("", Entry::name);
        let told = if self.state.settings().is_plain {
            format!("{}, {name}: {text}", event.date)
        } else {
            format!("{}  {}: {text}", event.date, entry.and_then(Entry::abbreviation).unwrap_or(name))
        };
        SafeText::line_in(&told, self.glyphs).into_owned()
    }

    /// What stands at the end of a row: the hits beneath a folded one, or the abbreviation; an arrow where the entry has its
    /// home elsewhere.
    pub(super) fn tail(&self, row: Row) -> SafeText<'static> {
        if let Some(hits) = row.hits_beneath.filter(|hits| *hits > 0 && row.fold == Fold::Folded) {
            return SafeText::from(format!("({hits})"));
        }
        let entry = match row.subject {
            Subject::Entry(entry) => Some(self.state.directory().entry(entry)),
            Subject::Event(..)
            | Subject::Group(..)
            | Subject::Kind(_)
            | Subject::Topic(_)
            | Subject::Year(_)
            | Subject::Letter(_) => None,
        };
        let abbreviation = entry.and_then(Entry::abbreviation).unwrap_or("");
        if row.is_reference && !self.state.settings().is_plain {
            let text = format!("{} {abbreviation}", self.glyphs.of(Glyph::Arrow));
            return SafeText::line_in(text.trim_end(), self.glyphs).into_owned();
        }
        SafeText::line_in(abbreviation, self.glyphs).into_owned()
    }
}
