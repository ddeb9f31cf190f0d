//! The detail pane and the reading pane: the lines in sight.

use ratatui::layout::Rect;

use crate::app::{Detail, ReadingPane};
use crate::compare::short_names;
use crate::layout::Pane;
use crate::page::Target;
use crate::text::{Document, Glyph, Line, Lines, Role, Span, width};

use super::theme::Tone;
use super::{Hyperlink, Painter};

impl Painter<'_> {
    pub(super) fn detail(&mut self, area: Rect) {
        let detail = self.state.detail();
        self.text(area, detail, detail.link.filter(|_| self.has_keys(Pane::Detail)));
    }

    fn text(&mut self, area: Rect, text: &Detail, focused: Option<usize>) {
        let Some(layout) = text.layout() else { return };
        for (number, row) in area.rows().enumerate() {
            let Some(line) = layout.lines.get(text.scroll + number) else { break };
            self.line(row, line, focused, &layout.targets);
        }
        // The head of a table stays while its rows are scrolled.
        let head = layout.lines.head_above(text.scroll);
        for (line, row) in head.filter_map(|line| layout.lines.get(line)).zip(area.rows()) {
            self.canvas(row).clear();
            self.line(row, line, focused, &layout.targets);
        }
    }

    pub(super) fn reading(&mut self, area: Rect, reading: &ReadingPane) {
        self.text(area, &reading.text, None);
        let names = reading.compared().map(|entries| short_names(self.state.directory(), entries));
        if let Some(name) = names.as_ref().and_then(|names| reading.name_above(names)) {
            let name = self.safe(name);
            let mut canvas = self.canvas(area);
            canvas.clear();
            canvas.put_cut(&name, Role::Strong);
        }
    }

    /// Paragraphs wrapped to an area, with a sign at its end if it does not hold them.
    pub(super) fn paragraphs<'t>(&mut self, area: Rect, paragraphs: impl IntoIterator<Item = Vec<Span<'t>>>) {
        if area.is_empty() {
            return;
        }
        let mut document = Document::new(self.glyphs);
        for spans in paragraphs {
            document.paragraph(&spans);
        }
        self.lines_and_more(area, &document.wrap(usize::from(area.width)), 0);
    }

    fn lines(&mut self, area: Rect, lines: &Lines, scroll: usize) {
        for (number, row) in area.rows().enumerate() {
            let Some(line) = lines.get(scroll + number) else { break };
            self.line(row, line, None, &[]);
        }
    }

    /// The same, with a sign after the last line in sight if more follow.
    pub(super) fn lines_and_more(&mut self, area: Rect, lines: &Lines, scroll: usize) {
        self.lines(area, lines, scroll);
        if lines.len() > scroll + usize::from(area.height) {
            let columns = width(self.glyphs.of(Glyph::Ellipsis));
            let columns = u16::try_from(columns).unwrap_or(1).min(area.width);
            let last = Rect { x: area.right() - columns, y: area.bottom() - 1, width: columns, height: 1 };
            self.canvas(last).put_glyph(Glyph::Ellipsis, Role::Strong);
        }
    }

    fn line(&mut self, row: Rect, line: Line, focused: Option<usize>, targets: &[Target]) {
        let mut hyperlinks = Vec::new();
        let mut focus = None;
        let mut canvas = self.canvas(row);
        for piece in line.pieces() {
            let start = canvas.column();
            if focused.is_some() && piece.link == focused {
                focus = focus.or(start.checked_sub(1));
            }
            let tone = match piece.link {
                Some(link) if Some(link) == focused => Tone::FocusedLink,
                _ if piece.matched => Tone::Match,
                Some(link) if link < targets.len() => Tone::Of(Role::Link),
                // What cannot be followed here is no link here.
                Some(_) => Tone::Of(Role::Text),
                None => piece.role.into(),
            };
            canvas.put(&piece.text, tone);
            if let Some(Target::Address(address)) = piece.link.and_then(|link| targets.get(link)) {
                let columns = start..canvas.column();
                hyperlinks.push(Hyperlink { row: row.y, columns, address: address.clone() });
            }
        }
        self.painted.hyperlinks.append(&mut hyperlinks);
        // Matches may be reversed too, so the focused link also has a sign before it.
        if let Some(x) = focus.filter(|x| self.buffer[(*x, row.y)].symbol() == " ") {
            self.canvas(Rect { x, width: 1, ..row }).put_glyph(Glyph::Step, Tone::Key);
        }
    }
}
