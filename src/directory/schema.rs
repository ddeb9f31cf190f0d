//! The shape of the data file, as `serde` reads it: what its records hold, and which of it may not be left out.
//!
//! Texts point into the file. What is left out is empty here, so that an entry with a mistake is still read as far as it
//! is right; what may not be left out stands in [`RECORDS`]. Names are not resolved: `check` does that.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};

use super::{BadDate, ContactKind, Date, Standing};
use crate::notation::{EMPTY, MOST_MISTAKES, RecordShape, quoted};

/// What the records are called in messages, and what they cannot do without.
pub(super) const RECORDS: &[RecordShape] = &[
    RecordShape { field: "", what: "the directory", required: &["title", "kinds", "entries"] },
    RecordShape { field: "kinds", what: "a kind", required: &["id", "name"] },
    RecordShape { field: "relations", what: "a relation", required: &["id", "name"] },
    RecordShape { field: "topics", what: "a topic", required: &["id", "name"] },
    RecordShape { field: "sources", what: "a source", required: &["id", "title"] },
    RecordShape { field: "synonyms", what: "a synonym", required: &["words"] },
    RecordShape { field: "entries", what: "an entry", required: &["id", "kind", "name"] },
    RecordShape { field: "status", what: "a status", required: &["text"] },
    RecordShape { field: "activities", what: "an activity", required: &["text"] },
    RecordShape { field: "background", what: "a statement", required: &["text"] },
    RecordShape { field: "links", what: "a link", required: &["rel", "to"] },
    RecordShape { field: "events", what: "an event", required: &["date", "text"] },
    RecordShape { field: "contacts", what: "a contact", required: &["kind", "value"] },
];

/// The directory without its entries, which are read apart.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Directory", default, deny_unknown_fields)]
pub(super) struct Front<'s> {
    #[serde(borrow)]
    pub(super) id: Id<'s>,
    pub(super) language: Language<'s>,
    pub(super) title: NonBlank<'s>,
    pub(super) about: Text<'s>,
    pub(super) disclaimer: Text<'s>,
    pub(super) edition: Text<'s>,
    pub(super) edition_source: Text<'s>,
    pub(super) updated: Option<Date>,
    pub(super) notice: Text<'s>,
    pub(super) help: Text<'s>,
    pub(super) kinds: Option<Vec<RawKind<'s>>>,
    pub(super) relations: Vec<RawRelation<'s>>,
    pub(super) topics: Vec<RawTopic<'s>>,
    pub(super) sources: Vec<RawSource<'s>>,
    pub(super) synonyms: Vec<RawSynonym<'s>>,
    #[serde(rename = "entries")]
    pub(super) has_entries: Option<Vec<IgnoredAny>>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Kind", default, deny_unknown_fields)]
pub(super) struct RawKind<'s> {
    #[serde(borrow)]
    pub(super) id: Id<'s>,
    pub(super) name: NonBlank<'s>,
    pub(super) plural: Text<'s>,
    pub(super) about: Text<'s>,
    pub(super) class: Text<'s>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Relation", default, deny_unknown_fields)]
pub(super) struct RawRelation<'s> {
    #[serde(borrow)]
    pub(super) id: Id<'s>,
    pub(super) name: NonBlank<'s>,
    pub(super) inverse: Text<'s>,
    pub(super) nests: bool,
    pub(super) about: Text<'s>,
    pub(super) class: Text<'s>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Topic", default, deny_unknown_fields)]
pub(super) struct RawTopic<'s> {
    #[serde(borrow)]
    pub(super) id: Id<'s>,
    pub(super) name: NonBlank<'s>,
    pub(super) short: Text<'s>,
    pub(super) about: Text<'s>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Source", default, deny_unknown_fields)]
pub(super) struct RawSource<'s> {
    #[serde(borrow)]
    pub(super) id: Id<'s>,
    pub(super) title: NonBlank<'s>,
    pub(super) publisher: Text<'s>,
    pub(super) url: Text<'s>,
    pub(super) lookup: Text<'s>,
    pub(super) date: Option<Date>,
    pub(super) read: Option<Date>,
    pub(super) standing: Option<Standing>,
    pub(super) note: Text<'s>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Synonym", default, deny_unknown_fields)]
