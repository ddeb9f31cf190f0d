//! The content of `state.ron`: the session of each data file, how the sessions of two programs are merged, and how
//! much is kept.

use std::collections::BTreeMap;
use std::path::Path;

use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::file::{self, LARGEST, Unusable};
use super::position;
use crate::app::Session;
use crate::notation::{self, Mistake, Recovered};

#[derive(Debug, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Remembered {
    version: u32,
    files: BTreeMap<String, DataFile>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct DataFile {
    /// In milliseconds since 1970, but later than all earlier ones even if the clock was set back.
    saved_at: u64,
    saved: Session,
}

const VERSION: u32 = 1;

impl Default for Remembered {
    fn default() -> Self {
        Remembered { version: VERSION, files: BTreeMap::new() }
    }
}

impl Remembered {
    const MOST_FILES: usize = 100;

    /// Parses a state file; the default if it does not exist or is empty.
    pub(super) fn read(path: &Path) -> Result<Self, Unusable> {
        Self::parse(&file::read(path)?.unwrap_or_default())
    }

    pub(super) fn parse(text: &str) -> Result<Self, Unusable> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let (remembered, Recovered { mistakes, .. }) =
            notation::parse_recovering::<Remembered>(text, "the state");
        if remembered.version > VERSION {
            let version = remembered.version;
            let message =
                format!("a newer pitf wrote it, in version {version}, and this one knows {VERSION}");
            return Err(Unusable::Broken { place: None, message });
        }
        match mistakes.into_iter().next() {
            None => Ok(remembered),
            Some(Mistake { range, message }) => {
                Err(Unusable::Broken { place: Some(position(text, range.start)), message })
            }
        }
    }

    pub(super) fn of(mut self, key: &str) -> Session {
        bounded(self.take(key))
    }

    /// Adds a session, and removes the oldest ones if there are too many.
    pub(super) fn remember(&mut self, key: &str, session: &Session, now: u64) {
        let last = self.files.values().map(|data_file| data_file.saved_at).max();
        let saved_at = last.map_or(now, |last| now.max(last.saturating_add(1)));
        let saved = merged(session, self.take(key));
        while self.files.len() >= Self::MOST_FILES {
            self.forget_oldest();
        }
        self.files.insert(key.to_owned(), DataFile { saved_at, saved });
    }

    /// The text of the state file, at most as long as [`LARGEST`].
    pub(super) fn into_text(mut self) -> Result<String, Unusable> {
        // One line for each data file, so that a person can read it.
        let lines = PrettyConfig::new().depth_limit(2).indentor("  ").new_line("\n");
        loop {
            let text = ron::ser::to_string_pretty(&self, lines.clone());
            let text =
                text.map_err(|error| Unusable::Unreachable(format!("cannot write it: {error}")))? + "\n";
            if text.len() as u64 <= LARGEST || !self.forget_oldest() {
                return Ok(text);
            }
        }
    }

    fn take(&mut self, key: &str) -> Session {
        self.files.remove(key).map(|data_file| data_file.saved).unwrap_or_default()
    }

    fn forget_oldest(&mut self) -> bool {
        let oldest = self.files.iter().min_by_key(|(_, data_file)| data_file.saved_at);
        let oldest = oldest.map(|(key, _)| key.clone());
        oldest.is_some_and(|key| self.files.remove(&key).is_some())
    }
}

const MOST_RECENTS: usize = 50;
const MOST_QUERIES: usize = 200;
const MOST_UNFOLDED: usize = 2_000;
/// The longest id or query that is kept, in bytes.
const LONGEST_WORD: usize = 500;
/// The most bytes of the paths of unfolded rows and of the chosen row. All bounds together are a third of
/// [`LARGEST`], as escaping may triple the bytes of a character.
const MOST_OF_UNFOLDED: usize = 150_000;
const MOST_OF_PATH: usize = 50_000;
const MOST_OF_COLLECTION: usize = 50_000;

/// Merges two sessions: ours wins, lists are joined newest first, and everything is cut to its bounds.
fn merged(ours: &Session, theirs: Session) -> Session {
    let mut merged = ours.clone();
    let is_removed = |word: &str| ours.removed.iter().any(|removed| removed == word);
    let is_theirs = |letter: &char| !ours.marks.contains_key(letter) && !is_removed(&letter.to_string());
    for (letter, entry) in theirs.marks.iter().filter(|(letter, _)| is_theirs(letter)) {
        merged.marks.insert(*letter, entry.to_owned());
    }
    merged.recents.extend(theirs.recents.into_iter().filter(|id| !is_removed(id)));
    merged.queries.extend(theirs.queries);
    bounded(merged)
}

fn bounded(mut session: Session) -> Session {
    // Control characters are never meant, and escaping would multiply their bytes by five.
    let is_plain = |word: &str| word.len() <= LONGEST_WORD && !word.chars().any(char::is_control);
    let is_kept = |word: &str| !word.is_empty() && is_plain(word);
    session.marks.retain(|letter, entry| letter.is_ascii_lowercase() && is_kept(entry));
    for (list, most) in [(&mut session.recents, MOST_RECENTS), (&mut session.queries, MOST_QUERIES)] {
        let mut kept: Vec<String> = Vec::new();
        for word in list.drain(..) {
            if kept.len() < most && is_kept(&word) && !kept.contains(&word) {
                kept.push(word);
            }
        }
        *list = kept;
    }
    session.collection.retain(|word| !word.is_empty() && !word.chars().any(char::is_control));
    keep_within(&mut session.collection, MOST_OF_COLLECTION, String::len);
    if length(&session.path) > MOST_OF_PATH || !session.path.iter().all(|word| is_plain(word)) {
        session.path.clear();
    }
    session.unfolded.retain(|path| path.iter().all(|word| is_plain(word)));
    session.unfolded.truncate(MOST_UNFOLDED);
    keep_within(&mut session.unfolded, MOST_OF_UNFOLDED, |path| length(path));
    session
}

/// Drops what does not fit beside what stands before it.
fn keep_within<T>(list: &mut Vec<T>, mut room: usize, length: impl Fn(&T) -> usize) {
    list.retain(|item| {
        let left = room.checked_sub(length(item));
        room = left.unwrap_or(room);
        left.is_some()
    });
}

fn length(path: &[String]) -> usize {
    const QUOTES_AND_COMMA: usize = 3;
    path.iter().map(|word| word.len() + QUOTES_AND_COMMA).sum()
}

#[cfg(test)]
mod tests;
