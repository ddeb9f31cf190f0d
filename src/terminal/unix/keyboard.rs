//! Reads what is typed, on the main thread: a thread of its own would cost some 15 µs a key.
//!
//! Nothing here waits. What has begun and is not whole is given up after a time that the parser says.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::time::{Duration, Instant};

use super::session::Session;
use super::signals::Signal;
use crate::terminal::event::Event;
use crate::terminal::input::{Input, Parser};

/// Reads the keyboard and the mouse, and notices that the terminal has gone.
#[derive(Debug)]
pub(in crate::terminal) struct Keyboard<M> {
    session: Session,
    parser: Parser,
    /// What was read and is not answered yet.
    read: VecDeque<Event<M>>,
}

/// As much is read at once. What else was typed waits in the terminal, which takes less room for it.
const AT_ONCE: usize = 4096;

impl<M> Keyboard<M> {
    /// Nothing is read before it is asked for.
    pub(in crate::terminal) fn new(session: Session) -> Self {
        Self { session, parser: Parser::default(), read: VecDeque::new() }
    }

    /// The next event of what was read.
    pub(in crate::terminal) fn next(&mut self) -> Option<Event<M>> {
        self.read.pop_front()
    }

    /// Reads what there is.
    pub(in crate::terminal) fn read(&mut self) {
        let mut buffer = [0; AT_ONCE];
        match self.session.device().read(&mut buffer) {
            // A raw terminal has no end of file but its own.
            Ok(0) => self.read.push_back(Event::Quit(Signal::HANG_UP)),
            Ok(length) => self.parse(|parser, inputs| parser.feed(&buffer[..length], Instant::now(), inputs)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => self.read.push_back(Event::Quit(Signal::HANG_UP)),
        }
    }

    /// How long the rest of what has begun is waited for.
    pub(in crate::terminal) fn patience(&self) -> Option<Duration> {
        self.parser.patience(Instant::now())
    }

    /// Takes what has begun for all that comes of it.
    pub(in crate::terminal) fn give_up(&mut self) {
        self.parse(Parser::give_up);
    }

    fn parse(&mut self, parse: impl FnOnce(&mut Parser, &mut Vec<Input>)) {
        let mut inputs = Vec::new();
        parse(&mut self.parser, &mut inputs);
        self.read.extend(inputs.into_iter().map(Event::from));
    }
}
