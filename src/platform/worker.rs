//! The service worker: registering it, hearing from it, and letting a new one take over.

use std::cell::Cell;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, RegistrationOptions, ServiceWorker, ServiceWorkerContainer,
    ServiceWorkerRegistration, ServiceWorkerState, ServiceWorkerUpdateViaCache,
};

use super::{listen, window};

const SCRIPT: &str = "/sw.js";
/// In the cache once everything is.
const INDEX: &str = "/index.html";

/// Missing in private windows of some browsers and on pages that are not served securely.
fn container() -> Option<ServiceWorkerContainer> {
    let container = Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?;
    container.is_object().then(|| container.unchecked_into())
}

#[derive(Debug, Clone)]
pub(crate) struct Registration(ServiceWorkerRegistration);

/// None if the browser has no service workers or does not take ours.
pub(crate) async fn register() -> Option<Registration> {
    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let promise = container()?.register_with_options(SCRIPT, &options);
    let registration = JsFuture::from(promise).await.ok()?;
    Some(Registration(registration.unchecked_into()))
}

impl Registration {
    /// A new worker is installed and waits, now or later.
    pub(crate) fn on_update(&self, then: impl Fn() + Clone + 'static) {
        if self.0.waiting().is_some() {
            then();
        }
        let registration = self.0.clone();
        listen(&self.0, "updatefound", move |_| {
            if let Some(worker) = registration.installing() {
                tell_when_waiting(&worker, then.clone());
            }
        });
    }

    /// Asks the server for a newer worker. Without a network nothing comes of it.
    pub(crate) fn look_for_update(&self) {
        let looked = self.0.update();
        wasm_bindgen_futures::spawn_local(async move {
            if let Ok(promise) = looked {
                let _ = JsFuture::from(promise).await;
            }
        });
    }

    /// The waiting worker takes over; then the page is loaded anew, once.
    pub(crate) fn take_over(&self) {
        // WebKit says that a worker is installed a moment before it counts it as waiting.
        let Some(waiting) = self.0.waiting().or_else(|| self.0.installing()) else {
            return;
        };
        on_new_controller(super::page::reload);
        let message = js_sys::Object::new();
        // A property of a new object can be set, a plain object be sent.
        let _ = Reflect::set(&message, &"type".into(), &"take-over".into());
        let _ = waiting.post_message(&message);
    }
}

/// The very first worker is no update.
fn tell_when_waiting(worker: &ServiceWorker, then: impl Fn() + 'static) {
    let watched = worker.clone();
    listen(worker, "statechange", move |_| {
        if watched.state() == ServiceWorkerState::Installed && is_in_charge() {
            then();
        }
    });
}

pub(crate) fn is_in_charge() -> bool {
    container().is_some_and(|container| container.controller().is_some())
}

/// Runs once, at the next change.
pub(crate) fn on_new_controller(then: impl FnOnce() + 'static) {
    let Some(container) = container() else { return };
    let then = Cell::new(Some(then));
    listen(&container, "controllerchange", move |_| {
        if let Some(then) = then.take() {
            then();
        }
    });
}

/// The worker woke this page to send what waits.
pub(crate) fn on_wake(then: impl Fn() + 'static) {
    let Some(container) = container() else { return };
    listen(&container, "message", move |event| {
        let data = event.dyn_into::<MessageEvent>().map(|event| event.data());
        let kind = data
            .ok()
            .and_then(|data| Reflect::get(&data, &"type".into()).ok());
        if kind.is_some_and(|kind| kind == "sync") {
            then();
        }
    });
}

/// Asks to be woken when the network is back, where the browser can do that.
pub(crate) fn ask_for_wake() {
    let Some(container) = container() else { return };
    let Ok(ready) = container.ready() else { return };
    wasm_bindgen_futures::spawn_local(async move {
        let Ok(registration) = JsFuture::from(ready).await else {
            return;
        };
        let Ok(sync) = Reflect::get(&registration, &"sync".into()) else {
            return;
        };
        let Ok(register) = Reflect::get(&sync, &"register".into()) else {
            return;
        };
        if let Some(register) = register.dyn_ref::<js_sys::Function>() {
            // Refused without permission: then the page's own triggers do.
            let _ = register.call1(&sync, &"outbox".into());
        }
    });
}

/// Whether the app's own files lie in the worker's cache and the worker answers with them.
pub(crate) async fn is_precached() -> bool {
    if !is_in_charge() {
        return false;
    }
    let Ok(caches) = window().caches() else {
        return false;
    };
    let found = JsFuture::from(caches.match_with_str(INDEX)).await;
    found.is_ok_and(|found| found.is_object())
}
