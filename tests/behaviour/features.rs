//! What people ask of programs like this one, a test for each that is shown nowhere else, by keys and screens. The numbers
//! are those of the list of 70 that the project keeps.

use pitf::app::{Action, News};
use pitf::keymap::{BINDINGS, Context, Keymap};
use pitf::layout::Pane;
use pitf::settings::{Settings, ThemeName};
use ratatui::layout::{Position, Size};
use ratatui::style::Color;

use crate::support::{Browser, assert_has, clubs, directory};

/// Runs scripts, each on a new browser, and asserts which entry is read then.
#[track_caller]
fn leads_to(cases: &[(&str, &str)]) {
    for (script, entry) in cases {
        let mut browser = Browser::new();
        browser.press(script);
        assert_eq!(browser.entry(), *entry, "{script}");
    }
}

/// Asserts that the screen after a script shows each of these.
#[track_caller]
fn shows(script: &str, expected: &[&str]) {
    let mut browser = Browser::sized(120, 40);
    browser.press(script);
    let screen = browser.text();
    for text in expected {
        assert!(screen.contains(text), "{script}: {text:?} is not on\n{screen}");
    }
}

#[test]
fn row_1_letters_and_arrows_move() {
    leads_to(&[
        ("3j", "Charter of the Clubs"),
        ("<down><down><up>", "Standing Board"),
        ("jjk", "Standing Board"),
    ]);
}

#[test]
fn row_2_a_number_repeats_or_names_the_row() {
    leads_to(&[
        ("z26j2k", "Rowing Club"),
        ("z210G", "Société des Amis du Café"),
        ("15Gg", "Council of Clubs"),
    ]);
}

#[test]
fn row_3_left_folds_or_goes_to_the_parent_and_right_unfolds_or_goes_to_the_first_child() {
    leads_to(&[
        ("jh", "Council of Clubs"),
        ("ll", "Standing Board"),
        ("2jlll<right>", "Openings for Beginners"),
    ]);
    let rows = |script: &str| Browser::new().press(script).state.list().outline.len();
    assert!(rows("h") < rows("") && rows("jl") > rows(""));
    assert_eq!(
        Browser::new().press("z210Gl").state.focus(),
        Pane::Detail,
        "from a row with nothing beneath it"
    );
}

#[test]
fn row_4_siblings_are_one_key_away() {
    leads_to(&[("J", "Charter of the Clubs"), ("z23jJ", "Rowing Club"), ("zRGK", "Archive in the Loft")]);
}

#[test]
fn row_5_everything_is_folded_to_a_level_at_once() {
    let rows = |script: &str| Browser::new().press(script).state.list().outline.len();
    assert_eq!((rows("zM"), rows("z1"), rows("z2")), (3, 3, 23));
    assert!(rows("z3") > rows("z2") && rows("zR") >= rows("z9"));
    leads_to(&[("2jzM", "Council of Clubs")]);
}

#[test]
fn row_6_back_and_forward_put_back_cursor_scroll_and_focus() {
    let mut browser = Browser::sized(80, 12);
    browser.press("/ROW<ret><ret>6j");
    let before = (browser.text(), browser.state.focus());
    browser.press("/CHESS<ret>HL");
    assert_eq!(browser.entry(), "Chess Club");
    browser.press("H");
    assert_eq!(browser.state.focus(), before.1);
    let body = |text: &str| text.lines().take(11).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(body(&browser.text()), body(&before.0));
}

#[test]
fn rows_7_and_8_marks_and_recent_places_outlive_the_run() {
    let mut first = Browser::new();
    first.press("/CHESS<ret>ma/ROW<ret>'a");
    assert_eq!(first.entry(), "Chess Club");
    let session = first.state.session();
    let mut second = Browser::new();
    second.tell(News::Resume(Box::new(session)));
    second.press("g'a");
    assert_eq!(second.entry(), "Chess Club");
    second.press("M");
    for text in ["a  Chess Club", "Rowing Club"] {
        second.assert_shows(text);
    }
}

#[test]
fn row_9_the_way_to_the_entry_is_always_on_the_screen() {
    for (width, way) in [
        (120, "Council of Clubs"),
        (60, "Council of Clubs › Rowing Club"),
        (24, "CC › Rowing Club"),
        (20, "Rowing Club"),
    ] {
        let mut browser = Browser::sized(width, 12);
        browser.press("z24j<ret>");
        assert!(browser.text().lines().next().unwrap().ends_with(way), "{width}: {}", browser.text());
    }
}

