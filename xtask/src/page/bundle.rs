//! Names the page's files after their contents, links them to each other, and compresses them.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use phial_words::languages::Languages;

use super::hash;
use super::html::{self, Link};
use super::service_worker;
use super::words::{self, Asked};

/// What `static/` holds.
pub(super) struct Sources {
    document: String,
    start_script: String,
    boot_script: String,
    service_worker: String,
    style: String,
    icons: Vec<File>,
    manifests: Vec<File>,
    languages: Languages,
}

/// What wasm-bindgen makes of the Rust code: a module, and the ES module that loads it.
pub(super) struct Program {
    /// The name of the document that loads it.
    pub(super) document: &'static str,
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
            start_script: text("start.js")?,
            boot_script: text("boot.js")?,
            service_worker: text("service-worker.js")?,
            style,
            icons: read_all(&folder.join("icons"), "", "icons/")?,
            manifests: read_all(folder, "webmanifest", "")?,
            languages: Languages::read(&folder.join("locales")).map_err(anyhow::Error::from_boxed)?,
        })
    }
}

/// The files of the page.
///
/// Files that are named after their content are below `assets/`: the programme, the style, and those icons which the
/// document, the style or a web manifest names (as `/icons/NAME`). Other icons keep their name.
pub(super) fn assemble(sources: Sources, programs: Vec<Program>) -> Result<Vec<File>> {
    let Sources { mut document, start_script, boot_script, service_worker, mut style, icons, mut manifests, languages } =
        sources;
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
    // What is there was replaced, so what is left is not there.
    let manifest_texts = manifests.iter().map(|manifest| String::from_utf8_lossy(&manifest.content));
    for text in manifest_texts.chain([document.as_str().into(), style.as_str().into()]) {
        ensure!(
            !text.contains("/icons/"),
            "an icon is named that is not in static/icons: {}",
            around(&text, "/icons/")
        );
    }
    files.extend(manifests);

    let document = html::say(&document, &languages)?;
    let texts = words::static_texts(&languages)?;
    let start_script = html::replace_once(&start_script, "__PHIAL_STATIC_TEXTS__", &texts)?;
    let start = File::hashed("start", "js", start_script.into_bytes());
    let style = File::app("css", style.into_bytes());
    let modules: Vec<_> = programs.iter().map(|program| vec![program.wasm.as_slice()]).collect();
    let asked = Asked::by(&languages, &modules);
    let all_words: Vec<_> = (0..modules.len()).map(|document| asked.files(document)).collect();
    for (program, words) in programs.into_iter().zip(all_words) {
        let wasm = File::app("wasm", program.wasm);
        let boot = html::replace_once(&boot_script, "__PHIAL_WASM_URL__", &wasm.url())?;
        let boot = html::replace_once(&boot, "__PHIAL_WASM_INTEGRITY__", &hash::integrity(&wasm.content))?;
        let boot = html::replace_once(&boot, "__PHIAL_WORDS__", &words::table(&words)?)?;
        let script = File::app("js", format!("{}\n{boot}", program.script).into_bytes());
        let document = html::link(&document, &style.link(), &start.link(), &script.link(), &wasm.url())?;
        files.push(File { path: program.document.to_owned(), content: document.into_bytes() });
        files.extend([wasm, script]);
        files.extend(words.into_values());
    }
    files.extend([start, style]);
    let listed = files.iter().map(|file| (file.path.as_str(), file.content.as_slice()));
    let content = service_worker::script(&service_worker, listed)?;
    files.push(File { path: service_worker::PATH.to_owned(), content });
    Ok(files)
}

/// The first place with `mark`, to the end of the line.
fn around<'a>(text: &'a str, mark: &str) -> &'a str {
    text.find(mark).and_then(|start| text[start..].lines().next()).unwrap_or_default()
}

impl File {
    fn app(extension: &str, content: Vec<u8>) -> Self {
        Self::hashed("app", extension, content)
    }

    /// A file that is named after its content.
    pub(super) fn hashed(stem: &str, extension: &str, content: Vec<u8>) -> Self {
        Self { path: format!("assets/{stem}-{}.{extension}", hash::short(&content)), content }
    }

    fn renamed_after_content(self) -> Result<Self> {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        let (stem, extension) = name.rsplit_once('.').with_context(|| format!("{} has no extension", self.path))?;
        Ok(Self::hashed(stem, extension, self.content))
    }

    /// Its address.
    pub(super) fn url(&self) -> String {
        format!("/{}", self.path)
    }

    /// What it holds.
    pub(super) fn content(&self) -> &[u8] {
        &self.content
    }

    fn link(&self) -> Link {
        Link { url: self.url(), integrity: hash::integrity(&self.content) }
    }

