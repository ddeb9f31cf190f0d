//! What a key costs from the state to the bytes for the terminal, for directories of 30 to 1,000,000 entries: `update`
//! answers it, `view` paints the cells of a screen of 120 by 40, and the bytes that show them are found.
//!
//! `cargo bench --bench frame` prints a table in microseconds; `cargo bench --bench frame -- 100000` only that size. All is
//! unfolded, and the key goes down one row and so shows another page. Figures are medians; the last column is the whole
//! beside the whole of the first size.

#![allow(clippy::cast_precision_loss, reason = "figures are shown with three digits")]

#[allow(dead_code, reason = "the generator writes more than this benchmark looks at")]
mod generate;

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use pitf::app::{Action, Settings, State};
use pitf::directory::Directory;
use pitf::keymap::{Keymap, Pending};
use pitf::terminal::Options;
use pitf::terminal::screen::Screen;
use pitf::view::paint;
use ratatui::layout::Size;

const SIZE: Size = Size::new(120, 40);
const KEYS: usize = 2_000;

/// The median times of a key, and the bytes that it wrote.
struct Key {
    update: Duration,
    view: Duration,
    bytes: Duration,
    written: usize,
}

fn main() -> io::Result<()> {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![30, 10_000, 100_000, 1_000_000] } else { sizes };
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:>9} {:>9} {:>9} {:>9} {:>9} {:>11} {:>7}",
        "entries", "update", "view", "bytes", "whole", "bytes/key", "ratio"
    )?;
    let mut first = None;
    for entries in sizes {
        let mut source = Vec::new();
        generate::write_directory(entries, &mut source)?;
        let source = String::from_utf8(source).expect("the generator writes UTF-8");
        let directory = Directory::parse("generated.ron", source);
        let key = measure(Arc::new(directory.map_err(|problems| io::Error::other(problems.to_string()))?));
        let whole = us(key.update + key.view + key.bytes);
        let first = *first.get_or_insert(whole);
        let (update, view, bytes) = (us(key.update), us(key.view), us(key.bytes));
        let written = key.written / KEYS;
        writeln!(
            out,
            "{entries:>9} {update:>9.1} {view:>9.1} {bytes:>9.1} {whole:>9.1} {written:>11} {:>7.2}",
            whole / first
        )?;
    }
    Ok(())
}

fn measure(directory: Arc<Directory>) -> Key {
    let keymap = Keymap::default();
    let mut state = State::new(directory, SIZE, Settings::default());
    let mut screen = Screen::new(SIZE, Options::default());
    let _ = state.update(Action::UnfoldAll, &keymap);
    let (mut updates, mut views, mut byte_times, mut written) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..KEYS {
        let is_last = state.list().cursor.row + 1 == state.list().outline.len();
        let action = if is_last { Action::First } else { Action::Down };
        let start = Instant::now();
        let _ = state.update(action, &keymap);
        let updated = Instant::now();
        let mut viewed = updated;
        let bytes = screen.draw(|buffer, _| {
            let painted = paint(&state, &keymap, &Pending::default(), buffer);
            viewed = Instant::now();
            painted.cursor
        });
        written += bytes.len();
        updates.push(updated - start);
        views.push(viewed - updated);
        byte_times.push(viewed.elapsed());
    }
    Key { update: median(updates), view: median(views), bytes: median(byte_times), written }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn us(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
