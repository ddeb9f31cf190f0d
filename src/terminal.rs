//! Everything between the operating system and the program: the terminal, its keys, signals, and the loop.
//!
//! Nothing here knows what the program is about. It supplies an [`App`], and [`run`] is the only loop there is:
//! it waits for an event, hands over all that are there, and draws once. Invariant: from [`Terminal::start`] on,
//! every way out of the process gives the terminal back as it was found (see `session`).
//!
//! Threads: the main one runs the loop and reads the keys, and `signals` waits for signals. Both sleep while nothing
//! happens. `tool` feeds a program that takes a text by a thread that ends with the program. The terminal is never asked
//! anything, so nothing ever waits for its answer.

mod backend;
pub mod clipboard;
mod device;
mod events;
pub mod input;
mod links;
mod reader;
pub mod screen;
mod session;
mod signals;
mod style;
pub mod surroundings;
pub mod tool;

use std::fs::File;
use std::io;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use rustix::io::Errno;
use rustix::process::Signal as ProcessSignal;

use crate::text::SafeProse;

use self::clipboard::{Multiplexer, TooLong};
use self::events::Events;
pub use self::events::{Event, Sender};
pub use self::links::Links;
use self::reader::Reader;
use self::screen::Screen;
use self::session::{Holder, Session};
pub use self::session::{Options, Signal, report_panics};
use self::signals::Signals;

/// The program, as the loop sees it.
pub trait App {
    /// What its worker threads tell it.
    type Message: Send + 'static;

    /// Answers an event; whatever it does to the outside, it does through `terminal`.
    ///
    /// After [`Event::Quit`] the process ends as soon as this returns, and at the latest after 700 ms. The screen has
    /// its new size already when [`Event::Resize`] or [`Event::Resumed`] comes.
    fn handle(&mut self, event: Event<Self::Message>, terminal: &mut Terminal<Self::Message>) -> Flow;

    /// Does what can wait until all events that are there have been answered, before a frame is drawn.
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

/// This many events are answered before a frame is drawn all the same.
const EVENTS_WITHOUT_FRAME: usize = 4096;

/// Runs the program until it quits.
///
/// # Errors
///
/// Where the terminal cannot be written to.
pub fn run<A: App>(app: &mut A, terminal: &mut Terminal<A::Message>) -> io::Result<()> {
    show(app, terminal)?;
    // Not before: the first frame does not wait for a thread, unless the terminal keeps it waiting.
    receive_signals(&mut terminal.signals, &terminal.session, &terminal.events)?;
    loop {
        let first = terminal.wait();
        if deliver(first, app, terminal) == Flow::Quit {
            return Ok(());
        }
        for _ in 1..EVENTS_WITHOUT_FRAME {
            let Some(event) = terminal.next() else { break };
            if deliver(event, app, terminal) == Flow::Quit {
                return Ok(());
            }
        }
        app.catch_up();
        show(app, terminal)?;
    }
}

/// Starts to receive signals, unless that is done.
fn receive_signals<M: Send + 'static>(
    signals: &mut Option<Signals>,
    session: &Session,
    events: &Events<M>,
) -> io::Result<()> {
    signals.take().map_or(Ok(()), |signals| signals.receive(session.clone(), events.sender()))
}

/// Draws a frame; where the terminal has gone, the program ends as it does by SIGHUP.
fn show<A: App>(app: &mut A, terminal: &mut Terminal<A::Message>) -> io::Result<()> {
    let shown = terminal.draw(app);
    if shown.as_ref().is_err_and(|error| error.raw_os_error() == Some(Errno::IO.raw_os_error())) {
        // An error returned from here would leave the app no time for saving.
        deliver(Event::Quit(Signal::HangUp), app, terminal);
    }
    shown
}

fn deliver<A: App>(event: Event<A::Message>, app: &mut A, terminal: &mut Terminal<A::Message>) -> Flow {
    match &event {
        Event::Resize(size) => terminal.screen.resize(*size),
        Event::Resumed(size) => {
            terminal.screen.resize(*size);
            terminal.repaint();
        }
        Event::Quit(signal) => {
            let signal = *signal;
            terminal.session.leave(Holder::Nobody);
            app.handle(event, terminal);
            terminal.session.die_by(signal)
        }
        Event::Key(_) | Event::Mouse(_) | Event::Paste(_) | Event::Message(_) => {}
    }
    app.handle(event, terminal)
}

