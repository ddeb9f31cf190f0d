//! An outline: a foldable arrangement of entries, by hierarchy, by kind, by topic, by date or by name.
//!
//! An outline is made of places. A place is one row: an entry beneath one of its parents, or the heading of a group,
//! a kind, a topic, a year or a letter. An entry has its home beneath the first of its parents; its other places are
//! references. Places are made when they are first unfolded, so that a hierarchy with many paths to the same entry
//! costs only what the reader has opened, and a million entries by kind no more than the headings. By date, and in a
//! filtered outline, which shows counts, they are made at once. The visible rows are a list of places. How a row is
//! drawn is not decided here.
//!
//! Invariants: the children of a place stand together, and after it; `rows` holds the roots and every place whose
//! ancestors are all unfolded, in order.

mod arrange;
mod count;
mod filter;
mod groups;
mod order;
mod places;

use std::collections::{BTreeSet, HashSet};
use std::num::NonZero;
use std::ops::Range;

use crate::directory::{Directory, EntryId, KindId, RelationId, TopicId};
pub use arrange::Arrangement;
pub(crate) use arrange::under_letter;
use filter::FilterResult;
pub(crate) use groups::{children_by_relation, group_title, path_home, with_groups};

/// One arrangement of a directory's entries, with what is folded in it.
#[derive(Clone, Debug)]
pub struct Outline {
    arrangement: Arrangement,
    filter: Option<FilterResult>,
    /// The entries at the top, where these are not the roots of the directory.
    tops: Vec<EntryId>,
    places: Vec<Place>,
    rows: Vec<PlaceId>,
    /// Whether there are headings of relations among the places of a hierarchy.
    has_relation_headings: bool,
}

/// A place of an outline. It stays the same while other places are folded and unfolded. Its position among the
/// places, from 1, so that an `Option` of it takes no more memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PlaceId(NonZero<u32>);

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An entry.
    Entry(EntryId),
    /// An event of an entry, by its position among the entry's events.
    Event(EntryId, u32),
    /// The heading of the entries that nest beneath an entry by a relation.
    Group(EntryId, RelationId),
    /// The heading of a kind.
    Kind(KindId),
    /// The heading of a topic, or of the entries that have none.
    Topic(Option<TopicId>),
    /// The heading of a year.
    Year(u16),
    /// The heading of the names that begin with a letter.
    Letter(char),
}

impl Subject {
    /// The entry that stands here, or that the event is of, where this is not a heading.
    #[inline]
    pub fn entry(self) -> Option<EntryId> {
        let (Subject::Entry(entry) | Subject::Event(entry, _)) = self else { return None };
        Some(entry)
    }

    fn nesting_parent(self) -> Option<EntryId> {
        let (Subject::Entry(entry) | Subject::Group(entry, _)) = self else { return None };
        Some(entry)
    }
}

/// Whether there are rows beneath a row, and whether they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    Leaf,
    Folded,
    Unfolded,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) place: PlaceId,
    pub(crate) subject: Subject,
    pub(crate) depth: usize,
    /// How many levels of entries and headings are above it; headings of groups are no level.
    pub(crate) level: usize,
    pub(crate) fold: Fold,
    /// Whether the entry has its home elsewhere.
    pub(crate) is_reference: bool,
    /// Of a heading, how many stand beneath it, where that is known.
    pub(crate) count: Option<u32>,
    /// In a filtered outline, how many hits lie beneath it.
    pub(crate) hits_beneath: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    subject: Subject,
    parent: Option<PlaceId>,
    /// Where its children are, once they are made. They end after their parent, so never at 0.
    children: Option<(u32, NonZero<u32>)>,
    depth: u16,
    level: u16,
    /// In a filtered outline, how many hits lie beneath it.
    hits_beneath: u32,
    is_unfolded: bool,
    is_reference: bool,
}

impl Row {
    /// The entry of the row, where it is neither a heading nor an event.
    pub(crate) fn own_entry(&self) -> Option<EntryId> {
        if let Subject::Entry(entry) = self.subject { Some(entry) } else { None }
    }
}

impl Place {
    /// A folded place with children that are not made yet.
    fn new(subject: Subject, parent: Option<PlaceId>, depth: u16, level: u16) -> Self {
        let (children, hits_beneath, is_unfolded, is_reference) = (None, 0, false, false);
        Place { subject, parent, children, depth, level, hits_beneath, is_unfolded, is_reference }
    }

