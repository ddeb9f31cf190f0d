//! The only place where the state changes: a command or news comes in, an effect goes out.

use ratatui::layout::Size;

use crate::action::{Action, ActionGroup, Binding, Command, Context};
use crate::directory::Directory;
use crate::keymap::Keymap;
use crate::layout::{Pane, Panes, rows_of_hit};
use crate::outline::{Arrangement, Outline, Subject};

use super::copy::CopyFormat;
use super::cursor::Motion;
use super::effect::Effect;
use super::history::History;
use super::list::ListPane;
use super::panes::next_of;
use super::picker::Picker;
use super::search::QueryLine;
use super::session::fingerprint;
use super::{DirectoryState, Message, Mode, News, ReadingContent, ScrollTarget, State};

/// What changes the state: what the user asks for, or what comes from outside.
#[derive(Debug)]
pub enum Update {
    /// What the user asks for.
    Command(Command),
    /// What comes from outside. The page is laid out once for all of it.
    News(Vec<News>),
}

impl<C: Into<Command>> From<C> for Update {
    fn from(command: C) -> Self {
        Update::Command(command.into())
    }
}

impl From<News> for Update {
    fn from(news: News) -> Self {
        Update::News(vec![news])
    }
}

impl State {
    /// Changes the state, and returns what has to be done outside. A key that does nothing shows a message.
    pub fn update(&mut self, update: impl Into<Update>, keymap: &Keymap) -> Effect {
        let update = update.into();
        let keys = self.keys_to_report(&update);
        let (before, message) = (keys.as_ref().map(|_| self.visible_fingerprint()), self.message.clone());
        let effect = match update {
            Update::News(news) => {
                self.has_moved = false;
                self.spoken_part = 0;
                for news in news {
                    self.apply_news(news, keymap);
                }
                Effect::None
            }
            Update::Command(command) if self.panes().is_too_small() => self.run_unseen(&command.action),
            Update::Command(command) if self.settings.is_plain && command.action == Action::HearOn => {
                self.spoken_part += 1;
                Effect::None
            }
            Update::Command(command) => {
                self.spoken_part = 0;
                self.run_command(command, keymap)
            }
        };
        self.settle();
        let is_dead =
            self.message.is_none() && effect == Effect::None && before == Some(self.visible_fingerprint());
        if let Some(keys) = keys.filter(|_| is_dead) {
            self.report_dead_key(&keys, message.as_ref(), keymap);
        }
        effect
    }

    /// The keys that are named if they do nothing.
    fn keys_to_report(&self, update: &Update) -> Option<String> {
        let Update::Command(Command { action, keys, .. }) = update else { return None };
        let is_silent = [Action::Cancel, Action::HearOn].contains(action) || self.panes().is_too_small();
        (!keys.is_empty() && !is_silent).then(|| keys.clone())
    }

    fn report_dead_key(&mut self, keys: &str, before: Option<&Message>, keymap: &Keymap) {
        let hint = keymap.hint("help", "shows the keys");
        self.show_message_with(keys, |keys| format!("{keys} does nothing here{hint}"));
        // Only what changes is spoken.
        if self.settings.is_plain && self.message.as_ref() == before {
            self.show_message_with(keys, |keys| format!("again, {keys} does nothing here{hint}"));
        }
    }

    fn run_unseen(&mut self, action: &Action) -> Effect {
        if let Action::Resize(size) = action {
            self.resize(*size);
        }
        if [Action::Quit, Action::Close].contains(action) {
            Effect::Quit
        } else if *action == Action::Suspend {
            Effect::Suspend
        } else {
            Effect::None
        }
    }

    pub(super) fn run_command(&mut self, command: Command, keymap: &Keymap) -> Effect {
        let place = |state: &Self| (state.split.focus, state.current.list.subject(), state.cell_cursor());
        let (before, visits) = (place(self), self.current.history.len());
        let effect = self.do_action(command, keymap);
        self.has_moved = place(self) != before;
        let is_open = !matches!(self.current.mode, Mode::Browse | Mode::Pick(_));
        let is_text_open = self.split.focus == Pane::Detail && before.0 == Pane::List;
        self.shows_notice &= !is_open && !is_text_open && self.current.history.len() == visits;
        effect
    }

