//! The README says what is so: its picture is the real screen, its keys are those of the program.
//!
//! `UPDATE_GOLDEN=1` writes them anew.

use std::path::Path;
use std::sync::Arc;

use pitf::app::{Settings, State};
use pitf::directory::Directory;
use pitf::keymap::{BINDINGS, Context, Group, Keymap, Lookup, Pending};
use pitf::view::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

const README: &str = include_str!("../README.md");
const SIZE: Size = Size::new(94, 18);

#[test]
fn the_picture_is_the_real_screen() {
    is_between("<!-- picture -->\n```text\n", "```\n", &screen_after("jl"));
}

#[test]
fn the_keys_are_those_of_the_program() {
    is_between("<!-- keys -->\n", "<!-- end of keys -->\n", &table_of_keys());
}

#[test]
fn it_is_short_and_begins_with_the_two_commands() {
    let lines: Vec<&str> = README.lines().collect();
    assert!(lines.len() <= 100, "{} lines", lines.len());
    let top = lines[..8].join("\n");
    assert!(top.contains("cargo run --release") && top.contains("cargo test"), "{top}");
}

#[test]
fn its_example_is_a_directory() {
    let (_, rest) = README.split_once("```ron\n").expect("there is an example");
    let (example, _) = rest.split_once("```").expect("the example ends");
    let directory =
        Directory::parse("README.md", example.to_owned()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(directory.len(), 2);
}

/// Asserts that the README has `expected` between two marks, or puts it there where golden files are updated.
fn is_between(from: &str, to: &str, expected: &str) {
    let start = README.find(from).unwrap_or_else(|| panic!("the README has no {from:?}")) + from.len();
    let end = start + README[start..].find(to).unwrap_or_else(|| panic!("{to:?} does not follow {from:?}"));
    if std::env::var_os("UPDATE_GOLDEN").is_none() {
        assert_eq!(&README[start..end], expected, "UPDATE_GOLDEN=1 writes it anew");
        return;
    }
    // Another test may have written its own part since this program was built.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README is there");
    let (before, rest) = readme.split_once(from).expect("the README has the mark");
    let (_, after) = rest.split_once(to).expect("the end mark follows");
    std::fs::write(path, format!("{before}{from}{expected}{to}{after}")).expect("the README can be written");
}

fn screen_after(keys: &str) -> String {
    let keymap = Keymap::default();
    let mut pending = Pending::default();
    let mut state = State::new(Arc::new(Directory::shipped()), SIZE, Settings::default());
    for key in keys.chars() {
        let event = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
        if let Lookup::Command(command) = keymap.press(&mut pending, state.context(), event) {
            let _ = state.update(command, &keymap);
        }
    }
    let mut terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).expect("there is a buffer");
    terminal
        .draw(|frame| {
            view(&state, &keymap, &pending, frame);
        })
        .expect("a buffer takes everything");
    let cells = terminal.backend().buffer().content();
    let row = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>();
    cells.chunks(usize::from(SIZE.width)).map(|cells| row(cells).trim_end().to_owned() + "\n").collect()
}

/// A row for each group: the actions by name, each with its keys.
fn table_of_keys() -> String {
    let keymap = Keymap::default();
    let row = |group: Group| {
        let of_group = BINDINGS.iter().filter(|binding| binding.group == group);
        let actions = of_group.map(|binding| {
            let keys = keymap.keys_of(binding, Context::List);
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            format!("{} {}", binding.name, keys.join(" "))
        });
        format!("| {} | {} |", group.title(), actions.collect::<Vec<_>>().join("; "))
    };
    let head = ["| group | actions and keys |", "|---|---|"].map(str::to_owned);
    let lines = head.into_iter().chain(Group::ALL.map(row));
    lines.fold(String::new(), |table, line| table + &line + "\n")
}
