//! The shipped directory: it loads, it is whole, every statement is sourced, and help is at hand.
//!
//! Where the figures come from the facts that it rests on, the constant says so; the others are kept so that nothing
//! comes or goes unnoticed. `facts.rs` follows each fact to where it is told.

use std::collections::{BTreeMap, BTreeSet};

use pitf::directory::{ContactKind, Directory, Entry, SourceId};

const FILE: &str = include_str!("../assets/directory.ron");
const README: &str = include_str!("../assets/README.md");

/// The numbers to call or write to that the facts confirm.
const NUMBERS: [&str; 7] =
    ["911", "1-888-373-7888", "233733", "711", "1-866-347-2423", "1-802-872-6199", "1-800-669-4000"];
/// The members of PITF, in the page's order.
const MEMBERS: [&str; 18] = [
    "Department of State",
    "Department of the Treasury",
    "Department of Defense",
    "Department of Justice",
    "Department of the Interior",
    "Department of Agriculture",
    "Department of Labor",
    "Department of Health and Human Services",
    "Department of Transportation",
    "Department of Education",
    "Department of Homeland Security",
    "Office of the United States Trade Representative",
    "Agency for International Development",
    "Equal Employment Opportunity Commission",
    "Office of the Director of National Intelligence",
    "Office of Management and Budget",
    "National Security Council",
    "Domestic Policy Council",
];

#[test]
fn the_directory_has_so_many_of_each_kind() {
    let expected = [
        ("advisory-council", 3),
        ("agency", 3),
        ("approach", 1),
        ("award", 1),
        ("collection", 1),
        ("coordinating-body", 2),
        ("department", 11),
        ("guide", 7),
        ("intelligence-office", 1),
        ("law", 17),
        ("letter", 2),
        ("meeting", 7),
        ("office", 26),
        ("order", 7),
        ("plan", 4),
        ("policy", 4),
        ("post", 2),
        ("program", 6),
        ("protection", 3),
        ("report", 5),
        ("standing-committee", 5),
        ("white-house-office", 3),
        ("working-group", 4),
    ];
    let mut counts = BTreeMap::new();
    for entry in Directory::shipped().entries() {
        *counts.entry(entry.kind().id.to_owned()).or_insert(0) += 1;
    }
    assert_eq!(counts, expected.map(|(kind, count)| (kind.to_owned(), count)).into());
}

#[test]
fn so_many_statements_rest_on_the_page() {
    let directory = Directory::shipped();
    let page = |sources: &[SourceId]| sources.iter().any(|id| directory.source(*id).id == "state-page");
    let count = |of: fn(Entry) -> usize| directory.entries().map(of).sum::<usize>();
    let of_page = |sources: Vec<Vec<SourceId>>| sources.iter().filter(|sources| page(sources)).count();
    let found = [
        (
            "activities",
            of_page(sources_of(&directory, Part::Activities)),
            count(|entry| entry.activities().len()),
        ),
        (
            "background",
            of_page(sources_of(&directory, Part::Background)),
            count(|entry| entry.background().len()),
        ),
        ("links", of_page(sources_of(&directory, Part::Links)), count(|entry| entry.links().len())),
        ("events", of_page(sources_of(&directory, Part::Events)), count(|entry| entry.events().len())),
        ("contacts", of_page(sources_of(&directory, Part::Contacts)), count(|entry| entry.contacts().len())),
    ];
    let expected = [
        ("activities", 87, 113),
        ("background", 32, 182),
        ("links", 62, 199),
        ("events", 6, 134),
        ("contacts", 0, 31),
    ];
    assert_eq!(found, expected, "what, resting on the page, in all");
}

#[test]
fn pitf_comes_first_and_has_its_members_in_the_order_of_the_page() {
    let directory = Directory::shipped();
    assert_eq!(directory.roots().first().copied(), directory.find("pitf"));
    for (body, relation) in [("pitf", "member-of"), ("spog", "represented-on")] {
        assert_eq!(linking(&directory, body, relation), MEMBERS, "{relation} {body}");
    }
    let parts = ["Research & Data", "Grantmaking", "Public Awareness & Outreach", "Victims Services"];
    let parts = [&parts[..], &["Procurement & Supply Chains"]].concat();
    assert_eq!(linking(&directory, "spog", "part-of")[..5], parts);
}

#[test]
fn both_accounts_of_who_chairs_stand() {
    let directory = Directory::shipped();
    let cases = [
        ("pitf", "chairs", "Department of State"),
        ("spog", "chairs", "Department of State"),
        ("pitf", "chairs-by-law", "Secretary of State"),
        ("spog", "chairs-by-law", "Director of the Office to Monitor and Combat Trafficking"),
    ];
    for (body, relation, chair) in cases {
        assert_eq!(linking(&directory, body, relation), [chair], "{relation} {body}");
    }
}

