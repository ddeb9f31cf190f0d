//! What is remembered: what comes of two visits at once, of too much, and of what other versions wrote.

use super::*;
use crate::app::Letters;
use crate::dice::{Dice, cases};
use crate::settings::ThemeName;
use crate::store::tests::{Home, everything, queries, words};

#[test]
fn what_is_written_reads_back() {
    cases(200, |dice| {
        let number = |dice: &mut Dice| u16::try_from(dice.below(1 << 16)).ok();
        let key = dice.text(20);
        let path = |dice: &mut Dice| (0..dice.below(3)).map(|_| dice.text(20)).collect();
        let saved = Session {
            unfolded: (0..dice.below(3)).map(|_| path(dice)).collect(),
            list_width: if dice.once_in(2) { number(dice) } else { None },
            is_zoomed: dice.once_in(2),
            marks: (0..dice.below(3)).map(|_| (dice.character(), dice.text(20))).collect(),
            text_width: if dice.once_in(2) { number(dice).map(Into::into) } else { None },
            ..Session::default()
        };
        let files = BTreeMap::from_iter([(key.clone(), DataFile { saved_at: 1, saved: saved.clone() })]);
        let text = Remembered { files, ..Remembered::default() }.into_text().unwrap();
        let read = Remembered::parse(&text).map(|mut remembered| remembered.take(&key));
        assert_eq!(read.map_err(|unusable| format!("{unusable:?}: {text}")), Ok(saved));
    });
}

#[test]
fn fields_of_later_are_passed_over_and_those_that_are_missing_are_at_their_defaults() {
    let home = Home::with_state(
        "(version: 1, mood: [(1)], files: {\"shipped\": (saved_at: 1, saved: (scent: {}, queries: [\"x\"]))})",
    );
    assert_eq!(home.saved("shipped"), queries(&["x"]));
}

#[test]
fn what_version_0_1_0_wrote_is_read() {
    let home = Home::with_state(
        r#"(
  version: 1,
  files: {
    "shipped": (saved_at: 1790000000000, saved: (arrangement: "topic", path: ["topic:", "doj", "event:doj:3"], unfolded: [["pitf"], ["pitf", "spog"]], list_scroll: 3, detail_scroll: 14, focus: "detail", list_width: Some(31), is_zoomed: true, marks: {'a': "doj", 'z': "dhs"}, recents: ["dhs", "doj"], queries: ["\"a phrase\" -kind:law \\ é \u{202e}", "hotline"], theme: Some("mono"), text_width: Some(0))),
    "/data/a.ron": (saved_at: 1790000000001, saved: (arrangement: "hierarchy", path: [], unfolded: [], list_scroll: 0, detail_scroll: 0, focus: "list", list_width: None, is_zoomed: false, marks: {}, recents: [], queries: [], theme: None, text_width: None)),
  },
)
"#,
    );
    assert_eq!(home.saved("shipped"), Session { collection: Vec::new(), ..everything() });
    assert_eq!(home.saved("/data/a.ron"), Session::default());
}

#[test]
fn names_that_are_gone_are_read_as_what_they_are_by_default() {
    let home = Home::with_state(
        "(version: 1, files: {\"shipped\": (saved: (arrangement: \"colour\", focus: \"x\", theme: \"y\", is_zoomed: true))})",
    );
    assert_eq!(home.saved("shipped"), Session { is_zoomed: true, ..Session::default() });
}

