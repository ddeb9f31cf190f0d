//! Reads CommonMark with tables into a [`Document`].
//!
//! `pulldown-cmark` parses; its events become blocks and runs here. Nothing is lost: HTML is shown as text, an image
//! as its description. The work is linear in the length of the text, and nothing recurses.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the parser is asked for CommonMark and tables, and makes no other events"
)]

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::{
    Glyph,
    clean::clean_into,
    document::{BlockKind, Document, Table},
    links::address_of,
    span::{Medium, Role, Span},
};

/// The longest text, in bytes, that is parsed; a book is shorter. The result can take a hundred times the memory of
/// the text, so only the beginning of a longer one is shown, without parsing.
pub(crate) const LONGEST: usize = 1 << 20;

pub(super) fn add_blocks(text: &str, tail: &str, document: &mut Document) {
    if is_bare(text) {
        document.paragraph(&[Span::text(text.trim_ascii_end()), Span::text(tail)]);
    } else if tail.is_empty() {
        parse(text, document);
    } else {
        parse(&format!("{}{}", text.trim_ascii_end(), escape_commonmark(tail)), document);
    }
}

/// Adds `text` as one paragraph with emphasis, code and links but without blocks, with the plain text `tail` at its
/// end.
pub(super) fn add_line(text: &str, tail: &str, document: &mut Document) {
    if is_bare(text) {
        return document.paragraph(&[Span::text(text), Span::text(tail)]);
    }
    let mut builder = DocumentBuilder::new(document);
    for event in inline_events(&(text.trim_ascii_end().to_owned() + &escape_commonmark(tail))) {
        builder.event(event);
    }
    builder.close();
}

/// The events of a text as one paragraph, whatever it begins with.
pub(super) fn inline_events(text: &str) -> Vec<Event<'static>> {
    let line = in_one_line(text);
    if line.len() > LONGEST {
        let paragraph = Tag::Paragraph;
        let end = Event::End(paragraph.to_end());
        return vec![Event::Start(paragraph), Event::Text(line.into()), end];
    }
    // Before this character a line begins no block, and emphasis may follow it.
    let line = format!("\"{line}");
    let mut events: Vec<Event> = Parser::new_ext(&line, Options::empty()).map(Event::into_static).collect();
    if let Some(Event::Text(text)) = events.iter_mut().find(|event| matches!(event, Event::Text(_))) {
        *text = text.strip_prefix('"').unwrap_or(text).to_owned().into();
    }
    events
}

pub(super) fn in_one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// A quick check whether a text is one line without any CommonMark markup, as most are; if not, it has to be parsed.
pub(super) fn is_bare(text: &str) -> bool {
    // The first character could begin a heading, an item, a quote or a rule.
    text.len() <= LONGEST
        && text.starts_with(char::is_alphabetic)
        && !has_byte(text, |byte| byte < b' ' || is_mark(byte))
}

pub(super) fn has_mark(text: &str) -> bool {
    has_byte(text, is_mark)
}

/// Does not stop early, so that the compiler vectorizes it.
fn has_byte(text: &str, is_it: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |is_found, byte| is_found | is_it(byte))
}

/// Whether a byte may begin or end inline markup. Called as a function it keeps the loop above from being vectorized.
#[inline(always)]
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'&' | b'*' | b'<' | b'[' | b'\\' | b'_' | b'`' | b'|' | b'~')
}

/// Escapes a text for CommonMark, but not for code, where the escapes would be shown.
pub(crate) fn escape_commonmark(text: &str) -> String {
    let begins_mark = |c: char| u8::try_from(c).is_ok_and(is_mark);
    text.chars().flat_map(|c| begins_mark(c).then_some('\\').into_iter().chain([c])).collect()
}

fn parse(text: &str, document: &mut Document) {
    let mut builder = DocumentBuilder::new(document);
    if text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        let (beginning, rest) = text.split_at(end);
        builder.begin(BlockKind::Code);
        builder.text(beginning, Role::Code);
        builder.set_apart();
        builder.text(&format!("({} more bytes are not shown here)", rest.len()), Role::Muted);
        return builder.close();
    }
    for event in TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_TABLES)) {
        builder.event(event);
    }
    builder.close();
}

#[derive(Debug)]
struct DocumentBuilder<'a> {
    document: &'a mut Document,
    open: Option<BlockKind>,
    /// Whether there was a block before, from which the next is set apart.
    begun: bool,
    roles: Vec<Role>,
    /// The link whose text this is; CommonMark has none within another.
    link: Option<usize>,
    link_start: usize,
    /// The number of the next item of each list that is open, if it is numbered.
    lists: Vec<Option<u64>>,
    cell_start: usize,
}