#[test]
fn row_10_the_next_entry_is_read_without_leaving_the_text() {
    let mut browser = Browser::new();
    browser.press("z23j<ret>]");
    assert_eq!((browser.entry(), browser.state.focus()), ("Openings for Beginners", Pane::Detail));
    browser.press("[");
    assert_eq!((browser.entry(), browser.state.focus()), ("Chess Club", Pane::Detail));
}

#[test]
fn row_11_the_detail_follows_the_cursor() {
    for (script, text) in
        [("j", "Does the council's work"), ("z24j", "Rows on the pond"), ("at", "Sport and games")]
    {
        shows(script, &[text]);
    }
}

#[test]
fn row_12_hits_come_while_one_types() {
    let mut browser = Browser::new();
    let mut counts = Vec::new();
    for key in ["/", "c", "h", "e", "s", "s"] {
        browser.press(key);
        counts.push(browser.text().lines().nth(1).unwrap_or_default()[..31].trim().to_owned());
    }
    assert!(counts[5].contains("words 1/") && counts[1] != counts[5], "{counts:?}");
}

#[test]
fn rows_14_and_15_accents_are_not_needed_and_some_do_no_harm() {
    for query in ["/societe des amis", "/société", "/sociéte du cafe", "/SOCIETE"] {
        leads_to(&[(&format!("{query}<ret>"), "Société des Amis du Café")]);
    }
}

#[test]
fn row_18_the_way_of_searching_is_changed_and_shown() {
    for (script, mode) in [("/chs", "words"), ("/chs<C-r>", "fuzzy"), ("/chs<C-r><C-r>", "regex")] {
        shows(script, &[mode]);
    }
    leads_to(&[("/chscb<C-r><ret>", "Chess Club"), ("/^ch.ss<C-r><C-r><ret>", "Chess Club")]);
}

#[test]
fn rows_19_and_20_words_in_any_order_without_some_in_one_kind_or_topic() {
    leads_to(&[
        ("/club rowing<ret>", "Rowing Club"),
        ("/club -chess -rowing kind:club amis<ret>", "Société des Amis du Café"),
        ("/kind:paper openings<ret>", "Openings for Beginners"),
        ("/topic:music brass<ret>", "Brass Band"),
    ]);
    shows("/beginners kind:rule", &["Nothing matches"]);
}

#[test]
fn row_22_what_is_folded_is_found_and_unfolded() {
    let mut browser = Browser::new();
    browser.press("zM/openings<ret>");
    assert_eq!(browser.entry(), "Openings for Beginners");
    assert!(browser.text().lines().any(|row| row.starts_with('›') && row.contains("Openings")));
}

#[test]
fn rows_23_and_25_hits_have_a_position_a_way_and_what_matched() {
    shows("/teach<down>", &["words 2/", "Council of Clubs", "Teach"]);
    let mut browser = Browser::sized(120, 40);
    browser.press("/teach");
    assert!(browser.shot().styled('M').iter().any(|row| row.contains("each")), "{}", browser.text());
}

#[test]
fn row_24_hits_are_marked_in_list_and_text_and_walked_through() {
    let mut browser = Browser::sized(120, 40);
    browser.press("/beginners");
    let marked = browser.shot().styled('M');
    assert!(marked.iter().filter(|row| row.contains("eginners")).count() >= 2, "{marked:?}");
    browser.press("<ret>");
    let first = browser.entry().to_owned();
    browser.press("n");
    assert_ne!(browser.entry(), first);
    assert!(browser.message().starts_with("hit 2 of "), "{}", browser.message());
    browser.press("N");
    assert_eq!(browser.entry(), first);
}

#[test]
fn row_26_one_branch_alone_is_searched() {
    shows("G\\openings", &["Nothing matches \"openings\" beneath"]);
    shows("z23j\\openings", &["Openings for Beginners", "words 1/1", "CHESS: openings"]);
    shows("z23j\\", &["Searches \"Chess Club\" and what is beneath it."]);
}

#[test]
fn row_27_queries_are_recalled_in_the_next_run_too() {
    let mut first = Browser::new();
    first.press("/chess<ret>/rowing<ret>");
    let session = first.state.session();
    let mut second = Browser::new();
    second.tell(News::Resume(Box::new(session)));
    second.press("/<up>");
    second.assert_shows("/rowing");
    second.press("<C-o>");
    second.assert_shows("/chess");
}

