//! What a person does on the page: goes to an address, presses, types, chooses, hands over files.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{Key, WebElement};

use super::{Phone, Role, Thing, is_stale};
use crate::wait;

impl Phone {
    /// Opens an address of the app, as a link or the icon on the home screen does.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn open(&self, path: &str) -> Result<()> {
        // From an empty page, so that an address that differs by its fragment alone is loaded too.
        self.browser.session().goto("about:blank").await?;
        let address = format!("{}{path}", self.origin);
        // Without a worker and a network this ends in the browser's own error page, which is fine.
        let _ = self.browser.session().goto(address).await;
        Ok(())
    }

    /// By the page itself: Firefox's driver does not ask the worker without a network.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn reload(&self) -> Result<()> {
        self.run::<()>("window.left = true; location.reload();", vec![])
            .await?;
        self.wait_until("return !window.left;").await
    }

    /// The phone's back button.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn go_back(&self) -> Result<()> {
        Ok(self.browser.session().back().await?)
    }

    /// Presses a button or a link.
    ///
    /// # Errors
    /// There is none of that name, or something lies over it.
    pub async fn press(&mut self, name: &str) -> Result<()> {
        self.tap(Role::Action, name, None).await
    }

    /// Chooses one of several answers.
    ///
    /// # Errors
    /// There is none of that name, or something lies over it.
    pub async fn choose(&mut self, name: &str) -> Result<()> {
        self.tap(Role::Option, name, None).await
    }

    /// Chooses an answer of one question, where several questions have an answer of that name.
    ///
    /// # Errors
    /// There is no such question or answer.
    pub async fn answer(&mut self, question: &str, name: &str) -> Result<()> {
        self.tap(Role::Option, name, Some(question)).await
    }

    /// Presses what is there at the moment; drawn anew meanwhile, it is looked for again.
    async fn tap(&mut self, role: Role, name: &str, question: Option<&str>) -> Result<()> {
        let look = async || {
            let Ok(Some(thing)) = self.look_for(role, name, question).await else {
                return Ok(None);
            };
            match self.touch(&thing).await {
                Ok(is_done) => Ok(is_done.then_some(())),
                Err(error) if is_stale(&error) => Ok(None),
                Err(error) => Err(error.into()),
            }
        };
        let absence = async || self.what_there_is(role, name, question).await;
        wait::until(&format!("to press «{name}»"), look, absence).await?;
        self.taps += 1;
        Ok(())
    }

    /// False if something lies over it.
    async fn touch(&self, thing: &Thing) -> WebDriverResult<bool> {
        let args = vec![
            thing.drawn.to_json()?,
            thing.behind.to_json()?,
            json!(self.follows),
        ];
        let met = self.script(include_str!("hit.js"), args).await?;
        if met.json().is_null() {
            return Ok(false);
        }
        if !self.follows {
            met.element()?.click().await?;
        }
        Ok(true)
    }

    /// Brings it to the middle of the screen, clear of the bars at its edges.
    async fn center(&self, element: &WebElement) -> Result<()> {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });";
        self.script(script, vec![element.to_json()?]).await?;
        Ok(())
    }

    /// Types over what an input holds. Days and hours go in as a picker sets them: `2020-07-24`.
    ///
    /// # Errors
    /// There is no such input.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let input = self.find(Role::Input, label).await?.behind;
        self.center(&input).await?;
        let kind = input.attr("type").await?.unwrap_or_default();
        if matches!(kind.as_str(), "date" | "time") {
            return self.pick(&input, text).await;
        }
        if self.follows {
            self.script("arguments[0].focus();", vec![input.to_json()?])
                .await?;
        } else {
            input.click().await?;
        }
        input.send_keys(Key::Control + "a").await?;
        input.send_keys(Key::Delete + "").await?;
        Ok(input.send_keys(text).await?)
    }

    /// What a picker of the system does to its input.
    async fn pick(&self, input: &WebElement, value: &str) -> Result<()> {
        let script = "const [input, value] = arguments;
            const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
            set.call(input, value);
            input.dispatchEvent(new Event('input', { bubbles: true }));
            input.dispatchEvent(new Event('change', { bubbles: true }));";
        self.script(script, vec![input.to_json()?, json!(value)])
            .await?;
        Ok(())
    }

    /// Taps into a number, which is one tap, and types it.
    ///
    /// # Errors
    /// There is no such input.
    pub async fn type_number(&mut self, label: &str, number: u32) -> Result<()> {
        self.taps += 1;
        self.fill(label, &number.to_string()).await
    }

    /// Chooses an entry of a menu.
    ///
    /// # Errors
    /// There is no such menu or entry.
    pub async fn select(&mut self, label: &str, entry: &str) -> Result<()> {
        let menu = self.find(Role::Input, label).await?.behind;
        self.center(&menu).await?;
        self.taps += 1;
        let script = "const [menu, wanted] = arguments;
            const entry = [...menu.options].find((option) => option.label.trim() === wanted);
            if (!entry) return false;
            menu.value = entry.value;
            menu.dispatchEvent(new Event('input', { bubbles: true }));
            menu.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        let args = vec![menu.to_json()?, json!(entry)];
        let is_there: bool = self.script(script, args).await?.convert()?;
        ensure!(is_there, "menu «{label}» has no entry «{entry}»");
        Ok(())
    }

    /// What an input holds.
    ///
    /// # Errors
    /// There is no such input.
    pub async fn value(&self, label: &str) -> Result<String> {
        let input = self.find(Role::Input, label).await?.behind;
        Ok(input.prop("value").await?.unwrap_or_default())
    }

    /// Gives files to the chooser behind a button.
    ///
    /// # Errors
    /// There is no such button.
    pub async fn attach(&mut self, button: &str, files: &[&Path]) -> Result<()> {
        let chooser = self.find(Role::File, button).await?.behind;
        self.taps += 1;
        // A person's press comes first; the app may prepare for the camera then. The chooser of
        // the system itself is left out.
        let press = "arguments[0].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));";
        let quiet = format!(
            "arguments[0].addEventListener('click', (event) => event.preventDefault(), {{ once: true }}); {press}"
        );
        self.script(quiet, vec![chooser.to_json()?]).await?;
        let names: Vec<_> = files
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        Ok(chooser.send_keys(names.join("\n")).await?)
    }

    /// Sends keys to whatever has the focus.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn keys(&self, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
        // As from a keyboard, not into an element: what has the focus decides what they mean.
        let session = self.browser.session();
        Ok(session.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses Tab until something whose name begins so has the focus.
    ///
    /// # Errors
    /// It cannot be reached.
    pub async fn tab_to(&self, name: &str) -> Result<()> {
        const MOST_STOPS: usize = 150;
        let mut seen = Vec::new();
        for _ in 0..MOST_STOPS {
            let focused = self.look(Role::Focused, name, None).await?;
            if !focused.found.is_empty() {
                return Ok(());
            }
            seen.extend(focused.names);
            self.keys(Key::Tab + "").await?;
        }
        anyhow::bail!("Tab does not lead to «{name}», only to {seen:?}")
    }
}
