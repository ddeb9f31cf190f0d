//! The keys that the user gives to actions: parsed, checked for conflicts, and written.
//!
//! Invariant of [`Overrides`] in a config: they make a valid keymap that has a key to quit. An override that would
//! break this is reported, and its action keeps the default keys.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization as _;

use super::Setting;
use crate::keymap::{BINDINGS, BadKey, Binding, Conflict, Key, Keymap, Template, label, names};
use crate::notation::{self, Member, Mistake, members, nearest, quoted};

/// The actions that have other keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides(Vec<Override>);

type Override = (&'static str, Vec<Vec<Key>>);

/// An action has at most this many sequences of at most this many keys, so that comparing all pairs stays quick.
const MOST_SEQUENCES: usize = 8;
const LONGEST_SEQUENCE: usize = 6;

impl Overrides {
    pub(super) fn keymap(&self) -> Keymap {
        Keymap::of_bindings(&self.0)
    }

    /// Reads the keys of a config file. Of overrides that conflict the first holds. `right` is the text with its mistakes
    /// blanked out.
    pub(super) fn read(text: &str, right: &str, mistakes: &mut Vec<Mistake>) -> Self {
        let mut report = |range: Range<usize>, message: String| mistakes.push(Mistake { range, message });
        let mut overrides: Vec<Override> = Vec::new();
        let mut places: BTreeMap<&str, Range<usize>> = BTreeMap::new();
        let is_keys = |part: &Member| &right[part.name.clone()] == "keys";
        let keys = members(right, 0).0.into_iter().find(is_keys);
        for pair in keys.map_or(Vec::new(), |keys| members(right, keys.value.start).0) {
            let Some((name, sequences)) = read_override(text, right, &pair, &mut report) else { continue };
            if places.contains_key(name) {
                report(pair.name, format!("\"{name}\" stands here again; the first holds"));
            } else {
                places.insert(name, pair.name);
                overrides.push((name, sequences));
            }
        }
        let mut report = |name: &str, message: String| report(places[name].clone(), message);
        drop_conflicts(&mut overrides, &mut report);
        keep_a_key_to_quit(&mut overrides, &mut report);
        overrides.sort_by_key(|(name, _)| BINDINGS.iter().position(|binding| binding.name == *name));
        Overrides(overrides)
    }
}

impl Setting for Overrides {
    /// The map in the file: changed keys, and the default keys in comments.
    fn in_file(&self) -> Option<String> {
        let mut text = "{\n".to_owned();
        for binding in BINDINGS.iter().filter(|binding| !binding.keys.is_empty()) {
            let own = self.0.iter().find(|(name, _)| *name == binding.name);
            let (comment, keys): (&str, Vec<String>) = match own {
                Some((_, keys)) => ("", keys.iter().map(|keys| written(keys)).collect()),
                None => ("// ", binding.keys.iter().map(|keys| (*keys).to_owned()).collect()),
            };
            let _ = writeln!(text, "        // {}", binding.words);
            let _ = writeln!(text, "        {comment}\"{}\": {keys:?},", binding.name);
        }
        Some(text + "    }")
    }
}

/// Reads the keys of one action. `None` if the action is unknown, or if none of its keys can be used.
fn read_override(
    text: &str,
    right: &str,
    pair: &Member,
    report: &mut impl FnMut(Range<usize>, String),
) -> Option<Override> {
    let string = |at: &Range<usize>| notation::parse::<String>(&right[at.clone()]).unwrap_or_default();
    let binding = binding(&string(&pair.name)).map_err(|message| report(pair.name.clone(), message)).ok()?;
    let name = binding.name;
    let mut are_all_used = text[pair.value.clone()] == right[pair.value.clone()];
    let mut sequences: Vec<Vec<Key>> = Vec::new();
    for Member { value: at, .. } in members(right, pair.value.start).0 {
        if sequences.len() == MOST_SEQUENCES {
            report(at, format!("\"{name}\" has {MOST_SEQUENCES} keys before this, which is the most"));
            break;
        }
        match sequence(binding, &string(&at)) {
            Ok(keys) if sequences.contains(&keys) => {}
            Ok(keys) => sequences.push(keys),
            Err(message) => {
                are_all_used = false;
                report(at, message);
            }
        }
    }
    (are_all_used || !sequences.is_empty()).then_some((name, sequences))
}

impl<'de> Deserialize<'de> for Overrides {
    /// Takes any actions and keys. They are read later, with their places.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::<String, Vec<String>>::deserialize(deserializer).map(|_| Overrides::default())
    }
}

fn binding(name: &str) -> Result<&'static Binding, String> {
    let names = || BINDINGS.iter().filter(|binding| !binding.contexts.is_empty()).map(|binding| binding.name);
    match BINDINGS.iter().find(|binding| binding.name == name) {
        Some(binding) if binding.contexts.is_empty() => {
            Err(format!("\"{name}\" has keys only while a line is typed, which stay as they are"))
        }
        Some(binding) => Ok(binding),
        None => {
            let hint = match nearest(name, names()) {
                Some(known) => format!("the nearest is \"{known}\""),
                None => "`pitf config` lists them".to_owned(),
            };
            Err(format!("there is no action \"{}\"; {hint}", quoted(name)))
        }
    }
}

