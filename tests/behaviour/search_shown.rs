//! What is shown is found.

use pitf::directory::Directory;

use crate::shown::assert_every_word_finds_its_entry;

#[test]
fn every_word_of_a_page_finds_its_entry() {
    for (name, text) in [
        ("clubs.ron", include_str!("../data/clubs.ron")),
        ("search.ron", include_str!("../data/search.ron")),
        ("numbers.ron", include_str!("../data/numbers.ron")),
    ] {
        let directory = Directory::parse(name, text.to_owned()).expect("the fixture is right");
        assert_every_word_finds_its_entry(&directory);
    }
}
