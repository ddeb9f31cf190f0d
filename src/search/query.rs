//! Parses a query: words, phrases, numbers, exclusions and filters.
//!
//! Nothing that can be typed is an error. An unfinished query means what has been typed so far: `kind:` alone and a
//! lone `-` mean nothing yet, an open quote ends at the end, and the last word of an open phrase is a prefix. A query
//! has several *readings* if it has an `OR`, a synonym of the directory, or a number whose groups of digits may be
//! words. An entry matches the query if it matches one reading.

mod filter_field;
mod piece;
mod typed;
mod variants;
mod word;

use super::date::{is_year, weekday_note};
use super::fold;
use super::fuzzy::Needle;
use super::index::Index;
use super::initials::is_stop_word;
use super::number::{SHORTEST_NATIONAL, has_digit, is_number};
use super::pattern::Pattern;
use super::stem::Forms;
use super::synonym::FoldedSynonym;
use crate::directory::{Date, Directory, EntryId};
pub(super) use filter_field::{Filter, FilterField};
pub use filter_field::{FilterName, filters};
use piece::{QueryPiece, alternatives, pattern_text, pieces};
use typed::{TypedWord, with_numbers, with_synonyms};
pub(super) use word::{MINUS, Tolerance, Word, WordEnd, WordOrigin, WordScope, with_signs};

/// A question to a directory.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub(super) text: String,
    mode: QueryMode,
    /// The first is what was typed as it stands.
    pub(super) readings: Vec<Reading>,
    unknown: Vec<String>,
    unfinished: Vec<FilterField>,
    is_cut: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) terms: Terms,
    pub(super) filters: Vec<Filter>,
    pub(super) excluded: Vec<Reading>,
    /// The only entry that matches, if a synonym for it was typed.
    pub(super) finds: Option<SynonymEntry>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct SynonymEntry {
    pub(super) entry: EntryId,
    /// Whether the query is the synonym as declared and nothing else.
    pub(super) is_whole: bool,
    pub(super) is_phrase: bool,
}

/// How the words of a query are read; filters and exclusions mean the same in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum QueryMode {
    /// Words in any order, with one wrong letter forgiven.
    #[default]
    Words,
    /// Letters in their order, with others between.
    Fuzzy,
    /// A regular expression.
    Regex,
}

impl QueryMode {
    /// What it is called on the query line.
    pub fn name(self) -> &'static str {
        match self {
            QueryMode::Words => "words",
            QueryMode::Fuzzy => "fuzzy",
            QueryMode::Regex => "regex",
        }
    }
}

#[derive(Clone, Debug)]
pub(super) enum Terms {
    Words(WordTerms),
    Fuzzy(Vec<Needle>),
    Regex(Pattern),
}

/// The words that must match, those of phrases among them.
#[derive(Clone, Debug, Default)]
pub(super) struct WordTerms {
    pub(super) words: Vec<Word>,
    pub(super) phrases: Vec<Phrase>,
    /// All words outside of quotes, joined by spaces, to compare with whole names.
    pub(super) key: String,
    pub(super) id: Option<EntryId>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) words: Vec<String>,
    pub(super) written: String,
    /// How many other words may be between two of them.
    pub(super) gap: usize,
    /// Whether the last word may go on, as its quote is still open.
    pub(super) open: bool,
    /// The forms of its words, which stand for them where it is what a synonym means.
    pub(super) forms: Vec<Forms>,
    /// Whether the words are letters and digits that are written together or apart: `U07.1`, `BA.2.86`.
    pub(super) is_code: bool,
}

/// Further words of a query are ignored: more than anybody types, and a bound on the cost of pasted text.
pub(super) const MOST_WORDS: usize = 32;
const MOST_READINGS: usize = 32;

impl Query {
    /// Parses a finished query. Never fails: [`super::Results::notes`] say what could not be understood.
    pub fn parse(directory: &Directory, text: &str, mode: QueryMode) -> Self {
        Query::parse_as(directory, text, mode, false)
    }

    /// As [`Query::parse`], for a query that is still being typed: a number at its end may be incomplete.
    pub fn typed(directory: &Directory, text: &str, mode: QueryMode) -> Self {
        Query::parse_as(directory, text, mode, true)
    }

