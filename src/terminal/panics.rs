//! The one panic hook: a panic in any thread restores the terminal, prints the message, and ends the process with
//! 101. Without it an abort would leave the terminal raw, and an unwinding thread would leave the program half alive.

use std::io::{self, Write as _};
use std::time::Duration;

use super::device::has_room;
use crate::text::SafeText;

/// How long to wait until standard error takes the message, as a terminal may not read.
const PATIENCE: Duration = Duration::from_millis(50);

/// Installs the hook; `give_back` restores the terminal and must not panic.
pub fn catch_panics(give_back: impl Fn() + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |panic| {
        give_back();
        if has_room(&io::stderr(), Some(PATIENCE)) {
            let _ = io::stderr().lock().write_all(message(&panic.to_string()).as_bytes());
        }
        std::process::exit(101)
    }));
}

fn message(panic: &str) -> String {
    let lines = panic.lines().map(|line| format!("{}\n", SafeText::line(line)));
    format!("pitf: {}", lines.collect::<Vec<_>>().join("  "))
}

#[cfg(test)]
mod tests {
    use super::message;

    #[test]
    fn the_message_of_a_panic_holds_no_controls() {
        let cases = [
            ("at \"x\\y\":\n\u{1b}[2J", "pitf: at \"x\\y\":\n  \u{241b}[2J\n"),
            ("caf\u{e9} \u{9b}31m", "pitf: caf\u{e9} <U+009B>31m\n"),
        ];
        for (panic, expected) in cases {
            assert_eq!(message(panic), expected, "{panic:?}");
        }
    }
}
