//! The manual as a man page: the arguments from their description, the keys from the keymap, files and variables.

use std::io::Write as _;

use clap::CommandFactory as _;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli::Cli;
use crate::keymap::{BINDINGS, Context, Group, Keymap};

use super::{Failure, Run};

/// The files, and what is in them.
const FILES: [(&str, &str); 2] = [
    (
        "$XDG_CONFIG_HOME/pitf/config.ron, or ~/.config/pitf/config.ron",
        "The settings; pitf config prints them.",
    ),
    (
        "$XDG_STATE_HOME/pitf/state.ron, or ~/.local/state/pitf/state.ron",
        "Where you were, marks and queries.",
    ),
];

/// The variables that are heeded.
const VARIABLES: [(&str, &str); 6] = [
    ("NO_COLOR", "Where it is set, nothing is coloured."),
    ("CLICOLOR_FORCE", "Where it is set and not 0, reports are coloured in a pipe too."),
    ("COLUMNS", "The width to which text is wrapped."),
    ("PITF_PAGER, PAGER", "The program that shows long output on a terminal."),
    ("LC_ALL, LC_CTYPE, LANG", "Where the first that is set is not for UTF-8, only ASCII is drawn."),
    ("TERM", "With dumb there is no browser; with linux only ASCII is drawn."),
];

impl Run {
    pub(super) fn man(&self) -> Result<(), Failure> {
        let man = Man::new(Cli::command()).section("1");
        self.write(|out| {
            man.render_title(out)?;
            man.render_name_section(out)?;
            man.render_synopsis_section(out)?;
            man.render_description_section(out)?;
            man.render_options_section(out)?;
            man.render_subcommands_section(out)?;
            out.write_all(rest().render().as_bytes())
        })
    }
}

fn rest() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    let keymap = Keymap::default();
    for group in Group::ALL {
        roff.control("SS", [group.title()]);
        for binding in BINDINGS.iter().filter(|binding| binding.group == group) {
            let keys = keymap.keys_of(binding, Context::List).join(", ");
            roff.control("TP", []);
            roff.text([bold(keys)]);
            roff.text([roman(format!("{} ({})", binding.words, binding.name))]);
        }
    }
    section(&mut roff, "FILES", &FILES);
    section(&mut roff, "ENVIRONMENT", &VARIABLES);
    roff.control("SH", ["EXIT STATUS"]);
    let statuses =
        [("0", "Done."), ("1", "Nothing was found, or problems were."), ("2", "Bad usage or bad data.")];
    for (status, meaning) in statuses {
        paragraph(&mut roff, status, meaning);
    }
    roff.control("SH", ["EXAMPLES"]);
    roff.control("nf", []);
    for line in crate::cli::EXAMPLES.lines().skip(1).take_while(|line| !line.is_empty()) {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff
}

fn section(roff: &mut Roff, title: &str, entries: &[(&str, &str)]) {
    roff.control("SH", [title]);
    for (term, meaning) in entries {
        paragraph(roff, term, meaning);
    }
}

fn paragraph(roff: &mut Roff, term: &str, meaning: &str) {
    roff.control("TP", []);
    roff.text([bold(term)]);
    roff.text([roman(meaning)]);
}
