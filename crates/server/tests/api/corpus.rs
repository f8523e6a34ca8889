//! Bodies of mutations as released builds have written them, frozen, through the newest rules: what
//! lies in a phone for a year is still understood.
//!
//! `tests/corpus/BUILD.txt` has a line a mutation, in the order of their sending: who sends it, what
//! becomes of it, its text byte for byte. Files are only added: one as soon as the engine writes
//! anything differently.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nhatky_domain::ids::{BlobHash, MutationId, RecordId};
use nhatky_domain::record::Fields;
use nhatky_domain::workflow::Command;
use nhatky_sync::merge;
use nhatky_sync::protocol::{CommandBody, CreateBody, Op, PushReply};
use nhatky_sync::store::{NewWork, wire_of};
use uuid::Uuid;

use crate::support::{CELL_A, START, TestServer, Who, with};

/// Beginning with the oldest.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Who, what becomes of it, the text.
fn lines(text: &str) -> impl Iterator<Item = [&str; 3]> {
    let parts = |line| {
        let mut parts = str::splitn(line, 3, ' ');
        [(); 3].map(|()| parts.next().unwrap())
    };
    text.lines().map(parts)
}

fn whom(name: &str) -> Who {
    match name {
        "member" => Who::Member,
        "secretary" => Who::Secretary,
        other => panic!("{other} is nobody"),
    }
}

#[tokio::test]
async fn i_36_bodies_of_every_released_build_mean_what_they_meant() {
    for file in files() {
        let text = std::fs::read_to_string(&file).unwrap();
        let server = TestServer::start().await;
        let mut phones = BTreeMap::new();
        for name in ["member", "secretary"] {
            phones.insert(name, server.phone_of(whom(name)).await);
        }
        for [who, expected, mutation] in lines(&text) {
            let reply = phones[who].push_text(&server, &[mutation.to_owned()]).await;
            let reply: PushReply = reply.json();
            let outcome = &reply.results[0];
            let status = serde_json::to_string(&outcome.status).unwrap();
            let told = (status.trim_matches('"'), &outcome.code);
            assert_eq!(told, (expected, &None), "{}: {mutation}", file.display());
        }
        let mut page = phones["secretary"].pull(&server).await;
        page.records.sort_by_key(|body| body.id);
        let records: Vec<_> = page.records.iter().map(meaning).collect();
        let build = file.file_stem().unwrap().to_str().unwrap();
        insta::with_settings!({prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(format!("corpus_{build}"), records.join("\n"));
        });
    }
}

fn meaning(body: &nhatky_sync::protocol::RecordBody) -> String {
    let mut fields = serde_json::to_value(&body.fields).unwrap();
    fields.sort_all_objects();
    format!(
        "{} {} {} {} rev {} {:?} {fields}",
        body.id, body.form, body.form_version, body.state, body.rev, body.note
    )
}

/// So that no version goes into the field without its file.
#[test]
fn todays_engine_writes_what_the_newest_file_holds() {
    let newest = files().pop().unwrap();
    let newest = std::fs::read_to_string(newest).unwrap();
    let written = written();
    let held: Vec<_> = lines(&newest).collect();
    assert_eq!(held.len(), written.len());
    for ([who, _, text], (author, wire)) in held.into_iter().zip(written) {
        assert_eq!((whom(who), text), (author, wire.as_str()));
    }
}

/// Numbers, times and ids that are the same each time.
struct Pen {
    lines: Vec<(Who, String)>,
}

impl Pen {
    fn write(&mut self, who: Who, record: u128, op: Op, deps: &[u128]) {
        let seq = self.lines.len() as u64 + 1;
        let work = NewWork {
            id: mutation(seq.into()),
            op,
            record: RecordId(Uuid::from_u128(record)),
            holding: who.holding(),
            deps: deps.iter().copied().map(mutation).collect(),
            at_ms: START + 60_000 * i64::try_from(seq).unwrap(),
            offset_ms: seq.is_multiple_of(2).then_some(-5_400_000),
            draft: None,
            blobs: Vec::new(),
        };
        self.lines.push((who, wire_of(&work, seq).1));
    }
}

