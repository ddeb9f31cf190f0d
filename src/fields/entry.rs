//! The fields of an entry, and of the statements, links, events and contacts in it.

use super::{FieldOf, Part, Record, Shape, Shown};
use crate::directory::{Contact, ContactKind, Entry, EntryId, Event, Link, Statement, Status};

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

    fn other(self) -> Entry<'d> {
        self.link.directory().entry(self.other)
    }

    /// The relation, in words that lead to the other end.
    pub fn words(self) -> &'d str {
        let relation = self.link.relation();
        if self.is_own { relation.name } else { relation.inverse.unwrap_or(relation.name) }
    }
}

impl<'d> Record<'d> for Entry<'d> {
    const NAME: &'static str = "entry";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![entry:
        "id" Id(Some(entry.id())), required;
        "kind" Kind(entry.kind_id()), "The id of its kind.", shown(Shown::Fact);
        "name" Line(Some(entry.name())), required, shown(Shown::Title);
        "abbreviation" Line(entry.abbreviation()), shown(Shown::ShortTitle);
        "other_names" Lines(entry.other_names().collect()), label("other name"),
            shown(Shown::In(Part::OtherNames));
        "language" Line(entry.language()), "The tag of its language, where that is not the directory's.",
            shown(Shown::LabelledFact),
            filter("only entries in this language, where that is not the directory's");
        "since" Date(entry.since()), "When it began.", shown(Shown::LabelledFact);
        "until" Date(entry.until()), "When it ended.", shown(Shown::LabelledFact);
        "beyond_edition" Flag(entry.is_beyond_edition()),
            "Whether nothing in it rests on the source that the edition retells.",
            label("beyond the edition"), shown(Shown::Fact);
        "status" Status(entry.status()), "What is different today.", shown(Shown::In(Part::Status));
        "parents" Entries(entry.parents()), "The entries that it nests beneath, its home first.";
        "summary" Inline(entry.summary()), shown(Shown::In(Part::Summary));
        "text" Prose(entry.text()), "CommonMark; links lead to ids of entries or to addresses.",
            shown(Shown::In(Part::Text));
        "topics" Topics(entry.topics()), "Its own and those of its activities.", label("Topics"),
            shown(Shown::In(Part::Topics));
        "activities" Statements(entry.activities().collect()), "What it does.", label("activity"),
            shown(Shown::In(Part::Activities));
        "background" Statements(entry.background().collect()), "What else is stated of it.",
            shown(Shown::In(Part::Background));
        "links" Links(entry.links().map(LinkEnd::to).collect()), "To other entries.", label("link"),
            shown(Shown::In(Part::Links));
        "linked_from" Links(entry.linked_from().map(LinkEnd::from).collect()),
            "The links of other entries that lead here; id and name are theirs.",
            label("linked from"), shown(Shown::In(Part::LinkedFrom));
        "events" Events(entry.events().collect()), label("event"), shown(Shown::In(Part::Events));
        "contacts" Contacts(entry.contacts().collect()), label("contact"), shown(Shown::In(Part::Contacts));
        "sources" Sources(entry.sources()), "Those of the entry as a whole.", label("source"),
            shown(Shown::In(Part::Sources));
    ];

    fn entry(self) -> Option<EntryId> {
        Some(self.handle())
    }
}

impl<'d> Record<'d> for Statement<'d> {
    const NAME: &'static str = "statement";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![statement:
        "text" Inline(Some(statement.text())), "One line of CommonMark.", required;
        "topics" Topics(statement.topics().to_vec());
        "note" Line(statement.note()), "What to know before relying on it.";
        "sources" Sources(statement.sources());
    ];
}

impl<'d> Record<'d> for Status<'d> {
    const NAME: &'static str = "status";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![status:
        "date" Date(status.date), "When it was so.";
        "text" Inline(Some(status.text)), "One line of CommonMark.", required;
        "note" Line(status.note);
        "sources" Sources(status.sources);
    ];
}

impl<'d> Record<'d> for LinkEnd<'d> {
    const NAME: &'static str = "link";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![end:
        "rel" Relation(end.link.relation_id()), "The id of the relation.";
        "id" Id(Some(end.other().id())), "The id of the other entry.", required;
        "name" Line(Some(end.other().name())), "The name of the other entry.", required;
        "since" Date(end.link.since()), shown(Shown::LabelledFact);
        "until" Date(end.link.until()), shown(Shown::LabelledFact);
        "note" Line(end.link.note());
        "sources" Sources(end.link.sources());
    ];
}

impl<'d> Record<'d> for Event<'d> {
    const NAME: &'static str = "event";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![event:
        "date" Date(Some(event.date)), required;
        "text" Inline(Some(event.text)), "One line of CommonMark.", required;
        "note" Line(event.note);
        "sources" Sources(event.sources);
    ];
}

impl<'d> Record<'d> for Contact<'d> {
    const NAME: &'static str = "contact";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![contact:
        "kind" Word(ContactKind::ALL.map(ContactKind::word).to_vec() => Some(contact.kind.word())), required;
        "value" Line(Some(contact.value)), required;
        "label" Line(contact.label);
        "date" Date(contact.date), "When it was last confirmed.", label("confirmed"),
            shown(Shown::LabelledFact);
        "note" Line(contact.note);
        "sources" Sources(contact.sources);
    ];
}
