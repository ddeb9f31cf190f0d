//! The searched texts of an entry: its names, and every value that its page shows, by the table of fields.
//!
//! Kinds, topics and sources are shared by many entries, and so are the names at the other end of links. The index
//! holds the words of such a text once (`shared`).

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::date::format_in_words;
use crate::directory::{
    Date, Directory, Entry, EntryId, Link, LinkEnd, RelationTerm, SourceId, StatedRecord, TopicId, TopicTerm,
    each_once,
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
    /// One of the other names.
    OtherName,
    /// The id, which is found whole only.
    Id,
    /// Another field, by its row in the table of fields.
    Value(usize),
    /// The names of what the entry lies beneath.
    Path,
}

pub(super) fn rows<'d>() -> &'d [FieldOf<'d, Entry<'d>>] {
    <Entry<'d> as Record<'d>>::FIELDS
}

impl Field {
    /// What the field is called, for a reader and in JSON: `name`, `other name`, `activity`.
    pub fn label(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Abbreviation => "abbreviation",
            Field::OtherName => "other name",
            Field::Id => "id",
            Field::Path => "path",
            Field::Value(_) => match self.row() {
                Some(FieldOf { shown: Shown::In(Part::Topics), .. }) => "topic",
                Some(row) => row.label,
                None => "",
            },
        }
    }

    fn row<'d>(self) -> Option<&'d FieldOf<'d, Entry<'d>>> {
        let Field::Value(row) = self else { return None };
        rows().get(row)
    }

    pub(super) fn summary() -> Option<Self> {
        rows().iter().position(|row| matches!(row.shape, Shape::Inline(_))).map(Field::Value)
    }

    /// Whether the field is one of the names of an entry.
    pub fn is_name(self) -> bool {
        self <= Field::Id
    }

    /// Whether it is the entry's own text, unlike titles of sources and names of other entries.
    pub(super) fn is_own(self) -> bool {
        self.row().map_or(self != Field::Path, |row| {
            !matches!(row.shown, Shown::In(Part::Sources | Part::Links | Part::LinkedFrom))
        })
    }

    pub(super) fn has_date(self) -> bool {
        self.row().is_some_and(|row| matches!(row.shape, Shape::Stated("event", _) | Shape::Date(_)))
    }

    /// The weight of a match in this field, from 0 to 3; names are weighed separately.
    pub(super) fn weight(self) -> u32 {
        let Some(FieldOf { shape, .. }) = self.row() else { return 3 };
        if matches!(shape, Shape::Inline(_)) {
            3
        } else if matches!(shape, Shape::Prose(_)) {
            2
        } else {
            u32::from(matches!(shape, Shape::Status(_) | Shape::Stated("statement" | "event", _)))
        }
    }
}

pub(super) fn names(entry: Entry<'_>) -> impl Iterator<Item = (Field, &str)> {
    let short = entry.abbreviation().map(|abbreviation| (Field::Abbreviation, abbreviation));
    let others = entry.other_names().into_iter().map(|name| (Field::OtherName, name));
    [(Field::Name, entry.name())].into_iter().chain(short).chain(others)
}

/// The names above an entry: on the path from its root, and then of its other parents and theirs.
pub(super) fn path_text(directory: &Directory, entry: Entry) -> String {
    let mut above = entry.path();
    let mut below: Vec<Entry> = above.iter().map(|above| directory.entry(*above)).collect();
    above.pop();
    while let Some(entry) = below.pop() {
        let parents = entry.parents();
        let unseen: Vec<EntryId> = parents.into_iter().filter(|parent| !above.contains(parent)).collect();
        below.extend(unseen.iter().map(|parent| directory.entry(*parent)));
        above.extend(unseen);
    }
    let named = |above: EntryId| {
        let above = directory.entry(above);
        above.abbreviation().map_or(above.name().to_owned(), |short| format!("{} ({short})", above.name()))
    };
    above.into_iter().map(named).collect::<Vec<_>>().join(" > ")
}

/// A row of the table of fields, with its number.
pub(super) type FieldRow<'d> = (usize, &'d FieldOf<'d, Entry<'d>>);

/// What a page shows besides the names of its entry.
pub(super) fn all_but_names<'d>() -> impl Iterator<Item = FieldRow<'d>> {
    rows().iter().enumerate().filter(|(_, row)| {
        !matches!(row.shown, Shown::Nowhere | Shown::Title | Shown::ShortTitle | Shown::In(Part::OtherNames))
    })
}