    fn parse_as(directory: &Directory, text: &str, mode: QueryMode, is_typed: bool) -> Self {
        let pieces = pieces(text);
        let unknown = pieces.iter().filter_map(QueryPiece::unknown_field).collect();
        let unfinished = pieces.iter().filter_map(QueryPiece::unfinished_field).collect();
        let filter = |piece: &QueryPiece| piece.filter(mode, is_typed && piece.range.end == text.len());
        let filters = |pieces: &[QueryPiece]| pieces.iter().filter_map(filter).collect();
        if mode == QueryMode::Regex {
            let terms = Terms::Regex(Pattern::new(&pattern_text(text, &pieces)));
            let readings = vec![Reading { filters: filters(&pieces), ..Reading::of(terms) }];
            return Query { text: text.to_owned(), mode, readings, unknown, unfinished, is_cut: false };
        }
        let (alternatives, mut is_cut) = alternatives(&pieces);
        let synonyms = FoldedSynonym::of(directory, text);
        let read = |pieces: &[QueryPiece]| WordTerms::read(directory, text, pieces, &synonyms);
        let mut readings = Vec::new();
        for pieces in alternatives {
            let filters: Vec<Filter> = filters(&pieces);
            let words = pieces.into_iter().filter(|piece| piece.is_words(mode));
            let (excluded, words): (Vec<_>, Vec<_>) = words.partition(|piece| piece.negated);
            let excluded = excluded.into_iter().flat_map(|piece| read(&[piece]));
            let excluded: Vec<Reading> = excluded.filter(|reading| !reading.is_empty()).collect();
            let found = match mode {
                QueryMode::Fuzzy => vec![Reading::of(Terms::Fuzzy(needles(&words)))],
                QueryMode::Words | QueryMode::Regex => read(&words),
            };
            for mut reading in found {
                if let Terms::Words(terms) = &mut reading.terms {
                    terms.open_last_word(text, is_typed);
                }
                readings.push(Reading { filters: filters.clone(), excluded: excluded.clone(), ..reading });
            }
        }
        is_cut |= readings.len() > MOST_READINGS;
        readings.truncate(MOST_READINGS);
        Query { text: text.to_owned(), mode, readings, unknown, unfinished, is_cut }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How its words are understood.
    pub fn mode(&self) -> QueryMode {
        self.mode
    }

    /// The query for a directory: a word that is in it is not forgiven a letter.
    pub(super) fn resolved(&self, index: &Index) -> Self {
        let mut query = self.clone();
        query.readings.iter_mut().for_each(|reading| reading.resolve(index));
        // An ordinal that is written somewhere is not its number.
        if let Some(ordinal) = query.readings.first().and_then(Reading::only_word)
            && ordinal.without_ordinal().is_some()
            && index.dictionary.find(&ordinal.text).is_some()
        {
            query.readings.truncate(1);
        }
        query
    }

    pub(super) fn with_reading(&self, reading: Reading) -> Self {
        Query { readings: vec![reading], ..self.clone() }
    }

    /// Whether it asks for nothing yet.
    pub fn is_empty(&self) -> bool {
        self.readings.iter().all(Reading::is_empty)
    }

    pub(super) fn has_unknown_field(&self) -> bool {
        !self.unknown.is_empty()
    }

    pub(super) fn notes(&self, directory: &Directory) -> Vec<String> {
        let names: Vec<&str> = filters().map(|filter| filter.name).collect();
        let unknown = |field: &String| format!("no field \"{field}\"; there are {}", names.join(", "));
        let mut notes: Vec<String> = self.unknown.iter().map(unknown).collect();
        let filters = self.readings.iter().flat_map(|reading| &reading.filters);
        let of_values = filters.flat_map(|filter| super::filter::notes(filter, directory));
        let unfinished = self.unfinished.iter().map(|field| super::filter::choices(*field, directory));
        for note in of_values.chain(unfinished).chain(self.weekday_notes()) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        if let Some(Reading { terms: Terms::Regex(pattern), .. }) = self.readings.first() {
            notes.extend(pattern.problem().map(str::to_owned));
        }
        if self.is_cut {
            notes.push(format!("only the first {MOST_READINGS} combinations of OR are searched"));
        }
        notes
    }
}

impl Query {
    fn weekday_notes(&self) -> impl Iterator<Item = String> {
        let dates = self.readings.iter().flat_map(|reading| {
            let values = reading.date_filters().flat_map(|filter| &filter.values);
            let Terms::Words(terms) = &reading.terms else { return values.collect() };
            let words = terms.words.iter().filter(|word| word.is_date()).map(|word| &word.written);
            values.chain(words).collect::<Vec<&String>>()
        });
        dates.filter_map(|written| weekday_note(written))
    }
}

impl Reading {
    fn of(terms: Terms) -> Self {
        Reading { terms, filters: Vec::new(), excluded: Vec::new(), finds: None }
    }

