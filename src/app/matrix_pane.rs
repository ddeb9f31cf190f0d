//! The matrix pane: members against topics, and the cell that the keys are on.

mod statements;

use ratatui::layout::{Position, Rect};

use crate::directory::{Directory, EntryId};
use crate::keymap::Keymap;
use crate::layout::{Grid, MatrixAreas, Pane, matrix_areas};
use crate::matrix::{Cell, Matrix};
use crate::outline::Subject;
use crate::settings::Settings;
use crate::text::{SPOKEN, width};

use super::cursor::{Cursor, Motion};
use super::{Mode, ScrollTarget, State};
pub(crate) use statements::StatementList;

/// The matrix pane.
#[derive(Debug)]
pub struct MatrixPane {
    pub(crate) matrix: Matrix,
    pub(crate) at: CellCursor,
    pub(crate) statements: StatementList,
    /// Whether the user has moved between cells. With `--plain` the chosen one is then spoken.
    pub(crate) is_walked: bool,
    /// The row, the column, the scope and the width for which the statements are laid out.
    laid_out: Option<(usize, usize, StatementScope, usize)>,
    /// The most lines that the statements of a cell have had. The grid leaves room for them, so that it does not
    /// jump.
    most_lines: usize,
    widest_label: u16,
    headings: Vec<u16>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct CellCursor {
    pub(crate) row: Cursor,
    pub(crate) column: Cursor,
    pub(crate) scope: StatementScope,
    pub(crate) counts_beneath: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum StatementScope {
    #[default]
    Cell,
    Column,
    Row,
}

impl MatrixPane {
    pub(super) fn new(directory: &Directory, at: CellCursor) -> Self {
        // The sign before the name, the abbreviation behind it, and what stands between them.
        const BESIDE: usize = 4;
        let matrix = Matrix::new(directory, None);
        let matrix = if at.counts_beneath { matrix.with_beneath(directory) } else { matrix };
        let label = |row: &EntryId| {
            let entry = directory.entry(*row);
            width(entry.name()) + entry.abbreviation().map_or(0, width) + BESIDE
        };
        let widest = matrix.rows.iter().map(label).max().unwrap_or(0);
        let cells = |width| u16::try_from(width).unwrap_or(u16::MAX);
        let headings = matrix.columns.iter().map(|column| cells(width(column.short(directory)))).collect();
        let widest_label = cells(widest);
        let statements = StatementList::none();
        MatrixPane {
            matrix,
            at,
            statements,
            is_walked: false,
            laid_out: None,
            most_lines: 0,
            widest_label,
            headings,
        }
    }

    pub(super) fn lay_out_statements(&mut self, directory: &Directory, body: Rect, settings: &Settings) {
        let seen = self.areas(body).statements().width.max(1);
        let width = if settings.is_plain { SPOKEN } else { usize::from(seen) };
        let now = (self.at.row.row, self.at.column.row, self.at.scope, width);
        if self.laid_out == Some(now) {
            return;
        }
        let goes_on =
            self.laid_out.is_some_and(|(.., scope, before)| (scope, before) == (self.at.scope, width));
        self.statements = StatementList::of_cells(directory, self, settings.glyphs(), width);
        self.most_lines = self.statements.lines.len().max(if goes_on { self.most_lines } else { 0 });
        self.laid_out = Some(now);
    }

    pub(crate) fn areas(&self, body: Rect) -> MatrixAreas {
        let grid = Grid {
            rows: self.matrix.rows.len(),
            headings: &self.headings,
            widest_label: self.widest_label,
            statements: self.most_lines,
            has_wide_strip: self.at.scope != StatementScope::Cell,
        };
        matrix_areas(body, grid)
    }

    /// The entry of the chosen row.
    pub fn entry(&self) -> EntryId {
        self.matrix.rows[self.at.row.row]
    }

    pub(crate) fn cell(&self, directory: &Directory) -> Option<Cell> {
        let mut cells = self.matrix.cells(directory, self.at.row.row).into_iter();
        cells.find(|cell| cell.column == self.at.column.row)
    }

    pub(super) fn go(&mut self, motion: Motion, body: Rect) {
        let height = usize::from(self.areas(body).rows.height);
        self.is_walked |= motion != Motion::By(0);
        self.at.row.go(motion, self.matrix.rows.len(), height);
    }

    pub(super) fn go_across(&mut self, motion: Motion, body: Rect) {
        let width = usize::from(self.areas(body).columns);
        self.is_walked |= motion != Motion::By(0);
        self.at.column.go(motion, self.matrix.columns.len(), width);
    }

    pub(super) fn point(&mut self, at: Position, body: Rect) {
        let areas = self.areas(body);
        if areas.rows.contains(at) {
            let row = self.at.row.top + usize::from(at.y - areas.rows.y);
            self.go(Motion::To(row), body);
        }
        let is_in_grid = areas.head.contains(at) || areas.rows.contains(at) || areas.totals.contains(at);
        if is_in_grid && let Some(shown) = areas.column_of(at.x) {
            self.go_across(Motion::To(self.at.column.top + usize::from(shown)), body);
        }
    }
}

impl State {
    pub(super) fn toggle_matrix(&mut self, keymap: &Keymap) {
        if matches!(self.current.mode, Mode::Matrix(_)) {
            self.current.leave_all();
            return;
        }
        let mut pane = MatrixPane::new(&self.current.directory, CellCursor::default());
        if pane.matrix.columns.iter().all(|column| column.topic.is_none()) {
            let hint = keymap.hint("by-kind", "arranges by kind");
            self.show_message(format!("no entry has an activity on a topic, so there is no matrix{hint}"));
            return;
        }
        let path = self.current.list.path();
        let entries = || path.iter().rev().copied().filter_map(Subject::entry);
        pane.at.row.row =
            pane.matrix.rows.iter().position(|row| entries().any(|entry| entry == *row)).unwrap_or(0);
        self.current.open(Mode::Matrix(Box::new(pane)));
    }

    pub(super) fn cell_cursor(&self) -> Option<CellCursor> {
        let mut modes = self.current.mode_stack.iter().chain([&self.current.mode]);
        modes.find_map(|mode| if let Mode::Matrix(pane) = mode { Some(pane.at) } else { None })
    }

    pub(super) fn go_across(&mut self, motion: Motion) {
        let body = self.panes().body;
        if let Mode::Matrix(pane) = &mut self.current.mode {
            pane.go_across(motion, body);
        }
    }

    pub(super) fn count_beneath(&mut self) {
        let Mode::Matrix(pane) = &mut self.current.mode else { return };
        let at = CellCursor { counts_beneath: !pane.at.counts_beneath, ..pane.at };
        **pane = MatrixPane::new(&self.current.directory, at);
        self.show_message(if at.counts_beneath {
            "what stands beneath each row counts too"
        } else {
            "what stands beneath the rows does not count"
        });
    }

    pub(super) fn next_statements(&mut self) {
        if let Mode::Matrix(pane) = &mut self.current.mode {
            pane.is_walked = true;
            pane.at.scope = match pane.at.scope {
                StatementScope::Cell => StatementScope::Column,
                StatementScope::Column => StatementScope::Row,
                StatementScope::Row => StatementScope::Cell,
            };
        }
    }

    pub(super) fn move_to_statement(&mut self, count: isize) {
        let (body, is_plain) = (self.panes().body, self.settings.is_plain);
        if let Mode::Matrix(pane) = &mut self.current.mode {
            let height = usize::from(pane.areas(body).statements().height);
            // With `--plain` the first one has not been spoken yet.
            let count = if is_plain && !pane.statements.is_gone_through { 0 } else { count };
            pane.statements.go(count, height);
        }
    }

    pub(super) fn open_cell(&mut self) {
        let Mode::Matrix(pane) = &self.current.mode else { return };
        let (entry, cell) = (pane.entry(), pane.cell(&self.current.directory));
        let topic = pane.matrix.columns[pane.at.column.row].short(&self.current.directory).to_owned();
        let activities = cell.map(|cell| cell.activities).unwrap_or_default();
        self.current.history.leave(self.current_visit());
        self.current.leave_all();
        self.show_in_list(entry);
        self.visit_entry(entry);
        self.split.focus = Pane::Detail;
        match activities.first() {
            Some(first) => {
                self.current.scroll_to = Some(ScrollTarget::Statement(*first));
                let numbers = activities.iter().take(MOST_NUMBERS).map(|index| (index + 1).to_string());
                let mut numbers: Vec<String> = numbers.collect();
                let word = if numbers.len() == 1 { "activity" } else { "activities" };
                numbers.extend((activities.len() > MOST_NUMBERS).then(|| "more".to_owned()));
                let of = self.current.directory.entry(entry).activities().len();
                self.show_message_with(&topic, |topic| {
                    format!("{topic}: {word} {} of {of}", numbers.join(", "))
                });
            }
            None => self.show_message_with(&topic, |topic| format!("{topic}: no activity is stated")),
        }
    }
}

const MOST_NUMBERS: usize = 6;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use ratatui::layout::Size;

    use super::*;
    use crate::app::Action;
    use crate::app::tests::{act, state};
    use crate::keymap::{Keymap, Pending};

    /// Presses keys: letters stand for themselves, `\n` for Enter, `~` for Esc, `^` for Ctrl-d, `<` and `>` for the arrows.
    fn press(state: &mut State, keys: &str) {
        let (keymap, mut pending) = (Keymap::default(), Pending::default());
        for key in keys.chars() {
            let (code, modifiers) = match key {
                '\n' => (KeyCode::Enter, KeyModifiers::NONE),
                '~' => (KeyCode::Esc, KeyModifiers::NONE),
                '^' => (KeyCode::Char('d'), KeyModifiers::CONTROL),
                '<' => (KeyCode::Left, KeyModifiers::NONE),
                '>' => (KeyCode::Right, KeyModifiers::NONE),
                letter => (KeyCode::Char(letter), KeyModifiers::NONE),
            };
            let command = keymap.press(&mut pending, state.context(), KeyEvent::new(code, modifiers));
            if let Some(command) = command {
                let _ = state.update(command, &keymap);
            }
        }
    }

    /// The chosen cell as `dol, trade-policy`, or what is seen instead.
    fn cell(state: &State) -> String {
        let directory = state.directory();
        match state.mode() {
            Mode::Matrix(pane) => {
                let topic = pane.matrix.columns[pane.at.column.row].topic;
                let topic = topic.map_or("none", |topic| directory.topic(topic).id);
                format!("{}, {topic}", directory.entry(pane.entry()).id())
            }
            Mode::Browse => format!("browse {:?}", state.focus()),
            Mode::Search(_) => "search".to_owned(),
            Mode::Pick(picker) => picker.title.to_owned(),
            Mode::Filter(_) | Mode::Read(_) => "other".to_owned(),
        }
    }

    #[test]
    fn keys_move_from_cell_to_cell_and_stop_at_the_edges() {
        let mut state = state();
        for (keys, expected) in [
            ("am", "dos, criminal-enforcement"),
            ("j", "treasury, criminal-enforcement"),
            ("5j", "dol, criminal-enforcement"),
            ("l", "dol, labor-enforcement"),
            (">", "dol, victim-services"),
            ("3<", "dol, criminal-enforcement"),
            ("h", "dol, criminal-enforcement"),
            ("99l", "dol, none"),
            ("G", "dpc, none"),
            ("j", "dpc, none"),
            ("2k", "omb, none"),
            ("12G", "ustr, none"),
            ("g", "dos, none"),
            ("4h^", "ed, international-development"),
            ("t", "ed, international-development"),
            ("b", "ed, international-development"),
            ("am", "browse List"),
        ] {
            press(&mut state, keys);
            assert_eq!(cell(&state), expected, "after {keys}");
        }
    }

    #[test]
    fn leaving_the_matrix_shows_what_was_there_before() {
        for leave in ["~", "q", "am"] {
            let mut state = state();
            press(&mut state, "3jw2j");
            let before = (state.list().path(), state.detail().scroll, state.focus());
            press(&mut state, "amjjll");
            press(&mut state, leave);
            assert_eq!((state.list().path(), state.detail().scroll, state.focus()), before, "by {leave}");
            assert!(matches!(state.mode(), Mode::Browse));
        }
    }

    #[test]
    fn the_matrix_opens_at_the_row_of_what_is_chosen() {
        let mut state = state();
        let within = state.directory().find("ilab").unwrap();
        state.go_to(within);
        press(&mut state, "am");
        assert_eq!(cell(&state), "dol, criminal-enforcement");
    }

    #[test]
    fn opening_a_cell_reads_the_body_at_the_activity_and_back_returns_to_the_cell() {
        let mut state = state();
        press(&mut state, "am6j6l\n");
        let shown = state.entry().map(|entry| state.directory().entry(entry).id());
        assert_eq!((shown, cell(&state).as_str()), (Some("dol"), "browse Detail"));
        let layout = state.detail().layout().unwrap();
        assert_eq!(layout.lines.line_of_block(layout.statements[1]), state.detail().scroll);
        let told = "Abroad: activities 2, 3, 4, 5, 6 of 9";
        assert_eq!(state.message().unwrap().text, told);
        press(&mut state, "H");
        assert_eq!(cell(&state), "dol, international-development");
        press(&mut state, "g\n");
        assert_eq!(state.message().unwrap().text, "Abroad: activity 6 of 7");
        press(&mut state, "am8l3j\n");
        assert_eq!(state.message().unwrap().text, "Intelligence: no activity is stated");
    }

    #[test]
    fn what_is_opened_over_the_matrix_comes_back_to_it() {
        let mut state = state();
        press(&mut state, "am2j3l");
        let at = cell(&state);
        for (open, shown) in [("?", "Keys"), (":", "Actions"), ("/", "search")] {
            press(&mut state, open);
            assert_eq!(cell(&state), shown);
            press(&mut state, "~");
            assert_eq!(cell(&state), at, "after {open}");
        }
        press(&mut state, ":column to the right\n");
        assert_eq!(cell(&state), "dod, education");
        press(&mut state, ":arrange by kind\n");
        assert_eq!(cell(&state), "browse List");
    }

    #[test]
    fn a_click_chooses_a_cell_and_a_double_click_opens_it() {
        let mut state = state();
        press(&mut state, "am");
        let Mode::Matrix(pane) = state.mode() else { panic!("the matrix is open") };
        let areas = pane.areas(state.panes().body);
        let at = Position { x: areas.column_at(2) + 1, y: areas.rows.y + 3 };
        act(&mut state, Action::Click(at));
        assert_eq!(cell(&state), "doj, victim-services");
        act(&mut state, Action::Click(Position { x: areas.column_at(4), y: areas.head.y }));
        assert_eq!(cell(&state), "doj, education");
        act(&mut state, Action::WheelDown(at));
        assert_eq!(cell(&state), "dol, education");
        act(&mut state, Action::DoubleClick(areas.head.as_position()));
        act(&mut state, Action::Click(at));
        act(&mut state, Action::DoubleClick(at));
        assert_eq!(cell(&state), "browse Detail");
    }

    #[test]
    fn the_chosen_cell_stays_in_sight_at_any_size() {
        let mut state = state();
        press(&mut state, "am12j7l");
        for (width, height) in [(20, 5), (21, 6), (40, 12), (60, 20), (200, 60), (33, 7)] {
            act(&mut state, Action::Resize(Size { width, height }));
            let Mode::Matrix(pane) = state.mode() else { panic!("the matrix is open") };
            let areas = pane.areas(state.panes().body);
            let (row, column) = (pane.at.row, pane.at.column);
            assert!(row.row - row.top < usize::from(areas.rows.height.max(1)), "{width}x{height}");
            assert!(column.row - column.top < usize::from(areas.columns.max(1)), "{width}x{height}");
        }
    }

    #[test]
    fn without_activities_there_is_no_matrix_and_that_is_said() {
        let text =
            r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [(id: "a", kind: "k", name: "A")])"#;
        let directory = Directory::parse("t.ron", text.to_owned()).unwrap();
        let mut state = State::new(Arc::new(directory), Size { width: 80, height: 24 }, Settings::default());
        press(&mut state, "am");
        assert_eq!(cell(&state), "browse List");
        assert_eq!(
            state.message().unwrap().text,
            "no entry has an activity on a topic, so there is no matrix; ak arranges by kind"
        );
    }
}
