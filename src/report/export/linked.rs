//! The directory as JSON-LD: linked data in the words of the W3C's Organization Ontology and of schema.org.
//!
//! Which class a kind has and which property a relation is, `mapping` finds; `node` makes the object for each entry and
//! term. Every value says what it is about by an id, so that no context has to be known to load it.

mod mapping;
mod node;
mod value;

use std::io::{self, Write};
use std::iter;

use serde::{Serialize, Serializer};

use crate::directory::Directory;
use crate::report::{Extent, json};
use mapping::{Mapping, PREFIXES};
use node::Nodes;
use value::Node;

/// Writes one object: a context, and a graph with a node for the directory, each term of its vocabulary, each source and
/// each entry.
pub(super) fn write(directory: &Directory, extent: Extent, mut out: &mut dyn Write) -> io::Result<()> {
    let base = base(directory);
    let kept = extent.entries(directory);
    let graph =
        Graph { nodes: Nodes { directory, base: &base, kept: &kept, mapping: Mapping::new(directory) } };
    json::write(&Document { context: context(&base), graph }, &mut out)
}

#[derive(Serialize)]
struct Document<'d> {
    #[serde(rename = "@context")]
    context: Node<'static>,
    #[serde(rename = "@graph")]
    graph: Graph<'d>,
}

/// What the prefixes stand for. Whoever has a place on the web for the directory puts its address in the place of ours.
fn context(base: &str) -> Node<'static> {
    let mut context = Node::default();
    for (prefix, iri) in PREFIXES {
        context.text(prefix, iri);
    }
    for name in ["kind", "relation", "topic", "source", "entry"] {
        context.text(name, format!("{base}:{name}:"));
    }
    context
}

/// The name of the directory as a resource, made of its title, so that two of them do not meet.
fn base(directory: &Directory) -> String {
    let words = directory.title().split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    format!("urn:pitf:{}", if name.is_empty() { "directory" } else { &name })
}

/// The nodes, each made when it is written.
struct Graph<'d> {
    nodes: Nodes<'d>,
}

impl Serialize for Graph<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Graph { nodes } = self;
        let directory = nodes.directory;
        let all = iter::once(nodes.whole())
            .chain(directory.kinds().map(|(_, kind)| nodes.concept("kind", kind)))
            .chain(directory.topics().map(|(_, topic)| nodes.concept("topic", topic)))
            .chain(directory.relations().map(|(_, relation)| nodes.property(relation)))
            .chain(directory.sources().map(|(_, source)| nodes.work(source)))
            .chain(nodes.kept.of(directory).map(|entry| nodes.entry(entry)));
        serializer.collect_seq(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_called_by_its_title() {
        for (title, expected) in [
            ("The Clubs of  Elm St.", "urn:pitf:the-clubs-of-elm-st"),
            ("\u{65e5}\u{672c}", "urn:pitf:directory"),
        ] {
            let text = format!(r#"(title: "{title}", kinds: [(id: "k", name: "K")], entries: [])"#);
            assert_eq!(base(&Directory::parse("t.ron", text).unwrap()), expected);
        }
    }
}
