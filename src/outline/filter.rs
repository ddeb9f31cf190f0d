//! What a filter keeps of an outline.

use std::collections::BTreeSet;

use crate::directory::{Directory, EntryId};

#[derive(Clone, Debug)]
pub(super) struct FilterResult {
    pub(super) found: Vec<bool>,
    /// The events that were found, where not all of those of each found entry were.
    pub(super) events: Option<BTreeSet<(EntryId, u32)>>,
    /// For each entry, the number of found places at and beneath it; 0 for a hidden one.
    pub(super) counts: Vec<u32>,
}

impl FilterResult {
    pub(super) fn new(
        directory: &Directory,
        found: Vec<bool>,
        events: Option<BTreeSet<(EntryId, u32)>>,
    ) -> Self {
        let mut counts: Vec<u32> = found.iter().map(|found| u32::from(*found)).collect();
        for entry in children_first(directory) {
            let beneath = directory.entry(entry).children().iter().map(|child| counts[child.index()]);
            let beneath = beneath.fold(0, u32::saturating_add);
            counts[entry.index()] = counts[entry.index()].saturating_add(beneath);
        }
        FilterResult { found, events, counts }
    }

    pub(super) fn beneath(&self, entry: EntryId) -> u32 {
        self.counts[entry.index()] - u32::from(self.found[entry.index()])
    }
}

/// All entries, children before parents.
fn children_first(directory: &Directory) -> Vec<EntryId> {
    let mut order = Vec::with_capacity(directory.len());
    let mut is_seen = vec![false; directory.len()];
    let mut open: Vec<(EntryId, usize)> = Vec::new();
    for root in directory.roots() {
        open.push((*root, 0));
        while let Some((entry, next)) = open.last_mut() {
            match directory.entry(*entry).children().get(*next) {
                Some(child) => {
                    *next += 1;
                    if !std::mem::replace(&mut is_seen[child.index()], true) {
                        open.push((*child, 0));
                    }
                }
                None => {
                    order.push(*entry);
                    open.pop();
                }
            }
        }
    }
    order
}
