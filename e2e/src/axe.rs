//! [axe-core](https://github.com/dequelabs/axe-core): the rules of accessibility that a program can check.

use serde_json::Value;

use crate::browser::Browser;

/// WCAG 2.2 up to AA, and what axe's authors hold for good practice.
const RULES: &str = "{ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }";

/// What the rules say against the page as it is, as sentences.
pub async fn violations(browser: &Browser) -> Vec<String> {
    if browser.run("return typeof window.axe").await == "undefined" {
        let axe = std::fs::read_to_string(crate::from_environment("PHIAL_AXE")).unwrap();
        browser.run(&axe).await;
    }
    let script = format!(
        "const done = arguments[arguments.length - 1];
         axe.run(document, {RULES}).then((results) => done(results.violations), (error) => done(String(error)));"
    );
    let answer = browser.driver.execute_async(script, Vec::new()).await.unwrap();
    let Value::Array(violations) = answer.json() else { panic!("axe: {}", answer.json()) };
    violations.iter().flat_map(described).collect()
}

/// One sentence for each element that a rule is broken by.
fn described(violation: &Value) -> Vec<String> {
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    let sentence = |node: &Value| {
        let summary = node["failureSummary"].as_str().unwrap_or_default().replace('\n', " ");
        format!("{} {}: {summary}", violation["id"], node["target"])
    };
    nodes.iter().map(sentence).collect()
}
