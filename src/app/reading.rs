//! The reading pane, in place of list and detail: what an entry rests on, about the directory, a comparison, a long
//! message.

use crate::compare::{Comparison, ComparisonBlock, NARROWEST_SIDE_BY_SIDE, SideBySide};
use crate::directory::{Directory, EntryId};
use crate::keymap::Keymap;
use crate::layout::reading_area;
use crate::outline::Subject;
use crate::page::{about_directory, about_entry};
use crate::text::{Document, Glyphs, Line, Medium, Role};

use super::cursor::Motion;
use super::detail::next_heading;
use super::{Detail, Mode, State};

/// Something to read in place of the panes.
#[derive(Debug)]
pub struct ReadingPane {
    /// The text, and how far it is scrolled.
    pub text: Detail,
    pub(crate) content: ReadingContent,
    pub(crate) beside: Option<SideBySide>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadingContent {
    Entry(EntryId),
    Message,
    Directory,
    Comparison([EntryId; 2]),
}

impl ReadingPane {
    pub(super) fn go(&mut self, motion: Motion, height: usize) {
        match &self.beside {
            Some(beside) => {
                let last_top = beside.len().saturating_sub(height);
                self.text.scroll = motion.from(self.text.scroll, last_top + 1, height);
            }
            None => self.text.go(motion, height),
        }
    }

    pub(crate) fn compared(&self) -> Option<[EntryId; 2]> {
        match self.content {
            ReadingContent::Comparison(entries) => Some(entries),
            ReadingContent::Entry(_) | ReadingContent::Message | ReadingContent::Directory => None,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.beside.as_ref().map_or(self.text.len(), SideBySide::len)
    }

    /// The headings, with the lines that they stand at. Side by side the names above all others stay, so they do not
    /// count.
    pub(crate) fn headings(&self) -> Vec<(String, usize)> {
        let Some(beside) = &self.beside else { return self.text.headings() };
        let mut headings = Vec::new();
        let mut top = 0;
        for block in beside.blocks.iter().skip(1) {
            if let ComparisonBlock::FullWidth(lines) = block {
                headings.extend(lines.headings().map(|(text, line)| (text, top + line)));
            }
            top += block.height();
        }
        headings
    }

    pub(super) fn move_to_section(&mut self, count: isize, height: usize) {
        if let Some(top) = next_heading(&self.headings(), self.text.scroll, count) {
            self.scroll_to(top, height);
        }
    }

    pub(super) fn show_section(&mut self, section: usize, height: usize) {
        if let Some((_, top)) = self.headings().get(section) {
            self.scroll_to(*top, height);
        }
    }

    fn scroll_to(&mut self, line: usize, height: usize) {
        match &self.beside {
            Some(beside) => self.text.scroll = line.min(beside.len().saturating_sub(height)),
            None => self.text.scroll_to(line, height),
        }
    }

    /// The name of the one of two compared entries whose statements go on at the top, where that name is out of sight.
    pub(crate) fn name_above<'n>(&self, names: &'n [String; 2]) -> Option<&'n str> {
        self.compared()?;
        let lines = &self.text.layout().filter(|_| self.beside.is_none())?.lines;
        let is_name = |line: &Line| line.pieces().all(|piece| piece.role == Role::Strong);
        let mut above = (0..=self.text.scroll).rev().filter_map(|line| lines.get(line));
        let last = above.find(|line| is_name(line) || line.is_heading())?;
        if last.number() == self.text.scroll || last.is_heading() {
            return None;
        }
        names.iter().map(String::as_str).find(|name| name.ends_with(last.to_string().trim()))
    }

    pub(super) fn fit_beside(&mut self, directory: &Directory, glyphs: Glyphs, across: usize) {
        let Some(entries) = self.compared() else { return };
        let has_room = across >= NARROWEST_SIDE_BY_SIDE && self.text.spoken().is_none();
        if !has_room {
            self.beside = None;
        } else if self.beside.as_ref().is_none_or(|beside| beside.across != across) {
            let comparison = Comparison::new(directory, entries, None);
            self.beside = Some(SideBySide::new(&comparison, Medium::Screen, glyphs, across));
        }
    }

