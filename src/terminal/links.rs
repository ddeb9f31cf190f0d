//! The hyperlinks of a frame (OSC 8). ratatui's cells have no field for a link (ratatui#1227), and its diff writes
//! only cells that differ.
//!
//! So the number of a link is stored in the cell's underline colour, which is not used otherwise.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

/// Cells that lead to an address; in terminals that know hyperlinks it can be opened from there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links(Vec<LinkedCells>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct LinkedCells {
    row: u16,
    columns: Range<u16>,
    address: String,
    id: u32,
}

const IDS: u32 = 1 << 24;

impl Links {
    /// Makes these columns of a row lead to `address`, if that is plain ASCII without spaces.
    pub fn add(&mut self, row: u16, columns: Range<u16>, address: &str) {
        if !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_graphic()) {
            let id = self.id_of(address);
            self.0.push(LinkedCells { row, columns, address: address.to_owned(), id });
        }
    }

    pub(super) fn mark(&self, frame: &mut Buffer) {
        for LinkedCells { row, columns, id, .. } in &self.0 {
            let width = columns.end.saturating_sub(columns.start);
            let area = Rect::new(columns.start, *row, width, 1).intersection(frame.area);
            for position in area.positions() {
                frame[position].underline_color = Color::from_u32(*id);
            }
        }
    }

    pub(super) fn of_mark(&self, mark: Color) -> Option<(u32, &str)> {
        let link = self.0.iter().find(|link| Color::from_u32(link.id) == mark)?;
        Some((link.id, &link.address))
    }

    /// An id that is the same for an address in every frame, and unique within this one.
    fn id_of(&self, address: &str) -> u32 {
        let mut hasher = DefaultHasher::new();
        address.hash(&mut hasher);
        let first = u32::try_from(hasher.finish() % u64::from(IDS)).unwrap_or_default();
        let mut ids = (first..IDS).chain(0..first);
        let is_free = |id: &u32| self.0.iter().all(|link| link.id != *id || link.address == address);
        ids.find(is_free).unwrap_or(first)
    }
}
