//! Search: what was typed -> the entries that were meant, best first.
//!
//! Three steps, each as late as it can be. [`Index::build`] reads the directory once: its words, sorted, and which entries
//! have which. [`search()`] works on sets from the
//! index, ranks the best of them by their names, and gives hits. Only for what is on the screen are [`Hit::passage`],
//! [`snippet()`] and [`marks`] asked, which read the text again.
//!
//! Words match in any case and without accents, as beginnings of longer words, in their other forms, and, from four
//! letters up, with one letter wrong, missing, extra or swapped. Adding a word to a query never adds a hit. How hits are
//! ranked is in `rank`, what a query may hold in `query`.
//!
//! No state is kept between two searches, nothing here does IO or starts a thread but `Index::build` while it runs.

mod bits;
mod dictionary;
mod draft;
mod edit;
mod field;
mod filter;
mod fold;
mod fuzzy;
mod index;
mod initials;
mod matcher;
mod matches;
mod order;
mod partial;
mod passage;
mod pattern;
mod postings;
mod query;
mod rank;
mod scan;
mod snippet;
mod stem;
mod vocabulary;

use std::sync::atomic::{AtomicBool, Ordering};

pub use field::Field;
pub use filter::filter_values;
pub(crate) use fold::key;
pub use index::Index;
pub use partial::LeftOut;
pub use passage::{Passage, marks};
pub use query::{FILTERS, FilterName, Mode, Query};
pub use snippet::{Snippet, snippet};

use crate::directory::{Directory, EntryId};
use bits::Bits;
use matches::Matches;
use query::{Terms, WordTerms};

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
    /// How many of them match only because a wrong letter was forgiven; they come last but for a whole name.
    pub forgiven: usize,
    /// Where nothing was found: a word of the query that is in no entry, and the nearest one that is.
    pub suggestion: Option<Suggestion>,
    /// Where nothing was found: the words without which something is.
    pub left_out: Option<LeftOut>,
}

/// A word that was typed and found nowhere, and the one that may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// As typed, folded.
    pub word: String,
    /// A word of the directory, folded.
    pub nearest: String,
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
/// they leave, in outline order.
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
    if query.is_empty() {
        return Ok(Results::default());
    }
    let within = within(directory, index, query, scope)?;
    let within = within.as_ref();
    let found = match &query.terms {
        Terms::Words(terms) => return search_words(terms, within, directory, index, scope),
        Terms::Fuzzy(terms) => scan::fuzzy(terms, within, directory, index, scope)?,
        Terms::Regex(pattern) => scan::regex(pattern, within, directory, index, scope)?,
    };
    let total = found.len();
    Ok(Results { hits: hits(scan::best(found, scope.limit), index), total, ..Results::default() })
}

fn hits(scored: Vec<(usize, u32)>, index: &Index) -> Vec<Hit> {
    scored.into_iter().map(|(place, score)| Hit { entry: index.order.entry(place), score }).collect()
}

/// All entries that match `query`, for a filter: those that match without a forgiven letter, or with all letters of a fuzzy
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
) -> Result<EntrySet, Stopped> {
    let within = within(directory, index, query, scope)?;
    let places = match &query.terms {
        Terms::Words(terms) => {
            let matches = Matches::of(terms, directory, index, within.as_ref(), scope)?;
            if matches.strict.is_empty() { matches.any } else { matches.strict }
        }
        Terms::Fuzzy(terms) => {
            let found = scan::fuzzy(terms, within.as_ref(), directory, index, scope)?;
            let in_names = places_of(found.iter().filter(|(_, score)| scan::is_in_names(*score)), index);
            if in_names.is_empty() { places_of(&found, index) } else { in_names }
        }
        Terms::Regex(pattern) => {
            places_of(&scan::regex(pattern, within.as_ref(), directory, index, scope)?, index)
        }
    };
    let mut entries = Bits::new(index.len());
    places.iter().for_each(|place| entries.insert(index.order.entry(place).index()));
    Ok(EntrySet { entries })
}

fn places_of<'s>(scored: impl IntoIterator<Item = &'s (usize, u32)>, index: &Index) -> Bits {
    let mut places = Bits::new(index.len());
    scored.into_iter().for_each(|(place, _)| places.insert(*place));
    places
}

/// A set of entries of one directory: one bit for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrySet {
    /// By index in the file's order.
    entries: Bits,
}

impl EntrySet {
    /// Whether the entry is in the set.
    pub fn contains(&self, entry: EntryId) -> bool {
        self.entries.contains(entry.index())
    }

    /// How many entries are in the set.
    pub fn len(&self) -> usize {
        self.entries.count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The positions of the entries in the file's order, rising: what `EntryId::index` gives.
    pub fn indices(&self) -> impl Iterator<Item = usize> {
        self.entries.iter()
    }
}

fn search_words(
    terms: &WordTerms,
    within: Option<&Bits>,
    directory: &Directory,
    index: &Index,
    scope: &Scope,
) -> Result<Results, Stopped> {
    let mut matches = Matches::of(terms, directory, index, within, scope)?;
    if let Some(place) = directory.find(&terms.key).map(|entry| index.order.place(entry))
        && within.is_none_or(|within| within.contains(place))
    {
        // An id is found whole; it is not among the words.
        matches.strict.insert(place);
        matches.any.insert(place);
    }
    let hits = rank::best(terms, &matches, directory, index, scope)?;
    let total = matches.any.count();
    let mut results = Results {
        hits: self::hits(hits, index),
        total,
        forgiven: total - matches.strict.count(),
        ..Results::default()
    };
    if total == 0 {
        results.suggestion = suggestion(terms, index);
        results.left_out = partial::left_out(terms, directory, index, within, scope)?;
    }
    Ok(results)
}

/// What the filters and the scope leave; nothing where there are none.
fn within(
    directory: &Directory,
    index: &Index,
    query: &Query,
    scope: &Scope,
) -> Result<Option<Bits>, Stopped> {
    let under = scope.under.map(|entry| index.order.beneath(entry));
    let filters = query.filters.iter().map(|filter| filter::fitting(filter, directory, index));
    let mut within: Option<Bits> = None;
    for places in under.into_iter().chain(filters) {
        scope.check()?;
        match &mut within {
            None => within = Some(places),
            Some(within) => within.intersect(&places),
        }
    }
    Ok(within)
}

/// What may have been meant by the first word that no word begins with.
fn suggestion(terms: &WordTerms, index: &Index) -> Option<Suggestion> {
    let dictionary = &index.dictionary;
    let lost = terms.words.iter().filter(|word| dictionary.beginning_with(&word.text).is_empty());
    lost.into_iter().find_map(|word| {
        let nearest = dictionary.nearest(&word.text)?.to_owned();
        Some(Suggestion { word: word.text.clone(), nearest })
    })
}

#[cfg(test)]
mod tests;
