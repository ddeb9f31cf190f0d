//! CommonMark, and the tables that are customary with it, read into a [`Document`].
//!
//! The parser is a crate; here its events become blocks and runs. Nothing is lost: HTML is shown as text, an image
//! as its description. The work is bounded by the length of the text, however it nests, and nothing recurses.

use pulldown_cmark::{Alignment as Side, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::{
    Glyph,
    clean::{Whitespace, clean_into},
    document::{Alignment, BlockKind, Document, Medium, OpenBlock, Role, Span, Table},
};

/// The longest text, in bytes, whose marks are read: a book is shorter. What is made of them can take a hundred times the
/// room of the text, so of a longer one the beginning is shown, as it is written.
pub const LONGEST: usize = 1 << 20;

/// Adds the blocks of `text` to `document`, the last of them with `tail` at its end, which is no CommonMark.
pub(super) fn read(text: &str, tail: &str, document: &mut Document) {
    if is_bare(text) {
        document.paragraph(&[Span::text(text.trim_ascii_end()), Span::text(tail)]);
    } else if tail.is_empty() {
        parse(text, document);
    } else {
        parse(&format!("{}{}", text.trim_ascii_end(), escaped(tail)), document);
    }
}

/// Adds one paragraph: `text` as one line, in which stress, code and links have their meaning and blocks have none, with
/// `tail` at its end, which is no CommonMark.
pub(super) fn read_inline(text: &str, tail: &str, document: &mut Document) {
    let line = in_one_line(text);
    if is_bare(&line) || line.len() > LONGEST {
        return document.paragraph(&[Span::text(&line), Span::text(tail)]);
    }
    let mut reader = Reader::new(document);
    let source = inline_source(&(line + &escaped(tail)));
    for event in inline_events(&source) {
        reader.event(event);
    }
    reader.close();
}

/// What stands before a line so that its start begins no block. Stress may follow it.
const NO_BLOCK: char = '"';

/// The source of a line for [`inline_events`].
pub(super) fn inline_source(line: &str) -> String {
    format!("{NO_BLOCK}{line}")
}

/// The events of one paragraph, whatever its text begins with.
pub(super) fn inline_events(source: &str) -> impl Iterator<Item = Event<'_>> {
    let mut is_first = true;
    Parser::new_ext(source, Options::empty()).map(move |event| {
        if let Event::Text(text) = &event
            && std::mem::take(&mut is_first)
        {
            return Event::Text(text.strip_prefix(NO_BLOCK).unwrap_or(text).to_owned().into());
        }
        event
    })
}

/// The words of a text with a space between two.
pub(super) fn in_one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is a paragraph of one line with nothing in it that CommonMark could take for a mark: of most texts that
/// is seen sooner than the parser is made. The answer no means only that the parser has to look.
pub(super) fn is_bare(text: &str) -> bool {
    // What stands first could begin a heading, an item, a quote or a rule.
    text.len() <= LONGEST
        && text.starts_with(char::is_alphabetic)
        && text.bytes().all(|byte| byte >= b' ' && !is_mark(byte))
}

/// Whether a byte may begin or end a mark within a line.
pub(super) fn is_mark(byte: u8) -> bool {
    matches!(byte, b'&' | b'*' | b'<' | b'[' | b'\\' | b'_' | b'`' | b'|' | b'~')
}

/// A text as CommonMark that stands for nothing but itself, unless it comes to stand in code: there it has the signs that
/// keep it from being read.
pub(crate) fn escaped(text: &str) -> String {
    let begins_mark = |c: char| u8::try_from(c).is_ok_and(is_mark);
    text.chars().flat_map(|c| begins_mark(c).then_some('\\').into_iter().chain([c])).collect()
}

fn parse(text: &str, document: &mut Document) {
    let mut reader = Reader::new(document);
    if text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        let (beginning, rest) = text.split_at(end);
        reader.literal(beginning);
        reader.set_apart();
        reader.text(&format!("({} more bytes are not shown here)", rest.len()), Role::Muted);
        return reader.close();
    }
    for event in TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_TABLES)) {
        reader.event(event);
    }
    reader.close();
}

