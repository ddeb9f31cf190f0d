//! Where a query matches in a text: the ranges to mark, and the field of a hit to show.
//!
//! It is called only for what is on the screen, so it reads the text word by word and caches nothing. Ranges are
//! bytes of the text in the directory, on character boundaries, in order, and without overlaps.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::ops::Range;

use super::field::{Field, all_but_names, any_of, composed, names, path_text};
use super::filter;
use super::fold::source_len;
use super::fuzzy::{FoldedName, Needle};
use super::initials::{Initials, is_stop_word};
use super::matcher::{Fit, Likeness, Tokens};
use super::number::{begins_with_digits, has_digit};
use super::query::{
    Filter, FilterField, MOST_WORDS, Query, Reading, Terms, Tolerance, Word, WordOrigin, WordScope, WordTerms,
};
use crate::directory::{Directory, Entry, Event};
use crate::text::shown_inline;

/// The field that explains best why an entry is a hit, and the matches in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The field.
    pub field: Field,
    /// The value of the field that matches, as a page shows it.
    pub text: String,
    /// What matches, in bytes of the text.
    pub ranges: Vec<Range<usize>>,
    /// The words found instead of the query's, if one was found only by a forgiven letter, in another form, or by a
    /// synonym.
    pub taken_for: Option<String>,
}

