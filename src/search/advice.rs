//! Advice for a query that finds nothing: one sentence about the word that is wrong.

use std::collections::BTreeSet;

use super::date::{date_from_digits, is_likely_year, is_month, parse_date, sort_keys_within};
use super::index::one;
use super::matcher::Tokens;
use super::matches::{MatchSet, Matches, with_phrase};
use super::number::{JOINED, SHORTEST_NATIONAL, as_dialled_elsewhere, has_digit};
use super::query::{MOST_WORDS, Phrase, Reading, Terms, Word, WordScope, WordTerms, segments};
use super::{Places, Query, QueryMode, Results, Search, Stopped, full};
use crate::directory::{Date, Directory};
use crate::text::in_quotes;

/// A word that is in no entry: the nearest words, or how many entries have all others.
fn nowhere(word: &str, nearest: &[String], without: usize) -> String {
    let word = shortened(word);
    match without {
        _ if !nearest.is_empty() => format!("\"{word}\" is nowhere; {}", nearest_are(nearest)),
        0 => format!("\"{word}\" is nowhere"),
        without => format!("\"{word}\" is nowhere; without it there {}", hits(without)),
    }
}

/// Words that are in some entry, but in none with the others: the fewest that have to be left out, or the number that has
/// to change.
fn apart(words: &[String], nearest: &[String], without: usize) -> String {
    let words = in_quotes(words, "and");
    if nearest.is_empty() {
        format!("no entry has all of these words; without {words} there {}", hits(without))
    } else {
        format!("no entry has {words} with the rest; {}", nearest_are(nearest))
    }
}

pub(super) const UNFIT: &str = "no entry fits all that it asks for";

