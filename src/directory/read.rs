//! Parses a data file into a [`DirectoryDraft`], with all mistakes of syntax and type.
//!
//! Several threads parse the entries in batches, each entry alone. An entry that `serde` refuses, or that lacks a required
//! field, is recovered for all its mistakes and read without them. The rest of the file is small and parsed at once.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;

use super::draft::{DirectoryDraft, DraftWriter, Ids, Origin, Unread};
use super::flatten::Flatten as _;
use super::problem::{Problem, ProblemList};
use super::progress::Progress;
use super::schema::{Front, RECORDS, RawEntry};
use crate::notation::{MOST_MISTAKES, Member, Mistake, Recovered, Scanner, diagnose, members, parse};
use crate::threads;

/// About how many bytes of entries a thread parses at a time.
const BATCH: usize = 1 << 18;

const NO_PANIC: &str = "a panic of one thread is one of all";

pub(super) fn read(source: &str, progress: &Progress) -> DirectoryDraft {
    let mut draft = DirectoryDraft::default();
    let Some(open) = open_entries(source) else {
        let is_in_order = read_front(source, Origin { text: source, start: 0, gap: (0, 0) }, &mut draft);
        // After a missing bracket or quote the entries may have been taken for a part of something else.
        let is_in_order = is_in_order && draft.unreliable_from.is_none();
        settle(&mut draft, is_in_order);
        return draft;
    };
    let entries = Entries {
        source,
        open,
        progress,
        batches: Mutex::new(Batches {
            scanner: Scanner::new(source, open + 1, "an entry"),
            next: 0,
            is_at_end: false,
            is_cut: false,
            ended: 0,
        }),
        gathered: Mutex::new(Gathered { draft, next: 0, waiting: BTreeMap::new() }),
    };
    let threads = threads::worth_starting(source.len() - open, 4 * BATCH);
    threads::map(vec![(); threads], |()| entries.read());
    let Entries { batches, gathered, .. } = entries;
    let mut draft = gathered.into_inner().expect(NO_PANIC).draft;
    if progress.is_cancelled() {
        return draft;
    }
    let Batches { mut scanner, is_cut, .. } = batches.into_inner().expect(NO_PANIC);
    for mistake in scanner.mistakes.drain(..) {
        draft.problems.push(problem(mistake, None));
    }
    let is_closed = scanner.unclosed.is_none();
    draft.note_disorder(scanner.unreliable_from, (!is_closed && !is_cut).then_some(open));
    if let Some(unclosed) = scanner.unclosed.filter(|_| !is_cut) {
        draft.problems.push(problem(unclosed, None));
    }
    if !is_closed {
        draft.unread.mark_all_incomplete();
    }
    draft.entries_end = scanner.at;
    // The file without its entries. A list that is not closed is closed here.
    let (list, rest) = if is_closed { ("", scanner.at - 1) } else { ("]", scanner.at) };
    let end = if rest == source.len() { ")" } else { "" };
    let front = [&source[..=open], list, &source[rest..], end].concat();
    let from = open + 1 + list.len();
    let origin = Origin { text: &front, start: 0, gap: (from, rest.wrapping_sub(from)) };
    let is_in_order = read_front(source, origin, &mut draft) && is_closed;
    settle(&mut draft, is_in_order);
    draft
}

/// Drops the problems that only follow from a missing bracket or quote.
fn settle(draft: &mut DirectoryDraft, is_in_order: bool) {
    if is_in_order {
        return;
    }
    if let Some(place) = draft.unreliable_from {
        draft.problems.keep_before(place, draft.unclosed_at);
    }
    if draft.problems.count() == 0 {
        draft.problems.push(Problem::error(0..0, "this file cannot be read".to_owned(), None));
    }
}

fn open_entries(source: &str) -> Option<usize> {
    let mut scanner = Scanner::new(source, 0, "the directory");
    scanner.header();
    let open = scanner.open().filter(|open| source.as_bytes()[*open] == b'(')?;
    while let Some(name) = scanner.begin(open) {
        if &source[name.clone()] == "entries" && scanner.peek() == Some(b'[') {
            return Some(scanner.at);
        }
        let value = scanner.value();
        scanner.end(open, &value);
    }
    None
}

