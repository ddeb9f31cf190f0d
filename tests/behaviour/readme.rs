//! The README says what is so: its keys are those of the program, its lines work. Its pictures have tests in `pictures`.
//!
//! `UPDATE_GOLDEN=1` writes them anew.

use std::path::Path;
use std::process::Command;

use pitf::directory::{Directory, Entry};
use pitf::keymap::{ActionGroup, BINDINGS, Binding, Context, Key, label};

const README: &str = include_str!("../../README.md");

#[test]
fn the_keys_are_those_of_the_program() {
    is_between("<!-- keys -->\n", "<!-- end of keys -->\n", &table_of_keys());
}

#[test]
fn it_is_short_and_begins_with_the_two_commands() {
    let lines: Vec<&str> = README.lines().collect();
    assert!(lines.len() <= 150, "{} lines", lines.len());
    let top = lines[..8].join("\n");
    assert!(top.contains("cargo run --release") && top.contains("cargo test"), "{top}");
}

#[test]
fn its_lines_to_install_work_as_written() {
    assert!(README.contains(&format!("Rust {}, on", env!("CARGO_PKG_RUST_VERSION"))), "the version of Rust");
    let folder = Path::new(env!("CARGO_BIN_EXE_pitf")).parent().expect("it is in a folder");
    let home = tempfile::tempdir().expect("there is room");
    let lines: Vec<&str> = README.lines().filter(|line| line.starts_with("    mkdir -p ~/")).collect();
    assert_eq!(lines.len(), 4);
    for line in lines {
        let mut shell = Command::new("sh");
        shell.args(["-ec", line]).env("HOME", home.path());
        shell.env("PATH", format!("{}:/usr/bin:/bin", folder.display()));
        assert!(shell.status().expect("there is a shell").success(), "{line}");
    }
    for file in [
        ".local/share/man/man1/pitf.1",
        ".local/share/bash-completion/completions/pitf",
        ".zfunc/_pitf",
        ".config/fish/completions/pitf.fish",
    ] {
        let written = std::fs::read_to_string(home.path().join(file)).expect("the line has written it");
        assert!(written.contains("pitf"), "{file}");
    }
}

#[test]
fn the_files_that_it_names_are_there() {
    let (_, section) = README.split_once("## Working on it").expect("it says how to work on it");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = section.split('`').skip(1).step_by(2);
    let paths: Vec<&str> = named.filter(|word| word.contains('/') && !word.contains(' ')).collect();
    assert!(paths.len() >= 14, "{paths:?}");
    for path in paths {
        assert!(root.join(path).exists(), "{path} is not there");
    }
}

#[test]
fn it_names_each_dependency() {
    let manifest = include_str!("../../Cargo.toml");
    let (_, rest) = manifest.split_once("[dependencies]\n").expect("there are dependencies");
    let (list, _) = rest.split_once("\n[").expect("another section follows");
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, _)) = line.split_once(" = ") else { continue };
        assert!(README.contains(&format!("`{name}`")), "the README does not say what {name} is for");
    }
}

