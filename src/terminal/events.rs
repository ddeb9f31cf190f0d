//! The events of the program, and the queue of those other than keys: signals, the terminal's size, messages from worker
//! threads. Receiving blocks, and no thread wakes up while nothing happens.

use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use ratatui::layout::Size;

use super::device::{POLLIN, poll};
use super::input::Input;

/// Something that the program has to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEvent<M> {
    /// A person did something; a paste is cut at 64 KiB.
    Input(Input),
    /// The screen has this size now.
    Resize(Size),
    /// The terminal is ours again, after a suspension, and the screen has this size now.
    Resumed(Size),
    /// The program is about to end by the signal of this number, and the terminal is restored: save what has to be saved.
    Quit(i32),
    /// A worker thread says this.
    Message(M),
}

/// Posts the messages of a worker thread.
#[derive(Debug)]
pub struct Sender<M> {
    queue: mpsc::Sender<TerminalEvent<M>>,
    waker: Arc<UnixStream>,
}

impl<M> Sender<M> {
    /// Posts a message; does nothing if the receiver is gone.
    pub fn send(&self, message: M) {
        self.post(TerminalEvent::Message(message));
    }

    pub(super) fn post(&self, event: TerminalEvent<M>) {
        let _ = self.queue.send(event);
        // If the pipe is full, the receiver is being woken already.
        let _ = (&*self.waker).write(&[0]);
    }
}

impl<M> Clone for Sender<M> {
    fn clone(&self) -> Self {
        Self { queue: self.queue.clone(), waker: Arc::clone(&self.waker) }
    }
}

#[derive(Debug)]
pub(super) struct Events<M> {
    queue: mpsc::Receiver<TerminalEvent<M>>,
    sender: Sender<M>,
    /// Can be read from once an event was posted.
    woken: UnixStream,
}

impl<M> Events<M> {
    pub(super) fn new() -> io::Result<Self> {
        let (sender, queue) = mpsc::channel();
        let (waker, woken) = UnixStream::pair()?;
        waker.set_nonblocking(true)?;
        woken.set_nonblocking(true)?;
        Ok(Self { queue, sender: Sender { queue: sender, waker: Arc::new(waker) }, woken })
    }

    pub(super) fn sender(&self) -> Sender<M> {
        self.sender.clone()
    }

    pub(super) fn next(&self) -> Option<TerminalEvent<M>> {
        self.queue.try_recv().ok()
    }

    /// Sleeps until an event is posted or something is typed, or until `patience` has passed; returns `false` in that
    /// case. An event posted before the call wakes it too.
    pub(super) fn wait_or_for(&self, input: &impl AsFd, patience: Option<Duration>) -> bool {
        let ready = poll([(input.as_fd(), POLLIN), (self.woken.as_fd(), POLLIN)], patience);
        if ready.is_some_and(|[_, is_woken]| is_woken) {
            while (&self.woken).read(&mut [0; 64]).is_ok_and(|read| read > 0) {}
        }
        ready.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_in_the_order_in_which_they_happened() {
        let events = Events::new().unwrap();
        let worker = events.sender();
        worker.post(TerminalEvent::Resize(Size::new(80, 24)));
        std::thread::spawn(move || worker.send("ready")).join().unwrap();
        assert_eq!(events.next(), Some(TerminalEvent::Resize(Size::new(80, 24))));
        assert_eq!(events.next(), Some(TerminalEvent::Message("ready")));
        assert_eq!(events.next(), None);
    }

    #[test]
    fn what_is_posted_or_typed_wakes_and_nothing_else_does() {
        let events = Events::new().unwrap();
        let (keyboard, input) = UnixStream::pair().unwrap();
        let is_woken = || events.wait_or_for(&input, Some(Duration::from_millis(1)));
        assert!(!is_woken());
        events.sender().send(());
        events.sender().send(());
        assert!(is_woken());
        // Both wait for their answer, and woke up once.
        assert!(!is_woken());
        assert_eq!(
            [events.next(), events.next()],
            [Some(TerminalEvent::Message(())), Some(TerminalEvent::Message(()))]
        );
        (&keyboard).write_all(b"j").unwrap();
        assert!(is_woken() && is_woken());
    }
}
