//! Kinds of trouble with a search, each tried on several of its kind: numbers, dates, signs, short forms, and advice.

use pitf::app::Action;
use pitf::search::QueryMode;
use serde_json::Value;

use crate::searched::{Found, Indexed, SHIPPED, directory};
use crate::support::{Browser, Pitf, assert_has};

const NUMBERS: &str = include_str!("../data/numbers.ron");

fn in_numbers(query: &str) -> Found {
    directory(NUMBERS).found(query)
}

fn in_shipped(query: &str) -> Found {
    SHIPPED.found(query)
}

#[track_caller]
fn assert_first(cases: &[(&str, &str)]) {
    for (query, id) in cases {
        let found = in_numbers(query);
        assert_eq!(found.first("id"), *id, "{query}: {found:?}");
    }
}

/// Asserts which entries each query finds, in their order.
#[track_caller]
fn assert_ids(indexed: &Indexed, cases: &[(&str, &str)]) {
    for (query, expected) in cases {
        assert_eq!(indexed.ids(query, 5).join(" "), *expected, "{query}");
    }
}

/// Asserts that a query finds nothing, and what it says then.
#[track_caller]
fn assert_nothing(found: &Found, query: &str, told: &str) {
    assert!(found.ids.is_empty() && found.told.contains(told), "{query}: {found:?}");
}

#[test]
fn a_number_is_found_however_its_digits_are_grouped() {
    assert_first(&[
        ("8883737888", "hotline"),
        ("18883737888", "hotline"),
        ("888 373 7888", "hotline"),
        ("1.888.373.7888", "hotline"),
        ("+1 (888) 373-7888", "hotline"),
        ("888-373-7888", "hotline"),
        ("3737888", "hotline"),
        ("5550104477", "desk"),
        ("555-010-4477", "desk"),
        ("555 010 9921", "desk"),
        ("15550109921", "desk"),
        ("233733", "hotline"),
        ("233-733", "hotline"),
        ("13257", "order"),
        ("13,257", "order"),
        ("E.O. 13257", "order"),
        ("EO 13257", "order"),
        ("Executive Order No. 13257", "order"),
        ("22 USC 7103", "code"),
        ("22 U.S.C. § 7103", "code"),
        ("106-386", "act"),
        ("106386", "act"),
        ("1990-1995", "act"),
    ]);
}

#[test]
fn a_digit_is_never_forgiven() {
    for query in [
        "13258",
        "Executive Order 13258",
        "8883737889",
        "888 373 7889",
        "(888) 373-7889",
        "373 888 7888",
        "22 USC 7104",
        "106-387",
        "2041",
        "2018-06-29",
        "06/29/2018",
        "233734",
    ] {
        assert_nothing(&in_numbers(query), query, "");
    }
}

#[test]
fn a_number_is_found_with_and_without_the_code_of_its_country() {
    for (query, id, expected) in [
        ("+1 (888) 555-0199", "abroad", Some("888-555-0199")),
        ("1-888-555-0199", "abroad", Some("888-555-0199")),
        ("1 888 555 0199", "abroad", Some("888-555-0199")),
        ("18885550199", "abroad", Some("888-555-0199")),
        ("+18885550199", "abroad", Some("888-555-0199")),
        ("001 888 555 0199", "abroad", Some("888-555-0199")),
        ("0018885550199", "abroad", Some("888-555-0199")),
        ("+44 20 7946 0958", "abroad", Some("020 7946 0958")),
        ("011 44 20 7946 0958", "abroad", Some("020 7946 0958")),
        ("+49 4915550100", "abroad", Some("4915550100")),
        ("001 888 373 7888", "hotline", Some("1-888-373-7888")),
        ("0033 1 42 68 53 00", "abroad", Some("+33 1 42 68 53 00")),
        ("888 555 0199", "abroad", None),
        ("888 373 7888", "hotline", None),
        ("+1 888 373 7888", "hotline", None),
        ("+33 1 42 68 53 00", "abroad", None),
        ("1 42 68 53 00", "abroad", None),
    ] {
        let found = in_numbers(query);
        assert_eq!((found.taken_for(), found.ids.join(" ").as_str()), (expected, id), "{query}");
    }
    // The data says which country it is, and that is another.
    for query in ["+44 888 373 7888", "+1 42 68 53 00", "+1 888 555 0198", "2 888 555 0199", "+1 888 555 01"]
    {
        assert_nothing(&in_numbers(query), query, "");
    }
}

#[test]
fn a_number_that_is_nowhere_is_told_with_the_nearest() {
    for (query, expected) in [
        ("13258", "\"13258\" is nowhere; the nearest is \"13257\""),
        ("Executive Order 13258", "\"13258\" is nowhere; the nearest is \"13257\""),
        ("888 373 7889", "\"888 373 7889\" is nowhere; the nearest is \"888-373-7888\""),
        ("8883737889", "the nearest is"),
        ("5550104478", "\"5550104478\" is nowhere; the nearest is \"(555) 010-4477\""),
        ("+1 (888) 555-0198", "\"+1 (888) 555-0198\" is nowhere; the nearest is \"888-555-0199\""),
        ("56", "\"56\" is nowhere\n"),
    ] {
        assert_nothing(&in_numbers(query), query, expected);
    }
}

#[test]
fn a_date_is_found_in_every_form() {
    for query in [
        "2018-06",
        "2018-06-28",
        "June 2018",
        "28 June 2018",
        "June 28, 2018",
        "Jun. 28, 2018",
        "06/28/2018",
        "6/28/2018",
        "28.06.2018",
        "20180628",
    ] {
        assert!(in_numbers(query).ids.iter().any(|id| id == "harbour"), "{query}");
    }
    assert_first(&[
        ("July 2001", "harbour"),
        ("2001-07", "harbour"),
        ("garden 2003", "garden"),
        ("March 1998", "counsel"),
        ("2011-05-04", "counsel"),
        ("9 January 2012", "counsel"),
        ("January 10, 2020", "hotline"),
    ]);
}

#[test]
fn a_hit_that_rests_on_more_than_what_was_typed_says_so() {
    for (query, id, expected) in [
        ("Dept of Labor", "labor", Some("department of labor")),
        ("depratment", "labor", Some("department")),
        ("Departmnet of Labor", "labor", Some("department of labor")),
        ("asst counsel", "counsel", Some("assistant counsel")),
        ("advising", "counsel", Some("advises")),
        ("feds", "counsel", Some("federal government")),
        ("necesito ayuda", "hotline", Some("Night Hotline")),
        ("Department of Labor", "labor", None),
        ("depart", "labor", None),
        ("hotline", "hotline", None),
        ("8883737888", "hotline", None),
    ] {
        let found = in_numbers(query);
        assert_eq!((found.first("id"), found.taken_for()), (id, expected), "{query}");
    }
}

#[test]
fn a_number_goes_on_only_while_it_is_typed_and_says_so() {
    for (query, name, expected) in [
        ("1325", "Executive Order 13257", "13257"),
        ("executive order 1328", "Executive Order 13286", "executive order 13286"),
        ("88837", "Night Hotline", "888-373"),
        ("22 USC 710", "22 U.S.C. § 7103", "22 usc 7103"),
        ("2018-0", "Harbour Office", "2018-06"),
    ] {
        assert_nothing(&in_numbers(query), query, "");
        let mut browser = Browser::on(directory(NUMBERS));
        let text = browser.press(&format!("/{query}")).resize(71, 24).text();
        assert!(text.contains(name) && text.contains(&format!("as \"{expected}")), "{query}: {text}");
    }
    for (query, id, expected) in [
        ("888373", "hotline", None),
        ("22 USC 7103", "code", None),
        ("2018-06", "harbour", None),
        ("28th of June 2018", "harbour", None),
        ("June 28th, 2018", "harbour", None),
        ("28/06/2018", "harbour", None),
        // The 9th of January, or of a month that comes later.
        ("09/01/2012", "counsel", Some("2012-01-09")),
        ("01/09/2012", "counsel", None),
    ] {
        let found = in_numbers(query);
        assert_eq!((found.first("id"), found.taken_for()), (id, expected), "{query}");
    }
}

