//! One holder among all tabs, by Web Locks. web-sys has them behind an unstable cfg only.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type LockManager;
    type Requested;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, with_lock: &Function)
    -> Requested;

    #[wasm_bindgen(method, js_name = catch)]
    fn on_refusal(this: &Requested, then: &Function);
}

/// Let go when dropped, and by the browser when the tab dies.
#[derive(Debug)]
pub(crate) struct Held {
    release: Option<Function>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            // A promise's `resolve` does not throw.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// None if somebody else holds it. A browser without locks lets everybody have it.
pub(crate) async fn try_hold(name: &str) -> Option<Held> {
    let locks = Reflect::get(&super::window().navigator(), &"locks".into()).ok();
    let Some(locks) = locks.filter(JsValue::is_object) else {
        return Some(Held { release: None });
    };
    let answer = ask(locks.unchecked_ref(), name);
    let release = JsFuture::from(answer).await.ok()?;
    release.dyn_into().ok().map(|release| Held {
        release: Some(release),
    })
}

/// Resolves with the function that lets the lock go, or with null.
fn ask(locks: &LockManager, name: &str) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let options = Object::new();
        // Setting a property of a new object does not fail.
        let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
        let kept = Rc::new(RefCell::new(None));
        let with_lock = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            let held = Promise::new(&mut |release, _| {
                kept.borrow_mut().replace(release);
            });
            let release = kept.borrow_mut().take().unwrap_or_default();
            let _ = resolve.call1(&JsValue::UNDEFINED, &release);
            held.into()
        });
        // A page without an origin gets no locks.
        locks
            .request(name, &options, with_lock.unchecked_ref())
            .on_refusal(&reject);
    })
}
