//! The problems of a data file, as text or as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::directory::{Problems, Severity};

/// Writes the problems of files: each as `FILE:LINE:COLUMN: message` with the line and a caret, and what they come to.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_text(problems: &[Problems], out: &mut impl Write) -> io::Result<()> {
    for problems in problems {
        write!(out, "{problems}")?;
    }
    Ok(())
}

/// The problems of files as a value.
pub fn to_json(problems: &[Problems]) -> Value {
    let all: Vec<Value> = problems.iter().flat_map(of_file).collect();
    let beyond: usize = problems.iter().map(Problems::beyond).sum();
    json!({ "problems": all, "not_shown": beyond })
}

fn of_file(problems: &Problems) -> Vec<Value> {
    let value = |(at, problem): (crate::directory::Position, &crate::directory::Problem)| {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        json!({
            "file": problems.file,
            "line": at.line,
            "column": at.column,
            "severity": severity,
            "message": problem.message,
            "entry": problem.entry,
        })
    };
    problems.located().map(value).collect()
}
