//! A directory, walked in every direction.

use super::*;

const TEXT: &str = r#"(
    title: "Bodies",
    about: "What *it* is.",
    kinds: [
        (id: "body", name: "Body", plural: "Bodies", class: "org:Organization"),
        (id: "report", name: "Report"),
    ],
    relations: [
        (id: "part-of", name: "part of", inverse: "parts", nests: true),
        (id: "member-of", name: "member of", inverse: "members", nests: true),
        (id: "chairs", name: "chairs"),
    ],
    topics: [(id: "health", name: "Health"), (id: "trade", name: "Trade")],
    sources: [(id: "page", title: "The page", date: "2018-10", standing: copy)],
    entries: [
        (id: "top", kind: "body", name: "Top Body", abbreviation: "TB", other_names: ["Top", "The \"Top\""]),
        (
            id: "sub", kind: "body", name: "Sub Body", topics: ["trade"],
            activities: [
                (text: "Heals.", topics: ["health", "trade"], sources: ["page"], note: "As told."),
                (text: "Rests."),
            ],
            links: [(rel: "chairs", to: "top"), (rel: "part-of", to: "top", sources: ["page"]), (rel: "member-of", to: "top")],
            events: [(date: "2003", text: "Began.")],
            contacts: [(kind: phone, value: "1-888", date: "2020-01-10")],
        ),
        (id: "paper", kind: "report", name: "Paper", links: [(rel: "part-of", to: "sub"), (rel: "part-of", to: "other")]),
        (id: "other", kind: "body", name: "Other Body"),
    ],
)"#;

fn directory() -> Directory {
    Directory::parse("bodies.ron", TEXT.to_owned()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn ids(directory: &Directory, entries: &[EntryId]) -> Vec<String> {
    entries.iter().map(|id| directory.entry(*id).id().to_owned()).collect()
}

#[test]
fn an_entry_is_found_by_its_id_and_nothing_else() {
    let directory = directory();
    let found = directory.find("sub").map(|id| directory.entry(id).name());
    assert_eq!(found, Some("Sub Body"));
    assert_eq!(directory.find("Sub"), None);
    assert_eq!(directory.find(""), None);
}

#[test]
fn parents_children_roots_and_paths_agree() {
    let directory = directory();
    let entry = |id: &str| directory.entry(directory.find(id).unwrap());
    assert_eq!(ids(&directory, directory.roots()), ["top", "other"]);
    assert_eq!(ids(&directory, entry("top").children()), ["sub"], "one child, though by two relations");
    assert_eq!(ids(&directory, &entry("sub").parents()), ["top"]);
    assert_eq!(ids(&directory, &entry("paper").parents()), ["sub", "other"]);
    assert_eq!(ids(&directory, entry("other").children()), ["paper"]);
    assert_eq!(ids(&directory, &entry("paper").path()), ["top", "sub", "paper"]);
    assert_eq!(ids(&directory, &entry("top").path()), ["top"]);
}

#[test]
fn what_links_here_is_known_with_its_origin() {
    let directory = directory();
    let top = directory.entry(directory.find("top").unwrap());
    let from: Vec<_> = top
        .linked_from()
        .map(|link| (directory.entry(link.origin()).id(), link.relation().inverse.unwrap_or("-")))
        .collect();
    assert_eq!(from, [("sub", "-"), ("sub", "parts"), ("sub", "members")]);
}

#[test]
fn the_origin_of_a_link_is_known_among_entries_without_links() {
    let text = r#"(
        title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "r", name: "r")],
        entries: [
            (id: "a", kind: "k", name: "A"),
            (id: "b", kind: "k", name: "B", links: [(rel: "r", to: "a")]),
            (id: "c", kind: "k", name: "C"),
            (id: "d", kind: "k", name: "D"),
            (id: "e", kind: "k", name: "E", links: [(rel: "r", to: "a")]),
            (id: "f", kind: "k", name: "F"),
            (id: "g", kind: "k", name: "G"),
        ],
    )"#;
    let directory = Directory::parse("t.ron", text.to_owned()).unwrap();
    let first = directory.entry(directory.find("a").unwrap());
    let from: Vec<_> = first.linked_from().map(|link| directory.entry(link.origin()).id()).collect();
    assert_eq!(from, ["b", "e"]);
}

