//! Each field that is declared is filled in one fixture, and shown by every format that shows such records.

use pitf::directory::{Directory, Entry, EntryId, LinkEnd};
use pitf::fields::Record;

use crate::support::{FULL, Pitf};

fn directory() -> Directory {
    Directory::parse("full.ron", FULL.to_owned()).expect("it is sound")
}

fn entry(directory: &Directory) -> EntryId {
    directory.find("all").expect("it is there")
}

/// The words of records by field: `statement.note`, and what a reader sees of it.
fn words<'d, T: Record<'d>>(directory: &'d Directory, records: &[T]) -> Vec<(String, Vec<String>)> {
    let of_field = |field: &'d pitf::fields::FieldOf<'d, T>| {
        let words = records.iter().flat_map(|record| field.words(directory, *record));
        let words = words.map(|words| words.trim_end_matches('.').to_owned()).collect();
        (format!("{}.{}", T::NAME, field.name), words)
    };
    T::FIELDS.iter().map(of_field).collect()
}

/// All that stands on the page of the entry that has everything.
fn words_of_entry(directory: &Directory) -> Vec<(String, Vec<String>)> {
    let entry = directory.entry(entry(directory));
    let links: Vec<LinkEnd> = entry.links().map(LinkEnd::to).collect();
    let statements: Vec<_> = entry.activities().chain(entry.background()).collect();
    let sources: Vec<_> = entry.sources().iter().map(|source| directory.source(*source)).collect();
    [
        words(directory, &[entry]),
        words(directory, &entry.status().into_iter().collect::<Vec<_>>()),
        words(directory, &statements),
        words(directory, &links),
        words(directory, &entry.events().collect::<Vec<_>>()),
        words(directory, &entry.contacts().collect::<Vec<_>>()),
        words(directory, &sources),
    ]
    .concat()
}

fn words_of_directory(directory: &Directory) -> Vec<(String, Vec<String>)> {
    [
        words(directory, &[directory]),
        words(directory, &directory.synonyms().collect::<Vec<_>>()),
        words(directory, &directory.kinds().map(|(_, term)| term).collect::<Vec<_>>()),
        words(directory, &directory.topics().map(|(_, term)| term).collect::<Vec<_>>()),
        words(directory, &directory.relations().map(|(_, term)| term).collect::<Vec<_>>()),
        words(directory, &directory.sources().map(|(_, term)| term).collect::<Vec<_>>()),
    ]
    .concat()
}

#[test]
fn links_are_checked_in_every_text() {
    let warnings = |end: usize| {
        let text = format!("{} [x](no-such){}", &FULL[..end], &FULL[end..]);
        let directory = Directory::parse("full.ron", text).expect("it is sound");
        directory.warnings("full.ron", pitf::fields::each_text).to_string()
    };
    // In the fixture CommonMark ends with a full stop, and what is shown as it is written does not.
    for (at, _) in FULL.match_indices(".\"") {
        let told = warnings(at + 1);
        assert!(told.contains("the link to \"no-such\" leads to no entry"), "{}: {told}", &FULL[at - 5..at]);
    }
    for plain in
        ["Dnotice", "Dedition", "Rabout", "Stitle", "Snote", "Clabel", "Cnote", "Lnote", "Anote", "Eother"]
    {
        let told = warnings(FULL.find(plain).expect("it is there") + plain.len());
        assert!(told.contains("no links are read here"), "{plain}: {told}");
    }
}

#[test]
fn the_fixture_has_something_in_every_field() {
    let directory = directory();
    for (field, words) in [words_of_entry(&directory), words_of_directory(&directory)].concat() {
        // A directory whose one entry rests on nothing of the edition would not be one of that edition.
        assert!(!words.is_empty(), "{field} is empty");
    }
}

#[test]
fn every_format_shows_every_field() {
    let directory = directory();
    let (of_entry, of_directory) = (words_of_entry(&directory), words_of_directory(&directory));
    // On a page links lead where they lead, and nobody needs the ids.
    let is_id = |field: &str| field.rsplit('.').next() == Some("id");
    for arguments in [
        &["show", "all"][..],
        &["show", "all", "--format", "markdown"],
        &["export", "--format", "markdown"],
        &["export", "--format", "html"],
        &["show", "all", "--format", "json"],
        &["export", "--format", "json"],
        &["export", "--format", "json-ld"],
    ] {
        let done = Pitf::new(arguments).data(FULL).run();
        assert_eq!(done.code, Some(0), "{done:?}");
        let has_ids = arguments.iter().any(|argument| argument.starts_with("json"));
        let is_whole = has_ids && arguments[0] == "export";
        let more = if is_whole { of_directory.as_slice() } else { &[] };
        for (field, words) in of_entry.iter().chain(more).filter(|(field, _)| has_ids || !is_id(field)) {
            let is_named = is_whole
                || !has_ids
                || !["entry.kind", "topics", "rel", ".sources", "parents"]
                    .iter()
                    .any(|name| field.ends_with(name));
            let is_flag = field.ends_with("beyond_edition") || field.ends_with("nests");
            for words in words.iter().filter(|_| is_named && (!is_flag || !has_ids)) {
                assert!(
                    done.out.contains(words.as_str()),
                    "{arguments:?} without {field} {words:?}:\n{}",
                    done.out
                );
            }
        }
    }
}

#[test]
fn a_table_has_a_column_for_every_field() {
    let done = Pitf::new(&["export", "--format", "csv"]).data(FULL).run();
    let columns: Vec<&str> = Entry::FIELDS.iter().map(|field| field.name).collect();
    assert_eq!(done.out.lines().next(), Some(columns.join(",").as_str()));
}

#[test]
fn a_filter_of_a_field_finds_and_offers_its_values() {
    let directory = directory();
    let entry = directory.entry(entry(&directory));
    let declared: Vec<_> = Entry::FIELDS.iter().filter(|field| field.filter.is_some()).collect();
    assert!(!declared.is_empty());
    for field in declared {
        let values = field.words(&directory, entry);
        for value in &values {
            let offered = pitf::search::filter_values(&directory, field.name);
            assert!(offered.iter().any(|(word, _)| word == value), "{offered:?}");
            let query = format!("{}:\"{value}\"", field.name);
            let found = Pitf::new(&["search", "--format", "ids", &query]).data(FULL).run();
            assert_eq!(found.out.lines().collect::<Vec<_>>(), ["all"], "{query}");
            let wrong = Pitf::new(&["search", &format!("{}:zz{value}", field.name)]).data(FULL).run();
            assert!(wrong.err.contains(&**value), "{wrong:?}");
        }
    }
}

#[test]
fn the_page_on_the_format_names_every_field() {
    let page = include_str!("../../assets/README.md");
    let directory = directory();
    // These follow from others.
    let derived = ["entry.beyond_edition", "entry.parents", "entry.linked_from", "link.id", "link.name"];
    for (field, _) in [words_of_entry(&directory), words_of_directory(&directory)].concat() {
        let name = field.rsplit('.').next().expect("it has a name");
        let is_named = page.contains(&format!("`{name}`")) || page.contains(&format!("{name}: "));
        assert!(derived.contains(&field.as_str()) || is_named, "assets/README.md does not name {field}");
    }
}
