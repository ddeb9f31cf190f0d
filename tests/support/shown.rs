//! Every word that a printed page shows.

use std::collections::{BTreeMap, BTreeSet};

use pitf::directory::{Directory, EntryId};
use pitf::page::Page;
use pitf::search::{QueryMode, Scope, matching};
use pitf::text::Glyphs;

use crate::searched::Indexed;

/// What the program writes itself on a page.
const OURS: &str = "Summary Text Topics Other names Activities Background Links Linked from Events Contacts Sources Note more list Status the has them all \
    copy of an official text";

const SECTIONS: [&str; 11] = [
    "Summary",
    "Contacts",
    "Text",
    "Topics",
    "Activities",
    "Background",
    "Links",
    "Linked from",
    "Events",
    "Other names",
    "Sources",
];

/// The words that the page of an entry shows. What leads to it from others is found there; the words of its relation here.
fn words(directory: &Directory, entry: EntryId) -> BTreeSet<String> {
    let page = Page::of_entry(directory, entry).plain(directory, Glyphs::Ascii);
    let mut is_linked_from = false;
    let mut words = BTreeSet::new();
    for line in page.lines() {
        if SECTIONS.contains(&line) {
            is_linked_from = line == "Linked from";
        }
        if !(is_linked_from && line.starts_with(['-', ' '])) {
            let is_number =
                |word: &&str| word.starts_with('[') && word[1..].starts_with(|c: char| c.is_ascii_digit());
            let trimmed = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            words.extend(line.split_whitespace().filter(|word| !is_number(word)).map(trimmed));
        }
    }
    let is_of_data =
        |word: &String| !word.is_empty() && OURS.split(' ').all(|ours| ours != word) && word != "OR";
    words.into_iter().filter(is_of_data).collect()
}

/// Looks for the words that pages show, one in `step` of them, and fails with those that do not find their entry.
pub(crate) fn assert_every_word_finds_its_entry(indexed: &Indexed, step: u32) {
    let directory = &indexed.directory;
    let mut found: BTreeMap<String, Vec<bool>> = BTreeMap::new();
    let mut missed = Vec::new();
    for entry in directory.entries() {
        for word in words(directory, entry.handle()) {
            if word.bytes().map(u32::from).sum::<u32>() % step != 0 {
                continue;
            }
            let entries = found.entry(word.clone()).or_insert_with(|| {
                let query = indexed.query(&word, QueryMode::Words);
                matching(directory, indexed.index(), &query, &Scope::default()).expect("nobody cancels").0
            });
            if !entries[entry.handle().index()] {
                missed.push(format!("{}: {word}", entry.id()));
            }
        }
    }
    assert!(missed.is_empty(), "{} words: {missed:#?}", missed.len());
}
