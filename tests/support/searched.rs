//! Directories that many tests search, each with its index, which is built once.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::sync::LazyLock;

use pitf::directory::Directory;
use pitf::search::{Index, Query, QueryMode, Results, Scope, search};

pub(crate) static SHIPPED: LazyLock<Indexed> = LazyLock::new(|| Indexed::new(Directory::shipped()));

/// A directory with its index.
pub(crate) struct Indexed {
    pub(crate) directory: Directory,
    pub(crate) index: Index,
}

impl Indexed {
    pub(crate) fn new(directory: Directory) -> Self {
        Indexed { index: Index::build(&directory), directory }
    }

    pub(crate) fn parse(text: &str) -> Self {
        let directory = Directory::parse("test.ron", text.to_owned());
        Self::new(directory.unwrap_or_else(|problems| panic!("{problems}")))
    }

    pub(crate) fn query(&self, text: &str, mode: QueryMode) -> Query {
        Query::parse(&self.directory, text, mode)
    }

    /// So many hits of a query, best first.
    pub(crate) fn search(&self, text: &str, mode: QueryMode, limit: usize) -> Results {
        let scope = Scope { limit, ..Scope::default() };
        search(&self.directory, &self.index, &self.query(text, mode), &scope).expect("nobody cancels")
    }

    /// The ids of so many hits of a query of words, best first.
    pub(crate) fn ids(&self, text: &str, limit: usize) -> Vec<&str> {
        let results = self.search(text, QueryMode::Words, limit);
        results.hits.iter().map(|hit| self.directory.entry(hit.entry).id()).collect()
    }
}
