//! Search: what was typed -> the entries that were meant, best first.
//!
//! It works in three steps. [`Index::build`] reads the directory once: its words, sorted, and which entries have
//! which. [`search()`] works on sets from the index, ranks the best of them by their names, and gives hits.
//! [`Hit::passage`], [`snippet()`] and [`marks`] read the text again, and are called only for hits on the screen.
//!
//! Words match in any case and without accents, as beginnings of longer words, in their other forms, and, from four
//! letters up, with one letter wrong, missing, extra or swapped. Adding a word to a query adds no hit, unless it makes the
//! query a question. How hits are ranked is in `rank`, what a query may hold in `query`, and how one is read otherwise
//! than typed in `answer`.
//!
//! No state is kept between searches. Nothing here does IO. Building the index and reading many entries use several
//! threads.

mod advice;
mod answer;
mod beside;
mod contact;
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
mod interner;
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
mod year;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use fixedbitset::FixedBitSet;

pub(crate) use date::parse_date;
pub use field::Field;
pub use filter::filter_values;
pub use index::Index;
pub use lookup::{NameLookup, begun, distinguished, look_up, look_up_each};
pub use passage::{Passage, marks, marks_in_name};
pub use query::{FilterName, Query, QueryMode, filters};
pub use snippet::{Snippet, snippet};

use crate::directory::{Directory, Entry, EntryId};
use matches::{MatchSet, Matches};
use query::{Reading, Terms};

/// A set of entries, by their places in the [order](order::Order) of the outline.
type Places = FixedBitSet;

fn full(count: usize) -> Places {
    let mut all = Places::with_capacity(count);
    all.insert_range(..);
    all
}

/// A second thread is not worth starting for so few entries.
const MOST_FOR_ONE_THREAD: usize = 2_000;

/// How far a search goes.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'c> {
    /// The most hits to give; the total counts all.
    pub limit: usize,
    /// Only this entry and what lies beneath it, through any nesting link.
    pub under: Option<EntryId>,
    /// Another thread sets it when the answer is no longer wanted.
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
    /// Called at least every few dozen microseconds.
    fn check(&self) -> Result<(), Stopped> {
        match self.cancel {
            Some(cancel) if cancel.load(Ordering::Relaxed) => Err(Stopped),
            Some(_) | None => Ok(()),
        }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Best first, at most as many as the scope's limit.
    pub hits: Vec<Hit>,
    /// How many entries match in all, exactly.
    pub total: usize,
    /// The words of a question, as typed and folded, without which the hits were found.
    pub left_out: Vec<String>,
    /// What is wrong with the query, as part of a sentence: where nothing was found, or something else than it asks for.
    advice: Option<String>,
    /// Messages about the query, one line each: an unknown filter or value with the existing ones, or what is wrong with
    /// a regular expression.
    pub notes: Vec<String>,
    /// The query as answered: without the words left out, and with forgiven letters only for words that the directory
    /// does not have. Use it for passages and marks.
    pub answered: Box<Query>,
}

/// An entry that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub entry: EntryId,
    /// Sorts hits, higher first; hits of equal score come in outline order. The upper four bits say how the entry matches
    /// (15: the name is the query, 14: the abbreviation or the id, 13: an other name, 11: initials, 10 and 9: all of it in
    /// one name, 7 and 6: in names and text, below that: beginnings and forgiven letters), the rest how well.
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
    let (found, results) = search.answer(query)?;
    let hit = |(place, score)| Hit { entry: index.order.entry(place), score };
    let hits = search.best(found.scored).into_iter().map(hit).collect();
    Ok(Results { hits, ..results })
}

/// For each entry whether it matches `query`, for a filter, with results without hits. Entries match without forgiven
/// letters, or with all letters of a fuzzy query in names; if there are none, in any way.
///
/// # Errors
///
/// Where the scope's cancel flag was set meanwhile. The scope's limit is ignored.
pub fn matching(
    directory: &Directory,
    index: &Index,
    query: &Query,
    scope: &Scope,
) -> Result<(Vec<bool>, Results), Stopped> {
    let scope = &Scope { limit: 0, ..*scope };
    let search = Search { directory, index, scope };
    let (found, results) = search.answer(query)?;
    let mut is_matching = vec![false; index.len()];
    found.all(index).ones().for_each(|place| is_matching[index.order.entry(place).index()] = true);
    Ok((is_matching, results))
}

/// As [`matching`], but events by entry and position, for a filter of an outline by date: those on the dates of
/// `query` that have all of its words, counting the names and the kind of their entry.
///
/// # Errors
///
/// Where the scope's cancel flag was set meanwhile. The scope's limit is ignored.
pub fn matching_events(
    directory: &Directory,
    index: &Index,
    query: &Query,
    scope: &Scope,
) -> Result<(BTreeSet<(EntryId, u32)>, Results), Stopped> {
    let scope = &Scope { limit: 0, ..*scope };
    let search = Search { directory, index, scope };
    let (found, mut results) = search.answer(query)?;
    let mut events = BTreeSet::new();
    for (reading, places) in results.answered.readings.iter().zip(&found.places) {
        for (count, place) in places.ones().enumerate() {
            if count % 64 == 0 {
                scope.check()?;
            }
            let entry = search.entry(place);
            let fitting = (0..).zip(entry.events()).filter(|(_, event)| {
                reading.allows(event.date) && passage::has_event(&reading.terms, directory, entry, *event)
            });
            events.extend(fitting.map(|(position, _)| (entry.handle(), position)));
        }
    }
    if events.is_empty() && results.total > 0 {
        let do_elsewhere =
            if results.total == 1 { "1 entry does" } else { &format!("{} entries do", results.total) };
        results.advice = Some(format!("no event does; {do_elsewhere} in other arrangements"));
    }
    Ok((events, results))
}

