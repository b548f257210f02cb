//! The way to each view.

use std::process::Command;

use phial_shared::api::{DEFAULT_TRIES, LinkState};
use phial_shared::factor::Factor;
use serde_json::json;

use super::{Stage, View};
use crate::journey::{self, Links};
use crate::server::Server;
use crate::wait::until;
use crate::{api, command_line, files, owner};

impl View {
    /// Brings the stage's browser to this view.
    pub async fn reach(self, stage: &Stage) {
        let (browser, server) = (&stage.browser, &stage.server);
        // The view before may have been one without.
        browser.set_offline(false).await;
        match self {
            Self::ShareEmpty => {
                browser.go(&server.origin()).await;
                until("the page is there", async || browser.try_has("file-input").await?.then_some(())).await;
            }
            Self::ShareFiles => stage.choose(server, &stage.files()).await,
            Self::ShareTooLarge => {
                stage.invite().await;
                let large = stage.file("ultrasound.mp4");
                files::write_noise(&large, 20 << 10, 1);
                stage.choose(&stage.invited, &[large]).await;
                browser.notice().await;
            }
            Self::ShareSeveral => {
                stage.choose(server, &stage.files()).await;
                browser.write("recipient", "Dr Rossi, dermatology").await;
                browser.press(journey::CODE).await;
                browser.press("add-recipient").await;
                browser.write("recipient", "Mrs Bianchi").await;
                browser.press(journey::DATE_OF_BIRTH).await;
                browser.press("own-limits").await;
                browser.see("own-lifetime-0").await;
            }
            Self::ShareToLook => {
                let referral = stage.file("referral.docx");
                std::fs::write(&referral, "PK").unwrap();
                stage.choose(server, &[&stage.files()[..], &[referral]].concat()).await;
                browser.press("view-only").await;
                browser.see("not-shown").await;
            }
            Self::ShareWrong => {
                stage.choose(server, &stage.files()).await;
                browser.press(journey::PASSPHRASE).await;
                browser.write("passphrase", "blue").await;
                browser.press("lock").await;
                browser.see("lock-wrong").await;
            }
            Self::Sending => stage.keep_sending().await,
            Self::Sent => stage.share().await,
            Self::SentLocked => drop(stage.share_locked(journey::CODE, &[]).await),
            Self::SentCode => {
                stage.share().await;
                browser.press("show-qr").await;
                browser.see("qr").await;
            }
            Self::SignIn => {
                browser.go(&stage.invited.origin()).await;
                browser.driver.delete_all_cookies().await.unwrap();
                browser.go(&stage.invited.origin()).await;
                browser.see("sign-in-card").await;
            }
            Self::Join => {
                browser.go(&stage.invitation()).await;
                browser.see("join-card").await;
            }
            Self::SignedIn => stage.invite().await,
            Self::JoinOver => {
                let invitation = stage.invitation();
                stage.join(&invitation).await;
                browser.go(&invitation).await;
                browser.press("join").await;
                browser.notice().await;
            }
            Self::OwnShares => {
                stage.invite().await;
                journey::share(browser, &stage.invited, &[stage.file("medication.txt")]).await;
                browser.go(&format!("{}/shares", stage.invited.origin())).await;
                browser.see("own-share").await;
            }
            Self::Ready => stage.look(&stage.send(&["--max-opens", "3"]).await.share).await,
            Self::ReadyToLook => stage.look(&stage.send(&["--view-only"]).await.share).await,
            Self::AsksCode => drop(stage.asks(journey::CODE, &[]).await),
            Self::Branded => {
                let from = ["--from", "Dott.ssa Anna Rossi"];
                stage.look(&command_line::send(&stage.branded.origin(), &stage.files(), &from).await.share).await;
            }
            Self::WrongCode => {
                stage.asks(journey::CODE, &[]).await;
                browser.write("code-input", "000000").await;
                browser.press("open").await;
                browser.see("factor-wrong").await;
            }
            Self::AsksPassphrase => drop(stage.asks(journey::PASSPHRASE, &[("passphrase", "blue heron")]).await),
            Self::AsksBirth => {
                let born = [("birth-day", "5"), ("birth-month", "3"), ("birth-year", "1948")];
                stage.asks(journey::DATE_OF_BIRTH, &born).await;
            }
            Self::Locked => {
                let links = stage.asks(journey::CODE, &[]).await;
                let wrong = Factor::code("000000").unwrap();
                for _ in 0..DEFAULT_TRIES {
                    assert!(owner::open_with(&links.share, &wrong).await.is_none());
                }
                stage.refused(&links.share).await;
            }
            Self::KeyInPath => stage.look(&stage.send(&[]).await.share.replace('#', "%23")).await,
            Self::Opened => stage.open(&stage.send(&["--max-opens", "3"]).await).await,
            Self::OpenedOne => {
                let photo = [stage.file("wound-left-heel.jpg")];
                stage.open(&command_line::send(&server.origin(), &photo, &[]).await).await;
            }
            Self::OpenedToLook => stage.open(&stage.send(&["--view-only"]).await).await,
            Self::Saved => {
                stage.open(&stage.send(&[]).await).await;
                journey::press_save(browser, 0).await;
                until("it is saved", async || browser.try_has("saved").await?.then_some(())).await;
            }
            Self::Viewer => {
                stage.open(&stage.send(&[]).await).await;
                browser.press("preview-image").await;
                browser.see("viewer").await;
            }
            Self::ViewerPdf => {
                stage.open(&stage.send(&[]).await).await;
                browser.press("preview-pdf").await;
                browser.see("pdf-drawn").await;
            }
            Self::NetworkAway => {
                stage.look(&stage.send(&[]).await.share).await;
                browser.set_offline(true).await;
                browser.see("network-away").await;
            }
            Self::NoAnswer => {
                let mut gone = Server::start(&[]).await;
                let links = command_line::send(&gone.origin(), &stage.files(), &[]).await;
                stage.look(&links.share).await;
                gone.kill();
                browser.press("open").await;
                browser.notice().await;
            }
            Self::NoKey => {
                let link = stage.send(&[]).await.share;
                stage.refused(link.split('#').next().unwrap()).await;
            }
            Self::CutShort => {
                let link = stage.send(&[]).await.share;
                stage.refused(&link[..link.len() - 5]).await;
            }
            Self::WrongKey => {
                let link = stage.send(&[]).await.share;
                let other = if link.ends_with('A') { 'E' } else { 'A' };
                journey::open(browser, &format!("{}{other}", &link[..link.len() - 1])).await;
                browser.notice().await;
            }
            Self::Expired => {
                let link = stage.send(&["--expires", "1s"]).await.share;
                until("the link has expired", async || {
                    (api::link_status(&link).await.state == LinkState::Expired).then_some(())
                })
                .await;
                stage.refused(&link).await;
            }
            Self::Exhausted => {
                let links = stage.send(&["--max-opens", "1"]).await;
                stage.open(&links).await;
                stage.refused(&links.share).await;
            }
            Self::Revoked => {
                let links = stage.send(&[]).await;
                command_line::revoke(&links.manage).await.unwrap();
                stage.refused(&links.share).await;
            }
            Self::Manage => stage.manage().await,
            Self::ManageChange => {
                stage.manage().await;
                browser.press("change-link").await;
                browser.see("link-dialog").await;
            }
            Self::ManageAdd => {
                stage.manage().await;
                browser.press("add-recipient").await;
                browser.see("make-link").await;
            }
            Self::ManageAdded => {
                stage.manage().await;
                browser.press("add-recipient").await;
                browser.write("recipient", "Dr Rossi, dermatology").await;
                browser.press(journey::CODE).await;
                browser.press("make-link").await;
                browser.see("lock-card").await;
            }
            Self::Mine => {
                stage.share_locked(journey::CODE, &[]).await;
                browser.press("keep").await;
                browser.see("kept").await;
                browser.go(&format!("{}/mine", server.origin())).await;
                browser.see("mine-line").await;
            }
            Self::MineNone => {
                browser.go(&format!("{}/mine", server.origin())).await;
                until("the page knows", async || {
                    (browser.try_has("mine").await? || browser.try_has("mine-none").await?).then_some(())
                })
                .await;
                if browser.has("mine").await {
                    browser.press("forget-all").await;
                }
                browser.see("mine-none").await;
            }
            Self::ManageErase => {
                stage.manage().await;
                browser.press("erase").await;
                browser.see("erase-confirm").await;
            }
            Self::ManageErased => {
                stage.manage().await;
                browser.press("erase").await;
                browser.press("erase-confirm").await;
                browser.see("receipt").await;
            }
            Self::About => {
                browser.go(&format!("{}/about", server.origin())).await;
                until("the page is there", async || (!browser.try_text().await?.is_empty()).then_some(())).await;
            }
            Self::NotFound => stage.refused(&format!("{}/nowhere", server.origin())).await,
            Self::Insecure => stage.refused(&server.insecure_origin()).await,
            Self::NoCipher => {
                let none = "Object.defineProperty(crypto, 'subtle', { value: undefined });";
                let link = stage.send(&[]).await.share;
                stage.with_script(none, async || journey::open(browser, &link).await).await;
                browser.notice().await;
            }
            Self::NotStarted => {
                let none = "delete window.WebAssembly;";
                stage.with_script(none, async || browser.go(&server.origin()).await).await;
                let failed = "return document.querySelector('[data-boot=trouble]')?.hidden === false";
                until("the page says that it cannot start", async || {
                    (browser.try_run(failed).await? == true).then_some(())
                })
                .await;
            }
        }
        stage.settle().await;
    }
}

