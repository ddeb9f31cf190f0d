//! Finds the entry that a person means by an id, an abbreviation, a name, or nearly one.

mod name_words;

use std::collections::HashMap;

use strsim::osa_distance;

use super::filters;
use super::fold::key;
use super::synonym::meanings;
use crate::directory::{Directory, Entry, EntryId};
use name_words::NameWords;

/// What a person may have meant by a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameLookup {
    /// This entry, which is called so.
    One(EntryId),
    /// This entry, by the beginning of its name, by nearly its name, or by a synonym.
    TakenFor(EntryId),
    /// One of these, in the file's order.
    Several(Vec<EntryId>),
    /// None; these are the nearest, the nearest first.
    Nothing(Vec<EntryId>),
}

const MOST_OFFERED: usize = 5;
/// More entries that fit equally stay in the file's order.
const MOST_COMPARED: usize = 1_000;

/// Finds the entry that `written` means: the one with that id, or else the one that fits best.
pub fn look_up(directory: &Directory, written: &str) -> NameLookup {
    let written = written.trim();
    if let Some(entry) = directory.find(written) {
        return NameLookup::One(entry);
    }
    let (names, found) = meanings(directory, written);
    let wanted = WantedName::new(written);
    let meant: Vec<WantedName> = names.iter().map(|name| WantedName::new(name)).collect();
    let fit = |entry: Entry| {
        let of_synonym = |(_, is_declared): &(EntryId, bool)| {
            if *is_declared { NameFit::Synonym } else { NameFit::BeginsBySynonym }
        };
        let by_synonym = found.iter().find(|(found, _)| *found == entry.handle()).map(of_synonym);
        let by_name = called(entry).filter_map(|(name, is_own)| {
            let meant =
                meant.iter().filter_map(|meant| meant.fit(directory, entry, name, is_own)?.by_synonym());
            wanted.fit(directory, entry, name, is_own).into_iter().chain(meant).min()
        });
        by_synonym.into_iter().chain(by_name).min()
    };
    // Several threads search, and few entries fit.
    let fitting = directory.entries_that(|entry| fit(entry).is_some());
    let mut fits: Vec<(NameFit, EntryId)> =
        fitting.into_iter().filter_map(|entry| Some((fit(directory.entry(entry))?, entry))).collect();
    fits.sort_unstable();
    if fits.len() <= MOST_COMPARED && matches!(fits.first(), Some((NameFit::Far(_), _))) {
        fits.sort_by_cached_key(|(fit, entry)| (*fit, wanted.closeness(directory.entry(*entry)), *entry));
    }
    let best = fits.first().map(|(fit, _)| *fit);
    let meant: Vec<EntryId> =
        fits.iter().take_while(|(fit, _)| Some(*fit) == best).map(|(_, entry)| *entry).collect();
    match (best, &meant[..]) {
        (Some(NameFit::Far(_)) | None, _)
        | (Some(NameFit::Nearly), [_, _, ..])
        | (Some(NameFit::BeginsWithinNumber), [_]) => {
            let nearest = fits.into_iter().map(|(_, entry)| entry).take(MOST_OFFERED);
            NameLookup::Nothing(nearest.filter(|_| !has_filter(written)).collect())
        }
        (Some(fit), [one]) if fit <= NameFit::CalledBeneath => NameLookup::One(*one),
        (Some(_), [one]) => NameLookup::TakenFor(*one),
        (Some(_), _) => NameLookup::Several(meant),
    }
}

/// What an entry is called, and whether that is its id, its name or its abbreviation.
fn called(entry: Entry<'_>) -> impl Iterator<Item = (&str, bool)> {
    let own = [entry.name()].into_iter().chain(entry.abbreviation()).chain([entry.id()]);
    own.map(|name| (name, true)).chain(entry.other_names().into_iter().map(|name| (name, false)))
}

