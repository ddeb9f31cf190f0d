//! What the program has to answer.

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

use super::input::Input;
use super::unix::Signal;

/// Something that the program has to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEvent<M> {
    /// A key was pressed, or repeats.
    Key(KeyEvent),
    /// The mouse did something; the place may lie outside the screen.
    Mouse(MouseEvent),
    /// Text was pasted; it is raw, and cut at 64 KiB.
    Paste(String),
    /// The screen has this size now.
    Resize(Size),
    /// The terminal is ours again, after a suspension, and the screen has this size now.
    Resumed(Size),
    /// The program is about to end by this signal, and the terminal has been given back: save what is to be saved.
    Quit(Signal),
    /// A worker thread says this.
    Message(M),
}

impl<M> From<Input> for TerminalEvent<M> {
    fn from(input: Input) -> Self {
        match input {
            Input::Key(key) => Self::Key(key),
            Input::Mouse(mouse) => Self::Mouse(mouse),
            Input::Paste(text) => Self::Paste(text),
        }
    }
}
