//! CommonMark without its markup: the text that is searched, and from which snippets are cut.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the parser is asked for CommonMark and tables, and makes no other events"
)]

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::commonmark::{LONGEST, has_mark, inline_events, is_bare};

/// The displayed text, each of its blocks and cells on a line of its own.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if is_bare(text) || text.len() > LONGEST {
        return text.into();
    }
    words_of(Parser::new_ext(text, Options::ENABLE_TABLES)).into()
}

/// The displayed text of one line with emphasis, code and links, but without blocks.
pub(crate) fn shown_inline(text: &str) -> Cow<'_, str> {
    if has_mark(text) { words_of(inline_events(text).into_iter()).into() } else { text.into() }
}

pub(crate) fn addresses(text: &str) -> Vec<String> {
    if memchr::memchr2(b'[', b'<', text.as_bytes()).is_none() || text.len() > LONGEST {
        return Vec::new();
    }
    let address = |event| {
        let Event::Start(Tag::Link { dest_url, .. }) = event else { return None };
        dest_url.contains([':', '@']).then(|| dest_url.into_string())
    };
    Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(address).collect()
}

fn words_of<'e>(events: impl Iterator<Item = Event<'e>>) -> String {
    let mut words = String::new();
    // The number of the next item of each list that is open, if it is numbered.
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(&text);
            }
            Event::Start(Tag::List(first)) => {
                words.push('\n');
                lists.push(first);
            }
            Event::Start(Tag::Item) => {
                if let Some(Some(number)) = lists.last_mut() {
                    words.extend([number.to_string().as_str(), ". "]);
                    *number += 1;
                }
            }
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image) => {}
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::End(_) => words.push('\n'),
            _ => {}
        }
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_and_words_stay_whole() {
        for (text, expected) in [
            ("un**believ**able", "unbelievable"),
            ("super*cali*fragil", "supercalifragil"),
            ("[la**be**l](a) caf&eacute; A&amp;B x&nbsp;y", "label café A&B x\u{a0}y"),
            ("snake\\_case fo\\_o C\\+\\+ 2 * 3", "snake_case fo_o C++ 2 * 3"),
            ("`code` <https://a.org/x> [words](https://b.org \"title\")", "code https://a.org/x words"),
            ("![picture](https://img.org/pic.png)", "picture"),
            ("# Head\n\ntwo\nlines\n\n- one\n- two", "Head\ntwo\nlines\n\none\ntwo"),
            ("3. three\n4. four", "3. three\n4. four"),
            ("| a | b |\n|---|---|\n| c | d |", "a\nb\n\nc\nd"),
            ("```\nfenced * word\n```", "fenced * word"),
            ("[ref][r1]\n\n[r1]: https://c.org/x \"title\"", "ref"),
            ("a<b>c</b>", "a<b>c</b>"),
            ("", ""),
        ] {
            assert_eq!(shown(text).trim(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_has_no_blocks() {
        for (text, expected) in [
            ("- un**believ**able", "- unbelievable"),
            ("1. of *two*", "1. of two"),
            ("# no heading", "# no heading"),
            ("> no\n\nquote &lt;", "> no quote <"),
            ("**all**", "all"),
        ] {
            assert_eq!(shown_inline(text), expected, "{text:?}");
        }
    }
}
