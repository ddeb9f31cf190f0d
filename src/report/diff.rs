//! What has changed from one edition of a directory to the next: by id and by field, not by line.
//!
//! Records are compared as their JSON values, so every field of [`crate::fields`] is compared without being named
//! here. Fields computed from other entries are left out, as they change with those.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::value::RecordValue;
use super::{Printer, Report, json};
use crate::directory::{Directory, enum_of_words};
use crate::fields::Record;
use crate::text::{Markdown, Role};

/// The fields that describe an item of a list; the others follow with their names.
const MAIN_FIELDS: [&str; 7] = ["date", "kind", "rel", "id", "value", "words", "text"];

/// All differences, in the order of the new directory; those that are gone come first.
#[derive(Debug, Serialize)]
pub(crate) struct Diff {
    pub(crate) changes: Vec<Change>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Change {
    /// What it is: `entry`, `source` and so on.
    pub(crate) record: &'static str,
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(rename = "change")]
    pub(crate) kind: ChangeKind,
    fields: Vec<FieldChange>,
}

enum_of_words! {
    /// Whether a record is new, gone or changed.
    #[derive(Serialize)]
    #[serde(rename_all = "lowercase")]
    ChangeKind, word:
    Added = "added",
    Gone = "gone",
    Changed = "changed",
}

impl ChangeKind {
    fn sign(self) -> char {
        match self {
            ChangeKind::Added => '+',
            ChangeKind::Gone => '-',
            ChangeKind::Changed => '~',
        }
    }
}

/// The values of a field that only one of the two directories has, and those that have moved.
#[derive(Debug, Default, Serialize)]
struct FieldChange {
    field: &'static str,
    gone: Vec<Value>,
    added: Vec<Value>,
    moved: Vec<Value>,
}

