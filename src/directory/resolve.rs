//! Resolves the ids in a parsed draft, and reports those that do not exist, duplicates and circles.

use std::borrow::Cow;
use std::ops::Range;

use super::draft::DirectoryDraft;
use super::problem::{Problem, ProblemList, Problems};
use super::record::{Grouped, IdIndex, Records, TextRange, Texts, narrow};
use super::strings::EscapedStrings;
use super::{Directory, EntryId, KindId, LinkIndex, RelationId, Resolved, SourceId, TopicId};
use crate::notation::{hint, nearest, quoted};
use crate::threads;

/// Makes a directory of a draft, or reports all its problems. `file` is the name of the file in them.
pub(super) fn resolve(file: &str, source: String, mut draft: DirectoryDraft) -> Result<Directory, Problems> {
    let problems = std::mem::take(&mut draft.problems);
    if problems.is_full() {
        // No more entries were kept from here on.
        return Err(Problems::new(file, source, problems));
    }
    let mut resolver = Resolver::new(&source, &draft, problems);
    let (resolved, index) = resolver.resolve();
    find_cycles(&mut resolver, &resolved);
    let problems = resolver.problems;
    if problems.count() > 0 {
        return Err(Problems::new(file, source, problems));
    }
    let count = draft.records.entries.len();
    let (children, roots) = nest(&draft, &resolved);
    let links = || (0..).map(LinkIndex::new).zip(resolved.targets.iter());
    let incoming = Grouped::new(count, || links().map(|(link, target)| (target.index(), link)));
    let texts = Texts { source: Cow::Owned(source), unescaped: Cow::Owned(draft.unescaped) };
    Ok(Directory { texts, records: draft.records, resolved, index, incoming, children, roots })
}

struct Resolver<'d> {
    source: &'d str,
    draft: &'d DirectoryDraft,
    problems: ProblemList,
    comparisons: usize,
    newlines: Vec<u32>,
    strings: EscapedStrings<'d>,
}

impl<'d> Resolver<'d> {
    /// For the nearest names. Enough for every wrong link of an ordinary file, and under a second's work in a huge one.
    const MOST_COMPARISONS: usize = 10_000_000;

    fn new(source: &'d str, draft: &'d DirectoryDraft, problems: ProblemList) -> Self {
        let (newlines, strings) = (Vec::new(), EscapedStrings::of(source));
        Resolver { source, draft, problems, comparisons: Self::MOST_COMPARISONS, newlines, strings }
    }

    fn resolve(&mut self) -> (Resolved, IdIndex) {
        let DirectoryDraft { records, topic_names, source_names, .. } = self.draft;
        let Records { front, kinds, relations, topics, sources, synonyms, entries, links, .. } = records;
        let mut declared = |what, list, ids| DeclaredIds::new(self, what, list, ids);
        let entry_ids = declared("entry", "entries", entries.iter().map(|entry| entry.id).collect());
        let kinds = declared("kind", "kinds", kinds.iter().map(|kind| kind.id).collect());
        let relations = declared("relation", "relations", relations.iter().map(|one| one.id).collect());
        let topics = declared("topic", "topics", topics.iter().map(|topic| topic.id).collect());
        let sources = declared("source", "sources", sources.iter().map(|source| source.id).collect());
        self.check_synonyms();
        let entry = |found: Option<u32>| found.map(EntryId);
        let source = |found: Option<u32>| found.map(SourceId);
        let resolved = Resolved {
            kinds: self.look_up(&kinds, entries, |entry| entry.kind, required(KindId)),
            topics: self.look_up(&topics, topic_names, |name| *name, required(TopicId)),
            relations: self.look_up(&relations, links, |link| link.rel, required(RelationId)),
            targets: self.look_up(&entry_ids, links, |link| link.to, required(EntryId)),
            help: self.look_up(&entry_ids, &[front.help], |help| *help, entry)[0],
            edition_source: self.look_up(&sources, &[front.edition_source], |id| *id, source)[0],
            synonyms: self.look_up(&entry_ids, synonyms, |synonym| synonym.finds, entry),
            sources: self.look_up(&sources, source_names, |name| *name, required(SourceId)),
        };
        (resolved, entry_ids.index)
    }

