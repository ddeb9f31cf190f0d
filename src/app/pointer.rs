//! The mouse: a help, and never needed.

use ratatui::layout::Position;

use crate::layout::{self, Pane};

use super::action::Effect;
use super::cursor::Motion;
use super::list::List;
use super::{Mode, State};

impl State {
    pub(super) fn click(&mut self, at: Position) -> Effect {
        let panes = self.panes();
        if panes.list.contains(at) {
            let row = usize::from(at.y - panes.list.y);
            match &mut self.mode {
                Mode::Browse | Mode::Filter(_) => {
                    let row = self.list.cursor.top + row;
                    if row < self.list.outline.len() {
                        self.list.cursor.row = row;
                    }
                    self.split.focus = Pane::List;
                }
                Mode::Search(_) | Mode::Pick(_) | Mode::Read(_) => {}
            }
        } else if panes.text.contains(at) {
            self.split.focus = Pane::Detail;
        }
        Effect::None
    }

    pub(super) fn double_click(&mut self, at: Position) -> Effect {
        if self.panes().list.contains(at) { self.in_list(List::toggle) } else { Effect::None }
    }

    pub(super) fn wheel(&mut self, at: Position, rows: isize) -> Effect {
        let panes = self.panes();
        let text = self.text_height();
        if panes.detail.contains(at) {
            self.detail.go(Motion::By(rows), text);
            return Effect::None;
        }
        self.go(Motion::By(rows))
    }

    pub(super) fn drag(&mut self, at: Position) -> Effect {
        if self.panes().is_wide() {
            self.split.list_width = Some(at.x);
            self.split.list_width = Some(layout::list_width(self.size, self.split));
        }
        Effect::None
    }
}
