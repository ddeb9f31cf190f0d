//! Questions in whole sentences: the entry that they name, somebody's need, what they are found without, and advice.

use pitf::search::QueryMode;

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

const TWINS: &str = r#"(title: "T", kinds: [(id: "k", name: "School")], entries: [
    (id: "one", kind: "k", name: "Washington High School"), (id: "two", kind: "k", name: "Washington High School"),
    (id: "rise", kind: "k", name: "When We Rise"), (id: "it", kind: "k", name: "Is This It?"), (id: "other", kind: "k", name: "Runs"),
])"#;

#[test]
fn words_that_stand_together_on_a_page_ask_nothing() {
    for (copied, id) in [
        ("what we looked for", "open-questions"),
        ("we looked for", "open-questions"),
        ("revised we", "dodi-2200-01"),
        ("We set the", "odni"),
        ("Lets victims who", "dhs"),
        ("not say whose", "doi"),
        ("2023 on how", "training-guidance"),
        ("does within PITF", "odni"),
        ("Is meant to help the", "native-working-group"),
        ("What is not known", "open-questions"),
        ("2020 PITF me", "meeting-2020"),
    ] {
        let found = in_shipped(copied);
        assert!(
            found.ids.iter().take(3).any(|one| one == id) && found.told.is_empty(),
            "{copied}: {found:?}"
        );
        assert_eq!(found.taken_for(), None, "{copied}");
    }
    let found = in_shipped("What is not known");
    assert_eq!(found.hit["ranges"].as_array().map(Vec::len), Some(4), "all of the name is marked: {found:?}");
    for (question, id) in [
        ("who runs Laws and orders", "laws"),
        ("who runs What is not known", "open-questions"),
        ("who wrote Get help", "help"),
        ("who runs Grantmaking", "grantmaking"),
        ("who pays for the hotline", "hotline"),
        ("which law made Office of Terrorism and Financial Intelligence", "tfi"),
        ("when did Bureau of International Labor Affairs work", "ilab"),
        ("who chairs the Senior Policy Operating Group", "spog"),
    ] {
        let found = in_shipped(question);
        assert_eq!((found.first("id"), found.taken_for()), (id, None), "{question}");
    }
    for (question, ids) in [
        ("when was Washington High School founded", "one two"),
        ("how does Washington High School start", "one two"),
        ("who runs When We Rise", "rise"),
        ("When We Rise", "rise"),
        ("who runs Is This It", "it"),
    ] {
        assert_eq!(directory(TWINS).found(question).ids.join(" "), ids, "{question}");
    }
}

const SORTS: &str = r#"(title: "T", kinds: [(id: "k", name: "Thing")], relations: [(id: "in", name: "part of", nests: true)],
    synonyms: [(words: ["bike"], means: "bicycle")], entries: [
    (id: "table", kind: "k", name: "Table", text: "Trains at 13:15, 4.58 and 09:30; WTT 2024/2; law 10/1995; release 1928.88; the 9–17 shift.", events: [(date: "2024-06-18", text: "It starts."), (date: "1996-05", text: "It ends."), (date: "1928-06", text: "It is tried.")]),
    (id: "harbour", kind: "k", name: "Harbour", text: "Ships."), (id: "other-harbour", kind: "k", name: "Old harbour"), (id: "pier", kind: "k", name: "New harbour"),
    (id: "lost", kind: "k", name: "Lost property"), (id: "racks", kind: "k", name: "Racks", text: "A bicycle stands there."),
    (id: "desk", kind: "k", name: "Desk", text: "It sells tickets. Calls are paid for, and 100 units of 1 mL are sold.", contacts: [(kind: phone, value: "555-010-4477")]),
    (id: "doses", kind: "k", name: "Doses", text: "Of 200 g."),
    (id: "section", kind: "k", name: "12 C.D. 7103"), (id: "next", kind: "k", name: "12 C.D. 7101"), (id: "part", kind: "k", name: "12 C.D. 7103(a)", text: "See list (z)."),
    (id: "unit", kind: "k", name: "Intensive Therapy Unit", abbreviation: "ITU"), (id: "lee", kind: "k", name: "Dr. Lee", links: [(rel: "in", to: "unit")]), (id: "other-lee", kind: "k", name: "Dr. Lee"),
    (id: "witness", kind: "k", name: "Witness"),
])"#;

#[test]
fn the_nearest_is_of_the_same_sort() {
    for (query, told) in [
        ("WTT 2024/1", "\"2024/1\" is nowhere; the nearest is \"2024/2\""),
        ("law 10/1996", "\"10/1996\" is nowhere; the nearest is \"10/1995\""),
        ("1928.8", "\"1928.8\" is nowhere; the nearest is \"1928.88\""),
        ("04:58", "\"04:58\" is nowhere\n"),
        ("1.15", "\"1.15\" is nowhere\n"),
        ("9:15", "\"9:15\" is nowhere\n"),
        ("13:16", "\"13:16\" is nowhere; the nearest is \"13:15\""),
        ("2024-06-19", "\"2024-06-19\" is nowhere; the nearest is \"2024-06-18\""),
        // The section of a part that is not there.
        ("7103(z)", "\"7103(z)\" is nowhere; the nearest is \"7103\""),
        ("12 CD 7103(a)(4)", "\"7103(a)(4)\" is nowhere; the nearest is \"7103(a)\""),
        ("winners", "\"winners\" is nowhere\n"),
    ] {
        let found = directory(SORTS).found(query);
        assert!(found.ids.is_empty() && found.told.contains(told), "{query}: {found:?}");
    }
}

