//! Which entries match a query of words, as sets, from the index alone: no text is read but for phrases.
//!
//! An entry matches a word in one of six ways, each including the one before, so that what all words have in common can
//! be had for the best entries first. Adding a word to a query only ever takes entries away.

use std::ops::Range;

use super::bits::Bits;
use super::field::{any_own, names};
use super::index::Index;
use super::initials::{Initials, InitialsFit};
use super::number::{has_digit, is_roman};
use super::query::{Phrase, Tolerance, Word, WordScope, WordTerms};
use super::{Scope, Stopped};
use crate::directory::Directory;

/// The places that match, from the narrowest way to the widest.
#[derive(Clone, Debug)]
pub(super) struct Matches {
    /// The word, its plural or its singular in a name.
    pub(super) exact_names: Bits,
    /// A name has it, begins a word with it, or has it as initials.
    pub(super) names: Bits,
    /// The word as it is, anywhere; a word that is no condition, too.
    pub(super) literal: Bits,
    /// The word, its plural or its singular, anywhere.
    pub(super) exact: Bits,
    /// And its other forms, and what begins with it.
    pub(super) strict: Bits,
    /// In a name, perhaps with one edit.
    pub(super) near_names: Bits,
    /// In any way at all.
    pub(super) any: Bits,
}

/// The most words that a word is taken apart into, the most ways to do so that are tried, and the most entries of a way
/// that are read.
const MOST_PARTS: usize = 6;
const MOST_WAYS: usize = 24;
const MOST_SPLIT: usize = 1_000;

impl Matches {
    pub(super) fn all(count: usize) -> Self {
        let full = Bits::full(count);
        Matches {
            exact_names: full.clone(),
            names: full.clone(),
            literal: full.clone(),
            exact: full.clone(),
            strict: full.clone(),
            near_names: full.clone(),
            any: full,
        }
    }

    /// What matches all words of a query, and none of what it excludes.
    pub(super) fn of(
        terms: &WordTerms,
        directory: &Directory,
        index: &Index,
        within: Option<&Bits>,
        scope: &Scope,
    ) -> Result<Self, Stopped> {
        let mut matches = Matches::all(index.len());
        for (position, _) in terms.needed() {
            matches.intersect(&Matches::of_position(terms, position, directory, index, scope)?);
        }
        for word in terms.words.iter().filter(|word| word.is_optional) {
            let mut having = Bits::new(index.len());
            index
                .dictionary
                .find(&word.text)
                .into_iter()
                .for_each(|word| index.unite_word(word, &mut having));
            matches.literal.intersect(&having);
        }
        if let Some(within) = within {
            matches.restrict(within);
        }
        if !terms.excluded.is_empty() {
            let mut left = matches.any.clone();
            without_excluded(&terms.excluded, &mut left, directory, index, scope)?;
            matches.restrict(&left);
        }
        for phrase in &terms.phrases {
            let having = with_phrase(phrase, &matches.any, directory, index, scope)?;
            matches.restrict(&having);
        }
        Ok(matches)
    }

    /// What matches one of the words, by its position.
    pub(super) fn of_position(
        terms: &WordTerms,
        position: usize,
        directory: &Directory,
        index: &Index,
        scope: &Scope,
    ) -> Result<Self, Stopped> {
        let mut matches = Matches::of_word(&terms.words[position], directory, index, scope)?;
        for joined in terms.joined(position) {
            if let Some(joined) = index.dictionary.find(&joined) {
                matches.add_joined(joined, index);
            }
        }
        Ok(matches)
    }

