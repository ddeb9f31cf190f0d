//! Searching and filtering: the requests of the query line, and what is done with the answers.

use clap::ValueEnum;
use tui_textarea::{Input, Key};

use crate::directory::EntryId;
use crate::keymap::Keymap;
use crate::layout::Pane;
use crate::outline::{Arrangement, Outline, Subject};
use crate::search::{Hit, Query, QueryMode, parse_date};

use super::cursor::Cursor;
use super::effect::Effect;
use super::history::Visit;
use super::list::ListPane;
use super::marks::put_first;
use super::panes::next_of;
use super::search::{Give, QueryLine, SearchOutcome, SearchPane, SearchRequest};
use super::{LastSearch, Mode, OutlineFilter, ScrollTarget, State};

impl State {
    /// Marks in the detail what the search that is open, or the last one, has found. A new page has no marks yet.
    pub(super) fn highlight_matches(&mut self, is_new: bool) {
        let height = self.text_height();
        let Some(layout) = self.current.detail.layout_mut() else { return };
        let filter = self.current.filter.as_ref().map(|filter| &*filter.results.answered);
        let last = self.current.last_search.as_ref().map(|search| &*search.results.answered);
        let (query, is_searching) = match (&self.current.mode, filter.or(last)) {
            (Mode::Search(pane), _) => (&*pane.results.answered, true),
            (_, Some(query)) => (query, false),
            (_, None) if is_new => return,
            (_, None) => return layout.lines.highlight(|_| Vec::new()),
        };
        layout.lines.highlight(|text| crate::search::marks(query, text));
        let first = layout.lines.matched_lines().next();
        if let Some(line) = first.filter(|_| is_searching) {
            self.current.detail.scroll = 0;
            self.current.detail.bring_into_sight(line, height);
        }
    }

    pub(super) fn start_search(&mut self, beneath: Option<EntryId>) {
        if let Mode::Pick(picker) = &mut self.current.mode {
            picker.start_typing();
            return;
        }
        let before = self.current_visit();
        self.current.open(Mode::Search(Box::new(SearchPane::new(QueryMode::default(), beneath, before))));
        self.current.needs_highlight = true;
    }

    pub(super) fn start_filter(&mut self) {
        let mut line = QueryLine::new(QueryMode::default());
        if let Some(filter) = &self.current.filter {
            line.set(filter.results.answered.text().to_owned());
        }
        self.current.open(Mode::Filter(Box::new(line)));
    }

    pub(super) fn recall(&mut self, step: isize) -> Effect {
        let line = self.current.mode.query_line();
        if line.is_some_and(|line| line.recall(&self.queries, step)) { self.ask() } else { Effect::None }
    }

    /// Completes the filter or the value that is offered, or else moves the cursor.
    pub(super) fn complete(&mut self) -> Effect {
        if let Mode::Search(pane) = &mut self.current.mode {
            let offer = pane.offer(&self.current.directory);
            if !offer.is_empty() {
                pane.line.set(format!("{}{offer}", pane.line.text()));
                return self.ask();
            }
        }
        let right = Input { key: Key::Right, ..Input::default() };
        self.type_in(|line| line.input(right))
    }

    pub(super) fn next_search_mode(&mut self) -> Effect {
        let Some(line) = self.current.mode.query_line() else { return Effect::None };
        line.mode = next_of(QueryMode::value_variants(), line.mode);
        self.ask()
    }

    pub(super) fn ask(&mut self) -> Effect {
        self.newest_request += 1;
        let (line, beneath, give) = match &mut self.current.mode {
            Mode::Search(pane) => {
                pane.is_waiting = true;
                (&pane.line, pane.beneath, Give::Best)
            }
            Mode::Filter(line) => {
                let by_date = self.current.list.outline.arrangement() == Arrangement::Date;
                (&**line, None, if by_date { Give::Events } else { Give::Entries })
            }
            Mode::Browse | Mode::Pick(_) | Mode::Read(_) | Mode::Matrix(_) => return Effect::None,
        };
        if give != Give::Best && Query::typed(&self.current.directory, line.text(), line.mode).is_empty() {
            self.drop_filter();
            return Effect::None;
        }
        let (text, mode) = (line.text().to_owned(), line.mode);
        Effect::Search(SearchRequest { number: self.newest_request, text, mode, beneath, give })
    }

    fn apply_filter(&mut self, found: SearchOutcome) {
        let arrangement = self.current.list.outline.arrangement();
        let (hits, outline, results) = match found {
            SearchOutcome::Best(_) => return,
            SearchOutcome::All(found, results) => {
                let hits = found.iter().filter(|found| **found).count();
                (hits, Outline::filtered(&self.current.directory, arrangement, found), results)
            }
            SearchOutcome::Events(events, results) => {
                (events.len(), Outline::of_events(&self.current.directory, events), results)
            }
        };
        let filtered = ListPane { outline, cursor: Cursor::default() };
        let list = std::mem::replace(&mut self.current.list, filtered);
        let unfiltered = self.current.filter.take().map_or(list, |filter| filter.unfiltered);
        let outline = &self.current.list.outline;
        let first = (0..outline.len()).find(|position| {
            let row = outline.row(*position).filter(|row| !row.is_reference);
            row.and_then(|row| row.subject.entry()).is_some_and(|entry| outline.is_found(entry))
        });
        self.current.list.cursor.row = first.unwrap_or(0);
        self.current.filter = Some(OutlineFilter { hits, results, unfiltered });
        self.current.needs_highlight = true;
    }