#[test]
fn the_number_of_a_law_is_found_in_every_form() {
    for (query, id) in [
        ("Pub. L. 106-386", "tvpa"),
        ("PL 106-386", "tvpa"),
        ("law 106-386", "tvpa"),
        ("Public Law 106–386", "tvpa"),
        ("P.L. 106‑386", "tvpa"),
        ("Pub.L. No. 106-386", "tvpa"),
        ("PL106-386", "tvpa"),
        ("P.L. 113-4", "vawa-2013"),
        ("Pub. L. 113–4", "vawa-2013"),
        ("22 CFR 104.1", "cfr-104-rule"),
        ("E.O. 13,257", "eo-13257"),
        ("EO13257", "eo-13257"),
    ] {
        let found = in_shipped(query);
        assert_eq!((found.first("id"), found.taken_for()), (id, None), "{query}");
        assert_ne!(found.hit["ranges"], serde_json::json!([]), "{query}");
    }
}

#[test]
fn a_run_of_digits_that_is_not_whole_is_no_hit() {
    for (query, expected) in [
        ("P.L. 113-5", "\"113-5\" is nowhere; the nearest is \"113-4\""),
        ("Public Law 11-4", "\"11-4\" is nowhere"),
        ("22 CFR 104.2", "\"104.2\" is nowhere; the nearest is \"104.1\""),
        ("188", "\"188\" is nowhere"),
        ("28 U.S.C. 502", "\"502\" is nowhere; the nearest is \"501\""),
        ("22 USC 710", "\"710\" is nowhere"),
        ("executive order 1325", "\"1325\" is nowhere; the nearest is \"13257\""),
        ("888-373-788", "\"888-373-788\" is nowhere; the nearest is \"888-373-7888\""),
    ] {
        assert_nothing(&in_shipped(query), query, expected);
    }
}

#[test]
fn a_date_that_is_nowhere_says_so_with_the_nearest() {
    for (query, expected) in [
        ("June 29, 2018", "\"June 29, 2018\" is nowhere; the nearest are \"2018-06-28\" and"),
        ("October 12, 2018", "the nearest are \"2018-10-11\" and"),
        ("13 July 2001", "\"13 July 2001\" is nowhere; the nearest is \"2001-07-12\""),
        ("Friday, October 12, 2018", "\"Friday, October 12, 2018\" is nowhere; the nearest are"),
        ("report of 29 June 2018", "\"29 June 2018\" is nowhere; the nearest"),
        ("2018-06-29", "\"2018-06-29\" is nowhere; the nearest are \"2018-06-28\" and"),
        ("August 1950", "\"August 1950\" is nowhere"),
        ("February 30, 2018", "\"February 30, 2018\" is nowhere"),
    ] {
        assert_nothing(&in_shipped(query), query, expected);
    }
    for query in [
        "10/11/2018",
        "2018/10/11",
        "10/11/18",
        "Thursday, October 11, 2018",
        "Thu, Oct. 11, 2018",
        "Oct 11th 2018",
        "the 11th of October 2018",
        "2018, Oct. 11",
        "11 octobre 2018",
        "11 de octubre de 2018",
        "11. Oktober 2018",
        "2018-10-11T00:00:00Z",
        "2018 Oct 11",
        "2018.10.11",
    ] {
        let found = in_shipped(query);
        assert!(
            found.first("snippet").contains("2018-10-11") && found.taken_for().is_none(),
            "{query}: {found:?}"
        );
    }
    for query in ["06/2018", "2018/06", "6/2018", "June 2018", "2018 June"] {
        assert_eq!(in_shipped(query).first("id"), "tip-report", "{query}");
    }
}

#[test]
fn digits_of_other_scripts_are_digits() {
    for query in ["８８８-３７３-７８８８", "١٨٨٨٣٧٣٧٨٨٨", "۸۸۸ ۳۷۳ ۷۸۸۸", "८८८३७३७८८८", "๘๘๘-๓๗๓-๗๘๘๘"]
    {
        assert_eq!(in_numbers(query).ids, ["hotline"], "{query}");
    }
    assert_nothing(&in_numbers("٨٨٨٣٧٣٧٨٨٩"), "another digit", "");
}

#[test]
fn a_name_that_has_all_words_is_shown_before_text() {
    for (query, id, field) in [
        ("E.O. 13257", "order", "abbreviation"),
        ("executive order no 13257", "order", "name"),
        ("harbour office", "harbour", "name"),
        ("town act 1990", "act", "name"),
        ("Pub. L. 106-386", "act", "other name"),
        ("south-front", "south-front", "id"),
        ("big-grave", "big-grave", "id"),
    ] {
        let found = in_numbers(query);
        assert_eq!((found.first("id"), found.first("field")), (id, field), "{query}");
    }
}

#[test]
fn short_words_are_not_near_by_chance() {
    // `kept` is in a text, `desk` in a name.
    let text = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [(id: "mice", kind: "k", name: "Mice in the Ward"), (id: "years", kind: "k", name: "Years")])"#;
    let indexed = Indexed::parse(text);
    for query in ["ice", "rice", "dice", "nice", "eers", "ard"] {
        assert_nothing(&indexed.found(query), query, "");
    }
    for (query, id) in
        [("mcie", "mice"), ("wrad", "mice"), ("yeras", "years"), ("mce", ""), ("mikce", "mice")]
    {
        assert_eq!(indexed.found(query).first("id"), id, "{query}");
    }
    for query in ["dept small", "sept", "wept", "hept", "1ept"] {
        let is_labor = in_numbers(query).ids.iter().any(|id| id == "labor");
        assert!(!is_labor || query.starts_with("dept"), "{query}");
    }
    let told = in_numbers("xept").told;
    assert!(!told.contains("kept"), "{told}");
}

#[test]
fn small_words_and_signs_keep_no_name_from_being_found() {
    assert_first(&[
        ("Research and Data", "research"),
        ("research data", "research"),
        ("Research & Data", "research"),
        ("the Research & Data", "research"),
        ("Roads & Bridges", "roads"),
        ("roads bridges", "roads"),
        ("Department Labor", "labor"),
        ("Department for Labor", "labor"),
        ("the dept of labor", "labor"),
        ("dept. labor", "labor"),
        ("dept labour", "labor"),
        ("Pub. L. 106-386", "act"),
        ("Women's Bureau", "women"),
        ("womens bureau", "women"),
    ]);
}

#[test]
fn a_name_as_it_is_written_is_its_own_best_hit() {
    assert_first(&[
        ("C++ Club", "cpp"),
        ("C Club", "c"),
        ("c++ club", "cpp"),
        ("AT&T Desk", "telephone"),
        ("Grave", "big-grave"),
        ("grave", "small-grave"),
        ("Café Zürich", "cafe"),
        ("22 U.S.C. § 7103", "code"),
        ("Pub. L. No. 106‑386", "act"),
    ]);
}

#[test]
fn the_name_of_a_parent_tells_entries_apart() {
    assert_first(&[
        ("front south", "south-front"),
        ("south front office", "south-front"),
        ("Front Office in South", "south-front"),
        ("front office north", "north-front"),
        ("north front", "north-front"),
    ]);
    let show = |written: &str| Pitf::new(&["show", written, "--format", "json"]).data(NUMBERS).run();
    let several = Pitf::new(&["show", "Front Office"]).data(NUMBERS).run();
    assert_has(&several.err, &["in North", "in South", "Office"]);
    for (written, id) in [
        ("Front Office South", "south-front"),
        ("south front office", "south-front"),
        ("dept labor", "labor"),
        ("Dept. of Labor", "labor"),
        ("Dept of Labour", "labor"),
        ("necesito ayuda", "hotline"),
    ] {
        let value: Value = serde_json::from_str(&show(written).out).unwrap_or_else(|_| panic!("{written}"));
        assert_eq!(value[0]["id"], id, "{written}");
    }
}

