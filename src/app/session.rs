//! Where the user was, by the words of the data file: to come back to after an edit of the file, or in another run.

use crate::layout::Pane;
use crate::outline::{Arrangement, Outline};

use super::cursor::Cursor;
use super::list::List;
use super::marks::{Letters, Marks};
use super::naming::{path_of, words_of};
use super::settings::{TextWidth, ThemeName};
use super::{Mode, State};

/// Where the user was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// The arrangement of the list.
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
    pub focus: Pane,
    /// The width of the list, where the user has chosen one.
    pub list_width: Option<u16>,
    /// Whether the focused pane had the screen to itself.
    pub is_zoomed: bool,
}

/// What somebody would miss if the program were killed now: all that is remembered but the last moves. It is made and
/// compared at every frame, so lists are known by their first, as whatever comes into one comes there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lasting {
    marks: Letters,
    recent: Option<String>,
    query: Option<String>,
    places: usize,
    arrangement: Arrangement,
    /// How many rows the list has, which tells that something was folded.
    rows: usize,
    list_width: Option<u16>,
    is_zoomed: bool,
    theme: ThemeName,
    text_width: TextWidth,
}

impl State {
    /// What is to be remembered at once when it changes.
    pub fn lasting(&self) -> Lasting {
        let outline = &self.unfiltered_list().outline;
        Lasting {
            marks: self.marks.letters.clone(),
            recent: self.marks.recent.first().cloned(),
            query: self.queries.first().cloned(),
            places: self.history.len(),
            arrangement: outline.arrangement(),
            rows: outline.len(),
            list_width: self.split.list_width,
            is_zoomed: self.split.is_zoomed,
            theme: self.settings.theme,
            text_width: self.settings.text_width,
        }
    }

    fn unfiltered_list(&self) -> &List {
        self.filter.as_ref().map_or(&self.list, |filter| &filter.unfiltered)
    }

    /// Where the user is. A filter is left out of it, and so are the last of very many unfolded rows.
    pub fn session(&self) -> Session {
        /// It is asked for at every step, and a large directory may be unfolded as a whole.
        const MOST_UNFOLDED: usize = 2_000;
        let list = self.unfiltered_list();
        let words = |path: &[_]| words_of(&self.directory, path);
        Session {
            arrangement: list.outline.arrangement(),
            path: words(&list.path()),
            unfolded: list.outline.unfolded_paths().take(MOST_UNFOLDED).map(|path| words(&path)).collect(),
            list_scroll: list.cursor.top,
            detail_scroll: self.detail.scroll,
            focus: self.split.focus,
            list_width: self.split.list_width,
            is_zoomed: self.split.is_zoomed,
        }
    }

    /// Goes back to where the user was, as far as the directory has it.
    pub fn resume(&mut self, session: &Session) {
        self.mode = Mode::Browse;
        self.filter = None;
        self.split.focus = session.focus;
        self.split.list_width = session.list_width;
        self.split.is_zoomed = session.is_zoomed;
        let mut outline = Outline::new(&self.directory, session.arrangement);
        let unfolded = session.unfolded.iter().map(|words| path_of(&self.directory, words));
        outline.unfold_paths(&self.directory, unfolded);
        self.list = List { outline, cursor: Cursor::default() };
        let path = path_of(&self.directory, &session.path);
        let is_whole = path.len() == session.path.len();
        // Where the entry itself is gone, what it was beneath is nearest to it.
        (1..=path.len()).rev().any(|len| self.list.reveal_path(&self.directory, &path[..len]));
        self.list.cursor.top = session.list_scroll.min(self.list.cursor.row);
        self.settle();
        if is_whole {
            self.detail.scroll = session.detail_scroll;
            self.settle();
        }
    }

    /// Takes over marks, recent places and queries from an earlier run.
    pub fn remember(&mut self, letters: Letters, recent: Vec<String>, queries: Vec<String>) {
        self.marks = Marks { letters, recent };
        self.queries = queries;
    }

    /// Takes the looks that the user chose in an earlier run.
    pub fn choose_looks(&mut self, theme: Option<ThemeName>, text_width: Option<TextWidth>) {
        self.settings.theme = theme.unwrap_or(self.settings.theme);
        self.settings.text_width = text_width.unwrap_or(self.settings.text_width);
        self.settle();
    }

    /// The queries of this run and of earlier ones, the newest first.
    pub fn queries(&self) -> &[String] {
        &self.queries
    }
}
