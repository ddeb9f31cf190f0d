//! An outline drawn as text after each step: `-` unfolded, `+` folded, `.` a leaf.

use super::*;

/// a (b (d, e), c (d)), f: d stands at two places.
const TEXT: &str = r#"(
    title: "T",
    kinds: [(id: "body", name: "Body"), (id: "law", name: "Law"), (id: "unused", name: "Unused")],
    relations: [(id: "in", name: "in", nests: true)],
    topics: [(id: "x", name: "X"), (id: "y", name: "Y"), (id: "z", name: "Z")],
    entries: [
        (id: "a", kind: "body", name: "A", topics: ["y"]),
        (id: "b", kind: "body", name: "B", links: [(rel: "in", to: "a")], topics: ["x", "y"]),
        (id: "c", kind: "law", name: "C", links: [(rel: "in", to: "a")], events: [(date: "2003", text: "."), (date: "2000-05", text: ".")]),
        (id: "d", kind: "body", name: "D", links: [(rel: "in", to: "b"), (rel: "in", to: "c")]),
        (id: "e", kind: "law", name: "E", links: [(rel: "in", to: "b")], events: [(date: "2003-02", text: ".")]),
        (id: "f", kind: "body", name: "F"),
        (id: "g", kind: "body", name: "G", links: [(rel: "in", to: "d")]),
    ],
)"#;

