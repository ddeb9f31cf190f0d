//! Nothing that a terminal would obey comes out, and in the browser nothing that a reader would not see: not of any field of a data file,
//! not of an argument, not of a file of the user's own, in any command and any format, nor in the browser.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStringExt as _;

use crate::hidden::assert_harmless;
use crate::support::{Done, Pitf, commands, files, run_line, with_more, words};

/// What must not come out as it is: sequences that act on a terminal, whole and cut short, and what is not seen.
const PAYLOADS: &str = "\u{1b}[31337m|\u{1b}]0;title\u{7}|\u{1b}]52;c;eA==\u{7}|\u{1b}]8;;http://evil\u{1b}\\|\u{1b}P1$r\u{1b}\\|\
    \u{1b}|\u{1b}[|\u{9b}31337m|\u{9d}0;title\u{9c}|\u{90}q|\u{85}|\u{0}|\u{1}|\u{7}|\u{8}|\u{b}|\u{c}|\r|\u{e}|\u{1a}|\u{7f}|\
    \u{ad}|\u{61c}|\u{200b}|\u{200c}|\u{200d}|\u{200e}|\u{200f}|\u{2028}|\u{2029}|\u{202a}|\u{202e}|\u{2060}|\u{2063}|\u{2066}|\
    \u{2069}|\u{206a}|\u{feff}|\u{fff9}|\u{fe0f}|\u{e0001}|\u{e0041}|\u{e000}|\u{ffff}|\u{10ffff}|\u{115f}|\u{3164}|\u{1d173}";

/// All of them, each between letters.
fn hostile() -> String {
    PAYLOADS.split('|').flat_map(|payload| ["a", payload, "z "]).collect()
}

/// How a text may be written in a data file.
#[derive(Clone, Copy, Debug)]
enum Written {
    Raw,
    Escaped,
}

/// A text as it stands between quotes.
fn quoted(text: &str, written: Written) -> String {
    match written {
        Written::Raw => text.replace('\\', "\\\\").replace('"', "\\\""),
        Written::Escaped => text.escape_unicode().to_string(),
    }
}

