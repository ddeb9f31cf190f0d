//! [`Markdown`]: writes `CommonMark` block by block, escaped so that any text is read as it was put in.
//!
//! It collects parser events, which `pulldown-cmark-to-cmark` writes.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, Options as Extensions, Tag, TagEnd};
use pulldown_cmark_to_cmark::{
    Error, Options, SUPPORTED_PARSER_OPTIONS, cmark_with_source_range_and_options,
};

use super::clean::cleaned;
use super::safe_markdown;

/// A `CommonMark` text that is being written. Paragraphs are not wrapped.
#[derive(Debug, Default)]
pub(crate) struct Markdown {
    events: Vec<Event<'static>>,
    open: OpenElement,
    /// Whether the open paragraph continues in the next one.
    is_lead_in: bool,
    /// Where in `events` each list that is open begins.
    lists: Vec<usize>,
}

/// The block that text is added to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum OpenElement {
    #[default]
    None,
    Block(TagEnd),
    /// The only paragraph of an item, which has no tags.
    InItem,
}

impl Markdown {
    /// The text, with a line end behind it unless it is empty.
    pub(crate) fn finish(mut self) -> String {
        self.close();
        let is_stress = |event: &Event| {
            matches!(
                event,
                Event::Start(Tag::Emphasis | Tag::Strong) | Event::End(TagEnd::Emphasis | TagEnd::Strong)
            )
        };
        // Some nestings of emphasis cannot be written.
        let text = written(&self.events).or_else(|_| {
            self.events.retain(|event| !is_stress(event));
            written(&self.events)
        });
        let lines = text.unwrap_or_default();
        lines.trim_matches('\n').lines().map(|line| with_sign_at_end(line) + "\n").collect()
    }

    pub(crate) fn heading(&mut self, level: usize, text: &str) {
        self.begin_heading(level);
        self.text(text);
        self.close();
    }

