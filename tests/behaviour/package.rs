//! The package holds what is needed to build and to understand the program, and nothing else.

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
    assert_eq!(top, ["Cargo.lock", "Cargo.toml", "LICENSE", "README.md", "assets", "src"]);
    for needed in [
        "src/main.rs",
        "src/run/new.ron",
        "src/report/schema.json",
        "assets/directory.ron",
        "assets/README.md",
    ] {
        assert!(listed.lines().any(|file| file == needed), "{needed} is missing");
    }
    let is_known = |file: &&str| {
        [".rs", ".bash", ".zsh", ".fish", ".ron", ".json", ".md", ".toml", ".lock", ".orig", "LICENSE"]
            .iter()
            .any(|end| file.ends_with(end))
    };
    let odd: Vec<&str> = listed.lines().filter(|file| !is_known(file)).collect();
    assert!(odd.is_empty(), "what are these for? {odd:?}");
}
