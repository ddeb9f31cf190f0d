//! The matrix: the topics above, the members at the left, a sign where a member acts on a topic. Lines lead from the
//! chosen cell to its two names, and a strip beneath describes it in words.

use ratatui::layout::Rect;

use crate::app::{MatrixPane, StatementScope};
use crate::directory::Entry;
use crate::keymap::Context;
use crate::layout::MatrixAreas;
use crate::matrix::{Cell, Membership};
use crate::text::{Glyph, Glyphs, Role, SafeText, width};

use super::Painter;
use super::canvas::Canvas;
use super::theme::Tone;
use crate::page::Step;

/// Columns between the name of a row, or of a topic, and what stands right of it.
const GAP: usize = 1;
const NARROWEST_NAME: usize = 5;
const NARROWEST_LABEL: usize = 16;
/// The narrowest one-line strip that has words for the number of activities.
const NARROWEST_STRIP: u16 = 40;
/// The narrowest strip that names the key of the next statement.
const NARROWEST_WITH_NEXT: u16 = 60;
const TITLE: &str = "Who does what";
/// Above the number of topics on which a member acts.
const HEADING: &str = "topics";

impl Painter<'_> {
    pub(super) fn matrix(&mut self, area: Rect, pane: &MatrixPane) {
        let areas = pane.areas(area);
        self.heads(areas, pane);
        for (line, rect) in areas.rows.rows().enumerate() {
            self.members(rect, areas, pane, pane.at.row.top + line);
        }
        for rect in areas.totals.rows() {
            self.totals(rect, areas, pane);
        }
        self.strip(areas.strip, areas, pane);
    }

    pub(super) fn steps_to_matrix(&self, pane: &MatrixPane) -> Vec<Step> {
        let directory = self.state.directory();
        let named = |name| Step::from(self.safe(name));
        let Some(Membership { body, relation }) = pane.matrix.membership else {
            return vec![named(TITLE), named("all that act")];
        };
        let relation = directory.relation(relation);
        let members = named(relation.inverse.unwrap_or(relation.name));
        vec![named(TITLE), Step::of_entry(directory, body, self.glyphs), members]
    }

    fn heads(&mut self, areas: MatrixAreas, pane: &MatrixPane) {
        let (directory, glyphs) = (self.state.directory(), self.glyphs);
        let (lines, each) = (usize::from(areas.head.height), usize::from(areas.column));
        let name = |column: usize| pane.matrix.columns[column].short(directory);
        let in_sight: Vec<(u16, usize)> = columns_in_sight(areas, pane).collect();
        self.lines_to_columns(areas, &in_sight);
        let mut last_end = areas.column_at(areas.columns);
        for (shown, column) in in_sight {
            let tone = if column == pane.at.column.row { Role::Strong } else { Role::Text };
            let x = areas.column_at(shown);
            let step = usize::from(shown) % lines;
            let y = areas.head.y + u16::try_from(step).unwrap_or(0);
            let to_end = usize::from(areas.head.right().saturating_sub(x));
            let has_next = usize::from(shown) + lines < usize::from(areas.columns);
            let room = if has_next { to_end.min(lines * each - GAP) } else { to_end };
            let text = if room < NARROWEST_NAME { (column + 1).to_string() } else { name(column).to_owned() };
            let text = self.safe(&text).truncate(room, glyphs).into_owned();
            let rect = Rect { x, y, width: u16::try_from(room).unwrap_or(0), height: 1 };
            self.canvas(rect).put(&text, tone);
            if step + 1 == lines {
                last_end = x + u16::try_from(text.width()).unwrap_or(0);
            }
        }
        let last = Rect { y: areas.head.bottom().saturating_sub(1), height: 1, ..areas.head };
        let from = last_end.max(areas.column_at(areas.columns.saturating_sub(1)) + 1);
        if usize::from(last.right().saturating_sub(from)) > HEADING.len() {
            self.canvas(last).put_at_end(&SafeText::line(HEADING), Role::Label);
        }
        let (first, columns) = (pane.at.column.top, pane.matrix.columns.len());
        if usize::from(areas.columns) < columns {
            let last = first + usize::from(areas.columns);
            let corner = Rect { width: areas.label, ..areas.head };
            let seen = format!("{}-{last}/{columns}", first + 1);
            self.canvas(corner).put(&SafeText::from(seen), Role::Muted);
        }
    }

    /// Lines from staggered headings down to their columns, unless another heading is in the way.
    fn lines_to_columns(&mut self, areas: MatrixAreas, in_sight: &[(u16, usize)]) {
        for (shown, _) in in_sight {
            for y in areas.head.y + *shown % areas.head.height.max(1) + 1..areas.head.bottom() {
                let rect = Rect { x: areas.column_at(*shown), y, width: 1, height: 1 };
                self.canvas(rect).put_glyph(Glyph::Bar, Tone::Rule);
            }
        }
    }

    fn members(&mut self, area: Rect, areas: MatrixAreas, pane: &MatrixPane, row: usize) {
        let Some(entry) = pane.matrix.rows.get(row).map(|row| self.state.directory().entry(*row)) else {
            return;
        };
        let cells = pane.matrix.cells(self.state.directory(), row);
        let is_chosen = row == pane.at.row.row;
        let glyphs = self.glyphs;
        let label = Rect { width: areas.label, ..area };
        let mut canvas = self.canvas(label);
        canvas.put_pointer(is_chosen);
        put_name(&mut canvas, entry, if is_chosen { Role::Strong } else { Role::Text });
        for (shown, column) in columns_in_sight(areas, pane) {
            let rect = Rect { x: areas.column_at(shown), width: areas.column, ..area };
            let cell = cells.iter().find(|cell| cell.column == column);
            let sign = SafeText::from(cell.map_or(String::new(), |cell| cell.sign(glyphs)));
            let is_in_column = column == pane.at.column.row;
            let mut canvas = self.canvas(rect);
            if is_chosen && is_in_column {
                canvas = canvas.on(Tone::Chosen);
            }
            if is_in_column && !is_chosen && sign.is_empty() {
                canvas.put_glyph(Glyph::Bar, Tone::Rule);
                continue;
            }
            canvas.put(&sign, Role::Text);
            if is_chosen && !is_in_column {
                canvas.put_rule(canvas.room());
            }
        }
        let is_topic = |cell: &&Cell| pane.matrix.columns[cell.column].topic.is_some();
        let acting = cells.iter().filter(|cell| cell.has_activities()).filter(is_topic).count();
        let count = Rect { x: area.right() - areas.count, width: areas.count, ..area };
        self.canvas(count).put_at_end(&SafeText::from(acting.to_string()), Role::Muted);
    }

    fn totals(&mut self, area: Rect, areas: MatrixAreas, pane: &MatrixPane) {
        let label = Rect { width: areas.label, ..area };
        let glyphs = self.glyphs;
        let relation = pane.matrix.membership.map(|of| self.state.directory().relation(of.relation));
        let words = self.safe(relation.and_then(|relation| relation.inverse).unwrap_or("entries"));
        let mut canvas = self.canvas(label);
        canvas.skip(1);
        canvas.put(&words.truncate(canvas.room().saturating_sub(GAP), glyphs), Role::Label);
        for (shown, column) in columns_in_sight(areas, pane) {
            let rect = Rect { x: areas.column_at(shown), width: areas.column, ..area };
            let acting = pane.matrix.columns[column].active_rows;
            self.canvas(rect).put(&SafeText::from(acting.to_string()), Role::Muted);
        }
    }

    fn legend(&mut self, areas: MatrixAreas, pane: &MatrixPane) {
        let area = areas.legend();
        if area.is_empty() {
            return;
        }
        let glyphs = self.glyphs;
        let (mark, hollow, rule) = (glyphs.of(Glyph::Mark), glyphs.of(Glyph::Hollow), glyphs.of(Glyph::Rule));
        let key = self.keymap.keys_in("beneath", Context::Matrix).unwrap_or_default();
        let state = if pane.matrix.counts_beneath() { "on" } else { "off" };
        let variants = [
            format!(
                "{mark} one activity  {mark}3 three  {hollow} on the topic, no activity stated  {key} counts what stands beneath: {state}"
            ),
            format!("{mark} one  {mark}3 three  {hollow} none stated  {key} counts what is beneath: {state}"),
            format!("{mark}3 three  {hollow} none  {key} beneath: {state}"),
            format!("{mark}3 three  {key} {state}"),
            format!("{key} beneath: {state}"),
        ];
        let hidden = hidden_rows(pane.at.row.top, areas.rows.height, pane.matrix.rows.len());
        let end = if hidden.is_empty() { String::new() } else { format!(" {hidden} {rule}") };
        let room = usize::from(area.width).saturating_sub(4 + width(&end));
        let text = variants.iter().find(|text| width(text) <= room).map_or("", String::as_str);
        let mut canvas = self.canvas(area);
        canvas.put_rule(1);
        canvas.skip(1);
        canvas.put(&SafeText::line_in(text, glyphs), Role::Label);
        canvas.skip(1);
        canvas.put_rule(canvas.room().saturating_sub(width(&end)));
        canvas.put(&SafeText::from(end), Role::Strong);
    }

    fn strip(&mut self, area: Rect, areas: MatrixAreas, pane: &MatrixPane) {
        self.legend(areas, pane);
        let named = areas.legend().height;
        let rows = Rect { y: area.y + named, height: area.height - named, ..area };
        let (directory, glyphs) = (self.state.directory(), self.glyphs);
        let entry = directory.entry(pane.entry());
        let cell = pane.cell(directory);
        let topic = SafeText::line_in(pane.matrix.columns[pane.at.column.row].name(directory), glyphs);
        let count = match (pane.at.scope, area.width, area.height) {
            (StatementScope::Column | StatementScope::Row, ..NARROWEST_STRIP, _) => "all".to_owned(),
            (StatementScope::Column, ..) => "all of the column".to_owned(),
            (StatementScope::Row, ..) => "all of the row".to_owned(),
            (StatementScope::Cell, ..NARROWEST_STRIP, 1) => cell.as_ref().map_or(0, Cell::count).to_string(),
            (StatementScope::Cell, ..) => counted(cell.as_ref()),
        };
        let next = self.keymap.keys_in("next-sibling", Context::Matrix);
        let next = next.filter(|_| pane.statements.all().len() > 1 && area.width >= NARROWEST_WITH_NEXT);
        let count = SafeText::from(next.map_or(count.clone(), |key| format!("{count}  {key} next")));
        let step = format!(" {} ", glyphs.of(Glyph::Step));
        let mut canvas = self.canvas(rows);
        canvas.skip(1);
        if pane.at.scope != StatementScope::Column {
            let beside = if pane.at.scope == StatementScope::Cell { topic.width() + width(&step) } else { 0 };
            let room = canvas.room().saturating_sub(beside + count.width() + 2);
            let name = SafeText::line_in(entry.name(), glyphs);
            let name = if name.width() <= room { name } else { short_name(entry, glyphs) };
            canvas.put(&name.truncate(room.max(4), glyphs), Role::Strong);
        }
        if pane.at.scope == StatementScope::Cell {
            canvas.put(&SafeText::from(step), Role::Muted);
        }
        if pane.at.scope != StatementScope::Row {
            let left = canvas.room().saturating_sub(if rows.height > 1 { 0 } else { count.width() + 1 });
            canvas.put(&topic.truncate(left, glyphs), Role::Strong);
        }
        canvas.skip(1);
        canvas.put_at_end(&count, Role::Text);
        let below = areas.statements();
        if below.is_empty() {
            return;
        }
        self.lines_and_more(below, &pane.statements.lines, pane.statements.scroll);
        let chosen = pane.statements.chosen_lines();
        let chosen = chosen.and_then(|(_, lines)| lines.start.checked_sub(pane.statements.scroll));
        if let Some(row) = chosen.and_then(|line| below.rows().nth(line)) {
            self.canvas(row).put_pointer(true);
        }
    }
}

