//! JSON that is stable, easy to query, and safe to print: one value, its fields in a fixed order, and every character
//! that a reader would not see or that would act on a terminal written as its code.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use crate::text::is_seen;

/// What `--format json` writes, as a JSON Schema.
pub const SCHEMA: &str = include_str!("schema.json");

/// So much is gathered before it is written.
const GATHERED: usize = 1 << 16;

/// A value.
pub enum Json<'v> {
    /// Nothing.
    Null,
    /// Whether something is so.
    Bool(bool),
    /// How many.
    Number(usize),
    /// A text.
    Text(Cow<'v, str>),
    /// A list.
    List(Vec<Json<'v>>),
    /// A list that may be long: each value of it is made when it is written.
    Each(Box<dyn Iterator<Item = Json<'v>> + 'v>),
    /// Values by name, in this order.
    Object(Vec<Field<'v>>),
}

/// A value with its name.
pub(crate) type Field<'v> = (Cow<'v, str>, Json<'v>);

/// A value with its name.
pub(crate) fn field<'v>(name: &'v str, value: impl Into<Json<'v>>) -> Field<'v> {
    (Cow::Borrowed(name), value.into())
}

impl<'v> Json<'v> {
    /// A list of what can be a value.
    pub(crate) fn list(values: impl IntoIterator<Item = impl Into<Json<'v>>>) -> Self {
        // One by one, which is less code than what makes a list of so many at once, for each kind of value.
        let mut list = Vec::new();
        values.into_iter().for_each(|value| list.push(value.into()));
        Json::List(list)
    }
}

impl<'v> From<&'v str> for Json<'v> {
    fn from(text: &'v str) -> Self {
        Json::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Json::Text(Cow::Owned(text))
    }
}

impl From<usize> for Json<'_> {
    fn from(number: usize) -> Self {
        Json::Number(number)
    }
}

impl From<bool> for Json<'_> {
    fn from(is: bool) -> Self {
        Json::Bool(is)
    }
}

impl<'v, T: Into<Json<'v>>> From<Option<T>> for Json<'v> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Json::Null, Into::into)
    }
}

/// Writes a value and a line end.
///
/// # Errors
///
/// Where `out` fails.
pub fn write(value: Json, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer { text: String::new(), level: Some(0), out };
    writer.value(value)?;
    writer.text.push('\n');
    writer.out.write_all(writer.text.as_bytes())
}

/// Writes an object without its end, on one line, so that a field that is made piece by piece can follow.
///
/// # Errors
///
/// Where `out` fails.
pub(crate) fn write_open_object(fields: Vec<Field>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer { text: String::new(), level: None, out };
    writer.value(Json::Object(fields))?;
    writer.text.pop();
    writer.out.write_all(writer.text.as_bytes())
}

struct Writer<'w> {
    /// What is written next.
    text: String,
    /// How deep the value at hand lies; `None` where all goes on one line.
    level: Option<usize>,
    out: &'w mut dyn Write,
}

impl Writer<'_> {
    fn value(&mut self, value: Json) -> io::Result<()> {
        match value {
            Json::Null => self.text.push_str("null"),
            Json::Bool(is) => self.text.push_str(if is { "true" } else { "false" }),
            Json::Number(number) => self.text.push_str(&number.to_string()),
            Json::Text(text) => self.string(&text),
            Json::List(values) => return self.list(&mut values.into_iter()),
            Json::Each(mut values) => return self.list(&mut *values),
            Json::Object(fields) => {
                self.begin('{');
                for (index, (name, value)) in fields.into_iter().enumerate() {
                    self.begin_item(index);
                    self.string(&name);
                    self.text.push_str(if self.level.is_some() { ": " } else { ":" });
                    self.value(value)?;
                }
                self.end('}');
            }
        }
        Ok(())
    }

    fn list(&mut self, values: &mut dyn Iterator<Item = Json<'_>>) -> io::Result<()> {
        self.begin('[');
        for (index, value) in values.enumerate() {
            self.begin_item(index);
            self.value(value)?;
            if self.text.len() > GATHERED {
                self.out.write_all(self.text.as_bytes())?;
                self.text.clear();
            }
        }
        self.end(']');
        Ok(())
    }

    fn begin(&mut self, bracket: char) {
        self.text.push(bracket);
        self.level = self.level.map(|level| level + 1);
    }

    fn begin_item(&mut self, index: usize) {
        if index > 0 {
            self.text.push(',');
        }
        self.begin_line();
    }

    fn end(&mut self, bracket: char) {
        self.level = self.level.map(|level| level - 1);
        // Nothing stands on a line of its own in what is empty.
        if !self.text.ends_with(['[', '{']) {
            self.begin_line();
        }
        self.text.push(bracket);
    }

    fn begin_line(&mut self) {
        if let Some(level) = self.level {
            self.text.push('\n');
            (0..level).for_each(|_| self.text.push_str("  "));
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        let mut rest = text;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| matches!(c, '"' | '\\') || !is_seen(*c)) {
            self.text.push_str(&rest[..at]);
            self.escape(c);
            rest = &rest[at + c.len_utf8()..];
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    fn escape(&mut self, c: char) {
        let short = match c {
            '"' | '\\' => c,
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{c}' => 'f',
            '\r' => 'r',
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // A string takes whatever is written to it.
                    let _ = write!(self.text, "\\u{unit:04x}");
                }
                return;
            }
        };
        self.text.push('\\');
        self.text.push(short);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: Json) -> String {
        let mut out = Vec::new();
        write(value, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_not_seen_is_written_as_its_code() {
        let text = "a\u{1b}[31m\u{9b}\u{202e}\u{200b}\u{7f}\"\\\n \u{e9}\u{4e2d}\u{e0041}";
        assert_eq!(
            written(text.into()),
            "\"a\\u001b[31m\\u009b\\u202e\\u200b\\u007f\\\"\\\\\\n \u{e9}\u{4e2d}\\udb40\\udc41\"\n"
        );
    }

    /// A value with something of each kind, `long` of it made piece by piece.
    fn value(long: usize) -> Json<'static> {
        Json::Object(vec![
            field("none", None::<&str>),
            field("is", true),
            field("count", 12),
            field("text [", "[\u{8}\t\r\u{c}{"),
            field("empty", Json::List(Vec::new())),
            field("fields", Json::Object(Vec::new())),
            field("list", Json::list([Json::list(["a".to_owned()]), Json::Object(vec![field("b", false)])])),
            field("long", Json::Each(Box::new((0..long).map(Json::from)))),
        ])
    }

    #[test]
    fn it_is_laid_out_as_other_programs_do() {
        for long in [0, 1, 50_000] {
            let written = written(value(long));
            let read: serde_json::Value = serde_json::from_str(&written).unwrap();
            assert_eq!(read["long"].as_array().unwrap().len(), long);
            // The other program sorts the fields.
            let lines = |text: &str| {
                let mut lines: Vec<String> =
                    text.lines().map(|line| line.trim_end_matches(',').to_owned()).collect();
                lines.sort();
                lines
            };
            assert_eq!(lines(&written), lines(&serde_json::to_string_pretty(&read).unwrap()));
        }
    }

    #[test]
    fn an_open_object_is_one_line_without_its_end() {
        let mut out = Vec::new();
        write_open_object(vec![field("a", 1), field("b", Json::list(["x", "y"]))], &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), r#"{"a":1,"b":["x","y"]"#);
    }
}
