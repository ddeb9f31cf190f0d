//! The directory as JSON-LD: the JSON of `json` with a context, which maps its fields to schema.org, SKOS, PROV and
//! the W3C's Organization Ontology. The context is an asset.
//!
//! Added here is what it cannot express: the class of an entry, from its kind, and the property of a link, from its
//! relation. A link is also a node of its own, with its note and its sources.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::extent::Selection;
use super::value::DirectoryValue;
use super::{Extent, json};
use crate::directory::{
    Contact, Directory, Entry, EntryId, Event, KindTerm, Link, LinkEnd, RelationTerm, SourceTerm, Statement,
    Status, Synonym, TopicTerm,
};
use crate::fields::{Record, Values};

/// The context, in which `{base}` stands for the name of the directory as a resource.
const CONTEXT: &str = include_str!("../../assets/context.jsonld");

/// The prefixes of the vocabularies that a class can be of.
const VOCABULARIES: [&str; 8] = ["dct", "foaf", "org", "prov", "rdf", "rdfs", "schema", "skos"];

/// Writes one object: the directory, with its context.
pub(super) fn write(directory: &Directory, extent: &Extent, mut out: &mut dyn Write) -> io::Result<()> {
    let base = base(directory);
    let context = CONTEXT.replace("{base}", &base);
    let context = serde_json::from_str(&context).map_err(io::Error::from)?;
    let value = DirectoryValue { directory, selection: extent.select(directory), is_linked: true };
    json::write(&JsonLd { context, base, value }, &mut out)
}

struct JsonLd<'d> {
    context: Value,
    base: String,
    value: DirectoryValue<'d>,
}

impl Serialize for JsonLd<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("@context", &self.context)?;
        object.serialize_entry("@id", &self.base)?;
        object.serialize_entry("@type", &["schema:Dataset", "skos:ConceptScheme"])?;
        self.value.serialize_into(&mut object)?;
        object.end()
    }
}

/// The base IRI of the directory, from its id or else its title, so that two directories do not share it.
fn base(directory: &Directory) -> String {
    let of_title = || {
        let words =
            directory.title().split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
    };
    let id = if directory.id().is_empty() { of_title() } else { directory.id().to_owned() };
    format!("urn:pitf:{}", if id.is_empty() { "directory" } else { &id })
}

