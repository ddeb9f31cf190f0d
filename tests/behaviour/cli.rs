//! The command line, run as a process: what it writes, what it tells, how it ends.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{CLUBS, Done, Pitf, arguments, assert_has, commands, files, golden_of, pitf};

#[test]
fn elsewhere_an_entry_refers_to_its_home() {
    let deep = r#"(title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "in", name: "in", nests: true)], entries: [
        (id: "top", kind: "k", name: "Top"),
        (id: "a", kind: "k", name: "A", links: [(rel: "in", to: "top")]),
        (id: "b", kind: "k", name: "B", links: [(rel: "in", to: "a"), (rel: "in", to: "top")]),
        (id: "c", kind: "k", name: "C", links: [(rel: "in", to: "b")]),
    ])"#;
    let tree = |depth| Pitf::new(&["tree", "--depth", depth]).data(deep).run().out;
    assert_eq!(tree("3"), "Top  [top]\n├─ A  [a]\n│  └─ B  [b]\n└─ B  [b]  see A\n");
    assert_eq!(tree("4"), "Top  [top]\n├─ A  [a]\n│  └─ B  [b]\n│     └─ C  [c]\n└─ B  [b]  see A\n");
}

/// In a body with two relations of children: the first are directly beneath it, the others in a group.
const GROUPED: &str = r#"(title: "T", kinds: [(id: "k", name: "K")],
    relations: [(id: "part", name: "part of", inverse: "parts", nests: true), (id: "member", name: "member of", inverse: "members", nests: true)],
    entries: [
        (id: "top", kind: "k", name: "Top"),
        (id: "a", kind: "k", name: "A", links: [(rel: "part", to: "top")]),
        (id: "b", kind: "k", name: "B", links: [(rel: "member", to: "top")], events: [(date: "2018-10", text: "Meets *all*.")]),
    ])"#;

#[test]
fn the_heading_of_a_group_is_no_level_and_has_its_count_apart() {
    let tree =
        |arguments: &[&str]| Pitf::new(&[&["tree", "--format"], arguments].concat()).data(GROUPED).run().out;
    assert_eq!(
        tree(&["tsv"]),
        "0\ttop\tk\t\tTop\t\t\t\n1\ta\tk\t\tA\t\t\t\n1\t\t\t\tmembers\t\t\t1\n1\tb\tk\t\tB\t\t\t\n"
    );
    assert_eq!(tree(&["tsv", "--by", "date"]), "0\t\t\t\t2018\t\t\t\n1\tb\tk\t2018-10\tB\tMeets all.\t\t\n");
    let value: serde_json::Value = serde_json::from_str(&tree(&["json"])).expect("one value");
    let group = &value[0]["children"][1];
    let heading = [&group["id"], &group["name"], &group["relation"], &group["count"]];
    assert_eq!(serde_json::json!(heading), serde_json::json!([null, "members", "member", 1]));
    let value: serde_json::Value = serde_json::from_str(&tree(&["json", "--by", "date"])).expect("one value");
    let event = &value[0]["children"][0];
    assert_eq!(serde_json::json!([event["name"], event["text"]]), serde_json::json!(["B", "Meets all."]));
    assert_eq!(tree(&["markdown"]), "- Top\n  - A\n  - members 1\n    - B\n");
}

#[test]
fn an_empty_directory_says_that_it_is() {
    let empty = r#"(title: "T", kinds: [], entries: [])"#;
    for (command, out) in [
        (&["tree"][..], ""),
        (&["list"], ""),
        (&["list", "-f", "json"], "[]\n"),
        (&["tree", "-f", "json"], "[]\n"),
    ] {
        let done = Pitf::new(command).data(empty).run();
        assert_eq!(
            (done.out.as_str(), done.err.as_str(), done.code),
            (out, "pitf: the directory has no entries\n", Some(1)),
            "{command:?}"
        );
    }
    let undated =
        r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [(id: "a", kind: "k", name: "A")])"#;
    let done = Pitf::new(&["tree", "--by", "date"]).data(undated).run();
    assert_eq!((done.err.as_str(), done.code), ("pitf: nothing here has a date\n", Some(1)));
}

#[test]
fn a_pipe_gets_the_tree_and_so_does_a_dumb_terminal() {
    let tree = pitf(&["tree"]);
    assert_eq!(pitf(&[]), tree);
    assert_eq!(pitf(&["spog"]), pitf(&["tree", "spog"]));
}

