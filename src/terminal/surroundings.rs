//! The environment of the program: whether its user sits at this machine, and which programs can copy and open.
//!
//! It is determined once, when first needed.

use std::env;
use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::clipboard::Multiplexer;
use super::tool::Tool;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Surroundings {
    pub multiplexer: Multiplexer,
    /// A program that takes a text for the clipboard of the desktop that the user sits at.
    pub copier: Option<Tool>,
    /// A program that takes a text for tmux's own buffer.
    pub buffer: Option<Tool>,
    /// A program that opens an address where the user sees it.
    pub opener: Option<Tool>,
}

/// A program, its arguments, and the variables of which one has to be set if it is to work.
type ProgramRow = (&'static str, &'static [&'static str], &'static [&'static str]);

const DESKTOP: &[&str] = &["WAYLAND_DISPLAY", "DISPLAY"];

const COPIERS: [ProgramRow; 5] = [
    ("wl-copy", &[], &["WAYLAND_DISPLAY"]),
    ("xclip", &["-selection", "clipboard"], &["DISPLAY"]),
    ("xsel", &["--clipboard", "--input"], &["DISPLAY"]),
    ("pbcopy", &[], &[]),
    ("termux-clipboard-set", &[], &[]),
];

/// The programs that open addresses. On other systems than macOS `open` is something else.
const OPENERS: [ProgramRow; 2] = if cfg!(target_os = "macos") {
    [("open", &[], &[]), ("xdg-open", &[], DESKTOP)]
} else {
    [("xdg-open", &[], DESKTOP), ("termux-open-url", &[], &[])]
};

impl Surroundings {
    pub(crate) fn of_process() -> Self {
        Self::of(&|name| env::var_os(name), &is_program)
    }

    /// The surroundings by these variables, on a machine with these programs.
    pub(crate) fn of(
        variable: &dyn Fn(&str) -> Option<OsString>,
        is_program: &dyn Fn(&Path) -> bool,
    ) -> Self {
        let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let is_remote = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].into_iter().any(is_set);
        // Over SSH a program would copy and open on the remote machine.
        let is_useful =
            |needs: &[&str]| !is_remote && (needs.is_empty() || needs.iter().any(|name| is_set(name)));
        let path = variable("PATH").unwrap_or_default();
        let find = |name: &str| in_path(&path, name, is_program);
        let first_of = |tools: &[ProgramRow]| {
            let mut useful = tools.iter().filter(|(.., needs)| is_useful(needs));
            useful.find_map(|(name, arguments, _)| Some(Tool::new(find(name)?, arguments)))
        };
        // `BROWSER` comes first; if it is a list or has arguments, it is left to `xdg-open`.
        let browser = variable("BROWSER").and_then(|name| name.into_string().ok());
        let browser = browser.filter(|_| is_useful(DESKTOP)).and_then(|name| find(&name));
        let tmux = find("tmux").filter(|_| is_set("TMUX"));
        Surroundings {
            multiplexer: Multiplexer::of(variable),
            copier: first_of(&COPIERS),
            buffer: tmux.map(|tmux| Tool::new(tmux, &["load-buffer", "-w", "-"])),
            opener: browser.map(|browser| Tool::new(browser, &[])).or_else(|| first_of(&OPENERS)),
        }
    }
}

/// The program of this name, or at this place where the name is an absolute one.
fn in_path(path: &OsString, name: &str, is_program: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    let name = Path::new(name);
    if name.is_absolute() {
        return is_program(name).then(|| name.to_owned());
    }
    // Relative folders are skipped: a file in the current folder must not be run.
    let folders = env::split_paths(path).filter(|folder| folder.is_absolute());
    folders.map(|folder| folder.join(name)).find(|program| is_program(program))
}

fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the variables, each `NAME=value`, and the programs tell of: copier, buffer, opener.
    fn found(variables: &[&str], programs: &[&str]) -> [Option<String>; 3] {
        let variable = |name: &str| match name {
            "PATH" => Some(OsString::from("bin::/usr/bin:/opt/bin")),
            name => {
                variables.iter().find_map(|set| set.strip_prefix(name)?.strip_prefix('=')).map(OsString::from)
            }
        };
        let is_program = |path: &Path| programs.iter().any(|program| path == Path::new(program));
        let Surroundings { copier, buffer, opener, multiplexer: _ } =
            Surroundings::of(&variable, &is_program);
        [copier, buffer, opener].map(|tool| tool.map(|tool| tool.to_string()))
    }

    #[test]
    fn programs_are_used_where_the_user_sits() {
        let all =
            ["/usr/bin/wl-copy", "/usr/bin/xclip", "/opt/bin/xsel", "/usr/bin/xdg-open", "/usr/bin/tmux"];
        for (variables, programs, expected) in [
            (&["WAYLAND_DISPLAY=w", "DISPLAY=:0"][..], &all[..], ["wl-copy", "", "xdg-open"]),
            (&["DISPLAY=:0"], &all, ["xclip", "", "xdg-open"]),
            (&["DISPLAY=:0"], &all[2..3], ["xsel", "", ""]),
            (&["DISPLAY=:0", "TMUX=/tmp/t,1,0"], &all, ["xclip", "tmux", "xdg-open"]),
            (&["DISPLAY=:0", "SSH_TTY=/dev/pts/1"], &all, ["", "", ""]),
            (&["DISPLAY=:0", "SSH_CONNECTION=a b", "TMUX=x"], &all, ["", "tmux", ""]),
            (&["DISPLAY=", "SSH_TTY="], &all, ["", "", ""]),
            (&[], &all, ["", "", ""]),
            (&[], &["/usr/bin/pbcopy"], ["pbcopy", "", ""]),
            (&["DISPLAY=:0"], &["bin/xclip", "/xclip"], ["", "", ""]),
            (
                &["DISPLAY=:0", "BROWSER=firefox"],
                &["/opt/bin/firefox", "/usr/bin/xdg-open"],
                ["", "", "firefox"],
            ),
            (&["DISPLAY=:0", "BROWSER=/x/web"], &["/x/web"], ["", "", "web"]),
            (&["DISPLAY=:0", "BROWSER=a:b %s"], &["/usr/bin/xdg-open"], ["", "", "xdg-open"]),
            (&["BROWSER=w3m"], &["/usr/bin/w3m"], ["", "", ""]),
        ] {
            let found = found(variables, programs).map(Option::unwrap_or_default);
            assert_eq!(found, expected, "{variables:?} {programs:?}");
        }
    }
}