/// What a record is in linked data, beyond what the context says of its fields.
pub(super) trait Linked<'d>: Record<'d> {
    /// Its classes, by the names that the context has for them.
    fn classes(self, _directory: &'d Directory) -> Vec<&'d str> {
        vec![Self::NAME]
    }

    /// Further properties, each with its target entries; `links` are the written links. They are true today, so a
    /// link that has ended gives none.
    fn properties(self, _directory: &'d Directory, _links: &Values) -> Vec<(&'d str, Vec<EntryId>)> {
        Vec::new()
    }
}

macro_rules! linked_by_name {
    ($($record:ty),*) => { $(impl<'d> Linked<'d> for $record {})* };
}

linked_by_name!(
    &'d Directory,
    KindTerm<'d>,
    TopicTerm<'d>,
    RelationTerm<'d>,
    SourceTerm<'d>,
    Statement<'d>,
    Synonym<'d>,
    Event<'d>
);

impl<'d> Linked<'d> for Status<'d> {
    /// The name of a class must not be the name of a field.
    fn classes(self, _directory: &'d Directory) -> Vec<&'d str> {
        vec!["Status"]
    }
}

impl<'d> Linked<'d> for Contact<'d> {
    /// The context maps its kind to its class.
    fn classes(self, _directory: &'d Directory) -> Vec<&'d str> {
        Vec::new()
    }
}

impl<'d> Linked<'d> for Entry<'d> {
    fn classes(self, _directory: &'d Directory) -> Vec<&'d str> {
        let class = self.kind().class.filter(|class| is_name(class));
        class.into_iter().chain(is_organization(self).then_some("Organization")).collect()
    }

    fn properties(self, directory: &'d Directory, links: &Values) -> Vec<(&'d str, Vec<EntryId>)> {
        let mut properties: Vec<(&str, Vec<EntryId>)> = Vec::new();
        let links = links.of(self.links()).into_iter().filter(|link| link.until().is_none());
        for (property, target) in links.filter_map(|link| Some((property(directory, link)?, link.target()))) {
            match properties.iter_mut().find(|(known, _)| *known == property) {
                Some((_, targets)) => targets.push(target),
                None => properties.push((property, vec![target])),
            }
        }
        properties
    }
}

impl<'d> Linked<'d> for LinkEnd<'d> {
    fn classes(self, directory: &'d Directory) -> Vec<&'d str> {
        let membership = is_membership(directory, self.link).then_some("org:Membership");
        ["link", "schema:Role"].into_iter().chain(membership).collect()
    }

    fn properties(self, directory: &'d Directory, _links: &Values) -> Vec<(&'d str, Vec<EntryId>)> {
        let ends = [("org:member", self.link.origin()), ("org:organization", self.link.target())];
        let ends = ends.map(|(property, end)| (property, vec![end]));
        if is_membership(directory, self.link) { ends.into() } else { Vec::new() }
    }
}

/// Serializes what makes a node of a record.
pub(super) fn serialize_node<'d, T: Linked<'d>, M: SerializeMap>(
    directory: &'d Directory,
    record: T,
    selection: Option<&Selection>,
    object: &mut M,
) -> Result<(), M::Error> {
    let classes = record.classes(directory);
    if !classes.is_empty() {
        object.serialize_entry("@type", &classes)?;
    }
    let links = T::FIELDS.iter().find(|field| field.name == "links").zip(selection);
    let links = links.map_or(Values::All, |(field, selection)| selection.values(record, field));
    for (property, entries) in record.properties(directory, &links) {
        let nodes: Vec<Value> =
            entries.iter().map(|entry| json!({ "@id": directory.entry(*entry).id() })).collect();
        object.serialize_entry(property, &nodes)?;
    }
    Ok(())
}

fn is_membership(directory: &Directory, link: Link) -> bool {
    property(directory, link) == Some("org:memberOf")
}

/// The property of a link, if its relation names one and the classes of its ends fit that property.
fn property<'d>(directory: &'d Directory, link: Link<'d>) -> Option<&'d str> {
    let class = link.relation().class.filter(|class| is_name(class))?;
    let [origin, target] = [link.origin(), link.target()].map(|end| directory.entry(end));
    let is_tied = match class {
        "org:postIn" => origin.kind().class == Some("org:Post") && is_organization(target),
        class if class.starts_with("org:") => is_organization(origin) && is_organization(target),
        _ => true,
    };
    is_tied.then_some(class)
}

fn is_organization(entry: Entry) -> bool {
    let class = entry.kind().class.unwrap_or_default();
    let vocabularies =
        ["org:", "schema:", "http://www.w3.org/ns/org#", "https://schema.org/", "http://schema.org/"];
    let name = vocabularies.iter().find_map(|vocabulary| class.strip_prefix(vocabulary)).unwrap_or_default();
    name.starts_with("Organization") || name.ends_with("Organization")
}

/// Whether a class is a name of one of the vocabularies, or a whole address.
fn is_name(class: &str) -> bool {
    let is_of_iri = |c: char| crate::text::is_seen(c) && !c.is_whitespace() && !r#"<>"{}|\^`"#.contains(c);
    let is_known = class.split_once(':').is_some_and(|(prefix, name)| {
        let is_address = matches!(prefix, "http" | "https") && name.starts_with("//");
        !name.is_empty() && (is_address || (VOCABULARIES.contains(&prefix) && !name.starts_with("//")))
    });
    is_known && class.chars().all(is_of_iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_without_an_id_is_called_by_its_title() {
        for (title, expected) in [
            ("The Clubs of  Elm St.", "urn:pitf:the-clubs-of-elm-st"),
            ("\u{65e5}\u{672c}", "urn:pitf:directory"),
        ] {
            let text = format!(r#"(title: "{title}", kinds: [(id: "k", name: "K")], entries: [])"#);
            assert_eq!(base(&Directory::parse("t.ron", text).unwrap()), expected);
        }
    }

    #[test]
    fn a_class_is_of_a_vocabulary_of_the_context_or_a_whole_address() {
        let context: Value = serde_json::from_str(CONTEXT).unwrap();
        assert!(VOCABULARIES.iter().all(|prefix| context[prefix].is_string()));
        for class in ["org:Post", "schema:Report", "https://example.org/a#B"] {
            assert!(is_name(class), "{class}");
        }
        for class in ["", "Post", "org:", "sees:it", "schema://x", "org:a b", "https:x", "schema:\u{202e}"] {
            assert!(!is_name(class), "{class}");
        }
    }

    /// The class of each entry and the properties of its links.
    fn warnings_of(kinds: &str, relations: &str) -> Vec<String> {
        let text = format!(
            r#"(title: "T", kinds: [{kinds}], relations: [{relations}], entries: [
                (id: "top", kind: "body", name: "Top"),
                (id: "sub", kind: "body", name: "Sub", links: [(rel: "in", to: "top"), (rel: "sees", to: "top")]),
                (id: "book", kind: "paper", name: "Book", links: [(rel: "in", to: "sub")]),
            ])"#
        );
        let directory = Directory::parse("t.ron", text).unwrap_or_else(|error| panic!("{error}"));
        let line = |entry: Entry| {
            let properties = entry.properties(&directory, &Values::All);
            let properties: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
            format!("{}: {}", entry.classes(&directory).join(" "), properties.join(" "))
        };
        directory.entries().map(line).collect()
    }

    #[test]
    fn a_property_ties_only_what_it_is_made_for() {
        let kinds = r#"(id: "body", name: "B", class: "org:OrganizationalUnit"), (id: "paper", name: "P", class: "schema:Report")"#;
        let relations =
            r#"(id: "in", name: "in", nests: true, class: "org:memberOf"), (id: "sees", name: "sees")"#;
        assert_eq!(
            warnings_of(kinds, relations),
            [
                "org:OrganizationalUnit Organization: ",
                "org:OrganizationalUnit Organization: org:memberOf",
                "schema:Report: ",
            ]
        );
        let kinds = r#"(id: "body", name: "B"), (id: "paper", name: "P", class: "no name of any kind")"#;
        let relations =
            r#"(id: "in", name: "in", class: "dct:creator"), (id: "sees", name: "s", class: "s:")"#;
        assert_eq!(warnings_of(kinds, relations), [": ", ": dct:creator", ": dct:creator"]);
    }
}
