//! A command line as far as it is written: which command it is for, and what is wanted at its end.

use std::env;
use std::path::PathBuf;

use clap::{Arg, Command};

/// What can stand at the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A file.
    Files,
    /// One of these, each with what it is.
    Values(Vec<(String, String)>),
    /// The id of a kind.
    Kinds,
    /// The id of a topic.
    Topics,
    /// The id of an entry, or one of these.
    Entries(Vec<(String, String)>),
}

/// What is written so far.
#[derive(Debug)]
pub(super) struct Line<'c> {
    command: &'c Command,
    /// How many arguments without a name there are.
    positionals: usize,
    /// The option whose value stands at the end.
    option: Option<&'c Arg>,
    are_options_over: bool,
    data: Option<String>,
    /// The word at the end.
    word: String,
    /// Where in it that begins which is offered: behind `--root=` or `topic:`.
    start: usize,
    /// Where in it the shell takes a word to begin. Some take one to end at `=` and at `:`.
    seen_from: usize,
}

impl<'c> Line<'c> {
    /// Reads the words behind the name of the program; the last one may be empty.
    pub(super) fn read(root: &'c Command, words: &[String]) -> Self {
        let (words, seen_from) = joined(words);
        let (word, before) =
            words.split_last().map_or((String::new(), &[][..]), |(word, before)| (word.clone(), before));
        let mut line = Line {
            command: root,
            positionals: 0,
            option: None,
            are_options_over: false,
            data: None,
            word,
            start: 0,
            seen_from,
        };
        for word in before {
            line.pass(word);
        }
        line.arrive();
        line
    }

    /// The data file that it names.
    pub(super) fn data(&self) -> Option<PathBuf> {
        let written = self.data.as_deref()?.replace(['\\', '"', '\''], "");
        match (written.strip_prefix("~/"), env::var_os("HOME")) {
            (Some(rest), Some(home)) => Some(PathBuf::from(home).join(rest)),
            _ => Some(written.into()),
        }
    }

    /// What can stand at its end.
    pub(super) fn wanted(&self) -> Wanted {
        if let Some(option) = self.option {
            return self.values_of(option);
        }
        if self.word.starts_with('-') && !self.are_options_over && self.filter().is_none() {
            return Wanted::Values(options_of(self.command));
        }
        let commands = self.command.get_subcommands().filter(|command| !command.is_hide_set());
        let commands: Vec<(String, String)> =
            commands.map(|command| (command.get_name().to_owned(), told(command.get_about()))).collect();
        let argument =
            self.command.get_positionals().nth(self.positionals).or(self.command.get_positionals().last());
        match argument.map(|argument| self.values_of(argument)) {
            Some(Wanted::Entries(_)) if self.positionals == 0 => Wanted::Entries(commands),
            Some(wanted) => wanted,
            None => Wanted::Values(commands),
        }
    }

    /// A value as the shell wants it: with what it takes for the start of the word, and without what it does not. `None`
    /// where the value does not begin with what is written.
    pub(super) fn fitting(&self, value: &str) -> Option<String> {
        value.strip_prefix(&self.word[self.start..])?;
        let before = self.word.get(self.seen_from..self.start).unwrap_or_default();
        let from = self.seen_from.saturating_sub(self.start);
        Some(format!("{before}{}", value.get(from..)?))
    }

    /// Takes note of a word that is whole.
    fn pass(&mut self, word: &str) {
        if let Some(option) = self.option.take() {
            self.keep(option, word);
        } else if word == "--" {
            self.are_options_over = true;
        } else if let Some((option, value)) = self.option_in(word) {
            match value {
                Some(value) => self.keep(option, value),
                None => self.option = Some(option),
            }
        } else if word.starts_with('-') && !self.are_options_over {
            // A flag.
        } else if let (0, Some(command)) = (self.positionals, self.command.find_subcommand(word)) {
            self.command = command;
        } else {
            self.positionals += 1;
        }
    }

    /// Looks at the word at the end.
    fn arrive(&mut self) {
        if self.option.is_some() {
            return;
        }
        if let Some((option, Some(value))) = self.option_in(&self.word) {
            self.start = self.word.len() - value.len();
            self.option = Some(option);
        } else if let Some((_, value)) = self.filter() {
            self.start = self.word.len() - value.len();
        }
    }

    fn keep(&mut self, option: &Arg, value: &str) {
        if option.get_long() == Some("data") {
            self.data = Some(value.to_owned());
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
        let option = self.command.get_opts().find(|option| option.get_short() == Some(letter));
        option
            .filter(takes_value)
            .map(|option| (option, Some(letters.as_str()).filter(|value| !value.is_empty())))
    }

    /// The filter of a query that the word at the end is, and its value.
    fn filter(&self) -> Option<(Wanted, &str)> {
        let is_query = self.command.get_positionals().any(|argument| is_called(argument, "QUERY"));
        let (name, value) = self.word.split_once(':').filter(|_| is_query)?;
        let wanted = match name.trim_start_matches('-') {
            "kind" => Wanted::Kinds,
            "topic" => Wanted::Topics,
            "under" => Wanted::Entries(Vec::new()),
            _ => return None,
        };
        Some((wanted, value))
    }

    fn values_of(&self, argument: &Arg) -> Wanted {
        let values = argument.get_possible_values();
        let values: Vec<(String, String)> =
            values.iter().map(|value| (value.get_name().to_owned(), told(value.get_help()))).collect();
        if is_called(argument, "ENTRY") {
            Wanted::Entries(Vec::new())
        } else if is_called(argument, "FILE") {
            Wanted::Files
        } else if let (true, Some((wanted, _))) = (is_called(argument, "QUERY"), self.filter()) {
            wanted
        } else {
            Wanted::Values(values)
        }
    }
}

/// The words, those as one that a shell has split at `=` and `:`, and where in the last one it takes a word to begin.
fn joined(words: &[String]) -> (Vec<String>, usize) {
    let mut joined: Vec<String> = Vec::new();
    let (mut goes_on, mut seen_from) = (false, 0);
    for word in words {
        let is_separator = word == "=" || word == ":";
        match joined.last_mut() {
            Some(last) if goes_on || is_separator => {
                seen_from = last.len() + if is_separator { word.len() } else { 0 };
                last.push_str(word);
            }
            Some(_) | None => {
                seen_from = 0;
                joined.push(word.clone());
            }
        }
        goes_on = is_separator;
    }
    (joined, seen_from)
}

/// The options of a command, as they are written whole.
fn options_of(command: &Command) -> Vec<(String, String)> {
    let shown = command.get_arguments().filter(|option| !option.is_hide_set());
    shown.filter_map(|option| Some((format!("--{}", option.get_long()?), told(option.get_help())))).collect()
}

fn is_called(argument: &Arg, name: &str) -> bool {
    argument.get_value_names().is_some_and(|names| names.iter().any(|known| known == name))
}

fn told(words: Option<&clap::builder::StyledStr>) -> String {
    words.map(ToString::to_string).unwrap_or_default()
}
