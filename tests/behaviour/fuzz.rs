//! Cases by chance: data files that are nearly right, keys and sizes in any order, queries of anything.
//!
//! `PITF_FUZZ_CASES=100000 cargo test --test behaviour fuzz` tries that many of each; `PITF_FUZZ_FROM` says at which number to begin,
//! as a failure names it. Built to be fast, with all checks on, a hundred thousand data files take some ten seconds and a
//! hundred thousand screens some ten minutes:
//!
//! ```text
//! CARGO_TARGET_DIR=target/fuzz CARGO_PROFILE_TEST_OPT_LEVEL=2 PITF_FUZZ_CASES=100000 \
//!     nice cargo test --test behaviour -- --test-threads=1 fuzz::a_file_that_is_nearly
//! ```
//!
//! What was found so has a test of its own, here or beside the code.

use std::fs;
use std::sync::Arc;
use std::time::Instant;

use crate::dice::{Dice, cases};
use crate::hidden::{assert_harmless, assert_seen};
use crate::support::{Browser, Indexed, clubs, directory};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use pitf::app::{Action, Mode};
use pitf::directory::{Directory, Entry, LoadError};
use pitf::layout::Pane;
use pitf::outline::Arrangement;
use pitf::report::show::Pages;
use pitf::report::tree::Tree;
use pitf::report::{Extent, Printer, Report, ReportStyle, export};
use pitf::search::{self, Query, Scope, search};
use pitf::settings::{Settings, ThemeName};
use pitf::terminal::input::{Input, Parser};
use pitf::text::{Glyphs, width};
use ratatui::layout::{Position, Size};

const CLUBS: &str = include_str!("../data/clubs.ron");
const SMALL: &str = include_str!("../data/search.ron");
const NEW: &str = include_str!("../../src/run/new.ron");

/// What the format is made of.
const TOKENS: &str = "( ) [ ] { } , : \" \"\" ' r\" r#\" \"# \\ \\u{ \\u{1b} \\x9 \\x1b \\n // /* */ \
    #![enable(implicit_some)] None Some( true web phone -1 1e9 0x b\" id kind name links rel to \
    entries kinds sources date \"2003-13\" \"2018-10\" \n \r\n \u{feff} \0 \u{1b}[2J \u{202e} \
    \u{85} é 漢 (((((((( [[[[[[[[ \"]\" Entry";

fn mutated(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = dice.one_of(&[CLUBS, SMALL, SMALL, NEW, NEW, NEW]).as_bytes().to_vec();
    for _ in 0..=dice.below(4) {
        mutate(&mut bytes, dice);
    }
    bytes
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let to = (at + dice.below(40)).min(bytes.len());
    match dice.below(9) {
        0 if at < to => bytes[at] = dice.byte(),
        1 => drop(bytes.drain(at..to)),
        2 => bytes.truncate(at),
        3 => {
            let piece = bytes[at..to].to_vec();
            let there = dice.below(bytes.len() + 1);
            bytes.splice(there..there, piece);
        }
        4 => drop(bytes.splice(at..at, dice.text(20).into_bytes())),
        5 => drop(bytes.splice(at..to, dice.text(5).into_bytes())),
        // A token in the place of another, or before it.
        6 => {
            let (start, end) = token(bytes, at);
            bytes.splice(start..end, a_token(dice).bytes());
        }
        7 => {
            let (start, _) = token(bytes, at);
            bytes.splice(start..start, a_token(dice).bytes());
        }
        // Two tokens change places.
        _ => {
            let ((a, b), (c, d)) = (token(bytes, at), token(bytes, to));
            if b <= c {
                let (first, second) = (bytes[a..b].to_vec(), bytes[c..d].to_vec());
                bytes.splice(c..d, first);
                bytes.splice(a..b, second);
            }
        }
    }
}

fn a_token(dice: &mut Dice) -> &'static str {
    TOKENS.split(' ').nth(dice.below(TOKENS.split(' ').count())).unwrap_or_default()
}

/// Where the word or the sign around a place begins and ends.
fn token(bytes: &[u8], at: usize) -> (usize, usize) {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | 0x80..);
    let start = at - bytes[..at].iter().rev().take_while(|byte| is_word(byte)).count();
    let end = at + bytes[at..].iter().take_while(|byte| is_word(byte)).count();
    (start, end.max(start + 1).min(bytes.len()).max(start))
}

