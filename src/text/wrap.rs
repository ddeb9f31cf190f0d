//! Where a line of text may end.
//!
//! A small part of Unicode's line breaking (UAX #14), chosen for prose on a terminal: after spaces, after a hyphen
//! or dash within a word (but not before a digit: dates and telephone numbers stay whole), and around wide
//! characters except where a closing or opening mark forbids it. A word longer than the line, such as an address,
//! ends after its punctuation, or else wherever the line is full, between clusters.
//!
//! `textwrap` breaks plain strings; here the parts of a text have roles and links, and clusters are as wide as the
//! screen draws them.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::{lines::StyledRange, width::first_cluster};

#[derive(Clone, Copy, Debug)]
pub(super) struct Breaker<'a> {
    pub(super) text: &'a str,
    pub(super) runs: &'a [StyledRange],
    /// Whether words are never broken, however long.
    pub(super) keeps_words: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) range: Range<usize>,
    /// Whether it is one cluster that is wider than the line.
    pub(super) too_wide: bool,
}

impl Breaker<'_> {
    /// Hands the lines of `range`, each of at most `room` cells, to `each`; there is always at least one.
    pub(super) fn lines(
        self,
        range: Range<usize>,
        room: usize,
        spaces: LeadingSpaces,
        mut each: impl FnMut(Cut),
    ) {
        let mut start = range.start;
        loop {
            let end = self.text[start..range.end].find('\n').map_or(range.end, |at| start + at);
            self.wrap(start..end, room, spaces, &mut each);
            if end == range.end {
                return;
            }
            start = end + 1;
        }
    }

    /// The number of cells of the widest word, and of the widest line when none is wrapped.
    pub(super) fn extent(self, range: Range<usize>) -> (usize, usize) {
        let (mut word, mut line, mut widest) = (0, 0, (0, 0));
        for cluster in self.clusters(range) {
            line = if cluster.first == '\n' { 0 } else { line + cluster.width };
            word = if cluster.first == '\n' || cluster.is_space() { 0 } else { word + cluster.width };
            widest = (widest.0.max(word), widest.1.max(line));
        }
        widest
    }

    fn wrap(self, range: Range<usize>, room: usize, spaces: LeadingSpaces, each: &mut impl FnMut(Cut)) {
        let end = range.end;
        let mut start = self.skip_spaces(range.clone());
        if spaces == LeadingSpaces::Kept {
            // Spaces are a byte and a cell each; the few others that a line may begin with are dropped.
            let leading =
                self.text[range.start..start].bytes().rev().take_while(|&byte| byte == b' ').count();
            start -= leading.min(room / 2);
        }
        loop {
            let (cut, next) = self.cut(start..end, room);
            each(cut);
            start = self.skip_spaces(next..end);
            if start == end {
                return;
            }
        }
    }

    fn skip_spaces(self, range: Range<usize>) -> usize {
        let end = range.end;
        self.clusters(range).find(|cluster| !cluster.is_space()).map_or(end, |cluster| cluster.at)
    }

    /// The line that `range` begins with, and where the next one begins.
    ///
    /// The range begins with fewer spaces than there is room.
    fn cut(self, range: Range<usize>, room: usize) -> (Cut, usize) {
        let Range { start, end } = range;
        // Where the line may end, and where the next one would begin: at a place meant for it, or within a word.
        let (mut between_words, mut within_word) = (None, None);
        let (mut used, mut ink_end) = (0, start);
        let mut previous_two: [Option<Cluster>; 2] = [None, None];
        for cluster in self.clusters(range) {
            let here = Some((cluster.at, cluster.at));
            let next = cluster.at + cluster.length;
            if cluster.is_space() {
                if ink_end > start {
                    between_words = Some((ink_end, next));
                }
            } else {
                let is_allowed =
                    |previous: &Cluster| !self.keeps_words || previous.width > 1 || cluster.width > 1;
                let previous = previous_two[1].filter(is_allowed);
                match previous.and_then(|previous| opportunity(previous_two[0], previous, cluster)) {
                    Some(Opportunity::BetweenWords) => between_words = here,
                    Some(Opportunity::WithinWord) => within_word = here,
                    None => {}
                }
                let can_end = !self.keeps_words || between_words.or(within_word).is_some();
                if used + cluster.width > room && can_end {
                    if cluster.at == start {
                        return (Cut { range: start..next, too_wide: true }, next);
                    }
                    let (cut, next) = between_words.or(within_word).unwrap_or((cluster.at, cluster.at));
                    return (Cut { range: start..cut, too_wide: false }, next);
                }
                ink_end = next;
            }
            used += cluster.width;
            previous_two = [previous_two[1], Some(cluster)];
        }
        (Cut { range: start..ink_end, too_wide: false }, end)
    }

    /// The clusters of a range, none of which reaches over the end of a run: each run is drawn by itself.
    fn clusters(self, range: Range<usize>) -> impl Iterator<Item = Cluster> {
        let Breaker { text, runs, .. } = self;
        let (mut at, end) = (range.start, range.end);
        let mut run = runs.partition_point(|run| run.range.end <= at);
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            while runs.get(run).is_some_and(|run| run.range.end <= at) {
                run += 1;
            }
            let limit = runs.get(run).map_or(end, |run| run.range.end.min(end));
            let rest = &text[at..limit];
            let (length, width) = first_cluster(rest);
            at += length;
            Some(Cluster { at: at - length, length, width, first: rest.chars().next().unwrap_or_default() })
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeadingSpaces {
    Dropped,
    Kept,
}

#[derive(Clone, Copy, Debug)]
struct Cluster {
    at: usize,
    length: usize,
    width: usize,
    first: char,
}

impl Cluster {
    fn is_space(self) -> bool {
        self.length == self.first.len_utf8()
            && matches!(self.first, ' ' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}'
                | '\u{205f}' | '\u{3000}')
    }

    fn is_wide(self) -> bool {
        self.width > 1 && self.first.width() == Some(2)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opportunity {
    BetweenWords,
    /// Taken only by a word that is longer than the line.
    WithinWord,
}

/// Whether a line may end between `previous` and `next`, the latter not being a space.
fn opportunity(before_previous: Option<Cluster>, previous: Cluster, next: Cluster) -> Option<Opportunity> {
    // Nearly all pairs are two letters of a word.
    if previous.first.is_ascii_alphanumeric() && next.first.is_ascii() {
        return None;
    }
    if previous.is_space() || is_closing(next.first) || is_opening(previous.first) {
        return None;
    }
    if previous.is_wide() || next.is_wide() {
        return Some(Opportunity::BetweenWords);
    }
    match previous.first {
        // In `--flag` and `-1` the hyphen belongs to what follows it.
        '-' | '\u{2010}' | '\u{2013}' => (next.first.is_alphabetic()
            && before_previous.is_some_and(|before| before.first.is_alphanumeric()))
        .then_some(Opportunity::BetweenWords)
        .or(Some(Opportunity::WithinWord).filter(|_| next.first.is_alphanumeric())),
        '\u{2014}' => next.first.is_alphanumeric().then_some(Opportunity::BetweenWords),
        '/' | '?' | '&' | '=' | '_' | '.' | '#' | '%' | ',' | ':' | ';' | '+' | '@' | '~' | '|' | '\\' => {
            next.first.is_alphanumeric().then_some(Opportunity::WithinWord)
        }
        _ => None,
    }
}

fn is_closing(c: char) -> bool {
    const WIDE: &str = "、。，．・：；？！ー々〻゛゜ゝゞ〉》」』】〕）］｝〗〙〟ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
    matches!(c, '!' | '%' | ')' | ',' | '.' | ':' | ';' | '?' | ']' | '}' | '’' | '”' | '»' | '›' | '…' | '‥')
        || (c >= '\u{3000}' && WIDE.contains(c))
}

fn is_opening(c: char) -> bool {
    "([{‘“«‹〈《「『【〔（［｛〖〘〝".contains(c)
}

#[cfg(test)]
mod tests {
    use super::{Breaker, LeadingSpaces};
    use crate::text::{Role, lines::StyledRange, width};

    fn cut(text: &str, room: usize, spaces: LeadingSpaces) -> Vec<String> {
        let runs = [StyledRange { range: 0..text.len(), role: Role::Text, link: None }];
        let mut lines = Vec::new();
        Breaker { text, runs: &runs, keeps_words: false }.lines(0..text.len(), room, spaces, |cut| {
            lines.push(text[cut.range].to_owned());
        });
        lines
    }

    #[test]
    fn lines_end_where_they_may() {
        for (text, room, lines) in [
            ("", 5, &[""] as &[_]),
            ("one two  three", 7, &["one two", "three"]),
            ("one two  three", 8, &["one two", "three"]),
            ("  leading and trailing  ", 12, &["leading and", "trailing"]),
            ("hard\nend\n\nhere", 9, &["hard", "end", "", "here"]),
            ("anti-trafficking", 12, &["anti-", "trafficking"]),
            ("on 2018-10-11", 10, &["on", "2018-10-11"]),
            ("on 2018-10-11", 9, &["on", "2018-10-", "11"]),
            ("use --flag", 7, &["use", "--flag"]),
            ("and/or maybe", 6, &["and/or", "maybe"]),
            ("see and/or", 8, &["see", "and/or"]),
            ("at https://a.gov/one/two", 14, &["at", "https://a.gov/", "one/two"]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("漢字かな交じり文", 6, &["漢字か", "な交じ", "り文"]),
            ("これは。はい", 6, &["これ", "は。は", "い"]),
            ("「引用」です", 4, &["「引", "用」", "です"]),
            ("한국어 문서", 6, &["한국어", "문서"]),
            ("😀😀😀", 4, &["😀😀", "😀"]),
            ("no\u{a0}break here", 9, &["no\u{a0}break", "here"]),
            ("שלום עולם", 5, &["שלום", "עולם"]),
            ("q\u{301}q\u{301}q\u{301}", 2, &["q\u{301}q\u{301}", "q\u{301}"]),
            ("abq\u{301}cd", 3, &["abq\u{301}", "cd"]),
            ("abq\u{301}cd", 2, &["ab", "q\u{301}c", "d"]),
            ("漢a", 1, &["漢", "a"]),
            ("漢    a", 1, &["漢", "a"]),
            ("\u{3000}\u{3000}漢\u{3000}\u{3000}字", 2, &["漢", "字"]),
        ] {
            assert_eq!(cut(text, room, LeadingSpaces::Dropped), lines, "{text:?} in {room}");
        }
    }

    #[test]
    fn literal_lines_keep_their_indent() {
        for (text, room, lines) in [
            ("    code", 20, &["    code"] as &[_]),
            ("    code here", 10, &["    code", "here"]),
            ("          deep", 8, &["    deep"]),
        ] {
            assert_eq!(cut(text, room, LeadingSpaces::Kept), lines, "{text:?} in {room}");
        }
    }

    #[test]
    fn the_extent_is_of_words_and_lines() {
        let text = "one three\nfive 漢字";
        let runs = [StyledRange { range: 0..text.len(), role: Role::Text, link: None }];
        assert_eq!(
            Breaker { text, runs: &runs, keeps_words: false }.extent(0..text.len()),
            (5, width("one three"))
        );
    }
}
