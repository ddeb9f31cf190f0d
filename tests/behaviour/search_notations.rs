//! One thing in several notations: extensions of telephone numbers, fiscal years, sizes, fractions, signs and accents.

use crate::searched::{SHIPPED, directory};

const DATA: &str = r#"(title: "Town", kinds: [(id: "k", name: "Kind", plural: "Kinds")],
    synonyms: [(words: ["SSD"], means: "solid state drive"), (words: ["dormitory"], means: "sleeping car"), (words: ["bike"], means: "cycling")],
    topics: [(id: "cycling", name: "Cycling")],
    entries: [
        (id: "desk", kind: "k", name: "Front Desk", contacts: [(kind: phone, value: "+1 555.010.9921 ext. 12")]),
        (id: "clinic", kind: "k", name: "Clinic", contacts: [(kind: phone, value: "020 7946 0958 extension 345")]),
        (id: "office", kind: "k", name: "Office", contacts: [(kind: phone, value: "555.010.0100x77"), (kind: phone, value: "555-0200 x 9")]),
        (id: "fbi", kind: "k", name: "ＦＢＩ desk １２３"),
        (id: "budget-1", kind: "k", name: "First budget", summary: "The money of FY2017."),
        (id: "budget-2", kind: "k", name: "Second budget", summary: "The money of FY 2017."),
        (id: "budget-3", kind: "k", name: "Third budget", summary: "The money of fiscal year 2017."),
        (id: "plate", kind: "k", name: "Plate", summary: "Of 8×40 mm, or 9 × 41 mm."),
        (id: "lens", kind: "k", name: "Lens", summary: "Of 8x40, or 9 x 41."),
        (id: "soup", kind: "k", name: "Soup", summary: "Take ½ cup of water, 1½ l of milk and 112 beans."),
        (id: "stew", kind: "k", name: "Stew", summary: "Take 1/2 cup of water and 1 1/2 l of milk."),
        (id: "cpp", kind: "k", name: "C++ Club"), (id: "c", kind: "k", name: "C Club"), (id: "calcium", kind: "k", name: "Calcium Club"),
        (id: "sharp", kind: "k", name: "Sharp", summary: "People write F# for it."), (id: "notepad", kind: "k", name: "Notepad++ help"),
        (id: "ward", kind: "k", name: "A&E"), (id: "will", kind: "k", name: "Will Can"), (id: "band", kind: "k", name: "The Who"),
        (id: "anna", kind: "k", name: "Anna Muller"), (id: "berta", kind: "k", name: "Berta Müller"),
        (id: "drives", kind: "k", name: "Storage", summary: "Solid state drives are fast.", topics: ["cycling"]),
        (id: "cars", kind: "k", name: "Sleeping cars"),
        (id: "town", kind: "k", name: "Getting about", summary: "Tables 4–6; bus lines: 4, 15 and 28."),
    ])"#;

/// Asserts which entries are found, in any order, by queries.
#[track_caller]
fn assert_found(queries: &[&str], ids: &str) {
    for query in queries {
        assert_eq!(directory(DATA).found(query).sorted(), ids, "{query}");
    }
}

#[test]
fn an_extension_is_found_in_every_notation() {
    assert_found(
        &[
            "9921 ext. 12",
            "9921 ext 12",
            "9921 extension 12",
            "9921 x12",
            "555 010 9921 x12",
            "ext. 12",
            "x12",
        ],
        "desk",
    );
    assert_found(&["extension 345", "ext. 345", "x345", "7946 0958 x345", "02079460958x345"], "clinic");
    assert_found(
        &[
            "5550100100",
            "555.010.0100",
            "555.010.0100x77",
            "555 010 0100 x77",
            "5550100100x77",
            "0100 ext. 77",
            "x77",
            "5550200 ext. 9",
            "555-0200x9",
        ],
        "office",
    );
    assert_found(&["5550100100x7", "555 010 0100 x78", "010 x77 0100 12"], "");
    assert_found(&["9921 ext. 13", "9921 x13", "555 010 9922 x12", "x13", "7946 0958 x34"], "");
}

