//! The browser in a terminal: events become commands, effects are carried out, frames are drawn.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::Frame;
use ratatui::layout::Position;

use crate::app::{Action, Effect, Settings, State};
use crate::directory::Directory;
use crate::keymap::{Keymap, Lookup, Pending};
use crate::searcher::{Answer, Searcher};
use crate::terminal::{self, App, Event, Flow, Links, Options, Terminal};
use crate::view::view;

/// Browses a directory until the user quits. `file` is where it was read from, if it was.
///
/// # Errors
///
/// Where the terminal cannot be taken or written to.
pub fn browse(
    directory: Directory,
    file: Option<PathBuf>,
    settings: Settings,
    options: Options,
) -> io::Result<()> {
    let mut terminal = Terminal::start(options)?;
    let directory = Arc::new(directory);
    let sender = terminal.sender();
    let searcher = Searcher::new(Arc::clone(&directory), move |answer| sender.send(answer));
    let state = State::new(directory, terminal.size(), settings);
    let mut browser =
        Browser { state, keymap: Keymap::default(), pending: Pending::default(), file, searcher };
    terminal::run(&mut browser, &mut terminal)
}

struct Browser {
    state: State,
    keymap: Keymap,
    pending: Pending,
    file: Option<PathBuf>,
    searcher: Searcher,
}

impl App for Browser {
    type Message = Answer;

    fn handle(&mut self, event: Event<Self::Message>, terminal: &mut Terminal<Self::Message>) -> Flow {
        match event {
            Event::Key(key) => match self.keymap.press(&mut self.pending, self.state.context(), key) {
                Lookup::Command(command) => {
                    let effect = self.state.update(command, &self.keymap);
                    return self.carry_out(effect, terminal);
                }
                Lookup::Pending | Lookup::Nothing => {}
            },
            Event::Paste(text) => return self.act(Action::Paste(text), terminal),
            Event::Mouse(mouse) => {
                if let Some(action) = pointed(mouse) {
                    return self.act(action, terminal);
                }
            }
            Event::Resize(size) | Event::Resumed(size) => return self.act(Action::Resize(size), terminal),
            Event::Message((number, found)) => self.state.take_found(number, found),
            Event::Quit(_) => return Flow::Quit,
        }
        Flow::Continue
    }

    fn draw(&self, frame: &mut Frame<'_>, links: &mut Links) {
        for link in view(&self.state, &self.keymap, &self.pending, frame) {
            links.add(link.row, link.columns, &link.address);
        }
    }
}

impl Browser {
    fn act(&mut self, action: Action, terminal: &mut Terminal<Answer>) -> Flow {
        let effect = self.state.update(action.into(), &self.keymap);
        self.carry_out(effect, terminal)
    }

    fn carry_out(&mut self, effect: Effect, terminal: &mut Terminal<Answer>) -> Flow {
        match effect {
            Effect::None => {}
            Effect::Quit => return Flow::Quit,
            Effect::Redraw => terminal.repaint(),
            Effect::Suspend => {
                if let Err(error) = terminal.suspend() {
                    self.state.tell_error(format!("cannot suspend: {error}"));
                }
            }
            Effect::Search(request) => {
                if let Some((number, found)) = self.searcher.ask(request) {
                    self.state.take_found(number, found);
                }
            }
            Effect::Reload => self.reload(terminal),
            Effect::Copy { text, what } => match terminal.copy(&text) {
                Ok(()) => self.state.tell(format!("sent the {what} to the terminal's clipboard")),
                Err(error) => self.state.tell_error(format!("cannot copy the {what}: {error}")),
            },
            Effect::Print(text) => self.print(&text, terminal),
            Effect::OpenAddress(address) => self.state.tell(address),
        }
        Flow::Continue
    }

    fn reload(&mut self, terminal: &Terminal<Answer>) {
        let Some(file) = &self.file else {
            self.state.tell("this directory is part of the program; there is no file to read again");
            return;
        };
        match Directory::load(file) {
            Ok(directory) => {
                let directory = Arc::new(directory);
                let sender = terminal.sender();
                self.searcher = Searcher::new(Arc::clone(&directory), move |answer| sender.send(answer));
                self.state.replace(directory);
                self.state.tell("read the data file again");
            }
            Err(error) => {
                let first = error.to_string();
                self.state.tell_error(first.lines().next().unwrap_or("cannot read the data file").to_owned());
            }
        }
    }

    fn print(&mut self, text: &str, terminal: &mut Terminal<Answer>) {
        let printed = terminal.lend(|tty| {
            tty.write_all(text.as_bytes())?;
            tty.write_all(b"\n-- Enter goes back --")?;
            let mut byte = [0];
            while io::Read::read(tty, &mut byte)? > 0 && byte[0] != b'\n' {}
            Ok::<(), io::Error>(())
        });
        if let Err(error) = printed.and_then(|inner| inner) {
            self.state.tell_error(format!("cannot print: {error}"));
        }
    }
}

fn pointed(mouse: MouseEvent) -> Option<Action> {
    let at = Position { x: mouse.column, y: mouse.row };
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Action::Click(at)),
        MouseEventKind::Drag(MouseButton::Left) => Some(Action::Drag(at)),
        MouseEventKind::ScrollDown => Some(Action::WheelDown(at)),
        MouseEventKind::ScrollUp => Some(Action::WheelUp(at)),
        MouseEventKind::Down(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => None,
    }
}
