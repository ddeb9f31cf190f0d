//! Shows lists to choose from, and carries out the choice.

use crate::action::Binding;
use crate::keymap::Keymap;
use crate::layout::Pane;

use super::effect::Effect;
use super::marks::put_first;
use super::picker::{Choice, Picker, PickerItem};
use super::{Message, Mode, ScrollTarget, State};

/// How many actions stand first in the palette because they were chosen there.
const MOST_RECENT: usize = 5;

impl State {
    pub(super) fn choose(&mut self, choice: Choice, keymap: &Keymap) -> Effect {
        match choice {
            Choice::Heading | Choice::Nothing => {}
            Choice::Do(action) => {
                self.current.leave();
                let binding = Binding::of(&action);
                if let Some(binding) = binding {
                    put_first(&mut self.recent_actions, binding.name, MOST_RECENT);
                }
                if !binding.is_some_and(|binding| binding.is_for(self.context())) {
                    self.current.leave_all();
                }
                return self.run_command(action.into(), keymap);
            }
            Choice::Begin(name) => {
                self.current.leave_all();
                let waits_for = match keymap.keys_of_action(name) {
                    Some(keys) if keys.ends_with("{a-z}") => "now a letter, from a to z",
                    Some(_) => "now a digit, from 1 to 9",
                    None => "no keys lead to it",
                };
                self.show_message(waits_for);
                return Effect::Begin(name);
            }
            Choice::ShowMessage(text) => {
                self.current.leave();
                self.show_message(text);
            }
            Choice::GoTo(entry) => {
                self.go_to(entry);
                self.current.leave_all();
            }
            Choice::GoToPlace(arrangement, path) => {
                let visit = self.current_visit();
                self.current.leave_all();
                self.show_place(arrangement, &path);
                self.current.history.leave(visit);
            }
            Choice::Follow(link) => {
                self.current.leave_all();
                self.current.detail.link = Some(link);
                self.split.focus = Pane::Detail;
                return self.follow();
            }
            Choice::Carry(effect) => {
                self.current.leave();
                return effect;
            }
            Choice::Cite(subject, place) => {
                self.current.leave();
                return self.cite(subject, Some(place));
            }
            Choice::Section(section) => {
                self.current.leave();
                let height = usize::from(self.panes().body.height);
                if let Mode::Read(reading) = &mut self.current.mode {
                    reading.text.show_section(section, height);
                    return Effect::None;
                }
                self.current.leave_all();
                self.split.focus = Pane::Detail;
                self.current.detail.link = None;
                self.current.scroll_to = Some(ScrollTarget::Section(section));
            }
            Choice::TakeCollection(form) => return self.take_collection(form),
            Choice::AskToEmpty => self.list_collection(self.collection.len() + 1, true, keymap),
            Choice::EmptyCollection => {
                self.collection.clear();
                self.current.leave();
                self.message = Some(Message::done("emptied: nothing is in the collection"));
            }
        }
        Effect::None
    }

    /// Shows a list, in place of one that is the same or is typed in.
    pub(super) fn pick(&mut self, mut picker: Picker) {
        picker.disambiguate(&self.current.directory);
        if matches!(&self.current.mode, Mode::Pick(before) if before.is_typing() || before.title == picker.title)
        {
            self.current.leave();
        }
        self.current.open(Mode::Pick(Box::new(picker)));
    }

    pub(super) fn pick_or_show_message(
        &mut self,
        title: &'static str,
        items: Vec<PickerItem>,
        none: impl Into<String>,
    ) {
        if items.is_empty() {
            self.show_message(none);
            return;
        }
        self.pick(Picker::new(title, items));
    }
}
