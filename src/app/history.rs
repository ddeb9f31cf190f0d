//! The places that the user has visited: back, and forward again.

use crate::layout::Pane;
use crate::outline::{Arrangement, Subject};

use super::list::ListPane;
use super::matrix_pane::{CellCursor, MatrixPane};
use super::{Mode, ReadingContent, ScrollTarget, State, collect};

/// A place to return to, as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visit {
    pub(crate) arrangement: Arrangement,
    pub(crate) path: Vec<Subject>,
    /// How far beneath the top of the list the chosen row was.
    pub(crate) offset: usize,
    pub(crate) scroll: usize,
    pub(crate) link: Option<usize>,
    pub(crate) focus: Pane,
    /// The panes over the list and the text, the innermost last.
    pub(crate) panes: Vec<OpenPane>,
}

/// A pane that is opened again on the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OpenPane {
    Matrix(CellCursor),
    /// With the line at its top.
    Reading(ReadingContent, usize),
    /// With the chosen row.
    Collection(usize),
}

/// The places before this one, and those after it, to which one can go forward.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    before: Vec<Visit>,
    after: Vec<Visit>,
}

impl History {
    const MOST: usize = 1_000;

    pub(super) fn leave(&mut self, visit: Visit) {
        self.after.clear();
        if self.before.last() != Some(&visit) {
            self.before.push(visit);
        }
        if self.before.len() > Self::MOST {
            self.before.remove(0);
        }
    }

    pub(super) fn back(&mut self, here: Visit) -> Option<Visit> {
        let visit = self.before.pop()?;
        self.after.push(here);
        Some(visit)
    }

    pub(super) fn forward(&mut self, here: Visit) -> Option<Visit> {
        let visit = self.after.pop()?;
        self.before.push(here);
        Some(visit)
    }

    /// The last place, with this one after it, so that the same key leads here again.
    pub(super) fn swap(&mut self, here: Visit) -> Option<Visit> {
        let visit = self.before.last().cloned()?;
        self.leave(here);
        Some(visit)
    }

    pub(super) fn len(&self) -> usize {
        self.before.len() + self.after.len()
    }

    pub(crate) fn can_go_back(&self) -> bool {
        !self.before.is_empty()
    }

    pub(super) fn carry_over(&mut self, path_there: impl Fn(&[Subject]) -> Option<Vec<Subject>>) {
        let there = |visit: &Visit| {
            let path = path_there(&visit.path)?;
            Some(Visit { path, panes: Vec::new(), ..visit.clone() })
        };
        for visits in [&mut self.before, &mut self.after] {
            *visits = visits.iter().filter_map(there).collect();
        }
    }
}

impl State {
    pub(super) fn go_through_history(
        &mut self,
        step: fn(&mut History, Visit) -> Option<Visit>,
        nothing: &str,
    ) {
        let here = self.current_visit();
        match step(&mut self.current.history, here) {
            Some(visit) => self.return_to(&visit),
            None => self.show_message(nothing),
        }
    }

    pub(super) fn current_visit(&self) -> Visit {
        Visit {
            arrangement: self.current.list.outline.arrangement(),
            path: self.current.list.path(),
            offset: self.current.list.cursor.row - self.current.list.cursor.top,
            scroll: self.current.detail.scroll,
            link: self.current.detail.link,
            focus: self.split.focus,
            panes: self.open_panes(),
        }
    }

    fn open_panes(&self) -> Vec<OpenPane> {
        let modes = self.current.mode_stack.iter().chain([&self.current.mode]);
        let pane = |mode: &Mode| match mode {
            Mode::Matrix(pane) => Some(OpenPane::Matrix(pane.at)),
            Mode::Read(pane) if pane.content != ReadingContent::Message => {
                Some(OpenPane::Reading(pane.content, pane.text.scroll))
            }
            Mode::Pick(picker) if picker.title == collect::TITLE => {
                Some(OpenPane::Collection(picker.cursor.row))
            }
            Mode::Browse | Mode::Search(_) | Mode::Filter(_) | Mode::Pick(_) | Mode::Read(_) => None,
        };
        modes.filter_map(pane).collect()
    }

    fn reopen(&mut self, panes: &[OpenPane]) {
        self.current.leave_all();
        for pane in panes {
            match *pane {
                OpenPane::Matrix(at) => {
                    let pane = MatrixPane::new(&self.current.directory, at);
                    self.current.open(Mode::Matrix(Box::new(pane)));
                }
                OpenPane::Reading(content, scroll) => {
                    self.open_reading(content);
                    if let Mode::Read(pane) = &mut self.current.mode {
                        pane.text.scroll = scroll;
                    }
                }
                OpenPane::Collection(row) if !self.collection.is_empty() => self.pick_collected(row, false),
                OpenPane::Collection(_) => {}
            }
        }
    }

    pub(super) fn show_place(&mut self, arrangement: Arrangement, path: &[Subject]) {
        if self.current.list.outline.arrangement() != arrangement {
            self.drop_filter();
            self.current.list = ListPane::new(&self.current.directory, arrangement);
        }
        if !self.current.list.reveal_path(&self.current.directory, path) {
            self.drop_filter();
            self.current.list.reveal_path(&self.current.directory, path);
        }
    }

    fn return_to(&mut self, visit: &Visit) {
        self.show_place(visit.arrangement, &visit.path);
        self.current.list.cursor.top = self.current.list.cursor.row.saturating_sub(visit.offset);
        self.split.focus = visit.focus;
        self.current.scroll_to = Some(ScrollTarget::Line { scroll: visit.scroll, link: visit.link });
        self.reopen(&visit.panes);
    }
}
