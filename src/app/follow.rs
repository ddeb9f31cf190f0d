//! Going to an entry: by a link, by its number, or to the help entry.

use crate::directory::{Contact, EntryId};
use crate::keymap::Keymap;
use crate::layout::{LOWEST_WITH_NOTICE, Pane};
use crate::outline::Arrangement;
use crate::page::Target;

use super::effect::Effect;
use super::list::ListPane;
use super::{DirectoryState, Message, Outcome, State};

impl State {
    pub(super) fn go_to(&mut self, entry: EntryId) {
        let visit = self.current_visit();
        if self.show_in_list(entry) {
            if visit.path != self.current.list.path() || !visit.panes.is_empty() {
                self.current.history.leave(visit);
            }
            self.visit_entry(entry);
        }
    }

    pub(super) fn call_for_help(&mut self, keymap: &Keymap) {
        let directory = &self.current.directory;
        match directory.help() {
            Some(entry) => {
                // On a low screen the notice shows the numbers above the text.
                let is_low = self.size.height < LOWEST_WITH_NOTICE && !directory.notice().is_empty();
                let notice = is_low.then(|| Message::info(directory.notice()));
                let visit = self.current_visit();
                self.current.leave_all();
                self.show_in_list(entry);
                self.current.history.leave(visit);
                self.visit_entry(entry);
                self.focus_on(Pane::Detail);
                self.message = notice;
            }
            None if directory.notice().is_empty() => {
                let hint = keymap.hint("about-directory", "says what it covers");
                self.show_message(format!("this directory does not say whom to call{hint}"));
            }
            None => {
                let notice = directory.notice().to_owned();
                self.show_whole(Outcome::Info, &[&notice]);
            }
        }
    }

    pub(crate) fn contact_at(&self, address: &str) -> Option<Contact<'_>> {
        self.contacts().find(|contact| contact.address().as_deref() == Some(address))
    }

    pub(super) fn open_entry(&mut self, entry: EntryId) {
        self.go_to(entry);
        self.focus_on(Pane::Detail);
    }

    pub(super) fn follow(&mut self) -> Effect {
        match self.current.detail.target().cloned() {
            Some(Target::Entry(entry)) => self.go_to(entry),
            Some(Target::Address(address)) => return Effect::OpenAddress(address),
            Some(Target::Nowhere(written)) => {
                let text = self.in_a_line(&written, |written| {
                    format!("\"{written}\" is neither an entry nor an address")
                });
                self.message = Some(Message::error(text));
            }
            None => self.move_to_link(1),
        }
        Effect::None
    }

    pub(super) fn follow_number(&mut self, number: usize) -> Effect {
        let links = self.current.detail.layout().map_or(0, |layout| layout.targets.len());
        if !(1..=links).contains(&number) {
            let count = if links == 1 { "one link".to_owned() } else { format!("{links} links") };
            self.show_message(format!("there is no link {number}: this page has {count}"));
            return Effect::None;
        }
        self.current.detail.link = Some(number - 1);
        self.follow()
    }

    /// Rows by date are events, not entries, so the hierarchy is used instead; it has every entry.
    pub(super) fn show_in_list(&mut self, entry: EntryId) -> bool {
        if self.reveal(entry) {
            return true;
        }
        self.drop_filter();
        if !self.reveal(entry) {
            self.current.list = ListPane::new(&self.current.directory, Arrangement::Hierarchy);
            return self.reveal(entry);
        }
        true
    }

    fn reveal(&mut self, entry: EntryId) -> bool {
        let DirectoryState { list, directory, .. } = &mut self.current;
        list.outline.arrangement() != Arrangement::Date && list.reveal(directory, entry)
    }
}
