//! The only geometry: where the panes are on a screen of a given size. Update asks it for page sizes, view for areas.

mod matrix_areas;

use ratatui::layout::{Rect, Size};

pub(crate) use matrix_areas::{Grid, MatrixAreas, are_whole, matrix_areas};

const WIDE: u16 = 72;
pub(crate) const SMALLEST: Size = Size { width: 20, height: 5 };
pub(crate) const LOWEST_WITH_NOTICE: u16 = 10;
const NARROWEST_PANE: u16 = 16;
const GAP: u16 = 1;
/// Columns between the rule or the screen's edge and the text of the detail, left and right.
const MARGIN: u16 = 2;

/// Which pane the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The outline, or the hits of a search.
    #[default]
    List,
    /// The entry.
    Detail,
}

impl Pane {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Pane::List => "list",
            Pane::Detail => "detail",
        }
    }

    #[must_use]
    pub(crate) fn other(self) -> Self {
        match self {
            Pane::List => Pane::Detail,
            Pane::Detail => Pane::List,
        }
    }
}

/// What decides where the panes are, beside the size of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Split {
    pub(crate) list_width: Option<u16>,
    pub(crate) is_zoomed: bool,
    pub(crate) focus: Pane,
    pub(crate) notice_rows: u16,
    /// Whether the rows of the list are long, as those by date are.
    pub(crate) has_long_rows: bool,
    /// The widest text; on a very wide screen the list gets the rest.
    pub(crate) widest_text: u16,
    /// Whether it is for a screen reader (`--plain`): the first and the last line then have several rows, if there is
    /// room.
    pub(crate) is_plain: bool,
}

/// Where everything is. An area that is not shown is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    pub(crate) breadcrumb: Rect,
    /// The list.
    pub list: Rect,
    /// The vertical rule between list and detail.
    pub rule: Rect,
    /// The detail, with its margins.
    pub detail: Rect,
    /// The text of the detail, without its margins.
    pub text: Rect,
    pub(crate) body: Rect,
    pub(crate) notice: Rect,
    pub(crate) status: Rect,
}

impl Panes {
    /// Whether the screen is too small for anything but a line that says so.
    pub fn is_too_small(&self) -> bool {
        self.body.is_empty()
    }

    pub(crate) fn is_wide(&self) -> bool {
        !self.rule.is_empty()
    }
}

/// The panes on a screen of this size.
pub fn panes(size: Size, split: Split) -> Panes {
    if size.width < SMALLEST.width || size.height < SMALLEST.height {
        return Panes::default();
    }
    let row = |y, height| Rect { x: 0, y, width: size.width, height };
    let is_low = size.height < LOWEST_WITH_NOTICE;
    let notice_rows = if is_low { 0 } else { split.notice_rows };
    let (first_rows, status_rows) = if split.is_plain && !is_low { (2, 3) } else { (1, 1) };
    let breadcrumb = row(0, first_rows);
    let body = row(first_rows, size.height - first_rows - notice_rows - status_rows);
    let notice = row(body.bottom(), notice_rows);
    let status = row(notice.bottom(), status_rows);
    let common = Panes { breadcrumb, body, notice, status, ..Panes::default() };
    if size.width >= WIDE && !split.is_zoomed {
        let rule = Rect { x: list_width(size, split), width: 1, ..body };
        let list = Rect { width: rule.x - GAP, ..body };
        let detail = Rect { x: rule.right(), width: size.width - rule.right(), ..body };
        return Panes { list, rule, detail, text: reading_area(detail), ..common };
    }
    match split.focus {
        Pane::List => Panes { list: body, ..common },
        Pane::Detail => Panes { detail: body, text: reading_area(body), ..common },
    }
}

pub(crate) fn list_width(size: Size, split: Split) -> u16 {
    const WIDEST: u16 = 100;
    let usual = if split.has_long_rows { (size.width / 2).min(64) } else { (size.width * 2 / 5).min(48) };
    let left = size.width.saturating_sub(split.widest_text.saturating_add(2 * MARGIN + 1)).min(WIDEST);
    let usual = if split.widest_text == 0 { usual } else { usual.max(left) };
    let most = size.width.saturating_sub(NARROWEST_PANE + 1).max(NARROWEST_PANE);
    split.list_width.unwrap_or(usual).clamp(NARROWEST_PANE, most)
}

