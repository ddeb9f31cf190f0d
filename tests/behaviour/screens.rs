//! Screens as they are to be seen: a script of keys, and the screen that it leads to, at five sizes.
//!
//! `UPDATE_GOLDEN=1 cargo test --test behaviour screens` writes the files in `tests/screens` anew; the diff shows what has
//! changed for the user. Each file has the text at each size, the text with ASCII signs where it is another, and at the
//! usual size the styles of each theme by letters.

use std::fmt::Write as _;
use std::sync::Arc;

use pitf::settings::{Settings, ThemeName};
use pitf::text::Glyphs;
use ratatui::layout::Size;

use crate::support::{Browser, Indexed, LEGEND, SHIPPED, Shot, assert_golden, clubs};

const USUAL: Size = Size { width: 80, height: 24 };
const SIZES: [Size; 5] = [
    Size { width: 120, height: 40 },
    USUAL,
    Size { width: 60, height: 20 },
    Size { width: 40, height: 12 },
    Size { width: 20, height: 5 },
];

fn settings(theme: ThemeName, glyphs: Glyphs) -> Settings {
    Settings { theme: Some(theme), glyphs: Some(glyphs), ..Settings::default() }
}

fn shot(directory: Arc<Indexed>, size: Size, settings: Settings, script: &str) -> Shot {
    Browser::with(directory, size, settings).press(script).shot()
}

/// Compares what a script leads to with the golden of this name, in the directory of the goldens.
#[track_caller]
fn check(name: &str, script: &str) {
    let mut told = format!("keys: {script}\n");
    for size in SIZES {
        let look = |theme, glyphs| shot(clubs(), size, settings(theme, glyphs), script);
        let seen = look(ThemeName::Default, Glyphs::Unicode);
        tell(&mut told, &format!("{}x{}", size.width, size.height), &seen.text(), &seen);
        for theme in ThemeName::ALL.into_iter().filter(|_| size == USUAL) {
            let themed = look(theme, Glyphs::Unicode);
            let told_theme = |text: &str| text.replace(theme.name(), "");
            assert_eq!(told_theme(&themed.text()), told_theme(&seen.text()), "a theme changes styles alone");
            tell(&mut told, &format!("styles, {}", theme.name()), &themed.styles(), &themed);
        }
        let ascii = look(ThemeName::Default, Glyphs::Ascii);
        let foreign =
            ascii.text().chars().find(|c| !c.is_ascii() && !include_str!("../data/clubs.ron").contains(*c));
        assert_eq!(foreign, None, "a sign of ours that is not ASCII, at {size}");
        if ascii.text() != seen.text() {
            tell(&mut told, &format!("{}x{}, ascii", size.width, size.height), &ascii.text(), &ascii);
        }
    }
    let _ = writeln!(told, "({LEGEND})");
    assert_golden(&format!("screens/{name}.txt"), &told);
}

/// Compares what a script leads to in the directory that is shipped, at the usual size alone.
#[track_caller]
fn check_shipped(name: &str, script: &str) {
    let seen = shot(SHIPPED.clone(), USUAL, Settings::default(), script);
    let mut told = format!("keys: {script}\n");
    tell(&mut told, "80x24, the shipped directory", &seen.text(), &seen);
    assert_golden(&format!("screens/{name}.txt"), &told);
}

/// Adds a screen, in a frame that shows where it ends.
fn tell(told: &mut String, title: &str, rows: &str, seen: &Shot) {
    let width = usize::from(seen.buffer.area.width);
    let _ = write!(told, "\n{title}");
    if let Some(cursor) = seen.cursor {
        let _ = write!(told, ", cursor at column {} of row {}", cursor.x + 1, cursor.y + 1);
    }
    let _ = writeln!(told, "\n+{}+", "-".repeat(width));
    for row in rows.lines() {
        let blank = width.saturating_sub(pitf::text::width(row));
        let _ = writeln!(told, "|{row}{}|", " ".repeat(blank));
    }
    let _ = writeln!(told, "+{}+", "-".repeat(width));
}

#[test]
fn the_start() {
    check("start", "");
    check_shipped("shipped-start", "");
}

#[test]
fn a_deep_place() {
    check("deep", "zR4j");
}

#[test]
fn a_long_entry() {
    check("long", "/rowing club<ret><ret><C-d>");
}

#[test]
fn a_search() {
    check("search", "/teach");
}

#[test]
fn a_search_that_finds_nothing() {
    check("search-nothing", "/marmelade");
}

#[test]
fn a_filter() {
    check("filter", "fpond");
}

#[test]
fn a_filter_in_force() {
    check("filtered", "fpond<ret>");
}

#[test]
fn the_timeline() {
    check("timeline", "adG");
}

#[test]
fn topics() {
    check("topics", "at");
}

#[test]
fn the_matrix() {
    check("matrix", "amjl");
    check_shipped("shipped-matrix", "am6j6l");
}

#[test]
fn the_help() {
    check("help", "?");
}

#[test]
fn the_palette() {
    check("palette", ":fold");
}

#[test]
fn marks() {
    check("marks", "ma/rowing<ret>mb/chess<ret>M");
}

#[test]
fn a_message() {
    check("message", "'z");
}

#[test]
fn a_link_in_the_detail() {
    check("detail", "<ret><tab><tab>");
}

#[test]
fn what_stands_behind_an_entry() {
    check("about", "=");
}
