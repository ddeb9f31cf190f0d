//! Completions: the scripts of the shells ask the program what can stand at the cursor, so all shells offer the same:
//! commands, options and values from the description of the arguments, the rest from the directory in use.

mod line;

use std::ffi::OsString;
use std::io::Write as _;

use super::{Failure, Run};
use crate::cli::{self, Shell};
use crate::directory::Directory;
use crate::search::{FILTERS, filter_values};
use crate::text::SafeText;
use line::{Expected, Line};

/// What a script reads in place of values, where it is to offer files.
const FILES: &str = ":files";

/// The script by which a shell asks the program.
pub fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => include_str!("completions/pitf.bash"),
        Shell::Zsh => include_str!("completions/pitf.zsh"),
        Shell::Fish => include_str!("completions/pitf.fish"),
    }
}

impl Run {
    pub(super) fn completions(&self, shell: Shell) -> Result<(), Failure> {
        self.write(&mut |out| out.write_all(script(shell).as_bytes()))
    }

    /// Prints what can stand in place of the last of these words, each with a tab and what it is.
    pub(super) fn complete(&self, words: &[OsString]) -> Result<(), Failure> {
        let mut root = cli::description();
        root.build();
        let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let line = Line::read(&root, &words);
        let expected = line.expected();
        self.write(&mut |out| {
            if expected.contains(&Expected::Files) {
                return writeln!(out, "{FILES}");
            }
            for (value, about) in candidates(&expected, &line) {
                if let Some(value) = line.completed(&value) {
                    writeln!(out, "{}\t{}", SafeText::line(&value), SafeText::line(&about))?;
                }
            }
            Ok(())
        })
    }
}

/// A value that may be offered, and what it is.
type Candidate = (String, String);

fn candidates(expected: &[Expected], line: &Line) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    // A directory that cannot be read has nothing to offer, and here nobody could be told of it. A pipe is not read, as
    // the command itself is to read it.
    let directory = || match line.data() {
        Some(file) if file.is_file() => Directory::load(&file).ok(),
        Some(_) => None,
        None => Some(Directory::shipped()),
    };
    for each in expected {
        match each {
            Expected::Files => {}
            Expected::These(values) => candidates.extend(values.iter().cloned()),
            Expected::Filters(sign) => {
                let filters =
                    FILTERS.iter().map(|filter| (format!("{sign}{}:", filter.name), filter.about.to_owned()));
                candidates.extend(filters);
            }
            Expected::FilterValues(filter) => {
                candidates.extend(
                    directory().map(|directory| filter_values(&directory, filter)).unwrap_or_default(),
                );
            }
            Expected::Entries => {
                let pairs = |directory: Directory| {
                    let entries = directory.entries();
                    entries.map(|entry| (entry.id().to_owned(), entry.name().to_owned())).collect::<Vec<_>>()
                };
                candidates.extend(directory().map(pairs).unwrap_or_default());
            }
        }
    }
    candidates
}
