//! Compares a word of a query with a word of a text.

use std::ops::Range;

use super::fold;
use super::number::{
    Joined, Joiner, SHORTEST_NATIONAL, has_digit, is_number, is_part_of_number, is_roman, with_parenthesis,
};
use super::query::{Tolerance, Word};

/// How a word of a text is like a word of a query, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    Forgiven,
    Kin,
    Beginning,
    /// It is two words of the query written as one, or the other way round.
    Joined,
    /// The plural or the singular.
    Plural,
    Exact,
}

impl Likeness {
    pub(super) fn is_forgiven(self) -> bool {
        self == Likeness::Forgiven
    }
}

impl Word {
    /// How `token`, a folded word, is like this one.
    pub(super) fn likeness(&self, token: &str) -> Option<Likeness> {
        self.form(token).or_else(|| self.forgiven(token))
    }

    /// As [`Self::likeness`], without forgiven letters.
    pub(super) fn form(&self, token: &str) -> Option<Likeness> {
        let has_forms = self.tolerance >= Tolerance::Forms;
        if self.text.as_bytes().first() != token.as_bytes().first() {
            return (has_forms && self.forms.is_irregular(token)).then_some(Likeness::Kin);
        }
        if token == self.text {
            return Some(Likeness::Exact);
        }
        if has_forms && self.forms.include_plural(&self.text, token) {
            Some(Likeness::Plural)
        } else if self.is_beginning_of(token) {
            Some(Likeness::Beginning)
        } else {
            (has_forms && self.forms.include(&self.text, token)).then_some(Likeness::Kin)
        }
    }

    fn is_beginning_of(&self, token: &str) -> bool {
        let rest = token.strip_prefix(&self.text).filter(|_| self.tolerance >= Tolerance::Beginning);
        let is_other_number = |rest: &str| {
            let goes_on = has_digit(&self.text) && rest.starts_with(|c: char| c.is_ascii_digit());
            goes_on || self.may_be_roman() && is_roman(token)
        };
        let is_complete = self.is_complete() && !has_digit(&self.text);
        rest.is_some_and(|rest| {
            !is_complete && (!is_other_number(rest) || (has_digit(&self.text) && self.may_go_on()))
        })
    }

    /// As [`Self::likeness`], with a forgiven letter.
    fn forgiven(&self, token: &str) -> Option<Likeness> {
        // The digits of a number are exact.
        if self.tolerance < Tolerance::EditInName
            || token.len() + 4 < self.text.len()
            || token.starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        self.is_near(token).then_some(Likeness::Forgiven)
    }

    /// How close a token is to what was meant, from 0 to 7. It ranks forgiven letters more finely than [`Likeness`],
    /// and prefixes before stems.
    pub(super) fn closeness(&self, token: &str, likeness: Likeness) -> u32 {
        match likeness {
            Likeness::Exact | Likeness::Plural | Likeness::Joined => 7,
            Likeness::Beginning => 6,
            Likeness::Kin => 5,
            Likeness::Forgiven => self.letters.likelihood(token),
        }
    }

    /// Whether one edit makes `token` of this word; the first letter of a short one may only be missing.
    pub(super) fn is_near(&self, token: &str) -> bool {
        let may_begin_otherwise = !self.is_forgiven_in_names_alone();
        let allowed = may_begin_otherwise || self.letters.begins_as(token) || token.len() > self.text.len();
        allowed && self.letters.is_near(token)
    }

    /// Whether this word may be written together with the next: a single letter begins a word that is being typed.
    pub(super) fn may_join(&self, next: &Word) -> bool {
        let is_loose = |word: &Word| word.tolerance >= Tolerance::Forms || is_number(&word.text);
        let is_long = next.letters.len() > 1 || is_number(&self.text) != is_number(&next.text);
        let are_numbers = is_number(&self.text) && is_number(&next.text);
        is_loose(self) && is_loose(next) && is_long && !are_numbers
    }