    #[expect(clippy::too_many_lines, reason = "a line for each action")]
    fn do_action(&mut self, command: Command, keymap: &Keymap) -> Effect {
        let Command { action, count, .. } = command;
        if !matches!(action, Action::Resize(_)) {
            self.message = None;
        }
        let has_no_entries = self.current.directory.is_empty() && matches!(self.current.mode, Mode::Browse);
        if has_no_entries && needs_entries(&action) {
            self.show_message(format!(
                "this directory has no entries{}",
                keymap.hint("reload", "reads its file again")
            ));
            return Effect::None;
        }
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let row = count.map(|count| Motion::To(count.saturating_sub(1)));
        match action {
            Action::Down => return self.step(times),
            Action::Up => return self.step(-times),
            Action::First => self.go(row.unwrap_or(Motion::By(isize::MIN))),
            Action::Last => self.go(row.unwrap_or(Motion::Last)),
            Action::HalfPageDown => self.go(Motion::HalfPages(times)),
            Action::HalfPageUp => self.go(Motion::HalfPages(-times)),
            Action::PageDown => self.go(Motion::Pages(times)),
            Action::PageUp => self.go(Motion::Pages(-times)),
            Action::Fold => self.fold(),
            Action::Unfold => self.unfold(),
            Action::ToggleFold => self.in_list(ListPane::toggle),
            Action::NextSibling => self.move_to_sibling(times),
            Action::PreviousSibling => self.move_to_sibling(-times),
            Action::CountBeneath => self.count_beneath(),
            Action::NextStatements => self.next_statements(),
            Action::Parent => self.in_list(|list, _| (0..times).for_each(|_| list.ascend())),
            Action::FoldToLevel(levels) => {
                self.refold(|outline, directory| outline.fold_to_level(directory, levels));
            }
            Action::UnfoldAll => self.refold(Outline::unfold_all),
            Action::FoldAll => self.refold(|outline, _| outline.fold_all()),
            Action::Open => match count {
                Some(number) if self.context() == Context::Detail => return self.follow_number(number),
                Some(_) | None => return self.open(keymap),
            },
            Action::NextLink => self.move_to_link(times),
            Action::PreviousLink => self.move_to_link(-times),
            Action::NextSection => self.move_to_section(times),
            Action::PreviousSection => self.move_to_section(-times),
            Action::NextEntry => self.read_on(times, true),
            Action::PreviousEntry => self.read_on(times, false),
            Action::Back => self.go_through_history(History::back, "there is nothing to go back to"),
            Action::Forward => self.go_through_history(History::forward, "there is nothing to go forward to"),
            Action::PlaceBefore => {
                self.go_through_history(History::swap, "there is no place before this one");
            }
            Action::Search => self.start_search(None),
            Action::SearchBeneath => self.start_search(self.current.list.subject().and_then(Subject::entry)),
            Action::Filter => self.start_filter(),
            Action::NextHit => self.walk_hits(times, keymap),
            Action::PreviousHit => self.walk_hits(-times, keymap),
            Action::NextSearchMode => return self.next_search_mode(),
            Action::Complete => return self.complete(),
            Action::OlderQuery => return self.recall(1),
            Action::NewerQuery => return self.recall(-1),
            Action::ArrangeByHierarchy => self.arrange(Arrangement::Hierarchy),
            Action::ArrangeByKind => self.arrange(Arrangement::Kind),
            Action::ArrangeByTopic => self.arrange(Arrangement::Topic),
            Action::ArrangeByDate => self.arrange(Arrangement::Date),
            Action::ArrangeByName => self.arrange(Arrangement::Name),
            Action::NextArrangement => {
                self.arrange(next_of(&Arrangement::ALL, self.current.list.outline.arrangement()));
            }
            Action::Compare => self.compare(keymap),
            Action::ListSections => self.list_sections(keymap),
            Action::Collect => self.collect(),
            Action::Collection => self.list_collection(0, false, keymap),
            Action::Remove => self.remove_chosen(keymap),
            Action::MoveDown => self.move_collected(1, keymap),
            Action::MoveUp => self.move_collected(-1, keymap),
            Action::ListLinks => self.list_links(keymap),
            Action::ListLinkedFrom => self.list_linked_from(keymap),
            Action::Help => self.pick(Picker::new("Keys", self.help_items(keymap))),
            Action::Palette => self.pick(Picker::typing("Actions", self.palette_items(keymap))),
            Action::CallForHelp => self.call_for_help(keymap),
            Action::NotBound | Action::HearOn => {}
            Action::CopyText => return self.copy(CopyFormat::Text, keymap),
            Action::CopyName => return self.copy(CopyFormat::Name, keymap),
            Action::CopyAddress => return self.copy(CopyFormat::Address, keymap),
            Action::CopyMarkdown => return self.copy(CopyFormat::Markdown, keymap),
            Action::CopyCitation => return self.copy(CopyFormat::Citation, keymap),
            Action::ListCitations => self.list_citations(keymap),
            Action::ListAddresses => self.list_addresses(),
            Action::Print => return self.print(),
            Action::OpenAddress => return self.open_address(),
            Action::NextPane => self.focus_on(self.split.focus.other()),
            Action::ZoomPane => self.zoom(),
            Action::DividerLeft => self.move_divider(-2 * times),
            Action::DividerRight => self.move_divider(2 * times),
            Action::NextTextWidth => self.next_text_width(),
            Action::NextTheme => self.next_theme(),
            Action::Redraw => return Effect::Redraw,
            Action::Reload => return Effect::Reload,
            Action::ListChanges => self.list_changes(),
            Action::ToggleMouse => return Effect::ToggleMouse,
            Action::Suspend => return Effect::Suspend,
            Action::Cancel => self.cancel(),
            Action::Close => return self.close(),
            Action::Quit => return Effect::Quit,
            Action::Type(input) => return self.type_in(|line| line.input(input)),
            Action::Paste(text) => return self.type_in(|line| line.paste(&text)),
            Action::Resize(size) => self.resize(size),
            Action::Click(at) => self.click(at),
            Action::DoubleClick(at) => return self.double_click(at, keymap),
            Action::WheelDown(at) => self.wheel(at, 3),
            Action::WheelUp(at) => self.wheel(at, -3),
            Action::Drag(at) => self.drag(at),
            Action::SetMark(letter) => self.set_mark(letter),
            Action::GoToMark(letter) => return self.go_to_mark(letter, keymap),
            Action::ListMarks => self.list_marks(0, keymap),
            Action::About => self.about(keymap),
            Action::AboutDirectory => self.open_reading(ReadingContent::Directory),
            Action::Matrix => self.toggle_matrix(keymap),
            Action::Left => self.go_across(Motion::By(-times)),
            Action::Right => self.go_across(Motion::By(times)),
        }
        Effect::None
    }

