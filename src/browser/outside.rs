//! Copying and opening: what is tried, in which order, and the message about it. The message claims only what is
//! known: a terminal does not say whether it has taken a text.

use std::fmt::Write as _;
use std::io;

use crate::app::Message;
use crate::terminal::clipboard::Multiplexer;
use crate::terminal::surroundings::Surroundings;
use crate::terminal::tool::PATIENCE;
use crate::text::{SafeProse, width};

/// The columns of a message beside the longest description of where a text went, on a screen of 80.
const LONGEST: usize = 38;

/// Copies a text and returns a message; `send` sends it to the terminal. The desktop's clipboard program is tried
/// first, as it reports whether it succeeded.
pub(super) fn copy(
    text: &SafeProse,
    what: &str,
    surroundings: &Surroundings,
    send: impl FnOnce(&SafeProse, Multiplexer) -> io::Result<()>,
) -> Message {
    let plain = text.as_str();
    let size = if what.contains(plain) { String::new() } else { format!(", {}", characters(plain)) };
    // If it does not fit one line, the size is left out.
    let is_long = width(what) + width(&size) > LONGEST;
    let size = if is_long { String::new() } else { size };
    let mut failed = None;
    if let Some(copier) = &surroundings.copier {
        match copier.give(plain, PATIENCE) {
            Ok(()) => return Message::done(format!("{what}{size}: copied by {copier}")),
            Err(error) => failed = Some(format!("{copier} {error}")),
        }
    }
    let buffer = surroundings.buffer.as_ref().filter(|buffer| buffer.give(plain, PATIENCE).is_ok());
    let went = match (buffer, send(text, surroundings.multiplexer)) {
        (Some(buffer), Ok(())) => format!("in {buffer}'s buffer, sent to the terminal"),
        (Some(buffer), Err(_)) => {
            return Message::warning(format!("{what}{size}: in {buffer}'s buffer alone"));
        }
        (None, Ok(())) => "sent to the terminal".to_owned(),
        (None, Err(error)) => return Message::error(format!("{what}: {error}")),
    };
    match failed {
        Some(failed) => Message::warning(format!("{failed}; {went}")),
        None => Message::done(format!("{what}{size}: {went}")),
    }
}

/// Opens an address with a program, where there is one whose window the user would see. Says which, or why not.
pub(super) fn open(address: &str, surroundings: &Surroundings) -> Result<String, String> {
    let Some(opener) = &surroundings.opener else { return Err(scheme(address).lacks.to_owned()) };
    match opener.open(&encoded(address)) {
        Ok(()) => Ok(format!("gave {address} to {opener}")),
        Err(error) => Err(format!("{opener} {error}")),
    }
}

struct Scheme {
    prefix: &'static str,
    what: &'static str,
    lacks: &'static str,
}

const SCHEMES: [Scheme; 3] = [
    Scheme { prefix: "tel:", what: "number", lacks: "nothing here dials" },
    Scheme { prefix: "mailto:", what: "mail address", lacks: "no mail program here" },
    Scheme { prefix: "", what: "address", lacks: "no browser here" },
];

fn scheme(address: &str) -> &'static Scheme {
    SCHEMES.iter().find(|scheme| address.starts_with(scheme.prefix)).unwrap_or(&SCHEMES[2])
}

/// What an address is, and how it is written without its scheme, where that is not of the web.
pub(super) fn bare(address: &str) -> (&'static str, &str) {
    let Scheme { prefix, what, .. } = scheme(address);
    (what, &address[prefix.len()..])
}

/// The address with every other character percent-encoded, as the program that opens it may be a script.
fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!&()*+,;=%".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("writing to a string cannot fail");
        }
    }
    encoded
}

fn characters(text: &str) -> String {
    match text.chars().count() {
        1 => "one character".to_owned(),
        count => format!("{count} characters"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::terminal::tool::Tool;

    fn tool(name: &str) -> Tool {
        let folders = ["/usr/bin", "/bin"].map(PathBuf::from);
        let path = folders.iter().map(|folder| folder.join(name)).find(|path| path.exists());
        Tool::new(path.expect("every system has it"), &[])
    }

    fn surroundings(copier: Option<Tool>, buffer: Option<Tool>, opener: Option<Tool>) -> Surroundings {
        Surroundings { multiplexer: Multiplexer::None, copier, buffer, opener }
    }

    #[test]
    fn it_is_told_who_has_the_text_and_what_nobody_knows() {
        let long = || Err(io::Error::other("too long"));
        let sent = "text, 3 characters: sent to the terminal";
        for (copier, buffer, is_sent, expected) in [
            (Some("true"), None, Ok(()), Message::done("text, 3 characters: copied by true")),
            (None, None, Ok(()), Message::done(sent)),
            (Some("false"), None, Ok(()), Message::warning("false failed; sent to the terminal")),
            (
                None,
                Some("true"),
                Ok(()),
                Message::done("text, 3 characters: in true's buffer, sent to the terminal"),
            ),
            (None, Some("true"), long(), Message::warning("text, 3 characters: in true's buffer alone")),
            (None, Some("false"), long(), Message::error("text: too long")),
        ] {
            let surroundings = surroundings(copier.map(tool), buffer.map(tool), None);
            assert_eq!(copy(&SafeProse::of("abc"), "text", &surroundings, |_, _| is_sent), expected);
        }
    }

    #[test]
    fn what_is_told_whole_is_not_counted() {
        let told = copy(&SafeProse::of("911"), "phone number 911", &Surroundings::default(), |_, _| Ok(()));
        assert_eq!(told, Message::done("phone number 911: sent to the terminal"));
    }

    #[test]
    fn an_address_that_no_program_opens_is_to_be_shown() {
        let web = "https://a.gov/";
        for (address, opener, expected) in [
            (web, None, Err("no browser here")),
            ("tel:+15550100", None, Err("nothing here dials")),
            ("mailto:a@a.gov", None, Err("no mail program here")),
            (web, Some("true"), Ok("gave https://a.gov/ to true")),
            (web, Some("false"), Err("false failed")),
        ] {
            let opened = open(address, &surroundings(None, None, opener.map(tool)));
            assert_eq!(opened.as_deref().map_err(String::as_str), expected);
        }
    }

    #[test]
    fn addresses_hold_nothing_that_a_script_would_obey() {
        for (address, expected) in [
            ("https://a.gov/b?c=d&e#f", "https://a.gov/b?c=d&e#f"),
            ("https://a.gov/$(x)`y`\"'|<>\\ \u{1b}", "https://a.gov/%24(x)%60y%60%22%27%7C%3C%3E%5C%20%1B"),
            ("mailto:é@a.gov", "mailto:%C3%A9@a.gov"),
        ] {
            assert_eq!(encoded(address), expected);
        }
    }
}
