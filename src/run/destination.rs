//! What the standard output is, and how to write text to it; decided once, from the arguments and the environment.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};

use rustix::termios::tcgetwinsize;

use crate::cli::{Color, General};
use crate::report::ReportStyle;
use crate::text::Glyphs;

/// The width of prose where nothing says how wide it may be.
const USUAL_WIDTH: usize = 80;
const LEAST_WIDTH: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Destination {
    pub(super) style: ReportStyle,
    pub(super) rows: Option<usize>,
    pub(super) pager: Option<OsString>,
    pub(super) is_screen: bool,
    pub(super) is_without_colour: bool,
}

impl Destination {
    /// The destination of this process; `default_pager` is for a person who names none.
    pub(super) fn from_process(general: &General, default_pager: Option<&str>) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let size = if is_terminal { tcgetwinsize(io::stdout()).ok() } else { None };
        let size = size.map(|size| (usize::from(size.ws_col), usize::from(size.ws_row)));
        let variable = |name: &str| {
            let default = if name == "PAGER" { default_pager.map(OsString::from) } else { None };
            env::var_os(name).or(default)
        };
        Self::of(general, is_terminal, size, &variable)
    }

    /// The destination by these variables; `size` is the columns and rows of its terminal.
    fn of(
        general: &General,
        is_terminal: bool,
        size: Option<(usize, usize)>,
        variable: &dyn Fn(&str) -> Option<OsString>,
    ) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let text = |name: &str| set(name).map(|value| value.to_string_lossy().into_owned());
        let term = text("TERM");
        let is_dumb = term.as_deref().is_none_or(|term| term == "dumb");
        let is_without_colour =
            general.color == Color::Never || (general.color == Color::Auto && set("NO_COLOR").is_some());
        let is_forced = text("CLICOLOR_FORCE").is_some_and(|value| value != "0");
        let is_coloured = match general.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !is_without_colour && (is_forced || (is_terminal && !is_dumb)),
        };
        let columns = || text("COLUMNS")?.parse().ok().filter(|columns| *columns > 0);
        let of_terminal = || size.map(|(columns, _)| columns).filter(|columns| *columns > 0);
        let width = general.width.or_else(columns).or_else(of_terminal);
        let glyphs = if general.ascii { Glyphs::Ascii } else { glyphs_of(&text) };
        // An empty `PAGER`, or `cat`, means no pager, as in git.
        let pager = || {
            variable("PITF_PAGER")
                .or_else(|| variable("PAGER"))
                .filter(|pager| !pager.to_string_lossy().trim().is_empty() && pager != "cat")
        };
        Destination {
            style: ReportStyle {
                glyphs,
                width: width.unwrap_or(USUAL_WIDTH).max(LEAST_WIDTH),
                has_known_width: width.is_some(),
                is_coloured,
                is_for_terminal: is_terminal,
            },
            rows: size.map(|(_, rows)| rows).filter(|_| is_terminal),
            pager: if is_terminal && !general.no_pager && !is_dumb { pager() } else { None },
            is_screen: is_terminal && !is_dumb,
            is_without_colour,
        }
    }
}

/// The characters for messages of this process, also before its arguments are read.
pub(super) fn glyphs_of_messages() -> Glyphs {
    if env::args_os().take_while(|argument| argument != "--").any(|argument| argument == "--ascii") {
        return Glyphs::Ascii;
    }
    glyphs_of(&|name| env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
}

/// The characters of the locale and the terminal; the first variable that is set names the locale.
fn glyphs_of(variable: &dyn Fn(&str) -> Option<String>) -> Glyphs {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default();
    let locale = locale.to_ascii_lowercase();
    let is_utf8 = locale.contains("utf-8") || locale.contains("utf8");
    if is_utf8 && set("TERM").as_deref() != Some("linux") { Glyphs::AsWritten } else { Glyphs::Ascii }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENERAL: General =
        General { data: None, color: Color::Auto, width: None, ascii: false, no_pager: false };

    fn destination(general: &General, is_terminal: bool, variables: &[(&str, &str)]) -> Destination {
        let size = is_terminal.then_some((100, 30));
        Destination::of(general, is_terminal, size, &|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn colour_is_for_terminals_unless_somebody_says_otherwise() {
        let is_coloured = |color, is_terminal, variables: &[(&str, &str)]| {
            destination(&General { color, ..GENERAL }, is_terminal, variables).style.is_coloured
        };
        let term = ("TERM", "xterm");
        assert!(is_coloured(Color::Auto, true, &[term]));
        assert!(!is_coloured(Color::Auto, false, &[term]));
        assert!(!is_coloured(Color::Auto, true, &[("TERM", "dumb")]));
        assert!(!is_coloured(Color::Auto, true, &[]), "without TERM nothing is known of the terminal");
        assert!(!is_coloured(Color::Auto, true, &[term, ("NO_COLOR", "1")]));
        assert!(is_coloured(Color::Auto, true, &[term, ("NO_COLOR", "")]), "an empty NO_COLOR is not set");
        assert!(is_coloured(Color::Auto, false, &[term, ("CLICOLOR_FORCE", "1")]));
        assert!(!is_coloured(Color::Auto, false, &[term, ("CLICOLOR_FORCE", "0")]));
        assert!(is_coloured(Color::Always, false, &[("NO_COLOR", "1")]));
        assert!(!is_coloured(Color::Never, true, &[term, ("CLICOLOR_FORCE", "1")]));
    }

    #[test]
    fn the_width_is_what_is_asked_for_then_columns_then_the_terminal() {
        let width = |width, is_terminal, variables: &[(&str, &str)]| {
            destination(&General { width, ..GENERAL }, is_terminal, variables).style.width
        };
        assert_eq!(width(Some(50), true, &[("COLUMNS", "60")]), 50);
        assert_eq!(width(None, true, &[("COLUMNS", "60")]), 60);
        assert_eq!(width(None, true, &[("COLUMNS", "wide")]), 100);
        assert_eq!(width(None, false, &[]), 80);
        assert_eq!(width(None, false, &[("COLUMNS", "3")]), LEAST_WIDTH);
    }

    #[test]
    fn signs_are_ascii_where_the_locale_or_the_terminal_has_no_others() {
        let glyphs = |variables: &[(&str, &str)]| destination(&GENERAL, false, variables).style.glyphs;
        assert_eq!(glyphs(&[("LANG", "en_US.UTF-8")]), Glyphs::AsWritten);
        assert_eq!(glyphs(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "C")]), Glyphs::Ascii);
        assert_eq!(glyphs(&[("LC_CTYPE", "C.utf8")]), Glyphs::AsWritten);
        assert_eq!(glyphs(&[]), Glyphs::Ascii);
        assert_eq!(glyphs(&[("LANG", "C.UTF-8"), ("TERM", "linux")]), Glyphs::Ascii);
    }

    #[test]
    fn the_pager_is_for_terminals() {
        let pager =
            |is_terminal, variables: &[(&str, &str)]| destination(&GENERAL, is_terminal, variables).pager;
        let term = ("TERM", "xterm");
        assert_eq!(pager(true, &[term, ("PAGER", "less")]), Some("less".into()));
        assert_eq!(pager(true, &[term, ("PAGER", "less"), ("PITF_PAGER", "more")]), Some("more".into()));
        assert_eq!(pager(false, &[term, ("PAGER", "less")]), None);
        assert_eq!(pager(true, &[term, ("PAGER", "cat")]), None);
        assert_eq!(pager(true, &[term, ("PAGER", "less"), ("PITF_PAGER", "")]), None);
        assert_eq!(pager(true, &[term]), None);
    }
}
