//! A breadcrumb: the names above something, as many as fit.

use crate::directory::{Directory, EntryId};
use crate::outline::Subject;
use crate::text::{Glyph, Glyphs, SafeText};

pub(crate) struct Step {
    pub(crate) name: SafeText<'static>,
    short: Option<SafeText<'static>>,
}

impl Step {
    pub(crate) fn of_entry(directory: &Directory, entry: EntryId, glyphs: Glyphs) -> Self {
        let entry = directory.entry(entry);
        let safe = |text| SafeText::line_in(text, glyphs).into_owned();
        Step { name: safe(entry.name()), short: entry.abbreviation().map(safe) }
    }

    pub(crate) fn of(directory: &Directory, subject: Subject, glyphs: Glyphs) -> Self {
        match subject.entry() {
            Some(entry) => Self::of_entry(directory, entry, glyphs),
            None => SafeText::line_in(&subject.title(directory), glyphs).into_owned().into(),
        }
    }

    pub(crate) fn within(&self, room: usize) -> &SafeText<'static> {
        match &self.short {
            Some(short) if self.name.width() > room => short,
            Some(_) | None => &self.name,
        }
    }
}

impl From<SafeText<'static>> for Step {
    fn from(name: SafeText<'static>) -> Self {
        Step { name, short: None }
    }
}

/// The steps, each with the sign before the next one. If there is no room, names are abbreviated, the farthest first;
/// then steps are dropped from the beginning; the result is empty if not even that fits.
pub(crate) fn leading(steps: &[Step], room: usize, glyphs: Glyphs) -> SafeText<'static> {
    let sign = glyphs.of(Glyph::Step);
    let ellipsis = Step::from(SafeText::line(glyphs.of(Glyph::Ellipsis)).into_owned());
    let shortened = |steps: &mut dyn Iterator<Item = &Step>, short: usize| {
        let name = |(at, step): (usize, &Step)| {
            let short = step.short.as_ref().filter(|_| at < short);
            format!("{} {sign} ", short.unwrap_or(&step.name))
        };
        SafeText::from(steps.enumerate().map(name).fold(String::new(), |way, name| way + &name))
    };
    let whole = (0..=steps.len()).map(|short| shortened(&mut steps.iter(), short));
    let without_beginning = (1..=steps.len())
        .map(|from| shortened(&mut [&ellipsis].into_iter().chain(&steps[from..]), usize::MAX));
    let fitting = whole.chain(without_beginning).find(|way| way.width() <= room);
    fitting.unwrap_or_else(|| SafeText::from(String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_goes_by_abbreviations_and_then_loses_its_beginning() {
        let directory = Directory::shipped();
        let ids = ["pitf", "doj", "ojp", "ovc"].map(|id| directory.find(id).unwrap());
        let steps = ids.map(|id| Step::of_entry(&directory, id, Glyphs::Unicode));
        let cases = [
            (
                200,
                "President's Interagency Task Force to Monitor and Combat Trafficking in Persons › Department of \
                 Justice › Office of Justice Programs › Office for Victims of Crime › ",
            ),
            (
                100,
                "PITF › Department of Justice › Office of Justice Programs › Office for Victims of Crime › ",
            ),
            (80, "PITF › DOJ › Office of Justice Programs › Office for Victims of Crime › "),
            (48, "PITF › DOJ › Office of Justice Programs › OVC › "),
            (47, "… › DOJ › Office of Justice Programs › OVC › "),
            (20, "… › OVC › "),
            (5, "… › "),
            (3, ""),
            (0, ""),
        ];
        for (room, expected) in cases {
            assert_eq!(leading(&steps, room, Glyphs::Unicode).as_str(), expected, "in {room} columns");
        }
    }
}
