//! The texts of an entry that a search looks into: its names, and every value that its page shows, by the table of fields.
//!
//! Kinds, topics and sources are texts that many entries share, and so are the names at the other end of links. The index
//! has the words of such a text once (`shared`).

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::Hash;

use super::date::date_text;
use crate::directory::{Directory, Entry, RelationTerm, SourceId, Statement, TopicId};
use crate::fields::{FieldOf, LinkEnd, Part, Record, Shape, Shown};

/// A text of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name.
    #[default]
    Name,
    /// The abbreviation.
    Abbreviation,
    /// One of the other names, by its position from 0.
    OtherName(usize),
    /// The id, which is found whole only.
    Id,
    /// Another field, by its row in the table of fields, and one of the values that it has, by its position from 0.
    Value(usize, usize),
}

pub(super) fn rows<'d>() -> &'d [FieldOf<'d, Entry<'d>>] {
    <Entry<'d> as Record<'d>>::FIELDS
}

impl Field {
    /// The text of this field, empty where the entry does not have it.
    pub fn text<'d>(self, directory: &'d Directory, entry: Entry<'d>) -> Cow<'d, str> {
        match self {
            Field::Name => entry.name().into(),
            Field::Abbreviation => entry.abbreviation().unwrap_or_default().into(),
            Field::OtherName(n) => entry.other_name(n).unwrap_or_default().into(),
            Field::Id => entry.id().into(),
            Field::Value(row, position) => {
                let mut found = String::new();
                if let Some(row) = rows().get(row) {
                    any_value(directory, entry, row, &mut |n, text| {
                        let is_it = n == position;
                        if is_it {
                            text.clone_into(&mut found);
                        }
                        is_it
                    });
                }
                found.into()
            }
        }
    }

    /// What the field is called, for a reader and in JSON: `name`, `other name`, `activity`.
    pub fn label(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Abbreviation => "abbreviation",
            Field::OtherName(_) => "other name",
            Field::Id => "id",
            Field::Value(row, _) => match rows().get(row) {
                Some(FieldOf { shape: Shape::Topics(_), .. }) => "topic",
                Some(row) => row.label,
                None => "",
            },
        }
    }

    /// The summary, the one field that is a sentence.
    pub(super) fn summary() -> Option<Self> {
        let row = rows().iter().position(|row| matches!(row.shape, Shape::Inline(_)))?;
        Some(Field::Value(row, 0))
    }

    /// A value of the field of this name, by its position.
    pub(super) fn named(name: &str, position: usize) -> Option<Self> {
        let row = rows().iter().position(|row| row.name == name)?;
        Some(Field::Value(row, position))
    }

    /// Whether the field is one of the names of an entry.
    pub fn is_name(self) -> bool {
        self <= Field::Id
    }

    /// Whether each value of the field begins with its date.
    pub(super) fn has_date(self) -> bool {
        let Field::Value(row, _) = self else { return false };
        matches!(rows().get(row).map(|row| &row.shape), Some(Shape::Events(_) | Shape::Date(_)))
    }

    /// How much a match in this field says about the entry, from 0 to 3, names aside.
    pub(super) fn weight(self) -> u32 {
        let Field::Value(row, _) = self else { return 3 };
        let shape = rows().get(row).map(|row| &row.shape);
        if matches!(shape, Some(Shape::Inline(_))) {
            3
        } else if matches!(shape, Some(Shape::Prose(_))) {
            2
        } else {
            u32::from(matches!(shape, Some(Shape::Status(_) | Shape::Statements(_) | Shape::Events(_))))
        }
    }
}

/// The names of an entry: its name, its abbreviation and its other names.
pub(super) fn names(entry: Entry<'_>) -> impl Iterator<Item = (Field, &str)> {
    let short = entry.abbreviation().map(|abbreviation| (Field::Abbreviation, abbreviation));
    let others = entry.other_names().enumerate().map(|(n, name)| (Field::OtherName(n), name));
    [(Field::Name, entry.name())].into_iter().chain(short).chain(others)
}

/// Whether any text fits that the page of an entry shows besides its names; none is looked at behind the first that does.
pub(super) fn any_but_names<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    fits: &mut dyn FnMut(Field, &str) -> bool,
) -> bool {
    any_row(directory, entry, |_| true, fits)
}

/// As [`any_but_names`], without what other entries have as well: kinds, topics and sources.
pub(super) fn any_own<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    fits: &mut dyn FnMut(Field, &str) -> bool,
) -> bool {
    any_row(directory, entry, |row| !is_shared(&row.shape), fits)
}

