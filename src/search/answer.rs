//! The answer to a query: what it finds as typed, or what it finds by the first rule that reads it otherwise.

use std::collections::BTreeSet;

use super::advice::UNFIT;
use super::beside::is_designator;
use super::contact::contact_of_entry;
use super::field::names;
use super::fold::key;
use super::number::{has_digit, is_number};
use super::query::{MINUS, Query, QueryMode, Reading, Terms, Word, WordTerms};
use super::question::{NamedEntry, about_entry, help_in_need, synonym_in_question};
use super::rank::{RankTier, score_written};
use super::{Found, Results, Search, Stopped};

/// A query, and what it finds as typed.
pub(super) struct Asked<'q> {
    pub(super) query: &'q Query,
    pub(super) found: &'q Found,
    /// Whether an entry is called exactly so.
    pub(super) is_a_name: bool,
    /// Its words, if it is a question, and the entry that they name.
    pub(super) question: Option<(&'q WordTerms, &'q Reading)>,
    pub(super) named: Option<NamedEntry>,
}

/// What a rule makes of a query: another reading, and the entries that come first in what it finds.
pub(super) struct Revision {
    pub(super) reading: Reading,
    pub(super) first: Vec<usize>,
    pub(super) left_out: Vec<String>,
    pub(super) advice: Option<String>,
}

type Rule = for<'s> fn(Search<'s>, &Asked) -> Result<Option<Revision>, Stopped>;

/// In this order; the first by which something is found gives the answer.
const RULES: [Rule; 7] = [
    negative_number,
    name_with_dash,
    name_with_section,
    contact_of_entry,
    about_entry,
    synonym_in_question,
    help_in_need,
];

impl Search<'_> {
    /// What a query finds, and results that have no hits yet.
    pub(super) fn answer(self, query: &Query) -> Result<(Found, Results), Stopped> {
        let mut query = query.resolved(self.index);
        let filters = query.readings.iter_mut().flat_map(|reading| &mut reading.filters);
        filters.for_each(|filter| filter.resolve(self.directory));
        let is_on_a_page = self.keep_words_said_together(&mut query)?;
        let mut found = self.find(&query.readings)?;
        if let Some(without) = self.without_vague_words(&query, &found)? {
            (query, found) = without;
        }
        let is_a_name = self.add_named(&query, &mut found);
        let question =
            query.first_words().filter(|(terms, _)| !is_a_name && !is_on_a_page && terms.is_question());
        let named = question.and_then(|(terms, _)| self.named_within(terms));
        if let Some(named) = named.as_ref().filter(|named| named.is_long) {
            found.put_first(&named.places);
        }
        let asked = Asked { query: &query, found: &found, is_a_name, question, named };
        for rule in RULES {
            let Some(Revision { reading, first, left_out, advice }) = rule(self, &asked)? else { continue };
            let query = query.with_reading(reading);
            let mut found = self.find(&query.readings)?;
            found.put_first(&first);
            if !found.is_empty() {
                return Ok(self.results(query, found, left_out, advice));
            }
        }
        let advice = if found.is_empty() { self.advice(&query)? } else { self.advice_on_contact(&asked) };
        let left_out = if is_a_name { Vec::new() } else { query.question_words(&found) };
        Ok(self.results(query, found, left_out, advice))
    }

    fn results(
        self,
        query: Query,
        found: Found,
        mut left_out: Vec<String>,
        advice: Option<String>,
    ) -> (Found, Results) {
        let total = found.all(self.index).count_ones(..);
        let mut seen = BTreeSet::new();
        left_out.retain(|word| total > 0 && seen.insert(word.clone()));
        let notes = query.notes(self.directory);
        // A note says more about what does not fit.
        let advice = advice.filter(|advice| notes.is_empty() || advice != UNFIT);
        (found, Results { hits: Vec::new(), total, left_out, advice, notes, answered: Box::new(query) })
    }

    /// Adds the entries whose name is exactly the typed text, signs included; returns whether there are any.
    fn add_named(self, query: &Query, found: &mut Found) -> bool {
        let written = query.text.trim();
        if query.mode() != QueryMode::Words || written.is_empty() {
            return false;
        }
        let folded = key(written);
        let within = self.scope.under.map(|entry| self.index.order.under(entry));
        let places: Vec<usize> = match folded.as_str() {
            // A name of signs alone has no words in the index.
            "" => (0..self.index.len()).collect(),
            folded => self.index.named(folded).collect(),
        };
        let is_within = |place: &usize| within.as_ref().is_none_or(|within| within.contains(*place));
        let mut is_a_name = false;
        for place in places.into_iter().filter(is_within) {
            let entry = self.entry(place);
            let scores = names(entry).filter_map(|(field, name)| score_written(name, written, field));
            if let Some(score) = scores.max() {
                is_a_name = true;
                found.add(place, score);
            }
        }
        is_a_name
    }

    /// The places of the entries of this name, folded, or else of this id.
    pub(super) fn called(self, name: &str) -> Vec<usize> {
        let is_it = |place: &usize| names(self.entry(*place)).any(|(_, other)| key(other) == name);
        let mut places: Vec<usize> = self.index.named(name).filter(is_it).collect();
        if places.is_empty() {
            let by_id = self.directory.find(&name.replace(' ', "-"));
            places.extend(by_id.map(|entry| self.index.order.place(entry)));
        }
        places.dedup();
        places
    }
}

