//! Other notations of typed words: `ext. 12` and `x12`, `FY 2017` and `fiscal year 2017`, `8 x 40` and `8x40`, `½` and `1/2`.

use super::super::number::{EXTENSION_SIGN, SHORTEST_NATIONAL, is_number};
use super::typed::{GroupedWords, TypedWord};
use super::{Tolerance, Word};

const EXTENSION: [&str; 2] = ["ext", "extension"];
const FRACTIONS: &str = "½ 1-2 ⅓ 1-3 ⅔ 2-3 ¼ 1-4 ¾ 3-4 ⅛ 1-8 ⅜ 3-8 ⅝ 5-8 ⅞ 7-8";

/// The other notations of the first of some words, and of how many.
pub(super) fn notations_at(text: &str, words: &[TypedWord]) -> Option<(Vec<GroupedWords>, usize)> {
    let free = words.iter().take_while(|typed| typed.is_free && !typed.word.is_part_of_code());
    let free: Vec<&str> = free.map(|typed| typed.word.text.as_str()).take(3).collect();
    let (notations, length) = notations_of(&free)?;
    let range = words[0].range.start..words[length - 1].range.end;
    let written = text.get(range.clone())?;
    let typed = |word: String| {
        let mut word = Word { written: written.to_owned(), scope: words[0].word.scope, ..Word::new(word) };
        if EXTENSION.contains(&word.text.as_str()) {
            word.tolerance = Tolerance::Whole;
        }
        TypedWord { word, range: range.clone(), is_free: true }
    };
    let notations =
        notations.into_iter().map(|words| GroupedWords::of(words.into_iter().map(typed).collect()));
    Some((notations.collect(), length))
}

fn notations_of(words: &[&str]) -> Option<(Vec<Vec<String>>, usize)> {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    Some(match words {
        [number, "x", other, ..] if is_number(number) && is_number(other) => {
            (vec![vec![format!("{number}x{other}")]], 3)
        }
        ["fiscal", "year" | "years", year, ..] if is_number(year) => (vec![vec![format!("fy{year}")]], 3),
        ["fy", year, ..] if is_short_year(year) => (fiscal_years(year), 2),
        ["fy", year, ..] if is_number(year) => (vec![owned(&["fiscal", "year", year])], 2),
        [word, number, ..] if (EXTENSION.contains(word) || *word == "x") && is_number(number) => {
            (extensions(number).into(), 2)
        }
        [word, ..] => {
            let (letters, number) = word.split_at(word.find(|c: char| c.is_ascii_digit())?);
            let parts = word.split_once(EXTENSION_SIGN).filter(|(_, extension)| is_number(extension));
            match (letters, parts) {
                ("fy", _) if is_short_year(number) => (fiscal_years(number), 1),
                ("fy", _) if is_number(number) => (vec![owned(&["fiscal", "year", number])], 1),
                (_, Some(("", extension))) => (extensions(extension).into(), 1),
                (_, Some((number, extension))) if is_number(number) && number.len() >= SHORTEST_NATIONAL => {
                    let with_number = |extension: Vec<String>| [owned(&[number]), extension].concat();
                    (extensions(extension).map(with_number).into(), 1)
                }
                (_, Some(_) | None) => return None,
            }
        }
        [] => return None,
    })
}

fn is_short_year(word: &str) -> bool {
    is_number(word) && word.len() == 2
}

/// `FY17` with its whole year.
fn fiscal_years(short: &str) -> Vec<Vec<String>> {
    let year = format!("20{short}");
    let words = ["fiscal", "year", &year].map(str::to_owned).to_vec();
    vec![words, vec![format!("fy{year}")], vec!["fy".to_owned(), year]]
}

fn extensions(number: &str) -> [Vec<String>; 3] {
    let [short, long] = EXTENSION.map(|word| vec![word.to_owned(), number.to_owned()]);
    [short, long, vec![format!("{EXTENSION_SIGN}{number}")]]
}

/// A fraction in digits for one of a single sign, and the other way round.
pub(super) fn other_fraction(fraction: &str) -> Option<String> {
    let all: Vec<&str> = FRACTIONS.split(' ').collect();
    let at = all.iter().position(|one| *one == fraction)?;
    all.get(at ^ 1).map(|other| (*other).to_owned())
}
