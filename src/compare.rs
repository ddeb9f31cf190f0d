//! Two entries side by side: how they are connected, and what is stated of each, topic by topic, then dates, contacts and
//! links. What both have comes first, the topic on which both have most before the others. What stands beneath an entry
//! counts as its own, with whose it is.

use std::cmp::Reverse;
use std::collections::VecDeque;

use crate::directory::{Directory, EntryId, Link, SourceId, StatedRecord, TopicId, WITHOUT_TOPIC};
use crate::fields::{Part, Shown, Values};
use crate::page::{Item, NumberedSources, Page, StatedItem, StatedLine, in_brackets, is_less_sure, of_link};
use crate::search::distinguished;
use crate::text::{Document, Glyph, Glyphs, Medium, Role, Span};

/// How a comparison is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ComparisonLayout {
    SideBySide,
    Stacked,
    /// Stacked, and each statement begins with the name of the one that it is about.
    Spoken,
}

impl ComparisonLayout {
    pub(crate) fn within(room: usize) -> Self {
        const NARROWEST: usize = 60;
        if room < NARROWEST { ComparisonLayout::Stacked } else { ComparisonLayout::SideBySide }
    }

    /// The columns of the room that it is wrapped to.
    pub(crate) fn width(self, room: usize) -> usize {
        const WIDEST: usize = 155;
        if self == ComparisonLayout::SideBySide { room.min(WIDEST) } else { room }
    }
}

pub(crate) struct Comparison<'d> {
    pub(crate) directory: &'d Directory,
    pub(crate) entries: [EntryId; 2],
    pub(crate) parts: Vec<ComparisonPart<'d>>,
    pub(crate) sources: NumberedSources,
}

/// The statements about the two under one heading.
pub(crate) struct ComparisonPart<'d> {
    pub(crate) title: &'d str,
    pub(crate) topic: Option<TopicId>,
    pub(crate) sides: [Vec<Compared<'d>>; 2],
}

#[derive(Clone)]
pub(crate) struct Compared<'d> {
    pub(crate) stated: StatedLine<'d>,
    /// The entry beneath that it belongs to, if it is not the compared entry's own.
    pub(crate) owner: Option<EntryId>,
    pub(crate) sources: Vec<SourceId>,
}

impl<'d> Comparison<'d> {
    /// Compares two entries, on one topic alone where one is given.
    pub(crate) fn new(directory: &'d Directory, entries: [EntryId; 2], topic: Option<TopicId>) -> Self {
        let mut comparison =
            Comparison { directory, entries, parts: Vec::new(), sources: NumberedSources::default() };
        let mut by_topic: Vec<[Vec<Compared>; 2]> = Vec::new();
        by_topic.resize_with(directory.topics().len() + 1, Default::default);
        for (side, entry) in entries.into_iter().enumerate() {
            let other = directory.entry(entries[1 - side]).with_descendants();
            // What lies beneath both counts for the lower one.
            let is_of_other = |owner: &EntryId| other.contains(owner) && !other.contains(&entry);
            let acts = |owner: &EntryId| directory.entry(*owner).has_activities();
            let own = directory.entry(entry).with_descendants().into_iter();
            for owner in own.filter(|owner| acts(owner) && !is_of_other(owner)) {
                for activity in comparison.compared(owner, Part::Activities) {
                    let owner = (owner != entry).then_some(owner);
                    add_activity(&Compared { owner, ..activity }, side, &mut by_topic);
                }
            }
        }
        let without = by_topic.pop().unwrap_or_default();
        for ((id, term), sides) in
            directory.topics().zip(by_topic).filter(|((id, _), _)| topic.is_none_or(|topic| topic == *id))
        {
            comparison.push(term.name, Some(id), sides);
        }
        if topic.is_none() {
            comparison.push(WITHOUT_TOPIC, None, without);
            for part in [Part::Status, Part::Background, Part::Events, Part::Contacts, Part::Links] {
                let sides = entries.map(|entry| comparison.section(entry, part));
                comparison.push(if part == Part::Events { "Dates" } else { part.name() }, None, sides);
            }
        }
        comparison.parts.sort_by_key(|part| {
            let shared = part.sides.iter().map(Vec::len).min().unwrap_or(0);
            let is_status = |one: &Compared| matches!(one.stated.record, Some(StatedRecord::Status(_)));
            let is_status = part.sides.iter().flatten().any(is_status);
            let rank = if part.topic.is_some() { shared } else { 0 };
            (!is_status, shared == 0, part.topic.is_none(), Reverse(rank))
        });
        for compared in comparison.parts.iter().flat_map(|part| &part.sides).flatten() {
            comparison.sources.cite(&compared.sources);
        }
        comparison
    }

