//! A year that belongs to the name it was typed behind: `TVPRA of 2017`, `Homeland Security Act 2002`.
//!
//! Such a year is no word that may stand anywhere: where the name goes with other years only, it is nowhere.

use super::date::{dates_of_entry, is_likely_year, is_month};
use super::field::{Field, all_but_names, any_of, names, path_text};
use super::fold::key;
use super::index::one;
use super::initials::{Initials, is_stop_word};
use super::matcher::{Fit, Tokens};
use super::matches::{MatchSet, Matches, with_text};
use super::number::has_digit;
use super::query::{Tolerance, Word, WordScope, WordTerms};
use super::scan::scored;
use super::{Places, Search, Stopped, full};
use crate::directory::Entry;

/// A typed year, and the words that it may belong to.
#[derive(Debug)]
struct NamedYear<'t> {
    year: &'t Word,
    name: Vec<Word>,
    /// Whether `of` stands between.
    has_of: bool,
}

/// A last word that is in more entries is too common to belong to one year.
const MOST_READ: usize = 200;
/// Fewer entries than this are read faster than a thread is started.
const WORTH_A_THREAD: usize = 64;

impl WordTerms {
    fn named_year(&self) -> Option<NamedYear<'_>> {
        let is_year = |word: &Word| is_likely_year(&word.text) && word.tolerance > Tolerance::Whole;
        let (at, year) = self.words.iter().enumerate().find(|(_, word)| is_year(word))?;
        // `2018 meeting`
        let of_name = if at == 0 { 1..self.words.len() } else { 0..at };
        let needed = self.needed().filter(|(at, _)| of_name.contains(at));
        let name: Vec<Word> = needed.map(|(_, word)| word.clone()).collect();
        let has_of = at > 0 && self.words[at - 1].text == "of";
        let is_named = name.last().is_some_and(|last| !last.needs_neighbor() && !has_digit(&last.text));
        is_named.then_some(NamedYear { year, name, has_of })
    }
}

impl Matches {
    /// Leaves out entries that have a typed year, but not as the year of the name that it was typed behind.
    pub(super) fn restrict_to_year(&mut self, terms: &WordTerms, search: Search) -> Result<(), Stopped> {
        let any = &self[MatchSet::Any];
        let Some(named) = terms.named_year().filter(|_| !any.is_clear()) else { return Ok(()) };
        if !named.has_of && !named.has_other_year(search)? {
            return Ok(());
        }
        let places: Vec<usize> = any.ones().collect();
        let judge = || |place: usize| named.is_of(search, search.entry(place)).then_some((place, 0));
        let fitting = scored(&places, WORTH_A_THREAD, search.scope, judge)?;
        let mut having = Places::with_capacity(search.index.len());
        having.extend(fitting.into_iter().map(|(place, _)| place));
        self.restrict(&having);
        Ok(())
    }
}

