//! The browser in odd surroundings: it starts, says what it leaves out of account, writes over nothing that it could not
//! read, and ends well.
#![cfg(target_os = "linux")]

use std::env;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::pty::{End, Pty, Start};
use rustix::fs::{FileType, Mode, mknodat};
use rustix::process::{Resource, Rlimit, Signal, setrlimit};

const TITLE: &str = "President's Inter";
/// What the next row has, written out only where it is chosen.
const NEXT: &str = "Senior Policy Operating Group";
const STATE: &str = ".local/state/pitf/state.ron";
const CONFIG: &str = ".config/pitf/config.ron";

fn assert_browses(start: Start, what: &str) -> Pty {
    let mut pty = start.spawn();
    pty.wait(what, |heard| heard.text().contains(TITLE)).send("j").wait_for(NEXT).send("q");
    assert_eq!(pty.end().0, End::Code(0), "{what}");
    pty.assert_given_back();
    pty
}

#[test]
fn any_terminal_and_any_language_will_do() {
    for term in ["linux", "xterm", "vt100", "no-such-terminal", "screen.xterm-256color"] {
        for language in ["C", "POSIX", "en_US.UTF-8", "no_SUCH.encoding", ""] {
            assert_browses(
                Start::browser(&[]).env("TERM", term).env("LANG", language),
                &format!("{term} {language}"),
            );
        }
    }
}

#[test]
fn a_terminal_that_can_nothing_gets_the_tree() {
    for start in [
        Start::browser(&[]).env("TERM", "dumb"),
        Start::browser(&[]).without_env("TERM"),
        Start::browser(&[]).env("TERM", ""),
    ] {
        let mut pty = start.spawn();
        assert_eq!(pty.end().0, End::Code(0));
        let output = pty.heard().output();
        assert!(output.contains(TITLE) && !output.contains('\u{1b}'), "{output}");
    }
}

#[test]
fn without_a_home_nothing_is_remembered_and_all_else_is_as_ever() {
    assert_browses(Start::browser(&[]).without_env("HOME"), "no home");
    for home in ["", "relative", "/proc/nonexistent", "/proc", "/dev/null"] {
        assert_browses(Start::browser(&[]).env("HOME", home), home);
    }
    let pty = assert_browses(Start::browser(&[]).env("HOME", "/proc"), "a home that cannot be written to");
    assert!(pty.text().contains("pitf: state.ron: cannot make its directory"), "{}", pty.text());
}

/// What may lie where a file is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Odd {
    /// Text that cannot be understood.
    Text(&'static [u8]),
    Large,
    Pipe,
    Folder,
    LinkToItself,
    Device,
    /// The folder of the file is a file.
    NoFolder,
}

const ODD: &[Odd] = &[
    Odd::Text(b"(version: 1, files: {\"shipped\": (saved_at: 17, saved: (arrang"),
    Odd::Text(b"(version: 99, files: {}, more: [1, 2])"),
    Odd::Text(b"\xff\xfe(\0v\0"),
    Odd::Text(b"((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("),
    Odd::Text(b"\x1b[2J\x9b"),
    Odd::Large, Odd::Pipe, Odd::Folder, Odd::LinkToItself, Odd::Device, Odd::NoFolder,
];

impl Odd {
    fn put(self, path: &Path) {
        let folder = path.parent().expect("it is beneath the home");
        if self == Odd::NoFolder {
            fs::create_dir_all(folder.parent().expect("so is that")).expect("there is room");
            return fs::write(folder, "a file").expect("there is room");
        }
        fs::create_dir_all(folder).expect("there is room");
        match self {
            Odd::Text(text) => fs::write(path, text).expect("there is room"),
            Odd::Large => File::create(path).and_then(|file| file.set_len(100 << 20)).expect("there is room"),
            Odd::Pipe => {
                mknodat(rustix::fs::CWD, path, FileType::Fifo, Mode::RWXU, 0).expect("pipes can be made");
            }
            Odd::Folder => fs::create_dir(path).expect("there is room"),
            Odd::LinkToItself => symlink(path, path).expect("there is room"),
            Odd::Device => symlink("/dev/full", path).expect("there is room"),
            Odd::NoFolder => {}
        }
    }

    fn is_file(self) -> bool {
        matches!(self, Odd::Text(_) | Odd::Large)
    }
}

