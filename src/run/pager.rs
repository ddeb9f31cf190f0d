//! The user's pager, for output longer than the terminal.
//!
//! `less` gets options for colours; other pagers get no colours. If the pager cannot be started or fails, the text is
//! printed without it and the exit code says so. The crate `pager` redirects standard output before anything is written,
//! and does not report whether the pager failed.

use std::ffi::{OsStr, OsString};
use std::fmt::{self, Display, Formatter};
use std::io::{self, Write};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;

use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGPIPE, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

/// The exit code of a shell for a program that was ended by a signal is this plus the signal.
const BY_SIGNAL: i32 = 128;

/// Collects text for a terminal, for the pager if there are as many lines as rows.
pub(super) struct Paged {
    pager: OsString,
    rows: Option<usize>,
    text: Vec<u8>,
}

/// The pager failed, and the text was printed without it.
#[derive(Debug)]
pub(super) struct PagerError(String);

impl Paged {
    /// On a terminal with so many rows, the last one for the prompt.
    pub(super) fn new(pager: &OsStr, rows: Option<usize>) -> Self {
        Paged { pager: pager.to_owned(), rows, text: Vec::new() }
    }

    pub(super) fn finish(self) -> io::Result<()> {
        let lines = memchr::memchr_iter(b'\n', &self.text).count();
        let is_long = self.rows.is_none_or(|rows| lines >= rows);
        let shown = is_long.then(|| self.show());
        if let Some(Ok(())) = shown {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        out.write_all(&self.text)?;
        out.flush()?;
        shown.unwrap_or(Ok(())).map_err(io::Error::other)
    }

    fn error(&self, why: &str) -> PagerError {
        let name = self.pager.to_string_lossy();
        PagerError(format!("the pager \"{name}\" {why}; the text was printed without it"))
    }

    fn show(&self) -> Result<(), PagerError> {
        let (command, takes_colours) = command(&self.pager);
        let shown =
            if takes_colours { run(command, &self.text) } else { run(command, &without_colours(&self.text)) };
        let status = shown.map_err(|error| self.error(&format!("cannot be started: {error}")))?;
        if is_left(status) { Ok(()) } else { Err(self.error(&format!("failed ({status})"))) }
    }
}

impl Write for Paged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether the user left it, by its keys or by Ctrl-c, or it read enough.
fn is_left(status: ExitStatus) -> bool {
    let is_usual = |signal| [SIGPIPE, SIGINT].contains(&signal);
    match (status.code(), status.signal()) {
        (Some(code), _) => code == 0 || is_usual(code - BY_SIGNAL),
        (None, signal) => signal.is_some_and(is_usual),
    }
}

fn without_colours(bytes: &[u8]) -> Vec<u8> {
    const ESC: u8 = 0x1b;
    let mut text = Vec::with_capacity(bytes.len());
    let mut is_in_sequence = false;
    for &byte in bytes {
        match byte {
            ESC => is_in_sequence = true,
            _ if is_in_sequence => is_in_sequence = byte == b'[' || !matches!(byte, 0x40..=0x7e),
            byte => text.push(byte),
        }
    }
    text
}

/// Runs a pager to its end. A signal that comes meanwhile ends the program afterwards, so that the pager is not left
/// alone with the terminal.
fn run(mut pager: Command, text: &[u8]) -> io::Result<ExitStatus> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    let mut child = pager.stdin(Stdio::piped()).spawn()?;
    let pid = Pid::from_child(&child);
    let signal = Arc::new(AtomicI32::new(0));
    let came = Arc::clone(&signal);
    thread::Builder::new().name("signals".into()).spawn(move || {
        for number in signals.forever() {
            came.store(number, Ordering::Relaxed);
            if kill_process(pid, Signal::TERM).is_err() {
                let _ = emulate_default_handler(number);
            }
        }
    })?;
    if let Some(mut pipe) = child.stdin.take() {
        // An error means that the pager reads no more; its status says why.
        let _ = pipe.write_all(text);
    }
    let status = child.wait()?;
    match signal.load(Ordering::Relaxed) {
        0 => {}
        number => emulate_default_handler(number)?,
    }
    Ok(status)
}

/// The command of a pager, and whether it takes colours.
fn command(pager: &OsStr) -> (Command, bool) {
    let is_plain = |text: &&str| !text.contains(|c| "|&;<>()$`\\\"'*?[]#~!{}\n".contains(c));
    let mut words = pager.to_str().filter(is_plain).unwrap_or_default().split_whitespace();
    let mut takes_colours = false;
    // A command that begins with an assignment needs the shell too.
    let mut command = if let Some(program) = words.next().filter(|first| !first.contains('=')) {
        takes_colours = Path::new(program).file_name() == Some(OsStr::new("less"));
        let mut command = Command::new(program);
        // The last option overrides the user's for colours.
        command.args(words).args(takes_colours.then_some("-R"));
        command
    } else {
        let mut command = Command::new("sh");
        command.arg("-c").arg(pager);
        command
    };
    // No history of searches is kept, the user's preprocessor for files is off, and the text is UTF-8 or ASCII
    // whatever the settings say.
    command.env("LESSHISTFILE", "-").env("LESSCHARSET", "utf-8").env_remove("LESSOPEN");
    if std::env::var_os("LESS").is_none() {
        // Quit if everything fits, pass colours on, leave the text on the screen: git's defaults.
        command.env("LESS", "FRX");
    }
    (command, takes_colours)
}

impl Display for PagerError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for PagerError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_that_is_not_known_to_take_colours_gets_none() {
        for (text, expected) in [("a \x1b[1;4mb\x1b[m c", "a b c"), ("\x1b[0;35m", "")] {
            assert_eq!(String::from_utf8(without_colours(text.as_bytes())).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn less_alone_takes_colours_and_a_line_for_the_shell_goes_there() {
        for (pager, program, takes_colours) in [
            ("less", "less", true),
            ("/usr/bin/less -S +G", "/usr/bin/less", true),
            ("most", "most", false),
            ("less | head", "sh", false),
            ("LESS=-S less", "sh", false),
            ("sed 's/a/b/'", "sh", false),
            (" ", "sh", false),
        ] {
            let (command, takes) = command(OsStr::new(pager));
            assert_eq!((command.get_program(), takes), (OsStr::new(program), takes_colours), "{pager}");
        }
    }
}
