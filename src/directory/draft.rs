//! A file as it is written, in the flat lists that a directory is made of: with names (of kinds, topics, relations,
//! sources and entries) that `check` has yet to resolve.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher as _;
use std::mem;

use foldhash::fast::RandomState;

use super::problem::ProblemList;
use super::record::{
    ContactRecord, EntryRecord, EventRecord, FrontRecord, ItemRange, KindRecord, LinkRecord, Records,
    RelationRecord, SourceRecord, StatementRecord, StatusRecord, SynonymRecord, TextRange, TopicRecord,
};
use super::schema::{self, NonBlank, Text};
use super::{EntryId, RelationId};

/// Records hold placeholders where a name is not resolved yet; the names stand in the lists that end in `_written`, each
/// as long as the list that it belongs to.
#[derive(Debug, Default)]
pub(super) struct DirectoryDraft {
    pub(super) records: Records,
    pub(super) help_written: TextRange,
    pub(super) edition_source_written: TextRange,
    pub(super) finds_written: Vec<TextRange>,
    pub(super) starts: Vec<u32>,
    /// Where the list of the entries ends in the file.
    pub(super) end: usize,
    pub(super) ids_written: IdKeys,
    pub(super) kinds_written: WrittenTerms,
    pub(super) topics_written: WrittenTerms,
    pub(super) sources_written: WrittenTerms,
    pub(super) relations_written: WrittenTerms,
    pub(super) targets_written: IdKeys,
    pub(super) targets: Vec<TextRange>,
    pub(super) unescaped: String,
    /// (from where on in `unescaped`, where in the file the entry begins that has these strings); 0 for the front.
    pub(super) escapes: Vec<(u32, u32)>,
    pub(super) problems: ProblemList,
    pub(super) unread: Unread,
    /// Where in the file something stands first that was not expected.
    pub(super) unclear_from: Option<usize>,
    /// Where the first bracket, string or comment stands that has no end.
    pub(super) unclosed_at: Option<usize>,
    pub(super) hasher: RandomState,
}

/// What is written in the file and could not be read. What refers to it is not wrong.
#[derive(Debug, Default)]
pub(super) struct Unread {
    pub(super) kinds: Ids,
    pub(super) relations: Ids,
    pub(super) topics: Ids,
    pub(super) sources: Ids,
    pub(super) entries: Ids,
}

impl Unread {
    /// Notes that anything may be written where nothing could be read.
    pub(super) fn open_all(&mut self) {
        let Unread { kinds, relations, topics, sources, entries } = self;
        for ids in [kinds, relations, topics, sources, entries] {
            ids.is_open = true;
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Ids {
    pub(super) known: HashSet<String>,
    /// Whether there may be any other.
    pub(super) is_open: bool,
}

impl Ids {
    pub(super) fn may_have(&self, id: &str) -> bool {
        self.is_open || self.known.contains(id)
    }

    pub(super) fn append(&mut self, later: Ids) {
        self.known.extend(later.known);
        self.is_open |= later.is_open;
    }
}

/// The text that records are read from, and where in the file it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    /// From where on in the text a part of the file is missing, and how long that is.
    pub(super) gap: (usize, usize),
}

impl Origin<'_> {
    pub(super) fn place(&self, at: usize) -> usize {
        let (from, len) = self.gap;
        // It is as much longer as the gap, or shorter by what was put there.
        (self.start + at).wrapping_add(if at >= from { len } else { 0 })
    }
}

/// The ids of the vocabulary with their positions. Where an id stands twice, its first place counts.
#[derive(Debug, Default)]
pub(super) struct TermPositions {
    kinds: Positions,
    relations: Positions,
    topics: Positions,
    sources: Positions,
}

type Positions = HashMap<String, u32, RandomState>;

impl TermPositions {
    pub(super) fn of(front: &schema::Front) -> Self {
        let positions = |ids: &mut dyn Iterator<Item = &Text>| {
            let mut positions = Positions::default();
            for (position, id) in ids.enumerate().filter(|(_, id)| !id.is_empty()) {
                positions.entry(id.0.clone().into_owned()).or_insert(narrow(position));
            }
            positions
        };
        TermPositions {
            kinds: positions(&mut front.kinds.iter().flatten().map(|kind| &kind.id.0)),
            relations: positions(&mut front.relations.iter().map(|relation| &relation.id.0)),
            topics: positions(&mut front.topics.iter().map(|topic| &topic.id.0)),
            sources: positions(&mut front.sources.iter().map(|source| &source.id.0)),
        }
    }
}

pub(super) struct DraftWriter<'w> {
    pub(super) draft: &'w mut DirectoryDraft,
    pub(super) origin: Origin<'w>,
    /// The length of the file: unescaped strings stand behind it.
    pub(super) file: usize,
    pub(super) vocabulary: &'w TermPositions,
}

