//! What is remembered of each data file: its shape in `state.ron`, how two programs' memories are joined, and how
//! much is kept.
//!
//! Rows are named by words that outlive an edit of the data file. What the words mean is `app`'s business.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use ron::error::SpannedError;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::Place;
use super::fields::in_words;
use super::file::{self, LARGEST, Unusable};

/// What is remembered of one data file. Anything in it may be stale, or nonsense from an edited file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// The name of the arrangement.
    pub arrangement: String,
    /// The way to the chosen row: the words for the subjects from the top down, such as the ids of entries.
    pub path: Vec<String>,
    /// The ways to the unfolded rows; one comes after those that it leads through.
    pub unfolded: Vec<Vec<String>>,
    /// How many rows were scrolled out of sight in the list.
    pub list_scroll: usize,
    /// How many lines were scrolled out of sight in the detail.
    pub detail_scroll: usize,
    /// The name of the pane that had the keys.
    pub focus: String,
    /// The width of the list in columns, where the user chose one.
    pub list_width: Option<u16>,
    /// Whether one pane had the screen to itself.
    pub is_zoomed: bool,
    /// The ids of the entries that are marked, by letter.
    pub marks: BTreeMap<char, String>,
    /// The ids of the entries that were visited, the newest first.
    pub recents: Vec<String>,
    /// The queries, the newest first.
    pub queries: Vec<String>,
    /// The name of the theme, where the user chose another than the config's.
    pub theme: Option<String>,
    /// The text width, where the user chose another than the config's; 0 for the pane's.
    pub text_width: Option<u16>,
}

impl Saved {
    const MOST_RECENTS: usize = 50;
    const MOST_QUERIES: usize = 200;
    const MOST_UNFOLDED: usize = 2_000;
    /// The longest id or query that is kept, in bytes.
    const LONGEST_WORD: usize = 500;
    /// The bytes of all ways to unfolded rows, and of the one to the chosen row. All bounds together are a third of
    /// [`LARGEST`], as a character may be written out in up to three times its bytes.
    const MOST_OF_UNFOLDED: usize = 150_000;
    const MOST_OF_PATH: usize = 50_000;

    /// What is kept of the two: theirs only where ours says nothing, lists newest first, all within bounds.
    fn joined(&self, theirs: &Saved) -> Saved {
        let mut joined = self.clone();
        for (letter, entry) in &theirs.marks {
            joined.marks.entry(*letter).or_insert_with(|| entry.clone());
        }
        joined.recents.extend_from_slice(&theirs.recents);
        joined.queries.extend_from_slice(&theirs.queries);
        joined.bounded()
    }

    fn bounded(mut self) -> Saved {
        // Nobody means a control character, and each would be written out in five times its bytes.
        let is_plain = |word: &String| word.len() <= Self::LONGEST_WORD && !word.contains(char::is_control);
        let is_kept = |word: &String| !word.is_empty() && is_plain(word);
        self.marks.retain(|letter, entry| letter.is_ascii_lowercase() && is_kept(entry));
        for (list, most) in [(&mut self.recents, Self::MOST_RECENTS), (&mut self.queries, Self::MOST_QUERIES)]
        {
            let mut seen = HashSet::new();
            list.retain(|word| is_kept(word) && seen.insert(word.clone()));
            list.truncate(most);
        }
        if length(&self.path) > Self::MOST_OF_PATH || !self.path.iter().all(is_plain) {
            self.path.clear();
        }
        self.unfolded.retain(|path| path.iter().all(is_plain));
        self.unfolded.truncate(Self::MOST_UNFOLDED);
        let mut room = Self::MOST_OF_UNFOLDED;
        self.unfolded.retain(|path| match room.checked_sub(length(path)) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        });
        self
    }
}

/// About the bytes that a path takes in the file.
fn length(path: &[String]) -> usize {
    const QUOTES_AND_COMMA: usize = 3;
    path.iter().map(|word| word.len() + QUOTES_AND_COMMA).sum()
}

