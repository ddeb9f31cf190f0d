//! What is probably not what the editor of a directory meant, though it can be used: the warnings of `check`.

mod links;

use std::ops::Range;

use fixedbitset::FixedBitSet;

use super::problem::{Problem, ProblemList, Problems, Severity};
use super::strings::EscapedStrings;
use super::{Date, Directory, Entry};
use crate::notation::quoted;
use crate::text::hidden_in;

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextForm {
    /// With links.
    CommonMark,
    /// As it is written.
    Plain,
}

/// Visits the texts of a directory, each with its entry and form.
pub(crate) type EachText = for<'d> fn(&'d Directory, &mut dyn FnMut(Option<Entry<'d>>, &'d str, TextForm));

impl Directory {
    /// The warnings, each with its place; `file` is what they call the file. `each_text` knows the fields.
    pub fn warnings(&self, file: &str, each_text: EachText) -> Problems {
        let mut lint = Lint {
            directory: self,
            problems: ProblemList::default(),
            strings: EscapedStrings::of(&self.texts.source),
            comparisons: Lint::MOST_COMPARISONS,
        };
        let mut mentioned = vec![false; self.len()];
        each_text(self, &mut |entry, text, form| match form {
            TextForm::CommonMark => lint.check_targets(entry, text, &mut mentioned),
            TextForm::Plain => lint.check_no_links(entry, text),
        });
        let last = self.last_covered();
        for entry in self.entries() {
            lint.check_citations(entry);
            lint.check_contacts(entry);
            lint.check_dates(entry, last);
            // The only entry of a directory needs no links.
            let is_linked = entry.linked_from().len() > 0 || entry.links().any(|link| link.relation().nests);
            if self.len() > 1 && !is_linked && !mentioned[entry.handle().index()] {
                let message = "nothing links to this entry, and it nests beneath none".to_owned();
                lint.warn(Some(entry), entry.id(), message);
            }
        }
        lint.check_sources();
        lint.check_vocabulary();
        lint.check_characters();
        Problems::new(file, self.texts.source.clone().into_owned(), lint.problems)
    }

    /// The day, month or year up to which the directory covers events: `updated`, or else the newest year that the
    /// edition names.
    fn last_covered(&self) -> Option<Date> {
        let years = self.edition().split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
        self.updated().or_else(|| years.filter_map(|year| year.parse().ok()).max())
    }
}

struct Lint<'d> {
    directory: &'d Directory,
    problems: ProblemList,
    strings: EscapedStrings<'d>,
    comparisons: usize,
}

