//! What has changed in the data file since it was read before: told in one line, and listed.

use crate::keymap::Keymap;

use super::effect::Effect;
use super::picker::{Choice, PickerItem};
use super::{Message, State};

/// An entry that is different now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedEntry {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What has become of it: `changed`, `added` or `gone`.
    pub how: &'static str,
    /// The fields that are different.
    pub fields: String,
}

impl State {
    pub(super) fn take_changes(&mut self, changes: Vec<ChangedEntry>, keymap: &Keymap) {
        let told = match changes.len() {
            0 => "read again: no entry has changed".to_owned(),
            count => {
                let entries =
                    if count == 1 { "one entry has".to_owned() } else { format!("{count} entries have") };
                format!("read again: {entries} changed{}", keymap.hint("changes", "lists them"))
            }
        };
        self.message = Some(Message::done(told));
        self.current.changes = changes;
    }

    pub(super) fn list_changes(&mut self) -> Effect {
        let item = |change: &ChangedEntry| {
            let choice = self.current.directory.find(&change.id).map_or(Choice::Nothing, Choice::GoTo);
            PickerItem::new(change.how, change.name.clone(), choice).with_note(change.fields.clone())
        };
        let items = self.current.changes.iter().map(item).collect();
        self.pick_or_tell(
            "Changed since it was read before",
            items,
            "no entry has changed since the data file was read",
        )
    }
}
