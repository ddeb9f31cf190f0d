//! Pages that are built piece by piece.

use super::{Document, Role, Span};
use crate::text::Glyphs;

/// A page as it is built for an entry.
fn page(glyphs: Glyphs) -> Document {
    let mut document = Document::new(glyphs);
    document.field("kind", 8, &[Span::text("executive department")]);
    document.field("abbreviation", 8, &[Span::text("DOJ")]);
    document.gap();
    let link = document.add_link("pitf");
    document.item(&[Span::text("member of "), Span::link("the task force", link)]);
    document.beneath(4, |document| document.paragraph(&[Span::new("set in", Role::Muted)]));
    document.rule();
    document
}

#[test]
fn builds_a_page() {
    for (width, lines) in [
        (
            28,
            "kind    executive department\nabbreviation DOJ\n\n• member of the task force\n    set in\n\
             ────────────────────────────\n",
        ),
        (
            16,
            "kind    executiv\n        e\n        departme\n        nt\nabbreviation DOJ\n\n• member of the\n  task force\n    set in\n────────────────\n",
        ),
        (
            4,
            "kind\nexec\nutiv\ne\ndepa\nrtme\nnt\nabbr\nevia\ntion\nDOJ\n\n\
             • me\n  mb\n  er\n  of\n  th\n  e\n  ta\n  sk\n  fo\n  rc\n  e\nset\nin\n────\n",
        ),
    ] {
        assert_eq!(page(Glyphs::Unicode).wrap(width).plain(), lines, "at {width}");
    }
}

#[test]
fn ascii_pages_have_ascii_signs() {
    let plain = page(Glyphs::Ascii).wrap(28).plain();
    assert!(plain.is_ascii(), "{plain}");
    assert!(plain.contains("* member of"), "{plain}");
}

impl Document {
    /// A document of the blocks of one CommonMark text.
    pub(crate) fn from_commonmark(text: &str, glyphs: Glyphs) -> Self {
        let mut document = Self::new(glyphs);
        document.commonmark(text, "");
        document
    }
}
