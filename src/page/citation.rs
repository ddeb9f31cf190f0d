//! Citations: what is stated, of what, on which sources, and in which edition of the directory it was read.

use std::iter;

use super::{Item, Page, Part, not_empty, publication, span_of, status_line};
use crate::directory::{Date, Directory, SourceId, SourceTerm, Standing};
use crate::text::{Document, Glyphs, SafeText, Span};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What is cited.
    pub cited: Cited,
    /// What is stated, or the name of the page.
    pub words: String,
    /// What to know of it, a sentence each.
    pub cautions: Vec<String>,
    /// When it was last confirmed.
    pub confirmed: Option<Date>,
    /// What is stated of what, with its cautions, in one line.
    pub claim: String,
    /// The claim, its cautions and the sources that it rests on, a line each, and the directory that states it.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

struct CitedStatement {
    cited: Cited,
    words: String,
    cautions: Vec<String>,
    confirmed: Option<Date>,
    sources: Vec<SourceId>,
}

impl Page<'_> {
    /// A citation of what stands at a place; of the page as a whole where that is no place, or nothing is stated there.
    pub fn citation(&self, directory: &Directory, place: Option<ItemPlace>) -> Citation {
        let name = self.name_to_cite();
        let (stated, opening) = match place.and_then(|place| self.stated_at(directory, place)) {
            Some(stated) => {
                let opening = format!("{name}: {}", stated.words);
                (stated, opening)
            }
            None => (self.stated_as_a_whole(directory), name),
        };
        let CitedStatement { cited, words, mut cautions, confirmed, sources } = stated;
        if is_less_sure(directory, &sources) {
            cautions.push("Less sure: all its sources are secondary.".to_owned());
        }
        let opening = sentence(opening);
        let claim = iter::once(&opening).chain(&cautions).map(String::as_str).collect::<Vec<_>>().join(" ");
        let claim = SafeText::as_written(&claim).as_str().to_owned();
        let mut document = Document::new(Glyphs::AsWritten);
        let mut tell = |line: &str| document.paragraph(&[Span::text(line)]);
        tell(&opening);
        for caution in &cautions {
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
        Citation { cited, words, cautions, confirmed, claim, text: document.unwrapped().plain(), sources }
    }

    /// The place of an item of a part, by its position there.
    pub fn place_of(&self, part: Part, item: usize) -> Option<ItemPlace> {
        let section = self.sections.iter().position(|section| section.part == part)?;
        Some(ItemPlace { section, item })
    }

    /// What a statement rests on.
    pub fn sources_at(&self, directory: &Directory, place: ItemPlace) -> Vec<SourceId> {
        self.stated_at(directory, place).map(|stated| stated.sources).unwrap_or_default()
    }

    /// The value that stands at a place, as its section and its position in its field; and the sources of the entry, where
    /// it rests on these.
    pub fn values_at(&self, place: ItemPlace) -> Vec<(Part, usize)> {
        let stated = || {
            let section = self.sections.get(place.section)?;
            let item = section.items.get(place.item)?;
            let position = if let Item::Link { position, .. } = item { *position } else { place.item };
            Some((section.part, position, item.sources()?))
        };
        let Some((part, position, sources)) = stated() else { return Vec::new() };
        let rests_on_entry = part != Part::LinkedFrom && sources.is_empty();
        let of_entry = rests_on_entry.then_some((Part::Sources, 0));
        [(part, position)].into_iter().chain(of_entry).collect()
    }

    /// All that is stated on the page and can be cited by itself: where, as what, in which words.
    pub fn statements(&self, directory: &Directory) -> impl Iterator<Item = (ItemPlace, Cited, String)> {
        let places = self.sections.iter().enumerate().flat_map(|(section, of)| {
            let items = of.items.iter().enumerate().filter(|(_, item)| item.relation().is_none());
            items.map(move |(item, _)| ItemPlace { section, item })
        });
        places.filter_map(|place| {
            let CitedStatement { cited, words, .. } = self.stated_at(directory, place)?;
            Some((place, cited, words))
        })
    }

    fn name_to_cite(&self) -> String {
        match self.abbreviation {
            Some(abbreviation) => format!("{} ({abbreviation})", self.name),
            None => self.name.clone().into_owned(),
        }
    }

    /// The page as a whole. It rests on what its entry is said to rest on, or else on all that anything in it rests on.
    fn stated_as_a_whole(&self, directory: &Directory) -> CitedStatement {
        let own = self.own_sources(directory);
        let sources = if own.is_empty() { self.sources.all().to_vec() } else { own };
        CitedStatement {
            cited: Cited::Entry,
            words: self.name.clone().into_owned(),
            cautions: Vec::new(),
            confirmed: None,
            sources,
        }
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

    /// What stands at a place. Where it names no sources it rests on those of its entry; what others state of the entry
    /// does not.
    fn stated_at(&self, directory: &Directory, place: ItemPlace) -> Option<CitedStatement> {
        let section = self.sections.get(place.section)?;
        let items = &section.items;
        let (mut cautions, mut confirmed) = (Vec::new(), None);
        let (cited, words, note, sources) = match items.get(place.item)? {
            Item::Status { status, sources } => {
                (Cited::Status, in_one_line(&status_line(status)), status.note, sources)
            }
            Item::Statement { text, note, sources, .. } => {
                (Cited::Statement, in_one_line(text), *note, sources)
            }
            Item::Event { date, text, note, sources, .. } => {
                (Cited::Event, format!("{date}: {}", in_one_line(text)), *note, sources)
            }
            Item::Contact { contact, sources } => {
                let label = contact.label.map_or(String::new(), |label| format!(", {label}"));
                confirmed = contact.date;
                cautions.extend(confirmed.map(|date| format!("Confirmed {date}.")));
                let words = format!("{} {}{label}", contact.kind.word(), contact.value);
                (Cited::Contact, words, contact.note, sources)
            }
            Item::Link { name, since, until, note, sources, .. } => {
                let (relation, about) = items[..place.item].iter().rev().find_map(Item::relation)?;
                cautions
                    .extend(not_empty(about).map(|about| format!("Note: {}", sentence(about.to_owned()))));
                let span = span_of(*since, *until);
                let span = not_empty(&span).map_or(String::new(), |span| format!(", {span}"));
                (Cited::Link, format!("{relation} {name}{span}"), *note, sources)
            }
            // The words stand above their first link, and are seen with it.
            Item::Relation { .. } => {
                return self.stated_at(directory, ItemPlace { item: place.item + 1, ..place });
            }
            Item::Prose(_)
            | Item::Inline(_)
            | Item::Line(_)
            | Item::Words(..)
            | Item::More(_)
            | Item::Source { .. } => {
                return None;
            }
        };
        cautions.extend(note.map(|note| format!("Note: {}", sentence(note.to_owned()))));
        let sources = if !sources.is_empty() {
            self.sources.of(sources)
        } else if section.part == Part::LinkedFrom {
            Vec::new()
        } else {
            let own = self.own_sources(directory);
            if !own.is_empty() {
                cautions.push("No source of its own is given; it is cited by those of the entry.".to_owned());
            }
            own
        };
        Some(CitedStatement { cited, words, cautions, confirmed, sources })
    }
}

fn is_less_sure(directory: &Directory, sources: &[SourceId]) -> bool {
    let is_secondary = |source: &SourceId| directory.source(*source).standing == Some(Standing::Secondary);
    !sources.is_empty() && sources.iter().all(is_secondary)
}

pub(crate) fn sentence(text: String) -> String {
    if text.ends_with(['.', '!', '?']) { text } else { text + "." }
}

fn source_line(source: &SourceTerm) -> String {
    let publication = publication(source);
    let mut line = source.title.to_owned();
    for part in [publication.as_str(), source.url] {
        if !part.is_empty() {
            line = format!("{line}. {part}");
        }
    }
    line
}

/// One line of `CommonMark`, as it is read.
pub(super) fn in_one_line(text: &str) -> String {
    let mut document = Document::new(Glyphs::AsWritten);
    document.inline(text, "");
    document.unwrapped().plain().trim_end().to_owned()
}
