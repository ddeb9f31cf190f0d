//! The texts of an entry that a search looks into: its names, and every value that its page shows, by the table of fields.
//!
//! Kinds, topics and sources are texts that many entries share, and so are the names at the other end of links. The index
//! has the words of such a text once (`shared`).

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::Hash;

use super::date::date_in_words;
use crate::directory::{
    Directory, Entry, EntryId, Link, LinkEnd, RelationTerm, SourceId, StatedRecord, TopicId, TopicTerm,
};
use crate::fields::{FieldOf, Part, Record, Shape, Shown, with_record};
use crate::text::{addresses, shown, shown_inline};

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
    /// The names of what the entry lies beneath.
    Path,
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
            Field::Path => path_text(directory, entry).into(),
        }
    }

    /// What the field is called, for a reader and in JSON: `name`, `other name`, `activity`.
    pub fn label(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Abbreviation => "abbreviation",
            Field::OtherName(_) => "other name",
            Field::Id => "id",
            Field::Path => "path",
            Field::Value(row, _) => match rows().get(row) {
                Some(FieldOf { shown: Shown::In(Part::Topics), .. }) => "topic",
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

    /// Whether it tells of the entry alone, unlike titles of sources and names of other entries.
    pub(super) fn is_own(self) -> bool {
        let Field::Value(row, _) = self else { return self != Field::Path };
        rows().get(row).is_some_and(|row| {
            !matches!(row.shown, Shown::In(Part::Sources | Part::Links | Part::LinkedFrom))
        })
    }

    /// Whether each value of the field begins with its date.
    pub(super) fn has_date(self) -> bool {
        let Field::Value(row, _) = self else { return false };
        matches!(rows().get(row).map(|row| &row.shape), Some(Shape::Stated("event", _) | Shape::Date(_)))
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
            u32::from(matches!(shape, Some(Shape::Status(_) | Shape::Stated("statement" | "event", _))))
        }
    }
}

/// The names of an entry: its name, its abbreviation and its other names.
pub(super) fn names(entry: Entry<'_>) -> impl Iterator<Item = (Field, &str)> {
    let short = entry.abbreviation().map(|abbreviation| (Field::Abbreviation, abbreviation));
    let others = entry.other_names().enumerate().map(|(n, name)| (Field::OtherName(n), name));
    [(Field::Name, entry.name())].into_iter().chain(short).chain(others)
}

/// The names of what an entry lies beneath: on the way down from its root, and then of its other parents and theirs.
fn path_text(directory: &Directory, entry: Entry) -> String {
    let mut above = entry.path();
    above.pop();
    let mut below: Vec<Entry> = entry.path().into_iter().map(|above| directory.entry(above)).collect();
    while let Some(entry) = below.pop() {
        let parents = entry.parents();
        let unseen: Vec<EntryId> = parents.into_iter().filter(|parent| !above.contains(parent)).collect();
        below.extend(unseen.iter().map(|parent| directory.entry(*parent)));
        above.extend(unseen);
    }
    let names: Vec<&str> = above.into_iter().map(|above| directory.entry(above).name()).collect();
    names.join(" > ")
}

/// Whether any text fits that the page of an entry shows besides its names; none is looked at behind the first that does.
pub(super) fn any_but_names<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    fits: &mut dyn FnMut(Field, &str) -> bool,
) -> bool {
    any_row(directory, entry, |_| true, fits)
}

/// As [`any_but_names`], without what other entries have as well: kinds, topics, sources and the relations of what links here.
pub(super) fn any_own<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    fits: &mut dyn FnMut(Field, &str) -> bool,
) -> bool {
    any_row(directory, entry, |row| !is_shared(row), fits)
}

/// As [`any_own`], without links.
pub(super) fn any_but_links<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    fits: &mut dyn FnMut(Field, &str) -> bool,
) -> bool {
    let is_wanted = |row: &FieldOf<Entry>| !is_shared(row) && row.shown != Shown::In(Part::Links);
    any_row(directory, entry, is_wanted, fits)
}

