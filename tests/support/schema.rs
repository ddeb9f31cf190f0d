//! Values against a JSON Schema: as much of draft 2020-12 as ours needs. A keyword that is not known here is a mistake of
//! the schema's, so that none is passed over.

use std::cell::RefCell;
use std::collections::HashMap;

use regex_lite::Regex;
use serde_json::Value;

/// What in `value` is not as the part of `schema` at `pointer` wants it, the first of it.
pub(crate) fn mismatch(schema: &Value, pointer: &str, value: &Value) -> Option<String> {
    let part = schema.pointer(pointer).unwrap_or_else(|| panic!("the schema has no {pointer}"));
    Validator { schema }.check(part, value, "$").err()
}

struct Validator<'s> {
    schema: &'s Value,
}

impl Validator<'_> {
    fn check(&self, part: &Value, value: &Value, at: &str) -> Result<(), String> {
        let part = part.as_object().unwrap_or_else(|| panic!("{part} is no schema"));
        part.iter().try_for_each(|(keyword, wanted)| self.keyword(keyword, wanted, value, at))
    }

    fn keyword(&self, keyword: &str, wanted: &Value, value: &Value, at: &str) -> Result<(), String> {
        let holds = match keyword {
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let pointer =
                    wanted.as_str().and_then(|wanted| wanted.strip_prefix('#')).expect("it is one of ours");
                let part = self.schema.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is not there"));
                return self.check(part, value, at);
            }
            "anyOf" => return self.any(wanted, value, at),
            "type" => types(wanted).any(|wanted| is_a(value, wanted)),
            "enum" => wanted.as_array().expect("a list").contains(value),
            "pattern" => value.as_str().is_none_or(|text| matches(wanted.as_str().expect("a pattern"), text)),
            "minimum" => value.as_i64().is_none_or(|number| number >= wanted.as_i64().expect("a number")),
            "minItems" => {
                value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().expect("a number"))
            }
            "maxItems" => {
                value.as_array().is_none_or(|items| items.len() as u64 <= wanted.as_u64().expect("a number"))
            }
            "items" => return self.items(wanted, value, at),
            "properties" => return self.properties(wanted, value, at),
            "required" => {
                let names =
                    wanted.as_array().expect("a list").iter().map(|name| name.as_str().expect("a name"));
                value.as_object().is_none_or(|object| names.clone().all(|name| object.contains_key(name)))
            }
            // Ours is always false, and `properties` sees to it.
            "additionalProperties" => wanted == &Value::Bool(false),
            other => panic!("the keyword {other} is not known here"),
        };
        if holds { Ok(()) } else { Err(format!("{at} against {keyword}: {wanted}")) }
    }

    fn any(&self, wanted: &Value, value: &Value, at: &str) -> Result<(), String> {
        let parts = wanted.as_array().expect("a list");
        let results: Vec<_> = parts.iter().map(|part| self.check(part, value, at)).collect();
        if results.iter().any(Result::is_ok) { Ok(()) } else { Err(format!("none of these: {results:?}")) }
    }

    fn items(&self, wanted: &Value, value: &Value, at: &str) -> Result<(), String> {
        let mut items = value.as_array().into_iter().flatten().enumerate();
        items.try_for_each(|(index, item)| self.check(wanted, item, &format!("{at}[{index}]")))
    }

    /// All that there is, is known.
    fn properties(&self, wanted: &Value, value: &Value, at: &str) -> Result<(), String> {
        for (name, value) in value.as_object().into_iter().flatten() {
            let part = wanted.get(name).ok_or_else(|| format!("{at} has {name:?}, which is not told of"))?;
            self.check(part, value, &format!("{at}.{name}"))?;
        }
        Ok(())
    }
}

/// Whether a text fits a pattern. To compile one takes longer than all the rest, so they are kept.
fn matches(pattern: &str, text: &str) -> bool {
    thread_local!(static KEPT: RefCell<HashMap<String, Regex>> = RefCell::default());
    KEPT.with_borrow_mut(|kept| {
        let regex = kept.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).expect("a pattern"));
        regex.is_match(text)
    })
}

fn types(wanted: &Value) -> impl Iterator<Item = &str> {
    let several = wanted.as_array().map_or(std::slice::from_ref(wanted), Vec::as_slice);
    several.iter().map(|wanted| wanted.as_str().expect("a type has a name"))
}

fn is_a(value: &Value, wanted: &str) -> bool {
    match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the type {other} is not known here"),
    }
}