    pub(super) fn fit(&mut self, width: usize, height: usize) {
        if self.beside.is_some() {
            return self.go(Motion::By(0), height);
        }
        self.text.rewrap(width);
        self.text.keep_in_sight(height);
    }
}

const NO_ENTRY: &str = "only entries can be compared; choose one first";
const SAME_ENTRY: &str = "that is the same entry; choose another to compare";

impl State {
    pub(super) fn compare(&mut self, keymap: &Keymap) {
        let Some(chosen) = self.entry_to_compare() else {
            self.show_message(NO_ENTRY);
            return;
        };
        match self.current.comparing {
            None => {
                self.current.comparing = Some(chosen);
                let entry = self.current.directory.entry(chosen);
                let name = entry.short_name().to_owned();
                let keys = keymap.hint("open", "compares") + &keymap.hint("cancel", "drops it");
                self.show_message_with(&name, |name| format!("compare {name} with another{keys}"));
            }
            Some(first) if first == chosen => self.show_message(SAME_ENTRY),
            Some(first) => self.open_comparison([first, chosen]),
        }
    }

    pub(super) fn compare_with_chosen(&mut self) -> bool {
        let Some(first) = self.current.comparing else { return false };
        match self.entry_to_compare() {
            None => self.show_message(NO_ENTRY),
            Some(chosen) if first == chosen => self.show_message(SAME_ENTRY),
            Some(chosen) => self.open_comparison([first, chosen]),
        }
        true
    }

    fn open_comparison(&mut self, entries: [EntryId; 2]) {
        self.current.comparing = None;
        if matches!(self.current.mode, Mode::Search(_)) {
            self.current.leave();
        }
        self.open_reading(ReadingContent::Comparison(entries));
    }

    pub(super) fn entry_to_compare(&self) -> Option<EntryId> {
        match &self.current.mode {
            Mode::Matrix(pane) => Some(pane.entry()),
            Mode::Search(pane) => pane.chosen(),
            Mode::Browse | Mode::Filter(_) | Mode::Pick(_) | Mode::Read(_) => {
                self.current.list.subject().and_then(Subject::entry)
            }
        }
    }

    /// The entry that waits for another to be compared with.
    pub fn comparing(&self) -> Option<EntryId> {
        self.current.comparing
    }

    pub(super) fn about(&mut self, keymap: &Keymap) {
        match self.entry() {
            Some(entry) => self.open_reading(ReadingContent::Entry(entry)),
            None => {
                let hint = keymap.hint("about-directory", "is about the directory");
                self.show_message(format!("only entries have this page{hint}"));
            }
        }
    }

    pub(super) fn reading_width(&self) -> usize {
        self.width_within(reading_area(self.panes().body).width)
    }

    pub(super) fn open_reading(&mut self, content: ReadingContent) {
        let document = self.document(content, Medium::Screen);
        self.open_document(document, content);
    }

    pub(super) fn document(&self, content: ReadingContent, medium: Medium) -> Document {
        let directory = &self.current.directory;
        let (glyphs, is_plain) = (self.settings.glyphs(), self.settings.is_plain);
        match content {
            ReadingContent::Entry(entry) => about_entry(directory, entry, glyphs),
            ReadingContent::Directory => about_directory(directory, medium, glyphs),
            ReadingContent::Comparison(entries) => {
                let is_spoken = is_plain && medium == Medium::Screen;
                Comparison::new(directory, entries, None).document(medium, glyphs, is_spoken)
            }
            ReadingContent::Message => Document::new(glyphs),
        }
    }

    pub(super) fn open_document(&mut self, document: Document, content: ReadingContent) {
        let (glyphs, is_plain) = (self.settings.glyphs(), self.settings.is_plain);
        let text = Detail::of(document, glyphs, self.reading_width(), is_plain);
        if matches!(&self.current.mode, Mode::Read(before) if before.content == content) {
            self.current.leave();
        }
        self.current.open(Mode::Read(Box::new(ReadingPane { text, content, beside: None })));
    }
}
