//! Checks that clap cannot do: words before a command, `-word` in a query, numbers within bounds.

use std::ffi::{OsStr, OsString};

use clap::error::{Error, ErrorKind};
use clap::{Arg, Command};

/// Prepares the arguments for clap: marks each `-word` of a query with a space, so that it is no option. It is an error if
/// a word is before a command, or an option of `search` and its value are one word.
pub(super) fn prepared(root: &mut Command, mut arguments: Vec<OsString>) -> Result<Vec<OsString>, Error> {
    let Some((at, words)) = place_of_command(root, &arguments) else { return Ok(arguments) };
    let Some(name) = arguments[at].to_str() else { return Ok(arguments) };
    if !words.is_empty() && name != "__complete" {
        return Err(root.error(ErrorKind::ArgumentConflict, word_before(&words, name)));
    }
    if let Some(option) = idle_option(root, name, arguments.iter().skip_while(|argument| *argument != name)) {
        return Err(root.error(ErrorKind::UnknownArgument, format!("{name} takes no --{option}")));
    }
    let search =
        root.find_subcommand(name).filter(|command| ["search", "list"].contains(&command.get_name()));
    if let Some(search) = search {
        for argument in arguments.iter_mut().skip(at + 1).take_while(|argument| *argument != "--") {
            let Some(word) = argument.to_str().filter(|word| is_exclusion(word)) else { continue };
            if let Some(apart) = option_with_value(search.get_opts().chain(root.get_opts()), word) {
                let message = format!("write {apart}, with a space; -word leaves a word out of the hits");
                return Err(Error::raw(ErrorKind::UnknownArgument, message));
            }
            *argument = format!(" {word}").into();
        }
    }
    Ok(arguments)
}

/// A word of a query without the mark of [`prepared`].
#[expect(clippy::unnecessary_wraps, reason = "clap has every reader of values return a result")]
pub(super) fn of_query(word: &str) -> Result<String, Error> {
    Ok(word.strip_prefix(' ').unwrap_or(word).to_owned())
}

pub(super) fn hits(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a number".to_owned())
}

pub(super) fn from_one(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "expected a number from 1 on".to_owned())
}

pub(super) fn columns(text: &str) -> Result<usize, String> {
    let columns = text.parse().ok().filter(|columns| (20..=500).contains(columns));
    columns.ok_or_else(|| "expected a number from 20 to 500".to_owned())
}

/// The position of the command in the arguments, and the words before it that are neither options nor their values.
fn place_of_command(root: &Command, arguments: &[OsString]) -> Option<(usize, Vec<String>)> {
    let mut words = Vec::new();
    let mut rest = arguments.iter().enumerate().skip(1);
    while let Some((at, argument)) = rest.next().filter(|(_, argument)| *argument != "--") {
        if takes_next(root, argument) {
            rest.next();
        } else if root.find_subcommand(argument).is_some() {
            return Some((at, words));
        } else if !argument.as_encoded_bytes().starts_with(b"-") {
            words.push(argument.to_string_lossy().into_owned());
        }
    }
    None
}

fn word_before(words: &[String], command: &str) -> String {
    let words = words.join(" ");
    format!(
        "\"{words}\" stands before the command {command}; write pitf {command} ..., or quote the whole where it is \
         the name of an entry: pitf \"{words} {command}\""
    )
}

fn idle_option<'a>(
    root: &'a Command,
    name: &str,
    mut arguments: impl Iterator<Item = &'a OsString>,
) -> Option<&'a str> {
    let command = root.find_subcommand(name).filter(|command| !command.is_hide_set())?;
    let idle: Vec<&Arg> = command.get_opts().filter(|option| option.is_hide_set()).collect();
    arguments.by_ref().take_while(|argument| *argument != "--").find_map(|argument| {
        let written = argument.to_string_lossy();
        let written = written.split('=').next().unwrap_or_default();
        let option = idle.iter().find(|option| is_named(option, OsStr::new(written)))?;
        option.get_long()
    })
}

