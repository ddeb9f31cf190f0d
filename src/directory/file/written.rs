//! Names as they are written in entries, and what is done with them while their text is at hand: the file is too large to
//! come back to each of them.

use std::collections::HashMap;
use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;

use super::super::reader::{Read, Reader, Span};
use super::super::record::Run;
use super::{Draft, name, narrow};

/// What is known before the first entry is read, and the same for every part of them.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Known {
    pub(super) kinds: Ids,
    pub(super) relations: Ids,
    pub(super) topics: Ids,
    pub(super) sources: Ids,
    pub(in super::super) hasher: RandomState,
}

/// The ids of a part of the vocabulary with their positions. Where an id stands twice, its first place counts.
type Ids = HashMap<String, u32, RandomState>;

impl Known {
    /// What a draft knows that has come to its entries.
    pub(super) fn of(draft: &Draft, reader: &Reader) -> Self {
        let ids = |written: &mut dyn Iterator<Item = Span>| {
            let mut ids = Ids::default();
            for (position, id) in written.enumerate().filter(|(_, id)| !id.is_empty()) {
                ids.entry(reader.text(id).to_owned()).or_insert(narrow(position));
            }
            ids
        };
        Known {
            kinds: ids(&mut draft.kinds.iter().map(|kind| kind.id)),
            relations: ids(&mut draft.relations.iter().map(|relation| relation.id)),
            topics: ids(&mut draft.topics.iter().map(|topic| topic.id)),
            sources: ids(&mut draft.sources.iter().map(|source| source.id)),
            hasher: draft.known.hasher.clone(),
        }
    }
}

/// Names of terms, in the order in which they are written: the positions of those that are known, [`Terms::UNKNOWN`] for
/// those that are not, or not yet, as the vocabulary may come last, and where these stand.
#[derive(Debug, Default)]
pub(in super::super) struct Terms {
    pub(in super::super) positions: Vec<u32>,
    /// (index in `positions`, the name as it is written)
    pub(in super::super) unknown: Vec<(u32, Span)>,
}

impl Terms {
    pub(in super::super) const UNKNOWN: u32 = u32::MAX;

    /// Reads a list of names.
    pub(super) fn list(&mut self, reader: &mut Reader, what: &str, known: &Ids) -> Read<Run> {
        let start = self.positions.len();
        reader.list(what, |reader| {
            let name = name(reader)?;
            if !name.is_empty() {
                self.push(name, reader, known);
            }
            Ok(())
        })?;
        Ok(Run::since(&self.positions, start))
    }

    #[inline]
    pub(super) fn push(&mut self, name: Span, reader: &Reader, known: &Ids) {
        let position = known.get(reader.text(name)).copied();
        if position.is_none() {
            self.unknown.push((narrow(self.positions.len()), name));
        }
        self.positions.push(position.unwrap_or(Self::UNKNOWN));
    }

    /// Puts those of a later part behind these.
    pub(super) fn append(&mut self, mut later: Terms) {
        let shift = narrow(self.positions.len());
        self.unknown.extend(later.unknown.iter().map(|(index, name)| (index + shift, *name)));
        self.positions.append(&mut later.positions);
    }
}

/// Ids of entries, copied close together with their hashes, to be compared in any order. In the text of the file they
/// are far apart, and each would be waited for.
#[derive(Debug, Default)]
pub(in super::super) struct Keys {
    text: String,
    ends: Vec<u32>,
    hashes: Vec<u64>,
}

impl Keys {
    #[inline]
    pub(super) fn push(&mut self, id: &str, hasher: &RandomState) {
        self.text.push_str(id);
        self.ends.push(narrow(self.text.len()));
        self.hashes.push(hasher.hash_one(id));
    }

    /// Puts those of a later part behind these.
    pub(super) fn append(&mut self, mut later: Keys) {
        let shift = narrow(self.text.len());
        self.text.push_str(&later.text);
        self.ends.extend(later.ends.iter().map(|end| end + shift));
        self.hashes.append(&mut later.hashes);
    }

    #[inline]
    pub(in super::super) fn hash(&self, index: usize) -> u64 {
        self.hashes[index]
    }

    /// Whether an id of this list is the same as one of another.
    #[inline]
    pub(in super::super) fn is_same(&self, index: usize, others: &Keys, other: usize) -> bool {
        self.hashes[index] == others.hashes[other] && self.text(index) == others.text(other)
    }

    #[inline]
    fn text(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text.as_bytes()[start as usize..self.ends[index] as usize]
    }
}
