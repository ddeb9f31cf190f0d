//! Typed words, and their other readings: digits in another grouping, and synonyms.

use std::ops::Range;

use super::super::date::{is_likely_year, parse_date_in_words};
use super::super::number::{has_digit, is_number, parse_number, with_parenthesis};
use super::super::stem::Forms;
use super::super::synonym::{FoldedSynonym, Meaning};
use super::variants::{notations_at, other_fraction};
use super::{MOST_READINGS, Phrase, SynonymEntry, Tolerance, Word, WordOrigin, WordScope, with_signs};

#[derive(Clone, Debug)]
pub(super) struct TypedWord {
    pub(super) word: Word,
    pub(super) range: Range<usize>,
    /// Whether it may have other readings: not in quotes.
    pub(super) is_free: bool,
}

/// Typed words with their numbers in one grouping, and how the groups have to be placed in a text.
#[derive(Clone, Debug, Default)]
pub(super) struct GroupedWords {
    pub(super) words: Vec<TypedWord>,
    pub(super) phrases: Vec<Phrase>,
}

impl GroupedWords {
    pub(super) fn of(words: Vec<TypedWord>) -> Self {
        GroupedWords { words, phrases: Vec::new() }
    }

    fn with_other_fraction(&self) -> Option<Self> {
        let other = |typed: &TypedWord| {
            let is_fraction = !typed.word.text.contains('-') || typed.word.written.contains('/');
            other_fraction(&typed.word.text).filter(|_| typed.is_free && is_fraction)
        };
        let at = self.words.iter().position(|typed| other(typed).is_some())?;
        let mut words = self.words.clone();
        let (text, word) = (other(&words[at])?, &words[at].word);
        words[at].word = Word { written: word.written.clone(), scope: word.scope, ..Word::new(text) };
        Some(GroupedWords { words, phrases: self.phrases.clone() })
    }

    fn extended(&self, more: &GroupedWords) -> Self {
        GroupedWords {
            words: [&self.words[..], &more.words].concat(),
            phrases: [&self.phrases[..], &more.phrases].concat(),
        }
    }
}

/// The readings of adjacent groups of digits: as one number, or as several if that may be meant.
pub(super) fn with_numbers(text: &str, typed_words: &[TypedWord]) -> Vec<GroupedWords> {
    let mut readings = vec![GroupedWords::default()];
    let mut at = 0;
    while at < typed_words.len() {
        let rest = &typed_words[at..];
        let (mut choices, length) = if rest[0].word.is_part_of_code() {
            (vec![GroupedWords::of(vec![rest[0].clone()])], 1)
        } else if let Some((date, length)) = date_at(text, rest) {
            (vec![GroupedWords::of(vec![date])], length)
        } else if let Some((letters, length)) = letters_at(text, rest) {
            let apart = GroupedWords::of(rest[..length].to_vec());
            (vec![GroupedWords::of(vec![letters]), apart], length)
        } else if let Some((notations, length)) = notations_at(text, rest) {
            let typed = GroupedWords::of(rest[..length].to_vec());
            ([typed].into_iter().chain(notations).collect(), length)
        } else {
            let length = run_of_digits(text, rest, |_| true);
            let ordinal = rest[0].word.without_ordinal();
            let ordinal = ordinal.map(|word| GroupedWords::of(vec![TypedWord { word, ..rest[0].clone() }]));
            (readings_of_run(text, &rest[..length]).into_iter().chain(ordinal).collect(), length)
        };
        let fractions: Vec<GroupedWords> =
            choices.iter().filter_map(GroupedWords::with_other_fraction).collect();
        choices.extend(fractions);
        let longer =
            readings.iter().flat_map(|reading| choices.iter().map(|choice| reading.extended(choice)));
        readings = longer.take(MOST_READINGS).collect();
        at += length;
    }
    readings
}

