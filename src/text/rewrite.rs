//! `CommonMark` put into a [`Markdown`]: the same structure, written anew, so that it can stand in any list or quote.
//!
//! What an author left open is closed, references become links where they are used, HTML becomes text, as it is for the
//! reader of a page. How the author stressed text and made lists is kept, as the meaning hangs on it.

use std::collections::HashSet;
use std::mem;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::commonmark::{LONGEST, in_one_line, inline_events, inline_source};
use super::markdown::{Markdown, Spacing, cleaned, longest_run};

impl Markdown {
    /// Puts in `CommonMark`, its headings beneath those of `level`. The function says where a link leads; without that
    /// its text stands alone.
    pub fn commonmark(&mut self, text: &str, level: usize, lead: impl Fn(&str) -> Option<String>) {
        if text.len() > LONGEST {
            return self.fenced("", text);
        }
        let events: Vec<_> = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter().collect();
        let loose = loose_lists(&events);
        let mut rewriter = Rewriter::new(self, text, level, &lead);
        for (number, (event, range)) in events.into_iter().enumerate() {
            rewriter.event(event, range, loose.contains(&number));
        }
        rewriter.close();
    }

    /// Puts in a paragraph of one line, in which blocks mean nothing.
    pub fn inline(&mut self, text: &str, lead: impl Fn(&str) -> Option<String>) {
        let line = in_one_line(text);
        if line.len() > LONGEST {
            self.begin_paragraph();
            return self.text(&line);
        }
        let source = inline_source(&line);
        let mut rewriter = Rewriter::new(self, &source, 0, &lead);
        for (event, range) in inline_events(&source) {
            rewriter.event(event, range, false);
        }
        rewriter.close();
    }
}