impl Passage {
    pub(super) fn new(field: Field, text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Self {
        let ranges = ranges.into_iter().collect();
        Passage { field, text: text.to_owned(), ranges, taken_for: None }
    }

    /// Whether the rows of a hit show its field anyway: the name, what it lies beneath, and its kind.
    pub fn is_shown_anyway(&self) -> bool {
        matches!(self.field, Field::Name | Field::Path) || self.field.label() == "kind"
    }
}

/// The field of `entry` to show for `query`: a name if it has all words, or else the text with the most of the words
/// that the name lacks. Of several readings it uses the first whose words the entry has all as typed, or else the
/// first whose words it has all.
pub(super) fn passage(query: &Query, directory: &Directory, entry: Entry) -> Passage {
    let mut best: Option<FoundWords> = None;
    let has_synonym = query.readings.iter().any(|reading| reading.finds.is_some());
    for reading in query.readings.iter().filter(|reading| reading.finds.is_none()) {
        let found = passage_of(&reading.terms, directory, entry, has_synonym);
        if best.as_ref().is_none_or(|best| found.completeness() > best.completeness()) {
            best = Some(found);
        }
        if best.as_ref().is_some_and(|best| best.completeness() == (true, true)) {
            break;
        }
    }
    let is_whole = best.as_ref().is_some_and(|best| best.is_whole);
    let by_synonym = if is_whole { None } else { by_synonym(query, directory, entry) };
    let by_words = || best.map_or_else(|| Passage::new(Field::Name, entry.name(), None), |best| best.passage);
    let mut passage = by_synonym.unwrap_or_else(by_words);
    if passage.ranges.is_empty()
        && let Some((field, name)) = names(entry).find(|(_, name)| *name == query.text().trim())
    {
        // A name of signs has no words.
        passage = Passage::new(field, name, Some(0..name.len()));
    }
    let mut filters: Vec<&Filter> = query.readings.iter().flat_map(|reading| &reading.filters).collect();
    // What kind it is says the least.
    filters.sort_by_key(|filter| filter.field == FilterField::Kind);
    let mut shown = filters.iter().filter(|filter| !filter.negated && passage.ranges.is_empty());
    if let Some(shown) = shown.find_map(|filter| filter::shown_at(filter, directory, entry)) {
        return Passage { taken_for: passage.taken_for, ..shown };
    }
    passage
}

/// The passage for a synonym that finds the entry, and for the other words, if the entry has them.
fn by_synonym(query: &Query, directory: &Directory, entry: Entry) -> Option<Passage> {
    let finds = |reading: &&Reading| reading.finds.is_some_and(|finds| finds.entry == entry.handle());
    let readings = query.readings.iter().filter(finds);
    let mut found = readings.map(|reading| passage_of(&reading.terms, directory, entry, true));
    let mut passage = found.find(|found| found.is_all)?.passage;
    // The name alone does not explain a match of other words.
    if passage.ranges.is_empty()
        && let Some((field, summary)) = Field::summary().zip(entry.summary())
    {
        passage = Passage::new(field, &shown_inline(summary), None);
    }
    Some(Passage { taken_for: Some(entry.name().to_owned()), ..passage })
}

struct FoundWords {
    is_all: bool,
    /// Whether all words are there as typed, optional ones too.
    is_whole: bool,
    passage: Passage,
}

impl FoundWords {
    /// Whether the entry has all words, and all as typed.
    fn completeness(&self) -> (bool, bool) {
        (self.is_all, self.passage.taken_for.is_none())
    }
}

/// The passage for the words of a reading. Unless it `is_thorough`, no text is read where a name has all words as typed.
fn passage_of(terms: &Terms, directory: &Directory, entry: Entry, is_thorough: bool) -> FoundWords {
    let mut best = BestPassage::new(terms);
    names(entry).for_each(|(field, name)| best.offer(field, name));
    let is_explained = match terms {
        Terms::Words(terms) => !is_thorough && taken_for(&terms.words, &best.found).is_none(),
        Terms::Fuzzy(_) | Terms::Regex(_) => true,
    };
    if !(best.is_in_name && is_explained) {
        any_of(all_but_names(), directory, entry, &mut |field, text| {
            best.offer(field, text);
            false
        });
        best.offer(Field::Path, &path_text(directory, entry));
    }
    let BestPassage { mut passage, found, is_in_name, .. } = best;
    let mut is_all = is_in_name;
    if let Terms::Words(terms) = terms {
        if !is_in_name && terms.id == Some(entry.handle()) {
            let passage = Passage::new(Field::Id, entry.id(), Some(0..entry.id().len()));
            return FoundWords { is_all: true, is_whole: true, passage };
        }
        is_all = terms.needed().all(|(position, _)| found.get(position).is_some_and(Option::is_some));
        passage.taken_for = taken_for(&terms.words, &found);
    }
    let is_whole =
        passage.taken_for.is_none() && found.iter().all(|found| matches!(found, Some((Likeness::Exact, _))));
    FoundWords { is_all, is_whole, passage }
}

struct BestPassage<'t> {
    terms: &'t Terms,
    /// How much each word counts: a number more than a word, and an optional word nothing.
    weights: Vec<usize>,
    /// The words that the first name lacks.
    open: Option<u32>,
    worth: Option<(usize, usize, usize)>,
    passage: Passage,
    /// For each word, how it is found best, and as what.
    found: Vec<Option<(Likeness, String)>>,
    is_in_name: bool,
}

impl<'t> BestPassage<'t> {
    fn new(terms: &'t Terms) -> Self {
        let weight = |word: &Word| match (word.is_optional, has_digit(&word.text)) {
            (true, _) => 0,
            (false, true) => 3,
            (false, false) => 1,
        };
        let weights = match terms {
            Terms::Words(terms) => terms.words.iter().map(weight).collect(),
            Terms::Fuzzy(_) | Terms::Regex(_) => vec![1; MOST_WORDS],
        };
        let passage = Passage::default();
        BestPassage { terms, weights, open: None, worth: None, passage, found: Vec::new(), is_in_name: false }
    }

