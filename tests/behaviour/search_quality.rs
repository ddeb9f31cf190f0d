//! Whether a search finds what was meant: a table of what people type, every name of the shipped directory, and what can
//! go wrong with the names of a generated one.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use pitf::directory::Entry;
use pitf::search::QueryMode;

use crate::searched::{Indexed, SHIPPED, directory};

/// What people type, and the entries that they mean.
const QUERIES: &str = include_str!("../data/queries.txt");

/// A directory as the program meets them elsewhere, in which many entries are worth the same.
pub(crate) static GENERATED: LazyLock<Arc<Indexed>> = LazyLock::new(|| {
    let mut source = Vec::new();
    crate::generate::write_directory(500, &mut source).expect("a Vec takes all that is written");
    directory(str::from_utf8(&source).expect("the generator writes UTF-8"))
});

/// The position of the first hit that `is_meant`, from 0.
fn position(asked: &Indexed, query: &str, is_meant: impl Fn(Entry) -> bool) -> Option<usize> {
    let hits = asked.search(query, QueryMode::Words, 10).hits;
    hits.iter().position(|hit| is_meant(asked.directory.entry(hit.entry)))
}

/// How often was asked, and how often the entry that was meant was among the first three hits, by class.
#[derive(Default)]
struct Figures {
    classes: BTreeMap<String, (usize, usize)>,
    /// What did not come first.
    missed: Vec<String>,
}

impl Figures {
    fn count(&mut self, class: &str, query: &str, position: Option<usize>) {
        let (asked, near) = self.classes.entry(class.to_owned()).or_default();
        *asked += 1;
        *near += usize::from(position.is_some_and(|position| position < 3));
        if position != Some(0) {
            self.missed.push(format!("{class}: {query:?} {position:?}"));
        }
    }

    /// Asserts that all but one in twenty were among the first three.
    fn assert_near(&self) {
        for (class, (asked, near)) in &self.classes {
            assert!(near * 20 >= asked * 19, "{class}: {near} of {asked}: {:#?}", self.missed);
        }
    }

    fn assert_first(&self) {
        assert!(self.missed.is_empty(), "{:#?}", self.missed);
    }
}

#[test]
fn what_people_type_finds_what_they_mean() {
    let asked = &SHIPPED;
    let (mut first, mut near) = (Figures::default(), Figures::default());
    let mut class = "";
    let lines = QUERIES.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines {
        if line.starts_with('[') {
            class = line;
            continue;
        }
        let (query, id) = line.split_once(" = ").unwrap_or_else(|| panic!("no entry is given: {line}"));
        assert!(asked.directory.find(id).is_some(), "no entry: {line}");
        let figures = if class.starts_with("[first]") { &mut first } else { &mut near };
        figures.count(class, query, position(asked, query, |entry| entry.id() == id));
    }
    let pairs: usize = first.classes.values().chain(near.classes.values()).map(|(asked, _)| asked).sum();
    assert!(pairs >= 150, "the table has {pairs} pairs");
    first.assert_first();
    near.assert_near();
}

#[test]
fn every_name_finds_its_own_entry_first() {
    for asked in [&SHIPPED, &GENERATED] {
        let mut figures = Figures::default();
        let entries = asked.directory.entries();
        let step = entries.len() / 25 + 1;
        for entry in entries.step_by(step) {
            let name = entry.name();
            figures.count("name", name, position(asked, name, |hit| hit.name() == name));
            let lower = name.to_lowercase();
            figures.count("name in small letters", &lower, position(asked, &lower, |hit| hit.name() == name));
            if let Some(short) = entry.abbreviation() {
                let is_meant = |hit: Entry| hit.abbreviation() == Some(short) || is_called(hit, short);
                figures.count("abbreviation", short, position(asked, short, is_meant));
            }
            for other in entry.other_names() {
                figures.count("other name", other, position(asked, other, |hit| is_called(hit, other)));
            }
        }
        figures.assert_first();
    }
}