impl DraftWriter<'_> {
    pub(super) fn front(&mut self, front: &schema::Front) {
        self.draft.escapes.push((narrow(self.draft.unescaped.len()), 0));
        self.draft.records.front = FrontRecord {
            id: self.text(&front.id.0),
            language: self.text(&front.language.0),
            title: self.text(&front.title.0),
            about: self.text(&front.about),
            disclaimer: self.text(&front.disclaimer),
            edition: self.text(&front.edition),
            notice: self.text(&front.notice),
            updated: front.updated,
            help: None,
            edition_source: None,
        };
        self.draft.help_written = self.text(&front.help);
        self.draft.edition_source_written = self.text(&front.edition_source);
        for kind in front.kinds.iter().flatten() {
            let schema::RawKind { id, name, plural, about, class } = kind;
            let kind = KindRecord {
                id: self.text(&id.0),
                name: self.text(&name.0),
                plural: self.text(plural),
                about: self.text(about),
                class: self.text(class),
            };
            self.draft.records.kinds.push(kind);
        }
        for relation in &front.relations {
            let schema::RawRelation { id, name, inverse, nests, about, class } = relation;
            let relation = RelationRecord {
                id: self.text(&id.0),
                name: self.text(&name.0),
                inverse: self.text(inverse),
                about: self.text(about),
                class: self.text(class),
                nests: *nests,
            };
            self.draft.records.relations.push(relation);
        }
        for topic in &front.topics {
            let schema::RawTopic { id, name, short, about } = topic;
            let topic = TopicRecord {
                id: self.text(&id.0),
                name: self.text(&name.0),
                short: self.text(short),
                about: self.text(about),
            };
            self.draft.records.topics.push(topic);
        }
        for source in &front.sources {
            let schema::RawSource { id, title, publisher, url, lookup, date, read, standing, note } = source;
            let source = SourceRecord {
                id: self.text(&id.0),
                title: self.text(&title.0),
                publisher: self.text(publisher),
                url: self.text(url),
                lookup: self.text(lookup),
                note: self.text(note),
                date: *date,
                read: *read,
                standing: *standing,
            };
            self.draft.records.sources.push(source);
        }
        for synonym in &front.synonyms {
            let words = self.names(synonym.words.as_deref().unwrap_or_default());
            let means = self.text(&synonym.means);
            let finds = self.text(&synonym.finds);
            self.draft.records.synonyms.push(SynonymRecord { words, means, finds: None });
            self.draft.finds_written.push(finds);
        }
    }

    /// Adds an entry that begins at `start` of the file.
    pub(super) fn entry(&mut self, entry: &schema::RawEntry, start: usize) {
        let unescaped = self.draft.unescaped.len();
        let record = EntryRecord {
            id: self.text(&entry.id.0),
            name: self.text(&entry.name.0),
            abbreviation: self.text(&entry.abbreviation),
            language: self.text(&entry.language.0),
            summary: self.text(&entry.summary),
            text: self.text(&entry.text),
            since: entry.since,
            until: entry.until,
            other_names: self.names(&entry.other_names),
            status: self.status(entry.status.as_ref()),
            topics: self.topics(&entry.topics),
            activities: self.statements(&entry.activities),
            background: self.statements(&entry.background),
            links: self.links(&entry.links),
            events: self.events(&entry.events),
            contacts: self.contacts(&entry.contacts),
            sources: self.sources(&entry.sources),
        };
        let kind = self.text(&entry.kind.0);
        if self.draft.unescaped.len() > unescaped {
            self.draft.escapes.push((narrow(unescaped), narrow(start)));
        }
        let DirectoryDraft { records, starts, ids_written, kinds_written, hasher, .. } = &mut *self.draft;
        records.entries.push(record);
        starts.push(narrow(start));
        ids_written.push(&entry.id.0.0, hasher);
        kinds_written.push(&entry.kind, kind, &self.vocabulary.kinds);
    }

    fn status(&mut self, status: Option<&schema::RawStatus>) -> ItemRange {
        let start = self.draft.records.statuses.len();
        if let Some(schema::RawStatus { date, text, note, sources }) = status {
            let (text, note, sources) = (self.text(&text.0), self.text(note), self.sources(sources));
            self.draft.records.statuses.push(StatusRecord { date: *date, text, note, sources });
        }
        ItemRange::since(&self.draft.records.statuses, start)
    }

    fn statements(&mut self, statements: &[schema::RawStatement]) -> ItemRange {
        let start = self.draft.records.statements.len();
        for schema::RawStatement { text, topics, sources, note } in statements {
            let (text, note) = (self.text(&text.0), self.text(note));
            let (topics, sources) = (self.topics(topics), self.sources(sources));
            self.draft.records.statements.push(StatementRecord { text, note, topics, sources });
        }
        ItemRange::since(&self.draft.records.statements, start)
    }

    fn links(&mut self, links: &[schema::RawLink]) -> ItemRange {
        let start = self.draft.records.links.len();
        for schema::RawLink { rel, to, since, until, note, sources } in links {
            let (relation, target) = (self.text(&rel.0), self.text(&to.0));
            let (note, sources) = (self.text(note), self.sources(sources));
            let DirectoryDraft { records, relations_written, targets_written, targets, hasher, .. } =
                &mut *self.draft;
            relations_written.push(rel, relation, &self.vocabulary.relations);
            targets_written.push(&to.0.0, hasher);
            targets.push(target);
            let (relation, target) = (RelationId(u32::MAX), EntryId(u32::MAX));
            records.links.push(LinkRecord { relation, target, since: *since, until: *until, note, sources });
        }
        ItemRange::since(&self.draft.records.links, start)
    }

    fn events(&mut self, events: &[schema::RawEvent]) -> ItemRange {
        let start = self.draft.records.events.len();
        for schema::RawEvent { date, text, sources, note } in events {
            let (text, note, sources) = (self.text(&text.0), self.text(note), self.sources(sources));
            // One without a date was told.
            self.draft.records.events.extend(date.map(|date| EventRecord { date, text, note, sources }));
        }
        ItemRange::since(&self.draft.records.events, start)
    }

    fn contacts(&mut self, contacts: &[schema::RawContact]) -> ItemRange {
        let start = self.draft.records.contacts.len();
        for schema::RawContact { kind, value, label, date, note, sources } in contacts {
            let (value, label, note) = (self.text(&value.0), self.text(label), self.text(note));
            let (date, sources) = (*date, self.sources(sources));
            // One without a kind was told.
            let contact = kind.map(|kind| ContactRecord { kind, value, label, date, note, sources });
            self.draft.records.contacts.extend(contact);
        }
        ItemRange::since(&self.draft.records.contacts, start)
    }

    fn topics(&mut self, names: &[NonBlank]) -> ItemRange {
        let start = self.draft.topics_written.positions.len();
        for name in names {
            let written = self.text(&name.0);
            self.draft.topics_written.push(name, written, &self.vocabulary.topics);
        }
        ItemRange::since(&self.draft.topics_written.positions, start)
    }

    fn sources(&mut self, names: &[NonBlank]) -> ItemRange {
        let start = self.draft.sources_written.positions.len();
        for name in names {
            let written = self.text(&name.0);
            self.draft.sources_written.push(name, written, &self.vocabulary.sources);
        }
        ItemRange::since(&self.draft.sources_written.positions, start)
    }

    fn names(&mut self, names: &[NonBlank]) -> ItemRange {
        let start = self.draft.records.names.len();
        for name in names {
            let name = self.text(&name.0);
            self.draft.records.names.push(name);
        }
        ItemRange::since(&self.draft.records.names, start)
    }

    fn text(&mut self, text: &Text) -> TextRange {
        let len = narrow(text.0.len());
        let start = match &text.0 {
            Cow::Borrowed("") => 0,
            Cow::Borrowed(text) => {
                let at = text.as_ptr().addr() - self.origin.text.as_ptr().addr();
                self.origin.place(at)
            }
            Cow::Owned(text) => {
                let start = self.file + self.draft.unescaped.len();
                self.draft.unescaped.push_str(text);
                start
            }
        };
        TextRange { start: narrow(start), len }
    }
}