/// Single letters beside each other as one word: `H. R.`, `U S C`.
fn letters_at(text: &str, words: &[TypedWord]) -> Option<(TypedWord, usize)> {
    let is_next = |pair: &&[TypedWord]| {
        let between = text.get(pair[0].range.end..pair[1].range.start);
        pair.iter().all(|typed| typed.is_free && typed.word.is_letter() && !typed.word.is_part_of_code())
            && between.is_some_and(|between| {
                matches!(between, "." | ". ")
                    || between == " "
                        && !pair.iter().any(|typed| matches!(typed.word.text.as_str(), "a" | "i"))
            })
    };
    let length = 1 + words.windows(2).take_while(is_next).count();
    let range = words[0].range.start..words[length - 1].range.end;
    let joined = words[..length].iter().map(|typed| typed.word.text.as_str()).collect();
    let word = Word {
        written: text.get(range.clone())?.to_owned(),
        scope: words[0].word.scope,
        ..Word::new(joined)
    };
    (length > 1).then_some((TypedWord { word, range, is_free: true }, length))
}

fn date_at(text: &str, words: &[TypedWord]) -> Option<(TypedWord, usize)> {
    let free = words.iter().take(MOST_IN_DATE).take_while(|word| word.is_free).count();
    (2..=free).rev().find_map(|length| {
        let range = words[0].range.start..words[length - 1].range.end;
        let written = text.get(range.clone())?.to_owned();
        let word = Word::new(parse_date_in_words(&written)?);
        let word = Word { written, scope: words[0].word.scope, ..word };
        Some((TypedWord { word, range, is_free: true }, length))
    })
}

/// The words of `Thursday the 11th of October 2018`.
pub(super) const MOST_IN_DATE: usize = 6;

/// How many words from the first on are groups of digits separated only by signs that `may` separate them; at least
/// one.
fn run_of_digits(text: &str, words: &[TypedWord], may: impl Fn(&str) -> bool) -> usize {
    let is_digits =
        |typed: &TypedWord| typed.is_free && is_number(&typed.word.text) && !typed.word.is_part_of_code();
    let follows = |pair: &&[TypedWord]| {
        let between = text.get(pair[0].range.end..pair[1].range.start).unwrap_or("x");
        is_digits(&pair[0])
            && is_digits(&pair[1])
            && pair[0].word.scope == pair[1].word.scope
            && !between.contains(char::is_alphanumeric)
            && !between.contains('"')
            && may(between)
    };
    1 + words.windows(2).take_while(follows).count()
}

fn readings_of_run(text: &str, run: &[TypedWord]) -> Vec<GroupedWords> {
    let numbers = one_number(text, run);
    let is_one = numbers.as_ref().is_some_and(|(_, is_one)| *is_one);
    let apart = (!is_one).then(|| apart(text, run));
    let numbers = numbers.into_iter().flat_map(|(numbers, _)| numbers);
    apart.into_iter().chain(numbers.map(|number| GroupedWords::of(vec![number]))).collect()
}

/// The groups of a run as several numbers, which stand near each other in a text, unless they are years.
fn apart(text: &str, run: &[TypedWord]) -> GroupedWords {
    let (mut words, mut groups) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < run.len() {
        let length = run_of_digits(text, &run[at..], |between| !between.contains(' '));
        let part = &run[at..at + length];
        let is_part = (2..run.len()).contains(&length);
        let one = if is_part { one_number(text, part).filter(|(_, is_one)| *is_one) } else { None };
        match one {
            Some((mut numbers, _)) => words.push(numbers.swap_remove(0)),
            None => {
                groups.extend(
                    part.iter().map(|typed| typed.word.text.clone()).filter(|group| !is_likely_year(group)),
                );
                words.extend_from_slice(part);
            }
        }
        at += length;
    }
    let near = (groups.len() > 1).then(|| Phrase {
        written: groups.join(" "),
        words: groups,
        gap: MOST_BETWEEN_GROUPS,
        ..Phrase::default()
    });
    // They have to stand near each other, and not beside other words.
    for typed in words.iter_mut().filter(|_| near.is_some()) {
        typed.word.origin = WordOrigin::InCode;
    }
    GroupedWords { words, phrases: near.into_iter().collect() }
}

/// As the words between 22 and 7103 of `22 U.S.C. section 7103`.
const MOST_BETWEEN_GROUPS: usize = 3;

