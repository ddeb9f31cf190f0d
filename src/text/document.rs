//! [`Document`]: a sequence of blocks of safe text, each with its roles and links, that wraps to any width.
//!
//! All the text of a document is in one string. A run gives a part of it a role and a link, a block is a range of it,
//! and a wrapped line a smaller range, so that wrapping copies no text and a match in a block is a match in its
//! lines. Widths are not known here.
//!
//! Invariant: the string is clean text, apart from `\n` at forced line ends, which no piece of a line contains; the
//! runs cover all of it, and none begins within a cluster.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::{
    Glyph, Glyphs, SafeText,
    clean::clean_into,
    commonmark,
    lines::{Lines, StyledRange},
    span::{Medium, Role, Span},
};

/// How many levels of lists and quotes are distinguished; deeper ones are drawn like this one.
pub(super) const MAX_LEVELS: usize = 12;

/// The cells of blanks and of a rule that a document stores; longer ones are several pieces.
pub(super) const STOCK: usize = 64;

/// A width that no paragraph reaches.
pub(crate) const UNWRAPPED: usize = 1 << 20;

/// The width of a text that is heard: a paragraph is one line, and a table is read cell by cell.
pub(crate) const SPOKEN: usize = 1 << 21;

/// Blocks of text that can be wrapped.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(super) text: String,
    pub(super) runs: Vec<StyledRange>,
    pub(super) blocks: Vec<Block>,
    pub(super) tables: Vec<Table>,
    /// The blocks that stand beside each other, those on the left first.
    pub(super) columns: Vec<[Range<usize>; 2]>,
    pub(super) links: Vec<String>,
    pub(super) glyphs: Glyphs,
    levels: Vec<Level>,
    gap: bool,
    pub(crate) medium: Medium,
}

#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    pub(super) text: Range<usize>,
    pub(super) prefix: Vec<PrefixSegment>,
    pub(super) gap: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Prose,
    /// Spaces at the start of a line count.
    Code,
    Rule,
    /// With its number among the document's tables.
    Table(usize),
}

/// What the lines of a block begin with because of one level of nesting.
#[derive(Clone, Debug)]
pub(super) struct PrefixSegment {
    /// Before the first line. If it is not `rest`, it is a marker. In the string only a space separates it from the
    /// next marker or the block's text, so that it can become the start of that text if there is no room beside it.
    pub(super) first: Range<usize>,
    /// Before the other lines; blanks fill what is left of the width.
    pub(super) rest: Range<usize>,
    pub(super) width: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    pub(super) cells: Vec<Range<usize>>,
}

#[derive(Clone, Debug)]
struct Level {
    /// What the first line of the next block begins with, once.
    marker: Option<(String, Role)>,
    rest: Range<usize>,
    width: usize,
}

impl Document {
    pub(crate) fn new(glyphs: Glyphs) -> Self {
        let mut document = Self {
            text: String::new(),
            runs: Vec::new(),
            blocks: Vec::new(),
            tables: Vec::new(),
            columns: Vec::new(),
            links: Vec::new(),
            glyphs,
            levels: Vec::new(),
            gap: false,
            medium: Medium::Screen,
        };
        document.text.extend(std::iter::repeat_n(' ', STOCK));
        document.text.extend(std::iter::repeat_n(glyphs.of(Glyph::Rule), STOCK));
        document.text.push_str(glyphs.of(Glyph::TooWide));
        document.end_run(Role::Muted, None);
        document.text.push(':');
        document.end_run(Role::Label, None);
        document.text.push_str(glyphs.of(Glyph::Bar));
        document.end_run(Role::Text, None);
        document
    }

    /// Adds the blocks of a CommonMark text with its links, the last of them with `tail` at its end, which is no
    /// CommonMark.
    pub(crate) fn commonmark(&mut self, text: &str, tail: &str) {
        commonmark::add_blocks(text, tail, self);
    }

