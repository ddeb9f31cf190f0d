//! Questions such as `who funds services for victims`: what only asks is left out, and so is what the entry lacks that the
//! question names.

use std::ops::Range;

use super::field::names;
use super::fold::key;
use super::initials::is_stop_word;
use super::matches::{MatchSet, Matches};
use super::number::has_digit;
use super::passage::has_text;
use super::query::{Query, Reading, SynonymEntry, Terms, Tolerance, Word, WordEnd, WordTerms};
use super::rank::RankTier;
use super::{Found, QueryAnswer, Search, Stopped};

/// Question words that make a question where they begin it.
const OPENERS: &str = "who whom whose what which where when why how is are am was were do does did can could may should will would \
has have had i im ive my we please tell show give find list all any need want wont cant hows";
/// Those that make a question anywhere in it.
const OPENERS_ANYWHERE: &str = "i im ive my me we who whose what where when why how";
/// Those that make no question: pronouns and the like.
const FURTHER: &str = "be been done might must shall having there here this that these those it its they them their he she his \
her him id me mine myself us our you your yours gives get wants know about anyone anybody someone some much many more most every \
everything anything if so than then not very also just into out up still ever now let between theres thats";
/// Those that are left out only where no entry has them with the other words.
const VAGUE: &str = "contact reach call number charge think like made make work works mean means \
happen happens happened win wins won receive receives received change changed pass passed year say says \
difference list find give show";
/// Commands, which speak of nobody's need: `show me the laws`.
const COMMANDS: &str = "show list give find tell get";
/// Words by which somebody speaks of himself.
const FIRST_PERSON: &str = "i im ive me my mine myself we our us";
const CONTACTING: &str = "call contact phone text ring";
/// A word behind one of these is what the question asks for.
const BEFORE_NOUN: &str = "which what many whose";
const OF_OTHERS: &str = "who whos whom whose which";

/// The endings of contractions, with and without an apostrophe: `what's`, `hasnt`.
const CONTRACTIONS: [&str; 8] = ["nt", "t", "s", "re", "ll", "ve", "d", "m"];

fn is_one_of(words: &str, word: &Word) -> bool {
    let is_listed = |text: &str| words.split(' ').any(|one| one == text);
    let is_contraction = |ending: &str| {
        let base = word.text.strip_suffix(ending).filter(|base| is_listed(base));
        base.is_some_and(|base| word.has_apostrophe() || ending == "nt" || base.starts_with("wh"))
    };
    is_listed(&word.text) || CONTRACTIONS.into_iter().any(is_contraction)
}

pub(super) fn is_question_word(word: &Word) -> bool {
    [OPENERS, FURTHER, VAGUE].iter().any(|words| is_one_of(words, word))
}

/// Not what is in quotes.
fn may_be_left_out(word: &Word) -> bool {
    word.tolerance >= Tolerance::Forms
}

impl WordTerms {
    fn is_question(&self) -> bool {
        // A letter that ends a query, or stands before a number, is no pronoun: `Chapter I`.
        let asks_anywhere = |(at, word): (usize, &Word)| {
            let is_number =
                || self.words.get(at + 1).is_none_or(|next| has_digit(&next.text) || next.needs_neighbor());
            is_one_of(OPENERS_ANYWHERE, word) && !(word.is_letter() && is_number())
        };
        // `May 12` and `list B` ask nothing.
        let is_lettered = |next: &Word| next.is_letter() && next.text != "i" && !is_stop_word(&next.text);
        let is_before_number =
            self.words.get(1).is_some_and(|next| has_digit(&next.text) || is_lettered(next));
        self.words.first().is_some_and(|word| is_one_of(OPENERS, word) && !is_before_number)
            || self.words.iter().enumerate().any(asks_anywhere)
    }

