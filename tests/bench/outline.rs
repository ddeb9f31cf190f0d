//! How long the list takes to answer a key: folding, unfolding all, the last row, another arrangement, a link, a filter,
//! for directories of 30 to 1,000,000 entries.
//!
//! `cargo bench --bench outline` prints a table in milliseconds; `cargo bench --bench outline -- 100000` only that size.
//! Each figure is the least of several rounds, from the key to the end of the frame in the screen's buffer.

#![allow(clippy::cast_precision_loss, reason = "figures are shown with three digits")]

#[allow(dead_code, reason = "the generator writes more than this benchmark looks at")]
mod generate;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use pitf::app::{Action, News, SearchOutcome, Settings, State};
use pitf::directory::Directory;
use pitf::keymap::{Keymap, Pending};
use pitf::outline::Arrangement;
use pitf::search::Results;
use pitf::view::view;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use ratatui::terminal::Terminal;

fn main() -> io::Result<()> {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![30, 10_000, 100_000, 1_000_000] } else { sizes };
    let mut out = io::stdout().lock();
    let mut columns: Vec<Vec<(String, Duration)>> = Vec::new();
    for entries in &sizes {
        let mut source = Vec::new();
        generate::write_directory(*entries, &mut source)?;
        let source = String::from_utf8(source).expect("the generator writes UTF-8");
        let directory = Directory::parse("generated.ron", source);
        columns
            .push(measure(&Arc::new(directory.map_err(|problems| io::Error::other(problems.to_string()))?)));
    }
    write!(out, "{:<26}", "ms")?;
    for entries in sizes {
        write!(out, "{entries:>12}")?;
    }
    writeln!(out)?;
    for (row, (name, _)) in columns[0].iter().enumerate() {
        write!(out, "{name:<26}")?;
        for column in &columns {
            write!(out, "{:>12.3}", column[row].1.as_secs_f64() * 1e3)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What is done before the clock starts, and the key.
type Step = (&'static str, Vec<Action>, Action);

fn measure(directory: &Arc<Directory>) -> Vec<(String, Duration)> {
    use Action::{FoldAll, Last, UnfoldAll};
    let last = directory.entries().next_back().expect("every directory has entries").handle();
    let by = |arrangement: Arrangement| (vec![FoldAll], arrange_by(arrangement));
    let mut steps: Vec<Step> = vec![
        ("down", vec![FoldAll], Action::Down),
        ("down, all unfolded", vec![UnfoldAll], Action::Down),
        ("fold, all unfolded", vec![UnfoldAll, Action::First], Action::Fold),
        ("unfold again", vec![UnfoldAll, Action::First, Action::Fold], Action::Unfold),
        ("unfold all", vec![FoldAll], UnfoldAll),
        ("fold all", vec![UnfoldAll, Last], FoldAll),
        ("fold to level 3", vec![UnfoldAll, Last], Action::FoldToLevel(3)),
        ("last row", vec![UnfoldAll, Action::First], Last),
        ("parent of the last", vec![UnfoldAll, Last], Action::Parent),
        ("previous sibling", vec![UnfoldAll, Last], Action::PreviousSibling),
        ("next in reading order", vec![FoldAll], Action::NextEntry),
        ("back to the last row", vec![UnfoldAll, Last, Action::ArrangeByKind], Action::Back),
    ];
    for arrangement in Arrangement::ALL {
        let (before, key) = by(arrangement);
        steps.push((arrangement.name(), before, key));
    }
    for (name, arrangement) in
        [("a heading of a kind", Arrangement::Kind), ("a heading of a topic", Arrangement::Topic)]
    {
        steps.push((name, vec![arrange_by(arrangement), Action::First], Action::Down));
    }
    let mut times: Vec<(String, Duration)> = steps
        .into_iter()
        .map(|(name, before, key)| {
            (
                name.to_owned(),
                least(directory, &before, |state, keymap| {
                    let _ = state.update(key.clone(), keymap);
                }),
            )
        })
        .collect();
    let crowd = Arc::new(crowd(directory.len()));
    for (name, before, key) in [
        ("unfold a crowd", vec![FoldAll], Action::Unfold),
        ("last of a crowd", vec![UnfoldAll], Last),
        ("back from it to the top", vec![UnfoldAll, Last], Action::Parent),
        ("by topic, all crowded", vec![FoldAll], Action::ArrangeByTopic),
    ] {
        let step = |state: &mut State, keymap: &Keymap| drop(state.update(key.clone(), keymap));
        times.push((name.to_owned(), least(&crowd, &before, step)));
    }
    let mut time = |name: &str, before: &[Action], step: &dyn Fn(&mut State)| {
        times.push((name.to_owned(), least(directory, before, |state, _| step(state))));
    };
    time("go to the last entry", &[FoldAll], &|state| news(state, News::GoTo(last)));
    time("the same, all unfolded", &[UnfoldAll], &|state| news(state, News::GoTo(last)));
    time("session to be saved", &[UnfoldAll], &|state| drop(state.session()));
    let few: Vec<bool> = (0..directory.len()).map(|index| index % 1_000 == 0).collect();
    let many: Vec<bool> = (0..directory.len()).map(|index| index % 2 == 0).collect();
    for (name, found) in [("filter, one of 1,000", few), ("filter, every other", many)] {
        let typed = [FoldAll, Action::Filter, Action::Paste("a".to_owned())];
        time(name, &typed, &|state| {
            news(state, News::Found(1, SearchOutcome::All(found.clone(), Results::default())));
            assert!(state.list().outline.is_filtered(), "typing once asks once");
        });
    }
    times
}

fn arrange_by(arrangement: Arrangement) -> Action {
    match arrangement {
        Arrangement::Hierarchy => Action::ArrangeByHierarchy,
        Arrangement::Kind => Action::ArrangeByKind,
        Arrangement::Topic => Action::ArrangeByTopic,
        Arrangement::Date => Action::ArrangeByDate,
        Arrangement::Name => Action::ArrangeByName,
    }
}

fn news(state: &mut State, news: News) {
    state.receive(news, &Keymap::default());
}

/// One entry beneath which all the others lie.
fn crowd(entries: usize) -> Directory {
    let mut source = "(title: \"A crowd\", kinds: [(id: \"k\", name: \"Kind\")], \
        relations: [(id: \"in\", name: \"in\", nests: true)], entries: [(id: \"e0\", kind: \"k\", name: \"All\"),"
        .to_owned();
    for index in 1..entries {
        let _ = write!(
            source,
            "(id: \"e{index}\", kind: \"k\", name: \"E {index}\", links: [(rel: \"in\", to: \"e0\")]),"
        );
    }
    source.push_str("])");
    Directory::parse("crowd.ron", source).expect("it has no mistakes")
}

fn least(directory: &Arc<Directory>, before: &[Action], step: impl Fn(&mut State, &Keymap)) -> Duration {
    const ROUNDS: usize = 5;
    let keymap = Keymap::default();
    let rounds = (0..ROUNDS).map(|_| {
        let mut state = State::new(Arc::clone(directory), Size::new(100, 30), Settings::default());
        let mut terminal = Terminal::new(TestBackend::new(100, 30)).expect("a test has a terminal");
        let mut draw = |state: &State| {
            let drawn = terminal.draw(|frame| drop(view(state, &keymap, &Pending::default(), frame)));
            drawn.expect("a test terminal can be drawn on");
        };
        for action in before {
            let _ = state.update(action.clone(), &keymap);
        }
        draw(&state);
        let start = Instant::now();
        step(&mut state, &keymap);
        draw(&state);
        start.elapsed()
    });
    rounds.min().unwrap_or_default()
}
