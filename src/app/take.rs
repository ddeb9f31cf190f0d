//! Taking text away: copying, printing, opening. What is taken is what the keys are on: the focused link, the statement at
//! the top of the text, or else the entry.

use crate::collection::Form;
use crate::directory::{Contact, ContactKind};
use crate::layout::Pane;
use crate::outline::Subject;
use crate::page::{Citation, Cited, ItemPlace, Page, Target, address_of};
use crate::text::{Medium, width};

use super::effect::Effect;
use super::picker::{Choice, PickerItem};
use super::{Mode, State, collect};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Copied {
    /// The text of its page.
    Text,
    /// Its id and its name.
    Name,
    /// An address of it.
    Address,
    /// Its page as Markdown.
    Markdown,
    /// A citation with its sources.
    Citation,
}

impl State {
    pub(super) fn copy(&mut self, what: Copied) -> Effect {
        if let Mode::Pick(picker) = &self.current.mode {
            let form = match what {
                Copied::Text => Some(Form::Text),
                Copied::Markdown => Some(Form::Markdown),
                Copied::Citation => Some(Form::Citations),
                Copied::Name | Copied::Address => None,
            };
            if let Some(form) = form.filter(|_| picker.title == collect::TITLE) {
                return self.take_collection(form);
            }
            self.tell_error("this list cannot be copied");
            return Effect::None;
        }
        let Some(subject) = self.current.detail.subject() else {
            self.tell_error("there is nothing here to copy");
            return Effect::None;
        };
        let copied = match what {
            Copied::Text => Ok((
                self.page(subject).plain(&self.current.directory, self.settings.glyphs),
                "text".to_owned(),
            )),
            Copied::Name => self.name_to_copy(subject).ok_or("there is no entry here to copy"),
            Copied::Address => self.address_to_copy().ok_or("there is neither an address nor a number here"),
            Copied::Markdown => {
                Ok((self.page(subject).markdown(&self.current.directory), "Markdown".to_owned()))
            }
            Copied::Citation => return self.cite(None),
        };
        match copied {
            Ok((text, what)) => Effect::Copy { text, what },
            Err(told) => {
                self.tell_error(told);
                Effect::None
            }
        }
    }

    pub(super) fn cite(&mut self, place: Option<ItemPlace>) -> Effect {
        let Some(citation) = self.citation(place) else { return Effect::None };
        let what = match citation.cited {
            Cited::Entry => "citation".to_owned(),
            cited @ (Cited::Status | Cited::Statement | Cited::Link | Cited::Event | Cited::Contact) => {
                format!("citation of the {}", cited.word())
            }
        };
        Effect::Copy { text: citation.text, what }
    }

    /// A citation of what stands at a place of the page, or of all of it.
    pub fn citation(&self, place: Option<ItemPlace>) -> Option<Citation> {
        let directory = &self.current.directory;
        Some(match (self.current.detail.subject()?, place) {
            (Subject::Event(entry, event), None) => Page::event_citation(directory, entry, event),
            (subject, place) => self.page(subject).citation(directory, place),
        })
    }

    pub(super) fn list_citations(&mut self) -> Effect {
        let Some(subject) = self.current.detail.subject() else { return Effect::None };
        let item = |(place, cited, text): (ItemPlace, Cited, String)| {
            PickerItem::new(cited.word(), text, Choice::Cite(place))
        };
        let items = self.page(subject).statements(&self.current.directory).map(item).collect();
        self.pick_or_tell("What to cite", items, "nothing is stated on this page")
    }

    pub(super) fn print(&mut self) -> Effect {
        let Some(subject) = self.current.detail.subject() else { return Effect::None };
        let width = usize::from(self.settings.text_width.within(self.size.width).max(1));
        let layout = self.page(subject).lay_out_for(
            Medium::Paper,
            &self.current.directory,
            self.settings.glyphs,
            width,
        );
        Effect::Print(layout.lines.plain())
    }

    pub(super) fn open_address(&mut self) -> Effect {
        if let Some(Target::Address(address)) = self.focused_target() {
            return Effect::OpenAddress(address.clone());
        }
        let items = self.addresses();
        match items.as_slice() {
            [PickerItem { choice: Choice::OpenAddress(address), .. }] => Effect::OpenAddress(address.clone()),
            _ => self.pick_or_tell("Addresses", items, "there is no address here to open"),
        }
    }

    fn page(&self, subject: Subject) -> Page<'_> {
        Page::of(&self.current.directory, subject)
    }

    fn focused_target(&self) -> Option<&Target> {
        match self.split.focus {
            Pane::List => None,
            Pane::Detail => self.current.detail.target(),
        }
    }

    fn name_to_copy(&self, subject: Subject) -> Option<(String, String)> {
        let entry = match self.focused_target() {
            Some(Target::Entry(entry)) => *entry,
            Some(Target::Address(_) | Target::Nowhere(_)) | None => subject.entry()?,
        };
        let entry = self.current.directory.entry(entry);
        Some((format!("{}  {}", entry.id(), entry.name()), "id and name".to_owned()))
    }

    /// The address that the keys are on, or else the likeliest of the entry's.
    fn address_to_copy(&self) -> Option<(String, String)> {
        if let Some(Target::Address(address)) = self.focused_target() {
            // A number is taken away as the directory writes it.
            let contact = self.contacts().find(|contact| address_of(contact).as_deref() == Some(address));
            return Some(match contact {
                Some(contact) => to_copy(&contact),
                None => (address.clone(), "address".to_owned()),
            });
        }
        let of_kind = |kind| self.contacts().find(|contact| contact.kind == kind);
        let by_phone = || of_kind(ContactKind::Phone);
        let contact = of_kind(ContactKind::Web).or_else(by_phone).or_else(|| self.contacts().next())?;
        let (text, what) = to_copy(&contact);
        let count = self.contacts().count();
        Some((text, if count > 1 { format!("{what}, 1 of {count}") } else { what }))
    }

    pub(super) fn list_addresses(&mut self) -> Effect {
        let item = |contact: Contact| {
            let (text, what) = to_copy(&contact);
            let choice = Choice::Copy(text, what);
            contact_item(&contact, choice)
        };
        let items = self.contacts().map(item).collect();
        self.pick_or_tell("Copy which", items, "there is neither an address nor a number here")
    }

    fn contacts(&self) -> impl Iterator<Item = Contact<'_>> {
        self.entry().into_iter().flat_map(|entry| self.current.directory.entry(entry).contacts())
    }

    fn addresses(&self) -> Vec<PickerItem> {
        let item = |contact: Contact| {
            let choice = Choice::OpenAddress(address_of(&contact)?);
            Some(contact_item(&contact, choice))
        };
        self.contacts().filter_map(item).collect()
    }
}

fn contact_item(contact: &Contact, choice: Choice) -> PickerItem {
    PickerItem::new(contact.kind.word(), contact.value, choice).with_note(contact.label.unwrap_or_default())
}

/// What is copied of a contact, and what that is called: with a number whole, as who copies it may want to see it.
fn to_copy(contact: &Contact) -> (String, String) {
    const WIDEST: usize = 20;
    let value = Some(contact.value).filter(|value| width(value) <= WIDEST);
    let what = value.map_or(String::new(), |value| format!(" {value}"));
    (contact.value.to_owned(), format!("{}{what}", means(contact.kind)))
}

fn means(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Web => "web address",
        ContactKind::Phone => "phone number",
        ContactKind::Text => "number for text messages",
        ContactKind::Tty => "TTY number",
        ContactKind::Email => "mail address",
        ContactKind::Address => "postal address",
    }
}
