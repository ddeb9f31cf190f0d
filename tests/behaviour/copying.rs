//! Taking text away: keys go in, and what is asked of the outside comes out.

use crate::support::{Browser, assert_has, directory};
use pitf::app::{Effect, News};

fn copy(text: &str, what: &str) -> Effect {
    Effect::Copy { text: text.to_owned(), what: what.to_owned() }
}

fn open(address: &str) -> Effect {
    Effect::OpenAddress(address.to_owned())
}

#[track_caller]
fn check(cases: &[(&str, Effect)]) {
    for (script, expected) in cases {
        let mut browser = Browser::new();
        browser.press(script);
        assert_eq!(
            browser.effects.as_slice(),
            std::slice::from_ref(expected),
            "{script}: {}",
            browser.message()
        );
    }
}

/// What a script copies, and what it is called.
#[track_caller]
fn copied(browser: &mut Browser, script: &str) -> (String, String) {
    browser.press(script);
    match browser.effects.pop() {
        Some(Effect::Copy { text, what }) => (text, what),
        effect => panic!("{script} led to {effect:?}, {}", browser.message()),
    }
}

const ROWING: &str = "https://rowing.example/a/rather/long/address/that/does/not/fit/on/a/line/of/the/detail";

#[test]
fn names_and_addresses_are_those_of_the_link_that_has_the_keys_or_of_the_entry() {
    check(&[
        ("yp", copy("council  Council of Clubs", "id and name")),
        ("<tab><tab><tab>yp", copy("board  Standing Board", "id and name")),
        ("yu", copy("https://council.example/", "web address, 1 of 2")),
        ("<tab><tab><tab>yu", copy("https://council.example/", "web address, 1 of 2")),
        ("/ROW<ret><tab><tab><tab>yu", copy("https://mill.example/fees", "address")),
        ("/ROW<ret><tab><tab><tab>hyu", copy(ROWING, "web address, 1 of 2")),
        ("yUj<ret>", copy("+1 555 0100", "phone number +1 555 0100")),
        ("/CHESS<ret>yu", copy("https://chess.example/", "web address")),
        ("/ROW<ret><ret><tab><tab>yu", copy("+1 555 0123", "phone number +1 555 0123")),
    ]);
}

#[test]
fn what_is_not_there_is_told() {
    for (script, told) in [
        ("jyu", "there is neither an address nor a number here"),
        ("akgyp", "there is no entry here to copy"),
        ("jo", "there is no address here to open"),
        ("<ret>99<ret>", "there is no link 99: this page has"),
    ] {
        let mut browser = Browser::new();
        browser.press(script);
        assert_eq!(browser.effects, [], "{script}");
        assert!(browser.message().starts_with(told), "{script}: {}", browser.message());
    }
}

#[test]
fn an_address_is_opened_that_has_the_keys_or_is_the_only_one_or_is_chosen() {
    check(&[
        ("/ROW<ret><tab><tab><tab>o", open("https://mill.example/fees")),
        ("/ROW<ret><tab><tab><tab><ret>", open("https://mill.example/fees")),
        ("/ROW<ret><ret>3<ret>", open("https://mill.example/fees")),
        ("/CHESS<ret>o", open("https://chess.example/")),
        ("oj<ret>", open("tel:+15550100")),
        ("o<ret>", open("https://council.example/")),
    ]);
}

#[test]
fn links_are_followed_by_their_numbers() {
    for (script, entry) in [
        ("<ret>4<ret>", "Charter of the Clubs"),
        ("<ret>3<ret>", "Standing Board"),
        ("x3j<ret>", "Charter of the Clubs"),
        ("<ret>4<ret>H", "Council of Clubs"),
    ] {
        let mut browser = Browser::new();
        browser.press(script);
        assert_eq!(browser.entry(), entry, "{script}");
    }
}

#[test]
fn text_is_copied_whole_and_unwrapped_however_narrow_the_screen_is() {
    let mut texts = Vec::new();
    for (width, height) in [(120, 40), (80, 24), (20, 5)] {
        let mut browser = Browser::sized(width, height);
        let (text, what) = copied(&mut browser, "/ROW<ret>yy");
        assert_eq!(what, "text");
        texts.push(text);
    }
    let text = &texts[0];
    assert!(
        text.contains("\nEach crew washes its boat after use and leaves it upside down. A boat"),
        "{text}"
    );
    assert!(text.contains("may row the warden home.\n"), "{text}");
    assert!(text.contains("Swan   8      2011   In the boathouse, under repair\n"), "{text}");
    assert!(texts.iter().all(|other| other == text), "the same at each size");
}