    /// Writes the file, and beside it those compressed forms that save a tenth or more.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let target = folder.join(&self.path);
        fs::create_dir_all(target.parent().unwrap_or(folder))?;
        fs::write(&target, &self.content)?;
        for (suffix, compressed) in [("br", brotli(&self.content)?), ("gz", gzip(&self.content)?)] {
            if compressed.len() < self.content.len() / 10 * 9 {
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
fn files_in(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
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
    let read = |file: PathBuf| {
        let name = file.file_name().and_then(|name| name.to_str()).context("a file's name is not UTF-8")?;
        Ok(File { path: format!("{prefix}{name}"), content: fs::read(&file)? })
    };
    files_in(folder, extension)?.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOT: &str = "load('__PHIAL_WASM_URL__', '__PHIAL_WASM_INTEGRITY__', __PHIAL_WORDS__)";

    /// The files made of a folder like `static/`, and a program.
    fn assembled(boot_script: &str) -> Result<Vec<File>> {
        let folder = tempfile::tempdir()?;
        let write = |name: &str, content: &str| fs::write(folder.path().join(name), content);
        fs::create_dir(folder.path().join("css"))?;
        fs::create_dir(folder.path().join("icons"))?;
        fs::create_dir(folder.path().join("locales"))?;
        write("locales/en.ftl", "language-name = English")?;
        write("index.html", "<!-- phial:styles --><!-- phial:scripts --><link href=\"/icons/a.svg\">")?;
        write("boot.js", boot_script)?;
        write("service-worker.js", "__PHIAL_BUILD__")?;
        write("css/20-second.css", "b{}")?;
        write("css/10-first.css", "a{}")?;
        write("css/notes.txt", "not a style")?;
        write("icons/a.svg", "<svg/>")?;
        write("icons/b.png", "PNG")?;
        write("icons/c.png", "PNG")?;
        write("phial.webmanifest", "[\"/icons/b.png\"]")?;
        let program = Program { document: "index.html", script: "glue();".to_owned(), wasm: b"\0asm".to_vec() };
        assemble(Sources::read(folder.path())?, vec![program])
    }

    fn content<'a>(files: &'a [File], start: &str, end: &str) -> &'a str {
        let mut found = files.iter().filter(|file| file.path.starts_with(start) && file.path.ends_with(end));
        let file = found.next().unwrap();
        assert!(found.next().is_none());
        std::str::from_utf8(&file.content).unwrap()
    }

    #[test]
    fn each_file_is_named_after_what_it_holds_and_found_by_that_name() {
        let files = assembled(BOOT).unwrap();
        let html = content(&files, "index.html", "");
        let script = content(&files, "assets/app-", ".js");
        let style = content(&files, "assets/app-", ".css");
        assert_eq!(style, "a{}b{}", "in the order of the names");
        assert_eq!(content(&files, "icons/c.png", ""), "PNG", "an icon that nothing names keeps its name");

        // SHA-256 of the four bytes, by sha256sum.
        let wasm = "/assets/app-cd5d4935a48c0672.wasm";
        let words = content(&files, "assets/words-en-", ".txt").as_bytes();
        let words =
            format!("{{\"en\":[\"/assets/words-en-{}.txt\",\"{}\"]}}", hash::short(words), hash::integrity(words));
        assert_eq!(script, format!("glue();\nload('{wasm}', '{}', {words})", hash::integrity(b"\0asm")));
        assert!(html.contains(wasm));
        for (extension, bytes) in [("js", script), ("css", style)] {
            assert!(html.contains(&format!("/assets/app-{}.{extension}", hash::short(bytes.as_bytes()))));
            assert!(html.contains(&hash::integrity(bytes.as_bytes())));
        }
        assert!(html.contains(&format!("/assets/a-{}.svg", hash::short(b"<svg/>"))), "{html}");
        let manifest = content(&files, "phial.webmanifest", "");
        assert_eq!(manifest, format!("[\"/assets/b-{}.png\"]", hash::short(b"PNG")));
    }

    #[test]
    fn a_boot_script_that_does_not_check_the_module_is_refused() {
        assert!(assembled("load('__PHIAL_WASM_URL__', __PHIAL_WORDS__)").is_err());
        assert!(assembled("load(__PHIAL_WASM_INTEGRITY__, __PHIAL_WORDS__)").is_err());
    }

    #[test]
    fn an_icon_that_is_not_there_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
        write("index.html", "<link href=\"/icons/none.svg\"><!-- phial:styles --><!-- phial:scripts -->");
        write("boot.js", BOOT);
        write("service-worker.js", "__PHIAL_BUILD__");
        fs::create_dir(folder.path().join("locales")).unwrap();
        write("locales/en.ftl", "language-name = English");
        let error = assemble(Sources::read(folder.path()).unwrap(), Vec::new()).err().unwrap();
        assert!(error.to_string().contains("/icons/none.svg"), "{error}");
    }

    #[test]
    fn compressed_forms_are_written_where_they_save_something() {
        let folder = tempfile::tempdir().unwrap();
        let text = "calm, clinical, mobile first; ".repeat(20).into_bytes();
        File { path: "assets/long.css".to_owned(), content: text.clone() }.write(folder.path()).unwrap();
        File { path: "short.css".to_owned(), content: b"a{}".to_vec() }.write(folder.path()).unwrap();
        let read = |name: &str| fs::read(folder.path().join(name));

        assert_eq!(read("assets/long.css").unwrap(), text);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &read("assets/long.css.br").unwrap()[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        let mut unpacked = Vec::new();
        let mut decoder = flate2::write::GzDecoder::new(&mut unpacked);
        decoder.write_all(&read("assets/long.css.gz").unwrap()).unwrap();
        decoder.finish().unwrap();
        assert_eq!(unpacked, text);
        assert_eq!(read("short.css").unwrap(), b"a{}");
        assert!(read("short.css.br").is_err());
        assert!(read("short.css.gz").is_err());
    }
}
