//! One wrong, missing, extra or swapped letter: the optimal string alignment distance, up to one, and no further.

/// A word in the forms that comparing it with many others wants.
#[derive(Clone, Debug)]
pub(super) struct Letters {
    chars: Vec<char>,
    bytes: usize,
    kinds: u32,
    is_ascii: bool,
}

/// What makes one word of another, as far as one may be meant where the other was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edit {
    /// Another letter than the one that was typed, or none: any of 25 may be typed by mistake, so this one hardly was.
    Wrong,
    /// A letter that was typed twice.
    Doubled,
    /// A letter that was left out, or two that were swapped: there are not many ways to do that.
    Slipped,
}

/// The letters of a word as bits, several letters to a bit. Words that are one edit apart differ in two bits at most.
pub(super) fn letter_kinds(word: &str) -> u32 {
    word.chars().fold(0, |kinds, c| kinds | 1 << letter_kind(c))
}

fn letter_kind(c: char) -> u32 {
    match c {
        'a'..='z' => c as u32 - 'a' as u32,
        '0'..='9' => 26 + (c as u32 - '0' as u32) / 2,
        _ => 31,
    }
}

impl Letters {
    /// The letters of a folded word.
    pub(super) fn new(word: &str) -> Self {
        Letters {
            chars: word.chars().collect(),
            bytes: word.len(),
            kinds: letter_kinds(word),
            is_ascii: word.is_ascii(),
        }
    }

    /// How many letters there are.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether a word of `len` bytes with these letters might be near; never wrongly no.
    pub(super) fn may_be_near(&self, kinds: u32, len: usize) -> bool {
        (kinds ^ self.kinds).count_ones() <= 2
            && len.abs_diff(self.bytes) <= if self.is_ascii && kinds >> 31 == 0 { 1 } else { 4 }
    }

    /// Whether a word of `len` bytes with these letters might begin with something near; never wrongly no.
    pub(super) fn may_begin(&self, kinds: u32, len: usize) -> bool {
        (self.kinds & !kinds).count_ones() <= 1 && len + 4 >= self.bytes
    }

    /// Whether one edit makes `other` of this word. A number with another digit is another number.
    pub(super) fn is_near(&self, other: &str) -> bool {
        self.edit(other).is_some()
    }

    /// The edit that makes `other` of this word, where it is one and leaves the digits as they are.
    pub(super) fn edit(&self, other: &str) -> Option<Edit> {
        self.one_edit(other).filter(|_| self.digits().eq(other.chars().filter(char::is_ascii_digit)))
    }

    /// Whether `other` begins with the same letter.
    pub(super) fn begins_as(&self, other: &str) -> bool {
        self.chars.first().copied() == other.chars().next()
    }

    fn digits(&self) -> impl Iterator<Item = char> {
        self.chars.iter().copied().filter(char::is_ascii_digit)
    }

    fn one_edit(&self, other: &str) -> Option<Edit> {
        let length = other.chars().count();
        if length.abs_diff(self.len()) > 1 {
            return None;
        }
        let (shared, rest) = self.after_shared(other);
        let mine = &self.chars[shared..];
        match length.cmp(&self.len()) {
            std::cmp::Ordering::Less => {
                let is_doubled = shared > 0 && self.chars[shared - 1] == mine[0];
                let edit = if is_doubled { Edit::Doubled } else { Edit::Wrong };
                skip(mine, 1).eq(rest.chars()).then_some(edit)
            }
            std::cmp::Ordering::Greater => {
                skip_str(rest, 1).eq(mine.iter().copied()).then_some(Edit::Slipped)
            }
            std::cmp::Ordering::Equal if mine.is_empty() => None,
            std::cmp::Ordering::Equal if is_swapped(mine, rest) && skip(mine, 2).eq(skip_str(rest, 2)) => {
                Some(Edit::Slipped)
            }
            std::cmp::Ordering::Equal => skip(mine, 1).eq(skip_str(rest, 1)).then_some(Edit::Wrong),
        }
    }

    /// How many letters of `other` are this word but for one edit, where it begins so and its last letter is as it was
    /// typed.
    pub(super) fn near_beginning(&self, other: &str) -> Option<usize> {
        let (shared, rest) = self.after_shared(other);
        let mine = &self.chars[shared..];
        let begins = |rest: std::iter::Skip<std::str::Chars>, by: usize| {
            let mut rest = rest;
            skip(mine, by).all(|c| rest.next() == Some(c))
        };
        match mine.len() {
            0 => return None,
            // Of the last letter no more can be said than that another stands before it.
            1 => return begins(skip_str(rest, 1), 0).then_some(self.len() + 1),
            _ => {}
        }
        if begins(skip_str(rest, 1), 1) || (is_swapped(mine, rest) && begins(skip_str(rest, 2), 2)) {
            Some(self.len())
        } else if begins(skip_str(rest, 1), 0) {
            Some(self.len() + 1)
        } else if begins(skip_str(rest, 0), 1) {
            Some(self.len() - 1)
        } else {
            None
        }
    }

