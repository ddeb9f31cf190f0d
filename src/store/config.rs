//! The settings of `config.ron`: what they are, how each is read, and how they are written with comments.
//!
//! A field that cannot be followed is told and left at its default. Which keys may be bound is the business of `keys`.

use std::io::{self, Write};

use super::Told;
use super::keys::Overrides;
use crate::app::{TextWidth, ThemeName};
use crate::directory::{Mistake, Raw, fields_of, nearest, quoted};
use crate::keymap::Keymap;
use crate::text::{Glyphs, in_quotes};

/// What the user has set. Where an option is `None`, the program decides by the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The colours.
    pub theme: Option<ThemeName>,
    /// The most columns that text is wrapped to; 0 for as many as the pane has.
    pub width: u16,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// The signs that the program draws.
    pub glyphs: Option<Glyphs>,
    /// Whether addresses are marked as hyperlinks.
    pub hyperlinks: bool,
    /// Where the program starts.
    pub start: Start,
    /// Whether a visit is remembered.
    pub remember: bool,
    keys: Overrides,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            theme: None,
            width: 76,
            mouse: true,
            glyphs: None,
            hyperlinks: true,
            start: Start::default(),
            remember: true,
            keys: Overrides::default(),
        }
    }
}

/// Where the program starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// Where the last visit ended.
    #[default]
    Last,
    /// At the beginning.
    Beginning,
    /// At the entry with this id.
    Entry(String),
}

/// The fields, in the order in which they are written.
const FIELDS: [&str; 8] = ["theme", "width", "mouse", "glyphs", "hyperlinks", "start", "remember", "keys"];

/// The text widths that can be read in.
const WIDTHS: std::ops::RangeInclusive<u16> = 20..=500;

impl Config {
    /// The most columns that text is wrapped to.
    pub fn text_width(&self) -> TextWidth {
        self.width.into()
    }

    /// The bindings that are in force.
    pub fn keymap(&self) -> Keymap {
        self.keys.keymap()
    }

    /// Writes the config file that says what is in force, with what else could be said in comments.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn write_commented(&self, out: &mut impl Write) -> io::Result<()> {
        let Config { theme, width, mouse, glyphs, hyperlinks, start, remember, keys } = self;
        writeln!(out, "// The settings of pitf: what is in force now. Each may be left out.")?;
        writeln!(out, "(")?;
        writeln!(out, "    // The colours: {}.", in_quotes(&ThemeName::ALL.map(ThemeName::name), "or"))?;
        writeln!(
            out,
            "    // Left out, they follow the terminal: \"mono\" where NO_COLOR is set, else \"default\"."
        )?;
        write_optional(out, "theme", theme.map(ThemeName::name), ThemeName::Default.name())?;
        writeln!(out)?;
        writeln!(out, "    // The most columns that text is wrapped to, or 0 for as many as the pane has.")?;
        writeln!(out, "    width: {width},")?;
        writeln!(out)?;
        writeln!(
            out,
            "    // Whether the mouse is listened to. Where it is, Shift selects text as without it."
        )?;
        writeln!(out, "    mouse: {mouse},")?;
        writeln!(out)?;
        writeln!(
            out,
            "    // The signs of lines and marks: {}.",
            in_quotes(&GLYPHS.map(|(name, _)| name), "or")
        )?;
        writeln!(out, "    // Left out, they follow the terminal and its locale.")?;
        write_optional(out, "glyphs", glyphs.map(glyphs_name), glyphs_name(Glyphs::Unicode))?;
        writeln!(out)?;
        writeln!(out, "    // Whether addresses are marked as hyperlinks, for terminals that open them.")?;
        writeln!(out, "    hyperlinks: {hyperlinks},")?;
        writeln!(out)?;
        writeln!(
            out,
            "    // Where to start: \"last\" for where the last visit ended, \"beginning\", or the id of an entry."
        )?;
        writeln!(out, "    start: {:?},", start.word())?;
        writeln!(out)?;
        writeln!(
            out,
            "    // Whether a visit is remembered: the place, marks, queries. Where it is not, nothing is written."
        )?;
        writeln!(out, "    remember: {remember},")?;
        writeln!(out)?;
        keys.write_commented(out)?;
        writeln!(out, ")")
    }

    pub(super) fn read(source: &str, told: &mut Told) -> Self {
        let (fields, lost) = fields_of(source);
        let mut config = Config::default();
        let mut seen = Vec::new();
        for (name, value) in fields {
            if seen.contains(&name.text()) {
                told.tell(
                    name.at,
                    &format!("the field `{}` stands here again; the first holds", name.text()),
                );
            } else {
                config.set(name, value, told);
                seen.extend(FIELDS.into_iter().find(|known| *known == name.text()));
            }
        }
        if let Some(Mistake { at, message }) = lost {
            told.tell(at, &format!("{message}; from here on the file is ignored"));
        }
        config
    }

    fn set(&mut self, name: Raw, value: Raw, told: &mut Told) {
        match name.text() {
            "theme" => set(&mut self.theme, theme(value, told).map(Some)),
            "width" => set(&mut self.width, width(value, told)),
            "mouse" => set(&mut self.mouse, told.read(value.boolean())),
            "glyphs" => set(&mut self.glyphs, glyphs(value, told).map(Some)),
            "hyperlinks" => set(&mut self.hyperlinks, told.read(value.boolean())),
            "start" => set(
                &mut self.start,
                told.read(value.string("\"last\", \"beginning\" or an id")).map(Start::of),
            ),
            "remember" => set(&mut self.remember, told.read(value.boolean())),
            "keys" => self.keys = Overrides::read(value, told),
            unknown => {
                let hint = match nearest(unknown, FIELDS) {
                    Some(known) => format!("the nearest is `{known}`"),
                    None => format!("there are {}", FIELDS.join(", ")),
                };
                told.tell(name.at, &format!("there is no field `{}`; {hint}", quoted(unknown)));
            }
        }
    }
}

