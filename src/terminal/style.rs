//! The style of a cell as one sequence (SGR).

use std::fmt;

use crossterm::Command;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellStyle {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

impl CellStyle {
    pub(super) fn of(cell: &Cell) -> Self {
        CellStyle { foreground: cell.fg, background: cell.bg, modifier: cell.modifier }
    }

    /// Whether a character of the other style looks the same in this one; for a blank only the ground and lines
    /// matter.
    pub(super) fn shows(self, other: Self, is_blank: bool) -> bool {
        self == other || is_blank && self.on_blank() == other.on_blank()
    }

    fn on_blank(self) -> Self {
        const LINES: Modifier = Modifier::UNDERLINED.union(Modifier::CROSSED_OUT).union(Modifier::REVERSED);
        let modifier = self.modifier.intersection(LINES);
        let foreground = if modifier.is_empty() { Color::Reset } else { self.foreground };
        CellStyle { foreground, modifier, ..self }
    }
}

/// Sets colours and attributes by one sequence (SGR), and the sixteen colours by their own codes: crossterm takes
/// `38;5;n` for these, which terminals of sixteen colours do not know.
impl Command for CellStyle {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str("\x1b[0")?;
        // The bits of a modifier are in the order of their codes.
        for code in (1..=9).filter(|code| self.modifier.bits() & (1 << (code - 1)) != 0) {
            write!(out, ";{code}")?;
        }
        write_colour(self.foreground, 30, out)?;
        write_colour(self.background, 40, out)?;
        out.write_str("m")
    }
}

/// Writes the code of a colour for the ground whose first code is `base`; none for the terminal's own.
fn write_colour(colour: Color, base: u8, out: &mut impl fmt::Write) -> fmt::Result {
    let index = match colour {
        Color::Reset => return Ok(()),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(index) => index,
        Color::Rgb(red, green, blue) => return write!(out, ";{};2;{red};{green};{blue}", base + 8),
    };
    match index {
        0..=7 => write!(out, ";{}", base + index),
        8..=15 => write!(out, ";{}", base + 60 + index - 8),
        16.. => write!(out, ";{};5;{index}", base + 8),
    }
}
