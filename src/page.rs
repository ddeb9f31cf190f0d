//! A page: the sections of an entry, or of a heading of an outline, in reading order.
//!
//! A [`Page`] is made of sections and their items, whose texts point into the directory. The detail pane and `show`
//! lay it out (`layout`), the Markdown of `export` walks it. The sections, their grouping, and what is too long to
//! list are decided here, once for all of them.

mod about;
mod breadcrumb;
mod builder;
mod citation;
mod headings;
mod layout;
mod markdown;
mod sources;
mod stated_line;
mod target;

use std::borrow::Cow;

use crate::directory::{
    Date, Directory, Entry, EntryId, LinkEnd, SourceTerm, Standing, StatedRecord, Statement, Status,
};
pub(crate) use crate::fields::Part;
use crate::fields::{FieldOf, Record, Shown, Values, not_empty};
pub(crate) use about::{about_directory, about_entry};
pub(crate) use breadcrumb::{Step, leading, way_to};
use builder::SectionBuilder;
pub use citation::{Citation, ItemPlace};
pub(crate) use citation::{is_less_sure, sentence};
pub use layout::PageLayout;
pub(crate) use markdown::Chapters;
pub(crate) use sources::{NumberedSources, in_brackets};
pub(crate) use stated_line::{StatedLine, of_contact, of_link};
pub use target::Target;
pub(crate) use target::leads_out;

/// At most this many links are listed beneath one relation or heading; the rest are counted.
const MOST_LISTED: usize = 500;

/// The page of one entry or heading.
pub struct Page<'d> {
    pub(crate) entry: Option<EntryId>,
    pub(crate) name: Cow<'d, str>,
    /// What stands beneath the name: abbreviation, kind, and what else is said in a word or two.
    pub(crate) facts: Vec<Cow<'d, str>>,
    /// The sections, none of them empty.
    pub(crate) sections: Vec<Section<'d>>,
    pub(crate) sources: NumberedSources,
}

pub(crate) struct Section<'d> {
    pub(crate) part: Part,
    pub(crate) items: Vec<Item<'d>>,
}