/// Reads all but the entries, and returns whether its brackets and quotes match.
fn read_front(source: &str, origin: Origin, draft: &mut DirectoryDraft) -> bool {
    let text = origin.text;
    let is_cut = draft.unread.of("kinds").is_incomplete;
    if let Ok(front) = parse::<Front>(text)
        && (is_cut || front.is_whole())
    {
        DraftWriter { draft, origin, file: source.len() }.front(&front);
        return true;
    }
    let recovered = diagnose(text, 0..text.len(), "", RECORDS, &|text| parse::<Front>(text).err());
    let Recovered { text: kept, mistakes, unclosed, unreliable_from, has_trailing } = recovered;
    let is_unclosed = unclosed.is_some();
    let unclosed_at = unclosed.as_ref().map(|unclosed| origin.place(unclosed.range.start));
    draft.note_disorder(unreliable_from.map(|at| origin.place(at)), unclosed_at);
    for Mistake { range, message } in mistakes.into_iter().chain(unclosed) {
        let range = origin.place(range.start)..origin.place(range.end);
        draft.problems.push(problem(Mistake { range, message }, None));
    }
    note_unread(text, is_unclosed, &mut draft.unread);
    let front = parse::<Front>(&kept);
    if let Ok(front) = &front {
        let origin = Origin { text: &kept, ..origin };
        DraftWriter { draft, origin, file: source.len() }.front(front);
    }
    front.is_ok() && !is_unclosed && !has_trailing
}

fn note_unread(text: &str, is_unclosed: bool, unread: &mut Unread) {
    let mut seen: Vec<&str> = Vec::new();
    for Member { name, value } in members(text, 0).0 {
        let name = &text[name];
        let Some(ids) = unread.0.get_mut(name) else { continue };
        seen.push(name);
        let is_list = text[value.clone()].starts_with('[');
        let (elements, is_clean) = if is_list { members(text, value.start) } else { (Vec::new(), false) };
        for element in elements {
            note_id(text, element.value, ids);
        }
        ids.is_incomplete |= is_unclosed || !is_clean;
    }
    for list in ["kinds", "entries"] {
        unread.of(list).is_incomplete |= !seen.contains(&list);
    }
    if is_unclosed {
        unread.mark_all_incomplete();
    }
}

fn note_id(text: &str, element: Range<usize>, ids: &mut Ids) {
    let unquoted = |range: Range<usize>| text[range].trim_matches(['"', '\'']);
    let members = members(text, element.start).0;
    let id = members.into_iter().find(|member| unquoted(member.name.clone()) == "id");
    match id.map(|id| unquoted(id.value)).filter(|id| !id.is_empty()) {
        Some(id) => drop(ids.found.insert(id.to_owned())),
        None => ids.is_incomplete = true,
    }
}

fn problem(Mistake { range, message }: Mistake, entry: Option<&str>) -> Problem {
    Problem::error(range, message, entry)
}

struct Entries<'s> {
    source: &'s str,
    open: usize,
    progress: &'s Progress,
    batches: Mutex<Batches<'s>>,
    gathered: Mutex<Gathered>,
}

struct Batches<'s> {
    scanner: Scanner<'s>,
    next: usize,
    is_at_end: bool,
    is_cut: bool,
    /// How many entries were not closed, and were ended where the next one begins.
    ended: usize,
}

struct Gathered {
    draft: DirectoryDraft,
    next: usize,
    /// Batches that were parsed before earlier ones.
    waiting: BTreeMap<usize, ParsedBatch>,
}

#[derive(Default)]
struct ParsedBatch {
    entries: Vec<ParsedEntry>,
    problems: ProblemList,
    unread: Ids,
    unreliable_from: Option<usize>,
    unclosed_at: Option<usize>,
}

struct ParsedEntry {
    entry: RawEntry,
    start: usize,
    /// The text without mistakes that it was parsed from; `None` if that is the file.
    kept: Option<String>,
}

/// Where an entry stands, and the bracket in it that is not closed.
type EntryPlace = (Range<usize>, Option<Mistake>);

