//! What the program carries, and how it is linked.
//!
//! The shipped directory is read and checked here, by the reader that the program has for any file, and goes into the
//! program as source code: its text without comments and indentation, each line in its place, and what reading that gives.
//!
//! A released program on Linux is linked small, where the linker can do so: without the tables by which a panic would walk
//! the stack, as its panics end the program with a message and walk nothing, and with functions that are the same byte
//! for byte only once. With the GNU C library it stands at a fixed address and has in itself what walks the stack, so that
//! no start has to find that.

#[allow(dead_code, unused_imports, reason = "a file is read here; all else is for the program")]
pub mod directory;
#[allow(dead_code, unused_imports, reason = "a file is read here; all else is for the program")]
mod notation;
#[allow(dead_code, reason = "a file is read here; all else is for the program")]
pub mod threads;

/// What the directory asks of the program's `text`, in order to tell of mistakes: those of our own file have no signs
/// that act on a terminal.
mod text {
    pub(crate) fn is_seen(c: char) -> bool {
        !c.is_control()
    }
}

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio, exit};

use directory::Directory;

const SHIPPED: &str = "assets/directory.ron";

/// The part of the C compiler that walks the stack, as a library that is linked into the program.
const UNWINDER: &str = "static:-bundle=gcc_eh";

/// What a linker is told to leave out, in a file beside the other things that are made here.
const NO_UNWINDING: &str = "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) *(.gcc_except_table .gcc_except_table.*) } }\n\
    INSERT AFTER .text;\n";

fn main() {
    println!("cargo:rerun-if-changed={SHIPPED}");
    // Only the program has the shipped directory, not this script, which makes it.
    println!("cargo:rustc-cfg=shipped");
    let made = env::var("OUT_DIR").expect("cargo says where");
    let made = Path::new(&made);
    fs::write(made.join("directory.rs"), shipped()).expect("what cargo made can be written to");
    if is("CARGO_CFG_TARGET_OS", "linux") {
        for argument in fixed_place().into_iter().chain(small(made)) {
            println!("cargo:rustc-link-arg-bins={argument}");
        }
        if has_own_unwinder(made) {
            println!("cargo:rustc-link-lib={UNWINDER}");
        }
    }
}

/// The shipped directory as source code. Where the file has problems, these are told as the program tells
/// those of any file, and nothing is built.
fn shipped() -> String {
    let text = fs::read_to_string(SHIPPED).expect("the directory is there");
    // First as it stands, so that the places of its problems are those of the file.
    let read = Directory::parse(SHIPPED, text.clone()).and_then(|_| Directory::parse(SHIPPED, bare(&text)));
    match read {
        Ok(directory) => directory.to_rust(),
        Err(problems) => {
            eprint!("{problems}");
            exit(1)
        }
    }
}

/// A program is a position-independent one by default, which carries 200 KB of places to be mended when it starts, and
/// mends them at each start, in pages that would be shared otherwise. Nothing in it depends on an address, and none of it
/// is unsafe code that an unknown address would shield; the C library still has an unknown one, where it is not part of it.
fn fixed_place() -> Vec<String> {
    if !is("CARGO_CFG_TARGET_ENV", "gnu") {
        return Vec::new();
    }
    let is_static = is("CARGO_CFG_TARGET_FEATURE", "crt-static");
    ["-no-pie"].into_iter().chain(is_static.then_some("-static")).map(str::to_owned).collect()
}

/// Whether what walks the stack for a backtrace can be a part of the program. It is a library of the C compiler otherwise,
/// which each start has to find, map and set up.
fn has_own_unwinder(made: &Path) -> bool {
    let is_dynamic = is("CARGO_CFG_TARGET_ENV", "gnu") && !is("CARGO_CFG_TARGET_FEATURE", "crt-static");
    is_dynamic && is("PROFILE", "release") && links(&["-l", UNWINDER].map(str::to_owned), made)
}

/// What has LLD link a smaller program; nothing for another linker, and for a program that is to be looked into.
fn small(made: &Path) -> Vec<String> {
    if !is("PROFILE", "release") || !is("DEBUG", "false") {
        return Vec::new();
    }
    let script = made.join("no-unwinding.ld");
    fs::write(&script, NO_UNWINDING).expect("what cargo made can be written to");
    let mut arguments: Vec<String> =
        ["-O2", "--icf=all", "--no-eh-frame-hdr"].map(|argument| format!("-Wl,{argument}")).into();
    arguments.push(script.display().to_string());
    let tried: Vec<String> = arguments.iter().map(|argument| format!("-Clink-arg={argument}")).collect();
    if links(&tried, made) { arguments } else { Vec::new() }
}

/// Whether a program can be linked with these arguments of the compiler here, found out by linking one that does nothing.
fn links(arguments: &[String], made: &Path) -> bool {
    let value = |name: &str| env::var(name).unwrap_or_default();
    let source = made.join("nothing.rs");
    fs::write(&source, "fn main() {}\n").expect("what cargo made can be written to");
    let mut rustc = Command::new(value("RUSTC"));
    rustc.arg(&source).args(["--target", &value("TARGET"), "-C", "panic=abort"]);
    rustc.arg("-o").arg(made.join("nothing"));
    rustc.args(value("CARGO_ENCODED_RUSTFLAGS").split('\x1f').filter(|flag| !flag.is_empty()));
    if let Ok(linker) = env::var("RUSTC_LINKER") {
        rustc.arg("-C").arg(format!("linker={linker}"));
    }
    rustc.args(fixed_place().iter().map(|argument| format!("-Clink-arg={argument}"))).args(arguments);
    rustc.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
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