impl DirectoryDraft {
    /// Notes where something was not expected, and where a bracket, string or comment has no end; the first of each counts.
    pub(super) fn note_disorder(&mut self, unclear_from: Option<usize>, unclosed_at: Option<usize>) {
        self.unclear_from = self.unclear_from.into_iter().chain(unclear_from).min();
        self.unclosed_at = self.unclosed_at.into_iter().chain(unclosed_at).min();
    }

    /// Puts the entries of a later part of a file behind these. `file` is the length of the file.
    pub(super) fn append(&mut self, mut later: DirectoryDraft, file: usize) {
        self.note_disorder(later.unclear_from, later.unclosed_at);
        self.unread.entries.append(mem::take(&mut later.unread.entries));
        self.problems.append(mem::take(&mut later.problems));
        if self.problems.is_full() {
            // Nobody will use what is right of the rest.
            return;
        }
        let shift = Shift {
            file: narrow(file),
            unescaped: narrow(self.unescaped.len()),
            names: narrow(self.records.names.len()),
            topics: narrow(self.topics_written.positions.len()),
            sources: narrow(self.sources_written.positions.len()),
            statements: narrow(self.records.statements.len()),
            links: narrow(self.records.links.len()),
            events: narrow(self.records.events.len()),
            contacts: narrow(self.records.contacts.len()),
            statuses: narrow(self.records.statuses.len()),
        };
        shift.records(&mut later);
        self.records.entries.append(&mut later.records.entries);
        self.starts.append(&mut later.starts);
        self.ids_written.append(later.ids_written);
        self.kinds_written.append(later.kinds_written);
        self.records.names.append(&mut later.records.names);
        self.topics_written.append(later.topics_written);
        self.sources_written.append(later.sources_written);
        self.records.statements.append(&mut later.records.statements);
        self.records.links.append(&mut later.records.links);
        self.relations_written.append(later.relations_written);
        self.targets_written.append(later.targets_written);
        self.targets.append(&mut later.targets);
        self.records.events.append(&mut later.records.events);
        self.records.contacts.append(&mut later.records.contacts);
        self.records.statuses.append(&mut later.records.statuses);
        self.unescaped.push_str(&later.unescaped);
        self.escapes.extend(later.escapes.iter().map(|(at, entry)| (at + shift.unescaped, *entry)));
    }
}