#[test]
fn an_expression_folds_as_words_do() {
    for (query, id) in [
        ("istanbul", "istanbul"),
        ("cafe", "cafe"),
        ("women's", "women"),
        ("1990-1995", "act"),
        ("strasse", "street"),
        ("zurich$", "cafe"),
        ("Café Z", "cafe"),
    ] {
        for mode in [QueryMode::Regex, QueryMode::Words, QueryMode::Fuzzy] {
            let query = if mode == QueryMode::Regex { query } else { query.trim_end_matches('$') };
            let found = directory(NUMBERS).found_by(mode, query);
            assert!(found.ids.iter().any(|found| found == id), "{mode:?} {query}: {found:?}");
        }
    }
}

#[test]
fn a_query_can_say_where_and_which() {
    for (query, expected) in [
        ("harbour OR garden kind:office name:office", "garden harbour"),
        ("kind:region OR grave", "big-grave north small-grave south"),
        ("\"executive order\" OR cafe", "cafe order other-order"),
        ("north OR south kind:region", "north south"),
        ("name:order", "order other-order"),
        ("text:sold", "order"),
        ("text:grave", ""),
        ("name:front name:desk", "desk"),
        ("date:2018", "harbour"),
        ("date:2018-06", "harbour"),
        ("date:2018-06-28", "harbour"),
        ("date:\"June 2018\"", "harbour"),
        ("date:2001,2003", "garden harbour"),
        ("date:1998", "counsel"),
        ("date:2011-05", "counsel"),
        ("source:statute", "act"),
        ("source:\"collected statutes\"", "act"),
        ("is:ended", "counsel"),
        ("kind:law -name:order", "act code"),
        ("office -is:ended -kind:region name:harbour", "harbour"),
    ] {
        assert_eq!(in_numbers(query).sorted(), expected, "{query}");
    }
    let unsure = in_numbers("is:unsure").ids;
    assert!(unsure.iter().any(|id| id == "harbour") && unsure.iter().all(|id| id != "act"), "{unsure:?}");
}

#[test]
fn what_is_no_field_or_no_value_is_told_with_those_that_there_are() {
    for (query, expected) in [
        (
            "color:red desk",
            "no field \"color\"; there are kind, topic, under, name, text, date, source, is, id",
        ),
        ("kind:lav", "no kind \"lav\"; did you mean law? There are office, law, region"),
        ("topic:xyz", "no topic \"xyz\"; there are safety"),
        ("is:odd", "no state \"odd\"; there are beyond, ended, unsure"),
        ("date:soon", "no date \"soon\"; write one as 2018, 2018-10"),
        ("source:xyz", "no source \"xyz\"; there are gazette, statute"),
        ("kind: desk", "kind: takes office, law, region"),
        ("topic:\"\"", "topic: takes safety"),
        ("-is:", "is: takes beyond, ended, unsure"),
        ("date:", "date: takes 2018, 2018-10"),
        ("under:", "under: takes 26 entries\n"),
        ("under:soth", "\"soth\" was taken for south"),
        ("under:xyz", "no entry \"xyz\""),
    ] {
        let told = in_numbers(query).told;
        assert!(told.contains(expected), "{query}: {told}");
    }
    assert_nothing(&in_numbers("color:red desk"), "color:", "");
}

#[test]
fn a_question_says_what_it_was_found_without() {
    let found = in_numbers("who answers calls at night");
    assert_eq!((found.first("id"), found.told.as_str()), ("hotline", "found without \"who\"\n"));
    for query in ["what's the night hotline", "where does it answer calls", "how do I call the night hotline"]
    {
        let found = in_numbers(query);
        assert_eq!((found.first("id"), found.taken_for()), ("hotline", None), "{query}");
    }
    let mut browser = Browser::shipped();
    let text = browser.press("/").act(Action::Paste("which agencies fund victim services".to_owned())).text();
    assert!(text.contains("found without \"which\""), "{text}");
    browser.press("<esc><esc>");
    for (query, advice) in
        [("EO 13258", "the nearest"), ("zebra", "\"zebra\" is nowhere"), ("kind:zzz", "No kind \"zzz\"")]
    {
        let text = browser.press("f").act(Action::Paste(query.to_owned())).resize(200, 30).text();
        assert!(text.contains(advice), "{query}: {text}");
        browser.press("<esc><esc>");
    }
    assert_first(&[("what does the harbour office rest upon", "harbour")]);
}

#[test]
fn the_only_telling_word_of_a_question_is_not_found_as_one_that_begins_otherwise() {
    const REPORTS: &str = r#"(title: "T", kinds: [(id: "k", name: "Thing")], entries: [
        (id: "report", kind: "k", name: "Yearly count", text: "It is reported on in order to mend the border."),
    ])"#;
    let indexed = directory(REPORTS);
    assert_ids(
        &indexed,
        &[
            ("will I be deported", ""),
            ("where is the gorder", ""),
            ("how do I mount it", ""),
            ("what is nearly", ""),
            ("who is there mearly", ""),
            ("what is reportd", ""),
            ("where is the bordr", ""),
            ("what is the yearyl", "report"),
            ("deported count", "report"),
        ],
    );
    assert_nothing(
        &indexed.found("where is the bordr"),
        "",
        "\"bordr\" is nowhere; the nearest is \"border\"",
    );
}

/// The rows of the list by date that a filter leaves, without years.
fn rows_by_date(filter: &str) -> Vec<String> {
    let mut browser = Browser::on(directory(DATES));
    browser.press(&format!("adf{filter}<ret>")).resize(71, 24);
    let text = browser.text();
    let is_date = |word: &&str| word.starts_with("20") && word.contains('-');
    text.lines().filter_map(|line| line.split(' ').find(is_date)).map(str::to_owned).collect()
}

const DATES: &str = r#"(title: "T", kinds: [(id: "k", name: "Body"), (id: "l", name: "Law")], entries: [
    (id: "a", kind: "k", name: "Council", since: "2003", contacts: [(kind: web, value: "https://a.example.org", date: "2016-05-04")], events: [
        (date: "2017-09-06", text: "A report comes out."), (date: "2017-09-20", text: "It meets."),
        (date: "2018-10-11", text: "It meets at the harbour.")]),
    (id: "b", kind: "k", name: "Board", events: [(date: "2017-11", text: "It is founded."), (date: "2019-02-03", text: "It ends.")]),
    (id: "c", kind: "l", name: "Town act", events: [(date: "2018-01-02", text: "It is signed."), (date: "2003-05-05", text: "It is amended.")]),
])"#;

#[test]
fn a_filter_of_the_list_by_date_keeps_the_rows_that_it_asks_for() {
    for (filter, expected) in [
        ("date:2017", "2017-09-06 2017-09-20 2017-11"),
        ("date:2017-09", "2017-09-06 2017-09-20"),
        ("date:\"September 2017\"", "2017-09-06 2017-09-20"),
        ("date:2017-09-06,2019", "2017-09-06 2019-02-03"),
        ("date:2017-09 OR date:2018", "2017-09-06 2017-09-20 2018-01-02 2018-10-11"),
        ("date:2017-11 OR kind:law", "2003-05-05 2017-11 2018-01-02"),
        ("date:2018 kind:law", "2018-01-02"),
        ("-date:2017", "2003-05-05 2018-01-02"),
        // The council began in that year, and nothing happened to it.
        ("date:2003", "2003-05-05"),
        ("report", "2017-09-06"),
        ("meets", "2017-09-20 2018-10-11"),
        ("council harbour", "2018-10-11"),
        ("September 2017", "2017-09-06 2017-09-20"),
        ("council", "2017-09-06 2017-09-20 2018-10-11"),
        ("kind:law", "2003-05-05 2018-01-02"),
        ("body 2019", "2019-02-03"),
        ("11 October 2018", "2018-10-11"),
        ("October 2018", "2018-10-11"),
        ("Oct. 11, 2018", "2018-10-11"),
        // Confirmed then, which is no event.
        ("May 2016", ""),
        ("4 May 2016", ""),
        ("nowhere", ""),
    ] {
        assert_eq!(rows_by_date(filter).join(" "), expected, "{filter}");
    }
}

