//! What the tests of this module share: the browser on the shipped directory, without a screen.

use std::sync::Arc;

use ratatui::layout::Size;

use super::{Action, Effect, State};
use crate::directory::Directory;
use crate::keymap::Keymap;
use crate::settings::Settings;

pub(super) fn state() -> State {
    let size = Size { width: 100, height: 30 };
    State::new(Arc::new(Directory::shipped()), size, Settings::default())
}

pub(super) fn act(state: &mut State, action: Action) {
    let effect = state.update(action, &Keymap::default());
    assert_eq!(effect, Effect::None);
}
