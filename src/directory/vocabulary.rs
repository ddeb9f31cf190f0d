//! Kinds, topics, relations, sources and synonyms of a directory, and the few words that the format itself has.

use super::{KindTerm, TopicTerm};

macro_rules! enum_of_words {
    ($(#[$about:meta])* $name:ident, $word:ident: $($(#[$doc:meta])* $variant:ident = $text:literal,)*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")]
            $(#[$doc])*
            $variant,)*
        }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word for it.
            pub fn $word(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}
pub(crate) use enum_of_words;

enum_of_words! {
    /// The means of a contact, by the bare word that the data file has for it.
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    ContactKind, word:
    Web = "web",
    Phone = "phone",
    /// A number for text messages.
    Text = "text",
    /// A number for text telephones, used by deaf people.
    Tty = "tty",
    Email = "email",
    /// A postal address.
    Address = "address",
}

enum_of_words! {
    /// How close a source is to the office that it is about, by the bare word that the data file has for it.
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    Standing, word:
    /// Published by the office itself.
    Official = "official",
    /// A copy of an official text, published by others.
    Copy = "copy",
    /// The press, an encyclopedia, a law firm.
    Secondary = "secondary",
}

impl Standing {
    /// What it means, in words for a reader.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Official => "official",
            Standing::Copy => "copy of an official text",
            Standing::Secondary => "secondary",
        }
    }
}

impl<'d> KindTerm<'d> {
    /// The name for several entries; the name for one where the file has no plural.
    pub fn plural(self) -> &'d str {
        self.plural.unwrap_or(self.name)
    }
}

impl<'d> TopicTerm<'d> {
    /// The name in few letters; the name where the file has no short one.
    pub fn short(self) -> &'d str {
        self.short.unwrap_or(self.name)
    }
}

/// Words that people search for, and what they mean in the directory.
#[derive(Clone, Copy, Debug)]
pub struct Synonym<'d> {
    pub(super) directory: &'d super::Directory,
    pub(super) words: &'d [super::record::TextRange],
    /// The word or phrase that they are read as.
    pub means: Option<&'d str>,
    /// The entry that comes first.
    pub finds: Option<super::EntryId>,
}

impl<'d> Synonym<'d> {
    /// The words, each a word or a phrase.
    pub fn words(self) -> impl ExactSizeIterator<Item = &'d str> {
        self.words.iter().map(move |word| self.directory.text(*word))
    }
}