fn one_number(text: &str, run: &[TypedWord]) -> Option<(Vec<TypedWord>, bool)> {
    let (first, last) = (run.first().filter(|first| first.is_free)?, run.last()?);
    let groups: Vec<&str> = run.iter().map(|typed| typed.word.text.as_str()).collect();
    let between: Vec<&str> =
        run.windows(2).filter_map(|pair| text.get(pair[0].range.end..pair[1].range.start)).collect();
    let range = with_parenthesis(text, first.range.start..last.range.end);
    let number = parse_number(&groups, &between, text.get(range.clone())?)?;
    let written = text.get(with_signs(text, range.clone()))?;
    let word = |word| TypedWord {
        word: Word {
            written: written.to_owned(),
            scope: first.word.scope,
            ends_sentence: last.word.ends_sentence,
            ..word
        },
        range: range.clone(),
        is_free: true,
    };
    let numbers = number.digits.into_iter().map(Word::new);
    let substitutes = number.substitutes.into_iter().map(Word::substitute);
    Some((numbers.chain(substitutes).map(word).collect(), number.is_one))
}

#[derive(Clone, Debug, Default)]
pub(super) struct SynonymReading {
    /// Without those of the synonym that finds an entry.
    pub(super) words: Vec<Word>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) finds: Option<SynonymEntry>,
}

/// The readings of words by synonyms, the first without any.
pub(super) fn with_synonyms(typed: &[TypedWord], synonyms: &[FoldedSynonym]) -> Vec<SynonymReading> {
    let mut readings = vec![SynonymReading::default()];
    let mut begun: Vec<(usize, SynonymReading)> = Vec::new();
    for at in 0..=typed.len() {
        // The readings that end here.
        let (here, later) = begun.into_iter().partition(|(end, _)| *end == at);
        begun = later;
        readings.extend(here.into_iter().map(|(_, reading): (usize, SynonymReading)| reading));
        readings.truncate(MOST_READINGS);
        let Some(next) = typed.get(at) else { break };
        let scope = next.word.scope;
        let free = typed[at..].iter().take_while(|typed| typed.is_free && typed.word.scope == scope);
        let free: Vec<&Word> = free.map(|typed| &typed.word).collect();
        for synonym in synonyms {
            let Some((length, is_declared)) = synonym.length_in(&free) else { continue };
            for reading in &readings {
                let mut reading = reading.clone();
                match &synonym.meaning {
                    Meaning::Words(words) => reading.push_meaning(words, &free[..length]),
                    Meaning::Entry(_) if scope != WordScope::Anywhere => continue,
                    Meaning::Entry(_) if reading.finds.is_some() || is_numbered(typed, at, length) => {
                        continue;
                    }
                    Meaning::Entry(entry) => {
                        let is_phrase = length > 1;
                        reading.finds =
                            Some(SynonymEntry { entry: *entry, is_whole: is_declared, is_phrase });
                    }
                }
                begun.push((at + length, reading));
            }
        }
        for reading in &mut readings {
            reading.words.push(next.word.clone());
        }
    }
    readings
}

/// Whether words are beside a number or a letter, as in `20th report`: that names something else than they do.
fn is_numbered(typed: &[TypedWord], at: usize, length: usize) -> bool {
    let beside = [at.checked_sub(1), Some(at + length)].into_iter().flatten();
    let mut beside = beside.filter_map(|at| typed.get(at));
    beside.any(|typed| typed.word.needs_neighbor() && has_digit(&typed.word.text))
}

impl SynonymReading {
    /// Adds the meaning of a synonym: a word, which may be a prefix, or a phrase.
    fn push_meaning(&mut self, words: &[String], typed: &[&Word]) {
        let tolerance = if words.len() == 1 { Tolerance::Beginning } else { Tolerance::Forms };
        let scope = typed.first().map_or_else(WordScope::default, |typed| typed.scope);
        let written = typed.iter().map(|typed| typed.written.as_str()).collect::<Vec<_>>().join(" ");
        let word = |text: &String| {
            let written = written.clone();
            Word { written, tolerance, scope, ..Word::substitute(text.clone()) }
        };
        self.words.extend(words.iter().map(word));
        if words.len() > 1 {
            let forms = words.iter().map(|word| Forms::of(word)).collect();
            self.phrases.push(Phrase { words: words.to_vec(), written, forms, ..Phrase::default() });
        }
    }
}
