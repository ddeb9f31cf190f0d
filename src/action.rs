//! Every action, declared once: its name in the config file, where it does something, its keys, what it does in words,
//! and what else a person would call it. The enum, the keymap, the help, the palette, the README's table and the man page
//! come from here.

mod binding;

use ratatui::layout::{Position, Size};

pub(crate) use binding::Template;
pub use binding::{ActionGroup, Binding, Context};

use Context::{Choosing, Detail, List, Matrix};

const EVERYWHERE: &[Context] = &[List, Detail, Choosing, Matrix];
const PANES: &[Context] = &[List, Detail];
const PANES_AND_MATRIX: &[Context] = &[List, Detail, Matrix];
const PANES_AND_CHOOSING: &[Context] = &[List, Detail, Choosing];
const LIST: &[Context] = &[List];
const MATRIX: &[Context] = &[Matrix];
const CHOOSING: &[Context] = &[Choosing];
const NOWHERE: &[Context] = &[];

/// Makes the enum of the actions and the table of the bindings from one declaration each. `in` says where it does
/// something, `on` by which keys; `text` are further keys in the detail alone, `typing` those in a line of text. `short`
/// is a word in place of the name.
macro_rules! actions {
    (
        elsewhere { $($elsewhere:tt)* }
        $($group:ident {$(
            $variant:ident $(($argument:ident))? $name:literal in $contexts:ident on $keys:tt
            $(text $in_detail:literal)? $(typing $($while_typing:literal),+)? $words:literal $(short $short:literal)? $(also $also:literal)?;
        )*})*
    ) => {
        /// What the user asks for. `count` in a [`Command`] repeats it or names a row, where that makes sense.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Action {
            $($(#[doc = $words] $variant $(($argument))?,)*)*
            $($elsewhere)*
        }

        /// The bindings, in the order of the help.
        pub static BINDINGS: &[Binding] = &[$($(
            Binding {
                name: $name,
                action: template!($variant $($argument)?),
                words: $words,
                short: concat!($($short)?),
                also: concat!($($also)?),
                group: ActionGroup::$group,
                contexts: $contexts,
                keys: &$keys,
                in_detail: &[$($in_detail)?],
                while_typing: &[$($($while_typing),+)?],
            },
        )*)*];
    };
}

macro_rules! template {
    ($variant:ident) => {
        Template::One(Action::$variant)
    };
    ($variant:ident usize) => {
        Template::Digit(Action::$variant)
    };
    ($variant:ident char) => {
        Template::Letter(Action::$variant)
    };
}

actions! {
    elsewhere {
        /// A key for the line that is being typed.
        Type(tui_textarea::Input),
        /// Text for the line that is being typed.
        Paste(String),
        /// Keys that lead to nothing, or to nothing yet.
        NotBound,
        /// The screen has this size now.
        Resize(Size),
        /// Point at a cell.
        Click(Position),
        /// Point at a cell twice.
        DoubleClick(Position),
        /// Turn the wheel over a cell, down.
        WheelDown(Position),
        /// Turn the wheel over a cell, up.
        WheelUp(Position),
        /// Drag the divider to a cell.
        Drag(Position),
    }
    Move {
        Down "down" in EVERYWHERE on ["j", "down", "ctrl-n"] typing "down", "ctrl-n"
            "one row or line down; with a number, so many" also "next below";
        Up "up" in EVERYWHERE on ["k", "up", "ctrl-p"] typing "up", "ctrl-p"
            "one row or line up; with a number, so many" also "previous above";
        Fold "fold" in PANES on ["h", "left"]
            "fold, or go to the parent; leave the text" also "close collapse leave";
        Unfold "unfold" in PANES on ["l", "right"]
            "unfold, or go to the first child; in the text, to the next link" also "expand enter";
        NextSibling "next-sibling" in PANES_AND_MATRIX on ["J"]
            "next row beneath the same parent; in the matrix, the next statement";
        PreviousSibling "previous-sibling" in PANES_AND_MATRIX on ["K"]
            "previous row beneath the same parent; in the matrix, the one before";
        Parent "parent" in PANES on ["u"]
            "parent" also "up one level above";
        First "first" in EVERYWHERE on ["g", "home"]
            "first row or line; with a number, that one" also "top beginning start";
        Last "last" in EVERYWHERE on ["G", "end"]
            "last row or line; with a number, that one" also "bottom end";
        HalfPageDown "half-page-down" in EVERYWHERE on ["ctrl-d", "D"]
            "half a page down";
        HalfPageUp "half-page-up" in EVERYWHERE on ["ctrl-u", "U"]
            "half a page up";
        PageDown "page-down" in EVERYWHERE on ["pgdn", "ctrl-f"] text "space" typing "pgdn"
            "a page down";
        PageUp "page-up" in EVERYWHERE on ["pgup", "ctrl-b"] text "b" typing "pgup"
            "a page up";
        Left "left" in MATRIX on ["h", "left"]
            "in the matrix, one column to the left";
        Right "right" in MATRIX on ["l", "right"]
            "in the matrix, one column to the right";
        CountBeneath "beneath" in MATRIX on ["b"]
            "in the matrix, count what stands beneath too, or not" also "offices children include";
        NextStatements "statements" in MATRIX on ["tab"]
            "in the matrix, the statements of the cell, its column or its row" also "activities sources";
    }
    Outline {
        ToggleFold "toggle-fold" in LIST on ["space"]
            "fold or unfold" also "expand collapse";
        FoldToLevel(usize) "fold-to-level" in PANES on ["z 1-9"]
            "unfold down to so many levels";
        UnfoldAll "unfold-all" in PANES on ["z R"]
            "unfold everything" also "expand everything outline show";
        FoldAll "fold-all" in PANES on ["z M"]
            "fold everything" also "collapse everything";
        ArrangeByHierarchy "by-hierarchy" in PANES_AND_MATRIX on ["a h"]
            "arrange by hierarchy" also "tree structure";
        ArrangeByKind "by-kind" in PANES_AND_MATRIX on ["a k"]
            "arrange by kind" also "type sort";
        ArrangeByTopic "by-topic" in PANES_AND_MATRIX on ["a t"]
            "arrange by topic" also "subject sort";
        ArrangeByDate "by-date" in PANES_AND_MATRIX on ["a d"]
            "arrange by date" also "timeline chronology events history sort calendar year";
        ArrangeByName "by-name" in PANES_AND_MATRIX on ["a n"]
            "arrange by name, from A to Z" also "index alphabet sort";
        NextArrangement "next-arrangement" in PANES_AND_MATRIX on ["a a"]
            "next arrangement" short "next" also "sort view";
        Matrix "matrix" in PANES_AND_MATRIX on ["a m"]
            "who does what: members against topics" also "grid table overview responsibilities";
    }
    Read {
        Open "open" in EVERYWHERE on ["enter"] typing "enter"
            "read the entry, follow the link, take the choice" also "enter show select";
        NextLink "next-link" in PANES on ["tab"]
            "next link of the text" also "jump";
        PreviousLink "previous-link" in PANES on ["shift-tab"]
            "previous link of the text";
        NextSection "next-section" in PANES_AND_CHOOSING on ["}"]
            "next section of the text, or heading of a list";
        PreviousSection "previous-section" in PANES_AND_CHOOSING on ["{"]
            "previous section, or heading";
        NextEntry "next-entry" in PANES on ["]"]
            "next entry in reading order, staying in the text";
        PreviousEntry "previous-entry" in PANES on ["["]
            "previous entry in reading order";
        ListSections "sections" in PANES_AND_CHOOSING on ["s"]
            "list the sections of the text" also "contents outline headings jump";
        Compare "compare" in PANES_AND_MATRIX on ["c"]
            "compare this entry with another: take it, and then the other" also "side by side versus differences";
        ListLinks "links" in PANES on ["x"]
            "list the links of the text" also "references";
        ListLinkedFrom "linked-from" in PANES on ["X"]
            "list what links here" also "backlinks";
        About "about" in PANES on ["="]
            "where this entry stands, and what it rests on" also "info details sources provenance";
    }
    Find {
        Search "search" in EVERYWHERE on ["/"]
            "search everything" also "find look";
        SearchBeneath "search-beneath" in PANES on ["\\"]
            "search beneath the chosen entry" also "find within subtree";
        NextHit "next-hit" in PANES on ["n"]
            "next hit" also "next match result";
        PreviousHit "previous-hit" in PANES on ["N", ","]
            "previous hit" also "previous match result";
        Filter "filter" in PANES on ["f"]
            "show only what matches, with what stands above it" also "narrow find";
        NextSearchMode "search-mode" in NOWHERE on [] typing "ctrl-r", "tab"
            "while typing: search by words, fuzzily, by expression" also "fuzzy regex";
        Complete "complete" in NOWHERE on [] typing "right"
            "while typing: take the filter or the value that is offered";
        OlderQuery "older-query" in NOWHERE on [] typing "ctrl-o"
            "while typing: the query before this one";
        NewerQuery "newer-query" in NOWHERE on [] typing "ctrl-y"
            "while typing: the query after this one";
    }
    Return {
        Back "back" in PANES on ["H", "backspace", "ctrl-o"]
            "back to where you came from" also "return previous undo go";
        Forward "forward" in PANES on ["L"]
            "forward again" also "redo";
        PlaceBefore "place-before" in PANES on ["' '"]
            "to the place before this one, and again back here";
        SetMark(char) "set-mark" in PANES on ["m a-z"]
            "mark this place with a letter" also "bookmark favourites favorites remember add star pin";
        GoToMark(char) "go-to-mark" in PANES on ["' a-z"]
            "go to a mark" also "bookmark favourites favorites jump";
        Remove "remove" in CHOOSING on ["d"]
            "in a list of marks or of what was collected, remove one" also "delete forget unmark";
        MoveDown "move-down" in CHOOSING on ["J"]
            "in the collection, move one down" also "order sort";
        MoveUp "move-up" in CHOOSING on ["K"]
            "in the collection, move one up" also "order sort";
        ListMarks "marks" in PANES on ["M"]
            "list marks and recent places" also "bookmarks favourites favorites recent history";
    }
    Take {
        Collect "collect" in EVERYWHERE on ["+"]
            "collect this entry, or the statement that is chosen" also "save keep basket clip remember add";
        Collection "collection" in EVERYWHERE on ["C"]
            "the collection: list it, take it away" also "basket clippings saved export";
        CopyText "copy-text" in EVERYWHERE on ["y y"]
            "copy the text" also "clipboard yank";
        CopyName "copy-name" in PANES_AND_MATRIX on ["y p"]
            "copy id and name" also "clipboard yank path";
        CopyAddress "copy-address" in PANES_AND_MATRIX on ["y u"]
            "copy the address, or else the number" also "clipboard yank url link phone";
        ListAddresses "addresses" in PANES on ["y U"]
            "list addresses and numbers" short "which" also "clipboard url link phone";
        CopyMarkdown "copy-markdown" in EVERYWHERE on ["y m"]
            "copy as Markdown" also "clipboard yank export";
        CopyCitation "copy-citation" in EVERYWHERE on ["y c"]
            "copy a citation" also "clipboard yank cite quote reference share";
        ListCitations "citations" in PANES_AND_MATRIX on ["y C"]
            "list statements to cite" short "which" also "clipboard cite quote reference statement";
        Print "print" in PANES on ["p"]
            "print the entry to the normal screen" also "paper shell output save";
        OpenAddress "open-address" in PANES on ["o"]
            "open the address; over SSH show and copy it" also "browser web url visit call";
    }
    Look {
        NextPane "next-pane" in PANES on ["w"]
            "give the other pane the keys" also "switch window focus";
        ZoomPane "zoom" in PANES on ["v"]
            "give the pane the whole screen, or take it back" also "maximize full screen";
        DividerLeft "divider-left" in PANES on ["<"]
            "make the list narrower" also "resize smaller";
        DividerRight "divider-right" in PANES on [">"]
            "make the list wider" also "resize larger";
        NextTextWidth "text-width" in PANES on ["W"]
            "next text width" also "wrap columns";
        NextTheme "theme" in PANES_AND_MATRIX on ["t"]
            "next theme" also "colours colors dark light contrast night mode";
    }
    Program {
        AboutDirectory "about-directory" in PANES on ["i"]
            "what this directory covers, and its limits" also "info edition version disclaimer";
        CallForHelp "whom-to-call" in EVERYWHERE on ["!"]
            "whom to call: the directory's entry on help" also "hotline emergency phone contact help victim danger police 911";
        Help "help" in EVERYWHERE on ["?", "f1"] typing "f1"
            "show the keys" also "keys shortcuts ?";
        Palette "palette" in EVERYWHERE on [":"]
            "find an action by what it does" also "command actions";
        HearOn "hear-on" in EVERYWHERE on ["."]
            "with --plain, hear the rest of what is spoken, or hear it again" also "more repeat continue speak";
        Redraw "redraw" in EVERYWHERE on ["ctrl-l"] typing "ctrl-l"
            "draw everything anew" also "refresh repaint";
        Reload "reload" in EVERYWHERE on ["R"]
            "read the data file again" also "refresh update";
        ListChanges "changes" in PANES on ["r"]
            "list what was different when the data file was read again" also "diff changed news updates";
        ToggleMouse "mouse" in EVERYWHERE on []
            "leave the mouse to the terminal, or take it back" also "select selection release capture";
        Suspend "suspend" in EVERYWHERE on ["ctrl-z"] typing "ctrl-z"
            "give the terminal back to the shell" also "background shell";
        Cancel "cancel" in EVERYWHERE on ["esc"] typing "esc"
            "cancel the innermost thing; never quits" also "escape";
        Close "close" in EVERYWHERE on ["q"]
            "close the innermost thing, or quit" also "exit leave";
        Quit "quit" in EVERYWHERE on ["Q", "ctrl-c"] typing "ctrl-c"
            "quit now" also "exit leave bye";
    }
}

/// An action with the number that was typed before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    pub(crate) action: Action,
    pub(crate) count: Option<usize>,
    /// The keys that led to it, as help writes them; empty if it comes from elsewhere.
    pub(crate) keys: String,
}

impl From<Action> for Command {
    fn from(action: Action) -> Self {
        Command { action, count: None, keys: String::new() }
    }
}
