//! The appearance, as the user has chosen it.

use serde::{Deserialize, Serialize};

use crate::layout;
use crate::text::Glyphs;

use super::State;

/// The appearance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The theme.
    pub theme: ThemeName,
    /// The signs to draw with.
    pub glyphs: Glyphs,
    /// How wide text may be.
    pub text_width: TextWidth,
    /// Whether everything is laid out for a screen reader.
    pub is_plain: bool,
}

/// The themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// The terminal's own colours.
    #[default]
    Default,
    /// Strong contrasts, nothing dim.
    HighContrast,
    /// No colours.
    Mono,
}

impl ThemeName {
    /// All of them, in the order in which one follows another.
    pub const ALL: [ThemeName; 3] = [Self::Default, Self::HighContrast, Self::Mono];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            ThemeName::Default => "default",
            ThemeName::HighContrast => "high-contrast",
            ThemeName::Mono => "mono",
        }
    }
}

/// How wide text may be, in columns. The files have a number for it: 0 is as wide as the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub enum TextWidth {
    /// At most so wide.
    AtMost(u16),
    /// As wide as its area.
    Full,
}

impl Default for TextWidth {
    fn default() -> Self {
        TextWidth::AtMost(76)
    }
}

impl From<u16> for TextWidth {
    fn from(columns: u16) -> Self {
        if columns == 0 { TextWidth::Full } else { TextWidth::AtMost(columns) }
    }
}

impl From<TextWidth> for u16 {
    fn from(width: TextWidth) -> Self {
        match width {
            TextWidth::AtMost(columns) => columns,
            TextWidth::Full => 0,
        }
    }
}

impl TextWidth {
    /// The widths that follow each other.
    pub const ALL: [TextWidth; 4] = [Self::AtMost(76), Self::AtMost(100), Self::Full, Self::AtMost(60)];

    pub(crate) fn within(self, area: u16) -> u16 {
        match self {
            TextWidth::AtMost(most) => area.min(most),
            TextWidth::Full => area,
        }
    }

    /// Its name.
    pub fn name(self) -> String {
        match self {
            TextWidth::AtMost(most) => format!("{most} columns"),
            TextWidth::Full => "as wide as the pane".to_owned(),
        }
    }
}

pub(super) fn next_of<T: Copy + PartialEq>(all: &[T], one: T) -> T {
    let after = all.iter().skip_while(|known| **known != one).nth(1);
    *after.unwrap_or(&all[0])
}

impl State {
    pub(super) fn zoom(&mut self) {
        if self.has_two_panes() {
            self.split.is_zoomed = !self.split.is_zoomed;
        }
    }

    fn has_two_panes(&self) -> bool {
        let split = layout::Split { is_zoomed: self.settings.is_plain, ..self.split };
        layout::panes(self.size, split).is_wide()
    }

    pub(super) fn move_divider(&mut self, columns: isize) {
        if self.has_two_panes() {
            let width = layout::list_width(self.size, self.shown_split());
            let wanted = usize::from(width).saturating_add_signed(columns);
            self.set_list_width(u16::try_from(wanted).unwrap_or(u16::MAX));
        }
    }

    pub(super) fn set_list_width(&mut self, columns: u16) {
        self.split.list_width = Some(columns);
        self.split.list_width = Some(layout::list_width(self.size, self.split));
    }

    pub(super) fn next_text_width(&mut self) {
        self.settings.text_width = next_of(&TextWidth::ALL, self.settings.text_width);
        self.show_message(format!("text width: {}", self.settings.text_width.name()));
    }

    pub(super) fn next_theme(&mut self) {
        self.settings.theme = next_of(&ThemeName::ALL, self.settings.theme);
        self.show_message(format!("theme: {}", self.settings.theme.name()));
    }
}
