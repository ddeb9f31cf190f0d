//! The recipes for other programs: each is run as it is written, where its programs are installed.

use std::fs;
use std::process::Command;

use pitf::app::Session;
use pitf::store::{Store, file_key};

use crate::support::{FULL, install};

const RECIPES: &str = include_str!("../../assets/recipes.md");

/// Each recipe: its title, and its commands.
fn recipes() -> Vec<(&'static str, &'static str)> {
    let recipe = |part: &'static str| {
        let (title, rest) = part.split_once('\n').expect("a title");
        let commands =
            rest.split_once("```sh\n").and_then(|(_, rest)| rest.split_once("```")).expect("commands").0;
        (title, commands)
    };
    RECIPES.split("\n## ").skip(1).map(recipe).collect()
}

/// A recipe names the programs that it needs in its title.
const PROGRAMS: [&str; 7] = ["fzf", "jq", "awk", "sqlite3", "python3", "pandoc", "dot"];

/// What makes the fixture a small directory in which the recipes find what they ask for.
const SMALL: [(&str, &str); 6] = [
    ("\"all\"", "\"doj\""),
    ("\"top\"", "\"spog\""),
    ("\"sid\"", "\"state-page\""),
    ("Ename", "Justice"),
    ("2003-03-02", "2017-03-02"),
    ("kind: web, value: \"https://cvalue.example/\"", "kind: phone, value: \"555-0100\""),
];

fn is_installed(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    found.is_ok_and(|output| output.status.success())
}

#[test]
fn every_recipe_does_what_it_says() {
    let folder = tempfile::tempdir().expect("there is room for a directory");
    let [script, program, data] = ["script", "pitf", "small.ron"].map(|name| folder.path().join(name));
    fs::write(&data, SMALL.iter().fold(FULL.to_owned(), |data, (from, to)| data.replace(from, to)))
        .expect("there is room");
    let lines =
        format!("#!/bin/sh\nexec '{}' --data '{}' \"$@\"\n", env!("CARGO_BIN_EXE_pitf"), data.display());
    fs::write(&script, lines).expect("there is room");
    install(&script, &program);
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap_or_default());
    for (title, commands) in recipes() {
        let needed: Vec<&str> = PROGRAMS
            .into_iter()
            .filter(|program| title.split([' ', ',']).any(|word| word == *program))
            .collect();
        assert!(!needed.is_empty(), "{title} names no program");
        if let Some(missing) = needed.iter().find(|program| !is_installed(program)) {
            eprintln!("SKIPPED: {title}, as {missing} is not installed");
            continue;
        }
        let home = tempfile::tempdir().expect("there is room for a directory");
        let store = Store::open(|name| (name == "HOME").then(|| home.path().into()));
        let session = Session { collection: vec!["doj".to_owned()], ..Session::default() };
        store.save(&file_key(Some(&data)), &session).expect("the state can be written");
        let done = Command::new("sh")
            .args(["-e", "-c", commands])
            .current_dir(home.path())
            .env_clear()
            .env("HOME", home.path())
            .env("PATH", &path)
            .env("LANG", "C.UTF-8")
            .env("FZF_DEFAULT_OPTS", "--filter=justice")
            .output()
            .expect("the shell starts");
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success() && told.is_empty(), "{title}: {told}");
        let written =
            fs::read_dir(home.path()).expect("it is there").map(|file| file.expect("a file").metadata());
        let written =
            written.filter(|file| file.as_ref().is_ok_and(|file| file.is_file() && file.len() > 500)).count();
        assert!(done.stdout.len() > 5 || written > 0, "{title} writes nothing");
    }
}

#[test]
fn the_manual_has_every_recipe() {
    let manual = crate::support::pitf(&["man"]).out;
    for (title, _) in recipes() {
        assert!(manual.contains(&format!(".SS \"{title}\"")), "{title}");
    }
}
