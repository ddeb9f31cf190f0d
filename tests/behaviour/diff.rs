//! `pitf diff`: what has changed between two data files, as people and as programs read it.

use serde_json::{Value, json};

use crate::support::{CLUBS, Done, Pitf, mismatch, pitf};

/// Compares the clubs with what comes of a change to them.
fn diff(change: &str, to: &str, format: &str) -> Done {
    let mut run = Pitf::new(&["diff", "--format", format]);
    let old = run.file("old.ron", CLUBS);
    let new = run.file("new.ron", CLUBS.replacen(change, to, 1));
    run.command.args([old, new]);
    run.run()
}

const GONE: (&str, &str) = ("links: [(rel: \"in\", to: \"council\"), (rel", "links: [(rel");

#[test]
fn files_that_say_the_same_differ_in_nothing() {
    assert_eq!(
        diff("(", "( // a comment", "text"),
        Done { out: String::new(), err: String::new(), code: Some(0) }
    );
    assert_eq!(diff("", "", "json").out, "{\n  \"changes\": []\n}\n");
}

#[test]
fn a_change_is_told_by_id_and_ends_with_1() {
    let done = diff(GONE.0, GONE.1, "text");
    assert_eq!(
        done.out,
        "~ entry choir: Elm Street Choir\n    links\n    - in council\n    home\n    - council\n    + band\n"
    );
    assert_eq!((done.err.as_str(), done.code), ("pitf: 1 changed\n", Some(1)));
    let done = diff("    ],\n)", "(id: \"x\", kind: \"club\", name: \"X\")],)", "markdown");
    assert_eq!(done.out, "## Added\n\n- entry x: X\n");
    assert_eq!((done.err.as_str(), done.code), ("pitf: 1 added\n", Some(1)));
    let done = diff("It sings.", "It *hums*.", "markdown");
    let expected = "## Changed\n\n- entry choir: Elm Street Choir\n  - no more summary: It sings.\n  - now summary: It \\*hums\\*.\n";
    assert_eq!(done.out, expected);
}

#[test]
fn as_json_it_is_what_the_schema_says() {
    let schema: Value = serde_json::from_str(&pitf(&["schema"]).out).expect("the schema is JSON");
    for (change, to) in [("", ""), GONE, ("2024", "2025"), ("\"band\"", "\"brass\"")] {
        let done = diff(change, to, "json");
        if done.code == Some(2) {
            continue;
        }
        let value: Value = serde_json::from_str(&done.out).expect("one value");
        assert_eq!(mismatch(&schema, "/$defs/diff", &value), None, "{value}");
    }
    let value: Value = serde_json::from_str(&diff(GONE.0, GONE.1, "json").out).expect("one value");
    assert_eq!(value["changes"][0]["fields"][0]["gone"][0]["id"], json!("council"));
}
