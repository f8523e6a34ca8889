//! The program, run as an operator runs it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;

const PROGRAM: &str = env!("CARGO_BIN_EXE_nhatky-server");
/// Whoever runs the tests may have set it for a server of their own.
const DATABASE_URL: &str = "NHATKY_DATABASE_URL";

/// Founds an organisation.
pub(crate) const FOUNDING: [&str; 9] = [
    "init",
    "--name",
    "Đoàn Khối",
    "--address",
    "https://nhatky.example.vn",
    "--office",
    "Trần Thị Máy Hà",
    "--technical",
    "Lê Văn Máy",
];

pub(crate) fn run(args: &[&str], data: &Path) -> Output {
    let data = data.to_str().unwrap();
    started(&[args, &["--data", data]].concat())
}

/// Also without a data folder.
pub(crate) fn started(args: &[&str]) -> Output {
    started_in(&[], args)
}

/// With these variables in the environment.
pub(crate) fn started_in(environment: &[(&str, &str)], args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.args(args).env_remove(DATABASE_URL);
    command.envs(environment.iter().copied());
    command.output().unwrap()
}

#[track_caller]
pub(crate) fn refused(args: &[&str], data: &Path) -> String {
    let output = run(args, data);
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[track_caller]
pub(crate) fn done(args: &[&str], data: &Path) -> String {
    let output = run(args, data);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// A server that ends with the test.
pub(crate) struct Server {
    child: Child,
    log: mpsc::Receiver<serde_json::Value>,
    pub(crate) address: String,
    pub(crate) metrics: Option<String>,
}

impl Server {
    pub(crate) fn start(args: &[&str], data: &Path) -> Self {
        let mut child = Command::new(PROGRAM)
            .arg("serve")
            .args(args)
            .args(["--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env_remove(DATABASE_URL)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (tell, log) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines {
                // Fails when the test no longer listens.
                let _ = tell.send(logged(&line.unwrap()));
            }
        });
        let mut server = Self {
            child,
            log,
            address: String::new(),
            metrics: None,
        };
        if args.contains(&"--metrics") {
            server.metrics = Some(server.address_of("metrics"));
        }
        server.address = server.address_of("listening");
        server
    }

    fn address_of(&self, message: &str) -> String {
        let line = self.hear(message);
        line["fields"]["address"].as_str().unwrap().to_owned()
    }

    /// Waits for the server to log this.
    #[track_caller]
    pub(crate) fn hear(&self, message: &str) -> serde_json::Value {
        let mut lines = self.log.iter();
        let line = lines.find(|line| line["fields"]["message"] == message);
        line.unwrap_or_else(|| panic!("never said «{message}»"))
    }

    pub(crate) fn get(&self, path: &str) -> String {
        get(&self.address, path)
    }

    /// As a service manager ends it.
    pub(crate) fn stop(mut self) {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(self.child.wait().unwrap().success());
    }
}

/// Anything else than a line of the log is the last word of a server that gave up.
#[track_caller]
fn logged(line: &str) -> serde_json::Value {
    serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails only if it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