#[test]
fn markdown_is_copied_of_entries_and_of_headings() {
    let mut browser = Browser::new();
    let (text, what) = copied(&mut browser, "ym");
    assert_eq!(what, "Markdown");
    assert!(text.starts_with("# Council of Clubs\n\nCC, Governing body\n"), "{text}");
    let (text, _) = copied(&mut browser, "akgym");
    assert!(
        text.starts_with("# Governing bodies\n\n## Entries\n\n- Council of Clubs, Governing body\n"),
        "{text}"
    );
}

const CHESS: &str = "Chess Club (CHESS).\n\
    Source: Notice board at the mill. Parish of Lower Milling, 2020-03. https://board.example/notices\n\
    In: The clubs of Lower Milling (Spring 2020), chess\n";

#[test]
fn the_entry_is_cited_from_the_list_and_from_the_top_of_its_text() {
    check(&[("/CHESS<ret>yc", copy(CHESS, "citation")), ("/CHESS<ret><ret>yc", copy(CHESS, "citation"))]);
}

#[test]
fn the_entry_is_cited_wherever_its_text_was_scrolled_to() {
    let mut browser = Browser::sized(80, 12);
    for script in ["/CHESS<ret><tab>", "<esc>g}", "3j", "}", "G"] {
        let (text, what) = copied(&mut browser, &format!("{script}yc"));
        assert_eq!((text.as_str(), what.as_str()), (CHESS, "citation"), "{script}");
    }
}

#[test]
fn on_a_dated_row_the_event_is_cited_with_its_entry() {
    let mut browser = Browser::new();
    let (text, what) = copied(&mut browser, "adzR4Gyc");
    assert_eq!(what, "citation of the event");
    assert_eq!(
        text,
        "Charter of the Clubs: 1987-03-01: Signed at the mill.\n\
         Source: Minutes of the council. Council of Clubs, 2017\n\
         In: The clubs of Lower Milling (Spring 2020), charter\n"
    );
}

#[test]
fn any_statement_of_the_page_can_be_chosen_to_be_cited() {
    let mut browser = Browser::new();
    browser.press("/CHESS<ret>yC");
    let screen = browser.text();
    assert_has(
        &screen,
        &[
            "statement",
            "Teaches beginners on Saturdays.",
            "chairs Committee on Grants",
            "2003: Won the county cup.",
        ],
    );
    for (width, height) in [(120, 40), (80, 24), (60, 20), (40, 12)] {
        browser.press("g").resize(width, height);
        for _ in 0..3 {
            let screen = browser.text();
            let (_, beneath) = screen.rsplit_once("──\n").expect("a rule stands above the citation");
            let preview = beneath.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
            assert!(preview.starts_with("Chess Club (CHESS):"), "{width}x{height}: {screen}");
            browser.press("j");
        }
    }
    let (text, what) = copied(&mut browser, "gjj<ret>");
    assert_eq!(what, "citation of the statement");
    browser.press("/CHESS<ret>yCjj");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
    assert!(words(&browser.resize(80, 24).text()).contains(&words(&text)), "{}", browser.text());
    assert_eq!(text.lines().filter(|line| line.starts_with("Source: ")).count(), 2, "{text}");
}

fn not_opened(address: &str, told: &str) -> News {
    News::NotOpened { address: address.to_owned(), reason: told.to_owned() }
}

#[test]
fn an_address_is_shown_whole_however_long_it_is() {
    let mut browser = Browser::sized(60, 20);
    browser.tell(not_opened("https://a.example/", "no browser here"));
    assert_eq!(browser.message(), "https://a.example/: no browser here");
    browser.tell(not_opened(ROWING, "no browser here; sent the address to the terminal"));
    let screen = browser.text();
    assert!(screen.split_whitespace().collect::<String>().contains(ROWING), "{screen}");
    assert!(screen.contains("no browser here; sent the address"), "{screen}");
}

#[test]
fn a_page_is_printed_as_wide_as_the_screen_is_and_no_wider_than_the_text_may_be() {
    for (size, widest) in [((120, 40), 76), ((50, 12), 50), ((20, 5), 20)] {
        let mut browser = Browser::sized(size.0, size.1);
        browser.press("/ROW<ret>p");
        let Some(Effect::Print(text)) = browser.effects.pop() else { panic!("nothing is printed") };
        let width = text.lines().map(pitf::text::width).max();
        assert!(width <= Some(widest) && width > Some(widest * 3 / 4), "{width:?} at {size:?}");
        assert!(text.starts_with("Rowing Club\n"), "{text}");
    }
}

