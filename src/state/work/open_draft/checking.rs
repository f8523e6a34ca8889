//! What is the matter with a draft's answers, and when that is shown.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::ids::FieldCode;
use nhatky_domain::record::Fields;
use nhatky_domain::validate::{self, FieldIssue, Problem};

use super::OpenDraft;

impl OpenDraft {
    pub(in crate::state::work) fn check(self, fields: &Fields) -> Vec<FieldIssue> {
        let session = self.core.session;
        let (catalogue, tree) = (session.catalogue(), session.tree());
        let catalogue = catalogue.read_untracked();
        let members = tree
            .read_untracked()
            .get(self.unit())
            .map_or(0, |unit| unit.members);
        let context = validate::Context {
            indicators: &catalogue.indicators,
            members,
        };
        validate::check(&self.form(), fields, context)
    }

    /// What to show under a field: warnings at once, errors once the field was touched or
    /// handing in was tried.
    pub(crate) fn problems(self, code: &FieldCode) -> Signal<Vec<Problem>> {
        let code = code.clone();
        let problems = Memo::new(move |_| {
            let may_show_errors = self.was_tried.get() || self.touched.read().contains(&code);
            let issues = self.check(&self.fields.read());
            let issues = issues.into_iter().filter(|issue| issue.field == code);
            let is_shown = |problem: &Problem| may_show_errors || problem.is_warning();
            issues.map(|issue| issue.problem).filter(is_shown).collect()
        });
        problems.into()
    }

    /// Everything that keeps it from being handed in, once that was tried; for the list on top.
    pub(crate) fn issues(self) -> Signal<Arc<[FieldIssue]>> {
        let issues = Memo::new(move |_| {
            if !self.was_tried.get() {
                return Arc::default();
            }
            let issues = self.check(&self.fields.read()).into_iter();
            issues.filter(|issue| !issue.problem.is_warning()).collect()
        });
        issues.into()
    }
}
