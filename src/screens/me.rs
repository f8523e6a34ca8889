//! Cá nhân: posts, storage, looks, other people on this phone, help, privacy, version.

mod about;
mod looks;
mod people;
mod posts;
mod storage;

use leptos::prelude::*;
use nhatky_domain::name::given_name;

pub(crate) use self::posts::post_list;
use crate::components::frame::Page;
use crate::components::live::live;
use crate::screens::install::install;
use crate::state::device::use_device;
use crate::state::session::use_session;
use crate::text;

#[component]
pub(crate) fn MeScreen() -> impl IntoView {
    let account = use_session().account();
    let name = move || account.read().name.clone();
    let greeting = move || text::home::greeting(given_name(&account.read().name));
    view! {
        <Page title=text::frame::TAB_ME>
            <div>
                <h2>{live(name)}</h2>
                <p class="spoken">{live(greeting)}</p>
            </div>
            {posts::posts()}
            {storage::storage()}
            {install(use_device().advice(), false)}
            {looks::looks()}
            {people::people()}
            {about::about()}
        </Page>
    }
    .into_any()
}
