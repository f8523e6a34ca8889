//! Devices that are lost, and persons who leave.

use nhatky_sync::remote::RemoteError;
use nhatky_sync::store::Outbox as _;
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Peer, WayByHttp};

use crate::program::{FOUNDING, Server, done, refused};

const OFFICE: &str = "Trần Thị Máy Hà";

fn code_in(printed: &str) -> String {
    let line = printed.lines().find(|line| line.contains('#')).unwrap();
    line.split('#').next_back().unwrap().to_owned()
}

async fn phone(server: &Server, code: &str) -> Peer<WayByHttp> {
    let way = WayByHttp::new(format!("http://{}", server.address));
    let phone = Peer::activate(way, code).await.unwrap();
    phone.sync().await.unwrap();
    phone
}

async fn write(phone: &Peer<WayByHttp>) {
    let holding = &phone.account.holdings[0];
    let author = Author {
        unit: holding.unit,
        holding: holding.id,
    };
    log::hand_in(&phone.store, author, "Ghi chú", &[])
        .await
        .unwrap();
}

#[tokio::test]
async fn a_revoked_install_is_told_so_and_keeps_its_unsent_work() {
    let folder = tempfile::tempdir().unwrap();
    let code = code_in(&done(&FOUNDING, folder.path()));
    let server = Server::start(&[], folder.path());
    let lost = phone(&server, &code).await;
    let code = code_in(&done(&["code", "--person", OFFICE], folder.path()));
    let kept = phone(&server, &code).await;
    for phone in [&lost, &kept] {
        write(phone).await;
    }

    let id = lost.install().to_string();
    let printed = done(&["revoke", "--install", &id], folder.path());
    assert!(printed.contains("1 revoked"), "{printed}");
    let refused = lost.sync().await.unwrap_err().to_string();
    assert!(
        refused.contains(&format!("{:?}", RemoteError::Revoked)),
        "{refused}"
    );
    assert_eq!(lost.store.outbox().await.unwrap().len(), 1);
    kept.sync().await.unwrap();
    assert!(kept.store.outbox().await.unwrap().is_empty());

    let listed = done(&["installs"], folder.path());
    let line = |phone: &Peer<WayByHttp>| {
        let id = phone.install().to_string();
        let mut lines = listed.lines();
        lines.find(|line| line.starts_with(&id)).unwrap().to_owned()
    };
    assert!(line(&lost).contains(OFFICE) && line(&lost).contains("revoked"));
    assert!(!line(&kept).contains("revoked"));
    server.stop();
}

#[tokio::test]
async fn a_person_is_shut_out_with_every_install_and_unused_code() {
    let folder = tempfile::tempdir().unwrap();
    let code = code_in(&done(&FOUNDING, folder.path()));
    let server = Server::start(&[], folder.path());
    let phone = phone(&server, &code).await;
    let unused = code_in(&done(&["code", "--person", OFFICE], folder.path()));

    let printed = done(&["revoke", "--person", OFFICE], folder.path());
    assert!(printed.contains("1 revoked"), "{printed}");
    phone.sync().await.unwrap_err();
    let way = WayByHttp::new(format!("http://{}", server.address));
    Peer::activate(way, &unused).await.unwrap_err();
    let status = done(&["status"], folder.path());
    assert!(
        status.contains("installs      1, of them revoked 1"),
        "{status}"
    );
    let listed = done(&["installs", "--person", "Lê Văn Máy"], folder.path());
    assert_eq!(listed, "");
    server.stop();
}

#[test]
fn nobody_is_revoked_by_a_slip() {
    let folder = tempfile::tempdir().unwrap();
    done(&FOUNDING, folder.path());
    assert!(refused(&["revoke", "--person", "Không Ai"], folder.path()).contains("nobody"));
    let unknown = "0190163d-8694-739b-aea5-966c26f8ad90";
    let error = refused(&["revoke", "--install", unknown], folder.path());
    assert!(error.contains("there is no install"), "{error}");
    assert!(refused(&["revoke"], folder.path()).contains("--install"));
    let both = ["revoke", "--install", unknown, "--person", OFFICE];
    assert!(refused(&both, folder.path()).contains("cannot be used with"));
}