    fn push(&mut self, title: &'d str, topic: Option<TopicId>, sides: [Vec<Compared<'d>>; 2]) {
        if sides.iter().any(|side| !side.is_empty()) {
            self.parts.push(ComparisonPart { title, topic, sides });
        }
    }

    fn section(&self, entry: EntryId, part: Part) -> Vec<Compared<'d>> {
        let mut dates = Vec::new();
        if part == Part::Events {
            let of = self.directory.entry(entry);
            let bounds = [("since", of.since()), ("until", of.until())];
            for (word, date) in bounds.into_iter().filter_map(|(word, date)| Some((word, date?))) {
                let stated = StatedLine::of_line(format!("{word} {date}"));
                dates.push(Compared { stated, owner: None, sources: Vec::new() });
            }
        }
        dates.extend(self.compared(entry, part));
        dates
    }

    /// What is stated in a section of the page of an entry.
    fn compared(&self, entry: EntryId, part: Part) -> Vec<Compared<'d>> {
        let directory = self.directory;
        let page = Page::of_values(directory, entry, |field| {
            if field.shown == Shown::In(part) { Values::All } else { Values::At(Vec::new()) }
        });
        let items = page.sections.into_iter().flat_map(|section| section.items);
        let compared = |item: Item<'d>| {
            let StatedItem { record, ref sources, .. } = *item.stated()?;
            let mut stated = StatedLine::of(record);
            if let StatedRecord::Link(end) = record {
                stated.text = of_link(end, end.other().short_name()).into();
            }
            Some(Compared { stated, owner: None, sources: page.sources.of(sources) })
        };
        items.filter_map(compared).collect()
    }

    /// How the two are connected, in words: by a direct link, or else by the shortest path of links, preferring links
    /// that have not ended and are sure.
    pub(crate) fn connection(&self) -> String {
        let [one, other] = self.entries;
        let is_sure = |link: &Link| {
            !has_ended(link) && !is_less_sure(self.directory, link.sources()) && link.note().is_none()
        };
        let path = |is_taken: &dyn Fn(&Link) -> bool| shortest_path(self.directory, one, other, is_taken);
        let paths = [path(&is_sure), path(&|link| !has_ended(link)), path(&|_| true)];
        let paths: Vec<Vec<Link>> = paths.into_iter().flatten().collect();
        match paths.iter().find(|links| links.len() == 1).or(paths.first()) {
            Some(links) => in_words(self.directory, links),
            None => {
                let [one, other] = short_names(self.directory, self.entries);
                format!("No links lead from {one} to {other}.")
            }
        }
    }

    /// A part as it is headed: with a word where only one of the two has it.
    pub(crate) fn title(&self, part: &ComparisonPart) -> String {
        let [one, other] = short_names(self.directory, self.entries);
        match part.sides.each_ref().map(Vec::is_empty) {
            [false, true] => format!("{}: {one} alone", part.title),
            [true, false] => format!("{}: {other} alone", part.title),
            [false, false] | [true, true] => part.title.to_owned(),
        }
    }

    /// Adds what is stated of one of the two in a part, each statement behind `before`.
    fn add_side(
        &self,
        part: &ComparisonPart,
        side: usize,
        glyphs: Glyphs,
        before: &str,
        document: &mut Document,
    ) {
        for compared in &part.sides[side] {
            let of = compared.owner.map(|owner| format!("{}: ", self.directory.entry(owner).short_name()));
            let before = format!("{before}{}", of.unwrap_or_default());
            let bullet = if part.is_shared(side, compared) { "=" } else { glyphs.of(Glyph::Bullet) };
            document.beneath_marker(bullet, Role::Muted, 2, |document| {
                compared.stated.add_to(
                    &before,
                    &in_brackets(&self.sources.numbers(&compared.sources)),
                    document,
                );
            });
            for caution in &compared.stated.cautions {
                document.beneath(2, |document| document.paragraph(&[Span::new(caution, Role::Emphasis)]));
            }
        }
    }

    pub(crate) fn document(&self, medium: Medium, glyphs: Glyphs, layout: ComparisonLayout) -> Document {
        let mut document = Document::new(glyphs);
        document.set_medium(medium);
        let (is_beside, full_names) =
            (layout == ComparisonLayout::SideBySide, full_names(self.directory, self.entries));
        if is_beside {
            document.columns(|side, document| document.heading(1, &full_names[side]));
        } else {
            document.heading(1, &full_names.join(" and "));
        }
        document.paragraph(&[Span::text(&self.connection())]);
        let names = short_names(self.directory, self.entries);
        for part in &self.parts {
            document.gap();
            document.heading(2, &self.title(part));
            if is_beside {
                document.columns(|side, document| self.add_side(part, side, glyphs, "", document));
                continue;
            }
            for (side, name) in names.iter().enumerate().filter(|(side, _)| !part.sides[*side].is_empty()) {
                let is_spoken = layout == ComparisonLayout::Spoken;
                let before = if is_spoken { format!("{name}: ") } else { String::new() };
                if !is_spoken {
                    document.paragraph(&[Span::new(name, Role::Strong)]);
                }
                self.add_side(part, side, glyphs, &before, &mut document);
            }
        }
        self.add_end(&mut document);
        document
    }

    fn add_end(&self, document: &mut Document) {
        let has_shared =
            self.parts.iter().any(|part| part.sides[0].iter().any(|stated| part.is_shared(0, stated)));
        if has_shared {
            document.gap();
            document.paragraph(&[Span::new("= stands before what is the same of both", Role::Muted)]);
        }
        self.sources.add_to(self.directory, document);
    }
}

