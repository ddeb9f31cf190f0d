//! What comes out of the decoder for what terminals send, and for what nobody should.

use crossterm::event::{MouseButton, MouseEventKind};

use super::*;
use crate::dice::{Dice, cases};

const NONE: KeyModifiers = KeyModifiers::NONE;
const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
const ALT: KeyModifiers = KeyModifiers::ALT;
const CONTROL: KeyModifiers = KeyModifiers::CONTROL;

/// A parser with the time that has passed for it.
struct Timed {
    parser: Parser,
    now: Instant,
    inputs: Vec<Input>,
}

impl Timed {
    fn new() -> Self {
        Timed { parser: Parser::default(), now: Instant::now(), inputs: Vec::new() }
    }

    fn feed(&mut self, bytes: &[u8]) -> &mut Self {
        self.parser.feed(bytes, self.now, &mut self.inputs);
        self
    }

    /// Lets time pass in which nothing comes, and the parser give up when it wants to.
    fn wait(&mut self, millis: u64) -> &mut Self {
        let passed = Duration::from_millis(millis);
        if let Some(left) = self.parser.patience(self.now).filter(|left| *left <= passed) {
            assert!(left <= SEQUENCE_PATIENCE);
            self.parser.give_up(&mut self.inputs);
        }
        self.now += passed;
        self
    }

    fn take(&mut self) -> Vec<Input> {
        std::mem::take(&mut self.inputs)
    }
}

fn decode(bytes: &[u8]) -> Vec<Input> {
    Timed::new().feed(bytes).take()
}

fn decode_to_the_end(bytes: &[u8]) -> Vec<Input> {
    let mut timed = Timed::new();
    timed.feed(bytes).wait(LONG);
    assert_eq!(timed.parser.patience(timed.now), None, "still waiting after {}", bytes.escape_ascii());
    timed.take()
}

/// In milliseconds, longer than anything is waited for.
const LONG: u64 = 600;

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, modifiers))
}

fn mouse(kind: MouseEventKind, column: u16, row: u16) -> Input {
    Input::Mouse(MouseEvent { kind, column, row, modifiers: NONE })
}

fn assert_keys(cases: &[(&[u8], KeyCode, KeyModifiers)]) {
    for (bytes, code, modifiers) in cases {
        assert_eq!(decode(bytes), [key(*code, *modifiers)], "{}", bytes.escape_ascii());
    }
}

#[test]
fn characters_and_control_keys() {
    use KeyCode::{Backspace, Char, Enter, Tab};
    assert_keys(&[
        (b"q", Char('q'), NONE),
        (b"Q", Char('Q'), SHIFT),
        (b"/", Char('/'), NONE),
        ("é".as_bytes(), Char('é'), NONE),
        ("Ж".as_bytes(), Char('Ж'), SHIFT),
        ("漢".as_bytes(), Char('漢'), NONE),
        ("🦀".as_bytes(), Char('🦀'), NONE),
        (b"\x00", Char(' '), CONTROL),
        (b"\x03", Char('c'), CONTROL),
        (b"\x0a", Char('j'), CONTROL),
        (b"\x1a", Char('z'), CONTROL),
        (b"\x1c", Char('\\'), CONTROL),
        (b"\x1f", Char('_'), CONTROL),
        (b"\t", Tab, NONE),
        (b"\r", Enter, NONE),
        (b"\x08", Backspace, NONE),
        (b"\x7f", Backspace, NONE),
    ]);
}

#[test]
fn an_escape_and_a_key_that_come_together_are_esc_and_that_key() {
    for (typed, code, modifiers) in [
        ("j", KeyCode::Char('j'), NONE),
        ("J", KeyCode::Char('J'), SHIFT),
        ("\r", KeyCode::Enter, NONE),
        ("\x7f", KeyCode::Backspace, NONE),
        ("\x03", KeyCode::Char('c'), CONTROL),
        ("é", KeyCode::Char('é'), NONE),
        ("\x1b[B", KeyCode::Down, NONE),
        ("\x1bOP", KeyCode::F(1), NONE),
    ] {
        let bytes = format!("\x1b{typed}");
        let expected = [key(KeyCode::Esc, NONE), key(code, modifiers)];
        assert_eq!(decode(bytes.as_bytes()), expected, "{bytes:?}");
    }
}

