//! The running demo server: waiting until it answers, and telling how to get in.

use crate::qr;
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::Child,
    thread,
    time::Duration,
};

const POLL: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(5);

/// One line of `demo-accounts.json`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Account {
    role: String,
    person: String,
    unit: String,
    code: String,
    link: String,
}

/// Waits until the server answers at `address` or has ended.
pub(crate) fn wait_until_ready(server: &mut Child, address: &str, is_plain: bool) -> Result<()> {
    loop {
        if let Some(status) = server.try_wait()? {
            bail!("the server ended ({status})");
        }
        if answers(address, is_plain).unwrap_or(false) {
            return Ok(());
        }
        thread::sleep(POLL);
    }
}

/// With TLS an open port is all that can be asked without a certificate store.
fn answers(address: &str, is_plain: bool) -> Result<bool> {
    let mut stream = TcpStream::connect(address)?;
    if !is_plain {
        return Ok(true);
    }
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.take(64).read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200"))
}

pub(crate) fn accounts(data: &Path) -> Result<Vec<Account>> {
    let file = data.join("demo-accounts.json");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    parse(&text).with_context(|| file.display().to_string())
}

fn parse(text: &str) -> Result<Vec<Account>> {
    let rows: Vec<Value> = serde_json::from_str(text)?;
    rows.iter()
        .map(|row| {
            Ok(Account {
                role: word(row, "role")?,
                person: word(row, "person")?,
                unit: word(row, "unit")?,
                code: word(row, "code")?,
                link: word(row, "link")?,
            })
        })
        .collect()
}

fn word(row: &Value, name: &str) -> Result<String> {
    let value = row.get(name).and_then(Value::as_str);
    Ok(value.with_context(|| format!("no «{name}»"))?.to_owned())
}

/// Prints the address and a way in for every role.
pub(crate) fn announce(address: &str, accounts: &[Account]) {
    println!("\nNhật ký Đoàn: {address}   (Ctrl-C ends it)\n");
    println!("Open one of these links, or type its code in the app:\n");
    for account in accounts {
        println!("  {}  {}, {}", account.role, account.person, account.unit);
        println!("      {}", account.link);
        println!("      {}", account.code);
    }
    println!();
}

/// The first member's link as a QR code.
pub(crate) fn announce_qr(accounts: &[Account]) -> Result<()> {
    let member = accounts
        .iter()
        .find(|account| account.role == "R1")
        .or(accounts.first())
        .context("the demo has no account")?;
    println!(
        "For a phone: {}, {}\n{}",
        member.person,
        member.unit,
        qr::draw(&member.link)?
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_read_and_a_missing_word_is_named() {
        let text = r#"[{"role":"R1","person":"Hà","unit":"Chi đoàn 1","code":"1","link":"l"}]"#;
        assert_eq!(parse(text).unwrap()[0].person, "Hà");
        let error = parse(r#"[{"role":"R1"}]"#).unwrap_err();
        assert_eq!(error.to_string(), "no «person»");
    }
}
