//! Questions: `who funds services for victims`, `when was the task force created`, `they took my passport`.
//!
//! A question has words that only ask, and telling words. A word that only asks is optional, unless a page has the whole
//! query as it was typed, or a name has the word. A *vague* word, as `make` or `change`, may ask or tell; it is left out
//! if no entry has it with most of the others. If that finds nothing that fits, the rules at the end of this file read the
//! question otherwise: as one about the entry that it names, by a synonym, or as a call for help.

use std::ops::Range;

use super::answer::{Asked, Revision};
use super::field::names;
use super::fold::key;
use super::initials::is_stop_word;
use super::matches::{MatchSet, Matches, with_phrase};
use super::number::has_digit;
use super::passage::has_text;
use super::query::{Phrase, Query, Reading, SynonymEntry, Terms, Tolerance, Word, WordEnd, WordTerms};
use super::{Found, Search, Stopped, full};

/// Words that make a query a question if they begin it.
const OPENERS: &str = "who whom whose what which where when why how is are am was were do does did can could may should will would \
has have had i im ive my we please tell show give find list all any need want wont cant hows";
/// Words that make a query a question wherever they are.
const OPENERS_ANYWHERE: &str = "i im ive my me we who whose what where when why how";
/// Other words that only ask: pronouns and the like.
const FURTHER: &str = "be been done might must shall having there here this that these those it its they them their he she his \
her him id me mine myself us our you your yours gives get wants know about anyone anybody someone some much many more most every \
everything anything if so than then not very also just into out up still ever now let between theres thats";
/// Words that are left out only if no entry has them with most of the others.
const VAGUE: &str = "contact reach call number charge think like made make work works mean means \
happen happens happened win wins won receive receives received change changed pass passed year say says \
difference list find give show";
/// A query that begins so asks for information, not for help: `show me the laws`.
const COMMANDS: &str = "show list give find tell get";
/// Words of somebody who speaks of himself.
const FIRST_PERSON: &str = "i im ive me my mine myself";
/// The same in the plural, which the directory may use of its authors.
const FIRST_PERSONS: &str = "we our us";
const CONTACTING: &str = "call contact phone text ring";
/// The word behind one of these says what is asked for: `which law`.
const BEFORE_NOUN: &str = "which what many whose";
/// A question that begins so may ask for another entry than the one that it names.
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
    pub(super) fn is_question(&self) -> bool {
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

    /// Whether somebody tells what has happened to him, or asks whom to call: `they took my papers`, `who do truckers call`.
    /// `we` and `our` may be the words of a page, so they count only if nothing is found.
    fn calls_for_help(&self, is_found: bool) -> bool {
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

    /// A reading with only the words at some positions; beside a synonym without what only asks, too.
    pub(super) fn revised(&self, kept: &[usize], reading: &Reading, first: Vec<usize>) -> Revision {
        let left_out = self.words.iter().enumerate().filter(|(position, word)| {
            if word.is_optional { is_question_word(word) } else { !kept.contains(position) }
        });
        let left_out = left_out.map(|(_, word)| word.written.clone()).collect();
        let mut terms = self.only(kept);
        terms.words.retain(|word| reading.finds.is_none() || !word.is_optional);
        let reading = Reading { terms: Terms::Words(terms), ..reading.clone() };
        Revision { reading, first, left_out, advice: None }
    }
}

/// At most so many hits are read for the words of a question.
pub(super) const MOST_READ: usize = 300;

impl Query {
    pub(super) fn first_words(&self) -> Option<(&WordTerms, &Reading)> {
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
pub(super) struct NamedEntry {
    /// Of all entries that have the name.
    pub(super) places: Vec<usize>,
    words: Range<usize>,
    /// Whether the question asks about the entry whatever else it says.
    pub(super) is_long: bool,
    /// Whether this is no chance: a name of several words, a number, or an abbreviation.
    is_sure: bool,
}

impl NamedEntry {
    fn is_in(&self, found: &Found) -> bool {
        self.places.iter().any(|place| found.contains(*place))
    }
}

impl Search<'_> {
    /// The entry with the longest name that consecutive words of a question are.
    pub(super) fn named_within(self, terms: &WordTerms) -> Option<NamedEntry> {
        let count = terms.words.len();
        let mut ranges =
            (1..=count).rev().flat_map(|length| (0..=count - length).map(move |start| start..start + length));
        ranges.find_map(|range| {
            let words = &terms.words[range.clone()];
            let written: Vec<&str> = words.iter().map(|word| word.written.as_str()).collect();
            let written = written.join(" ");
            let name = key(&written);
            let mut places = self.called(&name);
            // Words that tell nothing have to be the name letter by letter.
            if words.iter().all(|word| is_question_word(word) || is_stop_word(&word.text)) {
                let letters = |text: &str| text.replace(|c: char| !c.is_alphanumeric(), "");
                let is_it = |(_, other): (_, &str)| letters(other) == letters(&written);
                places.retain(|place| names(self.entry(*place)).any(is_it));
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
}

/// A question without the words that the entry lacks which it names: all of them if nothing else has them, or else the
/// only one.
pub(super) fn about_entry(search: Search, asked: &Asked) -> Result<Option<Revision>, Stopped> {
    let (Some((terms, reading)), Some(named)) = (asked.question, &asked.named) else { return Ok(None) };
    if named.is_in(asked.found) {
        return Ok(None);
    }
    let (mut kept, mut lacking): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (position, _) in terms.needed() {
        let has = named.words.contains(&position)
            || Matches::of_position(terms, position, search)?[MatchSet::Strict].contains(named.places[0]);
        if has { kept.push(position) } else { lacking.push(position) }
    }
    let is_behind = |at: usize, words: &str| at > 0 && is_one_of(words, &terms.words[at - 1]);
    let asks_for_it = |at: &usize| is_behind(*at, BEFORE_NOUN);
    // `who heads the office` asks for another entry, if one has the name.
    let name = terms.words[named.words.clone()].iter().map(|word| word.text.clone()).collect();
    let asks_for_other = is_one_of(OF_OTHERS, &terms.words[0])
        && !with_phrase(&Phrase::of(name), &asked.found.all(search.index), search)?.is_clear();
    let is_fixed = |at: &usize| {
        let word = &terms.words[*at];
        let is_quoted = !may_be_left_out(word) && !word.is_vague;
        let is_name = || {
            word.is_short_name()
                || search.is_abbreviation(&word.text)
                || search.directory.synonyms().any(|synonym| {
                    synonym.means.is_some() && synonym.words().any(|words| key(words) == word.text)
                })
        };
        has_digit(&word.text) || word.is_part_of_code() || word.needs_neighbor() || is_quoted || is_name()
    };
    let start = named.words.start;
    let may_be_meant = named.is_sure
        || !is_behind(start, OF_OTHERS) && !is_behind(start, BEFORE_NOUN) && kept.len() >= lacking.len();
    let are_left_out = asked.found.is_empty()
        || named.is_long
        || !asks_for_other && lacking.len() == 1 && !lacking.iter().any(asks_for_it);
    if !may_be_meant || !are_left_out || lacking.iter().any(is_fixed) {
        return Ok(None);
    }
    Ok(Some(terms.revised(&kept, reading, named.places.clone())))
}

/// A question that finds nothing but by a synonym of several words.
pub(super) fn synonym_in_question(search: Search, asked: &Asked) -> Result<Option<Revision>, Stopped> {
    search.scope.check()?;
    let is_phrase = |reading: &&Reading| reading.finds.is_some_and(|finds| finds.is_phrase);
    let is_lone = asked.question.is_some() && asked.found.is_empty();
    let by_synonym = asked.query.readings.iter().find(is_phrase).filter(|_| is_lone);
    let Some(reading @ Reading { terms: Terms::Words(terms), .. }) = by_synonym else { return Ok(None) };
    Ok(Some(terms.revised(&[], reading, Vec::new())))
}

/// The directory's help entry for somebody who calls for help, unless one text of an entry has all needed words, or a name
/// has the only one, or a synonym finds something.
pub(super) fn help_in_need(search: Search, asked: &Asked) -> Result<Option<Revision>, Stopped> {
    let Asked { query, found, question, named, .. } = asked;
    let is_named = named.as_ref().is_some_and(|named| named.is_in(found));
    let question = question.filter(|(terms, _)| !is_named && terms.calls_for_help(!found.is_empty()));
    let (Some((terms, reading)), Some(help)) = (question, search.directory.help()) else { return Ok(None) };
    let mut by_synonym = query.readings.iter().zip(&found.places);
    let is_found_by_synonym =
        by_synonym.any(|(reading, places)| reading.finds.is_some() && !places.is_clear());
    let place = search.index.order.place(help);
    let (mut kept, mut is_answered) = (Vec::new(), false);
    for (position, _) in terms.needed() {
        let matches = Matches::of_position(terms, position, search)?;
        if matches[MatchSet::Exact].contains(place) {
            kept.push(position);
        }
        is_answered = !matches[MatchSet::ExactNames].is_clear();
    }
    if terms.needed().count() > 1 {
        let are_all = |words| terms.needed().all(|(at, _)| words & 1 << at != 0);
        is_answered = search.is_said(&reading.terms, found, are_all);
    }
    let has_number = terms.needed().any(|(_, word)| has_digit(&word.text));
    let tells_something = terms.needed().any(|(_, word)| !is_question_word(word));
    if is_found_by_synonym || has_number || is_answered || !tells_something {
        return Ok(None);
    }
    let finds = Some(SynonymEntry { entry: help, is_whole: false, is_phrase: true });
    Ok(Some(terms.revised(&kept, &Reading { finds, ..reading.clone() }, Vec::new())))
}
