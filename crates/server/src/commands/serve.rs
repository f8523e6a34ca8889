//! `serve`: puts the parts together and answers until told to stop.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use super::CommandError;
use super::backup::in_folder;
use super::database::{self, Opened, with_store};
use crate::app::{App, Parts};
use crate::apply;
use crate::args::{ServeArgs, Size};
use crate::backup::schedule::{self, Schedule};
use crate::blob_store::BlobStore;
use crate::catalogue::CatalogueSource;
use crate::clock::{SharedClock, SystemClock};
use crate::clock_guard;
use crate::demo::DemoSize;
use crate::directory::DirectoryCache;
use crate::folder::{DataFolder, FolderError};
use crate::founding;
use crate::keys::ServerKey;
use crate::listener;
use crate::metrics::Metrics;
use crate::room::{FolderVolume, RoomGuard};
use crate::settings::{Settings, UnfitAddress, check_address};
use crate::site::Site;
use crate::store::{Counters as _, Store, StoreError};
use crate::upload_folder::UploadFolder;

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// Settings that do not go together, a folder of another kind, a port that is taken.
pub async fn serve(args: &ServeArgs) -> Result<(), CommandError> {
    crate::logging::start();
    check_listener(args)?;
    let folder = open_folder(args)?;
    let key = ServerKey::of_folder(folder.path()).map_err(CommandError::io("server.key"))?;
    let opened = database::open(&args.folder, &folder).await?;
    opened.check_if_left_open().await?;
    let backups = schedule(args, &folder, &opened)?;
    with_store!(opened, |store| {
        serve_from(args, &folder, (key, backups), store).await
    })
}

async fn serve_from<S: Store>(
    args: &ServeArgs,
    folder: &DataFolder,
    (key, backups): (ServerKey, Option<Schedule>),
    store: S,
) -> Result<(), CommandError> {
    let clock: SharedClock = Arc::new(match args.clock {
        Some(start) => SystemClock::starting_at(start),
        None => SystemClock::real(),
    });
    let socket = TcpListener::bind(args.listen).map_err(CommandError::io(format!(
        "cannot listen on {}",
        args.listen
    )))?;
    let address = socket
        .local_addr()
        .map_err(CommandError::io("cannot listen"))?;
    if args.demo {
        set_up_demo(args, folder, &store, (&key, &clock), address).await?;
    }
    let app = assemble(args, folder, store, (key, clock)).await?;
    match apply::retry_quarantined(&app).await {
        Ok(0) => {}
        Ok(settled) => tracing::info!(settled, "quarantined mutations could be applied"),
        Err(StoreError::Sealed) => tracing::warn!("moved away: quarantined mutations stay"),
        Err(error) => return Err(error.into()),
    }
    if let Some(schedule) = backups {
        tokio::spawn(schedule::run(app.clone(), schedule));
    }
    let result = listener::run(&app, socket, tls_files(args), args.metrics).await;
    app.store.close().await;
    result.map_err(CommandError::io("the server stopped"))
}

/// Plain HTTP is for loopback only, and a demo is unless it is told otherwise.
fn check_listener(args: &ServeArgs) -> Result<(), CommandError> {
    let is_loopback = args.listen.ip().is_loopback();
    if args.demo && !is_loopback && !args.demo_public {
        return Err(CommandError::Setting(
            "a demo listens on loopback only; --demo-public lifts that",
        ));
    }
    if !is_loopback && args.tls_cert.is_none() && args.trusted_proxy.is_none() {
        return Err(CommandError::Setting(
            "beyond loopback the server needs --tls-cert and --tls-key, or --trusted-proxy",
        ));
    }
    Ok(())
}

fn open_folder(args: &ServeArgs) -> Result<DataFolder, CommandError> {
    let database = database::named(&args.folder)?;
    let path = &args.folder.data;
    Ok(if args.demo {
        DataFolder::for_demo(path)?
    } else {
        DataFolder::for_real(path, database)?
    })
}

