//! Arguments in, exit code out.

fn main() {
    let directory = pitf::directory::Directory::shipped();
    let options = pitf::terminal::Options { mouse: false, hyperlinks: false };
    let _ = pitf::browser::browse(directory, None, pitf::app::Settings::default(), options);
}
