//! About an entry: where it stands and which sources its statements rest on. And about the directory.

use crate::directory::{Directory, EntryId, SourceId};
use crate::text::{Document, Glyph, Glyphs, Medium, Role, Span};

use super::{Item, Page, StatedLine, publication};

const LABEL_COLUMNS: usize = 10;
const MOST_WAYS: usize = 20;

pub(crate) fn about_entry(directory: &Directory, id: EntryId, glyphs: Glyphs) -> Document {
    let entry = directory.entry(id);
    let mut document = Document::new(glyphs);
    document.heading(1, entry.name());
    document.field("id", LABEL_COLUMNS, &[Span::new(entry.id(), Role::Code)]);
    document.field("kind", LABEL_COLUMNS, &[Span::text(entry.kind().name)]);
    let topics: Vec<&str> = entry.topics().into_iter().map(|topic| directory.topic(topic).name).collect();
    if !topics.is_empty() {
        document.field("topics", LABEL_COLUMNS, &[Span::text(&topics.join(", "))]);
    }
    if let Some(until) = entry.until() {
        let text = format!("{} ended: {until}", glyphs.of(Glyph::Ended));
        document.field("status", LABEL_COLUMNS, &[Span::text(&text)]);
    }
    if entry.is_beyond_edition() {
        let (sign, edition) = (glyphs.of(Glyph::Beyond), directory.edition());
        let text = format!("{sign} beyond it: none of its sources is that of the edition, {edition}");
        document.field("edition", LABEL_COLUMNS, &[Span::text(&text)]);
    }
    document.gap();
    document.heading(2, "Where it stands");
    let (ways, is_cut) = paths_to(directory, id);
    let step = format!(" {} ", glyphs.of(Glyph::Step));
    for way in ways {
        let names: Vec<&str> = way.iter().map(|entry| directory.entry(*entry).name()).collect();
        document.item(&[Span::text(&names.join(&step))]);
    }
    if is_cut {
        document.item(&[Span::new("and more", Role::Muted)]);
    }
    let page = Page::of_entry(directory, id);
    if !page.sources.all().is_empty() {
        document.gap();
        document.heading(2, "Sources, and what rests on each");
    }
    for (number, source) in page.sources.iter() {
        document.gap();
        add_source(&mut document, directory, source, &page, number);
    }
    if page.sources.all().is_empty() {
        document.gap();
        document.paragraph(&[Span::text("No source is given.")]);
    } else {
        add_unsourced(&mut document, &page);
    }
    document
}

pub(crate) fn about_directory(directory: &Directory, medium: Medium, glyphs: Glyphs) -> Document {
    let mut document = Document::new(glyphs);
    document.set_medium(medium);
    document.heading(1, directory.title());
    if !directory.edition().is_empty() {
        document.field("edition", LABEL_COLUMNS, &[Span::text(directory.edition())]);
    }
    if let Some(updated) = directory.updated() {
        document.field("events", LABEL_COLUMNS, &[Span::text(&format!("up to {updated}"))]);
    }
    let counts = format!("{} entries, {} sources", directory.len(), directory.sources().len());
    document.field("size", LABEL_COLUMNS, &[Span::text(&counts)]);
    if !directory.disclaimer().is_empty() {
        document.field("note", LABEL_COLUMNS, &[Span::text(directory.disclaimer())]);
    }
    if !directory.notice().is_empty() {
        document.gap();
        document.paragraph(&[Span::new(directory.notice(), Role::Strong)]);
    }
    document.gap();
    document.commonmark(directory.about(), "");
    document
}

fn add_source(document: &mut Document, directory: &Directory, id: SourceId, page: &Page, number: usize) {
    let source = directory.source(id);
    document.heading(3, source.title);
    document.paragraph(&[Span::new(&publication(&source), Role::Label)]);
    if let Some(url) = source.url {
        document.paragraph(&[Span::text(url)]);
    }
    for (text, _) in stated(page).filter(|(_, sources)| sources.contains(&number)) {
        document.item(&[Span::text(&text)]);
    }
    if directory.entry(page.entry.expect("the page is one of an entry")).sources().contains(&id) {
        document.item(&[Span::text("the entry as a whole")]);
    }
}

