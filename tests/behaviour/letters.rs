//! Letters on their way out: text that is taken away keeps each of them, and where only ASCII can be written nothing else is.

use std::sync::LazyLock;

use pitf::app::{Effect, Settings};
use pitf::text::{Glyphs, SafeProse};
use ratatui::layout::Size;

use crate::support::{Browser, FULL, Pitf, directory};

/// The texts of the fixture that readers see, each in a field of its own.
pub(crate) const WORDS: &[&str] = &[
    "Dtitle",
    "Dabout",
    "Dedition",
    "Dnotice",
    "Kname",
    "Kabout",
    "Rabout",
    "rname",
    "rinverse",
    "Tname",
    "Tabout",
    "Stitle",
    "Spublisher",
    "Snote",
    "Ename",
    "Eother",
    "EABBR",
    "Utext",
    "Unote",
    "Esummary",
    "Etext",
    "Atext",
    "Anote",
    "Btext",
    "Bnote",
    "Lnote",
    "Vtext",
    "Vnote",
    "Clabel",
    "Cnote",
];

/// What is drawn otherwise on the cells of a screen, or is hard to carry, in two texts.
static LETTERS: LazyLock<[String; 2]> = LazyLock::new(|| {
    let (some, others) = EACH.split_at(EACH.len() / 2);
    // A letter keeps what ends one from joining the next.
    [some.join("x"), others.join("x")]
});

const EACH: &[&str] = &[
    "น้ำใจผู้",
    "हिन्दीक्ष\u{200d}",
    "العَرَبِيَّة",
    "می\u{200c}خواهم\u{200f}",
    "\u{1112}\u{1161}\u{11ab}한",
    "👨\u{200d}👩\u{200d}👧🏽",
    "❤\u{fe0f}☺\u{fe0e}葛\u{e0100}豈",
    "co\u{ad}op\u{200b}er\u{2060}a",
    "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}a",
    "🇺🇸ｶﾞe\u{301}",
];

/// Clusters of several characters, one of each kind.
const CLUSTERS: &[&str] = &[
    "👨\u{200d}👩\u{200d}👧",
    "🧑🏻\u{200d}❤\u{fe0f}\u{200d}🧑🏿",
    "👍🏽",
    "🇺🇸",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "1\u{fe0f}\u{20e3}",
    "क्ष्ण्य",
    "\u{1112}\u{1161}\u{11ab}",
    "กิ่",
    "ｶﾞ",
    "葛\u{e0100}",
    "\u{600}1",
];

const COMMANDS: &[&str] = &[
    "tree",
    "tree --by kind",
    "tree --by topic",
    "tree --by date",
    "tree --format json",
    "tree --format markdown",
    "tree --format tsv",
    "list",
    "list --format json",
    "list --format markdown",
    "show top all other",
    "show all --format json",
    "show all --format markdown",
    "search Esummary",
    "search Vnote --format json",
    "search Atext --format markdown",
    "search Lnote --format tsv",
    "matrix",
    "matrix --format json",
    "matrix --format markdown",
    "matrix --format tsv",
    "compare all other",
    "compare all other --format json",
    "compare all other --format markdown",
    "cite all",
    "cite all --statement 1 --format markdown",
    "cite all --format bibtex",
    "cite all --format ris",
    "cite all --format csl-json",
    "diff data.ron empty.ron",
    "diff data.ron empty.ron --format json",
    "diff data.ron empty.ron --format markdown",
    "about",
    "version",
    "check",
    "check broken.ron",
    "check --format json broken.ron",
    "export --format json",
    "export --format markdown",
    "export --format html",
    "export --format csv",
    "export --format csv --table statements",
    "export --format csv --table links",
    "export --format csv --table events",
    "export --format csv --table contacts",
    "export --format csv --table sources",
    "export --format mermaid",
    "export --format dot",
    "export --format json-ld",
    "help",
];

/// The fixture with these letters behind each of its words.
fn with_letters(letters: &str) -> String {
    WORDS.iter().fold(FULL.to_owned(), |text, word| {
        let text = text.replace(&format!("\"{word}\""), &format!("\"{word}{letters}\""));
        text.replace(&format!("\"{word}."), &format!("\"{word}{letters}."))
    })
}

