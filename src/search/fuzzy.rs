//! Letters that stand in a name in the order in which they were typed, with others in between.
//!
//! Every name that has the letters is found; of the ways to lay them over it, the one that a reader would see: letters
//! that begin words, and letters that follow each other, as fzf weighs them. In text, where any letters in order can be
//! found somewhere, they have to be those of one word, from its first letter on.

use std::ops::Range;

use super::fold;

/// One needle of a fuzzy query, folded.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    letters: Vec<char>,
}

/// What a letter is worth that is found.
const FOUND: i32 = 16;
/// And where it begins the name, or a word, or a part of one that is written with a capital.
const BEGINS_NAME: i32 = 10;
const BEGINS_WORD: i32 = 8;
const BEGINS_PART: i32 = 7;
/// And where it follows the letter that was found before it.
const FOLLOWS: i32 = 4;
/// What letters in between cost, the first and each further one; before a word's beginning only the first.
const GAP: i32 = 3;
const LONGER_GAP: i32 = 1;
/// Of a cell of the table that no way leads to.
const NO_WAY: i32 = i32::MIN / 2;

/// The longest name that is looked at, in letters; what is beyond cannot match.
const LONGEST: usize = 300;

impl Needle {
    /// From what was typed; nothing where no letter is left.
    pub(super) fn new(text: &str) -> Option<Self> {
        let letters: Vec<char> = fold::word_list(text).concat().chars().collect();
        (!letters.is_empty()).then_some(Needle { letters })
    }

    /// How well the letters fit a name, higher for better; nothing where they do not.
    pub(super) fn fit(&self, name: &Name, table: &mut Table) -> Option<u32> {
        table.fill(&self.letters, name)?;
        let (_, best) = table.best()?;
        Some(best.unsigned_abs())
    }

    /// Whether a name may have the letters in order; never wrongly no, and soon said.
    pub(super) fn may_be_in(&self, name: &str) -> bool {
        if !name.is_ascii() {
            return true;
        }
        let mut letters = name.bytes().map(|byte| char::from(byte.to_ascii_lowercase()));
        self.letters.iter().all(|wanted| letters.any(|letter| letter == *wanted))
    }

    /// The letters of a name that match; none where it does not.
    pub(super) fn ranges(&self, name: &Name) -> Vec<Range<usize>> {
        let mut table = Table::default();
        if table.fill(&self.letters, name).is_none() {
            return Vec::new();
        }
        table.way().into_iter().map(|letter| name.sources[letter].clone()).collect()
    }

    /// Whether a word of a text has the letters, the first of them at its beginning.
    pub(super) fn is_in_word(&self, word: &str) -> bool {
        let mut letters = word.chars();
        letters.next() == self.letters.first().copied()
            && self.letters[1..].iter().all(|wanted| letters.any(|letter| letter == *wanted))
    }

    /// How many bytes of each letter of `word` are found, for one that has the letters: their places in it.
    pub(super) fn places_in_word(&self, word: &str) -> Vec<Range<usize>> {
        let mut letters = word.char_indices();
        let mut place = |wanted: &char| {
            let (at, letter) = letters.find(|(_, letter)| letter == wanted)?;
            Some(at..at + letter.len_utf8())
        };
        self.letters.iter().map_while(&mut place).collect()
    }

    /// What every word of a text begins with that has the letters.
    pub(super) fn first(&self) -> char {
        self.letters[0]
    }
}

/// The letters of a name, folded, each with what it is worth there and where it comes from.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Name {
    letters: Vec<char>,
    worth: Vec<i32>,
    sources: Vec<Range<usize>>,
}

impl Name {
    pub(super) fn of(text: &str) -> Self {
        let mut name = Name::default();
        name.fill(text);
        name
    }

    /// Takes another name.
    pub(super) fn fill(&mut self, text: &str) {
        self.letters.clear();
        self.worth.clear();
        self.sources.clear();
        if text.is_ascii() { self.add_ascii(text) } else { self.add(text) }
    }

    fn add(&mut self, text: &str) {
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
            // A mark on a letter is no end of a word.
            if !folded.is_empty() || c.is_ascii() {
                before = Some(c);
            }
        }
    }

    /// As [`Self::add`], of a text of ASCII alone, which has nothing to be taken apart.
    fn add_ascii(&mut self, text: &str) {
        let mut before = None;
        for (at, byte) in text.bytes().enumerate() {
            if byte.is_ascii_alphanumeric() {
                if self.letters.len() >= LONGEST {
                    return;
                }
                self.letters.push(char::from(byte.to_ascii_lowercase()));
                self.worth.push(worth_after(before, char::from(byte)));
                self.sources.push(at..at + 1);
            }
            before = Some(char::from(byte));
        }
    }

    /// How many letters it has.
    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }
}

/// What it is worth to find `c` behind `before`.
fn worth_after(before: Option<char>, c: char) -> i32 {
    match before {
        None => BEGINS_NAME,
        Some('\'' | '’') => 0,
        Some(before) if !before.is_alphanumeric() => BEGINS_WORD,
        Some(before) if c.is_uppercase() && !before.is_uppercase() => BEGINS_PART,
        Some(_) => 0,
    }
}