impl Found {
    /// Puts these entries first, so far as they are found.
    fn put_first(&mut self, places: &[usize]) {
        let found: Vec<usize> = places.iter().filter(|place| self.contains(**place)).copied().collect();
        for place in found {
            self.add(place, RankTier::WholeName.score(0));
        }
    }
}

/// A query of exclusions alone that is a name or begins one, as `--no-color`; or else what it leaves, with advice about the
/// only entry that it leaves out.
fn name_with_dash(search: Search, asked: &Asked) -> Result<Option<Revision>, Stopped> {
    let [reading] = &asked.query.readings[..] else { return Ok(None) };
    let ([excluded], true) = (&reading.excluded[..], reading.has_only_exclusions()) else {
        return Ok(None);
    };
    let written = asked.query.text.trim().to_lowercase();
    let sought = written.trim_start_matches('-');
    let places = search.find(std::slice::from_ref(excluded))?.all(search.index);
    let having_name = |is_it: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let has_name = |place: &usize| names(search.entry(*place)).any(|(_, name)| is_it(name));
        places.ones().filter(has_name).collect()
    };
    let begun = having_name(&|name| {
        let name = name.to_lowercase();
        name.strip_prefix(&written).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    if asked.is_a_name || !begun.is_empty() {
        let (reading, left_out) = (excluded.clone(), Vec::new());
        return Ok(Some(Revision { reading, first: begun, left_out, advice: None }));
    }
    let named = having_name(&|name| key(name) == key(sought));
    let all: Vec<usize> = places.ones().take(2).collect();
    let (([only], _) | (_, [only])) = (&named[..], &all[..]) else { return Ok(None) };
    let name = search.entry(*only).short_name();
    let advice = Some(format!("only {name} has it, and a dash leaves it out"));
    let left_out = vec![asked.query.text.trim().trim_start_matches('-').to_owned()];
    Ok(Some(Revision { reading: reading.clone(), first: Vec::new(), left_out, advice }))
}

/// `vault -18`, if there is that number with a minus: nothing is excluded.
fn negative_number(search: Search, asked: &Asked) -> Result<Option<Revision>, Stopped> {
    search.scope.check()?;
    let reading = asked.query.readings.first().filter(|reading| !reading.excluded.is_empty());
    let Some(mut reading) = reading.cloned() else { return Ok(None) };
    let Reading { terms: Terms::Words(terms), excluded, .. } = &mut reading else { return Ok(None) };
    let count = excluded.len();
    excluded.retain(|excluded| {
        let number = excluded.only_word().filter(|word| is_number(&word.text));
        let negative =
            number.map(|word| Word { written: format!("{MINUS}{}", word.written), ..word.clone() });
        let is_other = negative.is_none();
        terms.words.splice(..0, negative);
        is_other
    });
    let is_any = excluded.len() < count;
    let (first, left_out) = (Vec::new(), Vec::new());
    Ok(is_any.then_some(Revision { reading, first, left_out, advice: None }))
}

/// `22 USC sec. 7103`, if an entry has that name without the word before the number.
fn name_with_section(search: Search, asked: &Asked) -> Result<Option<Revision>, Stopped> {
    search.scope.check()?;
    let Some((terms, reading)) = asked.query.first_words() else { return Ok(None) };
    let is_numbered = |at: usize| terms.words.get(at + 1).is_some_and(|next| has_digit(&next.text));
    let (designators, kept): (Vec<usize>, Vec<usize>) =
        (0..terms.words.len()).partition(|at| is_designator(&terms.words[*at].text) && is_numbered(*at));
    let name: Vec<&str> = kept.iter().map(|at| terms.words[*at].text.as_str()).collect();
    let first = if designators.is_empty() { Vec::new() } else { search.called(&name.join(" ")) };
    if first.iter().all(|place| asked.found.contains(*place)) {
        return Ok(None);
    }
    let left_out = designators.iter().map(|at| terms.words[*at].written.clone()).collect();
    let reading = Reading { terms: Terms::Words(terms.only(&kept)), ..reading.clone() };
    Ok(Some(Revision { reading, first, left_out, advice: None }))
}
