//! A regular expression over names and text, in any case unless it has a capital.

use std::ops::Range;

use memchr::memchr2_iter;
use regex_lite::{Regex, RegexBuilder};

/// A regular expression, or why what was typed is none.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    text: String,
    /// The expression, or what is wrong with the text.
    regex: Result<Regex, String>,
    /// Letters of ASCII, in lower case, of which every match has some; none where that is not known.
    literals: Vec<String>,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        let regex = built(text).map_err(|error| explained(text, &error));
        let literals = if regex.is_ok() { literals(text) } else { Vec::new() };
        Pattern { text: text.to_owned(), regex, literals }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What is wrong with it, and where.
    pub(super) fn problem(&self) -> Option<&str> {
        self.regex.as_ref().err().map(String::as_str).filter(|_| !self.is_empty())
    }

    /// Letters, in lower case, of which every match has some, where all are of at least so many; none where that is not known.
    pub(super) fn literals(&self, least: usize) -> &[String] {
        if self.literals.iter().all(|literal| literal.len() >= least) { &self.literals } else { &[] }
    }

    /// The first match in `text` that is not empty.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.matches(text).next()
    }

    /// What matches in `text`.
    pub(super) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        self.matches(text).collect()
    }

    fn matches(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let regex = self.regex.as_ref().ok().filter(|_| !self.is_empty() && self.may_match(text));
        let found = regex.into_iter().flat_map(move |regex| regex.find_iter(text));
        found.map(|found| found.range()).filter(|range| !range.is_empty())
    }

    /// Whether letters that every match has are there: that is much sooner known than whether there is a match.
    fn may_match(&self, text: &str) -> bool {
        self.literals.is_empty()
            || self.literals.iter().any(|literal| has_literal(text.as_bytes(), literal.as_bytes()))
    }
}

/// Whether a text has some letters, in any case.
fn has_literal(text: &[u8], literal: &[u8]) -> bool {
    let by_rank = literal.iter().copied().enumerate().min_by_key(|(_, letter)| rank(*letter));
    by_rank.is_some_and(|(rarest, letter)| {
        memchr2_iter(letter, letter.to_ascii_uppercase(), text).any(|at| {
            at.checked_sub(rarest)
                .and_then(|start| text.get(start..start + literal.len()))
                .is_some_and(|part| part.eq_ignore_ascii_case(literal))
        })
    })
}

fn built(text: &str) -> Result<Regex, regex_lite::Error> {
    RegexBuilder::new(text).case_insensitive(!has_capital(text)).size_limit(MOST_BYTES).build()
}

/// The largest expression, in bytes: what a counted repetition in another may take.
const MOST_BYTES: usize = 1 << 20;

/// Whether a capital stands for itself: that of `\W` does not.
fn has_capital(text: &str) -> bool {
    let mut is_escaped = false;
    text.chars().any(|c| {
        let counts = c.is_uppercase() && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        counts
    })
}

/// What is wrong with an expression, with the place behind the longest beginning that is one.
fn explained(text: &str, error: &regex_lite::Error) -> String {
    let beginnings = text.char_indices().enumerate().collect::<Vec<_>>();
    let place = beginnings.iter().rev().find(|(_, (at, _))| built(&text[..*at]).is_ok());
    let place = place.map_or(1, |(characters, _)| characters + 1);
    format!("no regular expression: {error}, at character {place}")
}

/// How often a letter stands in English text, as a rank: the rarest first.
fn rank(letter: u8) -> usize {
    const RAREST_FIRST: &[u8] = b"zqjxkvbywgpfmucdlhrsnioate";
    RAREST_FIRST.iter().position(|other| *other == letter).unwrap_or(0)
}

/// Runs of letters and digits of ASCII of which every match has one, the shortest as long as it can be; of an expression
/// without flags and numbers of letters.
fn literals(text: &str) -> Vec<String> {
    if ["(?", r"\x", r"\u", r"\U"].iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    literals_of_any(&mut &*text)
}

/// Those of alternatives, up to the end of their group; what is parsed by now nests groups 50 deep at most.
fn literals_of_any(rest: &mut &str) -> Vec<String> {
    let mut all = literals_of_sequence(rest);
    let mut is_known = !all.is_empty();
    while let Some(after) = rest.strip_prefix('|') {
        *rest = after;
        let literals = literals_of_sequence(rest);
        is_known &= !literals.is_empty();
        all.extend(literals);
    }
    if is_known { all } else { Vec::new() }
}

