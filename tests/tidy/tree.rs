//! The source tree as the rules see it: text files that could be committed, with their contents.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A text file, named by its path from the root of the repository.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|it| it == extension)
    }

    /// Its lines, numbered as an editor numbers them.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every text file below the root that `.gitignore` does not name.
pub fn sources() -> Vec<Source> {
    let ignored: Vec<String> = read(".gitignore")
        .lines()
        .map(|line| line.trim_matches('/').to_owned())
        .chain([".git".to_owned()])
        .collect();
    let mut found = Vec::new();
    walk(&root(), "", &ignored, &mut found);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(found.len() > 50, "the walk found too little to be right");
    found
}

/// The sources whose path starts with `folder` and ends with `extension`.
pub fn sources_in(folder: &str, extension: &str) -> Vec<Source> {
    sources()
        .into_iter()
        .filter(|source| source.path.starts_with(folder) && source.is(extension))
        .collect()
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a file of the repository can be read")
}

fn walk(folder: &Path, prefix: &str, ignored: &[String], found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository can be read") {
        let entry = entry.expect("a folder of the repository can be read");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if ignored.contains(&path) {
            continue;
        }
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), ignored, found);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            // What is not UTF-8 is an image; no rule here concerns it.
            found.push(Source { path, text });
        }
    }
}
