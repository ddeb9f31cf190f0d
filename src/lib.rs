//! `pitf` is an offline, keyboard-driven reference browser for the terminal: the architecture, on one page.
//!
//! ```text
//!  breadcrumb   … › Senior Policy Operating Group › Grantmaking
//!  list         ▾ President's Interagency…  PITF │  Grantmaking                 detail
//!   a row         ▾ Senior Policy Opera…    SPOG │  Standing committee           facts
//!   the chosen ›     Research & Data             │
//!   row              Grantmaking                 │  The page gives only its      text
//!   (a place)      ▸ Department of State    DOS  │  name.
//!                  ▸ Department of the…          │
//!                                         rule ↑ │  Links                        a section
//!                                                │  part of                      a relation
//!                                                │  →  Senior Policy Operating…  a link
//!  status       Enter read  / search  ? keys                                4/24 position
//! ```
//!
//! # Words
//!
//! A *directory* is a whole data file; an *entry* is one thing in it. *Kinds*, *topics*, *relations* and *sources* are its
//! vocabulary. A *link* leads from an entry to another by a relation; one that *nests* puts it beneath the other. An
//! *outline* is a foldable *arrangement* of entries, a *place* one row of it, a *hit* one result of a search. A *page* is
//! what is told of an entry.
//!
//! # The flow
//!
//! ```text
//!  terminal event ──keymap──▶ Command ──State::update──▶ State ──view──▶ frame
//!                                             └──▶ Effect ──browser, terminal──▶ the outside
//! ```
//!
//! [`keymap`] is data. [`app::State::update`] is the only place where the state changes, and does nothing outside: what it
//! wants done is an [`app::Effect`], a value. [`view::view`] reads the state and paints. [`browser`] carries the effects
//! out; [`terminal`] owns the terminal and the thread that waits for signals. State lives on one thread, which reads the
//! keys as well and sleeps while nothing happens. The other threads are those of [`workers`], which
//! read a large data file, search it and save what is remembered.
//!
//! # Who may import whom
//!
//! Each row imports rooms of the rows above it alone, so there are no circles. A test holds the table.
//!
//! | module | imports of ours |
//! |---|---|
//! | [`threads`], [`atomic_file`], [`layout`], [`text`], [`action`] | nothing |
//! | `notation` | `text` |
//! | [`named`] | `notation`, `text` |
//! | [`directory`] | `notation`, `text`, `threads` |
//! | [`fields`], [`outline`] | `directory` |
//! | [`search`] | `directory`, `fields`, `text`, `threads` |
//! | [`matrix`], [`compare`] | `directory`, `text` |
//! | [`lookup`] | `directory`, `search` |
//! | [`page`] | `directory`, `fields`, `outline`, `text` |
//! | [`collection`] | `directory`, `page`, `text` |
//! | [`report`] | `compare`, `directory`, `fields`, `matrix`, `outline`, `page`, `search`, `text` |
//! | [`cli`] | `report` |
//! | [`keymap`] | `action` |
//! | [`app`] | `action`, `collection`, `compare`, `directory`, `keymap`, `layout`, `matrix`, `named`, `outline`, `page`, `search`, `text` |
//! | [`view`] | `app`, `directory`, `keymap`, `layout`, `matrix`, `outline`, `page`, `search`, `text` |
//! | [`store`] | `app`, `atomic_file`, `keymap`, `named`, `notation`, `text` |
//! | [`workers`] | `app`, `directory`, `search`, `store` |
//! | [`terminal`] | `text` |
//! | [`browser`] | `app`, `directory`, `keymap`, `store`, `terminal`, `text`, `view`, `workers` |
//! | [`run`] | any |
//!
//! The script that builds the program (`build.rs`) has [`directory`], [`threads`] and `notation` too, and reads
//! the shipped file with them: they import nothing else of ours, and of `text` only the judgement of characters, for which
//! it has its own.

#[cfg(not(unix))]
compile_error!("pitf runs on Linux, macOS and other Unix systems; on Windows build and run it inside WSL");

pub mod action;
pub mod app;
pub mod atomic_file;
pub mod browser;
pub mod cli;
pub mod collection;
pub mod compare;
pub mod directory;
pub mod fields;
pub mod keymap;
pub mod layout;
pub mod lookup;
pub mod matrix;
pub mod named;
mod notation;
pub mod outline;
pub mod page;
pub mod report;
pub mod run;
pub mod search;
pub mod store;
pub mod terminal;
pub mod text;
pub mod threads;
pub mod view;
pub mod workers;
