//! Answers search requests: at once in a small directory, and on a thread in a large one, where building the index or
//! searching would delay the screen.
//!
//! The newest request cancels the one being answered, and those between are dropped. Requests wait while the index of
//! a large directory is built.

use std::cell::OnceCell;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::{Worker, start};
use crate::app::{SearchOutcome, SearchRequest};
use crate::directory::Directory;
use crate::search::Index;

pub(crate) type SearchReply = (u64, SearchOutcome);

/// Answers the requests of a search.
#[derive(Debug)]
pub struct Searcher(Answering);

#[derive(Debug)]
enum Answering {
    AtOnce { directory: Arc<Directory>, index: OnceCell<Box<Index>> },
    OnThread { worker: Worker<Job>, newest: Arc<AtomicBool> },
}

#[derive(Debug)]
struct Job {
    request: SearchRequest,
    is_cancelled: Arc<AtomicBool>,
}

const MOST_AT_ONCE: usize = 2_000;

impl Searcher {
    /// A searcher for a directory; `post` takes the answers that come later.
    pub fn new(directory: Arc<Directory>, post: impl Fn(SearchReply) + Send + 'static) -> Self {
        if directory.len() > MOST_AT_ONCE
            && let Ok(worker) = start_worker(Arc::clone(&directory), post)
        {
            return Searcher(Answering::OnThread { worker, newest: Arc::default() });
        }
        Searcher(Answering::AtOnce { directory, index: OnceCell::new() })
    }

    /// Sends a request; the answer is returned at once, or posted later.
    pub fn ask(&mut self, request: SearchRequest) -> Option<SearchReply> {
        match &mut self.0 {
            Answering::AtOnce { directory, index } => {
                let index = index.get_or_init(|| Box::new(Index::build(directory)));
                let found = request.answer(directory, index, None).ok()?;
                Some((request.number, found))
            }
            Answering::OnThread { worker, newest } => {
                newest.store(true, Ordering::Relaxed);
                *newest = Arc::default();
                worker.send(Job { request, is_cancelled: Arc::clone(newest) });
                None
            }
        }
    }
}

impl Drop for Searcher {
    fn drop(&mut self) {
        if let Answering::OnThread { newest, .. } = &self.0 {
            newest.store(true, Ordering::Relaxed);
        }
    }
}

/// Starts the thread that answers, and one that builds the index, for which requests wait.
fn start_worker(
    directory: Arc<Directory>,
    post: impl Fn(SearchReply) + Send + 'static,
) -> io::Result<Worker<Job>> {
    let index = Arc::new(OnceLock::new());
    let (indexed, early) = (Arc::clone(&directory), Arc::clone(&index));
    let worker = Worker::start("search", Duration::ZERO, move |job: Job| {
        let index = index.get_or_init(|| Index::build(&directory));
        if let Ok(found) = job.request.answer(&directory, index, Some(&job.is_cancelled)) {
            post((job.request.number, found));
        }
    });
    // If no thread can be started, the first request builds it.
    let _ = start("index", move || {
        give_way();
        early.get_or_init(|| Index::build(&indexed));
    });
    worker
}

/// Lowers the priority of this thread and those it starts, as the main thread must stay responsive. Only on Linux
/// does `nice` affect a single thread.
fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;
    use crate::app::Give;
    use crate::search::QueryMode;

    fn request(number: u64, text: &str) -> SearchRequest {
        SearchRequest {
            number,
            text: text.to_owned(),
            mode: QueryMode::Words,
            beneath: None,
            give: Give::Best,
        }
    }

    fn directory(entries: usize) -> Arc<Directory> {
        let entry = |index: usize| format!("(id: \"e{index}\", kind: \"k\", name: \"Entry {index}\")");
        let entries: Vec<String> = (0..entries).map(entry).collect();
        let text =
            format!("(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [{}])", entries.join(","));
        Arc::new(Directory::parse("t.ron", text).unwrap())
    }

    fn total(answer: &SearchReply) -> usize {
        match &answer.1 {
            SearchOutcome::Best(results) => results.total,
            SearchOutcome::All(..) | SearchOutcome::Events(..) => unreachable!("the best are asked for"),
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn only_the_thread_that_gives_way_is_nicer() {
        let niceness = || {
            let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
            let behind_name = &stat[stat.rfind(')').unwrap()..];
            behind_name.split(' ').nth(17).unwrap().parse::<i32>().unwrap()
        };
        let (before, inherited) = thread::scope(|scope| {
            let of_child = scope.spawn(move || {
                give_way();
                thread::scope(|scope| scope.spawn(niceness).join().unwrap())
            });
            (niceness(), of_child.join().unwrap())
        });
        assert_eq!(inherited, (before + 10).min(19));
        assert_eq!(niceness(), before);
    }

    #[test]
    fn a_small_directory_answers_at_once() {
        let mut searcher = Searcher::new(directory(20), |_| unreachable!("nothing is posted"));
        let answer = searcher.ask(request(7, "entry")).unwrap();
        assert_eq!((answer.0, total(&answer)), (7, 20));
    }

    #[test]
    fn a_large_one_posts_its_answer_and_the_newest_request_wins() {
        let (post, answers) = mpsc::channel();
        let mut searcher =
            Searcher::new(directory(MOST_AT_ONCE + 1), move |answer| post.send(answer).unwrap());
        for number in 1..=50 {
            assert!(searcher.ask(request(number, "entry")).is_none());
        }
        let last = answers.iter().find(|(number, _)| *number == 50).unwrap();
        assert_eq!(total(&last), MOST_AT_ONCE + 1);
    }
}
