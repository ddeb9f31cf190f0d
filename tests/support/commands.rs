//! The commands whose output is compared letter by letter: each in each of its formats and with each of its exit codes.
//! They run in a folder with the files of [`files`]; what reads a directory reads `full.ron` there.
#![allow(dead_code, reason = "each test program uses a part of it")]

use crate::support::{Done, FULL, Pitf, golden};

const COMMANDS: &str = "
tree
tree --format json
tree --format markdown
tree --format tsv
tree --format ids
tree --by kind
tree --by topic
tree --by date
tree --by date --format tsv
tree --by name
tree all --depth 1 --width 20
tree --ascii
tree nowhere
tree --by size
tree --data broken.ron

list
list --format text Esummary
list --format json
list --format markdown
list --format tsv
list --format ids
list nowhere
list kind:nowhere
list --by kind

show all
show other top --format json
show all --format markdown
show all --ascii --width 40
show top --color always
show nowhere
show

search Esummary
search Esummary --format json
search Esummary --format markdown
search Esummary --format tsv
search Esummary --format ids
search emmary --mode fuzzy
search E.*mary --mode regex
search kind:kid --limit 1
search nowhere
search nowhere --format json
search topic:nowhere
search E( --mode regex
search

matrix
matrix --format json
matrix --format markdown
matrix --format tsv
matrix --format ids
matrix all other --beneath
matrix nowhere
matrix --limit 1

compare all other
compare all other --format json
compare all other --format markdown
compare all other --topic tid
compare all nowhere
compare all

cite all
cite all --list
cite all --statement 1
cite all --format markdown
cite all --format bibtex
cite all --format ris
cite all --format csl-json
cite all --statement 99
cite

diff full.ron newer.ron
diff full.ron newer.ron --format json
diff full.ron newer.ron --format markdown
diff full.ron full.ron
diff full.ron broken.ron
diff full.ron

check clean.ron
check full.ron
check full.ron --strict
check broken.ron
check broken.ron --format json
check nowhere.ron

export --format json
export --format markdown
export --format html
export --format csv
export --format csv --table statements
export --format csv --table links
export --format csv --table events
export --format csv --table contacts
export --format csv --table sources
export --format csv --table kinds
export --format csv --table relations
export --format csv --table topics
export --format csv --table synonyms
export --format csv --table directory
export --format mermaid
export --format dot
export --format json-ld
export --format brief
export --format html --ascii --root other
export --format json --root nowhere
export --format csv --output nowhere/out.csv
export

about
about --color always
about all

version
version all

config
config all
";

/// The command lines, without the name of the program.
pub(crate) fn commands() -> impl Iterator<Item = &'static str> {
    COMMANDS.lines().filter(|line| !line.is_empty())
}

/// The command lines by their first word, which is the name of their golden.
pub(crate) fn commands_by_name() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in commands() {
        let name = line.split(' ').next().unwrap_or_default();
        match groups.last_mut() {
            Some((last, lines)) if *last == name => lines.push(line),
            _ => groups.push((name, vec![line])),
        }
    }
    groups
}

/// The arguments of a command line.
pub(crate) fn arguments(line: &str) -> Vec<&str> {
    let reads_no_directory = ["diff", "check", "config"].iter().any(|command| line.starts_with(command));
    let data = if reads_no_directory || line.contains("--data") { "" } else { "--data full.ron" };
    data.split_whitespace().chain(line.split(' ')).collect()
}

/// The files in the folder.
pub(crate) fn files() -> [(&'static str, String); 4] {
    [
        ("full.ron", FULL.to_owned()),
        ("newer.ron", FULL.replace("\"Atext.\"", "\"Says more.\"").replace("\"Other\"", "\"Another\"")),
        ("broken.ron", FULL.replace("since: \"1998\"", "since: \"1998-13\"").replace("rel: \"sees\"", "rel: \"saw\"")),
        ("clean.ron", "(title: \"Clean\", kinds: [(id: \"k\", name: \"K\")], entries: [(id: \"a\", kind: \"k\", name: \"A\")])".to_owned()),
    ]
}

/// The texts of the fixture that readers see, each in a field of its own.
pub(crate) fn words() -> impl Iterator<Item = &'static str> + Clone {
    "Dtitle Dabout Dedition Dnotice Kname Kabout Rabout rname rinverse Tname Tabout Stitle Spublisher Snote Ename Eother \
     EABBR Utext Unote Esummary Etext Atext Anote Btext Bnote Lnote Vtext Vnote Clabel Cnote"
        .split(' ')
}

/// A text of the fixture with more behind each of these words.
pub(crate) fn with_more(text: &str, words: impl Iterator<Item = &'static str>, more: &str) -> String {
    words.fold(text.to_owned(), |text, word| {
        let text = text.replace(&format!("\"{word}\""), &format!("\"{word}{more}\""));
        text.replace(&format!("\"{word}."), &format!("\"{word}{more}."))
    })
}

/// Runs a command line in a folder with these files.
pub(crate) fn run_line(line: &str, files: &[(&str, String)], variables: &[(&str, &str)]) -> Done {
    let mut run = Pitf::new(&arguments(line));
    for (file, text) in files {
        run.file(file, text);
    }
    run.command.current_dir(run.home.path()).envs(variables.iter().copied());
    run.run()
}

/// The part of a golden that a command line wrote, with its exit code.
pub(crate) fn golden_of(line: &str) -> String {
    let golden = golden(&format!("output/{}.txt", line.split(' ').next().unwrap_or_default()));
    let start = golden.split_once(&format!("$ pitf {line}\n")).map_or("", |(_, rest)| rest);
    start[..start.find("(exit ").map_or(0, |at| at + "(exit 0".len())].to_owned()
}

/// What came of a command line, as it stands in a golden.
pub(crate) fn transcript(line: &str, out: &str, err: &str, code: i32) -> String {
    let mut text = format!("$ pitf {line}\n{out}");
    let separate = |text: &mut String| {
        if !text.ends_with('\n') {
            text.push_str("(no line end)\n");
        }
    };
    separate(&mut text);
    if !err.is_empty() {
        text = text + "(standard error)\n" + err;
        separate(&mut text);
    }
    format!("{text}(exit {code})\n\n").replace('\u{1b}', "␛")
}