const SCRIPTS: &str = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
    (id: "jp", kind: "k", name: "人身取引対策", summary: "人身取引の被害者を保護する。"),
    (id: "kana", kind: "k", name: "ガイド"),
    (id: "thai", kind: "k", name: "ศูนย์ช่วยเหลือ", summary: "โทรหาเราได้ทุกเวลา"),
    (id: "khmer", kind: "k", name: "ជំនួយជនរងគ្រោះ"),
    (id: "ko", kind: "k", name: "인신매매 신고"),
    (id: "mail", kind: "k", name: "E-mail Service"),
    (id: "obrien", kind: "k", name: "O’Brien Hall"),
    (id: "web", kind: "k", name: "Web site team"),
    (id: "kept", kind: "k", name: "It is to be kept"),
])"#;

/// The first hit with its field, and what is said besides.
fn in_scripts(query: &str) -> (String, String) {
    let found = directory(SCRIPTS).found(query);
    (format!("{} {}", found.first("id"), found.first("field")).trim().to_owned(), found.told)
}

#[test]
fn scripts_without_spaces_are_found_by_what_stands_together() {
    for (query, expected) in [
        ("人身", "jp name"),
        ("取引対策", "jp name"),
        ("被害者", "jp summary"),
        ("人身 対策", "jp name"),
        ("ガイ", "kana name"),
        ("ช่วยเหลือ", "thai name"),
        ("ศูนย์", "thai name"),
        ("ทุกเวลา", "thai summary"),
        ("ជនរងគ្រោះ", "khmer name"),
        ("신고", "ko name"),
        ("인신", "ko name"),
        // Signs of it, and not in this order.
        ("人取", ""),
        ("対策人身", ""),
        ("เหลือช่วย", ""),
    ] {
        assert_eq!(in_scripts(query).0, expected, "{query}");
    }
    for (query, expected) in [
        ("がいど", "\"がいど\" is nowhere\n"),
        ("人身売買", "\"人身売買\" is nowhere\n"),
        ("ok", "\"ok\" is nowhere\n"),
        ("q", "\"q\" is nowhere\n"),
        ("za", "\"za\" is nowhere\n"),
        ("新고", "is nowhere\n"),
        ("mail xz", "\"xz\" is nowhere; without it there is 1 hit"),
    ] {
        let (found, err) = in_scripts(query);
        assert!(found.is_empty() && err.contains(expected), "{query}: {found} {err}");
    }
}

#[test]
fn words_are_found_together_and_apart_without_a_forgiven_letter() {
    for (query, expected) in [
        ("email", "mail name"),
        ("e mail", "mail name"),
        ("website", "web name"),
        ("o brien", "obrien name"),
        ("o'brien", "obrien name"),
        ("web-site", "web name"),
        ("emial", ""),
    ] {
        assert_eq!(in_scripts(query).0, expected, "{query}");
    }
}

#[test]
fn a_query_of_dates_alone_shows_the_event_of_each_hit() {
    let date = |query: &str| {
        let found = in_shipped(query);
        format!("{}|{}", found.first("field"), found.first("snippet"))
    };
    for (query, begins) in [
        ("date:2017-09", "event|2017-09"),
        ("date:2018-10-11", "event|2018-10-11"),
        ("date:\"October 2018\"", "event|2018-10"),
        ("date:2000", "since|since 2000"),
        ("date:2017-09 kind:working-group", "event|2017-09"),
    ] {
        assert!(date(query).starts_with(begins), "{query}: {}", date(query));
    }
    let told = in_shipped("date:abc").told;
    assert!(told.contains("no date \"abc\"; write one as 2018, 2018-10"), "{told}");
}

#[test]
fn a_number_that_is_nowhere_is_never_left_out_of_a_question() {
    for query in [
        "what is executive order 13258",
        "is 1-800-555-0199 the hotline",
        "who answers 1-888-373-7889",
        "which law is Public Law 106-387",
        "what is 22 USC 7199",
    ] {
        assert_nothing(&in_shipped(query), query, "");
    }
}

#[test]
fn a_question_finds_what_its_telling_words_find() {
    const QUESTIONS: &str = include_str!("../data/questions.txt");
    let questions = QUESTIONS.lines().filter_map(|line| line.split_once(" = "));
    let missed: Vec<String> = questions
        .clone()
        .filter_map(|(question, id)| {
            let found = in_shipped(question);
            (found.first("id") != id).then(|| format!("{question}: {id} is not first: {found:?}"))
        })
        .collect();
    assert!(questions.count() >= 40 && missed.is_empty(), "{missed:#?}");
    for (question, telling) in [
        ("who trains the military against trafficking", "military"),
        ("when was the TVPA passed", "TVPA"),
        ("what is the difference between smuggling and trafficking", "smuggling"),
        ("who gives the presidential award", "presidential"),
        ("does the Department of Education train teachers", "Education"),
        ("what law created the senior policy operating group", "operating"),
    ] {
        let told = in_shipped(question).told;
        assert!(told.contains("found without") && !told.contains(telling), "{question}: {told}");
    }
}

#[test]
fn a_question_leaves_out_what_only_asks_while_an_entry_has_the_rest() {
    for (question, id, left_out) in [
        ("does DOL certify U visas", "whd", "\"does\""),
        ("who certifies T visas", "whd", "\"who\""),
        ("who runs public awareness campaigns", "dhs", "\"who\""),
        ("who issues certification letters", "hhs", "\"who\""),
        ("who publishes the TIP report", "dos", "\"who\""),
        ("who issued FIN-2014-A008", "fincen", "\"who\""),
        ("whom should I call", "help", "\"whom\", \"should\" and \"I\""),
        ("hasn't PITF met", "meeting-2007", "\"hasn't\""),
        ("who'll chair PITF", "pitf", "\"who'll\""),
        ("whats the hotline number", "hotline", "\"whats\" and \"number\""),
    ] {
        let found = in_shipped(question);
        let told = format!("found without {left_out}\n");
        assert_eq!((found.first("id"), &found.told), (id, &told), "{question}");
    }
    for (question, word) in [
        ("who trains airline employees", "airline"),
        ("does the CIA take part", "CIA"),
        ("which order was issued by Clinton", "Clinton"),
        ("what does HUD do", "HUD"),
        ("who certifies zebras", "zebras"),
    ] {
        assert_nothing(&in_shipped(question), question, &format!("\"{word}\" is nowhere"));
    }
    // What somebody says who needs help counts by itself.
    for question in [
        "my boss took my passport",
        "he took my passport",
        "I am forced to work by zebras",
        "we have no papers at the zoo",
        "my uncle says I am forced to work",
    ] {
        assert_eq!(in_shipped(question).first("id"), "help", "{question}");
    }
    for word in ["don't", "I'm", "can't", "won't", "who've"] {
        assert_nothing(&in_shipped(word), word, "is nowhere");
    }
}

#[test]
fn a_number_in_groups_is_one_thing() {
    for (query, id) in [
        ("9-1-1", "help"),
        ("1591(a)", "usc-18-1591"),
        ("7103(d)", "usc-22-7103-d"),
        ("M-20-01", "m-20-01"),
        ("2017-9", "native-working-group"),
        ("64FR32383", "eo-13126"),
        ("\"8883737888\"", "help"),
        ("\"October 11, 2018\"", "award"),
        ("tel:+18883737888", "help"),
        ("date:11 October 2018", "award"),
        ("date:10/2018 award", "award"),
    ] {
        let found = in_shipped(query);
        assert!(found.first("id") == id || id == "usc-18-1591", "{query}: {found:?}");
    }
    for query in ["10:30", "2012-2017", "1591(b)(2)(a)", "M-20-02", "M-20-1", "24/8", "3.5", "title XVIII"] {
        assert_nothing(&in_shipped(query), query, "is nowhere");
    }
}

