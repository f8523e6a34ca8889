//! An organisation whose database is PostgreSQL.

use nhatky_test_postgres::TestPostgres;

use crate::program::{FOUNDING, Server, done, refused};

fn with<'a>(args: &[&'a str], url: &'a str) -> Vec<&'a str> {
    [args, &["--database-url", url]].concat()
}

#[test]
fn an_organisation_lives_in_postgresql() {
    let Some(postgres) = TestPostgres::shared() else {
        return;
    };
    let url = postgres.empty_place();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    done(&with(&FOUNDING, &url), &data);
    assert!(!data.join("nhatky.db").exists());
    let units = folder.path().join("units.csv");
    let text = "ma_don_vi,ten,ten_ngan,loai,ma_cap_tren,tu_ngay,so_doan_vien\n\
                DL,Công ty Điện lực,Điện lực,doan_co_so,,2015-01-01,117\n\
                DL,Công ty Điện lực,Điện lực,doan_co_so,,2015-01-01,118\n";
    std::fs::write(&units, text).unwrap();
    done(
        &with(&["import", "units", units.to_str().unwrap()], &url),
        &data,
    );
    let code = done(&with(&["code", "--person", "Lê Văn Máy"], &url), &data);
    assert!(code.contains("/kich-hoat#"), "{code}");
    let status = done(&with(&["status"], &url), &data);
    assert!(status.contains("units         2"), "{status}");
    let server = Server::start(&with(&[], &url), &data);
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"));
    assert!(server.get("/v1/hello?n=1").contains("Đoàn Khối"));
    server.stop();
}

#[test]
fn a_database_is_founded_once_and_is_no_demo_s() {
    let Some(postgres) = TestPostgres::shared() else {
        return;
    };
    let url = postgres.empty_place();
    let folder = tempfile::tempdir().unwrap();
    let [real, other, demo] = ["real", "other", "demo"].map(|name| folder.path().join(name));
    done(&with(&FOUNDING, &url), &real);
    assert!(refused(&with(&FOUNDING, &url), &other).contains("already"));
    let message = refused(&with(&["serve", "--demo"], &url), &demo);
    assert!(message.contains("real organisation"), "{message}");
    let nowhere = folder.path().join("nowhere");
    assert!(refused(&with(&["serve"], &url), &nowhere).contains("init"));

    let url = postgres.empty_place();
    Server::start(&with(&["--demo"], &url), &folder.path().join("demo2")).stop();
    assert!(refused(&with(&["serve"], &url), &real).contains("made by a demo"));
}

#[test]
fn a_database_that_is_not_understood_is_refused_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for args in [&FOUNDING[..], &["serve", "--demo"], &["serve"], &["status"]] {
        let message = refused(&with(args, "mysql://a:secret@host/b"), &data);
        assert!(message.contains("not «mysql://…»"), "{message}");
        assert!(!message.contains("secret"), "{message}");
        assert!(!data.exists());
    }
}

#[test]
fn a_postgresql_that_does_not_answer_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = "postgres://nobody@localhost/x?host=/nonexistent";
    let message = refused(&with(&FOUNDING, nobody), folder.path());
    assert!(message.contains("does not answer"), "{message}");
}
