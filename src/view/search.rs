//! The search pane: the line that is typed in, and the hits beneath it.

use ratatui::layout::{Position, Rect};

use crate::app::SearchPane;
use crate::text::{Glyph, SafeText};

use super::Screen;
use super::theme::Tone;

impl Screen<'_> {
    pub(super) fn search(&mut self, area: Rect, pane: &SearchPane) {
        let mut rows = area.rows();
        let Some(first) = rows.next() else { return };
        self.search_line(first, pane);
        let hits = pane.results.hits.iter().enumerate().skip(pane.cursor.top);
        let directory = self.state.directory();
        for (index, hit) in hits {
            let (Some(name_row), Some(path_row)) = (rows.next(), rows.next()) else { break };
            let entry = directory.entry(hit.entry);
            let name = SafeText::line_in(entry.name(), self.glyphs);
            let step = format!(" {} ", self.glyphs.of(Glyph::Step));
            let above: Vec<&str> = entry.path().iter().map(|id| directory.entry(*id).name()).collect();
            let above = above[..above.len() - 1].join(&step);
            let glyphs = self.glyphs;
            let mut canvas = self.canvas(name_row);
            if index == pane.cursor.row {
                canvas = canvas.on(Tone::Chosen);
            }
            let sign = if index == pane.cursor.row { glyphs.of(Glyph::Step) } else { " " };
            canvas.put(&SafeText::line(sign), Tone::Key);
            canvas.put(&name.truncate(canvas.room(), glyphs), Tone::Strong);
            let mut canvas = self.canvas(path_row);
            canvas.skip(3);
            canvas.put(&SafeText::line(&above).truncate(canvas.room(), glyphs), Tone::Muted);
        }
    }

    fn search_line(&mut self, area: Rect, pane: &SearchPane) {
        let text = SafeText::line_in(pane.line.text(), self.glyphs).into_owned();
        let before: String = pane.line.text().chars().take(pane.line.cursor()).collect();
        let before = SafeText::line_in(&before, self.glyphs).width();
        let mut canvas = self.canvas(area);
        canvas.put(&SafeText::line("/"), Tone::Key);
        let start = canvas.column();
        canvas.put(&text.truncate(canvas.room(), canvas.glyphs()), Tone::Strong);
        let total = pane.results.total;
        let count = if total == 0 { String::new() } else { format!("{}/{total}", pane.cursor.row + 1) };
        canvas.put_at_end(&SafeText::from(count), Tone::Muted);
        let column = start.saturating_add(u16::try_from(before).unwrap_or(u16::MAX));
        self.cursor = Some(Position { x: column.min(area.right().saturating_sub(1)), y: area.y });
    }
}
