//! Colours and attributes, and the shortest way from one set of them to another (SGR).

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::sequence::{keep_shorter, number};

/// How a cell looks beside its symbol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

/// The modifiers that are seen where there is no letter.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Each modifier, how it is turned on, and how off. One `22` ends both weights.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Look {
    /// Neither colours nor attributes.
    pub(super) const PLAIN: Self =
        Self { foreground: Color::Reset, background: Color::Reset, modifier: Modifier::empty() };

    pub(super) fn of(cell: &Cell) -> Self {
        Self { foreground: cell.fg, background: cell.bg, modifier: cell.modifier }
    }

    /// The same without what cannot be seen on a blank.
    pub(super) fn on_blank(self) -> Self {
        if self.modifier.intersects(SEEN_ON_BLANK) {
            return self;
        }
        Self { foreground: Color::Reset, modifier: Modifier::empty(), ..self }
    }
}

/// What the terminal draws with now.
#[derive(Debug, Default)]
pub(super) struct Pen {
    look: Look,
}

impl Pen {
    /// Whether a symbol of that look, or a blank, is drawn rightly without a change.
    #[inline]
    pub(super) fn shows(&self, wanted: Look, blank: bool) -> bool {
        self.look == wanted || blank && self.look.on_blank() == wanted
    }

    /// Makes what is written next look like that.
    #[inline]
    pub(super) fn change(&mut self, wanted: Look, blank: bool, out: &mut Vec<u8>) {
        if !self.shows(wanted, blank) {
            self.take(wanted, blank, out);
        }
    }

    fn take(&mut self, wanted: Look, blank: bool, out: &mut Vec<u8>) {
        let wanted = if blank { self.kept_for_blank(wanted) } else { wanted };
        out.extend_from_slice(b"\x1b[");
        let start = out.len();
        if wanted != Look::default() {
            out.push(b'0');
            codes(Look::default(), wanted, &mut Codes { out, start });
        }
        keep_shorter(out, start, |out| {
            let start = out.len();
            codes(self.look, wanted, &mut Codes { out, start });
        });
        out.push(b'm');
        self.look = wanted;
    }

    /// Changes nothing for a blank that is not seen on it: the next letter may want it again.
    fn kept_for_blank(&self, wanted: Look) -> Look {
        if wanted != wanted.on_blank() || wanted.modifier.intersects(SEEN_ON_BLANK) {
            return wanted;
        }
        let kept = self.look.modifier.difference(SEEN_ON_BLANK);
        Look { foreground: self.look.foreground, background: wanted.background, modifier: kept }
    }
}

/// The codes of a sequence, with a semicolon between them.
struct Codes<'o> {
    out: &'o mut Vec<u8>,
    start: usize,
}

impl Codes<'_> {
    fn push(&mut self, code: u8) {
        if self.out.len() > self.start {
            self.out.push(b';');
        }
        number(code.into(), self.out);
    }
}

fn codes(from: Look, to: Look, codes: &mut Codes<'_>) {
    let removed = from.modifier.difference(to.modifier);
    let mut kept = from.modifier;
    let mut last_off = 0;
    for (modifier, _, off) in MODIFIERS {
        if removed.contains(modifier) {
            let ended = MODIFIERS.iter().filter(|(_, _, other)| *other == off);
            kept = ended.fold(kept, |kept, (ended, _, _)| kept.difference(*ended));
            if last_off != off {
                codes.push(off);
                last_off = off;
            }
        }
    }
    let added = to.modifier.difference(kept);
    for (_, on, _) in MODIFIERS.iter().filter(|(modifier, _, _)| added.contains(*modifier)) {
        codes.push(*on);
    }
    if from.foreground != to.foreground {
        colour(to.foreground, 30, codes);
    }
    if from.background != to.background {
        colour(to.background, 40, codes);
    }
}

/// The codes of a colour, for a ground whose first code is `base`.
fn colour(colour: Color, base: u8, codes: &mut Codes<'_>) {
    let bright = base + 60;
    let extended = base + 8;
    let code = match colour {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Indexed(index @ 0..=7) => base + index,
        Color::Indexed(index @ 8..=15) => bright + index - 8,
        Color::Indexed(index) => {
            return [extended, 5, index].into_iter().for_each(|code| codes.push(code));
        }
        Color::Rgb(red, green, blue) => {
            return [extended, 2, red, green, blue].into_iter().for_each(|code| codes.push(code));
        }
    };
    codes.push(code);
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn look(style: Style) -> Look {
        let mut cell = Cell::new("x");
        cell.set_style(style);
        Look::of(&cell)
    }

    #[test]
    fn a_change_is_the_shortest() {
        let plain = Style::new();
        let cases = [
            (plain, plain, ""),
            (plain, plain.bold(), "\x1b[1m"),
            (plain.bold(), plain, "\x1b[m"),
            (plain.bold().red(), plain.red(), "\x1b[22m"),
            (plain.bold().dim().red(), plain.dim().red(), "\x1b[22;2m"),
            (plain.red(), plain.green(), "\x1b[32m"),
            (plain.red().on_blue(), plain.red(), "\x1b[49m"),
            (plain.light_red(), plain.dark_gray(), "\x1b[90m"),
            (plain.reversed().underlined().italic().red(), plain.bold(), "\x1b[0;1m"),
            (plain, plain.fg(Color::Indexed(9)).bg(Color::Indexed(200)), "\x1b[91;48;5;200m"),
            (plain, plain.fg(Color::Rgb(1, 2, 3)), "\x1b[38;2;1;2;3m"),
        ];
        for (from, to, expected) in cases {
            let (mut pen, mut out) = (Pen { look: look(from) }, Vec::new());
            pen.change(look(to), false, &mut out);
            assert_eq!(
                out.escape_ascii().to_string(),
                expected.as_bytes().escape_ascii().to_string(),
                "{from:?} {to:?}"
            );
        }
    }

    #[test]
    fn a_blank_changes_only_what_is_seen_on_it() {
        let plain = Style::new();
        let cases = [
            (plain.bold().red(), plain, ""),
            (plain.bold().red(), plain.on_blue(), "\x1b[44m"),
            (plain.reversed().red(), plain, "\x1b[27m"),
            (plain.red(), plain.red().underlined(), "\x1b[4m"),
            (plain.red().on_blue(), plain.on_blue(), ""),
        ];
        for (from, to, expected) in cases {
            let (mut pen, mut out) = (Pen { look: look(from) }, Vec::new());
            pen.change(look(to).on_blank(), true, &mut out);
            assert_eq!(
                out.escape_ascii().to_string(),
                expected.as_bytes().escape_ascii().to_string(),
                "{from:?} {to:?}"
            );
        }
    }
}
