//! Tables of the fields of each record: the name in the data file and in JSON, what it means, its value, and for an entry its
//! place on the page and its filter.
//!
//! The page, `show`, Markdown, JSON and its schema, CSV, filters and completions walk these tables. Nothing else lists the
//! fields.

/// A table of fields, a row for each: `"name" Shape(value of the record), "what it means", label: "…";`. In brackets
/// before the value stands what all values of the field are.
macro_rules! fields {
    ($directory:ident, $record:ident: $($name:literal $shape:ident$([$of:expr])?($value:expr) $(, $about:literal)? $(, $option:ident: $argument:expr)*;)+) => {
        &[$(FieldOf {
            $($option: $argument,)*
            ..FieldOf::<Self>::new(
                $name,
                concat!($($about)?),
                Shape::$shape($($of,)? |$directory, $record| {
                    let _ = $directory;
                    $value
                }),
            )
        },)+]
    };
}

mod entry;
mod vocabulary;

use std::borrow::Cow;

use crate::directory::{
    Date, Directory, Entry, EntryId, LinkEnd, SourceId, StatedRecord, Synonym, TextForm, TopicId,
    enum_of_words,
};

/// Calls code with the stated record, whose type depends on its kind.
macro_rules! with_record {
    ($stated:expr, $record:ident => $result:expr) => {
        match $stated {
            $crate::directory::StatedRecord::Status($record) => $result,
            $crate::directory::StatedRecord::Statement($record) => $result,
            $crate::directory::StatedRecord::Link($record) => $result,
            $crate::directory::StatedRecord::Event($record) => $result,
            $crate::directory::StatedRecord::Contact($record) => $result,
        }
    };
}
pub(crate) use with_record;

/// A record whose fields are declared.
pub trait Record<'d>: Copy + 'd {
    /// What the schema calls it.
    const NAME: &'static str;
    /// Its fields, in the order of JSON and of the columns of a table.
    const FIELDS: &'d [FieldOf<'d, Self>];

    /// The entry, where it is one.
    fn entry(self) -> Option<EntryId> {
        None
    }

    /// The link, where it is one.
    fn link(self) -> Option<LinkEnd<'d>> {
        None
    }
}

/// Which values of a field are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    All,
    /// Those at these positions.
    At(Vec<usize>),
}

impl Values {
    pub(crate) fn of<T>(&self, all: impl IntoIterator<Item = T>) -> Vec<T> {
        let all = all.into_iter();
        match self {
            Values::All => all.collect(),
            Values::At(positions) => {
                all.enumerate().filter(|(at, _)| positions.contains(at)).map(|(_, value)| value).collect()
            }
        }
    }
}

/// One field of a record.
#[derive(Debug)]
pub struct FieldOf<'d, T> {
    /// Its name in the data file, in JSON, and as a column of a table.
    pub name: &'static str,
    /// Its name for a reader.
    pub(crate) label: &'static str,
    /// What it means, for the schema; may be empty.
    pub(crate) about: &'static str,
    /// Whether every record has it.
    pub(crate) is_required: bool,
    /// Whether the program finds it out, so that a data file cannot give it.
    pub(crate) is_computed: bool,
    /// Where a page shows it.
    pub(crate) shown: Shown,
    /// What the filter of this name finds, if there is one.
    pub filter: Option<&'static str>,
    pub(crate) shape: Shape<'d, T>,
}

/// Gets a value from a record.
pub(crate) type Get<'d, T, V> = fn(&'d Directory, T) -> V;

/// Something with an id: a kind, a relation, a topic, a source or an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference<'d> {
    pub(crate) id: &'d str,
    pub(crate) name: &'d str,
}

impl<'d> Reference<'d> {
    fn new(id: &'d str, name: &'d str) -> Self {
        Reference { id, name }
    }

    fn to_entry(directory: &'d Directory, entry: EntryId) -> Self {
        let entry = directory.entry(entry);
        Reference::new(entry.id(), entry.name())
    }

    fn to_source(directory: &'d Directory, source: SourceId) -> Self {
        let source = directory.source(source);
        Reference::new(source.id, source.title)
    }
}

