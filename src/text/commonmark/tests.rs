//! What CommonMark becomes on a page, and what in a line.

use crate::dice::cases;
use crate::text::{Document, Glyphs, Medium, Role};

fn plain(text: &str, width: usize) -> String {
    Document::from_commonmark(text, Glyphs::Unicode).wrap(width).plain()
}

#[test]
fn blocks_are_laid_out() {
    for (name, text, width, lines) in [
        ("paragraphs", "one\ntwo\n\nthree", 20, "one two\n\nthree\n"),
        ("hard break", "one\\\ntwo  \nthree", 20, "one\ntwo\nthree\n"),
        ("heading", "# One\ntext", 20, "One\n\ntext\n"),
        ("tight list", "- one two\n- three", 6, "• one\n  two\n• thre\n  e\n"),
        ("loose list", "- one\n\n- two\n\n  more", 20, "• one\n\n• two\n\n  more\n"),
        ("numbers", "9. nine\n10. ten", 20, "9. nine\n10. ten\n"),
        ("nested list", "- a\n  - b\n    1. c d\n- e", 14, "• a\n  • b\n    1. c d\n• e\n"),
        ("empty item", "-\n- a", 20, "•\n• a\n"),
        ("list after text", "text\n- a", 20, "text\n\n• a\n"),
        ("quote", "> one two\n> > deep", 8, "│ one\n│ two\n\n│ │ deep\n"),
        ("code", "```\nif a:\n    b\n\n    c\n```", 20, "if a:\n    b\n\n    c\n"),
        ("long code", "    let a = bcdefgh;", 8, "let a =\nbcdefgh;\n"),
        ("rule", "a\n\n---\n\nb", 5, "a\n\n─────\n\nb\n"),
        ("image", "![a flag](x.png) here", 20, "a flag here\n"),
        ("html", "<p>one\n</p>\n\na <b>c</b>", 20, "<p>one\n</p>\n\na <b>c</b>\n"),
        ("entity", "a &lt; b&nbsp;c", 20, "a < b\u{a0}c\n"),
        ("autolink", "<https://a.gov/b>", 20, "https://a.gov/b\n"),
        ("escape", "a \u{1b}[31m \\* b", 20, "a ␛[31m * b\n"),
        ("item in little room", "- one", 2, "•\non\ne\n"),
    ] {
        assert_eq!(plain(text, width), lines, "{name}");
    }
}

#[test]
fn a_line_makes_no_blocks_whatever_it_holds() {
    for (text, line) in [
        ("# One\n\ntwo", "# One two\n"),
        ("- a\n- b", "- a - b\n"),
        ("1. January", "1. January\n"),
        ("> said", "> said\n"),
        ("a\n---\nb  \nc", "a --- b c\n"),
        ("    code\n```\nmore", "code ``` more\n"),
        ("[a]: https://b.example", "[a]: https://b.example\n"),
        ("_a_ *b* **c** `d` [e](f) <https://g.example>", "a b c d e https://g.example\n"),
        ("<div>\n\nx", "<div> x\n"),
        ("a | b\n--|--\nc | d", "a | b --|-- c | d\n"),
        ("\"quoted\"", "\"quoted\"\n"),
        ("&amp;&quot;", "&\"\n"),
    ] {
        let mut document = Document::new(Glyphs::Unicode);
        document.inline(text, "");
        assert_eq!((document.blocks.len(), document.wrap(80).plain().as_str()), (1, line), "{text:?}");
    }
    let mut document = Document::new(Glyphs::Unicode);
    document.inline("# *a*\n\n", " [1][*2*]");
    assert_eq!(document.wrap(40).plain(), "# a [1][*2*]\n");
}

#[test]
fn tables_are_columns_or_fields() {
    let text = "| Member | Works on |\n|---|--:|\n| Department of Labor | child labor and forced labor |\n| DOJ | law |";
    for (width, lines) in [
        (
            76,
            "Member                                   Works on\n\
             ───────────────────  ────────────────────────────\n\
             Department of Labor  child labor and forced labor\n\
             DOJ                                           law\n",
        ),
        (
            40,
            "Member                         Works on\n\
             ────────────────  ─────────────────────\n\
             Department of           child labor and\n\
             Labor                      forced labor\n\
             DOJ                                 law\n",
        ),
        (
            16,
            "Member:\n  Department of\n  Labor\nWorks on:\n  child labor\n  and forced\n  labor\n\n\
             Member: DOJ\nWorks on: law\n",
        ),
    ] {
        assert_eq!(plain(text, width), lines, "at {width}");
    }
}

#[test]
fn a_table_loses_no_column_at_any_width() {
    let text = "| A wide head | B | C漢 |\n|---|:-:|--:|\n| Dog | Eel | Fox |\n| Gnu | Hen | Ibis and others |\n| J |";
    for width in 1..=80 {
        let lines = Document::from_commonmark(text, Glyphs::Unicode).wrap(width);
        let plain = lines.plain();
        let missing: String = ('A'..='J').filter(|&letter| !plain.contains(letter)).collect();
        assert_eq!(missing, "", "at {width}:\n{plain}");
        assert!(lines.iter().all(|line| line.width() <= width), "at {width}:\n{plain}");
    }
}

#[test]
fn roles_and_links_are_kept() {
    let text = "# Head\n\na **b** *c* `d` [e **f**](x)\n\n> g";
    let lines = Document::from_commonmark(text, Glyphs::Unicode).wrap(76);
    let pieces: Vec<_> = lines
        .iter()
        .flat_map(super::super::Line::pieces)
        .filter(|piece| !piece.text.as_str().trim().is_empty())
        .map(|piece| (piece.text.as_str().trim().to_owned(), piece.role, piece.link))
        .collect();
    let expected = [
        ("Head", Role::Heading(1), None),
        ("a", Role::Text, None),
        ("b", Role::Strong, None),
        ("c", Role::Emphasis, None),
        ("d", Role::Code, None),
        ("e f", Role::Link, Some(0)),
        ("│", Role::Muted, None),
        ("g", Role::Quote, None),
    ];
    assert_eq!(pieces, expected.map(|(text, role, link)| (text.to_owned(), role, link)));
}

