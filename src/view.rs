//! The screen: reads the state and paints. Nothing changes here.
//!
//! Every pane is painted through a `Canvas`, which takes safe text alone and styles by role, and cannot leave its
//! area.

mod canvas;
mod detail;
mod hints;
mod key_panel;
mod list;
mod paint_matrix;
mod picker;
mod plain;
mod progress;
mod search;
mod status;
mod theme;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::{Mode, ReadingContent, State};
use crate::keymap::{Keymap, Pending};
use crate::layout::{Pane, SMALLEST, reading_area};
use crate::outline::{Arrangement, Subject};
use crate::page::{Step, leading};
use crate::settings::ThemeName;
use crate::text::{Glyph, Glyphs, Role, SafeText, Span};
use canvas::Canvas;
use theme::Tone;

pub(crate) use progress::paint_progress;

/// Cells of a frame that lead to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hyperlink {
    /// The row of the screen, from 0.
    pub row: u16,
    /// The columns, from 0.
    pub columns: Range<u16>,
    /// The address.
    pub address: String,
}

/// A breadcrumb of fewer columns has no name in it, only dots.
const SHORTEST_WAY: usize = 5;
/// An edition that has no more room than this is left out.
const MOST_CUT_EDITION: usize = 8;

/// What a frame has beside its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Painted {
    /// Where the cursor is seen, within the frame; nowhere in most.
    pub cursor: Option<Position>,
    /// The cells that lead to an address.
    pub hyperlinks: Vec<Hyperlink>,
}

/// Paints the whole screen on blank cells.
pub fn paint(state: &State, keymap: &Keymap, pending: &Pending, buffer: &mut Buffer) -> Painted {
    let area = buffer.area;
    let mut screen = Painter {
        state,
        keymap,
        pending,
        theme: state.settings().theme(),
        glyphs: state.settings().glyphs(),
        buffer,
        painted: Painted::default(),
    };
    screen.paint(area);
    let Painted { cursor, hyperlinks } = screen.painted;
    Painted { cursor: cursor.filter(|cursor| area.contains(*cursor)), hyperlinks }
}

struct Painter<'a> {
    state: &'a State,
    keymap: &'a Keymap,
    pending: &'a Pending,
    theme: ThemeName,
    glyphs: Glyphs,
    buffer: &'a mut Buffer,
    painted: Painted,
}

