use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::program::{FOUNDING, Server, done, get, refused};

fn founded(data: &Path) -> String {
    done(&FOUNDING, data)
}

#[test]
fn a_demo_lists_its_accounts_for_its_owner_alone_and_comes_back_with_the_same_codes() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let server = Server::start(&["--demo", "--clock", "2020-07-24"], &data);
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"));
    assert!(server.get("/v1/hello?n=1").contains("\"demo\":true"));
    let file = data.join("demo-accounts.json");
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let read = || -> Vec<serde_json::Value> {
        serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap()
    };
    let first = read();
    for role in ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9"] {
        assert!(first.iter().any(|line| line["role"] == role), "{role}");
    }
    let link = first[0]["link"].as_str().unwrap();
    assert!(link.ends_with(&format!(
        "/kich-hoat#{}",
        first[0]["code"].as_str().unwrap()
    )));
    server.stop();

    let server = Server::start(&["--demo"], &data);
    let codes = |lines: Vec<serde_json::Value>| -> Vec<String> {
        lines.iter().map(|line| line["code"].to_string()).collect()
    };
    assert_eq!(codes(read()), codes(first));
    server.stop();
}

#[test]
fn codes_of_two_demos_differ() {
    let folder = tempfile::tempdir().unwrap();
    let code = |name: &str| {
        let data = folder.path().join(name);
        Server::start(&["--demo"], &data).stop();
        let text = std::fs::read_to_string(data.join("demo-accounts.json")).unwrap();
        let lines: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        lines[0]["code"].to_string()
    };
    assert_ne!(code("one"), code("two"));
}

#[test]
fn demo_and_real_folders_are_kept_apart() {
    let folder = tempfile::tempdir().unwrap();
    let (demo, real) = (folder.path().join("demo"), folder.path().join("real"));
    Server::start(&["--demo"], &demo).stop();
    founded(&real);
    assert!(refused(&["serve"], &demo).contains("made by a demo"));
    assert!(refused(&["serve", "--demo"], &real).contains("empty folder"));
    assert!(refused(&["serve"], &folder.path().join("nothing")).contains("init"));
}

#[test]
fn a_demo_stays_on_loopback_unless_told_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let message = refused(&["serve", "--demo", "--listen", "0.0.0.0:0"], folder.path());
    assert!(message.contains("--demo-public"));
    let message = refused(
        &["serve", "--demo", "--demo-public", "--listen", "0.0.0.0:0"],
        folder.path(),
    );
    assert!(message.contains("--tls-cert"));
}

#[test]
fn a_real_organisation_starts_with_two_codes_and_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let printed = founded(folder.path());
    let links = printed
        .matches("https://nhatky.example.vn/kich-hoat#")
        .count();
    assert_eq!(links, 2);
    assert!(
        refused(
            &[
                "init",
                "--name",
                "x",
                "--address",
                "https://a.vn",
                "--office",
                "x",
                "--technical",
                "y"
            ],
            folder.path()
        )
        .contains("already")
    );

    let server = Server::start(&[], folder.path());
    let hello = server.get("/v1/hello?n=1");
    assert!(hello.contains("Đoàn Khối") && hello.contains("\"demo\":false"));
    server.stop();
}

#[test]
fn a_bare_ip_address_is_not_handed_out() {
    let folder = tempfile::tempdir().unwrap();
    let args = [
        "init",
        "--name",
        "x",
        "--address",
        "https://10.0.0.5",
        "--office",
        "x",
        "--technical",
        "y",
    ];
    assert!(refused(&args, folder.path()).contains("bare IP"));
    founded(&folder.path().join("real"));
    let args = ["serve", "--public-url", "https://10.0.0.5"];
    assert!(refused(&args, &folder.path().join("real")).contains("bare IP"));
}

