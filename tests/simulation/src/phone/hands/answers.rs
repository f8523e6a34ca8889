//! What the screen shows, and new answers to its questions.

use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::ids::{FieldCode, RecordId};
use nhatky_domain::record::{Fields, Record, put};
use nhatky_domain::value::Value;
use nhatky_sync::driver::keys;
use nhatky_sync::json;
use nhatky_sync::store::{Base as _, NewBlob, Outbox as _, Settings as _, referred_blobs};
use nhatky_sync::view;

use super::super::disk::Disk;
use crate::chance::Chance;
use crate::organisation::{self, CELLS, Who};
use crate::photos::{Photo, photos};
use crate::poll::at_once;

/// The pulled state with the phone's own work on top.
pub(super) fn shown(disk: &Disk, record: RecordId, who: Who) -> Option<Record> {
    let rows = disk.now();
    let base = at_once(rows.base(record)).ok().flatten();
    let work = at_once(rows.work_on(record)).ok()?;
    let base_rev = base.as_ref().map(|row| row.body.rev);
    let on_top = work.iter().filter(|row| {
        row.state.settled_at_ms.is_none() || (row.state.is_applied() && row.state.rev > base_rev)
    });
    let catalogue = setting_of_catalogue(disk);
    view::replay(
        base.map(|row| row.body.to_record()),
        on_top.map(|row| &row.mutation),
        who.person(),
        &catalogue,
    )
}

fn setting_of_catalogue(disk: &Disk) -> Catalogue {
    let text = at_once(disk.now().setting(keys::CATALOGUE)).ok().flatten();
    let text = text.and_then(|text| json::from_text(&text).ok());
    text.unwrap_or_else(|| organisation::catalogue(1).assemble("", Vec::new()))
}

/// New answers to some questions. Gives the bytes of photos that came with them.
pub(super) fn change(fields: &mut Fields, chance: &mut Chance) -> Vec<NewBlob> {
    let mut taken = Vec::new();
    for _ in 0..=chance.below(2) {
        match chance.below(6) {
            0 => {
                let title = format!("Việc {}", chance.below(4));
                set(fields, "ten", Value::Text(title));
            }
            1 | 2 => set(fields, "so", Value::Int(chance.below(50) as i64)),
            3 => {
                let kinds = ["a", "b", "c", "d"].map(Value::text);
                toggle(fields, "loai", chance.pick(&kinds));
            }
            4 => {
                let units = CELLS.map(|unit| Value::Text(unit.to_string()));
                toggle(fields, "don_vi", chance.pick(&units));
            }
            _ => {
                let photo = chance.pick(photos());
                if toggle(fields, "anh", photo.map(Photo::entry).as_ref()) {
                    taken.extend(photo.map(|photo| [photo.full.clone(), photo.thumbnail.clone()]));
                }
            }
        }
    }
    // One that was taken and thrown out at once is none.
    let shown = referred_blobs(fields);
    let taken = taken.into_iter().flatten();
    taken.filter(|blob| shown.contains(&blob.hash)).collect()
}

fn set(fields: &mut Fields, code: &str, value: Value) {
    put(fields, FieldCode::from(code), value);
}

/// Puts the item in or takes it out. Tells whether it is in now.
fn toggle(fields: &mut Fields, code: &str, item: Option<&Value>) -> bool {
    let mut items = fields
        .get(&FieldCode::from(code))
        .map(|value| value.items().to_vec())
        .unwrap_or_default();
    let before = items.len();
    items.retain(|known| Some(known) != item);
    let is_in = items.len() == before;
    items.extend(item.filter(|_| is_in).cloned());
    set(fields, code, Value::List(items));
    is_in
}
