//! What a query that finds nothing would find with some of its words left out: a question such as `who runs the hotline`
//! has words that no entry has with the others.

use super::bits::Bits;
use super::index::Index;
use super::matches::Matches;
use super::query::WordTerms;
use super::{Scope, Stopped};
use crate::directory::Directory;

/// The words to leave out of a query so that something is found, and how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// As typed, folded.
    pub words: Vec<String>,
    /// How many entries have all others.
    pub total: usize,
}

/// The most words of a query that are tried.
const MOST_WORDS: usize = 32;

/// As few words as can be left out; among as many, those that leave the words of the fewest entries, which say the most.
pub(super) fn left_out(
    terms: &WordTerms,
    directory: &Directory,
    index: &Index,
    within: Option<&Bits>,
    scope: &Scope,
) -> Result<Option<LeftOut>, Stopped> {
    let words = &terms.words;
    if !(2..=MOST_WORDS).contains(&words.len()) || !terms.phrases.is_empty() || !terms.excluded.is_empty() {
        return Ok(None);
    }
    // For each place, a bit for each word that it has.
    let mut having = vec![0_u32; index.len()];
    let mut counts = Vec::with_capacity(words.len());
    for position in 0..words.len() {
        let mut places = Matches::of_position(terms, position, directory, index, scope)?.any;
        if let Some(within) = within {
            places.intersect(within);
        }
        places.iter().for_each(|place| having[place] |= 1 << position);
        counts.push(places.count());
        scope.check()?;
    }
    let most = having.iter().map(|words| words.count_ones()).max().unwrap_or(0);
    if most == 0 {
        return Ok(None);
    }
    let among = |set: u32| (0..words.len()).filter(move |position| set & 1 << position != 0);
    let mut sets: Vec<u32> = having.into_iter().filter(|words| words.count_ones() == most).collect();
    sets.sort_unstable();
    let kept = sets.chunk_by(PartialEq::eq).min_by_key(|same| {
        let entries: usize = among(same[0]).map(|position| counts[position]).sum();
        entries
    });
    Ok(kept.map(|same| LeftOut {
        words: among(!same[0]).map(|position| words[position].text.clone()).collect(),
        total: same.len(),
    }))
}