    /// How many bytes of the folded `token` are shown as matching.
    pub(super) fn matched_len(&self, token: &str, likeness: Likeness) -> usize {
        if likeness == Likeness::Beginning { self.text.len() } else { token.len() }
    }
}

/// The folded words of a text, as a buffer that is filled again for each text.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    text: String,
    letters: String,
    /// For each word, where it ends in `letters`, and its range in the text.
    bounds: Vec<(usize, Range<usize>)>,
    /// The joined digits of grouped numbers and of dates in words, as the index has them, with their places in the
    /// text.
    numbers: Vec<(String, Range<usize>)>,
}

/// A full stop behind a word of so many letters may be that of an abbreviation: `Stat. 92`.
const MOST_ABBREVIATED: usize = 4;

impl Tokens {
    pub(super) fn fill(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.letters.clear();
        self.bounds.clear();
        self.numbers.clear();
        let mut joiner = Joiner::default();
        let mut each = |joined: Joined| {
            let range = with_parenthesis(text, joined.range);
            self.numbers.push((joined.digits.to_owned(), range));
        };
        fold::words(text, |word, range| {
            self.letters.push_str(word);
            self.bounds.push((self.letters.len(), range.clone()));
            joiner.push(text, word, range, &mut each);
        });
        joiner.end(text, &mut each);
    }

    pub(super) fn of(text: &str) -> Self {
        let mut tokens = Tokens::default();
        tokens.fill(text);
        tokens
    }

    pub(super) fn len(&self) -> usize {
        self.bounds.len()
    }

