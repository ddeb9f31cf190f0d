//! The filters of a query, such as `kind:`, resolved against a directory.
//!
//! A value is an id or a name, ignoring case and accents. One that is neither, as it is still being typed, matches
//! everything that begins with it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Places;
use super::date::{format_in_words, parse_date, sort_key, sort_keys_within};
use super::field::{Field, all_but_names, any_of, composed, path_text, rows, topic_text};
use super::fold::{key, word_list};
use super::lookup::{NameLookup, look_up};
use super::matches::{MatchSet, Matches};
use super::passage::{Passage, merge_ranges};
use super::query::{Filter, FilterField, WordTerms, filters};
use super::shared::SharedText;
use super::synonym::meanings;
use super::{Search, Stopped};
use crate::directory::{Date, Directory, Entry, EntryId, SourceId, Standing, StatedRecord, quoted};

/// The values of the filter of this name, each with a description.
pub fn filter_values(directory: &Directory, name: &str) -> Vec<(String, String)> {
    let filter = filters().find(|filter| filter.name == name);
    let values = filter.map_or_else(Vec::new, |filter| values(directory, filter.field));
    values.into_iter().map(|value| (value.id, value.about)).collect()
}

struct FilterValue {
    id: String,
    about: String,
    /// What it is called besides.
    names: Vec<String>,
}

fn values(directory: &Directory, field: FilterField) -> Vec<FilterValue> {
    let value = |id: &str, about: &str, names: &[&str]| FilterValue {
        id: id.to_owned(),
        about: about.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    match field {
        FilterField::Kind => directory
            .kinds()
            .map(|(_, kind)| value(kind.id, kind.name, &[kind.name, kind.plural()]))
            .collect(),
        FilterField::Topic => {
            let topics = directory.topics();
            topics.map(|(_, topic)| value(topic.id, topic.name, &[topic.name, topic.short()])).collect()
        }
        FilterField::Under | FilterField::Id => {
            directory.entries().map(|entry| value(entry.id(), entry.name(), &[entry.name()])).collect()
        }
        FilterField::Source => {
            directory.sources().map(|(_, source)| value(source.id, source.title, &[source.title])).collect()
        }
        FilterField::Is => STATES.iter().map(|state| value(state.name, state.about, &[])).collect(),
        FilterField::Field(row) => {
            let words = directory.entries().flat_map(|entry| words(row, directory, entry));
            words.collect::<BTreeSet<_>>().into_iter().map(|word| value(&word, "", &[])).collect()
        }
        FilterField::Name | FilterField::Text | FilterField::Date => Vec::new(),
    }
}

/// The values of a field of an entry; its language is that of the directory where it has none of its own.
fn words<'d>(row: usize, directory: &'d Directory, entry: Entry<'d>) -> Vec<Cow<'d, str>> {
    let words = rows()[row].words(directory, entry);
    let is_of_directory =
        words.is_empty() && rows()[row].name == "language" && !directory.language().is_empty();
    if is_of_directory { vec![directory.language().into()] } else { words }
}

/// The values that a written one stands for, by itself or by a synonym: by position, and whether they only begin with it.
fn chosen(
    field: FilterField,
    written: &str,
    directory: &Directory,
    values: &[FilterValue],
) -> (Vec<usize>, bool) {
    let (meant, _) = meanings(directory, written);
    let mut all = [written].into_iter().chain(meant.iter().map(String::as_str));
    let chosen = all.find_map(|written| {
        let chosen = chosen_as_written(field, written, directory, values);
        (!chosen.0.is_empty()).then_some(chosen)
    });
    chosen.unwrap_or_default()
}

fn chosen_as_written(
    field: FilterField,
    written: &str,
    directory: &Directory,
    values: &[FilterValue],
) -> (Vec<usize>, bool) {
    let wanted = key(written);
    let which = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let fits =
            |value: &FilterValue| [&value.id].into_iter().chain(&value.names).any(|form| fits(&key(form)));
        (0..values.len()).filter(|at| fits(&values[*at])).collect()
    };
    let whole = if wanted.is_empty() { Vec::new() } else { which(&|form| form == wanted) };
    if !whole.is_empty() || wanted.is_empty() {
        return (whole, false);
    }
    if field != FilterField::Source {
        return (which(&|form| form.starts_with(&wanted)), true);
    }
    // Words of its title, its publisher and the like.
    let asked = word_list(written);
    let texts: Vec<Vec<String>> =
        directory.sources().map(|(_, source)| word_list(&composed(directory, source))).collect();
    let having = |fits: &dyn Fn(&str, &str) -> bool| -> Vec<usize> {
        let has = |words: &[String]| asked.iter().all(|asked| words.iter().any(|word| fits(word, asked)));
        (0..texts.len()).filter(|at| has(&texts[*at])).collect()
    };
    let whole = having(&|word, asked| word == asked);
    let begun: Vec<usize> = having(&|word, asked| word.starts_with(asked));
    let begun_ids = which(&|id| id.starts_with(&wanted));
    if begun_ids.is_empty() && whole.len() == begun.len() {
        return (whole, false);
    }
    (begun.into_iter().chain(begun_ids).collect::<BTreeSet<_>>().into_iter().collect(), true)
}

