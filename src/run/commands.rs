//! The commands: what each finds and writes.

use std::env;
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::browser::{Launch, Opened, browse, open};
use crate::cli::{
    CheckArgs, CheckFormat, CiteArgs, CiteFormat, CompareArgs, DiffArgs, ExportArgs, ListArgs, MatrixArgs,
    ReportFormat, RowFormat, SearchArgs, ShowArgs, TreeArgs,
};
use crate::collection::{self, Collected};
use crate::compare::Comparison;
use crate::directory::{Directory, Entry, EntryId, LoadError, Problems, Severity, each_once, is_same_stream};
use crate::fields::each_text;
use crate::matrix::Matrix;
use crate::outline::Arrangement;
use crate::page::{ItemPlace, Page, about_directory};
use crate::report::cite::{self, Citations};
use crate::report::diff::Diff;
use crate::report::list::EntryList;
use crate::report::overview::Overview;
use crate::report::search::Answer;
use crate::report::show::Pages;
use crate::report::tree::Tree;
use crate::report::{Extent, Printer, Report, Tabular, check, json};
use crate::search::{Index, Query, QueryMode, Results, Scope, search};
use crate::settings::ThemeName;
use crate::store::{Memory, Store, file_key};
use crate::terminal::Options;
use crate::text::{Glyphs, SafeText};

use super::ascii::AsciiForm;
use super::entry_arguments::{
    EntryArgument, look_up_entry, optional_entry, reported, resolve_entries, resolve_entry, resolve_topic,
};
use super::message::{CliMessage, print_messages};
use super::output::Output;
use super::waiting::load;
use super::{Failure, Invocation, cannot_write, format_as_word};

const USUAL_LIMIT: usize = 20;

/// Writes something; called once.
type WriteTo<'w> = &'w mut dyn FnMut(&mut Output) -> io::Result<()>;

impl Invocation {
    pub(super) fn version(&self) -> Result<(), Failure> {
        let directory = self.directory()?;
        self.write(&mut |out| {
            writeln!(out, "pitf {}", env!("CARGO_PKG_VERSION"))?;
            let [title, edition] = [directory.title(), directory.edition()].map(SafeText::as_written);
            writeln!(out, "directory: {title}; edition: {edition}")
        })
    }

    /// The browser; the tree where no screen can be drawn.
    pub(super) fn without_command(&self) -> Result<(), Failure> {
        if self.destination.is_screen {
            return self.browse();
        }
        let directory = self.directory()?;
        let root = self.entry_to_open(&directory)?.map(reported);
        let tree = Tree::new(&directory, Arrangement::Hierarchy, &Extent { root, ..Extent::default() });
        self.report(&tree, ReportFormat::Text)
    }

    fn entry_to_open(&self, directory: &Directory) -> Result<Option<EntryArgument>, Failure> {
        let written = self.cli.entry.join(" ");
        match written.as_str() {
            "" => Ok(None),
            _ => {
                look_up_entry(directory, &written).map(Some).map_err(|failure| or_command(failure, &written))
            }
        }
    }

    fn browse(&self) -> Result<(), Failure> {
        let cannot = || Failure::io("cannot browse here (pitf tree prints the outline)");
        let mut launch = self.launch();
        let opened = match &launch.file {
            Some(file) => open(file, &launch.settings, launch.options).map_err(cannot())??,
            None => Opened::shipped(),
        };
        if let Some((entry, note)) = self.entry_to_open(&opened.directory)? {
            launch.entry = Some(entry);
            launch.warnings.splice(0..0, note);
        }
        let unsaved = browse(opened, launch).map_err(cannot())?;
        // The visit itself succeeded.
        print_messages(unsaved);
        Ok(())
    }

