//! Writes what a package holds beside the program: the manual, the completions, and the licences of all crates in it.
//! The folders are those of `/usr/share`.
//!
//!     cargo run --locked --example package -- target/package
//!
//! It runs on the machine that builds, also where the program itself is built for another.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pitf::cli::Shell;
use pitf::run::{completions, man};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "target/package".into()));
    let files = [
        ("man/man1/pitf.1", man::page()?),
        ("bash-completion/completions/pitf", completions::script(Shell::Bash).to_owned()),
        ("zsh/site-functions/_pitf", completions::script(Shell::Zsh).to_owned()),
        ("fish/vendor_completions.d/pitf.fish", completions::script(Shell::Fish).to_owned()),
        ("doc/pitf/third-party-licenses.txt", licenses()?),
    ];
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().ok_or("a file stands in a folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// The crates that the program is linked from with their licences, then each text of a licence with the crates that come
/// with it.
fn licenses() -> Result<String, Box<dyn Error>> {
    let packages = packages()?;
    let mut list = String::from("The crates that pitf is built from, and their licences\n\n");
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, version) in linked()? {
        let is_it =
            |package: &&Value| package["name"] == name.as_str() && package["version"] == version.as_str();
        let package = packages.iter().find(is_it).ok_or_else(|| format!("cargo metadata lacks {name}"))?;
        writeln!(list, "{name} {version}: {}", package["license"].as_str().unwrap_or("see its text"))?;
        let folder = package["manifest_path"].as_str().and_then(|path| Path::new(path).parent());
        for file in license_files(folder.ok_or("a manifest stands in a folder")?)? {
            let text = fs::read_to_string(file)?.trim_matches('\n').replace("\r\n", "\n");
            texts.entry(text).or_default().push(name.clone());
        }
    }
    for (text, mut names) in texts {
        names.dedup();
        write!(list, "\n{}\n{}\n\n{text}\n", "=".repeat(72), names.join(", "))?;
    }
    Ok(list)
}

/// All packages of the lock file, as `cargo metadata` tells of them.
fn packages() -> Result<Vec<Value>, Box<dyn Error>> {
    let metadata: Value = serde_json::from_str(&cargo(&["metadata", "--locked", "--format-version", "1"])?)?;
    Ok(metadata["packages"].as_array().cloned().unwrap_or_default())
}

/// The name and version of each crate that is a part of the program, on any system: not those that only build or test it.
fn linked() -> Result<BTreeSet<(String, String)>, Box<dyn Error>> {
    let tree =
        cargo(&["tree", "--locked", "-e", "normal,no-proc-macro", "--prefix", "none", "--target", "all"])?;
    let names = tree.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?.to_owned(), words.next()?.trim_start_matches('v').to_owned()))
    });
    Ok(names.filter(|(name, _)| name != env!("CARGO_PKG_NAME")).collect())
}

fn license_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let is_license = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        path.is_file()
            && ["LICEN", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|start| name.starts_with(start))
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.retain(is_license);
    files.sort();
    Ok(files)
}

fn cargo(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new("cargo").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
