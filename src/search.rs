//! Search: what was typed -> the entries that were meant, best first.
//!
//! Three steps, each as late as it can be. [`Index::build`] reads the directory once: its words, sorted, and which entries
//! have which. [`search()`] works on sets from the index, ranks the best of them by their names, and gives hits. Only for
//! what is on the screen are [`Hit::passage`], [`snippet()`] and [`marks`] asked, which read the text again.
//!
//! Words match in any case and without accents, as beginnings of longer words, in their other forms, and, from four
//! letters up, with one letter wrong, missing, extra or swapped. Adding a word to a query never adds a hit. How hits are
//! ranked is in `rank`, what a query may hold in `query`.
//!
//! No state is kept between two searches, nothing here does IO or starts a thread but `Index::build` while it runs.

mod advice;
mod bits;
mod date;
mod dictionary;
mod draft;
mod edit;
mod field;
mod filter;
mod fold;
mod fuzzy;
mod index;
mod initials;
mod lookup;
mod matcher;
mod matches;
mod number;
mod order;
mod passage;
mod pattern;
mod postings;
mod query;
mod question;
mod rank;
mod scan;
mod shared;
mod snippet;
mod stem;
mod synonym;
mod vocabulary;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

pub use advice::Advice;
pub use field::Field;
pub use filter::filter_values;
use fold::key;
pub use index::Index;
pub use lookup::{NameLookup, begun, distinguished, look_up, look_up_each};
pub use passage::{Passage, marks, marks_in_name};
pub use query::{FilterName, Query, QueryMode, filters};
pub use snippet::{Snippet, snippet};

use crate::directory::{Directory, EntryId};
use bits::Bits;
use matches::Matches;
use query::{Filter, Reading, Terms, WordTerms};

/// A second thread is not worth starting for so few entries.
const MOST_FOR_ONE_THREAD: usize = 2_000;

/// How far a search goes.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'c> {
    /// The most hits to give; the total counts all.
    pub limit: usize,
    /// Only this entry and what lies beneath it, through any nesting link.
    pub under: Option<EntryId>,
    /// Set by another thread when nobody waits for the answer any more.
    pub cancel: Option<&'c AtomicBool>,
}

impl Default for Scope<'_> {
    /// The first 200 hits of the whole directory.
    fn default() -> Self {
        Scope { limit: 200, under: None, cancel: None }
    }
}

/// The search was cancelled, and there is nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl Scope<'_> {
    /// Called every few microseconds of work, or every few dozen of a single step.
    fn check(&self) -> Result<(), Stopped> {
        match self.cancel {
            Some(cancel) if cancel.load(Ordering::Relaxed) => Err(Stopped),
            Some(_) | None => Ok(()),
        }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// Best first, at most as many as the scope's limit.
    pub hits: Vec<Hit>,
    /// How many entries match in all, exactly.
    pub total: usize,
    /// The words of a question, as typed and folded, without which the hits were found.
    pub left_out: Vec<String>,
    /// Where nothing was found: what is wrong with the query.
    pub advice: Option<Advice>,
}

/// An entry that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub entry: EntryId,
    /// Sorts hits, higher first; hits of equal score come in outline order. The upper four bits say how the entry matches
    /// (15: the name is the query, 14: the abbreviation or the id, 13: an other name, 11: initials, 10 and 9: all words in
    /// one name, 7 and 6: in names and text, below that: beginnings and forgiven letters; of fuzzy queries and expressions
    /// 10 and 9: in a name, 6: in name and text, 4: in text), the rest how well.
    pub score: u32,
}

impl Hit {
    /// The field of the entry to show, and what matches there. Reads the entry's text: ask for what is in sight only.
    pub fn passage(self, directory: &Directory, query: &Query) -> Passage {
        passage::passage(query, directory, directory.entry(self.entry))
    }
}

/// Finds what `query` asks for. Nothing is found by an empty query; one that has filters or exclusions alone finds what
/// they leave, in outline order. A question that finds nothing is asked again without some of its words.
///
/// # Errors
///
/// Where the scope's cancel flag was set meanwhile.
pub fn search(
    directory: &Directory,
    index: &Index,
    query: &Query,
    scope: &Scope,
) -> Result<Results, Stopped> {
    let search = Search { directory, index, scope };
    let mut found = search.find(&query.readings)?;
    search.add_named(query, &mut found);
    if found.any.is_empty()
        && let Some((terms, reading)) = search.likeliest(&query.readings)?
    {
        return search.without_some(terms, reading);
    }
    if found.any.is_empty() {
        return Ok(Results { advice: search.advice_without_words(query)?, ..Results::default() });
    }
    let is_named = found.scored.iter().any(|(_, score)| rank::is_in_names(*score));
    if let Some((terms, reading)) = query.first_words().filter(|_| !is_named)
        && let Some(results) = search.by_name(terms, reading)?
    {
        return Ok(results);
    }
    Ok(Results { left_out: query.asking(), ..search.results(found) })
}