impl Stage {
    /// A link for three files with a message.
    async fn send(&self, settings: &[&str]) -> Links {
        let about =
            ["--from", "Dr Anna Rossi", "--note", "Your photo and the letter from today’s visit. See you on Thursday."];
        command_line::send(&self.server.origin(), &self.files(), &[settings, &about].concat()).await
    }

    async fn look(&self, link: &str) {
        self.browser.go(link).await;
        self.browser.see("open").await;
    }

    async fn open(&self, links: &Links) {
        journey::open_and_see(&self.browser, &links.share).await;
        self.browser.see("preview-image").await;
    }

    async fn refused(&self, url: &str) {
        self.browser.go(url).await;
        self.browser.notice().await;
    }

    async fn choose(&self, server: &Server, files: &[std::path::PathBuf]) {
        self.browser.go(&server.origin()).await;
        self.browser.choose("file-input", files).await;
        self.browser.see("chosen-file").await;
    }

    async fn share(&self) {
        self.choose(&self.server, &self.files()).await;
        self.browser.press("lock").await;
        self.browser.see("share-link").await;
    }

    /// Shares with a lock, for which these fields are filled in.
    async fn share_locked(&self, lock: &str, fields: &[(&str, &str)]) -> Links {
        self.choose(&self.server, &self.files()).await;
        self.browser.write("recipient", "Dr Rossi, dermatology").await;
        self.browser.press(lock).await;
        for (field, text) in fields {
            self.browser.write(field, text).await;
        }
        self.browser.press("lock").await;
        journey::links(&self.browser).await
    }

