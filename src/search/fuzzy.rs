//! Fuzzy matching: the typed letters in order, with others in between. Every name that has the letters is found.
//!
//! The best alignment prefers letters that begin words and consecutive letters, as in fzf. In other text the letters
//! have to be in one word and begin with its first letter, as scattered letters match almost anything.
//! `nucleo-matcher` ranks differently and finds scattered letters.

use std::ops::Range;

use super::fold;
use super::number::{JOINED, SHORTEST};

#[derive(Clone, Debug)]
pub(super) struct Needle {
    letters: Vec<char>,
}

const FOUND: i32 = 16;
const BEGINS_NAME: i32 = 10;
const BEGINS_WORD: i32 = 8;
const BEGINS_PART: i32 = 7;
const FOLLOWS: i32 = 4;
/// The penalty for a gap, for the first letter and each further one; before the beginning of a word only the first
/// counts.
const GAP: i32 = 3;
const LONGER_GAP: i32 = 1;

const LONGEST: usize = 300;

impl Needle {
    pub(super) fn new(text: &str) -> Option<Self> {
        let letters: Vec<char> = fold::word_list(text).concat().chars().collect();
        (!letters.is_empty()).then_some(Needle { letters })
    }

    /// The score of the letters in a name, higher for better; `None` if the name does not have them.
    pub(super) fn fit(&self, name: &FoldedName, table: &mut AlignmentTable) -> Option<u32> {
        if self.is_number() {
            return self
                .number_in(name)
                .map(|letters| FOUND.unsigned_abs() * u32::try_from(letters.len()).unwrap_or(0));
        }
        table.fill(&self.letters, name)?;
        let (_, best) = table.best()?;
        Some(best.unsigned_abs())
    }

    fn is_number(&self) -> bool {
        self.letters.iter().all(char::is_ascii_digit)
    }

    /// The letters of a name that are all digits of a number, in whatever groups: a digit is never left out.
    fn number_in(&self, name: &FoldedName) -> Option<Range<usize>> {
        let goes_on = |before: usize| {
            let pair = name.letters.get(before..before + 2);
            pair.is_some_and(|pair| pair.iter().all(char::is_ascii_digit))
                && name.sources[before].end == name.sources[before + 1].start
        };
        let starts = 0..(name.len() + 1).saturating_sub(self.letters.len());
        let mut numbers = starts.map(|start| start..start + self.letters.len());
        numbers.find(|number| {
            name.letters[number.clone()] == self.letters
                && !goes_on(number.end - 1)
                && !number.start.checked_sub(1).is_some_and(goes_on)
        })
    }

    pub(super) fn may_be_in(&self, name: &str) -> bool {
        if !name.is_ascii() {
            return true;
        }
        let mut letters = name.bytes().map(|byte| char::from(byte.to_ascii_lowercase()));
        self.letters.iter().all(|wanted| letters.any(|letter| letter == *wanted))
    }

    pub(super) fn ranges(&self, name: &FoldedName) -> Vec<Range<usize>> {
        if self.is_number() {
            return self.number_in(name).map_or_else(Vec::new, |letters| name.sources[letters].to_vec());
        }
        let mut table = AlignmentTable::default();
        if table.fill(&self.letters, name).is_none() {
            return Vec::new();
        }
        table.matched_letters().into_iter().map(|letter| name.sources[letter].clone()).collect()
    }

    /// Whether a word of a text has the letters, the first of them at its beginning.
    pub(super) fn is_in_word(&self, word: &str) -> bool {
        if self.is_number() {
            return word.chars().eq(self.letters.iter().copied());
        }
        let mut letters = word.chars();
        letters.next() == self.letters.first().copied()
            && self.letters[1..].iter().all(|wanted| letters.any(|letter| letter == *wanted))
    }

    pub(super) fn ranges_in_word(&self, word: &str) -> Vec<Range<usize>> {
        let mut letters = word.char_indices();
        let mut place = |wanted: &char| {
            let (at, letter) = letters.find(|(_, letter)| letter == wanted)?;
            Some(at..at + letter.len_utf8())
        };
        self.letters.iter().map_while(&mut place).collect()
    }

