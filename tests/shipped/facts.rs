//! The facts that the shipped directory rests on: each is used or left out, and each statement names its own.
//!
//! They are numbered: S for those of State's 2018 page, B for those of other sources, Q for what is unclear on the page. A comment beside each statement names its facts, and the lines `left out:` at the end of the
//! file name those that are not used.

use std::collections::{BTreeMap, BTreeSet};

use pitf::directory::{Directory, Standing};

const FILE: &str = include_str!("../../assets/directory.ron");
/// The runs of eight words on the page, each as a number.
const PAGE_RUNS: &str = include_str!("../data/page-runs.txt");

/// The last number of each kind of fact.
const FACTS: [(char, u16); 3] = [('S', 244), ('B', 210), ('Q', 25)];
/// How many of each are used. Of the page's 244 facts nine are furniture of the page; of the other 210, 14 are not
/// confirmed, and one is about the foot of the page; of the 25 unclear points one is about the saved text alone.
const USED: [(char, usize); 3] = [('S', 235), ('B', 195), ('Q', 24)];
/// Open questions, and what is known without a source: none of it may be stated.
const UNCONFIRMED: [u16; 14] = [14, 27, 35, 38, 53, 56, 68, 73, 93, 105, 115, 161, 178, 180];
/// Read only in the press, a law firm's note or another third party's text.
const LESS_SURE: [u16; 29] = [
    13, 25, 33, 47, 81, 92, 95, 119, 130, 131, 139, 141, 144, 154, 158, 165, 168, 174, 182, 188, 189, 192,
    196, 204, 205, 206, 207, 208, 209,
];
/// The facts of the page by what they are about, and the entries that tell them: the parts of the page in its order, and
/// within them each body, report, letter and program. What stands in no entry is the vocabulary.
const ABOUT: &[(u16, u16, &[&str])] = &[
    (11, 39, &["whole-of-government", VOCABULARY]),
    (40, 49, &["pitf", "tvpa"]),
    (50, 51, &["meeting-2018"]),
    (52, 52, &["dos"]),
    (53, 53, &["pitf"]),
    (54, 54, &["dos"]),
    (55, 55, &["treasury"]),
    (56, 56, &["dod"]),
    (57, 57, &["doj"]),
    (58, 58, &["doi"]),
    (59, 59, &["usda"]),
    (60, 60, &["dol"]),
    (61, 61, &["hhs"]),
    (62, 62, &["dot"]),
    (63, 63, &["ed"]),
    (64, 64, &["dhs"]),
    (65, 65, &["ustr"]),
    (66, 66, &["usaid"]),
    (67, 67, &["eeoc"]),
    (68, 68, &["odni"]),
    (69, 69, &["omb"]),
    (70, 70, &["nsc"]),
    (71, 71, &["dpc"]),
    (72, 73, &["spog"]),
    (74, 75, &["spog", "tvpa-2003", "laws"]),
    (76, 76, &["spog"]),
    // Whom SPOG represents is beside each link to it.
    (78, 78, &["spog"]),
    (79, 79, &["dos"]),
    (80, 80, &["spog"]),
    (81, 82, SPOG_AND_COMMITTEES),
    (83, 83, &["research-data"]),
    (84, 84, &["grantmaking"]),
    (85, 85, &["public-awareness-outreach"]),
    (86, 86, &["victims-services"]),
    (87, 87, &["procurement-supply-chains"]),
    (88, 92, &["native-working-group"]),
    (93, 101, &["native-working-group", "native-resource-guide"]),
    (102, 114, &["dos", "tip-report"]),
    (115, 119, &["treasury"]),
    (120, 131, &["dod"]),
    (132, 142, &["doj", "ag-report"]),
    (143, 152, &["doi"]),
    (153, 160, &["usda"]),
    (161, 172, &["dol", "dol-findings", "dol-goods", "dol-products"]),
    (173, 183, &["hhs", "hotline", "certification-letter", "eligibility-letter"]),
    (184, 192, &["dot"]),
    (193, 203, &["ed"]),
    (204, 215, &["dhs", "blue-campaign"]),
    (216, 221, &["ustr"]),
    (222, 230, &["usaid"]),
    (231, 239, &["eeoc"]),
    (240, 240, &["odni"]),
    (241, 241, &["omb"]),
    (242, 242, &["nsc"]),
    (243, 243, &["dpc"]),
    (244, 244, &["pitf"]),
];
const SPOG_AND_COMMITTEES: &[&str] = &[
    "spog",
    "research-data",
    "grantmaking",
    "public-awareness-outreach",
    "victims-services",
    "procurement-supply-chains",
];
const VOCABULARY: &str = "";
/// What is told as open is in prose, as it is no statement.
const OPEN: Fact = ('B', 210);