/// The names of the two, with what distinguishes them where they are the same.
pub(crate) fn full_names(directory: &Directory, entries: [EntryId; 2]) -> [String; 2] {
    let names = distinguished(directory, &entries);
    [0, 1].map(|at| names[at].clone())
}

pub(crate) fn short_names(directory: &Directory, entries: [EntryId; 2]) -> [String; 2] {
    let names = entries.map(|entry| directory.entry(entry).short_name().to_owned());
    if names[0] == names[1] { full_names(directory, entries) } else { names }
}

/// Puts an activity under each of its topics; without one it comes last.
fn add_activity<'d>(activity: &Compared<'d>, side: usize, by_topic: &mut [[Vec<Compared<'d>>; 2]]) {
    let Some(StatedRecord::Statement(statement)) = activity.stated.record else { return };
    let without = if statement.topics.is_empty() { by_topic.len().checked_sub(1) } else { None };
    for at in statement.topics.iter().map(|topic| topic.index()).chain(without) {
        by_topic[at][side].push(activity.clone());
    }
}

impl ComparisonPart<'_> {
    pub(crate) fn is_shared(&self, side: usize, compared: &Compared) -> bool {
        self.sides[1 - side].iter().any(|other| other.stated.text == compared.stated.text)
    }
}

/// The links of a shortest path between two entries, each followed in either direction.
fn shortest_path(
    directory: &Directory,
    from: EntryId,
    to: EntryId,
    is_taken: impl Fn(&Link) -> bool,
) -> Option<Vec<Link<'_>>> {
    let mut came_by: Vec<Option<(EntryId, Link)>> = vec![None; directory.len()];
    let mut waiting = VecDeque::from([from]);
    while let Some(here) = waiting.pop_front() {
        if here == to {
            break;
        }
        let entry = directory.entry(here);
        let out = entry.links().map(|link| (link.target(), link));
        for (next, link) in out.chain(entry.linked_from().map(|link| (link.origin(), link))) {
            if next != from && is_taken(&link) && came_by[next.index()].is_none() {
                came_by[next.index()] = Some((here, link));
                waiting.push_back(next);
            }
        }
    }
    let mut links = Vec::new();
    let mut here = to;
    while here != from {
        let (before, link) = came_by[here.index()]?;
        links.push(link);
        here = before;
    }
    links.reverse();
    Some(links)
}

fn has_ended(link: &Link) -> bool {
    link.until().is_some()
}

/// A path in words: `FBI is part of DOJ, which is represented on SPOG.`
fn in_words(directory: &Directory, links: &[Link]) -> String {
    let name = |entry| directory.entry(entry).short_name();
    let mut words = String::new();
    for (at, link) in links.iter().enumerate() {
        let says = phrase(link.relation().name);
        let (origin, target) = (link.origin(), link.target());
        let before = at.checked_sub(1).map(|before| &links[before]);
        let clause = match before {
            Some(before) if before.target() == origin => format!(", which {says} {}", name(target)),
            Some(before) if before.target() == target && before.relation().name == link.relation().name => {
                let verb = if says.starts_with("is ") { "is" } else { "does" };
                format!(", as {verb} {}", name(origin))
            }
            Some(_) => format!(", and {} {says} {}", name(origin), name(target)),
            None => format!("{} {says} {}", name(origin), name(target)),
        };
        words.push_str(&clause);
        let until = link.until().map(|date| format!("until {date}"));
        let less_sure = is_less_sure(directory, link.sources()).then(|| "less sure".to_owned());
        let cautions: Vec<String> = until.into_iter().chain(less_sure).collect();
        if !cautions.is_empty() {
            words = format!("{words} ({})", cautions.join(", "));
        }
    }
    words + "."
}

