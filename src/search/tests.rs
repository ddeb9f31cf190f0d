use super::*;

fn directory() -> Directory {
    Directory::parse("test", include_str!("../../tests/data/search.ron").to_owned())
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn ids(directory: &Directory, index: &Index, text: &str) -> Vec<String> {
    ids_in(QueryMode::Words, directory, index, text)
}

fn ids_in(mode: QueryMode, directory: &Directory, index: &Index, text: &str) -> Vec<String> {
    let query = Query::parse(directory, text, mode);
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

#[test]
fn letters_in_order_are_found_in_names_and_in_the_words_of_text() {
    let directory = directory();
    let index = Index::build(&directory);
    let cases = [
        ("otr", "otr"),
        ("offtr", "otr"),
        ("DOJ", "doj"),
        ("hcare", "healthcare"),
        ("hum traf", "human-trafficking"),
        ("vctms", "report"),
        ("ann vctms", "report"),
        ("eco -trade", "economie"),
        ("kind:report", "report"),
        ("an under:doj", "report doj"),
        ("zzz", ""),
    ];
    for (text, expected) in cases {
        let found = ids_in(QueryMode::Fuzzy, &directory, &index, text);
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(found[..expected.len().min(found.len())], expected, "{text}: {found:?}");
        assert_eq!(found.is_empty(), expected.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn expressions_are_found_in_names_and_then_in_text() {
    let directory = directory();
    let index = Index::build(&directory);
    let cases = [
        ("committee", "committee"),
        ("^stand", "committee"),
        ("(justice|trade) ", "doj otr prosecution-unit report"),
        ("vic.ims", "report"),
        ("Labor enf", "otr"),
        ("labor Enf", "otr"),
        ("(?-i)labor Enf", ""),
        ("kind:report", "report"),
        ("it. under:doj", "prosecution-unit report"),
        ("(", ""),
    ];
    for (text, expected) in cases {
        let found = ids_in(QueryMode::Regex, &directory, &index, text);
        assert_eq!(found.join(" "), expected, "{text}");
    }
    let query = Query::parse(&directory, "a(b", QueryMode::Regex);
    assert_eq!(search(&directory, &index, &query, &Scope::default()).unwrap().notes.len(), 1);
}

#[test]
fn a_question_is_found_by_the_words_that_tell_something() {
    let directory = directory();
    let index = Index::build(&directory);
    let cases = [
        ("who counts the victims", "who", 1),
        ("why does it count victims", "why does it", 1),
        ("which victims count justice tariffs", "", 0),
        ("who victims -state", "who", 1),
        ("who", "", 0),
        ("victims", "", 1),
    ];
    for (text, left_out, total) in cases {
        let query = Query::parse(&directory, text, QueryMode::Words);
        let results = search(&directory, &index, &query, &Scope::default()).unwrap();
        assert_eq!((results.left_out.join(" ").as_str(), results.total), (left_out, total), "{text}");
    }
}

#[test]
fn what_finds_nothing_is_told_in_one_sentence_about_the_word_that_is_wrong() {
    let directory = directory();
    let index = Index::build(&directory);
    for (text, expected) in [
        (
            "repersentatvie trade",
            "nothing matches \"repersentatvie trade\": \"repersentatvie\" is nowhere; the nearest is \"representative\"",
        ),
        (
            "xyzzy victims",
            "nothing matches \"xyzzy victims\": \"xyzzy\" is nowhere; without it there is 1 hit",
        ),
        ("xyzzy", "nothing matches \"xyzzy\": \"xyzzy\" is nowhere"),
        ("zq", "nothing matches \"zq\": \"zq\" is nowhere"),
        (
            "tariffs victims",
            "nothing matches \"tariffs victims\": no entry has all of these words; without \"victims\" there is 1 hit",
        ),
        (
            "victims kind:office",
            "nothing matches \"victims kind:office\": without what narrows it down there is 1 hit",
        ),
        ("がいど", "nothing matches \"がいど\": \"がいど\" is nowhere"),
    ] {
        let query = Query::parse(&directory, text, QueryMode::Words);
        let results = search(&directory, &index, &query, &Scope::default()).unwrap();
        assert_eq!(results.nothing(""), expected);
    }
}

/// So many that looking for each from the first one on would not come to an end.
#[test]
fn an_entry_may_have_very_many_names() {
    let names: Vec<String> = (0..20_000).map(|number| format!("\"name {number}\", ")).collect();
    let names = names.concat();
    let text = format!(
        r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [(id: "a", kind: "k", name: "A", other_names: [{names}])])"#
    );
    let directory = Directory::parse("test.ron", text).unwrap();
    let index = Index::build(&directory);
    assert_eq!(ids(&directory, &index, "name 19999"), ["a"]);
}

#[test]
fn a_filter_by_letters_keeps_to_names_where_it_can() {
    let directory = directory();
    let index = Index::build(&directory);
    let count = |mode, text: &str| {
        matching(&directory, &index, &Query::parse(&directory, text, mode), &Scope::default())
            .unwrap()
            .0
            .into_iter()
            .filter(|is_it| *is_it)
            .count()
    };
    assert_eq!(count(QueryMode::Fuzzy, "tr"), 4, "by their names");
    assert_eq!(count(QueryMode::Fuzzy, "vctms"), 1);
    assert_eq!(count(QueryMode::Regex, "vic.ims|tariffs"), 2);
}

#[test]
fn a_search_that_nobody_waits_for_stops() {
    let directory = directory();
    let index = Index::build(&directory);
    let cancel = AtomicBool::new(true);
    let scope = Scope { cancel: Some(&cancel), ..Scope::default() };
    for mode in [QueryMode::Words, QueryMode::Fuzzy, QueryMode::Regex] {
        let query = Query::parse(&directory, "e", mode);
        assert_eq!(search(&directory, &index, &query, &scope).err(), Some(Stopped), "{mode:?}");
        assert_eq!(matching(&directory, &index, &query, &scope).err(), Some(Stopped), "{mode:?}");
    }
}

#[test]
fn the_passage_shows_what_was_found() {
    let directory = directory();
    let cases = [
        (QueryMode::Words, "otr", "otr", "<O>ffice of the <T>rade <R>epresentative"),
        (QueryMode::Fuzzy, "ofr", "otr", "<Of>fice of the Trade <R>epresentative"),
        (QueryMode::Fuzzy, "vctms", "report", "It counts the <v>i<ct>i<ms> of each year."),
        (QueryMode::Regex, "v.c", "report", "It counts the <vic>tims of each year."),
        (QueryMode::Words, "vitcims", "report", "It counts the <victims> of each year."),
    ];
    for (mode, text, id, expected) in cases {
        let hit = Hit { entry: directory.find(id).unwrap(), score: 0 };
        let passage = hit.passage(&directory, &Query::parse(&directory, text, mode));
        let mut shown = passage.text;
        for range in passage.ranges.iter().rev() {
            shown.insert(range.end, '>');
            shown.insert(range.start, '<');
        }
        assert_eq!(shown, expected, "{text}");
    }
}
