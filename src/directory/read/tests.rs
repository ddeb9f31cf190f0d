//! What the reader takes for a file, and what it says to one that is wrong.

use super::super::Directory;
use super::super::schema::{Front, RawEntry};
use crate::notation::{Scanner, parse};

const README: &str = include_str!("../../../assets/README.md");

/// The problems of a text as `LINE:COLUMN message`.
fn messages(text: &str) -> Vec<String> {
    match Directory::parse("a.ron", text.to_owned()) {
        Ok(_) => Vec::new(),
        Err(problems) => problems
            .located()
            .map(|(at, problem)| format!("{}:{} {}", at.line, at.column, problem.message))
            .collect(),
    }
}

/// A file with one kind, one relation that nests, and these entries.
fn with_entries(entries: &str) -> String {
    format!(
        "(title: \"T\", kinds: [(id: \"k\", name: \"K\")],\nrelations: [(id: \"in\", name: \"in\", nests: true)],\nentries: [\n{entries}\n])"
    )
}

fn entry(id: &str, rest: &str) -> String {
    format!("(id: \"{id}\", kind: \"k\", name: \"N\"{rest}),")
}

#[test]
fn a_file_with_ten_mistakes_has_ten_messages_each_at_its_place() {
    let text = r#"(
    title: "T",
    kinds: [(id: "k", name: "K")],
    relations: [(id: "in", name: "in", nests: true)],
    topics: [(id: "health", name: "Health")],
    sources: [(id: "page", title: "Page")],
    entries: [
        (id: "a", kind: "k", name: "A", colour: "red"),
        (id: "b", kind: "k", name: ["B"]),
        (id: "a", kind: "k", name: "Again"),
        (id: "c", kind: "k", name: "C", links: [(rel: "in", to: "nowhere")]),
        (id: "d", kind: "k", name: "D", topics: ["heatlh"]),
        (id: "e", kind: "kk", name: "E"),
        (id: "f", kind: "k", name: "F", sources: ["pages"]),
        (id: "g", kind: "k", name: "G", links: [(rel: "in", to: "g")]),
        (id: "h", kind: "k", name: "  "),
        (id: "i", kind: "k", name: "I", events: [(date: "2018-13", text: "x")]),
    ],
)"#;
    let places: Vec<String> =
        messages(text).iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    let expected = ["8:41", "9:36", "10:14", "11:65", "12:50", "13:25", "14:51", "15:65", "16:36", "17:57"];
    assert_eq!(places, expected, "{:#?}", messages(text));
}

