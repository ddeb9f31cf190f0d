//! The filters of a query, such as `kind:`, resolved against a directory.
//!
//! A value is an id or a name, in any case and with or without accents. One that is neither, as it is still being typed,
//! stands for everything that begins with it.

use std::collections::BTreeSet;

use super::Places;
use super::date::{date_of, keys_within};
use super::field::{composed, rows};
use super::fold::{key, word_list};
use super::lookup::{NameLookup, look_up};
use super::matches::{MatchWay, Matches};
use super::query::{Filter, FilterField, WordTerms, filters};
use super::{Search, Stopped};
use crate::directory::{Directory, Entry, EntryId, SourceId, Standing, StatedRecord};

/// The values of the filter of this name, each with a description.
pub fn filter_values(directory: &Directory, name: &str) -> Vec<(String, String)> {
    let filter = filters().find(|filter| filter.name == name);
    filter.map_or_else(Vec::new, |filter| values(directory, filter.field))
}

fn values(directory: &Directory, field: FilterField) -> Vec<(String, String)> {
    let pair = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    match field {
        FilterField::Kind => directory.kinds().map(|(_, kind)| pair(kind.id, kind.name)).collect(),
        FilterField::Topic => directory.topics().map(|(_, topic)| pair(topic.id, topic.name)).collect(),
        FilterField::Under | FilterField::Id => {
            directory.entries().map(|entry| pair(entry.id(), entry.name())).collect()
        }
        FilterField::Source => directory.sources().map(|(_, source)| pair(source.id, source.title)).collect(),
        FilterField::Is => EntryState::ALL.iter().map(|(_, name, about)| pair(name, about)).collect(),
        FilterField::Field(row) => {
            let values = directory.entries().flat_map(|entry| rows()[row].words(directory, entry));
            let once: BTreeSet<_> = values.collect();
            once.into_iter().map(|value| pair(&value, "")).collect()
        }
        FilterField::Name | FilterField::Text | FilterField::Date => Vec::new(),
    }
}

