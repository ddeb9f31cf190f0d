//! Kinds, topics, relations, sources and synonyms of a directory, and the few words that the format itself has.

use super::Date;

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

/// A kind or a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term<'d> {
    /// As the file writes it.
    pub id: &'d str,
    /// For one.
    pub name: &'d str,
    /// For several; the name where the file has no plural.
    pub plural: &'d str,
    /// In few letters, as a topic heads a column; the name where the file has no short one.
    pub short: &'d str,
    /// What it means; may be empty.
    pub about: &'d str,
    /// The class in a vocabulary of the web, as `org:Organization`; may be empty.
    pub class: &'d str,
}

/// A relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationTerm<'d> {
    /// As the file writes it.
    pub id: &'d str,
    /// From the linking entry to the target, as `member of`.
    pub name: &'d str,
    /// From the target back, as `members`.
    pub inverse: Option<&'d str>,
    /// What to know of every link of this relation; may be empty.
    pub about: &'d str,
    /// The property in a vocabulary of the web, as `org:memberOf`; may be empty.
    pub class: &'d str,
    /// Whether it puts the linking entry beneath the target.
    pub nests: bool,
}

/// A source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceTerm<'d> {
    /// As the file writes it.
    pub id: &'d str,
    /// What it is called.
    pub title: &'d str,
    /// Who published it; may be empty.
    pub publisher: &'d str,
    /// Where it is; may be empty.
    pub url: &'d str,
    /// Where its text can be looked up officially, apart from the copy that was read; may be empty.
    pub lookup: &'d str,
    /// What the reader should know about it; may be empty.
    pub note: &'d str,
    /// When it was published, or saved.
    pub date: Option<Date>,
    /// When the copy at `url` was read.
    pub read: Option<Date>,
    /// How close it is to the office that it is about.
    pub standing: Option<Standing>,
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
