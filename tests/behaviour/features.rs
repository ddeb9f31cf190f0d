//! What people ask of programs like this one, a test for each: those that are shown nowhere else, by keys and screens, and
//! an index of all. The numbers are those of the list of 70 that the project keeps; letters group them.
//!
//! | row | shown by |
//! |---|---|
//! | 1, 3–5, 9, 11 | here |
//! | 2 | here, `app::matrix::tests::keys_move_from_cell_to_cell_and_stop_at_the_edges` |
//! | 6 | here, `reading::the_place_before_this_one_and_this_one_are_gone_between` |
//! | 7, 8 | here, `store::tests::two_programs_keep_each_others_data_files_marks_and_histories` |
//! | 10 | here, `outline::tests::reading_on_meets_each_entry_once_and_reading_back_the_same_way` |
//! | 12 | here |
//! | 13 | `search::pattern::tests::case_accents_and_signs_are_folded`: case is kept where the expression says `(?-i)` |
//! | 14, 15 | here |
//! | 16 | `search_quality::what_goes_wrong_with_a_name_is_forgiven` |
//! | 17 | `search_quality::full_initials_find_an_entry_that_has_them_first` |
//! | 18, 19, 20 | here, `search::query::tests::what_is_typed_is_understood` |
//! | 21 | `screens::a_filter_in_force`, `outline::tests::a_filter_keeps_what_stands_above_and_counts_what_stands_beneath` |
//! | 22–27 | here |
//! | 28 | `output::each_command_writes_what_its_golden_says` |
//! | 29 | `text::wrap::tests::lines_end_where_they_may` |
//! | 30 | `reading::the_same_paragraph_stays_at_the_top_however_the_screen_changes` |
//! | 31 | here |
//! | 32 | `reading::sections_are_gone_to_one_by_one_and_back` |
//! | 33 | here, `text::commonmark::tests::a_table_loses_no_column_at_any_width` |
//! | 34 | here, `reading::links_are_gone_through_in_the_order_of_the_text`, `copying::links_are_followed_by_their_numbers` |
//! | 35 | here |
//! | 36 | `copying::an_address_is_shown_whole_however_long_it_is`, `browser::outside::tests::an_address_that_no_program_opens_is_to_be_shown` |
//! | 37 | here, `terminal::screen::tests::links_open_and_close_around_their_cells` |
//! | 38 | `terminal::clipboard::tests::sequences_are_wrapped_for_what_is_between` and its neighbours |
//! | 39 | `browser::outside::tests::it_is_told_who_has_the_text_and_what_nobody_knows` |
//! | 40 | `copying::a_page_is_printed_as_wide_as_the_screen_is_and_no_wider_than_the_text_may_be` |
//! | 41 | `output::each_command_writes_what_its_golden_says`, `copying::markdown_is_copied_of_entries_and_of_headings` |
//! | 42, 44, 45 | `view::theme::tests` |
//! | 43 | here, `run::look::tests::colour_is_for_terminals_unless_somebody_says_otherwise` |
//! | 46 | every test of `screens` |
//! | 47 | every test of `plain` |
//! | 48 | every test of `screens`, `view::matrix::tests::the_matrix_is_drawn_at_every_size` |
//! | 49, 50 | here |
//! | 51 | `tty::a_job_is_stopped_and_goes_on_in_another_size` |
//! | 52 | `terminal::input::tests::what_is_not_a_key_is_dropped_whole`; the terminal is asked nothing |
//! | 53 | `terminal::screen::tests::a_screen_is_drawn_once_and_then_changed`, `bytes::moving_and_paging_take_few_bytes_for_a_cell` |
//! | 54 | `app::pointer::tests`, `store::config::tests::every_setting_is_read` |
//! | 55 | does not apply: a browser has the screen; `p`, `show` and `tree` leave text on it |
//! | 56 | here |
//! | 57 | `keymap::tests::letters_of_other_layouts_are_taken_by_their_place` and its neighbour |
//! | 58 | `reading::no_script_shifts_the_rule_or_leaves_the_screen` |
//! | 59 | `leaks::no_field_leaks_into_any_report`, `page::tests::nothing_that_a_terminal_obeys_is_taken_away` |
//! | 60 | `reading::a_changed_file_is_offered_until_it_is_read_and_what_was_visited_is_there_still` |
//! | 61 | here |
//! | 62 | `keymap::tests::actions_are_moved_to_other_keys_and_unbound`, `store::config::tests` |
//! | 63, 64 | here, `app::pick::tests::the_help_begins_with_the_keys_of_the_place_and_lists_every_action_once` |
//! | 65 | `cli::the_manual_has_keys_files_and_variables` |
//! | 66 | `output::each_command_writes_what_its_golden_says` |
//! | 67 | `cli::a_file_that_cannot_be_read_is_named` |
//! | 68 | `cli::a_pipe_gets_the_tree_and_so_does_a_dumb_terminal` |
//! | 69 | `cli::a_full_disk_is_told_and_that_nobody_reads_on_is_not` |
//! | 70 | `reading::esc_and_q_leave_what_is_innermost_and_esc_never_quits` |

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
