//! Lines for other programs: their columns, ids alone, and how many there are.

use crate::support::{CLUBS, FULL, Pitf, assert_has, pitf};

fn clubs(arguments: &[&str]) -> String {
    let done = Pitf::new(arguments).data(CLUBS).run();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{arguments:?}");
    done.out
}

#[test]
fn a_list_of_a_query_is_what_matches_best_first() {
    assert_eq!(clubs(&["list", "elm", "-choir", "--format", "ids"]), "band\n");
    let nothing = Pitf::new(&["list", "marmalade"]).data(CLUBS).run();
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
}

#[test]
fn in_a_pipe_a_search_gives_all_hits_and_a_limit_that_cuts_says_so() {
    let all = pitf(&["search", "trafficking"]);
    assert!(all.out.lines().count() > 60 && all.err.is_empty(), "{}", all.out.lines().count());
    assert_eq!(pitf(&["search", "trafficking", "--limit", "0"]), all);
    let cut = pitf(&["search", "trafficking", "--limit", "3"]);
    let total = all.out.lines().count();
    assert_eq!(cut.out.lines().count(), 3);
    assert_eq!(cut.err, format!("pitf: 3 of {total} hits; --limit 0 gives all\n"));
    let json: serde_json::Value =
        serde_json::from_str(&pitf(&["search", "trafficking", "--format", "json"]).out).expect("JSON");
    assert_eq!(json["hits"].as_array().map(Vec::len), Some(total));
}

#[test]
fn a_table_is_for_a_format_of_tables() {
    let wrong = Pitf::new(&["export", "--format", "json", "--table", "links"]).data(FULL).run();
    assert_eq!((wrong.code, wrong.err.as_str()), (Some(2), "pitf: --table goes with --format csv\n"));
}

#[test]
fn in_a_pipe_addresses_are_told_and_whole() {
    let text = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [(id: "a", kind: "k", name: "A",
        text: "Ask on the [form](https://example.org/forms/a-very-long-way/to/the/form/of/this/office/and/its/desk.html) or [write](mailto:desk@example.org).",
        contacts: [(kind: web, value: "https://example.org/another/long/way-that-does-not-fit/on/a/line/of/eighty/columns/at/all")])])"#;
    let out = Pitf::new(&["show", "a"]).data(text).run().out;
    assert_has(
        &out,
        &[
            "<https://example.org/forms/a-very-long-way/to/the/form/of/this/office/and/its/desk.html>",
            "<mailto:desk@example.org>",
            "https://example.org/another/long/way-that-does-not-fit/on/a/line/of/eighty/columns/at/all",
        ],
    );
}

/// The items of a cell that holds a list.
fn split(cell: &str) -> Vec<String> {
    let (mut items, mut item, mut rest) = (Vec::new(), String::new(), cell.chars());
    while let Some(c) = rest.next() {
        match c {
            '\\' => item.extend(rest.next()),
            ';' => {
                items.push(std::mem::take(&mut item));
                assert_eq!(rest.next(), Some(' '), "{cell}");
            }
            c => item.push(c),
        }
    }
    items.push(item);
    items
}

#[test]
fn a_list_in_a_table_can_be_split_again() {
    let names = ["one; two", "a\\", ";", "b;", "\\; c", "plain"];
    let data = format!(
        "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [(id: \"e\", kind: \"k\", name: \"E\", other_names: {names:?})])"
    );
    let out = Pitf::new(&["export", "--format", "csv"]).data(&data).run().out;
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let column = reader
        .headers()
        .expect("a header")
        .iter()
        .position(|name| name == "other_names")
        .expect("it is there");
    let record = reader.records().next().expect("a record").expect("it is CSV");
    assert_eq!(split(&record[column]), names);
}

#[test]
fn the_tables_together_have_all_that_json_has() {
    let export =
        |format: &[&str]| Pitf::new(&[&["export", "--format"], format].concat()).data(FULL).run().out;
    let mut cells = std::collections::BTreeSet::new();
    for table in std::iter::once(None).chain(pitf::report::export::TABLES.iter().map(Some)) {
        let arguments = table.map_or(vec!["csv"], |table| vec!["csv", "--table", table.name]);
        let out = export(&arguments);
        for record in csv::Reader::from_reader(out.as_bytes()).records() {
            cells.extend(record.expect("it is CSV").iter().flat_map(split));
        }
    }
    let mut open: Vec<serde_json::Value> = vec![serde_json::from_str(&export(&["json"])).expect("one value")];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Array(values) => open.extend(values),
            serde_json::Value::Object(fields) => open.extend(fields.into_iter().map(|(_, value)| value)),
            serde_json::Value::String(text) => assert!(cells.contains(&text), "{text} is in no table"),
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
        }
    }
}

#[test]
fn a_table_keeps_the_addresses_of_links_in_words() {
    let data = "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [(id: \"e\", kind: \"k\", name: \"E\", \
                text: \"Ask by the [form](https://example.org/form).\")])";
    let out = Pitf::new(&["export", "--format", "csv"]).data(data).run().out;
    assert!(out.contains("Ask by the form <https://example.org/form>."), "{out}");
}
