//! Lays a document out in lines: the prefixes of lines, and the blocks in their order or in two columns.
//!
//! Nesting takes at most half of a narrow line. The markers of levels that do not fit are put at the start of the
//! text, so that nothing is lost at any width.

use std::ops::Range;

use super::{
    document::{Block, BlockKind, Document, PrefixSegment, STOCK},
    lines::{LineRecord, StyledRange},
    span::{Medium, Role},
    table,
    width::width,
    wrap::{Breaker, Cut, LeadingSpaces},
};

const LONGEST_RULE: usize = 100;

/// Cells between two columns, with a rule in their middle.
const COLUMN_GAP: usize = 3;

/// Lays a document out in lines of at most `width` cells (one if it is 0), block by block until there are `enough`
/// lines. Returns whether that is all of it.
pub(super) fn layout(document: &Document, width: usize, enough: usize) -> (Vec<LineRecord>, bool) {
    let mut layout = LineBuilder::new(document, width.max(1));
    let mut blocks = 0..document.blocks.len();
    while layout.lines.len() < enough
        && let Some(number) = blocks.next()
    {
        match document.columns.iter().find(|[left, _]| left.start == number) {
            Some([left, right]) => {
                layout.columns([left.clone(), right.clone()]);
                blocks.start = right.end;
            }
            None => layout.block(number),
        }
    }
    (layout.lines, blocks.is_empty())
}

#[derive(Debug)]
pub(super) struct LineBuilder<'a> {
    pub(super) document: &'a Document,
    width: usize,
    lines: Vec<LineRecord>,
    /// Of the line that is begun.
    ranges: Vec<StyledRange>,
    block: usize,
    /// The part of the block's prefix that fits.
    prefix: &'a [PrefixSegment],
    is_first_line: bool,
}

impl<'a> LineBuilder<'a> {
    fn new(document: &'a Document, width: usize) -> Self {
        let (lines, ranges) = (Vec::new(), Vec::new());
        Self { document, width, lines, ranges, block: 0, prefix: &[], is_first_line: true }
    }

    fn block(&mut self, number: usize) {
        let block = &self.document.blocks[number];
        if block.gap {
            self.end_line(block.text.start);
        }
        self.block = number;
        let (text, room) = self.begin(block);
        match block.kind {
            BlockKind::Prose => self.wrapped(text, room, LeadingSpaces::Dropped),
            BlockKind::Code => self.wrapped(text, room, LeadingSpaces::Kept),
            BlockKind::Rule => {
                self.begin_line();
                self.rule(room.min(LONGEST_RULE));
                self.end_line(text.start);
            }
            BlockKind::Table(table) => {
                // Markers that do not fit beside a table are put above it.
                if text.start < block.text.start {
                    self.wrapped(text.start..block.text.start, room, LeadingSpaces::Dropped);
                }
                table::lay_out(&self.document.tables[table], room, self);
            }
        }
    }

    /// Lays out blocks beside each other, with a rule between them.
    fn columns(&mut self, sides: [Range<usize>; 2]) {
        let side = (self.width.saturating_sub(COLUMN_GAP) / 2).max(1);
        let [mut left, mut right] = sides.map(|blocks| {
            let mut column = LineBuilder::new(self.document, side);
            blocks.for_each(|block| column.block(block));
            column.lines.into_iter()
        });
        loop {
            let (left, right) = (left.next(), right.next());
            let Some(&LineRecord { block, anchor, .. }) = left.as_ref().or(right.as_ref()) else { return };
            self.ranges = left.map_or(Vec::new(), |left| left.ranges);
            let used: usize =
                self.ranges.iter().map(|part| width(&self.document.text[part.range.clone()])).sum();
            self.blank(side.saturating_sub(used) + COLUMN_GAP / 2);
            self.draw(self.document.bar());
            if let Some(right) = right {
                self.blank(COLUMN_GAP / 2);
                self.ranges.extend(right.ranges);
            }
            self.block = block;
            self.end_line(anchor);
        }
    }

    /// Determines the prefix of the lines of `block`; returns the rest of the text and the room for it.
    fn begin(&mut self, block: &'a Block) -> (Range<usize>, usize) {
        let segments = &block.prefix;
        let (mut fitting, mut used) = (0, 0_usize);
        while let Some(segment) = segments.get(fitting)
            && used.saturating_add(segment.width) <= self.width / 2
        {
            used += segment.width;
            fitting += 1;
        }
        let left_out = segments[fitting..].iter().find(|segment| segment.first != segment.rest);
        let start = left_out.map_or(block.text.start, |segment| segment.first.start);
        (self.prefix, self.is_first_line) = (&segments[..fitting], true);
        (start..block.text.end, self.width - used)
    }

    fn wrapped(&mut self, text: Range<usize>, room: usize, spaces: LeadingSpaces) {
        self.breaker().lines(text, room, spaces, |cut| {
            let anchor = cut.range.start;
            self.begin_line();
            self.draw_cut(&cut);
            self.end_line(anchor);
        });
    }

    pub(super) fn breaker(&self) -> Breaker<'a> {
        let keeps_words = self.document.medium == Medium::Pipe;
        Breaker { text: &self.document.text, runs: &self.document.runs, keeps_words }
    }

    pub(super) fn begin_line(&mut self) {
        for segment in self.prefix {
            let mark = if self.is_first_line { &segment.first } else { &segment.rest };
            self.draw(mark.clone());
            self.blank(segment.width - width(&self.document.text[mark.clone()]).min(segment.width));
        }
        self.is_first_line = false;
    }

    /// Ends the line, which begins at `anchor` in the document's text.
    pub(super) fn end_line(&mut self, anchor: usize) {
        let mut ranges = std::mem::take(&mut self.ranges);
        // Blanks at its end, which are from the stock.
        while ranges.pop_if(|range| range.range.end <= STOCK).is_some() {}
        self.lines.push(LineRecord { ranges, block: self.block, anchor });
    }

    /// Draws a line, or a sign for a cluster that is wider than the line.
    pub(super) fn draw_cut(&mut self, cut: &Cut) {
        let first = self.ranges.len();
        self.draw(cut.range.clone());
        if cut.too_wide {
            for range in &mut self.ranges[first..] {
                range.range = self.document.too_wide();
            }
        }
    }

    pub(super) fn draw(&mut self, range: Range<usize>) {
        let runs = &self.document.runs;
        let first = runs.partition_point(|run| run.range.end <= range.start);
        for run in runs[first..].iter().take_while(|run| run.range.start < range.end) {
            let part = run.range.start.max(range.start)..run.range.end.min(range.end);
            self.ranges.push(StyledRange { range: part, ..run.clone() });
        }
    }

    pub(super) fn blank(&mut self, cells: usize) {
        self.fill(cells, Role::Text, |part| 0..part);
    }

    pub(super) fn rule(&mut self, cells: usize) {
        let document = self.document;
        self.fill(cells, Role::Muted, |part| document.rule_of(part));
    }

    fn fill(&mut self, mut cells: usize, role: Role, stock: impl Fn(usize) -> Range<usize>) {
        while cells > 0 {
            let part = cells.min(STOCK);
            self.ranges.push(StyledRange { range: stock(part), role, link: None });
            cells -= part;
        }
    }

    pub(super) fn colon(&mut self) {
        self.draw(self.document.colon());
    }
}
