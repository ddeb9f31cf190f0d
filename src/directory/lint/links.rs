//! Links, contacts and sources that lead nowhere.

use std::ops::Range;

use super::Lint;
use crate::directory::address::{SCHEMES, is_address};
use crate::directory::record::TextRange;
use crate::directory::{Contact, ContactKind, Entry};
use crate::notation::{nearest, quoted};
use crate::text::written_links;

impl Lint<'_> {
    /// Links in texts to what is neither an entry nor an address, and those in notes, labels and titles, where none are
    /// read. Gives for each entry whether a text links to it.
    pub(super) fn links_astray(&mut self) -> Vec<bool> {
        let directory = self.directory;
        let records = &directory.records;
        let mut mentioned = vec![false; directory.len()];
        let kinds = records.kinds.iter().map(|kind| kind.about);
        let topics = records.topics.iter().map(|topic| topic.about);
        for text in [records.front.about].into_iter().chain(kinds).chain(topics) {
            self.follow(None, text, &mut mentioned);
        }
        let relations = records.relations.iter().map(|relation| relation.about);
        let sources = records.sources.iter().flat_map(|source| [source.title, source.note]);
        for text in [records.front.notice].into_iter().chain(relations).chain(sources) {
            self.plain(None, text);
        }
        for entry in directory.entries() {
            let (texts, notes) = self.texts_of(entry);
            for text in texts {
                self.follow(Some(entry), text, &mut mentioned);
            }
            for note in notes {
                self.plain(Some(entry), note);
            }
        }
        mentioned
    }

    /// The texts of an entry in which links are read, and those in which none are.
    fn texts_of(&self, entry: Entry) -> (Vec<TextRange>, Vec<TextRange>) {
        let records = &self.directory.records;
        let record = &records.entries[entry.handle().index()];
        let statements = [record.activities, record.background];
        let statements = statements.iter().flat_map(|run| run.of(&records.statements));
        let statements = statements.map(|statement| (statement.text, statement.note));
        let events = record.events.of(&records.events).iter().map(|event| (event.text, event.note));
        let status = record.status.of(&records.statuses).iter().map(|status| (status.text, status.note));
        let (mut texts, mut notes): (Vec<_>, Vec<_>) = statements.chain(events).chain(status).unzip();
        texts.extend([record.summary, record.text]);
        notes.extend(record.links.of(&records.links).iter().map(|link| link.note));
        let contacts = record.contacts.of(&records.contacts).iter();
        notes.extend(contacts.flat_map(|contact| [contact.label, contact.note]));
        (texts, notes)
    }

    fn follow(&mut self, entry: Option<Entry>, text: TextRange, mentioned: &mut [bool]) {
        let directory = self.directory;
        for link in written_links(directory.text(text)) {
            let target = &link.target;
            if !link.is_read {
                let message =
                    format!("the link to \"{}\" is not read; a link is [words](target)", quoted(target));
                self.tell_within(entry, text, link.range, message);
            } else if let Some(found) = directory.find(target) {
                mentioned[found.index()] = true;
            } else if !is_address(target) {
                let hint = hint(self.nearest_entry(target).or_else(|| nearest_address(target)));
                let message =
                    format!("the link to \"{}\" leads to no entry and to no address{hint}", quoted(target));
                self.tell_within(entry, text, link.range, message);
            }
        }
    }

    fn plain(&mut self, entry: Option<Entry>, text: TextRange) {
        let written = self.directory.text(text);
        for link in written_links(written) {
            let words = &written[link.range.clone()];
            if words.starts_with(['[', '!']) {
                let message = format!("no links are read here, and \"{}\" is shown as it is", quoted(words));
                self.tell_within(entry, text, link.range, message);
            }
        }
    }

    /// Tells of a part of a text.
    fn tell_within(&mut self, entry: Option<Entry>, text: TextRange, range: Range<usize>, message: String) {
        let place = self.place(entry, text);
        // Of a text without escapes each place is known.
        let is_verbatim = place.len() == text.len as usize;
        let start = place.start + range.start;
        let place = if is_verbatim { start..start + range.len() } else { place };
        self.warn_at(entry, place, message);
    }

    /// The id that a target was probably meant for: in another case, as a name, as a file, or as a part of a page.
    fn nearest_entry(&mut self, target: &str) -> Option<String> {
        const MOST_PARTS: usize = 4;
        let directory = self.directory;
        let written = decoded(target).to_lowercase().replace([' ', '_'], "-");
        let parts = written.rsplit(|c: char| !c.is_alphanumeric() && !"-.".contains(c));
        let parts = parts.map(|part| part.trim_matches('.')).filter(|part| !part.is_empty()).take(MOST_PARTS);
        // `name.html`, and `entry.name` as the anchors of exports have it.
        let without_ending = |part| str::rsplit_once(part, '.').map_or(part, |(name, _)| name);
        let forms = |part| [part, without_ending(part), part.trim_start_matches("entry.")];
        let meant: Vec<&str> = parts.flat_map(forms).collect();
        if let Some(id) = meant.iter().find(|id| directory.find(id).is_some()) {
            return Some((*id).to_owned());
        }
        self.comparisons = self.comparisons.checked_sub(directory.len() * (meant.len() + 1))?;
        let is_called = |entry: &Entry| {
            let names = [Some(entry.name()), entry.abbreviation()];
            names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(target))
        };
        let called = directory.entries().find(is_called).map(Entry::id);
        let near = || meant.iter().find_map(|id| nearest(id, directory.entries().map(Entry::id)));
        called.or_else(near).map(str::to_owned)
    }

    pub(super) fn contacts_astray(&mut self) {
        let directory = self.directory;
        for entry in directory.entries() {
            let record = &directory.records.entries[entry.handle().index()];
            for (contact, written) in entry.contacts().zip(record.contacts.of(&directory.records.contacts)) {
                let is_open =
                    contact.kind == ContactKind::Address || contact.address_on_a_telephone().is_some();
                if !is_open {
                    let kind = contact.kind.word();
                    let message = format!(
                        "the {kind} \"{}\" leads nowhere; {}",
                        quoted(contact.value),
                        advice(&contact)
                    );
                    self.warn(Some(entry), written.value, message);
                }
            }
        }
    }

    pub(super) fn sources_astray(&mut self) {
        let directory = self.directory;
        for source in &*directory.records.sources {
            for (field, written) in [("url", source.url), ("lookup", source.lookup)] {
                let address = directory.text(written);
                if !address.is_empty() && !is_address(address) {
                    let message =
                        format!("the {field} \"{}\" leads nowhere; {}", quoted(address), web_advice(address));
                    self.warn(None, written, message);
                }
            }
        }
    }
}

/// What to write as a contact of this kind.
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
    format!("an address is https://example.org{}", hint(nearest_address(address).or_else(with_scheme)))
}

fn hint(nearest: Option<String>) -> String {
    nearest.map_or_else(String::new, |nearest| format!("; the nearest is \"{}\"", quoted(&nearest)))
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

/// A text with the letters that its percent signs stand for.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()).filter(u8::is_ascii);
        match code {
            Some(code) => decoded.extend([char::from(code).encode_utf8(&mut [0; 4]), &part[2..]]),
            None => decoded.extend(["%", part]),
        }
    }
    decoded
}
