//! The browser in a terminal: events become commands, effects are carried out, frames are drawn.

mod outside;
mod pointer;
mod saver;
mod stamp;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use ratatui::Frame;

use crate::app::{Action, Effect, Settings, State};
use crate::directory::{Directory, EntryId};
use crate::keymap::{Keymap, Lookup, Pending};
use crate::searcher::{Answer, Searcher};
use crate::store::{Config, Saved, Store, file_key};
use crate::terminal::surroundings::Surroundings;
use crate::terminal::{self, App, Event, Flow, Links, Options, Terminal};
use crate::view::view;
use outside::Opened;
use pointer::Pointer;
use saver::Saver;
use stamp::Stamp;

/// How the browser is started.
#[derive(Debug)]
pub struct Launch {
    /// Where the directory was read from, where that was a file.
    pub file: Option<PathBuf>,
    /// The entry to open first.
    pub entry: Option<EntryId>,
    /// How things look.
    pub settings: Settings,
    /// What is asked of the terminal.
    pub options: Options,
    /// What the user has set.
    pub config: Config,
    /// Where visits are remembered.
    pub store: Store,
    /// Whether earlier visits are left out of account.
    pub is_fresh: bool,
    /// What is to be told at the start, such as what is wrong with the config.
    pub warnings: Vec<String>,
}

/// Browses a directory until the user quits.
///
/// # Errors
///
/// Where the terminal cannot be taken or written to.
pub fn browse(directory: Directory, launch: Launch) -> io::Result<()> {
    let mut terminal = Terminal::start(launch.options)?;
    let mut browser = Browser::new(directory, launch, &terminal);
    let ended = terminal::run(&mut browser, &mut terminal);
    // The user has the terminal back before anything is written that could take long.
    drop(terminal);
    browser.saver.finish(browser.saved());
    ended
}

struct Browser {
    state: State,
    keymap: Keymap,
    pending: Pending,
    file: Option<PathBuf>,
    config: Config,
    searcher: Searcher,
    saver: Saver,
    pointer: Pointer,
    surroundings: Surroundings,
    /// The data file as it was when it was read, and then when a change of it was told.
    stamp: Option<Stamp>,
}

impl Browser {
    fn new(directory: Directory, launch: Launch, terminal: &Terminal<Answer>) -> Self {
        let Launch { file, entry, settings, options: _, config, store, is_fresh, mut warnings } = launch;
        let directory = Arc::new(directory);
        let key = file_key(file.as_deref());
        let mut state = State::new(Arc::clone(&directory), terminal.size(), settings);
        if !is_fresh {
            let (saved, told) = store.saved(&key);
            warnings.extend(told.iter().map(ToString::to_string));
            saved.resume(&mut state);
        }
        if let Some(entry) = entry {
            state.go_to(entry);
        }
        if let Some(warning) = warnings.first() {
            state.tell_error(warning.clone());
        }
        Browser {
            searcher: searcher(directory, terminal),
            saver: Saver::new(store, key),
            keymap: config.keymap(),
            pending: Pending::default(),
            state,
            pointer: Pointer::default(),
            surroundings: Surroundings::of_process(),
            stamp: file.as_deref().and_then(Stamp::of),
            file,
            config,
        }
    }

    fn saved(&self) -> Saved {
        Saved::of(&self.state, &self.config)
    }
}

fn searcher(directory: Arc<Directory>, terminal: &Terminal<Answer>) -> Searcher {
    let sender = terminal.sender();
    Searcher::new(directory, move |answer| sender.send(answer))
}

impl App for Browser {
    type Message = Answer;

    fn handle(&mut self, event: Event<Answer>, terminal: &mut Terminal<Answer>) -> Flow {
        match event {
            Event::Key(key) => match self.keymap.press(&mut self.pending, self.state.context(), key) {
                Lookup::Command(command) => {
                    let places = self.state.places_left();
                    let effect = self.state.update(command, &self.keymap);
                    if self.state.places_left() != places {
                        self.saver.save(self.saved());
                    }
                    let flow = self.carry_out(effect, terminal);
                    self.tell_of_change();
                    return flow;
                }
                Lookup::Pending | Lookup::Nothing => {}
            },
            Event::Paste(text) => return self.act(Action::Paste(text), terminal),
            Event::Mouse(mouse) => {
                if let Some(action) = self.pointer.action(mouse) {
                    return self.act(action, terminal);
                }
            }
            Event::Resize(size) | Event::Resumed(size) => return self.act(Action::Resize(size), terminal),
            Event::Message((number, found)) => self.state.take_found(number, found),
            Event::Quit(_) => {
                self.saver.finish(self.saved());
                return Flow::Quit;
            }
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
            Effect::Copy { text, what } => match self.copy(&text, &what, terminal) {
                Ok(told) => self.state.tell(told),
                Err(told) => self.state.tell_error(told),
            },
            Effect::Print(text) => self.print(&text, terminal),
            Effect::OpenAddress(address) => self.open_address(&address, terminal),
        }
        Flow::Continue
    }

    /// Tells once of each change of the data file. It is looked at when a key comes, as nobody is there to read of it at
    /// other times.
    fn tell_of_change(&mut self) {
        let stamp = self.file.as_deref().and_then(Stamp::of);
        if stamp.is_some() && stamp != self.stamp {
            self.stamp = stamp;
            let key = self.keymap.keys_of_action("reload").unwrap_or_default();
            self.state.tell(format!("the data file has changed; {key} reads it again"));
        }
    }

    fn reload(&mut self, terminal: &Terminal<Answer>) {
        let Some(file) = &self.file else {
            self.state.tell("this directory is part of the program; there is no file to read again");
            return;
        };
        self.stamp = Stamp::of(file);
        match Directory::load(file) {
            Ok(directory) => {
                let directory = Arc::new(directory);
                self.searcher = searcher(Arc::clone(&directory), terminal);
                self.state.replace(directory);
                self.state.tell("read the data file again");
            }
            Err(error) => {
                let told = error.to_string();
                self.state.tell_error(told.lines().next().unwrap_or("the data file cannot be read"));
            }
        }
    }

    fn copy(&self, text: &str, what: &str, terminal: &mut Terminal<Answer>) -> Result<String, String> {
        outside::copy(text, what, &self.surroundings, |text, through| terminal.copy(text, through))
    }

    /// Opens an address; where that cannot be done the user sees it whole, and has it on the clipboard.
    fn open_address(&mut self, address: &str, terminal: &mut Terminal<Answer>) {
        match outside::open(address, &self.surroundings) {
            Opened::By(told) => self.state.tell(told),
            Opened::Not(why) => {
                let (what, bare) = outside::bare(address);
                let copied = self.copy(bare, what, terminal);
                let copied = copied.unwrap_or_else(|told| told);
                self.state.show_address(bare, &format!("{why}; {copied}"));
            }
        }
    }

    fn print(&mut self, text: &str, terminal: &mut Terminal<Answer>) {
        // While the terminal is lent nobody is here to save.
        self.saver.save(self.saved());
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
