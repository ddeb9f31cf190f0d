//! The detail pane: a page, its scroll position, and the focused link.

use std::ops::Range;

use crate::directory::Directory;
use crate::outline::Subject;
use crate::page::{Page, PageLayout, Part, Target};
use crate::text::{Anchor, Document, Glyphs};

use super::cursor::Motion;
use super::spoken::SpokenRows;

/// The detail pane.
#[derive(Debug, Default)]
pub struct Detail {
    shown: Option<LaidOutPage>,
    /// The first line that is seen, from 0.
    pub scroll: usize,
    /// The link that Enter follows, as the layout numbers it.
    pub link: Option<usize>,
    /// Whether it is read one row of [`SpokenRows`] at a time, as with `--plain`. Then `scroll` is the first line of
    /// that row.
    is_plain: bool,
    held: Option<TopAnchor>,
}

/// What was at the top of the window before its size changed. It returns there as soon as possible, unless the user
/// has scrolled since.
#[derive(Clone, Copy, Debug)]
struct TopAnchor {
    anchor: Anchor,
    /// The width of the page and the line at the top, as they were.
    before: (usize, usize),
    scroll: usize,
}

#[derive(Debug)]
struct LaidOutPage {
    subject: Option<Subject>,
    width: usize,
    glyphs: Glyphs,
    layout: PageLayout,
    spoken: Option<SpokenRows>,
}

impl LaidOutPage {
    fn held(&self, held: Option<TopAnchor>, scroll: usize) -> TopAnchor {
        let here =
            || TopAnchor { anchor: self.layout.lines.anchor(scroll), before: (self.width, scroll), scroll };
        held.filter(|held| held.scroll == scroll).unwrap_or_else(here)
    }

    fn top_of(&self, held: TopAnchor) -> usize {
        match held.before {
            (width, scroll) if width == self.width => scroll,
            _ => self.layout.lines.line_of_anchor(held.anchor),
        }
    }
}

impl Detail {
    pub(super) fn new(is_plain: bool) -> Self {
        Detail { is_plain, ..Detail::default() }
    }

    pub(super) fn of(document: Document, glyphs: Glyphs, width: usize, is_plain: bool) -> Self {
        let (targets, sections, statements) = (Vec::new(), Vec::new(), Vec::new());
        let layout = PageLayout { lines: document.wrap(width), targets, sections, statements };
        let mut detail = Self::new(is_plain);
        detail.take(None, layout, glyphs, width);
        detail
    }

    fn take(&mut self, subject: Option<Subject>, layout: PageLayout, glyphs: Glyphs, width: usize) {
        let spoken = self.is_plain.then(|| SpokenRows::of(&layout.lines));
        let shown = Some(LaidOutPage { subject, width, glyphs, layout, spoken });
        *self = Detail { shown, ..Self::new(self.is_plain) };
    }

    /// Shows what stands at a row, from its top, or goes on showing it. Says whether the page is a new one.
    pub(super) fn show(
        &mut self,
        directory: &Directory,
        subject: Option<Subject>,
        glyphs: Glyphs,
        width: usize,
    ) -> bool {
        if subject.is_none() {
            *self = Detail::new(self.is_plain);
        }
        let Some(subject) = subject else { return false };
        let is_shown =
            self.shown.as_ref().is_some_and(|shown| (shown.subject, shown.glyphs) == (Some(subject), glyphs));
        if is_shown {
            self.rewrap(width);
        } else {
            let layout = Page::of(directory, subject).lay_out(directory, glyphs, width);
            self.take(Some(subject), layout, glyphs, width);
        }
        !is_shown
    }

    pub(super) fn rewrap(&mut self, width: usize) {
        let Some(shown) = self.shown.as_mut().filter(|shown| shown.width != width) else { return };
        let mut held = shown.held(self.held, self.scroll);
        shown.layout.lines.rewrap(width);
        shown.width = width;
        held.scroll = shown.top_of(held);
        self.scroll = held.scroll;
        self.held = Some(held);
    }

    /// The page; `None` where nothing is chosen.
    pub fn layout(&self) -> Option<&PageLayout> {
        self.shown.as_ref().map(|shown| &shown.layout)
    }

    pub(super) fn layout_mut(&mut self) -> Option<&mut PageLayout> {
        self.shown.as_mut().map(|shown| &mut shown.layout)
    }

    pub(crate) fn subject(&self) -> Option<Subject> {
        self.shown.as_ref().and_then(|shown| shown.subject)
    }

    pub(crate) fn len(&self) -> usize {
        self.layout().map_or(0, |layout| layout.lines.len())
    }

    /// Scrolls in a window of `height` lines. A link that is out of sight then is let go.
    pub(super) fn go(&mut self, motion: Motion, height: usize) {
        self.scroll = match self.spoken() {
            Some(rows) => rows.go(motion, self.scroll, height),
            None => motion.from(self.scroll, self.len().saturating_sub(height) + 1, height),
        };
        self.release_hidden_link(height);
    }

    pub(crate) fn spoken(&self) -> Option<&SpokenRows> {
        self.shown.as_ref()?.spoken.as_ref()
    }

