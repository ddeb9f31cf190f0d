//! The tables of the sequences that terminals send for keys and for the mouse.
//!
//! Each function gives `None` for what it does not know, and so does everything that is not a key press: releases,
//! focus reports, replies. A reply that looks like a key (`ESC [ 1 ; 5 R` is Ctrl-F3 to xterm, and a report of the
//! cursor's position) is taken for a reply.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::Input;

/// The key that typing a character is; a capital carries Shift.
pub(super) fn character(character: char, modifiers: KeyModifiers) -> KeyEvent {
    let shift = if character.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(character), modifiers | shift)
}

/// A whole sequence `ESC [ parameters end`.
pub(super) fn control_sequence(parameters: &[u8], end: u8) -> Option<Input> {
    match parameters.first() {
        Some(b'<') => return mouse(&parameters[1..], end).map(Input::Mouse),
        Some(b'=' | b'>' | b'?') => return None,
        Some(_) | None => {}
    }
    if number(parameters, 1, 1) == Some(RELEASE) {
        return None;
    }
    let first = number(parameters, 0, 0);
    let modifiers = modifiers(number(parameters, 1, 0));
    let (code, implied) = match end {
        b'u' => return unicode(first?, parameters).map(Input::Key),
        b'~' if first == Some(27) => return unicode(number(parameters, 2, 0)?, parameters).map(Input::Key),
        b'~' => (numbered(first?)?, KeyModifiers::NONE),
        b'$' => (numbered(first?)?, KeyModifiers::SHIFT),
        b'^' => (numbered(first?)?, KeyModifiers::CONTROL),
        b'@' => (numbered(first?)?, KeyModifiers::SHIFT | KeyModifiers::CONTROL),
        b'Z' => (KeyCode::BackTab, KeyModifiers::SHIFT),
        b'a'..=b'd' if parameters.is_empty() => (lettered(end.to_ascii_uppercase())?, KeyModifiers::SHIFT),
        b'R' if !parameters.is_empty() => return None,
        letter if first.is_none_or(|first| first <= 1) => (lettered(letter)?, KeyModifiers::NONE),
        _ => return None,
    };
    Some(Input::Key(KeyEvent::new(code, modifiers | implied)))
}

/// A whole sequence `ESC O modifier letter`.
pub(super) fn single_shift(letter: u8, modifier: Option<u8>) -> Option<Input> {
    let modifiers = modifiers(modifier.map(u32::from));
    let event = match letter {
        b'M' => KeyEvent::new(KeyCode::Enter, modifiers),
        b'I' => KeyEvent::new(KeyCode::Tab, modifiers),
        b'X' => character('=', modifiers),
        b' ' => character(' ', modifiers),
        // The number pad: `*` to `9`, moved up by 64.
        b'j'..=b'y' => character(char::from(letter - 0x40), modifiers),
        b'a'..=b'd' => {
            KeyEvent::new(lettered(letter.to_ascii_uppercase())?, modifiers | KeyModifiers::CONTROL)
        }
        letter => KeyEvent::new(lettered(letter)?, modifiers),
    };
    Some(Input::Key(event))
}

/// A whole sequence `ESC [ [ letter` of the Linux console.
pub(super) fn console(letter: u8) -> Option<Input> {
    let code = matches!(letter, b'A'..=b'E').then(|| KeyCode::F(letter - b'A' + 1))?;
    Some(Input::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

/// The kind of key event that says a key was let go.
const RELEASE: u32 = 3;

fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'E' => KeyCode::KeypadBegin,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'R' => KeyCode::F(3),
        b'S' => KeyCode::F(4),
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
        23..=26 => function(23, 11),
        28..=29 => function(28, 15),
        31..=34 => function(31, 17),
        _ => None,
    }
}