    /// The number in the dictionary that has the letters, all of them digits, in groups.
    pub(super) fn digits(&self) -> Option<String> {
        let is_number = self.letters.len() >= SHORTEST && self.is_number();
        is_number.then(|| [JOINED].iter().chain(&self.letters).collect())
    }

    pub(super) fn first(&self) -> char {
        self.letters[0]
    }
}

/// The folded letters of a name, each with its worth and its place.
#[derive(Debug, Default, PartialEq)]
pub(super) struct FoldedName {
    letters: Vec<char>,
    worth: Vec<i32>,
    sources: Vec<Range<usize>>,
}

impl FoldedName {
    pub(super) fn of(text: &str) -> Self {
        let mut name = FoldedName::default();
        name.fill(text);
        name
    }

    pub(super) fn fill(&mut self, text: &str) {
        self.letters.clear();
        self.worth.clear();
        self.sources.clear();
        let (mut folded, mut before) = (String::with_capacity(8), None);
        for (at, c) in text.char_indices() {
            if self.letters.len() >= LONGEST {
                return;
            }
            folded.clear();
            fold::push_folded(c, &mut folded);
            for (index, letter) in folded.chars().enumerate() {
                self.letters.push(letter);
                self.worth.push(if index == 0 { worth_after(before, c) } else { 0 });
                self.sources.push(at..at + c.len_utf8());
            }
            // A combining mark does not end a word.
            if !folded.is_empty() || c.is_ascii() {
                before = Some(c);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }
}

/// The bonus for matching `c` after `before`.
fn worth_after(before: Option<char>, c: char) -> i32 {
    match before {
        None => BEGINS_NAME,
        Some('\'' | '’') => 0,
        Some(before) if !before.is_alphanumeric() => BEGINS_WORD,
        Some(before) if c.is_uppercase() && !before.is_uppercase() => BEGINS_PART,
        Some(_) => 0,
    }
}

/// For each letter of a needle, the letters of a name that equal it, each with the score of the best alignment that
/// ends there. A letter occurs only a few times in a name, so the table is small.
#[derive(Debug, Default)]
pub(super) struct AlignmentTable {
    cells: Vec<AlignmentCell>,
    /// Where the cells of each letter of the needle begin.
    rows: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct AlignmentCell {
    at: usize,
    worth: i32,
    /// The bonus of the first letter of its run, which every letter of the run gets.
    run: i32,
    from: usize,
}

impl AlignmentTable {
    fn fill(&mut self, letters: &[char], name: &FoldedName) -> Option<()> {
        self.cells.clear();
        self.rows.clear();
        for letter in letters {
            let above = self.rows.last().map(|start| *start..self.cells.len());
            let start = self.cells.len();
            self.rows.push(start);
            for (at, _) in name.letters.iter().enumerate().filter(|(_, other)| *other == letter) {
                let worth = name.worth[at];
                let cell = match &above {
                    Some(above) => self.cell(at, name, above.clone()),
                    None => Some(AlignmentCell { at, worth: FOUND + 2 * worth, run: worth, from: 0 }),
                };
                self.cells.extend(cell);
            }
            if self.cells.len() == start {
                return None;
            }
        }
        Some(())
    }

    /// The best alignment of a letter of the name behind one of the cells `above`; of equal ones the shortest.
    fn cell(&self, at: usize, name: &FoldedName, above: Range<usize>) -> Option<AlignmentCell> {
        let begins = name.worth[at] >= BEGINS_PART;
        let cell = |from: usize| {
            let before = self.cells[from];
            let between = i32::try_from(at - before.at - 1).unwrap_or(0);
            if between == 0 {
                let run = before.run.max(name.worth[at]);
                return AlignmentCell { at, worth: before.worth + FOUND + run.max(FOLLOWS), run, from };
            }
            let longer = if begins { 0 } else { LONGER_GAP * (between - 1) };
            let worth = before.worth - GAP - longer + FOUND + name.worth[at];
            AlignmentCell { at, worth, run: name.worth[at], from }
        };
        above.take_while(|from| self.cells[*from].at < at).map(cell).max_by_key(|cell| cell.worth)
    }

    fn best(&self) -> Option<(usize, i32)> {
        let start = *self.rows.last()?;
        let row = self.cells.iter().enumerate().skip(start);
        let best = row.max_by_key(|(at, cell)| (cell.worth, std::cmp::Reverse(*at)))?;
        Some((best.0, best.1.worth.max(0)))
    }

    fn matched_letters(&self) -> Vec<usize> {
        let Some((mut cell, _)) = self.best() else { return Vec::new() };
        let mut letters = Vec::with_capacity(self.rows.len());
        for _ in &self.rows {
            letters.push(self.cells[cell].at);
            cell = self.cells[cell].from;
        }
        letters.reverse();
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::cases;

    fn shown(needle: &str, text: &str) -> String {
        let ranges =
            super::super::passage::merge_ranges(Needle::new(needle).unwrap().ranges(&FoldedName::of(text)));
        let mut shown = text.to_owned();
        for range in ranges.iter().rev() {
            shown.insert(range.end, '>');
            shown.insert(range.start, '<');
        }
        shown
    }

    #[test]
    fn the_letters_that_a_reader_would_see_are_found() {
        let cases = [
            ("ofr", "Office of the Trade Representative", "<Of>fice of the Trade <R>epresentative"),
            ("offtrade", "Office of the Trade Representative", "<Off>ice of the <Trade> Representative"),
            ("dos", "Department of State", "<D>epartment <o>f <S>tate"),
            ("state", "Estate of the State", "Estate of the <State>"),
            ("econ", "Bureau d'Économie", "Bureau d'<Écon>omie"),
            ("gb", "openGovBase", "open<G>ov<B>ase"),
            ("strasse", "Hauptstraße", "Haupt<straße>"),
            ("xyz", "Department of State", "Department of State"),
        ];
        for (needle, text, expected) in cases {
            assert_eq!(shown(needle, text), expected, "{needle}");
        }
    }

    #[test]
    fn letters_that_begin_words_fit_better() {
        let fit = |needle: &str, text: &str| {
            Needle::new(needle).unwrap().fit(&FoldedName::of(text), &mut AlignmentTable::default())
        };
        for (needle, better, worse) in [
            ("st", "Department of State", "Justice"),
            ("dos", "Department of State", "Meadows"),
            ("trade", "Office of Trade", "Tariff and Adequate Defence"),
            ("off", "Office", "Coffee"),
        ] {
            assert!(fit(needle, better) > fit(needle, worse), "{needle}: {better}, {worse}");
            assert!(fit(needle, worse).is_some(), "{needle}: {worse}");
        }
    }

    #[test]
    fn letters_that_fit_may_be_in_the_name() {
        cases(200, |dice| {
            let (needle, text) = (dice.word("abcd", 2) + "a", dice.word("ABCDabcd é", 12));
            let needle = Needle::new(&needle).unwrap();
            let fits = needle.fit(&FoldedName::of(&text), &mut AlignmentTable::default()).is_some();
            assert!(needle.may_be_in(&text) || !fits, "{text}");
        });
    }

    #[test]
    fn what_is_found_is_what_was_typed() {
        cases(200, |dice| {
            let (needle, text) = (dice.word("abcé", 3) + "a", dice.word("abcABCÉ '", 12));
            let needle_of = Needle::new(&needle).unwrap();
            let name = FoldedName::of(&text);
            let found: String =
                needle_of.ranges(&name).iter().map(|range| fold::key(&text[range.clone()])).collect();
            let fits = needle_of.fit(&name, &mut AlignmentTable::default()).is_some();
            assert_eq!(fits, !found.is_empty(), "{needle} {text}");
            if fits {
                assert_eq!(found, fold::key(&needle));
            }
            let mut letters = name.letters.iter();
            assert_eq!(fits, needle_of.letters.iter().all(|wanted| letters.any(|letter| letter == wanted)));
        });
    }
}