    fn of_word(word: &Word, directory: &Directory, index: &Index, scope: &Scope) -> Result<Self, Stopped> {
        let dictionary = &index.dictionary;
        let itself = dictionary.find(&word.text);
        let kin = if word.tolerance >= Tolerance::Forms { dictionary.kin(&word.text) } else { Vec::new() };
        let (number, kin): (Vec<usize>, Vec<usize>) =
            kin.into_iter().partition(|kin| word.forms.include_number(&word.text, dictionary.word(*kin)));
        let (grouped, longer_grouped) = grouped(word, index);
        let longer = match (word.tolerance >= Tolerance::Beginning, has_digit(&word.text)) {
            (false, _) => 0..0,
            (true, true) if itself.or(grouped).is_some() || !word.may_go_on() => {
                dictionary.beginning_with_no_digit_behind(&word.text)
            }
            (true, _) => dictionary.beginning_with(&word.text),
        };
        scope.check()?;
        let mut sets = Sets::new(index.len());
        sets.add(itself.into_iter().chain(grouped), index);
        let literal = sets.clone();
        // A word that is there needs no forgiveness.
        let is_there = itself.or(grouped).or(number.first().copied()).or(kin.first().copied()).is_some();
        sets.add(number, index);
        let exact = sets.clone();
        sets.add(kin, index);
        if is_roman(&word.text) {
            let others = longer.clone().filter(|longer| word.form(dictionary.word(*longer)).is_some());
            sets.add(others, index);
        } else {
            let ranges = [longer.clone(), longer_grouped].into_iter();
            index.unite_ranges(ranges, &mut sets.names, &mut sets.texts);
        }
        scope.check()?;
        let mut begun = Bits::new(index.len());
        if word.tolerance >= Tolerance::Forms {
            unite_initials(word, directory, index, &mut sets.names, &mut begun);
        }
        let strict = sets.clone();
        if word.tolerance >= Tolerance::MissingLetter && !is_there {
            let near = index.dictionary.near(word);
            scope.check()?;
            let mut in_text = Bits::new(index.len());
            index.unite_words(near, &mut sets.names, &mut in_text);
            if !word.is_short() {
                sets.texts.unite(&in_text);
            }
        }
        if word.tolerance >= Tolerance::Forms {
            unite_split(word, directory, index, &mut sets, scope)?;
        }
        let mut any = sets.within(word.scope);
        if word.scope != WordScope::Text {
            any.unite(&begun);
        }
        let names = |sets: &Sets| {
            if word.scope == WordScope::Text { Bits::new(index.len()) } else { sets.names.clone() }
        };
        Ok(Matches {
            exact_names: names(&exact),
            names: names(&strict),
            literal: literal.within(word.scope),
            exact: exact.within(word.scope),
            strict: strict.within(word.scope),
            near_names: names(&sets),
            any,
        })
    }

    fn add_joined(&mut self, joined: usize, index: &Index) {
        let (mut names, mut texts) = (Bits::new(index.len()), Bits::new(index.len()));
        index.unite_words([joined], &mut names, &mut texts);
        for bits in [&mut self.names, &mut self.near_names, &mut self.strict, &mut self.any] {
            bits.unite(&names);
        }
        for bits in [&mut self.strict, &mut self.any] {
            bits.unite(&texts);
        }
    }

    fn intersect(&mut self, other: &Matches) {
        self.exact_names.intersect(&other.exact_names);
        self.names.intersect(&other.names);
        self.literal.intersect(&other.literal);
        self.exact.intersect(&other.exact);
        self.strict.intersect(&other.strict);
        self.near_names.intersect(&other.near_names);
        self.any.intersect(&other.any);
    }

    pub(super) fn restrict(&mut self, within: &Bits) {
        self.each(|bits| bits.intersect(within));
    }

    fn each(&mut self, mut change: impl FnMut(&mut Bits)) {
        let Matches { exact_names, names, literal, exact, strict, near_names, any } = self;
        [exact_names, names, literal, exact, strict, near_names, any].into_iter().for_each(&mut change);
    }
}

/// The places with some of the words in a name, and those with some in their text.
#[derive(Clone, Debug)]
struct Sets {
    names: Bits,
    texts: Bits,
}

impl Sets {
    fn new(count: usize) -> Self {
        Sets { names: Bits::new(count), texts: Bits::new(count) }
    }

