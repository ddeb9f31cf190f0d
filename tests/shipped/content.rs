//! The shipped directory: it loads, it is whole, every statement is sourced, and help is at hand.
//!
//! Where the figures come from the facts that it rests on, the constant says so; the others are kept so that nothing
//! comes or goes unnoticed. `facts.rs` follows each fact to where it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pitf::directory::{ContactKind, Directory, Entry, Link, SourceId, Standing};
use pitf::report::{Extent, export};

const FILE: &str = include_str!("../../assets/directory.ron");
const README: &str = include_str!("../../assets/README.md");

/// The numbers to call or write to that the facts confirm; the entry on help, and the Spanish one, give all but the last.
const NUMBERS: [&str; 9] = [
    "911",
    "1-888-373-7888",
    "233733",
    "711",
    "1-866-347-2423",
    "1-802-872-6199",
    "1-800-843-5678",
    "1-866-487-9243",
    "1-800-669-4000",
];
/// The 26 bodies that the page names, with the abbreviations that it gives them, in its order: S40 to S88 for PITF, SPOG,
/// the committees and the group; S102 to S232 for the agencies; S240 to S243 for those that it only names.
const BODIES: [(&str, Option<&str>); 26] = [
    ("President's Interagency Task Force to Monitor and Combat Trafficking in Persons", Some("PITF")),
    ("Senior Policy Operating Group", Some("SPOG")),
    ("Research & Data", None),
    ("Grantmaking", None),
    ("Public Awareness & Outreach", None),
    ("Victims Services", None),
    ("Procurement & Supply Chains", None),
    ("Ad Hoc Working Group on American Indians and Alaska Natives", None),
    ("Department of State", Some("DOS")),
    ("Department of the Treasury", Some("Treasury")),
    ("Department of Defense", Some("DOD")),
    ("Department of Justice", Some("DOJ")),
    ("Department of the Interior", Some("DOI")),
    ("Department of Agriculture", Some("USDA")),
    ("Department of Labor", Some("DOL")),
    ("Department of Health and Human Services", Some("HHS")),
    ("Department of Transportation", Some("DOT")),
    ("Department of Education", Some("ED")),
    ("Department of Homeland Security", Some("DHS")),
    ("Office of the United States Trade Representative", Some("USTR")),
    ("Agency for International Development", Some("USAID")),
    ("Equal Employment Opportunity Commission", Some("EEOC")),
    ("Office of the Director of National Intelligence", None),
    ("Office of Management and Budget", None),
    ("National Security Council", None),
    ("Domestic Policy Council", None),
];
/// The committees and the working group of SPOG among the bodies, S83 to S88.
const PARTS_OF_SPOG: Range<usize> = 2..8;
/// The members of PITF among the bodies, S54 to S71.
const MEMBERS: Range<usize> = 8..26;
/// What the page names beside bodies, and what ties it to one: the six titled documents (S113, S141, S170 to S172, S93),
/// the two letters (S177, S178), the two programs (S176, S209), the meeting (S50) and the law with its amendment (S44,
/// S74).
const WORKS: [(&str, &str, &str); 13] = [
    ("Trafficking in Persons Report", "produced-by", "dos"),
    ("Attorney General's Trafficking in Persons Report", "produced-by", "doj"),
    ("Findings on the Worst Forms of Child Labor", "produced-by", "dol"),
    ("List of Goods Produced by Child Labor or Forced Labor", "produced-by", "dol"),
    ("List of Products Produced by Forced or Indentured Child Labor", "produced-by", "dol"),
    (
        "Resource Guide on U.S. Government Entities Combating Human Trafficking in American Indian and Alaska Native Communities",
        "produced-by",
        "native-working-group",
    ),
    ("Certification Letter", "issued-by", "hhs"),
    ("Eligibility Letter", "issued-by", "hhs"),
    ("National Human Trafficking Hotline", "funded-by", "hhs"),
    ("Blue Campaign", "run-by", "dhs"),
    (
        "2018 Meeting of the President's Interagency Task Force to Monitor and Combat Trafficking in Persons",
        "meeting-of",
        "pitf",
    ),
    ("Trafficking Victims Protection Act of 2000", "filed-under", "laws"),
    ("Trafficking Victims Protection Reauthorization Act of 2003", "amends", "tvpa"),
];

