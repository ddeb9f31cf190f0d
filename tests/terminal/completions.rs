//! The completions: what the program offers at the end of a line, and that the shells show it.

use std::path::Path;

use crate::pty::Start;
use crate::support::{CLUBS, Pitf, pitf};

/// What is offered for the last of some words, without what it is.
fn offered(words: &[&str]) -> Vec<String> {
    let run = Pitf::new(&[&["__complete", "--"], words].concat());
    let file = run.file("clubs.ron", CLUBS).to_string_lossy().into_owned();
    let folder = run.home.path().to_owned();
    let mut run = run;
    run.command.current_dir(folder);
    let done = run.run();
    assert_eq!((done.err.as_str(), done.code), ("", Some(0)), "{words:?} beside {file}");
    done.out.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

const IN_CLUBS: [&str; 2] = ["--data", "clubs.ron"];

#[test]
fn what_can_stand_at_the_end_is_offered() {
    let entries: &[&str] = &["council", "choir", "band"];
    for (words, expected) in [
        (&["show", ""][..], entries),
        (&["show", "c"], &["council", "choir"]),
        (&["show", "choir", "b"], &["band"]),
        (&["tree", "--depth", "2", "b"], &["band"]),
        (&["tree", "--depth", ""], &[]),
        (&["tree", "--by", "h"], &["hierarchy"]),
        (&["tree", "--by=t"], &["--by=topic"]),
        (&["tree", "--de"], &["--depth"]),
        (&["matrix", "co"], &["council"]),
        (&["export", "--root", "ch"], &["choir"]),
        (&["export", "--root=ch"], &["--root=choir"]),
        (&["export", "--root", "=", "ch"], &["choir"]),
        (&["export", "--root", "="], entries),
        (&["export", "--format", "m"], &["markdown", "mermaid"]),
        (&["export", "-o", ""], &[":files"]),
        (&["export", "-o", "x", "--fo"], &["--format"]),
        (&["check", ""], &[":files"]),
        (&["--data", ""], &[":files"]),
        (&["search", "--under", "b"], &["band"]),
        (&["search", "c"], &[]),
        (&["search", "source:"], &["source:minutes"]),
        (&["search", "elm", "TO"], &["topic:"]),
        (&["search", "-u"], &["-under:"]),
        (&["search", "Kind:CL"], &["Kind:club"]),
        (&["search", "topic:sport,m"], &["topic:sport,music"]),
        (&["search", "\"kind:c"], &["kind:club"]),
        (&["search", "-n", ""], &[]),
        (&["search", "-f", "j"], &["json"]),
        (&["help", "sch"], &["schema"]),
        (&["tree", "-f", ""], &["text", "json", "markdown", "tsv", "ids"]),
        (&["show", "CHO"], &["choir"]),
        (&["show", "\"cho"], &["choir"]),
        (&["show", "'Elm Street Band'", "c"], &["council", "choir"]),
        (&["CHO"], &["choir"]),
        (&["-d", "x.ron", "--col"], &["--color"]),
        (&["search", "kind:"], &["kind:club"]),
        (&["search", "-topic:m"], &["-topic:music"]),
        (&["search", "under", ":", "b"], &["band"]),
        (&["search", "under", ":"], entries),
        (&["completions", ""], &["bash", "zsh", "fish"]),
        (&["schema", ""], &[]),
        (&["show", "--", "-"], &[]),
        (&["ch"], &["check", "choir"]),
        (&["choir", "b"], &["band"]),
        (&["--color", "n"], &["never"]),
    ] {
        assert_eq!(offered(&[&IN_CLUBS, words].concat()), expected, "{words:?}");
    }
    let filters: Vec<String> =
        pitf::search::FILTERS.iter().map(|filter| format!("{}:", filter.name)).collect();
    assert_eq!(offered(&["search", ""]), filters);
    let commands = pitf::cli::command_names();
    assert_eq!(offered(&[&IN_CLUBS[..], &[""]].concat()), commands, "entries are offered after a letter");
    assert!(offered(&["show", "hotl"]) == ["hotline"], "without a file the directory in the program is used");
    assert!(offered(&["--data", "/nowhere", "show", ""]).is_empty());
    let options = offered(&["tree", "--"]);
    assert!(
        options.iter().any(|option| option == "--ascii") && !options.iter().any(|option| option == "--plain")
    );
    assert!(
        pitf(&["__complete", "--", "show", "hotl"])
            .out
            .contains("hotline\tNational Human Trafficking Hotline")
    );
    assert_eq!(pitf(&["__complete"]).code, Some(0));
}

/// What is typed before the key that completes, and the line that it is to become.
const TYPED: [(&str, &str); 11] = [
    ("pitf show hotl", "pitf show hotline"),
    ("pitf hotl", "pitf hotline"),
    ("pitf sche", "pitf schema"),
    ("pitf --data clubs.ron show cho", "pitf --data clubs.ron show choir"),
    ("pitf --data=clubs.ron show cho", "pitf --data=clubs.ron show choir"),
    ("pitf show HOTL", "pitf show hotline"),
    ("pitf show \"hotl", "pitf show \"hotline"),
    ("pitf tree --by=top", "pitf tree --by=topic"),
    ("pitf search to", "pitf search topic:"),
    ("pitf search kind:rep", "pitf search kind:report"),
    ("pitf check club", "pitf check clubs.ron"),
];

/// Types the beginnings of lines into a shell, and waits for the rest.
fn complete_in(shell: &str, arguments: &[&str], prepare: &str) {
    let paths = ["/usr/bin", "/bin", "/usr/local/bin"].map(|folder| Path::new(folder).join(shell));
    let Some(path) = paths.iter().find(|path| path.exists()) else {
        eprintln!("SKIPPED: {shell} is not installed, so that its completions were not tried");
        return;
    };
    let folder = Path::new(env!("CARGO_BIN_EXE_pitf")).parent().expect("it is in a folder");
    let script = pitf(&["completions", shell]).out;
    let pty = Start::program(path, arguments)
        .env("PATH", format!("{}:/usr/bin:/bin", folder.display()))
        .env("PS1", "ready> ")
        .file("_pitf", script)
        .file("clubs.ron", CLUBS)
        .spawn();
    pty.send(format!("{prepare}; echo pre\"\"pared\r")).wait_for("prepared");
    for (typed, expected) in TYPED {
        pty.send(typed).wait_for(typed).send("\t").wait_for(expected).send("\x15");
    }
    // What is not whole yet goes on without a space.
    pty.send("pitf search kin").wait_for("search kin").send("\t").wait_for("search kind:").send("rep\t");
    pty.wait_for("search kind:report").send("\x15");
    pty.send("exit\r");
}

#[test]
fn bash_completes() {
    complete_in("bash", &["--norc", "--noprofile"], ". ~/_pitf");
}

#[test]
fn zsh_completes() {
    complete_in("zsh", &["-f"], "fpath=(~ $fpath); autoload -U compinit; compinit -u -D");
}

#[test]
fn fish_completes() {
    complete_in("fish", &["--no-config"], "source ~/_pitf");
}
