//! `pitf` is an offline, keyboard-driven reference browser for the terminal.

pub mod app;
pub mod browser;
pub mod directory;
pub mod error;
pub mod keymap;
pub mod layout;
pub mod outline;
pub mod page;
pub mod search;
pub mod searcher;
pub mod terminal;
pub mod text;
pub mod view;
pub mod app {
    //! What the user can ask for.

    pub mod action;
}
pub mod directory;
pub mod error;
pub mod keymap;
pub mod outline;
pub mod page;
pub mod store;
pub mod terminal;
pub mod text;
