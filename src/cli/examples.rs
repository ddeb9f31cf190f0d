//! The examples that the help of the program and of its commands ends with.

pub(super) const OF_PROGRAM: &str = "\
Examples:
  pitf                              browse; ? shows the keys
  pitf DOL                          browse, opened at the Department of Labor
  pitf show hotline                 whom to call
  pitf search child labor           the best hits first
  pitf search kind:report labor     only reports
  pitf tree spog --depth 2          what lies beneath SPOG
  pitf matrix                       who does what
  pitf --data mine.ron check        every problem of mine.ron

An ENTRY is an id, an abbreviation or a name, or nearly one.
Exit status: 0 done; 1 nothing found, problems found (check), a difference (diff), or not written;
2 wrong arguments, or data that cannot be used.";

pub(super) fn of(command: &str) -> &'static str {
    let sections = OF_COMMANDS.split("## ").filter_map(|section| section.split_once('\n'));
    let section = sections.into_iter().find(|(name, _)| *name == command);
    section.map_or("", |(_, examples)| examples.trim_end())
}

const OF_COMMANDS: &str = "\
## tree
  pitf tree spog --depth 2          two levels from SPOG down
  pitf tree --by topic | less       what there is on each topic
  pitf tree --by date               what happened, year by year
## list
  pitf list                         id, kind, abbreviation, name and parent of every entry
  pitf list kind:report labor       the same of those that match
  pitf show $(pitf list -f ids kind:law)
  pitf list | fzf --preview 'pitf show {1}'
## show
  pitf show doj                     an id or an abbreviation
  pitf show Department of Labor     a name
  pitf show doj dol --format markdown > two.md
## search
  pitf search child labor           both words, in any order, anywhere
  pitf search '\"forced labor\"'     a phrase
  pitf search labor -child          without a word
  pitf search kind:report under:dol  only reports beneath an entry
  pitf search labor | fzf           in a pipe, one line for each hit, with tabs between its columns
## matrix
  pitf matrix                       the members of the largest body
  pitf matrix doj dol --beneath     two entries, with what their offices do
  pitf matrix spog --format json    the members of another body
## compare
  pitf compare doj dol              what is stated of both, topic by topic
  pitf compare doj dol --topic victim-services
## check
  pitf check mine.ron               exit status 1 where it has an error
  pitf check --strict *.ron         warnings count as well
## export
  pitf export --format markdown -o directory.md
  pitf export --format csv --root doj > doj.csv
  pitf export --format dot --root spog --depth 3 | dot -Tsvg > spog.svg
  pitf export --format json | jq '.entries[].name'
## cite
  pitf cite doj                     the entry and what it rests on
  pitf cite doj --list              what is stated of it, numbered
  pitf cite doj --statement 2       one statement
  pitf cite doj dol --format bibtex > sources.bib
## diff
  pitf diff mine.ron mine.ron       nothing, and exit status 0; 1 where they differ
  pitf diff ~/old.ron ~/new.ron --format markdown > ~/changes.md
## schema
  pitf schema > pitf.schema.json
## new
  pitf new > mine.ron && pitf check mine.ron && pitf --data mine.ron
## config
  pitf config                       the settings, each with what it does
  mkdir -p ~/.config/pitf && pitf config > ~/.config/pitf/config.ron
## completions
  pitf completions bash             the script, to be sourced or installed

For bash:
  mkdir -p ~/.local/share/bash-completion/completions
  pitf completions bash > ~/.local/share/bash-completion/completions/pitf
For zsh, with fpath=(~/.zfunc $fpath) before compinit in ~/.zshrc:
  mkdir -p ~/.zfunc
  pitf completions zsh > ~/.zfunc/_pitf
For fish:
  mkdir -p ~/.config/fish/completions
  pitf completions fish > ~/.config/fish/completions/pitf.fish
## man
  pitf man                          the manual, formatted on a terminal
  mkdir -p ~/.local/share/man/man1 && pitf man > ~/.local/share/man/man1/pitf.1
## about
  pitf about                        what it covers, and what it does not
## help
  pitf help                         all commands, examples, and whom to call
  pitf help search                  one command, with all that it takes
## version
  pitf version                      the same as pitf --version";