/// As [`any_own`], without links.
pub(super) fn any_but_links<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    fits: &mut dyn FnMut(Field, &str) -> bool,
) -> bool {
    let is_wanted = |row: &FieldOf<Entry>| !is_shared(&row.shape) && !matches!(row.shape, Shape::Links(_));
    any_row(directory, entry, is_wanted, fits)
}

fn is_shared(shape: &Shape<Entry>) -> bool {
    matches!(shape, Shape::Kind(_) | Shape::Topics(_) | Shape::Sources(_))
}

fn any_row<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    is_wanted: impl Fn(&FieldOf<'d, Entry<'d>>) -> bool,
    fits: &mut dyn FnMut(Field, &str) -> bool,
) -> bool {
    let mut wanted = rows().iter().enumerate().filter(|(_, row)| is_wanted(row));
    wanted.any(|(at, row)| any_value(directory, entry, row, &mut |n, text| fits(Field::Value(at, n), text)))
}

/// Whether any value of a field fits, or the address of a link in it; an address has the position of the value and, in
/// the upper bits, its own.
fn any_value<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    row: &FieldOf<'d, Entry<'d>>,
    fits: &mut dyn FnMut(usize, &str) -> bool,
) -> bool {
    any_text(directory, entry, row, &mut |n, text| {
        fits(n, text)
            || addresses(text).zip(1..).any(|(address, number)| fits(n | number << ADDRESS_BITS, address))
    })
}

const ADDRESS_BITS: usize = usize::BITS as usize / 2;

/// The addresses of links in a text; the id of an entry is none.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let starts = memchr::memmem::find_iter(text.as_bytes(), "](");
    let target = |start: usize| text.get(start + 2..)?.split_once(')').map(|(target, _)| target);
    starts.filter_map(target).filter(|target| target.contains(':') && !target.contains([' ', '\n']))
}

/// Whether any value of a field fits that the page shows and that is no name.
fn any_text<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    row: &FieldOf<'d, Entry<'d>>,
    fits: &mut dyn FnMut(usize, &str) -> bool,
) -> bool {
    match row.shown {
        // Names are looked at by themselves.
        _ if matches!(row.name, "name" | "abbreviation" | "other_names") => return false,
        Shown::Nowhere | Shown::In(Part::LinkedFrom) => return false,
        Shown::Title | Shown::ShortTitle | Shown::Fact | Shown::LabelledFact | Shown::In(_) => {}
    }
    match row.shape {
        Shape::Line(get) | Shape::Inline(get) | Shape::Prose(get) => {
            get(directory, entry).is_some_and(|text| fits(0, text))
        }
        Shape::Word(_, get) => get(directory, entry).is_some_and(|text| fits(0, text)),
        Shape::Lines(get) => get(directory, entry).into_iter().enumerate().any(|(n, text)| fits(n, text)),
        Shape::Date(get) => get(directory, entry).is_some_and(|date| fits(0, &date_text(date))),
        Shape::Kind(get) => fits(0, directory.kind(get(directory, entry)).name),
        Shape::Topics(_) => {
            let topics = each_once(|each| each_topic(entry, each));
            topics.into_iter().enumerate().any(|(n, topic)| fits(n, directory.topic(topic).name))
        }
        Shape::Sources(_) => {
            let sources = each_once(|each| each_source(entry, each));
            let mut fits_source = |(n, source)| fits(n, &composed(directory, directory.source(source)));
            sources.into_iter().enumerate().any(&mut fits_source)
        }
        Shape::Source(get) => get(directory, entry)
            .is_some_and(|source| fits(0, &composed(directory, directory.source(source)))),
        Shape::Entry(get) => {
            get(directory, entry).is_some_and(|other| fits(0, directory.entry(other).name()))
        }
        Shape::Status(get) => {
            get(directory, entry).is_some_and(|status| fits(0, &composed(directory, status)))
        }
        Shape::Entries(get) => get(directory, entry)
            .into_iter()
            .enumerate()
            .any(|(n, other)| fits(n, directory.entry(other).name())),
        Shape::Statements(get) => each_fits(directory, get(directory, entry), fits),
        Shape::Events(get) => each_fits(directory, get(directory, entry), fits),
        Shape::Contacts(get) => each_fits(directory, get(directory, entry), fits),
        Shape::Links(get) => {
            get(directory, entry).into_iter().enumerate().any(|(n, end)| fits(n, &link_text(directory, end)))
        }
        Shape::Id(_) | Shape::Flag(_) | Shape::Relation(_) | Shape::Synonyms(_) => false,
    }
}

fn each_fits<'d, T: Record<'d>>(
    directory: &'d Directory,
    records: Vec<T>,
    fits: &mut dyn FnMut(usize, &str) -> bool,
) -> bool {
    records.into_iter().enumerate().any(|(n, record)| fits(n, &composed(directory, record)))
}

