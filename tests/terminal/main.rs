//! The real program in a pseudo-terminal: how it starts, ends and is stopped, what it writes there, and what shells,
//! pagers and full disks do to it.

#[path = "../support/programs.rs"]
mod support;

#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/hidden.rs"]
mod hidden;
#[path = "../support/pty.rs"]
mod pty;

mod completions; // what shells offer
mod leaks; // nothing of a file or an argument is obeyed by the terminal
mod on_terminal; // commands: width, colour, pager
mod output; // what each command writes there, letter by letter: the goldens in tests/output/terminal
mod surroundings; // settings, what is remembered, other terminals and languages
mod tty; // the browser: how it ends, is stopped, is flooded