pub(super) fn fitting(filter: &Filter, search: Search) -> Result<Places, Stopped> {
    let Search { directory, index, scope } = search;
    let mut places = Places::with_capacity(index.order.len());
    for value in &filter.values {
        match filter.field {
            FilterField::Kind => {
                let kinds = matching_kinds(value, directory);
                index.unite_kinds(&kinds, &mut places);
            }
            FilterField::Topic => {
                let topics = matching_topics(value, directory);
                index.unite_topics(&topics, &mut places);
            }
            FilterField::Under => {
                for entry in named(value, directory) {
                    places.union_with(&index.order.under(entry));
                }
            }
            FilterField::Id => {
                directory.find(&value.to_lowercase()).into_iter().for_each(|entry| {
                    places.insert(index.order.place(entry));
                });
            }
            FilterField::Name | FilterField::Text => {
                let terms = WordTerms::of_filter(filter.field, value);
                places.union_with(&Matches::of(&terms, directory, index, None, scope)?[MatchWay::Strict]);
            }
            FilterField::Date => {
                if let Some(date) = date_of(value) {
                    index.unite_dates(&keys_within(date), &mut places);
                }
            }
            FilterField::Source => {
                for source in sources(value, directory) {
                    index.unite_shared(index.shared.source(source), &mut places);
                }
            }
            FilterField::Field(row) => {
                for entry in with_value(row, value, directory) {
                    places.insert(index.order.place(entry));
                }
            }
            FilterField::Is => {
                for state in EntryState::named(value) {
                    for entry in directory.entries_that(|entry| state.is_of(directory, entry)) {
                        places.insert(index.order.place(entry));
                    }
                }
            }
        }
    }
    if filter.negated {
        places.toggle_range(..);
    }
    Ok(places)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EntryState {
    Beyond,
    Ended,
    Unsure,
}

impl EntryState {
    const ALL: [(EntryState, &'static str, &'static str); 3] = [
        (EntryState::Beyond, "beyond", "nothing in it has the source of the edition"),
        (EntryState::Ended, "ended", "it has ended"),
        (EntryState::Unsure, "unsure", "something in it has secondary sources alone"),
    ];

    /// Those whose name begins so, as it may still be typed.
    fn named(value: &str) -> Vec<EntryState> {
        let value = value.to_lowercase();
        let named = Self::ALL.into_iter().filter(|(_, name, _)| name.starts_with(&value));
        named.map(|(state, ..)| state).collect()
    }

    fn is_of(self, directory: &Directory, entry: Entry) -> bool {
        match self {
            EntryState::Beyond => entry.is_beyond_edition(),
            EntryState::Ended => entry.until().is_some(),
            EntryState::Unsure => {
                let is_secondary =
                    |source: &SourceId| directory.source(*source).standing == Some(Standing::Secondary);
                let is_unsure =
                    |sources: &[SourceId]| !sources.is_empty() && sources.iter().all(is_secondary);
                entry.stated().map(StatedRecord::sources).any(is_unsure)
            }
        }
    }
}

/// The sources with this id, or else those whose title, publisher and the like have all words.
fn sources(value: &str, directory: &Directory) -> Vec<SourceId> {
    let id = value.to_lowercase();
    if let Some((source, _)) = directory.sources().find(|(_, source)| source.id == id) {
        return vec![source];
    }
    let wanted = word_list(value);
    let has_all =
        |words: Vec<String>| wanted.iter().all(|word| words.iter().any(|other| other.starts_with(word)));
    let fitting = directory.sources().filter(|(_, source)| {
        !wanted.is_empty()
            && (source.id.starts_with(&id) || has_all(word_list(&composed(directory, *source))))
    });
    fitting.map(|(source, _)| source).collect()
}

pub(super) fn notes(filter: &Filter, directory: &Directory) -> Vec<String> {
    let is_unknown = |value: &&String| match filter.field {
        FilterField::Kind => matching_kinds(value, directory).is_empty(),
        FilterField::Topic => matching_topics(value, directory).is_empty(),
        FilterField::Under => named(value, directory).is_empty(),
        FilterField::Id => directory.find(&value.to_lowercase()).is_none(),
        FilterField::Name | FilterField::Text => false,
        FilterField::Date => date_of(value).is_none(),
        FilterField::Source => sources(value, directory).is_empty(),
        FilterField::Is => EntryState::named(value).is_empty(),
        FilterField::Field(row) => with_value(row, value, directory).is_empty(),
    };
    let taken = |value: &String| match look_up(directory, value) {
        NameLookup::TakenFor(entry) if filter.field == FilterField::Under => {
            let value = crate::directory::quoted(value);
            Some(format!("\"{value}\" was taken for {}", directory.entry(entry).id()))
        }
        NameLookup::One(_) | NameLookup::TakenFor(_) | NameLookup::Several(_) | NameLookup::Nothing(_) => {
            None
        }
    };
    let of_value = |value: &String| {
        if is_unknown(&value) { Some(note(filter.field, value, directory)) } else { taken(value) }
    };
    filter.values.iter().filter_map(of_value).collect()
}

/// Beyond this many entries, nobody waits for the nearest of all ids.
const MOST_COMPARED: usize = 100_000;
const MOST_LISTED: usize = 30;

fn note(field: FilterField, value: &str, directory: &Directory) -> String {
    let thing = match field {
        FilterField::Under | FilterField::Id | FilterField::Name | FilterField::Text => "entry",
        FilterField::Is => "state",
        FilterField::Field(row) => rows()[row].label,
        FilterField::Kind | FilterField::Topic | FilterField::Source | FilterField::Date => name_of(field),
    };
    let values: Vec<(String, String)> = values(directory, field).into_iter().take(MOST_COMPARED).collect();
    let folded = value.to_lowercase();
    let forms = values.iter().flat_map(|(id, name)| [(id.to_lowercase(), id), (name.to_lowercase(), id)]);
    let forms: Vec<(String, &String)> = forms.collect();
    let nearest = crate::directory::nearest(&folded, forms.iter().map(|(form, _)| form.as_str()));
    let nearest = forms.iter().find(|(form, _)| Some(form.as_str()) == nearest);
    let no = format!("no {thing} \"{}\"", crate::directory::quoted(value));
    match (nearest, listed(field, &values)) {
        (Some((_, nearest)), None) => format!("{no}; did you mean {nearest}?"),
        (Some((_, nearest)), Some(all)) => format!("{no}; did you mean {nearest}? There are {all}"),
        (None, None) => no,
        (None, Some(all)) if field == FilterField::Date => format!("{no}; write one as {all}"),
        (None, Some(all)) => format!("{no}; there are {all}"),
    }
}

pub(super) fn unfinished(field: FilterField, directory: &Directory) -> String {
    let name = name_of(field);
    match listed(field, &values(directory, field)) {
        Some(all) if field == FilterField::Date => format!("{name}: has no value; write one as {all}"),
        Some(all) => format!("{name}: has no value; there are {all}"),
        None => format!("{name}: has no value"),
    }
}

pub(super) fn choices(field: FilterField, directory: &Directory) -> String {
    let name = name_of(field);
    match listed(field, &values(directory, field)) {
        Some(all) => format!("{name}: takes {all}."),
        None => format!("{name}: takes a word."),
    }
}

fn listed(field: FilterField, values: &[(String, String)]) -> Option<String> {
    let ids: Vec<&str> = values.iter().map(|(id, _)| id.as_str()).collect();
    match field {
        FilterField::Date => Some("2018, 2018-10, 2018-10-11 or \"October 2018\"".to_owned()),
        FilterField::Under | FilterField::Id => Some(format!("{} entries; pitf list gives them", ids.len())),
        FilterField::Kind
        | FilterField::Topic
        | FilterField::Source
        | FilterField::Is
        | FilterField::Name
        | FilterField::Text
        | FilterField::Field(_) => {
            let listed = ids[..ids.len().min(MOST_LISTED)].join(", ");
            let more = ids.len().saturating_sub(MOST_LISTED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            (!ids.is_empty()).then(|| listed + &more)
        }
    }
}

fn name_of(field: FilterField) -> &'static str {
    filters().find(|filter| filter.field == field).map_or("", |filter| filter.name)
}

fn matching_kinds(value: &str, directory: &Directory) -> Vec<usize> {
    matching_terms(value, directory.kinds().map(|(_, kind)| [kind.id, kind.name, kind.plural()]))
}

fn matching_topics(value: &str, directory: &Directory) -> Vec<usize> {
    matching_terms(value, directory.topics().map(|(_, topic)| [topic.id, topic.name, topic.short()]))
}

/// The positions of the terms with this id or name, or else of those that begin with it.
fn matching_terms<'d>(value: &str, terms: impl Iterator<Item = [&'d str; 3]>) -> Vec<usize> {
    let wanted = key(value);
    if wanted.is_empty() {
        return Vec::new();
    }
    let forms: Vec<[String; 3]> = terms.map(|names| names.map(key)).collect();
    let which = |fits: &dyn Fn(&String) -> bool| -> Vec<usize> {
        let fitting = forms.iter().enumerate().filter(|(_, forms)| forms.iter().any(fits));
        fitting.map(|(index, _)| index).collect()
    };
    let whole = which(&|form| *form == wanted);
    if whole.is_empty() { which(&|form| form.starts_with(&wanted)) } else { whole }
}

/// The entries with this value in a field, or else with a value that begins so.
fn with_value(row: usize, value: &str, directory: &Directory) -> Vec<EntryId> {
    let wanted = key(value);
    let which = |fits: &(dyn Fn(&str) -> bool + Sync)| {
        directory
            .entries_that(|entry| rows()[row].words(directory, entry).iter().any(|word| fits(&key(word))))
    };
    let whole = which(&|word| word == wanted);
    if whole.is_empty() && !wanted.is_empty() { which(&|word| word.starts_with(&wanted)) } else { whole }
}

fn named(value: &str, directory: &Directory) -> Vec<EntryId> {
    match look_up(directory, value) {
        NameLookup::One(entry) | NameLookup::TakenFor(entry) => vec![entry],
        NameLookup::Several(entries) => entries,
        NameLookup::Nothing(_) => Vec::new(),
    }
}