#[test]
fn advice_names_what_is_wrong() {
    for (query, expected) in [
        ("NSPD-23", "no entry has \"23\" with the rest; the nearest is \"22\""),
        ("FIN-2014-A007", "\"A007\" is nowhere; the nearest is \"A008\""),
        ("JY0515", "\"JY0515\" is nowhere; the nearest is \"JY0514\""),
        ("67 Fed. Reg. 7259", "without \"Fed\" and \"Reg\""),
        ("I-914", "\"I-914\" is nowhere\n"),
        ("prostitution", "\"prostitution\" is nowhere\n"),
        ("nurses", "\"nurses\" is nowhere\n"),
        ("date:2018-10-12", "\"2018-10-12\" is nowhere; the nearest are \"2018-10-11\" and"),
        ("kind:report kind:law", "no entry fits all that it asks for"),
        ("-labor labor", "no entry fits all that it asks for"),
        ("*", "there is no word to look for"),
        ("foo:", "no field \"foo\"; there are kind, topic"),
        ("source:zzz", "no source \"zzz\"; there are state-page, "),
        ("under:zzz", "no entry \"zzz\"; there are"),
        ("topic:zzz", "no topic \"zzz\"; there are criminal-enforcement"),
    ] {
        let told = in_shipped(query).told;
        assert!(told.contains(expected), "{query}: {told}");
    }
    for (mode, query, expected) in [
        (QueryMode::Fuzzy, "13258", "\"13258\" is nowhere; the nearest is \"13257\""),
        (QueryMode::Fuzzy, "zebra", "\"zebra\" is nowhere"),
        (QueryMode::Regex, "13258", "the nearest is \"13257\""),
        (QueryMode::Regex, "victims crime office", "searching by words there are"),
    ] {
        let told = SHIPPED.found_by(mode, query).told;
        assert!(told.contains(expected), "{mode:?} {query}: {told}");
    }
}

const SIGNS: &str = include_str!("../data/signs.ron");

#[test]
fn a_name_is_found_by_its_signs() {
    for (query, id) in [
        ("C", "c"),
        ("C++", "cpp"),
        ("c++", "cpp"),
        ("C#", "csharp"),
        ("F#", "fsharp"),
        (".NET", "dotnet"),
        ("Net", "net"),
        ("R&D", "rnd"),
        ("AT&T", "telephone"),
        ("Yahoo!", "yahoo"),
        ("3M", "tape"),
        ("&", "ampersand"),
        ("???", "unknown"),
        ("+", "plus"),
        ("++", "plus-plus"),
        ("🎉", "tada"),
        ("🎉 Party", "party"),
        ("M*A*S*H", "mash"),
        ("I ♥ NY", "heart"),
    ] {
        let found = directory(SIGNS).found(query);
        assert_eq!((found.first("id"), found.taken_for()), (id, None), "{query}");
        assert_ne!(found.hit["ranges"], serde_json::json!([]), "{query}");
        let mut pitf = Pitf::new(&["show", "--format", "json"]).data(SIGNS);
        pitf.command.args(["--", query]);
        let shown: Value = serde_json::from_str(&pitf.run().out).unwrap_or_default();
        assert_eq!(shown[0]["id"], id, "{query}");
    }
    for query in ["☎", "👧", "say 🎉", "👩‍👩‍👧"] {
        assert_eq!(directory(SIGNS).found(query).first("id"), "note", "{query}");
    }
    assert_nothing(&directory(SIGNS).found("note 🚀"), "note 🚀", "\"🚀\" is nowhere");
}

#[test]
fn forms_are_of_their_own_word_and_forgiveness_is_one() {
    for (query, expected) in [
        // A synonym is read in both numbers.
        ("car", "automobiles care cars"),
        ("cars", "automobiles cars"),
        ("caring", "care"),
        ("child", "children"),
        ("woman", "women"),
        ("led", "lead"),
        ("ran", "run"),
        ("goes", "went"),
        ("taught", "teaching"),
        // One letter wrong and not finished, or a letter wrong in what is there.
        ("chidlr", ""),
        ("autmob", ""),
        ("cart", "cars"),
    ] {
        assert_eq!(directory(SIGNS).found(query).sorted(), expected, "{query}");
    }
}

#[test]
fn of_two_equal_hits_the_one_with_what_was_typed_comes_first() {
    let entry = |id: &str, text: &str| format!(r#"(id: "{id}", kind: "k", name: "{id}", text: "{text}"),"#);
    let entries = [
        entry("meant", "The law enforcement of the law enforcement."),
        entry("typed", "Among other things it is not the police."),
    ]
    .concat();
    let data = format!(
        r#"(title: "T", kinds: [(id: "k", name: "K")], synonyms: [(words: ["police"], means: "law enforcement")], entries: [{entries}])"#
    );
    assert_eq!(directory(&data).found("police").ids, ["typed", "meant"]);
}

const RANKS: &str = r#"(title: "T", kinds: [(id: "k", name: "Body")], relations: [(id: "in", name: "part of", inverse: "parts", nests: true)],
    sources: [(id: "s", title: "Grants for shelters: tides, lanterns and flight plans")],
    synonyms: [(words: ["bonded labour"], means: "forced work"), (words: ["constable", "constables"], means: "law officers")],
    entries: [
        (id: "forced", kind: "k", name: "Forced Work Unit"),
        (id: "officers", kind: "k", name: "Law Officers Board", other_names: ["Forced Work"]),
        (id: "north", kind: "k", name: "North House"),
        (id: "hall", kind: "k", name: "Long Hall", links: [(rel: "in", to: "north")]),
        (id: "cellar", kind: "k", name: "Cellar Office", links: [(rel: "in", to: "hall")]),
        (id: "south", kind: "k", name: "South House"),
        (id: "attic", kind: "k", name: "Attic", links: [(rel: "in", to: "south")]),
        (id: "other-cellar", kind: "k", name: "Cellar Office", links: [(rel: "in", to: "attic")]),
        (id: "titled", kind: "k", name: "Board of Tides", summary: "It sits.", sources: ["s"]),
        (id: "says", kind: "k", name: "Room", summary: "It pays grants for the shelters.", activities: [(text: "Fights bonded labour.")]),
        (id: "constabulary", kind: "k", name: "Watch", text: "A constable lights lanterns at night and tells of tides in the policy of the house."),
        (id: "fights", kind: "k", name: "Ring", text: "It fights the sights and the plants, on the slaving coast, and no police comes."),
    ])"#;

fn ranked(query: &str) -> Found {
    directory(RANKS).found(query)
}

#[test]
fn what_an_entry_says_itself_comes_first() {
    for (query, first) in [
        // As it was typed before a synonym in a name, unless that is all of the name.
        ("bonded labour", "officers"),
        ("constable", "constabulary"),
        ("constables", "constabulary"),
        ("constable tides", "constabulary"),
        ("bonded", "says"),
        // Before the title of a source.
        ("grants shelters", "says"),
        ("grants for shelters", "says"),
        ("who pays grants for shelters", "says"),
        ("any grants for shelters", "says"),
        ("lanterns", "constabulary"),
        ("lanterns tides", "constabulary"),
    ] {
        assert_eq!(ranked(query).first("id"), first, "{query}");
    }
    assert_eq!(ranked("bonded labour").ids[1], "says");
    // Before a plural or a singular.
    for (query, first) in [
        ("five committees", "spog"),
        ("funds the national hotline", "hhs"),
        ("emergency operations", "ed"),
        ("runs public awareness campaigns", "dhs"),
        ("chairs the task force", "pitf"),
    ] {
        assert_eq!(in_shipped(query).first("id"), first, "{query}");
    }
}

#[test]
fn a_word_that_is_there_is_forgiven_no_letter() {
    for (query, expected) in [
        ("flight", "titled"),
        ("plans", "titled"),
        ("police", "fights"),
        ("lights", "constabulary"),
        ("night", "constabulary"),
        ("slave", "fights"),
        ("slav", "fights"),
        ("who fights flight", ""),
    ] {
        assert_eq!(ranked(query).ids.join(" "), expected, "{query}");
    }
    assert_eq!(
        ranked("who fights flight").taken_for(),
        None,
        "the word that was left out is not taken for another"
    );
}

#[test]
fn the_names_above_an_entry_find_it() {
    for (query, first) in [
        ("cellar office north", "cellar"),
        ("north cellar", "cellar"),
        ("cellar office south", "other-cellar"),
        ("south house cellar office", "other-cellar"),
        ("cellar attic", "other-cellar"),
        ("cellar office long hall north house", "cellar"),
    ] {
        assert_eq!(ranked(query).ids, [first], "{query}");
    }
    assert_eq!(ranked("north").ids, ["north", "hall", "cellar"]);
}