    pub(crate) fn begin_heading(&mut self, level: usize) {
        let level = HeadingLevel::try_from(level.clamp(1, 6)).unwrap_or(HeadingLevel::H6);
        self.begin(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() });
    }

    pub(crate) fn begin_paragraph(&mut self) {
        if std::mem::take(&mut self.is_lead_in) {
            self.text(" ");
        } else if matches!(self.events.last(), Some(Event::Start(Tag::Item))) {
            self.open = OpenElement::InItem;
        } else {
            self.begin(Tag::Paragraph);
        }
    }

    pub(crate) fn paragraph(&mut self, text: &str) {
        self.begin_paragraph();
        self.text(text);
    }

    /// Adds emphasized words at the start of the next paragraph, or above another block.
    pub(crate) fn lead_in(&mut self, words: &str) {
        self.begin_paragraph();
        self.strong(words);
        self.is_lead_in = true;
    }

    /// Continues the last paragraph after a space, or begins one after another block.
    pub(crate) fn continue_paragraph(&mut self) {
        self.go_on(Event::Text(" ".into()));
    }

    /// Continues the last paragraph on a new line, or begins one after another block.
    pub(crate) fn next_line(&mut self) {
        self.go_on(Event::HardBreak);
    }

    fn go_on(&mut self, joint: Event<'static>) {
        if self.open == OpenElement::None && matches!(self.events.last(), Some(Event::End(TagEnd::Paragraph)))
        {
            self.events.pop();
            self.open = OpenElement::Block(TagEnd::Paragraph);
        }
        match self.open {
            OpenElement::Block(TagEnd::Paragraph) | OpenElement::InItem => self.events.push(joint),
            OpenElement::Block(_) | OpenElement::None => self.begin_paragraph(),
        }
    }

    pub(crate) fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.events.push(Event::Text(cleaned(text).into()));
        }
    }

    /// Adds emphasized text to a paragraph. Spaces at its ends would undo the emphasis.
    pub(crate) fn strong(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.events.push(Event::Start(Tag::Strong));
            self.text(text);
            self.events.push(Event::End(TagEnd::Strong));
        }
    }

    pub(crate) fn link(&mut self, text: &str, address: &str) {
        self.link_of(LinkType::Inline, text, address);
    }

    /// Adds an address to a paragraph, which is a link to itself.
    pub(crate) fn address(&mut self, address: &str) {
        let has_scheme = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&+,=%".contains(c);
        let is_autolink = has_scheme && address.chars().all(is_plain);
        self.link_of(if is_autolink { LinkType::Autolink } else { LinkType::Inline }, address, address);
    }

    fn link_of(&mut self, link_type: LinkType, text: &str, address: &str) {
        let dest_url = cleaned(address).into();
        self.events.push(Event::Start(Tag::Link { link_type, dest_url, title: "".into(), id: "".into() }));
        self.text(text);
        self.events.push(Event::End(TagEnd::Link));
    }

    pub(crate) fn anchor(&mut self, id: &str) {
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || "-._".contains(*c);
        let id: String = id.chars().filter(is_plain).collect();
        self.events.push(Event::InlineHtml(format!("<a id=\"{id}\">").into()));
        self.events.push(Event::InlineHtml("</a>".into()));
    }

    /// Adds numbers in brackets to a paragraph, which are no links.
    pub(crate) fn numbers(&mut self, numbers: &[usize]) {
        for number in numbers {
            self.text(&format!("[{number}]"));
        }
    }

    pub(crate) fn list(&mut self, add: impl FnOnce(&mut Self)) {
        self.close();
        self.lists.push(self.events.len());
        self.events.push(Event::Start(Tag::List(None)));
        add(self);
        let start = self.lists.pop().unwrap_or_default();
        if let Event::Start(list) = &self.events[start] {
            self.events.push(Event::End(list.to_end()));
        }
    }

    /// An item of the open list, or of a new one, with the common marker (`-`) or its own (`3.`).
    pub(crate) fn item(&mut self, marker: &str, add: impl FnOnce(&mut Self)) {
        let Some(list) = self.lists.last() else {
            return self.list(|markdown| markdown.item(marker, add));
        };
        if *list + 1 == self.events.len() {
            self.events[*list] = Event::Start(Tag::List(marker.trim_end_matches('.').parse().ok()));
        }
        self.events.push(Event::Start(Tag::Item));
        add(self);
        self.close();
        self.events.push(Event::End(TagEnd::Item));
    }

    /// A list with an item for each of these, in which a paragraph is begun.
    pub(crate) fn items<T>(&mut self, items: impl IntoIterator<Item = T>, mut add: impl FnMut(&mut Self, T)) {
        self.list(|markdown| {
            for item in items {
                markdown.item("-", |markdown| {
                    markdown.begin_paragraph();
                    add(markdown, item);
                });
            }
        });
    }

    /// A table: its head, and the rows beneath that; the first column to the left, the others to the right.
    pub(crate) fn table(&mut self, mut rows: impl Iterator<Item = Vec<String>>) {
        let Some(head) = rows.next() else { return };
        let sides =
            (0..head.len()).map(|column| if column == 0 { Alignment::None } else { Alignment::Right });
        self.begin(Tag::Table(sides.collect()));
        self.row(Tag::TableHead, &head);
        rows.for_each(|row| self.row(Tag::TableRow, &row));
        self.close();
    }

    fn row(&mut self, tag: Tag<'static>, cells: &[String]) {
        let end = tag.to_end();
        self.events.push(Event::Start(tag));
        for cell in cells {
            self.events.push(Event::Start(Tag::TableCell));
            self.text(cell);
            // A backslash would escape the end of the cell, even one that is escaped.
            self.text(if cell.ends_with('\\') { " " } else { "" });
            self.events.push(Event::End(TagEnd::TableCell));
        }
        self.events.push(Event::End(end));
    }

    /// Adds `CommonMark`, with its headings below `level`. `lead` returns where a link leads; if nowhere, its text is
    /// no link.
    pub(crate) fn commonmark(&mut self, text: &str, level: usize, lead: impl Fn(&str) -> Option<String>) {
        self.close();
        self.events.extend(safe_markdown::blocks(text, level, &lead));
    }

    pub(crate) fn inline(&mut self, text: &str, lead: impl Fn(&str) -> Option<String>) {
        self.begin_paragraph();
        self.events.extend(safe_markdown::line(text, &lead));
    }

    fn begin(&mut self, tag: Tag<'static>) {
        self.close();
        self.open = OpenElement::Block(tag.to_end());
        self.events.push(Event::Start(tag));
    }

    fn close(&mut self) {
        self.is_lead_in = false;
        if let OpenElement::Block(end) = std::mem::take(&mut self.open) {
            self.events.push(Event::End(end));
        }
    }
}

