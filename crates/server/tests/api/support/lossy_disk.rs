use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use nhatky_server::durable::Disk;

type Inode = u64;

/// A disk that forgets whatever was not forced onto it. Bytes are remembered by the file, names by
/// the folder, as file systems do.
#[derive(Debug, Default)]
pub(crate) struct LossyDisk {
    bytes: Mutex<BTreeMap<Inode, Vec<u8>>>,
    folders: Mutex<BTreeMap<PathBuf, BTreeMap<OsString, Named>>>,
    lies: AtomicBool,
}

#[derive(Debug, Clone, Copy)]
enum Named {
    File(Inode),
    Folder,
}

impl LossyDisk {
    /// From here on it says it has kept everything and keeps nothing.
    pub(crate) fn begin_to_lie(&self) {
        self.lies.store(true, Ordering::SeqCst);
    }

    fn lies(&self) -> bool {
        self.lies.load(Ordering::SeqCst)
    }

    /// What lies under the folder becomes what was forced.
    pub(crate) fn cut_power(&self, folder: &Path) {
        let mut kept = Vec::new();
        self.list_kept(folder, &mut kept);
        fs::remove_dir_all(folder).unwrap();
        fs::create_dir(folder).unwrap();
        for (path, bytes) in &kept {
            match bytes {
                Some(bytes) => fs::write(path, bytes).unwrap(),
                None => fs::create_dir(path).unwrap(),
            }
        }
        // Names and bytes have other inodes now.
        self.sync_folder(folder).unwrap();
        for (path, bytes) in &kept {
            match bytes {
                Some(_) => self.sync_file(&File::open(path).unwrap(), path),
                None => self.sync_folder(path),
            }
            .unwrap();
        }
    }

    /// Every name below that was forced, each folder before what is in it; of files the bytes.
    fn list_kept(&self, folder: &Path, kept: &mut Vec<(PathBuf, Option<Vec<u8>>)>) {
        let names = self.folders.lock().unwrap().get(folder).cloned();
        for (name, named) in names.unwrap_or_default() {
            let path = folder.join(name);
            match named {
                Named::Folder => {
                    kept.push((path.clone(), None));
                    self.list_kept(&path, kept);
                }
                Named::File(inode) => {
                    let bytes = self.bytes.lock().unwrap().get(&inode).cloned();
                    kept.push((path, Some(bytes.unwrap_or_default())));
                }
            }
        }
    }
}

impl Disk for LossyDisk {
    fn sync_file(&self, file: &File, path: &Path) -> io::Result<()> {
        if !self.lies() {
            let inode = file.metadata()?.ino();
            self.bytes.lock().unwrap().insert(inode, fs::read(path)?);
        }
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if self.lies() {
            return Ok(());
        }
        let mut names = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let found = entry.metadata()?;
            let named = if found.is_dir() {
                Named::Folder
            } else {
                Named::File(found.ino())
            };
            names.insert(entry.file_name(), named);
        }
        self.folders
            .lock()
            .unwrap()
            .insert(folder.to_owned(), names);
        Ok(())
    }
}