const CODES: &str = r#"(title: "T", kinds: [(id: "k", name: "Section")], entries: [
    (id: "ward-3b", kind: "k", name: "Ward 3B", summary: "Bread at 3 in the morning."),
    (id: "ward-3", kind: "k", name: "Ward 3", summary: "Beds, and a lift to Ward 2."),
    (id: "pump-a", kind: "k", name: "Pump P-101A"),
    (id: "pump-b", kind: "k", name: "Pump P-101B"),
    (id: "house", kind: "k", name: "H.R. 3244"),
    (id: "senate", kind: "k", name: "S. 3245"),
    (id: "rule", kind: "k", name: "Rule on data", text: "Art. 6(1)(f), and in Recital 47 what the EUR 20 are for. Title II."),
    (id: "flat", kind: "k", name: "Flat 12 C", summary: "A flat."),
    (id: "flat-a", kind: "k", name: "Flat 12A"),
    (id: "phones", kind: "k", name: "Two desks", contacts: [(kind: phone, value: "555-0100-2345"), (kind: phone, value: "555-0199-9988"), (kind: phone, value: "03−1234−5679")]),
    (id: "prices", kind: "k", name: "Prices", text: "From £1,200.00 on; a 1/4-20 thread; release 2.10.3; the year 1990; L'été à l’école d'Arles, qu'il aime."),
    (id: "may", kind: "k", name: "May Day"),
])"#;

#[test]
fn letters_and_groups_of_digits_stand_together() {
    for (query, expected) in [
        ("Ward 3 B", "ward-3b"),
        ("3 B", "ward-3b"),
        ("ward 3-b", "ward-3b"),
        ("P 101 B", "pump-b"),
        ("pump p101b", "pump-b"),
        ("H. R. 3244", "house"),
        ("H R 3244", "house"),
        ("S. 3244", ""),
        ("T. 3245", ""),
        ("S 3245", "senate"),
        ("Flat 12 A", "flat-a"),
        ("Flat 12 C", "flat"),
        ("Art. 6(1)(f)", "rule"),
        ("6(1)(f)", "rule"),
        ("Art. 6(1)(e)", ""),
        ("61(f)", ""),
        ("Title I", ""),
        ("title ii", "rule"),
        ("555 0100 9988", ""),
        ("555 0199 9988", "phones"),
        ("03-1234-5679", "phones"),
        ("0312345679", "phones"),
        ("1,200", "prices"),
        ("£1,200", "prices"),
        ("1/4", "prices"),
        ("2.10", "prices"),
        ("été", "prices"),
        ("école", "prices"),
        ("l'école", "prices"),
        ("Arles", "prices"),
        ("il aime", "prices"),
    ] {
        let found = directory(CODES).found(query);
        assert_eq!(found.ids.join(" "), expected, "{query}: {}", found.told);
        assert!(!expected.is_empty() || found.told.contains("nothing matches"), "{query}: {}", found.told);
        assert!(!found.told.contains("found without"), "{query}: {}", found.told);
    }
    assert_eq!(directory(CODES).found("may day").told, "");
}

/// Numbers in lists and ranges, and with a word between them and theirs.
const LISTS: &str = r#"(title: "T", kinds: [(id: "k", name: "Thing")], entries: [
    (id: "rooms", kind: "k", name: "Rooms 7 and 8", text: "Sections 12 to 15 and 18 apply; articles 3, 5(1) and 9. Types A, B and O. Titles I, II and IV. It is on list B."),
    (id: "recipe", kind: "k", name: "Cake", text: "2 large eggs and 250 g of flour. Bake 25–30 minutes. Costs 35 US dollars. It has vitamin B."),
    (id: "report", kind: "k", name: "Report", text: "The 3rd, 5th and 7th reports. The report of 2018, the 18th, comes out. The second title. 6 September 2025."),
    (id: "status", kind: "k", name: "U nonimmigrant status"), (id: "code", kind: "k", name: "22 U.S.C. 7103"),
])"#;

#[test]
fn a_number_counts_in_a_list_and_with_an_adjective_behind_it() {
    let indexed = directory(LISTS);
    assert_ids(
        &indexed,
        &[
            ("room 8", "rooms"),
            ("section 15", "rooms"),
            ("section 18", "rooms"),
            ("article 9", "rooms"),
            ("type O", "rooms"),
            ("list B", "rooms"),
            ("title IV", "rooms"),
            ("2 eggs", "recipe"),
            ("30 minutes", "recipe"),
            ("35 dollars", "recipe"),
            ("5th report", "report"),
            ("18th report", "report"),
            ("U status", "status"),
            ("22 USC 7103", "code"),
            ("room 9", ""),
            ("article 2", ""),
            ("type C", ""),
            ("title 6", ""),
            ("T status", ""),
            ("4th report", ""),
        ],
    );
}

const PLACES: &str = r#"(title: "T", kinds: [(id: "k", name: "Thing")], entries: [
    (id: "covid", kind: "k", name: "Covid", text: "SARS-CoV-2, omicron BA.2.86 and JN.1. ICD-10 U07.1."),
    (id: "hepatitis", kind: "k", name: "Hepatitis C", text: "A disease. Vitamin D, 3 times; 500 mg of calcium."),
    (id: "windows", kind: "k", name: "Windows 3.1"), (id: "gate", kind: "k", name: "Gate 22"), (id: "mi6", kind: "k", name: "MI6"),
    (id: "route", kind: "k", name: "Route 66, mile 7"), (id: "team", kind: "k", name: "U-23"),
    (id: "act", kind: "k", name: "Human Rights Act", text: "Article 4 bans it. Section 3(1), part 5, chapter 3. The 20th report. Plan No. 2 of 1970; 117 Stat. 92."),
    (id: "status", kind: "k", name: "T nonimmigrant status", summary: "On 11 October 2018 it was given to 27 people, with guests as 30."),
    (id: "paris", kind: "k", name: "Paris", contacts: [(kind: phone, value: "+33 (0)6 12 34 56 78"), (kind: phone, value: "+44 20 7946 0958")]),
    (id: "mark", kind: "k", name: "22 U.S.C. 7104b"), (id: "bracket", kind: "k", name: "22 U.S.C. 7105(b)", text: "A 401(k) plan. It costs 1.234,56 euros."),
    (id: "dublin", kind: "k", name: "Dublin", text: "It costs 12,50.", contacts: [(kind: phone, value: "+353 1 234 5678")]),
])"#;

#[test]
fn a_short_number_or_a_letter_counts_only_beside_the_word_that_it_was_typed_beside() {
    let indexed = directory(PLACES);
    assert_ids(
        &indexed,
        &[
            ("Hepatitis C", "hepatitis"),
            ("Hepatitis D", ""),
            ("Vitamin C", ""),
            ("vitamin d", "hepatitis"),
            ("Windows 3", "windows"),
            ("Windows 1", ""),
            ("Route 66", "route"),
            ("Route 7", ""),
            ("Article 4", "act"),
            ("Article 3(1)", ""),
            ("Section 3(1)", "act"),
            ("Part 3 chapter 5", ""),
            ("part 5 chapter 3", "act"),
            ("20th report", "act"),
            ("2nd report", ""),
            ("Plan No. 2", "act"),
            ("Plan No. 1", ""),
            ("No. 2", "act"),
            ("No. 4", ""),
            ("117 Stat. 92", "act"),
            ("116 Stat. 92", ""),
            ("Oct 11", "status"),
            ("October 27", ""),
            ("T nonimmigrant", "status"),
            ("nonimmigrant t", "status"),
            ("500 mg", "hepatitis"),
            ("May 12", ""),
            ("30 guests", "status"),
            ("under 18 team", ""),
        ],
    );
    for (query, wrong) in [
        ("Hepatitis D", "D"),
        ("Windows 1", "1"),
        ("Route 7", "7"),
        ("2nd report", "2nd"),
        ("Article 3(1)", "3(1)"),
    ] {
        assert_nothing(&indexed.found(query), query, &format!("without \"{wrong}\" there"));
    }
}

