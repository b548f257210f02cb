//! Names the page's files after their contents, and links them to each other.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use phial_words::languages::Languages;
use serde_json::{Map, Value, json};

use super::file::File;
use super::html::{self, replace_once};
use super::program::{Document, Program, StartedBy};
use super::service_worker;
use super::words::{self, Asked};

/// What `static/` holds.
pub(super) struct Sources {
    document: String,
    /// The document for a full server, and its script.
    busy: (String, String),
    start_script: String,
    /// What a document's program begins with.
    boot_script: String,
    /// What a worker's program begins with.
    worker_script: String,
    service_worker: String,
    stream_worker: String,
    style: String,
    icons: Vec<File>,
    manifests: Vec<File>,
    languages: Languages,
}

impl Sources {
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let text = |name| read_text(&folder.join(name));
        let mut style = String::new();
        for file in files_in(&folder.join("css"), "css")? {
            style.push_str(&read_text(&file)?);
        }
        let picture = text("boot.svg")?;
        Ok(Self {
            document: html::picture(&text("index.html")?, &picture)?,
            busy: (html::picture(&text("busy.html")?, &picture)?, text("busy.js")?),
            start_script: text("start.js")?,
            boot_script: text("boot.js")?,
            worker_script: text("worker.js")?,
            service_worker: text("service-worker.js")?,
            stream_worker: text("stream-worker.js")?,
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
pub(super) fn assemble(sources: Sources, programs: Vec<Program>, documents: &[Document]) -> Result<Vec<File>> {
    let Sources {
        mut document,
        busy: (busy, busy_script),
        start_script,
        boot_script,
        worker_script,
        service_worker,
        stream_worker,
        mut style,
        icons,
        mut manifests,
        languages,
    } = sources;
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
    let busy = html::alone(&busy, &style, &busy_script, &languages)?;
    files.push(File { path: "busy.html".to_owned(), content: busy.into_bytes() });
    let texts = words::static_texts(&languages)?;
    let start_script = replace_once(&start_script, "__PHIAL_STATIC_TEXTS__", &texts)?;
    let start = File::hashed("start", "js", start_script.into_bytes());
    let style = File::hashed("app", "css", style.into_bytes());
    let programs: Vec<_> =
        programs.into_iter().map(|program| Linked::new(program, &worker_script)).collect::<Result<_>>()?;
    let named = |name: &str| {
        let found = programs.iter().find(|program| program.name == name);
        found.with_context(|| format!("there is no program named {name}"))
    };
    let loaded = |document: &Document| {
        let names = std::iter::once(&document.program).chain(document.on_demand);
        names.map(|name| named(name)).collect::<Result<Vec<_>>>()
    };
    let loaded: Vec<_> = documents.iter().map(loaded).collect::<Result<_>>()?;
    let modules: Vec<Vec<&[u8]>> =
        loaded.iter().map(|programs| programs.iter().map(|program| program.wasm.content()).collect()).collect();
    let asked = Asked::by(&languages, &modules);
    for (position, (Document { file, program, .. }, loaded)) in documents.iter().zip(&loaded).enumerate() {
        let (program, words) = (named(program)?, asked.files(position));
        let boot = program.with_wasm(&boot_script)?;
        let boot = replace_once(&boot, "__PHIAL_PROGRAMS__", &table(&loaded[1..]))?;
        let boot = replace_once(&boot, "__PHIAL_WORDS__", &words::table(&words)?)?;
        let script = File::hashed(program.name, "js", format!("{}\n{boot}", program.script).into_bytes());
        let html = html::link(&document, &style.link(), &start.link(), &script.link(), &program.wasm.url())?;
        files.extend([File { path: (*file).to_owned(), content: html.into_bytes() }, script]);
        files.extend(words.into_values());
    }
    for program in programs {
        if program.started_by != StartedBy::Document {
            files.push(program.script_file());
        }
        files.push(program.wasm);
    }
    files.extend([start, style]);
    let listed = files.iter().map(|file| (file.path.as_str(), file.content()));
    let content = service_worker::script(&service_worker, listed)?;
    files.push(File { path: service_worker::PATH.to_owned(), content });
    // At an address without a digest: the scope of a worker begins where its script is.
    files.push(File { path: "stream-worker.js".to_owned(), content: stream_worker.into_bytes() });
    Ok(files)
}

/// A program with its module as a file.
struct Linked {
    name: &'static str,
    started_by: StartedBy,
    /// Whole, but for what a document adds to its own.
    script: String,
    wasm: File,
}

impl Linked {
    fn new(program: Program, worker_script: &str) -> Result<Self> {
        let Program { name, started_by, script, wasm } = program;
        let mut linked = Self { name, started_by, script, wasm: File::hashed(name, "wasm", wasm) };
        if started_by == StartedBy::Worker {
            let begin = replace_once(&linked.with_wasm(worker_script)?, "__PHIAL_ANSWER__", name)?;
            linked.script = format!("{}\n{begin}", linked.script);
        }
        Ok(linked)
    }

    /// A script that fetches the module, with the module's address and digest.
    fn with_wasm(&self, script: &str) -> Result<String> {
        let script = replace_once(script, "__PHIAL_WASM_URL__", &self.wasm.url())?;
        replace_once(&script, "__PHIAL_WASM_INTEGRITY__", &self.wasm.integrity())
    }

    /// The script of a program that no document starts.
    fn script_file(&self) -> File {
        File::hashed(self.name, "js", self.script.clone().into_bytes())
    }
}

/// What `boot.js` knows of the programs that it may load later: a JavaScript object.
fn table(programs: &[&Linked]) -> String {
    let entry = |program: &&Linked| {
        let script = program.script_file();
        let entry = json!({
            "script": script.url(),
            "scriptIntegrity": script.integrity(),
            "wasm": program.wasm.url(),
            "wasmIntegrity": program.wasm.integrity(),
        });
        (program.name.to_owned(), entry)
    };
    Value::Object(programs.iter().map(entry).collect::<Map<_, _>>()).to_string()
}

/// The first place with `mark`, to the end of the line.
fn around<'a>(text: &'a str, mark: &str) -> &'a str {
    text.find(mark).and_then(|start| text[start..].lines().next()).unwrap_or_default()
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
    use crate::page::hash;

    const DOCUMENT: &str = "<!-- phial:picture --><!-- phial:styles --><!-- phial:scripts --><!-- phial:no-script --><!-- phial:nothing -->";
    const BUSY: &str = "<!-- phial:picture --><!-- phial:style --><!-- phial:full --><!-- phial:script -->";
    const LOCALE: &str = "language-name = English\nboot-no-script = Allow scripts\nboot-nothing = Nothing\nboot-again = Again\nboot-full = Full\nboot-full-what = Wait\nboot-full-again = Soon";
    const START: &str = "say(__PHIAL_STATIC_TEXTS__)";
    const BOOT: &str = "load('__PHIAL_WASM_URL__', '__PHIAL_WASM_INTEGRITY__', __PHIAL_PROGRAMS__, __PHIAL_WORDS__)";
    const WORKER: &str = "on('__PHIAL_WASM_URL__', '__PHIAL_WASM_INTEGRITY__', __PHIAL_ANSWER__)";
    /// SHA-256 of the four bytes below, by sha256sum.
    const WASM: &str = "cd5d4935a48c0672";

    /// The files made of a folder like `static/`, and of three programs.
    fn assembled(boot_script: &str, worker_script: &str, on_demand: &'static [&'static str]) -> Result<Vec<File>> {
        let folder = tempfile::tempdir()?;
        let write = |name: &str, content: &str| fs::write(folder.path().join(name), content);
        fs::create_dir(folder.path().join("css"))?;
        fs::create_dir(folder.path().join("icons"))?;
        fs::create_dir(folder.path().join("locales"))?;
        write("locales/en.ftl", LOCALE)?;
        write("index.html", &format!("{DOCUMENT}<link href=\"/icons/a.svg\">"))?;
        write("busy.html", BUSY)?;
        write("busy.js", "go()")?;
        write("boot.svg", "<svg/>")?;
        write("start.js", START)?;
        write("boot.js", boot_script)?;
        write("worker.js", worker_script)?;
        write("service-worker.js", "__PHIAL_BUILD__")?;
        write("stream-worker.js", "")?;
        write("css/20-second.css", "b{}")?;
        write("css/10-first.css", "a{}")?;
        write("css/notes.txt", "not a style")?;
        write("icons/a.svg", "<svg/>")?;
        write("icons/b.png", "PNG")?;
        write("icons/c.png", "PNG")?;
        write("phial.webmanifest", "[\"/icons/b.png\"]")?;
        let program =
            |name, started_by| Program { name, started_by, script: format!("{name}();"), wasm: b"\0asm".to_vec() };
        let programs = vec![
            program("first", StartedBy::Document),
            program("second", StartedBy::Program),
            program("slow", StartedBy::Worker),
        ];
        let documents = [Document { file: "index.html", program: "first", on_demand }];
        assemble(Sources::read(folder.path())?, programs, &documents)
    }

