//! [`Lines`]: a document wrapped to a width. A line is a list of pieces, and a piece is a range of the document's
//! text.
//!
//! Matches of a search are marked here, across line ends, and stay marked when the width changes.

use std::{cell::OnceCell, fmt, ops::Range};

use super::{
    SafeText,
    document::{BlockKind, Document},
    layout::layout,
    safe::whole_clusters,
    span::Role,
};

/// A wrapped document.
#[derive(Clone, Debug)]
pub struct Lines {
    document: Document,
    width: usize,
    /// The first lines only: most pages are never scrolled further.
    beginning: Vec<LineRecord>,
    whole: OnceCell<Vec<LineRecord>>,
    /// The ranges of the document's text that are marked, in order, without overlaps.
    marks: Vec<Range<usize>>,
}

/// This many lines are laid out at once: those of a screen.
const BEGINNING: usize = 64;

/// One line of a wrapped document.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    lines: &'a Lines,
    number: usize,
}

/// A part of a line that looks the same throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What to draw.
    pub text: SafeText<'a>,
    /// What it is.
    pub role: Role,
    /// The number of its link.
    pub link: Option<usize>,
    /// Whether a search has found it.
    pub matched: bool,
}

/// A place in a document that is the same at every width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor(usize);

#[derive(Clone, Debug)]
pub(super) struct LineRecord {
    pub(super) ranges: Vec<StyledRange>,
    pub(super) block: usize,
    /// Where in the document's text the line begins; never less than for the line before.
    pub(super) anchor: usize,
}

#[derive(Clone, Debug)]
pub(super) struct StyledRange {
    pub(super) range: Range<usize>,
    pub(super) role: Role,
    pub(super) link: Option<usize>,
}

impl Lines {
    pub(super) fn new(document: Document, width: usize) -> Self {
        let mut lines =
            Self { document, width, beginning: Vec::new(), whole: OnceCell::new(), marks: Vec::new() };
        lines.lay_out();
        lines
    }

    /// Wraps again, to another width.
    pub fn rewrap(&mut self, width: usize) {
        if width != self.width {
            self.width = width;
            self.lay_out();
        }
    }

    /// The number of lines.
    pub fn len(&self) -> usize {
        self.whole().len()
    }

    /// Whether there are no lines, as in a document without blocks.
    pub fn is_empty(&self) -> bool {
        self.get(0).is_none()
    }

    /// The line of this number, counted from 0.
    pub fn get(&self, number: usize) -> Option<Line<'_>> {
        (number < self.records_with(number).len()).then_some(Line { lines: self, number })
    }

    /// The lines from the first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Line<'_>> + ExactSizeIterator {
        (0..self.len()).map(|number| Line { lines: self, number })
    }

    /// The headings beneath the first, each with the line that is at the top when it stands right beneath what stays.
    pub fn headings(&self) -> impl Iterator<Item = (String, usize)> {
        let is_first = |line: &Line| self.line_of_block(line.block()) == line.number();
        let headings = self.iter().filter(Line::is_heading).filter(is_first);
        headings.map(|line| {
            let top = line.number() - self.head_above(line.number()).len();
            (self.document.block_text(line.block()).to_owned(), top)
        })
    }

    /// What can be followed, in the order of the text.
    pub fn links(&self) -> &[String] {
        self.document.links()
    }

    /// The lines on which a link is seen, from the first to behind the last.
    pub fn lines_of_link(&self, link: usize) -> Option<Range<usize>> {
        let shows = |line: &Line<'_>| line.record().ranges.iter().any(|range| range.link == Some(link));
        let first = self.iter().find(shows)?.number;
        let last = self.iter().rfind(shows)?.number;
        Some(first..last + 1)
    }

    /// The first line of a block.
    pub fn line_of_block(&self, block: usize) -> usize {
        self.whole().partition_point(|line| line.block < block)
    }

    /// The place of a line, to come back to at another width.
    pub fn anchor(&self, line: usize) -> Anchor {
        let record = self.records_with(line).get(line);
        Anchor(record.map_or(self.document.text.len(), |line| line.anchor))
    }

    /// The line where a place is now.
    pub fn line_of_anchor(&self, anchor: Anchor) -> usize {
        self.whole().partition_point(|line| line.anchor <= anchor.0).saturating_sub(1)
    }

    /// What stays in sight while a line is at the top: two columns at the beginning, or those lines of the head of the
    /// table with this line that are above it. Nothing where the table stands in no columns.
    pub fn head_above(&self, number: usize) -> Range<usize> {
        let Some(line) = self.get(number) else { return 0..0 };
        if let Some([_, right]) = self.document.columns.first().filter(|[left, _]| left.start == 0) {
            return 0..self.line_of_block(right.end);
        }
        let before = &self.records_with(number)[..number];
        let start = before.partition_point(|other| other.block < line.block());
        let is_table = matches!(self.document.blocks[line.block()].kind, BlockKind::Table(_));
        let is_rule = |at: &usize| self.get(*at).is_some_and(Line::is_rule);
        let end = (start..=number).find(is_rule).filter(|_| is_table && !line.to_string().is_empty());
        end.map_or(0..0, |end| start..end.min(number))
    }

    /// Marks the ranges that `ranges_of` returns for the text of each block and table cell, and removes other marks.
    ///
    /// The text is unwrapped; a range may span pieces and lines.
    pub fn highlight(&mut self, ranges_of: impl Fn(&str) -> Vec<Range<usize>>) {
        let text = &self.document.text;
        let found = self.document.passages().flat_map(|passage| {
            let text = &text[passage.clone()];
            let found = whole_clusters(text, &ranges_of(text)).into_iter();
            found.map(|mark| passage.start + mark.start..passage.start + mark.end)
        });
        self.marks = found.collect();
    }

    /// The numbers of the lines on which something is marked.
    pub fn matched_lines(&self) -> impl Iterator<Item = usize> {
        self.iter().filter(|line| line.pieces().any(|piece| piece.matched)).map(|line| line.number)
    }

    /// The text of all lines, each with a line end.
    pub fn plain(&self) -> String {
        self.iter().map(|line| line.to_string() + "\n").collect()
    }

    fn lay_out(&mut self) {
        let (lines, is_whole) = layout(&self.document, self.width, BEGINNING);
        (self.beginning, self.whole) =
            if is_whole { (Vec::new(), lines.into()) } else { (lines, OnceCell::new()) };
    }

    fn whole(&self) -> &[LineRecord] {
        self.whole.get_or_init(|| layout(&self.document, self.width, usize::MAX).0)
    }

    /// The first lines, including the one of this number if it exists.
    fn records_with(&self, number: usize) -> &[LineRecord] {
        if number < self.beginning.len() { &self.beginning } else { self.whole() }
    }
}

