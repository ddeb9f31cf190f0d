//! Work on all entries, shared by as many threads as there are.

use std::ops::Range;

/// Fewer entries than this are dealt with sooner than a thread is started.
const WORTH_A_THREAD: usize = 2_000;
const MOST_THREADS: usize = 8;

/// As many stretches of places as threads, each beginning at a multiple of 64.
pub(super) fn stretches(count: usize) -> Vec<Range<usize>> {
    let threads = threads().min(count / WORTH_A_THREAD + 1);
    let step = count.div_ceil(threads).next_multiple_of(64).max(64);
    (0..count.div_ceil(step).max(1)).map(|index| index * step..((index + 1) * step).min(count)).collect()
}

/// As many parts of a list as threads, each of at least `least` items.
pub(super) fn parts<T>(list: &[T], least: usize) -> Vec<&[T]> {
    let threads = (list.len() / least).clamp(1, threads());
    list.chunks(list.len().div_ceil(threads).max(1)).collect()
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS)
}

/// Does `work` on each input, each on a thread of its own; the last one on this thread.
pub(super) fn on_threads<I: Send, O: Send>(inputs: Vec<I>, work: impl Fn(I) -> O + Sync) -> Vec<O> {
    let mut outputs: Vec<Option<O>> = inputs.iter().map(|_| None).collect();
    let work = &work;
    let jobs = inputs.into_iter().zip(&mut outputs);
    do_all(jobs.map(|(input, output)| -> Job { Box::new(move || *output = Some(work(input))) }).collect());
    let mut made = Vec::with_capacity(outputs.len());
    for output in outputs {
        made.extend(output);
    }
    made
}

/// In a box, so that what starts threads is there once and not for each kind of work.
type Job<'w> = Box<dyn FnOnce() + Send + 'w>;

fn do_all(mut jobs: Vec<Job>) {
    // The last one, which may be the only one, needs no thread.
    let Some(last) = jobs.pop() else { return };
    std::thread::scope(|scope| {
        for job in jobs {
            scope.spawn(job);
        }
        last();
    });
}