    fn resolve(&mut self, index: &Index) {
        if let Terms::Words(terms) = &mut self.terms {
            for word in terms.words.iter_mut().filter(|word| index.has(word)) {
                word.tolerance = word.tolerance.min(Tolerance::Forms);
            }
        }
        self.excluded.iter_mut().for_each(|excluded| excluded.resolve(index));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.filters.is_empty() && self.excluded.is_empty() && self.finds.is_none()
    }

    pub(super) fn only_word(&self) -> Option<&Word> {
        match &self.terms {
            Terms::Words(terms) if terms.words.len() == 1 => terms.words.first(),
            Terms::Words(_) | Terms::Fuzzy(_) | Terms::Regex(_) => None,
        }
    }

    pub(super) fn has_only_exclusions(&self) -> bool {
        !self.excluded.is_empty() && self.terms.is_empty() && self.filters.is_empty() && self.finds.is_none()
    }

    /// Whether a word of it replaces a typed one.
    pub(super) fn has_substitutes(&self) -> bool {
        let Terms::Words(terms) = &self.terms else { return false };
        terms.words.iter().any(|word| word.origin == WordOrigin::Substitute)
    }

    pub(super) fn date_filters(&self) -> impl Iterator<Item = &Filter> {
        self.filters.iter().filter(|filter| filter.field == FilterField::Date && !filter.negated)
    }

    pub(super) fn allows(&self, date: Date) -> bool {
        self.date_filters().all(|filter| filter.allows(date))
    }
}

impl Terms {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Terms::Words(terms) => terms.words.is_empty(),
            Terms::Fuzzy(needles) => needles.is_empty(),
            Terms::Regex(pattern) => pattern.is_empty(),
        }
    }
}

impl Phrase {
    pub(super) fn of(words: Vec<String>) -> Self {
        Phrase { words, ..Phrase::default() }
    }
}

