//! The pictures of the README: screens of the shipped directory as SVG, written from the cells, light and dark.
//!
//! `UPDATE_GOLDEN=1 cargo test --test behaviour pictures` writes those in `assets/pictures` anew.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use pitf::settings::Settings;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier};

use crate::support::{Browser, SHIPPED};

/// The screens: what they are called, the keys that lead to them, and what they show in words.
const PICTURES: [(&str, &str); 4] =
    [("start", ""), ("search", "/trade policy"), ("matrix", "am3j2l"), ("compare", "am3jc3jc")];
const SIZE: Size = Size { width: 96, height: 28 };
const LARGEST: usize = 60_000;
/// A cell, in the units of the picture.
const CELL: (f32, f32) = (8.4, 18.0);
const MARGIN: f32 = 12.0;

/// The colours of a terminal: ground, text, magenta, red.
struct Palette {
    name: &'static str,
    ground: &'static str,
    text: &'static str,
    accent: &'static str,
    error: &'static str,
}

const PALETTES: [Palette; 2] = [
    Palette { name: "light", ground: "#ffffff", text: "#24292f", accent: "#9a1f8f", error: "#b3261e" },
    Palette { name: "dark", ground: "#16181d", text: "#d7dae0", accent: "#d78fe0", error: "#ff8a80" },
];

#[test]
fn the_pictures_are_the_real_screens() {
    for (name, keys) in PICTURES {
        let mut browser = Browser::with(SHIPPED.clone(), SIZE, Settings::default());
        let shot = browser.press(keys).shot();
        for palette in &PALETTES {
            let picture = picture(&shot.buffer, palette);
            assert!(picture.len() <= LARGEST, "{name}: {} bytes", picture.len());
            let file = format!("{name}-{}.svg", palette.name);
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures").join(&file);
            if env::var_os("UPDATE_GOLDEN").is_some() {
                fs::write(&path, &picture).expect("the folder of the pictures is there");
            }
            let written = fs::read_to_string(&path).unwrap_or_default();
            assert!(written == picture, "{file}: UPDATE_GOLDEN=1 writes it anew");
        }
    }
}

fn picture(buffer: &Buffer, palette: &Palette) -> String {
    let area = buffer.area;
    let (width, height) =
        (f32::from(area.width) * CELL.0 + 2.0 * MARGIN, f32::from(area.height) * CELL.1 + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{}\"/>\n",
        palette.ground
    );
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let first = &buffer[(x, y)];
            let same = (x..area.right()).take_while(|x| style(&buffer[(*x, y)]) == style(first));
            let end = x + u16::try_from(same.count()).unwrap_or(1);
            let text: String = (x..end).map(|x| buffer[(x, y)].symbol()).collect();
            piece(&mut svg, palette, first, &text, (x, y, end));
            x = end;
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn style(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

/// A run of cells of one style: its ground where that is not the picture's, and its text.
fn piece(svg: &mut String, palette: &Palette, cell: &Cell, text: &str, (x, y, end): (u16, u16, u16)) {
    let named = [
        (Color::Magenta, palette.accent),
        (Color::Red, palette.error),
        (Color::Yellow, "#f2cc3d"),
        (Color::Black, "#16181d"),
    ];
    let colour = |colour, default| {
        let known = named.iter().find(|(known, _)| *known == colour);
        known.map_or(default, |(_, written)| *written)
    };
    let (mut fill, mut ground) = (colour(cell.fg, palette.text), colour(cell.bg, palette.ground));
    if cell.modifier.contains(Modifier::REVERSED) {
        (fill, ground) = (ground, fill);
    }
    let (left, top) = (MARGIN + f32::from(x) * CELL.0, MARGIN + f32::from(y) * CELL.1);
    let width = f32::from(end - x) * CELL.0;
    if ground != palette.ground {
        let height = CELL.1;
        let _ = writeln!(
            svg,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height}\" fill=\"{ground}\"/>"
        );
    }
    let (trimmed, before) = (text.trim(), text.len() - text.trim_start().len());
    if trimmed.is_empty() {
        return;
    }
    let left = left + CELL.0 * u16::try_from(before).map_or(0.0, f32::from);
    let length = u16::try_from(pitf::text::width(trimmed)).map_or(0.0, f32::from) * CELL.0;
    let mut looks = String::new();
    for (modifier, look) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if cell.modifier.contains(modifier) {
            looks.push_str(look);
        }
    }
    let escaped =
        trimmed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace("  ", "\u{a0}\u{a0}");
    let base = top + CELL.1 * 0.75;
    let _ = writeln!(
        svg,
        "<text x=\"{left:.1}\" y=\"{base:.1}\" fill=\"{fill}\" textLength=\"{length:.1}\"{looks}>{escaped}</text>"
    );
}