#[test]
fn a_tail_stands_in_the_last_block_and_has_no_marks() {
    for (text, lines) in [
        ("one two ", "one two [1][*2*]\n"),
        ("one *two*", "one two [1][*2*]\n"),
        ("one\n\ntwo\n", "one\n\ntwo [1][*2*]\n"),
        ("[1]: http://a.gov\n\n- [one][1]", "• one [1][*2*]\n"),
    ] {
        let mut document = Document::new(Glyphs::Unicode);
        document.commonmark(text, " [1][*2*]");
        assert_eq!(document.wrap(40).plain(), lines, "{text:?}");
    }
}

/// What a text is made of, here: letters, and all that CommonMark has a meaning for.
const PIECES: [&str; 40] = [
    "a",
    "word",
    "Ω",
    "é",
    "e\u{301}",
    "’",
    "\u{a0}",
    "9",
    "1.",
    "1)",
    "-",
    "+",
    "*",
    "_",
    "`",
    "#",
    "=",
    ">",
    "<",
    "<b>",
    "&amp;",
    "&",
    "[",
    "]",
    "](x)",
    "(",
    ")",
    "!",
    "|",
    "~~~",
    "\\",
    ".",
    ":",
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "http://a.gov",
    "---",
];

#[test]
fn a_bare_text_is_what_the_parser_makes_of_it() {
    cases(300, |dice| {
        let text: String = (0..dice.below(8)).map(|_| dice.one_of(&PIECES)).collect();
        let (mut parsed, mut read) = (Document::new(Glyphs::Unicode), Document::new(Glyphs::Unicode));
        super::parse(&text, &mut parsed);
        read.commonmark(&text);
        assert_eq!(format!("{parsed:?}"), format!("{read:?}"), "{text:?}");
        let (mut parsed, mut read) = (Document::new(Glyphs::Unicode), Document::new(Glyphs::Unicode));
        super::parse(&format!("{}{}", text.trim_ascii_end(), super::escape_commonmark(" [1][2]")), &mut parsed);
        read.commonmark(&text, " [1][2]");
        assert_eq!(parsed.wrap(40).plain(), read.wrap(40).plain(), "{text:?}");
    });
}

#[test]
fn where_links_cannot_be_followed_their_addresses_are_told() {
    let text = "Ask on [the form](https://a.gov/f), [write](mailto:b@a.gov) or <https://a.gov/>, <b@a.gov>, [x](id).";
    let plain = |medium| {
        let mut document = Document::new(Glyphs::Unicode);
        document.set_medium(medium);
        document.commonmark(text);
        document.wrap(30).plain()
    };
    let in_one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = "Ask on the form <https://a.gov/f>, write <mailto:b@a.gov> or https://a.gov/, b@a.gov, x.";
    assert_eq!(in_one_line(plain(Medium::Paper)), told);
    assert_eq!(in_one_line(plain(Medium::Screen)), "Ask on the form, write or https://a.gov/, b@a.gov, x.");
}

#[test]
fn in_a_pipe_no_word_is_broken() {
    let mut document = Document::new(Glyphs::Unicode);
    document.set_medium(Medium::Pipe);
    document.commonmark(
        "See https://example.org/a-long-way/to/some-where.html and more\n\n漢字漢字漢字漢字漢字漢字",
    );
    let lines = document.wrap(10).plain();
    assert_eq!(
        lines,
        "See\nhttps://example.org/a-long-way/to/some-where.html\nand more\n\n漢字漢字漢\n字漢字漢字\n漢字\n"
    );
}

#[test]
fn a_mail_address_leads_to_mail() {
    let lines = Document::from_commonmark("<a@b.gov> <https://a.gov/>", Glyphs::Unicode).wrap(76);
    let targets: Vec<&str> = lines.links().iter().map(String::as_str).collect();
    assert_eq!(targets, ["mailto:a@b.gov", "https://a.gov/"]);
}

#[test]
fn of_a_text_that_is_longer_than_a_book_the_beginning_is_shown_as_it_is_written() {
    let text = "[a](b) *c*\n".repeat(super::LONGEST / 11 + 1);
    let document = Document::from_commonmark(&(text + &"\n".repeat(10 << 20)), Glyphs::Unicode);
    assert_eq!((document.blocks.len(), document.links.len()), (2, 0));
    let lines = document.wrap(76);
    assert!(lines.plain().starts_with("[a](b) *c*\n[a](b) *c*\n"));
    assert!(lines.plain().ends_with("\n\n(10485770 more bytes are not shown here)\n"), "{}", lines.len());
    assert!(lines.len() < 100_000);
}

#[test]
fn hostile_nesting_ends() {
    for part in
        ["> ", "- ", "[", "*", "`", "![", "<", "*a ", "[a](", "a\n> ", "|", "\n- ", "1. ", "&", "_a*", "``` "]
    {
        let text = part.repeat(20_000);
        let lines = Document::from_commonmark(&text, Glyphs::Unicode).wrap(20);
        assert!(lines.iter().all(|line| line.width() <= 20), "{part:?}");
    }
    let list: String = (0..400).map(|depth| "  ".repeat(depth) + "- a\n").collect();
    assert_eq!(plain(&list, 60).matches('a').count(), 400);
}
