//! The problems of a data file, as text or as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::directory::{Problems, Severity};

/// Writes the problems of files: each as `FILE:LINE:COLUMN: message` with the line and a caret, and their number at
/// the end.
pub fn write_text(problems: &[Problems], out: &mut impl Write) -> io::Result<()> {
    for problems in problems {
        write!(out, "{problems}")?;
    }
    Ok(())
}

/// The problems of these files as a value, and how many more there are.
pub(crate) fn to_json(problems: &[Problems]) -> Value {
    let located = problems.iter().flat_map(|of| of.located().map(|(at, problem)| (&of.file, at, problem)));
    let problem = located.map(|(file, at, problem)| {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        json!({
            "file": file,
            "line": at.line,
            "column": at.column,
            "severity": severity,
            "message": problem.message,
            "entry": problem.entry,
        })
    });
    let not_shown: usize = problems.iter().map(|of| of.beyond).sum();
    json!({ "problems": problem.collect::<Vec<_>>(), "not_shown": not_shown })
}
