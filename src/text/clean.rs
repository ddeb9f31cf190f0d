//! Decides which characters may be shown, and replaces the others.
//!
//! Text for copies and pipes keeps every letter as written. Characters that act on a terminal become visible signs: a
//! control picture (`␛`) for C0 and DEL, `<U+202E>` for the rest. In ASCII the C0 signs are `^[`, as in `cat -v` and
//! `less`. Text for the screen has such a sign for every invisible character, except five kinds that are dropped,
//! because ordinary text has them, terminals disagree on their width, and the text reads well without: variation
//! selectors and skin tones after a pictograph, the joiner between pictographs, a selector after an ideograph, ZWJ or
//! ZWNJ after a letter of a script that uses them, and soft hyphens and zero-width spaces within a word. Flags become
//! their two letters, halfwidth sound marks full ones.
//!
//! The invariant: cleaning clean text changes nothing, and each cluster for cells has 1 to [`MAX_CLUSTER`] characters
//! and at least one cell.
//!
//! Crates that strip escape sequences drop them silently, keep C1 and bidirectional overrides, and do not measure
//! cells.

use std::fmt::Write as _;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{
    Glyphs,
    ascii::{ascii_addresses_into, ascii_into},
};

const MAX_MARKS: usize = 4;

/// How many characters one cluster may have; the longest Sanskrit conjuncts have eleven.
const MAX_CLUSTER: usize = 16;

/// Whether the character is visible and does not act on a terminal.
pub(crate) fn is_seen(c: char) -> bool {
    matches!(class_of(c), CharClass::Plain | CharClass::Joining | CharClass::Mark)
}

/// The invisible characters of a text that ordinary text does not need there, with their places.
pub(crate) fn hidden_in(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().filter(|&(at, c)| match class_of(c) {
        CharClass::Plain
        | CharClass::Joining
        | CharClass::Mark
        | CharClass::Replaced
        | CharClass::SkinTone => false,
        CharClass::Control => !matches!(c, '\n' | '\r' | '\t'),
        CharClass::Hidden => is_break(c) || !is_prepended(c) && !is_ornament(text, at, c),
    })
}

/// A quick check whether `text` is clean; if not, [`clean_into`] has to check.
pub(super) fn is_plainly_clean(text: &str, glyphs: Glyphs) -> bool {
    is_printable_ascii(text.as_bytes()) || glyphs != Glyphs::Ascii && text.chars().all(|c| !joins(c))
}

/// One line of text as written, with signs for what would act on a terminal.
pub(super) fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    clean_into(&mut clean, text, Glyphs::AsWritten);
    clean
}

pub(super) fn clean_into(out: &mut String, text: &str, glyphs: Glyphs) {
    if is_printable_ascii(text.as_bytes()) {
        return out.push_str(text);
    }
    match glyphs {
        Glyphs::Unicode => clean_for_cells(out, text, glyphs),
        Glyphs::AsWritten => keep_letters(out, text),
        Glyphs::Ascii => ascii_addresses_into(out, text, |out, text| {
            let mut clean = String::new();
            clean_for_cells(&mut clean, text, glyphs);
            ascii_into(out, &clean);
        }),
    }
}

fn clean_for_cells(out: &mut String, text: &str, glyphs: Glyphs) {
    let start = out.len();
    if replace_hidden(out, text, glyphs) {
        let joined = out.split_off(start);
        limit_clusters(out, &joined, glyphs);
    }
}

/// Appends `text` with signs only for what acts on a terminal or ends a line.
fn keep_letters(out: &mut String, text: &str) {
    for c in text.replace("\r\n", " ").chars() {
        match c {
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => push_sign(out, c, Glyphs::AsWritten),
            _ if c.is_control() => push_sign(out, c, Glyphs::AsWritten),
            _ => out.push(c),
        }
    }
}

/// Checks a block of bytes at a time without branching, so that the compiler vectorizes it.
fn is_printable_ascii(bytes: &[u8]) -> bool {
    bytes.chunks(32).all(|chunk| chunk.iter().fold(true, |all, byte| all & (0x20..0x7f).contains(byte)))
}

