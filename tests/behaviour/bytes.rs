//! How much a terminal is sent: over a slow line it is bytes that one waits for.

use std::sync::Arc;

use pitf::app::{Action, State};
use pitf::directory::Directory;
use pitf::keymap::{Keymap, Pending};
use pitf::settings::Settings;
use pitf::terminal::Options;
use pitf::terminal::screen::Screen;
use pitf::view::paint;
use ratatui::layout::Size;

use crate::search_quality::GENERATED;
use crate::support::SHIPPED;

const SIZE: Size = Size::new(120, 40);

/// What the actions, again and again, take a cell of the screen that looks otherwise afterwards, in hundredths of a byte.
fn bytes_for_cells(directory: Arc<Directory>, action: &Action, times: usize) -> usize {
    let keymap = Keymap::default();
    let mut state = State::new(directory, SIZE, Settings::default());
    let mut screen = Screen::new(SIZE, Options { hyperlinks: true, mouse: false });
    let cells = |count: u16| count.try_into().expect("no side is empty");
    let (rows, columns) = (cells(SIZE.height), cells(SIZE.width));
    let mut terminal = vt100::Parser::new(rows, columns, 0);
    let (mut bytes, mut cells) = (0, 0);
    let _ = state.update(Action::UnfoldAll, &keymap);
    for time in 0..=times {
        let before = terminal.screen().clone();
        let written = screen.draw(|frame, links| {
            let painted = paint(&state, &keymap, &Pending::default(), frame);
            for link in painted.hyperlinks {
                links.add(link.row, link.columns, &link.address);
            }
            painted.cursor
        });
        terminal.process(written);
        let places = (0..SIZE.height).flat_map(|row| (0..SIZE.width).map(move |column| (row, column)));
        let after = terminal.screen();
        let changed = places.filter(|(row, column)| before.cell(*row, *column) != after.cell(*row, *column));
        if time > 0 {
            bytes += written.len();
            cells += changed.count();
        }
        let _ = state.update(action.clone(), &keymap);
    }
    bytes * 100 / cells
}

#[test]
fn moving_and_paging_take_few_bytes_for_a_cell() {
    for (action, times) in [(Action::Down, 40), (Action::PageDown, 20), (Action::HalfPageDown, 20)] {
        for (name, indexed) in [("shipped", &SHIPPED), ("made", &GENERATED)] {
            let taken = bytes_for_cells(Arc::clone(&indexed.directory), &action, times);
            assert!(taken <= 160, "{name}, {action:?}: {taken} hundredths of a byte");
        }
    }
}
