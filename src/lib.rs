//! `pitf` is an offline, keyboard-driven reference browser for the terminal: the architecture, on one page.
//!
//! ```text
//!  breadcrumb   … › Senior Policy Operating Group › Grantmaking
//!  list         ▾ President's Interagency…  PITF │  Grantmaking                 detail
//!   a row         ▾ Senior Policy Opera…    SPOG │  Standing committee           facts
//!   the chosen        Research & Data            │
//!   one (a place)  ›  Grantmaking                │  The page gives only its      text
//!                  ▸ Department of State    DOS  │  name.
//!                  ▸ Department of the…          │
//!                                      the rule: │  Links                        a section
//!                                                │  part of                      a relation
//!                                                │  →  Senior Policy Operating…  a link
//!  status       Enter read  / search  ? keys                                4/24 position
//! ```
//!
//! # Words
//!
//! A *directory* is a whole data file; an *entry* is one thing in it. *Kinds*, *topics*, *relations* and *sources* are its
//! vocabulary. A *link* leads from an entry to another by a relation; if the relation *nests*, the first entry stands
//! beneath the second. An *arrangement* orders the entries by hierarchy, kind, topic, date or name; an *outline* is an
//! arrangement with its folds, and a *place* one row of it. A *hit* is one result of a search. A *page* holds the sections
//! of one entry, before they are wrapped to a width. An *action* is what a key does in the browser, a *command* an action
//! with its count; *news* is what a worker or a changed file reports. A *subcommand* is a word after `pitf`.
//!
//! # The flow
//!
//! ```text
//!  terminal event ──keymap──▶ Command (action, count) ─┐
//!                                                      ├─▶ State::update ──▶ State ──view──▶ frame ──terminal──▶ bytes
//!  worker, changed file ────▶ News ────────────────────┘         └──▶ Effect ──browser──▶ worker, file, other program
//! ```
//!
//! [`app::State::update`] is the only place where the state changes, by a command or by news. It does no input or output: it returns an
//! [`app::Effect`], a value, which [`browser`] carries out. [`view::paint`] reads the state and paints cells; [`terminal`]
//! sends those that changed. The main thread, in [`browser`], holds the state and reads the keys, and sleeps while nothing
//! happens. The jobs of [`workers`] run on threads of their own, and one more thread waits for signals.
//!
//! [`run`] comes before all this: it parses the arguments, opens the files, and then starts a subcommand or the browser.
//!
//! # What lives where, and who may import whom
//!
//! A module imports only modules of the rows above its own, so there are no cycles. `tests/behaviour/rooms.rs` checks the
//! order and the last column against the `use` lines.
//!
//! | module | what lives there | imports |
//! |---|---|---|
//! | [`threads`] | splitting work over a few threads | nothing |
//! | [`atomic_file`] | writing a file whole or not at all | nothing |
//! | [`layout`] | where the panes are on a screen of some size | nothing |
//! | [`text`] | Markdown, wrapping paragraphs, widths, and making text safe for a terminal | nothing |
//! | [`action`] | each action: its name, words, default key bindings, and where it works | nothing |
//! | `notation` | parsing RON, with all mistakes and their places | `text` |
//! | [`named`] | reading and writing an enum as a string, as in `theme: "mono"` | `notation`, `text` |
//! | [`directory`] | parsing a data file, its errors (`check`) and warnings (`lint`); its entries and vocabulary | `notation`, `text`, `threads` |
//! | [`fields`] | the tables of fields, which pages, exports and filters walk | `directory` |
//! | [`outline`] | arrangements, groups and folds: which rows there are | `directory` |
//! | [`search`] | the index, queries, ranks, snippets; entries by an id, a name, or nearly one | `directory`, `fields`, `text`, `threads` |
//! | [`matrix`] | who does what, as rows, columns and cells | `directory`, `text` |
//! | [`page`] | the sections of an entry, its Markdown and citations | `directory`, `fields`, `outline`, `text` |
//! | [`compare`] | two entries by topic, and the path between them | `directory`, `fields`, `page`, `search`, `text` |
//! | [`collection`] | collected entries and statements, and how they are written | `directory`, `page`, `text` |
//! | [`report`] | what subcommands write: text, JSON, exports | `collection`, `compare`, `directory`, `fields`, `layout`, `matrix`, `outline`, `page`, `search`, `text` |
//! | [`cli`] | the arguments and their help | `outline`, `report`, `search` |
//! | [`keymap`] | from keys to commands, by the defaults and the user's settings | `action` |
//! | [`settings`] | the settings: declared, and parsed and written as the text of the config file; themes by name | `keymap`, `named`, `notation`, `text` |
//! | [`app`] | the state, with marks and folds, and what each action does to it | `action`, `collection`, `compare`, `directory`, `keymap`, `layout`, `matrix`, `named`, `outline`, `page`, `search`, `settings`, `text` |
//! | [`view`] | painting the state; the style of each theme | `app`, `compare`, `directory`, `keymap`, `layout`, `matrix`, `outline`, `page`, `search`, `settings`, `text` |
//! | [`store`] | the config file, and the state file: marks, the collection, the last place, queries | `app`, `atomic_file`, `notation`, `settings`, `text` |
//! | [`workers`] | long jobs beside the browser: loading, searching, saving | `app`, `directory`, `search`, `store` |
//! | [`terminal`] | the device: events in, the bytes of a frame out, clipboard, signals | `text` |
//! | [`browser`] | the loop of events, effects and frames | `app`, `directory`, `keymap`, `report`, `settings`, `store`, `terminal`, `text`, `view`, `workers` |
//! | [`run`] | subcommands, pager, completions, manual, exit codes | any of the above |
//!
//! `src/build.rs` compiles `directory`, `threads` and `notation` a second time, to read the shipped file while the program
//! is built. Apart from `directory::lint`, which it leaves out, these three may import only each other and
//! `text::hidden_in`, for which the script has a stub.

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
pub mod matrix;
pub mod named;
mod notation;
pub mod outline;
pub mod page;
pub mod report;
pub mod run;
pub mod search;
pub mod settings;
pub mod store;
pub mod terminal;
pub mod text;
pub mod threads;
pub mod view;
pub mod workers;

#[cfg(test)]
#[path = "../tests/support/dice.rs"]
mod dice;