fn assert_told_well(told: &str, file: &str, lines: usize) {
    let mut places = 0;
    for line in told.lines() {
        assert_harmless(line, "a message");
        let Some(rest) = line.strip_prefix(&format!("{file}:")) else { continue };
        let mut parts = rest.splitn(3, ':');
        let [row, column] =
            [parts.next(), parts.next()].map(|part| part.and_then(|part| part.parse::<usize>().ok()));
        if let (Some(row), Some(column)) = (row, column) {
            assert!((1..=lines).contains(&row) && column >= 1, "{line}");
            places += 1;
        }
    }
    assert!(places > 0, "no place in {told:?}");
}

const WHOLE: Extent = Extent { root: None, depth: None, collected: None };

/// All that is written of a directory.
fn written(directory: &Directory) -> String {
    let style = ReportStyle { glyphs: Glyphs::Unicode, width: 60, ..ReportStyle::default() };
    let tree = Tree::new(directory, Arrangement::Topic, &WHOLE);
    let pages = Pages { directory, entries: directory.entries().map(Entry::handle).collect() };
    let mut out = Vec::new();
    for report in [&tree as &dyn Report, &pages] {
        report.write_text(&mut Printer::new(&mut out, style)).expect("memory takes it");
    }
    out.extend(pages.markdown().into_bytes());
    export::write_json(directory, &WHOLE, &mut out).expect("memory takes it");
    out.extend(directory.warnings("fuzz.ron", pitf::fields::each_text).to_string().into_bytes());
    String::from_utf8(out).expect("what is written is text")
}

fn assert_holds_together(directory: &Directory) {
    let mut nested = 0;
    for entry in directory.entries() {
        assert_eq!(directory.find(entry.id()), Some(entry.handle()));
        assert!(!entry.name().trim().is_empty() && !entry.kind().name.is_empty());
        for link in entry.links() {
            assert!(directory.entry(link.target()).linked_from().count() > 0);
        }
        // Upwards there is an end, as there are no circles.
        let path = entry.path();
        assert!(path.len() <= directory.len());
        nested += usize::from(path.len() > 1);
    }
    assert_eq!(nested + directory.roots().len(), directory.len());
}

#[test]
fn a_file_that_is_nearly_right_is_read_or_told_about() {
    let folder = tempfile::tempdir().expect("there is room for a directory");
    let path = folder.path().join("fuzz.ron");
    cases(300, |dice| {
        let bytes = if dice.once_in(20) {
            (0..dice.below(200)).map(|_| dice.byte()).collect()
        } else {
            mutated(dice)
        };
        let lines = bytes.split(|byte| *byte == b'\n').count();
        match String::from_utf8(bytes) {
            Ok(text) => match Directory::parse("fuzz.ron", text) {
                Ok(directory) => {
                    assert_holds_together(&directory);
                    if dice.once_in(8) {
                        assert_harmless(&written(&directory), "a report");
                    }
                }
                Err(problems) => assert_told_well(&problems.to_string(), "fuzz.ron", lines),
            },
            Err(error) => {
                fs::write(&path, error.as_bytes()).expect("there is room");
                match Directory::load(&path) {
                    Ok(_) => panic!("it is not text"),
                    Err(LoadError::Invalid(problems)) => {
                        assert_told_well(&problems.to_string(), &problems.file, lines);
                    }
                    Err(error) => panic!("{error}"),
                }
            }
        }
    });
}

/// What somebody might do, and what nobody would.
fn act(browser: &mut Browser, dice: &mut Dice) {
    const CODES: [KeyCode; 14] = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Delete,
    ];
    const OF_MOUSE: [fn(Position) -> Action; 4] =
        [Action::DoubleClick, Action::Drag, Action::WheelUp, Action::WheelDown];
    let place = Position::new(length(dice, 300), length(dice, 120));
    match dice.below(20) {
        0 => drop(browser.resize(length(dice, 500), length(dice, 200))),
        1 => drop(browser.resize(length(dice, 100), length(dice, 30))),
        2 => drop(browser.act(Action::Paste(dice.text(40)))),
        3 => drop(browser.click(place.x, place.y)),
        4 => drop(browser.act(dice.one_of(&OF_MOUSE)(place))),
        5..8 => browser.key(KeyEvent::from(dice.one_of(&CODES))),
        8 => {
            let modifiers = KeyModifiers::from_bits_truncate(dice.byte());
            browser.key(KeyEvent::new(KeyCode::Char(dice.character()), modifiers));
        }
        9..11 => {
            let letter = char::from(b'a' + dice.byte() % 26);
            browser.key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL));
        }
        11 => browser.key(KeyEvent::from(KeyCode::Char(char::from(b'0' + dice.byte() % 10)))),
        _ => browser.key(KeyEvent::from(KeyCode::Char(char::from(b' ' + dice.byte() % 95)))),
    }
}

