//! Makes a directory of a draft: resolves the names, groups the links by target, and finds the problems of meaning.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::ops::Range;

use super::draft::{DirectoryDraft, Ids};
use super::problem::{Problem, ProblemList, Problems};
use super::record::{Grouped, IdIndex, List, Records, TextRange, Texts, narrow};
use super::strings::Strings;
use super::{Directory, EntryId, KindId, LinkIndex, RelationId, SourceId, TopicId};
use crate::notation::{hint, nearest, quoted};
use crate::threads;

/// Makes a directory of a draft, or reports all its problems. `file` is the name of the file in them.
pub(super) fn resolve(file: &str, source: String, mut draft: DirectoryDraft) -> Result<Directory, Problems> {
    let mut problems = std::mem::take(&mut draft.problems);
    if problems.is_full() {
        // The reader kept nothing from here on.
        return Err(Problems::new(file, source, problems));
    }
    let resolver = Resolver::new(&source, &draft);
    let (resolved, index) = resolver.resolve(&mut problems);
    find_cycles(&resolver, &resolved, &mut problems);
    if problems.count() > 0 {
        return Err(Problems::new(file, source, problems));
    }
    let (children, roots) = nest(&draft, &resolved);
    let link_targets: Vec<EntryId> = resolved.targets.into_iter().flatten().collect();
    let incoming = Grouped::new(draft.records.entries.len(), || {
        link_targets.iter().enumerate().map(|(index, target)| (target.index(), LinkIndex::new(index)))
    });
    Ok(Directory {
        texts: Texts { source: Cow::Owned(source), unescaped: Cow::Owned(draft.unescaped) },
        records: draft.records,
        entry_kinds: List(resolved.kinds),
        topic_lists: List(resolved.topics),
        source_lists: List(resolved.sources),
        link_relations: List(resolved.relations),
        link_targets: List(link_targets),
        help: resolved.help,
        edition_source: resolved.edition_source,
        synonym_entries: List(resolved.synonyms),
        index,
        incoming,
        children,
        roots: List(roots),
    })
}

/// What each name in a draft stands for, in the order of the file.
struct Resolved {
    kinds: Vec<KindId>,
    topics: Vec<TopicId>,
    sources: Vec<SourceId>,
    relations: Vec<RelationId>,
    targets: Vec<Option<EntryId>>,
    help: Option<EntryId>,
    edition_source: Option<SourceId>,
    synonyms: Vec<Option<EntryId>>,
}

struct Resolver<'d> {
    source: &'d str,
    draft: &'d DirectoryDraft,
    comparisons: Cell<usize>,
    newlines: OnceCell<Vec<u32>>,
    strings: Strings<'d>,
}

impl<'d> Resolver<'d> {
    /// For the nearest names. Enough for every wrong link of an ordinary file, and under a second's work in a huge one.
    const MOST_COMPARISONS: usize = 10_000_000;

    fn new(source: &'d str, draft: &'d DirectoryDraft) -> Self {
        Resolver {
            source,
            draft,
            comparisons: Cell::new(Self::MOST_COMPARISONS),
            newlines: OnceCell::new(),
            strings: Strings::of(source),
        }
    }

    fn resolve(&self, problems: &mut ProblemList) -> (Resolved, IdIndex) {
        let DirectoryDraft { unread, records, topic_names, source_names, .. } = self.draft;
        let Records { front, kinds, relations, topics, sources, synonyms, entries, links, .. } = records;
        let mut declared = |what, list, ids| DeclaredIds::new(self, what, &unread.0[list], ids, problems);
        let entry_ids = declared("entry", "entries", entries.iter().map(|entry| entry.id).collect());
        let kinds = declared("kind", "kinds", kinds.iter().map(|kind| kind.id).collect());
        let relations = declared("relation", "relations", relations.iter().map(|one| one.id).collect());
        let topics = declared("topic", "topics", topics.iter().map(|topic| topic.id).collect());
        let sources = declared("source", "sources", sources.iter().map(|source| source.id).collect());
        self.check_synonyms(problems);
        let entry = |found: Option<u32>| found.map(EntryId);
        let source = |found: Option<u32>| found.map(SourceId);
        let resolved = Resolved {
            kinds: self.look_up(&kinds, entries, |entry| entry.kind, KindId::found, problems),
            topics: self.look_up(&topics, topic_names, |name| *name, TopicId::found, problems),
            relations: self.look_up(&relations, links, |link| link.rel, RelationId::found, problems),
            targets: self.look_up(&entry_ids, links, |link| link.to, entry, problems),
            help: self.look_up(&entry_ids, &[front.help], |help| *help, entry, problems)[0],
            edition_source: self.look_up(&sources, &[front.edition_source], |id| *id, source, problems)[0],
            synonyms: self.look_up(&entry_ids, synonyms, |synonym| synonym.finds, entry, problems),
            sources: self.look_up(&sources, source_names, |name| *name, SourceId::found, problems),
        };
        (resolved, entry_ids.index)
    }

