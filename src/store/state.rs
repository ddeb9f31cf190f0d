//! What is remembered of each data file: its shape in `state.ron`, how two programs' memories are joined, and how
//! much is kept.
//!
//! Rows are named by words that outlive an edit of the data file. What the words mean is `app`'s business.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::Place;
use super::file::{self, LARGEST, Unusable};
use crate::app::Letters;
use crate::directory::{Mistake, Raw, fields_of};

/// What is remembered of one data file. Anything in it may be stale, or nonsense from an edited file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    pub marks: Letters,
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

    /// What a record holds. What a later version remembers besides is passed over.
    fn read(record: Raw) -> Result<Self, Mistake> {
        let mut saved = Saved::default();
        for (name, value) in record.fields("what is remembered")? {
            match name.text() {
                "arrangement" => saved.arrangement = string(value)?,
                "path" => saved.path = strings(value)?,
                "unfolded" => {
                    let paths = value.elements("a list of lists")?;
                    saved.unfolded = paths.into_iter().map(strings).collect::<Result<_, _>>()?;
                }
                "list_scroll" => saved.list_scroll = number(value)?,
                "detail_scroll" => saved.detail_scroll = number(value)?,
                "focus" => saved.focus = string(value)?,
                "list_width" => saved.list_width = optional(value, number)?,
                "is_zoomed" => saved.is_zoomed = value.boolean()?,
                "marks" => {
                    for (key, entry) in value.pairs("letters with entries")? {
                        saved.marks.set(letter(key)?, string(entry)?);
                    }
                }
                "recents" => saved.recents = strings(value)?,
                "queries" => saved.queries = strings(value)?,
                "theme" => saved.theme = optional(value, string)?,
                "text_width" => saved.text_width = optional(value, number)?,
                _ => {}
            }
        }
        Ok(saved)
    }

    /// What is kept of the two: theirs only where ours says nothing, lists newest first, all within bounds.
    fn joined(&self, theirs: &Saved) -> Saved {
        let mut joined = self.clone();
        for (letter, entry) in theirs.marks.iter().filter(|(letter, _)| self.marks.get(*letter).is_none()) {
            joined.marks.set(letter, entry.to_owned());
        }
        joined.recents.extend_from_slice(&theirs.recents);
        joined.queries.extend_from_slice(&theirs.queries);
        joined.bounded()
    }

    fn bounded(mut self) -> Saved {
        // Nobody means a control character, and each would be written out in five times its bytes.
        let is_plain = |word: &str| word.len() <= Self::LONGEST_WORD && !word.chars().any(char::is_control);
        let is_kept = |word: &str| !word.is_empty() && is_plain(word);
        self.marks.retain(|letter, entry| letter.is_ascii_lowercase() && is_kept(entry));
        for (list, most) in [(&mut self.recents, Self::MOST_RECENTS), (&mut self.queries, Self::MOST_QUERIES)]
        {
            let mut kept: Vec<String> = Vec::new();
            for word in list.drain(..) {
                if kept.len() < most && is_kept(&word) && !kept.contains(&word) {
                    kept.push(word);
                }
            }
            *list = kept;
        }
        if length(&self.path) > Self::MOST_OF_PATH || !self.path.iter().all(|word| is_plain(word)) {
            self.path.clear();
        }
        self.unfolded.retain(|path| path.iter().all(|word| is_plain(word)));
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

impl fmt::Display for Saved {
    /// Writes it as a record of RON, in which strings, lists and the like stand as Rust shows them.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Saved { arrangement, path, unfolded, list_scroll, detail_scroll, focus, list_width, .. } = self;
        let Saved { is_zoomed, marks, recents, queries, theme, text_width, .. } = self;
        write!(f, "(arrangement: {arrangement:?}, path: {path:?}, unfolded: {unfolded:?}, ")?;
        write!(f, "list_scroll: {list_scroll}, detail_scroll: {detail_scroll}, focus: {focus:?}, ")?;
        write!(f, "list_width: {list_width:?}, is_zoomed: {is_zoomed}, marks: ")?;
        f.debug_map().entries(marks.iter()).finish()?;
        write!(
            f,
            ", recents: {recents:?}, queries: {queries:?}, theme: {theme:?}, text_width: {text_width:?})"
        )
    }
}

fn string(value: Raw) -> Result<String, Mistake> {
    value.string("a string")
}

fn strings(value: Raw) -> Result<Vec<String>, Mistake> {
    value.elements("a list of strings")?.into_iter().map(string).collect()
}

fn number<N: FromStr>(value: Raw) -> Result<N, Mistake> {
    value.number("a number")
}

/// A letter as Rust writes characters.
fn letter(value: Raw) -> Result<char, Mistake> {
    let letter = value.text().strip_prefix('\'').and_then(|letter| letter.chars().next());
    letter.ok_or_else(|| value.unlike("a letter"))
}

fn optional<T>(value: Raw, read: impl Fn(Raw) -> Result<T, Mistake>) -> Result<Option<T>, Mistake> {
    if value.text() == "None" { Ok(None) } else { read(value).map(Some) }
}

/// All that is remembered: the content of `state.ron`.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    files: Vec<DataFile>,
}

#[derive(Debug)]
struct DataFile {
    key: String,
    /// In milliseconds since 1970, but later than all before it even where the clock was set back.
    saved_at: u64,
    saved: Saved,
}

