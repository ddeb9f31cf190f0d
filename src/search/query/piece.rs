//! A query cut at its spaces, and the ways to choose among its alternatives.

use std::ops::Range;

use super::super::date::said_in_words;
use super::typed::MOST_IN_DATE;
use super::{Filter, FilterField, MOST_READINGS, QueryMode, filters};

/// What stands between spaces: `word`, `"a phrase"`, `-word`, `kind:value`.
#[derive(Debug, Default)]
pub(super) struct QueryPiece {
    pub(super) negated: bool,
    pub(super) key: Option<FilterField>,
    pub(super) value: String,
    /// Where the value begins in the text.
    pub(super) value_start: usize,
    pub(super) quoted: bool,
    /// Whether the quote never closes.
    pub(super) open: bool,
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
}

impl QueryPiece {
    /// Whether its words are looked for as such.
    pub(super) fn is_words(&self, mode: QueryMode) -> bool {
        self.key.is_none_or(|key| mode == QueryMode::Words && key.scope().is_some())
    }

    pub(super) fn is_or(&self) -> bool {
        self.value == "OR" && !self.quoted && !self.negated && self.key.is_none()
    }

    pub(super) fn filter(&self, mode: QueryMode) -> Option<Filter> {
        let field = self.key.filter(|_| !self.is_words(mode))?;
        // A date or words may have a comma in them.
        let is_list = field.scope().is_none() && !self.quoted;
        let values = if is_list { self.value.split(',').collect() } else { vec![self.value.as_str()] };
        let values = values.into_iter().map(str::trim).filter(|value| !value.is_empty());
        let values: Vec<String> = values.map(str::to_owned).collect();
        (!values.is_empty()).then_some(Filter { field, values, negated: self.negated })
    }

    /// The field of a filter that has no value yet.
    pub(super) fn unfinished_field(&self) -> Option<FilterField> {
        self.key.filter(|_| self.value.trim_matches([' ', ',']).is_empty())
    }

    /// The field that it seems to ask about, where there is no such field.
    pub(super) fn unknown_field(&self) -> Option<String> {
        let (field, value) = self.value.split_once(':')?;
        let is_field = field.len() > 1 && field.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_value = value.is_empty() || value.starts_with(|c: char| c.is_alphanumeric());
        (self.key.is_none() && !self.quoted && is_field && is_value).then(|| field.to_owned())
    }
}

pub(super) fn pieces(text: &str) -> Vec<QueryPiece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return pieces;
        }
        let start = text.len() - rest.len();
        let (mut piece, value_start, after) = piece(rest);
        rest = after;
        piece.value_start = start + value_start;
        piece.range = start..text.len() - rest.len();
        pieces.push(piece);
    }
}

/// The first piece of `text`, which begins with no space, where its value begins, and what is left.
pub(super) fn piece(text: &str) -> (QueryPiece, usize, &str) {
    let mut piece = QueryPiece::default();
    let mut rest = text;
    if let Some(after) = rest.strip_prefix('-') {
        (piece.negated, rest) = (true, after);
    }
    // An address as it is copied from a link.
    rest = ["tel:", "mailto:"].iter().find_map(|scheme| rest.strip_prefix(scheme)).unwrap_or(rest);
    for filter in filters() {
        if let Some((key, after)) = rest.split_once(':')
            && key.eq_ignore_ascii_case(filter.name)
        {
            (piece.key, rest) = (Some(filter.field), after);
            break;
        }
    }
    if let Some(quoted) = rest.strip_prefix(['"', '“', '”']) {
        piece.quoted = true;
        let end = quoted.find(['"', '“', '”']);
        piece.open = end.is_none();
        let end = end.unwrap_or(quoted.len());
        quoted[..end].clone_into(&mut piece.value);
        let mut after = quoted[end..].chars();
        after.next();
        return (piece, text.len() - quoted.len(), after.as_str());
    }
    let of_date = (piece.key == Some(FilterField::Date)).then(|| end_of_date(rest)).flatten();
    piece.quoted = of_date.is_some();
    let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
    let end = of_date.unwrap_or(end);
    rest[..end].clone_into(&mut piece.value);
    (piece, text.len() - rest.len(), &rest[end..])
}

/// Where a date of several words ends that stands behind `date:`, as in `date:11 October 2018`.
fn end_of_date(text: &str) -> Option<usize> {
    let ends = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]).take(MOST_IN_DATE);
    ends.filter(|end| said_in_words(&text[..*end]).is_some()).last()
}

/// The text of a regular expression: all that is typed but the filters.
pub(super) fn pattern_text(text: &str, pieces: &[QueryPiece]) -> String {
    let mut pattern = text.to_owned();
    for piece in pieces.iter().rev().filter(|piece| piece.key.is_some()) {
        pattern.replace_range(piece.range.clone(), "");
    }
    pattern.trim().to_owned()
}

/// The pieces of each way to choose among alternatives, and whether there are more ways than are given.
pub(super) fn alternatives<'p>(pieces: &[&'p QueryPiece]) -> (Vec<Vec<&'p QueryPiece>>, bool) {
    let mut groups: Vec<Vec<&QueryPiece>> = Vec::new();
    let mut rest = pieces.iter().copied().peekable();
    while let Some(piece) = rest.next() {
        match (groups.last_mut(), rest.peek()) {
            (Some(group), Some(next)) if piece.is_or() && !next.is_or() => {
                group.push(next);
                rest.next();
            }
            _ => groups.push(vec![piece]),
        }
    }
    let (mut ways, mut is_cut): (Vec<Vec<&QueryPiece>>, bool) = (vec![Vec::new()], false);
    for group in groups {
        let mut longer = Vec::new();
        for way in &ways {
            longer.extend(group.iter().map(|piece| way.iter().copied().chain([*piece]).collect::<Vec<_>>()));
        }
        is_cut |= longer.len() > MOST_READINGS;
        longer.truncate(MOST_READINGS);
        ways = longer;
    }
    (ways, is_cut)
}
