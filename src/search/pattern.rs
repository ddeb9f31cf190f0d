//! A regular expression over names and text. Case, accents, quotes and dashes are folded on both sides, as they are in
//! words; `(?-i)` keeps case.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;
use regex_lite::{Regex, RegexBuilder};

use super::fold;

#[derive(Clone, Debug)]
pub(super) struct Pattern {
    text: String,
    /// The expression, or what is wrong with the text.
    regex: Result<Regex, String>,
    /// Lower-case literals that every match has.
    needs: Vec<String>,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        let plain = Plain::of(text);
        let text = plain.text.as_ref();
        let regex = built(text).map_err(|error| explained(text, &error));
        let needs = if regex.is_ok() { needs(text) } else { Vec::new() };
        Pattern { text: text.to_owned(), regex, needs }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn problem(&self) -> Option<&str> {
        self.regex.as_ref().err().map(String::as_str).filter(|_| !self.is_empty())
    }

    /// The literals of at least so many letters.
    pub(super) fn needs(&self, least: usize) -> impl Iterator<Item = &String> {
        self.needs.iter().filter(move |literal| literal.len() >= least)
    }

    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        let plain = Plain::of(text);
        self.matches(&plain.text).next().map(|range| plain.source(&range))
    }

    pub(super) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let plain = Plain::of(text);
        self.matches(&plain.text).map(|range| plain.source(&range)).collect()
    }

    fn matches(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let regex = self.regex.as_ref().ok().filter(|_| !self.is_empty() && self.may_match(text));
        let found = regex.into_iter().flat_map(move |regex| regex.find_iter(text));
        found.map(|found| found.range()).filter(|range| !range.is_empty())
    }

    /// Whether the text has the literals of every match, which is a quick test before matching.
    fn may_match(&self, text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        self.needs.iter().all(|literal| memmem::find(text.as_bytes(), literal.as_bytes()).is_some())
    }
}

/// A text without accents, and with plain quotes and dashes.
struct Plain<'t> {
    text: Cow<'t, str>,
    /// For each byte of `text` and for its end, the start of the source character; empty if `text` is the source.
    starts: Vec<usize>,
}

impl<'t> Plain<'t> {
    fn of(source: &'t str) -> Self {
        if source.is_ascii() {
            return Plain { text: source.into(), starts: Vec::new() };
        }
        let (mut text, mut starts) =
            (String::with_capacity(source.len()), Vec::with_capacity(source.len() + 1));
        for (at, c) in source.char_indices() {
            fold::push_plain(c, &mut text);
            starts.resize(text.len(), at);
        }
        starts.push(source.len());
        Plain { text: text.into(), starts }
    }

    /// The range of the source for a range of the text, in whole characters.
    fn source(&self, range: &Range<usize>) -> Range<usize> {
        let Some(start) = self.starts.get(range.start) else { return range.clone() };
        let last = self.starts[range.end - 1];
        let end = self.starts[range.end..].iter().find(|start| **start > last);
        *start..end.copied().unwrap_or(*start)
    }
}

fn built(text: &str) -> Result<Regex, regex_lite::Error> {
    RegexBuilder::new(text).case_insensitive(true).size_limit(MOST_BYTES).build()
}

/// The largest compiled expression, in bytes, as nested counted repetitions multiply.
const MOST_BYTES: usize = 1 << 20;

/// What is wrong with an expression, with the place after its longest valid prefix.
fn explained(text: &str, error: &regex_lite::Error) -> String {
    let beginnings = text.char_indices().enumerate().collect::<Vec<_>>();
    let place = beginnings.iter().rev().find(|(_, (at, _))| built(&text[..*at]).is_ok());
    let place = place.map_or(1, |(characters, _)| characters + 1);
    format!("not a regular expression: {error}, at character {place}")
}

