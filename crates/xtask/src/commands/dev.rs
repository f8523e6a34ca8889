//! `dev`: live reload of the app, with an unoptimised server behind it for `/v1`.

use crate::{demo, packages::SERVER, paths::Paths, process, tools};
use anyhow::Result;
use std::process::{Child, Command};

const APP: &str = "127.0.0.1:8080";
const SERVER_LISTEN: &str = "127.0.0.1:8081";

pub(super) fn run(paths: &Paths) -> Result<()> {
    tools::ensure_wasm(paths)?;
    tools::ensure(paths, &tools::APP_TOOLS)?;
    process::step("Build the server without optimising", || {
        process::run(tools::command(paths, "cargo").args([
            "build",
            "--locked",
            "--package",
            SERVER,
        ]))
    })?;
    let mut server = Ended(start_server(paths)?);
    demo::wait_until_ready(&mut server.0, SERVER_LISTEN, true)?;
    demo::announce(
        &format!("http://{APP}"),
        &demo::accounts(&paths.demo_data())?,
    );
    process::run(&mut trunk(paths))
}

fn start_server(paths: &Paths) -> Result<Child> {
    let mut command = Command::new(paths.server("debug"));
    command.args(["serve", "--demo", "--listen", SERVER_LISTEN]);
    command.args(["--public-url", &format!("http://{APP}"), "--data"]);
    Ok(command.arg(paths.demo_data()).spawn()?)
}

/// A folder of its own: `dist/` is only ever a release build.
fn trunk(paths: &Paths) -> Command {
    let (address, port) = APP.split_once(':').unwrap_or((APP, "8080"));
    let mut command = tools::command(paths, "trunk");
    command.args(["serve", "--address", address, "--port", port, "--dist"]);
    command.arg(paths.target.join("dev-dist"));
    command.arg(format!("--proxy-backend=http://{SERVER_LISTEN}/v1"));
    command
}

/// Ends the server when Trunk ends.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Fails only if it has ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
