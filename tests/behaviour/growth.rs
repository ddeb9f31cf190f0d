//! Twice as much data takes about twice as long and gives about twice as much output, in every command, whatever grows:
//! each text of a data file, each of its lists, and its shape. Not part of a quick run:
//!
//! ```text
//! cargo test --release --test behaviour growth -- --ignored --nocapture
//! ```
//!
//! `PITF_GROWTH` names the cases to try, by a part of their names; `PITF_PROGRAM` is another program to try. The processor's time is compared where it is long enough
//! to be measured, the size of the output everywhere.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::support::{FULL, arguments, commands, with_more, words};

/// The lists of the fixture, each with what its new elements stand before, and what one looks like.
const LISTS: &[(&str, &str, &str)] = &[
    ("kinds", r#"(id: "kid""#, r#"(id: "kN", name: "Kind word7 N"), "#),
    ("relations", r#"(id: "rid""#, r#"(id: "rN", name: "Relation word7 N"), "#),
    ("topics", r#"(id: "tid""#, r#"(id: "tN", name: "Topic word7 N", about: "About N"), "#),
    ("sources", r#"(id: "sid""#, r#"(id: "sN", title: "Source word7 N", url: "https://example.org/N"), "#),
    ("synonyms", r#"(words: ["Zword"]"#, r#"(words: ["swordN"], means: "word7"), "#),
    ("entries", FIRST, r#"(id: "eN", kind: "kid", name: "Entry word7 N", topics: ["tid"]), "#),
    ("other_names", r#""Esecond""#, r#""Name word7 N", "#),
    ("topics of an entry", r#""own"]"#, r#""tid", "#),
    ("activities", r#"(text: "Atext."#, r#"(text: "Does word7 N", topics: ["tid"], sources: ["sid"]), "#),
    ("background", r#"(text: "Btext."#, r#"(text: "Is word7 N", note: "N"), "#),
    ("links", r#"(rel: "sees""#, r#"(rel: "sees", to: "top", note: "word7 N"), "#),
    ("events", r#"(date: "2003-03-02""#, r#"(date: "2001", text: "Happens word7 N", sources: ["sid"]), "#),
    ("contacts", "(kind: web", r#"(kind: phone, value: "word7 N", label: "N"), "#),
    (
        "a chain",
        FIRST,
        r#"(id: "eN", kind: "kid", name: "Entry word7 N", links: [(rel: "rid", to: "eP")]), "#,
    ),
    (
        "a star",
        FIRST,
        r#"(id: "eN", kind: "kid", name: "Entry word7 N", links: [(rel: "rid", to: "top")]), "#,
    ),
    (
        "links to one",
        FIRST,
        r#"(id: "eN", kind: "kid", name: "Entry N", links: [(rel: "sees", to: "top")]), "#,
    ),
    ("equal names", FIRST, r#"(id: "eN", kind: "kid", name: "Entry word7", abbreviation: "EW"), "#),
    (
        "equal dates",
        FIRST,
        r#"(id: "eN", kind: "kid", name: "E N", events: [(date: "2001-02-03", text: "word7")]), "#,
    ),
    (
        "links in texts",
        FIRST,
        r#"(id: "eN", kind: "kid", name: "E N", text: "See [word7](top) and [it](eN)."), "#,
    ),
    (
        "topics of members",
        FIRST,
        r#"(id: "eN", kind: "kid", name: "E N", links: [(rel: "rid", to: "top")],
        activities: [(text: "Does word7", topics: ["tid"], sources: ["sid"])]), "#,
    ),
];

/// Where entries begin in the fixture.
const FIRST: &str = r#"(id: "top""#;

/// Entries that are none: each command does no more with them than `check` does.
const BROKEN: &[(&str, &str, &str)] = &[
    ("nowhere", FIRST, r#"(id: "eN", kind: "kid", name: "E N", links: [(rel: "sees", to: "nowhereN")]), "#),
    ("the same id", FIRST, r#"(id: "same", kind: "kid", name: "E N"), "#),
    ("no kind", FIRST, r#"(id: "eN", kind: "kindN", name: "E N"), "#),
    ("no end", FIRST, r#"(id: "eN", kind: "kid", name: "E N", "#),
    ("no name", FIRST, r#"(id: "eN", kind: "kid"), "#),
];

/// Pieces that a text is made of, for what a reader of CommonMark may stumble over.
const PIECES: &[(&str, &str)] = &[
    ("words", "wordN "),
    ("one word", "lm"),
    ("brackets", "["),
    ("links", "[word7](all) "),
    ("stars", "*a **b "),
    ("quotes", "> "),
    ("code", "`a ``b "),
    ("entities", "&amp; &#x2014; "),
    ("marks", "e\u{301}\u{302}"),
    ("paragraphs", "word7 N\\n\\n"),
    ("lists", "* word7 N\\n"),
    ("nested lists", "\\n  * a"),
    ("headings", "# word7 N\\n\\n"),
    ("backslashes", "\\\\"),
    ("html", "<b>x "),
    ("addresses", "https://example.org/N "),
];

/// So many of a pattern, with N for the number of each, and P for the one before it.
fn pieces(pattern: &str, count: usize) -> String {
    let piece = |number: usize| {
        let before = if number == 0 { "top".to_owned() } else { format!("e{}", number - 1) };
        pattern.replace("eP", &before).replace('N', &number.to_string())
    };
    (0..count).map(piece).collect()
}

/// A case: its name, what a size of it is, and the directory of that size.
struct Case {
    name: String,
    largest: usize,
    make: Box<dyn Fn(usize) -> String>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, before, element) in LISTS.iter().chain(BROKEN) {
        let make = move |count| FULL.replacen(before, &(pieces(element, count) + before), 1);
        let largest = if *name == "a chain" { 2_000 } else { 20_000 };
        cases.push(Case { name: (*name).to_owned(), largest, make: Box::new(make) });
    }
    for word in words() {
        let is_long = matches!(word, "Etext" | "Dabout" | "Kabout" | "Tabout");
        for (name, pattern) in &PIECES[..if is_long { PIECES.len() } else { 3 }] {
            let make =
                move |count| with_more(FULL, [word].into_iter(), &format!(" {}", pieces(pattern, count)));
            cases.push(Case { name: format!("{word}: {name}"), largest: 20_000, make: Box::new(make) });
        }
    }
    cases
}

fn is_broken(case: &Case) -> bool {
    BROKEN.iter().any(|(name, ..)| *name == case.name)
}

/// What a run took, in hundredths of a second of the processor, and how many bytes it wrote.
#[derive(Clone, Copy, Debug)]
struct Cost {
    time: u64,
    bytes: u64,
}

/// Runs a command in a folder; `None` where it is stopped as it takes too long.
fn cost(folder: &Path, command: &str) -> Option<Cost> {
    let out = folder.join("out");
    let program = std::env::var("PITF_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_pitf").to_owned());
    let line = "ulimit -t 30; exec \"$0\" \"$@\"";
    let mut child = Command::new("sh")
        .args(["-c", line, &program])
        .args(arguments(command))
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(File::create(&out).expect("there is room"))
        .stderr(Stdio::null())
        .spawn()
        .expect("there is a shell");
    let stat = loop {
        let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).expect("it is our child");
        let (_, after_name) = stat.rsplit_once(") ").expect("the name stands in brackets");
        if after_name.starts_with('Z') {
            break after_name.to_owned();
        }
        thread::sleep(Duration::from_millis(2));
    };
    let ended = child.wait().expect("it is our child");
    let ticks = |field: usize| stat.split(' ').nth(field).and_then(|ticks| ticks.parse::<u64>().ok());
    let time = ticks(11).zip(ticks(12)).map(|(user, system)| user + system).expect("Linux counts ticks");
    ended.code().map(|_| Cost { time, bytes: fs::metadata(&out).expect("it was made").len() })
}

/// What is wrong with how a command grows, if anything is.
fn complaint(command: &str, folder: &Path, half: &str, whole: &str) -> Option<String> {
    /// Hundredths of a second below which nothing can be said.
    const SHORTEST: u64 = 30;
    let put = |text: &str| {
        fs::write(folder.join("full.ron"), text).expect("there is room");
        fs::write(folder.join("newer.ron"), text.replace("Other", "Another")).expect("there is room");
    };
    put(whole);
    let Some(large) = cost(folder, command) else { return Some("takes too long".to_owned()) };
    let most_bytes = |bytes: u64| bytes * 27 / 10 + 100_000;
    if large.time < SHORTEST && large.bytes < 300_000 {
        return None;
    }
    put(half);
    let small = cost(folder, command)?;
    if large.bytes > most_bytes(small.bytes) {
        return Some(format!("{} bytes, and {} of half the size", large.bytes, small.bytes));
    }
    let is_slow = |large: Cost, small: Cost| large.time > SHORTEST && large.time > small.time * 3 + 5;
    if is_slow(large, small) {
        // Once more, as the machine may have been busy with something else.
        put(whole);
        let large = cost(folder, command)?;
        if is_slow(large, small) {
            return Some(format!(
                "{} hundredths of a second, and {} of half the size",
                large.time, small.time
            ));
        }
    }
    None
}

#[test]
#[ignore = "takes many minutes"]
fn nothing_grows_with_the_square() {
    let wanted = std::env::var("PITF_GROWTH").unwrap_or_default();
    let folder = tempfile::tempdir().expect("there is room");
    let mut complaints = Vec::new();
    for case in cases().into_iter().filter(|case| case.name.contains(&wanted)) {
        let (half, whole) = ((case.make)(case.largest / 2), (case.make)(case.largest));
        let is_right = |line: &&str| {
            let reads_both = ["broken", "clean", "nowhere"].iter().all(|other| !line.contains(other));
            // Each hit has its whole path, as documented.
            let is_long = case.name == "a chain" && line.starts_with("search ");
            reads_both && !is_long && (!is_broken(&case) || *line == "check full.ron")
        };
        let commands = commands().filter(is_right);
        for command in commands {
            if let Some(complaint) = complaint(command, folder.path(), &half, &whole) {
                println!("{}: {command}: {complaint}", case.name);
                complaints.push(format!("{}: {command}", case.name));
            }
        }
        println!("{}: done", case.name);
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn every_case_is_a_directory_whatever_its_size() {
    for case in cases().into_iter().filter(|case| !is_broken(case)) {
        let text = (case.make)(3);
        let read = pitf::directory::Directory::parse("data.ron", text.clone());
        assert!(
            read.is_ok(),
            "{}: {text}\n{}",
            case.name,
            read.err().map(|e| e.to_string()).unwrap_or_default()
        );
    }
}
