//! The two files in a directory of each test's own, with all that may lie at their paths.

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

use super::*;
use crate::app::Letters;
use crate::layout::Pane;
use crate::outline::Arrangement;
use crate::settings::ThemeName;

/// A home of its own, and the store in it.
pub(in crate::store) struct Home {
    directory: TempDir,
    pub(in crate::store) store: Store,
}

impl Home {
    pub(in crate::store) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let home = |name: &str| (name == "HOME").then(|| directory.path().into());
        let store = Store { lock_tries: 1, ..Store::open(home) };
        Home { directory, store }
    }

    /// One whose state file has this content.
    pub(in crate::store) fn with_state(content: impl AsRef<[u8]>) -> Self {
        let home = Self::new();
        fs::create_dir_all(home.state().parent().unwrap()).unwrap();
        fs::write(home.state(), content).unwrap();
        home
    }

    pub(in crate::store) fn state(&self) -> PathBuf {
        self.directory.path().join(".local/state/pitf/state.ron")
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        self.state().with_file_name(format!("state.ron{suffix}"))
    }

    /// What is remembered, without warnings.
    pub(in crate::store) fn saved(&self, key: &str) -> Session {
        let (saved, warnings) = self.store.saved(key);
        assert_eq!(warnings, [], "{key}");
        saved
    }

    fn names(&self) -> Vec<String> {
        let listed = fs::read_dir(self.state().parent().unwrap()).unwrap();
        let mut names: Vec<_> = listed.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

pub(in crate::store) fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub(in crate::store) fn queries(queries: &[&str]) -> Session {
    Session { queries: words(queries), ..Session::default() }
}

pub(in crate::store) fn everything() -> Session {
    Session {
        arrangement: Arrangement::Topic,
        path: words(&["topic:", "doj", "event:doj:3"]),
        unfolded: vec![words(&["pitf"]), words(&["pitf", "spog"])],
        list_scroll: 3,
        detail_scroll: 14,
        focus: Pane::Detail,
        list_width: Some(31),
        is_zoomed: true,
        marks: Letters::from_iter([('a', "doj".to_owned()), ('z', "dhs".to_owned())]),
        recents: words(&["dhs", "doj"]),
        queries: words(&["\"a phrase\" -kind:law \\ é \u{202e}", "hotline"]),
        collection: words(&["doj", "doj Funds services to victims."]),
        removed: Vec::new(),
        theme: Some(ThemeName::Mono),
        text_width: Some(0.into()),
    }
}

#[test]
fn the_paths_follow_the_environment() {
    let cases = [
        (
            Some("/home/u"),
            None,
            Some("/home/u/.config/pitf/config.ron"),
            Some("/home/u/.local/state/pitf/state.ron"),
        ),
        (Some("/home/u"), Some("/x"), Some("/x/pitf/config.ron"), Some("/x/pitf/state.ron")),
        (None, Some("/x"), Some("/x/pitf/config.ron"), Some("/x/pitf/state.ron")),
        // Paths that are not absolute are to be ignored, says the specification.
        (Some("/h"), Some("x"), Some("/h/.config/pitf/config.ron"), Some("/h/.local/state/pitf/state.ron")),
        (Some("/h"), Some(""), Some("/h/.config/pitf/config.ron"), Some("/h/.local/state/pitf/state.ron")),
        (Some("h"), None, None, None),
        (Some(""), None, None, None),
        (None, None, None, None),
    ];
    for (home, xdg, config, state) in cases {
        let store = Store::open(|name| if name == "HOME" { home } else { xdg }.map(OsString::from));
        let found = (store.config.as_deref(), store.state.as_deref());
        assert_eq!(found, (config.map(Path::new), state.map(Path::new)), "{home:?} {xdg:?}");
    }
}

#[test]
fn without_a_home_nothing_is_remembered_and_nothing_is_said() {
    let store = Store::open(|_| None);
    assert_eq!(store.save("shipped", &everything()), Ok(()));
    assert_eq!(store.saved("shipped"), (Session::default(), Vec::new()));
    assert_eq!(store.settings(), (Settings::default(), Vec::new()));
}

#[test]
fn a_memory_that_is_not_kept_is_not_written_and_one_that_is_unused_is_not_read() {
    let home = Home::new();
    let store = |memory| home.store.clone().with_memory(memory);
    for memory in [Memory::ReadOnly, Memory::Unused] {
        assert_eq!(store(memory).save("shipped", &everything()), Ok(()));
        assert!(!home.state().parent().unwrap().exists(), "{memory:?}");
    }
    home.store.save("shipped", &everything()).unwrap();
    assert_eq!(store(Memory::ReadOnly).saved("shipped"), (everything(), Vec::new()));
    assert_eq!(store(Memory::Unused).saved("shipped"), (Session::default(), Vec::new()));
    assert_eq!(store(Memory::ReadOnly).save("shipped", &queries(&["hotline"])), Ok(()));
    assert_eq!(home.saved("shipped"), everything());
}

#[test]
fn what_is_saved_is_read_back_by_data_file() {
    let home = Home::new();
    assert_eq!(home.saved("shipped"), Session::default());
    home.store.save("shipped", &everything()).unwrap();
    home.store.save("/data/é\".ron", &queries(&["other"])).unwrap();
    assert_eq!(home.saved("shipped"), everything());
    assert_eq!(home.saved("/data/é\".ron"), queries(&["other"]));
    assert_eq!(home.saved("/data/none.ron"), Session::default());
    assert_eq!(fs::read_to_string(home.state()).unwrap().lines().count(), 7, "one line a data file");
}

#[test]
fn the_files_are_for_the_user_alone() {
    let home = Home::new();
    home.store.save("shipped", &everything()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.state()), 0o600);
    assert_eq!(mode(&home.beside(".lock")), 0o600);
    assert_eq!(mode(home.state().parent().unwrap()), 0o700);
    assert_eq!(home.names(), ["state.ron", "state.ron.lock"]);
}

