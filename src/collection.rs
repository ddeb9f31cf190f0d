//! The collection: entries and statements in the user's order, copied as text, as Markdown or as citations with one
//! list of sources. Each is stored as a word that stays valid between runs: the id of the entry and, after a space,
//! the statement.

use crate::directory::{Date, Directory, EntryId, SourceId, StatedRecord, enum_of_words};
use crate::page::{ItemPlace, NumberedSources, Page, StatedLine, in_brackets, leads_out, title_with_edition};
use crate::text::{Document, Glyphs, Markdown, Medium, Span};

/// One thing that was collected and is in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    pub(crate) entry: EntryId,
    /// The statement; `None` for the entry as a whole.
    pub(crate) place: Option<ItemPlace>,
    /// What is stated, or the name of the entry.
    pub(crate) words: String,
}

enum_of_words! {
    /// How a collection is copied or printed.
    Form, name:
    Text = "text",
    Markdown = "Markdown",
    /// One citation each.
    Citations = "citations",
}

/// The word that stores an entry, or the item at a place of its page.
pub(crate) fn word_of(directory: &Directory, entry: EntryId, place: Option<ItemPlace>) -> String {
    let id = directory.entry(entry).id();
    let page = Page::of_entry(directory, entry);
    let stated = place.and_then(|place| page.statements().find(|(at, _)| *at == place));
    stated.map_or(id.to_owned(), |(_, stated)| format!("{id} {}", stated.line(Medium::Screen)))
}

/// What a word stands for; `None` if the directory no longer has it.
pub(crate) fn find(directory: &Directory, word: &str) -> Option<Collected> {
    let (id, stated) = word.split_once(' ').map_or((word, None), |(id, stated)| (id, Some(stated)));
    let entry = directory.find(id)?;
    let Some(stated) = stated else {
        return Some(Collected { entry, place: None, words: directory.entry(entry).name().to_owned() });
    };
    let page = Page::of_entry(directory, entry);
    let lines = page.statements().map(|(place, stated)| (place, stated.line(Medium::Screen)));
    let (place, words) = lines.into_iter().find(|(_, words)| words == stated)?;
    Some(Collected { entry, place: Some(place), words })
}

pub(crate) fn write(directory: &Directory, words: &[String], form: Form) -> String {
    let (collected, gone) = find_all(directory, words);
    match form {
        Form::Citations => {
            let cite =
                |item: &Collected| Page::of_entry(directory, item.entry).citation(directory, item.place).text;
            collected.iter().map(cite).collect::<Vec<_>>().join("\n")
        }
        Form::Markdown => {
            let mut markdown = Markdown::default();
            Claims::of(directory, &collected).add_to_markdown(&mut markdown);
            for word in gone {
                markdown.paragraph(&format!("No longer in the directory: {word}"));
            }
            markdown.paragraph(&format!("In: {}", title_with_edition(directory)));
            markdown.finish()
        }
        Form::Text => Claims::of(directory, &collected).text(&gone),
    }
}

/// What the words stand for, in their order, and the words that no longer stand for anything.
pub(crate) fn find_all<'w>(directory: &Directory, words: &'w [String]) -> (Vec<Collected>, Vec<&'w str>) {
    let (mut collected, mut gone) = (Vec::new(), Vec::new());
    for word in words {
        match find(directory, word) {
            Some(item) => collected.push(item),
            None => gone.push(word.as_str()),
        }
    }
    (collected, gone)
}

/// A brief to hand to somebody, in Markdown: the edition, each claim with the dates of its sources and its cautions, and
/// one list of sources.
pub(crate) fn brief(directory: &Directory, collected: &[Collected]) -> String {
    let mut markdown = Markdown::default();
    markdown.heading(1, directory.title());
    let updated = directory.updated().map(|date| date.to_string()).unwrap_or_default();
    for (label, value) in [
        ("Edition: ", directory.edition()),
        ("With events up to: ", updated.as_str()),
        ("", directory.disclaimer()),
    ] {
        if !value.is_empty() {
            markdown.paragraph(&format!("{label}{value}"));
        }
    }
    Claims::of(directory, collected).add_to_markdown(&mut markdown);
    markdown.finish()
}

/// The collected statements by entry, with one list of sources.
struct Claims<'d> {
    directory: &'d Directory,
    of_entries: Vec<(EntryId, Vec<Claim<'d>>)>,
    sources: NumberedSources,
}

struct Claim<'d> {
    stated: StatedLine<'d>,
    /// Whether it is a paragraph and not a list item: the text of an entry, and its status.
    is_block: bool,
    dates: String,
    numbers: Vec<usize>,
}

impl<'d> Claims<'d> {
    fn of(directory: &'d Directory, collected: &[Collected]) -> Self {
        let sources = NumberedSources::default();
        let mut claims = Claims { directory, of_entries: Vec::new(), sources };
        for items in collected.chunk_by(|item, next| item.entry == next.entry) {
            let (entry, mut of_entry) = (items[0].entry, Vec::new());
            let page = Page::of_entry(directory, entry);
            let cautions = page.cautions_of_entry(directory).join(" ");
            if !cautions.is_empty() && items[0].place.is_some() {
                let caution = claims.claim(StatedLine::of_line(cautions), &[]);
                of_entry.push(Claim { is_block: true, ..caution });
            }
            for item in items {
                of_entry.extend(match item.place {
                    Some(place) => claims.of_statements(&page, [place]),
                    None => claims.of_whole(&page, entry),
                });
            }
            claims.of_entries.push((entry, of_entry));
        }
        claims
    }

