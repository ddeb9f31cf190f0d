//! Which cells of a frame lead to an address.

use std::ops::Range;

/// Runs of cells that lead to an address; in terminals that know hyperlinks it can be opened from there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    runs: Vec<Run>,
}

/// Cells of one row that lead to the same address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    row: u16,
    columns: Range<u16>,
    address: String,
}

impl Links {
    /// Makes these columns of a row lead to `address`; one that is not plain ASCII without spaces is left out.
    pub fn add(&mut self, row: u16, columns: Range<u16>, address: &str) {
        if !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_graphic()) {
            self.runs.push(Run { row, columns, address: address.into() });
        }
    }

    pub(super) fn in_row(&self, row: u16) -> Vec<&Run> {
        self.runs.iter().filter(|run| run.row == row).collect()
    }
}

impl Run {
    pub(super) fn address_at(&self, column: usize) -> Option<&str> {
        let columns = usize::from(self.columns.start)..usize::from(self.columns.end);
        columns.contains(&column).then_some(self.address.as_str())
    }
}
