//! One key, made plain: how it is read from an event, written in a binding, shown, and passed on to a line that is edited.

use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use tui_textarea::{Input, Key as InputKey};

/// A key as bindings know it, or a range of keys that a command takes as its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key on its own.
    Plain(KeyCode),
    /// A letter with Ctrl.
    Ctrl(char),
    /// Any digit from 1 to 9.
    AnyDigit,
    /// Any letter from a to z.
    AnyLetter,
}

/// What is not the name of a key.
#[derive(Debug, PartialEq, Eq)]
pub struct BadKey;

/// The names of the keys that are no letters, with how they are shown.
const NAMED: [(&str, KeyCode, &str); 15] = [
    ("down", KeyCode::Down, "Down"),
    ("up", KeyCode::Up, "Up"),
    ("left", KeyCode::Left, "Left"),
    ("right", KeyCode::Right, "Right"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
    ("pgdn", KeyCode::PageDown, "PgDn"),
    ("pgup", KeyCode::PageUp, "PgUp"),
    ("tab", KeyCode::Tab, "Tab"),
    ("shift-tab", KeyCode::BackTab, "Shift-Tab"),
    ("enter", KeyCode::Enter, "Enter"),
    ("esc", KeyCode::Esc, "Esc"),
    ("backspace", KeyCode::Backspace, "Backspace"),
    ("space", KeyCode::Char(' '), "Space"),
    ("f1", KeyCode::F(1), "F1"),
];

impl Key {
    /// The key that cancels.
    pub const ESC: Key = Key::Plain(KeyCode::Esc);

    /// The key of an event; `None` for releases, and for keys with Alt or the like, which no command has.
    pub fn of(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let modifiers = event.modifiers.difference(KeyModifiers::SHIFT);
        if event.code == KeyCode::Tab && event.modifiers.contains(KeyModifiers::SHIFT) {
            return Some(Key::Plain(KeyCode::BackTab));
        }
        if let KeyCode::Char(letter) = event.code
            && modifiers == KeyModifiers::CONTROL
        {
            return Some(Key::Ctrl(letter.to_ascii_lowercase()));
        }
        modifiers.is_empty().then_some(Key::Plain(event.code))
    }

    /// The key at the same place of a Latin keyboard, for a key of the Cyrillic or Greek one. A letter tells which of them
    /// it is of, and so which of them the signs after it are of.
    #[must_use]
    pub(super) fn on_latin_layout(self, layout: &mut Layout) -> Self {
        let Key::Plain(KeyCode::Char(pressed)) = self else { return self };
        if pressed.is_ascii_alphabetic() {
            *layout = Layout::Latin;
        } else if let Some(other) =
            Layout::OTHERS.into_iter().find(|other| other.letters().on_latin(pressed).is_some())
        {
            *layout = other;
        }
        let keys = if pressed.is_ascii() { layout.signs() } else { layout.letters() };
        Key::Plain(KeyCode::Char(keys.on_latin(pressed).unwrap_or(pressed)))
    }

    /// Whether a key that was pressed is this one.
    pub(super) fn matches(self, pressed: Key) -> bool {
        match (self, pressed) {
            (Key::AnyDigit, pressed) => pressed.digit().is_some_and(|digit| digit > 0),
            (Key::AnyLetter, Key::Plain(KeyCode::Char(letter))) => letter.is_ascii_lowercase(),
            (this, pressed) => this == pressed,
        }
    }

    /// Whether some key is both.
    pub(super) fn overlaps(self, other: Key) -> bool {
        self == other || self.matches(other) || other.matches(self)
    }

    pub(super) fn digit(self) -> Option<usize> {
        match self {
            Key::Plain(KeyCode::Char(digit)) => digit.to_digit(10).map(|digit| digit as usize),
            Key::Plain(_) | Key::Ctrl(_) | Key::AnyDigit | Key::AnyLetter => None,
        }
    }

    pub(super) fn letter(self) -> Option<char> {
        match self {
            Key::Plain(KeyCode::Char(letter)) => Some(letter),
            Key::Plain(_) | Key::Ctrl(_) | Key::AnyDigit | Key::AnyLetter => None,
        }
    }
}

/// What a key does to a line that is edited. The editor's own reading of it would bring a backend of ratatui with it, and
/// with that cells of the screen that have room for what is never drawn.
pub(super) fn input_of(event: KeyEvent) -> Input {
    let key = match event.code {
        KeyCode::Char(letter) => InputKey::Char(letter),
        KeyCode::Backspace => InputKey::Backspace,
        KeyCode::Enter => InputKey::Enter,
        KeyCode::Left => InputKey::Left,
        KeyCode::Right => InputKey::Right,
        KeyCode::Up => InputKey::Up,
        KeyCode::Down => InputKey::Down,
        KeyCode::Tab | KeyCode::BackTab => InputKey::Tab,
        KeyCode::Delete => InputKey::Delete,
        KeyCode::Home => InputKey::Home,
        KeyCode::End => InputKey::End,
        KeyCode::PageUp => InputKey::PageUp,
        KeyCode::PageDown => InputKey::PageDown,
        KeyCode::Esc => InputKey::Esc,
        KeyCode::F(number) => InputKey::F(number),
        KeyCode::Insert
        | KeyCode::Null
        | KeyCode::CapsLock
        | KeyCode::ScrollLock
        | KeyCode::NumLock
        | KeyCode::PrintScreen
        | KeyCode::Pause
        | KeyCode::Menu
        | KeyCode::KeypadBegin
        | KeyCode::Media(_)
        | KeyCode::Modifier(_) => InputKey::Null,
    };
    Input {
        key,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift: event.code == KeyCode::BackTab || event.modifiers.contains(KeyModifiers::SHIFT),
    }
}

impl FromStr for Key {
    type Err = BadKey;

    /// Reads `j`, `G`, `down`, `ctrl-d`, `1-9` or `a-z`.
    fn from_str(text: &str) -> Result<Self, BadKey> {
        let mut chars = text.chars();
        match (text, chars.next(), chars.next()) {
            ("1-9", ..) => Ok(Key::AnyDigit),
            ("a-z", ..) => Ok(Key::AnyLetter),
            (_, Some(letter), None) if !letter.is_whitespace() && !letter.is_control() => {
                Ok(Key::Plain(KeyCode::Char(letter)))
            }
            _ => match text.strip_prefix("ctrl-") {
                // Ctrl-i is Tab and Ctrl-m is Enter, on every terminal.
                Some(letter) if letter.len() == 1 && !matches!(letter, "i" | "m") => {
                    letter.chars().next().map(Key::Ctrl).ok_or(BadKey)
                }
                _ => NAMED
                    .iter()
                    .find(|(name, ..)| *name == text)
                    .map(|(_, code, _)| Key::Plain(*code))
                    .ok_or(BadKey),
            },
        }
    }
}

/// Keys as help shows them: `12G`, `ah`, `Ctrl-d`, `m{a-z}`.
pub fn label(keys: &[Key]) -> String {
    keys.iter().map(|key| one_label(*key)).collect()
}

fn one_label(key: Key) -> String {
    match key {
        Key::AnyDigit => "{1-9}".to_owned(),
        Key::AnyLetter => "{a-z}".to_owned(),
        Key::Ctrl(letter) => format!("Ctrl-{letter}"),
        Key::Plain(code) => match (NAMED.iter().find(|(_, known, _)| *known == code), code) {
            (Some((.., shown)), _) => (*shown).to_owned(),
            (None, KeyCode::Char(letter)) => letter.to_string(),
            (None, other) => other.to_string(),
        },
    }
}

/// What the keyboard is set to, as far as its letters have told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Layout {
    #[default]
    Latin,
    Cyrillic,
    Greek,
}