pub(super) struct RawSynonym<'s> {
    #[serde(borrow)]
    pub(super) words: Option<Vec<NonBlank<'s>>>,
    pub(super) means: Text<'s>,
    pub(super) finds: Text<'s>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Entry", default, deny_unknown_fields)]
pub(super) struct RawEntry<'s> {
    #[serde(borrow)]
    pub(super) id: Id<'s>,
    pub(super) kind: NonBlank<'s>,
    pub(super) name: NonBlank<'s>,
    pub(super) abbreviation: Text<'s>,
    pub(super) other_names: Vec<NonBlank<'s>>,
    pub(super) language: Language<'s>,
    pub(super) since: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) status: Option<RawStatus<'s>>,
    pub(super) summary: Text<'s>,
    pub(super) text: Text<'s>,
    pub(super) topics: Vec<NonBlank<'s>>,
    #[serde(deserialize_with = "records")]
    pub(super) activities: Vec<RawStatement<'s>>,
    #[serde(deserialize_with = "records")]
    pub(super) background: Vec<RawStatement<'s>>,
    #[serde(deserialize_with = "records")]
    pub(super) links: Vec<RawLink<'s>>,
    #[serde(deserialize_with = "records")]
    pub(super) events: Vec<RawEvent<'s>>,
    #[serde(deserialize_with = "records")]
    pub(super) contacts: Vec<RawContact<'s>>,
    pub(super) sources: Vec<NonBlank<'s>>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Status", default, deny_unknown_fields)]
pub(super) struct RawStatus<'s> {
    pub(super) date: Option<Date>,
    #[serde(borrow)]
    pub(super) text: NonBlank<'s>,
    pub(super) note: Text<'s>,
    pub(super) sources: Vec<NonBlank<'s>>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Statement", default, deny_unknown_fields)]
pub(super) struct RawStatement<'s> {
    #[serde(borrow)]
    pub(super) text: NonBlank<'s>,
    pub(super) topics: Vec<NonBlank<'s>>,
    pub(super) sources: Vec<NonBlank<'s>>,
    pub(super) note: Text<'s>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Link", default, deny_unknown_fields)]
pub(super) struct RawLink<'s> {
    #[serde(borrow)]
    pub(super) rel: NonBlank<'s>,
    pub(super) to: NonBlank<'s>,
    pub(super) since: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) note: Text<'s>,
    pub(super) sources: Vec<NonBlank<'s>>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Event", default, deny_unknown_fields)]
pub(super) struct RawEvent<'s> {
    pub(super) date: Option<Date>,
    #[serde(borrow)]
    pub(super) text: NonBlank<'s>,
    pub(super) sources: Vec<NonBlank<'s>>,
    pub(super) note: Text<'s>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename = "Contact", default, deny_unknown_fields)]
pub(super) struct RawContact<'s> {
    pub(super) kind: Option<ContactKind>,
    #[serde(borrow)]
    pub(super) value: NonBlank<'s>,
    pub(super) label: Text<'s>,
    pub(super) date: Option<Date>,
    pub(super) note: Text<'s>,
    pub(super) sources: Vec<NonBlank<'s>>,
}

impl Front<'_> {
    pub(super) fn is_whole(&self) -> bool {
        let Front { title, kinds, has_entries, relations, topics, sources, synonyms, .. } = self;
        let is_said = |id: &Id, name: &NonBlank| !id.0.is_empty() && !name.0.is_empty();
        !title.0.is_empty()
            && has_entries.is_some()
            && kinds.as_ref().is_some_and(|kinds| kinds.iter().all(|kind| is_said(&kind.id, &kind.name)))
            && relations.iter().all(|relation| is_said(&relation.id, &relation.name))
            && topics.iter().all(|topic| is_said(&topic.id, &topic.name))
            && sources.iter().all(|source| is_said(&source.id, &source.title))
            && synonyms.iter().all(|synonym| synonym.words.is_some())
    }
}

