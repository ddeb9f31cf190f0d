//! Short numbers and single letters, which say nothing by themselves: `Division C`, `Article 3`, `20th report`. They count
//! only beside the word that they were typed beside, in one text.

use super::date::is_month;
use super::initials::is_stop_word;
use super::matcher::Tokens;
use super::number::{has_digit, is_number};
use super::query::{Tolerance, Word, WordEnd, WordTerms};

/// A word that has to stand beside another, and the positions of the words that it was typed behind and before.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) position: usize,
    behind: Vec<usize>,
    before: Vec<usize>,
}

/// Words such as `section`, which a text has before a number or leaves out.
const DESIGNATORS: &str = "section sections sec part parts title chapter article art number";
/// This many stop words, numbers and letters may stand between the two: `Sections 12 to 15 and 18`.
const MOST_BETWEEN: usize = 12;
/// This many other words may stand between a number and the word behind it: `2 large eggs`, `T nonimmigrant status`.
const MOST_ADJECTIVES: usize = 2;
/// Numbers of up to so many digits stand in many texts by chance.
const MOST_SHORT: usize = 2;
/// `114 Stat. 92` is a citation: an abbreviation beside numbers, each of at most so many letters or digits.
const MOST_CITED: usize = 4;

pub(super) fn is_designator(word: &str) -> bool {
    DESIGNATORS.split(' ').any(|designator| designator == word)
}

/// Whether a word may stand among others of its sort in a list: a number, an ordinal, a letter.
fn is_listed(word: &str) -> bool {
    let is_roman = || word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    word.starts_with(|c: char| c.is_ascii_digit()) || word.len() == 1 || is_roman()
}

impl WordTerms {
    /// The words that have to stand beside others, where they were typed beside any.
    pub(super) fn beside(&self) -> Vec<Beside> {
        let needed: Vec<usize> = self.needed().map(|(position, _)| position).collect();
        let mut all = Vec::new();
        for (at, position) in needed.iter().enumerate() {
            let word = &self.words[*position];
            if !word.needs_neighbor() && !word.may_be_cited() {
                continue;
            }
            let mut behind = self.neighbors(needed[..at].iter().rev());
            let before = self.neighbors(needed[at + 1..].iter());
            // `No. 1`, and `under 18`.
            behind.extend(position.checked_sub(1).filter(|last| is_stop_word(&self.words[*last].text)));
            let is_abbreviation = |position: &usize| self.words[*position].is_abbreviation();
            let is_cited = || behind.iter().chain(&before).any(is_abbreviation);
            let is_designated = || behind.iter().any(|position| is_designator(&self.words[*position].text));
            let begins_code = self.words.get(position + 1).is_some_and(Word::is_part_of_code);
            let has_to = if begins_code || word.text.contains('-') {
                is_designated()
            } else {
                word.needs_neighbor() || is_cited()
            };
            if has_to
                && !(word.end == WordEnd::BeingTyped && word.is_letter())
                && !(behind.is_empty() && before.is_empty())
            {
                all.push(Beside { position: *position, behind, before });
            }
        }
        all
    }

    /// The next word and the next that needs no neighbor itself.
    fn neighbors<'p>(&self, positions: impl Iterator<Item = &'p usize> + Clone) -> Vec<usize> {
        let is_free = |position: &&usize| !self.words[**position].is_part_of_code();
        let mut next = positions.filter(is_free).copied();
        let Some(first) = next.next() else { return Vec::new() };
        let independent =
            [first].into_iter().chain(next).find(|position| !self.words[*position].needs_neighbor());
        [first].into_iter().chain(independent.filter(|other| *other != first)).collect()
    }

    /// Whether a letter may be the beginning of a word in any text: the second of `Pub. L.`
    pub(super) fn is_shortened(&self, beside: &Beside) -> bool {
        self.words[beside.position].end == WordEnd::Shortened && !beside.behind.is_empty()
    }

    /// The tokens of a text that are such a word, and stand beside one of its neighbors: in the order in which they were
    /// typed, but for a month and a whole letter.
    pub(super) fn tokens_beside(&self, beside: &Beside, tokens: &Tokens, is_name: bool) -> Vec<usize> {
        let word = &self.words[beside.position];
        let needs_neighbor = word.needs_neighbor();
        let is_number = needs_neighbor && has_digit(&word.text);
        let is_month = |other: &&usize| is_month(&self.words[**other].written);
        let months: Vec<&usize> = beside.behind.iter().chain(&beside.before).filter(is_month).collect();
        let is_it = |token: &usize| {
            let text = tokens.word(*token);
            if is_number && tokens.is_in_address(*token) {
                return false;
            }
            // Only in a name a letter is the beginning of a word.
            if word.is_letter()
                && text != word.text
                && !self.is_shortened(beside)
                && matches!(word.end, WordEnd::Open | WordEnd::Shortened)
                && (!is_name || is_stop_word(text))
            {
                return false;
            }
            let is_behind = |other: &usize| {
                let other = &self.words[*other];
                text.strip_suffix(word.text.as_str()) == Some(&other.text)
                    || word.may_be(*token, tokens)
                        && (other.is_first_of(
                            tokens,
                            *token,
                            (0..*token).rev(),
                            0,
                            !is_designator(&other.text),
                        ) || has_digit(&word.text) && other.is_near_before(tokens, *token, is_name))
            };
            let is_before = |other: &usize| {
                let other = &self.words[*other];
                let adjectives = if needs_neighbor && !other.is_abbreviation() { MOST_ADJECTIVES } else { 0 };
                text.strip_prefix(word.text.as_str()) == Some(&other.text)
                    || word.may_be(*token, tokens)
                        && other.is_first_of(
                            tokens,
                            *token,
                            *token + 1..tokens.len(),
                            adjectives,
                            word.ends_sentence,
                        )
            };
            let is_whole_letter = word.is_letter() && text == word.text && text != "a";
            let is_next = |other: &usize| {
                [&beside.behind, &beside.before]
                    .iter()
                    .any(|all| all.first().is_some_and(|first| first == other))
            };
            let is_either = |other: &&usize| {
                months.contains(other)
                    || is_whole_letter && is_next(other) && !has_digit(&self.words[**other].text)
            };
            // `agencies as 20` for `20 agencies`.
            let is_behind_stop_word =
                !word.is_letter() && *token > 0 && is_stop_word(tokens.word(*token - 1));
            beside.behind.iter().any(is_behind)
                || beside.before.iter().any(is_before)
                || is_behind_stop_word && beside.before.iter().any(is_behind)
                || beside.behind.iter().filter(is_either).any(is_before)
                || beside.before.iter().filter(is_either).any(is_behind)
        };
        if word.text.contains('-') {
            let numbers = tokens.numbers(word).0.into_iter();
            return numbers.map(|range| tokens.within(&range).0).filter(is_it).collect();
        }
        (0..tokens.len()).filter(is_it).collect()
    }
}

