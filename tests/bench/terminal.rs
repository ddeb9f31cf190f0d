//! What a user feels, measured at the real binary in a pseudo-terminal of 120 columns by 40 rows: the first screen, a key
//! held down, a burst of keys, waiting; beside a program that does nothing but write a screenful, and beside those of
//! `less`, `fzf`, `jless` and `w3m` that are installed.
//!
//! `cargo bench --bench terminal` prints the tables; `-- 100000` measures a generated directory of that many entries
//! instead of the three usual ones, `-- 0` none. Rounds of the programs alternate, so that each has its share of what else
//! the machine does, and the least and the median are given: compare them within one run.

#![allow(clippy::cast_precision_loss, reason = "figures are shown with three digits")]

#[allow(dead_code, reason = "the generator writes more than this benchmark looks at")]
mod generate;
mod pty;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use pty::{Pty, QUIET};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/directory.ron");
const STARTS: usize = 25;
const KEYS: usize = 60;

/// The program; the variable `PITF` names another build of it.
fn pitf() -> String {
    std::env::var("PITF").unwrap_or_else(|_| env!("CARGO_BIN_EXE_pitf").to_owned())
}

/// A program as it is measured.
struct Program {
    name: &'static str,
    command: Vec<String>,
    /// What moves to the next row; nothing where there are none.
    down: Option<&'static str>,
    quit: &'static str,
}

fn main() -> io::Result<()> {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes };
    let folder = tempfile::tempdir()?;
    let mut out = io::stdout().lock();
    let programs = programs(folder.path())?;
    writeln!(out, "the directory in the program, and the same text in others")?;
    starts(&programs, folder.path(), &mut out)?;
    keys(&programs, folder.path(), &mut out)?;
    waiting(&[pitf()], folder.path(), &mut out)?;
    for entries in sizes.into_iter().filter(|entries| *entries > 0) {
        let data = folder.path().join(format!("{entries}.ron"));
        let mut file = BufWriter::new(File::create(&data)?);
        generate::write_directory(entries, &mut file)?;
        file.into_inner()?.sync_all()?;
        large(entries, &data, folder.path(), &mut out)?;
        fs::remove_file(&data)?;
    }
    Ok(())
}

/// The program itself, and those others that are there.
fn programs(folder: &Path) -> io::Result<Vec<Program>> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let json = folder.join("directory.json");
    fs::write(&json, Command::new(pitf()).args(["export", "--format", "json"]).output()?.stdout)?;
    let json = json.to_string_lossy();
    let fzf = format!("fzf < {SHIPPED}");
    let others = [
        ("less", words(&["less", SHIPPED]), Some("j"), "q"),
        ("jless", words(&["jless", &json]), Some("j"), "q"),
        ("fzf", words(&["sh", "-c", &fzf]), Some("\x1b[A"), "\x03"),
        ("w3m", words(&["w3m", "-T", "text/plain", SHIPPED]), Some("j"), "Q"),
    ];
    let mut programs = vec![
        Program { name: "a screenful alone", command: screenful(folder)?, down: None, quit: "\x04" },
        Program { name: "pitf", command: vec![pitf(), "--fresh".to_owned()], down: Some("j"), quit: "Q" },
    ];
    for (name, command, down, quit) in others {
        if installed(name).is_some() {
            programs.push(Program { name, command, down, quit });
        }
    }
    Ok(programs)
}

/// A program that writes one screenful and waits: in C where there is a compiler, or else `cat`.
fn screenful(folder: &Path) -> io::Result<Vec<String>> {
    const SOURCE: &str = "#include <stdio.h>\n#include <unistd.h>\nint main(void) { static char screen[8192]; int end = 0, key; \
        for (int row = 1; row < 40; row++) end += sprintf(screen + end, \"%03d %0100d\\r\\n\", row, row); \
        return write(1, screen, end) < 0 || read(0, &key, 1) < 0; }\n";
    let (source, program) = (folder.join("screenful.c"), folder.join("screenful"));
    fs::write(&source, SOURCE)?;
    if Command::new("cc")
        .arg("-O2")
        .arg("-o")
        .arg(&program)
        .arg(&source)
        .status()
        .is_ok_and(|status| status.success())
    {
        return Ok(vec![program.to_string_lossy().into_owned()]);
    }
    let screen = folder.join("screen");
    fs::write(&screen, format!("{}\r\n", "x".repeat(100)).repeat(39))?;
    Ok(vec!["cat".to_owned(), screen.to_string_lossy().into_owned(), "-".to_owned()])
}

fn installed(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

fn starts(programs: &[Program], home: &Path, out: &mut impl Write) -> io::Result<()> {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); programs.len()];
    for _ in 0..STARTS {
        for (program, times) in programs.iter().zip(&mut times) {
            let (pty, first) = Pty::start(&program.command, home, QUIET)?;
            times.push(first.time);
            pty.end(program.quit)?;
        }
    }
    writeln!(out, "\n{:<20} {:>9} {:>9} {:>8}", "first screen, ms", "least", "median", "ratio")?;
    let alone = median(&mut times[0].clone());
    for (program, times) in programs.iter().zip(&mut times) {
        let median = median(times);
        writeln!(
            out,
            "{:<20} {:>9.2} {:>9.2} {:>8.2}",
            program.name,
            ms(times[0]),
            ms(median),
            ms(median) / ms(alone)
        )?;
    }
    Ok(())
}