#[test]
fn a_number_is_found_beside_any_word_of_a_name_and_of_the_head_of_a_list() {
    assert_found(&["fbi 123", "FBI desk 123", "desk 123", "ＦＢＩ １２３"], "fbi");
    assert_found(&["bus 28", "bus 15", "bus lines 28", "tables 4 to 6", "tables 4-6", "tables 6"], "town");
    assert_found(&["fbi 124", "fbi 12", "bus 29", "tables 28"], "");
}

#[test]
fn a_fiscal_year_a_size_and_a_fraction_are_one_in_every_notation() {
    assert_found(
        &["FY2017", "FY 2017", "fy 2017", "fiscal year 2017", "FY17", "FY 17", "fy17"],
        "budget-1 budget-2 budget-3",
    );
    assert_found(&["FY2018", "fiscal year 2018", "FY 217", "FY18"], "");
    assert_found(&["8x40", "8×40", "8 x 40", "8 × 40", "8X40", "9x41", "9 × 41"], "lens plate");
    assert_found(&["8x41", "8×4", "40x8"], "");
    assert_found(&["½ cup", "1/2 cup", "1½ l", "1 1/2 l", "1 ½ l"], "soup stew");
    assert_found(&["112"], "soup");
    assert_found(&["¼ cup", "1/4 cup", "2½ l", "1/1 l"], "");
}

#[test]
fn the_signs_of_a_name_belong_to_it() {
    assert_found(&["C++", "c++", "C++ Club", "club C++"], "cpp");
    assert_found(&["F#", "f#"], "sharp");
    assert_found(&["Notepad++", "notepad", "Notepad+"], "notepad");
    assert_found(&["A&E", "A & E", "a and e"], "ward");
    assert_found(&["Will Can", "will can"], "will");
    assert_found(&["The Who", "the who"], "band");
    for query in ["C#", "D#", "C# club"] {
        let told = directory(DATA).found(query).told;
        assert!(told.contains("#\" is nowhere"), "{query}: {told}");
    }
}

#[test]
fn what_is_typed_with_an_accent_comes_before_what_has_none() {
    for (query, id) in [
        ("Müller", "berta"),
        ("müller", "berta"),
        ("MÜLLER", "berta"),
        ("Muller", "anna"),
        ("muller", "anna"),
    ] {
        assert_eq!(directory(DATA).ids(query, 2).first(), Some(&id), "{query}");
    }
}

#[test]
fn a_phrase_that_a_synonym_means_is_found_in_its_other_forms() {
    assert_found(&["SSD", "ssd"], "drives");
    assert_found(&["dormitory", "dormitories"], "cars");
}

#[test]
fn digits_of_several_bytes_are_grouped_like_others() {
    let text = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "raised", kind: "k", name: "²³⁵U", summary: "On ²³⁵ 10²³ and ₂₃₅x₂."),
        (id: "arabic", kind: "k", name: "٠٢٠ ٧٩٤٦ ٠٩٥٨x٧٧"),
        (id: "wide", kind: "k", name: "５５５-０１０-０１９９x７"),
    ])"#;
    for (query, id) in [("020 7946 0958", "arabic"), ("02079460958", "arabic"), ("5550100199", "wide")] {
        assert_eq!(directory(text).found(query).sorted(), id, "{query}");
    }
}

