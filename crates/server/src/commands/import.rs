//! `import`: units and members from CSV, all of a file or nothing of it. A whole organisation is
//! the business of [`super::organisation`].
//!
//! ```text
//! units    ma_don_vi,ten,ten_ngan,loai,ma_cap_tren,tu_ngay,so_doan_vien
//! members  ma_so,ho_ten,ma_don_vi,chuc_vu,vai_tro,tu_ngay
//! ```
//! Ids follow from the codes, so that a file can be corrected and imported again.

use std::collections::BTreeSet;
use std::fs::File;

use nhatky_domain::date::Date;
use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::{HoldingId, PersonId, PostCode, UnitId};
use nhatky_domain::unit::{Unit, UnitTree};
use serde::Deserialize;

use super::CommandError;
use super::database::{self, with_store};
use super::organisation;
use crate::args::{Import, ImportArgs};
use crate::folder::DataFolder;
use crate::naming::id_of;
use crate::store::{Counters as _, Directory as _, PersonRow, Store, Transaction as _};

/// One line of a file of units.
#[derive(Debug, Deserialize)]
struct UnitLine {
    ma_don_vi: String,
    ten: String,
    ten_ngan: String,
    loai: String,
    /// Empty: directly under the root.
    ma_cap_tren: String,
    tu_ngay: String,
    #[serde(default)]
    so_doan_vien: u32,
}

/// One line of a file of members: a person, or one more post of a person.
#[derive(Debug, Deserialize)]
struct MemberLine {
    ma_so: String,
    ho_ten: String,
    ma_don_vi: String,
    chuc_vu: String,
    vai_tro: Role,
    tu_ngay: String,
}

/// # Errors
/// A line that cannot be used, by its number.
pub async fn import(args: &ImportArgs) -> Result<(), CommandError> {
    let list = match args.what {
        Import::Organisation => return organisation::import(&args.folder, &args.file).await,
        Import::Units => List::Units,
        Import::Members => List::Members,
    };
    let folder = DataFolder::of_any(&args.folder.data, database::named(&args.folder)?)?;
    let file = File::open(&args.file).map_err(CommandError::io(args.file.display().to_string()))?;
    let count = with_store!(database::open(&args.folder, &folder).await?, |store| {
        let count = import_into(&store, list, file).await?;
        store.close().await;
        count
    });
    println!("{count} imported");
    Ok(())
}

#[derive(Debug, Clone, Copy)]
enum List {
    Units,
    Members,
}

async fn import_into<S: Store>(store: &S, list: List, file: File) -> Result<usize, CommandError> {
    let mut tx = store.write().await?;
    tx.lock_counters().await?;
    let known = tx.units().await?;
    let count = match list {
        List::Units => {
            let units = read_units(file, &known)?;
            tx.put_units(&units).await?;
            units.len()
        }
        List::Members => {
            let (persons, holdings) = read_members(file, &known)?;
            tx.put_persons(&persons).await?;
            tx.put_holdings(&holdings).await?;
            persons.len()
        }
    };
    tx.commit().await?;
    Ok(count)
}

fn lines<T: serde::de::DeserializeOwned>(
    source: impl std::io::Read,
) -> impl Iterator<Item = Result<(u64, T), CommandError>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(source);
    let headers = reader.headers().cloned();
    let mut failed = false;
    std::iter::from_fn(move || {
        if failed {
            return None;
        }
        let mut record = csv::StringRecord::new();
        let read = headers
            .as_ref()
            .map_err(ToString::to_string)
            .and_then(|headers| {
                let is_there = reader.read_record(&mut record).map_err(|e| e.to_string())?;
                let line = record.position().map_or(1, csv::Position::line);
                let parsed = is_there.then(|| record.deserialize(Some(headers)));
                parsed
                    .transpose()
                    .map_err(|e| e.to_string())
                    .map(|row| row.map(|row| (line, row)))
            });
        let line = record.position().map_or(1, csv::Position::line);
        failed = read.is_err();
        read.map_err(|message| CommandError::BadLine { line, message })
            .transpose()
    })
}

/// Units of a file, beside those that are known.
///
/// # Errors
/// The first line that cannot be used.
pub fn read_units(source: impl std::io::Read, known: &[Unit]) -> Result<Vec<Unit>, CommandError> {
    let root = known.iter().find(|unit| unit.parent.is_none());
    let root = root.map(|unit| unit.id);
    let mut ids: BTreeSet<_> = known.iter().map(|unit| unit.id).collect();
    let mut units = Vec::new();
    for row in lines::<UnitLine>(source) {
        let (line, row) = row?;
        let parent = match row.ma_cap_tren.as_str() {
            "" => root,
            code => Some(unit_id(code)),
        };
        if parent.is_some_and(|parent| !ids.contains(&parent)) {
            return Err(bad(
                line,
                "ma_cap_tren: no such unit in or before this line",
            ));
        }
        let unit = Unit {
            id: unit_id(&row.ma_don_vi),
            name: filled(line, "ten", &row.ten)?,
            short_name: filled(line, "ten_ngan", &row.ten_ngan)?,
            kind: filled(line, "loai", &row.loai)?,
            parent,
            from: day(line, &row.tu_ngay)?,
            until: None,
            successors: Vec::new(),
            members: row.so_doan_vien,
            usual_places: Vec::new(),
        };
        filled(line, "ma_don_vi", &row.ma_don_vi)?;
        ids.insert(unit.id);
        units.push(unit);
    }
    Ok(units)
}

/// Persons and their posts of a file.
///
/// # Errors
/// The first line that cannot be used.
pub fn read_members(
    source: impl std::io::Read,
    known: &[Unit],
) -> Result<(Vec<PersonRow>, Vec<Holding>), CommandError> {
    let tree = UnitTree::new(known.iter().cloned());
    let (mut persons, mut holdings) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for row in lines::<MemberLine>(source) {
        let (line, row) = row?;
        let unit = unit_id(&row.ma_don_vi);
        if tree.get(unit).is_none() {
            return Err(bad(line, "ma_don_vi: no such unit; import units first"));
        }
        if row.vai_tro == Role::Unknown {
            return Err(bad(line, "vai_tro: write R1 to R9"));
        }
        let code = filled(line, "ma_so", &row.ma_so)?;
        let person = PersonId(id_of(&["person", &code]));
        let post_name = filled(line, "chuc_vu", &row.chuc_vu)?;
        holdings.push(Holding {
            id: HoldingId(id_of(&["holding", &code, &row.ma_don_vi, &post_name])),
            person,
            unit,
            post: PostCode::from(post_name.as_str()),
            post_name,
            role: row.vai_tro,
            from: day(line, &row.tu_ngay)?,
            until: None,
        });
        if seen.insert(person) {
            let name = filled(line, "ho_ten", &row.ho_ten)?;
            persons.push(PersonRow { id: person, name });
        }
    }
    Ok((persons, holdings))
}

fn unit_id(code: &str) -> UnitId {
    UnitId(id_of(&["unit", code]))
}

fn filled(line: u64, column: &str, text: &str) -> Result<String, CommandError> {
    if text.is_empty() {
        return Err(bad(line, &format!("{column} is empty")));
    }
    Ok(text.to_owned())
}

fn day(line: u64, text: &str) -> Result<Date, CommandError> {
    Date::parse_iso(text)
        .or_else(|| Date::parse_vi(text))
        .ok_or_else(|| bad(line, "tu_ngay: write 24/07/2020 or 2020-07-24"))
}

fn bad(line: u64, message: &str) -> CommandError {
    CommandError::BadLine {
        line,
        message: message.to_owned(),
    }
}
