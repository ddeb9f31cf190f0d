//! The status line: the message, or else the hints; and at its end the position.

use ratatui::layout::Rect;

use crate::app::{ListPane, MOST_MESSAGE_ROWS, Message, Mode, Outcome, search};
use crate::layout::Pane;
use crate::page::{Target, of_contact};
use crate::text::{Glyph, Glyphs, Role, SafeText, width};

use super::Painter;
use super::theme::Tone;

const BEHIND_LINE: u16 = 3;
/// The narrowest screen on which the position names what it counts and the filter.
const NARROWEST_WITH_WORDS: u16 = 60;
/// The narrowest screen on which it does so for a row and a column.
const NARROWEST_WITH_TWO: u16 = 72;

impl Painter<'_> {
    pub(super) fn status(&mut self, area: Rect) {
        let state = self.state;
        let pending = self.pending.shown();
        let is_notice = self.says_notice();
        let gap = if area.width < NARROWEST_WITH_WORDS { 1 } else { 2 };
        // The link that has the keys goes before where it is, and a section before the lines.
        let before = self.before_hints();
        let is_link = state.detail().link.is_some() && self.has_keys(Pane::Detail);
        let link = before.as_ref().filter(|_| is_link).map_or(0, |link| link.width() + gap);
        let fits = |end: &String| width(end) + link <= usize::from(area.width);
        let position = self.positions().into_iter().find(fits).unwrap_or_default();
        let end =
            SafeText::from(if pending.is_empty() { position } else { format!("{pending}  {position}") });
        // A bare number stands apart by itself.
        let is_number = end.as_str().chars().all(|letter| letter.is_ascii_digit() || letter == '/');
        let gap = if end.width() == 0 { 0 } else { gap.min(if is_number { 1 } else { 2 }) };
        let room = usize::from(area.width).saturating_sub(end.width() + gap);
        let left = Rect { width: u16::try_from(room).unwrap_or(0).min(area.width), ..area };
        let used = if let Mode::Filter(line) = state.mode() {
            self.filter_line(left, line);
            left.width
        } else if let Some(message) = state.message().filter(|_| self.pending.is_empty() && !is_notice) {
            self.message(area, message)
        } else {
            if let Some(notice) = state.message().filter(|_| is_notice && area.y > 0) {
                self.message(Rect { y: area.y - 1, ..area }, notice);
            }
            let mut canvas = self.canvas(left);
            if let Some(before) = before {
                canvas.put_cut(&before, Role::Strong);
                canvas.skip(2);
            }
            let used = canvas.column() - left.x;
            self.hints(Rect { x: left.x + used, width: left.width - used, ..left });
            left.width
        };
        // A message stays until the next key, and is more important than the position.
        if used <= left.width {
            let right = Rect { x: left.right(), width: area.width - left.width, ..area };
            self.canvas(right).put_at_end(&end, Role::Text);
        }
    }

    pub(super) fn says_notice(&self) -> bool {
        let notice = self.state.directory().notice();
        self.state.message().is_some_and(|message| message.text == notice)
    }

    /// What stands before the hints: the target of the focused link, or the entry that waits for a comparison.
    fn before_hints(&self) -> Option<SafeText<'static>> {
        let state = self.state;
        let is_in_text = matches!(state.mode(), Mode::Browse) && self.has_keys(Pane::Detail);
        let text = match (state.detail().target().filter(|_| is_in_text), state.comparing()) {
            (Some(target), _) => format!("{} {}", self.glyphs.of(Glyph::Arrow), self.target_in_words(target)),
            (None, Some(entry)) => {
                let name = state.directory().entry(entry).short_name();
                format!("compare {name} with{}", self.glyphs.of(Glyph::Ellipsis))
            }
            (None, None) => return None,
        };
        Some(self.safe(&text))
    }

    pub(super) fn target_in_words(&self, target: &Target) -> String {
        match target {
            Target::Entry(entry) => {
                let entry = self.state.directory().entry(*entry);
                format!("{}, {}", entry.short_name(), entry.kind().name)
            }
            Target::Address(address) => match self.state.contact_at(address) {
                Some(contact) if contact.value != address => of_contact(&contact),
                Some(_) | None => address.clone(),
            },
            Target::Nowhere(written) => format!("{written} leads nowhere"),
        }
    }

    /// A message; a long one takes rows of the panes until the next key. Returns its columns in the last row.
    pub(super) fn message(&mut self, area: Rect, message: &Message) -> u16 {
        let tone = match message.outcome {
            Outcome::Info | Outcome::Done => Tone::Of(Role::Strong),
            Outcome::Warning | Outcome::Failed => Tone::Error,
        };
        let Some(lines) = self.state.message_lines() else { return 0 };
        let rows = lines.len().min(MOST_MESSAGE_ROWS).min(usize::from(area.y));
        let glyphs = self.glyphs;
        let mut used = 0;
        for (line, row) in lines.iter().take(rows).zip((0..rows).rev()) {
            let above = u16::try_from(row).unwrap_or(0);
            let mut text = SafeText::from(line.to_string());
            if above == 0 && lines.len() > rows {
                text = cut_at_word(&text, usize::from(area.width), glyphs);
            }
            let mut canvas = self.canvas(Rect { y: area.y - above, ..area });
            canvas.clear();
            canvas.put(&text, tone);
            used = canvas.column() - area.x;
        }
        used
    }

    fn filter_line(&mut self, area: Rect, line: &search::QueryLine) {
        let before = if area.width < NARROWEST_WITH_WORDS / 2 { "f: " } else { "filter: " };
        let after = self.typed_line(area, &SafeText::line(before), line, "", "") + BEHIND_LINE;
        self.hints(Rect { x: after, width: area.right().saturating_sub(after), ..area });
    }

    fn positions(&self) -> Vec<String> {
        if !matches!(self.state.mode(), Mode::Browse | Mode::Filter(_)) || self.has_keys(Pane::List) {
            return vec![self.position()];
        }
        let detail = self.state.detail();
        let lines = text_position(detail.len(), detail.scroll, self.state.panes().text, self.glyphs);
        let section = detail.section().map(|(part, at, count)| format!("{}, {at} of {count}", part.name()));
        let both = section.as_ref().map(|section| format!("{section}  {lines}"));
        let percent = lines.rsplit("  ").next().unwrap_or_default().to_owned();
        both.into_iter().chain(section).chain([lines, percent]).collect()
    }

    fn position(&self) -> String {
        let state = self.state;
        match state.mode() {
            Mode::Pick(picker) => {
                picker.position().map_or(String::new(), |(at, count)| format!("{at}/{count}"))
            }
            Mode::Read(reading) => {
                text_position(reading.text.len(), reading.text.scroll, state.panes().body, self.glyphs)
            }
            Mode::Matrix(pane) => {
                let (row, column) = (pane.at.row.row + 1, pane.at.column.row + 1);
                let (rows, columns) = (pane.matrix.rows.len(), pane.matrix.columns.len());
                if state.size().width < NARROWEST_WITH_TWO {
                    format!("{row}/{rows} {column}/{columns}")
                } else {
                    format!("row {row}/{rows}  topic {column}/{columns}")
                }
            }
            Mode::Search(_) => String::new(),
            Mode::Filter(_) | Mode::Browse => {
                let list = state.list();
                let (row, rows) = counted_rows(list);
                let is_wide = state.size().width >= NARROWEST_WITH_WORDS;
                let is_filtered = is_wide && state.filter().is_some();
                let rows = match row {
                    Some(row) if is_filtered => format!("row {row}/{rows}"),
                    Some(row) => format!("{row}/{rows}"),
                    None if rows == 1 => "1 row".to_owned(),
                    None => format!("{rows} rows"),
                };
                let Some(filter) = state.filter() else { return rows };
                let matches = filter.matches();
                if !is_wide {
                    return matches;
                }
                let query = SafeText::line(filter.results.answered.text());
                let query = query.truncate(usize::from(state.size().width / 4), self.glyphs);
                let is_kept = matches!(state.mode(), Mode::Browse);
                let name = if is_kept { format!("filter {query}: ") } else { String::new() };
                format!("{name}{matches}  {rows}")
            }
        }
    }
}

