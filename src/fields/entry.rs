//! The fields of an entry, and of the statements, links, events and contacts in it.

use super::{FieldOf, Part, Record, Reference, Shape, Shown, sources, topics};
use crate::directory::{
    Contact, ContactKind, Entry, EntryId, Event, LinkEnd, StatedRecord, Statement, Status,
};

impl<'d> Record<'d> for Entry<'d> {
    const NAME: &'static str = "entry";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, entry:
        "id" Id(Some(entry.id())), is_required: true;
        "kind" Reference(Some(Reference::new(entry.kind().id, entry.kind().name))), "The id of its kind.", is_required: true, shown: Shown::Fact;
        "name" Line(Some(entry.name())), is_required: true, shown: Shown::Title;
        "abbreviation" Line(entry.abbreviation()), shown: Shown::ShortTitle;
        "other_names" Lines(entry.other_names()), label: "other name", shown: Shown::In(Part::OtherNames);
        "language" Line(entry.language()), "The tag of its language, where that is not the directory's.",
            shown: Shown::LabelledFact,
            filter: Some("only entries in this language, where that is not the directory's");
        "since" Date(entry.since()), "When it began.", shown: Shown::LabelledFact;
        "until" Date(entry.until()), "When it ended.", shown: Shown::LabelledFact;
        "beyond_edition" Flag(entry.is_beyond_edition()),
            "Whether nothing in it rests on the source that the edition is made from.",
            label: "beyond the edition", is_computed: true, shown: Shown::Fact;
        "status" Status(entry.status().map(StatedRecord::Status)),
            "What is different today.", shown: Shown::In(Part::Status);
        "parents" References(entry.parents().into_iter().map(|parent| Reference::to_entry(directory, parent)).collect()),
            "The entries that it nests beneath, its home first.", is_computed: true;
        "summary" Inline(entry.summary()), shown: Shown::In(Part::Summary);
        "text" Prose(entry.text()), "CommonMark; links lead to ids of entries or to addresses.",
            shown: Shown::In(Part::Text);
        "topics" References(topics(directory, &entry.topics())),
            "Its own and those of its activities.", label: "Topics", shown: Shown::In(Part::Topics);
        "activities" Stated["statement"](entry.activities().map(StatedRecord::Statement).collect()),
            "What it does.", label: "activity", shown: Shown::In(Part::Activities);
        "background" Stated["statement"](entry.background().map(StatedRecord::Statement).collect()),
            "What else is stated of it.", shown: Shown::In(Part::Background);
        "links" Stated["link"](entry.links().map(LinkEnd::to).map(StatedRecord::Link).collect()),
            "To other entries.", label: "link", shown: Shown::In(Part::Links);
        "linked_from" Stated["link"](entry.linked_from().map(LinkEnd::from).map(StatedRecord::Link).collect()),
            "The links of other entries that lead here; id and name are theirs.",
            label: "linked from", is_computed: true, shown: Shown::In(Part::LinkedFrom);
        "events" Stated["event"](entry.events().map(StatedRecord::Event).collect()), label: "event",
            shown: Shown::In(Part::Events);
        "contacts" Stated["contact"](entry.contacts().map(StatedRecord::Contact).collect()), label: "contact",
            shown: Shown::In(Part::Contacts);
        "sources" References(sources(directory, entry.sources())),
            "Those of the entry as a whole.", label: "source", shown: Shown::In(Part::Sources);
    ];

    fn entry(self) -> Option<EntryId> {
        Some(self.handle())
    }
}

impl<'d> Record<'d> for Statement<'d> {
    const NAME: &'static str = "statement";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, statement:
        "text" Inline(Some(statement.text)), "One line of CommonMark.", is_required: true;
        "topics" References(topics(directory, statement.topics));
        "note" Line(statement.note), "What to know before relying on it.";
        "sources" References(sources(directory, statement.sources));
    ];
}

impl<'d> Record<'d> for Status<'d> {
    const NAME: &'static str = "status";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, status:
        "date" Date(status.date), "When it was so.";
        "text" Inline(Some(status.text)), "One line of CommonMark.", is_required: true;
        "note" Line(status.note);
        "sources" References(sources(directory, status.sources));
    ];
}

impl<'d> Record<'d> for LinkEnd<'d> {
    const NAME: &'static str = "link";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, end:
        "rel" Reference(Some(Reference::new(end.link.relation().id, end.link.relation().name))), "The id of the relation.", is_required: true;
        "id" Id(Some(end.other().id())), "The id of the other entry.", is_required: true;
        "name" Line(Some(end.other().name())), "The name of the other entry.", is_required: true;
        "since" Date(end.link.since()), shown: Shown::LabelledFact;
        "until" Date(end.link.until()), shown: Shown::LabelledFact;
        "note" Line(end.link.note());
        "sources" References(sources(directory, end.link.sources()));
    ];

    fn link(self) -> Option<LinkEnd<'d>> {
        Some(self)
    }
}

impl<'d> Record<'d> for Event<'d> {
    const NAME: &'static str = "event";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, event:
        "date" Date(Some(event.date)), is_required: true;
        "text" Inline(Some(event.text)), "One line of CommonMark.", is_required: true;
        "note" Line(event.note);
        "sources" References(sources(directory, event.sources));
    ];
}

impl<'d> Record<'d> for Contact<'d> {
    const NAME: &'static str = "contact";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, contact:
        "kind" Word[|| ContactKind::ALL.iter().map(|kind| kind.word()).collect()](Some(contact.kind.word())), is_required: true;
        "value" Line(Some(contact.value)), is_required: true;
        "label" Line(contact.label);
        "date" Date(contact.date), "When it was last confirmed.", label: "confirmed",
            shown: Shown::LabelledFact;
        "note" Line(contact.note);
        "sources" References(sources(directory, contact.sources));
    ];
}
