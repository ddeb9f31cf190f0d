//! The pieces that pages are built of: text with a role and perhaps a link.

/// What a piece of text is; the look of each is chosen elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    #[default]
    Text,
    Strong,
    Emphasis,
    /// Text that is meant literally: code and HTML.
    Code,
    /// A heading, 1 being the highest.
    Heading(u8),
    Quote,
    Link,
    /// What only accompanies the text: bullets, bars, rules, notes.
    Muted,
    /// The name of a value or of a column.
    Label,
}

/// A piece of a block that is being built.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span<'a> {
    /// The text, which need not be safe.
    pub text: &'a str,
    pub role: Role,
    /// The link that it stands for, as [`Document::add_link`](super::Document::add_link) numbered it.
    pub link: Option<usize>,
}

impl<'a> Span<'a> {
    pub(crate) fn text(text: &'a str) -> Self {
        Self::new(text, Role::Text)
    }

    pub(crate) fn new(text: &'a str, role: Role) -> Self {
        Self { text, role, link: None }
    }

    pub(crate) fn link(text: &'a str, link: usize) -> Self {
        Self { text, role: Role::Link, link: Some(link) }
    }
}

/// Where a document goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Medium {
    /// To a screen, on which links can be followed.
    #[default]
    Screen,
    /// To paper, where links cannot be followed: their addresses follow their words.
    Paper,
    /// To another program: like paper, and no word is broken, as it may be an address.
    Pipe,
}