    fn has_children(&self) -> bool {
        self.children.is_none_or(|(start, end)| start < end.get())
    }

    fn child_range(&self) -> Range<u32> {
        self.children.map_or(0..0, |(start, end)| start..end.get())
    }
}

impl Outline {
    /// The outline of a directory, all folded.
    pub fn new(directory: &Directory, arrangement: Arrangement) -> Self {
        Self::with(directory, arrangement, None)
    }

    /// The outline of the entries that were found and of what stands above them, unfolded down to each of them where
    /// they are few. `found` has one element an entry.
    pub(crate) fn filtered(directory: &Directory, arrangement: Arrangement, found: Vec<bool>) -> Self {
        Self::with_filter(directory, arrangement, found, None)
    }

    pub(crate) fn of_events(directory: &Directory, events: BTreeSet<(EntryId, u32)>) -> Self {
        let mut found = vec![false; directory.len()];
        for (entry, _) in &events {
            found[entry.index()] = true;
        }
        Self::with_filter(directory, Arrangement::Date, found, Some(events))
    }

    fn with_filter(
        directory: &Directory,
        arrangement: Arrangement,
        found: Vec<bool>,
        events: Option<BTreeSet<(EntryId, u32)>>,
    ) -> Self {
        const MOST_HITS_UNFOLDED: u32 = 2_000;
        let filter = FilterResult::new(directory, found, events);
        let few =
            directory.roots().iter().map(|root| filter.counts[root.index()]).fold(0, u32::saturating_add);
        let mut outline = Self::with(directory, arrangement, Some(filter));
        if few <= MOST_HITS_UNFOLDED {
            outline.unfold_all(directory);
        }
        outline
    }

    /// The hierarchy at and beneath these entries, all folded.
    pub fn beneath_entries(directory: &Directory, tops: Vec<EntryId>) -> Self {
        let mut outline = Self::empty(Arrangement::Hierarchy, None);
        outline.make_entries(directory, None, &tops);
        outline.tops = tops;
        outline.rows = outline.visible(outline.roots());
        outline
    }

    fn empty(arrangement: Arrangement, filter: Option<FilterResult>) -> Self {
        let (tops, places, rows, has_relation_headings) = Default::default();
        Outline { arrangement, filter, tops, places, rows, has_relation_headings }
    }

    fn with(directory: &Directory, arrangement: Arrangement, filter: Option<FilterResult>) -> Self {
        let mut outline = Self::empty(arrangement, filter);
        match arrangement {
            Arrangement::Hierarchy => drop(outline.make_roots(directory)),
            // In a filtered outline each heading shows how many are beneath it.
            Arrangement::Kind | Arrangement::Topic | Arrangement::Name if !outline.is_filtered() => {
                outline.make_headings(arrangement.headings(directory).into_iter());
            }
            Arrangement::Kind | Arrangement::Topic | Arrangement::Date | Arrangement::Name => {
                outline.make_members(directory);
            }
        }
        outline.rows = outline.visible(outline.roots());
        outline
    }

    /// By what the entries are arranged.
    pub fn arrangement(&self) -> Arrangement {
        self.arrangement
    }

    /// Whether only a part of the entries is in it.
    pub fn is_filtered(&self) -> bool {
        self.filter.is_some()
    }

