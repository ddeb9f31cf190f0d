//! Texts that many entries show: kinds, topics, sources, and relations from both of their ends. The index has the words
//! of each once, and which entries show it.

use std::borrow::Cow;

use super::field::{composed, inverse_text, relation_text, sources_shown, topic_text, topics_shown};
use crate::directory::{Directory, Entry, KindId, RelationId, SourceId, TopicId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SharedText {
    Kind(KindId),
    /// The kind of the entry at the other end of a link.
    OtherKind(KindId),
    Topic(TopicId),
    Source(SourceId),
    Relation(RelationId),
    Inverse(RelationId),
}

/// Numbers the shared texts, those of one sort consecutively.
#[derive(Debug)]
pub(super) struct SharedTexts {
    texts: Vec<SharedText>,
    other_kinds: usize,
    topics: usize,
    sources: usize,
    relations: usize,
    inverses: usize,
}

impl SharedTexts {
    pub(super) fn of(directory: &Directory) -> Self {
        let mut texts = Vec::new();
        texts.extend(directory.kinds().map(|(kind, _)| SharedText::Kind(kind)));
        let other_kinds = texts.len();
        texts.extend(directory.kinds().map(|(kind, _)| SharedText::OtherKind(kind)));
        let topics = texts.len();
        texts.extend(directory.topics().map(|(topic, _)| SharedText::Topic(topic)));
        let sources = texts.len();
        texts.extend(directory.sources().map(|(source, _)| SharedText::Source(source)));
        let relations = texts.len();
        texts.extend(directory.relations().map(|(relation, _)| SharedText::Relation(relation)));
        let inverses = texts.len();
        texts.extend(directory.relations().map(|(relation, _)| SharedText::Inverse(relation)));
        SharedTexts { texts, other_kinds, topics, sources, relations, inverses }
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(super) fn number(&self, text: SharedText) -> usize {
        match text {
            SharedText::Kind(kind) => kind.index(),
            SharedText::OtherKind(kind) => self.other_kinds + kind.index(),
            SharedText::Topic(topic) => self.topics + topic.index(),
            SharedText::Source(source) => self.sources + source.index(),
            SharedText::Relation(relation) => self.relations + relation.index(),
            SharedText::Inverse(relation) => self.inverses + relation.index(),
        }
    }

    /// Whether a text belongs to an entry that shows it, unlike what tells of a source or of another entry.
    pub(super) fn is_own(&self, number: usize) -> bool {
        !matches!(self.texts[number], SharedText::OtherKind(_) | SharedText::Source(_))
    }

    pub(super) fn text<'d>(&self, number: usize, directory: &'d Directory) -> Cow<'d, str> {
        match self.texts[number] {
            SharedText::Kind(kind) | SharedText::OtherKind(kind) => directory.kind(kind).name.into(),
            SharedText::Topic(topic) => topic_text(directory.topic(topic)),
            SharedText::Source(source) => composed(directory, directory.source(source)).into(),
            SharedText::Relation(relation) => relation_text(directory.relation(relation)),
            SharedText::Inverse(relation) => inverse_text(directory.relation(relation)),
        }
    }

    /// The texts that an entry shares, as often as it shows them.
    pub(super) fn of_entry<'d>(
        &self,
        directory: &'d Directory,
        entry: Entry<'d>,
    ) -> impl Iterator<Item = usize> {
        let topics = topics_shown(entry).map(SharedText::Topic);
        // Without sources there is no need to look for them.
        let cited = Some(entry).filter(|_| self.sources < self.relations);
        let sources = cited.into_iter().flat_map(sources_shown).map(SharedText::Source);
        let links = entry.links().flat_map(|link| {
            let kind = directory.entry(link.target()).kind_id();
            [SharedText::OtherKind(kind), SharedText::Relation(link.relation_id())]
        });
        let inverses = entry.linked_from().map(|link| SharedText::Inverse(link.relation_id()));
        let kind = [SharedText::Kind(entry.kind_id())].into_iter();
        kind.chain(topics).chain(sources).chain(links).chain(inverses).map(|text| self.number(text))
    }
}
