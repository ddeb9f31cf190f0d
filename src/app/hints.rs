//! The most useful actions of the present state, which the status line and the help begin with.

use crate::action::Context;
use crate::layout::{Pane, reading_area};
use crate::outline::Fold;

use super::{Choice, Mode, State, Statements};

/// The name of an action, and a verb for what it does here.
pub(crate) type Hint = (&'static str, &'static str);

const WIDE: u16 = 100;
const COPY: Hint = ("copy-citation", "copy…");

impl State {
    /// What can be done here and now, the most useful first: the names of actions, each with a verb for what it does here.
    /// One that ends with dots stands for all actions that begin with the same key.
    pub(crate) fn hints(&self) -> Vec<Hint> {
        let mut hints = self.what_can_be_done();
        if self.context() != Context::Typing && self.current.directory.help().is_some() {
            let is_comparing = self.comparing().is_some() && matches!(self.current.mode, Mode::Browse);
            let second = if is_comparing { hints.len() } else { hints.len().min(1) };
            let verb = if self.size.width < WIDE { "call" } else { "whom to call" };
            hints.insert(second, ("whom-to-call", verb));
        }
        hints
    }

    fn what_can_be_done(&self) -> Vec<Hint> {
        match &self.current.mode {
            Mode::Browse if self.comparing().is_some() => {
                let take = self.entry_to_compare().map(|_| ("open", "compare with this"));
                take.into_iter().chain([("cancel", "drop"), ("search", "search")]).collect()
            }
            Mode::Browse => {
                let hints = match self.focus() {
                    Pane::List => self.in_the_list(),
                    Pane::Detail => self.in_the_text(),
                };
                let offer = self.is_stale().then_some(("reload", "reload"));
                offer.into_iter().chain(hints).collect()
            }
            Mode::Search(pane) => {
                let take = pane.chosen().map(|_| ("open", "go"));
                take.into_iter().chain([("cancel", "back"), ("search-mode", "search mode")]).collect()
            }
            Mode::Filter(_) => vec![("open", "keep"), ("cancel", "drop")],
            Mode::Pick(picker) => {
                let verb = picker.chosen().and_then(|item| verb_of(&item.choice));
                let take = verb.map(|verb| ("open", verb));
                let search = (!picker.is_typing()).then_some(("search", "search"));
                let is_kept = picker.chosen().is_some_and(|item| item.choice.is_kept());
                let removes = (!picker.is_typing() && picker.can_remove() && is_kept)
                    .then_some(("remove", "removes it"));
                let copy = (!picker.is_typing() && picker.can_copy()).then_some(COPY);
                let moves = picker.can_move().then_some(("move-down", "moves it"));
                let back = [("cancel", "back")];
                take.into_iter().chain(back).chain(copy).chain(removes).chain(moves).chain(search).collect()
            }
            Mode::Read(reading) => {
                let is_long = reading.len() > usize::from(reading_area(self.panes().body).height);
                let scroll = is_long.then_some([("down", "down"), ("page-down", "page"), ("last", "end")]);
                let first = [("cancel", "back"), ("help", "keys"), COPY];
                first.into_iter().chain(scroll.into_iter().flatten()).collect()
            }
            Mode::Matrix(pane) => {
                let next = match pane.at.shown {
                    Statements::Cell => "column",
                    Statements::Column => "row",
                    Statements::Row => "cell",
                };
                vec![
                    ("open", "read"),
                    ("cancel", "back"),
                    COPY,
                    ("statements", next),
                    ("help", "keys"),
                    ("beneath", "count beneath"),
                    ("compare", "compare"),
                    ("search", "search"),
                    ("palette", "actions"),
                ]
            }
        }
    }

    fn in_the_list(&self) -> Vec<Hint> {
        if self.current.directory.is_empty() {
            let about = ("about-directory", "about");
            return vec![
                ("help", "keys"),
                ("reload", "reload"),
                about,
                ("close", "quit"),
                ("palette", "actions"),
            ];
        }
        let mut hints: Vec<_> = self.list().row().map(|_| ("open", "read")).into_iter().collect();
        if self.filter().is_some() {
            hints.push(("cancel", "unfilter"));
        }
        hints.extend([("help", "keys"), ("search", "search")]);
        hints.extend(self.hints_to_leave());
        hints.extend([("next-arrangement", "arrange…"), COPY, ("close", "quit"), ("compare", "compare")]);
        hints.extend(match self.list().row().map(|row| row.fold) {
            Some(Fold::Folded) => Some(("unfold", "unfold")),
            Some(Fold::Unfolded) => Some(("fold", "fold")),
            Some(Fold::Leaf) | None => None,
        });
        hints.extend([("filter", "filter"), ("matrix", "who does what"), ("palette", "actions")]);
        hints
    }

    fn in_the_text(&self) -> Vec<Hint> {
        let detail = self.detail();
        let mut hints = Vec::new();
        let has_links = detail.layout().is_some_and(|layout| !layout.targets.is_empty());
        match detail.link {
            Some(_) => hints.extend([("open", "follow"), ("next-link", "next")]),
            None if has_links => hints.push(("next-link", "link")),
            None => {}
        }
        hints.extend([("help", "keys"), ("fold", "list"), COPY]);
        if detail.len() > usize::from(self.panes().text.height) {
            hints.extend([("page-down", "page"), ("next-section", "section")]);
        }
        hints.extend(self.hints_to_leave());
        hints.extend([("next-entry", "next entry"), ("search", "search"), ("palette", "actions")]);
        hints
    }

    fn hints_to_leave(&self) -> Vec<Hint> {
        let mut hints = Vec::new();
        if self.current.last_search.is_some() {
            hints.push(("next-hit", "next hit"));
        }
        if self.current.history.can_go_back() {
            hints.push(("back", "back"));
        }
        hints
    }
}

fn verb_of(choice: &Choice) -> Option<&'static str> {
    Some(match choice {
        Choice::Heading | Choice::Nothing => return None,
        Choice::Do(_) | Choice::Begin(_) => "does it",
        Choice::ShowMessage(_) => "says it",
        Choice::GoTo(_) | Choice::GoToPlace(..) | Choice::Section(_) => "goes there",
        Choice::Follow(_) => "follows it",
        Choice::Copy(..) => "copies it",
        Choice::Cite(..) => "copies the citation",
        Choice::OpenAddress(_) => "opens it",
        Choice::TakeCollection(_) => "copies all",
        Choice::AskToEmpty => "asks first",
        Choice::EmptyCollection => "empties it",
    })
}
