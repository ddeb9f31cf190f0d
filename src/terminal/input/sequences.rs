//! The tables of the sequences that terminals send for keys and for the mouse.
//!
//! Each function gives `None` for what it does not know, and so does everything that is not a key press: releases,
//! focus reports, replies. A reply that looks like a key (`ESC [ 1 ; 5 R` is Ctrl-F3 to xterm, and a report of the
//! cursor's position) is taken for a reply.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::{Input, plain};

/// The key that typing a character is; a capital carries Shift.
pub(super) fn character(character: char, modifiers: KeyModifiers) -> Input {
    let shift = if character.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    Input::Key(KeyEvent::new(KeyCode::Char(character), modifiers | shift))
}

/// A whole sequence: `bytes` is what stands between `ESC` and `end`.
pub(super) fn parse_sequence(bytes: &[u8], end: u8) -> Option<Input> {
    match bytes {
        b"O" => lettered(end).map(plain),
        b"[[" => matches!(end, b'A'..=b'E').then(|| plain(KeyCode::F(end - b'A' + 1))),
        _ => control_sequence(bytes.strip_prefix(b"[")?, end),
    }
}

fn control_sequence(parameters: &[u8], end: u8) -> Option<Input> {
    /// The kind of key event that says a key was let go.
    const RELEASE: u32 = 3;

    if let Some((b'<', report)) = parameters.split_first() {
        return mouse(report, end).map(Input::Mouse);
    }
    let is_of_key = parameters.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':'));
    if !is_of_key || number(parameters, 1, 1) == Some(RELEASE) {
        return None;
    }
    let first = number(parameters, 0, 0);
    let modifiers = modifiers(number(parameters, 1, 0));
    let code = match end {
        b'u' => return code_point(first?, modifiers),
        b'~' if first == Some(27) => return code_point(number(parameters, 2, 0)?, modifiers),
        b'~' => numbered(first?)?,
        b'Z' => return Some(Input::Key(KeyEvent::new(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT))),
        b'R' if !parameters.is_empty() => return None,
        letter if first.is_none_or(|first| first <= 1) => lettered(letter)?,
        _ => return None,
    };
    Some(Input::Key(KeyEvent::new(code, modifiers)))
}

fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    // Within the numbers of the function keys there are gaps, inherited from the VT220's keyboard.
    let function = |first: u32, key: u32| u8::try_from(number - first + key).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(11, 1),
        17..=21 => function(17, 6),
        23..=24 => function(23, 11),
        _ => None,
    }
}

/// A key sent as a code point, in kitty's form (`ESC [ code ; modifiers u`) or xterm's (`ESC [ 27 ; modifiers ; code
/// ~`), by a terminal that is configured for it or was left so by another program.
fn code_point(code: u32, modifiers: KeyModifiers) -> Option<Input> {
    let code = match code {
        8 | 127 => KeyCode::Backspace,
        9 if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        code => {
            let is_private = |typed: &char| matches!(typed, '\u{e000}'..='\u{f8ff}');
            let typed = char::from_u32(code).filter(|typed| !typed.is_control() && !is_private(typed))?;
            let is_shifted = modifiers.contains(KeyModifiers::SHIFT);
            return Some(character(if is_shifted { typed.to_ascii_uppercase() } else { typed }, modifiers));
        }
    };
    Some(Input::Key(KeyEvent::new(code, modifiers)))
}

fn modifiers(sent: Option<u32>) -> KeyModifiers {
    let bits = sent.unwrap_or(1).saturating_sub(1);
    // crossterm has the bits of Alt and Control the other way round.
    let swapped = bits & !0b110 | (bits & 0b010) << 1 | (bits & 0b100) >> 1;
    KeyModifiers::from_bits_truncate(u8::try_from(swapped & 0xff).unwrap_or_default())
}

/// A mouse report in the SGR form, `buttons ; column ; row` and `M`: of the left button and the wheel.
fn mouse(report: &[u8], end: u8) -> Option<MouseEvent> {
    const HELD: u32 = 4 + 8 + 16;
    let [buttons, column, row] = [0, 1, 2].map(|index| number(report, index, 0));
    let kind = match (end, buttons? & !HELD) {
        (b'M', 0) => MouseEventKind::Down(MouseButton::Left),
        (b'M', 32) => MouseEventKind::Drag(MouseButton::Left),
        (b'M', 64) => MouseEventKind::ScrollUp,
        (b'M', 65) => MouseEventKind::ScrollDown,
        _ => return None,
    };
    // Reports count from 1, but some terminals send 0.
    let cell = |place: u32| u16::try_from(place.saturating_sub(1)).unwrap_or(u16::MAX);
    Some(MouseEvent { kind, column: cell(column?), row: cell(row?), modifiers: KeyModifiers::NONE })
}

/// The number at `index` between the semicolons, and there at `part` between the colons; `None` where it is absent.
fn number(parameters: &[u8], index: usize, part: usize) -> Option<u32> {
    let digits = parameters.split(|&byte| byte == b';').nth(index)?.split(|&byte| byte == b':').nth(part)?;
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u32, |number, digit| {
        digit.is_ascii_digit().then(|| number.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
    })
}
