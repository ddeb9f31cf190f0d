//! Which entries match a query of words, as sets, from the index. Text is read only for phrases, years, split words,
//! signs, and short numbers and letters.
//!
//! Adding a word to a query only removes entries, unless it makes the query a question.

// `Index` is that of the directory here.
use std::ops::{Index as At, Range};

use super::field::{any_of, names, own, path_text};
use super::fold::key;
use super::index::{Index, WordPlaces, one};
use super::initials::{Initials, InitialsFit, PACKED, is_stop_word, may_be_initials, packed_range};
use super::matcher::Tokens;
use super::number::has_digit;
use super::query::{Phrase, Tolerance, Word, WordScope, WordTerms, segments};
use super::scan::scored;
use super::{Places, Search, Stopped, full};
use crate::directory::Entry;

/// Sets of entries by how they have a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MatchSet {
    /// A name has the word, its plural or its singular.
    ExactNames,
    /// A name has the word, another form of it, a longer word, or initials that are the word.
    Names,
    /// A name or the entry's own text has the word as typed; an optional word may be missing.
    Literal,
    /// A name or the entry's own text has the word, its plural or its singular.
    Exact,
    /// A name or the entry's own text has the word, another form of it, or a longer word.
    Own,
    /// The same, also in what the entry shares with others: titles of sources, names that it links to or lies beneath.
    Strict,
    /// A name has the word as in `Names`, or with one edit.
    NearNames,
    /// Any of these.
    Any,
}

const SETS: usize = MatchSet::Any as usize + 1;

#[derive(Clone, Debug)]
pub(super) struct Matches([Places; SETS]);

impl At<MatchSet> for Matches {
    type Output = Places;

    fn index(&self, set: MatchSet) -> &Places {
        &self.0[set as usize]
    }
}

/// The most entries that are read for each way to split a word.
const MOST_SPLIT: usize = 1_000;

impl Matches {
    pub(super) fn of(terms: &WordTerms, search: Search, within: Option<&Places>) -> Result<Self, Stopped> {
        let Search { index, .. } = search;
        let mut matches: Option<Matches> = None;
        for (position, _) in terms.needed() {
            let of_word = Matches::of_position(terms, position, search)?;
            match &mut matches {
                Some(Matches(all)) => {
                    all.iter_mut().zip(&of_word.0).for_each(|(all, of_word)| all.intersect_with(of_word));
                }
                None => matches = Some(of_word),
            }
        }
        let mut matches = matches.unwrap_or_else(|| Matches(std::array::from_fn(|_| full(index.len()))));
        for word in terms.words.iter().filter(|word| word.is_optional && is_stop_word(&word.text)) {
            let itself = index.dictionary.find(&word.text).map(one);
            let having = index.with_words(itself).all_in(WordScope::Anywhere);
            matches.0[MatchSet::Literal as usize].intersect_with(&having);
        }
        if let Some(within) = within {
            matches.restrict(within);
        }
        for phrase in &terms.phrases {
            let having = with_phrase(phrase, &matches[MatchSet::Any], search)?;
            matches.restrict(&having);
        }
        for beside in terms.beside() {
            let word = &terms.words[beside.position];
            let joined = terms.joined(beside.position).filter_map(|joined| index.dictionary.find(&joined));
            let whole = index.dictionary.find(&word.text).into_iter().chain(joined).map(one);
            // A letter begins words in names alone.
            let read = (word.is_letter() && !terms.is_shortened(&beside))
                .then(|| index.with_words(whole).all_in(WordScope::Anywhere));
            let is_beside =
                |tokens: &Tokens, _: &str, is_name| !terms.tokens_beside(&beside, tokens, is_name).is_empty();
            let any = &matches[MatchSet::Any];
            let having = with_text(is_beside, any, read.as_ref(), search)?;
            matches.restrict(&having);
        }
        for word in &terms.words {
            // The words of a phrase are the groups of its own numbers.
            let is_in_phrase = terms.is_in_phrase(&word.text);
            if !word.has_signs() && (is_in_phrase || !word.may_be_part_of_number()) {
                continue;
            }
            let has_signs = |tokens: &Tokens, text: &str, _| {
                let is_it = |token: &usize| {
                    word.form(tokens.word(*token)).is_some()
                        && (is_in_phrase || !tokens.is_other_number(*token, word))
                };
                let alike = (0..tokens.len()).filter(is_it).map(|token| tokens.range(token));
                let mut alike = alike.chain(tokens.numbers(word).0);
                alike.any(|range| word.has_signs_at(text, &range))
            };
            let having = with_text(has_signs, &matches[MatchSet::Any], None, search)?;
            // Behind a longer word a sign may be left out.
            if word.is_letter() || has_digit(&word.text) || !having.is_clear() {
                matches.restrict(&having);
            }
        }
        matches.restrict_to_year(terms, search)?;
        // An id matches whole, and is not among the words.
        let place = terms.id.map(|entry| index.order.place(entry));
        if let Some(place) = place.filter(|place| within.is_none_or(|within| within.contains(*place))) {
            matches.0[MatchSet::Strict as usize].insert(place);
            matches.0[MatchSet::Any as usize].insert(place);
        }
        Ok(matches)
    }

