//! The fields of an entry that a search looks into, in the order in which they count.

use crate::directory::{Directory, Entry};

/// A field of an entry. A number is the position in the entry's list of them, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name.
    Name,
    /// The abbreviation.
    Abbreviation,
    /// One of the other names.
    OtherName(usize),
    /// The id, which is found whole only.
    Id,
    /// The summary.
    Summary,
    /// The text.
    Text,
    /// The text of an activity.
    Activity(usize),
    /// The note on an activity.
    ActivityNote(usize),
    /// A statement of the background.
    Background(usize),
    /// The note on a statement of the background.
    BackgroundNote(usize),
    /// The note on a link.
    LinkNote(usize),
    /// The text of an event.
    Event(usize),
    /// The note on an event.
    EventNote(usize),
    /// The address or number of a contact.
    Contact(usize),
    /// The label of a contact.
    ContactLabel(usize),
    /// The name of the kind.
    Kind,
    /// The name of a topic; the number is the position in `Entry::topics`.
    Topic(usize),
}

impl Field {
    /// The text of this field, empty where the entry does not have it.
    pub fn text<'d>(self, directory: &'d Directory, entry: Entry<'d>) -> &'d str {
        match self {
            Field::Name => entry.name(),
            Field::Abbreviation => entry.abbreviation().unwrap_or_default(),
            Field::OtherName(n) => entry.other_names().nth(n).unwrap_or_default(),
            Field::Id => entry.id(),
            Field::Summary => entry.summary().unwrap_or_default(),
            Field::Text => entry.text().unwrap_or_default(),
            Field::Activity(n) => entry.activities().nth(n).map_or("", |activity| activity.text()),
            Field::ActivityNote(n) => {
                entry.activities().nth(n).and_then(crate::directory::Statement::note).unwrap_or_default()
            }
            Field::Background(n) => entry.background().nth(n).map_or("", |statement| statement.text()),
            Field::BackgroundNote(n) => {
                entry.background().nth(n).and_then(crate::directory::Statement::note).unwrap_or_default()
            }
            Field::LinkNote(n) => {
                entry.links().nth(n).and_then(crate::directory::Link::note).unwrap_or_default()
            }
            Field::Event(n) => entry.events().nth(n).map_or("", |event| event.text),
            Field::EventNote(n) => entry.events().nth(n).and_then(|event| event.note).unwrap_or_default(),
            Field::Contact(n) => entry.contacts().nth(n).map_or("", |contact| contact.value),
            Field::ContactLabel(n) => {
                entry.contacts().nth(n).and_then(|contact| contact.label).unwrap_or_default()
            }
            Field::Kind => entry.kind().name,
            Field::Topic(n) => entry.topics().get(n).map_or("", |topic| directory.topic(*topic).name),
        }
    }

    /// What the field is called, for a reader and in JSON: `name`, `other name`, `activity`.
    pub fn label(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Abbreviation => "abbreviation",
            Field::OtherName(_) => "other name",
            Field::Id => "id",
            Field::Summary => "summary",
            Field::Text => "text",
            Field::Activity(_) => "activity",
            Field::Background(_) => "background",
            Field::Event(_) => "event",
            Field::ActivityNote(_) | Field::BackgroundNote(_) | Field::LinkNote(_) | Field::EventNote(_) => {
                "note"
            }
            Field::Contact(_) | Field::ContactLabel(_) => "contact",
            Field::Kind => "kind",
            Field::Topic(_) => "topic",
        }
    }

    /// Whether the field is one of the names of an entry.
    pub fn is_name(self) -> bool {
        self <= Field::Id
    }

    /// How much a match in this field says about the entry, from 0 to 3, names aside.
    pub(super) fn weight(self) -> u32 {
        match self {
            Field::Name | Field::Abbreviation | Field::OtherName(_) | Field::Id | Field::Summary => 3,
            Field::Text => 2,
            Field::Activity(_) | Field::Background(_) | Field::Event(_) => 1,
            Field::ActivityNote(_)
            | Field::BackgroundNote(_)
            | Field::LinkNote(_)
            | Field::EventNote(_)
            | Field::Contact(_)
            | Field::ContactLabel(_)
            | Field::Kind
            | Field::Topic(_) => 0,
        }
    }
}

/// The names of an entry: its name, its abbreviation and its other names.
pub(super) fn names(entry: Entry<'_>) -> impl Iterator<Item = (Field, &str)> {
    let others = entry.other_names().enumerate().map(|(n, name)| (Field::OtherName(n), name));
    let abbreviation = entry.abbreviation().map(|abbreviation| (Field::Abbreviation, abbreviation));
    std::iter::once((Field::Name, entry.name())).chain(abbreviation).chain(others)
}

/// The texts of an entry that are its own, besides its names and the vocabulary.
pub(super) fn texts<'d>(entry: Entry<'d>) -> impl Iterator<Item = (Field, &'d str)> {
    let some = |field, text: Option<&'d str>| text.map(|text| (field, text)).into_iter();
    let activities = entry.activities().enumerate().flat_map(move |(n, activity)| {
        some(Field::Activity(n), Some(activity.text())).chain(some(Field::ActivityNote(n), activity.note()))
    });
    let background = entry.background().enumerate().flat_map(move |(n, statement)| {
        some(Field::Background(n), Some(statement.text()))
            .chain(some(Field::BackgroundNote(n), statement.note()))
    });
    let links = entry.links().enumerate().flat_map(move |(n, link)| some(Field::LinkNote(n), link.note()));
    let events = entry.events().enumerate().flat_map(move |(n, event)| {
        some(Field::Event(n), Some(event.text)).chain(some(Field::EventNote(n), event.note))
    });
    let contacts = entry.contacts().enumerate().flat_map(move |(n, contact)| {
        some(Field::Contact(n), Some(contact.value)).chain(some(Field::ContactLabel(n), contact.label))
    });
    some(Field::Summary, entry.summary())
        .chain(some(Field::Text, entry.text()))
        .chain(activities)
        .chain(background)
        .chain(links)
        .chain(events)
        .chain(contacts)
}

/// Calls `each` with the text of all [`texts`], for who reads every entry: loops take a fifth of the time of an iterator
/// that may stop anywhere.
pub(super) fn each_text<'d>(entry: Entry<'d>, mut each: impl FnMut(&'d str)) {
    let mut some = |text: Option<&'d str>| {
        if let Some(text) = text {
            each(text);
        }
    };
    some(entry.summary());
    some(entry.text());
    for statement in entry.activities().chain(entry.background()) {
        some(Some(statement.text()));
        some(statement.note());
    }
    for link in entry.links() {
        some(link.note());
    }
    for event in entry.events() {
        some(Some(event.text));
        some(event.note);
    }
    for contact in entry.contacts() {
        some(Some(contact.value));
        some(contact.label);
    }
}

/// The vocabulary that an entry is described with: its kind and its topics, by name.
pub(super) fn terms<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
) -> impl Iterator<Item = (Field, &'d str)> {
    let topics = entry.topics().into_iter().enumerate();
    let topics = topics.map(|(n, topic)| (Field::Topic(n), directory.topic(topic).name));
    std::iter::once((Field::Kind, entry.kind().name)).chain(topics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_called_with_all_texts() {
        let directory = Directory::shipped();
        for entry in directory.entries() {
            let mut called = Vec::new();
            each_text(entry, |text| called.push(text));
            assert_eq!(called, texts(entry).map(|(_, text)| text).collect::<Vec<_>>(), "{}", entry.id());
        }
    }
}