    fn add(&mut self, words: impl IntoIterator<Item = usize>, index: &Index) {
        index.unite_words(words, &mut self.names, &mut self.texts);
    }

    fn within(&self, scope: WordScope) -> Bits {
        match scope {
            WordScope::Names => self.names.clone(),
            WordScope::Text => self.texts.clone(),
            WordScope::Anywhere => {
                let mut all = self.names.clone();
                all.unite(&self.texts);
                all
            }
        }
    }
}

/// The number of the dictionary that has the digits of `word` in another grouping, and the numbers that begin with them.
fn grouped(word: &Word, index: &Index) -> (Option<usize>, Range<usize>) {
    let Some(digits) = word.grouped_as() else { return (None, 0..0) };
    let itself = index.dictionary.find(&digits);
    let is_begun = itself.is_none() && index.dictionary.find(&word.text).is_none() && word.may_go_on();
    (itself, if is_begun { index.dictionary.beginning_with(&digits) } else { 0..0 })
}

/// Adds the entries with a name whose initials are `word` to `whole`, those whose initials begin with it to `begun`.
fn unite_initials(word: &Word, directory: &Directory, index: &Index, whole: &mut Bits, begun: &mut Bits) {
    if word.letters.len() < 2 {
        return;
    }
    let (low, _) = super::initials::packed_range(&word.text);
    for (key, place) in index.initialled(&word.text) {
        if word.letters.len() < super::initials::PACKED && word.text.is_ascii() {
            if key == low {
                whole.insert(place);
            } else {
                begun.insert(place);
            }
            continue;
        }
        match initials_of(directory, index, place, &word.text) {
            Some(InitialsFit::Whole | InitialsFit::Shortened) => whole.insert(place),
            Some(InitialsFit::Beginning) => begun.insert(place),
            None => {}
        }
    }
}

/// How far `word` is the initials of a name of the entry at `place`.
fn initials_of(directory: &Directory, index: &Index, place: usize, word: &str) -> Option<InitialsFit> {
    let mut initials = Initials::default();
    let mut reading = |name: &str| {
        initials.clear();
        initials.push_all(name);
        initials.match_with(word)
    };
    names(directory.entry(index.order.entry(place))).filter_map(|(_, name)| reading(name)).max()
}

/// Adds the entries with a name that has `word` as several words: `taskforce` as `task force`, `dropout` as `drop-out`; of
/// letters and digits those with any such text: `S1311` as `S. 1311`.
fn unite_split(
    word: &Word,
    directory: &Directory,
    index: &Index,
    sets: &mut Sets,
    scope: &Scope,
) -> Result<(), Stopped> {
    let mut tokens = super::matcher::Tokens::default();
    let is_anywhere = is_of_digits_and_letters(&word.text);
    for parts in splits_of(&word.text, index) {
        scope.check()?;
        let having = |part: usize| {
            let mut having = index.with_in_name(part);
            if is_anywhere {
                index.unite_word(part, &mut having);
            }
            having
        };
        let mut places = having(parts[0]);
        parts[1..].iter().for_each(|part| places.intersect(&having(*part)));
        if places.count() > MOST_SPLIT {
            continue;
        }
        let mut spells = |text: &str| {
            tokens.fill(text);
            (0..tokens.len()).any(|first| tokens.spelling(first, &word.text).is_some())
        };
        for place in places.iter() {
            let entry = directory.entry(index.order.entry(place));
            if names(entry).any(|(_, name)| spells(name)) {
                sets.names.insert(place);
            } else if is_anywhere && any_own(directory, entry, &mut |_, text| spells(text)) {
                sets.texts.insert(place);
            }
        }
    }
    Ok(())
}

fn is_of_digits_and_letters(word: &str) -> bool {
    has_digit(word) && word.contains(char::is_alphabetic)
}