/// A hard line break as a backslash: spaces at the end of a line are easily lost.
fn with_sign_at_end(line: &str) -> String {
    match line.strip_suffix("  ") {
        Some(words) if words.contains(|c| !matches!(c, ' ' | '>')) => format!("{words}\\"),
        Some(_) | None => line.to_owned(),
    }
}

/// The events as text. A piece of text is written literally if every parser, with extensions too, reads it literally,
/// and escaped otherwise.
fn written(events: &[Event<'static>]) -> Result<String, Error> {
    let mut source = String::new();
    let mut range = |event: &Event| {
        let Event::Text(text) = event else { return None };
        let start = source.len();
        source.push_str(text);
        Some(start..source.len())
    };
    let sourced: Vec<(&Event, Option<Range<usize>>)> =
        events.iter().map(|event| (event, range(event))).collect();
    let extensions = SUPPORTED_PARSER_OPTIONS
        - Extensions::ENABLE_YAML_STYLE_METADATA_BLOCKS
        - Extensions::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let options = Options {
        code_block_token_count: 3,
        list_token: '-',
        increment_ordered_list_bullets: true,
        ..Options::default()
    };
    let mut text = String::new();
    cmark_with_source_range_and_options(sourced, &source, &mut text, extensions, options)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use crate::dice::cases;

    use crate::text::{Document, Glyphs, Markdown, commonmark::LONGEST, lines::tests::source};

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
        let text = "[a](b) *c*\n".repeat(LONGEST / 11 + 1);
        assert!(rewrite(&text) == format!("```\n{text}```\n"));
    }

    #[test]
    fn text_keeps_its_structure() {
        for (name, text, expected) in [
            ("paragraphs are not wrapped", "one\ntwo\n\nthree", "one two\n\nthree\n"),
            ("a line end that is meant", "one  \ntwo", "one\\\ntwo\n"),
            ("stress", "a *b* _c_ **d** e*f*g", "a *b* *c* **d** e*f*g\n"),
            ("a tight list", "* a\n* b\n  1) c", "- a\n- b\n  1. c\n"),
            ("a loose list", "- a\n\n- b", "- a\n\n- b\n"),
            ("a list as deep as a page shows one", "- - - - - 1. - - a", "- * - * - 1. * - a\n"),
            ("a quote", "> a\nb", " > \n > a b\n"),
            ("a heading", "Head\n===\ntext", "# Head\n\ntext\n"),
            ("a reference", "[a]\n\n[a]: https://a.gov/ 'title'", "[a](https://a.gov/)\n"),
            ("an address", "<https://a.gov/>", "<https://a.gov/>\n"),
            ("an address within a link", "[a <https://b.gov/> c](d)", "[a https://b.gov/ c](d)\n"),
            ("a mail address", "<a@b.gov>", "[a@b.gov](mailto:a@b.gov)\n"),
            ("code", "`a`` b`", "```a`` b```\n"),
            ("an entity", "a&nbsp;b &amp;lt; R&D", "a\u{a0}b &amp;lt; R&amp;D\n"),
            ("a table", "a|b\n-|:-:\nc|`d\\|e`", "|a|b|\n|-|:-:|\n|c|`d\\|e`|\n"),
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
            ("&nbsp;a", "\u{a0}a\n"),
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
            ("a line that ends within a link", "[  \n](x)  # a", "[ ](x)  # a\n"),
            ("what would begin a block", "1\\. a\\\n\\# b\\\n\\- c", "1\\. a\\\n\\# b\\\n\\- c\n"),
            ("an exclamation before a link", "!\\[a] no\\![b](c)", "!\\[a\\] no\\![b](c)\n"),
            ("a control", "a\u{1b}[31m\u{202e}", "a␛[31m<U+202E>\n"),
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

    // Stress has no brackets: signs of it that mean nothing, and signs for characters that are not shown, can change
    // what is stressed. So stress comes whole, and all characters are shown.
    #[test]
    fn the_reader_sees_what_was_put_in() {
        cases(250, |dice| {
            let is_shown = |c: &char| *c != '*' && c.is_ascii_graphic() || " \n漢字éשלום😀".contains(*c);
            let text: String = source(dice).chars().filter(is_shown).collect();
            let text = text.replace("longer-word", "x*y* **a _b_ `c`** d_e");
            let written = rewrite(&text);
            assert_eq!(shown(&written), shown(&text), "written: {written:?}");
        });
    }
}
