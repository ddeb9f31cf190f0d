//! The browser in a real terminal: every way in which it can end or be stopped, and what it leaves behind.
#![cfg(target_os = "linux")]

#[path = "support/pty.rs"]
mod pty;

use std::env;
use std::fmt::Write as _;
use std::thread;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use pitf::terminal::{App, Event, Flow, Links, Options, Sender, Terminal, run};
use pty::{End, Pty, Start};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::widgets::Widget as _;
use rustix::process::Signal;

/// More than ending takes, and far less than waiting busily would.
const LITTLE: Duration = Duration::from_millis(700);

/// The browser, with something to remember.
fn started(start: Start) -> Pty {
    let pty = start.spawn();
    pty.wait_for("President's Interagency").send("j").wait_for("2/");
    assert!(pty.is_raw());
    pty
}

fn browser() -> Pty {
    started(Start::browser(&[]))
}

/// Waits for the end, and asserts that it is this one, that nothing was computed for it, and that the place is remembered.
fn assert_ends(pty: &mut Pty, expected: End, how: &str) {
    let before = pty.cpu_time();
    let (end, after) = pty.end();
    assert_eq!(end, expected, "{how}");
    assert!(after.saturating_sub(before) < LITTLE, "{how}: {:?}", after.saturating_sub(before));
    assert!(pty.remembered().contains("\"spog\""), "{how}: {}", pty.remembered());
}

const HUNG_UP: End = End::Signal(Signal::HUP.as_raw());

#[test]
fn keys_that_quit_end_with_success() {
    for key in ["q", "Q", "\x03", "\x1b[113u"] {
        let mut pty = browser();
        pty.send(key);
        assert_ends(&mut pty, End::Code(0), &format!("{key:?}"));
        pty.assert_given_back();
    }
}

#[test]
fn signals_that_end_a_program_end_this_one() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP, Signal::QUIT] {
        // Also in the middle of a sequence, a paste and a prompt.
        for typed in ["", "\x1b[", "\x1b[200~pasted", "/labor"] {
            let mut pty = browser();
            pty.send(typed).signal(signal);
            assert_ends(&mut pty, End::Signal(signal.as_raw()), &format!("{signal:?} after {typed:?}"));
            pty.assert_given_back();
        }
    }
}

#[test]
fn a_terminal_that_closes_ends_the_program_at_once() {
    for typed in ["", "\x1b", "\x1b[<0;", "\x1b[200~pasted", "\u{1b}]11;rgb:"] {
        let mut pty = browser();
        pty.send(typed);
        pty.hang_up();
        assert_ends(&mut pty, HUNG_UP, &format!("after {typed:?}"));
    }
}

#[test]
fn a_terminal_that_closes_without_a_signal_is_noticed() {
    let mut pty = started(Start::browser(&[]).uncontrolled());
    pty.hang_up();
    assert_ends(&mut pty, HUNG_UP, "hang-up");
}

#[test]
fn a_terminal_that_closes_while_it_is_lent_is_noticed() {
    let mut pty = browser();
    pty.send("p").wait_for("Enter goes back");
    assert!(!pty.is_raw());
    pty.hang_up();
    assert_ends(&mut pty, HUNG_UP, "hang-up");
}

#[test]
fn a_key_after_half_a_sequence_counts() {
    for half in
        ["\x1b", "\x1b[", "\x1b[<", "\x1b[<0;0", "\x1b[M !", "\x1bO", "\x1b[200~text", "\x1bP1$r", "\x1b]11;"]
    {
        let mut pty = browser();
        pty.send(half);
        // One that comes at once may be the end of the sequence; none may be waited for in vain for ever.
        pty.send_until_end("q");
        assert_ends(&mut pty, End::Code(0), &format!("q after {half:?}"));
    }
}

#[test]
fn a_job_is_stopped_and_goes_on_in_another_size() {
    for how in ["by key", "by signal", "by a signal that cannot be caught"] {
        let mut pty = browser();
        match how {
            "by key" => pty.send("\x1a"),
            "by signal" => pty.signal(Signal::TSTP),
            _ => pty.signal(Signal::STOP),
        };
        pty.wait_stopped();
        if how != "by a signal that cannot be caught" {
            pty.assert_given_back();
        }
        pty.resize(60, 20).signal(Signal::CONT);
        pty.wait(how, |heard| heard.screen().alternate_screen() && heard.text().contains("2/"));
        assert!(pty.is_raw(), "{how}");
        pty.send("k").wait_for("1/").send("j").wait_for("2/").send("q");
        assert_ends(&mut pty, End::Code(0), how);
        pty.assert_given_back();
    }
}

#[test]
fn a_stopped_job_ends_by_a_signal() {
    let mut pty = browser();
    pty.send("\x1a").wait_stopped().signal(Signal::TERM).signal(Signal::CONT);
    assert_ends(&mut pty, End::Signal(Signal::TERM.as_raw()), "SIGTERM while stopped");
    pty.assert_given_back();
}

