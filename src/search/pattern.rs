//! A regular expression over names and text. Case, accents, quotes and dashes are folded on both sides, as they are in
//! words; `(?-i)` keeps case.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr2_iter;
use regex_lite::{Regex, RegexBuilder};

use super::fold;

#[derive(Clone, Debug)]
pub(super) struct Pattern {
    text: String,
    /// The expression, or what is wrong with the text.
    regex: Result<Regex, String>,
    /// Literals of which every match has one, if known.
    needs: Vec<OneOf>,
}

/// Lower-case ASCII runs, one of which is in every match.
pub(super) type OneOf = Vec<String>;

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

    /// The sets of literals whose members all have at least `least` letters.
    pub(super) fn needs(&self, least: usize) -> impl Iterator<Item = &OneOf> {
        self.needs.iter().filter(move |literals| shortest(literals) >= least)
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
        let is_there = |literal: &String| has_literal(text.as_bytes(), literal.as_bytes());
        self.needs.iter().all(|literals| literals.iter().any(is_there))
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

/// The frequency rank of a letter in English, the rarest first.
fn rank(letter: u8) -> usize {
    const RAREST_FIRST: &[u8] = b"zqjxkvbywgpfmucdlhrsnioate";
    RAREST_FIRST.iter().position(|other| *other == letter).unwrap_or(0)
}

/// The literals of every match of an expression; none for one with flags or repetitions.
fn needs(text: &str) -> Vec<OneOf> {
    if ["(?", r"\x", r"\u", r"\U"].iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    needs_of_any(&mut &*text)
}

/// The literals of alternatives, up to the end of their group. A match has a literal of one alternative. The
/// expression is valid, so groups nest at most 50 deep.
fn needs_of_any(rest: &mut &str) -> Vec<OneOf> {
    let mut alternatives = vec![needs_of_sequence(rest)];
    while let Some(after) = rest.strip_prefix('|') {
        *rest = after;
        alternatives.push(needs_of_sequence(rest));
    }
    if let [single] = alternatives.as_mut_slice() {
        return std::mem::take(single);
    }
    let best = |needs: Vec<OneOf>| needs.into_iter().max_by_key(shortest);
    let together: Option<Vec<OneOf>> = alternatives.into_iter().map(best).collect();
    together.map(|literals| literals.concat()).into_iter().collect()
}

/// The literals of one alternative: each run of letters and digits, and those of its groups.
fn needs_of_sequence(rest: &mut &str) -> Vec<OneOf> {
    let (mut needs, mut run) = (Vec::new(), String::new());
    let end = |run: &mut String, needs: &mut Vec<OneOf>| {
        if !run.is_empty() {
            needs.push(vec![std::mem::take(run)]);
        }
    };
    while let Some(c) = rest.chars().next().filter(|c| !matches!(c, '|' | ')')) {
        *rest = &rest[c.len_utf8()..];
        if c.is_ascii_alphanumeric() && !rest.starts_with(['?', '*', '+', '{']) {
            run.push(c.to_ascii_lowercase());
            continue;
        }
        end(&mut run, &mut needs);
        match c {
            '\\' => *rest = after_letter(rest),
            '[' => *rest = after_class(rest),
            '{' => *rest = rest.split_once('}').map_or("", |(_, after)| after),
            '(' => {
                let inside = needs_of_any(rest);
                *rest = rest.strip_prefix(')').unwrap_or(rest);
                if !rest.starts_with(['?', '*', '{']) {
                    needs.extend(inside);
                }
            }
            _ => {}
        }
    }
    end(&mut run, &mut needs);
    needs
}

fn shortest(literals: &OneOf) -> usize {
    literals.iter().map(String::len).min().unwrap_or(0)
}

fn after_letter(rest: &str) -> &str {
    let mut letters = rest.chars();
    letters.next();
    letters.as_str()
}

/// The text after a class whose bracket has been read. It ends at a bracket that is neither its first character nor
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
            ("(abc)+de", "abc & de"),
            ("(abc)*de", "de"),
            ("(abc){0}de", "de"),
            ("ab+cd", "a & cd"),
            ("a|bcd", "a|bcd"),
            ("a|bc+", "a|b"),
            ("a|.*", ""),
            (r"\bwork\d{2,3}", "work"),
            ("[abc]x", "x"),
            ("a{2}", ""),
            ("a{2}bc", "bc"),
            ("(health|water) saf", "health|water & saf"),
            ("(health|.) saf", "saf"),
            ("(a|(bc|de)f)g|hi", "g|hi"),
            ("(abc|(bc|de)f)g|hi", "abc|bc|de|hi"),
            ("(a|b)cde|f", "cde|f"),
            (r"[|]ab\|cd", "ab & cd"),
        ] {
            let needs: Vec<String> =
                Pattern::new(pattern).needs(1).map(|literals| literals.join("|")).collect();
            assert_eq!(needs.join(" & "), expected, "{pattern}");
        }
        assert_eq!(Pattern::new("(abc|de)fgh").needs(3).count(), 1);
    }

    #[test]
    fn no_match_is_without_them() {
        cases(300, |dice| {
            let pattern = Pattern::new(&dice.word(r"ab.?*+|(){}[]\1w-", 9));
            let text = dice.word("abAB1 ", 10);
            let Ok(regex) = &pattern.regex else { return };
            for found in regex.find_iter(&text) {
                let found = found.as_str().to_lowercase();
                for literals in pattern.needs(1) {
                    assert!(literals.iter().any(|literal| found.contains(literal)), "{literals:?}");
                }
            }
        });
    }
}
