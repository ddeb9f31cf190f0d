//! One thing in several notations: extensions of telephone numbers, fiscal years, sizes, fractions, signs and accents.

use crate::searched::directory;

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
        &["5550100100", "555.010.0100", "555.010.0100x77", "5550200 ext. 9", "555-0200x9"],
        "office",
    );
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
    assert_found(&["FY2017", "FY 2017", "fy 2017", "fiscal year 2017"], "budget-1 budget-2 budget-3");
    assert_found(&["FY2018", "fiscal year 2018", "FY 217"], "");
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
