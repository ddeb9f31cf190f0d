//! What each command writes, letter by letter, on a terminal of 60 columns. Where that is what it writes in a pipe, there is
//! no golden of its own.
//!
//! `UPDATE_GOLDEN=1 cargo test --test terminal output` writes the files in `tests/output/terminal` anew, once those of the
//! pipe are right.

use crate::pty::{End, Start};
use crate::support::{arguments, assert_golden, commands_by_name, files, golden, transcript};

#[test]
fn each_command_writes_what_its_golden_says_or_what_it_writes_in_a_pipe() {
    for (name, lines) in commands_by_name() {
        let in_pipe = golden(&format!("output/{name}.txt"));
        let mut differing = String::new();
        for line in lines {
            let mut start = Start::browser(&arguments(line)).sized(60, 24);
            for (file, text) in files() {
                start = start.file(file, text);
            }
            let home = start.home().to_string_lossy().into_owned();
            let mut pty = start.spawn();
            let End::Code(code) = pty.end().0 else { panic!("{line} is ended by a signal") };
            let text = pty.heard().output().replace("\r\n", "\n").replace(&home, "~");
            let transcript = transcript(line, &text, "", code);
            if !in_pipe.replace("(standard error)\n", "").contains(&transcript) {
                differing += &transcript;
            }
        }
        let name = format!("output/terminal/{name}.txt");
        if differing.is_empty() {
            assert_eq!(golden(&name), "", "{name} is no longer needed");
        } else {
            assert_golden(&name, &differing);
        }
    }
}