#[test]
fn whom_to_call_is_one_command_away() {
    for entry in ["help", "ayuda", "hotline"] {
        let done = pitf(&["show", entry]);
        assert_has(&done.out, &["1-888-373-7888", "233733", "HELP", "911", "2025-01-24"]);
    }
}

#[test]
fn an_entry_is_found_by_what_people_call_it() {
    let doj = pitf(&["show", "doj"]);
    assert_eq!(doj.code, Some(0));
    for written in ["DOJ", "Justice Department", "department of justice", "DEPARTMENT JUSTICE"] {
        assert_eq!(pitf(&["show", written]), doj, "{written}");
    }
    assert_eq!(pitf(&["show", "department", "of", "justice"]), doj);
    let both = pitf(&["show", "doj", "dol"]).out;
    assert!(both.starts_with(doj.out.split("\nSources\n").next().expect("it is shown")), "{both}");
    assert!(both.contains("\n\nDepartment of Labor\n"), "{both}");
}

#[test]
fn a_name_taken_for_another_says_so() {
    for (arguments, written) in [
        (&["show", "DOLL"][..], "DOLL"),
        (&["show", "dept labor"], "dept labor"),
        (&["show", "doj", "Deprtment of Labor"], "Deprtment of Labor"),
        (&["cite", "Departmentt", "of", "Labor"], "Departmentt of Labor"),
        (&["tree", "DOLL"], "DOLL"),
        (&["search", "child", "--under", "DOLL"], "DOLL"),
        (&["compare", "doj", "DOLL"], "DOLL"),
        (&["DOLL"], "DOLL"),
    ] {
        let done = pitf(arguments);
        let told = format!("pitf: \"{written}\" was taken for Department of Labor (dol)\n");
        assert_eq!((done.err, done.code), (told, Some(0)), "{arguments:?}");
    }
}

#[test]
fn a_wrong_number_is_not_taken_for_a_right_one() {
    for command in ["show", "cite", "tree"] {
        let done = pitf(&[command, "EO 13258"]);
        assert!(done.out.is_empty(), "{}", done.out);
        assert!(
            done.err.starts_with("pitf: nothing is called \"EO 13258\"; the nearest are:\n"),
            "{}",
            done.err
        );
        assert!(done.err.contains("eo-13257"), "{}", done.err);
        assert_eq!(done.code, Some(1));
    }
}

const OFFICES: &str = r#"(title: "T", kinds: [(id: "k", name: "Office")],
    relations: [(id: "in", name: "in", inverse: "has", nests: true)],
    synonyms: [(words: ["car"], means: "automobile"), (words: ["motorists"], means: "automobile club")],
    entries: [
        (id: "north", kind: "k", name: "North"), (id: "south", kind: "k", name: "South"),
        (id: "n", kind: "k", name: "Front Office", links: [(rel: "in", to: "north")]),
        (id: "s", kind: "k", name: "Front Office", links: [(rel: "in", to: "south")]),
        (id: "s2", kind: "k", name: "Front Office", links: [(rel: "in", to: "south")]),
        (id: "club", kind: "k", name: "Automobile Club"),
    ])"#;

#[test]
fn entries_of_one_name_are_told_apart() {
    let listed = "pitf: \"Front Office\" can be any of these; give its id:\n  \
        n                        Front Office in North (Office)\n  \
        s                        Front Office in South (s) (Office)\n  \
        s2                       Front Office in South (s2) (Office)\n";
    for arguments in [&["show", "Front Office"][..], &["compare", "Front Office", "north"]] {
        let done = Pitf::new(arguments).data(OFFICES).run();
        assert_eq!((done.err.as_str(), done.code), (listed, Some(2)), "{arguments:?}");
    }
}

#[test]
fn a_synonym_is_a_name_wherever_one_is_asked_for() {
    for (arguments, told) in [
        (&["show", "car"][..], "pitf: \"car\" was taken for Automobile Club (club)\n"),
        (&["compare", "car", "north"], "pitf: \"car\" was taken for Automobile Club (club)\n"),
        (&["search", "name:car"], ""),
        (&["search", "under:motorists"], "pitf: \"motorists\" was taken for club\n"),
        (&["search", "-under:north car"], ""),
    ] {
        let done = Pitf::new(arguments).data(OFFICES).run();
        assert!(done.out.contains("Automobile Club"), "{arguments:?}: {done:?}");
        assert_eq!((done.err.as_str(), done.code), (told, Some(0)), "{arguments:?}");
    }
}