    /// Adds one paragraph of a text whose blocks mean nothing, with `tail` at its end, which is no CommonMark.
    pub(crate) fn inline(&mut self, text: &str, tail: &str) {
        commonmark::add_line(text, tail, self);
    }

    /// Says where the document goes; before its blocks are added.
    pub(crate) fn set_medium(&mut self, medium: Medium) {
        self.medium = medium;
        if medium != Medium::Screen {
            self.glyphs = self.glyphs.taken_away();
        }
    }

    /// Adds a link for spans to stand for, and numbers it.
    pub(crate) fn add_link(&mut self, target: impl Into<String>) -> usize {
        self.links.push(target.into());
        self.links.len() - 1
    }

    /// Leaves a blank line before the next block; the first block never has one.
    pub(crate) fn gap(&mut self) {
        self.gap = true;
    }

    pub(crate) fn paragraph(&mut self, spans: &[Span<'_>]) {
        self.open(BlockKind::Prose);
        for span in spans {
            self.push(span.text, span.role, span.link);
        }
        self.close();
    }

    pub(crate) fn heading(&mut self, level: u8, text: &str) {
        self.paragraph(&[Span::new(text, Role::Heading(level))]);
    }

    pub(crate) fn item(&mut self, spans: &[Span<'_>]) {
        let bullet = self.glyphs.of(Glyph::Bullet);
        self.beneath_marker(bullet, Role::Muted, 2, |document| document.paragraph(spans));
    }

    /// Adds a value with its label, the lines of the value beginning at `column`.
    pub(crate) fn field(&mut self, label: &str, column: usize, spans: &[Span<'_>]) {
        self.beneath_marker(label, Role::Label, column, |document| document.paragraph(spans));
    }

    pub(crate) fn beneath(&mut self, columns: usize, build: impl FnOnce(&mut Self)) {
        self.levels.push(Level { marker: None, rest: 0..0, width: columns });
        build(self);
        self.leave();
    }

    /// Adds blocks that are indented by `columns`, the first one with `marker` before it.
    pub(crate) fn beneath_marker(
        &mut self,
        marker: &str,
        role: Role,
        columns: usize,
        build: impl FnOnce(&mut Self),
    ) {
        self.enter_marked(marker, role, columns);
        build(self);
        self.leave();
    }

    pub(crate) fn rule(&mut self) {
        self.open(BlockKind::Rule);
        self.close();
    }

    /// Adds blocks in two columns with a rule between them; `build` is called for the left side, 0, and the right, 1.
    pub(crate) fn columns(&mut self, build: impl Fn(usize, &mut Self)) {
        let sides = [0, 1].map(|side| {
            let start = self.blocks.len();
            build(side, self);
            start..self.blocks.len()
        });
        self.columns.extend(Some(sides).filter(|[left, right]| left.start < right.end));
    }

    /// The number of blocks so far, which is the number that the next block will have.
    pub(crate) fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// What can be followed, in the order of the text, as it was written: not safe to draw.
    pub(crate) fn links(&self) -> &[String] {
        &self.links
    }

    pub(crate) fn block_text(&self, block: usize) -> &str {
        &self.text[self.blocks[block].text.clone()]
    }

    pub(crate) fn wrap(self, width: usize) -> Lines {
        Lines::new(self, width)
    }

    pub(crate) fn unwrapped(self) -> Lines {
        self.wrap(UNWRAPPED)
    }
}

impl Document {
    pub(super) fn open(&mut self, kind: BlockKind) {
        let mut prefix = Vec::new();
        for level in 0..self.levels.len().min(MAX_LEVELS) {
            let Level { marker, rest, width } = &mut self.levels[level];
            let (marker, rest, width) = (marker.take(), rest.clone(), *width);
            let first = match marker {
                Some((marker, role)) => {
                    let start = self.text.len();
                    self.push(&marker, role, None);
                    let end = self.text.len();
                    self.push(" ", role, None);
                    start..end
                }
                None => rest.clone(),
            };
            prefix.push(PrefixSegment { first, rest, width });
        }
        let gap = std::mem::take(&mut self.gap) && !self.blocks.is_empty();
        let start = self.text.len();
        self.blocks.push(Block { kind, text: start..start, prefix, gap });
    }

    /// Ends the last block, without the line ends at its end.
    pub(super) fn close(&mut self) {
        let Some(block) = self.blocks.last_mut() else { return };
        while self.text.len() > block.text.start && self.text.ends_with('\n') {
            self.text.pop();
        }
        let end = self.text.len();
        block.text.end = end;
        // Cuts the run that ended here, and drops the runs that consisted of line ends.
        let kept = self.runs.partition_point(|run| run.range.end < end) + 1;
        self.runs.truncate(kept);
        if let Some(last) = self.runs.last_mut() {
            last.range.end = end;
        }
    }

    pub(super) fn push(&mut self, text: &str, role: Role, link: Option<usize>) {
        clean_into(&mut self.text, text, self.glyphs);
        self.end_run(role, link);
    }

    /// Appends literal text, whose line ends count, to the block that is open.
    pub(super) fn push_literal(&mut self, text: &str, role: Role) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.push_line_end();
            }
            for (column, part) in line.trim_end_matches('\r').split('\t').enumerate() {
                if column > 0 {
                    self.text.push_str("    ");
                }
                clean_into(&mut self.text, part, self.glyphs);
            }
            self.end_run(role, None);
        }
    }

