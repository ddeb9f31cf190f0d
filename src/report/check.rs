//! The problems of a data file, as text or as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::directory::{Problems, Severity};

/// Writes the problems of files: each as `FILE:LINE:COLUMN: message` with the line and a caret, and their number at
/// the end.
pub fn write_text(problems: &[Problems], out: &mut impl Write) -> io::Result<()> {
    for problems in problems {
        write!(out, "{problems}")?;
    }
    Ok(())
}

/// The problems of files as a value.
#[derive(Serialize)]
pub struct CheckValue<'p> {
    problems: Vec<ProblemValue<'p>>,
    not_shown: usize,
}

#[derive(Serialize)]
struct ProblemValue<'p> {
    file: &'p str,
    line: usize,
    column: usize,
    severity: &'static str,
    message: &'p str,
    entry: Option<&'p str>,
}

impl<'p> CheckValue<'p> {
    /// The problems of these files, and how many more there are.
    pub fn of(problems: &'p [Problems]) -> Self {
        CheckValue {
            problems: problems.iter().flat_map(of_file).collect(),
            not_shown: problems.iter().map(Problems::beyond).sum(),
        }
    }
}

fn of_file(problems: &Problems) -> impl Iterator<Item = ProblemValue<'_>> {
    problems.located().map(|(at, problem)| ProblemValue {
        file: &problems.file,
        line: at.line,
        column: at.column,
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: &problem.message,
        entry: problem.entry.as_deref(),
    })
}
