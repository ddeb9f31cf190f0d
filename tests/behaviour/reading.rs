//! Reading: what stays in place when the screen changes, how one moves in a page, and that no script shifts a border.

use crossterm::event::KeyCode;
use pitf::app::{Action, ChangedRecord, Effect, Mode, News};
use pitf::keymap::Keymap;
use pitf::layout::Pane;
use pitf::settings::Settings;
use pitf::text::width;
use ratatui::layout::Size;

use crate::support::{Browser, SHIPPED, Shot, assert_has, clubs, directory};

/// The first line of the text that is seen.
fn top_line(browser: &Browser) -> String {
    let detail = browser.state.detail();
    let line = detail.layout().and_then(|layout| layout.lines.get(detail.scroll));
    line.map_or(String::new(), |line| line.to_string())
}

#[test]
fn the_same_paragraph_stays_at_the_top_however_the_screen_changes() {
    for keys in ["", "6j", "}", "}}", "15j", "30j", "}}}}}", "G"] {
        let mut browser = Browser::new();
        browser.press(&format!("/ROW<ret><ret>{keys}"));
        let (top, scroll) = (top_line(&browser), browser.state.detail().scroll);
        let block = |browser: &Browser| {
            let detail = browser.state.detail();
            detail.layout().unwrap().lines.get(detail.scroll).unwrap().block()
        };
        let before = block(&browser);
        for (width, height) in [(40, 12), (20, 5), (60, 20), (30, 5)] {
            browser.resize(width, height);
            assert!((before..=before + 1).contains(&block(&browser)), "{keys} at {width}x{height}: {top:?}");
        }
        for (width, height) in [(200, 90), (120, 40), (80, 24)] {
            browser.resize(width, height);
        }
        assert_eq!(
            (browser.state.detail().scroll, top_line(&browser)),
            (scroll, top),
            "{keys}, at the first size again"
        );
    }
}

#[test]
fn sections_are_gone_to_one_by_one_and_back() {
    let mut browser = Browser::sized(80, 12);
    browser.press("/ROW<ret><ret>");
    let mut down = Vec::new();
    for _ in 0..8 {
        browser.press("}");
        down.push(top_line(&browser));
    }
    let heads = ["Rows on the pond", "web", "Boats", "Topics", "Activities", "Links", "produces", "Events"];
    for (line, head) in down.iter().zip(heads) {
        assert!(line.starts_with(head), "{down:?}");
    }
    browser.press("g6}");
    assert_eq!(top_line(&browser), "Links", "with a number, so many");
    browser.press("{");
    assert_eq!(top_line(&browser), "Activities");
    browser.press("9{");
    assert_eq!(browser.state.detail().scroll, 0);
}

#[test]
fn links_are_gone_through_in_the_order_of_the_text() {
    let mut browser = Browser::new();
    browser.press("/ROW<ret>");
    let count = browser.state.detail().layout().unwrap().targets.len();
    for expected in 0..count {
        browser.press("<tab>");
        assert_eq!(browser.state.detail().link, Some(expected));
        let detail = browser.state.detail();
        let lines = detail.layout().unwrap().lines.lines_of_link(expected).unwrap();
        let window = detail.scroll..detail.scroll + usize::from(browser.state.panes().text.height);
        assert!(window.contains(&lines.start), "link {expected} is in sight");
    }
    browser.press("<tab>");
    assert_eq!(
        (browser.state.detail().link, browser.message()),
        (Some(count - 1), "there is no link after this one")
    );
    browser.press("<S-tab>");
    assert_eq!(browser.state.detail().link, Some(count - 2));
    assert_eq!(browser.state.focus(), Pane::Detail);
}

#[test]
fn the_position_is_told_in_lines_and_percent() {
    let mut browser = Browser::sized(80, 24);
    browser.press("/ROW<ret><ret>");
    let lines = browser.state.detail().layout().unwrap().lines.len();
    let status = |browser: &Browser| browser.text().lines().last().unwrap().to_owned();
    assert!(status(&browser).ends_with(&format!("1–22/{lines}  {}%", 2200 / lines)), "{}", status(&browser));
    browser.press("G");
    assert!(
        status(&browser).ends_with(&format!("{}–{lines}/{lines}  100%", lines - 21)),
        "{}",
        status(&browser)
    );
}

/// Words of scripts and signs on whose width programs and terminals disagree.
const WORDS: [&str; 14] = [
    "漢字かな交じり文",
    "한국어",
    "e\u{301}a\u{308}\u{323}o\u{302}\u{301}",
    "👩‍👩‍👧‍👦👍🏽🇺🇸❤\u{fe0f}☎\u{fe0e}",
    "שלום עולם",
    "مرحبا بالعالم",
    "हिन्दी क्षत्रिय",
    "ไทยกำลัง",
    "\u{202e}reversed\u{202c}",
    "a\u{200b}b\u{ad}c\u{feff}d",
    "①②③…—“”",
    "ｶﾞﾊﾟ",
    "\u{1100}\u{1161}\u{11a8}",
    "z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}",
];

/// The symbol at a column, where a symbol begins there.
fn symbol_at(shot: &Shot, row: u16, column: u16) -> Option<&str> {
    let mut x = 0;
    while x < column {
        let cells = width(shot.buffer[(x, row)].symbol());
        x += u16::try_from(cells).map_or(1, |cells| cells.max(1));
    }
    (x == column).then(|| shot.buffer[(column, row)].symbol())
}

