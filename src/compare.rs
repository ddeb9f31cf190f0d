//! Two entries side by side: how they are connected, and what is stated of each, topic by topic, then dates, contacts and
//! links. What both have comes first, the topic on which both have most before the others. What stands beneath an entry counts as its own, with whose it is.

use std::cmp::Reverse;
use std::collections::VecDeque;

use crate::directory::{Directory, Entry, EntryId, Link, Statement, TopicId};
use crate::page::{NumberedSources, in_brackets};
use crate::text::{Document, Glyph, Glyphs, Medium, Role, Span};

/// Two entries side by side.
#[derive(Clone, Debug)]
pub struct Comparison<'d> {
    directory: &'d Directory,
    /// The two.
    pub entries: [EntryId; 2],
    /// What is stated, by topic and kind of statement.
    pub parts: Vec<ComparisonPart>,
    /// What the statements rest on.
    pub sources: NumberedSources,
}

/// What is stated of the two under one heading.
#[derive(Clone, Debug)]
pub struct ComparisonPart {
    /// The heading.
    pub title: String,
    /// The topic, where it is one.
    pub topic: Option<TopicId>,
    /// What is stated of each.
    pub sides: [Vec<Stated>; 2],
}

/// One thing that is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What.
    pub text: String,
    /// Whether it is `CommonMark`.
    pub is_prose: bool,
    /// Whose it is, where that is something beneath the entry.
    pub of: Option<EntryId>,
    /// The numbers of its sources.
    pub sources: Vec<usize>,
}

impl<'d> Comparison<'d> {
    /// Compares two entries, on one topic alone where one is given.
    pub fn new(directory: &'d Directory, entries: [EntryId; 2], topic: Option<TopicId>) -> Self {
        let sources = NumberedSources::default();
        let mut comparison = Comparison { directory, entries, parts: Vec::new(), sources };
        let topics: Vec<Option<TopicId>> = match topic {
            Some(topic) => vec![Some(topic)],
            None => directory.topics().map(|(topic, _)| Some(topic)).chain([None]).collect(),
        };
        for topic in topics {
            let title = topic.map_or("Without a topic", |topic| directory.topic(topic).name);
            let sides = entries.map(|entry| comparison.activities(entry, topic));
            comparison.push(title, topic, sides);
        }
        if topic.is_none() {
            comparison.other_parts();
        }
        comparison.parts.sort_by_key(|part| {
            let shared = part.sides.iter().map(Vec::len).min().unwrap_or(0);
            (shared == 0, part.topic.is_none(), Reverse(if part.topic.is_some() { shared } else { 0 }))
        });
        comparison
    }

    fn other_parts(&mut self) {
        let directory = self.directory;
        let [one, other] = self.entries.map(|entry| directory.entry(entry));
        let sides =
            [one, other].map(|entry| entry.background().map(|stated| self.statement(stated, None)).collect());
        self.push("Background", None, sides);
        let sides = [one, other].map(|entry| self.dates(entry));
        self.push("Dates", None, sides);
        let sides = [one, other].map(|entry| self.contacts(entry));
        self.push("Contacts", None, sides);
        let sides = [one, other].map(|entry| entry.links().map(|link| self.link(link)).collect());
        self.push("Links", None, sides);
    }

    fn push(&mut self, title: &str, topic: Option<TopicId>, sides: [Vec<Stated>; 2]) {
        if sides.iter().any(|side| !side.is_empty()) {
            self.parts.push(ComparisonPart { title: title.to_owned(), topic, sides });
        }
    }

    fn activities(&mut self, entry: EntryId, topic: Option<TopicId>) -> Vec<Stated> {
        let directory = self.directory;
        let is_on = |stated: &Statement| match topic {
            Some(topic) => stated.topics().contains(&topic),
            None => stated.topics().is_empty(),
        };
        let mut told = Vec::new();
        for whose in directory.entry(entry).with_descendants() {
            let of = Some(whose).filter(|whose| *whose != entry);
            let on_topic = directory.entry(whose).activities().filter(is_on);
            told.extend(on_topic.map(|stated| self.statement(stated, of)));
        }
        told
    }

    fn statement(&mut self, stated: Statement, of: Option<EntryId>) -> Stated {
        Stated {
            text: stated.text().to_owned(),
            is_prose: true,
            of,
            sources: self.sources.cite(stated.sources()),
        }
    }

    fn dates(&mut self, entry: Entry) -> Vec<Stated> {
        let bounds = [("since", entry.since()), ("until", entry.until())];
        let bounds = bounds.into_iter().filter_map(|(word, date)| Some(format!("{word} {}", date?)));
        let mut told: Vec<Stated> =
            bounds.map(|text| Stated { text, is_prose: false, of: None, sources: Vec::new() }).collect();
        told.extend(entry.events().map(|event| Stated {
            text: format!("{}: {}", event.date, event.text),
            is_prose: true,
            of: None,
            sources: self.sources.cite(event.sources),
        }));
        told
    }

    fn contacts(&mut self, entry: Entry) -> Vec<Stated> {
        let contact = |contact: crate::directory::Contact| {
            let label = contact.label.map_or(String::new(), |label| format!(" ({label})"));
            let text = format!("{} {}{label}", contact.kind.word(), contact.value);
            Stated { text, is_prose: false, of: None, sources: self.sources.cite(contact.sources) }
        };
        entry.contacts().map(contact).collect()
    }

