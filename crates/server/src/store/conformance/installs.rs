use nhatky_domain::ids::InstallId;
use uuid::Uuid;

use super::{INSTALL, OTHER, PERSON, committed, look};
use crate::store::{
    ContactNote, InstallRow, Installs as _, SessionRow, Sessions as _, Store, StoreError,
    Transaction as _,
};

fn install() -> InstallRow {
    InstallRow {
        id: INSTALL,
        person: PERSON,
        public_key: vec![4; 65],
        device: "Chrome trên Android".to_owned(),
        made_at: 1,
        revoked_at: None,
        seen_at: 1,
        app: String::new(),
        pending: 0,
        seen_through: 0,
        highest_seq: 0,
    }
}

pub(crate) async fn an_install_is_kept_as_it_was_added<S: Store>(store: &S) {
    committed!(store, |tx| tx.add_install(&install()).await.unwrap());
    let row = look(store).await.install(INSTALL).await.unwrap();
    assert_eq!(row, Some(install()));
    let mut tx = store.write().await.unwrap();
    let again = tx.add_install(&install()).await;
    assert!(matches!(again, Err(StoreError::Constraint(_))));
}

pub(crate) async fn contact_and_revocation_are_noted<S: Store>(store: &S) {
    let nobody = InstallId(Uuid::from_u128(77));
    assert_eq!(look(store).await.newest_contact().await.unwrap(), 0);
    committed!(store, |tx| {
        tx.add_install(&install()).await.unwrap();
        let note = ContactNote {
            app: "1.2",
            pending: 4,
            seen_through: 17,
            highest_seq: 21,
        };
        tx.note_contact(INSTALL, 9, note).await.unwrap();
        assert!(tx.revoke_install(INSTALL, 10).await.unwrap());
        assert!(tx.revoke_install(INSTALL, 11).await.unwrap());
        assert!(!tx.revoke_install(nobody, 11).await.unwrap());
    });
    let expected = InstallRow {
        seen_at: 9,
        app: "1.2".to_owned(),
        pending: 4,
        seen_through: 17,
        highest_seq: 21,
        revoked_at: Some(10),
        ..install()
    };
    let mut tx = look(store).await;
    assert_eq!(tx.install(INSTALL).await.unwrap(), Some(expected));
    assert_eq!(tx.install_counts().await.unwrap(), [1, 1, 4]);
    assert_eq!(tx.newest_contact().await.unwrap(), 9);
}

pub(crate) async fn sessions_begin_end_and_are_forgotten_when_expired<S: Store>(store: &S) {
    committed!(store, |tx| {
        tx.add_install(&install()).await.unwrap();
        tx.add_session(b"one", INSTALL, 100, 0).await.unwrap();
        tx.add_session(b"two", INSTALL, 200, 100).await.unwrap();
        tx.add_session(b"three", INSTALL, 300, 100).await.unwrap();
        tx.end_session(b"three").await.unwrap();
        tx.end_session(b"never").await.unwrap();
    });
    let mut tx = look(store).await;
    assert_eq!(tx.session(b"one").await.unwrap(), None);
    assert_eq!(tx.session(b"three").await.unwrap(), None);
    let two = SessionRow {
        install: INSTALL,
        person: PERSON,
        expires_at: 200,
        is_revoked: false,
    };
    assert_eq!(tx.session(b"two").await.unwrap(), Some(two));
    drop(tx);
    committed!(store, |tx| tx.revoke_install(INSTALL, 1).await.unwrap());
    let session = look(store).await.session(b"two").await.unwrap();
    assert!(session.unwrap().is_revoked);
}

pub(crate) async fn installs_are_listed_from_the_oldest_on<S: Store>(store: &S) {
    let named = |number, person, made_at| InstallRow {
        id: InstallId(Uuid::from_u128(number)),
        person,
        made_at,
        ..install()
    };
    let rows = [named(9, PERSON, 1), named(3, OTHER, 2), named(1, PERSON, 3)];
    committed!(store, |tx| for row in rows.iter().rev() {
        tx.add_install(row).await.unwrap();
    });
    let mut tx = look(store).await;
    assert_eq!(tx.installs(None).await.unwrap(), rows);
    let [first, _, third] = rows;
    assert_eq!(tx.installs(Some(PERSON)).await.unwrap(), [first, third]);
}
