//! One key: read from an event, parsed from a binding, shown, and passed to a line editor.

use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use tui_textarea::{Input, Key as InputKey};

/// A key as bindings know it, or a range of keys that a command takes as its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key, with Ctrl or Shift where they are held. Shift is part of a letter.
    One(KeyModifiers, KeyCode),
    /// Any digit from 1 to 9.
    AnyDigit,
    /// Any letter from a to z.
    AnyLetter,
}

/// Why a text is not the name of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadKey {
    /// No key is called so.
    Unknown,
    /// Terminals send the same bytes for it as for the key of this name.
    SameAs(String),
    /// Terminals send no bytes of its own for it.
    NotSent,
}

/// The names of the keys that are no letters, with how they are shown.
const NAMED: [(&str, KeyCode, &str); 16] = [
    ("down", KeyCode::Down, "Down"),
    ("up", KeyCode::Up, "Up"),
    ("left", KeyCode::Left, "Left"),
    ("right", KeyCode::Right, "Right"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
    ("pgdn", KeyCode::PageDown, "PgDn"),
    ("pgup", KeyCode::PageUp, "PgUp"),
    ("insert", KeyCode::Insert, "Insert"),
    ("delete", KeyCode::Delete, "Delete"),
    ("tab", KeyCode::Tab, "Tab"),
    ("shift-tab", KeyCode::BackTab, "Shift-Tab"),
    ("enter", KeyCode::Enter, "Enter"),
    ("esc", KeyCode::Esc, "Esc"),
    ("backspace", KeyCode::Backspace, "Backspace"),
    ("space", KeyCode::Char(' '), "Space"),
];

pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|(name, ..)| *name)
}

fn can_be_held(code: KeyCode) -> bool {
    let alike = [KeyCode::Tab, KeyCode::BackTab, KeyCode::Enter, KeyCode::Esc, KeyCode::Backspace];
    !alike.contains(&code) && !matches!(code, KeyCode::Char(_))
}

impl Key {
    pub(crate) const ESC: Key = Key::One(KeyModifiers::NONE, KeyCode::Esc);

    fn alone(code: KeyCode) -> Self {
        Key::One(KeyModifiers::NONE, code)
    }

    fn ctrl(letter: char) -> Self {
        Key::One(KeyModifiers::CONTROL, KeyCode::Char(letter))
    }

    /// The key of an event; `None` for releases, and for keys with Alt or the like, which no command has.
    pub(crate) fn of(event: KeyEvent) -> Option<Self> {
        let known = KeyModifiers::CONTROL | KeyModifiers::SHIFT;
        if event.kind == KeyEventKind::Release || !known.contains(event.modifiers) {
            return None;
        }
        let (held, code) = (event.modifiers, event.code);
        if code == KeyCode::Tab && held.contains(KeyModifiers::SHIFT) {
            return Some(Key::alone(KeyCode::BackTab));
        }
        if let KeyCode::Char(letter) = code
            && held.contains(KeyModifiers::CONTROL)
        {
            let lower = letter.to_ascii_lowercase();
            let same =
                if let Err(BadKey::SameAs(name)) = with_ctrl(lower) { name.parse().ok() } else { None };
            return Some(same.unwrap_or(Key::ctrl(lower)));
        }
        Some(if can_be_held(code) { Key::One(held, code) } else { Key::alone(code) })
    }

    pub(super) fn without_shift(self) -> Self {
        match self {
            Key::One(held, code) => Key::One(held.difference(KeyModifiers::SHIFT), code),
            Key::AnyDigit | Key::AnyLetter => self,
        }
    }

    /// The Latin key at the place of a Cyrillic or Greek one. A letter shows which layout is in use, and so how the
    /// signs after it are read.
    #[must_use]
    pub(super) fn on_latin_layout(self, layout: &mut KeyboardLayout) -> Self {
        let Some(pressed) = self.letter() else { return self };
        if pressed.is_ascii_alphabetic() {
            *layout = KeyboardLayout::Latin;
        } else if let Some(other) =
            KeyboardLayout::OTHERS.into_iter().find(|other| on_latin(other.letters(), pressed).is_some())
        {
            *layout = other;
        }
        let keys = if pressed.is_ascii() { layout.signs() } else { layout.letters() };
        Key::alone(KeyCode::Char(on_latin(keys, pressed).unwrap_or(pressed)))
    }