fn schedule(
    args: &ServeArgs,
    folder: &DataFolder,
    opened: &Opened,
) -> Result<Option<Schedule>, CommandError> {
    let Some(to) = &args.backup_to else {
        return Ok(None);
    };
    in_folder(&args.folder)?;
    Ok(match opened {
        Opened::Sqlite(store) => {
            let (store, folder) = (store.clone(), folder.clone());
            Some(Schedule::new(store, folder, to.clone(), args.backup_at)?)
        }
        Opened::Postgres(_) => None,
    })
}

async fn set_up_demo<S: Store>(
    args: &ServeArgs,
    folder: &DataFolder,
    store: &S,
    (key, clock): (&ServerKey, &SharedClock),
    listening: SocketAddr,
) -> Result<(), CommandError> {
    let size = DemoSize::from(args.demo_size.unwrap_or(Size::Demo));
    founding::found_demo(store, key, size, clock.now().0).await?;
    let scheme = if args.tls_cert.is_some() {
        "https"
    } else {
        "http"
    };
    let local = format!("{scheme}://localhost:{}", listening.port());
    let address = args.public_url.as_deref().unwrap_or(&local);
    founding::write_demo_accounts(folder, key, size, address.trim_end_matches('/'))?;
    Ok(())
}

async fn assemble<S: Store>(
    args: &ServeArgs,
    folder: &DataFolder,
    store: S,
    (key, clock): (ServerKey, SharedClock),
) -> Result<App<S>, CommandError> {
    let organisation = store
        .read()
        .await?
        .organisation()
        .await?
        .ok_or_else(|| FolderError::NotFounded(folder.path().to_owned()))?;
    if organisation.is_demo && !args.demo {
        return Err(FolderError::IsDemo(folder.path().to_owned()).into());
    }
    let settings = settings(args, folder, organisation.address.as_deref())?;
    let blobs = BlobStore::in_folder(&folder.blobs(), organisation.id)
        .map_err(CommandError::io("the folder of photos"))?;
    let uploads =
        UploadFolder::open(&folder.uploads()).map_err(CommandError::io("the folder of uploads"))?;
    Ok(App::new(Parts {
        store,
        key,
        clock,
        organisation,
        directory: DirectoryCache::new(CatalogueSource::shipped()?),
        settings,
        site: Site::embedded(),
        metrics: Metrics::default(),
        blobs,
        uploads,
    }))
}

fn settings(
    args: &ServeArgs,
    folder: &DataFolder,
    founded_as: Option<&str>,
) -> Result<Settings, CommandError> {
    let public = args.public_url.as_deref().or(founded_as);
    let mut origins = Vec::new();
    for url in public
        .into_iter()
        .chain(args.former_url.iter().map(String::as_str))
    {
        // A demo is thrown away with its codes: a bare address strands nobody.
        let checked = match check_address(url) {
            Err(UnfitAddress::BareIp(url)) if args.demo => url,
            checked => checked?,
        };
        origins.push(checked);
    }
    if public.is_none() && !args.demo {
        return Err(CommandError::Setting("--public-url is needed"));
    }
    let is_https = args.tls_cert.is_some() || args.trusted_proxy.is_some();
    Ok(Settings {
        is_secure: is_https || public.is_some_and(|url| url.starts_with("https:")),
        trusted_proxy: args.trusted_proxy,
        origins,
        is_https,
        clock_floor: (!args.demo && !args.trust_clock).then(clock_guard::built_at),
        keep: args.keep.into(),
        // A demo is thrown away: it may as well fill the disk.
        room: if args.demo {
            RoomGuard::default()
        } else {
            RoomGuard::watching(FolderVolume(folder.path().to_owned()))
        },
        backups_of: (!args.demo && args.folder.database_url.is_none()).then(|| folder.clone()),
    })
}

fn tls_files(args: &ServeArgs) -> Option<(PathBuf, PathBuf)> {
    args.tls_cert.clone().zip(args.tls_key.clone())
}