#[test]
fn a_broken_state_is_told_ignored_and_kept_aside() {
    let whole = {
        let home = Home::new();
        home.store.save("shipped", &everything()).unwrap();
        fs::read_to_string(home.state()).unwrap()
    };
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (whole.as_bytes()[..whole.len() / 2].into(), "state.ron:4:"),
        (whole.as_bytes()[..1].into(), "state.ron:1:"),
        (b"(version: 1, files: {\"shipped\": 7})".into(), "state.ron:1:33: expected"),
        (
            b"(version: 2, files: \"of another shape\")".into(),
            "state.ron: a newer pitf wrote it, in version 2",
        ),
        (b"\0\0\0\0".into(), "state.ron:1:1: "),
        (b"(version: 1,\n \xff)".into(), "state.ron:2:2: from here on the file is not UTF-8"),
        (b"\xff\xfe(\0".into(), "state.ron:1:1: this file is UTF-16"),
        ("(".repeat(1 << 20).into(), "state.ron:1:"),
        (vec![b' '; (1 << 20) + 1], "state.ron: it is larger than 1 MiB"),
    ];
    for (content, expected) in cases {
        let shown = String::from_utf8_lossy(&content[..content.len().min(60)]).into_owned();
        let home = Home::with_state(&content);
        let (saved, warnings) = home.store.saved("shipped");
        assert_eq!((saved, warnings.len()), (Session::default(), 1), "{shown}");
        let warning = warnings[0].to_string();
        assert!(warning.starts_with(expected), "{shown}: {warning}");
        assert!(warning.ends_with("; it is ignored, and will be kept aside"), "{shown}: {warning}");
        assert_eq!(fs::read(home.state()).unwrap(), content, "reading changes nothing: {shown}");
        home.store.save("shipped", &everything()).unwrap();
        assert_eq!(fs::read(home.beside(".broken")).unwrap(), content, "{shown}");
        assert_eq!(home.saved("shipped"), everything(), "{shown}");
    }
}

#[test]
fn the_last_broken_state_is_kept() {
    let home = Home::new();
    for content in ["(1", "(2"] {
        home.store.save("shipped", &everything()).unwrap();
        fs::write(home.state(), content).unwrap();
        home.store.save("shipped", &everything()).unwrap();
    }
    assert_eq!(fs::read_to_string(home.beside(".broken")).unwrap(), "(2");
    assert_eq!(home.names(), ["state.ron", "state.ron.broken", "state.ron.lock"]);
}

#[test]
fn an_empty_state_is_none() {
    for content in ["", " \n"] {
        let home = Home::with_state(content);
        assert_eq!(home.saved("shipped"), Session::default());
        home.store.save("shipped", &everything()).unwrap();
        assert_eq!(home.names(), ["state.ron", "state.ron.lock"]);
    }
}