#[test]
fn no_script_shifts_the_rule_or_leaves_the_screen() {
    let entry = |(number, word): (usize, &&str)| {
        format!(
            "(id: \"e{number}\", kind: \"k\", name: \"{word}\", abbreviation: \"{word}\", summary: \"{0}\",
              text: \"- {0}\\n\\n| {word} | {word} |\\n|---|---|\\n| {0} | {word} |\",
              links: [(rel: \"in\", to: \"root\")])",
            [*word; 9].join(" ")
        )
    };
    let entries = WORDS.iter().enumerate().map(entry).collect::<Vec<_>>().join(", ");
    let text = format!(
        "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], relations: [(id: \"in\", name: \"in\", nests: true)],
          entries: [(id: \"root\", kind: \"k\", name: \"Root\"), {entries}])"
    );
    for size in [Size::new(120, 40), Size::new(80, 24), Size::new(73, 24), Size::new(40, 12)] {
        let mut browser = Browser::with(directory(&text), size, Settings::default());
        browser.press("zR");
        for _ in WORDS {
            browser.press("j");
            let shot = browser.shot();
            let rule = browser.state.panes().rule;
            for row in rule.top()..rule.bottom() {
                assert_eq!(symbol_at(&shot, row, rule.x), Some("│"), "row {row} at {size}\n{}", shot.text());
            }
            for (row, line) in shot.text().lines().enumerate() {
                assert!(width(line) <= usize::from(size.width), "row {row} at {size}: {line:?}");
            }
        }
    }
}

/// The words of the status line.
fn hints(browser: &Browser) -> String {
    browser.text().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn the_hints_fit_what_can_be_done_here_and_now() {
    for (script, offered, left_out) in [
        ("zM", "Enter read  ? keys  / search  a arrange…  y copy…  q quit  c compare", "back"),
        ("/CHESS<ret>", "n next hit  H back", "follow"),
        ("/CHESS<ret><ret>", "Tab link  ? keys  h list", "follow"),
        ("/CHESS<ret><ret><tab>", "Enter follow  Tab next", "fold"),
        ("fpond<ret>", "Esc unfilter", "next hit"),
        ("fpond", "Enter keep  Esc drop", "keys"),
        ("/marmelade", "Esc back", "Enter go"),
        ("/kin", "Right complete  Esc back", "Enter go"),
        ("/kin<left>", "Esc back", "complete"),
        ("?", "Enter does it  Esc back  / search", "keys"),
        ("=", "Esc back  ? keys  y copy…  j down", "take"),
        ("am", "Enter read  Esc back  y copy…  Tab column", "fold"),
        ("+C", "y copy…", "fold"),
    ] {
        let mut browser = Browser::new();
        browser.press(script);
        let hints = hints(&browser);
        assert!(hints.contains(offered), "{script}: {offered:?} is not in {hints:?}");
        assert!(!hints.contains(left_out), "{script}: {left_out:?} is in {hints:?}");
    }
}

#[test]
fn a_cut_word_that_a_hit_was_found_as_ends_in_an_ellipsis() {
    let mut browser = Browser::sized(24, 12);
    browser.press("/instruemnts commitee").assert_shows("   as \"instruments comm…\n");
}

#[test]
fn hints_drop_from_the_right() {
    for (width, expected) in
        [(44, "Enter read  ? keys  / search  a arrange…"), (24, "Enter read  ? keys"), (20, "Enter read")]
    {
        let browser = Browser::sized(width, 12);
        assert!(hints(&browser).starts_with(expected), "{width}: {:?}", hints(&browser));
    }
}

#[test]
fn esc_and_q_leave_what_is_innermost_and_esc_never_quits() {
    for key in ["<esc>", "q"] {
        let mut browser = Browser::new();
        browser.press("fpond<ret><ret>");
        assert_eq!(browser.state.focus(), Pane::Detail);
        browser.press(key);
        assert_eq!((browser.state.focus(), browser.state.filter().is_some()), (Pane::List, true), "by {key}");
        browser.press(key);
        assert!(browser.state.filter().is_none() && browser.effects.is_empty(), "by {key}");
        browser.press(key);
        let quits = if key == "q" { vec![Effect::Quit] } else { vec![] };
        assert_eq!(browser.effects, quits, "by {key}");
    }
}

#[test]
fn where_one_pane_has_the_screen_a_hit_is_read_at_once() {
    for (width, focus) in [(60, Pane::Detail), (120, Pane::List)] {
        let mut browser = Browser::sized(width, 20);
        browser.press("/CHESS<ret>");
        assert_eq!((browser.entry(), browser.state.focus()), ("Chess Club", focus), "at {width} columns");
        browser.assert_shows("Teaches beginners");
        browser.press("H");
        assert_eq!(browser.state.focus(), Pane::List);
    }
}

#[test]
fn an_event_is_a_card_and_enter_opens_its_entry() {
    let mut browser = Browser::sized(120, 40);
    browser.press("adfregatta<ret>zRgj");
    let screen = browser.text();
    assert_has(
        &screen,
        &[
            "2017-09-24  Rowed in a record time.",
            "The same day",
            "Rowing Club",
            "The same month",
            "2017-09-08",
        ],
    );
    let text = |row: &str| row.split_once('│').map_or("", |(_, text)| text.trim()).to_owned();
    assert_eq!(
        screen.lines().map(text).filter(|text| text.contains("Willow Regatta")).count(),
        1,
        "{screen}"
    );
    browser.press("<tab><ret>");
    assert_eq!(browser.entry(), "Willow Regatta");
    browser.press("Hw<ret>");
    assert_eq!((browser.entry(), browser.state.focus()), ("Willow Regatta", Pane::Detail));
    browser.assert_shows("The race of the year.");
    browser.press("H");
    browser.assert_shows("The same day");
    let mut narrow = Browser::sized(60, 20);
    narrow.press("adzRg6j<ret>");
    narrow.assert_shows_all(&["Charter of the Clubs", "1987-03-01"]);
    narrow.press("<ret>");
    narrow.assert_shows("What the council may do.");
}

#[test]
fn of_the_years_the_newest_is_unfolded() {
    let mut browser = Browser::new();
    browser.press("ad");
    let folds = |browser: &Browser| {
        let rows = browser.text().lines().skip(1).take(22).map(|row| row.chars().nth(1)).collect::<Vec<_>>();
        rows.into_iter().filter(|sign| matches!(sign, Some('▸' | '▾'))).collect::<Vec<_>>()
    };
    assert_eq!(folds(&browser).last(), Some(&Some('▾')));
    browser.assert_shows("2019-11-02  Autumn Count");
}

#[test]
fn by_name_each_letter_has_a_heading() {
    let mut browser = Browser::sized(120, 40);
    browser.press("an");
    let screen = browser.text();
    assert_has(&screen, &["▾ A", "Archers", "▾ B", "Beekeepers"]);
    assert_eq!(browser.entry(), "Council of Clubs");
}

#[test]
fn what_the_directory_is_stands_beneath_its_own_name() {
    let mut browser = Browser::new();
    browser.press("ji");
    assert!(browser.text().starts_with("About › The clubs of Lower Milling\n"), "{}", browser.text());
    browser.press("<esc>=");
    assert!(browser.text().starts_with("About › Council of Clubs ›"), "{}", browser.text());
}

#[test]
fn a_message_is_read_whole_and_no_word_is_broken_for_the_position() {
    let mut browser = Browser::sized(40, 12);
    browser.press("'z");
    assert!(hints(&browser).starts_with("there is no mark z; mz sets it"), "{}", browser.text());
    let mut browser = Browser::sized(20, 6);
    browser.press("'z");
    assert!(browser.text().ends_with("there is no mark z;\nmz sets it       1/4\n"), "{}", browser.text());
}

#[test]
fn a_screen_that_is_too_small_says_so_in_words_that_fit() {
    for (width, height, told) in [
        (40, 4, "pitf needs 20x5; this is 40x4"),
        (19, 5, "pitf needs 20x5"),
        (12, 5, "needs 20x5"),
        (4, 1, "20x5"),
        (1, 1, "2"),
    ] {
        assert_eq!(Browser::sized(width, height).text().trim_end(), told, "at {width}x{height}");
    }
}

#[test]
fn a_data_file_that_is_read_again_leaves_the_place_and_the_folds() {
    for keys in ["", "jj", "zMj", "zRG", "Gkl"] {
        let mut browser = Browser::new();
        browser.press(keys);
        let body = |browser: &Browser| browser.text().lines().take(23).collect::<Vec<_>>().join("\n");
        let before = body(&browser);
        browser.tell(News::Reloaded(clubs().directory.clone()));
        assert_eq!(body(&browser), before, "after {keys}");
    }
    let flat = |entries| {
        let member = |index: usize| {
            format!(
                "(id: \"m{index}\", kind: \"k\", name: \"Member {index}\", links: [(rel: \"in\", to: \"top\")])"
            )
        };
        let members: Vec<String> = (0..entries).map(member).collect();
        directory(&format!(
            "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], relations: [(id: \"in\", name: \"in\", nests: true)], \
             entries: [(id: \"top\", kind: \"k\", name: \"Top\"), {}])",
            members.join(",")
        ))
    };
    let mut browser = Browser::on(flat(10));
    browser.press("3j");
    browser.tell(News::Reloaded(flat(9).directory.clone()));
    assert_eq!((browser.entry(), browser.state.list().outline.len()), ("Member 2", 10));
}

#[test]
fn dropping_a_filter_stays_at_the_place_that_was_chosen() {
    let mut browser = Browser::new();
    browser.press("ffees<ret>");
    let (path, rows) = (browser.state.list().path(), browser.state.list().outline.len());
    assert!(path.len() > 1);
    browser.press("<esc>");
    assert_eq!(browser.state.list().path(), path);
    assert!(browser.state.list().outline.len() > rows, "all entries are there again");
}

#[test]
fn the_place_before_this_one_and_this_one_are_gone_between() {
    let mut browser = Browser::new();
    browser.press("''");
    assert_eq!(browser.message(), "there is no place before this one");
    browser.press("/CHESS<ret>/ROW<ret>");
    for expected in ["Chess Club", "Rowing Club", "Chess Club"] {
        browser.press("''");
        assert_eq!(browser.entry(), expected);
    }
}

#[test]
fn the_palette_runs_what_waits_for_one_more_key_too() {
    for (script, seen) in [
        (":mark this place<ret>b", "mark b is on Council of Clubs"),
        (":mark this place<ret>", "now a letter, from a to z"),
        (":unfold down to<ret>", "now a digit, from 1 to 9"),
        (":unfold down to<ret>1M", "no marks and no recent places yet; ma sets mark a"),
        (":query before<ret>", "Ctrl-o: while typing: the query before this one"),
        (":column to the left<ret>", "h Left: in the matrix, one column to the left"),
        (":copy id<ret>", ""),
    ] {
        let mut browser = Browser::new();
        browser.press(script);
        assert_eq!(browser.message(), seen, "{script}");
        assert_eq!(browser.effects.len(), usize::from(seen.is_empty()), "{script}");
    }
}

#[test]
fn a_changed_file_is_offered_until_it_is_read_and_what_was_visited_is_there_still() {
    let mut browser = Browser::new();
    browser.press("/CHESS<ret>ma/ROW<ret><ret>6j");
    let (place, unfolded, top) =
        (browser.entry().to_owned(), browser.state.list().outline.len(), top_line(&browser));
    browser.tell(News::FileChanged);
    assert_eq!(browser.message(), "the data file has changed; R reads it again");
    browser.press("<esc><esc>");
    assert!(hints(&browser).starts_with("R reload"), "{}", hints(&browser));
    browser.press("<ret>");
    let entry = "(id: \"board\", kind";
    let with_another = format!("(id: \"new\", kind: \"body\", name: \"New\"), {entry}");
    let text = include_str!("../data/clubs.ron").replace(entry, &with_another);
    browser.tell(News::Reloaded(directory(&text).directory.clone()));
    assert_eq!(browser.message(), "read the data file again");
    browser.tell(News::Compared(Vec::new()));
    assert_eq!(browser.message(), "read again: no entry has changed");
    let change = |id: &str, name: &str, how, fields: &str| ChangedRecord {
        record: "entry",
        id: id.to_owned(),
        name: name.to_owned(),
        how,
        fields: fields.to_owned(),
    };
    let changes = vec![
        change("left", "Left Club", "gone", ""),
        change("new", "New", "added", ""),
        change("chess", "Chess Club", "changed", "summary, links"),
    ];
    browser.tell(News::Compared(changes));
    assert_eq!(browser.message(), "read again: 3 entries have changed; r lists them");
    browser.press("r");
    let screen = browser.text();
    assert_has(&screen, &["gone     Left Club", "added    New", "changed  Chess Club"]);
    assert!(screen.contains("summary, links"), "{screen}");
    browser.press("<esc>");
    assert!(!hints(&browser).contains("reload"), "{}", hints(&browser));
    assert_eq!(
        (browser.entry(), browser.state.list().outline.len(), top_line(&browser)),
        (place.as_str(), unfolded + 1, top)
    );
    browser.press("H");
    assert_eq!(browser.entry(), "Chess Club", "the way back");
    browser.press("g'a");
    assert_eq!(browser.entry(), "Chess Club", "the mark");
}

#[test]
fn a_choice_that_its_row_has_no_room_for_is_told_in_full_beneath() {
    let mut browser = Browser::sized(40, 12);
    browser.press("?");
    browser.assert_shows("────\n read the entry, follow the link, take");
    browser.press("/copy id");
    assert_eq!(browser.text().matches("copy id and name").count(), 1, "it has its row: {}", browser.text());
    browser.press("<esc>?G");
    assert!(browser.text().contains("\n›○"), "the last one is in sight: {}", browser.text());
}

#[test]
fn messages_name_the_keys_that_are_in_force() {
    let mut browser = Browser::new();
    let other = |key: &str| vec![key.split(' ').map(|key| key.parse().unwrap()).collect()];
    let overrides = [("set-mark", other("% a-z")), ("search", other("&")), ("addresses", Vec::new())];
    browser.keymap = Keymap::with(&overrides).unwrap();
    for (script, told) in [
        ("'z", "there is no mark z; %z sets it"),
        ("M", "no marks and no recent places yet; %a sets mark a"),
        ("n", "nothing has been searched for; & does"),
        (":mark this<ret>", "now a letter, from a to z"),
    ] {
        browser.press(script);
        assert_eq!(browser.message(), told, "{script}");
    }
}

#[test]
fn on_a_screen_that_is_too_small_nothing_moves() {
    for script in ["", "8j<ret>4j", "/teach", "/teach<down>", "fpond", "?jj", "am2j3l", "ad5j", "M", "i", "x"]
    {
        let mut browser = Browser::sized(80, 24);
        browser.press(script);
        let before = browser.text();
        for (width, height) in [(10, 3), (19, 30), (1, 1), (0, 0)] {
            browser.resize(width, height).press("jGl/x<C-d>y<ret><esc>amt>").resize(80, 24);
            assert_eq!(browser.text(), before, "after {script} and {width}x{height}");
            assert_eq!(browser.effects, [], "after {script}");
        }
        browser.resize(10, 3).press("<C-c>");
        assert_eq!(browser.effects, [Effect::Quit], "after {script}");
    }
}

#[test]
fn the_preview_of_a_hit_stays_where_it_was_scrolled_to() {
    let mut browser = Browser::sized(80, 12);
    browser.press("/charter");
    let text = browser.state.panes().text.as_position();
    let scroll = browser.state.detail().scroll;
    browser.act(Action::WheelDown(text));
    assert_eq!(browser.state.detail().scroll, scroll + 3);
    browser.press("s<bs>");
    assert_eq!(browser.state.detail().scroll, scroll, "another answer shows where it matches");
}

#[test]
fn what_may_follow_is_shown_until_it_has() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut browser = Browser::sized(width, height);
        let before = browser.text();
        browser.press("y");
        let screen = browser.text();
        let words = if width < 80 {
            ["y  text", "c  citation", "C  which"]
        } else {
            ["y  copy the text", "c  copy a", "C  list"]
        };
        for told in words {
            assert!(screen.contains(told), "{told} at {width}x{height}:\n{screen}");
        }
        assert!(!screen.lines().rev().take(usize::from(height / 3)).any(|row| row.contains('…')), "{screen}");
        let changed = before.lines().zip(screen.lines()).filter(|(one, other)| one != other).count();
        assert!(changed <= usize::from(height / 3) + 1, "{changed} rows at {width}x{height}");
        browser.press("<esc>");
        assert_eq!(browser.text(), before, "dropped");
    }
}

#[test]
fn a_key_that_does_nothing_is_named() {
    for (script, told) in [
        ("$", "$ does nothing here; ? shows the keys"),
        ("yx", "yx does nothing here; ? shows the keys"),
        ("?h", "h does nothing here; ? shows the keys"),
        ("am}", "} does nothing here; ? shows the keys"),
        ("amx", "x does nothing here; ? shows the keys"),
        ("+C ", "Space does nothing here; ? shows the keys"),
    ] {
        let mut browser = Browser::new();
        browser.press(script);
        assert_eq!(browser.message(), told, "{script}");
    }
}

#[test]
fn the_keys_are_shown_over_every_list_and_text_and_give_way_to_it_again() {
    for open in ["+C", "x", "s", "=", "i", "cjjc", "yC", "am"] {
        let mut browser = Browser::new();
        browser.press("j").press(open);
        let before = browser.text();
        for help in ["?", "??", ":no such<esc>?"] {
            browser.press(help);
            assert!(browser.text().contains("Keys"), "{open}{help}:\n{}", browser.text());
            browser.press("<esc>");
            assert_eq!(browser.text(), before, "{open}{help}");
        }
    }
}

#[test]
fn the_help_over_a_line_of_text_begins_with_the_keys_that_work_there() {
    for script in ["/", "f", ":"] {
        let mut browser = Browser::sized(100, 140);
        browser.press(script);
        browser.key(KeyCode::F(1).into());
        let screen = browser.text();
        let (here, after) = screen.split_once("Moving, after Esc").unwrap_or_else(|| panic!("{screen}"));
        assert_has(
            here,
            &["Enter", "Down Ctrl-n ", "Up Ctrl-p ", "Ctrl-r Tab", "Ctrl-o", "Ctrl-y", "Ctrl-c"],
        );
        let keys =
            here.lines().skip(2).filter_map(|row| row.trim_start_matches(['›', ' ']).split(' ').next());
        assert!(keys.clone().all(|key| key.len() > 1), "{here}");
        assert_has(after, &["\n h Left", "\n q "]);
    }
    let mut browser = Browser::new();
    browser.press("/row");
    browser.key(KeyCode::F(1).into());
    browser.press("/next below<ret>");
    assert!(matches!(browser.state.mode(), Mode::Search(pane) if pane.cursor.row == 1), "{}", browser.text());
}

#[test]
fn the_notice_stands_until_something_is_opened_searched_or_rearranged() {
    let text = include_str!("../data/clubs.ron").replacen(
        "edition:",
        "notice: \"In need: call 5550100\", edition:",
        1,
    );
    for (script, stands) in [
        ("", true),
        ("jjk", true),
        ("?<esc>", true),
        ("<ret>", false),
        ("/", false),
        ("ak", false),
        ("f", false),
    ] {
        for width in [120, 60, 20] {
            let mut browser = Browser::with(directory(&text), Size::new(width, 12), Settings::default());
            browser.press(script);
            assert_eq!(browser.text().contains("5550100"), stands, "{script} at {width}: {}", browser.text());
        }
    }
    let mut low = Browser::with(directory(&text), Size::new(40, 6), Settings::default());
    low.assert_shows("call 5550100");
    low.press("j");
    low.assert_hides("call 5550100");
}

#[test]
fn at_a_root_the_top_line_says_what_the_directory_is() {
    for (width, line) in [
        (80, "The clubs of Lower Milling · Spring 2020"),
        (30, "The clubs of Lo… · Spring 2020"),
        (20, "The clubs of Lower…"),
    ] {
        let mut browser = Browser::sized(width, 12);
        assert_eq!(browser.text().lines().next(), Some(line));
        browser.press("j");
        assert!(
            browser.text().starts_with("Council of Clubs") || browser.text().starts_with("CC"),
            "{}",
            browser.text()
        );
    }
}

#[test]
fn the_palette_finds_an_action_by_what_a_person_would_call_it() {
    for (typed, action) in [
        ("bookmark", "mark this place with a letter"),
        ("favourite", "mark this place with a letter"),
        ("timeline", "arrange by date"),
        ("dark", "next theme"),
        ("export", "copy as Markdown"),
        ("print", "print the entry to the normal screen"),
        ("find", "search everything"),
        ("quit", "close the innermost thing, or quit"),
        ("back", "back to where you came from"),
    ] {
        let mut browser = Browser::sized(120, 40);
        browser.press(&format!(":{typed}"));
        assert!(browser.text().contains(action), "{typed}: {}", browser.text());
    }
    let mut browser = Browser::sized(120, 40);
    browser.press(":themme");
    browser.assert_shows("Nothing matches \"themme\". The nearest is \"theme\".");
    browser.press("<esc>:next theme<ret>:");
    assert!(
        browser.text().lines().nth(2).is_some_and(|row| row.contains("next theme")),
        "{}",
        browser.text()
    );
}

#[test]
fn whom_to_call_is_one_key_away_from_anywhere() {
    let text = include_str!("../data/clubs.ron").replacen(
        "edition:",
        "help: \"mill\", disclaimer: \"not official\", edition:",
        1,
    );
    for script in ["", "5j<ret>", "am", "?", "adG", "/teach<ret>"] {
        let mut browser = Browser::on(directory(&text));
        browser.press(script).press("!");
        assert_eq!(
            (browser.entry(), browser.state.focus()),
            ("Friends of the Mill", Pane::Detail),
            "{script}"
        );
    }
    let browser = Browser::on(directory(&text));
    assert!(hints(&browser).contains("! call"), "{}", hints(&browser));
    let line = browser.text().lines().next().map(str::to_owned);
    assert_eq!(line.as_deref(), Some("The clubs of Lower Milling · Spring 2020 · not official"));
    let mut without = Browser::new();
    without.press("!");
    assert_eq!(without.message(), "this directory does not say whom to call; i says what it covers");
}

#[test]
fn beneath_the_matrix_stand_the_statements_of_the_cell_the_column_or_the_row() {
    let mut browser = Browser::sized(120, 40);
    browser.press("amj");
    let shows = |browser: &Browser, told: &[&str]| {
        for told in told {
            assert!(browser.text().contains(told), "{told}: {}", browser.text());
        }
    };
    shows(
        &browser,
        &["Rowing Club › Sport and games", "Rows every Sunday.", "Source: Notice board at the mill"],
    );
    browser.press("<tab>");
    shows(&browser, &["all of the column", "Chess Club", "Rows every Sunday.", "Bathes."]);
    browser.press("<tab>");
    shows(
        &browser,
        &["all of the row", "Nature and gardens", "Pulls weeds from the pond", "Teaches children to swim"],
    );
    browser.press("<tab>");
    shows(&browser, &["Rowing Club › Sport and games"]);
}

#[test]
fn what_stands_beneath_counts_in_the_matrix_where_one_wants_it() {
    let text = r#"(title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "in", name: "in", inverse: "members", nests: true)],
        topics: [(id: "a", name: "Art")], entries: [(id: "top", kind: "k", name: "Top"),
        (id: "one", kind: "k", name: "One", links: [(rel: "in", to: "top")], activities: [(text: "Paints.", topics: ["a"])]),
        (id: "two", kind: "k", name: "Two", links: [(rel: "in", to: "top")], activities: [(text: "Sits.")]),
        (id: "desk", kind: "k", name: "The desk", links: [(rel: "in", to: "one")], activities: [(text: "Draws.", topics: ["a"])])])"#;
    let mut browser = Browser::with(directory(text), Size::new(100, 30), Settings::default());
    browser.press("am");
    browser.assert_shows("b counts what stands beneath: off");
    browser.assert_hides("Draws.");
    browser.press("b");
    browser.assert_shows_all(&[
        "b counts what stands beneath: on",
        "1 activity, 1 beneath",
        "Beneath it, The desk:",
        "Draws.",
    ]);
    browser.press("<ret>H");
    browser.assert_shows("b counts what stands beneath: on");
}

#[test]
fn two_entries_are_compared_side_by_side_or_one_above_the_other() {
    for (script, same) in [
        ("z23jcjc", "list"),
        ("z23jcj<ret>", "enter"),
        ("/CHESS<ret>c/ROW<ret>", "search"),
        ("amcjc", "matrix"),
    ] {
        let mut browser = Browser::sized(80, 24);
        browser.press(script);
        let screen = browser.text();
        let row = screen.lines().find(|row| row.contains("│")).unwrap_or_default();
        assert!(row.contains("Chess Club") && row.contains("Rowing Club"), "{same}: {screen}");
        assert!(screen.contains("CHESS is a member of CC, as is ROW."), "{same}: {screen}");
    }
    let mut narrow = Browser::sized(50, 40);
    narrow.press("z23jcjc");
    assert!(
        narrow.text().contains("Chess Club and Rowing Club") && !narrow.text().contains('│'),
        "{}",
        narrow.text()
    );
    let mut browser = Browser::sized(80, 24);
    browser.press("z23jcj");
    assert!(
        hints(&browser).starts_with("compare CHESS with…  Enter compare with this"),
        "{}",
        hints(&browser)
    );
    browser.press("<esc>");
    assert!(!hints(&browser).contains("compare CHESS"), "{}", hints(&browser));
    browser.press("amcjc<esc>");
    assert!(browser.text().starts_with("Who does what"), "{}", browser.text());
}

#[test]
fn a_mark_shows_its_path_is_listed_once_and_can_be_removed() {
    let mut browser = Browser::sized(120, 40);
    browser.press("/CHESS<ret>ma/ROW<ret>M");
    let screen = browser.text();
    assert_eq!(screen.matches("Chess Club").count(), 1, "{screen}");
    assert!(screen.lines().any(|row| row.contains("a  Chess Club") && row.ends_with("CC")), "{screen}");
    browser.press("d");
    browser.assert_hides("a  Chess Club");
    browser.press("<esc>'a");
    assert_eq!(browser.message(), "there is no mark a; ma sets it");
}

#[test]
fn the_sections_of_a_text_are_listed_and_its_place_is_told() {
    let mut browser = Browser::sized(120, 16);
    browser.press("/ROW<ret>s");
    browser.assert_shows("Sections of this page");
    browser.press("/links<ret>");
    assert_eq!(browser.state.focus(), Pane::Detail);
    assert!(browser.text().lines().any(|row| row.contains("┃  Links")), "{}", browser.text());
    assert!(hints(&browser).contains("Links, ") && hints(&browser).contains(" of "), "{}", hints(&browser));
    browser.press("<tab>");
    assert!(hints(&browser).contains("→ "), "{}", hints(&browser));
}

#[test]
fn a_filtered_row_shows_what_matched_or_where() {
    let mut browser = Browser::sized(120, 40);
    browser.press("fpond<ret>");
    let shot = browser.shot();
    let text = shot.text();
    let rows: Vec<&str> = text.lines().skip(1).map(|row| row.split('│').next().unwrap_or(row)).collect();
    let row = |name: &str| rows.iter().find(|row| row.contains(name)).copied().unwrap_or_default();
    assert!(row("Committee on Public Health").contains("in summary"), "{}", shot.text());
    let marked = shot.styled('M');
    assert!(marked.iter().any(|marked| marked.contains("Pond")), "{marked:?}");
    let above = row("Standing Board");
    assert!(!above.contains(" in "), "what only stands above a match has no reason: {above}");
    let mut wide = Browser::sized(120, 40);
    assert!(
        wide.press("j")
            .text()
            .lines()
            .any(|row| row.contains("Standing Board") && row.contains("Governing body SB"))
    );
}

#[test]
fn links_of_both_directions_read_as_one_list_and_the_mouse_is_left_to_the_terminal_by_the_palette() {
    let mut browser = Browser::sized(120, 60);
    browser.press("/CPH<ret>");
    let screen = browser.text();
    assert!(
        screen.contains("Links") && !screen.contains("Linked from") && screen.contains("parts"),
        "{screen}"
    );
    browser.press(":mouse<ret>");
    assert_eq!(browser.effects, [pitf::app::Effect::ToggleMouse]);
}

#[test]
fn a_link_that_is_chosen_while_something_waits_to_be_compared_is_shown_at_every_size() {
    for width in (20..130).step_by(5) {
        for keys in ["c<tab>", "c<ret><ret>", "c<ret><tab>", "jc<tab><tab>"] {
            let mut browser = Browser::sized(width, 12);
            browser.press(keys);
            assert!(!browser.text().is_empty(), "{keys} at {width}");
        }
    }
}

#[test]
fn the_chosen_row_stays_in_sight_over_the_keys_that_may_follow() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut browser = Browser::sized(width, height);
        browser.press("zRGy");
        assert!(browser.text().contains('›'), "{width}x{height}:\n{}", browser.text());
    }
}