impl NamedYear<'_> {
    /// Whether the end of the name goes with another year: its last word in a name, or its last two in any text.
    fn has_other_year(&self, search: Search) -> Result<bool, Stopped> {
        let Search { index, .. } = search;
        let Some(last) = self.name.last() else { return Ok(false) };
        let called = index.named(&last.text).chain(index.initialled(&last.text).map(|(_, place)| place));
        let is_called = |place: usize| {
            let entry = search.entry(place);
            let is_it = |name: &str| {
                key(name) == last.text
                    || initials_of(name).positions(&last.text).is_some_and(|letters| {
                        let tokens = Tokens::of(name);
                        letters.last().is_some_and(|token| self.is_by_other_year(&tokens, *token))
                    })
            };
            names(entry).any(|(_, name)| is_it(name)) && has_year(entry)
        };
        if called.take(MOST_READ).any(is_called) {
            return Ok(true);
        }
        let ends = &self.name[self.name.len().saturating_sub(2)..];
        let mut having = full(index.len());
        for end in ends {
            let itself = index.dictionary.find(&end.text).map(one);
            having.intersect_with(&index.with_words(itself).all_in(WordScope::Anywhere));
        }
        if having.count_ones(..) > MOST_READ {
            return Ok(false);
        }
        let has_it = |tokens: &Tokens, _: &str, is_name| {
            (0..tokens.len()).any(|token| {
                let is_end = tokens.word(token) == last.text;
                let is_pair = || ends.len() > 1 && token > 0 && tokens.word(token - 1) == ends[0].text;
                is_end && (is_name || is_pair()) && self.is_by_other_year(tokens, token)
            })
        };
        Ok(!with_text(has_it, &having, None, search)?.is_clear())
    }

    /// Whether another year stands behind the name that ends at a token, or right before it, as in `2018 PITF meeting`.
    fn is_by_other_year(&self, tokens: &Tokens, end: usize) -> bool {
        let is_of_name = |token: &str| self.name.iter().any(|word| word.text == token);
        let next = (end + 1..tokens.len()).map(|at| tokens.word(at)).find(|token| !is_between(token));
        let last = (0..end).rev().map(|at| tokens.word(at)).find(|token| !is_of_name(token));
        let mut beside = next.into_iter().chain(last);
        beside.any(|token| is_likely_year(token) && token != self.year.text)
    }

    /// Whether the year is that of an entry: in its name, where its own text has what the name lacks, in a sentence with all
    /// of the words, or as one of its dates where no name has a year.
    fn is_of(&self, search: Search, entry: Entry) -> bool {
        let mut in_names = vec![false; self.name.len()];
        let mut is_in_a_name = false;
        let path = path_text(search.directory, entry);
        let around = [entry.kind().name, &path].map(|text| (Field::Path, text));
        for (field, name) in names(entry).chain(around) {
            let tokens = Tokens::of(name);
            let fit = Fit::of(&self.name, &tokens);
            let initials = initials_of(name);
            for ((has, found), word) in in_names.iter_mut().zip(&fit.found).zip(&self.name) {
                *has |= found.is_some() || initials.positions(&word.text).is_some();
            }
            is_in_a_name |= field.is_name() && tokens.iter().any(|token| token == self.year.text);
        }
        let is_end_in_names = in_names.last() == Some(&true);
        let is_dated = || dates_of_entry(entry).any(|date| date.year().to_string() == self.year.text);
        let may_be_dated = !has_year(entry);
        if is_end_in_names && may_be_dated && is_dated() {
            return true;
        }
        let mut in_own = in_names.clone();
        any_of(all_but_names(), search.directory, entry, &mut |field, text| {
            let tokens = Tokens::of(text);
            if is_in_a_name && field.is_own() {
                let found = Fit::of(&self.name, &tokens).found;
                in_own.iter_mut().zip(found).for_each(|(has, found)| *has |= found.is_some());
            }
            self.is_said(&tokens, may_be_dated && field.has_date(), &in_names)
        }) || is_in_a_name && is_end_in_names && in_own.iter().all(|has| *has)
    }

    /// Whether a sentence has the year beside the end of the name, and all of the name that the names of the entry lack.
    fn is_said(&self, tokens: &Tokens, is_dated: bool, in_names: &[bool]) -> bool {
        (0..tokens.len()).filter(|token| tokens.word(*token) == self.year.text).any(|year| {
            let start = (0..=year).rev().find(|token| tokens.begins_sentence(*token)).unwrap_or(0);
            let end = (year + 1..tokens.len()).find(|token| tokens.begins_sentence(*token));
            let mut sentence = start..end.unwrap_or(tokens.len());
            if is_dated {
                sentence = 0..tokens.len();
            }
            let has = |word: &Word| sentence.clone().any(|token| word.likeness(tokens.word(token)).is_some());
            self.name.iter().zip(in_names).all(|(word, is_in_name)| *is_in_name || has(word))
                && (is_dated || self.is_beside(tokens, year))
        })
    }

    fn is_beside(&self, tokens: &Tokens, year: usize) -> bool {
        let is_end = |at: &usize| {
            let mut ends = [self.name.first(), self.name.last()].into_iter().flatten();
            ends.any(|end| end.likeness(tokens.word(*at)).is_some())
        };
        let may_be_between = |at: &usize| {
            let token = tokens.word(*at);
            is_between(token) || is_month(token) || token.starts_with(|c: char| c.is_ascii_digit())
        };
        let stops = |at: &usize| is_end(at) || !may_be_between(at);
        let before = (0..year).rev().find(stops);
        let behind = (year + 1..tokens.len()).find(stops);
        before.into_iter().chain(behind).any(|at| is_end(&at))
    }
}

/// Whether a word may stand between a name and its year: `for Fiscal Year 2013`.
fn is_between(token: &str) -> bool {
    is_stop_word(token) || ["fiscal", "year", "fy"].contains(&token)
}

fn has_year(entry: Entry) -> bool {
    names(entry).any(|(_, name)| Tokens::of(name).iter().any(is_likely_year))
}

fn initials_of(name: &str) -> Initials {
    let mut initials = Initials::default();
    initials.push_all(name);
    initials
}
