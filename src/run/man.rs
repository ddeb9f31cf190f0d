//! The man page: `clap_mangen` writes the options, `sections` the rest. On a terminal `formatted` formats it.

mod formatted;
mod sections;

use std::io::{self, Write as _};

use clap::Command;
use clap_mangen::Man;
use roff::{Roff, roman};

use super::ascii::AsciiForm;
use super::destination::Destination;
use super::output::Output;
use super::{Failure, Invocation, cannot_write};
use crate::cli;
use crate::report::Printer;

const WIDEST: usize = 100;

/// When the content was last changed.
const DATE: &str = "2026-11-30";

impl Invocation {
    pub(super) fn man(&self) -> Result<(), Failure> {
        let page = page().map_err(cannot_write())?;
        let style = self.destination.style;
        if !style.is_for_terminal {
            return self.write(&mut |out| out.write_all(page.as_bytes()));
        }
        let lines = formatted::document(&page, style.glyphs).wrap(style.width.min(WIDEST));
        let mut output =
            Output::on(&Destination::from_process(&self.cli.general, Some("less")), AsciiForm::Text);
        let written = Printer::new(&mut output, style).lines(&lines);
        written.and_then(|()| output.finish()).map_err(cannot_write())
    }
}

/// The manual in `roff`.
pub fn page() -> io::Result<String> {
    let root = shown_whole(cli::description());
    let version = concat!("pitf ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(root.clone()).title("PITF").date(DATE).source(version).manual("User Commands");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    let mut commands = Roff::new();
    commands.control("SH", ["COMMANDS"]);
    commands.to_writer(&mut out)?;
    for command in root.get_subcommands().filter(|command| !command.is_hide_set()) {
        write_command(command, &mut out)?;
    }
    sections::all(&root).to_writer(&mut out)?;
    Ok(tidied(&String::from_utf8_lossy(&out)))
}

fn write_command(command: &Command, out: &mut Vec<u8>) -> io::Result<()> {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim_start_matches("pitf ");
    let mut section = Roff::new();
    section.control("SS", [usage.replace('-', "\\-").as_str()]);
    section.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
    section.to_writer(out)?;
    let is_of_all = |argument: &clap::Arg| argument.is_global_set() || argument.get_id() == "help";
    let own = command.clone().mut_args(|argument| {
        let is_hidden = argument.is_hide_set() || is_of_all(&argument);
        argument.hide(is_hidden)
    });
    let mut options = Vec::new();
    Man::new(own).render_options_section(&mut options)?;
    let options = String::from_utf8_lossy(&options).into_owned();
    let lines = options.lines().filter(|line| !line.starts_with(".SH "));
    lines.into_iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// The command with all options shown, also those of the long help.
fn shown_whole(mut root: Command) -> Command {
    root.build();
    let root = root.mut_args(|argument| argument.hide_short_help(false));
    root.mut_subcommands(|command| command.mut_args(|argument| argument.hide_short_help(false)))
}

/// Joins the parts into one page: one preamble, headings of options beneath OPTIONS, values of an option close together,
/// short lines, and ASCII characters where `roff` would set accents and quotes.
fn tidied(page: &str) -> String {
    let page = page
        .replace(".br\n\n.br\n\\fIPossible values:\\fR\n.RS 14\n", ".RS 7\n.PD 0\n")
        .replace(".RE\n", ".PD\n.RE\n")
        .replace(".SH OUTPUT\n", ".SS Output\n")
        .replace(".SH BROWSER\n", ".SS Browser\n")
        .replace("\\\\", "\\(rs")
        .replace('`', "\\(ga")
        .replace('^', "\\(ha")
        .replace('~', "\\(ti");
    let preamble: Vec<&str> = page.lines().take_while(|line| !line.starts_with(".TH")).collect();
    let rest = page.lines().filter(|line| !preamble.contains(line));
    let mut tidied = preamble.join("\n");
    let mut is_filled = true;
    for line in rest {
        tidied.push('\n');
        match line {
            ".nf" => is_filled = false,
            ".fi" => is_filled = true,
            _ => {}
        }
        if is_filled && !line.starts_with('.') {
            push_short(&mut tidied, line);
        } else {
            tidied.push_str(line);
        }
    }
    tidied + "\n"
}

fn push_short(page: &mut String, line: &str) {
    let mut length = 0;
    for word in line.split(' ') {
        if length > 0 && length + 1 + word.len() < 80 {
            page.push(' ');
            length += 1;
        } else if length > 0 {
            page.push_str(if word.starts_with(['.', '\'']) { "\n\\&" } else { "\n" });
            length = 0;
        }
        page.push_str(word);
        length += word.len();
    }
}
