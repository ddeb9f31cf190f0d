//! How long a typed letter takes: each beginning of a query as it is typed, for directories of 30 to 1,000,000 entries.
//!
//! `cargo bench --bench search` prints a table; `cargo bench --bench search -- 100000` only that size. The slowest letter
//! of a query is what a reader feels, so the 99th percentile stands beside the median.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures are shown with three digits"
)]

#[allow(dead_code, reason = "the generator writes more than this benchmark looks at")]
mod generate;

use std::hint::black_box;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use pitf::directory::Directory;
use pitf::search::{Index, Query, QueryMode, Scope, search};

fn main() -> io::Result<()> {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![30, 10_000, 100_000, 1_000_000] } else { sizes };
    let mut out = io::stdout().lock();
    for entries in sizes {
        measure(entries, &mut out)?;
    }
    Ok(())
}

fn measure(entries: usize, out: &mut impl Write) -> io::Result<()> {
    let mut source = Vec::new();
    generate::write_directory(entries, &mut source)?;
    let source = String::from_utf8(source).expect("the generator writes UTF-8");
    let bytes = source.len();
    let (directory, loading) = timed(|| Directory::parse("generated.ron", source));
    let directory = directory.map_err(|problems| io::Error::other(problems.to_string()))?;
    let (index, building) = timed(|| Index::build(&directory));
    writeln!(
        out,
        "{entries} entries, {:.1} MB: read in {:.0?}, indexed in {:.0?} ({:.2} of reading), {:.1} MB of index ({:.2} of the text)",
        bytes as f64 / 1e6,
        loading,
        building,
        building.as_secs_f64() / loading.as_secs_f64(),
        index.size() as f64 / 1e6,
        index.size() as f64 / bytes as f64,
    )?;
    writeln!(
        out,
        "{:<12} {:>8} {:>10} {:>10} {:>10}   slowest",
        "query", "letters", "median", "99 %", "most"
    )?;
    let mut all = Vec::new();
    for (class, mode, queries) in queries(entries) {
        let mut times: Vec<(Duration, String)> = Vec::new();
        for query in &queries {
            for (end, letter) in query.char_indices() {
                let typed = &query[..end + letter.len_utf8()];
                let scope = Scope::default();
                let (found, time) =
                    timed(|| search(&directory, &index, &Query::parse(&directory, typed, mode), &scope));
                let _ = black_box(found);
                times.push((time, typed.to_owned()));
            }
        }
        all.extend(times.iter().cloned());
        row(class, times, out)?;
    }
    row("all", all, out)?;
    writeln!(out)
}

fn row(class: &str, mut times: Vec<(Duration, String)>, out: &mut impl Write) -> io::Result<()> {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].0.as_secs_f64() * 1e3;
    let (_, slowest) = times.last().expect("every class has queries");
    writeln!(
        out,
        "{class:<12} {:>8} {:>7.3} ms {:>7.3} ms {:>7.3} ms   {slowest}",
        times.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    )
}

/// The queries of each class, from the names of entries all over the directory.
fn queries(entries: usize) -> Vec<(&'static str, QueryMode, Vec<String>)> {
    let names: Vec<String> = (0..12).map(|part| generate::name_of(part * entries / 12)).collect();
    let names: Vec<String> = names.into_iter().map(|name| name.to_lowercase()).collect();
    let typos = names.iter().map(|name| with_typo(name)).collect();
    let initials =
        names.iter().map(|name| name.split(' ').filter_map(|word| word.chars().next()).collect()).collect();
    let pairs = ["report victims", "trade statistics", "water safety", "public court", "training border"];
    let single = ["the", "of", "a", "s", "policy", "enforcement", "health -public", "kind:report labor"];
    vec![
        ("name", QueryMode::Words, names.clone()),
        ("typo", QueryMode::Words, typos),
        ("initials", QueryMode::Words, initials),
        ("two words", QueryMode::Words, pairs.map(str::to_owned).to_vec()),
        ("one word", QueryMode::Words, single.map(str::to_owned).to_vec()),
        (
            "fuzzy",
            QueryMode::Fuzzy,
            names.iter().take(4).map(|name| name.chars().step_by(2).collect()).collect(),
        ),
        ("regex", QueryMode::Regex, vec!["report.*victims".to_owned(), "(health|water) saf".to_owned()]),
    ]
}

/// The name with two letters swapped in the middle of its longest word.
fn with_typo(name: &str) -> String {
    let longest = name.split(' ').max_by_key(|word| word.len()).unwrap_or(name);
    let mut letters: Vec<char> = longest.chars().collect();
    let middle = letters.len() / 2;
    letters.swap(middle - 1, middle);
    name.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
