//! What the program wants done outside, as a value.

/// What the program wants done outside. `update` does none of it.
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
    /// Read the data file again; [`super::News::Reloaded`] is the answer.
    Reload,
    /// Leave the mouse to the terminal, or take it back.
    ToggleMouse,
    /// Give the terminal back to the shell.
    Suspend,
    /// Copy a text to the clipboard and report the outcome; `what` names the text.
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
    /// Treat the keys of the action of this name as typed, up to the last one.
    Begin(&'static str),
}
