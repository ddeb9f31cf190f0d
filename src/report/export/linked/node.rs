//! The object that tells of an entry, or of a term: its id, its classes, and what is stated of it.
//!
//! An activity is an action whose agent the entry is, an event is an event about it, what else is stated is a note. Each
//! keeps its topics and who says so.

use super::mapping::Mapping;
use super::value::{Node, Value};
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
    pub(super) fn whole(&self) -> Node<'d> {
        let directory = self.directory;
        let mut node = Node::new(self.base, Value::list(["schema:Dataset", "skos:ConceptScheme"]));
        node.text("schema:name", directory.title());
        node.text("schema:description", directory.about());
        node.text("schema:version", directory.edition());
        node.date("schema:dateModified", directory.updated());
        node
    }

    /// A kind or a topic.
    pub(super) fn concept(&self, prefix: &str, term: Term<'d>) -> Node<'d> {
        let mut node = Node::new(format!("{prefix}:{}", term.id), "skos:Concept".into());
        node.text("skos:prefLabel", term.name);
        node.text("skos:definition", term.about);
        node.put("skos:inScheme", Value::id(self.base));
        node
    }

    /// A relation.
    pub(super) fn property(&self, relation: RelationTerm<'d>) -> Node<'d> {
        let mut node = Node::new(format!("relation:{}", relation.id), "rdf:Property".into());
        node.text("rdfs:label", relation.name);
        node.text("skos:altLabel", relation.inverse.unwrap_or_default());
        node.put("dct:isPartOf", Value::id(self.base));
        node
    }

    /// A source.
    pub(super) fn work(&self, source: SourceTerm<'d>) -> Node<'d> {
        let mut node = Node::new(format!("source:{}", source.id), "schema:CreativeWork".into());
        node.text("schema:name", source.title);
        node.text("dct:publisher", source.publisher);
        node.date("schema:datePublished", source.date);
        node.text("skos:note", source.note);
        node.address("schema:url", source.url);
        node.put("dct:isPartOf", Value::id(self.base));
        node
    }

    /// An entry.
    pub(super) fn entry(&self, entry: Entry<'d>) -> Node<'d> {
        let mut node = Node::new(format!("entry:{}", entry.id()), Value::list(self.mapping.classes(entry)));
        let others: Vec<&str> = entry.abbreviation().into_iter().chain(entry.other_names()).collect();
        node.text("schema:name", entry.name());
        node.text("skos:prefLabel", entry.name());
        node.list("schema:alternateName", others.iter().copied().map(Value::from));
        node.list("skos:altLabel", others.iter().copied().map(Value::from));
        let is_organization = self.mapping.is_organization(entry.kind_id());
        let classification = if is_organization { "org:classification" } else { "dct:type" };
        node.put(classification, reference("kind", entry.kind().id));
        node.text("schema:description", entry.summary().unwrap_or_default());
        node.text("dct:description", entry.text().unwrap_or_default());
        node.list("dct:subject", self.topics(&entry.topics()));
        self.put_links(entry, &mut node);
        self.put_stated(entry, &mut node);
        node
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
        node.list("skos:note", entry.background().map(note));
        node.list("schema:subjectOf", entry.events().map(|event| self.event(event)));
        node.list("schema:contactPoint", entry.contacts().map(|contact| self.contact(&contact)));
        node.list("dct:source", self.sources(entry.sources()));
        let mut reverse = Node::default();
        reverse.list("schema:agent", entry.activities().map(action));
        node.node("@reverse", reverse);
    }

    fn statement(&self, statement: Statement<'d>, class: &'d str, property: &'d str) -> Value<'d> {
        let mut node = Node::without_id(class);
        node.text(property, statement.text());
        node.list("dct:subject", self.topics(statement.topics()));
        node.text("skos:note", statement.note().unwrap_or_default());
        node.list("dct:source", self.sources(statement.sources()));
        node.into()
    }

    fn event(&self, event: Event<'d>) -> Value<'d> {
        let mut node = Node::without_id("schema:Event");
        node.date("schema:startDate", Some(event.date));
        node.text("schema:description", event.text);
        node.text("skos:note", event.note.unwrap_or_default());
        node.list("dct:source", self.sources(event.sources));
        node.into()
    }

    fn contact(&self, contact: &Contact<'d>) -> Value<'d> {
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
        node.into()
    }

    fn topics(&self, topics: &[TopicId]) -> impl Iterator<Item = Value<'d>> {
        topics.iter().map(|topic| reference("topic", self.directory.topic(*topic).id))
    }

    fn sources(&self, sources: &[SourceId]) -> impl Iterator<Item = Value<'d>> {
        sources.iter().map(|source| reference("source", self.directory.source(*source).id))
    }
}

fn reference<'d>(prefix: &str, id: &str) -> Value<'d> {
    Value::id(format!("{prefix}:{id}"))
}
