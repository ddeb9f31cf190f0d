//! Copying, printing and opening. They act on the focused link, the statement at the top of the text, or else the
//! entry.

use crate::collection::Form;
use crate::directory::{Contact, ContactKind, Directory, EntryId, StatedRecord};
use crate::keymap::Keymap;
use crate::layout::Pane;
use crate::outline::Subject;
use crate::page::{Citation, ItemPlace, Page, Part, StatedLine, Target};
use crate::text::{Medium, width};

use super::effect::Effect;
use super::picker::{Choice, PickerItem};
use super::{Mode, ReadingContent, State, collect};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CopyFormat {
    Text,
    Name,
    Address,
    Markdown,
    Citation,
}

impl State {
    pub(super) fn copy(&mut self, what: CopyFormat, keymap: &Keymap) -> Effect {
        match (&self.current.mode, what) {
            (Mode::Pick(picker), _) if picker.title == collect::TITLE => match what {
                CopyFormat::Text => return self.take_collection(Form::Text),
                CopyFormat::Markdown => return self.take_collection(Form::Markdown),
                CopyFormat::Citation => return self.take_collection(Form::Citations),
                CopyFormat::Name | CopyFormat::Address => {}
            },
            (Mode::Read(reading), CopyFormat::Text)
                if matches!(reading.content, ReadingContent::Comparison(_) | ReadingContent::Directory) =>
            {
                let text = self.document(reading.content, Medium::Paper).unwrapped().plain();
                let is_comparison = reading.compared().is_some();
                let what = if is_comparison { "comparison" } else { "text about the directory" };
                return copy(text, what);
            }
            (Mode::Read(reading), CopyFormat::Citation) if reading.compared().is_some() => {
                self.list_citations(keymap);
                return Effect::None;
            }
            (Mode::Matrix(pane), CopyFormat::Citation) if pane.statements.chosen().is_none() => {
                self.show_message("nothing is stated in this cell; choose one with a sign to cite it");
                return Effect::None;
            }
            _ => {}
        }
        let Some((subject, place)) = self.chosen() else {
            self.show_message("there is nothing here to copy");
            return Effect::None;
        };
        let directory = &self.current.directory;
        let copied = match what {
            CopyFormat::Text => Ok(copy(self.page(subject).plain(directory, self.settings.glyphs()), "text")),
            CopyFormat::Name => self.name_to_copy(subject).ok_or("there is no entry here to copy"),
            CopyFormat::Address => {
                self.address_to_copy(subject).ok_or("there is neither an address nor a number here")
            }
            CopyFormat::Markdown => Ok(copy(self.page(subject).markdown(directory), "Markdown")),
            CopyFormat::Citation if subject.entry().is_some() => return self.cite(subject, place),
            CopyFormat::Citation => Err("only entries and statements can be cited"),
        };
        copied.unwrap_or_else(|message| {
            self.show_message(message);
            Effect::None
        })
    }

    pub(super) fn cite(&mut self, subject: Subject, place: Option<ItemPlace>) -> Effect {
        let citation = self.citation(subject, place);
        match citation.stated.record {
            None => copy(citation.text, "citation"),
            Some(_) => copy(citation.text, format!("citation of the {}", citation.stated.word())),
        }
    }

