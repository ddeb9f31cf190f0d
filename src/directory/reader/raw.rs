//! Values as they are written, taken apart one level at a time: for files in which one bad value is to spoil no other.
//!
//! What a value holds is read when it is asked for. What is told of a value is told with its place in the whole text.

use std::ops::Range;
use std::str::FromStr;

use super::{Lost, Read, Reader};
use crate::directory::problem::Problem;
use crate::directory::progress::Progress;
use crate::notation::quoted;

/// A value as it is written, with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Raw<'s> {
    /// The text in which it stands, up to its end.
    source: &'s str,
    /// Where it begins, in bytes of the text.
    pub(crate) at: usize,
}

/// Why something cannot be read as what it should be, and where, in bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) at: usize,
    pub(crate) message: String,
}

/// The names and values of the record that a text is, up to where its syntax is lost: there, and why.
pub(crate) fn fields_of(source: &str) -> (Vec<(Raw<'_>, Raw<'_>)>, Option<Mistake>) {
    let progress = Progress::default();
    let mut reader = Reader::new(source, &progress);
    let mut parts = Vec::new();
    let lost = reader.whole_record(&mut parts).err().map(|Lost| {
        if reader.at == source.len() {
            Mistake { at: source.trim_end().len(), message: "the file ends before it is whole".to_owned() }
        } else {
            reader.mistake().unwrap_or_default()
        }
    });
    (in_place(source, parts), lost)
}

impl<'s> Raw<'s> {
    /// The text of the value.
    pub(crate) fn text(self) -> &'s str {
        &self.source[self.at..]
    }

    /// The string, plain or in `Some(…)`; `what` says what is expected.
    pub(crate) fn string(self, what: &str) -> Result<String, Mistake> {
        self.read(what, |reader| {
            let string = reader.string(what)?;
            string.map(|span| reader.text(span).to_owned()).ok_or(Lost)
        })
    }

    /// The number, plain or in `Some(…)`.
    pub(crate) fn number<N: FromStr>(self, what: &str) -> Result<N, Mistake> {
        let text = self.text();
        let inner = text.strip_prefix("Some(").and_then(|inner| inner.strip_suffix(')')).unwrap_or(text);
        inner.trim().parse().map_err(|_| self.unlike(what))
    }

    /// `true` or `false`.
    pub(crate) fn boolean(self) -> Result<bool, Mistake> {
        self.text().parse().map_err(|_| self.unlike("`true` or `false`"))
    }

    /// The elements of a list.
    pub(crate) fn elements(self, what: &str) -> Result<Vec<Raw<'s>>, Mistake> {
        Ok(self.parts(b'[', what)?.into_iter().map(|(_, element)| element).collect())
    }

    /// The keys and values of a map in the order of the text, twice the same key included.
    pub(crate) fn pairs(self, what: &str) -> Result<Vec<(Raw<'s>, Raw<'s>)>, Mistake> {
        self.parts(b'{', what)
    }

    /// Says that this is not what was expected.
    pub(crate) fn unlike(self, what: &str) -> Mistake {
        let first_line = self.text().lines().next().unwrap_or_default().trim_end();
        Mistake { at: self.at, message: format!("expected {what}, found {}", quoted(first_line)) }
    }

    fn parts(self, bracket: u8, what: &str) -> Result<Vec<(Raw<'s>, Raw<'s>)>, Mistake> {
        let mut parts = Vec::new();
        self.read(what, |reader| reader.parts(bracket, what, &mut parts))?;
        Ok(in_place(self.source, parts))
    }

    /// Reads the value. What is wrong inside it is told there, and one of another kind as it is written.
    fn read<T>(self, what: &str, read: impl FnOnce(&mut Reader) -> Read<T>) -> Result<T, Mistake> {
        let progress = Progress::default();
        let mut reader = Reader::beginning(self.source, self.at, &progress);
        match (read(&mut reader), reader.mistake()) {
            (Ok(value), None) => Ok(value),
            (_, Some(mistake)) if mistake.at > self.at => Err(mistake),
            _ => Err(self.unlike(what)),
        }
    }
}

type Part = (Range<usize>, Range<usize>);

fn in_place(source: &str, parts: Vec<Part>) -> Vec<(Raw<'_>, Raw<'_>)> {
    let raw = |range: Range<usize>| Raw { source: &source[..range.end], at: range.start };
    parts.into_iter().map(|(name, value)| (raw(name), raw(value))).collect()
}

