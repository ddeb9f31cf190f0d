//! Turns mouse events into actions. Two clicks on a cell are a double click if the second comes soon enough.

use std::time::{Duration, Instant};

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::app::Action;

const SOON: Duration = Duration::from_millis(400);

#[derive(Debug, Default)]
pub(super) struct Clicks {
    clicked: Option<(Position, Instant)>,
}

impl Clicks {
    pub(super) fn action(&mut self, mouse: MouseEvent) -> Option<Action> {
        let at = Position { x: mouse.column, y: mouse.row };
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(self.click(at, Instant::now())),
            MouseEventKind::Drag(MouseButton::Left) => Some(Action::Drag(at)),
            MouseEventKind::ScrollDown => Some(Action::WheelDown(at)),
            MouseEventKind::ScrollUp => Some(Action::WheelUp(at)),
            MouseEventKind::Down(_)
            | MouseEventKind::Drag(_)
            | MouseEventKind::Up(_)
            | MouseEventKind::Moved
            | MouseEventKind::ScrollLeft
            | MouseEventKind::ScrollRight => None,
        }
    }

    fn click(&mut self, at: Position, now: Instant) -> Action {
        match self.clicked.take() {
            Some((before, then)) if before == at && now.duration_since(then) <= SOON => {
                Action::DoubleClick(at)
            }
            Some(_) | None => {
                self.clicked = Some((at, now));
                Action::Click(at)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_click_on_the_same_cell_is_a_double_click_if_it_comes_soon() {
        let (here, there) = (Position { x: 3, y: 4 }, Position { x: 3, y: 5 });
        let start = Instant::now();
        let steps = [
            (here, 0, Action::Click(here)),
            (here, 300, Action::DoubleClick(here)),
            (here, 500, Action::Click(here)),
            (there, 600, Action::Click(there)),
            (there, 1_100, Action::Click(there)),
        ];
        let mut clicks = Clicks::default();
        for (at, millis, expected) in steps {
            assert_eq!(clicks.click(at, start + Duration::from_millis(millis)), expected, "{millis} ms");
        }
    }
}
