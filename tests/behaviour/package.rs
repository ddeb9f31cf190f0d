//! The package holds what is needed to build, to test and to understand the program, and nothing else.

use std::collections::BTreeSet;
use std::process::Command;

#[test]
fn the_package_holds_only_what_is_needed() {
    let arguments = ["package", "--list", "--allow-dirty", "--offline"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.expect("there is cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let top: BTreeSet<&str> = listed.lines().filter_map(|file| file.split('/').next()).collect();
    // Cargo itself adds the manifest as it was, and where there is one the commit.
    let top: Vec<&str> =
        top.into_iter().filter(|file| !matches!(*file, "Cargo.toml.orig" | ".cargo_vcs_info.json")).collect();
    assert_eq!(
        top,
        [
            ".ci",
            ".clippy.toml",
            ".rustfmt.toml",
            "Cargo.lock",
            "Cargo.toml",
            "LICENSE",
            "README.md",
            "assets",
            "src",
            "tests"
        ]
    );
    for needed in [
        "src/main.rs",
        "src/run/new.ron",
        "src/run/completions/pitf.fish",
        "assets/directory.ron",
        "assets/README.md",
        "assets/RELEASES.md",
        "assets/examples/solar-system.ron",
        "tests/behaviour/main.rs",
        "tests/data/clubs.ron",
        "tests/screens/start.txt",
        ".ci/run",
        ".ci/package.rs",
    ] {
        assert!(listed.lines().any(|file| file == needed), "{needed} is missing");
    }
    let is_known = |file: &&str| {
        [
            ".rs", ".bash", ".zsh", ".fish", ".ron", ".json", ".jsonld", ".css", ".md", ".toml", ".lock",
            ".orig", ".txt", ".svg", "LICENSE", ".ci/run",
        ]
        .iter()
        .any(|end| file.ends_with(end))
    };
    let odd: Vec<&str> = listed.lines().filter(|file| !is_known(file)).collect();
    assert!(odd.is_empty(), "what are these for? {odd:?}");
}

#[test]
fn the_manifest_says_what_a_registry_shows() {
    let manifest = include_str!("../../Cargo.toml");
    for field in ["description", "license", "readme", "keywords", "categories", "rust-version"] {
        assert!(manifest.lines().any(|line| line.starts_with(&format!("{field} = "))), "{field}");
    }
}

#[test]
fn what_a_package_installs_is_what_the_program_writes() {
    let metadata = include_str!("../../Cargo.toml");
    let writer = include_str!("../../.ci/package.rs");
    // In a crate that cargo packed, the manifest is set otherwise.
    let assets = metadata.split("\"target/package/").skip(1);
    let assets: Vec<&str> = assets.filter_map(|rest| rest.split('"').next()).collect();
    assert!(assets.len() >= 5, "{assets:?}");
    for asset in assets {
        assert!(writer.contains(&format!("\"{asset}\"")), "nothing writes {asset}");
    }
}

#[test]
fn the_release_notes_begin_with_this_version() {
    let notes = include_str!("../../assets/RELEASES.md");
    let newest = notes.lines().find_map(|line| line.strip_prefix("## "));
    assert_eq!(newest, Some(env!("CARGO_PKG_VERSION")));
}