impl Reader<'_> {
    /// Takes apart the record that the whole text is. One of nothing but comments says nothing, which is no mistake.
    fn whole_record(&mut self, parts: &mut Vec<Part>) -> Read<()> {
        self.extensions()?;
        if self.at < self.source.len() {
            self.parts(b'(', "a record of fields in round brackets", parts)?;
        }
        self.end()
    }

    /// Adds what stands in the brackets here: values, with what stands before their colons where it is no list.
    fn parts(&mut self, bracket: u8, what: &str, parts: &mut Vec<Part>) -> Read<()> {
        let start = self.at;
        let Some(opened_at) = self.open(bracket, what)? else {
            self.at = start;
            return Err(Lost);
        };
        let closing = super::skip::closing(bracket);
        while !self.closes(closing, opened_at)? {
            let mut name = self.at..self.at;
            if bracket != b'[' {
                name = self.value_range()?;
                self.skip_blank()?;
                if self.peek() != Some(b':') {
                    let name = quoted(&self.source[name]);
                    return Err(self.unexpected(&format!("`:` after `{name}`")));
                }
                self.at += 1;
                self.skip_blank()?;
            }
            let value = self.value_range()?;
            parts.push((name, value));
            self.comma(closing, |_| false)?;
        }
        Ok(())
    }

    fn value_range(&mut self) -> Read<Range<usize>> {
        let start = self.at;
        self.skip_value()?;
        Ok(start..self.at)
    }

    /// The problem that was told last.
    fn mistake(&self) -> Option<Mistake> {
        let Problem { range, message, .. } = self.problems.last()?;
        Some(Mistake { at: range.start, message: message.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_places_behind_comments() {
        let source = "// all mine\n(\n  a: /* b: /* 1 */ */ 2, // c\n  e: [ // d\n \"x\", /**/ \"y\" ],\n)";
        let (fields, lost) = fields_of(source);
        assert_eq!(lost, None);
        let [(a, two), (e, list)] = fields.as_slice() else { panic!("{fields:?}") };
        assert_eq!((a.text(), two.number::<u8>(""), two.at), ("a", Ok(2), source.find("2,").unwrap()));
        assert_eq!((e.text(), e.at), ("e", source.find("e:").unwrap()));
        let elements = list.elements("").unwrap();
        let read: Vec<_> = elements.iter().map(|raw| (raw.at, raw.string("").unwrap())).collect();
        let expected = ["x", "y"].map(|text| (source.find(&format!("\"{text}")).unwrap(), text.to_owned()));
        assert_eq!(read, expected);
    }

    #[test]
    fn what_stands_before_lost_syntax_is_read() {
        let cases = [
            ("(a: 1, b: )", 1, 10, "expected a value, found `)`"),
            ("(a: 1, b: 2", 2, 11, "the file ends before it is whole"),
            ("(a: 1 b: 2)", 1, 6, "expected `,` or `)`, found `b`"),
            ("(a: 1) é", 1, 7, "expected the end of the file, found `é`"),
            ("(a: 1, b 2)", 1, 9, "expected `:` after `b`, found `2`"),
            ("{a: 1}", 0, 0, "expected a record of fields in round brackets, found a map"),
            ("(((", 0, 3, "the file ends before it is whole"),
            ("7", 0, 0, "expected a record of fields in round brackets, found a number"),
        ];
        for (source, count, at, message) in cases {
            let (fields, lost) = fields_of(source);
            let expected = Mistake { at, message: message.to_owned() };
            assert_eq!((fields.len(), lost), (count, Some(expected)), "{source}");
        }
    }

    #[test]
    fn what_is_wrong_inside_a_value_is_told_there() {
        let (fields, lost) = fields_of(r#"(a: "\q", b: [1 2], c: {"d" 2}, e: [1], f: Some("x"), g: None)"#);
        assert_eq!(lost, None);
        let value = |wanted: &str| fields.iter().find(|(name, _)| name.text() == wanted).unwrap().1;
        assert!(value("a").string("").unwrap_err().message.starts_with("this escape is not known"));
        assert_eq!(value("b").elements("").unwrap_err().message, "expected `,` or `]`, found `2`");
        assert_eq!(value("c").pairs("").unwrap_err().message, "expected `:` after `\"d\"`, found `2`");
        let Mistake { at, message } = value("e").pairs("a map").unwrap_err();
        assert_eq!((at, message.as_str()), (value("e").at, "expected a map, found [1]"));
        assert_eq!(value("f").string(""), Ok("x".to_owned()));
        assert_eq!(value("g").string("a string").unwrap_err().message, "expected a string, found None");
    }

    #[test]
    fn a_file_that_says_nothing_is_no_mistake() {
        for source in
            ["", " \n", "// nothing", "/* /* */ */ // x\n", "()", "Config()", "#![enable(implicit_some)] ()"]
        {
            assert_eq!(fields_of(source), (Vec::new(), None), "{source}");
        }
    }

    #[test]
    fn the_pairs_of_a_map_keep_order_and_repetitions() {
        let (fields, _) = fields_of("(k: { \"b\": 1, \"a\": [2], \"b\": 3 })");
        let pairs = fields[0].1.pairs("").unwrap();
        let keys: Vec<_> = pairs.iter().map(|(key, _)| key.string("").unwrap()).collect();
        assert_eq!(keys, ["b", "a", "b"]);
        assert_eq!(pairs[1].1.text(), "[2]");
    }
}
