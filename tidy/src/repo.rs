//! The files of the repository, as .gitignore leaves them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A text file.
pub struct File {
    /// Path from the root, with `/`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

impl File {
    /// Whether its name ends in one of these.
    pub fn is(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

/// Every text file, in the order of paths.
pub static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let mut files = Vec::new();
    collect(&root(), "", &Ignored::read(), &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
});

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Files whose name ends in one of these, under a folder.
pub fn files(under: &str, endings: &[&str]) -> Vec<&'static File> {
    FILES.iter().filter(|file| file.path.starts_with(under) && file.is(endings)).collect()
}

/// The text of a file that must be there.
pub fn text(path: &str) -> &'static str {
    let found = FILES.iter().find(|file| file.path == path);
    found.map(|file| file.text.as_str()).unwrap_or_else(|| panic!("{path} is missing"))
}

/// Names of the crates, which are the folders of `crates/`.
pub fn crates() -> BTreeSet<String> {
    let manifests = files("crates/", &["/Cargo.toml"]);
    manifests.iter().filter_map(|file| Some(file.path.split('/').nth(1)?.to_owned())).collect()
}

/// Fails with every problem, one a line.
pub fn report(problems: Vec<String>) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

fn collect(folder: &Path, prefix: &str, ignored: &Ignored, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if name == ".git" || ignored.has(&path, &name) {
            continue;
        }
        if entry.file_type().expect("a type").is_dir() {
            collect(&entry.path(), &format!("{path}/"), ignored, files);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            files.push(File { path, text });
        }
    }
}

/// The forms of patterns that .gitignore uses here: `/path`, `name`, `*.ending`.
struct Ignored {
    paths: Vec<String>,
    names: Vec<String>,
    endings: Vec<String>,
}

impl Ignored {
    fn read() -> Self {
        let text = fs::read_to_string(root().join(".gitignore")).expect(".gitignore");
        let mut ignored = Self { paths: Vec::new(), names: Vec::new(), endings: Vec::new() };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let bare = line.trim_end_matches('/');
            let list = match (bare.strip_prefix('/'), bare.strip_prefix('*')) {
                (Some(path), _) => (&mut ignored.paths, path),
                (_, Some(ending)) => (&mut ignored.endings, ending),
                _ => (&mut ignored.names, bare),
            };
            assert!(!list.1.contains(['*', '!', '?', '[']), "teach tidy this pattern of .gitignore: {line}");
            list.0.push(list.1.to_owned());
        }
        ignored
    }

    fn has(&self, path: &str, name: &str) -> bool {
        self.paths.iter().any(|known| known == path)
            || self.names.iter().any(|known| known == name)
            || self.endings.iter().any(|ending| name.ends_with(ending.as_str()))
    }
}
