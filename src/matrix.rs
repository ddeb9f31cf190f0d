//! The matrix: who does what. Its rows are the members of a body, its columns the topics, and a cell holds the
//! activities of that member on that topic.
//!
//! The body is the one with the most acting members by one nesting relation. Rows, columns and the totals of the
//! columns are kept; cells are computed when asked for, as only a few are ever seen. How they are drawn is not
//! decided here.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use crate::directory::{Directory, Entry, EntryId, RelationId, Statement, TopicId, WITHOUT_TOPIC};
use crate::text::{Glyph, Glyphs};

/// Members against topics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// `None` where the rows are whatever acts.
    pub(crate) membership: Option<Membership>,
    /// The entries, in the order of the outline.
    pub(crate) rows: Vec<EntryId>,
    /// The topics in the file's order, and last, where there are any, the activities without a topic.
    pub(crate) columns: Vec<Column>,
    /// For each row the acting entries beneath it, if they count too.
    beneath: Option<Vec<Vec<EntryId>>>,
    /// Whether the user named the rows one by one.
    pub(crate) has_named_rows: bool,
}

/// What makes an entry a row: that it nests beneath the body by the relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Membership {
    pub(crate) body: EntryId,
    pub(crate) relation: RelationId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// The topic; `None` for the activities without one.
    pub(crate) topic: Option<TopicId>,
    /// How many rows have an activity in it.
    pub(crate) active_rows: usize,
}

/// A cell with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub(crate) column: usize,
    /// Positions among the activities of the entry. None where the entry is put under the topic and no activity is.
    pub(crate) activities: Vec<usize>,
    /// The activities of what stands beneath the entry, where they count too: whose, and the position among its own.
    pub(crate) beneath: Vec<(EntryId, usize)>,
}

impl Matrix {
    /// The matrix of the whole directory, or that of the members of one body. Where there is no body with at least two
    /// members that act, the rows are all entries that act, or those of them at and beneath the one given.
    pub(crate) fn new(directory: &Directory, of: Option<EntryId>) -> Self {
        let membership = membership(directory, of);
        let rows = match (membership, of) {
            (Some(membership), _) => members(directory, membership),
            (None, Some(entry)) => with_activities(directory, directory.entry(entry).with_descendants()),
            (None, None) => with_activities(directory, directory.entries().map(Entry::handle)),
        };
        Matrix { membership, rows, ..Matrix::default() }.with_columns(directory)
    }

    pub(crate) fn of_entries(directory: &Directory, rows: Vec<EntryId>) -> Self {
        Matrix { rows, has_named_rows: true, ..Matrix::default() }.with_columns(directory)
    }

    /// The same with what stands beneath each row.
    #[must_use]
    pub(crate) fn with_beneath(self, directory: &Directory) -> Self {
        let acting_beneath = |row: &EntryId| {
            with_activities(directory, directory.entry(*row).with_descendants().into_iter().skip(1))
        };
        let beneath = self.rows.iter().map(acting_beneath).collect();
        Matrix { beneath: Some(beneath), ..self }.with_columns(directory)
    }

    /// Makes the columns, each with the number of rows that have an activity in it.
    fn with_columns(mut self, directory: &Directory) -> Self {
        let topics = directory.topics().map(|(topic, _)| Some(topic));
        self.columns = topics.chain([None]).map(|topic| Column { topic, active_rows: 0 }).collect();
        for row in 0..self.rows.len() {
            for cell in self.cells(directory, row).iter().filter(|cell| cell.has_activities()) {
                self.columns[cell.column].active_rows += 1;
            }
        }
        self.columns.retain(|column| column.topic.is_some() || column.active_rows > 0);
        self
    }

    pub(crate) fn counts_beneath(&self) -> bool {
        self.beneath.is_some()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty() || self.columns.is_empty()
    }

