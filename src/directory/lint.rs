//! What is probably not what the editor of a directory meant, though it can be used: the warnings of `check`.

use std::ops::Range;

use super::problem::{Found, Problem, Problems, Severity};
use super::record::Run;
use super::record::Span;
use super::{Date, Directory, Entry, EntryId};
use crate::notation::quoted;

impl Directory {
    /// The warnings, each with its place; `file` is what they call the file.
    pub fn warnings(&self, file: &str) -> Problems {
        let mut lint = Lint { directory: self, found: Found::default() };
        lint.sources_missing();
        lint.links_astray();
        lint.entries_alone();
        lint.vocabulary_unused();
        lint.events_too_late();
        Problems::new(file, self.source.clone().into_owned(), lint.found)
    }

    /// The day, month or year up to which the directory tells of events: `updated`, or else the newest year that the
    /// edition names.
    fn last_told(&self) -> Option<Date> {
        let years = self.edition().split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
        self.updated().or_else(|| years.filter_map(|year| year.parse().ok()).max())
    }
}

struct Lint<'d> {
    directory: &'d Directory,
    found: Found,
}

impl Lint<'_> {
    /// Statements and events that do not say who says so.
    fn sources_missing(&mut self) {
        let directory = self.directory;
        for entry in directory.entries() {
            let record = &directory.entries[entry.handle().index()];
            for (what, statements) in [("activity", record.activities), ("background", record.background)] {
                for statement in statements.of(&directory.statements) {
                    self.source_missing(entry, what, statement.text, statement.sources);
                }
            }
            for event in record.events.of(&directory.events) {
                self.source_missing(entry, "event", event.text, event.sources);
            }
        }
    }

    fn source_missing(&mut self, entry: Entry, what: &str, text: Span, sources: Run) {
        if sources.range().is_empty() {
            let told = quoted(self.directory.text(text));
            self.warn(Some(entry), text, format!("the {what} \"{told}\" has no source"));
        }
    }

    /// Links in texts to what is neither an entry nor an address.
    fn links_astray(&mut self) {
        let directory = self.directory;
        for entry in directory.entries() {
            let record = &directory.entries[entry.handle().index()];
            let stated = [record.activities, record.background];
            let stated =
                stated.iter().flat_map(|run| run.of(&directory.statements)).map(|statement| statement.text);
            let events = record.events.of(&directory.events).iter().map(|event| event.text);
            let texts: Vec<Span> =
                [record.summary, record.text].into_iter().chain(stated).chain(events).collect();
            for text in texts {
                let targets = link_targets(directory.text(text));
                for target in targets.filter(|target| directory.find(target).is_none()) {
                    let message = format!("the link to \"{}\" leads to no entry", quoted(target));
                    self.warn(Some(entry), text, message);
                }
            }
        }
    }

    /// Entries that are found by search alone.
    fn entries_alone(&mut self) {
        let directory = self.directory;
        let mentioned = mentioned(directory);
        let is_alone = |entry: &Entry| {
            let is_linked = entry.linked_from().len() > 0 || !entry.parents().is_empty();
            !is_linked && !mentioned[entry.handle().index()]
        };
        // One that stands alone in its directory is the directory.
        for entry in directory.entries().filter(|_| directory.len() > 1).filter(is_alone) {
            let message = "nothing links to this entry, and it nests beneath none".to_owned();
            self.warn(Some(entry), directory.entries[entry.handle().index()].id, message);
        }
    }

    /// Vocabulary that no entry uses.
    fn vocabulary_unused(&mut self) {
        let directory = self.directory;
        let kinds = directory.entries().map(|entry| entry.kind_id().index());
        let relations = directory.links.iter().map(|link| link.relation.index());
        let topics = directory.topic_lists.iter().map(|topic| topic.index());
        let sources = directory.source_lists.iter().map(|source| source.index());
        let unused = [
            ("kind", unused(directory.kinds.iter().map(|kind| kind.id), kinds)),
            ("relation", unused(directory.relations.iter().map(|relation| relation.id), relations)),
            ("topic", unused(directory.topics.iter().map(|topic| topic.id), topics)),
            ("source", unused(directory.sources.iter().map(|source| source.id), sources)),
        ];
        for (what, ids) in unused {
            for id in ids {
                self.warn(None, id, format!("the {what} \"{}\" is not used", quoted(directory.text(id))));
            }
        }
    }

    /// Events that the directory cannot know of yet.
    fn events_too_late(&mut self) {
        let directory = self.directory;
        let Some(last) = directory.last_told() else { return };
        for entry in directory.entries() {
            let record = &directory.entries[entry.handle().index()];
            for event in record.events.of(&directory.events).iter().filter(|event| event.date.is_after(last))
            {
                let message = format!(
                    "the event of {} is later than {last}, up to which the directory tells; `updated` says so",
                    event.date
                );
                self.warn(Some(entry), event.text, message);
            }
        }
    }

    fn warn(&mut self, entry: Option<Entry>, at: Span, message: String) {
        let range = self.place(entry, at);
        let problem = Problem::error(range, message, entry.map(Entry::id));
        self.found.push(Problem { severity: Severity::Warning, ..problem });
    }

    /// Where a text stands in the file. Of one with escapes only the entry is known.
    fn place(&self, entry: Option<Entry>, at: Span) -> Range<usize> {
        let directory = self.directory;
        let id = entry.map(|entry| directory.entries[entry.handle().index()].id);
        let within = |span: &Span| ((span.start + span.len) as usize) <= directory.source.len();
        let span = [Some(at), id].into_iter().flatten().find(within).unwrap_or_default();
        span.start as usize..(span.start + span.len) as usize
    }
}

