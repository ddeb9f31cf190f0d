//! What the tests share of commands: runs of the program, and the goldens of what it writes.
#![allow(dead_code, unused_imports, reason = "each test program uses a part of it")]

mod commands;
mod golden;
mod process;

pub(crate) use commands::{
    arguments, commands, commands_by_name, files, golden_of, run_line, transcript, with_more, words,
};
pub(crate) use golden::{assert_golden, assert_has, golden};
pub(crate) use process::{CLUBS, Done, FULL, Pitf, install, pitf, shipped_ids};