/// What a command writes and tells on this data, with files beside it that have other things and mistakes.
fn written(command: &str, data: &str, variables: &[(&str, &str)], extra: &[&str]) -> (String, String) {
    let mut arguments: Vec<&str> = command.split(' ').collect();
    arguments.extend(extra);
    let mut run = Pitf::new(&arguments);
    run.file("empty.ron", "(title: \"T\", kinds: [(id: \"kid\", name: \"K\")], entries: [])");
    run.file("broken.ron", data.replace("kind: \"kid\", name: \"Ename", "kind: \"dik\", name: \"Ename"));
    let home = run.home.path().to_owned();
    run.command.current_dir(&home);
    if command.starts_with("diff") {
        run.file("data.ron", data);
    } else {
        run = run.data(data);
    }
    let run = variables.iter().fold(run, |run, (name, value)| run.env(name, value));
    let done = run.run();
    (done.out, done.err)
}

/// Asserts that the letters come behind each of the words.
#[track_caller]
fn assert_followed(text: &str, letters: &str, what: &str) -> usize {
    let mut count = 0;
    for word in WORDS {
        for (at, _) in text.match_indices(word) {
            let rest = &text[at + word.len()..];
            // The places of matches are names of fields, and arguments are told as they were given.
            if rest.starts_with(letters) {
                count += 1;
                continue;
            }
            let told: String = rest.chars().take(30).collect();
            panic!("{what}: behind {word} comes {told:?} and not {letters:?}");
        }
    }
    count
}

/// JSON as a program reads it: all its texts.
fn decoded(text: &str) -> String {
    fn texts(value: &serde_json::Value, out: &mut String) {
        match value {
            serde_json::Value::String(text) => out.extend([text, "\n"]),
            serde_json::Value::Array(values) => values.iter().for_each(|value| texts(value, out)),
            serde_json::Value::Object(fields) => fields.values().for_each(|value| texts(value, out)),
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
        }
    }
    let mut out = String::new();
    texts(&serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}")), &mut out);
    out
}

fn is_json(command: &str) -> bool {
    command.contains("json")
}

#[test]
fn every_letter_leaves_as_it_was_written() {
    let alone = EACH.iter().map(|letters| (*letters, true));
    let together = LETTERS.iter().map(|letters| (letters.as_str(), false));
    for (letters, is_alone) in alone.chain(together) {
        let data = with_letters(letters);
        // A hit is cut to a line, and a label of a chart is wrapped, where not all of them have room.
        let is_short = |command: &str| command.starts_with("search") || command.ends_with("dot");
        for command in COMMANDS.iter().filter(|command| is_short(command) == is_alone) {
            let (mut text, err) = written(command, &data, &[("COLUMNS", "400")], &[]);
            if is_json(command) {
                text = decoded(&text);
            }
            if command.ends_with("mermaid") {
                // Its title is written as JSON is.
                let title = text.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
                text = text.replace(title, &decoded(title));
            }
            let query = command
                .split(' ')
                .nth(1)
                .filter(|_| command.starts_with("search") && *command != "search Esummary");
            if let Some(query) = query {
                text = text.replacen(&format!("{query}\n"), "", 1).replace(&format!("for {query}\n"), "");
            }
            // What is hidden in a file may be what is wrong with it; there it is shown, on a part of the line.
            let is_excerpt = command.starts_with("check");
            let count = if is_excerpt { 1 } else { assert_followed(&text, letters, command) };
            assert!(
                count > 0 || matches!(*command, "help" | "matrix --format tsv"),
                "{command}: {text} {err}"
            );
        }
    }
}

#[test]
fn marks_stand_in_excerpts_of_a_file_as_they_are_written() {
    for letters in &EACH[..6] {
        let letters = letters.trim_end_matches('\u{200f}');
        let (text, _) = written("check broken.ron", &with_letters(letters), &[], &[]);
        assert!(text.contains(&format!("Ename{letters}")), "{text}");
    }
}

#[test]
fn no_line_ends_within_a_cluster() {
    let entry = |(index, cluster): (usize, &&str)| {
        let long = cluster.repeat(60);
        format!(
            "(id: \"a{index}\", kind: \"k\", name: \"{long}\", bogus: 1, summary: \"{long}\", text: \"x{long}\"),\n"
        )
    };
    let entries: String = CLUSTERS.iter().enumerate().map(entry).collect();
    let data = format!("(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [{entries}])");
    let right = data.replace("bogus: 1, ", "");
    let ids: Vec<String> = (0..CLUSTERS.len()).map(|index| format!("a{index}")).collect();
    let show = format!("show {}", ids.join(" "));
    // A cluster of two columns ends at an odd column in one of the two.
    for columns in ["23", "40"] {
        for command in [show.as_str(), "tree", "search kind:k", "list", "check", "show b0"] {
            let data = if command == "check" { &data } else { &right };
            let (out, err) = written(command, data, &[("COLUMNS", columns)], &[]);
            let text = out + &err;
            assert!(text.lines().any(|line| !line.is_ascii()), "{command}: {text}");
            for line in text.lines() {
                let rest = CLUSTERS.iter().fold(line.to_owned(), |rest, cluster| rest.replace(cluster, ""));
                let is_part = |c: &char| !c.is_ascii() && CLUSTERS.iter().any(|cluster| cluster.contains(*c));
                let part = rest.chars().find(is_part);
                assert!(part.is_none() && !rest.contains("<U+"), "{command} at {columns}: {line}");
            }
        }
    }
}

