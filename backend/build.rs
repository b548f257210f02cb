//! Embeds the built page (`frontend/dist`, made by `cargo xtask build`) into the binary.
//!
//! Writes `$OUT_DIR/assets.rs`: one expression, the table that `src/assets.rs` includes. Without a built page the table is
//! empty, so that `cargo check` works on a clean clone. `PHIAL_PAGE_DIR` names another folder with a built page.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=PHIAL_PAGE_DIR");
    // `sqlx::migrate!` does not say itself when there is a new file.
    println!("cargo::rerun-if-changed=migrations");

    let page = page_folder()?;
    let mut files = Vec::new();
    if page.is_dir() {
        watch(&page);
        collect_files(&page, &mut files)?;
        files.sort();
    } else {
        // Cargo would run this script at every build if it watched a path that does not exist. The folder above changes
        // when the page appears in it.
        watch(page.parent().ok_or("the folder of the page has no parent")?);
    }

    let mut table = String::from("&[\n");
    for file in files.iter().filter(|file| !is_compressed(file)) {
        table.push_str(&entry(&page, file)?);
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("assets.rs"), table)?;
    Ok(())
}

fn page_folder() -> Result<PathBuf> {
    let Some(named) = env::var_os("PHIAL_PAGE_DIR") else {
        let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
        return Ok(package.join("../frontend/dist"));
    };
    let page = PathBuf::from(named);
    if page.join("index.html").is_file() {
        Ok(page)
    } else {
        Err(format!("PHIAL_PAGE_DIR: no index.html in {}", page.display()).into())
    }
}

fn watch(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

/// All files below `folder`, except hidden ones.
fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for found in fs::read_dir(folder)? {
        let found = found?;
        if found.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if found.file_type()?.is_dir() {
            collect_files(&found.path(), files)?;
        } else {
            files.push(found.path());
        }
    }
    Ok(())
}

fn is_compressed(file: &Path) -> bool {
    matches!(extension(file), "br" | "gz")
}

fn extension(file: &Path) -> &str {
    file.extension().and_then(|e| e.to_str()).unwrap_or("")
}

/// One `Asset { … }` as Rust source.
fn entry(page: &Path, file: &Path) -> Result<String> {
    let url: Vec<&str> = file
        .strip_prefix(page)?
        .iter()
        .map(|name| name.to_str().ok_or("a file name is not UTF-8"))
        .collect::<std::result::Result<_, _>>()?;
    let content_type = content_type(file).ok_or_else(|| format!("no content type known for {}", file.display()))?;
    // Weak (RFC 9110, 8.8.1): the plain and the compressed forms of one file share it.
    let mut hasher = DefaultHasher::new();
    fs::read(file)?.hash(&mut hasher);
    let etag = format!("W/\"{:016x}\"", hasher.finish());

    let mut source = String::new();
    writeln!(source, "Asset {{")?;
    writeln!(source, "    path: {:?},", format!("/{}", url.join("/")))?;
    writeln!(source, "    content_type: {content_type:?},")?;
    writeln!(source, "    etag: {etag:?},")?;
    writeln!(source, "    plain: {},", include_bytes(file)?)?;
    for (field, suffix) in [("br", "br"), ("gzip", "gz")] {
        let mut name = file.as_os_str().to_owned();
        name.push(".");
        name.push(suffix);
        let compressed = PathBuf::from(name);
        let value =
            if compressed.is_file() { format!("Some({})", include_bytes(&compressed)?) } else { "None".to_owned() };
        writeln!(source, "    {field}: {value},")?;
    }
    writeln!(source, "}},")?;
    Ok(source)
}

fn include_bytes(file: &Path) -> Result<String> {
    let path = fs::canonicalize(file)?;
    let path = path.to_str().ok_or("a path is not UTF-8")?;
    Ok(format!("include_bytes!({path:?})"))
}

fn content_type(file: &Path) -> Option<&'static str> {
    Some(match extension(file) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        // Exactly this, without parameters, or the browser refuses to compile while it downloads.
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        _ => return None,
    })
}
