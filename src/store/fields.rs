//! RON taken apart one level at a time: fields, elements and their places, so that one bad value spoils no other.
//!
//! The `ron` crate does the reading; this module asks it for raw values, whose places are those of their text within
//! the file. What the fields mean is not known here.

use std::fmt;

use ron::Options;
use ron::error::{Position, SpannedError};
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

/// A value as it is written, with its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Raw<'s> {
    /// Where it begins, in bytes of the file.
    pub(super) at: usize,
    text: &'s str,
}

/// A field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field<'s> {
    pub(super) name: &'s str,
    /// Where the name is, in bytes of the file.
    pub(super) at: usize,
    pub(super) value: Raw<'s>,
}

/// The fields of the record that a file is, up to where its syntax is lost: there, and why.
pub(super) fn fields_of(source: &str) -> (Vec<Field<'_>>, Option<(usize, String)>) {
    let mut read = Vec::new();
    let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let lost = options.from_str_seed(source, Record(&mut read)).err();
    let fields = read.into_iter().map(|(name, value)| {
        let at = offset(source, name);
        Field { name, at, value: Raw::new(source, value) }
    });
    // A file of nothing but comments says nothing, which is no mistake.
    let says_nothing = source[blank(source)..].is_empty();
    let lost = lost.filter(|_| !says_nothing).map(|error| in_words(source, &error));
    (fields.collect(), lost)
}

impl<'s> Raw<'s> {
    fn new(source: &str, value: &'s RawValue) -> Self {
        let text = value.get_ron();
        let before = blank(text);
        Raw { at: offset(source, text) + before, text: &text[before..] }
    }

    /// The value as a Rust one; `None` where it is of another type.
    pub(super) fn read<T: Deserialize<'s>>(self) -> Option<T> {
        ron::from_str(self.text).ok()
    }

    /// The elements of a list; `None` where it is something else.
    pub(super) fn elements(self, source: &str) -> Option<Vec<Raw<'s>>> {
        let elements: Vec<&RawValue> = self.read()?;
        Some(elements.into_iter().map(|element| Raw::new(source, element)).collect())
    }

    /// The keys and values of a map; `None` where it is something else.
    pub(super) fn pairs(self, source: &str) -> Option<Vec<(Raw<'s>, Raw<'s>)>> {
        let Pairs(pairs) = self.read()?;
        Some(pairs.into_iter().map(|(key, value)| (Raw::new(source, key), Raw::new(source, value))).collect())
    }

    /// The first line of the value, as it is written.
    pub(super) fn first_line(self) -> &'s str {
        self.text.lines().next().unwrap_or_default().trim_end()
    }
}

/// Where a file cannot be read, in bytes, and what the `ron` crate has to say about it, for a person.
pub(super) fn in_words(source: &str, error: &SpannedError) -> (usize, String) {
    use ron::Error as Code;
    let lacks_what_follows = matches!(
        error.code,
        Code::Eof
            | Code::ExpectedArrayEnd
            | Code::ExpectedComma
            | Code::ExpectedMapColon
            | Code::ExpectedMapEnd
            | Code::ExpectedStringEnd
            | Code::ExpectedStructLikeEnd
            | Code::UnclosedBlockComment
    );
    if lacks_what_follows && source[byte_of(source, error.span.end)..].trim().is_empty() {
        return (source.trim_end().len(), "the file ends before it is whole".to_owned());
    }
    let message = if error.code == Code::ExpectedRawValue {
        "expected a value".to_owned()
    } else if error.code == Code::ExceededRecursionLimit {
        "the values are nested too deeply".to_owned()
    } else {
        uncapitalised(&error.code.to_string())
    };
    let start = byte_of(source, error.span.start);
    (start + blank(&source[start..]), message)
}

fn uncapitalised(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(char::to_lowercase);
    first.map_or_else(String::new, |first| first.chain(letters).collect())
}

/// Where a part of the source begins in it.
fn offset(source: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(source.as_ptr().addr()).min(source.len())
}

fn byte_of(source: &str, place: Position) -> usize {
    let lines: usize = source.split_inclusive('\n').take(place.line.saturating_sub(1)).map(str::len).sum();
    let before = source[lines..].chars().take(place.col.saturating_sub(1));
    lines + before.map(char::len_utf8).sum::<usize>()
}

/// How much of the text is blanks and comments, in bytes, before something else comes.
fn blank(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
        } else if rest.starts_with("/*") {
            rest = after_comment(rest);
        } else {
            return text.len() - rest.len();
        }
    }
}

