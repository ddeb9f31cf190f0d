//! The JSON Schema of what is written as JSON: `schema.json`, with the records of a directory put in as
//! [`crate::fields`] declares them.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::directory::{
    Contact, Directory, Entry, Event, KindTerm, LinkEnd, RelationTerm, SourceTerm, Statement, Status,
    Synonym, TopicTerm,
};
use crate::fields::{FieldOf, Record, Shape};

/// The schema without the records, and the line of it that they stand for.
const FRAME: &str = include_str!("schema.json");
const RECORDS: &str = "    \"@records\": true,\n";

/// Writes the schema.
pub fn write(out: &mut impl Write) -> io::Result<()> {
    let (before, after) = FRAME.split_once(RECORDS).unwrap_or((FRAME, ""));
    out.write_all(before.as_bytes())?;
    for definition in [
        export(),
        object::<Entry>("", &[]),
        shown(),
        object::<Status>("", &[]),
        object::<Statement>("", &[]),
        object::<LinkEnd>("A link, seen from the entry that it is told with.", &[]),
        object::<Event>("", &[]),
        object::<Contact>("", &[]),
        object::<KindTerm>("", &[]),
        object::<Synonym>("", &[]),
        object::<RelationTerm>("", &[]),
        object::<TopicTerm>("", &[]),
        object::<SourceTerm>("", &[]),
    ] {
        out.write_all(definition.as_bytes())?;
    }
    out.write_all(after.as_bytes())
}

fn export() -> String {
    let lists = [
        ("kinds", list("kind")),
        ("relations", list("relation")),
        ("topics", list("topic")),
        ("sources", list("source")),
        ("entries", format!("\"description\": \"In the order of the file.\", {}", list("entry"))),
    ];
    object::<&Directory>("pitf export: the directory.", &lists).replacen("\"directory\"", "\"export\"", 1)
}

fn shown() -> String {
    let cited =
        format!("\"description\": \"Every source that anything in it rests on.\", {}", list("source"));
    object::<Entry>("An entry by itself.", &[("cited", cited)]).replacen("\"entry\"", "\"shown\"", 1)
}

/// The definition of a record, with further properties at its end.
fn object<'d, T: Record<'d>>(about: &str, more: &[(&str, String)]) -> String {
    let mut text = format!("    \"{}\": {{\n", T::NAME);
    if !about.is_empty() {
        let _ = writeln!(text, "      \"description\": {about:?},");
    }
    let own = T::FIELDS.iter().map(|field| (field.name, property(field)));
    let properties: Vec<(&str, String)> = own.chain(more.iter().cloned()).collect();
    let lines: Vec<String> =
        properties.iter().map(|(name, of)| format!("        \"{name}\": {{ {of} }}")).collect();
    let names: Vec<String> = properties.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let _ = write!(
        text,
        "      \"type\": \"object\",\n      \"properties\": {{\n{}\n      }},\n      \"required\": [{}],\n      \
         \"additionalProperties\": false\n    }},\n",
        lines.join(",\n"),
        names.join(", ")
    );
    text
}

fn property<T>(field: &FieldOf<T>) -> String {
    let about = match field.about {
        "" => String::new(),
        about => format!("\"description\": {about:?}, "),
    };
    let or_null = |of: &str| {
        if field.is_required {
            of.to_owned()
        } else {
            format!("\"anyOf\": [{{ {of} }}, {{ \"type\": \"null\" }}]")
        }
    };
    let of = match &field.shape {
        Shape::Id(_) | Shape::Reference(_) => or_null(&reference("id")),
        Shape::Line(_) | Shape::Inline(_) | Shape::Prose(_) if field.is_required => {
            "\"type\": \"string\"".to_owned()
        }
        Shape::Line(_) | Shape::Inline(_) | Shape::Prose(_) => "\"type\": [\"string\", \"null\"]".to_owned(),
        Shape::Lines(_) => "\"type\": \"array\", \"items\": { \"type\": \"string\" }".to_owned(),
        Shape::Word(words, _) => {
            let words = words().into_iter().map(|word| format!("\"{word}\""));
            let null = (!field.is_required).then(|| "null".to_owned());
            format!("\"enum\": [{}]", words.chain(null).collect::<Vec<_>>().join(", "))
        }
        Shape::Flag(_) => "\"type\": \"boolean\"".to_owned(),
        Shape::Date(_) => or_null(&reference("date")),
        Shape::References(_) => reference("ids"),
        Shape::Status(_) => or_null(&reference("status")),
        Shape::Synonyms(_) => list("synonym"),
        Shape::Stated(record, _) => list(record),
    };
    about + &of
}

fn reference(name: &str) -> String {
    format!("\"$ref\": \"#/$defs/{name}\"")
}

fn list(name: &str) -> String {
    format!("\"type\": \"array\", \"items\": {{ {} }}", reference(name))
}
