//! Texts that many entries show: kinds, topics, sources, and names at the other end of links that are too long to be
//! repeated. The index has the words of each once, and which entries show it, so that a long one costs no more for being
//! shown often.

use std::borrow::Cow;

use super::field::{composed, each_source, each_topic, relation_text};
use crate::directory::{Directory, Entry, EntryId, KindId, RelationId, SourceId, TopicId};

/// A text that several entries show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SharedText {
    Kind(KindId),
    Topic(TopicId),
    Source(SourceId),
    Relation(RelationId),
    /// The name of an entry.
    Name(EntryId),
}

/// All of them, numbered.
#[derive(Debug)]
pub(super) struct SharedTexts {
    texts: Vec<SharedText>,
    topics: usize,
    sources: usize,
    relations: usize,
    names: usize,
}

/// The longest name, in bytes, that is read for each link to it.
const LONGEST_REPEATED: usize = 200;

impl SharedTexts {
    pub(super) fn of(directory: &Directory) -> Self {
        let mut texts: Vec<SharedText> = directory.kinds().map(|(kind, _)| SharedText::Kind(kind)).collect();
        let topics = texts.len();
        texts.extend(directory.topics().map(|(topic, _)| SharedText::Topic(topic)));
        let sources = texts.len();
        texts.extend(directory.sources().map(|(source, _)| SharedText::Source(source)));
        let relations = texts.len();
        texts.extend(directory.relations().map(|(relation, _)| SharedText::Relation(relation)));
        let names = texts.len();
        let long = directory.entries().filter(|entry| entry.name().len() > LONGEST_REPEATED);
        texts.extend(long.map(|entry| SharedText::Name(entry.handle())));
        SharedTexts { texts, topics, sources, relations, names }
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(super) fn source(&self, source: SourceId) -> usize {
        self.sources + source.index()
    }

    pub(super) fn kind(&self, number: usize) -> SharedText {
        self.texts[number]
    }

    pub(super) fn text<'d>(&self, number: usize, directory: &'d Directory) -> Cow<'d, str> {
        match self.texts[number] {
            SharedText::Kind(kind) => directory.kind(kind).name.into(),
            SharedText::Topic(topic) => directory.topic(topic).name.into(),
            SharedText::Source(source) => composed(directory, directory.source(source)),
            SharedText::Relation(relation) => relation_text(directory.relation(relation)),
            SharedText::Name(entry) => directory.entry(entry).name().into(),
        }
    }

    /// Calls `each` with the number of every text that an entry shares, as often as it shows it, and `repeat` with the
    /// entries at the other end of links whose names are short.
    pub(super) fn each(
        &self,
        directory: &Directory,
        entry: Entry,
        each: &mut dyn FnMut(usize),
        repeat: &mut dyn FnMut(EntryId),
    ) {
        each(entry.kind_id().index());
        each_topic(entry, &mut |topic| each(self.topics + topic.index()));
        each_source(entry, &mut |source| each(self.source(source)));
        for link in entry.links() {
            let other = directory.entry(link.target());
            each(other.kind_id().index());
            each(self.relations + link.relation_id().index());
            if other.name().len() <= LONGEST_REPEATED {
                repeat(other.handle());
            } else if let Some(name) = self.name(other.handle()) {
                each(name);
            }
        }
    }

    fn name(&self, entry: EntryId) -> Option<usize> {
        let names = &self.texts[self.names..];
        let is_before =
            |text: &SharedText| matches!(text, SharedText::Name(other) if other.index() < entry.index());
        let at = names.partition_point(is_before);
        (names.get(at) == Some(&SharedText::Name(entry))).then_some(self.names + at)
    }
}