/// The type of a field's values, and how to get the value of a record.
#[derive(Debug)]
pub(crate) enum Shape<'d, T> {
    Id(Get<'d, T, Option<&'d str>>),
    /// One line of plain text.
    Line(Get<'d, T, Option<&'d str>>),
    /// One line of `CommonMark`.
    Inline(Get<'d, T, Option<&'d str>>),
    /// `CommonMark`, in blocks.
    Prose(Get<'d, T, Option<&'d str>>),
    Lines(Get<'d, T, Vec<&'d str>>),
    /// One of the words that the first function lists.
    Word(fn() -> Vec<&'static str>, Get<'d, T, Option<&'static str>>),
    Flag(Get<'d, T, bool>),
    Date(Get<'d, T, Option<Date>>),
    Reference(Get<'d, T, Option<Reference<'d>>>),
    References(Get<'d, T, Vec<Reference<'d>>>),
    Status(Get<'d, T, Option<StatedRecord<'d>>>),
    /// Statements, links, events or contacts, which all are records of this name.
    Stated(&'static str, Get<'d, T, Vec<StatedRecord<'d>>>),
    Synonyms(Get<'d, T, Vec<Synonym<'d>>>),
}

/// Where a page shows a field of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Nowhere,
    Title,
    ShortTitle,
    /// Beneath the title, without a label.
    Fact,
    /// Beneath the title, behind its label.
    LabelledFact,
    In(Part),
}

enum_of_words! {
    /// The sections that a page can have, in their order.
    Part, name:
    Status = "Status",
    Summary = "Summary",
    Contacts = "Contacts",
    Text = "Text",
    Topics = "Topics",
    Activities = "Activities",
    Background = "Background",
    Links = "Links",
    LinkedFrom = "Linked from",
    Events = "Events",
    /// What else happened on the day of an event.
    SameDay = "The same day",
    /// What else happened in its month.
    SameMonth = "The same month",
    OtherNames = "Other names",
    Sources = "Sources",
    /// What stands beneath a heading.
    Entries = "Entries",
}

impl Part {
    /// The heading of the section. The first ones have none, as they need no explanation.
    pub fn title(self) -> Option<&'static str> {
        (self > Part::Topics).then(|| self.name())
    }
}

impl<'d, T> FieldOf<'d, T> {
    const fn new(name: &'static str, about: &'static str, shape: Shape<'d, T>) -> Self {
        FieldOf {
            name,
            label: name,
            about,
            is_required: false,
            is_computed: false,
            shown: Shown::Nowhere,
            filter: None,
            shape,
        }
    }

    /// The values as words for a reader. A statement, link, event or contact gives only its text or name.
    pub fn words(&self, directory: &'d Directory, record: T) -> Vec<Cow<'d, str>> {
        fn all<'d>(texts: impl IntoIterator<Item = &'d str>) -> Vec<Cow<'d, str>> {
            texts.into_iter().map(Cow::from).collect()
        }
        match self.shape {
            Shape::Id(get) | Shape::Line(get) | Shape::Inline(get) | Shape::Prose(get) => {
                all(get(directory, record))
            }
            Shape::Lines(get) => all(get(directory, record)),
            Shape::Word(_, get) => all(get(directory, record)),
            Shape::Flag(get) => all(get(directory, record).then_some(self.label)),
            Shape::Date(get) => get(directory, record).iter().map(|date| date.to_string().into()).collect(),
            Shape::Reference(get) => all(get(directory, record).map(|to| to.name)),
            Shape::References(get) => all(get(directory, record).into_iter().map(|to| to.name)),
            Shape::Status(_) | Shape::Stated(..) => {
                all(self.stated(directory, record).into_iter().map(StatedRecord::text))
            }
            Shape::Synonyms(get) => all(get(directory, record).into_iter().flat_map(Synonym::words)),
        }
    }

    pub(crate) fn stated(&self, directory: &'d Directory, record: T) -> Vec<StatedRecord<'d>> {
        if let Shape::Status(get) = self.shape {
            get(directory, record).into_iter().collect()
        } else if let Shape::Stated(_, get) = self.shape {
            get(directory, record)
        } else {
            Vec::new()
        }
    }
}

fn topics<'d>(directory: &'d Directory, topics: &[TopicId]) -> Vec<Reference<'d>> {
    let topics = topics.iter().map(|topic| directory.topic(*topic));
    topics.map(|topic| Reference::new(topic.id, topic.name)).collect()
}

fn sources<'d>(directory: &'d Directory, sources: &[SourceId]) -> Vec<Reference<'d>> {
    sources.iter().map(|source| Reference::to_source(directory, *source)).collect()
}

/// Visits the texts of a directory, each with its entry, and whether it is CommonMark.
pub fn each_text<'d>(directory: &'d Directory, visit: &mut dyn FnMut(Option<Entry<'d>>, &'d str, TextForm)) {
    texts_of(directory, None, directory, visit);
    directory.kinds().for_each(|(_, kind)| texts_of(directory, None, kind, visit));
    directory.topics().for_each(|(_, topic)| texts_of(directory, None, topic, visit));
    directory.relations().for_each(|(_, relation)| texts_of(directory, None, relation, visit));
    directory.sources().for_each(|(_, source)| texts_of(directory, None, source, visit));
    for entry in directory.entries() {
        texts_of(directory, Some(entry), entry, visit);
        for stated in entry.stated() {
            with_record!(stated, record => texts_of(directory, Some(entry), record, visit));
        }
    }
}

fn texts_of<'d, T: Record<'d>>(
    directory: &'d Directory,
    entry: Option<Entry<'d>>,
    record: T,
    visit: &mut dyn FnMut(Option<Entry<'d>>, &'d str, TextForm),
) {
    for field in T::FIELDS {
        let (texts, form) = if let Shape::Inline(get) | Shape::Prose(get) = field.shape {
            (get(directory, record).into_iter().collect(), TextForm::CommonMark)
        } else if let Shape::Line(get) = field.shape {
            (get(directory, record).into_iter().collect(), TextForm::Plain)
        } else if let Shape::Lines(get) = field.shape {
            (get(directory, record), TextForm::Plain)
        } else {
            continue;
        };
        for text in texts {
            visit(entry, text, form);
        }
    }
}

pub(crate) fn not_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
