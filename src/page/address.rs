//! Addresses: where the links of a text lead, and what of an entry's contacts can be opened.

use crate::directory::{Contact, ContactKind, Directory, EntryId};

const SCHEMES: [&str; 5] = ["http://", "https://", "mailto:", "tel:", "sms:"];

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
    pub fn of(directory: &Directory, written: &str) -> Self {
        match directory.find(written) {
            Some(entry) => Target::Entry(entry),
            None if is_address(written) => Target::Address(written.to_owned()),
            None => Target::Nowhere(written.to_owned()),
        }
    }
}

/// The address of a contact on a telephone, where a number for text messages leads somewhere too.
pub fn address_on_a_telephone(contact: &Contact) -> Option<String> {
    match contact.kind {
        ContactKind::Text => {
            let is_number = contact.value.chars().all(|c| c.is_ascii_digit() || "+-.() ".contains(c));
            is_number.then(|| format!("sms:{}", contact.value.replace(' ', "")))
        }
        ContactKind::Web
        | ContactKind::Email
        | ContactKind::Phone
        | ContactKind::Tty
        | ContactKind::Address => address_of(contact),
    }
}

/// The address that opens a contact, where there is one: nothing opens a postal address, or a number for text messages
/// that may be too short to be called.
pub fn address_of(contact: &Contact) -> Option<String> {
    match contact.kind {
        ContactKind::Web => is_address(contact.value).then(|| contact.value.to_owned()),
        ContactKind::Email => Some(format!("mailto:{}", contact.value)),
        ContactKind::Phone | ContactKind::Tty => {
            let is_number = contact.value.chars().all(|c| c.is_ascii_digit() || "+-.() ".contains(c));
            is_number.then(|| format!("tel:{}", contact.value.replace(' ', "")))
        }
        ContactKind::Text | ContactKind::Address => None,
    }
}

/// Whether a reader can be led there: to the web, to mail or to a telephone.
pub fn is_address(written: &str) -> bool {
    let has_scheme =
        |scheme: &&str| written.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    SCHEMES.iter().any(has_scheme)
}
