//! The directory as one HTML page: whom to call, a folding table of contents, who does what, an article for each
//! entry, the events by date, and the sources.
//!
//! The page needs no script and no other file. Its anchors are made of ids, so they stay the same in every edition.
//! `maud` escapes every text; only `text` makes markup.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::directory::{
    Contact, Date, Directory, EntryId, SourceId, StatedRecord, WITHOUT_TOPIC, events_by_date, is_address,
};
use crate::matrix::Matrix;
use crate::outline::{Arrangement, Row, Subject, group_title};
use crate::page::{
    Item, NumberedSources, Page, Part, Section, Target, publication, span_of_end, status_line, topics_of,
};
use crate::report::extent::Selection;
use crate::report::tree::{self, Tree};
use crate::report::{Extent, one_line};
use crate::text;

const STYLE: &str = include_str!("html/style.css");

pub(super) fn write(directory: &Directory, extent: &Extent, out: &mut dyn Write) -> io::Result<()> {
    let tree = Tree::new(directory, Arrangement::Hierarchy, extent);
    let language = Some(directory.language()).filter(|language| !language.is_empty()).unwrap_or("en");
    let mut writer = HtmlWriter {
        directory,
        selection: extent.select(directory),
        sources: NumberedSources::default(),
        language,
        label_language: None,
    };
    write!(out, "{}", DOCTYPE.into_string())?;
    write!(out, "<html lang=\"{}\">", html! { (language) }.into_string())?;
    write_markup(out, writer.head())?;
    out.write_all(b"<body>")?;
    write_markup(out, writer.header(extent))?;
    let matrix = writer.matrix(extent);
    let sections = html! {
        @if !matrix.0.is_empty() { li { a href="#who-does-what" { "Who does what" } } }
        @if !writer.events().is_empty() { li { a href="#by-date" { "By date" } } }
    };
    writer.write_contents(&tree.rows, &sections.into_string(), out)?;
    out.write_all(b"<main id=\"main\">")?;
    write_markup(out, writer.about())?;
    write_markup(out, matrix)?;
    let mut is_written = vec![false; directory.len()];
    for entry in tree.rows.iter().filter_map(|row| row.subject.entry()) {
        if !std::mem::replace(&mut is_written[entry.index()], true) {
            write_markup(out, writer.article(entry))?;
        }
    }
    write_markup(out, writer.by_date())?;
    write_markup(out, writer.terms())?;
    write_markup(out, writer.all_sources())?;
    out.write_all(b"</main>")?;
    write_markup(out, writer.footer())?;
    out.write_all(b"</body></html>\n")
}

fn write_markup(out: &mut dyn Write, markup: Markup) -> io::Result<()> {
    out.write_all(markup.into_string().as_bytes())?;
    out.write_all(b"\n")
}

struct HtmlWriter<'d> {
    directory: &'d Directory,
    selection: Selection,
    sources: NumberedSources,
    /// That of the directory.
    language: &'d str,
    /// That of labels in the entry that is being written, if the entry is in another one.
    label_language: Option<&'d str>,
}

