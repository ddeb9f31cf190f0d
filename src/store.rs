//! What the program keeps for itself: `config.ron`, which the user writes, and `state.ron`, which the program writes.
//!
//! Both live in the XDG directories. Reading never fails: what cannot be used becomes a [`Warning`], and the rest is
//! used. This module does not know what the settings and the state mean: `app` turns its state into a [`Session`] of
//! words and numbers, and back.
//!
//! Invariants: nothing here panics or waits for long, whatever is at those paths; a file that could not be parsed is
//! never overwritten; a state file is complete at every moment; programs that share it keep each other's changes.

mod file;
mod state;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::app::Session;
use crate::notation::{Mistake, Position};
use crate::settings::Settings;
use crate::text::{Glyphs, SafeText};
use file::Unusable;
use state::Remembered;

/// Where the two files are, for one user.
#[derive(Clone, Debug)]
pub struct Store {
    config: Option<PathBuf>,
    state: Option<PathBuf>,
    memory: Memory,
    lock_tries: u32,
}

/// Whether the state is read and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Memory {
    /// It is read and written.
    #[default]
    Kept,
    /// It is read, and nothing is written.
    ReadOnly,
    /// It is neither read nor written.
    Unused,
}

/// What is wrong with one of the files, for the status line: one safe line, `config.ron:3:8: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The file.
    pub path: PathBuf,
    /// Where in it, if it is a matter of one place.
    pub place: Option<Position>,
    message: String,
}

impl Store {
    /// The store of the user who has these variables. Nothing is read or made yet.
    pub fn open(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let folder = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let file = |own: &str, beneath_home: &str, name: &str| {
            let base = folder(own).or_else(|| Some(folder("HOME")?.join(beneath_home)))?;
            Some(base.join("pitf").join(name))
        };
        Store {
            config: file("XDG_CONFIG_HOME", ".config", "config.ron"),
            state: file("XDG_STATE_HOME", ".local/state", "state.ron"),
            memory: Memory::default(),
            lock_tries: 20,
        }
    }

    /// The same store with another memory.
    #[must_use]
    pub fn with_memory(self, memory: Memory) -> Self {
        Store { memory, ..self }
    }

    /// The settings, and warnings about what in the file could not be used.
    pub fn settings(&self) -> (Settings, Vec<Warning>) {
        let Some(path) = &self.config else { return Default::default() };
        // Its `remember` setting is unknown then.
        let ignored = |unusable: Unusable| {
            let consequence = "the config file is ignored, and nothing is remembered";
            (Settings { remember: false, ..Settings::default() }, vec![unusable.warning(path, consequence)])
        };
        match file::read(path) {
            Ok(None) if path.is_symlink() => {
                ignored(Unusable::Unreachable("it is a link to nothing".to_owned()))
            }
            Ok(None) => Default::default(),
            Ok(Some(text)) => {
                let (settings, mistakes) = Settings::parse(&text);
                (settings, warnings(path, &text, &mistakes))
            }
            Err(unusable) => ignored(unusable),
        }
    }

    /// The session saved for a data file, by its [`file_key`], and warnings if the state cannot be read.
    pub fn saved(&self, key: &str) -> (Session, Vec<Warning>) {
        let path = self.state.as_ref().filter(|_| self.memory != Memory::Unused);
        let Some(path) = path else { return Default::default() };
        match Remembered::read(path) {
            Ok(remembered) => (remembered.of(key), Vec::new()),
            Err(unusable) => {
                let what = match &unusable {
                    Unusable::Unreachable(_) => "nothing is remembered",
                    Unusable::Broken { .. } => "it is ignored, and will be kept aside",
                };
                (Session::default(), vec![unusable.warning(path, what)])
            }
        }
    }

    /// Saves the session of a data file. What other programs have saved meanwhile stays; for the same data file marks
    /// and histories are merged, and the rest is replaced. Does nothing without a home directory. If it fails, the file is as it was.
    pub fn save(&self, key: &str, session: &Session) -> Result<(), Warning> {
        let path = self.state.as_ref().filter(|_| self.memory == Memory::Kept);
        let Some(path) = path else { return Ok(()) };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
        self.save_at(path, key, session, now)
            .map_err(|unusable| unusable.warning(path, "this is not remembered"))
    }

    fn save_at(&self, path: &Path, key: &str, session: &Session, now: u64) -> Result<(), Unusable> {
        file::make_directory_of(path)?;
        let _lock = file::lock(path, self.lock_tries)?;
        // A state file that is a link to one elsewhere stays a link.
        let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let mut remembered = match Remembered::read(path) {
            Ok(remembered) => remembered,
            Err(unreachable @ Unusable::Unreachable(_)) => return Err(unreachable),
            Err(Unusable::Broken { .. }) => {
                file::keep_aside(path)?;
                Remembered::default()
            }
        };
        remembered.remember(key, session, now);
        file::write(path, &remembered.into_text()?)
    }
}

/// The key of a data file in the state file: its canonical path, or `shipped` for the one in the binary, which is
/// `None`.
pub fn file_key(data_file: Option<&Path>) -> String {
    let Some(path) = data_file else { return "shipped".to_owned() };
    let whole = std::fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    whole.as_deref().unwrap_or(path).to_string_lossy().into_owned()
}

impl Warning {
    fn new(path: &Path, place: Option<Position>, message: &str) -> Self {
        const WIDEST: usize = 240;
        let message = SafeText::line(message).truncate(WIDEST, Glyphs::Ascii).to_string();
        Warning { path: path.to_owned(), place, message }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        // The directory is left out: the status line is short, and there is but one file of each name.
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        f.write_str(&name)?;
        if let Some(Position { line, column }) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)
    }
}

fn position(text: &str, at: usize) -> Position {
    Position::START.after(text.get(..at).unwrap_or(text))
}

/// The first mistakes in a file as warnings.
pub(crate) fn warnings(path: &Path, text: &str, mistakes: &[Mistake]) -> Vec<Warning> {
    const MOST: usize = 50;
    let warning =
        |mistake: &Mistake| Warning::new(path, Some(position(text, mistake.range.start)), &mistake.message);
    let mut warnings: Vec<Warning> = mistakes.iter().take(MOST).map(warning).collect();
    if let Some(beyond) = mistakes.len().checked_sub(MOST).filter(|beyond| *beyond > 0) {
        let message = format!("{beyond} more problems are not shown; fix these first");
        warnings.push(Warning::new(path, None, &message));
    }
    warnings
}

#[cfg(test)]
mod tests;
