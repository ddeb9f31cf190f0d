//! Lines at every width: nothing is lost, nothing leaks, and what was found stays marked.

use crate::dice::{Dice, cases};
use crate::text::{Document, Glyphs, Lines, Role, Span, safe::tests::is_shown};

fn lines(text: &str, width: usize) -> Lines {
    Document::from_commonmark(text, Glyphs::Unicode).wrap(width)
}

fn find(needle: &str) -> impl Fn(&str) -> Vec<std::ops::Range<usize>> {
    move |text| text.match_indices(needle).map(|(at, found)| at..at + found.len()).collect()
}

fn marked(lines: &Lines) -> Vec<String> {
    let line = |line: super::Line<'_>| {
        line.pieces().filter(|piece| piece.matched).map(|piece| piece.text.to_string()).collect::<String>()
    };
    lines.iter().map(line).filter(|line| !line.is_empty()).collect()
}

#[test]
fn columns_stand_beside_each_other_and_the_first_ones_stay_in_sight() {
    let mut document = Document::new(Glyphs::Unicode);
    document.columns(|side, document| document.heading(1, ["one", "the other"][side]));
    document.heading(2, "title across");
    document.columns(|side, document| {
        ["a", "b b b", "c"].iter().skip(side).for_each(|text| document.paragraph(&[Span::text(text)]));
    });
    let lines = document.wrap(15);
    assert_eq!(
        lines.plain(),
        "one    │ the\n       │ other\ntitle across\na      │ b b b\nb b b  │ c\nc      │\n"
    );
    assert_eq!(lines.head_above(4), 0..2);
    assert_eq!(lines.headings().collect::<Vec<_>>(), [("title across".to_owned(), 0)]);
}

#[test]
fn matches_are_marked_across_pieces_and_lines() {
    for (text, needle, width, found) in [
        ("the task force", "task", 76, &["task"] as &[_]),
        ("the task force", "task force", 8, &["task", "force"]),
        ("the **ta**sk *force*", "task force", 76, &["task force"]),
        ("a [link to](x) it", "link to it", 9, &["link to", "it"]),
        ("| a | b |\n|---|---|\n| one | two |", "one", 76, &["one"]),
        ("| a | b |\n|---|---|\n| one | two |", "one two", 76, &[]),
        ("- item\n- item", "item", 8, &["item", "item"]),
        ("cafe\u{301}s", "cafés", 3, &["caf", "és"]),
        ("1. 1", "1", 20, &["1"]),
    ] {
        let mut lines = lines(text, width);
        let plain = lines.plain();
        lines.highlight(find(needle));
        assert_eq!(marked(&lines), found, "{text:?}, {needle:?}");
        assert_eq!(lines.plain(), plain, "{text:?}, {needle:?}");
    }
}

#[test]
fn matches_stay_marked_at_another_width() {
    let mut lines = lines("see the **task** force", 76);
    lines.highlight(find("task force"));
    lines.rewrap(8);
    assert_eq!(marked(&lines), ["task", "force"]);
    assert_eq!(lines.matched_lines().collect::<Vec<_>>(), [1, 2]);
    lines.highlight(|_| Vec::new());
    assert_eq!(marked(&lines), [""; 0]);
}

#[test]
fn what_is_far_down_is_laid_out_when_it_is_asked_for() {
    let text: Vec<String> = (0..300).map(|number| format!("paragraph {number}")).collect();
    let mut lines = lines(&text.join("\n\n"), 76);
    let line = |lines: &Lines, number| lines.get(number).map(|line| line.to_string());
    lines.highlight(find("paragraph 20"));
    let (first, anchor) = (line(&lines, 40), lines.anchor(40));
    assert!(lines.whole.get().is_none());
    assert_eq!(first.as_deref(), Some("paragraph 20"));
    assert_eq!(line(&lines, 598).as_deref(), Some("paragraph 299"));
    assert_eq!((lines.len(), line(&lines, 599)), (599, None));
    assert_eq!((line(&lines, 40), lines.anchor(40), lines.line_of_anchor(anchor)), (first, anchor, 40));
    assert_eq!(lines.matched_lines().count(), 11);
    assert_eq!(lines.matched_lines().next(), Some(40));
}