/// All that is remembered: the content of `state.ron`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Remembered {
    version: u32,
    files: BTreeMap<String, DataFile>,
}

#[derive(Debug, Serialize, Deserialize)]
struct DataFile {
    /// In milliseconds since 1970, but later than all before it even where the clock was set back.
    saved_at: u64,
    saved: Saved,
}

/// What can be read of a state file of any version.
#[derive(Deserialize)]
struct Head {
    version: u32,
}

impl Remembered {
    const VERSION: u32 = 1;
    const MOST_FILES: usize = 100;

    /// What a state file holds; nothing where there is none, or an empty one.
    pub(super) fn read(path: &Path) -> Result<Self, Unusable> {
        Self::parse(&file::read(path)?.unwrap_or_default())
    }

    /// What the text of a state file holds.
    pub(super) fn parse(text: &str) -> Result<Self, Unusable> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        // Nearly always it is one of ours. To look for the version first takes as long as to read all of it.
        let ours = ron::from_str(text).ok().filter(|remembered: &Self| remembered.version <= Self::VERSION);
        if let Some(ours) = ours {
            return Ok(ours);
        }
        let Head { version } = ron::from_str(text).map_err(|error| broken(text, &error))?;
        if version > Self::VERSION {
            let known = Self::VERSION;
            let message = format!("a newer pitf wrote it, in version {version}, and this one knows {known}");
            return Err(Unusable::Broken { place: None, message });
        }
        ron::from_str(text).map_err(|error| broken(text, &error))
    }

    /// What is remembered of a data file.
    pub(super) fn of(mut self, key: &str) -> Saved {
        self.files.remove(key).map(|data_file| data_file.saved.bounded()).unwrap_or_default()
    }

    /// Remembers this too, and forgets the data files that were left the longest ago where they are too many.
    pub(super) fn remember(&mut self, key: &str, saved: &Saved, now: u64) {
        let last = self.files.values().map(|data_file| data_file.saved_at).max();
        let saved_at = last.map_or(now, |last| now.max(last.saturating_add(1)));
        let theirs = self.files.remove(key).map(|data_file| data_file.saved).unwrap_or_default();
        let saved = saved.joined(&theirs);
        while self.files.len() >= Self::MOST_FILES {
            self.forget_oldest();
        }
        self.files.insert(key.to_owned(), DataFile { saved_at, saved });
    }

    /// The text of the state file, which can be read again: not longer than the largest that is read.
    pub(super) fn into_text(mut self) -> Result<String, Unusable> {
        const ROOM_FOR_BRACKETS: usize = 100;
        self.version = Self::VERSION;
        let largest = usize::try_from(LARGEST).unwrap_or(usize::MAX);
        let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
        for (key, data_file) in &self.files {
            let text = ron::to_string(&(key, data_file)).map_err(|error| unwritable(&error))?;
            sizes.insert(key.clone(), text.len() + ROOM_FOR_BRACKETS);
        }
        while sizes.values().sum::<usize>() + ROOM_FOR_BRACKETS > largest
            && let Some(key) = self.forget_oldest()
        {
            sizes.remove(&key);
        }
        // One line for each data file, so that a person can find their way in it.
        let by_line = PrettyConfig::new().depth_limit(2).new_line("\n").indentor("  ").compact_arrays(true);
        ron::ser::to_string_pretty(&self, by_line).map(|text| text + "\n").map_err(|error| unwritable(&error))
    }

    fn forget_oldest(&mut self) -> Option<String> {
        let oldest = self.files.iter().min_by_key(|(_, data_file)| data_file.saved_at);
        let key = oldest.map(|(key, _)| key.clone())?;
        self.files.remove(&key);
        Some(key)
    }
}

fn broken(text: &str, error: &SpannedError) -> Unusable {
    let (at, message) = in_words(text, error);
    Unusable::Broken { place: Some(Place::of(text, at)), message }
}

fn unwritable(error: &ron::Error) -> Unusable {
    Unusable::Unreachable(format!("cannot write it: {error}"))
}
