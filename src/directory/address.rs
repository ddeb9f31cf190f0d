//! The addresses that can be opened: of the web, of mail, of a telephone. No other scheme is opened.

use super::{Contact, ContactKind};

pub(super) const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "sms"];

/// Whether it can be opened: a scheme alone cannot.
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
    let host = host.rsplit('@').next().unwrap_or_default();
    is_name(host) && !host.trim_end_matches('.').split('.').any(str::is_empty)
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
        let address = match self.kind {
            ContactKind::Web => self.value.to_owned(),
            ContactKind::Email => format!("mailto:{}", without_scheme(self.value, "mailto:")),
            ContactKind::Phone | ContactKind::Tty => format!("tel:{}", number(self.value)),
            ContactKind::Text | ContactKind::Address => return None,
        };
        is_address(&address).then_some(address)
    }

    /// The same on a telephone, which can also write to a number for text messages.
    pub fn address_on_a_telephone(&self) -> Option<String> {
        let message = || format!("sms:{}", number(self.value));
        let message = (self.kind == ContactKind::Text).then(message);
        message.filter(|address| is_address(address)).or_else(|| self.address())
    }
}

fn without_scheme<'t>(text: &'t str, scheme: &str) -> &'t str {
    match text.split_at_checked(scheme.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(scheme) => rest,
        Some(_) | None => text,
    }
}

/// A number as people write it in the form of RFC 3966: letters become digits, as on the keys, what is not dialled from
/// abroad is left out, and an extension is a parameter.
fn number(written: &str) -> String {
    let written = without_scheme(without_scheme(written.trim(), "tel:"), "sms:");
    let (number, extension) = split_extension(written);
    let mut number = number.replace(' ', "");
    if number.starts_with('+') {
        number = number.replace("(0)", "");
    }
    let has_digits = number.starts_with(|c: char| c == '+' || c.is_ascii_digit());
    let digit = |c: char| match c {
        'A'..='Z' if has_digits => char::from(b"22233344455566677778889999"[c as usize - 'A' as usize]),
        _ => c,
    };
    number.chars().map(digit).collect::<String>()
        + &extension.map_or(String::new(), |to| format!(";ext={to}"))
}

/// `1-888 ext. 5` as the number and what is dialled after it.
fn split_extension(written: &str) -> (&str, Option<&str>) {
    let (before, extension) = written.split_at(written.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    let before = before.trim_end_matches(['.', ':', '=', ' ']);
    let number = ["extension", "ext", "x"].iter().find_map(|word| {
        let (number, end) = before.split_at_checked(before.len().checked_sub(word.len())?)?;
        (end.eq_ignore_ascii_case(word) && !number.ends_with(char::is_alphabetic)).then_some(number)
    });
    match number {
        Some(number) if !extension.is_empty() => (number.trim_end_matches([' ', ',', ';']), Some(extension)),
        Some(_) | None => (written, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_dialled_or_written_to_however_it_is_written() {
        let address = |kind, value| {
            let contact = Contact { kind, value, label: None, date: None, note: None, sources: &[] };
            contact.address_on_a_telephone().unwrap_or_default()
        };
        for (written, dialled) in [
            ("1-888-373 7888", "tel:1-888-3737888"),
            ("+44 (0)20 7946 0958", "tel:+442079460958"),
            ("(020) 7946 0958", "tel:(020)79460958"),
            ("1-888-373-7888 ext. 5", "tel:1-888-373-7888;ext=5"),
            ("1-888-373-7888, Extension 12", "tel:1-888-373-7888;ext=12"),
            ("1-888-373-7888x5", "tel:1-888-373-7888;ext=5"),
            ("1-800-THE-LOST", "tel:1-800-843-5678"),
            ("tel:+1-888", "tel:+1-888"),
            ("Tel: 911", "tel:911"),
            ("call us", ""),
            ("CALL 5", ""),
            ("911 or 112", ""),
            ("", ""),
        ] {
            assert_eq!(address(ContactKind::Phone, written), dialled, "{written}");
        }
        assert_eq!(address(ContactKind::Text, "233 733"), "sms:233733");
        assert_eq!(address(ContactKind::Email, "mailto:a@b.gov"), "mailto:a@b.gov");
        assert_eq!(address(ContactKind::Email, "a b@x.example"), "");
    }

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
            "https://a..b",
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
