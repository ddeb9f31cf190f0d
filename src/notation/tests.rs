//! Texts that are nearly right: the messages, and what is read nevertheless.

use serde::Deserialize;

use super::*;

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields)]
struct Garden {
    name: String,
    size: Option<u32>,
    is_open: bool,
    season: Option<Season>,
    beds: Vec<Bed>,
    signs: std::collections::BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields)]
struct Bed {
    plant: String,
    rows: u8,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Season {
    Spring,
    Autumn,
}

const RECORDS: &[RecordShape] = &[
    RecordShape { field: "", what: "the garden", required: &["name"] },
    RecordShape { field: "beds", what: "a bed", required: &["plant"] },
];

/// What is read, and each mistake as its place and its message.
fn read(text: &str) -> (Garden, Vec<String>) {
    let Recovered { text: right, mistakes, unclosed, .. } =
        diagnose(text, 0..text.len(), "", RECORDS, &|text| parse::<Garden>(text).err());
    let (garden, mistakes) = (parse(&right).unwrap_or_default(), mistakes.into_iter().chain(unclosed));
    let told = |mistake: Mistake| format!("{} {}", &text[mistake.range], mistake.message);
    (garden, mistakes.map(told).collect())
}

#[test]
fn what_is_right_is_read_whatever_its_form() {
    let expected = Garden { name: "G".to_owned(), size: Some(3), is_open: true, ..Garden::default() };
    for text in [
        "(name: \"G\", size: 3, is_open: true)",
        "\u{feff}#![enable(implicit_some)]\r\n// a comment\r\nGarden(name: r#\"G\"#, size: Some(3), /* /* */ */ is_open: true,)\n",
    ] {
        let (without_records, Recovered { mistakes, .. }) = parse_recovering::<Garden>(text, "a garden");
        assert_eq!((without_records, mistakes), (Garden { name: "G".to_owned(), ..read(text).0 }, vec![]));
        assert_eq!(read(text).0, expected);
    }
    for nothing in ["", "// nothing", " /* */ "] {
        let (garden, Recovered { mistakes, .. }) = parse_recovering::<Garden>(nothing, "a garden");
        assert_eq!((garden, mistakes), (Garden::default(), vec![]));
    }
}

#[test]
fn each_mistake_is_told_alone_and_the_rest_is_read() {
    let whole = "(name: \"G\", size: 3, season: spring, beds: [(plant: \"rose\", rows: 2), (plant: \"leek\")], signs: {\"a\": [\"b\"]})";
    let (right, mistakes) = read(whole);
    assert_eq!(mistakes, [""; 0]);
    for (from, to, expected) in [
        ("\"G\"", "7", "7 expected a string in quotes, found a number"),
        ("\"G\"", "None", "None this must not be empty"),
        ("\"G\"", "gate", "gate expected a string in quotes, found `gate`"),
        (
            "\"G\"",
            "\"\\q\"",
            "\\q this escape is not known; RON has \\n \\r \\t \\0 \\\\ \\\" \\' \\x41 \\u{e9}",
        ),
        ("size: 3", "size: \"3\"", "\"3\" expected a whole number, found a string"),
        ("size: 3", "size: -3", "-3 expected a whole number, found a number"),
        ("size: 3", "siez: 3", "siez the garden has no field `siez`; the nearest is `size`"),
        ("size: 3", "size: 3, is_open: 1", "1 expected `true` or `false`, found a number"),
        ("size: 3", "size: 3, size: 4", "size the field `size` stands twice in the garden"),
        (
            "spring",
            "sprig",
            "sprig expected spring or autumn, without quotes, found `sprig`; the nearest is `spring`",
        ),
        ("spring", "\"spring\"", "\"spring\" expected spring or autumn, without quotes, found a string"),
        ("rows: 2", "rows: 300", "300 expected a whole number, found a number"),
        ("rows: 2", "rosw: 2", "rosw a bed has no field `rosw`; the nearest is `rows`"),
        ("plant: \"leek\"", "", "( a bed has no `plant`, which is required"),
        ("(plant: \"leek\")", "\"leek\"", "\"leek\" expected a bed, found a string"),
        ("(plant: \"leek\")", "{\"plant\": \"leek\"}", "{\"plant\": \"leek\"} expected a bed, found a map"),
        (
            "(plant: \"leek\")",
            "(plant: \"leek\"",
            "( this `(` is not closed before a `]` that is not its own",
        ),
        ("[\"b\"]", "[\"b\", 7]", "7 expected a string in quotes, found a number"),
        ("[\"b\"]", "7", "7 expected a list, found a number"),
        ("\"a\":", "7:", "7 expected a string in quotes, found a number"),
        ("\"a\": [\"b\"]", "\"a\" [\"b\"]", "[ expected `:` after `\"a\"`, found a list"),
        ("season: spring,", "season: ,", ", expected a value, found `,`"),
        ("season: spring,", "season spring,", "s expected `:` after `season`, found `spring`"),
        ("season: spring,", "season: spring", "g a comma is missing after this"),
        ("season: spring,", "season: spring;,", "spring; this cannot be read as a value"),
        ("\"b\"", "\"b\" 7", "7 expected `,` or `]`, found a number"),
        ("})", "}) x", "x expected the end of the file, found `x`"),
        ("})", "}", "( this `(` is not closed before the end of the file"),
        ("})", "", "{ this `{` is not closed before the end of the file"),
    ] {
        let text = whole.replacen(from, to, 1);
        let (garden, mistakes) = read(&text);
        assert_eq!(mistakes, [expected], "{text}");
        assert!(garden.beds.iter().any(|bed| bed.plant == "rose"), "{text}: {garden:?}");
        assert!(
            to.contains("size") || to.contains("siez") || garden.size == right.size,
            "{text}: {garden:?}"
        );
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text =
        "(nmae: \"G\", size: \"3\", beds: [(rows: 1), (plant: 7, rows: x), 3], signs: {\"a\": [1, 2]})";
    let (garden, mistakes) = read(text);
    assert_eq!(mistakes.len(), 8, "{mistakes:#?}");
    assert_eq!(garden.beds, [Bed { rows: 1, ..Bed::default() }, Bed::default()]);
}

#[test]
fn hostile_texts_are_told_in_time() {
    for piece in
        ["(", "[", "{", "\"\"", "\"", ",", "'", "a:", "a: (", "beds: [", "Some(", "\\", "é", "(),", "\"\","]
    {
        for before in ["", "(", "(name: ", "(beds: [", "(signs: {\"a\": ["] {
            let text = format!("{before}{}", piece.repeat(5_000));
            let (_, mistakes) = read(&text);
            assert!(!mistakes.is_empty(), "{before}{piece}");
        }
    }
}
