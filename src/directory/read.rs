//! Parses a data file into a [`DirectoryDraft`], with all mistakes of syntax and type.
//!
//! Several threads parse the entries in batches, each entry alone. An entry that `serde` refuses, or that lacks a required
//! field, is recovered for all its mistakes and read without them. The rest of the file is small and parsed at once.

use std::ops::Range;

use super::draft::{DirectoryDraft, DraftWriter, Origin, Unread};
use super::flatten::Flatten as _;
use super::problem::ProblemList;
use super::progress::Progress;
use super::record::narrow;
use super::schema::{Front, RECORDS, RawEntry};
use crate::notation::{MOST_MISTAKES, Member, Mistake, Recovered, Scanner, diagnose, members, parse};
use crate::threads;

const BATCH: usize = 1 << 18;

pub(super) fn read(source: &str, progress: &Progress) -> DirectoryDraft {
    let mut draft = DirectoryDraft::default();
    let Some(open) = open_entries(source) else {
        let is_in_order = read_front(source, Origin { text: source, start: 0, gap: (0, 0) }, &mut draft);
        // After a missing bracket or quote the entries may have been taken for a part of something else.
        if !is_in_order || draft.problems.unreliable_from.is_some() {
            draft.problems.drop_unreliable();
        }
        return draft;
    };
    let mut batches = Batches::new(source, open, progress);
    let threads = threads::worth_starting(source.len() - open, 4 * BATCH);
    let parse = |places| parse_batch(source, places, progress);
    threads::in_order(threads, &mut batches, parse, |batch| append(source, batch, &mut draft));
    if progress.is_cancelled() {
        return draft;
    }
    let Batches { scanner, is_cut, .. } = batches;
    let is_closed = scanner.unclosed.is_none();
    draft.problems.note_disorder(scanner.unreliable_from, (!is_closed && !is_cut).then_some(open));
    let unclosed = scanner.unclosed.filter(|_| !is_cut);
    draft.problems.push_mistakes(scanner.mistakes.into_iter().chain(unclosed), None);
    if !is_closed {
        draft.unread.incomplete.extend(Unread::LISTS);
    }
    draft.entries_end = scanner.at;
    // The file without its entries. A list that is not closed is closed here.
    let (list, rest) = if is_closed { ("", scanner.at - 1) } else { ("]", scanner.at) };
    let end = if rest == source.len() { ")" } else { "" };
    let front = [&source[..=open], list, &source[rest..], end].concat();
    let from = open + 1 + list.len();
    let origin = Origin { text: &front, start: 0, gap: (from, rest.wrapping_sub(from)) };
    if !read_front(source, origin, &mut draft) || !is_closed {
        draft.problems.drop_unreliable();
    }
    draft
}

fn open_entries(source: &str) -> Option<usize> {
    let mut scanner = Scanner::new(source, 0, "the directory");
    scanner.skip_header();
    let open = scanner.open_group().filter(|open| source.as_bytes()[*open] == b'(')?;
    while let Some(name) = scanner.begin_member(open) {
        if &source[name.clone()] == "entries" && scanner.peek() == Some(b'[') {
            return Some(scanner.at);
        }
        let value = scanner.value();
        scanner.end_member(open, &value);
    }
    None
}

