//! `pitf help`: clap's help, and whom to call, as people in need may type `help`.

use super::message::CliMessage;
use super::{Failure, Invocation, no_command, print};
use crate::cli;
use crate::directory::quoted;
use crate::fields::not_empty;
use crate::text::SafeText;

impl Invocation {
    pub(super) fn help(&self, words: &[String]) -> Result<(), Failure> {
        let mut root = cli::description();
        root.build();
        let [first, ..] = words else {
            let calls = self.whom_to_call().into_iter().map(|line| format!("{line}\n"));
            return print(&format!("{}\n{}", root.render_long_help(), calls.collect::<String>()));
        };
        match root.find_subcommand_mut(first).filter(|command| !command.is_hide_set() && words.len() == 1) {
            Some(command) => print(&command.render_long_help().to_string()),
            None => {
                let written = words.join(" ");
                let message = no_command(&written).unwrap_or_else(|| {
                    format!("there is no command \"{}\"; pitf help lists them", quoted(&written))
                });
                Err(Failure::Unusable(CliMessage::from(message).and(self.whom_to_call())))
            }
        }
    }

    /// The directory's help entry or notice; empty if the directory cannot be read.
    fn whom_to_call(&self) -> Vec<String> {
        let Ok(directory) = self.directory() else { return Vec::new() };
        let notice = not_empty(directory.notice());
        let notice = notice.map(|notice| format!("  {}", SafeText::as_written(notice)));
        let show = directory.help().map(|entry| {
            let entry = directory.entry(entry);
            format!("  pitf show {:<24}{}", entry.id(), SafeText::as_written(entry.name()))
        });
        let mut lines: Vec<String> = notice.into_iter().chain(show).collect();
        if !lines.is_empty() {
            lines.insert(0, "Whom to call:".to_owned());
        }
        lines
    }
}
