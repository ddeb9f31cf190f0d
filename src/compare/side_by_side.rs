//! A comparison in two columns.

use super::Comparison;
use crate::text::{Document, Glyphs, Lines, Medium, Span};

/// In less room than this the one stands above the other.
pub(crate) const NARROWEST: usize = 60;
/// Columns between the two, with a rule between them.
pub(crate) const GUTTER: usize = 3;
const WIDEST_SIDE: usize = 76;

/// Two entries side by side: blocks, one beneath another, of lines for each or of lines across.
#[derive(Debug)]
pub struct SideBySide {
    pub(crate) across: usize,
    pub(crate) side: usize,
    pub(crate) blocks: Vec<ComparisonBlock>,
}

#[derive(Debug)]
pub(crate) enum ComparisonBlock {
    FullWidth(Box<Lines>),
    Columns(Box<[Lines; 2]>),
}

impl ComparisonBlock {
    pub(crate) fn height(&self) -> usize {
        match self {
            ComparisonBlock::FullWidth(lines) => lines.len(),
            ComparisonBlock::Columns(sides) => sides.iter().map(Lines::len).max().unwrap_or(0),
        }
    }
}

impl SideBySide {
    /// Lays a comparison out in so many columns, at least [`NARROWEST`].
    pub(crate) fn new(comparison: &Comparison, medium: Medium, glyphs: Glyphs, across: usize) -> Self {
        let side = (across.saturating_sub(GUTTER) / 2).clamp(1, WIDEST_SIDE);
        let document = || {
            let mut document = Document::new(glyphs);
            document.set_medium(medium);
            document
        };
        let whole = |build: &dyn Fn(&mut Document)| {
            let mut document = document();
            build(&mut document);
            ComparisonBlock::FullWidth(Box::new(document.wrap(2 * side + GUTTER)))
        };
        let beside = |build: &dyn Fn(usize, &mut Document)| {
            let sides = [0, 1].map(|at| {
                let mut document = document();
                build(at, &mut document);
                document.wrap(side)
            });
            ComparisonBlock::Columns(Box::new(sides))
        };
        let blank = || whole(&|document| document.paragraph(&[Span::text(" ")]));
        let names = comparison.full_names();
        let mut blocks = vec![
            beside(&|at, document| document.heading(1, &names[at])),
            whole(&|document| document.paragraph(&[Span::text(&comparison.connection())])),
        ];
        for part in &comparison.parts {
            blocks.push(blank());
            blocks.push(whole(&|document| document.heading(2, &comparison.title(part))));
            blocks.push(beside(&|at, document| comparison.add_side(part, at, glyphs, "", document)));
        }
        blocks.push(blank());
        blocks.push(whole(&|document| comparison.add_end(document)));
        SideBySide { across, side, blocks }
    }

    pub(crate) fn len(&self) -> usize {
        self.blocks.iter().map(ComparisonBlock::height).sum()
    }
}