/// Those whose position is not among the used ones.
fn unused(ids: impl ExactSizeIterator<Item = Span>, used: impl Iterator<Item = usize>) -> Vec<Span> {
    let is_used = marked(ids.len(), used);
    ids.zip(is_used).filter(|(_, is_used)| !is_used).map(|(id, _)| id).collect()
}

/// For each of so many positions whether it is among these.
fn marked(count: usize, positions: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut marked = vec![false; count];
    positions.for_each(|position| marked[position] = true);
    marked
}

/// For each entry whether a text of the directory links to it.
fn mentioned(directory: &Directory) -> Vec<bool> {
    let texts = directory.entries().flat_map(|entry| {
        let stated = entry.activities().chain(entry.background());
        let stated = stated.flat_map(|statement| [Some(statement.text()), statement.note()]);
        [entry.summary(), entry.text()].into_iter().chain(stated).flatten().collect::<Vec<_>>()
    });
    let targets = std::iter::once(directory.about()).chain(texts).flat_map(link_targets);
    marked(directory.len(), targets.filter_map(|target| directory.find(target)).map(EntryId::index))
}

/// The ids that stand in the parentheses of `[words](id)`; what is not written as ids are is an address, or a part of a
/// page. Looks at each byte once, however the brackets stand.
fn link_targets(text: &str) -> impl Iterator<Item = &str> {
    let is_of_ids = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
    text.split("](").skip(1).filter_map(move |rest| {
        let (id, rest) = rest.split_at(rest.find(|c| !is_of_ids(c)).unwrap_or(rest.len()));
        let is_id = id.starts_with(|c: char| c.is_ascii_alphanumeric()) && rest.starts_with(')');
        is_id.then_some(id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warnings(text: &str) -> Vec<String> {
        let directory = Directory::parse("t.ron", text.to_owned()).unwrap_or_else(|error| panic!("{error}"));
        let problems = directory.warnings("t.ron");
        let located = problems.located();
        located.map(|(at, problem)| format!("{}:{} {}", at.line, at.column, problem.message)).collect()
    }

    #[test]
    fn a_link_in_a_text_to_no_entry_is_told() {
        let text = r#"(
    title: "T", kinds: [(id: "k", name: "K")], sources: [(id: "s", title: "S")],
    entries: [
        (id: "a", kind: "k", name: "A", text: "See [it](b), [all](https://a.gov/) and [that](a).",
            activities: [(text: "Leads [on](c-d).", sources: ["s"])]),
    ],
)"#;
        let expected =
            ["4:48 the link to \"b\" leads to no entry", "5:34 the link to \"c-d\" leads to no entry"];
        assert_eq!(warnings(text), expected);
    }

    #[test]
    fn every_warning_has_its_place() {
        let text = r#"(
    title: "T", edition: "Spring 2018",
    kinds: [(id: "k", name: "K"), (id: "spare", name: "S")],
    relations: [(id: "in", name: "in", nests: true), (id: "idle", name: "I")],
    topics: [(id: "used", name: "U"), (id: "unused", name: "N")],
    sources: [(id: "page", title: "P"), (id: "lost", title: "L")],
    entries: [
        (id: "top", kind: "k", name: "T", topics: ["used"], text: "See [it](mentioned).", sources: ["page"]),
        (id: "sub", kind: "k", name: "S", links: [(rel: "in", to: "top")],
            activities: [(text: "Acts."), (text: "Rests.", sources: ["page"])],
            background: [(text: "Says \"no\".")],
            events: [
                (date: "2018-12-31", text: "Ends.", sources: ["page"]),
                (date: "2019", text: "Goes on.", sources: ["page"]),
            ]),
        (id: "mentioned", kind: "k", name: "M"),
        (id: "alone", kind: "k", name: "A"),
    ],
)"#;
        assert_eq!(
            warnings(text),
            [
                "3:41 the kind \"spare\" is not used",
                "4:60 the relation \"idle\" is not used",
                "5:45 the topic \"unused\" is not used",
                "6:47 the source \"lost\" is not used",
                "9:15 the background \"Says \"no\".\" has no source",
                "10:34 the activity \"Acts.\" has no source",
                "14:39 the event of 2019 is later than 2018, up to which the directory tells; `updated` says so",
                "17:15 nothing links to this entry, and it nests beneath none",
            ]
        );
    }

    #[test]
    fn the_date_of_the_last_update_counts_before_the_edition() {
        let of = |updated: &str, date: &str| {
            warnings(&format!(
                r#"(title: "T", edition: "2018", {updated} kinds: [(id: "k", name: "K")], sources: [(id: "s", title: "S")],
                entries: [(id: "e", kind: "k", name: "E", events: [(date: "{date}", text: "X", sources: ["s"])])])"#
            ))
            .len()
        };
        assert_eq!(of("", "2018-12-31"), 0);
        assert_eq!(of("", "2019"), 1);
        assert_eq!(of(r#"updated: "2019-05","#, "2019-05-31"), 0);
        assert_eq!(of(r#"updated: "2019-05","#, "2019-06"), 1);
        assert_eq!(of(r#"updated: "2019-05-03","#, "2019-05-04"), 1);
    }

    #[test]
    fn the_shipped_directory_has_no_warnings() {
        let warnings = Directory::shipped().warnings("assets/directory.ron");
        assert!(warnings.list().is_empty(), "{warnings}");
    }
}