#[test]
fn a_state_that_cannot_be_read_is_told_and_kept_aside() {
    for odd in ODD {
        let start = Start::browser(&[]);
        let path = start.home().join(STATE);
        odd.put(&path);
        let mut pty = start.spawn();
        pty.wait_for(TITLE);
        let what = format!("{odd:?}");
        pty.wait(&what, |heard| heard.text().contains("state.ron"));
        pty.send("j").wait_for(NEXT).send("q");
        assert_eq!(pty.end().0, End::Code(0), "{what}");
        pty.assert_given_back();
        if odd.is_file() {
            let aside = path.with_file_name("state.ron.broken");
            if let Odd::Text(text) = odd {
                assert_eq!(fs::read(&aside).expect("it is there"), *text);
            } else {
                assert_eq!(fs::metadata(&aside).expect("it is there").len(), 100 << 20);
            }
            assert!(pty.remembered().contains("\"spog\""), "{what}: {}", pty.remembered());
        } else {
            assert!(pty.text().contains("this is not remembered"), "{what}: {}", pty.text());
        }
    }
}

#[test]
fn a_config_that_cannot_be_read_is_told_and_left_as_it_is_and_nothing_is_remembered() {
    for odd in ODD {
        let start = Start::browser(&[]);
        let path = start.home().join(CONFIG);
        odd.put(&path);
        let mut pty = start.spawn();
        let what = format!("{odd:?}");
        pty.wait(&what, |heard| heard.text().contains("config.ron"));
        pty.send("j").wait_for(NEXT).send("q");
        assert_eq!(pty.end().0, End::Code(0), "{what}");
        if let Odd::Text(text) = odd {
            assert_eq!(fs::read(&path).expect("it is there"), *text);
        }
        assert_eq!(pty.remembered(), "", "{what}");
    }
}

/// All files beneath a folder, with what is in them.
fn files(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for file in fs::read_dir(folder).expect("it is a folder") {
        let path = file.expect("it can be listed").path();
        if path.is_dir() {
            files.push((path.clone(), Vec::new()));
            files.extend(self::files(&path));
        } else {
            files.push((path.clone(), fs::read(&path).expect("it can be read")));
        }
    }
    files.sort();
    files
}

/// A state in which one pane has the screen to itself.
const ZOOMED: &str = "(version: 1, files: {\"shipped\": (saved_at: 1, saved: (path: [\"pitf\"], is_zoomed: true, \
                      queries: [\"labor\"]))})";

fn is_zoomed(pty: &Pty) -> bool {
    !pty.text().contains('│')
}

#[test]
fn a_visit_that_nobody_is_to_know_of_writes_nothing_anywhere() {
    for (arguments, config, is_read) in [
        (vec!["--private"], "()", true),
        (vec!["--fresh"], "()", false),
        (vec!["--fresh", "--private"], "()", false),
        (vec![], "(remember: false)", false),
    ] {
        for state in [Some(ZOOMED), None] {
            let mut start = Start::browser(&arguments).file(CONFIG, config);
            if let Some(state) = state {
                start = start.file(STATE, state);
            }
            let temporary = tempfile::tempdir().expect("there is room");
            let start = start.env("TMPDIR", temporary.path());
            let before = files(start.home());
            let mut pty = start.spawn();
            pty.wait_for(TITLE);
            assert_eq!(is_zoomed(&pty), is_read && state.is_some(), "{arguments:?} {config}: {}", pty.text());
            pty.send("/hotline\r").wait_for("otline").send("jmatt>WR").send("v");
            // By a key, and by the end of the terminal.
            if state.is_some() {
                pty.send("Q")
            } else {
                pty.signal(Signal::HUP)
            };
            pty.end();
            assert_eq!(files(pty.home()), before, "{arguments:?} {config}");
            assert_eq!(files(temporary.path()), [], "{arguments:?} {config}");
        }
    }
}

#[test]
fn it_starts_where_the_config_says() {
    for (config, is_last, shown) in [
        ("(start: \"last\")", true, TITLE),
        ("(start: \"beginning\")", false, TITLE),
        ("(start: \"dol\")", false, "Department of Labor"),
        ("(start: \"nowhere\")", false, "there is no entry \"nowhere\" here to start at"),
    ] {
        let pty = Start::browser(&[]).sized(120, 30).file(CONFIG, config).file(STATE, ZOOMED).spawn();
        pty.wait_for(shown);
        assert_eq!(is_zoomed(&pty), is_last, "{config}: {}", pty.text());
        // What was looked for is remembered all the same.
        pty.send("/\x1b[A").wait_for("labor");
    }
}

