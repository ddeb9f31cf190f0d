//! Writes a generated directory to the standard output: `cargo run --release --example generate -- 1000000 > big.ron`.

#[allow(dead_code, reason = "this program writes directories; the benchmarks look into them as well")]
mod generate;

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(entries) = std::env::args().nth(1).and_then(|count| count.parse().ok()) else {
        let _ = writeln!(io::stderr(), "usage: generate ENTRIES > FILE");
        return ExitCode::from(2);
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match generate::write_directory(entries, &mut out).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "generate: {error}");
            ExitCode::FAILURE
        }
    }
}
