//! The settings: what they are, and how the text of `config.ron` is parsed and written with comments.
//!
//! A setting that cannot be used is reported and keeps its default. `keys` checks the keys.

mod keys;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::ops::Range;

use ron::Options;
use ron::extensions::Extensions;
use serde::{Deserialize, Deserializer, Serialize};

use crate::keymap::Keymap;
use crate::named::by_name;
use crate::notation::{self, Mistake, Recovered, members};
use crate::text::Glyphs;
use keys::Overrides;

/// Declares the settings once, each with its comment, type and default; one without a default value has an example.
/// The comment is also written above the setting in the config file.
macro_rules! settings {
    ($($(#[doc = $comment:literal])+ $(#[serde($($serde:tt)+)])? $name:ident: $type:ty = $default:expr $(, such as $example:expr)?;)+) => {
        /// The settings, in the order of the config file. Where one is `None`, the program decides by
        /// the terminal.
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Settings {
            $($(#[doc = $comment])+ $(#[serde($($serde)+)])? pub $name: $type,)+
            /// Whether everything is laid out for a screen reader: `--plain`, which no file sets.
            #[serde(skip)]
            pub is_plain: bool,
        }

        impl Default for Settings {
            fn default() -> Self {
                Settings { $($name: $default,)+ is_plain: false }
            }
        }

        impl Settings {
            /// Writes a config file with the settings in force, and the other settings in comments.
            pub fn write_commented(&self, out: &mut impl Write) -> io::Result<()> {
                let settings = [$(
                    setting_text(
                        stringify!($name),
                        &[$($comment),+],
                        self.$name.in_file(),
                        None$(.or_else(|| $example.in_file()))?,
                    ),
                )+];
                let settings = settings.join("\n");
                writeln!(out, "// The settings of pitf: what is in force now. Each may be left out.\n(\n{settings})")
            }
        }
    };
}

settings! {
    /// The colours: "default", "high-contrast" or "mono".
    /// Left out, they follow the terminal: "mono" where `NO_COLOR` is set, else "default".
    theme: Option<ThemeName> = None, such as ThemeName::Default;

    /// The most columns that text is wrapped to, or 0 for as many as the pane has.
    #[serde(deserialize_with = "width")]
    width: TextWidth = TextWidth::default();

    /// Whether the mouse is used. If it is, hold Shift to select text.
    mouse: bool = true;

    /// The signs of lines and marks: "unicode" or "ascii".
    /// Left out, they follow the terminal and its locale.
    glyphs: Option<Glyphs> = None, such as Glyphs::Unicode;

    /// Whether addresses are hyperlinks, for terminals that open them.
    hyperlinks: bool = true;

    /// Where to start: "last" for where the last visit ended, "beginning", or the id of an entry.
    start: String = "last".to_owned();

    /// Whether a visit is remembered: the place, marks, queries. If not, nothing is written.
    remember: bool = true;

    /// The keys of each action; [] for none. Only other keys than these need a line.
    /// Keys are written "j", "J", "ctrl-d", "pgdn"; one after another as in "g g".
    keys: Overrides = Overrides::default();
}

fn setting_text(name: &str, comment: &[&str], value: Option<String>, example: Option<String>) -> String {
    let mut lines: Vec<String> = comment.iter().map(|line| format!("    //{line}\n")).collect();
    let example = example.filter(|_| value.is_none()).map(|example| format!("    // {name}: {example},\n"));
    lines.extend(value.map(|value| format!("    {name}: {value},\n")).or(example));
    lines.concat()
}

trait Setting {
    /// The value as RON; `None` where it is left out.
    fn in_file(&self) -> Option<String>;
}

impl<T: Serialize> Setting for T {
    fn in_file(&self) -> Option<String> {
        let ron = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        ron.to_string(self).ok().filter(|value| value != "None")
    }
}

impl Settings {
    pub(crate) fn theme(&self) -> ThemeName {
        self.theme.unwrap_or_default()
    }

    pub(crate) fn glyphs(&self) -> Glyphs {
        self.glyphs.unwrap_or_default()
    }

    /// The bindings that are in force.
    pub fn keymap(&self) -> Keymap {
        self.keys.keymap()
    }

    pub(crate) fn parse(text: &str) -> (Self, Vec<Mistake>) {
        let (mut settings, recovered) = notation::parse_recovering::<Settings>(text, "the config");
        let is_clear = is_remember_clear(text, &recovered);
        let Recovered { text: right, mut mistakes, .. } = recovered;
        settings.keys = Overrides::read(text, &right, &mut mistakes);
        mistakes.sort_by_key(|mistake| mistake.range.start);
        if settings.remember && !is_clear {
            settings.remember = false;
            if let Some(first) = mistakes.first_mut() {
                first.message += "; until that is fixed nothing is remembered";
            }
        }
        (settings, mistakes)
    }
}

/// Whether each mistake lies in the value of another setting than `remember`. A user who is watched may have turned it
/// off, so if it may be lost, nothing is remembered.
fn is_remember_clear(text: &str, recovered: &Recovered) -> bool {
    let others: Vec<Range<usize>> = members(text, 0)
        .0
        .into_iter()
        .filter(|member| &text[member.name.clone()] != "remember")
        .map(|member| member.value)
        .collect();
    let is_elsewhere = |mistake: &Mistake| others.iter().any(|other| other.contains(&mistake.range.start));
    recovered.unreliable_from.is_none()
        && recovered.unclosed.is_none()
        && recovered.mistakes.iter().all(is_elsewhere)
}

/// The themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// The terminal's own colours.
    #[default]
    Default,
    /// Strong contrasts, nothing dim.
    HighContrast,
    /// No colours.
    Mono,
}

impl ThemeName {
    /// All of them, in the order in which one follows another.
    pub const ALL: [ThemeName; 3] = [Self::Default, Self::HighContrast, Self::Mono];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            ThemeName::Default => "default",
            ThemeName::HighContrast => "high-contrast",
            ThemeName::Mono => "mono",
        }
    }
}

/// How wide text may be, in columns. The files have a number for it: 0 is as wide as the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub enum TextWidth {
    /// At most so wide.
    AtMost(u16),
    /// As wide as its area.
    Full,
}

