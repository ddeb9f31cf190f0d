//! The collection: entries and statements that the user keeps, in an order of their choice, to copy them together.

use crate::action::Action;
use crate::collection::{Form, find, word_of, write};
use crate::keymap::Keymap;

use super::cursor::Motion;
use super::effect::Effect;
use super::picker::{Choice, Picker, PickerItem};
use super::{Message, Mode, State};

pub(super) const TITLE: &str = "Collection";

impl State {
    /// What was collected, by its words.
    pub fn collection(&self) -> &[String] {
        &self.collection
    }

    /// Puts what is chosen into the collection: a statement in a list of them, a dated row, or else the entry.
    pub(super) fn collect(&mut self) {
        let chosen = self.chosen().map(|(subject, place)| self.resolve_event(subject, place));
        let word = chosen.and_then(|(subject, place)| {
            subject.entry().map(|entry| word_of(&self.current.directory, entry, place))
        });
        match word {
            None => self.show_message("only entries and statements can be collected"),
            Some(word) if self.collection.contains(&word) => {
                self.show_message("it is in the collection already");
            }
            Some(word) => {
                self.collection.push(word);
                let count = self.collection.len();
                let what =
                    if chosen.is_some_and(|(_, place)| place.is_some()) { "statement" } else { "entry" };
                let total = if count == 1 { "one thing".to_owned() } else { format!("{count} things") };
                self.message =
                    Some(Message::done(format!("collected the {what}: {total} in the collection")));
            }
        }
        // The next one of a list can be collected by the same key.
        if matches!(self.current.mode, Mode::Pick(_)) {
            self.go(Motion::By(1));
        }
    }

    pub(super) fn list_collection(&mut self, row: usize, asks_to_empty: bool, keymap: &Keymap) {
        if self.collection.is_empty() {
            let hint = keymap.hint("collect", "collects what is chosen");
            self.show_message(format!("nothing is collected yet{hint}"));
        } else {
            self.pick_collected(row, asks_to_empty);
        }
    }

    /// Where it asks whether to empty the list, the user still sees what would be lost.
    pub(super) fn pick_collected(&mut self, row: usize, asks_to_empty: bool) {
        let mut items: Vec<PickerItem> =
            self.collection.iter().map(|word| self.collected_item(word)).collect();
        if asks_to_empty {
            items.push(PickerItem::heading("Empty the collection?"));
            items.push(PickerItem::new("no", "keep it", Choice::Do(Action::Collection)));
            items.push(PickerItem::new("yes", "empty it, for good", Choice::EmptyCollection));
        } else {
            items.push(PickerItem::heading("Take it away"));
            items.extend(Form::ALL.iter().map(|form| {
                PickerItem::new("copy", format!("copy all as {}", form.name()), Choice::TakeCollection(*form))
            }));
            items.push(PickerItem::new("empty", "empty the collection", Choice::AskToEmpty));
        }
        self.pick(Picker::new(TITLE, items).at(row));
    }

    fn collected_item(&self, word: &str) -> PickerItem {
        let directory = &self.current.directory;
        match find(directory, word) {
            Some(collected) => {
                let name = directory.entry(collected.entry).name();
                let (key, text) = match collected.place {
                    Some(_) => ("statement", format!("{name}: {}", collected.words)),
                    None => ("entry", name.to_owned()),
                };
                PickerItem::new(key, text, Choice::GoTo(collected.entry))
            }
            None => PickerItem::new("gone", word, Choice::Nothing).with_note("no longer in the directory"),
        }
    }

    pub(super) fn take_collection(&mut self, form: Form) -> Effect {
        self.current.leave();
        let text = write(&self.current.directory, &self.collection, form);
        Effect::Copy { text, what: format!("collection as {}", form.name()) }
    }

    pub(super) fn remove_chosen(&mut self, keymap: &Keymap) {
        let Mode::Pick(picker) = &self.current.mode else { return };
        let (row, title) = (picker.cursor.row, picker.title);
        let Some(item) = picker.chosen().cloned() else { return };
        if title == TITLE && row < self.collection.len() {
            self.collection.remove(row);
            self.current.leave();
            if !self.collection.is_empty() {
                self.pick_collected(row.min(self.collection.len() - 1), false);
            }
        } else if title == super::marks::TITLE {
            self.current.leave();
            self.remove_mark(&item);
            self.list_marks(row, keymap);
        } else {
            return self.show_message("nothing can be removed here");
        }
        self.message = Some(Message::done(self.in_a_line(&item.text, |name| format!("removed {name}"))));
    }

    pub(super) fn move_collected(&mut self, rows: isize, keymap: &Keymap) {
        let Mode::Pick(picker) = &self.current.mode else { return };
        let row = picker.cursor.row;
        let to = row.checked_add_signed(rows).filter(|to| *to < self.collection.len());
        if picker.title != TITLE || row >= self.collection.len() {
            self.show_message("nothing can be moved here");
            return;
        }
        let Some(to) = to else { return };
        self.collection.swap(row, to);
        self.list_collection(to, false, keymap);
    }
}
