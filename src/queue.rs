//! A queue from any number of threads to the one that answers.
//!
//! That of the standard library comes in three kinds, each as quick as it can be among many threads, and brings some
//! 8 KB of them for each kind of message. Here one thread waits for a key, a file or a disk.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A queue with its two ends.
pub fn queue<T>() -> (Sender<T>, Receiver<T>) {
    let state = State { messages: VecDeque::new(), senders: 1 };
    let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
    (Sender { shared: Arc::clone(&shared) }, Receiver { shared })
}

/// The end that messages are put in at. The queue has ended once all of its kind are gone.
#[derive(Debug)]
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
}

/// The end that messages are taken out at.
#[derive(Debug)]
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
}

/// Why there is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// None has come so far.
    Yet,
    /// The queue has ended.
    EverAgain,
}

#[derive(Debug)]
struct Shared<T> {
    state: Mutex<State<T>>,
    /// Whether a message has come, or the last sender has gone.
    changed: Condvar,
}

#[derive(Debug)]
struct State<T> {
    messages: VecDeque<T>,
    senders: usize,
}

impl<T> Sender<T> {
    /// Puts in a message; without effect where nobody receives any more.
    pub fn send(&self, message: T) {
        self.shared.lock().messages.push_back(message);
        self.shared.changed.notify_one();
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.shared.lock().senders += 1;
        Sender { shared: Arc::clone(&self.shared) }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.shared.lock().senders -= 1;
        self.shared.changed.notify_one();
    }
}

impl<T> Receiver<T> {
    /// The next message, however long it takes to come; `None` where the queue has ended.
    pub fn wait(&self) -> Option<T> {
        let state = self.shared.changed.wait_while(self.shared.lock(), State::is_waiting);
        state.unwrap_or_else(PoisonError::into_inner).messages.pop_front()
    }

    /// The next message, if it comes within `patience`.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn wait_at_most(&self, patience: Duration) -> Result<T, Nothing> {
        let waited = self.shared.changed.wait_timeout_while(self.shared.lock(), patience, State::is_waiting);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let nothing = if state.senders > 0 { Nothing::Yet } else { Nothing::EverAgain };
        state.messages.pop_front().ok_or(nothing)
    }

    /// The next message, if it is there.
    pub fn next_if_there(&self) -> Option<T> {
        self.shared.lock().messages.pop_front()
    }
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> State<T> {
    fn is_waiting(&mut self) -> bool {
        self.messages.is_empty() && self.senders > 0
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn messages_come_in_order_until_the_last_sender_has_gone() {
        let (sender, receiver) = queue();
        let other = sender.clone();
        let first = thread::spawn(move || [1, 2].map(|number| sender.send(number)));
        assert_eq!((receiver.wait(), receiver.wait_at_most(LONG)), (Some(1), Ok(2)));
        first.join().unwrap();
        assert_eq!(receiver.wait_at_most(Duration::ZERO), Err(Nothing::Yet));
        other.send(3);
        drop(other);
        assert_eq!((receiver.next_if_there(), receiver.next_if_there()), (Some(3), None));
        assert_eq!((receiver.wait(), receiver.wait_at_most(LONG)), (None, Err(Nothing::EverAgain)));
    }

    #[test]
    fn who_waits_is_woken_when_the_last_sender_goes() {
        let (sender, receiver) = queue::<u8>();
        let waiting = thread::spawn(move || receiver.wait());
        drop(sender);
        assert_eq!(waiting.join().unwrap(), None);
    }

    #[test]
    fn many_senders_lose_nothing() {
        let (sender, receiver) = queue();
        for _ in 0..4 {
            let sender = sender.clone();
            thread::spawn(move || (0..1_000).for_each(|number| sender.send(number)));
        }
        drop(sender);
        let received: Vec<u32> = std::iter::from_fn(|| receiver.wait()).collect();
        assert_eq!((received.len(), received.iter().sum::<u32>()), (4_000, 4 * 499_500));
    }
}
