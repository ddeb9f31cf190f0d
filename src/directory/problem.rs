//! The problems of a data file, written with line, column and caret.
//!
//! `annotate-snippets` neither makes lines safe for a terminal nor cuts lines of a megabyte.

use std::fmt;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::notation::{MOST_MISTAKES, Mistake, Position, cluster_start, quoted, visible};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but is probably not what its editor meant.
    Warning,
}

/// One problem at one place of a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Where it is, in bytes of the file.
    pub range: Range<usize>,
    /// What is wrong, and what to do about it if that is known.
    pub message: String,
    /// The id of its entry.
    pub entry: Option<String>,
}

impl Problem {
    /// An error in the entry of this id. A huge id is cut, as thousands of problems may each have a copy.
    pub(super) fn error(range: Range<usize>, message: String, entry: Option<&str>) -> Self {
        const MOST: usize = 200;
        let entry = entry.map(|id| id.chars().take(MOST).collect());
        Problem { severity: Severity::Error, range, message, entry }
    }
}

/// The problems found so far. Past [`MOST_MISTAKES`] they are only counted, so that a bad file does not cost many times its
/// size.
#[derive(Debug, Default)]
pub(super) struct ProblemList {
    list: Vec<Problem>,
    pub(super) beyond: usize,
    /// The place from which brackets and quotes may not match any more.
    pub(super) unreliable_from: Option<usize>,
    unclosed_at: Option<usize>,
}

impl ProblemList {
    pub(super) fn push(&mut self, problem: Problem) {
        if self.is_full() {
            self.beyond += 1;
        } else {
            self.list.push(problem);
        }
    }

    pub(super) fn push_mistakes(&mut self, mistakes: impl IntoIterator<Item = Mistake>, entry: Option<&str>) {
        for Mistake { range, message } in mistakes {
            self.push(Problem::error(range, message, entry));
        }
    }

    pub(super) fn note_disorder(&mut self, unreliable_from: Option<usize>, unclosed_at: Option<usize>) {
        self.unreliable_from = self.unreliable_from.into_iter().chain(unreliable_from).min();
        self.unclosed_at = self.unclosed_at.into_iter().chain(unclosed_at).min();
    }

    /// Drops the problems after the place from which brackets and quotes no longer match, as most follow from it. The
    /// unclosed bracket itself is dropped too if a problem after it is kept.
    pub(super) fn drop_unreliable(&mut self) {
        if let Some(place) = self.unreliable_from {
            self.list.sort_by_key(|problem| problem.range.start);
            let before = self.list.partition_point(|problem| problem.range.start <= place);
            self.list.truncate(before.max(1));
            let is_after = |problem: &Problem| self.unclosed_at.is_some_and(|at| problem.range.start > at);
            if self.list.iter().any(is_after) {
                self.list.retain(|problem| Some(problem.range.start) != self.unclosed_at);
            }
            self.beyond = 0;
        }
        if self.count() == 0 {
            self.push(Problem::error(0..0, "this file cannot be read".to_owned(), None));
        }
    }

    pub(super) fn append(&mut self, later: ProblemList) {
        self.note_disorder(later.unreliable_from, later.unclosed_at);
        later.list.into_iter().for_each(|problem| self.push(problem));
        self.beyond += later.beyond;
    }

    pub(super) fn is_full(&self) -> bool {
        self.list.len() >= MOST_MISTAKES
    }

    pub(super) fn count(&self) -> usize {
        self.list.len() + self.beyond
    }
}

/// All the problems of one file, in the order of their places, with the file's text to show them in.
#[derive(Debug)]
pub struct Problems {
    /// The file's name, as the user gave it.
    pub file: String,
    source: String,
    pub(crate) list: Vec<Problem>,
    /// How many more there are.
    pub(crate) beyond: usize,
}

impl Problems {
    pub(super) fn new(file: &str, source: String, found: ProblemList) -> Self {
        let ProblemList { mut list, beyond, .. } = found;
        let order = |one: &Problem, other: &Problem| {
            let by_place = (one.range.start, one.severity).cmp(&(other.range.start, other.severity));
            by_place.then_with(|| (&one.message, &one.entry).cmp(&(&other.message, &other.entry)))
        };
        list.sort_unstable_by(order);
        list.dedup_by(|a, b| a.range.start == b.range.start && a.message == b.message);
        Problems { file: file.to_owned(), source, list, beyond }
    }

    /// Each problem with its position, in one walk through the file.
    pub fn located(&self) -> impl Iterator<Item = (Position, &Problem)> {
        let (mut position, mut at) = (Position::START, self.start());
        self.list.iter().map(move |problem| {
            let start = self.place(problem);
            position = position.after(&self.source[at..start]);
            at = start;
            (position, problem)
        })
    }

    /// Editors do not count a byte-order mark.
    fn start(&self) -> usize {
        self.source.len() - self.source.trim_start_matches('\u{feff}').len()
    }

