//! The most useful actions of the present state, which the status line and the help begin with.

use crate::action::Context;
use crate::layout::{Pane, reading_area};
use crate::outline::Fold;

use super::{Choice, Effect, Mode, State, StatementScope};

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
                let offer = self.current.is_stale.then_some(("reload", "reload"));
                offer.into_iter().chain(hints).collect()
            }
            Mode::Search(pane) => {
                let is_offered = !pane.offer(&self.current.directory).is_empty();
                let has_hits = pane.chosen().is_some();
                applicable(&[
                    (is_offered, ("complete", "complete")),
                    (has_hits, ("open", "go")),
                    (true, ("cancel", "back")),
                    (true, ("search-mode", "search mode")),
                ])
            }
            Mode::Filter(_) => {
                let has_rows = !self.current.list.outline.is_empty();
                applicable(&[(has_rows, ("open", "keep")), (true, ("cancel", "drop"))])
            }
            Mode::Pick(picker) => {
                let choice = picker.chosen().map(|item| &item.choice);
                let verb = choice.and_then(verb_of);
                let is_list = !picker.is_typing();
                let removes = picker.can_remove() && choice.is_some_and(Choice::is_kept);
                applicable(&[
                    (verb.is_some(), ("open", verb.unwrap_or_default())),
                    (true, ("cancel", "back")),
                    (is_list && picker.can_copy(), COPY),
                    (is_list && removes, ("remove", "removes it")),
                    (picker.can_move(), ("move-down", "moves it")),
                    (is_list, ("search", "search")),
                ])
            }
            Mode::Read(reading) => {
                let is_long = reading.text.len() > usize::from(reading_area(self.panes().body).height);
                applicable(&[
                    (true, ("cancel", "back")),
                    (true, ("help", "keys")),
                    (true, COPY),
                    (is_long, ("down", "down")),
                    (is_long, ("page-down", "page")),
                    (is_long, ("last", "end")),
                ])
            }
            Mode::Matrix(pane) => {
                let next = match pane.at.scope {
                    StatementScope::Cell => "column",
                    StatementScope::Column => "row",
                    StatementScope::Row => "cell",
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
        let row = self.list().row();
        let (fold, has_entries) = (row.map(|row| row.fold), !self.current.directory.is_empty());
        applicable(&[
            (row.is_some(), ("open", "read")),
            (self.filter().is_some(), ("cancel", "unfilter")),
            (true, ("help", "keys")),
            (!has_entries, ("reload", "reload")),
            (!has_entries, ("about-directory", "about")),
            (has_entries, ("search", "search")),
            (self.current.last_search.is_some(), ("next-hit", "next hit")),
            (self.current.history.can_go_back(), ("back", "back")),
            (has_entries, ("next-arrangement", "arrange…")),
            (has_entries, COPY),
            (true, ("close", "quit")),
            (has_entries, ("compare", "compare")),
            (fold == Some(Fold::Folded), ("unfold", "unfold")),
            (fold == Some(Fold::Unfolded), ("fold", "fold")),
            (has_entries, ("filter", "filter")),
            (has_entries, ("matrix", "who does what")),
            (true, ("palette", "actions")),
        ])
    }

    fn in_the_text(&self) -> Vec<Hint> {
        let detail = self.detail();
        let has_links = detail.layout().is_some_and(|layout| !layout.targets.is_empty());
        let (on_link, is_long) =
            (detail.link.is_some(), detail.len() > usize::from(self.panes().text.height));
        applicable(&[
            (on_link, ("open", "follow")),
            (on_link, ("next-link", "next")),
            (!on_link && has_links, ("next-link", "link")),
            (true, ("help", "keys")),
            (true, ("fold", "list")),
            (true, COPY),
            (is_long, ("page-down", "page")),
            (is_long, ("next-section", "section")),
            (self.current.last_search.is_some(), ("next-hit", "next hit")),
            (self.current.history.can_go_back(), ("back", "back")),
            (true, ("next-entry", "next entry")),
            (true, ("search", "search")),
            (true, ("palette", "actions")),
        ])
    }
}

fn applicable(hints: &[(bool, Hint)]) -> Vec<Hint> {
    hints.iter().filter(|(applies, _)| *applies).map(|(_, hint)| *hint).collect()
}

fn verb_of(choice: &Choice) -> Option<&'static str> {
    Some(match choice {
        Choice::Heading | Choice::Nothing => return None,
        Choice::Do(_) | Choice::Begin(_) => "does it",
        Choice::ShowMessage(_) => "says it",
        Choice::GoTo(_) | Choice::GoToPlace(..) | Choice::Section(_) => "goes there",
        Choice::Follow(_) => "follows it",
        Choice::Carry(Effect::OpenAddress(_)) => "opens it",
        Choice::Carry(_) => "copies it",
        Choice::Cite(..) => "copies the citation",
        Choice::TakeCollection(_) => "copies all",
        Choice::AskToEmpty => "asks first",
        Choice::EmptyCollection => "empties it",
    })
}
