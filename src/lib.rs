//! `pitf` is an offline, keyboard-driven reference browser for the terminal.

pub mod directory;
pub mod error;
pub mod outline;
pub mod page;
pub mod text;
pub mod terminal;