/// Whether a filter of a query is part of what is written, as in `under:dol`.
fn has_filter(written: &str) -> bool {
    let mut fields = written.split_whitespace().filter_map(|word| word.split_once(':'));
    fields.any(|(name, _)| filters().any(|filter| filter.name == name.trim_start_matches('-')))
}

/// Among more words, each names an entry by itself.
const MOST_WORDS: usize = 24;

/// The entries that words name one after the other, each by one word or by several: `doj Department of Labor`. Words that
/// are all ids or abbreviations are so many entries, and words that together are one name are that entry. Each comes with
/// what was written where that was taken for its name. `None` where a word belongs to no name.
pub fn look_up_each(directory: &Directory, words: &[String]) -> Option<Vec<(EntryId, Option<String>)>> {
    let one = |words: &[String]| {
        let written = words.join(" ");
        match look_up(directory, &written) {
            NameLookup::One(entry) => Some((entry, None)),
            NameLookup::TakenFor(entry) => Some((entry, Some(written))),
            NameLookup::Several(_) | NameLookup::Nothing(_) => None,
        }
    };
    let is_short = |word: &String| {
        let entry = one(std::slice::from_ref(word)).map(|(entry, _)| directory.entry(entry));
        let mut names =
            entry.into_iter().flat_map(|entry| [Some(entry.id()), entry.abbreviation()]).flatten();
        names.any(|name| name.eq_ignore_ascii_case(word))
    };
    let longest = if words.len() > MOST_WORDS { 1 } else { words.len() };
    if longest == words.len()
        && let Some(entry) = one(words)
        && (words.len() == 1 || !words.iter().all(is_short))
    {
        return Some(vec![entry]);
    }
    // For each position, from the last to the first, the entries that the words from there on name.
    let mut named = vec![Some(Vec::new())];
    for start in (0..words.len()).rev() {
        let found = (1..=longest.min(words.len() - start)).find_map(|length| {
            let after: &Vec<_> = named[words.len() - start - length].as_ref()?;
            let entry = one(&words[start..start + length])?;
            Some([&[entry], after.as_slice()].concat())
        });
        named.push(found);
    }
    named.pop().flatten()
}

/// The entries that may be meant by the beginning of a name: those that a synonym finds that begins so, each with that
/// synonym, and those with a name that has it where a word begins, as written or by a synonym.
pub fn begun<'d>(directory: &'d Directory, written: &str) -> Vec<(EntryId, Option<&'d str>)> {
    let wanted = key(written);
    if wanted.is_empty() {
        return Vec::new();
    }
    let (mut names, _) = meanings(directory, written);
    let mut entries = Vec::new();
    for synonym in directory.synonyms() {
        if let Some(words) = synonym.words().find(|words| key(words).starts_with(&wanted)) {
            names.extend(synonym.means.map(key));
            entries.extend(synonym.finds.map(|entry| (entry, Some(words))));
        }
    }
    names.push(wanted);
    let folded = |name: &str| format!(" {}", NameWords::of(name).without_stop_words());
    let wanted: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let is_begun = |name: &str| {
        let name = folded(name);
        wanted.iter().any(|wanted| name.contains(wanted))
    };
    let by_name = directory.entries_that(|entry| {
        [entry.name()].into_iter().chain(entry.abbreviation()).chain(entry.other_names()).any(is_begun)
    });
    entries.extend(by_name.into_iter().map(|entry| (entry, None)));
    entries.sort_by_key(|(entry, _)| *entry);
    entries.dedup_by_key(|(entry, _)| *entry);
    entries
}