/// The runs of letters and digits that every match of an expression has: those outside of groups and classes, of one
/// without alternatives there, flags and escapes.
fn needs(text: &str) -> Vec<String> {
    if text.contains(['\\', '[']) || text.contains("(?") {
        return Vec::new();
    }
    let (mut needs, mut depth) = (vec![String::new()], 0_usize);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_repeated = rest.peek().is_some_and(|next| matches!(next, '?' | '*' | '+' | '{'));
        match c {
            '|' if depth == 0 => return Vec::new(),
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            c if c.is_ascii_alphanumeric() && depth == 0 && !is_repeated => {
                needs.last_mut().into_iter().for_each(|run| run.push(c.to_ascii_lowercase()));
                continue;
            }
            _ => {}
        }
        needs.push(String::new());
    }
    needs.retain(|run| !run.is_empty());
    needs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::cases;

    #[test]
    fn case_accents_and_signs_are_folded() {
        let cases: [(&str, &str, &[&str]); 16] = [
            ("state", "The STATE of states", &["STATE", "state"]),
            ("State", "The STATE of States", &["STATE", "State"]),
            ("(?-i)State", "The STATE of States", &["State"]),
            (r"\w+\W", "a b", &["a "]),
            ("x*", "abc", &[]),
            ("", "abc", &[]),
            ("(", "(", &[]),
            ("é.", "né en", &["é ", "en"]),
            ("istanbul", "Visit İstanbul", &["İstanbul"]),
            ("cafe z", "Café Zürich", &["Café Z"]),
            ("CAFÉ", "CAFE CAFÉ", &["CAFE", "CAFÉ"]),
            ("women's", "The women’s work", &["women’s"]),
            ("1990-1995", "Acts 1990–1995", &["1990–1995"]),
            ("strasse", "Große Straße", &["Straße"]),
            ("\"law\"", "the “law”", &["“law”"]),
            ("^.t$", "né\u{301}", &[]),
        ];
        for (pattern, text, expected) in cases {
            let ranges = Pattern::new(pattern).ranges(text);
            let found: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{pattern}");
        }
    }

    #[test]
    fn a_bad_expression_is_explained_with_its_place() {
        for (pattern, expected) in [
            ("report(", "not a regular expression: found open group without closing ')', at character 7"),
            ("*a", "must be applied to a sub-expression, at character 1"),
            ("a[b", "at character 2"),
            ("é)", "at character 2"),
        ] {
            let pattern = Pattern::new(pattern);
            let problem = pattern.problem().unwrap();
            assert!(problem.contains(expected), "{problem}");
        }
        assert_eq!(Pattern::new("a+").problem(), None);
        assert_eq!(Pattern::new("").problem(), None);
    }

    #[test]
    fn letters_of_every_match_are_known() {
        for (pattern, expected) in [
            ("report.*victims", "report & victims"),
            ("Reports?", "report"),
            ("(abc)+de", "de"),
            ("(abc){0}de", "de"),
            ("ab+cd", "a & cd"),
            ("a|bcd", ""),
            (r"\bwork\d{2,3}", ""),
            ("[abc]x", ""),
            ("a{2}", ""),
            ("a{2}bc", "bc"),
            ("(health|water) saf", "saf"),
            ("^traffick(ing|er)s?$", "traffick"),
        ] {
            let pattern = Pattern::new(pattern);
            let needs: Vec<&str> = pattern.needs(1).map(String::as_str).collect();
            assert_eq!(needs.join(" & "), expected, "{}", pattern.text);
        }
        assert_eq!(Pattern::new("ab.fgh").needs(3).count(), 1);
    }

    #[test]
    fn no_match_is_without_them() {
        cases(300, |dice| {
            let pattern = Pattern::new(&dice.word(r"ab.?*+|(){}[]\1w-", 9));
            let text = dice.word("abAB1 ", 10);
            let Ok(regex) = &pattern.regex else { return };
            for found in regex.find_iter(&text) {
                let found = found.as_str().to_lowercase();
                for literal in pattern.needs(1) {
                    assert!(found.contains(literal), "{literal}");
                }
            }
        });
    }
}
