//! The JSON Schema of what is written as JSON: `schema.json`, and the records of a directory as [`crate::fields`]
//! declares them.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::json;
use crate::directory::{
    Contact, Directory, Entry, Event, KindTerm, LinkEnd, RelationTerm, SourceTerm, Statement, Status,
    Synonym, TopicTerm,
};
use crate::fields::{FieldOf, Record, Shape};

const FRAME: &str = include_str!("schema.json");

/// Writes the schema.
pub fn write(out: &mut dyn Write) -> io::Result<()> {
    let mut schema: Value = serde_json::from_str(FRAME).map_err(io::Error::from)?;
    let definitions = &mut schema["$defs"];
    let lists = ["kind", "relation", "topic", "source"].map(|name| (format!("{name}s"), list(name)));
    let entries = described("In the order of the file.", list("entry"));
    let lists = lists.into_iter().chain([("entries".to_owned(), entries)]);
    definitions["export"] = object::<&Directory>("pitf export: the directory.", lists);
    definitions["entry"] = object::<Entry>("", []);
    let cited = described("Every source that anything in it rests on.", list("source"));
    definitions["shown"] = object::<Entry>("An entry by itself.", [("cited".to_owned(), cited)]);
    define::<Status>("", definitions);
    define::<Statement>("", definitions);
    define::<LinkEnd>("A link, seen from the entry that has it.", definitions);
    define::<Event>("", definitions);
    define::<Contact>("", definitions);
    define::<KindTerm>("", definitions);
    define::<Synonym>("", definitions);
    define::<RelationTerm>("", definitions);
    define::<TopicTerm>("", definitions);
    define::<SourceTerm>("", definitions);
    json::write(&schema, out)
}

fn define<'d, T: Record<'d>>(about: &str, definitions: &mut Value) {
    definitions[T::NAME] = object::<T>(about, []);
}

/// The definition of a record, with further properties at its end.
fn object<'d, T: Record<'d>>(about: &str, more: impl IntoIterator<Item = (String, Value)>) -> Value {
    let own = T::FIELDS.iter().map(|field| (field.name.to_owned(), property(field)));
    let properties: Map<String, Value> = own.chain(more).collect();
    let required: Vec<&String> = properties.keys().collect();
    described(
        about,
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false }),
    )
}

fn property<T>(field: &FieldOf<T>) -> Value {
    let (of, is_always_there) = match &field.shape {
        Shape::Id(_) | Shape::Reference(_) => (reference("id"), field.is_required),
        Shape::Line(_) | Shape::Inline(_) | Shape::Prose(_) => {
            (json!({ "type": "string" }), field.is_required)
        }
        Shape::Word(words, _) => (json!({ "enum": words() }), field.is_required),
        Shape::Date(_) => (reference("date"), field.is_required),
        Shape::Status(_) => (reference("status"), field.is_required),
        Shape::Lines(_) => (json!({ "type": "array", "items": { "type": "string" } }), true),
        Shape::Flag(_) => (json!({ "type": "boolean" }), true),
        Shape::References(_) => (reference("ids"), true),
        Shape::Synonyms(_) => (list("synonym"), true),
        Shape::Stated(record, _) => (list(record), true),
    };
    let or_null = if is_always_there { of } else { json!({ "anyOf": [of, { "type": "null" }] }) };
    described(field.about, or_null)
}

fn described(about: &str, mut value: Value) -> Value {
    if !about.is_empty() {
        value["description"] = about.into();
    }
    value
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn list(name: &str) -> Value {
    json!({ "type": "array", "items": reference(name) })
}
