//! What is seen in one column of the screen: small, so that a screen of them is kept and compared at little cost.

use ratatui::buffer::{Cell, CellWidth as _};

use super::pen::Look;

/// What is seen in one column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tile {
    symbol: Symbol,
    /// How many columns it takes.
    pub(super) width: u16,
    pub(super) look: Look,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Symbol {
    Char(char),
    /// More than one character, drawn as one.
    Cluster(Box<str>),
    /// The further columns of a wide grapheme.
    Covered,
}

impl Tile {
    /// What an erased cell looks like.
    pub(super) const ERASED: Self = Self { symbol: Symbol::Char(' '), width: 1, look: Look::PLAIN };
    /// What is seen where a grapheme that begins before is wide.
    pub(super) const COVERED: Self = Self { symbol: Symbol::Covered, width: 0, look: Look::PLAIN };

    pub(super) fn is_covered(&self) -> bool {
        self.symbol == Symbol::Covered
    }

    pub(super) fn is_blank(&self) -> bool {
        self.symbol == Symbol::Char(' ')
    }

    /// The symbol, where it is a byte long.
    #[inline]
    pub(super) fn ascii(&self) -> Option<u8> {
        match self.symbol {
            Symbol::Char(symbol @ ' '..='~') => u8::try_from(symbol).ok(),
            Symbol::Char(_) | Symbol::Cluster(_) | Symbol::Covered => None,
        }
    }

    /// Whether every terminal moves its cursor by our width: joined emoji, variation selectors and combining marks
    /// are where they differ, and these are more than one character.
    pub(super) fn has_certain_width(&self) -> bool {
        matches!(self.symbol, Symbol::Char(_))
    }

    /// Writes the symbol.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match &self.symbol {
            Symbol::Char(symbol) => out.extend_from_slice(symbol.encode_utf8(&mut [0; 4]).as_bytes()),
            Symbol::Cluster(symbol) => out.extend_from_slice(symbol.as_bytes()),
            Symbol::Covered => {}
        }
    }

    /// Whether a cell is seen like that.
    #[inline]
    pub(super) fn shows(&self, seen: &Seen<'_>) -> bool {
        let is_same_symbol = match (&self.symbol, seen.symbol.as_bytes()) {
            // Most symbols are a byte long, and these are compared without a call.
            (Symbol::Char(symbol), [byte]) => *symbol == char::from(*byte),
            (Symbol::Char(symbol), _) => seen.symbol.chars().eq([*symbol]),
            (Symbol::Cluster(symbol), _) => **symbol == *seen.symbol,
            (Symbol::Covered, _) => false,
        };
        is_same_symbol && self.look == seen.look
    }
}

/// A cell as it is seen, which its symbol may hinder.
pub(super) struct Seen<'a> {
    symbol: &'a str,
    pub(super) width: u16,
    look: Look,
}

impl<'a> Seen<'a> {
    /// A cell in a row that has that many columns from there on.
    #[inline]
    pub(super) fn of(cell: &'a Cell, room: usize) -> Self {
        let (symbol, width) = drawable(cell.symbol(), room);
        let look = if symbol == " " { Look::of(cell).on_blank() } else { Look::of(cell) };
        Self { symbol, width, look }
    }
}

impl From<Seen<'_>> for Tile {
    #[inline]
    fn from(Seen { symbol, width, look }: Seen<'_>) -> Self {
        if let [byte] = symbol.as_bytes() {
            return Self { symbol: Symbol::Char(char::from(*byte)), width, look };
        }
        let mut chars = symbol.chars();
        let symbol = match (chars.next(), chars.next()) {
            (Some(symbol), None) => Symbol::Char(symbol),
            _ => Symbol::Cluster(symbol.into()),
        };
        Self { symbol, width, look }
    }
}

/// The symbol and its width, or a blank for one that has no width, does not fit, or would be obeyed.
#[inline]
fn drawable(symbol: &str, room: usize) -> (&str, u16) {
    // Most of what is drawn, and needs no tables.
    if matches!(symbol.as_bytes(), [b' '..=b'~']) {
        return (symbol, 1);
    }
    drawable_of_any(symbol, room)
}

fn drawable_of_any(symbol: &str, room: usize) -> (&str, u16) {
    if symbol.chars().any(char::is_control) {
        return (" ", 1);
    }
    match symbol.cell_width() {
        0 => (" ", 1),
        width if usize::from(width) > room => (" ", 1),
        width => (symbol, width),
    }
}