fn add_unsourced(document: &mut Document, page: &Page) {
    let mut unsourced = stated(page).filter(|(_, sources)| sources.is_empty()).peekable();
    if unsourced.peek().is_some() {
        document.gap();
        document.heading(3, "Without a source of its own");
        for (text, _) in unsourced {
            document.item(&[Span::text(&text)]);
        }
    }
}

fn stated<'p>(page: &'p Page<'_>) -> impl Iterator<Item = (String, &'p [usize])> {
    let items = page.sections.iter().flat_map(|section| &section.items).filter_map(Item::stated);
    items.map(|item| (StatedLine::of(item.record).line(Medium::Screen), item.sources.as_slice()))
}

/// The paths to an entry from the roots, and whether there are more. In a hierarchy whose paths join and part there
/// can be too many to list.
fn paths_to(directory: &Directory, id: EntryId) -> (Vec<Vec<EntryId>>, bool) {
    let mut ways = Vec::new();
    let mut open = vec![vec![id]];
    while let Some(way) = open.pop() {
        let parents = way.last().map(|top| directory.entry(*top).parents()).unwrap_or_default();
        if parents.is_empty() {
            ways.push(way.into_iter().rev().collect());
            if ways.len() == MOST_WAYS {
                return (ways, !open.is_empty());
            }
            continue;
        }
        let longer = |parent: &EntryId| way.iter().copied().chain([*parent]).collect::<Vec<_>>();
        open.extend(parents.iter().rev().map(longer));
        if open.len() > 10 * MOST_WAYS {
            open.drain(..open.len() - 10 * MOST_WAYS);
        }
    }
    (ways, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_places_of_an_entry_are_told_and_what_its_statements_rest_on() {
        let directory = Directory::shipped();
        let text = about_entry(&directory, directory.find("doj").unwrap(), Glyphs::Ascii).wrap(200).plain();
        assert!(text.contains("id        doj\n"), "{text}");
        let places: Vec<&str> =
            text.lines().filter(|line| line.ends_with("> Department of Justice")).collect();
        assert_eq!(places.len(), 2, "beneath PITF and beneath SPOG: {text}");
        assert!(text.contains("* Prosecutes human trafficking."), "{text}");
        assert!(text.contains("\nhttps://www.state.gov/u-s-government-response/\n"), "{text}");
    }

    #[test]
    fn what_names_no_source_is_told_apart_and_all_is_told_as_it_is_read() {
        let text = r#"(title: "T", kinds: [(id: "k", name: "K")], sources: [(id: "s", title: "S")], entries: [
            (id: "a", kind: "k", name: "A", activities: [(text: "One [a](a).", sources: ["s"]), (text: "*Two*.")]),
            (id: "b", kind: "k", name: "B", links: [(rel: "in", to: "a", sources: ["s"])])],
            relations: [(id: "in", name: "in", inverse: "holds")])"#;
        let directory = Directory::parse("t.ron", text.to_owned()).unwrap();
        let about = about_entry(&directory, directory.find("a").unwrap(), Glyphs::Ascii).wrap(80).plain();
        assert!(about.ends_with("* One a.\n* holds B\n\nWithout a source of its own\n* Two.\n"), "{about}");
    }

    #[test]
    fn a_hierarchy_with_a_million_ways_is_told_in_part() {
        let mut entries = vec![r#"(id: "n0", kind: "k", name: "N")"#.to_owned()];
        for level in 1..=40 {
            let up = |id: usize| format!(r#"(rel: "in", to: "n{id}")"#);
            let above =
                if level == 1 { up(0) } else { format!("{}, {}", up(2 * level - 3), up(2 * level - 2)) };
            for id in [2 * level - 1, 2 * level] {
                entries.push(format!(r#"(id: "n{id}", kind: "k", name: "N", links: [{above}])"#));
            }
        }
        let text = format!(
            r#"(title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "in", name: "in", nests: true)], entries: [{}])"#,
            entries.join(", ")
        );
        let directory = Directory::parse("t.ron", text).unwrap();
        let (ways, is_cut) = paths_to(&directory, directory.find("n80").unwrap());
        assert_eq!((ways.len(), is_cut), (MOST_WAYS, true));
    }
}
