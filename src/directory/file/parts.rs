//! The entries of a large file, read in several parts at once.
//!
//! Where an entry begins is certain only to who has read all that stands before it: a string or a comment may be open. So
//! the later parts begin at places that look like it, and what was read of a part is believed only where the part before
//! it arrives exactly there, between two entries. There both stand at the same place and know nothing else, so what comes
//! out is what one reader alone would have read, to the last message. A part that began wrongly is thrown away, and the
//! one before it reads on.

use std::ops::Range;
use std::sync::Arc;
use std::thread;

use super::super::reader::{Read, Reader, Span};
use super::super::record::Run;
use super::{Draft, narrow};
use crate::threads;

/// How many parts are worth their while for a text.
pub(super) fn worth_their_while(source: &str) -> usize {
    const LEAST: usize = 1 << 20;
    threads::worth_starting(source.len(), LEAST)
}

/// Reads the list of entries.
pub(super) fn entries(draft: &mut Draft, reader: &mut Reader, parts: usize) -> Read<()> {
    let Some(opened_at) = reader.open_list("a list of entries")? else { return Ok(()) };
    let starts = likely_starts(reader.source, reader.at(), parts);
    let end_of = |index: usize| starts.get(index).copied().unwrap_or(usize::MAX);
    thread::scope(|scope| {
        let mut threads = Vec::new();
        for (index, start) in starts.iter().enumerate() {
            let (reader, end) = (reader.further_on(*start), end_of(index + 1));
            let draft = Draft { known: Arc::clone(&draft.known), ..Draft::default() };
            let read = move || Part::read(draft, reader, opened_at, end);
            threads.push((*start, end, thread::Builder::new().spawn_scoped(scope, read).ok()));
        }
        let mut is_end = reader.elements(opened_at, end_of(0), |reader| draft.entry(reader))?;
        for (start, end, thread) in threads {
            if is_end {
                break;
            }
            match thread {
                Some(thread) if reader.at() == start => {
                    let part = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                    draft.append(part.draft, reader);
                    reader.go_on_from(part.reader);
                    is_end = part.is_end?;
                }
                _ => is_end = reader.elements(opened_at, end, |reader| draft.entry(reader))?,
            }
        }
        Ok(())
    })
}

/// Places that divide the rest of a text about evenly and look as if an entry began there: `(id:` after a comma. At most
/// one less than there are parts.
fn likely_starts(source: &str, at: usize, parts: usize) -> Vec<usize> {
    let step = (source.len() - at) / parts;
    let part = |index: usize| at + index * step..at + (index + 1) * step;
    (1..parts).filter_map(|index| likely_start(source, part(index))).collect()
}

fn likely_start(source: &str, part: Range<usize>) -> Option<usize> {
    let brackets = memchr::memchr_iter(b'(', &source.as_bytes()[part.clone()]).map(|at| part.start + at);
    let is_first_field = |at: usize| {
        let field = source[at + 1..].trim_start().strip_prefix("id");
        field.is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    brackets.filter(|at| is_first_field(*at)).find_map(|at| {
        let before = source[..at].trim_end_matches(|c: char| c == '_' || c.is_ascii_alphanumeric());
        before.trim_end().ends_with(',').then_some(before.len())
    })
}

/// What was read of the entries from some place on.
struct Part<'s> {
    draft: Draft,
    reader: Reader<'s>,
    is_end: Read<bool>,
}

impl<'s> Part<'s> {
    fn read(mut draft: Draft, mut reader: Reader<'s>, opened_at: usize, end: usize) -> Self {
        let is_end = reader.elements(opened_at, end, |reader| draft.entry(reader));
        Part { draft, reader, is_end }
    }
}

