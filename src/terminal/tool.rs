//! Runs other programs that copy a text or open an address: without a shell, detached from the terminal, and for no
//! longer than a user would wait.

use std::fmt::{self, Display, Formatter};
use std::io::{self, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A program and the arguments that it always gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tool {
    path: PathBuf,
    arguments: Vec<String>,
}

/// How long a program may take to copy a text; such programs leave the work to a child and end.
pub(crate) const PATIENCE: Duration = patience(500);
/// How long to wait for a program to fail to open an address; one that runs longer has probably opened it.
const OPENING_PATIENCE: Duration = patience(300);
const NAP: Duration = Duration::from_millis(5);

/// In a test, a program may take as long as it takes on a busy machine.
const fn patience(millis: u64) -> Duration {
    if cfg!(test) { Duration::from_secs(600) } else { Duration::from_millis(millis) }
}

impl Tool {
    pub(crate) fn new(path: PathBuf, arguments: &[&str]) -> Self {
        Tool { path, arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect() }
    }

    /// Passes a text to the program and waits for its end, at most for `patience`; then it is ended.
    pub(crate) fn give(&self, text: &str, patience: Duration) -> io::Result<()> {
        let mut child = self.start(None, Stdio::piped())?;
        if let Some(mut input) = child.stdin.take() {
            // On a thread, as the program may not read. The thread ends at the latest with this process.
            let text = text.to_owned();
            thread::spawn(move || input.write_all(text.as_bytes()));
        }
        match wait(&mut child, patience) {
            Some(status) => check_status(status),
            None => {
                let _ = child.kill();
                let _ = child.wait();
                Err(io::Error::other("does not answer"))
            }
        }
    }

    /// Runs the program with one more argument, and lets it run unless it fails soon.
    pub(crate) fn open(&self, argument: &str) -> io::Result<()> {
        let mut child = self.start(Some(argument), Stdio::null())?;
        // A child that is still running is left alone; it stays a zombie until this process ends.
        wait(&mut child, OPENING_PATIENCE).map_or(Ok(()), check_status)
    }

    /// Starts the program in a process group of its own, so that keys of the terminal do not stop it and it cannot read
    /// the terminal.
    fn start(&self, argument: Option<&str>, input: Stdio) -> io::Result<Child> {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments).args(argument).process_group(0);
        let child = command.stdin(input).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        child.map_err(|error| io::Error::new(error.kind(), format!("cannot be started: {error}")))
    }
}

fn wait(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let start = Instant::now();
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        if start.elapsed() >= patience {
            return None;
        }
        thread::sleep(NAP);
    }
}

fn check_status(status: ExitStatus) -> io::Result<()> {
    if status.success() { Ok(()) } else { Err(io::Error::other("failed")) }
}

impl Display for Tool {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.path.file_name().unwrap_or_default().to_string_lossy().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn tool(name: &str, arguments: &[&str]) -> Tool {
        let folders = ["/usr/bin", "/bin"].map(PathBuf::from);
        let path = folders.iter().map(|folder| folder.join(name)).find(|path| path.exists());
        Tool::new(path.expect("every system has it"), arguments)
    }

    #[test]
    fn a_program_is_given_the_whole_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("copied");
        let text = "it's $HOME \"1\" é\n".repeat(20_000);
        tool("tee", &[file.to_str().unwrap()]).give(&text, PATIENCE).unwrap();
        assert_eq!(fs::read_to_string(file).unwrap(), text);
    }

    #[test]
    fn an_address_is_one_argument() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a b; $(false) 'c'");
        tool("touch", &[]).open(file.to_str().unwrap()).unwrap();
        assert!(file.exists());
    }

    #[test]
    fn what_a_program_does_not_do_is_told() {
        let text = "x".repeat(1_000_000);
        let nowhere = Tool::new(PathBuf::from("/nowhere/wl-copy"), &[]);
        let why = |given: io::Result<()>| given.unwrap_err().to_string();
        assert!(why(nowhere.give(&text, PATIENCE)).starts_with("cannot be started: "));
        assert_eq!(nowhere.to_string(), "wl-copy");
        assert_eq!(why(tool("false", &[]).give(&text, PATIENCE)), "failed");
        assert_eq!(why(tool("sleep", &["600"]).give(&text, Duration::ZERO)), "does not answer");
    }
}