fn directory() -> Directory {
    Directory::parse("t.ron", TEXT.to_owned()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn id(directory: &Directory, id: &str) -> EntryId {
    directory.find(id).unwrap_or_else(|| panic!("no {id}"))
}

fn label(directory: &Directory, subject: Subject) -> String {
    match subject {
        Subject::Entry(entry) => directory.entry(entry).id().to_owned(),
        Subject::Event(entry, event) => format!("{}/{event}", directory.entry(entry).id()),
        Subject::Group(entry, relation) => {
            format!("{}:{}", directory.entry(entry).id(), directory.relation(relation).id)
        }
        Subject::Kind(kind) => directory.kind(kind).id.to_owned(),
        Subject::Topic(topic) => topic.map_or("none", |topic| directory.topic(topic).id).to_owned(),
        Subject::Year(year) => year.to_string(),
        Subject::Letter(letter) => letter.to_string(),
    }
}

/// The rows on one line, each as its depth in spaces, its fold and its id: `-a  .b`.
fn drawn(directory: &Directory, outline: &Outline) -> String {
    let rows = (0..outline.len()).map(|position| {
        let row = outline.row(position).unwrap();
        let fold = match row.fold {
            Fold::Leaf => '.',
            Fold::Folded => '+',
            Fold::Unfolded => '-',
        };
        format!("{}{fold}{}", row.depth, label(directory, row.subject))
    });
    rows.collect::<Vec<_>>().join(" ")
}

fn step(outline: &mut Outline, directory: &Directory, step: &str) {
    let (verb, argument) = step.split_once(' ').unwrap_or((step, ""));
    match verb {
        "unfold" => outline.unfold(directory, argument.parse().unwrap()),
        "fold" => outline.fold(argument.parse().unwrap()),
        "level" => outline.fold_to_level(directory, argument.parse().unwrap()),
        "all" => outline.unfold_all(directory),
        "none" => outline.fold_all(),
        "reveal" => drop(outline.reveal(directory, id(directory, argument), 0)),
        _ => panic!("no step {step}"),
    }
}

#[test]
fn folding_and_unfolding_change_the_rows_that_are_seen() {
    let directory = directory();
    let mut outline = Outline::new(&directory, Arrangement::Hierarchy);
    let steps = [
        ("fold 0", "0+a 0.f"),
        ("unfold 0", "0-a 1+b 1+c 0.f"),
        ("unfold 2", "0-a 1+b 1-c 2+d 0.f"),
        ("unfold 1", "0-a 1-b 2+d 2.e 1-c 2+d 0.f"),
        ("unfold 2", "0-a 1-b 2-d 3.g 2.e 1-c 2+d 0.f"),
        ("fold 1", "0-a 1+b 1-c 2+d 0.f"),
        ("unfold 1", "0-a 1-b 2-d 3.g 2.e 1-c 2+d 0.f"),
        ("fold 0", "0+a 0.f"),
        ("level 2", "0-a 1+b 1+c 0.f"),
        ("all", "0-a 1-b 2-d 3.g 2.e 1-c 2+d 0.f"),
        ("none", "0+a 0.f"),
        ("reveal e", "0-a 1-b 2+d 2.e 1+c 0.f"),
        ("reveal g", "0-a 1-b 2-d 3.g 2.e 1+c 0.f"),
        ("unfold 4", "0-a 1-b 2-d 3.g 2.e 1+c 0.f"),
    ];
    for (verb, expected) in steps {
        step(&mut outline, &directory, verb);
        assert_eq!(drawn(&directory, &outline), expected, "after {verb}");
    }
}

#[test]
fn what_was_unfolded_is_unfolded_again_in_another_outline() {
    let directory = directory();
    for arrangement in Arrangement::ALL {
        for step_taken in ["level 1", "level 2", "all", "unfold 1"] {
            let mut outline = Outline::new(&directory, arrangement);
            step(&mut outline, &directory, step_taken);
            let mut again = Outline::new(&directory, arrangement);
            again.unfold_paths(&directory, outline.unfolded_paths());
            assert_eq!(
                drawn(&directory, &again),
                drawn(&directory, &outline),
                "{arrangement:?}, {step_taken}"
            );
        }
    }
}

#[test]
fn the_other_arrangements_have_headings_for_what_is_there() {
    let directory = directory();
    let cases = [
        (Arrangement::Kind, "0-body 1.a 1.b 1.d 1.f 1.g 0-law 1.c 1.e"),
        (Arrangement::Topic, "0-x 1.b 0-y 1.a 1.b 0-none 1.c 1.d 1.e 1.f 1.g"),
        (Arrangement::Date, "0-2000 1.c/1 0-2003 1.c/0 1.e/0"),
        (Arrangement::Name, "0-A 1.a 0-B 1.b 0-C 1.c 0-D 1.d 0-E 1.e 0-F 1.f 0-G 1.g"),
    ];
    for (arrangement, expected) in cases {
        let mut outline = Outline::new(&directory, arrangement);
        outline.unfold_all(&directory);
        assert_eq!(drawn(&directory, &outline), expected, "{arrangement:?}");
        // One by one, from the last to the first, and the rest of them at once.
        for at_once in [false, true] {
            let mut outline = Outline::new(&directory, arrangement);
            for heading in (0..outline.len()).skip(usize::from(at_once)).rev() {
                outline.unfold(&directory, heading);
            }
            if at_once {
                outline.unfold_all(&directory);
            }
            assert_eq!(drawn(&directory, &outline), expected, "{arrangement:?}, all at once: {at_once}");
        }
    }
}

#[test]
fn what_stands_beneath_a_heading_is_made_when_it_is_unfolded() {
    let directory = directory();
    for (arrangement, headings) in [(Arrangement::Kind, 2), (Arrangement::Topic, 3)] {
        let mut outline = Outline::new(&directory, arrangement);
        assert_eq!(outline.places.len(), headings, "{arrangement:?}");
        outline.unfold(&directory, 1);
        assert_eq!(outline.places.len(), headings + 2, "{arrangement:?}");
    }
}

#[test]
fn parents_and_siblings_are_found_from_any_row() {
    let directory = directory();
    let mut outline = Outline::new(&directory, Arrangement::Hierarchy);
    outline.unfold_all(&directory);
    // 0 a, 1 b, 2 d, 3 g, 4 e, 5 c, 6 d, 7 f
    let cases = [
        (0, None, Some(7), None),
        (1, Some(0), Some(5), None),
        (2, Some(1), Some(4), None),
        (3, Some(2), None, None),
        (4, Some(1), None, Some(2)),
        (5, Some(0), None, Some(1)),
        (6, Some(5), None, None),
        (7, None, None, Some(0)),
        (8, None, None, None),
    ];
    for (row, parent, next, previous) in cases {
        let found = (outline.parent(row), outline.next_sibling(row), outline.previous_sibling(row));
        assert_eq!(found, (parent, next, previous), "row {row}");
    }
}

#[test]
fn reading_on_meets_each_entry_once_and_reading_back_the_same_way() {
    let directory = directory();
    let mut outline = Outline::new(&directory, Arrangement::Hierarchy);
    let mut read = vec!["a".to_owned()];
    let mut position = 0;
    loop {
        let place = outline.row(position).unwrap().place;
        let Some(path) = outline.in_reading_order(&directory, place, true) else { break };
        position = outline.reveal_path(&directory, &path).unwrap();
        read.push(label(&directory, outline.row(position).unwrap().subject));
    }
    assert_eq!(read, ["a", "b", "d", "g", "e", "c", "f"]);
    let mut back = read.split_off(6);
    loop {
        let place = outline.row(position).unwrap().place;
        let Some(path) = outline.in_reading_order(&directory, place, false) else { break };
        position = outline.reveal_path(&directory, &path).unwrap();
        back.push(label(&directory, outline.row(position).unwrap().subject));
    }
    assert_eq!(back, ["f", "c", "e", "g", "d", "b", "a"]);
}

#[test]
fn reading_on_goes_from_heading_to_heading() {
    let directory = directory();
    let mut outline = Outline::new(&directory, Arrangement::Kind);
    let mut position = outline.reveal(&directory, id(&directory, "g"), 0).unwrap();
    let place = outline.row(position).unwrap().place;
    let path = outline.in_reading_order(&directory, place, true).unwrap();
    position = outline.reveal_path(&directory, &path).unwrap();
    assert_eq!(label(&directory, outline.row(position).unwrap().subject), "c");
    let place = outline.row(position).unwrap().place;
    let path = outline.in_reading_order(&directory, place, false).unwrap();
    position = outline.reveal_path(&directory, &path).unwrap();
    assert_eq!(label(&directory, outline.row(position).unwrap().subject), "g");
}

#[test]
fn a_filter_keeps_what_stands_above_and_counts_what_stands_beneath() {
    let directory = directory();
    let mut found = vec![false; directory.len()];
    for hit in ["d", "a"] {
        found[id(&directory, hit).index()] = true;
    }
    let mut outline = Outline::filtered(&directory, Arrangement::Hierarchy, found.clone());
    assert_eq!(drawn(&directory, &outline), "0-a 1-b 2.d 1-c 2.d");
    outline.fold_all();
    assert_eq!(outline.row(0).unwrap().hits_beneath, Some(2));
    let outline = Outline::filtered(&directory, Arrangement::Kind, found);
    assert_eq!(drawn(&directory, &outline), "0-body 1.a 1.d");
    assert_eq!(outline.row(0).unwrap().hits_beneath, Some(2));
}

#[test]
fn the_same_entry_is_revealed_where_it_is_nearest() {
    let directory = directory();
    let mut outline = Outline::new(&directory, Arrangement::Hierarchy);
    outline.unfold_all(&directory);
    assert_eq!(outline.reveal(&directory, id(&directory, "d"), 7), Some(6));
    assert_eq!(outline.reveal(&directory, id(&directory, "d"), 0), Some(2));
    let mut by_date = Outline::new(&directory, Arrangement::Date);
    assert_eq!(by_date.reveal(&directory, id(&directory, "c"), 0), Some(1));
    assert_eq!(by_date.reveal(&directory, id(&directory, "f"), 0), None, "f has no events");
}

#[test]
fn thirty_diamonds_are_unfolded_at_once() {
    let mut entries = vec![r#"(id: "n0", kind: "k", name: "N")"#.to_owned()];
    for level in 1..=60 {
        let up = |id: usize| format!(r#"(rel: "in", to: "n{id}")"#);
        let above = if level == 1 { up(0) } else { format!("{}, {}", up(2 * level - 3), up(2 * level - 2)) };
        for id in [2 * level - 1, 2 * level] {
            entries.push(format!(r#"(id: "n{id}", kind: "k", name: "N", links: [{above}])"#));
        }
    }
    let entries = entries.join(", ");
    let text = format!(
        r#"(title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "in", name: "in", nests: true)], entries: [{entries}])"#
    );
    let directory = Directory::parse("t.ron", text).unwrap();
    let mut outline = Outline::new(&directory, Arrangement::Hierarchy);
    outline.unfold_all(&directory);
    assert!(outline.len() < 300, "{}", outline.len());
}

/// top: one by the first relation, two by the second, one by the third; and one that has its home beneath another.
const GROUPED: &str = r#"(title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "part", name: "part of", inverse: "parts", nests: true),
    (id: "member", name: "member of", inverse: "members", nests: true), (id: "run", name: "run by", nests: true)], entries: [
    (id: "m1", kind: "k", name: "M1", links: [(rel: "member", to: "top")]),
    (id: "top", kind: "k", name: "Top"),
    (id: "p", kind: "k", name: "P", links: [(rel: "part", to: "top")]),
    (id: "m2", kind: "k", name: "M2", links: [(rel: "run", to: "p"), (rel: "member", to: "top")]),
    (id: "r", kind: "k", name: "R", links: [(rel: "run", to: "top")]),
    (id: "u", kind: "k", name: "U", links: [(rel: "part", to: "m2")]),
])"#;

#[test]
fn what_comes_by_another_relation_than_the_first_has_a_heading() {
    let directory = Directory::parse("t.ron", GROUPED.to_owned()).unwrap();
    let mut outline = Outline::new(&directory, Arrangement::Hierarchy);
    let steps = [
        ("unfold 0", "0-top 1+p 1+top:member 1+top:run"),
        ("unfold 2", "0-top 1+p 1-top:member 2.m1 2+m2 1+top:run"),
        ("unfold 4", "0-top 1+p 1-top:member 2.m1 2-m2 3.u 1+top:run"),
        ("level 2", "0-top 1+p 1-top:member 2.m1 2+m2 1-top:run 2.r"),
        ("all", "0-top 1-p 2-m2 3.u 1-top:member 2.m1 2+m2 1-top:run 2.r"),
        ("none", "0+top"),
        ("reveal m1", "0-top 1+p 1-top:member 2.m1 2+m2 1+top:run"),
        ("none", "0+top"),
        ("reveal u", "0-top 1-p 2-m2 3.u 1+top:member 1+top:run"),
    ];
    for (verb, expected) in steps {
        step(&mut outline, &directory, verb);
        assert_eq!(drawn(&directory, &outline), expected, "after {verb}");
    }
    let row = outline.row(4).unwrap();
    assert_eq!((row.count, row.level, outline.counted_before(6)), (Some(2), 1, 4));
    assert_eq!((outline.counted_row(3), outline.counted_row(4)), (3, 5));
    step(&mut outline, &directory, "unfold 4");
    let references: Vec<bool> =
        (0..outline.len()).map(|row| outline.row(row).unwrap().is_reference).collect();
    assert_eq!(references, [false, false, false, false, false, false, true, false]);
}

#[test]
fn a_filter_counts_what_stands_beneath_a_heading() {
    let directory = Directory::parse("t.ron", GROUPED.to_owned()).unwrap();
    let mut found = vec![false; directory.len()];
    found[id(&directory, "u").index()] = true;
    let mut outline = Outline::filtered(&directory, Arrangement::Hierarchy, found);
    assert_eq!(drawn(&directory, &outline), "0-top 1-p 2-m2 3.u 1-top:member 2+m2");
    outline.fold(4);
    assert_eq!(outline.row(4).unwrap().hits_beneath, Some(1));
}

#[test]
fn names_stand_under_their_letters_without_accents_and_signs() {
    let names = [
        "\u{c9}conomie",
        "\u{201c}Zebra\u{201d}",
        "eagle",
        "911 calls",
        "The Gazette",
        "Eagle Club",
        "\u{8336}",
    ];
    let entry = |(at, name): (usize, &&str)| format!(r#"(id: "e{at}", kind: "k", name: "{name}")"#);
    let entries: Vec<String> = names.iter().enumerate().map(entry).collect();
    let text = format!(r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [{}])"#, entries.join(","));
    let directory = Directory::parse("t.ron", text).unwrap();
    let mut outline = Outline::new(&directory, Arrangement::Name);
    outline.unfold_all(&directory);
    let expected = "0-# 1.e3 0-E 1.e2 1.e5 1.e0 0-T 1.e4 0-Z 1.e1 0-\u{8336} 1.e6";
    assert_eq!(drawn(&directory, &outline), expected);
}
