//! The search pane and `pitf search` give the same hits in the same order.

use pitf::app::Action;
use pitf::directory::Directory;
use serde_json::Value;

use crate::support::{Browser, Pitf, directory};

/// Queries of every kind on the shipped directory; `<C-r>` before a query is the next mode.
const QUERIES: [(&str, &str, &str); 16] = [
    ("", "words", "labor"),
    ("", "words", "the"),
    ("", "words", "spog"),
    ("", "words", "otr"),
    ("", "words", "tarfficking"),
    ("", "words", "prosecutes"),
    ("", "words", "child labor"),
    ("", "words", "\"human trafficking\" -labor"),
    ("", "words", "kind:department victims"),
    ("", "words", "under:dol report"),
    ("", "words", "topic:"),
    ("", "words", "\"against traff"),
    ("", "words", "départment of STATE"),
    ("<C-r>", "fuzzy", "dptlbr"),
    ("<C-r><C-r>", "regex", "traffick(ing|er)s?"),
    ("<C-r><C-r>", "regex", "^Office"),
];

/// And on a generated directory, in which many entries are worth the same.
const GENERATED: [(&str, &str, &str); 6] = [
    ("", "words", "d"),
    ("", "words", "of the"),
    ("", "words", "report victims"),
    ("", "words", "water safty"),
    ("<C-r>", "fuzzy", "dpt"),
    ("<C-r><C-r>", "regex", "saf(e|ety)"),
];

/// The names of the first hits of the pane.
fn in_pane(browser: &mut Browser, keys: &str, query: &str, count: usize) -> Vec<String> {
    browser.restart();
    browser.press(&format!("/{keys}")).act(Action::Paste(query.to_owned()));
    let mut names = Vec::new();
    for _ in 0..count {
        names.push(browser.entry().to_owned());
        browser.press("<down>");
    }
    names
}

/// The same of the command.
fn of_command(data: Option<&str>, mode: &str, query: &str) -> Vec<String> {
    let mut search = Pitf::new(&["search", "--format", "json", "--limit", "10", "--mode", mode]);
    if let Some(data) = data {
        search = search.data(data);
    }
    search.command.args(["--", query]);
    let done = search.run();
    let value: Value =
        serde_json::from_str(&done.out).unwrap_or_else(|error| panic!("{query}: {error}: {done:?}"));
    let hits = value["hits"].as_array().expect("there is a list of hits");
    hits.iter().map(|hit| hit["name"].as_str().expect("a hit has a name").to_owned()).collect()
}

/// Each query is found the same way by both, in this data or in what is shipped; the keys before it set the pane's mode.
fn assert_agree(data: Option<&str>, queries: &[(&str, &str, &str)]) {
    let mut browser = Browser::on(data.map_or_else(Directory::shipped, directory));
    for (keys, mode, query) in queries {
        let expected = of_command(data, mode, query);
        assert!(!expected.is_empty() || *query == "topic:", "{query}: nothing is found");
        assert_eq!(in_pane(&mut browser, keys, query, expected.len()), expected, "{query}");
    }
}

#[test]
fn pane_and_command_agree_on_the_shipped_directory() {
    assert_agree(None, &QUERIES);
}

#[test]
fn pane_and_command_agree_where_many_are_worth_the_same() {
    let mut data = Vec::new();
    crate::generate::write_directory(500, &mut data).expect("memory can be written to");
    assert_agree(Some(str::from_utf8(&data).expect("the generator writes UTF-8")), &GENERATED);
}
