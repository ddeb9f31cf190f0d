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

/// What is run on each case. DATA is the data file, `a` the entry in which things grow.
const COMMANDS: &str = "
    tree
    tree --by kind --format markdown
    tree --by topic --format json
    tree --by date
    tree --by name
    list
    list word7 --format json
    list --format ids
    list topic:t
    list date:2001
    list source:s
    list under:a
    list is:beyond
    show a
    show a --format json
    show a --format markdown
    search word7
    search word7 word9 -word3 --format json
    search \"word7 word8\" --format markdown
    search --mode fuzzy wrd7
    search --mode regex w.rd[0-9]
    matrix
    matrix a --beneath --format json
    matrix a --format markdown
    compare a b
    compare a b --format json
    cite a
    cite a --format bibtex
    cite a --format ris
    cite a --format csl-json
    cite a b
    diff DATA DATA
    diff OTHER DATA
    diff OTHER DATA --format json
    check DATA
    check --strict DATA
    export --format json
    export --format markdown
    export --format html
    export --format csv
    export --format csv --table links
    export --format csv --table statements
    export --format csv --table events
    export --format csv --table contacts
    export --format csv --table sources
    export --format mermaid
    export --format dot
    export --format json-ld
    about
    __complete show wo
    __complete search kind:
";

/// The texts of a record, by the name of the list that the record stands in; `front` is the directory itself.
const TEXTS: &[(&str, &[&str])] = &[
    ("front", &["title", "about", "disclaimer", "edition", "notice"]),
    ("kinds", &["name", "plural", "about"]),
    ("relations", &["name", "inverse", "about"]),
    ("topics", &["name", "short", "about"]),
    ("sources", &["title", "publisher", "url", "lookup", "note"]),
    ("synonyms", &["means"]),
    ("entry", &["name", "abbreviation", "summary", "text"]),
    ("status", &["text", "note"]),
    ("activities", &["text", "note"]),
    ("background", &["text", "note"]),
    ("links", &["note"]),
    ("events", &["text", "note"]),
    ("contacts", &["value", "label", "note"]),
];

