//! A partly typed command line: its command, and what can be completed at the cursor.

use std::any::TypeId;
use std::env;
use std::path::PathBuf;

use clap::builder::StyledStr;
use clap::{Arg, Command};

use super::Candidate;
use crate::search::filters;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Files,
    These(Vec<Candidate>),
    FilterValues(&'static str),
    Entries,
}

#[derive(Debug)]
pub(super) struct LineToComplete<'c> {
    root: &'c Command,
    command: &'c Command,
    /// How many arguments without a name stand before the cursor.
    positionals: usize,
    option: Option<&'c Arg>,
    are_options_over: bool,
    data: Option<String>,
    word: String,
    /// Byte offset in `word` at which the shell's own word starts: bash ends words at `=` and `:`.
    shell_start: usize,
}

impl<'c> LineToComplete<'c> {
    /// Reads the words after the name of the program, as they are typed; the last one, at the cursor, may be empty.
    pub(super) fn read(root: &'c Command, words: &[String]) -> Self {
        let (mut words, shell_start) = joined(words);
        let word = words.pop().unwrap_or_default();
        let mut line = LineToComplete {
            root,
            command: root,
            positionals: 0,
            option: None,
            are_options_over: false,
            data: None,
            word,
            shell_start,
        };
        for word in &words {
            line.pass(word);
        }
        line
    }

    pub(super) fn data(&self) -> Option<PathBuf> {
        let written = self.data.as_deref()?;
        Some(match (written.strip_prefix("~/"), env::var_os("HOME")) {
            (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
            _ => written.into(),
        })
    }

    /// What can be completed at its end, the likeliest first.
    pub(super) fn expected(&self) -> Vec<Expected> {
        if let (Some(option), _) = self.at_cursor() {
            return values_of(option);
        }
        if let Some((filter, _)) = self.filter() {
            let of_entries = ["under", "id"].contains(&filter);
            return vec![if of_entries { Expected::Entries } else { Expected::FilterValues(filter) }];
        }
        let positional = self.positional();
        let is_query = positional.is_some_and(|argument| is_called(argument, "QUERY"));
        if self.word.starts_with('-') && !self.are_options_over {
            let filters = is_query.then(|| filters_behind("-"));
            return [Expected::These(options_of(self.command))].into_iter().chain(filters).collect();
        }
        if is_query {
            return vec![filters_behind("")];
        }
        let values = positional.map(values_of).unwrap_or_default();
        if positional.is_some_and(|argument| is_called(argument, "COMMAND")) {
            return vec![Expected::These(commands_of(self.root))];
        }
        if self.positionals > 0 || self.command.get_subcommands().next().is_none() {
            return values;
        }
        // Before anything is typed only commands are offered, as there are too many entries.
        let values = if self.word.is_empty() { Vec::new() } else { values };
        [Expected::These(commands_of(self.command))].into_iter().chain(values).collect()
    }

    pub(super) fn typed(&self) -> &str {
        self.at_cursor().1
    }

    /// The text for the shell for a value; `None` if the value does not begin with what is typed, ignoring case.
    pub(super) fn completed(&self, value: &str) -> Option<String> {
        let begins = value.get(..self.typed().len())?.eq_ignore_ascii_case(self.typed());
        begins.then(|| self.in_place(value))
    }

    /// The text for the shell for a value: the part after the start of the shell's own word.
    pub(super) fn in_place(&self, value: &str) -> String {
        let start = self.word.len() - self.typed().len();
        let before = self.word.get(self.shell_start..start).unwrap_or_default();
        let from = self.shell_start.saturating_sub(start);
        format!("{before}{}", value.get(from..).unwrap_or_default())
    }

    fn pass(&mut self, word: &str) {
        let option = self.option.take().map(|option| (option, Some(word))).or_else(|| self.option_in(word));
        if let Some((option, value)) = option {
            self.option = Some(option).filter(|_| value.is_none());
            if let (true, Some(value)) = (option.get_id() == "data", value) {
                self.data = Some(value.to_owned());
            }
        } else if word == "--" {
            self.are_options_over = true;
        } else if word.starts_with('-') && !self.are_options_over {
            // A flag, or a word that a query leaves out.
        } else if let (0, Some(command)) = (self.positionals, self.command.find_subcommand(word)) {
            self.command = command;
        } else {
            self.positionals += 1;
        }
    }

    /// The option whose value is at the cursor, and the value to complete: what follows `--root=` or `topic:`.
    fn at_cursor(&self) -> (Option<&'c Arg>, &str) {
        match (self.option, self.option_in(&self.word)) {
            (None, Some((option, Some(value)))) => (Some(option), value),
            (None, _) => (None, self.filter().map_or(&self.word, |(_, value)| value)),
            (Some(option), _) => (Some(option), &self.word),
        }
    }

    /// The option with a value that a word names, and its value where the word has it too.
    fn option_in<'w>(&self, word: &'w str) -> Option<(&'c Arg, Option<&'w str>)> {
        if self.are_options_over {
            return None;
        }
        let takes_value = |option: &&Arg| option.get_action().takes_values();
        if let Some(long) = word.strip_prefix("--") {
            let (name, value) =
                long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            let option = self.command.get_opts().find(|option| option.get_long() == Some(name));
            return option.filter(takes_value).map(|option| (option, value));
        }
        let mut letters = word.strip_prefix('-')?.chars();
        let letter = letters.next()?;
        let value = Some(letters.as_str()).filter(|value| !value.is_empty());
        // In a query `-` with more than one letter excludes a word.
        let is_option =
            value.is_none() || !self.positional().is_some_and(|argument| is_called(argument, "QUERY"));
        let option = self.command.get_opts().find(|option| option.get_short() == Some(letter) && is_option);
        option.filter(takes_value).map(|option| (option, value))
    }

