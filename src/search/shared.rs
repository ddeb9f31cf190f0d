//! Texts that many entries show: kinds, topics, sources, and relations from both of their ends. The index has the words
//! of each once, and which entries show it.

use std::borrow::Cow;

use super::field::{composed, inverse_text, relation_text, sources_shown, topic_text, topics_shown};
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

    /// The numbers of the texts that an entry shares, as often as it shows them.
    pub(super) fn of_entry(&self, directory: &Directory, entry: Entry) -> impl Iterator<Item = usize> {
        let kind = |entry: Entry| entry.kind_id().index();
        let topics = topics_shown(entry).map(|topic| self.topics + topic.index());
        // Without sources there is no need to look for them.
        let cited = Some(entry).filter(|_| self.sources < self.relations);
        let sources = cited.into_iter().flat_map(sources_shown).map(|source| self.source(source));
        let links = entry.links().flat_map(move |link| {
            [kind(directory.entry(link.target())), self.relations + link.relation_id().index()]
        });
        let inverses = entry.linked_from().map(|link| self.inverses + link.relation_id().index());
        [kind(entry)].into_iter().chain(topics).chain(sources).chain(links).chain(inverses)
    }
}
