//! [`NumberedSources`]: the sources that a text cites, and the list of them at its end.

use std::collections::HashMap;

use super::publication;
use crate::directory::{Directory, SourceId, SourceTerm, is_address};
use crate::fields::not_empty;
use crate::text::{Document, Markdown, Role, Span};

/// Sources, each once, numbered from 1 in the order in which they are first cited.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberedSources {
    sources: Vec<SourceId>,
    numbers: HashMap<SourceId, usize>,
}

impl NumberedSources {
    /// The numbers of these sources; new sources are added.
    pub(crate) fn cite<'s>(&mut self, sources: impl IntoIterator<Item = &'s SourceId>) -> Vec<usize> {
        let number = |source: &SourceId| {
            *self.numbers.entry(*source).or_insert_with(|| {
                self.sources.push(*source);
                self.sources.len()
            })
        };
        sources.into_iter().map(number).collect()
    }

    pub(crate) fn numbers(&self, sources: &[SourceId]) -> Vec<usize> {
        sources.iter().filter_map(|source| self.numbers.get(source)).copied().collect()
    }

    pub(crate) fn of(&self, numbers: &[usize]) -> Vec<SourceId> {
        numbers.iter().filter_map(|number| self.sources.get(number.checked_sub(1)?)).copied().collect()
    }

    pub(crate) fn all(&self) -> &[SourceId] {
        &self.sources
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, SourceId)> {
        (1..).zip(self.sources.iter().copied())
    }

    pub(crate) fn add_to(&self, directory: &Directory, document: &mut Document) {
        if !self.sources.is_empty() {
            document.gap();
            document.heading(2, "Sources");
        }
        for (number, source) in self.iter() {
            add_source(number, &directory.source(source), document);
        }
    }

    pub(crate) fn add_to_markdown(&self, directory: &Directory, markdown: &mut Markdown) {
        if self.sources.is_empty() {
            return;
        }
        markdown.heading(2, "Sources");
        markdown.list(|markdown| {
            for (number, source) in self.iter() {
                let source = directory.source(source);
                markdown.item(&format!("{number}."), |markdown| add_source_to_markdown(&source, markdown));
            }
        });
    }
}

/// The numbers as they follow a statement: ` [1][3]`.
pub(crate) fn in_brackets(numbers: &[usize]) -> String {
    let space = if numbers.is_empty() { "" } else { " " };
    numbers.iter().fold(space.to_owned(), |text, number| format!("{text}[{number}]"))
}

pub(super) fn add_source(number: usize, source: &SourceTerm, document: &mut Document) {
    let marker = format!("[{number}]");
    let columns = marker.len().max(4) + 1;
    let about = not_empty(&publication(source)).map_or(String::new(), |about| format!(". {about}"));
    let spans = [Span::text(source.title), Span::text(&about)];
    document.beneath_marker(&marker, Role::Muted, columns, |document| document.paragraph(&spans));
    document.beneath(columns, |document| {
        if let Some(url) = source.url {
            let address = address_span(url, document);
            document.paragraph(&[address]);
        }
        if let Some(lookup) = source.lookup {
            let address = address_span(lookup, document);
            document.paragraph(&[Span::new("look it up at ", Role::Label), address]);
        }
        if let Some(note) = source.note {
            document.paragraph(&[Span::new("Note: ", Role::Label), Span::new(note, Role::Emphasis)]);
        }
    });
}

fn address_span<'a>(written: &'a str, document: &mut Document) -> Span<'a> {
    if is_address(written) { Span::link(written, document.add_link(written)) } else { Span::text(written) }
}

pub(super) fn add_source_to_markdown(source: &SourceTerm, markdown: &mut Markdown) {
    markdown.paragraph(source.title);
    for part in [not_empty(&publication(source)), source.url].into_iter().flatten() {
        markdown.text(". ");
        add_address(part, markdown);
    }
    if let Some(lookup) = source.lookup {
        markdown.text("; look it up at ");
        add_address(lookup, markdown);
    }
    add_note(source.note, markdown);
}

/// Adds what the reader should know, on a line of its own.
pub(super) fn add_note(note: Option<&str>, markdown: &mut Markdown) {
    if let Some(note) = note {
        markdown.next_line();
        markdown.text(&format!("Note: {note}"));
    }
}

pub(super) fn add_address(written: &str, markdown: &mut Markdown) {
    if is_address(written) { markdown.address(written) } else { markdown.text(written) }
}
