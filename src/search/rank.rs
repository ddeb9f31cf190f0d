//! Which of two hits comes first.
//!
//! A score is a number that sorts: four bits of tier, then 28 bits that compare hits of the same tier. It
//! depends on the entry and the query alone, never on the other hits; entries of equal score stay in outline order.

use std::cmp::Reverse;

use super::Places;
use super::field::{Field, any_of, names, own, path_text};
use super::fold;
use super::index::Index;
use super::initials::{Initials, InitialsFit};
use super::matcher::{Fit, Likeness, Tokens};
use super::matches::{MatchSet, Matches};
use super::number::has_digit;
use super::query::{SynonymEntry, Tolerance, Word, WordScope, WordTerms};
use super::scan::scored;
use super::{Search, Stopped};
use crate::directory::{Directory, Entry};

/// The tier of a hit, the lowest first. Names come before text, whole names before parts, exact words before longer
/// ones, and forgiven letters last; but a whole name with one wrong letter comes before text with only longer words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RankTier {
    /// The words, some with an edit, are anywhere in the entry.
    Forgiven,
    /// The words or longer ones stand in its text.
    BeginningsInText,
    /// The words or longer ones, some of them in a name.
    BeginningsAnywhere,
    /// A name has all words, some with an edit.
    ForgivenInName,
    /// The initials of a name begin with the word.
    BeginsInitials,
    /// A name is the query, apart from one letter in a word.
    ForgivenName,
    /// All words, some as a plural or a singular, are anywhere in the entry.
    Exact,
    /// All words are anywhere in the entry as they were typed.
    Literal,
    /// All words stand in its names together.
    InNames,
    /// A name has all words, longer ones or other forms.
    BeginningsInName,
    ExactInName,
    /// The word is the initials of a name.
    Initials,
    /// A name is the query, apart from plurals and spaces.
    NearlyWholeName,
    /// An other name is the query.
    WholeOtherName,
    /// The abbreviation, or the id, is the query.
    WholeAbbreviation,
    WholeName,
}

const QUALITY_BITS: u32 = 28;
const TEXT_BITS: u32 = 10;

impl RankTier {
    pub(super) fn score(self, quality: u32) -> u32 {
        (self as u32) << QUALITY_BITS | quality.min((1 << QUALITY_BITS) - 1)
    }
}

/// The score of a hit where some readings of the query have synonyms in place of typed words. Found by a synonym, a hit
/// ranks below all hits by the typed words in text, unless the synonym is its whole name. Within a tier, hits by the
/// typed words come first.
pub(super) fn with_typed_first(scored: u32, is_as_typed: bool) -> u32 {
    let (tier, quality) = (scored >> QUALITY_BITS, scored & ((1 << QUALITY_BITS) - 1));
    let is_less = (RankTier::Exact as u32..RankTier::NearlyWholeName as u32).contains(&tier);
    let (tier, quality) = if is_less && !is_as_typed {
        (RankTier::ForgivenName as u32, tier << (QUALITY_BITS - 4) | quality >> 4)
    } else {
        (tier, quality)
    };
    tier << QUALITY_BITS | u32::from(is_as_typed) << (QUALITY_BITS - 1) | quality >> 1
}

/// The score of the entry that a synonym finds. Where the synonym is the whole query, it ranks just below a name written
/// exactly so. Otherwise it ranks as if its text had all words, because the other words may name another entry.
pub(super) fn score_by_synonym(finds: SynonymEntry) -> u32 {
    if finds.is_whole { u32::MAX - 4 } else { RankTier::Exact.score(0) }
}

/// The score of a name written exactly like the query, or apart from capitals.
pub(super) fn score_written(name: &str, written: &str, field: Field) -> Option<u32> {
    let less = match (name == written, field == Field::Name) {
        (true, true) => 0,
        (false, true) => 1,
        (true, false) => 2,
        (false, false) => 3,
    };
    let is_it = name == written || name.to_lowercase() == written.to_lowercase();
    is_it.then_some(RankTier::WholeName.score(u32::MAX) - less)
}

/// At most this many entries are scored by their names. Those left out would not score higher than the last of them.
const MOST_CANDIDATES: usize = 1_500;
const MOST_READ: usize = 300;
/// Fewer entries than this are scored faster than a thread is started, by their names and by their texts.
const WORTH_A_THREAD: usize = 256;
const WORTH_A_THREAD_TO_READ: usize = 64;