/// A length that is often short.
fn length(dice: &mut Dice, longest: usize) -> u16 {
    let most = dice.one_of(&[3, 24, 24, 40, 40, 90, 90, longest]);
    u16::try_from(dice.below(most.min(longest) + 1)).expect("screens are small")
}

fn assert_sound(browser: &Browser) {
    let state = &browser.state;
    let shot = browser.shot();
    for row in shot.buffer.content().chunks(usize::from(shot.buffer.area.width).max(1)) {
        for (at, cell) in row.iter().enumerate() {
            assert_seen(cell.symbol(), "a cell");
            assert!(!cell.symbol().contains(['\n', '\t']), "{:?}", cell.symbol());
            // Nearly always one or two; a wide letter with a mark that takes room has three.
            let beneath = row.get(at + 1..at + width(cell.symbol()));
            let is_whole =
                beneath.is_some_and(|cells| cells.iter().all(|cell| cell.symbol().trim().is_empty()));
            assert!(is_whole, "{:?} at {at} of {}: {beneath:?}", cell.symbol(), row.len());
        }
    }
    assert!(shot.cursor.is_none_or(|cursor| shot.buffer.area.contains(cursor)), "{:?}", shot.cursor);
    let (list, panes) = (state.list(), state.panes());
    assert!(list.cursor.row < list.outline.len().max(1));
    let is_wanted = matches!(state.mode(), Mode::Browse) && !panes.is_too_small();
    if is_wanted && !panes.list.is_empty() {
        let seen = list.cursor.top..list.cursor.top + usize::from(panes.list.height);
        assert!(seen.contains(&list.cursor.row), "{:?} in {:?}", list.cursor, panes.list);
    }
    if is_wanted {
        let focused = match state.focus() {
            Pane::List => panes.list,
            Pane::Detail => panes.detail,
        };
        assert!(!focused.is_empty(), "{:?} in {panes:?}", state.focus());
    }
}

