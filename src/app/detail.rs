//! The detail pane: a page, how far it is scrolled, and the link that the keys are on.

use crate::directory::Directory;
use crate::outline::Subject;
use crate::page::{Layout, Page, Part, Target};
use crate::text::{Anchor, Glyphs};

use super::cursor::Motion;

/// The detail pane.
#[derive(Debug, Default)]
pub struct Detail {
    shown: Option<LaidOutPage>,
    /// The first line that is seen, from 0.
    pub scroll: usize,
    /// The link that Enter follows, as the layout numbers it.
    pub link: Option<usize>,
    /// Whether the reader has one line at a time, as with a screen reader. Then `scroll` is that line.
    pub(super) is_by_line: bool,
    held: Option<Held>,
}

/// What was at the top of the window before its size changed. It comes back there as soon as that can be, unless the user
/// has scrolled since.
#[derive(Clone, Copy, Debug)]
struct Held {
    anchor: Anchor,
    /// The width of the page and the line at the top, as they were.
    before: (usize, usize),
    /// Where the window is instead.
    scroll: usize,
}

#[derive(Debug)]
struct LaidOutPage {
    subject: Subject,
    width: usize,
    glyphs: Glyphs,
    layout: Layout,
}

impl LaidOutPage {
    /// What is held at the top: what was held already, unless the user has scrolled since.
    fn held(&self, held: Option<Held>, scroll: usize) -> Held {
        let here = || Held { anchor: self.layout.lines.anchor(scroll), before: (self.width, scroll), scroll };
        held.filter(|held| held.scroll == scroll).unwrap_or_else(here)
    }

    /// The line that is to be at the top for what is held there.
    fn top_of(&self, held: Held) -> usize {
        match held.before {
            (width, scroll) if width == self.width => scroll,
            _ => self.layout.lines.line_of_anchor(held.anchor),
        }
    }
}

impl Detail {
    pub(super) fn new(is_by_line: bool) -> Self {
        Detail { is_by_line, ..Detail::default() }
    }

    /// Shows what stands at a row, from its top, or goes on showing it. Says whether the page is a new one.
    pub(super) fn show(
        &mut self,
        directory: &Directory,
        subject: Option<Subject>,
        glyphs: Glyphs,
        width: usize,
    ) -> bool {
        let Some(subject) = subject else {
            *self = Detail::new(self.is_by_line);
            return false;
        };
        match &mut self.shown {
            Some(shown) if shown.subject == subject && shown.glyphs == glyphs => {
                if shown.width != width {
                    let mut held = shown.held(self.held, self.scroll);
                    shown.layout.lines.rewrap(width);
                    shown.width = width;
                    held.scroll = shown.top_of(held);
                    self.scroll = held.scroll;
                    self.held = Some(held);
                }
                false
            }
            _ => {
                let layout = Page::of(directory, subject).lay_out(directory, glyphs, width);
                self.scroll = 0;
                self.link = None;
                self.held = None;
                self.shown = Some(LaidOutPage { subject, width, glyphs, layout });
                true
            }
        }
    }

    /// The page; `None` where nothing is chosen.
    pub fn layout(&self) -> Option<&Layout> {
        self.shown.as_ref().map(|shown| &shown.layout)
    }

    pub(super) fn layout_mut(&mut self) -> Option<&mut Layout> {
        self.shown.as_mut().map(|shown| &mut shown.layout)
    }

    /// What the page is of.
    pub fn subject(&self) -> Option<Subject> {
        self.shown.as_ref().map(|shown| shown.subject)
    }

    /// How many lines the page has.
    pub fn len(&self) -> usize {
        self.layout().map_or(0, |layout| layout.lines.len())
    }

    /// Whether there is no page, or an empty one.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Scrolls in a window of `height` lines. A link that is out of sight then is let go.
    pub(super) fn go(&mut self, motion: Motion, height: usize) {
        let last_top = self.len().saturating_sub(self.seen(height));
        self.scroll = motion.from(self.scroll, last_top + 1, height);
        self.release_hidden_link(height);
    }

    fn seen(&self, height: usize) -> usize {
        if self.is_by_line { 1 } else { height }
    }

    /// Lets no room stand empty beneath the page, however the window has changed.
    pub(super) fn keep_in_sight(&mut self, height: usize) {
        let Some(shown) = &self.shown else { return };
        let mut held = shown.held(self.held, self.scroll);
        let (lines, seen, top) = (&shown.layout.lines, self.seen(height).max(1), shown.top_of(held));
        // How many lines there are is not asked where those that are seen are there.
        let is_full = lines.get(top + seen - 1).is_some();
        held.scroll = if is_full { top } else { top.min(lines.len().saturating_sub(seen)) };
        self.scroll = held.scroll;
        self.held = Some(held);
    }

