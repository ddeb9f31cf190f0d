//! Every action with its keys, its name in the config file, and what it does in words.

use crate::app::action::{Action, Copied};
use crate::outline::Arrangement;

use super::Key;

/// An action that keys lead to.
pub struct Binding {
    /// What the config file calls it.
    pub name: &'static str,
    /// What it does.
    pub action: Template,
    /// What it does, in words.
    pub words: &'static str,
    /// The group of the help that it stands in.
    pub group: Group,
    contexts: &'static [Context],
    keys: &'static [&'static str],
    in_detail: &'static [&'static str],
    while_typing: &'static [&'static str],
}

/// An action, or one that takes the last key as its argument.
pub enum Template {
    /// The action itself.
    One(Action),
    /// With a digit from 1 to 9.
    Digit(fn(usize) -> Action),
    /// With a letter from a to z.
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
pub enum Group {
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

impl Group {
    /// All of them, in their order.
    pub const ALL: [Group; 8] = [
        Self::Move,
        Self::Outline,
        Self::Read,
        Self::Find,
        Self::Return,
        Self::Take,
        Self::Look,
        Self::Program,
    ];

    /// Its heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            Group::Move => "Moving",
            Group::Outline => "The outline",
            Group::Read => "Reading",
            Group::Find => "Finding",
            Group::Return => "Coming back",
            Group::Take => "Taking it away",
            Group::Look => "Looks",
            Group::Program => "The program",
        }
    }
}

impl Template {
    /// The action, with the last of the keys as its argument.
    pub(super) fn with(&self, keys: &[Key]) -> Option<Action> {
        match self {
            Template::One(action) => Some(action.clone()),
            Template::Digit(action) => keys.last()?.digit().map(action),
            Template::Letter(action) => keys.last()?.letter().map(action),
        }
    }
}

impl Binding {
    /// The keys that it has of itself and that a config file can change, as such a file writes them. Those for typing
    /// and for one pane alone are not among them.
    pub fn keys(&self) -> &'static [&'static str] {
        self.keys
    }

    /// Whether it does something there.
    pub fn is_for(&self, context: Context) -> bool {
        self.contexts.contains(&context)
    }

    /// Gives each sequence of keys with the contexts that it is for; `own` stands for those of the table.
    pub(super) fn each_sequence(
        &self,
        own: Option<&Vec<Vec<Key>>>,
        mut each: impl FnMut(&'static [Context], Vec<Key>),
    ) {
        match own {
            Some(own) => own.iter().for_each(|keys| each(self.contexts, keys.clone())),
            None => {
                self.keys.iter().for_each(|keys| each(self.contexts, sequence(keys)));
                self.in_detail.iter().for_each(|keys| each(&[Detail], sequence(keys)));
            }
        }
        self.while_typing.iter().for_each(|keys| each(&[Typing], sequence(keys)));
    }

    const fn in_detail(mut self, keys: &'static [&'static str]) -> Self {
        self.in_detail = keys;
        self
    }

    const fn while_typing(mut self, keys: &'static [&'static str]) -> Self {
        self.while_typing = keys;
        self
    }
}

fn sequence(written: &str) -> Vec<Key> {
    let key = |key: &str| key.parse().expect("the table names only keys that there are");
    written.split(' ').map(key).collect()
}

const fn bind(
    group: Group,
    name: &'static str,
    action: Template,
    contexts: &'static [Context],
    keys: &'static [&'static str],
    words: &'static str,
) -> Binding {
    Binding { name, action, words, group, contexts, keys, in_detail: &[], while_typing: &[] }
}

use Context::{Choosing, Detail, List, Matrix, Typing};
use Group::{Find, Look, Move, Outline, Program, Read, Return, Take};
use Template::{Digit, Letter, One};

const EVERYWHERE: &[Context] = &[List, Detail, Choosing, Matrix];
const PANES: &[Context] = &[List, Detail];
const PANES_AND_MATRIX: &[Context] = &[List, Detail, Matrix];

