//! Splits work over a few threads with `std::thread::scope`. `rayon` would bring a pool that lives on.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;
use std::thread;

/// With more, all threads wait for memory.
const MOST: usize = 8;

/// How many threads are worth starting for so many items or bytes, with at least `least` for each.
pub fn worth_starting(amount: usize, least: usize) -> usize {
    // Asking the system takes longer than loading a small directory.
    match amount / least {
        0 | 1 => 1,
        worth => thread::available_parallelism().map_or(1, usize::from).min(MOST).min(worth),
    }
}

/// `0..count` cut into one range for each thread. Each begins at a multiple of 64, so that no two share a word of a set
/// of bits.
pub fn ranges(count: usize, least: usize) -> Vec<Range<usize>> {
    let step = count.div_ceil(worth_starting(count, least)).next_multiple_of(64).max(64);
    (0..count.div_ceil(step).max(1)).map(|index| index * step..((index + 1) * step).min(count)).collect()
}

/// A list cut into one part for each thread.
pub fn parts<T>(list: &[T], least: usize) -> Vec<&[T]> {
    list.chunks(list.len().div_ceil(worth_starting(list.len(), least)).max(1)).collect()
}

/// Calls `work` with each input, on as many threads as there are inputs, and returns the outputs in their order.
pub fn map<I: Send, O: Send>(inputs: Vec<I>, work: impl Fn(I) -> O + Sync) -> Vec<O> {
    let mut outputs = Vec::with_capacity(inputs.len());
    in_order(inputs.len(), inputs.into_iter(), work, |output| outputs.push(output));
    outputs
}

/// Calls `work` with each input, on so many threads, this one among them, and `take` with the outputs in the order of
/// the inputs. A panic in one of the threads is a panic here.
pub fn in_order<I: Send, O: Send>(
    threads: usize,
    inputs: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> O + Sync,
    take: impl FnMut(O) + Send,
) {
    let inputs = Mutex::new(inputs.enumerate());
    let outputs = Mutex::new((0, BTreeMap::new(), take));
    let next_input = || inputs.lock().ok()?.next();
    let work_off = || {
        while let Some((index, input)) = next_input() {
            let output = work(input);
            let Ok(mut outputs) = outputs.lock() else { return };
            let (next, waiting, take) = &mut *outputs;
            waiting.insert(index, output);
            while let Some(output) = waiting.remove(next) {
                *next += 1;
                take(output);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // If a thread cannot be started, the others do its job.
            let _ = thread::Builder::new().spawn_scoped(scope, work_off);
        }
        work_off();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_in_the_order_of_the_inputs() {
        for count in [0, 1, 2, 7, 100] {
            let expected: Vec<usize> = (0..count).map(|number| number * 3).collect();
            assert_eq!(map((0..count).collect(), |number: usize| number * 3), expected);
        }
    }

    #[test]
    fn ranges_and_parts_cover_everything_once() {
        for count in [0, 1, 63, 64, 65, 5_000, 100_000] {
            let covered: Vec<usize> = ranges(count, 10).into_iter().flatten().collect();
            assert_eq!(covered, (0..count).collect::<Vec<_>>());
            assert!(ranges(count, 10).iter().all(|range| range.start % 64 == 0), "{count}");
            assert_eq!(parts(&covered, 10).concat(), covered);
        }
    }

    #[test]
    fn little_work_is_left_to_one_thread() {
        assert_eq!(worth_starting(0, 10), 1);
        assert_eq!(worth_starting(19, 10), 1);
        assert!(worth_starting(1_000_000, 10) <= MOST);
        assert_eq!((ranges(1_999, 1_000).len(), parts(&[0; 1_999], 1_000).len()), (1, 1));
    }
}