    /// Where the focused link leads.
    pub fn target(&self) -> Option<&Target> {
        self.layout()?.targets.get(self.link?)
    }

    /// Goes `count` links on, or back where it is negative. The first one is the first in sight, and where none is, the
    /// next after it. Says no where there is none in that direction.
    pub(super) fn move_to_link(&mut self, count: isize, height: usize) -> bool {
        let Some(layout) = self.layout() else { return false };
        let links = layout.targets.len();
        let line_of = |link: usize| layout.lines.lines_of_link(link).map_or(0, |lines| lines.start);
        let next = match self.link {
            Some(link) => link.checked_add_signed(count),
            None if count > 0 => (0..links).find(|link| line_of(*link) >= self.scroll),
            None => (0..links).rev().find(|link| line_of(*link) < self.scroll + self.seen(height)),
        };
        let Some(next) = next.filter(|next| *next < links) else { return false };
        let line = line_of(next);
        self.link = Some(next);
        self.bring_into_sight(line, height);
        true
    }

    pub(super) fn take_link(&mut self, link: Option<usize>) {
        self.link = link;
    }

    pub(super) fn move_to_section(&mut self, count: isize, height: usize) -> bool {
        let Some(layout) = self.layout() else { return false };
        let lines = layout.sections.iter().map(|(_, block)| layout.lines.line_of_block(*block));
        let mut tops: Vec<usize> = std::iter::once(0).chain(lines).collect();
        tops.dedup();
        let here = tops.partition_point(|top| *top <= self.scroll);
        let next = if count > 0 {
            tops.get(here - 1 + count.unsigned_abs())
        } else {
            let at_top = usize::from(tops[here - 1] == self.scroll);
            tops.get((here - at_top).saturating_sub(count.unsigned_abs()))
        };
        let Some(top) = next.copied() else { return false };
        let before = self.scroll;
        self.scroll_to(top, height);
        self.release_hidden_link(height);
        self.scroll != before
    }

    /// The section that the focused link or the top of the window is in, its position from 1, and how many there are.
    pub fn section(&self) -> Option<(Part, usize, usize)> {
        let layout = self.layout()?;
        let link = self.link.and_then(|link| layout.lines.lines_of_link(link)).map(|lines| lines.start);
        let line = link.unwrap_or(self.scroll);
        let before =
            layout.sections.iter().take_while(|(_, block)| layout.lines.line_of_block(*block) <= line);
        let at = before.count();
        let (part, _) = layout.sections.get(at.checked_sub(1)?)?;
        Some((*part, at, layout.sections.len()))
    }

    /// The part of the page at the top of the window.
    pub fn part(&self) -> Option<Part> {
        let layout = self.layout()?;
        let above = layout.sections.iter().rev();
        above
            .map(|(part, block)| (*part, layout.lines.line_of_block(*block)))
            .find_map(|(part, line)| (line <= self.scroll).then_some(part))
    }

    pub(super) fn bring_into_sight(&mut self, line: usize, height: usize) {
        let above = if self.is_by_line { 0 } else { height / 3 };
        if line < self.scroll || line >= self.scroll + self.seen(height) {
            self.scroll_to(line.saturating_sub(above), height);
        }
    }

    pub(super) fn show_section(&mut self, section: usize, height: usize) {
        let Some(layout) = self.layout() else { return };
        if let Some((_, block)) = layout.sections.get(section) {
            self.scroll_to(layout.lines.line_of_block(*block), height);
        }
    }

    pub(super) fn show_statement(&mut self, statement: usize, height: usize) {
        let Some(layout) = self.layout() else { return };
        if let Some(block) = layout.statements.get(statement) {
            self.scroll_to(layout.lines.line_of_block(*block), height);
        }
    }

    fn scroll_to(&mut self, line: usize, height: usize) {
        self.scroll = line.min(self.len().saturating_sub(self.seen(height).max(1)));
    }

    fn release_hidden_link(&mut self, height: usize) {
        let Some((layout, link)) = self.layout().zip(self.link) else { return };
        let window = self.scroll..self.scroll + self.seen(height);
        let lines = layout.lines.lines_of_link(link);
        if lines.is_none_or(|lines| lines.end <= window.start || lines.start >= window.end) {
            self.link = None;
        }
    }
}
