//! How many cells a text takes: one function for the whole program.
//!
//! It counts by grapheme cluster, as ratatui's buffer does when it fills cells, so that what is measured here and
//! what is drawn there never differ. It expects safe text, which has no cluster without a width.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::clean::joins;

/// The number of terminal cells that `text` takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    clusters(text).map(|(_, cells)| cells).sum()
}

/// The grapheme clusters of a text, each with the terminal cells that it takes.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (length, width) = first_cluster(rest);
        let (cluster, after) = rest.split_at(length);
        rest = after;
        (length > 0).then_some((cluster, width))
    })
}

/// The bytes and the terminal cells that the first grapheme cluster of `text` takes.
#[inline]
pub(super) fn first_cluster(text: &str) -> (usize, usize) {
    // Nothing that is ASCII joins the character before it, so most text needs no tables.
    if let [first, rest @ ..] = text.as_bytes()
        && first.is_ascii()
        && rest.first().is_none_or(u8::is_ascii)
    {
        return (1, 1);
    }
    first_cluster_of_any(text)
}

fn first_cluster_of_any(text: &str) -> (usize, usize) {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return (0, 0) };
    // Most characters join neither neighbour, and to know that costs less than to segment.
    if !joins(first) && chars.next().is_none_or(|next| !joins(next)) {
        return (first.len_utf8(), first.width().unwrap_or(1));
    }
    let cluster = text.graphemes(true).next().unwrap_or_default();
    (cluster.len(), cluster.width())
}

#[cfg(test)]
mod tests {
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    use super::width;
    use crate::dice::cases;
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

    #[test]
    fn agrees_with_what_is_drawn() {
        cases(200, |dice| {
            let text = dice.text(60);
            let safe = SafeText::line(&text);
            assert_eq!(safe.width(), drawn(safe.as_str()), "{:?}", safe.as_str());
        });
    }
}
