//! The mouse, which is never needed. It uses the same geometry that the view paints by.

use ratatui::layout::Position;

use crate::keymap::Keymap;
use crate::layout::{Pane, Panes};
use crate::outline::Fold;

use super::cursor::Motion;
use super::effect::Effect;
use super::list::ListPane;
use super::update::hits_height;
use super::{Mode, State};

impl State {
    pub(super) fn click(&mut self, at: Position) {
        let panes = self.panes();
        if let Mode::Matrix(pane) = &mut self.current.mode {
            return pane.point(at, panes.body);
        }
        self.is_dragging = panes.rule.contains(at);
        if panes.list.contains(at) {
            self.click_in_list(at, &panes);
        } else if panes.text.contains(at) && matches!(self.current.mode, Mode::Browse) {
            self.split.focus = Pane::Detail;
            let link = self.link_at(at, &panes);
            self.current.detail.link = link;
        } else if let Mode::Pick(picker) = &mut self.current.mode {
            let rows = picker.areas(panes.body).rows;
            if rows.contains(at) {
                let row = picker.cursor.top + usize::from(at.y - rows.y);
                picker.go(Motion::To(row), panes.body);
            }
        }
    }

    pub(super) fn double_click(&mut self, at: Position, keymap: &Keymap) -> Effect {
        let panes = self.panes();
        match &self.current.mode {
            Mode::Browse if panes.list.contains(at) => {
                if self.current.list.row().is_some_and(|row| row.fold == Fold::Leaf) {
                    self.focus_on(Pane::Detail);
                } else {
                    self.in_list(ListPane::toggle);
                }
            }
            Mode::Browse if self.current.detail.link.is_some() => return self.follow(),
            Mode::Search(_) | Mode::Pick(_) => return self.open(keymap),
            Mode::Matrix(pane) if pane.areas(panes.body).rows.contains(at) => self.open_cell(),
            Mode::Browse | Mode::Filter(_) | Mode::Read(_) | Mode::Matrix(_) => {}
        }
        Effect::None
    }

    pub(super) fn wheel(&mut self, at: Position, rows: isize) {
        let panes = self.panes();
        let text = self.text_height();
        let mode = &self.current.mode;
        if matches!(mode, Mode::Browse | Mode::Search(_) | Mode::Filter(_)) && panes.detail.contains(at) {
            self.current.detail.go(Motion::By(rows), text);
        } else if matches!(mode, Mode::Browse) && panes.list.contains(at) {
            self.current.list.go(Motion::By(rows), usize::from(panes.list.height));
        } else {
            self.go(Motion::By(rows));
        }
    }

    pub(super) fn drag(&mut self, at: Position) {
        if self.is_dragging && self.panes().is_wide() {
            self.set_list_width(at.x);
        }
    }

    fn click_in_list(&mut self, at: Position, panes: &Panes) {
        let row = usize::from(at.y - panes.list.y);
        match &mut self.current.mode {
            Mode::Browse | Mode::Filter(_) => {
                let row = self.current.list.cursor.top + row;
                if row < self.current.list.outline.len() {
                    self.current.list.cursor.row = row;
                    self.split.focus = Pane::List;
                }
            }
            Mode::Search(pane) => {
                let size = panes.list.as_size();
                let hit = row.checked_sub(1).and_then(|row| pane.hit_at(&self.current.directory, row, size));
                if let Some(hit) = hit {
                    pane.go(Motion::To(hit), hits_height(size));
                }
            }
            Mode::Pick(_) | Mode::Read(_) | Mode::Matrix(_) => {}
        }
    }

    fn link_at(&self, at: Position, panes: &Panes) -> Option<usize> {
        let detail = &self.current.detail;
        let line = detail.layout()?.lines.get(detail.scroll + usize::from(at.y - panes.text.y))?;
        let mut column = usize::from(panes.text.x);
        for piece in line.pieces() {
            column += piece.text.width();
            if usize::from(at.x) < column {
                return piece.link;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Action;
    use crate::app::tests::{act, state};

    #[test]
    fn a_click_chooses_a_row_and_a_double_click_unfolds_it() {
        let mut state = state();
        let list = state.panes().list;
        let at = Position { x: list.x + 5, y: list.y + 3 };
        act(&mut state, Action::Click(at));
        assert_eq!(state.list().cursor.row, 3);
        let rows = state.list().outline.len();
        act(&mut state, Action::DoubleClick(at));
        assert!(state.list().outline.len() > rows);
    }

    #[test]
    fn a_click_on_a_link_takes_it_and_a_double_click_follows_it() {
        let mut state = state();
        let panes = state.panes();
        let layout = state.detail().layout().unwrap();
        let is_entry = |target: &crate::page::Target| matches!(target, crate::page::Target::Entry(_));
        let link = layout.targets.iter().position(is_entry).unwrap();
        let line = layout.lines.lines_of_link(link).unwrap().start;
        assert!(line < usize::from(panes.text.height), "the first link to an entry is in sight");
        let before: usize = layout
            .lines
            .get(line)
            .unwrap()
            .pieces()
            .take_while(|piece| piece.link.is_none())
            .map(|piece| piece.text.width())
            .sum();
        let at = Position {
            x: panes.text.x + u16::try_from(before).unwrap(),
            y: panes.text.y + u16::try_from(line).unwrap(),
        };
        let target = layout.targets[link].clone();
        act(&mut state, Action::Click(at));
        assert_eq!(state.detail().target(), Some(&target));
        act(&mut state, Action::DoubleClick(at));
        assert_eq!(state.entry().map(crate::page::Target::Entry), Some(target));
    }

    #[test]
    fn the_wheel_turns_the_pane_beneath_it_and_leaves_the_keys_where_they_are() {
        let mut state = state();
        let panes = state.panes();
        act(&mut state, Action::WheelDown(panes.text.as_position()));
        assert_eq!((state.detail().scroll, state.list().cursor.row, state.focus()), (3, 2, Pane::List));
        act(&mut state, Action::WheelDown(panes.list.as_position()));
        assert_eq!(state.list().cursor.row, 5);
    }

    #[test]
    fn the_divider_is_drawn_by_the_rule_alone() {
        let mut state = state();
        let panes = state.panes();
        let to = Position { x: 60, y: 5 };
        act(&mut state, Action::Click(panes.list.as_position()));
        act(&mut state, Action::Drag(to));
        assert_eq!(state.panes().list.width, panes.list.width);
        act(&mut state, Action::Click(panes.rule.as_position()));
        act(&mut state, Action::Drag(to));
        assert_eq!(state.panes().rule.x, 60);
    }

    #[test]
    fn a_pointer_outside_the_screen_does_nothing() {
        let mut state = state();
        for action in [Action::Click, Action::DoubleClick, Action::WheelDown, Action::WheelUp, Action::Drag] {
            act(&mut state, action(Position { x: u16::MAX, y: u16::MAX }));
        }
    }
}
