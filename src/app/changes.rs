//! What has changed in the data file since it was read before: said in one line, and listed.

use crate::keymap::Keymap;

use super::picker::{Choice, PickerItem};
use super::{Message, State};

/// An entry, a source or another record that is different now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRecord {
    /// What it is: `entry`, `source`.
    pub record: &'static str,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it differs: `changed`, `added` or `gone`.
    pub how: &'static str,
    /// The fields that are different.
    pub fields: String,
}

const ENTRY: &str = "entry";

impl State {
    pub(super) fn take_changes(&mut self, changes: Vec<ChangedRecord>, keymap: &Keymap) {
        let (entries, others): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.record == ENTRY);
        let mut message = match entries.len() {
            0 => "read again: no entry has changed".to_owned(),
            1 => "read again: one entry has changed".to_owned(),
            count => format!("read again: {count} entries have changed"),
        };
        if !others.is_empty() {
            let records = if others.len() == 1 { "record" } else { "records" };
            message = format!("{message}, and {} other {records}", others.len());
        }
        if !changes.is_empty() {
            message += &keymap.hint("changes", "lists them");
        }
        self.message = Some(Message::done(message));
        self.current.changes = changes;
    }

    pub(super) fn list_changes(&mut self) {
        let item = |change: &ChangedRecord| {
            let entry = self.current.directory.find(&change.id).filter(|_| change.record == ENTRY);
            let choice = entry.map_or(Choice::Nothing, Choice::GoTo);
            let name = if change.record == ENTRY { String::new() } else { format!("{}: ", change.record) };
            PickerItem::new(change.how, name + &change.name, choice).with_note(change.fields.clone())
        };
        let items = self.current.changes.iter().map(item).collect();
        self.pick_or_show_message(
            "Changed since it was read before",
            items,
            "nothing has changed in this directory since it was read",
        );
    }
}
