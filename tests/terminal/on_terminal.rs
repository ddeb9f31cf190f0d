//! The commands in a pseudo-terminal: what differs from a pipe is width, colour, signs and the pager.

use crate::pty::{End, Start};
use crate::support::CLUBS;
use rustix::process::Signal;

/// What a command writes to a terminal of this size, and how it ends.
fn written(arguments: &[&str], size: (u16, u16), variables: &[(&str, &str)]) -> (String, End) {
    let start = Start::browser(arguments).file("clubs.ron", CLUBS).sized(size.0, size.1);
    let start = variables.iter().fold(start, |start, (name, value)| start.env(name, value));
    let mut pty = start.spawn();
    let (end, _) = pty.end();
    let written = pty.heard().output().replace("\r\n", "\n");
    (written, end)
}

const CLUBS_TREE: [&str; 3] = ["--data", "clubs.ron", "tree"];
const DONE: End = End::Code(0);

fn without_colour(text: &str) -> String {
    regex_lite::Regex::new("\x1b\\[[0-9;]*m").expect("a pattern").replace_all(text, "").into_owned()
}

#[test]
fn a_terminal_gets_colour_unless_somebody_says_otherwise() {
    let show = ["show", "doj", "--no-pager"];
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let (text, end) = written(&[&show, arguments].concat(), (80, 24), variables);
        assert_eq!(end, DONE);
        text.contains("\x1b[1;4mDepartment of Justice\x1b[m")
    };
    assert!(coloured(&[], &[]));
    assert!(!coloured(&["--color", "never"], &[]));
    assert!(!coloured(&[], &[("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&[], &[("TERM", "dumb")]));
}

#[test]
fn prose_is_wrapped_to_the_terminal() {
    for (size, variables, arguments, width) in [
        ((60, 24), &[][..], &[][..], 60),
        ((120, 24), &[], &[], 120),
        ((60, 24), &[("COLUMNS", "40")], &[], 40),
        ((60, 24), &[("COLUMNS", "40")], &["--width", "50"], 50),
        ((20, 5), &[], &[], 20),
    ] {
        let (text, end) = written(&[&["show", "spog", "--no-pager"], arguments].concat(), size, variables);
        let widest = without_colour(&text).lines().map(pitf::text::width).max();
        assert!(
            widest.is_some_and(|widest| widest <= width && widest + 12 > width.min(78)),
            "{widest:?} of {width}"
        );
        assert_eq!(end, DONE);
    }
}

#[test]
fn long_output_goes_through_the_pager_and_short_output_does_not() {
    let pager = ("PAGER", "sed 's/^/paged: /'");
    let paged = |arguments: &[&str], rows, variables: &[(&str, &str)]| {
        let (text, end) = written(arguments, (80, rows), variables);
        assert_eq!(end, DONE);
        let lines = text.lines().filter(|line| line.starts_with("paged: ")).count();
        assert!(lines == 0 || lines == text.lines().count(), "all of it or nothing: {text}");
        lines > 0
    };
    assert!(paged(&CLUBS_TREE, 4, &[pager]), "the last row is the prompt's");
    assert!(!paged(&CLUBS_TREE, 5, &[pager]));
    assert!(!paged(&["--no-pager", "tree"], 4, &[pager]));
    assert!(!paged(&["tree"], 4, &[]), "without a pager it is printed");
    assert!(!paged(&["tree"], 4, &[pager, ("PITF_PAGER", "")]));
    assert!(!paged(&["tree"], 4, &[pager, ("PITF_PAGER", "cat")]));
    assert!(paged(&["tree"], 4, &[pager, ("PITF_PAGER", "sed 's/^/paged: /'")]));
    assert!(paged(&["tree"], 4, &[pager, ("PATH", "/usr/bin:/bin")]));
}

#[test]
fn a_pager_that_is_left_early_is_no_failure() {
    for pager in ["head -n 2", "cat | head -n 2", "head -n 2; kill -PIPE $$"] {
        let (text, end) = written(&["tree"], (80, 24), &[("PAGER", pager)]);
        assert_eq!((text.lines().count(), end), (2, DONE), "{pager}");
    }
    let (text, _) = written(&["tree"], (80, 24), &[("PAGER", "cat > /dev/null; echo LESS=$LESS")]);
    assert_eq!(text, "LESS=FRX\n");
    let less = [("PAGER", "cat > /dev/null; echo LESS=$LESS"), ("LESS", "-S")];
    assert_eq!(written(&["tree"], (80, 24), &less).0, "LESS=-S\n");
}

#[test]
fn what_a_pager_does_not_show_is_printed_and_the_status_says_so() {
    let (all, _) = written(&["--no-pager", "tree"], (80, 24), &[]);
    for (pager, why) in [
        ("no-such-program-at-all", "cannot be started: No such file or directory (os error 2)"),
        ("no-such-program-at-all | cat; exit 3", "failed (exit status: 3)"),
        ("/etc/passwd -x", "cannot be started: Permission denied (os error 13)"),
        ("false", "failed (exit status: 1)"),
        ("kill -TERM $$", "failed (signal: 15 (SIGTERM))"),
    ] {
        let (text, end) = written(&["tree"], (80, 24), &[("PAGER", pager)]);
        let told = format!("pitf: the pager \"{pager}\" {why}; the text was printed without it\n");
        assert!(text.ends_with(&(all.clone() + &told)), "{pager}: {text}");
        assert_eq!(end, End::Code(1), "{pager}");
    }
}

#[test]
fn whatever_the_pager_is_there_are_no_raw_codes() {
    let show = ["show", "doj"];
    for (pager, less) in [
        ("less", ""),
        ("less", "-S"),
        ("less", "-+R"),
        ("less -+R", "-M"),
        ("cat -v", "R"),
        ("LESS=-S less", "R"),
        ("cat -v; exit 1", ""),
    ] {
        let start = Start::browser(&show).env("PAGER", pager).env("LESS", less);
        let pty = start.spawn();
        pty.wait("the text", |heard| heard.output().contains("Department of Justice"));
        let output = pty.heard().output();
        assert!(!output.contains("ESC") && !output.contains("^["), "{pager} {less}: {output}");
    }
}

#[test]
fn while_a_pager_has_the_screen_the_program_can_be_ended() {
    for how in ["Ctrl-c", "Ctrl-\\", "SIGINT", "SIGTERM", "q"] {
        let mut pty = Start::browser(&["tree"]).env("PAGER", "less").spawn();
        pty.wait("the pager at its prompt", |heard| heard.text().lines().last() == Some(":"));
        let expected = match how {
            "Ctrl-c" => (pty.send("\x03"), End::Signal(Signal::INT.as_raw())).1,
            "Ctrl-\\" => (pty.send("\x1c"), End::Signal(Signal::QUIT.as_raw())).1,
            "SIGINT" => (pty.signal(Signal::INT), End::Signal(Signal::INT.as_raw())).1,
            "SIGTERM" => (pty.signal(Signal::TERM), End::Signal(Signal::TERM.as_raw())).1,
            _ => (pty.send("q"), DONE).1,
        };
        assert_eq!(pty.end().0, expected, "{how}");
        assert!(!pty.is_raw(), "{how}: the pager is gone, too");
    }
}

#[test]
fn the_manual_is_formatted_on_a_terminal() {
    let (text, end) = written(&["man"], (80, 24), &[("PAGER", "cat")]);
    assert_eq!(end, DONE);
    assert!(text.contains("\x1b[1m--color\x1b[m"), "{text}");
    let text = without_colour(&text);
    let lines: Vec<&str> = text.lines().collect();
    for line in ["SYNOPSIS", "       pitf [OPTIONS] COMMAND", "KEYS", "       --color <WHEN> [default: auto]"]
    {
        assert!(lines.contains(&line), "it lacks {line:?}:\n{text}");
    }
    assert!(!text.contains("\n.") && !text.contains("\\-") && !text.contains('\u{8}'), "{text}");
}