/// A link as a page shows it: the relation, the name and kind at the other end, and its other fields.
pub(super) fn link_text<'d>(directory: &'d Directory, end: LinkEnd<'d>) -> String {
    let text = format!("{}, {}", composed(directory, end), directory.entry(end.other).kind().name);
    match end.link.relation().about {
        "" => text,
        about => format!("{text}, {about}"),
    }
}

/// A relation as a page shows it above its links.
pub(super) fn relation_text(relation: RelationTerm<'_>) -> Cow<'_, str> {
    match relation.about {
        "" => relation.name.into(),
        about => format!("{}, {about}", relation.name).into(),
    }
}

/// What a page shows of a record: a date before what happened, the means before a number, and what there is to know.
pub(super) fn composed<'d, T: Record<'d>>(directory: &'d Directory, record: T) -> Cow<'d, str> {
    composed_of(directory, record, |_| true)
}

/// As [`composed`], of some of its fields.
pub(super) fn composed_of<'d, T: Record<'d>>(
    directory: &'d Directory,
    record: T,
    is_wanted: impl Fn(&str) -> bool,
) -> Cow<'d, str> {
    let mut all: Cow<str> = Cow::default();
    let mut separator = "";
    for field in T::FIELDS.iter().filter(|field| is_wanted(field.name)) {
        let next = match field.shape {
            Shape::Word(..) | Shape::Relation(_) => " ",
            Shape::Date(_) if all.is_empty() => ": ",
            Shape::Line(_) | Shape::Inline(_) | Shape::Prose(_) | Shape::Lines(_) | Shape::Date(_) => ", ",
            Shape::Id(_)
            | Shape::Flag(_)
            | Shape::Source(_)
            | Shape::Entry(_)
            | Shape::Status(_)
            | Shape::Synonyms(_)
            | Shape::Kind(_)
            | Shape::Topics(_)
            | Shape::Sources(_)
            | Shape::Entries(_)
            | Shape::Statements(_)
            | Shape::Links(_)
            | Shape::Events(_)
            | Shape::Contacts(_) => continue,
        };
        let texts = if let Shape::Date(get) = field.shape {
            get(directory, record).into_iter().map(|date| date_text(date).into()).collect()
        } else {
            field.words(directory, record)
        };
        for text in texts {
            if all.is_empty() {
                all = text;
            } else {
                all.to_mut().push_str(separator);
                all.to_mut().push_str(&text);
            }
            separator = next;
        }
    }
    all
}

/// Calls `each` with every topic that the page of an entry shows, as often as it does.
pub(super) fn each_topic(entry: Entry, each: &mut dyn FnMut(TopicId)) {
    let statements = entry.activities().chain(entry.background()).flat_map(Statement::topics);
    entry.own_topics().iter().chain(statements).for_each(|topic| each(*topic));
}

/// Calls `each` with every source that the page of an entry shows, as often as it does.
pub(super) fn each_source(entry: Entry, each: &mut dyn FnMut(SourceId)) {
    let mut all = |sources: &[SourceId]| sources.iter().for_each(|source| each(*source));
    entry.activities().chain(entry.background()).for_each(|statement| all(statement.sources()));
    entry.status().iter().for_each(|status| all(status.sources));
    entry.links().chain(entry.linked_from()).for_each(|link| all(link.sources()));
    entry.events().for_each(|event| all(event.sources));
    entry.contacts().for_each(|contact| all(contact.sources));
    all(entry.sources());
}

fn each_once<T: Copy + Eq + Hash>(walk: impl FnOnce(&mut dyn FnMut(T))) -> Vec<T> {
    let (mut once, mut seen) = (Vec::new(), HashSet::new());
    walk(&mut |item| {
        if seen.insert(item) {
            once.push(item);
        }
    });
    once
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_looked_at_with_its_own_text() {
        let directory = Directory::shipped();
        let mut fields = 0;
        for entry in directory.entries() {
            let mut differs = |field: Field, text: &str| {
                fields += 1;
                field.text(&directory, entry) != text
            };
            assert!(!names(entry).any(|(field, name)| differs(field, name)), "{}", entry.id());
            assert!(!any_but_names(&directory, entry, &mut differs), "{}", entry.id());
        }
        assert!(fields > 1_000, "{fields}");
    }

    #[test]
    fn nothing_is_looked_at_behind_what_fits() {
        let directory = Directory::shipped();
        let mut looked_at = Vec::new();
        let entry = directory.entry(directory.find("pitf").unwrap());
        any_but_names(&directory, entry, &mut |field, _| {
            looked_at.push(field);
            looked_at.len() == 3
        });
        assert_eq!(looked_at.len(), 3);
    }
}