    fn window(&self, height: usize) -> Range<usize> {
        let heard = self.spoken().and_then(|rows| rows.lines(rows.at(self.scroll)));
        heard.unwrap_or(self.scroll..self.scroll + height)
    }

    pub(super) fn keep_in_sight(&mut self, height: usize) {
        if let Some(rows) = self.spoken() {
            self.scroll = rows.start(self.scroll);
            return;
        }
        let Some(shown) = &self.shown else { return };
        let mut held = shown.held(self.held, self.scroll);
        let (lines, seen, top) = (&shown.layout.lines, height.max(1), shown.top_of(held));
        // The number of lines is computed only near the end, as it takes wrapping the whole page.
        let is_full = lines.get(top + seen - 1).is_some();
        held.scroll = if is_full { top } else { top.min(lines.len().saturating_sub(seen)) };
        self.scroll = held.scroll;
        self.held = Some(held);
    }

    pub(crate) fn target(&self) -> Option<&Target> {
        self.layout()?.targets.get(self.link?)
    }

    /// Moves the focus by `count` links, back if it is negative. It starts at the first link in sight, or the next
    /// one after the window. Returns whether there is a link in that direction.
    pub(super) fn move_to_link(&mut self, count: isize, height: usize) -> bool {
        let Some(layout) = self.layout() else { return false };
        let links = layout.targets.len();
        let line_of = |link: usize| layout.lines.lines_of_link(link).map_or(0, |lines| lines.start);
        let next = match self.link {
            Some(link) => link.checked_add_signed(count),
            None if count > 0 => {
                let first = (0..links).find(|link| line_of(*link) >= self.scroll);
                first.map(|first| first.saturating_add_signed(count - 1))
            }
            None => {
                let last = (0..links).rev().find(|link| line_of(*link) < self.window(height).end);
                last.and_then(|last| last.checked_add_signed(count + 1))
            }
        };
        let Some(next) = next.filter(|next| *next < links) else { return false };
        let line = line_of(next);
        self.link = Some(next);
        self.bring_into_sight(line, height);
        true
    }

    pub(crate) fn headings(&self) -> Vec<(String, usize)> {
        let Some(layout) = self.layout() else { return Vec::new() };
        if layout.sections.is_empty() {
            return layout.lines.headings().collect();
        }
        let sections = layout.sections.iter();
        sections.map(|(part, block)| (part.name().to_owned(), layout.lines.line_of_block(*block))).collect()
    }

    pub(super) fn move_to_section(&mut self, count: isize, height: usize) {
        if let Some(top) = next_heading(&self.headings(), self.scroll, count) {
            self.scroll_to(top, height);
            self.release_hidden_link(height);
        }
    }

    /// The section that the focused link or the top of the window is in, its position from 1, and how many there are.
    pub(crate) fn section(&self) -> Option<(Part, usize, usize)> {
        let layout = self.layout()?;
        let link = self.link.and_then(|link| layout.lines.lines_of_link(link)).map(|lines| lines.start);
        let line = link.unwrap_or(self.scroll);
        let before =
            layout.sections.iter().take_while(|(_, block)| layout.lines.line_of_block(*block) <= line);
        let at = before.count();
        let (part, _) = layout.sections.get(at.checked_sub(1)?)?;
        Some((*part, at, layout.sections.len()))
    }

    pub(super) fn bring_into_sight(&mut self, line: usize, height: usize) {
        let above = if self.is_plain { 0 } else { height / 3 };
        if !self.window(height).contains(&line) {
            self.scroll_to(line.saturating_sub(above), height);
        }
    }

    pub(super) fn show_section(&mut self, section: usize, height: usize) {
        if let Some((_, top)) = self.headings().get(section) {
            self.scroll_to(*top, height);
        }
    }

    pub(super) fn show_statement(&mut self, statement: usize, height: usize) {
        let Some(layout) = self.layout() else { return };
        if let Some(block) = layout.statements.get(statement) {
            self.scroll_to(layout.lines.line_of_block(*block), height);
        }
    }

    fn scroll_to(&mut self, line: usize, height: usize) {
        self.scroll = match self.spoken() {
            Some(rows) => rows.start(line),
            None => line.min(self.len().saturating_sub(height.max(1))),
        };
    }

    fn release_hidden_link(&mut self, height: usize) {
        let Some((layout, link)) = self.layout().zip(self.link) else { return };
        let window = self.window(height);
        let lines = layout.lines.lines_of_link(link);
        if lines.is_none_or(|lines| lines.end <= window.start || lines.start >= window.end) {
            self.link = None;
        }
    }
}

/// The line of the heading so many before or after a line; before the first is the beginning.
fn next_heading(headings: &[(String, usize)], line: usize, count: isize) -> Option<usize> {
    let mut tops = vec![0];
    tops.extend(headings.iter().map(|(_, top)| *top));
    tops.dedup();
    let here = tops.partition_point(|top| *top <= line);
    if count > 0 {
        return tops.get((here - 1).saturating_add_signed(count).min(tops.len() - 1)).copied();
    }
    let at_top = usize::from(tops[here - 1] == line);
    tops.get((here - at_top).saturating_sub(count.unsigned_abs())).copied()
}