pub(super) fn fitting(filter: &Filter, search: Search) -> Result<Places, Stopped> {
    let Search { directory, index, .. } = search;
    let values = if filter.field.is_of_entries() { Vec::new() } else { values(directory, filter.field) };
    let mut places = Places::with_capacity(index.order.len());
    for value in &filter.values {
        let (chosen, _) = chosen(filter.field, value, directory, &values);
        match filter.field {
            FilterField::Kind => {
                let kinds = directory.kinds().enumerate().filter(|(at, _)| chosen.contains(at));
                kinds.for_each(|(_, (kind, _))| index.unite_shared(SharedText::Kind(kind), &mut places));
            }
            FilterField::Topic => {
                let is_on =
                    |entry: Entry| entry.topics_as_given().any(|topic| chosen.contains(&topic.index()));
                places
                    .extend(directory.entries_that(is_on).into_iter().map(|entry| index.order.place(entry)));
            }
            FilterField::Under => {
                for entry in named(value, directory) {
                    places.union_with(&index.order.under(entry));
                }
            }
            FilterField::Id => {
                let entry = directory.find(&value.to_lowercase());
                places.extend(entry.map(|entry| index.order.place(entry)));
            }
            FilterField::Name | FilterField::Text => {
                let terms = WordTerms::of_filter(filter.field, value);
                places.union_with(&Matches::of(&terms, search, None)?[MatchSet::Strict]);
            }
            FilterField::Date => {
                if let Some(date) = parse_date(value) {
                    index.unite_dates(&sort_keys_within(date), &mut places);
                }
            }
            FilterField::Source => {
                let sources = directory.sources().enumerate().filter(|(at, _)| chosen.contains(at));
                sources.for_each(|(_, (source, _))| {
                    index.unite_shared(SharedText::Source(source), &mut places);
                });
            }
            FilterField::Field(row) => {
                let is_chosen = |word: &Cow<str>| chosen.iter().any(|at| values[*at].id == *word);
                let entries =
                    directory.entries_that(|entry| words(row, directory, entry).iter().any(is_chosen));
                places.extend(entries.into_iter().map(|entry| index.order.place(entry)));
            }
            FilterField::Is => {
                let is_so = |entry: Entry| chosen.iter().any(|at| (STATES[*at].is_of)(directory, entry));
                places
                    .extend(directory.entries_that(is_so).into_iter().map(|entry| index.order.place(entry)));
            }
        }
    }
    if filter.negated {
        places.toggle_range(..);
    }
    Ok(places)
}

/// Where the page of an entry shows why it fits a filter.
pub(super) fn shown_at(filter: &Filter, directory: &Directory, entry: Entry) -> Option<Passage> {
    let texts = filter.shown.clone().unwrap_or_else(|| filter.shown_texts(directory));
    let names: Vec<&str> = match filter.field {
        FilterField::Kind => vec!["kind"],
        FilterField::Is => {
            let states = STATES.iter().filter(|state| texts.iter().any(|name| name == state.name));
            states.filter_map(|state| state.shown_by).collect()
        }
        FilterField::Topic => vec!["topics"],
        FilterField::Source => vec!["sources"],
        FilterField::Field(row) => vec![rows()[row].name],
        FilterField::Date => vec!["events", "since", "until", "status", "links", "contacts"],
        FilterField::Under => {
            let path = path_text(directory, entry);
            let start = |name: &String| Some((path.find(name.as_str())?, name.len()));
            let (start, length) = texts.iter().find_map(start)?;
            return Some(Passage::new(Field::Path, &path, Some(start..start + length)));
        }
        FilterField::Id | FilterField::Name | FilterField::Text => return None,
    };
    let is_text_fixed = matches!(filter.field, FilterField::Topic | FilterField::Source);
    names.iter().find_map(|name| {
        let mut found = None;
        any_of(all_but_names(), directory, entry, &mut |field, text| {
            let is_it = matches!(field, Field::Value(row) if rows()[row].name == *name)
                && (!is_text_fixed || texts.iter().any(|shown| shown == text));
            let whole = is_it.then_some(0..text.len()).into_iter().collect();
            let is_dated = is_it && filter.field == FilterField::Date;
            let ranges = if is_dated { dates_in(text, filter) } else { whole };
            found = (!ranges.is_empty()).then(|| Passage::new(field, text, ranges));
            found.is_some()
        });
        found
    })
}