/// As [`all_but_names`], without what other entries have as well: kinds, topics, sources and the relations of what links here.
pub(super) fn own<'d>() -> impl Iterator<Item = FieldRow<'d>> {
    all_but_names().filter(|(_, row)| {
        !matches!(row.shape, Shape::Reference(_))
            && !matches!(row.shown, Shown::In(Part::Topics | Part::Sources | Part::LinkedFrom))
    })
}

pub(super) fn own_but_links<'d>() -> impl Iterator<Item = FieldRow<'d>> {
    own().filter(|(_, row)| row.shown != Shown::In(Part::Links))
}

/// Whether `fits` holds for any text in these fields of an entry; stops at the first that fits.
pub(super) fn any_of<'d>(
    mut rows: impl Iterator<Item = FieldRow<'d>>,
    directory: &'d Directory,
    entry: Entry<'d>,
    fits: &mut dyn FnMut(Field, &str) -> bool,
) -> bool {
    rows.any(|(at, row)| any_value(directory, entry, row, &mut |text| fits(Field::Value(at), text)))
}

/// Whether any value of a field fits as the page shows it, or the address of a link in it.
fn any_value<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    row: &FieldOf<'d, Entry<'d>>,
    fits: &mut dyn FnMut(&str) -> bool,
) -> bool {
    match row.shape {
        Shape::Inline(get) => {
            get(directory, entry).is_some_and(|text| fits(&shown_inline(text)) || any_address(text, fits))
        }
        Shape::Prose(get) => {
            get(directory, entry).is_some_and(|text| fits(&shown(text)) || any_address(text, fits))
        }
        Shape::Line(_) | Shape::Word(..) | Shape::Date(_) => {
            let mut parts = Parts::default();
            parts.add_value(directory, entry, row);
            parts.add_dates_in_words();
            !parts.text.is_empty() && fits(&parts.text)
        }
        Shape::Flag(get) => get(directory, entry) && fits(row.label),
        Shape::Lines(get) => get(directory, entry).into_iter().any(fits),
        Shape::Reference(get) => get(directory, entry).is_some_and(|to| fits(to.name)),
        Shape::References(_) if row.shown == Shown::In(Part::Topics) => {
            each_once(topics_shown(entry)).into_iter().any(|topic| fits(&topic_text(directory.topic(topic))))
        }
        Shape::References(_) if row.shown == Shown::In(Part::Sources) => {
            let sources = each_once(sources_shown(entry));
            sources.into_iter().any(|source| fits(&composed(directory, directory.source(source))))
        }
        Shape::References(get) => get(directory, entry).iter().any(|to| fits(to.name)),
        // An inverse link is found at the entry whose link it is.
        Shape::Stated(..) if row.shown == Shown::In(Part::LinkedFrom) => {
            let relations = each_once(entry.linked_from().map(Link::relation_id));
            relations.into_iter().any(|relation| fits(&inverse_text(directory.relation(relation))))
        }
        Shape::Status(_) | Shape::Stated(..) => {
            let mut parts = Parts::default();
            row.stated(directory, entry).iter().any(|record| {
                parts.text.clear();
                if let StatedRecord::Link(end) = *record {
                    parts.add_link(directory, end);
                    return fits(&parts.text);
                }
                with_record!(*record, record => {
                    parts.add_record(directory, record, |_| true);
                    fits(&parts.text) || any_address_of(directory, record, fits)
                })
            })
        }
        Shape::Id(_) | Shape::Synonyms(_) => false,
    }
}

/// Whether the address of a link in a text fits; the id of an entry is none.
fn any_address(text: &str, fits: &mut dyn FnMut(&str) -> bool) -> bool {
    addresses(text).into_iter().any(|address| fits(&address))
}

fn any_address_of<'d, T: Record<'d>>(
    directory: &'d Directory,
    record: T,
    fits: &mut dyn FnMut(&str) -> bool,
) -> bool {
    T::FIELDS.iter().any(|field| {
        let Shape::Inline(get) = field.shape else { return false };
        get(directory, record).is_some_and(|text| any_address(text, fits))
    })
}

#[derive(Debug, Default)]
struct Parts {
    text: String,
    separator: &'static str,
    /// Its dates, which are added again in words.
    dates: Vec<Date>,
}

impl Parts {
    /// Adds parts, each after the label, with `separator` between them unless a sentence ends there.
    fn add<P: fmt::Display>(
        &mut self,
        label: &str,
        parts: impl IntoIterator<Item = P>,
        separator: &'static str,
    ) {
        for part in parts {
            if !self.text.is_empty() {
                let is_sentence = self.text.ends_with(['.', '!', '?']);
                self.text.push_str(if is_sentence { " " } else { self.separator });
            }
            self.text.push_str(label);
            if !label.is_empty() {
                self.text.push(' ');
            }
            write!(self.text, "{part}").expect("a String takes all that is written");
            self.separator = separator;
        }
    }

