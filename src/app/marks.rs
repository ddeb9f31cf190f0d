//! Marks and recent places: entries by their ids, so that they outlive an edit of the data file.

use std::collections::BTreeMap;

use crate::directory::{Entry, EntryId};
use crate::keymap::Keymap;

use crate::outline::Subject;
use crate::text::Glyph;

use super::effect::Effect;
use super::picker::{Choice, Picker, PickerItem};
use super::stored_places::{parse_place, serialize_place};
use super::{Message, State};

pub(super) const TITLE: &str = "Marks and recent places";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// The places under each letter, in words.
    pub(crate) letters: Letters,
    /// The ids of the entries that were gone to, the newest first.
    pub(crate) recent: Vec<String>,
}

/// A word for each of some letters.
pub type Letters = BTreeMap<char, String>;

/// Puts an item before the others, of which at most so many are kept.
pub(super) fn put_first<T: PartialEq>(items: &mut Vec<T>, item: T, most: usize) {
    items.retain(|known| *known != item);
    items.insert(0, item);
    items.truncate(most);
}

impl State {
    pub(super) fn set_mark(&mut self, letter: char) {
        let path = self.current.list.path();
        let Some(last) = path.last() else {
            return self.show_message("there is nothing here to mark");
        };
        let arrangement = self.current.list.outline.arrangement();
        let words = serialize_place(&self.current.directory, arrangement, &path);
        self.marks.letters.insert(letter, words);
        self.removed.retain(|removed| *removed != letter.to_string());
        let name = self.name_of_place(*last);
        let text = self.in_a_line(&name, |name| format!("mark {letter} is on {name}"));
        self.message = Some(Message::done(text));
    }

    fn name_of_place(&self, place: Subject) -> String {
        let directory = &self.current.directory;
        let name = place.title(directory).into_owned();
        let Subject::Event(entry, event) = place else { return name };
        let event = directory.entry(entry).event(event);
        event.map_or(name.clone(), |event| format!("{} {name}: {}", event.date, event.text))
    }

    pub(super) fn go_to_mark(&mut self, letter: char, keymap: &Keymap) -> Effect {
        let Some(words) = self.marks.letters.get(&letter) else {
            let hint = keys_to_set(letter, keymap).map(|keys| format!("; {keys} sets it"));
            self.show_message(format!("there is no mark {letter}{}", hint.unwrap_or_default()));
            return Effect::None;
        };
        if let Some(choice) = parse_place(&self.current.directory, words) {
            let before = self.current_visit();
            let effect = self.choose(choice, keymap);
            if self.current_visit() == before {
                self.show_message(format!("this is mark {letter}"));
            }
            return effect;
        }
        let text =
            self.in_a_line(words, |words| format!("mark {letter} is on {words}, which is no longer here"));
        self.message = Some(Message::error(text));
        Effect::None
    }

    pub(super) fn list_marks(&mut self, row: usize, keymap: &Keymap) {
        let mut items = Vec::new();
        let marks = self.marks.letters.iter().map(|(letter, id)| (letter.to_string(), id));
        push_group(&mut items, "Marks", marks.map(|(key, id)| self.item(key, id)));
        let is_marked = |id: &&String| self.marks.letters.values().any(|marked| marked == *id);
        let recent = self.marks.recent.iter().filter(|id| !is_marked(id));
        let recent = recent.map(|id| self.item(String::new(), id));
        push_group(&mut items, "Recent places", recent);
        if items.is_empty() {
            let hint = keys_to_set('a', keymap).map(|keys| format!("; {keys} sets mark a"));
            self.show_message(format!("no marks and no recent places yet{}", hint.unwrap_or_default()));
            return;
        }
        self.pick(Picker::new(TITLE, items).at(row));
    }

    pub(super) fn remove_mark(&mut self, item: &PickerItem) {
        let removed = if let Some(letter) = item.key.chars().next() {
            self.marks.letters.remove(&letter);
            letter.to_string()
        } else {
            let entry = item.entry.map(|entry| self.current.directory.entry(entry).id());
            let id = entry.unwrap_or(&item.text).to_owned();
            self.marks.recent.retain(|own| *own != id);
            id
        };
        self.removed.push(removed);
    }

    pub(super) fn visit_entry(&mut self, entry: EntryId) {
        const MOST: usize = 50;
        put_first(&mut self.marks.recent, self.current.directory.entry(entry).id().to_owned(), MOST);
    }

    fn item(&self, key: String, words: &str) -> PickerItem {
        let (directory, glyphs) = (&self.current.directory, self.settings.glyphs());
        match parse_place(directory, words) {
            Some(Choice::GoToPlace(arrangement, path)) => {
                let name = path.last().map_or(String::new(), |place| self.name_of_place(*place));
                let note = format!("by {}", arrangement.name());
                PickerItem::new(key, name, Choice::GoToPlace(arrangement, path)).with_note(note)
            }
            Some(Choice::GoTo(entry)) => {
                let entry = directory.entry(entry);
                let path = entry.path();
                let above = path.iter().rev().skip(1).rev().map(|above| directory.entry(*above));
                let above: Vec<&str> = above.map(Entry::short_name).collect();
                let note = above.join(&format!(" {} ", glyphs.of(Glyph::Step)));
                PickerItem::new(key, entry.name(), Choice::GoTo(entry.handle())).with_note(note)
            }
            _ => PickerItem::new(key, words, Choice::Nothing).with_note("no longer in the directory"),
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