    fn positional(&self) -> Option<&'c Arg> {
        self.command.get_positionals().nth(self.positionals).or(self.command.get_positionals().last())
    }

    /// The filter of a query that the word at the cursor has, and its value as far as it is typed.
    fn filter(&self) -> Option<(&'static str, &str)> {
        self.positional().filter(|argument| is_called(argument, "QUERY"))?;
        let (name, value) = self.word.split_once(':')?;
        let name = name.trim_start_matches('-');
        let filter = filters().find(|filter| filter.name.eq_ignore_ascii_case(name))?;
        // Several values are separated by commas.
        Some((filter.name, value.rsplit_once(',').map_or(value, |(_, last)| last)))
    }
}

fn values_of(argument: &Arg) -> Vec<Expected> {
    let values = argument.get_possible_values();
    if !values.is_empty() {
        let pair =
            |value: &clap::builder::PossibleValue| (value.get_name().to_owned(), words_of(value.get_help()));
        vec![Expected::These(values.iter().map(pair).collect())]
    } else if is_called(argument, "ENTRY") {
        vec![Expected::Entries]
    } else if argument.get_value_parser().type_id() == TypeId::of::<PathBuf>() {
        vec![Expected::Files]
    } else {
        Vec::new()
    }
}

fn filters_behind(sign: &str) -> Expected {
    let filters = filters().map(|filter| (format!("{sign}{}:", filter.name), filter.about.to_owned()));
    Expected::These(filters.collect())
}

fn commands_of(command: &Command) -> Vec<Candidate> {
    let commands = command.get_subcommands().filter(|command| !command.is_hide_set());
    commands.map(|command| (command.get_name().to_owned(), words_of(command.get_about()))).collect()
}

fn options_of(command: &Command) -> Vec<Candidate> {
    let shown = command.get_arguments().filter(|option| !option.is_hide_set());
    shown
        .filter_map(|option| Some((format!("--{}", option.get_long()?), words_of(option.get_help()))))
        .collect()
}

fn is_called(argument: &Arg, name: &str) -> bool {
    argument.get_value_names().is_some_and(|names| names.iter().any(|known| known == name))
}

fn words_of(help: Option<&StyledStr>) -> String {
    help.map(ToString::to_string).unwrap_or_default()
}

/// The words without their quotes, joined where bash has split them at `=` and `:`, and where in the last one the word
/// that bash completes starts.
fn joined(words: &[String]) -> (Vec<String>, usize) {
    let mut joined: Vec<String> = Vec::new();
    let (mut goes_on, mut shell_start) = (false, 0);
    for word in words {
        let is_separator = matches!(word.as_str(), "=" | ":");
        let word = without_quotes(word);
        match joined.last_mut() {
            Some(last) if goes_on || is_separator => {
                shell_start = last.len() + if is_separator { word.len() } else { 0 };
                last.push_str(&word);
            }
            Some(_) | None => {
                shell_start = 0;
                joined.push(word);
            }
        }
        goes_on = is_separator;
    }
    (joined, shell_start)
}

/// A word as the program would get it: without backslashes and quotes; the last quote may be open.
fn without_quotes(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    let mut quote = None;
    let mut rest = word.chars();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None | Some('"'), '\\') => plain.extend(rest.next()),
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_the_program_would_get_them() {
        for (word, plain) in [
            ("choir", "choir"),
            ("\"Elm Street\"", "Elm Street"),
            ("\"do", "do"),
            ("'do\\", "do\\"),
            ("Elm\\ Str", "Elm Str"),
            ("--root=\"ch", "--root=ch"),
        ] {
            assert_eq!(without_quotes(word), plain, "{word}");
        }
    }
}
