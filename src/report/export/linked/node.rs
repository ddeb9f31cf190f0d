//! The object that tells of an entry, or of a term: its id, its classes, and what is stated of it.
//!
//! An activity is an action whose agent the entry is, an event is an event about it, what else is stated is a note. Each
//! keeps its topics and who says so.

use serde_json::{Map, Value, json};

use super::mapping::{Mapping, is_iri};
use crate::directory::{
    Contact, ContactKind, Directory, Entry, Event, RelationTerm, SourceId, SourceTerm, Statement, Term,
    TopicId,
};
use crate::report::extent::Kept;

/// Makes the nodes of a directory.
pub(super) struct Nodes<'d> {
    pub(super) directory: &'d Directory,
    pub(super) base: &'d str,
    pub(super) kept: &'d Kept,
    pub(super) mapping: Mapping<'d>,
}

impl<'d> Nodes<'d> {
    /// The directory itself.
    pub(super) fn whole(&self) -> Value {
        let directory = self.directory;
        let mut node = Node::new(self.base, json!(["schema:Dataset", "skos:ConceptScheme"]));
        node.text("schema:name", directory.title());
        node.text("schema:description", directory.about());
        node.text("schema:version", directory.edition());
        node.date("schema:dateModified", directory.updated());
        node.finish()
    }

    /// A kind or a topic.
    pub(super) fn concept(&self, prefix: &str, term: Term) -> Value {
        let mut node = Node::new(&format!("{prefix}:{}", term.id), json!("skos:Concept"));
        node.text("skos:prefLabel", term.name);
        node.text("skos:definition", term.about);
        node.put("skos:inScheme", json!({ "@id": self.base }));
        node.finish()
    }

    /// A relation.
    pub(super) fn property(&self, relation: RelationTerm) -> Value {
        let mut node = Node::new(&format!("relation:{}", relation.id), json!("rdf:Property"));
        node.text("rdfs:label", relation.name);
        node.text("skos:altLabel", relation.inverse.unwrap_or_default());
        node.put("dct:isPartOf", json!({ "@id": self.base }));
        node.finish()
    }

    /// A source.
    pub(super) fn work(&self, source: SourceTerm) -> Value {
        let mut node = Node::new(&format!("source:{}", source.id), json!("schema:CreativeWork"));
        node.text("schema:name", source.title);
        node.text("dct:publisher", source.publisher);
        node.date("schema:datePublished", source.date);
        node.text("skos:note", source.note);
        node.address("schema:url", source.url);
        node.put("dct:isPartOf", json!({ "@id": self.base }));
        node.finish()
    }

    /// An entry.
    pub(super) fn entry(&self, entry: Entry<'d>) -> Value {
        let mut node = Node::new(&format!("entry:{}", entry.id()), json!(self.mapping.classes(entry)));
        let others: Vec<&str> = entry.abbreviation().into_iter().chain(entry.other_names()).collect();
        node.text("schema:name", entry.name());
        node.text("skos:prefLabel", entry.name());
        node.list("schema:alternateName", others.iter().map(|other| json!(other)));
        node.list("skos:altLabel", others.iter().map(|other| json!(other)));
        let is_organization = self.mapping.is_organization(entry.kind_id());
        let classification = if is_organization { "org:classification" } else { "dct:type" };
        node.put(classification, reference("kind", entry.kind().id));
        node.text("schema:description", entry.summary().unwrap_or_default());
        node.text("dct:description", entry.text().unwrap_or_default());
        node.list("dct:subject", self.topics(&entry.topics()));
        self.put_links(entry, &mut node);
        self.put_stated(entry, &mut node);
        node.finish()
    }

    fn put_links(&self, entry: Entry<'d>, node: &mut Node) {
        let other = |id| reference("entry", self.directory.entry(id).id());
        for link in entry.links() {
            for property in self.mapping.property(link).there {
                node.add(&property, other(link.target()));
            }
        }
        for link in entry.linked_from().filter(|link| self.kept.contains(link.origin())) {
            if let Some(property) = self.mapping.property(link).back {
                node.add(property, other(link.origin()));
            }
        }
    }