    pub(super) fn drop_filter(&mut self) {
        let Some(filter) = self.current.filter.take() else { return };
        let path = self.current.list.path();
        self.current.list = filter.unfiltered;
        self.current.needs_highlight = true;
        self.current.list.reveal_path(&self.current.directory, &path);
    }

    pub(super) fn go_to_hit(&mut self) {
        let Mode::Search(pane) = &self.current.mode else { return };
        let Some(entry) = pane.chosen() else { return };
        let Mode::Search(pane) = self.current.leave() else { return };
        self.current.leave_all();
        self.remember_query(pane.line.text().to_owned());
        let SearchPane { results, cursor, before, .. } = *pane;
        self.current.history.leave(before);
        self.show_hit(entry, &results.answered);
        self.visit_entry(entry);
        if !self.panes().is_wide() {
            self.split.focus = Pane::Detail;
        }
        self.current.last_search = Some(LastSearch { results, at: cursor.row });
        self.current.needs_highlight = true;
    }

    /// Shows the entry of a hit, or the event by which it was found.
    fn show_hit(&mut self, entry: EntryId, query: &Query) {
        let event = self.event_found(entry, query);
        if event.is_some() && self.current.list.outline.arrangement() != Arrangement::Date {
            self.drop_filter();
            self.current.list = ListPane::new(&self.current.directory, Arrangement::Date);
            self.show_message("arranged by date, at what happened then");
        }
        if !event.is_some_and(|path| self.current.list.reveal_path(&self.current.directory, &path)) {
            self.show_in_list(entry);
        }
    }

    /// In a list by date, or where a date is looked for that the name does not hold, the way to the first event of an entry
    /// that a query finds by its date or its text.
    fn event_found(&self, entry: EntryId, query: &Query) -> Option<Vec<Subject>> {
        let is_by_date = self.current.list.outline.arrangement() == Arrangement::Date;
        let is_named = || Hit { entry, score: 0 }.passage(&self.current.directory, query).field.is_name();
        let text = query.text().trim();
        let sought = parse_date(text.strip_prefix("date:").unwrap_or(text)).filter(|_| !is_named());
        let sought = sought.map(|date| date.to_string());
        let events = self.current.directory.entry(entry).events().filter(|_| is_by_date || sought.is_some());
        let (at, event) = (0..).zip(events).find(|(_, event)| {
            let date = event.date.to_string();
            sought.as_ref().is_some_and(|sought| date.starts_with(sought))
                || !crate::search::marks(query, &format!("{date} {}", event.text)).is_empty()
        })?;
        Some(vec![Subject::Year(event.date.year()), Subject::Event(entry, at)])
    }

    pub(super) fn remember_query(&mut self, query: String) {
        const MOST: usize = 200;
        if !query.trim().is_empty() {
            put_first(&mut self.queries, query, MOST);
        }
    }

    pub(super) fn walk_hits(&mut self, count: isize, keymap: &Keymap) {
        let Some(search) = &mut self.current.last_search else {
            self.show_message(format!("nothing has been searched for{}", keymap.hint("search", "does")));
            return;
        };
        let results = &search.results;
        let len = results.hits.len().max(1);
        let step = count.rem_euclid(isize::try_from(len).unwrap_or(1)).unsigned_abs();
        search.at = (search.at + step) % len;
        let Some(Hit { entry, .. }) = results.hits.get(search.at).copied() else { return };
        let (at, total, query) = (search.at + 1, results.total, results.answered.clone());
        self.current.history.leave(self.current_visit());
        self.show_hit(entry, &query);
        self.visit_entry(entry);
        self.show_message_with(query.text(), |query| format!("hit {at} of {total}: {query}"));
    }

    pub(super) fn leave_search(&mut self, before: &Visit) {
        self.newest_request += 1;
        self.split.focus = before.focus;
        self.current.scroll_to = Some(ScrollTarget::Line { scroll: before.scroll, link: before.link });
        self.current.needs_highlight = true;
    }

    /// Takes what was found, unless something else has been asked for since.
    pub(super) fn take_found(&mut self, number: u64, found: SearchOutcome) {
        if number != self.newest_request {
            return;
        }
        match (&mut self.current.mode, found) {
            (Mode::Search(pane), SearchOutcome::Best(results)) => {
                pane.is_waiting = false;
                let remarks = if results.total > 0 { results.remarks() } else { Vec::new() };
                pane.results = results;
                pane.cursor = Cursor::default();
                self.current.needs_highlight = true;
                if !remarks.is_empty() {
                    self.show_message(remarks.join("; "));
                }
            }
            (Mode::Filter(_), found) => self.apply_filter(found),
            _ => {}
        }
    }
}