#[test]
fn what_is_no_regular_file_is_neither_read_nor_written_over() {
    type Make = fn(&Path);
    let cases: [(&str, Make); 5] = [
        ("it is not a regular file", |path| mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).unwrap()),
        ("it is not a regular file", |path| fs::create_dir(path).unwrap()),
        ("it is not a regular file", |path| symlink("/dev/zero", path).unwrap()),
        ("it is not a regular file", |path| drop(std::os::unix::net::UnixListener::bind(path).unwrap())),
        ("cannot read it: Too many levels", |path| symlink(path, path).unwrap()),
    ];
    for (index, (expected, make)) in cases.into_iter().enumerate() {
        let home = Home::with_state("");
        fs::remove_file(home.state()).unwrap();
        make(&home.state());
        let is_what = |path: &Path| fs::symlink_metadata(path).unwrap().file_type();
        let before = is_what(&home.state());
        let (saved, warnings) = home.store.saved("shipped");
        assert_eq!(saved, Session::default(), "case {index}");
        assert!(
            warnings[0].to_string().starts_with(&format!("state.ron: {expected}")),
            "{index}: {warnings:?}"
        );
        let refused = home.store.save("shipped", &everything()).unwrap_err().to_string();
        assert!(refused.starts_with(&format!("state.ron: {expected}")), "case {index}: {refused}");
        assert!(refused.ends_with("; this is not remembered"), "case {index}: {refused}");
        assert_eq!(is_what(&home.state()), before, "case {index}");
        assert_eq!(home.names(), ["state.ron", "state.ron.lock"], "case {index}");
    }
}

#[test]
fn a_config_that_cannot_be_read_is_told_and_left_alone() {
    type Make = fn(&Path);
    let cases: [(&str, Make); 6] = [
        ("it is not a regular file", |path| mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).unwrap()),
        ("it is not a regular file", |path| fs::create_dir(path).unwrap()),
        ("cannot read it: Too many levels", |path| symlink(path, path).unwrap()),
        ("it is a link to nothing", |path| symlink("nothing", path).unwrap()),
        ("it is larger than 1 MiB", |path| fs::File::create(path).unwrap().set_len(100_000_000).unwrap()),
        ("this file is UTF-16; save it as UTF-8", |path| fs::write(path, b"\xff\xfe(\0)\0").unwrap()),
    ];
    for (expected, make) in cases {
        let home = Home::new();
        let path = home.store.config.as_deref().unwrap();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        make(path);
        let (config, warnings) = home.store.settings();
        assert_eq!(config, Settings { remember: false, ..Settings::default() }, "{expected}");
        assert!(warnings[0].to_string().contains(&format!(": {expected}")), "{warnings:?}");
        assert!(fs::symlink_metadata(path).is_ok(), "{expected}");
    }
}

#[test]
fn a_config_is_read_with_a_byte_order_mark_and_windows_line_ends() {
    let home = Home::new();
    let path = home.store.config.as_deref().unwrap();
    assert_eq!(home.store.settings(), (Settings::default(), Vec::new()));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, "\u{feff}(\r\n  width: 60, // mine\r\n  muose: true,\r\n)\r\n").unwrap();
    let (config, warnings) = home.store.settings();
    assert_eq!(config.width, 60.into());
    assert_eq!(warnings[0].place, Some(Position { line: 3, column: 3 }));
    assert_eq!(warnings[0].path, path);
}

#[test]
fn a_directory_that_is_a_file_is_told() {
    let home = Home::new();
    let file = home.directory.path().join("file");
    fs::write(&file, "mine").unwrap();
    let store = Store::open(|name| (name != "HOME").then(|| file.clone().into()));
    let (config, warnings) = store.settings();
    assert_eq!(config, Settings { remember: false, ..Settings::default() });
    assert!(
        warnings[0].to_string().starts_with("config.ron: cannot read it: Not a directory"),
        "{warnings:?}"
    );
    assert_eq!(store.saved("shipped").1.len(), 1);
    let refused = store.save("shipped", &everything()).unwrap_err().to_string();
    assert!(refused.starts_with("state.ron: cannot make its directory: "), "{refused}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn in_a_directory_that_cannot_be_written_to_the_state_is_written_in_place() {
    let home = Home::new();
    home.store.save("shipped", &everything()).unwrap();
    let directory = home.state().parent().unwrap().to_owned();
    let set_mode = |mode| fs::set_permissions(&directory, fs::Permissions::from_mode(mode)).unwrap();
    set_mode(0o500);
    let saved = home.store.save("shipped", &queries(&["later"]));
    set_mode(0o700);
    assert_eq!(saved, Ok(()));
    assert_eq!(home.saved("shipped").queries[0], "later");
    assert_eq!(home.names(), ["state.ron", "state.ron.lock"]);
}

#[test]
fn what_a_killed_program_left_behind_is_in_nobodys_way() {
    let home = Home::new();
    home.store.save("shipped", &everything()).unwrap();
    let left = home.state().with_file_name(".state.ron.pitf-Ab12cd");
    fs::write(&left, "(version: 1, fi").unwrap();
    assert_eq!(home.saved("shipped"), everything());
    home.store.save("shipped", &queries(&["later"])).unwrap();
    assert_eq!(home.saved("shipped").queries[0], "later");
    assert_eq!(home.names(), ["state.ron", "state.ron.lock"]);
    // Whatever it is: nothing is written through a link that lies there.
    let victim = home.directory.path().join("victim");
    fs::write(&victim, "whole").unwrap();
    symlink(&victim, &left).unwrap();
    home.store.save("shipped", &queries(&["latest"])).unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "whole");
    assert_eq!(home.saved("shipped").queries[0], "latest");
}

