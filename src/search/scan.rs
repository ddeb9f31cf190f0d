//! Searches that the index cannot answer: fuzzy letters and regular expressions. Each entry that may match is read.
//!
//! Names come before text, then the best fit, then the shorter name; entries of equal score stay in outline order.

use std::cmp::Reverse;

use super::field::{Field, any_of, names, own};
use super::fuzzy::{AlignmentTable, FoldedName, Needle};
use super::index::{Index, one};
use super::pattern::Pattern;
use super::query::WordScope;
use super::rank::RankTier;
use super::{Places, Scope, Search, Stopped, full};
use crate::threads;

/// The quality has 16 bits, the length of a name the 12 below them.
fn score(tier: RankTier, quality: u32, length: usize) -> u32 {
    let brevity = 0xfff - u32::try_from(length).unwrap_or(0xfff).min(0xfff);
    tier.score(quality.min(0xffff) << 12 | brevity)
}

pub(super) type Scored = Vec<(usize, u32)>;

pub(super) fn best(mut found: Scored, limit: usize) -> Scored {
    let rank = |(place, score): &(usize, u32)| (Reverse(*score), *place);
    if limit < found.len() {
        found.select_nth_unstable_by_key(limit, rank);
        found.truncate(limit);
    }
    found.sort_unstable_by_key(rank);
    found
}

pub(super) fn is_in_names(score: u32) -> bool {
    score >= RankTier::BeginningsInName.score(0)
}

/// The entries that have all needles, each in a name or in a word of the text.
pub(super) fn fuzzy(needles: &[Needle], within: Option<&Places>, search: Search) -> Result<Scored, Stopped> {
    let Search { index, scope, .. } = search;
    let places = within.cloned().unwrap_or_else(|| full(index.len()));
    let in_text: Vec<Places> = needles.iter().map(|needle| with_word(needle, index)).collect();
    let judge = || {
        let (mut name, mut table) = (FoldedName::default(), AlignmentTable::default());
        let mut fits = vec![None; needles.len()];
        let in_text = &in_text;
        move |place: usize| {
            fits.fill(None);
            for (_, text) in names(search.entry(place)) {
                if !needles.iter().any(|needle| needle.may_be_in(text)) {
                    continue;
                }
                name.fill(text);
                for (best, needle) in fits.iter_mut().zip(needles) {
                    let fit = needle.fit(&name, &mut table);
                    *best = fit.map(|fit| (fit, Reverse(name.len()))).max(*best);
                }
            }
            fuzzy_score(&fits, |needle| in_text[needle].contains(place)).map(|score| (place, score))
        }
    };
    let places: Vec<usize> = places.ones().collect();
    scored(&places, super::MOST_FOR_ONE_THREAD, scope, judge)
}

/// The best fit of a needle among the names, and the length of that name.
type FitScore = (u32, Reverse<usize>);

fn fuzzy_score(fits: &[Option<FitScore>], in_text: impl Fn(usize) -> bool) -> Option<u32> {
    let in_names = fits.iter().flatten().count();
    if !fits.iter().enumerate().all(|(needle, fit)| fit.is_some() || in_text(needle)) {
        return None;
    }
    let quality = fits.iter().flatten().map(|(fit, _)| fit).sum();
    let length = fits.iter().flatten().map(|(_, Reverse(length))| *length).max().unwrap_or(0);
    let tier = if in_names == 0 {
        RankTier::BeginningsInText
    } else if in_names < fits.len() {
        RankTier::BeginningsAnywhere
    } else {
        RankTier::ExactInName
    };
    Some(score(tier, quality, length))
}

fn with_word(needle: &Needle, index: &Index) -> Places {
    let dictionary = &index.dictionary;
    let grouped = needle.digits().and_then(|digits| dictionary.find(&digits)).map(one);
    let begun = dictionary.beginning_with(needle.first().encode_utf8(&mut [0; 4]));
    let having = begun.filter(|word| needle.is_in_word(dictionary.word(*word)));
    index.with_words(grouped.into_iter().chain(having.map(one))).all_in(WordScope::Anywhere)
}

pub(super) fn regex(pattern: &Pattern, within: Option<&Places>, search: Search) -> Result<Scored, Stopped> {
    let Search { directory, index, scope } = search;
    if pattern.problem().is_some() {
        return Ok(Vec::new());
    }
    let mut places = with_letters(pattern, index);
    if let Some(within) = within {
        places.intersect_with(within);
    }
    if pattern.is_empty() {
        // Only filters: everything that they keep.
        return Ok(places.ones().map(|place| (place, 0)).collect());
    }
    let in_shared = index.with_shared(directory, &mut |text| pattern.find(text).is_some());
    let judge = || {
        |place: usize| {
            let entry = search.entry(place);
            let in_name = names(entry).find_map(|(field, name)| {
                let found = pattern.find(name)?;
                let tier =
                    if field == Field::Name { RankTier::ExactInName } else { RankTier::BeginningsInName };
                let begins = found.start == 0 || !name[..found.start].ends_with(char::is_alphanumeric);
                let quality = u32::from(found.start == 0) << 1 | u32::from(begins);
                Some(score(tier, quality, name.len()))
            });
            let best = in_name.or_else(|| {
                let mut in_text = None;
                any_of(own(), directory, entry, &mut |field, text| {
                    let found = pattern.find(text);
                    in_text = found.map(|_| score(RankTier::BeginningsInText, field.weight(), 0));
                    in_text.is_some()
                });
                in_text.or(in_shared.contains(place).then_some(score(RankTier::BeginningsInText, 0, 0)))
            });
            best.map(|score| (place, score))
        }
    };
    let places: Vec<usize> = places.ones().collect();
    scored(&places, super::MOST_FOR_ONE_THREAD, scope, judge)
}

/// The shortest literals that are looked up in the index before text is read, in bytes.
pub(super) const SHORTEST_LITERAL: usize = 3;

fn with_letters(pattern: &Pattern, index: &Index) -> Places {
    let mut all = full(index.len());
    for literal in pattern.needs(SHORTEST_LITERAL) {
        let words = index.dictionary.having(literal).into_iter().map(one);
        all.intersect_with(&index.with_words(words).all_in(WordScope::Anywhere));
    }
    all
}

/// The scores of items, computed on threads of at least `least` items; `judge` makes a scorer for each thread.
pub(super) fn scored<T: Copy + Sync, J: FnMut(T) -> Option<(usize, u32)>>(
    items: &[T],
    least: usize,
    scope: &Scope,
    judge: impl Fn() -> J + Sync,
) -> Result<Scored, Stopped> {
    let parts = threads::map(threads::parts(items, least), |part| {
        let mut judge = judge();
        let mut scored = Vec::new();
        for (count, item) in part.iter().enumerate() {
            if count % 16 == 0 {
                scope.check()?;
            }
            scored.extend(judge(*item));
        }
        Ok(scored)
    });
    parts.into_iter().collect::<Result<Vec<Scored>, Stopped>>().map(|parts| parts.concat())
}