impl Start {
    fn of(word: String) -> Self {
        match word.as_str() {
            "last" => Start::Last,
            "beginning" => Start::Beginning,
            _ => Start::Entry(word),
        }
    }

    fn word(&self) -> &str {
        match self {
            Start::Last => "last",
            Start::Beginning => "beginning",
            Start::Entry(id) => id,
        }
    }
}

const GLYPHS: [(&str, Glyphs); 2] = [("unicode", Glyphs::Unicode), ("ascii", Glyphs::Ascii)];

fn glyphs_name(glyphs: Glyphs) -> &'static str {
    match glyphs {
        Glyphs::Unicode => "unicode",
        Glyphs::Ascii => "ascii",
    }
}

fn set<T>(setting: &mut T, read: Option<T>) {
    if let Some(read) = read {
        *setting = read;
    }
}

fn theme(value: Raw, told: &mut Told) -> Option<ThemeName> {
    word(value, &ThemeName::ALL.map(ThemeName::name), told).map(|position| ThemeName::ALL[position])
}

fn glyphs(value: Raw, told: &mut Told) -> Option<Glyphs> {
    word(value, &GLYPHS.map(|(name, _)| name), told).map(|position| GLYPHS[position].1)
}

/// One of a few words in quotes: which.
fn word(value: Raw, known: &[&str], told: &mut Told) -> Option<usize> {
    let word = told.read(value.string(&in_quotes(known, "or")))?;
    let found = known.iter().position(|name| *name == word);
    if found.is_none() {
        let hint = nearest(&word, known.iter().copied()).map(|name| format!("; the nearest is \"{name}\""));
        let hint = hint.unwrap_or_default();
        let message = format!("expected {}, found \"{}\"{hint}", in_quotes(known, "or"), quoted(&word));
        told.tell(value.at, &message);
    }
    found
}

fn width(value: Raw, told: &mut Told) -> Option<u16> {
    let (least, most) = (WIDTHS.start(), WIDTHS.end());
    let what = format!("a number of columns from {least} to {most}, or 0 for the pane's");
    let width = value.number(&what).and_then(|width| {
        if width == 0 || WIDTHS.contains(&width) { Ok(width) } else { Err(value.unlike(&what)) }
    });
    told.read(width)
}