impl<'d> HtmlWriter<'d> {
    fn head(&self) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (one_line(self.directory.title())) }
                style { (PreEscaped(STYLE)) }
            }
        }
    }

    fn header(&self, extent: &Extent) -> Markup {
        let directory = self.directory;
        let help = directory.help().map(|help| directory.entry(help));
        html! {
            a.skip href="#main" { "Skip to the content" }
            header {
                h1 { (one_line(directory.title())) }
                @if !directory.edition().is_empty() {
                    p.quiet {
                        (one_line(directory.edition()))
                        @if let Some(updated) = directory.updated() {
                            ", with events up to " (time(updated))
                        }
                    }
                }
                @if !directory.disclaimer().is_empty() { p.quiet { (one_line(directory.disclaimer())) } }
                @if let Some(root) = extent.root {
                    p { "Only what lies at and beneath " (self.name(root)) "." }
                } @else if extent.collected.is_some() {
                    p { "Only what was collected." }
                }
                @if help.is_some() || !directory.notice().is_empty() {
                    section.help aria-label="Whom to call" {
                        @if !directory.notice().is_empty() { p { strong { (one_line(directory.notice())) } } }
                        @if let Some(help) = help {
                            dl {
                                @for contact in help.contacts() { (contact_of(&contact, &Markup::default())) }
                            }
                            p { "More: " (self.name(help.handle())) }
                        }
                    }
                }
            }
        }
    }

    /// The hierarchy, each entry that has something beneath it folded.
    fn write_contents(&self, rows: &[Row], sections: &str, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"<nav aria-label=\"Contents\"><h2>Contents</h2><ul>")?;
        let mut levels: Vec<usize> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            while levels.last().is_some_and(|level| *level >= row.depth) {
                levels.pop();
                out.write_all(b"</ul></details></li>")?;
            }
            let label = match row.subject {
                Subject::Entry(entry) => html! {
                    (self.name(entry))
                    @if let Some(home) = tree::home_elsewhere(self.directory, row) {
                        span.quiet { ", see " (self.name(home.handle())) }
                    }
                },
                Subject::Group(_, relation) => html! {
                    (one_line(group_title(self.directory, relation))) " "
                    span.quiet { (row.count.unwrap_or_default()) }
                },
                Subject::Event(..)
                | Subject::Kind(_)
                | Subject::Topic(_)
                | Subject::Year(_)
                | Subject::Letter(_) => continue,
            };
            let has_more = rows.get(at + 1).is_some_and(|next| next.depth > row.depth);
            if has_more {
                let open = if row.depth == 0 { " open" } else { "" };
                let label = label.into_string();
                write!(out, "<li class=\"open\"><details{open}><summary>{label}</summary><ul>")?;
                levels.push(row.depth);
            } else {
                write!(out, "<li>{}</li>", label.into_string())?;
            }
        }
        for _ in levels {
            out.write_all(b"</ul></details></li>")?;
        }
        writeln!(out, "{sections}</ul></nav>")
    }

    fn about(&self) -> Markup {
        html! {
            @if !self.directory.about().is_empty() {
                section id="about" aria-label="About" { (self.prose(self.directory.about(), 2)) }
            }
        }
    }

    fn matrix(&self, extent: &Extent) -> Markup {
        let directory = self.directory;
        if extent.collected.is_some() {
            return html! {};
        }
        let matrix = Matrix::new(directory, extent.root);
        html! {
            @if !matrix.is_empty() {
                section id="who-does-what" {
                    h2 { "Who does what" }
                    p id="who-does-what.about" {
                        "How many activities are stated by topic"
                        @if let Some(membership) = matrix.membership {
                            ": " (one_line(group_title(directory, membership.relation))) " of " (self.name(membership.body))
                        }
                        "."
                    }
                    div.wide tabindex="0" role="region" aria-labelledby="who-does-what.about" {
                        table aria-labelledby="who-does-what.about" {
                            thead {
                                tr {
                                    td {}
                                    @for column in &matrix.columns {
                                        th scope="col" {
                                            @match column.topic {
                                                Some(topic) => (one_line(directory.topic(topic).short())),
                                                None => (WITHOUT_TOPIC),
                                            }
                                        }
                                    }
                                }
                            }
                            tbody {
                                @for (row, entry) in matrix.rows.iter().enumerate() {
                                    tr {
                                        th scope="row" { (self.name(*entry)) }
                                        @for cell in matrix.row(directory, row) {
                                            td.count { @if let Some(cell) = cell { (cell.activities.len()) } }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn article(&mut self, id: EntryId) -> Markup {
        let directory = self.directory;
        let entry = directory.entry(id);
        self.label_language = entry.language().map(|_| self.language);
        let page = self.selection.page(directory, id);
        let facts: Vec<String> = page.facts.iter().map(|fact| one_line(fact)).collect();
        html! {
            article id={ "entry." (entry.id()) } lang=[entry.language()] aria-labelledby={ "name." (entry.id()) } {
                h2 id={ "name." (entry.id()) } { (one_line(entry.name())) }
                @if !facts.is_empty() { p.facts lang=[self.label_language] { (facts.join(" \u{b7} ")) } }
                @for section in &page.sections { (self.section(section, &page)) }
            }
        }
    }

    fn section(&mut self, section: &Section<'d>, page: &Page<'d>) -> Markup {
        let items = &section.items;
        html! {
            @if let Some(title) = section.part.title() { h3 lang=[self.label_language] { (title) } }
            @if section.part == Part::Contacts {
                dl { @for item in items { (self.item(item, page)) } }
            } @else if section.is_prose() {
                @for item in items { (self.item(item, page)) }
            } @else {
                @for (relation, items) in section.lists() {
                    @if let Some(relation) = relation { (self.item(relation, page)) }
                    ul { @for item in items { li { (self.item(item, page)) } } }
                }
            }
        }
    }

    fn item(&mut self, item: &Item<'d>, page: &Page<'d>) -> Markup {
        match item {
            Item::Prose(text) => self.prose(text, 3),
            Item::Inline(text) => html! { p { (self.inline(text)) } },
            Item::Line(text) => html! { (one_line(text)) },
            Item::Labelled(label, words) => {
                let words: Vec<String> = words.iter().map(|words| one_line(words)).collect();
                html! { p.quiet { (in_language(self.label_language, label)) ": " (words.join(", ")) } }
            }
            Item::Stated(item) => {
                let cited = self.references(&page.sources.of(&item.sources));
                self.stated(item.record, &cited)
            }
            Item::Entry(entry) => self.name_and_kind(*entry),
            Item::Relation { words, about } => html! {
                p lang=[self.label_language] { strong { (one_line(words)) } (note(*about)) }
            },
            Item::More(more) => html! { "and " (more) " more" },
            Item::Source { number, source } => {
                let cited = self.references(&page.sources.of(&[*number]));
                html! { (cited) " " (one_line(source.title)) }
            }
        }
    }

    fn stated(&self, record: StatedRecord, cited: &Markup) -> Markup {
        let mut topics = None;
        let stated = match record {
            StatedRecord::Status(status) => {
                html! { strong { "Status" } " " (self.inline(&status_line(&status))) }
            }
            StatedRecord::Statement(statement) => {
                topics = topics_of(self.directory, &statement);
                self.inline(statement.text)
            }
            StatedRecord::Link(end) => html! { (self.name_and_kind(end.other)) (span_of_end(end)) },
            StatedRecord::Event(event) => html! { (time(event.date)) " " (self.inline(event.text)) },
            StatedRecord::Contact(contact) => return contact_of(&contact, cited),
        };
        let whole = html! {
            (stated) (cited)
            @if let Some(topics) = topics { " " span.quiet lang=[self.label_language] { "(" (one_line(&topics)) ")" } }
            (note(record.note()))
        };
        if let StatedRecord::Status(_) = record {
            html! { p.status { (whole) } }
        } else {
            whole
        }
    }

    fn name_and_kind(&self, entry: EntryId) -> Markup {
        let kind = one_line(self.directory.entry(entry).kind().name);
        html! { (self.name(entry)) ", " (in_language(self.label_language, &kind)) }
    }

    fn events(&self) -> Vec<(Date, EntryId, u32)> {
        let mut events = events_by_date(self.selection.entries(self.directory), |_| true);
        events.retain(|(_, entry, position)| self.selection.contains_event(*entry, *position));
        events
    }

    fn by_date(&mut self) -> Markup {
        self.label_language = None;
        let directory = self.directory;
        let events = self.events();
        html! {
            @if !events.is_empty() {
                section id="by-date" {
                    h2 { "By date" }
                    @for events in events.chunk_by(|(one, ..), (other, ..)| one.year() == other.year()) {
                        h3 id={ "year." (events[0].0.year()) } { (events[0].0.year()) }
                        ul {
                            @for (date, entry, position) in events {
                                @let event = directory.entry(*entry).event(*position);
                                @if let Some(event) = event {
                                    li {
                                        (time(*date)) " " (self.name(*entry)) ": "
                                        span lang=[directory.entry(*entry).language()] { (self.inline(event.text)) }
                                        (self.references(event.sources)) (note(event.note))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The meanings of kinds and topics. Notes on relations are shown with their links.
    fn terms(&self) -> Markup {
        let kinds = self.directory.kinds().map(|(_, kind)| (kind.name, kind.about));
        let terms = kinds.chain(self.directory.topics().map(|(_, topic)| (topic.name, topic.about)));
        let terms: Vec<(&str, &str)> = terms.filter_map(|(name, about)| Some((name, about?))).collect();
        html! {
            @if !terms.is_empty() {
                section id="terms" {
                    h2 { "Kinds and topics" }
                    @for (name, about) in terms { h3 { (one_line(name)) } (self.prose(about, 3)) }
                }
            }
        }
    }

    fn all_sources(&self) -> Markup {
        html! {
            @if !self.sources.all().is_empty() {
                section id="sources" {
                    h2 { "Sources" }
                    ol {
                        @for id in self.sources.all() {
                            @let source = self.directory.source(*id);
                            @let publication = publication(&source);
                            li id={ "source." (source.id) } {
                                (one_line(source.title))
                                @if !publication.is_empty() { ". " (one_line(&publication)) }
                                @if let Some(url) = source.url { ". " (address(url)) }
                                @if let Some(lookup) = source.lookup { "; look it up at " (address(lookup)) }
                                (note(source.note))
                            }
                        }
                    }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        html! {
            footer {
                p.quiet { (one_line(self.directory.title())) ", written by pitf " (env!("CARGO_PKG_VERSION")) }
            }
        }
    }

    /// The name of an entry, as a link if its article is on the page.
    fn name(&self, id: EntryId) -> Markup {
        let entry = self.directory.entry(id);
        let language = entry.language().or(self.label_language);
        html! {
            @if self.selection.contains(id) {
                a href={ "#entry." (entry.id()) } lang=[language] { (one_line(entry.name())) }
            } @else { (in_language(language, &one_line(entry.name()))) }
        }
    }

    fn references(&mut self, sources: &[SourceId]) -> Markup {
        let numbers = self.sources.cite(sources);
        html! {
            @for (source, number) in sources.iter().zip(numbers) {
                " " a href={ "#source." (self.directory.source(*source).id) } { "[" (number) "]" }
            }
        }
    }

    fn prose(&self, text: &str, level: usize) -> Markup {
        PreEscaped(text::html(text, level, |written| self.lead(written)))
    }

    fn inline(&self, text: &str) -> Markup {
        PreEscaped(text::html_inline(text, |written| self.lead(written)))
    }

    fn lead(&self, written: &str) -> Option<String> {
        let anchor = |entry| format!("#entry.{}", self.directory.entry(entry).id());
        let anchor = |entry| self.selection.contains(entry).then(|| anchor(entry));
        Target::of(self.directory, written).address(anchor).map(|address| one_line(&address))
    }
}

fn address(written: &str) -> Markup {
    html! {
        @if is_address(written) { a href=(one_line(written)) { (one_line(written)) } } @else { (one_line(written)) }
    }
}

fn contact_of(contact: &Contact, cited: &Markup) -> Markup {
    html! {
        dt { (contact.kind.word()) }
        dd {
            @match contact.address_on_a_telephone() {
                Some(address) => a href=(one_line(&address)) { (one_line(contact.value)) },
                None => (one_line(contact.value)),
            }
            @if let Some(label) = contact.label { ", " (one_line(label)) }
            @if let Some(date) = contact.date {
                ", confirmed " (time(date))
            }
            (cited)
            (note(contact.note))
        }
    }
}

fn in_language(language: Option<&str>, text: &str) -> Markup {
    html! { @if let Some(language) = language { span lang=(language) { (text) } } @else { (text) } }
}

fn time(date: Date) -> Markup {
    html! { time datetime=(date.to_string()) { (date.to_string()) } }
}

fn note(note: Option<&str>) -> Markup {
    html! { @if let Some(note) = note { " " span.note { "Note: " (one_line(note)) } } }
}
