//! A list to choose from, in place of the panes.

use ratatui::layout::Rect;

use crate::app::{Choice, Picker, PickerItem};
use crate::layout::PickerAreas;
use crate::outline::Subject;
use crate::page::ItemPlace;
use crate::text::{Role, SafeText, Span, width};

use super::Painter;
use super::theme::Tone;

const GAP: usize = 2;
/// A note is cut to no fewer columns.
const NARROWEST_NOTE: usize = 8;
const WIDEST_TEXT: u16 = 76;
const BESIDE_KEY: usize = 1 + GAP;

impl Painter<'_> {
    pub(super) fn picker(&mut self, area: Rect, picker: &Picker) {
        let PickerAreas { title: first, rows, strip } = picker.areas(area);
        let title = SafeText::line(picker.title).truncate(usize::from(first.width), self.glyphs).into_owned();
        self.canvas(first).put(&title, Role::Heading(1));
        if let Some(line) = picker.line() {
            let left = Rect { x: first.x + u16::try_from(title.width()).unwrap_or(0), ..first };
            self.typed_line(left.intersection(first), &SafeText::line(": "), line, "", "");
        }
        if picker.items().len() == 0 {
            self.paragraphs(rows, [vec![Span::text(&picker.nothing_found())]]);
        }
        let widest = picker.items().map(|item| width(&item.key)).max().unwrap_or(0);
        let keys = widest.min(usize::from(area.width) / 3);
        match picker.chosen() {
            Some(PickerItem { choice: Choice::Cite(subject, place), .. }) => {
                self.citation(strip, *subject, *place);
            }
            Some(item) => self.chosen_in_full(strip, item, keys + BESIDE_KEY),
            None => {}
        }
        for ((index, item), rect) in picker.items().enumerate().skip(picker.cursor.top).zip(rows.rows()) {
            let is_chosen = index == picker.cursor.row;
            let glyphs = self.glyphs;
            let [key, text, note] = [&item.key, &item.text, &item.note].map(|text| self.safe(text));
            let mut canvas = self.canvas(rect);
            if item.choice == Choice::Heading {
                canvas.put(&text, Role::Heading(2));
                continue;
            }
            if is_chosen {
                canvas = canvas.on(Tone::Chosen);
            }
            canvas.put_pointer(is_chosen);
            canvas.put(&key.truncate(keys, glyphs).into_owned().pad_end(keys + GAP), Tone::Key);
            canvas.put_cut(&text, Role::Text);
            if canvas.room() >= GAP + note.width().min(NARROWEST_NOTE) {
                let note = note.truncate(canvas.room() - GAP, glyphs).into_owned();
                canvas.put_at_end(&note, Role::Muted);
            }
        }
    }

    fn citation(&mut self, area: Rect, subject: Subject, place: ItemPlace) {
        if area.is_empty() {
            return;
        }
        let citation = self.state.citation(subject, Some(place));
        let room = self.beneath_rule(area);
        self.paragraphs(room, citation.text.lines().map(|line| vec![Span::text(line)]));
    }

    fn beneath_rule(&mut self, area: Rect) -> Rect {
        self.canvas(area).put_rule(usize::from(area.width));
        let width = (area.width - 1).min(WIDEST_TEXT);
        Rect { x: area.x + 1, y: area.y + 1, width, height: area.height - 1 }
    }

    fn chosen_in_full(&mut self, area: Rect, item: &PickerItem, before: usize) {
        if area.is_empty() {
            return;
        }
        let room = self.beneath_rule(area);
        if before + width(&item.text) + 1 + width(&item.note) <= usize::from(area.width) {
            return;
        }
        let note = format!("  {}", item.note);
        self.paragraphs(room, [vec![Span::new(&item.text, Role::Strong), Span::text(note.trim_end())]]);
    }
}
