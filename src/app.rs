//! The state of the program, and the questions that the view asks of it.
//!
//! [`State::update`] is the only place where it changes, by a command or by news; nothing here reads or writes anything outside. What the
//! outside has to do is an [`Effect`], which is a value. A pane that is open over the others is a [`Mode`], and owns
//! what belongs to it, so that leaving the mode drops it.

mod changes;
mod choose;
mod collect;
mod copy;
mod cursor;
mod detail;
mod effect;
mod find;
mod follow;
mod help;
mod hints;
mod history;
mod link_lists;
mod list;
mod marks;
mod matrix_pane;
mod message;
mod mouse;
mod news;
mod panes;
mod picker;
mod reading;
pub mod search;
mod session;
mod spoken;
mod stored_places;
#[cfg(test)]
mod tests;
mod update;

use std::sync::Arc;

use ratatui::layout::Size;

use crate::action::Context;
use crate::directory::{Directory, EntryId};
use crate::keymap::Keymap;
use crate::layout::{LOWEST_WITH_NOTICE, Pane, Panes, Split, panes};
use crate::outline::{Arrangement, Subject};
use crate::settings::Settings;

pub use crate::action::{Action, Command};
pub use changes::ChangedRecord;
pub use cursor::Cursor;
pub use detail::Detail;
pub use effect::Effect;
pub(crate) use hints::Hint;
pub(crate) use history::History;
pub use list::ListPane;
pub use marks::Letters;
pub(crate) use marks::Marks;
pub use matrix_pane::MatrixPane;
pub(crate) use matrix_pane::StatementScope;
pub(crate) use message::MOST_MESSAGE_ROWS;
pub use message::{Message, Outcome};
pub use news::News;
pub use picker::Picker;
pub(crate) use picker::{Choice, PickerItem};
pub(crate) use reading::ReadingContent;
pub use reading::ReadingPane;
pub use search::{Give, SearchOutcome, SearchPane, SearchRequest};
pub use session::Session;
pub(crate) use spoken::{SpokenRows, leads_in};
pub use update::Update;

/// All that the program knows while it runs.
#[derive(Debug)]
pub struct State {
    pub(crate) current: DirectoryState,
    size: Size,
    split: Split,
    settings: Settings,
    marks: Marks,
    collection: Vec<String>,
    /// The letters of marks and the ids of recent places that were removed in this run.
    removed: Vec<String>,
    pub(crate) queries: Vec<String>,
    message: Option<Message>,
    /// The number of the newest request. Answers to older ones are dropped.
    newest_request: u64,
    is_dragging: bool,
    /// Whether the last command chose another row, cell or pane.
    pub(crate) has_moved: bool,
    /// Which part of a long announcement with `--plain` is spoken, from 0.
    pub(crate) spoken_part: usize,
    /// Whether the notice stands above the status line: until something is opened, searched or rearranged.
    shows_notice: bool,
    recent_actions: Vec<&'static str>,
}

/// What belongs to one directory. All of it is new when the data file is read again.
#[derive(Debug)]
pub(crate) struct DirectoryState {
    pub(crate) directory: Arc<Directory>,
    list: ListPane,
    detail: Detail,
    mode: Mode,
    /// The modes to return to, the next one last.
    mode_stack: Vec<Mode>,
    history: History,
    filter: Option<OutlineFilter>,
    last_search: Option<LastSearch>,
    is_stale: bool,
    /// Where the page is to be read from, once it is laid out.
    scroll_to: Option<ScrollTarget>,
    /// Whether the matches in the page have to be marked again.
    needs_highlight: bool,
    comparing: Option<EntryId>,
    changes: Vec<ChangedRecord>,
}

#[derive(Clone, Copy, Debug)]
enum ScrollTarget {
    Line { scroll: usize, link: Option<usize> },
    Statement(usize),
    Section(usize),
    FocusedLink,
}

impl DirectoryState {
    fn new(directory: Arc<Directory>, is_plain: bool) -> Self {
        DirectoryState {
            list: ListPane::new(&directory, Arrangement::Hierarchy),
            directory,
            detail: Detail::new(is_plain),
            mode: Mode::Browse,
            mode_stack: Vec::new(),
            history: History::default(),
            filter: None,
            last_search: None,
            is_stale: false,
            scroll_to: None,
            needs_highlight: false,
            comparing: None,
            changes: Vec::new(),
        }
    }

    fn open(&mut self, mode: Mode) {
        let before = std::mem::replace(&mut self.mode, mode);
        if !matches!(before, Mode::Browse) {
            self.mode_stack.push(before);
        }
    }

    fn leave(&mut self) -> Mode {
        std::mem::replace(&mut self.mode, self.mode_stack.pop().unwrap_or(Mode::Browse))
    }

    fn leave_all(&mut self) {
        self.mode = Mode::Browse;
        self.mode_stack.clear();
    }
}

/// What is open over the list and the detail.
#[derive(Debug)]
pub enum Mode {
    /// Nothing.
    Browse,
    /// The search pane, in place of the list.
    Search(Box<SearchPane>),
    /// The line of a filter that is being typed; the list shows what it leaves.
    Filter(Box<search::QueryLine>),
    /// A list to choose from, in place of both panes.
    Pick(Box<Picker>),
    /// Something to read, in place of both panes.
    Read(Box<ReadingPane>),
    /// Who does what, in place of both panes.
    Matrix(Box<MatrixPane>),
}

