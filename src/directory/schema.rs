//! The shape of the data file: the fields of its records, and which are required.
//!
//! `record!` declares two structs at once. `serde` reads `Raw…`, in which a missing field is empty, so that an entry with a
//! mistake is read as far as possible. A directory keeps `…Record`, which has ranges in place of texts and lists (see
//! [`Flatten`]). `check` resolves the names. `shown_record!` also declares the record as the program sees it, with the
//! texts and the resolved names (see [`Show`]).

use serde::de::IgnoredAny;

use super::draft::{DirectoryDraft, DraftWriter};
use super::flatten::{
    Flatten, Id, Language, Needed, NonBlank, OtherName, Pooled, Show, SourceName, Text, TopicName, records,
};
use super::{ContactKind, Date, Directory, Entry, SourceId, Standing, TopicId};
use crate::notation::RecordShape;

/// What the records are called in messages, and their required fields.
pub(super) const RECORDS: &[RecordShape] = &[
    RecordShape { field: "", what: "the directory", required: Front::REQUIRED },
    RecordShape { field: "kinds", what: "a kind", required: RawKind::REQUIRED },
    RecordShape { field: "relations", what: "a relation", required: RawRelation::REQUIRED },
    RecordShape { field: "topics", what: "a topic", required: RawTopic::REQUIRED },
    RecordShape { field: "sources", what: "a source", required: RawSource::REQUIRED },
    RecordShape { field: "synonyms", what: "a synonym", required: RawSynonym::REQUIRED },
    RecordShape { field: "entries", what: "an entry", required: RawEntry::REQUIRED },
    RecordShape { field: "status", what: "a status", required: RawStatus::REQUIRED },
    RecordShape { field: "activities", what: "an activity", required: RawStatement::REQUIRED },
    RecordShape { field: "background", what: "a statement", required: RawStatement::REQUIRED },
    RecordShape { field: "links", what: "a link", required: RawLink::REQUIRED },
    RecordShape { field: "events", what: "an event", required: RawEvent::REQUIRED },
    RecordShape { field: "contacts", what: "a contact", required: RawContact::REQUIRED },
];

