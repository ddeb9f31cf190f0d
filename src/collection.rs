//! What was collected, in its order: entries and statements, taken away as text, as Markdown or as citations with one list
//! of sources. Each is known by a word that outlives the program: the id of the entry, and behind a space the statement.

use crate::directory::{Directory, EntryId, SourceId};
use crate::page::{ItemPlace, Page};
use crate::text::{Document, Glyphs, Markdown, Span};

/// One thing that was collected and is in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    /// The entry.
    pub entry: EntryId,
    /// The statement; `None` for the entry as a whole.
    pub place: Option<ItemPlace>,
    /// What is stated, or the name of the entry.
    pub words: String,
}

/// How a collection is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As text.
    Text,
    /// As Markdown.
    Markdown,
    /// As one citation each.
    Citations,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 3] = [Self::Text, Self::Markdown, Self::Citations];

    /// What is taken away, in words.
    pub fn name(self) -> &'static str {
        match self {
            Form::Text => "text",
            Form::Markdown => "Markdown",
            Form::Citations => "citations",
        }
    }
}

/// The word of an entry, or of what stands at a place of its page.
pub fn word_of(directory: &Directory, entry: EntryId, place: Option<ItemPlace>) -> String {
    let id = directory.entry(entry).id();
    let page = Page::of_entry(directory, entry);
    let stated = place.and_then(|place| page.statements(directory).find(|(at, ..)| *at == place));
    stated.map_or(id.to_owned(), |(_, _, words)| format!("{id} {words}"))
}

/// What a word names; `None` where the directory does not have it any more.
pub fn find(directory: &Directory, word: &str) -> Option<Collected> {
    let (id, stated) = word.split_once(' ').map_or((word, None), |(id, stated)| (id, Some(stated)));
    let entry = directory.find(id)?;
    let Some(stated) = stated else {
        return Some(Collected { entry, place: None, words: directory.entry(entry).name().to_owned() });
    };
    let page = Page::of_entry(directory, entry);
    let (place, _, words) = page.statements(directory).find(|(_, _, words)| words == stated)?;
    Some(Collected { entry, place: Some(place), words })
}

/// The collection, ready to be pasted.
pub fn write(directory: &Directory, words: &[String], form: Form) -> String {
    let gone: Vec<&str> =
        words.iter().filter(|word| find(directory, word).is_none()).map(String::as_str).collect();
    let collected: Vec<Collected> = words.iter().filter_map(|word| find(directory, word)).collect();
    if form == Form::Citations {
        let cite =
            |item: &Collected| Page::of_entry(directory, item.entry).citation(directory, item.place).text;
        return collected.iter().map(cite).collect::<Vec<_>>().join("\n");
    }
    let mut sources = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    for item in &collected {
        let lines = lines_of(directory, item, &mut sources);
        match groups.last_mut() {
            Some((entry, told)) if *entry == item.entry => told.extend(lines),
            _ => groups.push((item.entry, lines)),
        }
    }
    match form {
        Form::Markdown => as_markdown(directory, &groups, &sources, &gone),
        Form::Text | Form::Citations => as_text(directory, &groups, &sources, &gone),
    }
}

/// An entry and its statements, each line with the numbers of its sources.
type Group = (EntryId, Vec<(String, Vec<usize>)>);

/// What is told of one thing, each line with the numbers of its sources: a statement, or of an entry its summary and all
/// that is stated of it.
fn lines_of(
    directory: &Directory,
    item: &Collected,
    sources: &mut Vec<SourceId>,
) -> Vec<(String, Vec<usize>)> {
    let page = Page::of_entry(directory, item.entry);
    let mut numbers = |of: Vec<SourceId>| -> Vec<usize> {
        let mut number = |source: SourceId| {
            sources.iter().position(|known| *known == source).unwrap_or_else(|| {
                sources.push(source);
                sources.len() - 1
            })
        };
        of.into_iter().map(&mut number).collect()
    };
    let mut line = |words: String, of: Vec<SourceId>| (dated(directory, words, &of), numbers(of));
    if let Some(place) = item.place {
        return vec![line(item.words.clone(), page.sources_at(directory, place))];
    }
    let entry = directory.entry(item.entry);
    let mut lines = Vec::new();
    if let Some(summary) = entry.summary() {
        lines.push(line(plain(summary), entry.sources().to_vec()));
    }
    let stated: Vec<_> = page.statements(directory).collect();
    for (place, _, words) in stated {
        lines.push(line(words, page.sources_at(directory, place)));
    }
    lines
}

/// What is stated, with the dates of the sources that it rests on.
fn dated(directory: &Directory, words: String, sources: &[SourceId]) -> String {
    let mut dates: Vec<String> = Vec::new();
    for source in sources {
        let date = directory.source(*source).date.map_or("undated".to_owned(), |date| date.to_string());
        if !dates.contains(&date) {
            dates.push(date);
        }
    }
    if dates.is_empty() { words } else { format!("{words} (source: {})", dates.join(", ")) }
}

fn plain(text: &str) -> String {
    Document::from_commonmark(text, Glyphs::Unicode).unwrapped().plain().trim_end().to_owned()
}

fn as_text(directory: &Directory, groups: &[Group], sources: &[SourceId], gone: &[&str]) -> String {
    let mut document = Document::new(Glyphs::Unicode);
    let mut tell = |line: &str| document.paragraph(&[Span::text(line)]);
    for (entry, lines) in groups {
        tell(directory.entry(*entry).name());
        for (words, numbers) in lines {
            let numbers: Vec<String> = numbers.iter().map(|number| format!("[{}]", number + 1)).collect();
            tell(format!("- {words} {}", numbers.concat()).trim_end());
        }
    }
    for (number, source) in sources.iter().enumerate() {
        tell(&format!("[{}] {}", number + 1, source_line(directory, *source)));
    }
    for word in gone {
        tell(&format!("No longer in the directory: {word}"));
    }
    tell(&format!("In: {}", home(directory)));
    document.unwrapped().plain()
}

fn as_markdown(directory: &Directory, groups: &[Group], sources: &[SourceId], gone: &[&str]) -> String {
    let mut markdown = Markdown::default();
    for (entry, lines) in groups {
        markdown.heading(2, directory.entry(*entry).name());
        markdown.list(|markdown| {
            for (words, numbers) in lines {
                markdown.item("-", |markdown| {
                    markdown.begin_paragraph();
                    markdown.text(words);
                    if !numbers.is_empty() {
                        markdown.continue_paragraph();
                        markdown.numbers(numbers.iter().map(|number| number + 1));
                    }
                });
            }
        });
    }
    if !sources.is_empty() {
        markdown.heading(2, "Sources");
        markdown.list(|markdown| {
            for (number, source) in sources.iter().enumerate() {
                markdown.item(&format!("{}.", number + 1), |markdown| {
                    markdown.begin_paragraph();
                    markdown.text(&source_line(directory, *source));
                });
            }
        });
    }
    for word in gone {
        markdown.begin_paragraph();
        markdown.text(&format!("No longer in the directory: {word}"));
    }
    markdown.begin_paragraph();
    markdown.text(&format!("In: {}", home(directory)));
    markdown.finish()
}

fn source_line(directory: &Directory, source: SourceId) -> String {
    let source = directory.source(source);
    let date = source.date.map(|date| date.to_string()).unwrap_or_default();
    let parts = [source.title, source.publisher, date.as_str(), source.url];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
}

fn home(directory: &Directory) -> String {
    match directory.edition() {
        "" => directory.title().to_owned(),
        edition => format!("{} ({edition})", directory.title()),
    }
}