impl WordTerms {
    fn read(
        directory: &Directory,
        text: &str,
        pieces: &[QueryPiece],
        synonyms: &[FoldedSynonym],
    ) -> Vec<Reading> {
        let mut terms = WordTerms::default();
        let mut typed: Vec<TypedWord> = Vec::new();
        let (mut key, mut written): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
        for piece in pieces {
            let scope = piece.key.and_then(FilterField::scope).unwrap_or_default();
            let is_quoted = piece.quoted && !is_number_or_date(&piece.value);
            let is_code = !is_quoted && is_code(&piece.value);
            let is_free = !is_quoted && piece.key.is_none_or(|key| key.scope().is_some());
            let first = typed.len();
            fold::words(&piece.value, |word, range| {
                let behind = &piece.value[range.end..];
                let written = piece.value[with_signs(&piece.value, range.clone())].to_owned();
                let mut word = Word { written, scope, ..Word::new(word.to_owned()) };
                // `Pub. L.` shortens a word, and `Division C` and `C++` do not.
                if word.is_letter() {
                    let is_shortened = behind.starts_with('.');
                    word.end = if is_shortened { WordEnd::Shortened } else { WordEnd::Complete };
                }
                word.ends_sentence = behind.starts_with([';', '?', '!', '.']);
                let range = piece.value_start + range.start..piece.value_start + range.end;
                typed.push(TypedWord { word, range, is_free });
            });
            let words: Vec<String> = typed[first..].iter().map(|typed| typed.word.text.clone()).collect();
            if piece.key.is_none() {
                key.extend_from_slice(&words);
                written.push(piece.value.trim());
            }
            if is_code && words.len() > 1 {
                let segments = typed[first..].iter().flat_map(|typed| {
                    let start = typed.range.start - piece.value_start;
                    let bracket = if piece.value[..start].ends_with('(') { "(" } else { "" };
                    let parts = segments(&typed.word.text).enumerate();
                    parts.map(move |(at, part)| format!("{}{part}", if at == 0 { bracket } else { "" }))
                });
                let segments: Vec<String> = segments.collect();
                let written = piece.value.clone();
                terms.phrases.push(Phrase { words: segments, written, is_code, ..Phrase::default() });
                for (index, typed) in typed[first..].iter_mut().enumerate() {
                    typed.word.origin = if index > 0 { WordOrigin::InCode } else { typed.word.origin };
                    typed.word.end = WordEnd::Complete;
                }
            } else if !is_quoted {
                terms.phrases.extend(unspaced_phrases(&piece.value, &mut typed[first..], piece.value_start));
            } else if !words.is_empty() {
                let last = typed.len() - 1;
                for (index, typed) in typed.iter_mut().enumerate().skip(first) {
                    let is_begun = piece.open && index == last;
                    typed.word.tolerance = if is_begun { Tolerance::Beginning } else { Tolerance::Whole };
                }
                if words.len() > 1 {
                    let written = piece.value.trim().to_owned();
                    terms.phrases.push(Phrase { words, written, open: piece.open, ..Phrase::default() });
                }
            }
        }
        name_number_signs(&mut typed);
        terms.key = key.join(" ");
        terms.id = directory.find(&written.join(" ").to_lowercase());
        typed.truncate(MOST_WORDS);
        let mut readings = Vec::new();
        for numbered in with_numbers(text, &typed) {
            let phrases = [&terms.phrases[..], &numbered.phrases].concat();
            let terms = WordTerms { phrases, ..terms.clone() };
            for by_synonym in with_synonyms(&numbered.words, synonyms) {
                let mut terms = terms.with_words(by_synonym.words);
                terms.phrases.extend(by_synonym.phrases);
                terms.make_stop_words_optional(by_synonym.finds.is_some());
                terms.make_question_words_optional(by_synonym.finds.is_some());
                let is_all = terms.needed().next().is_none();
                let finds = by_synonym
                    .finds
                    .map(|finds| SynonymEntry { is_whole: finds.is_whole && is_all, ..finds });
                readings.push(Reading { finds, ..Reading::of(Terms::Words(terms)) });
            }
        }
        readings
    }

    /// The last word of a query may be the beginning of a longer one: a letter, and while it is typed a number.
    fn open_last_word(&mut self, text: &str, is_typed: bool) {
        let is_open = is_typed && !text.ends_with(char::is_whitespace);
        let Some(last) = self.words.last_mut() else { return };
        if is_typed && (is_open && last.is_letter() || text.ends_with(|c: char| c.is_ascii_digit())) {
            last.end = WordEnd::BeingTyped;
        } else if last.is_letter() && !last.has_signs() {
            last.end = WordEnd::Open;
        }
        if is_typed {
            let may_end = |phrase: &Phrase| phrase.gap > 0 || phrase.is_code && is_open;
            let ends = |phrase: &&mut Phrase| {
                may_end(phrase) && phrase.words.last().is_some_and(|end| last.text.ends_with(end))
            };
            self.phrases.iter_mut().filter(ends).for_each(|phrase| phrase.open = true);
        }
    }

    /// The same with other words, keeping the phrases whose words are all among them.
    fn with_words(&self, words: Vec<Word>) -> Self {
        let is_there = |text: &String| words.iter().any(|word| word.text == *text);
        let mut phrases = self.phrases.clone();
        let has_part =
            |part: &String| words.iter().any(|word| word.text.contains(part.trim_start_matches('(')));
        let is_left = |phrase: &Phrase| {
            phrase.words.iter().all(|part| if phrase.is_code { has_part(part) } else { is_there(part) })
        };
        phrases.retain(is_left);
        WordTerms { words, phrases, ..self.clone() }
    }

    pub(super) fn of_filter(field: FilterField, value: &str) -> Self {
        let scope = field.scope().unwrap_or_default();
        let word = |text| Word { scope, ..Word::new(text) };
        WordTerms { words: fold::word_list(value).into_iter().map(word).collect(), ..WordTerms::default() }
    }

