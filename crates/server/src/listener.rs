//! The sockets: plain or with TLS, certificates read again when they change, a calm end.

mod tls;

use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;

use crate::app::App;
use crate::housekeeping;
use crate::store::Store;
use crate::web;

/// What is under way may take this long after the server was told to stop.
const GRACE: Duration = Duration::from_secs(20);
/// A connection that asks nothing for so long is closed.
const FIRST_REQUEST: Duration = Duration::from_secs(60);

/// Answers until a signal to stop; then no new connections, and those under way end.
///
/// # Errors
/// The certificate cannot be read, or a socket fails.
pub async fn run<S: Store>(
    app: &App<S>,
    socket: TcpListener,
    tls_files: Option<(PathBuf, PathBuf)>,
    metrics: Option<SocketAddr>,
) -> io::Result<()> {
    let handle = Handle::new();
    tokio::spawn(stop_on_signal(stop_signal(), handle.clone()));
    tokio::spawn(housekeeping::run(app.clone()));
    if let Some(address) = metrics {
        let socket = TcpListener::bind(address)?;
        tracing::info!(address = %socket.local_addr()?, "metrics");
        tokio::spawn(serve_metrics(socket, web::metrics(app)));
    }
    tracing::info!(address = %socket.local_addr()?, tls = tls_files.is_some(), "listening");
    let service = web::site(app).into_make_service_with_connect_info::<SocketAddr>();
    match tls_files {
        None => {
            axum_server::from_tcp(socket)?
                .acceptor(NoDelayAcceptor::new())
                .handle(handle)
                .first_request_timeout(FIRST_REQUEST)
                .serve(service)
                .await
        }
        Some(files) => {
            let config = tls::load(&files).await?;
            tokio::spawn(tls::reload_on_change(config.clone(), files));
            axum_server::from_tcp_rustls(socket, config)?
                .map(|acceptor| acceptor.acceptor(NoDelayAcceptor::new()))
                .handle(handle)
                .first_request_timeout(FIRST_REQUEST)
                .serve(service)
                .await
        }
    }
}

async fn stop_on_signal(signal: impl Future<Output = ()>, handle: Handle<SocketAddr>) {
    signal.await;
    tracing::info!("stopping");
    handle.graceful_shutdown(Some(GRACE));
}

/// Listens from this call on, not from the first poll: who stops a server that has just said it is
/// there is heard.
#[cfg(unix)]
fn stop_signal() -> impl Future<Output = ()> {
    use tokio::signal::unix::SignalKind;

    let interrupt = heard(SignalKind::interrupt());
    let terminate = heard(SignalKind::terminate());
    async {
        tokio::select! {
            () = interrupt => {}
            () = terminate => {}
        }
    }
}

#[cfg(unix)]
fn heard(kind: tokio::signal::unix::SignalKind) -> impl Future<Output = ()> {
    let stream = tokio::signal::unix::signal(kind);
    async {
        match stream {
            Ok(mut stream) => {
                stream.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
async fn stop_signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Numbers are worth less than the service: failing to serve them is only logged.
async fn serve_metrics(socket: TcpListener, router: Router) {
    let serve = async || {
        axum_server::from_tcp(socket)?
            .serve(router.into_make_service())
            .await
    };
    if let Err(error) = serve().await {
        tracing::error!(%error, "metrics are not served");
    }
}