#[test]
fn everything_is_sourced() {
    let directory = Directory::shipped();
    for entry in directory.entries() {
        assert!(!entry.sources().is_empty(), "{} has no source", entry.id());
        assert!(entry.summary().is_some() && entry.text().is_some(), "{} says nothing", entry.id());
    }
    for part in [Part::Activities, Part::Background, Part::Links, Part::Events, Part::Contacts] {
        let unsourced = sources_of(&directory, part).iter().filter(|sources| sources.is_empty()).count();
        assert_eq!(unsourced, 0, "{part:?} without a source");
    }
}

#[test]
fn every_source_is_described_and_used() {
    let directory = Directory::shipped();
    let parts = [Part::Activities, Part::Background, Part::Links, Part::Events, Part::Contacts];
    let used: BTreeSet<SourceId> =
        parts.into_iter().flat_map(|part| sources_of(&directory, part)).flatten().collect();
    for (id, source) in directory.sources() {
        assert!(used.contains(&id), "{} is not used", source.id);
        assert!(!source.publisher.is_empty(), "{} has no publisher", source.id);
        assert!(source.url.starts_with("http"), "{} has no address", source.id);
        assert!(source.standing.is_some(), "{} has no standing", source.id);
        let is_dated = source.date.is_some();
        assert!(is_dated != source.note.starts_with("Undated"), "{}: has it a date or not?", source.id);
    }
}

#[test]
fn links_in_the_text_lead_somewhere() {
    let directory = Directory::shipped();
    let about = ("about", directory.about());
    let texts = directory.entries().map(|entry| (entry.id(), entry.text().unwrap_or_default()));
    for (id, text) in texts.chain([about]) {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(
                target.starts_with("https://") || directory.find(target).is_some(),
                "{id} links to {target}"
            );
        }
    }
}

#[test]
fn help_is_at_hand_and_no_number_is_unconfirmed() {
    let directory = Directory::shipped();
    let hotline = directory.find("hotline").map(|id| directory.entry(id)).expect("the hotline is an entry");
    for (number, is_dated) in [("911", false), ("1-888-373-7888", true), ("233733", true), ("711", true)] {
        let contact = hotline.contacts().find(|contact| contact.value == number);
        let contact = contact.unwrap_or_else(|| panic!("{number} is not a contact of the hotline"));
        assert_eq!(contact.date.is_some(), is_dated, "{number}");
        assert!(number == "711" || directory.notice().contains(number), "the notice lacks {number}");
    }
    assert!(directory.notice().chars().count() <= 80, "the notice does not fit a line of 80");
    let contacts = directory.entries().flat_map(Entry::contacts);
    for contact in contacts.filter(|contact| contact.kind != ContactKind::Web) {
        assert!(NUMBERS.contains(&contact.value), "{} is not confirmed", contact.value);
    }
    let is_phone = |word: &&str| word.len() == 14 && word.starts_with("1-") && word.matches('-').count() == 3;
    for word in FILE.split(|c: char| !c.is_ascii_digit() && c != '-').filter(is_phone) {
        assert!(NUMBERS.contains(&word), "{word} is not confirmed");
    }
}

#[test]
fn the_example_in_the_readme_is_a_directory() {
    let example = README.split("```ron\n").nth(1).and_then(|rest| rest.split("```").next());
    let example = example.expect("the README has an example");
    if let Err(problems) = Directory::parse("README.md", example.to_owned()) {
        panic!("{problems}");
    }
}

/// What an entry has that rests on sources of its own.
#[derive(Clone, Copy, Debug)]
enum Part {
    Activities,
    Background,
    Links,
    Events,
    Contacts,
}

fn sources_of(directory: &Directory, part: Part) -> Vec<Vec<SourceId>> {
    let of_entry = |entry: Entry| -> Vec<Vec<SourceId>> {
        match part {
            Part::Activities => entry.activities().map(|it| it.sources().to_vec()).collect(),
            Part::Background => entry.background().map(|it| it.sources().to_vec()).collect(),
            Part::Links => entry.links().map(|it| it.sources().to_vec()).collect(),
            Part::Events => entry.events().map(|it| it.sources.to_vec()).collect(),
            Part::Contacts => entry.contacts().map(|it| it.sources.to_vec()).collect(),
        }
    };
    directory.entries().flat_map(of_entry).collect()
}

/// The names of the entries that link to a body by a relation, in the file's order.
fn linking<'d>(directory: &'d Directory, body: &str, relation: &str) -> Vec<&'d str> {
    let body = directory.find(body).expect("the body is an entry");
    let links = directory.entry(body).linked_from().filter(|link| link.relation().id == relation);
    links.map(|link| directory.entry(link.origin()).name()).collect()
}