    /// Goes to a link that asks for something besides.
    async fn asks(&self, lock: &str, fields: &[(&str, &str)]) -> Links {
        let links = self.share_locked(lock, fields).await;
        self.look(&links.share).await;
        self.browser.see("factor").await;
        links
    }

    /// Sends over a network that is so slow that the view stays.
    async fn keep_sending(&self) {
        let scan = self.folder().join("ultrasound.mp4");
        files::write_noise(&scan, 40 << 20, 1);
        self.choose(&self.server, &[scan]).await;
        let slow = async |len: u64| {
            let slow = json!({"offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": len});
            self.browser.cdp("Network.emulateNetworkConditions", slow).await;
        };
        self.browser.cdp("Network.enable", json!({})).await;
        slow(2 << 20).await;
        self.browser.press("lock").await;
        let begun = "return Number(document.querySelector('[data-test=progress]')?.ariaValueNow) >= 10";
        until("a part is sent", async || (self.browser.try_run(begun).await? == true).then_some(())).await;
        slow(64 << 10).await;
    }

    fn invitation(&self) -> String {
        let invited = Command::new(crate::from_environment("PHIAL_BIN"))
            .args(["invite", "create", "--public-url", &self.invited.origin(), "--data"])
            .arg(self.invited.data())
            .output()
            .unwrap();
        String::from_utf8(invited.stdout).unwrap().trim().to_owned()
    }

    /// Joins, unless this browser has joined before.
    async fn invite(&self) {
        self.browser.go(&self.invited.origin()).await;
        let known = until("the page knows who sends", async || {
            let (known, unknown) =
                (self.browser.try_has("signed-in").await?, self.browser.try_has("sign-in-card").await?);
            (known || unknown).then_some(known)
        })
        .await;
        if !known {
            self.join(&self.invitation()).await;
        }
    }

    async fn join(&self, invitation: &str) {
        self.browser.go(invitation).await;
        self.browser.press("join").await;
        self.browser.see("signed-in").await;
    }

    /// The sender's page of a share that was opened, and of which a file was saved.
    async fn manage(&self) {
        let links = self.send(&["--max-opens", "3"]).await;
        self.open(&links).await;
        journey::press_save(&self.browser, 1).await;
        until("it is saved", async || self.browser.try_has("saved").await?.then_some(())).await;
        self.browser.go(&links.manage).await;
        self.browser.see("log-intact").await;
    }

    /// Does something in pages that run this script before their own.
    async fn with_script(&self, source: &str, work: impl AsyncFnOnce()) {
        let script = self.browser.before_every_page(source).await;
        work().await;
        self.browser.no_more_before_pages(&script).await;
    }
}
