//! Questions such as `who funds services for victims`: what only asks is left out, and so is what the entry lacks that the
//! question names.

use std::ops::Range;

use super::field::names;
use super::fold::key;
use super::initials::is_stop_word;
use super::matches::{MatchSet, Matches, with_phrase};
use super::number::has_digit;
use super::passage::has_text;
use super::query::{Phrase, Query, Reading, SynonymEntry, Terms, Tolerance, Word, WordEnd, WordTerms};
use super::rank::RankTier;
use super::{Found, QueryAnswer, Search, Stopped, full};

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
const FIRST_PERSON: &str = "i im ive me my mine myself";
/// Of several, or of who writes the directory.
const FIRST_PERSONS: &str = "we our us";
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
    fn is_plea(&self, is_found: bool) -> bool {
        let is_at = |at: usize, words: &str| self.words.get(at).is_some_and(|word| is_one_of(words, word));
        let speaks_of_himself = self.words.iter().any(|word| {
            is_one_of(FIRST_PERSON, word)
                || !is_found && is_one_of(FIRST_PERSONS, word) && word.written != "US"
        });
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
        let Some(Reading { terms: Terms::Words(terms), .. }) = self.readings.get(finding.unwrap_or(0)) else {
            return Vec::new();
        };
        // What another reading has found is not left out.
        let is_found = |written: &String| {
            let mut by_others = self.readings.iter().zip(&found.places);
            by_others.any(|(reading, places)| match &reading.terms {
                Terms::Words(terms) => {
                    !places.is_clear() && terms.needed().any(|(_, word)| word.written == *written)
                }
                Terms::Fuzzy(_) | Terms::Regex(_) => false,
            })
        };
        terms.question_words().into_iter().filter(|written| !is_found(written)).collect()
    }
}

/// A question with a name of so many words asks about that entry.
const LEAST_OF_NAME: usize = 3;

/// An entry that consecutive words of a question name.
struct NamedEntry {
    /// Of all entries that have the name.
    places: Vec<usize>,
    words: Range<usize>,
    /// Whether the question asks about the entry whatever else it says.
    is_long: bool,
    /// Whether this is no chance: a name of several words, a number, or an abbreviation.
    is_sure: bool,
}

impl NamedEntry {
    fn is_in(&self, found: &Found) -> bool {
        found.places.iter().any(|places| self.places.iter().any(|place| places.contains(*place)))
    }

    fn put_first(&self, found: &mut Found) {
        let is_found = |place: &&usize| found.places.iter().any(|places| places.contains(**place));
        let places: Vec<usize> = self.places.iter().filter(is_found).copied().collect();
        for place in places {
            found.add(place, RankTier::WholeName.score(0));
        }
    }
}

