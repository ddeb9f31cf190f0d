//! Places by the words of the data file, which outlive a run and an edit of the file: `doj`, `kind:report`,
//! `event:spog/2`. Ids have no colon, so the words cannot be mistaken for each other.

use crate::directory::{Directory, EntryId};
use crate::outline::{Arrangement, Subject, children_by_relation, path_home, with_groups};

use super::picker::Choice;

pub(super) fn serialize_path(directory: &Directory, path: &[Subject]) -> Vec<String> {
    path.iter().map(|subject| serialize_subject(directory, *subject)).collect()
}

/// A place as a mark keeps it: the id of an entry at its home, or else the arrangement and the words of the path.
pub(super) fn serialize_place(directory: &Directory, arrangement: Arrangement, path: &[Subject]) -> String {
    match path.last() {
        Some(Subject::Entry(entry))
            if arrangement == Arrangement::Hierarchy && path == path_home(directory, *entry) =>
        {
            directory.entry(*entry).id().to_owned()
        }
        _ => format!("{} {}", arrangement.name(), serialize_path(directory, path).join(" ")),
    }
}

/// The choice that leads to a place; `None` where the file no longer has it.
pub(super) fn parse_place(directory: &Directory, words: &str) -> Option<Choice> {
    let mut words = words.split(' ');
    let first = words.next()?;
    let words: Vec<String> = words.map(str::to_owned).collect();
    let Some(last) = words.last() else { return directory.find(first).map(Choice::GoTo) };
    let arrangement = Arrangement::ALL.into_iter().find(|known| known.name() == first)?;
    let path = parse_path(directory, &words);
    let is_whole = path.last().is_some_and(|subject| serialize_subject(directory, *subject) == *last);
    is_whole.then_some(Choice::GoToPlace(arrangement, path))
}

pub(super) fn parse_path(directory: &Directory, words: &[String]) -> Vec<Subject> {
    let path: Vec<Subject> = words.iter().map_while(|word| parse_subject(directory, word)).collect();
    let entries: Option<Vec<EntryId>> =
        path.iter().filter(|subject| !is_group(subject)).map(|subject| subject.entry()).collect();
    let is_of_events = path.iter().any(|subject| matches!(subject, Subject::Event(..)));
    match entries.filter(|_| !is_of_events) {
        // An earlier version knew no groups, and an edit of the file may have changed them.
        Some(entries) => {
            let last = path.last().filter(|last| is_group(last)).copied();
            with_groups(directory, &entries).into_iter().chain(last).collect()
        }
        None => path,
    }
}

fn is_group(subject: &Subject) -> bool {
    matches!(subject, Subject::Group(..))
}

pub(super) fn serialize_subject(directory: &Directory, subject: Subject) -> String {
    let id = |entry: EntryId| directory.entry(entry).id();
    match subject {
        Subject::Entry(entry) => id(entry).to_owned(),
        Subject::Event(entry, event) => format!("event:{}/{event}", id(entry)),
        Subject::Group(entry, relation) => {
            format!("group:{}/{}", id(entry), directory.relation(relation).id)
        }
        Subject::Kind(kind) => format!("kind:{}", directory.kind(kind).id),
        Subject::Topic(topic) => format!("topic:{}", topic.map_or("", |topic| directory.topic(topic).id)),
        Subject::Year(year) => format!("year:{year}"),
        Subject::Letter(letter) => format!("letter:{letter}"),
    }
}

fn parse_subject(directory: &Directory, word: &str) -> Option<Subject> {
    let Some((what, name)) = word.split_once(':') else { return directory.find(word).map(Subject::Entry) };
    match what {
        "event" => {
            let (entry, event) = name.split_once('/')?;
            let (entry, event) = (directory.find(entry)?, event.parse().ok()?);
            let exists = directory.entry(entry).event(event).is_some();
            exists.then_some(Subject::Event(entry, event))
        }
        "group" => {
            let (entry, relation) = name.split_once('/')?;
            let (entry, mut relations) = (directory.find(entry)?, directory.relations());
            let (relation, _) = relations.find(|(_, term)| term.id == relation)?;
            let mut groups = children_by_relation(directory, entry).into_iter().skip(1);
            groups.any(|(known, _)| known == relation).then_some(Subject::Group(entry, relation))
        }
        "kind" => directory.kinds().find(|(_, term)| term.id == name).map(|(kind, _)| Subject::Kind(kind)),
        "topic" if name.is_empty() => Some(Subject::Topic(None)),
        "topic" => {
            let topic = directory.topics().find(|(_, term)| term.id == name);
            topic.map(|(topic, _)| Subject::Topic(Some(topic)))
        }
        "year" => name.parse().ok().map(Subject::Year),
        "letter" => name.parse().ok().map(Subject::Letter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::{Arrangement, Outline};

    #[test]
    fn every_place_is_found_again_by_its_words() {
        let directory = Directory::shipped();
        for arrangement in Arrangement::ALL {
            let mut outline = Outline::new(&directory, arrangement);
            outline.unfold_all(&directory);
            for position in 0..outline.len() {
                let path = outline.path(outline.row(position).unwrap().place);
                let words = serialize_path(&directory, &path);
                assert_eq!(parse_path(&directory, &words), path, "{words:?}");
            }
        }
    }

    #[test]
    fn words_that_name_nothing_end_the_path() {
        let directory = Directory::shipped();
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(parse_path(&directory, &words(&["pitf", "gone", "spog"])).len(), 1);
        for word in
            ["", "gone", "kind:gone", "topic:gone", "event:pitf", "event:pitf/999", "year:x", "colour:red"]
        {
            assert_eq!(parse_path(&directory, &words(&[word])), [], "{word}");
        }
    }
}
