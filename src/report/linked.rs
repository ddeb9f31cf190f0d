//! The directory as JSON-LD: the JSON of `json` with a context, which maps its fields to schema.org, SKOS, PROV and
//! the W3C's Organization Ontology. The context is an asset.
//!
//! Added here is what it cannot express: the class of an entry, from its kind, and the property of a link, from its
//! relation. A link is also a node of its own, with its note and its sources.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde_json::{Value, json};

use super::extent::Selection;
use super::value::DirectoryValue;
use super::{Extent, json};
use crate::directory::{Contact, Directory, Entry, EntryId, Link, Status};
use crate::fields::{Record, Values};

/// The context, in which `{base}` stands for the name of the directory as a resource.
const CONTEXT: &str = include_str!("../../assets/context.jsonld");

const VOCABULARIES: [&str; 8] = ["dct", "foaf", "org", "prov", "rdf", "rdfs", "schema", "skos"];

/// Writes one object: the directory, with its context.
pub(super) fn write(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let base = base(directory);
    let context: Value = serde_json::from_str(&CONTEXT.replace("{base}", &base)).map_err(io::Error::from)?;
    let types = json!(["schema:Dataset", "skos:ConceptScheme"]);
    let linked = [("@context", context), ("@id", json!(base)), ("@type", types)];
    let linked = linked.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
    json::write(&DirectoryValue { directory, selection: extent.select(directory), linked: Some(linked) }, out)
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

type Property<'d> = (&'d str, Vec<EntryId>);

/// Serializes what makes a node of a record: its classes, by the names that the context has for them, and properties
/// that lead to entries.
pub(super) fn serialize_node<'d, T: Record<'d>, M: SerializeMap>(
    directory: &'d Directory,
    record: T,
    selection: Option<&Selection>,
    object: &mut M,
) -> Result<(), M::Error> {
    let (classes, properties) = match (record.entry(), record.link()) {
        (Some(entry), _) => of_entry(directory, directory.entry(entry), selection),
        (None, Some(end)) => of_link(directory, end.link),
        // The name of a class must not be the name of a field.
        (None, None) if T::NAME == Status::NAME => (vec!["Status"], Vec::new()),
        // The context maps its kind to its class.
        (None, None) if T::NAME == Contact::NAME => Default::default(),
        (None, None) => (vec![T::NAME], Vec::new()),
    };
    if !classes.is_empty() {
        object.serialize_entry("@type", &classes)?;
    }
    for (property, entries) in properties {
        let nodes: Vec<Value> =
            entries.iter().map(|entry| json!({ "@id": directory.entry(*entry).id() })).collect();
        object.serialize_entry(property, &nodes)?;
    }
    Ok(())
}

/// The properties are true today, so a link that has ended gives none.
fn of_entry<'d>(
    directory: &'d Directory,
    entry: Entry<'d>,
    selection: Option<&Selection>,
) -> (Vec<&'d str>, Vec<Property<'d>>) {
    let class = entry.kind().class.filter(|class| is_name(class));
    let classes = class.into_iter().chain(is_organization(entry).then_some("Organization")).collect();
    let field = Entry::FIELDS.iter().find(|field| field.name == "links").zip(selection);
    let written = field.map_or(Values::All, |(field, selection)| selection.values(entry, field));
    let links = written.of(entry.links()).into_iter().filter(|link| link.until().is_none());
    let mut properties: Vec<Property> = Vec::new();
    for (property, target) in links.filter_map(|link| Some((property(directory, link)?, link.target()))) {
        match properties.iter_mut().find(|(known, _)| *known == property) {
            Some((_, targets)) => targets.push(target),
            None => properties.push((property, vec![target])),
        }
    }
    (classes, properties)
}

fn of_link<'d>(directory: &Directory, link: Link) -> (Vec<&'d str>, Vec<Property<'d>>) {
    let mut classes = vec!["link", "schema:Role"];
    if property(directory, link) != Some("org:memberOf") {
        return (classes, Vec::new());
    }
    classes.push("org:Membership");
    (classes, vec![("org:member", vec![link.origin()]), ("org:organization", vec![link.target()])])
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
    fn classes_and_properties(kinds: &str, relations: &str) -> Vec<String> {
        let text = format!(
            r#"(title: "T", kinds: [{kinds}], relations: [{relations}], entries: [
                (id: "top", kind: "body", name: "Top"),
                (id: "sub", kind: "body", name: "Sub", links: [(rel: "in", to: "top"), (rel: "sees", to: "top")]),
                (id: "book", kind: "paper", name: "Book", links: [(rel: "in", to: "sub")]),
            ])"#
        );
        let directory = Directory::parse("t.ron", text).unwrap_or_else(|error| panic!("{error}"));
        let line = |entry: Entry| {
            let (classes, properties) = of_entry(&directory, entry, None);
            let properties: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
            format!("{}: {}", classes.join(" "), properties.join(" "))
        };
        directory.entries().map(line).collect()
    }

    #[test]
    fn a_property_ties_only_what_it_is_made_for() {
        let kinds = r#"(id: "body", name: "B", class: "org:OrganizationalUnit"), (id: "paper", name: "P", class: "schema:Report")"#;
        let relations =
            r#"(id: "in", name: "in", nests: true, class: "org:memberOf"), (id: "sees", name: "sees")"#;
        assert_eq!(
            classes_and_properties(kinds, relations),
            [
                "org:OrganizationalUnit Organization: ",
                "org:OrganizationalUnit Organization: org:memberOf",
                "schema:Report: ",
            ]
        );
        let kinds = r#"(id: "body", name: "B"), (id: "paper", name: "P", class: "no name of any kind")"#;
        let relations =
            r#"(id: "in", name: "in", class: "dct:creator"), (id: "sees", name: "s", class: "s:")"#;
        assert_eq!(classes_and_properties(kinds, relations), [": ", ": dct:creator", ": dct:creator"]);
    }
}
