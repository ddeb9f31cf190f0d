//! The links of a CommonMark text, to check where they lead.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, Event, LinkType, Options, Parser, Tag, TextMergeWithOffset};

#[derive(Debug)]
pub(crate) struct WrittenLink {
    pub(crate) range: Range<usize>,
    /// Where it leads; `[name]` for a reference that is defined nowhere.
    pub(crate) target: String,
    /// Whether CommonMark parses it as a link. If not, the author only meant one.
    pub(crate) is_parsed: bool,
}

pub(crate) fn written_links(text: &str) -> Vec<WrittenLink> {
    if memchr::memchr2(b'[', b'<', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut undefined = Vec::new();
    let mut note = |link: BrokenLink| {
        // `[words]` alone are mostly words.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            let target = format!("[{}]", link.reference);
            undefined.push(WrittenLink { range: link.span, target, is_parsed: true });
        }
        None
    };
    let parser = Parser::new_with_broken_link_callback(text, Options::ENABLE_TABLES, Some(&mut note));
    let mut links = Vec::new();
    for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
        if let Event::Start(Tag::Link { dest_url, link_type, .. } | Tag::Image { dest_url, link_type, .. }) =
            event
        {
            links.push(WrittenLink { range, target: address_of(link_type, &dest_url), is_parsed: true });
        } else if let Event::InlineHtml(html) = event {
            let is_link = html.to_ascii_lowercase().starts_with("<a ");
            let link = WrittenLink { range, target: html.into_string(), is_parsed: false };
            links.extend(Some(link).filter(|_| is_link));
        } else if let Event::Text(_) = event {
            links.extend(unparsed_links(text, range));
        }
    }
    links.append(&mut undefined);
    links
}

/// Where a parsed link leads; CommonMark has mail addresses without their scheme.
pub(super) fn address_of(link_type: LinkType, written: &str) -> String {
    format!("{}{written}", if link_type == LinkType::Email { "mailto:" } else { "" })
}

/// Pieces of plain text that were meant as `[words](target)`, with a space in the target or without an end.
fn unparsed_links(text: &str, piece: Range<usize>) -> impl Iterator<Item = WrittenLink> {
    let source = &text[piece.clone()];
    let mut done = 0;
    source.match_indices("](").filter_map(move |(at, _)| {
        let before = source.get(done..at)?;
        let open = done + before.rfind('[').unwrap_or(before.len());
        let end = source[at..].find(')').map_or(source.len(), |len| at + len + 1);
        let is_escaped = source[..open].ends_with('\\') || source[..at].ends_with('\\');
        done = end;
        let target = source[at + 2..end].trim_end_matches(')').trim();
        let link = WrittenLink {
            range: piece.start + open..piece.start + end,
            target: target.to_owned(),
            is_parsed: false,
        };
        (open < at && !is_escaped && !target.is_empty()).then_some(link)
    })
}