#[test]
fn a_storm_of_sizes_passes() {
    let mut pty = browser();
    for round in 0..150_u16 {
        pty.resize(1 + round * 37 % 500, 1 + round * 71 % 200).send("j");
    }
    pty.resize(80, 24).send("ggj");
    pty.wait("the screen in its last size", |heard| {
        heard.text().contains("Two laws of 2003 made it") && heard.text().contains("2/49")
    });
    pty.send("q");
    assert_ends(&mut pty, End::Code(0), "q");
    pty.assert_given_back();
}

/// A browser that has drawn more than its terminal takes: it waits for somebody to read.
fn stuck() -> Pty {
    let mut entries = String::new();
    for number in 0..400 {
        let name = format!("entry {number} ").repeat(40);
        writeln!(entries, "(id: \"e{number}\", kind: \"k\", name: \"{name}\"),").expect("a string takes it");
    }
    let text = format!("(title: \"Many\", kinds: [(id: \"k\", name: \"Kind\")], entries: [{entries}])");
    let start = Start::browser(&["--data", "many.ron"]).sized(500, 200).file("many.ron", text);
    let pty = start.spawn();
    let name = "entry 20 ".repeat(39);
    // One pane has the screen to itself, so that a single frame is more than a terminal keeps.
    pty.wait_for("entry 20 ")
        .send("v")
        .wait("long names", |heard| heard.text().contains(&name))
        .stop_reading();
    pty.send("\x0c").wait_asleep().send("G\x0c");
    pty
}

#[test]
fn a_terminal_that_reads_again_sees_what_it_has_missed() {
    let pty = stuck();
    let before = pty.heard().bytes.len();
    pty.send("G").read_on().wait_for("400/400");
    assert!(
        pty.heard().bytes.len() - before > 1 << 16,
        "the program was never held up: {}",
        pty.heard().bytes.len() - before
    );
    pty.send("g").wait_for("1/400");
}

#[test]
fn a_terminal_that_does_not_read_holds_up_no_end() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut pty = stuck();
        pty.signal(signal);
        let (end, _) = pty.end();
        assert_eq!(end, End::Signal(signal.as_raw()));
        pty.assert_given_back();
    }
    let mut pty = stuck();
    pty.hang_up();
    assert_eq!(pty.end().0, HUNG_UP);
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_what_happened() {
    for place in ["update", "view", "helper"] {
        let this = env::current_exe().expect("a test is a program");
        let arguments =
            ["the_program_that_panics", "--exact", "--ignored", "--nocapture", "--test-threads=1"];
        let mut pty = Start::program(this, &arguments).env("PANIC_IN", place).spawn();
        pty.wait_for("ready").send("x");
        assert_eq!(pty.end().0, End::Code(101), "{place}");
        pty.assert_given_back();
        let text = pty.text();
        assert!(text.contains("pitf: ") && text.contains("tests/tty.rs"), "{place}: {text}");
        assert!(text.contains(&format!("it broke in the {place} \\u{{1b}}[2J")), "{place}: {text}");
        assert!(!text.contains("test result"), "{place}: {text}");
    }
}

/// The program that the test above runs in a terminal.
#[test]
#[ignore = "it panics, and is run by another test"]
fn the_program_that_panics() {
    let place = env::var("PANIC_IN").unwrap_or_default();
    let mut terminal =
        Terminal::start(Options { mouse: true, hyperlinks: true }).expect("there is a terminal");
    let mut app = Panicking { place, is_broken: false, sender: terminal.sender() };
    run(&mut app, &mut terminal).expect("it is not left so");
}

struct Panicking {
    place: String,
    is_broken: bool,
    sender: Sender<()>,
}

impl App for Panicking {
    type Message = ();

    fn handle(&mut self, event: Event<()>, _: &mut Terminal<()>) -> Flow {
        if event == Event::Key(KeyEvent::from(KeyCode::Char('x'))) {
            match self.place.as_str() {
                "update" => panic!("it broke in the update \u{1b}[2J"),
                "view" => self.is_broken = true,
                _ => {
                    let sender = self.sender.clone();
                    thread::spawn(move || {
                        sender.send(());
                        panic!("it broke in the helper \u{1b}[2J")
                    });
                }
            }
        }
        Flow::Continue
    }

    fn draw(&self, frame: &mut Buffer, _: &mut Links) -> Option<Position> {
        assert!(!self.is_broken, "it broke in the view \u{1b}[2J");
        "ready".render(frame.area, frame);
        None
    }
}

#[test]
fn a_file_that_cannot_be_used_leaves_the_terminal_alone() {
    let mut pty = Start::browser(&["--data", "bad.ron"])
        .file("bad.ron", "(title: \"\u{1b}[2J\",\n entries: 7)")
        .spawn();
    assert_eq!(pty.end().0, End::Code(2));
    pty.assert_given_back();
    let text = pty.text();
    assert!(text.contains("bad.ron:2:11: expected a list of entries"), "{text}");
    assert!(!pty.heard().output().contains("\u{1b}[2J"));
}