/// Declares a record: its optional name in the file, the struct that `serde` reads, the one that is kept, and the fields.
macro_rules! record {
    ($name:literal $raw:ident $record:ident { $($(#[$meta:meta])* $field:ident $(($required:ident))?: $type:ty,)* }) => {
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(rename = $name, default, deny_unknown_fields)]
        pub(super) struct $raw {
            $($(#[$meta])* pub(super) $field: $type,)*
        }

        #[allow(dead_code, reason = "of the directory itself each list is the only one of its type")]
        #[derive(Clone, Copy, Debug, Default)]
        pub(super) struct $record {
            $(pub(super) $field: <$type as Flatten>::Flat,)*
        }

        impl $raw {
            const REQUIRED: &[&str] = &[$($({ stringify!($required); stringify!($field) },)?)*];
        }

        impl Flatten for $raw {
            type Flat = $record;

            fn flatten(&self, writer: &mut DraftWriter) -> $record {
                $record { $($field: self.$field.flatten(writer),)* }
            }

            fn is_missing(&self) -> bool {
                false
            }

            fn is_whole(&self) -> bool {
                $(self.$field.is_whole() $(&& { stringify!($required); !self.$field.is_missing() })?)&&*
            }
        }
    };
}

macro_rules! shown_record {
    ($(#[$about:meta])* $name:literal $raw:ident $record:ident $shown:ident { $($(#[doc = $doc:literal])+ $field:ident $(($required:ident))?: $type:ty => $seen:ty,)* }) => {
        record! { $name $raw $record { $($field $(($required))?: $type,)* } }

        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $shown<'d> {
            $($(#[doc = $doc])+ pub $field: $seen,)*
        }

        impl $record {
            pub(super) fn show(self, directory: &Directory) -> $shown<'_> {
                $shown { $($field: <$type as Show>::show(self.$field, directory),)* }
            }
        }
    };
}

/// Declares the record of an entry, some of whose fields are read by functions of their names.
macro_rules! entry_record {
    ($name:literal $raw:ident $record:ident { $($(#[$meta:meta])* $field:ident $(($required:ident))?: $type:ty $(=> $seen:ty)?,)* }) => {
        record! { $name $raw $record { $($(#[$meta])* $field $(($required))?: $type,)* } }

        impl<'d> Entry<'d> {
            $($(#[doc = concat!("What the file has as `", stringify!($field), "`.")]
            pub fn $field(self) -> $seen {
                <$type as Show>::show(self.record().$field, self.directory)
            })?)*
        }
    };
}

record! { "Directory" Front FrontRecord {
    id: Id,
    language: Language,
    title (required): NonBlank,
    about: Text,
    disclaimer: Text,
    edition: Text,
    edition_source: Text,
    updated: Option<Date>,
    notice: Text,
    help: Text,
    kinds (required): Option<Vec<RawKind>>,
    relations: Vec<RawRelation>,
    topics: Vec<RawTopic>,
    sources: Vec<RawSource>,
    synonyms: Vec<RawSynonym>,
    // `read` takes them out before.
    entries (required): Option<Vec<IgnoredAny>>,
} }

shown_record! {
    /// A kind.
    "Kind" RawKind KindRecord KindTerm {
    /// As the file writes it.
    id (required): Id => &'d str,
    /// For one entry.
    name (required): NonBlank => &'d str,
    /// For several.
    plural: Text => Option<&'d str>,
    /// What it means.
    about: Text => Option<&'d str>,
    /// The class in a vocabulary of the web, as `org:Organization`.
    class: Text => Option<&'d str>,
} }

shown_record! {
    /// A relation.
    "Relation" RawRelation RelationRecord RelationTerm {
    /// As the file writes it.
    id (required): Id => &'d str,
    /// From the linking entry to the target, as `member of`.
    name (required): NonBlank => &'d str,
    /// From the target back, as `members`.
    inverse: Text => Option<&'d str>,
    /// Whether it puts the linking entry beneath the target.
    nests: bool => bool,
    /// What to know of every link of this relation.
    about: Text => Option<&'d str>,
    /// The property in a vocabulary of the web, as `org:memberOf`.
    class: Text => Option<&'d str>,
} }

shown_record! {
    /// A topic.
    "Topic" RawTopic TopicRecord TopicTerm {
    /// As the file writes it.
    id (required): Id => &'d str,
    /// The name.
    name (required): NonBlank => &'d str,
    /// In few letters, as it heads a column.
    short: Text => Option<&'d str>,
    /// What it means.
    about: Text => Option<&'d str>,
} }

shown_record! {
    /// A source.
    "Source" RawSource SourceRecord SourceTerm {
    /// As the file writes it.
    id (required): Id => &'d str,
    /// What it is called.
    title (required): NonBlank => &'d str,
    /// Who published it.
    publisher: Text => Option<&'d str>,
    /// Where it is.
    url: Text => Option<&'d str>,
    /// Where its text can be looked up officially, apart from the copy that was read.
    lookup: Text => Option<&'d str>,
    /// When it was published, or saved.
    date: Option<Date> => Option<Date>,
    /// When the copy at `url` was read.
    read: Option<Date> => Option<Date>,
    /// How close it is to the office that it is about.
    standing: Option<Standing> => Option<Standing>,
    /// What the reader should know about it.
    note: Text => Option<&'d str>,
} }

record! { "Synonym" RawSynonym SynonymRecord {
    words (required): Option<Vec<OtherName>>,
    means: Text,
    finds: Text,
} }

entry_record! { "Entry" RawEntry EntryRecord {
    id (required): Id => &'d str,
    kind (required): NonBlank,
    name (required): NonBlank => &'d str,
    abbreviation: Text => Option<&'d str>,
    other_names: Vec<OtherName> => Vec<&'d str>,
    language: Language => Option<&'d str>,
    since: Option<Date> => Option<Date>,
    until: Option<Date> => Option<Date>,
    status: Option<RawStatus>,
    summary: Text => Option<&'d str>,
    text: Text => Option<&'d str>,
    topics: Vec<TopicName>,
    #[serde(deserialize_with = "records")]
    activities: Vec<RawStatement>,
    #[serde(deserialize_with = "records")]
    background: Vec<RawStatement>,
    #[serde(deserialize_with = "records")]
    links: Vec<RawLink>,
    #[serde(deserialize_with = "records")]
    events: Vec<RawEvent>,
    #[serde(deserialize_with = "records")]
    contacts: Vec<RawContact>,
    sources: Vec<SourceName> => &'d [SourceId],
} }

shown_record! {
    /// What has changed about an entry since the edition.
    "Status" RawStatus StatusRecord Status {
    /// When it was so.
    date: Option<Date> => Option<Date>,
    /// One line, in `CommonMark`.
    text (required): NonBlank => &'d str,
    /// What the reader should know about it.
    note: Text => Option<&'d str>,
    /// What it rests on.
    sources: Vec<SourceName> => &'d [SourceId],
} }

shown_record! {
    /// A statement about an entry: an activity, or a piece of background.
    "Statement" RawStatement StatementRecord Statement {
    /// What is stated, in `CommonMark`.
    text (required): NonBlank => &'d str,
    /// The topics that it belongs to.
    topics: Vec<TopicName> => &'d [TopicId],
    /// What it rests on.
    sources: Vec<SourceName> => &'d [SourceId],
    /// What the reader should know about it.
    note: Text => Option<&'d str>,
} }

record! { "Link" RawLink LinkRecord {
    rel (required): NonBlank,
    to (required): NonBlank,
    since: Option<Date>,
    until: Option<Date>,
    note: Text,
    sources: Vec<SourceName>,
} }

shown_record! {
    /// Something that happened to an entry, or by it.
    "Event" RawEvent EventRecord Event {
    /// When.
    date (required): Needed<Date> => Date,
    /// What, in `CommonMark`.
    text (required): NonBlank => &'d str,
    /// What it rests on.
    sources: Vec<SourceName> => &'d [SourceId],
    /// What the reader should know about it.
    note: Text => Option<&'d str>,
} }

shown_record! {
    /// A way to reach an entry.
    "Contact" RawContact ContactRecord Contact {
    /// What kind of address or number it is.
    kind (required): Needed<ContactKind> => ContactKind,
    /// The address or number.
    value (required): NonBlank => &'d str,
    /// What it is for.
    label: Text => Option<&'d str>,
    /// When it was last confirmed.
    date: Option<Date> => Option<Date>,
    /// What the reader should know about it.
    note: Text => Option<&'d str>,
    /// What it rests on.
    sources: Vec<SourceName> => &'d [SourceId],
} }

macro_rules! pooled {
    ($($type:ident: $($list:ident).+;)*) => {
        $(impl Pooled for $type {
            fn list(draft: &mut DirectoryDraft) -> &mut Vec<Self::Flat> {
                &mut draft.$($list).+
            }
        })*
    };
}

pooled! {
    RawKind: records.kinds;
    RawRelation: records.relations;
    RawTopic: records.topics;
    RawSource: records.sources;
    RawSynonym: records.synonyms;
    RawEntry: records.entries;
    RawStatus: records.statuses;
    RawStatement: records.statements;
    RawLink: records.links;
    RawEvent: records.events;
    RawContact: records.contacts;
    OtherName: records.names;
    TopicName: topic_names;
    SourceName: source_names;
}
