//! Frames are painted on an emulated terminal, and what it shows then is compared with them.

use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

use super::pen::Look;
use super::*;

/// A painter and the terminal that obeys it.
struct Pair {
    painter: Painter,
    terminal: vt100::Parser,
    area: Rect,
}

impl Pair {
    fn new(width: u16, height: u16) -> Self {
        let terminal = vt100::Parser::new(height.try_into().unwrap(), width.try_into().unwrap(), 0);
        Self { painter: Painter::new(), terminal, area: Rect::new(0, 0, width, height) }
    }

    fn lines(&mut self, lines: &[(&str, Style)]) -> Vec<u8> {
        let mut frame = Buffer::empty(self.area);
        for (row, (line, style)) in (0..).zip(lines) {
            frame.set_string(0, row, line, *style);
        }
        self.show(&frame)
    }

    fn show(&mut self, frame: &Buffer) -> Vec<u8> {
        paint(&mut self.painter, frame, Links::default());
        let bytes = self.painter.finish(None).to_vec();
        self.terminal.process(&bytes);
        assert_shows(self.terminal.screen(), frame);
        bytes
    }
}

/// Paints a frame as one does that is followed by others.
fn paint(painter: &mut Painter, frame: &Buffer, links: Links) {
    painter.paint(frame, links);
    painter.remember(frame);
}

fn assert_shows(screen: &vt100::Screen, frame: &Buffer) {
    for y in 0..frame.area.height {
        for (x, tile) in (0..).zip(tiles(frame, y)).filter(|(_, tile)| !tile.is_covered()) {
            let shown = screen.cell(y, x).unwrap();
            let symbol = if shown.contents().is_empty() { " " } else { shown.contents() };
            let mut wanted = Vec::new();
            tile.write(&mut wanted);
            assert_eq!(symbol.as_bytes(), wanted, "symbol at {x},{y}");
            let shown_look = look_of(shown);
            let shown_look = if tile.is_blank() { shown_look.on_blank() } else { shown_look };
            assert_eq!(shown_look, tile.look, "look at {x},{y} of {symbol:?}");
        }
    }
}

fn tiles(frame: &Buffer, row: u16) -> Vec<Tile> {
    let width = usize::from(frame.area.width);
    let mut tiles = vec![Tile::ERASED; width];
    take_over(&mut tiles, &frame.content[usize::from(row) * width..][..width], &mut Vec::new());
    tiles
}

fn look_of(cell: &vt100::Cell) -> Look {
    let colour = |colour| match colour {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(index) => PALETTE[usize::from(index)],
        vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    };
    let modifiers = [
        (cell.bold(), Modifier::BOLD),
        (cell.dim(), Modifier::DIM),
        (cell.italic(), Modifier::ITALIC),
        (cell.underline(), Modifier::UNDERLINED),
        (cell.inverse(), Modifier::REVERSED),
    ];
    let modifier =
        modifiers.into_iter().filter(|(on, _)| *on).fold(Modifier::empty(), |all, (_, one)| all | one);
    let mut drawn = Cell::new("x");
    drawn
        .set_style(Style::new().fg(colour(cell.fgcolor())).bg(colour(cell.bgcolor())).add_modifier(modifier));
    Look::of(&drawn)
}

const PALETTE: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