    /// The cells of a row with something in them, by their columns.
    pub(crate) fn cells(&self, directory: &Directory, row: usize) -> Vec<Cell> {
        let Some(entry) = self.rows.get(row).map(|row| directory.entry(*row)) else { return Vec::new() };
        let mut cells = Vec::new();
        for topic in entry.own_topics() {
            cell_in(&mut cells, topic.index());
        }
        for (index, activity) in entry.activities().enumerate() {
            for column in self.columns_of(activity) {
                cell_in(&mut cells, column).activities.push(index);
            }
        }
        let beneath = self.beneath.as_ref().and_then(|beneath| beneath.get(row));
        for below in beneath.into_iter().flatten() {
            for (index, activity) in directory.entry(*below).activities().enumerate() {
                for column in self.columns_of(activity) {
                    cell_in(&mut cells, column).beneath.push((*below, index));
                }
            }
        }
        cells
    }

    /// The cells of a row, one for each column.
    pub(crate) fn row(&self, directory: &Directory, row: usize) -> Vec<Option<Cell>> {
        let mut cells = self.cells(directory, row).into_iter().peekable();
        (0..self.columns.len()).map(|column| cells.next_if(|cell| cell.column == column)).collect()
    }

    fn columns_of(&self, activity: Statement) -> BTreeSet<usize> {
        let without = activity.topics.is_empty().then(|| self.columns.len() - 1);
        activity.topics.iter().map(|topic| topic.index()).chain(without).collect()
    }
}

/// The cell of a column among those of a row, which are sorted; an empty one where there was none.
fn cell_in(cells: &mut Vec<Cell>, column: usize) -> &mut Cell {
    let place = cells.partition_point(|cell| cell.column < column);
    if cells.get(place).is_none_or(|cell| cell.column != column) {
        cells.insert(place, Cell { column, activities: Vec::new(), beneath: Vec::new() });
    }
    &mut cells[place]
}

impl Cell {
    pub(crate) fn has_activities(&self) -> bool {
        self.count() > 0
    }

    pub(crate) fn count(&self) -> usize {
        self.activities.len() + self.beneath.len()
    }

    /// The sign for it, with the number of activities where there are several.
    pub(crate) fn sign(&self, glyphs: Glyphs) -> String {
        match self.count() {
            0 => glyphs.of(Glyph::Hollow).to_owned(),
            1 => glyphs.of(Glyph::Mark).to_owned(),
            count => format!("{}{count}", glyphs.of(Glyph::Mark)),
        }
    }
}

impl Column {
    pub(crate) fn name(self, directory: &Directory) -> &str {
        self.topic.map_or(WITHOUT_TOPIC, |topic| directory.topic(topic).name)
    }

    pub(crate) fn short(self, directory: &Directory) -> &str {
        self.topic.map_or("No topic", |topic| directory.topic(topic).short())
    }
}

/// The body with the most acting members, and the relation by which they are its members; of several the first one in
/// the file.
fn membership(directory: &Directory, of: Option<EntryId>) -> Option<Membership> {
    const FEWEST: usize = 2;
    let nests: Vec<bool> = directory.relations().map(|(_, relation)| relation.nests).collect();
    let mut members: HashMap<Membership, usize> = HashMap::new();
    for body in directory.entries().filter(|body| of.is_none_or(|of| of == body.handle())) {
        for link in body.linked_from().filter(|link| nests[link.relation_id().index()]) {
            if directory.entry(link.origin()).has_activities() {
                let membership = Membership { body: body.handle(), relation: link.relation_id() };
                *members.entry(membership).or_default() += 1;
            }
        }
    }
    let bodies = members.into_iter().filter(|(_, count)| *count >= FEWEST);
    bodies.max_by_key(|(membership, count)| (*count, Reverse(*membership))).map(|(membership, _)| membership)
}

fn members(directory: &Directory, membership: Membership) -> Vec<EntryId> {
    let is_member = |entry: &EntryId| {
        let mut links = directory.entry(*entry).links();
        links.any(|link| link.target() == membership.body && link.relation_id() == membership.relation)
    };
    directory.entry(membership.body).children().iter().copied().filter(is_member).collect()
}