#[test]
fn two_at_once_keep_what_each_has_remembered() {
    let home = tempfile::tempdir().expect("there is room");
    let start = || Start::browser(&[]).env("HOME", home.path());
    let mut both = [start().spawn(), start().spawn()];
    for (pty, mark) in both.iter().zip(["a", "b"]) {
        pty.wait_for(TITLE).send("j").wait_for(NEXT).send(format!("m{mark}")).wait_for("mark");
    }
    for pty in &mut both {
        pty.send("q");
        assert_eq!(pty.end().0, End::Code(0));
    }
    let state = fs::read_to_string(home.path().join(STATE)).expect("it is there");
    assert!(state.contains("'a': \"spog\"") && state.contains("'b': \"spog\""), "{state}");
}

#[test]
fn a_kill_at_any_moment_leaves_a_state_that_can_be_read() {
    let home = tempfile::tempdir().expect("there is room");
    let start = || Start::browser(&[]).env("HOME", home.path());
    let mut first = start().spawn();
    first.wait_for(TITLE).send("jma").wait_for("mark").send("q");
    assert_eq!(first.end().0, End::Code(0));
    for round in 0..10 {
        let mut pty = start().spawn();
        pty.wait_for(TITLE);
        // Each of these saves.
        for letter in 'b'..='z' {
            pty.send(format!("m{letter}"));
        }
        // Whatever the moment is, the outcome has to be good.
        thread::sleep(Duration::from_millis(3 * round));
        pty.signal(Signal::KILL);
        assert_eq!(pty.end().0, End::Signal(Signal::KILL.as_raw()));
        let state = fs::read_to_string(home.path().join(STATE)).expect("it is there");
        assert!(state.contains("'a': \"spog\"") && state.trim_end().ends_with(')'), "{state}");
    }
    let mut last = start().spawn();
    last.wait_for(TITLE);
    assert!(!last.text().contains("state.ron"), "{}", last.text());
    last.send("q");
    assert_eq!(last.end().0, End::Code(0));
}

#[test]
fn whatever_lasts_is_written_soon_and_outlives_a_kill() {
    let mark = "'a': \"pitf\"";
    let places = [
        ("ma", mark),
        // The letter is there already; so is the query, when it is looked for again after another.
        ("jma", "'a': \"spog\""),
        ("/labor\r", "queries: [\"labor\"]"),
        ("/grant\r", "queries: [\"grant\", \"labor\"]"),
        ("/labor\r", "queries: [\"labor\", \"grant\"]"),
    ];
    let looks = [
        ("h", "unfolded: []"),
        ("jl", "[\"pitf\", \"spog\"]"),
        ("ak", "arrangement: \"kind\""),
        ("t", "theme: Some(\"high-contrast\")"),
        ("v", "is_zoomed: true"),
        ("v>", "list_width: Some("),
        ("W", "text_width: Some("),
        ("\x1b[<0;5;4M\x1b[<0;5;4m\x1b[<0;5;4M\x1b[<0;5;4m", "recents: ["),
    ];
    let mut pty = Start::browser(&[]).spawn();
    pty.wait_for(TITLE);
    for (keys, remembered) in places {
        pty.send(keys).wait_remembered(remembered);
    }
    pty.signal(Signal::KILL);
    pty.end();
    thread::scope(|scope| {
        for (keys, remembered) in looks {
            scope.spawn(move || {
                let mut pty = Start::browser(&[]).spawn();
                pty.wait_for(TITLE);
                pty.send(keys).wait_remembered(remembered);
                pty.signal(Signal::KILL);
                assert_eq!(pty.end().0, End::Signal(Signal::KILL.as_raw()));
                // Another run finds it, and leaves it as it is.
                let mut again = Start::browser(&[]).file(STATE, pty.remembered()).spawn();
                again.wait("a screen", |heard| {
                    heard.screen().alternate_screen() && !heard.text().trim().is_empty()
                });
                again.send("Q");
                assert_eq!(again.end().0, End::Code(0));
                assert!(again.remembered().contains(remembered), "{keys}: {}", again.remembered());
            });
        }
    });
}