    pub(super) fn matches(self, pressed: Key) -> bool {
        match self {
            Key::AnyDigit => pressed.digit().is_some_and(|digit| digit > 0),
            Key::AnyLetter => pressed.letter().is_some_and(|letter| letter.is_ascii_lowercase()),
            Key::One(..) => self == pressed,
        }
    }

    pub(crate) fn overlaps(self, other: Key) -> bool {
        self == other || self.matches(other) || other.matches(self)
    }

    pub(super) fn digit(self) -> Option<usize> {
        self.letter()?.to_digit(10).map(|digit| digit as usize)
    }

    pub(super) fn letter(self) -> Option<char> {
        match self {
            Key::One(KeyModifiers::NONE, KeyCode::Char(letter)) => Some(letter),
            Key::One(..) | Key::AnyDigit | Key::AnyLetter => None,
        }
    }
}

/// The keys of the line editor that are no letters.
const EDITING: [(KeyCode, InputKey); 13] = [
    (KeyCode::Backspace, InputKey::Backspace),
    (KeyCode::Enter, InputKey::Enter),
    (KeyCode::Left, InputKey::Left),
    (KeyCode::Right, InputKey::Right),
    (KeyCode::Up, InputKey::Up),
    (KeyCode::Down, InputKey::Down),
    (KeyCode::Tab, InputKey::Tab),
    (KeyCode::BackTab, InputKey::Tab),
    (KeyCode::Delete, InputKey::Delete),
    (KeyCode::Home, InputKey::Home),
    (KeyCode::End, InputKey::End),
    (KeyCode::PageUp, InputKey::PageUp),
    (KeyCode::PageDown, InputKey::PageDown),
];

/// The key as input of the line editor. The editor's own conversion would need a ratatui backend.
pub(super) fn input_of(event: KeyEvent) -> Input {
    let named = EDITING.iter().find(|(code, _)| *code == event.code);
    let key = if let KeyCode::Char(letter) = event.code { Some(InputKey::Char(letter)) } else { None };
    Input {
        key: key.or(named.map(|(_, key)| *key)).unwrap_or(InputKey::Null),
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift: event.code == KeyCode::BackTab || event.modifiers.contains(KeyModifiers::SHIFT),
    }
}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        match text {
            "1-9" => return Ok(Key::AnyDigit),
            "a-z" => return Ok(Key::AnyLetter),
            _ => {}
        }
        let (held, name) = held(text);
        let mut letters = name.chars();
        let letter = letters.next().filter(|letter| letters.as_str().is_empty() && !letter.is_control());
        let letter = letter.filter(|letter| !letter.is_whitespace());
        let is_shifted = held.contains(KeyModifiers::SHIFT);
        let named = |name: &str| {
            let named = NAMED.iter().find(|(known, ..)| *known == name).map(|(_, code, _)| *code);
            let function_key = || {
                let number = name.strip_prefix('f')?;
                (1..=12).find(|key: &u8| key.to_string() == number).map(KeyCode::F)
            };
            named.or_else(function_key)
        };
        match (named(text).or(named(name)), letter) {
            (Some(code), _) if held.is_empty() || text == "shift-tab" => Ok(Key::alone(code)),
            (Some(code), _) if can_be_held(code) => Ok(Key::One(held, code)),
            (Some(KeyCode::Char(' ')), _) if held == KeyModifiers::CONTROL => Ok(Key::ctrl(' ')),
            (Some(KeyCode::Tab), _) if is_shifted => Err(BadKey::SameAs("shift-tab".to_owned())),
            (Some(_), _) => Err(BadKey::SameAs(name.to_owned())),
            (None, Some(letter)) if held.is_empty() => Ok(Key::alone(KeyCode::Char(letter))),
            (None, Some(letter)) if held == KeyModifiers::CONTROL => with_ctrl(letter),
            (None, Some(letter)) if held == KeyModifiers::SHIFT && letter.is_alphabetic() => {
                Err(BadKey::SameAs(letter.to_uppercase().collect()))
            }
            (None, Some(letter)) if is_shifted && letter.is_ascii_alphabetic() => {
                Err(BadKey::SameAs(format!("ctrl-{}", letter.to_ascii_lowercase())))
            }
            (None, Some(_)) => Err(BadKey::NotSent),
            (None, None) => Err(BadKey::Unknown),
        }
    }
}