#[test]
fn row_31_text_is_at_most_76_wide_until_one_wants_it_otherwise() {
    let mut browser = Browser::sized(200, 40);
    browser.press("/ROW<ret>v");
    let widest = |browser: &Browser| {
        browser
            .state
            .detail()
            .layout()
            .unwrap()
            .lines
            .iter()
            .map(|line| line.to_string().chars().count())
            .max()
    };
    assert!(widest(&browser) <= Some(76), "{:?}", widest(&browser));
    for (width, told) in
        [(100, "100 columns"), (200, "as wide as the pane"), (60, "60 columns"), (76, "76 columns")]
    {
        browser.press("W");
        assert_eq!(browser.message(), format!("text width: {told}"));
        assert!(widest(&browser) <= Some(width), "{told}: {:?}", widest(&browser));
    }
}

#[test]
fn row_33_a_table_that_does_not_fit_tells_each_row_by_its_labels() {
    let mut browser = Browser::sized(30, 40);
    browser.press("/ROW<ret>");
    let screen = browser.text();
    assert_has(&screen, &["Boat: Heron", "Seats: 4", "Built: 1998", "Where it lies: "]);
}

#[test]
fn the_head_of_a_table_stays_while_its_rows_are_scrolled() {
    let rows = (0..30).map(|row| format!("| Row {row} | x |")).collect::<Vec<_>>().join("\\n");
    let text = format!(
        r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [(id: "a", kind: "k", name: "A",
        text: "Before.\n\n| Member | 2018 |\n|---|---|\n{rows}\n\nBehind.")])"#
    );
    let mut browser = Browser::on(directory(&text));
    browser.press("<ret>");
    let top = |browser: &Browser| {
        let screen = browser.text();
        let row =
            screen.lines().nth(1).and_then(|row| row.split_once('┃')).map(|(_, text)| text.trim().to_owned());
        row.unwrap_or_default()
    };
    let mut tops = Vec::new();
    for _ in 0..60 {
        tops.push(top(&browser));
        browser.press("j");
    }
    tops.dedup();
    assert_eq!(tops, ["A", "K", "", "Before.", "", "Member  2018"]);
    browser.press("G");
    browser.assert_shows("Behind.");
}

#[test]
fn rows_34_and_35_links_lead_on_and_back_and_what_links_here_is_listed() {
    leads_to(&[
        ("<tab><tab><tab><ret>", "Standing Board"),
        ("<tab><tab><tab><tab><ret>", "Charter of the Clubs"),
        ("<tab><tab><tab><ret>H", "Council of Clubs"),
        ("Xj<ret>", "Chess Club"),
        ("/charter<ret>X<ret>", "Council of Clubs"),
    ]);
    shows("X", &["Linked from", "members", "Rowing Club"]);
}

#[test]
fn row_37_addresses_are_links_of_the_terminal() {
    let mut browser = Browser::new();
    browser.press("/CHESS<ret><ret>G");
    assert!(browser.hyperlinks().iter().any(|link| link.address == "https://board.example/notices"));
}

#[test]
fn row_43_without_colour_weights_and_lines_are_left() {
    for theme in [ThemeName::Mono, ThemeName::HighContrast] {
        for script in ["", "/teach", "am", "?", "<tab>"] {
            let settings = Settings { theme: Some(theme), ..Settings::default() };
            let mut browser = Browser::with(clubs(), Size::new(80, 24), settings);
            browser.press(script);
            let shot = browser.shot();
            let coloured =
                shot.buffer.content().iter().find(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset);
            assert_eq!(coloured, None, "{script} in {theme:?}");
            assert!(!shot.styled('R').is_empty(), "what has the keys is seen, {script} in {theme:?}");
        }
    }
}

#[test]
fn row_49_no_size_is_too_small_or_too_large_for_any_pane() {
    let scripts = ["", "<ret><tab>", "/teach", "fpond", "?", ":fold", "am", "ad", "M", "x", "=", "'z", "v"];
    let sizes = (0..34).step_by(2).flat_map(|width| [0, 1, 2, 4, 5, 6, 9, 13].map(|height| (width, height)));
    let sizes: Vec<(u16, u16)> = sizes.chain([(71, 7), (72, 5), (500, 5), (20, 300)]).collect();
    for script in scripts {
        let mut browser = Browser::new();
        browser.press(script);
        for (width, height) in &sizes {
            browser.resize(*width, *height);
            let shot = browser.shot();
            assert!(shot.cursor.is_none_or(|cursor| cursor.x < *width && cursor.y < *height), "{script}");
            browser.act(Action::Click(Position::new(width / 2, height / 2)));
            browser.act(Action::WheelDown(Position::new(width / 2, height / 2)));
        }
    }
}