#[test]
fn the_keyboard_is_found_where_standard_input_is_something_else() {
    for stdin in ["null", "file", "pipe"] {
        let this = env::current_exe().expect("a test is a program");
        let arguments = [
            "surroundings::the_shell_that_starts_it",
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ];
        let mut pty = Start::program(this, &arguments).env("STDIN", stdin).spawn();
        pty.wait_for(TITLE).send("j").wait_for(NEXT).send("q").wait_for("it ended with exit status: 0");
        assert_eq!(pty.end().0, End::Code(0), "{stdin}");
        pty.assert_given_back();
        // Where nothing controls the program there is no keyboard to be found, which is told.
        let this = env::current_exe().expect("a test is a program");
        let mut pty = Start::program(this, &arguments).env("STDIN", stdin).uncontrolled().spawn();
        pty.wait_for("pitf: cannot browse here (pitf tree prints the outline)")
            .wait_for("it ended with exit status: 1");
        pty.end();
        pty.assert_given_back();
    }
}

/// What the test above runs in a terminal.
#[test]
#[ignore = "it needs a terminal, and is run by another test"]
fn the_shell_that_starts_it() {
    let mut browser = Command::new(env!("CARGO_BIN_EXE_pitf"));
    match env::var("STDIN").as_deref() {
        Ok("null") => browser.stdin(Stdio::null()),
        Ok("file") => browser.stdin(File::open(env!("CARGO_BIN_EXE_pitf")).expect("it is there")),
        _ => browser.stdin(Stdio::piped()),
    };
    let status = browser.spawn().and_then(|mut child| {
        let pipe = child.stdin.take();
        let status = child.wait();
        drop(pipe);
        status
    });
    println!("it ended with {}", status.expect("the program starts"));
}

#[test]
fn where_no_file_may_grow_that_is_an_error_of_writing_and_no_end() {
    let this = env::current_exe().expect("a test is a program");
    let under_the_limit = |arguments: &str| {
        let program = [
            "surroundings::the_shell_that_lets_no_file_grow",
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ];
        Start::program(&this, &program).env("ARGUMENTS", arguments).spawn()
    };
    for arguments in [
        "tree",
        "export --format json",
        "export --format csv -o out.json",
        "man",
        "--help",
        "check broken.ron",
    ] {
        let mut pty = under_the_limit(arguments);
        pty.wait_for("File too large (os error 27)").wait_for("it ended with exit status: 1");
        pty.end();
        assert!(
            fs::read_dir(pty.home())
                .expect("it is there")
                .all(|file| file.is_ok_and(|file| file.file_name() != "out.json"))
        );
    }
    let mut pty = under_the_limit("");
    pty.wait_for(TITLE).send("jma").wait_for("mark a").send("q");
    pty.wait_for("pitf: state.ron: cannot write it: File too large").wait_for("it ended with exit status: 0");
    pty.end();
    pty.assert_given_back();
}

/// What the test above runs in a terminal.
#[test]
#[ignore = "it needs a terminal, and is run by another test"]
fn the_shell_that_lets_no_file_grow() {
    fs::write("broken.ron", "(").expect("there is room");
    let output = File::create("output").expect("there is room");
    setrlimit(Resource::Fsize, Rlimit { current: Some(0), maximum: Some(0) })
        .expect("less is always allowed");
    let arguments = env::var("ARGUMENTS").expect("it is set");
    let mut browser = Command::new(env!("CARGO_BIN_EXE_pitf"));
    browser.args(arguments.split_whitespace());
    if !arguments.is_empty() {
        browser.stdout(output);
    }
    println!("it ended with {}", browser.status().expect("the program starts"));
}

#[test]
fn what_has_changed_is_told_and_listed_when_a_file_is_read_again() {
    let clubs = include_str!("../data/clubs.ron");
    let pty = Start::browser(&["--data", "clubs.ron"]).file("clubs.ron", clubs).spawn();
    pty.wait_for("Council of Clubs");
    std::fs::write(pty.home().join("clubs.ron"), clubs.replace("Chess Club", "Chess and Go Club")).unwrap();
    pty.send("R").wait_for("read again: one entry has changed; r lists them");
    pty.send("r").wait_for("changed  Chess and Go Club");
    pty.send("\r").wait_for("CHESS");
}
