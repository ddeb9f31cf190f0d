//! A directory as source code, for the program that carries it: see `shipped`, which has the other half.

use std::fmt::Debug;

use super::Directory;
use super::record::Grouped;

impl Directory {
    /// The expression that makes it again, except for its text and for its index, whose hashes are those of one process.
    /// `Debug` writes plain records as source code has them.
    pub fn to_rust(&self) -> String {
        let Self {
            source: _,
            unescaped,
            front,
            kinds,
            relations,
            topics,
            sources,
            synonyms,
            entries,
            entry_kinds,
            names,
            topic_lists,
            source_lists,
            statements,
            links,
            events,
            contacts,
            statuses,
            index: _,
            incoming,
            children,
            roots,
        } = self;
        format!(
            "Directory {{ source: Borrowed(TEXT), unescaped: Borrowed({unescaped:?}), front: {front:?}, \
             kinds: Borrowed(&{kinds:?}), relations: Borrowed(&{relations:?}), topics: Borrowed(&{topics:?}), \
             sources: Borrowed(&{sources:?}), synonyms: Borrowed(&{synonyms:?}), entries: Borrowed(&{entries:?}), entry_kinds: Borrowed(&{entry_kinds:?}), \
             names: Borrowed(&{names:?}), topic_lists: Borrowed(&{topic_lists:?}), \
             source_lists: Borrowed(&{source_lists:?}), statements: Borrowed(&{statements:?}), links: Borrowed(&{links:?}), \
             events: Borrowed(&{events:?}), contacts: Borrowed(&{contacts:?}), statuses: Borrowed(&{statuses:?}), index: IdIndex::empty(), \
             incoming: {}, children: {}, roots: Borrowed(&{roots:?}) }}",
            incoming.to_rust(),
            children.to_rust(),
        )
    }
}

impl<T: Copy + Debug> Grouped<T> {
    fn to_rust(&self) -> String {
        let Grouped { starts, items } = self;
        format!("Grouped {{ starts: Borrowed(&{starts:?}), items: Borrowed(&{items:?}) }}")
    }
}
