//! A progress line for a data file that takes long to read, if standard error is a terminal.

use std::io::{self, IsTerminal as _, Write};
use std::path::Path;

use crate::directory::{Directory, LoadError, Stage};
use crate::text::SafeText;
use crate::workers::{Loading, PACE, UNNOTICED};

pub(super) fn load(file: &Path) -> Result<Directory, LoadError> {
    if !io::stderr().is_terminal() {
        return Directory::load(file);
    }
    let loading = Loading::start(file);
    if let Some(outcome) = loading.wait(UNNOTICED) {
        return outcome;
    }
    let mut line = ProgressLine { out: io::stderr().lock(), width: 0 };
    loop {
        line.show(&progress_text(&loading.stage()));
        if let Some(outcome) = loading.wait(PACE) {
            line.show("");
            return outcome;
        }
    }
}

fn progress_text(stage: &Stage) -> String {
    format!("reading {}: {}, {} %; Ctrl-c stops", stage.name, stage.bytes(), stage.percent())
}

/// A line that is overwritten with blanks, which works on any terminal.
struct ProgressLine<W> {
    out: W,
    width: usize,
}

impl<W: Write> ProgressLine<W> {
    /// Replaces the text. An error is ignored, as nobody reads the line then.
    fn show(&mut self, text: &str) {
        let text = SafeText::line(text);
        let width = text.width();
        let blanks = " ".repeat(self.width.saturating_sub(width));
        let back = if width == 0 { "\r" } else { "" };
        let _ = write!(self.out, "\r{text}{blanks}{back}").and_then(|()| self.out.flush());
        self.width = width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leaves_nothing_of_the_one_before() {
        let mut line = ProgressLine { out: Vec::new(), width: 0 };
        for text in ["reading a\u{1b}: 9 %", "done", ""] {
            line.show(text);
        }
        let written = String::from_utf8(line.out).unwrap();
        assert_eq!(written, "\rreading a\u{241b}: 9 %\rdone           \r    \r");
    }

    #[test]
    fn the_line_tells_bytes_share_and_the_way_out() {
        let stage = Stage { name: "big.ron".to_owned(), done: 1_000_000, size: 4_000_000 };
        assert_eq!(progress_text(&stage), "reading big.ron: 1.0 of 4.0 MB, 25 %; Ctrl-c stops");
    }
}
