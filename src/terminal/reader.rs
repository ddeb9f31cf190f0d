//! The thread that reads the keyboard and notices that the terminal has gone.
//!
//! It sleeps until there is something to read. Only while half a sequence is there, or while more was typed than is
//! answered in a moment, does it wake up by itself.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::events::{Event, Sender};
use super::input::Decoder;
use super::session::{Session, Signal};
use super::signals;

/// The running thread, which can be told to let others have the keys.
#[derive(Debug)]
pub(super) struct Reader {
    orders: UnixStream,
}

const PAUSE: u8 = b'p';
const RESUME: u8 = b'r';

/// How long it is until a full queue is looked at again.
const FULL_PATIENCE: Duration = Duration::from_millis(5);

impl Reader {
    /// Starts reading.
    pub(super) fn start<M: Send + 'static>(session: Session, events: Sender<M>) -> io::Result<Self> {
        let (orders, received) = UnixStream::pair()?;
        let reading =
            Reading { session, events, orders: received, decoder: Decoder::default(), paused: false };
        thread::Builder::new().name("keys".into()).spawn(move || reading.run())?;
        Ok(Self { orders })
    }

    /// Returns when no further key will be taken from whoever uses the terminal next.
    pub(super) fn pause(&mut self) -> io::Result<()> {
        self.order(PAUSE)
    }

    /// Takes the keys again.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        self.order(RESUME)
    }

    fn order(&mut self, order: u8) -> io::Result<()> {
        self.orders.write_all(&[order])?;
        self.orders.read_exact(&mut [0])
    }
}

/// What the thread works with.
struct Reading<M> {
    session: Session,
    events: Sender<M>,
    orders: UnixStream,
    decoder: Decoder,
    paused: bool,
}

/// What there is to do.
struct Ready {
    order: bool,
    input: bool,
}

impl<M> Reading<M> {
    fn run(mut self) {
        let mut buffer = [0; 4096];
        loop {
            let takes_keys = !self.paused && !self.events.is_full();
            match self.wait(takes_keys) {
                Ok(ready) => {
                    if ready.order && self.obey().is_err() {
                        return;
                    }
                    // Where no keys were asked for there is nothing but an end.
                    if ready.input && (!takes_keys || self.read(&mut buffer).is_err()) {
                        break;
                    }
                    if takes_keys && !ready.order && !ready.input {
                        self.decode(None);
                    }
                }
                Err(Errno::INTR) => {}
                Err(_) => break,
            }
        }
        let Reading { session, events, orders, .. } = self;
        // Who waits for an answer is not to miss the end.
        drop(orders);
        signals::end(&session, &events, Signal::HangUp)
    }

    /// Sleeps until there is something to do; both answers are false where the patience of the decoder, or that with a
    /// full queue, has ended.
    fn wait(&self, takes_keys: bool) -> rustix::io::Result<Ready> {
        // Who asks for no keys learns that the terminal has gone all the same.
        let keys = if takes_keys { PollFlags::IN } else { PollFlags::empty() };
        let mut sources =
            [PollFd::new(self.session.device().input(), keys), PollFd::new(&self.orders, PollFlags::IN)];
        let is_full = !takes_keys && !self.paused;
        let patience = if is_full { Some(FULL_PATIENCE) } else { self.decoder.patience() };
        let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
        poll(&mut sources, patience.as_ref())?;
        let [input, order] = sources.map(|source| !source.revents().is_empty());
        Ok(Ready { order, input })
    }

    fn obey(&mut self) -> io::Result<()> {
        let mut order = [0];
        self.orders.read_exact(&mut order)?;
        self.paused = order == [PAUSE];
        // Whatever was begun is over.
        while self.decoder.patience().is_some() {
            self.decode(None);
        }
        self.orders.write_all(&order)
    }

    /// Reads what there is; an error means that the terminal has gone.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<()> {
        match self.session.device().read(buffer) {
            // A raw terminal has no end of file but its own.
            Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
            Ok(length) => {
                self.decode(Some(&buffer[..length]));
                Ok(())
            }
            // Another program was faster.
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Decodes bytes, or their absence, and posts what that gives.
    fn decode(&mut self, bytes: Option<&[u8]>) {
        let mut inputs = Vec::new();
        match bytes {
            Some(bytes) => self.decoder.feed(bytes, &mut inputs),
            None => self.decoder.timeout(&mut inputs),
        }
        for input in inputs {
            self.events.post(Event::from(input));
        }
    }
}
