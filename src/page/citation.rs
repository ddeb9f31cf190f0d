//! Citations: what is stated, of what, on which sources, and in which edition of the directory it was read.

use std::iter;

use super::stated::of_link;
use super::{Item, Page, Part, Stated, not_empty, publication};
use crate::directory::{Directory, SourceId, SourceTerm, Standing};
use crate::fields::LinkEnd;
use crate::text::{Document, Glyphs, Medium, SafeText, Span};

/// An item of a page: the positions of its section and of it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemPlace {
    /// The position of the section, from 0.
    pub section: usize,
    /// The position in the section, from 0.
    pub item: usize,
}

/// What is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cited {
    /// The entry as a whole.
    Entry,
    /// What is different today.
    Status,
    /// An activity or a piece of background.
    Statement,
    /// A link from it or to it.
    Link,
    /// Something that happened.
    Event,
    /// A way to reach it.
    Contact,
}

impl Cited {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Cited::Entry => "entry",
            Cited::Status => "status",
            Cited::Statement => "statement",
            Cited::Link => "link",
            Cited::Event => "event",
            Cited::Contact => "contact",
        }
    }
}

/// A citation, ready to be pasted.
#[derive(Clone)]
pub struct Citation<'d> {
    /// What is cited, with all that is to be known of it.
    pub stated: Stated<'d>,
    /// What is stated of what, with its cautions, in one line.
    pub claim: String,
    /// The claim, its cautions and the sources that it rests on, a line each, and the directory that states it.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

