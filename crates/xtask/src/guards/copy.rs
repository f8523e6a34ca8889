//! A copy of the tree in which guards are taken out, so that the tree itself is never touched,
//! whatever becomes of the command.
//!
//! The copy has a folder for build results of its own: cargo goes by dates, and would take what was
//! built without a guard for what stands in the tree.

use super::Change;
use crate::{paths::Paths, process, tools};
use anyhow::{Context as _, Result, bail};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::PathBuf,
};

/// Files of the copy that differ from the tree's, by their paths.
type Changed = BTreeMap<String, Vec<u8>>;

pub(crate) struct Copy<'a> {
    tree: &'a Paths,
    pub(crate) paths: Paths,
    /// Held as long as the copy is used.
    _lock: File,
}

impl<'a> Copy<'a> {
    /// # Errors
    /// Another command uses the copy, or it cannot be written.
    pub(crate) fn of(tree: &'a Paths) -> Result<Self> {
        let target = tree.target.join("guards");
        let root = target.join("tree");
        fs::create_dir_all(&root)?;
        let lock = File::create(target.join("lock"))?;
        lock.try_lock()
            .context("another `cargo xtask guards` is at work")?;
        Ok(Self {
            tree,
            paths: tree.elsewhere(root, target),
            _lock: lock,
        })
    }

    /// Makes the copy what the tree is, edits that are not committed included, with these changes.
    ///
    /// # Errors
    /// A change does not fit.
    pub(crate) fn set(&self, changes: &[Change]) -> Result<()> {
        let mut changed = Changed::new();
        for change in changes {
            let bytes = match changed.remove(&change.file) {
                Some(bytes) => bytes,
                None => fs::read(self.tree.root.join(&change.file))
                    .with_context(|| change.file.clone())?,
            };
            let text = change.make(std::str::from_utf8(&bytes)?)?;
            changed.insert(change.file.clone(), text.into_bytes());
        }
        let files = self.files_of_the_tree()?;
        for file in self.files_of_the_copy() {
            if !files.contains(&file) {
                fs::remove_file(self.paths.root.join(file))?;
            }
        }
        fs::write(self.list(), files.join("\0"))?;
        files.iter().try_for_each(|file| self.bring(file, &changed))
    }

    /// Writes only what differs: cargo then builds no more than it has to.
    fn bring(&self, file: &str, changed: &Changed) -> Result<()> {
        let (from, to) = (self.tree.root.join(file), self.paths.root.join(file));
        let wanted = match changed.get(file) {
            Some(bytes) => bytes.clone(),
            None => fs::read(&from)?,
        };
        if fs::read(&to).is_ok_and(|there| there == wanted) {
            return Ok(());
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&to, wanted)?;
        Ok(fs::set_permissions(
            &to,
            fs::metadata(&from)?.permissions(),
        )?)
    }

    /// What git knows or would add; of these, what is there.
    fn files_of_the_tree(&self) -> Result<Vec<String>> {
        let mut git = tools::command(self.tree, "git");
        git.args(["ls-files", "-z", "--cached", "--others"]);
        git.arg("--exclude-standard");
        let listed = git.output().context("git is needed for this")?;
        if !listed.status.success() {
            bail!("failed: {}", process::shown(&git));
        }
        let names = String::from_utf8(listed.stdout)?;
        let is_there = |name: &&str| self.tree.root.join(name).is_file();
        let names = names.split('\0').filter(is_there);
        Ok(names.map(ToOwned::to_owned).collect())
    }

    /// What was brought there last.
    fn files_of_the_copy(&self) -> Vec<String> {
        let names = fs::read_to_string(self.list()).unwrap_or_default();
        let is_there = |name: &&str| self.paths.root.join(name).is_file();
        let names = names.split('\0').filter(is_there);
        names.map(ToOwned::to_owned).collect()
    }

    fn list(&self) -> PathBuf {
        self.paths.target.join("files")
    }
}
