use super::*;

fn directory() -> Directory {
    Directory::parse("test", include_str!("../../tests/data/search.ron").to_owned())
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn ids(directory: &Directory, index: &Index, text: &str) -> Vec<String> {
    let query = Query::parse(text, Mode::Words);
    let results = search(directory, index, &query, &Scope::default()).unwrap();
    results.hits.iter().map(|hit| directory.entry(hit.entry).id().to_owned()).collect()
}

#[test]
fn the_index_may_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Index>();
    shared::<Query>();
}

#[test]
fn what_was_meant_comes_first() {
    let directory = directory();
    let index = Index::build(&directory);
    let cases = [
        ("Office of the Trade Representative", "otr"),
        ("otr", "otr"),
        ("oottr", "otr"),
        ("tarde representative", "otr"),
        ("doj", "doj"),
        ("justice department", "doj"),
        ("dep jus", "doj"),
        ("prosecutes", "prosecution-unit"),
        ("ECONOMIE", "economie"),
        ("health care", "healthcare"),
        ("humantrafficking", "human-trafficking"),
        ("report victims", "report"),
        ("\"standing committee\"", "committee"),
        ("kind:report", "report"),
        ("prosecution-unit", "prosecution-unit"),
    ];
    for (text, expected) in cases {
        let found = ids(&directory, &index, text);
        assert_eq!(found.first().map(String::as_str), Some(expected), "{text}: {found:?}");
    }
}