    fn make_stop_words_optional(&mut self, is_beside_synonym: bool) {
        let is_stop_word = |word: &Word| word.tolerance >= Tolerance::Forms && is_stop_word(&word.text);
        if is_beside_synonym || !self.words.iter().all(is_stop_word) {
            let last = self.words.len().saturating_sub(1);
            for (position, word) in self.words.iter_mut().enumerate() {
                // An `a` that ends a query is no article: `Vitamin A`.
                word.is_optional = is_stop_word(word) && !(word.is_letter() && position == last);
            }
        }
    }

    pub(super) fn needed(&self) -> impl Iterator<Item = (usize, &Word)> {
        self.words.iter().enumerate().filter(|(_, word)| !word.is_optional)
    }

    /// The word at a position joined with the one before it, and with the one after it.
    pub(super) fn joined(&self, position: usize) -> impl Iterator<Item = String> {
        let pairs = [position.checked_sub(1), Some(position)].into_iter().flatten();
        let pairs = pairs.filter_map(|first| Some((self.words.get(first)?, self.words.get(first + 1)?)));
        let loose = pairs.filter(|(first, next)| first.may_join(next));
        loose.map(|(first, next)| format!("{}{}", first.text, next.text))
    }
}

/// `number` before a number is its sign, as `No.` is.
fn name_number_signs(typed: &mut [TypedWord]) {
    for at in 1..typed.len() {
        let is_numbered = has_digit(&typed[at].word.text) && !typed[at].word.needs_neighbor()
            || typed.get(at + 1).is_some_and(|next| next.word.is_part_of_code());
        let Word { written, scope, text, .. } = typed[at - 1].word.clone();
        if is_numbered && typed[at - 1].is_free && text == "number" {
            typed[at - 1].word = Word { written, scope, ..Word::new("no".to_owned()) };
        }
    }
}

/// Consecutive characters of a script without spaces are a phrase, as each is a word by itself.
fn unspaced_phrases(value: &str, typed: &mut [TypedWord], start: usize) -> Vec<Phrase> {
    let is_unspaced = |typed: &TypedWord| typed.word.text.starts_with(fold::is_unspaced);
    let together = |one: &TypedWord, next: &TypedWord| {
        is_unspaced(one) && is_unspaced(next) && one.range.end == next.range.start
    };
    let mut phrases = Vec::new();
    for run in typed.chunk_by_mut(together).filter(|run| run.len() > 1) {
        let written = &value[run[0].range.start - start..run[run.len() - 1].range.end - start];
        for typed in &mut *run {
            typed.word.tolerance = Tolerance::Whole;
            written.clone_into(&mut typed.word.written);
        }
        phrases.push(Phrase {
            words: run.iter().map(|typed| typed.word.text.clone()).collect(),
            written: written.to_owned(),
            ..Phrase::default()
        });
    }
    phrases
}

fn is_number_or_date(value: &str) -> bool {
    let digits = value.chars().filter(|c| c.is_numeric()).count();
    let is_number = digits > 0
        && !value.contains(char::is_alphabetic)
        && (digits >= SHORTEST_NATIONAL || !value.contains(' '));
    is_number || super::date::parse_date_in_words(value).is_some()
}

/// Whether a value is a code of letters and digits such as `7103(d)` or `BA.2.86`, whose parts have to be consecutive.
fn is_code(value: &str) -> bool {
    has_digit(value)
        && value.contains(char::is_alphabetic)
        && super::date::parse_date_in_words(value).is_none()
}

/// The letters and the digits of a word, apart.
pub(super) fn segments(word: &str) -> impl Iterator<Item = &str> {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let chunks = word.as_bytes().chunk_by(move |one, next| is_digit(one) == is_digit(next));
    chunks.map(|chunk| str::from_utf8(chunk).unwrap_or_default())
}

/// Groups of digits beside each other are one number.
fn needles(pieces: &[QueryPiece]) -> Vec<Needle> {
    let is_group = |piece: &QueryPiece| is_number(&piece.value) && !is_year(&piece.value);
    let runs = pieces.chunk_by(|one, next| is_group(one) && is_group(next));
    let values = runs.map(|run| run.iter().map(|piece| piece.value.as_str()).collect::<String>());
    values.filter_map(|value| Needle::new(&value)).take(MOST_WORDS).collect()
}

#[cfg(test)]
mod tests;