#[test]
fn each_mistake_is_told_in_words_that_say_what_to_do() {
    let cases: &[(&str, &[&str])] = &[
        ("", &["1:1 expected the directory, found the end of the file"]),
        ("(", &["1:1 this `(` is not closed before the end of the file"]),
        ("[]", &["1:1 expected the directory, found a list"]),
        (
            "()",
            &[
                "1:1 the directory has no `entries`, which is required",
                "1:1 the directory has no `kinds`, which is required",
                "1:1 the directory has no `title`, which is required",
            ],
        ),
        ("(title: 1, kinds: [], entries: [])", &["1:9 expected a string in quotes, found a number"]),
        ("(title: Some(1), kinds: [], entries: [])", &["1:14 expected a string in quotes, found a number"]),
        ("(title: \"T\", kinds: {}, entries: [])", &["1:21 expected a list, found a map"]),
        ("(title: \"T\", kinds: [], entries: []) x", &["1:38 expected the end of the file, found `x`"]),
        (
            "(title: \"T\", title: \"T\", kinds: [], entries: [])",
            &["1:14 the field `title` stands twice in the directory"],
        ),
        ("(title: \"T\" kinds: [], entries: [])", &["1:11 a comma is missing after this"]),
        (
            "(tilte: \"T\", title: \"T\", kinds: [], entries: [])",
            &["1:2 the directory has no field `tilte`; the nearest is `title`"],
        ),
        (
            "(title: \"T\", kinds: [(id: \"A\", name: \"x\")], entries: [])",
            &[
                "1:27 `A` is not an id: it begins with a lower-case letter or a digit, and goes on with those, `.`, `_` or `-`",
            ],
        ),
        (
            "(title: \"T, kinds: [], entries: [])",
            &["1:9 this string is not closed before the end of the file"],
        ),
        (
            "(title: r#\"T\", kinds: [], entries: [])",
            &["1:11 this string is not closed before the end of the file"],
        ),
        (
            "(title: \"\\q\", kinds: [], entries: [])",
            &["1:10 this escape is not known; RON has \\n \\r \\t \\0 \\\\ \\\" \\' \\x41 \\u{e9}"],
        ),
        ("(title: \"T\\", &["1:9 this string is not closed before the end of the file"]),
        ("(title: '\\", &["1:1 this `(` is not closed before the end of the file"]),
        ("(title: \"T\", /* kinds", &["1:14 this comment is not closed before the end of the file"]),
        (
            "(title: \"T\", kinds: [(id: \"k\", name: \"K\"], entries: [])",
            &["1:22 this `(` is not closed before a `]` that is not its own"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(messages(text), *expected, "{text}");
    }
}

#[test]
fn mistakes_in_contacts_standings_and_dates_are_told() {
    let cases = [
        (
            "contacts: [(kind: wbe, value: \"x\")]",
            "expected web, phone, text, tty, email or address, without quotes, found `wbe`; the nearest is `web`",
        ),
        (
            "contacts: [(kind: \"web\", value: \"x\")]",
            "expected web, phone, text, tty, email or address, without quotes, found a string",
        ),
        ("contacts: [(kind: web)]", "a contact has no `value`, which is required"),
        ("events: [(date: 2018, text: \"x\")]", "expected a string in quotes, found a number"),
        ("activities: [(text: \"\")]", "this must not be empty"),
        ("links: [(to: \"a\")]", "a link has no `rel`, which is required"),
        ("links: [(rel: \"im\", to: \"a\")]", "no relation has the id \"im\"; the nearest is \"in\""),
    ];
    for (field, expected) in cases {
        let told = messages(&with_entries(&entry("a", &format!(", {field}"))));
        assert_eq!(told.len(), 1, "{field}: {told:#?}");
        assert!(told[0].ends_with(expected), "{field}: {told:#?}");
    }
}

#[test]
fn an_entry_whose_syntax_breaks_does_not_hide_the_mistakes_of_the_others() {
    let text = with_entries(
        "(id: \"a\", kind: \"k\", name: ,),\n(id: \"b\", kind: \"kk\", name: \"B\"),\n(id: \"c\", kind: \"k\", name: \"C\", links: [(rel: \"in\", to: \"a\")]),",
    );
    let told = messages(&text);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].starts_with("4:28 expected a value"), "{told:#?}");
    assert!(told[1].starts_with("5:17 no kind has the id"), "{told:#?}");
}

#[test]
fn what_refers_to_something_that_could_not_be_read_is_no_mistake() {
    let entries: String =
        (0..20).map(|index| entry(&format!("e{index}"), ", links: [(rel: \"in\", to: \"x\")]")).collect();
    let whole = with_entries(&format!("(id: \"x\", kind: \"k\", name: \"X\"),\n{entries}"));
    assert_eq!(messages(&whole), [""; 0]);
    for (right, wrong) in [
        ("(id: \"k\", name: \"K\")", "{\"id\": \"k\", \"name\": \"K\"}"),
        ("(id: \"k\", name: \"K\")", "(id: k, name: \"K\")"),
        ("(id: \"k\", name: \"K\")", "(id: \"k\", name: K)"),
        ("(id: \"k\", name: \"K\")", "(name: \"K\")"),
        ("(id: \"k\", name: \"K\")", "(id: \"k\")"),
        ("(id: \"k\", name: \"K\")", "(id: \"k\", name: \"K\", colour: \"red\")"),
        ("(id: \"k\", name: \"K\")", "(id: \"k\", name: \"K\""),
        ("(id: \"k\", name: \"K\")", "(id \"k\", name: \"K\")"),
        ("[(id: \"k\", name: \"K\")]", "{(id: \"k\", name: \"K\")}"),
        ("kinds: [(id: \"k\", name: \"K\")],", ""),
        ("kinds: [(id: \"k\", name: \"K\")],", "kind: [(id: \"k\", name: \"K\")],"),
        ("(id: \"in\", name: \"in\", nests: true)", "(id: \"in\", name: \"in\", nests: yes)"),
        ("(id: \"in\", name: \"in\", nests: true)", "[id: \"in\", name: \"in\", nests: true]"),
        ("(id: \"x\", kind: \"k\", name: \"X\")", "{id: \"x\", kind: \"k\", name: \"X\"}"),
        ("(id: \"x\", kind: \"k\", name: \"X\")", "(id: x, kind: \"k\", name: \"X\")"),
        ("(id: \"x\", kind: \"k\", name: \"X\")", "(id: \"x\", kind: \"k\")"),
        ("(id: \"x\", kind: \"k\", name: \"X\")", "(id: \"x\", kind: \"k\" name: \"X\")"),
        ("(id: \"x\", kind: \"k\", name: \"X\")", "(id: \"x\", kind: \"k\", name: \"X\""),
        ("(id: \"x\", kind: \"k\", name: \"X\")", "(kind: \"k\", name: \"X\")"),
        ("\"x\")]),(id: \"e11\"", "\"x\"]),(id: \"e11\""),
        ("\"x\")]),(id: \"e11\"", "\"x\")),(id: \"e11\""),
        ("\"x\")]),(id: \"e11\"", "\"x\")],(id: \"e11\""),
        ("\n])", "\n]"),
        ("\n])", "\n)"),
        ("\n])", "\n"),
    ] {
        let text = whole.replacen(right, wrong, 1);
        let told = messages(&text);
        assert_eq!(told.len(), 1, "{wrong}: {told:#?}");
    }
}