    /// Looks up each name. Reports those that are not found, unless what they name could not be read.
    fn look_up<R: Sync, T>(
        &self,
        declared: &DeclaredIds,
        records: &[R],
        name: impl Fn(&R) -> TextRange + Sync,
        id: impl Fn(Option<u32>) -> T,
        problems: &mut ProblemList,
    ) -> Vec<T> {
        const LEAST: usize = 20_000;
        let (source, unescaped) = (self.source, &self.draft.unescaped);
        let text = |range: TextRange| range.text(source, unescaped);
        let find = |written: &str| declared.index.find(written, |at| text(declared.ids[at as usize]));
        let found = threads::map(threads::parts(records, LEAST), |part| {
            part.iter().map(|record| find(text(name(record)))).collect::<Vec<_>>()
        });
        let found = found.concat();
        for (record, _) in records.iter().zip(&found).filter(|(_, found)| found.is_none()) {
            let written = name(record);
            // An empty name is allowed, or reported already.
            if !written.is_empty() && !declared.unread.may_have(text(written)) {
                problems.push_with(|| self.unknown(declared, written));
            }
        }
        found.into_iter().map(id).collect()
    }

    fn check_synonyms(&self, problems: &mut ProblemList) {
        let Records { synonyms, names, .. } = &self.draft.records;
        for synonym in synonyms.iter().filter(|synonym| synonym.means.is_empty() && synonym.finds.is_empty())
        {
            if let Some(first) = synonym.words.of(names).first() {
                let message = "a synonym needs `means` or `finds`, and has neither";
                problems.push(self.problem(*first, message.to_owned()));
            }
        }
    }

    fn unknown(&self, declared: &DeclaredIds, written: TextRange) -> Problem {
        let id = self.text(written);
        let comparisons = self.comparisons.get().checked_sub(declared.ids.len());
        let nearest = comparisons.and_then(|left| {
            self.comparisons.set(left);
            nearest(id, declared.ids.iter().map(|id| self.text(*id)))
        });
        let message = format!("no {} has the id \"{}\"{}", declared.what, quoted(id), hint(nearest));
        self.problem(written, message)
    }

    fn twice(&self, what: &str, second: TextRange, first: TextRange) -> Problem {
        let newlines = || memchr::memchr_iter(b'\n', self.source.as_bytes()).map(narrow).collect();
        let newlines = self.newlines.get_or_init(newlines);
        let first = narrow(self.place(first).start);
        let line = newlines.partition_point(|newline| *newline < first) + 1;
        let id = quoted(self.text(second));
        self.problem(
            second,
            format!("the {what} \"{id}\" stands here a second time; the first is on line {line}"),
        )
    }

    fn problem(&self, at: TextRange, message: String) -> Problem {
        let range = self.place(at);
        let entry = self.entry_at(range.start);
        Problem::error(range, message, entry)
    }

    fn entry_at(&self, at: usize) -> Option<&'d str> {
        let DirectoryDraft { records: Records { entries, .. }, starts, entries_end, .. } = self.draft;
        if at >= *entries_end {
            return None;
        }
        let after = starts.partition_point(|start| *start as usize <= at);
        let entry = entries.get(after.checked_sub(1)?)?;
        (!entry.id.is_empty()).then(|| self.text(entry.id))
    }

    /// Where a string stands in the file, with its quotes.
    fn place(&self, span: TextRange) -> Range<usize> {
        let (start, len) = (span.start as usize, span.len as usize);
        if start < self.source.len() {
            return start.saturating_sub(1)..start + len + 1;
        }
        let escapes = &self.draft.escapes;
        let after = escapes.partition_point(|(from, _)| *from as usize + self.source.len() <= start);
        let entry = after.checked_sub(1).map_or(0, |index| escapes[index].1 as usize);
        self.strings.escaped(entry, self.text(span))
    }

    fn text(&self, span: TextRange) -> &'d str {
        span.text(self.source, &self.draft.unescaped)
    }
}