    fn place(&self, problem: &Problem) -> usize {
        floor_boundary(&self.source, problem.range.start).max(self.start())
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let file = visible(&self.file);
        for (position, problem) in self.located() {
            let Position { line, column } = position;
            let severity = match problem.severity {
                Severity::Error => "",
                Severity::Warning => "warning: ",
            };
            write!(f, "{file}:{line}:{column}: {severity}{}", problem.message)?;
            if let Some(entry) = &problem.entry {
                write!(f, " (in the entry \"{}\")", quoted(entry))?;
            }
            writeln!(f)?;
            let place = self.place(problem)..problem.range.end;
            let (shown, before, caret) = clip(&self.source, place, column);
            writeln!(f, "{line:>6} | {shown}")?;
            writeln!(f, "{:>6} | {}{}", "", " ".repeat(before), "^".repeat(caret))?;
        }
        if self.beyond > 0 {
            writeln!(f, "{file}: {} more problems are not shown; fix these first", self.beyond)?;
        }
        Ok(())
    }
}

/// The part of a line around a place, which is in this column: the text, the columns before the caret, and its width.
/// Reads no more than it shows, as a line may be as long as the file.
fn clip(source: &str, place: Range<usize>, column: usize) -> (String, usize, usize) {
    const BEFORE: usize = 60;
    const WIDEST: usize = 100;
    const LONGEST: usize = 1 << 12;
    let back = if column > BEFORE { BEFORE / 2 } else { column - 1 };
    let start =
        source[..place.start].char_indices().rev().take(back).last().map_or(place.start, |(at, _)| at);
    let start = cluster_start(source, start);
    let excerpt = &source[start..floor_boundary(source, place.start + LONGEST)];
    let (mut shown, mut columns, mut before, mut caret) = (String::new(), 0, 0, 0);
    for (at, cluster) in excerpt.split('\n').next().unwrap_or_default().grapheme_indices(true) {
        let written = if cluster == "\t" { " ".to_owned() } else { visible(cluster) };
        let width = written.width();
        if columns + width > WIDEST {
            break;
        }
        shown.push_str(&written);
        columns += width;
        let range = start + at..start + at + cluster.len();
        if range.end <= place.start {
            before = columns;
        } else if range.start < place.end {
            caret += width;
        }
    }
    shown.truncate(shown.trim_end().len());
    (shown, before, caret.max(1))
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, range: Range<usize>) -> String {
        let problem = Problem::error(range, "wrong".to_owned(), Some("doj"));
        let mut problems = ProblemList::default();
        problems.push(problem);
        Problems::new("a.ron", source.to_owned(), problems).to_string()
    }

    #[test]
    fn a_problem_is_told_with_place_line_caret_and_entry() {
        let source = "(\n    to: \"dojj\",\n)";
        let told = shown(source, 10..16);
        assert_eq!(
            told,
            concat!(
                "a.ron:2:9: wrong (in the entry \"doj\")\n",
                "     2 |     to: \"dojj\",\n",
                "       |         ^^^^^^\n",
            )
        );
    }

    #[test]
    fn columns_are_characters_and_carets_stand_under_wide_ones() {
        let source = "( é: \"日本\", x: 1)";
        let at = source.find('x').unwrap();
        assert_eq!(shown(source, at..at + 1), {
            "a.ron:1:12: wrong (in the entry \"doj\")\n     1 | ( é: \"日本\", x: 1)\n       |              ^\n"
        });
    }

    #[test]
    fn marks_stand_on_their_letters_and_carets_beneath() {
        let source = "(name: \"ช่วยเหลือ मानव तस्करी مَكْتَب\", x: 1)";
        let at = source.find('x').unwrap();
        let told = shown(source, at..at + 1);
        let [_, line, caret] = told.lines().collect::<Vec<_>>()[..] else { panic!("{told}") };
        assert_eq!(line, format!("     1 | {source}"));
        assert_eq!(caret.find('^'), Some("     1 | ".len() + source[..at].width()));
    }

    #[test]
    fn an_excerpt_is_cut_between_clusters_and_carets_stand_under_their_columns() {
        for (cluster, width) in [("🇺🇸", 2), ("👨\u{200d}👩\u{200d}👧", 2), ("กิ่", 1), ("مُ", 1), ("क्ष", 2)]
        {
            for count in 50..60 {
                let source = format!("{}\", x: \"{}", cluster.repeat(count), cluster.repeat(count));
                let at = source.find('x').unwrap();
                let told = shown(&source, at..at + 1);
                let [_, line, caret] = told.lines().collect::<Vec<_>>()[..] else { panic!("{told}") };
                let (before, after) = line["     1 | ".len()..].split_once("\", x: \"").unwrap();
                assert!(
                    before.replace(cluster, "").is_empty() && after.replace(cluster, "").is_empty(),
                    "{line}"
                );
                let columns = before.matches(cluster).count() * width + "\", ".len();
                assert_eq!(caret, format!("       | {}^", " ".repeat(columns)), "{line}");
            }
        }
    }

    #[test]
    fn a_line_of_a_megabyte_is_cut_around_the_caret() {
        let source = format!("{}\u{1b}X{}", "a".repeat(500_000), "b".repeat(500_000));
        let told = shown(&source, 500_001..500_002);
        assert!(told.len() < 400, "{}", told.len());
        assert!(told.contains("<U+001B>Xbbb"), "{told}");
        assert!(!told.contains('\u{1b}'));
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        assert!(shown("ab", 7..9).starts_with("a.ron:1:3: "));
    }
}
