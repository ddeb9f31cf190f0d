//! Values of linked data, as they are told: texts, lists, and objects whose fields keep the order in which they come.

use std::borrow::Cow;
use std::mem;

use serde::{Serialize, Serializer};

use super::mapping::is_iri;
use crate::directory::Date;

/// A value.
pub(super) enum Value<'d> {
    Text(Cow<'d, str>),
    List(Vec<Value<'d>>),
    Node(Node<'d>),
}

impl<'d> Value<'d> {
    /// What leads to the node of this id.
    pub(super) fn id(id: impl Into<Cow<'d, str>>) -> Self {
        Value::Node(Node { fields: vec![("@id".into(), Value::Text(id.into()))] })
    }

    /// A list of texts.
    pub(super) fn list(texts: impl IntoIterator<Item = &'d str>) -> Self {
        Value::List(texts.into_iter().map(Value::from).collect())
    }

    /// Makes it a list, where it is none, and adds to that.
    fn push(&mut self, value: Value<'d>) {
        if let Value::List(values) = self {
            values.push(value);
        } else {
            let before = mem::replace(self, Value::List(Vec::new()));
            *self = Value::List(vec![before, value]);
        }
    }
}

impl<'d> From<&'d str> for Value<'d> {
    fn from(text: &'d str) -> Self {
        Value::Text(text.into())
    }
}

impl<'d> From<Node<'d>> for Value<'d> {
    fn from(node: Node<'d>) -> Self {
        Value::Node(node)
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(values) => serializer.collect_seq(values),
            Value::Node(node) => node.serialize(serializer),
        }
    }
}

/// An object that is being made. What has nothing to say is left out.
#[derive(Default)]
pub(super) struct Node<'d> {
    fields: Vec<(Cow<'d, str>, Value<'d>)>,
}

impl<'d> Node<'d> {
    pub(super) fn new(id: impl Into<Cow<'d, str>>, classes: Value<'d>) -> Self {
        let mut node = Node::default();
        node.put("@id", Value::Text(id.into()));
        node.put("@type", classes);
        node
    }

    pub(super) fn without_id(class: &'d str) -> Self {
        let mut node = Node::default();
        node.put("@type", class.into());
        node
    }

    /// Gives a property its value, or one more value where it has one: a relation may be of the class that something else
    /// is said by.
    pub(super) fn put(&mut self, name: impl Into<Cow<'d, str>>, value: Value<'d>) {
        let name = name.into();
        match self.field(&name) {
            Some(known) => known.push(value),
            None => self.fields.push((name, value)),
        }
    }

    /// Adds to the list of what a property has.
    pub(super) fn add(&mut self, name: impl Into<Cow<'d, str>>, value: Value<'d>) {
        let name = name.into();
        match self.field(&name) {
            Some(known) => known.push(value),
            None => self.fields.push((name, Value::List(vec![value]))),
        }
    }

    fn field(&mut self, name: &str) -> Option<&mut Value<'d>> {
        self.fields.iter_mut().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(super) fn list(&mut self, name: &'d str, values: impl Iterator<Item = Value<'d>>) {
        values.for_each(|value| self.add(name, value));
    }

    pub(super) fn text(&mut self, name: &'d str, text: impl Into<Cow<'d, str>>) {
        let text = text.into();
        if !text.is_empty() {
            self.put(name, Value::Text(text));
        }
    }

    pub(super) fn node(&mut self, name: &'d str, node: Node<'d>) {
        if !node.fields.is_empty() {
            self.put(name, node.into());
        }
    }

    pub(super) fn date(&mut self, name: &'d str, date: Option<Date>) {
        self.text(name, date.map(|date| date.to_string()).unwrap_or_default());
    }

    /// An address leads somewhere only where it is well-formed.
    pub(super) fn address(&mut self, name: &'d str, address: &'d str) {
        if is_iri(address) {
            self.put(name, Value::id(address));
        } else {
            self.text(name, address);
        }
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.fields.iter().map(|(name, value)| (name, value)))
    }
}
