//! The completions of shells: options and commands from the description of the arguments, entries from the directory.

use std::io::Write as _;

use clap::CommandFactory as _;
use clap_complete::aot::{Shell as Known, generate};

use crate::cli::{Cli, Shell};

use super::{Failure, Run};

impl Run {
    pub(super) fn completions(&self, shell: Shell) -> Result<(), Failure> {
        let known = match shell {
            Shell::Bash => Known::Bash,
            Shell::Zsh => Known::Zsh,
            Shell::Fish => Known::Fish,
        };
        let mut script = Vec::new();
        generate(known, &mut Cli::command(), "pitf", &mut script);
        let entries = match shell {
            Shell::Bash => BASH,
            Shell::Zsh => ZSH,
            Shell::Fish => FISH,
        };
        self.write(|out| {
            out.write_all(&script)?;
            out.write_all(entries.as_bytes())
        })
    }
}

/// Offers ids wherever an entry can stand, beside what the generated function offers.
const BASH: &str = r#"
_pitf_with_entries() {
    _pitf "$@"
    local word="${COMP_WORDS[COMP_CWORD]}" command="" data="" i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${COMP_WORDS[i]}" in
            tree|show|matrix) command="${COMP_WORDS[i]}" ;;
            search|check|export|about|new|config|schema|completions|man) command="other" ;;
            --data) data="${COMP_WORDS[i + 1]}" ;;
        esac
    done
    local before="${COMP_WORDS[COMP_CWORD - 1]}"
    case "$before" in
        --under|--root) command="entry" ;;
        --*) return ;;
    esac
    if [[ "$word" != -* && "$command" != "other" ]]; then
        COMPREPLY+=($(compgen -W "$(pitf ${data:+--data "$data"} ids 2>/dev/null)" -- "$word"))
    fi
}
complete -F _pitf_with_entries -o nosort -o bashdefault -o default pitf 2>/dev/null ||
    complete -F _pitf_with_entries -o bashdefault -o default pitf
"#;

/// Offers ids for the arguments that the generated function leaves to the default.
const ZSH: &str = r#"
_pitf_entries() {
    local -a entries data
    local at=${words[(i)--data]}
    (( at < $#words )) && data=(--data ${words[at + 1]})
    entries=(${(f)"$(pitf $data ids 2>/dev/null)"})
    compadd -a entries
}
functions[_pitf]="${functions[_pitf]//:ENTRY:_default/:ENTRY:_pitf_entries}"
functions[_pitf]="${functions[_pitf]//:entry -- *:_default/:entry:_pitf_entries}"
functions[_pitf]="${functions[_pitf]//:_default/:_pitf_entries}"
"#;

/// Offers ids wherever an entry can stand.
const FISH: &str = r"
function __pitf_entries
    set -l words (commandline -opc)
    set -l data
    if set -l at (contains -i -- --data $words)
        set data --data $words[(math $at + 1)]
    end
    pitf $data ids 2>/dev/null
end
complete -c pitf -n '__fish_use_subcommand; or __fish_seen_subcommand_from tree show matrix' -f -a '(__pitf_entries)'
complete -c pitf -l under -x -a '(__pitf_entries)'
complete -c pitf -l root -x -a '(__pitf_entries)'
";