    /// How many rows can be seen.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn row(&self, position: usize) -> Option<Row> {
        let place = *self.rows.get(position)?;
        let of = *self.place(place);
        let Place { subject, depth, level, hits_beneath, is_unfolded, is_reference, .. } = of;
        let fold = match (of.has_children(), is_unfolded) {
            (false, _) => Fold::Leaf,
            (true, false) => Fold::Folded,
            (true, true) => Fold::Unfolded,
        };
        let count = self.count_beneath(place);
        let hits_beneath = self.is_filtered().then_some(hits_beneath);
        let (depth, level) = (usize::from(depth), usize::from(level));
        Some(Row { place, subject, depth, level, fold, is_reference, count, hits_beneath })
    }

    fn is_relation_heading(&self, place: PlaceId) -> bool {
        matches!(self.place(place).subject, Subject::Group(..))
    }

    #[inline]
    pub(crate) fn is_found(&self, entry: EntryId) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.found[entry.index()])
    }

    pub(crate) fn subject(&self, place: PlaceId) -> Subject {
        self.place(place).subject
    }

    /// The subjects from the top down to a place, itself last: its name in all outlines of this arrangement.
    pub(crate) fn path(&self, place: PlaceId) -> Vec<Subject> {
        let mut path: Vec<Subject> = self.ancestors(place).map(|place| self.subject(place)).collect();
        path.reverse();
        path
    }

    pub(crate) fn unfolded_paths(&self) -> impl Iterator<Item = Vec<Subject>> {
        let places = (0..self.places.len()).map(PlaceId::new);
        places.filter(|place| self.place(*place).is_unfolded).map(|place| self.path(place))
    }

    pub(crate) fn unfold(&mut self, directory: &Directory, position: usize) {
        let Some(Row { place, fold: Fold::Folded, .. }) = self.row(position) else { return };
        let children = self.children_of(directory, place);
        self.place_mut(place).is_unfolded = true;
        let after = position + 1;
        self.rows.splice(after..after, self.visible(children));
    }

    /// Hides what is beneath the row. What is unfolded beneath it stays so, and is seen again when it is unfolded.
    pub(crate) fn fold(&mut self, position: usize) {
        let Some(Row { place, fold: Fold::Unfolded, .. }) = self.row(position) else { return };
        self.rows.drain(self.beneath(position));
        self.place_mut(place).is_unfolded = false;
    }

    /// Unfolds everything. An entry with several places is unfolded only at its home, as there may be very many paths
    /// to it.
    pub(crate) fn unfold_all(&mut self, directory: &Directory) {
        self.fold_to_level(directory, usize::MAX);
    }

    pub(crate) fn fold_all(&mut self) {
        for place in &mut self.places {
            place.is_unfolded = false;
        }
        self.rows = self.visible(self.roots());
    }

    /// Unfolds down to `levels` levels and folds the rest; 1 shows the roots alone. An entry is unfolded at its home or,
    /// if that is not in the outline, at its first place.
    pub(crate) fn fold_to_level(&mut self, directory: &Directory, levels: usize) {
        if levels > 1 {
            // In one walk through the entries, not in one for each heading.
            self.make_members(directory);
        }
        let mut waiting: Vec<PlaceId> = self.roots().map(PlaceId::at).rev().collect();
        for place in &mut self.places {
            place.is_unfolded = false;
        }
        self.rows.clear();
        let mut unfolded = HashSet::new();
        while let Some(id) = waiting.pop() {
            // The stack holds roots and places beneath unfolded ones, the topmost last.
            self.rows.push(id);
            let of = *self.place(id);
            let Place { subject, level, is_reference, .. } = of;
            let level_beneath = usize::from(level) + usize::from(!self.is_relation_heading(id));
            if !of.has_children() || level_beneath >= levels {
                continue;
            }
            if is_reference && (self.has_home(directory, subject) || !unfolded.insert(subject)) {
                continue;
            }
            let children = self.children_of(directory, id);
            self.place_mut(id).is_unfolded = true;
            waiting.extend(children.map(PlaceId::at).rev());
        }
    }

    fn has_home(&self, directory: &Directory, subject: Subject) -> bool {
        let is_above =
            |top: &EntryId| subject.entry().is_some_and(|entry| directory.entry(entry).path().contains(top));
        self.tops.is_empty() || self.tops.iter().any(is_above)
    }

    pub(crate) fn parent(&self, position: usize) -> Option<usize> {
        let parent = self.place(*self.rows.get(position)?).parent?;
        (0..position).rev().find(|above| self.rows[*above] == parent)
    }

    pub(crate) fn next_sibling(&self, position: usize) -> Option<usize> {
        let depth = self.row(position)?.depth;
        let next = self.beneath(position).end;
        (self.row(next)?.depth == depth).then_some(next)
    }

    pub(crate) fn previous_sibling(&self, position: usize) -> Option<usize> {
        let place = self.place(*self.rows.get(position)?);
        let depth = place.depth;
        let before = (0..position).rev().find(|above| self.place(self.rows[*above]).depth <= depth)?;
        (self.place(self.rows[before]).depth == depth).then_some(before)
    }

    /// Unfolds the way to an entry and gives its position: to the place that is seen already, the nearest one after or
    /// before `near`, or else to its home. `None` where the outline does not have it.
    pub(crate) fn reveal(&mut self, directory: &Directory, entry: EntryId, near: usize) -> Option<usize> {
        let is_here = |position: &usize| self.subject(self.rows[*position]).entry() == Some(entry);
        let seen = (0..self.rows.len()).filter(is_here).min_by_key(|position| position.abs_diff(near));
        if seen.is_some() {
            return seen;
        }
        let path = self.arrangement.path(directory, entry)?;
        self.reveal_path(directory, &path)
    }

    pub(crate) fn reveal_path(&mut self, directory: &Directory, path: &[Subject]) -> Option<usize> {
        let place = self.find(directory, path)?;
        let above: Vec<PlaceId> = self.ancestors(place).skip(1).collect();
        let mut position = 0;
        for above in above.into_iter().rev() {
            position = self.seen_from(position, above)?;
            self.unfold(directory, position);
        }
        self.seen_from(position, place)
    }

    pub(crate) fn unfold_paths(&mut self, directory: &Directory, paths: impl Iterator<Item = Vec<Subject>>) {
        let paths: Vec<_> = paths.collect();
        if paths.len() > 1 {
            // In one walk through the entries, not in one for each heading.
            self.make_members(directory);
        }
        for path in paths {
            if let Some(place) = self.find(directory, &path)
                && self.place(place).has_children()
            {
                self.children_of(directory, place);
                self.place_mut(place).is_unfolded = true;
            }
        }
        self.rows = self.visible(self.roots());
    }

    /// The place at the end of a path, whether it can be seen or not.
    fn find(&mut self, directory: &Directory, path: &[Subject]) -> Option<PlaceId> {
        let (last, above) = path.split_last()?;
        let mut siblings: Range<u32> = self.roots();
        for subject in above {
            let place = self.among(siblings, *subject)?;
            siblings = self.children_of(directory, place);
        }
        self.among(siblings, *last)
    }

    fn ancestors(&self, place: PlaceId) -> impl Iterator<Item = PlaceId> {
        std::iter::successors(Some(place), |place| self.place(*place).parent)
    }

    fn siblings(&self, place: PlaceId) -> Range<u32> {
        match self.place(place).parent {
            Some(parent) => self.place(parent).child_range(),
            None => self.roots(),
        }
    }

    /// The roots are made first, so they are the places at the start that have no parent.
    fn roots(&self) -> Range<u32> {
        let end = self.places.partition_point(|place| place.parent.is_none());
        0..PlaceId::new(end).position()
    }

    fn among(&self, places: Range<u32>, subject: Subject) -> Option<PlaceId> {
        let range = places.start as usize..places.end as usize;
        // Most siblings stand in the order of the file, and there may be a million of them.
        let likely = self.places[range.clone()].partition_point(|place| place.subject < subject);
        let is_it = |at: &usize| self.places.get(*at).is_some_and(|place| place.subject == subject);
        let likely = Some(range.start + likely).filter(|at| range.contains(at) && is_it(at));
        likely.or_else(|| range.clone().find(is_it)).map(PlaceId::new)
    }

    fn seen_from(&self, position: usize, place: PlaceId) -> Option<usize> {
        self.rows[position..].iter().position(|row| *row == place).map(|after| position + after)
    }

    fn beneath(&self, position: usize) -> Range<usize> {
        let depth = self.place(self.rows[position]).depth;
        let beneath = self.rows[position + 1..].iter().position(|row| self.place(*row).depth <= depth);
        position + 1..beneath.map_or(self.rows.len(), |len| position + 1 + len)
    }

    /// The places of a range and what is seen beneath them. Not recursive, as a chain may be ten thousand places deep.
    fn visible(&self, places: Range<u32>) -> Vec<PlaceId> {
        let (mut rows, mut open) = (Vec::new(), vec![places]);
        while let Some(siblings) = open.last_mut() {
            let Some(place) = siblings.next().map(PlaceId::at) else {
                open.pop();
                continue;
            };
            rows.push(place);
            if self.place(place).is_unfolded {
                open.push(self.place(place).child_range());
            }
        }
        rows
    }

    #[inline]
    fn end(&self) -> u32 {
        PlaceId::new(self.places.len()).position()
    }

    #[inline]
    fn place(&self, place: PlaceId) -> &Place {
        &self.places[place.position() as usize]
    }

    #[inline]
    fn place_mut(&mut self, place: PlaceId) -> &mut Place {
        &mut self.places[place.position() as usize]
    }
}

impl PlaceId {
    #[inline]
    fn new(index: usize) -> Self {
        Self::at(u32::try_from(index).expect("an outline has fewer than 2^32 places"))
    }

    #[inline]
    fn at(position: u32) -> Self {
        PlaceId(NonZero::<u32>::MIN.saturating_add(position))
    }

    #[inline]
    fn position(self) -> u32 {
        self.0.get() - 1
    }
}

#[cfg(test)]
mod tests;