impl Draft {
    /// Puts the entries of a later part behind these. Its records then point into the lists that are here, and into the
    /// unescaped strings that stand behind the ones of `reader`.
    fn append(&mut self, mut later: Draft, reader: &Reader) {
        let shift = Shift::behind(self, reader);
        shift.records(&mut later);
        self.entries.append(&mut later.entries);
        self.ids_written.append(later.ids_written);
        self.kinds_written.append(later.kinds_written);
        self.names.append(&mut later.names);
        self.topics_written.append(later.topics_written);
        self.sources_written.append(later.sources_written);
        self.statements.append(&mut later.statements);
        self.links.append(&mut later.links);
        self.relations_written.append(later.relations_written);
        self.targets_written.append(later.targets_written);
        self.targets.append(&mut later.targets);
        self.events.append(&mut later.events);
        self.contacts.append(&mut later.contacts);
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
}

impl Shift {
    fn behind(draft: &Draft, reader: &Reader) -> Self {
        Shift {
            file: narrow(reader.source.len()),
            unescaped: narrow(reader.unescaped.text.len()),
            names: narrow(draft.names.len()),
            topics: narrow(draft.topics_written.positions.len()),
            sources: narrow(draft.sources_written.positions.len()),
            statements: narrow(draft.statements.len()),
            links: narrow(draft.links.len()),
            events: narrow(draft.events.len()),
            contacts: narrow(draft.contacts.len()),
        }
    }

    fn records(&self, draft: &mut Draft) {
        for entry in &mut draft.entries {
            self.spans([&mut entry.id, &mut entry.name, &mut entry.abbreviation]);
            self.spans([&mut entry.summary, &mut entry.text]);
            run(&mut entry.other_names, self.names);
            run(&mut entry.topics, self.topics);
            run(&mut entry.activities, self.statements);
            run(&mut entry.background, self.statements);
            run(&mut entry.links, self.links);
            run(&mut entry.events, self.events);
            run(&mut entry.contacts, self.contacts);
            run(&mut entry.sources, self.sources);
        }
        for statement in &mut draft.statements {
            self.spans([&mut statement.text, &mut statement.note]);
            run(&mut statement.topics, self.topics);
            run(&mut statement.sources, self.sources);
        }
        for link in &mut draft.links {
            self.spans([&mut link.note]);
            run(&mut link.sources, self.sources);
        }
        for event in &mut draft.events {
            self.spans([&mut event.text, &mut event.note]);
            run(&mut event.sources, self.sources);
        }
        for contact in &mut draft.contacts {
            self.spans([&mut contact.value, &mut contact.label, &mut contact.note]);
            run(&mut contact.sources, self.sources);
        }
        for list in [&mut draft.names, &mut draft.targets] {
            self.spans(list);
        }
        let Draft { kinds_written, relations_written, topics_written, sources_written, .. } = draft;
        for terms in [kinds_written, relations_written, topics_written, sources_written] {
            self.spans(terms.unknown.iter_mut().map(|(_, name)| name));
        }
    }

    /// Spans of the file itself stay.
    fn spans<'s>(&self, spans: impl IntoIterator<Item = &'s mut Span>) {
        for span in spans {
            if span.start >= self.file {
                span.start += self.unescaped;
            }
        }
    }
}

