use super::*;

fn directory() -> Directory {
    let text = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [])"#;
    Directory::parse("t.ron", text.to_owned()).unwrap()
}

/// The readings of a query, with a bar between them.
fn shown(text: &str) -> String {
    let query = Query::parse(&directory(), text, QueryMode::Words);
    query.readings.iter().map(shown_reading).collect::<Vec<_>>().join(" | ")
}

fn shown_reading(reading: &Reading) -> String {
    let Terms::Words(terms) = &reading.terms else { panic!("the mode is `Words`") };
    let words = terms.words.iter().map(|word| word.text.clone());
    let phrase = |sign: &str, phrase: &Phrase| {
        format!("{sign}{}{}", phrase.words.join("_"), if phrase.open { "…" } else { "" })
    };
    let filters = reading.filters.iter().map(|filter| {
        let sign = if filter.negated { "!" } else { "" };
        let name = filters().find(|known| known.field == filter.field).unwrap().name;
        format!("{sign}{name}={}", filter.values.join("|"))
    });
    words
        .chain(terms.phrases.iter().map(|one| phrase("+", one)))
        .chain(reading.excluded.iter().map(|one| format!("-{}", shown_reading(one))))
        .chain(filters)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn what_is_typed_is_understood() {
    let cases = [
        ("", ""),
        ("  Victim   SERVICES ", "victim services"),
        ("anti-trafficking", "anti trafficking"),
        ("\"victim services\" state", "victim services state +victim_services"),
        ("\"victim ser", "victim ser +victim_ser…"),
        ("\"", ""),
        ("\"one\"", "one"),
        ("-labor state", "state -labor"),
        ("-\"child labor\"", "-child labor +child_labor"),
        ("-", ""),
        ("- labor", "labor"),
        ("kind:report", "kind=report"),
        ("kind:", ""),
        ("KIND:a,b, c", "c kind=a|b"),
        ("-kind:report x", "x !kind=report"),
        ("kind:\"Executive department\" doj", "doj kind=Executive department"),
        ("kind:\"Exec", "kind=Exec"),
        ("labor OR trade law", "labor law | trade law"),
        ("a OR b OR c", "a | b | c"),
        ("kind:law OR trade", "kind=law | trade"),
        ("OR law", "or law"),
        ("trade OR OR law", "trade | law"),
        ("trade | law", "trade | law"),
        ("trade|law || labor", "trade | law | labor"),
        ("trade |", "trade"),
        ("trade NOT law", "trade -law"),
        ("trade NOT NOT law", "trade law"),
        ("NOT \"child labor\" trade", "trade -child labor +child_labor"),
        ("trade NOT kind:law", "trade !kind=law"),
        ("trade NOT", "trade not"),
        ("law OR (trade labor)", "law | trade labor"),
        ("(law OR trade) labor", "law labor | trade labor"),
        ("a OR (b (c OR d))", "a | b c | b d"),
        ("(kind:law OR kind:report) x", "x kind=law | x kind=report"),
        ("x -(law trade)", "x -law | x -trade"),
        ("x NOT (law OR trade)", "x -law -trade"),
        ("x NOT (law OR -trade)", "x trade -law"),
        ("law (trade", "law trade"),
        ("law) trade", "law trade"),
        ("()", ""),
        ("x -()", "x"),
        ("(555) 010 4477", "5550104477"),
        ("law OR", "law or"),
        ("trade or law", "trade or law"),
        ("\"OR\" law", "or law"),
        ("name:labor text:law", "labor law"),
        ("-name:labor law", "law -labor"),
        ("date:2018-10 is:unsure", "date=2018-10 is=unsure"),
        ("888-373-7888", "8883737888"),
        ("call 888 373 7888 now", "call 8883737888 now"),
        ("2018 15", "2018 15 | 201815"),
        ("15 17", "15 17 +15_17"),
        ("10/11/2018", "20181011 | 10112018 | 20181110"),
        ("+1 (888) 373-7888", "18883737888 | 8883737888 | 08883737888"),
        ("the 11th", "the 11th | the 11"),
        ("who funds it", "who funds it"),
        ("2018-10-11", "20181011"),
        ("115-393 2018", "115393 2018 | 1153932018"),
        ("under:pitf topic:victim-services", "under=pitf topic=victim-services"),
        ("note:this", "note this"),
        ("a\"b c\"d", "a b c d +b_c"),
        ("---", ""),
        ("+?*(", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text:?}");
    }
}

#[test]
fn a_query_that_says_nothing_yet_is_empty() {
    for text in ["", " ", "kind:", "-", "\"", "\"\"", "?!"] {
        for mode in [QueryMode::Words, QueryMode::Fuzzy] {
            let is_empty = Query::parse(&directory(), text, mode).is_empty();
            assert!(is_empty || (text == "?!" && mode == QueryMode::Fuzzy), "{text:?} {mode:?}");
        }
    }
    assert!(!Query::parse(&directory(), "kind:r", QueryMode::Words).is_empty());
}
