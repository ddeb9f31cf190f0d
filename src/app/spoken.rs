//! A text in spoken rows: a paragraph, a contact, a statement or a row of a table each.

use std::ops::Range;

use crate::text::{Line, Lines, Role};

use super::cursor::Motion;

/// The lines of each row. The text is wrapped to `SPOKEN`, so a paragraph is a line.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpokenRows(Vec<Range<usize>>);

impl SpokenRows {
    /// A heading is spoken with what follows it, and indented lines with the line above them.
    pub(crate) fn of(lines: &Lines) -> Self {
        let mut rows: Vec<Range<usize>> = Vec::new();
        let mut before: Option<Line> = None;
        for line in lines.iter() {
            let (number, text) = (line.number(), line.to_string());
            if text.chars().all(|sign| matches!(sign, ' ' | '─' | '-')) {
                continue;
            }
            let leads_in = before.is_some_and(leads_in);
            let is_next = before.is_some_and(|before| before.number() + 1 == number);
            let is_beneath = text.starts_with(' ') && !is_item(text.trim_start());
            let goes_on = is_beneath || before.is_some_and(|before| before.block() == line.block());
            match rows.last_mut() {
                Some(row) if leads_in || (is_next && goes_on) => row.end = number + 1,
                _ => rows.push(number..number + 1),
            }
            before = Some(line);
        }
        SpokenRows(rows)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn at(&self, line: usize) -> usize {
        self.0.partition_point(|row| row.start <= line).saturating_sub(1)
    }

    pub(crate) fn lines(&self, row: usize) -> Option<Range<usize>> {
        self.0.get(row).cloned()
    }

    pub(super) fn start(&self, line: usize) -> usize {
        self.lines(self.at(line)).map_or(0, |row| row.start)
    }

    pub(super) fn go(&self, motion: Motion, line: usize, height: usize) -> usize {
        let row = motion.from(self.at(line), self.len(), height);
        self.lines(row).map_or(0, |row| row.start)
    }
}

pub(crate) fn leads_in(line: Line) -> bool {
    const LONGEST_NAME: usize = 30;
    let is_of = |roles: fn(Role) -> bool| line.pieces().all(|piece| roles(piece.role));
    is_of(|role| matches!(role, Role::Heading(_) | Role::Label))
        || (is_of(|role| role == Role::Strong) && line.width() <= LONGEST_NAME)
}

fn is_item(text: &str) -> bool {
    let marker = text.split(' ').next().unwrap_or_default();
    let digits = marker.trim_end_matches(['.', ')']);
    let is_number = digits.len() < marker.len() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number || ["•", "*", "-", "◦"].contains(&marker)
}
