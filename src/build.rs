//! Says how a static program is linked: at a fixed address.
//!
//! Such a program is a position-independent one by default, which carries 200 KB of places to be mended when it starts, and
//! mends them at each start. Nothing in it depends on an address, and none of it is unsafe code that an unknown address
//! would shield.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let is = |name: &str, wanted: &str| {
        env::var(name).is_ok_and(|value| value.split(',').any(|value| value == wanted))
    };
    if is("CARGO_CFG_TARGET_FEATURE", "crt-static")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
    {
        println!("cargo:rustc-link-arg-bins=-no-pie");
        println!("cargo:rustc-link-arg-bins=-static");
    }
}
