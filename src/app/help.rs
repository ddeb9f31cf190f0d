//! The items of the help and of the palette.

use std::collections::HashSet;

use crate::action::{ActionGroup, BINDINGS, Binding, Context, Template};
use crate::keymap::Keymap;
use crate::text::Glyph;

use super::State;
use super::picker::{Choice, PickerItem};

impl State {
    /// The keys of this place, then all others. Over a line of text the others come after the key that leaves it.
    pub(super) fn help_items(&self, keymap: &Keymap) -> Vec<PickerItem> {
        const MOST_HINTS: usize = 12;
        let context = self.context();
        let hints = self.hints().into_iter().filter_map(|(name, _)| Binding::named(name)).take(MOST_HINTS);
        let of_place = BINDINGS.iter().filter(|binding| match context {
            Context::Typing => binding.is_for(context),
            Context::Matrix => binding.contexts == [context],
            Context::List | Context::Detail | Context::Choosing => false,
        });
        let here = each_once(hints.chain(of_place));
        let leaves = keymap.keys_in("cancel", context).filter(|_| context == Context::Typing);
        let after = leaves.map_or(String::new(), |key| format!(", after {key}"));
        let mut items = vec![PickerItem::heading("Here")];
        items.extend(here.iter().map(|binding| help_item(keymap, binding, context)));
        for (group, title) in ActionGroup::ALL {
            items.push(PickerItem::heading(&format!("{title}{after}")));
            let is_here = |binding: &Binding| here.iter().any(|known| known.name == binding.name);
            let of_group = BINDINGS.iter().filter(|binding| binding.group == group && !is_here(binding));
            items.extend(of_group.map(|binding| help_item(keymap, binding, context)));
        }
        items.push(PickerItem::heading("Signs and words"));
        let glyphs = self.settings.glyphs();
        let signs = SIGNS.map(|(sign, means)| {
            let sign = sign.map_or("less sure", |sign| glyphs.of(sign));
            PickerItem::new(sign, means, Choice::Nothing)
        });
        items.extend(signs);
        items
    }

    /// All actions: the most recent, then those that work here, then the rest.
    pub(super) fn palette_items(&self, keymap: &Keymap) -> Vec<PickerItem> {
        let context = self.context();
        let recent = self.recent_actions.iter().copied();
        let hints = self.hints().into_iter().map(|(name, _)| name);
        let first = recent.chain(hints).filter_map(Binding::named);
        let here = BINDINGS.iter().filter(|binding| binding.is_for(context));
        let all = each_once(first.chain(here).chain(BINDINGS)).into_iter();
        let others = all.filter(|binding| binding.name != "palette");
        others.map(|binding| help_item(keymap, binding, context)).collect()
    }
}

fn each_once(bindings: impl Iterator<Item = &'static Binding>) -> Vec<&'static Binding> {
    let mut names = HashSet::new();
    bindings.filter(|binding| names.insert(binding.name)).collect()
}

fn help_item(keymap: &Keymap, binding: &'static Binding, context: Context) -> PickerItem {
    let key = keymap.keys_of(binding, context).join(" ");
    let is_here = [context, Context::List, Context::Detail].iter().any(|context| binding.is_for(*context));
    let choice = match &binding.action {
        Template::One(action) if is_here => Choice::Do(action.clone()),
        Template::One(_) => Choice::ShowMessage(format!("{key}: {}", binding.words)),
        Template::Digit(_) | Template::Letter(_) => Choice::Begin(binding.name),
    };
    PickerItem { also: binding.also, ..PickerItem::new(key, binding.words, choice).with_note(binding.name) }
}

const SIGNS: [(Option<Glyph>, &str); 7] = [
    (None, "behind a source: all that the statement rests on is secondary"),
    (Some(Glyph::Ended), "before a name: it has ended"),
    (Some(Glyph::Beyond), "before a name: beyond the edition, as none of its sources is the edition's"),
    (Some(Glyph::Arrow), "in the list: the entry has its home elsewhere; in a text: a link"),
    (Some(Glyph::Folded), "something is folded beneath it"),
    (Some(Glyph::Mark), "in the matrix: an activity on the topic"),
    (Some(Glyph::Hollow), "in the matrix: on the topic, but no activity is stated"),
];

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ratatui::layout::Size;

    use super::*;
    use crate::directory::Directory;
    use crate::settings::Settings;

    #[test]
    fn the_help_begins_with_the_keys_of_the_place_and_lists_every_action_once() {
        let state = State::new(Arc::new(Directory::shipped()), Size::new(80, 24), Settings::default());
        let items = state.help_items(&Keymap::default());
        assert_eq!(items.len(), BINDINGS.len() + ActionGroup::ALL.len() + 1 + 1 + SIGNS.len());
        assert_eq!((items[0].text.as_str(), items[1].note.as_str()), ("Here", "open"));
        for binding in BINDINGS {
            let at = items.iter().position(|item| item.note == binding.name);
            let at = at.unwrap_or_else(|| panic!("{} is not in the help", binding.name));
            assert!(items[at].text == binding.words, "{:?}", items[at]);
            let heading = items[..at].iter().rfind(|item| item.choice == Choice::Heading);
            let heading = heading.map_or("", |item| item.text.as_str());
            let is_of_group = ActionGroup::ALL.contains(&(binding.group, heading));
            assert!(heading == "Here" || is_of_group, "{}: {heading}", binding.name);
        }
    }
}