/// Appends `text` character by character; returns whether any can join its neighbour in a cluster.
fn replace_hidden(out: &mut String, text: &str, glyphs: Glyphs) -> bool {
    let mut joined = false;
    // Whether the last character can carry a mark. A sign must not: the mark would seem to belong to it.
    let mut base = false;
    for (at, c) in text.char_indices() {
        let class = class_of(c);
        match class {
            CharClass::Plain | CharClass::Joining => {
                joined |= class == CharClass::Joining;
                base = true;
                out.push(c);
            }
            CharClass::Mark if base => {
                joined = true;
                out.push(c);
            }
            CharClass::Control if matches!(c, '\t' | '\n' | '\r') => {
                // The two characters of a DOS line end are one space.
                if !(c == '\n' && text[..at].ends_with('\r')) {
                    out.push(' ');
                }
                base = true;
            }
            CharClass::Replaced => {
                out.extend(replacement(c));
                base = true;
            }
            CharClass::Hidden | CharClass::SkinTone if is_ornament(text, at, c) => {}
            CharClass::Control | CharClass::Hidden | CharClass::SkinTone | CharClass::Mark => {
                push_sign(out, c, glyphs);
                base = false;
            }
        }
    }
    joined
}

/// Appends `text` with clusters cut to the limits; one sign counts what was cut.
fn limit_clusters(out: &mut String, text: &str, glyphs: Glyphs) {
    let mut kept = String::new();
    for cluster in text.graphemes(true) {
        if cluster.chars().nth(1).is_none() && cluster.width() > 0 {
            out.push_str(cluster);
            continue;
        }
        let (mut marks, mut over) = (0, 0);
        kept.clear();
        // Composed, for terminals that cannot combine characters.
        for (count, c) in cluster.nfc().enumerate() {
            marks = if is_mark(c) { marks + 1 } else { 0 };
            if over > 0 || marks > MAX_MARKS || count >= MAX_CLUSTER {
                over += 1;
            } else {
                kept.push(c);
            }
        }
        // A vowel or final consonant of Hangul has no cell but joins only Hangul, so the result may have no cell.
        if kept.width() == 0 {
            kept.chars().for_each(|c| push_sign(out, c, glyphs));
        } else {
            out.push_str(&kept);
        }
        if over > 0 {
            write!(out, "<+{over}>").expect("writing to a string cannot fail");
        }
    }
}