#[test]
fn a_filter_that_is_kept_says_what_it_is_and_emptying_the_collection_is_asked_about() {
    let mut browser = Browser::sized(80, 24);
    browser.press("fhealth<ret>");
    browser.assert_shows("filter health: ");
    let mut browser = Browser::sized(80, 24);
    browser.press("+CG<ret>");
    browser.assert_shows("Empty the collection?");
    assert!(browser.text().contains("\n entry  Council of Clubs"), "what would be lost: {}", browser.text());
    browser.press("<ret>");
    assert!(browser.text().contains("empty the collection"), "kept: {}", browser.text());
    browser.press("G<ret>j<ret>");
    assert_eq!(browser.message(), "emptied: nothing is in the collection");
}

#[test]
fn a_low_screen_has_the_number_to_call_first_and_a_message_is_cut_behind_a_word() {
    for script in ["", "!"] {
        let mut browser = Browser::with(SHIPPED.clone(), Size::new(20, 5), Settings::default());
        browser.press(script);
        let rows = browser.text();
        assert!(rows.contains("1-888-373-7888, …"), "{script}: {rows}");
    }
}

#[test]
fn the_top_line_says_by_what_the_list_is_arranged_and_that_a_text_is_about_an_entry() {
    for (script, top) in [
        ("ad", "By date › 1987"),
        ("anzRg1G", "By name › A"),
        ("akl", "By kind › Governing bodies"),
        ("=", "About › Council of Clubs"),
        ("i", "About › The clubs of Lower Milling"),
    ] {
        let mut browser = Browser::new();
        browser.press(script);
        let first = browser.text().lines().next().unwrap_or_default().to_owned();
        assert!(first.starts_with(top), "{script}: {first}");
    }
}