fn held(mut text: &str) -> (KeyModifiers, &str) {
    let mut held = KeyModifiers::NONE;
    for (prefix, modifier) in
        [("ctrl-", KeyModifiers::CONTROL), ("shift-", KeyModifiers::SHIFT), ("ctrl-", KeyModifiers::CONTROL)]
    {
        if let Some(rest) = text.strip_prefix(prefix).filter(|rest| !rest.is_empty()) {
            text = rest;
            held |= modifier;
        }
    }
    (held, text)
}

/// The key that Ctrl makes of a letter or sign. It takes three bits away, so that many are the same byte.
fn with_ctrl(letter: char) -> Result<Key, BadKey> {
    let name = match letter {
        'i' => "tab",
        'm' => "enter",
        '[' | '3' => "esc",
        'h' | '?' | '8' => "backspace",
        '@' | '`' | '2' => "ctrl-space",
        '4' | '|' => "ctrl-\\",
        '5' | '}' => "ctrl-]",
        '6' | '~' => "ctrl-^",
        '7' | '/' | '-' => "ctrl-_",
        'a'..='z' | '\\' | ']' | '^' | '_' | ' ' => return Ok(Key::ctrl(letter)),
        'A'..='Z' => return Err(BadKey::SameAs(format!("ctrl-{}", letter.to_ascii_lowercase()))),
        _ => return Err(BadKey::NotSent),
    };
    Err(BadKey::SameAs(name.to_owned()))
}

/// Keys as help shows them: `12G`, `ah`, `Ctrl-d`, `Space h`, `m{a-z}`.
pub fn label(keys: &[Key]) -> String {
    let labels: Vec<String> = keys.iter().map(|key| one_label(*key)).collect();
    let has_name = labels.iter().any(|label| label.len() > 1 && label.is_ascii() && !label.starts_with('{'));
    labels.join(if has_name { " " } else { "" })
}

fn one_label(key: Key) -> String {
    match key {
        Key::AnyDigit => "{1-9}".to_owned(),
        Key::AnyLetter => "{a-z}".to_owned(),
        Key::One(held, code) => {
            let named = NAMED.iter().find(|(_, known, _)| *known == code);
            let name = match (named, code) {
                (Some((.., shown)), _) => (*shown).to_owned(),
                (None, KeyCode::Char(letter)) => letter.to_string(),
                (None, other) => other.to_string(),
            };
            let ctrl = if held.contains(KeyModifiers::CONTROL) { "Ctrl-" } else { "" };
            let shift = if held.contains(KeyModifiers::SHIFT) { "Shift-" } else { "" };
            format!("{ctrl}{shift}{name}")
        }
    }
}

/// The layout of the keyboard, as far as typed letters show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum KeyboardLayout {
    #[default]
    Latin,
    Cyrillic,
    Greek,
}

type Keys = (&'static str, &'static str);

fn on_latin((other, latin): Keys, key: char) -> Option<char> {
    latin.chars().nth(other.chars().position(|known| known == key)?)
}

impl KeyboardLayout {
    const OTHERS: [KeyboardLayout; 2] = [Self::Cyrillic, Self::Greek];

    /// Its letters: the Russian layout with the differences of the Ukrainian and Belarusian ones, and the Greek
    /// layout, as in X11 and Windows.
    fn letters(self) -> Keys {
        match self {
            KeyboardLayout::Latin => ("", ""),
            KeyboardLayout::Cyrillic => (
                "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁіїєґўІЇЄҐЎ",
                "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~s]'\\oS}\"|O",
            ),
            KeyboardLayout::Greek => (
                "ςερτυθιοπασδφγηξκλζχψωβνμΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ",
                "wertyuiopasdfghjklzxcvbnmERTYUIOPASDFGHJKLZXCVBNM",
            ),
        }
    }

    /// The signs that stand where the Latin layout has a bound key. A sign that is bound itself, such as `:`, works
    /// at both places.
    fn signs(self) -> Keys {
        match self {
            KeyboardLayout::Latin => ("", ""),
            KeyboardLayout::Cyrillic => (".,", "/?"),
            KeyboardLayout::Greek => (";", "q"),
        }
    }
}