#[derive(Clone)]
pub(crate) enum Item<'d> {
    Prose(&'d str),
    Inline(&'d str),
    Line(Cow<'d, str>),
    /// Values behind a label.
    Labelled(&'static str, Vec<Cow<'d, str>>),
    /// The relation of the links that follow.
    Relation {
        words: &'d str,
        about: Option<&'d str>,
    },
    Stated(StatedItem<'d>),
    Entry(EntryId),
    /// This many more links are not listed.
    More(usize),
    Source {
        number: usize,
        source: SourceTerm<'d>,
    },
}

#[derive(Clone)]
pub(crate) struct StatedItem<'d> {
    pub(crate) record: StatedRecord<'d>,
    /// Its position among the values of its field.
    pub(crate) position: usize,
    /// Its entry, if the page is not that entry's.
    pub(crate) of: Option<EntryId>,
    pub(crate) sources: Vec<usize>,
}

impl<'d> Page<'d> {
    /// The page of an entry, on which each of its fields stands where its declaration says.
    pub fn of_entry(directory: &'d Directory, id: EntryId) -> Self {
        Self::of_values(directory, id, |_| Values::All)
    }

    /// The page of an entry with the values of its fields that are wanted.
    pub(crate) fn of_values(
        directory: &'d Directory,
        id: EntryId,
        wanted: impl Fn(&FieldOf<'d, Entry<'d>>) -> Values,
    ) -> Self {
        let entry = directory.entry(id);
        let (mut facts, mut in_sections) = (Vec::new(), Vec::new());
        for field in Entry::FIELDS {
            let words = || field.words(directory, entry);
            match field.shown {
                Shown::Nowhere | Shown::Title => {}
                Shown::ShortTitle => drop(facts.splice(0..0, words())),
                Shown::Fact => facts.extend(words()),
                Shown::LabelledFact => facts.extend(labelled(field.label, &words())),
                Shown::In(part) => in_sections.push((part, field)),
            }
        }
        in_sections.sort_by_key(|(part, _)| *part);
        let (mut builder, mut sections) = (SectionBuilder::new(directory), Vec::<Section>::new());
        for (part, field) in in_sections {
            let items = builder.items(entry, field, &wanted(field));
            match sections.last_mut() {
                Some(section) if section.part == part => section.items.extend(items),
                Some(_) | None => sections.push(Section { part, items }),
            }
        }
        let page = Page::of_sections(entry.name().into(), sections, builder.sources);
        Page { entry: Some(id), facts, ..page }
    }
}

/// Gives pages that are read together one list of sources, at the end of the last.
pub(crate) fn merge_sources<'d>(directory: &'d Directory, pages: &mut [Page<'d>]) {
    let mut builder = SectionBuilder::new(directory);
    for page in pages.iter_mut() {
        builder.sources.cite(page.sources.all());
        page.sections.retain(|section| section.part != Part::Sources);
        for item in page.sections.iter_mut().flat_map(|section| &mut section.items) {
            if let Item::Stated(StatedItem { sources, .. }) = item {
                *sources = builder.sources.cite(&page.sources.of(sources));
            }
        }
    }
    for page in pages.iter_mut() {
        page.sources.clone_from(&builder.sources);
    }
    if let Some(last) = pages.last_mut() {
        last.sections.extend(Some(builder.sources_section()).filter(|section| !section.items.is_empty()));
    }
}

impl<'d> Section<'d> {
    /// Whether its items are paragraphs, and not in lists.
    pub(crate) fn is_prose(&self) -> bool {
        matches!(self.part, Part::Status | Part::Summary | Part::Text | Part::Topics)
    }

    /// The items in lists, each with the relation that stands above it, if there is one.
    pub(crate) fn lists(&self) -> impl Iterator<Item = (Option<&Item<'d>>, &[Item<'d>])> {
        let lists = self.items.chunk_by(|_, next| !matches!(next, Item::Relation { .. }));
        lists.map(|list| match list {
            [relation @ Item::Relation { .. }, items @ ..] => (Some(relation), items),
            items => (None, items),
        })
    }
}

impl<'d> Item<'d> {
    pub(crate) fn stated(&self) -> Option<&StatedItem<'d>> {
        if let Item::Stated(item) = self { Some(item) } else { None }
    }
}

pub(crate) fn title_with_edition(directory: &Directory) -> String {
    match directory.edition() {
        "" => directory.title().to_owned(),
        edition => format!("{} ({edition})", directory.title()),
    }
}

fn labelled<'d>(label: &str, words: &[Cow<str>]) -> Option<Cow<'d, str>> {
    (!words.is_empty()).then(|| format!("{label} {}", words.join(", ")).into())
}

/// From when to when something was: `since 2002-02, until 2005`.
pub(crate) fn span_of(since: Option<Date>, until: Option<Date>) -> String {
    let dates = [("since", since), ("until", until)];
    let parts = dates.iter().filter_map(|(word, date)| date.map(|date| format!("{word} {date}")));
    parts.collect::<Vec<_>>().join(", ")
}

/// The span of a link as it stands behind the name of the entry at its other end.
pub(crate) fn span_of_end(end: LinkEnd) -> String {
    let span = span_of(end.link.since(), end.link.until());
    not_empty(&span).map_or(String::new(), |span| format!(", {span}"))
}

pub(crate) fn topics_of(directory: &Directory, statement: &Statement) -> Option<String> {
    let names: Vec<&str> = statement.topics.iter().map(|topic| directory.topic(*topic).name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

pub(crate) fn status_line(status: &Status) -> String {
    let date = status.date.map(|date| format!("{date}: ")).unwrap_or_default();
    date + status.text
}

/// The publisher of a source, its date, its standing, and when it was read, as far as the file has them.
pub(crate) fn publication(source: &SourceTerm) -> String {
    let date = source.date.map(|date| date.to_string());
    let standing = source.standing.map(Standing::name);
    let read = source.read.map(|date| format!("read {date}"));
    let parts: Vec<&str> =
        [source.publisher, date.as_deref(), standing, read.as_deref()].into_iter().flatten().collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests;