fn shortened(text: &str) -> String {
    const MOST: usize = 200;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn nearest_are(nearest: &[String]) -> String {
    let verb = if nearest.len() == 1 { "is" } else { "are" };
    format!("the nearest {verb} {}", in_quotes(nearest, "and"))
}

fn hits(count: usize) -> String {
    match count {
        1 => "is 1 hit".to_owned(),
        count => format!("are {count} hits"),
    }
}

impl Results {
    /// A sentence without its full stop: that nothing was found, and why. `place` is the part of it that names the
    /// searched place; may be empty.
    pub fn nothing(&self, place: &str) -> String {
        let text = shortened(self.answered.text().trim());
        let text = if text.contains('"') { text } else { format!("\"{text}\"") };
        let nothing = format!("nothing matches {text}{place}");
        match &self.advice {
            Some(advice) => format!("{nothing}: {advice}"),
            None => nothing,
        }
    }

    /// What the best hits were taken for, in a sentence without its full stop.
    pub fn taken_for(&self, directory: &Directory) -> Option<String> {
        let best = self.hits.iter().take(MOST_READ);
        let taken_for = best.filter_map(|hit| hit.passage(directory, &self.answered).taken_for);
        let taken_for: Vec<String> = taken_for.collect::<BTreeSet<_>>().into_iter().collect();
        (!taken_for.is_empty()).then(|| format!("found as {}", in_quotes(&taken_for, "and")))
    }

    /// What to know of the hits, in sentences without their full stops: the notes, the advice, and which words
    /// were left out.
    pub fn remarks(&self) -> Vec<String> {
        let words = in_quotes(&self.left_out, "and");
        let without = (!self.left_out.is_empty()).then(|| format!("found without {words}"));
        let of_words: Vec<String> = self.advice.iter().cloned().chain(without).collect();
        let of_words = (self.total > 0 && !of_words.is_empty()).then(|| of_words.join("; "));
        self.notes.iter().cloned().chain(of_words).collect()
    }
}

/// How many hits are asked what they were taken for.
const MOST_READ: usize = 100;
/// At most this many near words or numbers are tried in place of a missing one.
const MOST_TRIED: usize = 5;
const MOST_DATES_TRIED: usize = 40;
const MOST_YEARS_TRIED: usize = 10;
const FURTHEST_YEAR: u32 = 30;
const SHORTEST_NEAR_NUMBER: usize = 4;

impl WordTerms {
    /// A number with the month beside it, as they were typed.
    fn day_of_month(&self, position: usize) -> Option<String> {
        let pairs = [position.saturating_sub(1)..=position, position..=position + 1];
        let is_day = |pair: &&[Word]| pair.iter().any(|word| is_month(&word.written));
        let pair = pairs.into_iter().filter_map(|pair| self.words.get(pair)).find(is_day)?;
        Some(pair.iter().map(|word| word.written.as_str()).collect::<Vec<_>>().join(" "))
    }

    fn written(&self, positions: impl IntoIterator<Item = usize>) -> Vec<String> {
        positions.into_iter().map(|position| self.words[position].written.clone()).collect()
    }
}

impl<'s> Search<'s> {
    pub(super) fn advice(self, query: &Query) -> Result<Option<String>, Stopped> {
        if query.has_unknown_field() {
            return Ok(None);
        }
        if let Some(advice) = self.advice_on_operators(query)? {
            return Ok(Some(advice));
        }
        match self.likeliest(query)? {
            Some((terms, reading)) => self.advice_on_words(terms, reading),
            None => self.advice_without_words(query),
        }
    }

    fn advice_on_operators(self, query: &Query) -> Result<Option<String>, Stopped> {
        let mut operators: Vec<String> = Vec::new();
        let mut words: Vec<String> = query.text().split_whitespace().map(str::to_owned).collect();
        for word in words.iter_mut().filter(|word| matches!(word.as_str(), "or" | "not")) {
            word.make_ascii_uppercase();
            if !operators.contains(word) {
                operators.push(word.clone());
            }
        }
        if operators.is_empty() || query.mode() != QueryMode::Words {
            return Ok(None);
        }
        let meant = Query::parse(self.directory, &words.join(" "), QueryMode::Words).resolved(self.index);
        let count = self.find(&meant.readings)?.all(self.index).count_ones(..);
        Ok((count > 0).then(|| format!("with {} in capitals there {}", operators.join(" and "), hits(count))))
    }

    fn likeliest(self, query: &Query) -> Result<Option<(&WordTerms, &Reading)>, Stopped> {
        let mut likeliest: Option<((usize, bool), &WordTerms, &Reading)> = None;
        for reading in &query.readings {
            let Terms::Words(terms) = &reading.terms else { continue };
            let mut nowhere = Vec::new();
            for (position, word) in terms.needed() {
                if self.is_nowhere(terms, position)? {
                    nowhere.push(word);
                }
            }
            let is_near = nowhere.iter().any(|word| has_digit(&word.text) && !self.near(word).is_empty());
            let worth = (nowhere.len(), !is_near);
            if !terms.words.is_empty() && likeliest.is_none_or(|(best, ..)| worth < best) {
                likeliest = Some((worth, terms, reading));
            }
        }
        Ok(likeliest.map(|(_, terms, reading)| (terms, reading)))
    }

    fn advice_on_words(self, terms: &WordTerms, reading: &Reading) -> Result<Option<String>, Stopped> {
        let needed: Vec<usize> = terms.needed().map(|(position, _)| position).collect();
        let mut somewhere = Vec::new();
        for position in &needed {
            let word = &terms.words[*position];
            let has_signs = word.has_signs() || word.may_be_part_of_number();
            if !self.is_nowhere(terms, *position)?
                && (!has_signs || self.count(&terms.only(&[*position]), reading)? > 0)
            {
                somewhere.push(*position);
            }
        }
        let lost = needed.iter().find(|position| !somewhere.contains(position));
        let nearest = lost.map_or(Ok(Vec::new()), |lost| self.nearest(terms, *lost, reading))?;
        if nearest.is_empty()
            && let Some((code, nearest)) = self.without_brackets(terms, reading)?
        {
            return Ok(Some(nowhere(&code, &[nearest], 0)));
        }
        if let Some(lost) = lost {
            let says_something = somewhere.iter().any(|position| terms.words[*position].letters.len() > 1);
            let without = if says_something { self.count(&terms.only(&somewhere), reading)? } else { 0 };
            let word = &terms.words[*lost];
            let is_in = |phrase: &&Phrase| phrase.is_code && phrase.words.contains(&word.text);
            let code = terms.phrases.iter().find(is_in).filter(|_| nearest.is_empty());
            let word = code.map_or(&word.written, |code| &code.written);
            return Ok(Some(nowhere(word, &nearest, without)));
        }
        let narrowed = !reading.filters.is_empty() || self.scope.under.is_some();
        let everywhere = Matches::of(terms, self, None)?[MatchSet::Any].count_ones(..);
        if narrowed && everywhere > 0 {
            return Ok(Some(format!("without what narrows it down there {}", hits(everywhere))));
        }
        // A number is what is wrong, before the words beside it.
        let begins_code = |at: &usize| terms.words.get(at + 1).is_some_and(Word::is_part_of_code);
        let numbers =
            needed.iter().copied().filter(|at| has_digit(&terms.words[*at].text) && !begins_code(at));
        for position in numbers {
            let nearest = self.nearest(terms, position, reading)?;
            if let Some(day) = terms.day_of_month(position).filter(|_| !nearest.is_empty()) {
                let number = &terms.words[position].written;
                let nearest: Vec<String> = nearest.iter().map(|near| day.replace(number, near)).collect();
                return Ok(Some(nowhere(&day, &nearest, 0)));
            }
            if !nearest.is_empty() && needed.len() > 1 {
                return Ok(Some(apart(&terms.written([position]), &nearest, 0)));
            }
        }
        let without = |left_out: &[usize]| {
            let others: Vec<usize> = needed.iter().copied().filter(|at| !left_out.contains(at)).collect();
            self.count(&terms.only(&others), reading)
        };
        let all_beside: Vec<usize> = terms.beside().iter().map(|beside| beside.position).collect();
        let is_number = |position: &usize| {
            let word = &terms.words[*position];
            is_likely_year(&word.text) || word.may_be_part_of_number() || word.is_amount()
        };
        let numbers = needed.iter().copied().filter(is_number);
        let each = all_beside.iter().copied().chain(numbers).map(|position| vec![position]);
        let needs_neighbor = |position: &usize| terms.words[*position].needs_neighbor();
        let together: Vec<usize> = all_beside.iter().copied().filter(needs_neighbor).collect();
        for left_out in each.chain([together]).filter(|left_out| !left_out.is_empty()) {
            let count = without(&left_out)?;
            if count > 0 {
                return Ok(Some(apart(&terms.written(left_out), &[], count)));
            }
        }
        for phrase in &terms.phrases {
            let all = full(self.index.len());
            if with_phrase(phrase, &all, self)?.is_clear() {
                return Ok(Some(nowhere(&phrase.written, &[], 0)));
            }
        }
        if reading.finds.is_some() {
            return Ok(Some(apart(&terms.written(needed), &[], 1)));
        }
        if needed.len() < 2 || !terms.phrases.is_empty() || !reading.excluded.is_empty() {
            return Ok(Some(UNFIT.to_owned()));
        }
        let Some((kept, entries)) = self.heaviest(terms, &needed, reading)? else {
            return Ok(Some(UNFIT.to_owned()));
        };
        let left_out = needed.into_iter().filter(|position| !kept.contains(position));
        Ok(Some(apart(&terms.written(left_out), &[], entries)))
    }

    /// A code that is nowhere, and its beginning that is there with the other words: of `7103(z)` the section `7103`.
    fn without_brackets(
        self,
        terms: &WordTerms,
        reading: &Reading,
    ) -> Result<Option<(String, String)>, Stopped> {
        for (at, code) in terms.phrases.iter().enumerate().filter(|(_, phrase)| phrase.is_code) {
            let tokens = Tokens::of(&code.written);
            let Some(first) = terms.words.iter().position(|word| word.text == *tokens.word(0)) else {
                continue;
            };
            let positions: Vec<usize> = (first..first + tokens.len()).collect();
            let alone = WordTerms { phrases: vec![code.clone()], ..terms.only(&positions) };
            if self.count(&alone, reading)? > 0 {
                continue;
            }
            let is_bracketed = |length: &usize| tokens.is_bracketed(*length);
            let joined: String = tokens.iter().collect();
            if self.index.dictionary.find(&joined).is_some() {
                return Ok(Some((code.written.clone(), joined)));
            }
            for length in (1..tokens.len()).rev().filter(is_bracketed) {
                let written = code.written[..tokens.range(length).start]
                    .trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
                let mut meant = terms.clone();
                meant.words.drain(first + length..first + tokens.len());
                meant.phrases[at]
                    .words
                    .truncate((0..length).flat_map(|token| segments(tokens.word(token))).count());
                meant.phrases.retain(|phrase| phrase.words.len() > 1);
                if self.count(&meant, reading)? > 0 {
                    return Ok(Some((code.written.clone(), written.to_owned())));
                }
            }
        }
        Ok(None)
    }

    /// Advice for a query that finds nothing and has no words of its own.
    fn advice_without_words(self, query: &Query) -> Result<Option<String>, Stopped> {
        if query.mode() != QueryMode::Words {
            let in_words = Query::parse(self.directory, query.text(), QueryMode::Words);
            let results = super::search(self.directory, self.index, &in_words, self.scope)?;
            let in_words = format!("searching by words there {}", hits(results.total));
            return Ok(if results.total > 0 { Some(in_words) } else { results.advice });
        }
        if query.is_empty() {
            return Ok(Some("there is no word to look for".to_owned()));
        }
        let dates = query.readings.iter().flat_map(Reading::date_filters);
        for (value, date) in
            dates.flat_map(|filter| &filter.values).filter_map(|value| Some((value, parse_date(value)?)))
        {
            let is_there = |date: Date| {
                let mut places = Places::with_capacity(self.index.len());
                self.index.unite_dates(&sort_keys_within(date), &mut places);
                !places.is_clear()
            };
            if is_there(date) {
                continue;
            }
            let as_words = Query::parse(self.directory, &date.to_string(), QueryMode::Words);
            let elsewhere = self.find(&as_words.readings)?.all(self.index).count_ones(..);
            if elsewhere > 0 {
                let hits = hits(elsewhere);
                return Ok(Some(format!(
                    "no event, beginning, end, status or contact has that date; without date: there {hits}"
                )));
            }
            let digits = date.to_string().replace('-', "");
            let near = self.index.dictionary.nearest_dates(&digits, MOST_DATES_TRIED);
            let near = near
                .into_iter()
                .filter(|near| date_from_digits(&near[JOINED.len_utf8()..]).is_some_and(is_there));
            let nearest: Vec<String> = near.take(2).map(|word| self.as_written(word)).collect();
            return Ok(Some(nowhere(value, &nearest, 0)));
        }
        Ok(Some(UNFIT.to_owned()))
    }

    /// The heaviest subset of some words that an entry has together, and how many entries do. The fewer entries have a
    /// word, the more it weighs, and a long number weighs more than any word. Of two words, that of a name is kept.
    fn heaviest(
        self,
        terms: &WordTerms,
        positions: &[usize],
        reading: &Reading,
    ) -> Result<Option<(Vec<usize>, usize)>, Stopped> {
        if positions.len() > MOST_WORDS {
            return Ok(None);
        }
        let within = self.within(reading)?;
        // For each place, a bit for each word that it has.
        let mut having = vec![0_u32; self.index.len()];
        let mut weights = Vec::with_capacity(positions.len());
        for (bit, position) in positions.iter().enumerate() {
            let matches = Matches::of_position(terms, *position, self)?;
            let is_within = |place: &usize| within.as_ref().is_none_or(|within| within.contains(*place));
            matches[MatchSet::Any].ones().filter(is_within).for_each(|place| having[place] |= 1 << bit);
            weights.push(match matches[MatchSet::Own].count_ones(..) {
                0 => 0,
                entries => {
                    let rarity = (self.index.len() / entries).ilog2();
                    1 + rarity + self.weight_of(&terms.words[*position], positions.len() == 2)
                }
            });
            self.scope.check()?;
        }
        let among = |set: u32| (0..positions.len()).filter(move |bit| set & 1 << bit != 0);
        let weight = |set: u32| among(set).map(|bit| weights[bit]).sum::<u32>();
        having.sort_unstable();
        let sets = having.chunk_by(PartialEq::eq).filter(|same| same[0] != 0);
        let heaviest = sets.rev().max_by_key(|same| (weight(same[0]), std::cmp::Reverse(same.len())));
        Ok(heaviest.map(|same| (among(same[0]).map(|bit| positions[bit]).collect(), same.len())))
    }

    fn is_nowhere(self, terms: &WordTerms, position: usize) -> Result<bool, Stopped> {
        Ok(Matches::of_position(terms, position, self)?[MatchSet::Any].is_clear())
    }

    fn count(self, terms: &WordTerms, reading: &Reading) -> Result<usize, Stopped> {
        if terms.words.is_empty() {
            return Ok(0);
        }
        let within = self.within(reading)?;
        Ok(Matches::of(terms, self, within.as_ref())?[MatchSet::Any].count_ones(..))
    }

    /// The words that may have been meant by a missing one: the nearest that finds something with the other words, or
    /// the two nearest dates.
    fn nearest(self, terms: &WordTerms, lost: usize, reading: &Reading) -> Result<Vec<String>, Stopped> {
        let word = &terms.words[lost];
        let is_alone = terms.needed().count() == 1;
        let most = if is_plainly_date(word) { 2 } else { 1 };
        let near = self.near(word);
        let mut fitting = Vec::new();
        for near in near.iter().take(MOST_DATES_TRIED) {
            let mut meant = terms.clone();
            let is_of = |phrase: &Phrase| {
                phrase.words.iter().any(|part| word.text.contains(part.trim_start_matches('(')))
            };
            meant.phrases.retain(|phrase| !is_of(phrase));
            meant.words[lost] = Word { scope: word.scope, ..Word::in_dictionary(near) };
            if fitting.len() < most && (is_alone || self.count(&meant, reading)? > 0) {
                fitting.push(*near);
            }
        }
        let is_alone = is_alone && word.text.len() < SHORTEST_NEAR_NUMBER && has_digit(&word.text);
        if is_alone {
            fitting.clear();
        } else if fitting.is_empty() && !has_digit(&word.text) {
            fitting.extend(near.first());
        }
        fitting.sort_unstable();
        Ok(fitting.into_iter().map(|word| self.as_written(word)).collect())
    }

    /// The words or numbers of the dictionary that may have been meant by one that is missing, the nearest first.
    fn near(self, word: &Word) -> Vec<&'s str> {
        let dictionary = &self.index.dictionary;
        if is_plainly_date(word) {
            return dictionary.nearest_dates(&word.text, MOST_DATES_TRIED);
        }
        if !has_digit(&word.text) {
            return dictionary.nearest(word, MOST_TRIED);
        }
        if let Some(year) = word.text.parse::<u32>().ok().filter(|_| is_likely_year(&word.text)) {
            let years = (1..=FURTHEST_YEAR).flat_map(|distance| [year - distance, year + distance]);
            let known = years.filter_map(|year| dictionary.find(&year.to_string()));
            return known.map(|year| dictionary.word(year)).take(MOST_YEARS_TRIED).collect();
        }
        let others = as_dialled_elsewhere(&word.text, &word.written);
        let all = [&word.text].into_iter().chain(&others);
        let mut near = all.map(|text| {
            let mut near = dictionary.nearest_numbers(text);
            near.retain(|near| is_of_sort(&word.written, &self.as_written(near)));
            near
        });
        near.find(|near| !near.is_empty()).unwrap_or_default()
    }

    /// A number of the dictionary, as the first entry that has it writes it.
    fn as_written(self, word: &str) -> String {
        let number = self.index.dictionary.find(word).filter(|_| has_digit(word));
        let written = number.and_then(|number| {
            let places = self.index.with_words([one(number)]).all_in(WordScope::Anywhere);
            let entry = self.entry(places.ones().next()?);
            let mut written = None;
            let mut look = |text: &str| {
                written = Tokens::of(text).range_of(word).map(|range| text[range].to_owned());
                written.is_some()
            };
            let _ = super::field::names(entry).any(|(_, name)| look(name))
                || super::field::any_of(
                    super::field::all_but_names(),
                    self.directory,
                    entry,
                    &mut |_, text| look(text),
                );
            written
        });
        written.unwrap_or_else(|| word.trim_start_matches(JOINED).to_owned())
    }
}

