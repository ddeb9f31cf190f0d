//! The events of the program.

use ratatui::layout::Size;

use super::input::Input;
use super::unix::Signal;

/// Something that the program has to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEvent<M> {
    /// A person did something; a paste is cut at 64 KiB.
    Input(Input),
    /// The screen has this size now.
    Resize(Size),
    /// The terminal is ours again, after a suspension, and the screen has this size now.
    Resumed(Size),
    /// The program is about to end by this signal, and the terminal is restored: save what has to be saved.
    Quit(Signal),
    /// A worker thread says this.
    Message(M),
}