#[test]
fn a_file_that_is_cut_off_is_one_mistake() {
    let entry = "(id: \"a\", kind: \"k\", name: \"A\", links: [(rel: \"in\", to: \"b\")]),\n(id: \"b\", kind: \"k\", name: \"B\"),";
    let whole = with_entries(entry);
    for end in 1..whole.len() {
        let told = messages(&whole[..end]);
        assert_eq!(told.len(), 1, "{}: {told:#?}", &whole[..end]);
    }
}

#[test]
fn a_sign_that_is_missing_is_told_near_its_place_and_in_a_few_problems() {
    let clubs = include_str!("../../../tests/data/clubs.ron");
    let mut scanner = Scanner::new(clubs, clubs.find('(').unwrap(), "a file");
    let strings: Vec<_> = std::iter::from_fn(|| scanner.next_string()).collect();
    let within = |at: usize| strings.iter().any(|string| string.start < at && at + 1 < string.end);
    let signs: Vec<_> =
        clubs.match_indices(['"', '(', ')', '[', ']', ',', ':']).filter(|(at, _)| !within(*at)).collect();
    let tried = signs.iter().step_by(13);
    let (count, mut problems) = (tried.len(), 0);
    for (at, sign) in tried {
        let mut text = clubs.to_owned();
        text.remove(*at);
        let told = messages(&text);
        problems += told.len();
        // After a quote a text may stand for code, and code for a text, until there is an escaped one.
        assert!(told.len() <= 5 || *sign == "\"", "{sign} at {at}: {told:#?}");
        let line = clubs[..*at].matches('\n').count() + 1;
        let near = told.iter().filter_map(|told| told.split(':').next()?.parse::<usize>().ok());
        assert!(
            told.is_empty() || near.map(|other| other.abs_diff(line)).min() <= Some(60),
            "{sign} on line {line}: {told:#?}"
        );
    }
    assert!(problems < count * 3 / 2, "{problems} problems of {count} signs");
}

#[test]
fn two_mistakes_in_two_elements_are_two_problems() {
    let links = "(rel: \"in\", to: \"x\"), (rel: 1, to: \"a\"), (to: \"a\"), (rel: \"in\", two: \"a\"), 7, (rel: \"on\", to: \"a\")";
    let told = messages(&with_entries(&entry("a", &format!(", links: [{links}], colour: 1, name: \"M\""))));
    let messages: Vec<&str> =
        told.iter().filter_map(|told| told.split_once(' ')).map(|(_, message)| message).collect();
    assert_eq!(
        messages,
        [
            "no entry has the id \"x\"",
            "expected a string in quotes, found a number",
            "a link has no `rel`, which is required",
            "a link has no field `two`; the nearest is `to`",
            "expected a link, found a number",
            "no relation has the id \"on\"; the nearest is \"in\"",
            "an entry has no field `colour`; it has id, kind, name, abbreviation, other_names, language, since, until, status, summary, text, topics, activities, background, links, events, contacts, sources",
            "the field `name` stands twice in an entry",
        ]
    );
}

