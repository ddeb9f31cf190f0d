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
    let filters: Vec<String> = pitf::search::filters().map(|filter| format!("{}:", filter.name)).collect();
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

#[test]
fn what_begins_with_nothing_is_read_as_a_name_or_a_synonym() {
    for (words, expected) in [
        (&["show", "dept of lab"][..], &["dol"][..]),
        (&["show", "Dep't of Jus"], &["doj"]),
        (&["show", "justice dep"], &["doj"]),
        (&["show", "necesito"], &["help", "ayuda"]),
        (&["cite", "denunc"], &["ayuda"]),
        (&["tree", "anti-slav"], &[]),
        (&["--data", "clubs.ron", "show", "elm"], &["choir", "band"]),
        (&["search", "under:labor d"], &["under:dol"]),
        (&["search", "--under", "labour dep"], &["dol"]),
        (&["search", "kind:denunc"], &[]),
        (&["show", ""], &[]),
    ] {
        let mut offered = offered(words);
        if offered.first().is_some_and(|first| first == ":meant") {
            offered.remove(0);
            assert_eq!(offered, expected, "{words:?}");
        } else {
            assert!(expected.is_empty(), "{words:?}: {offered:?}");
        }
    }
}

#[test]
fn entries_of_one_name_are_offered_with_what_they_lie_beneath() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "in", name: "in", nests: true)], entries: [
        (id: "a", kind: "k", name: "Upland"), (id: "b", kind: "k", name: "Lowland"),
        (id: "a-n", kind: "k", name: "North", links: [(rel: "in", to: "a")]),
        (id: "b-n", kind: "k", name: "North", links: [(rel: "in", to: "b")]),
        (id: "b-s", kind: "k", name: "South", links: [(rel: "in", to: "b")]),
        (id: "d1", kind: "k", name: "Desk", links: [(rel: "in", to: "a-n")]),
        (id: "d2", kind: "k", name: "Desk", links: [(rel: "in", to: "b-n")]),
        (id: "d3", kind: "k", name: "desk", links: [(rel: "in", to: "b-s"), (rel: "in", to: "a-n")]),
        (id: "d4", kind: "k", name: "Desk"),
    ])"#;
    let mut run = Pitf::new(&["__complete", "--", "--data"]);
    let file = run.file("desks.ron", data);
    run.command.arg(file).args(["show", "d"]);
    let done = run.run();
    assert_eq!(
        done.out,
        "d1\tDesk in North in Upland\nd2\tDesk in North in Lowland\nd3\tdesk in South, North\nd4\tDesk\n"
    );
    let done = Pitf::new(&["show", "DESK"]).data(data).run();
    for expected in ["d1                       Desk in North in Upland (K)", "desk in South, North (K)"] {
        assert!(done.err.contains(expected), "{}", done.err);
    }
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
    // What begins with nothing is read as a name or a synonym; in fish that is what stands there then.
    let expected = if shell == "fish" { ["department\\ of\\ labor", "denunciar"] } else { ["dol", "ayuda"] };
    for (typed, expected) in ["pitf show dept\\ of\\ l", "pitf show denunci"].into_iter().zip(expected) {
        pty.send(typed).wait_for(typed).send("\t").wait_for(&format!("pitf show {expected}")).send("\x15");
    }
    pty.send("pitf show mtg").wait_for("mtg").send("\t\t").wait_for("meeting-2013").send("\x15");
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