#[test]
fn row_50_on_a_narrow_screen_one_pane_is_shown_and_the_other_is_a_key_away() {
    let mut browser = Browser::sized(71, 20);
    let has_list =
        |browser: &Browser| browser.text().contains("Winter Bathers  ") && !browser.text().contains("│");
    browser.press("z2");
    assert!(has_list(&browser));
    for (there, back) in [("<ret>", "h"), ("w", "w"), ("<tab>", "<esc><esc>"), ("<ret>", "q")] {
        browser.press(there);
        assert!(browser.text().contains("The council meets once a season"), "{there}: {}", browser.text());
        browser.press(back);
        assert!(has_list(&browser), "{back}: {}", browser.text());
    }
}

#[test]
fn row_56_every_action_is_on_a_key_without_alt_or_ctrl() {
    let keymap = Keymap::default();
    // These are where every program has them, and in the palette; the mouse is there alone; where text is typed a plain key is text, and the arrows
    // recall the older queries.
    let others = ["redraw", "suspend", "older-query", "newer-query", "mouse"];
    for binding in BINDINGS {
        let keys = keymap.keys_of(binding, Context::List);
        let is_plain = keys.iter().any(|key| !key.contains("Ctrl") && !key.contains("Alt"));
        assert!(is_plain || others.contains(&binding.name), "{}: {keys:?}", binding.name);
    }
}

#[test]
fn row_61_the_next_run_begins_where_the_last_one_ended() {
    let mut first = Browser::sized(120, 20);
    first.press("zM2Gl>>>/ROW<ret><ret>4j");
    let session = first.state.session();
    let mut second = Browser::sized(120, 20);
    second.tell(News::Resume(Box::new(session)));
    let body = |browser: &Browser| browser.text().lines().take(19).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(body(&second), body(&first));
    assert_eq!(second.state.focus(), first.state.focus());
}

#[test]
fn row_63_the_help_has_the_keys_that_are_in_force_and_is_searched() {
    let mut browser = Browser::sized(100, 30);
    browser.keymap =
        Keymap::with(&[("down", vec![vec!["%".parse().unwrap()]]), ("print", Vec::new())]).unwrap();
    browser.press("?");
    browser.assert_shows("% Down Ctrl-n").assert_hides("j Down");
    browser.press("/normal screen");
    let screen = browser.text();
    let row = screen.lines().find(|row| row.contains("print the entry")).unwrap_or_default();
    assert!(row.starts_with("›  print the entry"), "unbound: {screen}");
}

#[test]
fn row_64_the_palette_finds_an_action_by_what_it_does_or_is_called_and_runs_it() {
    for (typed, key) in [("who does what", "am"), ("matrix", "am"), ("theme", "t"), ("citation", "yc")] {
        shows(&format!(":{typed}"), &[key]);
    }
    // Whole words come before beginnings, and these before parts of words.
    let firsts = [
        ("add to favourites", "m{a-z}"),
        ("add", "m{a-z}"),
        ("fold all", "zM"),
        ("show all", "zR"),
        ("mark", "m{a-z}"),
        ("call", "!"),
    ];
    for (typed, key) in firsts {
        let mut browser = Browser::new();
        let text = browser.press(&format!(":{typed}")).text();
        let first = text.lines().find_map(|line| line.strip_prefix('›')).unwrap_or_default();
        assert!(first.starts_with(&format!("{key} ")), "{typed}: {text}");
    }
    let mut browser = Browser::new();
    browser.press(":next theme<ret>");
    assert_eq!(browser.message(), "theme: high-contrast");
    let actions: Vec<&str> = BINDINGS.iter().map(|binding| binding.name).collect();
    for name in actions {
        let mut browser = Browser::sized(120, 40);
        browser.press(&format!(":{name}"));
        assert!(browser.text().contains(name), "{name} is not in the palette");
    }
}

#[test]
fn a_search_offers_filters_and_shows_that_its_line_is_cut() {
    let mut browser = Browser::new();
    browser.press("/na");
    browser.assert_shows("/name:");
    browser.press("<right>").press("choir");
    browser.assert_shows("/name:choir");
    browser.act(Action::Paste(" and".repeat(30)));
    browser.assert_shows("/…");
}

#[test]
fn an_empty_search_shows_what_was_searched_before() {
    let mut browser = Browser::new();
    browser.press("/choir<ret>").press("/");
    browser.assert_shows("Searched before: \"choir\".");
}

#[test]
fn beside_a_search_that_finds_nothing_nothing_is_shown() {
    let mut browser = Browser::new();
    browser.press("/choir");
    let shown = browser.text();
    browser.press("xyzzy");
    assert!(shown.contains("Sings") || shown.contains("choir"), "{shown}");
    browser.assert_hides("Governing body");
}
