//! The directory, or what lies beneath one entry, in the formats of other programs.
//!
//! Each format is written entry by entry as the directory is walked, so that a million of them take no more room than
//! one. What a format cannot say raw is escaped by its own rules, on top of what makes text safe.

mod chart;
mod csv;
mod dot;
mod html;
mod markdown;
mod mermaid;

use std::io::{self, Write};

pub use self::csv::{CsvTable, TABLES};

use super::value::DirectoryValue;
use super::{Extent, json, linked};
use crate::collection::{self, Collected};
use crate::directory::{Directory, Entry};

/// A format of the whole directory.
#[derive(Clone, Copy, Debug)]
pub struct ExportFormat {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, for the help.
    pub about: &'static str,
    /// Writes the directory, and gives back what its user should know of what was written.
    pub write: fn(&Directory, &Extent, &mut dyn Write) -> io::Result<Option<String>>,
}

/// Every format, in the order of the help.
pub const FORMATS: &[ExportFormat] = &[
    ExportFormat {
        name: "json",
        about: "One value, as pitf schema describes it",
        write: |directory, extent, out| write_json(directory, extent, out).map(|()| None),
    },
    ExportFormat {
        name: "markdown",
        about: "One document, with links from chapter to chapter",
        write: |directory, extent, out| markdown::write(directory, extent, out).map(|()| None),
    },
    ExportFormat {
        name: "brief",
        about: "A document in Markdown to hand on: each claim with the dates of its sources, and its cautions",
        write: |directory, extent, out| write_brief(directory, extent, out).map(|()| None),
    },
    ExportFormat {
        name: "html",
        about: "One page for a browser, which needs nothing beside itself",
        write: |directory, extent, out| html::write(directory, extent, out).map(|()| None),
    },
    ExportFormat {
        name: "csv",
        about: "A table with a record for each entry. A semicolon and a space stand between the items of a list, a \
                backslash before a semicolon or backslash within one; what a spreadsheet would obey begins with an \
                apostrophe",
        write: |directory, extent, out| csv::write(directory, extent, out).map(|()| None),
    },
    ExportFormat { name: "mermaid", about: "A chart of the hierarchy, for Mermaid", write: mermaid::write },
    ExportFormat {
        name: "dot",
        about: "A chart of the hierarchy, for Graphviz",
        write: |directory, extent, out| dot::write(directory, extent, out).map(|()| None),
    },
    ExportFormat {
        name: "json-ld",
        about: "The same value as linked data, in the vocabularies of schema.org, SKOS, PROV and W3C ORG",
        write: |directory, extent, out| linked::write(directory, extent, out).map(|()| None),
    },
];

fn write_brief(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let whole = |entry: Entry| Collected { entry: entry.handle(), place: None, words: String::new() };
    let entries = || extent.select(directory).entries(directory).map(whole).collect();
    let collected = extent.collected.clone().unwrap_or_else(entries);
    out.write_all(collection::brief(directory, &collected).as_bytes())
}

/// Writes the directory as JSON.
pub fn write_json(directory: &Directory, extent: &Extent, mut out: &mut dyn Write) -> io::Result<()> {
    json::write(
        &DirectoryValue { directory, selection: extent.select(directory), is_linked: false },
        &mut out,
    )
}
