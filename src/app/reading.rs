//! The reading pane, in place of list and detail: what an entry rests on, about the directory, a comparison, a long
//! message.

use crate::compare::{Comparison, ComparisonLayout};
use crate::directory::EntryId;
use crate::keymap::Keymap;
use crate::layout::reading_area;
use crate::outline::Subject;
use crate::page::{about_directory, about_entry};
use crate::text::{Document, Line, Medium, Role};

use super::{Detail, Mode, State};

/// Something to read in place of the panes.
#[derive(Debug)]
pub struct ReadingPane {
    /// The text, and how far it is scrolled.
    pub text: Detail,
    pub(crate) content: ReadingContent,
    /// Of a comparison.
    layout: ComparisonLayout,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadingContent {
    Entry(EntryId),
    Message,
    Directory,
    Comparison([EntryId; 2]),
}

impl ReadingPane {
    pub(crate) fn compared(&self) -> Option<[EntryId; 2]> {
        match self.content {
            ReadingContent::Comparison(entries) => Some(entries),
            ReadingContent::Entry(_) | ReadingContent::Message | ReadingContent::Directory => None,
        }
    }

    /// The name of the one of two compared entries whose statements go on at the top, where that name is out of sight.
    pub(crate) fn name_above<'n>(&self, names: &'n [String; 2]) -> Option<&'n str> {
        self.compared()?;
        let is_stacked = self.layout == ComparisonLayout::Stacked;
        let lines = &self.text.layout().filter(|_| is_stacked)?.lines;
        let is_name = |line: &Line| line.pieces().all(|piece| piece.role == Role::Strong);
        let mut above = (0..=self.text.scroll).rev().filter_map(|line| lines.get(line));
        let last = above.find(|line| is_name(line) || line.is_heading())?;
        if last.number() == self.text.scroll || last.is_heading() {
            return None;
        }
        names.iter().map(String::as_str).find(|name| name.ends_with(last.to_string().trim()))
    }
}

const NO_ENTRY: &str = "only entries can be compared; choose one first";

impl State {
    pub(super) fn compare(&mut self, keymap: &Keymap) {
        if self.compare_with_chosen() {
            return;
        }
        let Some(chosen) = self.entry_to_compare() else { return self.show_message(NO_ENTRY) };
        self.current.comparing = Some(chosen);
        let name = self.current.directory.entry(chosen).short_name().to_owned();
        let keys = keymap.hint("open", "compares") + &keymap.hint("cancel", "drops it");
        self.show_message_with(&name, |name| format!("compare {name} with another{keys}"));
    }

    /// Compares the entry that was taken before, if there is one, with the chosen one.
    pub(super) fn compare_with_chosen(&mut self) -> bool {
        let Some(first) = self.current.comparing else { return false };
        match self.entry_to_compare() {
            None => self.show_message(NO_ENTRY),
            Some(chosen) if first == chosen => {
                self.show_message("that is the same entry; choose another to compare");
            }
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

    fn comparison_layout(&self) -> ComparisonLayout {
        let room = usize::from(reading_area(self.panes().body).width);
        if self.settings.is_plain { ComparisonLayout::Spoken } else { ComparisonLayout::within(room) }
    }

    fn reading_width(&self, content: ReadingContent) -> usize {
        let room = reading_area(self.panes().body).width;
        match (content, self.comparison_layout()) {
            (ReadingContent::Comparison(_), layout @ ComparisonLayout::SideBySide) => {
                layout.width(room.into())
            }
            _ => self.width_within(room),
        }
    }

    /// Fits what is read to the screen. A comparison has two columns where there is room for them.
    pub(super) fn fit_reading(&mut self) {
        let Mode::Read(pane) = &self.current.mode else { return };
        let (content, layout) = (pane.content, self.comparison_layout());
        let (width, height) = (self.reading_width(content), usize::from(self.panes().body.height));
        let is_other = pane.compared().is_some() && pane.layout != layout;
        let other = is_other.then(|| self.reading_pane(self.document(content, Medium::Screen), content));
        let Mode::Read(pane) = &mut self.current.mode else { return };
        if let Some(other) = other {
            let scroll = pane.text.scroll;
            **pane = other;
            pane.text.scroll = scroll;
        }
        pane.text.rewrap(width);
        pane.text.keep_in_sight(height);
    }

    pub(super) fn open_reading(&mut self, content: ReadingContent) {
        let document = self.document(content, Medium::Screen);
        self.open_document(document, content);
    }

    pub(super) fn document(&self, content: ReadingContent, medium: Medium) -> Document {
        let directory = &self.current.directory;
        let glyphs = self.settings.glyphs();
        match content {
            ReadingContent::Entry(entry) => about_entry(directory, entry, glyphs),
            ReadingContent::Directory => about_directory(directory, medium, glyphs),
            ReadingContent::Comparison(entries) => {
                let on_screen = medium == Medium::Screen;
                let layout = if on_screen { self.comparison_layout() } else { ComparisonLayout::Stacked };
                Comparison::new(directory, entries, None).document(medium, glyphs, layout)
            }
            ReadingContent::Message => Document::new(glyphs),
        }
    }

    pub(super) fn open_document(&mut self, document: Document, content: ReadingContent) {
        let pane = self.reading_pane(document, content);
        if matches!(&self.current.mode, Mode::Read(before) if before.content == content) {
            self.current.leave();
        }
        self.current.open(Mode::Read(Box::new(pane)));
    }

    fn reading_pane(&self, document: Document, content: ReadingContent) -> ReadingPane {
        let (glyphs, is_plain) = (self.settings.glyphs(), self.settings.is_plain);
        let text = Detail::of(document, glyphs, self.reading_width(content), is_plain);
        ReadingPane { text, content, layout: self.comparison_layout() }
    }
}
