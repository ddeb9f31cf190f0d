//! News: what reaches the state from outside and not from the user.

use std::sync::Arc;

use crate::directory::{Directory, EntryId};
use crate::keymap::Keymap;

use super::search::SearchOutcome;
use super::session::Session;
use super::{ChangedRecord, Message, Outcome, State};

/// What comes from outside.
#[derive(Debug)]
pub enum News {
    /// What was found for the request of this number.
    Found(u64, SearchOutcome),
    /// The data file was read again.
    Reloaded(Arc<Directory>),
    /// The data file has changed.
    FileChanged,
    /// What is different in it, now that it was read again.
    Compared(Vec<ChangedRecord>),
    /// The session of an earlier run.
    Resume(Box<Session>),
    /// The entry to open first.
    GoTo(EntryId),
    /// An address could not be opened.
    NotOpened {
        /// The address.
        address: String,
        /// The reason, and what was done instead.
        reason: String,
    },
    /// The data file could not be read again: why.
    ReloadFailed(String),
    /// The outcome of an effect.
    Message(Message),
}

impl State {
    pub(super) fn apply_news(&mut self, news: News, keymap: &Keymap) {
        match news {
            News::Found(number, found) => self.take_found(number, found),
            News::Reloaded(directory) => {
                self.replace(directory);
                self.message = Some(Message::done("read the data file again"));
            }
            News::FileChanged => {
                self.current.is_stale = true;
                let offer = keymap.hint("reload", "reads it again");
                self.message = Some(Message::warning(format!("the data file has changed{offer}")));
            }
            News::Compared(changes) => self.take_changes(changes, keymap),
            News::Resume(session) => self.resume(*session),
            News::GoTo(entry) => self.go_to(entry),
            News::NotOpened { address, reason } => {
                self.shows_notice = false;
                self.show_whole(Outcome::Warning, &[&address, &reason]);
            }
            News::ReloadFailed(reason) => {
                self.show_whole(Outcome::Failed, &reason.lines().collect::<Vec<_>>());
            }
            News::Message(message) => self.message = Some(message),
        }
    }
}

impl From<Message> for News {
    fn from(message: Message) -> Self {
        News::Message(message)
    }
}
