//! Directories that many tests read and search: each is parsed and indexed once.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use pitf::directory::Directory;
use pitf::report::search::Answer;
use pitf::search::{Index, Query, QueryMode, Results, Scope, search};
use serde_json::Value;

pub(crate) static SHIPPED: LazyLock<Arc<Indexed>> =
    LazyLock::new(|| Arc::new(Indexed::new(Directory::shipped())));

/// The directory in a text, which is kept for the next test that asks for it.
#[track_caller]
pub(crate) fn directory(text: &str) -> Arc<Indexed> {
    static KEPT: LazyLock<Mutex<HashMap<String, Arc<Indexed>>>> = LazyLock::new(Mutex::default);
    let kept = || KEPT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(indexed) = kept().get(text) {
        return Arc::clone(indexed);
    }
    let indexed = Arc::new(Indexed::parse(text));
    kept().insert(text.to_owned(), Arc::clone(&indexed));
    indexed
}

/// A directory with its index, which is built when something is searched for.
pub(crate) struct Indexed {
    pub(crate) directory: Arc<Directory>,
    index: OnceLock<Index>,
}

/// What a query finds, and what `pitf search` says besides.
#[derive(Debug)]
pub(crate) struct Found {
    /// Best first.
    pub(crate) ids: Vec<String>,
    /// The first hit in JSON.
    pub(crate) hit: Value,
    pub(crate) told: String,
}

impl Indexed {
    fn new(directory: Directory) -> Self {
        Indexed { directory: Arc::new(directory), index: OnceLock::new() }
    }

    #[track_caller]
    pub(crate) fn parse(text: &str) -> Self {
        let directory = Directory::parse("test.ron", text.to_owned());
        Self::new(directory.unwrap_or_else(|problems| panic!("{problems}")))
    }

    pub(crate) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::build(&self.directory))
    }

    pub(crate) fn query(&self, text: &str, mode: QueryMode) -> Query {
        Query::parse(&self.directory, text, mode)
    }

    /// So many hits of a query, best first.
    pub(crate) fn search(&self, text: &str, mode: QueryMode, limit: usize) -> Results {
        let scope = Scope { limit, ..Scope::default() };
        search(&self.directory, self.index(), &self.query(text, mode), &scope).expect("nobody cancels")
    }

    /// The ids of so many hits of a query of words, best first.
    pub(crate) fn ids(&self, text: &str, limit: usize) -> Vec<&str> {
        let results = self.search(text, QueryMode::Words, limit);
        results.hits.iter().map(|hit| self.directory.entry(hit.entry).id()).collect()
    }

    pub(crate) fn found(&self, text: &str) -> Found {
        self.found_by(QueryMode::Words, text)
    }

    pub(crate) fn found_by(&self, mode: QueryMode, text: &str) -> Found {
        let mut results = self.search(text, mode, usize::MAX);
        let ids = results.hits.iter().map(|hit| self.directory.entry(hit.entry).id().to_owned()).collect();
        let mut notes = results.remarks();
        if results.total == 0 {
            notes.push(results.nothing(""));
        }
        results.hits.truncate(1);
        let answer = Answer { directory: &self.directory, results: &results };
        let mut value = serde_json::to_value(answer.to_json()).expect("it can be written");
        let told = notes.into_iter().map(|note| note + "\n").collect();
        Found { ids, hit: value["hits"].as_array_mut().and_then(Vec::pop).unwrap_or_default(), told }
    }
}

impl Found {
    /// A field of the first hit; empty where there is none.
    pub(crate) fn first(&self, field: &str) -> &str {
        self.hit[field].as_str().unwrap_or_default()
    }

    pub(crate) fn taken_for(&self) -> Option<&str> {
        self.hit["as"].as_str()
    }

    /// The ids in the order of the alphabet.
    pub(crate) fn sorted(mut self) -> String {
        self.ids.sort_unstable();
        self.ids.join(" ")
    }
}
