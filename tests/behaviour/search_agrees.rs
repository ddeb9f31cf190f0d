//! The search pane and `pitf search` give the same hits in the same order.

use std::sync::Arc;

use pitf::app::Action;
use pitf::search::QueryMode::{self, Fuzzy, Regex, Words};

use crate::search_quality::GENERATED;
use crate::support::{Browser, Indexed, SHIPPED};

/// Queries of every kind on the shipped directory; `<C-r>` before a query is the next mode.
const QUERIES: [(&str, QueryMode, &str); 16] = [
    ("", Words, "labor"),
    ("", Words, "the"),
    ("", Words, "spog"),
    ("", Words, "otr"),
    ("", Words, "tarfficking"),
    ("", Words, "prosecutes"),
    ("", Words, "child labor"),
    ("", Words, "\"human trafficking\" -labor"),
    ("", Words, "kind:department victims"),
    ("", Words, "under:dol report"),
    ("", Words, "topic:"),
    ("", Words, "\"against traff"),
    ("", Words, "départment of STATE"),
    ("<C-r>", Fuzzy, "dptlbr"),
    ("<C-r><C-r>", Regex, "traffick(ing|er)s?"),
    ("<C-r><C-r>", Regex, "^Office"),
];

/// And on a generated directory, in which many entries are worth the same.
const OF_GENERATED: [(&str, QueryMode, &str); 6] = [
    ("", Words, "d"),
    ("", Words, "of the"),
    ("", Words, "report victims"),
    ("", Words, "water safty"),
    ("<C-r>", Fuzzy, "dpt"),
    ("<C-r><C-r>", Regex, "saf(e|ety)"),
];

/// Each query is answered the same way by both; the keys before it set the mode of the pane.
#[track_caller]
fn assert_agree(indexed: &Arc<Indexed>, queries: &[(&str, QueryMode, &str)]) {
    for (keys, mode, query) in queries {
        let hits = indexed.search(query, *mode, 10).hits;
        assert!(!hits.is_empty() || *query == "topic:", "{query}: nothing is found");
        let mut browser = Browser::on(Arc::clone(indexed));
        browser.press(&format!("/{keys}")).act(Action::Paste((*query).to_owned()));
        for hit in hits {
            assert_eq!(browser.entry(), indexed.directory.entry(hit.entry).name(), "{query}");
            browser.press("<down>");
        }
    }
}

#[test]
fn pane_and_command_agree_on_the_shipped_directory() {
    assert_agree(&SHIPPED, &QUERIES);
}

#[test]
fn pane_and_command_agree_where_many_are_worth_the_same() {
    assert_agree(&GENERATED, &OF_GENERATED);
}
