//! What each command writes, letter by letter, in a pipe: in each of its formats, and with each of its exit codes.
//!
//! `UPDATE_GOLDEN=1 cargo test --test behaviour output` writes the files in `tests/output` anew.

use std::collections::BTreeSet;

use pitf::cli::Shell;
use pitf::run::{completions, man};

use crate::support::{assert_golden, commands, commands_by_name, files, golden, pitf, run_line, transcript};

/// What these print stands in a file or is put together from the help, and is compared with that or tested elsewhere.
const NO_GOLDEN: [&str; 5] = ["completions", "help", "man", "new", "schema"];

/// Those of all commands, and that of the help.
const OPTIONS_OF_ALL: [&str; 2] = ["color", "help"];

#[test]
fn each_command_writes_what_its_golden_says() {
    for (name, lines) in commands_by_name() {
        let transcripts = lines.into_iter().map(|line| {
            let done = run_line(line, &files(), &[]);
            transcript(line, &done.out, &done.err, done.code.unwrap_or(-1))
        });
        assert_golden(&format!("output/{name}.txt"), &transcripts.collect::<String>());
    }
}

#[test]
fn every_command_with_every_value_of_its_options_has_a_golden() {
    let root = pitf::cli::description();
    let commands_with_goldens: BTreeSet<&str> = root
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .map(clap::Command::get_name)
        .collect();
    let commands_of_goldens: BTreeSet<&str> =
        commands().filter_map(|line| line.split(' ').next()).chain(NO_GOLDEN).collect();
    assert_eq!(commands_with_goldens, commands_of_goldens);
    let mut missing = Vec::new();
    for command in root.get_subcommands().filter(|command| !NO_GOLDEN.contains(&command.get_name())) {
        let name = command.get_name();
        let lines: Vec<&str> = commands().filter(|line| line.split(' ').next() == Some(name)).collect();
        for option in command.get_opts().filter(|option| option.get_action().takes_values()) {
            let long = option.get_long().expect("each has a long form");
            if OPTIONS_OF_ALL.contains(&long) {
                continue;
            }
            for value in option.get_possible_values() {
                let value = value.get_name();
                let is_default = option.get_default_values().iter().any(|default| default == value);
                let has = |line: &&str| {
                    format!("{line} ").contains(&format!(" --{long} {value} "))
                        || is_default && !line.contains(&format!(" --{long} "))
                };
                if !lines.iter().any(has) {
                    missing.push(format!("{name} --{long} {value}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "tests/support/commands.rs lacks {missing:#?}");
}

#[test]
fn every_exit_code_of_every_command_has_a_golden() {
    let root = pitf::cli::description();
    for (name, _) in commands_by_name() {
        let golden = golden(&format!("output/{name}.txt"));
        let codes: Vec<i32> = (0..=2).filter(|code| golden.contains(&format!("\n(exit {code})\n"))).collect();
        let takes_something = root
            .find_subcommand(name)
            .is_some_and(|command| command.get_opts().any(|option| option.get_id() == "format"));
        // What takes nothing fails only where nothing can be written.
        let expected = if takes_something { &[0, 1, 2][..] } else { &[0, 2] };
        assert_eq!(codes, expected, "{name}");
    }
}

#[test]
fn what_stands_in_a_file_is_printed_as_it_stands() {
    let mut schema = Vec::new();
    pitf::report::schema::write(&mut schema).expect("memory can be written to");
    for (command, text) in [
        ("schema", String::from_utf8(schema).expect("it is text")),
        ("new", include_str!("../../src/run/new.ron").to_owned()),
        ("man", man::page().expect("memory can be written to")),
        ("completions bash", completions::script(Shell::Bash).to_owned()),
        ("completions fish", completions::script(Shell::Fish).to_owned()),
        ("completions zsh", completions::script(Shell::Zsh).to_owned()),
    ] {
        let done = pitf(&command.split(' ').collect::<Vec<_>>());
        assert_eq!((done.err.as_str(), done.code), ("", Some(0)), "{command}");
        assert!(done.out == text, "{command}: {}", done.out);
    }
}