impl Lint<'_> {
    /// Some seconds of work at most.
    const MOST_COMPARISONS: usize = 20_000_000;

    fn check_citations(&mut self, entry: Entry) {
        let activities = entry.activities().map(|activity| ("activity", activity.text, activity.sources));
        let background = entry.background().map(|stated| ("background", stated.text, stated.sources));
        let events = entry.events().map(|event| ("event", event.text, event.sources));
        for (what, text, _) in activities.chain(background).chain(events).filter(|(.., of)| of.is_empty()) {
            self.warn(Some(entry), text, format!("the {what} \"{}\" has no source", quoted(text)));
        }
    }

    fn check_vocabulary(&mut self) {
        let directory = self.directory;
        let kinds = directory.entries().map(|entry| entry.kind_id().index());
        let relations = directory.resolved.relations.iter().map(|relation| relation.index());
        let topics = directory.resolved.topics.iter().map(|topic| topic.index());
        let sources = directory.resolved.sources.iter().map(|source| source.index());
        let unused = [
            ("kind", unused(directory.kinds().map(|(_, kind)| kind.id), kinds)),
            ("relation", unused(directory.relations().map(|(_, relation)| relation.id), relations)),
            ("topic", unused(directory.topics().map(|(_, topic)| topic.id), topics)),
            ("source", unused(directory.sources().map(|(_, source)| source.id), sources)),
        ];
        for (what, ids) in unused {
            for id in ids {
                self.warn(None, id, format!("the {what} \"{}\" is not used", quoted(id)));
            }
        }
    }

    /// Warns about events after the date up to which the directory has events, and about ends before beginnings.
    fn check_dates(&mut self, entry: Entry, last: Option<Date>) {
        let is_after = |one: Option<Date>, other: Option<Date>| {
            one.zip(other).is_some_and(|(one, other)| one.is_after(other))
        };
        for event in entry.events().filter(|event| is_after(Some(event.date), last)) {
            let last = last.map(|last| last.to_string()).unwrap_or_default();
            let message = format!(
                "the event of {} is later than {last}, the last date that the directory covers; `updated` says which that is",
                event.date
            );
            self.warn(Some(entry), event.text, message);
        }
        if is_after(entry.since(), entry.until()) {
            self.warn(Some(entry), entry.id(), "this entry ends before it begins".to_owned());
        }
        for link in entry.links().filter(|link| is_after(link.since(), link.until())) {
            let target = quoted(self.directory.entry(link.target()).id());
            let message = format!("the link to \"{target}\" ends before it begins");
            self.warn(Some(entry), entry.id(), message);
        }
    }

    /// Warns about invisible characters, which come with pasted text: one of a kind on each line.
    fn check_characters(&mut self) {
        let directory = self.directory;
        let source = directory.texts.source.as_ref();
        let mark = source.len() - source.trim_start_matches('\u{feff}').len();
        let ids = directory.entries().filter_map(|entry| Some((self.verbatim(entry.id())?.start, entry)));
        let ids: Vec<_> = ids.collect();
        let mut last: Option<(usize, char)> = None;
        for (at, c) in hidden_in(&source[mark..]) {
            let at = at + mark;
            let is_reported =
                last.is_some_and(|(last, before)| before == c && !source[last..at].contains('\n'));
            last = Some((at, c));
            if is_reported {
                continue;
            }
            let name = match c {
                '\u{ad}' => "a soft hyphen",
                '\u{200b}' => "a zero-width space",
                '\u{feff}' => "a byte-order mark",
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
                    "a character that changes the direction of text"
                }
                _ if c.is_control() => "a control character",
                _ => "an invisible character",
            };
            let message = format!("{name} (U+{:04X}) stands here; remove it", u32::from(c));
            // The last entry whose id stands before it.
            let before = ids.partition_point(|(start, _)| *start <= at).checked_sub(1);
            self.warn_at(before.map(|before| ids[before].1), at..at + c.len_utf8(), message);
        }
    }

    fn warn(&mut self, entry: Option<Entry>, at: &str, message: String) {
        let range = self.place(entry, at);
        self.warn_at(entry, range, message);
    }

    fn warn_at(&mut self, entry: Option<Entry>, range: Range<usize>, message: String) {
        let problem = Problem::error(range, message, entry.map(Entry::id));
        self.problems.push(Problem { severity: Severity::Warning, ..problem });
    }

    /// Where a text stands in the file; one that has escapes with its quotes.
    fn place(&self, entry: Option<Entry>, text: &str) -> Range<usize> {
        self.verbatim(text).unwrap_or_else(|| {
            let id = entry.and_then(|entry| self.verbatim(entry.id()));
            // From its quote on: a string ends at the next one.
            self.strings.find_escaped(id.map_or(0, |id| id.start - 1), text)
        })
    }

    fn verbatim(&self, text: &str) -> Option<Range<usize>> {
        let source = &self.directory.texts.source;
        let start = text.as_ptr().addr().checked_sub(source.as_ptr().addr())?;
        (start < source.len()).then(|| start..start + text.len())
    }
}

