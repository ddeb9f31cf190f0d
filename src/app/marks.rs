//! Marks and recent places: entries by their ids, so that they outlive an edit of the data file.

use std::collections::BTreeMap;

use crate::directory::{Entry, EntryId};
use crate::keymap::Keymap;

use crate::text::Glyph;

use super::picker::{Choice, Picker, PickerItem};
use super::{Message, State};

pub(super) const TITLE: &str = "Marks and recent places";

/// The places that the user wants to return to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The ids of the entries under each letter.
    pub letters: Letters,
    /// The ids of the entries that were gone to, the newest first.
    pub recent: Vec<String>,
}

/// A word for each of some letters.
pub type Letters = BTreeMap<char, String>;

impl Marks {
    const MOST_RECENT: usize = 50;

    pub(super) fn visit(&mut self, id: &str) {
        self.recent.retain(|known| known != id);
        self.recent.insert(0, id.to_owned());
        self.recent.truncate(Self::MOST_RECENT);
    }
}

impl State {
    /// Marks and recent places.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    pub(super) fn set_mark(&mut self, letter: char) {
        match self.entry() {
            Some(entry) => {
                let entry = self.current.directory.entry(entry);
                self.marks.letters.insert(letter, entry.id().to_owned());
                self.removed.retain(|removed| *removed != letter.to_string());
                let told = self.in_a_line(entry.name(), |name| format!("mark {letter} is on {name}"));
                self.message = Some(Message::done(told));
            }
            None => self.tell_error("only an entry can be marked"),
        }
    }

    pub(super) fn go_to_mark(&mut self, letter: char, keymap: &Keymap) {
        match self.marks.letters.get(&letter) {
            None => {
                let hint = keys_to_set(letter, keymap).map(|keys| format!("; {keys} sets it"));
                self.tell_error(format!("there is no mark {letter}{}", hint.unwrap_or_default()));
            }
            Some(id) => match self.current.directory.find(id) {
                Some(entry) => self.go_to(entry),
                None => {
                    let told =
                        self.in_a_line(id, |id| format!("mark {letter} is on {id}, which is no longer here"));
                    self.tell_error(told);
                }
            },
        }
    }

    pub(super) fn list_marks(&mut self, keymap: &Keymap) {
        self.list_marks_at(0, keymap);
    }

    pub(super) fn list_marks_at(&mut self, row: usize, keymap: &Keymap) {
        let mut items = Vec::new();
        let marks = self.marks.letters.iter().map(|(letter, id)| (letter.to_string(), id));
        push_group(&mut items, "Marks", marks.map(|(key, id)| self.item(key, id)));
        let is_marked = |id: &&String| self.marks.letters.values().any(|marked| marked == *id);
        let recent = self.marks.recent.iter().filter(|id| !is_marked(id));
        let recent = recent.map(|id| self.item(String::new(), id));
        push_group(&mut items, "Recent places", recent);
        if items.is_empty() {
            let hint = keys_to_set('a', keymap).map(|keys| format!("; {keys} sets mark a"));
            self.tell_error(format!("no marks and no recent places yet{}", hint.unwrap_or_default()));
            return;
        }
        self.pick(Picker::new(TITLE, items).at(row));
    }

    pub(super) fn visit_entry(&mut self, entry: EntryId) {
        self.marks.visit(self.current.directory.entry(entry).id());
    }

    fn item(&self, key: String, id: &str) -> PickerItem {
        match self.current.directory.find(id) {
            Some(entry) => {
                let (directory, glyphs) = (&self.current.directory, self.settings.glyphs);
                let text = directory.entry(entry).name();
                let path = directory.entry(entry).path();
                let above = path.iter().rev().skip(1).rev().map(|above| directory.entry(*above));
                let above: Vec<&str> = above.map(Entry::short_name).collect();
                let note = above.join(&format!(" {} ", glyphs.of(Glyph::Step)));
                PickerItem::new(key, text, Choice::GoTo(entry)).with_note(note)
            }
            None => PickerItem::new(key, id, Choice::Nothing).with_note("no longer in the directory"),
        }
    }
}

fn keys_to_set(letter: char, keymap: &Keymap) -> Option<String> {
    let keys = keymap.keys_of_action("set-mark")?;
    Some(format!("{}{letter}", keys.strip_suffix("{a-z}")?))
}

fn push_group(items: &mut Vec<PickerItem>, title: &str, group: impl Iterator<Item = PickerItem>) {
    let mut group = group.peekable();
    if group.peek().is_some() {
        items.push(PickerItem::heading(title));
        items.extend(group);
    }
}