    /// Restores the invariants after each update: cursors are in sight, and the detail shows what is chosen. While
    /// the screen is too small to show anything it is skipped.
    fn settle(&mut self) {
        let panes = self.panes();
        if panes.is_too_small() {
            return;
        }
        let (body, text) = (panes.body, usize::from(panes.text.height));
        // The chosen row stays visible above a message of several rows.
        self.current
            .list
            .keep_in_sight(usize::from(panes.list.height).saturating_sub(self.rows_under_message()));
        match &mut self.current.mode {
            Mode::Search(_) | Mode::Pick(_) => self.go(Motion::By(0)),
            Mode::Read(_) => self.fit_reading(),
            Mode::Matrix(pane) => {
                pane.lay_out_statements(&self.current.directory, body, &self.settings);
                pane.go(Motion::By(0), body);
                pane.go_across(Motion::By(0), body);
            }
            Mode::Browse | Mode::Filter(_) => {}
        }
        let (subject, width) = (self.subject(), self.text_width());
        let current = &mut self.current;
        let is_new = current.detail.show(&current.directory, subject, self.settings.glyphs(), width);
        match current.scroll_to.take() {
            Some(ScrollTarget::Line { scroll, link }) => {
                current.detail.scroll = scroll;
                current.detail.link = link;
            }
            Some(ScrollTarget::Statement(statement)) => current.detail.show_statement(statement, text),
            Some(ScrollTarget::Section(section)) => current.detail.show_section(section, text),
            Some(ScrollTarget::FocusedLink) => {
                current.detail.keep_in_sight(text);
                if current.detail.link.is_some() {
                    current.detail.move_to_link(0, text.max(1));
                }
            }
            None => {}
        }
        current.detail.keep_in_sight(text);
        if std::mem::take(&mut current.needs_highlight) || is_new {
            self.highlight_matches(is_new);
        }
    }

