//! The directory, or what lies beneath one entry, in the formats of other programs.
//!
//! Each format is written entry by entry as the directory is walked, so that a million of them take no more room than
//! one. What a format cannot say raw is escaped by its own rules, on top of what makes text safe.

mod chart;
mod csv;
mod dot;
mod linked;
mod markdown;
mod mermaid;

use std::io::{self, Write};

pub use self::csv::write_csv;
pub use dot::write_dot;
pub use linked::write_json_ld;
pub use markdown::write_markdown;
pub use mermaid::{Size, write_mermaid};

use super::value::DirectoryValue;
use super::{Extent, json};
use crate::directory::Directory;

/// Writes the directory as JSON.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_json(directory: &Directory, extent: Extent, out: &mut impl Write) -> io::Result<()> {
    json::write(&DirectoryValue { directory, kept: extent.entries(directory) }, out)
}