/// For each letter of a needle and each letter of a name, what the best way is worth that finds the one at the other.
#[derive(Debug, Default)]
pub(super) struct Table {
    cells: Vec<Cell>,
    width: usize,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    worth: i32,
    /// What the first letter of the run is worth that this one belongs to: all of a word's beginning counts as much.
    run: i32,
    /// The letter of the name at which the letter before was found.
    from: usize,
}

const EMPTY: Cell = Cell { worth: NO_WAY, run: 0, from: usize::MAX };

impl Table {
    /// Nothing where the name does not have the letters.
    fn fill(&mut self, letters: &[char], name: &Name) -> Option<()> {
        let mut rest = name.letters.iter();
        if !letters.iter().all(|wanted| rest.any(|letter| letter == wanted)) {
            return None;
        }
        self.width = name.len();
        self.cells.clear();
        self.cells.resize(letters.len() * self.width, EMPTY);
        for (at, letter) in name.letters.iter().enumerate().filter(|(_, letter)| **letter == letters[0]) {
            debug_assert_eq!(*letter, letters[0]);
            let worth = FOUND + 2 * name.worth[at];
            self.cells[at] = Cell { worth, run: name.worth[at], from: usize::MAX };
        }
        for (row, letter) in letters.iter().enumerate().skip(1) {
            self.fill_row(row, *letter, name);
        }
        Some(())
    }

    fn fill_row(&mut self, row: usize, letter: char, name: &Name) {
        // The best way to the row above that ends before the last letter, with and without what the letters since cost.
        let (mut near, mut near_from) = (NO_WAY, usize::MAX);
        let (mut far, mut far_from) = (NO_WAY, usize::MAX);
        let (above, below) = self.cells.split_at_mut(row * self.width);
        let above = &above[(row - 1) * self.width..];
        for at in row..self.width {
            near -= LONGER_GAP;
            if let Some(from) = at.checked_sub(2) {
                let worth = above[from].worth - GAP;
                (near, near_from) = (near, near_from).max((worth, from));
                (far, far_from) = (far, far_from).max((worth, from));
            }
            if name.letters[at] != letter {
                continue;
            }
            let beside = above[at - 1];
            let run = beside.run.max(name.worth[at]);
            let follows = beside.worth + FOUND + run.max(FOLLOWS);
            let (apart, from) =
                if name.worth[at] >= BEGINS_PART { (far, far_from) } else { (near, near_from) };
            let jumps = apart + FOUND + name.worth[at];
            below[at] = if follows >= jumps {
                Cell { worth: follows, run, from: at - 1 }
            } else {
                Cell { worth: jumps, run: name.worth[at], from }
            };
        }
    }

    /// Where the best way ends, and what it is worth.
    fn best(&self) -> Option<(usize, i32)> {
        let last = self.cells.len() - self.width;
        let row = self.cells[last..].iter().map(|cell| cell.worth.max(NO_WAY)).enumerate();
        let best = row.max_by_key(|(at, worth)| (*worth, std::cmp::Reverse(*at)))?;
        Some((best.0, best.1.max(0)))
    }

    /// The letters of the name that the best way goes through.
    fn way(&self) -> Vec<usize> {
        let Some((mut at, _)) = self.best() else { return Vec::new() };
        let rows = self.cells.len() / self.width;
        let mut way = Vec::with_capacity(rows);
        for row in (0..rows).rev() {
            way.push(at);
            at = self.cells[row * self.width + at].from;
        }
        way.reverse();
        way
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(needle: &str, text: &str) -> String {
        let ranges = super::super::passage::merged(Needle::new(needle).unwrap().ranges(&Name::of(text)));
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
            Needle::new(needle).unwrap().fit(&Name::of(text), &mut Table::default())
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

    proptest! {
        #[test]
        fn a_name_of_ascii_is_as_any_other(text in "[ -~]{0,330}") {
            let (mut quick, mut thorough) = (Name::default(), Name::default());
            quick.add_ascii(&text);
            thorough.add(&text);
            prop_assert_eq!(quick, thorough);
        }

        #[test]
        fn letters_that_fit_may_be_in_the_name(needle in "[a-d]{1,3}", text in "[A-Da-d é]{0,12}") {
            let needle = Needle::new(&needle).unwrap();
            let fits = needle.fit(&Name::of(&text), &mut Table::default()).is_some();
            prop_assert!(needle.may_be_in(&text) || !fits);
        }

        #[test]
        fn what_is_found_is_what_was_typed(needle in "[a-cé]{1,4}", text in "[a-cA-CÉ ']{0,12}") {
            let needle_of = Needle::new(&needle).unwrap();
            let name = Name::of(&text);
            let found: String = needle_of.ranges(&name).iter().map(|range| fold::key(&text[range.clone()])).collect();
            let fits = needle_of.fit(&name, &mut Table::default()).is_some();
            prop_assert_eq!(fits, !found.is_empty());
            if fits {
                prop_assert_eq!(found, fold::key(&needle));
            }
            let mut letters = name.letters.iter();
            prop_assert_eq!(fits, needle_of.letters.iter().all(|wanted| letters.any(|letter| letter == wanted)));
        }
    }
}