    /// What an entry is, and all statements about it.
    fn of_whole(&mut self, page: &Page<'d>, entry: EntryId) -> Vec<Claim<'d>> {
        let directory = self.directory;
        let entry = directory.entry(entry);
        let mut claims = Vec::new();
        if !page.facts.is_empty() {
            claims.push(self.claim(StatedLine::of_line(page.facts.join(", ")), &[]));
        }
        for (text, is_block) in [(entry.summary(), false), (entry.text(), true)] {
            let Some(text) = text else { continue };
            let stated = StatedLine { is_commonmark: true, ..StatedLine::of_line(text) };
            claims.push(Claim { is_block, ..self.claim(stated, entry.sources()) });
        }
        claims.extend(self.of_statements(page, page.statements().map(|(place, _)| place)));
        claims
    }

    fn of_statements(
        &mut self,
        page: &Page<'d>,
        places: impl IntoIterator<Item = ItemPlace>,
    ) -> Vec<Claim<'d>> {
        let claim = |place| {
            let (stated, sources) = page.stated_at(self.directory, place)?;
            Some(self.claim(stated, &sources))
        };
        places.into_iter().filter_map(claim).collect()
    }

    /// The date of the directory's newest event, if it is years after `date`.
    fn much_newer(&self, date: Date) -> Option<Date> {
        const YEARS: u16 = 2;
        let read = self.directory.sources().filter_map(|(_, source)| source.read);
        let newest = read.chain(self.directory.updated()).max()?;
        (newest.year() >= date.year() + YEARS).then_some(newest)
    }

    fn claim(&mut self, mut stated: StatedLine<'d>, sources: &[SourceId]) -> Claim<'d> {
        let confirmed = match stated.record {
            Some(StatedRecord::Contact(contact)) => contact.date,
            _ => None,
        };
        stated.cautions.extend(confirmed.and_then(|date| self.much_newer(date)).map(|newest| {
            format!("That is old: sources here are as new as {newest}. Check before you rely on it.")
        }));
        let mut dates: Vec<String> = Vec::new();
        for source in sources {
            let date =
                self.directory.source(*source).date.map_or("undated".to_owned(), |date| date.to_string());
            if !dates.contains(&date) {
                dates.push(date);
            }
        }
        let dates = if dates.is_empty() { String::new() } else { format!(" (source: {})", dates.join(", ")) };
        Claim { stated, is_block: false, dates, numbers: self.sources.cite(sources) }
    }

    fn text(&self, gone: &[&str]) -> String {
        let mut document = Document::new(Glyphs::AsWritten);
        document.set_medium(Medium::Paper);
        let add = |document: &mut Document, line: &str| document.paragraph(&[Span::text(line)]);
        for (entry, claims) in &self.of_entries {
            add(&mut document, self.directory.entry(*entry).name());
            for claim in claims {
                let behind = claim.suffix() + &in_brackets(&claim.numbers);
                match (claim.is_block, claim.stated.is_commonmark) {
                    (true, true) => document.commonmark(&claim.stated.text, &behind),
                    (true, false) => claim.stated.add_to("", &behind, &mut document),
                    (false, _) => claim.stated.add_to("- ", &behind, &mut document),
                }
            }
        }
        self.sources.add_to(self.directory, &mut document);
        document.gap();
        for word in gone {
            add(&mut document, &format!("No longer in the directory: {word}"));
        }
        add(&mut document, &format!("In: {}", title_with_edition(self.directory)));
        document.unwrapped().plain()
    }

    fn add_to_markdown(&self, markdown: &mut Markdown) {
        for (entry, claims) in &self.of_entries {
            markdown.heading(2, self.directory.entry(*entry).name());
            for claims in claims.chunk_by(|claim, next| !claim.is_block && !next.is_block) {
                match claims {
                    [claim] if claim.is_block => {
                        if claim.stated.is_commonmark {
                            markdown.commonmark(&claim.stated.text, 2, leads_out);
                        } else {
                            claim.stated.add_to_markdown(markdown);
                        }
                        claim.add_suffix(markdown);
                    }
                    claims => markdown.list(|markdown| {
                        for claim in claims {
                            markdown.item("-", |markdown| {
                                claim.stated.add_to_markdown(markdown);
                                claim.add_suffix(markdown);
                            });
                        }
                    }),
                }
            }
        }
        self.sources.add_to_markdown(self.directory, markdown);
    }
}

impl Claim<'_> {
    fn suffix(&self) -> String {
        let cautions = &self.stated.cautions;
        let full_stop =
            if cautions.is_empty() || self.stated.text.ends_with(['.', '!', '?']) { "" } else { "." };
        let cautions = cautions.iter().fold(String::new(), |text, caution| format!("{text} {caution}"));
        format!("{full_stop}{cautions}{}", self.dates)
    }

    fn add_suffix(&self, markdown: &mut Markdown) {
        let behind = self.suffix();
        if behind.starts_with('.') {
            markdown.text(&behind);
        } else if !behind.is_empty() {
            markdown.continue_paragraph();
            markdown.text(behind.trim_start());
        }
        if !self.numbers.is_empty() {
            markdown.continue_paragraph();
            markdown.numbers(&self.numbers);
        }
    }
}
