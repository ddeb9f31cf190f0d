//! Opens the lists to choose from, and carries out the choice.

use crate::action::{ActionGroup, BINDINGS, Binding, Context, Template};
use crate::directory::{Contact, StatedRecord};
use crate::keymap::Keymap;
use crate::layout::Pane;
use crate::page::{Item as PageItem, Layout, Page, Part, Target};
use crate::text::Glyph;

use super::effect::Effect;
use super::picker::{Choice, Picker, PickerItem};
use super::take::to_copy;
use super::{Message, Mode, ScrollTarget, State};

impl State {
    pub(super) fn choose(&mut self, choice: Choice, keymap: &Keymap) -> Effect {
        match choice {
            Choice::Heading | Choice::Nothing => {}
            Choice::Do(action) => {
                self.current.leave();
                let binding = Binding::of(&action);
                if let Some(binding) = binding {
                    self.remember_action(binding.name);
                }
                if !binding.is_some_and(|binding| binding.is_for(self.context())) {
                    self.current.leave_all();
                }
                return self.command(action.into(), keymap);
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
            Choice::ShowMessage(told) => {
                self.current.leave();
                self.show_message(told);
            }
            Choice::GoTo(entry) => {
                self.go_to(entry);
                self.current.leave_all();
            }
            Choice::GoToPlace(arrangement, path) => {
                let visit = self.visit();
                self.current.leave_all();
                self.show_place(arrangement, &path);
                self.current.history.leave(visit);
            }
            Choice::Follow(link) => {
                self.current.leave_all();
                self.current.detail.focus_link(Some(link));
                self.split.focus = Pane::Detail;
                return self.follow();
            }
            Choice::Copy(text, what) => {
                self.current.leave();
                return Effect::Copy { text, what };
            }
            Choice::Cite(subject, place) => {
                self.current.leave();
                return self.cite(subject, Some(place));
            }
            Choice::Section(section) => {
                self.current.leave();
                let height = usize::from(self.panes().body.height);
                if let Mode::Read(reading) = &mut self.current.mode {
                    reading.show_section(section, height);
                    return Effect::None;
                }
                self.current.leave_all();
                self.split.focus = Pane::Detail;
                self.current.detail.focus_link(None);
                self.current.scroll_to = Some(ScrollTarget::Section(section));
            }
            Choice::TakeCollection(form) => return self.take_collection(form),
            Choice::AskToEmpty => self.list_collection(self.collection.len() + 1, true, keymap),
            Choice::EmptyCollection => {
                self.collection.clear();
                self.current.leave();
                self.message = Some(Message::done("emptied: nothing is in the collection"));
            }
            Choice::OpenAddress(address) => {
                self.current.leave();
                return Effect::OpenAddress(address);
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

    pub(super) fn list_sections(&mut self, keymap: &Keymap) {
        let headings = match &self.current.mode {
            Mode::Pick(_) => return,
            Mode::Read(reading) => reading.headings(),
            Mode::Browse | Mode::Search(_) | Mode::Filter(_) | Mode::Matrix(_) => {
                self.current.detail.headings()
            }
        };
        let section = |(at, (name, _)): (usize, (String, usize))| {
            PickerItem::new((at + 1).to_string(), name, Choice::Section(at))
        };
        let items = headings.into_iter().enumerate().map(section).collect();
        let none = format!("this page has no sections{}", keymap.hint("search", "searches everything"));
        self.pick_or_tell("Sections of this page", items, none);
    }

    pub(super) fn list_links(&mut self, keymap: &Keymap) {
        let layout = self.current.detail.layout();
        let targets = layout.map_or(&[][..], |layout| &layout.targets);
        let parts = layout.map(Layout::parts_of_links).unwrap_or_default();
        let mut items: Vec<PickerItem> = Vec::new();
        for (index, (target, part)) in targets.iter().zip(&parts).enumerate() {
            let is_first = index.checked_sub(1).is_none_or(|before| parts[before] != *part);
            if *part == Some(Part::Contacts) {
                items.extend(is_first.then(|| self.contact_items(targets)).into_iter().flatten());
                continue;
            }
            items.extend(part.filter(|_| is_first).map(|part| PickerItem::heading(part.name())));
            let item = |text: &str, note| {
                PickerItem::new((index + 1).to_string(), text, Choice::Follow(index)).with_note(note)
            };
            items.push(match target {
                Target::Entry(entry) => {
                    let found = self.current.directory.entry(*entry);
                    PickerItem { entry: Some(*entry), ..item(found.name(), found.kind().name) }
                }
                Target::Address(address) => item(address, "address"),
                Target::Nowhere(written) => item(written, "leads nowhere"),
            });
        }
        if !parts.contains(&Some(Part::Contacts)) {
            items.extend(self.contact_items(targets));
        }
        let none = format!("this page has no links{}", keymap.hint("search", "searches everything"));
        self.pick_or_tell("Links of this page", items, none);
    }

    /// The contacts under their heading: those that lead to an address by the number of their link, the others to copy.
    fn contact_items(&self, targets: &[Target]) -> Vec<PickerItem> {
        let item = |contact: Contact| {
            let address = contact.address().map(Target::Address);
            let link = targets.iter().position(|target| Some(target) == address.as_ref());
            let (text, what) = to_copy(&contact);
            let choice = link.map_or(Choice::Copy(text, what), Choice::Follow);
            let number = link.map_or(String::new(), |link| (link + 1).to_string());
            let note = contact.label.unwrap_or(contact.kind.word());
            PickerItem::new(number, contact.value, choice).with_note(note)
        };
        let mut items: Vec<PickerItem> = self.contacts().map(item).collect();
        if !items.is_empty() {
            items.insert(0, PickerItem::heading(Part::Contacts.name()));
        }
        items
    }

    pub(super) fn list_linked_from(&mut self, keymap: &Keymap) {
        let page = self.entry().map(|entry| Page::of_entry(&self.current.directory, entry));
        let sections = page.iter().flat_map(|page| &page.sections);
        let linking = sections.filter(|section| section.part == Part::LinkedFrom);
        let mut items = Vec::new();
        let mut words = "";
        for item in linking.flat_map(|section| &section.items) {
            if let PageItem::Relation { words: relation, .. } = item {
                words = relation;
            } else if let Some(StatedRecord::Link(end)) = item.stated().map(|item| item.record) {
                items.push(PickerItem::new(words, end.other().name(), Choice::GoTo(end.other)));
            }
        }
        let has_links = self.current.detail.layout().is_some_and(|layout| !layout.targets.is_empty());
        let (name, does) = if has_links {
            ("links", "lists what this page links to")
        } else {
            ("search", "searches everything")
        };
        let hint = keymap.hint(name, does);
        self.pick_or_tell("Linked from", items, format!("nothing links here{hint}"));
    }

    pub(super) fn pick_or_tell(
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

fn help_item(keymap: &Keymap, binding: &'static Binding, context: Context) -> PickerItem {
    let key = keymap.keys_of(binding, context).join(" ");
    let is_here = [context, Context::List, Context::Detail].iter().any(|context| binding.is_for(*context));
    let choice = match &binding.action {
        Template::One(action) if is_here => Choice::Do(action.clone()),
        Template::One(_) => Choice::ShowMessage(format!("{key}: {}", binding.words)),
        Template::Digit(_) | Template::Letter(_) => Choice::Begin(binding.name),
    };
    PickerItem { also: binding.also, ..PickerItem::new(key, binding.words, choice).with_note(binding.name) }
}

const SIGNS: [(Option<Glyph>, &str); 7] = [
    (None, "behind a source: all that the statement rests on is secondary"),
    (Some(Glyph::Ended), "before a name: it has ended"),
    (Some(Glyph::Beyond), "before a name: beyond the edition, as none of its sources is the edition's"),
    (Some(Glyph::Arrow), "in the list: the entry has its home elsewhere; in a text: a link"),
    (Some(Glyph::Folded), "something is folded beneath it"),
    (Some(Glyph::Mark), "in the matrix: an activity on the topic"),
    (Some(Glyph::Hollow), "in the matrix: on the topic, but no activity is stated"),
];

impl State {
    /// The keys of this place, then all others. Over a line of text the others come after the key that leaves it.
    pub(super) fn help_items(&self, keymap: &Keymap) -> Vec<PickerItem> {
        const MOST_HINTS: usize = 12;
        let context = self.context();
        let hints = self.hints().into_iter().filter_map(|(name, _)| Binding::named(name)).take(MOST_HINTS);
        let of_place = BINDINGS.iter().filter(|binding| match context {
            Context::Typing => binding.is_for(context),
            Context::Matrix => binding.contexts() == [context],
            Context::List | Context::Detail | Context::Choosing => false,
        });
        let mut here: Vec<&Binding> = Vec::new();
        for binding in hints.chain(of_place) {
            if here.iter().all(|known| known.name != binding.name) {
                here.push(binding);
            }
        }
        let leaves = keymap.keys_in("cancel", context).filter(|_| context == Context::Typing);
        let after = leaves.map_or(String::new(), |key| format!(", after {key}"));
        let mut items = vec![PickerItem::heading("Here")];
        items.extend(here.iter().map(|binding| help_item(keymap, binding, context)));
        for (group, title) in ActionGroup::ALL {
            items.push(PickerItem::heading(&format!("{title}{after}")));
            let is_new = |binding: &&Binding| here.iter().all(|known| known.name != binding.name);
            let of_group = BINDINGS.iter().filter(|binding| binding.group == group).filter(is_new);
            items.extend(of_group.map(|binding| help_item(keymap, binding, context)));
        }
        items.push(PickerItem::heading("Signs and words"));
        let glyphs = self.settings.glyphs;
        let signs = SIGNS.map(|(sign, means)| {
            let sign = sign.map_or("less sure", |sign| glyphs.of(sign));
            PickerItem::new(sign, means, Choice::Nothing)
        });
        items.extend(signs);
        items
    }

    /// All actions: the most recent, then those that work here, then the rest.
    pub(super) fn palette_items(&self, keymap: &Keymap) -> Vec<PickerItem> {
        let context = self.context();
        let recent = self.recent_actions.iter().copied();
        let hints = self.hints().into_iter().map(|(name, _)| name);
        let first = recent.chain(hints).filter_map(Binding::named);
        let (here, elsewhere): (Vec<&Binding>, Vec<&Binding>) =
            BINDINGS.iter().partition(|binding| binding.is_for(context));
        let mut names = Vec::new();
        let mut items = Vec::new();
        for binding in first.chain(here).chain(elsewhere) {
            if !names.contains(&binding.name) && binding.name != "palette" {
                names.push(binding.name);
                items.push(help_item(keymap, binding, context));
            }
        }
        items
    }

    fn remember_action(&mut self, name: &'static str) {
        const MOST: usize = 5;
        self.recent_actions.retain(|known| *known != name);
        self.recent_actions.insert(0, name);
        self.recent_actions.truncate(MOST);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ratatui::layout::Size;

    use super::*;
    use crate::app::Settings;
    use crate::directory::Directory;

    #[test]
    fn the_help_begins_with_the_keys_of_the_place_and_lists_every_action_once() {
        let state = State::new(Arc::new(Directory::shipped()), Size::new(80, 24), Settings::default());
        let items = state.help_items(&Keymap::default());
        assert_eq!(items.len(), BINDINGS.len() + ActionGroup::ALL.len() + 1 + 1 + SIGNS.len());
        assert_eq!((items[0].text.as_str(), items[1].note.as_str()), ("Here", "open"));
        for binding in BINDINGS {
            let at = items.iter().position(|item| item.note == binding.name);
            let at = at.unwrap_or_else(|| panic!("{} is not in the help", binding.name));
            assert!(items[at].text == binding.words, "{:?}", items[at]);
            let heading = items[..at].iter().rfind(|item| item.choice == Choice::Heading);
            let heading = heading.map_or("", |item| item.text.as_str());
            let is_of_group = ActionGroup::ALL.contains(&(binding.group, heading));
            assert!(heading == "Here" || is_of_group, "{}: {heading}", binding.name);
        }
    }
}
