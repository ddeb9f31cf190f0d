//! The problems of data files as JSON. Their text is that of [`Problems`] itself.

use serde_json::{Value, json};

use crate::directory::{Problems, Severity};

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
