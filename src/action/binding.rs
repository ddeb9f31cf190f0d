//! The declaration of an action: its name, its words, its keys, and where it works.

use super::{Action, BINDINGS};

/// An action that keys lead to.
pub struct Binding {
    /// What the config file calls it.
    pub name: &'static str,
    pub(crate) action: Template,
    pub(crate) words: &'static str,
    pub(super) short: &'static str,
    pub(crate) also: &'static str,
    /// The group of the help that it stands in.
    pub group: ActionGroup,
    pub(crate) contexts: &'static [Context],
    /// The default keys that a config file can change, without those for lines of text and for one pane alone.
    pub(crate) keys: &'static [&'static str],
    pub(super) in_detail: &'static [&'static str],
    pub(super) while_typing: &'static [&'static str],
}

/// An action, or one with the last key as its argument.
pub(crate) enum Template {
    One(Action),
    Digit(fn(usize) -> Action),
    Letter(fn(char) -> Action),
}

/// Where keys are pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// In the list.
    List,
    /// In the detail.
    Detail,
    /// In a list of things to choose from: help, palette, marks, links.
    Choosing,
    /// In the matrix.
    Matrix,
    /// In a line of text.
    Typing,
}

/// The groups of the help, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionGroup {
    /// Moving about.
    Move,
    /// Folding and arranging the list.
    Outline,
    /// Reading and following links.
    Read,
    /// Searching and filtering.
    Find,
    /// Going back, and marks.
    Return,
    /// Taking text away.
    Take,
    /// How things look.
    Look,
    /// The program itself.
    Program,
}

impl ActionGroup {
    /// All of them in their order, with their headings in the help.
    pub const ALL: [(ActionGroup, &str); 8] = [
        (Self::Move, "Moving"),
        (Self::Outline, "The outline"),
        (Self::Read, "Reading"),
        (Self::Find, "Finding"),
        (Self::Return, "Coming back"),
        (Self::Take, "Taking it away"),
        (Self::Look, "Looks"),
        (Self::Program, "The program"),
    ];
}

impl Binding {
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        BINDINGS.iter().find(|binding| binding.name == name)
    }

    /// The binding of an action that takes no key as its argument.
    pub(crate) fn of(action: &Action) -> Option<&'static Self> {
        BINDINGS.iter().find(|binding| matches!(&binding.action, Template::One(one) if one == action))
    }

    pub(crate) fn is_for(&self, context: Context) -> bool {
        self.contexts.contains(&context) || (context == Context::Typing && !self.while_typing.is_empty())
    }

    /// A word or two for it, beneath the keys of its group.
    pub(crate) fn short_words(&self) -> String {
        let name = self.name.replace('-', " ");
        let name = ["by ", "copy "].iter().find_map(|group| name.strip_prefix(group)).unwrap_or(&name);
        if self.short.is_empty() { name.to_owned() } else { self.short.to_owned() }
    }

    /// All default keys with their contexts: those of the config file, those of the detail alone, those for lines of
    /// text.
    pub fn own_keys(&self) -> [(&'static [Context], &'static [&'static str]); 3] {
        [
            (self.contexts, self.keys),
            (&[Context::Detail], self.in_detail),
            (&[Context::Typing], self.while_typing),
        ]
    }
}
