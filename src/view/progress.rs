//! The progress screen of a large data file: its name, the progress, and the key that stops it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::directory::Stage;
use crate::keymap::{Context, Keymap};
use crate::settings::Settings;
use crate::text::{Glyph, Role, SafeText};

use super::canvas::Canvas;

const WIDEST_BAR: usize = 50;

pub(crate) fn paint_progress(stage: &Stage, settings: &Settings, keymap: &Keymap, buffer: &mut Buffer) {
    let area = buffer.area;
    let lines = lines(stage, settings, keymap, usize::from(area.width));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let top = area.height.saturating_sub(height) / 3;
    for ((text, tone), row) in lines.iter().zip(Rect { y: top, height: area.height - top, ..area }.rows()) {
        let mut canvas = Canvas::new(buffer, row, settings.theme(), settings.glyphs());
        canvas.put(&text.truncate(usize::from(row.width), settings.glyphs()), *tone);
    }
}

fn lines(
    stage: &Stage,
    settings: &Settings,
    keymap: &Keymap,
    width: usize,
) -> Vec<(SafeText<'static>, Role)> {
    let key = keymap.keys_in("cancel", Context::Choosing);
    let way_out = key.map_or(String::new(), |key| format!("{key} stops"));
    let reading = format!("Reading {}", stage.name);
    let share = format!("{} %", stage.percent());
    let lines = if settings.is_plain {
        // A screen reader speaks only each step of ten percent.
        let tens = stage.percent() / 10 * 10;
        vec![(format!("{reading}: {tens} % of it is read. {way_out}."), Role::Text)]
    } else {
        let room = width.saturating_sub(share.len() + 1).min(WIDEST_BAR);
        vec![
            (reading, Role::Heading(1)),
            (format!("{} {share}", bar(stage.percent(), room, settings)), Role::Text),
            (stage.bytes(), Role::Text),
            (way_out, Role::Strong),
        ]
    };
    let safe = |text: &str| SafeText::line_in(text, settings.glyphs()).into_owned();
    lines.iter().map(|(text, tone)| (safe(text), *tone)).collect()
}

fn bar(percent: u64, width: usize, settings: &Settings) -> String {
    let done = usize::try_from(percent).unwrap_or(100) * width / 100;
    let [full, empty] = [Glyph::Done, Glyph::ToDo].map(|glyph| settings.glyphs().of(glyph));
    full.repeat(done) + &empty.repeat(width - done)
}

#[cfg(test)]
mod tests {
    use ratatui::backend::TestBackend;
    use ratatui::buffer::Cell;
    use ratatui::terminal::Terminal;

    use super::*;
    use crate::text::Glyphs;

    fn screen(width: u16, height: u16, settings: &Settings) -> Vec<String> {
        let stage = Stage { name: "large\u{1b}.ron".to_owned(), done: 51_600_000, size: 206_400_000 };
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal
            .draw(|frame| paint_progress(&stage, settings, &Keymap::default(), frame.buffer_mut()))
            .unwrap();
        let cells = terminal.backend().buffer().content.chunks(usize::from(width).max(1));
        let row = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>();
        cells.map(|cells| row(cells).trim_end().to_owned()).collect()
    }

    #[test]
    fn it_is_told_how_far_the_reading_is_and_how_to_stop_it() {
        let rows = screen(25, 7, &Settings::default());
        assert_eq!(
            rows,
            ["", "Reading large␛.ron", "█████░░░░░░░░░░░░░░░ 25 %", "51.6 of 206.4 MB", "Esc stops", "", ""]
        );
        let ascii = screen(25, 7, &Settings { glyphs: Some(Glyphs::Ascii), ..Settings::default() });
        assert_eq!(ascii[2], "#####............... 25 %");
    }

    #[test]
    fn who_hears_the_screen_hears_a_sentence_in_steps_of_ten() {
        let rows = screen(60, 3, &Settings { is_plain: true, ..Settings::default() });
        assert!(rows.contains(&"Reading large␛.ron: 20 % of it is read. Esc stops.".to_owned()), "{rows:?}");
    }

    #[test]
    fn it_fits_any_screen() {
        for (width, height) in [(0, 0), (1, 1), (3, 2), (20, 5), (300, 100)] {
            assert_eq!(screen(width, height, &Settings::default()).len(), usize::from(height));
        }
    }
}
