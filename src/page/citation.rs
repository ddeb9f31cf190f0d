//! Citations: what is stated, of what, on which sources, and in which edition of the directory it was read.

use std::iter;

use super::stated_line::of_link;
use super::{Item, Page, Part, Section, StatedLine, publication, title_with_edition};
use crate::directory::{Directory, LinkEnd, SourceId, SourceTerm, Standing, StatedRecord};
use crate::fields::not_empty;
use crate::text::{Medium, SafeText};

/// An item of a page: the positions of its section and of it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemPlace {
    pub(crate) section: usize,
    pub(crate) item: usize,
}

/// A citation, ready to be pasted.
#[derive(Clone)]
pub struct Citation<'d> {
    /// What is cited, with its status, note and span.
    pub(crate) stated: StatedLine<'d>,
    /// What is stated of what, with its cautions, in one line.
    pub(crate) claim: String,
    /// The claim, its cautions and the sources that it rests on, a line each, and the directory that states it.
    pub(crate) text: String,
    pub(crate) sources: Vec<SourceId>,
}

impl<'d> Page<'d> {
    /// A citation of the item at a place, or of the whole page if there is none or it states nothing.
    pub(crate) fn citation(&self, directory: &'d Directory, place: Option<ItemPlace>) -> Citation<'d> {
        let (mut stated, sources) = place
            .and_then(|place| self.stated_at(directory, place))
            .unwrap_or_else(|| self.as_a_whole(directory));
        let opening = match stated.record {
            None => self.name_to_cite(directory),
            Some(_) => self.opening(directory, &stated),
        };
        if !matches!(stated.record, Some(StatedRecord::Status(_) | StatedRecord::Event(_))) {
            stated.cautions.extend(self.cautions_of_entry(directory));
        }
        let mut lines = vec![sentence(opening)];
        lines.extend(stated.cautions.iter().cloned());
        let claim = SafeText::as_written(&lines.join(" ")).to_string();
        for source in &sources {
            let source = directory.source(*source);
            lines.push(format!("Source: {}", source_line(&source)));
            lines.extend(source.note.map(|note| format!("About the source: {note}")));
        }
        if sources.is_empty() {
            lines.push("Source: none is given".to_owned());
        }
        let entry = self.entry.map_or(String::new(), |entry| format!(", {}", directory.entry(entry).id()));
        lines.push(format!("In: {}{entry}", title_with_edition(directory)));
        let text =
            lines.iter().flat_map(|line| [SafeText::as_written(line).to_string(), "\n".to_owned()]).collect();
        Citation { stated, claim, text, sources }
    }

    pub(crate) fn place_of(&self, part: Part, item: usize) -> Option<ItemPlace> {
        let section = self.sections.iter().position(|section| section.part == part)?;
        Some(ItemPlace { section, item })
    }

    /// The value at a place, as its section and its position in its field, with the topics of the entry, and the
    /// entry's sources if the value rests on them.
    pub(crate) fn values_at(&self, directory: &Directory, place: ItemPlace) -> Vec<(Part, usize)> {
        let Some(section) = self.sections.get(place.section) else { return Vec::new() };
        let Some(item) = section.items.get(place.item).and_then(Item::stated) else { return Vec::new() };
        let mut values = vec![(section.part, item.position)];
        if section.part != Part::LinkedFrom && item.sources.is_empty() {
            values.push((Part::Sources, 0));
        }
        if let (StatedRecord::Statement(statement), Some(entry)) = (item.record, self.entry) {
            let topics = directory.entry(entry).topics().into_iter().enumerate();
            let on = topics.filter(|(_, topic)| statement.topics.contains(topic));
            values.extend(on.map(|(at, _)| (Part::Topics, at)));
        }
        values
    }

    /// All that is stated on the page and can be cited by itself: where, and what.
    pub(crate) fn statements(&self) -> impl Iterator<Item = (ItemPlace, StatedLine<'d>)> {
        let places = self.sections.iter().enumerate().flat_map(|(section, of)| {
            of.items.iter().enumerate().map(move |(item, stated)| (ItemPlace { section, item }, stated))
        });
        places.filter_map(|(place, item)| Some((place, StatedLine::of(item.stated()?.record))))
    }

    /// A statement and the entry it is about. An inverse link is stated from its own end.
    fn opening(&self, directory: &'d Directory, stated: &StatedLine<'d>) -> String {
        match stated.record {
            Some(StatedRecord::Link(end)) if !end.is_own => {
                let forth = LinkEnd::to(end.link);
                let origin = directory.entry(end.other).name();
                format!("{origin}: {}", of_link(forth, forth.other().name()))
            }
            _ => format!("{}: {}", self.name_to_cite(directory), stated.line(Medium::Paper)),
        }
    }

    fn name_to_cite(&self, directory: &Directory) -> String {
        self.entry.map_or_else(|| self.name.to_string(), |entry| directory.entry(entry).full_name())
    }

    /// The page as a whole. Its sources are those of the entry, or else those of all its items.
    fn as_a_whole(&self, directory: &Directory) -> (StatedLine<'d>, Vec<SourceId>) {
        let own = self.own_sources(directory);
        let sources = if own.is_empty() { self.sources.all().to_vec() } else { own };
        let mut stated = StatedLine::of_line(self.name.clone());
        stated.cautions.extend(less_sure(directory, &sources));
        (stated, sources)
    }

    /// The status, and whether the entry has ended or is beyond the edition.
    pub(crate) fn cautions_of_entry(&self, directory: &'d Directory) -> Vec<String> {
        let Some(entry) = self.entry.map(|entry| directory.entry(entry)) else { return Vec::new() };
        let mut cautions = Vec::new();
        let stated = self.statements().map(|(_, stated)| stated);
        for status in stated.filter(|stated| matches!(stated.record, Some(StatedRecord::Status(_)))) {
            let status = iter::once(sentence(status.line(Medium::Paper))).chain(status.cautions);
            cautions.push(format!("Status: {}", status.collect::<Vec<_>>().join(" ")));
        }
        cautions.extend(entry.until().map(|date| format!("Until {date}.")));
        cautions.extend(entry.is_beyond_edition().then(|| "Beyond the edition.".to_owned()));
        cautions
    }

    fn own_sources(&self, directory: &Directory) -> Vec<SourceId> {
        self.entry.map_or(Vec::new(), |entry| directory.entry(entry).sources().to_vec())
    }

    /// The item at a place and its sources. If it names none, they are the entry's, except for what other entries
    /// state about it.
    pub(crate) fn stated_at(
        &self,
        directory: &'d Directory,
        place: ItemPlace,
    ) -> Option<(StatedLine<'d>, Vec<SourceId>)> {
        let Section { part, items } = self.sections.get(place.section)?;
        let item = items.get(place.item)?;
        if matches!(item, Item::Relation { .. }) {
            // A relation is cited as its first link.
            return self.stated_at(directory, ItemPlace { item: place.item + 1, ..place });
        }
        let item = item.stated()?;
        let (mut stated, mut sources) = (StatedLine::of(item.record), self.sources.of(&item.sources));
        if sources.is_empty() && *part != Part::LinkedFrom {
            sources = self.own_sources(directory);
            let caution = || "No source of its own is given; it is cited by those of the entry.".to_owned();
            stated.cautions.extend((!sources.is_empty()).then(caution));
        }
        stated.cautions.extend(less_sure(directory, &sources));
        Some((stated, sources))
    }
}

fn less_sure(directory: &Directory, sources: &[SourceId]) -> Option<String> {
    is_less_sure(directory, sources).then(|| "Less sure: all its sources are secondary.".to_owned())
}

pub(crate) fn is_less_sure(directory: &Directory, sources: &[SourceId]) -> bool {
    let is_secondary = |source: &SourceId| directory.source(*source).standing == Some(Standing::Secondary);
    !sources.is_empty() && sources.iter().all(is_secondary)
}

pub(crate) fn sentence(text: String) -> String {
    if text.ends_with(['.', '!', '?']) { text } else { text + "." }
}

fn source_line(source: &SourceTerm) -> String {
    let publication = publication(source);
    let lookup = source.lookup.map(|lookup| format!("Look it up at {lookup}"));
    let parts = [Some(source.title), not_empty(&publication), source.url, lookup.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
}