/// The state between two Markdown events.
#[derive(Debug)]
struct Reader<'a> {
    document: &'a mut Document,
    open: Option<(OpenBlock, BlockKind)>,
    /// Whether there was a block before, from which the next is set apart.
    begun: bool,
    heading: Option<u8>,
    strong: usize,
    emphasis: usize,
    quotes: usize,
    /// The link whose text this is; CommonMark has none within another.
    link: Option<usize>,
    link_start: usize,
    /// The number of the next item of each list that is open, if it is numbered.
    lists: Vec<Option<u64>>,
    table: Option<(OpenBlock, Table)>,
    cell_start: usize,
    is_table_head: bool,
}

impl<'a> Reader<'a> {
    fn new(document: &'a mut Document) -> Self {
        Self {
            document,
            open: None,
            begun: false,
            heading: None,
            strong: 0,
            emphasis: 0,
            quotes: 0,
            link: None,
            link_start: 0,
            lists: Vec::new(),
            table: None,
            cell_start: 0,
            is_table_head: false,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, self.role()),
            Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::InlineHtml(text) => {
                self.text(&text, Role::Code);
            }
            Event::Html(text) => self.literal(&text),
            Event::FootnoteReference(text) => self.text(&text, Role::Muted),
            Event::SoftBreak => self.text(" ", self.role()),
            Event::HardBreak => {
                self.ensure_open();
                self.document.push_line_end();
            }
            Event::Rule => {
                self.set_apart();
                self.document.rule();
            }
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }, Role::Muted),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::DefinitionListTitle => self.begin(BlockKind::Prose),
            Tag::Heading { level, .. } => {
                self.heading = Some(level as u8);
                self.begin(BlockKind::Prose);
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => self.begin(BlockKind::Code),
            Tag::BlockQuote(_) => {
                self.set_apart();
                self.quotes += 1;
                self.document.enter_quote();
            }
            Tag::List(first) => {
                self.close();
                if self.lists.is_empty() {
                    self.set_apart();
                }
                self.lists.push(first);
            }
            Tag::Item | Tag::FootnoteDefinition(_) | Tag::DefinitionListDefinition => self.item(),
            Tag::Table(sides) => {
                self.set_apart();
                let alignments = sides.iter().map(|&side| alignment(side)).collect();
                self.table = Some((self.document.open(), Table { alignments, cells: Vec::new() }));
            }
            Tag::TableHead => self.is_table_head = true,
            Tag::TableCell => self.cell_start = self.document.text.len(),
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { link_type, dest_url, .. } => {
                let is_mail = link_type == LinkType::Email;
                let address = if is_mail { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                self.link_start = self.document.text.len();
                self.link = Some(self.document.add_link(address));
            }
            Tag::DefinitionList
            | Tag::TableRow
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Image { .. } => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.close();
                self.heading = None;
            }
            TagEnd::Paragraph
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionListTitle => self.close(),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes -= 1;
                self.document.leave();
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition => {
                self.close();
                self.document.leave();
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.is_table_head = false,
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.emphasis -= 1,
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Link => self.end_link(),
            TagEnd::DefinitionList
            | TagEnd::TableRow
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Image => {}
        }
    }

    /// What plain text is here; the innermost role is not always the most telling one.
    fn role(&self) -> Role {
        if let Some(level) = self.heading {
            Role::Heading(level)
        } else if self.link.is_some() {
            Role::Link
        } else if self.is_table_head {
            Role::Label
        } else if self.strong > 0 {
            Role::Strong
        } else if self.emphasis > 0 {
            Role::Emphasis
        } else if self.quotes > 0 {
            Role::Quote
        } else {
            Role::Text
        }
    }

    /// Where links cannot be followed, an address stands behind the words that lead there.
    fn end_link(&mut self) {
        let Some(link) = self.link.take().filter(|_| self.document.medium() != Medium::Screen) else {
            return;
        };
        let target = self.document.links()[link].target.clone();
        let words = &self.document.text[self.link_start.min(self.document.text.len())..];
        let mut shown = String::new();
        clean_into(&mut shown, &target, self.document.glyphs(), Whitespace::Spaces);
        let is_told = [words, &format!("mailto:{words}")].contains(&shown.as_str());
        if target.contains(':') && !is_told {
            self.text(&format!(" <{target}>"), Role::Muted);
        }
    }

    fn text(&mut self, text: &str, role: Role) {
        self.ensure_open();
        match &self.open {
            Some((_, BlockKind::Code)) => self.document.push_literal(text, Role::Code),
            Some(_) | None => self.document.push(text, role, self.link),
        }
    }

    fn literal(&mut self, text: &str) {
        self.ensure_open();
        self.document.push_literal(text, Role::Code);
    }

    fn item(&mut self) {
        self.close();
        let glyph = self.document.glyphs().of(Glyph::Bullet);
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}.");
                *number = number.saturating_add(1);
                self.document.enter_marked(&marker, Role::Muted, 3);
            }
            Some(None) | None => self.document.enter_marked(glyph, Role::Muted, 2),
        }
    }

    /// Leaves a blank line before the next block, unless it is the first: what comes before that is not ours.
    fn set_apart(&mut self) {
        self.close();
        if std::mem::replace(&mut self.begun, true) {
            self.document.gap();
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.set_apart();
        self.open = Some((self.document.open(), kind));
    }

    /// Text of a tight list comes without a paragraph around it.
    fn ensure_open(&mut self) {
        if self.open.is_none() && self.table.is_none() {
            self.begun = true;
            self.open = Some((self.document.open(), BlockKind::Prose));
        }
    }

    fn close(&mut self) {
        if let Some((block, kind)) = self.open.take() {
            self.document.trim_line_ends(block.start());
            self.document.close(block, kind);
        }
    }

    fn end_cell(&mut self) {
        let end = self.document.text.len();
        // A space, so that no word reaches into the next cell.
        self.document.push(" ", Role::Text, None);
        if let Some((_, table)) = &mut self.table {
            table.cells.push(self.cell_start..end);
        }
    }

    fn end_table(&mut self) {
        if let Some((block, table)) = self.table.take() {
            self.document.close_table(block, table);
        }
    }
}