    fn offer(&mut self, field: Field, text: &str) {
        let matched = match_text(self.terms, text, field.is_name());
        self.is_in_name |= field.is_name() && !self.terms.is_empty() && self.terms.are_in(matched.words);
        let open = *self.open.get_or_insert(!matched.words);
        let weight = |words: u32| {
            let counted = self.weights.iter().enumerate().filter(|(word, _)| words & 1 << word != 0);
            counted.map(|(_, weight)| weight).sum::<usize>()
        };
        // The entry's own text is shown before titles of sources and names of other entries.
        let worth = |words: u32| weight(words).saturating_sub(usize::from(!field.is_own()));
        let strength = if field.is_own() { matched.strength } else { weight(matched.words).min(1) };
        let worth = (worth(matched.words & open), worth(matched.words), strength);
        // Where a name has all words, nothing else is shown.
        if self.worth.is_none_or(|most| worth > most) && (field.is_name() || !self.is_in_name) {
            self.worth = Some(worth);
            self.passage = Passage::new(field, text, matched.ranges);
        }
        self.found.resize(self.found.len().max(matched.found.len()), None);
        for (known, new) in self.found.iter_mut().zip(matched.found) {
            let is_liker = |new: &(Likeness, String)| known.as_ref().is_none_or(|known| new.0 > known.0);
            if let Some(new) = new.filter(is_liker) {
                *known = Some(new);
            }
        }
    }
}

/// The words of a query as they were found, if one of them was not found as typed.
fn taken_for(words: &[Word], found: &[Option<(Likeness, String)>]) -> Option<String> {
    let is_as_typed = |word: &Word, (likeness, token): &(Likeness, String)| {
        let is_same = if has_digit(&word.text) {
            *token == word.text || begins_with_digits(token, &word.text)
        } else {
            *likeness == Likeness::Joined || token.starts_with(&word.text)
        };
        is_same && word.origin != WordOrigin::Substitute
    };
    let mut is_other = false;
    let mut taken = Vec::new();
    for (word, found) in words.iter().zip(found) {
        match found {
            Some(found) if word.is_optional && !(is_as_typed(word, found) && is_stop_word(&word.text)) => {}
            Some(found) if !is_as_typed(word, found) => {
                is_other = true;
                // A longer word begins with what a synonym stands for.
                let goes_on = found.1.starts_with(&word.text) && !has_digit(&word.text);
                taken.push(if goes_on { word.text.as_str() } else { found.1.as_str() });
            }
            Some(_) => taken.push(word.text.as_str()),
            None => {}
        }
    }
    is_other.then(|| taken.join(" "))
}

/// All ranges of `text` that the query matches: exact words, their other forms, the beginnings of longer words, and,
/// for a word without any of these, words one edit away.
pub fn marks(query: &Query, text: &str) -> Vec<Range<usize>> {
    marks_in(query, text, false)
}

/// As [`marks`], in a name, where more is forgiven.
pub fn marks_in_name(query: &Query, name: &str) -> Vec<Range<usize>> {
    marks_in(query, name, true)
}

fn marks_in(query: &Query, text: &str, is_name: bool) -> Vec<Range<usize>> {
    let readings = query.readings.iter();
    merge_ranges(readings.flat_map(|reading| match_text(&reading.terms, text, is_name).ranges).collect())
}

/// Whether a text of an entry, with its names, has words of which `are_enough`, as a bit for each.
pub(super) fn has_text(
    terms: &Terms,
    directory: &Directory,
    entry: Entry,
    are_enough: &dyn Fn(u32) -> bool,
) -> bool {
    let in_names = words_of_names(terms, entry);
    any_of(all_but_names(), directory, entry, &mut |_, text| {
        are_enough(in_names | match_text(terms, text, false).words)
    })
}

fn words_of_names(terms: &Terms, entry: Entry) -> u32 {
    names(entry).fold(0, |words, (_, name)| words | match_text(terms, name, true).words)
}

/// Whether an event, with the names and the kind of its entry, has all words.
pub(super) fn has_event(terms: &Terms, directory: &Directory, entry: Entry, event: Event) -> bool {
    let in_text = [entry.kind().name, &composed(directory, event)].map(|text| match_text(terms, text, false));
    terms.are_in(in_text.iter().fold(words_of_names(terms, entry), |words, matched| words | matched.words))
}

