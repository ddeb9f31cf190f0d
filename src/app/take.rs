//! Taking text away: copying, printing, opening.

use crate::page::Target;

use super::State;
use super::action::{Copied, Effect};

impl State {
    pub(super) fn copy(&mut self, what: Copied) -> Effect {
        let Some(entry) = self.entry() else {
            self.tell_error("there is no entry here to copy");
            return Effect::None;
        };
        let entry = self.directory.entry(entry);
        match what {
            Copied::Name => {
                Effect::Copy { text: format!("{}  {}", entry.id(), entry.name()), what: "id and name" }
            }
            Copied::Text | Copied::Address | Copied::Markdown | Copied::Citation => Effect::None,
        }
    }

    pub(super) fn print(&mut self) -> Effect {
        match self.detail.layout() {
            Some(layout) => Effect::Print(layout.lines.plain()),
            None => Effect::None,
        }
    }

    pub(super) fn open_address(&mut self) -> Effect {
        match self.detail.target() {
            Some(Target::Address(address)) => Effect::OpenAddress(address.clone()),
            Some(Target::Entry(_) | Target::Nowhere(_)) | None => Effect::None,
        }
    }
}