#[test]
fn where_several_entries_fit_they_are_listed() {
    let done = Pitf::new(&["show", "elm street"]).data(CLUBS).run();
    assert_eq!(
        done,
        Done {
            out: String::new(),
            err: "pitf: \"elm street\" can be any of these; give its id:\n  \
                  choir                    Elm Street Choir (Club)\n  \
                  band                     Elm Street Band (Club)\n"
                .to_owned(),
            code: Some(2)
        }
    );
}

#[test]
fn where_nothing_fits_the_nearest_are_offered() {
    let done = Pitf::new(&["show", "Elm Stret Chr"]).data(CLUBS).run();
    assert!(
        done.err.starts_with("pitf: nothing is called \"Elm Stret Chr\"; the nearest are:\n  choir"),
        "{done:?}"
    );
    assert_eq!(done.code, Some(1));
    let done = pitf(&["show", "quetzalcoatlus northropi"]);
    assert_eq!(done.err, "pitf: nothing is called \"quetzalcoatlus northropi\"; pitf search may find it\n");
    assert_eq!(done.code, Some(1));
}

#[test]
fn an_unknown_command_is_told_with_the_nearest() {
    let done = pitf(&["serch", "labor"]);
    assert_eq!(
        done.err,
        "pitf: there is no command \"serch\"; the nearest is \"search\"\n\
         \x20 nothing is called \"serch labor\"; pitf search may find it\n"
    );
    assert_eq!(done.code, Some(2));
    for (arguments, nearest) in
        [(&["serach", "doj"][..], "search"), (&["exprot"], "export"), (&["shwo", "doj"], "show")]
    {
        let done = pitf(arguments);
        assert!(done.err.contains(&format!("the nearest is \"{nearest}\"")), "{done:?}");
        assert_eq!(done.code, Some(2));
    }
    let done = pitf(&["serach", "doj", "--limit", "3"]);
    let told = "pitf: there is no command \"serach\"; the nearest is \"search\"\n";
    assert_eq!(done, Done { out: String::new(), err: told.to_owned(), code: Some(2) });
}