/// Reads all but the entries, and returns whether its brackets and quotes match.
fn read_front(source: &str, origin: Origin, draft: &mut DirectoryDraft) -> bool {
    let text = origin.text;
    let is_cut = draft.unread.incomplete.contains("kinds");
    if let Ok(front) = parse::<Front>(text)
        && (is_cut || front.is_whole())
    {
        draft.records.front = front.flatten(&mut DraftWriter { draft, origin, file: source.len() });
        return true;
    }
    let recovered = diagnose(text, 0..text.len(), "", RECORDS, &|text| parse::<Front>(text).err());
    let Recovered { text: kept, mistakes, unclosed, unreliable_from, has_trailing } = recovered;
    let is_unclosed = unclosed.is_some();
    let unclosed_at = unclosed.as_ref().map(|unclosed| origin.place(unclosed.range.start));
    draft.problems.note_disorder(unreliable_from.map(|at| origin.place(at)), unclosed_at);
    let in_file = |Mistake { range, message }| {
        let range = origin.place(range.start)..origin.place(range.end);
        Mistake { range, message }
    };
    draft.problems.push_mistakes(mistakes.into_iter().chain(unclosed).map(in_file), None);
    if is_unclosed {
        draft.unread.incomplete.extend(Unread::LISTS);
    }
    note_unread(text, &mut draft.unread);
    let front = parse::<Front>(&kept);
    if let Ok(front) = &front {
        let origin = Origin { text: &kept, ..origin };
        draft.records.front = front.flatten(&mut DraftWriter { draft, origin, file: source.len() });
    }
    front.is_ok() && !is_unclosed && !has_trailing
}

fn note_unread(text: &str, unread: &mut Unread) {
    let fields = members(text, 0).0;
    for list in Unread::LISTS {
        let mut is_complete = !["kinds", "entries"].contains(&list);
        for Member { value, .. } in fields.iter().filter(|field| &text[field.name.clone()] == list) {
            let (elements, is_clean) = members(text, value.start);
            for element in elements {
                note_id(text, element.value, list, unread);
            }
            is_complete = is_clean && text[value.clone()].starts_with('[');
        }
        if !is_complete {
            unread.incomplete.insert(list);
        }
    }
}

fn note_id(text: &str, element: Range<usize>, list: &'static str, unread: &mut Unread) {
    let unquoted = |range: Range<usize>| text[range].trim_matches(['"', '\'']);
    let members = members(text, element.start).0;
    let id = members.into_iter().find(|member| unquoted(member.name.clone()) == "id");
    match id.map(|id| unquoted(id.value)).filter(|id| !id.is_empty()) {
        Some(id) => unread.ids.insert((list, id.to_owned())),
        None => unread.incomplete.insert(list),
    };
}

type EntryPlace = (Range<usize>, Option<Mistake>);

struct Batches<'s> {
    source: &'s str,
    open: usize,
    progress: &'s Progress,
    scanner: Scanner<'s>,
    is_at_end: bool,
    is_cut: bool,
    /// How many entries were not closed, and were ended where the next one begins.
    ended: usize,
}

impl<'s> Batches<'s> {
    fn new(source: &'s str, open: usize, progress: &'s Progress) -> Self {
        let scanner = Scanner::new(source, open + 1, "an entry");
        Batches { source, open, progress, scanner, is_at_end: false, is_cut: false, ended: 0 }
    }

    fn next_place(&mut self) -> Option<EntryPlace> {
        let Batches { source, scanner, .. } = self;
        loop {
            let reported = scanner.mistakes.len();
            let mut place = scanner.member(self.open)?.value;
            let unclosed = scanner.unclosed.take();
            if unclosed.is_some() {
                // Each costs a scan of what follows, so their number is limited.
                if self.ended < MOST_MISTAKES
                    && let Some(next) = next_entry(source, place.clone())
                {
                    self.ended += 1;
                    place.end = next;
                    scanner.at = next;
                    scanner.mistakes.truncate(reported);
                }
                self.is_cut |= place.end == source.len();
            }
            // A stray word between two entries is reported already.
            if scanner.mistakes.len() == reported || source.as_bytes()[place.start] == b'(' {
                return Some((place, unclosed));
            }
        }
    }
}

impl Iterator for Batches<'_> {
    type Item = Vec<EntryPlace>;

    fn next(&mut self) -> Option<Vec<EntryPlace>> {
        let start = self.scanner.at;
        let mut places = Vec::new();
        while !self.is_at_end && self.scanner.at - start < BATCH {
            let place = self.next_place();
            self.is_at_end = place.is_none();
            places.extend(place);
        }
        (!places.is_empty() && !self.progress.is_cancelled()).then_some(places)
    }
}

