//! Everything between the operating system and the program: the terminal, its keys, signals, and the loop.
//!
//! It does not know what the program is about: the program is an [`App`]. [`run`] is the only loop: it waits for an
//! event, passes on all that are pending, and draws once. Invariant: from [`Terminal::start`] on, every way out of
//! the process gives the terminal back as it was found (see `session`).
//!
//! Threads: the main one runs the loop and reads the keys, and `signals` waits for signals. Both sleep while nothing
//! happens. `tool` feeds a program that takes a text by a thread that ends with the program. The terminal is never asked
//! anything, so nothing ever waits for its answer.

mod backend;
pub(crate) mod clipboard;
mod device;
mod events;
pub mod input;
mod keyboard;
mod links;
mod panics;
pub mod screen;
mod session;
mod signals;
mod style;
pub(crate) mod surroundings;
pub(crate) mod tool;

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;
use signal_hook::iterator::Handle;

use crate::text::SafeProse;

use self::clipboard::Multiplexer;
use self::events::Events;
pub use self::events::{Sender, TerminalEvent};
use self::input::Input;
use self::keyboard::Keyboard;
pub use self::links::Links;
pub use self::panics::catch_panics;
use self::screen::Screen;
use self::session::{TtySession, TtyState};

/// What is asked of the terminal beyond what is always asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Report the mouse; the terminal's own selection then needs Shift.
    pub mouse: bool,
    /// Mark addresses as hyperlinks (OSC 8).
    pub hyperlinks: bool,
}

/// The program, as the loop sees it.
pub trait App {
    /// What its worker threads tell it.
    type Message: Send + 'static;

    /// Answers an event; whatever it does to the outside, it does through `terminal`.
    ///
    /// After [`TerminalEvent::Quit`] the process ends as soon as this returns, and at the latest after 700 ms. The screen has
    /// its new size already when [`TerminalEvent::Resize`] or [`TerminalEvent::Resumed`] comes.
    fn handle(&mut self, event: TerminalEvent<Self::Message>, terminal: &mut Terminal<Self::Message>)
    -> Flow;

    /// Whether Ctrl-c quits in the present state. If so, it is answered before the keys typed ahead of it, if those
    /// are many.
    fn ends_by_ctrl_c(&self) -> bool {
        false
    }

    /// Called when all pending events have been answered, before a frame is drawn.
    fn catch_up(&mut self) {}

    /// Draws the whole screen as it is to be now on blank cells, and says which of them lead to an address, and where the
    /// cursor is to be seen, if anywhere.
    fn draw(&self, frame: &mut Buffer, links: &mut Links) -> Option<Position>;
}

/// Whether the loop goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Wait for the next event.
    Continue,
    /// End the loop; the terminal is given back when the [`Terminal`] is dropped.
    Quit,
}

const LONGEST_WITHOUT_FRAME: Duration = Duration::from_millis(30);

/// Runs the program until it quits.
pub fn run<A: App>(app: &mut A, terminal: &mut Terminal<A::Message>) -> io::Result<()> {
    show(app, terminal)?;
    // This takes a while, which the first frame does not wait for.
    signals::add_rare(&terminal.signals);
    loop {
        let first = terminal.wait();
        if answer_all(first, app, terminal)? == Flow::Quit {
            return Ok(());
        }
        app.catch_up();
        show(app, terminal)?;
    }
}

/// Answers an event and all that are pending, as far as there is time before a frame is drawn.
fn answer_all<A: App>(
    first: TerminalEvent<A::Message>,
    app: &mut A,
    terminal: &mut Terminal<A::Message>,
) -> io::Result<Flow> {
    let end = Instant::now() + LONGEST_WITHOUT_FRAME;
    let mut next = Some(first);
    while let Some(event) = next {
        if deliver(event, app, terminal)? == Flow::Quit {
            return Ok(Flow::Quit);
        }
        if Instant::now() >= end {
            if app.ends_by_ctrl_c() || terminal.session.state() == TtyState::Text {
                terminal.keyboard.skip_to_ctrl_c();
            }
            break;
        }
        next = terminal.next();
    }
    Ok(Flow::Continue)
}

/// Draws a frame; where the terminal has gone, the program ends as it does by SIGHUP.
fn show<A: App>(app: &mut A, terminal: &mut Terminal<A::Message>) -> io::Result<()> {
    let shown = terminal.draw(app);
    let is_gone = |error: &io::Error| error.raw_os_error() == Some(Errno::IO.raw_os_error());
    if shown.as_ref().is_err_and(is_gone) {
        // An error returned from here would leave the app no time for saving.
        deliver(TerminalEvent::Quit(SIGHUP), app, terminal)?;
    }
    shown
}

fn deliver<A: App>(
    event: TerminalEvent<A::Message>,
    app: &mut A,
    terminal: &mut Terminal<A::Message>,
) -> io::Result<Flow> {
    if let Some(answered) = terminal.answer_at_text(&event) {
        return answered;
    }
    match &event {
        TerminalEvent::Resize(size) => terminal.screen.resize(*size),
        TerminalEvent::Resumed(size) => {
            terminal.screen.resize(*size);
            terminal.repaint();
        }
        TerminalEvent::Quit(signal) => {
            let signal = *signal;
            terminal.session.leave(TtyState::Released);
            app.handle(event, terminal);
            terminal.session.die_by(signal)
        }
        TerminalEvent::Input(_) | TerminalEvent::Message(_) => {}
    }
    Ok(app.handle(event, terminal))
}