    pub(super) fn push_line_end(&mut self) {
        self.text.push('\n');
        self.end_run(Role::Text, None);
    }

    pub(super) fn enter_marked(&mut self, marker: &str, role: Role, columns: usize) {
        let columns = columns.max(SafeText::line(marker).width() + 1);
        self.levels.push(Level { marker: Some((marker.to_owned(), role)), rest: 0..0, width: columns });
    }

    pub(super) fn enter_quote(&mut self) {
        let start = self.text.len();
        self.push(self.glyphs.of(Glyph::Bar), Role::Muted, None);
        self.levels.push(Level { marker: None, rest: start..self.text.len(), width: 2 });
    }

    /// Closes the level that was opened last; if it has a marker that nothing followed, that is a block.
    pub(super) fn leave(&mut self) {
        let is_shown = self.levels.len() <= MAX_LEVELS;
        if is_shown && self.levels.last().is_some_and(|level| level.marker.is_some()) {
            self.paragraph(&[]);
        }
        self.levels.pop();
    }

    /// At most [`STOCK`] cells of rule, as a range of the text.
    pub(super) fn rule_of(&self, cells: usize) -> Range<usize> {
        STOCK..STOCK + cells.min(STOCK) * self.glyphs.of(Glyph::Rule).len()
    }

    pub(super) fn too_wide(&self) -> Range<usize> {
        let start = self.rule_of(STOCK).end;
        start..start + self.glyphs.of(Glyph::TooWide).len()
    }

    pub(super) fn colon(&self) -> Range<usize> {
        let start = self.too_wide().end;
        start..start + 1
    }

    pub(super) fn bar(&self) -> Range<usize> {
        let start = self.colon().end;
        start..start + self.glyphs.of(Glyph::Bar).len()
    }

    /// Ends a run at the end of the text, joining it to the one before where they are alike.
    ///
    /// They are joined between ASCII characters only, so that no cluster grows together that was not cleaned as one.
    fn end_run(&mut self, role: Role, link: Option<usize>) {
        let end = self.text.len();
        let is_ascii = |at: usize| self.text.as_bytes().get(at).is_some_and(u8::is_ascii);
        let start = self.runs.last().map_or(0, |last| last.range.end);
        match self.runs.last_mut() {
            Some(_) if start == end => {}
            Some(last)
                if last.role == role && last.link == link && is_ascii(start - 1) && is_ascii(start) =>
            {
                last.range.end = end;
            }
            Some(_) | None => self.runs.push(StyledRange { range: start..end, role, link }),
        }
    }
}

#[cfg(test)]
mod tests;
