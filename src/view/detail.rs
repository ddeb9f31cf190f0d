//! The detail pane: the lines of the page that are in sight.

use ratatui::layout::Rect;

use crate::layout::Pane;
use crate::page::Target;

use super::theme::Tone;
use super::{Hyperlink, Screen};

impl Screen<'_> {
    pub(super) fn detail(&mut self, area: Rect) {
        let detail = self.state.detail();
        let Some(layout) = detail.layout() else { return };
        let focused = detail.link.filter(|_| self.has_keys(Pane::Detail));
        for (line, rect) in area.rows().enumerate() {
            let Some(line) = layout.lines.get(detail.scroll + line) else { break };
            let mut hyperlinks = Vec::new();
            let mut canvas = self.canvas(rect);
            for piece in line.pieces() {
                let start = canvas.column();
                let tone = match piece.link {
                    Some(link) if Some(link) == focused => Tone::FocusedLink,
                    _ if piece.matched => Tone::Match,
                    Some(_) => Tone::Link,
                    None => piece.role.into(),
                };
                canvas.put(&piece.text, tone);
                if let Some(Target::Address(address)) = piece.link.and_then(|link| layout.targets.get(link)) {
                    let (row, columns) = (rect.y, start..canvas.column());
                    hyperlinks.push(Hyperlink { row, columns, address: address.clone() });
                }
            }
            self.hyperlinks.append(&mut hyperlinks);
        }
    }
}