#[test]
fn headings_are_not_counted_and_the_first_row_is_one_all_the_same() {
    let mut browser = Browser::sized(80, 24);
    browser.press("adzRg");
    let position = |browser: &Browser| browser.text().lines().last().unwrap_or_default().to_owned();
    assert!(position(&browser).ends_with(" rows"), "{}", position(&browser));
    browser.press("j");
    assert!(position(&browser).contains(" 1/"), "{}", position(&browser));
    browser.press("1G");
    assert!(position(&browser).contains(" 1/"), "{}", position(&browser));
}

#[test]
fn the_links_of_a_page_stand_under_the_names_of_its_sections() {
    let mut browser = Browser::sized(80, 40);
    browser.press("/CHESS<ret>x");
    let text = browser.text();
    let at =
        |heading: &str| text.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("{heading}: {text}"));
    assert!(at("Contacts") < at("Links") && at("Links") < at("Linked from"), "{text}");
}

#[test]
fn entries_of_one_name_are_told_apart_by_what_stands_above_them() {
    let text = r#"(title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "in", name: "in", inverse: "holds", nests: true)], entries: [
        (id: "n", kind: "k", name: "North"), (id: "s", kind: "k", name: "South"),
        (id: "fn", kind: "k", name: "Front Office", links: [(rel: "in", to: "n")]),
        (id: "fs", kind: "k", name: "Front Office", links: [(rel: "in", to: "s")]),
        (id: "a", kind: "k", name: "A", text: "[One](fn) and [two](fs).")])"#;
    for script in ["zRgj+jj+C", "G<ret>x"] {
        let mut browser = Browser::with(directory(text), Size::new(80, 24), Settings::default());
        browser.press(script);
        browser.assert_shows_all(&["Front Office in North", "Front Office in South"]);
    }
}

