//! The screen for those who hear it: a move changes one line, the last one, which says where the keys are.

use std::sync::Arc;

use pitf::app::Mode;
use pitf::settings::Settings;
use ratatui::layout::Size;

use crate::support::{Browser, Indexed, SHIPPED, clubs};

fn browser(directory: Arc<Indexed>, width: u16, height: u16) -> Browser {
    Browser::with(directory, Size::new(width, height), Settings { is_plain: true, ..Settings::default() })
}

fn rows(browser: &Browser) -> Vec<String> {
    browser.text().lines().map(str::to_owned).collect()
}

/// What the last rows say, which are three where the screen has room for that.
fn announced(browser: &Browser) -> String {
    let mut rows = rows(browser);
    let last = rows.split_off(rows.len() - if rows.len() < 10 { 1 } else { 3 });
    last.join(" ").trim().to_owned()
}

/// The whole screen as one line.
fn screen(browser: &Browser) -> String {
    browser.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_move_changes_the_last_line_alone_wherever_the_keys_are() {
    for (place, moves) in [
        ("", "jjjkjlh"),
        ("/ROW<ret>j", "jjjk"),
        ("/teach", "<down><down><up>"),
        ("?", "jjjk"),
        ("=", "jjk"),
        ("amj", "lljkh"),
        ("M", ""),
        ("x", "jj"),
        ("/ROW<ret>j", "<tab><S-tab>"),
    ] {
        let mut browser = browser(clubs(), 80, 24);
        browser.press(place);
        for key in moves.split_inclusive(['>']).flat_map(keys) {
            let before = rows(&browser);
            browser.press(&key);
            let after = rows(&browser);
            let unfolds = matches!(key.as_str(), "l" | "h") && place.is_empty();
            let changed: Vec<usize> = (0..before.len()).filter(|row| before[*row] != after[*row]).collect();
            assert!(
                unfolds || changed.iter().all(|row| (21..24).contains(row)),
                "{key} after {place}: {changed:?}\n{after:#?}"
            );
            let shot = browser.shot();
            let row = shot.cursor.map(|cursor| cursor.y);
            assert!(row == Some(23) || place == "/teach", "the cursor is at {row:?}");
        }
    }
}

/// The keys of a script one by one.
fn keys(script: &str) -> Vec<String> {
    if script.starts_with('<') {
        return vec![script.to_owned()];
    }
    script.chars().map(String::from).collect()
}

#[test]
fn what_is_announced_says_where_the_keys_are_and_ends_with_it_however_narrow_the_screen_is() {
    for (script, told) in [
        ("", "Council of Clubs, CC, level 1, unfolded, 1 of 4"),
        ("jj", "members 12, heading, folded, 4 rows"),
        ("z23j", "Chess Club, CHESS, level 2, folded, 3 of 22"),
        ("jl4jlj", "Gardeners' Society, GS, level 3, with its home beneath CC, folded"),
        ("/ROW<ret>jk", "Rowing Club. ROW, Club: Rows on the pond, in three boats. 1 of 29"),
        ("<ret><tab><tab><tab>", "link: standing board"),
        ("/ROW<ret><tab><tab>", "link: "),
        ("/CHESS", "Chess Club, Club, hit 1 of"),
        ("/marmelade", "Nothing matches"),
        ("ad", "arranged by date"),
        ("ma", "done: mark a is on Council of Clubs"),
        (":search every", "search everything, slash, search, 1 of"),
        ("?", "read the entry, follow the link, take the choice, Enter, open, 1 of"),
        ("amlh", "Chess Club, Sport and games, 1 activity, row 1 of 12"),
        ("am", "Sport and games: "),
        ("?}", "one row or line down"),
        ("'z", "there is no mark z; mz sets it"),
        ("$", "$ does nothing here; ? shows the keys"),
        ("fpond", "Filter: pond, 5 matches, "),
        ("sj", "Contacts, 2 of "),
        ("mbM", "Council of Clubs, mark b, 1 of 1"),
        ("$$", "again, $ does nothing here"),
    ] {
        let mut browser = browser(clubs(), 80, 24);
        browser.press(script);
        assert!(announced(&browser).starts_with(told), "{script}: {:?}", announced(&browser));
    }
    let mut comparing = browser(clubs(), 80, 24);
    comparing.press("z23jcj<ret>jj");
    assert!(announced(&comparing).starts_with("ROW: "), "{}", announced(&comparing));
    let mut citing = browser(clubs(), 80, 24);
    citing.press("/CHESS<ret>yCj");
    assert!(screen(&citing).contains(" Chess Club (CHESS): "), "{}", screen(&citing));
    assert!(screen(&citing).ends_with("In: The clubs of Lower Milling (Spring 2020), chess, 2 of 8"));
    for width in [20, 30, 40, 60] {
        let mut browser = browser(SHIPPED.clone(), width, 12);
        browser.press("j3k");
        assert!(announced(&browser).contains(", 1 of "), "{width}: {:?}", announced(&browser));
        browser.press("am").press("lh");
        let screen = screen(&browser);
        let told = "Department of State, Crime, no activity, row 1 of 18, column 1 of 11";
        assert!(screen.ends_with(told), "{width}: {screen}");
    }
}

#[test]
fn what_the_smallest_screen_cannot_hold_is_heard_part_by_part() {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for script in ["", "!", "j<ret>", "am", "amlllll<tab>J", "/labor<ret>yC", "?", "j<ret>jjj", "!<tab>"] {
        let whole = {
            let mut browser = browser(SHIPPED.clone(), 20, 200);
            browser.press(script);
            words(&rows(&browser)[2..].join(" "))
        };
        let mut browser = browser(SHIPPED.clone(), 20, 5);
        browser.press(script);
        let mut heard = String::new();
        loop {
            let rows = rows(&browser);
            let goes_on = rows.last().is_some_and(|row| row.trim() == "dot goes on");
            let part = if goes_on { &rows[..rows.len() - 1] } else { &rows[..] };
            assert!(!part.join(" ").contains('…'), "{script}: {part:?}");
            heard = words(&format!("{heard} {}", part.join(" ")));
            if !goes_on {
                break;
            }
            browser.press(".");
        }
        let end = words(&announced(&browser));
        assert!(whole.ends_with(&end) || heard.ends_with(&end), "{script}: {heard} is not {whole}");
    }
}

#[test]
fn a_text_is_heard_a_paragraph_a_contact_or_a_statement_at_a_time_and_whole() {
    for (width, script) in
        [(80, "/ROW<ret>"), (40, "/ROW<ret>"), (20, "/ROW<ret>"), (60, "="), (60, "i"), (60, "c3j<ret>")]
    {
        let mut browser = browser(clubs(), width, 40);
        browser.press(script);
        let mut heard = String::new();
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for row in 1.. {
            let told = words(&rows(&browser)[3..].join(" "));
            let (told, count) = told.rsplit_once(" of ").unwrap();
            // At the beginning several rows are heard at once.
            let start = told.rfind(&format!(" {row}")).unwrap_or_else(|| panic!("{row}: {told}"));
            assert!(!told.contains('…'), "{told}");
            heard += &told[..start];
            if count == row.to_string() {
                break;
            }
            browser.press("j");
        }
        let reading = if let Mode::Read(reading) = browser.state.mode() { Some(&reading.text) } else { None };
        let text = reading.unwrap_or(browser.state.detail());
        let all = text.layout().unwrap().lines.plain();
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        let heard = letters(&heard);
        for line in all.lines() {
            assert!(heard.contains(&letters(line)), "{width}, {script}: {line} is not heard in {heard}");
        }
    }
    let heard = |script: &str| announced(browser(SHIPPED.clone(), 80, 24).press(script));
    let all = |script: &str| screen(browser(SHIPPED.clone(), 80, 24).press(script));
    let told = all("!");
    assert!(
        told.contains("Get help. Help, beyond the edition: In danger, call 911. For help, call the hotline"),
        "{told}"
    );
    assert_eq!(heard("!j"), "phone, 911, In danger [1], Note: Undated. 2 of 32");
    assert!(
        heard("!jj").starts_with("phone, 1-888-373-7888, Hotline: help for victims, day and night [2][3],")
    );
}

#[test]
fn no_line_is_drawn_and_no_row_is_marked() {
    for script in ["", "/teach", "?", "am", "ma/ROW<ret>M", "<ret>", "at"] {
        let mut browser = browser(clubs(), 80, 24);
        browser.press(script);
        // The way on the first row keeps its signs, which are read as pauses.
        let screen = rows(&browser)[1..].join("\n");
        let drawn: Vec<char> = screen.chars().filter(|sign| "│─›▸▾●○".contains(*sign)).collect();
        assert_eq!(drawn, [], "{script}\n{screen}");
        assert_eq!(browser.shot().styled('R'), Vec::<String>::new(), "{script}");
    }
}

#[test]
fn no_row_is_cut_and_no_sign_is_doubled() {
    for (width, script) in
        [(80, "ad"), (80, "am"), (40, "am"), (80, "?"), (40, "z2"), (80, "adzR"), (80, "at"), (40, "y")]
    {
        let mut browser = browser(clubs(), width, 40);
        for _ in 0..4 {
            browser.press(script).press("jjj");
            let screen = rows(&browser)[1..].join("\n");
            assert!(!screen.contains('…'), "{script}: {screen}");
            for doubled in [".,", "..", ",,", ":,", ".:", ";,"] {
                assert!(!screen.contains(doubled), "{script}: {doubled} in {screen}");
            }
        }
    }
    let mut counted = browser(clubs(), 80, 24);
    assert_eq!(announced(counted.press("12")), "12");
    let mut pending = browser(clubs(), 80, 24);
    let told = pending.press("y").text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("y: then y copy the text; p copy id and name;"), "{told}");
    assert!(told.ends_with("C list statements to cite"), "{told}");
    let told = pending.press("<esc>ty").text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("y: then y copy the text;"), "a message gives way to it: {told}");
}

