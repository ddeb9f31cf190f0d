//! The lists of a page: its sections, its links, and what links to it.

use crate::directory::{Contact, StatedRecord};
use crate::keymap::Keymap;
use crate::page::{Item as PageItem, Page, PageLayout, Part, Target};

use super::copy::copy_contact;
use super::picker::{Choice, PickerItem};
use super::{Mode, State};

impl State {
    pub(super) fn list_sections(&mut self, keymap: &Keymap) {
        let headings = match &self.current.mode {
            Mode::Pick(_) => return,
            Mode::Read(reading) => reading.text.headings(),
            Mode::Browse | Mode::Search(_) | Mode::Filter(_) | Mode::Matrix(_) => self.detail().headings(),
        };
        let section = |(at, (name, _)): (usize, (String, usize))| {
            PickerItem::new((at + 1).to_string(), name, Choice::Section(at))
        };
        let items = headings.into_iter().enumerate().map(section).collect();
        let none = format!("this page has no sections{}", keymap.hint("search", "searches everything"));
        self.pick_or_show_message("Sections of this page", items, none);
    }

    pub(super) fn list_links(&mut self, keymap: &Keymap) {
        let layout = self.current.detail.layout();
        let targets = layout.map_or(&[][..], |layout| &layout.targets);
        let parts = layout.map(PageLayout::parts_of_links).unwrap_or_default();
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
        self.pick_or_show_message("Links of this page", items, none);
    }

    /// The contacts under their heading: those that lead to an address by the number of their link, the others to copy.
    fn contact_items(&self, targets: &[Target]) -> Vec<PickerItem> {
        let item = |contact: Contact| {
            let address = contact.address().map(Target::Address);
            let link = targets.iter().position(|target| Some(target) == address.as_ref());
            let choice = link.map_or_else(|| Choice::Carry(copy_contact(&contact, 1)), Choice::Follow);
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
        self.pick_or_show_message("Linked from", items, format!("nothing links here{hint}"));
    }
}
