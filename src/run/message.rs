//! Messages to the person at the terminal, on the standard error: the first line begins with `pitf:`, further lines
//! are indented. Quoted arguments and file contents cannot begin a line or act on the terminal.

use std::io::{self, Write as _};
use std::iter;

use super::destination::glyphs_of_messages;
use crate::text::{Glyphs, SafeText};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CliMessage(pub(super) Vec<String>);

impl CliMessage {
    pub(super) fn and(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.0.extend(lines);
        self
    }

    fn written(&self, glyphs: Glyphs) -> String {
        let begins = ["pitf: "].into_iter().chain(iter::repeat("  "));
        let lines = self.0.iter().map(|line| SafeText::line_in(line, glyphs));
        begins.zip(lines).fold(String::new(), |text, (begin, line)| text + begin + line.as_str() + "\n")
    }

    /// Writes the message. An error is ignored, as there is no other place to report it.
    pub(super) fn print(&self) {
        let _ = io::stderr().lock().write_all(self.written(glyphs_of_messages()).as_bytes());
    }
}

impl<S: Into<String>> From<S> for CliMessage {
    fn from(line: S) -> Self {
        CliMessage(vec![line.into()])
    }
}

pub(super) fn print_messages(messages: impl IntoIterator<Item: ToString>) {
    for message in messages {
        CliMessage::from(message.to_string()).print();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_lines_are_indented_and_a_line_end_in_a_line_makes_none() {
        let message =
            CliMessage::from("no \"a\nb\u{1b}\"").and(["the nearest:".to_owned(), "  c".to_owned()]);
        assert_eq!(message.written(Glyphs::AsWritten), "pitf: no \"a b␛\"\n  the nearest:\n    c\n");
    }
}
