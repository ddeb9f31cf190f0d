//! The second directory that we ship, of planets and moons, does all that the first does: nothing in the program knows
//! what a directory is about.

use std::path::PathBuf;

use crate::support::{Browser, Done, Pitf, assert_has, directory};

const SOLAR_SYSTEM: &str = include_str!("../../assets/examples/solar-system.ron");

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/examples/solar-system.ron")
}

fn run(arguments: &[&str]) -> Done {
    let file = path();
    let done = Pitf::new(&[&["--data", &file.to_string_lossy()], arguments].concat()).run();
    assert_eq!((done.err.as_str(), done.code), ("", Some(0)), "{arguments:?}");
    done
}

#[test]
fn it_has_no_problems() {
    let done = Pitf::new(&["check", "--strict", &path().to_string_lossy()]).run();
    assert_eq!(done, Done { out: String::new(), err: String::new(), code: Some(0) });
}

#[test]
fn it_opens_in_the_browser() {
    let mut browser = Browser::on(directory(SOLAR_SYSTEM));
    assert_eq!(browser.entry(), "Sun");
    browser.press("/enceladus<ret>");
    assert_eq!(browser.entry(), "Enceladus");
    browser.assert_shows("Sprays water");
}

#[test]
fn its_hierarchy_is_what_orbits_what() {
    let tree = run(&["tree", "neptune"]).out;
    assert_eq!(tree, "Neptune  [neptune]\n├─ Triton  [triton]\n└─ Nereid  [nereid]\n");
    assert!(run(&["tree", "--by", "date"]).out.contains("1781-03-13  Uranus: William Herschel sees it"));
}

#[test]
fn it_is_searched() {
    let first = |query: &[&str]| {
        let hits = run(&[&["search"], query].concat()).out;
        hits.split('\t').next().unwrap_or_default().to_owned()
    };
    assert_eq!(first(&["largest", "moon", "of", "all"]), "ganymede");
    assert_eq!(first(&["Lowel", "observatory"]), "pluto", "a wrong letter is forgiven");
    assert_eq!(first(&["kind:moon", "topic:volcanoes", "sulfur"]), "io");
}

#[test]
fn two_planets_are_compared_with_their_moons() {
    let comparison = run(&["compare", "jupiter", "saturn"]).out;
    assert_has(
        &comparison,
        &[
            "Jupiter orbits Sun, as does Saturn.",
            "Titan: Has a thick atmosphere of nitrogen.",
            "Volcanoes: Jupiter alone",
        ],
    );
}

#[test]
fn its_planets_stand_against_their_features() {
    let matrix = run(&["matrix", "sun"]).out;
    assert_has(&matrix, &["Mercury", "Neptune", "Magnetism", "Rings", "Volcanoes"]);
}

#[test]
fn it_is_exported_in_every_format() {
    for format in pitf::report::export::FORMATS {
        let exported = run(&["export", "--format", format.name]).out;
        assert!(exported.contains("Enceladus"), "{}", format.name);
    }
}