impl<'a> Line<'a> {
    /// The number of the line, counted from 0.
    pub fn number(self) -> usize {
        self.number
    }

    /// Whether it is of a heading beneath the first.
    pub fn is_heading(&self) -> bool {
        self.pieces().any(|piece| matches!(piece.role, Role::Heading(2..)))
    }

    /// Whether nothing but a rule stands on it, as beneath the head of a table.
    fn is_rule(self) -> bool {
        let mut drawn = self.pieces().filter(|piece| !piece.text.as_str().trim().is_empty()).peekable();
        drawn.peek().is_some() && drawn.all(|piece| piece.role == Role::Muted)
    }

    /// The number of the block that it belongs to; a blank line belongs to the block before it.
    pub fn block(self) -> usize {
        self.record().block
    }

    /// What to draw, from left to right, cut where marks begin and end.
    pub fn pieces(self) -> impl Iterator<Item = Piece<'a>> {
        let Lines { document, marks, .. } = self.lines;
        let mut pieces = Vec::new();
        for StyledRange { range: Range { start, end }, role, link } in &self.record().ranges {
            let mut push = |range: Range<usize>, matched| {
                if !range.is_empty() {
                    let text = SafeText::trusted(&document.text[range]);
                    pieces.push(Piece { text, role: *role, link: *link, matched });
                }
            };
            let mut at = *start;
            let first = marks.partition_point(|mark| mark.end <= *start);
            for mark in marks[first..].iter().take_while(|mark| mark.start < *end) {
                push(at..mark.start.max(at), false);
                push(mark.start.max(at)..mark.end.min(*end), true);
                at = mark.end.min(*end);
            }
            push(at..*end, false);
        }
        pieces.into_iter()
    }

    /// The number of cells that it takes.
    pub fn width(self) -> usize {
        self.pieces().map(|piece| piece.text.width()).sum()
    }

    fn record(self) -> &'a LineRecord {
        &self.lines.records_with(self.number)[self.number]
    }
}

/// Writes the text of the line without the spaces at its end.
impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.lines.document.text;
        let line: String = self.record().ranges.iter().map(|piece| &text[piece.range.clone()]).collect();
        f.write_str(line.trim_end_matches(' '))
    }
}

impl Document {
    /// The ranges that are searched as one text: blocks, and the cells of tables.
    fn passages(&self) -> impl Iterator<Item = &Range<usize>> {
        self.blocks.iter().flat_map(|block| match block.kind {
            BlockKind::Prose | BlockKind::Code | BlockKind::Rule => std::slice::from_ref(&block.text),
            BlockKind::Table(table) => &self.tables[table].cells,
        })
    }
}

#[cfg(test)]
pub(super) mod tests;
