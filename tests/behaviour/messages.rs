//! Every message is one line at 80 columns, however long the names are, and says what came of what was asked for.

use pitf::app::{ChangedRecord, Effect, Message, News, Outcome};
use pitf::settings::Settings;
use pitf::text::width;
use ratatui::layout::Size;

use crate::support::{Browser, directory};

/// Two entries whose names, ids, addresses and topics are all very long.
fn long() -> String {
    let [name, id] = ["A name with very many words in it ".repeat(5), "long-id-".repeat(20) + "x"];
    let entry = |id: &str| {
        format!(
            r#"(id: "{id}", kind: "k", name: "{name} {id}", text: "[a]({})", activities: [{}],
            contacts: [(kind: web, value: "https://a.example/{}"), (kind: text, value: "1234567890 1234567890")]),"#,
            "nowhere".repeat(20),
            r#"(text: "x", topics: ["t"]),"#.repeat(30),
            "path/".repeat(30),
        )
    };
    format!(
        r#"(title: "{name}", notice: "{name}{name}", kinds: [(id: "k", name: "K")], topics: [(id: "t", name: "{name}")],
        entries: [{}{}])"#,
        entry("one"),
        entry(&id)
    )
}

/// What a script leads to, with a word for its outcome, at 80 columns.
fn told(text: &str, script: &str, is_plain: bool) -> String {
    let settings = Settings { is_plain, ..Settings::default() };
    let mut browser = Browser::with(directory(text), Size::new(80, 24), settings);
    browser.press(script);
    shown(&browser)
}

#[track_caller]
fn shown(browser: &Browser) -> String {
    let Some(message) = browser.state.message() else { return String::new() };
    let lines = browser.state.message_lines().expect("there is a message");
    assert!(lines.len() == 1 || browser.state.settings().is_plain, "{}", message.text);
    lines.plain().split_whitespace().collect::<Vec<_>>().join(" ")
}

const EMPTY: &str = r#"(title: "T", kinds: [], entries: [])"#;
const EMPTY_CELL: &str = r#"(title: "T", kinds: [(id: "k", name: "K")], topics: [(id: "t", name: "T"), (id: "u", name: "U")], entries: [
    (id: "a", kind: "k", name: "A", activities: [(text: "x", topics: ["t"])]),
    (id: "b", kind: "k", name: "B", activities: [(text: "x", topics: ["u"])])])"#;
const BARE: &str =
    r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [(id: "a", kind: "k", name: "A")])"#;

