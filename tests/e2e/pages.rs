//! The screens as a person works them.

pub(crate) mod activation;
pub(crate) mod activity_form;
pub(crate) mod attention;
pub(crate) mod backup;
pub(crate) mod home;
pub(crate) mod journal;
pub(crate) mod me;
pub(crate) mod queue;
pub(crate) mod record;
pub(crate) mod thirty_minutes;