fn keys(programs: &[Program], home: &Path, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "\n{:<20} {:>9} {:>9} {:>9} {:>9} {:>11}",
        "a key, ms", "least", "median", "bytes", "cells", "bytes/cell"
    )?;
    for program in programs {
        let Some(down) = program.down else { continue };
        let (mut pty, _) = Pty::start(&program.command, home, QUIET)?;
        if program.name == "pitf" {
            pty.press("zR")?;
        }
        key_row(program.name, down, &mut pty, out)?;
        pty.end(program.quit)?;
    }
    Ok(())
}

fn key_row(name: &str, key: &str, pty: &mut Pty, out: &mut impl Write) -> io::Result<()> {
    let (mut times, mut bytes, mut cells) = (Vec::new(), 0, 0);
    for _ in 0..KEYS {
        let answer = pty.press(key)?;
        times.push(answer.time);
        bytes += answer.bytes.len();
        cells += answer.changed;
    }
    let median = median(&mut times);
    writeln!(
        out,
        "{name:<20} {:>9.2} {:>9.2} {:>9} {:>9} {:>11.2}",
        ms(times[0]),
        ms(median),
        bytes / KEYS,
        cells / KEYS,
        bytes as f64 / cells.max(1) as f64
    )
}

/// What the program does while nothing happens.
fn waiting(command: &[String], home: &Path, out: &mut impl Write) -> io::Result<()> {
    const TIME: Duration = Duration::from_secs(3);
    let (pty, _) = Pty::start(command, home, QUIET)?;
    let before = wake_ups(pty.process());
    std::thread::sleep(TIME);
    let after = wake_ups(pty.process());
    writeln!(
        out,
        "\nwaiting for {TIME:?}: {} wake-ups, {} ticks of the processor",
        after.0 - before.0,
        after.1 - before.1
    )?;
    pty.end("Q")
}

/// How often the threads of a process were given the processor, and for how many ticks (Linux alone).
fn wake_ups(process: u32) -> (u64, u64) {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let of_thread = |folder: PathBuf| {
        let status = fs::read_to_string(folder.join("status")).unwrap_or_default();
        let switches = status.lines().filter(|line| line.contains("ctxt_switches"));
        let switches =
            switches.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).sum::<u64>();
        let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
        let ticks = stat.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
        (switches, ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>())
    };
    threads.map(|thread| of_thread(thread.path())).fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1))
}

/// A directory of many entries: opening it, keys, and what changes all of its rows.
fn large(entries: usize, data: &Path, home: &Path, out: &mut impl Write) -> io::Result<()> {
    let command = [&pitf(), "--fresh", "--data", &data.to_string_lossy()].map(str::to_owned);
    // While the file is read the screen says how far that is, ten times a second.
    let (mut pty, first) = Pty::start(&command, home, 20 * QUIET)?;
    let memory = peak(pty.process()) / 1_000_000;
    writeln!(out, "\n{entries} entries: first screen {:.0} ms, {memory} MB at most", ms(first.time))?;
    writeln!(out, "{:<20} {:>9}", "the first, ms", "time")?;
    for (name, keys) in [
        ("down", "j"),
        ("unfold all", "zR"),
        ("last row", "G"),
        ("first row", "g"),
        ("fold", "h"),
        ("unfold", "l"),
        ("fold all", "zM"),
        ("to level 3", "z3"),
        ("follow a link", "\t\r"),
        ("back", "H"),
        ("by kind", "ak"),
        ("by topic", "at"),
        ("by date", "ad"),
        ("by hierarchy", "ah"),
    ] {
        writeln!(out, "{name:<20} {:>9.2}", ms(pty.press(keys)?.time))?;
    }
    // The link that was followed has left the keys in the text; its own key leads out of it.
    pty.press("\x1b")?;
    pty.press("zRg")?;
    key_row("a key, all unfolded", "j", &mut pty, out)?;
    pty.press("g")?;
    let burst = pty.press(&"\x1b[B".repeat(500))?;
    let frames = burst.bytes.windows(8).filter(|bytes| *bytes == b"\x1b[?2026h").count();
    let wanted = format!(" {}/", 501.min(entries));
    let place = if pty.text().contains(&wanted) { "the right row" } else { "THE WRONG ROW" };
    writeln!(
        out,
        "500 keys at once: {:.2} ms, {frames} frames, {} bytes, {place}",
        ms(burst.time),
        burst.bytes.len()
    )?;
    pty.end("Q")
}

/// The most memory that a process has had, in bytes (Linux alone).
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) * 1024
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