impl Painter<'_> {
    fn paint(&mut self, area: Rect) {
        let panes = self.state.panes();
        if panes.is_too_small() {
            self.too_small(area);
            return;
        }
        self.breadcrumb(panes.breadcrumb);
        if self.state.settings().is_plain {
            self.plain_body(&panes);
            self.notice(panes.notice);
            self.announcement(panes.status);
            return;
        }
        match self.state.mode() {
            Mode::Pick(picker) => self.picker(panes.body, picker),
            Mode::Read(reading) => self.reading(reading_area(panes.body), reading),
            Mode::Matrix(pane) => self.matrix(panes.body, pane),
            Mode::Search(pane) => {
                self.search(panes.list, pane);
                self.rule(panes.rule);
                self.detail(panes.text);
            }
            Mode::Browse | Mode::Filter(_) => {
                self.list(panes.list);
                self.rule(panes.rule);
                self.detail(panes.text);
            }
        }
        self.notice(panes.notice);
        let covers_status = self.key_panel(panes.body);
        if !covers_status {
            self.status(panes.status);
        }
    }

    fn notice(&mut self, area: Rect) {
        let notice = Span::new(self.state.directory().notice(), Role::Strong);
        self.paragraphs(area, [vec![notice]]);
    }

    fn too_small(&mut self, area: Rect) {
        let least = format!("{}x{}", SMALLEST.width, SMALLEST.height);
        let here = format!("pitf needs {least}; this is {}x{}", area.width, area.height);
        let variants = [here, format!("pitf needs {least}"), format!("needs {least}"), least];
        let shortest = variants.len() - 1;
        let fits = variants.iter().position(|text| text.len() <= usize::from(area.width)).unwrap_or(shortest);
        let row = Rect { height: area.height.min(1), ..area };
        self.canvas(row).put(&SafeText::line(&variants[fits]), Role::Text);
    }

    /// The breadcrumb; at a root, the title of the directory. It leaves out the name that the list and the heading of
    /// the text show already.
    fn breadcrumb(&mut self, area: Rect) {
        let list = self.state.list();
        // The notice leaves room for one row of the list, and that is the chosen one.
        if self.says_notice() && self.has_keys(Pane::List) && !self.state.settings().is_plain {
            return list.row().map_or((), |row| self.list_row(area, row, true));
        }
        if self.is_at_root() {
            return if self.state.settings().is_plain {
                self.plain_orientation(area);
            } else {
                self.orientation(area);
            };
        }
        let mut steps = self.steps();
        let is_over_panes = matches!(self.state.mode(), Mode::Pick(_) | Mode::Read(_) | Mode::Matrix(_));
        if !is_over_panes && self.state.panes().is_wide() && steps.len() > 1 {
            steps.pop();
        }
        let Some((here, above)) = steps.split_last() else { return };
        let glyphs = self.glyphs;
        if self.state.settings().is_plain {
            let all: Vec<&str> = steps.iter().map(|step| step.name.as_str()).collect();
            let all = all.join(&format!(" {} ", glyphs.of(Glyph::Step)));
            return self.plain_fitting(area, &[&all, here.name.as_str(), here.within(0).as_str()]);
        }
        let way_to =
            |name: &SafeText| leading(above, usize::from(area.width).saturating_sub(name.width()), glyphs);
        // A name that leaves no room for a step above it is abbreviated.
        let is_lost = !above.is_empty() && way_to(&here.name).width() < SHORTEST_WAY;
        let name = here.within(if is_lost { 0 } else { usize::from(area.width) });
        let mut way = way_to(name);
        // What the screen is stays, and the name is cut.
        if let Some(first) = above.get(..1).filter(|_| way.width() < SHORTEST_WAY) {
            way = leading(first, usize::from(area.width) / 2, glyphs);
        }
        let mut canvas = self.canvas(area);
        canvas.put(&way, Role::Muted);
        canvas.put_cut(name, Role::Strong);
    }

    fn is_at_root(&self) -> bool {
        match self.state.mode() {
            // A screen reader speaks each line that changes, and a move in the list should change one.
            Mode::Browse if self.state.settings().is_plain && self.has_keys(Pane::List) => true,
            Mode::Browse | Mode::Filter(_) => self.state.list().path().len() <= 1,
            Mode::Search(_) | Mode::Pick(_) | Mode::Read(_) | Mode::Matrix(_) => false,
        }
    }

    /// The directory's title, its edition and its disclaimer. Where they do not fit the title is cut first, then the
    /// edition; the disclaimer stays, but on a narrow screen.
    fn orientation(&mut self, area: Rect) {
        const NARROWEST_WITH_DISCLAIMER: u16 = 60;
        const NARROWEST_TITLE: usize = 16;
        let (directory, glyphs) = (self.state.directory(), self.glyphs);
        let dot = format!(" {} ", glyphs.of(Glyph::Dot));
        let part = |text: &str| if text.is_empty() { String::new() } else { format!("{dot}{text}") };
        let disclaimer = if area.width < NARROWEST_WITH_DISCLAIMER { "" } else { directory.disclaimer() };
        let disclaimer = self.safe(&part(disclaimer));
        let disclaimer = disclaimer.truncate(usize::from(area.width) / 2, glyphs).into_owned();
        let edition = self.safe(&part(directory.edition()));
        let title = self.safe(directory.title());
        let room = usize::from(area.width).saturating_sub(disclaimer.width());
        let for_edition = room.saturating_sub(NARROWEST_TITLE.min(title.width()));
        let edition = if for_edition < MOST_CUT_EDITION.min(edition.width()) {
            SafeText::from(String::new())
        } else {
            edition.truncate(for_edition, glyphs).into_owned()
        };
        let title = title.truncate(room.saturating_sub(edition.width()), glyphs).into_owned();
        let mut canvas = self.canvas(area);
        canvas.put(&title, Role::Strong);
        canvas.put(&edition, Role::Muted);
        canvas.put(&disclaimer, Role::Muted);
    }

    fn steps(&self) -> Vec<Step> {
        let (directory, glyphs) = (self.state.directory(), self.glyphs);
        let named = |text: &str| Step::from(self.safe(text));
        match self.state.mode() {
            Mode::Read(reading) => match reading.content {
                ReadingContent::Comparison(entries) => {
                    let short = entries.map(|entry| {
                        let entry = directory.entry(entry);
                        entry.short_name()
                    });
                    vec![named("Compare"), named(&short.join(" and "))]
                }
                ReadingContent::Directory => vec![named("About"), named(directory.title())],
                ReadingContent::Message => vec![named(directory.title())],
                ReadingContent::Entry(_) => {
                    [named("About")].into_iter().chain(self.steps_in_list()).collect()
                }
            },
            Mode::Search(pane) if !self.state.settings().is_plain && pane.chosen().is_some() => {
                let path = pane.chosen().map(|entry| directory.entry(entry).path()).unwrap_or_default();
                path.into_iter().map(|entry| Step::of_entry(directory, entry, glyphs)).collect()
            }
            Mode::Matrix(pane) => self.steps_to_matrix(pane),
            // A screen reader speaks each line that changes, and a move should change one.
            Mode::Search(_) | Mode::Filter(_) if self.state.settings().is_plain => {
                vec![named(directory.title())]
            }
            Mode::Search(_) | Mode::Browse | Mode::Filter(_) | Mode::Pick(_) => self.steps_in_list(),
        }
    }

    fn steps_in_list(&self) -> Vec<Step> {
        let (directory, glyphs) = (self.state.directory(), self.glyphs);
        let list = self.state.list();
        let path = list.path();
        let Some((last, above)) = path.split_last() else {
            return vec![Step::from(self.safe(directory.title()))];
        };
        let arrangement = list.outline.arrangement();
        let by = (arrangement != Arrangement::Hierarchy)
            .then(|| Step::from(SafeText::from(format!("By {}", arrangement.name()))));
        let above = above.iter().filter(|subject| !matches!(subject, Subject::Group(..)));
        let path = above.chain([last]).map(|subject| Step::of(directory, *subject, glyphs));
        by.into_iter().chain(path).collect()
    }

    fn rule(&mut self, area: Rect) {
        let (glyph, tone) = if self.has_keys(Pane::Detail) {
            (Glyph::HeavyBar, Tone::FocusedRule)
        } else {
            (Glyph::Bar, Tone::Rule)
        };
        for row in area.rows() {
            self.canvas(row).put_glyph(glyph, tone);
        }
    }

    fn safe(&self, text: &str) -> SafeText<'static> {
        SafeText::line_in(text, self.glyphs).into_owned()
    }

    fn canvas(&mut self, area: Rect) -> Canvas<'_> {
        Canvas::new(self.buffer, area, self.theme, self.glyphs)
    }

    fn has_keys(&self, pane: Pane) -> bool {
        self.state.focus() == pane
    }
}
