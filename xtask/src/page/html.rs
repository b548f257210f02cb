//! Puts the built files into `static/index.html`.

use anyhow::{Context as _, Result, bail, ensure};
use phial_words::languages::{FIRST, Languages};

const STYLES: &str = "<!-- phial:styles -->";
const SCRIPTS: &str = "<!-- phial:scripts -->";
const PICTURE: &str = "<!-- phial:picture -->";
/// What is said in every language at once, since no script chooses one: the mark, and the key.
const SENTENCES: [(&str, &str); 2] = [("<!-- phial:no-script -->", "no-script"), ("<!-- phial:nothing -->", "nothing")];

/// What the document for a full server says, in every language in turn: heading, advice, what its script does, and the button's
/// text.
const FULL: (&str, [&str; 4]) = ("<!-- phial:full -->", ["full", "full-what", "full-again", "again"]);

/// Whether a text stands in a document, and not in the start script.
pub(super) fn is_in_document(key: &str) -> bool {
    SENTENCES.iter().any(|(_, in_document)| *in_document == key) || FULL.1[..3].contains(&key)
}

/// A file that the document loads, with its `integrity`.
pub(super) struct Link {
    pub(super) url: String,
    pub(super) integrity: String,
}

/// The document with the elements that load the page, in place of its two marks.
///
/// Refuses a document that has a script or a style of its own: the server's Content-Security-Policy would block it.
pub(super) fn link(document: &str, style: &Link, start: &Link, script: &Link, wasm_url: &str) -> Result<String> {
    let lower = document.to_ascii_lowercase();
    for forbidden in ["<script", "<style", " style=", "javascript:"] {
        if lower.contains(forbidden) {
            bail!("index.html contains `{forbidden}`: scripts and styles belong into files of their own");
        }
    }
    let styles = format!(r#"<link rel="stylesheet" href="{}" integrity="{}">"#, style.url, style.integrity);
    // The script asks for the module late, when it runs itself: the browser can begin to load it now. Browsers do not know
    // `integrity` here; the script's own request carries it.
    // Of scripts that wait for the document, the first runs first.
    let scripts = format!(
        r#"<link rel="preload" as="fetch" crossorigin href="{wasm_url}">
<script defer src="{}" integrity="{}"></script>
<script type="module" src="{}" integrity="{}"></script>"#,
        start.url, start.integrity, script.url, script.integrity
    );
    let document = replace_once(document, STYLES, &styles)?;
    replace_once(&document, SCRIPTS, &scripts)
}

/// The document with the picture that all documents begin with.
pub(super) fn picture(document: &str, picture: &str) -> Result<String> {
    replace_once(document, PICTURE, picture.trim_end())
}

/// The document with the sentences that it says in every language.
pub(super) fn say(document: &str, languages: &Languages) -> Result<String> {
    let mut document = document.to_owned();
    for (mark, key) in SENTENCES {
        let mut sentences = String::new();
        for code in codes(languages) {
            sentences += &format!("<p lang=\"{code}\">{}</p>", text(languages, code, key)?);
        }
        document = replace_once(&document, mark, &format!("<div class=\"boot-languages\">{sentences}</div>"))?;
    }
    Ok(document)
}

/// The document for a full server, whole in itself: whoever reads it can fetch nothing else. Its script chooses one of the
/// languages; without scripts all are there.
pub(super) fn alone(document: &str, style: &str, script: &str, languages: &Languages) -> Result<String> {
    ensure!(!style.contains("</") && !script.contains("</"), "busy.html: a style or a script would end early");
    let mut said = String::new();
    for code in codes(languages) {
        let [heading, advice, again, button] = FULL.1.map(|key| text(languages, code, key));
        let (heading, advice, again, button) = (heading?, advice?, again?, button?);
        said += &format!(
            "<section class=\"boot-full\" data-full lang=\"{code}\"><h1>{heading}</h1><p>{advice}</p>\
             <p data-again hidden>{again}</p>\
             <button type=\"button\" class=\"button button-main\" data-again hidden>{button}</button></section>"
        );
    }
    let document = replace_once(document, FULL.0, &said)?;
    let document = replace_once(&document, "<!-- phial:style -->", &format!("<style>{style}</style>"))?;
    replace_once(&document, "<!-- phial:script -->", &format!("<script>{script}</script>"))
}

/// The language of most who read none of the others first.
fn codes(languages: &Languages) -> Vec<&str> {
    let mut codes: Vec<_> = languages.codes().collect();
    codes.sort_by_key(|code| *code != FIRST);
    codes
}

fn text(languages: &Languages, code: &str, key: &str) -> Result<String> {
    let text = languages.static_texts(code).remove(key).with_context(|| format!("there is no text for {key}"))?;
    ensure!(!text.contains(['<', '&']), "{code}: {key} would be read as HTML");
    Ok(text)
}

/// The text with the only occurrence of `mark` replaced; an error if there is none or more than one.
pub(super) fn replace_once(text: &str, mark: &str, with: &str) -> Result<String> {
    let count = text.matches(mark).count();
    ensure!(count == 1, "`{mark}` must occur exactly once, not {count} times");
    Ok(text.replacen(mark, with, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(document: &str) -> Result<String> {
        let file = |name: &str| Link { url: format!("/assets/{name}"), integrity: format!("sha384-{name}") };
        link(document, &file("a.css"), &file("first.js"), &file("a.js"), "/assets/a.wasm")
    }

    #[test]
    fn the_marks_become_elements_with_integrity() {
        let html = linked("<head><!-- phial:styles --><!-- phial:scripts --></head>").unwrap();
        assert_eq!(
            html,
            "<head><link rel=\"stylesheet\" href=\"/assets/a.css\" integrity=\"sha384-a.css\">\
             <link rel=\"preload\" as=\"fetch\" crossorigin href=\"/assets/a.wasm\">\n\
             <script defer src=\"/assets/first.js\" integrity=\"sha384-first.js\"></script>\n\
             <script type=\"module\" src=\"/assets/a.js\" integrity=\"sha384-a.js\"></script></head>"
        );
    }

    #[test]
    fn each_mark_is_needed_once() {
        assert!(linked("<!-- phial:styles -->").is_err());
        assert!(linked("<!-- phial:scripts -->").is_err());
        assert!(linked("<!-- phial:styles --><!-- phial:styles --><!-- phial:scripts -->").is_err());
    }

    #[test]
    fn sentences_stand_in_every_language() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text: &str| {
            for (code, name) in [("de", "Deutsch"), ("en", "English")] {
                let file = format!("language-name = {name}\nboot-no-script = {text} {code}\nboot-nothing = Nothing");
                std::fs::write(folder.path().join(format!("{code}.ftl")), file).unwrap();
            }
        };
        let said = || say("<!-- phial:no-script -->;<!-- phial:nothing -->", &Languages::read(folder.path()).unwrap());
        write("Allow scripts:");
        let said_well = said().unwrap();
        let sentences = r#"<p lang="en">Allow scripts: en</p><p lang="de">Allow scripts: de</p>"#;
        assert!(said_well.starts_with(&format!("<div class=\"boot-languages\">{sentences}</div>;")), "{said_well}");
        write("<script>");
        assert!(said().is_err());
    }

    #[test]
    fn the_document_for_a_full_server_is_whole_in_itself() {
        let folder = tempfile::tempdir().unwrap();
        let texts = "language-name = English\nboot-full = Full\nboot-full-what = Wait\nboot-full-again = Soon\nboot-again = Again";
        std::fs::write(folder.path().join("en.ftl"), texts).unwrap();
        let languages = Languages::read(folder.path()).unwrap();
        let document = "<!-- phial:style -->;<!-- phial:full -->;<!-- phial:script -->";
        let html = alone(document, "p{}", "go()", &languages).unwrap();
        assert!(html.starts_with("<style>p{}</style>;<section ") && html.ends_with("</section>;<script>go()</script>"));
        assert!(html.contains("<h1>Full</h1><p>Wait</p><p data-again hidden>Soon</p>"), "{html}");
        assert!(html.contains("hidden>Again</button>"), "{html}");
        assert!(alone(document, "p{}", "'</script>'", &languages).is_err());
    }

    #[test]
    fn inline_code_is_refused() {
        for inline in [
            "<script>x()</script>",
            "<SCRIPT src=x>",
            "<style>p{}</style>",
            "<p style=\"x\">",
            "<a href='javascript:x'>",
        ] {
            let error = linked(&format!("{inline}<!-- phial:styles --><!-- phial:scripts -->")).unwrap_err();
            assert!(error.to_string().contains("files of their own"), "{inline}: {error}");
        }
    }
}
