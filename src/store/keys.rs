//! The keys that the user gives to actions: read, checked against each other and against all others, and written.
//!
//! Invariant of [`Overrides`]: a keymap can be made of them, and it can be quit. What is at odds with that is told and
//! left at the keys that the action has of itself.

use std::io::{self, Write};

use super::Told;
use crate::directory::{Raw, nearest, quoted};
use crate::keymap::{BINDINGS, Binding, Conflict, Key, Keymap, Template, label};

/// The actions that have other keys, in the order of [`BINDINGS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Overrides(Vec<(&'static str, Vec<Vec<Key>>)>);

/// The keys of one action as the file has them.
struct Override {
    binding: &'static Binding,
    at: usize,
    /// Each sequence with its place.
    sequences: Vec<(Vec<Key>, usize)>,
}

/// More pairs than there will ever be actions.
const MOST_ACTIONS: usize = 500;

/// An action has at most so many sequences, of at most so many keys: comparing all with all stays quick.
const MOST_SEQUENCES: usize = 8;
const LONGEST_SEQUENCE: usize = 6;

impl Overrides {
    pub(super) fn keymap(&self) -> Keymap {
        // That the bindings alone do not conflict is known, and to look for it takes a while.
        if self.0.is_empty() { Keymap::default() } else { Keymap::with(&self.0).unwrap_or_default() }
    }

    pub(super) fn read(value: Raw, told: &mut Told) -> Self {
        let pairs = value.pairs("actions with their keys, such as {\"down\": [\"j\", \"ctrl-n\"]}");
        let pairs = told.read(pairs).unwrap_or_default();
        let mut overrides: Vec<Override> = Vec::new();
        if let Some((beyond, _)) = pairs.get(MOST_ACTIONS) {
            told.tell(beyond.at, "there are not so many actions; from here on the keys are ignored");
        }
        for (name, keys) in pairs.into_iter().take(MOST_ACTIONS) {
            let Some(binding) = binding(name, told) else { continue };
            if overrides.iter().any(|other| other.binding.name == binding.name) {
                told.tell(name.at, &format!("\"{}\" stands here again; the first holds", binding.name));
            } else if let Some(sequences) = sequences(binding, keys, told) {
                overrides.push(Override { binding, at: name.at, sequences });
            }
        }
        drop_conflicts(&mut overrides, told);
        keep_a_way_out(&mut overrides, told);
        let is_of = |own: &&Override, binding: &Binding| own.binding.name == binding.name;
        let in_order = BINDINGS.iter().filter_map(|binding| overrides.iter().find(|own| is_of(own, binding)));
        Overrides(in_order.map(Override::plain).collect())
    }

    /// Writes the field: other keys as they are, those that an action has of itself in comments.
    pub(super) fn write_commented(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(
            out,
            "    // The keys of each action; [] for none. Only other keys than these need a line."
        )?;
        writeln!(
            out,
            "    // Keys are written \"j\", \"J\", \"ctrl-d\", \"pgdn\"; one after another as in \"g g\"."
        )?;
        writeln!(out, "    keys: {{")?;
        for binding in BINDINGS.iter().filter(|binding| !binding.keys().is_empty()) {
            let own = self.0.iter().find(|(name, _)| *name == binding.name);
            let (comment, keys): (&str, Vec<String>) = match own {
                Some((_, keys)) => ("", keys.iter().map(|keys| written(keys)).collect()),
                None => ("// ", binding.keys().iter().map(|keys| (*keys).to_owned()).collect()),
            };
            let keys: Vec<String> = keys.iter().map(|keys| in_quotes(keys)).collect();
            writeln!(out, "        // {}", binding.words)?;
            writeln!(out, "        {comment}\"{}\": [{}],", binding.name, keys.join(", "))?;
        }
        writeln!(out, "    }},")
    }
}

impl Override {
    /// The keys without their places.
    fn plain(&self) -> (&'static str, Vec<Vec<Key>>) {
        (self.binding.name, self.sequences.iter().map(|(keys, _)| keys.clone()).collect())
    }
}

