//! An organisation as a file, from one database to another.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use nhatky_test_postgres::TestPostgres;

use crate::program::{FOUNDING, Server, done, refused};

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn founded() -> Self {
        let folder = tempfile::tempdir().unwrap();
        done(&FOUNDING, &folder.path().join("old"));
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn rows(&self, name: &str) -> Vec<String> {
        let text = std::fs::read_to_string(self.path(name)).unwrap();
        let lines: Vec<_> = text.lines().map(ToOwned::to_owned).collect();
        lines[1..lines.len() - 1].to_vec()
    }
}

fn epoch_of(status: &str) -> String {
    let line = status.lines().find(|line| line.starts_with("epoch"));
    line.unwrap().to_owned()
}

#[test]
fn an_organisation_goes_to_postgresql_and_back() {
    let Some(postgres) = TestPostgres::shared() else {
        return;
    };
    let place = Place::founded();
    let url = postgres.empty_place();
    let [first, second, third] = ["a", "b", "c"].map(|name| place.text(name));
    let [old, new, back] = ["old", "new", "back"].map(|name| place.path(name));
    let printed = done(&["export", &first], &old);
    assert!(printed.contains(" rows"), "{printed}");
    let mode = std::fs::metadata(&first).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let into = ["import", "organisation", &first, "--database-url", &url];
    let printed = done(&into, &new);
    assert!(printed.contains("blobs") && printed.contains("server.key"));
    assert!(!new.join("nhatky.db").exists());
    done(&["export", &second, "--database-url", &url], &new);
    std::fs::create_dir(&back).unwrap();
    std::fs::copy(old.join("server.key"), back.join("server.key")).unwrap();
    let printed = done(&["import", "organisation", &second], &back);
    assert!(!printed.contains("server.key"), "{printed}");
    done(&["export", &third], &back);

    // All rows but that of the organisation and those of the epochs that began.
    let is_kept =
        |row: &&String| !row.starts_with("{\"organisation") && !row.starts_with("{\"epoch");
    let kept = |name| -> Vec<String> {
        let rows = place.rows(name);
        rows.iter().filter(is_kept).cloned().collect()
    };
    assert_eq!(kept("a"), kept("b"));
    assert_eq!(kept("a"), kept("c"));
    let status = done(&["status"], &back);
    assert!(
        status.contains("Đoàn Khối") && status.contains("3. since"),
        "{status}"
    );
    assert!(epoch_of(&status).ends_with("copied"), "{status}");
    let server = Server::start(&[], &back);
    assert!(server.get("/v1/hello?n=1").contains("Đoàn Khối"));
    server.stop();
}

#[test]
fn a_copy_does_not_go_by_the_epoch_of_what_it_was_copied_from() {
    let place = Place::founded();
    let (old, file) = (place.path("old"), place.text("a"));
    done(&["export", &file], &old);
    let mut epochs = vec![epoch_of(&done(&["status"], &old))];
    for copy in ["one", "two"].map(|name| place.path(name)) {
        done(&["import", "organisation", &file], &copy);
        epochs.push(epoch_of(&done(&["status"], &copy)));
    }
    epochs.sort();
    epochs.dedup();
    assert_eq!(epochs.len(), 3);
}

#[test]
fn a_file_that_is_cut_or_in_the_way_is_refused_and_nothing_stays_behind() {
    let place = Place::founded();
    let (old, file) = (place.path("old"), place.text("a"));
    done(&["export", &file], &old);
    assert!(refused(&["export", &file], &old).contains("already"));
    let into = |file: &str, data: &Path| refused(&["import", "organisation", file], data);
    assert!(into(&file, &old).contains("already"));

    let text = std::fs::read_to_string(&file).unwrap();
    let lines = text.lines().count();
    std::fs::write(&file, &text[..text.len() - 5]).unwrap();
    let new = place.path("new");
    let error = into(&file, &new);
    assert!(
        error.contains(&format!("line {lines}")) && error.contains("cut"),
        "{error}"
    );
    let left = std::fs::read_dir(&new).unwrap().count();
    assert_eq!(left, 0);
    std::fs::write(&file, text).unwrap();
    done(&["import", "organisation", &file], &new);
    done(&["status"], &new);
}