impl Search<'_> {
    /// The answer to a question that names an entry which lacks some of its words, or that tells of a need, or else finds
    /// nothing but by a synonym of several words.
    pub(super) fn answer_question(
        self,
        query: &Query,
        found: &mut Found,
    ) -> Result<Option<QueryAnswer>, Stopped> {
        let Some((terms, reading)) = query.first_words().filter(|(terms, _)| terms.is_question()) else {
            return Ok(None);
        };
        let named = self.named_within(terms);
        let is_found = named.as_ref().is_some_and(|named| named.is_in(found));
        match &named {
            Some(named) if is_found && named.is_long => named.put_first(found),
            Some(named) if !is_found => {
                let by_name = self.answer_by_name(named, query, terms, reading, found)?;
                if by_name.is_some() {
                    return Ok(by_name);
                }
            }
            Some(_) | None => {}
        }
        let is_phrase = |reading: &&Reading| reading.finds.is_some_and(|finds| finds.is_phrase);
        let by_synonym = query.readings.iter().find(is_phrase).filter(|_| found.is_empty());
        if let Some(reading @ Reading { terms: Terms::Words(terms), .. }) = by_synonym {
            return self.answer_with(&[], query, terms, reading).map(Some);
        }
        if is_found {
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
                || Matches::of_position(terms, position, self)?[MatchSet::Strict].contains(named.places[0]);
            if has { kept.push(position) } else { lacking.push(position) }
        }
        let is_behind = |at: usize, words: &str| at > 0 && is_one_of(words, &terms.words[at - 1]);
        let asks_for_it = |at: &usize| is_behind(*at, BEFORE_NOUN);
        // `who heads the office` asks for another entry, if one has the name.
        let name = terms.words[named.words.clone()].iter().map(|word| word.text.clone()).collect();
        let asks_for_other = is_one_of(OF_OTHERS, &terms.words[0])
            && !with_phrase(&Phrase::of(name), &found.all(self.index), self)?.is_clear();
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
        let (start, is_lone) = (named.words.start, found.is_empty());
        let may_be_meant = named.is_sure
            || !is_behind(start, OF_OTHERS) && !is_behind(start, BEFORE_NOUN) && kept.len() >= lacking.len();
        let are_left_out = is_lone
            || named.is_long
            || !asks_for_other && lacking.len() == 1 && !lacking.iter().any(asks_for_it);
        if !may_be_meant || !are_left_out || lacking.iter().any(is_fixed) {
            return Ok(None);
        }
        let mut answer = self.answer_with(&kept, query, terms, reading)?;
        named.put_first(&mut answer.found);
        Ok(Some(answer).filter(|answer| !answer.found.is_empty()))
    }

    /// The entry with the longest name that consecutive words of a question are.
    fn named_within(self, terms: &WordTerms) -> Option<NamedEntry> {
        let count = terms.words.len();
        let mut ranges =
            (1..=count).rev().flat_map(|length| (0..=count - length).map(move |start| start..start + length));
        ranges.find_map(|range| {
            let words = &terms.words[range.clone()];
            let written: Vec<&str> = words.iter().map(|word| word.written.as_str()).collect();
            let written = written.join(" ");
            let name = key(&written);
            let is_content = |word: &Word| !is_question_word(word) && !is_stop_word(&word.text);
            let tells = words.iter().any(is_content);
            let letters = |text: &str| text.replace(|c: char| !c.is_alphanumeric(), "");
            let is_it = |other: &str| key(other) == name && (tells || letters(other) == letters(&written));
            let is_named = |place: &usize| names(self.entry(*place)).any(|(_, other)| is_it(other));
            let mut places: Vec<usize> = self.index.named(&name).filter(is_named).collect();
            if places.is_empty() && tells {
                let by_id = self.directory.find(&name.replace(' ', "-"));
                places.extend(by_id.map(|entry| self.index.order.place(entry)));
            }
            let numbers = words.iter().filter(|word| has_digit(&word.text)).count();
            let is_sure = range.len() > 1 || numbers > 0 || self.is_abbreviation(&name);
            let is_long = range.len() - numbers >= LEAST_OF_NAME;
            (!places.is_empty()).then_some(NamedEntry { places, words: range, is_long, is_sure })
        })
    }

    /// Keeps the words of a query that stand together on a page as they were typed, or of a name in it: none of them only
    /// asks. Returns whether all do.
    pub(super) fn keep_words_said_together(self, query: &mut Query) -> Result<bool, Stopped> {
        let Some((terms, _)) = query.first_words() else { return Ok(false) };
        let asks = |word: &Word| is_question_word(word) && (word.is_optional || word.is_vague);
        if !terms.words.iter().any(asks) {
            return Ok(false);
        }
        let words: Vec<String> = terms.key.split(' ').map(str::to_owned).collect();
        let phrase = Phrase { open: true, ..Phrase::of(words) };
        let is_said =
            phrase.words.len() > 1 && !with_phrase(&phrase, &full(self.index.len()), self)?.is_clear();
        let kept: Vec<String> = if is_said {
            phrase.words
        } else {
            let named = self.named_within(terms).map_or(0..0, |named| named.words);
            terms.words[named].iter().map(|word| word.text.clone()).collect()
        };
        for reading in query.readings.iter_mut().filter(|reading| reading.finds.is_none()) {
            let Terms::Words(terms) = &mut reading.terms else { continue };
            let last = terms.words.len().saturating_sub(1);
            for (at, word) in terms.words.iter_mut().enumerate() {
                if asks(word) && kept.contains(&word.text) {
                    word.tolerance = if at == last { Tolerance::Beginning } else { Tolerance::Whole };
                    (word.is_optional, word.is_vague) = (false, false);
                }
            }
        }
        Ok(is_said)
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
        let Some(help) = self.directory.help().filter(|_| terms.is_plea(!found.is_empty())) else {
            return Ok(None);
        };
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
