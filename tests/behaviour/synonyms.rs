//! The synonyms of a directory, alone and among other words; what is excluded, and operators.

use crate::searched::{Found, SHIPPED, directory};

const HOSPITAL: &str = r#"(title: "T", kinds: [(id: "k", name: "Thing")],
    synonyms: [
        (words: ["ER", "casualty", "A&E"], finds: "emergency"), (words: ["who do I call at night"], finds: "night"),
        (words: ["911", "9-1-1"], finds: "line"), (words: ["EO 99"], finds: "order"), (words: ["C++"], finds: "compiler"),
        (words: ["boss", "head of all"], finds: "director"), (words: ["painkiller"], means: "analgesic"),
        (words: ["kids"], means: "children"), (words: ["heart attack"], means: "myocardial infarction"),
        (words: ["colour"], means: "color"), (words: ["covid-19"], means: "corona"),
    ],
    entries: [
        (id: "emergency", kind: "k", name: "Emergency Department", summary: "Open day and night for anyone.",
            contacts: [(kind: phone, value: "555-0100", label: "Reception")]),
        (id: "night", kind: "k", name: "Night Desk", summary: "Answers late."),
        (id: "line", kind: "k", name: "Ambulance line"), (id: "order", kind: "k", name: "Order 100"),
        (id: "compiler", kind: "k", name: "Compiler team"), (id: "c", kind: "k", name: "C team"),
        (id: "director", kind: "k", name: "Director", summary: "Runs the roads."),
        (id: "drug", kind: "k", name: "Aspirin", summary: "An analgesic for children.", text: "Of no color."),
        (id: "heart", kind: "k", name: "Cardiology", summary: "Treats myocardial infarction."),
        (id: "virus", kind: "k", name: "Corona Ward"), (id: "gazette", kind: "k", name: "Evening Gazette"),
    ])"#;

fn found(query: &str) -> Found {
    directory(HOSPITAL).found(query)
}

#[track_caller]
fn assert_found(query: &str, id: &str, taken_for: &str, told: &str) {
    let found = found(query);
    assert_eq!((found.first("id"), found.taken_for()), (id, Some(taken_for)), "{query}: {found:?}");
    assert_eq!(found.told, told, "{query}");
}

#[track_caller]
fn assert_nothing(query: &str, advice: &str) {
    let found = found(query);
    assert!(found.ids.is_empty() && found.told.contains(advice), "{query}: {found:?}");
}

#[test]
fn a_synonym_that_finds_an_entry_is_at_work_among_other_words() {
    for (query, told) in [
        ("ER", ""),
        ("the ER", ""),
        ("casualties", ""),
        ("A&E", ""),
        ("ER reception", ""),
        ("phone of the ER", ""),
        ("ER phone number", "found without \"number\"\n"),
        ("call casualty", "found without \"call\"\n"),
    ] {
        assert_found(query, "emergency", "Emergency Department", told);
    }
    for (query, id, taken_for) in [
        ("who do I call at night", "night", "Night Desk"),
        ("boss of roads", "director", "Director"),
        ("roads boss", "director", "Director"),
        ("the head of all roads", "director", "Director"),
        ("bosses", "director", "Director"),
    ] {
        assert_found(query, id, taken_for, "");
    }
    // What the other words name comes first, and is asked for its own number.
    let first_shipped = |query: &str| SHIPPED.found(query).first("id").to_owned();
    for query in ["EEOC phone number", "phone number of EEOC", "phone number EEOC", "EEOC's phone number"] {
        assert_eq!(first_shipped(query), "eeoc", "{query}");
    }
    for query in ["labor report", "report on child labor", "report of 2018", "2025 report", "name:report"] {
        assert_ne!(first_shipped(query), "help", "{query}");
    }
    // The other words still count.
    for (query, advice) in [
        ("ER zebra", "\"zebra\" is nowhere"),
        ("ER roads", "no entry has"),
        ("boss -roads", ""),
        ("kids painkillers desk", "without \"desk\" there is 1 hit"),
        ("compiler team kids", "without \"kids\" there is 1 hit"),
    ] {
        assert_nothing(query, advice);
    }
}

#[test]
fn a_synonym_is_read_in_both_numbers_and_however_its_digits_stand() {
    for (query, id, taken_for) in [
        ("painkillers", "drug", "analgesic"),
        ("painkiller", "drug", "analgesic"),
        ("kid", "drug", "children"),
        ("painkillers for kids", "drug", "analgesic for children"),
        ("heart attacks", "heart", "myocardial infarction"),
        ("colours", "drug", "color"),
        ("covid 19", "virus", "corona"),
        ("covid19", "virus", "corona"),
        ("911", "line", "Ambulance line"),
        ("9-1-1", "line", "Ambulance line"),
        ("9 1 1", "line", "Ambulance line"),
        ("call 911", "line", "Ambulance line"),
        ("EO 99", "order", "Order 100"),
        ("EO99", "order", "Order 100"),
        ("EO-99", "order", "Order 100"),
        ("C++", "compiler", "Compiler team"),
    ] {
        let found = found(query);
        assert_eq!((found.first("id"), found.taken_for()), (id, Some(taken_for)), "{query}: {found:?}");
    }
    assert_eq!(found("C").first("id"), "c");
    assert_eq!(found("C#").first("id"), "");
}

#[test]
fn what_is_excluded_is_all_that_the_word_finds() {
    let all = found("kind:thing").ids;
    for word in [
        "kids",
        "night",
        "ER",
        "painkillers",
        "color",
        "\"for children\"",
        "team",
        "555-0100",
        "name:team",
        "911",
    ] {
        let (found, left) = (found(word).ids, found(&format!("kind:thing -{word}")).ids);
        assert!(!found.is_empty(), "{word}");
        let both: Vec<&String> = all.iter().filter(|id| found.contains(id) != left.contains(id)).collect();
        assert_eq!(
            (both.len(), found.len() + left.len()),
            (all.len(), all.len()),
            "{word}: {found:?} {left:?}"
        );
    }
}

#[test]
fn operators_work_or_are_told() {
    for (query, expected) in [
        ("director OR (aspirin children)", "director drug"),
        ("(director OR aspirin) roads", "director"),
        ("director | aspirin", "director drug"),
        ("director|aspirin", "director drug"),
        ("director OR OR aspirin", "director drug"),
        ("team NOT compiler", "c"),
        ("team AND compiler", "compiler"),
        ("team -(compiler OR line)", "c"),
        ("NOT team (desk OR ward)", "night virus"),
    ] {
        assert_eq!(found(query).sorted(), expected, "{query}");
    }
    for (query, advice) in [
        ("director or aspirin", "\"director or aspirin\": with OR in capitals there are 2 hits"),
        ("aspirin or roads", "with OR in capitals there are 2 hits"),
        ("compiler not roads", "with NOT in capitals there is 1 hit"),
        ("compiler or roads not desk", "with OR and NOT in capitals there are 2 hits"),
        ("director or zebra", "with OR in capitals there is 1 hit"),
        ("zebra or unicorn", "\"zebra\" is nowhere"),
    ] {
        assert_nothing(query, advice);
    }
}
