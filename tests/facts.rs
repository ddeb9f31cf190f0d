//! The facts that the shipped directory rests on: each is used or left out, and each statement names its own.
//!
//! They are numbered: S for those of the page that the directory starts from, B for those of other sources, Q for what
//! is unclear on the page. A comment beside each statement names its facts, and the lines `left out:` at the end of the
//! file name those that are not used.

use std::collections::{BTreeMap, BTreeSet};

use pitf::directory::Directory;

const FILE: &str = include_str!("../assets/directory.ron");

/// The last number of each kind of fact.
const FACTS: [(char, u16); 3] = [('S', 244), ('B', 180), ('Q', 25)];
/// Open questions, and what is known without a source: none of it may be told.
const UNCONFIRMED: [u16; 14] = [14, 27, 35, 38, 53, 56, 68, 73, 93, 105, 115, 161, 178, 180];
/// Read only in the press, a law firm's note or another third party's text.
const LESS_SURE: [u16; 18] =
    [13, 25, 33, 47, 81, 92, 95, 119, 130, 131, 139, 141, 144, 154, 158, 165, 168, 174];
#[test]
fn the_page_names_so_many_of_each_kind() {
    let expected = [
        ("agency", 3),
        ("coordinating-body", 2),
        ("department", 11),
        ("guide", 1),
        ("intelligence-office", 1),
        ("law", 2),
        ("letter", 2),
        ("meeting", 1),
        ("program", 2),
        ("report", 5),
        ("standing-committee", 5),
        ("white-house-office", 3),
        ("working-group", 1),
    ];
    let mut counts = BTreeMap::new();
    let directory = Directory::shipped();
    // The page names an entry where its name rests on a fact of the page.
    for line in
        lines().filter(|line| line.code.starts_with("name: ") && line.facts.iter().any(|fact| fact.0 == 'S'))
    {
        let name = line.code.trim_start_matches("name: ").trim_end_matches(',').trim_matches('"');
        let entry = directory.entries().find(|entry| entry.name() == name);
        let entry = entry.unwrap_or_else(|| panic!("line {}: no entry is called {name}", line.number));
        *counts.entry(entry.kind().id).or_insert(0) += 1;
    }
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
fn every_fact_is_used_or_left_out() {
    let (mut used, mut left_out) = (BTreeSet::new(), BTreeSet::new());
    for line in lines() {
        let into = if line.comment.starts_with("left out:") { &mut left_out } else { &mut used };
        into.extend(line.facts);
    }
    let all = FACTS.into_iter().flat_map(|(letter, last)| (1..=last).map(move |number| (letter, number)));
    let all: BTreeSet<Fact> = all.collect();
    let accounted: BTreeSet<Fact> = used.union(&left_out).copied().collect();
    assert_eq!(
        all.difference(&accounted).collect::<Vec<_>>(),
        Vec::<&Fact>::new(),
        "neither used nor left out"
    );
    assert_eq!(accounted.difference(&all).collect::<Vec<_>>(), Vec::<&Fact>::new(), "no such fact");
    assert_eq!(
        used.intersection(&left_out).collect::<Vec<_>>(),
        Vec::<&Fact>::new(),
        "both used and left out"
    );
    for number in UNCONFIRMED {
        assert!(left_out.contains(&('B', number)), "B{number} is not confirmed and has to be left out");
    }
}

#[test]
fn every_statement_has_its_facts_beside_it() {
    let mut above: Vec<Fact> = Vec::new();
    for line in lines() {
        let facts = if line.code.starts_with("(rel: ") { line.facts.clone() } else { above };
        let is_statement =
            ["(text: ", "(date: ", "(kind: ", "(rel: "].iter().any(|start| line.code.starts_with(start));
        if is_statement {
            let numbered: Vec<Fact> = facts.iter().copied().filter(|fact| fact.0 != 'Q').collect();
            assert!(!numbered.is_empty(), "line {}: no fact is named: {}", line.number, line.code);
            check_sources(&line, &numbered);
        }
        above = line.facts;
    }
}

/// A statement on the page cites the page alone, another never; what is less sure says so.
fn check_sources(line: &Line, facts: &[Fact]) {
    let (at, code) = (line.number, line.code);
    let is_of_page = facts.iter().any(|fact| fact.0 == 'S');
    let sources = code.rsplit("sources: ").next().unwrap_or_default();
    assert_eq!(
        is_of_page,
        facts.iter().all(|fact| fact.0 == 'S'),
        "line {at} mixes the page with other facts: {code}"
    );
    assert_eq!(
        is_of_page,
        sources.starts_with("[\"state-page\"]"),
        "line {at}: facts and sources differ: {code}"
    );
    assert_eq!(
        is_of_page,
        sources.contains("state-page"),
        "line {at} mixes the page with other sources: {code}"
    );
    let is_less_sure = facts.iter().any(|fact| fact.0 == 'B' && LESS_SURE.contains(&fact.1));
    assert_eq!(is_less_sure, code.contains("note: \"Less sure: "), "line {at}: how sure is it? {code}");
}

/// A fact: the letter of its kind, and its number.
type Fact = (char, u16);

/// A line of the data file, cut into what is data and what is a comment.
struct Line {
    number: usize,
    code: &'static str,
    comment: &'static str,
    facts: Vec<Fact>,
}

fn lines() -> impl Iterator<Item = Line> {
    // An address has no blank after its slashes.
    FILE.lines().zip(1..).map(|(line, number)| {
        let (code, comment) = line.split_once("// ").unwrap_or((line, ""));
        Line { number, code: code.trim(), comment, facts: facts(comment) }
    })
}

/// The facts that a comment names, as in `S1-S7, B12`.
fn facts(comment: &str) -> Vec<Fact> {
    let words = comment.split([' ', ',']).filter(|word| !word.is_empty());
    words.flat_map(|word| range(word).unwrap_or_default()).collect()
}

fn range(word: &str) -> Option<Vec<Fact>> {
    let (first, last) = word.split_once('-').unwrap_or((word, word));
    let ((letter, first), (_, last)) = (fact(first)?, fact(last)?);
    Some((first..=last).map(|number| (letter, number)).collect())
}

fn fact(word: &str) -> Option<Fact> {
    let letter = word.chars().next().filter(|letter| "SBQ".contains(*letter))?;
    Some((letter, word[1..].parse().ok()?))
}
