//! A breadcrumb: the names above something, as many as fit.

use crate::directory::{Directory, Entry, EntryId};
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
        if self.name.width() > room { self.short() } else { &self.name }
    }

    fn short(&self) -> &SafeText<'static> {
        self.short.as_ref().unwrap_or(&self.name)
    }
}

impl From<SafeText<'static>> for Step {
    fn from(name: SafeText<'static>) -> Self {
        Step { name, short: None }
    }
}

/// What an entry lies beneath, in a line of `room` columns; for a root, its kind.
pub(crate) fn way_to(directory: &Directory, entry: Entry, room: usize, glyphs: Glyphs) -> SafeText<'static> {
    let path = entry.path();
    let above = path[..path.len() - 1].iter();
    let above: Vec<Step> = above.map(|above| Step::of_entry(directory, *above, glyphs)).collect();
    let Some((last, above)) = above.split_last() else {
        return SafeText::line_in(entry.kind().name, glyphs).truncate(room, glyphs).into_owned();
    };
    let last = last.within(room).truncate(room, glyphs);
    let way = leading(above, room.saturating_sub(last.width()), glyphs);
    SafeText::from(format!("{}{}", way.as_str(), last.as_str()))
}

/// The steps, each with the sign before the next one. If there is no room, names are abbreviated, the farthest first;
/// then steps are dropped from the beginning; the result is empty if not even that fits.
pub(crate) fn leading(steps: &[Step], room: usize, glyphs: Glyphs) -> SafeText<'static> {
    let sign = glyphs.of(Glyph::Step);
    let beside = SafeText::line(sign).width() + 2;
    let ellipsis = SafeText::line(glyphs.of(Glyph::Ellipsis)).into_owned();
    let abbreviated = (0..=steps.len()).map(|at| {
        let (shortened, whole) = steps.split_at(at);
        shortened.iter().map(Step::short).chain(whole.iter().map(|step| &step.name)).collect()
    });
    let without_beginning = (1..=steps.len())
        .map(|from| std::iter::once(&ellipsis).chain(steps[from..].iter().map(Step::short)).collect());
    let mut ways = abbreviated.chain(without_beginning);
    let width = |names: &[&SafeText]| names.iter().map(|name| name.width() + beside).sum::<usize>();
    let fitting: Option<Vec<&SafeText>> = ways.find(|names: &Vec<&SafeText>| width(names) <= room);
    let way = fitting.into_iter().flatten().flat_map(|name| [name.as_str(), " ", sign, " "]);
    SafeText::from(way.collect::<String>())
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
