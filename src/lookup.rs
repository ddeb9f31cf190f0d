//! From what a person writes to the entry that is meant: an id, an abbreviation, a name, or nearly one.

use strsim::osa_distance;

use crate::directory::{Directory, Entry, EntryId};
use crate::search::key;

/// What a person may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// This entry.
    One(EntryId),
    /// One of these, in the file's order.
    Several(Vec<EntryId>),
    /// None; these are the nearest, the nearest first.
    Nothing(Vec<EntryId>),
}

/// At most so many entries are offered.
const MOST_OFFERED: usize = 5;

/// Finds the entry that `written` means. An id that is written exactly wins; then whatever is called so but for case,
/// accents and punctuation, abbreviations and names before other names; then the only name that begins so; then the
/// only one that is a letter or two away.
pub fn look_up(directory: &Directory, written: &str) -> Lookup {
    if let Some(entry) = directory.find(written.trim()) {
        return Lookup::One(entry);
    }
    let wanted = key(written);
    if wanted.is_empty() {
        return Lookup::Nothing(Vec::new());
    }
    let mut found = Found::default();
    for entry in directory.entries() {
        found.consider(entry, &wanted);
    }
    found.decide()
}

/// How an entry fits what is written, the best way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Called,
    AlsoCalled,
    Begins,
    AlsoBegins,
    /// So many letters away, of few enough to be meant.
    Nearly(usize),
    /// So many letters away.
    Far(usize),
}

#[derive(Debug, Default)]
struct Found {
    /// Those that may be meant, in the file's order, with how they fit.
    fits: Vec<(Fit, EntryId)>,
    /// The nearest of those that are far, with how many letters away they are, the nearest first.
    far: Vec<(usize, EntryId)>,
}

impl Found {
    fn consider(&mut self, entry: Entry, wanted: &str) {
        let own = [entry.id(), entry.name()].into_iter().chain(entry.abbreviation());
        let own = own.filter_map(|name| fit(&key(name), wanted, [Fit::Called, Fit::Begins]));
        let other = entry.other_names();
        let other = other.filter_map(|name| fit(&key(name), wanted, [Fit::AlsoCalled, Fit::AlsoBegins]));
        let Some(best) = own.chain(other).min() else { return };
        if let Fit::Far(distance) = best {
            let place = self.far.partition_point(|(known, _)| *known <= distance);
            self.far.insert(place, (distance, entry.handle()));
            self.far.truncate(MOST_OFFERED);
        } else {
            self.fits.push((best, entry.handle()));
        }
    }

    fn decide(self) -> Lookup {
        let Some(best) = self.fits.iter().map(|(fit, _)| *fit).min() else {
            return Lookup::Nothing(self.far.into_iter().map(|(_, entry)| entry).collect());
        };
        let alike = |(fit, _): &(Fit, EntryId)| match (best, *fit) {
            (Fit::Begins | Fit::AlsoBegins, Fit::Begins | Fit::AlsoBegins) => true,
            (best, fit) => best == fit,
        };
        let meant: Vec<EntryId> = self.fits.iter().filter(|fit| alike(fit)).map(|(_, id)| *id).collect();
        if let [only] = meant[..] { Lookup::One(only) } else { Lookup::Several(meant) }
    }
}

/// How a folded name fits; `None` where it is nothing like what is wanted.
fn fit(name: &str, wanted: &str, [whole, beginning]: [Fit; 2]) -> Option<Fit> {
    if name == wanted {
        return Some(whole);
    }
    if wanted.len() >= 3 && name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(' ')) {
        return Some(beginning);
    }
    let (length, wanted_length) = (name.chars().count(), wanted.chars().count());
    let tolerated = match wanted_length {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    let interesting = (length.max(wanted_length) / 3).max(tolerated);
    // They are at least as far apart as their lengths; to compare them takes the product of these.
    if length.abs_diff(wanted_length) > interesting {
        return None;
    }
    match osa_distance(name, wanted) {
        distance if distance <= tolerated => Some(Fit::Nearly(distance)),
        distance if distance <= interesting => Some(Fit::Far(distance)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(written: &str) -> String {
        let directory = Directory::shipped();
        let ids = |entries: &[EntryId]| {
            entries.iter().map(|entry| directory.entry(*entry).id()).collect::<Vec<_>>().join(" ")
        };
        match look_up(&directory, written) {
            Lookup::One(entry) => directory.entry(entry).id().to_owned(),
            Lookup::Several(entries) => format!("several: {}", ids(&entries)),
            Lookup::Nothing(nearest) => format!("nothing: {}", ids(&nearest)),
        }
    }

    #[test]
    fn what_is_written_finds_what_is_meant() {
        for (written, expected) in [
            ("doj", "doj"),
            ("DOJ", "doj"),
            (" doj ", "doj"),
            ("Department of Justice", "doj"),
            ("department  OF justice", "doj"),
            ("Justice Department", "doj"),
            ("Department of Justise", "doj"),
            ("depratment of labor", "dol"),
            ("Trafficking in Persons Report", "tip-report"),
            ("hotlin", "hotline"),
            ("PITF", "pitf"),
            ("presidents interagency task force", "pitf"),
            ("Office for Victims", "ovc"),
            ("executive order", "several: eo-13257 eo-13333 eo-13903 eo-14159 eo-13627 eo-13126"),
            ("no such thing at all", "nothing: "),
            ("", "nothing: "),
            ("'", "nothing: "),
        ] {
            assert_eq!(found(written), expected, "{written:?}");
        }
    }

    #[test]
    fn what_is_near_is_offered_and_not_taken() {
        let found = found("dpo");
        assert!(found.starts_with("nothing: ") && found.split(' ').count() <= 1 + MOST_OFFERED, "{found}");
    }

    #[test]
    fn of_those_that_are_far_the_nearest_are_offered() {
        // So many letters of fifteen are others.
        let name = |others: usize| format!("{}{}", "x".repeat(others), &"abcdefghijklmno"[others..]);
        let entry = |(index, others): (usize, usize)| {
            format!(r#"(id: "{index}", kind: "k", name: "{}"),"#, name(others))
        };
        let entries: String = [4, 5, 5, 5, 5, 3, 5].into_iter().enumerate().map(entry).collect();
        let text = format!(r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [{entries}])"#);
        let directory = Directory::parse("test.ron", text).unwrap();
        let Lookup::Nothing(offered) = look_up(&directory, &name(0)) else { panic!("all are far") };
        let offered: Vec<&str> = offered.iter().map(|entry| directory.entry(*entry).id()).collect();
        assert_eq!(offered, ["5", "0", "1", "2", "3"]);
    }
}
