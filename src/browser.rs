//! The browser in a terminal: events become commands, effects are carried out, frames are drawn.

mod clicks;
mod opening;
mod outside;

use std::cell::LazyCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use std::{fs, io};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::{Action, ChangedRecord, Command, Effect, Message, News, SearchRequest, Session, State};
use crate::directory::{Directory, EntryId, LoadError, Stage, can_be_read_again};
use crate::keymap::{Keymap, Pending};
use crate::report::diff::{Change, Diff};
use crate::settings::Settings;
use crate::store::{Store, Warning, file_key};
use crate::terminal::input::Input;
use crate::terminal::surroundings::Surroundings;
use crate::terminal::{self, App, Flow, Links, Options, Sender, Terminal, TerminalEvent};
use crate::text::{SafeProse, SafeText};
use crate::view::{Painted, paint};
use crate::workers::{self, Loading, ON_LEAVING, ON_SIGNAL, Saver, SearchReply, Searcher, UNNOTICED};
use clicks::Clicks;

pub(crate) use opening::{Opened, open};

#[derive(Debug)]
pub(crate) enum Posted {
    Found(SearchReply),
    LoadProgress(Stage),
    Loaded(Result<Arc<Directory>, LoadError>),
    Compared(Arc<Directory>, Vec<ChangedRecord>),
}

#[derive(Debug)]
pub(crate) struct Launch {
    pub(crate) file: Option<PathBuf>,
    pub(crate) entry: Option<EntryId>,
    pub(crate) settings: Settings,
    pub(crate) options: Options,
    pub(crate) store: Store,
    pub(crate) warnings: Vec<String>,
}

pub(crate) fn browse(opened: Opened, launch: Launch) -> io::Result<Option<Warning>> {
    let Opened { directory, terminal } = opened;
    let mut terminal = terminal.map_or_else(|| Terminal::start(launch.options), Ok)?;
    let mut browser = Browser::new(directory, launch, &terminal);
    let ended = terminal::run(&mut browser, &mut terminal);
    // The user gets the terminal back before the visit is saved, which may take long.
    drop(terminal);
    let unsaved = browser.saver.finish(browser.session(), ON_LEAVING);
    ended.map(|()| unsaved)
}

struct Browser {
    state: State,
    keymap: Keymap,
    pending: Pending,
    file: Option<PathBuf>,
    settings: Settings,
    searcher: Searcher,
    /// The search to start once no more keys are waiting.
    wanted: Option<SearchRequest>,
    saver: Saver,
    save_fingerprint: u64,
    clicks: Clicks,
    /// Found when first needed, as it searches the folders of `PATH`.
    surroundings: LazyCell<Surroundings>,
    /// The data file as it was when it was read, or when its last change was reported.
    stamp: Option<(u64, Option<SystemTime>)>,
    stop_reading: Option<Box<dyn Fn() + Send>>,
}

impl Browser {
    fn new(directory: Arc<Directory>, launch: Launch, terminal: &Terminal<Posted>) -> Self {
        let Launch { file, entry, settings, options: _, store, mut warnings } = launch;
        let key = file_key(file.as_deref());
        let (mut session, problems) = store.saved(&key);
        warnings.extend(problems.iter().map(ToString::to_string));
        let mut start = None;
        match settings.start.as_str() {
            "last" => {}
            "beginning" => session.path.clear(),
            id => {
                session.path.clear();
                start = directory.find(id);
                if start.is_none() {
                    let id = SafeText::line(id);
                    warnings.push(format!("config.ron: there is no entry \"{id}\" here to start at"));
                }
            }
        }
        let mut news = vec![News::Resume(Box::new(session))];
        news.extend(entry.or(start).map(News::GoTo));
        news.extend(warnings.first().map(|warning| News::Message(Message::warning(warning))));
        let keymap = settings.keymap();
        let state = State::start(Arc::clone(&directory), terminal.size(), settings.clone(), news, &keymap);
        Browser {
            searcher: searcher(directory, terminal),
            wanted: None,
            saver: Saver::new(store, key),
            save_fingerprint: state.save_fingerprint(),
            keymap,
            pending: Pending::default(),
            state,
            clicks: Clicks::default(),
            surroundings: LazyCell::new(Surroundings::of_process),
            stamp: file.as_deref().and_then(stamp_of),
            file,
            settings,
            stop_reading: None,
        }
    }

