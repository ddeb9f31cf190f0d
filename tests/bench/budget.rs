//! The budgets that the program keeps to, measured in one run beside what it is compared with.
//!
//! `cargo bench --bench budget` prints the table; `-- 82000` opens a directory of that many entries alone. `PITF` names
//! another build to measure, and `PITF_BEFORE` an older one whose figures stand beside it. `less`, `jless` and `fzf` are
//! measured where they are installed; `jless` reads the same content as JSON. Rounds alternate, and the least time of each
//! program is given with the median: what counts is how the programs stand to each other in one run.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures are shown with three digits"
)]

#[allow(dead_code, reason = "the generator writes more than this benchmark looks at")]
mod generate;
mod pty;

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pty::{Pty, QUIET};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/directory.ron");
const STARTS: usize = 25;
const KEYS: usize = 60;

/// The builds that are measured, by name.
fn builds() -> Vec<(&'static str, String)> {
    let this = std::env::var("PITF").unwrap_or_else(|_| env!("CARGO_BIN_EXE_pitf").to_owned());
    let before = std::env::var("PITF_BEFORE").ok().map(|program| ("before", program));
    [("pitf", this)].into_iter().chain(before).collect()
}

fn main() -> io::Result<()> {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![82_000, 100_000, 1_000_000] } else { sizes };
    let folder = tempfile::tempdir()?;
    for (name, program) in builds() {
        row("size of the program", name, &format!("{:.2} MB", fs::metadata(program)?.len() as f64 / 1e6));
    }
    first_screen(folder.path())?;
    waiting(folder.path())?;
    moving(folder.path())?;
    for entries in sizes {
        let data = folder.path().join("generated.ron");
        let mut file = BufWriter::new(File::create(&data)?);
        generate::write_directory(entries, &mut file)?;
        file.into_inner()?.sync_all()?;
        let size = fs::metadata(&data)?.len() as f64 / 1e6;
        println!("{entries} entries, {size:.1} MB");
        opening(entries, &data, folder.path())?;
        keys(&data, folder.path())?;
        if entries < 500_000 {
            searching(entries, &data, folder.path())?;
        } else {
            typing(entries, &data, folder.path())?;
        }
    }
    Ok(())
}

fn row(what: &str, program: &str, figure: &str) {
    println!("{what:<44} {program:<8} {figure}");
}

fn times_row(what: &str, program: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    row(what, program, &format!("least {:.2}, median {:.2}, 99 % {:.2} ms", at(0), at(50), at(99)));
}

fn installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

fn command(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Starts programs in turn. Gives the times to the first whole screen of each, and the most memory of the last start.
fn starts(
    programs: &[Vec<String>],
    rounds: usize,
    quiet: Duration,
    home: &Path,
) -> io::Result<Vec<(Vec<Duration>, u64)>> {
    let mut measured = vec![(Vec::new(), 0); programs.len()];
    for _ in 0..rounds {
        for (program, (times, memory)) in programs.iter().zip(&mut measured) {
            let (pty, first) = Pty::start(program, home, quiet)?;
            times.push(first.time);
            *memory = peak(pty.process());
            pty.end("q")?;
        }
    }
    Ok(measured)
}

fn first_screen(home: &Path) -> io::Result<()> {
    let mut names = vec!["less"];
    let mut programs = vec![command(&["less", SHIPPED])];
    for (name, build) in builds() {
        names.push(name);
        programs.push(command(&[&build, "--fresh"]));
    }
    for (name, (mut times, _)) in names.iter().zip(starts(&programs, STARTS, QUIET, home)?) {
        times_row("first screen (no slower than less)", name, &mut times);
    }
    Ok(())
}

/// Keys that move and page through 10,000 entries.
fn moving(home: &Path) -> io::Result<()> {
    let data = home.join("moving.ron");
    generate::write_directory(10_000, &mut BufWriter::new(File::create(&data)?))?;
    for (name, build) in builds() {
        let (mut pty, _) =
            Pty::start(&command(&[&build, "--fresh", "--data", &shown(&data)]), home, 10 * QUIET)?;
        pty.press("zR")?;
        for (what, key) in [("a key that moves", "j"), ("a key that pages", "\x06")] {
            let (mut times, mut bytes, mut cells) = (Vec::new(), 0, 0);
            for _ in 0..KEYS {
                let answer = pty.press(key)?;
                times.push(answer.time);
                bytes += answer.bytes.len();
                cells += answer.changed;
            }
            let each =
                format!("{what}, {:.2} bytes a changed cell (1.6)", bytes as f64 / cells.max(1) as f64);
            times_row(&each, name, &mut times);
        }
        pty.end("Q")?;
    }
    Ok(())
}

/// What the program does while nothing happens.
fn waiting(home: &Path) -> io::Result<()> {
    const TIME: Duration = Duration::from_secs(3);
    for (name, build) in builds() {
        let (pty, _) = Pty::start(&command(&[&build, "--fresh"]), home, QUIET)?;
        let before = switches(pty.process());
        std::thread::sleep(TIME);
        row("waking up in three seconds", name, &format!("{} times", switches(pty.process()) - before));
        pty.end("Q")?;
    }
    Ok(())
}

/// How often the threads of a process were given the processor (Linux alone).
fn switches(process: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let of_thread = |folder: PathBuf| {
        let status = fs::read_to_string(folder.join("status")).unwrap_or_default();
        let lines = status.lines().filter(|line| line.contains("ctxt_switches"));
        lines.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).sum::<u64>()
    };
    threads.map(|thread| of_thread(thread.path())).sum()
}