/// Keys of a layout, and those of the Latin one at the same places.
#[derive(Clone, Copy)]
struct Keys {
    other: &'static str,
    latin: &'static str,
}

impl Keys {
    fn on_latin(self, key: char) -> Option<char> {
        let at = self.other.chars().position(|known| known == key)?;
        self.latin.chars().nth(at)
    }
}

impl Layout {
    const OTHERS: [Layout; 2] = [Self::Cyrillic, Self::Greek];

    /// Its letters: those of the Russian layout, with what the Ukrainian and the Belarusian one have elsewhere, and those
    /// of the Greek one, as X11 and Windows have them.
    fn letters(self) -> Keys {
        match self {
            Layout::Latin => Keys { other: "", latin: "" },
            Layout::Cyrillic => Keys {
                other: "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁіїєґўІЇЄҐЎ",
                latin: "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~s]'\\oS}\"|O",
            },
            Layout::Greek => Keys {
                other: "ςερτυθιοπασδφγηξκλζχψωβνμΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ",
                latin: "wertyuiopasdfghjklzxcvbnmERTYUIOPASDFGHJKLZXCVBNM",
            },
        }
    }

    /// The signs that it has where the Latin layout has others that are bound. Of those that are bound as they are, such as
    /// `:`, both places do.
    fn signs(self) -> Keys {
        match self {
            Layout::Latin => Keys { other: "", latin: "" },
            Layout::Cyrillic => Keys { other: ".,", latin: "/?" },
            Layout::Greek => Keys { other: ";", latin: "q" },
        }
    }
}
