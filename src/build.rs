//! What the program carries, and how it is linked.
//!
//! The shipped directory goes into the program without its comments and indentation, each line in its place. A
//! static program stands at a fixed address.

use std::env;
use std::fs;
use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    println!("cargo:rerun-if-changed=assets/directory.ron");
    let made = env::var("OUT_DIR").expect("cargo says where");
    let made = Path::new(&made);
    let directory = fs::read_to_string("assets/directory.ron").expect("the directory is there");
    fs::write(made.join("directory.ron"), bare(&directory)).expect("what cargo made can be written to");
    if is("CARGO_CFG_TARGET_OS", "linux") {
        for argument in static_place() {
            println!("cargo:rustc-link-arg-bins={argument}");
        }
    }
}

/// A static program is a position-independent one by default, which carries 200 KB of places to be mended when it starts,
/// and mends them at each start. Nothing in it depends on an address, and none of it is unsafe code that an unknown
/// address would shield.
fn static_place() -> Vec<String> {
    let is_static = is("CARGO_CFG_TARGET_FEATURE", "crt-static") && is("CARGO_CFG_TARGET_ENV", "gnu");
    if is_static { vec!["-no-pie".to_owned(), "-static".to_owned()] } else { Vec::new() }
}

/// Whether one of the values of an environment variable, which commas part, is the wanted one.
fn is(name: &str, wanted: &str) -> bool {
    env::var(name).is_ok_and(|value| value.split(',').any(|value| value == wanted))
}

/// RON without its comments and the blanks between its parts, line by line. The file has no raw strings and no comments of
/// several lines; a test holds what comes out against it.
fn bare(ron: &str) -> String {
    let mut bare = String::with_capacity(ron.len());
    let mut rest = ron;
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '"' => string_end(rest),
            '/' => {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            _ => c.len_utf8(),
        };
        if !matches!(c, ' ' | '\t') {
            bare.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    bare
}

/// Where the string that begins here ends, its quotes included.
fn string_end(ron: &str) -> usize {
    let mut escaped = false;
    let closing = ron.char_indices().skip(1).find(|(_, c)| {
        let closes = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        closes
    });
    closing.map_or(ron.len(), |(at, _)| at + 1)
}
