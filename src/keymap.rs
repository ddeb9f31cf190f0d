//! From keys to commands. The bindings are data ([`BINDINGS`], declared in `action`): the lookup, the help, the palette, the README's table
//! and the man page all come from them.
//!
//! Key events are normalized here, once: Shift is part of the letter, releases are dropped, and a letter of another
//! script stands for the Latin one at its place on the keyboard. Text is typed only where a line is open for it;
//! everywhere else a number before a command is its count.

mod key;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub(crate) use crate::action::Template;
use crate::action::{Action, Command};
pub use crate::action::{ActionGroup, BINDINGS, Binding, Context};
pub(crate) use key::names;
pub use key::{BadKey, Key, label};

/// The bindings that are in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    bound: Vec<Bound>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Bound {
    contexts: &'static [Context],
    keys: Vec<Key>,
    binding: usize,
    is_own: bool,
}

impl Bound {
    fn is_for(&self, context: Context) -> bool {
        self.contexts.contains(&context)
    }

    fn goes_on_after(&self, keys: &[Key]) -> bool {
        self.keys.len() > keys.len() && begins_with(&self.keys, keys)
    }
}

/// What has been typed of a command that is not whole yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    keys: Vec<Key>,
    count: Option<usize>,
    /// The layout of the last letter. It stays when a command is complete.
    layout: key::KeyboardLayout,
}

/// Two bindings that want the same keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub(crate) keys: String,
    pub(crate) names: [&'static str; 2],
}

impl Default for Keymap {
    fn default() -> Self {
        Self::of_bindings(&[])
    }
}

impl Keymap {
    /// The bindings with other keys for some of the actions, which may conflict. A test rules out that the bindings alone
    /// do.
    pub(crate) fn of_bindings(overrides: &[(&str, Vec<Vec<Key>>)]) -> Self {
        let mut bound = Vec::new();
        for (index, binding) in BINDINGS.iter().enumerate() {
            let own = overrides.iter().find(|(name, _)| *name == binding.name).map(|(_, keys)| keys);
            let own_keys = own.into_iter().flatten();
            bound.extend(own_keys.map(|keys| Bound {
                contexts: binding.contexts,
                keys: keys.clone(),
                binding: index,
                is_own: true,
            }));
            // Keys for typing stay in any case.
            let is_kept = |contexts: &[Context]| own.is_none() || contexts == [Context::Typing];
            for (contexts, keys) in binding.own_keys().into_iter().filter(|(contexts, _)| is_kept(contexts)) {
                let keys = keys.iter().map(|written| sequence(written));
                bound.extend(keys.map(|keys| Bound { contexts, keys, binding: index, is_own: false }));
            }
        }
        Keymap { bound }
    }

    /// The bindings with other keys for some of the actions; an empty list unbinds one. Each override is the name of an
    /// action and its keys as they are written, `ctrl-d` or `g g`.
    ///
    /// # Errors
    ///
    /// The first keys that two actions share, or where one action's keys begin another's.
    pub fn with(overrides: &[(&str, Vec<Vec<Key>>)]) -> Result<Self, Conflict> {
        let keymap = Self::of_bindings(overrides);
        first_conflict(&keymap.bound).map_or(Ok(keymap), Err)
    }

    /// Takes a key in a context. What is typed of a longer command is kept in `pending`, and for now leads to nothing.
    /// `None` where the key is dropped, with what was pending.
    pub fn press(&self, pending: &mut Pending, context: Context, event: KeyEvent) -> Option<Command> {
        let key = Key::of(event)?;
        if context == Context::Typing {
            pending.clear();
            let action = self.bound_to(key, context).or_else(|| self.bound_to(key.without_shift(), context));
            return Some(action.unwrap_or_else(|| Action::Type(key::input_of(event))).into());
        }
        let usual = key.without_shift().on_latin_layout(&mut pending.layout);
        let key = if self.is_meant(&pending.keys, key, context) { key } else { usual };
        if pending.keys.is_empty()
            && let Some(digit) = key.digit()
            && (digit > 0 || pending.count.is_some())
        {
            let count = pending.count.unwrap_or(0).saturating_mul(10).saturating_add(digit);
            pending.count = Some(count.min(MOST));
            return Some(Action::NotBound.into());
        }
        if key == Key::ESC && !pending.is_empty() {
            pending.clear();
            return None;
        }
        pending.keys.push(key);
        let Some(bound) = self.begun_by(&pending.keys, context).next() else {
            // In a sequence for another context, the last key alone would do something else here.
            if self.bound.iter().any(|bound| bound.goes_on_after(&pending.keys)) {
                return Some(Action::NotBound.into());
            }
            let (keys, _) = pending.clear();
            // Ctrl-c works whatever keys are pending.
            let is_ctrl = matches!(key, Key::One(KeyModifiers::CONTROL, KeyCode::Char(_)));
            let action = self.bound_to(key, context).filter(|action| is_ctrl && *action == Action::Quit);
            let action = action.unwrap_or(Action::NotBound);
            return Some(Command { action, count: None, keys: label(&keys) });
        };
        if bound.keys.len() > pending.keys.len() {
            return Some(Action::NotBound.into());
        }
        let (keys, count) = pending.clear();
        let action = action_of(&BINDINGS[bound.binding], &keys)?;
        Some(Command { action, count, keys: label(&keys) })
    }

