//! What a screen shows: its text, and a letter for the style of every cell.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

/// A screen as it was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shot {
    pub(crate) buffer: Buffer,
    pub(crate) cursor: Option<Position>,
}

/// What the letters of [`Shot::styles`] stand for.
pub(crate) const LEGEND: &str = "R reversed, M match, E error, A accent and bold, a accent, \
                          B bold, u underlined, i italic, ~ another colour";

impl Shot {
    /// The text, row by row, without the blanks at the ends of the rows.
    pub(crate) fn text(&self) -> String {
        self.rows(|cell| cell.symbol().to_owned())
    }

    /// A row of the text.
    pub(crate) fn row(&self, row: usize) -> String {
        self.text().lines().nth(row).unwrap_or_default().to_owned()
    }

    /// The styles, cell by cell, in the places of the text.
    pub(crate) fn styles(&self) -> String {
        self.rows(|cell| letter(cell).to_string().repeat(pitf::text::width(cell.symbol()).max(1)))
    }

    /// The text of the cells with a style, row by row.
    pub(crate) fn styled(&self, wanted: char) -> Vec<String> {
        let text = self.rows(|cell| if letter(cell) == wanted { cell.symbol() } else { " " }.to_owned());
        text.lines().map(str::trim).filter(|row| !row.is_empty()).map(str::to_owned).collect()
    }

    fn rows(&self, of_cell: impl Fn(&Cell) -> String) -> String {
        let area = self.buffer.area;
        let mut text = String::new();
        for y in area.top()..area.bottom() {
            let mut row = String::new();
            let mut x = area.left();
            while x < area.right() {
                let cell = &self.buffer[(x, y)];
                row.push_str(&of_cell(cell));
                // The cell after the first half of a wide character is its second half.
                x += u16::try_from(pitf::text::width(cell.symbol())).map_or(1, |width| width.max(1));
            }
            text.push_str(row.trim_end());
            text.push('\n');
        }
        text
    }
}

fn letter(cell: &Cell) -> char {
    let has = |modifier| cell.modifier.contains(modifier);
    let is_reversed = has(Modifier::REVERSED);
    let is_blank = cell.symbol() == " " && !has(Modifier::UNDERLINED);
    match (cell.fg, cell.bg) {
        (_, Color::Yellow) => 'M',
        _ if is_reversed => 'R',
        (_, Color::Reset) if is_blank => ' ',
        (Color::Red, _) => 'E',
        (Color::Magenta, _) if has(Modifier::BOLD) => 'A',
        (Color::Magenta, _) => 'a',
        (Color::Reset, Color::Reset) if has(Modifier::BOLD) => 'B',
        (Color::Reset, Color::Reset) if has(Modifier::UNDERLINED) => 'u',
        (Color::Reset, Color::Reset) if has(Modifier::ITALIC) => 'i',
        (Color::Reset, Color::Reset) => ' ',
        _ => '~',
    }
}
