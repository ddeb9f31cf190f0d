//! The directory that the program carries: how the U.S. government coordinates its work against human trafficking.
//!
//! `build.rs` reads and checks it and writes the records as constants, so that no start of the program has to.

#![allow(unused_imports, reason = "which of them the file has is not known here")]

use std::borrow::Cow::Borrowed;

use super::record::{Grouped, IdIndex, ItemRange, Records, TextRange, Texts};
use super::schema::{
    ContactRecord, EntryRecord, EventRecord, FrontRecord, KindRecord, LinkRecord, RelationRecord,
    SourceRecord, StatementRecord, StatusRecord, SynonymRecord, TopicRecord,
};
use super::vocabulary::{
    ContactKind::{Address, Email, Phone, Text, Tty, Web},
    Standing::{Copy, Official, Secondary},
};
use super::{Date, Directory, EntryId, KindId, LinkIndex, RelationId, Resolved, SourceId, TopicId};

const TEXT: &str = include_str!("../../assets/directory.ron");

impl Directory {
    /// The directory that the program carries.
    #[allow(clippy::unreadable_literal, reason = "nobody reads what the script writes")]
    #[allow(clippy::large_stack_arrays, reason = "the lists are constants, which are on no stack")]
    pub fn shipped() -> Self {
        let mut shipped: Directory = include!(concat!(env!("OUT_DIR"), "/directory.rs"));
        shipped.index = IdIndex::of(shipped.len(), |entry| shipped.entry(EntryId(entry)).id());
        shipped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_records_in_the_program_are_those_of_its_text() {
        let shipped = Directory::shipped();
        let read = Directory::parse("directory.ron", shipped.texts.source.clone().into_owned()).unwrap();
        assert!(format!("{shipped:?}") == format!("{read:?}"));
        for entry in read.entries() {
            assert_eq!(shipped.find(entry.id()), Some(entry.handle()), "{}", entry.id());
        }
        assert_eq!(shipped.find("PITF"), None);
    }
}
