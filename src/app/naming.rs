//! Places by the names of the data file, which outlive a run and a change of the file.

use crate::directory::Directory;
use crate::outline::Subject;

/// A path as ids, which another directory may have too.
pub(super) fn ids_of(directory: &Directory, path: &[Subject]) -> Vec<SubjectId> {
    path.iter()
        .map(|subject| match *subject {
            Subject::Entry(entry) => SubjectId::Entry(directory.entry(entry).id().to_owned()),
            Subject::Event(entry, event) => SubjectId::Event(directory.entry(entry).id().to_owned(), event),
            Subject::Kind(kind) => SubjectId::Kind(directory.kind(kind).id.to_owned()),
            Subject::Topic(topic) => {
                SubjectId::Topic(topic.map(|topic| directory.topic(topic).id.to_owned()))
            }
            Subject::Year(year) => SubjectId::Year(year),
        })
        .collect()
}

/// The path that ids name, as far as the directory has it.
pub(super) fn subjects_of(directory: &Directory, ids: &[SubjectId]) -> Vec<Subject> {
    let subject = |id: &SubjectId| match id {
        SubjectId::Entry(entry) => directory.find(entry).map(Subject::Entry),
        SubjectId::Event(entry, event) => directory.find(entry).map(|entry| Subject::Event(entry, *event)),
        SubjectId::Kind(kind) => {
            directory.kinds().find(|(_, term)| term.id == kind).map(|(kind, _)| Subject::Kind(kind))
        }
        SubjectId::Topic(None) => Some(Subject::Topic(None)),
        SubjectId::Topic(Some(topic)) => directory
            .topics()
            .find(|(_, term)| term.id == topic)
            .map(|(topic, _)| Subject::Topic(Some(topic))),
        SubjectId::Year(year) => Some(Subject::Year(*year)),
    };
    ids.iter().map_while(subject).collect()
}

/// A subject by the names of the data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SubjectId {
    Entry(String),
    Event(String, u32),
    Kind(String),
    Topic(Option<String>),
    Year(u16),
}
