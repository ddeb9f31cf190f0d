//! What is shown is found.

use std::sync::LazyLock;

use pitf::search::{Field, QueryMode, snippet};

use crate::searched::{Indexed, SHIPPED};
use crate::shown::assert_every_word_finds_its_entry;

#[test]
fn every_word_of_a_page_finds_its_entry() {
    for (name, text) in [
        ("clubs.ron", include_str!("../data/clubs.ron")),
        ("search.ron", include_str!("../data/search.ron")),
        ("numbers.ron", include_str!("../data/numbers.ron")),
        ("full.ron", include_str!("../data/full.ron")),
        ("marks", MARKS),
    ] {
        eprintln!("{name}");
        assert_every_word_finds_its_entry(&Indexed::parse(text), 1);
    }
}

/// Text with all that CommonMark knows.
const MARKS: &str = r#"(title: "M", kinds: [(id: "k", name: "Kind")],
    relations: [(id: "in", name: "part of", inverse: "embraces", nests: true, about: "By statute.")],
    topics: [(id: "aid", name: "Victim outreach and services", short: "Victims")],
    sources: [(id: "s", title: "Protocol", publisher: "Press", url: "https://src.example.org/x", lookup: "https://look.example.org/y", date: "2018-10", read: "2024-06-02")],
    synonyms: [(words: ["日本"], means: "Japan")],
    entries: [
        (id: "top", kind: "k", name: "M*A*S*H", until: "2017", summary: "un**believ**able [la**be**l](low) fo\\_o"),
        (id: "low", kind: "k", name: "Lower Office", abbreviation: "LOFF", other_names: ["P.L. 114-22"], since: "2017-09", topics: ["aid"],
            text: "caf&eacute; A&amp;B x&nbsp;y C\\+\\+ ![altword](https://img.example.org/picfile.png) `codeword`\n\n| headcell | b |\n|---|---|\n| cellword | d |\n\n- bulletword\n\n[refword][r1]\n\n[r1]: https://ref.example.org/path \"linktitleword\"",
            links: [(rel: "in", to: "top", since: "2002-02", note: "Linknote.", sources: ["s"])],
            events: [(date: "2021-12-03", text: "The super*plan*ned step")],
            contacts: [(kind: web, value: "https://web.example.org", label: "Weblabel", date: "2023-12")]),
        (id: "third", kind: "k", name: "Third", links: [(rel: "in", to: "low")]),
        (id: "jp", kind: "k", name: "Japan desk"),
    ])"#;

static MARKED: LazyLock<Indexed> = LazyLock::new(|| Indexed::parse(MARKS));

fn ids(text: &str) -> Vec<&'static str> {
    MARKED.ids(text, usize::MAX)
}

#[test]
fn text_is_found_and_cut_as_it_is_shown() {
    let directory = &MARKED.directory;
    for (text, id, cut) in [
        ("unbelievable", "top", "unbelievable label fo_o"),
        ("label", "top", "unbelievable label fo_o"),
        ("superplanned", "low", "2021-12-03: The superplanned step, 3 December 2021"),
        ("M*A*S*H", "top", "M*A*S*H"),
        ("cellword", "low", "café A&B x y C++ altword codeword headcell b cellword d bulletword refword"),
        ("refword", "low", "café A&B x y C++ altword codeword headcell b cellword d bulletword refword"),
        ("ref.example.org", "low", "https://ref.example.org/path"),
        ("embraces", "top", "embraces, By statute."),
        ("Victims", "low", "Victim outreach and services, Victims"),
        ("topic:Victims", "low", "Victim outreach and services, Victims"),
        ("\"since 2017-09\"", "low", "since 2017-09, September 2017"),
        ("\"until 2017\"", "top", "until 2017"),
        ("\"2021-12-03 The superplanned\"", "low", "2021-12-03: The superplanned step, 3 December 2021"),
        (
            "\"M*A*S*H Kind, since 2002-02\"",
            "low",
            "part of M*A*S*H, Kind, since 2002-02, Linknote. February 2002, By statute.",
        ),
        (
            "\"Weblabel confirmed 2023-12\"",
            "low",
            "web https://web.example.org, Weblabel, confirmed 2023-12, December 2023",
        ),
        (
            "\"look it up at https://look\"",
            "low",
            "Protocol, Press, https://src.example.org/x, look it up at https://look.example.org/y, read 2024-06-02, 2018-10, 2 June 2024, October 2018",
        ),
    ] {
        let hits = MARKED.search(text, QueryMode::Words, usize::MAX).hits;
        let hit = hits.iter().find(|hit| directory.entry(hit.entry).id() == id);
        let hit = hit.unwrap_or_else(|| panic!("{text}: {hits:?}"));
        let passage = hit.passage(directory, &MARKED.query(text, QueryMode::Words));
        assert_eq!(snippet(&passage.text, &passage.ranges, 200, "…").text, cut, "{text}");
    }
    for nowhere in ["linktitleword", "picfile", "eacute"] {
        assert!(ids(nowhere).is_empty(), "{nowhere}");
    }
}

#[test]
fn what_is_linked_is_found_by_its_name_and_not_by_its_other_names() {
    for (text, expected) in [
        ("LOFF", "low"),
        ("114-22", "low"),
        ("11422", "low"),
        ("text:loff", ""),
        ("lower office", "low third"),
    ] {
        assert_eq!(ids(text).join(" "), expected, "{text}");
    }
}

#[test]
fn every_hit_has_a_place() {
    let directory = &SHIPPED.directory;
    let words = [
        "TVPRA",
        "114-22",
        "11422",
        "text:dol",
        "text:doj",
        "SPOG",
        "PL 106-386",
        "police",
        "task force",
        "HTSE",
        "beyond",
        "until",
        "7103",
        "888 373 7888",
    ];
    let names =
        directory.entries().flat_map(|entry| entry.abbreviation().into_iter().chain(entry.other_names()));
    for text in words.into_iter().chain(names.step_by(40)) {
        let query = SHIPPED.query(text, QueryMode::Words);
        for hit in SHIPPED.search(text, QueryMode::Words, usize::MAX).hits {
            let passage = hit.passage(directory, &query);
            let is_placed = !passage.ranges.is_empty() || passage.taken_for.is_some();
            let id = directory.entry(hit.entry).id();
            assert!(
                is_placed && (!text.starts_with("text:") || passage.field != Field::Name),
                "{text}: {id}"
            );
        }
    }
}

#[test]
fn a_synonym_for_an_entry_leaves_the_other_words_in_force() {
    for text in ["zebra report trafficking", "task force zebra", "911 zebra", "help zebra"] {
        let found = SHIPPED.found(text);
        assert!(found.ids.is_empty() && found.told.contains("\"zebra\" is nowhere"), "{text}: {found:?}");
    }
    for (text, first) in
        [("task force", "pitf"), ("report trafficking", "help"), ("task force president", "pitf")]
    {
        assert_eq!(SHIPPED.found(text).first("id"), first, "{text}");
    }
    assert!(SHIPPED.found("task force -president").ids.iter().all(|id| id != "pitf"));
    assert_eq!(ids("日本"), ["jp"]);
}