    /// How many letters both begin with, and what `other` has after them.
    fn after_shared<'o>(&self, other: &'o str) -> (usize, &'o str) {
        let mut rest = other.chars();
        for (index, mine) in self.chars.iter().enumerate() {
            let before = rest.as_str();
            if rest.next() != Some(*mine) {
                return (index, before);
            }
        }
        (self.len(), rest.as_str())
    }
}

/// A word that is nowhere, to find the nearest one that is: one edit away, or two where it is long.
#[derive(Debug)]
pub(super) struct Nearness<'w> {
    word: &'w str,
    kinds: u32,
    most: usize,
}

/// Fewer letters are near anything.
const SHORTEST_NEAR: usize = 3;
/// In so many letters two may be wrong.
const LONG: usize = 6;

impl<'w> Nearness<'w> {
    /// Nothing where the word is too short to be near another.
    pub(super) fn new(word: &'w str) -> Option<Self> {
        let letters = word.chars().count();
        let most = if letters < LONG { 1 } else { 2 };
        (letters >= SHORTEST_NEAR).then(|| Nearness { word, kinds: letter_kinds(word), most })
    }

    /// Whether a word with these letters might be near; never wrongly no.
    pub(super) fn may_be_near(&self, kinds: u32) -> bool {
        (kinds ^ self.kinds).count_ones() as usize <= 2 * self.most
    }

    /// How many edits make `other` of the word, where they are few enough. Both are of one script, have the same digits,
    /// and, where they are short, begin alike.
    pub(super) fn distance(&self, other: &str) -> Option<usize> {
        // An edit changes up to four bytes, and one of ASCII where there is nothing else.
        let bytes = if other.is_ascii() && self.word.is_ascii() { 1 } else { 4 };
        let is_of_length = other.len().abs_diff(self.word.len()) <= bytes * self.most;
        if !is_of_length || !self.may_be_near(letter_kinds(other)) || other.chars().count() < SHORTEST_NEAR {
            return None;
        }
        let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
        let begin_alike = self.word.chars().next() == other.chars().next();
        let may_be_meant = (self.most > 1 || begin_alike)
            && script(self.word) == script(other)
            && digits(self.word) == digits(other);
        let distance = strsim::osa_distance(self.word, other);
        (may_be_meant && (1..=self.most).contains(&distance)).then_some(distance)
    }
}

/// The block of characters that the first letter of a word beyond ASCII is in; most scripts have one.
fn script(word: &str) -> u32 {
    word.chars().find(|c| !c.is_ascii()).map_or(0, |c| if c < '\u{250}' { 0 } else { c as u32 >> 7 })
}

fn skip(letters: &[char], by: usize) -> impl Iterator<Item = char> {
    letters.iter().copied().skip(by)
}

fn skip_str(letters: &str, by: usize) -> std::iter::Skip<std::str::Chars<'_>> {
    letters.chars().skip(by)
}

fn is_swapped(mine: &[char], rest: &str) -> bool {
    let mut rest = rest.chars();
    let (first, second) = (rest.next(), rest.next());
    mine.len() >= 2 && second.is_some() && first == Some(mine[1]) && second == Some(mine[0])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn near_is_a_distance_of_one(one in "[abcé]{0,6}", other in "[abcé]{0,6}") {
            let letters = Letters::new(&one);
            let near = strsim::osa_distance(&one, &other) == 1;
            prop_assert_eq!(letters.is_near(&other), near);
            prop_assert!(!near || letters.may_be_near(letter_kinds(&other), other.len()));
            if let Some(len) = letters.near_beginning(&other) {
                let beginning: String = other.chars().take(len).collect();
                prop_assert_eq!(strsim::osa_distance(&one, &beginning), 1);
                prop_assert!(letters.may_begin(letter_kinds(&other), other.len()));
            }
        }
    }

    #[test]
    fn what_is_likelier_to_have_been_meant_is_greater() {
        for (typed, meant, expected) in [
            ("joter", "jotter", Some(Edit::Slipped)),
            ("jotetr", "jotter", Some(Edit::Slipped)),
            ("jottter", "jotter", Some(Edit::Doubled)),
            ("joxtter", "jotter", Some(Edit::Wrong)),
            ("jottex", "jotter", Some(Edit::Wrong)),
            ("jotter", "jotter", None),
            ("section 4", "section 5", None),
        ] {
            assert_eq!(Letters::new(typed).edit(meant), expected, "{typed}");
        }
        assert!(Edit::Slipped > Edit::Doubled && Edit::Doubled > Edit::Wrong);
    }

    #[test]
    fn a_beginning_with_one_edit_is_found() {
        for (word, other, expected) in [
            ("depratm", "department", Some(7)),
            ("deprtm", "department", Some(7)),
            ("depaartm", "department", Some(7)),
            ("dexart", "department", Some(6)),
            ("depax", "department", None),
            ("deparx", "department", None),
            ("depatme", "department", Some(8)),
            ("deparm", "department", Some(7)),
            ("depa", "department", None),
        ] {
            assert_eq!(Letters::new(word).near_beginning(other), expected, "{word}");
        }
    }
}