#[derive(Clone, Copy)]
struct Search<'s> {
    directory: &'s Directory,
    index: &'s Index,
    scope: &'s Scope<'s>,
}

struct ScoredPlaces {
    /// Places with scores; a place may come several times.
    scored: Vec<(usize, u32)>,
    any: Bits,
}

impl Search<'_> {
    fn find(self, readings: &[Reading]) -> Result<ScoredPlaces, Stopped> {
        let Search { directory, index, scope } = self;
        let mut found = ScoredPlaces { scored: Vec::new(), any: Bits::new(index.len()) };
        let has_substitutes = readings.iter().any(Reading::has_substitutes);
        for reading in readings.iter().filter(|reading| !reading.is_empty()) {
            let within = self.within(&reading.filters)?;
            let within = within.as_ref();
            let scored = match &reading.terms {
                Terms::Words(terms) => {
                    let matches = self.matches(terms, within)?;
                    found.any.unite(&matches.any);
                    let mut scored = rank::best(terms, &matches, directory, index, scope)?;
                    if has_substitutes {
                        let is_as_typed = !reading.has_substitutes();
                        for (_, score) in &mut scored {
                            *score = rank::with_typed_first(*score, is_as_typed);
                        }
                    }
                    scored
                }
                Terms::Fuzzy(terms) => scan::fuzzy(terms, within, directory, index, scope)?,
                Terms::Regex(pattern) => scan::regex(pattern, within, directory, index, scope)?,
            };
            if !matches!(reading.terms, Terms::Words(_)) {
                found.any.unite(&places_of(&scored, index));
            }
            found.scored.extend(scan::best(scored, scope.limit));
            if let Some(first) = self.first(reading, within)? {
                found.add(first, rank::BY_SYNONYM);
            }
        }
        Ok(found)
    }

    /// The place of the entry that a synonym finds, where it has what else is asked for.
    fn first(self, reading: &Reading, within: Option<&Bits>) -> Result<Option<usize>, Stopped> {
        let place = reading.first.map(|entry| self.index.order.place(entry));
        let Some(place) = place.filter(|place| within.is_none_or(|within| within.contains(*place))) else {
            return Ok(None);
        };
        let Some(beside) = reading.beside_synonym() else { return Ok(Some(place)) };
        let matches = Matches::of(&beside, self.directory, self.index, within, self.scope)?;
        Ok(matches.any.contains(place).then_some(place))
    }

    /// What matches some words; an id is found whole, and is not among the words.
    fn matches(self, terms: &WordTerms, within: Option<&Bits>) -> Result<Matches, Stopped> {
        let mut matches = Matches::of(terms, self.directory, self.index, within, self.scope)?;
        if let Some(place) = terms.id.map(|entry| self.index.order.place(entry))
            && within.is_none_or(|within| within.contains(place))
        {
            matches.strict.insert(place);
            matches.any.insert(place);
        }
        Ok(matches)
    }

    /// Adds the entries that are called exactly what was typed, whatever signs the name has.
    fn add_named(self, query: &Query, found: &mut ScoredPlaces) {
        let written = query.text.trim();
        if query.mode() != QueryMode::Words || written.is_empty() {
            return;
        }
        let folded = key(written);
        let within = self.scope.under.map(|entry| self.index.order.beneath(entry));
        let places: Vec<usize> = match folded.as_str() {
            // A name of signs alone has no words to be found by.
            "" => (0..self.index.len()).collect(),
            folded => self.index.named(folded).collect(),
        };
        for place in
            places.into_iter().filter(|place| within.as_ref().is_none_or(|within| within.contains(*place)))
        {
            let entry = self.directory.entry(self.index.order.entry(place));
            let scores =
                field::names(entry).filter_map(|(field, name)| rank::score_written(name, written, field));
            if let Some(score) = scores.max() {
                found.add(place, score);
            }
        }
    }

    fn results(self, found: ScoredPlaces) -> Results {
        let ScoredPlaces { mut scored, any } = found;
        scored.sort_unstable_by_key(|(place, score)| (*place, Reverse(*score)));
        scored.dedup_by_key(|(place, _)| *place);
        let hit = |(place, score)| Hit { entry: self.index.order.entry(place), score };
        let hits = scan::best(scored, self.scope.limit).into_iter().map(hit).collect();
        Results { hits, total: any.count(), ..Results::default() }
    }

    /// What the filters and the scope leave; nothing where there are none.
    fn within(self, filters: &[Filter]) -> Result<Option<Bits>, Stopped> {
        let mut within = self.scope.under.map(|entry| self.index.order.beneath(entry));
        for filter in filters {
            self.scope.check()?;
            let places = filter::fitting(filter, self)?;
            match &mut within {
                None => within = Some(places),
                Some(within) => within.intersect(&places),
            }
        }
        Ok(within)
    }
}

