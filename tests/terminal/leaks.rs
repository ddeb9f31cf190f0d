//! Nothing that a terminal would obey comes out, and in the browser nothing that a reader would not see: not of any field of a data file,
//! not of an argument, not of a file of the user's own, in any command and any format, nor in the browser.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::hidden::assert_harmless;

/// What must not come out as it is: sequences that act on a terminal, whole and cut short, and what is not seen.
const PAYLOADS: &[&str] = &[
    "\u{1b}[31337m",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]52;c;eA==\u{7}",
    "\u{1b}]8;;http://evil\u{1b}\\",
    "\u{1b}P1$r\u{1b}\\",
    "\u{1b}",
    "\u{1b}[",
    "\u{9b}31337m",
    "\u{9d}0;title\u{9c}",
    "\u{90}q",
    "\u{85}",
    "\u{0}",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\u{b}",
    "\u{c}",
    "\r",
    "\u{e}",
    "\u{1a}",
    "\u{7f}",
    "\u{ad}",
    "\u{61c}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{2028}",
    "\u{2029}",
    "\u{202a}",
    "\u{202e}",
    "\u{2060}",
    "\u{2063}",
    "\u{2066}",
    "\u{2069}",
    "\u{206a}",
    "\u{feff}",
    "\u{fff9}",
    "\u{fe0f}",
    "\u{e0001}",
    "\u{e0041}",
    "\u{e000}",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{115f}",
    "\u{3164}",
    "\u{1d173}",
];

/// All of them, each between letters.
fn hostile() -> String {
    PAYLOADS.iter().flat_map(|payload| ["a", payload, "z "]).collect()
}

/// How a text may be written in a data file.
#[derive(Clone, Copy, Debug)]
enum Written {
    Raw,
    Escaped,
}

fn string(text: &str, written: Written) -> String {
    let inner: String = match written {
        Written::Raw => text.replace('\\', "\\\\").replace('"', "\\\""),
        Written::Escaped => {
            let codes = text.chars().map(|c| format!("\\u{{{:x}}}", u32::from(c)));
            codes.collect::<Vec<_>>().concat()
        }
    };
    format!("\"{inner}\"")
}

