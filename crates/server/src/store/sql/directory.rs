use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::{HoldingId, PersonId, PostCode, UnitId};
use nhatky_domain::unit::Unit;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::Tx;
use super::columns::{
    ROWS_PER_INSERT, count, day, from_json, last_of_each, optional_day, push_list, to_json,
};
use crate::store::{Directory, PersonRow, Result, StoreError};

type UnitColumns = (
    Uuid,
    String,
    String,
    String,
    Option<Uuid>,
    String,
    Option<String>,
    String,
    i64,
    String,
);
type HoldingColumns = (
    Uuid,
    Uuid,
    Uuid,
    String,
    String,
    String,
    String,
    Option<String>,
);

impl Directory for Tx {
    async fn units(&mut self) -> Result<Vec<Unit>> {
        let rows: Vec<UnitColumns> = sqlx::query_as(
            "SELECT id, name, short_name, kind, parent, valid_from, valid_until, successors,
                    members, usual_places
             FROM unit ORDER BY id",
        )
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(unit).collect()
    }

    async fn put_units(&mut self, units: &[Unit]) -> Result<()> {
        let units = last_of_each(units, |unit| unit.id);
        for units in units.chunks(ROWS_PER_INSERT) {
            let mut query = QueryBuilder::new(
                "INSERT INTO unit (id, name, short_name, kind, parent, valid_from, valid_until,
                                   successors, members, usual_places) ",
            );
            query.push_values(units, |mut row, unit| {
                row.push_bind(unit.id.0)
                    .push_bind(&unit.name)
                    .push_bind(&unit.short_name)
                    .push_bind(&unit.kind)
                    .push_bind(unit.parent.map(|id| id.0))
                    .push_bind(String::from(unit.from))
                    .push_bind(unit.until.map(String::from))
                    .push_bind(to_json(&unit.successors))
                    .push_bind(i64::from(unit.members))
                    .push_bind(to_json(&unit.usual_places));
            });
            query.push(
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                  short_name = excluded.short_name, kind = excluded.kind,
                  parent = excluded.parent, valid_from = excluded.valid_from,
                  valid_until = excluded.valid_until, successors = excluded.successors,
                  members = excluded.members, usual_places = excluded.usual_places",
            );
            query.build().execute(self.connection()).await?;
        }
        self.note_directory_change().await
    }

    async fn put_persons(&mut self, persons: &[PersonRow]) -> Result<()> {
        let persons = last_of_each(persons, |person| person.id);
        for persons in persons.chunks(ROWS_PER_INSERT) {
            let mut query = QueryBuilder::new("INSERT INTO person (id, name) ");
            query.push_values(persons, |mut row, person| {
                row.push_bind(person.id.0).push_bind(&person.name);
            });
            query.push(" ON CONFLICT (id) DO UPDATE SET name = excluded.name");
            query.build().execute(self.connection()).await?;
        }
        self.note_directory_change().await
    }

    async fn put_holdings(&mut self, holdings: &[Holding]) -> Result<()> {
        let holdings = last_of_each(holdings, |holding| holding.id);
        for holdings in holdings.chunks(ROWS_PER_INSERT) {
            let mut query = QueryBuilder::new(
                "INSERT INTO holding
                 (id, person, unit, post, post_name, role, valid_from, valid_until) ",
            );
            query.push_values(holdings, |mut row, holding| {
                row.push_bind(holding.id.0)
                    .push_bind(holding.person.0)
                    .push_bind(holding.unit.0)
                    .push_bind(&holding.post.0)
                    .push_bind(&holding.post_name)
                    .push_bind(role_text(holding.role))
                    .push_bind(String::from(holding.from))
                    .push_bind(holding.until.map(String::from));
            });
            query.push(
                " ON CONFLICT (id) DO UPDATE SET person = excluded.person, unit = excluded.unit,
                  post = excluded.post, post_name = excluded.post_name, role = excluded.role,
                  valid_from = excluded.valid_from, valid_until = excluded.valid_until",
            );
            query.build().execute(self.connection()).await?;
        }
        self.note_directory_change().await
    }

    async fn persons(&mut self, ids: &[PersonId]) -> Result<Vec<PersonRow>> {
        let mut query = QueryBuilder::new("SELECT id, name FROM person WHERE id IN ");
        push_list(&mut query, ids.iter().map(|id| id.0));
        let rows: Vec<(Uuid, String)> = query.build_query_as().fetch_all(self.connection()).await?;
        Ok(rows.into_iter().map(person).collect())
    }

    async fn persons_named(&mut self, name: &str) -> Result<Vec<PersonRow>> {
        let rows: Vec<(Uuid, String)> =
            sqlx::query_as("SELECT id, name FROM person WHERE name = $1 ORDER BY id")
                .bind(name)
                .fetch_all(self.connection())
                .await?;
        Ok(rows.into_iter().map(person).collect())
    }

    async fn holdings_of(&mut self, person: PersonId) -> Result<Vec<Holding>> {
        let rows: Vec<HoldingColumns> = sqlx::query_as(
            "SELECT id, person, unit, post, post_name, role, valid_from, valid_until
             FROM holding WHERE person = $1 ORDER BY valid_from, id",
        )
        .bind(person.0)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(holding).collect()
    }

    async fn known_holdings(&mut self, ids: &[HoldingId]) -> Result<Vec<HoldingId>> {
        let mut query = QueryBuilder::new("SELECT id FROM holding WHERE id IN ");
        push_list(&mut query, ids.iter().map(|id| id.0));
        let found: Vec<Uuid> = query
            .build_query_scalar()
            .fetch_all(self.connection())
            .await?;
        Ok(found.into_iter().map(HoldingId).collect())
    }

    async fn directory_counts(&mut self) -> Result<[i64; 3]> {
        let (units, persons, holdings) = sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM unit), (SELECT COUNT(*) FROM person),
                    (SELECT COUNT(*) FROM holding)",
        )
        .fetch_one(self.connection())
        .await?;
        Ok([units, persons, holdings])
    }
}

