//! The order of the outline: each entry once, at its first place from the top.
//!
//! The search numbers entries in this order, so that hits of equal rank are in the order of the outline without
//! sorting, and so that the descendants of an entry are a range of numbers, apart from those with an earlier place
//! elsewhere.

use super::Places;
use crate::directory::{Directory, EntryId};

#[derive(Debug)]
pub(super) struct Order {
    entries: Vec<EntryId>,
    places: Vec<u32>,
    ends: Vec<u32>,
    /// Nesting links to a child with an earlier place elsewhere: the places of parent and child; sorted.
    elsewhere: Vec<(u32, u32)>,
    /// The places that have others beneath them.
    parents: Places,
}

const UNPLACED: u32 = u32::MAX;

impl Order {
    pub(super) fn new(directory: &Directory) -> Self {
        let count = directory.len();
        let mut order = Order {
            entries: Vec::with_capacity(count),
            places: vec![UNPLACED; count],
            ends: vec![0; count],
            elsewhere: Vec::new(),
            parents: Places::with_capacity(count),
        };
        for root in directory.roots() {
            order.place_all(directory, *root);
        }
        debug_assert_eq!(order.entries.len(), count, "without cycles, every entry lies beneath a root");
        order.elsewhere.sort_unstable();
        let inner = (0..count).filter(|place| order.ends[*place] as usize > place + 1);
        order.parents.extend(inner.chain(order.elsewhere.iter().map(|(parent, _)| *parent as usize)));
        order
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    #[inline]
    pub(super) fn entry(&self, place: usize) -> EntryId {
        self.entries[place]
    }

    #[inline]
    pub(super) fn place(&self, entry: EntryId) -> usize {
        self.places[entry.index()] as usize
    }

    /// The places of `entry` and of everything beneath it, through any nesting link.
    pub(super) fn under(&self, entry: EntryId) -> Places {
        let mut places = Places::with_capacity(self.len());
        places.insert(self.place(entry));
        places.union_with(&self.beneath(&places));
        places
    }

    /// The places beneath any of `tops`.
    pub(super) fn beneath(&self, tops: &Places) -> Places {
        let mut places = Places::with_capacity(self.len());
        let mut open = Vec::new();
        // Most entries have nothing beneath them, and there may be a million.
        let mut tops = tops.clone();
        tops.intersect_with(&self.parents);
        for top in tops.ones() {
            open.push(top);
            // The descendants of a gathered place are gathered already, or pending.
            while let Some(start) = open.pop() {
                if places.contains(start) {
                    continue;
                }
                let end = self.ends[start] as usize;
                places.insert_range(start + usize::from(start == top)..end);
                let first = self.elsewhere.partition_point(|(parent, _)| (*parent as usize) < start);
                let nested =
                    self.elsewhere[first..].iter().take_while(|(parent, _)| (*parent as usize) < end);
                open.extend(nested.map(|(_, child)| *child as usize));
            }
        }
        places
    }

    /// Numbers `root` and its descendants, without recursion, as hierarchies may be deep.
    fn place_all(&mut self, directory: &Directory, root: EntryId) {
        if self.places[root.index()] != UNPLACED {
            return;
        }
        let mut open = vec![(self.put(root), directory.entry(root).children().iter())];
        while let Some((place, children)) = open.last_mut() {
            let place = *place;
            match children.next() {
                Some(child) => match self.places[child.index()] {
                    UNPLACED => {
                        let child_place = self.put(*child);
                        open.push((child_place, directory.entry(*child).children().iter()));
                    }
                    elsewhere => self.elsewhere.push((place, elsewhere)),
                },
                None => {
                    self.ends[place as usize] = self.next_place();
                    open.pop();
                }
            }
        }
    }

    #[inline]
    fn put(&mut self, entry: EntryId) -> u32 {
        let place = self.next_place();
        self.places[entry.index()] = place;
        self.entries.push(entry);
        place
    }

    #[inline]
    fn next_place(&self) -> u32 {
        u32::try_from(self.entries.len()).expect("a directory has fewer than 2^32 entries")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `b` and `c` beneath `a`, `d` beneath both, `e` beneath `d`; `f` alone.
    fn diamond() -> Directory {
        let nested = |id: &str, parents: &[&str]| {
            let links: String =
                parents.iter().fold(String::new(), |links, to| links + "(rel: \"in\", to: \"" + to + "\"),");
            format!("(id: \"{id}\", kind: \"k\", name: \"{id}\", links: [{links}]),")
        };
        let entries = [
            nested("f", &[]),
            nested("e", &["d"]),
            nested("d", &["c", "b"]),
            nested("c", &["a"]),
            nested("b", &["a"]),
            nested("a", &[]),
        ]
        .concat();
        Directory::parse("test", format!(
            "(title: \"t\", kinds: [(id: \"k\", name: \"K\")], relations: [(id: \"in\", name: \"in\", nests: true)], entries: [{entries}])"
        ))
        .unwrap()
    }

    #[test]
    fn entries_stand_as_the_outline_has_them() {
        let directory = diamond();
        let order = Order::new(&directory);
        let ids: String = (0..order.len()).map(|place| directory.entry(order.entry(place)).id()).collect();
        assert_eq!(ids, "facdeb");
    }

    #[test]
    fn what_lies_beneath_is_found_through_every_parent() {
        let directory = diamond();
        let order = Order::new(&directory);
        for (id, expected) in [("a", "acdeb"), ("b", "deb"), ("c", "cde"), ("e", "e"), ("f", "f")] {
            let beneath = order.under(directory.find(id).unwrap());
            let ids: String = beneath.ones().map(|place| directory.entry(order.entry(place)).id()).collect();
            assert_eq!(ids, expected, "{id}");
        }
    }
}
