use futures_util::TryStreamExt as _;
use sqlx::{Database, QueryBuilder, Row as _};
use uuid::Uuid;

use super::columns::ROWS_PER_INSERT;
use super::{BYTE_ORDER, Db, Tx};
use crate::store::{Cell, Column, Dump, Kind, Result, StoreError, Table};

type DbRow = <Db as Database>::Row;

impl Dump for Tx {
    async fn each_row<E: From<StoreError> + Send>(
        &mut self,
        table: &Table,
        mut take: impl FnMut(Vec<Cell>) -> Result<(), E> + Send,
    ) -> Result<(), E> {
        let mut query = QueryBuilder::<Db>::new("SELECT ");
        push_names(&mut query, table.columns);
        query.push(" FROM ").push(table.name).push(" ORDER BY ");
        let mut keys = query.separated(", ");
        for column in table.columns.iter().take(table.key) {
            keys.push(column.name);
            if column.kind == Kind::Text {
                keys.push_unseparated(BYTE_ORDER);
            }
        }
        let mut rows = query.build().fetch(self.connection());
        while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
            take(read(table, &row)?)?;
        }
        Ok(())
    }

    async fn add_rows(&mut self, table: &Table, rows: &[Vec<Cell>]) -> Result<()> {
        for rows in rows.chunks(ROWS_PER_INSERT) {
            let mut query = QueryBuilder::<Db>::new("INSERT INTO ");
            query.push(table.name).push(" (");
            push_names(&mut query, table.columns);
            query.push(") VALUES ");
            for (idx, row) in rows.iter().enumerate() {
                query.push(if idx == 0 { "(" } else { ", (" });
                push_cells(&mut query, table.columns, row);
                query.push(")");
            }
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }
}

fn push_names(query: &mut QueryBuilder<Db>, columns: &[Column]) {
    let mut list = query.separated(", ");
    for column in columns {
        list.push(column.name);
    }
}

fn push_cells(query: &mut QueryBuilder<Db>, columns: &[Column], row: &[Cell]) {
    let mut list = query.separated(", ");
    for (column, cell) in columns.iter().zip(row) {
        match cell {
            Cell::Id(id) => list.push_bind(*id),
            Cell::Bytes(bytes) => list.push_bind(bytes.as_slice()),
            Cell::Text(text) => list.push_bind(text.as_str()),
            Cell::Number(number) => list.push_bind(*number),
            Cell::Flag(flag) => list.push_bind(*flag),
            // PostgreSQL wants to know what it is that is not there.
            Cell::Null => match column.kind {
                Kind::Id => list.push_bind(None::<Uuid>),
                Kind::Bytes => list.push_bind(None::<Vec<u8>>),
                Kind::Text => list.push_bind(None::<String>),
                Kind::Number => list.push_bind(None::<i64>),
                Kind::Flag => list.push_bind(None::<bool>),
            },
        };
    }
}

fn read(table: &Table, row: &DbRow) -> Result<Vec<Cell>> {
    let cell = |(idx, column): (usize, &Column)| {
        let cell = match column.kind {
            Kind::Id => row.try_get::<Option<Uuid>, _>(idx)?.map(Cell::Id),
            Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(idx)?.map(Cell::Bytes),
            Kind::Text => row.try_get::<Option<String>, _>(idx)?.map(Cell::Text),
            Kind::Number => row.try_get::<Option<i64>, _>(idx)?.map(Cell::Number),
            Kind::Flag => row.try_get::<Option<bool>, _>(idx)?.map(Cell::Flag),
        };
        Ok(cell.unwrap_or(Cell::Null))
    };
    table.columns.iter().enumerate().map(cell).collect()
}
