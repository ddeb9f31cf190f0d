//! What can be done here and now, in a few words: the most useful first, as many as there is room for.

use ratatui::layout::Rect;

use crate::app::{Choice, Mode};
use crate::layout::{Pane, reading_area};
use crate::outline::Fold;
use crate::text::{SafeText, width};

use super::Screen;
use super::theme::Tone;

/// Columns between two hints.
const GAP: usize = 2;

/// An action by its name in the bindings, with a word for it.
type Hint = (&'static str, &'static str);

impl Screen<'_> {
    /// As many of the hints as fit.
    pub(super) fn hints(&mut self, area: Rect) {
        let context = self.state.context();
        let hints = self.what_can_be_done();
        let with_keys = |(name, word)| Some((self.keymap.keys_in(name, context)?, word));
        let hints: Vec<(String, &str)> = hints.into_iter().filter_map(with_keys).collect();
        let mut canvas = self.canvas(area);
        for (index, (key, word)) in hints.iter().enumerate() {
            let gap = if index > 0 { GAP } else { 0 };
            if gap + width(key) + 1 + width(word) > canvas.room() {
                break;
            }
            canvas.skip(gap);
            canvas.put(&SafeText::line(key), Tone::Key);
            canvas.skip(1);
            canvas.put(&SafeText::line(word), Tone::Text);
        }
    }

    fn what_can_be_done(&self) -> Vec<Hint> {
        match self.state.mode() {
            Mode::Browse => {
                let hints = match self.state.focus() {
                    Pane::List => self.in_list(),
                    Pane::Detail => self.in_text(),
                };
                let offer = self.state.is_stale().then_some(("reload", "reload"));
                offer.into_iter().chain(hints).collect()
            }
            Mode::Search(pane) => {
                let take = pane.chosen().map(|_| ("open", "go"));
                take.into_iter().chain([("cancel", "back"), ("search-mode", "search by")]).collect()
            }
            Mode::Filter(_) => vec![("open", "keep"), ("cancel", "drop")],
            Mode::Pick(picker) => {
                let does_something =
                    picker.chosen().is_some_and(|item| !matches!(item.choice, Choice::Nothing));
                let take = does_something.then_some(("open", "take"));
                let search = (!picker.is_typing()).then_some(("search", "search"));
                take.into_iter().chain([("cancel", "back")]).chain(search).collect()
            }
            Mode::Read(reading) => {
                let is_long = reading.lines.len() > usize::from(reading_area(self.state.panes().body).height);
                let scroll = is_long.then_some([("down", "down"), ("page-down", "page"), ("last", "end")]);
                [("cancel", "back")].into_iter().chain(scroll.into_iter().flatten()).collect()
            }
            Mode::Matrix(_) => vec![
                ("open", "read"),
                ("cancel", "back"),
                ("help", "keys"),
                ("search", "search"),
                ("palette", "actions"),
            ],
        }
    }

    fn in_list(&self) -> Vec<Hint> {
        let mut hints = vec![("open", "read"), ("help", "keys")];
        hints.extend(match self.state.list().row().map(|row| row.fold) {
            Some(Fold::Folded) => Some(("unfold", "unfold")),
            Some(Fold::Unfolded) => Some(("fold", "fold")),
            Some(Fold::Leaf) | None => None,
        });
        hints.push(("search", "search"));
        if self.state.filter().is_some() {
            hints.push(("cancel", "unfilter"));
        }
        hints.extend(self.way_back());
        hints.extend([
            ("filter", "filter"),
            ("next-arrangement", "arrange"),
            ("matrix", "who does what"),
            ("palette", "actions"),
            ("close", "quit"),
        ]);
        hints
    }

    fn in_text(&self) -> Vec<Hint> {
        let detail = self.state.detail();
        let mut hints = Vec::new();
        let has_links = detail.layout().is_some_and(|layout| !layout.targets.is_empty());
        match detail.link {
            Some(_) => hints.extend([("open", "follow"), ("next-link", "next")]),
            None if has_links => hints.push(("next-link", "link")),
            None => {}
        }
        hints.extend([("help", "keys"), ("fold", "list")]);
        if detail.len() > usize::from(self.state.panes().text.height) {
            hints.extend([("page-down", "page"), ("next-section", "section")]);
        }
        hints.extend(self.way_back());
        hints.extend([
            ("copy-citation", "cite"),
            ("next-entry", "next entry"),
            ("search", "search"),
            ("palette", "actions"),
        ]);
        hints
    }

    /// What takes back the last step, where there is one.
    fn way_back(&self) -> Vec<Hint> {
        let mut hints = Vec::new();
        if self.state.last_search().is_some() {
            hints.push(("next-hit", "next hit"));
        }
        if self.state.can_go_back() {
            hints.push(("back", "back"));
        }
        hints
    }
}
