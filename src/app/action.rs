//! What the user can ask for, and what the program asks of the outside. Both are plain values.

use ratatui::layout::{Position, Size};

use crate::outline::Arrangement;

/// What the user asks for. `count` in a [`Command`] repeats it or names a row, where that makes sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// One row or line down.
    Down,
    /// One row or line up.
    Up,
    /// Fold, or go to the parent; leave the detail.
    Fold,
    /// Unfold, or go to the first child; go into the detail, and on from link to link.
    Unfold,
    /// Fold what is unfolded and the other way round.
    ToggleFold,
    /// To the next row beneath the same parent.
    NextSibling,
    /// To the row before this one beneath the same parent.
    PreviousSibling,
    /// To the row above which this one lies.
    Parent,
    /// To the first row or line, or to the row that the count names.
    First,
    /// To the last row or line, or to the row that the count names.
    Last,
    /// Half a page down.
    HalfPageDown,
    /// Half a page up.
    HalfPageUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// Unfold down to this many levels.
    FoldToLevel(usize),
    /// Unfold everything.
    UnfoldAll,
    /// Fold everything.
    FoldAll,
    /// Go into the entry, follow the link, take the choice.
    Open,
    /// To the next link of the text.
    NextLink,
    /// To the link before this one.
    PreviousLink,
    /// To the next section of the text.
    NextSection,
    /// To the section before this one.
    PreviousSection,
    /// To the entry that is read next.
    NextEntry,
    /// To the entry that is read before this one.
    PreviousEntry,
    /// To where the user came from.
    Back,
    /// Undo a step back.
    Forward,
    /// Go to the place before this one, and with it again back here.
    PlaceBefore,
    /// Search everything.
    Search,
    /// Search beneath the chosen entry.
    SearchBeneath,
    /// Show only what matches, in the outline.
    Filter,
    /// To the next hit of the last search.
    NextHit,
    /// To the hit before this one.
    PreviousHit,
    /// Search in the next way: by words, fuzzily, by a regular expression.
    NextSearchMode,
    /// Bring back an older query.
    OlderQuery,
    /// Bring back a newer query.
    NewerQuery,
    /// Arrange the list in this way.
    ArrangeBy(Arrangement),
    /// Arrange the list in the next way.
    NextArrangement,
    /// Show who does what.
    Matrix,
    /// To the left in the matrix.
    Left,
    /// To the right in the matrix.
    Right,
    /// Remember this place under a letter.
    SetMark(char),
    /// Go to the place under a letter.
    GoToMark(char),
    /// List marks and recent places.
    ListMarks,
    /// List the links of the text.
    ListLinks,
    /// List what leads here.
    ListLinkedFrom,
    /// Copy something of the entry.
    Copy(Copied),
    /// List what is stated, to copy a citation of one statement.
    ListCitations,
    /// List the addresses and numbers, to copy one of them.
    ListAddresses,
    /// Print the entry to the normal screen.
    Print,
    /// Open an address in a browser, or show it.
    OpenAddress,
    /// Give the other pane the keys.
    NextPane,
    /// Give the pane the whole screen, or take it back.
    ZoomPane,
    /// Make the list narrower.
    DividerLeft,
    /// Make the list wider.
    DividerRight,
    /// Take the next text width.
    NextTextWidth,
    /// Take the next theme.
    NextTheme,
    /// Show where the entry stands and what it rests on.
    About,
    /// Show what the directory is.
    AboutDirectory,
    /// Show the keys.
    Help,
    /// Find an action by what it does.
    Palette,
    /// Draw everything anew.
    Redraw,
    /// Read the data file again.
    Reload,
    /// Give the terminal back to the shell for a while.
    Suspend,
    /// Cancel the innermost thing; never quits.
    Cancel,
    /// Close the innermost thing, and quit where nothing is open.
    Close,
    /// Quit now.
    Quit,
    /// A key for the line that is being typed.
    Type(tui_textarea::Input),
    /// Text for the line that is being typed.
    Paste(String),
    /// The screen has this size now.
    Resize(Size),
    /// Point at a cell.
    Click(Position),
    /// Point at a cell twice.
    DoubleClick(Position),
    /// Turn the wheel over a cell, down.
    WheelDown(Position),
    /// Turn the wheel over a cell, up.
    WheelUp(Position),
    /// Draw the divider to a cell.
    Drag(Position),
}

/// An action with the number that was typed before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What to do.
    pub action: Action,
    /// How often, or to which row.
    pub count: Option<usize>,
}

impl From<Action> for Command {
    fn from(action: Action) -> Self {
        Command { action, count: None }
    }
}

/// What can be copied of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// The text of its page.
    Text,
    /// Its id and its name.
    Name,
    /// An address of it.
    Address,
    /// Its page as Markdown.
    Markdown,
    /// A citation with its sources.
    Citation,
}

/// What the program asks of the outside. Nothing of it is done by update.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// End the program.
    Quit,
    /// Draw everything anew.
    Redraw,
    /// Look for something, and call [`super::State::take_found`].
    Search(super::search::SearchRequest),
    /// Read the data file again, and call [`super::State::replace`].
    Reload,
    /// Give the terminal back to the shell.
    Suspend,
    /// Put a text on the clipboard and tell how that went; `what` names it.
    Copy {
        /// The text.
        text: String,
        /// What it is, in words.
        what: String,
    },
    /// Show a text on the normal screen.
    Print(String),
    /// Open an address, with a program where one can be opened.
    OpenAddress(String),
    /// Take the keys of the action of this name as typed, up to the last one.
    Begin(&'static str),
}
