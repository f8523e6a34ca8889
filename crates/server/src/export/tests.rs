use std::io::Cursor;
use std::path::Path;

use super::*;
use crate::audit;
use crate::demo::DemoSize;
use crate::founding;
use crate::keys::ServerKey;
use crate::store::conformance::dump::rows;
use crate::store::sqlite::SqliteStore;
use crate::store::{Cell, Counters as _, Store as _, TABLES, Transaction as _};

const HEAD: &str = r#"{"format":"nhatky-export","version":1}"#;

async fn opened(folder: &Path, name: &str) -> SqliteStore {
    SqliteStore::open(&folder.join(name)).await.unwrap()
}

async fn exported(store: &SqliteStore) -> String {
    let mut out = Vec::new();
    let mut tx = store.read().await.unwrap();
    write(&mut tx, &mut out, &Head::default()).await.unwrap();
    String::from_utf8(out).unwrap()
}

/// A demo's organisation as text.
async fn demo(folder: &Path) -> String {
    let store = opened(folder, "old.db").await;
    let key = ServerKey::of_folder(folder).unwrap();
    founding::found_demo(&store, &key, DemoSize::Demo, 5)
        .await
        .unwrap();
    exported(&store).await
}

async fn loaded(store: &SqliteStore, text: &str) -> Result<u64, ExportError> {
    let mut reader = Reader::begin(Cursor::new(text))?;
    let mut tx = store.write().await.unwrap();
    let rows = load(&mut tx, &mut reader).await?;
    tx.commit().await.unwrap();
    Ok(rows)
}

/// Two rows a table, where one leaves out what may be left out.
fn small() -> String {
    let mut out = Vec::new();
    let mut writer = Writer::begin(&mut out, &Head::default()).unwrap();
    for table in TABLES {
        for row in rows(table, 2) {
            writer.row(table, &row).unwrap();
        }
    }
    writer.end().unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_format_is_frozen() {
    insta::assert_snapshot!("first_version", small());
}

#[tokio::test]
async fn a_database_made_of_an_export_gives_the_same_export() {
    let folder = tempfile::tempdir().unwrap();
    let text = demo(folder.path()).await;
    let new = opened(folder.path(), "new.db").await;
    let rows = loaded(&new, &text).await.unwrap();
    assert_eq!(rows, text.lines().count() as u64 - 2);
    assert_eq!(exported(&new).await, text);
    let again = loaded(&new, &text).await;
    assert!(matches!(again, Err(ExportError::Founded)));
}

/// A row of every table, as programs wrote them that had no audit chain.
fn older() -> String {
    let mut out = Vec::new();
    let mut writer = Writer::begin(&mut out, &Head::default()).unwrap();
    for table in TABLES.iter().filter(|table| table.name != "audit") {
        let mut row = rows(table, 1).remove(0);
        let rev = table.columns.iter().position(|column| column.name == "rev");
        if let Some(rev) = rev {
            row[rev] = Cell::Number(1);
        }
        writer.row(table, &row).unwrap();
    }
    writer.end().unwrap();
    String::from_utf8(out).unwrap()
}

#[tokio::test]
async fn an_export_from_before_the_audit_chain_gets_one_and_keeps_it_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let first = opened(folder.path(), "first.db").await;
    loaded(&first, &older()).await.unwrap();
    let verdict = audit::verify(&mut first.read().await.unwrap()).await;
    let verdict = verdict.unwrap();
    assert_eq!((verdict.head.number, verdict.flaw), (1, None));

    let text = exported(&first).await;
    let second = opened(folder.path(), "second.db").await;
    loaded(&second, &text).await.unwrap();
    assert_eq!(exported(&second).await, text);
}

#[tokio::test]
async fn nothing_is_written_of_a_database_without_an_organisation() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path(), "empty.db").await;
    let mut tx = store.read().await.unwrap();
    let refused = write(&mut tx, Vec::new(), &Head::default()).await;
    assert!(matches!(refused, Err(ExportError::NotFounded)));
}

#[tokio::test]
async fn a_file_cut_anywhere_is_refused_with_the_line_where_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let text = demo(folder.path()).await;
    let new = opened(folder.path(), "new.db").await;
    let ends: Vec<_> = (0..text.len()).step_by(text.len() / 40).collect();
    for end in ends.into_iter().chain([HEAD.len() + 1, text.len() - 1]) {
        let cut = &text[..text.floor_char_boundary(end)];
        let refused = loaded(&new, cut).await.unwrap_err().to_string();
        let line = 1 + cut.matches('\n').count();
        assert!(refused.starts_with(&format!("line {line}: ")), "{refused}");
        let mut tx = new.read().await.unwrap();
        assert_eq!(tx.organisation().await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_changed_file_is_refused_at_its_last_line() {
    let folder = tempfile::tempdir().unwrap();
    let text = demo(folder.path()).await;
    let new = opened(folder.path(), "new.db").await;
    let lines: Vec<_> = text.lines().collect();
    let with = |change: &dyn Fn(&mut Vec<&str>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        lines.join("\n") + "\n"
    };
    let changed = text.replacen("doan_co_so", "doan_bo_phan", 1);
    assert_ne!(changed, text);
    let last = lines.len();
    for (wrong, line) in [
        (changed, last),
        (with(&|lines| _ = lines.remove(2)), last - 1),
        (with(&|lines| lines.swap(5, 6)), last),
        (with(&|lines| lines.insert(2, lines[1])), 0),
        (with(&|lines| lines.insert(6, lines[5])), 0),
        (text.clone() + "\n", last),
        (text.clone() + &text, last),
    ] {
        let refused = loaded(&new, &wrong).await.unwrap_err();
        match refused {
            ExportError::Damaged { line: found, .. } if line > 0 => {
                assert_eq!(found, line as u64);
            }
            ExportError::Unfit { .. } if line == 0 => {}
            other => panic!("{other}"),
        }
        let mut tx = new.read().await.unwrap();
        assert_eq!(tx.organisation().await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_is_not_known_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let new = opened(folder.path(), "new.db").await;
    let id = "0190163d-8694-739b-aea5-966c26f8ad90";
    for (line, told) in [
        (r#"{"moon":{}}"#.to_owned(), "no such table"),
        (
            format!(r#"{{"person":{{"id":"{id}","name":"Lan","age":7}}}}"#),
            "«person»",
        ),
        (r#"{"person":{"name":"Lan"}}"#.to_owned(), "«person.id»"),
        (
            r#"{"person":{"id":7,"name":"Lan"}}"#.to_owned(),
            "«person.id»",
        ),
        (r#"{"person":{},"unit":{}}"#.to_owned(), "no row"),
        (r#"{"end":{}}"#.to_owned(), "no last line"),
        ("nothing".to_owned(), "no row"),
    ] {
        let refused = loaded(&new, &format!("{HEAD}\n{line}\n")).await;
        let refused = refused.unwrap_err().to_string();
        assert!(
            refused.starts_with("line 2: ") && refused.contains(told),
            "{refused}"
        );
    }
}

#[test]
fn other_files_and_files_of_newer_programs_are_told_apart() {
    for text in ["", "\n", "ma_don_vi,ten\n", "{}\n", "\u{0}", HEAD] {
        let refused = Reader::begin(Cursor::new(text)).unwrap_err();
        assert!(matches!(refused, ExportError::NoExport), "{refused}");
    }
    let newer = HEAD.replace(":1}", ":2,\"new\":true}\n");
    let refused = Reader::begin(Cursor::new(newer)).unwrap_err();
    assert!(matches!(refused, ExportError::Newer(2)));
}
