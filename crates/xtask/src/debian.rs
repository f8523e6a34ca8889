//! Browsers with their drivers and PostgreSQL, which come as Debian or Ubuntu packages.
//!
//! Installed only where that is allowed without asking anyone: as root or with a `sudo` that wants
//! no password. Elsewhere the error says exactly what to type.

use crate::{args::Engine, process, tools::on_path};
use anyhow::{Result, bail};
use nhatky_test_postgres::TestPostgres;
use std::{fs, process::Command};

/// Something that must be on the machine, and the package that brings it.
struct Need {
    /// Programs or absolute paths; any one will do.
    any_of: &'static [&'static str],
    debian: &'static str,
    ubuntu: &'static str,
}

const CHROMIUM: [Need; 2] = [
    Need {
        any_of: &["chromium", "chromium-browser", "google-chrome"],
        debian: "chromium",
        ubuntu: "chromium-browser",
    },
    Need {
        any_of: &["chromedriver"],
        debian: "chromium-driver",
        ubuntu: "chromium-chromedriver",
    },
];

const FIREFOX: [Need; 1] = [Need {
    any_of: &["firefox-esr", "firefox"],
    debian: "firefox-esr",
    ubuntu: "firefox",
}];

const WEBKIT: [Need; 3] = [
    Need {
        any_of: &["WebKitWebDriver"],
        debian: "webkit2gtk-driver",
        ubuntu: "webkit2gtk-driver",
    },
    Need {
        any_of: &["xvfb-run"],
        debian: "xvfb",
        ubuntu: "xvfb",
    },
    // `xvfb-run` needs it, but the package only recommends it.
    Need {
        any_of: &["xauth"],
        debian: "xauth",
        ubuntu: "xauth",
    },
];

/// Android's font: Linux's default is wider, and layouts would be judged by it.
const FONT: Need = Need {
    any_of: &["/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf"],
    debian: "fonts-roboto-unhinted",
    ubuntu: "fonts-roboto-unhinted",
};

const POSTGRES: &str = "postgresql";

/// What apt still has to install, and the words that must stand before `apt-get`.
pub(crate) struct Plan {
    packages: Vec<&'static str>,
    prefix: Vec<&'static str>,
}

impl Plan {
    /// The browsers of these engines with their drivers, and the font the screens are drawn with.
    /// An error, at once, where something is missing and installing is not allowed.
    pub(crate) fn of(engines: &[Engine]) -> Result<Self> {
        Self::to_install(missing(engines))
    }

    /// The database that the server's tests start for themselves. What the package may start by
    /// itself is in nobody's way: the tests listen on no port.
    pub(crate) fn of_database() -> Result<Self> {
        let is_there = TestPostgres::is_installed();
        Self::to_install(if is_there { vec![] } else { vec![POSTGRES] })
    }

    fn to_install(packages: Vec<&'static str>) -> Result<Self> {
        if packages.is_empty() {
            let prefix = Vec::new();
            return Ok(Self { packages, prefix });
        }
        let Some(prefix) = privileged() else {
            let list = packages.join(" ");
            bail!(
                "the tests need: {list}\nPlease install them, then run the command again:\n  \
                 sudo apt-get update && sudo apt-get install {list}"
            );
        };
        Ok(Self { packages, prefix })
    }

    pub(crate) fn carry_out(&self) -> Result<()> {
        if self.packages.is_empty() {
            return Ok(());
        }
        let title = format!("Install {} with apt (once)", self.packages.join(" "));
        process::step(&title, || {
            apt(&self.prefix, &["-qq", "update"])?;
            let mut words = vec!["-qq", "install", "--yes", "--no-install-recommends"];
            words.extend(&self.packages);
            apt(&self.prefix, &words)
        })
    }
}

fn missing(engines: &[Engine]) -> Vec<&'static str> {
    let is_ubuntu = is_ubuntu(&fs::read_to_string("/etc/os-release").unwrap_or_default());
    engines
        .iter()
        .flat_map(|engine| needs_of(*engine))
        .chain([&FONT])
        .filter(|need| !need.any_of.iter().any(|name| on_path(name).is_some()))
        .map(|need| if is_ubuntu { need.ubuntu } else { need.debian })
        .collect()
}

fn needs_of(engine: Engine) -> &'static [Need] {
    match engine {
        Engine::Chromium => &CHROMIUM,
        Engine::Firefox => &FIREFOX,
        Engine::Webkit => &WEBKIT,
    }
}

fn apt(prefix: &[&str], words: &[&str]) -> Result<()> {
    let mut line = prefix.iter().chain(&["apt-get"]).chain(words);
    let program = line.next().copied().unwrap_or("apt-get");
    process::run(
        Command::new(program)
            .args(line)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(std::process::Stdio::null()),
    )
}

/// The words that must stand before `apt-get`; `None` where installing is not allowed.
fn privileged() -> Option<Vec<&'static str>> {
    on_path("apt-get")?;
    let says = |program: &str, words: &[&str]| {
        let output = Command::new(program).args(words).output().ok()?;
        output.status.success().then_some(output.stdout)
    };
    if says("id", &["-u"])?.trim_ascii() == b"0" {
        return Some(Vec::new());
    }
    says("sudo", &["--non-interactive", "true"]).map(|_| vec!["sudo", "--non-interactive"])
}

fn is_ubuntu(os_release: &str) -> bool {
    os_release
        .lines()
        .any(|line| matches!(line, "ID=ubuntu" | "ID_LIKE=ubuntu"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ubuntu_is_told_from_debian() {
        assert!(is_ubuntu("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n"));
        assert!(!is_ubuntu("NAME=\"Debian GNU/Linux\"\nID=debian\n"));
    }
}