impl RawEntry<'_> {
    pub(super) fn is_whole(&self) -> bool {
        let RawEntry { id, kind, name, status, activities, background, links, events, contacts, .. } = self;
        [&id.0, &kind.0, &name.0].iter().all(|text| !text.is_empty())
            && status.as_ref().is_none_or(|status| !status.text.0.is_empty())
            && activities.iter().chain(background).all(Whole::is_whole)
            && links.iter().all(Whole::is_whole)
            && events.iter().all(Whole::is_whole)
            && contacts.iter().all(Whole::is_whole)
    }
}

trait Whole {
    fn is_whole(&self) -> bool;
}

impl Whole for RawStatement<'_> {
    fn is_whole(&self) -> bool {
        !self.text.0.is_empty()
    }
}

impl Whole for RawLink<'_> {
    fn is_whole(&self) -> bool {
        !self.rel.0.is_empty() && !self.to.0.is_empty()
    }
}

impl Whole for RawEvent<'_> {
    fn is_whole(&self) -> bool {
        self.date.is_some() && !self.text.0.is_empty()
    }
}

impl Whole for RawContact<'_> {
    fn is_whole(&self) -> bool {
        self.kind.is_some() && !self.value.0.is_empty()
    }
}

/// Reads a list of records, up to where more of them lack something than will be told: `()` takes forty times its room.
fn records<'de, T: Deserialize<'de> + Whole, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_seq(RecordsVisitor(PhantomData))
}

struct RecordsVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Whole> Visitor<'de> for RecordsVisitor<T> {
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

/// A text of the file. It points into the file where it stands there as it is read, without escapes.
#[derive(Debug, Default)]
pub(super) struct Text<'s>(pub(super) Cow<'s, str>);

/// A text that says something.
#[derive(Debug, Default)]
pub(super) struct NonBlank<'s>(pub(super) Text<'s>);

/// A text that others refer to.
#[derive(Debug, Default)]
pub(super) struct Id<'s>(pub(super) Text<'s>);

/// The tag of a language, such as `en` or `es-MX`.
#[derive(Debug, Default)]
pub(super) struct Language<'s>(pub(super) Text<'s>);

impl Text<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de: 's, 's> Deserialize<'de> for Text<'s> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(TextVisitor(PhantomData))
    }
}

impl<'de: 's, 's> Deserialize<'de> for NonBlank<'s> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(deserializer)?;
        if text.0.trim_start().is_empty() {
            return Err(de::Error::custom(EMPTY));
        }
        Ok(NonBlank(text))
    }
}

impl<'de: 's, 's> Deserialize<'de> for Id<'s> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let NonBlank(text) = NonBlank::deserialize(deserializer)?;
        let is_first = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let is_id = text.0.bytes().next().is_some_and(is_first)
            && text.0.bytes().all(|byte| is_first(byte) || matches!(byte, b'.' | b'_' | b'-'));
        if is_id {
            return Ok(Id(text));
        }
        Err(de::Error::custom(format_args!(
            "`{}` is not an id: it begins with a lower-case letter or a digit, and goes on with those, `.`, `_` or `-`",
            quoted(&text.0)
        )))
    }
}

impl<'de: 's, 's> Deserialize<'de> for Language<'s> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(deserializer)?;
        let mut parts = text.0.split('-');
        let is_primary =
            |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_further = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if text.is_empty() || parts.next().is_some_and(is_primary) && parts.all(is_further) {
            return Ok(Language(text));
        }
        Err(de::Error::custom(format_args!(
            "`{}` is not the tag of a language; write it as \"en\" or \"es-MX\"",
            quoted(&text.0)
        )))
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserializer.deserialize_str(TextVisitor(PhantomData))?;
        text.0.parse().map_err(|BadDate| {
            de::Error::custom(format_args!(
                "`{}` is not a date; write it as \"2003\", \"2017-09\" or \"2018-10-11\"",
                quoted(&text.0)
            ))
        })
    }
}

struct TextVisitor<'s>(PhantomData<&'s str>);

impl<'de: 's, 's> Visitor<'de> for TextVisitor<'s> {
    type Value = Text<'s>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Text::default())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_string(self)
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(text)))
    }
}
