//! How many cells a text takes: one function for the whole program.
//!
//! It counts by grapheme cluster, as ratatui's buffer does when it fills cells, so that what is measured here and
//! what is drawn there never differ. It expects safe text, which has no cluster without a width.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The number of terminal cells that `text` takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(cluster_width).sum() }
}

/// The number of terminal cells that one grapheme cluster takes.
pub(super) fn cluster_width(cluster: &str) -> usize {
    if cluster.len() == 1 { 1 } else { cluster.width() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    use super::width;
    use crate::text::SafeText;

    /// The column where ratatui stands after drawing `text`.
    fn drawn(text: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4000, 1));
        buffer.set_stringn(0, 0, text, usize::MAX, Style::default()).0.into()
    }

    #[test]
    fn counts_cells() {
        for (text, cells) in [
            ("", 0),
            ("abc", 3),
            ("é", 1),
            ("e\u{301}", 1),
            ("漢字", 4),
            ("한국", 4),
            ("😀", 2),
            ("\u{5e9}\u{5b8}", 1),
            ("لا", 2),
            ("…—“”", 4),
        ] {
            assert_eq!(width(text), cells, "{text:?}");
            assert_eq!(drawn(text), cells, "{text:?} as drawn");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_what_is_drawn(text in any::<String>()) {
            let safe = SafeText::line(&text);
            prop_assert_eq!(safe.width(), drawn(safe.as_str()), "{:?}", safe.as_str());
        }
    }
}
