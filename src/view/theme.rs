//! Every style, named by its role. Nothing is shown by colour alone: every colour comes with a weight, a line or a
//! sign. Only what has the focus is reversed: the chosen row, the focused link.

use ratatui::style::{Color, Modifier, Style};

use crate::settings::ThemeName;
use crate::text::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Of(Role),
    FocusedLink,
    Match,
    Rule,
    /// The rule beside the text that has the keys.
    FocusedRule,
    /// The chosen row of the pane that has the keys.
    Chosen,
    /// The chosen row of the other pane.
    ChosenElsewhere,
    Key,
    Error,
}

impl From<Role> for Tone {
    fn from(role: Role) -> Self {
        Tone::Of(role)
    }
}

impl ThemeName {
    /// The style of a role on a background. On a reversed row a match is not reversed, so that it is visible.
    pub(super) fn style_on(self, tone: Tone, ground: Tone) -> Style {
        if tone != Tone::Match {
            return self.style(tone).patch(self.style(ground));
        }
        let style = self.style(tone).patch(Style::new().bold());
        let is_reversed = self.style(ground).add_modifier.contains(Modifier::REVERSED);
        if is_reversed { style.remove_modifier(Modifier::REVERSED) } else { style }
    }

    pub(super) fn style(self, tone: Tone) -> Style {
        match self {
            ThemeName::Default => sixteen_colours(tone),
            ThemeName::HighContrast => high_contrast(tone),
            ThemeName::Mono => monochrome(tone),
        }
    }
}

fn monochrome(tone: Tone) -> Style {
    let plain = Style::new();
    match tone {
        Tone::Of(Role::Text | Role::Quote | Role::Code | Role::Muted) | Tone::Rule => plain,
        Tone::Of(Role::Strong | Role::Heading(_))
        | Tone::Key
        | Tone::ChosenElsewhere
        | Tone::FocusedRule
        | Tone::Error => plain.bold(),
        Tone::Of(Role::Emphasis | Role::Label) => plain.italic(),
        Tone::Of(Role::Link) => plain.underlined(),
        Tone::FocusedLink | Tone::Chosen => plain.bold().reversed(),
        Tone::Match => plain.reversed(),
    }
}

/// The terminal's own colours. Magenta, the one accent, and red are the two of the sixteen that are legible on a dark
/// and on a light ground in all usual palettes.
fn sixteen_colours(tone: Tone) -> Style {
    let plain = Style::new();
    let usual = monochrome(tone);
    match tone {
        Tone::Of(Role::Heading(_)) => usual.fg(Color::Magenta),
        Tone::FocusedRule => plain.fg(Color::Magenta),
        Tone::Match => plain.fg(Color::Black).bg(Color::Yellow),
        // One background from end to end.
        Tone::Chosen => usual.fg(Color::Reset),
        Tone::Error => usual.fg(Color::Red),
        Tone::Of(_) | Tone::FocusedLink | Tone::Rule | Tone::ChosenElsewhere | Tone::Key => usual,
    }
}

fn high_contrast(tone: Tone) -> Style {
    let is_slanted = matches!(tone, Tone::Of(Role::Emphasis | Role::Label));
    if is_slanted { Style::new().bold() } else { monochrome(tone) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Tone; 18] = [
        Tone::Of(Role::Text),
        Tone::Of(Role::Strong),
        Tone::Of(Role::Emphasis),
        Tone::Of(Role::Code),
        Tone::Of(Role::Heading(1)),
        Tone::Of(Role::Heading(2)),
        Tone::Of(Role::Quote),
        Tone::Of(Role::Link),
        Tone::FocusedLink,
        Tone::Of(Role::Muted),
        Tone::Of(Role::Label),
        Tone::Match,
        Tone::Rule,
        Tone::FocusedRule,
        Tone::Chosen,
        Tone::ChosenElsewhere,
        Tone::Key,
        Tone::Error,
    ];

    #[test]
    fn what_has_the_keys_is_reversed_and_without_colours_what_matched() {
        for name in ThemeName::ALL {
            for tone in ALL {
                let is_reversed = name.style(tone).add_modifier.contains(Modifier::REVERSED);
                let has_keys = matches!(tone, Tone::Chosen | Tone::FocusedLink);
                let is_match = tone == Tone::Match && name != ThemeName::Default;
                assert_eq!(is_reversed, has_keys || is_match, "{tone:?} in {name:?}");
            }
        }
    }

    #[test]
    fn a_match_is_seen_in_whatever_it_stands() {
        for theme in ThemeName::ALL {
            for tone in
                ALL.into_iter().filter(|tone| !matches!(tone, Tone::Match | Tone::Chosen | Tone::FocusedLink))
            {
                assert_ne!(theme.style(Tone::Match), theme.style(tone), "{tone:?} in {theme:?}");
            }
            for ground in [Tone::Chosen, Tone::ChosenElsewhere] {
                let strong = theme.style_on(Tone::Of(Role::Strong), ground);
                assert_ne!(theme.style_on(Tone::Match, ground), strong, "on {ground:?} in {theme:?}");
            }
        }
    }

    #[test]
    fn no_theme_has_dim_text_and_the_accent_is_one() {
        for theme in ThemeName::ALL {
            for tone in ALL.into_iter().filter(|tone| *tone != Tone::Match) {
                let style = theme.style(tone);
                assert!(!style.add_modifier.contains(Modifier::DIM), "{tone:?} in {theme:?}");
                let is_known = matches!(style.fg, None | Some(Color::Reset | Color::Magenta | Color::Red));
                assert!(is_known && style.bg.is_none(), "{tone:?} in {theme:?}");
            }
        }
    }
}