#[test]
fn a_search_is_narrowed_down_and_limited() {
    let found = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["search"].into_iter().chain(arguments.iter().copied()).collect();
        let lines = Pitf::new(&arguments).data(CLUBS).run().out;
        lines.lines().filter_map(|line| Some(line.split('\t').next()?.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(found(&["elm", "street"]), ["band", "choir"]);
    assert_eq!(found(&["elm", "--limit", "1"]), ["band"]);
    assert_eq!(found(&["topic:music"]), ["choir"]);
    assert_eq!(found(&["elm", "--under", "band"]), ["band", "choir"]);
    assert_eq!(found(&["--mode", "regex", "^elm.*d$"]), ["band"]);
    assert_eq!(found(&["--mode", "fuzzy", "emstch"]), ["choir"]);
}

#[test]
fn where_nobody_acts_there_is_no_matrix_but_a_value_of_json() {
    let text = Pitf::new(&["matrix"]).data(CLUBS).run();
    let told = "pitf: no entry has activities\n";
    assert_eq!(text, Done { out: String::new(), err: told.to_owned(), code: Some(1) });
    let json = Pitf::new(&["matrix", "--format", "json"]).data(CLUBS).run();
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("one value");
    assert_eq!((&value["rows"], json.err.as_str(), json.code), (&serde_json::json!([]), told, Some(1)));
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_what_is_wrong_with_the_others() {
    let run = Pitf::new(&["check", "/nowhere.ron"]);
    let bad = run.file("bad.ron", "()").to_string_lossy().into_owned();
    let mut run = run;
    run.command.arg(bad);
    let done = run.run();
    assert!(done.out.starts_with("~/bad.ron:1:1: "), "{done:?}");
    let told = "pitf: cannot read /nowhere.ron: No such file or directory (os error 2)\n  3 errors\n";
    assert_eq!((done.err.as_str(), done.code), (told, Some(2)));
}

#[test]
fn the_shipped_file_has_no_warnings() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/directory.ron");
    let shipped = pitf(&["check", "--strict", &file.to_string_lossy()]);
    assert_eq!(shipped, Done { out: String::new(), err: String::new(), code: Some(0) });
}

#[test]
fn a_new_directory_has_no_problems() {
    let new = pitf(&["new"]);
    let checked = Pitf::new(&["check", "--strict"]).data(&new.out).run();
    assert_eq!(checked, Done { out: String::new(), err: String::new(), code: Some(0) });
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let done = pitf(&["--data", "/nowhere/at/all.ron", "tree"]);
    assert_eq!(done.err, "pitf: cannot read /nowhere/at/all.ron: No such file or directory (os error 2)\n");
    assert_eq!(done.code, Some(2));
}

#[test]
fn a_full_disk_is_told_and_that_nobody_reads_on_is_not() {
    let writing = commands().filter(|line| golden_of(line).ends_with("\n(exit 0"));
    let others = ["schema", "new", "completions zsh", "man", "--help", "--version", ""];
    for line in writing.step_by(3).chain(others) {
        let run = || {
            let arguments = arguments(line);
            let mut run = Pitf::new(if line.is_empty() { &[] } else { &arguments });
            for (file, text) in files() {
                run.file(file, text);
            }
            run.command.current_dir(run.home.path());
            run
        };
        let full = run().out_to(File::options().write(true).open("/dev/full").expect("Linux has one")).run();
        let told = "pitf: cannot write to the standard output: No space left on device (os error 28)\n";
        assert_eq!((full.err.as_str(), full.code), (told, Some(1)), "{line}");
        let (reader, writer) = std::io::pipe().expect("there is a descriptor left");
        drop(reader);
        let mut closed = run();
        let output =
            closed.command.stdout(writer).stderr(Stdio::piped()).output().expect("the program starts");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{line}");
    }
}

#[test]
fn the_examples_of_the_help_do_what_they_say() {
    let folder = Path::new(env!("CARGO_BIN_EXE_pitf")).parent().expect("it is in a folder");
    let home = tempfile::tempdir().expect("there is room");
    std::fs::write(home.path().join("mine.ron"), pitf(&["new"]).out).expect("there is room");
    let mut tried = 0;
    let commands = pitf::cli::command_names();
    for command in [&[][..]].into_iter().chain(commands.iter().map(std::slice::from_ref)) {
        let command = command.iter().map(String::as_str);
        let help = pitf(&command.chain(["--help"]).collect::<Vec<_>>()).out;
        let examples =
            help.lines().skip_while(|line| *line != "Examples:").skip(1).take_while(|line| !line.is_empty());
        // What stands behind more than one blank tells what it does; other programs and their folders may not be there.
        let lines = examples.filter_map(|line| line.trim().split("  ").next());
        for line in lines.filter(|line| !["| ", "~/", "browse"].iter().any(|part| line.contains(part))) {
            let mut shell = Command::new("sh");
            shell.args(["-c", line]).current_dir(home.path()).env("HOME", home.path());
            shell.env("PATH", format!("{}:/usr/bin:/bin", folder.display()));
            let output = shell.stdin(Stdio::null()).output().expect("there is a shell");
            assert_eq!(output.status.code(), Some(0), "{line}: {}", String::from_utf8_lossy(&output.stderr));
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn pages_of_several_entries_lead_to_each_other_in_markdown() {
    let done = Pitf::new(&["show", "choir", "band", "choir", "--format", "markdown"]).data(CLUBS).run();
    assert_eq!(done.out.matches("\n# ").count(), 1, "{}", done.out);
    assert!(
        done.out.contains("\n- Council of Clubs, Club\n- [Elm Street Band](#entry.band), Club\n"),
        "{}",
        done.out
    );
    let alone = Pitf::new(&["show", "choir", "--format", "markdown"]).data(CLUBS).run();
    assert!(alone.out.starts_with("# Elm Street Choir\n\nClub\n\nIt sings.\n"), "{}", alone.out);
}

#[test]
fn help_has_examples_and_a_version_has_the_edition() {
    let short = pitf(&["-h"]);
    let long = pitf(&["--help"]);
    assert!(long.out.len() > short.out.len() && long.out.contains("Examples:"), "{}", long.out);
    assert_eq!((short.code, long.code), (Some(0), Some(0)));
    let version = pitf(&["--version"]);
    assert_eq!(
        version.out,
        format!(
            "pitf {}\ndirectory: U.S. government coordination against human trafficking; edition: October 2018\n",
            env!("CARGO_PKG_VERSION")
        )
    );
}

#[test]
fn colour_is_for_whoever_asks() {
    let plain = pitf(&["show", "doj"]);
    assert!(!plain.out.contains('\x1b'));
    let forced = pitf(&["show", "doj", "--color", "always"]);
    assert!(forced.out.contains("\x1b[1;4mDepartment of Justice\x1b[m"), "{}", forced.out);
    assert_eq!(Pitf::new(&["show", "doj"]).env("CLICOLOR_FORCE", "1").run(), forced);
    assert_eq!(Pitf::new(&["show", "doj"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").run(), plain);
}

#[test]
fn the_settings_that_are_printed_can_be_saved() {
    let printed = pitf(&["config"]);
    assert!(printed.out.contains("theme") && printed.out.contains("keys"), "{}", printed.out);
    let run = Pitf::new(&["config"]);
    std::fs::create_dir_all(run.home.path().join(".config/pitf")).expect("the home is ours");
    run.file(".config/pitf/config.ron", &printed.out);
    assert_eq!(run.run(), printed);
}

#[test]
fn the_manual_has_keys_files_and_variables() {
    let man = pitf(&["man"]);
    let sections = man.out.lines().filter_map(|line| line.strip_prefix(".SH "));
    let sections: Vec<&str> = sections.map(|title| title.trim_matches('"')).collect();
    assert_eq!(
        sections,
        [
            "NAME",
            "SYNOPSIS",
            "DESCRIPTION",
            "OPTIONS",
            "COMMANDS",
            "QUERY LANGUAGE",
            "COLUMNS OF TSV",
            "DATA FILE",
            "KEYS",
            "EXIT STATUS",
            "FILES",
            "ENVIRONMENT",
            "EXAMPLES",
            "RECIPES",
            "SEE ALSO"
        ]
    );
    for part in ["search everything", "kind:report", "pitf show hotline", "[default: words]", "less(1)"] {
        assert!(man.out.contains(part), "the manual lacks {part}");
    }
    for computed in ["beyond_edition", "linked_from", "parents"] {
        assert!(!man.out.contains(computed), "no data file has the field {computed}");
    }
}

#[test]
fn the_manual_has_every_command_with_all_that_it_takes() {
    let mut root = pitf::cli::description();
    root.build();
    let man =
        pitf(&["man"]).out.replace("\\-", "-").replace("\\fB", "").replace("\\fI", "").replace("\\fR", "");
    let man = man.replace(".SS \"", ".SS ");
    let commands = root.get_subcommands().filter(|command| !command.is_hide_set());
    for command in commands.chain([&root]) {
        let name = command.get_name();
        let start = if name == "pitf" { "\n.SH OPTIONS" } else { &format!("\n.SS {name}") };
        let (_, rest) = man.split_once(start).unwrap_or_else(|| panic!("the manual lacks {name}"));
        let end = if name == "pitf" { "\n.SH " } else { "\n.S" };
        let (section, _) = rest.split_once(end).expect("another section follows");
        let is_of_all = |argument: &clap::Arg| argument.is_global_set() || argument.get_id() == "help";
        let shown = command.get_arguments().filter(|argument| !argument.is_hide_set());
        for argument in shown.filter(|argument| name == "pitf" || !is_of_all(argument)) {
            let long = argument.get_long().map(|long| format!("--{long}"));
            let values = argument.get_possible_values().into_iter().map(|value| value.get_name().to_owned());
            let defaults =
                argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned());
            for part in long.into_iter().chain(values).chain(defaults) {
                assert!(part == "false" || section.contains(&part), "{name} lacks {part}:\n{section}");
            }
        }
    }
}

#[test]
fn those_who_set_manuals_find_no_mistake_in_ours() {
    let man = pitf(&["man"]).out;
    for (program, arguments) in [("groff", &["-man", "-Tutf8", "-ww", "-z"][..]), ("mandoc", &["-T", "lint"])]
    {
        let command = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut child) = command else {
            eprintln!("SKIPPED: {program} is not installed, so that it did not look at the manual");
            continue;
        };
        child.stdin.take().expect("it is piped").write_all(man.as_bytes()).expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        let told =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(told, "", "{program}");
    }
}

#[test]
fn short_help_fits_a_screen_and_long_help_has_examples() {
    let lines = |arguments: &[&str]| pitf(arguments).out.lines().count();
    assert!(lines(&["-h"]) <= 36, "{}", pitf(&["-h"]).out);
    for command in pitf::cli::command_names() {
        let (short, long) = (pitf(&[&command, "-h"]), pitf(&[&command, "--help"]));
        assert!(short.out.lines().count() <= 24 && !short.out.contains("Examples:"), "{}", short.out);
        assert!(long.out.contains(&format!("Examples:\n  pitf {command}")), "{}", long.out);
        let widest = short.out.lines().chain(long.out.lines()).map(str::len).max();
        assert!(widest <= Some(100), "{command}: {widest:?}");
    }
}

#[test]
fn about_tells_what_the_directory_is_and_is_not() {
    let about = pitf(&["about"]);
    assert_has(&about.out, &["October 2018", "not an official publication", "To correct a fact", "911"]);
}

#[test]
fn without_a_home_everything_is_printed_all_the_same() {
    let mut run = Pitf::new(&["config"]);
    run.command.env_remove("HOME");
    assert_eq!(run.run(), pitf(&["config"]));
}

#[test]
fn every_line_of_a_message_begins_with_the_name_or_is_indented() {
    let line_end = "qqq\nforged: xyzzy";
    for arguments in [
        &["tree", "--by", line_end][..],
        &["--width", line_end],
        &["tree", "--depth"],
        &[&format!("--{line_end}")],
        &["export", line_end],
        &["completions", line_end],
        &["show", line_end],
        &["show", line_end, "doj"],
        &["search", line_end],
        &["search", &format!("kind:{line_end}")],
        &["search", "labor", "--mode", "regex", &format!("({line_end}")],
        &["search", "labor", "--under", line_end],
        &["check", &format!("/nowhere/{line_end}")],
        &["--data", &format!("/nowhere/{line_end}"), "tree"],
        &["export", "--format", "json", "--output", &format!("/nowhere/{line_end}")],
        &[line_end],
        &[line_end, "tree"],
        &["serch", line_end],
    ] {
        let done = pitf(arguments);
        assert!(matches!(done.code, Some(1 | 2)) && done.out.is_empty(), "{arguments:?}: {done:?}");
        let (first, further) = done.err.split_once('\n').expect("there is a message");
        assert!(first.starts_with("pitf: "), "{arguments:?}: {}", done.err);
        for line in further.lines() {
            assert!(line.starts_with("  ") || line.starts_with("pitf: "), "{arguments:?}: {}", done.err);
            assert!(!line.trim_start().starts_with("forged"), "{arguments:?}: {}", done.err);
        }
    }
}

#[test]
fn a_very_long_argument_is_not_told_whole() {
    let long = "x".repeat(5_000);
    for arguments in
        [&[&*format!("--{long}")][..], &["tree", "--by", &long], &["show", &long], &["help", &long]]
    {
        let done = pitf(arguments);
        assert!(done.err.len() < 2_000 && done.code != Some(0), "{} bytes", done.err.len());
    }
}

#[test]
fn a_word_before_a_command_prints_nothing_but_the_mistake() {
    for arguments in [&["spog", "tree"][..], &["halp", "tree", "--depth", "2"], &["trade", "show", "doj"]] {
        let done = pitf(arguments);
        assert_eq!((done.out.as_str(), done.code), ("", Some(2)), "{arguments:?}");
        assert!(done.err.contains("stands before the command"), "{}", done.err);
    }
}

#[test]
fn help_lists_no_option_where_it_does_nothing() {
    let has = |command: &str, option: &str| {
        let help = pitf(&[command, "--help"]).out;
        help.lines().map(str::trim).any(|line| line.trim_start_matches("-d, ").starts_with(option))
    };
    assert!(has("tree", "--data") && has("tree", "--width") && !has("tree", "--fresh"));
    assert!(has("check", "--data") && !has("check", "--width"));
    for option in ["--data", "--color", "--width", "--ascii"] {
        assert!(!has("schema", option) && !has("new", option) && !has("completions", option), "{option}");
    }
}

#[test]
fn help_is_a_command_that_ends_with_whom_to_call() {
    let help = pitf(&["help"]);
    assert!(help.out.starts_with(&pitf(&["--help"]).out), "{}", help.out);
    let (_, calls) = help.out.rsplit_once("Whom to call:").expect("the directory says whom to call");
    assert!(calls.contains("911") && calls.contains("1-888-373-7888"), "{calls}");
    assert_eq!((help.err.as_str(), help.code), ("", Some(0)));
    assert!(!Pitf::new(&["help"]).data(CLUBS).run().out.contains("Whom to call"), "these clubs say nothing");
    let data = CLUBS.replace("edition:", "notice: \"Ask at the desk.\", help: \"band\", edition:");
    let help = Pitf::new(&["help"]).data(data).run();
    let expected = "Whom to call:\n  Ask at the desk.\n  pitf show band                    Elm Street Band\n";
    assert!(help.out.ends_with(expected), "{}", help.out);
    assert!(pitf(&["help", "--data", "/nowhere"]).out.contains("Examples:"), "help is given in any case");
    for command in pitf::cli::command_names() {
        assert_eq!(pitf(&["help", &command]), pitf(&[&command, "--help"]), "{command}");
    }
    assert_eq!(pitf(&["version"]), pitf(&["--version"]));
}

#[test]
fn help_on_what_is_no_command_says_so_and_whom_to_call() {
    for (words, message) in [
        (&["help", "me"][..], "there is no command \"me\"; pitf help lists them"),
        (&["help", "tre"], "there is no command \"tre\"; the nearest is \"tree\""),
        (&["help", "tree", "now"], "there is no command \"tree now\"; pitf help lists them"),
        (&["help", "__complete"], "there is no command \"__complete\""),
    ] {
        let done = pitf(words);
        assert!(done.err.starts_with(&format!("pitf: {message}")), "{}", done.err);
        assert!(done.err.contains("1-888-373-7888"), "{}", done.err);
        assert_eq!((done.out.as_str(), done.code), ("", Some(2)));
    }
}

#[test]
fn a_format_as_a_word_is_met_with_the_option() {
    for (arguments, format) in [
        (&["show", "doj", "json"][..], "json"),
        (&["show", "markdown"], "markdown"),
        (&["tree", "JSON"], "json"),
        (&["matrix", "spog", "csv"], "csv"),
        (&["export", "json-ld"], "json-ld"),
        (&["export", "--root", "doj", "mermaid"], "mermaid"),
        (&["json"], "json"),
        (&["search", "quetzalcoatlus", "json"], "json"),
    ] {
        let done = pitf(arguments);
        assert!(
            done.err.contains(&format!("is a format: write --format {format}")),
            "{arguments:?}: {}",
            done.err
        );
        assert!(matches!(done.code, Some(1 | 2)) && done.out.is_empty(), "{arguments:?}");
    }
}

#[test]
fn what_stands_in_the_wrong_place_is_told_with_where_it_goes() {
    for (arguments, told) in [
        (&["--format", "json"][..], "pitf: --format goes after a command: tree, list"),
        (&["list", "--limit", "3"], "pitf: list takes no --limit; it goes with search\n"),
        (&["export", "doj", "-f", "json"], "pitf: export takes no \"doj\"; of one entry it is --root doj\n"),
        (&["export"], "pitf: export needs --format, one of json, markdown"),
        (&["schema", "--width", "40"], "pitf: schema takes no --width\n"),
        (&["compare", "doj"], "pitf: compare takes two entries, as in pitf compare doj dol\n"),
        (
            &["compare", "doj", "DOJ"],
            "pitf: that is Department of Justice twice; name two different entries\n",
        ),
    ] {
        let done = Pitf::new(arguments).run();
        assert!(done.err.starts_with(told), "{arguments:?}: {}", done.err);
        assert_eq!((done.out.as_str(), done.code), ("", Some(2)), "{arguments:?}");
    }
}

#[test]
fn names_of_several_words_need_no_quotes_where_several_entries_are_named() {
    let done = Pitf::new(&["compare", "Department", "of", "Justice", "DOL", "--format", "json"]).run();
    let same = Pitf::new(&["compare", "doj", "dol", "--format", "json"]).run();
    assert_eq!(done, same);
}

#[test]
fn the_version_names_the_edition_of_the_file_that_is_asked_for() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/examples/solar-system.ron");
    let done = Pitf::new(&["-d", file, "version"]).run();
    assert!(done.out.contains("directory: The Solar System; edition: 2024\n"), "{}", done.out);
}
