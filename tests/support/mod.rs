//! What the tests share. Of the browser: keys go in by a script and a screen comes out, through the same keymap, state
//! and view as in a terminal; what is searched for is found at once. Of the commands: what is in `programs`.
//!
//! This file is `mod.rs` because Cargo would take `tests/support.rs` for a test program of its own.
#![allow(dead_code, unused_imports, reason = "each test program uses a part of it")]

#[path = "programs.rs"]
mod programs;
mod schema;
mod script;
pub(crate) mod searched;
mod shot;

use std::sync::Arc;

use crossterm::event::KeyEvent;
use pitf::app::{Action, Command, Effect, News, State};
use pitf::keymap::{Keymap, Pending};
use pitf::settings::Settings;
use pitf::view::{Hyperlink, paint};
use ratatui::backend::TestBackend;
use ratatui::layout::{Position, Size};
use ratatui::terminal::Terminal;

pub(crate) use programs::*;
pub(crate) use schema::mismatch;
pub(crate) use searched::{Indexed, SHIPPED, directory};
pub(crate) use shot::{LEGEND, Shot};

/// The directory that the goldens show.
pub(crate) fn clubs() -> Arc<Indexed> {
    directory(include_str!("../data/clubs.ron"))
}

/// How many keys a script has.
pub(crate) fn count_keys(script: &str) -> usize {
    script::keys(script).len()
}

/// The browser without a terminal.
pub(crate) struct Browser {
    indexed: Arc<Indexed>,
    pub(crate) state: State,
    pub(crate) keymap: Keymap,
    pub(crate) pending: Pending,
    /// What was asked of the outside, without the searches.
    pub(crate) effects: Vec<Effect>,
}

impl Browser {
    /// On the directory of the goldens, 80 columns by 24 rows.
    pub(crate) fn new() -> Self {
        Self::on(clubs())
    }

    pub(crate) fn on(indexed: Arc<Indexed>) -> Self {
        Self::with(indexed, Size::new(80, 24), Settings::default())
    }

    pub(crate) fn shipped() -> Self {
        Self::on(Arc::clone(&SHIPPED))
    }

    pub(crate) fn sized(width: u16, height: u16) -> Self {
        Self::with(clubs(), Size::new(width, height), Settings::default())
    }

    pub(crate) fn with(indexed: Arc<Indexed>, size: Size, settings: Settings) -> Self {
        Browser {
            state: State::new(Arc::clone(&indexed.directory), size, settings),
            keymap: Keymap::default(),
            pending: Pending::default(),
            effects: Vec::new(),
            indexed,
        }
    }

    /// Presses the keys of a script: `/delta<ret>`, `12G`, `<C-d>`.
    pub(crate) fn press(&mut self, script: &str) -> &mut Self {
        for key in script::keys(script) {
            self.key(key);
        }
        self
    }

    pub(crate) fn key(&mut self, key: KeyEvent) {
        if let Some(command) = self.keymap.press(&mut self.pending, self.state.context(), key) {
            let effect = self.state.update(command, &self.keymap);
            self.carry_out(effect);
        }
    }

    /// Does what is not on a key: the mouse, a paste, another size.
    pub(crate) fn act(&mut self, update: impl Into<Command>) -> &mut Self {
        let effect = self.state.update(update, &self.keymap);
        self.carry_out(effect);
        self
    }

    pub(crate) fn tell(&mut self, news: impl Into<News>) -> &mut Self {
        let _ = self.state.update(news.into(), &self.keymap);
        self
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.act(Action::Resize(Size::new(width, height)))
    }

    pub(crate) fn click(&mut self, x: u16, y: u16) -> &mut Self {
        self.act(Action::Click(Position::new(x, y)))
    }

    fn carry_out(&mut self, effect: Effect) {
        if let Effect::Search(request) = effect {
            let found = request.answer(&self.indexed.directory, self.indexed.index(), None);
            self.tell(News::Found(request.number, found.expect("nobody cancels")));
        } else if let Effect::Begin(name) = effect {
            self.pending = self.keymap.begin(name);
        } else if effect != Effect::None {
            self.effects.push(effect);
        }
    }

    /// The screen. It is drawn twice, and is the same both times.
    pub(crate) fn shot(&self) -> Shot {
        let (shot, _) = self.draw();
        let (again, _) = self.draw();
        assert_eq!(shot, again, "a state has one screen");
        shot
    }

    /// The text of the screen.
    pub(crate) fn text(&self) -> String {
        self.shot().text()
    }

    #[track_caller]
    pub(crate) fn assert_shows(&self, text: &str) -> &Self {
        assert_has(&self.text(), &[text]);
        self
    }

    #[track_caller]
    pub(crate) fn assert_shows_all(&self, texts: &[&str]) {
        assert_has(&self.text(), texts);
    }

    #[track_caller]
    pub(crate) fn assert_hides(&self, text: &str) -> &Self {
        let screen = self.text();
        assert!(!screen.contains(text), "{text:?} is on\n{screen}");
        self
    }

    /// The cells that lead to an address.
    pub(crate) fn hyperlinks(&self) -> Vec<Hyperlink> {
        self.draw().1
    }

    /// The name of the entry that the detail shows.
    pub(crate) fn entry(&self) -> &str {
        self.state.entry().map_or("", |entry| self.state.directory().entry(entry).name())
    }

    /// What the status line tells.
    pub(crate) fn message(&self) -> &str {
        self.state.message().map_or("", |message| message.text.as_str())
    }

    fn draw(&self) -> (Shot, Vec<Hyperlink>) {
        let Size { width, height } = self.state.size();
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let mut hyperlinks = Vec::new();
        let drawn = terminal.draw(|frame| {
            let painted = paint(&self.state, &self.keymap, &self.pending, frame.buffer_mut());
            painted.cursor.into_iter().for_each(|cursor| frame.set_cursor_position(cursor));
            hyperlinks = painted.hyperlinks;
        });
        let buffer = drawn.unwrap().buffer.clone();
        let backend = terminal.backend();
        let cursor = backend.cursor_visible().then(|| backend.cursor_position());
        (Shot { buffer, cursor }, hyperlinks)
    }
}
