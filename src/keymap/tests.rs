#![expect(clippy::unnecessary_wraps, reason = "what is expected is compared with what a key leads to")]

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use tui_textarea::Input;
use tui_textarea::Key::{Char, Delete, Left, Null};

use super::*;

const CONTEXTS: [Context; 5] =
    [Context::List, Context::Detail, Context::Choosing, Context::Matrix, Context::Typing];

fn press(keymap: &Keymap, context: Context, events: impl IntoIterator<Item = KeyEvent>) -> Option<Command> {
    let mut typed = Pending::default();
    let mut last = None;
    for event in events {
        last = keymap.press(&mut typed, context, event);
    }
    if last != pending() {
        assert!(typed.is_empty(), "nothing stays behind");
    }
    without_keys(last)
}

/// A command without its keys, which are shown if they are not bound.
fn without_keys(mut command: Option<Command>) -> Option<Command> {
    if let Some(command) = &mut command
        && command.action != Action::NotBound
    {
        command.keys.clear();
    }
    command
}

/// What letters typed one after the other lead to in the list.
fn typed(letters: &str) -> Option<Command> {
    press(&Keymap::default(), Context::List, letters.chars().map(|letter| KeyCode::Char(letter).into()))
}

fn command(action: Action, count: impl Into<Option<usize>>) -> Option<Command> {
    Some(Command { action, count: count.into(), keys: String::new() })
}

fn pending() -> Option<Command> {
    unbound("")
}

fn unbound(keys: &str) -> Option<Command> {
    Some(Command { action: Action::NotBound, count: None, keys: keys.to_owned() })
}

/// An event of this key, or of one in its range.
fn event(key: Key) -> KeyEvent {
    match key {
        Key::One(held, code) => KeyEvent::new(code, held),
        Key::AnyDigit => KeyCode::Char('7').into(),
        Key::AnyLetter => KeyCode::Char('q').into(),
    }
}

fn keys(written: &str) -> Vec<Key> {
    written.split(' ').map(|key| key.parse().unwrap()).collect()
}

#[test]
fn every_sequence_of_the_table_leads_to_its_action() {
    let keymap = Keymap::default();
    for bound in &keymap.bound {
        let binding = &BINDINGS[bound.binding];
        let action =
            action_of(binding, &bound.keys.iter().map(|key| pressed(*key)).collect::<Vec<_>>()).unwrap();
        for context in bound.contexts {
            let events = bound.keys.iter().map(|key| event(*key));
            let led = press(&keymap, *context, events);
            let what = format!("{} {context:?}: {}", binding.name, label(&bound.keys));
            assert_eq!(led, command(action.clone(), None), "{what}");
        }
    }
}

fn pressed(key: Key) -> Key {
    Key::of(event(key)).unwrap()
}

#[test]
fn names_and_words_are_there_and_none_stands_twice() {
    for (index, binding) in BINDINGS.iter().enumerate() {
        assert!(!binding.name.is_empty() && !binding.words.is_empty(), "{}", binding.name);
        let same = |other: &Binding| other.name == binding.name || other.words == binding.words;
        assert!(!BINDINGS[index + 1..].iter().any(same), "{}: {}", binding.name, binding.words);
        let has_keys = Keymap::default().keys_in(binding.name, Context::Typing).is_some();
        assert!(has_keys || binding.name == "mouse", "{} has no keys", binding.name);
    }
}

#[test]
fn a_number_before_a_command_is_its_count() {
    for (letters, expected) in [
        ("5j", command(Action::Down, 5)),
        ("12G", command(Action::Last, 12)),
        ("10k", command(Action::Up, 10)),
        ("3ah", command(Action::ArrangeByHierarchy, 3)),
        ("99999999999999999999j", command(Action::Down, MOST)),
        ("0", unbound("0")),
        ("0j", command(Action::Down, None)),
        ("5", pending()),
        ("5z", pending()),
        ("z5", command(Action::FoldToLevel(5), None)),
        ("2z5", command(Action::FoldToLevel(5), 2)),
    ] {
        assert_eq!(typed(letters), expected, "{letters}");
    }
}

#[test]
fn chords_wait_for_their_second_key_and_take_letters() {
    for (letters, expected) in [
        ("y", pending()),
        ("yy", command(Action::CopyText, None)),
        ("yc", command(Action::CopyCitation, None)),
        ("mq", command(Action::SetMark('q'), None)),
        ("'q", command(Action::GoToMark('q'), None)),
        ("zM", command(Action::FoldAll, None)),
        ("z0", unbound("z0")),
        ("mQ", unbound("mQ")),
        ("yxj", command(Action::Down, None)),
    ] {
        assert_eq!(typed(letters), expected, "{letters}");
    }
}

