//! Where the links of a text lead.

use crate::directory::{Directory, EntryId, is_address};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To an entry.
    Entry(EntryId),
    /// To an address outside.
    Address(String),
    /// Nowhere: neither an id nor an address.
    Nowhere(String),
}

impl Target {
    /// What a link of a `CommonMark` text leads to.
    pub(crate) fn of(directory: &Directory, written: &str) -> Self {
        match directory.find(written) {
            Some(entry) => Target::Entry(entry),
            None if is_address(written) => Target::Address(written.to_owned()),
            None => Target::Nowhere(written.to_owned()),
        }
    }

    /// Its address; that of an entry is its anchor.
    pub(crate) fn address(self, anchor: impl Fn(EntryId) -> Option<String>) -> Option<String> {
        match self {
            Target::Address(address) => Some(address),
            Target::Entry(entry) => anchor(entry),
            Target::Nowhere(_) => None,
        }
    }
}

/// The address of a link in a text that cannot link to entries.
pub(crate) fn leads_out(written: &str) -> Option<String> {
    is_address(written).then(|| written.to_owned())
}