#[test]
fn a_number_with_another_sign_or_none_is_another_number() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "dollars", kind: "k", name: "Ticket", text: "The fee is $4 a day, or US$1,200.50 a year. 97 people pay it."),
        (id: "pounds", kind: "k", name: "Tea", text: "Tea is £4; it grew by 97 % at 20°C."),
        (id: "euros", kind: "k", name: "Cake", text: "Cake is € 4, and 20% is cream; it needs 180 °."),
        (id: "none", kind: "k", name: "Rows 4 to 20", text: "Of 1,200.50 metres."),
    ])"#;
    let data = directory(data);
    for (query, ids) in [
        ("$4", "dollars"),
        ("£4", "pounds"),
        ("£ 4", "pounds"),
        ("€4", "euros"),
        ("€ 4", "euros"),
        ("97%", "pounds"),
        ("97 %", "pounds"),
        ("20%", "euros"),
        ("20°", "pounds"),
        ("180°", "euros"),
        ("$1,200.50", "dollars"),
        ("$1200.50", "dollars"),
        ("tea £4", "pounds"),
        ("4", "dollars euros none pounds"),
        ("97", "dollars pounds"),
        ("1,200.50", "dollars none"),
        ("¥4", ""),
        ("4%", ""),
        ("£97", ""),
        ("£1,200.50", ""),
        ("tea $4", ""),
    ] {
        assert_eq!(data.found(query).sorted(), ids, "{query}");
    }
    assert!(data.found("¥4").told.contains("\"¥4\" is nowhere"));
    assert_eq!(data.found("tea £4").hit["ranges"], serde_json::json!([[0, 3], [9, 10]]));
}

#[test]
fn digits_within_a_longer_number_are_not_that_number() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "long", kind: "k", name: "Long", text: "A sum of 1 500 000, of 2,750,000 and of 3.250.000."),
        (id: "short", kind: "k", name: "Short", text: "A sum of 500 000, of 750,000 and of 2,750."),
        (id: "phone", kind: "k", name: "Desk", contacts: [(kind: phone, value: "+48 600 700 800"), (kind: phone, value: "1-888-555-0100")]),
    ])"#;
    for (query, ids) in [
        ("1500000", "long"),
        ("1,500,000", "long"),
        ("1 500 000", "long"),
        ("2750000", "long"),
        ("3250000", "long"),
        ("500000", "short"),
        ("500 000", "short"),
        ("500,000", "short"),
        ("750000", "short"),
        ("2750", "short"),
        ("2,750", "short"),
        ("250000", ""),
        ("1500", ""),
        ("600 700 800", "phone"),
        ("888 555 0100", "phone"),
    ] {
        assert_eq!(directory(data).found(query).sorted(), ids, "{query}");
    }
}

#[test]
fn a_wrong_day_of_the_week_is_told() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "day", kind: "k", name: "Day", events: [(date: "2018-10-11", text: "It began."), (date: "2020-02-29", text: "It leapt.")]),
    ])"#;
    for (query, note) in [
        ("Monday 11 October 2018", "11 October 2018 is a Thursday"),
        ("Mon, 11 Oct 2018", "11 October 2018 is a Thursday"),
        ("lundi 11 octobre 2018", "11 October 2018 is a Thursday"),
        ("Sunday, February 29, 2020", "29 February 2020 is a Saturday"),
        ("date:\"Friday 11 October 2018\"", "11 October 2018 is a Thursday"),
        ("Thursday 11 October 2018", ""),
        ("Thu, 11 Oct 2018", ""),
        ("jueves 11 de octubre de 2018", ""),
        ("Saturday 29 February 2020", ""),
        ("11 October 2018", ""),
    ] {
        let found = directory(data).found(query);
        assert_eq!((found.first("id"), found.told.trim_end()), ("day", note), "{query}");
    }
}

#[test]
fn what_was_typed_over_the_end_of_a_sentence_is_found_there() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "line", kind: "k", name: "Line", text: "It is in zone 1; Oyster is accepted. See rule 3. Section heads sign."),
        (id: "form", kind: "k", name: "Form", text: "Box 12, code D; 401(k) plan. Is it class B? Nobody knows; 7! Seats are free."),
    ])"#;
    for (query, ids) in [
        ("1; Oyster", "line"),
        ("zone 1; Oyster", "line"),
        ("3. Section heads", "line"),
        ("D; 401(k) plan", "form"),
        ("B? Nobody", "form"),
        ("7! Seats", "form"),
        ("1 Oyster", ""),
        ("B nobody", ""),
        ("7 seats", ""),
        ("2; Oyster", ""),
    ] {
        assert_eq!(directory(data).found(query).sorted(), ids, "{query}");
    }
}