/// The best matches with their scores, best first; at most `limit`.
pub(super) fn best(
    terms: &WordTerms,
    matches: &Matches,
    search: Search,
) -> Result<Vec<(usize, u32)>, Stopped> {
    let Search { directory, index, scope } = search;
    let candidates = candidates(terms, matches, index, scope.limit.max(MOST_CANDIDATES));
    let scorer = || Scorer::new(terms, directory);
    let mut hits = scored(&candidates, WORTH_A_THREAD, scope, || {
        let mut scorer = scorer();
        move |place| Some((place, scorer.score_names(search.entry(place), strictest_set(matches, place))))
    })?;
    let by_rank = |(place, score): &(usize, u32)| (Reverse(*score), *place);
    hits.sort_unstable_by_key(by_rank);
    let by_text = hits.iter().enumerate().filter(|(_, (_, score))| depends_on_text(*score));
    let read: Vec<(usize, usize)> = by_text.map(|(at, (place, _))| (at, *place)).take(MOST_READ).collect();
    let worths = scored(&read, WORTH_A_THREAD_TO_READ, scope, || {
        let scorer = scorer();
        move |(at, place)| Some((at, scorer.score_text(search.entry(place))))
    })?;
    for (at, worth) in worths {
        hits[at].1 += worth;
    }
    hits.sort_unstable_by_key(by_rank);
    hits.truncate(scope.limit);
    Ok(hits)
}

/// The sets that decide the tier of an entry, the strictest first.
const DECISIVE_SETS: [MatchSet; 4] = [MatchSet::Literal, MatchSet::Exact, MatchSet::Own, MatchSet::Strict];

fn strictest_set(matches: &Matches, place: usize) -> MatchSet {
    DECISIVE_SETS.into_iter().find(|set| matches[*set].contains(place)).unwrap_or(MatchSet::Any)
}

fn depends_on_text(score: u32) -> bool {
    const TIERS: [RankTier; 5] = [
        RankTier::Literal,
        RankTier::Exact,
        RankTier::BeginningsAnywhere,
        RankTier::BeginningsInText,
        RankTier::Forgiven,
    ];
    TIERS.iter().any(|tier| *tier as u32 == score >> QUALITY_BITS)
}

/// The sets of candidates, the best first.
const BEST_SETS: [MatchSet; 7] = [
    MatchSet::ExactNames,
    MatchSet::Names,
    MatchSet::Exact,
    MatchSet::NearNames,
    MatchSet::Own,
    MatchSet::Strict,
    MatchSet::Any,
];

/// The places that may have the best hits, at least `most` if there are so many: those of the better sets first.
fn candidates(terms: &WordTerms, matches: &Matches, index: &Index, most: usize) -> Vec<usize> {
    let mut seen = Places::with_capacity(index.len());
    let id = terms.id.map(|entry| index.order.place(entry));
    let named = index.named(&terms.key).chain(id).filter(|place| matches[MatchSet::Any].contains(*place));
    let mut places: Vec<usize> = named.filter(|place| !seen.put(*place)).collect();
    for set in BEST_SETS {
        let room = most.saturating_sub(places.len());
        if room == 0 {
            break;
        }
        let mut fresh = matches[set].clone();
        fresh.difference_with(&seen);
        if fresh.count_ones(..) <= room {
            places.extend(fresh.ones());
            seen.union_with(&fresh);
        } else {
            places.extend(shortest(&fresh, room, terms, index));
        }
    }
    places
}

/// The places with the shortest names, first those that begin like the query.
fn shortest(set: &Places, room: usize, terms: &WordTerms, index: &Index) -> Vec<usize> {
    const LONGEST: usize = 15;
    let begins = terms.words.first().map_or(0..0, |word| index.dictionary.beginning_with(&word.text));
    let mut shelves: Vec<Vec<usize>> = vec![Vec::new(); 2 * (LONGEST + 1)];
    for place in set.ones() {
        let (first, length) = index.name_shape(place);
        let begins = first.is_some_and(|first| begins.contains(&first));
        let shelf = &mut shelves[length.min(LONGEST) + if begins { 0 } else { LONGEST + 1 }];
        if shelf.len() < room {
            shelf.push(place);
        }
    }
    let mut shortest = shelves.concat();
    shortest.truncate(room);
    shortest
}

struct Scorer<'q> {
    terms: &'q WordTerms,
    directory: &'q Directory,
    tokens: Tokens,
    fit: Fit,
    initials: Initials,
    in_names: Vec<bool>,
}

impl<'q> Scorer<'q> {
    fn new(terms: &'q WordTerms, directory: &'q Directory) -> Self {
        let in_names = vec![false; terms.words.len()];
        Scorer {
            terms,
            directory,
            tokens: Tokens::default(),
            fit: Fit::default(),
            initials: Initials::default(),
            in_names,
        }
    }

