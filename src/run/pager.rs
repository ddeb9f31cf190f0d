//! The user's pager: for what a terminal cannot hold, fed while it is made, so that the first screen comes at once and
//! nothing is made for nobody once the pager is left.

use std::ffi::{OsStr, OsString};
use std::io::{self, BufWriter, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGINT;

/// As much is kept for the case that there is no such pager. A pipe holds less, so that one is known to run by then.
const MOST_KEPT: usize = 1 << 20;
/// What the shell ends with where there is no such program.
const NOT_FOUND: i32 = 127;

/// Takes text for a terminal; starts the pager once there are more lines than rows.
pub(super) struct Paged {
    pager: OsString,
    rows: Option<usize>,
    lines: usize,
    /// What was written, as long as it is not much.
    kept: Option<Vec<u8>>,
    to: To,
}

enum To {
    /// Nowhere yet.
    Nothing,
    Pager {
        pipe: Option<BufWriter<ChildStdin>>,
        child: Child,
    },
    /// The terminal, as there is no pager.
    Terminal,
}

impl Paged {
    /// On a terminal with so many rows, the last of which is the prompt's.
    pub(super) fn new(pager: OsString, rows: Option<usize>) -> Self {
        Paged { pager, rows, lines: 0, kept: Some(Vec::new()), to: To::Nothing }
    }

    /// Shows what is still kept, and waits for the pager to be left.
    pub(super) fn finish(mut self) -> io::Result<()> {
        match &mut self.to {
            To::Nothing => return print(self.kept.as_deref().unwrap_or_default()),
            To::Terminal => return io::stdout().lock().flush(),
            To::Pager { pipe, .. } => {
                if let Some(Err(error)) = pipe.take().map(|mut pipe| pipe.flush()) {
                    self.left(error)?;
                }
            }
        }
        // Nobody has read what a shell was given that did not find the pager.
        if self.has_no_pager()? {
            return print(self.kept.as_deref().unwrap_or_default());
        }
        Ok(())
    }

    fn start(&mut self) -> io::Result<()> {
        // Ctrl-c is for the pager, which must not be left alone with the terminal.
        signal_hook::flag::register(SIGINT, Arc::new(AtomicBool::new(false)))?;
        let Ok(mut child) = shell(&self.pager).spawn() else { return self.go_on_without() };
        let pipe = child.stdin.take().map(BufWriter::new);
        self.to = To::Pager { pipe, child };
        let kept = self.kept.clone().unwrap_or_default();
        self.feed(&kept)
    }

    fn feed(&mut self, bytes: &[u8]) -> io::Result<()> {
        let To::Pager { pipe: Some(pipe), .. } = &mut self.to else { return Ok(()) };
        match pipe.write_all(bytes) {
            Ok(()) => Ok(()),
            Err(error) => self.left(error),
        }
    }

    /// The pager reads no more. That it was left is told by the error, that there was none is mended.
    fn left(&mut self, error: io::Error) -> io::Result<()> {
        if error.kind() == io::ErrorKind::BrokenPipe && self.has_no_pager()? {
            return self.go_on_without();
        }
        Err(error)
    }

    fn go_on_without(&mut self) -> io::Result<()> {
        self.to = To::Terminal;
        print(&self.kept.take().unwrap_or_default())
    }

    /// Waits for the pager; says whether the shell found none.
    fn has_no_pager(&mut self) -> io::Result<bool> {
        let To::Pager { pipe, child } = &mut self.to else { return Ok(false) };
        drop(pipe.take());
        Ok(child.wait()?.code() == Some(NOT_FOUND) && self.kept.is_some())
    }
}

impl Write for Paged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let To::Terminal = self.to {
            return io::stdout().lock().write(bytes);
        }
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(bytes);
        }
        match self.to {
            To::Nothing => {
                self.lines += memchr::memchr_iter(b'\n', bytes).count();
                let fits = self.rows.is_some_and(|rows| self.lines < rows);
                if !fits {
                    self.start()?;
                }
            }
            To::Pager { .. } => self.feed(bytes)?,
            To::Terminal => {}
        }
        let is_running = matches!(self.to, To::Pager { .. });
        self.kept.take_if(|kept| is_running && kept.len() > MOST_KEPT);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Paged {
    fn drop(&mut self) {
        // Where the writing failed the pager may still be on the screen.
        let _ = self.has_no_pager();
    }
}

/// The shell splits the pager into words and tells it what git tells it, unless the user has told it something: quit where
/// all fits, colours as they are, leave the text on the screen.
fn shell(pager: &OsStr) -> Command {
    let mut script = OsString::from(": \"${LESS=FRX}\" \"${LV=-c}\"; export LESS LV; ");
    script.push(pager);
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).stdin(Stdio::piped());
    command
}

fn print(text: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text)?;
    out.flush()
}