/// What comes after the block comment that begins here; they nest.
fn after_comment(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find(['/', '*']) {
        rest = &rest[at..];
        let (change, length) = match rest.get(..2) {
            Some("/*") => (1, 2),
            Some("*/") => (-1, 2),
            _ => (0, 1),
        };
        depth = depth.saturating_add_signed(change);
        rest = &rest[length..];
        if depth == 0 {
            return rest;
        }
    }
    ""
}

/// Collects the fields of a record into a list, which keeps those that were read where the rest cannot be.
struct Record<'l, 's>(&'l mut Vec<(&'s str, &'s RawValue)>);

impl<'s> DeserializeSeed<'s> for Record<'_, 's> {
    type Value = ();

    fn deserialize<D: Deserializer<'s>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_struct("Config", &[], self)
    }
}

impl<'s> Visitor<'s> for Record<'_, 's> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a record of fields in round brackets")
    }

    fn visit_map<A: MapAccess<'s>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key()? {
            self.0.push((name, map.next_value()?));
        }
        Ok(())
    }
}

/// The name of a field.
struct Name<'s>(&'s str);

impl<'s> Deserialize<'s> for Name<'s> {
    fn deserialize<D: Deserializer<'s>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowed;

        impl<'s> Visitor<'s> for Borrowed {
            type Value = Name<'s>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_borrowed_str<E: Error>(self, name: &'s str) -> Result<Name<'s>, E> {
                Ok(Name(name))
            }
        }

        deserializer.deserialize_identifier(Borrowed)
    }
}

/// The pairs of a map in the order of the file, twice the same key included.
struct Pairs<'s>(Vec<(&'s RawValue, &'s RawValue)>);

impl<'s> Deserialize<'s> for Pairs<'s> {
    fn deserialize<D: Deserializer<'s>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'s> Visitor<'s> for InOrder {
            type Value = Pairs<'s>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a map in curly brackets")
            }

            fn visit_map<A: MapAccess<'s>>(self, mut map: A) -> Result<Pairs<'s>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_places_behind_comments() {
        let source = "// all mine\n(\n  a: /* b: /* 1 */ */ 2, // c\n  é: [ // d\n \"x\", /**/ \"y\" ],\n)";
        let (fields, lost) = fields_of(source);
        assert_eq!(lost, None);
        let [a, e] = fields.as_slice() else { panic!("{fields:?}") };
        assert_eq!((a.name, a.value.read::<u8>(), a.value.at), ("a", Some(2), source.find("2,").unwrap()));
        assert_eq!((e.name, e.at), ("é", source.find('é').unwrap()));
        let elements = e.value.elements(source).unwrap();
        let read: Vec<_> = elements.iter().map(|raw| (raw.at, raw.read::<String>().unwrap())).collect();
        let expected = ["x", "y"].map(|text| (source.find(&format!("\"{text}")).unwrap(), text.to_owned()));
        assert_eq!(read, expected);
    }

    #[test]
    fn what_stands_before_lost_syntax_is_read() {
        let cases = [
            ("(a: 1, b: )", 1, 10, "unexpected"),
            ("(a: 1, b: 2", 2, 11, "the file ends before it is whole"),
            ("(a: 1 b: 2)", 1, 6, "expected comma"),
            ("(a: 1) é", 1, 7, "non-whitespace trailing"),
            ("{a: 1}", 0, 0, "expected opening `(`"),
            ("(((", 0, 1, "expected identifier"),
            ("7", 0, 0, "expected opening `(`"),
        ];
        for (source, count, at, message) in cases {
            let (fields, lost) = fields_of(source);
            let (found_at, found) = lost.unwrap();
            assert_eq!((fields.len(), found_at), (count, at), "{source}: {found}");
            assert!(found.starts_with(message), "{source}: {found}");
        }
    }

    #[test]
    fn a_file_that_says_nothing_is_no_mistake() {
        for source in ["", " \n", "// nothing", "/* /* */ */ // x\n", "()", "Config()"] {
            assert_eq!(fields_of(source), (Vec::new(), None), "{source}");
        }
    }

    #[test]
    fn the_pairs_of_a_map_keep_order_and_repetitions() {
        let source = "(k: { \"b\": 1, \"a\": [2], \"b\": 3 })";
        let (fields, _) = fields_of(source);
        let pairs = fields[0].value.pairs(source).unwrap();
        let keys: Vec<_> = pairs.iter().map(|(key, _)| key.read::<String>().unwrap()).collect();
        assert_eq!(keys, ["b", "a", "b"]);
        assert_eq!(pairs[1].1.first_line(), "[2]");
        assert_eq!(fields[0].value.elements(source), None);
    }
}
