//! The browser in a real terminal: every way in which it can end or be stopped, and what it leaves behind.
#![cfg(target_os = "linux")]

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::dice::Dice;
use crate::pty::{End, Pty, Start};
use crossterm::event::{KeyCode, KeyEvent};
use pitf::terminal::input::Input;
use pitf::terminal::{App, Flow, Links, Options, Sender, Terminal, TerminalEvent, run};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::widgets::Widget as _;
use rustix::process::Signal;

/// More than ending takes, and far less than waiting busily would.
const LITTLE: Duration = Duration::from_millis(700);

/// A directory of these tests alone.
const BODIES: &str = r#"(
    title: "Bodies",
    kinds: [(id: "body", name: "Coordinating body")],
    relations: [(id: "in", name: "part of", inverse: "parts", nests: true)],
    entries: [
        (id: "pitf", kind: "body", name: "President's Interagency Task Force", abbreviation: "PITF"),
        (id: "spog", kind: "body", name: "Senior Policy Operating Group", abbreviation: "SPOG",
            text: "Two laws of 2003 made it.", links: [(rel: "in", to: "pitf")]),
        (id: "dol", kind: "body", name: "Department of Labor", links: [(rel: "in", to: "pitf")]),
    ],
)"#;

/// A program on that directory, which it finds at home.
fn on_bodies(start: Start) -> Start {
    start.file("bodies.ron", BODIES)
}

/// The browser, with something to remember.
fn started(start: Start) -> Pty {
    let pty = on_bodies(start).spawn();
    pty.wait_for("President's Interagency").send("j").wait_for("2/3");
    assert!(pty.is_raw());
    pty
}

fn browser() -> Pty {
    started(Start::browser(&["--data", "bodies.ron"]))
}

fn uncontrolled() -> Pty {
    started(Start::browser(&["--data", "bodies.ron"]).uncontrolled())
}

/// A browser that was typed this into, and shows that.
fn typed(keys: &str, shown: &str) -> Pty {
    let pty = browser();
    pty.send(keys).wait_for(shown);
    pty
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
    for signal in (1..=64).filter_map(Signal::from_named_raw) {
        // What cannot be caught, what does not end a program, and what is a fault of its own.
        let others = [
            Signal::KILL,
            Signal::STOP,
            Signal::TSTP,
            Signal::TTIN,
            Signal::TTOU,
            Signal::CONT,
            Signal::CHILD,
            Signal::URG,
            Signal::WINCH,
            Signal::PIPE,
            Signal::XFSZ,
            Signal::ILL,
            Signal::FPE,
            Signal::SEGV,
        ];
        if others.contains(&signal) {
            continue;
        }
        // One of them also in the middle of a sequence, a paste and a prompt.
        let typed: &[_] =
            if signal == Signal::TERM { &["", "\x1b[", "\x1b[200~pasted", "/labor"] } else { &[""] };
        for typed in typed {
            let mut pty = browser();
            pty.send(typed).signal(signal);
            // Of some it is not known how a program ends itself by them.
            let is_odd = [Signal::STKFLT, Signal::IO, Signal::POWER].contains(&signal);
            let number = signal.as_raw();
            let end = if is_odd { End::Code(128 + number) } else { End::Signal(number) };
            assert_ends(&mut pty, end, &format!("{signal:?} after {typed:?}"));
            pty.assert_given_back();
        }
    }
}

#[test]
fn a_terminal_that_closes_ends_the_program_at_once() {
    for typed in ["", "\x1b", "\x1b[<0;", "\x1b[200~pasted", "\u{1b}]11;rgb:", "p"] {
        let mut pty = browser();
        pty.send(typed);
        if typed == "p" {
            pty.wait_for("Enter goes back");
        }
        pty.hang_up();
        assert_ends(&mut pty, HUNG_UP, &format!("after {typed:?}"));
    }
}

#[test]
fn a_terminal_that_closes_without_a_signal_is_noticed() {
    let mut pty = uncontrolled();
    pty.hang_up();
    assert_ends(&mut pty, HUNG_UP, "hang-up");
}