#[test]
fn a_sequence_may_take_its_time_and_a_lone_escape_not() {
    for (pieces, expected) in [
        ([b"\x1b[".as_slice(), b"B"], vec![key(KeyCode::Down, NONE)]),
        ([b"\x1b[1;", b"5C"], vec![key(KeyCode::Right, CONTROL)]),
        ([b"\x1bO", b"P"], vec![key(KeyCode::F(1), NONE)]),
        ([b"\xe6\xbc", b"\xa2"], vec![key(KeyCode::Char('漢'), NONE)]),
        ([b"\x1b]11;rgb:", b"0/0/0\x07"], vec![]),
        ([b"\x1b[<0;1", b"0;5M"], vec![mouse(MouseEventKind::Down(MouseButton::Left), 9, 4)]),
    ] {
        let timed = &mut Timed::new();
        assert_eq!(timed.feed(pieces[0]).wait(450).feed(pieces[1]).take(), expected, "{pieces:?}");
        // It is not waited for from byte to byte, so that nobody who types is held up.
        timed.feed(pieces[0]).wait(300).wait(300).feed(b"q");
        assert_eq!(timed.take(), [key(KeyCode::Char('q'), NONE)], "{pieces:?}");
    }
    let timed = &mut Timed::new();
    timed.feed(b"\x1b").wait(60);
    assert_eq!(timed.take(), [key(KeyCode::Esc, NONE)]);
    // Where the reader was held up for longer it gives up before it reads on.
    timed.feed(b"\x1b[1;");
    timed.now += Duration::from_millis(LONG);
    assert_eq!(timed.feed(b"q").take(), [key(KeyCode::Char('q'), NONE)]);
    // A paste that is read late is one all the same.
    timed.feed(b"\x1b[200~be");
    timed.now += Duration::from_millis(LONG);
    assert_eq!(timed.feed(b"gun").feed(b"\x1b[201~").take(), [Input::Paste("begun".into())]);
}

#[test]
fn cursor_and_editing_keys() {
    use KeyCode::{BackTab, Delete, Down, End, Home, Insert, Left, PageDown, PageUp, Right, Up};
    assert_keys(&[
        (b"\x1b[A", Up, NONE),
        (b"\x1bOB", Down, NONE),
        (b"\x1b[1;5C", Right, CONTROL),
        (b"\x1b[1;2D", Left, SHIFT),
        (b"\x1b[1;7A", Up, ALT | CONTROL),
        (b"\x1b[H", Home, NONE),
        (b"\x1b[1~", Home, NONE),
        (b"\x1b[7~", Home, NONE),
        (b"\x1bOH", Home, NONE),
        (b"\x1b[F", End, NONE),
        (b"\x1b[4~", End, NONE),
        (b"\x1b[8~", End, NONE),
        (b"\x1bOF", End, NONE),
        (b"\x1b[5~", PageUp, NONE),
        (b"\x1b[6;5~", PageDown, CONTROL),
        (b"\x1b[2~", Insert, NONE),
        (b"\x1b[3~", Delete, NONE),
        (b"\x1b[Z", BackTab, SHIFT),
    ]);
}

#[test]
fn function_keys() {
    use KeyCode::F;
    assert_keys(&[
        (b"\x1bOP", F(1), NONE),
        (b"\x1b[P", F(1), NONE),
        (b"\x1b[11~", F(1), NONE),
        (b"\x1b[[A", F(1), NONE),
        (b"\x1b[1;2P", F(1), SHIFT),
        (b"\x1bOS", F(4), NONE),
        (b"\x1b[[E", F(5), NONE),
        (b"\x1b[15~", F(5), NONE),
        (b"\x1b[17~", F(6), NONE),
        (b"\x1b[21;5~", F(10), CONTROL),
        (b"\x1b[23~", F(11), NONE),
        (b"\x1b[24~", F(12), NONE),
    ]);
}

#[test]
fn keys_as_code_points() {
    use KeyCode::{BackTab, Backspace, Char, Enter, Esc, Tab};
    assert_keys(&[
        (b"\x1b[113u", Char('q'), NONE),
        (b"\x1b[99;5u", Char('c'), CONTROL),
        (b"\x1b[105;5u", Char('i'), CONTROL),
        (b"\x1b[97;2u", Char('A'), SHIFT),
        (b"\x1b[97;1:2u", Char('a'), NONE),
        (b"\x1b[27u", Esc, NONE),
        (b"\x1b[13;2u", Enter, SHIFT),
        (b"\x1b[9;2u", BackTab, SHIFT),
        (b"\x1b[9u", Tab, NONE),
        (b"\x1b[127;5u", Backspace, CONTROL),
        (b"\x1b[97;65u", Char('a'), NONE),
        (b"\x1b[27;5;105~", Char('i'), CONTROL),
        (b"\x1b[27;2;13~", Enter, SHIFT),
        (b"\x1b[27;6;80~", Char('P'), SHIFT | CONTROL),
    ]);
}

