//! What is remembered of a visit, from the state and back into it.

use crate::app::{Marks, Session, State, TextWidth, ThemeName};
use crate::layout::Pane;
use crate::outline::Arrangement;

use super::{Config, Saved};

const LIST: &str = "list";
const DETAIL: &str = "detail";

impl Saved {
    /// What is to be remembered of a state. Looks are remembered where they are not what the config says.
    pub fn of(state: &State, config: &Config) -> Self {
        let Session {
            arrangement,
            path,
            unfolded,
            list_scroll,
            detail_scroll,
            focus,
            list_width,
            is_zoomed,
            ..
        } = state.session();
        let settings = state.settings();
        let theme =
            (settings.theme != config.theme.unwrap_or_default()).then(|| settings.theme.name().to_owned());
        let width = columns(settings.text_width);
        let focus = match focus {
            Pane::List => LIST,
            Pane::Detail => DETAIL,
        };
        Saved {
            arrangement: arrangement.name().to_owned(),
            path,
            unfolded,
            list_scroll,
            detail_scroll,
            focus: focus.to_owned(),
            list_width,
            is_zoomed,
            marks: state.marks().letters.clone(),
            recents: state.marks().recent.clone(),
            queries: state.queries().to_vec(),
            theme,
            text_width: (width != config.width).then_some(width),
        }
    }

    /// What is remembered, for a state to resume.
    pub fn session(self) -> Session {
        let named = |arrangement: &Arrangement| arrangement.name() == self.arrangement;
        let theme = ThemeName::ALL.into_iter().find(|theme| Some(theme.name()) == self.theme.as_deref());
        Session {
            arrangement: Arrangement::ALL.into_iter().find(named).unwrap_or_default(),
            path: self.path,
            unfolded: self.unfolded,
            list_scroll: self.list_scroll,
            detail_scroll: self.detail_scroll,
            focus: if self.focus == DETAIL { Pane::Detail } else { Pane::List },
            list_width: self.list_width,
            is_zoomed: self.is_zoomed,
            marks: Marks { letters: self.marks, recent: self.recents },
            queries: self.queries,
            theme,
            text_width: self.text_width.map(text_width),
        }
    }
}

/// The width that the files have a number for: 0 is as wide as the pane.
pub(super) fn text_width(columns: u16) -> TextWidth {
    if columns == 0 { TextWidth::Full } else { TextWidth::AtMost(columns) }
}

fn columns(width: TextWidth) -> u16 {
    match width {
        TextWidth::AtMost(columns) => columns,
        TextWidth::Full => 0,
    }
}

impl Config {
    /// The most columns that text is wrapped to.
    pub fn text_width(&self) -> TextWidth {
        text_width(self.width)
    }
}