    fn add_value<'d, T: Record<'d>>(&mut self, directory: &'d Directory, record: T, field: &FieldOf<'d, T>) {
        let label = if field.shown == Shown::LabelledFact { field.label } else { "" };
        match field.shape {
            Shape::Date(get) => {
                let separator = if self.text.is_empty() { ": " } else { ", " };
                let date = get(directory, record);
                self.dates.extend(date);
                self.add(label, date, separator);
            }
            Shape::Inline(get) => self.add("", get(directory, record).map(shown_inline), ", "),
            Shape::Word(_, get) => self.add("", get(directory, record), " "),
            Shape::Line(get) => self.add(label, get(directory, record), ", "),
            Shape::Lines(get) => self.add(label, get(directory, record), ", "),
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

    #[inline]
    fn add_dates_in_words(&mut self) {
        if self.dates.is_empty() {
            return;
        }
        for date in std::mem::take(&mut self.dates) {
            self.separator = ", ";
            self.add("", format_in_words(date), ", ");
        }
    }

    /// Adds the text of a record as a page shows it, followed by its dates in words.
    fn add_record<'d, T: Record<'d>>(
        &mut self,
        directory: &'d Directory,
        record: T,
        is_wanted: impl Fn(&str) -> bool,
    ) {
        let wanted = T::FIELDS.iter().filter(|field| is_wanted(field.name));
        wanted.for_each(|field| self.add_value(directory, record, field));
        self.add_dates_in_words();
    }

    /// Adds a link as a page shows it: the relation, the name and the kind at the other end, and its own fields.
    fn add_link<'d>(&mut self, directory: &'d Directory, end: LinkEnd<'d>) {
        let other = directory.entry(end.other);
        self.add("", [end.words()], " ");
        self.add("", [other.name(), other.kind().name], ", ");
        self.add_record(directory, end, is_of_link);
        self.add("", end.link.relation().about, "");
    }
}

/// Whether a field of a link is its own, not the name of its other end.
fn is_of_link(field: &str) -> bool {
    field != "name"
}

/// The own fields of a link, without its relation and its other end.
pub(super) fn own_link_text<'d>(directory: &'d Directory, end: LinkEnd<'d>) -> String {
    let mut parts = Parts::default();
    parts.add_record(directory, end, is_of_link);
    parts.text
}

pub(super) fn composed<'d, T: Record<'d>>(directory: &'d Directory, record: T) -> String {
    let mut parts = Parts::default();
    parts.add_record(directory, record, |_| true);
    parts.text
}

pub(super) fn relation_text(relation: RelationTerm<'_>) -> Cow<'_, str> {
    with_more(relation.name, relation.about)
}

pub(super) fn inverse_text(relation: RelationTerm<'_>) -> Cow<'_, str> {
    with_more(relation.inverse.unwrap_or(relation.name), relation.about)
}

pub(super) fn topic_text(topic: TopicTerm<'_>) -> Cow<'_, str> {
    with_more(topic.name, topic.short.filter(|short| !topic.name.contains(short)))
}

fn with_more<'d>(text: &'d str, more: Option<&str>) -> Cow<'d, str> {
    more.map_or(text.into(), |more| format!("{text}, {more}").into())
}

/// The topics that the page of an entry shows, as often as it does.
pub(super) fn topics_shown(entry: Entry<'_>) -> impl Iterator<Item = TopicId> {
    let statements = entry.activities().chain(entry.background()).flat_map(|statement| statement.topics);
    entry.own_topics().iter().chain(statements).copied()
}

/// The sources that the page of an entry shows, as often as it does.
pub(super) fn sources_shown(entry: Entry<'_>) -> impl Iterator<Item = SourceId> {
    let others = entry.linked_from().map(Link::sources);
    let stated = entry.stated().map(StatedRecord::sources).chain(others).chain([entry.sources()]);
    stated.flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_looked_at_behind_what_fits() {
        let directory = Directory::shipped();
        let mut looked_at = Vec::new();
        let entry = directory.entry(directory.find("pitf").unwrap());
        any_of(all_but_names(), &directory, entry, &mut |field, _| {
            looked_at.push(field);
            looked_at.len() == 3
        });
        assert_eq!(looked_at.len(), 3);
    }
}