/// A directory whose every field that takes a text holds all of it.
fn directory(written: Written) -> String {
    let text = |field: &str| string(&format!("{field} {}end", hostile()), written);
    let url = string(&format!("https://a.gov/{}", hostile()), written);
    let markdown = {
        let bad = hostile();
        string(
            &format!(
                "# {bad}\n\n* {bad}\n\n[{bad}](https://a.gov/{bad}) [b](b) `{bad}` **{bad}** <https://a.gov/{bad}>\n\n```\n{bad}\n```\n\n| {bad} |\n|--|\n| {bad} |\n"
            ),
            written,
        )
    };
    format!(
        "(title: {}, about: {markdown}, edition: {}, updated: \"2020\", notice: {},
        kinds: [(id: \"k\", name: {}, plural: {}, about: {}, class: {})],
        relations: [(id: \"in\", name: {}, inverse: {}, nests: true, class: {}), (id: \"r\", name: {})],
        topics: [(id: \"t\", name: {}, about: {markdown})],
        sources: [(id: \"s\", title: {}, publisher: {}, url: {url}, date: \"2001\", standing: official, note: {})],
        entries: [
            (id: \"a\", kind: \"k\", name: {}, abbreviation: {}, other_names: [{}], summary: {}, text: {markdown}, topics: [\"t\"],
             activities: [(text: {}, topics: [\"t\"], sources: [\"s\"], note: {})], background: [(text: {}, note: {})],
             events: [(date: \"2003\", text: {}, note: {}, sources: [\"s\"])],
             contacts: [(kind: web, value: {url}, label: {}, note: {}), (kind: phone, value: {}), (kind: email, value: {}),
                        (kind: address, value: {}), (kind: text, value: {}), (kind: tty, value: {})], sources: [\"s\"]),
            (id: \"b\", kind: \"k\", name: {}, links: [(rel: \"in\", to: \"a\", note: {}, sources: [\"s\"]), (rel: \"r\", to: \"a\", note: {})]),
        ])",
        text("title"), text("edition"), text("notice"), text("kind"), text("plural"), text("about"), text("class"), text("relation"),
        text("inverse"), text("class"), text("relation"), text("topic"), text("source"), text("publisher"), text("source note"),
        text("name"), text("abbreviation"), text("other name"), text("summary"), text("activity"), text("activity note"),
        text("background"), text("background note"), text("event"), text("event note"), text("label"), text("contact note"),
        text("phone"), text("email"), text("address"), text("number"), text("tty"), text("name"), text("link note"), text("link note"),
    )
}

/// A data file in which all is wrong that a message can tell of.
fn broken(written: Written) -> String {
    let bad = string(&hostile(), written);
    let raw = hostile().replace(['"', '\\'], "");
    format!(
        "(title: {bad}, about: 7, kinds: [(id: {bad}, name: \" \"), (id: \"k\", name: \"K\"), (id: \"k\", name: {bad})], {raw}
        relations: [(id: \"in\", name: {bad}, nests: {bad})], sources: [(id: \"s\", title: {bad}, date: {bad}, standing: {bad})],
        entries: [(id: \"a\", kind: {bad}, name: {bad}, topics: [{bad}], sources: [{bad}], nmae: {bad},
            links: [(rel: {bad}, to: {bad})], events: [(date: {bad}, text: {bad})], contacts: [(kind: wbe, value: {bad})]),
          (id: {bad}, kind: \"k\", name: \"\\q{raw}\"), {raw}, (id: \"a\", kind: \"k\", name: \"A\")], {raw}: {bad})"
    )
}

/// Runs the program and gives what it writes and tells.
fn run(home: &Path, arguments: &[OsString]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pitf"))
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .env("LANG", "C.UTF-8")
        .current_dir(home)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    assert!(matches!(output.status.code(), Some(0..=2)), "{arguments:?}: {:?}", output.status);
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap_or_else(|_| panic!("{arguments:?}: what comes out is not UTF-8"))
}

fn words(arguments: &str) -> Vec<OsString> {
    arguments.split(' ').map(OsString::from).collect()
}

/// The formats of a command, by its help.
fn formats(home: &Path, command: &str) -> Vec<String> {
    let help = run(home, &words(&format!("{command} --help")));
    let listed = help
        .split("--format")
        .nth(1)
        .and_then(|rest| rest.split("[possible values: ").nth(1))
        .or_else(|| help.split("Possible values:").nth(1));
    let listed = listed.unwrap_or_else(|| panic!("{help}"));
    if listed.trim_start().starts_with('-') {
        let named = listed.lines().map(str::trim).filter_map(|line| line.strip_prefix("- "));
        return named.filter_map(|line| line.split(':').next()).map(str::to_owned).collect();
    }
    listed.split(']').next().unwrap_or_default().split(", ").map(str::to_owned).collect()
}

#[test]
fn no_field_leaks_into_any_report() {
    let home = tempfile::tempdir().expect("there is room for a directory");
    let home = home.path();
    for (written, options) in
        [(Written::Raw, &["--color=always"][..]), (Written::Escaped, &["", "--ascii --width=20"])]
    {
        fs::write(home.join("hostile.ron"), directory(written)).expect("there is room");
        let mut commands: Vec<String> =
            ["about", "tree", "", "--version", "search --mode fuzzy name"].map(str::to_owned).to_vec();
        for by in ["kind", "topic", "date", "hierarchy"] {
            commands.extend(
                formats(home, "tree").iter().map(|format| format!("tree --by {by} --format {format}")),
            );
        }
        for (command, arguments) in [
            ("show", "a b"),
            ("search", "name"),
            ("search", "end --limit 50"),
            ("matrix", ""),
            ("check", ""),
            ("export", ""),
        ] {
            commands.extend(
                formats(home, command)
                    .iter()
                    .map(|format| format!("{command} --format {format} {arguments}").trim().to_owned()),
            );
        }
        for command in commands {
            for extra in options {
                let all = format!("{command} {extra} --data hostile.ron");
                let arguments: Vec<OsString> = all.split_whitespace().map(OsString::from).collect();
                let mut text = run(home, &arguments);
                if *extra == "--color=always" {
                    text = without_our_colours(&text);
                }
                assert_harmless(&text, &format!("{arguments:?}, {written:?}"));
                assert!(!text.contains("evil\u{1b}"));
            }
        }
    }
}

/// The text without the sequences that choose colours, of which ours have no number past 107.
fn without_our_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (numbers, after) =
            part.split_once('m').unwrap_or_else(|| panic!("a sequence of another kind: {part:?}"));
        let is_ours = numbers
            .split(';')
            .all(|number| number.is_empty() || number.parse::<u32>().is_ok_and(|number| number < 108));
        assert!(is_ours, "{numbers:?}");
        rest += after;
    }
    rest
}

#[test]
fn no_message_about_a_file_leaks_it() {
    let home = tempfile::tempdir().expect("there is room for a directory");
    let home = home.path();
    let name = format!("{}.ron", hostile().replace(['/', '\0'], ""));
    let name: String = name.chars().take(60).collect();
    let not_text = [b"(title: \"\x1b[2J ", [0xff, 0xfe].as_slice(), b"\x9b31337m"].concat();
    for content in [
        broken(Written::Raw).into_bytes(),
        broken(Written::Escaped).into_bytes(),
        not_text,
        hostile().into_bytes(),
    ] {
        for file in ["broken.ron", &name] {
            fs::write(home.join(file), &content).expect("there is room");
            for command in ["tree", "check", "check --format json"] {
                let mut arguments = words(command);
                arguments.extend([OsString::from("--data"), OsString::from(file)]);
                assert_harmless(&run(home, &arguments), &format!("{arguments:?}"));
            }
        }
    }
    let nowhere = OsString::from(hostile().replace('\0', ""));
    assert_harmless(&run(home, &["check".into(), nowhere.clone()]), "a file that is not there");
}

#[test]
fn no_argument_leaks() {
    let home = tempfile::tempdir().expect("there is room for a directory");
    let home = home.path();
    let bad = hostile().replace('\0', "");
    let not_text = OsString::from_vec(b"a\xff\x1b[2J\x9b".to_vec());
    for bad in [OsString::from(bad.replace(' ', "")), not_text] {
        for before in [
            "",
            "show",
            "tree",
            "matrix",
            "tree --by",
            "tree --depth",
            "tree --format",
            "search",
            "search --mode regex",
            "search --mode fuzzy",
            "search --limit",
            "search --under",
            "export --format",
            "export --root",
            "completions",
            "check",
            "--data",
            "--width",
            "--color",
            "show a b",
            "--no-such",
            "search kind:report",
        ] {
            let mut arguments: Vec<OsString> = before.split_whitespace().map(OsString::from).collect();
            for joined in [bad.clone(), prefixed("--", &bad), prefixed("kind:", &bad)] {
                arguments.push(joined);
                assert_harmless(&run(home, &arguments), &format!("{arguments:?}"));
                arguments.pop();
            }
        }
    }
}

fn prefixed(prefix: &str, rest: &OsStr) -> OsString {
    let mut all = OsString::from(prefix);
    all.push(rest);
    all
}

#[test]
fn no_setting_leaks() {
    let home = tempfile::tempdir().expect("there is room for a directory");
    let home = home.path();
    let folder = home.join(".config/pitf");
    fs::create_dir_all(&folder).expect("there is room");
    for written in [Written::Raw, Written::Escaped] {
        let bad = string(&hostile(), written);
        for config in [
            format!("(theme: {bad}, width: {bad}, glyphs: {bad}, keys: {{{bad}: [{bad}], \"quit\": {bad}}})"),
            format!("(theme: {bad}, {}: 1)", hostile()),
            hostile(),
        ] {
            fs::write(folder.join("config.ron"), config).expect("there is room");
            assert_harmless(&run(home, &words("config")), "a setting");
        }
    }
}

#[cfg(target_os = "linux")]
mod in_the_browser {
    use super::{PAYLOADS, Written, assert_harmless, directory, hostile, string};
    use crate::hidden::assert_seen;
    use crate::pty::{End, Start};

    /// The Esc key as one sequence, which nothing that follows can be taken for a part of.
    const ESC: &str = "\x1b[27u";

    /// What has come, without the sequences that the browser has.
    fn without_ours(output: &str) -> (String, Vec<String>) {
        let (mut rest, mut copied) = (String::new(), Vec::new());
        let mut parts = output.split('\u{1b}');
        rest += parts.next().unwrap_or_default();
        for part in parts {
            let after = match part.chars().next() {
                Some('[') => {
                    let end = part[1..]
                        .find(|c: char| !matches!(c, '0'..='9' | ';' | '?' | ':'))
                        .map(|end| end + 1);
                    let end = end.unwrap_or_else(|| panic!("no end: {part:?}"));
                    assert!("CGHJKhlm".contains(&part[end..=end]), "{part:?}");
                    assert!(!part[..end].contains("31337"), "{part:?}");
                    &part[end + 1..]
                }
                Some('\\') => &part[1..],
                Some(']') if part.starts_with("]8;id=") || part.starts_with("]8;;") => {
                    assert!(part[4..].chars().all(|c| c.is_ascii_graphic()), "an address: {part:?}");
                    assert!(!part.contains("evil"), "{part:?}");
                    ""
                }
                Some(']') if part.starts_with("]52;c;") => {
                    let (text, after) = part[6..].split_once('\u{7}').unwrap_or_else(|| panic!("{part:?}"));
                    copied.push(text.to_owned());
                    after
                }
                _ => panic!("a sequence that is not ours: {part:?}"),
            };
            rest += after;
        }
        (rest.replace(['\r', '\u{8}'], ""), copied)
    }

    #[test]
    fn nothing_of_a_file_is_obeyed() {
        for (written, language) in [(Written::Raw, "C.UTF-8"), (Written::Escaped, "C")] {
            let state = format!(
                "(version: 1, files: {{{}: (saved_at: 1, saved: (path: [\"a\"], queries: [{}]))}})",
                string(&hostile(), written),
                string(&hostile(), written)
            );
            let config = format!("(theme: {}, {}: 1)", string(&hostile(), written), "nothing");
            let mut pty = Start::browser(&["--data", "hostile.ron"])
                .sized(150, 60)
                .env("LANG", language)
                .file("hostile.ron", directory(written))
                .file(".local/state/pitf/state.ron", state)
                .file(".config/pitf/config.ron", config)
                .spawn();
            pty.wait_for("name a");
            // Everything that shows, copies or prints something of the data.
            for keys in [
                "zRj",
                "akzRG",
                "atzRj",
                "adzRj",
                "aml",
                ESC,
                "ah",
                "i",
                ESC,
                "=",
                ESC,
                "?",
                ESC,
                ":",
                ESC,
                "maM",
                ESC,
                "x",
                ESC,
                "X",
                ESC,
                "/name",
                ESC,
                "/\u{202e}end",
                ESC,
                "fname\r",
                ESC,
                "yyypyuymycyC",
                "\r",
                "\t\t\to",
                ESC,
                "\r",
                "H",
                "\x1b[200~\u{9b}31337m\u{202e}\x1b[201~",
                "Wvt",
            ] {
                // What nothing comes of is drawn anew as well.
                pty.send_drawn(&format!("{keys}\x0c"));
            }
            assert_seen(&without_ours(&pty.heard().output()).0, "the browser");
            pty.send("p")
                .wait_for("-- Enter goes back")
                .send("\r")
                .wait("the screen", |heard| heard.screen().alternate_screen());
            pty.send("\x03");
            assert_eq!(pty.end().0, End::Code(0));
            let (rest, copied) = without_ours(&pty.heard().output());
            assert_harmless(&rest, "a page that is printed");
            assert!(!copied.is_empty());
            for text in copied {
                assert_harmless(&decoded(&text), "a copy");
            }
            assert!(PAYLOADS.len() > 40);
        }
    }

    fn decoded(base64: &str) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
        for digit in base64.bytes().filter(|byte| *byte != b'=') {
            let value = DIGITS.iter().position(|known| *known == digit).expect("it is a digit");
            bits = bits << 6 | u32::try_from(value).expect("it is small");
            count += 6;
            if count >= 8 {
                count -= 8;
                bytes.push((bits >> count & 0xff) as u8);
            }
        }
        String::from_utf8(bytes).expect("a copy is text")
    }
}
