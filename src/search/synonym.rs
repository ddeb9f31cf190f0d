//! What people write for a word, or for an entry, as the directory declares it.

use super::fold::word_list;
use crate::directory::{Directory, EntryId};

#[derive(Clone, Debug)]
pub(super) struct FoldedSynonym {
    pub(super) words: Vec<String>,
    pub(super) meaning: Meaning,
}

#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// A word or a phrase, folded.
    Words(Vec<String>),
    Entry(EntryId),
}

impl FoldedSynonym {
    pub(super) fn of(directory: &Directory) -> Vec<FoldedSynonym> {
        let mut synonyms = Vec::new();
        for declared in directory.synonyms() {
            let means = declared.means.map(|means| Meaning::Words(word_list(means)));
            let meanings: Vec<Meaning> =
                means.into_iter().chain(declared.finds.map(Meaning::Entry)).collect();
            for words in declared.words().map(word_list).filter(|words| !words.is_empty()) {
                let synonym =
                    |meaning: &Meaning| FoldedSynonym { words: words.clone(), meaning: meaning.clone() };
                synonyms.extend(meanings.iter().map(synonym));
            }
        }
        synonyms
    }

    pub(super) fn is_at<'w>(&self, at: usize, end: usize, word: impl Fn(usize) -> Option<&'w str>) -> bool {
        at + self.words.len() <= end
            && self.words.iter().zip(at..).all(|(mine, at)| word(at) == Some(mine.as_str()))
    }
}
