//! Synonyms of words and entries, as the directory declares them.

use super::fold::word_list;
use super::lookup::signs;
use super::number::has_digit;
use super::query::{Query, QueryMode, Terms, Word};
use crate::directory::{Directory, EntryId};

#[derive(Clone, Debug)]
pub(super) struct FoldedSynonym {
    words: Vec<String>,
    pub(super) meaning: Meaning,
}

#[derive(Clone, Debug)]
pub(super) enum Meaning {
    Words(Vec<String>),
    Entry(EntryId),
}

impl FoldedSynonym {
    /// Those that may stand in a text: the signs of `C++` have to be there.
    pub(super) fn of(directory: &Directory, text: &str) -> Vec<FoldedSynonym> {
        let signs_of_text = signs(text);
        let mut synonyms = Vec::new();
        for declared in directory.synonyms() {
            let means = declared.means.map(|means| Meaning::Words(word_list(means)));
            let meanings: Vec<Meaning> =
                means.into_iter().chain(declared.finds.map(Meaning::Entry)).collect();
            let words = declared.words().filter(|words| signs_of_text.contains(&signs(words)));
            for words in words.map(word_list).filter(|words| !words.is_empty()) {
                let synonym =
                    |meaning: &Meaning| FoldedSynonym { words: words.clone(), meaning: meaning.clone() };
                synonyms.extend(meanings.iter().map(synonym));
            }
        }
        synonyms
    }

    /// How many of some words, from the first on, are the synonym, and whether as it is declared and not in the other
    /// number. Digits may be grouped otherwise, and stand apart from letters or not.
    pub(super) fn length_in(&self, words: &[&Word]) -> Option<(usize, bool)> {
        let is_declared = |(mine, word): (&String, &&Word)| *mine == word.text;
        let is_it = |(mine, word): (&String, &&Word)| {
            *mine == word.text || word.forms.include_plural(&word.text, mine)
        };
        let pairs = || self.words.iter().zip(words);
        if words.len() >= self.words.len() && pairs().all(is_it) {
            return Some((self.words.len(), pairs().all(is_declared)));
        }
        let spelled = self.words.concat();
        let mut left = spelled.as_str();
        for (at, word) in words.iter().enumerate().filter(|_| has_digit(&spelled)) {
            for part in word.text.split('-') {
                left = left.strip_prefix(part)?;
            }
            if left.is_empty() {
                return Some((at + 1, true));
            }
        }
        None
    }
}

/// What a typed name may mean by the synonyms of a directory: other names, folded, and entries, each with whether the
/// synonym is declared so and not in the other number.
pub(super) fn meanings(directory: &Directory, written: &str) -> (Vec<String>, Vec<(EntryId, bool)>) {
    let query = Query::parse(directory, written, QueryMode::Words);
    let (mut names, mut entries) = (Vec::new(), Vec::new());
    for reading in &query.readings {
        let Terms::Words(terms) = &reading.terms else { continue };
        let needed: Vec<&str> = terms.needed().map(|(_, word)| word.text.as_str()).collect();
        if reading.has_substitutes() {
            names.push(needed.join(" "));
        }
        if needed.is_empty() {
            entries.extend(reading.finds.map(|finds| (finds.entry, finds.is_whole)));
        }
    }
    (names, entries)
}
