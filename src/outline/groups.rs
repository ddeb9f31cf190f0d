//! The children of an entry in the hierarchy: those of the relation declared first stand directly beneath it, the
//! others in groups, one a relation. And the home of an entry among its places.

use std::borrow::Cow;

use crate::directory::{Directory, EntryId, Link, RelationId, WITHOUT_TOPIC};

use super::Subject;

/// The children of an entry by relation, in the order in which relations are declared. Those of the first stand
/// directly beneath it, the others under a heading. A child of several relations belongs to its first.
pub(crate) fn children_by_relation(
    directory: &Directory,
    parent: EntryId,
) -> Vec<(RelationId, Vec<EntryId>)> {
    let mut groups: Vec<(RelationId, Vec<EntryId>)> = Vec::new();
    for child in directory.entry(parent).children() {
        let Some(relation) = relation_to(directory, *child, parent) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == relation) {
            Some((_, children)) => children.push(*child),
            None => groups.push((relation, vec![*child])),
        }
    }
    groups.sort_by_key(|(relation, _)| *relation);
    groups
}

pub(crate) fn group_title(directory: &Directory, relation: RelationId) -> &str {
    let relation = directory.relation(relation);
    relation.inverse.unwrap_or(relation.name)
}

impl Subject {
    /// The name of an entry, or the words of a heading.
    pub fn title(self, directory: &Directory) -> Cow<'_, str> {
        match self {
            Subject::Entry(entry) | Subject::Event(entry, _) => directory.entry(entry).name().into(),
            Subject::Group(_, relation) => group_title(directory, relation).into(),
            Subject::Kind(kind) => directory.kind(kind).plural().into(),
            Subject::Topic(Some(topic)) => directory.topic(topic).name.into(),
            Subject::Topic(None) => WITHOUT_TOPIC.into(),
            Subject::Year(year) => year.to_string().into(),
            Subject::Letter(letter) => letter.to_string().into(),
        }
    }
}

pub(crate) fn path_home(directory: &Directory, entry: EntryId) -> Vec<Subject> {
    with_groups(directory, &directory.entry(entry).path())
}

pub(crate) fn with_groups(directory: &Directory, entries: &[EntryId]) -> Vec<Subject> {
    let mut path = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let parent = index.checked_sub(1).map(|above| entries[above]);
        path.extend(parent.and_then(|parent| heading(directory, parent, *entry)));
        path.push(Subject::Entry(*entry));
    }
    path
}

/// The heading above a child, if it does not stand directly beneath its parent.
fn heading(directory: &Directory, parent: EntryId, child: EntryId) -> Option<Subject> {
    let relation = relation_to(directory, child, parent)?;
    // In most directories one relation nests, and an entry may have a million children.
    let first = directory.relations().find(|(_, relation)| relation.nests).map(|(first, _)| first);
    if first == Some(relation) {
        return None;
    }
    let others = || directory.entry(parent).children().iter();
    let is_direct =
        others().filter_map(|other| relation_to(directory, *other, parent)).all(|other| other >= relation);
    (!is_direct).then_some(Subject::Group(parent, relation))
}

fn relation_to(directory: &Directory, child: EntryId, parent: EntryId) -> Option<RelationId> {
    let mut links = directory.entry(child).links();
    links.find(|link| link.target() == parent && link.relation().nests).map(Link::relation_id)
}