/// Those of one alternative: of its longest run, or of the group in it that has longer ones.
fn literals_of_sequence(rest: &mut &str) -> Vec<String> {
    let (mut best, mut run) = (Vec::new(), String::new());
    while let Some(c) = rest.chars().next().filter(|c| !matches!(c, '|' | ')')) {
        *rest = &rest[c.len_utf8()..];
        if c.is_ascii_alphanumeric() && !rest.starts_with(['?', '*', '+', '{']) {
            run.push(c.to_ascii_lowercase());
            continue;
        }
        choose(&mut best, vec![std::mem::take(&mut run)]);
        match c {
            '\\' => *rest = after_letter(rest),
            '[' => *rest = after_class(rest),
            '{' => *rest = rest.split_once('}').map_or("", |(_, after)| after),
            '(' => {
                let inside = literals_of_any(rest);
                *rest = rest.strip_prefix(')').unwrap_or(rest);
                if !rest.starts_with(['?', '*', '{']) {
                    choose(&mut best, inside);
                }
            }
            _ => {}
        }
    }
    choose(&mut best, vec![run]);
    best
}

/// Takes other literals, if the shortest of them is longer.
fn choose(best: &mut Vec<String>, other: Vec<String>) {
    let shortest = |literals: &[String]| literals.iter().map(String::len).min().unwrap_or(0);
    if shortest(&other) > shortest(best) {
        *best = other;
    }
}

fn after_letter(rest: &str) -> &str {
    let mut letters = rest.chars();
    letters.next();
    letters.as_str()
}

/// What stands behind a class, whose bracket has been read: a bracket closes it that is neither its first sign nor
/// escaped.
fn after_class(rest: &str) -> &str {
    let mut rest = rest.strip_prefix('^').unwrap_or(rest);
    rest = rest.trim_start_matches('-');
    rest = rest.strip_prefix(']').unwrap_or(rest);
    while let Some(at) = rest.find(['\\', ']']) {
        let is_end = rest[at..].starts_with(']');
        rest = if is_end { return &rest[at + 1..] } else { after_letter(&rest[at + 1..]) };
    }
    ""
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn capitals_decide_about_case() {
        let cases: [(&str, &str, &[&str]); 7] = [
            ("state", "The STATE of states", &["STATE", "state"]),
            ("State", "The STATE of States", &["State"]),
            (r"\w+\W", "a b", &["a "]),
            ("x*", "abc", &[]),
            ("", "abc", &[]),
            ("(", "(", &[]),
            ("é.", "né en", &["é "]),
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
            ("report(", "no regular expression: found open group without closing ')', at character 7"),
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
            ("report.*victims", "victims"),
            ("Reports?", "report"),
            ("(abc)+de", "abc"),
            ("(abc)*de", "de"),
            ("(abc){0}de", "de"),
            ("ab+cd", "cd"),
            ("a|bcd", "a|bcd"),
            ("a|bc+", "a|b"),
            ("a|.*", ""),
            (r"\bwork\d{2,3}", "work"),
            ("[abc]x", "x"),
            ("a{2}", ""),
            ("a{2}bc", "bc"),
            ("(health|water) saf", "health|water"),
            ("(health|.) saf", "saf"),
            ("(a|(bc|de)f)g|h", "a|bc|de|h"),
            ("(a|b)cde|f", "cde|f"),
            (r"[|]ab\|cd", "ab"),
        ] {
            assert_eq!(Pattern::new(pattern).literals(1).join("|"), expected, "{pattern}");
        }
        assert!(Pattern::new("abc|de").literals(3).is_empty());
    }

    proptest! {
        #[test]
        fn no_match_is_without_them(pattern in r"[ab.?*+|(){}\[\]\\1w-]{0,9}", text in "[abAB1 ]{0,10}") {
            let pattern = Pattern::new(&pattern);
            if let Ok(regex) = &pattern.regex {
                for found in regex.find_iter(&text) {
                    let found = found.as_str().to_lowercase();
                    let literals = pattern.literals(1);
                    prop_assert!(literals.is_empty() || literals.iter().any(|literal| found.contains(literal)));
                }
            }
        }
    }
}