fn is_shared(row: &FieldOf<Entry>) -> bool {
    matches!(row.shape, Shape::Reference(_))
        || matches!(row.shown, Shown::In(Part::Topics | Part::Sources | Part::LinkedFrom))
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

/// Whether any value of a field fits as the page shows it, or the address of a link in it; an address has the position of
/// the value and, in the upper bits, its own. Names are looked at by themselves.
fn any_value<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    row: &FieldOf<'d, Entry<'d>>,
    fits: &mut dyn FnMut(usize, &str) -> bool,
) -> bool {
    let label = match row.shown {
        _ if matches!(row.name, "name" | "abbreviation" | "other_names") => return false,
        Shown::Nowhere => return false,
        Shown::LabelledFact => row.label,
        Shown::Title | Shown::ShortTitle | Shown::Fact | Shown::In(_) => "",
    };
    match row.shape {
        Shape::Line(get) => get(directory, entry).is_some_and(|text| fits(0, &with_label(label, text))),
        Shape::Inline(get) => get(directory, entry)
            .is_some_and(|text| fits(0, &shown_inline(text)) || any_address(text, 0, fits)),
        Shape::Prose(get) => {
            get(directory, entry).is_some_and(|text| fits(0, &shown(text)) || any_address(text, 0, fits))
        }
        Shape::Word(_, get) => get(directory, entry).is_some_and(|text| fits(0, text)),
        Shape::Flag(get) => get(directory, entry) && fits(0, row.label),
        Shape::Lines(get) => get(directory, entry).into_iter().enumerate().any(|(n, text)| fits(n, text)),
        Shape::Date(get) => get(directory, entry).is_some_and(|date| {
            let words = date_in_words(date).map_or_else(String::new, |words| format!(", {words}"));
            fits(0, &with_label(label, &format!("{date}{words}")))
        }),
        Shape::Reference(get) => get(directory, entry).is_some_and(|to| fits(0, to.name)),
        Shape::References(_) if row.shown == Shown::In(Part::Topics) => {
            let topics = each_once(|each| each_topic(entry, each));
            topics.into_iter().enumerate().any(|(n, topic)| fits(n, &topic_text(directory.topic(topic))))
        }
        Shape::References(_) if row.shown == Shown::In(Part::Sources) => {
            let sources = each_once(|each| each_source(entry, each));
            let mut fits_source = |(n, source)| fits(n, &composed(directory, directory.source(source)));
            sources.into_iter().enumerate().any(&mut fits_source)
        }
        Shape::References(get) => get(directory, entry).iter().enumerate().any(|(n, to)| fits(n, to.name)),
        // What links here is found at its own entry.
        Shape::Stated(..) if row.shown == Shown::In(Part::LinkedFrom) => {
            let relations = each_once(|each| entry.linked_from().for_each(|link| each(link.relation_id())));
            let text = |relation| inverse_text(directory.relation(relation));
            relations.into_iter().enumerate().any(|(n, relation)| fits(n, &text(relation)))
        }
        Shape::Status(_) | Shape::Stated(..) => {
            row.stated(directory, entry).into_iter().enumerate().any(|(n, record)| {
                if let StatedRecord::Link(end) = record {
                    return fits(n, &link_text(directory, end));
                }
                with_record!(record, record => fits_record(directory, record, n, fits))
            })
        }
        Shape::Id(_) | Shape::Synonyms(_) => false,
    }
}

fn with_label<'t>(label: &str, text: &'t str) -> Cow<'t, str> {
    if label.is_empty() { text.into() } else { format!("{label} {text}").into() }
}

const ADDRESS_BITS: usize = usize::BITS as usize / 2;

/// Whether the address of a link in a text fits; the id of an entry is none.
fn any_address(text: &str, position: usize, fits: &mut dyn FnMut(usize, &str) -> bool) -> bool {
    (1..).zip(addresses(text)).any(|(number, address)| fits(position | number << ADDRESS_BITS, &address))
}

fn fits_record<'d, T: Record<'d>>(
    directory: &'d Directory,
    record: T,
    position: usize,
    fits: &mut dyn FnMut(usize, &str) -> bool,
) -> bool {
    let marked = T::FIELDS.iter().filter(|field| matches!(field.shape, Shape::Inline(_)));
    let mut marked = marked.flat_map(|field| field.words(directory, record));
    fits(position, &composed(directory, record)) || marked.any(|text| any_address(&text, position, fits))
}