fn binding(name: Raw, told: &mut Told) -> Option<&'static Binding> {
    let written = told.read(name.string("the name of an action in quotes"))?;
    let names = || BINDINGS.iter().filter(|binding| !binding.keys().is_empty());
    let found = BINDINGS.iter().find(|binding| binding.name == written);
    match found {
        Some(binding) if binding.keys().is_empty() => {
            told.tell(
                name.at,
                &format!("\"{written}\" has keys only while a line is typed, which stay as they are"),
            );
            None
        }
        Some(binding) => Some(binding),
        None => {
            let hint = match nearest(&written, names().map(|binding| binding.name)) {
                Some(known) => format!("the nearest is \"{known}\""),
                None => "`pitf config` lists them".to_owned(),
            };
            told.tell(name.at, &format!("there is no action \"{}\"; {hint}", quoted(&written)));
            None
        }
    }
}

/// The sequences of a list that can be used; `None` where none of those that are there can.
fn sequences(binding: &Binding, keys: Raw, told: &mut Told) -> Option<Vec<(Vec<Key>, usize)>> {
    let what = format!("a list of keys, such as [\"j\", \"g g\"], or [] to unbind \"{}\"", binding.name);
    let elements = told.read(keys.elements(&what))?;
    if let Some(beyond) = elements.get(MOST_SEQUENCES) {
        told.tell(
            beyond.at,
            &format!("\"{}\" has {MOST_SEQUENCES} keys before this, which is the most", binding.name),
        );
    }
    let mut sequences: Vec<(Vec<Key>, usize)> = Vec::new();
    for element in elements.iter().take(MOST_SEQUENCES) {
        let Some(written) = told.read(element.string("keys in quotes")) else { continue };
        match sequence(binding, &written) {
            Ok(keys) if sequences.iter().any(|(other, _)| *other == keys) => {}
            Ok(keys) => sequences.push((keys, element.at)),
            Err(message) => told.tell(element.at, &message),
        }
    }
    (!sequences.is_empty() || elements.is_empty()).then_some(sequences)
}

/// Reads keys and sees to it that the action can be had by them.
fn sequence(binding: &Binding, text: &str) -> Result<Vec<Key>, String> {
    let mut keys: Vec<Key> = Vec::new();
    for word in text.split_whitespace() {
        if keys.len() == LONGEST_SEQUENCE {
            return Err(format!("more than {LONGEST_SEQUENCE} keys, one after another, are too many"));
        }
        keys.push(word.parse().map_err(|_| no_key(word))?);
    }
    let (Some(first), Some(last)) = (keys.first(), keys.last()) else {
        return Err("this names no key; [] unbinds".to_owned());
    };
    if *first == Key::AnyDigit || one_of(*first, '1'..='9') {
        return Err(format!("\"{}\" begins with a digit, which is always a count", quoted(text)));
    }
    let name = binding.name;
    let is_range = |key: &Key| matches!(key, Key::AnyDigit | Key::AnyLetter);
    let before_last = &keys[..keys.len() - 1];
    match binding.action {
        _ if before_last.iter().any(is_range) => Err("1-9 and a-z stand only at the end".to_owned()),
        Template::One(_) if is_range(last) => {
            Err(format!("\"{name}\" takes no letter or digit; name one key"))
        }
        Template::Digit(_) if *last != Key::AnyDigit && !one_of(*last, '1'..='9') => {
            Err(format!("\"{name}\" takes a digit; write \"{} 1-9\"", quoted(text)))
        }
        Template::Letter(_) if *last != Key::AnyLetter && !one_of(*last, 'a'..='z') => {
            Err(format!("\"{name}\" takes a letter; write \"{} a-z\"", quoted(text)))
        }
        Template::Letter(_) if before_last.is_empty() => {
            Err(format!("\"{name}\" takes a letter; write a key before it, such as \"m a-z\""))
        }
        Template::One(_) | Template::Digit(_) | Template::Letter(_) => Ok(keys),
    }
}

