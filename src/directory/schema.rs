//! The shape of the data file: the fields of its records, and which are required. `assets/README.md` says what they mean.
//!
//! `record!` declares two structs at once. `serde` reads `Raw…`, in which a missing field is empty, so that an entry with a
//! mistake is read as far as possible. A directory keeps `…Record`, which has ranges in place of texts and lists (see
//! [`Flatten`]). `check` resolves the names. What the program sees of a field stands behind `=>` (see [`Show`]): of a
//! `shown_record!` as a field of a struct, of a `read_record!` as a function.

use serde::de::IgnoredAny;

use super::draft::{DirectoryDraft, DraftWriter};
use super::entry::{Entry, Link};
use super::flatten::{Flatten, Id, Language, NonBlank, OtherName, Pooled, Show, SourceName, Text, TopicName};
use super::{ContactKind, Date, Directory, SourceId, Standing, TopicId};
use crate::notation::RecordShape;

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

/// Declares a record: its optional name in the file, the struct that `serde` reads, the one that is kept, the list that
/// keeps it, and the fields.
macro_rules! record {
    ($name:literal $raw:ident $record:ident $(in $list:ident)? { $($field:ident $(($required:ident))?: $type:ty,)* }) => {
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(rename = $name, default, deny_unknown_fields)]
        pub(super) struct $raw {
            $(pub(super) $field: $type,)*
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

            fn is_whole(&self) -> bool {
                $(self.$field.is_whole() $(&& { stringify!($required); !self.$field.is_missing() })?)&&*
            }
        }

        $(impl Pooled for $raw {
            fn list(draft: &mut DirectoryDraft) -> &mut Vec<$record> {
                &mut draft.records.$list
            }
        })?
    };
}

macro_rules! shown_record {
    ($name:literal $raw:ident $record:ident in $list:ident $shown:ident { $($field:ident $(($required:ident))?: $type:ty => $seen:ty,)* }) => {
        record! { $name $raw $record in $list { $($field $(($required))?: $type,)* } }

        #[doc = concat!("What the file has of a `", $name, "`.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $shown<'d> {
            $(#[doc = concat!("What the file has as `", stringify!($field), "`.")]
            pub $field: $seen,)*
        }

        impl $record {
            pub(super) fn show(self, directory: &Directory) -> $shown<'_> {
                $shown { $($field: self.$field.show(directory),)* }
            }
        }
    };
}

macro_rules! read_record {
    ($name:literal $raw:ident $record:ident in $list:ident $reader:ident { $($field:ident $(($required:ident))?: $type:ty $(=> $seen:ty)?,)* }) => {
        record! { $name $raw $record in $list { $($field $(($required))?: $type,)* } }

        impl<'d> $reader<'d> {
            $($(#[doc = concat!("What the file has as `", stringify!($field), "`.")]
            pub fn $field(self) -> $seen {
                self.record().$field.show(self.directory)
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
    relations: Option<Vec<RawRelation>>,
    topics: Option<Vec<RawTopic>>,
    sources: Option<Vec<RawSource>>,
    synonyms: Option<Vec<RawSynonym>>,
    // `read` takes them out before.
    entries (required): Option<Vec<IgnoredAny>>,
} }

shown_record! { "Kind" RawKind KindRecord in kinds KindTerm {
    id (required): Id => &'d str,
    name (required): NonBlank => &'d str,
    plural: Text => Option<&'d str>,
    about: Text => Option<&'d str>,
    class: Text => Option<&'d str>,
} }

shown_record! { "Relation" RawRelation RelationRecord in relations RelationTerm {
    id (required): Id => &'d str,
    name (required): NonBlank => &'d str,
    inverse: Text => Option<&'d str>,
    nests: bool => bool,
    about: Text => Option<&'d str>,
    class: Text => Option<&'d str>,
} }

shown_record! { "Topic" RawTopic TopicRecord in topics TopicTerm {
    id (required): Id => &'d str,
    name (required): NonBlank => &'d str,
    short: Text => Option<&'d str>,
    about: Text => Option<&'d str>,
} }

shown_record! { "Source" RawSource SourceRecord in sources SourceTerm {
    id (required): Id => &'d str,
    title (required): NonBlank => &'d str,
    publisher: Text => Option<&'d str>,
    url: Text => Option<&'d str>,
    lookup: Text => Option<&'d str>,
    date: Option<Date> => Option<Date>,
    read: Option<Date> => Option<Date>,
    standing: Option<Standing> => Option<Standing>,
    note: Text => Option<&'d str>,
} }

record! { "Synonym" RawSynonym SynonymRecord in synonyms {
    words (required): Option<Vec<OtherName>>,
    means: Text,
    finds: Text,
} }

read_record! { "Entry" RawEntry EntryRecord in entries Entry {
    id (required): Id => &'d str,
    kind (required): NonBlank,
    name (required): NonBlank => &'d str,
    abbreviation: Text => Option<&'d str>,
    other_names: Option<Vec<OtherName>> => Vec<&'d str>,
    language: Language => Option<&'d str>,
    since: Option<Date> => Option<Date>,
    until: Option<Date> => Option<Date>,
    status: Option<RawStatus>,
    summary: Text => Option<&'d str>,
    text: Text => Option<&'d str>,
    topics: Option<Vec<TopicName>>,
    activities: Option<Vec<RawStatement>>,
    background: Option<Vec<RawStatement>>,
    links: Option<Vec<RawLink>>,
    events: Option<Vec<RawEvent>>,
    contacts: Option<Vec<RawContact>>,
    sources: Option<Vec<SourceName>> => &'d [SourceId],
} }

shown_record! { "Status" RawStatus StatusRecord in statuses Status {
    date: Option<Date> => Option<Date>,
    text (required): NonBlank => &'d str,
    note: Text => Option<&'d str>,
    sources: Option<Vec<SourceName>> => &'d [SourceId],
} }

shown_record! { "Statement" RawStatement StatementRecord in statements Statement {
    text (required): NonBlank => &'d str,
    topics: Option<Vec<TopicName>> => &'d [TopicId],
    sources: Option<Vec<SourceName>> => &'d [SourceId],
    note: Text => Option<&'d str>,
} }

read_record! { "Link" RawLink LinkRecord in links Link {
    rel (required): NonBlank,
    to (required): NonBlank,
    since: Option<Date> => Option<Date>,
    until: Option<Date> => Option<Date>,
    note: Text => Option<&'d str>,
    sources: Option<Vec<SourceName>> => &'d [SourceId],
} }

shown_record! { "Event" RawEvent EventRecord in events Event {
    date (required): Option<Date> => Date,
    text (required): NonBlank => &'d str,
    sources: Option<Vec<SourceName>> => &'d [SourceId],
    note: Text => Option<&'d str>,
} }

shown_record! { "Contact" RawContact ContactRecord in contacts Contact {
    kind (required): Option<ContactKind> => ContactKind,
    value (required): NonBlank => &'d str,
    label: Text => Option<&'d str>,
    date: Option<Date> => Option<Date>,
    note: Text => Option<&'d str>,
    sources: Option<Vec<SourceName>> => &'d [SourceId],
} }
