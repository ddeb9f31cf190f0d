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

use support::searched;

// The command line.
mod cite; // pitf cite: citations, and their sources for reference managers
mod cli; // arguments, help, messages, exit codes
mod collection; // what was collected, taken out in every format
mod compare; // pitf compare: two entries side by side
mod data_files; // pitf check, and files that are no ordinary files
mod diff; // pitf diff: what has changed between two files
mod export; // pitf export: each format, read again by a reader of it
mod json; // all JSON is as the schema says
mod names; // what is meant by a name, and what is not
mod output; // what each command writes, letter by letter: the goldens in tests/output
mod recipes; // the recipes for other programs do what they say
mod rows; // tsv and ids: columns, limits, counts

// The screens.
mod bytes; // how much a terminal is sent
mod copying; // copying, printing, opening, collecting
mod features; // what people ask of such programs, a test for each
mod messages; // the status line
mod pictures; // the pictures of the README
mod plain; // the screen for those who hear it
mod reading; // the pages: scrolling, links, folding, hints
mod screens; // screens at five sizes: the goldens in tests/screens
mod tasks; // what people come for, counted in keys

// Search.
mod filters; // what a filter leaves, and where a hit fits it
mod search_agrees; // the pane and pitf search give the same hits
mod search_kinds; // numbers, dates, signs, short forms, advice
mod search_notations; // one thing in several notations
mod search_properties; // what holds for every query
mod search_quality; // what people type finds what they mean
mod search_questions; // whole sentences: what they name, who needs help, what is left out
mod search_shown; // what is shown is found
mod synonyms; // what people write for a word or an entry

// What holds everywhere.
mod example; // the second directory that we ship
mod fields; // each field is shown by every format
mod fuzz; // cases by chance: files, keys, queries
mod growth; // twice as much data takes twice the time (not in the usual run)
mod letters; // letters and marks stay what they are; ASCII where nothing else can be written
mod one_line; // what is one line stays one

// The project.
mod package; // what is in the package
mod readme; // the README says what is so
mod rooms; // who imports whom