/// The numbers of the events at which a list begins whose items are set apart.
fn loose_lists(events: &[(Event<'_>, Range<usize>)]) -> HashSet<usize> {
    let mut loose = HashSet::new();
    let (mut lists, mut blocks) = (Vec::new(), Vec::new());
    for (number, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(tag) => {
                if matches!(tag, Tag::List(_)) {
                    lists.push(number);
                }
                if matches!(tag, Tag::Paragraph) && blocks.last() == Some(&TagEnd::Item) {
                    loose.extend(lists.last());
                }
                blocks.push(tag.to_end());
            }
            Event::End(tag) => {
                if matches!(tag, TagEnd::List(_)) {
                    lists.pop();
                }
                blocks.pop();
            }
            Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    loose
}

/// The state between two events.
struct Rewriter<'a> {
    markdown: &'a mut Markdown,
    source: &'a str,
    level: usize,
    lead: &'a dyn Fn(&str) -> Option<String>,
    /// Text that is not written yet, as what follows belongs to it.
    text: String,
    block: Block,
    /// How the items of each open list are spaced, and the number of the next one, if they are numbered.
    lists: Vec<(Spacing, Option<u64>)>,
    /// Where each open link leads.
    links: Vec<Option<String>>,
    /// Whether the link is its own text, which is written already.
    is_autolink: bool,
    /// Whether what follows is to stand on a new line; at the end of a block nothing follows.
    is_line_ended: bool,
    /// How the columns of the table are set.
    sides: Vec<Alignment>,
}

/// The block that text goes into.
enum Block {
    /// None; text of a tight list comes without one.
    None,
    Prose,
    Cell,
    /// What will stand between fences, of this language.
    Fenced(String, String),
}

impl<'a> Rewriter<'a> {
    fn new(
        markdown: &'a mut Markdown,
        source: &'a str,
        level: usize,
        lead: &'a dyn Fn(&str) -> Option<String>,
    ) -> Self {
        Rewriter {
            markdown,
            source,
            level,
            lead,
            text: String::new(),
            block: Block::None,
            lists: Vec::new(),
            links: Vec::new(),
            is_autolink: false,
            is_line_ended: false,
            sides: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>, is_loose: bool) {
        match event {
            Event::Start(tag) => self.start(tag, range, is_loose),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.read_text(&text, range),
            Event::Html(text) => self.literal(&text),
            Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.push(&text),
            Event::Code(text) => self.code(&text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => {
                self.write_text();
                self.is_line_ended = true;
            }
            Event::Rule => {
                self.close();
                self.markdown.rule();
            }
            Event::TaskListMarker(done) => self.push(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>, is_loose: bool) {
        match tag {
            Tag::Paragraph | Tag::DefinitionListTitle => {
                self.close();
                self.begin_text();
            }
            Tag::Heading { level, .. } => {
                self.close();
                self.markdown.begin_heading(self.level + level as usize);
                self.block = Block::Prose;
            }
            Tag::CodeBlock(kind) => {
                self.close();
                let language = match kind {
                    CodeBlockKind::Indented => String::new(),
                    CodeBlockKind::Fenced(language) => language.into_string(),
                };
                self.block = Block::Fenced(language, String::new());
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.close();
                self.block = Block::Fenced(String::new(), String::new());
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.markdown.enter_quote();
            }
            Tag::List(first) => {
                self.close();
                let spacing = if is_loose { Spacing::Loose } else { Spacing::Tight };
                self.lists.push((spacing, first));
                self.markdown.enter_list(spacing);
            }
            Tag::Item | Tag::FootnoteDefinition(_) | Tag::DefinitionListDefinition => self.item(range.start),
            Tag::Table(sides) => {
                self.close();
                self.markdown.begin_block();
                self.block = Block::Cell;
                self.sides = sides;
            }
            Tag::TableRow => self.markdown.new_line(),
            Tag::TableCell => {
                self.markdown.out.push_str("| ");
                self.markdown.is_line_start = false;
            }
            Tag::Emphasis => self.delimiter(range.start, 1),
            Tag::Strong => self.delimiter(range.start, 2),
            Tag::Link { link_type, dest_url, .. } => self.begin_link("[", link_type, &dest_url),
            Tag::Image { link_type, dest_url, .. } => self.begin_link("![", link_type, &dest_url),
            Tag::TableHead | Tag::DefinitionList | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => {
                self.close();
                self.markdown.end_heading();
            }
            TagEnd::Paragraph
            | TagEnd::DefinitionListTitle
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::MetadataBlock(_) => self.close(),
            TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListDefinition => {
                self.close();
                self.markdown.leave();
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
                self.markdown.leave();
            }
            TagEnd::TableCell => {
                self.write_text();
                self.markdown.out.push(' ');
            }
            TagEnd::TableHead => {
                self.markdown.out.push('|');
                self.markdown.new_line();
                self.markdown.out.extend(self.sides.iter().map(|side| delimiter_cell(*side)));
                self.markdown.out.push('|');
            }
            TagEnd::TableRow => self.markdown.out.push('|'),
            TagEnd::Table => self.block = Block::None,
            TagEnd::Emphasis => self.delimiter(range.start, 1),
            TagEnd::Strong => self.delimiter(range.start, 2),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::DefinitionList | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    /// Text that stands in the source as it is read is text; what does not is an entity, and may be one for a reason.
    fn read_text(&mut self, text: &str, range: Range<usize>) {
        let source = &self.source[range];
        let is_entity = source != text && source.starts_with('&') && source.ends_with(';');
        if is_entity && cleaned(text) == text && !self.is_fenced() {
            self.write_text();
            self.begin_text();
            self.markdown.out.push_str(source);
            self.markdown.is_line_start = false;
        } else {
            self.push(text);
        }
    }

    fn is_fenced(&self) -> bool {
        matches!(self.block, Block::Fenced(..))
    }

    fn push(&mut self, text: &str) {
        if let Block::Fenced(_, code) = &mut self.block {
            code.push_str(text);
        } else if !self.is_autolink {
            self.text.push_str(text);
        }
    }

    fn write_text(&mut self) {
        if !self.text.is_empty() {
            self.begin_text();
            self.markdown.text(&mem::take(&mut self.text));
        }
    }

    /// Lines of HTML.
    fn literal(&mut self, text: &str) {
        if !self.is_fenced() {
            self.close();
            self.block = Block::Fenced(String::new(), String::new());
        }
        self.push(text);
    }

    fn code(&mut self, code: &str) {
        self.write_text();
        self.begin_text();
        let fence = "`".repeat(longest_run(code) + 1);
        let is_padded = code.starts_with('`')
            || code.ends_with('`')
            || (code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty());
        let padding = if is_padded { " " } else { "" };
        let mut clean = cleaned(code);
        if matches!(self.block, Block::Cell) {
            clean = clean.replace('|', "\\|");
        }
        self.markdown.out.extend([&fence, padding, &clean, padding, &fence]);
        self.markdown.is_line_start = false;
    }

    fn begin_text(&mut self) {
        if matches!(self.block, Block::None) {
            self.markdown.begin_paragraph();
            self.block = Block::Prose;
        }
        if mem::take(&mut self.is_line_ended) {
            self.markdown.break_line();
        }
    }

    /// Ends the block that is open.
    fn close(&mut self) {
        self.write_text();
        self.is_line_ended = false;
        if let Block::Fenced(language, code) = mem::replace(&mut self.block, Block::None) {
            self.markdown.fenced(&language, &code);
        }
    }

    fn item(&mut self, at: usize) {
        self.close();
        let sign = |signs: &[char], otherwise| {
            self.source[at..]
                .chars()
                .find(|c| !c.is_ascii_digit())
                .filter(|c| signs.contains(c))
                .unwrap_or(otherwise)
        };
        let (spacing, marker) = match self.lists.last_mut() {
            Some((spacing, Some(number))) => {
                let marker = format!("{number}{}", sign(&['.', ')'], '.'));
                *number = number.saturating_add(1);
                (*spacing, marker)
            }
            Some((spacing, None)) => (*spacing, sign(&['-', '*', '+'], '-').to_string()),
            None => (Spacing::Loose, "-".to_owned()),
        };
        self.markdown.enter_item(&marker, spacing);
    }

    fn begin_link(&mut self, opening: &str, link_type: LinkType, address: &str) {
        self.write_text();
        self.begin_text();
        let address =
            if link_type == LinkType::Email { format!("mailto:{address}") } else { address.to_owned() };
        // An address in angle brackets can stand within a link, though not in the form that links are written in.
        let is_within_link = opening == "[" && self.links.iter().any(Option::is_some);
        let leads = if is_within_link { None } else { (self.lead)(&address) };
        match &leads {
            Some(leads) if link_type == LinkType::Autolink => {
                self.markdown.address(leads);
                self.is_autolink = true;
            }
            Some(_) => self.markdown.begin_link(opening),
            None => {}
        }
        self.links.push(leads);
    }

    fn end_link(&mut self) {
        self.write_text();
        let leads = self.links.pop().flatten();
        if let (Some(leads), false) = (leads, mem::take(&mut self.is_autolink)) {
            self.markdown.end_link(&leads);
        }
    }

    /// The signs of stress, which are those of the author.
    fn delimiter(&mut self, at: usize, count: usize) {
        self.write_text();
        self.begin_text();
        let sign = if self.source[at..].starts_with('_') { "_" } else { "*" };
        self.markdown.out.push_str(&sign.repeat(count));
        self.markdown.is_line_start = false;
    }
}

/// The cell beneath the head of a column.
fn delimiter_cell(side: Alignment) -> &'static str {
    match side {
        Alignment::None => "|---",
        Alignment::Left => "|:--",
        Alignment::Center => "|:-:",
        Alignment::Right => "|--:",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::text::{Document, Glyphs, Markdown, lines::tests::source};

    fn rewrite(text: &str) -> String {
        let mut markdown = Markdown::default();
        markdown.commonmark(text, 0, |target| Some(target.to_owned()));
        markdown.finish()
    }

    /// What the reader of a page sees of it, word by word; where the lines of a quote end does not matter.
    fn shown(text: &str) -> Vec<String> {
        let plain = Document::from_commonmark(text, Glyphs::Unicode).wrap(10_000).plain();
        plain.split_whitespace().filter(|word| *word != "│").map(str::to_owned).collect()
    }

    #[test]
    fn a_text_that_is_longer_than_a_book_is_kept_as_it_is_written() {
        let text = "[a](b) *c*\n".repeat(super::LONGEST / 11 + 1);
        assert_eq!(rewrite(&text), format!("```\n{text}```\n"));
    }

    #[test]
    fn text_keeps_its_structure() {
        for (name, text, expected) in [
            ("paragraphs are not wrapped", "one\ntwo\n\nthree", "one two\n\nthree\n"),
            ("a line end that is meant", "one  \ntwo", "one\\\ntwo\n"),
            ("stress as the author wrote it", "a *b* _c_ **d**", "a *b* _c_ **d**\n"),
            ("a tight list", "* a\n* b\n  1) c", "* a\n* b\n  1) c\n"),
            ("a loose list", "- a\n\n- b", "- a\n\n- b\n"),
            ("a list as deep as a page shows one", "- - - - - 1. - - a", "- - - - - 1. - - a\n"),
            ("a quote", "> a\nb", "> a b\n"),
            ("a heading", "Head\n===\ntext", "# Head\n\ntext\n"),
            ("a reference", "[a]\n\n[a]: https://a.gov/ 'title'", "[a](https://a.gov/)\n"),
            ("an address", "<https://a.gov/>", "<https://a.gov/>\n"),
            ("an address within a link", "[a <https://b.gov/> c](d)", "[a https://b.gov/ c](d)\n"),
            ("a mail address", "<a@b.gov>", "[a@b.gov](mailto:a@b.gov)\n"),
            ("code", "`a`` b`", "```a`` b```\n"),
            ("an entity", "a&nbsp;b &amp;lt; R&D", "a&nbsp;b &amp;lt; R&D\n"),
            ("a table", "a|b\n-|:-:\nc|`d\\|e`", "| a | b |\n|---|:-:|\n| c | `d\\|e` |\n"),
        ] {
            assert_eq!(rewrite(text), expected, "{name}");
        }
    }

    #[test]
    fn a_line_makes_no_blocks_whatever_it_holds() {
        for (text, expected) in [
            ("# One\n\ntwo", "\\# One two\n"),
            ("- a\n- *b*", "\\- a - *b*\n"),
            ("1. [a](b) &amp; `c`", "1\\. [a](b) &amp; `c`\n"),
            ("&nbsp;a", "&nbsp;a\n"),
        ] {
            let mut markdown = Markdown::default();
            markdown.inline(text, |target| Some(target.to_owned()));
            assert_eq!(markdown.finish(), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_left_open_is_closed_and_html_is_text() {
        for (name, text, expected) in [
            ("a fence", "```sh\ncode", "```sh\ncode\n```\n"),
            ("code that looks like a fence", "    ```\n", "````\n```\n````\n"),
            ("html within a line", "a <b onclick=x>c", "a \\<b onclick=x>c\n"),
            ("a block of html", "<!-- open\n\nstill", "```\n<!-- open\n\nstill\n```\n"),
            ("a line that ends within a link", "[  \n](x)  # a", "[](x)\\\n\\# a\n"),
            ("what would begin a block", "1\\. a\\\n\\# b\\\n\\- c", "1\\. a\\\n\\# b\\\n\\- c\n"),
            ("an exclamation before a link", "!\\[a] no\\![b](c)", "!\\[a\\] no\\![b](c)\n"),
            ("a control", "a\u{1b}[31m\u{202e}", "a␛\\[31m\\<U+202E>\n"),
            ("an entity for a control", "&#x1b;c", "␛c\n"),
        ] {
            assert_eq!(rewrite(text), expected, "{name}");
        }
    }

    #[test]
    fn a_link_that_leads_nowhere_is_text() {
        let mut markdown = Markdown::default();
        markdown.commonmark("[a](javascript:b) ![c](d) <file:f>", 0, |_| None);
        assert_eq!(markdown.finish(), "a c file:f\n");
    }

    #[test]
    fn hostile_nesting_stays_small() {
        let text = "> ".repeat(5_000) + "a" + &"\\\nb".repeat(5_000);
        let written = rewrite(&text);
        assert!(written.len() < 400_000, "{} bytes", written.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        // Stress has no brackets: signs of it that mean nothing, and signs for characters that are not shown, can change
        // what is stressed. So stress comes whole, and all characters are shown.
        #[test]
        fn the_reader_sees_what_was_put_in(text in source()) {
            let is_shown = |c: &char| *c != '*' && c.is_ascii_graphic() || " \n漢字éשלום😀".contains(*c);
            let text: String = text.chars().filter(is_shown).collect();
            let text = text.replace("longer-word", "x*y* **a _b_ `c`** d_e");
            let written = rewrite(&text);
            prop_assert_eq!(shown(&written), shown(&text), "written: {:?}", written);
        }
    }
}
