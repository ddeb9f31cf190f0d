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
            Field::OtherName(n) => entry.other_name(n).unwrap_or_default(),
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
pub(super) fn names(entry: Entry<'_>) -> Names<'_> {
    Names { entry, position: 0 }
}

/// An iterator of its own, as a chain of three would be written out at each of the places that ask for names.
pub(super) struct Names<'d> {
    entry: Entry<'d>,
    position: usize,
}

impl<'d> Iterator for Names<'d> {
    type Item = (Field, &'d str);

    fn next(&mut self) -> Option<Self::Item> {
        let position = self.position;
        self.position += 1;
        match (position, self.entry.abbreviation()) {
            (0, _) => Some((Field::Name, self.entry.name())),
            (1, Some(abbreviation)) => Some((Field::Abbreviation, abbreviation)),
            (1, None) => self.next(),
            (2.., _) => {
                let n = position - 2;
                self.entry.other_name(n).map(|name| (Field::OtherName(n), name))
            }
        }
    }
}

/// Whether any of the texts of an entry fits that are its own, besides its names and the vocabulary; none is looked at
/// behind the first that does. Loops take a fifth of the time of an iterator that may stop anywhere.
#[inline]
pub(super) fn any_text<'d>(entry: Entry<'d>, mut fits: impl FnMut(Field, &'d str) -> bool) -> bool {
    let mut fits = |field, text: Option<&'d str>| text.is_some_and(|text| fits(field, text));
    fits(Field::Summary, entry.summary())
        || fits(Field::Text, entry.text())
        || entry.activities().enumerate().any(|(n, activity)| {
            fits(Field::Activity(n), Some(activity.text())) || fits(Field::ActivityNote(n), activity.note())
        })
        || entry.background().enumerate().any(|(n, statement)| {
            fits(Field::Background(n), Some(statement.text()))
                || fits(Field::BackgroundNote(n), statement.note())
        })
        || entry.links().enumerate().any(|(n, link)| fits(Field::LinkNote(n), link.note()))
        || entry.events().enumerate().any(|(n, event)| {
            fits(Field::Event(n), Some(event.text)) || fits(Field::EventNote(n), event.note)
        })
        || entry.contacts().enumerate().any(|(n, contact)| {
            fits(Field::Contact(n), Some(contact.value)) || fits(Field::ContactLabel(n), contact.label)
        })
}

/// Whether anything fits that is told of an entry besides its names: [`any_text`] of its own, or the vocabulary that it is
/// described with, its kind and its topics, by name.
pub(super) fn any_but_names<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    fits: &mut dyn FnMut(Field, &'d str) -> bool,
) -> bool {
    any_text(entry, &mut *fits)
        || fits(Field::Kind, entry.kind().name)
        || entry
            .topics()
            .into_iter()
            .enumerate()
            .any(|(n, topic)| fits(Field::Topic(n), directory.topic(topic).name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_looked_at_with_its_own_text() {
        let directory = Directory::shipped();
        let mut fields = 0;
        for entry in directory.entries() {
            let mut differs = |field: Field, text: &str| {
                fields += 1;
                field.text(&directory, entry) != text
            };
            assert!(!names(entry).any(|(field, name)| differs(field, name)), "{}", entry.id());
            assert!(!any_but_names(&directory, entry, &mut differs), "{}", entry.id());
        }
        assert!(fields > 1_000, "{fields}");
    }

    #[test]
    fn nothing_is_looked_at_behind_what_fits() {
        let directory = Directory::shipped();
        for entry in directory.entries().filter(|entry| entry.activities().next().is_some()) {
            let mut looked_at = Vec::new();
            let mut is_activity = |field, _: &str| {
                looked_at.push(field);
                field == Field::Activity(0)
            };
            assert!(any_but_names(&directory, entry, &mut is_activity));
            assert_eq!(looked_at.last(), Some(&Field::Activity(0)), "{}", entry.id());
        }
    }
}
