//! stub
#![allow(missing_docs)]
use crate::directory::{Directory, EntryId};
use std::ops::Range;
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Words,
    Fuzzy,
    Regex,
}
impl Mode {
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Mode::Words => Mode::Fuzzy,
            Mode::Fuzzy => Mode::Regex,
            Mode::Regex => Mode::Words,
        }
    }
    pub fn name(self) -> &'static str {
        match self {
            Mode::Words => "words",
            Mode::Fuzzy => "fuzzy",
            Mode::Regex => "expression",
        }
    }
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    text: String,
    mode: Mode,
}
impl Query {
    pub fn parse(text: &str, mode: Mode) -> Self {
        Query { text: text.to_owned(), mode }
    }
    pub fn text(&self) -> &str {
        &self.text
    }
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
    pub fn mode(&self) -> Mode {
        self.mode
    }
}
#[derive(Clone, Debug)]
pub struct Hit {
    pub entry: EntryId,
}
#[derive(Clone, Debug, Default)]
pub struct Results {
    pub hits: Vec<Hit>,
    pub total: usize,
}
pub fn marks(query: &Query, text: &str) -> Vec<Range<usize>> {
    let needle = query.text.to_ascii_lowercase();
    if needle.is_empty() {
        return Vec::new();
    }
    text.to_ascii_lowercase().match_indices(&needle).map(|(at, s)| at..at + s.len()).collect()
}
pub fn search(directory: &Directory, query: &Query) -> Results {
    let needle = query.text.to_ascii_lowercase();
    let hits: Vec<Hit> = directory
        .entries()
        .filter(|e| {
            !needle.is_empty()
                && (e.name().to_ascii_lowercase().contains(&needle)
                    || e.abbreviation().is_some_and(|a| a.eq_ignore_ascii_case(&needle)))
        })
        .map(|e| Hit { entry: e.handle() })
        .collect();
    Results { total: hits.len(), hits }
}
