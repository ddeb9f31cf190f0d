//! Reads and checks the directory that the program carries, by the code that reads any file, and writes what the program
//! includes of it: see `directory::shipped`.

#[allow(dead_code, unused_imports, reason = "a file is read here; all else is for the program")]
pub mod directory;
#[allow(dead_code, unused_imports, reason = "a file is read here; all else is for the program")]
mod notation;
#[allow(dead_code, reason = "a file is read here; all else is for the program")]
pub mod threads;

/// What the messages about a file ask of the program's `text`: our own file has no signs that act on a terminal.
mod text {
    pub(crate) fn hidden_in(text: &str) -> impl Iterator<Item = (usize, char)> {
        text.char_indices().filter(|(_, c)| c.is_control())
    }
}

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use directory::Directory;

const SHIPPED: &str = "assets/directory.ron";

fn main() -> ExitCode {
    println!("cargo:rerun-if-changed={SHIPPED}");
    // Only the program has the shipped directory, not this script, which makes it.
    println!("cargo:rustc-cfg=shipped");
    let made = env::var("OUT_DIR").expect("cargo says where");
    match Directory::load(Path::new(SHIPPED)) {
        Ok(directory) => {
            let path = Path::new(&made).join("directory.rs");
            fs::write(path, format!("{directory:?}")).expect("what cargo made can be written to");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprint!("{error}");
            ExitCode::FAILURE
        }
    }
}
