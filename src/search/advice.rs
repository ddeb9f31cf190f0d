//! What to do about a query that finds nothing: one sentence about the word that is wrong.
//!
//! A question in words has some that tell nothing, which are no condition. It is asked again without as few others as can
//! be, as long as most of those that tell something are left.

use std::fmt;

use super::bits::Bits;
use super::matcher::Tokens;
use super::matches::Matches;
use super::number::{SIGN, as_dialled_elsewhere, has_digit};
use super::query::{Reading, Terms, Tolerance, Word, WordTerms};
use super::{Query, Results, Search, Stopped};
use crate::text::in_quotes;

/// Why nothing was found, and what would find something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// A word is in no entry.
    Nowhere {
        /// As typed.
        word: String,
        /// The words of the directory that may have been meant.
        nearest: Vec<String>,
        /// How many entries have all other words.
        without: usize,
    },
    /// Each word is somewhere, and no entry has them all.
    Apart {
        /// The fewest words that have to be left out, as typed; or the number that has to be another.
        words: Vec<String>,
        /// What such a number may have been meant to be.
        nearest: Vec<String>,
        /// How many entries have the others.
        without: usize,
    },
    /// The filters, or the place that is searched, leave out all that matches.
    LeftOut {
        /// How many there are elsewhere.
        elsewhere: usize,
    },
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Advice::Nowhere { word, nearest, .. } if !nearest.is_empty() => {
                write!(f, "\"{word}\" is nowhere; {}", nearest_are(nearest))
            }
            Advice::Nowhere { word, without: 0, .. } => write!(f, "\"{word}\" is nowhere"),
            Advice::Nowhere { word, without, .. } => {
                write!(f, "\"{word}\" is nowhere; without it there {}", found(*without))
            }
            Advice::Apart { words, nearest, .. } if !nearest.is_empty() => {
                write!(f, "no entry has {} with the rest; {}", in_quotes(words, "and"), nearest_are(nearest))
            }
            Advice::Apart { words, without, .. } => {
                let words = in_quotes(words, "and");
                write!(f, "no entry has all of these words; without {words} there {}", found(*without))
            }
            Advice::LeftOut { elsewhere } => {
                write!(f, "without what narrows it down there {}", found(*elsewhere))
            }
        }
    }
}

fn nearest_are(nearest: &[String]) -> String {
    let verb = if nearest.len() == 1 { "is" } else { "are" };
    format!("the nearest {verb} {}", in_quotes(nearest, "and"))
}

fn found(count: usize) -> String {
    match count {
        1 => "is 1 hit".to_owned(),
        count => format!("are {count} hits"),
    }
}

impl Results {
    /// In a sentence without its full stop, that nothing was found and why; `place` says where it was looked for, as part
    /// of the sentence, and may be empty.
    pub fn nothing(&self, query: &Query, place: &str) -> String {
        let text = query.text().trim();
        let text = if text.contains('"') { text.to_owned() } else { format!("\"{text}\"") };
        let nothing = format!("nothing matches {text}{place}");
        match &self.advice {
            Some(advice) => format!("{nothing}: {advice}"),
            None => nothing,
        }
    }

    /// The words of a question that its hits were found without, in a sentence without its full stop.
    pub fn left_out(&self) -> Option<String> {
        let words = in_quotes(&self.left_out, "and");
        (!self.left_out.is_empty()).then(|| format!("found without {words}"))
    }
}

/// Words that ask, or stand for something: a question is found without them.
const UNTELLING: &str = "who whom whose what which where when why how whos whats wheres hows is are was were be been am do does \
did can could may might must shall should will would has have had there here this that these those it its they them their he \
she his her i im me my we us our you your please tell show give find get need want know about any some all many much more most \
if so than then not very also just into out up";
const ASKING: &str = "who whom whose what which where when why how whos whats wheres hows";
/// So many words of a question have to tell something: a name may begin with such a word.
const LEAST_TELLING: usize = 2;

fn is_one_of(words: &str, word: &Word) -> bool {
    word.tolerance >= Tolerance::Forms && words.split(' ').any(|one| one == word.text)
}

impl WordTerms {
    /// Words of a question that tell nothing are no condition.
    pub(super) fn make_asking_words_optional(&mut self) {
        let telling = self.needed().filter(|(_, word)| !is_one_of(UNTELLING, word)).count();
        if telling >= LEAST_TELLING && self.words.first().is_some_and(|word| is_one_of(ASKING, word)) {
            self.words.iter_mut().for_each(|word| word.is_optional |= is_one_of(UNTELLING, word));
        }
    }

    fn asking(&self) -> Vec<String> {
        let asking = self.words.iter().filter(|word| word.is_optional && is_one_of(UNTELLING, word));
        asking.map(|word| word.written.clone()).collect()
    }
}

impl Query {
    /// The words of a question that it is found without, as typed.
    pub(super) fn asking(&self) -> Vec<String> {
        match self.readings.first().map(|reading| &reading.terms) {
            Some(Terms::Words(terms)) => terms.asking(),
            Some(Terms::Fuzzy(_) | Terms::Regex(_)) | None => Vec::new(),
        }
    }
}

