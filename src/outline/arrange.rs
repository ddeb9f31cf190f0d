//! The arrangements: which headings each has, what stands beneath them, and where an entry is found.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::directory::{Directory, Entry, EntryId, events_by_date};

use super::{Subject, path_home};

/// By what the entries of an outline are arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Arrangement {
    /// What lies beneath what.
    #[default]
    Hierarchy,
    /// By kind.
    Kind,
    /// By topic.
    Topic,
    /// By the dates of events.
    Date,
    /// By name, from A to Z.
    Name,
}

pub(super) type HeadingMembers = (Subject, Vec<Subject>);

impl Arrangement {
    /// All of them, in the order in which one follows another.
    pub const ALL: [Arrangement; 5] = [Self::Hierarchy, Self::Kind, Self::Topic, Self::Date, Self::Name];

    /// The word for it, as in `--by kind`.
    pub fn name(self) -> &'static str {
        match self {
            Arrangement::Hierarchy => "hierarchy",
            Arrangement::Kind => "kind",
            Arrangement::Topic => "topic",
            Arrangement::Date => "date",
            Arrangement::Name => "name",
        }
    }

    pub(super) fn path(self, directory: &Directory, id: EntryId) -> Option<Vec<Subject>> {
        let entry = directory.entry(id);
        match self {
            Arrangement::Hierarchy => Some(path_home(directory, id)),
            Arrangement::Kind => Some(vec![Subject::Kind(entry.kind_id()), Subject::Entry(id)]),
            Arrangement::Topic => {
                Some(vec![Subject::Topic(entry.topics().first().copied()), Subject::Entry(id)])
            }
            Arrangement::Date => {
                let (index, event) = entry.events().enumerate().min_by_key(|(_, event)| event.date)?;
                Some(vec![Subject::Year(event.date.year()), Subject::Event(id, narrow(index))])
            }
            Arrangement::Name => Some(vec![Subject::Letter(letter(entry.name())), Subject::Entry(id)]),
        }
    }

    /// The headings, without what stands beneath them.
    pub(super) fn headings(self, directory: &Directory) -> Vec<Subject> {
        let mut headings = BTreeSet::new();
        for entry in directory.entries() {
            self.each_heading(entry, |heading| {
                headings.insert(heading);
            });
        }
        in_order(headings, |heading| *heading)
    }

    /// What stands beneath one heading, where nothing is filtered.
    pub(super) fn beneath(self, directory: &Directory, heading: Subject) -> Vec<Subject> {
        let is_beneath = |entry: Entry| {
            let mut is_it = false;
            self.each_heading(entry, |one| is_it |= one == heading);
            is_it
        };
        let entries = directory.entries_that(is_beneath);
        let entries = if self == Arrangement::Name { by_name(directory, entries) } else { entries };
        entries.into_iter().map(Subject::Entry).collect()
    }

    /// The headings, each with what stands beneath it.
    pub(super) fn members(
        self,
        directory: &Directory,
        keeps: impl Fn(EntryId) -> bool,
        keeps_event: impl Fn((EntryId, u32)) -> bool,
    ) -> Vec<HeadingMembers> {
        let mut groups: BTreeMap<Subject, Vec<Subject>> = BTreeMap::new();
        let mut push = |heading, subject| {
            let members = groups.entry(heading).or_default();
            // A topic may be given several times.
            if members.last() != Some(&subject) {
                members.push(subject);
            }
        };
        let entries = directory.entries().filter(|entry| keeps(entry.handle()));
        match self {
            Arrangement::Date => {
                for (date, entry, index) in events_by_date(entries, |_| true) {
                    if keeps_event((entry, index)) {
                        push(Subject::Year(date.year()), Subject::Event(entry, index));
                    }
                }
            }
            Arrangement::Name => {
                for entry in by_name(directory, entries.map(Entry::handle).collect()) {
                    push(Subject::Letter(letter(directory.entry(entry).name())), Subject::Entry(entry));
                }
            }
            Arrangement::Hierarchy | Arrangement::Kind | Arrangement::Topic => {
                for entry in entries {
                    self.each_heading(entry, |heading| push(heading, Subject::Entry(entry.handle())));
                }
            }
        }
        in_order(groups, |(heading, _)| *heading)
    }

    #[inline]
    fn each_heading(self, entry: Entry, mut each: impl FnMut(Subject)) {
        match self {
            Arrangement::Kind => each(Subject::Kind(entry.kind_id())),
            Arrangement::Topic => {
                let mut topics = entry.topics_as_given().map(|topic| Subject::Topic(Some(topic))).peekable();
                if topics.peek().is_none() {
                    each(Subject::Topic(None));
                }
                topics.for_each(each);
            }
            Arrangement::Name => each(Subject::Letter(letter(entry.name()))),
            Arrangement::Date => entry.events().for_each(|event| each(Subject::Year(event.date.year()))),
            Arrangement::Hierarchy => {}
        }
    }
}

/// In the order of the file, or of dates and letters; the entries without a topic come last.
fn in_order<T>(sorted: impl IntoIterator<Item = T>, heading: impl Fn(&T) -> Subject) -> Vec<T> {
    let mut all: Vec<T> = sorted.into_iter().collect();
    if all.first().map(heading) == Some(Subject::Topic(None)) {
        all.rotate_left(1);
    }
    all
}

pub(crate) fn under_letter(directory: &Directory, wanted: char) -> Vec<EntryId> {
    by_name(directory, directory.entries_that(|entry| letter(entry.name()) == wanted))
}

fn by_name(directory: &Directory, mut entries: Vec<EntryId>) -> Vec<EntryId> {
    entries.sort_by_cached_key(|entry| sort_key(directory.entry(*entry).name()));
    entries
}

/// The letter that a name stands under: without its accent, in upper case; `#` for digits and what begins with none.
fn letter(name: &str) -> char {
    let mut letters = name.chars().filter(|letter| letter.is_alphanumeric());
    let Some(first) = letters.next().filter(|first| first.is_alphabetic()) else { return '#' };
    let mut base = first;
    decompose_canonical(first, |part| {
        if !is_combining_mark(part) && base == first {
            base = part;
        }
    });
    base.to_uppercase().next().unwrap_or(base)
}

fn sort_key(name: &str) -> String {
    let plain = name.nfd().filter(|letter| letter.is_alphanumeric() || *letter == ' ');
    plain.flat_map(char::to_lowercase).collect()
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).expect("an entry has fewer than 2^32 events")
}
