//! Everything between the operating system and the program.

pub mod input;
