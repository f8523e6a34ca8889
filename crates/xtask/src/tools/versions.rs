//! The one place for the versions of tools.
//!
//! `Trunk.toml` and the `wasm-bindgen` of the root `Cargo.toml` must say the same; a tidy test
//! compares them.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tool {
    pub(crate) program: &'static str,
    pub(crate) version: &'static str,
    pub(crate) source: Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// `cargo install` with these extra words.
    Cargo {
        package: &'static str,
        flags: &'static [&'static str],
    },
    /// `npm install` of this package at this version of its own.
    Npm {
        package: &'static str,
        version: &'static str,
    },
}

// Unoptimised builds throughout: a tool that runs for a second need not be compiled for minutes.
pub(crate) const TRUNK: Tool = Tool {
    program: "trunk",
    version: "0.21.14",
    source: Source::Cargo {
        package: "trunk",
        // No TLS and no update check: it never touches the network here.
        flags: &["--locked", "--debug", "--no-default-features"],
    },
};

pub(crate) const WASM_BINDGEN: Tool = Tool {
    program: "wasm-bindgen",
    version: "0.2.130",
    source: Source::Cargo {
        package: "wasm-bindgen-cli",
        // Its own lock file names a version that the registry no longer has.
        flags: &["--debug"],
    },
};

pub(crate) const WASM_OPT: Tool = Tool {
    program: "wasm-opt",
    version: "132",
    source: Source::Npm {
        package: "binaryen",
        version: "132.0.0",
    },
};

pub(crate) const CARGO_DENY: Tool = Tool {
    program: "cargo-deny",
    version: "0.20.2",
    source: Source::Cargo {
        package: "cargo-deny",
        flags: &["--locked", "--debug"],
    },
};

/// Firefox's driver; Chromium and WebKit bring theirs as Debian packages.
pub(crate) const GECKODRIVER: Tool = Tool {
    program: "geckodriver",
    version: "0.37.1",
    source: Source::Cargo {
        package: "geckodriver",
        flags: &["--locked", "--debug"],
    },
};

impl Tool {
    pub(crate) fn label(&self) -> String {
        format!("{} {}", self.program, self.version)
    }

    /// Whether what `program --version` printed names this version.
    pub(crate) fn is_version(&self, printed: &str) -> bool {
        printed.split_whitespace().any(|word| word == self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_a_whole_word_of_what_the_tool_prints() {
        for (tool, printed, expected) in [
            (TRUNK, "trunk 0.21.14\n", true),
            (TRUNK, "trunk 0.21.140\n", false),
            (WASM_BINDGEN, "wasm-bindgen 0.2.130\n", true),
            (WASM_OPT, "wasm-opt version 132 (version_132)\n", true),
            (WASM_OPT, "wasm-opt version 123\n", false),
            (GECKODRIVER, "geckodriver 0.37.1\n\nThe source code …", true),
            (CARGO_DENY, "", false),
        ] {
            assert_eq!(tool.is_version(printed), expected, "{printed:?}");
        }
    }
}
