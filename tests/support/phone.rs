//! The hands and eyes of a person: presses what has a name, fills in what has a label, reads what
//! can be seen. Every look waits until what it looks for is there.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::{Key, WebElement};

use crate::browser::Browser;
use crate::wait;

/// What a thing on the page is to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Button,
    Link,
    /// A button or a link: something to press.
    Action,
    /// One of several answers to choose from.
    Option,
    /// Something to type into or a menu.
    Input,
    File,
    Group,
    Heading,
    /// An entry of a list.
    Item,
    Dialog,
    /// Whatever has the focus.
    Focused,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Action => "action",
            Self::Option => "option",
            Self::Input => "input",
            Self::File => "file",
            Self::Group => "group",
            Self::Heading => "heading",
            Self::Item => "item",
            Self::Dialog => "dialog",
            Self::Focused => "focused",
        }
    }
}

#[derive(Debug)]
pub struct Phone {
    browser: Browser,
    origin: String,
    taps: u32,
}

#[derive(Deserialize)]
struct Found {
    found: Vec<Value>,
    /// The elements themselves, where `found` are the labels that draw them.
    behind: Vec<Value>,
    names: Vec<String>,
}

/// A thing that was found: what is drawn, and the element behind it.
#[derive(Debug)]
pub struct Thing {
    drawn: WebElement,
    behind: WebElement,
}

impl Phone {
    #[must_use]
    pub fn new(browser: Browser, origin: String) -> Self {
        Self {
            browser,
            origin,
            taps: 0,
        }
    }

    #[must_use]
    pub fn browser(&mut self) -> &mut Browser {
        &mut self.browser
    }

    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How often something was pressed or chosen so far.
    #[must_use]
    pub fn taps(&self) -> u32 {
        self.taps
    }

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