    fn launch(&self) -> Launch {
        let options = self.cli.browser;
        let store = Store::open(|name| env::var_os(name));
        let (mut settings, warnings) = store.settings();
        let store = store.with_memory(match (options.fresh || !settings.remember, options.private) {
            (true, _) => Memory::Unused,
            (false, true) => Memory::ReadOnly,
            (false, false) => Memory::Kept,
        });
        let usual = if self.destination.is_without_colour { ThemeName::Mono } else { ThemeName::Default };
        settings.theme.get_or_insert(usual);
        if self.destination.style.glyphs == Glyphs::Ascii {
            settings.glyphs = Some(Glyphs::Ascii);
        }
        settings.is_plain = options.plain;
        Launch {
            file: self.cli.general.data.clone(),
            entry: None,
            options: Options {
                mouse: settings.mouse && !options.no_mouse,
                hyperlinks: settings.hyperlinks && !options.no_links,
            },
            settings,
            store,
            warnings: warnings.iter().map(ToString::to_string).collect(),
        }
    }

    pub(super) fn tree(&self, arguments: &TreeArgs) -> Result<(), Failure> {
        let directory = self.directory()?;
        let root = optional_entry(&directory, &arguments.entry)?;
        let extent = Extent { root, depth: arguments.depth, collected: None };
        let tree = Tree::new(&directory, arguments.by, &extent);
        self.report_rows(&tree, arguments.format)?;
        let is_by_date = arguments.by == Arrangement::Date && !directory.is_empty();
        let nothing = if is_by_date { "nothing here has a date" } else { "the directory has no entries" };
        ok_if(!tree.rows.is_empty(), nothing)
    }

    pub(super) fn list(&self, arguments: &ListArgs) -> Result<(), Failure> {
        let directory = self.directory()?;
        let mut nothing = "the directory has no entries".to_owned();
        let mut entries: Vec<EntryId> = directory.entries().map(Entry::handle).collect();
        if !arguments.query.is_empty() {
            let results = results_of(&directory, &arguments.query, QueryMode::Words, None, None);
            print_messages(results.remarks().into_iter().chain(results.taken_for(&directory)));
            nothing = results.nothing("");
            entries = results.hits.iter().map(|hit| hit.entry).collect();
        }
        let list = EntryList { directory: &directory, entries };
        self.report_rows(&list, arguments.format)?;
        ok_if(!list.entries.is_empty(), nothing)
    }

    pub(super) fn show(&self, arguments: &ShowArgs) -> Result<(), Failure> {
        let directory = self.directory()?;
        let entries = each_once(resolve_entries(&directory, &arguments.entries)?.into_iter());
        self.report(&Pages { directory: &directory, entries }, arguments.format)
    }

    pub(super) fn cite(&self, arguments: &CiteArgs) -> Result<(), Failure> {
        let directory = self.directory()?;
        let entries = each_once(resolve_entries(&directory, &arguments.entries)?.into_iter());
        if arguments.list {
            return self.print(&mut |printer| cite::write_statements(&directory, &entries, printer));
        }
        let mut citations = Vec::new();
        for entry in entries {
            let page = Page::of_entry(&directory, entry);
            let places: Vec<ItemPlace> = page.statements().map(|(place, _)| place).collect();
            let place = arguments.statement.and_then(|number| places.get(number - 1)).copied();
            if let (Some(number), None) = (arguments.statement, place) {
                let (id, count) = (directory.entry(entry).id(), places.len());
                let message =
                    format!("{id} has no statement {number}; it has 1 to {count}, which --list prints");
                return Err(Failure::Negative(message.into()));
            }
            citations.push(page.citation(&directory, place));
        }
        let citations = Citations { directory: &directory, citations: &citations };
        let form = if arguments.format == CiteFormat::CslJson { AsciiForm::Json } else { AsciiForm::Text };
        self.write_as(form, &mut |out| match arguments.format {
            CiteFormat::Text => citations.write_text(&mut self.printer(out)),
            CiteFormat::Markdown => out.write_all(citations.markdown().as_bytes()),
            CiteFormat::Bibtex => citations.write_bibtex(out),
            CiteFormat::Ris => citations.write_ris(out),
            CiteFormat::CslJson => citations.write_csl_json(out),
        })?;
        if !matches!(arguments.format, CiteFormat::Text | CiteFormat::Markdown) {
            print_messages(citations.unsourced());
        }
        Ok(())
    }

