//! Reads and checks the directory that the program carries, with the code that reads any file, and writes it as a Rust
//! expression, which `directory::shipped` includes.

#[allow(dead_code, unused_imports, reason = "a file is read here; all else is for the program")]
pub mod directory;
#[allow(dead_code, unused_imports, reason = "a file is read here; all else is for the program")]
mod notation;
#[allow(dead_code, reason = "a file is read here; all else is for the program")]
pub mod threads;

/// Stands in for the program's `text`: messages about a file need this function of it.
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
    // The script itself is compiled without it.
    println!("cargo:rustc-cfg=shipped");
    let made = env::var("OUT_DIR").expect("cargo says where");
    match Directory::load(Path::new(SHIPPED)) {
        Ok(directory) => {
            let path = Path::new(&made).join("directory.rs");
            let expression = format!("{directory:?}").replace(']', "].to_vec()");
            fs::write(path, expression).expect("what cargo made can be written to");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprint!("{error}");
            ExitCode::FAILURE
        }
    }
}