/// The files of the commands, in which every field that takes a text holds all of it.
fn hostile_files(written: Written) -> [(&'static str, String); 4] {
    let bad = hostile();
    let markdown = format!(
        "# {bad}\n\n* {bad}\n\n[{bad}](https://a.gov/{bad}) [b](top) `{bad}` **{bad}** <https://a.gov/{bad}>\n\n\
         ```\n{bad}\n```\n\n| {bad} |\n|--|\n| {bad} |\n"
    );
    files().map(|(name, text)| {
        let words = words().chain(["Ddisclaimer", "Kplural", "Tshort", "Ymeans", "Ownname", "Rests"]);
        let text = with_more(&text, words, &quoted(&format!(" {bad}"), written));
        let text = text.replace(".example/", &format!(".example/{}", quoted(&bad, written)));
        (name, text.replace("Etext", &format!("Etext\n\n{}", quoted(&markdown, written))))
    })
}

/// A data file in which all is wrong that a message can name.
fn broken(written: Written) -> String {
    let bad = format!("\"{}\"", quoted(&hostile(), written));
    let raw = hostile().replace(['"', '\\'], "");
    format!(
        "(title: {bad}, about: 7, kinds: [(id: {bad}, name: \" \"), (id: \"k\", name: \"K\"), (id: \"k\", name: {bad})], {raw}
        relations: [(id: \"in\", name: {bad}, nests: {bad})], sources: [(id: \"s\", title: {bad}, date: {bad}, standing: {bad})],
        entries: [(id: \"a\", kind: {bad}, name: {bad}, topics: [{bad}], sources: [{bad}], nmae: {bad},
            links: [(rel: {bad}, to: {bad})], events: [(date: {bad}, text: {bad})], contacts: [(kind: wbe, value: {bad})]),
          (id: {bad}, kind: \"k\", name: \"\\q{raw}\"), {raw}, (id: \"a\", kind: \"k\", name: \"A\")], {raw}: {bad})"
    )
}

/// Asserts that nothing of what was written and told is obeyed.
#[track_caller]
fn assert_no_leak(done: &Done, what: &str) {
    assert!(matches!(done.code, Some(0..=2)), "{what}: {done:?}");
    for text in [&done.out, &done.err] {
        assert_harmless(&without_our_colours(text), what);
    }
}

#[test]
fn no_field_leaks_into_any_report() {
    let raw = (hostile_files(Written::Raw), " --color always");
    let escaped = (hostile_files(Written::Escaped), "");
    for (index, line) in commands().enumerate() {
        // Each word of the commands comes several times, so that both have their turn at each format.
        let (files, extra) = if index % 2 == 0 { &raw } else { &escaped };
        let extra = if line.contains("--color") { "" } else { extra };
        assert_no_leak(&run_line(&format!("{line}{extra}"), files, &[]), line);
    }
    for line in
        ["show all --format markdown", "export --format html", "export --format json", "tree --by topic"]
    {
        for (files, _) in [&raw, &escaped] {
            let done = run_line(line, files, &[]);
            assert_eq!((done.code, done.out.len() > 1_000), (Some(0), true), "{line}: {}", done.err);
            assert_no_leak(&done, line);
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
            for command in ["tree", "check", "check --format json"] {
                let mut run = Pitf::new(&command.split(' ').collect::<Vec<_>>());
                run.file(file, &content);
                run.command.current_dir(run.home.path()).args(["--data", file]);
                assert_no_leak(&run.run(), command);
            }
        }
    }
    let nowhere = hostile().replace('\0', "");
    assert_no_leak(&Pitf::new(&["check", &nowhere]).run(), "a file that is not there");
}

/// What stands before a hostile argument.
const BEFORE: &str = "|show|tree|matrix|tree --by|tree --depth|tree --format|search|search --mode regex|search --mode fuzzy|\
    search --limit|search --under|export --format|export --root|completions|check|--data|--width|--color|show a b|--no-such|search kind:report";

#[test]
fn no_argument_leaks() {
    let text = OsString::from(hostile().replace(['\0', ' '], ""));
    let not_text = OsString::from_vec(b"a\xff\x1b[2J\x9b".to_vec());
    for (index, before) in BEFORE.split('|').enumerate() {
        for bad in [&text, &not_text] {
            let mut run = Pitf::new(&before.split_whitespace().collect::<Vec<_>>());
            // In turn by itself, as an option, and as the value of a filter.
            run.command
                .arg([OsStr::new(["", "--", "kind:"][index % 3]), bad].into_iter().collect::<OsString>());
            assert_no_leak(&run.run(), &format!("{before} {bad:?}"));
        }
    }
}

#[test]
fn no_setting_leaks() {
    for written in [Written::Raw, Written::Escaped] {
        let bad = format!("\"{}\"", quoted(&hostile(), written));
        for config in [
            format!("(theme: {bad}, width: {bad}, glyphs: {bad}, keys: {{{bad}: [{bad}], \"quit\": {bad}}})"),
            format!("(theme: {bad}, {}: 1)", hostile()),
            hostile(),
        ] {
            let run = Pitf::new(&["config"]);
            fs::create_dir_all(run.home.path().join(".config/pitf")).expect("there is room");
            run.file(".config/pitf/config.ron", config);
            assert_no_leak(&run.run(), "a setting");
        }
    }
}

#[cfg(target_os = "linux")]
mod in_the_browser {
    use super::{Written, assert_harmless, hostile, hostile_files, quoted};
    use crate::hidden::assert_seen;
    use crate::pty::{End, Start};
    use base64::engine::general_purpose::STANDARD as BASE64;

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
            let bad = quoted(&hostile(), written);
            let state = format!(
                "(version: 1, files: {{\"{bad}\": (saved_at: 1, saved: (path: [\"all\"], queries: [\"{bad}\"]))}})"
            );
            let config = format!("(theme: \"{bad}\", nothing: 1)");
            let [(_, data), ..] = hostile_files(written);
            let mut pty = Start::browser(&["--data", "hostile.ron"])
                .sized(150, 60)
                .env("LANG", language)
                .file("hostile.ron", data)
                .file(".local/state/pitf/state.ron", state)
                .file(".config/pitf/config.ron", config)
                .spawn();
            pty.wait_for("Ename a");
            // Everything that shows, copies or prints something of the data.
            for keys in "zRj akzRG atzRj adzRj aml ah i = ? : maM x X /Ename /\u{202e}az fEname\r yyypyuymycyC\r \t\t\to \rH \
                \x1b[200~\u{9b}31337m\u{202e}\x1b[201~ Wvt"
                .split(' ')
            {
                // What nothing comes of is drawn anew as well.
                pty.send_drawn(&format!("{keys}\x0c")).send(ESC);
            }
            assert_seen(&without_ours(&pty.wait_asleep().heard().output()).0, "the browser");
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
        }
    }

    fn decoded(text: &str) -> String {
        String::from_utf8(base64::Engine::decode(&BASE64, text).expect("it is sound"))
            .expect("a copy is text")
    }
}