#[derive(Default)]
struct ParsedBatch {
    entries: Vec<ParsedEntry>,
    problems: ProblemList,
    unread: Unread,
}

struct ParsedEntry {
    entry: RawEntry,
    start: usize,
    /// The text without mistakes that it was parsed from; `None` if that is the file.
    kept: Option<String>,
}

fn parse_batch(source: &str, places: Vec<EntryPlace>, progress: &Progress) -> ParsedBatch {
    let mut batch = ParsedBatch::default();
    let bytes = places.first().zip(places.last()).map_or(0, |(first, last)| last.0.end - first.0.start);
    for place in places {
        parse_entry(source, place, &mut batch);
    }
    progress.add_parsed(bytes);
    batch
}

fn parse_entry(source: &str, (place, unclosed): EntryPlace, batch: &mut ParsedBatch) {
    let (text, start) = (&source[place.clone()], place.start);
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
        batch.unread.incomplete.insert("entries");
        return;
    }
    let Recovered { text: kept, mut mistakes, unclosed: within, unreliable_from, .. } =
        diagnose(source, place.clone(), "entries", RECORDS, &|text| parse::<RawEntry>(text).err());
    if mistakes.len() >= MOST_MISTAKES {
        batch.problems.beyond += 1;
    }
    let unclosed = unclosed.or(within);
    // It swallowed what follows, unless the next entry begins behind it.
    if unclosed.is_some() && !source[place.end..].starts_with('(') {
        batch.unread.incomplete.insert("entries");
    }
    let unclosed_at = unclosed.as_ref().map(|unclosed| unclosed.range.start);
    batch.problems.note_disorder(unreliable_from, unclosed_at);
    mistakes.extend(unclosed);
    let entry = parse::<RawEntry>(&kept).unwrap_or_default();
    // `ron` also refuses a record with another name, for which there is no mistake yet.
    if mistakes.is_empty() && !entry.is_whole() {
        let message = "this entry cannot be read".to_owned();
        mistakes.push(Mistake { range: start..start + 1, message });
    }
    let id = Some(entry.id.0.text(&kept)).filter(|id| !id.is_empty());
    batch.problems.push_mistakes(mistakes, id);
    if id.is_none() {
        note_id(source, place, "entries", &mut batch.unread);
    }
    batch.entries.push(ParsedEntry { entry, start, kept: Some(kept) });
}

fn append(source: &str, batch: ParsedBatch, draft: &mut DirectoryDraft) {
    draft.unread.ids.extend(batch.unread.ids);
    draft.unread.incomplete.extend(batch.unread.incomplete);
    draft.problems.append(batch.problems);
    if draft.problems.is_full() {
        // The file is refused, so nobody uses the rest.
        return;
    }
    for ParsedEntry { entry, start, kept } in batch.entries {
        let text = kept.as_deref().unwrap_or(&source[start..]);
        let origin = Origin { text, start, gap: (usize::MAX, 0) };
        let entry = entry.flatten(&mut DraftWriter { draft, origin, file: source.len() });
        draft.records.entries.push(entry);
        draft.starts.push(narrow(start));
    }
}

/// Where in an entry that is not closed the next one begins: at a record after a comma, which no field looks like.
fn next_entry(source: &str, entry: Range<usize>) -> Option<usize> {
    let mut scanner = Scanner::new(&source[..entry.end], entry.start, "an entry");
    let open = scanner.open_group()?;
    loop {
        scanner.member(open)?;
        if !scanner.mistakes.is_empty() {
            return None;
        }
        scanner.skip_blank();
        if scanner.peek() == Some(b'(') {
            return Some(scanner.at);
        }
    }
}

#[cfg(test)]
mod tests;