fn push_sign(out: &mut String, c: char, glyphs: Glyphs) {
    match (c, glyphs) {
        ('\0'..='\u{1f}', Glyphs::Unicode | Glyphs::AsWritten) => {
            out.extend(char::from_u32(0x2400 + u32::from(c)));
        }
        ('\u{7f}', Glyphs::Unicode | Glyphs::AsWritten) => out.push('\u{2421}'),
        ('\0'..='\u{1f}' | '\u{7f}', Glyphs::Ascii) => {
            out.push('^');
            out.push(char::from(c as u8 ^ 0x40));
        }
        (_, Glyphs::Unicode | Glyphs::AsWritten | Glyphs::Ascii) => {
            write!(out, "<U+{:04X}>", u32::from(c)).expect("writing to a string cannot fail");
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CharClass {
    Plain,
    /// The same, but it may join its neighbour's cluster: leading consonants of Hangul, vowels of Thai, Lao and Kirat Rai.
    Joining,
    /// Written upon the character before it: shown upon a base only.
    Mark,
    Control,
    /// Invisible, or without an agreed look: format characters, private use, noncharacters.
    Hidden,
    /// Shown as another character, see [`replacement`].
    Replaced,
    /// Colours the pictograph before it.
    SkinTone,
}

fn class_of(c: char) -> CharClass {
    match c {
        ' '..='~'
        | '\u{a0}'..='\u{ac}'
        | '\u{ae}'..='\u{2ff}'
        | '\u{2010}'..='\u{2027}'
        | '\u{4e00}'..='\u{9fff}' => CharClass::Plain,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => CharClass::Control,
        _ if replacement(c).is_some() => CharClass::Replaced,
        '\u{1f3fb}'..='\u{1f3ff}' => CharClass::SkinTone,
        _ if is_hidden(c) => CharClass::Hidden,
        _ if is_mark(c) => CharClass::Mark,
        '\u{1100}'..='\u{115f}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{e33}'
        | '\u{eb3}'
        | '\u{16d63}'
        | '\u{16d67}'..='\u{16d6a}' => CharClass::Joining,
        _ => CharClass::Plain,
    }
}

/// A replacement on whose width terminals agree: the letter for a regional indicator, and the full-width sound mark
/// for the half-width one, which has a cell in terminals but sometimes not in Unicode's tables.
fn replacement(c: char) -> Option<char> {
    match c {
        '\u{1f1e6}'..='\u{1f1ff}' => char::from_u32(u32::from('A') + u32::from(c) - 0x1f1e6),
        '\u{ff9e}' => Some('\u{309b}'),
        '\u{ff9f}' => Some('\u{309c}'),
        _ => None,
    }
}

/// Unicode's format characters (Cf), default ignorables, line and paragraph separators, private use, noncharacters,
/// and what joins the character after it.
fn is_hidden(c: char) -> bool {
    matches!(u32::from(c),
        0xad | 0x34f | 0x61c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f
        | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164
        | 0xe000..=0xf8ff | 0xfdd0..=0xfdef | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
        | 0x13430..=0x1343f | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0xe0000..=0x0010_ffff)
        || u32::from(c) & 0xfffe == 0xfffe
        || is_prepended(c)
}

/// Number signs of Arabic and Syriac, and a few letters of historic scripts: visible, but a cluster may have any
/// number of them before its base, and terminals disagree on their width.
fn is_prepended(c: char) -> bool {
    matches!(u32::from(c),
        0x600..=0x605 | 0x6dd | 0x70f | 0x890..=0x891 | 0x8e2 | 0xd4e | 0x110bd | 0x110c2..=0x110c3 | 0x110cd
        | 0x111c2..=0x111c3 | 0x113d1 | 0x1193f | 0x11941 | 0x11a3a | 0x11a84..=0x11a89 | 0x11d46 | 0x11f02)
}

/// Whether `c` may join its neighbour's cluster, or is not shown as it is.
pub(super) fn joins(c: char) -> bool {
    class_of(c) != CharClass::Plain
}

fn is_mark(c: char) -> bool {
    is_combining_mark(c) || c.width().unwrap_or(0) == 0
}

/// Whether a hidden character or skin tone only changes the look of its neighbours, as in ordinary text.
fn is_ornament(text: &str, at: usize, c: char) -> bool {
    let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
    let Some(previous) = before.chars().next_back() else { return false };
    let next = after.chars().next();
    let of_pictograph = is_pictograph(previous);
    match c {
        '\u{fe0e}' | '\u{fe0f}' => {
            of_pictograph || (matches!(previous, '0'..='9' | '#' | '*') && next == Some('\u{20e3}'))
        }
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => is_ideograph(previous),
        '\u{1f3fb}'..='\u{1f3ff}' => of_pictograph,
        '\u{200d}' if next.is_some_and(is_pictograph) => {
            of_pictograph || matches!(previous, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
        }
        '\u{200c}' | '\u{200d}' => is_of_joining_script(previous),
        // The flag of a region is a black flag with a code.
        '\u{e0030}'..='\u{e007f}' => matches!(previous, '\u{1f3f4}' | '\u{e0030}'..='\u{e007a}'),
        // Pasted text has them. Within a word they mark where it may be broken, which wrapping does without them.
        _ if is_break(c) => {
            let is_of_word = |c: char| c.is_alphanumeric() || is_mark(c);
            is_of_word(previous) && next.is_some_and(is_of_word)
        }
        _ => false,
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn is_pictograph(c: char) -> bool {
    matches!(u32::from(c),
        0xa9 | 0xae | 0x203c | 0x2049 | 0x2122 | 0x2139 | 0x2190..=0x21ff | 0x2300..=0x23ff | 0x24c2
        | 0x25a0..=0x27bf | 0x2900..=0x297f | 0x2b00..=0x2bff | 0x3030 | 0x303d | 0x3297 | 0x3299
        | 0x1f000..=0x1f1e5 | 0x1f200..=0x1f3fa | 0x1f400..=0x1faff)
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// Arabic, Syriac, N'Ko, Mandaic, the scripts of India, Myanmar, Khmer and Mongolian.
fn is_of_joining_script(c: char) -> bool {
    matches!(u32::from(c),
        0x620..=0x6ff | 0x710..=0x77f | 0x7c0..=0x7ff | 0x840..=0x85f | 0x8a0..=0x8ff | 0x900..=0xdff
        | 0x1000..=0x109f | 0x1780..=0x17ff | 0x1810..=0x18af | 0xfb50..=0xfdcf | 0xfe70..=0xfefc)
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::{CharClass, class_of, clean_into, joins};
    use crate::text::{Glyphs, width};

    fn clean(text: &str, glyphs: Glyphs) -> String {
        let mut out = String::new();
        clean_into(&mut out, text, glyphs);
        out
    }

    #[test]
    fn hidden_characters_become_signs() {
        for (text, unicode, ascii) in [
            ("a\u{1b}[31m", "a␛[31m", "a^[[31m"),
            ("\0\u{7}\u{8}", "␀␇␈", "^@^G^H"),
            ("\u{7f}", "␡", "^?"),
            ("a\tb\nc\r\n", "a b c ", "a b c "),
            ("\u{9b}31m", "<U+009B>31m", "<U+009B>31m"),
            ("\u{85}", "<U+0085>", "<U+0085>"),
            ("a\u{2028}b\u{2029}", "a<U+2028>b<U+2029>", "a<U+2028>b<U+2029>"),
            ("\u{202e}gpj", "<U+202E>gpj", "<U+202E>gpj"),
            ("\u{2066}\u{2069}", "<U+2066><U+2069>", "<U+2066><U+2069>"),
            ("\u{200e}\u{200f}\u{61c}", "<U+200E><U+200F><U+061C>", "<U+200E><U+200F><U+061C>"),
            ("a\u{200b}b", "ab", "ab"),
            ("a\u{200c}b\u{200d}", "a<U+200C>b<U+200D>", "a<U+200C>b<U+200D>"),
            ("\u{2060}\u{feff}", "<U+2060><U+FEFF>", "<U+2060><U+FEFF>"),
            ("co\u{ad}op", "coop", "coop"),
            ("co\u{ad} op", "co<U+00AD> op", "co<U+00AD> op"),
            ("\u{e0001}\u{e0041}", "<U+E0001><U+E0041>", "<U+E0001><U+E0041>"),
            ("\u{fff9}a\u{fffb}", "<U+FFF9>a<U+FFFB>", "<U+FFF9>a<U+FFFB>"),
            ("a\u{fe0f}", "a<U+FE0F>", "a<U+FE0F>"),
            ("\u{ffff}\u{fdd0}", "<U+FFFF><U+FDD0>", "<U+FFFF><U+FDD0>"),
            ("\u{e000}\u{10ffff}", "<U+E000><U+10FFFF>", "<U+E000><U+10FFFF>"),
            ("\u{3164}", "<U+3164>", "<U+3164>"),
            ("\u{301}a", "<U+0301>a", "<U+0301>a"),
            ("|\u{1161}", "|<U+1161>", "|<U+1161>"),
            ("\u{200b}\u{301}", "<U+200B><U+0301>", "<U+200B><U+0301>"),
        ] {
            assert_eq!(clean(text, Glyphs::Unicode), unicode, "{text:?}");
            assert_eq!(clean(text, Glyphs::Ascii), ascii, "{text:?} in ASCII");
        }
    }

    #[test]
    fn honest_text_stays_readable() {
        for (text, shown) in [
            ("Énergie — “quoted” …", "Énergie — “quoted” …"),
            ("漢字とかな 한국어", "漢字とかな 한국어"),
            ("שלום עולם", "שלום עולם"),
            ("e\u{301}", "é"),
            ("q\u{301}", "q\u{301}"),
            ("می\u{200c}خواهم", "میخواهم"),
            ("क्\u{200d}ष", "क्ष"),
            ("ब\u{200c}\u{200c}ब", "ब<U+200C>ब"),
            ("葛\u{e0100}城", "葛城"),
            ("❤\u{fe0f} ⚠\u{fe0f}", "❤ ⚠"),
            ("❤\u{fe0f}\u{fe0f}", "❤<U+FE0F>"),
            ("👍🏽", "👍"),
            ("a🏽", "a<U+1F3FD>"),
            ("👨\u{200d}👩\u{200d}👧", "👨👩👧"),
            ("🏳\u{fe0f}\u{200d}🌈", "🏳🌈"),
            ("🇺🇸", "US"),
            ("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", "🏴"),
            ("🏴\u{e0067}a\u{e007f}", "🏴a<U+E007F>"),
            ("ｶﾞ", "ｶ゛"),
            ("1\u{fe0f}\u{20e3}", "1\u{20e3}"),
            ("कार्त्स्न्य", "कार्त्स्न्य"),
        ] {
            assert_eq!(clean(text, Glyphs::Unicode), shown, "{text:?}");
        }
    }

    #[test]
    fn prose_takes_tabs_and_line_ends_for_spaces() {
        assert_eq!(clean("a\tb\r\nc\nd\u{b}", Glyphs::Unicode), "a b c d␋");
    }

    #[test]
    fn what_was_cleaned_is_clean() {
        for text in [" ᅡᆨ\u{94d}\u{301}\u{301}ำ", "\u{1161}\u{e33}\u{301}\u{301}\u{301}\u{301}\u{301}"]
        {
            for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
                let once = clean(text, glyphs);
                assert_eq!(clean(&once, glyphs), once, "{text:?}");
            }
        }
    }

    #[test]
    fn a_cluster_is_bounded() {
        let marks = format!("q{}z", "\u{301}".repeat(1000));
        assert_eq!(clean(&marks, Glyphs::Unicode), "q\u{301}\u{301}\u{301}\u{301}<+996>z");
        for endless in ["\u{1100}", "क्", "क्\u{200c}", "\u{e33}", "\u{d4e}", "ｶﾞ", "ﾞ", "👍🏽\u{200d}"]
        {
            let text = clean(&endless.repeat(500), Glyphs::Unicode);
            for cluster in text.graphemes(true) {
                assert!(cluster.chars().count() <= super::MAX_CLUSTER, "{endless:?}: {cluster:?}");
            }
        }
    }

    /// All of Unicode but the planes where nothing is assigned and those for private use, but for their edges.
    fn every_character() -> impl Iterator<Item = char> {
        ('\0'..'\u{34000}').chain('\u{dff00}'..'\u{f0100}').chain('\u{10ff00}'..=char::MAX)
    }

    #[test]
    fn every_character_is_seen_and_settled() {
        for c in every_character() {
            let text = c.to_string();
            let once = clean(&text, Glyphs::Unicode);
            assert!(width(&once) > 0, "{c:?} has no width");
            assert_eq!(clean(&once, Glyphs::Unicode), once, "{c:?} is not settled");
            assert!(
                once.chars().all(|c| matches!(class_of(c), CharClass::Plain | CharClass::Joining)),
                "{c:?} leaks as {once:?}"
            );
        }
    }

    #[test]
    fn what_does_not_join_stands_alone() {
        let stands_alone = |c: char| {
            let between = ['a', c, c, 'a', '😀', c, 'क'];
            String::from_iter(between).graphemes(true).count() == between.len()
        };
        let wrong: Vec<_> = every_character()
            .filter(|&c| !joins(c) && !stands_alone(c))
            .map(|c| format!("{:x}", u32::from(c)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
