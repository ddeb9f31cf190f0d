//! The whole directory, or what lies beneath one entry, in the formats of other programs.

use std::io::{self, Write};

use crate::directory::{Directory, EntryId};

use super::json;
use super::tree::beneath;
use super::value::DirectoryValue;

/// Writes the directory as JSON, with the entries at and beneath `root` alone where there is one.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_json(directory: &Directory, root: Option<EntryId>, out: &mut impl Write) -> io::Result<()> {
    let kept = root.map_or_else(Vec::new, |root| beneath(directory, root));
    json::write(&DirectoryValue { directory, kept }, out)
}
