//! [`StatedRecord`]: anything stated about an entry, with its sources.

use super::{Contact, Entry, EntryId, Event, Link, SourceId, Statement, Status};

/// Something stated about an entry.
#[derive(Clone, Copy)]
pub(crate) enum StatedRecord<'d> {
    Status(Status<'d>),
    Statement(Statement<'d>),
    /// A link from the entry, or to it.
    Link(LinkEnd<'d>),
    Event(Event<'d>),
    Contact(Contact<'d>),
}

impl<'d> StatedRecord<'d> {
    /// Its text, or its name or address.
    pub(crate) fn text(self) -> &'d str {
        self.parts().0
    }

    pub(crate) fn note(self) -> Option<&'d str> {
        self.parts().1
    }

    pub(crate) fn sources(self) -> &'d [SourceId] {
        self.parts().2
    }

    fn parts(self) -> (&'d str, Option<&'d str>, &'d [SourceId]) {
        match self {
            StatedRecord::Link(end) => (end.other().name(), end.link.note(), end.link.sources()),
            StatedRecord::Status(Status { text, note, sources, .. })
            | StatedRecord::Statement(Statement { text, note, sources, .. })
            | StatedRecord::Event(Event { text, note, sources, .. })
            | StatedRecord::Contact(Contact { value: text, note, sources, .. }) => (text, note, sources),
        }
    }
}

impl<'d> Entry<'d> {
    /// Everything that its record states, link by link and event by event.
    pub(crate) fn stated(self) -> impl Iterator<Item = StatedRecord<'d>> {
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