#[test]
fn units_and_members_are_imported_and_get_codes() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    founded(&data);
    let units = folder.path().join("units.csv");
    std::fs::write(
        &units,
        "ma_don_vi,ten,ten_ngan,loai,ma_cap_tren,tu_ngay,so_doan_vien\n\
        DL,Đoàn cơ sở Công ty Điện lực,Điện lực,doan_co_so,,01/01/2015,118\n\
        DL1,\"Chi đoàn Đội quản lý điện, khu vực\",Đội quản lý,chi_doan,DL,2015-01-01,26\n",
    )
    .unwrap();
    let units = units.to_str().unwrap();
    assert!(done(&["import", "units", units], &data).contains("2 imported"));
    assert!(
        done(&["import", "units", units], &data).contains("2 imported"),
        "again is fine"
    );

    let members = folder.path().join("members.csv");
    std::fs::write(
        &members,
        "ma_so,ho_ten,ma_don_vi,chuc_vu,vai_tro,tu_ngay\n\
        001,Nguyễn Thị Máy Lan,DL1,Đoàn viên,R1,26/03/2018\n\
        002,Phạm Văn Máy,DL1,Bí thư chi đoàn,R2,01/01/2020\n\
        002,Phạm Văn Máy,DL,Ủy viên Ban Chấp hành,R3,01/01/2020\n",
    )
    .unwrap();
    assert!(done(&["import", "members", members.to_str().unwrap()], &data).contains("2 imported"));
    let status = done(&["status"], &data);
    assert!(
        status.contains("units         3") && status.contains("persons       4"),
        "{status}"
    );

    let code = done(&["code", "--person", "Nguyễn Thị Máy Lan"], &data);
    assert!(code.contains("https://nhatky.example.vn/kich-hoat#"));
    assert!(refused(&["code", "--person", "Không Ai"], &data).contains("nobody"));
}

#[test]
fn a_bad_line_is_named_and_nothing_of_the_file_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    founded(&data);
    let file = folder.path().join("units.csv");
    for (line, message) in [
        ("X,Tên,Ngắn,chi_doan,KHONG-CO,2015-01-01,1", "ma_cap_tren"),
        ("X,Tên,Ngắn,chi_doan,,hôm qua,1", "tu_ngay"),
        ("X,,Ngắn,chi_doan,,2015-01-01,1", "ten"),
        ("X,Tên,Ngắn,chi_doan,,2015-01-01,nhiều", "line 3"),
        ("X,Tên", "line 3"),
    ] {
        let text = format!(
            "ma_don_vi,ten,ten_ngan,loai,ma_cap_tren,tu_ngay,so_doan_vien\n\
             TOT,Tốt,Tốt,chi_doan,,2015-01-01,1\n{line}\n"
        );
        std::fs::write(&file, text).unwrap();
        let error = refused(&["import", "units", file.to_str().unwrap()], &data);
        assert!(
            error.contains("line 3") && error.contains(message),
            "{error}"
        );
    }
    assert!(done(&["status"], &data).contains("units         1"));
}

#[test]
fn metrics_are_on_a_listener_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&["--demo", "--metrics", "127.0.0.1:0"], folder.path());
    assert!(!server.get("/metrics").contains("nhatky_requests"));
    server.get("/v1/hello?n=1");
    let text = get(server.metrics.as_deref().unwrap(), "/metrics");
    assert!(
        text.contains("nhatky_requests_total{method=\"GET\",route=\"/v1/hello\",status=\"200\"} 1")
    );
    server.stop();
}

#[test]
fn after_a_kill_the_database_is_looked_through_and_a_damaged_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(Server::start(&["--demo"], folder.path()));
    Server::start(&["--demo"], folder.path()).stop();

    let file = folder.path().join("nhatky.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 65_536].fill(0x5a);
    std::fs::write(&file, bytes).unwrap();
    std::fs::write(folder.path().join("nhatky.db-wal"), "torn").unwrap();
    let message = refused(&["serve", "--demo"], folder.path());
    assert!(message.contains("restore the last backup"), "{message}");
}

#[test]
fn what_would_be_removed_is_told_and_nothing_is_unless_days_are_given() {
    let folder = tempfile::tempdir().unwrap();
    founded(folder.path());
    assert!(done(&["status"], folder.path()).contains("off: everything is kept"));
    let keep = ["status", "--keep-photos-days", "730"];
    assert!(done(&keep, folder.path()).contains("next 0 photos"));
    let hasty = ["serve", "--keep-photos-days", "7"];
    assert!(refused(&hasty, folder.path()).contains("90"));
}
