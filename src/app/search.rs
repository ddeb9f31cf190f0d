//! The search pane, the query line of a filter, and the requests they send to the searcher.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use ratatui::layout::Size;
use tui_textarea::{CursorMove, Input, TextArea};

use crate::directory::{Directory, Entry, EntryId};
use crate::layout::rows_of_hit;
use crate::search::{
    Hit, Index, Passage, Query, QueryMode, Results, Scope, Stopped, filter_values, filters, matching,
    matching_events, search,
};

use super::cursor::{Cursor, Motion};
use super::history::Visit;

/// The search pane: a line that is typed in, and the hits beneath it.
#[derive(Debug)]
pub struct SearchPane {
    /// The line.
    pub line: QueryLine,
    /// The hits of the newest query that was answered.
    pub results: Results,
    /// The chosen hit.
    pub cursor: Cursor,
    /// The entry beneath which is searched, where it is not everywhere.
    pub beneath: Option<EntryId>,
    /// Whether a newer query is not answered yet.
    pub is_waiting: bool,
    /// The place that it was opened at.
    pub(super) before: Visit,
}

impl SearchPane {
    pub(super) fn new(mode: QueryMode, beneath: Option<EntryId>, before: Visit) -> Self {
        SearchPane {
            line: QueryLine::new(mode),
            results: Results::default(),
            cursor: Cursor::default(),
            beneath,
            is_waiting: false,
            before,
        }
    }

    /// The entry of the chosen hit.
    pub fn chosen(&self) -> Option<EntryId> {
        self.results.hits.get(self.cursor.row).map(|hit: &Hit| hit.entry)
    }

    /// How many rows a hit takes in a list of this size: two where a third would say nothing.
    pub fn rows_of(entry: Entry, passage: &Passage, list: Size) -> u16 {
        let says_something =
            entry.summary().is_some() || !passage.is_shown_anyway() || passage.taken_for.is_some();
        rows_of_hit(list).min(if says_something { u16::MAX } else { 2 })
    }

    pub(super) fn hit_at(&self, directory: &Directory, row: usize, list: Size) -> Option<usize> {
        let mut bottom = 0;
        (self.cursor.top..self.results.hits.len()).find(|hit| {
            let hit = self.results.hits[*hit];
            let passage = hit.passage(directory, &self.results.answered);
            bottom += usize::from(Self::rows_of(directory.entry(hit.entry), &passage, list));
            row < bottom
        })
    }

    /// The completion of the last word as a filter or its value, while the cursor is behind it; empty if there is none.
    pub(crate) fn offer(&self, directory: &Directory) -> String {
        let is_at_end = self.line.cursor() == self.line.text().chars().count();
        if is_at_end { offer(self.line.text(), directory).unwrap_or_default() } else { String::new() }
    }

    pub(super) fn go(&mut self, motion: Motion, height: usize) {
        self.cursor.go(motion, self.results.hits.len(), height);
    }
}

const LEAST_OFFERED: usize = 2;
const MOST_VALUES: usize = 1_000;

fn offer(text: &str, directory: &Directory) -> Option<String> {
    let is_in_quotes = text.matches(['"', '“', '”']).count() % 2 == 1;
    if is_in_quotes {
        return None;
    }
    let word = text.rsplit(char::is_whitespace).next()?;
    let word = word.strip_prefix('-').unwrap_or(word);
    if let Some((name, value)) = word.split_once(':') {
        let is_known = filters().any(|filter| filter.name == name);
        let values = if is_known && directory.len() <= MOST_VALUES {
            filter_values(directory, name)
        } else {
            Vec::new()
        };
        let value = value.to_lowercase();
        let fitting = values.into_iter().map(|(id, _)| id).filter(|id| id.starts_with(&value));
        return fitting.min_by_key(String::len).map(|id| id[value.len()..].to_owned());
    }
    let name = filters().map(|filter| filter.name).find(|name| name.starts_with(word))?;
    (word.len() >= LEAST_OFFERED.min(name.len())).then(|| format!("{}:", &name[word.len()..]))
}

/// A query line with its search mode.
#[derive(Debug)]
pub struct QueryLine {
    area: TextArea<'static>,
    /// By words, fuzzily, or as an expression.
    pub mode: QueryMode,
    /// How many queries back in the history the line is; 0 for the one being typed.
    pub(super) back: usize,
    draft: String,
}

impl QueryLine {
    const LONGEST: usize = 500;