impl Terms {
    /// Whether some words, a bit for each, are all that is needed.
    fn are_in(&self, words: u32) -> bool {
        match self {
            Terms::Words(terms) => terms.needed().all(|(position, _)| words & 1 << position != 0),
            Terms::Fuzzy(needles) => words.count_ones() as usize == needles.len(),
            Terms::Regex(pattern) => words != 0 || pattern.is_empty(),
        }
    }
}

#[derive(Debug, Default)]
struct TextMatch {
    ranges: Vec<Range<usize>>,
    /// One bit for each word of the query that is there.
    words: u32,
    strength: usize,
    /// For each word, how it is found best, and as what.
    found: Vec<Option<(Likeness, String)>>,
}

impl TextMatch {
    fn add(
        &mut self,
        word: usize,
        likeness: Likeness,
        found: &str,
        ranges: impl IntoIterator<Item = Range<usize>>,
    ) {
        self.words |= 1 << word;
        self.found[word] = Some((likeness, found.to_owned()));
        self.ranges.extend(ranges);
    }
}

fn match_text(terms: &Terms, text: &str, is_name: bool) -> TextMatch {
    match terms {
        Terms::Words(terms) => match_words(terms, text, is_name),
        Terms::Fuzzy(needles) => match_letters(needles, text),
        Terms::Regex(pattern) => {
            let ranges = pattern.ranges(text);
            TextMatch { words: u32::from(!ranges.is_empty()), ranges, ..TextMatch::default() }
        }
    }
}

fn match_words(terms: &WordTerms, text: &str, is_name: bool) -> TextMatch {
    let tokens = Tokens::of(text);
    let in_phrase = in_phrases(terms, &tokens);
    let beside = terms.beside().into_iter();
    let beside: Vec<_> =
        beside.map(|beside| (beside.position, terms.tokens_beside(&beside, &tokens, is_name))).collect();
    let fit = OnceCell::new();
    let mut matched = TextMatch { found: vec![None; terms.words.len()], ..TextMatch::default() };
    for (index, word) in terms.words.iter().enumerate() {
        let is_elsewhere = word.scope == if is_name { WordScope::Text } else { WordScope::Names };
        // A question word is left out.
        if is_elsewhere || word.is_optional && !is_stop_word(&word.text) {
            continue;
        }
        let in_phrases_only =
            (word.tolerance <= Tolerance::Beginning || word.is_complete()) && !terms.phrases.is_empty();
        let alike = |token: usize| {
            let likeness = word.likeness(tokens.word(token))?;
            let is_in_phrase = in_phrase.contains(&token);
            let is_allowed = beside.iter().all(|(at, fitting)| *at != index || fitting.contains(&token))
                && (is_in_phrase || !in_phrases_only || !terms.is_in_phrase(&word.text))
                && (is_in_phrase || !tokens.is_other_number(token, word))
                && (!word.is_amount() || word.has_signs_at(text, &tokens.range(token)))
                && (is_name || !word.is_forgiven_in_names_alone() || !likeness.is_forgiven());
            is_allowed.then_some(likeness)
        };
        let found: Vec<(usize, Likeness)> =
            (0..tokens.len()).filter_map(|token| Some((token, alike(token)?))).collect();
        let best = found.iter().max_by_key(|(token, likeness)| (*likeness, Reverse(*token))).copied();
        let may_be_joined = best.is_none_or(|(_, most)| most.is_forgiven()) && word.grouped_as().is_none();
        let joined =
            may_be_joined.then(|| fit.get_or_init(|| Fit::of(&terms.words, &tokens)).joined_at(index));
        if let Some(joined) = joined.flatten() {
            let ranges = (joined.token..joined.token + joined.tokens).map(|token| tokens.range(token));
            matched.add(index, Likeness::Joined, &word.text, ranges);
        } else if let Some((best, most)) = best {
            // A forgiven word is marked only if nothing better is found, a prefix only if no whole word is, and a stop
            // word only if it is whole.
            let is_marked = |likeness: Likeness| {
                let is_best = !likeness.is_forgiven() || likeness == most;
                if word.is_optional { likeness == Likeness::Exact } else { is_best }
            };
            let marked = found.into_iter().filter(|(_, likeness)| is_marked(*likeness));
            let ranges = marked.map(|(token, likeness)| {
                tokens.beginning_of(token, word.matched_len(tokens.word(token), likeness))
            });
            matched.add(index, most, tokens.word(best), ranges);
        } else if let (ranges, is_whole) = tokens.numbers(word)
            && let Some(first) = ranges.first()
        {
            let is_as_typed = is_whole && word.origin != WordOrigin::Substitute;
            let found = if is_as_typed { &word.text } else { &text[first.clone()] };
            matched.add(index, Likeness::Joined, found, ranges);
        }
    }
    matched.strength = matched.found.iter().flatten().map(|(likeness, _)| *likeness as usize).sum();
    if is_name && tokens.len() <= LONGEST_NAME {
        add_initials(terms, &tokens, &mut matched);
    }
    matched.ranges = merge_ranges(std::mem::take(&mut matched.ranges));
    matched
}