impl ScoredPlaces {
    fn add(&mut self, place: usize, score: u32) {
        self.scored.push((place, score));
        self.any.insert(place);
    }
}

/// Of each entry whether it matches `query`, for a filter: those do that match without a forgiven letter, or with all letters of a fuzzy
/// query in names; where there are none, those that match in any way. An empty query matches all.
///
/// # Errors
///
/// Where the scope's cancel flag was set meanwhile. The scope's limit is ignored.
pub fn matching(
    directory: &Directory,
    index: &Index,
    query: &Query,
    scope: &Scope,
) -> Result<Vec<bool>, Stopped> {
    let mut is_matching = vec![false; index.len()];
    for (_, places) in (Search { directory, index, scope }).each_reading(query)? {
        places.iter().for_each(|place| is_matching[index.order.entry(place).index()] = true);
    }
    Ok(is_matching)
}

/// The events of the entries that match `query`, by entry and position, for a filter of an outline by date: those on the
/// dates that it asks for and, of an entry that has events with all of its words, these alone.
///
/// # Errors
///
/// Where the scope's cancel flag was set meanwhile. The scope's limit is ignored.
pub fn matching_events(
    directory: &Directory,
    index: &Index,
    query: &Query,
    scope: &Scope,
) -> Result<BTreeSet<(EntryId, u32)>, Stopped> {
    let mut events = BTreeSet::new();
    for (reading, places) in (Search { directory, index, scope }).each_reading(query)? {
        for (count, place) in places.iter().enumerate() {
            if count % 64 == 0 {
                scope.check()?;
            }
            let entry = directory.entry(index.order.entry(place));
            let on_dates = (0..).zip(entry.events()).filter(|(_, event)| reading.allows(event.date));
            let (having, others): (Vec<_>, Vec<_>) =
                on_dates.partition(|(_, event)| passage::has_event(&reading.terms, directory, entry, *event));
            let is_without = having.is_empty() && !reading.says_a_date();
            let kept = if is_without { others } else { having };
            events.extend(kept.into_iter().map(|(position, _)| (entry.handle(), position)));
        }
    }
    Ok(events)
}

impl Search<'_> {
    /// The readings of a query with the places that match: strictly, unless none does so.
    fn each_reading(self, query: &Query) -> Result<Vec<(&Reading, Bits)>, Stopped> {
        let mut found = Vec::new();
        for reading in &query.readings {
            let (strict, any) = self.strict_and_any(reading)?;
            found.push((reading, strict, any));
        }
        let is_strict = found.iter().any(|(_, strict, _)| !strict.is_empty());
        let chosen = |(reading, strict, any)| (reading, if is_strict { strict } else { any });
        Ok(found.into_iter().map(chosen).collect())
    }

    fn strict_and_any(self, reading: &Reading) -> Result<(Bits, Bits), Stopped> {
        let Search { directory, index, scope } = self;
        let within = self.within(&reading.filters)?;
        let within = within.as_ref();
        let (mut strict, any) = match &reading.terms {
            Terms::Words(terms) => {
                let Matches { strict, any, .. } = self.matches(terms, within)?;
                (strict, any)
            }
            Terms::Fuzzy(terms) => {
                let found = scan::fuzzy(terms, within, directory, index, scope)?;
                let in_names = found.iter().filter(|(_, score)| scan::is_in_names(*score));
                (places_of(in_names, index), places_of(&found, index))
            }
            Terms::Regex(pattern) => {
                let found = places_of(&scan::regex(pattern, within, directory, index, scope)?, index);
                (found.clone(), found)
            }
        };
        if let Some(first) = self.first(reading, within)? {
            strict.insert(first);
        }
        Ok((strict, any))
    }
}

fn places_of<'s>(scored: impl IntoIterator<Item = &'s (usize, u32)>, index: &Index) -> Bits {
    let mut places = Bits::new(index.len());
    scored.into_iter().for_each(|(place, _)| places.insert(*place));
    places
}

#[cfg(test)]
mod tests;