    /// A hash of what is seen. A key that leaves it as it is "does nothing here".
    fn visible_fingerprint(&self) -> u64 {
        let DirectoryState { list, detail, filter, comparing, mode_stack, mode, .. } = &self.current;
        let rows = (list.cursor, list.outline.len(), list.outline.arrangement(), filter.is_some());
        let open = (std::mem::discriminant(mode), mode.position(), mode_stack.len(), self.cell_cursor());
        let looks = (self.split, self.settings.theme, self.settings.width);
        fingerprint((rows, detail.scroll, detail.link, comparing, open, looks))
    }

    pub(super) fn go(&mut self, motion: Motion) {
        let Panes { list: list_area, body: body_area, .. } = self.panes();
        let (list, text, body) =
            (usize::from(list_area.height), self.text_height(), usize::from(body_area.height));
        match &mut self.current.mode {
            Mode::Search(pane) => pane.go(motion, hits_height(list_area.as_size())),
            Mode::Pick(picker) => picker.go(motion, body_area),
            Mode::Read(reading) => reading.text.go(motion, body),
            Mode::Matrix(pane) => pane.go(motion, body_area),
            Mode::Filter(_) => self.current.list.go(motion, list),
            Mode::Browse => match self.split.focus {
                Pane::List => self.current.list.go(motion, list),
                Pane::Detail => self.current.detail.go(motion, text),
            },
        }
    }

    /// Up from the first hit are the older queries, and down from there the newer ones.
    fn step(&mut self, rows: isize) -> Effect {
        if let Mode::Search(pane) = &self.current.mode
            && pane.cursor.row == 0
            && (rows < 0 || pane.line.back > 0)
        {
            return self.recall(-rows.signum());
        }
        self.go(Motion::By(rows));
        Effect::None
    }

    pub(super) fn in_list(&mut self, change: impl FnOnce(&mut ListPane, &Directory)) {
        change(&mut self.current.list, &self.current.directory);
    }

    fn move_to_sibling(&mut self, times: isize) {
        if matches!(self.current.mode, Mode::Matrix(_)) {
            return self.move_to_statement(times);
        }
        self.in_list(|list, _| list.move_to_sibling(times));
    }

    fn refold(&mut self, change: impl FnOnce(&mut Outline, &Directory)) {
        self.current.list.refold(&self.current.directory, change);
    }

    fn fold(&mut self) {
        match self.split.focus {
            Pane::List => self.in_list(|list, _| list.fold_or_ascend()),
            Pane::Detail => self.focus_on(Pane::List),
        }
    }

    fn unfold(&mut self) {
        match self.split.focus {
            Pane::List => {
                if !self.current.list.unfold_or_descend(&self.current.directory) {
                    self.focus_on(Pane::Detail);
                }
            }
            Pane::Detail => self.move_to_link(1),
        }
    }

    pub(super) fn open(&mut self, keymap: &Keymap) -> Effect {
        let follows_link = self.context() == Context::Detail && self.current.detail.link.is_some();
        let can_compare = matches!(self.current.mode, Mode::Browse | Mode::Search(_) | Mode::Matrix(_));
        if can_compare && !follows_link && self.compare_with_chosen() {
            return Effect::None;
        }
        match &self.current.mode {
            Mode::Search(_) => self.go_to_hit(),
            Mode::Filter(_) => self.current.leave_all(),
            Mode::Pick(picker) => {
                if let Some(choice) = picker.chosen().map(|item| item.choice.clone()) {
                    return self.choose(choice, keymap);
                }
            }
            Mode::Read(_) => self.cancel(),
            Mode::Matrix(_) => self.open_cell(),
            Mode::Browse => match (self.split.focus, self.current.list.subject()) {
                (Pane::List, Some(Subject::Event(entry, _))) if self.panes().is_wide() => {
                    self.open_entry(entry);
                }
                (Pane::Detail, Some(Subject::Event(entry, _))) if self.current.detail.link.is_none() => {
                    self.open_entry(entry);
                }
                (Pane::List, _) => self.focus_on(Pane::Detail),
                (Pane::Detail, _) => return self.follow(),
            },
        }
        Effect::None
    }

