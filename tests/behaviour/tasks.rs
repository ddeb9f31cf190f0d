//! What people come for in the shipped directory, counted in keys, by eye and by ear.

use pitf::app::Effect;
use pitf::settings::Settings;
use ratatui::layout::Size;

use crate::support::{Browser, SHIPPED, count_keys};

fn browser(is_plain: bool) -> Browser {
    let settings = Settings { is_plain, ..Settings::default() };
    Browser::with(SHIPPED.clone(), Size::new(80, 24), settings)
}

/// The words on the screen after some keys, without line ends and the rule between the panes.
#[track_caller]
fn words(script: &str, most: usize, is_plain: bool) -> String {
    let keys = count_keys(script);
    assert!(keys <= if is_plain { 2 * most } else { most }, "{script} are {keys} keys");
    let screen = browser(is_plain).press(script).text();
    let sides = screen.lines().map(|row| row.split_once('│').unwrap_or((row, "")));
    let (left, right): (Vec<&str>, Vec<&str>) = sides.unzip();
    let words = |rows: Vec<&str>| rows.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}\n{}", words(left), words(right))
}

#[test]
fn what_is_asked_is_on_the_screen_after_few_keys() {
    for (script, most, answers) in [
        ("", 0, &["1-888-373-7888"][..]),
        ("/immi", 6, &["Department of Homeland Security", "immigration"]),
        ("adf2017-09<ret>", 12, &["SPOG approves the establishment of the group"]),
        (
            "am3jc3jc",
            8,
            &["Funds services to victims, by grants", "OVC: Funds task forces", "WHD: Certifies requests"],
        ),
    ] {
        for is_plain in [false, true] {
            let seen = words(script, most, is_plain);
            for answer in answers {
                assert!(seen.contains(answer), "{script}, {is_plain}: {answer} is not in {seen}");
            }
        }
    }
    for (script, is_plain) in [("j", false), ("j<ret>", true)] {
        let seen = words(script, 1, is_plain);
        assert!(seen.contains("Department of State chairs it"), "{script}: {seen}");
    }
}

#[test]
fn what_was_found_is_cited_and_collected_in_few_keys() {
    for is_plain in [false, true] {
        let mut browser = browser(is_plain);
        browser.press("adf2017-09<ret>").press("yc");
        let Some(Effect::Copy { text, .. }) = browser.effects.pop() else { panic!("{}", browser.message()) };
        assert!(text.starts_with("Ad Hoc Working Group on American Indians"), "{text}");
    }
    let script = "yC++<esc>jyC++<esc>gyC+Cym";
    assert!(count_keys(script) <= 20);
    for is_plain in [false, true] {
        let mut browser = browser(is_plain);
        browser.press(script);
        let Some(Effect::Copy { text, .. }) = browser.effects.pop() else { panic!("{}", browser.message()) };
        let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!((count("## Sources"), count("- "), count("## ")), (1, 5, 4), "{text}");
    }
}

#[test]
fn by_ear_the_answer_is_announced_in_no_more_than_twice_the_keys() {
    for (script, most, answer) in [
        ("!", 2, "phone, 1-888-373-7888, Hotline: help for victims"),
        ("j<ret>", 2, "State's 2018 page says that the Department of State chairs it"),
        ("am", 4, "Trade: USTR."),
        ("adf2017-09<ret>", 24, "SPOG approves the establishment of the group. level 2, 1 of 1"),
    ] {
        assert!(count_keys(script) <= most, "{script}");
        let screen = browser(true).press(script).text();
        let rows: Vec<&str> = screen.lines().collect();
        let announced = rows[rows.len() - 9..].join(" ");
        let words = announced.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(answer), "{script}: {words}");
    }
}

#[test]
fn what_happened_in_a_month_is_found_by_the_hinted_key_and_cited_with_its_date() {
    let script = "/2017-09<ret>yc";
    assert!(count_keys(script) <= 12);
    let mut browser = browser(false);
    browser.press("/2017-09<ret>");
    assert_eq!(browser.message(), "arranged by date, at what happened then");
    browser.press("yc");
    let Some(Effect::Copy { text, .. }) = browser.effects.pop() else { panic!("{}", browser.message()) };
    assert!(text.contains("2017-09: SPOG approves"), "{text}");
}