fn unused<'d>(ids: impl Iterator<Item = &'d str>, used: impl Iterator<Item = usize>) -> Vec<&'d str> {
    let used: FixedBitSet = used.collect();
    ids.enumerate().filter(|(index, _)| !used.contains(*index)).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warnings(text: &str) -> Vec<String> {
        let directory = Directory::parse("t.ron", text.to_owned()).unwrap_or_else(|error| panic!("{error}"));
        let problems = directory.warnings("t.ron", crate::fields::each_text);
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
        let expected = [
            "4:52 the link to \"b\" leads to no entry and to no address",
            "5:40 the link to \"c-d\" leads to no entry and to no address",
        ];
        assert_eq!(warnings(text), expected);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_told_whatever_its_form() {
        let messages = |text: &str| {
            let text = text.replace('\n', "\\n");
            warnings(&format!(
                "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [(id: \"part-two\", kind: \"k\", name: \"A\", abbreviation: \"Abc\", text: \"{text}\")])"
            ))
        };
        for right in [
            "[a](part-two)",
            "[a](https://a.gov/#x) <https://b.gov> <a@b.gov> [m](MAILTO:a@b.gov) [t](tel:911)",
            "`[a](b)` and \\\\[a](b) and [words] and [words](",
            "[a][b]\n\n[b]: https://a.gov",
        ] {
            assert_eq!(messages(right), [""; 0], "{right}");
        }
        for (wrong, target, nearest) in [
            ("[a](#part-two)", "#part-two", "part-two"),
            ("[a](Part-Two)", "Part-Two", "part-two"),
            ("[a](<part two>)", "part two", "part-two"),
            ("[a](part-tow \\\"title\\\")", "part-tow", "part-two"),
            ("[a](./part-two.md)", "./part-two.md", "part-two"),
            ("[a](/part-two)", "/part-two", "part-two"),
            ("[a][part-two]", "[part-two]", "part-two"),
            ("[a][b]\n\n[b]: part-to", "part-to", "part-two"),
            ("[a](part-two.html)", "part-two.html", "part-two"),
            ("[a](../pages/PART_TWO.htm#top)", "../pages/PART_TWO.htm#top", "part-two"),
            ("[a](#entry.part-two)", "#entry.part-two", "part-two"),
            ("[a](entry.part-tow)", "entry.part-tow", "part-two"),
            ("[a](pitf:part-two)", "pitf:part-two", "part-two"),
            ("[a](//a.gov/part-two)", "//a.gov/part-two", "part-two"),
            ("![a](part.png)", "part.png", ""),
            ("![a](part-two.png)", "part-two.png", "part-two"),
            ("<pitf:part-two>", "pitf:part-two", "part-two"),
            ("[a](ftp://a.gov/x)", "ftp://a.gov/x", ""),
            ("[a](www.a.gov)", "www.a.gov", "https://www.a.gov"),
            ("[a](//a.gov/x)", "//a.gov/x", "https://a.gov/x"),
            ("[a](htp://a.gov)", "htp://a.gov", "http://a.gov"),
            ("[a](https:/a.gov)", "https:/a.gov", "https://a.gov"),
            ("[a](b@a.gov)", "b@a.gov", "mailto:b@a.gov"),
            ("[a](mialto:b@a.gov)", "mialto:b@a.gov", "mailto:b@a.gov"),
            ("[a](mailto:)", "mailto:", ""),
            ("[a](tel:)", "tel:", ""),
            ("[a](sms:)", "sms:", ""),
            ("[a](http://)", "http://", ""),
            ("[a](https:///b)", "https:///b", "https://b"),
            ("[a]()", "", ""),
            ("- *[a](nowhere)*", "nowhere", ""),
        ] {
            let messages = messages(wrong);
            let hint =
                if nearest.is_empty() { String::new() } else { format!("; the nearest is \"{nearest}\"") };
            let expected = format!("the link to \"{target}\" leads to no entry and to no address{hint}");
            assert!(messages.len() == 1 && messages[0].ends_with(&expected), "{wrong}: {messages:?}");
        }
        let place = messages("The [a](x).");
        assert!(place[0].starts_with("1:126 "), "{place:?}");
    }

    #[test]
    fn a_link_that_is_not_read_as_one_is_told() {
        let messages = |fields: &str| {
            let text = "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], notice: \"Call [us](b)\", entries: [(id: \"b\", kind: \"k\", name: \"B\", FIELDS)])";
            warnings(&text.replace("FIELDS", fields))
        };
        let notice = "1:59 no links are read here, and \"[us](b)\" is shown as it is";
        for (fields, expected) in [
            ("", None),
            (
                "text: \"[a](https://x y) b\"",
                Some("the link to \"https://x y\" is not read; a link is [words](target)"),
            ),
            ("text: \"See [a](b\"", Some("the link to \"b\" is not read; a link is [words](target)")),
            (
                "summary: \"<a href='b'>x</a>\"",
                Some("the link to \"<a href='b'>\" is not read; a link is [words](target)"),
            ),
            ("text: \"`[a](b c)` [sic] (b) x\"", None),
            (
                "contacts: [(kind: address, value: \"x\", note: \"[n](b)\")]",
                Some("no links are read here, and \"[n](b)\" is shown as it is"),
            ),
        ] {
            let messages = messages(fields);
            assert_eq!(messages[0], notice);
            assert_eq!(messages.len(), 1 + usize::from(expected.is_some()), "{fields}: {messages:?}");
            assert!(
                expected.is_none_or(|expected| messages[1].ends_with(expected)),
                "{fields}: {messages:?}"
            );
        }
    }

    #[test]
    fn a_contact_or_a_source_that_leads_nowhere_is_told() {
        let messages = |contact: &str, source: &str| {
            warnings(&format!(
                "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], sources: [(id: \"s\", title: \"S\", {source})], entries: [
                (id: \"a\", kind: \"k\", name: \"A\", sources: [\"s\"], contacts: [{contact}])])"
            ))
        };
        for right in [
            "(kind: web, value: \"https://a.gov\"), (kind: phone, value: \"+1 (888) 373-7888\"), (kind: tty, value: \"711\")",
            "(kind: text, value: \"233733\"), (kind: email, value: \"a@b.gov\"), (kind: address, value: \"anywhere\")",
        ] {
            assert_eq!(
                messages(right, "url: \"http://a.gov\", lookup: \"https://b.gov\""),
                [""; 0],
                "{right}"
            );
        }
        let number = "a number is written in digits, spaces and + - . ( )";
        for (kind, value, advice) in [
            ("web", "http://", "an address is https://example.org"),
            ("web", "htp://x.gov", "an address is https://example.org; the nearest is \"http://x.gov\""),
            ("web", "a.gov", "an address is https://example.org; the nearest is \"https://a.gov\""),
            ("email", "notmail", "a mail address is name@example.org"),
            ("phone", "call us", number),
            ("tty", "-", number),
            ("text", "HELP", number),
        ] {
            let column = 93 + kind.len();
            let expected = format!("2:{column} the {kind} \"{value}\" leads nowhere; {advice}");
            assert_eq!(messages(&format!("(kind: {kind}, value: \"{value}\")"), ""), [expected], "{kind}");
        }
        let nowhere = "leads nowhere; an address is https://example.org";
        assert_eq!(
            messages("", "url: \"a b\", lookup: \"//a.gov\""),
            [
                format!("1:83 the url \"a b\" {nowhere}"),
                format!("1:98 the lookup \"//a.gov\" {nowhere}; the nearest is \"https://a.gov\"")
            ]
        );
    }

    #[test]
    fn what_ends_before_it_begins_is_told() {
        let text = r#"(title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "r", name: "r")], entries: [
            (id: "a", kind: "k", name: "A", since: "2003", until: "2002", links: [(rel: "r", to: "b", since: "2003-05", until: "2003")]),
            (id: "b", kind: "k", name: "B", since: "2003", until: "2003-01", links: [(rel: "r", to: "a", since: "2003-05", until: "2003-04")]),
        ])"#;
        assert_eq!(
            warnings(text),
            ["2:19 this entry ends before it begins", "3:19 the link to \"a\" ends before it begins"]
        );
    }

    #[test]
    fn characters_that_nobody_sees_are_told_once_a_line() {
        let text = "\u{feff}(title: \"T\", kinds: [(id: \"k\", name: \"O\u{200b}ffice\")], entries: [\n\
            (id: \"a\", kind: \"k\", name: \"Co\u{ad}ordi\u{ad}nation\", summary: \"a\u{202e}b\u{85} می\u{200c}خواهم 👩\u{200d}👧 ❤\u{fe0f} ก\u{e48}\")])";
        assert_eq!(
            warnings(text),
            [
                "1:40 a zero-width space (U+200B) stands here; remove it",
                "2:31 a soft hyphen (U+00AD) stands here; remove it",
                "2:57 a character that changes the direction of text (U+202E) stands here; remove it",
                "2:59 a control character (U+0085) stands here; remove it",
            ]
        );
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
            background: [(text: "Says \"no\"."), (text: "with \"a\" in"), (text: "a\nb")],
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
                "10:34 the activity \"Acts.\" has no source",
                "11:33 the background \"Says \"no\".\" has no source",
                "11:57 the background \"with \"a\" in\" has no source",
                "11:82 the background \"a<U+000A>b\" has no source",
                "14:39 the event of 2019 is later than 2018, the last date that the directory covers; `updated` says which that is",
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
        let warnings = Directory::shipped().warnings("assets/directory.ron", crate::fields::each_text);
        assert!(warnings.list.is_empty(), "{warnings}");
    }
}
