//! The program in a pseudo-terminal of its own: what it shows, what it is sent, how it ends, what it leaves behind.
//!
//! Nothing sleeps for a guessed time: a test waits for what it wants to see, and fails where that does not come within a
//! time that no machine needs.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{Termios, Winsize, tcgetattr, tcsetwinsize};

/// Longer than anything takes on a machine with much else to do.
const DEADLINE: Duration = Duration::from_secs(60);
/// How often what cannot be waited for is looked at.
const GLANCE: Duration = Duration::from_millis(2);
/// The private modes that a terminal is in at the start: it wraps (7), and shows the cursor (25).
const MODES_AT_START: [u16; 2] = [7, 25];
/// The ticks of `/proc/PID/stat` in a second.
const TICKS: u32 = 100;

/// How a program is to be started.
pub(crate) struct Start {
    command: Command,
    columns: u16,
    rows: u16,
    is_controlled: bool,
    home: tempfile::TempDir,
}

impl Start {
    /// The browser, on 80 columns by 24 rows, in an environment of its own.
    pub(crate) fn browser(arguments: &[&str]) -> Self {
        Self::program(env!("CARGO_BIN_EXE_pitf"), arguments)
    }

    /// Another program, in the same way.
    pub(crate) fn program(program: impl AsRef<Path>, arguments: &[&str]) -> Self {
        // In memory, where that can be: a disk that is busy must not make an end look slow.
        let memory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let home = memory.expect("there is room for a directory");
        let mut command = Command::new(program.as_ref());
        command.env_clear();
        command.args(arguments);
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.current_dir(home.path());
        Start { command, columns: 80, rows: 24, is_controlled: true, home }
    }

    pub(crate) fn sized(self, columns: u16, rows: u16) -> Self {
        Start { columns, rows, ..self }
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// The terminal does not control the program, so that no signal tells it that the terminal has gone.
    pub(crate) fn uncontrolled(self) -> Self {
        Start { is_controlled: false, ..self }
    }

    /// Where the program is at home.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Puts a file into the home, and the directories above it.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.home.path().join(name);
        fs::create_dir_all(path.parent().expect("it is beneath the home")).expect("there is room");
        fs::write(path, content).expect("there is room");
        self
    }

    pub(crate) fn spawn(mut self) -> Pty {
        let (terminal, device) = pty_process::blocking::open().expect("there is a pseudo-terminal");
        let master = File::from(OwnedFd::from(terminal));
        set_size(&master, self.columns, self.rows);
        let name = rustix::pty::ptsname(&master, Vec::new()).expect("a terminal has a name");
        let name = PathBuf::from(name.into_string().expect("it is ASCII"));
        let found = modes(&name);
        let child = if self.is_controlled {
            pty_process::blocking::Command::from(self.command).spawn(device).expect("the program starts")
        } else {
            let end = || device.as_fd().try_clone_to_owned().expect("there is a descriptor left");
            self.command.stdin(end()).stdout(end()).stderr(end());
            self.command.spawn().expect("the program starts")
        };
        let screen = vt100::Parser::new(cells(self.rows), cells(self.columns), 0);
        let shared = Arc::new(Shared { heard: Mutex::new(Heard::on(screen)), news: Condvar::new() });
        let reader = master.try_clone().expect("there is a descriptor left");
        let listener = Arc::clone(&shared);
        thread::spawn(move || listen(reader, &listener));
        Pty { home: self.home, master: Some(master), child, shared, device: name, found }
    }
}

/// A program that runs in a terminal.
pub(crate) struct Pty {
    home: tempfile::TempDir,
    /// Our end of the terminal.
    master: Option<File>,
    child: Child,
    shared: Arc<Shared>,
    device: PathBuf,
    found: Termios,
}

struct Shared {
    heard: Mutex<Heard>,
    news: Condvar,
}

/// What has come from the program.
pub(crate) struct Heard {
    pub(crate) bytes: Vec<u8>,
    terminal: vt100::Parser,
    is_paused: bool,
    /// Whether the listening thread is to give its descriptor back.
    is_closing: bool,
    is_over: bool,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Code(i32),
    Signal(i32),
}

impl Heard {
    fn on(terminal: vt100::Parser) -> Self {
        Heard { bytes: Vec::new(), terminal, is_paused: false, is_closing: false, is_over: false }
    }

    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.terminal.screen()
    }

    /// The text of the screen.
    pub(crate) fn text(&self) -> String {
        self.screen().contents()
    }

    /// All that has come, as text.
    pub(crate) fn output(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// How many frames of the browser have come to their end.
    fn frames(&self) -> usize {
        const END: &[u8] = b"\x1b[?2026l";
        self.bytes.windows(END.len()).filter(|bytes| *bytes == END).count()
    }

    /// The private modes that are on, by their numbers.
    pub(crate) fn private_modes(&self) -> BTreeSet<u16> {
        let mut on = BTreeSet::from(MODES_AT_START);
        for sequence in self.output().split("\u{1b}[?").skip(1) {
            let Some(end) = sequence.find(['h', 'l']) else { continue };
            let numbers = sequence[..end].split(';').map_while(|number| number.parse().ok());
            for number in numbers.collect::<Vec<u16>>() {
                if sequence[end..].starts_with('h') {
                    on.insert(number)
                } else {
                    on.remove(&number)
                };
            }
        }
        on
    }
}

