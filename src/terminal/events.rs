//! What happens to the program, in one queue: keys, the terminal's size, signals, messages from worker threads.
//!
//! Receiving blocks and nothing ticks: while nothing happens, no thread wakes up.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

use super::input::Input;
use super::session::Signal;
use crate::queue::{self, queue};

/// Something that the program has to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<M> {
    /// A key was pressed, or repeats.
    Key(KeyEvent),
    /// The mouse did something; the place may lie outside the screen.
    Mouse(MouseEvent),
    /// Text was pasted; it is raw, and cut at 64 KiB.
    Paste(String),
    /// The screen has this size now.
    Resize(Size),
    /// The terminal is ours again, after a suspension, and the screen has this size now.
    Resumed(Size),
    /// The program is about to end by this signal, and the terminal has been given back: save what is to be saved.
    Quit(Signal),
    /// A worker thread says this.
    Message(M),
}

impl<M> From<Input> for Event<M> {
    fn from(input: Input) -> Self {
        match input {
            Input::Key(key) => Self::Key(key),
            Input::Mouse(mouse) => Self::Mouse(mouse),
            Input::Paste(text) => Self::Paste(text),
        }
    }
}

/// Posts the messages of a worker thread.
#[derive(Debug)]
pub struct Sender<M> {
    queue: queue::Sender<Event<M>>,
    /// The weight of the events of the keyboard and the mouse that wait for their answer.
    typed: Arc<AtomicUsize>,
}

/// This many events of the keyboard and the mouse wait in the queue; more than these wait in the terminal, which takes
/// less room for them.
const MOST_TYPED: usize = 1 << 14;

impl<M> Event<M> {
    /// How many keys it takes the room of, where it is one that was typed.
    fn weight(&self) -> usize {
        const BYTES_OF_KEY: usize = 64;
        match self {
            Self::Key(_) | Self::Mouse(_) => 1,
            Self::Paste(text) => 1 + text.len() / BYTES_OF_KEY,
            Self::Resize(_) | Self::Resumed(_) | Self::Quit(_) | Self::Message(_) => 0,
        }
    }
}

impl<M> Sender<M> {
    /// Posts a message; without effect where nobody receives any more.
    pub fn send(&self, message: M) {
        self.post(Event::Message(message));
    }

    /// Whether so much was typed that nothing more is to be read for now.
    pub(super) fn is_full(&self) -> bool {
        self.typed.load(Ordering::Relaxed) >= MOST_TYPED
    }

    pub(super) fn post(&self, event: Event<M>) {
        self.typed.fetch_add(event.weight(), Ordering::Relaxed);
        self.queue.send(event);
    }
}

impl<M> Clone for Sender<M> {
    fn clone(&self) -> Self {
        Self { queue: self.queue.clone(), typed: Arc::clone(&self.typed) }
    }
}

/// The receiving end of the queue.
#[derive(Debug)]
pub(super) struct Events<M> {
    queue: queue::Receiver<Event<M>>,
    sender: Sender<M>,
}

impl<M> Events<M> {
    pub(super) fn new() -> Self {
        let (sender, queue) = queue();
        Self { queue, sender: Sender { queue: sender, typed: Arc::default() } }
    }

    pub(super) fn sender(&self) -> Sender<M> {
        self.sender.clone()
    }

    /// The next event, however long it takes to come.
    pub(super) fn wait(&self) -> Event<M> {
        self.taken(self.queue.wait().expect("the queue has a sender of its own"))
    }

    /// The next event, if it is there.
    pub(super) fn next(&self) -> Option<Event<M>> {
        self.queue.next_if_there().map(|event| self.taken(event))
    }

    fn taken(&self, event: Event<M>) -> Event<M> {
        self.sender.typed.fetch_sub(event.weight(), Ordering::Relaxed);
        event
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_in_the_order_in_which_they_happened() {
        let events = Events::new();
        let worker = events.sender();
        worker.post(Event::Resize(Size::new(80, 24)));
        std::thread::spawn(move || worker.send("ready")).join().unwrap();
        assert_eq!(events.wait(), Event::Resize(Size::new(80, 24)));
        assert_eq!(events.next(), Some(Event::Message("ready")));
        assert_eq!(events.next(), None);
    }

    #[test]
    fn a_flood_of_keys_is_held_up_and_nothing_else() {
        let events = Events::<()>::new();
        let sender = events.sender();
        for _ in 0..MOST_TYPED {
            assert!(!sender.is_full());
            sender.post(Event::Paste(String::new()));
            sender.post(Event::Message(()));
        }
        assert!(sender.is_full());
        assert_eq!(events.wait(), Event::Paste(String::new()));
        assert!(!sender.is_full());
        assert_eq!(events.next(), Some(Event::Message(())));
    }
}
