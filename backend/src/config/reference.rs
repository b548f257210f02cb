//! `docs/configuration.md` has every setting. To write its table anew: `PHIAL_WRITE_REFERENCE=1 cargo test -p phial reference`.

use std::fmt::Write;
use std::path::Path;

use clap::Arg;

const BEGIN: &str = "<!-- settings -->\n";
const END: &str = "<!-- end of settings -->\n";

#[test]
fn the_table_in_the_documentation_is_complete() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/configuration.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (table, after) = rest.split_once(END).unwrap();
    let right = table_of_settings();
    if std::env::var_os("PHIAL_WRITE_REFERENCE").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{right}{END}{after}")).unwrap();
    } else {
        assert!(table == right, "docs/configuration.md should have this table:\n{right}");
    }
}

fn table_of_settings() -> String {
    let settings = super::settings();
    let (mut table, mut heading) = (String::new(), None);
    for argument in settings.get_arguments() {
        let next = argument.get_help_heading();
        if next != heading {
            heading = next;
            let title = heading.unwrap_or("Other");
            write!(table, "\n### {title}\n| flag | environment | file | default | meaning |\n|---|---|---|---|---|\n")
                .unwrap();
        }
        table.push_str(&row(argument));
    }
    table + "\n"
}

fn row(argument: &Arg) -> String {
    let name = argument.get_long().unwrap();
    let variable = argument.get_env().unwrap().to_str().unwrap();
    let key = if name == super::FILE_FLAG { String::new() } else { format!("`{name}`") };
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_str().unwrap()).collect();
    let default = if defaults.is_empty() { String::new() } else { format!("`{}`", defaults.join(",")) };
    let meaning = argument.get_help().unwrap().to_string().replace('|', "\\|");
    format!("| `--{name}` | `{variable}` | {key} | {default} | {meaning} |\n")
}
