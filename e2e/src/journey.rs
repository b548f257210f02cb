//! What people do on the pages, in the tests' words.

use std::path::{Path, PathBuf};

use thirtyfour::By;

use crate::browser::Browser;
use crate::server::Server;

/// The two links that sharing gives.
#[derive(Clone)]
pub struct Links {
    /// For the recipient.
    pub share: String,
    /// For the sender.
    pub manage: String,
}

/// Shares files from the page: choose, lock, read the links off.
pub async fn share(browser: &Browser, server: &Server, files: &[PathBuf]) -> Links {
    browser.go(&server.origin()).await;
    browser.choose("file-input", files).await;
    browser.press("lock").await;
    links(browser).await
}

/// The second locks, in the order in which the form offers them.
pub const NO_LOCK: &str = "lock-0";
/// Six digits.
pub const CODE: &str = "lock-1";
/// A password.
pub const PASSPHRASE: &str = "lock-2";
/// A date of birth.
pub const DATE_OF_BIRTH: &str = "lock-3";

/// Chooses files on the share page.
pub async fn choose(browser: &Browser, server: &Server, files: &[PathBuf]) {
    browser.go(&server.origin()).await;
    browser.choose("file-input", files).await;
    browser.see("lock").await;
}

/// Shares files with a code; gives the links and the code.
pub async fn share_with_code(browser: &Browser, server: &Server, files: &[PathBuf]) -> (Links, String) {
    choose(browser, server, files).await;
    browser.press(CODE).await;
    browser.press("lock").await;
    (links(browser).await, browser.value("code").await)
}

/// Goes to a link with a code, and enters one.
pub async fn enter_code(browser: &Browser, link: &str, code: &str) {
    browser.go(link).await;
    browser.write("code-input", code).await;
    browser.press("open").await;
}

/// A code that is not this one.
pub fn another_code(code: &str) -> String {
    let first = if code.starts_with('1') { '2' } else { '1' };
    format!("{first}{}", &code[1..])
}

/// The links of the result page, once they are there.
pub async fn links(browser: &Browser) -> Links {
    Links { share: browser.value("share-link").await, manage: browser.value("manage-link").await }
}

/// Opens a link in the page, as a recipient does: the address, then the one button.
pub async fn open(browser: &Browser, link: &str) {
    browser.go(link).await;
    browser.press("open").await;
}

/// Opens a link and waits until its files are listed.
pub async fn open_and_see(browser: &Browser, link: &str) {
    open(browser, link).await;
    browser.see("file-card").await;
}

/// Saves the file at a position, and gives its path once it is complete.
pub async fn save(browser: &Browser, position: usize, sent: &Path) -> PathBuf {
    press_save(browser, position).await;
    let name = sent.file_name().unwrap().to_string_lossy().into_owned();
    browser.downloaded(&name, sent.metadata().unwrap().len()).await
}

/// Presses the button that saves the file at a position.
pub async fn press_save(browser: &Browser, position: usize) {
    browser.see("file-card").await;
    let cards = browser.all("file-card").await;
    let save = cards[position].find(By::Css("[data-test=\"save\"]")).await.unwrap();
    // To the middle: at the window's end it may lie under the bar.
    let middle = "arguments[0].scrollIntoView({ block: 'center' })";
    browser.driver.execute(middle, vec![save.to_json().unwrap()]).await.unwrap();
    save.click().await.unwrap();
}

/// Erases a share with this file on the sender's page: nothing of it stays on the server, and its link says that it is over.
pub async fn take_back(browser: &Browser, server: &Server, links: &Links, file: &str) {
    browser.go(&links.manage).await;
    browser.see("log-intact").await;
    let text = browser.text().await;
    assert!(text.contains(file), "{text}");
    browser.press("erase").await;
    browser.press("erase-confirm").await;
    browser.see("receipt").await;
    assert_eq!([server.object_files(), server.key_files()].concat(), Vec::<PathBuf>::new());
    browser.go(&links.share).await;
    assert_eq!(browser.notice().await, "error-revoked");
}
