//! A program in a pseudo-terminal, with an emulator that shows what it has written: for benchmarks of the real thing.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::num::NonZero;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use pty_process::Size;

const COLUMNS: NonZero<u16> = NonZero::new(120).unwrap();
const ROWS: NonZero<u16> = NonZero::new(40).unwrap();
/// A program that has written nothing for so long is done.
pub(crate) const QUIET: Duration = Duration::from_millis(30);
/// One that has written nothing yet is given so long to start, and so long to answer a key, which may change nothing.
const PATIENCE_AT_START: Duration = Duration::from_secs(60);
const PATIENCE: Duration = Duration::from_secs(2);

/// A program that runs in a terminal of its own.
pub(crate) struct Pty {
    child: Child,
    keys: File,
    written: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
}

/// What a program wrote in answer to something.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    /// From the question to the last byte.
    pub(crate) time: Duration,
    pub(crate) bytes: Vec<u8>,
    /// How many cells of the screen look otherwise now.
    pub(crate) changed: usize,
}

impl Pty {
    /// Starts a program; gives it with its first screen, which is whole when nothing is written for `quiet`.
    pub(crate) fn start(command: &[String], home: &Path, quiet: Duration) -> io::Result<(Self, Answer)> {
        let (terminal, device) = pty_process::blocking::open().map_err(io::Error::other)?;
        terminal.resize(Size::new(ROWS.get(), COLUMNS.get())).map_err(io::Error::other)?;
        let keys = File::from(OwnedFd::from(terminal));
        let mut builder = Command::new(&command[0]);
        builder.args(&command[1..]);
        builder.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("LESSHISTFILE", "-")] {
            builder.env(name, value);
        }
        builder.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        builder.env("HOME", home);
        let mut reader = keys.try_clone()?;
        let (sender, written) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(length) = reader.read(&mut buffer) {
                let now = Instant::now();
                if length == 0 || sender.send((now, buffer[..length].to_vec())).is_err() {
                    return;
                }
            }
        });
        let start = Instant::now();
        let command = pty_process::blocking::Command::from(builder);
        let child = command.spawn(device).map_err(io::Error::other)?;
        let screen = vt100::Parser::new(ROWS, COLUMNS, 0);
        let mut pty = Pty { child, keys, written, screen };
        let first = pty.answer(start, PATIENCE_AT_START, quiet);
        Ok((pty, first))
    }

    /// Types something, and waits for the answer.
    pub(crate) fn press(&mut self, keys: &str) -> io::Result<Answer> {
        self.press_and_wait(keys, QUIET)
    }

    /// The same, for an answer with pauses that are shorter than `quiet`.
    pub(crate) fn press_and_wait(&mut self, keys: &str, quiet: Duration) -> io::Result<Answer> {
        let start = Instant::now();
        self.keys.write_all(keys.as_bytes())?;
        Ok(self.answer(start, PATIENCE, quiet))
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends the program by its own key, or else by force.
    pub(crate) fn end(mut self, key: &str) -> io::Result<()> {
        self.keys.write_all(key.as_bytes())?;
        let end = Instant::now() + Duration::from_secs(2);
        while Instant::now() < end {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(1));
        }
        self.child.kill()?;
        self.child.wait().map(drop)
    }

    fn answer(&mut self, start: Instant, mut patience: Duration, quiet: Duration) -> Answer {
        let mut answer = Answer::default();
        while let Ok((at, bytes)) = self.written.recv_timeout(patience) {
            answer.time = at - start;
            answer.bytes.extend(bytes);
            patience = quiet;
        }
        let before = self.screen.screen().clone();
        self.screen.process(&answer.bytes);
        let after = self.screen.screen();
        let places = (0..ROWS.get()).flat_map(|row| (0..COLUMNS.get()).map(move |column| (row, column)));
        answer.changed =
            places.filter(|(row, column)| before.cell(*row, *column) != after.cell(*row, *column)).count();
        answer
    }
}
