//! Makes a directory of a draft: resolves the names, groups the links by target, and finds the problems of meaning.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::draft::{DirectoryDraft, Ids};
use super::problem::{Problem, ProblemList, Problems};
use super::record::{Grouped, IdIndex, List, Records, TextRange, Texts};
use super::strings::Strings;
use super::{Directory, EntryId, KindId, LinkIndex, RelationId, SourceId, TopicId};
use crate::notation::{nearest, quoted};
use crate::threads;

/// Makes a directory of a draft, or reports all its problems. `file` is the name of the file in them.
pub(super) fn resolve(file: &str, source: String, mut draft: DirectoryDraft) -> Result<Directory, Problems> {
    let mut problems = std::mem::take(&mut draft.problems);
    if problems.is_full() {
        // From here on the reader kept nothing.
        return Err(Problems::new(file, source, problems));
    }
    let resolver = Resolver::new(&source, &draft);
    let index = resolver.index(&mut problems);
    let resolved = resolver.resolve(&index, &mut problems);
    let nesting = Nesting::of(&draft, &resolved);
    nesting.find_cycles(&resolver, &mut problems);
    if problems.count() > 0 {
        return Err(Problems::new(file, source, problems));
    }
    let Nesting { children, roots, .. } = nesting;
    let link_targets: Vec<EntryId> = resolved.targets.into_iter().flatten().collect();
    let incoming = Grouped::new(draft.records.entries.len(), || {
        link_targets.iter().enumerate().map(|(index, target)| (*target, LinkIndex::new(index)))
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
        roots,
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
    /// What each synonym finds.
    synonyms: Vec<Option<EntryId>>,
}

struct Resolver<'d> {
    source: &'d str,
    draft: &'d DirectoryDraft,
    comparisons: Cell<usize>,
    lines: OnceCell<LineNumbers>,
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
            lines: OnceCell::new(),
            strings: Strings::of(source),
        }
    }

    fn index(&self, problems: &mut ProblemList) -> IdIndex {
        let entries = &self.draft.records.entries;
        let mut index = IdIndex::new(entries.len());
        for position in (0..entries.len()).filter(|at| !entries[*at].id.is_empty()) {
            if let Err(other) = index.insert(EntryId::new(position), |entry| self.entry_id(entry)) {
                problems.push_with(|| self.twice("entry", entries[position].id, entries[other.index()].id));
            }
        }
        index
    }

    fn resolve(&self, index: &IdIndex, problems: &mut ProblemList) -> Resolved {
        let DirectoryDraft { unread, records, topic_names, source_names, .. } = self.draft;
        let Records { front, kinds, relations, topics, sources, synonyms, entries, links, .. } = records;
        let mut terms = |what, unread, ids: Vec<TextRange>| TermIds::new(self, what, unread, &ids, problems);
        let kinds = terms("kind", &unread.kinds, kinds.iter().map(|kind| kind.id).collect());
        let relations =
            terms("relation", &unread.relations, relations.iter().map(|relation| relation.id).collect());
        let topics = terms("topic", &unread.topics, topics.iter().map(|topic| topic.id).collect());
        let sources = terms("source", &unread.sources, sources.iter().map(|source| source.id).collect());
        self.check_synonyms(problems);
        Resolved {
            kinds: self.terms(&kinds, entries, |entry| entry.kind, KindId, problems),
            topics: self.terms(&topics, topic_names, |name| *name, TopicId, problems),
            relations: self.terms(&relations, links, |link| link.rel, RelationId, problems),
            targets: self.entries(index, links, |link| link.to, problems),
            help: self.entries(index, &[front.help], |help| *help, problems)[0],
            edition_source: self.positions(&sources, &[front.edition_source], |source| *source, problems)[0]
                .map(SourceId),
            synonyms: self.entries(index, synonyms, |synonym| synonym.finds, problems),
            sources: self.terms(&sources, source_names, |name| *name, SourceId, problems),
        }
    }

    fn terms<R: Sync, T>(
        &self,
        vocabulary: &TermIds,
        records: &[R],
        name: impl Fn(&R) -> TextRange + Sync,
        term: fn(u32) -> T,
        problems: &mut ProblemList,
    ) -> Vec<T> {
        let positions = self.positions(vocabulary, records, name, problems);
        positions.into_iter().map(|position| term(position.unwrap_or(u32::MAX))).collect()
    }

    fn positions<R: Sync>(
        &self,
        vocabulary: &TermIds,
        records: &[R],
        name: impl Fn(&R) -> TextRange + Sync,
        problems: &mut ProblemList,
    ) -> Vec<Option<u32>> {
        let find = |id: &str| vocabulary.ids.get(id).copied();
        let nearest = |id: &str| vocabulary.nearest(id, self);
        self.find_each(records, name, find, (vocabulary.what, vocabulary.unread), nearest, problems)
    }

    fn entries<R: Sync>(
        &self,
        index: &IdIndex,
        records: &[R],
        name: impl Fn(&R) -> TextRange + Sync,
        problems: &mut ProblemList,
    ) -> Vec<Option<EntryId>> {
        let (source, draft) = (self.source, self.draft);
        let id_of = |entry: EntryId| draft.records.entries[entry.index()].id.text(source, &draft.unescaped);
        let find = |id: &str| index.find(id, id_of);
        let nearest = |id: &str| self.nearest_entry(id);
        self.find_each(records, name, find, ("entry", &draft.unread.entries), nearest, problems)
    }

    /// Looks up each name. Reports those that are not found, unless what they name could not be read.
    fn find_each<'n, R: Sync, T: Send + Clone>(
        &self,
        records: &[R],
        name: impl Fn(&R) -> TextRange + Sync,
        find: impl Fn(&str) -> Option<T> + Sync,
        (what, unread): (&str, &Ids),
        nearest: impl Fn(&str) -> Option<&'n str>,
        problems: &mut ProblemList,
    ) -> Vec<Option<T>> {
        const LEAST: usize = 20_000;
        let (source, unescaped) = (self.source, &self.draft.unescaped);
        let found = threads::map(threads::parts(records, LEAST), |part| {
            part.iter().map(|record| find(name(record).text(source, unescaped))).collect::<Vec<_>>()
        });
        let found = found.concat();
        for (record, _) in records.iter().zip(&found).filter(|(_, found)| found.is_none()) {
            let written = name(record);
            let id = self.text(written);
            // An empty one was left out, which is allowed or reported already.
            if !id.is_empty() && !unread.may_have(id) {
                problems.push_with(|| self.unknown(what, written, nearest(id)));
            }
        }
        found
    }

    fn check_synonyms(&self, problems: &mut ProblemList) {
        let Records { synonyms, names, .. } = &self.draft.records;
        for synonym in synonyms.iter().filter(|synonym| synonym.means.is_empty() && synonym.finds.is_empty())
        {
            if let Some(first) = synonym.words.of(names).first() {
                let message = "a synonym needs `means` or `finds`, and has neither";
                problems.push(Problem { entry: None, ..self.problem(*first, message.to_owned()) });
            }
        }
    }

    fn nearest_entry(&self, id: &str) -> Option<&'d str> {
        let entries = self.draft.records.entries.len();
        self.spend(entries)?;
        nearest(id, (0..entries).map(|index| self.entry_id(EntryId::new(index))))
    }

    fn spend(&self, comparisons: usize) -> Option<()> {
        self.comparisons.set(self.comparisons.get().checked_sub(comparisons)?);
        Some(())
    }

    fn unknown(&self, what: &str, written: TextRange, nearest: Option<&str>) -> Problem {
        let hint =
            nearest.map_or_else(String::new, |known| format!("; the nearest is \"{}\"", quoted(known)));
        self.problem(written, format!("no {what} has the id \"{}\"{hint}", quoted(self.text(written))))
    }

    fn twice(&self, what: &str, second: TextRange, first: TextRange) -> Problem {
        let line = self
            .lines
            .get_or_init(|| LineNumbers::of(self.source))
            .line_of(self.source, self.place(first).start);
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
        let DirectoryDraft { records: Records { entries, .. }, starts, end, .. } = self.draft;
        if at >= *end {
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

    fn entry_id(&self, entry: EntryId) -> &'d str {
        self.text(self.draft.records.entries[entry.index()].id)
    }

    fn text(&self, span: TextRange) -> &'d str {
        span.text(self.source, &self.draft.unescaped)
    }
}