impl Diff {
    pub(crate) fn of<'d>(old: &'d Directory, new: &'d Directory) -> Self {
        let (both, mut changes) = ([old, new], Vec::new());
        let moved = [
            ("kinds", diff_records(both, |of| of.kinds().map(|(_, term)| (term.id, term)), &mut changes)),
            (
                "relations",
                diff_records(both, |of| of.relations().map(|(_, term)| (term.id, term)), &mut changes),
            ),
            ("topics", diff_records(both, |of| of.topics().map(|(_, term)| (term.id, term)), &mut changes)),
            ("sources", diff_records(both, |of| of.sources().map(|(_, term)| (term.id, term)), &mut changes)),
            ("entries", diff_records(both, |of| of.entries().map(|entry| (entry.id(), entry)), &mut changes)),
        ];
        let now = value(new, new);
        let mut fields = changed_fields::<&Directory>(&value(old, old), &now);
        let moved = moved.into_iter().filter(|(_, moved)| !moved.is_empty());
        fields.extend(moved.map(|(field, moved)| FieldChange { field, moved, ..FieldChange::default() }));
        if !fields.is_empty() {
            changes.insert(0, Change::of::<&Directory>("", &now, ChangeKind::Changed, fields));
        }
        Diff { changes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many records are different, in words: `2 added, 1 gone, 3 changed`.
    pub(crate) fn summary(&self) -> String {
        let counted = ChangeKind::ALL.iter().filter_map(|how| {
            let count = self.changes.iter().filter(|change| change.kind == *how).count();
            (count > 0).then(|| format!("{count} {}", how.word()))
        });
        counted.collect::<Vec<_>>().join(", ")
    }
}

impl Report for Diff {
    fn write_text(&self, printer: &mut Printer) -> io::Result<()> {
        for change in &self.changes {
            printer.put_line(&format!("{} {}", change.kind.sign(), change.title()), Role::Strong)?;
            for field in &change.fields {
                printer.put_line(&format!("    {}", field.field), Role::Emphasis)?;
                for (sign, values) in [("-", &field.gone), ("+", &field.added), ("moved:", &field.moved)] {
                    for value in values {
                        printer.put_line(&format!("    {sign} {}", value_text(value)), Role::Text)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn markdown(&self) -> String {
        let mut markdown = Markdown::default();
        for (how, title) in ChangeKind::ALL.iter().zip(["Added", "Gone", "Changed"]) {
            let mut changes = self.changes.iter().filter(|change| change.kind == *how).peekable();
            if changes.peek().is_some() {
                markdown.heading(2, title);
                markdown.items(changes, |markdown, change| change.add_to(markdown));
            }
        }
        markdown.finish()
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        json::write(self, out)
    }
}

impl Change {
    fn of<'d, T: Record<'d>>(id: &str, value: &Value, kind: ChangeKind, fields: Vec<FieldChange>) -> Self {
        let name = value["name"].as_str().or(value["title"].as_str()).unwrap_or_default();
        Change { record: T::NAME, id: id.to_owned(), name: name.to_owned(), kind, fields }
    }

    pub(crate) fn field_names(&self) -> String {
        self.fields.iter().map(|field| field.field).collect::<Vec<_>>().join(", ")
    }

    fn title(&self) -> String {
        match (self.id.as_str(), self.name.as_str()) {
            ("", name) => format!("{}: {name}", self.record),
            (id, name) => format!("{} {id}: {name}", self.record),
        }
    }

    fn add_to(&self, markdown: &mut Markdown) {
        markdown.text(&self.title());
        let values = self.fields.iter().flat_map(|FieldChange { field, gone, added, moved }| {
            [("no more", gone), ("now", added), ("moved in", moved)].into_iter().flat_map(
                move |(words, values)| {
                    values.iter().map(move |value| format!("{words} {field}: {}", value_text(value)))
                },
            )
        });
        let values: Vec<String> = values.collect();
        if !values.is_empty() {
            markdown.items(values, |markdown, value| markdown.text(&value));
        }
    }
}

/// Compares the records of one kind, each with its id, and gives the ids of those that have moved.
fn diff_records<'d, T: Record<'d>, I: IntoIterator<Item = (&'d str, T)>>(
    [old, new]: [&'d Directory; 2],
    records: impl Fn(&'d Directory) -> I,
    changes: &mut Vec<Change>,
) -> Vec<Value> {
    let [olds, news]: [Vec<(&str, T)>; 2] = [old, new].map(|of| records(of).into_iter().collect());
    let kept: HashSet<&str> = news.iter().map(|(id, _)| *id).collect();
    for (id, record) in &olds {
        if !kept.contains(id) {
            changes.push(Change::of::<T>(id, &value(old, *record), ChangeKind::Gone, Vec::new()));
        }
    }
    let positions: HashMap<&str, usize> = olds.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
    let mut in_new_order = Vec::new();
    for (id, record) in news {
        let now = value(new, record);
        let Some(&before) = positions.get(id) else {
            changes.push(Change::of::<T>(id, &now, ChangeKind::Added, Vec::new()));
            continue;
        };
        in_new_order.push((before, Value::from(id)));
        let fields = changed_fields::<T>(&value(old, olds[before].1), &now);
        if !fields.is_empty() {
            changes.push(Change::of::<T>(id, &now, ChangeKind::Changed, fields));
        }
    }
    out_of_order(in_new_order)
}

fn value<'d, T: Record<'d>>(directory: &'d Directory, record: T) -> Value {
    serde_json::to_value(RecordValue::of(directory, record)).unwrap_or_default()
}

fn changed_fields<'d, T: Record<'d>>(old: &Value, new: &Value) -> Vec<FieldChange> {
    let given = T::FIELDS.iter().filter(|field| !field.is_computed);
    let changes = given.map(|field| {
        let field = field.name;
        let before = items(&old[field]);
        let mut gone: Vec<(usize, &Value)> = before.iter().enumerate().collect();
        let (mut added, mut kept) = (Vec::new(), Vec::new());
        for item in items(&new[field]) {
            match gone.iter().position(|(_, known)| **known == item) {
                Some(at) => kept.push((gone.remove(at).0, item)),
                None => added.push(item),
            }
        }
        let gone = gone.into_iter().map(|(_, value)| value.clone()).collect();
        FieldChange { field, gone, added, moved: out_of_order(kept) }
    });
    // The home is the first of the parents, which are computed.
    let homes = [old, new].map(|entry| items(&entry["parents"][0]));
    let home = (homes[0] != homes[1]).then(|| {
        let [gone, added] = homes;
        FieldChange { field: "home", gone, added, moved: Vec::new() }
    });
    let is_change = |change: &FieldChange| {
        !(change.gone.is_empty() && change.added.is_empty() && change.moved.is_empty())
    };
    changes.chain(home).filter(is_change).collect()
}

/// The fewest values that explain a new order: all but a longest increasing subsequence of the old positions.
fn out_of_order<T>(kept: Vec<(usize, T)>) -> Vec<T> {
    // The last value of the best run of each length, and the predecessor of each value in its run.
    let mut lasts: Vec<usize> = Vec::new();
    let mut before = vec![None; kept.len()];
    for (at, (position, _)) in kept.iter().enumerate() {
        let length = lasts.partition_point(|last| kept[*last].0 < *position);
        before[at] = length.checked_sub(1).map(|shorter| lasts[shorter]);
        lasts.truncate(length.max(lasts.len()));
        if length == lasts.len() { lasts.push(at) } else { lasts[length] = at }
    }
    let mut stays = vec![false; kept.len()];
    let mut last = lasts.last().copied();
    while let Some(at) = last {
        stays[at] = true;
        last = before[at];
    }
    kept.into_iter().zip(stays).filter(|(_, stays)| !stays).map(|((_, value), _)| value).collect()
}

/// The values of a field, without the names of other entries.
fn items(value: &Value) -> Vec<Value> {
    let list = match value {
        Value::Null => Vec::new(),
        Value::Array(list) => list.clone(),
        // A long text is compared paragraph by paragraph.
        Value::String(text) => {
            text.split("\n\n").filter(|part| !part.trim().is_empty()).map(Value::from).collect()
        }
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => vec![value.clone()],
    };
    let without_name = |mut item: Value| {
        if let Some(link) = item.as_object_mut().filter(|item| item.contains_key("rel")) {
            link.remove("name");
        }
        item
    };
    list.into_iter().map(without_name).collect()
}

/// A value on one line: first its main field, then the others with their names.
fn value_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.replace('\n', " "),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(list) => list.iter().map(value_text).collect::<Vec<_>>().join(", "),
        Value::Object(object) => {
            let is_said =
                |value: &&Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
            let first =
                MAIN_FIELDS.iter().filter_map(|name| object.get(*name)).filter(is_said).map(value_text);
            let mut words = first.collect::<Vec<_>>().join(" ");
            for (name, value) in
                object.iter().filter(|(name, value)| !MAIN_FIELDS.contains(&name.as_str()) && is_said(value))
            {
                let _ = write!(words, "; {name}: {}", value_text(value));
            }
            words
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ReportStyle;

    fn diff(change: &str, to: &str) -> String {
        let parsed =
            |text: String| Directory::parse("test.ron", text).unwrap_or_else(|error| panic!("{error}"));
        let old = parsed(OLD.to_owned());
        let new = parsed(OLD.replacen(change, to, 1));
        let mut out = Vec::new();
        Diff::of(&old, &new).write_text(&mut Printer::new(&mut out, ReportStyle::default())).unwrap();
        String::from_utf8(out).unwrap()
    }

    const OLD: &str = r#"(title: "Clubs", edition: "2024",
        kinds: [(id: "club", name: "Club")],
        relations: [(id: "in", name: "member of", nests: true)],
        topics: [(id: "music", name: "Music"), (id: "sport", name: "Sport")],
        sources: [(id: "minutes", title: "Minutes")],
        entries: [
            (id: "council", kind: "club", name: "Council"),
            (id: "hall", kind: "club", name: "Hall"),
            (id: "choir", kind: "club", name: "Choir", summary: "It sings.", topics: ["music"],
                activities: [(text: "Sings.", topics: ["music"], sources: ["minutes"]), (text: "Sings.")],
                links: [(rel: "in", to: "council", note: "Since spring.")],
                events: [(date: "2024-03", text: "Sings aloud.")],
                contacts: [(kind: phone, value: "555-0100", date: "2024-03")]),
        ],
    )"#;

    #[test]
    fn each_change_is_told_by_id_and_field_and_nothing_else() {
        assert_eq!(diff("", ""), "");
        assert_eq!(diff("  ", " // the same\n "), "", "lines are not compared");
        for (change, to, expected) in [
            ("\"2024\"", "\"2025\"", "~ directory: Clubs\n    edition\n    - 2024\n    + 2025\n"),
            ("\"Sport\"", "\"Sports\"", "~ topic sport: Sports\n    name\n    - Sport\n    + Sports\n"),
            (
                "It sings.\"",
                "It sings.\", text: \"One.\\n\\nTwo.\"",
                "~ entry choir: Choir\n    text\n    + One.\n    + Two.\n",
            ),
            ("It sings.", "It hums.", "~ entry choir: Choir\n    summary\n    - It sings.\n    + It hums.\n"),
            (
                "topics: [\"music\"],",
                "topics: [\"music\", \"sport\"],",
                "~ entry choir: Choir\n    topics\n    + sport\n",
            ),
            (", (text: \"Sings.\")", "", "~ entry choir: Choir\n    activities\n    - Sings.\n"),
            (
                "Since spring.",
                "Since fall.",
                "~ entry choir: Choir\n    links\n    - in council; note: Since spring.\n    + in council; note: Since fall.\n",
            ),
            (
                "555-0100\", date: \"2024-03\"",
                "555-0100\", date: \"2025-01\"",
                "~ entry choir: Choir\n    contacts\n    - 2024-03 phone 555-0100\n    + 2025-01 phone 555-0100\n",
            ),
            (
                "name: \"Council\"",
                "name: \"The Council\"",
                "~ entry council: The Council\n    name\n    - Council\n    + The Council\n",
            ),
            (
                "        ],\n    )",
                "(id: \"band\", kind: \"club\", name: \"Band\")],)",
                "+ entry band: Band\n",
            ),
            (
                "(id: \"music\", name: \"Music\"), (id: \"sport\", name: \"Sport\")",
                "(id: \"sport\", name: \"Sport\"), (id: \"music\", name: \"Music\")",
                "~ directory: Clubs\n    topics\n    moved: sport\n",
            ),
            (
                "[(text: \"Sings.\", topics: [\"music\"], sources: [\"minutes\"]), (text: \"Sings.\")]",
                "[(text: \"Sings.\"), (text: \"Sings.\", topics: [\"music\"], sources: [\"minutes\"])]",
                "~ entry choir: Choir\n    activities\n    moved: Sings.\n",
            ),
            (
                "[(rel: \"in\", to: \"council\", note: \"Since spring.\")]",
                "[(rel: \"in\", to: \"hall\"), (rel: \"in\", to: \"council\", note: \"Since spring.\")]",
                "~ entry choir: Choir\n    links\n    + in hall\n    home\n    - council\n    + hall\n",
            ),
            ("id: \"sport\"", "id: \"games\"", "- topic sport: Sport\n+ topic games: Sport\n"),
        ] {
            let told = diff(change, to);
            assert!(told.starts_with(expected), "{change} to {to}: {told}");
        }
    }
}
