//! The panel of keys that may follow the pending ones: over the end of the body, in at most a third of the height.

use ratatui::layout::Rect;

use crate::layout::Pane;
use crate::text::{Glyph, SafeText, width};

use super::Painter;
use super::theme::Tone;

const GAP: usize = 2;

impl Painter<'_> {
    pub(super) fn pending_panel(&mut self, body: Rect) {
        let follows = self.keymap.what_may_follow(self.pending, self.state.context());
        let most = (self.state.size().height / 3).min(body.height);
        if follows.is_empty() || most == 0 {
            return;
        }
        let columns = follows.len().div_ceil(usize::from(most));
        // The rule is left out where it would make one column more.
        let has_rule = most > 1 && follows.len().div_ceil(usize::from(most) - 1) == columns;
        let rows = follows.len().div_ceil(columns);
        let height = u16::try_from(rows + usize::from(has_rule)).unwrap_or(most).min(most);
        // What is chosen stays in sight.
        let y = if self.chosen_row() < body.bottom() - height { body.bottom() - height } else { body.y };
        let panel = Rect { y, height, ..body };
        for row in panel.rows() {
            self.canvas(row).clear();
        }
        let mut lines = panel.rows();
        if has_rule && let Some(rule) = lines.next() {
            let line = self.glyphs.of(Glyph::Rule).repeat(usize::from(panel.width));
            self.canvas(rule).put(&SafeText::from(line), Tone::Rule);
        }
        // Without a rule above it the panel has one at its side.
        let bar = SafeText::line(self.glyphs.of(Glyph::Bar));
        let keys = follows.iter().map(|(keys, _)| width(keys)).max().unwrap_or(0);
        let each = usize::from(panel.width) / columns;
        for (line, rect) in lines.enumerate() {
            for (column, (key, binding)) in follows.iter().skip(line).step_by(rows).enumerate() {
                let x = panel.x + u16::try_from(column * each).unwrap_or(0);
                let area = Rect { x, width: u16::try_from(each).unwrap_or(0), ..rect };
                let mut canvas = self.canvas(area);
                if has_rule || column > 0 {
                    canvas.skip(1);
                } else {
                    canvas.put(&bar, Tone::Rule);
                }
                canvas.put(&SafeText::line(key).into_owned().pad_end(keys + GAP), Tone::Key);
                let room = canvas.room().saturating_sub(1);
                // In a narrow column the name of the action says more than the beginning of its words.
                let name = binding.name.replace('-', " ");
                let words = if width(binding.words) > room { &name } else { binding.words };
                canvas.put(&SafeText::line(words).truncate(room, canvas.glyphs()), Tone::Text);
            }
        }
    }

    /// The row of the screen on which the chosen row of the list is; 0 where no list has the keys.
    fn chosen_row(&self) -> u16 {
        let list = self.state.list();
        let line = u16::try_from(list.cursor.row - list.cursor.top).unwrap_or(0);
        if self.has_keys(Pane::List) { self.state.panes().list.y + line } else { 0 }
    }

    /// The same as a sentence, for `--plain`.
    pub(super) fn pending_in_words(&self) -> Option<String> {
        let follows = self.keymap.what_may_follow(self.pending, self.state.context());
        let told: Vec<String> =
            follows.iter().map(|(key, binding)| format!("{key} {}", binding.words)).collect();
        let typed = self.pending.shown();
        if told.is_empty() {
            return (!typed.is_empty()).then_some(typed);
        }
        Some(format!("{typed}: then {}", told.join("; ")))
    }
}