#[derive(Clone, Copy)]
struct Search<'s> {
    directory: &'s Directory,
    index: &'s Index,
    scope: &'s Scope<'s>,
}

#[derive(Default)]
struct Found {
    /// What each reading of the query finds.
    places: Vec<Places>,
    /// The best places with their scores, in no order and perhaps repeated; empty if no hits are wanted.
    scored: Vec<(usize, u32)>,
}

impl Found {
    fn all(&self, index: &Index) -> Places {
        let none = Places::with_capacity(index.len());
        self.places.iter().fold(none, |all, places| &all | places)
    }

    fn is_empty(&self) -> bool {
        self.places.iter().all(Places::is_clear)
    }

    fn contains(&self, place: usize) -> bool {
        self.places.iter().any(|places| places.contains(place))
    }

    fn add(&mut self, place: usize, score: u32) {
        self.scored.push((place, score));
        self.places.iter_mut().take(1).for_each(|places| places.insert(place));
    }
}

impl<'s> Search<'s> {
    fn entry(self, place: usize) -> Entry<'s> {
        self.directory.entry(self.index.order.entry(place))
    }

    fn find(self, readings: &[Reading]) -> Result<Found, Stopped> {
        let mut found = Found::default();
        let has_substitutes = readings.iter().any(Reading::has_substitutes);
        for reading in readings {
            let (places, mut scored) = self.find_reading(reading)?;
            if has_substitutes {
                let is_as_typed = !reading.has_substitutes();
                for (_, score) in &mut scored {
                    *score = rank::with_typed_first(*score, is_as_typed);
                }
            }
            if let Some(finds) = reading.finds {
                scored = places.ones().map(|place| (place, rank::score_by_synonym(finds))).collect();
            }
            found.places.push(places);
            found.scored.extend(scored);
        }
        Ok(found)
    }

    fn find_reading(self, reading: &Reading) -> Result<(Places, scan::Scored), Stopped> {
        let Search { index, scope, .. } = self;
        if reading.is_empty() {
            return Ok((Places::with_capacity(index.len()), Vec::new()));
        }
        let within = self.within(reading)?;
        let is_filter = scope.limit == 0;
        let mut scored = match &reading.terms {
            Terms::Words(terms) => {
                let matches = Matches::of(terms, self, within.as_ref())?;
                let is_strict = is_filter && !matches[MatchSet::Strict].is_clear();
                let set = if is_strict { MatchSet::Strict } else { MatchSet::Any };
                let scored = if is_filter { Vec::new() } else { rank::best(terms, &matches, self)? };
                return Ok((matches[set].clone(), scored));
            }
            Terms::Fuzzy(needles) => scan::fuzzy(needles, within.as_ref(), self)?,
            Terms::Regex(pattern) => scan::regex(pattern, within.as_ref(), self)?,
        };
        let is_in_names = |(_, score): &(usize, u32)| scan::is_in_names(*score);
        if is_filter && matches!(reading.terms, Terms::Fuzzy(_)) && scored.iter().any(is_in_names) {
            scored.retain(is_in_names);
        }
        let mut places = Places::with_capacity(index.len());
        places.extend(scored.iter().map(|(place, _)| *place));
        Ok((places, scan::best(scored, scope.limit)))
    }

    /// The best places, each once.
    fn best(self, mut scored: scan::Scored) -> scan::Scored {
        scored.sort_unstable_by_key(|(place, score)| (*place, Reverse(*score)));
        scored.dedup_by_key(|(place, _)| *place);
        scan::best(scored, self.scope.limit)
    }

    /// The entries that the scope and the conditions of a reading other than words keep; `None` if that is all.
    fn within(self, reading: &Reading) -> Result<Option<Places>, Stopped> {
        let order = &self.index.order;
        let mut left: Vec<Places> = self.scope.under.map(|entry| order.under(entry)).into_iter().collect();
        if let Some(finds) = reading.finds {
            let mut found = Places::with_capacity(self.index.len());
            found.insert(order.place(finds.entry));
            left.push(found);
        }
        for filter in &reading.filters {
            self.scope.check()?;
            left.push(filter::fitting(filter, self)?);
        }
        for excluded in &reading.excluded {
            let Terms::Words(terms) = &excluded.terms else { continue };
            let within = self.within(excluded)?;
            let matches = Matches::of(terms, self, within.as_ref())?;
            let mut others = full(self.index.len());
            others.difference_with(&matches[MatchSet::Strict]);
            left.push(others);
        }
        Ok(left.into_iter().reduce(|mut all, places| {
            all.intersect_with(&places);
            all
        }))
    }
}

#[cfg(test)]
mod tests;