#[test]
fn the_page_names_so_many_of_each_kind() {
    let expected = [
        ("agency", 3),              // USTR, USAID, EEOC
        ("coordinating-body", 2),   // PITF and SPOG
        ("department", 11),         // S102 to S204
        ("guide", 1),               // S93
        ("intelligence-office", 1), // S240
        ("law", 2),                 // S44 and, for the amendment, S74
        ("letter", 2),              // S177, S178
        ("meeting", 1),             // S50
        ("program", 2),             // S176, S209
        ("report", 5),              // S113, S141, S170 to S172
        ("standing-committee", 5),  // S83 to S87
        ("white-house-office", 3),  // S241 to S243
        ("working-group", 1),       // S88
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
    for (letter, count) in USED {
        assert_eq!(used.iter().filter(|fact| fact.0 == letter).count(), count, "facts {letter} used");
    }
    for number in UNCONFIRMED {
        assert!(left_out.contains(&('B', number)), "B{number} is not confirmed and has to be left out");
    }
}

#[test]
fn each_fact_of_the_page_is_told_where_it_belongs() {
    let mut told: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
    for line in lines().filter(|line| !line.comment.starts_with("left out:")) {
        for (_, number) in line.facts.iter().filter(|fact| fact.0 == 'S') {
            told.entry(*number).or_default().insert(line.entry);
        }
    }
    for (first, last, entries) in ABOUT {
        for number in *first..=*last {
            let told = told.get(&number).unwrap_or_else(|| panic!("S{number} is told nowhere"));
            let elsewhere: Vec<_> = told.iter().filter(|entry| !entries.contains(entry)).collect();
            assert!(elsewhere.is_empty(), "S{number} belongs to {entries:?} and is told in {elsewhere:?}");
        }
    }
}

#[test]
fn no_fact_is_told_in_prose_alone() {
    let is_prose =
        |line: &Line| ["text: ", "summary: ", "about: "].iter().any(|field| line.code.starts_with(field));
    let (mut in_prose, mut elsewhere) = (BTreeSet::new(), BTreeSet::new());
    for line in lines().filter(|line| !line.comment.starts_with("left out:")) {
        let into = if is_prose(&line) { &mut in_prose } else { &mut elsewhere };
        into.extend(line.facts.into_iter().filter(|fact| fact.0 != 'Q' && *fact != OPEN));
    }
    let alone: Vec<_> = in_prose.difference(&elsewhere).collect();
    assert!(alone.is_empty(), "no statement, name or term has {alone:?}");
}

#[test]
fn every_statement_has_its_facts_beside_it() {
    let directory = Directory::shipped();
    let secondary: BTreeSet<&str> = directory
        .sources()
        .filter(|(_, source)| source.standing == Some(Standing::Secondary))
        .map(|(_, source)| source.id)
        .collect();
    let mut above: Vec<Fact> = Vec::new();
    for line in lines() {
        let facts = if line.code.starts_with("(rel: ") { line.facts.clone() } else { above };
        let is_statement = ["(text: ", "(date: ", "(kind: ", "(rel: ", "status: ("]
            .iter()
            .any(|start| line.code.starts_with(start));
        if is_statement {
            let numbered: Vec<Fact> = facts.iter().copied().filter(|fact| fact.0 != 'Q').collect();
            assert!(!numbered.is_empty(), "line {}: no fact is named: {}", line.number, line.code);
            check_sources(&line, &numbered, &secondary);
        }
        above = line.facts;
    }
}

/// A statement of State's 2018 page cites the page alone, another never; what is less sure rests on secondary sources.
fn check_sources(line: &Line, facts: &[Fact], secondary: &BTreeSet<&str>) {
    let (at, code) = (line.number, line.code);
    let is_of_page = facts.iter().any(|fact| fact.0 == 'S');
    let sources = code.rsplit("sources: [").next().unwrap_or_default();
    let sources: Vec<&str> = sources.split('"').skip(1).step_by(2).collect();
    assert_eq!(
        is_of_page,
        facts.iter().all(|fact| fact.0 == 'S'),
        "line {at} mixes the page with other facts: {code}"
    );
    assert_eq!(is_of_page, sources == ["state-page"], "line {at}: facts and sources differ: {code}");
    assert_eq!(
        is_of_page,
        sources.contains(&"state-page"),
        "line {at} mixes the page with other sources: {code}"
    );
    let is_less_sure = facts.iter().all(|fact| fact.0 == 'B' && LESS_SURE.contains(&fact.1));
    let cites_better = sources.iter().any(|source| !secondary.contains(source));
    assert!(!is_less_sure || !cites_better, "line {at}: the fact is less sure than its sources: {code}");
}

/// The words are ours: no eight of the page stand in a row, but for names and titles.
#[test]
fn no_run_of_words_is_the_page_s() {
    let on_the_page: BTreeSet<&str> = PAGE_RUNS.split_whitespace().collect();
    assert_eq!(on_the_page.len(), 1005, "runs on the page");
    let text = FILE.replace("\\n", " ");
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || "'&-".contains(c);
    let words: Vec<&str> = text.split(|c| !is_of_word(c)).filter(|word| !word.is_empty()).collect();
    for run in words.windows(8) {
        let in_small: Vec<String> = run.iter().map(|word| word.to_lowercase()).collect();
        let number = format!("{:012x}", fnv(&in_small.join(" ")) >> 16);
        assert!(
            is_title(run) || !on_the_page.contains(number.as_str()),
            "the page has these words: {}",
            run.join(" ")
        );
    }
}

/// Whether all but one of the words that are not small are written large.
fn is_title(run: &[&str]) -> bool {
    let small = ["of", "the", "on", "and", "in", "to", "or", "by", "for"];
    let is_plain =
        |word: &&&str| word.starts_with(|c: char| c.is_ascii_lowercase()) && !small.contains(*word);
    run.iter().filter(is_plain).count() <= 1
}

/// The hash of Fowler, Noll and Vo, by which the runs of the page are kept.
fn fnv(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// A fact: the letter of its kind, and its number.
type Fact = (char, u16);

/// A line of the data file, cut into what is data and what is a comment.
struct Line {
    number: usize,
    /// The entry in which it stands, or [`VOCABULARY`].
    entry: &'static str,
    code: &'static str,
    comment: &'static str,
    facts: Vec<Fact>,
}

fn lines() -> impl Iterator<Item = Line> {
    let (mut in_entries, mut entry) = (false, VOCABULARY);
    // An address has no blank after its slashes.
    FILE.lines().zip(1..).map(move |(line, number)| {
        let (code, comment) = line.split_once("// ").unwrap_or((line, ""));
        in_entries |= code == "    entries: [";
        if in_entries && let Some(id) = code.strip_prefix("            id: ") {
            entry = id.trim_end().trim_matches([',', '"']);
        }
        Line { number, entry, code: code.trim(), comment, facts: facts(comment) }
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
