//! Byte budgets of what was built: the app's critical path and the Worker.
//! It measures files that `scripts/build` left behind; it neither builds nor serves.
#![expect(clippy::expect_used, reason = "a test helper reports by panicking")]

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// Brotli bytes of everything that must arrive before the first screen can be used. The product's
/// budget is 200 kB; this bound is what is built now, so that nothing grows unseen.
const CRITICAL_PATH_BYTES_MAX: usize = 197_000;

/// Brotli bytes of the second part of the app, which is asked for once the first screen is drawn:
/// the message workspace, the board, tasks, the log, what the device keeps and sends when it is
/// back; with what the third shares.
const SECOND_PART_BYTES_MAX: usize = 156_000;

/// Brotli bytes of the third part, which is asked for when one of its pages is opened: signing in,
/// the reader's account, the organisation; with what it shares with the second.
const THIRD_PART_BYTES_MAX: usize = 160_000;

/// Gzip bytes of the Worker's module: far under what the platform takes, so that it starts fast.
const WORKER_BYTES_MAX: usize = 1_000_000;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The bytes a browser would receive from an edge that compresses as hard as it can.
fn brotli_bytes(raw: &[u8]) -> usize {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*raw, &mut packed, &parameters).expect("memory takes it all");
    packed.len()
}

fn gzip_bytes(raw: &[u8]) -> usize {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(raw).expect("memory takes it all");
    packer.finish().expect("memory takes it all").len()
}

/// `index.html` and every file it names under `assets/`.
fn critical_path() -> Vec<PathBuf> {
    let dist = root().join("dist");
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).expect("run scripts/build first");
    let mut assets: Vec<PathBuf> = html
        .split('"')
        .filter_map(|part| part.strip_prefix("/assets/"))
        .map(|name| dist.join("assets").join(name))
        .collect();
    assets.sort();
    assets.dedup();
    assets.insert(0, page);
    assets
}

fn print_row(name: &str, raw: usize, packed: usize) {
    eprintln!("{name:<32} {raw:>10} {packed:>10}");
}

/// Prints a table of the files and answers the sum of their packed sizes.
fn measured(title: &str, files: &[PathBuf], pack: fn(&[u8]) -> usize) -> usize {
    eprintln!("\n{title:<32} {:>10} {:>10}", "raw", "packed");
    let mut sum = 0;
    for file in files {
        let raw = fs::read(file).expect("run scripts/build first");
        let packed = pack(&raw);
        sum += packed;
        let name = file.file_name().expect("a file has a name").to_string_lossy();
        print_row(&name, raw.len(), packed);
    }
    sum
}

#[test]
fn the_first_screen_arrives_within_its_budget() {
    let files = critical_path();
    for kind in ["html", "css", "js", "wasm"] {
        let has_kind = |file: &PathBuf| file.extension().is_some_and(|it| it == kind);
        assert!(files.iter().any(has_kind), "index.html names no {kind}");
    }
    let sum = measured("critical path, brotli 11", &files, brotli_bytes);
    print_row("sum, and the most it may be", CRITICAL_PATH_BYTES_MAX, sum);
    assert!(sum <= CRITICAL_PATH_BYTES_MAX, "{sum} bytes; the budget is {CRITICAL_PATH_BYTES_MAX}");
}

/// A later part of the app, with what the later parts share, if they do.
fn later_part(name: &str, budget: usize) {
    let folder = fs::read_dir(root().join("dist/assets")).expect("run scripts/build first");
    let files = folder.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let files: Vec<_> =
        files.filter(|file| file.extension().is_some_and(|it| it == "wasm")).collect();
    let named = |name: &str| {
        let begin = format!("/{name}-");
        files.iter().filter(move |file| file.to_string_lossy().contains(&begin)).cloned()
    };
    let own: Vec<_> = named(name).collect();
    assert_eq!(own.len(), 1, "one {name} part is served");
    let all: Vec<_> = own.into_iter().chain(named("shared")).collect();
    let sum = measured(&format!("{name} part, brotli 11"), &all, brotli_bytes);
    print_row("sum, and the most it may be", budget, sum);
    assert!(sum <= budget, "{sum} bytes; the budget is {budget}");
}

#[test]
fn the_second_part_stays_within_its_budget() {
    later_part("second", SECOND_PART_BYTES_MAX);
}

#[test]
fn the_third_part_stays_within_its_budget() {
    later_part("third", THIRD_PART_BYTES_MAX);
}

#[test]
fn the_worker_stays_within_its_budget() {
    let files = [root().join("build/worker/index_bg.wasm")];
    let sum = measured("worker, gzip 9", &files, gzip_bytes);
    assert!(sum <= WORKER_BYTES_MAX, "{sum} bytes; the budget is {WORKER_BYTES_MAX}");
}