    pub(super) fn move_to_link(&mut self, count: isize) {
        let height = self.text_height().max(1);
        self.split.focus = Pane::Detail;
        if !self.current.detail.move_to_link(count, height) {
            let side = if count > 0 { "after" } else { "before" };
            self.show_message(format!("there is no link {side} this one"));
        }
    }

    fn move_to_section(&mut self, count: isize) {
        let (text, body) = (self.text_height(), self.panes().body);
        match &mut self.current.mode {
            Mode::Read(reading) => reading.text.move_to_section(count, usize::from(body.height)),
            Mode::Pick(picker) => picker.move_to_heading(count, body),
            Mode::Browse | Mode::Search(_) | Mode::Filter(_) | Mode::Matrix(_) => {
                self.split.focus = Pane::Detail;
                self.current.detail.move_to_section(count, text);
            }
        }
    }

    fn read_on(&mut self, times: isize, is_forward: bool) {
        let visit = self.current_visit();
        for time in 0..times {
            let Some(row) = self.current.list.row() else { return };
            match self.current.list.outline.in_reading_order(&self.current.directory, row.place, is_forward) {
                Some(path) => drop(self.current.list.reveal_path(&self.current.directory, &path)),
                None if time == 0 => return self.show_message("there is nothing more in this direction"),
                None => break,
            }
        }
        self.current.history.leave(visit);
    }

    pub(super) fn type_in(&mut self, change: impl FnOnce(&mut QueryLine) -> bool) -> Effect {
        if let Mode::Pick(picker) = &mut self.current.mode {
            picker.type_in(change);
            return Effect::None;
        }
        if self.current.mode.query_line().is_some_and(change) { self.ask() } else { Effect::None }
    }

    fn arrange(&mut self, arrangement: Arrangement) {
        let chosen = self.current.list.subject().and_then(Subject::entry);
        self.current.leave_all();
        self.drop_filter();
        self.shows_notice = false;
        self.current.list = ListPane::new(&self.current.directory, arrangement);
        let is_there = chosen.is_some_and(|entry| self.current.list.reveal(&self.current.directory, entry));
        let by = arrangement.name();
        match chosen {
            Some(entry) if !is_there => {
                let entry = self.current.directory.entry(entry);
                let name = entry.short_name().to_owned();
                self.show_message_with(&name, |name| format!("arranged by {by}; {name} is not in this list"));
            }
            Some(_) | None => self.show_message(format!("arranged by {by}")),
        }
    }

    /// An empty text cannot have the focus.
    pub(super) fn focus_on(&mut self, pane: Pane) {
        let is_there = pane == Pane::List || self.subject().is_some();
        self.split.focus = if is_there { pane } else { Pane::List };
    }

    pub(super) fn cancel(&mut self) {
        if self.is_browsing() && self.current.detail.link.is_some() {
            self.current.detail.link = None;
        } else {
            self.leave_innermost();
        }
    }

    fn close(&mut self) -> Effect {
        if self.is_browsing() && self.split.is_zoomed {
            self.split.is_zoomed = false;
        } else if !self.leave_innermost() {
            return Effect::Quit;
        }
        Effect::None
    }

    fn is_browsing(&self) -> bool {
        matches!(self.current.mode, Mode::Browse) && self.current.comparing.is_none()
    }

    /// Leaves what is open over the list, the innermost first. Says whether there was anything.
    fn leave_innermost(&mut self) -> bool {
        match self.current.leave() {
            Mode::Search(pane) => self.leave_search(&pane.before),
            Mode::Pick(_) | Mode::Read(_) | Mode::Matrix(_) => {}
            Mode::Browse if self.current.comparing.is_some() => self.current.comparing = None,
            Mode::Browse if self.split.focus == Pane::Detail => self.split.focus = Pane::List,
            Mode::Browse if self.current.filter.is_none() => return false,
            Mode::Filter(_) | Mode::Browse => self.drop_filter(),
        }
        true
    }

    fn resize(&mut self, size: Size) {
        self.size = size;
        self.current.scroll_to.get_or_insert(ScrollTarget::FocusedLink);
    }
}

fn needs_entries(action: &Action) -> bool {
    let others = [ActionGroup::Move, ActionGroup::Look, ActionGroup::Program];
    Binding::of(action).is_some_and(|binding| !others.contains(&binding.group))
}

pub(super) fn hits_height(list: Size) -> usize {
    usize::from(list.height.saturating_sub(1) / rows_of_hit(list))
}