/// A word in quotes, or what it could be in a comment.
fn write_optional(out: &mut impl Write, name: &str, word: Option<&str>, example: &str) -> io::Result<()> {
    match word {
        Some(word) => writeln!(out, "    {name}: \"{word}\","),
        None => writeln!(out, "    // {name}: \"{example}\","),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::keymap::{BINDINGS, Context};

    fn read(source: &str) -> (Config, Vec<String>) {
        let mut told = Told::new(Path::new("/home/u/.config/pitf/config.ron"), source);
        let config = Config::read(source, &mut told);
        (config, told.warnings().iter().map(ToString::to_string).collect())
    }

    fn written(config: &Config) -> String {
        let mut out = Vec::new();
        config.write_commented(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn keys_of(config: &Config, name: &str) -> Vec<String> {
        let binding = BINDINGS.iter().find(|binding| binding.name == name).unwrap();
        config.keymap().keys_of(binding, Context::List)
    }

    const EVERYTHING: &str = r#"(
        theme: "high-contrast", width: 0, mouse: false, glyphs: "ascii", hyperlinks: false,
        start: "doj", remember: false,
        keys: { "search": ["s", "ctrl-s"], "filter": [], "next-hit": ["g \\", "\""], "first": ["home"],
                "set-mark": ["; a-z"], "fold-to-level": ["Z 1-9"], "next-link": ["f1"], "help": ["space"],
                "toggle-fold": ["tab"], "page-down": ["shift-tab", "é"], "previous-link": [] },
    )"#;

    #[test]
    fn every_setting_is_read() {
        let (config, warnings) = read(EVERYTHING);
        assert_eq!(warnings, [""; 0]);
        let Config { theme, width, mouse, glyphs, hyperlinks, ref start, remember, .. } = config;
        assert_eq!((theme, width, mouse), (Some(ThemeName::HighContrast), 0, false));
        assert_eq!((start, remember), (&Start::Entry("doj".to_owned()), false));
        assert_eq!((glyphs, hyperlinks), (Some(Glyphs::Ascii), false));
        assert_eq!(keys_of(&config, "search"), ["s", "Ctrl-s"]);
        assert_eq!(keys_of(&config, "filter"), [""; 0]);
        assert_eq!(keys_of(&config, "fold-to-level"), ["Z{1-9}"]);
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
        let text = written(&Config::default());
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
                "config.ron:2:10: expected `true` or `false`, found 3",
            ),
            (
                "(theme: \"mono\",\n  colour: 3, width: 60)",
                "config.ron:2:3: there is no field `colour`; there are",
            ),
            (
                "(theme: \"mono\", widht: 3, width: 60)",
                "config.ron:1:17: there is no field `widht`; the nearest is `width`",
            ),
            (
                "(theme: \"mono\", width: 60, theme: \"x\")",
                "config.ron:1:28: the field `theme` stands here again",
            ),
            (
                "(theme: \"mono\", width: 60, glyphs: ascii)",
                "config.ron:1:36: expected \"unicode\" or \"ascii\", found ascii",
            ),
            (
                "(theme: \"mono\", width: 60, glyphs: \"asci\")",
                "config.ron:1:36: expected \"unicode\" or \"ascii\", found \"asci\"; the nearest is \"ascii\"",
            ),
            (
                "(theme: \"mono\", width: 60, hyperlinks: \"\u{1b}[2J\u{202e}\")",
                "config.ron:1:40: expected `true` or `false`, found \"<U+001B>[2J<U+202E>\"",
            ),
            ("(theme: \"mono\", width: 60, keys: [])", "config.ron:1:34: expected actions with their keys"),
            (
                "(theme: \"mono\", width: 60, mouse false)",
                "config.ron:1:34: expected `:` after `mouse`, found `f`; from here on the file is ignored",
            ),
            (
                "(theme: \"mono\", width: 60,",
                "config.ron:1:27: the file ends before it is whole; from here on",
            ),
        ];
        for (source, expected) in cases {
            let (config, warnings) = read(source);
            assert_eq!(warnings.len(), 1, "{source}: {warnings:?}");
            assert!(warnings[0].starts_with(expected), "{source}: {warnings:?}");
            let rest = Config { theme: Some(ThemeName::Mono), width: 60, ..Config::default() };
            assert_eq!(config, rest, "{source}");
        }
    }

    #[test]
    fn a_number_that_is_no_width_is_told() {
        for width in ["19", "501", "70000", "-1", "7.5", "\"76\"", "()"] {
            let (config, warnings) = read(&format!("(width: {width})"));
            let expected = format!(
                "config.ron:1:9: expected a number of columns from 20 to 500, or 0 for the pane's, found {width}"
            );
            assert_eq!((config, warnings), (Config::default(), vec![expected]));
        }
    }

    #[test]
    fn keys_that_cannot_be_are_told_with_their_places() {
        let cases = [
            ("\"serch\": [\"s\"]", 2, "there is no action \"serch\"; the nearest is \"search\""),
            ("\"frobnicate\": [\"s\"]", 2, "there is no action \"frobnicate\"; `pitf config` lists them"),
            ("search: [\"s\"]", 2, "expected the name of an action in quotes, found search"),
            ("\"search-mode\": [\"s\"]", 2, "\"search-mode\" has keys only while a line is typed"),
            ("\"search\": \"s\"", 12, "expected a list of keys"),
            ("\"search\": [7]", 13, "expected keys in quotes, found 7"),
            ("\"search\": [\"Ctrl-D\"]", 13, "\"Ctrl-D\" is no key; write \"ctrl-d\""),
            ("\"search\": [\"ctrl-i\"]", 13, "\"ctrl-i\" is no key; Ctrl-i is Tab"),
            ("\"search\": [\"alt-x\"]", 13, "\"alt-x\" is no key; no action is on Alt"),
            ("\"search\": [\"ss\"]", 13, "\"ss\" is no key; keys one after another are written \"s s\""),
            ("\"search\": [\"hyper\"]", 13, "\"hyper\" is no key; keys are written"),
            ("\"search\": [\" \"]", 13, "this names no key; [] unbinds"),
            ("\"search\": [\"5 s\"]", 13, "\"5 s\" begins with a digit"),
            ("\"search\": [\"S a-z\"]", 13, "\"search\" takes no letter or digit"),
            ("\"search\": [\"S a-z s\"]", 13, "1-9 and a-z stand only at the end"),
            ("\"search\": [\"s s s s s s s\"]", 13, "more than 6 keys"),
            ("\"set-mark\": [\";\"]", 15, "\"set-mark\" takes a letter; write \"; a-z\""),
            ("\"set-mark\": [\"a-z\"]", 15, "\"set-mark\" takes a letter; write a key before it"),
            ("\"fold-to-level\": [\"Z\"]", 20, "\"fold-to-level\" takes a digit; write \"Z 1-9\""),
            ("\"search\": [\"j\"]", 13, "j is \"down\" already, so \"search\" keeps the keys that it had"),
            ("\"search\": [\"s\", \"space\"]", 18, "Space is \"page-down\" already, so \"search\" keeps"),
            ("\"search\": [\"s\", \"z\"]", 18, "z is \"fold-to-level\" already, so \"search\" keeps"),
            ("\"search\": [\"s s\", \"s\"]", 20, "s and other keys of \"search\" begin alike, so it keeps"),
        ];
        for (keys, column, expected) in cases {
            let (config, warnings) = read(&format!("(keys: {{\n {keys} }})"));
            let expected = format!("config.ron:2:{column}: {expected}");
            assert_eq!(warnings.len(), 1, "{keys}: {warnings:?}");
            assert!(warnings[0].starts_with(&expected), "{keys}: {warnings:?}, not {expected}");
            assert_eq!(config, Config::default(), "{keys}");
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
            read("(keys: {\"search\": [\"s\"],\n \"filter\": [\"s\"],\n \"search\": [\"S\"]})");
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        assert!(warnings[0].starts_with("config.ron:3:2: \"search\" stands here again"), "{warnings:?}");
        assert!(
            warnings[1].starts_with("config.ron:2:13: s is \"search\" already, so \"filter\""),
            "{warnings:?}"
        );
        assert_eq!(
            (keys_of(&config, "search"), keys_of(&config, "filter")),
            (vec!["s".into()], vec!["f".into()])
        );
    }

    #[test]
    fn one_bad_key_does_not_take_the_others_of_its_action() {
        let (config, warnings) = read("(keys: {\"search\": [\"nothing\", \"s\"]})");
        assert_eq!((warnings.len(), keys_of(&config, "search")), (1, vec!["s".to_owned()]));
    }

    #[test]
    fn there_is_always_a_key_to_quit_with() {
        let (config, warnings) = read("(keys: {\"quit\": [], \"close\": [], \"zoom\": [\"Q\"]})");
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        assert!(warnings[0].starts_with("config.ron:1:9: without \"close\" and \"quit\""), "{warnings:?}");
        assert!(
            warnings[1].starts_with("config.ron:1:43: Q is \"quit\" already, so \"zoom\""),
            "{warnings:?}"
        );
        assert_eq!(keys_of(&config, "quit"), ["Q", "Ctrl-c"]);
    }

    #[test]
    fn a_file_of_nothing_but_mistakes_is_told_in_a_few_lines() {
        let (_, warnings) = read(&format!("({})", "x: 1, ".repeat(10_000)));
        assert_eq!(warnings.len(), 51);
        assert_eq!(warnings[50], "config.ron: 9950 more problems are not told; mend these first");
        let keys = (0..10_000).map(|index| format!("\"{}\"", "s ".repeat(index % 9 + 1))).collect::<Vec<_>>();
        let (_, warnings) = read(&format!("(keys: {{\"search\": [{}]}})", keys.join(",")));
        assert!(warnings.len() < 20, "{warnings:?}");
        let keys = (0..10_000).map(|index| format!("\"x{index}\": [], ")).collect::<Vec<_>>().concat();
        let (_, warnings) = read(&format!("(keys: {{{keys}}})"));
        assert_eq!(warnings[50], "config.ron: 451 more problems are not told; mend these first");
        assert!(warnings[0].contains("not so many actions"), "{warnings:?}");
    }
}
