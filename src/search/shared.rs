//! Texts that many entries show: kinds, topics, sources, and relations from both of their ends. The index has the words of each once, and which
//! entries show it.

use std::borrow::Cow;

use super::field::{composed, each_source, each_topic, inverse_text, relation_text, topic_text};
use crate::directory::{Directory, Entry, KindId, RelationId, SourceId, TopicId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SharedText {
    Kind(KindId),
    Topic(TopicId),
    Source(SourceId),
    Relation(RelationId),
    Inverse(RelationId),
}

#[derive(Debug)]
pub(super) struct SharedTexts {
    texts: Vec<SharedText>,
    topics: usize,
    sources: usize,
    relations: usize,
    inverses: usize,
}

impl SharedTexts {
    pub(super) fn of(directory: &Directory) -> Self {
        let mut texts: Vec<SharedText> = directory.kinds().map(|(kind, _)| SharedText::Kind(kind)).collect();
        let topics = texts.len();
        texts.extend(directory.topics().map(|(topic, _)| SharedText::Topic(topic)));
        let sources = texts.len();
        texts.extend(directory.sources().map(|(source, _)| SharedText::Source(source)));
        let relations = texts.len();
        texts.extend(directory.relations().map(|(relation, _)| SharedText::Relation(relation)));
        let inverses = texts.len();
        texts.extend(directory.relations().map(|(relation, _)| SharedText::Inverse(relation)));
        SharedTexts { texts, topics, sources, relations, inverses }
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
            SharedText::Topic(topic) => topic_text(directory.topic(topic)),
            SharedText::Source(source) => composed(directory, directory.source(source)).into(),
            SharedText::Relation(relation) => relation_text(directory.relation(relation)),
            SharedText::Inverse(relation) => inverse_text(directory.relation(relation)),
        }
    }

    /// Calls `each` with the number of every text that an entry shares, as often as it shows it.
    pub(super) fn each(&self, directory: &Directory, entry: Entry, each: &mut dyn FnMut(usize)) {
        each(entry.kind_id().index());
        each_topic(entry, &mut |topic| each(self.topics + topic.index()));
        // Without sources there is no need to look for them.
        if self.sources < self.relations {
            each_source(entry, &mut |source| each(self.source(source)));
        }
        for link in entry.links() {
            each(directory.entry(link.target()).kind_id().index());
            each(self.relations + link.relation_id().index());
        }
        entry.linked_from().for_each(|link| each(self.inverses + link.relation_id().index()));
    }
}
