//! [`SafeText`] and [`SafeProse`]: text of one line, or of several, that may be drawn or written.
//!
//! The fields are private and every constructor cleans, so these types are safe by construction. `clean` decides about
//! characters; this file cuts, pads and measures.

use std::{borrow::Cow, fmt, ops::Range};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    Glyph, Glyphs,
    clean::{clean_into, is_plainly_clean},
    width::{clusters, width},
};

/// Text of one line in which nothing acts on a terminal; for the cells of a screen, every character is visible too.
#[must_use]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafeText<'a>(Cow<'a, str>);

impl<'a> SafeText<'a> {
    /// Makes `text` safe as one line: line ends and tabs become spaces.
    pub fn line(text: &'a str) -> Self {
        Self::line_in(text, Glyphs::Unicode)
    }

    /// Does as [`SafeText::line`], with signs from `glyphs`.
    pub fn line_in(text: &'a str, glyphs: Glyphs) -> Self {
        if is_plainly_clean(text, glyphs) {
            return Self(Cow::Borrowed(text));
        }
        let mut out = String::with_capacity(text.len());
        clean_into(&mut out, text, glyphs);
        Self(if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) })
    }

    /// Makes `text` safe as one line whose letters stay as they were written.
    pub fn as_written(text: &'a str) -> Self {
        Self::line_in(text, Glyphs::AsWritten)
    }

    /// Makes `text` safe as one line and translates byte ranges of it.
    ///
    /// The returned ranges are in order, widened to whole clusters, merged if they overlap, and not empty.
    pub fn marked(text: &'a str, ranges: &[Range<usize>], glyphs: Glyphs) -> (Self, Vec<Range<usize>>) {
        let ranges = whole_clusters(text, ranges);
        if is_plainly_clean(text, glyphs) {
            return (Self(Cow::Borrowed(text)), ranges);
        }
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        let mut clean_to = |end: usize| {
            clean_into(&mut out, &text[done..end], glyphs);
            done = end;
            out.len()
        };
        let moved = ranges.iter().map(|range| clean_to(range.start)..clean_to(range.end)).collect();
        clean_to(text.len());
        (Self(Cow::Owned(out)), moved)
    }

    /// Wraps a part of clean text, cut at clusters.
    pub(super) fn trusted(text: &'a str) -> Self {
        debug_assert!(!text.contains(char::is_control), "{text:?} was never cleaned");
        Self(Cow::Borrowed(text))
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of terminal cells that it takes.
    pub fn width(&self) -> usize {
        width(&self.0)
    }

    /// The clusters, each with the number of terminal cells that it takes, which is at least one.
    pub fn clusters(&self) -> impl Iterator<Item = (&str, usize)> {
        clusters(&self.0)
    }

    /// The text cut to at most `width` cells, with an ellipsis where something was cut off.
    pub fn truncate(&self, width: usize, glyphs: Glyphs) -> SafeText<'_> {
        if self.width() <= width {
            return SafeText::trusted(&self.0);
        }
        let ellipsis = glyphs.of(Glyph::Ellipsis);
        let Some(room) = width.checked_sub(super::width(ellipsis)) else {
            return SafeText::trusted(if ellipsis.is_ascii() { &ellipsis[..width] } else { "" });
        };
        let mut cut = self.0[..prefix_within(&self.0, room)].trim_end_matches(' ').to_owned();
        cut.push_str(ellipsis);
        SafeText(Cow::Owned(cut))
    }

    /// The text with spaces after it, up to `width` cells.
    pub fn pad_end(mut self, width: usize) -> Self {
        let missing = width.saturating_sub(self.width());
        if missing > 0 {
            let text = self.0.to_mut();
            text.extend(std::iter::repeat_n(' ', missing));
        }
        self
    }

    /// The same text, owning its characters.
    pub fn into_owned(self) -> SafeText<'static> {
        SafeText(Cow::Owned(self.0.into_owned()))
    }
}

impl From<String> for SafeText<'static> {
    fn from(text: String) -> Self {
        if is_plainly_clean(&text, Glyphs::Unicode) {
            return Self(Cow::Owned(text));
        }
        SafeText::line(&text).into_owned()
    }
}

impl<'a> From<SafeText<'a>> for Cow<'a, str> {
    fn from(text: SafeText<'a>) -> Self {
        text.0
    }
}

impl fmt::Display for SafeText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Text of several safe lines, for printing and for the clipboard, from which it may be pasted into a shell.
#[must_use]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeProse(String);

impl SafeProse {
    /// Makes each line of `text` safe.
    pub fn of(text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(|line| SafeText::as_written(line).to_string()).collect();
        let end = if text.ends_with('\n') { "\n" } else { "" };
        SafeProse(lines.join("\n") + end)
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeProse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The length in bytes of the longest start of `text` that takes at most `room` cells and ends at a cluster.
pub(crate) fn prefix_within(text: &str, room: usize) -> usize {
    let mut used = 0;
    let fits = |(_, cells): &(&str, usize)| {
        used += cells;
        used <= room
    };
    clusters(text).take_while(fits).map(|(cluster, _)| cluster.len()).sum()
}

/// The ranges in order, within `text`, widened to whole clusters, without overlaps.
pub(super) fn whole_clusters(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut ranges: Vec<_> =
        ranges.iter().map(|r| r.start..r.end.min(text.len())).filter(|r| r.start < r.end).collect();
    ranges.sort_unstable_by_key(|r| (r.start, r.end));
    if !text.is_ascii() {
        let mut clusters = text.grapheme_indices(true).map(|(at, c)| at..at + c.len()).peekable();
        for range in &mut ranges {
            while clusters.next_if(|c| c.end <= range.start).is_some() {}
            if let Some(cluster) = clusters.peek() {
                range.start = range.start.min(cluster.start);
            }
            // Two ranges may share a cluster, so the last one of this range is left for the next.
            while clusters.next_if(|c| c.end < range.end).is_some() {}
            if let Some(cluster) = clusters.peek() {
                range.end = range.end.max(cluster.end);
            }
        }
    }
    ranges.dedup_by(|next, kept| {
        let overlap = next.start < kept.end;
        if overlap {
            kept.start = kept.start.min(next.start);
            kept.end = kept.end.max(next.end);
        }
        overlap
    });
    ranges
}

#[cfg(test)]
pub(super) mod tests;