fn is_named(option: &Arg, argument: &OsStr) -> bool {
    option.get_long().is_some_and(|long| argument == format!("--{long}").as_str())
        || option.get_short().is_some_and(|short| argument == format!("-{short}").as_str())
}

fn takes_next(command: &Command, argument: &OsStr) -> bool {
    let mut options = command.get_opts().filter(|option| option.get_action().takes_values());
    options.any(|option| is_named(option, argument))
}

/// `-labor` and `-kind:law`, but no option: those of one letter, and those with two dashes.
fn is_exclusion(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|rest| rest.chars().count() > 1 && !rest.starts_with('-'))
}

/// `-n 5` for `-n5`, if a word looks like an option with its value rather than a word to leave out.
fn option_with_value<'c>(mut options: impl Iterator<Item = &'c Arg>, word: &str) -> Option<String> {
    let mut letters = word.strip_prefix('-')?.chars();
    let letter = letters.next()?;
    let rest = letters.as_str();
    let value = rest.trim_start_matches('=');
    let option = options.find(|option| option.get_short() == Some(letter))?;
    let is_value = rest.starts_with('=')
        || rest.contains('/')
        || rest.bytes().all(|byte| byte.is_ascii_digit())
        || option.get_possible_values().iter().any(|known| known.get_name() == value);
    is_value.then(|| format!("-{letter} {value}"))
}

#[cfg(test)]
mod tests {
    use super::super::{Cli, SearchArgs, Subcommand};
    use super::*;

    fn read(line: &str) -> Result<Cli, String> {
        let arguments = line.split(' ').map(OsString::from).collect();
        Cli::read(arguments).map_err(|error| error.to_string())
    }

    fn searched(line: &str) -> SearchArgs {
        match read(line).unwrap().command {
            Some(Subcommand::Search(arguments)) => arguments,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn a_word_to_leave_out_is_no_option_and_keeps_its_place() {
        let arguments = searched("pitf search child -labor --limit 3 -kind:law tax -food -families");
        assert_eq!(arguments.query, ["child", "-labor", "-kind:law", "tax", "-food", "-families"]);
        assert_eq!(arguments.limit, Some(3));
        assert_eq!(searched("pitf search -n 4 -labor").limit, Some(4));
        assert_eq!(searched("pitf --data search search -x1").query, ["-x1"], "the first search is a file");
    }

    #[test]
    fn an_option_and_its_value_in_one_word_of_a_search_are_not_left_out() {
        for (word, apart) in [
            ("-n5", "-n 5"),
            ("-n=5", "-n 5"),
            ("-fjson", "-f json"),
            ("-f=text", "-f text"),
            ("-d=a.ron", "-d a.ron"),
            ("-d./a.ron", "-d ./a.ron"),
        ] {
            let told = read(&format!("pitf search labor {word}")).unwrap_err();
            assert!(told.contains(&format!("write {apart}, with a space")), "{told}");
        }
        assert!(read("pitf tree -L2").is_ok(), "other commands leave nothing out");
    }

    #[test]
    fn a_word_before_a_command_is_an_error() {
        for line in ["pitf trade show", "pitf spog tree --depth 2", "pitf --ascii trade --width 40 show x"] {
            let told = read(line).unwrap_err();
            assert!(told.contains(" stands before the command "), "{told}");
        }
        for line in ["pitf -d x tree", "pitf --data=x tree", "pitf -- trade show", "pitf trade shows"] {
            assert!(read(line).is_ok(), "{line}");
        }
    }

    #[test]
    fn numbers_that_do_not_fit_are_met_with_those_that_do() {
        for (line, words) in [
            ("pitf --width 1 tree", "expected a number from 20 to 500"),
            ("pitf --width wide tree", "expected a number from 20 to 500"),
            ("pitf tree --depth 0", "expected a number from 1 on"),
            ("pitf search x --limit many", "expected a number"),
        ] {
            let told = read(line).unwrap_err();
            assert!(told.contains(words), "{told}");
        }
    }
}
