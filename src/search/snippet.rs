//! Cuts a line out of a text so that the matches are visible.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::fold::is_unspaced;
use crate::text::{prefix_within, width};

/// Part of a text on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text with single spaces, and an ellipsis wherever it is cut.
    pub text: String,
    /// What matched, in bytes of `text`.
    pub ranges: Vec<Range<usize>>,
}

/// The part of `text` around the first of `ranges`, at most so many `columns` wide, cut between words if possible, with
/// `ellipsis` wherever it is cut.
pub fn snippet(text: &str, ranges: &[Range<usize>], columns: usize, ellipsis: &str) -> Snippet {
    let plain = in_one_line(text, ranges);
    if width(&plain.text) <= columns {
        return plain;
    }
    let window = window(&plain, columns, width(ellipsis));
    let mut cut = Snippet::default();
    if window.start > 0 {
        cut.text.push_str(ellipsis);
    }
    let shift = cut.text.len();
    cut.text.push_str(plain.text[window.clone()].trim_end());
    let shown = window.start..window.start + cut.text.len() - shift;
    if window.end < plain.text.len() {
        cut.text.push_str(ellipsis);
    }
    let clipped =
        plain.ranges.into_iter().map(|range| range.start.max(shown.start)..range.end.min(shown.end));
    cut.ranges = clipped
        .filter(|range| range.start < range.end)
        .map(|range| range.start - shown.start + shift..range.end - shown.start + shift)
        .collect();
    cut
}

/// The bytes of `plain` to show: the first match, some words before it, and as much after it as fits beside the
/// ellipses.
fn window(plain: &Snippet, columns: usize, ellipsis: usize) -> Range<usize> {
    let text = plain.text.as_str();
    let room = columns.saturating_sub(2 * ellipsis);
    let cuts = cuts(text);
    let fits = |start: usize, end: usize| width(&text[start..end]) <= room;
    // As many matches as fit, and then a third of the line for the words before them.
    let (first, target) = best_stretch(plain, fits);
    let lead = room.saturating_sub(width(&text[first.start..target])).min(room / 3 + 1);
    let start = cuts
        .iter()
        .copied()
        .filter(|at| *at <= first.start && width(&text[*at..first.start]) <= lead && begins_word(text, *at))
        .min()
        .unwrap_or(first.start);
    let start = if fits(0, target) { 0 } else { start };
    let room = if start == 0 { columns.saturating_sub(ellipsis) } else { room };
    let ends = cuts.iter().copied().filter(|at| *at > start).chain([text.len()]);
    let end = ends.take_while(|end| width(text[start..*end].trim_end()) <= room).last();
    let end = end.filter(|end| *end > first.start || *end == text.len());
    start..end.unwrap_or_else(|| start + prefix_within(&text[start..], room))
}

/// The start of the first match and the end of the last one in the window that fits the most different matching
/// words.
fn best_stretch(plain: &Snippet, fits: impl Fn(usize, usize) -> bool) -> (Range<usize>, usize) {
    let word = |range: &Range<usize>| plain.text[range.clone()].to_lowercase();
    let stretch = |first: usize| {
        let ranges = &plain.ranges[first..];
        let start = ranges[0].start;
        let count = ranges.iter().take(MOST_MARKED).take_while(|range| fits(start, range.end)).count().max(1);
        let words: BTreeSet<String> = ranges[..count].iter().map(word).collect();
        (words.len(), ranges[0].clone(), ranges[count - 1].end)
    };
    let stretches = (0..plain.ranges.len()).take(MOST_MARKED).map(stretch);
    let best = stretches.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map_or((0..0, 0), |(_, first, end)| (first, end))
}

/// Only this many matches of a text are used: a word may occur thousands of times.
const MOST_MARKED: usize = 100;

/// Where the text may be cut: at the beginnings and ends of words.
fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut before = ' ';
    for (at, sign) in text.grapheme_indices(true) {
        let c = sign.chars().next().unwrap_or(' ');
        let mut rest = text[at..].chars().take_while(|c| *c != ' ');
        let ends_word = before.is_alphanumeric() && !rest.any(char::is_alphanumeric);
        if before == ' ' || ends_word || is_unspaced(before) || is_unspaced(c) {
            cuts.push(at);
        }
        before = c;
    }
    cuts
}

fn begins_word(text: &str, at: usize) -> bool {
    at == 0 || text[..at].ends_with(' ')
}

/// The whole text on one line: blanks and controls become single spaces.
fn in_one_line(text: &str, ranges: &[Range<usize>]) -> Snippet {
    let mut line = Snippet { text: String::with_capacity(text.len()), ranges: Vec::new() };
    let mut place = vec![0; text.len() + 1];
    for (at, c) in text.char_indices() {
        place[at..at + c.len_utf8()].fill(line.text.len());
        if !c.is_whitespace() && !c.is_control() {
            line.text.push(c);
        } else if !line.text.is_empty() && !line.text.ends_with(' ') {
            line.text.push(' ');
        }
    }
    line.text.truncate(line.text.trim_end().len());
    let end = line.text.len();
    place[text.len()] = end;
    let moved = ranges.iter().filter(|range| range.end <= text.len());
    line.ranges = moved
        .map(|range| place[range.start].min(end)..place[range.end].min(end))
        .filter(|range| range.start < range.end)
        .collect();
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, word: &str, columns: usize) -> String {
        let ranges: Vec<_> = text.match_indices(word).map(|(at, _)| at..at + word.len()).collect();
        let mut snippet = snippet(text, &ranges, columns, "…");
        assert!(width(&snippet.text) <= columns, "{snippet:?}");
        for range in snippet.ranges.iter().rev() {
            snippet.text.insert(range.end, '>');
            snippet.text.insert(range.start, '<');
        }
        snippet.text
    }

    #[test]
    fn what_matched_is_in_sight() {
        let text = "The group of senior officials who represent the agencies, with five standing committees.";
        let cases = [
            (text, "group", 40, "The <group> of senior officials who…"),
            (text, "five", 40, "…with <five> standing committees."),
            (text, "committees", 30, "…standing <committees>."),
            (text, "nothing", 20, "The group of senior…"),
            ("short", "short", 20, "<short>"),
            ("", "", 20, ""),
            ("see the group\n\nand   M*A*S*H", "group", 80, "see the <group> and M*A*S*H"),
            ("# 1 *goal* > 5", "goal", 80, "# 1 *<goal>* > 5"),
            ("\u{1b}[31mred\u{202e}", "red", 80, "[31m<red>\u{202e}"),
            ("one two (three) four", "one", 10, "<one> two…"),
            ("to swim, or not", "to", 8, "<to> swim…"),
            ("some 1,000 of them", "some", 8, "<some>…"),
            ("日本語の長い文章がここにあります", "文章", 12, "…<文章>がここ…"),
        ];
        for (text, word, columns, expected) in cases {
            assert_eq!(shown(text, word, columns), expected, "{word} {columns}");
        }
    }

    #[test]
    fn no_width_is_too_small() {
        for columns in 0..20 {
            let text = "internationalisation of [things](x) with é\u{301}́ and 日本";
            for at in text.char_indices().map(|(at, _)| at) {
                let end = text.len();
                for ellipsis in ["…", "..."] {
                    let snippet = snippet(text, std::slice::from_ref(&(at..end)), columns, ellipsis);
                    let most = columns.max(2 * width(ellipsis));
                    assert!(width(&snippet.text) <= most, "{columns} {snippet:?}");
                    for range in &snippet.ranges {
                        assert!(snippet.text.get(range.clone()).is_some());
                    }
                }
            }
        }
    }
}
