//! One row of the screen to paint on, from left to right. Only safe text can be put on it, and never past its end.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use crate::settings::ThemeName;
use crate::text::{Glyph, Glyphs, SafeText};

use super::theme::Tone;

pub(super) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    area: Rect,
    at: u16,
    theme: ThemeName,
    glyphs: Glyphs,
    ground: Option<Tone>,
}

impl<'b> Canvas<'b> {
    /// The first row of an area, as far as it lies within the buffer.
    pub(super) fn new(buffer: &'b mut Buffer, area: Rect, theme: ThemeName, glyphs: Glyphs) -> Self {
        let area = Rect { height: area.height.min(1), ..area }.intersection(*buffer.area());
        Canvas { at: area.x, buffer, area, theme, glyphs, ground: None }
    }

    pub(super) fn on(mut self, ground: Tone) -> Self {
        self.buffer.set_style(self.area, self.theme.style(ground));
        self.ground = Some(ground);
        self
    }

    pub(super) fn put(&mut self, text: &SafeText, tone: impl Into<Tone>) {
        if self.area.is_empty() {
            return;
        }
        let style = match self.ground {
            Some(ground) => self.theme.style_on(tone.into(), ground),
            None => self.theme.style(tone.into()),
        };
        let start = self.buffer.index_of(self.area.x, self.area.y) + usize::from(self.at - self.area.x);
        let cells = &mut self.buffer.content[start..start + usize::from(self.area.right() - self.at)];
        let mut put = 0;
        for (cluster, width) in text.clusters() {
            let Some(taken) = cells.get_mut(put..put + width) else { break };
            if let Some((first, covered)) = taken.split_first_mut() {
                first.set_symbol(cluster).set_style(style);
                covered.iter_mut().for_each(Cell::reset);
            }
            put += width;
        }
        self.skip(put);
    }

    pub(super) fn put_glyph(&mut self, glyph: Glyph, tone: impl Into<Tone>) {
        self.put(&SafeText::line(self.glyphs.of(glyph)), tone);
    }

    /// Puts the sign before a row: it shows the chosen one without colour.
    pub(super) fn put_pointer(&mut self, is_chosen: bool) {
        if is_chosen {
            self.put_glyph(Glyph::Step, Tone::Key);
        } else {
            self.skip(1);
        }
    }

    /// Fills so many columns with a line.
    pub(super) fn put_rule(&mut self, columns: usize) {
        let rule = self.glyphs.of(Glyph::Rule).repeat(columns);
        self.put(&SafeText::from(rule), Tone::Rule);
    }

    /// Puts text with an ellipsis where it has no room.
    pub(super) fn put_cut(&mut self, text: &SafeText, tone: impl Into<Tone>) {
        self.put(&text.truncate(self.room(), self.glyphs), tone);
    }

    pub(super) fn clear(&mut self) {
        for position in self.area.positions() {
            self.buffer[position].reset();
        }
    }

    pub(super) fn skip(&mut self, columns: usize) {
        let columns = u16::try_from(columns.min(self.room())).unwrap_or(0);
        self.at += columns;
    }

    pub(super) fn put_at_end(&mut self, text: &SafeText, tone: impl Into<Tone>) {
        let width = text.width();
        if width <= self.room() {
            self.skip(self.room() - width);
            self.put(text, tone);
        }
    }

    pub(super) fn room(&self) -> usize {
        usize::from(self.area.right().saturating_sub(self.at))
    }

    pub(super) fn column(&self) -> u16 {
        self.at
    }

    pub(super) fn glyphs(&self) -> Glyphs {
        self.glyphs
    }
}
