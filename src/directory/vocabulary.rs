//! Kinds, topics, relations, sources and synonyms of a directory, and the few words that the format itself has.

use super::{KindTerm, TopicTerm};

/// The means of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContactKind {
    /// An address on the web.
    Web,
    /// A telephone number.
    Phone,
    /// A number for text messages.
    Text,
    /// A number for text telephones, used by deaf people.
    Tty,
    /// An e-mail address.
    Email,
    /// A postal address.
    Address,
}

impl ContactKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [ContactKind; 6] =
        [Self::Web, Self::Phone, Self::Text, Self::Tty, Self::Email, Self::Address];

    /// The bare word that the data file has for it.
    pub fn word(self) -> &'static str {
        match self {
            ContactKind::Web => "web",
            ContactKind::Phone => "phone",
            ContactKind::Text => "text",
            ContactKind::Tty => "tty",
            ContactKind::Email => "email",
            ContactKind::Address => "address",
        }
    }
}

/// How close a source is to the office that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Published by the office itself.
    Official,
    /// A copy of an official text, published by others.
    Copy,
    /// The press, an encyclopedia, a law firm.
    Secondary,
}

impl Standing {
    /// Every standing, the closest first.
    pub const ALL: [Standing; 3] = [Self::Official, Self::Copy, Self::Secondary];

    /// The bare word that the data file has for it.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Official => "official",
            Standing::Copy => "copy",
            Standing::Secondary => "secondary",
        }
    }

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
