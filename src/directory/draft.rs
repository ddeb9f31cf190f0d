//! A file that was read and not yet checked: the flat lists of a directory, with names that `check` resolves.

use std::collections::HashSet;

use super::flatten::TextAt;
use super::problem::ProblemList;
use super::record::{Records, TextRange, narrow};

#[derive(Debug, Default)]
pub(super) struct DirectoryDraft {
    pub(super) records: Records,
    pub(super) topic_names: Vec<TextRange>,
    pub(super) source_names: Vec<TextRange>,
    pub(super) starts: Vec<u32>,
    pub(super) entries_end: usize,
    pub(super) unescaped: String,
    pub(super) problems: ProblemList,
    pub(super) unread: Unread,
}

/// The ids of records that could not be read, each with its list. A reference to one is no mistake.
#[derive(Debug, Default)]
pub(super) struct Unread {
    pub(super) ids: HashSet<(&'static str, String)>,
    /// The lists in which there may be more.
    pub(super) incomplete: HashSet<&'static str>,
}

impl Unread {
    pub(super) const LISTS: [&str; 5] = ["kinds", "relations", "topics", "sources", "entries"];

    pub(super) fn may_have(&self, list: &'static str, id: &str) -> bool {
        self.incomplete.contains(list) || self.ids.contains(&(list, id.to_owned()))
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