/// The names of some entries. Equal names get the names of their parents, as far up as tells them apart, or else
/// their ids.
pub fn distinguished(directory: &Directory, entries: &[EntryId]) -> Vec<String> {
    let name = |entry: &EntryId| directory.entry(*entry).name();
    let mut told: Vec<String> = entries.iter().map(|entry| name(entry).to_owned()).collect();
    let mut above: Vec<Vec<String>> = Vec::new();
    for level in 0.. {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for told in &told {
            *counts.entry(key(told)).or_default() += 1;
        }
        let alike: Vec<usize> = (0..told.len()).filter(|at| counts[&key(&told[*at])] > 1).collect();
        if level == 0 && !alike.is_empty() {
            above = entries.iter().map(|entry| names_above(directory, *entry)).collect();
        }
        let (further, same): (Vec<usize>, Vec<usize>) =
            alike.into_iter().partition(|at| above[*at].len() > level);
        if further.is_empty() {
            for at in same {
                told[at] = format!("{} ({})", told[at], directory.entry(entries[at]).id());
            }
            break;
        }
        for at in further {
            told[at] = format!("{} in {}", told[at], above[at][level]);
        }
    }
    told
}

/// What an entry lies beneath: the names of its parents, and then of each further one on the way up from its home.
fn names_above(directory: &Directory, entry: EntryId) -> Vec<String> {
    let name = |above: EntryId| directory.entry(above).name().to_owned();
    let entry = directory.entry(entry);
    let parents: Vec<String> = entry.parents().into_iter().map(name).collect();
    let further = entry.path().into_iter().rev().skip(2).map(name);
    if parents.is_empty() { parents } else { [parents.join(", ")].into_iter().chain(further).collect() }
}

/// How well a name fits what is written, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NameFit {
    Written,
    /// Equal with all signs, ignoring case.
    WrittenButForCapitals,
    /// Equal without accents and signs that do not distinguish names.
    Called,
    AlsoCalled,
    CalledButForSpaces,
    CalledInShort,
    /// Its name is part of what is written, and the rest names what it lies beneath.
    CalledBeneath,
    CalledOtherwise,
    Synonym,
    Begins,
    /// With what a synonym means.
    BeginsBySynonym,
    /// The written name ends within a number, as `Rule 14` for `Rule 14(2)`.
    BeginsWithinNumber,
    Nearly,
    Far(usize),
}

impl NameFit {
    /// The fit by the meaning of a synonym.
    fn by_synonym(self) -> Option<Self> {
        if self == NameFit::Begins {
            return Some(NameFit::BeginsBySynonym);
        }
        (self < NameFit::Synonym).then_some(NameFit::Synonym)
    }
}

/// Lower-casing a name changes its length by at most this many bytes.
const MOST_OF_CAPITALS: usize = 4;
const SHORTEST_FORGIVEN: usize = 4;

#[derive(Debug)]
struct WantedName {
    written: String,
    in_small_letters: String,
    words: NameWords,
    without_stop_words: String,
    signs: String,
}

impl WantedName {
    fn new(written: &str) -> Self {
        let words = NameWords::of(written);
        WantedName {
            written: written.to_owned(),
            in_small_letters: written.to_lowercase(),
            without_stop_words: if has_filter(written) {
                words.text.clone()
            } else {
                words.without_stop_words()
            },
            words,
            signs: signs(written),
        }
    }

    /// How far the nearest name of an entry is: its beginning, and all of it.
    fn closeness(&self, entry: Entry) -> (usize, usize) {
        let length = self.words.text.chars().count();
        let names = called(entry).filter(|(name, _)| *name != entry.id());
        let distances = names.map(|(name, _)| {
            let name = NameWords::of(name).text;
            let beginning: String = name.chars().take(length).collect();
            (osa_distance(&beginning, &self.words.text), name.chars().count().abs_diff(length))
        });
        distances.min().unwrap_or_default()
    }

