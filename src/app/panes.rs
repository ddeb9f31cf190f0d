//! Where the panes are, and how wide the text is; and the actions that change that, or the theme.

use crate::layout::{Pane, Split, list_width, panes};
use crate::outline::Arrangement;
use crate::settings::{TextWidth, ThemeName};
use crate::text::{SPOKEN, SafeText};

use super::{Mode, State};

impl State {
    /// With `--plain` there is one pane at a time.
    pub(super) fn shown_split(&self) -> Split {
        let is_plain = self.settings.is_plain;
        let has_long_rows = self.current.list.outline.arrangement() == Arrangement::Date;
        let notice_rows = self.notice_rows();
        let widest_text = self.settings.width.within(u16::MAX);
        let is_typing = matches!(self.current.mode, Mode::Search(_) | Mode::Filter(_));
        let is_zoomed = is_plain || (self.split.is_zoomed && !is_typing);
        let focus = self.focus();
        Split { is_zoomed, focus, notice_rows, has_long_rows, widest_text, is_plain, ..self.split }
    }

    fn notice_rows(&self) -> u16 {
        let width = || SafeText::line(self.current.directory.notice()).width();
        match self.shows_notice {
            true if width() > usize::from(self.size.width) => 2,
            true => 1,
            false => 0,
        }
    }

    pub(super) fn text_height(&self) -> usize {
        usize::from(self.panes().text.height)
    }

    pub(super) fn text_width(&self) -> usize {
        // In one pane the text may be out of sight; it is laid out as it will be when it is seen.
        let alone = || panes(self.size, Split { focus: Pane::Detail, ..self.split }).text.width;
        let area = self.panes().text.width;
        self.width_within(if area == 0 { alone() } else { area })
    }

    pub(super) fn width_within(&self, area: u16) -> usize {
        if self.settings.is_plain {
            return SPOKEN;
        }
        usize::from(self.settings.width.within(area).max(1))
    }

    pub(super) fn zoom(&mut self) {
        if self.has_two_panes() {
            self.split.is_zoomed = !self.split.is_zoomed;
        }
    }

    fn has_two_panes(&self) -> bool {
        let split = Split { is_zoomed: self.settings.is_plain, ..self.split };
        panes(self.size, split).is_wide()
    }

    pub(super) fn move_divider(&mut self, columns: isize) {
        if self.has_two_panes() {
            let width = list_width(self.size, self.shown_split());
            let wanted = usize::from(width).saturating_add_signed(columns);
            self.set_list_width(u16::try_from(wanted).unwrap_or(u16::MAX));
        }
    }

    pub(super) fn set_list_width(&mut self, columns: u16) {
        self.split.list_width = Some(columns);
        self.split.list_width = Some(list_width(self.size, self.split));
    }

    pub(super) fn next_text_width(&mut self) {
        self.settings.width = next_of(&TextWidth::ALL, self.settings.width);
        self.show_message(format!("text width: {}", self.settings.width.name()));
    }

    pub(super) fn next_theme(&mut self) {
        let theme = next_of(&ThemeName::ALL, self.settings.theme());
        self.settings.theme = Some(theme);
        self.show_message(format!("theme: {}", theme.name()));
    }
}

pub(super) fn next_of<T: Copy + PartialEq>(all: &[T], one: T) -> T {
    let after = all.iter().skip_while(|known| **known != one).nth(1);
    *after.unwrap_or(&all[0])
}