/// A directory in which everything is odd: names, texts, and how deep it goes.
fn odd(dice: &mut Dice) -> Arc<Indexed> {
    let text = |dice: &mut Dice, longest| format!("x{}", dice.text(longest)).replace(['\\', '"'], "'");
    let mut entries = String::new();
    for number in 0..=dice.below(12) {
        let above = dice.below(number.max(1));
        let link = if number == 0 {
            String::new()
        } else {
            format!("(rel: \"in\", to: \"e{above}\", note: \"{}\")", text(dice, 9))
        };
        let (name, summary, prose) = (text(dice, 30), text(dice, 60), text(dice, 200));
        let (label, event, activity) = (text(dice, 10), text(dice, 20), text(dice, 30));
        let entry = format!(
            "(id: \"e{number}\", kind: \"k\", name: \"{name}\", summary: \"{summary}\", text: \"{prose}\", abbreviation: \"{label}\",
            links: [{link}], events: [(date: \"2001\", text: \"{event}\")], activities: [(text: \"{activity}\", topics: [\"t\"])],
            contacts: [(kind: web, value: \"https://a.gov/{label}\", label: \"{label}\"), (kind: phone, value: \"{label}\")]),\n"
        );
        entries.push_str(&entry);
    }
    let (title, kind, topic) = (text(dice, 20), text(dice, 10), text(dice, 10));
    Arc::new(Indexed::parse(&format!(
        "(title: \"{title}\", notice: \"{topic}\", kinds: [(id: \"k\", name: \"{kind}\")], topics: [(id: \"t\", name: \"{topic}\")],
        relations: [(id: \"in\", name: \"{kind}\", nests: true)], entries: [{entries}])"
    )))
}

#[test]
fn whatever_is_done_the_screen_is_sound() {
    cases(25, |dice| {
        let directory = if dice.once_in(2) { odd(dice) } else { clubs() };
        let size = Size::new(length(dice, 500), length(dice, 200));
        let settings = Settings {
            theme: Some(dice.one_of(&ThemeName::ALL)),
            glyphs: Some(dice.one_of(&[Glyphs::Unicode, Glyphs::Ascii])),
            is_plain: dice.once_in(4),
            ..Settings::default()
        };
        let mut browser = Browser::with(directory, size, settings);
        assert_sound(&browser);
        for _ in 0..20 {
            act(&mut browser, dice);
            assert_sound(&browser);
        }
    });
}

#[test]
fn whatever_is_looked_for_is_answered() {
    let clubs = clubs();
    let directory = &clubs.directory;
    let pieces = [
        "kind:", "topic:", "under:", "\"", "-", "club", "choir", " ", ":", "(", "[", "\\", "*", "{99999}",
        "?", "|", "^",
    ];
    cases(100, |dice| {
        let text: String = (0..dice.below(8))
            .map(|_| if dice.once_in(2) { dice.one_of(&pieces).to_owned() } else { dice.text(6) })
            .collect();
        for mode in [search::QueryMode::Words, search::QueryMode::Fuzzy, search::QueryMode::Regex] {
            let query = Query::parse(directory, &text, mode);
            let results =
                search(directory, clubs.index(), &query, &Scope { limit: 20, under: None, cancel: None });
            let results = results.expect("nobody cancels");
            assert!(results.hits.len() <= 20 && results.hits.len() <= results.total, "{text:?} {mode:?}");
        }
    });
}

#[test]
fn whatever_is_typed_is_decoded_the_same_however_it_comes() {
    const PIECES: &[&[u8]] = &[
        b"\x1b",
        b"\x1b[",
        b"\x1b[<",
        b"0;0;0M",
        b"0;0;0m",
        b"\x1b[M",
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1bO",
        b"\x1b]11;rgb:",
        b"\x07",
        b"\x1b\\",
        b"\x1bP1$r",
        b"\x18",
        b"\x9b",
        b"1;5",
        b"u",
        b"~",
        b"A",
        b"\xe2\x82",
        b"\xac",
        b"q",
        b"\r",
        b"[[",
        b"99999999999",
    ];
    cases(1_000, |dice| {
        let bytes: Vec<u8> = (0..dice.below(12))
            .flat_map(|_| if dice.once_in(3) { vec![dice.byte()] } else { dice.one_of(PIECES).to_vec() })
            .collect();
        // Ctrl-c that comes alone ends a paste.
        let bytes: Vec<u8> = bytes.into_iter().filter(|byte| *byte != 0x03).collect();
        let (mut whole, mut in_pieces) = (Vec::new(), Vec::new());
        let (mut at_once, mut bit_by_bit) = (Parser::default(), Parser::default());
        let now = Instant::now();
        at_once.feed(&bytes, now, &mut whole);
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let (piece, others) = rest.split_at(1 + dice.below(rest.len()));
            bit_by_bit.feed(piece, now, &mut in_pieces);
            rest = others;
        }
        assert_eq!(whole, in_pieces, "{}", bytes.escape_ascii());
        at_once.give_up(&mut whole);
        assert_eq!(at_once.patience(now), None);
        whole.clear();
        at_once.feed(b"q", now, &mut whole);
        assert_eq!(whole, [Input::Key(KeyEvent::from(KeyCode::Char('q')))], "{}", bytes.escape_ascii());
    });
}

#[test]
fn a_letter_of_three_columns_is_cut_nowhere() {
    let text = "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [(id: \"a\", kind: \"k\", name: \"N\", text: \"N\")])";
    let directory = || directory(&text.replace('N', &"a\u{6f22}\u{16f80} \u{6f22}\u{16f80}".repeat(9)));
    for size in 5..90 {
        assert_sound(&Browser::with(directory(), Size::new(size, 24), Settings::default()));
    }
}

#[test]
fn a_match_in_a_name_that_is_cut_at_a_sign_is_shown() {
    // The sign of the cut and that of a control character begin with the same byte.
    let text = "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [(id: \"a\", kind: \"k\", name: \"name NAMES\")])";
    let directory = || directory(&text.replace("NAMES", &"a\u{7}\u{1b}z ".repeat(30)));
    for width in (20..120).step_by(3) {
        let mut browser = Browser::with(directory(), Size::new(width, 24), Settings::default());
        browser.press("/name a");
        assert_sound(&browser);
    }
}