#[test]
fn a_filter_marks_what_it_has_found_in_the_text_too() {
    let mut browser = Browser::new();
    browser.press("fpond<ret>");
    let marked = browser.shot().styled('M');
    assert!(marked.iter().filter(|text| text.to_lowercase() == "pond").count() > 1, "{marked:?}");
    browser.press("<esc>");
    assert_eq!(browser.shot().styled('M'), Vec::<String>::new());
}

#[test]
fn the_link_that_has_the_keys_has_a_sign_before_it() {
    let mut browser = Browser::sized(120, 40);
    browser.press("/CHESS<ret><ret><tab>");
    browser.assert_shows("›https://chess.example/");
}

#[test]
fn a_search_in_the_list_by_date_leads_to_the_event_which_is_then_cited() {
    let mut browser = Browser::new();
    browser.press("ad/2018-10-11<ret>yc");
    let Some(Effect::Copy { text, what }) = browser.effects.pop() else { panic!("{}", browser.message()) };
    assert_eq!(what, "citation of the event");
    assert!(
        text.starts_with("Council of Clubs (CC): 2018-10-11: Adopted the rule on quiet hours."),
        "{text}"
    );
    assert!(browser.text().starts_with("By date › 2018"), "{}", browser.text());
}

#[test]
fn on_a_narrow_screen_the_matrix_says_whether_what_is_beneath_counts_and_the_link_is_named_first() {
    let mut browser = Browser::with(SHIPPED.clone(), Size::new(40, 12), Settings::default());
    browser.press("am");
    browser.assert_shows("b off");
    browser.press("bj");
    browser.assert_shows("b on");
    browser.press("<esc>/doj<ret><tab>");
    let status = browser.text().lines().last().unwrap_or_default().to_owned();
    assert!(status.starts_with("→ https://www.justice.gov/humantraffick"), "{status}");
}

