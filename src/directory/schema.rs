//! The shape of the data file: the fields of its records, and which are required.
//!
//! `record!` declares two structs at once. `serde` reads `Raw…`, in which a missing field is empty, so that an entry with a
//! mistake is read as far as possible. A directory keeps `…Record`, which has ranges in place of texts and lists (see
//! [`Flatten`]). `check` resolves the names.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};

use super::draft::{DirectoryDraft, DraftWriter};
use super::record::{ItemRange, TextRange, narrow};
use super::{BadDate, ContactKind, Date, Standing};
use crate::notation::{EMPTY, MOST_MISTAKES, RecordShape, quoted};

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

/// Turns what `serde` read into what a directory keeps: ranges of the file for texts, ranges of flat lists for lists.
pub(super) trait Flatten {
    type Flat;

    fn flatten(&self, writer: &mut DraftWriter) -> Self::Flat;

    /// Moves its ranges behind those of an earlier part of the file, whose length is `file`.
    fn shift(_: &mut Self::Flat, _earlier: &mut DirectoryDraft, _file: u32) {}

    fn is_missing(&self) -> bool;

    /// Whether no required field is missing in it.
    fn is_whole(&self) -> bool {
        true
    }
}

/// An item of a flat list, which holds all items of this type in the directory.
pub(super) trait Pooled: Flatten {
    fn list(draft: &mut DirectoryDraft) -> &mut Vec<Self::Flat>;
}