#[test]
fn only_what_changed_is_written() {
    let plain = Style::new();
    let cases: [(&[&str], &[&str], &str); 10] = [
        (&["same"], &["same"], ""),
        (&["hello"], &["hallo"], "\x1b[1;2Ha"),
        (&["abcdef"], &["aXcdXf"], "\x1b[1;2HXcdX"),
        (&["abcdefghijk"], &["XbcdefghijX"], "\x1b[HX\x1b[9CX"),
        (&["one", "two"], &["ONE", "two"], "\x1b[HONE"),
        (&["one", "two"], &["One", "Two"], "\x1b[HO\r\nT"),
        (&["a long line"], &["a"], "\x1b[1;3H\x1b[K"),
        (&["ab"], &["a"], "\x1b[1;2H "),
        (&["漢字"], &["a 字"], "\x1b[Ha "),
        (&["漢字"], &["漢ab"], "\x1b[1;3Hab"),
    ];
    for (before, after, expected) in cases {
        let mut pair = Pair::new(12, 2);
        let styled = |lines: &[&'static str]| lines.iter().map(|line| (*line, plain)).collect::<Vec<_>>();
        pair.lines(&styled(before));
        // Where the cursor was left must not matter here.
        pair.painter.brush.lose_cursor();
        let bytes = pair.lines(&styled(after));
        assert_eq!(
            bytes.escape_ascii().to_string(),
            expected.as_bytes().escape_ascii().to_string(),
            "{before:?} {after:?}"
        );
    }
}

#[test]
fn a_moved_selection_costs_little() {
    let rows = (0..24).map(|row| format!("  Entry number {row:<20}")).collect::<Vec<_>>();
    let mut pair = Pair::new(80, 24);
    let frame = |selected: usize| {
        let style = |row| if row == selected { Style::new().reversed() } else { Style::new() };
        rows.iter().enumerate().map(|(row, line)| (line.as_str(), style(row))).collect::<Vec<_>>()
    };
    pair.lines(&frame(3));
    for selected in 4..20 {
        let bytes = pair.lines(&frame(selected));
        // Two rows of 35 cells look otherwise now.
        assert!(bytes.len() * 10 <= 70 * 16, "{} bytes for 70 cells: {}", bytes.len(), bytes.escape_ascii());
        assert!(!bytes.windows(4).any(|part| part == b"\x1b[2J"), "redrawn in full");
    }
}

#[test]
fn a_frame_of_many_rows_is_shown_at_once() {
    let mut pair = Pair::new(20, 10);
    let lines = |count| vec![("text", Style::new()); count];
    let cases = [(10, true), (8, false), (0, true)];
    for (count, expected) in cases {
        let bytes = pair.lines(&lines(count));
        assert_eq!(
            bytes.starts_with(b"\x1b[?2026h") && bytes.ends_with(b"\x1b[?2026l"),
            expected,
            "{count} rows"
        );
    }
}

#[test]
fn after_a_grapheme_of_uncertain_width_the_place_is_given_anew() {
    let mut pair = Pair::new(10, 1);
    pair.lines(&[("", Style::new())]);
    for grapheme in ["e\u{301}", "\u{2764}\u{fe0f}", "\u{1f468}\u{200d}\u{1f469}"] {
        let mut frame = Buffer::empty(pair.area);
        frame.set_string(0, 0, format!("{grapheme}|"), Style::new());
        let mut painter = Painter::new();
        paint(&mut painter, &frame, Links::default());
        let text = String::from_utf8(painter.finish(None).to_vec()).unwrap();
        let after = text.split_once(grapheme).unwrap().1;
        assert!(after.starts_with("\x1b[1;"), "{text:?}");
    }
}

#[test]
fn links_open_and_close_around_their_cells() {
    let mut frame = Buffer::empty(Rect::new(0, 0, 10, 1));
    frame.set_string(0, 0, "see there.", Style::new());
    let mut links = Links::default();
    links.add(0, 4..9, "https://example.org/");
    links.add(0, 0..3, "https://example.org/\x1b]0;bad");
    let mut painter = Painter::new();
    paint(&mut painter, &frame, links.clone());
    let text = String::from_utf8(painter.finish(None).to_vec()).unwrap();
    assert!(text.contains("see \x1b]8;;https://example.org/\x1b\\there\x1b]8;;\x1b\\."), "{text:?}");
    paint(&mut painter, &frame, links);
    assert_eq!(painter.finish(None), b"", "the same frame again");
    paint(&mut painter, &frame, Links::default());
    let text = String::from_utf8(painter.finish(None).to_vec()).unwrap();
    assert!(text.contains("there") && !text.contains("https"), "{text:?}");
}

#[test]
fn a_frame_that_is_not_remembered_is_followed_by_an_empty_screen() {
    let frame = Buffer::with_lines(["a"]);
    let mut painter = Painter::new();
    for _ in 0..2 {
        painter.paint(&frame, Links::default());
        assert!(painter.finish(None).ends_with(b"\x1b[2Ja"));
    }
    painter.remember(&frame);
    painter.paint(&frame, Links::default());
    assert_eq!(painter.finish(None), b"");
}

#[test]
fn the_cursor_is_shown_where_it_is_wanted_and_never_outside() {
    let frame = Buffer::empty(Rect::new(0, 0, 10, 2));
    let mut painter = Painter::new();
    paint(&mut painter, &frame, Links::default());
    painter.finish(None);
    let cases: [(Option<Position>, &str); 5] = [
        (Some(Position::new(3, 1)), "\n\x1b[3C\x1b[?25h"),
        (Some(Position::new(3, 1)), ""),
        (Some(Position::new(2, 1)), "\x08"),
        (Some(Position::new(99, 1)), "\x1b[?25l"),
        (None, ""),
    ];
    for (cursor, expected) in cases {
        paint(&mut painter, &frame, Links::default());
        let bytes = painter.finish(cursor).escape_ascii().to_string();
        assert_eq!(bytes, expected.as_bytes().escape_ascii().to_string(), "{cursor:?}");
    }
}

#[test]
fn what_would_be_obeyed_is_drawn_as_a_blank() {
    let mut frame = Buffer::empty(Rect::new(0, 0, 4, 1));
    frame[(0, 0)].set_symbol("\x1b[2J");
    frame[(1, 0)].set_symbol("\u{200b}");
    frame[(3, 0)].set_symbol("漢");
    let mut painter = Painter::new();
    paint(&mut painter, &frame, Links::default());
    painter.finish(None);
    paint(&mut painter, &frame, Links::default());
    assert_eq!(painter.finish(None), b"");
    assert_eq!(tiles(&frame, 0), vec![Tile::ERASED; 4]);
}

fn any_frame(area: Rect) -> impl Strategy<Value = Buffer> {
    let symbol = proptest::sample::select(vec!["a", "b", " ", " ", " ", "é", "漢", "─"]);
    // Each style replaces the one beneath it: the emulator cannot be bold and dim at once.
    let style = (0_u8..6).prop_map(|number| match number {
        0 => Style::reset().bold(),
        1 => Style::reset().reversed(),
        2 => Style::reset().fg(Color::Red).on_blue(),
        3 => Style::reset().dim().underlined(),
        _ => Style::reset(),
    });
    let run = (0..area.width, 0..area.height, symbol, 1..8_usize, style);
    proptest::collection::vec(run, 0..30).prop_map(move |runs| {
        let mut frame = Buffer::empty(area);
        for (x, y, symbol, count, style) in runs {
            frame.set_string(x, y, symbol.repeat(count), style);
        }
        frame
    })
}

proptest! {
    #[test]
    fn the_terminal_shows_each_frame_after_any_other(frames in proptest::collection::vec(any_frame(Rect::new(0, 0, 12, 6)), 1..6)) {
        let mut pair = Pair::new(12, 6);
        for frame in &frames {
            pair.show(frame);
            let again = pair.show(frame);
            prop_assert_eq!(again, b"");
        }
    }
}
