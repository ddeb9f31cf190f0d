//! What the program does, on directories made for the tests: its commands, its screens, its search and what it writes.
//! No test here needs a terminal.

#[path = "../bench/generate.rs"]
#[allow(dead_code, reason = "the generator writes more than the tests read")]
mod generate;
#[path = "../support/mod.rs"]
mod support;

#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/hidden.rs"]
mod hidden;
#[path = "../support/shown.rs"]
mod shown;

mod bytes;
mod cite;
mod cli;
mod collection;
mod compare;
mod data_files;
mod diff;
mod example;
mod export;
mod features;
mod fields;
mod fuzz;
mod growth;
mod json;
mod letters;
mod messages;
mod one_line;
mod output;
mod package;
mod pictures;
mod plain;
mod reading;
mod readme;
mod recipes;
mod rooms;
mod rows;
mod same_hits;
mod screens;
mod search_kinds;
mod search_properties;
mod search_quality;
mod search_shown;
mod taking;
mod tasks;
