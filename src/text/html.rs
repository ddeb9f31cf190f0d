//! CommonMark as HTML that nothing can leave: what an author wrote in HTML is text, a link leads where the caller says,
//! an image is its description, and no character is one that is not seen.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::commonmark::{LONGEST, in_one_line, inline_events, inline_source};
use super::markdown::cleaned;

/// The blocks of a text, its headings beneath those of `level`. The function says where a link leads; without that its
/// text stands alone.
pub fn html(text: &str, level: usize, lead: impl Fn(&str) -> Option<String>) -> String {
    if text.len() > LONGEST {
        let events = [
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)),
            Event::Text(text.into()),
            Event::End(TagEnd::CodeBlock),
        ];
        return written(events.into_iter(), level, &lead);
    }
    written(Parser::new_ext(text, Options::ENABLE_TABLES), level, &lead)
}

/// One line, in which blocks mean nothing.
pub fn html_inline(text: &str, lead: impl Fn(&str) -> Option<String>) -> String {
    let line = in_one_line(text);
    if line.len() > LONGEST {
        return written([Event::Text(line.into())].into_iter(), 0, &lead);
    }
    let source = inline_source(&line);
    let is_paragraph =
        |event: &Event| matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
    let events = inline_events(&source).map(|(event, _)| event).filter(|event| !is_paragraph(event));
    written(events, 0, &lead)
}

fn written<'a>(
    events: impl Iterator<Item = Event<'a>>,
    level: usize,
    lead: &dyn Fn(&str) -> Option<String>,
) -> String {
    // Whether each link that is open leads somewhere.
    let mut links = Vec::new();
    let events = events.filter_map(|event| harmless(event, level, lead, &mut links));
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

fn harmless<'a>(
    event: Event<'a>,
    level: usize,
    lead: &dyn Fn(&str) -> Option<String>,
    links: &mut Vec<bool>,
) -> Option<Event<'a>> {
    let lines =
        |text: &str| -> CowStr<'a> { text.split('\n').map(cleaned).collect::<Vec<_>>().join("\n").into() };
    Some(match event {
        Event::Text(text) | Event::Html(text) => Event::Text(lines(&text)),
        Event::InlineHtml(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::FootnoteReference(text) => Event::Text(cleaned(&text).into()),
        Event::Code(text) => Event::Code(cleaned(&text).into()),
        Event::Start(tag) => Event::Start(start(tag, level, lead, links)?),
        Event::End(tag) => Event::End(end(tag, level, links)?),
        Event::SoftBreak | Event::HardBreak | Event::Rule | Event::TaskListMarker(_) => event,
    })
}

fn start<'a>(
    tag: Tag<'a>,
    level: usize,
    lead: &dyn Fn(&str) -> Option<String>,
    links: &mut Vec<bool>,
) -> Option<Tag<'a>> {
    Some(match tag {
        Tag::Heading { level: own, .. } => {
            Tag::Heading { level: beneath(own, level), id: None, classes: Vec::new(), attrs: Vec::new() }
        }
        Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => Tag::CodeBlock(CodeBlockKind::Indented),
        Tag::Link { link_type, dest_url, .. } => {
            let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
            let leads = if links.contains(&true) { None } else { lead(&format!("{mail}{dest_url}")) };
            links.push(leads.is_some());
            let dest_url = leads?.into();
            Tag::Link { link_type: LinkType::Inline, dest_url, title: "".into(), id: "".into() }
        }
        Tag::Image { .. } => return None,
        Tag::Paragraph
        | Tag::BlockQuote(_)
        | Tag::List(_)
        | Tag::Item
        | Tag::FootnoteDefinition(_)
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::Table(_)
        | Tag::TableHead
        | Tag::TableRow
        | Tag::TableCell
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript => tag,
    })
}

fn end(tag: TagEnd, level: usize, links: &mut Vec<bool>) -> Option<TagEnd> {
    Some(match tag {
        TagEnd::Heading(own) => TagEnd::Heading(beneath(own, level)),
        TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => TagEnd::CodeBlock,
        TagEnd::Link => return links.pop().unwrap_or(false).then_some(TagEnd::Link),
        TagEnd::Image => return None,
        TagEnd::Paragraph
        | TagEnd::BlockQuote(_)
        | TagEnd::CodeBlock
        | TagEnd::List(_)
        | TagEnd::Item
        | TagEnd::FootnoteDefinition
        | TagEnd::DefinitionList
        | TagEnd::DefinitionListTitle
        | TagEnd::DefinitionListDefinition
        | TagEnd::Table
        | TagEnd::TableHead
        | TagEnd::TableRow
        | TagEnd::TableCell
        | TagEnd::Emphasis
        | TagEnd::Strong
        | TagEnd::Strikethrough
        | TagEnd::Superscript
        | TagEnd::Subscript => tag,
    })
}

fn beneath(own: HeadingLevel, level: usize) -> HeadingLevel {
    HeadingLevel::try_from((own as usize + level).min(6)).unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_author_wrote_in_html_is_text() {
        let lead = |target: &str| (target != "nowhere").then(|| format!("#{target}"));
        for (text, expected) in [
            ("# One\n\ntwo *three*", "<h3>One</h3>\n<p>two <em>three</em></p>\n"),
            ("<script>x</script>", "<pre><code>&lt;script&gt;x&lt;/script&gt;</code></pre>\n"),
            ("a <b>c", "<p>a &lt;b&gt;c</p>\n"),
            ("[a](b \"t\") [c](nowhere) ![d](e.png)", "<p><a href=\"#b\">a</a> c d</p>\n"),
            ("<a@b.gov>", "<p><a href=\"#mailto:a@b.gov\">a@b.gov</a></p>\n"),
            ("a\u{1b}[31m\u{202e}b", "<p>a␛[31m&lt;U+202E&gt;b</p>\n"),
            ("[a [b](c)](d)", "<p>[a <a href=\"#c\">b</a>](d)</p>\n"),
        ] {
            assert_eq!(html(text, 2, lead), expected, "{text:?}");
        }
        assert_eq!(
            html_inline("# a\n\n- [b](c) `<i>`", lead),
            "# a - <a href=\"#c\">b</a> <code>&lt;i&gt;</code>"
        );
    }
}