    pub(super) fn search(&self, arguments: &SearchArgs) -> Result<(), Failure> {
        let directory = self.directory()?;
        let under = optional_entry(&directory, arguments.under.as_slice())?;
        let usual = self.destination.style.is_for_terminal.then_some(USUAL_LIMIT);
        let limit = arguments.limit.or(usual).filter(|limit| *limit > 0);
        let results = results_of(&directory, &arguments.query, arguments.mode, limit, under);
        let answer = Answer { directory: &directory, results: &results };
        self.report_rows(&answer, arguments.format)?;
        print_messages(results.remarks().into_iter().chain(answer.cut()));
        let hint = arguments.query.last().and_then(|word| format_as_word(word));
        ok_if(results.total > 0, CliMessage::from(results.nothing("")).and(hint))
    }

    pub(super) fn compare(&self, arguments: &CompareArgs) -> Result<(), Failure> {
        let directory = self.directory()?;
        let mut found = resolve_entries(&directory, &arguments.entries)?;
        if let ([_], [one, other]) = (&found[..], &arguments.entries[..]) {
            found = vec![resolve_entry(&directory, one)?, resolve_entry(&directory, other)?];
        }
        let two = match found[..] {
            [one, other] if one != other => Ok([one, other]),
            [one, _] => {
                Err(format!("that is {} twice; name two different entries", directory.entry(one).name()))
            }
            _ => Err("compare takes two entries, as in pitf compare doj dol".to_owned()),
        };
        let two = two.map_err(|message| Failure::Unusable(message.into()))?;
        let topic =
            arguments.topic.as_deref().map(|written| resolve_topic(&directory, written)).transpose()?;
        self.report(&Comparison::new(&directory, two, topic), arguments.format)
    }

    pub(super) fn matrix(&self, arguments: &MatrixArgs) -> Result<(), Failure> {
        let directory = self.directory()?;
        let of = each_once(resolve_entries(&directory, &arguments.entry)?.into_iter());
        let matrix = match of.as_slice() {
            [] => Matrix::new(&directory, None),
            [one] => Matrix::new(&directory, Some(*one)),
            _ => Matrix::of_entries(&directory, of.clone()),
        };
        let matrix = if arguments.beneath { matrix.with_beneath(&directory) } else { matrix };
        let of_one = if let [one] = of[..] { Some(one) } else { None };
        let overview = Overview { directory: &directory, matrix: &matrix, of: of_one };
        // JSON is written even if it is empty.
        if !matrix.is_empty() || arguments.format == RowFormat::Json {
            self.report_rows(&overview, arguments.format)?;
        }
        let beneath = if of.is_empty() { "" } else { " at or beneath it" };
        ok_if(!matrix.is_empty(), format!("no entry{beneath} has activities"))
    }

