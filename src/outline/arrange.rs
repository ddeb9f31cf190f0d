//! The arrangements: which headings each has, what stands beneath them, and where an entry is found.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

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

pub(super) type GroupMembers = (Subject, Vec<Subject>);

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

    #[must_use]
    pub(crate) fn next(self) -> Self {
        let after = Self::ALL.iter().skip_while(|one| **one != self).nth(1);
        after.copied().unwrap_or_default()
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

    /// The headings of an arrangement by kind or topic that are not empty. Stops at the first entry found beneath
    /// each.
    pub(super) fn headings(self, directory: &Directory) -> Vec<Subject> {
        if self == Arrangement::Name {
            let letters: BTreeSet<char> = directory.entries().map(|entry| letter(entry.name())).collect();
            return letters.into_iter().map(Subject::Letter).collect();
        }
        let all = self.possible_headings(directory);
        let mut used = vec![false; all.len()];
        let mut missing = all.len();
        for entry in directory.entries() {
            self.each_heading(entry, all.len(), |at| {
                missing -= usize::from(!mem::replace(&mut used[at], true));
            });
            if missing == 0 {
                break;
            }
        }
        all.into_iter().zip(used).filter(|(_, used)| *used).map(|(heading, _)| heading).collect()
    }

    /// What stands beneath the heading of a kind or of a topic, where nothing is filtered. Years are made with what stands
    /// beneath them.
    pub(super) fn beneath(self, directory: &Directory, heading: Subject) -> Vec<Subject> {
        if let Subject::Letter(wanted) = heading {
            return under_letter(directory, wanted).into_iter().map(Subject::Entry).collect();
        }
        let all = self.possible_headings(directory);
        let Some(wanted) = all.iter().position(|known| *known == heading) else { return Vec::new() };
        let is_beneath = |entry| {
            let mut is_it = false;
            self.each_heading(entry, all.len(), |at| is_it |= at == wanted);
            is_it
        };
        directory.entries_that(is_beneath).into_iter().map(Subject::Entry).collect()
    }

    pub(super) fn groups(
        self,
        directory: &Directory,
        keeps: impl Fn(EntryId) -> bool,
        keeps_event: impl Fn((EntryId, u32)) -> bool,
    ) -> Vec<GroupMembers> {
        let filter = directory.entries().filter(|entry| keeps(entry.handle()));
        if self == Arrangement::Date {
            return by_year(filter, keeps_event);
        }
        if self == Arrangement::Name {
            return by_letter(directory, filter);
        }
        let headings = self.possible_headings(directory);
        let count = headings.len();
        let mut groups: Vec<GroupMembers> =
            headings.into_iter().map(|heading| (heading, Vec::new())).collect();
        for entry in filter {
            let subject = Subject::Entry(entry.handle());
            self.each_heading(entry, count, |at| {
                let (_, beneath) = &mut groups[at];
                // A topic may be given several times.
                if beneath.last() != Some(&subject) {
                    beneath.push(subject);
                }
            });
        }
        groups.retain(|(_, beneath)| !beneath.is_empty());
        groups
    }

    /// All possible headings, in the file's order; for topics the last one is `No topic`.
    fn possible_headings(self, directory: &Directory) -> Vec<Subject> {
        match self {
            Arrangement::Kind => directory.kinds().map(|(kind, _)| Subject::Kind(kind)).collect(),
            Arrangement::Topic => {
                let topics = directory.topics().map(|(topic, _)| Subject::Topic(Some(topic)));
                topics.chain([Subject::Topic(None)]).collect()
            }
            Arrangement::Hierarchy | Arrangement::Date | Arrangement::Name => Vec::new(),
        }
    }

    #[inline]
    fn each_heading(self, entry: Entry, count: usize, mut each: impl FnMut(usize)) {
        match self {
            Arrangement::Kind => each(entry.kind_id().index()),
            Arrangement::Topic => {
                let mut topics = entry.topics_as_given().peekable();
                if topics.peek().is_none() {
                    each(count - 1);
                }
                topics.for_each(|topic| each(topic.index()));
            }
            Arrangement::Hierarchy | Arrangement::Date | Arrangement::Name => {}
        }
    }
}

fn by_year<'d>(
    entries: impl Iterator<Item = Entry<'d>>,
    keeps: impl Fn((EntryId, u32)) -> bool,
) -> Vec<GroupMembers> {
    let mut years: Vec<GroupMembers> = Vec::new();
    let all = events_by_date(entries, |_| true).into_iter();
    for (date, entry, index) in all.filter(|(_, entry, index)| keeps((*entry, *index))) {
        let (year, event) = (Subject::Year(date.year()), Subject::Event(entry, index));
        match years.last_mut() {
            Some((last, events)) if *last == year => events.push(event),
            _ => years.push((year, vec![event])),
        }
    }
    years
}

fn by_letter<'d>(directory: &Directory, entries: impl Iterator<Item = Entry<'d>>) -> Vec<GroupMembers> {
    let mut letters: BTreeMap<char, Vec<EntryId>> = BTreeMap::new();
    for entry in entries {
        letters.entry(letter(entry.name())).or_default().push(entry.handle());
    }
    let group = |(letter, mut entries): (char, Vec<EntryId>)| {
        entries.sort_by_cached_key(|entry| sort_key(directory.entry(*entry).name()));
        (Subject::Letter(letter), entries.into_iter().map(Subject::Entry).collect())
    };
    letters.into_iter().map(group).collect()
}

pub(crate) fn under_letter(directory: &Directory, wanted: char) -> Vec<EntryId> {
    let mut entries = directory.entries_that(|entry| letter(entry.name()) == wanted);
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
