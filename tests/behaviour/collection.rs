//! What was collected in the browser, taken out of it by the command line in every format.

use pitf::app::Session;
use pitf::store::{Store, file_key};
use serde_json::{Value, json};

use crate::support::{Done, FULL, Pitf, assert_golden};

/// An export of these words of a collection from a directory in `data.ron`.
fn export(collection: &[&str], format: &[&str], data: &str) -> Done {
    let run = Pitf::new(&[&["export", "--collection", "--format"], format].concat()).data(data);
    let home = run.home.path();
    let collection = collection.iter().map(|word| (*word).to_owned()).collect();
    Store::open(|name| (name == "HOME").then(|| home.into()))
        .save(&file_key(Some(&home.join("data.ron"))), &Session { collection, ..Session::default() })
        .expect("the state can be written");
    run.run()
}

fn told(collection: &[&str], format: &[&str]) -> String {
    let done = export(collection, format, FULL);
    assert_eq!((done.err.as_str(), done.code), ("", Some(0)), "{format:?}");
    done.out
}

fn entries(collection: &[&str], format: &str) -> Vec<Value> {
    let value: Value = serde_json::from_str(&told(collection, &[format])).expect("one value");
    value["entries"].as_array().expect("a list").clone()
}

#[test]
fn an_entry_is_written_whole_and_in_the_order_of_the_collection() {
    let whole: Value = serde_json::from_str(&Pitf::new(&["export", "--format", "json"]).data(FULL).run().out)
        .expect("one value");
    let [top, all] = [0, 1].map(|at| whole["entries"][at].clone());
    assert_eq!(entries(&["all", "top", "all Atext."], "json"), [all, top]);
}

#[test]
fn a_statement_is_written_without_the_others_of_its_entry() {
    for (word, field, value) in [
        ("all Rests.", "activities", json!({ "text": "Rests.", "topics": [], "note": null, "sources": [] })),
        (
            "all Btext.",
            "background",
            json!({ "text": "Btext.", "topics": [], "note": "Bnote", "sources": ["sid"] }),
        ),
        (
            "all 2003: Begins.",
            "events",
            json!({ "date": "2003", "text": "Begins.", "note": null, "sources": [] }),
        ),
        (
            "all sees Top",
            "links",
            json!({ "rel": "sees", "id": "top", "name": "Top", "since": null, "until": null, "note": null, "sources": [] }),
        ),
        (
            "all rinverse Other",
            "linked_from",
            json!({ "rel": "rid", "id": "other", "name": "Other", "since": null, "until": null, "note": null, "sources": [] }),
        ),
    ] {
        let [entry] = &entries(&[word], "json")[..] else { panic!("{word}: one entry") };
        assert_eq!(entry["name"], "Ename");
        assert_eq!(entry[field], json!([value]), "{word}");
        let fields =
            ["activities", "background", "events", "links", "linked_from", "contacts", "topics", "parents"];
        for other in fields.into_iter().filter(|other| *other != field) {
            assert_eq!(entry[other], json!([]), "{word}: {other}");
        }
        assert_eq!([&entry["summary"], &entry["text"], &entry["status"]], [&Value::Null; 3], "{word}");
        let rests_on_entry = value_rests_on_entry(&value) && field != "linked_from";
        assert_eq!(entry["sources"], if rests_on_entry { json!(["sid"]) } else { json!([]) }, "{word}");
    }
}

fn value_rests_on_entry(value: &Value) -> bool {
    value["sources"] == json!([])
}