/// A link as a page shows it: the relation, the name and the kind at the other end, and what else is known of it.
fn link_text<'d>(directory: &'d Directory, end: LinkEnd<'d>) -> String {
    let other = directory.entry(end.other);
    let head = format!("{} {}, {}", end.words(), other.name(), other.kind().name);
    let rest = own_link_text(directory, end);
    let rest = [rest.as_ref(), end.link.relation().about.unwrap_or_default()];
    let rest = rest.into_iter().filter(|part| !part.is_empty());
    rest.fold(head, |text, part| format!("{text}, {part}"))
}

/// What a page shows of a link that neither its relation nor its other end says.
pub(super) fn own_link_text<'d>(directory: &'d Directory, end: LinkEnd<'d>) -> Cow<'d, str> {
    composed_of(directory, end, |field| field != "rel" && field != "name")
}

/// A relation as a page shows it above its links.
pub(super) fn relation_text(relation: RelationTerm<'_>) -> Cow<'_, str> {
    with_about(relation.name, relation)
}

/// A relation as a page shows it above the links that lead there.
pub(super) fn inverse_text(relation: RelationTerm<'_>) -> Cow<'_, str> {
    with_about(relation.inverse.unwrap_or(relation.name), relation)
}

fn with_about<'d>(words: &'d str, relation: RelationTerm<'d>) -> Cow<'d, str> {
    match relation.about {
        None => words.into(),
        Some(about) => format!("{words}, {about}").into(),
    }
}

/// A topic with what it is called where there is little room.
pub(super) fn topic_text(topic: TopicTerm<'_>) -> Cow<'_, str> {
    match topic.short.filter(|short| !topic.name.contains(short)) {
        None => topic.name.into(),
        Some(short) => format!("{}, {short}", topic.name).into(),
    }
}

/// What a page shows of a record, in its order, with the dates in words behind it.
pub(super) fn composed<'d, T: Record<'d>>(directory: &'d Directory, record: T) -> Cow<'d, str> {
    composed_of(directory, record, |_| true)
}

/// As [`composed`], of some of its fields.
fn composed_of<'d, T: Record<'d>>(
    directory: &'d Directory,
    record: T,
    is_wanted: impl Fn(&str) -> bool,
) -> Cow<'d, str> {
    let mut all: Cow<str> = Cow::default();
    let mut separator = "";
    let mut add = |text: Cow<'d, str>, next| {
        if all.is_empty() {
            all = text;
        } else {
            all.to_mut().push_str(separator);
            all.to_mut().push_str(&text);
        }
        separator = next;
    };
    let mut in_words = Vec::new();
    for (at, field) in T::FIELDS.iter().filter(|field| is_wanted(field.name)).enumerate() {
        let label = if field.shown == Shown::LabelledFact { field.label } else { "" };
        let labelled =
            |text: Cow<'d, str>| if label.is_empty() { text } else { format!("{label} {text}").into() };
        match field.shape {
            Shape::Date(get) => {
                if let Some(date) = get(directory, record) {
                    add(labelled(date.to_string().into()), if at == 0 { ": " } else { ", " });
                    in_words.extend(date_in_words(date));
                }
            }
            Shape::Inline(get) => {
                if let Some(text) = get(directory, record) {
                    add(shown_inline(text), ", ");
                }
            }
            Shape::Word(..) => field.words(directory, record).into_iter().for_each(|text| add(text, " ")),
            Shape::Line(_) | Shape::Lines(_) => {
                field.words(directory, record).into_iter().for_each(|text| add(labelled(text), ", "));
            }
            Shape::Id(_)
            | Shape::Flag(_)
            | Shape::Prose(_)
            | Shape::Reference(_)
            | Shape::References(_)
            | Shape::Status(_)
            | Shape::Stated(..)
            | Shape::Synonyms(_) => {}
        }
    }
    for words in in_words {
        add(words.into(), ", ");
    }
    all
}

/// Calls `each` with every topic that the page of an entry shows, as often as it does.
pub(super) fn each_topic(entry: Entry, each: &mut dyn FnMut(TopicId)) {
    let statements = entry.activities().chain(entry.background()).flat_map(|statement| statement.topics);
    entry.own_topics().iter().chain(statements).for_each(|topic| each(*topic));
}

/// Calls `each` with every source that the page of an entry shows, as often as it does.
pub(super) fn each_source(entry: Entry, each: &mut dyn FnMut(SourceId)) {
    let others = entry.linked_from().map(Link::sources);
    let stated = entry.stated().map(StatedRecord::sources).chain(others).chain([entry.sources()]);
    stated.flatten().for_each(|source| each(*source));
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
