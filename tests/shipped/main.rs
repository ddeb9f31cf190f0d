//! The shipped directory: that it is whole, that each statement has its source, and that people find their answers in it.

#[path = "../support/shown.rs"]
mod shown;

mod content;
mod facts;
mod questions;