#[test]
fn the_focused_link_is_told_whole_before_where_it_is() {
    for width in [120, 80, 60, 40, 20] {
        let mut browser = Browser::sized(width, 24);
        browser.press("/chess<ret>w<tab><tab>");
        let status = hints(&browser);
        assert!(status.starts_with("→ ROW, Club"), "{width}: {status}");
        assert_eq!(status.contains("Activities, 4 of 8"), width > 20, "{width}: {status}");
        browser.press("/rowing<ret>w<tab><tab>");
        let status = hints(&browser);
        assert!(status.starts_with("→ phone +1 555 0123"), "{width}: {status}");
    }
}

#[test]
fn the_names_of_a_comparison_stay_while_it_is_scrolled() {
    let mut browser = Browser::sized(100, 20);
    browser.press("/chess<ret>c/rowing<ret>");
    let names = browser.text().lines().nth(1).map(str::to_owned);
    browser.press("<C-d>");
    assert_eq!(browser.text().lines().nth(1).map(str::to_owned), names);
    assert!(names.is_some_and(|names| names.contains('│')));
}

#[test]
fn a_wide_screen_gives_the_list_what_the_text_leaves() {
    for (width, list) in [(80, 31), (120, 47), (160, 78), (200, 99), (300, 99)] {
        let browser = Browser::sized(width, 40);
        assert_eq!(browser.state.panes().list.width, list, "{width}");
    }
}