#[test]
fn every_letter_is_copied_and_printed_as_it_was_written() {
    for letters in EACH {
        let data = with_letters(letters);
        for keys in ["yy", "yp", "ym", "yc", "p", "yCj<ret>", "+Cyy", "+Cym", "+Cyc"] {
            let mut browser = Browser::on(directory(&data));
            browser.press("/Ename<ret>").press(keys);
            let text = match browser.effects.pop() {
                Some(Effect::Copy { text, .. } | Effect::Print(text)) => SafeProse::of(&text),
                effect => panic!("{keys} led to {effect:?}, {}", browser.message()),
            };
            let text = text.as_str().replace('\n', " ");
            assert!(assert_followed(&text, letters, keys) > 0, "{keys}: {text}");
        }
    }
}

type Variable<'a> = (&'a str, &'a str);

/// Where only ASCII can be written.
const PLACES: [(&[Variable], &[&str]); 4] = [
    (&[], &["--ascii"]),
    (&[("LC_ALL", "C")], &[]),
    (&[("TERM", "linux")], &[]),
    (&[("LC_ALL", "de_DE.ISO-8859-1")], &[]),
];

#[test]
fn where_only_ascii_can_be_written_nothing_else_is() {
    let letters = "“é”–—…•\u{a0}ß🇺🇸漢한กำ\u{9b}x＜b＞＝｜«»‹›＊\u{ad}\u{202e}";
    let data = with_letters(letters);
    for (index, command) in COMMANDS.iter().enumerate() {
        let (variables, extra) = PLACES[index % PLACES.len()];
        let (out, err) = written(command, &data, variables, extra);
        for text in [&out, &err] {
            let beyond = text.char_indices().find(|(_, c)| !c.is_ascii());
            assert_eq!(beyond, None, "{command} {variables:?}: {text}");
        }
        if is_json(command) {
            assert!(!out.is_empty(), "{command}: {err}");
            decoded(&out);
        }
    }
    for arguments in [&["show", letters][..], &["search", letters], &["--data", letters, "tree"], &[letters]]
    {
        let done = Pitf::new(arguments).env("LC_ALL", "C").run();
        assert!(done.out.is_ascii() && done.err.is_ascii(), "{arguments:?}: {done:?}");
    }
}

#[test]
fn ascii_is_lossless_where_a_format_has_codes() {
    let letters = "é漢👨\u{200d}👩";
    let data = with_letters(letters);
    let (text, _) = written("show all --format json", &data, &[("LC_ALL", "C")], &[]);
    assert!(text.is_ascii() && assert_followed(&decoded(&text), letters, "JSON") > 10);
    let (text, _) = written("export --format html", &data, &[("LC_ALL", "C")], &[]);
    let codes: String =
        letters.chars().fold(String::new(), |codes, c| codes + &format!("&#{};", u32::from(c)));
    assert!(assert_followed(&text, &codes, "HTML") > 10);
}

#[test]
fn a_screen_of_ascii_shows_nothing_else() {
    let letters = "“é”–—…•\u{a0}ß漢한กำ";
    for is_plain in [false, true] {
        let settings = Settings { glyphs: Glyphs::Ascii, is_plain, ..Settings::default() };
        for keys in [
            "",
            "zR",
            "/Ename<ret><ret>",
            "/Ename",
            "/é",
            "ak",
            "at",
            "adzR",
            "an",
            "am",
            "aml",
            "i",
            "=",
            "?",
            ":",
            "maM",
            "x",
            "X",
            "fEname<ret>",
            "+C",
            "yC",
            "yU",
            "s",
            "c/Other<ret>c",
            "o",
        ] {
            let mut browser = Browser::with(directory(&with_letters(letters)), Size::new(100, 30), settings);
            browser.press(keys);
            let text = browser.text();
            assert!(text.is_ascii(), "{keys}: {:?}\n{text}", text.chars().find(|c| !c.is_ascii()));
        }
    }
}