impl DataFile {
    fn read(key: Raw, record: Raw) -> Result<Self, Mistake> {
        let mut data_file = DataFile { key: string(key)?, saved_at: 0, saved: Saved::default() };
        for (name, value) in record.fields("what is remembered of a data file")? {
            match name.text() {
                "saved_at" => data_file.saved_at = number(value)?,
                "saved" => data_file.saved = Saved::read(value)?,
                _ => {}
            }
        }
        Ok(data_file)
    }
}

impl fmt::Display for DataFile {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let DataFile { key, saved_at, saved } = self;
        write!(f, "{key:?}: (saved_at: {saved_at}, saved: {saved})")
    }
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
        let broken = |Mistake { at, message }| {
            let place = Some(Place::of(text, at));
            Unusable::Broken { place, message }
        };
        let (fields, lost) = fields_of(text);
        lost.map_or(Ok(()), |lost| Err(broken(lost)))?;
        let field =
            |wanted: &str| fields.iter().find(|(name, _)| name.text() == wanted).map(|(_, value)| *value);
        let version: u32 = match field("version") {
            Some(version) => number(version).map_err(broken)?,
            None => return Err(broken(Mistake { at: 0, message: "there is no field `version`".to_owned() })),
        };
        if version > Self::VERSION {
            let known = Self::VERSION;
            let message = format!("a newer pitf wrote it, in version {version}, and this one knows {known}");
            return Err(Unusable::Broken { place: None, message });
        }
        let written = field("files").map_or(Ok(Vec::new()), |files| files.pairs("data files"));
        let files =
            written.and_then(|files| files.into_iter().map(|(key, of)| DataFile::read(key, of)).collect());
        Ok(Remembered { files: files.map_err(broken)? })
    }

    /// What is remembered of a data file.
    pub(super) fn of(mut self, key: &str) -> Saved {
        self.take(key).bounded()
    }

    /// Remembers this too, and forgets the data files that were left the longest ago where they are too many.
    pub(super) fn remember(&mut self, key: &str, saved: &Saved, now: u64) {
        let last = self.files.iter().map(|data_file| data_file.saved_at).max();
        let saved_at = last.map_or(now, |last| now.max(last.saturating_add(1)));
        let saved = saved.joined(&self.take(key));
        while self.files.len() >= Self::MOST_FILES {
            self.forget_oldest();
        }
        self.files.push(DataFile { key: key.to_owned(), saved_at, saved });
    }

    /// The text of the state file, which can be read again: not longer than the largest that is read.
    pub(super) fn into_text(mut self) -> String {
        const ROOM_FOR_BRACKETS: usize = 100;
        let largest = usize::try_from(LARGEST).unwrap_or(usize::MAX);
        // One line for each data file, so that a person can find their way in it.
        let mut lines: Vec<String> =
            self.files.iter().map(|data_file| format!("    {data_file},\n")).collect();
        while lines.iter().map(String::len).sum::<usize>() + ROOM_FOR_BRACKETS > largest
            && let Some(oldest) = self.forget_oldest()
        {
            lines.remove(oldest);
        }
        format!("(\n  version: {},\n  files: {{\n{}  }},\n)\n", Self::VERSION, lines.concat())
    }

    fn take(&mut self, key: &str) -> Saved {
        let place = self.files.iter().position(|data_file| data_file.key == key);
        place.map(|place| self.files.remove(place).saved).unwrap_or_default()
    }

    /// Gives where it stood.
    fn forget_oldest(&mut self) -> Option<usize> {
        let oldest = self.files.iter().enumerate().min_by_key(|(_, data_file)| data_file.saved_at);
        let place = oldest.map(|(place, _)| place)?;
        self.files.remove(place);
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    /// A part of it as the `ron` crate reads it.
    #[derive(Deserialize)]
    struct Theirs {
        unfolded: Vec<Vec<String>>,
        list_width: Option<u16>,
        is_zoomed: bool,
        marks: std::collections::BTreeMap<char, String>,
        theme: Option<String>,
    }

    proptest! {
        /// Whatever is in it, what is written is RON, and reads back as it was.
        #[test]
        fn what_is_written_reads_back(
            arrangement in any::<String>(),
            unfolded in prop::collection::vec(prop::collection::vec(any::<String>(), 0..3), 0..3),
            (list_width, is_zoomed, theme) in any::<(Option<u16>, bool, Option<String>)>(),
            marks in prop::collection::btree_map(prop::char::range('a', 'z'), any::<String>(), 0..3),
        ) {
            let letters = marks.clone().into_iter().collect();
            let saved =
                Saved { arrangement, unfolded, list_width, is_zoomed, marks: letters, theme, ..Saved::default() };
            let text = format!("(saved: {saved})");
            let (fields, lost) = fields_of(&text);
            prop_assert_eq!(lost, None);
            prop_assert_eq!(Saved::read(fields[0].1), Ok(saved.clone()));
            let theirs: Theirs = ron::from_str(&saved.to_string())
                .map_err(|error| TestCaseError::fail(format!("{text}\n{error}")))?;
            prop_assert_eq!((theirs.unfolded, theirs.list_width), (saved.unfolded, saved.list_width));
            prop_assert_eq!((theirs.marks, theirs.theme, theirs.is_zoomed), (marks, saved.theme, saved.is_zoomed));
        }
    }
}