/// Letters are matched over a whole name, and within single words of longer texts.
fn match_letters(needles: &[Needle], text: &str) -> TextMatch {
    let tokens = Tokens::of(text);
    let name = (tokens.len() <= LONGEST_NAME).then(|| FoldedName::of(text));
    let mut matched = TextMatch::default();
    for (index, needle) in needles.iter().enumerate() {
        let mut ranges = name.as_ref().map_or_else(Vec::new, |name| needle.ranges(name));
        if ranges.is_empty() {
            ranges = letters_in_words(needle, &tokens, text);
        }
        if ranges.is_empty()
            && let Some(digits) = needle.digits()
        {
            ranges = tokens.numbers_with(&digits);
        }
        if !ranges.is_empty() {
            matched.words |= 1 << index;
            matched.strength += ranges.len();
            matched.ranges.extend(ranges);
        }
    }
    matched.ranges = merge_ranges(std::mem::take(&mut matched.ranges));
    matched
}

fn letters_in_words(needle: &Needle, tokens: &Tokens, text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (index, token) in tokens.iter().enumerate().filter(|(_, token)| needle.is_in_word(token)) {
        let place = tokens.range(index);
        let source = &text[place.clone()];
        ranges.extend(needle.ranges_in_word(token).into_iter().map(|letter| {
            let start = source_len(source, letter.start);
            place.start + start..place.start + source_len(source, letter.end)
        }));
    }
    ranges
}

fn in_phrases(terms: &WordTerms, tokens: &Tokens) -> Vec<usize> {
    terms.phrases.iter().flat_map(|phrase| phrase.occurrences(tokens)).flatten().collect()
}

const LONGEST_NAME: usize = 24;

/// Adds the first letters of a name's words if a word of the query is its initials.
fn add_initials(terms: &WordTerms, tokens: &Tokens, matched: &mut TextMatch) {
    let mut initials = Initials::default();
    tokens.iter().for_each(|token| initials.push(token));
    for (index, word) in terms.words.iter().enumerate() {
        if matched.words & (1 << index) == 0
            && word.tolerance >= Tolerance::Forms
            && word.scope != WordScope::Text
            && let Some(letters) = initials.positions(&word.text)
        {
            let ranges = letters.into_iter().map(|token| tokens.beginning_of(token, 1));
            matched.add(index, Likeness::Exact, &word.text, ranges);
        }
    }
}

impl WordTerms {
    pub(super) fn is_in_phrase(&self, word: &str) -> bool {
        self.phrases.iter().any(|phrase| phrase.words.iter().any(|one| one == word))
    }
}

pub(super) fn merge_ranges(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
