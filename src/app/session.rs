//! Where the user was, in the ids of the data file, so that it can be restored after an edit of the file or in
//! another run.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher, Hash};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::directory::Directory;
use crate::layout::{Pane, Split};
use crate::named::{by_name, or_default};
use crate::outline::{Arrangement, Outline};
use crate::settings::{TextWidth, ThemeName};

use super::cursor::Cursor;
use super::list::ListPane;
use super::marks::{Letters, Marks};
use super::stored_places::{parse_path, serialize_path, serialize_subject};
use super::{DirectoryState, ScrollTarget, State};

/// Where the user was, in the shape in which the state file has it. Anything in it may be stale, or nonsense from an
/// edited file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The arrangement of the list.
    #[serde(deserialize_with = "or_default")]
    pub arrangement: Arrangement,
    /// The way to the chosen row.
    pub path: Vec<String>,
    /// The ways to the rows that were unfolded.
    pub unfolded: Vec<Vec<String>>,
    /// The row at the top of the list.
    pub list_scroll: usize,
    /// The line at the top of the text.
    pub detail_scroll: usize,
    /// The pane that had the keys.
    #[serde(deserialize_with = "or_default")]
    pub focus: Pane,
    /// The width of the list, where the user has chosen one.
    pub list_width: Option<u16>,
    /// Whether the focused pane had the screen to itself.
    pub is_zoomed: bool,
    /// The ids of the entries that are marked.
    pub marks: Letters,
    /// The ids of the entries that were gone to, the newest first.
    pub recents: Vec<String>,
    /// The queries, the newest first.
    pub queries: Vec<String>,
    /// What was collected, in its order.
    pub collection: Vec<String>,
    /// The letters of marks and the ids of recent places that were removed, and are not to come back from the file.
    #[serde(skip)]
    pub removed: Vec<String>,
    /// The theme, where it is not that of the settings.
    #[serde(deserialize_with = "or_default")]
    pub theme: Option<ThemeName>,
    /// The text width, where it is not that of the settings.
    pub text_width: Option<TextWidth>,
}

pub(super) fn fingerprint(value: impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

impl State {
    /// A hash of everything that is worth saving at once: marks, collection, queries, folds, arrangement, looks, but not
    /// the last moves. It is computed at every frame, so of long lists it has the first item, as new ones come first.
    pub(crate) fn save_fingerprint(&self) -> u64 {
        let (outline, split) = (&self.unfiltered_list().outline, self.split);
        let kept = (&self.marks.letters, &self.collection, self.marks.recent.first(), self.queries.first());
        let list = (self.current.history.len(), outline.arrangement(), outline.len());
        let looks = (split.list_width, split.is_zoomed, self.settings.theme, self.settings.width);
        fingerprint((kept, list, looks))
    }

    fn unfiltered_list(&self) -> &ListPane {
        self.current.filter.as_ref().map_or(&self.current.list, |filter| &filter.unfiltered)
    }

    /// Where the user is. A filter is left out of it, and so are the last of very many unfolded rows.
    pub fn session(&self) -> Session {
        /// The session is made often, and a large directory may be unfolded completely.
        const MOST_UNFOLDED: usize = 2_000;
        let list = self.unfiltered_list();
        let words = |path: &[_]| serialize_path(&self.current.directory, path);
        Session {
            arrangement: list.outline.arrangement(),
            path: words(&list.path()),
            unfolded: list.outline.unfolded_paths().take(MOST_UNFOLDED).map(|path| words(&path)).collect(),
            list_scroll: list.cursor.top,
            detail_scroll: self.current.detail.scroll,
            focus: self.split.focus,
            list_width: self.split.list_width,
            is_zoomed: self.split.is_zoomed,
            marks: self.marks.letters.clone(),
            recents: self.marks.recent.clone(),
            queries: self.queries.clone(),
            collection: self.collection.clone(),
            removed: self.removed.clone(),
            theme: self.settings.theme,
            text_width: Some(self.settings.width),
        }
    }

    pub(super) fn resume(&mut self, session: Session) {
        self.split.list_width = session.list_width;
        if !session.path.is_empty() {
            self.return_to_session(&session);
        }
        self.marks = Marks { letters: session.marks, recent: session.recents };
        self.queries = session.queries;
        self.collection = session.collection;
        self.settings.theme = session.theme.or(self.settings.theme);
        self.settings.width = session.text_width.unwrap_or(self.settings.width);
    }

    /// Takes another directory in place of this one. What has the same id stays chosen and unfolded.
    pub(super) fn replace(&mut self, directory: Arc<Directory>) {
        let session = self.session();
        let mut history = std::mem::take(&mut self.current.history);
        history.carry_over(|path| {
            let words = serialize_path(&self.current.directory, path);
            let there = parse_path(&directory, &words);
            let last = there.last().map(|last| serialize_subject(&directory, *last));
            (last.as_ref() == words.last()).then_some(there)
        });
        self.current = DirectoryState { history, ..DirectoryState::new(directory, self.settings.is_plain) };
        self.return_to_session(&session);
    }

    fn return_to_session(&mut self, session: &Session) {
        let Session { focus, list_width, is_zoomed, .. } = *session;
        self.split = Split { list_width, is_zoomed, focus, ..self.split };
        let mut outline = Outline::new(&self.current.directory, session.arrangement);
        let unfolded = session.unfolded.iter().map(|words| parse_path(&self.current.directory, words));
        outline.unfold_paths(&self.current.directory, unfolded);
        self.current.list = ListPane { outline, cursor: Cursor::default() };
        let path = parse_path(&self.current.directory, &session.path);
        let is_whole = path.last().map(|last| serialize_subject(&self.current.directory, *last)).as_ref()
            == session.path.last();
        // If the entry is gone, its nearest remaining parent is chosen.
        (1..=path.len())
            .rev()
            .any(|len| self.current.list.reveal_path(&self.current.directory, &path[..len]));
        self.current.list.cursor.top = session.list_scroll.min(self.current.list.cursor.row);
        if is_whole {
            self.current.scroll_to = Some(ScrollTarget::Line { scroll: session.detail_scroll, link: None });
        }
    }
}

by_name!(Arrangement, of Arrangement::ALL, Arrangement::name);
by_name!(Pane, of [Pane::List, Pane::Detail], Pane::name);