    /// Where the user is. Theme and text width are included if the user changed them.
    fn session(&self) -> Session {
        let mut session = self.state.session();
        session.theme = session.theme.filter(|_| session.theme != self.settings.theme);
        session.text_width = session.text_width.filter(|width| *width != self.settings.width);
        session
    }
}

/// The size of a file and the time of its last change; `None` where there is none, as for a moment while an editor saves.
fn stamp_of(path: &Path) -> Option<(u64, Option<SystemTime>)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}

/// Compares two directories on a thread. If none can be started, the list of changes stays empty.
fn compare(old: Arc<Directory>, new: Arc<Directory>, sender: Sender<Posted>) {
    let work = move || {
        let changed = |change: Change| ChangedRecord {
            record: change.record,
            how: change.kind.word(),
            fields: change.field_names(),
            id: change.id,
            name: change.name,
        };
        let changes = Diff::of(&old, &new).changes.into_iter().map(changed).collect();
        sender.send(Posted::Compared(new, changes));
    };
    let _ = workers::start("compare", work);
}

fn searcher(directory: Arc<Directory>, terminal: &Terminal<Posted>) -> Searcher {
    let sender = terminal.sender();
    Searcher::new(directory, move |answer| sender.send(Posted::Found(answer)))
}

impl App for Browser {
    type Message = Posted;

    fn handle(&mut self, event: TerminalEvent<Posted>, terminal: &mut Terminal<Posted>) -> Flow {
        match event {
            TerminalEvent::Input(Input::Key(key)) => {
                if let Some(command) = self.keymap.press(&mut self.pending, self.state.context(), key) {
                    let flow = self.act(command, terminal);
                    self.report_file_change();
                    return flow;
                }
            }
            TerminalEvent::Input(Input::Paste(text)) => {
                return self.act(Action::Paste(text).into(), terminal);
            }
            TerminalEvent::Input(Input::Mouse(mouse)) => {
                if let Some(action) = self.clicks.action(mouse) {
                    return self.act(action.into(), terminal);
                }
            }
            TerminalEvent::Resize(size) | TerminalEvent::Resumed(size) => {
                return self.act(Action::Resize(size).into(), terminal);
            }
            TerminalEvent::Message(Posted::Found((number, found))) => self.notify(News::Found(number, found)),
            TerminalEvent::Message(Posted::LoadProgress(stage)) => self.report_reload_progress(&stage),
            TerminalEvent::Message(Posted::Loaded(outcome)) => self.finish_reload(outcome, terminal),
            TerminalEvent::Message(Posted::Compared(directory, changes)) => {
                if Arc::ptr_eq(&directory, &self.state.current.directory) {
                    self.notify(News::Compared(changes));
                }
            }
            TerminalEvent::Quit(_) => {
                // Nobody is left to read an error.
                let _ = self.saver.finish(self.session(), ON_SIGNAL);
                return Flow::Quit;
            }
        }
        Flow::Continue
    }

    fn ends_by_ctrl_c(&self) -> bool {
        let key = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        let command = self.keymap.press(&mut Pending::default(), self.state.context(), key);
        command.is_some_and(|command| command.action == Action::Quit)
    }

    fn catch_up(&mut self) {
        self.start_search();
        let save_fingerprint = self.state.save_fingerprint();
        if save_fingerprint != self.save_fingerprint {
            self.save_fingerprint = save_fingerprint;
            self.saver.save(self.session());
        }
    }

    fn draw(&self, frame: &mut Buffer, links: &mut Links) -> Option<Position> {
        let Painted { cursor, hyperlinks } = paint(&self.state, &self.keymap, &self.pending, frame);
        for link in hyperlinks {
            links.add(link.row, link.columns, &link.address);
        }
        cursor
    }
}

impl Browser {
    fn act(&mut self, command: Command, terminal: &mut Terminal<Posted>) -> Flow {
        if !matches!(command.action, Action::Type(_) | Action::Paste(_)) {
            // What is chosen now is chosen among what was found.
            self.start_search();
        }
        let effect = self.state.update(command, &self.keymap);
        self.carry_out(effect, terminal)
    }