    pub(super) fn of_position(terms: &WordTerms, position: usize, search: Search) -> Result<Self, Stopped> {
        let Search { index, scope, .. } = search;
        let word = &terms.words[position];
        let dictionary = &index.dictionary;
        let itself = dictionary.find(&word.text);
        let kin = if word.tolerance >= Tolerance::Forms {
            dictionary.inflections(&word.text, &word.forms)
        } else {
            Vec::new()
        };
        let (plurals, kin): (Vec<usize>, Vec<usize>) =
            kin.into_iter().partition(|kin| word.forms.include_plural(&word.text, dictionary.word(*kin)));
        let (grouped, longer_grouped) = grouped(word, index);
        let longer = match (word.tolerance >= Tolerance::Beginning, has_digit(&word.text)) {
            (false, _) => 0..0,
            (true, true) if itself.or(grouped).is_some() || word.is_complete() => {
                dictionary.beginning_with_no_digit_behind(&word.text)
            }
            (true, false) if word.is_complete() => 0..0,
            (true, _) => dictionary.beginning_with(&word.text),
        };
        scope.check()?;
        let mut places = WordPlaces::new(index.len());
        index.add_words(itself.into_iter().chain(grouped).map(one), &mut places);
        let literal = places.own_in(word.scope);
        index.add_words(plurals.into_iter().map(one), &mut places);
        let (exact_names, exact) = (places.names_in(word.scope), places.own_in(word.scope));
        let joined = terms.joined(position).filter_map(|joined| dictionary.find(&joined));
        index.add_words(kin.into_iter().chain(joined).map(one), &mut places);
        if word.may_be_roman() {
            let others = longer.filter(|longer| word.form(dictionary.word(*longer)).is_some());
            index.add_words(others.map(one), &mut places);
        } else {
            index.add_words([longer, longer_grouped], &mut places);
        }
        let is_abbreviated =
            |place: &usize| search.entry(*place).abbreviation().is_some_and(|short| key(short) == word.text);
        if terms.needed().count() > 1 {
            let mut above = Places::with_capacity(index.len());
            above.extend(index.named(&word.text).filter(is_abbreviated));
            places.shared.union_with(&index.order.beneath(&above));
        }
        index.add_around_names(&mut places);
        scope.check()?;
        let mut begun = Places::with_capacity(index.len());
        if word.tolerance >= Tolerance::Forms {
            unite_initials(word, search, &mut places.names, &mut begun);
        }
        let (names, own) = (places.names_in(word.scope), places.own_in(word.scope));
        let strict = places.all_in(word.scope);
        if word.tolerance >= Tolerance::EditInName {
            let near = index.with_words(dictionary.near(word).into_iter().map(one));
            scope.check()?;
            places.names.union_with(&near.names);
            if !word.is_forgiven_in_names_alone() {
                places.own.union_with(&near.own);
                places.shared.union_with(&near.shared);
            }
        }
        if word.tolerance >= Tolerance::Forms {
            unite_split(word, search, &mut places)?;
        }
        let near_names = places.names_in(word.scope);
        let mut any = places.all_in(word.scope);
        if word.scope != WordScope::Text {
            any.union_with(&begun);
        }
        Ok(Matches([exact_names, names, literal, exact, own, strict, near_names, any]))
    }

