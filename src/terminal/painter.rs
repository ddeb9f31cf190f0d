//! Frames as bytes: what is drawn, against what the terminal shows already.
//!
//! Pure. A frame gives the cells that changed and hardly more: the shortest way to each of them, the shortest
//! change of colours, an erasure where a row ends in blanks. Invariant: a terminal that has obeyed the bytes of a
//! frame shows exactly that frame, whatever width it gives to graphemes that terminals disagree about.

mod brush;
mod links;
mod pen;
mod sequence;

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::{Position, Rect};

use self::brush::Brush;
pub use self::links::Links;
use self::links::Run;
use self::pen::Look;

/// Turns frames into bytes, and remembers what the terminal shows.
#[derive(Debug)]
pub(super) struct Painter {
    /// `None` where what the terminal shows is not known: the next frame begins with an empty screen.
    shown: Option<Buffer>,
    shown_links: Links,
    area: Rect,
    changed_rows: usize,
    brush: Brush,
}

/// A frame that changes more rows than this is shown at once by terminals that can (synchronised update).
const ROWS_AT_ONCE: usize = 4;
/// An erasure to the end of the row takes three bytes, so it pays for more blanks than these.
const BLANKS_WITHOUT_ERASURE: usize = 4;

impl Painter {
    pub(super) fn new() -> Self {
        Self {
            shown: None,
            shown_links: Links::default(),
            area: Rect::ZERO,
            changed_rows: 0,
            brush: Brush::default(),
        }
    }

    /// Says that the terminal may show anything now.
    pub(super) fn forget(&mut self) {
        self.shown = None;
    }

    /// Paints the cells of a frame, which begins at the corner of the screen. What is left in its place is the frame
    /// before, to be drawn upon again: a buffer is large, and the first screen is to need no second one.
    pub(super) fn paint(&mut self, frame: &mut Buffer, links: Links) {
        self.brush.clean();
        self.changed_rows = 0;
        self.area = frame.area;
        let shown = self.shown.take().filter(|shown| shown.area == frame.area);
        if shown.is_none() {
            self.shown_links = Links::default();
            self.changed_rows = usize::from(frame.area.height);
            self.brush.empty_screen();
        }
        for row in 0..frame.area.height {
            self.paint_row(row, shown.as_ref(), frame, &links);
        }
        self.brush.follow(None);
        self.shown_links = links;
        self.shown = Some(std::mem::replace(frame, shown.unwrap_or_default()));
    }

    /// Puts the cursor where it belongs, and gives the bytes of the frame.
    pub(super) fn finish(&mut self, cursor: Option<Position>) -> &[u8] {
        self.brush.show_cursor(cursor.filter(|&place| self.area.contains(place)));
        if self.changed_rows > ROWS_AT_ONCE {
            self.brush.synchronise();
        }
        self.brush.bytes()
    }

    /// Paints a row over what was shown there, or over nothing.
    fn paint_row(&mut self, row: u16, shown: Option<&Buffer>, frame: &Buffer, links: &Links) {
        let width = usize::from(frame.area.width);
        let cells = usize::from(row) * width..(usize::from(row) + 1) * width;
        let wanted = &frame.content[cells.clone()];
        let shown = shown.map(|shown| &shown.content[cells]);
        if shown == Some(wanted) && self.shown_links.in_row(row).eq(links.in_row(row)) {
            return;
        }
        let before = shown.map_or_else(
            || vec![Slot::ERASED; width],
            |shown| slots(shown, &self.shown_links.in_row(row).collect::<Vec<_>>()),
        );
        let after = slots(wanted, &links.in_row(row).collect::<Vec<_>>());
        let changed: Vec<bool> = before.iter().zip(&after).map(|(before, after)| before != after).collect();
        if changed.contains(&true) {
            self.changed_rows += 1;
            change_row(&mut self.brush, row, &changed, &after);
        }
    }
}

/// What is seen in one column of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot<'a> {
    Glyph(Glyph<'a>),
    /// The further columns of a wide grapheme.
    Covered,
}

/// A grapheme as it looks.
#[derive(Clone, Copy, Debug, Eq)]
struct Glyph<'a> {
    symbol: &'a str,
    width: u16,
    look: Look,
    address: Option<&'a str>,
}

impl PartialEq for Glyph<'_> {
    fn eq(&self, other: &Self) -> bool {
        // Most symbols are a byte long, and these are compared without a call.
        let is_same_symbol = match (self.symbol.as_bytes(), other.symbol.as_bytes()) {
            ([one], [other]) => one == other,
            (one, other) => one == other,
        };
        is_same_symbol
            && self.width == other.width
            && self.look == other.look
            && self.address == other.address
    }
}

impl Glyph<'_> {
    fn is_blank(&self) -> bool {
        self.symbol == " "
    }

    /// Whether every terminal moves its cursor by our width: joined emoji, variation selectors and combining marks
    /// are where they differ, and these are more than one character.
    fn has_certain_width(&self) -> bool {
        self.symbol.len() == 1 || self.symbol.chars().nth(1).is_none()
    }
}

impl Slot<'_> {
    /// What an erased cell looks like.
    const ERASED: Self = Self::Glyph(Glyph { symbol: " ", width: 1, look: Look::PLAIN, address: None });

    /// Whether an erased cell is the same.
    fn is_erased(&self) -> bool {
        *self == Self::ERASED
    }
}

fn slots<'a>(cells: &'a [Cell], links: &[&'a Run]) -> Vec<Slot<'a>> {
    let mut slots = Vec::with_capacity(cells.len());
    while let Some(cell) = cells.get(slots.len()) {
        let (symbol, width) = drawable(cell.symbol(), cells.len() - slots.len());
        let address = links.iter().find_map(|run| run.address_at(slots.len()));
        let look = if symbol == " " { Look::of(cell).on_blank() } else { Look::of(cell) };
        slots.push(Slot::Glyph(Glyph { symbol, width, look, address }));
        for _ in 1..width {
            slots.push(Slot::Covered);
        }
    }
    slots
}

/// The symbol and its width, or a blank for one that has no width, does not fit, or would be obeyed.
fn drawable(symbol: &str, room: usize) -> (&str, u16) {
    // Most of what is drawn, and needs no tables.
    if matches!(symbol.as_bytes(), [b' '..=b'~']) {
        return (symbol, 1);
    }
    if symbol.chars().any(char::is_control) {
        return (" ", 1);
    }
    match symbol.cell_width() {
        0 => (" ", 1),
        width if usize::from(width) > room => (" ", 1),
        width => (symbol, width),
    }
}

/// Changes those columns of a row that look otherwise now.
fn change_row(brush: &mut Brush, row: u16, changed: &[bool], after: &[Slot<'_>]) {
    let blanks = after.iter().rev().take_while(|slot| slot.is_erased()).count();
    let mut erased = (after.len() - blanks..after.len()).filter(|column| changed[*column]);
    let (first, last) = (erased.next(), erased.next_back());
    let erasure = match (first, last) {
        (Some(first), Some(last)) if last - first >= BLANKS_WITHOUT_ERASURE => Some(first),
        (Some(_) | None, Some(_) | None) => None,
    };
    for column in (0..erasure.unwrap_or(after.len())).filter(|column| changed[*column]) {
        if let Slot::Glyph(glyph) = &after[column] {
            brush.approach(row, column, after);
            brush.put(glyph, after.len());
        }
    }
    if let Some(column) = erasure {
        brush.approach(row, column, after);
        brush.erase_to_end();
    }
}

#[cfg(test)]
mod tests;
