//! Warns about links, contacts and sources that lead nowhere.

use std::ops::Range;

use super::Lint;
use crate::directory::address::{SCHEMES, is_address};
use crate::directory::{Contact, ContactKind, Entry};
use crate::notation::{hint, nearest, quoted};
use crate::text::written_links;

impl Lint<'_> {
    /// Warns about links to what is neither an entry nor an address, and notes the entries that are linked to.
    pub(super) fn check_targets(&mut self, entry: Option<Entry>, text: &str, mentioned: &mut [bool]) {
        let directory = self.directory;
        for link in written_links(text) {
            let target = &link.target;
            if !link.is_parsed {
                let message =
                    format!("the link to \"{}\" is not read; a link is [words](target)", quoted(target));
                self.warn_within(entry, text, link.range, message);
            } else if let Some(found) = directory.find(target) {
                mentioned[found.index()] = true;
            } else if !is_address(target) {
                let meant = self.nearest_entry(target).or_else(|| nearest_address(target));
                let hint = hint(meant.as_deref());
                let message =
                    format!("the link to \"{}\" leads to no entry and to no address{hint}", quoted(target));
                self.warn_within(entry, text, link.range, message);
            }
        }
    }

    /// Warns about links in a text that is shown as it is written.
    pub(super) fn check_no_links(&mut self, entry: Option<Entry>, text: &str) {
        for link in written_links(text) {
            let words = &text[link.range.clone()];
            if words.starts_with(['[', '!']) {
                let message = format!("no links are read here, and \"{}\" is shown as it is", quoted(words));
                self.warn_within(entry, text, link.range, message);
            }
        }
    }

    fn warn_within(&mut self, entry: Option<Entry>, text: &str, range: Range<usize>, message: String) {
        let place = self.place(entry, text);
        // In a text without escapes every place is known.
        let is_verbatim = place.len() == text.len();
        let start = place.start + range.start;
        let place = if is_verbatim { start..start + range.len() } else { place };
        self.warn_at(entry, place, message);
    }

    /// The id that a target probably means: its longest part is one, or nearly one, in another case or as a file's name.
    fn nearest_entry(&mut self, target: &str) -> Option<String> {
        let directory = self.directory;
        let written = target.to_lowercase().replace([' ', '_'], "-");
        let mut parts: Vec<&str> = written.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        if let Some(id) = parts.iter().find(|part| directory.find(part).is_some()) {
            return Some((*id).to_owned());
        }
        self.comparisons = self.comparisons.checked_sub(directory.len())?;
        nearest(parts[0], directory.entries().map(Entry::id)).map(str::to_owned)
    }

    pub(super) fn check_contacts(&mut self, entry: Entry) {
        for contact in entry.contacts().filter(|contact| contact.kind != ContactKind::Address) {
            if contact.address_on_a_telephone().is_none() {
                let (kind, value) = (contact.kind.word(), quoted(contact.value));
                let message = format!("the {kind} \"{value}\" leads nowhere; {}", advice(&contact));
                self.warn(Some(entry), contact.value, message);
            }
        }
    }

    pub(super) fn check_sources(&mut self) {
        for (_, source) in self.directory.sources() {
            for (field, address) in [("url", source.url), ("lookup", source.lookup)] {
                if let Some(address) = address.filter(|address| !is_address(address)) {
                    let message =
                        format!("the {field} \"{}\" leads nowhere; {}", quoted(address), web_advice(address));
                    self.warn(None, address, message);
                }
            }
        }
    }
}

fn advice(contact: &Contact) -> String {
    match contact.kind {
        ContactKind::Web => web_advice(contact.value),
        ContactKind::Email => "a mail address is name@example.org".to_owned(),
        ContactKind::Phone | ContactKind::Tty | ContactKind::Text | ContactKind::Address => {
            "a number is written in digits, spaces and + - . ( )".to_owned()
        }
    }
}

fn web_advice(address: &str) -> String {
    let with_scheme = || {
        Some(format!("https://{address}"))
            .filter(|whole| !address.contains(':') && address.contains('.') && is_address(whole))
    };
    let meant = nearest_address(address).or_else(with_scheme);
    format!("an address is https://example.org{}", hint(meant.as_deref()))
}

/// The address that was probably meant: its scheme is left out or nearly right.
fn nearest_address(written: &str) -> Option<String> {
    let (scheme, rest) = written.split_once(':').unwrap_or_default();
    let scheme = nearest(&scheme.to_lowercase(), SCHEMES).unwrap_or_default();
    let address = [
        format!("{scheme}:{rest}"),
        format!("{scheme}://{}", rest.trim_start_matches('/')),
        if written.starts_with("//") { format!("https:{written}") } else { String::new() },
        if written.starts_with("www.") { format!("https://{written}") } else { String::new() },
        format!("mailto:{written}"),
    ];
    address.into_iter().find(|address| is_address(address))
}