impl Entries<'_> {
    fn read(&self) {
        while let Some((index, elements)) = self.next_batch() {
            if self.progress.is_cancelled() {
                return;
            }
            let mut batch = ParsedBatch::default();
            let read = elements.first().zip(elements.last());
            let bytes = read.map_or(0, |(first, last)| last.0.end - first.0.start);
            for element in elements {
                self.element(element, &mut batch);
            }
            self.progress.add_parsed(bytes);
            self.gather(index, batch);
        }
    }

    fn next_batch(&self) -> Option<(usize, Vec<EntryPlace>)> {
        let Batches { scanner, next, is_at_end, is_cut, ended } = &mut *self.batches.lock().expect(NO_PANIC);
        if *is_at_end {
            return None;
        }
        let start = scanner.at;
        let mut elements = Vec::new();
        while scanner.at - start < BATCH {
            let reported = scanner.mistakes.len();
            let Some(part) = scanner.part(self.open) else {
                *is_at_end = true;
                break;
            };
            let mut place = part.value.clone();
            let unclosed = scanner.unclosed.take();
            if unclosed.is_some() {
                // Each costs a scan of what follows, so their number is limited.
                if *ended < MOST_MISTAKES
                    && let Some(next) = next_entry(self.source, place.clone())
                {
                    *ended += 1;
                    place.end = next;
                    scanner.at = next;
                    scanner.mistakes.truncate(reported);
                }
                *is_cut |= place.end == self.source.len();
            }
            // A stray word between two entries is reported already.
            let is_stray =
                scanner.mistakes.len() > reported && self.source.as_bytes()[part.value.start] != b'(';
            if !is_stray {
                elements.push((place, unclosed));
            }
        }
        *next += 1;
        Some((*next - 1, elements))
    }

    fn element(&self, (place, unclosed): EntryPlace, batch: &mut ParsedBatch) {
        let (text, start) = (&self.source[place.clone()], place.start);
        if unclosed.is_none()
            && let Ok(entry) = parse::<RawEntry>(text)
            && entry.is_whole()
        {
            batch.entries.push(ParsedEntry { entry, start, kept: None });
            return;
        }
        if batch.problems.is_full() {
            // The file is refused, so from here on mistakes are only counted.
            batch.problems.beyond += 1;
            batch.unread.is_incomplete = true;
            return;
        }
        let Recovered { text: kept, mut mistakes, unclosed: within, unreliable_from, .. } =
            diagnose(self.source, place.clone(), "entries", RECORDS, &|text| parse::<RawEntry>(text).err());
        if mistakes.len() >= MOST_MISTAKES {
            batch.problems.beyond += 1;
        }
        let unclosed = unclosed.or(within);
        let unclosed_at = unclosed.as_ref().map(|unclosed| unclosed.range.start);
        batch.unreliable_from = batch.unreliable_from.or(unreliable_from);
        batch.unclosed_at = batch.unclosed_at.or(unclosed_at);
        mistakes.extend(unclosed);
        let entry = parse::<RawEntry>(&kept).unwrap_or_default();
        // `ron` also refuses a record with another name, for which there is no mistake yet.
        if mistakes.is_empty() && !entry.is_whole() {
            let message = "this entry cannot be read".to_owned();
            mistakes.push(Mistake { range: start..start + 1, message });
        }
        let id = Some(entry.id.0.text(&kept)).filter(|id| !id.is_empty());
        for mistake in mistakes {
            batch.problems.push(problem(mistake, id));
        }
        if id.is_none() {
            note_id(self.source, place, &mut batch.unread);
        }
        batch.entries.push(ParsedEntry { entry, start, kept: Some(kept) });
    }

    fn gather(&self, index: usize, batch: ParsedBatch) {
        let Gathered { draft, next, waiting } = &mut *self.gathered.lock().expect(NO_PANIC);
        waiting.insert(index, batch);
        while let Some(batch) = waiting.remove(&*next) {
            *next += 1;
            draft.note_disorder(batch.unreliable_from, batch.unclosed_at);
            draft.unread.of("entries").append(batch.unread);
            draft.problems.append(batch.problems);
            if draft.problems.is_full() {
                // The file is refused, so nobody uses the rest.
                continue;
            }
            for ParsedEntry { entry, start, kept } in batch.entries {
                let text = kept.as_deref().unwrap_or(&self.source[start..]);
                let origin = Origin { text, start, gap: (usize::MAX, 0) };
                DraftWriter { draft, origin, file: self.source.len() }.entry(&entry, start);
            }
        }
    }
}

/// Where in an entry that is not closed the next one begins: at a record after a comma, which no field looks like.
fn next_entry(source: &str, entry: Range<usize>) -> Option<usize> {
    let mut scanner = Scanner::new(&source[..entry.end], entry.start, "an entry");
    let open = scanner.open()?;
    loop {
        scanner.begin(open)?;
        let value = scanner.value();
        scanner.end(open, &value);
        if !scanner.mistakes.is_empty() {
            return None;
        }
        scanner.blank();
        if scanner.peek() == Some(b'(') {
            return Some(scanner.at);
        }
    }
}

#[cfg(test)]
mod tests;
