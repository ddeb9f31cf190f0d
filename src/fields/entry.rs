//! The fields of an entry, and of the statements, links, events and contacts in it.

use super::{FieldOf, Part, Record, Shape, Shown};
use crate::directory::{Contact, ContactKind, Entry, EntryId, Event, Link, Statement, Status};

type EntryField<'d, T> = FieldOf<'d, T>;

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

    /// The relation, in words that lead to the other end.
    pub fn words(self) -> &'d str {
        let relation = self.link.relation();
        if self.is_own { relation.name } else { relation.inverse.unwrap_or(relation.name) }
    }
}

impl<'d> Record<'d> for Entry<'d> {
    const NAME: &'static str = "entry";
    const FIELDS: &'d [EntryField<'d, Self>] = &[
        EntryField::<Self>::new("id", "", Shape::Id(|_, entry| Some(entry.id()))).required(),
        EntryField::<Self>::new("kind", "The id of its kind.", Shape::Kind(|_, entry| entry.kind_id()))
            .shown(Shown::Fact),
        EntryField::<Self>::new("name", "", Shape::Line(|_, entry| Some(entry.name())))
            .required()
            .shown(Shown::Title),
        EntryField::<Self>::new("abbreviation", "", Shape::Line(|_, entry| entry.abbreviation()))
            .shown(Shown::ShortTitle),
        EntryField::<Self>::new("other_names", "", Shape::Lines(|_, entry| entry.other_names().collect()))
            .label("other name")
            .shown(Shown::In(Part::OtherNames)),
        EntryField::<Self>::new(
            "language",
            "The tag of its language, where that is not the directory's.",
            Shape::Line(|_, entry| entry.language()),
        )
        .shown(Shown::LabelledFact)
        .filter("only entries in this language, where that is not the directory's"),
        EntryField::<Self>::new("since", "When it began.", Shape::Date(|_, entry| entry.since()))
            .shown(Shown::LabelledFact),
        EntryField::<Self>::new("until", "When it ended.", Shape::Date(|_, entry| entry.until()))
            .shown(Shown::LabelledFact),
        EntryField::<Self>::new(
            "beyond_edition",
            "Whether nothing in it rests on the source that the edition retells.",
            Shape::Flag(|_, entry| entry.is_beyond_edition()),
        )
        .label("beyond the edition")
        .shown(Shown::Fact),
        EntryField::<Self>::new(
            "status",
            "What is different today.",
            Shape::Status(|_, entry| entry.status()),
        )
        .shown(Shown::In(Part::Status)),
        EntryField::<Self>::new(
            "parents",
            "The entries that it nests beneath, its home first.",
            Shape::Entries(|_, entry| entry.parents()),
        ),
        EntryField::<Self>::new("summary", "", Shape::Inline(|_, entry| entry.summary()))
            .shown(Shown::In(Part::Summary)),
        EntryField::<Self>::new(
            "text",
            "CommonMark; links lead to ids of entries or to addresses.",
            Shape::Prose(|_, entry| entry.text()),
        )
        .shown(Shown::In(Part::Text)),
        EntryField::<Self>::new(
            "topics",
            "Its own and those of its activities.",
            Shape::Topics(|_, entry| entry.topics()),
        )
        .label("Topics")
        .shown(Shown::In(Part::Topics)),
        EntryField::<Self>::new(
            "activities",
            "What it does.",
            Shape::Statements(|_, entry| entry.activities().collect()),
        )
        .label("activity")
        .shown(Shown::In(Part::Activities)),
        EntryField::<Self>::new(
            "background",
            "What else is stated of it.",
            Shape::Statements(|_, entry| entry.background().collect()),
        )
        .shown(Shown::In(Part::Background)),
        EntryField::<Self>::new(
            "links",
            "To other entries.",
            Shape::Links(|_, entry| entry.links().map(LinkEnd::to).collect()),
        )
        .label("link")
        .shown(Shown::In(Part::Links)),
        EntryField::<Self>::new(
            "linked_from",
            "The links of other entries that lead here; id and name are theirs.",
            Shape::Links(|_, entry| entry.linked_from().map(LinkEnd::from).collect()),
        )
        .shown(Shown::In(Part::LinkedFrom)),
        EntryField::<Self>::new("events", "", Shape::Events(|_, entry| entry.events().collect()))
            .label("event")
            .shown(Shown::In(Part::Events)),
        EntryField::<Self>::new("contacts", "", Shape::Contacts(|_, entry| entry.contacts().collect()))
            .label("contact")
            .shown(Shown::In(Part::Contacts)),
        EntryField::<Self>::new(
            "sources",
            "Those of the entry as a whole.",
            Shape::Sources(|_, entry| entry.sources()),
        )
        .label("source")
        .shown(Shown::In(Part::Sources)),
    ];

    fn entry(self) -> Option<EntryId> {
        Some(self.handle())
    }
}