    /// Question words are optional in a question, and beside a synonym that finds an entry.
    pub(super) fn make_question_words_optional(&mut self, is_beside_synonym: bool) {
        let is_question = self.is_question();
        if is_beside_synonym || is_question {
            let is_vague = |word: &Word| is_one_of(VAGUE, word);
            let only_asks = |word: &Word| is_question_word(word) && !is_vague(word);
            self.make_optional(is_beside_synonym, only_asks);
            if is_beside_synonym {
                self.make_optional(true, is_vague);
            } else if self.needed().any(|(_, word)| !is_vague(word)) {
                let vague = self.words.iter_mut().filter(|word| may_be_left_out(word) && is_vague(word));
                vague.for_each(|word| (word.is_vague, word.tolerance) = (true, Tolerance::Whole));
            }
        }
        let last = self.words.len().saturating_sub(1);
        for (_, word) in self.words.iter_mut().enumerate().filter(|(at, _)| is_question && *at < last) {
            // In a sentence a short word is no beginning of another.
            if word.is_short() {
                word.end = WordEnd::Complete;
            }
        }
        // Nor is a contraction.
        let contractions =
            self.words.iter_mut().filter(|word| word.has_apostrophe() && is_question_word(word));
        contractions.for_each(|word| word.tolerance = Tolerance::Whole);
        self.forgive_in_names_what_is_alone();
    }

    fn make_optional(&mut self, is_beside_synonym: bool, is_one: impl Fn(&Word) -> bool) {
        let is_one = |word: &Word| may_be_left_out(word) && is_one(word);
        if is_beside_synonym || self.needed().any(|(_, word)| !is_one(word)) {
            self.words.iter_mut().for_each(|word| word.is_optional |= is_one(word));
        }
    }

    /// Where the others were left out, a word of a text that is nearly the last one says something else: `they locked me
    /// in`, `looked`.
    fn forgive_in_names_what_is_alone(&mut self) {
        if self.words.len() > 1 && self.needed().count() == 1 {
            let alone = self.words.iter_mut().filter(|word| !word.is_optional);
            alone.for_each(|word| word.tolerance = word.tolerance.min(Tolerance::EditInName));
        }
    }

    /// Whether somebody says what he needs or asks whom to call: `they took my papers`, `who do truckers call`.
    fn is_plea(&self) -> bool {
        let is_at = |at: usize, words: &str| self.words.get(at).is_some_and(|word| is_one_of(words, word));
        let speaks_of_himself =
            self.words.iter().any(|word| is_one_of(FIRST_PERSON, word) && word.written != "US");
        let asks_whom_to_call = is_at(0, "who whom")
            && is_at(1, "do does can should must to")
            && (2..self.words.len()).any(|at| is_at(at, CONTACTING));
        let is_about_something = self.words.iter().any(|word| word.text == "about");
        asks_whom_to_call || speaks_of_himself && !is_at(0, COMMANDS) && !is_about_something
    }

    fn question_words(&self) -> Vec<String> {
        let left_out = self.words.iter().filter(|word| word.is_optional && is_question_word(word));
        left_out.map(|word| word.written.clone()).collect()
    }

    pub(super) fn only(&self, kept: &[usize]) -> Self {
        let words = self.words.iter().enumerate();
        let words = words.filter(|(position, word)| word.is_optional || kept.contains(position));
        WordTerms { words: words.map(|(_, word)| word.clone()).collect(), ..self.clone() }
    }
}

/// At most so many entries are read for the words of a need.
const MOST_READ: usize = 300;

impl Query {
    fn first_words(&self) -> Option<(&WordTerms, &Reading)> {
        let reading = self.readings.first()?;
        match &reading.terms {
            Terms::Words(terms) => Some((terms, reading)),
            Terms::Fuzzy(_) | Terms::Regex(_) => None,
        }
    }

    pub(super) fn question_words(&self, found: &Found) -> Vec<String> {
        let whole =
            self.readings.iter().position(|reading| reading.finds.is_some_and(|finds| finds.is_whole));
        let finding = whole.or(found.places.iter().position(|places| !places.is_clear()));
        match self.readings.get(finding.unwrap_or(0)).map(|reading| &reading.terms) {
            Some(Terms::Words(terms)) => terms.question_words(),
            Some(Terms::Fuzzy(_) | Terms::Regex(_)) | None => Vec::new(),
        }
    }
}

/// A question with a name of so many content words asks about that entry.
const LEAST_OF_NAME: usize = 3;

/// An entry that consecutive words of a question name.
struct NamedEntry {
    place: usize,
    words: Range<usize>,
    /// How many of them are neither stop words nor question words.
    content_words: usize,
    /// Whether this is no chance: a name of several words, a number, or an abbreviation.
    is_sure: bool,
}