/// Whether a word names somebody by what they are, as `member` or `successor`; before it stands an article.
fn is_agent(word: &str) -> bool {
    const NOT: [&str; 8] = ["other", "under", "over", "for", "or", "superior", "prior", "inferior"];
    (word.ends_with("er") || word.ends_with("or")) && !NOT.contains(&word)
}

/// A relation as a verb: `part of` is `is part of`, `member of` is `is a member of`, `chairs` stays.
fn phrase(relation: &str) -> String {
    let first = relation.split(' ').next().unwrap_or(relation);
    let is_passive = relation.ends_with(" by") || relation.ends_with(" on") || relation.ends_with(" under");
    let is_verb = !is_passive && first.len() > 3 && (first.ends_with('s') || first.ends_with("ed"));
    match relation {
        "see also" => "mentions".to_owned(),
        _ if is_verb && !first.ends_with("is") => relation.to_owned(),
        "legal basis" => "has its legal basis in".to_owned(),
        _ if is_agent(first) => format!("is a {relation}"),
        _ => format!("is {relation}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"(title: "T", kinds: [(id: "k", name: "K")], topics: [(id: "a", name: "Art"), (id: "m", name: "Music"), (id: "z", name: "Zoo")],
        relations: [(id: "part", name: "part of", nests: true), (id: "rep", name: "represented on", nests: true), (id: "chairs", name: "chairs")],
        sources: [(id: "s", title: "S"), (id: "t", title: "T")], entries: [
        (id: "spog", kind: "k", name: "Group", abbreviation: "SPOG"),
        (id: "doj", kind: "k", name: "Justice", abbreviation: "DOJ", links: [(rel: "rep", to: "spog")],
            activities: [(text: "Draws.", topics: ["a"], sources: ["s"]), (text: "Sings.", topics: ["m"])], events: [(date: "2003", text: "Began.")]),
        (id: "fbi", kind: "k", name: "Bureau", abbreviation: "FBI", links: [(rel: "part", to: "doj")], activities: [(text: "Hums.", topics: ["m"], sources: ["t"])]),
        (id: "dol", kind: "k", name: "Labor", abbreviation: "DOL", links: [(rel: "rep", to: "spog"), (rel: "chairs", to: "fbi")],
            activities: [(text: "Plays.", topics: ["m"], sources: ["s"]), (text: "Feeds.", topics: ["z"])]),
        (id: "apart", kind: "k", name: "Apart")])"#;

    fn compare(one: &str, other: &str) -> String {
        let directory = Directory::parse("t.ron", TEXT.to_owned()).unwrap();
        let entries = [one, other].map(|id| directory.find(id).unwrap());
        Comparison::new(&directory, entries, None)
            .document(Medium::Screen, Glyphs::Ascii, ComparisonLayout::Stacked)
            .wrap(80)
            .plain()
    }

    #[test]
    fn what_both_have_comes_first_and_what_one_has_alone_says_so() {
        let expected = "Justice and Labor\n\
            DOJ is represented on SPOG, as is DOL.\n\n\
            Music\nDOJ\n* Sings.\n* FBI: Hums. [1]\nDOL\n* Plays. [2]\n\n\
            Links\nDOJ\n= represented on SPOG\nDOL\n= represented on SPOG\n* chairs FBI\n\n\
            Art: DOJ alone\nDOJ\n* Draws. [2]\n\n\
            Zoo: DOL alone\nDOL\n* Feeds.\n\n\
            Dates: DOJ alone\nDOJ\n* 2003: Began.\n\n\
            = stands before what is the same of both\n\n\
            Sources\n[1]  T\n[2]  S\n";
        let told = compare("doj", "dol");
        let numbers = |text: &str| text.replace("[1]", "[n]").replace("[2]", "[n]");
        assert_eq!(
            numbers(told.split("Sources").next().unwrap()),
            numbers(expected.split("Sources").next().unwrap())
        );
    }

    #[test]
    fn what_one_states_beneath_the_other_is_stated_of_it_alone() {
        let told = compare("doj", "fbi");
        assert!(told.contains("\nMusic\nDOJ\n* Sings.\nFBI\n* Hums. [1]\n"), "{told}");
    }

    #[test]
    fn the_shortest_way_is_told_in_words() {
        for (one, other, told) in [
            ("fbi", "spog", "FBI is part of DOJ, which is represented on SPOG."),
            ("spog", "fbi", "DOJ is represented on SPOG, and FBI is part of DOJ."),
            ("dol", "fbi", "DOL chairs FBI."),
            ("fbi", "apart", "No links lead from FBI to Apart."),
        ] {
            assert!(compare(one, other).contains(&format!("\n{told}\n")), "{}", compare(one, other));
        }
    }
}
