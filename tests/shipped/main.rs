//! The shipped directory: that it is whole, that each statement has its source, and that people find their answers in it.

#[path = "../support/searched.rs"]
mod searched;
#[path = "../support/shown.rs"]
mod shown;

mod content; // the entries, their sources and counts
mod facts; // each fact of the page stands where it belongs
mod questions; // what people ask is found