impl<'d> Record<'d> for Statement<'d> {
    const NAME: &'static str = "statement";
    const FIELDS: &'d [EntryField<'d, Self>] = &[
        EntryField::<Self>::new(
            "text",
            "One line of CommonMark.",
            Shape::Inline(|_, statement| Some(statement.text())),
        )
        .required(),
        EntryField::<Self>::new("topics", "", Shape::Topics(|_, statement| statement.topics().to_vec())),
        EntryField::<Self>::new(
            "note",
            "What to know before relying on it.",
            Shape::Line(|_, statement| statement.note()),
        ),
        EntryField::<Self>::new("sources", "", Shape::Sources(|_, statement| statement.sources())),
    ];
}

impl<'d> Record<'d> for Status<'d> {
    const NAME: &'static str = "status";
    const FIELDS: &'d [EntryField<'d, Self>] = &[
        EntryField::<Self>::new("date", "When it was so.", Shape::Date(|_, status| status.date)),
        EntryField::<Self>::new(
            "text",
            "One line of CommonMark.",
            Shape::Inline(|_, status| Some(status.text)),
        )
        .required(),
        EntryField::<Self>::new("note", "", Shape::Line(|_, status| status.note)),
        EntryField::<Self>::new("sources", "", Shape::Sources(|_, status| status.sources)),
    ];
}

impl<'d> Record<'d> for LinkEnd<'d> {
    const NAME: &'static str = "link";
    const FIELDS: &'d [EntryField<'d, Self>] = &[
        EntryField::<Self>::new(
            "rel",
            "The id of the relation.",
            Shape::Relation(|_, end| end.link.relation_id()),
        ),
        EntryField::<Self>::new(
            "id",
            "The id of the other entry.",
            Shape::Id(|directory, end| Some(directory.entry(end.other).id())),
        )
        .required(),
        EntryField::<Self>::new(
            "name",
            "The name of the other entry.",
            Shape::Line(|directory, end| Some(directory.entry(end.other).name())),
        )
        .required(),
        EntryField::<Self>::new("since", "", Shape::Date(|_, end| end.link.since())),
        EntryField::<Self>::new("until", "", Shape::Date(|_, end| end.link.until())),
        EntryField::<Self>::new("note", "", Shape::Line(|_, end| end.link.note())),
        EntryField::<Self>::new("sources", "", Shape::Sources(|_, end| end.link.sources())),
    ];
}

impl<'d> Record<'d> for Event<'d> {
    const NAME: &'static str = "event";
    const FIELDS: &'d [EntryField<'d, Self>] = &[
        EntryField::<Self>::new("date", "", Shape::Date(|_, event| Some(event.date))).required(),
        EntryField::<Self>::new(
            "text",
            "One line of CommonMark.",
            Shape::Inline(|_, event| Some(event.text)),
        )
        .required(),
        EntryField::<Self>::new("note", "", Shape::Line(|_, event| event.note)),
        EntryField::<Self>::new("sources", "", Shape::Sources(|_, event| event.sources)),
    ];
}

impl<'d> Record<'d> for Contact<'d> {
    const NAME: &'static str = "contact";
    const FIELDS: &'d [EntryField<'d, Self>] = &[
        EntryField::<Self>::new(
            "kind",
            "",
            Shape::Word(
                || ContactKind::ALL.map(ContactKind::word).to_vec(),
                |_, contact| Some(contact.kind.word()),
            ),
        )
        .required(),
        EntryField::<Self>::new("value", "", Shape::Line(|_, contact| Some(contact.value))).required(),
        EntryField::<Self>::new("label", "", Shape::Line(|_, contact| contact.label)),
        EntryField::<Self>::new(
            "date",
            "When it was last confirmed.",
            Shape::Date(|_, contact| contact.date),
        ),
        EntryField::<Self>::new("note", "", Shape::Line(|_, contact| contact.note)),
        EntryField::<Self>::new("sources", "", Shape::Sources(|_, contact| contact.sources)),
    ];
}
