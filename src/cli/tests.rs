//! Arguments as they are typed, and what is read of them.

use super::*;

fn parsed(line: &str) -> Cli {
    let arguments = line.split(' ').map(OsString::from).collect();
    Cli::read(arguments).unwrap_or_else(|error| panic!("{line}: {error}"))
}

#[test]
fn the_description_of_the_arguments_is_whole() {
    description().debug_assert();
    for (option, commands) in IDLE {
        let is_global = |argument: &Arg| argument.get_id() == option && argument.is_global_set();
        assert!(Cli::command().get_arguments().any(is_global), "{option}");
        for command in *commands {
            assert!(command_names().iter().any(|name| name == command), "{command}");
        }
    }
}

#[test]
fn no_arguments_are_the_defaults() {
    let read = Cli::from_arg_matches(&description().get_matches_from(["pitf"])).unwrap();
    assert_eq!(format!("{read:?}"), format!("{:?}", parsed("pitf")));
}

#[test]
fn a_word_that_is_no_command_is_an_entry() {
    let cli = parsed("pitf department of labor");
    assert!(cli.command.is_none());
    assert_eq!(cli.entry, ["department", "of", "labor"]);
}

#[test]
fn options_of_every_command_stand_before_its_name_or_after_it() {
    let cli = parsed("pitf --width 40 tree spog -d a.ron --no-pager --color never");
    assert_eq!((cli.general.data, cli.general.width), (Some("a.ron".into()), Some(40)));
    assert!(cli.general.no_pager && !cli.general.ascii && cli.general.color == Color::Never);
    let idle = parsed("pitf -d a.ron --color never schema").general;
    assert_eq!((idle.data, idle.color), (Some("a.ron".into()), Color::Never), "an alias may have them");
}

#[test]
fn an_option_that_does_nothing_for_a_command_is_an_error_after_its_name() {
    for (line, told) in [
        ("pitf schema --width 40", "schema takes no --width"),
        ("pitf new -d a.ron", "new takes no --data"),
        ("pitf export -f json --color=never", "export takes no --color"),
    ] {
        let arguments = line.split(' ').map(OsString::from).collect();
        let error = Cli::read(arguments).unwrap_err().to_string();
        assert!(error.contains(told), "{line}: {error}");
    }
}

#[test]
fn options_have_short_forms() {
    let Some(Subcommand::Export(arguments)) = parsed("pitf export -f json -L 2 -o out.json").command else {
        panic!("the command is export")
    };
    assert_eq!((arguments.format.name, arguments.depth), ("json", Some(2)));
    assert_eq!(arguments.output, Some("out.json".into()));
}