    pub(super) fn check(&self, arguments: &CheckArgs) -> Result<(), Failure> {
        let files = match (arguments.files.as_slice(), &self.cli.general.data) {
            ([], Some(file)) => std::slice::from_ref(file),
            (files, _) => files,
        };
        // A file that cannot be read does not hide the problems of the others.
        let (mut problems, mut failures) = (Vec::new(), Vec::new());
        for (at, file) in files.iter().enumerate() {
            match readable_after(&files[..at], file).and_then(|()| problems_of(file)) {
                Ok(found) => problems.push(found),
                Err(error) => failures.push(error.to_string()),
            }
        }
        if files.is_empty() {
            problems.push(Directory::shipped().warnings("the directory in the program", each_text));
        }
        let is_json = arguments.format == CheckFormat::Json;
        let form = if is_json { AsciiForm::Json } else { AsciiForm::Columns };
        self.write_as(form, &mut |out| match arguments.format {
            CheckFormat::Text => problems.iter().try_for_each(|problems| write!(out, "{problems}")),
            CheckFormat::Json => json::write(&check::to_json(&problems), out),
        })?;
        let count = |severity| {
            let all = problems.iter().flat_map(|of| &of.list);
            all.filter(|problem| problem.severity == severity).count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let message = counts_in_words(errors, warnings);
        if !failures.is_empty() {
            failures.extend((errors + warnings > 0).then_some(message));
            return Err(Failure::Unusable(CliMessage(failures)));
        }
        if errors > 0 || (arguments.strict && warnings > 0) {
            return Err(Failure::Negative(message.into()));
        }
        if warnings > 0 {
            CliMessage::from(message).print();
        } else if !is_json && self.destination.style.is_for_terminal {
            let files = || problems.iter().map(|problems| SafeText::as_written(&problems.file));
            return self.write(&mut |out| files().try_for_each(|file| writeln!(out, "{file}: no problems")));
        }
        Ok(())
    }

    pub(super) fn export(&self, arguments: &ExportArgs) -> Result<(), Failure> {
        let directory = self.directory()?;
        let root = optional_entry(&directory, arguments.root.as_slice())?;
        let collected = arguments.collection.then(|| self.collected(&directory)).transpose()?;
        let extent = Extent { root, depth: arguments.depth, collected };
        if arguments.table.is_some() && arguments.format.name != "csv" {
            return Err(Failure::Unusable("--table goes with --format csv".to_owned().into()));
        }
        let write = arguments.table.map_or(arguments.format.write, |table| table.write);
        let write: WriteTo = &mut |out| write(&directory, &extent, out);
        match arguments.output.as_deref().filter(|file| *file != Path::new("-")) {
            Some(file) => self.write_to(file, write),
            None => self.write_as(AsciiForm::of_export(arguments.format.name), write),
        }?;
        print_messages((arguments.format.caution)(&directory, &extent));
        Ok(())
    }

    fn collected(&self, directory: &Directory) -> Result<Vec<Collected>, Failure> {
        let key = file_key(self.cli.general.data.as_deref());
        let (session, warnings) = Store::open(|name| env::var_os(name)).saved(&key);
        print_messages(warnings);
        let (collected, gone) = collection::find_all(directory, &session.collection);
        if !gone.is_empty() {
            let gone = gone.into_iter().map(str::to_owned);
            CliMessage::from("no longer in the directory, and left out:").and(gone).print();
        }
        if collected.is_empty() {
            let hint = "in the browser + collects an entry or a statement".to_owned();
            return Err(Failure::Negative(CliMessage::from("the collection is empty").and([hint])));
        }
        Ok(collected)
    }

    pub(super) fn diff(&self, arguments: &DiffArgs) -> Result<(), Failure> {
        readable_after(std::slice::from_ref(&arguments.old), &arguments.new)?;
        let (old, new) = (load(&arguments.old)?, load(&arguments.new)?);
        let diff = Diff::of(&old, &new);
        self.report(&diff, arguments.format)?;
        ok_if(diff.is_empty(), diff.summary())
    }

    pub(super) fn about(&self) -> Result<(), Failure> {
        let directory = self.directory()?;
        let style = self.destination.style;
        let about = about_directory(&directory, style.medium(), style.glyphs).wrap(style.width);
        self.print(&mut |printer| printer.lines(&about))
    }

    pub(super) fn config(&self) -> Result<(), Failure> {
        let (settings, warnings) = Store::open(|name| env::var_os(name)).settings();
        print_messages(warnings);
        self.write(&mut |out| settings.write_commented(out))
    }

    pub(super) fn directory(&self) -> Result<Directory, Failure> {
        match &self.cli.general.data {
            Some(file) => Ok(load(file)?),
            None => Ok(Directory::shipped()),
        }
    }

    fn write_to(&self, file: &Path, write: WriteTo) -> Result<(), Failure> {
        let write_error = |error| Failure::io(&format!("cannot write {}", file.display()))(error);
        if self.cli.general.data.as_deref().is_some_and(|data| is_same_file(data, file)) {
            let message = format!("{} is the data file; write into another", file.display());
            return Err(Failure::Unusable(message.into()));
        }
        let mut output = Output::to_file(file).map_err(write_error)?;
        write(&mut output).and_then(|()| output.finish()).map_err(write_error)
    }

    pub(super) fn write(&self, write: WriteTo) -> Result<(), Failure> {
        self.write_as(AsciiForm::Text, write)
    }

    pub(super) fn write_as(&self, form: AsciiForm, write: WriteTo) -> Result<(), Failure> {
        let mut output = Output::on(&self.destination, form);
        write(&mut output).and_then(|()| output.finish()).map_err(cannot_write())
    }

    fn printer<'w>(&self, out: &'w mut Output) -> Printer<'w> {
        Printer::new(out, self.destination.style)
    }

    pub(super) fn print(&self, print: &mut dyn FnMut(&mut Printer) -> io::Result<()>) -> Result<(), Failure> {
        self.write(&mut |out| print(&mut self.printer(out)))
    }

    fn report(&self, report: &impl Report, format: ReportFormat) -> Result<(), Failure> {
        let form = if format == ReportFormat::Json { AsciiForm::Json } else { AsciiForm::Text };
        self.write_as(form, &mut |out| match format {
            ReportFormat::Text => report.write_text(&mut self.printer(out)),
            ReportFormat::Markdown => out.write_all(report.markdown().as_bytes()),
            ReportFormat::Json => report.write_json(out),
        })
    }

    fn report_rows(&self, report: &impl Tabular, format: RowFormat) -> Result<(), Failure> {
        match format {
            RowFormat::Text => self.report(report, ReportFormat::Text),
            RowFormat::Markdown => self.report(report, ReportFormat::Markdown),
            RowFormat::Json => self.report(report, ReportFormat::Json),
            RowFormat::Tsv => self.print(&mut |printer| report.write_tsv(printer)),
            RowFormat::Ids => self.print(&mut |printer| report.write_ids(printer)),
        }
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let number = |path: &Path| std::fs::metadata(path).map(|file| (file.dev(), file.ino())).ok();
    number(one).is_some_and(|one| number(other) == Some(one))
}