#[test]
fn an_event_of_a_year_is_cited_with_its_entry() {
    let mut browser = Browser::new();
    browser.press("aduyC<ret>");
    let Some(Effect::Copy { text, .. }) = browser.effects.pop() else { panic!("{}", browser.message()) };
    assert!(text.starts_with("Council of Clubs (CC): 1987: Founded"), "{text}");
    assert!(text.contains(", council\n"), "{text}");
    let mut year = Browser::new();
    assert_eq!(year.press("aduyc").message(), "only entries and statements can be cited");
    let mut heading = Browser::new();
    assert!(
        heading.press("adu=").message().starts_with("only entries have this page"),
        "{}",
        heading.message()
    );
}

#[test]
fn what_is_pending_for_a_comparison_is_dropped_by_q() {
    let mut browser = Browser::new();
    browser.press("cq");
    assert_eq!((browser.state.comparing(), browser.effects.len()), (None, 0));
}

#[test]
fn a_row_that_matches_by_a_filter_alone_says_by_which() {
    for (filter, reason) in [("kind:club", "in kind"), ("is:beyond", "is:beyond")] {
        let mut browser = Browser::sized(120, 40);
        browser.press(&format!("f{filter}<ret>"));
        assert!(browser.text().matches(reason).count() > 1, "{filter}: {}", browser.text());
    }
}

