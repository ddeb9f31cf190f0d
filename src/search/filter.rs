//! The filters of a query, `kind:`, `topic:`, `under:` and `id:`, resolved against a directory.
//!
//! A value is an id or a name, in any case and with or without accents. One that is neither, as it is still being typed,
//! stands for everything that begins with it.

use super::bits::Bits;
use super::fold::key;
use super::index::Index;
use super::query::{FILTERS, Filter, FilterField};
use crate::directory::{Directory, EntryId, Term};

/// The values that the filter of this name can have, each with what it is.
pub fn filter_values(directory: &Directory, name: &str) -> Vec<(String, String)> {
    let pair = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    match FILTERS.iter().find(|filter| filter.name == name).map(|filter| filter.field) {
        Some(FilterField::Kind) => directory.kinds().map(|(_, kind)| pair(kind.id, kind.name)).collect(),
        Some(FilterField::Topic) => directory.topics().map(|(_, topic)| pair(topic.id, topic.name)).collect(),
        Some(FilterField::Under | FilterField::Id) => {
            directory.entries().map(|entry| pair(entry.id(), entry.name())).collect()
        }
        None => Vec::new(),
    }
}

/// The places of the entries that fit.
pub(super) fn fitting(filter: &Filter, directory: &Directory, index: &Index) -> Bits {
    let mut places = Bits::new(index.order.len());
    for value in &filter.values {
        match filter.field {
            FilterField::Kind => {
                let kinds: Vec<usize> = matching_terms(value, directory.kinds().map(|(_, term)| term));
                index.unite_kinds(&kinds, &mut places);
            }
            FilterField::Topic => {
                let topics = matching_terms(value, directory.topics().map(|(_, term)| term));
                index.unite_topics(&topics, &mut places);
            }
            FilterField::Under => {
                for entry in named(value, directory, index) {
                    places.unite(&index.order.beneath(entry));
                }
            }
            FilterField::Id => {
                directory.find(&value.to_lowercase()).into_iter().for_each(|entry| {
                    places.insert(index.order.place(entry));
                });
            }
        }
    }
    if filter.negated {
        let mut others = Bits::full(places.bound());
        others.subtract(&places);
        return others;
    }
    places
}

/// A line for each value that names nothing.
pub(super) fn notes(filter: &Filter, directory: &Directory) -> Vec<String> {
    let unknown = |value: &&String| match filter.field {
        FilterField::Kind => matching_terms(value, directory.kinds().map(|(_, term)| term)).is_empty(),
        FilterField::Topic => matching_terms(value, directory.topics().map(|(_, term)| term)).is_empty(),
        FilterField::Under | FilterField::Id => {
            directory.find(&value.to_lowercase()).is_none() && !names_an_entry(value, directory)
        }
    };
    filter.values.iter().filter(unknown).map(|value| note(filter.field, value, directory)).collect()
}

/// Beyond this many entries, nobody waits for the nearest of all ids.
const MOST_COMPARED: usize = 100_000;

fn note(field: FilterField, value: &str, directory: &Directory) -> String {
    let folded = value.to_lowercase();
    let nearest = match field {
        FilterField::Kind => nearest_term(&folded, directory.kinds().map(|(_, term)| term)),
        FilterField::Topic => nearest_term(&folded, directory.topics().map(|(_, term)| term)),
        FilterField::Under | FilterField::Id => {
            let ids = directory.entries().take(MOST_COMPARED).map(crate::directory::Entry::id);
            crate::directory::nearest(&folded, ids).map(str::to_owned)
        }
    };
    let thing = match field {
        FilterField::Kind => "kind",
        FilterField::Topic => "topic",
        FilterField::Under | FilterField::Id => "entry",
    };
    let value = crate::directory::quoted(value);
    match nearest {
        Some(nearest) => format!("no {thing} \"{value}\"; did you mean {nearest}?"),
        None => format!("no {thing} \"{value}\""),
    }
}

fn nearest_term<'d>(wanted: &str, terms: impl Iterator<Item = Term<'d>>) -> Option<String> {
    let terms: Vec<(String, &str)> = terms
        .flat_map(|term| [term.id, term.name, term.plural].map(|text| (text.to_lowercase(), term.id)))
        .collect();
    let nearest = crate::directory::nearest(wanted, terms.iter().map(|(text, _)| text.as_str()))?;
    terms.iter().find(|(text, _)| text == nearest).map(|(_, id)| (*id).to_owned())
}

/// The positions of the terms that `value` names, or else of those that begin with it.
fn matching_terms<'d>(value: &str, terms: impl Iterator<Item = Term<'d>>) -> Vec<usize> {
    let wanted = key(value);
    if wanted.is_empty() {
        return Vec::new();
    }
    let forms: Vec<[String; 3]> = terms.map(|term| [term.id, term.name, term.plural].map(key)).collect();
    let which = |fits: &dyn Fn(&String) -> bool| -> Vec<usize> {
        let fitting = forms.iter().enumerate().filter(|(_, forms)| forms.iter().any(fits));
        fitting.map(|(index, _)| index).collect()
    };
    let whole = which(&|form| *form == wanted);
    if whole.is_empty() { which(&|form| form.starts_with(&wanted)) } else { whole }
}

/// The entries with this id, or else with this name.
fn named(value: &str, directory: &Directory, index: &Index) -> Vec<EntryId> {
    match directory.find(&value.to_lowercase()) {
        Some(entry) => vec![entry],
        None => index.named(&key(value)).map(|place| index.order.entry(place)).collect(),
    }
}

fn names_an_entry(value: &str, directory: &Directory) -> bool {
    let wanted = key(value);
    directory.entries().any(|entry| super::field::names(entry).any(|(_, name)| key(name) == wanted))
}
