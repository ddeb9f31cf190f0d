//! The user's pager, for output longer than the terminal. It is fed while the output is written, so the first screen
//! comes at once, and writing stops when the pager is left.
//!
//! `less` gets options for colours; other pagers get no colours. If the pager cannot be started, fails, or reads
//! nothing, the text is printed without it and the exit code says so. The crate `pager` redirects standard output
//! before anything is written, and does not report whether the pager failed.

use std::ffi::{OsStr, OsString};
use std::fmt::{self, Display, Formatter};
use std::io::{self, BufWriter, PipeReader, PipeWriter, Read as _, Seek as _, SeekFrom, Write};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::thread;
use std::time::Duration;

use rustix::io::ioctl_fionread;
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGPIPE, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use tempfile::SpooledTempFile;

/// This much of the text is kept in memory in case the pager fails; more is kept in a file.
const MOST_IN_MEMORY: usize = 1 << 20;
/// The first bytes sent to a pager; a pipe holds them.
const BEGINNING: u64 = 4096;
const NAP: Duration = Duration::from_millis(1);
/// The exit code of a shell for a program that was ended by a signal is this plus the signal.
const BY_SIGNAL: i32 = 128;

/// Takes text for a terminal; starts the pager once there are more lines than rows.
pub(super) struct Paged {
    pager: Pager,
    rows: Option<usize>,
    lines: usize,
    /// What was written so far, unless there is no room for it.
    kept: Option<SpooledTempFile>,
    to: To,
}

enum To {
    /// Nowhere yet.
    Nothing,
    Pager(Running),
    /// The terminal, after this failure of the pager.
    Terminal(PagerError),
}

struct Running {
    child: Child,
    pipe: Option<BufWriter<PipeWriter>>,
    end: Arc<End>,
    takes_colours: bool,
    /// Whether the last bytes were an incomplete escape sequence.
    is_in_sequence: bool,
}

#[derive(Default)]
struct End {
    signal: AtomicI32,
    is_left: AtomicBool,
}

/// The pager failed, and the text was printed without it.
#[derive(Debug)]
pub(super) struct PagerError(String);

impl Paged {
    /// On a terminal with so many rows, the last one for the prompt.
    pub(super) fn new(pager: &OsStr, rows: Option<usize>) -> Self {
        let kept = Some(SpooledTempFile::new(MOST_IN_MEMORY));
        Paged { pager: Pager::of(pager), rows, lines: 0, kept, to: To::Nothing }
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        if let To::Pager(running) = &mut self.to {
            let fed = running.flush();
            self.after(fed)?;
        }
        if let To::Pager(running) = &mut self.to {
            let left = running.wait(&self.pager)?;
            self.go_on_after(left)?;
        }
        match std::mem::replace(&mut self.to, To::Nothing) {
            To::Nothing => self.print_kept(),
            To::Pager(_) => Ok(()),
            To::Terminal(error) => io::stdout().lock().flush().and(Err(io::Error::other(error))),
        }
    }

    fn start(&mut self) -> io::Result<()> {
        let (mut running, reader) = match self.pager.start() {
            Ok(started) => started,
            Err(error) => {
                return self.go_on_after(Err(self.pager.error(&format!("cannot be started: {error}"))));
            }
        };
        let mut fed = Ok(());
        if let Some(text) = &mut self.kept {
            text.rewind()?;
            io::copy(&mut text.take(BEGINNING), &mut running)?;
            if !running.has_read(&reader)? {
                let ended = running.wait(&self.pager)?;
                return self.go_on_after(ended.and_then(|()| Err(self.pager.error("has read nothing"))));
            }
            drop(reader);
            fed = io::copy(text, &mut running).map(drop);
            text.seek(SeekFrom::End(0))?;
        }
        self.to = To::Pager(running);
        self.after(fed)
    }

