//! Questions such as `who funds services for victims`: a question word is optional in them.

use std::ops::Range;

use super::field::names;
use super::fold::key;
use super::initials::is_stop_word;
use super::number::has_digit;
use super::query::{Query, Reading, Terms, Tolerance, Word, WordTerms};
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
/// Those that are optional only beside other words.
const VAGUE: &str = "contact reach call number charge think like made make work works mean means \
happen happens happened win wins won receive receives received change changed pass passed year say says \
difference";

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

impl WordTerms {
    fn is_question(&self) -> bool {
        // What ends a query, or stands before a number, is no pronoun: `Chapter I`.
        let asks_anywhere = |pair: &[Word]| {
            is_one_of(OPENERS_ANYWHERE, &pair[0]) && !(pair[0].is_letter() && pair[1].needs_neighbor())
        };
        // `May 12` and `list B` ask nothing.
        let is_lettered = |next: &Word| next.is_letter() && next.text != "i" && !is_stop_word(&next.text);
        let is_before_number =
            self.words.get(1).is_some_and(|next| has_digit(&next.text) || is_lettered(next));
        self.words.first().is_some_and(|word| is_one_of(OPENERS, word) && !is_before_number)
            || self.words.windows(2).any(asks_anywhere)
    }

    /// Question words are optional in a question, and beside a synonym that finds an entry.
    pub(super) fn make_question_words_optional(&mut self, is_beside_synonym: bool) {
        if is_beside_synonym || self.is_question() {
            self.leave_out_question_words(is_beside_synonym);
        }
        // A contraction is not the beginning of another word.
        let contractions =
            self.words.iter_mut().filter(|word| word.has_apostrophe() && is_question_word(word));
        contractions.for_each(|word| word.tolerance = Tolerance::Whole);
    }

    fn leave_out_question_words(&mut self, is_beside_synonym: bool) {
        for lists in [&[OPENERS, FURTHER][..], &[VAGUE]] {
            let is_question_word = |word: &Word| {
                word.tolerance >= Tolerance::Forms && lists.iter().any(|words| is_one_of(words, word))
            };
            if is_beside_synonym || self.needed().any(|(_, word)| !is_question_word(word)) {
                self.words.iter_mut().for_each(|word| word.is_optional |= is_question_word(word));
            }
        }
        // With nothing beside it, a word that begins otherwise is another: `will I be deported`, `reported`.
        if self.needed().count() == 1 {
            let alone = self.words.iter_mut().filter(|word| !word.is_optional);
            alone.for_each(|word| word.tolerance = word.tolerance.min(Tolerance::LaterEdit));
        }
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

/// A question that has a name of so many words asks about that entry.
const LEAST_OF_NAME: usize = 3;

impl Search<'_> {
    /// The answer to a question that has a name of an entry, or else finds nothing but by a synonym of several words.
    pub(super) fn answer_question(
        self,
        query: &Query,
        found: &Found,
    ) -> Result<Option<QueryAnswer>, Stopped> {
        let Some((terms, reading)) = query.first_words().filter(|(terms, _)| terms.is_question()) else {
            return Ok(None);
        };
        if let Some(named) = self.name_within(terms) {
            return self.answer_with(&named.collect::<Vec<_>>(), query, terms, reading).map(Some);
        }
        let by_synonym =
            query.readings.iter().find(|reading| reading.finds.is_some_and(|finds| finds.is_phrase));
        match by_synonym {
            Some(reading @ Reading { terms: Terms::Words(terms), .. }) if found.is_empty() => {
                self.answer_with(&[], query, terms, reading).map(Some)
            }
            Some(_) | None => Ok(None),
        }
    }

    /// The words of a question that are a name of an entry, if they are so many that this is no chance.
    fn name_within(self, terms: &WordTerms) -> Option<Range<usize>> {
        let count = terms.words.len();
        let mut ranges =
            (1..count).flat_map(|start| (start + LEAST_OF_NAME..=count).map(move |end| start..end));
        ranges.find(|range| {
            let words = terms.words[range.clone()].iter().map(|word| word.text.as_str());
            let is_long = words.clone().filter(|word| !has_digit(word)).count() >= LEAST_OF_NAME;
            let name = words.collect::<Vec<_>>().join(" ");
            let is_named = |place| names(self.entry(place)).any(|(_, other)| key(other) == name);
            is_long && self.index.named(&name).any(is_named)
        })
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
        let query = query.with_reading(Reading { terms: Terms::Words(terms.only(kept)), ..reading.clone() });
        Ok(QueryAnswer { found: self.find(&query.readings)?, query, left_out, advice: None })
    }
}