#[test]
fn what_is_collected_is_listed_ordered_and_taken_away_with_one_list_of_sources() {
    let mut browser = Browser::sized(120, 40);
    browser.press("C");
    assert!(browser.message().starts_with("nothing is collected yet"), "{}", browser.message());
    browser.press("/CHESS<ret>yC+<esc>/ROW<ret>+");
    assert_eq!(browser.message(), "collected the entry: 2 things in the collection");
    browser.press("+");
    assert_eq!(browser.message(), "it is in the collection already");
    browser.press("C");
    let screen = browser.text();
    assert_has(
        &screen,
        &[
            "Chess Club: ",
            "entry      Rowing Club",
            "copy all as Markdown",
            "Enter goes there",
            "d removes it",
        ],
    );
    browser.press("J");
    let rows: Vec<String> = browser.text().lines().skip(2).take(2).map(str::to_owned).collect();
    assert!(rows[0].contains("Rowing Club") && rows[1].contains("Chess Club"), "{rows:?}");
    let (text, what) = copied(&mut browser, "/as Markdown<ret>");
    assert_eq!(what, "collection as Markdown");
    assert_has(
        &text,
        &[
            "## Rowing Club\n",
            "- Rows every Sunday.",
            " (source: ",
            "## Chess Club\n",
            "## Sources\n",
            "In: The clubs of Lower Milling",
        ],
    );
    assert_eq!(text.matches("Notice board at the mill").count(), 1, "{text}");
    let (text, _) = copied(&mut browser, "C/citations<ret>");
    assert_eq!(text.matches("In: The clubs of Lower Milling").count(), 2, "{text}");
    browser.press("Cdd");
    assert_eq!(browser.state.collection(), &[] as &[String]);
}

#[test]
fn what_a_new_file_no_longer_has_is_told_in_the_collection() {
    let mut browser = Browser::sized(120, 40);
    browser.press("/tea circle<ret>+");
    let text = include_str!("../data/clubs.ron").replace("id: \"tea\"", "id: \"coffee\"");
    browser.tell(News::Reloaded(directory(&text).directory.clone())).press("C");
    browser.assert_shows("no longer in the directory");
    let (text, _) = copied(&mut browser, "/as text<ret>");
    assert!(text.contains("No longer in the directory: tea"), "{text}");
}

#[test]
fn in_the_matrix_a_citation_is_one_of_the_statement_chosen_beneath_the_grid() {
    let of = |script| copied(&mut Browser::new(), script);
    let (text, what) = of("amyc");
    assert_eq!(what, "citation of the statement");
    assert!(
        text.starts_with("Chess Club (CHESS): Plays a match against the rowers each spring.\n"),
        "{text}"
    );
    // The keys stay in the matrix, and the next statement of the column is another club's.
    for (script, expected) in [
        ("am<tab>Jyc", "Rowing Club (ROW): Rows every Sunday."),
        ("am<tab>JJKyc", "Rowing Club (ROW): Rows every Sunday."),
        ("am<tab>yCj<ret>", "Rowing Club (ROW): Rows every Sunday."),
        ("am<tab>yCjyc", "Rowing Club (ROW): Rows every Sunday."),
    ] {
        let mut browser = Browser::new();
        let (text, _) = copied(&mut browser, script);
        assert!(text.starts_with(expected), "{script}: {text}");
    }
    let mut browser = Browser::new();
    browser.press("am<tab>J+C");
    browser.assert_shows("Rowing Club: Rows every Sunday.");
}

#[test]
fn a_comparison_is_copied_whole_or_a_statement_of_either_is_cited() {
    let mut browser = Browser::new();
    let (text, what) = copied(&mut browser, "/CHESS<ret>c/ROW<ret>cyy");
    assert_eq!(what, "comparison");
    assert!(text.starts_with("Chess Club and Rowing Club"), "{text}");
    let (text, _) = copied(&mut browser, "yc/sunday<ret>");
    assert!(text.starts_with("Rowing Club (ROW): Rows every Sunday."), "{text}");
    browser.press("p");
    assert!(browser.text().starts_with("Compare"), "{}", browser.text());
}