impl Default for TextWidth {
    fn default() -> Self {
        TextWidth::AtMost(76)
    }
}

impl From<u16> for TextWidth {
    fn from(columns: u16) -> Self {
        if columns == 0 { TextWidth::Full } else { TextWidth::AtMost(columns) }
    }
}

impl From<TextWidth> for u16 {
    fn from(width: TextWidth) -> Self {
        match width {
            TextWidth::AtMost(columns) => columns,
            TextWidth::Full => 0,
        }
    }
}

impl TextWidth {
    /// The widths that follow each other.
    pub const ALL: [TextWidth; 4] = [Self::AtMost(76), Self::AtMost(100), Self::Full, Self::AtMost(60)];

    pub(crate) fn within(self, area: u16) -> u16 {
        match self {
            TextWidth::AtMost(most) => area.min(most),
            TextWidth::Full => area,
        }
    }

    /// Its name.
    pub fn name(self) -> String {
        match self {
            TextWidth::AtMost(most) => format!("{most} columns"),
            TextWidth::Full => "as wide as the pane".to_owned(),
        }
    }
}

by_name!(ThemeName, of ThemeName::ALL, ThemeName::name);

fn name_of(glyphs: Glyphs) -> &'static str {
    if glyphs == Glyphs::Ascii { "ascii" } else { "unicode" }
}

by_name!(Glyphs, of [Glyphs::Unicode, Glyphs::Ascii], name_of);

const WIDTHS: std::ops::RangeInclusive<u16> = 20..=500;

fn width<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TextWidth, D::Error> {
    let written = i64::deserialize(deserializer)?;
    match u16::try_from(written) {
        Ok(width) if width == 0 || WIDTHS.contains(&width) => Ok(width.into()),
        Ok(_) | Err(_) => {
            let (least, most) = (WIDTHS.start(), WIDTHS.end());
            Err(serde::de::Error::custom(format!(
                "expected a number of columns from {least} to {most}, or 0 for the pane's, found {written}"
            )))
        }
    }
}
