//! Questions in whole sentences: the entry that they name, somebody's need, and what they are found without.

use crate::searched::{Found, SHIPPED, directory};

fn in_shipped(query: &str) -> Found {
    SHIPPED.found(query)
}

#[test]
fn the_entry_that_a_question_names_comes_first_whatever_verb_it_lacks() {
    for (question, id, left_out) in [
        ("what does 22 USC 7107 say", "usc-22-7107", "\"what\", \"does\" and \"say\""),
        ("is Executive Order 13903 still in force", "eo-13903", "\"is\", \"still\" and \"force\""),
        ("does PITF still exist", "pitf", "\"does\", \"still\" and \"exist\""),
        ("does spog still exist", "spog", "\"does\", \"still\" and \"exist\""),
        ("is TVPA still in force", "tvpa", "\"is\", \"still\" and \"force\""),
        ("when was DHS founded", "dhs", "\"when\", \"was\" and \"founded\""),
        ("who wrote the TVPA", "tvpa", "\"who\" and \"wrote\""),
        ("what does TVPRA 2008 require", "tvpra-2008", "\"what\", \"does\" and \"require\""),
        ("is NSPD 22 still in effect", "nspd-22", "\"is\", \"still\" and \"effect\""),
        ("is the National Human Trafficking Hotline free", "hotline", "\"is\" and \"free\""),
        ("is the hotline free", "hotline", "\"is\" and \"free\""),
        ("does the hotline speak Spanish", "hotline", "\"does\" and \"speak\""),
        ("is there a hotline for labor trafficking", "hotline", "\"is\", \"there\" and \"labor\""),
    ] {
        let found = in_shipped(question);
        assert_eq!(
            (found.first("id"), found.told.as_str()),
            (id, &*format!("found without {left_out}\n")),
            "{question}"
        );
    }
    // What asks for others stays, and so do numbers, other names, and what stands in quotes.
    for (question, id) in [
        ("who heads the TIP Office", "tip-director"),
        ("does DOL certify U visas", "whd"),
        ("who issued FIN-2014-A008", "fincen"),
        ("what does 22 USC 7199 say", ""),
        ("does PITF meet in 2031", ""),
        ("what is the difference between DHS and DOJ", "pitf"),
        ("does PITF \"still exist\"", ""),
    ] {
        assert_eq!(in_shipped(question).first("id"), id, "{question}");
    }
}

#[test]
fn who_tells_of_a_need_is_told_whom_to_call() {
    for plea in [
        "they locked me in",
        "I can't go home",
        "they beat me",
        "they won't let me leave",
        "they won't pay me",
        "my boss keeps my passport",
        "I need a place to stay",
        "I don't speak English",
        "where can I sleep tonight",
        "I think my neighbor is a victim",
        "I'm scared",
        "they took my phone",
        "will I be deported",
        "who do truckers call",
        "whom should a nurse contact",
    ] {
        let found = in_shipped(plea);
        assert_eq!((found.ids.join(" "), found.taken_for()), ("help".to_owned(), Some("Get help")), "{plea}");
        assert!(found.told.starts_with("found without"), "{plea}: {}", found.told);
    }
    let told = in_shipped("I don't speak English").told;
    assert!(!told.contains("English"), "the help entry speaks of it: {told}");
    for (question, id) in [
        ("can I stay in the country", "continued-presence"),
        ("how do I apply for a T visa", "t-status"),
        ("show me all committees", "dot-advisory"),
        ("no me pagan", "ayuda"),
        ("what can I do about trafficking", "tip-report"),
    ] {
        assert_eq!(in_shipped(question).first("id"), id, "{question}");
    }
    // Where a directory has no help entry, nothing takes its place.
    let found = directory(HARBOUR).found("they locked me in");
    assert_eq!(found.ids, [""; 0]);
    assert!(found.told.contains("\"locked\" is nowhere"), "{}", found.told);
}

const HARBOUR: &str = r#"(title: "T", kinds: [(id: "k", name: "Thing")], entries: [
    (id: "chart", kind: "k", name: "Old chart", text: "It was made by Anna Berg, who looked at the harbour from the tower. It was won at a fair."),
    (id: "list", kind: "k", name: "List of wrecks", text: "It names ships and works on calls."),
    (id: "tower", kind: "k", name: "Tower", text: "It works with pilots."),
    (id: "pilots", kind: "k", name: "Pilots of the sound", text: "They watch over ships."),
])"#;

#[test]
fn what_an_entry_says_is_not_left_out_as_a_word_that_only_asks() {
    for (question, id, left_out) in [
        ("who made the chart", "chart", "found without \"who\"\n"),
        ("who won the chart", "chart", "found without \"who\"\n"),
        ("list of wrecks", "list", ""),
        ("what is on the list of wrecks", "list", "found without \"what\" and \"is\"\n"),
        ("how does the tower work", "tower", "found without \"how\", \"does\" and \"work\"\n"),
        ("find the chart", "chart", "found without \"find\"\n"),
        // Words of different texts.
        ("who works on watching ships", "pilots", "found without \"who\" and \"works\"\n"),
    ] {
        let found = directory(HARBOUR).found(question);
        assert_eq!((found.first("id"), found.told.as_str()), (id, left_out), "{question}");
    }
    for question in
        ["how many goods are on the list", "list of goods", "list of goods made by child labor 2018"]
    {
        let found = in_shipped(question);
        assert!(found.first("id") == "dol-goods" && !found.told.contains("\"list\""), "{found:?}");
    }
}