impl<'a> DocumentBuilder<'a> {
    fn new(document: &'a mut Document) -> Self {
        let (roles, lists) = (Vec::new(), Vec::new());
        Self { document, open: None, begun: false, roles, link: None, link_start: 0, lists, cell_start: 0 }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, self.role()),
            Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => self.text(&text, Role::Code),
            Event::SoftBreak => self.text(" ", self.role()),
            Event::HardBreak => {
                self.ensure_open();
                self.document.push_line_end();
            }
            Event::Rule => {
                self.set_apart();
                self.document.rule();
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.begin(BlockKind::Prose),
            Tag::Heading { level, .. } => {
                self.roles.push(Role::Heading(level as u8));
                self.begin(BlockKind::Prose);
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.begin(BlockKind::Code),
            Tag::BlockQuote(_) => {
                self.set_apart();
                self.roles.push(Role::Quote);
                self.document.enter_quote();
            }
            Tag::List(first) => {
                self.close();
                if self.lists.is_empty() {
                    self.set_apart();
                }
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Table(sides) => {
                let tables = &mut self.document.tables;
                tables.push(Table { alignments: sides, cells: Vec::new() });
                let kind = BlockKind::Table(tables.len() - 1);
                self.begin(kind);
            }
            Tag::TableHead => self.roles.push(Role::Label),
            Tag::TableCell => self.cell_start = self.document.text.len(),
            Tag::Emphasis => self.roles.push(Role::Emphasis),
            Tag::Strong => self.roles.push(Role::Strong),
            Tag::Link { link_type, dest_url, .. } => {
                self.link_start = self.document.text.len();
                self.link = Some(self.document.add_link(address_of(link_type, &dest_url)));
                self.roles.push(Role::Link);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.close();
                self.roles.pop();
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table => self.close(),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.roles.pop();
                self.document.leave();
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.document.leave();
            }
            TagEnd::TableCell => {
                let end = self.document.text.len();
                // A space, so that words of adjacent cells stay apart.
                self.document.push(" ", Role::Text, None);
                if let Some(table) = self.document.tables.last_mut() {
                    table.cells.push(self.cell_start..end);
                }
            }
            TagEnd::TableHead | TagEnd::Emphasis | TagEnd::Strong => drop(self.roles.pop()),
            TagEnd::Link => {
                self.roles.pop();
                self.end_link();
            }
            _ => {}
        }
    }

    /// The role of plain text here: the most specific one, which need not be the innermost.
    fn role(&self) -> Role {
        let rank = |role: &Role| match role {
            Role::Heading(_) => 6,
            Role::Link => 5,
            Role::Label => 4,
            Role::Strong => 3,
            Role::Emphasis => 2,
            Role::Quote => 1,
            Role::Text | Role::Code | Role::Muted => 0,
        };
        self.roles.iter().copied().max_by_key(rank).unwrap_or_default()
    }

    /// Where links cannot be followed, their address comes after their words.
    fn end_link(&mut self) {
        let Some(link) = self.link.take().filter(|_| self.document.medium != Medium::Screen) else {
            return;
        };
        let target = self.document.links()[link].clone();
        let words = &self.document.text[self.link_start.min(self.document.text.len())..];
        let mut shown = String::new();
        clean_into(&mut shown, &target, self.document.glyphs);
        let is_told = [words, &format!("mailto:{words}")].contains(&shown.as_str());
        if target.contains(':') && !is_told {
            self.text(&format!(" <{target}>"), Role::Muted);
        }
    }

    fn text(&mut self, text: &str, role: Role) {
        self.ensure_open();
        match self.open {
            Some(BlockKind::Code) => self.document.push_literal(text, Role::Code),
            Some(_) | None => self.document.push(text, role, self.link),
        }
    }

    fn item(&mut self) {
        self.close();
        let glyph = self.document.glyphs.of(Glyph::Bullet);
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}.");
                *number = number.saturating_add(1);
                self.document.enter_marked(&marker, Role::Muted, 3);
            }
            Some(None) | None => self.document.enter_marked(glyph, Role::Muted, 2),
        }
    }

    /// Leaves a blank line before the next block, unless it is the first.
    fn set_apart(&mut self) {
        self.close();
        if std::mem::replace(&mut self.begun, true) {
            self.document.gap();
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.set_apart();
        self.open = Some(kind);
        self.document.open(kind);
    }

    /// The text of a tight list has no paragraph around it.
    fn ensure_open(&mut self) {
        if self.open.is_none() {
            self.begun = true;
            self.open = Some(BlockKind::Prose);
            self.document.open(BlockKind::Prose);
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.document.close();
        }
    }
}