    pub(crate) fn citation(&self, subject: Subject, place: Option<ItemPlace>) -> Citation<'_> {
        let (subject, place) = self.resolve_event(subject, place);
        self.page(subject).citation(&self.current.directory, place)
    }

    /// What is chosen: a statement in a list of them or in the matrix, or else what the page is of.
    pub(super) fn chosen(&self) -> Option<(Subject, Option<ItemPlace>)> {
        let subject = match &self.current.mode {
            Mode::Pick(picker) => match picker.chosen().map(|item| &item.choice) {
                Some(Choice::Cite(subject, place)) => return Some((*subject, Some(*place))),
                Some(Choice::GoTo(entry)) => Some(Subject::Entry(*entry)),
                _ => None,
            },
            Mode::Matrix(pane) => {
                let (entry, activity) = pane.statements.chosen().unzip();
                let entry = entry.unwrap_or(pane.entry());
                let place = |activity| item_place(&self.current.directory, entry, Part::Activities, activity);
                return Some((Subject::Entry(entry), activity.and_then(place)));
            }
            Mode::Read(reading) if !matches!(reading.content, ReadingContent::Entry(_)) => None,
            Mode::Browse | Mode::Search(_) | Mode::Filter(_) | Mode::Read(_) => self.current.detail.subject(),
        };
        subject.map(|subject| (subject, None))
    }

    pub(super) fn resolve_event(
        &self,
        subject: Subject,
        place: Option<ItemPlace>,
    ) -> (Subject, Option<ItemPlace>) {
        match (subject, place) {
            (Subject::Event(entry, event), None) => {
                let place = item_place(&self.current.directory, entry, Part::Events, event as usize);
                (Subject::Entry(entry), place)
            }
            other => other,
        }
    }

    pub(super) fn list_citations(&mut self, keymap: &Keymap) {
        let directory = &self.current.directory;
        let compared = if let Mode::Read(reading) = &self.current.mode { reading.compared() } else { None };
        let items = match (compared, &self.current.mode) {
            (Some(entries), _) => {
                let of_one = |entry: EntryId| {
                    let heading = PickerItem::heading(directory.entry(entry).name());
                    [heading].into_iter().chain(self.citations(Subject::Entry(entry)))
                };
                entries.into_iter().flat_map(of_one).collect()
            }
            (None, Mode::Matrix(pane)) => {
                let item = |(entry, activity): (EntryId, usize)| {
                    let place = item_place(directory, entry, Part::Activities, activity)?;
                    let activity = directory.entry(entry).activities().nth(activity)?;
                    let text = StatedLine::of(StatedRecord::Statement(activity)).line(Medium::Screen);
                    let choice = Choice::Cite(Subject::Entry(entry), place);
                    Some(PickerItem::new(directory.entry(entry).short_name(), text, choice))
                };
                pane.statements.all().filter_map(item).collect()
            }
            (None, _) => {
                let subject = self.current.detail.subject();
                subject.map_or(Vec::new(), |subject| self.citations(subject))
            }
        };
        let hint = keymap.hint("copy-citation", "cites the entry");
        let hint = if self.entry().is_some() { hint } else { String::new() };
        self.pick_or_show_message("What to cite", items, format!("nothing is stated here to cite{hint}"));
    }

    fn citations(&self, subject: Subject) -> Vec<PickerItem> {
        let (directory, page) = (&self.current.directory, self.page(subject));
        let item = |(place, stated): (ItemPlace, StatedLine)| {
            let text = stated.line(Medium::Screen);
            // On the page of a year or an event, an event is cited as it stands on the page of its entry.
            let item = page.sections[place.section].items[place.item].stated();
            match item.and_then(|item| item.of.map(|entry| (entry, item.position))) {
                None => PickerItem::new(stated.word(), text, Choice::Cite(subject, place)),
                Some((entry, event)) => {
                    let own = item_place(directory, entry, Part::Events, event).unwrap_or(place);
                    let text = format!("{}: {text}", directory.entry(entry).name());
                    PickerItem::new(stated.word(), text, Choice::Cite(Subject::Entry(entry), own))
                }
            }
        };
        page.statements().map(item).collect()
    }

    pub(super) fn print(&mut self) -> Effect {
        let Some(subject) = self.current.detail.subject() else { return Effect::None };
        let width = usize::from(self.settings.width.within(self.size.width).max(1));
        let (directory, glyphs) = (&self.current.directory, self.settings.glyphs());
        Effect::Print(self.page(subject).lay_out_for(Medium::Paper, directory, glyphs, width).lines.plain())
    }

    pub(super) fn open_address(&mut self) -> Effect {
        if let Some(Target::Address(address)) = self.focused_target() {
            return Effect::OpenAddress(address.clone());
        }
        let items = self.contact_choices(|contact| contact.address().map(Effect::OpenAddress));
        if let [PickerItem { choice: Choice::Carry(effect), .. }] = items.as_slice() {
            return effect.clone();
        }
        self.pick_or_show_message("Addresses", items, "there is no address here to open");
        Effect::None
    }

    fn page(&self, subject: Subject) -> Page<'_> {
        Page::of(&self.current.directory, subject)
    }

    fn focused_target(&self) -> Option<&Target> {
        let is_focused = matches!(self.current.mode, Mode::Browse) && self.split.focus == Pane::Detail;
        self.current.detail.target().filter(|_| is_focused)
    }

    fn name_to_copy(&self, subject: Subject) -> Option<Effect> {
        let entry = match self.focused_target() {
            Some(Target::Entry(entry)) => *entry,
            Some(Target::Address(_) | Target::Nowhere(_)) | None => subject.entry()?,
        };
        let entry = self.current.directory.entry(entry);
        Some(copy(format!("{}  {}", entry.id(), entry.name()), "id and name"))
    }

    fn address_to_copy(&self, subject: Subject) -> Option<Effect> {
        if let Some(Target::Address(address)) = self.focused_target() {
            // A number is copied as the directory writes it.
            let contact = self.contact_at(address);
            return Some(
                contact.map_or_else(|| copy(address, "address"), |contact| copy_contact(&contact, 1)),
            );
        }
        let contacts: Vec<Contact> = self.current.directory.entry(subject.entry()?).contacts().collect();
        let of_kind = |kind| contacts.iter().find(|contact| contact.kind == kind);
        let by_phone = || of_kind(ContactKind::Phone);
        let contact = of_kind(ContactKind::Web).or_else(by_phone).or_else(|| contacts.first())?;
        Some(copy_contact(contact, contacts.len()))
    }

    pub(super) fn list_addresses(&mut self) {
        let items = self.contact_choices(|contact| Some(copy_contact(contact, 1)));
        self.pick_or_show_message("Copy which", items, "there is neither an address nor a number here");
    }

    pub(super) fn contacts(&self) -> impl Iterator<Item = Contact<'_>> {
        self.entry().into_iter().flat_map(|entry| self.current.directory.entry(entry).contacts())
    }

    fn contact_choices(&self, effect: impl Fn(&Contact) -> Option<Effect>) -> Vec<PickerItem> {
        let item = |contact: Contact| {
            let choice = Choice::Carry(effect(&contact)?);
            let item = PickerItem::new(contact.kind.word(), contact.value, choice);
            Some(item.with_note(contact.label.unwrap_or_default()))
        };
        self.contacts().filter_map(item).collect()
    }
}

pub(super) fn item_place(
    directory: &Directory,
    entry: EntryId,
    part: Part,
    item: usize,
) -> Option<ItemPlace> {
    Page::of_entry(directory, entry).place_of(part, item)
}

fn copy(text: impl Into<String>, what: impl Into<String>) -> Effect {
    Effect::Copy { text: text.into(), what: what.into() }
}

/// Copies a contact, the first of so many. The message shows the whole number, so that the user can check it.
pub(super) fn copy_contact(contact: &Contact, of: usize) -> Effect {
    const WIDEST: usize = 20;
    let value = Some(contact.value).filter(|value| width(value) <= WIDEST);
    let what = match contact.kind {
        ContactKind::Web => "web address",
        ContactKind::Phone => "phone number",
        ContactKind::Text => "number for text messages",
        ContactKind::Tty => "TTY number",
        ContactKind::Email => "mail address",
        ContactKind::Address => "postal address",
    };
    let what = value.map_or(what.to_owned(), |value| format!("{what} {value}"));
    copy(contact.value, if of > 1 { format!("{what}, 1 of {of}") } else { what })
}