#[test]
fn full_initials_find_an_entry_that_has_them_first() {
    for asked in [&SHIPPED, &GENERATED] {
        let mut figures = Figures::default();
        let entries = asked.directory.entries();
        let step = entries.len() / 300 + 1;
        for entry in entries.step_by(step) {
            let initials = initials(entry.name());
            if initials.len() > 2 && !entry.name().contains(|c: char| c.is_ascii_digit()) {
                let is_meant = |hit: Entry| {
                    names(hit).any(|name| self::initials(name) == initials) || is_called(hit, &initials)
                };
                figures.count("initials", &initials, position(asked, &initials, is_meant));
            }
        }
        figures.assert_first();
    }
}

#[test]
fn what_goes_wrong_with_a_name_is_forgiven() {
    let asked = &GENERATED;
    let mut figures = Figures::default();
    for (number, entry) in asked.directory.entries().enumerate().step_by(31) {
        let name = entry.name();
        for (class, query) in spoilt(name, number) {
            figures.count(class, &query, position(asked, &query, |hit| hit.name() == name));
        }
        // Others may begin alike, or have the same two words.
        let beginning: String = name.to_lowercase().chars().take(name.len() * 7 / 10).collect();
        let begins = |hit: Entry| hit.name().to_lowercase().starts_with(beginning.trim());
        figures.count("beginning", &beginning, position(asked, &beginning, begins));
        if let [first, .., last] = name.split(' ').collect::<Vec<_>>()[..] {
            let query = format!("{last} {first}").to_lowercase();
            let has = |hit: Entry, word: &str| hit.name().split(' ').any(|other| other == word);
            let position = position(asked, &query, |hit| has(hit, first) && has(hit, last));
            figures.count("two words", &query, position);
        }
    }
    figures.assert_near();
}

fn names(entry: Entry<'_>) -> impl Iterator<Item = &str> {
    [Some(entry.name()), entry.abbreviation()].into_iter().flatten().chain(entry.other_names())
}

fn is_called(entry: Entry, name: &str) -> bool {
    names(entry).any(|other| other.to_lowercase() == name.to_lowercase())
}

/// The first letters of the words of a name, but of small words.
fn initials(name: &str) -> String {
    const SMALL: [&str; 8] = ["of", "the", "and", "for", "on", "in", "to", "&"];
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '&' && c != '\'' && c != '.');
    let counts = words.filter(|word| !word.is_empty() && !SMALL.contains(&word.to_lowercase().as_str()));
    counts.flat_map(|word| word.chars().take(1)).collect::<String>().to_lowercase()
}

/// A name with one edit of each kind; `number` decides where.
fn spoilt(name: &str, number: usize) -> Vec<(&'static str, String)> {
    let words: Vec<&str> = name.split(' ').collect();
    let long: Vec<usize> = (0..words.len()).filter(|index| words[*index].len() >= 4).collect();
    let Some(index) = long.get(number % long.len().max(1)) else { return Vec::new() };
    let with = |change: Edit| {
        let mut word: Vec<char> = words[*index].to_lowercase().chars().collect();
        change(&mut word, number / 3);
        let mut words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        words[*index] = word.into_iter().collect();
        words.join(" ")
    };
    EDITS.into_iter().map(|(class, change)| (class, with(change))).collect()
}

/// Changes a word at about this letter.
type Edit = fn(&mut Vec<char>, usize);

/// What one edit makes of a word of four letters or more.
const EDITS: [(&str, Edit); 4] = [
    ("wrong letter", |word, at| {
        let at = at % word.len();
        word[at] = if word[at] == 'x' { 'k' } else { 'x' };
    }),
    ("missing letter", |word, at| {
        word.remove(at % word.len());
    }),
    ("extra letter", |word, at| word.insert(at % (word.len() + 1), 'u')),
    ("swapped letters", |word, at| {
        let at = at % (word.len() - 1);
        word.swap(at, at + 1);
    }),
];
