//! The part of a directory that is written: all of it, an entry and what lies beneath it down to some level, or the
//! collection.

use std::collections::{HashMap, HashSet};
use std::mem;

use crate::collection::Collected;
use crate::directory::{Directory, Entry, EntryId, KindId, KindTerm, SourceId, SourceTerm, TopicId};
use crate::fields::{FieldOf, Part, Record, Shape, Shown, Values};
use crate::page::Page;

/// What of a directory is to be written.
#[derive(Clone, Debug, Default)]
pub struct Extent {
    /// Only this entry and what lies beneath it.
    pub root: Option<EntryId>,
    /// At most this many levels.
    pub depth: Option<usize>,
    /// Only this, in this order.
    pub collected: Option<Vec<Collected>>,
}

impl Extent {
    pub(super) fn select(&self, directory: &Directory) -> Selection {
        let Some(collected) = &self.collected else {
            let contains = self.nested(directory);
            let entries = directory.entries().map(Entry::handle);
            return Selection::of(directory, entries.filter(|entry| contains[entry.index()]));
        };
        let mut selection = Selection::of(directory, collected.iter().map(|collected| collected.entry));
        selection.is_collection = true;
        for Collected { entry, place, .. } in collected {
            if let Some(place) = place {
                let values = Page::of_entry(directory, *entry).values_at(directory, *place);
                selection.parts.entry(*entry).or_default().extend(values);
            }
        }
        for whole in collected.iter().filter(|collected| collected.place.is_none()) {
            selection.parts.remove(&whole.entry);
        }
        selection
    }

    /// For each entry whether it is at or beneath the root, and not too deep. Of several places of an entry the highest
    /// counts.
    pub(super) fn nested(&self, directory: &Directory) -> Vec<bool> {
        let mut contains = vec![false; directory.len()];
        let mut level = self.root.map_or(directory.roots().to_vec(), |root| vec![root]);
        for _ in 0..self.depth.unwrap_or(usize::MAX) {
            level.retain(|entry| !mem::replace(&mut contains[entry.index()], true));
            if level.is_empty() {
                break;
            }
            level = level.iter().flat_map(|entry| directory.entry(*entry).children()).copied().collect();
        }
        contains
    }
}

/// The entries that are written, some of them only in part.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// In the order in which they are written.
    entries: Vec<EntryId>,
    /// Whether each is among them, by index.
    contains: Vec<bool>,
    is_collection: bool,
    /// For partly written entries, the written values: the section of each and its position in its field.
    parts: HashMap<EntryId, Vec<(Part, usize)>>,
}

impl Selection {
    fn of(directory: &Directory, entries: impl Iterator<Item = EntryId>) -> Self {
        let mut contains = vec![false; directory.len()];
        let entries = entries.filter(|entry| !mem::replace(&mut contains[entry.index()], true)).collect();
        Selection { entries, contains, ..Selection::default() }
    }

    pub(super) fn contains(&self, entry: EntryId) -> bool {
        self.contains[entry.index()]
    }

    pub(super) fn entries<'d>(&self, directory: &'d Directory) -> impl Iterator<Item = Entry<'d>> {
        self.entries.iter().map(|entry| directory.entry(*entry))
    }

    pub(super) fn kinds<'d>(
        &self,
        directory: &'d Directory,
    ) -> impl Iterator<Item = (KindId, KindTerm<'d>)> + use<'d> {
        let mut is_used = vec![false; directory.kinds().len()];
        self.entries(directory).for_each(|entry| is_used[entry.kind_id().index()] = true);
        directory.kinds().filter(move |(kind, _)| is_used[kind.index()])
    }

    pub(super) fn is_partial(&self, entry: EntryId) -> bool {
        self.parts.contains_key(&entry)
    }

    pub(super) fn contains_event(&self, entry: EntryId, position: u32) -> bool {
        self.parts.get(&entry).is_none_or(|parts| parts.contains(&(Part::Events, position as usize)))
    }

    pub(super) fn topics(&self, entry: Entry) -> Vec<TopicId> {
        let positions = |parts: &Vec<(Part, usize)>| {
            let topics = parts.iter().filter(|(part, _)| *part == Part::Topics);
            Values::At(topics.map(|(_, at)| *at).collect())
        };
        self.parts.get(&entry.handle()).map_or(Values::All, positions).of(entry.topics())
    }

    /// The sources; of a collection those that it cites, and one that is named elsewhere.
    pub(super) fn sources<'d>(
        &self,
        directory: &'d Directory,
        named: Option<SourceId>,
    ) -> impl Iterator<Item = SourceTerm<'d>> {
        let mut cited: HashSet<SourceId> = named.into_iter().collect();
        for entry in self.entries(directory).filter(|_| self.is_collection) {
            cited.extend(self.page(directory, entry.handle()).sources.all());
        }
        let sources = directory.sources();
        sources.filter(move |(id, _)| !self.is_collection || cited.contains(id)).map(|(_, source)| source)
    }

    pub(super) fn page<'d>(&self, directory: &'d Directory, entry: EntryId) -> Page<'d> {
        Page::of_values(directory, entry, |field| self.values(directory.entry(entry), field))
    }

    /// The written values of a field. A partly written entry has its name, its facts, and the chosen statements with
    /// their sources.
    pub(super) fn values<'d, T: Record<'d>>(&self, record: T, field: &FieldOf<'d, T>) -> Values {
        let Some(parts) = record.entry().and_then(|entry| self.parts.get(&entry)) else { return Values::All };
        match field.shown {
            Shown::In(Part::Sources) if parts.iter().any(|(part, _)| *part == Part::Sources) => Values::All,
            Shown::In(part) => {
                let here = parts.iter().filter(|(of, _)| *of == part);
                Values::At(here.map(|(_, position)| *position).collect())
            }
            Shown::Nowhere if matches!(field.shape, Shape::References(_)) => Values::At(Vec::new()),
            Shown::Nowhere | Shown::Title | Shown::ShortTitle | Shown::Fact | Shown::LabelledFact => {
                Values::All
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `deep` lies four levels down by one way and two by another.
    const TEXT: &str = r#"(title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "in", name: "in", nests: true)], entries: [
        (id: "top", kind: "k", name: "top"),
        (id: "a", kind: "k", name: "a", links: [(rel: "in", to: "top")]),
        (id: "b", kind: "k", name: "b", links: [(rel: "in", to: "a")]),
        (id: "deep", kind: "k", name: "deep", links: [(rel: "in", to: "b"), (rel: "in", to: "top")]),
        (id: "deepest", kind: "k", name: "deepest", links: [(rel: "in", to: "deep")]),
        (id: "apart", kind: "k", name: "apart"),
    ])"#;

    #[test]
    fn an_entry_counts_where_it_stands_highest() {
        let directory = Directory::parse("t.ron", TEXT.to_owned()).unwrap();
        for (root, depth, expected) in [
            (None, None, "top a b deep deepest apart"),
            (None, Some(1), "top apart"),
            (None, Some(2), "top a deep apart"),
            (Some("top"), None, "top a b deep deepest"),
            (Some("top"), Some(3), "top a b deep deepest"),
            (Some("b"), Some(2), "b deep"),
            (Some("deepest"), Some(usize::MAX), "deepest"),
        ] {
            let extent = Extent { root: root.and_then(|root| directory.find(root)), depth, collected: None };
            let ids: Vec<&str> = extent.select(&directory).entries(&directory).map(Entry::id).collect();
            assert_eq!(ids.join(" "), expected, "{root:?} {depth:?}");
        }
    }
}