fn alignment(side: Side) -> Alignment {
    match side {
        Side::None | Side::Left => Alignment::Start,
        Side::Center => Alignment::Center,
        Side::Right => Alignment::End,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            document.commonmark_with(text, " [1][*2*]");
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

    proptest! {
        #[test]
        fn a_bare_text_is_what_the_parser_makes_of_it(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..8)) {
            let text = pieces.concat();
            let (mut parsed, mut read) = (Document::new(Glyphs::Unicode), Document::new(Glyphs::Unicode));
            super::parse(&text, &mut parsed);
            read.commonmark(&text);
            prop_assert_eq!(format!("{parsed:?}"), format!("{read:?}"), "{:?}", text);
            let (mut parsed, mut read) = (Document::new(Glyphs::Unicode), Document::new(Glyphs::Unicode));
            super::parse(&format!("{}{}", text.trim_ascii_end(), super::escaped(" [1][2]")), &mut parsed);
            read.commonmark_with(&text, " [1][2]");
            prop_assert_eq!(parsed.wrap(40).plain(), read.wrap(40).plain(), "{:?}", text);
        }
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
        assert_eq!(
            in_one_line(plain(Medium::Screen)),
            "Ask on the form, write or https://a.gov/, b@a.gov, x."
        );
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
        let targets: Vec<&str> = lines.links().iter().map(|link| link.target.as_str()).collect();
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
        for part in [
            "> ", "- ", "[", "*", "`", "![", "<", "*a ", "[a](", "a\n> ", "|", "\n- ", "1. ", "&", "_a*",
            "``` ",
        ] {
            let text = part.repeat(20_000);
            let lines = Document::from_commonmark(&text, Glyphs::Unicode).wrap(20);
            assert!(lines.iter().all(|line| line.width() <= 20), "{part:?}");
        }
        let list: String = (0..400).map(|depth| "  ".repeat(depth) + "- a\n").collect();
        assert_eq!(plain(&list, 60).matches('a').count(), 400);
    }
}
