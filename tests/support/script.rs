//! Scripts of keys: letters stand for themselves, `<ret>`, `<C-d>` and the like for keys that are no letters.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

const NAMED: [(&str, KeyCode); 16] = [
    ("ret", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("S-tab", KeyCode::BackTab),
    ("bs", KeyCode::Backspace),
    ("space", KeyCode::Char(' ')),
    ("lt", KeyCode::Char('<')),
    ("gt", KeyCode::Char('>')),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
];

/// The keys of a script.
pub(super) fn keys(script: &str) -> Vec<KeyEvent> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (key, after) = match named {
            Some((name, after)) => (named_key(name), after),
            None => (KeyEvent::from(KeyCode::Char(first)), &rest[first.len_utf8()..]),
        };
        keys.push(key);
        rest = after;
    }
    keys
}

fn named_key(name: &str) -> KeyEvent {
    if let Some(letter) = name.strip_prefix("C-").and_then(|letter| letter.chars().next()) {
        return KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
    }
    let key = NAMED.iter().find(|(known, _)| *known == name);
    key.map_or_else(|| panic!("no key has the name <{name}>"), |(_, code)| KeyEvent::from(*code))
}