fn hidden_rows(above: usize, shown: u16, rows: usize) -> String {
    match (above, rows.saturating_sub(above + usize::from(shown))) {
        (0, 0) => String::new(),
        (0, below) => format!("{below} more below"),
        (above, 0) => format!("{above} more above"),
        (above, below) => format!("{above} above, {below} below"),
    }
}

fn columns_in_sight(areas: MatrixAreas, pane: &MatrixPane) -> impl Iterator<Item = (u16, usize)> {
    let top = pane.at.column.top;
    let last = pane.matrix.columns.len();
    (0..areas.columns)
        .map(move |shown| (shown, top + usize::from(shown)))
        .filter(move |(_, column)| *column < last)
}

/// The name with the abbreviation at the end, or the abbreviation alone where there is no room for the name.
fn put_name(canvas: &mut Canvas, entry: Entry, tone: Role) {
    let glyphs = canvas.glyphs();
    let room = canvas.room().saturating_sub(GAP);
    let name = SafeText::line_in(entry.name(), glyphs);
    let abbreviation = SafeText::line_in(entry.abbreviation().unwrap_or(""), glyphs);
    let beside = if abbreviation.is_empty() { 0 } else { abbreviation.width() + GAP };
    if room < NARROWEST_LABEL + beside {
        canvas.put(&short_name(entry, glyphs).truncate(room, glyphs), tone);
        return;
    }
    let name = name.truncate(room - beside, glyphs).into_owned().pad_end(room - beside);
    canvas.put(&name, tone);
    if beside > 0 {
        canvas.skip(GAP);
        canvas.put(&abbreviation, Role::Muted);
    }
}