/// A key given as a code point, in kitty's form (`ESC [ code : shifted ; modifiers ; text u`) or xterm's
/// (`ESC [ 27 ; modifiers ; code ~`).
fn unicode(code: u32, parameters: &[u8]) -> Option<KeyEvent> {
    let modifiers = modifiers(number(parameters, 1, 0));
    let code = match code {
        8 | 127 => KeyCode::Backspace,
        9 if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        PRIVATE_FIRST..=PRIVATE_LAST => functional(code)?,
        code => {
            let typed = char::from_u32(number(parameters, 0, 1).unwrap_or(code))?;
            // Beyond ASCII a letter is small where the terminal does not give its capital, as kitty does; only a terminal that
            // another program left in this mode sends letters so.
            let shifted = modifiers.contains(KeyModifiers::SHIFT);
            let typed = if shifted { typed.to_ascii_uppercase() } else { typed };
            return (!typed.is_control()).then(|| character(typed, modifiers));
        }
    };
    Some(KeyEvent::new(code, modifiers))
}

/// The code points at which kitty has keys that are no characters.
const PRIVATE_FIRST: u32 = 57_344;
const PRIVATE_LAST: u32 = 63_743;

fn functional(code: u32) -> Option<KeyCode> {
    Some(match code {
        57_376..=57_398 => KeyCode::F(u8::try_from(code - 57_376 + 13).ok()?),
        57_399..=57_408 => KeyCode::Char(char::from_digit(code - 57_399, 10)?),
        57_409 => KeyCode::Char('.'),
        57_410 => KeyCode::Char('/'),
        57_411 => KeyCode::Char('*'),
        57_412 => KeyCode::Char('-'),
        57_413 => KeyCode::Char('+'),
        57_414 => KeyCode::Enter,
        57_415 => KeyCode::Char('='),
        57_416 => KeyCode::Char(','),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_425 => KeyCode::Insert,
        57_426 => KeyCode::Delete,
        57_427 => KeyCode::KeypadBegin,
        _ => return None,
    })
}

/// Modifiers are sent as a set of bits, plus one.
fn modifiers(sent: Option<u32>) -> KeyModifiers {
    const BITS: [KeyModifiers; 6] = [
        KeyModifiers::SHIFT,
        KeyModifiers::ALT,
        KeyModifiers::CONTROL,
        KeyModifiers::SUPER,
        KeyModifiers::HYPER,
        KeyModifiers::META,
    ];
    let bits = sent.unwrap_or(1).saturating_sub(1);
    let held = BITS.into_iter().enumerate().filter(|(index, _)| bits & (1 << index) != 0);
    held.fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier)
}

/// A mouse report in the SGR form: `ESC [ < buttons ; column ; row` and `M`, or `m` for a release.
fn mouse(parameters: &[u8], end: u8) -> Option<MouseEvent> {
    let [buttons, column, row] = [0, 1, 2].map(|index| number(parameters, index, 0));
    let buttons = buttons?;
    let kind = match (end, mouse_button(buttons), buttons & MOTION != 0, buttons & WHEEL != 0) {
        _ if buttons >= 2 * WHEEL => return None,
        (b'M', _, _, true) => wheel(buttons),
        (b'M', Some(button), false, false) => MouseEventKind::Down(button),
        (b'M', Some(button), true, false) => MouseEventKind::Drag(button),
        (b'M', None, true, false) => MouseEventKind::Moved,
        (b'm', Some(button), _, false) => MouseEventKind::Up(button),
        _ => return None,
    };
    // The report counts from 1, and some terminals send 0 all the same.
    let [column, row] =
        [column?, row?].map(|place| u16::try_from(place.saturating_sub(1)).unwrap_or(u16::MAX));
    Some(MouseEvent { kind, column, row, modifiers: mouse_modifiers(buttons) })
}

const MOTION: u32 = 32;
const WHEEL: u32 = 64;

fn mouse_button(buttons: u32) -> Option<MouseButton> {
    match buttons & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    }
}

fn wheel(buttons: u32) -> MouseEventKind {
    match buttons & 3 {
        0 => MouseEventKind::ScrollUp,
        1 => MouseEventKind::ScrollDown,
        2 => MouseEventKind::ScrollLeft,
        _ => MouseEventKind::ScrollRight,
    }
}

fn mouse_modifiers(buttons: u32) -> KeyModifiers {
    let bits = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let held = bits.into_iter().filter(|(bit, _)| buttons & bit != 0);
    held.fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier)
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
