//! A file that was read and not yet checked: the flat lists of a directory, with names that `check` resolves.

use std::collections::{BTreeMap, HashSet};

use super::flatten::{Flatten as _, TextAt};
use super::problem::ProblemList;
use super::record::{Records, TextRange, narrow};
use super::schema::{Front, RawEntry};

#[derive(Debug, Default)]
pub(super) struct DirectoryDraft {
    pub(super) records: Records,
    /// The names of topics and of sources in records, in the order of the file.
    pub(super) topic_names: Vec<TextRange>,
    pub(super) source_names: Vec<TextRange>,
    pub(super) starts: Vec<u32>,
    pub(super) entries_end: usize,
    pub(super) unescaped: String,
    pub(super) problems: ProblemList,
    pub(super) unread: Unread,
}

/// For each list, ids that the file has in records that could not be read. A reference to one is no mistake.
#[derive(Debug)]
pub(super) struct Unread(pub(super) BTreeMap<&'static str, Ids>);

impl Default for Unread {
    fn default() -> Self {
        let lists = ["kinds", "relations", "topics", "sources", "entries"];
        Unread(lists.map(|list| (list, Ids::default())).into())
    }
}

impl Unread {
    pub(super) fn of(&mut self, list: &'static str) -> &mut Ids {
        self.0.entry(list).or_default()
    }

    pub(super) fn mark_all_incomplete(&mut self) {
        self.0.values_mut().for_each(|ids| ids.is_incomplete = true);
    }
}

#[derive(Debug, Default)]
pub(super) struct Ids {
    pub(super) ids: HashSet<String>,
    pub(super) is_incomplete: bool,
}

impl Ids {
    pub(super) fn may_have(&self, id: &str) -> bool {
        self.is_incomplete || self.ids.contains(id)
    }

    pub(super) fn append(&mut self, later: Ids) {
        self.ids.extend(later.ids);
        self.is_incomplete |= later.is_incomplete;
    }
}

/// The text that records are read from, and where in the file it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    /// Where in the text a part of the file was cut out, and its length.
    pub(super) gap: (usize, usize),
}

impl Origin<'_> {
    pub(super) fn place(&self, at: usize) -> usize {
        let (from, len) = self.gap;
        // It wraps if the text put into the gap is longer than the one cut out.
        (self.start + at).wrapping_add(if at >= from { len } else { 0 })
    }
}

pub(super) struct DraftWriter<'w> {
    pub(super) draft: &'w mut DirectoryDraft,
    pub(super) origin: Origin<'w>,
    /// The length of the file. Places behind it are in the unescaped strings.
    pub(super) file: usize,
}

impl DraftWriter<'_> {
    pub(super) fn front(&mut self, front: &Front) {
        self.draft.records.front = front.flatten(self);
    }

    pub(super) fn entry(&mut self, entry: &RawEntry, start: usize) {
        let entry = entry.flatten(self);
        self.draft.records.entries.push(entry);
        self.draft.starts.push(narrow(start));
    }

    pub(super) fn text(&mut self, text: &TextAt) -> TextRange {
        match text {
            TextAt::Memory { len: 0, .. } => TextRange::default(),
            TextAt::Memory { address, len } => {
                let start = self.origin.place(address - self.origin.text.as_ptr().addr());
                TextRange { start: narrow(start), len: narrow(*len) }
            }
            TextAt::Own(text) => {
                let start = self.file + self.draft.unescaped.len();
                self.draft.unescaped.push_str(text);
                TextRange { start: narrow(start), len: narrow(text.len()) }
            }
        }
    }
}