#[test]
fn a_terminal_that_closes_is_noticed_where_its_signal_is_ignored() {
    // As by nohup: what is ignored stays so in the program that takes the place of the shell.
    let script = format!("trap '' HUP; exec '{}' --data bodies.ron", env!("CARGO_BIN_EXE_pitf"));
    for typed in ["", "p", "/labor", "\x1b[200~pasted"] {
        let mut pty = started(Start::program("/bin/sh", &["-c", &script]));
        pty.send(typed);
        if typed == "p" {
            pty.wait_for("Enter goes back");
        }
        pty.hang_up();
        assert_ends(&mut pty, HUNG_UP, typed);
    }
}

#[test]
fn a_key_after_half_a_sequence_counts() {
    let halves = ["\x1b", "\x1b[", "\x1b[<", "\x1b[<0;0", "\x1bO", "\x1b[200~text", "\x1bP1$r", "\x1b]11;"];
    thread::scope(|scope| {
        for half in halves {
            scope.spawn(move || {
                let mut pty = browser();
                pty.send(half);
                // One that comes at once may be the end of the sequence; none may be waited for in vain for ever.
                pty.send_until_end("q");
                assert_ends(&mut pty, End::Code(0), &format!("q after {half:?}"));
            });
        }
    });
}

#[test]
fn an_escape_and_a_key_that_come_together_both_count() {
    let mut pty = browser();
    pty.send("/").wait_for("Search").send("labor").wait_for("labor").send("\x1bj").wait_for("3/3");
    // Nothing that was begun keeps Ctrl-c from the program.
    pty.send("12a\x03");
    assert_eq!(pty.end().0, End::Code(0));
}

#[test]
fn while_a_text_is_shown_keys_lead_back_or_end() {
    for key in ["q", "\r", "\x1b", "\x1b[27u"] {
        let mut pty = typed("p", "Enter goes back");
        pty.wait("the text on the normal screen", |heard| {
            !heard.screen().alternate_screen() && heard.text().contains("Senior Policy Operating Group")
        });
        // Nothing else is a key there, and nothing is drawn over the text.
        pty.send("jG/x\x1b[B\x1b[200~q\x1b[201~").resize(70, 20).send(key);
        pty.wait(&format!("the browser after {key:?}"), |heard| heard.screen().alternate_screen());
        pty.wait_for("2/").send("q");
        assert_ends(&mut pty, End::Code(0), key);
        pty.assert_given_back();
        let text = pty.text();
        assert!(text.contains("Senior Policy") && !text.contains("goes back"), "the text stays: {text}");
    }
    for key in ["\x03", "\x1c"] {
        let mut pty = typed("p", "Enter goes back");
        pty.send(key);
        assert_ends(&mut pty, End::Code(0), &format!("{key:?}"));
        pty.assert_given_back();
        assert!(!pty.text().contains("goes back"), "{}", pty.text());
    }
    for signal in [Signal::INT, Signal::QUIT, Signal::TERM] {
        let mut pty = typed("p", "Enter goes back");
        pty.signal(signal);
        assert_ends(&mut pty, End::Signal(signal.as_raw()), &format!("{signal:?}"));
        pty.assert_given_back();
    }
    let mut pty = typed("p", "Enter goes back");
    pty.send("\x1a").wait_stopped().assert_given_back();
    pty.signal(Signal::CONT).wait("the browser", |heard| heard.screen().alternate_screen()).send("q");
    assert_ends(&mut pty, End::Code(0), "q");
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
        heard.text().contains("Two laws of 2003 made it") && heard.text().contains("2/")
    });
    pty.send("q");
    assert_ends(&mut pty, End::Code(0), "q");
    pty.assert_given_back();
}

/// A browser of many entries with long names, on a large screen.
fn wide(arguments: &[&str]) -> Start {
    let mut entries = String::new();
    for number in 0..400 {
        let name = format!("entry {number} ").repeat(40);
        writeln!(entries, "(id: \"e{number}\", kind: \"k\", name: \"{name}\"),").expect("a string takes it");
    }
    let text = format!("(title: \"Many\", kinds: [(id: \"k\", name: \"Kind\")], entries: [{entries}])");
    Start::browser(&[&["--data", "many.ron"], arguments].concat()).sized(500, 200).file("many.ron", text)
}