impl Tx {
    async fn note_directory_change(&mut self) -> Result<()> {
        sqlx::query("UPDATE organisation SET directory_rev = directory_rev + 1")
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

fn unit(columns: UnitColumns) -> Result<Unit> {
    let (id, name, short_name, kind, parent, from, until, successors, members, usual_places) =
        columns;
    Ok(Unit {
        id: UnitId(id),
        name,
        short_name,
        kind,
        parent: parent.map(UnitId),
        from: day(&from)?,
        until: optional_day(until)?,
        successors: from_json(&successors)?,
        members: count(members)?,
        usual_places: from_json(&usual_places)?,
    })
}

fn person((id, name): (Uuid, String)) -> PersonRow {
    PersonRow {
        id: PersonId(id),
        name,
    }
}

fn holding(columns: HoldingColumns) -> Result<Holding> {
    let (id, person, unit, post, post_name, role, from, until) = columns;
    Ok(Holding {
        id: HoldingId(id),
        person: PersonId(person),
        unit: UnitId(unit),
        post: PostCode(post),
        post_name,
        role: role_of(&role)?,
        from: day(&from)?,
        until: optional_day(until)?,
    })
}

/// Stored words. Frozen.
const ROLES: [(Role, &str); 9] = [
    (Role::R1, "R1"),
    (Role::R2, "R2"),
    (Role::R3, "R3"),
    (Role::R4, "R4"),
    (Role::R5, "R5"),
    (Role::R6, "R6"),
    (Role::R7, "R7"),
    (Role::R8, "R8"),
    (Role::R9, "R9"),
];

fn role_text(role: Role) -> &'static str {
    let known = ROLES.iter().find(|(known, _)| *known == role);
    known.map_or("unknown", |(_, text)| text)
}

/// A role of a newer program grants nothing here.
fn role_of(text: &str) -> Result<Role> {
    let known = ROLES.iter().find(|(_, known)| *known == text);
    match known {
        Some((role, _)) => Ok(*role),
        None if text.is_empty() => Err(StoreError::Corrupt { what: "role" }),
        None => Ok(Role::Unknown),
    }
}
