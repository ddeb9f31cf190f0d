//! The hints: what the keys do here, the most useful first, as many as fit.

use ratatui::layout::Rect;

use crate::app::Hint;
use crate::keymap::label;
use crate::text::{Glyphs, Role, SafeText, width};

use super::Painter;
use super::theme::Tone;

const GAP: usize = 2;

impl Painter<'_> {
    pub(super) fn hints(&mut self, area: Rect) {
        let context = self.state.context();
        let dropping = [("cancel", "drop")];
        let hints = if self.pending.is_empty() { self.state.hints() } else { dropping.into() };
        let with_keys = |(name, verb): Hint| {
            let keys = self.keymap.sequence_in(name, context)?;
            // The other keys of the sequence lead to other actions of its group.
            let keys = if verb.ends_with('…') { &keys[..1] } else { keys };
            Some((label(keys), verb))
        };
        let hints: Vec<(String, &str)> = hints.into_iter().filter_map(with_keys).collect();
        let mut canvas = self.canvas(area);
        let mut gap = 0;
        for (key, word) in &hints {
            let is_short = canvas.glyphs() == Glyphs::Ascii;
            let word = if is_short { word.trim_end_matches('…') } else { word };
            let word = SafeText::line_in(word, canvas.glyphs());
            if gap + width(key) + 1 + word.width() > canvas.room() {
                continue;
            }
            canvas.skip(gap);
            gap = GAP;
            canvas.put(&SafeText::line(key), Tone::Key);
            canvas.skip(1);
            canvas.put(&word, Role::Text);
        }
    }
}
