//! The fonts that `npm ci` fetched in `fonts/` go into the binary. A build without them prints with the fonts of the system.

use std::path::{Path, PathBuf};

/// Song for titles and text, Hei for headings.
const FONTS: [&str; 3] = [
    "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
];

#[allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]
fn main() -> std::io::Result<()> {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
    let fetched = fonts.join("node_modules/@expo-google-fonts");
    let carried = FONTS.iter().map(|font| fetched.join(font)).filter(|font| font.exists());
    let carried: String = carried.map(|font| format!("include_bytes!({font:?}),")).collect();
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    std::fs::write(out.join("fonts.rs"), format!("&[{carried}]"))?;
    // the whole folder: what lints without the fonts is built with them once they are fetched
    println!("cargo::rerun-if-changed={}", fonts.display());
    Ok(())
}
