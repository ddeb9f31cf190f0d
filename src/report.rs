//! What subcommands write: each is a [`Report`], which a [`Printer`] writes to any writer.
//!
//! A [`ReportStyle`] decides how it looks: colour, signs, and the width to wrap prose to. All text goes through
//! `SafeText` on its way out.

pub(crate) mod check;
pub(crate) mod cite;
pub(crate) mod compare;
pub mod diff;
pub mod export;
mod extent;
pub(crate) mod json;
mod linked;
pub(crate) mod list;
pub(crate) mod overview;
pub mod schema;
pub mod search;
pub mod show;
pub mod tree;
mod value;

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};
use std::ops::Range;

pub use extent::Extent;

use crate::text::{Document, Glyphs, LONGEST_MARKED, Line, Lines, Medium, Role, SafeText};

/// What a subcommand writes, in each format.
pub trait Report {
    /// Writes it for people.
    fn write_text(&self, printer: &mut Printer) -> io::Result<()>;

    /// The same as Markdown.
    fn markdown(&self) -> String;

    /// Writes the same as one value of JSON.
    fn write_json(&self, out: &mut dyn Write) -> io::Result<()>;
}

pub(crate) trait Tabular: Report {
    fn rows(&self) -> impl Iterator<Item = Vec<Cow<'_, str>>>;

    fn ids(&self) -> impl Iterator<Item = &str>;

    fn write_tsv(&self, printer: &mut Printer) -> io::Result<()> {
        self.rows().try_for_each(|row| printer.row(&row))
    }

    /// Writes the ids, a line each, each once.
    fn write_ids(&self, printer: &mut Printer) -> io::Result<()> {
        let mut written = HashSet::new();
        self.ids().filter(|id| written.insert(*id)).try_for_each(|id| printer.put_line(id, Role::Text))
    }
}

/// How a report may look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportStyle {
    /// The signs of our own.
    pub glyphs: Glyphs,
    /// The columns that prose is wrapped to.
    pub width: usize,
    /// Whether the width was given by the user or the terminal.
    pub has_known_width: bool,
    /// Whether colours and weights may be used.
    pub is_coloured: bool,
    /// Whether it goes to a terminal and not to a pipe.
    pub is_for_terminal: bool,
}

impl ReportStyle {
    pub(crate) fn medium(self) -> Medium {
        if self.is_for_terminal { Medium::Paper } else { Medium::Pipe }
    }
}

/// The numbers of `CSI m` that a role is written with. Nothing is dim, and the colours are those that are legible on dark
/// and on light grounds.
fn rendition(role: Role) -> &'static str {
    match role {
        Role::Text | Role::Code | Role::Quote | Role::Muted => "",
        Role::Heading(1) => "1;4",
        Role::Heading(_) => "1;35",
        Role::Strong => "1",
        Role::Emphasis | Role::Label => "3",
        Role::Link => "4",
    }
}

const MATCH: &str = "7";

/// Writes safe text in a style.
pub struct Printer<'w> {
    out: &'w mut dyn Write,
    pub(crate) style: ReportStyle,
}

impl<'w> Printer<'w> {
    /// A printer that writes to `out`.
    pub fn new(out: &'w mut dyn Write, style: ReportStyle) -> Self {
        Printer { out, style }
    }

    pub(crate) fn put(&mut self, text: &SafeText, role: Role) -> io::Result<()> {
        self.put_in(text, rendition(role))
    }

    fn put_in(&mut self, text: &SafeText, rendition: &str) -> io::Result<()> {
        if !self.style.is_coloured || rendition.is_empty() || text.is_empty() {
            return self.out.write_all(text.as_str().as_bytes());
        }
        write!(self.out, "\x1b[{rendition}m{text}\x1b[m")
    }

    /// Puts text that need not be safe.
    pub(crate) fn put_text(&mut self, text: &str, role: Role) -> io::Result<()> {
        self.put(&SafeText::line_in(text, self.style.glyphs), role)
    }

    pub(crate) fn put_line(&mut self, text: &str, role: Role) -> io::Result<()> {
        self.put_text(text, role)?;
        self.end_line()
    }

    pub(crate) fn marked(&mut self, text: &str, ranges: &[Range<usize>], role: Role) -> io::Result<()> {
        let (text, ranges) = SafeText::marked(text, ranges, self.style.glyphs);
        let mut at = 0;
        for range in ranges {
            self.put_text(&text.as_str()[at..range.start], role)?;
            self.put_in(&SafeText::line_in(&text.as_str()[range.clone()], self.style.glyphs), MATCH)?;
            at = range.end;
        }
        self.put_text(&text.as_str()[at..], role)
    }

    /// Puts columns on a line, with tabs between them. A tab or line end within a column is replaced by a sign.
    pub(crate) fn row(&mut self, columns: &[Cow<str>]) -> io::Result<()> {
        for (at, column) in columns.iter().enumerate() {
            if at > 0 {
                self.out.write_all(b"\t")?;
            }
            self.put_text(column, Role::Text)?;
        }
        self.end_line()
    }

    pub(crate) fn end_line(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    pub(crate) fn lines(&mut self, lines: &Lines) -> io::Result<()> {
        lines.iter().try_for_each(|line| self.line(line))
    }

    fn line(&mut self, line: Line) -> io::Result<()> {
        if self.style.is_coloured {
            line.pieces().try_for_each(|piece| self.put(&piece.text, piece.role))?;
        } else {
            self.out.write_all(line.to_string().trim_end().as_bytes())?;
        }
        self.end_line()
    }
}

/// Text on one line, in which every character is seen.
fn one_line(text: &str) -> String {
    SafeText::as_written(text).to_string()
}

/// `CommonMark` on one line, without its marks, the addresses of its links behind their words. A text that is too long
/// for these to be read stays as it is written.
fn plain(text: &str) -> String {
    if text.len() > LONGEST_MARKED {
        return one_line(text);
    }
    joined(|document| document.commonmark(text, ""))
}

/// The same for a text that is one line and has no blocks.
fn plain_line(text: &str) -> String {
    joined(|document| document.inline(text, ""))
}

fn joined(add: impl FnOnce(&mut Document)) -> String {
    let mut document = Document::new(Glyphs::AsWritten);
    document.set_medium(Medium::Paper);
    add(&mut document);
    let lines = document.unwrapped();
    let lines = lines.iter().map(|line| line.to_string().trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
