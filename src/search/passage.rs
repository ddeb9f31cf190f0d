//! Where a query matches in a text that somebody looks at: the ranges to mark, and the field to show of a hit.
//!
//! Only what is on the screen is asked for, so this reads text word by word and remembers nothing. Ranges are bytes of the
//! text as the directory has it, on the boundaries of characters, rising, and never overlap.

use std::ops::Range;

use super::field::{Field, any_but_names, names};
use super::fold::{self, Token};
use super::fuzzy::{Name, Needle};
use super::initials::Initials;
use super::matcher::{Fit, Likeness, Tokens};
use super::query::{Query, Terms, Tolerance, WordTerms};
use crate::directory::{Directory, Entry};

/// The field of a hit that says most about why it is one, and what matches there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The field.
    pub field: Field,
    /// What matches, in bytes of the field's text.
    pub ranges: Vec<Range<usize>>,
}

/// The field of `entry` to show for `query`: a name where it has all that was asked for, else the text that has most of
/// what the name leaves open.
pub(super) fn passage(query: &Query, directory: &Directory, entry: Entry) -> Passage {
    let mut open = None;
    let mut best: Option<((usize, usize, usize), Passage)> = None;
    // Says whether nothing further has to be looked at.
    let mut look_at = |field: Field, text: &str| {
        let found = look(query, text);
        let has_all = found.is_all && field.is_name();
        let open = open.get_or_insert(!found.words);
        let worth =
            ((found.words & *open).count_ones() as usize, found.words.count_ones() as usize, found.strength);
        if has_all || best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, Passage { field, ranges: found.ranges }));
        }
        has_all
    };
    if !names(entry).any(|(field, name)| look_at(field, name)) {
        any_but_names(directory, entry, &mut look_at);
    }
    if let Terms::Words(terms) = &query.terms
        && !terms.key.is_empty()
        && best.as_ref().is_none_or(|(_, passage)| passage.ranges.is_empty())
        && fold::key(entry.id()) == terms.key
    {
        return Passage { field: Field::Id, ranges: std::iter::once(0..entry.id().len()).collect() };
    }
    best.map_or(Passage { field: Field::Name, ranges: Vec::new() }, |(_, passage)| passage)
}

/// All parts of `text` that the query matches: exact words, their other forms, the beginnings of longer words, and, where
/// a word is not there otherwise, what is one edit away from it.
pub fn marks(query: &Query, text: &str) -> Vec<Range<usize>> {
    look(query, text).ranges
}

/// What of a query a text has.
#[derive(Debug, Default)]
struct Look {
    ranges: Vec<Range<usize>>,
    /// One bit for each word of the query that is there.
    words: u32,
    is_all: bool,
    /// How alike the words are, in sum.
    strength: usize,
}

fn look(query: &Query, text: &str) -> Look {
    match &query.terms {
        Terms::Words(terms) => look_for_words(terms, text),
        Terms::Fuzzy(terms) => look_for_letters(&terms.needles, text),
        Terms::Regex(pattern) => {
            let ranges = pattern.ranges(text);
            let is_all = !ranges.is_empty();
            Look { words: u32::from(is_all), strength: 0, ranges, is_all }
        }
    }
}

fn look_for_words(terms: &WordTerms, text: &str) -> Look {
    let tokens = Tokens::of(text);
    let in_phrase = in_phrases(terms, &tokens);
    let mut look = Look::default();
    for (index, word) in terms.words.iter().enumerate() {
        let in_phrases_only = word.tolerance <= Tolerance::Beginning && !terms.phrases.is_empty();
        let alike = |token: usize| {
            let allowed = !in_phrases_only || in_phrase.contains(&token) || !terms.is_in_phrase(&word.text);
            word.likeness(tokens.word(token)).filter(|_| allowed)
        };
        let found: Vec<(usize, Likeness)> =
            (0..tokens.len()).filter_map(|token| Some((token, alike(token)?))).collect();
        let Some(most) = found.iter().map(|(_, likeness)| *likeness).max() else { continue };
        look.words |= 1 << index;
        look.strength += most as usize;
        for (token, likeness) in found {
            // A forgiven word is marked only where nothing better is, and its beginning only where no whole word is.
            if !likeness.is_forgiven() || likeness == most {
                let range = tokens.range(token);
                let len = word.matched_len(tokens.word(token), likeness);
                let source = &text[range.clone()];
                look.ranges.push(range.start..range.start + fold::source_len(source, len));
            }
        }
    }
    add_joined(terms, &tokens, &mut look);
    add_initials(terms, &tokens, text, &mut look);
    look.is_all = look.words.count_ones() as usize == terms.words.len() && !terms.words.is_empty();
    look.ranges = merged(std::mem::take(&mut look.ranges));
    look
}

