//! The settings: what is read, told and written.

use std::path::Path;

use super::*;
use crate::keymap::{BINDINGS, Context};
use crate::store::warnings;

fn read(source: &str) -> (Settings, Vec<String>) {
    let (config, mistakes) = Settings::parse(source);
    let warnings = warnings(Path::new("/home/u/.config/pitf/config.ron"), source, &mistakes);
    (config, warnings.iter().map(ToString::to_string).collect())
}

fn written(config: &Settings) -> String {
    let mut out = Vec::new();
    config.write_commented(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn keys_of(config: &Settings, name: &str) -> Vec<String> {
    let binding = BINDINGS.iter().find(|binding| binding.name == name).unwrap();
    config.keymap().keys_of(binding, Context::List)
}

const EVERYTHING: &str = r#"(
    theme: "high-contrast", width: 0, mouse: false, glyphs: "ascii", hyperlinks: false,
    start: "doj", remember: false,
    keys: { "search": ["$", "ctrl-s"], "filter": [], "next-hit": ["g \\", "\""], "first": ["home"],
            "set-mark": ["; a-z"], "fold-to-level": ["Z 1-9"], "next-link": ["f1"], "help": ["space"],
            "toggle-fold": ["tab"], "page-down": ["shift-tab", "é", "o\u{308}"], "previous-link": [] },
)"#;

#[test]
fn every_setting_is_read() {
    let (config, warnings) = read(EVERYTHING);
    assert_eq!(warnings, [""; 0]);
    let Settings { theme, width, mouse, glyphs, hyperlinks, ref start, remember, .. } = config;
    assert_eq!((theme, width, mouse), (Some(ThemeName::HighContrast), TextWidth::Full, false));
    assert_eq!((start, remember), (&"doj".to_owned(), false));
    assert_eq!((glyphs, hyperlinks), (Some(Glyphs::Ascii), false));
    assert_eq!(keys_of(&config, "search"), ["$", "Ctrl-s"]);
    assert_eq!(keys_of(&config, "filter"), [""; 0]);
    assert_eq!(keys_of(&config, "fold-to-level"), ["Z{1-9}"]);
}

#[test]
fn where_it_is_not_plain_that_visits_are_remembered_they_are_not() {
    for right in [
        "",
        "// remember: false",
        "()",
        "(remember: true)",
        "(remember: Some(true),)",
        "(theme: \"loud\", keys: {\"x\": 7})",
        "(width: 7, start: [\"a\"], remember: true)",
    ] {
        assert!(read(right).0.remember, "{right}");
    }
    for unclear in [
        "(remember: false)",
        "(remember: Some(false))",
        "(remember: fals)",
        "(remember: \"false\")",
        "(remember: no)",
        "(remember: False)",
        "(remember: 0)",
        "(remember:)",
        "(remember false)",
        "(remember = false)",
        "(Remember: false)",
        "(remembers: false)",
        "remember: false",
        "{remember: false}",
        "((remember: false))",
        "(remember: true, remember: false)",
        "(remember: false, remember: true)",
        "(private: true)",
        "(theme: \"mono\"",
        "(theme: \"mono\" remember: false)",
        "[",
        "false",
        "(theme: 7, remember: false)",
    ] {
        let (config, warnings) = read(unclear);
        assert!(!config.remember, "{unclear}");
        let is_said = ["(remember: false)", "(remember: Some(false))"].contains(&unclear);
        assert_eq!(warnings.is_empty(), is_said, "{unclear}: {warnings:?}");
    }
}

#[test]
fn what_is_written_reads_back_equal() {
    for source in
        ["()", EVERYTHING, "(theme: \"default\", glyphs: \"unicode\", keys: {\"quit\": [\"ctrl-q\"]})"]
    {
        let (config, _) = read(source);
        let text = written(&config);
        assert_eq!(read(&text), (config, Vec::new()), "{text}");
    }
}

#[test]
fn each_line_that_is_written_in_a_comment_can_be_put_in_force() {
    let text = written(&Settings::default());
    let is_setting = |line: &str| line.trim_start().starts_with("// ") && line.ends_with(',');
    for line in text.lines().filter(|line| is_setting(line)) {
        let put_in_force = text.replace(line, &line.replacen("// ", "", 1));
        let (_, warnings) = read(&put_in_force);
        assert_eq!(warnings, [""; 0], "{line}");
    }
    assert!(text.contains("// \"first\": [\"g\", \"home\"],"), "{text}");
    assert!(text.contains("// \"set-mark\": [\"m a-z\"],"), "{text}");
}

#[test]
fn what_cannot_be_followed_is_told_with_its_place_and_the_rest_holds() {
    let cases = [
        (
            "(theme: \"mono\",\n  mouse: 3, width: 60)",
            "config.ron:2:10: expected `true` or `false`, found a number",
        ),
        (
            "(theme: \"mono\",\n  colour: 3, width: 60)",
            "config.ron:2:3: the config has no field `colour`; it has theme, width,",
        ),
        (
            "(theme: \"mono\", widht: 3, width: 60)",
            "config.ron:1:17: the config has no field `widht`; the nearest is `width`",
        ),
        (
            "(theme: \"mono\", width: 60, theme: \"x\")",
            "config.ron:1:28: the field `theme` stands twice in the config",
        ),
        (
            "(theme: \"mono\", width: 60, glyphs: ascii)",
            "config.ron:1:36: expected a string in quotes, found `ascii`",
        ),
        (
            "(theme: \"mono\", width: 60, glyphs: \"asci\")",
            "config.ron:1:36: expected \"unicode\" or \"ascii\", found \"asci\"; the nearest is \"ascii\"",
        ),
        (
            "(theme: \"mono\", width: 60, glyphs: \"\u{1b}[2J\u{202e}\")",
            "config.ron:1:36: expected \"unicode\" or \"ascii\", found \"<U+001B>[2J<U+202E>\"",
        ),
        ("(theme: \"mono\", width: 60, keys: [])", "config.ron:1:34: expected a map in braces, found a list"),
        (
            "(theme: \"mono\", width: 60, mouse false)",
            "config.ron:1:34: expected `:` after `mouse`, found `false`",
        ),
        ("(theme: \"mono\", width: 60,", "config.ron:1:1: this `(` is not closed before the end of the file"),
    ];
    for (source, expected) in cases {
        let (config, warnings) = read(source);
        assert_eq!(warnings.len(), 1, "{source}: {warnings:?}");
        assert!(warnings[0].starts_with(expected), "{source}: {warnings:?}");
        let rest = Settings {
            theme: Some(ThemeName::Mono),
            width: 60.into(),
            remember: config.remember,
            ..Settings::default()
        };
        assert_eq!(config, rest, "{source}");
    }
}

#[test]
fn a_number_that_is_no_width_is_told() {
    for width in ["19", "501", "70000", "-1"] {
        let (config, warnings) = read(&format!("(width: {width})"));
        let expected = format!(
            "config.ron:1:9: expected a number of columns from 20 to 500, or 0 for the pane's, found {width}"
        );
        assert_eq!((config, warnings), (Settings::default(), vec![expected]));
    }
}

#[test]
fn keys_that_cannot_be_are_told_with_their_places() {
    let cases = [
        ("\"serch\": [\"$\"]", 2, "there is no action \"serch\"; the nearest is \"search\""),
        ("\"frobnicate\": [\"$\"]", 2, "there is no action \"frobnicate\"; `pitf config` lists them"),
        ("search: [\"$\"]", 2, "expected a string in quotes, found `search`"),
        ("\"search-mode\": [\"$\"]", 2, "\"search-mode\" has keys only while a line is typed"),
        ("\"search\": \"$\"", 12, "expected a list, found a string"),
        ("\"search\": [7]", 13, "expected a string in quotes, found a number"),
        ("\"search\": [\"Ctrl-D\"]", 13, "\"Ctrl-D\" is no key; write \"ctrl-d\""),
        (
            "\"search\": [\"ctrl-i\"]",
            13,
            "\"ctrl-i\" is no key; terminals send the same for it as for \"tab\"",
        ),
        (
            "\"search\": [\"ctrl-[\"]",
            13,
            "\"ctrl-[\" is no key; terminals send the same for it as for \"esc\"",
        ),
        ("\"search\": [\"ctrl-;\"]", 13, "\"ctrl-;\" is no key; terminals send nothing of its own for it"),
        ("\"search\": [\"f13\"]", 13, "\"f13\" is no key; the function keys are \"f1\" to \"f12\""),
        ("\"search\": [\"<Left>\"]", 13, "\"<Left>\" is no key; write \"left\""),
        ("\"search\": [\"hoome\"]", 13, "\"hoome\" is no key; the nearest is \"home\""),
        ("\"search\": [\"alt-x\"]", 13, "\"alt-x\" is no key; no action is on Alt"),
        ("\"search\": [\"ss\"]", 13, "\"ss\" is no key; keys one after another are written \"s s\""),
        ("\"search\": [\"alt\"]", 13, "\"alt\" is no key; what is held stands before a key"),
        ("\"search\": [\"\\u{1b}\"]", 13, "\"<U+001B>\" is no key; keys are written"),
        ("\"search\": [\"A-Z\"]", 13, "\"A-Z\" is no key; no action is on Alt"),
        ("\"fold-to-level\": [\"z {1-9}\"]", 20, "\"{1-9}\" is no key; write \"1-9\""),
        ("\"search\": [\"hyper\"]", 13, "\"hyper\" is no key; keys are written"),
        ("\"search\": [\" \"]", 13, "this names no key; [] unbinds"),
        ("\"search\": [\"5 s\"]", 13, "\"5 s\" begins with a digit"),
        ("\"search\": [\"S a-z\"]", 13, "\"search\" takes no letter or digit"),
        ("\"search\": [\"S a-z s\"]", 13, "1-9 and a-z stand only at the end"),
        ("\"search\": [\"s s s s s s s\"]", 13, "more than 6 keys"),
        ("\"set-mark\": [\";\"]", 15, "\"set-mark\" takes a letter; write \"; a-z\""),
        ("\"set-mark\": [\"a-z\"]", 15, "\"set-mark\" takes a letter; write a key before it"),
        ("\"fold-to-level\": [\"Z\"]", 20, "\"fold-to-level\" takes a digit; write \"Z 1-9\""),
        ("\"search\": [\"j\"]", 2, "j is \"down\" already, so \"search\" keeps the keys that it had"),
        ("\"search\": [\"$\", \"space\"]", 2, "Space is \"page-down\" already, so \"search\" keeps"),
        ("\"search\": [\"$\", \"z\"]", 2, "z{1-9} is \"fold-to-level\" already, so \"search\" keeps"),
        ("\"search\": [\"$ $\", \"$\"]", 2, "$$ and other keys of \"search\" begin alike, so it keeps"),
    ];
    for (keys, column, expected) in cases {
        let (config, warnings) = read(&format!("(keys: {{\n {keys} }})"));
        let expected = format!("config.ron:2:{column}: {expected}");
        assert_eq!(warnings.len(), 1, "{keys}: {warnings:?}");
        assert!(warnings[0].starts_with(&expected), "{keys}: {warnings:?}, not {expected}");
        assert_eq!(config, Settings::default(), "{keys}");
    }
}

#[test]
fn keys_can_change_places() {
    let (config, warnings) = read("(keys: {\"down\": [\"k\"], \"up\": [\"j\"]})");
    assert_eq!(warnings, [""; 0]);
    assert_eq!(keys_of(&config, "down")[0], "k");
}

#[test]
fn of_two_actions_that_get_the_same_key_the_first_has_it() {
    let (config, warnings) =
        read("(keys: {\"search\": [\"$\"],\n \"filter\": [\"$\"],\n \"search\": [\"S\"]})");
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[1].starts_with("config.ron:3:2: \"search\" stands here again"), "{warnings:?}");
    assert!(
        warnings[0].starts_with("config.ron:2:2: $ is \"search\" already, so \"filter\""),
        "{warnings:?}"
    );
    assert_eq!(
        (keys_of(&config, "search"), keys_of(&config, "filter")),
        (vec!["$".into()], vec!["f".into()])
    );
}

