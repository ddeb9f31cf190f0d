//! The four arrangements: which headings each has, what stands beneath them, and where an entry is found.

use crate::directory::{Directory, Entry, EntryId, events_by_date};

use super::Subject;

/// By what the entries of an outline are arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// By what nests beneath what.
    #[default]
    Hierarchy,
    /// By kind.
    Kind,
    /// By topic; an entry may have several.
    Topic,
    /// By the dates of events, the oldest first.
    Date,
}

/// A heading, and what stands beneath it.
pub(super) type Group = (Subject, Vec<Subject>);

impl Arrangement {
    /// All of them, in the order in which one follows another.
    pub const ALL: [Arrangement; 4] = [Self::Hierarchy, Self::Kind, Self::Topic, Self::Date];

    /// The word for it, as in `--by kind`.
    pub fn name(self) -> &'static str {
        match self {
            Arrangement::Hierarchy => "hierarchy",
            Arrangement::Kind => "kind",
            Arrangement::Topic => "topic",
            Arrangement::Date => "date",
        }
    }

    /// The one after it; after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Arrangement::Hierarchy => Arrangement::Kind,
            Arrangement::Kind => Arrangement::Topic,
            Arrangement::Topic => Arrangement::Date,
            Arrangement::Date => Arrangement::Hierarchy,
        }
    }

    /// The way from the top to an entry's first place; `None` where the arrangement does not have it.
    pub(super) fn path(self, directory: &Directory, id: EntryId) -> Option<Vec<Subject>> {
        let entry = directory.entry(id);
        match self {
            Arrangement::Hierarchy => Some(entry.path().into_iter().map(Subject::Entry).collect()),
            Arrangement::Kind => Some(vec![Subject::Kind(entry.kind_id()), Subject::Entry(id)]),
            Arrangement::Topic => {
                Some(vec![Subject::Topic(entry.topics().first().copied()), Subject::Entry(id)])
            }
            Arrangement::Date => {
                let (index, event) = entry.events().enumerate().min_by_key(|(_, event)| event.date)?;
                Some(vec![Subject::Year(event.date.year()), Subject::Event(id, narrow(index))])
            }
        }
    }

    /// The headings of an arrangement that has them, each with the entries beneath it that are kept. One with nothing
    /// beneath it is left out.
    pub(super) fn groups(self, directory: &Directory, keeps: impl Fn(EntryId) -> bool) -> Vec<Group> {
        let kept = directory.entries().filter(|entry| keeps(entry.handle()));
        match self {
            Arrangement::Hierarchy => Vec::new(),
            Arrangement::Kind => by_kind(directory, kept),
            Arrangement::Topic => by_topic(directory, kept),
            Arrangement::Date => by_year(kept),
        }
    }
}

fn by_kind<'d>(directory: &'d Directory, entries: impl Iterator<Item = Entry<'d>>) -> Vec<Group> {
    let mut groups: Vec<Group> =
        directory.kinds().map(|(kind, _)| (Subject::Kind(kind), Vec::new())).collect();
    for entry in entries {
        groups[entry.kind_id().index()].1.push(Subject::Entry(entry.handle()));
    }
    without_empty(groups)
}

/// The topics in the file's order, and last what has none.
fn by_topic<'d>(directory: &'d Directory, entries: impl Iterator<Item = Entry<'d>>) -> Vec<Group> {
    let mut groups: Vec<Group> =
        directory.topics().map(|(topic, _)| (Subject::Topic(Some(topic)), Vec::new())).collect();
    let none = groups.len();
    groups.push((Subject::Topic(None), Vec::new()));
    for entry in entries {
        let subject = Subject::Entry(entry.handle());
        let mut has_topic = false;
        for topic in entry.topics_as_given() {
            has_topic = true;
            let (_, beneath) = &mut groups[topic.index()];
            if beneath.last() != Some(&subject) {
                beneath.push(subject);
            }
        }
        if !has_topic {
            groups[none].1.push(subject);
        }
    }
    without_empty(groups)
}

/// The years from the oldest, and in each the events by their dates.
fn by_year<'d>(entries: impl Iterator<Item = Entry<'d>>) -> Vec<Group> {
    let mut years: Vec<Group> = Vec::new();
    for (date, entry, index) in events_by_date(entries, |_| true) {
        let (year, event) = (Subject::Year(date.year()), Subject::Event(entry, index));
        match years.last_mut() {
            Some((last, events)) if *last == year => events.push(event),
            _ => years.push((year, vec![event])),
        }
    }
    years
}

fn without_empty(mut groups: Vec<Group>) -> Vec<Group> {
    groups.retain(|(_, beneath)| !beneath.is_empty());
    groups
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).expect("an entry has fewer than 2^32 events")
}
