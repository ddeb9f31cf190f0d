//! The object that tells of an entry, or of a term: its id, its classes, and what is stated of it.
//!
//! An activity is an action whose agent the entry is, an event is an event about it, what else is stated is a note. Each
//! keeps its topics and who says so.

use std::borrow::Cow;

use super::mapping::{Mapping, is_iri};
use crate::directory::{
    Contact, ContactKind, Date, Directory, Entry, Event, RelationTerm, SourceId, SourceTerm, Statement, Term,
    TopicId,
};
use crate::report::extent::Kept;
use crate::report::json::{Field, Json, field};

/// Makes the nodes of a directory.
pub(super) struct Nodes<'d> {
    pub(super) directory: &'d Directory,
    pub(super) base: &'d str,
    pub(super) kept: &'d Kept,
    pub(super) mapping: Mapping<'d>,
}

impl<'d> Nodes<'d> {
    /// The directory itself.
    pub(super) fn whole(&self) -> Json<'d> {
        let directory = self.directory;
        let mut node = Node::new(self.base, Json::list(["schema:Dataset", "skos:ConceptScheme"]));
        node.text("schema:name", directory.title());
        node.text("schema:description", directory.about());
        node.text("schema:version", directory.edition());
        node.date("schema:dateModified", directory.updated());
        node.finish()
    }

    /// A kind or a topic.
    pub(super) fn concept(&self, prefix: &str, term: Term<'d>) -> Json<'d> {
        let mut node = Node::new(format!("{prefix}:{}", term.id), "skos:Concept");
        node.text("skos:prefLabel", term.name);
        node.text("skos:definition", term.about);
        node.put("skos:inScheme", id_of(self.base));
        node.finish()
    }

    /// A relation.
    pub(super) fn property(&self, relation: RelationTerm<'d>) -> Json<'d> {
        let mut node = Node::new(format!("relation:{}", relation.id), "rdf:Property");
        node.text("rdfs:label", relation.name);
        node.text("skos:altLabel", relation.inverse.unwrap_or_default());
        node.put("dct:isPartOf", id_of(self.base));
        node.finish()
    }

    /// A source.
    pub(super) fn work(&self, source: SourceTerm<'d>) -> Json<'d> {
        let mut node = Node::new(format!("source:{}", source.id), "schema:CreativeWork");
        node.text("schema:name", source.title);
        node.text("dct:publisher", source.publisher);
        node.date("schema:datePublished", source.date);
        node.text("skos:note", source.note);
        node.address("schema:url", source.url);
        node.put("dct:isPartOf", id_of(self.base));
        node.finish()
    }

    /// An entry.
    pub(super) fn entry(&self, entry: Entry<'d>) -> Json<'d> {
        let mut node = Node::new(format!("entry:{}", entry.id()), Json::list(self.mapping.classes(entry)));
        let others = || entry.abbreviation().into_iter().chain(entry.other_names());
        node.text("schema:name", entry.name());
        node.text("skos:prefLabel", entry.name());
        node.list("schema:alternateName", Json::list(others()));
        node.list("skos:altLabel", Json::list(others()));
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

    fn put_links(&self, entry: Entry<'d>, node: &mut Node<'d>) {
        let other = |id| reference("entry", self.directory.entry(id).id());
        for link in entry.links() {
            for property in self.mapping.property(link).there {
                node.add(property, other(link.target()));
            }
        }
        for link in entry.linked_from().filter(|link| self.kept.contains(link.origin())) {
            if let Some(property) = self.mapping.property(link).back {
                node.add(property, other(link.origin()));
            }
        }
    }

    fn put_stated(&self, entry: Entry<'d>, node: &mut Node<'d>) {
        let note = |stated| self.statement(stated, "skos:Note", "rdf:value");
        let action = |stated| self.statement(stated, "schema:Action", "schema:description");
        node.list("skos:note", Json::list(entry.background().map(note)));
        node.list("schema:subjectOf", Json::list(entry.events().map(|event| self.event(event))));
        node.list("schema:contactPoint", Json::list(entry.contacts().map(|contact| self.contact(&contact))));
        node.list("dct:source", self.sources(entry.sources()));
        let mut actions = Node::default();
        actions.list("schema:agent", Json::list(entry.activities().map(action)));
        if !actions.fields.is_empty() {
            node.put("@reverse", actions.finish());
        }
    }

    fn statement(&self, statement: Statement<'d>, class: &'static str, property: &'static str) -> Json<'d> {
        let mut node = Node::without_id(class);
        node.text(property, statement.text());
        node.list("dct:subject", self.topics(statement.topics()));
        node.text("skos:note", statement.note().unwrap_or_default());
        node.list("dct:source", self.sources(statement.sources()));
        node.finish()
    }

    fn event(&self, event: Event<'d>) -> Json<'d> {
        let mut node = Node::without_id("schema:Event");
        node.date("schema:startDate", Some(event.date));
        node.text("schema:description", event.text);
        node.text("skos:note", event.note.unwrap_or_default());
        node.list("dct:source", self.sources(event.sources));
        node.finish()
    }

    fn contact(&self, contact: &Contact<'d>) -> Json<'d> {
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

    fn topics(&self, topics: &[TopicId]) -> Json<'d> {
        Json::list(topics.iter().map(|topic| reference("topic", self.directory.topic(*topic).id)))
    }

    fn sources(&self, sources: &[SourceId]) -> Json<'d> {
        Json::list(sources.iter().map(|source| reference("source", self.directory.source(*source).id)))
    }
}

fn reference<'v>(prefix: &str, id: &str) -> Json<'v> {
    id_of(format!("{prefix}:{id}"))
}

fn id_of<'v>(id: impl Into<Json<'v>>) -> Json<'v> {
    Json::Object(vec![field("@id", id)])
}

/// An object that is being made. What has nothing to say is left out.
#[derive(Default)]
pub(super) struct Node<'v> {
    /// By name, sorted.
    fields: Vec<Field<'v>>,
}

impl<'v> Node<'v> {
    fn new(id: impl Into<Json<'v>>, classes: impl Into<Json<'v>>) -> Self {
        let mut node = Node::default();
        node.put("@id", id);
        node.put("@type", classes);
        node
    }

    fn without_id(class: &'static str) -> Self {
        let mut node = Node::default();
        node.put("@type", class);
        node
    }

    pub(super) fn put(&mut self, name: &'static str, value: impl Into<Json<'v>>) {
        *self.value(name.into()) = value.into();
    }

    fn text(&mut self, name: &'static str, text: &'v str) {
        if !text.is_empty() {
            self.put(name, text);
        }
    }

    fn date(&mut self, name: &'static str, date: Option<Date>) {
        if let Some(date) = date {
            self.put(name, date.to_string());
        }
    }

    /// An address leads somewhere only where it is well-formed.
    fn address(&mut self, name: &'static str, address: &'v str) {
        if is_iri(address) {
            self.put(name, id_of(address));
        } else {
            self.text(name, address);
        }
    }

    fn list(&mut self, name: &'static str, values: Json<'v>) {
        if !matches!(&values, Json::List(values) if values.is_empty()) {
            self.put(name, values);
        }
    }

    /// Adds to a list.
    fn add(&mut self, name: impl Into<Cow<'v, str>>, value: Json<'v>) {
        let list = self.value(name.into());
        if let Json::List(values) = list {
            values.push(value);
        } else {
            *list = Json::List(vec![value]);
        }
    }

    /// The value with this name; a new one is nothing.
    fn value(&mut self, name: Cow<'v, str>) -> &mut Json<'v> {
        let place = match self.fields.binary_search_by(|(known, _)| known.cmp(&name)) {
            Ok(place) => place,
            Err(place) => {
                self.fields.insert(place, (name, Json::Null));
                place
            }
        };
        &mut self.fields[place].1
    }

    pub(super) fn finish(self) -> Json<'v> {
        Json::Object(self.fields)
    }
}
