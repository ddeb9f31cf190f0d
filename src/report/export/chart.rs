//! The content of a chart of the hierarchy: each entry once, and a line to each of its children.

use crate::directory::{ContactKind, Directory, Entry, EntryId, Link};
use crate::outline::{children_by_relation, group_title};
use crate::page::span_of;
use crate::report::extent::Selection;
use crate::report::{Extent, plain_line};
use crate::text::SafeText;

pub(super) struct Chart<'d> {
    directory: &'d Directory,
    selection: Selection,
}

/// A line from what lies above to what lies beneath.
pub(super) struct Edge {
    pub(super) above: EntryId,
    pub(super) beneath: EntryId,
    /// The relation of the child to the parent.
    pub(super) label: String,
    /// Whether the child has its home elsewhere.
    pub(super) is_reference: bool,
}

impl<'d> Chart<'d> {
    pub(super) fn new(directory: &'d Directory, extent: &Extent) -> Self {
        Chart { directory, selection: extent.select(directory) }
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = Entry<'d>> {
        self.selection.entries(self.directory)
    }

    /// The position and name of each kind that is here.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (usize, &'d str)> {
        self.selection.kinds(self.directory).map(|(id, kind)| (id.index(), kind.name))
    }

    /// An entry with two parents has two lines.
    pub(super) fn edges(&self) -> impl Iterator<Item = Edge> {
        let directory = self.directory;
        self.nodes().flat_map(move |above| {
            let groups = children_by_relation(directory, above.handle()).into_iter();
            let beneath = groups
                .flat_map(|(relation, children)| children.into_iter().map(move |child| (relation, child)));
            let beneath = beneath.filter(|(_, child)| self.selection.contains(*child));
            beneath.map(move |(relation, child)| {
                let is_it = |link: &Link| link.target() == above.handle() && link.relation_id() == relation;
                let link = directory.entry(child).links().find(is_it);
                let span = link.map(|link| span_of(link.since(), link.until())).unwrap_or_default();
                let words = [group_title(directory, relation), &span];
                Edge {
                    above: above.handle(),
                    beneath: child,
                    label: words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", "),
                    is_reference: directory.entry(child).home() != Some(above.handle()),
                }
            })
        })
    }
}

pub(super) fn label(entry: Entry) -> String {
    entry.full_name() + &entry.until().map(|until| format!(", until {until}")).unwrap_or_default()
}

pub(super) fn tooltip(entry: Entry) -> String {
    let summary = entry.summary().map(|summary| format!(": {}", plain_line(summary)));
    SafeText::as_written(&format!("{}{}", entry.kind().name, summary.unwrap_or_default())).as_str().to_owned()
}

/// Where an entry can be read, on the web.
pub(super) fn address(entry: Entry) -> Option<String> {
    let mut contacts = entry.contacts().filter(|contact| contact.kind == ContactKind::Web);
    let address = contacts.find_map(|contact| contact.address())?;
    let is_seen = |c: char| crate::text::is_seen(c) && !c.is_whitespace() && !r#"<>"\`"#.contains(c);
    address.chars().all(is_seen).then_some(address)
}