    pub(super) fn word(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.bounds[before].0);
        &self.letters[start..self.bounds[index].0]
    }

    /// What stands before a token, behind the one before it.
    fn before(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.bounds[before].1.end);
        self.text.get(start..self.bounds[index].1.start).unwrap_or_default()
    }

    /// Whether a token is within an address, behind its scheme.
    pub(super) fn is_in_address(&self, index: usize) -> bool {
        let mut before = (0..=index).rev().map(|index| self.before(index));
        let begins = before.find(|before| before.contains("://") || before.contains(char::is_whitespace));
        begins.is_some_and(|begins| begins.contains("://"))
    }

    /// Whether a token follows the one before it without a space, or the dash of a range.
    pub(super) fn is_attached(&self, index: usize) -> bool {
        index > 0 && !self.before(index).contains(|c: char| c.is_whitespace() || c == '–')
    }

    /// Whether a bracket opens before a token: `7103(b)`.
    pub(super) fn is_bracketed(&self, index: usize) -> bool {
        self.before(index).ends_with('(')
    }

    /// Whether a token has the digits of a word, but only as a part of its own number.
    pub(super) fn is_other_number(&self, index: usize, word: &Word) -> bool {
        is_number(&word.text) && self.is_in_number(index)
    }

    /// Whether a token is only a part of a number: the 5 of `5,000`.
    fn is_in_number(&self, index: usize) -> bool {
        is_number(self.word(index)) && is_part_of_number(&self.text, &self.range(index))
    }

    /// Whether a sentence or paragraph ends before a token.
    pub(super) fn begins_sentence(&self, index: usize) -> bool {
        let before = self.before(index);
        let may_be_abbreviated = index == 0 || self.word(index - 1).len() <= MOST_ABBREVIATED;
        before.contains(['\n', '?', '!', ';']) || !may_be_abbreviated && before.contains(". ")
    }

    pub(super) fn range(&self, index: usize) -> Range<usize> {
        self.bounds[index].1.clone()
    }

    /// The range of the first bytes of a folded token.
    pub(super) fn beginning_of(&self, index: usize, folded: usize) -> Range<usize> {
        let range = self.range(index);
        range.start..range.start + fold::source_len(&self.text[range], folded)
    }

    /// How many tokens from `first` on, at least two, are `word` when joined. Two groups of digits are no single one:
    /// `51a` is not `5(1)(a)`.
    pub(super) fn spelling(&self, first: usize, word: &str) -> Option<usize> {
        if self.is_in_number(first) {
            return None;
        }
        let mut rest = word;
        for (count, index) in (first..self.len()).enumerate() {
            let token = self.word(index);
            rest = rest.strip_prefix(token).filter(|_| count == 0 || !self.is_bracketed(index))?;
            let is_digit = |c: char| c.is_ascii_digit();
            if rest.starts_with(is_digit) && token.ends_with(is_digit) {
                return None;
            }
            if rest.is_empty() {
                return (count > 0).then_some(count + 1);
            }
        }
        None
    }

    /// The places of the digits of `word` in another grouping, and whether no digit follows; if some match whole,
    /// only those.
    pub(super) fn numbers(&self, word: &Word) -> (Vec<Range<usize>>, bool) {
        let wanted = word.grouped_as().filter(|_| !self.numbers.is_empty());
        let Some(wanted) = wanted else { return (Vec::new(), true) };
        let whole = self.numbers.iter().filter(|(digits, _)| *digits == wanted);
        let whole: Vec<_> = whole.map(|(_, range)| range.clone()).collect();
        if whole.is_empty() && word.may_go_on() { (self.numbers_with(&wanted), false) } else { (whole, true) }
    }

    /// Where numbers stand that begin with some digits, with the sign before them.
    pub(super) fn numbers_with(&self, beginning: &str) -> Vec<Range<usize>> {
        let fitting = self.numbers.iter().filter(|(digits, _)| digits.starts_with(beginning));
        fitting.map(|(_, range)| range.clone()).collect()
    }

    pub(super) fn range_of(&self, word: &str) -> Option<Range<usize>> {
        let number = self.numbers.iter().find(|(digits, _)| digits == word).map(|(_, range)| range.clone());
        number.or_else(|| self.iter().position(|token| token == word).map(|token| self.range(token)))
    }

    /// Whether a token is the last group of digits of a telephone number.
    pub(super) fn ends_telephone_number(&self, token: usize) -> bool {
        let end = self.range(token).end;
        self.numbers.iter().any(|(digits, range)| digits.len() > SHORTEST_NATIONAL && range.end == end)
    }

    /// The tokens from the first one of a range of the text on, and how many it has.
    pub(super) fn within(&self, range: &Range<usize>) -> (usize, usize) {
        let before = |at: usize| self.bounds.partition_point(|(_, place)| place.start < at);
        let first = before(range.start);
        (first, before(range.end) - first)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.word(index))
    }

    pub(super) fn bytes(&self) -> usize {
        self.letters.len()
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Fit {
    /// For each word of the query, the first token that it is found in, how many tokens, and how.
    pub(super) found: Vec<Option<WordMatch>>,
    /// The same without gaps, and once for two words that are written together.
    matches: Vec<WordMatch>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordMatch {
    pub(super) token: usize,
    pub(super) tokens: usize,
    pub(super) likeness: Likeness,
}

impl Fit {
    pub(super) fn of(words: &[Word], tokens: &Tokens) -> Self {
        let mut fit = Fit::default();
        fit.fill(words, tokens);
        fit
    }

    pub(super) fn joined_at(&self, word: usize) -> Option<WordMatch> {
        self.found[word].filter(|found| found.likeness == Likeness::Joined)
    }

    /// Finds each word in a token of its own, the most alike first, else the one that follows the previous word's.
    pub(super) fn fill(&mut self, words: &[Word], tokens: &Tokens) {
        self.found.clear();
        self.matches.clear();
        while let Some(word) = words.get(self.found.len()) {
            let next = self.matches.last().map_or(0, |found| found.token + found.tokens);
            let joined = self.joined(words, self.found.len(), tokens);
            let found = joined.or_else(|| {
                let best = self.best(word, tokens, next);
                let is_sure = best.is_some_and(|best| !best.likeness.is_forgiven());
                if is_sure { best } else { self.split(word, tokens).or(best) }
            });
            self.found.extend(std::iter::repeat_n(found, 1 + usize::from(joined.is_some())));
            self.matches.extend(found);
        }
    }

    fn best(&self, word: &Word, tokens: &Tokens, next: usize) -> Option<WordMatch> {
        let most_alike = |likeness: &dyn Fn(&str) -> Option<Likeness>| {
            let free = (0..tokens.len()).filter(|token| !self.is_taken(*token));
            let alike = free.filter_map(|token| Some((likeness(tokens.word(token))?, token)));
            alike.max_by_key(|(likeness, token)| (*likeness, *token == next, std::cmp::Reverse(*token)))
        };
        let best =
            most_alike(&|token| word.form(token)).or_else(|| most_alike(&|token| word.forgiven(token)));
        best.map(|(likeness, token)| WordMatch { token, tokens: 1, likeness })
    }

    fn joined(&self, words: &[Word], index: usize, tokens: &Tokens) -> Option<WordMatch> {
        let (word, next) = (&words[index], words.get(index + 1)?);
        let is_joined = |token: &usize| {
            !self.is_taken(*token)
                && tokens.word(*token).strip_prefix(word.text.as_str()) == Some(next.text.as_str())
        };
        let token = if word.may_join(next) { (0..tokens.len()).find(is_joined) } else { None };
        token.map(|token| WordMatch { token, tokens: 1, likeness: Likeness::Joined })
    }

    fn split(&self, word: &Word, tokens: &Tokens) -> Option<WordMatch> {
        let (numbers, _) = tokens.numbers(word);
        let mut numbers = numbers.iter().map(|range| tokens.within(range));
        if let Some((token, tokens)) = numbers.find(|(token, _)| !self.is_taken(*token)) {
            return Some(WordMatch { token, tokens, likeness: Likeness::Joined });
        }
        if word.tolerance < Tolerance::Forms {
            return None;
        }
        let free = (0..tokens.len()).filter(|token| !self.is_taken(*token));
        let split = |token: usize| Some((token, tokens.spelling(token, &word.text)?));
        let (token, tokens) = free.into_iter().find_map(split)?;
        Some(WordMatch { token, tokens, likeness: Likeness::Joined })
    }

    fn is_taken(&self, token: usize) -> bool {
        self.matches.iter().any(|found| (found.token..found.token + found.tokens).contains(&token))
    }

    pub(super) fn least(&self, words: &[Word]) -> Option<Likeness> {
        let needed =
            self.found.iter().zip(words).filter(|(found, word)| found.is_some() || !word.is_optional);
        needed.map(|(found, _)| found.map(|found| found.likeness)).min().flatten()
    }

    /// The least closeness of the words, from 0 to 7.
    pub(super) fn closeness(&self, words: &[Word], tokens: &Tokens) -> u32 {
        let found = words.iter().zip(&self.found).filter_map(|(word, found)| Some((word, (*found)?)));
        found.map(|(word, found)| word.closeness(tokens.word(found.token), found.likeness)).min().unwrap_or(0)
    }

    pub(super) fn is_run(&self) -> bool {
        let follows = |pair: &[WordMatch]| pair[1].token == pair[0].token + pair[0].tokens;
        !self.matches.is_empty() && self.matches.windows(2).all(follows)
    }

    pub(super) fn start(&self) -> Option<usize> {
        self.matches.iter().map(|found| found.token).min()
    }

    pub(super) fn tokens(&self) -> usize {
        self.matches.iter().map(|found| found.tokens).sum()
    }

    pub(super) fn matched_bytes(&self, words: &[Word], tokens: &Tokens) -> usize {
        let mut last = None;
        let mut bytes = 0;
        for (word, found) in words.iter().zip(&self.found) {
            let is_new = |found: &WordMatch| !word.is_optional && last != Some(found.token);
            let Some(found) = found.filter(is_new) else { continue };
            last = Some(found.token);
            let matched = found.token..found.token + found.tokens;
            bytes += matched.map(|token| word.matched_len(tokens.word(token), found.likeness)).sum::<usize>();
        }
        bytes
    }
}
