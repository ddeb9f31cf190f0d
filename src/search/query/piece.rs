//! Splits a query at its spaces and operators, and combines its alternatives.

use std::ops::Range;

use super::super::date::{parse_date_in_words, without_time};
use super::typed::MOST_IN_DATE;
use super::{Filter, FilterField, MOST_READINGS, QueryMode, filters};

/// What stands between spaces: `word`, `"a phrase"`, `-word`, `kind:value`; or an operator.
#[derive(Clone, Debug, Default)]
pub(super) struct QueryPiece {
    /// An operator between other pieces; otherwise `OR` and `NOT` are words.
    operator: Option<Operator>,
    pub(super) negated: bool,
    pub(super) key: Option<FilterField>,
    pub(super) value: String,
    pub(super) value_start: usize,
    pub(super) quoted: bool,
    pub(super) open: bool,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    /// `OR` or `|`
    Or,
    Not,
    /// `(`
    Open,
    /// `)`
    Close,
}

impl QueryPiece {
    /// Whether its words are looked for as such.
    pub(super) fn is_words(&self, mode: QueryMode) -> bool {
        self.key.is_none_or(|key| mode == QueryMode::Words && key.scope().is_some())
    }

    pub(super) fn filter(&self, mode: QueryMode, may_go_on: bool) -> Option<Filter> {
        let field = self.key.filter(|_| !self.is_words(mode))?;
        // A date or words may have a comma in them.
        let is_list = field.scope().is_none() && !self.quoted;
        let values = if is_list { self.value.split(',').collect() } else { vec![self.value.as_str()] };
        let values = values.into_iter().map(str::trim).filter(|value| !value.is_empty());
        let values: Vec<String> = values.map(str::to_owned).collect();
        let negated = self.negated;
        (!values.is_empty()).then_some(Filter { field, values, negated, may_go_on, shown: None })
    }

    /// The field of a filter that has no value yet.
    pub(super) fn unfinished_field(&self) -> Option<FilterField> {
        self.key.filter(|_| self.value.trim_matches([' ', ',']).is_empty())
    }

    /// The name before its colon, if there is no such filter.
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

/// The first piece of `text`, which does not begin with a space, where its value begins, and the rest.
pub(super) fn piece(text: &str) -> (QueryPiece, usize, &str) {
    let mut piece = QueryPiece::default();
    let mut rest = text;
    if let Some(after) = rest.strip_prefix('-') {
        (piece.negated, rest) = (true, after);
    }
    let sign = match rest.as_bytes().first() {
        Some(b'|') => Some((Operator::Or, rest.trim_start_matches('|'))),
        Some(b'(') if is_open(rest) => Some((Operator::Open, &rest[1..])),
        Some(b')') => Some((Operator::Close, &rest[1..])),
        _ => None,
    };
    if let Some((operator, after)) = sign {
        piece.operator = Some(operator);
        return (piece, text.len() - after.len(), after);
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
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '|')).unwrap_or(rest.len());
    // More closing than opening parentheses in a word close groups.
    let opened = rest[..end].matches('(').count();
    let too_many = rest[..end].matches(')').count().saturating_sub(opened);
    let closing = end - rest[..end].trim_end_matches(')').len();
    let end = of_date.unwrap_or(end - closing.min(too_many));
    without_time(&rest[..end]).clone_into(&mut piece.value);
    piece.operator = match piece.value.as_str() {
        "OR" if !piece.negated && piece.key.is_none() => Some(Operator::Or),
        "NOT" if !piece.negated && piece.key.is_none() => Some(Operator::Not),
        _ => None,
    };
    (piece, text.len() - rest.len(), &rest[end..])
}

/// Whether an opening parenthesis closes after the next space, so that it groups words.
fn is_open(text: &str) -> bool {
    const LONGEST_WORD: usize = 64;
    let mut open = 0_usize;
    for c in text.chars().take(LONGEST_WORD).take_while(|c| !c.is_whitespace()) {
        open = if c == ')' { open - 1 } else { open + usize::from(c == '(') };
        if open == 0 {
            return false;
        }
    }
    true
}