/// A browser that has drawn more than its terminal takes: it waits for somebody to read.
fn stuck() -> Pty {
    let pty = wide(&[]).spawn();
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
fn a_terminal_that_never_reads_holds_up_no_end() {
    // In one column a single frame is more than a terminal keeps.
    let start = || wide(&["--plain"]).spawn();
    let frame = start().wait_asleep().heard().bytes.len();
    let mut pty = start();
    pty.stop_reading().wait_asleep().signal(Signal::TERM);
    let (end, _) = pty.end();
    assert_eq!(end, End::Signal(Signal::TERM.as_raw()));
    assert!(pty.heard().bytes.len() < frame, "the first frame went out whole");
    pty.assert_given_back();
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_what_happened() {
    for place in ["update", "view", "helper"] {
        let mut pty = panicking(place);
        pty.wait_for("ready").send("x");
        assert_eq!(pty.end().0, End::Code(101), "{place}");
        pty.assert_given_back();
        let text = pty.text();
        assert!(text.contains("pitf: ") && text.contains("tests/terminal/tty.rs"), "{place}: {text}");
        assert!(text.contains(&format!("it broke in the {place} \u{241b}[2J")), "{place}: {text}");
        assert!(!text.contains("test result"), "{place}: {text}");
    }
}

fn panicking(place: &str) -> Pty {
    let this = env::current_exe().expect("a test is a program");
    let arguments =
        ["tty::the_program_that_panics", "--exact", "--ignored", "--nocapture", "--test-threads=1"];
    Start::program(this, &arguments).env("PANIC_IN", place).spawn()
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

    fn handle(&mut self, event: TerminalEvent<()>, _: &mut Terminal<()>) -> Flow {
        if event == TerminalEvent::Input(Input::Key(KeyEvent::from(KeyCode::Char('x')))) {
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
    assert!(text.contains("bad.ron:2:11: expected a list, found a number"), "{text}");
    assert!(!pty.heard().output().contains("\u{1b}[2J"));
}

/// Asserts that one try of many takes less than a second: a machine that is busy with other things takes its time with any
/// of them, but not with all.
fn assert_ends_within_a_second(how: &str, try_once: impl Fn() -> Duration) {
    const TRIES: usize = 20;
    const LONGEST: Duration = Duration::from_secs(1);
    let least = (0..TRIES).map(|_| try_once()).find(|taken| *taken < LONGEST);
    assert!(least.is_some(), "{how}: {TRIES} times it took more than a second");
}

/// How long a program takes to end once this is typed or happens.
fn time_to_end(mut pty: Pty, cause: &str) -> Duration {
    let start = Instant::now();
    match cause {
        "SIGTERM" => {
            pty.signal(Signal::TERM);
        }
        "hang-up" => {
            pty.hang_up();
        }
        keys => {
            pty.send(keys);
        }
    }
    pty.wait_ended();
    start.elapsed()
}

#[test]
fn within_a_second_the_process_is_gone() {
    type Starting = fn() -> Pty;
    let ways: [(Starting, &str); 7] = [
        (browser, "q"),
        (|| typed("/labor", "labor"), "\x03"),
        (browser, "SIGTERM"),
        // Nobody reads.
        (stuck, "SIGTERM"),
        (browser, "hang-up"),
        // No signal tells of it.
        (uncontrolled, "hang-up"),
        (|| typed("p", "Enter goes back"), "hang-up"),
    ];
    for (index, (start, cause)) in ways.into_iter().enumerate() {
        assert_ends_within_a_second(&format!("{cause:?}, number {index}"), || time_to_end(start(), cause));
    }
    for place in ["update", "view", "helper"] {
        assert_ends_within_a_second(&format!("a panic in the {place}"), || {
            let pty = panicking(place);
            pty.wait_for("ready");
            time_to_end(pty, "x")
        });
    }
}

/// Enough of a data file for its reading to be seen, whatever the machine; the program that reads it.
fn reading(file: &Path) -> Pty {
    let entry = "(id: \"e\", kind: \"k\", name: \"A name\", text: \"Some text.\"),\n";
    for megabytes in [8, 32, 128, 512] {
        let head = "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [\n";
        fs::write(file, head.to_owned() + &entry.repeat((megabytes << 20) / entry.len()))
            .expect("there is room");
        let pty = Start::browser(&["--data", &file.to_string_lossy()]).spawn();
        let is_seen = |heard: &crate::pty::Heard| heard.text().contains("Reading ");
        pty.wait("the reading", |heard| is_seen(heard) || heard.text().contains("not closed"));
        if is_seen(&pty.heard()) {
            return pty;
        }
    }
    panic!("this machine reads half a gigabyte in no time");
}

#[test]
fn the_reading_of_a_large_file_is_seen_and_can_be_left() {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("there is room");
    let file = folder.path().join("large.ron");
    for key in ["q", "\x1b", "\x03", "Q"] {
        let mut pty = reading(&file);
        assert!(pty.is_raw(), "{key:?}");
        // What is no way out is not, at any size.
        pty.resize(12, 3).send("j\r/x\x1b[200~q\x1b[201~").resize(60, 20).wait_for("Reading ");
        pty.send(key);
        assert_eq!(pty.end().0, End::Code(1), "{key:?}");
        pty.assert_given_back();
        assert!(pty.text().contains("pitf: stopped reading the data file"), "{key:?}: {}", pty.text());
    }
    let mut pty = reading(&file);
    pty.signal(Signal::TERM);
    assert_eq!(pty.end().0, End::Signal(Signal::TERM.as_raw()));
    pty.assert_given_back();
    let mut pty = reading(&file);
    pty.hang_up();
    assert_eq!(pty.end().0, HUNG_UP);
}

#[test]
fn what_came_through_a_pipe_says_that_it_cannot_be_read_again() {
    let start = on_bodies(Start::browser(&["--data", "pipe"]));
    let pipe = start.home().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("there is such a program").success());
    let writer = thread::spawn(move || fs::write(pipe, BODIES));
    let through_pipe = start.spawn();
    let on_standard_input = "cat bodies.ron | \"$0\" --data -";
    let program = env!("CARGO_BIN_EXE_pitf");
    let through_input = on_bodies(Start::program("/bin/sh", &["-c", on_standard_input, program])).spawn();
    for mut pty in [through_pipe, through_input] {
        pty.wait_for("President's Interagency").send("j").wait_for("2/3");
        pty.send("R").wait_for("is a stream, which can be read only once").wait_for("2/3");
        pty.send("q");
        assert_eq!(pty.end().0, End::Code(0));
        pty.assert_given_back();
    }
    writer.join().expect("it has not panicked").expect("it was read to its end");
}

#[test]
fn a_command_that_panics_says_so_and_ends() {
    let this = env::current_exe().expect("a test is a program");
    let arguments =
        ["tty::the_command_that_panics", "--exact", "--ignored", "--nocapture", "--test-threads=1"];
    for place in ["main", "helper"] {
        let output =
            Command::new(&this).args(arguments).env("PANIC_IN", place).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(101), "{place}");
        let told = String::from_utf8(output.stderr).expect("it is text");
        assert!(told.contains("pitf: ") && told.contains("tests/terminal/tty.rs"), "{place}: {told}");
        assert!(
            told.contains(&format!("it broke in the {place} \u{241b}[2J")) && !told.contains('\x1b'),
            "{told}"
        );
        // In a terminal nothing is left behind either.
        let mut pty = Start::program(&this, &arguments).env("PANIC_IN", place).spawn();
        assert_eq!(pty.end().0, End::Code(101), "{place}");
        pty.assert_given_back();
    }
}

/// The program that the test above runs: a command, and then a panic where it has left its hook.
#[test]
#[ignore = "it panics, and is run by another test"]
fn the_command_that_panics() {
    let place = env::var("PANIC_IN").unwrap_or_default();
    pitf::run::run(&["pitf", "--version"].map(Into::into));
    if place == "helper" {
        let helper = thread::spawn(|| panic!("it broke in the helper \u{1b}[2J"));
        // The panic ends all of the program.
        drop(helper.join());
        thread::park();
    }
    panic!("it broke in the {place} \u{1b}[2J");
}

/// The Esc key, each time as one sequence, which nothing that follows can be taken for a part of.
const ESCAPES: &str = "\x1b[27u\x1b[27u\x1b[27u";

/// How many kilobytes more a browser takes where it gets twice as much of some input.
fn more_kilobytes(pty: &Pty, before: &str, input: impl Fn(usize) -> String, times: usize) -> usize {
    let most_after = |times| {
        pty.send("gk").wait_for("1/3").send(before).send(input(times));
        pty.send(ESCAPES).send("gj").wait_for("Two laws of 2003").most_memory()
    };
    let half = most_after(times / 2);
    most_after(times) - half
}

fn paste(text: &str) -> String {
    format!("\x1b[200~{text}\x1b[201~")
}

#[test]
fn a_paste_is_no_command() {
    for before in ["", "/", "f", ":", "?", "am", "M"] {
        let mut pty = browser();
        // A terminal takes so much at once. A paste that halts for long, as on a busy machine, may be taken for its end.
        let text = "\x03".to_owned() + &"q\rQ dd:wq\nma'a\x1b[A\x1bq zR".repeat(1_000);
        pty.send("gk").wait_for("1/3").send(before).send(paste(&text)).send(ESCAPES).send("gj");
        pty.wait_for("Two laws of 2003").send("q");
        assert_eq!(pty.end().0, End::Code(0), "{before:?}");
        pty.assert_given_back();
        let text = pty.remembered();
        assert!(text.contains("marks: {}") && text.contains("queries: []"), "{before:?}: {text}");
    }
}

#[test]
fn a_paste_of_megabytes_takes_no_room() {
    // Forty bytes for each are 60 MB; on a busy machine it comes in several pieces, of which some wait, and what comes after
    // a halt is keys, here digits.
    let more = more_kilobytes(&browser(), "", |times| paste(&"9".repeat(times)), 3_000_000);
    assert!(more < 10_000, "{more} kilobytes");
}

#[test]
fn a_flood_of_keys_takes_no_room() {
    for (before, keys) in [("", "999999"), ("/", "labor ")] {
        let mut pty = browser();
        // A hundred bytes a key are 1.5 MB.
        let more = more_kilobytes(&pty, before, |times| keys.repeat(times), 5_000);
        assert!(more < 500, "{before:?} {keys:?}: {more} kilobytes");
        pty.send("q");
        assert_eq!(pty.end().0, End::Code(0), "{keys:?}");
    }
}

#[test]
fn behind_a_flood_of_keys_ctrl_c_ends_after_a_second_of_computing_at_most() {
    const KEYS: [&str; 3] = ["labor ", "labor\r", "\x1b[B"];
    for (index, before) in ["", "/", "/labor", "f", ":", "?", "am", "M"].into_iter().enumerate() {
        // All of them in the list and in a search, one in each of the others.
        let keys = if index < 2 { &KEYS[..] } else { &KEYS[index % 3..][..1] };
        for keys in keys {
            // Not the time that passes: the terminal itself takes its own for a megabyte.
            assert_ends_within_a_second(&format!("{keys:?} after {before:?}"), || {
                let mut pty = browser();
                let at_start = pty.cpu_time();
                pty.send(before).send(keys.repeat(1_000_000 / keys.len()) + "\x03");
                pty.end().1.saturating_sub(at_start)
            });
        }
    }
}

#[test]
fn what_no_key_sends_is_no_key() {
    // Replies of a terminal, reports of the mouse in each encoding, halves of characters; none of them is a key.
    const NOISE: &[&[u8]] = &[
        b"\x1b[?62;22c",
        b"\x1b[>1;10;0c",
        b"\x1b[24;80R",
        b"\x1b[?2026;2$y",
        b"\x1b[8;24;80t",
        b"\x1b[99;99;99z",
        b"\x1b[ q",
        b"\x1b[I\x1b[O",
        b"\x1b]11;rgb:0/0/0\x07",
        b"\x1b]52;c;cXFx\x1b\\",
        b"\x1bP>|tmux q\x1b\\",
        b"\x1b_Gi=31;q\x1b\\",
        b"\x1b^q\x1b\\",
        b"\x1b[32;200;200M",
        b"\x1b[<35;200;200M",
        b"\x1b[<3;99999;0m",
        b"\x1b[<128;0;0M",
        b"\x1b[97;1:3u",
        b"\x1b[57441;2u",
        b"\xff\xfe\x80",
        b"\xc3",
        b"\xe2\x82",
        b"\xf0\x9f\x98",
        b"\xed\xa0\x80",
        b"\xc2\x9b",
        b"\x1b[201~",
        b"\x1b[200~q\rQ\x03\x1b[201~",
    ];
    let mut pty = browser();
    for case in 0..40 {
        let mut dice = Dice::of_case(case);
        let noise: Vec<u8> = (0..=dice.below(30)).flat_map(|_| dice.one_of(NOISE)).copied().collect();
        let (key, there) = if case % 2 == 0 { ("k", "1/") } else { ("j", "2/") };
        pty.send(&noise).send(key);
        pty.wait(&format!("{key} after {}", noise.escape_ascii()), |heard| heard.text().contains(there));
    }
    pty.send("q");
    assert_ends(&mut pty, End::Code(0), "q");
    pty.assert_given_back();
}
