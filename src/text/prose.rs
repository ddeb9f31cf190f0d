//! [`SafeProse`]: text of many lines that may leave the program.

use std::fmt;

use super::{Glyphs, SafeText};

/// Text of several safe lines, for printing and for the clipboard, from which it may be pasted into a shell.
#[must_use]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeProse(String);

impl SafeProse {
    /// Makes each line of `text` safe; tabs become spaces.
    pub fn of(text: &str) -> Self {
        let lines: Vec<String> =
            SafeText::prose(text, Glyphs::AsWritten).map(|line| line.to_string()).collect();
        let end = if text.ends_with('\n') { "\n" } else { "" };
        SafeProse(lines.join("\n") + end)
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeProse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::SafeProse;

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
}
