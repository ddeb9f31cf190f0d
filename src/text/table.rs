//! Tables: as columns where they fit, else each row as lines of `label: value`.
//!
//! They fit when every column can have its widest word and a little more; what does not fit a cell wraps within it.
//! Neither way loses a column.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::{
    document::{Table, UNWRAPPED},
    layout::LineBuilder,
    wrap::{Cut, LeadingSpaces},
};

const GUTTER: usize = 2;

/// Columns wider than this are not made narrower than this.
const NARROWEST: usize = 8;

pub(super) fn lay_out(table: &Table, room: usize, layout: &mut LineBuilder<'_>) {
    match column_widths(table, room, layout).filter(|_| room <= UNWRAPPED) {
        Some(widths) => as_columns(table, &widths, layout),
        None => as_fields(table, room, layout),
    }
}

fn column_widths(table: &Table, room: usize, layout: &LineBuilder<'_>) -> Option<Vec<usize>> {
    let columns = table.alignments.len();
    let (mut least, mut most) = (vec![1; columns], vec![1; columns]);
    for row in table.cells.chunks(columns) {
        for (column, cell) in row.iter().enumerate() {
            let (word, line) = layout.breaker().extent(cell.clone());
            least[column] = least[column].max(word).max(line.min(NARROWEST));
            most[column] = most[column].max(line);
        }
    }
    let room = room.checked_sub(GUTTER * (columns - 1))?;
    let wanted: usize = most.iter().sum();
    if wanted <= room {
        return Some(most);
    }
    let spare = room.checked_sub(least.iter().sum())?;
    let missing = wanted - least.iter().sum::<usize>();
    // The columns share the spare room in proportion to what they lack.
    Some(least.iter().zip(&most).map(|(&least, &most)| least + (most - least) * spare / missing).collect())
}

fn as_columns(table: &Table, widths: &[usize], layout: &mut LineBuilder<'_>) {
    for (number, row) in table.cells.chunks(widths.len()).enumerate() {
        let cells: Vec<Vec<Cut>> =
            row.iter().zip(widths).map(|(cell, &width)| cut_cell(cell, width, layout)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for line in 0..height {
            layout.begin_line();
            for ((cell, &width), &alignment) in cells.iter().zip(widths).zip(&table.alignments) {
                draw_in_column(cell.get(line), width, alignment, layout);
                layout.blank(GUTTER);
            }
            layout.end_line(row[0].start);
        }
        if number == 0 {
            layout.begin_line();
            for (column, &width) in widths.iter().enumerate() {
                layout.blank(if column > 0 { GUTTER } else { 0 });
                layout.rule(width);
            }
            layout.end_line(row[0].start);
        }
    }
}

fn draw_in_column(cut: Option<&Cut>, column: usize, alignment: Alignment, layout: &mut LineBuilder<'_>) {
    let Some(cut) = cut.filter(|cut| !cut.range.is_empty()) else { return layout.blank(column) };
    let (_, used) = layout.breaker().extent(cut.range.clone());
    let free = column.saturating_sub(used);
    let before = match alignment {
        Alignment::None | Alignment::Left => 0,
        Alignment::Center => free / 2,
        Alignment::Right => free,
    };
    layout.blank(before);
    layout.draw_cut(cut);
    layout.blank(free - before);
}

fn cut_cell(cell: &Range<usize>, width: usize, layout: &LineBuilder<'_>) -> Vec<Cut> {
    let mut cuts = Vec::new();
    layout.breaker().lines(cell.clone(), width, LeadingSpaces::Dropped, |cut| cuts.push(cut));
    cuts
}

/// Each cell under its column's name, the rows set apart by a blank line.
fn as_fields(table: &Table, room: usize, layout: &mut LineBuilder<'_>) {
    let columns = table.alignments.len();
    let (head, body) = table.cells.split_at(columns);
    if body.is_empty() {
        return head.iter().for_each(|cell| field(&(0..0), cell, room, layout));
    }
    for (number, row) in body.chunks(columns).enumerate() {
        if number > 0 {
            layout.end_line(row[0].start);
        }
        for (label, value) in head.iter().zip(row) {
            field(label, value, room, layout);
        }
    }
}

/// A label and a value, on one line if they fit there, else the value beneath its label and set in.
fn field(label: &Range<usize>, value: &Range<usize>, room: usize, layout: &mut LineBuilder<'_>) {
    let (_, label_width) = layout.breaker().extent(label.clone());
    let (_, value_width) = layout.breaker().extent(value.clone());
    if label_width > 0 && label_width + 2 + value_width <= room {
        layout.begin_line();
        layout.draw(label.clone());
        layout.colon();
        layout.blank(1);
        layout.draw(value.clone());
        return layout.end_line(value.start);
    }
    let cuts = cut_cell(label, room.saturating_sub(1).max(1), layout);
    let last = cuts.len() - 1;
    for (number, cut) in cuts.iter().enumerate().filter(|(_, cut)| !cut.range.is_empty()) {
        layout.begin_line();
        layout.draw_cut(cut);
        if number == last && room > 1 {
            layout.colon();
        }
        layout.end_line(value.start);
    }
    let indent = GUTTER.min(room / 4);
    for cut in cut_cell(value, room - indent, layout) {
        layout.begin_line();
        layout.blank(indent);
        layout.draw_cut(&cut);
        layout.end_line(value.start);
    }
}