#[test]
fn a_group_or_a_side_of_a_number_is_not_the_number() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "cap", kind: "k", name: "Cap", text: "The cap is 5,000 persons a year, at 1,430 m, and 10,000 in all."),
        (id: "key", kind: "k", name: "Hex key 2.5 mm", text: "It turns at 8.5 bar and weighs 280.5 g, from $1,199."),
        (id: "rule", kind: "k", name: "Rule 14.2", text: "Under Python 3.12 and part 214.11, ask 888.555.0100."),
    ])"#;
    let data = directory(data);
    for (query, ids) in [
        ("5 persons", ""),
        ("cap is 5", ""),
        ("cap is 10", ""),
        ("430 m", ""),
        ("000 persons", ""),
        ("hex key 2", ""),
        ("hex key 5 mm", ""),
        ("5mm", ""),
        ("8 bar", ""),
        ("280 g", ""),
        ("5,000 persons", "cap"),
        ("5000 persons", "cap"),
        ("1,430 m", "cap"),
        ("hex key 2.5", "key"),
        ("2.5 mm", "key"),
        ("8.5 bar", "key"),
        ("rule 14", "rule"),
        ("Python 3", "rule"),
        ("part 214", "rule"),
        ("888", "rule"),
        ("\"is 5,000 persons\"", "cap"),
        ("\"1,430 m, and 10,000\"", "cap"),
        ("\"2.5 mm\"", "key"),
        ("\"280.5 g, from $1,199\"", "key"),
        ("\"part 214.11, ask 888\"", "rule"),
    ] {
        assert_eq!(data.found(query).sorted(), ids, "{query}");
    }
    assert!(data.found("430 m").told.contains("\"430\" is nowhere"));
}

#[test]
fn the_word_number_before_a_number_is_its_sign() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "order", kind: "k", name: "Executive Order 13257"),
        (id: "law", kind: "k", name: "Public Law 108-7"),
        (id: "memo", kind: "k", name: "Memorandum M-20-01"),
        (id: "other", kind: "k", name: "Large number 41", text: "The number 13258."),
    ])"#;
    for (query, id) in [
        ("number 13257", "order"),
        ("order number 13257", "order"),
        ("executive order number 13257", "order"),
        ("public law number 108-7", "law"),
        ("memorandum number M-20-01", "memo"),
        ("number 13258", "other"),
        ("number 41", "other"),
        ("large number", "other"),
    ] {
        let found = directory(data).found(query);
        assert_eq!((found.ids.join(" ").as_str(), found.told.as_str()), (id, ""), "{query}");
    }
}

#[test]
fn a_dash_before_a_number_is_its_minus_where_there_is_one() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [
        (id: "cold", kind: "k", name: "Vault −18 °C"),
        (id: "colder", kind: "k", name: "Vault", text: "It is kept at -20 degrees."),
        (id: "warm", kind: "k", name: "Vault +4 °C", text: "Room 18 of 1990-20."),
    ])"#;
    for (query, ids) in [
        ("vault -18", "cold"),
        ("vault −18", "cold"),
        ("-18 °C", "cold"),
        ("-18", "cold"),
        ("vault -20", "colder"),
        ("vault -4", "cold colder"),
        ("vault -room", "cold colder"),
        ("vault -17", "cold colder warm"),
    ] {
        assert_eq!(directory(data).found(query).sorted(), ids, "{query}");
    }
}

#[test]
fn a_word_for_a_section_keeps_no_name_from_being_found() {
    for (query, told) in [
        ("22 USC sec 7103", "\"sec\""),
        ("22 USC sec. 7103", "\"sec\""),
        ("22 U.S.C. sec 7105", "\"sec\""),
        ("22 USC Sec. 7107", "\"Sec\""),
        ("22 USC section 7103", ""),
        ("22 USC § 7103", ""),
    ] {
        let found = SHIPPED.found(query);
        let (id, number) = (found.first("id"), &query[query.len() - 4..]);
        assert_eq!(id, format!("usc-22-{number}"), "{query}");
        assert!(
            found.told.contains(told) && told.is_empty() == found.told.is_empty(),
            "{query}: {}",
            found.told
        );
    }
}
