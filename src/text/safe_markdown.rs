//! CommonMark as safe events, and those as HTML. HTML in it becomes text, the caller decides where links lead, an image
//! becomes a link, headings are put below the caller's, and all text is clean.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the parser is asked for CommonMark and tables, and makes no other events"
)]

use pulldown_cmark::html::push_html;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::clean::cleaned;
use super::commonmark::{LONGEST, inline_events};
use super::document::MAX_LEVELS;
use super::links::address_of;

/// Returns where a link leads; if nowhere, its text is no link.
pub(super) type Lead<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The blocks of a text, with its headings below `level`. `lead` returns where a link leads; if nowhere, its text is
/// no link.
pub(crate) fn html(text: &str, level: usize, lead: impl Fn(&str) -> Option<String>) -> String {
    let mut html = String::new();
    push_html(&mut html, blocks(text, level, &lead).into_iter());
    html
}

/// One line without blocks.
pub(crate) fn html_inline(text: &str, lead: impl Fn(&str) -> Option<String>) -> String {
    let mut html = String::new();
    push_html(&mut html, line(text, &lead).into_iter());
    html
}

/// The blocks of a text, its headings beneath those of `level`.
pub(super) fn blocks(text: &str, level: usize, lead: Lead) -> Vec<Event<'static>> {
    if text.len() > LONGEST {
        let code = Tag::CodeBlock(CodeBlockKind::Fenced("".into()));
        let end = code.to_end();
        return vec![Event::Start(code), Event::Text(clean_lines(text)), Event::End(end)];
    }
    safe_events(Parser::new_ext(text, Options::ENABLE_TABLES), level, lead)
}

pub(super) fn line(text: &str, lead: Lead) -> Vec<Event<'static>> {
    let is_paragraph =
        |event: &Event| matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
    safe_events(inline_events(text).into_iter().filter(|event| !is_paragraph(event)), 0, lead)
}

fn safe_events<'a>(events: impl Iterator<Item = Event<'a>>, level: usize, lead: Lead) -> Vec<Event<'static>> {
    let mut filter = MarkupFilter { level, lead, open: Vec::new(), levels: 0, links: 0 };
    let mut safe: Vec<Event<'static>> = Vec::new();
    for event in events.filter_map(|event| filter.event(event)) {
        match (&event, safe.last_mut()) {
            // Code that is not closed would swallow what follows it.
            (Event::End(TagEnd::CodeBlock), Some(Event::Text(text))) if !text.ends_with('\n') => {
                *text = format!("{}\n", text.trim_end()).into();
            }
            (Event::End(TagEnd::CodeBlock), Some(Event::Start(_))) => safe.push(Event::Text("\n".into())),
            // A backslash would escape the end of its cell, even if it is escaped itself.
            (Event::End(TagEnd::TableCell), Some(Event::Text(text))) if text.ends_with('\\') => {
                *text = format!("{text} ").into();
            }
            // A hard line break cannot be written before another one, or before the end of a link.
            (Event::End(_) | Event::HardBreak, Some(last @ Event::HardBreak)) => {
                *last = Event::Text(" ".into());
            }
            _ => {}
        }
        safe.push(event);
    }
    safe
}

struct MarkupFilter<'l> {
    level: usize,
    lead: Lead<'l>,
    /// The end of each open tag, if its start was kept.
    open: Vec<Option<TagEnd>>,
    /// How many lists, items and quotes are open, and how many links.
    levels: usize,
    links: usize,
}