pub(super) fn cut_at_word(text: &SafeText, room: usize, glyphs: Glyphs) -> SafeText<'static> {
    let sign = glyphs.of(Glyph::Ellipsis);
    let mut words = text.as_str();
    while width(words) + 1 + width(sign) > room {
        let Some((before, _)) = words.rsplit_once(' ') else { break };
        words = before;
    }
    SafeText::line(&format!("{words} {sign}")).truncate(room, glyphs).into_owned()
}

/// The position in the list, where it is not on a heading, and how many rows there are without headings.
pub(super) fn counted_rows(list: &ListPane) -> (Option<usize>, usize) {
    let (outline, row) = (&list.outline, list.cursor.row);
    let position = outline.is_counted(row).then(|| outline.counted_before(row + 1));
    (position, outline.counted_before(outline.len()))
}

fn text_position(len: usize, scroll: usize, area: Rect, glyphs: Glyphs) -> String {
    let height = usize::from(area.height);
    let last = (scroll + height).min(len);
    if len <= height {
        return format!("{len} lines");
    }
    let dash = match glyphs {
        Glyphs::Unicode | Glyphs::AsWritten => "–",
        Glyphs::Ascii => "-",
    };
    format!("{}{dash}{last}/{len}  {}%", scroll + 1, last * 100 / len)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ratatui::backend::TestBackend;
    use ratatui::layout::Size;
    use ratatui::terminal::Terminal;

    use crate::app::State;
    use crate::directory::Directory;
    use crate::keymap::{Keymap, Pending};
    use crate::settings::Settings;
    use crate::view::paint;

    fn first_screen(size: Size) -> String {
        let state = State::new(Arc::new(Directory::shipped()), size, Settings::default());
        let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
        terminal
            .draw(|frame| {
                paint(&state, &Keymap::default(), &Pending::default(), frame.buffer_mut());
            })
            .unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn the_first_screen_tells_whom_to_call_however_narrow_it_is() {
        for size in [Size::new(120, 40), Size::new(80, 24), Size::new(40, 12)] {
            let screen = first_screen(size);
            for text in ["911", "1-888-373-7888", "HELP to 233733", "2025-01", "3/"] {
                assert!(screen.contains(text), "{size} does not tell {text}:\n{screen}");
            }
        }
    }

    #[test]
    fn a_long_message_leaves_the_chosen_row_in_sight() {
        let screen = first_screen(Size::new(20, 5));
        assert!(screen.lines().next().is_some_and(|row| row.contains("›▾ President")), "{screen}");
        assert!(screen.contains("1-888-373-7888"), "{screen}");
        assert!(screen.lines().last().is_some_and(|row| row.contains("Enter read")), "{screen}");
    }
}