/// The ways to take `word` apart into words of the dictionary, those of few words first.
fn splits_of(word: &str, index: &Index) -> Vec<Vec<usize>> {
    let mut ways = Vec::new();
    let mut begun: Vec<(Vec<usize>, &str)> = vec![(Vec::new(), word)];
    for _ in 0..MOST_PARTS {
        let mut longer = Vec::new();
        for (parts, rest) in begun {
            for end in rest.char_indices().map(|(at, c)| at + c.len_utf8()) {
                let part = index.dictionary.find(&rest[..end]);
                let is_anywhere = is_of_digits_and_letters(word);
                let Some(part) = part.filter(|part| is_anywhere || index.is_in_name(*part)) else { continue };
                let parts: Vec<usize> = parts.iter().copied().chain([part]).collect();
                if end < rest.len() {
                    let rest = &rest[end..];
                    let place = longer.partition_point(|(_, other): &(_, &str)| other.len() <= rest.len());
                    longer.insert(place, (parts, rest));
                } else if parts.len() > 1 {
                    ways.push(parts);
                }
            }
        }
        // Parts that are words of one letter leave too many ways, of which the first begin with those.
        longer.truncate(MOST_WAYS);
        begun = longer;
    }
    ways.truncate(MOST_WAYS);
    ways
}

/// Takes away the places that have one of the phrases that a query excludes. What stands at the other end of a link, or in
/// the title of a source, excludes nothing.
pub(super) fn without_excluded(
    excluded: &[Phrase],
    places: &mut Bits,
    directory: &Directory,
    index: &Index,
    scope: &Scope,
) -> Result<(), Stopped> {
    for phrase in excluded {
        let mut having = Bits::new(index.len());
        match phrase.words.as_slice() {
            [word] => {
                let dictionary = &index.dictionary;
                let forms = dictionary.find(word).into_iter().chain(dictionary.kin(word));
                forms.for_each(|word| index.unite_own_word(word, &mut having));
            }
            _ => having = with_phrase(phrase, places, directory, index, scope)?,
        }
        places.subtract(&having);
    }
    Ok(())
}

/// The places among `within` where the words of the phrase follow each other.
fn with_phrase(
    phrase: &Phrase,
    within: &Bits,
    directory: &Directory,
    index: &Index,
    scope: &Scope,
) -> Result<Bits, Stopped> {
    let mut places = within.clone();
    let last = phrase.words.len() - 1;
    for (position, text) in phrase.words.iter().enumerate() {
        let mut words: Vec<usize> = index.dictionary.find(text).into_iter().collect();
        if phrase.open && position == last {
            words = index.dictionary.beginning_with(text).collect();
        }
        let mut having = Bits::new(index.len());
        for word in words {
            index.unite_word(word, &mut having);
        }
        places.intersect(&having);
    }
    let mut tokens = super::matcher::Tokens::default();
    let mut has = |text: &str| {
        tokens.fill(text);
        phrase.starts(&tokens).next().is_some()
    };
    let mut having = index.with_shared(directory, &mut has);
    having.intersect(&places);
    places.subtract(&having);
    for (count, place) in places.iter().enumerate() {
        if count % 64 == 0 {
            scope.check()?;
        }
        let entry = directory.entry(index.order.entry(place));
        if names(entry).any(|(_, name)| has(name)) || any_own(directory, entry, &mut |_, text| has(text)) {
            having.insert(place);
        }
    }
    Ok(having)
}

impl Phrase {
    pub(super) fn starts(&self, tokens: &super::matcher::Tokens) -> impl Iterator<Item = usize> {
        let last = self.words.len() - 1;
        let fits = move |start: usize| {
            self.words.iter().enumerate().all(|(offset, word)| {
                let token = tokens.word(start + offset);
                if offset == last && self.open {
                    token.starts_with(word.as_str())
                } else {
                    token == word.as_str()
                }
            })
        };
        (0..(tokens.len() + 1).saturating_sub(self.words.len())).filter(move |start| fits(*start))
    }
}