impl<'d> Page<'d> {
    /// A citation of what stands at a place; of the page as a whole where that is no place, or nothing is stated there.
    pub fn citation(&self, directory: &'d Directory, place: Option<ItemPlace>) -> Citation<'d> {
        let (mut stated, sources) = place
            .and_then(|place| self.stated_at(directory, place))
            .unwrap_or_else(|| self.as_a_whole(directory));
        let opening = match stated.cited {
            Cited::Entry => self.name_to_cite(),
            Cited::Status | Cited::Statement | Cited::Link | Cited::Event | Cited::Contact => {
                self.opening(directory, place, &stated)
            }
        };
        if !matches!(stated.cited, Cited::Status | Cited::Event) {
            stated.cautions.extend(self.cautions_of_entry(directory));
        }
        let opening = sentence(opening);
        let claim =
            iter::once(&opening).chain(&stated.cautions).map(String::as_str).collect::<Vec<_>>().join(" ");
        let claim = SafeText::as_written(&claim).as_str().to_owned();
        let mut document = Document::new(Glyphs::AsWritten);
        let mut tell = |line: &str| document.paragraph(&[Span::text(line)]);
        tell(&opening);
        for caution in &stated.cautions {
            tell(caution);
        }
        for source in &sources {
            let source = directory.source(*source);
            tell(&format!("Source: {}", source_line(&source)));
            if !source.note.is_empty() {
                tell(&format!("About the source: {}", source.note));
            }
        }
        if sources.is_empty() {
            tell("Source: none is given");
        }
        tell(&format!("In: {}", self.home(directory)));
        Citation { stated, claim, text: document.unwrapped().plain(), sources }
    }

    /// The place of an item of a part, by its position there.
    pub fn place_of(&self, part: Part, item: usize) -> Option<ItemPlace> {
        let section = self.sections.iter().position(|section| section.part == part)?;
        Some(ItemPlace { section, item })
    }

    /// The value that stands at a place, as its section and its position in its field; and with it the topics of the entry
    /// that it is on, and the sources of the entry, where it rests on these.
    pub fn values_at(&self, directory: &Directory, place: ItemPlace) -> Vec<(Part, usize)> {
        let stated = || {
            let item = self.item(place)?;
            let position = if let Item::Link { position, .. } = item { *position } else { place.item };
            Some((self.sections.get(place.section)?.part, position, item.sources()?))
        };
        let Some((part, position, sources)) = stated() else { return Vec::new() };
        let rests_on_entry = part != Part::LinkedFrom && sources.is_empty();
        let of_entry = rests_on_entry.then_some((Part::Sources, 0));
        let mut values = vec![(part, position)];
        values.extend(of_entry);
        if let (Some(Item::Statement { statement, .. }), Some(entry)) = (self.item(place), self.entry) {
            let topics = directory.entry(entry).topics().into_iter().enumerate();
            let on = topics.filter(|(_, topic)| statement.topics().contains(topic));
            values.extend(on.map(|(at, _)| (Part::Topics, at)));
        }
        values
    }

    /// All that is stated on the page and can be cited by itself: where, as what, in which words.
    pub fn statements(&self, directory: &'d Directory) -> impl Iterator<Item = (ItemPlace, Cited, String)> {
        let places = self.sections.iter().enumerate().flat_map(|(section, of)| {
            of.items.iter().enumerate().map(move |(item, stated)| (ItemPlace { section, item }, stated))
        });
        places.filter_map(|(place, item)| {
            let stated = item.stated(directory)?;
            Some((place, stated.cited, stated.line(Medium::Screen)))
        })
    }

    /// A statement and what it is about. A link that leads here is put from its own end.
    fn opening(&self, directory: &'d Directory, place: Option<ItemPlace>, stated: &Stated<'d>) -> String {
        if let Some(Item::Link { end: Some(end), .. }) = place.and_then(|place| self.item(place))
            && !end.is_own
        {
            let forth = LinkEnd::to(end.link);
            return format!(
                "{}: {}",
                directory.entry(end.other).name(),
                of_link(forth, directory.entry(forth.other).name())
            );
        }
        format!("{}: {}", self.name_to_cite(), stated.line(Medium::Paper))
    }

    fn name_to_cite(&self) -> String {
        match self.abbreviation {
            Some(abbreviation) => format!("{} ({abbreviation})", self.name),
            None => self.name.clone().into_owned(),
        }
    }

    /// The page as a whole. It rests on what its entry is said to rest on, or else on all that anything in it rests on.
    fn as_a_whole(&self, directory: &Directory) -> (Stated<'d>, Vec<SourceId>) {
        let own = self.own_sources(directory);
        let sources = if own.is_empty() { self.sources.all().to_vec() } else { own };
        let mut stated = Stated::of_line(Cited::Entry, self.name.clone());
        stated.cautions.extend(less_sure(directory, &sources));
        (stated, sources)
    }

    /// What is different today, and whether the entry has ended or stands in no edition.
    pub(crate) fn cautions_of_entry(&self, directory: &'d Directory) -> Vec<String> {
        let Some(entry) = self.entry.map(|entry| directory.entry(entry)) else { return Vec::new() };
        let mut cautions = Vec::new();
        let statuses =
            self.sections.iter().flat_map(|section| &section.items).filter_map(|item| item.stated(directory));
        for status in statuses.filter(|stated| stated.cited == Cited::Status) {
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

    /// Where the page stands: the directory, its edition, the entry.
    fn home(&self, directory: &Directory) -> String {
        let edition = Some(directory.edition()).filter(|edition| !edition.is_empty());
        let edition = edition.map_or(String::new(), |edition| format!(" ({edition})"));
        let entry = self.entry.map_or(String::new(), |entry| format!(", {}", directory.entry(entry).id()));
        format!("{}{edition}{entry}", directory.title())
    }

    /// What stands at a place, and what it rests on. Where it names no sources these are those of its entry; what others
    /// state of the entry does not rest on them.
    pub(crate) fn stated_at(
        &self,
        directory: &'d Directory,
        place: ItemPlace,
    ) -> Option<(Stated<'d>, Vec<SourceId>)> {
        let part = self.sections.get(place.section)?.part;
        let item = self.item(place)?;
        if matches!(item, Item::Relation { .. }) {
            // The words stand above their first link, and are seen with it.
            return self.stated_at(directory, ItemPlace { item: place.item + 1, ..place });
        }
        let mut stated = item.stated(directory)?;
        let mut sources = self.sources.of(item.sources()?);
        if sources.is_empty() && part != Part::LinkedFrom {
            sources = self.own_sources(directory);
            if !sources.is_empty() {
                stated
                    .cautions
                    .push("No source of its own is given; it is cited by those of the entry.".to_owned());
            }
        }
        stated.cautions.extend(less_sure(directory, &sources));
        Some((stated, sources))
    }

    fn item(&self, place: ItemPlace) -> Option<&Item<'d>> {
        self.sections.get(place.section)?.items.get(place.item)
    }
}

fn less_sure(directory: &Directory, sources: &[SourceId]) -> Option<String> {
    let caution = || "Less sure: all its sources are secondary.".to_owned();
    is_less_sure(directory, sources).then(caution)
}

/// Whether what rests on these sources rests on secondary ones alone.
pub(crate) fn is_less_sure(directory: &Directory, sources: &[SourceId]) -> bool {
    let is_secondary = |source: &SourceId| directory.source(*source).standing == Some(Standing::Secondary);
    !sources.is_empty() && sources.iter().all(is_secondary)
}

pub(crate) fn sentence(text: String) -> String {
    if text.ends_with(['.', '!', '?']) { text } else { text + "." }
}

fn source_line(source: &SourceTerm) -> String {
    let publication = publication(source);
    let lookup = not_empty(source.lookup).map_or(String::new(), |lookup| format!("Look it up at {lookup}"));
    let parts = [source.title, &publication, source.url, &lookup];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
}