fn with_activities(directory: &Directory, entries: impl IntoIterator<Item = EntryId>) -> Vec<EntryId> {
    entries.into_iter().filter(|entry| directory.entry(*entry).has_activities()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(entries: &str) -> Directory {
        let text = format!(
            r#"(title: "T", kinds: [(id: "k", name: "K")], topics: [(id: "a", name: "A"), (id: "b", name: "B")],
            relations: [(id: "in", name: "in", inverse: "members", nests: true), (id: "by", name: "by", nests: true),
            (id: "sees", name: "sees")], entries: [{entries}])"#
        );
        Directory::parse("test.ron", text).unwrap()
    }

    fn entry(id: &str, rest: &str) -> String {
        format!(r#"(id: "{id}", kind: "k", name: "{id}", {rest}),"#)
    }

    fn acting(id: &str, links: &str) -> String {
        entry(id, &format!(r#"activities: [(text: "x", topics: ["a"])], links: [{links}]"#))
    }

    fn ids(directory: &Directory, matrix: &Matrix) -> Vec<String> {
        matrix.rows.iter().map(|row| directory.entry(*row).id().to_owned()).collect()
    }

    /// The cells of each row: `.` for none, `o` for a topic of the entry without an activity, else their number.
    fn drawn(directory: &Directory, matrix: &Matrix) -> Vec<String> {
        let cell = |cells: &[Cell], column| match cells.iter().find(|cell| cell.column == column) {
            None => '.',
            Some(cell) if cell.activities.is_empty() => 'o',
            Some(cell) => char::from_digit(u32::try_from(cell.activities.len()).unwrap(), 10).unwrap(),
        };
        let row = |(row, id): (usize, String)| {
            let cells = matrix.cells(directory, row);
            let drawn: String = (0..matrix.columns.len()).map(|column| cell(&cells, column)).collect();
            format!("{id} {drawn}")
        };
        ids(directory, matrix).into_iter().enumerate().map(row).collect()
    }

    #[test]
    fn the_members_of_the_task_force_against_the_ten_responsibilities() {
        let directory = Directory::shipped();
        let matrix = Matrix::new(&directory, None);
        let expected = [
            "dos ...1..1..6.",
            "treasury ........3..",
            "dod ...12.....1",
            "doj 3.111.....2",
            "doi 2.2.1......",
            "usda ...23......",
            "dol 1113..5..1.",
            "hhs ..512......",
            "dot ...32......",
            "ed ...26......",
            "dhs 3.212..2...",
            "ustr .2...3.....",
            "usaid ......5....",
            "eeoc .52........",
            "odni ........o..",
            "omb ...........",
            "nsc ...........",
            "dpc ...........",
        ];
        assert_eq!(drawn(&directory, &matrix), expected);
        let membership = matrix.membership.unwrap();
        assert_eq!(directory.entry(membership.body).id(), "pitf");
        assert_eq!(directory.relation(membership.relation).inverse, Some("members"));
        assert_eq!(matrix, Matrix::new(&directory, directory.find("pitf")));
    }

    #[test]
    fn the_body_with_the_most_acting_members_makes_the_rows() {
        let up = |relation: &str, to: &str| format!(r#"(rel: "{relation}", to: "{to}"),"#);
        let both = up("in", "top") + &up("by", "other");
        let text = [
            entry("other", ""),
            entry("top", ""),
            acting("one", &both),
            acting("two", &both),
            acting("three", &up("in", "top")),
            acting("apart", &up("sees", "top")),
            entry("idle", &format!(r"links: [{}]", up("in", "top"))),
            acting("made", &up("by", "top")),
        ]
        .concat();
        let directory = parse(&text);
        let of = |id: &str| ids(&directory, &Matrix::new(&directory, directory.find(id)));
        assert_eq!(ids(&directory, &Matrix::new(&directory, None)), ["one", "two", "three", "idle"]);
        assert_eq!(of("top"), ["one", "two", "three", "idle"]);
        assert_eq!(of("other"), ["one", "two"]);
        assert_eq!(of("one"), ["one"], "who has no members stands alone");
    }

    #[test]
    fn of_two_bodies_with_as_many_acting_members_the_first_one_is_taken() {
        let both = r#"(rel: "in", to: "late"), (rel: "in", to: "early")"#;
        let directory =
            parse(&[entry("early", ""), entry("late", ""), acting("a", both), acting("b", both)].concat());
        for _ in 0..20 {
            let membership = Matrix::new(&directory, None).membership.unwrap();
            assert_eq!(directory.entry(membership.body).id(), "early");
        }
    }

    #[test]
    fn without_such_a_body_the_rows_are_all_that_act() {
        let beneath = r#"(rel: "in", to: "a")"#;
        let directory =
            parse(&[acting("a", ""), acting("b", beneath), entry("c", ""), acting("d", "")].concat());
        assert_eq!(ids(&directory, &Matrix::new(&directory, None)), ["a", "b", "d"]);
        assert_eq!(ids(&directory, &Matrix::new(&directory, directory.find("a"))), ["a", "b"]);
        assert_eq!(ids(&directory, &Matrix::new(&directory, directory.find("c"))), [""; 0]);
    }

    #[test]
    fn a_cell_holds_the_activities_on_its_topic_and_a_column_counts_its_rows_once() {
        let activities = r#"topics: ["b"], activities: [(text: "1", topics: ["a"]), (text: "2"), (text: "3", topics: ["a"])]"#;
        let directory = parse(&(entry("one", activities) + &acting("two", "")));
        let matrix = Matrix::new(&directory, None);
        assert_eq!(drawn(&directory, &matrix), ["one 2o1", "two 1.."]);
        let cells = matrix.cells(&directory, 0);
        assert_eq!(cells[0], Cell { column: 0, activities: vec![0, 2], beneath: Vec::new() });
        assert_eq!(cells[2], Cell { column: 2, activities: vec![1], beneath: Vec::new() });
        let acting: Vec<usize> = matrix.columns.iter().map(|column| column.active_rows).collect();
        assert_eq!(acting, [2, 0, 1]);
        assert_eq!(matrix.columns[2].name(&directory), "Without a topic");
    }

    #[test]
    fn what_stands_beneath_a_row_counts_where_it_is_asked_for() {
        let part = acting("part", r#"(rel: "by", to: "one")"#);
        let up = r#"(rel: "in", to: "top")"#;
        let directory = parse(
            &[
                entry("top", ""),
                acting("one", up),
                acting("two", up),
                part,
                acting("deep", r#"(rel: "by", to: "part")"#),
            ]
            .concat(),
        );
        let matrix = Matrix::new(&directory, None);
        assert_eq!(drawn(&directory, &matrix), ["one 1.", "two 1."]);
        let matrix = matrix.with_beneath(&directory);
        let cell = &matrix.cells(&directory, 0)[0];
        let whose: Vec<&str> = cell.beneath.iter().map(|(entry, _)| directory.entry(*entry).id()).collect();
        assert_eq!((cell.activities.len(), cell.count(), whose), (1, 3, vec!["part", "deep"]));
        let chosen = Matrix::of_entries(&directory, vec![directory.find("part").unwrap()]);
        assert_eq!(drawn(&directory, &chosen), ["part 1."]);
    }

    #[test]
    fn a_directory_without_entries_topics_or_activities_has_an_empty_matrix() {
        for entries in ["", &entry("a", "")] {
            assert!(Matrix::new(&parse(entries), None).is_empty());
        }
        let text = r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [(id: "a", kind: "k", name: "a",
            activities: [(text: "x")])])"#;
        let directory = Directory::parse("test.ron", text.to_owned()).unwrap();
        let matrix = Matrix::new(&directory, None);
        assert_eq!(drawn(&directory, &matrix), ["a 1"]);
    }
}
