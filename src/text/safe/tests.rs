//! Text that is made safe, cut, padded and marked.

#![expect(clippy::single_range_in_vec_init, reason = "a list of one range is what is meant")]

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::{SafeProse, SafeText};
use crate::dice::{Dice, cases};
use crate::text::{Glyphs, width};

#[test]
fn borrows_what_needs_no_change() {
    for text in ["", "plain", "Énergie — “quoted”", "漢字", "שלום", "हिन्दी", "q\u{301}"]
    {
        assert!(matches!(SafeText::line(text).0, Cow::Borrowed(_)), "{text:?}");
    }
}

#[test]
fn truncates_at_clusters() {
    for (text, width, unicode, ascii) in [
        ("abc", 3, "abc", "abc"),
        ("abcdef", 5, "abcd…", "ab..."),
        ("ab cdef", 4, "ab…", "a..."),
        ("漢字漢字", 6, "漢字…", "漢..."),
        ("漢字", 2, "…", ".."),
        ("abc", 1, "…", "."),
        ("abc", 0, "", ""),
        ("q\u{301}q\u{301}q\u{301}q\u{301}q", 4, "q\u{301}q\u{301}q\u{301}…", "q\u{301}..."),
    ] {
        let safe = SafeText::line(text);
        assert_eq!(safe.truncate(width, Glyphs::Unicode).as_str(), unicode, "{text:?} to {width}");
        assert_eq!(safe.truncate(width, Glyphs::Ascii).as_str(), ascii, "{text:?} to {width} in ASCII");
    }
}

#[test]
fn pads_by_cells() {
    assert_eq!(SafeText::line("漢").pad_end(4).as_str(), "漢  ");
    assert_eq!(SafeText::line("long").pad_end(2).as_str(), "long");
}

#[test]
fn marks_move_with_the_text() {
    for (text, ranges, marked) in [
        ("a task force", vec![2..6], vec!["task"]),
        ("\u{1b}task force", vec![1..5, 6..11], vec!["task", "force"]),
        ("Énergie", vec![0..1], vec!["É"]),
        ("cafe\u{301}s", vec![0..4], vec!["café"]),
        ("abc", vec![1..3, 0..2, 9..12, 2..2], vec!["abc"]),
        ("漢字", vec![4..5, 5..6], vec!["字"]),
    ] {
        let (safe, moved) = SafeText::marked(text, &ranges, Glyphs::Unicode);
        let found: Vec<_> = moved.into_iter().map(|r| &safe.as_str()[r]).collect();
        assert_eq!(found, marked, "{text:?} at {ranges:?}");
    }
}

/// Whether each character may reach a terminal and each cluster has a cell there.
pub(in crate::text) fn is_shown(text: &str) -> bool {
    let is_raw = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}'
                | '\u{e0000}'..)
    };
    !text.contains(is_raw) && text.graphemes(true).all(|cluster| width(cluster) > 0)
}

/// Text that is rich in what a terminal must not see.
fn hostile(dice: &mut Dice) -> String {
    const ODD: &[char] = &[
        '\u{1b}',
        '\u{9b}',
        '\r',
        '\n',
        '\t',
        '\u{7f}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{202e}',
        '\u{2069}',
        '\u{fe0f}',
        '\u{301}',
        '\u{20e3}',
        '\u{1f3fd}',
        '\u{1f1fa}',
        '👍',
        '👩',
        'क',
        '\u{94d}',
        'ﾞ',
        'ｶ',
        '\u{1100}',
        '\u{1161}',
        '漢',
        'ی',
        '1',
        ' ',
        'a',
        '\u{e0041}',
        '\u{e33}',
        '\u{d4e}',
        '\u{ac00}',
        '\u{11a8}',
    ];
    let character = |dice: &mut Dice| if dice.once_in(4) { dice.character() } else { dice.one_of(ODD) };
    (0..dice.below(60)).map(|_| character(dice)).collect()
}

#[test]
fn nothing_raw_leaks() {
    cases(600, |dice| {
        let text = hostile(dice);
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            let safe = SafeText::line_in(&text, glyphs);
            assert!(is_shown(safe.as_str()), "{:?}", safe.as_str());
            let again = SafeText::line_in(safe.as_str(), glyphs);
            assert_eq!(again.as_str(), safe.as_str());
        }
    });
}

#[test]
fn truncation_keeps_to_its_width() {
    cases(600, |dice| {
        let (text, width) = (hostile(dice), dice.below(40));
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            let safe = SafeText::line_in(&text, glyphs);
            let cut = safe.truncate(width, glyphs);
            assert!(cut.width() <= width, "{:?}", cut.as_str());
            let again = SafeText::line_in(cut.as_str(), glyphs);
            assert_eq!(&again, &cut);
        }
    });
}

#[test]
fn marks_fall_between_clusters() {
    cases(600, |dice| {
        let (text, from) = (hostile(dice), dice.below(80));
        let (safe, ranges) = SafeText::marked(&text, &[from..from + dice.below(20)], Glyphs::Unicode);
        for range in ranges {
            assert!(safe.as_str().get(range).is_some());
        }
        let again = SafeText::line(safe.as_str());
        assert_eq!(&again, &safe);
    });
}

#[test]
fn line_ends_stay_and_nothing_else_that_acts() {
    for (text, safe) in [
        ("one\ntwo\n", "one\ntwo\n"),
        ("one\r\n\ntwo", "one\n\ntwo"),
        ("rm -rf /\u{1b}[201~\rx\u{202e}\u{9b}", "rm -rf /␛[201~ x<U+202E><U+009B>"),
        ("", ""),
    ] {
        assert_eq!(SafeProse::of(text).as_str(), safe, "{text:?}");
    }
}
