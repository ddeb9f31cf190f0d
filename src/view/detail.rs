//! The detail pane, and whatever else is text to read: the lines that are in sight.

use ratatui::layout::Rect;

use crate::layout::Pane;
use crate::page::Target;
use crate::text::{Line, Lines};

use super::theme::Tone;
use super::{Hyperlink, Screen};

impl Screen<'_> {
    pub(super) fn detail(&mut self, area: Rect) {
        let detail = self.state.detail();
        let Some(layout) = detail.layout() else { return };
        let focused = detail.link.filter(|_| self.has_keys(Pane::Detail));
        for (number, row) in area.rows().enumerate() {
            let Some(line) = layout.lines.get(detail.scroll + number) else { break };
            self.line(row, line, focused, &layout.targets);
        }
    }

    /// Text without links that could be followed.
    pub(super) fn lines(&mut self, area: Rect, lines: &Lines, scroll: usize) {
        for (number, row) in area.rows().enumerate() {
            let Some(line) = lines.get(scroll + number) else { break };
            self.line(row, line, None, &[]);
        }
    }

    fn line(&mut self, row: Rect, line: Line, focused: Option<usize>, targets: &[Target]) {
        let mut hyperlinks = Vec::new();
        let mut canvas = self.canvas(row);
        for piece in line.pieces() {
            let start = canvas.column();
            let tone = match piece.link {
                Some(link) if Some(link) == focused => Tone::FocusedLink,
                _ if piece.matched => Tone::Match,
                Some(_) => Tone::Link,
                None => piece.role.into(),
            };
            canvas.put(&piece.text, tone);
            if let Some(Target::Address(address)) = piece.link.and_then(|link| targets.get(link)) {
                let columns = start..canvas.column();
                hyperlinks.push(Hyperlink { row: row.y, columns, address: address.clone() });
            }
        }
        self.hyperlinks.append(&mut hyperlinks);
    }
}
