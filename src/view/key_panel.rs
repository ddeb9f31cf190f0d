//! The panel of keys that may follow the pending ones: over the end of the body, in at most a third of the height.

use ratatui::layout::Rect;

use crate::keymap::Binding;
use crate::layout::Pane;
use crate::text::{Role, SafeText, width};

use super::Painter;
use super::theme::Tone;

struct Panel {
    keys: Vec<(String, String)>,
    rows: usize,
    has_rule: bool,
    gap: usize,
    columns: Vec<(usize, usize)>,
}

impl Panel {
    /// In at most so many rows. A rule stands above them, unless it would make one column more.
    fn new(keys: Vec<(String, String)>, most: usize, gap: usize) -> Self {
        let count = keys.len().div_ceil(most);
        let has_rule = most > 1 && keys.len().div_ceil(most - 1) == count;
        let rows = keys.len().div_ceil(count);
        let widest =
            |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| width(text)).max().unwrap_or(0);
        let columns = keys.chunks(rows).map(|column| {
            let (keys, words) = (column.iter().map(|(key, _)| key), column.iter().map(|(_, words)| words));
            (widest(&mut { keys }), widest(&mut { words }))
        });
        let columns = columns.collect();
        Panel { keys, rows, has_rule, gap, columns }
    }

    fn width(&self) -> usize {
        let each = self.columns.iter().map(|(keys, words)| keys + words + 2 * self.gap);
        each.sum::<usize>() + 1 - self.gap
    }
}

impl Painter<'_> {
    /// Says whether it covers the status line too, as it does on a very small screen.
    pub(super) fn key_panel(&mut self, body: Rect) -> bool {
        let follows = self.keymap.what_may_follow(self.pending, self.state.context());
        let third = usize::from((self.state.size().height / 3).min(body.height));
        if follows.is_empty() || third == 0 {
            return false;
        }
        let long = || follows.iter().map(|(key, binding)| (key.clone(), binding.words.to_owned())).collect();
        let short = || follows.iter().map(|(key, binding)| (key.clone(), binding.short_words())).collect();
        let fits = |panel: &Panel| panel.width() <= usize::from(body.width);
        let usual = [Panel::new(long(), third, 2), Panel::new(short(), third, 2)].into_iter().find(fits);
        let is_usual = usual.is_some();
        let all = Rect { height: body.height + 1, ..body };
        let panel = usual.unwrap_or_else(|| Panel::new(short(), usize::from(all.height), 1));
        let body = if is_usual { body } else { all };
        let height = u16::try_from(panel.rows + usize::from(panel.has_rule)).unwrap_or(body.height);
        // What is chosen stays in sight.
        let is_below = is_usual && self.chosen_row() >= body.bottom() - height;
        let area = Rect { y: if is_below { body.y } else { body.bottom() - height }, height, ..body };
        for row in area.rows() {
            self.canvas(row).clear();
        }
        let mut lines = area.rows();
        if panel.has_rule
            && let Some(rule) = lines.next()
        {
            self.canvas(rule).put_rule(usize::from(area.width));
        }
        for (line, row) in lines.enumerate() {
            let mut canvas = self.canvas(row);
            for (column, (keys, words)) in panel.columns.iter().enumerate() {
                let Some((key, text)) = panel.keys.get(column * panel.rows + line) else { continue };
                if is_usual {
                    canvas.skip(1);
                }
                canvas.put(&SafeText::line(key).into_owned().pad_end(keys + panel.gap), Tone::Key);
                let text = SafeText::line(text).truncate(canvas.room(), canvas.glyphs()).into_owned();
                canvas.put(&text.pad_end(words + panel.gap - usize::from(is_usual)), Role::Text);
            }
        }
        !is_usual
    }

    /// The row of the screen on which the chosen row of the list is; 0 where no list has the keys.
    fn chosen_row(&self) -> u16 {
        let list = self.state.list();
        let line = u16::try_from(list.cursor.row - list.cursor.top).unwrap_or(0);
        if self.has_keys(Pane::List) { self.state.panes().list.y + line } else { 0 }
    }

    pub(super) fn pending_in_words(&self) -> Option<String> {
        let follows = self.keymap.what_may_follow(self.pending, self.state.context());
        let typed = self.pending.shown();
        if follows.is_empty() {
            return (!typed.is_empty()).then_some(typed);
        }
        let listed = |words: &dyn Fn(&Binding) -> String| {
            let keys: Vec<String> =
                follows.iter().map(|(key, binding)| format!("{key} {}", words(binding))).collect();
            format!("{typed}: then {}", keys.join("; "))
        };
        let long = listed(&|binding| binding.words.to_owned());
        let fits = self.wrapped(&long, self.state.size().width).len() < usize::from(self.state.size().height);
        Some(if fits { long } else { listed(&Binding::short_words) })
    }
}