#[test]
fn the_first_line_names_the_key_of_the_help_and_tab_in_the_matrix_reads_what_it_shows() {
    let mut browser = browser(clubs(), 80, 24);
    assert!(rows(&browser)[0].ends_with("? shows the keys"), "{:?}", rows(&browser)[0]);
    browser.press("am<tab>");
    assert!(screen(&browser).contains("All of Sport and games: Chess Club"), "{}", screen(&browser));
    browser.press("<tab>");
    assert!(screen(&browser).contains("All of Chess Club: "), "{}", screen(&browser));
    browser.press("<tab>");
    assert!(screen(&browser).contains("Chess Club, Sport and games, "), "{}", screen(&browser));
    for (key, told) in [
        ("J", "Chess Club, statement 1 of 1: Plays a match against the rowers each spring. Source: "),
        ("<tab>J", "Chess Club, statement 1 of 4: Plays"),
        ("J", "Rowing Club, statement 2 of 4: Rows every Sunday. Source: "),
        ("<tab>", "All of Chess Club: "),
    ] {
        browser.press(key);
        assert!(screen(&browser).contains(told), "{key}: {}", screen(&browser));
    }
    browser.press("<esc>fmusic");
    assert!(screen(&browser).contains("Filter: music, "), "{}", screen(&browser));
}