/// By how much the places in each list and in the unescaped strings move when they come to stand behind others.
struct Shift {
    file: u32,
    unescaped: u32,
    names: u32,
    topics: u32,
    sources: u32,
    statements: u32,
    links: u32,
    events: u32,
    contacts: u32,
    statuses: u32,
}

impl Shift {
    fn records(&self, draft: &mut DirectoryDraft) {
        for entry in draft.records.entries.iter_mut() {
            self.spans([&mut entry.id, &mut entry.name, &mut entry.abbreviation]);
            self.spans([&mut entry.language, &mut entry.summary, &mut entry.text]);
            entry.other_names.start += self.names;
            entry.status.start += self.statuses;
            entry.topics.start += self.topics;
            entry.activities.start += self.statements;
            entry.background.start += self.statements;
            entry.links.start += self.links;
            entry.events.start += self.events;
            entry.contacts.start += self.contacts;
            entry.sources.start += self.sources;
        }
        for statement in draft.records.statements.iter_mut() {
            self.spans([&mut statement.text, &mut statement.note]);
            statement.topics.start += self.topics;
            statement.sources.start += self.sources;
        }
        for link in draft.records.links.iter_mut() {
            self.spans([&mut link.note]);
            link.sources.start += self.sources;
        }
        for event in draft.records.events.iter_mut() {
            self.spans([&mut event.text, &mut event.note]);
            event.sources.start += self.sources;
        }
        for contact in draft.records.contacts.iter_mut() {
            self.spans([&mut contact.value, &mut contact.label, &mut contact.note]);
            contact.sources.start += self.sources;
        }
        for status in draft.records.statuses.iter_mut() {
            self.spans([&mut status.text, &mut status.note]);
            status.sources.start += self.sources;
        }
        self.spans(draft.records.names.iter_mut().chain(&mut draft.targets));
        let DirectoryDraft { kinds_written, relations_written, topics_written, sources_written, .. } = draft;
        for terms in [kinds_written, relations_written, topics_written, sources_written] {
            self.spans(terms.unknown.iter_mut().map(|(_, name)| name));
        }
    }

