//! What a chart of the hierarchy shows: each entry once, and a line from each to whatever lies beneath it.

use crate::directory::{Directory, Entry, EntryId};
use crate::report::Extent;
use crate::report::extent::Selection;

/// The entries and what lies beneath what, in the order of the file.
pub(super) struct Chart<'d> {
    directory: &'d Directory,
    selection: Selection,
}

impl<'d> Chart<'d> {
    pub(super) fn new(directory: &'d Directory, extent: &Extent) -> Self {
        Chart { directory, selection: extent.select(directory) }
    }

    pub(super) fn nodes<'s>(&'s self) -> impl Iterator<Item = Entry<'d>> + use<'s, 'd> {
        self.selection.entries(self.directory)
    }

    /// From what lies above to what lies beneath. An entry with two parents has two lines.
    pub(super) fn edges(&self) -> impl Iterator<Item = (EntryId, EntryId)> {
        self.nodes().flat_map(|above| {
            let beneath = above.children().iter().filter(|child| self.selection.contains(**child));
            beneath.map(move |child| (above.handle(), *child))
        })
    }
}

/// What a node says.
pub(super) fn label(entry: Entry) -> String {
    match entry.abbreviation() {
        Some(abbreviation) => format!("{} ({abbreviation})", entry.name()),
        None => entry.name().to_owned(),
    }
}
