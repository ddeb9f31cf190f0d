//! Files that say what is to come out. `UPDATE_GOLDEN=1` writes them anew; their diff shows what has changed for the user.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::path::PathBuf;
use std::{env, fs};

/// Asserts that a text is that of a file beneath `tests`.
#[track_caller]
pub(crate) fn assert_golden(name: &str, text: &str) {
    let path = path(name);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, text).expect("the folder of the goldens is there");
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    let differs = golden.lines().zip(text.lines()).position(|(one, other)| one != other);
    let at = differs.unwrap_or_else(|| golden.lines().count().min(text.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(ends here)").to_owned();
    assert!(
        golden == text,
        "{name}, line {}: UPDATE_GOLDEN=1 writes it anew\n expected: {}\n      is: {}\n\n{text}",
        at + 1,
        line(&golden),
        line(text)
    );
}

/// Asserts that a text has each of these in it.
#[track_caller]
pub(crate) fn assert_has(text: &str, parts: &[&str]) {
    let missing: Vec<_> = parts.iter().filter(|part| !text.contains(**part)).collect();
    assert!(missing.is_empty(), "{missing:?} are not in\n{text}");
}

/// What such a file says.
pub(crate) fn golden(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_default()
}

fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", name].iter().collect()
}
