//! The table in `src/lib.rs` of which room imports which is true, and has no circles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const LIB: &str = include_str!("../../src/lib.rs");

/// What may import anything.
const ANY: &str = "any of the above";

/// The rooms of each row of the table, and what the row says they import.
fn table() -> Vec<(Vec<String>, String)> {
    let (_, table) =
        LIB.split_once("//! | module | what lives there | imports |\n").expect("there is a table");
    let rows = table.lines().skip(1).map_while(|line| line.strip_prefix("//! | ")?.strip_suffix(" |"));
    rows.map(|row| {
        let [rooms, _, imports] = row.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("a row has three cells: {row}")
        };
        (words(rooms).map(str::to_owned).collect(), imports.to_owned())
    })
    .collect()
}

/// The words in backticks.
fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

fn declared_rooms() -> BTreeSet<String> {
    let program = LIB.split("\n#[cfg(test)]\n").next().unwrap_or_default();
    let mods = program.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "));
    mods.filter_map(|name| name.strip_suffix(';')).map(str::to_owned).collect()
}

/// What each room imports, in code that is no test.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let rooms = declared_rooms();
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for room in &rooms {
        let mut texts =
            vec![fs::read_to_string(source.join(format!("{room}.rs"))).expect("a room has a file")];
        read_folder(&source.join(room), &mut texts);
        let of_room = imports.entry(room.clone()).or_default();
        for text in texts {
            let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let lines = program.lines().filter(|line| !line.trim_start().starts_with("//"));
            for after in lines.flat_map(|line| line.split("crate::").skip(1)) {
                assert!(!after.starts_with('{'), "{room}: one line for each room that is imported, please");
                let name: String = after.chars().take_while(|c| *c == '_' || c.is_alphanumeric()).collect();
                if rooms.contains(&name) && name != *room {
                    of_room.insert(name);
                }
            }
        }
    }
    imports
}

fn read_folder(folder: &Path, texts: &mut Vec<String>) {
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files {
        let path = file.expect("the folder can be listed").path();
        if path.is_dir() {
            read_folder(&path, texts);
        } else if path.file_name().is_some_and(|name| name != "tests.rs") {
            texts.push(fs::read_to_string(&path).expect("source is text"));
        }
    }
}

#[test]
fn the_table_of_imports_is_true() {
    let imports = imports();
    let table = table();
    let listed: BTreeSet<String> = table.iter().flat_map(|(rooms, _)| rooms.clone()).collect();
    assert_eq!(listed, declared_rooms(), "each room stands in the table of src/lib.rs");
    for (rooms, written) in table.iter().filter(|(_, written)| written != ANY) {
        for room in rooms {
            let imported: Vec<String> = imports[room].iter().map(|name| format!("`{name}`")).collect();
            let true_row = if imported.is_empty() { "nothing".to_owned() } else { imported.join(", ") };
            assert_eq!(*written, true_row, "the row of {room} in src/lib.rs");
        }
    }
}

#[test]
fn no_room_imports_one_that_imports_it() {
    let imports = imports();
    let mut above = BTreeSet::new();
    for (rooms, _) in table() {
        for room in &rooms {
            let below: Vec<_> = imports[room].difference(&above).collect();
            assert!(below.is_empty(), "{room} imports {below:?}, which stand below it in src/lib.rs");
        }
        above.extend(rooms);
    }
}

#[test]
fn each_type_of_the_crate_has_a_name_of_its_own() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut texts = Vec::new();
    read_folder(&source, &mut texts);
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for text in &texts {
        for name in declared_types(text) {
            *names.entry(name).or_default() += 1;
        }
    }
    names.retain(|_, count| *count > 1);
    assert!(names.is_empty(), "each of these names stands for several types: {names:?}");
}

/// The names of the types and traits that a file declares outside of tests.
fn declared_types(text: &str) -> impl Iterator<Item = &str> {
    let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    program.lines().filter_map(|line| {
        let declared = line.strip_prefix("pub").map_or(line, |rest| {
            rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |(_, rest)| rest)
        });
        let (keyword, rest) = declared.trim_start().split_once(' ')?;
        let is_indented_type = keyword == "type" && line.starts_with(' ');
        let is_declaration = ["struct", "enum", "trait", "type"].contains(&keyword) && !is_indented_type;
        is_declaration
            .then(|| rest.split(|c: char| c != '_' && !c.is_alphanumeric()).next().unwrap_or_default())
    })
}