#[test]
fn the_good_word_is_never_the_one_to_leave_out() {
    for (query, told) in [
        ("harbour tickets", "without \"tickets\" there are 3 hits"),
        ("ships harbour tickets", "without \"tickets\" there is 1 hit"),
        ("200 units/mL", "without \"200\" there"),
        ("lost my bike", "without \"bike\" there is 1 hit"),
    ] {
        let found = directory(SORTS).found(query);
        assert!(found.ids.is_empty() && found.told.contains(told), "{query}: {found:?}");
    }
    for (query, told) in [
        ("22 USC 7104(b)", "\"7104(b)\" is nowhere; the nearest is \"7104b\""),
        ("hotel workers training", "without \"workers\" and \"training\""),
        ("22 USC 7103(i)", "\"7103(i)\" is nowhere; the nearest is \"7103\""),
    ] {
        let found = in_shipped(query);
        assert!(found.ids.is_empty() && found.told.contains(told), "{query}: {found:?}");
    }
}

#[test]
fn the_abbreviation_of_a_parent_helps() {
    for (query, ids) in [
        ("Dr Lee ITU", "lee"),
        ("ITU Lee", "lee"),
        ("Lee intensive", "lee"),
        ("ITU", "unit"),
        ("Lee", "lee other-lee"),
    ] {
        assert_eq!(directory(SORTS).found(query).ids.join(" "), ids, "{query}");
    }
}

const OPTIONS: &str = r#"(title: "T", kinds: [(id: "k", name: "Option")], entries: [
    (id: "color", kind: "k", name: "--no-color"), (id: "jobs", kind: "k", name: "-j N"), (id: "depth", kind: "k", name: "--color-depth"),
    (id: "ice", kind: "k", name: "Dry ice", text: "It turns to gas at −78.5 °C."), (id: "crash", kind: "k", name: "Crash"),
    (id: "old", kind: "k", name: "1.9.0"), (id: "new", kind: "k", name: "1.10.0"), (id: "one", kind: "k", name: "Millbrook (Staffs)"), (id: "two", kind: "k", name: "Millbrook Junction"),
])"#;

#[test]
fn a_name_that_begins_with_a_dash_is_no_exclusion() {
    for (query, id) in [
        ("-j", "jobs"),
        ("-J", "jobs"),
        ("-j N", "jobs"),
        ("--no-color", "color"),
        ("--color-depth", "depth"),
    ] {
        let found = directory(OPTIONS).found(query);
        assert_eq!(found.first("id"), id, "{query}: {found:?}");
        assert!(!found.ids.contains(&"crash".to_owned()), "{query}: {found:?}");
    }
    for (query, told) in [
        ("-78.5", "only Dry ice has it, and a dash leaves it out; found without \"78.5\"\n"),
        ("-no-color", "only --no-color has it, and a dash leaves it out; found without \"no-color\"\n"),
        ("-millbrook", ""),
        ("-crash color", ""),
    ] {
        let found = directory(OPTIONS).found(query);
        assert_eq!(found.told, told, "{query}: {found:?}");
        assert!(!found.ids.is_empty(), "{query}");
    }
}

#[test]
fn the_nearest_names_are_offered_as_a_search_would_rank_them() {
    for (written, first) in [
        ("1.1", "1.10.0"),
        ("1.10", "1.10.0"),
        ("Millbrook (Kent)", "Millbrook (Staffs)"),
        ("Millbrok Junctoin", "Millbrook Junction"),
        ("--no-colour", "--no-color"),
    ] {
        let mut pitf = crate::support::Pitf::new(&["show"]).data(OPTIONS);
        pitf.command.args(["--", written]);
        let told = pitf.run().err;
        assert!(told.lines().take(3).any(|line| line.contains(first)), "{written}: {told}");
    }
}

/// Whether what is said of each hit is true of it.
#[test]
fn what_is_said_of_a_hit_is_true() {
    const QUESTIONS: &str = include_str!("../data/questions.txt");
    const QUERIES: &str = include_str!("../data/queries.txt");
    let queries = QUESTIONS.lines().chain(QUERIES.lines()).filter_map(|line| line.split(" = ").next());
    let mut wrong = Vec::new();
    for text in queries.chain([
        "May 20",
        "list of goods",
        "who made the report",
        "does PITF still exist",
        "state labor",
    ]) {
        let results = SHIPPED.search(text, QueryMode::Words, 20);
        // Where nothing was left out, nothing wrong can be said of it.
        for hit in results.hits.iter().filter(|_| !results.left_out.is_empty()) {
            let passage = hit.passage(&SHIPPED.directory, &results.answered);
            let entry = SHIPPED.directory.entry(hit.entry);
            for range in &passage.ranges {
                let marked = passage.text[range.clone()].to_lowercase();
                if results.left_out.iter().any(|word| word.to_lowercase() == marked) {
                    wrong.push(format!("{text}: {marked} is marked in {} and told as left out", entry.id()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
