//! A field that is one line by its meaning is one line wherever it is written, whatever stands in it.

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::support::{FULL, Pitf, words};

/// What would begin a block of each kind.
const BLOCKS: &[&str] = &[
    "\\n# Head",
    "\\n\\n- one\\n- two",
    "\\n\\n1. one",
    "\\n\\n| a |\\n|---|\\n| b |",
    "\\n\\n<div>x</div>",
    "\\n\\n```\\ncode",
    "\\r\\n\\r\\n    code",
    "\\n> quote",
    "\\n\\n---",
    "\\nHead\\n===",
    "\\u{2028}\\u{85}\\u{b}",
    "<!--",
];

fn written(data: &str, arguments: &[&str]) -> String {
    Pitf::new(arguments).env("COLUMNS", "2000").data(data).run().out
}

/// The blocks of a text in Markdown, without what they say.
fn blocks(text: &str) -> Vec<String> {
    let is_inline = |tag: &Tag| matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. });
    let blocks = Parser::new_ext(text, Options::ENABLE_TABLES).filter(|event| {
        matches!(event, Event::Rule) || matches!(event, Event::Start(tag) if !is_inline(tag))
    });
    blocks.map(|event| format!("{event:?}")).collect()
}

/// The elements of a page in HTML.
fn elements(text: &str) -> Vec<&str> {
    let inline = ["code", "/code", "br"];
    let names = text.split('<').skip(1).map(|tag| tag.split([' ', '>', '/']).next().unwrap_or_default());
    names.filter(|name| !inline.contains(name)).collect()
}

#[test]
fn no_block_in_a_line_makes_a_block_of_it() {
    // What these say is a text of several blocks.
    let prose = ["Dabout", "Kabout", "Tabout", "Etext"];
    let lines = words().filter(|word| !prose.contains(word));
    // Each line gets one of these, in turn.
    let with = |blocks: &[&str]| {
        let filled = |data: String, (word, more): (&str, &&str)| {
            data.replacen(&format!("\"{word}"), &format!("\"{word} {more}"), 1)
        };
        lines.clone().zip(blocks.iter().cycle()).fold(FULL.to_owned(), filled)
    };
    let texts = [&["show", "top", "all", "other"][..], &["cite", "all"], &["about"]];
    let documents =
        [&["export", "--format", "markdown"][..], &["show", "all", "other", "--format", "markdown"]];
    let html = ["export", "--format", "html"];
    let plain = with(&["more"]);
    let heights = texts.map(|command| written(&plain, command).lines().count());
    let expected = documents.map(|command| blocks(&written(&plain, command)));
    let page = written(&plain, &html);
    for first in (0..BLOCKS.len()).step_by(4) {
        let mut blocks_in_turn = BLOCKS.to_vec();
        blocks_in_turn.rotate_left(first);
        let data = with(&blocks_in_turn);
        for (command, height) in texts.iter().zip(heights) {
            let text = written(&data, command);
            assert_eq!(text.lines().count(), height, "{text}");
        }
        for (command, expected) in documents.iter().zip(&expected) {
            let text = written(&data, command);
            assert_eq!(&blocks(&text), expected, "{text}");
        }
        let text = written(&data, &html);
        assert!(elements(&text) == elements(&page), "{text}");
    }
}

#[test]
fn no_address_is_broken_or_left_out_in_a_pipe() {
    let address =
        "https://a.example/a/path/that/is/much/too/long/for/a/line/of/forty/columns?so=it&is=not-broken";
    let link = |field: &str| format!("{field}: \"Here [words]({address}) lead on\"");
    let data = format!(
        "(title: \"T\", {}, kinds: [(id: \"k\", name: \"K\")], entries: [
        (id: \"a\", kind: \"k\", name: \"A\", {}, {}, activities: [({})], events: [(date: \"2001\", {})],
            contacts: [(kind: web, value: \"{address}\")]),
        (id: \"b\", kind: \"k\", name: \"B\", activities: [({})])])",
        link("about"),
        link("summary"),
        link("text"),
        link("text"),
        link("text"),
        link("text")
    );
    for (command, count) in [("show a", 5), ("about", 1), ("compare a b", 4), ("tree --by date", 1)] {
        let arguments: Vec<&str> = command.split(' ').collect();
        let done = Pitf::new(&arguments).env("COLUMNS", "40").data(&data).run();
        assert_eq!(done.out.matches(address).count(), count, "{command}: {}", done.out);
    }
}