fn one_of(key: Key, letters: std::ops::RangeInclusive<char>) -> bool {
    letters.into_iter().any(|letter| letter.to_string().parse() == Ok(key))
}

fn no_key(word: &str) -> String {
    let shown = quoted(word);
    let lower = word.to_lowercase();
    let apart = word.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let hint = match lower.as_str() {
        "ctrl-i" => "Ctrl-i is Tab on every terminal; write \"tab\"".to_owned(),
        "ctrl-m" => "Ctrl-m is Enter on every terminal; write \"enter\"".to_owned(),
        _ if lower.parse::<Key>().is_ok() => format!("write \"{lower}\""),
        _ if word.len() <= 3 && word.is_ascii() => format!("keys one after another are written \"{apart}\""),
        _ if lower.starts_with("alt-") => "no action is on Alt".to_owned(),
        _ => "keys are written \"j\", \"ctrl-d\", \"pgdn\", \"g g\"".to_owned(),
    };
    format!("\"{shown}\" is no key; {hint}")
}

/// Gives up the keys that two actions want at once, those later in the file first.
fn drop_conflicts(overrides: &mut Vec<Override>, told: &mut Told) {
    while let Err(Conflict { keys, names }) = Keymap::with(&plain(overrides)) {
        let Some(index) = overrides.iter().rposition(|own| names.contains(&own.binding.name)) else { return };
        let (at, culprit) = culprit(overrides, index, names);
        let own = overrides.remove(index).binding.name;
        let keys = culprit.unwrap_or(keys);
        let message = match names.iter().find(|name| **name != own) {
            Some(other) => format!("{keys} is \"{other}\" already, so \"{own}\" keeps the keys that it had"),
            None => {
                format!("{keys} and other keys of \"{own}\" begin alike, so it keeps the keys that it had")
            }
        };
        told.tell(at, &message);
    }
}

/// Which sequence of an override conflicts, and where it is: the first with which the ones up to it do.
fn culprit(overrides: &[Override], index: usize, names: [&str; 2]) -> (usize, Option<String>) {
    let own = &overrides[index];
    let mut tried = plain(overrides);
    tried[index].1.clear();
    for (keys, at) in &own.sequences {
        tried[index].1.push(keys.clone());
        if Keymap::with(&tried).is_err_and(|conflict| conflict.names == names) {
            return (*at, Some(label(keys)));
        }
    }
    (own.at, None)
}

/// Sees to it that the program can be left by a key.
fn keep_a_way_out(overrides: &mut Vec<Override>, told: &mut Told) {
    let is_unbound = |own: &Override, name: &str| own.binding.name == name && own.sequences.is_empty();
    let find = |overrides: &[Override], name: &str| overrides.iter().position(|own| is_unbound(own, name));
    if let (Some(_), Some(quit)) = (find(overrides, "close"), find(overrides, "quit")) {
        told.tell(
            overrides[quit].at,
            "without \"close\" and \"quit\" there is no way out, so \"quit\" keeps its keys",
        );
        overrides.remove(quit);
        drop_conflicts(overrides, told);
    }
}

fn plain(overrides: &[Override]) -> Vec<(&'static str, Vec<Vec<Key>>)> {
    overrides.iter().map(Override::plain).collect()
}

/// Keys as the config file has them; what [`label`] shows, as it is read.
fn written(keys: &[Key]) -> String {
    let one = |key: &Key| {
        let shown = label(&[*key]);
        match key {
            Key::AnyDigit => "1-9".to_owned(),
            Key::AnyLetter => "a-z".to_owned(),
            Key::Plain(_) if shown.chars().count() == 1 => shown,
            Key::Plain(_) | Key::Ctrl(_) => shown.to_lowercase(),
        }
    };
    keys.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_written_as_it_is_read() {
        for keys in BINDINGS.iter().flat_map(Binding::keys) {
            let parsed: Vec<Key> = keys.split(' ').map(|key| key.parse().unwrap()).collect();
            assert_eq!(written(&parsed), *keys);
        }
    }
}
