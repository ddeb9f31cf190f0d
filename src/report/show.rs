//! Entries whole.

use std::io::{self, Write};

use serde_json::Value;

use super::value::shown_entry;
use super::{Printer, Report, json};
use crate::directory::{Directory, EntryId};
use crate::page::{Chapters, Page, merge_sources};
use crate::text::Markdown;

/// The pages of entries, one after the other.
pub struct Pages<'d> {
    /// The directory.
    pub directory: &'d Directory,
    /// The entries.
    pub entries: Vec<EntryId>,
}

impl<'d> Pages<'d> {
    fn with_merged_sources(&self) -> Vec<Page<'d>> {
        let pages = self.entries.iter().map(|entry| Page::of_entry(self.directory, *entry));
        let mut pages: Vec<Page> = pages.collect();
        merge_sources(self.directory, &mut pages);
        pages
    }
}

impl Report for Pages<'_> {
    fn write_text(&self, printer: &mut Printer) -> io::Result<()> {
        let style = printer.style;
        for (index, page) in self.with_merged_sources().iter().enumerate() {
            if index > 0 {
                printer.end_line()?;
            }
            let layout = page.lay_out_for(style.medium(), self.directory, style.glyphs, style.width);
            printer.lines(&layout.lines)?;
        }
        Ok(())
    }

    fn markdown(&self) -> String {
        let mut markdown = Markdown::default();
        let has = |entry| self.entries.len() > 1 && self.entries.contains(&entry);
        let chapters = Chapters { directory: self.directory, has: &has, is_outline: false };
        for page in self.with_merged_sources() {
            chapters.add(&page, 1, &mut markdown);
        }
        markdown.finish()
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let values = self.entries.iter().map(|entry| shown_entry(self.directory, *entry));
        json::write(&values.collect::<Vec<Value>>(), out)
    }
}
