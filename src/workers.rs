//! The threads that work while the browser goes on: one reads a data file, one searches, one saves.
//!
//! All have the same shape: a `Worker` takes jobs from a queue until the queue is dropped, a newer job replaces those
//! that wait, and the results go to a channel or a callback.

mod loading;
mod saver;
mod searcher;

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

pub(crate) use loading::{Loading, PACE, UNNOTICED};
pub(crate) use saver::{ON_LEAVING, ON_SIGNAL, Saver};
pub(crate) use searcher::SearchReply;
pub use searcher::Searcher;

/// A thread with a queue of jobs. It ends when this is dropped and the jobs are done.
#[derive(Debug)]
struct Worker<J> {
    jobs: Sender<J>,
}

impl<J: Send + 'static> Worker<J> {
    /// Starts a thread that does each job which no newer one replaces within `pause`.
    fn start(name: &str, pause: Duration, mut work: impl FnMut(J) + Send + 'static) -> io::Result<Self> {
        let (jobs, waiting) = mpsc::channel();
        start(name, move || {
            while let Some(job) = newest(&waiting, pause) {
                work(job);
            }
        })?;
        Ok(Worker { jobs })
    }

    /// Has no effect after the thread panicked, which the panic hook reports.
    fn send(&self, job: J) {
        let _ = self.jobs.send(job);
    }
}

/// Waits for a job, and then for a newer one until the pause is over. `None` when no more can come.
fn newest<J>(jobs: &Receiver<J>, pause: Duration) -> Option<J> {
    let mut newest = jobs.recv().ok()?;
    let end = Instant::now() + pause;
    while let Ok(newer) = jobs.recv_timeout(end.saturating_duration_since(Instant::now())) {
        newest = newer;
    }
    Some(newest)
}

/// Starts a thread, with as much stack as the main one usually has.
pub(crate) fn start(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    const STACK: usize = 8 << 20;
    thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(work).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_does_the_newest_job_and_ends_with_the_queue() {
        let (go_on, may_go_on) = mpsc::channel::<()>();
        let (done, results) = mpsc::channel();
        let worker = Worker::start("test", Duration::ZERO, move |job| {
            done.send(job).unwrap();
            let _ = may_go_on.recv();
        });
        let worker = worker.unwrap();
        worker.send(1);
        assert_eq!(results.recv(), Ok(1));
        (2..=4).for_each(|job| worker.send(job));
        drop(worker);
        drop(go_on);
        assert_eq!(results.iter().collect::<Vec<_>>(), [4]);
    }
}
