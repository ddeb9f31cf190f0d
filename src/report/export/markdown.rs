//! The directory as one Markdown document: about it, its contents, its topics, and a chapter for each entry.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::mem;

use crate::directory::{Directory, EntryId};
use crate::outline::{Arrangement, Fold, Row};
use crate::page::Chapters;
use crate::report::Extent;
use crate::report::extent::Selection;
use crate::report::tree::{Tree, list_item};
use crate::text::Markdown;

/// Writes a document whose links lead from chapter to chapter, in the order of the outline.
pub(super) fn write(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let selection = extent.select(directory);
    let has = |entry: EntryId| selection.contains(entry);
    let chapters = Chapters { directory, has: &has, is_outline: true };
    write_front(chapters, extent, out)?;
    let tree = Tree::new(directory, Arrangement::Hierarchy, extent);
    let places: Vec<(EntryId, &Row)> =
        tree.rows.iter().filter_map(|row| Some((row.subject.entry()?, row))).collect();
    write_contents(chapters, &places, &tree.unfolded(), out)?;
    write_terms(chapters, &selection, out)?;
    // The place of an entry's chapter: its home or, if that is not written, its first place.
    let mut chapter_of: HashMap<EntryId, usize> = HashMap::new();
    let (elsewhere, at_home): (Vec<usize>, Vec<usize>) =
        (0..places.len()).partition(|at| places[*at].1.is_reference);
    for at in at_home.into_iter().chain(elsewhere) {
        chapter_of.entry(places[at].0).or_insert(at);
    }
    for (at, (entry, row)) in places.iter().enumerate() {
        if chapter_of[entry] == at {
            let mut markdown = Markdown::default();
            let page = selection.page(directory, *entry);
            chapters.add(&page, 2 + row.level, &mut markdown);
            write!(out, "\n{}", markdown.finish())?;
        }
    }
    Ok(())
}

fn write_front(chapters: Chapters, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let directory = chapters.directory;
    let mut markdown = Markdown::default();
    markdown.heading(1, directory.title());
    let updated = directory.updated().map(|date| date.to_string()).unwrap_or_default();
    let root = extent.root.map_or("", |root| directory.entry(root).name());
    for (words, value) in [
        ("", directory.notice()),
        ("Edition: ", directory.edition()),
        ("", directory.disclaimer()),
        ("With events up to: ", &updated),
        ("Only what lies at and beneath: ", root),
        ("", if extent.collected.is_some() { "Only what was collected." } else { "" }),
    ] {
        if !value.is_empty() {
            markdown.paragraph(&format!("{words}{value}"));
        }
    }
    chapters.add_prose(directory.about(), 1, &mut markdown);
    out.write_all(markdown.finish().as_bytes())
}

fn write_contents(
    chapters: Chapters,
    places: &[(EntryId, &Row)],
    unfolded: &HashSet<EntryId>,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(b"\n## Contents\n\n")?;
    for (entry, row) in places {
        let item = list_item(row.level, |markdown| {
            markdown.begin_paragraph();
            chapters.add_name(*entry, markdown);
            if let Some(abbreviation) = chapters.directory.entry(*entry).abbreviation() {
                markdown.text(&format!(" ({abbreviation})"));
            }
            if row.fold == Fold::Folded && unfolded.contains(entry) {
                markdown.text(", see there");
            }
        });
        out.write_all(item.as_bytes())?;
    }
    Ok(())
}

/// Writes the topics of written entries, with their meanings and entries, and the meanings of their kinds.
fn write_terms(chapters: Chapters, selection: &Selection, out: &mut dyn Write) -> io::Result<()> {
    let directory = chapters.directory;
    let mut on_topic = vec![Vec::new(); directory.topics().len()];
    for entry in selection.entries(directory) {
        for topic in selection.topics(entry) {
            on_topic[topic.index()].push(entry.handle());
        }
    }
    let topics = directory.topics().zip(on_topic).filter(|(_, entries)| !entries.is_empty());
    let topics = topics.map(|((_, topic), entries)| ("Topics", topic.name, topic.about, entries));
    let kinds = selection.kinds(directory).filter(|(_, kind)| kind.about.is_some());
    let kinds = kinds.map(|(_, kind)| ("Kinds", kind.name, kind.about, Vec::new()));
    let mut open = "";
    for (title, name, about, entries) in topics.chain(kinds) {
        if mem::replace(&mut open, title) != title {
            write!(out, "\n## {title}\n")?;
        }
        let mut markdown = Markdown::default();
        markdown.heading(3, name);
        if let Some(about) = about {
            chapters.add_prose(about, 3, &mut markdown);
        }
        if !entries.is_empty() {
            markdown.items(entries, |markdown, entry| chapters.add_name(entry, markdown));
        }
        write!(out, "\n{}", markdown.finish())?;
    }
    Ok(())
}