#[test]
fn the_topics_and_sources_are_those_of_the_statements_that_were_collected() {
    let value =
        |words: &[&str]| -> Value { serde_json::from_str(&told(words, &["json"])).expect("one value") };
    let collected = value(&["all Atext."]);
    assert_eq!(collected["entries"][0]["topics"], json!(["tid"]));
    let ids = |value: &Value| -> Vec<String> {
        let sources = value["sources"].as_array().expect("a list");
        sources.iter().map(|source| source["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids(&collected), ["sid", "edition"], "the edition is named by the directory");
    assert_eq!(ids(&value(&["other Acts."])), ["edition"]);
    let table = told(&["all Atext."], &["csv", "--table", "sources"]);
    assert_eq!(table.lines().skip(1).map(|line| line.split(',').next()).collect::<Vec<_>>(), [Some("sid")]);
    let markdown = told(&["all Atext."], &["markdown"]);
    assert!(markdown.contains("### Tname") && !markdown.contains("### Ownname"), "{markdown}");
}

#[test]
fn every_format_and_table_has_what_was_collected_and_nothing_else() {
    let words = ["Atext.", "Btext.", "Vtext.", "Utext.", "Etext.", "https://cvalue.example/", "Lnote"];
    let cases = [
        ("all Atext.", "Atext."),
        ("all 2003-03-02: Vtext.", "Vtext."),
        ("all 2005-05-05: Utext.", "Utext."),
        ("all web https://cvalue.example/, Clabel", "https://cvalue.example/"),
    ];
    for (at, (word, kept)) in cases.into_iter().enumerate() {
        // Each format with every other word.
        for format in [["json", "csv", "html"], ["json-ld", "markdown", "brief"]][at % 2] {
            let text = told(&[word], &[format]);
            // A page says whom to call in any case.
            let text = text.split_once("<main").map_or(text.as_str(), |(_, main)| main);
            // A brief warns of what is different today, whatever is told of the entry.
            let text = text
                .replace("Status: 2005-05-05: Utext.", if word.contains("Utext") { "Utext." } else { "" });
            for other in words {
                assert_eq!(text.contains(other), other == kept, "{format}: {word} against {other}\n{text}");
            }
        }
        for format in ["mermaid", "dot"] {
            let text = told(&[word], &[format]);
            assert!(text.contains("Ename") && !text.contains("Top"), "{format}: {text}");
        }
    }
    for (table, word, row) in [
        ("statements", "all Atext.", "all,activities,Atext.,tid,Anote,sid,"),
        ("statements", "all 2005-05-05: Utext.", "all,status,Utext.,,Unote,sid,2005-05-05"),
        ("links", "all rinverse Other", "other,rid,all,Ename,,,,"),
        ("events", "all 2003: Begins.", "all,2003,Begins.,,"),
        (
            "contacts",
            "all web https://cvalue.example/, Clabel",
            "all,web,https://cvalue.example/,Clabel,2004-03,Cnote,sid",
        ),
    ] {
        let text = told(&[word], &["csv", "--table", table]);
        assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), [row], "{table}");
    }
}

#[test]
fn a_brief_dates_each_claim_and_warns_of_old_confirmations() {
    let collection = ["all web https://cvalue.example/, Clabel", "other Acts.", "all Atext."];
    let text = told(&collection, &["brief"]);
    assert_golden("output/brief.txt", &text);
}

#[test]
fn what_is_gone_is_told_and_an_empty_collection_is_an_error() {
    let done = export(&["all", "nobody", "all No such words."], &["json"], FULL);
    assert_eq!(done.code, Some(0));
    assert_eq!(done.err, "pitf: no longer in the directory, and left out:\n  nobody\n  all No such words.\n");
    for collection in [&[][..], &["nobody"]] {
        let done = export(collection, &["csv"], FULL);
        assert_eq!((done.out.as_str(), done.code), ("", Some(1)));
        assert!(
            done.err.ends_with(
                "pitf: the collection is empty\n  in the browser + collects an entry or a statement\n"
            ),
            "{}",
            done.err
        );
    }
    let both = Pitf::new(&["export", "--format", "json", "--collection", "--root", "all"]).data(FULL).run();
    assert_eq!(both.code, Some(2), "{}", both.err);
}

#[test]
fn several_entries_that_are_shown_have_one_list_of_sources() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], sources: [(id: "x", title: "X"), (id: "y", title: "Y")], entries: [
        (id: "a", kind: "k", name: "A", activities: [(text: "Acts.", sources: ["x"])]),
        (id: "b", kind: "k", name: "B", activities: [(text: "Rests.", sources: ["y"]), (text: "Sleeps.", sources: ["x"])], sources: ["y"])])"#;
    let shown = |format: &str| Pitf::new(&["show", "a", "b", "a", "--format", format]).data(data).run().out;
    assert_eq!(
        shown("text"),
        "A\nK\n\nActivities\n• Acts. [1]\n\nB\nK\n\nActivities\n• Rests. [2]\n• Sleeps. [1]\n\nSources\n[1]  X\n[2]  Y\n"
    );
    assert_eq!(
        shown("markdown"),
        "# <a id=\"entry.a\"></a>A\n\nK\n\n## Activities\n\n- Acts. [1]\n\n# <a id=\"entry.b\"></a>B\n\nK\n\n\
         ## Activities\n\n- Rests. [2]\n- Sleeps. [1]\n\n## Sources\n\n1. X\n2. Y\n"
    );
}