/// Letters are looked for in the whole of a name, and in the single words of what is longer.
fn look_for_letters(needles: &[Needle], text: &str) -> Look {
    let tokens = Tokens::of(text);
    let name = (tokens.len() <= LONGEST_NAME).then(|| Name::of(text));
    let mut look = Look::default();
    for (index, needle) in needles.iter().enumerate() {
        let mut ranges = name.as_ref().map_or_else(Vec::new, |name| needle.ranges(name));
        if ranges.is_empty() {
            ranges = letters_in_words(needle, &tokens, text);
        }
        if !ranges.is_empty() {
            look.words |= 1 << index;
            look.strength += ranges.len();
            look.ranges.extend(ranges);
        }
    }
    look.is_all = look.words.count_ones() as usize == needles.len() && !needles.is_empty();
    look.ranges = merged(std::mem::take(&mut look.ranges));
    look
}

fn letters_in_words(needle: &Needle, tokens: &Tokens, text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (index, token) in tokens.iter().enumerate().filter(|(_, token)| needle.is_in_word(token)) {
        let place = tokens.range(index);
        let source = &text[place.clone()];
        ranges.extend(needle.places_in_word(token).into_iter().map(|letter| {
            let start = fold::source_len(source, letter.start);
            place.start + start..place.start + fold::source_len(source, letter.end)
        }));
    }
    ranges
}

/// The tokens that belong to a phrase of the query.
fn in_phrases(terms: &WordTerms, tokens: &Tokens) -> Vec<usize> {
    let of_phrase = |phrase: &super::query::Phrase| {
        let starts: Vec<usize> = phrase.starts(tokens).collect();
        starts.into_iter().flat_map(|start| start..start + phrase.words.len()).collect::<Vec<_>>()
    };
    terms.phrases.iter().flat_map(of_phrase).collect()
}

/// Adds words that are written together on one side alone.
fn add_joined(terms: &WordTerms, tokens: &Tokens, look: &mut Look) {
    let missing =
        |look: &Look| look.words.count_ones() < u32::try_from(terms.words.len()).unwrap_or(u32::MAX);
    if !missing(look) {
        return;
    }
    let mut fit = Fit::default();
    fit.fill(&terms.words, tokens);
    for (index, found) in fit.found.iter().enumerate() {
        let Some(found) = found.filter(|found| found.likeness == Likeness::Joined) else { continue };
        look.words |= 1 << index;
        look.strength += Likeness::Joined as usize;
        look.ranges.extend((found.token..found.token + found.tokens).map(|token| tokens.range(token)));
    }
}

/// The most words that a text may have to be looked at for its initials: a name, not a paragraph.
const LONGEST_NAME: usize = 24;

/// Adds the first letters of a name that a word of the query is the initials of.
fn add_initials(terms: &WordTerms, tokens: &Tokens, text: &str, look: &mut Look) {
    if tokens.len() > LONGEST_NAME {
        return;
    }
    let mut initials = Initials::default();
    tokens.iter().for_each(|token| initials.push(Token::Other(token)));
    for (index, word) in terms.words.iter().enumerate() {
        if look.words & (1 << index) != 0 || word.tolerance < Tolerance::Forms {
            continue;
        }
        let Some(letters) = initials.positions(&word.text) else { continue };
        look.words |= 1 << index;
        look.ranges.extend(letters.into_iter().map(|token| {
            let range = tokens.range(token);
            range.start..range.start + fold::source_len(&text[range], 1)
        }));
    }
}

impl WordTerms {
    fn is_in_phrase(&self, word: &str) -> bool {
        self.phrases.iter().any(|phrase| phrase.words.iter().any(|one| one == word))
    }
}

/// Sorted, with those that touch or overlap made one.
pub(super) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