/// Parses keys and checks that the action can be reached by them.
fn sequence(binding: &Binding, text: &str) -> Result<Vec<Key>, String> {
    let mut keys: Vec<Key> = Vec::new();
    // A keyboard sends a letter with its accents as one character.
    for word in text.nfc().collect::<String>().split_whitespace() {
        if keys.len() == LONGEST_SEQUENCE {
            return Err(format!("more than {LONGEST_SEQUENCE} keys, one after another, are too many"));
        }
        keys.push(word.parse().map_err(|bad| no_key(word, &bad))?);
    }
    let (Some(first), Some(last)) = (keys.first(), keys.last()) else {
        return Err("this names no key; [] unbinds".to_owned());
    };
    if first.overlaps(Key::AnyDigit) {
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
        Template::Digit(_) if !last.overlaps(Key::AnyDigit) => {
            Err(format!("\"{name}\" takes a digit; write \"{} 1-9\"", quoted(text)))
        }
        Template::Letter(_) if !last.overlaps(Key::AnyLetter) => {
            Err(format!("\"{name}\" takes a letter; write \"{} a-z\"", quoted(text)))
        }
        Template::Letter(_) if before_last.is_empty() => {
            Err(format!("\"{name}\" takes a letter; write a key before it, such as \"m a-z\""))
        }
        Template::One(_) | Template::Digit(_) | Template::Letter(_) => Ok(keys),
    }
}

fn no_key(word: &str, bad: &BadKey) -> String {
    let hint = match bad {
        BadKey::SameAs(name) => format!("terminals send the same for it as for \"{name}\"; write that"),
        BadKey::NotSent => "terminals send nothing of its own for it".to_owned(),
        BadKey::Unknown => hint(word),
    };
    format!("\"{}\" is no key; {hint}", quoted(word))
}

fn hint(word: &str) -> String {
    let lower = word.to_lowercase();
    let meant = lower.trim_matches(['<', '>', '{', '}']);
    let is_function = meant.strip_prefix('f').is_some_and(|number| number.parse::<u32>().is_ok());
    match meant.parse::<Key>() {
        Ok(Key::AnyDigit | Key::AnyLetter) if !word.starts_with('{') => {}
        Ok(_) => return format!("write \"{meant}\""),
        Err(BadKey::SameAs(name)) => return format!("write \"{name}\""),
        Err(BadKey::Unknown | BadKey::NotSent) => {}
    }
    if is_function {
        return "the function keys are \"f1\" to \"f12\"".to_owned();
    }
    if ["alt-", "meta-", "m-", "a-"].iter().any(|prefix| meant.starts_with(prefix)) {
        return "no action is on Alt".to_owned();
    }
    if ["ctrl", "control", "shift", "super", "win", "cmd", "alt", "meta"].contains(&meant) {
        return "what is held stands before a key, as in \"ctrl-d\" and \"shift-left\"".to_owned();
    }
    if let [one, other] = word.as_bytes()
        && word.bytes().all(|byte| byte.is_ascii_graphic())
    {
        let [one, other] = [one, other].map(|byte| char::from(*byte));
        return format!("keys one after another are written \"{one} {other}\"");
    }
    match nearest(meant, names()) {
        Some(name) => format!("the nearest is \"{name}\""),
        None => "keys are written \"j\", \"ctrl-d\", \"shift-left\", \"pgdn\", \"f5\", \"g g\"".to_owned(),
    }
}

/// Drops keys that two actions share, those later in the file first.
fn drop_conflicts(overrides: &mut Vec<Override>, report: &mut impl FnMut(&str, String)) {
    // The default bindings have no conflicts, and comparing them takes a while.
    while !overrides.is_empty()
        && let Err(Conflict { keys, names }) = Keymap::with(overrides)
    {
        let Some(index) = overrides.iter().rposition(|(name, _)| names.contains(name)) else { return };
        let (own, _) = overrides.remove(index);
        let message = match names.iter().find(|name| **name != own) {
            Some(other) => format!("{keys} is \"{other}\" already, so \"{own}\" keeps the keys that it had"),
            None => {
                format!("{keys} and other keys of \"{own}\" begin alike, so it keeps the keys that it had")
            }
        };
        report(own, message);
    }
}

fn keep_a_key_to_quit(overrides: &mut Vec<Override>, report: &mut impl FnMut(&str, String)) {
    let is_unbound = |name| overrides.iter().any(|(own, keys)| *own == name && keys.is_empty());
    if is_unbound("close") && is_unbound("quit") {
        let message = "without \"close\" and \"quit\" there is no way out, so \"quit\" keeps its keys";
        report("quit", message.to_owned());
        overrides.retain(|(name, _)| *name != "quit");
        drop_conflicts(overrides, report);
    }
}

/// Keys as the file has them: `g g`, `ctrl-d`, `m a-z`.
fn written(keys: &[Key]) -> String {
    let one = |key: &Key| match label(&[*key]) {
        sign if sign.chars().count() == 1 => sign,
        name => name.trim_matches(['{', '}']).to_lowercase(),
    };
    keys.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_written_as_it_is_read() {
        for keys in BINDINGS.iter().flat_map(|binding| binding.keys) {
            let parsed: Vec<Key> = keys.split(' ').map(|key| key.parse().unwrap()).collect();
            assert_eq!(written(&parsed), *keys);
        }
    }
}
