//! An entry and its parts, as small values that borrow from the directory.

use std::collections::HashSet;
use std::fmt;
use std::hash::Hash;

use foldhash::fast::RandomState;

use super::record::ItemRange;
use super::schema::{EntryRecord, LinkRecord};
use super::{
    Contact, Date, Directory, EntryId, Event, KindId, KindTerm, LinkIndex, RelationId, RelationTerm,
    StatedRecord, Statement, Status, TopicId,
};

/// One entry: a borrowed directory and a handle, copied freely.
#[derive(Clone, Copy)]
pub struct Entry<'d> {
    pub(super) directory: &'d Directory,
    pub(super) id: EntryId,
}

impl<'d> Entry<'d> {
    /// The handle of the entry in its directory.
    pub fn handle(self) -> EntryId {
        self.id
    }

    /// The abbreviation, or the name where there is none.
    pub fn short_name(self) -> &'d str {
        self.abbreviation().unwrap_or(self.name())
    }

    /// The name, with the abbreviation in brackets.
    pub fn full_name(self) -> String {
        match self.abbreviation() {
            Some(abbreviation) => format!("{} ({abbreviation})", self.name()),
            None => self.name().to_owned(),
        }
    }

    pub(crate) fn kind_id(self) -> KindId {
        self.directory.resolved.kinds[self.id.index()]
    }

    /// The kind.
    pub fn kind(self) -> KindTerm<'d> {
        self.directory.kind(self.kind_id())
    }

    /// Its status.
    pub fn status(self) -> Option<Status<'d>> {
        let status = self.record().status.of(&self.directory.records.statuses).first();
        status.map(|status| status.show(self.directory))
    }

    /// Whether the directory has an edition source and nothing in this entry cites it.
    pub fn is_beyond_edition(self) -> bool {
        let Some(edition) = self.directory.edition_source() else { return false };
        let mut cited = self.stated().map(StatedRecord::sources).chain([self.sources()]);
        !cited.any(|sources| sources.contains(&edition))
    }

    /// Its own topics and those of its activities, each once, in the file's order.
    pub fn topics(self) -> Vec<TopicId> {
        each_once(self.topics_as_given())
    }

    /// The same, but with repeats and without allocating, for walks over a million entries.
    pub fn topics_as_given(self) -> impl Iterator<Item = TopicId> {
        self.own_topics().iter().chain(self.activities().flat_map(|activity| activity.topics)).copied()
    }

    /// Its own topics, without those of its activities.
    pub fn own_topics(self) -> &'d [TopicId] {
        self.record().topics.of(&self.directory.resolved.topics)
    }

    /// What it does, makes or pays for.
    pub fn activities(self) -> impl ExactSizeIterator<Item = Statement<'d>> {
        self.statements(self.record().activities)
    }

    pub(crate) fn has_activities(self) -> bool {
        self.activities().len() > 0
    }

    /// Statements about it that are not activities.
    pub fn background(self) -> impl ExactSizeIterator<Item = Statement<'d>> {
        self.statements(self.record().background)
    }

    /// Its links, in the file's order.
    pub fn links(self) -> impl ExactSizeIterator<Item = Link<'d>> {
        let links = self.record().links.range();
        links.map(move |index| Link { directory: self.directory, index: LinkIndex::new(index) })
    }

    /// The links of others that lead here, in the file's order.
    pub fn linked_from(self) -> impl ExactSizeIterator<Item = Link<'d>> {
        let links = self.directory.incoming.of(self.id.index()).iter();
        links.map(move |index| Link { directory: self.directory, index: *index })
    }

    /// Its events, in the file's order.
    pub fn events(self) -> impl ExactSizeIterator<Item = Event<'d>> {
        let events = self.record().events.of(&self.directory.records.events).iter();
        events.map(move |event| event.show(self.directory))
    }

    pub(crate) fn event(self, position: u32) -> Option<Event<'d>> {
        let events = self.record().events.of(&self.directory.records.events);
        events.get(position as usize).map(|event| event.show(self.directory))
    }

    /// Its contacts, in the file's order.
    pub fn contacts(self) -> impl ExactSizeIterator<Item = Contact<'d>> {
        let contacts = self.record().contacts.of(&self.directory.records.contacts).iter();
        contacts.map(move |contact| contact.show(self.directory))
    }

    /// The entries that it nests beneath, each once, in the order of its links.
    pub fn parents(self) -> Vec<EntryId> {
        each_once(self.links().filter(|link| link.relation().nests).map(Link::target))
    }

    /// The entries that nest beneath it, each once, in the file's order.
    pub fn children(self) -> &'d [EntryId] {
        self.directory.children.of(self.id.index())
    }

    /// The entry and all that nests beneath it, each once, in the order of the outline.
    pub fn with_descendants(self) -> Vec<EntryId> {
        let mut is_seen = vec![false; self.directory.len()];
        let mut order = Vec::new();
        let mut waiting = vec![self.id];
        while let Some(entry) = waiting.pop() {
            if !std::mem::replace(&mut is_seen[entry.index()], true) {
                order.push(entry);
                waiting.extend(self.directory.entry(entry).children().iter().rev());
            }
        }
        order
    }

    /// The entry beneath which it has its home: the target of its first nesting link. `None` for a root.
    pub(crate) fn home(self) -> Option<EntryId> {
        self.links().find(|link| link.relation().nests).map(Link::target)
    }

    /// The path to it from a root by homes: the root first, itself last.
    pub fn path(self) -> Vec<EntryId> {
        let above = |entry: &EntryId| self.directory.entry(*entry).home();
        let mut path: Vec<EntryId> = std::iter::successors(Some(self.id), above).collect();
        path.reverse();
        path
    }

    fn statements(self, items: ItemRange) -> impl ExactSizeIterator<Item = Statement<'d>> {
        let statements = items.of(&self.directory.records.statements).iter();
        statements.map(|statement| statement.show(self.directory))
    }

    pub(super) fn record(self) -> &'d EntryRecord {
        &self.directory.records.entries[self.id.index()]
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Entry({:?})", self.id())
    }
}