    /// An empty line.
    pub fn new(mode: QueryMode) -> Self {
        QueryLine { area: TextArea::default(), mode, back: 0, draft: String::new() }
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// The position of the cursor, in characters.
    pub fn cursor(&self) -> usize {
        let cursor = self.area.cursor();
        cursor.1
    }

    /// Takes a key; says whether the text has changed.
    pub(super) fn input(&mut self, input: Input) -> bool {
        let ends_line = matches!(input.key, tui_textarea::Key::Enter)
            || matches!(input, Input { key: tui_textarea::Key::Char('m' | 'j'), ctrl: true, .. });
        let is_text = matches!(input, Input { key: tui_textarea::Key::Char(_), ctrl: false, .. });
        if ends_line || (is_text && self.text().chars().count() >= Self::LONGEST) {
            return false;
        }
        // As in a shell; the text area would undo.
        if matches!(input, Input { key: tui_textarea::Key::Char('u'), ctrl: true, .. }) {
            return self.changed(TextArea::delete_line_by_head);
        }
        self.changed(|area| area.input(input))
    }

    /// Changes the text; an edited older query becomes a new one.
    fn changed(&mut self, change: impl FnOnce(&mut TextArea<'static>) -> bool) -> bool {
        let is_changed = change(&mut self.area);
        if is_changed {
            self.back = 0;
        }
        is_changed
    }

    pub(super) fn paste(&mut self, text: &str) -> bool {
        let room = Self::LONGEST.saturating_sub(self.text().chars().count());
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(room).collect();
        self.changed(|area| area.insert_str(line.trim()))
    }

    /// Goes `step` queries back in a history that has the newest first; says whether the text has changed.
    pub(super) fn recall(&mut self, history: &[String], step: isize) -> bool {
        let back = self.back.saturating_add_signed(step).min(history.len());
        if back == self.back {
            return false;
        }
        if self.back == 0 {
            self.draft = self.text().to_owned();
        }
        self.back = back;
        let text = back.checked_sub(1).map_or(self.draft.clone(), |index| history[index].clone());
        self.set(text);
        true
    }

    pub(super) fn set(&mut self, text: String) {
        self.area = TextArea::new(vec![text]);
        self.area.move_cursor(CursorMove::End);
    }
}

/// A request to search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchRequest {
    /// Which request it is; an answer to an older one comes too late.
    pub number: u64,
    /// What was typed.
    pub text: String,
    /// How it is understood.
    pub mode: QueryMode,
    /// The entry beneath which to look.
    pub beneath: Option<EntryId>,
    /// What to give of all that match.
    pub give: Give,
}

/// What is wanted of all that matches a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Give {
    /// The best hits.
    Best,
    /// All entries.
    Entries,
    /// All events, for a list by date.
    Events,
}

impl SearchRequest {
    /// Searches, unless `cancel` is set meanwhile.
    pub fn answer(
        &self,
        directory: &Directory,
        index: &Index,
        cancel: Option<&AtomicBool>,
    ) -> Result<SearchOutcome, Stopped> {
        let query = Query::typed(directory, &self.text, self.mode);
        let scope = Scope { under: self.beneath, cancel, ..Scope::default() };
        Ok(match self.give {
            Give::Best => SearchOutcome::Best(search(directory, index, &query, &scope)?),
            Give::Entries => {
                let (found, results) = matching(directory, index, &query, &scope)?;
                SearchOutcome::All(found, results)
            }
            Give::Events => {
                let (events, results) = matching_events(directory, index, &query, &scope)?;
                SearchOutcome::Events(events, results)
            }
        })
    }
}

/// The outcome of a search.
#[derive(Debug)]
pub enum SearchOutcome {
    /// The best hits.
    Best(Results),
    /// Whether each entry matches, and the advice.
    All(Vec<bool>, Results),
    /// The events that match, and the advice.
    Events(BTreeSet<(EntryId, u32)>, Results),
}

#[cfg(test)]
mod tests {
    use tui_textarea::Key;

    use super::*;

    #[test]
    fn no_field_is_offered_in_a_phrase() {
        let directory = Directory::shipped();
        for (text, expected) in [
            ("forced la", Some("nguage:")),
            ("\"forced la", None),
            ("“forced la", None),
            ("\"forced\" la", Some("nguage:")),
        ] {
            assert_eq!(offer(text, &directory).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn control_u_takes_away_what_stands_before_the_cursor() {
        let mut line = QueryLine::new(QueryMode::Words);
        line.set("victim services".to_owned());
        let press =
            |line: &mut QueryLine, key, ctrl| line.input(Input { key, ctrl, alt: false, shift: false });
        for _ in 0..8 {
            press(&mut line, Key::Left, false);
        }
        assert!(press(&mut line, Key::Char('u'), true));
        assert_eq!(line.text(), "services");
        assert!(!press(&mut line, Key::Char('u'), true), "there is nothing left before it");
    }
}