    fn fit(&self, directory: &Directory, entry: Entry, name: &str, is_own: bool) -> Option<NameFit> {
        if name == self.written {
            return Some(NameFit::Written);
        }
        let has_like_length = name.len().abs_diff(self.in_small_letters.len()) <= MOST_OF_CAPITALS;
        if has_like_length && name != entry.id() && name.to_lowercase() == self.in_small_letters {
            return Some(NameFit::WrittenButForCapitals);
        }
        let (words, wanted) = (NameWords::of(name), &self.words);
        // A written sign has to match; a missing one is forgiven.
        if words.text.is_empty() || wanted.text.is_empty() || !signs(name).contains(&self.signs) {
            return None;
        }
        if !has_same_brackets(name, &self.written) {
            return Some(NameFit::Far(1));
        }
        if words.text == wanted.text {
            Some(if is_own { NameFit::Called } else { NameFit::AlsoCalled })
        } else if words.is_but_for_spaces(wanted) {
            Some(NameFit::CalledButForSpaces)
        } else if words.without_stop_words() == self.without_stop_words {
            Some(NameFit::CalledInShort)
        } else if is_beneath(directory, entry, &words, wanted) {
            Some(NameFit::CalledBeneath)
        } else if name != entry.id() && words.has_words_of(&self.without_stop_words) {
            Some(NameFit::CalledOtherwise)
        } else if self.written.len() >= 3 && begins_with(&words.text, &wanted.text) {
            let cuts_number = words.is_number_cut(wanted.text.split(' ').count());
            Some(if cuts_number { NameFit::BeginsWithinNumber } else { NameFit::Begins })
        } else if words.shares_words_with(wanted) {
            Some(NameFit::Far(1))
        } else if name == entry.id() && self.written.contains(' ') {
            None
        } else {
            let begins = words.text.starts_with(&wanted.text).then_some(NameFit::Far(1));
            words.distance(wanted).into_iter().chain(begins).min()
        }
    }
}

/// Whether no bracket of one name is nothing in the other, where they have the same letters and digits: section `7104b` is
/// not `7104(b)`.
fn has_same_brackets(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> Vec<(char, bool, bool)> {
        let (mut letters, mut is_joined, mut has_bracket) = (Vec::new(), false, false);
        for c in name.chars() {
            if c.is_alphanumeric() {
                letters.push((c.to_ascii_lowercase(), is_joined, has_bracket));
            }
            (is_joined, has_bracket) = (c.is_alphanumeric(), c == '(' && !letters.is_empty());
        }
        letters
    };
    let (one, other) = (letters(one), letters(other));
    let is_same = one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| one.0 == other.0);
    let differs =
        |(one, other): (&(char, bool, bool), &(char, bool, bool))| one.1 && other.2 || one.2 && other.1;
    !is_same || !one.iter().zip(&other).any(differs)
}

fn begins_with(name: &str, wanted: &str) -> bool {
    name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(' '))
}

/// The signs that distinguish a name: those after a letter or a digit in `C++`, `C#` and `A*`.
pub(super) fn signs(name: &str) -> String {
    let mut signs = String::new();
    let mut is_behind_word = false;
    for c in name.chars() {
        let is_sign = is_behind_word && matches!(c, '+' | '#' | '*');
        signs.extend(is_sign.then_some(c));
        is_behind_word = is_sign || c.is_alphanumeric();
    }
    signs
}

/// Whether the written name is a name of the entry with words of names above it.
fn is_beneath(directory: &Directory, entry: Entry, name: &NameWords, wanted: &NameWords) -> bool {
    let is_before = begins_with(&wanted.text, &name.text);
    let rest = if is_before {
        &wanted.text[name.text.len()..]
    } else {
        wanted.text.strip_suffix(&name.text).filter(|rest| rest.ends_with(' ')).unwrap_or_default()
    };
    let before = if is_before { &name.text } else { rest.trim() };
    if rest.is_empty() || wanted.is_number_cut(before.split(' ').count()) {
        return false;
    }
    let mut above: Vec<String> = Vec::new();
    let mut open = entry.parents();
    while let Some(parent) = open.pop().filter(|_| above.len() < MOST_ABOVE) {
        let parent = directory.entry(parent);
        above.extend(called(parent).map(|(name, _)| NameWords::of(name).text));
        open.extend(parent.parents());
    }
    let is_above = |word: &str| above.iter().any(|name| name.split(' ').any(|other| other == word));
    let rest = NameWords { text: rest.trim().to_owned() };
    rest.without_stop_words().split(' ').all(is_above)
}

const MOST_ABOVE: usize = 100;

#[cfg(test)]
mod tests;