/// The dates in a text that a filter asks for, as digits and in words.
fn dates_in(text: &str, filter: &Filter) -> Vec<Range<usize>> {
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '-');
    let dates = words.filter_map(|word| Some((word, word.parse::<Date>().ok()?)));
    let asked = dates.filter(|(_, date)| filter.allows(*date));
    let shown = asked.flat_map(|(word, date)| [Some(word.to_owned()), format_in_words(date)]).flatten();
    let ranges = shown.filter_map(|shown| {
        let start = text.find(&shown)?;
        Some(start..start + shown.len())
    });
    merge_ranges(ranges.collect())
}

impl Filter {
    /// Finds what it stands for once for all hits.
    pub(super) fn resolve(&mut self, directory: &Directory) {
        self.shown = Some(self.shown_texts(directory));
    }

    /// What the page of an entry that fits may show: topics, sources, names of what it lies beneath; or the states.
    fn shown_texts(&self, directory: &Directory) -> Vec<String> {
        let all: Vec<String> = match self.field {
            FilterField::Topic => directory.topics().map(|(_, topic)| topic_text(topic).into()).collect(),
            FilterField::Source => {
                directory.sources().map(|(_, source)| composed(directory, source)).collect()
            }
            FilterField::Is => STATES.iter().map(|state| state.name.to_owned()).collect(),
            FilterField::Under => {
                let above = self.values.iter().flat_map(|value| named(value, directory));
                return above.map(|entry| directory.entry(entry).name().to_owned()).collect();
            }
            FilterField::Kind
            | FilterField::Id
            | FilterField::Name
            | FilterField::Text
            | FilterField::Date
            | FilterField::Field(_) => return Vec::new(),
        };
        let values = values(directory, self.field);
        let chosen = self.values.iter().flat_map(|value| chosen(self.field, value, directory, &values).0);
        chosen.map(|at| all[at].clone()).collect()
    }

    pub(super) fn allows(&self, date: Date) -> bool {
        let mut asked = self.values.iter().filter_map(|value| parse_date(value));
        asked.any(|asked| sort_keys_within(asked).contains(&sort_key(date)))
    }
}

impl FilterField {
    /// Whether its values are entries, words or dates, and no terms of the directory.
    fn is_of_entries(self) -> bool {
        matches!(
            self,
            FilterField::Under | FilterField::Id | FilterField::Name | FilterField::Text | FilterField::Date
        )
    }
}

/// Something that may be so of an entry, for `is:`.
struct EntryState {
    name: &'static str,
    about: &'static str,
    /// The field that shows it, if there is one.
    shown_by: Option<&'static str>,
    is_of: fn(&Directory, Entry) -> bool,
}

const STATES: [EntryState; 3] = [
    EntryState {
        name: "beyond",
        about: "nothing in it has the source of the edition",
        shown_by: Some("beyond_edition"),
        is_of: |_, entry| entry.is_beyond_edition(),
    },
    EntryState {
        name: "ended",
        about: "it has ended",
        shown_by: Some("until"),
        is_of: |_, entry| entry.until().is_some(),
    },
    EntryState {
        name: "unsure",
        about: "something in it has secondary sources alone",
        shown_by: None,
        is_of: |directory, entry| {
            let is_secondary =
                |source: &SourceId| directory.source(*source).standing == Some(Standing::Secondary);
            let is_unsure = |sources: &[SourceId]| !sources.is_empty() && sources.iter().all(is_secondary);
            entry.stated().map(StatedRecord::sources).any(is_unsure)
        },
    },
];

pub(super) fn notes(filter: &Filter, directory: &Directory) -> Vec<String> {
    filter.values.iter().filter_map(|value| note(filter, value, directory)).collect()
}

