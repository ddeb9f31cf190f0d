//! Work on lists so long that it is worth a second thread. Where the system gives none, one thread does it all.

use std::ops::Range;
use std::thread;

/// The threads that are used at most: beyond these the memory is what everybody waits for.
const MOST_THREADS: usize = 8;

/// How many threads are worth their while for so many items or bytes, of which each thread has `least` at least.
pub(super) fn threads_for(amount: usize, least: usize) -> usize {
    // The system is asked only where there is work for two: asking takes longer than loading a small directory.
    match amount / least {
        0 | 1 => 1,
        worth => thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS).min(worth),
    }
}

/// Does the same work on so many threads, this one among them: they share out what there is to do. The first error, where
/// one fails.
pub(super) fn together<E: Send>(threads: usize, work: impl Fn() -> Result<(), E> + Sync) -> Result<(), E> {
    let work = &work;
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).filter_map(|_| spawn(scope, work)).collect();
        let mine = work();
        others.into_iter().map(joined).fold(mine, Result::and)
    })
}

/// As few items are not worth a thread.
const LEAST: usize = 20_000;

/// What `work` makes of each of the numbers from 0 to `len`, in their order.
pub(super) fn map<R: Send>(len: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    in_parts(threads_for(len, LEAST), len, |part| part.map(&work).collect())
}

/// Those of the numbers from 0 to `len` that are wanted, in their order.
pub(super) fn filter(len: usize, is_wanted: impl Fn(usize) -> bool + Sync) -> Vec<usize> {
    in_parts(threads_for(len, LEAST), len, |part| part.filter(|number| is_wanted(*number)).collect())
}

/// What `work` makes of stretches of the numbers from 0 to `len`, one behind the other.
fn in_parts<R: Send>(threads: usize, len: usize, work: impl Fn(Range<usize>) -> Vec<R> + Sync) -> Vec<R> {
    let work = &work;
    let part = |index: usize| index * len / threads..(index + 1) * len / threads;
    thread::scope(|scope| {
        let others: Vec<_> =
            (1..threads).map(|index| (index, spawn(scope, move || work(part(index))))).collect();
        let mut made = work(part(0));
        for (index, thread) in others {
            made.append(&mut thread.map_or_else(|| work(part(index)), joined));
        }
        made
    })
}

/// Starts a thread; `None` where the system gives no more.
pub(super) fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Option<thread::ScopedJoinHandle<'scope, T>> {
    thread::Builder::new().spawn_scoped(scope, work).ok()
}

/// What a thread has made. Where it panicked this one does so too.
pub(super) fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_keep_their_order_on_any_number_of_threads() {
        for len in [0, 1, 2, 7, 100] {
            let expected: Vec<usize> = (0..len).map(|number| number * 3).collect();
            for threads in 1..9 {
                let made = in_parts(threads, len, |part| part.map(|number| number * 3).collect());
                assert_eq!(made, expected, "{len} on {threads}");
            }
        }
    }

    #[test]
    fn little_work_is_done_by_one_thread() {
        assert_eq!(threads_for(0, 10), 1);
        assert_eq!(threads_for(19, 10), 1);
        assert!(threads_for(1_000_000, 10) <= MOST_THREADS);
    }
}
