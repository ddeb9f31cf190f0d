//! The sequence that asks a terminal to copy a text (OSC 52), also through tmux and screen. Whether anything was copied
//! cannot be known: terminals do not answer, and many do not allow it.
//!
//! Crates for the clipboard talk to the desktop, not to a terminal at the other end of SSH; crossterm's sequence is not
//! wrapped for tmux and screen.

use std::ffi::OsString;
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The multiplexer between the program and the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Multiplexer {
    #[default]
    None,
    /// tmux, which copies by itself or passes the sequence on, as it is configured.
    Tmux,
    /// GNU screen, which passes on short strings alone.
    Screen,
}

/// The longest text that is sent, in bytes: what xterm and hterm take is 74,994 bytes of base64.
pub(crate) const LIMIT: usize = 74_994 / 4 * 3;

/// GNU screen cuts strings of more than 256 bytes and shows the rest as text; older versions take fewer.
const SCREEN_STRING: usize = 76;

impl Multiplexer {
    /// The multiplexer by these variables. SSH does not pass them on, but it does pass the terminal's name.
    pub(crate) fn of(variable: &dyn Fn(&str) -> Option<OsString>) -> Self {
        let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        let begins = |name: &str| term.as_encoded_bytes().starts_with(name.as_bytes());
        match () {
            () if is_set("TMUX") || begins("tmux") => Self::Tmux,
            () if is_set("STY") || begins("screen") => Self::Screen,
            () => Self::None,
        }
    }
}

/// The bytes that make the terminal copy `text`, unless that is longer than [`LIMIT`].
pub(crate) fn sequence(text: &str, through: Multiplexer) -> io::Result<Vec<u8>> {
    if text.len() > LIMIT {
        return Err(io::Error::other(format!("too long, {} bytes of at most {LIMIT}", text.len())));
    }
    let encoded = STANDARD.encode(text);
    let plain = format!("\x1b]52;c;{encoded}\x07");
    Ok(match through {
        Multiplexer::None => plain,
        // The first is for a tmux that copies by itself (`set-clipboard on`), the second for one that passes on
        // (`allow-passthrough on`); a tmux ignores the one that it is not configured for.
        Multiplexer::Tmux => format!("{plain}\x1bPtmux;\x1b{plain}\x1b\\"),
        Multiplexer::Screen => in_pieces(&plain),
    }
    .into_bytes())
}

fn in_pieces(sequence: &str) -> String {
    let mut pieces = String::new();
    for (index, character) in sequence.chars().enumerate() {
        if index % SCREEN_STRING == 0 {
            pieces.push_str(if index == 0 { "\x1bP" } else { "\x1b\\\x1bP" });
        }
        pieces.push(character);
    }
    pieces + "\x1b\\"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplexers_are_told_by_the_environment() {
        let cases = [
            ((false, false, "xterm-256color"), Multiplexer::None),
            ((true, false, "screen-256color"), Multiplexer::Tmux),
            ((false, false, "tmux-256color"), Multiplexer::Tmux),
            ((false, true, "xterm"), Multiplexer::Screen),
            ((false, false, "screen.xterm"), Multiplexer::Screen),
            ((false, false, ""), Multiplexer::None),
        ];
        for ((tmux, sty, term), expected) in cases {
            let variable = |name: &str| match name {
                "TERM" => Some(term.into()),
                "TMUX" => tmux.then(|| "1".into()),
                _ => sty.then(|| "1".into()),
            };
            assert_eq!(Multiplexer::of(&variable), expected, "{tmux} {sty} {term}");
        }
    }

    #[test]
    fn sequences_are_wrapped_for_what_is_between() {
        let cases = [
            (Multiplexer::None, "\x1b]52;c;Zm9v\x07"),
            (Multiplexer::Tmux, "\x1b]52;c;Zm9v\x07\x1bPtmux;\x1b\x1b]52;c;Zm9v\x07\x1b\\"),
            (Multiplexer::Screen, "\x1bP\x1b]52;c;Zm9v\x07\x1b\\"),
        ];
        for (through, expected) in cases {
            assert_eq!(sequence("foo", through).unwrap(), expected.as_bytes(), "{through:?}");
        }
    }

    #[test]
    fn screen_gets_pieces_that_join_to_the_whole() {
        let text = "x".repeat(500);
        let pieces = String::from_utf8(sequence(&text, Multiplexer::Screen).unwrap()).unwrap();
        let pieces = pieces.strip_prefix("\x1bP").and_then(|rest| rest.strip_suffix("\x1b\\")).unwrap();
        let pieces = pieces.split("\x1b\\\x1bP").collect::<Vec<_>>();
        assert!(pieces.iter().all(|piece| piece.len() <= SCREEN_STRING), "{pieces:?}");
        assert_eq!(pieces.concat().into_bytes(), sequence(&text, Multiplexer::None).unwrap());
    }

    #[test]
    fn the_limit_is_what_terminals_take() {
        assert_eq!(STANDARD.encode(vec![0; LIMIT]).len(), 74_992);
        assert!(sequence(&"x".repeat(LIMIT), Multiplexer::None).is_ok());
        let error = sequence(&"x".repeat(LIMIT + 1), Multiplexer::None).unwrap_err();
        assert_eq!(error.to_string(), "too long, 56245 bytes of at most 56244");
    }
}