    fn content<'a>(files: &'a [File], start: &str, end: &str) -> &'a str {
        let mut found = files.iter().filter(|file| file.path.starts_with(start) && file.path.ends_with(end));
        let file = found.next().unwrap();
        assert!(found.next().is_none());
        std::str::from_utf8(&file.content).unwrap()
    }

    #[test]
    fn each_file_is_named_after_what_it_holds_and_found_by_that_name() {
        let files = assembled(BOOT, WORKER, &[]).unwrap();
        let html = content(&files, "index.html", "");
        let script = content(&files, "assets/first-", ".js");
        let style = content(&files, "assets/app-", ".css");
        assert_eq!(style, "a{}b{}", "in the order of the names");
        assert_eq!(content(&files, "icons/c.png", ""), "PNG", "an icon that nothing names keeps its name");

        let wasm = format!("/assets/first-{WASM}.wasm");
        let words = content(&files, "assets/words-en-", ".txt").as_bytes();
        let words =
            format!("{{\"en\":[\"/assets/words-en-{}.txt\",\"{}\"]}}", hash::short(words), hash::integrity(words));
        assert_eq!(script, format!("first();\nload('{wasm}', '{}', {{}}, {words})", hash::integrity(b"\0asm")));
        assert!(html.contains(&wasm));
        for (name, extension, bytes) in [("first", "js", script), ("app", "css", style)] {
            assert!(html.contains(&format!("/assets/{name}-{}.{extension}", hash::short(bytes.as_bytes()))));
            assert!(html.contains(&hash::integrity(bytes.as_bytes())));
        }
        assert!(html.contains(&format!("/assets/a-{}.svg", hash::short(b"<svg/>"))), "{html}");
        let manifest = content(&files, "phial.webmanifest", "");
        assert_eq!(manifest, format!("[\"/assets/b-{}.png\"]", hash::short(b"PNG")));
    }

    #[test]
    fn a_program_knows_those_that_it_may_start_by_address_and_digest() {
        let files = assembled(BOOT, WORKER, &["second", "slow"]).unwrap();
        let wasm = hash::integrity(b"\0asm");
        let slow = content(&files, "assets/slow-", ".js");
        assert_eq!(slow, format!("slow();\non('/assets/slow-{WASM}.wasm', '{wasm}', slow)"));
        let second = content(&files, "assets/second-", ".js");
        assert_eq!(second, "second();", "it starts nothing by itself");

        let script = content(&files, "assets/first-", ".js");
        let table = &script[script.find("{\"s").unwrap()..script.find(", {\"en").unwrap()];
        let table: Value = serde_json::from_str(table).unwrap();
        for (name, text) in [("second", second), ("slow", slow)] {
            let expected = json!({
                "script": format!("/assets/{name}-{}.js", hash::short(text.as_bytes())),
                "scriptIntegrity": hash::integrity(text.as_bytes()),
                "wasm": format!("/assets/{name}-{WASM}.wasm"),
                "wasmIntegrity": wasm,
            });
            assert_eq!(table[name], expected);
        }
        assert!(!content(&files, "index.html", "").contains("second"), "a document does not load it");
    }

    #[test]
    fn a_program_that_is_not_there_is_refused() {
        assert!(assembled(BOOT, WORKER, &["third"]).is_err());
    }

    #[test]
    fn a_script_that_does_not_check_its_module_is_refused() {
        for script in ["load('__PHIAL_WASM_URL__')", "load(__PHIAL_WASM_INTEGRITY__)"] {
            let boot = format!("{script} __PHIAL_PROGRAMS__ __PHIAL_WORDS__");
            assert!(assembled(&boot, WORKER, &[]).is_err());
            assert!(assembled(BOOT, &format!("{script} __PHIAL_ANSWER__"), &[]).is_err());
        }
    }

    #[test]
    fn an_icon_that_is_not_there_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
        write("index.html", &format!("{DOCUMENT}<link href=\"/icons/none.svg\">"));
        write("busy.html", BUSY);
        write("busy.js", "go()");
        write("boot.svg", "<svg/>");
        write("start.js", START);
        write("boot.js", BOOT);
        write("worker.js", WORKER);
        write("service-worker.js", "__PHIAL_BUILD__");
        write("stream-worker.js", "");
        fs::create_dir(folder.path().join("locales")).unwrap();
        write("locales/en.ftl", LOCALE);
        let error = assemble(Sources::read(folder.path()).unwrap(), Vec::new(), &[]).err().unwrap();
        assert!(error.to_string().contains("/icons/none.svg"), "{error}");
    }
}