impl MarkupFilter<'_> {
    fn event(&mut self, event: Event) -> Option<Event<'static>> {
        match event {
            Event::Start(tag) => {
                let tag = self.tag(tag);
                let end = tag.as_ref().map(Tag::to_end);
                self.count(end, true);
                self.open.push(end);
                tag.map(Event::Start)
            }
            Event::End(_) => {
                let end = self.open.pop().flatten();
                self.count(end, false);
                end.map(Event::End)
            }
            Event::Text(text) | Event::Html(text) => Some(Event::Text(clean_lines(&text))),
            Event::InlineHtml(text) => Some(Event::Text(cleaned(&text).into())),
            Event::Code(text) => Some(Event::Code(cleaned(&text).into())),
            Event::SoftBreak => Some(Event::Text(" ".into())),
            Event::HardBreak => Some(Event::HardBreak),
            Event::Rule => Some(Event::Rule),
            _ => None,
        }
    }

    fn tag(&self, tag: Tag) -> Option<Tag<'static>> {
        Some(match tag {
            Tag::Heading { level, .. } => {
                Tag::Heading { level: self.beneath(level), id: None, classes: Vec::new(), attrs: Vec::new() }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) if is_word(&language) => {
                Tag::CodeBlock(CodeBlockKind::Fenced(language.into_static()))
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => Tag::CodeBlock(CodeBlockKind::Fenced("".into())),
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                self.link(link_type, &dest_url)?
            }
            Tag::List(first) if self.levels < MAX_LEVELS => Tag::List(first),
            Tag::BlockQuote(kind) if self.levels < MAX_LEVELS => Tag::BlockQuote(kind),
            Tag::Item if matches!(self.open.last(), Some(Some(TagEnd::List(_)))) => Tag::Item,
            Tag::List(_) | Tag::BlockQuote(_) | Tag::Item => return None,
            tag => tag.into_static(),
        })
    }

    /// A link that leads somewhere and stands in no other.
    fn link(&self, link_type: LinkType, address: &str) -> Option<Tag<'static>> {
        if self.links > 0 {
            return None;
        }
        let leads = cleaned(&(self.lead)(&address_of(link_type, address))?);
        let is_autolink = link_type == LinkType::Autolink && leads == address;
        let link_type = if is_autolink { LinkType::Autolink } else { LinkType::Inline };
        Some(Tag::Link { link_type, dest_url: leads.into(), title: "".into(), id: "".into() })
    }

    fn beneath(&self, level: HeadingLevel) -> HeadingLevel {
        HeadingLevel::try_from((level as usize + self.level).min(6)).unwrap_or(HeadingLevel::H6)
    }

    fn count(&mut self, tag: Option<TagEnd>, opens: bool) {
        let counter = match tag {
            Some(TagEnd::Item | TagEnd::BlockQuote(_)) => &mut self.levels,
            Some(TagEnd::Link) => &mut self.links,
            Some(_) | None => return,
        };
        *counter = if opens { *counter + 1 } else { *counter - 1 };
    }
}

fn is_word(language: &str) -> bool {
    !language.is_empty() && language.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The lines of code or HTML without spaces at their ends, or a piece of a line.
fn clean_lines(text: &str) -> CowStr<'static> {
    let Some((lines, last)) = text.rsplit_once('\n') else { return cleaned(text).into() };
    let mut clean: String =
        lines.split('\n').map(|line| cleaned(line).trim_end().to_owned() + "\n").collect();
    clean.push_str(&cleaned(last));
    clean.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_author_wrote_in_html_is_text() {
        let lead = |target: &str| (target != "nowhere").then(|| format!("#{target}"));
        for (text, expected) in [
            ("# One\n\ntwo *three*", "<h3>One</h3>\n<p>two <em>three</em></p>\n"),
            ("<script>x</script>", "<pre><code>&lt;script&gt;x&lt;/script&gt;\n</code></pre>\n"),
            ("a <b>c", "<p>a &lt;b&gt;c</p>\n"),
            (
                "[a](b \"t\") [c](nowhere) ![d](e.png)",
                "<p><a href=\"#b\">a</a> c <a href=\"#e.png\">d</a></p>\n",
            ),
            ("<a@b.gov>", "<p><a href=\"#mailto:a@b.gov\">a@b.gov</a></p>\n"),
            ("a\u{1b}[31m\u{202e}b", "<p>a␛[31m&lt;U+202E&gt;b</p>\n"),
            ("[a [b](c)](d)", "<p>[a <a href=\"#c\">b</a>](d)</p>\n"),
            ("``` a\" onclick=x\nb", "<pre><code>b\n</code></pre>\n"),
        ] {
            assert_eq!(html(text, 2, lead), expected, "{text:?}");
        }
        assert_eq!(
            html_inline("# a\n\n- [b](c) `<i>`", lead),
            "# a - <a href=\"#c\">b</a> <code>&lt;i&gt;</code>"
        );
    }
}
