//! How long a data file takes to open and what memory it needs, for directories of 30 to 1,000,000 entries.
//!
//! `cargo bench --bench load` prints a table; `cargo bench --bench load -- 100000` only that size. A load can be no
//! faster than a pass that reads the same bytes and finds every quote, so each time is also given as a multiple of that
//! pass, which was made just before it. Times are the least of several rounds: what it takes where nobody else wants the
//! machine. The memory is what the kernel says of the process (Linux alone).

#![allow(clippy::cast_precision_loss, reason = "figures are shown with three digits")]

#[allow(dead_code, reason = "the generator writes more than this benchmark looks at")]
mod generate;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use pitf::directory::Directory;

fn main() -> io::Result<()> {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![30, 10_000, 100_000, 1_000_000] } else { sizes };
    let folder = tempfile::tempdir()?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:>9} {:>9} {:>10} {:>10} {:>7} {:>9} {:>12} {:>10}",
        "entries", "file", "quotes", "load", "ratio", "MB/s", "bytes/entry", "peak/file"
    )?;
    for entries in sizes {
        let path = folder.path().join(format!("{entries}.ron"));
        let mut file = BufWriter::new(File::create(&path)?);
        generate::write_directory(entries, &mut file)?;
        file.into_inner()?.sync_all()?;
        measure(entries, &path, &mut out)?;
        fs::remove_file(&path)?;
    }
    Ok(())
}

fn measure(entries: usize, path: &Path, out: &mut impl Write) -> io::Result<()> {
    let bytes = fs::metadata(path)?.len() as f64;
    let rounds = (3_000_000 / entries.max(1)).clamp(7, 200);
    let (mut quotes, mut load) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        quotes.push(timed(|| find_quotes(path)).1);
        load.push(timed(|| Directory::load(path).map(|directory| directory.len())).1);
    }
    let (quotes, load) = (least(&quotes), least(&load));
    let before = memory("VmRSS:");
    // Writing 5 there makes the peak begin anew; see proc_pid_clear_refs(5).
    let _ = fs::write("/proc/self/clear_refs", "5");
    let directory = Directory::load(path).map_err(|error| io::Error::other(error.to_string()))?;
    let (held, peak) = (memory("VmRSS:") - before, memory("VmHWM:") - before);
    black_box(&directory);
    writeln!(
        out,
        "{entries:>9} {:>6.1} MB {:>10} {:>10} {:>7.2} {:>9.0} {:>12.0} {:>10.2}",
        bytes / 1e6,
        format!("{quotes:.1?}"),
        format!("{load:.1?}"),
        load.as_secs_f64() / quotes.as_secs_f64(),
        bytes / 1e6 / load.as_secs_f64(),
        (held - bytes) / entries as f64,
        peak / bytes,
    )
}

/// The least that any reader of the file has to do.
fn find_quotes(path: &Path) -> usize {
    let bytes = fs::read(path).expect("the file was just written");
    black_box(memchr::memchr_iter(b'"', &bytes).count())
}

/// A figure of the kernel's about this process, in bytes; 0 where there is none.
fn memory(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) * 1024.0
}

fn least(times: &[Duration]) -> Duration {
    times.iter().copied().min().unwrap_or_default()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (black_box(result), start.elapsed())
}
