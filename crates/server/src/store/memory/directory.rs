use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{HoldingId, PersonId};
use nhatky_domain::unit::Unit;

use super::MemoryTx;
use crate::store::{Directory, PersonRow, Result};

impl MemoryTx {
    fn note_directory_change(&mut self) {
        if let Some(organisation) = &mut self.tables.organisation {
            organisation.directory_rev += 1;
        }
    }
}

impl Directory for MemoryTx {
    async fn units(&mut self) -> Result<Vec<Unit>> {
        Ok(self.tables.units.rows().cloned().collect())
    }

    async fn put_units(&mut self, units: &[Unit]) -> Result<()> {
        for unit in units {
            self.tables.units.put(unit.id, unit.clone());
        }
        self.note_directory_change();
        Ok(())
    }

    async fn put_persons(&mut self, persons: &[PersonRow]) -> Result<()> {
        for person in persons {
            self.tables.persons.put(person.id, person.clone());
        }
        self.note_directory_change();
        Ok(())
    }

    async fn put_holdings(&mut self, holdings: &[Holding]) -> Result<()> {
        for holding in holdings {
            self.tables.holdings.put(holding.id, holding.clone());
        }
        self.note_directory_change();
        Ok(())
    }

    async fn persons(&mut self, ids: &[PersonId]) -> Result<Vec<PersonRow>> {
        Ok(self.tables.persons.find(ids))
    }

    async fn persons_named(&mut self, name: &str) -> Result<Vec<PersonRow>> {
        let persons = self.tables.persons.rows();
        Ok(persons
            .filter(|person| person.name == name)
            .cloned()
            .collect())
    }

    async fn holdings_of(&mut self, person: PersonId) -> Result<Vec<Holding>> {
        let all = self.tables.holdings.rows();
        let mut held: Vec<_> = all
            .filter(|holding| holding.person == person)
            .cloned()
            .collect();
        held.sort_by_key(|holding| (holding.from, holding.id));
        Ok(held)
    }

    async fn known_holdings(&mut self, ids: &[HoldingId]) -> Result<Vec<HoldingId>> {
        let found = self.tables.holdings.find(ids);
        Ok(found.into_iter().map(|holding| holding.id).collect())
    }

    async fn directory_counts(&mut self) -> Result<[i64; 3]> {
        let tables = &self.tables;
        let counts = [
            tables.units.len(),
            tables.persons.len(),
            tables.holdings.len(),
        ];
        Ok(counts.map(|count| count as i64))
    }
}
