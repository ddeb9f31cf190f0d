//! The types of the fields: as the data file has them, as a directory keeps them, and as the program sees them.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};

use super::draft::{DirectoryDraft, DraftWriter};
use super::record::{ItemRange, TextRange};
use super::{BadDate, Date, Directory, SourceId, Standing, TopicId};
use crate::notation::{EMPTY, MOST_MISTAKES, quoted};

/// Turns what `serde` read into what a directory keeps: ranges of the file for texts, ranges of flat lists for lists.
pub(super) trait Flatten {
    type Flat;

    fn flatten(&self, writer: &mut DraftWriter) -> Self::Flat;

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

/// The type of a field of a checked directory for the program.
pub(super) trait Show: Flatten {
    type Seen<'d>;

    fn show(flat: Self::Flat, directory: &Directory) -> Self::Seen<'_>;
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
        }

        impl Show for $type {
            type Seen<'d> = $type;

            fn show(flat: $type, _: &Directory) -> $type {
                flat
            }
        })*
    };
}

kept_as_it_is!(bool, Option<Date>, Option<Standing>);

/// A value that is always present in a checked directory.
#[derive(Debug, serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Needed<T>(Option<T>);

impl<T> Default for Needed<T> {
    fn default() -> Self {
        Needed(None)
    }
}

impl<T: Copy> Flatten for Needed<T> {
    type Flat = Option<T>;

    fn flatten(&self, _: &mut DraftWriter) -> Option<T> {
        self.0
    }

    fn is_missing(&self) -> bool {
        self.0.is_none()
    }
}

impl<T: Copy> Show for Needed<T> {
    type Seen<'d> = T;

    fn show(flat: Option<T>, _: &Directory) -> T {
        flat.expect("a record without it was refused")
    }
}

impl Flatten for Option<Vec<IgnoredAny>> {
    type Flat = ();

    fn flatten(&self, _: &mut DraftWriter) {}

    fn is_missing(&self) -> bool {
        self.is_none()
    }
}

/// Reads a list of records, and stops when too many lack something: in memory `()` is forty times as large as in the file.
pub(super) fn records<'de, T: Deserialize<'de> + Flatten, D: Deserializer<'de>>(
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

/// Declares types of text, each with the check of its content and its type for the program.
macro_rules! text {
    ($($(#[$meta:meta])* $name:ident: $check:expr $(, $shown:ty, $show:ident)?;)*) => {
        $($(#[$meta])*
        #[derive(Debug, Default)]
        pub(super) struct $name(pub(super) TextAt);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                TextAt::deserialize(deserializer, $check).map($name)
            }
        }

        impl Flatten for $name {
            type Flat = TextRange;

            fn flatten(&self, writer: &mut DraftWriter) -> TextRange {
                writer.text(&self.0)
            }

            fn is_missing(&self) -> bool {
                self.0.is_empty()
            }
        }

        $(impl Show for $name {
            type Seen<'d> = $shown;

            fn show(flat: TextRange, directory: &Directory) -> Self::Seen<'_> {
                directory.$show(flat)
            }
        })?)*
    };
}

text! {
    Text: |_| Ok(()), Option<&'d str>, optional;
    NonBlank: check_not_blank, &'d str, text;
    Id: check_id, &'d str, text;
    /// The tag of a language, such as `en` or `es-MX`.
    Language: check_language, Option<&'d str>, optional;
    OtherName: check_not_blank;
    TopicName: check_not_blank;
    SourceName: check_not_blank;
}

impl Show for Vec<OtherName> {
    type Seen<'d> = Vec<&'d str>;

    fn show(flat: ItemRange, directory: &Directory) -> Vec<&str> {
        flat.of(&directory.records.names).iter().map(|name| directory.text(*name)).collect()
    }
}

macro_rules! resolved {
    ($($name:ty: $id:ty, $list:ident;)*) => {
        $(impl Show for Vec<$name> {
            type Seen<'d> = &'d [$id];

            fn show(flat: ItemRange, directory: &Directory) -> &[$id] {
                flat.of(&directory.$list)
            }
        })*
    };
}

resolved! {
    TopicName: TopicId, topic_lists;
    SourceName: SourceId, source_lists;
}

impl TextAt {
    fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
        check: fn(&str) -> Result<(), String>,
    ) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(transparent)]
        struct Written<'t>(#[serde(borrow)] Cow<'t, str>);
        let text = Option::<Written>::deserialize(deserializer)?.map_or(Cow::Borrowed(""), |text| text.0);
        check(&text).map_err(de::Error::custom)?;
        Ok(match text {
            Cow::Borrowed(text) => TextAt::Memory { address: text.as_ptr().addr(), len: text.len() },
            Cow::Owned(text) => TextAt::Own(text),
        })
    }

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

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|BadDate| {
            de::Error::custom(format_args!(
                "`{}` is not a date; write it as \"2003\", \"2017-09\" or \"2018-10-11\"",
                quoted(&text)
            ))
        })
    }
}