    /// Looks up each name. Reports those that are not found, unless what they name could not be read.
    fn look_up<R: Sync, T>(
        &mut self,
        declared: &DeclaredIds,
        records: &[R],
        name: impl Fn(&R) -> TextRange + Sync,
        id: impl Fn(Option<u32>) -> T,
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
            if !written.is_empty() && !self.draft.unread.may_have(declared.list, text(written)) {
                self.report(written, |resolver| resolver.unknown_id_message(declared, written));
            }
        }
        found.into_iter().map(id).collect()
    }

    fn check_synonyms(&mut self) {
        let Records { synonyms, names, .. } = &self.draft.records;
        for synonym in synonyms.iter().filter(|synonym| synonym.means.is_empty() && synonym.finds.is_empty())
        {
            if let Some(first) = synonym.words.of(names).first() {
                self.report(*first, |_| "a synonym needs `means` or `finds`, and has neither".to_owned());
            }
        }
    }

    fn unknown_id_message(&mut self, declared: &DeclaredIds, written: TextRange) -> String {
        let id = self.text(written);
        let comparisons = self.comparisons.checked_sub(declared.ids.len());
        let nearest = comparisons.and_then(|left| {
            self.comparisons = left;
            nearest(id, declared.ids.iter().map(|id| self.text(*id)))
        });
        format!("no {} has the id \"{}\"{}", declared.what, quoted(id), hint(nearest))
    }

    fn duplicate_id_message(&mut self, what: &str, id: TextRange, first: TextRange) -> String {
        if self.newlines.is_empty() {
            self.newlines = memchr::memchr_iter(b'\n', self.source.as_bytes()).map(narrow).collect();
        }
        let first = narrow(self.source_range(first).start);
        let line = self.newlines.partition_point(|newline| *newline < first) + 1;
        let id = quoted(self.text(id));
        format!("the {what} \"{id}\" stands here a second time; the first is on line {line}")
    }

    /// Reports a problem of a string. The message is made only if there is room for it.
    fn report(&mut self, at: TextRange, message: impl FnOnce(&mut Self) -> String) {
        if self.problems.is_full() {
            self.problems.beyond += 1;
            return;
        }
        let (message, range) = (message(self), self.source_range(at));
        let entry = self.entry_at(range.start);
        self.problems.push(Problem::error(range, message, entry));
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
    fn source_range(&self, string: TextRange) -> Range<usize> {
        let (start, len) = (string.start as usize, string.len as usize);
        if start < self.source.len() {
            start.saturating_sub(1)..start + len + 1
        } else {
            self.strings.find_escaped(0, self.text(string))
        }
    }

    fn text(&self, span: TextRange) -> &'d str {
        span.text(self.source, &self.draft.unescaped)
    }
}

/// Turns a failed look-up into an invalid id: the file is refused anyway.
fn required<T>(id: fn(u32) -> T) -> impl Fn(Option<u32>) -> T {
    move |found| id(found.unwrap_or(u32::MAX))
}

struct DeclaredIds {
    what: &'static str,
    ids: Vec<TextRange>,
    index: IdIndex,
    list: &'static str,
}

impl DeclaredIds {
    fn new(resolver: &mut Resolver, what: &'static str, list: &'static str, ids: Vec<TextRange>) -> Self {
        let mut index = IdIndex::new(ids.len());
        for (at, id) in (0..).zip(&ids).filter(|(_, id)| !id.is_empty()) {
            if let Err(first) = index.insert(at, |at| resolver.text(ids[at as usize])) {
                resolver
                    .report(*id, |resolver| resolver.duplicate_id_message(what, *id, ids[first as usize]));
            }
        }
        DeclaredIds { what, ids, index, list }
    }
}

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

fn find_cycles(resolver: &mut Resolver, resolved: &Resolved) {
    const DONE: usize = usize::MAX;
    let draft = resolver.draft;
    let count = draft.records.entries.len();
    let above = |entry| nesting_links(draft, resolved, entry);
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
                    report_cycle(resolver, link, cycle);
                }
            }
        }
    }
}

fn nesting_links(
    draft: &DirectoryDraft,
    resolved: &Resolved,
    entry: EntryId,
) -> impl Iterator<Item = (LinkIndex, EntryId)> {
    let Records { relations, entries, .. } = &draft.records;
    let count = entries.len();
    entries[entry.index()].links.range().filter_map(move |index| {
        let relation = relations.get(resolved.relations[index].index())?;
        let target = resolved.targets[index];
        (relation.nests && target.index() < count).then_some((LinkIndex::new(index), target))
    })
}

fn report_cycle(
    resolver: &mut Resolver,
    last: LinkIndex,
    cycle: impl ExactSizeIterator<Item = EntryId> + Clone,
) {
    const MOST_SHOWN: usize = 6;
    let records = &resolver.draft.records;
    resolver.report(records.links[last.index()].to, |resolver| {
        let length = cycle.len();
        let shown = cycle.clone().chain(cycle).take(length.min(MOST_SHOWN) + 1);
        let mut around: Vec<String> =
            shown.map(|entry| quoted(resolver.text(records.entries[entry.index()].id))).collect();
        if length > MOST_SHOWN {
            around.push(format!("... ({length} entries)"));
        }
        format!("nesting links go round in a circle: {}", around.join(" -> "))
    });
}
