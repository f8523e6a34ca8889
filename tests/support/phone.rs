//! The hands and eyes of a person: presses what has a name, fills in what has a label, reads what
//! can be seen. Every look waits until what it looks for is there.

mod eyes;
mod hands;

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::WebElement;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner, WebDriverResult};
use thirtyfour::session::scriptret::ScriptRet;

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
            Self::Focused => "focused",
        }
    }
}

#[derive(Debug)]
pub struct Phone {
    browser: Browser,
    origin: String,
    taps: u32,
    /// Whether a touch falls in the instant of the look.
    follows: bool,
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
            follows: false,
        }
    }

    /// From now on the page may move at any moment, as when a list fills while it is read:
    /// a touch falls in the same instant as the look, by a script instead of the driver's pointer.
    pub fn follow_moving_pages(&mut self) {
        self.follows = true;
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

    /// # Errors
    /// Nothing of that name came, or several things have it.
    pub async fn find(&self, role: Role, name: &str) -> Result<Thing> {
        // While the page is left for another, nothing can be found on it.
        let look = async || Ok(self.look_for(role, name, None).await.unwrap_or_default());
        let absence = async || self.what_there_is(role, name, None).await;
        wait::until(&format!("{} «{name}»", role.word()), look, absence).await
    }

    /// Whether there is one now.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn has(&self, role: Role, name: &str) -> Result<bool> {
        Ok(!self.look(role, name, None).await?.found.is_empty())
    }

    /// None unless there is exactly one.
    async fn look_for(
        &self,
        role: Role,
        name: &str,
        question: Option<&str>,
    ) -> Result<Option<Thing>> {
        let found = self.look(role, name, question).await?;
        let ([drawn], [behind]) = (&found.found[..], &found.behind[..]) else {
            return Ok(None);
        };
        let handle = self.browser.session().handle();
        let element = |value: &Value| WebElement::from_json(value.clone(), handle.clone());
        Ok(Some(Thing {
            drawn: element(drawn)?,
            behind: element(behind)?,
        }))
    }

    async fn look(&self, role: Role, name: &str, question: Option<&str>) -> Result<Found> {
        let args = vec![json!(role.word()), json!(name), json!(question)];
        self.run(include_str!("phone/find.js"), args).await
    }

    /// For the message of a test that did not find it.
    async fn what_there_is(&self, role: Role, name: &str, question: Option<&str>) -> String {
        match self.look(role, name, question).await {
            Ok(found) => format!(
                "{} fit; of this kind there are: {:?}",
                found.found.len(),
                found.names
            ),
            Err(error) => format!("{error:#}"),
        }
    }

    /// Runs a script that gives a value.
    ///
    /// # Errors
    /// It throws, or gives something else.
    pub async fn run<T: DeserializeOwned>(&self, script: &str, args: Vec<Value>) -> Result<T> {
        Ok(self.script(script, args).await?.convert()?)
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

    async fn script(
        &self,
        script: impl Into<String>,
        args: Vec<Value>,
    ) -> WebDriverResult<ScriptRet> {
        self.browser.session().execute(script.into(), args).await
    }
}

/// Drawn anew since it was found.
fn is_stale(error: &WebDriverError) -> bool {
    matches!(
        error.as_inner(),
        WebDriverErrorInner::StaleElementReference(_)
    )
}
