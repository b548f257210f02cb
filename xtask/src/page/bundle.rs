//! Names the page's files after their contents, links them to each other, and compresses them.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::hash;
use super::html::{self, Link};

/// What `static/` holds.
pub(super) struct Sources {
    document: String,
    boot_script: String,
    style: String,
    icons: Vec<File>,
    manifests: Vec<File>,
}

/// What wasm-bindgen makes of the Rust code: a module, and the ES module that loads it.
pub(super) struct Program {
    pub(super) script: String,
    pub(super) wasm: Vec<u8>,
}

/// A file of the built page.
pub(super) struct File {
    /// Relative to the root of the site, with slashes.
    path: String,
    content: Vec<u8>,
}

impl Sources {
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let text = |name| read_text(&folder.join(name));
        let mut style = String::new();
        for file in files_in(&folder.join("css"), "css")? {
            style.push_str(&read_text(&file)?);
        }
        Ok(Self {
            document: text("index.html")?,
            boot_script: text("boot.js")?,
            style,
            icons: read_all(&folder.join("icons"), "", "icons/")?,
            manifests: read_all(folder, "webmanifest", "")?,
        })
    }
}

/// The files of the page.
///
/// Files that are named after their content are below `assets/`: the programme, the style, and those icons which the
/// document, the style or a web manifest names (as `/icons/NAME`). Other icons keep their name.
pub(super) fn assemble(sources: Sources, program: Program) -> Result<Vec<File>> {
    let Sources { mut document, boot_script, mut style, icons, mut manifests } = sources;
    let mut files = Vec::new();

    for icon in icons {
        let old = format!("/{}", icon.path);
        let hashed = icon.renamed_after_content()?;
        let new = hashed.url();
        let mut used = false;
        for text in [&mut document, &mut style] {
            used |= text.contains(&old);
            *text = text.replace(&old, &new);
        }
        for manifest in &mut manifests {
            let text = String::from_utf8(std::mem::take(&mut manifest.content))?;
            used |= text.contains(&old);
            manifest.content = text.replace(&old, &new).into_bytes();
        }
        files.push(if used { hashed } else { File { path: old[1..].to_owned(), ..hashed } });
    }
    files.extend(manifests);

    let style = File::app("css", style.into_bytes());
    let wasm = File::app("wasm", program.wasm);
    let boot_script = html::replace_once(&boot_script, "__PHIAL_WASM_URL__", &wasm.url())?;
    let boot_script = html::replace_once(&boot_script, "__PHIAL_WASM_INTEGRITY__", &hash::integrity(&wasm.content))?;
    let script = File::app("js", format!("{}\n{boot_script}", program.script).into_bytes());

    let document = html::link(&document, &style.link(), &script.link(), &wasm.link())?;
    files.push(File { path: "index.html".to_owned(), content: document.into_bytes() });
    files.extend([style, wasm, script]);
    Ok(files)
}

impl File {
    fn app(extension: &str, content: Vec<u8>) -> Self {
        let path = format!("assets/app-{}.{extension}", hash::short(&content));
        Self { path, content }
    }

    fn renamed_after_content(self) -> Result<Self> {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        let (stem, extension) = name.rsplit_once('.').with_context(|| format!("{} has no extension", self.path))?;
        let path = format!("assets/{stem}-{}.{extension}", hash::short(&self.content));
        Ok(Self { path, content: self.content })
    }

    fn url(&self) -> String {
        format!("/{}", self.path)
    }

    fn link(&self) -> Link {
        Link { url: self.url(), integrity: hash::integrity(&self.content) }
    }

    /// Writes the file, and beside it those compressed forms that are smaller.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let target = folder.join(&self.path);
        fs::create_dir_all(target.parent().unwrap_or(folder))?;
        fs::write(&target, &self.content)?;
        for (suffix, compressed) in [("br", brotli(&self.content)?), ("gz", gzip(&self.content)?)] {
            if compressed.len() < self.content.len() {
                fs::write(folder.join(format!("{}.{suffix}", self.path)), compressed)?;
            }
        }
        Ok(())
    }
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    // Quality 11 and a window of 4 MiB: the defaults.
    let parameters = BrotliEncoderParams { size_hint: content.len(), ..BrotliEncoderParams::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

fn read_text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The files with an extension (any, if it is empty) in a folder, by name; none if the folder is missing.
fn files_in(folder: &Path, extension: &str) -> Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_file() && (extension.is_empty() || path.extension().is_some_and(|e| e == extension)) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn read_all(folder: &Path, extension: &str, prefix: &str) -> Result<Vec<File>> {
    let read = |file: std::path::PathBuf| {
        let name = file.file_name().and_then(|name| name.to_str()).context("a file's name is not UTF-8")?;
        Ok(File { path: format!("{prefix}{name}"), content: fs::read(&file)? })
    };
    files_in(folder, extension)?.into_iter().map(read).collect()
}