#[test]
fn topics_are_the_entrys_own_and_those_of_its_activities_each_once() {
    let directory = directory();
    let sub = directory.entry(directory.find("sub").unwrap());
    let topics: Vec<_> = sub.topics().into_iter().map(|topic| directory.topic(topic).id).collect();
    assert_eq!(topics, ["trade", "health"]);
}

#[test]
fn very_many_topics_and_parents_are_each_told_once() {
    const MANY: usize = 4_000;
    let list = |item: &dyn Fn(usize) -> String| (0..MANY).map(item).collect::<Vec<_>>().join(", ");
    let topics = list(&|index| format!("(id: \"t{index}\", name: \"T\")"));
    let names = list(&|index| format!("\"t{index}\""));
    let parents = list(&|index| format!("(id: \"p{index}\", kind: \"k\", name: \"P\")"));
    let links = list(&|index| format!("(rel: \"in\", to: \"p{index}\")"));
    let text = format!(
        "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], relations: [(id: \"in\", name: \"in\", nests: true)],
        topics: [{topics}], entries: [(id: \"a\", kind: \"k\", name: \"A\", topics: [{names}],
        activities: [(text: \"x\", topics: [{names}])], links: [{links}, {links}]), {parents}])"
    );
    let directory = Directory::parse("t.ron", text).unwrap_or_else(|problems| panic!("{problems}"));
    let entry = directory.entry(directory.find("a").unwrap());
    let topics = entry.topics();
    assert_eq!(topics.len(), MANY);
    assert!(topics.is_sorted());
    assert_eq!(entry.parents().len(), MANY);
}

#[test]
fn all_that_a_record_says_comes_out() {
    let directory = directory();
    let top = directory.entry(directory.find("top").unwrap());
    assert_eq!(top.abbreviation(), Some("TB"));
    assert_eq!(top.other_names(), ["Top", "The \"Top\""]);
    assert_eq!((top.kind().plural(), top.kind().class), ("Bodies", Some("org:Organization")));
    assert_eq!(top.summary(), None);
    let sub = directory.entry(directory.find("sub").unwrap());
    let heals = sub.activities().next().unwrap();
    assert_eq!((heals.text, heals.note, heals.sources.len()), ("Heals.", Some("As told."), 1));
    let event = sub.events().next().unwrap();
    assert_eq!((event.date.to_string(), event.text), ("2003".to_owned(), "Began."));
    let contact = sub.contacts().next().unwrap();
    assert_eq!((contact.kind, contact.value), (ContactKind::Phone, "1-888"));
    let (_, source) = directory.sources().next().unwrap();
    assert_eq!((source.title, source.standing), ("The page", Some(Standing::Copy)));
    let (_, report) = directory.kinds().nth(1).unwrap();
    assert_eq!(report.plural(), "Report", "without a plural the name stands for it");
}

#[test]
fn every_field_of_the_page_on_the_format_comes_out() {
    let (_, rest) = include_str!("../../assets/README.md").split_once("```ron\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let directory =
        Directory::parse("t.ron", example.to_owned()).unwrap_or_else(|problems| panic!("{problems}"));
    let id = |entry: Option<EntryId>| entry.map(|entry| directory.entry(entry).id());
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    assert_eq!(
        (directory.id(), directory.language(), directory.disclaimer()),
        ("elm-street-clubs", "en", "not official")
    );
    assert_eq!(id(directory.help()), Some("council"));
    assert_eq!(directory.edition_source().map(|source| directory.source(source).id), Some("minutes"));
    let synonyms: Vec<_> = directory
        .synonyms()
        .map(|synonym| (synonym.words().collect(), synonym.means, id(synonym.finds)))
        .collect();
    assert_eq!(
        synonyms,
        [
            (vec!["singers", "singing group"], Some("choir"), None),
            (vec!["who decides"], None, Some("council"))
        ]
    );
    let (_, topic) = directory.topics().next().unwrap();
    assert_eq!((topic.name, topic.short()), ("Music and singing", "Music"));
    let (_, relation) = directory.relations().nth(1).unwrap();
    assert_eq!(relation.about, Some("The minutes name the clubs that take the chair."));
    let (_, source) = directory.sources().next().unwrap();
    assert_eq!(
        (source.lookup, date(source.read)),
        (Some("https://example.org/register"), "2024-06-02".to_owned())
    );
    let [council, choir] = ["council", "choir"].map(|id| directory.entry(directory.find(id).unwrap()));
    assert_eq!(
        (choir.language(), date(choir.since()), date(choir.until())),
        (Some("en-GB"), "1998".to_owned(), "2024-05".to_owned())
    );
    let status = choir.status().unwrap();
    assert_eq!(
        (date(status.date), status.text),
        ("2024-06".to_owned(), "The choir sings with [the council](council) now.")
    );
    assert_eq!((status.note, status.sources.len()), (Some("Told at its last concert."), 1));
    let link = choir.links().next().unwrap();
    assert_eq!((date(link.since()), date(link.until())), ("2024-03-02".to_owned(), "2024-05".to_owned()));
    assert_eq!((choir.is_beyond_edition(), council.is_beyond_edition()), (false, true));
    assert!(council.language().is_none() && council.status().is_none() && council.since().is_none());
}

/// Each would take minutes if every problem looked at the whole line, or the whole file, anew.
#[test]
fn a_line_of_many_mistakes_is_told_in_time_and_in_place() {
    let entries = |count: usize, entry: &dyn Fn(usize) -> String| {
        let entries: String = (0..count).map(entry).collect();
        let text = format!("(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [{entries}])");
        Directory::parse("a.ron", text).expect_err("it is wrong").to_string()
    };
    let unknown =
        entries(11_000, &|index| format!("(id: \"e{index:05}\", kind: \"q{index:05}\", name: \"N\"),"));
    let nth = |told: &str, index: usize| told.lines().nth(index * 3).unwrap_or_default().to_owned();
    assert_eq!(nth(&unknown, 0), "a.ron:1:76: no kind has the id \"q00000\" (in the entry \"e00000\")");
    assert_eq!(
        nth(&unknown, 9_999),
        "a.ron:1:420034: no kind has the id \"q09999\" (in the entry \"e09999\")"
    );
    assert_eq!(nth(&unknown, 10_000), "a.ron: 1000 more problems are not shown; fix these first");
    let twice = entries(2_000, &|index| format!("(id: \"e{}\", kind: \"k\", name: \"N\"),\n", index % 1_000));
    assert!(
        twice.contains(
            "a.ron:2000:6: the entry \"e999\" stands here a second time; the first is on line 1000"
        )
    );
    let stray = entries(10_100, &|_| ",".to_owned());
    assert!(nth(&stray, 9_999).starts_with("a.ron:1:10054: expected an entry"), "{}", nth(&stray, 9_999));
}

#[test]
fn a_line_of_nothing_but_mistakes_is_read_in_one_go() {
    // Whatever looks at the rest of the line for each of them takes minutes.
    let valid = "(id: \"a\", kind: \"k\", name: \"A\", ";
    for (before, mistake, after, expected) in [
        ("", "\"\"", "", "expected an entry, found a string"),
        ("", "\"\"(", "", "a comma is missing after this"),
        ("", "'\"'a/*(*/", "", "expected `,` or `]`, found `a`"),
        ("", "(),", "", "an entry has no `id`"),
        ("(id: \"", "\\u{", "\")", "this escape is not known"),
        (valid, "(),", ")", "a field of an entry, or `)`"),
        (valid, "x: \"\", ", ")", "an entry has no field `x`"),
        ("(id: \"a\", other_names: [", "(), ", "])", "expected a string, found a record"),
        ("(id: \"a\", links: [", "\"\" ", "])", "expected a link, found a string"),
    ] {
        let length = if ["\"\"", "\\u{"].contains(&mistake) { 20_000 } else { 3_000 };
        let mistakes = mistake.repeat(length / mistake.len());
        let text = format!(
            "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [{before}{mistakes}{after}])"
        );
        let told = Directory::parse("a.ron", text).expect_err("it is wrong").to_string();
        assert!(told.contains(expected), "{mistake}: {}", told.get(..200).unwrap_or(&told));
    }
    let terms: Vec<String> = (0..1_000).map(|index| format!("(id: \"k{index}\", name: \"K\"),")).collect();
    let again = "(id: \"k999\", name: \"K\"),".repeat(1_000);
    let text = format!("(title: \"T\", kinds: [{}{again}], entries: [])", terms.concat());
    let told = Directory::parse("a.ron", text).expect_err("it is wrong").to_string();
    assert!(told.contains("the kind \"k999\" stands here a second time"));
}

#[test]
fn a_text_of_nothing_but_halves_of_links_is_looked_at_once() {
    let text = format!(
        "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [(id: \"a\", kind: \"k\", name: \"A\", text: \"{}) [b](c)\")])",
        "](".repeat(200_000)
    );
    let directory = Directory::parse("a.ron", text).expect("it is right");
    let warnings = directory.warnings("a.ron", crate::fields::each_text);
    assert_eq!(warnings.list.len(), 1);
    assert_eq!(warnings.list[0].message, "the link to \"c\" leads to no entry and to no address");
}

#[test]
fn mistakes_take_little_memory() {
    let front = "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [";
    for (before, mistake, after) in [
        ("", "(),", ""),
        ("(id: \"a\", links: [", "(),", "])"),
        ("(id: \"a\", activities: [", "(),", "])"),
        ("(id: \"a\", events: [", "(date: \"2001\"),", "])"),
        ("(id: \"a\", contacts: [", "(kind: web),", "])"),
    ] {
        let text = format!("{front}{before}{}{after}])", mistake.repeat(10_100));
        let draft = read::read(&text, &Progress::default());
        let kept = draft.records.entries.len()
            + draft.records.links.len()
            + draft.records.statements.len()
            + draft.records.events.len()
            + draft.records.contacts.len();
        assert!(kept <= 10_001, "{before}{mistake}: {kept} records");
        if before.is_empty() {
            let told = resolve::resolve("a.ron", text, draft).expect_err("it is wrong");
            assert_eq!(told.list.len(), 10_000);
        }
    }
    // An id is told with each problem of its entry.
    let text = format!("{front}(id: \"{}\", {})])", "a".repeat(5_000), "x: 1, ".repeat(2_000));
    let told = Directory::parse("a.ron", text).expect_err("it is wrong");
    let ids = told.list.iter().filter_map(|problem| problem.entry.as_ref());
    assert!(ids.clone().count() >= 2_000 && ids.map(String::len).sum::<usize>() < 600_000);
}

#[test]
fn what_names_something_is_neither_empty_nor_none() {
    let valid = "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], relations: [(id: \"in\", name: \"in\", nests: true)], \
                 entries: [(id: \"a\", kind: \"k\", name: \"A\"), (id: \"b\", kind: \"k\", name: \"B\", links: [(rel: \"in\", to: \"a\")])])";
    assert!(Directory::parse("a.ron", valid.to_owned()).is_ok());
    for written in [
        "title: \"T\"",
        "id: \"k\"",
        "name: \"K\"",
        "id: \"in\"",
        "id: \"a\"",
        "kind: \"k\"",
        "name: \"A\"",
        "rel: \"in\"",
        "to: \"a\"",
    ] {
        for empty in ["\"\"", "\" \"", "None", "Some(\"\")", "\"\\u{20}\"", "r\"\""] {
            let field = written.split(' ').next().unwrap_or_default();
            let text = valid.replacen(written, &format!("{field} {empty}"), 1);
            let told = Directory::parse("a.ron", text.clone()).expect_err(&text).to_string();
            assert!(told.contains(": this must not be empty"), "{text}\n{told}");
        }
    }
}