impl Pty {
    /// Waits until the screen shows a text.
    pub(crate) fn wait_for(&self, text: &str) -> &Self {
        self.wait(&format!("\"{text}\" on the screen"), |heard| heard.text().contains(text))
    }

    /// Waits until what has come is as is wanted.
    pub(crate) fn wait(&self, what: &str, is_so: impl Fn(&Heard) -> bool) -> &Self {
        let start = Instant::now();
        let mut heard = self.heard();
        while !is_so(&heard) {
            let left = DEADLINE.saturating_sub(start.elapsed());
            assert!(!left.is_zero(), "waited in vain for {what}; there is:\n{}", heard.text());
            (heard, _) = self.shared.news.wait_timeout(heard, left).expect("no listener panics");
        }
        drop(heard);
        self
    }

    /// What has come so far.
    pub(crate) fn heard(&self) -> MutexGuard<'_, Heard> {
        self.shared.heard.lock().expect("no listener panics")
    }

    /// The text of the screen as it is now.
    pub(crate) fn text(&self) -> String {
        self.heard().text()
    }

    /// Types.
    pub(crate) fn send(&self, bytes: impl AsRef<[u8]>) -> &Self {
        self.master().write_all(bytes.as_ref()).expect("the terminal takes it");
        self
    }

    /// Types what the browser draws anew for, and waits until it has.
    pub(crate) fn send_drawn(&self, bytes: &str) -> &Self {
        let before = self.heard().frames();
        self.send(bytes).wait(&format!("a frame after {bytes:?}"), |heard| heard.frames() > before)
    }

    /// Types this again, once so much time has passed that it is no part of what has begun, until it has ended the program.
    pub(crate) fn send_until_end(&self, bytes: &str) {
        const PAUSE: Duration = Duration::from_millis(600);
        let start = Instant::now();
        let mut sent_at = None;
        while !self.has_ended() {
            assert!(start.elapsed() < DEADLINE, "{bytes:?} does not end it; there is:\n{}", self.text());
            if sent_at.is_none_or(|at: Instant| at.elapsed() > PAUSE) {
                self.send(bytes);
                sent_at = Some(Instant::now());
            }
            thread::sleep(GLANCE);
        }
    }

    fn has_ended(&self) -> bool {
        self.stat().starts_with('Z')
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) -> &Self {
        self.heard().terminal.screen_mut().set_size(cells(rows), cells(columns));
        set_size(self.master(), columns, rows);
        self
    }

    fn master(&self) -> &File {
        self.master.as_ref().expect("the terminal is there")
    }

    pub(crate) fn signal(&self, signal: Signal) -> &Self {
        kill_process(self.pid(), signal).expect("the process is there");
        self
    }

    /// Stops taking what the program writes, as after Ctrl-s or behind a dead connection.
    pub(crate) fn stop_reading(&self) -> &Self {
        self.heard().is_paused = true;
        self
    }

    /// Takes it again.
    pub(crate) fn read_on(&self) -> &Self {
        self.heard().is_paused = false;
        self.shared.news.notify_all();
        self
    }

    /// Closes the terminal.
    pub(crate) fn hang_up(&mut self) -> &mut Self {
        self.heard().is_closing = true;
        self.shared.news.notify_all();
        // The listener sits in a read that only something to read ends.
        open(&self.device).write_all(b" ").expect("the terminal takes it");
        self.wait("the listener to let go", |heard| heard.is_over);
        self.master = None;
        self
    }

    /// Waits until the program is stopped.
    pub(crate) fn wait_stopped(&self) -> &Self {
        self.wait_state('T');
        self
    }

    /// The time that the program has computed for.
    pub(crate) fn cpu_time(&self) -> Duration {
        let stat = self.stat();
        let fields: Vec<&str> = stat.split(' ').collect();
        let ticks = |index: usize| fields[index].parse::<u32>().expect("it is a number");
        // Counted from the state, which is the third field.
        Duration::from_secs(1) * (ticks(14 - 3) + ticks(15 - 3)) / TICKS
    }

    /// The most memory that the program has had so far, in kilobytes.
    pub(crate) fn most_memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it is there");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux tells it");
        line.trim().trim_end_matches(" kB").parse().expect("it is a number")
    }

    /// Waits for the end of the program, of which it is not yet asked what it was.
    pub(crate) fn wait_ended(&self) {
        self.wait_state('Z');
    }

    /// Waits for the end of the program, and gives it with the time that it has computed for in all.
    pub(crate) fn end(&mut self) -> (End, Duration) {
        self.wait_state('Z');
        let spent = self.cpu_time();
        self.read_on();
        let status = self.child.wait().expect("it is our child");
        let end = status.signal().map_or_else(|| End::Code(status.code().unwrap_or(-1)), End::Signal);
        if self.master.is_some() {
            self.wait("the last of the output", |heard| heard.is_over);
        }
        (end, spent)
    }

    /// Asserts that the terminal is as it was found.
    pub(crate) fn assert_given_back(&self) {
        // What a stopped program wrote last may still be on its way.
        self.wait("the private modes of the start", |heard| {
            heard.private_modes() == BTreeSet::from(MODES_AT_START)
        });
        let heard = self.heard();
        let screen = heard.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let modes = modes(&self.device);
        assert_eq!(modes.local_modes, self.found.local_modes, "the terminal is not cooked");
        assert_eq!(modes.input_modes, self.found.input_modes);
        assert_eq!(modes.output_modes, self.found.output_modes);
    }

    /// Whether keys reach the program as they are typed.
    pub(crate) fn is_raw(&self) -> bool {
        !modes(&self.device).local_modes.contains(rustix::termios::LocalModes::ICANON)
    }

    /// Where the program is at home.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// What the program remembers, as it stands in the file; empty where there is none.
    pub(crate) fn remembered(&self) -> String {
        fs::read_to_string(self.home.path().join(".local/state/pitf/state.ron")).unwrap_or_default()
    }

    /// Waits until the program, which goes on, has written that it remembers this.
    pub(crate) fn wait_remembered(&self, text: &str) -> &Self {
        let start = Instant::now();
        while !self.remembered().contains(text) {
            assert!(
                start.elapsed() < DEADLINE,
                "waited in vain for {text}; there is:\n{}",
                self.remembered()
            );
            thread::sleep(GLANCE);
        }
        self
    }

    /// Waits until the program computes no more, for want of keys or of somebody who reads.
    pub(crate) fn wait_asleep(&self) -> &Self {
        // Longer than the rest of a sequence is waited for.
        const LONG: usize = 40;
        let start = Instant::now();
        let mut glances = 0;
        let mut before = (self.cpu_time(), 0);
        while glances < LONG {
            assert!(start.elapsed() < DEADLINE, "it does not come to rest; there is:\n{}", self.text());
            assert!(!self.has_ended(), "it has ended; there is:\n{}", self.text());
            thread::sleep(GLANCE);
            let now = (self.cpu_time(), self.heard().bytes.len());
            glances = if self.is_asleep() && now == before { glances + 1 } else { 0 };
            before = now;
        }
        self
    }

    /// Whether each thread of the program waits for something else than its turn.
    fn is_asleep(&self) -> bool {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id())).expect("the process is there");
        threads.into_iter().all(|thread| {
            let stat = thread.and_then(|thread| fs::read_to_string(thread.path().join("stat")));
            stat.is_ok_and(|stat| state_on(&stat).starts_with('S'))
        })
    }

    fn wait_state(&self, state: char) {
        let start = Instant::now();
        while !self.stat().starts_with(state) {
            let passed = start.elapsed();
            assert!(passed < DEADLINE, "waited in vain for state {state}; there is:\n{}", self.text());
            thread::sleep(GLANCE);
        }
    }

    /// What the system says of the process, from its state on.
    fn stat(&self) -> String {
        let stat =
            fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("the process is there");
        state_on(&stat).to_owned()
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Where a test fails the program is still there.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What `/proc` says of a process or a thread, from its state on. Its name, in brackets, may hold anything.
fn state_on(stat: &str) -> &str {
    stat.rsplit_once(") ").expect("the name ends").1
}

fn listen(mut reader: File, shared: &Shared) {
    let mut buffer = [0; 4096];
    loop {
        let mut heard = shared.heard.lock().expect("no test panics with it");
        while heard.is_paused && !heard.is_closing {
            heard = shared.news.wait(heard).expect("no test panics with it");
        }
        if heard.is_closing {
            break;
        }
        drop(heard);
        let read = reader.read(&mut buffer).unwrap_or(0);
        let mut heard = shared.heard.lock().expect("no test panics with it");
        heard.bytes.extend_from_slice(&buffer[..read]);
        heard.terminal.process(&buffer[..read]);
        shared.news.notify_all();
        if read == 0 {
            break;
        }
    }
    drop(reader);
    if let Ok(mut heard) = shared.heard.lock() {
        heard.is_over = true;
    }
    shared.news.notify_all();
}

fn set_size(terminal: &File, columns: u16, rows: u16) {
    let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(terminal, size).expect("a terminal takes a size");
}

fn modes(device: &Path) -> Termios {
    tcgetattr(open(device)).expect("it is a terminal")
}

fn open(device: &Path) -> File {
    let flags = i32::try_from(OFlags::NOCTTY.bits()).expect("a flag is a small number");
    let terminal = OpenOptions::new().read(true).write(true).custom_flags(flags).open(device);
    terminal.expect("the terminal is there")
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}
