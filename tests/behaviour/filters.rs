//! The filters of a query: what their values stand for, and where a hit fits them.

use crate::support::{Browser, Pitf, directory};

const WARDS: &str = r#"(title: "T", language: "en",
    kinds: [(id: "ward", name: "Ward", plural: "Wards"), (id: "drug", name: "Drug"), (id: "dose", name: "Dose")],
    relations: [(id: "in", name: "part of", inverse: "units", nests: true), (id: "works", name: "works in")],
    topics: [(id: "child", name: "Care of children", short: "Children")],
    sources: [
        (id: "form", title: "National Formulary", publisher: "Drug Office", date: "2022-11", read: "2023-02-28"),
        (id: "news", title: "Evening Gazette", standing: secondary),
    ],
    entries: [
        (id: "emergency", kind: "ward", name: "Emergency Department",
            contacts: [(kind: phone, value: "555-0100", date: "2020-01-09")]),
        (id: "children", kind: "ward", name: "Paediatrics", topics: ["child"],
            links: [(rel: "in", to: "emergency", since: "2009-04-01", until: "2015-12")]),
        (id: "nurse", kind: "ward", name: "Maria Lopez", language: "es", since: "1998", until: "2024",
            status: (date: "2023-05-17", text: "She has left.", sources: ["news"])),
        (id: "aspirin", kind: "drug", name: "Aspirin 75 mg", sources: ["form"],
            events: [(date: "2019-02-03", text: "First given.")]),
        (id: "more", kind: "drug", name: "Aspirin 300 mg"),
    ])"#;

/// The first hit as `id field: snippet`, and what is said besides.
fn first(query: &str) -> (String, String) {
    let found = directory(WARDS).found(query);
    let hit = format!("{} {}: {}", found.first("id"), found.first("field"), found.first("snippet"));
    (hit, found.told)
}

#[test]
fn a_hit_shows_where_it_fits_the_filter() {
    for (query, expected) in [
        ("date:2009", "children link: part of Emergency Department, Ward, since 2009-04-01"),
        ("date:2015-12", "children link: part of Emergency Department"),
        ("date:2023-05-17", "nurse status: 2023-05-17: She has left."),
        ("date:2020", "emergency contact: phone 555-0100, confirmed 2020-01-09"),
        ("date:2019-02-03", "aspirin event: 2019-02-03: First given."),
        ("date:1998", "nurse since: since 1998"),
        ("source:form", "aspirin source: National Formulary, Drug Office"),
        ("topic:child", "children topic: Care of children"),
        ("kind:drug", "aspirin kind: Drug"),
        ("under:emergency kind:ward", "emergency kind: Ward"),
        ("-kind:drug topic:child under:emergency", "children topic: Care of children"),
        ("is:ended", "nurse until: until 2024"),
        ("language:es", "nurse language: language es"),
    ] {
        let (hit, said) = first(query);
        assert!(hit.starts_with(expected), "{query}: {hit} {said}");
    }
}

#[test]
fn what_a_value_was_taken_for_is_told() {
    for (query, said) in [
        ("is:u", "\"u\" was taken for unsure"),
        ("kind:d", "\"d\" was taken for drug, dose"),
        ("topic:ch", "\"ch\" was taken for child"),
        ("source:fo", "\"fo\" was taken for form"),
        ("source:gazet", "\"gazet\" was taken for news"),
        ("language:e", "\"e\" was taken for en, es"),
        ("under:emergensy", "\"emergensy\" was taken for emergency"),
    ] {
        assert!(first(query).1.starts_with(&format!("{said}\n")), "{query}: {:?}", first(query));
    }
    for query in [
        "is:unsure",
        "kind:Drugs",
        "kind:wards",
        "topic:Children",
        "source:\"evening gazette\"",
        "source:office",
        "language:en",
        "under:\"Emergency Department\"",
    ] {
        let said = first(query).1;
        assert!(!said.contains("was taken for"), "{query}: {said}");
    }
    assert_eq!(directory(WARDS).found("language:en").ids.len(), 4);
}

#[test]
fn a_date_that_only_a_source_has_is_told() {
    for (query, said) in [
        (
            "date:2022-11",
            "no event, beginning, end, status or contact has that date; without date: there is 1 hit",
        ),
        ("date:2023-02-28", "without date: there is 1 hit"),
        ("date:2023-05-18", "\"2023-05-18\" is nowhere; the nearest is \"2023-05-17\""),
        ("date:2019-02-04", "the nearest is \"2019-02-03\""),
        ("date:2009-04-02", "the nearest is \"2009-04-01\""),
    ] {
        assert!(first(query).1.contains(said), "{query}: {:?}", first(query));
    }
}

#[test]
fn the_filtered_list_gives_true_reasons_and_one_piece_of_advice() {
    let shown = |filter: &str| {
        let mut browser = Browser::on(directory(WARDS));
        browser.press(&format!("zRf{filter}<ret>")).resize(71, 24).text()
    };
    for filter in ["kind:drug", "topic:child", "is:unsure", "under:emergency", "kind:drug -300"] {
        assert!(!shown(filter).contains("in name"), "{filter}: {}", shown(filter));
    }
    for (filter, reason) in [
        ("asprin", "as \"aspirin\""),
        ("paediatrcs", "as \"paediatrics\""),
        ("departmnt", "as \"department\""),
        ("date:2009", "in link"),
        ("gazette", "in source"),
    ] {
        assert!(shown(filter).contains(reason), "{filter}: {}", shown(filter));
    }
    let text = shown("kind:drg");
    assert!(
        text.contains("No kind \"drg\"; did you mean drug?") && !text.contains("othing matches"),
        "{text}"
    );
    assert!(shown("zebra").contains("\"zebra\" is nowhere."), "{}", shown("zebra"));
}

#[test]
fn a_list_says_what_it_was_found_by() {
    for (query, said) in [
        ("asprin", "pitf: found as \"aspirin\"\n"),
        ("which wards are for children", "pitf: found without \"which\" and \"are\""),
        ("paediatrcs", "pitf: found as \"paediatrics\"\n"),
        ("is:unsur", "pitf: \"unsur\" was taken for unsure\n"),
        ("aspirin", ""),
        ("kind:drug", ""),
    ] {
        let done = Pitf::new(&["list", query]).data(WARDS).run();
        assert!(done.err.starts_with(said) && done.err.is_empty() == said.is_empty(), "{query}: {done:?}");
    }
}