/// The terminal, while it is ours; dropping it gives it back.
#[derive(Debug)]
pub struct Terminal<M> {
    session: Session,
    events: Events<M>,
    /// Until they are received.
    signals: Option<Signals>,
    reader: Reader<M>,
    screen: Screen,
}

impl<M: Send + 'static> Terminal<M> {
    /// Takes the terminal that the program was started on, be it standard input and output or not.
    ///
    /// From now on panics and signals are handled here; there can be one such call in a process.
    ///
    /// # Errors
    ///
    /// Where there is no terminal, or it cannot be taken.
    pub fn start(options: Options) -> io::Result<Self> {
        let session = Session::open(options)?;
        let events = Events::new()?;
        // Whatever happens once the terminal is raw finds somebody who gives it back.
        session.catch_panics();
        let signals = Some(Signals::keep()?);
        let entered = session.enter(Holder::Shell);
        let screen = Screen::new(session.device().size(), options);
        match entered {
            Ok(()) => Ok(Self { reader: Reader::new(session.clone()), session, events, signals, screen }),
            Err(error) => {
                session.leave(Holder::Nobody);
                Err(error)
            }
        }
    }

    /// The next event, however long it takes to come.
    fn wait(&mut self) -> Event<M> {
        loop {
            if let Some(event) = self.next() {
                return event;
            }
            if !self.events.wait_or_for(self.session.device().input(), self.reader.patience()) {
                self.reader.give_up();
            }
        }
    }

    /// The next event, if it is there. No flood of keys holds up what is posted: that comes before more is read.
    fn next(&mut self) -> Option<Event<M>> {
        self.reader.next().or_else(|| self.events.next()).or_else(|| {
            self.reader.read();
            self.reader.next()
        })
    }

    /// The size of the screen.
    pub fn size(&self) -> Size {
        self.session.device().size()
    }

    /// What a worker thread posts its messages with.
    pub fn sender(&self) -> Sender<M> {
        self.events.sender()
    }

    /// Makes the next frame begin with an empty screen.
    pub fn repaint(&mut self) {
        self.screen.forget();
    }

    /// Gives the terminal to the shell and stops, with all of the job; [`Event::Resumed`] tells of the return.
    ///
    /// # Errors
    ///
    /// Where the job cannot be signalled.
    pub fn suspend(&self) -> io::Result<()> {
        // Our share of it comes to the thread that receives signals.
        Ok(rustix::process::kill_current_process_group(ProcessSignal::TSTP)?)
    }

    /// Gives the terminal away, with the normal screen, its usual modes and all keys, for as long as `user` runs.
    ///
    /// `user` gets the terminal to read from and write to, which standard input and output need not be.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be given away or taken back.
    pub fn lend<T>(&mut self, user: impl FnOnce(&mut File) -> T) -> io::Result<T> {
        let mut file = self.session.device().file()?;
        // Whatever was begun is over.
        while self.reader.patience().is_some() {
            self.reader.give_up();
        }
        self.session.leave(Holder::Lent);
        let answer = user(&mut file);
        self.session.enter(Holder::Lent)?;
        let size = self.size();
        self.screen.resize(size);
        self.repaint();
        Ok(answer)
    }

    /// Asks the terminal to copy a text (OSC 52), which it may do or not: it does not say.
    ///
    /// # Errors
    ///
    /// Where the text is too long, or the terminal cannot be written to.
    pub fn copy(&mut self, text: &SafeProse, through: Multiplexer) -> Result<(), CopyError> {
        let bytes = clipboard::sequence(text.as_str(), through).map_err(CopyError::TooLong)?;
        self.session.write(&bytes, || Ok(())).map(drop).map_err(CopyError::Terminal)
    }

    fn draw(&mut self, app: &impl App) -> io::Result<()> {
        let bytes = self.screen.draw(|frame, links| app.draw(frame, links));
        let before_waiting = || receive_signals(&mut self.signals, &self.session, &self.events);
        if !self.session.write(bytes, before_waiting)? {
            // Whoever has the terminal now is not to be painted over.
            self.screen.forget();
        }
        Ok(())
    }
}

impl<M> Drop for Terminal<M> {
    fn drop(&mut self) {
        self.session.leave(Holder::Nobody);
    }
}

/// Why a text could not be sent to be copied.
#[derive(Debug)]
pub enum CopyError {
    /// Terminals do not take that much.
    TooLong(TooLong),
    /// The terminal could not be written to.
    Terminal(io::Error),
}

impl std::fmt::Display for CopyError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong(error) => error.fmt(formatter),
            Self::Terminal(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for CopyError {}