/// What to know of a value: that there is none such, or what it was taken for.
fn note(filter: &Filter, value: &str, directory: &Directory) -> Option<String> {
    let (is_known, taken_for) = match filter.field {
        FilterField::Name | FilterField::Text => (true, Vec::new()),
        FilterField::Id => (directory.find(&value.to_lowercase()).is_some(), Vec::new()),
        FilterField::Date => (parse_date(value).is_some(), Vec::new()),
        FilterField::Under => match look_up(directory, value) {
            NameLookup::TakenFor(entry) => (true, vec![directory.entry(entry).id().to_owned()]),
            NameLookup::One(_) | NameLookup::Several(_) => (true, Vec::new()),
            NameLookup::Nothing(_) => (false, Vec::new()),
        },
        FilterField::Kind
        | FilterField::Topic
        | FilterField::Source
        | FilterField::Is
        | FilterField::Field(_) => {
            let mut values = values(directory, filter.field);
            let (chosen, is_begun) = chosen(filter.field, value, directory, &values);
            let ids: Vec<String> = chosen.iter().map(|at| std::mem::take(&mut values[*at].id)).collect();
            (!ids.is_empty(), if is_begun && !filter.may_go_on { ids } else { Vec::new() })
        }
    };
    if !is_known {
        return Some(unknown(filter.field, value, directory));
    }
    (!taken_for.is_empty()).then(|| format!("\"{}\" was taken for {}", quoted(value), first_of(&taken_for)))
}

/// Beyond this many entries, finding the nearest id would take too long.
const MOST_COMPARED: usize = 100_000;
const MOST_LISTED: usize = 30;

fn unknown(field: FilterField, value: &str, directory: &Directory) -> String {
    let thing = match field {
        FilterField::Under | FilterField::Id | FilterField::Name | FilterField::Text => "entry",
        FilterField::Is => "state",
        FilterField::Field(row) => rows()[row].label,
        FilterField::Kind | FilterField::Topic | FilterField::Source | FilterField::Date => name_of(field),
    };
    let values: Vec<FilterValue> = values(directory, field).into_iter().take(MOST_COMPARED).collect();
    let folded = value.to_lowercase();
    let forms = |value: &'_ FilterValue| -> Vec<String> {
        [&value.id].into_iter().chain(&value.names).map(|form| form.to_lowercase()).collect()
    };
    let forms: Vec<(String, &String)> =
        values.iter().flat_map(|value| forms(value).into_iter().map(move |form| (form, &value.id))).collect();
    let nearest = crate::directory::nearest(&folded, forms.iter().map(|(form, _)| form.as_str()));
    let nearest = forms.iter().find(|(form, _)| Some(form.as_str()) == nearest);
    let no = format!("no {thing} \"{}\"", quoted(value));
    match (nearest, listed(field, &values)) {
        (Some((_, nearest)), None) => format!("{no}; did you mean {nearest}?"),
        (Some((_, nearest)), Some(all)) => format!("{no}; did you mean {nearest}? There are {all}"),
        (None, None) => no,
        (None, Some(all)) if field == FilterField::Date => format!("{no}; write one as {all}"),
        (None, Some(all)) => format!("{no}; there are {all}"),
    }
}

pub(super) fn choices(field: FilterField, directory: &Directory) -> String {
    let all = listed(field, &values(directory, field));
    format!("{}: takes {}", name_of(field), all.as_deref().unwrap_or("a word"))
}

fn listed(field: FilterField, values: &[FilterValue]) -> Option<String> {
    if field == FilterField::Date {
        return Some("2018, 2018-10, 2018-10-11 or \"October 2018\"".to_owned());
    }
    if matches!(field, FilterField::Under | FilterField::Id) {
        return Some(format!("{} entries", values.len()));
    }
    let ids: Vec<String> = values.iter().map(|value| value.id.clone()).collect();
    (!ids.is_empty()).then(|| first_of(&ids))
}

/// The first of some ids, and how many more there are.
fn first_of(ids: &[String]) -> String {
    let listed = ids[..ids.len().min(MOST_LISTED)].join(", ");
    match ids.len().saturating_sub(MOST_LISTED) {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}

fn name_of(field: FilterField) -> &'static str {
    filters().find(|filter| filter.field == field).map_or("", |filter| filter.name)
}

fn named(value: &str, directory: &Directory) -> Vec<EntryId> {
    match look_up(directory, value) {
        NameLookup::One(entry) | NameLookup::TakenFor(entry) => vec![entry],
        NameLookup::Several(entries) => entries,
        NameLookup::Nothing(_) => Vec::new(),
    }
}
