//! Completions: the scripts of the shells ask the program what can stand at the cursor, so all shells offer the same:
//! commands, options and values from the description of the arguments, the rest from the directory in use.

mod line;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::Write as _;

use super::{Failure, Invocation};
use crate::cli::{self, Shell};
use crate::directory::{Directory, Entry, EntryId};
use crate::search::{begun, distinguished, filter_values};
use line::{Expected, LineToComplete};

/// Tells the script to complete file names.
const FILES: &str = ":files";
/// Tells the script that the values do not begin with the typed word: a name or synonym of theirs does, which is in a
/// third column.
const MEANT: &str = ":meant";

/// The script by which a shell asks the program.
pub fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => include_str!("completions/pitf.bash"),
        Shell::Zsh => include_str!("completions/pitf.zsh"),
        Shell::Fish => include_str!("completions/pitf.fish"),
    }
}

impl Invocation {
    pub(super) fn completions(&self, shell: Shell) -> Result<(), Failure> {
        self.write(&mut |out| out.write_all(script(shell).as_bytes()))
    }

    /// Prints the candidates for the last word, each with a tab and a description.
    pub(super) fn complete(&self, words: &[OsString]) -> Result<(), Failure> {
        let mut root = cli::description();
        root.build();
        let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let line = LineToComplete::read(&root, &words);
        let expected = line.expected();
        if expected.contains(&Expected::Files) {
            return self.write(&mut |out| writeln!(out, "{FILES}"));
        }
        let is_in_directory = |each: &Expected| matches!(each, Expected::Entries | Expected::FilterValues(_));
        let directory = if expected.iter().any(is_in_directory) { directory(&line) } else { None };
        let all = expected.iter().flat_map(|each| candidates(each, directory.as_ref()));
        let begun = all.filter_map(|(value, about)| Some(vec![line.completed(&value)?.into(), about.into()]));
        let mut lines: Vec<Vec<Cow<str>>> = begun.collect();
        let is_by_name = lines.is_empty() && expected.contains(&Expected::Entries);
        if let Some(directory) = directory.as_ref().filter(|_| is_by_name) {
            lines = begun_by_name(directory, &line);
            if !lines.is_empty() {
                lines.insert(0, vec![MEANT.into()]);
            }
        }
        self.print(&mut |printer| lines.iter().try_for_each(|line| printer.row(line)))
    }
}

type Candidate = (String, String);

/// The directory in use. If it cannot be read nothing is offered, as there is no place for a message. A pipe is left
/// for the command itself to read.
fn directory(line: &LineToComplete) -> Option<Directory> {
    match line.data() {
        Some(file) if file.is_file() => Directory::load(&file).ok(),
        Some(_) => None,
        None => Some(Directory::shipped()),
    }
}

/// The entries whose name or a synonym begins with the typed word: id, name, and that name or synonym.
fn begun_by_name(directory: &Directory, line: &LineToComplete) -> Vec<Vec<Cow<'static, str>>> {
    let (entries, synonyms): (Vec<_>, Vec<_>) = begun(directory, line.typed()).into_iter().unzip();
    let parts = |((id, name), synonym): (Candidate, Option<&str>)| {
        let written = line.in_place(synonym.unwrap_or(&name));
        vec![line.in_place(&id).into(), name.into(), written.into()]
    };
    named(directory, &entries).into_iter().zip(synonyms).map(parts).collect()
}

fn candidates(expected: &Expected, directory: Option<&Directory>) -> Vec<Candidate> {
    match (expected, directory) {
        (Expected::These(values), _) => values.clone(),
        (Expected::Entries, Some(directory)) => {
            let all: Vec<EntryId> = directory.entries().map(Entry::handle).collect();
            named(directory, &all)
        }
        (Expected::FilterValues(filter), Some(directory)) => filter_values(directory, filter),
        (Expected::Files | Expected::FilterValues(_) | Expected::Entries, _) => Vec::new(),
    }
}

/// The ids of entries, each with a name that tells it from the others.
fn named(directory: &Directory, entries: &[EntryId]) -> Vec<Candidate> {
    let ids = entries.iter().map(|entry| directory.entry(*entry).id().to_owned());
    ids.zip(distinguished(directory, entries)).collect()
}