#[test]
fn a_place_is_found_again_at_another_width() {
    let text = "first paragraph of some words\n\n- second one, longer than the first\n- third\n\nlast";
    for (word, line) in [("first", 0), ("- second", 2), ("third", 3), ("last", 5)] {
        let mut lines = lines(text, 76);
        let anchor = lines.anchor(line);
        lines.rewrap(12);
        let found = lines.get(lines.line_of_anchor(anchor)).map(|line| line.to_string()).unwrap_or_default();
        let start = word.trim_start_matches("- ");
        assert!(found.trim_start_matches("• ").starts_with(start), "{word}: {found:?}");
    }
}

#[test]
fn links_know_their_lines() {
    let lines = lines("see [the first](a) and\nthe [second one](https://b.example/c)", 14);
    let targets: Vec<_> = lines.links().iter().map(String::as_str).collect();
    assert_eq!(targets, ["a", "https://b.example/c"]);
    assert_eq!(lines.plain(), "see the first\nand the second\none\n");
    assert_eq!(lines.lines_of_link(0), Some(0..1));
    assert_eq!(lines.lines_of_link(1), Some(1..3));
    assert_eq!(lines.lines_of_link(2), None);
}

#[test]
fn blocks_know_their_lines() {
    let mut document = Document::new(Glyphs::Unicode);
    document.heading(1, "Head");
    document.gap();
    let block = document.block_count();
    document.paragraph(&[Span::text("some words "), Span::new("stressed", Role::Strong)]);
    let lines = document.wrap(10);
    assert_eq!(lines.plain(), "Head\n\nsome words\nstressed\n");
    assert_eq!(lines.line_of_block(block), 2);
    let blocks: Vec<_> = lines.iter().map(super::Line::block).collect();
    assert_eq!(blocks, [0, 0, 1, 1]);
}

/// Text that is rich in what CommonMark gives a meaning, and in characters of odd widths.
pub(in crate::text) fn source(dice: &mut Dice) -> String {
    const PARTS: &[&str] = &[
        "word",
        "longer-word",
        " ",
        " ",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "    ",
        "`",
        "```\n",
        "**",
        "*",
        "[",
        "](x)",
        "!",
        "| a | b |\n|---|:-:|\n| c | d |\n",
        "|",
        "# ",
        "---\n",
        "<b>",
        "<!--",
        "&amp;",
        "\\",
        "漢字",
        "😀",
        "é",
        "e\u{301}",
        "\u{301}",
        "\u{200d}",
        "\u{1b}[0m",
        "\u{202e}",
        "שלום",
        "https://a.gov/b/c?d=e",
        "👍🏽",
        "क्ष्म",
        "\t",
        "  \n",
    ];
    let part = |dice: &mut Dice| if dice.once_in(9) { dice.text(30) } else { dice.one_of(PARTS).to_owned() };
    (0..dice.below(40)).map(|_| part(dice)).collect()
}

/// The letters and digits of a text, in order: what wrapping may neither lose nor move.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn no_line_is_wider_than_asked_and_none_leaks() {
    cases(200, |dice| {
        let (text, width) = (source(dice), 1 + dice.below(120));
        for line in lines(&text, width).iter() {
            assert!(line.width() <= width, "{} > {width}: {line}", line.width());
            for piece in line.pieces() {
                assert!(is_shown(piece.text.as_str()), "{piece:?}");
                assert!(!piece.text.is_empty());
            }
        }
    });
}

#[test]
fn nothing_is_lost_when_lines_get_narrow() {
    cases(200, |dice| {
        // Tables repeat their head where they are folded, and interleave their cells.
        let text = source(dice).replace('|', "");
        let wide = lines(&text, 100_000);
        assert_eq!(letters(&lines(&text, 20 + dice.below(100)).plain()), letters(&wide.plain()));
    });
}

#[test]
fn marks_are_exactly_what_was_found() {
    cases(200, |dice| {
        let mut lines = lines(&source(dice), 1 + dice.below(120));
        let letter = dice.one_of(&["a", "b", "c", "d", "e", "f"]);
        let plain = lines.plain();
        lines.highlight(find(letter));
        assert_eq!(lines.plain(), plain);
        for piece in lines.iter().flat_map(super::Line::pieces) {
            let holds = piece.text.as_str().contains(letter);
            let is_ours = matches!(piece.role, Role::Muted);
            assert!(is_ours || holds == piece.matched, "{piece:?}");
        }
    });
}
