//! What of a directory a single query asks about, so that who asks once need not have all of it indexed.
//!
//! An index of these words alone answers the query as one of all words does: whatever a query looks up in the dictionary
//! is here, and a word too many does no harm.

use std::ops::RangeInclusive;

use foldhash::fast::RandomState;

use super::edit;
use super::fold::{Buffer, Token, key};
use super::initials::{is_scattered, may_be_scattered, packed_range};
use super::query::{Filter, FilterField, FuzzyTerms, Phrase, Query, Terms, Tolerance, Word, WordTerms};
use super::scan::SHORTEST_LITERAL;
use super::stem::{other_numbers, stem};
use super::vocabulary::hash_of_name;

/// The words, names and initials that a query asks about.
#[derive(Debug)]
pub(super) struct Wanted<'q> {
    needs: Vec<Need<'q>>,
    beginnings: Beginnings,
    /// For each letter of ASCII, whether a word of a name that begins with it may be part of a word of the query.
    parts: [bool; 256],
    /// The hashes of the whole names.
    names: Vec<u32>,
}

/// What a word may be wanted for.
#[derive(Debug)]
enum Need<'q> {
    /// A word of the query: itself, what is longer, its other forms, and what is one edit away.
    Like { word: &'q Word, stem: &'q str, numbers: Vec<String>, initials: RangeInclusive<u32> },
    /// It, and its other forms.
    Kin { word: &'q str, stem: &'q str, numbers: Vec<String> },
    /// Words of a query written together.
    Joined(String),
    /// The letters of a fuzzy query.
    Letters(&'q super::fuzzy::Needle),
    /// Letters that are in every match of an expression.
    Literal(&'q str),
    /// What may have been meant by a word that is nowhere.
    Near(edit::Nearness<'q>),
}

impl<'q> Wanted<'q> {
    /// What `query` asks about.
    pub(super) fn by(query: &'q Query, hasher: &RandomState) -> Self {
        let mut wanted = Wanted::new(Beginnings::default());
        match &query.terms {
            Terms::Words(terms) => wanted.add_words(terms, hasher),
            Terms::Fuzzy(FuzzyTerms { needles, excluded }) => {
                for needle in needles {
                    wanted.beginnings.add_first(needle.first());
                }
                wanted.needs.extend(needles.iter().map(Need::Letters));
                wanted.add_excluded(excluded);
            }
            Terms::Regex(pattern) => {
                for literal in pattern.needs(SHORTEST_LITERAL).flatten() {
                    wanted.beginnings.add_any(SHORTEST_LITERAL);
                    wanted.needs.push(Need::Literal(literal));
                }
            }
        }
        wanted.add_filters(&query.filters, hasher);
        wanted
    }

    /// What may have been meant by words that are nowhere.
    pub(super) fn nearest(words: impl Iterator<Item = &'q Word>) -> Self {
        let near = words.map(|word| edit::Nearness::new(&word.text));
        let mut wanted = Wanted::new(Beginnings::default());
        for near in near {
            wanted.beginnings.add_any(near.shortest());
            wanted.needs.push(Need::Near(near));
        }
        wanted
    }

    fn new(beginnings: Beginnings) -> Self {
        Wanted { needs: Vec::new(), beginnings, parts: [false; 256], names: Vec::new() }
    }

    fn add_words(&mut self, terms: &'q WordTerms, hasher: &RandomState) {
        for (position, word) in terms.words.iter().enumerate() {
            let numbers: Vec<String> = other_numbers(&word.text).collect();
            let stem = stem(&word.text).root();
            let forms = numbers.iter().map(String::len).chain([stem.len()]);
            self.beginnings.add(word, forms.min().unwrap_or(0));
            word.text.bytes().for_each(|letter| self.parts[usize::from(letter)] = true);
            let (low, high) = packed_range(&word.text);
            self.needs.push(Need::Like { word, stem, numbers, initials: low..=high });
            for joined in terms.joined(position) {
                joined.chars().take(1).for_each(|first| self.beginnings.add_first(first));
                self.needs.push(Need::Joined(joined));
            }
        }
        self.add_excluded(&terms.excluded);
        self.names.push(hash_of_name(hasher, &terms.key));
    }

    fn add_excluded(&mut self, excluded: &'q [Phrase]) {
        for word in excluded.iter().flat_map(|phrase| &phrase.words) {
            word.chars().take(1).for_each(|first| self.beginnings.add_first(first));
            let numbers = other_numbers(word).collect();
            self.needs.push(Need::Kin { word, stem: stem(word).root(), numbers });
        }
    }

    fn add_filters(&mut self, filters: &[Filter], hasher: &RandomState) {
        for filter in filters.iter().filter(|filter| filter.field == FilterField::Under) {
            self.names.extend(filter.values.iter().map(|value| hash_of_name(hasher, &key(value))));
        }
    }

    /// Whether a word of a text is one of these.
    #[inline(always)]
    pub(super) fn has_in_text(&self, word: Token) -> bool {
        self.may_have(word) && self.has(word)
    }

    #[inline(never)]
    fn has(&self, word: Token) -> bool {
        let mut buffer = Buffer::default();
        let word = word.letters(&mut buffer);
        self.needs.iter().any(|need| need.is_met(word))
    }

    /// Whether a word of a name is one of these, or part of one that is written together.
    #[inline]
    pub(super) fn has_in_name(&self, word: Token) -> bool {
        let [first, _] = word.beginning();
        self.has_in_text(word) || (self.parts[usize::from(first)] && self.has_part(word))
    }

    fn has_part(&self, word: Token) -> bool {
        let mut buffer = Buffer::default();
        let word = word.letters(&mut buffer);
        self.needs.iter().any(|need| need.is_met_in_part(word))
    }

    /// Whether a word may be one of these; never wrongly no, and soon said.
    #[inline(always)]
    fn may_have(&self, word: Token) -> bool {
        let [first, second] = word.beginning();
        !first.is_ascii() || !second.is_ascii() || self.beginnings.may_be(first, second, word.len())
    }

    /// Whether a whole name with this hash is asked about.
    pub(super) fn has_name(&self, hash: u32) -> bool {
        self.names.contains(&hash)
    }

    /// Whether a word may be initials that are packed so, or some of them.
    pub(super) fn has_initials(&self, packed: u32) -> bool {
        self.needs.iter().any(|need| match need {
            Need::Like { word, initials, .. } if word.tolerance >= Tolerance::Forms => {
                initials.contains(&packed)
                    || (may_be_scattered(&word.text) && is_scattered(&word.text, packed))
            }
            Need::Like { .. }
            | Need::Kin { .. }
            | Need::Joined(_)
            | Need::Letters(_)
            | Need::Literal(_)
            | Need::Near(_) => false,
        })
    }
}

impl Need<'_> {
    fn is_met(&self, token: &str) -> bool {
        match self {
            Need::Like { word, stem, numbers, .. } => {
                // All forms of a word share the first letter.
                let is_form = token.as_bytes().first() == word.text.as_bytes().first()
                    && (token.starts_with(&word.text)
                        || (word.tolerance >= Tolerance::Forms && is_form(token, stem, numbers)));
                is_form || word.may_mean(token)
            }
            Need::Kin { word, stem, numbers } => token == *word || is_form(token, stem, numbers),
            Need::Joined(joined) => token == joined,
            Need::Letters(needle) => needle.is_in_word(token),
            Need::Literal(letters) => token.contains(letters),
            Need::Near(near) => token.starts_with(near.word()) || near.distance(token).is_some(),
        }
    }

    fn is_met_in_part(&self, token: &str) -> bool {
        match self {
            Need::Like { word, .. } => token.len() < word.text.len() && word.text.contains(token),
            Need::Kin { .. } | Need::Joined(_) | Need::Letters(_) | Need::Literal(_) | Need::Near(_) => false,
        }
    }
}

fn is_form(token: &str, stem: &str, numbers: &[String]) -> bool {
    token.starts_with(stem) || numbers.iter().any(|number| number == token)
}

/// For each letter of ASCII, how many letters a word has at least that begins with it, or has it in the
/// second place; [`NONE`] where no word does.
#[derive(Debug)]
struct Beginnings {
    first: [u8; 256],
    second: [u8; 256],
}

const NONE: u8 = u8::MAX;

impl Default for Beginnings {
    fn default() -> Self {
        Beginnings { first: [NONE; 256], second: [NONE; 256] }
    }
}

impl Beginnings {
    /// Adds all words of so many letters and more.
    fn add_any(&mut self, length: usize) {
        let length = u8::try_from(length).unwrap_or(NONE);
        self.first.iter_mut().for_each(|least| *least = length.min(*least));
    }

    /// Adds what a word of a query may be: one edit changes its first letter or its second, or leaves both.
    fn add(&mut self, word: &Word, shortest_form: usize) {
        let mut letters = word.text.chars();
        let (Some(first), second) = (letters.next(), letters.next()) else { return };
        let length = word.letters.len();
        match word.tolerance {
            Tolerance::Whole | Tolerance::Beginning | Tolerance::Forms => {
                set(&mut self.first, first, shortest_form.min(length));
            }
            Tolerance::MissingLetter => {
                set(&mut self.first, first, shortest_form.min(length));
                set(&mut self.second, first, length + 1);
            }
            Tolerance::OneEdit => {
                set(&mut self.first, first, shortest_form.min(length - 1));
                set(&mut self.second, first, length - 1);
                if let Some(second) = second {
                    set(&mut self.first, second, length - 1);
                    set(&mut self.second, second, length - 1);
                }
            }
        }
    }

    /// Adds the words that begin with a letter.
    fn add_first(&mut self, letter: char) {
        set(&mut self.first, letter, 0);
    }

    /// Whether there is a word with these letters, the second zero where there is none, of so many.
    #[inline(always)]
    fn may_be(&self, first: u8, second: u8, length: usize) -> bool {
        usize::from(self.first[usize::from(first)]) <= length
            || usize::from(self.second[usize::from(second)]) <= length
    }
}

fn set(least: &mut [u8; 256], letter: char, length: usize) {
    let length = u8::try_from(length).unwrap_or(NONE);
    if let Ok(byte) = u8::try_from(letter) {
        let least = &mut least[usize::from(byte)];
        *least = length.min(*least);
    }
}