#[test]
fn a_state_that_is_a_link_to_a_file_elsewhere_stays_one() {
    let home = Home::with_state("");
    let elsewhere = home.directory.path().join("elsewhere.ron");
    fs::write(&elsewhere, "(broken").unwrap();
    fs::remove_file(home.state()).unwrap();
    symlink(&elsewhere, home.state()).unwrap();
    home.store.save("shipped", &everything()).unwrap();
    assert!(fs::symlink_metadata(home.state()).unwrap().is_symlink());
    assert_eq!(home.saved("shipped"), everything());
    assert_eq!(fs::read_to_string(elsewhere.with_extension("ron.broken")).unwrap(), "(broken");
}

#[test]
fn a_lock_that_another_program_holds_is_respected() {
    let home = Home::new();
    home.store.save("shipped", &everything()).unwrap();
    let held = file::lock(&home.state(), 1).unwrap();
    let refused = home.store.save("shipped", &Session::default()).unwrap_err().to_string();
    assert_eq!(refused, "state.ron: another program is writing it; this is not remembered");
    assert_eq!(home.saved("shipped"), everything(), "reading needs no lock");
    drop(held);
    home.store.save("shipped", &queries(&["later"])).unwrap();
    assert_eq!(home.saved("shipped").queries[0], "later");
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    let home = Home::new();
    let store = &Store { lock_tries: 1_000, ..home.store.clone() };
    std::thread::scope(|scope| {
        for writer in 0..4 {
            scope.spawn(move || {
                for turn in 0..5 {
                    store.save(&format!("{writer}"), &queries(&[&format!("{turn}")])).unwrap();
                    store.save("shared", &queries(&[&format!("{writer}:{turn}")])).unwrap();
                }
            });
        }
    });
    for writer in 0..4 {
        assert_eq!(home.saved(&format!("{writer}")).queries, words(&["4", "3", "2", "1", "0"]));
    }
    assert_eq!(home.saved("shared").queries.len(), 20);
}

#[test]
fn a_data_file_has_one_key_however_it_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("data.ron");
    fs::write(&file, "").unwrap();
    symlink(&file, directory.path().join("link.ron")).unwrap();
    let key = file_key(Some(&file));
    assert!(Path::new(&key).is_absolute());
    for other in ["link.ron", "./data.ron"] {
        assert_eq!(file_key(Some(&directory.path().join(other))), key, "{other}");
    }
    assert_eq!(file_key(None), "shipped");
    assert!(Path::new(&file_key(Some(Path::new("gone.ron")))).is_absolute());
}

#[test]
fn a_warning_is_one_safe_line() {
    let warning = Warning::new(
        Path::new("/x/state.ron"),
        None,
        &format!("\u{1b}]0;x\u{7}\n\u{202e}{}", "y".repeat(1_000)),
    );
    let shown = warning.to_string();
    assert!(!shown.contains(|c: char| c.is_control() || c == '\u{202e}'), "{shown:?}");
    assert!(shown.len() < 300, "{shown}");
}

#[test]
fn a_fifo_in_place_of_the_lock_holds_nothing_up() {
    let home = Home::with_state("");
    mknodat(CWD, home.beside(".lock"), FileType::Fifo, Mode::RWXU, 0).unwrap();
    assert!(fs::metadata(home.beside(".lock")).unwrap().file_type().is_fifo());
    assert_eq!(home.store.save("shipped", &everything()), Ok(()));
}