/// How many rows each hit of a search has in a list of this size: its name, the way to it, and where it matches.
pub(crate) fn rows_of_hit(list: Size) -> u16 {
    match list.height {
        0..6 => 1,
        6..10 => 2,
        _ => 3,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PickerAreas {
    pub(crate) title: Rect,
    pub(crate) rows: Rect,
    /// The chosen one in full where the rows have no room for that, or what choosing it would copy.
    pub(crate) strip: Rect,
}

pub(crate) fn picker_areas(body: Rect, has_preview: bool, widest: usize) -> PickerAreas {
    const STRIP: u16 = 3;
    const HIGHEST_PREVIEW: u16 = 12;
    const LOWEST_WITH_STRIP: u16 = 8;
    /// In wider rows the note would be far from its item.
    const WIDEST: u16 = 120;
    const NARROWEST: u16 = 80;
    let fitting = u16::try_from(widest).unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
    let body = Rect { width: body.width.min(fitting), ..body };
    let strip = match body.height {
        ..LOWEST_WITH_STRIP => 0,
        height if has_preview => (height / 2).min(HIGHEST_PREVIEW),
        height if widest > usize::from(body.width) => STRIP.min(height / 4),
        _ => 0,
    };
    let title = Rect { height: body.height.min(1), ..body };
    let rows = Rect { y: title.bottom(), height: body.height - title.height - strip, ..body };
    PickerAreas { title, rows, strip: Rect { y: rows.bottom(), height: strip, ..body } }
}

/// The text of a pane, without its margins.
pub(crate) fn reading_area(detail: Rect) -> Rect {
    let margin = if detail.width > 40 { MARGIN } else { 1 };
    Rect { x: detail.x + margin, width: detail.width.saturating_sub(2 * margin), ..detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(width: u16, height: u16, split: Split) -> Panes {
        panes(Size { width, height }, split)
    }

    #[test]
    fn panes_never_leave_the_screen_nor_overlap() {
        for width in 0..200 {
            for height in [0, 1, 4, 5, 6, 24, 500] {
                for list_width in [None, Some(0), Some(30), Some(u16::MAX)] {
                    for focus in [Pane::List, Pane::Detail] {
                        let notice_rows = width % 4;
                        let (is_zoomed, is_plain) = (width % 3 == 0, width % 5 == 0);
                        let has_long_rows = height % 2 == 0;
                        let split = Split {
                            list_width,
                            is_zoomed,
                            focus,
                            notice_rows,
                            has_long_rows,
                            widest_text: width % 90,
                            is_plain,
                        };
                        let panes = at(width, height, split);
                        let screen = Rect { x: 0, y: 0, width, height };
                        let all = [
                            panes.breadcrumb,
                            panes.list,
                            panes.rule,
                            panes.detail,
                            panes.notice,
                            panes.status,
                        ];
                        for (index, area) in all.iter().enumerate() {
                            assert_eq!(area.intersection(screen), *area, "{width}x{height} {panes:?}");
                            let apart = all[..index].iter().all(|other| other.intersection(*area).is_empty());
                            assert!(apart, "{width}x{height} {panes:?}");
                        }
                        assert_eq!(panes.detail.intersection(panes.text), panes.text);
                    }
                }
            }
        }
    }

    #[test]
    fn two_panes_from_72_columns_and_one_below() {
        assert!(at(72, 24, Split::default()).is_wide());
        let narrow = at(71, 24, Split::default());
        assert!(!narrow.is_wide() && narrow.detail.is_empty() && !narrow.list.is_empty());
        let detail = at(71, 24, Split { focus: Pane::Detail, ..Split::default() });
        assert!(detail.list.is_empty() && detail.detail.width == 71);
        assert!(!at(120, 40, Split { is_zoomed: true, ..Split::default() }).is_wide());
    }

    #[test]
    fn a_screen_below_20_by_5_is_too_small() {
        assert!(at(19, 5, Split::default()).is_too_small());
        assert!(at(20, 4, Split::default()).is_too_small());
        assert!(!at(20, 5, Split::default()).is_too_small());
    }
}
