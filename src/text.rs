//! The one place where text is made safe for a terminal, and where CommonMark becomes wrapped lines.
//!
//! Three ideas live here. [`SafeText`] is the only text that may be drawn or written, [`SafeProse`] many lines of it: it
//! cannot hold a control character or a bidirectional override. [`Glyphs`] says where it goes: for the cells of a screen it
//! holds nothing that the reader would not see, taken away it has every letter as it was written, and in ASCII nothing else.
//! A [`Document`] is a sequence of blocks, built from CommonMark or piece by piece, that wraps to any width as [`Lines`], whose pieces carry a
//! [`Role`] and perhaps a link. A [`Markdown`] is CommonMark that is written, to be taken elsewhere. What a role
//! looks like, what an entry is and where a link leads are not known here.
//!
//! The invariant: whatever comes out of this module is safe, and its width is the one that [`width()`] says.

mod ascii;
mod clean;
mod commonmark;
mod document;
mod enumerated;
mod glyphs;
mod harmless;
mod html;
mod layout;
mod lines;
mod links;
mod markdown;
mod prose;
mod safe;
mod shown;
mod span;
mod table;
mod width;
mod wrap;

pub(crate) use ascii::{addresses_in, ascii_address_into, ascii_into};
pub(crate) use clean::{hidden_in, is_seen};
pub use commonmark::LONGEST as LONGEST_MARKED;
pub(crate) use commonmark::escaped;
pub use document::{Document, SPOKEN, UNWRAPPED};
pub use enumerated::in_quotes;
pub use glyphs::{Glyph, Glyphs};
pub use html::{html, html_inline};
pub use lines::{Anchor, Line, Lines, Piece};
pub(crate) use links::written_links;
pub use markdown::Markdown;
pub use prose::SafeProse;
pub use safe::SafeText;
pub(crate) use shown::addresses;
pub use shown::{shown, shown_inline};
pub use span::{Medium, Role, Span};
pub use width::width;
