//! The entries and topics that arguments name.

use super::message::{CliMessage, print_messages};
use super::{Failure, format_as_word};
use crate::directory::{Directory, EntryId, TopicId, TopicTerm, quoted};
use crate::search::{NameLookup, distinguished, look_up, look_up_each};

pub(super) fn resolve_topic(directory: &Directory, written: &str) -> Result<TopicId, Failure> {
    let is_it = |term: &TopicTerm| {
        [term.id, term.name, term.short()].iter().any(|name| name.eq_ignore_ascii_case(written))
    };
    let found = directory.topics().find(|(_, term)| is_it(term)).map(|(topic, _)| topic);
    found.ok_or_else(|| {
        let ids: Vec<&str> = directory.topics().map(|(_, term)| term.id).collect();
        let written = quoted(written);
        Failure::Unusable(
            format!("there is no topic \"{written}\"; the topics are {}", ids.join(", ")).into(),
        )
    })
}

pub(super) fn optional_entry(directory: &Directory, words: &[String]) -> Result<Option<EntryId>, Failure> {
    if words.is_empty() { Ok(None) } else { resolve_entry(directory, &words.join(" ")).map(Some) }
}

/// The entries that are meant; several words may be one name.
pub(super) fn resolve_entries(directory: &Directory, words: &[String]) -> Result<Vec<EntryId>, Failure> {
    if let Some(entries) = look_up_each(directory, words) {
        let note = |(entry, written): (EntryId, Option<String>)| {
            (entry, written.map(|written| taken_for(directory, &written, entry)))
        };
        return Ok(entries.into_iter().map(note).map(reported).collect());
    }
    // No words belong together. Unless all of them can be one of several names, the error is that of the first that names nothing.
    let together = words.join(" ");
    if let NameLookup::Several(_) = look_up(directory, &together) {
        return resolve_entry(directory, &together).map(|entry| vec![entry]);
    }
    words.iter().map(|written| resolve_entry(directory, written)).collect()
}

/// An entry, and what there is to say where it was taken for another name.
pub(super) type EntryArgument = (EntryId, Option<String>);

pub(super) fn reported((entry, note): EntryArgument) -> EntryId {
    print_messages(note);
    entry
}

fn taken_for(directory: &Directory, written: &str, entry: EntryId) -> String {
    let entry = directory.entry(entry);
    format!("\"{}\" was taken for {} ({})", quoted(written), entry.name(), entry.id())
}

pub(super) fn resolve_entry(directory: &Directory, written: &str) -> Result<EntryId, Failure> {
    look_up_entry(directory, written).map(reported)
}

pub(super) fn look_up_entry(directory: &Directory, written: &str) -> Result<EntryArgument, Failure> {
    let found = look_up(directory, written);
    let listed = |entries: &[EntryId]| {
        let line = |(entry, name): (&EntryId, String)| {
            let entry = directory.entry(*entry);
            format!("{:<24} {name} ({})", entry.id(), entry.kind().name)
        };
        entries.iter().zip(distinguished(directory, entries)).map(line).collect::<Vec<_>>()
    };
    let is_found = !matches!(found, NameLookup::Nothing(_));
    if let Some(message) = written.split(' ').next_back().and_then(format_as_word).filter(|_| !is_found) {
        return Err(Failure::Unusable(message.into()));
    }
    let written = quoted(written);
    let (end, nearest) = match found {
        NameLookup::One(entry) => return Ok((entry, None)),
        NameLookup::TakenFor(entry) => return Ok((entry, Some(taken_for(directory, &written, entry)))),
        NameLookup::Several(entries) => {
            let message = CliMessage::from(format!("\"{written}\" can be any of these; give its id:"));
            return Err(Failure::Unusable(message.and(listed(&entries))));
        }
        NameLookup::Nothing(nearest) if nearest.is_empty() => ("; pitf search may find it", nearest),
        NameLookup::Nothing(nearest) => ("; the nearest are:", nearest),
    };
    let message = CliMessage::from(format!("nothing is called \"{written}\"{end}"));
    Err(Failure::Negative(message.and(listed(&nearest))))
}