/// The lists of an entry and of the directory, each with what an element of it looks like.
const LISTS: &[(&str, &str)] = &[
    ("kinds", r#"(id: "kN", name: "Kind word7 N")"#),
    ("relations", r#"(id: "rN", name: "Relation word7 N")"#),
    ("topics", r#"(id: "tN", name: "Topic word7 N", about: "About N")"#),
    ("sources", r#"(id: "sN", title: "Source word7 N", url: "https://example.org/N")"#),
    ("synonyms", r#"(words: ["swordN"], means: "word7")"#),
    ("entries", r#"(id: "eN", kind: "k", name: "Entry word7 N", topics: ["t"])"#),
    ("other_names", r#""Name word7 N""#),
    ("topics of an entry", r#""t""#),
    ("sources of an entry", r#""s""#),
    ("activities", r#"(text: "Does word7 N", topics: ["t"], sources: ["s"])"#),
    ("background", r#"(text: "Is word7 N", note: "N")"#),
    ("links", r#"(rel: "sees", to: "b", note: "word7 N")"#),
    ("events", r#"(date: "2001", text: "Happens word7 N", sources: ["s"])"#),
    ("contacts", r#"(kind: phone, value: "word7 N", label: "N")"#),
];

/// Shapes of a whole directory: the entries besides `a` and `b`.
const SHAPES: &[(&str, &str)] = &[
    ("a chain", r#"(id: "eN", kind: "k", name: "Entry word7 N", links: [(rel: "in", to: "eP")])"#),
    ("a star", r#"(id: "eN", kind: "k", name: "Entry word7 N", links: [(rel: "in", to: "a")])"#),
    ("links to one", r#"(id: "eN", kind: "k", name: "Entry word7 N", links: [(rel: "sees", to: "a")])"#),
    ("equal names", r#"(id: "eN", kind: "k", name: "Entry word7", abbreviation: "EW")"#),
    ("equal dates", r#"(id: "eN", kind: "k", name: "E N", events: [(date: "2001-02-03", text: "word7")])"#),
    (
        "topics of members",
        r#"(id: "eN", kind: "k", name: "E N", links: [(rel: "in", to: "a")],
        activities: [(text: "Does word7", topics: ["t"], sources: ["s"])])"#,
    ),
    ("links in texts", r#"(id: "eN", kind: "k", name: "E N", text: "See [word7](a) and [it](eN).")"#),
    ("nowhere", r#"(id: "eN", kind: "k", name: "E N", links: [(rel: "sees", to: "nowhereN")])"#),
    ("the same id", r#"(id: "same", kind: "k", name: "E N")"#),
    ("no kind", r#"(id: "eN", kind: "kindN", name: "E N")"#),
    ("no end", r#"(id: "eN", kind: "k", name: "E N""#),
    ("no name", r#"(id: "eN", kind: "k")"#),
];

/// The shapes that are none of a directory: each command does no more than `check` does.
const BROKEN: [&str; 5] = ["nowhere", "the same id", "no kind", "no end", "no name"];

/// Pieces that a text is made of, for what a reader of CommonMark may stumble over.
const PIECES: &[(&str, &str)] = &[
    ("words", "wordN "),
    ("one word", "lm"),
    ("brackets", "["),
    ("links", "[word7](a) "),
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

fn piece(pattern: &str, number: usize) -> String {
    let before = if number == 0 { "a".to_owned() } else { format!("e{}", number - 1) };
    pattern.replace("eP", &before).replace('N', &number.to_string())
}

fn pieces(pattern: &str, count: usize, joint: &str) -> String {
    (0..count).map(|number| piece(pattern, number)).collect::<Vec<_>>().join(joint)
}

/// What differs from an ordinary directory: these elements in a list, or this text in a field of a record.
#[derive(Default)]
struct Change<'c> {
    list: &'c str,
    elements: String,
    record: &'c str,
    field: &'c str,
    text: String,
}

impl Change<'_> {
    /// A record with the usual fields, of which one may have another text.
    fn record(&self, name: &str, usual: &[(&str, &str)]) -> String {
        let mut fields: Vec<String> = Vec::new();
        let is_changed = |field: &str| self.record == name && self.field == field;
        for (field, value) in usual.iter().filter(|(field, _)| !is_changed(field)) {
            fields.push(format!("{field}: {value}"));
        }
        if self.record == name {
            fields.push(format!("{}: \"{}\"", self.field, self.text));
        }
        fields.join(", ")
    }

    fn list(&self, name: &str, usual: &[(&str, &str)]) -> String {
        let more = if self.list == name { self.elements.as_str() } else { "" };
        format!("{name}: [({}), {more}]", self.record(name, usual))
    }

    fn directory(&self) -> String {
        let a = [
            self.record("entry", &[("id", "\"a\""), ("kind", "\"k\""), ("name", "\"Anna word7\"")]),
            format!(
                "status: ({})",
                self.record("status", &[("text", "\"Changed.\""), ("sources", "[\"s\"]")])
            ),
            format!("other_names: [{}]", if self.list == "other_names" { &self.elements } else { "" }),
            format!("topics: [{}]", if self.list == "topics of an entry" { &self.elements } else { "" }),
            format!("sources: [{}]", if self.list == "sources of an entry" { &self.elements } else { "" }),
            self.list("activities", &[("text", "\"Does.\""), ("topics", "[\"t\"]"), ("sources", "[\"s\"]")]),
            self.list("background", &[("text", "\"Is.\""), ("sources", "[\"s\"]")]),
            self.list("links", &[("rel", "\"sees\""), ("to", "\"b\"")]),
            self.list("events", &[("date", "\"2001\""), ("text", "\"Happens.\""), ("sources", "[\"s\"]")]),
            self.list("contacts", &[("kind", "phone"), ("value", "\"555\"")]),
        ];
        let b =
            "(id: \"b\", kind: \"k\", name: \"Berta\", topics: [\"t\"], links: [(rel: \"in\", to: \"a\")])";
        let more = if self.list == "entries" { self.elements.as_str() } else { "" };
        let parts = [
            self.record("front", &[("title", "\"T\"")]),
            self.list("kinds", &[("id", "\"k\""), ("name", "\"Kind\"")]),
            format!(
                "{}, (id: \"in\", name: \"in\", inverse: \"has\", nests: true)]",
                self.list("relations", &[("id", "\"sees\""), ("name", "\"sees\"")])
                    .trim_end_matches([',', ' ', ']'])
            ),
            self.list("topics", &[("id", "\"t\""), ("name", "\"Topic\"")]),
            self.list("sources", &[("id", "\"s\""), ("title", "\"Source\"")]),
            self.list("synonyms", &[("words", "[\"sword\"]"), ("means", "\"word7\"")]),
            format!("entries: [({}), {b}, {more}]", a.join(", ")),
        ];
        format!("({})", parts.join(",\n"))
    }
}

/// A case: its name, what a size of it is, and the directory of that size.
struct Case {
    name: String,
    largest: usize,
    make: Box<dyn Fn(usize) -> String>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (list, element) in LISTS {
        let make = move |count| {
            Change { list, elements: pieces(element, count, ", "), ..Change::default() }.directory()
        };
        cases.push(Case { name: format!("many {list}"), largest: 20_000, make: Box::new(make) });
    }
    for (shape, entry) in SHAPES {
        let make = move |count| {
            Change { list: "entries", elements: pieces(entry, count, ", "), ..Change::default() }.directory()
        };
        let largest = if *shape == "a chain" { 2_000 } else { 20_000 };
        cases.push(Case { name: (*shape).to_owned(), largest, make: Box::new(make) });
    }
    for (record, fields) in TEXTS {
        for field in *fields {
            let is_long = matches!(*field, "text" | "about");
            for (name, pattern) in &PIECES[..if is_long { PIECES.len() } else { 3 }] {
                let make = move |count| {
                    let text = pieces(pattern, count, "");
                    Change { record, field, text, ..Change::default() }.directory()
                };
                let name = format!("{record}.{field}: {name}");
                cases.push(Case { name, largest: 20_000, make: Box::new(make) });
            }
        }
    }
    cases
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
        .args(["--data", "data.ron"])
        .args(words(command))
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

/// The arguments of a line, in which quotes hold several words together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(index, part)| match index % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![format!("\"{part}\"")],
    });
    words.map(|word| word.replace("DATA", "data.ron").replace("OTHER", "other.ron")).collect()
}

/// What is wrong with how a command grows, if anything is.
fn complaint(command: &str, folder: &Path, half: &str, whole: &str) -> Option<String> {
    /// Hundredths of a second below which nothing can be said.
    const SHORTEST: u64 = 30;
    let put = |text: &str| {
        fs::write(folder.join("data.ron"), text).expect("there is room");
        fs::write(folder.join("other.ron"), text.replace("Anna", "Anne")).expect("there is room");
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
        let is_right = |line: &str| match case.name.as_str() {
            // Each hit has its whole path, as documented.
            "a chain" => !line.starts_with("search "),
            name => !BROKEN.contains(&name) || line == "check DATA",
        };
        let commands = COMMANDS.lines().map(str::trim).filter(|line| !line.is_empty() && is_right(line));
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
    for case in cases().into_iter().filter(|case| !BROKEN.contains(&case.name.as_str())) {
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
