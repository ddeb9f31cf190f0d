//! Letters on their way out: text that is taken away keeps each of them, and where only ASCII can be written nothing else is.

use std::sync::LazyLock;

use pitf::app::Effect;
use pitf::settings::Settings;
use pitf::text::{Glyphs, SafeProse};
use ratatui::layout::Size;

use crate::support::{
    Browser, FULL, Pitf, commands, directory, files, golden_of, run_line, with_more, words,
};

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

/// The command lines that show words of the fixture, whole and in no narrow lines.
fn showing_commands() -> impl Iterator<Item = &'static str> {
    let shows = |line: &&str| {
        let transcript = golden_of(line);
        words().any(|word| transcript.contains(word))
    };
    commands().filter(|line| !line.contains("--width") && !line.contains("--ascii")).filter(shows)
}

/// The fixture with these letters behind each of its words.
fn with_letters(letters: &str) -> String {
    with_more(FULL, words(), letters)
}

fn files_with_letters(letters: &str) -> [(&'static str, String); 4] {
    files().map(|(name, text)| (name, with_more(&text, words(), letters)))
}

/// Asserts that the letters come behind each of the words.
#[track_caller]
fn assert_followed(text: &str, letters: &str, what: &str) -> usize {
    let mut count = 0;
    for word in words() {
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

#[test]
fn every_letter_leaves_as_it_was_written() {
    for (index, line) in showing_commands().enumerate() {
        // A hit is cut to a line, and a label of a chart is wrapped, where not all of them have room.
        let is_short = line.starts_with("search") || line.ends_with("dot");
        let alone = [index, index + 5].map(|at| EACH[at % EACH.len()]);
        let together = [LETTERS[index % 2].as_str()];
        for letters in if is_short { &alone[..] } else { &together } {
            let done = run_line(line, &files_with_letters(letters), &[("COLUMNS", "400")]);
            let mut text = done.out;
            if line.contains("json") {
                text = decoded(&text);
            }
            if line.ends_with("mermaid") {
                // Its title is written as JSON is.
                let title = text.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
                text = text.replace(title, &decoded(title));
            }
            if line.starts_with("search") {
                text = text.replace("Esummary\n", "").replace("for Esummary", "");
            }
            // What is hidden in a file may be what is wrong with it; there it is shown, on a part of the line.
            if !line.starts_with("check") {
                assert!(assert_followed(&text, letters, line) > 0, "{line}: {text} {}", done.err);
            }
        }
    }
}

#[test]
fn marks_stand_in_excerpts_of_a_file_as_they_are_written() {
    for letters in &EACH[..6] {
        let letters = letters.trim_end_matches('\u{200f}');
        let data =
            with_letters(letters).replace("kind: \"kid\", name: \"Ename", "kind: \"dik\", name: \"Ename");
        let text = Pitf::new(&["check"]).data(data).run().out;
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
            let run = Pitf::new(&command.split(' ').collect::<Vec<_>>()).env("COLUMNS", columns);
            let done = run.data(data).run();
            let text = done.out + &done.err;
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
    let copying = ["yy", "yp", "ym", "yc", "yCj<ret>", "+Cyy", "+Cym", "+Cyc"];
    // What is printed is wrapped.
    let printed = EACH.iter().map(|letters| (*letters, &["p"][..]));
    for (letters, scripts) in LETTERS.iter().map(|letters| (letters.as_str(), &copying[..])).chain(printed) {
        let data = with_letters(letters);
        for keys in scripts {
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
const PLACES: [(&[Variable], &str); 4] = [
    (&[], " --ascii"),
    (&[("LC_ALL", "C")], ""),
    (&[("TERM", "linux")], ""),
    (&[("LC_ALL", "de_DE.ISO-8859-1")], ""),
];

#[test]
fn where_only_ascii_can_be_written_nothing_else_is() {
    let letters = "“é”–—…•\u{a0}ß🇺🇸漢한กำ\u{9b}x＜b＞＝｜«»‹›＊\u{ad}\u{202e}";
    let files = files_with_letters(letters);
    for (index, line) in showing_commands().enumerate() {
        let (variables, extra) = PLACES[index % PLACES.len()];
        let done = run_line(&format!("{line}{extra}"), &files, variables);
        for text in [&done.out, &done.err] {
            let beyond = text.char_indices().find(|(_, c)| !c.is_ascii());
            assert_eq!(beyond, None, "{line} {variables:?}: {text}");
        }
        if line.contains("json") {
            decoded(&done.out);
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
    let written =
        |line: &str| Pitf::new(&line.split(' ').collect::<Vec<_>>()).data(&data).env("LC_ALL", "C").run().out;
    let text = written("show all --format json");
    assert!(text.is_ascii() && assert_followed(&decoded(&text), letters, "JSON") > 10);
    let text = written("export --format html");
    let codes: String =
        letters.chars().fold(String::new(), |codes, c| codes + &format!("&#{};", u32::from(c)));
    assert!(assert_followed(&text, &codes, "HTML") > 10);
}

#[test]
fn a_screen_of_ascii_shows_nothing_else() {
    let letters = "“é”–—…•\u{a0}ß漢한กำ";
    for is_plain in [false, true] {
        let settings = Settings { glyphs: Some(Glyphs::Ascii), is_plain, ..Settings::default() };
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
            let mut browser =
                Browser::with(directory(&with_letters(letters)), Size::new(100, 30), settings.clone());
            browser.press(keys);
            let text = browser.text();
            assert!(text.is_ascii(), "{keys}: {:?}\n{text}", text.chars().find(|c| !c.is_ascii()));
        }
    }
}