    pub(super) fn restrict(&mut self, within: &Places) {
        self.0.iter_mut().for_each(|places| places.intersect_with(within));
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
fn unite_initials(word: &Word, search: Search, whole: &mut Places, begun: &mut Places) {
    if !may_be_initials(&word.text) {
        return;
    }
    let is_packed = word.letters.len() < PACKED && word.text.is_ascii();
    let (low, _) = packed_range(&word.text);
    for (key, place) in search.index.initialled(&word.text) {
        let is_whole = if is_packed {
            Some(key == low)
        } else {
            initials_of(search.entry(place), &word.text).map(|fit| fit > InitialsFit::Beginning)
        };
        match is_whole {
            Some(true) => whole.insert(place),
            Some(false) => begun.insert(place),
            None => {}
        }
    }
}

fn initials_of(entry: Entry, word: &str) -> Option<InitialsFit> {
    let mut initials = Initials::default();
    let mut reading = |name: &str| {
        initials.clear();
        initials.push_all(name);
        initials.match_with(word)
    };
    names(entry).filter_map(|(_, name)| reading(name)).max()
}

/// Adds the entries with a name that has `word` as several words: `taskforce` as `task force`, `dropout` as
/// `drop-out`. A word of letters and digits is split in any text: `S1311` as `S. 1311`.
fn unite_split(word: &Word, search: Search, places: &mut WordPlaces) -> Result<(), Stopped> {
    let Search { directory, index, scope } = search;
    let mut tokens = Tokens::default();
    let mut spells = |text: &str| {
        tokens.fill(text);
        (0..tokens.len()).any(|first| tokens.spelling(first, &word.text).is_some())
    };
    let is_anywhere = is_of_digits_and_letters(&word.text);
    let splits = splits_of(&word.text, index);
    if is_anywhere && !splits.is_empty() {
        places.shared.union_with(&index.with_shared(directory, &mut spells));
    }
    for parts in splits {
        scope.check()?;
        let having = |part: usize| {
            if is_anywhere {
                return index.with_words([one(part)]).all_in(WordScope::Anywhere);
            }
            let mut having = WordPlaces::new(index.len());
            index.add_words([one(part)], &mut having);
            having.names
        };
        let mut apart = having(parts[0]);
        parts[1..].iter().for_each(|part| apart.intersect_with(&having(*part)));
        if apart.count_ones(..) > MOST_SPLIT {
            continue;
        }
        for place in apart.ones() {
            let entry = search.entry(place);
            if names(entry).any(|(_, name)| spells(name)) {
                places.names.insert(place);
            } else if is_anywhere && any_of(own(), directory, entry, &mut |_, text| spells(text)) {
                places.own.insert(place);
            }
        }
    }
    Ok(())
}

fn is_of_digits_and_letters(word: &str) -> bool {
    has_digit(word) && word.contains(char::is_alphabetic)
}

/// The ways to split `word` into words of the dictionary: letters in two, which stand in names, or letters from digits.
fn splits_of(word: &str, index: &Index) -> Vec<Vec<usize>> {
    let is_digit = |at: usize| word.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let is_mixed = is_of_digits_and_letters(word);
    let inside = word.char_indices().skip(1).map(|(at, _)| at);
    let cuts: Vec<usize> = inside.filter(|at| !is_mixed || is_digit(*at) != is_digit(at - 1)).collect();
    let at_each = cuts.iter().map(|cut| vec![*cut]);
    let at_all = (is_mixed && cuts.len() > 1).then(|| cuts.clone());
    let parts = |cuts: Vec<usize>| -> Option<Vec<usize>> {
        let starts = [0].into_iter().chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain([word.len()]);
        let find = |(start, end): (usize, usize)| {
            index.dictionary.find(&word[start..end]).filter(|part| is_mixed || index.is_in_name(*part))
        };
        starts.zip(ends).map(find).collect()
    };
    at_each.chain(at_all).filter_map(parts).collect()
}

/// The places among `within` where the words of the phrase are consecutive.
pub(super) fn with_phrase(phrase: &Phrase, within: &Places, search: Search) -> Result<Places, Stopped> {
    let Search { index, .. } = search;
    let mut places = within.clone();
    let last = phrase.words.len() - 1;
    for (position, text) in phrase.words.iter().enumerate().filter(|_| !phrase.is_code) {
        let itself = index.dictionary.find(text);
        let forms = phrase.forms.get(position);
        let forms = forms.map_or_else(Vec::new, |forms| index.dictionary.inflections(text, forms));
        let longer =
            if phrase.open && position == last { index.dictionary.beginning_with(text) } else { 0..0 };
        let words = itself.into_iter().chain(forms).map(one).chain([longer]);
        places.intersect_with(&index.with_words(words).all_in(WordScope::Anywhere));
    }
    with_text(|tokens, _, _| phrase.occurrences(tokens).next().is_some(), &places, None, search)
}

/// Fewer entries than this are read faster than a thread is started.
const WORTH_A_THREAD: usize = 256;

/// The places among `within` of which `has` is true for the words of a name, or of another text where it is to be read.
pub(super) fn with_text(
    has: impl Fn(&Tokens, &str, bool) -> bool + Sync,
    within: &Places,
    read: Option<&Places>,
    search: Search,
) -> Result<Places, Stopped> {
    let Search { directory, index, scope } = search;
    let mut having = index.with_shared(directory, &mut |text| has(&Tokens::of(text), text, false));
    having.intersect_with(within);
    let others: Vec<usize> = within.difference(&having).collect();
    let reader = || {
        let mut tokens = Tokens::default();
        let has = &has;
        move |place: usize| {
            let entry = search.entry(place);
            let mut reads = |text: &str, is_name| {
                tokens.fill(text);
                has(&tokens, text, is_name)
            };
            let is_it = names(entry).any(|(_, name)| reads(name, true))
                || read.is_none_or(|read| read.contains(place))
                    && (any_of(own(), directory, entry, &mut |_, text| reads(text, false))
                        || reads(&path_text(directory, entry), true));
            is_it.then_some((place, 0))
        }
    };
    having.extend(scored(&others, WORTH_A_THREAD, scope, reader)?.into_iter().map(|(place, _)| place));
    Ok(having)
}

impl Phrase {
    /// The tokens of each occurrence of the phrase.
    pub(super) fn occurrences(&self, tokens: &Tokens) -> impl Iterator<Item = Vec<usize>> {
        (0..tokens.len()).filter_map(|start| self.occurrence_at(start, tokens))
    }

    fn occurrence_at(&self, start: usize, tokens: &Tokens) -> Option<Vec<usize>> {
        if self.is_code {
            return self.code_at(start, tokens);
        }
        let last = self.words.len() - 1;
        let (mut found, mut next) = (Vec::new(), start..start + 1);
        for (position, word) in self.words.iter().enumerate() {
            let is_begun = self.open && position == last;
            let is_form =
                |token: &str| self.forms.get(position).is_some_and(|forms| forms.include(word, token));
            let is_it =
                |token: &str| token == word || is_begun && token.starts_with(word.as_str()) || is_form(token);
            let end = next.end.min(tokens.len());
            let token = (next.start..end).find(|token| is_it(tokens.word(*token)))?;
            found.push(token);
            next = token + 1..token + 2 + self.gap;
        }
        Some(found)
    }

    /// The tokens that are the segments in their order, where a code begins. A bracket is one before a token.
    fn code_at(&self, start: usize, tokens: &Tokens) -> Option<Vec<usize>> {
        if start > 0 && tokens.is_attached(start) && has_digit(tokens.word(start - 1)) {
            return None;
        }
        let mut left = self.words.as_slice();
        for token in start..tokens.len() {
            for (at, segment) in segments(tokens.word(token)).enumerate() {
                let (wanted, rest) = left.split_first()?;
                let wanted = if at == 0 { wanted.trim_start_matches('(') } else { wanted };
                if self.open && rest.is_empty() && segment.starts_with(wanted) {
                    return Some((start..=token).collect());
                }
                if segment != wanted {
                    return None;
                }
                left = rest;
            }
            if left.is_empty() {
                return Some((start..=token).collect());
            }
        }
        None
    }
}
