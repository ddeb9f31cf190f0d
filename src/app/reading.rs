//! Something to read in place of the panes: what stands behind an entry, what the directory is, an address.

use crate::layout::reading_area;
use crate::page::{about_directory, about_entry};
use crate::text::{Document, Lines};

use super::cursor::Motion;
use super::effect::Effect;
use super::{Mode, State};

/// Something to read in place of the panes.
#[derive(Debug)]
pub struct Reading {
    /// The lines.
    pub lines: Lines,
    /// The first line that is seen, from 0.
    pub scroll: usize,
    /// What it tells of.
    pub of: ReadOf,
    is_by_line: bool,
}

/// What something to read tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOf {
    /// What is chosen.
    Chosen,
    /// The directory as a whole.
    Directory,
}

impl Reading {
    pub(super) fn go(&mut self, motion: Motion, height: usize) {
        let seen = if self.is_by_line { 1 } else { height };
        let last_top = self.lines.len().saturating_sub(seen);
        self.scroll = motion.from(self.scroll, last_top + 1, height);
    }

    /// Wraps to a width; the same paragraph stays at the top.
    pub(super) fn fit(&mut self, width: usize, height: usize) {
        let anchor = self.lines.anchor(self.scroll);
        self.lines.rewrap(width);
        self.scroll = self.lines.line_of_anchor(anchor);
        self.go(Motion::By(0), height);
    }
}

impl State {
    /// What stands behind the entry, or what the directory is where no entry is chosen.
    pub(super) fn about(&mut self) -> Effect {
        match self.entry() {
            Some(entry) => {
                let document = about_entry(&self.current.directory, entry, self.settings.glyphs);
                self.open_reading(document, ReadOf::Chosen)
            }
            None => self.about_directory(),
        }
    }

    /// What the directory is.
    pub(super) fn about_directory(&mut self) -> Effect {
        let document = about_directory(&self.current.directory, self.settings.glyphs);
        self.open_reading(document, ReadOf::Directory)
    }

    /// The width of what is read in place of the panes: that of the screen, and at most what the settings say.
    pub(super) fn reading_width(&self) -> usize {
        let area = reading_area(self.panes().body);
        usize::from(self.settings.text_width.within(area.width).max(1))
    }

    pub(super) fn open_reading(&mut self, document: Document, of: ReadOf) -> Effect {
        let lines = document.wrap(self.reading_width());
        self.current.mode =
            Mode::Read(Box::new(Reading { lines, scroll: 0, of, is_by_line: self.settings.is_plain }));
        Effect::None
    }
}