/// Whether a word is a date and nothing else: `2024/1` may be a number.
fn is_plainly_date(word: &Word) -> bool {
    let is_written = word.written.contains(|c: char| c == '-' || c.is_alphabetic());
    word.is_date() && (is_written || word.text.len() > "202401".len())
}

/// Whether two numbers are written alike: a date or a time is not near a version. A telephone number may be grouped
/// otherwise.
fn is_of_sort(one: &str, other: &str) -> bool {
    let separator = |number: &str| {
        let digits = number.trim_matches(|c: char| !c.is_ascii_digit());
        digits.chars().find(|c| !c.is_ascii_alphanumeric() && !matches!(c, ' ' | '(' | ')'))
    };
    let is_time = |number: &str| separator(number) == Some(':');
    let is_date = other.contains('-') && parse_date(other).is_some();
    let are_alike = [one, other].into_iter().any(|number| separator(number).is_none())
        || separator(one) == separator(other);
    let digits = one.chars().filter(char::is_ascii_digit).count();
    digits >= SHORTEST_NATIONAL || are_alike && is_time(one) == is_time(other) && !is_date
}

/// A number of so many digits names something; a shorter one counts or measures what stands beside it.
const LONG_NUMBER: usize = 4;

impl Search<'_> {
    /// The extra weight of a long number, of an abbreviation in capitals, and of a word of a name where that counts.
    fn weight_of(self, word: &Word, names_count: bool) -> u32 {
        let is_in_name =
            || self.index.dictionary.find(&word.text).is_some_and(|at| self.index.is_in_name(at));
        match (has_digit(&word.text), word.is_short_name()) {
            (true, _) if word.text.len() < LONG_NUMBER => 0,
            (true, _) => 100,
            (false, true) => 8,
            (false, false) if names_count && is_in_name() => 8,
            (false, false) => 0,
        }
    }
}
