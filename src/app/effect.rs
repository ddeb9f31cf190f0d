//! What the program asks of the outside: a value.

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
    /// Look for something; [`super::News::Found`] is the answer.
    Search(super::search::SearchRequest),
    /// Read the data file again; [`super::News::Read`] is the answer.
    Reload,
    /// Leave the mouse to the terminal, or take it back.
    ToggleMouse,
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