/// The bindings, in the order of the help: a table, a line each.
#[rustfmt::skip]
pub static BINDINGS: &[Binding] = &[
    bind(Move, "down", One(Action::Down), EVERYWHERE, &["j", "down", "ctrl-n"], "one row or line down; with a number, so many")
        .while_typing(&["down", "ctrl-n"]),
    bind(Move, "up", One(Action::Up), EVERYWHERE, &["k", "up", "ctrl-p"], "one row or line up; with a number, so many")
        .while_typing(&["up", "ctrl-p"]),
    bind(Move, "fold", One(Action::Fold), PANES, &["h", "left"], "fold, or go to the parent; leave the text"),
    bind(Move, "unfold", One(Action::Unfold), PANES, &["l", "right"], "unfold, or go to the first child; in the text, to the next link"),
    bind(Move, "next-sibling", One(Action::NextSibling), PANES, &["J"], "next row beneath the same parent"),
    bind(Move, "previous-sibling", One(Action::PreviousSibling), PANES, &["K"], "previous row beneath the same parent"),
    bind(Move, "parent", One(Action::Parent), PANES, &["u"], "parent"),
    bind(Move, "first", One(Action::First), EVERYWHERE, &["g", "home"], "first row or line; with a number, that one"),
    bind(Move, "last", One(Action::Last), EVERYWHERE, &["G", "end"], "last row or line; with a number, that one"),
    bind(Move, "half-page-down", One(Action::HalfPageDown), EVERYWHERE, &["ctrl-d", "D"], "half a page down"),
    bind(Move, "half-page-up", One(Action::HalfPageUp), EVERYWHERE, &["ctrl-u", "U"], "half a page up"),
    bind(Move, "page-down", One(Action::PageDown), EVERYWHERE, &["pgdn", "ctrl-f"], "a page down")
        .in_detail(&["space"])
        .while_typing(&["pgdn"]),
    bind(Move, "page-up", One(Action::PageUp), EVERYWHERE, &["pgup", "ctrl-b"], "a page up")
        .in_detail(&["b"])
        .while_typing(&["pgup"]),
    bind(Move, "left", One(Action::Left), &[Matrix], &["h", "left"], "in the matrix, one column to the left"),
    bind(Move, "right", One(Action::Right), &[Matrix], &["l", "right"], "in the matrix, one column to the right"),
    bind(Outline, "toggle-fold", One(Action::ToggleFold), &[List], &["space"], "fold or unfold"),
    bind(Outline, "fold-to-level", Digit(Action::FoldToLevel), PANES, &["z 1-9"], "unfold down to so many levels"),
    bind(Outline, "unfold-all", One(Action::UnfoldAll), PANES, &["z R"], "unfold everything"),
    bind(Outline, "fold-all", One(Action::FoldAll), PANES, &["z M"], "fold everything"),
    bind(Outline, "by-hierarchy", One(Action::ArrangeBy(Arrangement::Hierarchy)), PANES_AND_MATRIX, &["a h"], "arrange by hierarchy"),
    bind(Outline, "by-kind", One(Action::ArrangeBy(Arrangement::Kind)), PANES_AND_MATRIX, &["a k"], "arrange by kind"),
    bind(Outline, "by-topic", One(Action::ArrangeBy(Arrangement::Topic)), PANES_AND_MATRIX, &["a t"], "arrange by topic"),
    bind(Outline, "by-date", One(Action::ArrangeBy(Arrangement::Date)), PANES_AND_MATRIX, &["a d"], "arrange by date"),
    bind(Outline, "next-arrangement", One(Action::NextArrangement), PANES_AND_MATRIX, &["a a"], "next arrangement"),
    bind(Outline, "matrix", One(Action::Matrix), PANES_AND_MATRIX, &["a m"], "who does what: members against topics"),
    bind(Read, "open", One(Action::Open), EVERYWHERE, &["enter"], "read the entry, follow the link, take the choice")
        .while_typing(&["enter"]),
    bind(Read, "next-link", One(Action::NextLink), PANES, &["tab"], "next link of the text"),
    bind(Read, "previous-link", One(Action::PreviousLink), PANES, &["shift-tab"], "previous link of the text"),
    bind(Read, "next-section", One(Action::NextSection), PANES, &["}"], "next section of the text"),
    bind(Read, "previous-section", One(Action::PreviousSection), PANES, &["{"], "previous section of the text"),
    bind(Read, "next-entry", One(Action::NextEntry), PANES, &["]"], "next entry in reading order, staying in the text"),
    bind(Read, "previous-entry", One(Action::PreviousEntry), PANES, &["["], "previous entry in reading order"),
    bind(Read, "links", One(Action::ListLinks), PANES, &["x"], "list the links of the text"),
    bind(Read, "linked-from", One(Action::ListLinkedFrom), PANES, &["X"], "list what links here"),
    bind(Read, "about", One(Action::About), PANES, &["="], "where this entry stands, and what it rests on"),
    bind(Find, "search", One(Action::Search), EVERYWHERE, &["/"], "search everything"),
    bind(Find, "search-beneath", One(Action::SearchBeneath), PANES, &["\\"], "search beneath the chosen entry"),
    bind(Find, "next-hit", One(Action::NextHit), PANES, &["n"], "next hit"),
    bind(Find, "previous-hit", One(Action::PreviousHit), PANES, &["N", ","], "previous hit"),
    bind(Find, "filter", One(Action::Filter), PANES, &["f"], "show only what matches, with what stands above it"),
    bind(Find, "search-mode", One(Action::NextSearchMode), &[], &[], "while typing: search by words, fuzzily, by expression")
        .while_typing(&["ctrl-r", "tab"]),
    bind(Find, "older-query", One(Action::OlderQuery), &[], &[], "while typing: the query before this one")
        .while_typing(&["ctrl-o"]),
    bind(Find, "newer-query", One(Action::NewerQuery), &[], &[], "while typing: the query after this one")
        .while_typing(&["ctrl-y"]),
    bind(Return, "back", One(Action::Back), PANES, &["H", "backspace", "ctrl-o"], "back to where you came from"),
    bind(Return, "forward", One(Action::Forward), PANES, &["L"], "forward again"),
    bind(Return, "place-before", One(Action::PlaceBefore), PANES, &["' '"], "to the place before this one, and again back here"),
    bind(Return, "set-mark", Letter(Action::SetMark), PANES, &["m a-z"], "mark this place with a letter"),
    bind(Return, "go-to-mark", Letter(Action::GoToMark), PANES, &["' a-z"], "go to a mark"),
    bind(Return, "marks", One(Action::ListMarks), PANES, &["M"], "list marks and recent places"),
    bind(Take, "copy-text", One(Action::Copy(Copied::Text)), PANES, &["y y"], "copy the text"),
    bind(Take, "copy-name", One(Action::Copy(Copied::Name)), PANES, &["y p"], "copy id and name"),
    bind(Take, "copy-address", One(Action::Copy(Copied::Address)), PANES, &["y u"], "copy the web address, or else the number"),
    bind(Take, "addresses", One(Action::ListAddresses), PANES, &["y U"], "list addresses and numbers, and copy one"),
    bind(Take, "copy-markdown", One(Action::Copy(Copied::Markdown)), PANES, &["y m"], "copy as Markdown"),
    bind(Take, "copy-citation", One(Action::Copy(Copied::Citation)), PANES, &["y c"], "copy a citation"),
    bind(Take, "citations", One(Action::ListCitations), PANES, &["y C"], "list what is stated, and copy a citation of it"),
    bind(Take, "print", One(Action::Print), PANES, &["p"], "print the entry to the normal screen"),
    bind(Take, "open-address", One(Action::OpenAddress), PANES, &["o"], "open the address; over SSH show and copy it"),
    bind(Look, "next-pane", One(Action::NextPane), PANES, &["w"], "give the other pane the keys"),
    bind(Look, "zoom", One(Action::ZoomPane), PANES, &["v"], "give the pane the whole screen, or take it back"),
    bind(Look, "divider-left", One(Action::DividerLeft), PANES, &["<"], "make the list narrower"),
    bind(Look, "divider-right", One(Action::DividerRight), PANES, &[">"], "make the list wider"),
    bind(Look, "text-width", One(Action::NextTextWidth), PANES, &["W"], "next text width"),
    bind(Look, "theme", One(Action::NextTheme), PANES_AND_MATRIX, &["t"], "next theme"),
    bind(Program, "about-directory", One(Action::AboutDirectory), PANES, &["i"], "what this directory covers, and its limits"),
    bind(Program, "help", One(Action::Help), PANES_AND_MATRIX, &["?", "f1"], "show the keys")
        .while_typing(&["f1"]),
    bind(Program, "palette", One(Action::Palette), EVERYWHERE, &[":"], "find an action by what it does"),
    bind(Program, "redraw", One(Action::Redraw), EVERYWHERE, &["ctrl-l"], "draw everything anew")
        .while_typing(&["ctrl-l"]),
    bind(Program, "reload", One(Action::Reload), PANES, &["R"], "read the data file again"),
    bind(Program, "suspend", One(Action::Suspend), EVERYWHERE, &["ctrl-z"], "give the terminal back to the shell")
        .while_typing(&["ctrl-z"]),
    bind(Program, "cancel", One(Action::Cancel), EVERYWHERE, &["esc"], "cancel the innermost thing; never quits")
        .while_typing(&["esc"]),
    bind(Program, "close", One(Action::Close), EVERYWHERE, &["q"], "close the innermost thing, or quit"),
    bind(Program, "quit", One(Action::Quit), EVERYWHERE, &["Q", "ctrl-c"], "quit now")
        .while_typing(&["ctrl-c"]),
];