struct DeclaredIds<'d> {
    what: &'static str,
    ids: Vec<TextRange>,
    index: IdIndex,
    unread: &'d Ids,
}

impl<'d> DeclaredIds<'d> {
    /// Reports duplicate ids.
    fn new(
        resolver: &Resolver<'d>,
        what: &'static str,
        unread: &'d Ids,
        ids: Vec<TextRange>,
        problems: &mut ProblemList,
    ) -> Self {
        let mut index = IdIndex::new(ids.len());
        for (at, id) in (0..).zip(&ids).filter(|(_, id)| !id.is_empty()) {
            if let Err(first) = index.insert(at, |at| resolver.text(ids[at as usize])) {
                problems.push_with(|| resolver.twice(what, *id, ids[first as usize]));
            }
        }
        DeclaredIds { what, ids, index, unread }
    }
}

/// The entries beneath each entry, and those beneath none.
fn nest(draft: &DirectoryDraft, resolved: &Resolved) -> (Grouped<EntryId>, Vec<EntryId>) {
    let count = draft.records.entries.len();
    // (parent, child), each pair once, also where two relations nest one beneath the other.
    let mut pairs: Vec<(EntryId, EntryId)> = Vec::new();
    let mut roots: Vec<EntryId> = Vec::new();
    let mut above: Vec<EntryId> = Vec::new();
    for child in (0..count).map(EntryId::new) {
        above.clear();
        above.extend(nesting_links(draft, resolved, child).map(|(_, parent)| parent));
        above.sort_unstable();
        above.dedup();
        if above.is_empty() {
            roots.push(child);
        }
        pairs.extend(above.iter().map(|parent| (*parent, child)));
    }
    (Grouped::new(count, || pairs.iter().map(|(parent, child)| (parent.index(), *child))), roots)
}

/// Reports each nesting link that leads back to an entry beneath its own.
fn find_cycles(resolver: &Resolver, resolved: &Resolved, problems: &mut ProblemList) {
    const DONE: usize = usize::MAX;
    let count = resolver.draft.records.entries.len();
    let above = |entry| nesting_links(resolver.draft, resolved, entry);
    // Of an entry on the path its place there, from 1.
    let mut places = vec![0; count];
    for start in (0..count).map(EntryId::new) {
        let mut path = Vec::new();
        if places[start.index()] == 0 {
            places[start.index()] = 1;
            path.push((start, above(start)));
        }
        while let Some((entry, links)) = path.last_mut() {
            let Some((link, parent)) = links.next() else {
                places[entry.index()] = DONE;
                path.pop();
                continue;
            };
            match places[parent.index()] {
                0 => {
                    places[parent.index()] = path.len() + 1;
                    path.push((parent, above(parent)));
                }
                DONE => {}
                place => {
                    let cycle = path[place - 1..].iter().map(|(entry, _)| *entry);
                    problems.push(cycle_problem(resolver, link, cycle));
                }
            }
        }
    }
}

/// The nesting links of an entry with their targets.
fn nesting_links(
    draft: &DirectoryDraft,
    resolved: &Resolved,
    entry: EntryId,
) -> impl Iterator<Item = (LinkIndex, EntryId)> {
    let relations = &draft.records.relations;
    draft.records.entries[entry.index()].links.range().filter_map(move |index| {
        let relation = relations.get(resolved.relations[index].index())?;
        resolved.targets[index].filter(|_| relation.nests).map(|target| (LinkIndex::new(index), target))
    })
}

fn cycle_problem(
    resolver: &Resolver,
    last: LinkIndex,
    cycle: impl ExactSizeIterator<Item = EntryId> + Clone,
) -> Problem {
    const MOST_SHOWN: usize = 6;
    let records = &resolver.draft.records;
    let length = cycle.len();
    let shown = cycle.clone().chain(cycle).take(length.min(MOST_SHOWN) + 1);
    let mut around: Vec<String> =
        shown.map(|entry| quoted(resolver.text(records.entries[entry.index()].id))).collect();
    if length > MOST_SHOWN {
        around.push(format!("... ({length} entries)"));
    }
    let message = format!("nesting links go round in a circle: {}", around.join(" -> "));
    resolver.problem(records.links[last.index()].to, message)
}
