//! A list to choose from: the help, the palette, marks and recent places, the links of a page.

use ratatui::layout::Rect;

use crate::collection::Form;
use crate::directory::{Directory, EntryId, nearest};
use crate::layout::{PickerAreas, picker_areas};
use crate::outline::{Arrangement, Subject};
use crate::page::ItemPlace;
use crate::search::{self, distinguished};
use crate::text::width;

use super::cursor::{Cursor, Motion};
use super::effect::Effect;
use super::search::QueryLine;
use crate::action::Action;

/// A list to choose from.
#[derive(Debug)]
pub struct Picker {
    pub(crate) title: &'static str,
    items: Vec<PickerItem>,
    widest: usize,
    shown: Vec<usize>,
    pub(crate) cursor: Cursor,
    line: Option<QueryLine>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PickerItem {
    pub(crate) key: String,
    pub(crate) text: String,
    pub(crate) note: String,
    pub(crate) also: &'static str,
    pub(crate) entry: Option<EntryId>,
    pub(crate) choice: Choice,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    Heading,
    Nothing,
    Do(Action),
    Begin(&'static str),
    ShowMessage(String),
    GoTo(EntryId),
    GoToPlace(Arrangement, Vec<Subject>),
    Follow(usize),
    Carry(Effect),
    Cite(Subject, ItemPlace),
    Section(usize),
    TakeCollection(Form),
    AskToEmpty,
    EmptyCollection,
}

impl Choice {
    /// Whether it is something kept in the list, and not an action on the whole list.
    pub(super) fn is_kept(&self) -> bool {
        matches!(self, Choice::GoTo(_) | Choice::GoToPlace(..) | Choice::Nothing)
    }
}

impl PickerItem {
    pub(super) fn new(key: impl Into<String>, text: impl Into<String>, choice: Choice) -> Self {
        let entry = if let Choice::GoTo(entry) = choice { Some(entry) } else { None };
        PickerItem { key: key.into(), text: text.into(), note: String::new(), also: "", entry, choice }
    }

    pub(super) fn with_note(self, note: impl Into<String>) -> Self {
        PickerItem { note: note.into(), ..self }
    }

    pub(super) fn heading(title: &str) -> Self {
        PickerItem::new("", title, Choice::Heading)
    }
}

impl Picker {
    pub(super) fn new(title: &'static str, items: Vec<PickerItem>) -> Self {
        // The sign before the key, and the gaps behind it and before the note.
        const BETWEEN: usize = 5;
        let keys = items.iter().map(|item| width(&item.key)).max().unwrap_or(0);
        let texts = items.iter().map(|item| width(&item.text) + width(&item.note));
        let widest = keys + texts.max().unwrap_or(0) + BETWEEN;
        let shown = (0..items.len()).collect();
        let cursor = Cursor::default();
        let mut picker = Picker { title, items, widest, shown, cursor, line: None };
        picker.leave_headings(1);
        picker
    }

    pub(super) fn typing(title: &'static str, items: Vec<PickerItem>) -> Self {
        let mut picker = Self::new(title, items);
        picker.start_typing();
        picker
    }

    /// Where its parts are. A citation to choose is previewed as it will be copied.
    pub(crate) fn areas(&self, body: Rect) -> PickerAreas {
        let has_preview = self.items.iter().any(|item| matches!(item.choice, Choice::Cite(..)));
        picker_areas(body, has_preview, self.widest)
    }

    pub(super) fn disambiguate(&mut self, directory: &Directory) {
        let mut entries: Vec<EntryId> = self.items.iter().filter_map(|item| item.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        let names = distinguished(directory, &entries);
        for item in &mut self.items {
            let at = item.entry.and_then(|entry| entries.binary_search(&entry).ok());
            if let Some(at) = at.filter(|at| directory.entry(entries[*at]).name() == item.text) {
                item.text.clone_from(&names[at]);
            }
        }
    }

    pub(crate) fn can_remove(&self) -> bool {
        [super::marks::TITLE, super::collect::TITLE].contains(&self.title)
    }

    pub(crate) fn can_move(&self) -> bool {
        let is_collected = self.chosen().is_some_and(|item| item.choice.is_kept());
        self.title == super::collect::TITLE && is_collected && self.line.is_none()
    }

    pub(crate) fn can_copy(&self) -> bool {
        let choice = self.chosen().map(|item| &item.choice);
        self.title == super::collect::TITLE || matches!(choice, Some(Choice::GoTo(_) | Choice::Cite(..)))
    }

    pub(super) fn at(mut self, row: usize) -> Self {
        self.cursor.row = row.min(self.shown.len().saturating_sub(1));
        self.leave_headings(1);
        self
    }

    pub(crate) fn is_typing(&self) -> bool {
        self.line.is_some()
    }

    pub(crate) fn line(&self) -> Option<&QueryLine> {
        self.line.as_ref()
    }

    pub(crate) fn items(&self) -> impl ExactSizeIterator<Item = &PickerItem> {
        self.shown.iter().map(|index| &self.items[*index])
    }

    pub(crate) fn chosen(&self) -> Option<&PickerItem> {
        self.shown.get(self.cursor.row).map(|index| &self.items[*index])
    }

    pub(super) fn go(&mut self, motion: Motion, body: Rect) {
        let height = usize::from(self.areas(body).rows.height);
        // A count of rows skips headings.
        let steps = match motion {
            Motion::By(rows) => rows.unsigned_abs().clamp(1, self.shown.len().max(1)),
            Motion::Pages(_) | Motion::HalfPages(_) | Motion::To(_) | Motion::Last => 1,
        };
        let step = if let Motion::By(rows) = motion { Motion::By(rows.signum()) } else { motion };
        for _ in 0..steps {
            let before = self.cursor.row;
            self.cursor.go(step, self.shown.len(), height);
            self.leave_headings(if self.cursor.row < before { -1 } else { 1 });
        }
        // The heading above the first item is seen with it.
        self.cursor.keep_in_sight(self.shown.len(), height);
        if self.cursor.row == 1 {
            self.cursor.top = 0;
        }
    }

    pub(super) fn move_to_heading(&mut self, count: isize, body: Rect) {
        let headings: Vec<usize> = (0..self.shown.len()).filter(|row| self.is_heading(*row)).collect();
        let here = headings.partition_point(|row| *row <= self.cursor.row);
        let to = (here.saturating_sub(1)).saturating_add_signed(count);
        if let Some(row) = headings.get(to) {
            self.go(Motion::To(*row), body);
        }
    }

    pub(super) fn start_typing(&mut self) {
        self.line.get_or_insert_with(|| QueryLine::new(search::QueryMode::Words));
        self.narrow();
    }

    pub(super) fn type_in(&mut self, change: impl FnOnce(&mut QueryLine) -> bool) {
        if self.line.as_mut().is_some_and(change) {
            self.narrow();
        }
    }

    /// Shows what has all the words that are typed, anywhere and in any case, or else the most of the longer ones: first
    /// what has them as whole words, then in what is shown of it. Headings are shown with what is beneath.
    fn narrow(&mut self) {
        const SHORTEST: usize = 3;
        let typed = self.line.as_ref().map(|line| line.text().to_lowercase()).unwrap_or_default();
        let mut words: Vec<&str> = typed.split_whitespace().collect();
        let count = |words: &[&str], text: &str| words.iter().filter(|word| text.contains(**word)).count();
        let is_heading = |item: &PickerItem| item.choice == Choice::Heading;
        let texts = self.items.iter().map(|item| {
            let shown = format!("{} {} {}", item.key, item.text, item.note).to_lowercase();
            (format!("{shown} {}", item.also), shown)
        });
        let texts: Vec<(String, String)> = texts.collect();
        let choices = || texts.iter().zip(&self.items).filter(|(_, item)| !is_heading(item));
        let most = |words: &[&str]| choices().map(|((all, _), _)| count(words, all)).max().unwrap_or(0);
        if most(&words) < words.len() {
            words.retain(|word| word.len() >= SHORTEST);
        }
        let most = most(&words);
        let has_most = |text: &str| count(&words, text) == most && (most > 0 || typed.trim().is_empty());
        let (mut heading, mut by_other_words) = (None, Vec::new());
        self.shown.clear();
        for (index, ((all, shown), item)) in texts.iter().zip(&self.items).enumerate() {
            if is_heading(item) {
                heading = Some(index);
            } else if has_most(shown) {
                self.shown.extend(heading.take());
                self.shown.push(index);
            } else if has_most(all) {
                by_other_words.push(index);
            }
        }
        self.shown.extend(by_other_words);
        if !self.items.iter().any(is_heading) {
            self.shown.sort_by_key(|index| tier(&words, &texts[*index]));
        }
        self.cursor = Cursor::default();
        self.leave_headings(1);
    }

    pub(crate) fn nothing_found(&self) -> String {
        let typed = self.line.as_ref().map_or("", |line| line.text().trim());
        let words = || self.items.iter().flat_map(|item| [item.text.as_str(), &item.note, item.also]);
        let words = words().flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
        let nearest = nearest(typed, words.filter(|word| !word.is_empty()));
        let nearest = nearest.map(|nearest| format!(" The nearest is \"{nearest}\"."));
        format!("Nothing matches \"{typed}\".{} Fewer or other words may.", nearest.unwrap_or_default())
    }

    /// The position of what is chosen, and how many there are, without headings; `None` on an action on all of them.
    pub(crate) fn position(&self) -> Option<(usize, usize)> {
        // Actions on the whole collection are no part of it.
        let is_kept = |item: &PickerItem| self.title != super::collect::TITLE || item.choice.is_kept();
        let is_counted = |item: &&PickerItem| item.choice != Choice::Heading && is_kept(item);
        self.chosen().filter(is_counted)?;
        let before = self.items().take(self.cursor.row + 1).filter(is_counted).count();
        Some((before, self.items().filter(is_counted).count()))
    }

    fn is_heading(&self, row: usize) -> bool {
        self.shown.get(row).is_some_and(|index| self.items[*index].choice == Choice::Heading)
    }

    fn leave_headings(&mut self, direction: isize) {
        if self.is_heading(self.cursor.row) {
            let next = self.cursor.row.checked_add_signed(direction).filter(|row| *row < self.shown.len());
            self.cursor.row = next.unwrap_or(self.cursor.row + 1).min(self.shown.len().saturating_sub(1));
        }
    }
}

/// How well an item fits the words that are typed, 0 the best, by all its text and by what is shown of it: as whole words,
/// as beginnings of words, or anywhere.
fn tier(words: &[&str], (all, shown): &(String, String)) -> usize {
    let has = |text: &str, fits: fn(&str, &str) -> bool| {
        let parts = text.split(|letter: char| !letter.is_alphanumeric());
        words.iter().all(|word| parts.clone().any(|part| fits(part, word)))
    };
    let begins: fn(&str, &str) -> bool = |part, word| part.starts_with(word);
    let tiers = [has(all, |part, word| part == word), has(shown, begins), has(all, begins)];
    tiers.iter().position(|fits| *fits).unwrap_or(tiers.len())
}