#[test]
fn a_code_is_found_whole_or_from_its_beginning_on() {
    let indexed = directory(PLACES);
    assert_ids(
        &indexed,
        &[
            ("SARS-CoV-2", "covid"),
            ("SARS-CoV-1", ""),
            ("CoV-2", "covid"),
            ("COVID-2", ""),
            ("BA.2.86", "covid"),
            ("BA.2", "covid"),
            ("BA.86", ""),
            ("U07.1", "covid"),
            ("U07.2", ""),
            ("JN.2", ""),
            ("MI 6", "mi6"),
            ("MI-6", "mi6"),
            ("MI 5", ""),
            ("U2", ""),
            ("U-2", ""),
            ("U 23", "team"),
            ("G2", ""),
            ("7104b", "mark"),
            ("7104(b)", ""),
            ("7105(b)", "bracket"),
            ("7105b", ""),
            ("401(k) plan", "bracket"),
            ("1.234,56", "bracket"),
        ],
    );
}

#[test]
fn the_code_of_another_country_is_another_number() {
    let indexed = directory(PLACES);
    assert_ids(
        &indexed,
        &[
            ("+33 6 12 34 56 78", "paris"),
            ("+33612345678", "paris"),
            ("06 12 34 56 78", "paris"),
            ("0033 6 12 34 56 78", "paris"),
            ("+33 7 12 34 56 78", ""),
            ("+34 6 12 34 56 78", ""),
            ("020 7946 0958", "paris"),
            ("+44 20 7946 0958", "paris"),
            ("+44 21 7946 0958", ""),
            ("+353 1 234 5678", "dublin"),
            ("+49 1 234 5678", ""),
            ("12,50", "dublin"),
            ("1250", ""),
        ],
    );
}

const TWINS: &str = r#"(title: "T", kinds: [(id: "k", name: "Body"), (id: "l", name: "Law")], relations: [(id: "in", name: "part of", nests: true)], entries: [
    (id: "south", kind: "k", name: "South"),
    (id: "one", kind: "k", name: "Front Office", links: [(rel: "in", to: "south")]),
    (id: "two", kind: "k", name: "Front Office", links: [(rel: "in", to: "south")]),
    (id: "three", kind: "k", name: "Back Office of the Society of Watchmakers and Clockmakers in the Old Harbour", links: [(rel: "in", to: "south")]),
])"#;

#[test]
fn the_pane_helps_with_what_is_being_typed() {
    let mut browser = Browser::on(directory(TWINS));
    let mut shown = |keys: &str| {
        let text = browser.press(keys).resize(40, 12).text();
        browser.press("<esc><esc>");
        text
    };
    let text = shown("/kind:");
    assert!(text.contains("kind: takes k, l") && !text.contains("othing"), "{text}");
    let text = shown("/zebra");
    assert!(text.contains("Nothing matches \"zebra\"") && !text.contains("leave out a word"), "{text}");
    assert!(text.contains("Ctrl-r searches"), "the key is on one row: {text}");
    assert!(shown("/zebra office").contains("leave out a word"));
    let text = shown("/kind:x");
    assert!(text.contains("no kind \"x\"") && !text.contains("othing matches"), "{text}");
    let text = shown("/front office");
    assert!(text.contains("(one)") && text.contains("(two)"), "{text}");
    assert!(!shown("/back office").contains("(three)"));
    assert!(shown("/harbour").contains("…Harbour"), "what matches is not cut off");
    assert!(shown("fharbour").contains("Harbour"), "nor in the list");
}

#[test]
fn down_goes_back_to_newer_queries_and_to_what_was_typed() {
    let mut browser = Browser::shipped();
    browser.press("/labor<ret>/tip<ret>/report<ret>/lab");
    for (key, line) in [
        ("up", "report"),
        ("up", "tip"),
        ("up", "labor"),
        ("down", "tip"),
        ("down", "report"),
        ("down", "lab"),
    ] {
        let text = browser.press(&format!("<{key}>")).text();
        assert!(text.contains(&format!("/{line} ")), "{key}: {text}");
    }
    let text = browser.press("<down>").text();
    assert!(text.contains("/lab ") && text.contains("words 2/"), "down chooses hits again: {text}");
    let text = browser.press("<up><up>s<down>").text();
    assert!(
        text.contains("/reports ") && text.contains("words 2/"),
        "what was changed is a new query: {text}"
    );
}

#[test]
fn no_digit_is_forgiven_by_letters_either() {
    for (data, query, expected) in [
        (NUMBERS, "8883737888", "hotline"),
        (NUMBERS, "888 373 7888", "hotline"),
        (NUMBERS, "13257", "order"),
        (NUMBERS, "88837378", ""),
        (NUMBERS, "executive order 13257", "order"),
        (NUMBERS, "executive order 1327", ""),
        (NUMBERS, "exord 13257", "order"),
        (CODES, "555 0100 9988", ""),
        (CODES, "555 0199 9988", "phones"),
        (CODES, "flat 1", ""),
    ] {
        let found = directory(data).found_by(QueryMode::Fuzzy, query);
        assert_eq!(found.first("id"), expected, "{query}: {found:?}");
    }
}

#[test]
fn half_of_one_number_and_half_of_another_are_no_hit() {
    for query in [
        "866 487 2423",
        "(888) 347-2423",
        "1 866 487 2423",
        "800 843 2423",
        "114 Stat. 92",
        "7 USC 111",
        "23 USC 7103",
    ] {
        assert_nothing(&in_shipped(query), query, "");
    }
    for (query, id) in
        [("22 USC 7103", "usc-22-7103"), ("22 cfr 104.1", "cfr-104-rule"), ("132 Stat. 5265", "tvpa-2017")]
    {
        assert_eq!(in_shipped(query).first("id"), id, "{query}");
    }
}

#[test]
fn what_finds_nothing_is_not_found_without_some_words() {
    for query in ["what languages does the hotline speak", "what does HUD do", "what's the 3Ps strategy"] {
        let err = in_shipped(query).told;
        assert!(!(err.contains("found without") && err.contains("nothing matches")), "{query}: {err}");
    }
    assert_eq!(in_shipped("isn't Commerce a member").first("id"), "commerce");
}

#[test]
fn what_a_name_has_as_typed_is_not_taken_for_a_word_of_the_text() {
    let text = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "a", kind: "k", name: "Management office", summary: "For all men in it."),
        (id: "b", kind: "k", name: "Women's office", summary: "For all men in it."),
    ])"#;
    let found = directory(text).found("man office");
    assert_eq!((found.first("id"), found.taken_for()), ("a", None));
}

#[test]
fn a_year_belongs_to_the_name_that_it_was_typed_behind() {
    for (query, nearest) in [
        ("TVPRA of 2018", "2017"),
        ("TVPRA 2018", "2017"),
        ("2018 TVPRA", "2017"),
        ("JVTA 2016", "2015"),
        ("Homeland Security Act of 2003", "2002"),
        ("Homeland Security Act 2003", "2002"),
        ("Trafficking Victims Protection Act of 2001", "2000"),
        ("NDAA 2014", "2013"),
        ("act 2001", "2000"),
        ("meeting of 2021", "2020"),
        ("PITF meeting 2017", "2016"),
        ("2017 PITF meeting", "2016"),
        ("meeting 2009", "2007"),
    ] {
        assert_nothing(&in_shipped(query), query, &format!("the nearest is \"{nearest}\""));
    }
    for (query, id) in [
        ("TVPRA of 2017", "tvpra-2017"),
        ("JVTA 2015", "jvta"),
        ("Homeland Security Act 2002", "dhs"),
        ("Wilberforce Act of 2008", "tvpra-2008"),
        ("TIP Report 2018", "tip-report"),
        ("PITF meeting 2018", "meeting-2018"),
        ("meeting of 2018", "meeting-2018"),
        ("2018 meeting", "meeting-2018"),
        ("interagency task force meeting 2023", "meeting-2023"),
        ("award of 2018", "award"),
        ("act 2000", "tvpa"),
        ("fiscal year 2017", "hotline"),
    ] {
        assert_eq!(in_shipped(query).first("id"), id, "{query}");
    }
    let acts = r#"(title: "T", kinds: [(id: "act", name: "Act")], relations: [(id: "amends", name: "amends")], entries: [
        (id: "rights", kind: "act", name: "Employment Rights Act 1996"),
        (id: "relations", kind: "act", name: "Employment Relations Act 1999", links: [(rel: "amends", to: "rights")]),
        (id: "equality", kind: "act", name: "Equality Act 2010", events: [(date: "2015-04-01", text: "It begins.")]),
    ])"#;
    for (query, id) in [
        ("Employment Rights Act 1996", "rights"),
        ("Employment Relations Act 1999", "relations"),
        ("Employment Rights Act 1999", ""),
        ("Equality Act 2010", "equality"),
        ("Equality Act of 2015", ""),
        ("Equality Act 1952", ""),
    ] {
        let found = directory(acts).found(query);
        assert_eq!(found.first("id"), id, "{query}");
        assert!(!found.told.contains("without \"E"), "{query}: {}", found.told);
    }
}