#[test]
fn two_programs_keep_each_others_data_files_marks_and_histories() {
    let home = Home::new();
    let mark = |letter, entry: &str| Letters::from_iter([(letter, entry.to_owned())]);
    let ours = Session {
        list_scroll: 1,
        marks: mark('a', "ours"),
        recents: words(&["doj", "dhs"]),
        unfolded: vec![words(&["ours"])],
        ..queries(&["b", "c"])
    };
    let theirs = Session {
        list_scroll: 2,
        marks: Letters::from_iter([('a', "theirs".to_owned()), ('b', "theirs".to_owned())]),
        recents: words(&["dol", "doj"]),
        unfolded: vec![words(&["theirs"])],
        theme: Some(ThemeName::Mono),
        ..queries(&["c", "a"])
    };
    home.store.save("shared", &theirs).unwrap();
    home.store.save("theirs", &theirs).unwrap();
    home.store.save("shared", &ours).unwrap();
    let expected = Session {
        marks: Letters::from_iter([('a', "ours".to_owned()), ('b', "theirs".to_owned())]),
        recents: words(&["doj", "dhs", "dol"]),
        queries: words(&["b", "c", "a"]),
        ..ours
    };
    assert_eq!(home.saved("shared"), expected);
    assert_eq!(home.saved("theirs"), theirs);
}

#[test]
fn lists_are_kept_within_bounds_and_without_repetitions() {
    let home = Home::new();
    let many = |count: usize| (0..count).map(|index| format!("{}", index / 2)).collect::<Vec<_>>();
    let saved = Session {
        recents: many(1_000),
        queries: [vec![String::new(), "x".repeat(5_000), "\u{1b}[2J".to_owned()], many(1_000)].concat(),
        marks: Letters::from_iter([
            ('A', "doj".to_owned()),
            ('b', "y".repeat(5_000)),
            ('c', "doj".to_owned()),
        ]),
        unfolded: (0..5_000).map(|index| vec![format!("{index}")]).collect(),
        path: vec!["deep".to_owned(); 20_000],
        ..Session::default()
    };
    home.store.save("shipped", &saved).unwrap();
    let kept = home.saved("shipped");
    assert_eq!((kept.recents.len(), kept.queries.len(), kept.unfolded.len()), (50, 200, 2_000));
    assert_eq!((kept.recents[1].as_str(), kept.queries[0].as_str()), ("1", "0"));
    assert_eq!(kept.marks, Letters::from_iter([('c', "doj".to_owned())]));
    assert_eq!(kept.path, words(&[]));
}

#[test]
fn the_data_files_that_were_left_the_longest_ago_are_forgotten() {
    let mut remembered = Remembered::default();
    for index in 0..102_u64 {
        // The clock is set back in the middle: what was saved last is the newest all the same.
        let now = if index < 50 { 1_000_000 + index } else { 5 };
        remembered.remember(&index.to_string(), &queries(&["x"]), now);
    }
    let text = remembered.into_text().unwrap();
    let is_kept = |index: &u64| text.contains(&format!("\n    \"{index}\": "));
    let forgotten: Vec<u64> = (0..102).filter(|index| !is_kept(index)).collect();
    assert_eq!(forgotten, [0, 1], "{text}");
}

#[test]
fn a_state_never_outgrows_what_is_read() {
    // A data file takes as much as it may, in characters of those that are written out the longest.
    let many = |count: usize, room: usize| {
        let signs = "\u{202e}".repeat((room - 10) / 3);
        (0..count).map(move |index| format!("{index}{signs}")).collect::<Vec<_>>()
    };
    let saved = Session {
        unfolded: many(2_000, 70).into_iter().map(|word| vec![word]).collect(),
        path: many(95, 500),
        recents: many(50, 500),
        marks: ('a'..='z').zip(many(26, 500)).collect(),
        ..Session::default()
    };
    let mut remembered = Remembered::default();
    for (key, now) in [("a", 1), ("b", 2), ("c", 3)] {
        let saved = Session { queries: [words(&[key]), many(199, 500)].concat(), ..saved.clone() };
        remembered.remember(key, &saved, now);
        let text = remembered.into_text().unwrap();
        assert!(text.len() as u64 <= file::LARGEST, "{key}: {}", text.len());
        assert!(text.len() as u64 > file::LARGEST / 2, "{key}: {}", text.len());
        remembered = Remembered::parse(&text).unwrap();
        assert!(text.contains(&format!("\n    \"{key}\": ")), "the newest is never forgotten: {key}");
    }
    assert_eq!(remembered.of("a"), Session::default());
}
