//! [`StatedRecord`]: anything stated about an entry, with its sources.

use super::{Contact, Entry, EntryId, Event, Link, SourceId, Statement, Status};

/// Something stated about an entry.
#[derive(Clone, Copy)]
pub enum StatedRecord<'d> {
    /// What is different today.
    Status(Status<'d>),
    /// An activity, or a piece of background.
    Statement(Statement<'d>),
    /// A link from the entry, or to it.
    Link(LinkEnd<'d>),
    /// Something that happened.
    Event(Event<'d>),
    /// A way to reach it.
    Contact(Contact<'d>),
}

impl<'d> StatedRecord<'d> {
    /// What it rests on.
    pub fn sources(self) -> &'d [SourceId] {
        match self {
            StatedRecord::Status(status) => status.sources,
            StatedRecord::Statement(statement) => statement.sources,
            StatedRecord::Link(end) => end.link.sources(),
            StatedRecord::Event(event) => event.sources,
            StatedRecord::Contact(contact) => contact.sources,
        }
    }

    /// Its text, or its name or address.
    pub fn words(self) -> &'d str {
        match self {
            StatedRecord::Status(status) => status.text,
            StatedRecord::Statement(statement) => statement.text,
            StatedRecord::Link(end) => end.other().name(),
            StatedRecord::Event(event) => event.text,
            StatedRecord::Contact(contact) => contact.value,
        }
    }

    /// What the reader should know about it.
    pub fn note(self) -> Option<&'d str> {
        match self {
            StatedRecord::Status(status) => status.note,
            StatedRecord::Statement(statement) => statement.note,
            StatedRecord::Link(end) => end.link.note(),
            StatedRecord::Event(event) => event.note,
            StatedRecord::Contact(contact) => contact.note,
        }
    }
}

impl<'d> Entry<'d> {
    /// Everything that its record states, link by link and event by event.
    pub fn stated(self) -> impl Iterator<Item = StatedRecord<'d>> {
        let statements = self.activities().chain(self.background()).map(StatedRecord::Statement);
        let links = self.links().map(|link| StatedRecord::Link(LinkEnd::to(link)));
        statements
            .chain(self.status().map(StatedRecord::Status))
            .chain(links)
            .chain(self.events().map(StatedRecord::Event))
            .chain(self.contacts().map(StatedRecord::Contact))
    }
}

/// A link, seen from one of its ends.
#[derive(Clone, Copy)]
pub struct LinkEnd<'d> {
    /// The link.
    pub link: Link<'d>,
    /// The entry at the other end.
    pub other: EntryId,
    /// Whether it is seen from the entry whose link it is.
    pub is_own: bool,
}

impl<'d> LinkEnd<'d> {
    /// A link, seen from the entry whose link it is.
    pub fn to(link: Link<'d>) -> Self {
        LinkEnd { link, other: link.target(), is_own: true }
    }

    /// A link, seen from the entry that it leads to.
    pub fn from(link: Link<'d>) -> Self {
        LinkEnd { link, other: link.origin(), is_own: false }
    }

    /// The entry at the other end.
    pub fn other(self) -> Entry<'d> {
        self.link.directory().entry(self.other)
    }

    /// The relation, in words that lead to the other end.
    pub fn words(self) -> &'d str {
        let relation = self.link.relation();
        if self.is_own { relation.name } else { relation.inverse.unwrap_or(relation.name) }
    }
}