#[test]
fn what_the_program_carries_is_the_file() {
    let json = |directory: &Directory| {
        let mut out = Vec::new();
        export::write_json(directory, &Extent::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let file = Directory::parse("assets/directory.ron", FILE.to_owned()).unwrap();
    assert!(json(&Directory::shipped()) == json(&file));
}

#[test]
fn the_directory_has_so_many_of_each_kind() {
    let expected = [
        ("advisory-council", 3),
        ("agency", 3),
        ("approach", 1),
        ("award", 1),
        ("collection", 2),
        ("coordinating-body", 2),
        ("department", 12), // the 11 of the page, and Commerce
        ("guide", 7),
        ("help", 2),
        ("intelligence-office", 1),
        ("law", 18),
        ("letter", 2),
        ("meeting", 10),
        ("office", 26),
        ("order", 7),
        ("plan", 4),
        ("policy", 4),
        ("post", 2),
        ("program", 6),
        ("protection", 3),
        ("report", 5),
        ("section", 14),
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
        ("activities", 92, 127),
        ("background", 32, 227),
        ("links", 62, 246),
        ("events", 6, 155),
        ("contacts", 0, 49),
    ];
    assert_eq!(found, expected, "what, resting on the page, in all");
}

#[test]
fn the_bodies_have_the_names_and_abbreviations_of_the_page() {
    let directory = Directory::shipped();
    for (name, abbreviation) in BODIES {
        let mut named = directory.entries().filter(|entry| entry.name() == name);
        let body = named.next().unwrap_or_else(|| panic!("no entry is called {name}"));
        assert!(named.next().is_none(), "two entries are called {name}");
        assert_eq!(body.abbreviation(), abbreviation, "{name}");
    }
}

#[test]
fn what_the_page_names_is_tied_to_who_makes_it() {
    let directory = Directory::shipped();
    for (name, relation, to) in WORKS {
        let work = directory.entries().find(|entry| entry.name() == name);
        let work = work.unwrap_or_else(|| panic!("no entry is called {name}"));
        let tied = |link: &Link| link.relation().id == relation && directory.find(to) == Some(link.target());
        assert!(work.links().any(|link| tied(&link)), "{name} is not tied to {to} by {relation}");
    }
}

#[test]
fn pitf_has_its_members_in_the_order_of_the_page() {
    let directory = Directory::shipped();
    let names = |range: Range<usize>| BODIES[range].iter().map(|body| body.0).collect::<Vec<_>>();
    assert_eq!(linking(&directory, "pitf", "member-of"), names(MEMBERS));
    assert_eq!(linking(&directory, "spog", "represented-on"), names(MEMBERS));
    assert_eq!(linking(&directory, "pitf", "part-of"), ["Senior Policy Operating Group"]);
    assert_eq!(linking(&directory, "spog", "part-of"), names(PARTS_OF_SPOG));
}

/// The sizes of PITF that sources give stand beside each other, and so do the spellings of the page.
#[test]
fn what_is_unclear_is_shown_and_not_settled() {
    let directory = Directory::shipped();
    let cases = [
        ("pitf", "PITF has \"some 15\" agencies"),
        ("pitf", "The same source lists 18"),
        ("pitf", "the number of agencies as 20"),
        ("native-working-group", "\"Alaska Native\" here, and \"Alaskan Native\""),
        ("doi", "\"American Indian and Alaskan Native communities\" here and \"Alaska Native\" elsewhere"),
        ("victims-services", "\"Victims Services\"; other federal pages write \"Victim Services\""),
        ("omb", "\"the White House Offices of Management and Budget\""),
        ("tvpa", "told the President to set up PITF"),
    ];
    for (id, words) in cases {
        let entry = directory.entry(directory.find(id).expect("the entry is there"));
        let stated = entry.activities().chain(entry.background());
        let stated = stated.flat_map(|statement| [Some(statement.text), statement.note]);
        let told: Vec<&str> =
            stated.flatten().chain(entry.text()).chain(entry.events().map(|event| event.text)).collect();
        let plain: Vec<String> = told.iter().map(|text| without_links(text)).collect();
        assert!(plain.iter().any(|text| text.contains(words)), "{id} does not say {words}");
    }
}

/// The sign of the program says what is beyond the edition and what is less sure; the texts need not.
#[test]
fn no_text_says_what_a_sign_says() {
    let signs = ["Not on the page", "Later than this edition", "Less sure:", "Derived, ", "\"Derived: SPOG"];
    let of_which_page =
        ["The page says", "The page gives", "The page names", "The page does not", "the page's"];
    for words in signs.iter().chain(&of_which_page) {
        assert!(!FILE.contains(words), "the file says {words}");
    }
}

/// The rows of the table are members and its columns lists: each has as many marks as it says that it lists.
#[test]
fn the_table_of_members_counts_as_its_sources_do() {
    let directory = Directory::shipped();
    let pitf = directory.entry(directory.find("pitf").expect("PITF is an entry"));
    let rows: Vec<Vec<&str>> = pitf
        .text()
        .unwrap_or_default()
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let (head, listed) = (&rows[0], &rows[rows.len() - 2]);
    assert_eq!(head[1..], ["00", "02", "08", "14", "15", "16", "18", "Law"]);
    assert_eq!(listed[1..], ["6", "8", "9", "17", "19", "18", "18", "12"]);
    for column in 1..head.len() {
        let marks = rows.iter().filter(|row| row[column] == "x").count();
        assert_eq!(marks.to_string(), listed[column], "members in the column {}", head[column]);
    }
}

#[test]
fn what_the_page_names_is_of_the_edition_and_nothing_else() {
    let directory = Directory::shipped();
    assert_eq!(directory.edition_source().map(|id| directory.source(id).id), Some("state-page"));
    let of_page = BODIES.iter().map(|body| body.0).chain(WORKS.iter().map(|work| work.0));
    // The approach is what the page opens with, and the collection tells of the law that the page names.
    let expected: BTreeSet<&str> =
        of_page.chain(["Whole-of-government approach", "Laws and orders"]).collect();
    let found: BTreeSet<&str> =
        directory.entries().filter(|entry| !entry.is_beyond_edition()).map(Entry::name).collect();
    assert_eq!(found, expected);
}

/// What is different today, for those who would rely on the edition.
#[test]
fn what_has_changed_since_the_edition_has_a_status() {
    let directory = Directory::shipped();
    let changed = directory.entries().filter(|entry| entry.status().is_some()).map(Entry::id);
    assert_eq!(changed.collect::<Vec<_>>(), ["tip-office", "dod", "hotline", "ed", "usaid"]);
    for status in directory.entries().filter_map(Entry::status) {
        assert!(status.date.is_some() && !status.sources.is_empty(), "{}", status.text);
    }
}

#[test]
fn every_source_was_read_on_one_of_two_days() {
    let directory = Directory::shipped();
    for (_, source) in directory.sources() {
        let read = source.read.map(|date| date.to_string());
        assert!(
            matches!(read.as_deref(), Some("2026-11-24" | "2026-11-30")),
            "{} was read on {read:?}",
            source.id
        );
        let is_of_code = source.id.starts_with("usc-22-") || source.id == "usc-later";
        assert!(
            !is_of_code
                || source.lookup.is_some_and(|lookup| lookup.starts_with("https://uscode.house.gov/")),
            "{}",
            source.id
        );
    }
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
        assert!(entry.summary().is_some(), "{} does not say what it is", entry.id());
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
        assert!(source.publisher.is_some(), "{} has no publisher", source.id);
        assert!(source.url.is_some_and(|url| url.starts_with("http")), "{} has no address", source.id);
        assert!(source.standing.is_some(), "{} has no standing", source.id);
        let is_dated = source.date.is_some();
        assert!(
            is_dated != source.note.is_some_and(|note| note.starts_with("Undated")),
            "{}: has it a date or not?",
            source.id
        );
    }
}

/// How many sources are official, copies of an official text (among them each section of the Code), and neither.
#[test]
fn so_many_sources_are_of_each_standing() {
    let directory = Directory::shipped();
    let of = |standing| directory.sources().filter(|(_, source)| source.standing == Some(standing)).count();
    assert_eq!([Standing::Official, Standing::Copy, Standing::Secondary].map(of), [70, 76, 43]);
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
fn help_comes_first_and_no_number_is_unconfirmed() {
    let directory = Directory::shipped();
    let roots: Vec<&str> = directory.roots().iter().map(|root| directory.entry(*root).id()).collect();
    assert_eq!(roots[..3], ["help", "ayuda", "pitf"]);
    for id in &roots[..2] {
        let contacts = directory.entry(directory.find(id).expect("a root is an entry")).contacts();
        let numbers =
            contacts.filter(|contact| contact.kind != ContactKind::Web).map(|contact| contact.value);
        assert_eq!(numbers.collect::<Vec<_>>(), NUMBERS[..8], "{id}");
    }
    let help = directory.entry(directory.find("help").expect("help is an entry"));
    for number in ["911", "1-888-373-7888", "233733"] {
        let contact = help.contacts().find(|contact| contact.value == number).expect("the number is there");
        assert!(directory.notice().contains(number), "the notice lacks {number}");
        let month = contact.date.map(|date| date.to_string()[..7].to_owned()).unwrap_or_default();
        assert!(directory.notice().contains(&month), "the notice does not say when {number} was confirmed");
    }
    // The position stands at the end of the line.
    assert!(directory.notice().chars().count() <= 75, "the notice does not fit a line of 80");
    let contacts = directory.entries().flat_map(Entry::contacts);
    for contact in contacts.filter(|contact| contact.kind != ContactKind::Web) {
        assert!(NUMBERS.contains(&contact.value), "{} is not confirmed", contact.value);
    }
    let is_phone = |word: &&str| word.len() == 14 && word.starts_with("1-") && word.matches('-').count() == 3;
    for word in FILE.split(|c: char| !c.is_ascii_digit() && c != '-').filter(is_phone) {
        assert!(NUMBERS.contains(&word), "{word} is not confirmed");
    }
}

/// A date of confirmation is that of a source which is cited for it.
#[test]
fn each_dated_contact_cites_a_source_of_that_date() {
    let directory = Directory::shipped();
    for entry in directory.entries() {
        for contact in entry.contacts() {
            let Some(date) = contact.date else { continue };
            let mut dates = contact.sources.iter().filter_map(|id| directory.source(*id).date);
            assert!(
                dates.any(|of_source| of_source == date),
                "{}: {} is of {date}?",
                entry.id(),
                contact.value
            );
        }
    }
    let numbers = directory.entries().flat_map(Entry::contacts);
    for contact in numbers.filter(|contact| contact.kind != ContactKind::Web && contact.date.is_none()) {
        assert!(contact.note.is_some(), "{} has no date and does not say so", contact.value);
    }
}

/// A private site does not vouch for a number of the government.
#[test]
fn an_official_source_or_the_operator_vouches_for_each_number() {
    let directory = Directory::shipped();
    for contact in directory.entries().flat_map(Entry::contacts) {
        let vouches = |id: &SourceId| {
            let source = directory.source(*id);
            source.standing != Some(Standing::Secondary) || source.id == "hotline-about"
        };
        assert!(contact.sources.iter().any(vouches), "who vouches for {}?", contact.value);
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
            Part::Activities => entry.activities().map(|it| it.sources.to_vec()).collect(),
            Part::Background => entry.background().map(|it| it.sources.to_vec()).collect(),
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

/// A text with the words of its links alone.
fn without_links(text: &str) -> String {
    let mut parts = text.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once(')').map_or(part, |(_, rest)| rest));
    rest.fold(first, |all, part| all + part).replace('[', "")
}
