//! The real program in a pseudo-terminal: how it starts, ends and is stopped, what it writes there, and what shells,
//! pagers and full disks do to it.

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/hidden.rs"]
mod hidden;
#[path = "../support/pty.rs"]
mod pty;

mod completions;
mod leaks;
mod on_terminal;
mod output;
mod surroundings;
mod tty;
