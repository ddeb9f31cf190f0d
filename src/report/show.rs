//! Entries whole, as text or as Markdown.

use std::io::{self, Write};

use crate::directory::{Directory, EntryId};
use crate::page::{Chapters, Page, about_directory};
use crate::text::{Markdown, Medium};

use super::value::ShownEntry;
use super::{Look, Printer, json};

/// Writes the pages of entries, with a blank line between two.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_text(
    directory: &Directory,
    entries: &[EntryId],
    look: Look,
    out: &mut impl Write,
) -> io::Result<()> {
    for (index, entry) in entries.iter().enumerate() {
        let medium = if look.is_for_terminal { Medium::Paper } else { Medium::Pipe };
        let page = Page::of_entry(directory, *entry);
        let layout = page.lay_out_for(medium, directory, look.glyphs, look.width);
        let mut printer = Printer::new(out, look);
        if index > 0 {
            printer.end_line()?;
        }
        printer.lines(&layout.lines)?;
    }
    Ok(())
}

/// Writes the pages of entries as Markdown: of several one after the other, with links from one to another.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_markdown(directory: &Directory, entries: &[EntryId], out: &mut impl Write) -> io::Result<()> {
    if let [entry] = entries {
        return out.write_all(Page::of_entry(directory, *entry).markdown(directory).as_bytes());
    }
    let mut is_shown = vec![false; directory.len()];
    for entry in entries {
        is_shown[entry.index()] = true;
    }
    let chapters = Chapters { directory, has: &|entry| is_shown[entry.index()] };
    let mut markdown = Markdown::default();
    let mut to_come = is_shown.clone();
    // One that is asked for again has its chapter already.
    for entry in entries.iter().filter(|entry| std::mem::take(&mut to_come[entry.index()])) {
        chapters.add(&Page::of_entry(directory, *entry), 1, &mut markdown);
    }
    out.write_all(markdown.finish().as_bytes())
}

/// Writes what the directory covers and where its limits are.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_about(directory: &Directory, look: Look, out: &mut impl Write) -> io::Result<()> {
    let lines = about_directory(directory, look.glyphs).wrap(look.width);
    Printer::new(out, look).lines(&lines)
}

/// Writes entries as JSON, in a list.
///
/// # Errors
///
/// Where `out` fails.
pub fn write_json(directory: &Directory, entries: &[EntryId], out: &mut impl Write) -> io::Result<()> {
    let values: Vec<ShownEntry> = entries.iter().map(|entry| ShownEntry::of(directory, *entry)).collect();
    json::write(&values, out)
}