fn run(run: &mut Run, shift: u32) {
    run.start += shift;
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use foldhash::fast::RandomState;
    use proptest::prelude::*;

    use super::super::super::progress::Progress;
    use super::super::written::Known;
    use super::super::{Draft, read_in_parts};

    /// All that is read of a text, problems and places included, but not where runs of nothing are.
    fn read(text: &str, parts: usize) -> String {
        static HASHER: LazyLock<RandomState> = LazyLock::new(RandomState::default);
        let known = Known { hasher: HASHER.clone(), ..Known::default() };
        let draft = Draft { known: Arc::new(known), ..Draft::default() };
        let draft = read_in_parts(draft, text, parts, &Progress::default());
        let read = format!("{draft:?}");
        let (read, _) = read.split_once(", known: ").unwrap();
        let mut runs = read.split("Run { start: ");
        let first = runs.next().unwrap().to_owned();
        runs.fold(first, |read, run| match run.split_once(", len: 0 }") {
            Some((start, rest)) if start.bytes().all(|byte| byte.is_ascii_digit()) => read + "nothing" + rest,
            _ => read + run,
        })
    }

    fn directory(entries: &str) -> String {
        format!(
            "(title: \"T\\n\", kinds: [(id: \"k\", name: \"K\")], entries: [\n{entries}\n], about: \"\\u{{e9}}\")"
        )
    }

    #[test]
    fn the_parts_of_the_shipped_file_make_the_whole() {
        let shipped = crate::directory::Directory::shipped();
        let text: &str = &shipped.source;
        let whole = read(text, 1);
        for parts in [2, 3, 8, 50] {
            assert!(super::likely_starts(text, text.len() / 4, parts).len() >= parts / 2, "{parts}");
            assert!(read(text, parts) == whole, "{parts} parts");
        }
    }

    #[test]
    fn what_only_looks_like_an_entry_does_not_begin_one() {
        let looks = "text, (id: \\\"x\\\", kind: \\\"k\\\")";
        let cases = [
            format!("(id: \"a\", kind: \"k\", name: \"{}\"),", looks.repeat(50)),
            format!("(id: \"a\", kind: \"k\", name: \"A\"), /* {} */", ", (id: \"b\")".repeat(50)),
            format!("(id: \"a\", kind: \"k\", name: r#\"{}\"#),", ", (id: \"b\"), ".repeat(50)),
            "(id: \"a\", kind: \"k\", name: \"A\", links: [(rel: \"r\"), (id: \"b\")]), ".repeat(50),
            ", (id: \"a\", name: \"an open string), ".repeat(51),
        ];
        for entries in cases {
            let text = directory(&entries);
            for parts in 2..12 {
                assert_eq!(read(&text, parts), read(&text, 1), "{parts} parts of {text}");
            }
        }
    }

    proptest! {
        /// Neither valid nor broken text is read differently in parts.
        #[test]
        fn any_number_of_parts_makes_the_same(
            pieces in prop::collection::vec(0..PIECES.len(), 0..30),
            cut in any::<prop::sample::Index>(),
            with in "[ -~\n]?",
            parts in 2_usize..10,
        ) {
            let entries: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
            let mut text = directory(&entries);
            let at = cut.index(text.len());
            if text.is_char_boundary(at) && text.is_char_boundary(at + 1) {
                text.replace_range(at..=at, &with);
            }
            prop_assert_eq!(read(&text, parts), read(&text, 1));
        }
    }

    const PIECES: [&str; 12] = [
        "(id: \"a\", kind: \"k\", name: \"A\"),\n",
        "(id: \"b\", kind: \"k\", name: \"B \\\"b\\\"\", topics: [\"t\", \"\\u{74}\"]),\n",
        "Entry ( id : \"c\", kind: \"\\x6b\", name: \"C\", other_names: [\"x\", \"\\n.\"], sources: [\"s\"]),",
        "(id: \"d\", kind: \"k\", name: \"D\", activities: [(text: \"\\t.\", topics: [\"t\"], sources: [\"s\"])], background: [(text: \"x\")]),\n",
        "(id: \"e\", kind: \"k\", name: \"E\", links: [(rel: \"r\", to: \"a\", note: \"\\n\"), (rel: \"\\x72\", to: \"\\x61\")]),\n",
        "(id: \"f\", kind: \"k\", name: \"F\", events: [(date: \"2003\", text: \"\\'\")], contacts: [(kind: web, value: \"\\\\\", label: \"l\")]),\n",
        "(name: \"G\"),",
        "(id: \"h\", colour: 1),",
        "// , (id: \"x\")\n",
        "/* , (id: \"x\"), */",
        "\"text, (id: \",",
        ", ",
    ];
}
