//! Routes and what is provided to them.
#![expect(unreachable_pub, reason = "the component macro writes a bare `pub`")]

use leptos::prelude::*;

use crate::components::live::live;
use crate::components::toast::{Toast, toast_region};
use crate::platform::page;
use crate::route::Route;
use crate::screens::activate::ActivateScreen;
use crate::screens::backup::BackupScreen;
use crate::screens::chrome::chrome;
use crate::screens::diagnostics::DiagnosticsScreen;
use crate::screens::draft::DraftScreen;
use crate::screens::failed::FailedScreen;
use crate::screens::home::HomeScreen;
use crate::screens::journal::JournalScreen;
use crate::screens::me::MeScreen;
use crate::screens::new_draft::{ACTIVITY, HALF_HOUR, NewDraftScreen};
use crate::screens::queue::QueueScreen;
use crate::screens::record::RecordScreen;
use crate::screens::welcome::WelcomeScreen;
use crate::state::backup::Backup;
use crate::state::device::Device;
use crate::state::navigation::{Navigation, use_navigation};
use crate::state::start::{Inside, Stage, Start};

#[component]
pub(crate) fn App() -> impl IntoView {
    let (navigation, device, toast) = (Navigation::start(), Device::new(), Toast::new());
    let start = Start::begin(navigation, device);
    provide_context(navigation);
    provide_context(device);
    provide_context(start);
    provide_context(toast);
    let (stage, storage_news) = (start.stage(), start.storage_news());
    Effect::new(move |_| {
        let news = storage_news.get();
        if !news.is_empty() {
            toast.say(news);
        }
    });
    let content = move || {
        let stage = stage.get();
        if stage != Stage::Opening {
            page::remove_shell();
        }
        match stage {
            Stage::Opening => ().into_any(),
            Stage::Outside => view! { <ActivateScreen back=false /> }.into_any(),
            Stage::Inside(inside) => within(inside),
            Stage::Failed => {
                let error = start.failure().get();
                view! { <FailedScreen error=error /> }.into_any()
            }
            Stage::Rescue => {
                provide_context(Backup::for_rescue());
                view! { <BackupScreen /> }.into_any()
            }
        }
    };
    view! {
        {live(content)}
        {toast_region(toast)}
    }
    .into_any()
}

fn within(inside: Inside) -> AnyView {
    provide_context(inside.session);
    provide_context(inside.records);
    provide_context(inside.sync);
    provide_context(inside.work);
    provide_context(inside.backup);
    let (chrome, sheets) = chrome();
    provide_context(chrome);
    let (route, is_welcome) = (use_navigation().route(), inside.is_welcome);
    let on_go = Callback::new(move |()| is_welcome.set(false));
    let route = Memo::new(move |_| route.get());
    let shown = move || {
        if is_welcome.get() {
            view! { <WelcomeScreen on_go=on_go /> }.into_any()
        } else {
            screen(route.get())
        }
    };
    view! {
        {live(shown)}
        {sheets}
    }
    .into_any()
}

fn screen(route: Route) -> AnyView {
    match route {
        Route::Home => view! { <HomeScreen /> }.into_any(),
        Route::NewActivity => view! { <NewDraftScreen form=ACTIVITY /> }.into_any(),
        Route::NewHalfHour => view! { <NewDraftScreen form=HALF_HOUR /> }.into_any(),
        Route::Draft(id) => view! { <DraftScreen id=id /> }.into_any(),
        Route::Journal => view! { <JournalScreen /> }.into_any(),
        Route::Record(id) => view! { <RecordScreen id=id /> }.into_any(),
        Route::Queue => view! { <QueueScreen /> }.into_any(),
        Route::Backup | Route::Rescue => view! { <BackupScreen /> }.into_any(),
        Route::Me => view! { <MeScreen /> }.into_any(),
        Route::Diagnostics => view! { <DiagnosticsScreen /> }.into_any(),
        Route::Activate => view! { <ActivateScreen back=true /> }.into_any(),
    }
}