impl Mode {
    /// What a key may move in it.
    fn position(&self) -> [usize; 3] {
        match self {
            Mode::Browse => [0; 3],
            Mode::Search(pane) => [pane.cursor.row, pane.line.back, pane.line.mode as usize],
            Mode::Filter(line) => [line.back, line.mode as usize, 0],
            Mode::Pick(picker) => [picker.cursor.row, picker.cursor.top, usize::from(picker.is_typing())],
            Mode::Read(reading) => [reading.text.scroll, 0, 0],
            Mode::Matrix(pane) => pane.statements.position(),
        }
    }

    fn query_line(&mut self) -> Option<&mut search::QueryLine> {
        match self {
            Mode::Search(pane) => Some(&mut pane.line),
            Mode::Filter(line) => Some(line),
            Mode::Browse | Mode::Pick(_) | Mode::Read(_) | Mode::Matrix(_) => None,
        }
    }
}

/// A filter that is in force, with the list as it was before.
#[derive(Debug)]
pub struct OutlineFilter {
    pub(crate) hits: usize,
    pub(crate) results: crate::search::Results,
    unfiltered: ListPane,
}

impl OutlineFilter {
    pub(crate) fn matches(&self) -> String {
        match self.hits {
            0 => "no match".to_owned(),
            1 => "1 match".to_owned(),
            hits => format!("{hits} matches"),
        }
    }
}

/// The hits of the last search, which can be walked through after its pane is closed.
#[derive(Debug)]
pub(crate) struct LastSearch {
    pub(crate) results: crate::search::Results,
    /// The position of the last one that was visited.
    pub(crate) at: usize,
}

impl State {
    /// The state at the start: the outline by hierarchy, its first row chosen.
    pub fn new(directory: Arc<Directory>, size: Size, settings: Settings) -> Self {
        Self::start(directory, size, settings, Vec::new(), &Keymap::default())
    }

    /// The state after the news that came before the first screen. The page is laid out once for all of it.
    pub(crate) fn start(
        directory: Arc<Directory>,
        size: Size,
        settings: Settings,
        news: Vec<News>,
        keymap: &Keymap,
    ) -> Self {
        let notice = Some(directory.notice()).filter(|notice| !notice.is_empty());
        // On a low screen it stands in place of the status line until the first key.
        let message = notice.filter(|_| size.height < LOWEST_WITH_NOTICE).map(Message::info);
        let shows_notice = notice.is_some();
        let mut state = State {
            current: DirectoryState::new(directory, settings.is_plain),
            size,
            split: Split::default(),
            settings,
            marks: Marks::default(),
            collection: Vec::new(),
            removed: Vec::new(),
            queries: Vec::new(),
            message,
            newest_request: 0,
            is_dragging: false,
            has_moved: true,
            spoken_part: 0,
            shows_notice,
            recent_actions: Vec::new(),
        };
        let _ = state.update(Update::News(news), keymap);
        State { has_moved: true, ..state }
    }

    /// The directory that is browsed.
    pub fn directory(&self) -> &Directory {
        &self.current.directory
    }

    /// The size of the screen.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Where the panes are.
    pub fn panes(&self) -> Panes {
        panes(self.size, self.shown_split())
    }

    /// The pane that has the keys: while a query is typed it is the list, whichever had them.
    pub fn focus(&self) -> Pane {
        let is_typing = matches!(self.current.mode, Mode::Search(_) | Mode::Filter(_));
        if is_typing { Pane::List } else { self.split.focus }
    }

    /// How things look.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The list pane.
    pub fn list(&self) -> &ListPane {
        &self.current.list
    }

    /// The detail pane.
    pub fn detail(&self) -> &Detail {
        &self.current.detail
    }

    /// What is open over the panes.
    pub fn mode(&self) -> &Mode {
        &self.current.mode
    }

    /// The filter that is in force.
    pub fn filter(&self) -> Option<&OutlineFilter> {
        self.current.filter.as_ref()
    }

    /// The message to show.
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// Where the keys are pressed.
    pub fn context(&self) -> Context {
        match &self.current.mode {
            Mode::Search(_) | Mode::Filter(_) => Context::Typing,
            Mode::Pick(picker) if picker.is_typing() => Context::Typing,
            Mode::Pick(_) | Mode::Read(_) => Context::Choosing,
            Mode::Matrix(_) => Context::Matrix,
            Mode::Browse => match self.split.focus {
                Pane::List => Context::List,
                Pane::Detail => Context::Detail,
            },
        }
    }

    /// The entry that the detail shows, where it shows one.
    pub fn entry(&self) -> Option<EntryId> {
        self.current.detail.subject().and_then(Subject::entry)
    }

    /// What the detail is to show: the chosen hit, or what stands at the chosen row.
    fn subject(&self) -> Option<Subject> {
        // Beside a query that finds nothing there is nothing to show.
        if let Mode::Search(pane) = &self.current.mode
            && !pane.line.text().trim().is_empty()
        {
            return pane.chosen().map(Subject::Entry);
        }
        self.current.list.subject()
    }
}