    fn put_stated(&self, entry: Entry<'d>, node: &mut Node) {
        let note = |stated| self.statement(stated, "skos:Note", "rdf:value");
        let action = |stated| self.statement(stated, "schema:Action", "schema:description");
        node.list("skos:note", entry.background().map(note));
        node.list("schema:subjectOf", entry.events().map(|event| self.event(event)));
        node.list("schema:contactPoint", entry.contacts().map(|contact| self.contact(&contact)));
        node.list("dct:source", self.sources(entry.sources()));
        let actions: Vec<Value> = entry.activities().map(action).collect();
        if !actions.is_empty() {
            node.put("@reverse", json!({ "schema:agent": actions }));
        }
    }

    fn statement(&self, statement: Statement, class: &str, property: &str) -> Value {
        let mut node = Node::without_id(class);
        node.text(property, statement.text());
        node.list("dct:subject", self.topics(statement.topics()));
        node.text("skos:note", statement.note().unwrap_or_default());
        node.list("dct:source", self.sources(statement.sources()));
        node.finish()
    }

    fn event(&self, event: Event) -> Value {
        let mut node = Node::without_id("schema:Event");
        node.date("schema:startDate", Some(event.date));
        node.text("schema:description", event.text);
        node.text("skos:note", event.note.unwrap_or_default());
        node.list("dct:source", self.sources(event.sources));
        node.finish()
    }

    fn contact(&self, contact: &Contact) -> Value {
        let mut node = Node::without_id("schema:ContactPoint");
        match contact.kind {
            ContactKind::Web => node.address("schema:url", contact.value),
            ContactKind::Email => node.text("schema:email", contact.value),
            ContactKind::Phone | ContactKind::Text | ContactKind::Tty => {
                node.text("schema:telephone", contact.value);
            }
            ContactKind::Address => node.text("schema:address", contact.value),
        }
        node.text("schema:contactType", contact.kind.word());
        node.text("schema:description", contact.label.unwrap_or_default());
        node.date("dct:dateAccepted", contact.date);
        node.text("skos:note", contact.note.unwrap_or_default());
        node.list("dct:source", self.sources(contact.sources));
        node.finish()
    }

    fn topics(&self, topics: &[TopicId]) -> impl Iterator<Item = Value> {
        topics.iter().map(|topic| reference("topic", self.directory.topic(*topic).id))
    }

    fn sources(&self, sources: &[SourceId]) -> impl Iterator<Item = Value> {
        sources.iter().map(|source| reference("source", self.directory.source(*source).id))
    }
}

fn reference(prefix: &str, id: &str) -> Value {
    json!({ "@id": format!("{prefix}:{id}") })
}

/// An object that is being made. What has nothing to say is left out.
struct Node {
    fields: Map<String, Value>,
}

impl Node {
    fn new(id: &str, classes: Value) -> Self {
        let mut node = Node { fields: Map::new() };
        node.put("@id", json!(id));
        node.put("@type", classes);
        node
    }

    fn without_id(class: &str) -> Self {
        let mut node = Node { fields: Map::new() };
        node.put("@type", json!(class));
        node
    }

    /// Gives a property its value, or one more value where it has one: a relation may be of the class that something else
    /// is said by.
    fn put(&mut self, name: &str, value: Value) {
        if self.fields.contains_key(name) {
            self.add(name, value);
        } else {
            self.fields.insert(name.to_owned(), value);
        }
    }

    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name, json!(text));
        }
    }

    fn date(&mut self, name: &str, date: Option<crate::directory::Date>) {
        self.text(name, &date.map(|date| date.to_string()).unwrap_or_default());
    }

    /// An address leads somewhere only where it is well-formed.
    fn address(&mut self, name: &str, address: &str) {
        if is_iri(address) {
            self.put(name, json!({ "@id": address }));
        } else {
            self.text(name, address);
        }
    }

    fn list(&mut self, name: &str, values: impl Iterator<Item = Value>) {
        values.for_each(|value| self.add(name, value));
    }

    /// Adds to the list of what a property has.
    fn add(&mut self, name: &str, value: Value) {
        let known = self.fields.entry(name).or_insert_with(|| json!([]));
        if let Value::Array(values) = known {
            values.push(value);
        } else {
            *known = json!([known.take(), value]);
        }
    }

    fn finish(self) -> Value {
        Value::Object(self.fields)
    }
}
