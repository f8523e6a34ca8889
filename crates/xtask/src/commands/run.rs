//! `run`: from a fresh clone to a server with the demo organisation, in one command.

use super::build;
use crate::{
    args::{Lan, RunArgs},
    demo,
    paths::Paths,
    process,
};
use anyhow::{Context as _, Result};
use std::{net::TcpListener, process::Command};

/// Also the port for `adb reverse`, so that a phone on a cable finds the same address.
const DEFAULT_LISTEN: &str = "127.0.0.1:8080";
const LAN_PORT: u16 = 8443;

/// Where the server listens, and under which address people reach it.
struct Place {
    listen: String,
    public: String,
    is_plain: bool,
}

pub(super) fn run(paths: &Paths, args: &RunArgs) -> Result<()> {
    let place = Place::of(args);
    check_free(&place.listen)?;
    build::run(paths)?;
    let mut server = server_command(paths, args, &place);
    let mut server = server
        .spawn()
        .with_context(|| format!("cannot start: {}", process::shown(&server)))?;
    demo::wait_until_ready(&mut server, &reachable(&place.listen), place.is_plain)?;
    let accounts = demo::accounts(&paths.demo_data())?;
    demo::announce(&place.public, &accounts);
    if args.lan.is_some() {
        demo::announce_qr(&accounts)?;
    }
    let status = server.wait()?;
    anyhow::ensure!(status.success(), "the server ended ({status})");
    Ok(())
}

fn server_command(paths: &Paths, args: &RunArgs, place: &Place) -> Command {
    let mut command = Command::new(paths.server("release"));
    command.args(["serve", "--demo", "--listen", &place.listen, "--data"]);
    command.arg(paths.demo_data());
    for (name, value) in [("--demo-size", &args.demo_size), ("--clock", &args.clock)] {
        if let Some(value) = value {
            command.args([name, value]);
        }
    }
    if let Some(lan) = &args.lan {
        command.args(["--demo-public", "--public-url", &place.public]);
        command.arg("--tls-cert").arg(&lan.tls_cert);
        command.arg("--tls-key").arg(&lan.tls_key);
    }
    command
}

impl Place {
    fn of(args: &RunArgs) -> Self {
        match &args.lan {
            Some(lan) => Self::on_the_lan(lan, args.listen.clone()),
            None => {
                let listen = args.listen.clone().unwrap_or(DEFAULT_LISTEN.to_owned());
                Self {
                    public: format!("http://{}", listen.replace("127.0.0.1", "localhost")),
                    listen,
                    is_plain: true,
                }
            }
        }
    }

    fn on_the_lan(lan: &Lan, listen: Option<String>) -> Self {
        let listen = listen.unwrap_or_else(|| format!("0.0.0.0:{LAN_PORT}"));
        let port = listen.rsplit(':').next().unwrap_or_default();
        Self {
            public: format!("https://{}:{port}", lan.host),
            listen,
            is_plain: false,
        }
    }
}

/// Said before the building begins, not minutes later.
fn check_free(listen: &str) -> Result<()> {
    TcpListener::bind(listen)
        .map(drop)
        .with_context(|| format!("cannot listen on {listen}; --listen takes another address"))
}

/// An address of this machine that can be connected to.
fn reachable(listen: &str) -> String {
    listen.replace("0.0.0.0", "127.0.0.1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_on_the_lan_gets_the_name_of_the_certificate() {
        let lan = Lan {
            host: "doan.example".to_owned(),
            tls_cert: "c.pem".into(),
            tls_key: "k.pem".into(),
        };
        let args = RunArgs {
            lan: Some(lan),
            ..RunArgs::default()
        };
        let place = Place::of(&args);
        assert_eq!(place.public, "https://doan.example:8443");
        assert_eq!(reachable(&place.listen), "127.0.0.1:8443");
    }

    #[test]
    fn a_port_in_use_is_named() {
        let other = TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = other.local_addr().unwrap().to_string();
        assert!(
            check_free(&listen)
                .unwrap_err()
                .to_string()
                .contains(&listen)
        );
    }

    #[test]
    fn alone_it_listens_on_loopback() {
        let place = Place::of(&RunArgs::default());
        assert_eq!(place.listen, "127.0.0.1:8080");
        assert_eq!(place.public, "http://localhost:8080");
    }
}