#[test]
fn its_example_is_a_directory() {
    let (_, rest) = README.split_once("```ron\n").expect("there is an example");
    let (example, _) = rest.split_once("```").expect("the example ends");
    let directory =
        Directory::parse("README.md", example.to_owned()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(directory.len(), 2);
}

#[test]
fn its_queries_answer_what_they_are_to_answer() {
    let (_, rest) = README.split_once("<!-- queries -->\n```sh\n").expect("there are queries");
    let (queries, _) = rest.split_once("```").expect("they end");
    let queries: Vec<&str> = queries.lines().collect();
    let directory = Directory::shipped();
    let [pitf, labor] = ["pitf", "dol"].map(|id| directory.find(id));
    let topic = directory.topics().find(|(_, topic)| topic.id == "victim-services").map(|(id, _)| id);
    let links = |entry: &Entry, relation: &str, to| {
        entry.links().any(|link| link.relation().id == relation && Some(link.target()) == to)
    };
    let serves = |entry: &Entry| {
        entry.activities().any(|activity| activity.topics.iter().any(|given| Some(*given) == topic))
    };
    let names = |is_answer: &dyn Fn(&Entry) -> bool| -> Vec<&str> {
        directory.entries().filter(is_answer).map(Entry::name).collect()
    };
    let answers = [
        names(&|entry| links(entry, "member-of", pitf) && serves(entry)),
        names(&|entry| links(entry, "produced-by", labor)),
    ];
    assert!(answers[0].contains(&"Department of Justice") && answers[1].len() > 1, "{answers:?}");
    assert_eq!(queries.len(), answers.len());
    for (query, answer) in queries.iter().zip(answers) {
        match run_in_shell(query) {
            Some(lines) => assert_eq!(lines, answer, "{query}"),
            None => eprintln!("SKIPPED: jq is not installed, so that this was not run: {query}"),
        }
    }
}

/// What a line of shell writes, with our program in the path; `None` where there is no jq.
fn run_in_shell(line: &str) -> Option<Vec<String>> {
    let folder = Path::new(env!("CARGO_BIN_EXE_pitf")).parent().expect("it is in a folder");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let run = |line: &str| {
        Command::new("sh").args(["-c", line]).env("PATH", &path).output().expect("there is a shell")
    };
    if !run("command -v jq").status.success() {
        return None;
    }
    let output = run(line);
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

/// Asserts that the README has `expected` between two marks, or puts it there where golden files are updated.
fn is_between(from: &str, to: &str, expected: &str) {
    let start = README.find(from).unwrap_or_else(|| panic!("the README has no {from:?}")) + from.len();
    let end = start + README[start..].find(to).unwrap_or_else(|| panic!("{to:?} does not follow {from:?}"));
    if std::env::var_os("UPDATE_GOLDEN").is_none() {
        assert_eq!(&README[start..end], expected, "UPDATE_GOLDEN=1 writes it anew");
        return;
    }
    // Another test may have written its own part since this program was built.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README is there");
    let (before, rest) = readme.split_once(from).expect("the README has the mark");
    let (_, after) = rest.split_once(to).expect("the end mark follows");
    std::fs::write(path, format!("{before}{from}{expected}{to}{after}")).expect("the README can be written");
}

/// A row for each group: the actions by name, each with its keys.
fn table_of_keys() -> String {
    let row = |(group, title): (ActionGroup, &str)| {
        let of_group = BINDINGS.iter().filter(|binding| binding.group == group);
        let actions: Vec<String> =
            of_group.map(|binding| format!("{}{}", binding.name, keys_of(binding))).collect();
        format!("| {title} | {} |", actions.join("; "))
    };
    let head = ["| group | actions and keys |", "|---|---|"].map(str::to_owned);
    let lines = head.into_iter().chain(ActionGroup::ALL.map(row));
    lines.fold(String::new(), |table, line| table + &line + "\n")
}

/// The keys of an action, with where they are at work, if that is not both panes.
fn keys_of(binding: &Binding) -> String {
    let [(contexts, keys), (_, in_text), (_, while_typing)] = binding.own_keys();
    let place = match contexts {
        [Context::List] => " in the list",
        [Context::Matrix] => " in the matrix",
        [Context::Choosing] => " in a list of choices",
        _ => "",
    };
    let in_text: Vec<_> = in_text.iter().filter(|key| !keys.contains(key)).collect();
    let while_typing: Vec<_> = while_typing.iter().filter(|key| !keys.contains(key)).collect();
    let mut written: String = keys.iter().map(|keys| labelled(keys)).collect();
    written.push_str(if keys.is_empty() { "" } else { place });
    for (keys, place) in [(in_text, " in the text"), (while_typing, " while typing")] {
        if !keys.is_empty() {
            written.extend(keys.into_iter().map(|keys| labelled(keys)));
            written.push_str(place);
        }
    }
    if written.is_empty() { " in the palette".to_owned() } else { written }
}

fn labelled(written: &str) -> String {
    let keys: Vec<Key> = written.split(' ').map(|key| key.parse().expect("it is a key")).collect();
    format!(" `{}`", label(&keys))
}
