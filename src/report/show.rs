//! Entries whole, as text or as Markdown.

use std::io::{self, Write};

use serde_json::Value;

use crate::directory::{Directory, EntryId};
use crate::page::{Chapters, Page, about_directory, merge_sources};
use crate::text::Markdown;

use super::value::shown_entry;
use super::{Printer, ReportStyle, json};

/// Writes the pages of entries, with a blank line between two, and one list of sources at the end.
pub fn write_text(
    directory: &Directory,
    entries: &[EntryId],
    style: ReportStyle,
    out: &mut impl Write,
) -> io::Result<()> {
    for (index, page) in pages(directory, entries).iter().enumerate() {
        let layout = page.lay_out_for(style.medium(), directory, style.glyphs, style.width);
        let mut printer = Printer::new(out, style);
        if index > 0 {
            printer.end_line()?;
        }
        printer.lines(&layout.lines)?;
    }
    Ok(())
}

fn pages<'d>(directory: &'d Directory, entries: &[EntryId]) -> Vec<Page<'d>> {
    let mut pages: Vec<Page> = entries.iter().map(|entry| Page::of_entry(directory, *entry)).collect();
    merge_sources(directory, &mut pages);
    pages
}

/// Writes the pages of entries as Markdown: of several one after the other, with links from one to another.
pub fn write_markdown(directory: &Directory, entries: &[EntryId], out: &mut impl Write) -> io::Result<()> {
    if let [entry] = entries {
        return out.write_all(Page::of_entry(directory, *entry).markdown(directory).as_bytes());
    }
    let mut markdown = Markdown::default();
    let chapters = Chapters { directory, has: &|entry| entries.contains(&entry), is_outline: false };
    for page in pages(directory, entries) {
        chapters.add(&page, 1, &mut markdown);
    }
    out.write_all(markdown.finish().as_bytes())
}

/// Writes what the directory covers and where its limits are.
pub(crate) fn write_about(directory: &Directory, style: ReportStyle, out: &mut impl Write) -> io::Result<()> {
    let lines = about_directory(directory, style.medium(), style.glyphs).wrap(style.width);
    Printer::new(out, style).lines(&lines)
}

pub(crate) fn write_json(directory: &Directory, entries: &[EntryId], out: &mut impl Write) -> io::Result<()> {
    let values: Vec<Value> = entries.iter().map(|entry| shown_entry(directory, *entry)).collect();
    json::write(&values, out)
}
