//! What is typed. It is read by the thread that answers it: a key that another thread read would come to that one later by
//! the time that it takes to wake up, which is a good part of the time that the answer takes.
//!
//! Nothing here waits. What has begun and is not whole is given up after a time that the decoder says.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::time::Duration;

use super::events::Event;
use super::input::Decoder;
use super::session::{Session, Signal};

/// Reads the keyboard and the mouse, and notices that the terminal has gone.
#[derive(Debug)]
pub(super) struct Reader<M> {
    session: Session,
    decoder: Decoder,
    /// What was read and is not answered yet.
    read: VecDeque<Event<M>>,
}

/// As much is read at once. What else was typed waits in the terminal, which takes less room for it.
const AT_ONCE: usize = 4096;

impl<M> Reader<M> {
    /// Nothing is read before it is asked for.
    pub(super) fn new(session: Session) -> Self {
        Self { session, decoder: Decoder::default(), read: VecDeque::new() }
    }

    /// The next event of what was read.
    pub(super) fn next(&mut self) -> Option<Event<M>> {
        self.read.pop_front()
    }

    /// Reads what there is.
    pub(super) fn read(&mut self) {
        let mut buffer = [0; AT_ONCE];
        match self.session.device().read(&mut buffer) {
            // A raw terminal has no end of file but its own.
            Ok(0) => self.read.push_back(Event::Quit(Signal::HangUp)),
            Ok(length) => self.decode(Some(&buffer[..length])),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => self.read.push_back(Event::Quit(Signal::HangUp)),
        }
    }

    /// How long the rest of what has begun is waited for.
    pub(super) fn patience(&self) -> Option<Duration> {
        self.decoder.patience()
    }

    /// Takes what has begun for all that comes of it.
    pub(super) fn give_up(&mut self) {
        self.decode(None);
    }

    /// Decodes bytes, or their absence.
    fn decode(&mut self, bytes: Option<&[u8]>) {
        let mut inputs = Vec::new();
        match bytes {
            Some(bytes) => self.decoder.feed(bytes, &mut inputs),
            None => self.decoder.timeout(&mut inputs),
        }
        self.read.extend(inputs.into_iter().map(Event::from));
    }
}