    /// Whether a key is bound as typed, without translating it from another keyboard layout: by the user, or with
    /// Ctrl or Shift.
    fn is_meant(&self, before: &[Key], key: Key, context: Context) -> bool {
        let keys = [before, &[key]].concat();
        self.begun_by(&keys, context)
            .any(|bound| bound.is_own || matches!(key, Key::One(held, _) if !held.is_empty()))
    }

    fn begun_by(&self, keys: &[Key], context: Context) -> impl Iterator<Item = &Bound> {
        self.bound.iter().filter(move |bound| bound.is_for(context) && begins_with(&bound.keys, keys))
    }

    pub(crate) fn what_may_follow(
        &self,
        pending: &Pending,
        context: Context,
    ) -> Vec<(String, &'static Binding)> {
        if pending.keys.is_empty() {
            return Vec::new();
        }
        let missing = |bound: &Bound| label(&bound.keys[pending.keys.len()..]);
        let begun = self.begun_by(&pending.keys, context);
        begun.map(|bound| (missing(bound), &BINDINGS[bound.binding])).collect()
    }

    fn bound_to(&self, key: Key, context: Context) -> Option<Action> {
        let bound = self.bound.iter().find(|bound| bound.is_for(context) && bound.keys == [key])?;
        action_of(&BINDINGS[bound.binding], &[key])
    }

    pub(crate) fn keys_of_action(&self, name: &str) -> Option<String> {
        self.keys_in(name, Context::List)
    }

    /// The end of a message that says what the keys of an action do; empty if it has no keys.
    pub(crate) fn hint(&self, name: &str, does: &str) -> String {
        self.keys_of_action(name).map_or(String::new(), |key| format!("; {key} {does}"))
    }

    pub(crate) fn keys_in(&self, name: &str, context: Context) -> Option<String> {
        self.sequence_in(name, context).map(label)
    }

    /// The keys of an action in a context, or else elsewhere, but not those that work only while typing.
    pub(crate) fn sequence_in(&self, name: &str, context: Context) -> Option<&[Key]> {
        let of_action = || self.bound.iter().filter(|bound| BINDINGS[bound.binding].name == name);
        let elsewhere = || of_action().find(|bound| bound.contexts != [Context::Typing]);
        let bound = of_action().find(|bound| bound.is_for(context)).or_else(elsewhere)?;
        Some(&bound.keys)
    }

    /// The keys of an action without the last one, as if they had been typed.
    pub fn begin(&self, name: &str) -> Pending {
        let keys = self.sequence_in(name, Context::List).and_then(|keys| keys.split_last());
        Pending { keys: keys.map_or(Vec::new(), |(_, before)| before.to_vec()), ..Pending::default() }
    }

    /// The keys of a binding as they are written in help, those of the given context first. Over a line of text other
    /// keys are typed, so if any work there, they are all.
    pub fn keys_of(&self, binding: &Binding, first: Context) -> Vec<String> {
        let is_of = |bound: &&Bound| BINDINGS[bound.binding].name == binding.name;
        let (here, elsewhere): (Vec<&Bound>, Vec<&Bound>) =
            self.bound.iter().filter(is_of).partition(|bound| bound.is_for(first));
        let is_all = first == Context::Typing && !here.is_empty();
        let elsewhere = elsewhere.into_iter().filter(|_| !is_all);
        let mut written: Vec<String> = Vec::new();
        for bound in here.into_iter().chain(elsewhere) {
            let keys = label(&bound.keys);
            if !written.contains(&keys) {
                written.push(keys);
            }
        }
        written
    }
}

fn action_of(binding: &Binding, keys: &[Key]) -> Option<Action> {
    match &binding.action {
        Template::One(action) => Some(action.clone()),
        Template::Digit(action) => keys.last()?.digit().map(action),
        Template::Letter(action) => keys.last()?.letter().map(action),
    }
}

fn sequence(written: &str) -> Vec<Key> {
    let key = |key: &str| key.parse().expect("the table names only keys that there are");
    written.split(' ').map(key).collect()
}

const MOST: usize = 999_999_999;

impl Pending {
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.count.is_none()
    }

    fn clear(&mut self) -> (Vec<Key>, Option<usize>) {
        (std::mem::take(&mut self.keys), self.count.take())
    }

    pub(crate) fn shown(&self) -> String {
        let count = self.count.map_or_else(String::new, |count| count.to_string());
        format!("{count}{}", label(&self.keys))
    }
}

fn begins_with(keys: &[Key], typed: &[Key]) -> bool {
    keys.len() >= typed.len() && keys.iter().zip(typed).all(|(key, typed)| key.matches(*typed))
}

fn first_conflict(bound: &[Bound]) -> Option<Conflict> {
    let overlap = |one: &Bound, other: &Bound| {
        one.contexts.iter().any(|context| other.is_for(*context))
            && one.keys.iter().zip(&other.keys).all(|(one, other)| one.overlaps(*other))
    };
    bound.iter().enumerate().find_map(|(index, one)| {
        let other = bound[index + 1..].iter().find(|other| overlap(one, other))?;
        let names = [BINDINGS[one.binding].name, BINDINGS[other.binding].name];
        Some(Conflict { keys: label(&one.keys), names })
    })
}

#[cfg(test)]
mod tests;
