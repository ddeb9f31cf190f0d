//! Messages for mistakes in RON, and pieces of data in messages.

use std::fmt::Write as _;

use ron::Error;
use unicode_segmentation::GraphemeCursor;
use unicode_width::UnicodeWidthChar as _;

use crate::text::hidden_in;

/// The message for an error of `ron`. `what` is the name of the expected record.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "it is an enum of `ron`, and most of it is about values of other types"
)]
pub(super) fn message_of(error: &Error, what: &str, found: &str) -> String {
    match error {
        Error::ExpectedString | Error::ExpectedByteString => match found.as_bytes() {
            [b'`', b'a'..=b'z' | b'A'..=b'Z', ..] | b"a number" => {
                format!("expected a string in quotes, found {found}")
            }
            _ => format!("expected a string, found {found}"),
        },
        Error::ExpectedArray => format!("expected a list, found {found}"),
        Error::ExpectedMap => format!("expected a map in braces, found {found}"),
        Error::ExpectedStructLike
        | Error::ExpectedNamedStructLike(_)
        | Error::ExpectedDifferentStructName { .. } => {
            format!("expected {what}, found {found}")
        }
        Error::ExpectedBoolean => format!("expected `true` or `false`, found {found}"),
        Error::ExpectedInteger | Error::IntegerOutOfBounds | Error::InvalidIntegerDigit { .. } => {
            format!("expected a whole number, found {found}")
        }
        Error::NoSuchEnumVariant { expected, found: word, .. } => {
            let near = nearest(word, expected.iter().copied());
            let hint = near.map_or(String::new(), |near| format!("; the nearest is `{near}`"));
            format!("expected {}, without quotes, found {found}{hint}", any_of(expected))
        }
        Error::NoSuchStructField { expected, found: name, .. } => {
            let hint = match nearest(name, expected.iter().copied()) {
                Some(near) => format!("; the nearest is `{near}`"),
                None => format!("; it has {}", expected.join(", ")),
            };
            format!("{what} has no field `{}`{hint}", quoted(name))
        }
        Error::InvalidEscape(_) => {
            "this escape is not known; RON has \\n \\r \\t \\0 \\\\ \\\" \\' \\x41 \\u{e9}".to_owned()
        }
        Error::ExpectedComma
        | Error::ExpectedArrayEnd
        | Error::ExpectedMapEnd
        | Error::ExpectedStructLikeEnd
        | Error::ExpectedOptionEnd => "this cannot be read as a value".to_owned(),
        Error::InvalidValueForType { expected, .. } => format!("expected {expected}, found {found}"),
        Error::ExceededRecursionLimit => "brackets are nested too deep here".to_owned(),
        Error::Message(message) => message.clone(),
        other => {
            let text = visible(&other.to_string());
            let mut letters = text.chars();
            letters.next().map_or(text.clone(), |first| first.to_lowercase().chain(letters).collect())
        }
    }
}

fn any_of(words: &[&str]) -> String {
    match words {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => words.concat(),
    }
}

pub(super) fn found_at(text: &str, at: usize) -> String {
    let rest = &text[at..];
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    match rest.chars().next() {
        None => "the end of the file".to_owned(),
        Some('"') => "a string".to_owned(),
        Some('[') => "a list".to_owned(),
        Some('{') => "a map".to_owned(),
        Some('(') => "a record".to_owned(),
        Some('\'') => "a character".to_owned(),
        Some('0'..='9' | '+' | '-' | '.') => "a number".to_owned(),
        Some(first) if is_word(first) => {
            let word = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
            match rest[word.len()..].chars().next() {
                Some('"' | '#') => "a string".to_owned(),
                _ => format!("`{}`", quoted(word)),
            }
        }
        Some(other) => format!("`{}`", quoted(other.encode_utf8(&mut [0; 4]))),
    }
}

/// A piece of data inside a message: at most 40 characters, as [`visible`] writes them.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => visible(&text[..cluster_start(text, end)]) + "...",
        None => visible(text),
    }
}

/// A piece of data with a code in place of each character that is invisible or acts on a terminal, as that may be the
/// mistake. A combining mark without a base is invisible.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut hidden = hidden_in(text).peekable();
    let mut has_base = false;
    for (at, c) in text.char_indices() {
        let is_hidden = hidden.next_if(|(hidden_at, _)| *hidden_at == at).is_some();
        if is_hidden || c.is_control() || (c.width() == Some(0) && !has_base) {
            let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            has_base = false;
        } else {
            shown.push(c);
            has_base = !c.is_whitespace();
        }
    }
    shown
}

/// The start of the grapheme cluster that has the character at `at`.
pub(crate) fn cluster_start(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
        Ok(true) | Err(_) => at,
    }
}

/// The name that `wanted` was probably meant for: at most a third of its letters differ.
pub(crate) fn nearest<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    const LONGEST: usize = 64;
    if wanted.is_empty() || wanted.len() > LONGEST {
        return None;
    }
    let lower = wanted.to_lowercase();
    let distance = |name: &str| match strsim::osa_distance(wanted, name) {
        distance if lower == wanted => distance,
        distance => distance.min(strsim::osa_distance(&lower, name)),
    };
    let letters = wanted.chars().count();
    let most = (letters / 3).max(1);
    names
        .into_iter()
        .filter(|name| name.len().abs_diff(wanted.len()) <= most * 4 && name.len() <= 2 * LONGEST)
        .map(|name| (distance(name), name))
        .filter(|(distance, _)| *distance <= most && *distance < letters)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// What a message says about the nearest name, if there is one.
pub(crate) fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| format!("; the nearest is \"{}\"", quoted(nearest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_written_upon_letters_of_the_same_text() {
        for text in [
            "ศูนย์ช่วยเหลือ",
            "मानव तस्करी",
            "مَكْتَب",
            "Trẻ em",
            "신고",
            "Cafe\u{301}",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "👍🏽",
            "🇺🇸",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "1\u{fe0f}\u{20e3}",
            "\u{600}123 \u{6dd}",
        ] {
            assert_eq!(visible(text), text);
        }
        for (text, expected) in [
            ("\u{301}a", "<U+0301>a"),
            (" \u{301}a", " <U+0301>a"),
            ("\u{1b}\u{301}", "<U+001B><U+0301>"),
            (" \u{200d}b\u{ad}", " <U+200D>b<U+00AD>"),
            ("a\u{202e}b", "a<U+202E>b"),
        ] {
            assert_eq!(visible(text), expected);
        }
    }

    #[test]
    fn a_long_piece_is_cut_before_a_whole_cluster() {
        for (cluster, kept) in [("👨\u{200d}👩\u{200d}👧", 8), ("🇺🇸", 20), ("ก\u{e34}\u{e48}", 13), ("a", 40)]
        {
            assert_eq!(quoted(&cluster.repeat(50)), cluster.repeat(kept) + "...");
        }
        let endless = format!("a{}", "\u{301}".repeat(100));
        assert_eq!(quoted(&endless), "...");
    }

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["doj", "state", "treasury", "victim-services"];
        let cases = [
            ("dojj", Some("doj")),
            ("treasurry", Some("treasury")),
            ("DOJ", Some("doj")),
            ("xyz", None),
            ("x", None),
            ("", None),
        ];
        for (wanted, expected) in cases.into_iter().chain([("victim-servcies", Some("victim-services"))]) {
            assert_eq!(nearest(wanted, names), expected, "{wanted}");
        }
    }
}