    /// If the pager reads no more, it was left or has failed. If it was left, the error is a broken pipe.
    fn after(&mut self, fed: io::Result<()>) -> io::Result<()> {
        match (fed, &mut self.to) {
            (Err(error), To::Pager(running)) if error.kind() == io::ErrorKind::BrokenPipe => {
                let left = running.wait(&self.pager)?;
                let was_left = left.is_ok();
                self.go_on_after(left)?;
                if was_left { Err(error) } else { Ok(()) }
            }
            (fed, _) => fed,
        }
    }

    fn go_on_after(&mut self, left: Result<(), PagerError>) -> io::Result<()> {
        if let Err(error) = left {
            self.to = To::Terminal(error);
            self.print_kept()?;
        }
        Ok(())
    }

    fn print_kept(&mut self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if let Some(mut kept) = self.kept.take() {
            kept.rewind()?;
            io::copy(&mut kept, &mut out)?;
        }
        out.flush()
    }
}

impl Write for Paged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let To::Terminal(_) = self.to {
            return io::stdout().lock().write(bytes);
        }
        // If there is no room for it, it cannot be printed later.
        self.kept.take_if(|kept| kept.write_all(bytes).is_err());
        match &mut self.to {
            To::Nothing => {
                self.lines += memchr::memchr_iter(b'\n', bytes).count();
                let fits = self.rows.is_some_and(|rows| self.lines < rows);
                if !fits {
                    self.start()?;
                }
            }
            To::Pager(running) => {
                let fed = running.write_all(bytes);
                self.after(fed)?;
            }
            To::Terminal(_) => {}
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Paged {
    fn drop(&mut self) {
        // If writing failed, the pager may still be on the screen.
        if let To::Pager(running) = &mut self.to {
            let _ = running.wait(&self.pager);
        }
    }
}

impl Running {
    /// Sends the first bytes to the pager, and returns whether it reads any of them before it ends.
    fn has_read(&mut self, reader: &PipeReader) -> io::Result<bool> {
        let given = self.pipe.as_ref().map_or(0, |pipe| pipe.buffer().len());
        self.flush()?;
        loop {
            let has_ended = self.child.try_wait()?.is_some();
            match ioctl_fionread(reader)? == given as u64 {
                true if has_ended => return Ok(false),
                true => thread::sleep(NAP),
                false => return Ok(true),
            }
        }
    }

    /// Waits for the pager and returns whether it failed. A signal that came meanwhile ends the program afterwards.
    fn wait(&mut self, pager: &Pager) -> io::Result<Result<(), PagerError>> {
        // Buffered bytes that the pager did not read are dropped.
        drop(self.pipe.take().map(BufWriter::into_parts));
        let status = self.child.wait()?;
        self.end.is_left.store(true, Ordering::Relaxed);
        let signal = self.end.signal.load(Ordering::Relaxed);
        if signal != 0 {
            emulate_default_handler(signal)?;
        }
        Ok(if is_left(status) { Ok(()) } else { Err(pager.error(&format!("failed ({status})"))) })
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

/// Writes to the pager, without escape sequences that it may not understand.
impl Write for Running {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.pipe {
            Some(pipe) if self.takes_colours => pipe.write_all(bytes)?,
            Some(pipe) => pipe.write_all(&plain(bytes, &mut self.is_in_sequence))?,
            None => {}
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pipe.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

/// Text without colours and overstrikes.
fn plain(bytes: &[u8], is_in_sequence: &mut bool) -> Vec<u8> {
    const ESC: u8 = 0x1b;
    const BACKSPACE: u8 = 0x08;
    let mut text: Vec<u8> = Vec::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            ESC => *is_in_sequence = true,
            _ if *is_in_sequence => *is_in_sequence = byte == b'[' || !matches!(byte, 0x40..=0x7e),
            BACKSPACE => {
                // All bytes of the letter.
                while text.pop().is_some_and(|byte| matches!(byte, 0x80..=0xbf)) {}
            }
            byte => text.push(byte),
        }
    }
    text
}

struct Pager {
    command: OsString,
    name: String,
    /// The words of a command that needs no shell.
    words: Option<Vec<String>>,
    takes_colours: bool,
}

impl Pager {
    fn of(command: &OsStr) -> Self {
        let name = command.to_string_lossy().into_owned();
        let is_plain = |text: &&str| !text.contains(|c| "|&;<>()$`\\\"'*?[]#~!{}\n".contains(c));
        let words = command.to_str().filter(is_plain);
        let words: Option<Vec<String>> =
            words.map(|text| text.split_whitespace().map(String::from).collect());
        // A command that begins with an assignment needs the shell too.
        let words = words.filter(|words| words.first().is_some_and(|first| !first.contains('=')));
        let program = words.as_ref().and_then(|words| Path::new(words.first()?).file_name());
        let takes_colours = program == Some(OsStr::new("less"));
        Pager { command: command.to_owned(), name, words, takes_colours }
    }

    fn error(&self, why: &str) -> PagerError {
        PagerError(format!("the pager \"{}\" {why}; the text was printed without it", self.name))
    }

    /// Starts it. The reading end of the pipe has to be dropped here, so that writing to a closed pager fails.
    fn start(&self) -> io::Result<(Running, PipeReader)> {
        let mut command = Command::new("sh");
        match self.words.as_deref() {
            Some([program, arguments @ ..]) => {
                command = Command::new(program);
                command.args(arguments)
            }
            Some([]) | None => command.arg("-c").arg(&self.command),
        };
        if self.takes_colours {
            // It overrides the user's options for colours.
            command.arg("-R");
        }
        // No history of searches is kept, the user's preprocessor for files is off, and the text is UTF-8 or ASCII
        // whatever the settings say.
        command.env("LESSHISTFILE", "-").env("LESSCHARSET", "utf-8").env_remove("LESSOPEN");
        if std::env::var_os("LESS").is_none() {
            // Quit if everything fits, pass colours on, leave the text on the screen: git's defaults.
            command.env("LESS", "FRX");
        }
        let end: Arc<End> = Arc::default();
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
        let (reader, writer) = io::pipe()?;
        let child = command.stdin(reader.try_clone()?).spawn()?;
        let (pid, ending) = (Pid::from_child(&child), Arc::clone(&end));
        // The pager must not be left alone with the terminal: the program ends after it.
        thread::Builder::new().name("signals".into()).spawn(move || {
            for number in signals.forever() {
                ending.signal.store(number, Ordering::Relaxed);
                let ended = if ending.is_left.load(Ordering::Relaxed) {
                    emulate_default_handler(number)
                } else {
                    kill_process(pid, Signal::TERM).map_err(io::Error::from)
                };
                // If the pager has ended by itself, the program is about to end.
                drop(ended);
            }
        })?;
        let pipe = Some(BufWriter::new(writer));
        let takes_colours = self.takes_colours;
        Ok((Running { child, pipe, end, takes_colours, is_in_sequence: false }, reader))
    }
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
        for (text, expected) in
            [("a \x1b[1;4mb\x1b[m c", "a b c"), ("\x1b[0;35m", ""), ("b\x08bo\x08o _\x08é é\x08é", "bo é é")]
        {
            let mut is_in_sequence = false;
            assert_eq!(
                String::from_utf8(plain(text.as_bytes(), &mut is_in_sequence)).as_deref(),
                Ok(expected)
            );
            let mut bit_by_bit = Vec::new();
            for byte in text.bytes().filter(|byte| *byte != 0x08) {
                bit_by_bit.extend(plain(&[byte], &mut is_in_sequence));
            }
            assert!(!bit_by_bit.contains(&0x1b), "{text:?}");
        }
    }

    #[test]
    fn less_alone_takes_colours_and_a_line_for_the_shell_goes_there() {
        for (pager, words, takes_colours) in [
            ("less", 1, true),
            ("/usr/bin/less -S +G", 3, true),
            ("most", 1, false),
            ("less | head", 0, false),
            ("LESS=-S less", 0, false),
            ("sed 's/a/b/'", 0, false),
            (" ", 0, false),
        ] {
            let pager = Pager::of(OsStr::new(pager));
            assert_eq!(pager.words.as_ref().map_or(0, Vec::len), words, "{}", pager.name);
            assert_eq!(pager.takes_colours, takes_colours, "{}", pager.name);
        }
    }
}