    fn link(&mut self, link: Link) -> Stated {
        let to = short(self.directory.entry(link.target()));
        let text = format!("{} {to}", link.relation().name);
        Stated { text, is_prose: false, of: None, sources: self.sources.cite(link.sources()) }
    }

    /// How the two are connected, in words: the shortest way of links between them.
    pub fn connection(&self) -> String {
        let [one, other] = self.entries;
        let names = || self.entries.map(|entry| short(self.directory.entry(entry)));
        match shortest_path(self.directory, one, other) {
            Some(links) => in_words(self.directory, &links),
            None => {
                let [one, other] = names();
                format!("No links lead from {one} to {other}.")
            }
        }
    }

    /// The names of the two.
    pub fn full_names(&self) -> [&'d str; 2] {
        self.entries.map(|entry| self.directory.entry(entry).name())
    }

    /// The short names of the two.
    pub fn names(&self) -> [&'d str; 2] {
        self.entries.map(|entry| short(self.directory.entry(entry)))
    }

    /// A part as it is headed: with a word where only one of the two has it.
    pub fn title(&self, part: &ComparisonPart) -> String {
        let [one, other] = self.names();
        match part.sides.each_ref().map(Vec::is_empty) {
            [false, true] => format!("{}: {one} alone", part.title),
            [true, false] => format!("{}: {other} alone", part.title),
            [false, false] | [true, true] => part.title.clone(),
        }
    }

    /// What is stated of one of the two in a part.
    pub fn side(&self, part: &ComparisonPart, side: usize, glyphs: Glyphs) -> Document {
        let mut document = Document::new(glyphs);
        self.add_side(part, side, glyphs, &mut document);
        document
    }

    fn add_side(&self, part: &ComparisonPart, side: usize, glyphs: Glyphs, document: &mut Document) {
        let others = part.sides.get(1 - side.min(1)).map_or(&[][..], Vec::as_slice);
        for stated in part.sides.get(side).into_iter().flatten() {
            let is_shared = others.iter().any(|other| other.text == stated.text);
            let whose =
                stated.of.map_or(String::new(), |of| format!("{}: ", short(self.directory.entry(of))));
            let tail = in_brackets(&stated.sources);
            let bullet = if is_shared { "=" } else { glyphs.of(Glyph::Bullet) };
            document.beneath_marker(bullet, Role::Muted, 2, |document| {
                let text = format!("{whose}{}", stated.text);
                if stated.is_prose {
                    document.inline(&text, &tail);
                } else {
                    document.paragraph(&[Span::text(&text), Span::text(&tail)]);
                }
            });
        }
    }

    /// The whole in one column.
    pub fn document(&self, medium: Medium, glyphs: Glyphs) -> Document {
        let mut document = Document::new(glyphs);
        document.set_medium(medium);
        let full = self.full_names();
        document.heading(1, &format!("{} and {}", full[0], full[1]));
        document.paragraph(&[Span::text(&self.connection())]);
        for part in &self.parts {
            document.gap();
            document.heading(2, &self.title(part));
            for (side, name) in self.names().into_iter().enumerate() {
                if part.sides.get(side).is_some_and(|stated| !stated.is_empty()) {
                    document.paragraph(&[Span::new(name, Role::Strong)]);
                    self.add_side(part, side, glyphs, &mut document);
                }
            }
        }
        self.add_sources(&mut document);
        document
    }

    /// Adds the list of the sources.
    pub fn add_sources(&self, document: &mut Document) {
        self.sources.add_to(self.directory, document);
    }
}

fn short(entry: Entry<'_>) -> &str {
    entry.abbreviation().unwrap_or(entry.name())
}

/// The links of a shortest way between two entries, whichever way each leads.
fn shortest_path(directory: &Directory, from: EntryId, to: EntryId) -> Option<Vec<Link<'_>>> {
    let mut came_by: Vec<Option<(EntryId, Link)>> = vec![None; directory.len()];
    let mut waiting = VecDeque::from([from]);
    while let Some(here) = waiting.pop_front() {
        if here == to {
            break;
        }
        let entry = directory.entry(here);
        let out = entry.links().map(|link| (link.target(), link));
        for (next, link) in out.chain(entry.linked_from().map(|link| (link.origin(), link))) {
            if next != from && came_by[next.index()].is_none() {
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

/// A way in words: `FBI is part of DOJ, which is represented on SPOG.`
fn in_words(directory: &Directory, links: &[Link]) -> String {
    let name = |entry| short(directory.entry(entry));
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
    }
    words + "."
}

/// A relation as a verb: `part of` is `is part of`, `chairs` stays.
fn phrase(relation: &str) -> String {
    let first = relation.split(' ').next().unwrap_or(relation);
    let is_passive = relation.ends_with(" by") || relation.ends_with(" on") || relation.ends_with(" under");
    let is_verb = !is_passive && first.len() > 3 && (first.ends_with('s') || first.ends_with("ed"));
    match relation {
        "see also" => "mentions".to_owned(),
        _ if is_verb && !first.ends_with("is") => relation.to_owned(),
        "legal basis" => "has its legal basis in".to_owned(),
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
        Comparison::new(&directory, entries, None).document(Medium::Screen, Glyphs::Ascii).wrap(80).plain()
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
            Sources\n[1]  T\n[2]  S\n";
        let told = compare("doj", "dol");
        let numbers = |text: &str| text.replace("[1]", "[n]").replace("[2]", "[n]");
        assert_eq!(
            numbers(told.split("Sources").next().unwrap()),
            numbers(expected.split("Sources").next().unwrap())
        );
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