/// The terminal, while it is ours; dropping it gives it back.
#[derive(Debug)]
pub struct Terminal<M> {
    session: Arc<TtySession>,
    events: Events<M>,
    signals: Handle,
    keyboard: Keyboard<M>,
    screen: Screen,
}

impl<M: Send + 'static> Terminal<M> {
    /// Leaves the mouse to the terminal, or takes it back; says whether it is reported now.
    pub fn toggle_mouse(&self) -> bool {
        self.session.toggle_mouse()
    }

    /// Takes the terminal that the program was started on, be it standard input and output or not.
    ///
    /// From now on panics and signals are handled here; there can be one such call in a process.
    pub fn start(options: Options) -> io::Result<Self> {
        let session = TtySession::open(options)?;
        let events = Events::new()?;
        // Installed before the terminal is raw, so that it is restored whatever happens.
        let held = Arc::clone(&session);
        catch_panics(move || held.leave(TtyState::Released));
        let signals = signals::receive(Arc::clone(&session), events.sender())?;
        let entered = session.enter(TtyState::Suspended);
        let screen = Screen::new(session.device.size(), options);
        entered.inspect_err(|_| session.leave(TtyState::Released))?;
        Ok(Self { keyboard: Keyboard::new(Arc::clone(&session)), session, events, signals, screen })
    }

    fn wait(&mut self) -> TerminalEvent<M> {
        loop {
            if let Some(event) = self.next() {
                return event;
            }
            if !self.events.wait_or_for(&self.session.device.input, self.keyboard.patience()) {
                self.keyboard.give_up();
            }
        }
    }

    /// The next event, if there is one. Posted messages come before further keys, so that a flood of keys does not
    /// hold them up.
    fn next(&mut self) -> Option<TerminalEvent<M>> {
        self.keyboard.next().or_else(|| self.events.next()).or_else(|| {
            self.keyboard.read();
            self.keyboard.next()
        })
    }

    /// The size of the screen.
    pub fn size(&self) -> Size {
        self.session.device.size()
    }

    /// What a worker thread posts its messages with.
    pub fn sender(&self) -> Sender<M> {
        self.events.sender()
    }

    /// Makes the next frame begin with an empty screen.
    pub fn repaint(&mut self) {
        self.screen.forget();
    }

    /// Gives the terminal to the shell and stops, with all of the job; [`TerminalEvent::Resumed`] tells of the return.
    pub fn suspend(&self) -> io::Result<()> {
        // The thread that receives signals gets it too.
        Ok(rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?)
    }

    /// Shows a text on the normal screen, where it stays. Until a key leads back, events that are not typed go on to the
    /// app, and nothing is drawn.
    pub fn print(&mut self, text: &SafeProse) -> io::Result<()> {
        self.session.leave(TtyState::Text);
        let lines = text.as_str().replace('\n', "\r\n");
        let bytes = format!("{lines}\r\n-- Enter goes back, Ctrl-c quits --");
        self.session.write(TtyState::Text, bytes.as_bytes()).map(drop)
    }

    /// Answers an event while our text is shown; `None` where it is for the app all the same.
    fn answer_at_text(&mut self, event: &TerminalEvent<M>) -> Option<io::Result<Flow>> {
        if self.session.state() != TtyState::Text {
            return None;
        }
        let key = match event {
            TerminalEvent::Input(Input::Key(key)) => key,
            TerminalEvent::Input(_) => return Some(Ok(Flow::Continue)),
            TerminalEvent::Resize(_)
            | TerminalEvent::Resumed(_)
            | TerminalEvent::Quit(_)
            | TerminalEvent::Message(_) => return None,
        };
        let done = match (key.code, key.modifiers) {
            (KeyCode::Char('c' | '\\'), KeyModifiers::CONTROL) => return Some(Ok(Flow::Quit)),
            (KeyCode::Char('z'), KeyModifiers::CONTROL) => self.suspend(),
            (KeyCode::Char('q') | KeyCode::Esc | KeyCode::Enter, KeyModifiers::NONE) => {
                self.screen.resize(self.size());
                self.session.enter(TtyState::Text)
            }
            (_, _) => Ok(()),
        };
        Some(done.map(|()| Flow::Continue))
    }

    /// Asks the terminal to copy a text (OSC 52), which it may do or not: it does not say.
    pub(crate) fn copy(&mut self, text: &SafeProse, through: Multiplexer) -> io::Result<()> {
        let bytes = clipboard::sequence(text.as_str(), through)?;
        self.session.write(TtyState::FullScreen, &bytes).map(drop)
    }

    fn draw(&mut self, app: &impl App) -> io::Result<()> {
        let bytes = self.screen.draw(|frame, links| app.draw(frame, links));
        if !self.session.write(TtyState::FullScreen, bytes)? {
            // The program that has the terminal now must not be painted over.
            self.screen.forget();
        }
        Ok(())
    }
}

impl<M> Drop for Terminal<M> {
    fn drop(&mut self) {
        self.session.leave(TtyState::Released);
    }
}
