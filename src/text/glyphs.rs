//! Which characters may be written, and the signs that the program draws.

/// Which characters may be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Glyphs {
    /// On the cells of a screen: any that common fonts have and terminals agree on.
    #[default]
    Unicode,
    /// In copies and pipes: every letter as written.
    AsWritten,
    /// Printable ASCII alone.
    Ascii,
}

macro_rules! glyphs {
    ($($glyph:ident: $unicode:literal $ascii:literal, $use:literal;)*) => {
        /// A sign of our own, named for its use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Glyph {
            $(#[doc = $use] $glyph,)*
        }

        impl Glyphs {
            /// The sign to draw for `glyph`.
            pub const fn of(self, glyph: Glyph) -> &'static str {
                match glyph {
                    $(Glyph::$glyph => if matches!(self, Self::Ascii) { $ascii } else { $unicode },)*
                }
            }
        }
    };
}

glyphs! {
    Bullet: "•" "*", "Before an item of a list.";
    Ellipsis: "…" "...", "Where text was cut to fit.";
    Rule: "─" "-", "A horizontal line, one cell of it.";
    Bar: "│" "|", "A vertical line, one cell of it.";
    HeavyBar: "┃" "#", "A vertical line beside what has the keys.";
    Dot: "·" "-", "Between two parts of one line.";
    Step: "›" ">", "Between two steps of a path.";
    Folded: "▸" "+", "Before an entry whose children are hidden.";
    Unfolded: "▾" "-", "Before an entry whose children are shown.";
    Arrow: "→" "->", "Where something leads on to something else.";
    Mark: "●" "*", "In the matrix: the member acts on the topic.";
    Hollow: "○" "o", "Where a thing is named but not stated: a member is put under a topic.";
    TooWide: "…" ".", "In place of a character that is wider than the room.";
    Check: "✓" "ok", "Before what was done.";
    Cross: "✗" "x", "Before what failed.";
    Caution: "!" "!", "Before a warning.";
    Ended: "†" "!", "Before the name of an entry that has ended.";
    Beyond: "°" "~", "Before the name of an entry that is beyond the edition.";
    Done: "█" "#", "One cell of a bar, as far as something is done.";
    ToDo: "░" ".", "One cell of a bar, where it is not done yet.";
}

impl Glyphs {
    /// The characters for text that is copied from a screen with these.
    #[must_use]
    pub fn taken_away(self) -> Self {
        match self {
            Self::Unicode | Self::AsWritten => Self::AsWritten,
            Self::Ascii => Self::Ascii,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Glyph, Glyphs};
    use crate::text::{SafeText, width};

    const ALL: [Glyph; 20] = [
        Glyph::Bullet,
        Glyph::Ellipsis,
        Glyph::Rule,
        Glyph::Bar,
        Glyph::HeavyBar,
        Glyph::Dot,
        Glyph::Step,
        Glyph::Folded,
        Glyph::Unfolded,
        Glyph::Arrow,
        Glyph::Mark,
        Glyph::Hollow,
        Glyph::TooWide,
        Glyph::Check,
        Glyph::Cross,
        Glyph::Caution,
        Glyph::Ended,
        Glyph::Beyond,
        Glyph::Done,
        Glyph::ToDo,
    ];

    #[test]
    fn every_sign_is_safe_and_has_an_ascii_form() {
        for glyph in ALL {
            let (unicode, ascii) = (Glyphs::Unicode.of(glyph), Glyphs::Ascii.of(glyph));
            assert_eq!(SafeText::line(unicode).as_str(), unicode, "{glyph:?}");
            assert_eq!(width(unicode), 1, "{glyph:?}");
            assert!(ascii.bytes().all(|b| b.is_ascii_graphic()), "{glyph:?}: {ascii:?}");
        }
    }
}
