//! The types of the fields: as the data file has them, as a directory keeps them, and as the program sees them.

use std::borrow::Cow;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny};

use super::draft::{DirectoryDraft, DraftWriter};
use super::record::{ItemRange, TextRange};
use super::{ContactKind, Date, Directory, SourceId, Standing, TopicId};
use crate::notation::{MUST_NOT_BE_EMPTY, quoted};

/// Turns what `serde` read into what a directory keeps: ranges of the file for texts, ranges of flat lists for lists.
pub(super) trait Flatten {
    type Flat;

    fn flatten(&self, writer: &mut DraftWriter) -> Self::Flat;

    fn is_missing(&self) -> bool {
        false
    }

    /// Whether no required field is missing in it.
    fn is_whole(&self) -> bool {
        true
    }
}

/// An item of a flat list, which holds all items of this type in the directory.
pub(super) trait Pooled: Flatten {
    fn list(draft: &mut DirectoryDraft) -> &mut Vec<Self::Flat>;
}

/// Turns what is kept into what the program sees.
pub(super) trait Show<'d, Seen> {
    fn show(self, directory: &'d Directory) -> Seen;
}

/// A list; `None` if the file does not have it.
impl<T: Pooled> Flatten for Option<Vec<T>> {
    type Flat = ItemRange;

    fn flatten(&self, writer: &mut DraftWriter) -> ItemRange {
        flatten_all(self.iter().flatten(), writer)
    }

    fn is_missing(&self) -> bool {
        self.is_none()
    }

    fn is_whole(&self) -> bool {
        self.iter().flatten().all(T::is_whole)
    }
}

/// An optional record is a list of one or none.
impl<T: Pooled> Flatten for Option<T> {
    type Flat = ItemRange;

    fn flatten(&self, writer: &mut DraftWriter) -> ItemRange {
        flatten_all(self, writer)
    }

    fn is_whole(&self) -> bool {
        self.iter().all(T::is_whole)
    }
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

impl Flatten for Option<Vec<IgnoredAny>> {
    type Flat = ();

    fn flatten(&self, _: &mut DraftWriter) {}

    fn is_missing(&self) -> bool {
        self.is_none()
    }
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

impl<T> Show<'_, T> for T {
    fn show(self, _: &Directory) -> T {
        self
    }
}

impl<T> Show<'_, T> for Option<T> {
    fn show(self, _: &Directory) -> T {
        self.expect("a record without it was refused")
    }
}

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

/// Declares types of text, each with the check of its content and, where lists have it, the list of the draft.
macro_rules! text {
    ($($(#[$meta:meta])* $name:ident: $check:expr $(, in $($list:ident).+)?;)*) => {
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

        $(impl Pooled for $name {
            fn list(draft: &mut DirectoryDraft) -> &mut Vec<TextRange> {
                &mut draft.$($list).+
            }
        })?)*
    };
}

text! {
    Text: |_| Ok(());
    NonBlank: check_not_blank;
    Id: check_id;
    Language: check_language;
    OtherName: check_not_blank, in records.names;
    TopicName: check_not_blank, in topic_names;
    SourceName: check_not_blank, in source_names;
}

macro_rules! show {
    ($($kept:ident as $seen:ty: |$value:ident, $directory:ident| $result:expr;)*) => {
        $(impl<'d> Show<'d, $seen> for $kept {
            fn show(self, $directory: &'d Directory) -> $seen {
                let $value = self;
                $result
            }
        })*
    };
}

show! {
    TextRange as &'d str: |text, directory| directory.text(text);
    TextRange as Option<&'d str>: |text, directory| directory.optional(text);
    ItemRange as &'d [TopicId]: |topics, directory| topics.of(&directory.resolved.topics);
    ItemRange as &'d [SourceId]: |sources, directory| sources.of(&directory.resolved.sources);
    ItemRange as Vec<&'d str>: |names, directory| {
        names.of(&directory.records.names).iter().map(|name| directory.text(*name)).collect()
    };
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
    if text.trim_start().is_empty() { Err(MUST_NOT_BE_EMPTY.to_owned()) } else { Ok(()) }
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