#[test]
fn a_word_for_a_contact_beside_a_name_asks_for_the_contact_of_that_entry() {
    for (query, id, shown) in [
        ("EEOC phone", "eeoc", "1-800-669-4000"),
        ("EEOC number", "eeoc", "1-800-669-4000"),
        ("EEOC's phone number", "eeoc", "1-800-669-4000"),
        ("what is the phone number of EEOC", "eeoc", "1-800-669-4000"),
        ("call the EEOC", "eeoc", "1-800-669-4000"),
        ("hotline TTY", "hotline", "711"),
        ("hotline website", "hotline", "https://humantraffickinghotline.org"),
        ("HSI phone", "hsi", "1-866-347-2423"),
        ("DHS hotline", "dhs", "1-866-347-2423"),
        ("EEOC hotline", "eeoc", "1-800-669-4000"),
    ] {
        let found = in_shipped(query);
        assert_eq!((found.first("id"), found.first("field")), (id, "contact"), "{query}: {found:?}");
        assert!(found.first("snippet").contains(shown), "{query}: {found:?}");
    }
    for (query, id, told) in [
        ("EEOC TTY", "eeoc", "EEOC has no TTY here; found without \"TTY\""),
        ("EEOC fax", "eeoc", "EEOC has no fax here"),
        ("FBI number", "fbi", "FBI has no number here; found without \"number\""),
        ("call the FBI", "fbi", "FBI has no phone here"),
        ("HSI tty", "hsi", "HSI has no TTY here"),
        ("FBI hotline", "fbi", "FBI has no hotline here; found without \"hotline\""),
        ("HSI text", "hsi", "HSI has no text here"),
        ("FBI text", "fbi", "FBI has no text here"),
        ("Interior phone number", "doi", "DOI has no phone number here"),
        ("hotline email", "hotline", "National Human Trafficking Hotline has no email here"),
    ] {
        let found = in_shipped(query);
        assert_eq!(found.first("id"), id, "{query}: {found:?}");
        assert!(found.told.contains(told), "{query}: {}", found.told);
    }
    // A number of others is not given without a word.
    for query in
        ["attorney general phone", "attorney general hotline", "phone of the attorney general", "Act phone"]
    {
        let found = in_shipped(query);
        let is_told = found.told.contains("nothing here is called") || found.told.contains("nowhere");
        assert!(is_told, "{query}: {found:?}");
    }
    for query in
        ["national hotline phone", "phone number for reporting trafficking", "victims phone", "tip phone"]
    {
        assert!(!in_shipped(query).told.contains("called"), "{query}");
    }
    // A word of a name, and one that means something else, ask for no contact.
    for (query, id) in [("text hotline", "hotline"), ("TIP Report text", "tip-report")] {
        let found = in_shipped(query);
        assert!(found.first("id") == id && !found.told.contains("has no"), "{query}: {found:?}");
    }
}

#[test]
fn a_number_is_what_it_stands_beside_and_no_part_of_another() {
    for (query, expected) in [
        ("25th", "tip-report"),
        ("Pub. L. 106-386", "tvpa t-status u-status"),
        ("Pub. L. No. 106-386", "tvpa t-status u-status"),
        ("T. 7103", ""),
        // The address of a source has them.
        ("title 5", ""),
        ("title 6", ""),
    ] {
        assert_eq!(SHIPPED.ids(query, 5).join(" "), expected, "{query}");
    }
    for (query, id) in [
        ("which law is 22 USC 7105", "usc-22-7105"),
        ("what law is 22 U.S.C. 7107", "usc-22-7107"),
        ("22 USC 7105 law", "usc-22-7105"),
        ("which section is 22 USC 7103(d)", "usc-22-7103-d"),
        ("which law is Public Law 113-4", "vawa-2013"),
    ] {
        assert_eq!(in_shipped(query).first("id"), id, "{query}");
    }
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "version", kind: "k", name: "1.10.1", summary: "Needs 3.0.13."),
        (id: "ward", kind: "k", name: "Ward", contacts: [(kind: phone, value: "020 7946 0018 ext. 4410"), (kind: phone, value: "020 7946 0018 ext. 4412")]),
    ])"#;
    for (query, id) in [
        ("1.10.1", "version"),
        ("1.10", "version"),
        ("3.0.13", "version"),
        ("10.1", ""),
        ("0.13", ""),
        ("020 7946 0018", "ward"),
        ("020 7946 0018 ext. 4412", "ward"),
        ("020 7946 4410", ""),
        ("020 4410", ""),
    ] {
        assert_eq!(directory(data).ids(query, 5).join(" "), id, "{query}");
    }
}

#[test]
fn a_number_right_behind_a_word_counts_over_the_end_of_a_sentence() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "drug", kind: "k", name: "Drug", text: "For weeks after hip surgery; 5 mg a day. Helps 50 percent; 30 of them at once."),
        (id: "course", kind: "k", name: "Course", text: "On the second law. 2 labs. Limits and derivatives; 3 credits. See the section. 18 seats."),
    ])"#;
    for (query, expected) in [
        ("surgery 5", "drug"),
        ("hip surgery; 5", "drug"),
        ("50 percent; 30", "drug"),
        ("and derivatives; 3", "course"),
        ("law. 2", "course"),
        ("section 18", ""),
        ("derivatives 5", ""),
        ("limits 3", ""),
    ] {
        assert_eq!(directory(data).ids(query, 5).join(" "), expected, "{query}");
    }
}

#[test]
fn what_no_filter_takes_is_told_in_one_sentence() {
    for (query, note) in [
        ("foo:bar", "no field \"foo\"; there are kind, topic, "),
        ("police foo:bar", "no field \"foo\"; there are kind, topic, "),
        ("is:xyz", "no state \"xyz\"; there are beyond, ended, unsure"),
        ("kind:zzz", "no kind \"zzz\"; there are help, "),
        ("date:2018..2019", "no date \"2018..2019\"; write one as "),
        ("under:xyz", "no entry \"xyz\"; there are 147 entries"),
    ] {
        let told = in_shipped(query).told;
        assert!(told.starts_with(note), "{query}: {told}");
        assert!(told.trim_end().ends_with(&format!("nothing matches \"{query}\"")), "{query}: {told}");
    }
}

#[test]
fn a_day_that_is_nowhere_is_told_with_its_month() {
    for (query, nearest) in [
        ("May 12", "May 11"),
        ("12 May", "11 May"),
        ("Oct 12", "Oct 11"),
        ("October 12", "October 11"),
        ("12 October", "11 October"),
    ] {
        let told = format!("\"{query}\" is nowhere; the nearest is \"{nearest}\"");
        assert_nothing(&in_shipped(query), query, &told);
    }
}

#[test]
fn a_synonym_stands_for_the_value_of_a_filter() {
    for (query, as_if) in [
        ("topic:labour", "topic:labor"),
        ("topic:Labour", "topic:labor"),
        ("topic:labour,education", "topic:labor,education"),
        ("-topic:labour", "-topic:labor"),
        ("topic:labour kind:agency", "topic:labor kind:agency"),
    ] {
        let found = in_shipped(query);
        assert!(!found.ids.is_empty() && !found.told.contains("no topic"), "{query}: {found:?}");
        assert_eq!(found.ids, in_shipped(as_if).ids, "{query}");
    }
}
