//! A directory as the source of a constant, for the program that carries it: see `shipped`, which has the other half.

use super::Directory;

impl Directory {
    /// The expression for a `Compiled`. The records are written as they are shown to who debugs them, which for plain
    /// records is how they are written in a program.
    pub fn to_rust(&self) -> String {
        let Self {
            source,
            unescaped,
            front,
            kinds,
            relations,
            topics,
            sources,
            entries,
            entry_kinds,
            names,
            topic_lists,
            source_lists,
            statements,
            links,
            events,
            contacts,
            // Its hashes are those of one process.
            index: _,
            incoming,
            children,
            roots,
        } = self;
        format!(
            "Compiled {{ source: {source:?}, unescaped: {unescaped:?}, front: {front:?}, kinds: &{kinds:?}, \
             relations: &{relations:?}, topics: &{topics:?}, sources: &{sources:?}, entries: &{entries:?}, \
             entry_kinds: &{entry_kinds:?}, names: &{names:?}, topic_lists: &{topic_lists:?}, \
             source_lists: &{source_lists:?}, statements: &{statements:?}, links: &{links:?}, events: &{events:?}, \
             contacts: &{contacts:?}, incoming: (&{:?}, &{:?}), children: (&{:?}, &{:?}), roots: &{roots:?} }}",
            incoming.starts, incoming.items, children.starts, children.items,
        )
    }
}
