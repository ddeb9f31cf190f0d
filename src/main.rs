//! Arguments in, exit code out.

use pitf::store::{Environment, Store};

fn main() {
    let directory = pitf::directory::Directory::shipped();
    let options = pitf::terminal::Options { mouse: true, hyperlinks: false };
    let store = Store::open(&Environment::of_process());
    let (config, warnings) = store.config();
    let launch = pitf::browser::Launch {
        file: None,
        entry: None,
        settings: pitf::app::Settings::default(),
        options,
        config,
        store,
        is_fresh: false,
        warnings: warnings.iter().map(ToString::to_string).collect(),
    };
    let _ = pitf::browser::browse(directory, launch);
}
