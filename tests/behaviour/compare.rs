//! Two entries side by side, as the command line writes them.

use serde_json::{Value, json};

use crate::support::{FULL, Pitf, assert_has};

const DATA: &str = r#"(title: "T", kinds: [(id: "k", name: "K")], topics: [(id: "t", name: "Topic")],
    relations: [(id: "part", name: "part of", inverse: "parts")], sources: [(id: "s", title: "S", standing: secondary)], entries: [
    (id: "one", kind: "k", name: "Same", abbreviation: "ONE", activities: [(text: "1. [Counts](https://a.gov/x).", topics: ["t"], note: "At times.", sources: ["s"])],
        links: [(rel: "part", to: "whole", until: "2010")]),
    (id: "two", kind: "k", name: "Same", activities: [(text: "+ # > - *Adds*.", topics: ["t"]), (text: "Rests.")],
        links: [(rel: "part", to: "whole"), (rel: "part", to: "third", sources: ["s"])], contacts: [(kind: phone, value: "911", date: "2020-01", note: "Busy.")]),
    (id: "whole", kind: "k", name: "Whole"),
    (id: "third", kind: "k", name: "Third"),
])"#;

const SHIPPED: &str = include_str!("../../assets/directory.ron");

fn compare(arguments: &[&str], data: &str) -> String {
    let done = Pitf::new(&[&["compare"], arguments].concat()).data(data).run();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{arguments:?}");
    done.out
}

#[test]
fn in_sixty_columns_the_two_stand_side_by_side_and_in_fewer_one_above_the_other() {
    let wide = compare(&["doj", "dol", "--width", "60", "--topic", "victim-services"], SHIPPED);
    assert!(wide.starts_with("Department of Justice        │ Department of Labor\n"), "{wide}");
    let is_address = |line: &str| line.trim_start().starts_with("https://");
    assert!(wide.lines().all(|line| line.chars().count() <= 60 || is_address(line)), "{wide}");
    for arguments in [&["doj", "dol", "--width", "59"][..], &["doj", "dol"]] {
        let narrow = compare(arguments, SHIPPED);
        assert!(narrow.starts_with("Department of Justice and Department of Labor\n"), "{narrow}");
        assert!(!narrow.contains('│'), "{narrow}");
    }
}

#[test]
fn what_is_known_of_a_statement_is_told_with_it() {
    for format in ["text", "markdown", "json"] {
        let told = compare(&["all", "other", "--format", format], FULL);
        assert_has(
            &told,
            &["Utext.", "Unote", "Anote", "Bnote", "Vnote", "Cnote", "Lnote", "2004-03", "until 1997"],
        );
    }
}

#[test]
fn a_statement_is_one_line_of_markdown_with_its_links() {
    let told = compare(&["one", "two", "--format", "markdown"], DATA);
    for line in [
        "# Same (one) and Same (two)",
        "- 1\\. [Counts](https://a.gov/x). \\[1\\]\\",
        "  Note: At times.",
        "- \\+ # > - *Adds*.",
        "- part of Whole, until 2010",
        "- part of Whole",
        "  Confirmed 2020-01.\\",
    ] {
        assert!(told.lines().any(|known| known == line), "{line}\n{told}");
    }
}

#[test]
fn a_link_that_has_ended_is_neither_the_same_nor_a_connection_like_another() {
    let told = compare(&["one", "two"], DATA);
    assert!(told.contains("ONE is part of Whole (until 2010), as is Same."), "{told}");
    assert!(!told.contains("= part of"), "{told}");
    let told = compare(&["two", "third"], DATA);
    assert!(told.contains("Same is part of Third (less sure)."), "{told}");
}

#[test]
fn a_link_between_the_two_comes_before_a_way_round_that_lasts() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "basis", name: "legal basis"), (id: "in", name: "listed in")], entries: [
        (id: "body", kind: "k", name: "Body", links: [(rel: "basis", to: "act", until: "2003"), (rel: "in", to: "list")]),
        (id: "act", kind: "k", name: "Act", links: [(rel: "in", to: "list")]),
        (id: "list", kind: "k", name: "List"),
    ])"#;
    let told = compare(&["body", "act"], data);
    assert!(told.contains("Body has its legal basis in Act (until 2003)."), "{told}");
}

#[test]
fn as_json_each_statement_is_a_record_and_the_sources_are_whole() {
    let value: Value =
        serde_json::from_str(&compare(&["one", "two", "--format", "json"], DATA)).expect("one value");
    assert_eq!(value["names"], json!(["Same (one)", "Same (two)"]));
    assert_eq!(value["cited"][0]["standing"], "secondary");
    let part = |title: &str| {
        let parts = value["parts"].as_array().expect("a list");
        parts.iter().find(|part| part["title"] == title).expect("it is there").clone()
    };
    assert_eq!(part("Contacts")["sides"][1][0]["record"]["date"], "2020-01");
    let link = &part("Links")["sides"][0][0];
    assert_eq!((&link["record"]["id"], &link["record"]["until"]), (&json!("whole"), &json!("2010")));
    assert_eq!((&link["shared"], &part("Topic")["sides"][0][0]["sources"]), (&json!(false), &json!(["s"])));
}
