//! What of a directory is written: all of it, or what lies at and beneath one entry, down to some level.

use crate::directory::{Directory, Entry, EntryId};

/// What of a directory is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Only this entry and what lies beneath it.
    pub root: Option<EntryId>,
    /// At most so many levels.
    pub depth: Option<usize>,
}

impl Extent {
    /// Where the walk down begins.
    pub(super) fn roots<'a>(&'a self, directory: &'a Directory) -> &'a [EntryId] {
        self.root.as_ref().map_or(directory.roots(), std::slice::from_ref)
    }

    /// The entries that are written. One that stands in several places is, where any of these is high enough.
    pub(super) fn entries(self, directory: &Directory) -> Kept {
        if self == Extent::default() {
            return Kept { all: true, found: Vec::new() };
        }
        let mut found = vec![false; directory.len()];
        let mut level: Vec<EntryId> = self.roots(directory).to_vec();
        for _ in 0..self.depth.unwrap_or(usize::MAX) {
            level.retain(|entry| !std::mem::replace(&mut found[entry.index()], true));
            if level.is_empty() {
                break;
            }
            level = level.iter().flat_map(|entry| directory.entry(*entry).children()).copied().collect();
        }
        Kept { all: false, found }
    }
}

/// The entries that are written.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    all: bool,
    /// Whether each is, by index; nothing where all are.
    found: Vec<bool>,
}

impl Kept {
    pub(super) fn contains(&self, entry: EntryId) -> bool {
        self.all || self.found[entry.index()]
    }

    /// The entries in the order of the file.
    pub(super) fn of<'d>(&self, directory: &'d Directory) -> impl Iterator<Item = Entry<'d>> {
        directory.entries().filter(|entry| self.contains(entry.handle()))
    }

    /// Which they are, by index.
    pub(super) fn into_found(self, directory: &Directory) -> Vec<bool> {
        if self.all { vec![true; directory.len()] } else { self.found }
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
            let extent = Extent { root: root.and_then(|root| directory.find(root)), depth };
            let ids: Vec<&str> = extent.entries(&directory).of(&directory).map(Entry::id).collect();
            assert_eq!(ids.join(" "), expected, "{root:?} {depth:?}");
        }
    }
}