    /// # Errors
    /// The driver refuses.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.browser.session().refresh().await?)
    }

    /// The phone's back button.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn go_back(&self) -> Result<()> {
        Ok(self.browser.session().back().await?)
    }

    /// # Errors
    /// Nothing of that name came, or several things have it.
    pub async fn find(&self, role: Role, name: &str) -> Result<Thing> {
        let what = format!("{} «{name}»", role.word());
        let look = async || {
            let found = self.look(role, name).await?;
            match (&found.found[..], &found.behind[..]) {
                ([drawn], [behind]) => {
                    let handle = self.browser.session().handle();
                    let element =
                        |value: &Value| WebElement::from_json(value.clone(), handle.clone());
                    Ok(Some(Thing {
                        drawn: element(drawn)?,
                        behind: element(behind)?,
                    }))
                }
                _ => Ok(None),
            }
        };
        let absence = async || match self.look(role, name).await {
            Ok(found) => format!(
                "{} fit; of this kind there are: {:?}",
                found.found.len(),
                found.names
            ),
            Err(error) => format!("{error:#}"),
        };
        wait::until(&what, look, absence).await
    }

    /// Whether there is one now.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn has(&self, role: Role, name: &str) -> Result<bool> {
        Ok(!self.look(role, name).await?.found.is_empty())
    }

    /// The names of everything of a kind that can be seen now.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn names(&self, role: Role) -> Result<Vec<String>> {
        Ok(self.look(role, "").await?.names)
    }

    async fn look(&self, role: Role, name: &str) -> Result<Found> {
        self.run(
            include_str!("phone/find.js"),
            vec![json!(role.word()), json!(name)],
        )
        .await
    }

    /// Presses a button or a link.
    ///
    /// # Errors
    /// There is none of that name, or something lies over it.
    pub async fn press(&mut self, name: &str) -> Result<()> {
        self.tap(Role::Action, name).await
    }

    /// Chooses one of several answers.
    ///
    /// # Errors
    /// There is none of that name, or something lies over it.
    pub async fn choose(&mut self, name: &str) -> Result<()> {
        self.tap(Role::Option, name).await
    }

    /// Chooses an answer of one question, where several questions have an answer of that name.
    ///
    /// # Errors
    /// There is no such question or answer.
    pub async fn answer(&mut self, question: &str, name: &str) -> Result<()> {
        let group = self.find(Role::Group, question).await?;
        let script = "const [group, wanted] = arguments;
            const inputs = [...group.querySelectorAll('input')];
            const label = inputs.flatMap((input) => [...input.labels]).find((label) => label.textContent.trim() === wanted);
            label.scrollIntoView({ block: 'center' });
            return label;";
        let label = self
            .session_script(script, vec![group.behind.to_json()?, json!(name)])
            .await?;
        self.taps += 1;
        label
            .element()?
            .click()
            .await
            .with_context(|| format!("«{name}» of «{question}»"))
    }

    async fn tap(&mut self, role: Role, name: &str) -> Result<()> {
        let thing = self.find(role, name).await?;
        self.center(&thing.drawn).await?;
        self.taps += 1;
        thing
            .drawn
            .click()
            .await
            .with_context(|| format!("press «{name}»"))
    }

    /// Brings it to the middle of the screen, clear of the bars at its edges.
    async fn center(&self, element: &WebElement) -> Result<()> {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });";
        self.session_script(script, vec![element.to_json()?])
            .await?;
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
        input.click().await?;
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
        self.session_script(script, vec![input.to_json()?, json!(value)])
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
        let is_there: bool = self.session_script(script, args).await?.convert()?;
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
        self.session_script(quiet, vec![chooser.to_json()?]).await?;
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
        let focused = self
            .session_script("return document.activeElement;", vec![])
            .await?
            .element()?;
        Ok(focused.send_keys(keys).await?)
    }

    /// Presses Tab until something whose name begins so has the focus.
    ///
    /// # Errors
    /// It cannot be reached.
    pub async fn tab_to(&self, name: &str) -> Result<()> {
        const MOST_STOPS: usize = 150;
        let mut seen = Vec::new();
        for _ in 0..MOST_STOPS {
            let focused = self.look(Role::Focused, name).await?;
            if !focused.found.is_empty() {
                return Ok(());
            }
            seen.extend(focused.names);
            self.keys(Key::Tab + "").await?;
        }
        anyhow::bail!("Tab does not lead to «{name}», only to {seen:?}")
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

    /// Waits until the text can be read on the page.
    ///
    /// # Errors
    /// It did not come.
    pub async fn see(&self, text: &str) -> Result<()> {
        let look = async || Ok(self.text().await?.contains(text).then_some(()));
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
            let n_seen = self.text().await?.matches(text).count();
            Ok((n_seen == count).then_some(()))
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
        let look = async || Ok((!self.text().await?.contains(text)).then_some(()));
        wait::until(&format!("«{text}» to be gone"), look, async || {
            String::new()
        })
        .await
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

    /// Runs a script that gives a value.
    ///
    /// # Errors
    /// It throws, or gives something else.
    pub async fn run<T: DeserializeOwned>(&self, script: &str, args: Vec<Value>) -> Result<T> {
        Ok(self.session_script(script, args).await?.convert()?)
    }

    /// Runs a script that gives a promise and waits for it.
    ///
    /// # Errors
    /// It throws, or gives something else.
    pub async fn run_async<T: DeserializeOwned>(&self, body: &str, args: Vec<Value>) -> Result<T> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const args = [...arguments].slice(0, -1);
             (async () => {{ {body} }})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let mut answer: Value = self
            .browser
            .session()
            .execute_async(script, args)
            .await?
            .convert()?;
        ensure!(answer["error"].is_null(), "script: {}", answer["error"]);
        Ok(serde_json::from_value(answer["value"].take())?)
    }

    async fn session_script(
        &self,
        script: impl Into<String>,
        args: Vec<Value>,
    ) -> Result<thirtyfour::session::scriptret::ScriptRet> {
        Ok(self.browser.session().execute(script.into(), args).await?)
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
