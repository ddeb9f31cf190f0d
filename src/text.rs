//! The one place where text is made safe for a terminal, and where CommonMark becomes wrapped lines.
//!
//! `SafeText` is the only text that may be drawn or written, and [`SafeProse`] is many lines of it: neither can
//! hold a control character or a bidirectional override. [`Glyphs`] says where the text goes: for the cells of a
//! screen invisible characters are removed, for copies and pipes every letter stays as written, and for ASCII
//! everything else is replaced. A `Document` is a sequence of blocks, built from CommonMark or piece by piece, that
//! wraps to any width as `Lines`, whose pieces carry a `Role` and perhaps a link. A `Markdown` is CommonMark
//! for other programs. This module does not know what a role looks like, what an entry is, or where a link leads.
//!
//! The invariant: whatever comes out of this module is safe, and its width is the one that [`width()`] says.

mod ascii;
mod clean;
mod commonmark;
mod document;
mod enumerated;
mod glyphs;
mod layout;
mod lines;
mod links;
mod markdown;
mod safe;
mod safe_markdown;
mod shown;
mod span;
mod table;
mod width;
mod wrap;

pub(crate) use ascii::{ascii_addresses_into, ascii_into};
pub(crate) use clean::{hidden_in, is_seen};
pub(crate) use commonmark::{LONGEST as LONGEST_MARKED, escape_commonmark};
pub(crate) use document::{Document, SPOKEN, UNWRAPPED};
pub(crate) use enumerated::in_quotes;
pub(crate) use glyphs::Glyph;
pub use glyphs::Glyphs;
pub(crate) use lines::{Anchor, Line, Lines};
pub(crate) use links::written_links;
pub(crate) use markdown::Markdown;
pub use safe::SafeProse;
pub(crate) use safe::{SafeText, prefix_within};
pub(crate) use safe_markdown::{html, html_inline};
pub(crate) use shown::{addresses, shown, shown_inline};
pub(crate) use span::{Medium, Role, Span};
pub use width::width;
