//! The directory, or what lies beneath one entry, in the formats of other programs.
//!
//! Each format is written entry by entry, so that a million of them take no more memory than one. Text is escaped by
//! the rules of the format, and made safe.

mod chart;
mod csv;
mod dot;
mod html;
mod markdown;
mod mermaid;

use std::io::{self, Write};

pub use self::csv::TABLES;

use super::value::DirectoryValue;
use super::{Extent, json, linked};
use crate::collection::{self, Collected};
use crate::directory::{Directory, Entry};

type WriteExport = fn(&Directory, &Extent, &mut dyn Write) -> io::Result<()>;

/// A format of the whole directory, or a table of CSV.
#[derive(Clone, Copy, Debug)]
pub struct ExportFormat {
    /// Its name on the command line.
    pub name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) write: WriteExport,
    pub(crate) caution: fn(&Directory, &Extent) -> Option<String>,
}

const fn format(name: &'static str, about: &'static str, write: WriteExport) -> ExportFormat {
    ExportFormat { name, about, write, caution: |_, _| None }
}

/// Every format, in the order of the help.
pub const FORMATS: &[ExportFormat] = &[
    format("json", "One value, as pitf schema describes it", write_json),
    format("markdown", "One document, with links from chapter to chapter", markdown::write),
    format(
        "brief",
        "A document in Markdown to hand on: each claim with the dates of its sources and its cautions",
        write_brief,
    ),
    format("html", "One page for a web browser, which needs no other file", html::write),
    format(
        "csv",
        "A table with a record for each entry. A semicolon and a space separate the items of a list; within an item a \
         backslash stands before a semicolon or backslash. An apostrophe stands before what a spreadsheet would take \
         for a formula",
        csv::write,
    ),
    ExportFormat {
        caution: mermaid::caution,
        ..format("mermaid", "A chart of the hierarchy, for Mermaid", mermaid::write)
    },
    format("dot", "A chart of the hierarchy, for Graphviz", dot::write),
    format(
        "json-ld",
        "The same value as linked data, in the vocabularies of schema.org, SKOS, PROV and W3C ORG",
        linked::write,
    ),
];

fn write_brief(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let whole = |entry: Entry| Collected { entry: entry.handle(), place: None, words: String::new() };
    let entries = || extent.select(directory).entries(directory).map(whole).collect();
    let collected = extent.collected.clone().unwrap_or_else(entries);
    out.write_all(collection::brief(directory, &collected).as_bytes())
}

/// Writes the directory as JSON.
pub fn write_json(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    json::write(&DirectoryValue { directory, selection: extent.select(directory), linked: None }, out)
}