    fn score_names(&mut self, entry: Entry, set: MatchSet) -> u32 {
        if Some(entry.handle()) == self.terms.id {
            return RankTier::WholeAbbreviation.score(0);
        }
        let words = &self.terms.words;
        let (mut best, mut fit, mut is_cited) = (0, 0, false);
        self.in_names.fill(false);
        let is_of_text = words.iter().all(|word| word.scope == WordScope::Text);
        for (field, name) in names(entry).filter(|_| !is_of_text) {
            self.tokens.fill(name);
            self.fit.fill(words, &self.tokens);
            let shape = self.shape(field, name);
            fit = fit.max(shape);
            is_cited |= self.is_cited_whole();
            let by_words = self.tier_in_name(field).map(|tier| tier.score(shape));
            best = best.max(by_words.max(self.score_initials(shape)).unwrap_or(0));
            for (has, found) in self.in_names.iter_mut().zip(&self.fit.found) {
                *has |= found.is_some();
            }
        }
        let is_cited = is_cited && self.is_of_kind_besides(entry);
        best.max(self.score_spread(set, fit, is_cited))
    }

    /// The score of an entry whose words are not all in one name: higher the more of them a name has, and the larger
    /// their part of it.
    fn score_spread(&self, set: MatchSet, fit: u32, is_cited: bool) -> u32 {
        let words = self.terms.words.iter().zip(&self.in_names);
        let in_names = words.filter(|(word, has)| **has && !word.is_optional).count();
        let quality = capped(in_names, 7) << 25 | (fit & 0x03ff_ffff) >> SPREAD_SHIFT << TEXT_BITS;
        let tier = self.tier_of_spread(set, in_names);
        tier.max(if is_cited { RankTier::InNames } else { tier }).score(quality)
    }

    fn tier_of_spread(&self, set: MatchSet, in_names: usize) -> RankTier {
        let is_in_names = in_names > 0;
        match set {
            _ if is_in_names && set != MatchSet::Any && in_names == self.terms.needed().count() => {
                RankTier::InNames
            }
            MatchSet::Literal => RankTier::Literal,
            MatchSet::Exact => RankTier::Exact,
            MatchSet::Own if is_in_names => RankTier::BeginningsAnywhere,
            MatchSet::Own | MatchSet::Strict => RankTier::BeginningsInText,
            MatchSet::ExactNames | MatchSet::Names | MatchSet::NearNames | MatchSet::Any => {
                RankTier::Forgiven
            }
        }
    }

    /// Whether the query has all of a name with a number beside other words: `which law is 22 USC 7105`.
    fn is_cited_whole(&self) -> bool {
        let mut found = self.fit.found.iter().flatten();
        self.tokens.len() > 1
            && self.fit.tokens() == self.tokens.len()
            && self.fit.is_run()
            && found.all(|found| found.likeness == Likeness::Exact)
            && self.tokens.iter().any(has_digit)
    }

    /// Whether the kind of an entry and what it lies beneath have all words that its names lack.
    fn is_of_kind_besides(&mut self, entry: Entry) -> bool {
        let lacking = self.terms.words.iter().zip(&self.in_names);
        let lacking = lacking.filter(|(word, has)| !**has && !word.is_optional).map(|(word, _)| word);
        self.tokens.fill(&[entry.kind().name, &path_text(self.directory, entry)].join(" "));
        let tokens = &self.tokens;
        lacking.into_iter().all(|word| tokens.iter().any(|token| word.form(token).is_some()))
    }

    fn tier_in_name(&self, field: Field) -> Option<RankTier> {
        let is_whole =
            self.fit.tokens() == self.tokens.len() && self.fit.start() == Some(0) && self.fit.is_run();
        self.fit.least(&self.terms.words).map(|least| match least {
            Likeness::Exact if is_whole && field == Field::Name => RankTier::WholeName,
            Likeness::Exact if is_whole && field == Field::Abbreviation => RankTier::WholeAbbreviation,
            Likeness::Exact if is_whole => RankTier::WholeOtherName,
            Likeness::Plural | Likeness::Joined if is_whole && self.may_be_nearly(field, least) => {
                RankTier::NearlyWholeName
            }
            Likeness::Exact => RankTier::ExactInName,
            Likeness::Plural | Likeness::Joined | Likeness::Beginning | Likeness::Kin => {
                RankTier::BeginningsInName
            }
            Likeness::Forgiven if is_whole => RankTier::ForgivenName,
            Likeness::Forgiven => RankTier::ForgivenInName,
        })
    }

    /// Whether a name that differs from the query by a plural or a space ranks above one that begins with it: three
    /// letters are more often initials, and an abbreviation with an `s` is a different one.
    fn may_be_nearly(&self, field: Field, least: Likeness) -> bool {
        self.terms.key.len() > 3 && (least == Likeness::Joined || field != Field::Abbreviation)
    }

