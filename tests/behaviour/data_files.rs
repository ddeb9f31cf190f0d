//! Data files that are no ordinary files, and what `check` says of those that are nearly right.

use std::fs::File;
use std::os::fd::AsFd;
use std::process::Command;

use crate::support::{CLUBS, Pitf};

/// A run that has a text as its standard input, by a pipe or by a file.
fn with_input(arguments: &[&str], text: &str, by_pipe: bool) -> Pitf {
    let mut run = Pitf::new(arguments);
    let path = run.file("input.ron", text);
    if by_pipe {
        let (reader, mut writer) = std::io::pipe().expect("there are pipes");
        let text = text.to_owned();
        std::thread::spawn(move || std::io::Write::write_all(&mut writer, text.as_bytes()));
        run.command.stdin(reader);
    } else {
        run.command.stdin(File::open(path).expect("it was written"));
    }
    run
}

#[test]
fn a_directory_is_read_from_standard_input() {
    for path in ["-", "/dev/stdin", "/dev/fd/0"] {
        for by_pipe in [true, false] {
            let done = with_input(&["--data", path, "show", "choir"], CLUBS, by_pipe).run();
            assert_eq!(done.code, Some(0), "{path}: {}", done.err);
            assert!(done.out.contains("Elm Street Choir"), "{path}: {}", done.out);
        }
    }
}

#[test]
fn problems_of_standard_input_have_places() {
    let done = with_input(&["check", "-"], "(title: 7, kinds: [], entries: [])", true).run();
    assert_eq!(done.code, Some(1));
    assert!(done.out.starts_with("-:1:9: expected a string in quotes, found a number\n"), "{}", done.out);
}

#[test]
fn a_pipe_without_end_is_refused_at_the_limit_only_and_nothing_at_all_is_told() {
    let (reader, writer) = std::io::pipe().expect("there are pipes");
    drop(writer);
    let mut run = Pitf::new(&["check", "-"]);
    run.command.stdin(reader.as_fd().try_clone_to_owned().expect("it is open"));
    let done = run.run();
    assert!(
        done.out.starts_with("-:1:1: expected the directory, found the end of the file\n"),
        "{}",
        done.out
    );
}

#[test]
fn all_of_many_files_are_checked_and_named_whole() {
    let long = format!("{}.ron", "a-name-that-is-longer-than-any-line-of-a-terminal-".repeat(3));
    let run = Pitf::new(&["check", "none.ron"]);
    let (good, bad) = (run.file("good.ron", CLUBS), run.file(&long, "(title: 7, kinds: [], entries: [])"));
    let mut run = run;
    run.command.args([&bad, &good, &bad]);
    let done = run.run();
    assert_eq!(done.code, Some(2), "{}", done.err);
    assert_eq!(
        done.out.matches(&format!("~/{long}:1:9: expected a string in quotes")).count(),
        2,
        "{}",
        done.out
    );
    assert!(done.err.contains("cannot read none.ron"), "{}", done.err);
}

#[test]
fn a_stream_that_is_given_twice_is_told_to_have_been_read() {
    let told = "it is given twice and cannot be read again; save it as a file";
    for (one, other, by_pipe) in [
        ("-", "-", true),
        ("-", "-", false),
        ("-", "/dev/stdin", true),
        ("/dev/fd/0", "/dev/stdin", true),
        ("/proc/self/fd/0", "-", true),
    ] {
        for command in ["diff", "check"] {
            let done = with_input(&[command, one, other], CLUBS, by_pipe).run();
            assert_eq!(done.code, Some(2), "{command} {one} {other}: {done:?}");
            assert!(done.err.contains(&format!("cannot use {other}: {told}")), "{command}: {}", done.err);
        }
    }
    let done = with_input(&["diff", "-", "/dev/stdin"], CLUBS, false).run();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "a file can be opened again");
    let mut run = Pitf::new(&["diff"]);
    let pipe = run.home.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("there is such a program").success());
    run.command.args([&pipe, &pipe]);
    let done = run.run();
    assert!(done.err.contains(told) && done.code == Some(2), "{done:?}");
}