#[test]
fn one_bad_key_does_not_take_the_others_of_its_action() {
    let (config, warnings) = read("(keys: {\"search\": [\"nothing\", \"$\"]})");
    assert_eq!((warnings.len(), keys_of(&config, "search")), (1, vec!["$".to_owned()]));
}

#[test]
fn there_is_always_a_key_to_quit_with() {
    let (config, warnings) = read("(keys: {\"quit\": [], \"close\": [], \"zoom\": [\"Q\"]})");
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[0].starts_with("config.ron:1:9: without \"close\" and \"quit\""), "{warnings:?}");
    assert!(warnings[1].starts_with("config.ron:1:34: Q is \"quit\" already, so \"zoom\""), "{warnings:?}");
    assert_eq!(keys_of(&config, "quit"), ["Q", "Ctrl-c"]);
}

#[test]
fn a_file_of_nothing_but_mistakes_is_told_in_a_few_lines() {
    let (_, warnings) = read(&format!("({})", "x: 1, ".repeat(2_000)));
    assert_eq!(warnings.len(), 51);
    assert_eq!(warnings[50], "config.ron: 1950 more problems are not shown; fix these first");
    let keys = (0..2_000).map(|index| format!("\"{}\"", "s ".repeat(index % 9 + 1))).collect::<Vec<_>>();
    let (_, warnings) = read(&format!("(keys: {{\"search\": [{}]}})", keys.join(",")));
    assert_eq!(warnings.len(), 51);
    let keys = (0..2_000).map(|index| format!("\"x{index}\": [], ")).collect::<Vec<_>>().concat();
    let (_, warnings) = read(&format!("(keys: {{{keys}}})"));
    assert_eq!(warnings[50], "config.ron: 1950 more problems are not shown; fix these first");
}
