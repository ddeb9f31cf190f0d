//! Opens a data file for browsing. A small file is read before the terminal is taken, so that its problems are
//! printed in the shell; while a larger one is read, the screen shows the progress.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::Action;
use crate::directory::{Directory, LoadError, Stage};
use crate::keymap::{Context, Keymap, Pending};
use crate::settings::Settings;
use crate::terminal::input::Input;
use crate::terminal::{self, App, Flow, Links, Options, Sender, Terminal, TerminalEvent};
use crate::view::paint_progress;
use crate::workers::{self, Loading, PACE, UNNOTICED};

use super::Posted;

#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) directory: Arc<Directory>,
    pub(super) terminal: Option<Terminal<Posted>>,
}

impl Opened {
    pub(crate) fn shipped() -> Self {
        Self::at_once(Arc::new(Directory::shipped()))
    }

    fn at_once(directory: Arc<Directory>) -> Self {
        Opened { directory, terminal: None }
    }
}

/// Reads a data file in order to browse it. The inner result is that of loading the file.
pub(crate) fn open(
    file: &Path,
    settings: &Settings,
    options: Options,
) -> io::Result<Result<Opened, LoadError>> {
    let loading = Loading::start(file);
    if let Some(outcome) = loading.wait(UNNOTICED) {
        return Ok(outcome.map(Arc::new).map(Opened::at_once));
    }
    let mut terminal = Terminal::start(options)?;
    let mut screen = LoadingScreen::new(loading.stage(), settings.clone());
    watch(loading, PACE, terminal.sender());
    terminal::run(&mut screen, &mut terminal)?;
    let outcome = screen.outcome.unwrap_or(Err(LoadError::Cancelled));
    Ok(outcome.map(|directory| Opened { directory, terminal: Some(terminal) }))
}

pub(super) fn watch(loading: Loading, mut patience: Duration, sender: Sender<Posted>) {
    let without = sender.clone();
    let work = move || {
        let outcome = loop {
            if let Some(outcome) = loading.wait(patience) {
                break outcome;
            }
            sender.send(Posted::LoadProgress(loading.stage()));
            patience = PACE;
        };
        sender.send(Posted::Loaded(outcome.map(Arc::new)));
    };
    if workers::start("watch", work).is_err() {
        // If no thread can be started, nobody learns when the file is read.
        without.send(Posted::Loaded(Err(LoadError::Cancelled)));
    }
}

struct LoadingScreen {
    stage: Stage,
    settings: Settings,
    keymap: Keymap,
    pending: Pending,
    outcome: Option<Result<Arc<Directory>, LoadError>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reaction {
    Wait,
    Suspend,
    Leave,
}

const LEAVING: [Action; 3] = [Action::Cancel, Action::Close, Action::Quit];

impl LoadingScreen {
    fn new(stage: Stage, settings: Settings) -> Self {
        LoadingScreen {
            stage,
            keymap: settings.keymap(),
            settings,
            pending: Pending::default(),
            outcome: None,
        }
    }

    /// The keys that leave anything else stop the wait. Loading then ends with the process.
    fn react(&mut self, event: TerminalEvent<Posted>) -> Reaction {
        match event {
            TerminalEvent::Input(Input::Key(key)) => {
                let command = self.keymap.press(&mut self.pending, Context::Choosing, key);
                match command.map(|command| command.action) {
                    Some(Action::Suspend) => return Reaction::Suspend,
                    Some(action) if LEAVING.contains(&action) => return Reaction::Leave,
                    Some(_) | None => {}
                }
            }
            TerminalEvent::Message(Posted::LoadProgress(stage)) => self.stage = stage,
            TerminalEvent::Message(Posted::Loaded(outcome)) => {
                self.outcome = Some(outcome);
                return Reaction::Leave;
            }
            TerminalEvent::Quit(_) => return Reaction::Leave,
            TerminalEvent::Message(Posted::Found(_) | Posted::Compared(..))
            | TerminalEvent::Input(Input::Paste(_) | Input::Mouse(_))
            | TerminalEvent::Resize(_)
            | TerminalEvent::Resumed(_) => {}
        }
        Reaction::Wait
    }
}

impl App for LoadingScreen {
    type Message = Posted;

    fn handle(&mut self, event: TerminalEvent<Posted>, terminal: &mut Terminal<Posted>) -> Flow {
        match self.react(event) {
            Reaction::Wait => Flow::Continue,
            Reaction::Leave => Flow::Quit,
            Reaction::Suspend => {
                // If that fails, the progress screen stays, and the user sees it.
                let _ = terminal.suspend();
                Flow::Continue
            }
        }
    }

    fn draw(&self, frame: &mut Buffer, _: &mut Links) -> Option<Position> {
        paint_progress(&self.stage, &self.settings, &self.keymap, frame);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    fn loading_screen() -> LoadingScreen {
        LoadingScreen::new(Stage::default(), Settings::default())
    }

    #[test]
    fn the_keys_that_leave_anything_stop_the_reading() {
        let cases = [
            (KeyCode::Esc, KeyModifiers::NONE, Reaction::Leave),
            (KeyCode::Char('q'), KeyModifiers::NONE, Reaction::Leave),
            (KeyCode::Char('Q'), KeyModifiers::SHIFT, Reaction::Leave),
            (KeyCode::Char('c'), KeyModifiers::CONTROL, Reaction::Leave),
            (KeyCode::Char('z'), KeyModifiers::CONTROL, Reaction::Suspend),
            (KeyCode::Char('j'), KeyModifiers::NONE, Reaction::Wait),
        ];
        for (code, modifiers, expected) in cases {
            let mut screen = loading_screen();
            let answered = screen.react(TerminalEvent::Input(Input::Key(KeyEvent::new(code, modifiers))));
            assert_eq!(answered, expected, "{code:?}");
            assert!(screen.outcome.is_none(), "{code:?}");
        }
    }

    #[test]
    fn the_wait_ends_with_what_came_of_it() {
        let mut screen = loading_screen();
        let stage = Stage { name: "a.ron".to_owned(), done: 1, size: 2 };
        assert_eq!(screen.react(TerminalEvent::Message(Posted::LoadProgress(stage.clone()))), Reaction::Wait);
        assert_eq!(screen.stage, stage);
        let outcome = Posted::Loaded(Ok(Arc::new(Directory::shipped())));
        assert_eq!(screen.react(TerminalEvent::Message(outcome)), Reaction::Leave);
        assert!(screen.outcome.is_some_and(|outcome| outcome.is_ok()));
    }
}
