//! Frames are drawn on an emulated terminal, and what it shows then is compared with them.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::dice::{Dice, cases};

const LINKS: Options = Options { hyperlinks: true, mouse: false };

/// A screen and the terminal that obeys it.
struct Emulated {
    screen: Screen,
    terminal: vt100::Parser,
    size: Size,
}

impl Emulated {
    fn new(width: u16, height: u16) -> Self {
        let terminal = vt100::Parser::new(height.try_into().unwrap(), width.try_into().unwrap(), 0);
        let size = Size::new(width, height);
        Self { screen: Screen::new(size, LINKS), terminal, size }
    }

    fn lines(&mut self, lines: &[(&str, Style)]) -> String {
        let mut frame = Buffer::empty(Rect::from((Position::ORIGIN, self.size)));
        for (row, (line, style)) in (0..).zip(lines) {
            frame.set_string(0, row, line, *style);
        }
        self.show(&frame)
    }

    /// Shows a frame, checks that the terminal does, and gives what was written for it.
    fn show(&mut self, frame: &Buffer) -> String {
        let bytes = bytes_of(&mut self.screen, frame, &[]);
        self.terminal.process(bytes.as_bytes());
        assert_shows(self.terminal.screen(), frame);
        bytes
    }
}

fn bytes_of(screen: &mut Screen, frame: &Buffer, links: &[(u16, std::ops::Range<u16>, &str)]) -> String {
    let bytes = screen.draw(|buffer, into| {
        buffer.content.clone_from_slice(&frame.content);
        for (row, columns, address) in links {
            into.add(*row, columns.clone(), address);
        }
        None
    });
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn assert_shows(screen: &vt100::Screen, frame: &Buffer) {
    for y in 0..frame.area.height {
        let mut x = 0;
        while x < frame.area.width {
            let cell = &frame[(x, y)];
            let shown = screen.cell(y, x).unwrap();
            let symbol = if shown.contents().is_empty() { " " } else { shown.contents() };
            // What does not fit, or would be obeyed, is a blank.
            let width = cell.symbol().cell_width().max(1);
            let is_drawn = x + width <= frame.area.width && !cell.symbol().contains(char::is_control);
            let expected = if is_drawn { cell.symbol() } else { " " };
            assert_eq!(symbol, expected, "symbol at {x},{y}");
            assert_eq!(style_of(shown, symbol == " "), seen(cell, symbol == " "), "style at {x},{y}");
            x += if is_drawn { width } else { 1 };
        }
    }
}

/// Colours and attributes that are visible on a blank.
fn seen(cell: &Cell, is_blank: bool) -> (Color, Color, Modifier) {
    let lines = Modifier::UNDERLINED | Modifier::REVERSED;
    match cell.modifier & lines {
        left if is_blank && left.is_empty() => (Color::Reset, cell.bg, left),
        left if is_blank => (cell.fg, cell.bg, left),
        _ => (cell.fg, cell.bg, cell.modifier),
    }
}

fn style_of(cell: &vt100::Cell, is_blank: bool) -> (Color, Color, Modifier) {
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
    let modifier = modifiers.into_iter().filter(|(on, _)| *on).map(|(_, one)| one).collect();
    let mut drawn = Cell::new("x");
    drawn.fg = colour(cell.fgcolor());
    drawn.bg = colour(cell.bgcolor());
    drawn.modifier = modifier;
    seen(&drawn, is_blank)
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
fn every_colour_and_attribute_is_shown() {
    let colours = PALETTE.into_iter().chain([Color::Rgb(1, 2, 3), Color::Reset]);
    let styles = colours.flat_map(|colour| [Style::new().fg(colour), Style::new().bg(colour).italic()]);
    let attributes = [Style::new().bold(), Style::new().dim(), Style::new().underlined().reversed()];
    let mut emulated = Emulated::new(3, 1);
    for style in styles.chain(attributes) {
        emulated.lines(&[("a b", style)]);
    }
}

#[test]
fn a_screen_is_drawn_once_and_then_changed() {
    let mut emulated = Emulated::new(20, 2);
    let first = emulated.lines(&[("hello", Style::new())]);
    assert!(first.contains("\x1b[2J") && first.contains("hello"), "{first:?}");
    assert_eq!(emulated.lines(&[("hello", Style::new())]), "");
    let changed = emulated.lines(&[("hallo", Style::new())]);
    assert_eq!(changed, "\x1b[?2026h\x1b[2Ga\x1b[?2026l");
}

#[test]
fn what_is_not_known_of_the_terminal_any_more_is_drawn_in_full() {
    let mut emulated = Emulated::new(10, 2);
    emulated.lines(&[("hello", Style::new())]);
    emulated.screen.forget();
    let again = emulated.lines(&[("hello", Style::new())]);
    assert!(again.contains("\x1b[2J") && again.contains("hello"), "{again:?}");
    for size in [Size::new(4, 1), Size::new(0, 0), Size::new(1, 1), Size::new(10, 2)] {
        emulated.screen.resize(size);
        let bytes = emulated.screen.draw(|frame, _| {
            assert_eq!(frame.area, Rect::from((Position::ORIGIN, size)));
            frame.set_string(0, 0, &"hello"[..usize::from(size.width.min(5))], Style::new());
            None
        });
        let bytes = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(bytes.contains("\x1b[2J"), "{size:?}: {bytes}");
        assert!(bytes.contains(&"hello"[..usize::from(size.width.min(5))]), "{size:?}: {bytes}");
    }
}

#[test]
fn a_moved_selection_costs_little() {
    let rows = (0..24).map(|row| format!("  Entry number {row:<20}")).collect::<Vec<_>>();
    let mut emulated = Emulated::new(80, 24);
    let frame = |selected: usize| {
        let style = |row| if row == selected { Style::new().reversed() } else { Style::new() };
        rows.iter().enumerate().map(|(row, line)| (line.as_str(), style(row))).collect::<Vec<_>>()
    };
    emulated.lines(&frame(3));
    for selected in 4..20 {
        let bytes = emulated.lines(&frame(selected));
        // Two rows of 35 cells look otherwise now.
        assert!(bytes.len() * 10 <= 70 * 16, "{} bytes for 70 cells: {bytes:?}", bytes.len());
        assert!(!bytes.contains("\x1b[2J"), "redrawn in full");
    }
}

#[test]
fn after_a_cell_of_uncertain_width_the_cursor_is_moved_to_its_column() {
    for grapheme in [
        "e\u{301}",
        "\u{2764}\u{fe0f}",
        "\u{1f468}\u{200d}\u{1f469}",
        "\u{1fae9}",
        "\u{3fffd}",
        "\u{378}",
        "│",
        "→",
        "漢",
    ] {
        let mut frame = Buffer::empty(Rect::new(0, 0, 10, 1));
        frame.set_string(0, 0, format!("{grapheme}|"), Style::new());
        let column = 1 + grapheme.cell_width();
        let text = bytes_of(&mut Screen::new(Size::new(10, 1), LINKS), &frame, &[]);
        let after = text.split_once(grapheme).unwrap().1;
        assert!(after.starts_with(&format!("\x1b[1;{column}H|")), "{text:?}");
    }
    for letter in ["a", "é", "ж", "ω"] {
        let frame = Buffer::with_lines([format!("{letter}|  ")]);
        let text = bytes_of(&mut Screen::new(Size::new(4, 1), LINKS), &frame, &[]);
        assert!(text.contains(&format!("{letter}|")), "{text:?}");
    }
}

/// A terminal whose tables are older draws wide what we know for narrow, or the other way round: it leaves stale letters
/// in what it does not cover unless they are blanked first.
#[test]
fn a_wide_sign_leaves_nothing_of_what_stood_beneath_it() {
    let mut screen = Screen::new(Size::new(6, 1), LINKS);
    bytes_of(&mut screen, &Buffer::with_lines(["abcdef"]), &[]);
    let mut frame = Buffer::with_lines(["abcdef"]);
    frame.set_string(1, 0, "\u{1fae9}", Style::new());
    let text = bytes_of(&mut screen, &frame, &[]);
    assert_eq!(text, "\x1b[?2026h\x1b[1;2H  \x1b[2G\u{1fae9}\x1b[?2026l");
}

#[test]
fn links_open_and_close_around_their_cells() {
    let mut frame = Buffer::empty(Rect::new(0, 0, 10, 2));
    frame.set_string(0, 0, "see there.", Style::new());
    frame.set_string(0, 1, "and on", Style::new());
    let address = "https://example.org/";
    let links = [(0, 4..9, address), (1, 0..3, address), (0, 0..3, "https://example.org/\x1b]0;bad")];
    let mut screen = Screen::new(Size::new(10, 2), LINKS);
    let text = bytes_of(&mut screen, &frame, &links);
    let opened = text.split("\x1b]8;id=").skip(1).map(|part| part.split('\x1b').next().unwrap());
    let opened = opened.collect::<Vec<_>>();
    assert!(opened[0].ends_with(&format!(";{address}")), "{text:?}");
    assert_eq!(opened, [opened[0]; 2], "both rows are one link: {text:?}");
    assert!(text.contains("\x1b\\there\x1b]8;;\x1b\\."), "{text:?}");
    assert!(text.contains("\x1b\\and\x1b[1C\x1b]8;;\x1b\\on"), "{text:?}");
    assert!(!text.contains("bad"), "{text:?}");
    assert_eq!(bytes_of(&mut screen, &frame, &links), "", "the same frame again");
    let elsewhere = bytes_of(&mut screen, &frame, &[(0, 4..9, "https://example.org/b"), links[1].clone()]);
    assert!(elsewhere.contains("/b\x1b\\there") && !elsewhere.contains("and"), "{elsewhere:?}");
    let without = bytes_of(&mut screen, &frame, &[]);
    assert!(without.contains("there") && !without.contains("https"), "{without:?}");
    let mut unwanted = Screen::new(Size::new(10, 2), Options::default());
    assert!(!bytes_of(&mut unwanted, &frame, &links).contains("\x1b]8"));
}

#[test]
fn the_cursor_is_shown_where_it_is_wanted() {
    let mut screen = Screen::new(Size::new(10, 2), Options::default());
    let mut with = |cursor: Option<(u16, u16)>| {
        let bytes = screen.draw(|_, _| cursor.map(Position::from));
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        text.replace("\x1b[?2026h", "").replace("\x1b[?2026l", "")
    };
    with(None);
    assert_eq!(with(Some((3, 1))), "\x1b[?25h\x1b[2;4H");
    assert_eq!(with(Some((3, 1))), "");
    assert_eq!(with(Some((5, 1))), "  ", "two blanks are shorter than a move");
    assert_eq!(with(Some((9, 1))), "\x1b[4C");
    assert_eq!(with(Some((2, 1))), "\x1b[3G");
    assert_eq!(with(None), "\x1b[?25l");
    assert_eq!(with(None), "");
}

#[test]
fn what_would_be_obeyed_is_drawn_as_a_blank() {
    for symbol in ["\x1b[2J", "\u{200b}", "\u{9b}", "漢"] {
        let mut screen = Screen::new(Size::new(4, 1), Options::default());
        bytes_of(&mut screen, &Buffer::with_lines(["abcd"]), &[]);
        let mut frame = Buffer::with_lines(["abc "]);
        frame[(3, 0)].set_symbol(symbol);
        assert_eq!(bytes_of(&mut screen, &frame, &[]), "\x1b[?2026h\x1b[1;4H \x1b[?2026l", "{symbol:?}");
    }
}

fn any_frame(area: Rect, dice: &mut Dice) -> Buffer {
    let mut frame = Buffer::empty(area);
    for _ in 0..dice.below(30) {
        let (x, y) = (dice.below(area.width.into()), dice.below(area.height.into()));
        let symbol = dice.one_of(&["a", "b", " ", " ", " ", "é", "漢", "─", "\u{1f600}"]);
        // Each style replaces the one beneath it: the emulator cannot be bold and dim at once.
        let style = match dice.below(6) {
            0 => Style::reset().bold(),
            1 => Style::reset().reversed(),
            2 => Style::reset().fg(Color::Red).on_blue(),
            3 => Style::reset().dim().underlined(),
            _ => Style::reset(),
        };
        // As the view does, never half of a wide sign.
        frame.set_string(
            x.try_into().unwrap(),
            y.try_into().unwrap(),
            symbol.repeat(1 + dice.below(7)),
            style,
        );
    }
    frame
}

#[test]
fn the_terminal_shows_each_frame_after_any_other() {
    cases(100, |dice| {
        let mut emulated = Emulated::new(12, 6);
        for _ in 0..=dice.below(5) {
            let frame = any_frame(Rect::new(0, 0, 12, 6), dice);
            emulated.show(&frame);
            assert_eq!(emulated.show(&frame), "");
        }
    });
}