    fn score_initials(&mut self, shape: u32) -> Option<u32> {
        let [word] = self.terms.words.as_slice() else { return None };
        if word.tolerance < Tolerance::Forms {
            return None;
        }
        self.initials.clear();
        self.tokens.iter().for_each(|token| self.initials.push(token));
        self.initials.match_with(&word.text).map(|reading| match reading {
            InitialsFit::Whole => RankTier::Initials.score(shape | 1 << (QUALITY_BITS - 1)),
            InitialsFit::Shortened => RankTier::Initials.score(shape),
            InitialsFit::Beginning => RankTier::BeginsInitials.score(shape),
        })
    }

    /// How well the words fit the current name: whether they begin it, which name it is, the least closeness, how
    /// much of the name they cover, and how alike they are. The highest bits are 0 if the name lacks a word.
    fn shape(&self, field: Field, name: &str) -> u32 {
        let words: &[Word] = &self.terms.words;
        let begins = match (self.fit.start(), self.fit.is_run()) {
            (Some(0), true) => 3,
            // All words of the name, in another order.
            (Some(0), false) if self.fit.tokens() == self.tokens.len() && self.has_whole_words() => 3,
            (Some(_), true) => 2,
            (Some(0), false) => 1,
            (Some(_) | None, _) => 0,
        };
        let covered = 63 * self.fit.matched_bytes(words, &self.tokens) / self.tokens.bytes().max(1);
        let rank_of_name = match field {
            Field::Name => 3,
            Field::Abbreviation if covered == 63 => 3,
            Field::Abbreviation => 2,
            Field::OtherName | Field::Id | Field::Value(_) | Field::Path => 1,
        };
        let likeness = |found: &super::matcher::WordMatch| found.likeness as usize;
        let alike: usize = self.fit.found.iter().flatten().map(likeness).sum();
        let close = self.fit.closeness(words, &self.tokens);
        let close = close.saturating_sub(u32::from(self.has_other_accents(name)));
        begins << 26 | rank_of_name << 24 | close << 21 | capped(covered, 63) << 15 | capped(alike, 31) << 10
    }

    /// Whether a word of the name has other accents than were typed: `Muller` for `Müller`.
    fn has_other_accents(&self, name: &str) -> bool {
        let mut found = self.terms.words.iter().zip(&self.fit.found);
        found.any(|(word, found)| {
            let source = found.map_or("", |found| &name[self.tokens.range(found.token)]);
            let is_exact = found.is_some_and(|found| found.likeness == Likeness::Exact);
            is_exact
                && !(source.is_ascii() && word.written.is_ascii())
                && source.to_lowercase() != word.written.to_lowercase()
        })
    }

    fn has_whole_words(&self) -> bool {
        self.fit.least(&self.terms.words) >= Some(Likeness::Joined)
    }

    /// The score of the entry's text in [`TEXT_BITS`] bits: how many words one field has, which field it is, and how
    /// close the words are.
    fn score_text(&self, entry: Entry) -> u32 {
        let mut worth = 0;
        any_of(own(), self.directory, entry, &mut |field, text| {
            worth = worth.max(text_worth(&self.terms.words, text, field));
            false
        });
        worth
    }
}

/// A spread score uses the bits of the shape above these, without the two highest.
const SPREAD_SHIFT: u32 = 12;

fn capped(number: usize, most: u32) -> u32 {
    u32::try_from(number).unwrap_or(most).min(most)
}

fn text_worth(words: &[Word], text: &str, field: Field) -> u32 {
    let words: Vec<&Word> = words.iter().filter(|word| !word.is_optional).collect();
    let mut last: Vec<Option<usize>> = vec![None; words.len()];
    let (mut closest, mut hits, mut position) = (usize::MAX, 0_u32, 0);
    fold::words(text, |token, _| {
        for (word, last) in words.iter().zip(&mut last) {
            if word.form(token).is_some() {
                *last = Some(position);
                hits += 1;
            }
        }
        if last.contains(&Some(position)) && last.iter().all(Option::is_some) {
            let earliest = last.iter().flatten().min().copied().unwrap_or(position);
            closest = closest.min(position - earliest);
        }
        position += 1;
    });
    for (word, last) in words.iter().zip(&mut last).filter(|(_, last)| last.is_none()) {
        if word.grouped_as().is_some() && !Tokens::of(text).numbers(word).0.is_empty() {
            *last = Some(0);
            hits += 1;
        }
    }
    let found = last.iter().flatten().count();
    if found == 0 {
        return 0;
    }
    let share = u32::try_from(7 * found / words.len().max(1)).unwrap_or(7);
    let close = match closest {
        0..=2 => 3,
        3..=6 => 2,
        7..=16 => 1,
        _ => 0,
    };
    // A date in the query asks for what happened on it.
    let is_asked = field.has_date() && words.iter().any(|word| word.is_date());
    let weight = if is_asked { 3 } else { field.weight() };
    share << 7 | weight << 5 | close << 3 | hits.min(7)
}
