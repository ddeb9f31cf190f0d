//! A field that is one line by its meaning is one line wherever it is written, whatever stands in it.

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::letters::WORDS;
use crate::support::{FULL, Pitf};

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
    let prose = ["Dabout", "Tabout", "Etext"];
    for word in WORDS.iter().filter(|word| !prose.contains(word)) {
        let with = |more: &str| FULL.replacen(&format!("\"{word}"), &format!("\"{word} {more}"), 1);
        let plain = with("more");
        let commands =
            ["show top all other", "cite all", "about"].map(|command| command.split(' ').collect::<Vec<_>>());
        let lines = commands.each_ref().map(|command| written(&plain, command).lines().count());
        let documents =
            [&["export", "--format", "markdown"][..], &["show", "all", "other", "--format", "markdown"]];
        let expected = documents.map(|command| blocks(&written(&plain, command)));
        let html = written(&plain, &["export", "--format", "html"]);
        for more in BLOCKS {
            let data = with(more);
            for (command, lines) in commands.iter().zip(lines) {
                let text = written(&data, command);
                assert_eq!(text.lines().count(), lines, "{word} and {more:?}: {text}");
            }
            for (command, expected) in documents.iter().zip(&expected) {
                let text = written(&data, command);
                assert_eq!(&blocks(&text), expected, "{word} and {more:?}: {text}");
            }
            let text = written(&data, &["export", "--format", "html"]);
            assert!(elements(&text) == elements(&html), "{word} and {more:?}: {text}");
        }
    }
}
