//! Turns lists of the catalogue into the choices of fields that name them as their source.

use nhatky_domain::catalogue::{Motto, ProvincialTask, TaskKind};
use nhatky_domain::form::Choice;

use super::CatalogueSource;

/// Fields that offer the parts of the yearly mottos.
pub(super) const MOTTO_PARTS: &str = "motto_parts";
/// Fields that offer the 6 + 3 tasks of each year.
pub(super) const PROVINCIAL_TASKS: &str = "provincial_tasks";
/// Text fields to which the unit's usual places are offered; resolved on the phone.
pub(super) const USUAL_PLACES: &str = "usual_places";

impl CatalogueSource {
    pub(super) fn resolved(mut self) -> Self {
        let parts: Vec<_> = self.mottos.iter().flat_map(part_choices).collect();
        let tasks = task_choices(&self.tasks);
        let sections = self.forms.iter_mut().flat_map(|form| &mut form.sections);
        for field in sections.flat_map(|section| &mut section.fields) {
            match field.source.as_deref() {
                Some(MOTTO_PARTS) => field.choices.clone_from(&parts),
                Some(PROVINCIAL_TASKS) => field.choices.clone_from(&tasks),
                _ => {}
            }
        }
        self
    }
}

fn part_choices(motto: &Motto) -> impl Iterator<Item = Choice> {
    let group = year_group(motto.year);
    motto.parts.iter().map(move |part| Choice {
        code: part.code.as_str().into(),
        label: part.name.clone(),
        group: Some(group.clone()),
        part: false,
    })
}

/// A slot without a name is offered by its number, which is all that is known of it.
fn task_choices(tasks: &[ProvincialTask]) -> Vec<Choice> {
    let choice = |(idx, task): (usize, &ProvincialTask)| {
        let same = |other: &&ProvincialTask| (other.year, other.kind) == (task.year, task.kind);
        let number = tasks.iter().take(idx + 1).filter(same).count();
        let title = match task.kind {
            TaskKind::Key => format!("Nhiệm vụ trọng tâm {number}"),
            TaskKind::Breakthrough => format!("Nhiệm vụ đột phá {number}"),
        };
        Choice {
            code: task.code.as_str().into(),
            label: match task.name.as_str() {
                "" => format!("{title} (chưa có tên)"),
                name => format!("{title}: {name}"),
            },
            group: Some(year_group(task.year)),
            part: false,
        }
    };
    tasks.iter().enumerate().map(choice).collect()
}

fn year_group(year: i32) -> String {
    format!("Năm {year}")
}