    /// Spans of the file itself stay.
    fn spans<'s>(&self, spans: impl IntoIterator<Item = &'s mut TextRange>) {
        for span in spans {
            if span.start >= self.file {
                span.start += self.unescaped;
            }
        }
    }
}

/// Names of terms, in the order in which they are written: their positions in the vocabulary, [`WrittenTerms::UNKNOWN`]
/// where there is none, or none yet, as the vocabulary may come last.
#[derive(Debug, Default)]
pub(super) struct WrittenTerms {
    pub(super) positions: Vec<u32>,
    /// (index in `positions`, the name as it is written)
    pub(super) unknown: Vec<(u32, TextRange)>,
}

impl WrittenTerms {
    pub(super) const UNKNOWN: u32 = u32::MAX;

    #[inline]
    fn push(&mut self, name: &NonBlank, written: TextRange, known: &Positions) {
        let position = known.get(&*name.0.0).copied();
        if position.is_none() {
            self.unknown.push((narrow(self.positions.len()), written));
        }
        self.positions.push(position.unwrap_or(Self::UNKNOWN));
    }

    fn append(&mut self, mut later: WrittenTerms) {
        let shift = narrow(self.positions.len());
        self.unknown.extend(later.unknown.iter().map(|(index, name)| (index + shift, *name)));
        self.positions.append(&mut later.positions);
    }
}

/// Ids of entries, copied close together with their hashes, to be compared in any order. In the text of the file they
/// are far apart, and each would be waited for.
#[derive(Debug, Default)]
pub(super) struct IdKeys {
    text: String,
    ends: Vec<u32>,
    hashes: Vec<u64>,
}

impl IdKeys {
    #[inline]
    fn push(&mut self, id: &str, hasher: &RandomState) {
        self.text.push_str(id);
        self.ends.push(narrow(self.text.len()));
        self.hashes.push(hasher.hash_one(id));
    }

    fn append(&mut self, mut later: IdKeys) {
        let shift = narrow(self.text.len());
        self.text.push_str(&later.text);
        self.ends.extend(later.ends.iter().map(|end| end + shift));
        self.hashes.append(&mut later.hashes);
    }

    #[inline]
    pub(super) fn hash(&self, index: usize) -> u64 {
        self.hashes[index]
    }

    #[inline]
    pub(super) fn is_same(&self, index: usize, others: &IdKeys, other: usize) -> bool {
        self.hashes[index] == others.hashes[other] && self.text(index) == others.text(other)
    }

    #[inline]
    fn text(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text.as_bytes()[start as usize..self.ends[index] as usize]
    }
}

pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).expect("a file shorter than 2 GiB has fewer of anything")
}