/// Each key that changes many rows, once.
fn keys(data: &Path, home: &Path) -> io::Result<()> {
    for (name, build) in builds() {
        let (mut pty, _) =
            Pty::start(&command(&[&build, "--fresh", "--data", &shown(data)]), home, 20 * QUIET)?;
        for (what, key) in [
            ("unfold all", "zR"),
            ("last row", "G"),
            ("first row", "g"),
            ("fold", "h"),
            ("unfold", "l"),
            ("fold all", "zM"),
            ("to level 3", "z3"),
            ("by kind", "ak"),
            ("by topic", "at"),
            ("by date", "ad"),
            ("by hierarchy", "ah"),
        ] {
            row(what, name, &format!("{:.2} ms", pty.press(key)?.time.as_secs_f64() * 1e3));
        }
        pty.end("Q")?;
    }
    Ok(())
}

/// From the start to the whole first screen, in a terminal.
fn opening(entries: usize, data: &Path, home: &Path) -> io::Result<()> {
    let rounds = if entries < 500_000 { 7 } else { 3 };
    let (mut names, mut programs) = (Vec::new(), Vec::new());
    for (name, build) in builds() {
        names.push(name);
        programs.push(command(&[&build, "--fresh", "--data", &shown(data)]));
    }
    if installed("jless") {
        let json = data.with_extension("json");
        fs::write(&json, json_of(&fs::read_to_string(data)?))?;
        names.push("jless");
        programs.push(command(&["jless", &shown(&json)]));
    }
    // While a file is read the screen says how far that is, ten times a second.
    let size = fs::metadata(data)?.len() as f64;
    for (name, (mut times, memory)) in names.iter().zip(starts(&programs, rounds, 20 * QUIET, home)?) {
        let what = format!("opening (1.4 or 1.25 times jless), {:.1} of memory", memory as f64 / size);
        times_row(&what, name, &mut times);
    }
    Ok(())
}

/// A search on the command line beside opening the same file, and beside `fzf`.
fn searching(entries: usize, data: &Path, home: &Path) -> io::Result<()> {
    let query = generate::name_of(entries / 2).to_lowercase();
    for (name, build) in builds() {
        let run = |arguments: &[&str]| {
            let start = Instant::now();
            let mut program = Command::new(&build);
            program.args(["--data", &shown(data)]).args(arguments).env("HOME", home).stdout(Stdio::null());
            program.status().map(|_| start.elapsed())
        };
        let (mut opened, mut searched) = (Vec::new(), Vec::new());
        for _ in 0..7 {
            opened.push(run(&["show", "e0"])?);
            searched.push(run(&["search", &query, "--limit", "10"])?);
        }
        times_row("opening alone, on the command line", name, &mut opened);
        times_row("search (at most 60 ms over opening)", name, &mut searched);
    }
    if installed("fzf") {
        let mut times = Vec::new();
        for _ in 0..7 {
            let start = Instant::now();
            let mut fzf = Command::new("fzf");
            fzf.args(["--filter", &query]).stdin(File::open(data)?).stdout(Stdio::null()).status()?;
            times.push(start.elapsed());
        }
        times_row("the same words by fzf --filter", "fzf", &mut times);
    }
    Ok(())
}

/// Letters typed into the search pane, until the answer is on the screen.
fn typing(entries: usize, data: &Path, home: &Path) -> io::Result<()> {
    for (name, build) in builds() {
        let (mut pty, _) =
            Pty::start(&command(&[&build, "--fresh", "--data", &shown(data)]), home, 40 * QUIET)?;
        // The index is built behind the first screen, and the first answer waits for it.
        pty.press_and_wait("/a", 200 * QUIET)?;
        let mut times = Vec::new();
        for part in 0..6 {
            pty.press_and_wait("\x15", 10 * QUIET)?;
            for letter in generate::name_of(part * entries / 6).to_lowercase().chars() {
                times.push(pty.press_and_wait(&letter.to_string(), 5 * QUIET)?.time);
            }
        }
        times_row("a letter (median 8, 99 % 30 ms)", name, &mut times);
        pty.end("\x03")?;
    }
    Ok(())
}

/// The same content as JSON: what the generator writes has no brackets or colons within its strings that matter here.
fn json_of(ron: &str) -> String {
    let mut json = String::with_capacity(ron.len() * 11 / 10);
    for (index, part) in ron.split('"').enumerate() {
        if index % 2 == 1 {
            json.push('"');
            json.push_str(part);
            json.push('"');
            continue;
        }
        let mut word = String::new();
        for sign in part.chars() {
            match sign {
                'a'..='z' | '_' => word.push(sign),
                ':' => {
                    json.push('"');
                    json.push_str(&std::mem::take(&mut word));
                    json.push_str("\":");
                }
                _ => {
                    json.push_str(&std::mem::take(&mut word));
                    if matches!(sign, ')' | ']') && json.trim_end().ends_with(',') {
                        json.truncate(json.trim_end().len() - 1);
                    }
                    json.push(match sign {
                        '(' => '{',
                        ')' => '}',
                        _ => sign,
                    });
                }
            }
        }
    }
    json
}

/// The most memory that a process has had, in bytes (Linux alone).
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) * 1024
}

fn shown(path: &Path) -> String {
    PathBuf::from(path).to_string_lossy().into_owned()
}
