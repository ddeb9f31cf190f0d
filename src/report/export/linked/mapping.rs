//! Which class of the web's vocabularies an entry has, and which property a link is.
//!
//! The directory says so itself, by the `class` of its kinds and relations. What it leaves open is a thing, and a
//! property of the directory's own, so that nothing is claimed that nobody stated. A directory that says nothing of the
//! sort at all is read by what can be seen in it: a kind of which an entry acts is one of organizations, and an
//! organization that nests beneath another is a part of it.

use crate::directory::{Directory, Entry, KindId, Link};

/// The vocabularies that a class can be of.
pub(super) const PREFIXES: [(&str, &str); 8] = [
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("org", "http://www.w3.org/ns/org#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
];

/// Properties of the Organization Ontology that tie organizations alone, each with the property that schema.org has for
/// it and the one that leads back.
const BETWEEN_ORGANIZATIONS: [(&str, &str, &str); 3] = [
    ("org:subOrganizationOf", "schema:parentOrganization", "org:hasSubOrganization"),
    ("org:unitOf", "schema:parentOrganization", "org:hasUnit"),
    ("org:memberOf", "schema:memberOf", "org:hasMember"),
];

/// What a link is in the web's vocabularies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Property {
    /// The properties from the entry of the link to its target.
    pub(super) there: Vec<String>,
    /// The property back, where there is one.
    pub(super) back: Option<&'static str>,
}

/// The classes and properties of a directory.
#[derive(Debug)]
pub(super) struct Mapping<'d> {
    directory: &'d Directory,
    /// Whether the entries of a kind are organizations, by index.
    organizations: Vec<bool>,
    /// Whether the directory names the property of any relation.
    names_properties: bool,
}

impl<'d> Mapping<'d> {
    pub(super) fn new(directory: &'d Directory) -> Self {
        let names_classes = directory.kinds().any(|(_, kind)| is_name(kind.class));
        let mut organizations: Vec<bool> =
            directory.kinds().map(|(_, kind)| is_of_organizations(kind.class)).collect();
        if !names_classes {
            for entry in directory.entries().filter(|entry| entry.activities().len() > 0) {
                organizations[entry.kind_id().index()] = true;
            }
        }
        let names_properties = directory.relations().any(|(_, relation)| is_name(relation.class));
        Mapping { directory, organizations, names_properties }
    }

    pub(super) fn is_organization(&self, kind: KindId) -> bool {
        self.organizations[kind.index()]
    }

    /// The classes of an entry; those of organizations in both vocabularies.
    pub(super) fn classes(&self, entry: Entry<'d>) -> Vec<&'d str> {
        let class = entry.kind().class;
        let mut classes = if is_name(class) { vec![class] } else { Vec::new() };
        if self.is_organization(entry.kind_id()) {
            classes.extend(["org:Organization", "schema:Organization"].iter().filter(|more| **more != class));
        }
        if classes.is_empty() {
            classes.push("schema:Thing");
        }
        classes
    }

    /// What a link is. What ties organizations alone in the vocabulary is nothing but a part of the other where one of
    /// them is none.
    pub(super) fn property(&self, link: Link) -> Property {
        let relation = link.relation();
        let is_between = [link.origin(), link.target()]
            .iter()
            .all(|end| self.is_organization(self.directory.entry(*end).kind_id()));
        let named = match (is_name(relation.class), self.names_properties, relation.nests) {
            (true, _, _) => relation.class,
            (false, false, true) if is_between => "org:subOrganizationOf",
            (false, false, true) => "schema:isPartOf",
            (false, true, _) | (false, _, false) => "",
        };
        let known = BETWEEN_ORGANIZATIONS.iter().find(|(property, ..)| *property == named);
        match (known, relation.nests) {
            (Some((property, also, back)), _) if is_between => {
                Property { there: vec![(*property).to_owned(), (*also).to_owned()], back: Some(back) }
            }
            (Some(_), true) => Property { there: vec!["dct:isPartOf".to_owned()], back: None },
            (Some(_), false) => Property { there: vec!["dct:relation".to_owned()], back: None },
            (None, _) if named.is_empty() => {
                Property { there: vec![format!("relation:{}", relation.id)], back: None }
            }
            (None, _) => Property { there: vec![named.to_owned()], back: None },
        }
    }
}

/// Whether a class is a name of one of the vocabularies, or a whole address.
fn is_name(class: &str) -> bool {
    let is_of = |(prefix, _): &(&str, &str)| {
        class
            .strip_prefix(prefix)
            .and_then(|rest| rest.strip_prefix(':'))
            .is_some_and(|name| !name.is_empty())
    };
    is_iri(class) || (PREFIXES.iter().any(is_of) && class.chars().all(is_of_iri))
}

/// Whether a text is an address of the web that can stand in a graph as it is.
pub(super) fn is_iri(text: &str) -> bool {
    let has_scheme = ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme));
    has_scheme && text.chars().all(is_of_iri)
}