/// Declares a record: its optional name in the file, the struct that `serde` reads, the one that is kept, and the fields.
macro_rules! record {
    ($name:literal $raw:ident $record:ident { $($(#[$meta:meta])* $field:ident $(($required:ident))?: $type:ty,)* }) => {
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(rename = $name, default, deny_unknown_fields)]
        pub(super) struct $raw {
            $($(#[$meta])* pub(super) $field: $type,)*
        }

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

            fn shift(record: &mut $record, earlier: &mut DirectoryDraft, file: u32) {
                $(<$type as Flatten>::shift(&mut record.$field, earlier, file);)*
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

record! { "Kind" RawKind KindRecord {
    id (required): Id,
    name (required): NonBlank,
    plural: Text,
    about: Text,
    class: Text,
} }

record! { "Relation" RawRelation RelationRecord {
    id (required): Id,
    name (required): NonBlank,
    inverse: Text,
    nests: bool,
    about: Text,
    class: Text,
} }

record! { "Topic" RawTopic TopicRecord {
    id (required): Id,
    name (required): NonBlank,
    short: Text,
    about: Text,
} }

record! { "Source" RawSource SourceRecord {
    id (required): Id,
    title (required): NonBlank,
    publisher: Text,
    url: Text,
    lookup: Text,
    date: Option<Date>,
    read: Option<Date>,
    standing: Option<Standing>,
    note: Text,
} }

record! { "Synonym" RawSynonym SynonymRecord {
    words (required): Option<Vec<OtherName>>,
    means: Text,
    finds: Text,
} }

record! { "Entry" RawEntry EntryRecord {
    id (required): Id,
    kind (required): NonBlank,
    name (required): NonBlank,
    abbreviation: Text,
    other_names: Vec<OtherName>,
    language: Language,
    since: Option<Date>,
    until: Option<Date>,
    status: Option<RawStatus>,
    summary: Text,
    text: Text,
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
    sources: Vec<SourceName>,
} }

record! { "Status" RawStatus StatusRecord {
    date: Option<Date>,
    text (required): NonBlank,
    note: Text,
    sources: Vec<SourceName>,
} }

record! { "Statement" RawStatement StatementRecord {
    text (required): NonBlank,
    topics: Vec<TopicName>,
    sources: Vec<SourceName>,
    note: Text,
} }

record! { "Link" RawLink LinkRecord {
    rel (required): NonBlank,
    to (required): NonBlank,
    since: Option<Date>,
    until: Option<Date>,
    note: Text,
    sources: Vec<SourceName>,
} }

record! { "Event" RawEvent EventRecord {
    date (required): Option<Date>,
    text (required): NonBlank,
    sources: Vec<SourceName>,
    note: Text,
} }

record! { "Contact" RawContact ContactRecord {
    kind (required): Option<ContactKind>,
    value (required): NonBlank,
    label: Text,
    date: Option<Date>,
    note: Text,
    sources: Vec<SourceName>,
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

macro_rules! pooled_list {
    ($($(#[$meta:meta])* $type:ty: |$list:ident| $items:expr, $is_missing:ident;)*) => {
        $($(#[$meta])*
        impl<T: Pooled> Flatten for $type {
            type Flat = ItemRange;

            fn flatten(&self, writer: &mut DraftWriter) -> ItemRange {
                let $list = self;
                flatten_all($items, writer)
            }

            fn shift(items: &mut ItemRange, earlier: &mut DirectoryDraft, _: u32) {
                items.start += narrow(T::list(earlier).len());
            }

            fn is_missing(&self) -> bool {
                self.$is_missing()
            }

            fn is_whole(&self) -> bool {
                let $list = self;
                $items.all(T::is_whole)
            }
        })*
    };
}

pooled_list! {
    Vec<T>: |list| list.iter(), is_empty;
    /// A required list, which may be empty.
    Option<Vec<T>>: |list| list.iter().flatten(), is_none;
    /// An optional record: a list of one or none.
    Option<T>: |record| record.iter(), is_none;
}

fn flatten_all<'r, T: Pooled + 'r>(
    items: impl IntoIterator<Item = &'r T>,
    writer: &mut DraftWriter,
) -> ItemRange {
    let start = T::list(writer.draft).len();
    for item in items {
        let item = item.flatten(writer);
        T::list(writer.draft).push(item);
    }
    ItemRange::since(T::list(writer.draft), start)
}

macro_rules! kept_as_it_is {
    ($($type:ty),*) => {
        $(impl Flatten for $type {
            type Flat = $type;

            fn flatten(&self, _: &mut DraftWriter) -> $type {
                *self
            }

            fn is_missing(&self) -> bool {
                *self == <$type>::default()
            }
        })*
    };
}

kept_as_it_is!(bool, Option<Date>, Option<Standing>, Option<ContactKind>);

impl Flatten for Option<Vec<IgnoredAny>> {
    type Flat = ();

    fn flatten(&self, _: &mut DraftWriter) {}

    fn is_missing(&self) -> bool {
        self.is_none()
    }
}

/// Reads a list of records, and stops when too many lack something: in memory `()` is forty times as large as in the file.
fn records<'de, T: Deserialize<'de> + Flatten, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_seq(RecordsVisitor(PhantomData))
}

struct RecordsVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Flatten> Visitor<'de> for RecordsVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let (mut records, mut lacking) = (Vec::new(), 0);
        while let Some(record) = list.next_element::<T>()? {
            lacking += usize::from(!record.is_whole());
            if lacking > MOST_MISTAKES {
                return Err(de::Error::custom("too many records lack something"));
            }
            records.push(record);
        }
        Ok(records)
    }
}

/// A text of the file.
#[derive(Debug)]
pub(super) enum TextAt {
    /// An address and not a borrow, so that the records have no lifetime.
    Memory { address: usize, len: usize },
    /// It has escapes.
    Own(String),
}

impl Default for TextAt {
    fn default() -> Self {
        TextAt::Own(String::new())
    }
}

/// Declares types of text, each with the check of its content.
macro_rules! text {
    ($($(#[$meta:meta])* $name:ident: $check:expr;)*) => {
        $($(#[$meta])*
        #[derive(Debug, Default)]
        pub(super) struct $name(pub(super) TextAt);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_option(TextVisitor($check)).map($name)
            }
        }

        impl Flatten for $name {
            type Flat = TextRange;

            fn flatten(&self, writer: &mut DraftWriter) -> TextRange {
                writer.text(&self.0)
            }

            fn shift(text: &mut TextRange, earlier: &mut DirectoryDraft, file: u32) {
                text.shift(earlier, file);
            }

            fn is_missing(&self) -> bool {
                self.0.is_empty()
            }
        })*
    };
}

text! {
    Text: |_| Ok(());
    NonBlank: check_not_blank;
    Id: check_id;
    /// The tag of a language, such as `en` or `es-MX`.
    Language: check_language;
    OtherName: check_not_blank;
    TopicName: check_not_blank;
    SourceName: check_not_blank;
}

impl TextAt {
    /// The text; `memory` is what it was read from.
    pub(super) fn text<'t>(&'t self, memory: &'t str) -> &'t str {
        match self {
            TextAt::Memory { address, len } => &memory[address - memory.as_ptr().addr()..][..*len],
            TextAt::Own(text) => text,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, TextAt::Memory { len: 0, .. }) || matches!(self, TextAt::Own(text) if text.is_empty())
    }
}

fn check_not_blank(text: &str) -> Result<(), String> {
    if text.trim_start().is_empty() { Err(EMPTY.to_owned()) } else { Ok(()) }
}

fn check_id(text: &str) -> Result<(), String> {
    check_not_blank(text)?;
    let is_first = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_id = text.bytes().next().is_some_and(is_first)
        && text.bytes().all(|byte| is_first(byte) || matches!(byte, b'.' | b'_' | b'-'));
    if is_id {
        return Ok(());
    }
    Err(format!(
        "`{}` is not an id: it begins with a lower-case letter or a digit, and goes on with those, `.`, `_` or `-`",
        quoted(text)
    ))
}

fn check_language(text: &str) -> Result<(), String> {
    let mut parts = text.split('-');
    let is_primary =
        |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_further =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if text.is_empty() || parts.next().is_some_and(is_primary) && parts.all(is_further) {
        return Ok(());
    }
    Err(format!("`{}` is not the tag of a language; write it as \"en\" or \"es-MX\"", quoted(text)))
}

struct TextVisitor(fn(&str) -> Result<(), String>);

impl TextVisitor {
    fn checked<E: de::Error>(self, text: &str, at: impl FnOnce() -> TextAt) -> Result<TextAt, E> {
        self.0(text).map_err(E::custom)?;
        Ok(at())
    }
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = TextAt;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_none<E: de::Error>(self) -> Result<TextAt, E> {
        self.checked("", TextAt::default)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<TextAt, D::Error> {
        deserializer.deserialize_string(self)
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<TextAt, E> {
        self.checked(text, || TextAt::Memory { address: text.as_ptr().addr(), len: text.len() })
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<TextAt, E> {
        self.checked(text, || TextAt::Own(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DateVisitor)
    }
}

struct DateVisitor;

impl Visitor<'_> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
        text.parse().map_err(|BadDate| {
            E::custom(format_args!(
                "`{}` is not a date; write it as \"2003\", \"2017-09\" or \"2018-10-11\"",
                quoted(text)
            ))
        })
    }
}