    fn carry_out(&mut self, effect: Effect, terminal: &mut Terminal<Posted>) -> Flow {
        match effect {
            Effect::None => {}
            Effect::Quit => return Flow::Quit,
            Effect::Redraw => terminal.repaint(),
            Effect::ToggleMouse => {
                let has = if terminal.toggle_mouse() { "this program" } else { "the terminal" };
                self.notify(Message::done(format!("{has} has the mouse")));
            }
            Effect::Suspend => {
                if let Err(error) = terminal.suspend() {
                    self.notify(Message::error(format!("cannot suspend: {error}")));
                }
            }
            Effect::Search(request) => self.wanted = Some(request),
            Effect::Reload => self.reload(terminal),
            Effect::Begin(name) => self.pending = self.keymap.begin(name),
            Effect::Copy { text, what } => {
                let message = self.copy(&text, &what, terminal);
                self.notify(message);
            }
            Effect::Print(text) => self.print(&text, terminal),
            Effect::OpenAddress(address) => self.open_address(&address, terminal),
        }
        Flow::Continue
    }

    /// Searches for what was typed last. A burst of keys is searched for once, not at each letter.
    fn start_search(&mut self) {
        if let Some(request) = self.wanted.take()
            && let Some((number, found)) = self.searcher.ask(request)
        {
            self.notify(News::Found(number, found));
        }
    }

    fn notify(&mut self, news: impl Into<News>) {
        // News asks for nothing outside.
        let _ = self.state.update(news.into(), &self.keymap);
    }

    /// Reports each change of the data file once. The file is checked when a key comes, as nobody reads the screen at
    /// other times.
    fn report_file_change(&mut self) {
        let stamp = self.file.as_deref().and_then(stamp_of);
        if stamp.is_some() && stamp != self.stamp {
            self.stamp = stamp;
            self.notify(News::FileChanged);
        }
    }

    /// Reads the data file again in the background. If that is running already, stops it.
    fn reload(&mut self, terminal: &Terminal<Posted>) {
        if let Some(stop) = &self.stop_reading {
            return stop();
        }
        let Some(file) = &self.file else {
            let why = "this directory is part of the program; there is no file to read again";
            return self.notify(Message::info(why));
        };
        self.stamp = stamp_of(file);
        if !can_be_read_again(file) {
            let file = if file.as_os_str() == "-" { "standard input".into() } else { file.to_string_lossy() };
            let file = SafeText::line(&file);
            return self.notify(Message::info(format!("{file} is a stream, which can be read only once")));
        }
        let loading = Loading::start(file);
        self.stop_reading = Some(Box::new(loading.stopper()));
        opening::watch(loading, UNNOTICED, terminal.sender());
    }

    fn report_reload_progress(&mut self, stage: &Stage) {
        let key = self.keymap.keys_of_action("reload").unwrap_or_default();
        let (name, percent) = (&stage.name, stage.percent());
        self.notify(Message::info(format!("reading {name} again: {percent} %; {key} stops")));
    }

    fn finish_reload(&mut self, outcome: Result<Arc<Directory>, LoadError>, terminal: &Terminal<Posted>) {
        self.stop_reading = None;
        match outcome {
            Ok(directory) => {
                self.searcher = searcher(Arc::clone(&directory), terminal);
                let old = Arc::clone(&self.state.current.directory);
                self.notify(News::Reloaded(Arc::clone(&directory)));
                compare(old, directory, terminal.sender());
            }
            Err(error) => {
                self.notify(News::ReloadFailed(error.to_string()));
            }
        }
    }

    fn copy(&self, text: &str, what: &str, terminal: &mut Terminal<Posted>) -> Message {
        let text = SafeProse::of(text);
        outside::copy(&text, what, &self.surroundings, |text, through| terminal.copy(text, through))
    }

    fn open_address(&mut self, address: &str, terminal: &mut Terminal<Posted>) {
        match outside::open(address, &self.surroundings) {
            Ok(opened) => self.notify(Message::done(opened)),
            Err(why) => {
                let (what, bare) = outside::bare(address);
                let reason = format!("{why}; {}", self.copy(bare, what, terminal).text);
                self.notify(News::NotOpened { address: bare.to_owned(), reason });
            }
        }
    }

    fn print(&mut self, text: &str, terminal: &mut Terminal<Posted>) {
        if let Err(error) = terminal.print(&SafeProse::of(text)) {
            self.notify(Message::error(format!("cannot print: {error}")));
        }
    }
}
