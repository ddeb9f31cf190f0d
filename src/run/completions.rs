//! The completions of shells. The scripts ask the program itself what can stand at the cursor, so that all of them offer
//! the same: commands, options and values from the description of the arguments, entries from the directory in use.

mod line;

use std::ffi::OsString;
use std::io::Write as _;

use super::{Failure, Run};
use crate::cli::{self, Shell};
use crate::directory::Directory;
use crate::text::SafeText;
use line::{Line, Wanted};

/// What a script is told in place of values, where files are to be offered.
const FILES: &str = ":files";

impl Run {
    pub(super) fn completions(&self, shell: Shell) -> Result<(), Failure> {
        let script = match shell {
            Shell::Bash => BASH,
            Shell::Zsh => ZSH,
            Shell::Fish => FISH,
        };
        self.write(&mut |out| out.write_all(script.as_bytes()))
    }

    /// Prints what can stand in the place of the last of these words, each with a tab and what it is.
    pub(super) fn complete(&self, words: &[OsString]) -> Result<(), Failure> {
        let mut root = cli::description();
        root.build();
        let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let line = Line::read(&root, &words);
        let wanted = line.wanted();
        let offered = match &wanted {
            Wanted::Files => vec![(FILES.to_owned(), String::new())],
            Wanted::Values(values) => values.clone(),
            Wanted::Kinds | Wanted::Topics | Wanted::Entries(_) => {
                // A directory that cannot be read has nothing to offer, and here nobody could be told of it.
                let read =
                    line.data().map_or_else(|| Ok(Directory::shipped()), |file| Directory::load(&file));
                read.map_or_else(|_| Vec::new(), |directory| from_directory(&directory, &wanted))
            }
        };
        self.write(&mut |out| {
            for (value, words) in &offered {
                if value == FILES {
                    writeln!(out, "{value}")?;
                } else if let Some(value) = line.fitting(value) {
                    writeln!(out, "{}\t{}", SafeText::line(&value), SafeText::line(words))?;
                }
            }
            Ok(())
        })
    }
}

fn from_directory(directory: &Directory, wanted: &Wanted) -> Vec<(String, String)> {
    let pair = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    let entries = || directory.entries().map(|entry| pair(entry.id(), entry.name()));
    match wanted {
        Wanted::Kinds => directory.kinds().map(|(_, kind)| pair(kind.id, kind.name)).collect(),
        Wanted::Topics => directory.topics().map(|(_, topic)| pair(topic.id, topic.name)).collect(),
        Wanted::Entries(others) => others.iter().cloned().chain(entries()).collect(),
        Wanted::Files | Wanted::Values(_) => Vec::new(),
    }
}

const BASH: &str = r#"# The completions of pitf for bash: source this file, or put it into bash's folder for completions.
_pitf() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ "$line" == ":files" ]]; then
            compopt -o default 2>/dev/null
            return
        fi
        COMPREPLY+=("${line%%$'\t'*}")
    done < <(pitf __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o nosort -F _pitf pitf 2>/dev/null || complete -F _pitf pitf
"#;

const ZSH: &str = r#"#compdef pitf
# The completions of pitf for zsh: put this file as _pitf into a folder of $fpath, or source it after compinit.
_pitf() {
    local line
    local -a offered
    for line in "${(@f)$(pitf __complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
        if [[ "$line" == ":files" ]]; then
            compset -P '--*='
            _files
            return
        fi
        [[ -n "$line" ]] && offered+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    _describe -V 'pitf' offered
}
if [[ "$funcstack[1]" == "_pitf" ]]; then
    _pitf "$@"
else
    compdef _pitf pitf
fi
"#;

const FISH: &str = r#"# The completions of pitf for fish: source this file, or put it into fish's folder for completions.
function __pitf_offered
    set -l words (commandline -opc) (commandline -ct)
    set -l lines (pitf __complete -- $words[2..-1] 2>/dev/null)
    if test "$lines[1]" = ":files"
        __fish_complete_path (string replace -r -- '^--[a-z-]*=' '' (commandline -ct))
    else
        printf '%s\n' $lines
    end
end
complete -c pitf -f -a '(__pitf_offered)'
"#;