#[test]
fn escape_drops_what_is_pending_before_it_cancels() {
    let letters = |text: &str| text.chars().map(|letter| KeyCode::Char(letter).into()).collect::<Vec<_>>();
    let esc = || [KeyEvent::from(KeyCode::Esc)];
    for before in ["5", "y", "5y"] {
        let events = letters(before).into_iter().chain(esc());
        assert_eq!(press(&Keymap::default(), Context::List, events), None, "{before}");
    }
    assert_eq!(press(&Keymap::default(), Context::List, esc()), command(Action::Cancel, None));
}

#[test]
fn letters_of_other_layouts_are_taken_by_their_place() {
    for (letters, latin) in [
        ("о", "j"),
        ("5о", "5j"),
        ("нн", "yy"),
        ("ьф", "ma"),
        ("Ы", "S"),
        ("х", "["),
        ("ъ", "]"),
        ("Х", "{"),
        ("Ж", ":"),
        ("ξ", "j"),
        ("υυ", "yy"),
        ("ψ", "c"),
        ("ζΜ", "zM"),
        ("фр", "ah"),
        ("ії", "s]"),
        ("αη", "ah"),
    ] {
        assert_eq!(typed(letters), typed(latin), "{letters} as {latin}");
    }
}

#[test]
fn signs_are_taken_by_their_place_after_a_letter_of_their_layout() {
    for (letters, latin) in [("о.", "/"), ("л,", "?"), ("ξ;", "q"), ("ξ:", ":"), ("оj,", ","), ("о5о", "5j")]
    {
        let mut pending = Pending::default();
        let keymap = Keymap::default();
        let mut last = None;
        for letter in letters.chars() {
            last = keymap.press(&mut pending, Context::List, KeyCode::Char(letter).into());
        }
        assert_eq!(without_keys(last), typed(latin), "{letters} as {latin}");
    }
    assert_eq!(typed("$"), unbound("$"));
    assert_eq!(typed("漢"), unbound("漢"));
}

#[test]
fn what_is_typed_is_text_in_any_layout() {
    let keymap = Keymap::default();
    for letter in ['j', 'q', 'о', '5', '/', 'ß', '漢'] {
        let event = KeyEvent::from(KeyCode::Char(letter));
        let typed = Input { key: Char(letter), ..Input::default() };
        let expected = command(Action::Type(typed), None);
        assert_eq!(press(&keymap, Context::Typing, [event]), expected, "{letter}");
    }
    assert_eq!(press(&keymap, Context::Typing, [KeyCode::Enter.into()]), command(Action::Open, None));
}

#[test]
fn what_edits_a_line_keeps_its_modifiers() {
    let keymap = Keymap::default();
    let typed = |code, modifiers| press(&keymap, Context::Typing, [KeyEvent::new(code, modifiers)]);
    let input = |key, ctrl, shift| command(Action::Type(Input { key, ctrl, alt: false, shift }), None);
    assert_eq!(typed(KeyCode::Char('w'), KeyModifiers::CONTROL), input(Char('w'), true, false));
    assert_eq!(typed(KeyCode::Delete, KeyModifiers::NONE), input(Delete, false, false));
    assert_eq!(typed(KeyCode::Left, KeyModifiers::SHIFT), input(Left, false, true));
    assert_eq!(typed(KeyCode::Insert, KeyModifiers::NONE), input(Null, false, false));
}

#[test]
fn releases_and_keys_with_alt_do_nothing() {
    let keymap = Keymap::default();
    for context in CONTEXTS {
        let release = KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(press(&keymap, context, [release]), None, "{context:?}");
    }
    let alt = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::ALT);
    assert_eq!(press(&keymap, Context::List, [alt]), None);
    let repeat = KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, KeyEventKind::Repeat);
    assert_eq!(press(&keymap, Context::List, [repeat]), command(Action::Down, None));
}

#[test]
fn shift_is_in_the_letter() {
    let keymap = Keymap::default();
    for (code, action) in [
        (KeyCode::Char('G'), Action::Last),
        (KeyCode::BackTab, Action::PreviousLink),
        (KeyCode::Tab, Action::PreviousLink),
    ] {
        let event = KeyEvent::new(code, KeyModifiers::SHIFT);
        assert_eq!(press(&keymap, Context::List, [event]), command(action, None), "{code:?}");
    }
}

