//! What a person reads on the page. Every look waits until what it looks for is there.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::{Phone, Role};
use crate::wait;

impl Phone {
    /// Waits until the text can be read on the page.
    ///
    /// # Errors
    /// It did not come.
    pub async fn see(&self, text: &str) -> Result<()> {
        let look = async || Ok(self.reads(|page| page.contains(text)).await.then_some(()));
        let absence = async || match self.text().await {
            Ok(present) => format!("On the page: {present}"),
            Err(error) => format!("{error:#}"),
        };
        wait::until(&format!("to see «{text}»"), look, absence).await
    }

    /// Waits until the text can be read exactly so many times.
    ///
    /// # Errors
    /// It did not come to that.
    pub async fn see_times(&self, text: &str, count: usize) -> Result<()> {
        let look = async || {
            Ok(self
                .reads(|page| page.matches(text).count() == count)
                .await
                .then_some(()))
        };
        let absence = async || format!("On the page: {}", self.text().await.unwrap_or_default());
        wait::until(&format!("to see «{text}» {count} times"), look, absence).await
    }

    /// Waits until a thing of that name says something.
    ///
    /// # Errors
    /// It is not there, or says something else.
    pub async fn see_on(&self, role: Role, name: &str, words: &str) -> Result<()> {
        let script = "return arguments[0].innerText.replace(/\\s+/g, ' ');";
        let read = async || -> Result<String> {
            let thing = self.find(role, name).await?;
            self.run(script, vec![thing.drawn.to_json()?]).await
        };
        // Drawn anew while it was read: looked at again.
        let look = async || {
            Ok(read()
                .await
                .ok()
                .filter(|text| text.contains(words))
                .map(|_| ()))
        };
        let absence = async || format!("It says: {:?}", read().await);
        wait::until(&format!("«{name}» to say «{words}»"), look, absence).await
    }

    /// Waits until the text cannot be read on the page any more.
    ///
    /// # Errors
    /// It did not go.
    pub async fn see_gone(&self, text: &str) -> Result<()> {
        let look = async || Ok(self.reads(|page| !page.contains(text)).await.then_some(()));
        wait::until(&format!("«{text}» to be gone"), look, async || {
            String::new()
        })
        .await
    }

    /// Whether the page reads so now. While it is left for another, it reads like nothing.
    async fn reads(&self, wanted: impl FnOnce(&str) -> bool) -> bool {
        self.text().await.is_ok_and(|page| wanted(&page))
    }

    /// All that can be read, with spaces and line ends made one space.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn text(&self) -> Result<String> {
        let script = "return document.body ? document.body.innerText : '';";
        let text: String = self.run(script, vec![]).await?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Waits until a script says true.
    ///
    /// # Errors
    /// It throws or never does.
    pub async fn wait_until(&self, script: &str) -> Result<()> {
        // While a page is left, its scripts fail.
        let look = async || {
            let said: Result<bool> = self.run(script, vec![]).await;
            Ok(said.unwrap_or(false).then_some(()))
        };
        wait::until(script, look, async || String::new()).await
    }

    /// Waits until a script whose promise is asked for gives true.
    ///
    /// # Errors
    /// It never does.
    pub async fn wait_until_async(&self, body: &str, arg: usize) -> Result<()> {
        let look = async || {
            let said: Result<bool> = self.run_async(body, vec![json!(arg)]).await;
            Ok(said.unwrap_or(false).then_some(()))
        };
        wait::until(body, look, async || String::new()).await
    }

    /// Waits until the service worker answers for this page: only then can the network go.
    ///
    /// # Errors
    /// It does not take over.
    pub async fn wait_for_worker(&self) -> Result<()> {
        let script = "return !!(navigator.serviceWorker && navigator.serviceWorker.controller);";
        let look = async || {
            let is_controlled: bool = self.run(script, vec![]).await?;
            Ok(is_controlled.then_some(()))
        };
        wait::until("the service worker to answer", look, async || String::new()).await
    }

    /// A picture of the screen.
    ///
    /// # Errors
    /// The disk refuses.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        Ok(self.browser.session().screenshot(file).await?)
    }

    /// A picture and the text of the page, for whoever looks into a failure.
    pub async fn keep_evidence(&self, folder: &Path, name: &str) {
        let _ = self
            .browser
            .session()
            .screenshot(&folder.join(format!("{name}.png")))
            .await;
        let text = self
            .text()
            .await
            .unwrap_or_else(|error| format!("{error:#}"));
        let _ = std::fs::write(folder.join(format!("{name}.txt")), text);
        if let Ok(log) = self.browser.session().browser_log().await {
            let _ = std::fs::write(
                folder.join(format!("{name}.console.txt")),
                format!("{log:#?}"),
            );
        }
    }
}