fn is_of_iri(c: char) -> bool {
    crate::text::is_seen(c) && !c.is_whitespace() && !r#"<>"{}|\^`"#.contains(c)
}

fn is_of_organizations(class: &str) -> bool {
    let name = ["org:", "schema:", "http://www.w3.org/ns/org#", "https://schema.org/", "http://schema.org/"];
    let name = name.iter().find_map(|vocabulary| class.strip_prefix(vocabulary)).unwrap_or_default();
    name.starts_with("Organization") || name.ends_with("Organization")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each entry is and what its links are.
    fn told(kinds: &str, relations: &str) -> Vec<String> {
        let text = format!(
            r#"(title: "T", kinds: [{kinds}], relations: [{relations}], entries: [
                (id: "top", kind: "body", name: "Top"),
                (id: "sub", kind: "body", name: "Sub", activities: [(text: "Acts.")],
                    links: [(rel: "in", to: "top"), (rel: "sees", to: "top")]),
                (id: "book", kind: "paper", name: "Book", links: [(rel: "in", to: "sub")]),
            ])"#
        );
        let directory = Directory::parse("t.ron", text).unwrap_or_else(|error| panic!("{error}"));
        let mapping = Mapping::new(&directory);
        let line = |entry: Entry| {
            let links = entry.links().map(|link| mapping.property(link).there.join("+"));
            format!("{}: {}", mapping.classes(entry).join(" "), links.collect::<Vec<_>>().join(" "))
        };
        directory.entries().map(line).collect()
    }

    #[test]
    fn a_directory_says_what_its_words_mean_elsewhere() {
        let kinds = r#"(id: "body", name: "B", class: "org:OrganizationalUnit"), (id: "paper", name: "P", class: "schema:Report")"#;
        let relations =
            r#"(id: "in", name: "in", nests: true, class: "org:memberOf"), (id: "sees", name: "sees")"#;
        assert_eq!(
            told(kinds, relations),
            [
                "org:OrganizationalUnit org:Organization schema:Organization: ",
                "org:OrganizationalUnit org:Organization schema:Organization: org:memberOf+schema:memberOf relation:sees",
                "schema:Report: dct:isPartOf",
            ]
        );
    }

    #[test]
    fn one_that_does_not_is_read_by_what_acts_and_what_nests() {
        let kinds = r#"(id: "body", name: "B"), (id: "paper", name: "P", class: "no name of any kind")"#;
        let relations = r#"(id: "in", name: "in", nests: true), (id: "sees", name: "sees", class: "sees:")"#;
        assert_eq!(
            told(kinds, relations),
            [
                "org:Organization schema:Organization: ",
                "org:Organization schema:Organization: org:subOrganizationOf+schema:parentOrganization relation:sees",
                "schema:Thing: schema:isPartOf",
            ]
        );
    }
}