#[test]
fn a_demo_is_not_exported() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    Server::start(&["--demo"], &data).stop();
    let file = folder.path().join("a");
    let error = refused(&["export", file.to_str().unwrap()], &data);
    assert!(error.contains("made by a demo"), "{error}");
    assert!(!file.exists());
}

#[test]
fn what_was_moved_goes_on_in_its_epoch_once() {
    let place = Place::founded();
    let [old, new, other] = ["old", "new", "other"].map(|name| place.path(name));
    let (file, copy) = (place.text("moved"), place.text("copy"));
    let epoch = epoch_of(&done(&["status"], &old));
    done(&["move", &file], &old);
    let status = done(&["status"], &old);
    assert!(status.contains("NOTHING IS TAKEN"), "{status}");
    assert!(refused(&["move", &copy], &old).contains("already"));
    assert!(refused(&["code", "--person", "Lê Văn Máy"], &old).contains("moved away"));
    let server = Server::start(&[], &old);
    assert!(server.get("/readyz").contains("moved away"));
    server.stop();

    done(&["export", &copy], &old);
    done(&["import", "organisation", &file], &new);
    assert!(!place.path("moved").exists());
    let status = done(&["status"], &new);
    assert!(status.contains("moved away    no"), "{status}");
    assert_eq!(epoch_of(&status), epoch);
    done(&["code", "--person", "Lê Văn Máy"], &new);
    refused(&["import", "organisation", &file], &other);
    done(&["import", "organisation", &copy], &other);
    assert_ne!(epoch_of(&done(&["status"], &other)), epoch);
}

#[test]
fn a_moved_file_that_could_not_be_loaded_is_loaded_later() {
    let place = Place::founded();
    let [old, new] = ["old", "new"].map(|name| place.path(name));
    let file = place.text("moved");
    done(&["move", &file], &old);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("Đoàn Khối", "Đoàn khối", 1)).unwrap();
    let error = refused(&["import", "organisation", &file], &new);
    assert!(error.contains("digest"), "{error}");
    std::fs::write(&file, text).unwrap();
    done(&["import", "organisation", &file], &new);
}

#[test]
fn a_move_that_cannot_write_its_file_leaves_everything_as_it_was() {
    let place = Place::founded();
    let old = place.path("old");
    let status = done(&["status"], &old);
    refused(&["move", &place.text("nowhere/file")], &old);
    let full = place.path("moved.part");
    std::os::unix::fs::symlink("/dev/full", &full).unwrap();
    let error = refused(&["move", &place.text("moved")], &old);
    assert!(error.contains("space"), "{error}");
    assert!(!full.exists() && !place.path("moved").exists());
    let epoch = epoch_of(&status);
    let status = done(&["status"], &old);
    assert!(status.contains("moved away    no"), "{status}");
    assert_eq!(epoch_of(&status), epoch);
}

#[test]
fn an_unsealed_server_goes_on_in_an_epoch_of_its_own() {
    let place = Place::founded();
    let [old, new] = ["old", "new"].map(|name| place.path(name));
    assert!(refused(&["unseal"], &old).contains("nothing was moved"));
    let file = place.text("moved");
    done(&["move", &file], &old);
    done(&["import", "organisation", &file], &new);
    done(&["unseal"], &old);
    let status = done(&["status"], &old);
    assert!(status.contains("moved away    no"), "{status}");
    assert!(epoch_of(&status).ends_with("unsealed"), "{status}");
    assert_ne!(epoch_of(&status), epoch_of(&done(&["status"], &new)));
    done(&["code", "--person", "Lê Văn Máy"], &old);
}