#[test]
fn an_entry_that_has_ended_or_is_beyond_the_edition_has_a_sign_which_is_explained() {
    let text = r#"(title: "T", edition: "2018", edition_source: "page", kinds: [(id: "k", name: "K")],
        relations: [(id: "in", name: "in", nests: true)], sources: [(id: "page", title: "Page"), (id: "press", title: "Press")],
        entries: [
            (id: "a", kind: "k", name: "Alpha", sources: ["page"]),
            (id: "b", kind: "k", name: "Beta", sources: ["press"]),
            (id: "c", kind: "k", name: "Gamma", until: "1995", sources: ["page"]),
            (id: "d", kind: "k", name: "Delta", until: "1995", sources: ["press"]),
        ])"#;
    let mut browser = Browser::on(directory(text));
    let rows: Vec<String> = browser.text().lines().map(str::to_owned).collect();
    for row in ["›  Alpha", "  °Beta", "  †Gamma", "  †°Delta"] {
        assert!(rows.iter().any(|line| line.starts_with(row)), "{row}: {rows:#?}");
    }
    let about = browser.press("jj=").text();
    assert!(about.contains("status    † ended: 1995"), "{about}");
    let about = browser.press("<esc>k=").text();
    assert!(about.contains("edition   ° beyond it"), "{about}");
    let help = browser.press("<esc>?/edition's").text();
    assert!(help.contains("°  before a name: beyond the edition"), "{help}");

    let settings = Settings { is_plain: true, ..Settings::default() };
    let mut browser = Browser::with(directory(text), Size::new(80, 24), settings);
    for (keys, words) in
        [("j", "Beta, beyond the edition"), ("j", "Gamma, ended"), ("j", "Delta, ended, beyond the edition")]
    {
        let screen = browser.press(keys).text();
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn on_the_smallest_screen_all_keys_that_may_follow_have_words() {
    let mut browser = Browser::sized(20, 5);
    browser.press("a");
    browser.assert_shows_all(&["h hierarchy", "k kind", "t topic", "d date", "n name", "a next", "m matrix"]);
}

#[test]
fn a_mark_is_on_a_place_and_comes_back_to_its_arrangement_and_row() {
    for (script, listed) in [("adgljmb", "by date"), ("atgmb", "by topic"), ("akglljmb", "by kind")] {
        let mut browser = Browser::sized(80, 24);
        let place = |browser: &Browser| {
            let list = browser.state.list();
            (list.outline.arrangement(), list.path())
        };
        browser.press(script);
        let marked = place(&browser);
        browser.press("ahgM");
        assert!(browser.text().contains(listed), "{script}:\n{}", browser.text());
        browser.press("<esc>'b");
        assert_eq!(place(&browser), marked, "{script}");
        browser.press("H");
        assert_ne!(place(&browser), marked, "back from {script}");
    }
}

#[test]
fn a_comparison_has_sections_to_go_to_and_says_whose_a_statement_is() {
    for (width, script) in [(80, "j c/dol<ret>"), (60, "j c/dol<ret>"), (20, "j c/dol<ret>")] {
        let mut browser = Browser::with(SHIPPED.clone(), Size::new(width, 20), Settings::default());
        browser.press(&script.replace(' ', ""));
        browser.press("}}");
        let second = browser.text();
        browser.press("gsj<ret>");
        assert_eq!(browser.text(), second, "at {width}");
        browser.press("<pgdn>");
        let line = browser.text().lines().nth(1).unwrap_or_default().trim().to_owned();
        let names = ["SPOG", "DOL", "Senior Policy Operating Group        │ Department of Labor"];
        assert!(names.contains(&line.as_str()), "at {width}:\n{}", browser.text());
    }
}

#[test]
fn a_number_that_nothing_opens_is_among_the_links_with_its_words() {
    let mut browser = Browser::shipped();
    browser.press("!x");
    let text = browser.text();
    let row = text.lines().find(|row| row.contains("233733")).unwrap_or_default();
    assert!(row.contains("text HELP or INFO"), "{text}");
}

#[test]
fn a_date_in_words_leads_to_what_happened_then() {
    for query in ["2017-09", "september 2017", "Sept. 2017"] {
        let mut browser = Browser::shipped();
        browser.press(&format!("/{query}<ret>"));
        assert!(browser.text().contains("By date › 2017"), "{query}:\n{}", browser.text());
    }
}

#[test]
fn a_key_that_begins_a_sequence_takes_away_the_message_for_good() {
    let mut browser = Browser::new();
    browser.press("y*");
    assert!(browser.message().contains("does nothing"));
    browser.press("y<esc>");
    assert!(browser.state.message().is_none());
}

#[test]
fn a_hit_by_its_name_is_the_entry_and_the_next_hit_is_shown_as_the_first_was() {
    let mut browser = Browser::shipped();
    browser.press("/2000<ret>");
    browser.assert_hides("By date");
    for script in ["/2017-09<ret>", "n", "/date:2017-09<ret>"] {
        browser.press(script);
        assert!(browser.text().contains("By date › 2017"), "{script}:\n{}", browser.text());
    }
}

#[test]
fn what_was_removed_is_named_though_nothing_is_left() {
    for script in ["maMd", "+Cd"] {
        let mut browser = Browser::new();
        browser.press(script);
        assert_eq!(browser.message(), "removed Council of Clubs", "{script}");
    }
}

#[test]
fn a_number_before_a_key_repeats_it_as_far_as_it_goes() {
    let mut browser = Browser::shipped();
    browser.press("<ret>3<tab>");
    let third = browser.text();
    browser.press("<esc><esc><ret><tab><tab><tab>");
    assert_eq!(browser.text(), third);
    browser.press("99}");
    browser.assert_shows("Sources, 11 of 11");
}

#[test]
fn back_from_the_help_entry_is_what_was_open_as_it_was() {
    for script in ["amjj", "c/dol<ret><pgdn><pgdn>", "=<pgdn>", "i<C-d>", "<ret>h+j+Cj", "amcjc<C-d>"] {
        for width in [120, 60] {
            let mut browser = Browser::with(SHIPPED.clone(), Size::new(width, 20), Settings::default());
            browser.press(script);
            let open = browser.text();
            browser.press("!H");
            assert_eq!(browser.text(), open, "{script}");
        }
    }
    let mut browser = Browser::shipped();
    browser.press("<ret>h+j+C");
    let collection = browser.text();
    assert_eq!(browser.press("<ret>H").text(), collection);
}
