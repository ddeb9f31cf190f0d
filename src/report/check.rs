//! The problems of a data file, as text or as JSON.

use std::io::{self, Write};

use super::json::{Json, field};
use crate::directory::{Position, Problem, Problems, Severity};

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
pub fn to_json(problems: &[Problems]) -> Json<'_> {
    let all = problems.iter().flat_map(|file| file.located().map(|(at, problem)| of_file(file, at, problem)));
    let beyond: usize = problems.iter().map(Problems::beyond).sum();
    Json::Object(vec![field("not_shown", beyond), field("problems", Json::list(all))])
}

fn of_file<'p>(file: &'p Problems, at: Position, problem: &'p Problem) -> Json<'p> {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    Json::Object(vec![
        field("column", at.column),
        field("entry", problem.entry.as_deref()),
        field("file", file.file.as_str()),
        field("line", at.line),
        field("message", problem.message.as_str()),
        field("severity", severity),
    ])
}