impl Search<'_> {
    /// The answer to a question that names an entry which lacks some of its words, or that tells of a need, or else finds
    /// nothing but by a synonym of several words.
    pub(super) fn answer_question(
        self,
        query: &Query,
        found: &Found,
    ) -> Result<Option<QueryAnswer>, Stopped> {
        let Some((terms, reading)) = query.first_words().filter(|(terms, _)| terms.is_question()) else {
            return Ok(None);
        };
        let named = self.named_within(terms);
        let is_found = |named: &NamedEntry| found.places.iter().any(|places| places.contains(named.place));
        if let Some(named) = named.as_ref().filter(|named| !is_found(named)) {
            let by_name = self.answer_by_name(named, query, terms, reading, found)?;
            if by_name.is_some() {
                return Ok(by_name);
            }
        }
        let is_phrase = |reading: &&Reading| reading.finds.is_some_and(|finds| finds.is_phrase);
        let by_synonym = query.readings.iter().find(is_phrase).filter(|_| found.is_empty());
        if let Some(reading @ Reading { terms: Terms::Words(terms), .. }) = by_synonym {
            return self.answer_with(&[], query, terms, reading).map(Some);
        }
        if named.is_some_and(|named| is_found(&named)) {
            return Ok(None);
        }
        self.answer_plea(query, terms, reading, found)
    }

    /// The answer without the words that the entry lacks which the question names: all of them where nothing else has
    /// them, or else the only one.
    fn answer_by_name(
        self,
        named: &NamedEntry,
        query: &Query,
        terms: &WordTerms,
        reading: &Reading,
        found: &Found,
    ) -> Result<Option<QueryAnswer>, Stopped> {
        let (mut kept, mut lacking): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for (position, _) in terms.needed() {
            let has = named.words.contains(&position)
                || Matches::of_position(terms, position, self)?[MatchSet::Strict].contains(named.place);
            if has { kept.push(position) } else { lacking.push(position) }
        }
        let is_asked_for = |at: &usize| *at > 0 && is_one_of(BEFORE_NOUN, &terms.words[at - 1]);
        // `who heads the office` asks for another entry.
        let asks_for_other = is_one_of(OF_OTHERS, &terms.words[0]) && named.content_words < LEAST_OF_NAME;
        let is_fixed = |at: &usize| {
            let word = &terms.words[*at];
            let is_quoted = !may_be_left_out(word) && !word.is_vague;
            let is_name = || {
                word.is_short_name()
                    || self.is_abbreviation(&word.text)
                    || self.directory.synonyms().any(|synonym| {
                        synonym.means.is_some() && synonym.words().any(|words| key(words) == word.text)
                    })
            };
            has_digit(&word.text) || word.is_part_of_code || word.needs_neighbor() || is_quoted || is_name()
        };
        let may_be_meant = named.is_sure
            || !asks_for_other && !is_asked_for(&named.words.start) && kept.len() >= lacking.len();
        let are_left_out =
            found.is_empty() || lacking.len() == 1 && !asks_for_other && !lacking.iter().any(is_asked_for);
        if !may_be_meant || !are_left_out || lacking.iter().any(is_fixed) {
            return Ok(None);
        }
        let mut answer = self.answer_with(&kept, query, terms, reading)?;
        if answer.found.places.iter().any(|places| places.contains(named.place)) {
            answer.found.add(named.place, RankTier::WholeName.score(0));
        }
        Ok(Some(answer).filter(|answer| !answer.found.is_empty()))
    }

    /// The entry with the longest name that consecutive words of a question are.
    fn named_within(self, terms: &WordTerms) -> Option<NamedEntry> {
        let count = terms.words.len();
        let mut ranges =
            (1..=count).rev().flat_map(|length| (0..=count - length).map(move |start| start..start + length));
        ranges.find_map(|range| {
            let words = &terms.words[range.clone()];
            let is_content = |word: &&Word| !word.is_optional && !word.is_vague;
            let content_words = words.iter().filter(is_content).count();
            let written: Vec<&str> = words.iter().map(|word| word.written.as_str()).collect();
            let name = key(&written.join(" "));
            let entry = self.entry_named(&name).filter(|_| content_words > 0)?;
            let place = self.index.order.place(entry);
            let has_number = words.iter().any(|word| has_digit(&word.text));
            let is_sure = content_words > 1 || has_number || self.is_abbreviation(&name);
            Some(NamedEntry { place, words: range, content_words, is_sure })
        })
    }

    /// Whether a name in capitals is this one, folded.
    fn is_abbreviation(self, name: &str) -> bool {
        let is_it =
            |other: &str| other.len() > 1 && !other.contains(char::is_lowercase) && key(other) == name;
        self.index.named(name).any(|place| names(self.entry(place)).any(|(_, other)| is_it(other)))
    }

    /// Whether one text of a found entry, with its names, has words of which `are_enough`.
    fn is_said(self, terms: &Terms, found: &Found, are_enough: impl Fn(u32) -> bool) -> bool {
        let places = found.all(self.index);
        let mut places = places.ones().take(MOST_READ);
        places.any(|place| has_text(terms, self.directory, self.entry(place), &are_enough))
    }

    /// What is found without the vague words of a question, unless an entry says them with most of the others.
    pub(super) fn without_vague_words(
        self,
        query: &Query,
        found: &Found,
    ) -> Result<Option<(Query, Found)>, Stopped> {
        let is_said = |reading: &Reading| {
            let Terms::Words(terms) = &reading.terms else { return true };
            let vague = terms.words.iter().enumerate().filter(|(_, word)| word.is_vague);
            let vague = vague.fold(0, |vague, (at, _)| vague | 1_u32 << at);
            let needed = terms.needed().fold(0, |needed, (at, _)| needed | 1_u32 << at);
            vague & needed == 0
                || self.is_said(&reading.terms, found, |words| {
                    words & vague == vague && 2 * (words & needed).count_ones() > needed.count_ones()
                })
        };
        if query.readings.iter().filter(|reading| reading.finds.is_none()).any(is_said) {
            return Ok(None);
        }
        let mut query = query.clone();
        for reading in query.readings.iter_mut().filter(|reading| reading.finds.is_none()) {
            if let Terms::Words(terms) = &mut reading.terms {
                terms.words.iter_mut().for_each(|word| word.is_optional |= word.is_vague);
                terms.forgive_in_names_what_is_alone();
            }
        }
        let found = self.find(&query.readings)?;
        Ok(Some((query, found)))
    }

    /// The directory's help entry for somebody who tells of a need, unless one text of an entry has all needed words, or
    /// a name has the only one, or a synonym finds something.
    fn answer_plea(
        self,
        query: &Query,
        terms: &WordTerms,
        reading: &Reading,
        found: &Found,
    ) -> Result<Option<QueryAnswer>, Stopped> {
        let Some(help) = self.directory.help().filter(|_| terms.is_plea()) else { return Ok(None) };
        let by_synonym = query.readings.iter().zip(&found.places);
        let is_found_by_synonym =
            by_synonym.into_iter().any(|(reading, places)| reading.finds.is_some() && !places.is_clear());
        let place = self.index.order.place(help);
        let (mut kept, mut is_alone_in_name, mut has_number) = (Vec::new(), false, false);
        for (position, word) in terms.needed() {
            let matches = Matches::of_position(terms, position, self)?;
            if matches[MatchSet::Exact].contains(place) {
                kept.push(position);
            }
            has_number |= has_digit(&word.text);
            is_alone_in_name = terms.needed().count() == 1 && !matches[MatchSet::ExactNames].is_clear();
        }
        let tells_something = terms.needed().any(|(_, word)| !is_question_word(word));
        let is_answered = is_alone_in_name
            || terms.needed().count() > 1
                && self.is_said(&reading.terms, found, |words| {
                    terms.needed().all(|(at, _)| words & 1 << at != 0)
                });
        if is_found_by_synonym || has_number || is_answered || !tells_something {
            return Ok(None);
        }
        let finds = Some(SynonymEntry { entry: help, is_whole: false, is_phrase: true });
        let answer = self.answer_with(&kept, query, terms, &Reading { finds, ..reading.clone() })?;
        Ok(Some(answer).filter(|answer| !answer.found.is_empty()))
    }

    fn answer_with(
        self,
        kept: &[usize],
        query: &Query,
        terms: &WordTerms,
        reading: &Reading,
    ) -> Result<QueryAnswer, Stopped> {
        let left_out = terms.words.iter().enumerate().filter(|(position, word)| {
            if word.is_optional { is_question_word(word) } else { !kept.contains(position) }
        });
        let left_out = left_out.map(|(_, word)| word.written.clone()).collect();
        let mut terms = terms.only(kept);
        if reading.finds.is_some() {
            terms.words.retain(|word| !word.is_optional);
        }
        let query = query.with_reading(Reading { terms: Terms::Words(terms), ..reading.clone() });
        Ok(QueryAnswer { found: self.find(&query.readings)?, query, left_out, advice: None })
    }
}