#[test]
fn mouse_reports() {
    use MouseEventKind::{Down, Drag, ScrollDown, ScrollUp};
    let left = MouseButton::Left;
    let cases: [(&[u8], Input); 7] = [
        (b"\x1b[<0;10;5M", mouse(Down(left), 9, 4)),
        (b"\x1b[<16;1;1M", mouse(Down(left), 0, 0)),
        (b"\x1b[<32;3;4M", mouse(Drag(left), 2, 3)),
        (b"\x1b[<64;3;4M", mouse(ScrollUp, 2, 3)),
        (b"\x1b[<69;3;4M", mouse(ScrollDown, 2, 3)),
        (b"\x1b[<0;0;0M", mouse(Down(left), 0, 0)),
        (b"\x1b[<0;99999999999;70000M", mouse(Down(left), u16::MAX, u16::MAX)),
    ];
    for (bytes, expected) in cases {
        assert_eq!(decode(bytes), [expected], "{}", bytes.escape_ascii());
    }
}

#[test]
fn pastes() {
    let cases: [(&[u8], &str); 5] = [
        (b"\x1b[200~two\rlines\x1b[201~", "two\rlines"),
        (b"\x1b[200~\x1b[201~", ""),
        (b"\x1b[200~a\x1b[20\x1b[A\x1b[201~", "a\x1b[20\x1b[A"),
        (b"\x1b[200~a\x1b\x1b[201~", "a\x1b"),
        (b"\x1b[200~a\xff\xc3b\x1b[201~", "ab"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(decode(bytes), [Input::Paste(expected.into())], "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_huge_paste_is_cut_and_ends_where_it_ends() {
    let bytes = [b"\x1b[200~".as_slice(), &vec![b'x'; 3 << 20], b"\x1b[201~q"].concat();
    assert_eq!(decode(&bytes), [Input::Paste("x".repeat(Paste::LIMIT)), key(KeyCode::Char('q'), NONE)]);
}

#[test]
fn a_paste_without_an_end_ends_in_silence_or_by_ctrl_c() {
    let q = || key(KeyCode::Char('q'), NONE);
    let timed = &mut Timed::new();
    timed.feed(b"\x1b[200~ls").wait(200).feed(b" -l\x1b[20").wait(200);
    assert_eq!(timed.take(), []);
    assert_eq!(timed.wait(100).feed(b"q").take(), [Input::Paste("ls -l".into()), q()]);
    timed.feed(b"\x1b[200~ls").wait(100).feed(b"\x03");
    assert_eq!(timed.take(), [Input::Paste("ls".into()), key(KeyCode::Char('c'), CONTROL)]);
}

#[test]
fn the_rest_of_a_paste_that_was_given_up_is_pasted() {
    let rest = b"quit, and much more of this kind that nobody types at once";
    let given_up = |next: &[u8]| {
        let mut timed = Timed::new();
        assert_eq!(timed.feed(b"\x1b[200~begun").wait(LONG).take(), [Input::Paste("begun".into())]);
        timed.feed(next).wait(LONG).take()
    };
    let text = || Input::Paste(String::from_utf8_lossy(rest).into_owned());
    assert_eq!(given_up(rest), [text()]);
    assert_eq!(given_up(&[rest.as_slice(), b"\x1b[201~q"].concat()), [text(), key(KeyCode::Char('q'), NONE)]);
    assert_eq!(given_up(b"Q\x1b[201~"), [Input::Paste("Q".into())]);
    // Keys and reports of the mouse are what they are.
    assert_eq!(given_up(b"qq").len(), 2);
    assert_eq!(given_up(&b"\x1b[<0;3;4M".repeat(8)).len(), 8);
}

#[test]
fn what_is_not_a_key_is_dropped_whole() {
    let cases: [&[u8]; 36] = [
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b[97;1:3u",
        b"\x1b[1;1:3A",
        b"\x1b[57441;2u",
        b"\x1b[1;5R",
        b"\x1b[24;80R",
        b"\x1b[0n",
        b"\x1b[?1u",
        b"\x1b[?62;22c",
        b"\x1b[>1;10;0c",
        b"\x1b[?2026;2$y",
        b"\x1b[20;2$y",
        b"\x1b[8;24;80t",
        b"\x1b[201~",
        b"\x1b[99~",
        b"\x1b[u",
        b"\x1b[99999999999999999999u",
        b"\x1b[5A",
        b"\x1b[[Z",
        b"\x1bOz",
        b"\x1b[32;10;10M",
        b"\x1b[<0;10M",
        b"\x1b[<128;10;10M",
        b"\x1b[<3;10;10M",
        b"\x1b[<0;10;5m",
        b"\x1b[<2;10;5M",
        b"\x1b[<35;3;4M",
        b"\x1b[57399u",
        b"\x1b]11;rgb:0000/0000/0000\x07",
        b"\x1b]52;c;cXFx\x1b\\",
        b"\x1bP>|tmux 3.4\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b^quit\x18",
        b"\xff\xfe\x80\xc0\xed\xa0\x80\xc2\x9b",
        b"\x1b\\",
    ];
    for bytes in cases {
        let with_a_key = [bytes, b"q"].concat();
        assert_eq!(decode(&with_a_key), [key(KeyCode::Char('q'), NONE)], "{}", bytes.escape_ascii());
    }
}

#[test]
fn what_is_cut_short_is_given_up_in_silence() {
    let esc = || vec![key(KeyCode::Esc, NONE)];
    let cases: [(&[u8], Vec<Input>); 11] = [
        (b"\x1b", esc()),
        (b"\x1b\x1b", [esc(), esc()].concat()),
        (b"\x1b[", vec![]),
        (b"\x1b[<", vec![]),
        (b"\x1b[<0;1;", vec![]),
        (b"\x1b[?", vec![]),
        (b"\x1b[?2026$", vec![]),
        (b"\x1bO", vec![]),
        (b"\x1b]0;title", vec![]),
        (b"\x1bP\x1b", vec![]),
        (b"\xe6\xbc", vec![]),
    ];
    for (bytes, expected) in cases {
        assert_eq!(decode_to_the_end(bytes), expected, "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_sequence_that_is_broken_off_gives_way_to_the_next() {
    let cases: [(&[u8], Vec<Input>); 6] = [
        (b"\x1b[\x1b[A", vec![key(KeyCode::Up, NONE)]),
        (b"\x1b\x1b[B", vec![key(KeyCode::Esc, NONE), key(KeyCode::Down, NONE)]),
        (b"\x1b[1;\x03", vec![key(KeyCode::Char('c'), CONTROL)]),
        (b"\x1b]0;x\x1b[A", vec![key(KeyCode::Up, NONE)]),
        (b"\xe6\xbcq", vec![key(KeyCode::Char('q'), NONE)]),
        (b"\x1bO\xc3\xa9", vec![key(KeyCode::Char('é'), NONE)]),
    ];
    for (bytes, expected) in cases {
        assert_eq!(decode(bytes), expected, "{}", bytes.escape_ascii());
    }
}

/// Bytes that look like a terminal's, far more often than bytes by chance would.
fn likely_bytes(dice: &mut Dice) -> Vec<u8> {
    const SIGNS: [&str; 8] = ["\x1b", "\x1b[", "\x1bO", "\x1b[<", "\x1b[200~", "\x1b[201~", "\x1b]", "\x07"];
    let pieces = dice.below(24);
    let piece = |_| match dice.below(4) {
        0 => (0..dice.below(8)).map(|_| dice.byte()).collect(),
        1 => dice.one_of(&SIGNS).into(),
        2 => (dice.word("0123456789;:<>?$", 12) + &dice.word("AMZacmz~^@", 1)).into_bytes(),
        _ => dice.text(4).into_bytes(),
    };
    (0..pieces).flat_map(piece).collect()
}

#[test]
fn after_silence_the_next_key_is_that_key() {
    cases(200, |dice| {
        let mut timed = Timed::new();
        timed.feed(&likely_bytes(dice)).wait(LONG).take();
        assert_eq!(timed.feed(b"q").take(), [key(KeyCode::Char('q'), NONE)]);
    });
}

#[test]
fn how_bytes_are_cut_into_reads_makes_no_difference() {
    cases(200, |dice| {
        let bytes = likely_bytes(dice);
        let (before, after) = bytes.split_at(dice.below(bytes.len() + 1));
        // Ctrl-c alone ends a paste.
        if !is_ctrl_c(after) {
            assert_eq!(Timed::new().feed(before).feed(after).take(), decode(&bytes));
        }
    });
}

#[test]
fn no_key_is_a_control_character() {
    cases(200, |dice| {
        let bytes = likely_bytes(dice);
        for input in decode_to_the_end(&bytes) {
            if let Input::Key(KeyEvent { code: KeyCode::Char(character), .. }) = input {
                assert!(!character.is_control(), "{character:?} from {}", bytes.escape_ascii());
            }
        }
    });
}