fn short_name(entry: Entry<'_>, glyphs: Glyphs) -> SafeText<'_> {
    SafeText::line_in(entry.short_name(), glyphs)
}

pub(super) fn counted(cell: Option<&Cell>) -> String {
    let Some(cell) = cell else { return "no activity".to_owned() };
    let own = match cell.activities.len() {
        0 if cell.beneath.is_empty() => return "no activity stated".to_owned(),
        0 => "none of its own".to_owned(),
        1 => "1 activity".to_owned(),
        count => format!("{count} activities"),
    };
    match cell.beneath.len() {
        0 => own,
        beneath => format!("{own}, {beneath} beneath"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ratatui::backend::TestBackend;
    use ratatui::layout::Size;
    use ratatui::terminal::Terminal;

    use crate::app::{Action, State};
    use crate::directory::Directory;
    use crate::keymap::{Keymap, Pending};
    use crate::settings::Settings;
    use crate::text::Glyphs;
    use crate::view::paint;

    /// The shipped directory's matrix at the cell of Labor on victim services.
    fn state(width: u16, height: u16, settings: Settings) -> State {
        let mut state = State::new(Arc::new(Directory::shipped()), Size { width, height }, settings);
        for (action, times) in [(Action::Matrix, 1), (Action::Down, 6), (Action::Right, 2)] {
            for _ in 0..times {
                let _ = state.update(action.clone(), &Keymap::default());
            }
        }
        state
    }

    fn drawn(state: &State) -> Vec<String> {
        let Size { width, height } = state.size();
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let keymap = Keymap::default();
        terminal.draw(|frame| drop(paint(state, &keymap, &Pending::default(), frame.buffer_mut()))).unwrap();
        let cells = terminal.backend().buffer().content().chunks(usize::from(width));
        cells
            .map(|row| {
                row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned()
            })
            .collect()
    }

    fn ascii() -> Settings {
        Settings { glyphs: Some(Glyphs::Ascii), ..Settings::default() }
    }

    #[test]
    fn names_cells_and_counts_stand_in_their_places() {
        let lines = drawn(&state(60, 24, ascii()));
        let expected = [
            "            Crime       Awareness   Abroad      Diplomacy",
            "            |   Labor   |   Education   Immigration No topic",
            "            |   |   Victims |   Trade   |   Intelligence",
        ];
        assert_eq!(lines[1..4], expected);
        assert!(lines.iter().any(|line| line.starts_with(" DOS  ") && line.contains("*6")), "{lines:#?}");
        assert!(
            lines.iter().any(|line| line.starts_with("- *3 three  o none  b beneath: off ---")
                && line.ends_with(" more below -")),
            "{lines:#?}"
        );
        assert!(
            lines.iter().any(|line| line.starts_with(" DOL > Victim outreach and services  ")),
            "{lines:#?}"
        );
    }

    #[test]
    fn short_names_stand_whole_above_their_columns() {
        let text = r#"(title: "T", kinds: [(id: "k", name: "K")], topics: [(id: "a", name: "A very long name of a topic", short: "Victims"),
            (id: "b", name: "Another", short: "Public awareness")], entries: [(id: "one", kind: "k", name: "One", activities: [(text: "x", topics: ["a", "b"])])])"#;
        let directory = Directory::parse("t.ron", text.to_owned()).unwrap();
        let mut state = State::new(Arc::new(directory), Size::new(40, 24), ascii());
        let _ = state.update(Action::Matrix, &Keymap::default());
        let lines = drawn(&state);
        let head = lines[1..4].join("/");
        assert!(head.contains("Victims") && head.contains("Public awareness"), "{lines:#?}");
    }

    #[test]
    fn on_a_small_screen_the_columns_around_the_chosen_one_are_seen() {
        let lines = drawn(&state(20, 5, Settings::default()));
        assert_eq!(lines[1], "1-3/11     1  2  3");
        assert_eq!(lines[2], "›DOL       ●──●──●");
        assert_eq!(lines[3], " DOL › Victim out… 1");
    }

    #[test]
    fn the_matrix_is_drawn_at_every_size() {
        let mut state = state(1, 1, ascii());
        for (width, height) in
            (1..90).step_by(4).flat_map(|width| (1..30).step_by(3).map(move |height| (width, height)))
        {
            let _ = state.update(Action::Resize(Size { width, height }), &Keymap::default());
            let lines = drawn(&state);
            assert_eq!(lines.len(), usize::from(height));
            assert!(lines.iter().all(|line| line.is_ascii()), "{width}x{height}");
        }
    }

    #[test]
    fn who_hears_the_screen_is_told_the_cell_in_words() {
        let lines = drawn(&state(110, 24, Settings { is_plain: true, ..ascii() }));
        assert_eq!(
            lines[2],
            "Department of State: Awareness, 1 activity; Abroad, 1 activity; Diplomacy, 6 activities"
        );
        let expected = "Department of Labor, Victims, 1 activity, row 7 of 18, column 3 of 11";
        assert_eq!(lines[23], expected);
    }
}
