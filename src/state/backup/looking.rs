//! What is in the chosen files, before anything is written.

use std::rc::Rc;

use nhatky_domain::ids::InstallId;
use nhatky_sync::backup::{Head, Lost};

use super::reading::{FileRead, Pass, Problem, read_chosen};
use super::{Backup, Content, Owner, Restoring};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Offer {
    pub(crate) name: String,
    pub(crate) made_at_ms: i64,
    /// Made by this very install.
    pub(crate) is_from_here: bool,
    pub(crate) content: Content,
    pub(crate) problems: Vec<Problem>,
    /// What the phone could not read when it made the files.
    pub(crate) lost: Vec<Lost>,
    /// Parts before others that were chosen.
    pub(crate) missing: Vec<u32>,
    /// There is more after this part.
    pub(crate) more_after: Option<u32>,
}

pub(super) async fn look(backup: Backup, owner: Owner) {
    let mut content = Content::default();
    let me = owner.core.session.person();
    let reads = read_chosen(backup, me, Pass::Look(&mut content)).await;
    backup.set_restoring(judged(&reads, content, owner.install));
}

fn judged(reads: &[FileRead], content: Content, here: InstallId) -> Restoring {
    let problems: Vec<_> = reads.iter().filter_map(FileRead::problem).collect();
    let heads = reads.iter().filter_map(|read| read.head.as_ref());
    let newest = heads.max_by_key(|head| head.made_at_ms);
    let lost: Vec<_> = reads.iter().flat_map(|read| read.lost.clone()).collect();
    let is_useless = content.is_empty() && lost.is_empty() && !problems.is_empty();
    match newest.filter(|_| !is_useless) {
        None => Restoring::Refused(problems.into()),
        Some(head) => {
            let (missing, more_after) = not_chosen(reads, head);
            Restoring::Offered(Rc::new(Offer {
                name: head.name.clone(),
                made_at_ms: head.made_at_ms,
                is_from_here: head.install == Some(here),
                content,
                problems,
                lost,
                missing,
                more_after,
            }))
        }
    }
}

/// Parts of the same backup as `head` that were not chosen: those between, and the last of the
/// chosen ones if others follow it.
fn not_chosen(reads: &[FileRead], head: &Head) -> (Vec<u32>, Option<u32>) {
    let of_it = |read: &&FileRead| {
        let other = read.head.as_ref();
        other.is_some_and(|other| {
            (other.made_at_ms, other.install) == (head.made_at_ms, head.install)
        })
    };
    let part = |read: &FileRead| read.head.as_ref().map_or(0, |head| head.part);
    let chosen: Vec<_> = reads.iter().filter(of_it).collect();
    let Some(last) = chosen.iter().max_by_key(|read| part(read)) else {
        return (Vec::new(), None);
    };
    let missing = (1..part(last)).filter(|number| !chosen.iter().any(|read| part(read) == *number));
    let has_more = last.end.as_ref().is_ok_and(|end| !end.is_last);
    (missing.collect(), has_more.then_some(part(last)))
}

#[cfg(test)]
mod tests {
    use nhatky_domain::ids::PersonId;
    use nhatky_sync::backup::Part;
    use nhatky_sync::store::{KeptWork, Piece};

    use super::super::FileProblem;
    use super::*;

    fn here() -> InstallId {
        InstallId::from_time(1, [1; 10])
    }

    fn read(made_at_ms: i64, part: u32, end: Result<bool, FileProblem>) -> FileRead {
        FileRead {
            name: ["phan-", &part.to_string(), ".txt"].concat(),
            head: Some(Head {
                person: PersonId::from_time(1, [2; 10]),
                install: Some(here()),
                made_at_ms,
                part,
                address: String::new(),
                name: "Nguyễn Thị Hòa".to_owned(),
                note: String::new(),
            }),
            lost: Vec::new(),
            end: end.map(|is_last| Part {
                is_last,
                unknown: 0,
            }),
        }
    }

    fn some() -> Content {
        let wire = r#"{"id":"01737fd6-0800-7000-8000-000000000001","seq":1,"op":"record.cancel","v":1,"record":"01737fd6-0800-7000-8000-000000000002","holding":"01737fd6-0800-7000-8000-000000000003","at":1,"body":{}}"#;
        let mut content = Content::default();
        let work = Piece::Work(KeptWork {
            wire: wire.to_owned(),
            state: "{}".to_owned(),
            blobs: Vec::new(),
        });
        content.add(&work);
        content.add(&work);
        content
    }

    fn offer(reads: &[FileRead]) -> Rc<Offer> {
        match judged(reads, some(), here()) {
            Restoring::Offered(offer) => offer,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_part_that_stands_in_two_files_is_counted_once() {
        assert_eq!(some().records(), 1);
    }

    #[test]
    fn parts_that_were_not_chosen_are_named() {
        for (parts, missing, more_after) in [
            (vec![(1, true)], vec![], None),
            (vec![(1, false)], vec![], Some(1)),
            (vec![(3, true)], vec![1, 2], None),
            (vec![(4, false), (2, false)], vec![1, 3], Some(4)),
            (vec![(2, true), (1, false)], vec![], None),
        ] {
            let reads: Vec<_> = parts
                .into_iter()
                .map(|(part, is_last)| read(5, part, Ok(is_last)))
                .collect();
            let offer = offer(&reads);
            assert_eq!((&offer.missing, offer.more_after), (&missing, more_after));
        }
    }

    #[test]
    fn parts_of_another_backup_fill_no_gap() {
        let offer = offer(&[read(5, 3, Ok(true)), read(4, 2, Ok(false))]);
        assert_eq!((offer.made_at_ms, &offer.missing), (5, &vec![1, 2]));
    }

    #[test]
    fn a_damaged_file_is_named_beside_what_could_be_read() {
        let offer = offer(&[read(5, 1, Ok(false)), read(5, 2, Err(FileProblem::Cut))]);
        let problem = Problem {
            file: "phan-2.txt".to_owned(),
            kind: FileProblem::Cut,
        };
        assert_eq!(offer.problems, [problem]);
        assert_eq!((&offer.missing, offer.more_after), (&vec![], None));
    }

    #[test]
    fn a_file_of_which_nothing_could_be_read_is_refused() {
        let cut = [read(5, 1, Err(FileProblem::Cut))];
        let judged = judged(&cut, Content::default(), here());
        let problems = cut.iter().filter_map(FileRead::problem).collect();
        assert_eq!(judged, Restoring::Refused(problems));
    }
}