#[test]
fn the_references_of_the_front_are_followed() {
    let front =
        |fields: &str| with_entries(&entry("a", "")).replacen("title:", &format!("{fields}, title:"), 1);
    for (fields, expected) in [
        ("help: \"a\"", None),
        ("help: \"b\"", Some("1:8 no entry has the id \"b\"")),
        ("help: \"\\x62\"", Some("1:8 no entry has the id \"b\"")),
        ("edition_source: \"x\"", Some("1:18 no source has the id \"x\"")),
        (
            "language: \"english_us\"",
            Some("1:12 `english_us` is not the tag of a language; write it as \"en\" or \"es-MX\""),
        ),
        (
            "id: \"A b\"",
            Some(
                "1:6 `A b` is not an id: it begins with a lower-case letter or a digit, and goes on with those, `.`, `_` or `-`",
            ),
        ),
        ("synonyms: [(words: [\"x\"], finds: \"c\")]", Some("1:35 no entry has the id \"c\"")),
        ("synonyms: [(words: [\"x\"])]", Some("1:22 a synonym needs `means` or `finds`, and has neither")),
        ("synonyms: [(means: \"x\")]", Some("1:13 a synonym has no `words`, which is required")),
    ] {
        assert_eq!(
            messages(&front(fields)),
            expected.map_or(vec![], |told| vec![told.to_owned()]),
            "{fields}"
        );
    }
}

#[test]
fn a_circle_of_nesting_links_is_told_once() {
    let links = |to: &str| format!(", links: [(rel: \"in\", to: \"{to}\")]");
    let entries =
        [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("e", "d")].map(|(id, to)| entry(id, &links(to)));
    let told = messages(&with_entries(&entries.join("\n")));
    assert_eq!(told, ["6:57 nesting links go round in a circle: a -> b -> c -> a"]);
}

#[test]
fn what_ron_allows_is_read() {
    let text = "\u{feff}#![enable(implicit_some)]\r\n// a comment\r\nDirectory(title: r#\"a \"b\"\"#, /* /* nested */ */\r\n kinds: [Kind(id: \"k\", name: Some(\"\\u{e9}\\x41\\n\"), plural: None,)], entries: [],)";
    let directory = Directory::parse("a.ron", text.to_owned()).unwrap();
    assert_eq!(directory.title(), "a \"b\"");
    let (_, kind) = directory.kinds().next().unwrap();
    assert_eq!((kind.name, kind.plural()), ("éA\n", "éA\n"));
}

#[test]
fn a_hundred_thousand_brackets_overflow_nothing() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
        let deep =
            format!("(title: {}{}, kinds: [], entries: [])", open.repeat(100_000), close.repeat(100_000));
        assert_eq!(messages(&deep).len(), 1, "{open}");
        assert!(!messages(&open.repeat(100_000)).is_empty(), "{open}");
    }
    assert!(!messages(&"/*".repeat(100_000)).is_empty());
}

#[test]
fn a_chain_and_a_crowd_are_read() {
    let link = |to: usize| format!(", links: [(rel: \"in\", to: \"e{to}\")]");
    let chain: String = (0..4_000)
        .map(|i| entry(&format!("e{i}"), &if i > 0 { link(i - 1) } else { String::new() }))
        .collect();
    let directory = Directory::parse("a.ron", with_entries(&chain)).unwrap();
    assert_eq!(directory.entries().next_back().unwrap().path().len(), 4_000);
    let crowd: String =
        (0..4_000).map(|i| entry(&format!("e{i}"), &if i > 0 { link(0) } else { String::new() })).collect();
    let directory = Directory::parse("a.ron", with_entries(&crowd)).unwrap();
    assert_eq!(directory.entry(directory.roots()[0]).children().len(), 3_999);
}

mod against_the_ron_crate {
    use serde::{Deserialize, Serialize};

    use super::super::super::Directory;
    use crate::dice::{Dice, cases};