impl Word {
    /// Whether it is the first of some tokens, going away from `from` within its sentence, that may not stand between.
    /// The next one may be of another sentence if it was typed so, or right before a number, as in `after surgery; 5 mg`.
    fn is_first_of(
        &self,
        tokens: &Tokens,
        from: usize,
        others: impl Iterator<Item = usize>,
        mut adjectives: usize,
        may_end_sentence: bool,
    ) -> bool {
        let numbers: Vec<(usize, usize)> =
            tokens.numbers(self).0.iter().map(|range| tokens.within(range)).collect();
        let mut last = from;
        for token in others.take(MOST_BETWEEN) {
            let is_other_sentence = tokens.begins_sentence(token.max(last));
            if is_other_sentence && !(last == from && may_end_sentence) {
                return false;
            }
            last = token;
            let other = tokens.word(token);
            if numbers.iter().any(|(first, count)| token == *first || token + 1 == first + count) {
                return true;
            }
            let is_half = has_digit(&self.text) && other.starts_with(&self.text);
            if is_half || self.likeness(other).is_some() {
                return true;
            }
            if is_other_sentence {
                return false;
            }
            let is_free = is_stop_word(other) || is_listed(other);
            if is_free || is_designator(other) && !is_designator(&self.text) {
                continue;
            }
            match adjectives.checked_sub(1) {
                Some(fewer) => adjectives = fewer,
                None => return false,
            }
        }
        false
    }

    /// Whether it stands before a number with other words between: two in a name, as in `FBI desk 123`, and else one before a
    /// list of numbers, as in `Bus lines: 4, 15 and 28`.
    fn is_near_before(&self, tokens: &Tokens, number: usize, is_name: bool) -> bool {
        let is_in_list = |at: &usize| {
            let token = tokens.word(*at);
            !tokens.begins_sentence(at + 1) && (is_stop_word(token) || is_number(token))
        };
        let list = (0..number).rev().take(MOST_BETWEEN).take_while(is_in_list).count();
        let has_list = (number - list..number).any(|at| is_number(tokens.word(at)));
        let most = if is_name && !has_list { MOST_ADJECTIVES } else { usize::from(has_list) };
        let between = (0..number - list).rev().take(most + 1).take_while(|at| {
            let token = tokens.word(*at);
            !tokens.begins_sentence(at + 1) && !has_digit(token) && !is_designator(token)
        });
        between.into_iter().any(|at| self.likeness(tokens.word(at)).is_some())
    }

    /// Whether it is a single letter, or a number of one or two digits or in Roman letters.
    pub(super) fn needs_neighbor(&self) -> bool {
        let number = self.text.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let is_ordinal = ["", "st", "nd", "rd", "th"].contains(&&self.text[number.len()..]);
        let is_short_number = is_number(number) && is_ordinal && number.len() <= MOST_SHORT;
        // What is in quotes stands beside the others anyway.
        self.tolerance > Tolerance::Whole
            && !self.is_part_of_code()
            && !self.has_signs()
            && (is_short_number || self.is_letter() || self.is_roman_in_capitals())
    }

    pub(super) fn is_letter(&self) -> bool {
        self.text.len() == 1 && self.text.bytes().all(|byte| byte.is_ascii_lowercase())
    }

    fn is_roman_in_capitals(&self) -> bool {
        self.text.len() > 1 && self.written.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
    }

    fn may_be_cited(&self) -> bool {
        is_number(&self.text.replace('-', ""))
            && self.text.len() <= MOST_CITED
            && !self.has_signs()
            && !super::date::is_year(&self.text)
            && self.tolerance > Tolerance::Whole
            && !self.is_part_of_code()
    }

    fn is_abbreviation(&self) -> bool {
        let is_short = self.text.len() < MOST_CITED || self.written.starts_with(char::is_uppercase);
        (2..=MOST_CITED).contains(&self.text.len()) && is_short && !has_digit(&self.text)
    }

    /// Whether a token is this word, and not within another number, as the 1 of `3.1`.
    fn may_be(&self, token: usize, tokens: &Tokens) -> bool {
        let is_within = tokens.is_other_number(token, self)
            || token > 0
                && has_digit(&self.text)
                && tokens.is_attached(token)
                && tokens.word(token - 1).ends_with(|c: char| c.is_ascii_digit())
                && !tokens.ends_telephone_number(token);
        !is_within && (self.text.contains('-') || self.form(tokens.word(token)).is_some())
    }
}