#[test]
fn what_terminals_cannot_tell_apart_is_never_bound() {
    for (key, same) in [
        ("ctrl-i", "tab"),
        ("ctrl-m", "enter"),
        ("ctrl-[", "esc"),
        ("ctrl-h", "backspace"),
        ("ctrl-?", "backspace"),
        ("ctrl-@", "ctrl-space"),
        ("ctrl-/", "ctrl-_"),
        ("ctrl-2", "ctrl-space"),
        ("ctrl-6", "ctrl-^"),
        ("ctrl-D", "ctrl-d"),
        ("ctrl-shift-d", "ctrl-d"),
        ("shift-a", "A"),
        ("ctrl-enter", "enter"),
        ("shift-enter", "enter"),
        ("ctrl-tab", "tab"),
        ("ctrl-shift-tab", "shift-tab"),
        ("shift-backspace", "backspace"),
        ("shift-space", "space"),
    ] {
        let told = key.parse::<Key>();
        assert_eq!(told, Err(BadKey::SameAs(same.to_owned())), "{key:?}");
        assert!(same.parse::<Key>().is_ok(), "{same:?}");
    }
    for key in ["ctrl-;", "ctrl-1", "ctrl-é", "shift-1", "ctrl-shift-;"] {
        assert_eq!(key.parse::<Key>(), Err(BadKey::NotSent), "{key:?}");
    }
    for key in ["alt-j", "ctrl-", "ctrl-jj", "", "jj", "\t", "f13", "shift-", "ctrl-ctrl"] {
        assert_eq!(key.parse::<Key>(), Err(BadKey::Unknown), "{key:?}");
    }
    for bound in Keymap::default().bound {
        let is_ambiguous = |key: &Key| {
            matches!(key, Key::One(KeyModifiers::CONTROL, KeyCode::Char('i' | 'm' | 'j' | 'h' | '[')))
        };
        assert!(!bound.keys.iter().any(is_ambiguous), "{}", label(&bound.keys));
    }
}

#[test]
fn every_key_that_terminals_send_can_be_bound() {
    let named = ["up", "down", "left", "right", "home", "end", "pgup", "pgdn", "insert", "delete"];
    let named = named.into_iter().map(String::from).chain((1..=12).map(|number| format!("f{number}")));
    for name in named {
        for held in ["", "ctrl-", "shift-", "ctrl-shift-", "shift-ctrl-"] {
            let written = format!("{held}{name}");
            let key: Key = written.parse().unwrap();
            let shown = label(&[key]).to_lowercase();
            assert_eq!(shown, written.replace("shift-ctrl-", "ctrl-shift-"));
            let others = ["up", "down", "left", "right", "fold", "unfold", "first", "last"];
            let others =
                others.into_iter().chain(["page-up", "page-down", "help"]).map(|name| (name, vec![]));
            let overrides: Vec<_> = others.chain([("reload", vec![vec![key]])]).collect();
            let keymap = Keymap::with(&overrides).unwrap();
            let led = press(&keymap, Context::List, [event(key)]);
            assert_eq!(led, command(Action::Reload, None), "{written}");
        }
    }
}

#[test]
fn what_the_user_binds_comes_before_it_is_taken_for_another_key() {
    let shift_down = KeyEvent::new(KeyCode::Down, KeyModifiers::SHIFT);
    assert_eq!(press(&Keymap::default(), Context::List, [shift_down]), command(Action::Down, None));
    let ф: KeyEvent = KeyCode::Char('ф').into();
    let keymap = Keymap::with(&[("reload", vec![keys("ф")]), ("zoom", vec![keys("й g")])]).unwrap();
    assert_eq!(press(&keymap, Context::List, [ф]), command(Action::Reload, None));
    let [й, п] = ['й', 'g'].map(|letter| KeyEvent::from(KeyCode::Char(letter)));
    assert_eq!(press(&keymap, Context::List, [й, п]), command(Action::ZoomPane, None));
    // What is not bound so is taken by its place.
    assert_eq!(press(&keymap, Context::List, [KeyCode::Char('о').into()]), command(Action::Down, None));
}

#[test]
fn the_bindings_do_not_conflict_with_each_other() {
    assert_eq!(Keymap::with(&[]).err(), None);
}

#[test]
fn actions_are_moved_to_other_keys_and_unbound() {
    let keymap = Keymap::with(&[("print", vec![keys("P"), keys("y t")]), ("down", Vec::new())]).unwrap();
    let list = |letters: &str| {
        press(&keymap, Context::List, letters.chars().map(|letter| KeyCode::Char(letter).into()))
    };
    assert_eq!(list("P"), command(Action::Print, None));
    assert_eq!(list("yt"), command(Action::Print, None));
    assert_eq!(list("p"), unbound("p"));
    assert_eq!(list("j"), unbound("j"));
    assert_eq!(
        press(&keymap, Context::Typing, [KeyCode::Down.into()]),
        command(Action::Down, None),
        "keys for typing stay"
    );
}

#[test]
fn keys_that_two_actions_want_are_told() {
    for (name, written, conflict, other) in [
        ("print", "j", "j", "down"),
        ("print", "y", "yy", "copy-text"),
        ("print", "y y z", "yy", "copy-text"),
        ("print", "m q", "m{a-z}", "set-mark"),
        ("print", "z 3", "z{1-9}", "fold-to-level"),
    ] {
        let told = Keymap::with(&[(name, vec![keys(written)])]).unwrap_err();
        assert!(told.names.contains(&name) && told.names.contains(&other), "{written}: {told:?}");
        assert!(told.keys == conflict || told.keys == label(&keys(written)), "{written}: {told:?}");
    }
}