    #[derive(Debug, Default, Deserialize, Serialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        title: String,
        #[serde(default)]
        about: Option<String>,
        kinds: Vec<Kind>,
        entries: Vec<Entry>,
    }

    #[derive(Debug, Deserialize, Serialize)]
    #[serde(deny_unknown_fields)]
    struct Kind {
        id: String,
        name: String,
    }

    #[derive(Debug, Deserialize, Serialize)]
    #[serde(deny_unknown_fields)]
    struct Entry {
        id: String,
        kind: String,
        name: String,
        #[serde(default)]
        other_names: Vec<String>,
        #[serde(default)]
        summary: Option<String>,
    }

    fn file(dice: &mut Dice) -> File {
        let name = |dice: &mut Dice| dice.text(30) + "a";
        let optional = |dice: &mut Dice| dice.once_in(2).then(|| dice.text(30));
        let count = dice.below(4);
        let entry = |index| Entry {
            id: format!("e{index}"),
            kind: "k".to_owned(),
            name: name(dice),
            other_names: (0..dice.below(3)).map(|_| name(dice)).collect(),
            summary: optional(dice),
        };
        let entries = (0..count).map(entry).collect();
        let kinds = vec![Kind { id: "k".to_owned(), name: "K".to_owned() }];
        File { title: name(dice), about: optional(dice), kinds, entries }
    }

    fn assert_same(directory: &Directory, file: &File) {
        assert_eq!(directory.title(), file.title);
        assert_eq!(directory.about(), file.about.as_deref().unwrap_or(""));
        assert_eq!(directory.len(), file.entries.len());
        for (ours, theirs) in directory.entries().zip(&file.entries) {
            assert_eq!((ours.id(), ours.name()), (theirs.id.as_str(), theirs.name.as_str()));
            assert_eq!(ours.other_names(), theirs.other_names);
            assert_eq!(ours.summary().unwrap_or(""), theirs.summary.as_deref().unwrap_or(""));
        }
    }

    /// What the `ron` crate writes, plain or pretty, comes out of this reader as it went in.
    #[test]
    fn what_it_writes_is_read_the_same() {
        cases(150, |dice| {
            let file = file(dice);
            let text = if dice.once_in(2) {
                ron::ser::to_string_pretty(&file, ron::ser::PrettyConfig::new().struct_names(true)).unwrap()
            } else {
                ron::to_string(&file).unwrap()
            };
            let directory = Directory::parse("a.ron", text.clone());
            assert_same(&directory.unwrap_or_else(|problems| panic!("{text}\n{problems}")), &file);
        });
    }

    /// What this reader takes, after any byte is changed, the `ron` crate takes for the same.
    #[test]
    fn what_is_taken_here_is_taken_there() {
        cases(150, |dice| {
            let mut text = ron::to_string(&file(dice)).unwrap();
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let at = starts[dice.below(starts.len())];
            text.remove(at);
            text.insert(at, if dice.once_in(96) { '\n' } else { char::from(b' ' + dice.byte() % 95) });
            if let Ok(directory) = Directory::parse("a.ron", text.clone()) {
                let options = ron::Options::default()
                    .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
                let file = options.from_str(&text).unwrap_or_else(|error| panic!("{text}\n{error}"));
                assert_same(&directory, &file);
            }
        });
    }
}

/// The fields of a record of the schema, as `serde` tells them of one that it does not know.
fn fields_of<'s, T: serde::Deserialize<'s>>() -> &'static [&'static str] {
    match parse::<T>("(no_such_field: 1)").err().map(|error| error.code) {
        Some(ron::Error::NoSuchStructField { expected, .. }) => expected,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_page_on_the_format_shows_and_explains_every_field() {
    use super::super::schema::{
        RawContact, RawEvent, RawKind, RawLink, RawRelation, RawSource, RawStatement, RawStatus, RawSynonym,
        RawTopic,
    };

    let (_, rest) = README.split_once("```ron\n").expect("there is an example");
    let (example, explained) = rest.split_once("```").expect("the example ends");
    let vocabulary = [
        fields_of::<RawKind>(),
        fields_of::<RawRelation>(),
        fields_of::<RawTopic>(),
        fields_of::<RawSource>(),
    ];
    let within = [
        fields_of::<RawStatement>(),
        fields_of::<RawLink>(),
        fields_of::<RawEvent>(),
        fields_of::<RawContact>(),
    ];
    let fields = [
        vocabulary.concat(),
        within.concat(),
        fields_of::<RawStatus>().to_vec(),
        fields_of::<RawSynonym>().to_vec(),
    ];
    let explained_fields = [fields_of::<Front>(), fields_of::<RawEntry>()].concat();
    for field in fields.concat().iter().chain(&explained_fields) {
        assert!(example.contains(&format!("{field}: ")), "the example has no `{field}`");
    }
    for field in explained_fields {
        assert!(explained.contains(&format!("`{field}`")), "`{field}` is not explained");
    }
}