/// Counts of newlines before each block of a file: the number of any line is found by scanning one block.
struct LineNumbers {
    before: Vec<usize>,
}

impl LineNumbers {
    const BLOCK: usize = 1 << 14;

    fn of(source: &str) -> Self {
        let count = |block: &[u8]| memchr::memchr_iter(b'\n', block).count();
        let mut lines = 0;
        let blocks = source.as_bytes().chunks(Self::BLOCK);
        let before = blocks.map(|block| {
            let before = lines;
            lines += count(block);
            before
        });
        LineNumbers { before: before.collect() }
    }

    fn line_of(&self, source: &str, at: usize) -> usize {
        let block = at / Self::BLOCK;
        let within = &source.as_bytes()[block * Self::BLOCK..at];
        self.before.get(block).copied().unwrap_or(0) + memchr::memchr_iter(b'\n', within).count() + 1
    }
}

struct TermIds<'d> {
    what: &'static str,
    ids: HashMap<&'d str, u32, RandomState>,
    unread: &'d Ids,
}

impl<'d> TermIds<'d> {
    fn new(
        resolver: &Resolver<'d>,
        what: &'static str,
        unread: &'d Ids,
        terms: &[TextRange],
        problems: &mut ProblemList,
    ) -> Self {
        let mut ids = HashMap::default();
        for (index, id) in (0_u32..).zip(terms.iter().copied()).filter(|(_, id)| !id.is_empty()) {
            let first: u32 = *ids.entry(resolver.text(id)).or_insert(index);
            if first != index {
                let first = terms[first as usize];
                problems.push_with(|| Problem { entry: None, ..resolver.twice(what, id, first) });
            }
        }
        TermIds { what, ids, unread }
    }