fn mutation(number: u128) -> MutationId {
    MutationId(Uuid::from_u128(0xa0 + number))
}

fn fields(text: &str) -> Fields {
    serde_json::from_str(text).unwrap()
}

fn create(form: &str, fields: Fields) -> Op {
    Op::Create(CreateBody {
        form: form.into(),
        form_version: 1,
        unit: CELL_A,
        fields,
    })
}

fn patch(before: &Fields, after: &Fields) -> Op {
    Op::Patch(merge::difference(before, after).unwrap())
}

fn command(command: Command, rev: u32, note: &str) -> Op {
    Op::Command(CommandBody {
        command,
        rev,
        note: note.to_owned(),
    })
}

fn photos(shas: &[u8]) -> nhatky_domain::value::Value {
    let photo = |sha: &u8| {
        let (full, thumb) = (BlobHash([*sha; 32]), BlobHash([*sha + 100; 32]));
        format!(
            r#"{{"sha":"{full}","size":250000,"w":1600,"h":1200,"thumb":"{thumb}","thumb_size":9000}}"#
        )
    };
    let items: Vec<_> = shas.iter().map(photo).collect();
    serde_json::from_str(&format!("[{}]", items.join(","))).unwrap()
}

/// Every operation and command, and values of every shape that the first forms ask for.
fn written() -> Vec<(Who, String)> {
    let mut pen = Pen { lines: Vec::new() };
    let (member, secretary) = (Who::Member, Who::Secretary);
    let log = fields(
        r#"{"ten":"Thay 25 bóng đèn «led»","ngay":"2020-07-24","linh_vuc":"an_sinh",
            "vai_tro":"chu_tri","dia_ban":"Xã Hòa Minh\nẤp 3","luot":{"doan_vien":9,"thanh_nien":4},
            "chi_tieu":{"V10":25},"kinh_phi":3750000,"anh_co_tre_em":"khong"}"#,
    );
    let log = with(log, "anh", photos(&[1, 2]));
    pen.write(member, 1, create("HD", log.clone()), &[]);
    let title = |fields: &Fields, title: &str| with(fields.clone(), "ten", title_of(title));
    let mut edited = title(&log, "Thay 30 bóng đèn");
    edited.remove(&"kinh_phi".into());
    pen.write(member, 1, patch(&log, &edited), &[1]);
    pen.write(member, 1, patch(&log, &title(&log, "Thay bóng đèn")), &[]);
    let other_photo = with(edited.clone(), "anh", photos(&[2, 3]));
    pen.write(member, 1, patch(&edited, &other_photo), &[]);
    let from_the_first = with(log.clone(), "anh", photos(&[1, 2, 4]));
    pen.write(member, 1, patch(&log, &from_the_first), &[]);
    pen.write(secretary, 1, command(Command::Confirm, 4, ""), &[]);

    let half_an_hour =
        r#"{"viec":"ve_sinh_tru_so","so_nguoi":12,"ngay":"2020-07-24","bat_dau":"16:30"}"#;
    pen.write(member, 2, create("T30", fields(half_an_hour)), &[]);
    pen.write(secretary, 2, command(Command::Return, 1, "Thiếu ảnh"), &[]);
    pen.write(member, 2, command(Command::Submit, 2, ""), &[]);

    pen.write(member, 3, create("HD", title(&edited, "Ghi nhầm")), &[]);
    pen.write(member, 3, command(Command::Cancel, 0, "Ghi nhầm"), &[10]);
    pen.write(member, 4, create("HD", title(&edited, "Ghi hai lần")), &[]);
    pen.write(secretary, 4, command(Command::Merge, 1, ""), &[]);
    pen.lines
}

fn title_of(text: &str) -> nhatky_domain::value::Value {
    nhatky_domain::value::Value::text(text)
}
