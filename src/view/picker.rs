//! A list to choose from, in place of the panes.

use ratatui::layout::{Position, Rect};

use crate::app::{Choice, Picker};
use crate::text::{Glyph, SafeText, width};

use super::Screen;
use super::theme::Tone;

impl Screen<'_> {
    pub(super) fn picker(&mut self, area: Rect, picker: &Picker) {
        let mut rows = area.rows();
        let Some(first) = rows.next() else { return };
        let mut canvas = self.canvas(first);
        canvas.put(&SafeText::line(picker.title), Tone::Title);
        if let Some(line) = picker.line() {
            canvas.put(&SafeText::line(": "), Tone::Key);
            canvas.put(&SafeText::line(line.text()), Tone::Strong);
            let column = canvas.column().min(first.right().saturating_sub(1));
            self.cursor = Some(Position { x: column, y: first.y });
        }
        let widest = picker.items().map(|item| width(&item.key)).max().unwrap_or(0);
        let keys = widest.min(usize::from(area.width) / 3);
        for ((index, item), rect) in picker.items().enumerate().skip(picker.cursor.top).zip(rows) {
            let is_chosen = index == picker.cursor.row;
            let glyphs = self.glyphs;
            let mut canvas = self.canvas(rect);
            if item.choice == Choice::Heading {
                canvas.put(&SafeText::line_in(&item.text, glyphs), Tone::Heading);
                continue;
            }
            if is_chosen {
                canvas = canvas.on(Tone::Chosen);
            }
            let sign = if is_chosen { glyphs.of(Glyph::Step) } else { " " };
            canvas.put(&SafeText::line(sign), Tone::Key);
            let key = SafeText::line_in(&item.key, glyphs);
            canvas.put(&key.truncate(keys, glyphs).into_owned().pad_end(keys + 2), Tone::Key);
            canvas.put(&SafeText::line_in(&item.text, glyphs).truncate(canvas.room(), glyphs), Tone::Text);
            canvas.put_at_end(&SafeText::line_in(&item.note, glyphs), Tone::Muted);
        }
    }
}
