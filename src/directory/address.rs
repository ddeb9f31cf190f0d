//! Which addresses lead a reader somewhere: to the web, to mail, to a telephone. No other scheme is opened.

use super::{Contact, ContactKind};

/// The schemes of addresses.
pub(super) const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "sms"];

/// Whether a reader can be led there: a scheme alone leads nowhere.
pub fn is_address(written: &str) -> bool {
    let Some((scheme, rest)) = written.split_once(':') else { return false };
    let until = |ends: &[char]| rest.split(ends).next().unwrap_or_default();
    match SCHEMES.iter().position(|known| known.eq_ignore_ascii_case(scheme)) {
        Some(0 | 1) => rest.strip_prefix("//").is_some_and(has_host),
        Some(2) => until(&['?']).rsplit_once('@').is_some_and(|(name, host)| is_name(name) && has_host(host)),
        Some(_) => is_number(until(&['?', ';'])),
        None => false,
    }
}

fn has_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    is_name(host.rsplit('@').next().unwrap_or_default())
}

fn is_name(text: &str) -> bool {
    text.contains(char::is_alphanumeric) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn is_number(text: &str) -> bool {
    let is_of_number = |c: char| c.is_ascii_digit() || "+-.()*#%".contains(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_of_number)
}

impl Contact<'_> {
    /// The address that opens the contact, where there is one: nothing opens a postal address, or a number for text
    /// messages that may be too short to be called.
    pub fn address(&self) -> Option<String> {
        let without_spaces = || self.value.replace(' ', "");
        let address = match self.kind {
            ContactKind::Web => self.value.to_owned(),
            ContactKind::Email => format!("mailto:{}", self.value),
            ContactKind::Phone | ContactKind::Tty => format!("tel:{}", without_spaces()),
            ContactKind::Text | ContactKind::Address => return None,
        };
        is_address(&address).then_some(address)
    }

    /// The same on a telephone, where a number for text messages leads somewhere too.
    pub fn address_on_a_telephone(&self) -> Option<String> {
        let message = || format!("sms:{}", self.value.replace(' ', ""));
        let message = (self.kind == ContactKind::Text).then(message);
        message.filter(|address| is_address(address)).or_else(|| self.address())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_known_scheme_and_something_behind_it() {
        for right in [
            "https://a.gov/",
            "HTTP://a.gov?q",
            "http://user@a.gov:80",
            "http://[::1]/",
            "https://例え.jp/",
            "mailto:a@b.gov",
            "MAILTO:a@b.gov?subject=x@y",
            "tel:911",
            "tel:+1-888-373-7888;ext=5",
            "sms:233733?body=a",
        ] {
            assert!(is_address(right), "{right}");
        }
        for wrong in [
            "",
            "https",
            "https:",
            "http://",
            "https:///a",
            "https://?a",
            "http://.",
            "http:a.gov",
            "http:/a.gov",
            "htp://a.gov",
            "//a.gov",
            "mailto:",
            "mailto:a",
            "mailto:@b",
            "mailto:a@",
            "mailto:?subject=a",
            "mailto:a b@c",
            "tel:",
            "tel:call us",
            "tel:+",
            "sms:",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "ftp://a.gov",
            "-https://a.gov",
            "é:",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