    fn nearest(&self, id: &str, resolver: &Resolver) -> Option<&'d str> {
        resolver.spend(self.ids.len())?;
        nearest(id, self.ids.keys().copied())
    }
}

struct Nesting<'l> {
    children: Grouped<EntryId>,
    parents: Grouped<LinkIndex>,
    roots: List<EntryId>,
    targets: &'l [Option<EntryId>],
}

impl<'l> Nesting<'l> {
    fn of(draft: &DirectoryDraft, resolved: &'l Resolved) -> Self {
        let count = draft.records.entries.len();
        let mut links: Vec<(EntryId, LinkIndex)> = Vec::new();
        // (parent, child), each pair once, also where two relations nest one beneath the other.
        let mut pairs: Vec<(EntryId, EntryId)> = Vec::new();
        let mut above: Vec<EntryId> = Vec::new();
        for (position, entry) in draft.records.entries.iter().enumerate() {
            let child = EntryId::new(position);
            above.clear();
            for index in entry.links.range() {
                let relation =
                    resolved.relations.get(index).and_then(|id| draft.records.relations.get(id.index()));
                if let Some(Some(target)) = resolved.targets.get(index)
                    && relation.is_some_and(|relation| relation.nests)
                {
                    links.push((child, LinkIndex::new(index)));
                    above.push(*target);
                }
            }
            above.sort_unstable();
            above.dedup();
            pairs.extend(above.iter().map(|parent| (*parent, child)));
        }
        let children = Grouped::new(count, || pairs.iter().copied());
        let parents = Grouped::new(count, || links.iter().copied());
        let roots = (0..count).map(EntryId::new).filter(|entry| parents.of(*entry).is_empty());
        let roots = List(roots.collect());
        Nesting { children, parents, roots, targets: &resolved.targets }
    }

    /// Reports each cycle of nesting links once, at the link that closes it. Entries are removed from the roots down
    /// (Kahn 1962); each that is left has a cycle above it, which walking up finds.
    fn find_cycles(&self, resolver: &Resolver, problems: &mut ProblemList) {
        let count = resolver.draft.records.entries.len();
        let mut waiting = vec![0_u32; count];
        for child in self.children.items.iter() {
            waiting[child.index()] += 1;
        }
        let mut free = self.roots.to_vec();
        let mut taken = 0;
        while let Some(entry) = free.pop() {
            taken += 1;
            for child in self.children.of(entry) {
                waiting[child.index()] -= 1;
                if waiting[child.index()] == 0 {
                    free.push(*child);
                }
            }
        }
        let is_left = |entry: EntryId| waiting[entry.index()] > 0;
        if taken < count {
            self.walk_up(resolver, is_left, problems);
        }
    }

    /// Walks up from each entry that is left until it comes to one where it has been.
    fn walk_up(&self, resolver: &Resolver, is_left: impl Fn(EntryId) -> bool, problems: &mut ProblemList) {
        const UNSEEN: usize = usize::MAX;
        let count = resolver.draft.records.entries.len();
        let mut walk_of = vec![UNSEEN; count];
        for start in (0..count).filter(|entry| is_left(EntryId::new(*entry))) {
            let mut path: Vec<LinkIndex> = Vec::new();
            let mut entry = EntryId::new(start);
            while walk_of[entry.index()] == UNSEEN {
                walk_of[entry.index()] = start;
                let up = self.parents.of(entry).iter().copied().find(|link| is_left(self.target(*link)));
                let Some(link) = up else { break };
                path.push(link);
                entry = self.target(link);
            }
            if walk_of[entry.index()] == start && !path.is_empty() {
                problems.push(self.cycle(resolver, &path, entry));
            }
        }
    }

    /// The cycle at the end of a path that has come back to `meets`.
    fn cycle(&self, resolver: &Resolver, path: &[LinkIndex], meets: EntryId) -> Problem {
        const MOST_SHOWN: usize = 6;
        let (last, before) = path.split_last().expect("a cycle has a link");
        let begins = before.iter().rposition(|link| self.target(*link) == meets).map_or(0, |at| at + 1);
        let cycle = &path[begins..];
        let id = |link: &LinkIndex| quoted(resolver.entry_id(self.target(*link)));
        let mut around: Vec<String> = cycle.iter().take(MOST_SHOWN).map(id).collect();
        if cycle.len() > MOST_SHOWN {
            around.push(format!("... ({} entries)", cycle.len()));
        }
        let written = resolver.draft.records.links[last.index()].to;
        let meets = quoted(resolver.entry_id(meets));
        resolver.problem(
            written,
            format!("nesting links go round in a circle: {meets} -> {}", around.join(" -> ")),
        )
    }

    fn target(&self, link: LinkIndex) -> EntryId {
        self.targets[link.index()].expect("a nesting link leads somewhere")
    }
}
