//! The filters that a query can have, by their names.

use super::WordScope;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct Filter {
    pub(in crate::search) field: FilterField,
    /// As typed; an entry has to fit one of them.
    pub(in crate::search) values: Vec<String>,
    /// `-kind:report`: whether an entry must not fit.
    pub(in crate::search) negated: bool,
    pub(in crate::search) may_go_on: bool,
    /// Which texts a page may show for it, once they are known.
    pub(in crate::search) shown: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) enum FilterField {
    Kind,
    Topic,
    Under,
    Id,
    Name,
    Text,
    Date,
    Source,
    Is,
    /// A field of entries, by its row in the table of fields.
    Field(usize),
}

/// The name of a filter, and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct FilterName {
    /// What stands before the colon.
    pub name: &'static str,
    /// What it leaves, for a reader.
    pub about: &'static str,
    pub(in crate::search) field: FilterField,
}

const FILTERS: &[FilterName] = &[
    FilterName { name: "kind", about: "only entries of this kind", field: FilterField::Kind },
    FilterName { name: "topic", about: "only entries on this topic", field: FilterField::Topic },
    FilterName { name: "under", about: "only what lies beneath this entry", field: FilterField::Under },
    FilterName { name: "name", about: "the word stands in a name", field: FilterField::Name },
    FilterName { name: "text", about: "the word stands anywhere but in a name", field: FilterField::Text },
    FilterName {
        name: "date",
        about: "something of this year, month or day: an event, a link, a status, a contact",
        field: FilterField::Date,
    },
    FilterName { name: "source", about: "rests on this source", field: FilterField::Source },
    FilterName { name: "is", about: "only entries of which this is so", field: FilterField::Is },
    FilterName { name: "id", about: "only this entry", field: FilterField::Id },
];

/// The filters that a query can have: those of several fields, and those that the table of fields declares.
pub fn filters() -> impl Iterator<Item = FilterName> {
    let declared = crate::search::field::rows().iter().enumerate().filter_map(|(row, field)| {
        Some(FilterName { name: field.name, about: field.filter?, field: FilterField::Field(row) })
    });
    FILTERS.iter().copied().chain(declared)
}

impl FilterField {
    /// Where the words of such a filter have to be; `None` for a filter that is not about words.
    pub(super) fn scope(self) -> Option<WordScope> {
        let of_words = [(FilterField::Name, WordScope::Names), (FilterField::Text, WordScope::Text)];
        of_words.into_iter().find(|(field, _)| *field == self).map(|(_, scope)| scope)
    }
}