#[test]
fn every_message_is_one_line_and_says_what_came_of_it() {
    let long = long();
    for (text, script, expected) in [
        (&*long, "ma", "✓ mark a is on A name with very many words in it A name with"),
        (&long, "'b", "there is no mark b; mb sets it"),
        (&long, "n", "nothing has been searched for; / does"),
        (&long, "/name<ret>n", "hit 2 of 2: name"),
        (&long, "y*", "y* does nothing here; ? shows the keys"),
        (&long, "c", "compare A name with"),
        (&long, "cc", "that is the same entry; choose another to compare"),
        (&long, "akc", "compare A name"),
        (&long, "am<ret>", "A name with very many wor"),
        (&long, "amb", "what stands beneath each row counts too"),
        (EMPTY_CELL, "amlyc", "nothing is stated in this cell; choose one with a sign to cite it"),
        (&long, "+", "✓ collected the entry: one thing in the collection"),
        (&long, "++", "it is in the collection already"),
        (&long, "+C/empty<ret>j<ret>", "✓ emptied: nothing is in the collection"),
        (&long, "Mj+", ""),
        (&long, "t", "theme: high-contrast"),
        (&long, "W", "text width: 100 columns"),
        (&long, "akgmagah'a", ""),
        (&long, "ad", "arranged by date; A name with very many words"),
        (&long, "an", "arranged by name"),
        (&long, "<ret><tab><tab><tab><ret>", "✗ failed: \"nowhere"),
        (&long, "<ret>99<ret>", "there is no link 99: this page has 2 links"),
        (&long, "H", "there is nothing to go back to"),
        (&long, "L", "there is nothing to go forward to"),
        (&long, "''", "there is no place before this one"),
        (&long, "G]", "there is nothing more in this direction"),
        (&long, "r", "nothing has changed in this directory since it was read"),
        (&long, ":set mark<ret>", "now a letter, from a to z"),
        (EMPTY, "=", "this directory has no entries; R reads its file again"),
        (EMPTY, "yy", "this directory has no entries"),
        (EMPTY, "ma", "there is nothing here to mark"),
        (EMPTY, "c", "this directory has no entries"),
        (EMPTY, "+", "this directory has no entries"),
        (EMPTY, "f", "this directory has no entries"),
        (EMPTY, "at", "this directory has no entries"),
        (BARE, "M", "no marks and no recent places yet; ma sets mark a"),
        (BARE, "C", "nothing is collected yet; + collects what is chosen"),
        (BARE, "am", "no entry has an activity on a topic, so there is no matrix; ak arranges by kind"),
        (EMPTY, "!", "this directory does not say whom to call; i says what it covers"),
        (BARE, "x", "this page has no links; / searches everything"),
        (BARE, "X", "nothing links here; / searches everything"),
        (BARE, "s", "this page has no sections; / searches everything"),
        (BARE, "o", "there is no address here to open"),
        (BARE, "yu", "there is neither an address nor a number here"),
        (BARE, "yU", "there is neither an address nor a number here"),
        (BARE, "yC", "nothing is stated here to cite; yc cites the entry"),
        (BARE, "<tab>", "there is no link after this one"),
        (BARE, "?yy", "there is nothing here to copy"),
        (BARE, "?d", "nothing can be removed here"),
        (BARE, "j", "j does nothing here; ? shows the keys"),
        (BARE, "<ret>}", "} does nothing here; ? shows the keys"),
        (BARE, "u", "u does nothing here"),
        (BARE, "h", "h does nothing here"),
        (BARE, "J", "J does nothing here"),
        (BARE, "<space>", "Space does nothing here"),
        (BARE, "<ret>G", "G does nothing here"),
        (BARE, "cakk<ret>", "only entries can be compared; choose one first"),
        (EMPTY, "x", "this directory has no entries"),
        (EMPTY, "w", "w does nothing here"),
        (BARE, "?J", "nothing can be moved here"),
    ] {
        let told = |is_plain| told(text, script, is_plain);
        assert!(told(false).starts_with(expected), "{script}: {}", told(false));
        let spoken = expected.replace("✓ ", "done: ").replace("✗ ", "");
        assert!(told(true).starts_with(&spoken), "{script}: {}", told(true));
    }
}

#[test]
fn what_is_copied_has_a_name_that_leaves_room_for_where_it_went() {
    let room = width("✓ , 1000 characters: in tmux's buffer, sent to the terminal");
    for script in
        ["yy", "yp", "yu", "ym", "yc", "yUj<ret>", "yC<ret>", "+Cym", "+Cyc", "<ret><tab>yu", "<ret><tab>yp"]
    {
        let mut browser = Browser::on(directory(&long()));
        browser.press(script);
        let Some(Effect::Copy { what, .. }) = browser.effects.pop() else {
            panic!("{script} copies nothing")
        };
        assert!(room + width(&what) <= 88, "{script}: {what}");
    }
}

#[test]
fn what_comes_from_outside_is_told_in_a_line_or_shown_whole_in_place_of_the_panes() {
    let address = || "https://a.example/".to_owned() + &"path/".repeat(30);
    let changed = |record| ChangedRecord {
        record,
        id: "x".into(),
        name: "X".into(),
        how: "added",
        fields: String::new(),
    };
    let change = changed("entry");
    for (news, expected) in [
        (News::FileChanged, "! warning: the data file has changed; R reads it again"),
        (News::Compared(Vec::new()), "✓ read again: no entry has changed"),
        (
            News::Compared(vec![changed("source")]),
            "✓ read again: no entry has changed, and 1 other record; r lists them",
        ),
        (News::Compared(vec![change.clone()]), "✓ read again: one entry has changed; r lists them"),
        (News::Compared(vec![change; 82_000]), "✓ read again: 82000 entries have changed; r lists them"),
        (News::ReloadFailed("cannot read a.ron: gone".into()), "✗ failed: cannot read a.ron: gone"),
        (News::ReloadFailed(format!("a.ron:1:2: {}", "wrong ".repeat(40))), ""),
        (News::NotOpened { address: address(), reason: "no browser here".into() }, ""),
    ] {
        let mut browser = Browser::on(directory(&long()));
        browser.tell(news);
        assert_eq!(shown(&browser), expected);
        assert!(
            !expected.is_empty()
                || browser.text().contains("a.ron:1:2")
                || browser.text().contains("no browser here")
        );
    }
    let mut browser = Browser::on(directory(&long()));
    browser.press("!");
    let screen = browser.text();
    assert!(screen.matches("A name with").count() >= 8, "the notice is whole: {screen}");
    assert_eq!(Message::warning("x").outcome, Outcome::Warning);
}