const MOST_WORDS: usize = 32;
/// How many near words to try in place of one that is not found, and how many numbers.
const MOST_TRIED: usize = 5;
const MOST_DATES_TRIED: usize = 40;
/// Shorter numbers are near many others.
const SHORTEST_NEAR_NUMBER: usize = 4;

impl Search<'_> {
    /// The reading of a query in words that has the fewest that are nowhere: what is wrong with it is wrong with all.
    pub(super) fn likeliest(self, readings: &[Reading]) -> Result<Option<(&WordTerms, &Reading)>, Stopped> {
        let mut likeliest: Option<((usize, bool), &WordTerms, &Reading)> = None;
        for reading in readings {
            let Terms::Words(terms) = &reading.terms else { continue };
            let mut nowhere = Vec::new();
            for (position, word) in terms.needed() {
                if self.having(terms, position)?.is_empty() {
                    nowhere.push(word);
                }
            }
            let is_near =
                nowhere.iter().any(|word| word.grouped_as().is_some() && !self.near_numbers(word).is_empty());
            let worth = (nowhere.len(), !is_near);
            if !terms.words.is_empty() && likeliest.is_none_or(|(best, ..)| worth < best) {
                likeliest = Some((worth, terms, reading));
            }
        }
        Ok(likeliest.map(|(_, terms, reading)| (terms, reading)))
    }

    /// What a query that finds nothing finds as a question, or what is wrong with it.
    pub(super) fn without_some(self, terms: &WordTerms, reading: &Reading) -> Result<Results, Stopped> {
        let telling = terms.needed().filter(|(_, word)| !is_one_of(UNTELLING, word));
        let telling: Vec<usize> = telling.map(|(position, _)| position).collect();
        let is_question = telling.len() < terms.needed().count() || !terms.asking().is_empty();
        // Who asks for a number is not helped by what has another one.
        let numbers: Vec<usize> =
            terms.needed().filter(|(_, word)| has_digit(&word.text)).map(|(position, _)| position).collect();
        let mut is_number_lost = false;
        for number in &numbers {
            is_number_lost |= self.having(terms, *number)?.is_empty();
        }
        if is_question && !telling.is_empty() && !is_number_lost {
            let results = self.only(&telling, terms, reading)?;
            if results.total > 0 {
                return Ok(results);
            }
            let kept = self.together(terms, &telling, reading)?;
            let has_numbers = |kept: &[usize]| numbers.iter().all(|number| kept.contains(number));
            let kept = kept.filter(|(kept, _)| 2 * kept.len() >= telling.len() && has_numbers(kept));
            if let Some((kept, _)) = kept {
                return self.only(&kept, terms, reading);
            }
        }
        let needed: Vec<usize> = terms.needed().map(|(position, _)| position).collect();
        Ok(Results { advice: self.advice(terms, &needed, reading)?, ..Results::default() })
    }

    fn only(self, kept: &[usize], terms: &WordTerms, reading: &Reading) -> Result<Results, Stopped> {
        let others = terms.needed().filter(|(position, _)| !kept.contains(position));
        let mut left_out = terms.asking();
        left_out.extend(others.map(|(_, word)| word.written.clone()));
        let found = self.find(&[Reading { terms: Terms::Words(terms.only(kept)), ..reading.clone() }])?;
        Ok(Results { left_out, ..self.results(found) })
    }

    fn advice(
        self,
        terms: &WordTerms,
        needed: &[usize],
        reading: &Reading,
    ) -> Result<Option<Advice>, Stopped> {
        let mut somewhere = Vec::new();
        for position in needed {
            if !self.having(terms, *position)?.is_empty() {
                somewhere.push(*position);
            }
        }
        if let Some(lost) = needed.iter().find(|position| !somewhere.contains(position)) {
            let without = self.count(&terms.only(&somewhere), reading)?;
            let word = &terms.words[*lost];
            let nearest = self.nearest(terms, *lost, reading)?;
            return Ok(Some(Advice::Nowhere { word: word.written.clone(), nearest, without }));
        }
        let narrowed = !reading.filters.is_empty() || self.scope.under.is_some();
        let everywhere = Matches::of(terms, self.directory, self.index, None, self.scope)?.any.count();
        if narrowed && everywhere > 0 {
            return Ok(Some(Advice::LeftOut { elsewhere: everywhere }));
        }
        if needed.len() < 2 || !terms.phrases.is_empty() || !terms.excluded.is_empty() {
            return Ok(None);
        }
        for position in needed.iter().filter(|position| has_digit(&terms.words[**position].text)) {
            let nearest = self.nearest(terms, *position, reading)?;
            if !nearest.is_empty() {
                let words = vec![terms.words[*position].written.clone()];
                return Ok(Some(Advice::Apart { words, nearest, without: 0 }));
            }
        }
        Ok(self.together(terms, needed, reading)?.map(|(kept, without)| {
            let left_out = needed.iter().filter(|position| !kept.contains(position));
            let words = left_out.map(|position| terms.words[*position].written.clone()).collect();
            Advice::Apart { words, nearest: Vec::new(), without }
        }))
    }

    fn having(self, terms: &WordTerms, position: usize) -> Result<Bits, Stopped> {
        Ok(Matches::of_position(terms, position, self.directory, self.index, self.scope)?.any)
    }

    fn count(self, terms: &WordTerms, reading: &Reading) -> Result<usize, Stopped> {
        if terms.words.is_empty() {
            return Ok(0);
        }
        let within = self.within(&reading.filters)?;
        Ok(Matches::of(terms, self.directory, self.index, within.as_ref(), self.scope)?.any.count())
    }

    /// What may have been meant by a word that is not there: of the nearest, the first that finds something with the others,
    /// of dates the first two.
    fn nearest(self, terms: &WordTerms, lost: usize, reading: &Reading) -> Result<Vec<String>, Stopped> {
        let word = &terms.words[lost];
        let dictionary = &self.index.dictionary;
        let is_alone = terms.needed().count() == 1;
        let (near, most) = if word.is_date() {
            (dictionary.nearest_dates(&word.text, MOST_DATES_TRIED), 2)
        } else if has_digit(&word.text) {
            (self.near_numbers(word), 1)
        } else {
            (dictionary.nearest(&word.text, MOST_TRIED), 1)
        };
        let mut fitting = Vec::new();
        for near in near.iter().take(MOST_DATES_TRIED) {
            let mut meant = terms.clone();
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

    fn near_numbers(&self, word: &Word) -> Vec<&str> {
        let others = as_dialled_elsewhere(&word.text, &word.written);
        let mut all = [&word.text].into_iter().chain(&others);
        let near = all.find_map(|text| {
            let near = self.index.dictionary.nearest_numbers(text);
            (!near.is_empty()).then_some(near)
        });
        near.unwrap_or_default()
    }

    /// A word of the dictionary that has digits as it is written in the first entry that has it.
    fn as_written(self, word: &str) -> String {
        let number = self.index.dictionary.find(word).filter(|_| has_digit(word));
        let written = number.and_then(|number| {
            let mut places = Bits::new(self.index.len());
            self.index.unite_word(number, &mut places);
            let entry = self.directory.entry(self.index.order.entry(places.iter().next()?));
            let mut written = None;
            let mut look = |text: &str| {
                written = Tokens::of(text).place_of(word).map(|range| text[range].to_owned());
                written.is_some()
            };
            let _ = super::field::names(entry).any(|(_, name)| look(name))
                || super::field::any_but_names(self.directory, entry, &mut |_, text| look(text));
            written
        });
        written.unwrap_or_else(|| word.trim_start_matches(SIGN).to_owned())
    }

    /// The most of some words that entries have together, and how many have them; among as many words, those of the
    /// fewest entries, which say the most.
    fn together(
        self,
        terms: &WordTerms,
        positions: &[usize],
        reading: &Reading,
    ) -> Result<Option<(Vec<usize>, usize)>, Stopped> {
        if positions.len() > MOST_WORDS {
            return Ok(None);
        }
        let within = self.within(&reading.filters)?;
        // For each place, a bit for each word that it has.
        let mut having = vec![0_u32; self.index.len()];
        let mut counts = Vec::with_capacity(positions.len());
        for (bit, position) in positions.iter().enumerate() {
            let mut places = self.having(terms, *position)?;
            if let Some(within) = &within {
                places.intersect(within);
            }
            places.iter().for_each(|place| having[place] |= 1 << bit);
            counts.push(places.count());
            self.scope.check()?;
        }
        let numbers = positions.iter().enumerate().filter(|(_, at)| has_digit(&terms.words[**at].text));
        let numbers = numbers.fold(0, |numbers, (bit, _)| numbers | 1_u32 << bit);
        // A number says more than any word.
        let worth = |words: u32| ((words & numbers).count_ones(), words.count_ones());
        let most = having.iter().map(|words| worth(*words)).max().unwrap_or_default();
        if most.1 == 0 {
            return Ok(None);
        }
        let among = |set: u32| (0..positions.len()).filter(move |bit| set & 1 << bit != 0);
        let mut sets: Vec<u32> = having.into_iter().filter(|words| worth(*words) == most).collect();
        sets.sort_unstable();
        let kept = sets.chunk_by(PartialEq::eq).min_by_key(|same| {
            let entries: usize = among(same[0]).map(|bit| counts[bit]).sum();
            entries
        });
        Ok(kept.map(|same| (among(same[0]).map(|bit| positions[bit]).collect(), same.len())))
    }
}

impl WordTerms {
    fn only(&self, kept: &[usize]) -> Self {
        let mut words = self.words.clone();
        let mut position = 0;
        words.retain(|word| {
            position += 1;
            word.is_optional || kept.contains(&(position - 1))
        });
        words.truncate(MOST_WORDS);
        WordTerms { words, ..self.clone() }
    }
}