/// The end of a date of several words after `date:`, as in `date:11 October 2018`.
fn end_of_date(text: &str) -> Option<usize> {
    let ends = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]).take(MOST_IN_DATE);
    ends.filter(|end| parse_date_in_words(&text[..*end]).is_some()).last()
}

pub(super) fn pattern_text(text: &str, pieces: &[QueryPiece]) -> String {
    let mut pattern = text.to_owned();
    for piece in pieces.iter().rev().filter(|piece| piece.key.is_some()) {
        pattern.replace_range(piece.range.clone(), "");
    }
    pattern.trim().to_owned()
}

type Alternative = Vec<QueryPiece>;

/// The pieces of each combination of alternatives, and whether there are more combinations than returned.
pub(super) fn alternatives(pieces: &[QueryPiece]) -> (Vec<Alternative>, bool) {
    let mut parser = AlternativeParser { rest: &pieces[..pieces.len().min(MOST_PIECES)], is_cut: false };
    let mut all = vec![Alternative::new()];
    while !parser.rest.is_empty() {
        let group = parser.group();
        all = parser.both(&all, &group);
    }
    (all, parser.is_cut)
}

struct AlternativeParser<'p> {
    rest: &'p [QueryPiece],
    is_cut: bool,
}

/// More than anybody types, and a bound on what pasted text can cost.
const MOST_PIECES: usize = 128;

impl AlternativeParser<'_> {
    fn group(&mut self) -> Vec<Alternative> {
        let mut all = vec![Alternative::new()];
        while let Some((piece, rest)) = self.rest.split_first() {
            if piece.operator == Some(Operator::Close) {
                self.rest = rest;
                break;
            }
            let mut choices = self.operand();
            while self.takes_or() {
                choices.extend(self.operand());
            }
            all = self.both(&all, &choices);
        }
        all
    }

    fn operand(&mut self) -> Vec<Alternative> {
        let Some((piece, rest)) = self.rest.split_first() else { return Vec::new() };
        let has_operand = AlternativeParser::is_operand(rest.first());
        self.rest = rest;
        match piece.operator {
            Some(Operator::Open) => {
                let group = self.group();
                if piece.negated { self.none_of(&group) } else { group }
            }
            Some(Operator::Not) if has_operand => {
                let excluded = self.operand();
                self.none_of(&excluded)
            }
            Some(_) | None => vec![vec![piece.clone()]],
        }
    }

    /// Skips an `OR` with something after it.
    fn takes_or(&mut self) -> bool {
        let is_or = |piece: &&QueryPiece| piece.operator == Some(Operator::Or);
        let count = self.rest.iter().take_while(is_or).count();
        let takes = count > 0 && AlternativeParser::is_operand(self.rest.get(count));
        if takes {
            self.rest = &self.rest[count..];
        }
        takes
    }

    fn is_operand(piece: Option<&QueryPiece>) -> bool {
        piece.is_some_and(|piece| !matches!(piece.operator, Some(Operator::Or | Operator::Close)))
    }

    fn both(&mut self, all: &[Alternative], choices: &[Alternative]) -> Vec<Alternative> {
        if choices.is_empty() {
            return all.to_vec();
        }
        let both = all.iter().flat_map(|one| choices.iter().map(|choice| [&one[..], choice].concat()));
        self.is_cut |= all.len() * choices.len() > MOST_READINGS;
        both.take(MOST_READINGS).collect()
    }

    /// What matches none of some alternatives: of each, one piece does not match.
    fn none_of(&mut self, others: &[Alternative]) -> Vec<Alternative> {
        let mut all = vec![Alternative::new()];
        for other in others {
            let words = other.iter().filter(|piece| piece.operator.is_none());
            let not = words.map(|piece| vec![QueryPiece { negated: !piece.negated, ..piece.clone() }]);
            all = self.both(&all, &not.collect::<Vec<_>>());
        }
        all
    }
}