fn or_command(failure: Failure, written: &str) -> Failure {
    let word = written.split(' ').next().unwrap_or_default();
    match (failure, super::no_command(word)) {
        (Failure::Negative(message), Some(command)) => {
            Failure::Unusable(CliMessage::from(command).and(message.0))
        }
        (failure, _) => failure,
    }
}

/// An error if a file is a stream that was read already.
fn readable_after(before: &[PathBuf], file: &Path) -> Result<(), LoadError> {
    if before.iter().any(|other| is_same_stream(other, file)) {
        let reason = "it is given twice and cannot be read again; save it as a file".to_owned();
        return Err(LoadError::Read { path: file.to_owned(), source: io::Error::other(reason) });
    }
    Ok(())
}

fn problems_of(file: &Path) -> Result<Problems, LoadError> {
    match load(file) {
        Ok(directory) => Ok(directory.warnings(&file.to_string_lossy(), each_text)),
        Err(LoadError::Invalid(problems)) => Ok(problems),
        Err(error) => Err(error),
    }
}

/// `2 errors and 1 warning`.
fn counts_in_words(errors: usize, warnings: usize) -> String {
    let counted = [(errors, "error"), (warnings, "warning")].into_iter().filter(|(count, _)| *count > 0);
    let words = counted.map(|(count, what)| format!("{count} {what}{}", if count == 1 { "" } else { "s" }));
    words.collect::<Vec<_>>().join(" and ")
}

fn results_of(
    directory: &Directory,
    words: &[String],
    mode: QueryMode,
    limit: Option<usize>,
    under: Option<EntryId>,
) -> Results {
    let query = Query::parse(directory, &words.join(" "), mode);
    let scope = Scope { limit: limit.unwrap_or(directory.len()), under, cancel: None };
    search(directory, &Index::build(directory), &query, &scope).unwrap_or_default()
}

fn ok_if(is_fine: bool, message: impl Into<CliMessage>) -> Result<(), Failure> {
    if is_fine { Ok(()) } else { Err(Failure::Negative(message.into())) }
}