pub(crate) fn each_once<T: Copy + Eq + Hash>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen: HashSet<T, RandomState> = HashSet::default();
    items.filter(|item| seen.insert(*item)).collect()
}

/// A link from an entry to another.
#[derive(Clone, Copy)]
pub struct Link<'d> {
    pub(super) directory: &'d Directory,
    index: LinkIndex,
}

impl<'d> Link<'d> {
    /// The directory that it belongs to.
    pub fn directory(self) -> &'d Directory {
        self.directory
    }

    /// The entry whose link it is.
    pub fn origin(self) -> EntryId {
        let entries = &self.directory.records.entries;
        let after = entries.partition_point(|entry| entry.links.end() <= self.index.0);
        EntryId::new(after)
    }

    /// The entry that it leads to.
    pub fn target(self) -> EntryId {
        self.directory.resolved.targets[self.index.index()]
    }

    pub(crate) fn relation_id(self) -> RelationId {
        self.directory.resolved.relations[self.index.index()]
    }

    /// Its relation.
    pub fn relation(self) -> RelationTerm<'d> {
        self.directory.relation(self.relation_id())
    }

    pub(super) fn record(self) -> &'d LinkRecord {
        &self.directory.records.links[self.index.index()]
    }
}

/// The events of some entries in a span of time, sorted by date and then in the file's order, each as its date, its entry
/// and its position among that entry's events.
pub(crate) fn events_by_date<'d>(
    entries: impl Iterator<Item = Entry<'d>>,
    is_in_span: impl Fn(Date) -> bool,
) -> Vec<(Date, EntryId, u32)> {
    let of_entry = |entry: Entry<'d>| {
        let dates = entry.events().map(|event| event.date);
        (0..).zip(dates).map(move |(position, date)| (date, entry.handle(), position))
    };
    let mut events: Vec<_> = entries.flat_map(of_entry).filter(|(date, ..)| is_in_span(*date)).collect();
    events.sort_unstable();
    events
}
