//! Two copies of one browser profile speak as one install. The server tells when they meet under
//! one number; nothing is lost by it, and the copy that is told becomes an install of its own.

use nhatky_domain::ids::InstallId;

use super::{Effect, Engine, Moment, Phase};
use crate::remote::{Answered, RemoteError};

impl Engine {
    pub(super) fn renew(&mut self) -> Vec<Effect> {
        self.renewed = true;
        self.phase = Phase::Renewing;
        vec![Effect::RenewInstall]
    }

    /// Mutations keep their ids and numbers: what was sent before finds its receipt. A server that
    /// knows no renewal is no reason to stop.
    pub(super) fn install_renewed(
        &mut self,
        answer: Answered<InstallId>,
        moment: Moment,
    ) -> Vec<Effect> {
        match answer {
            Ok(install) => self.known.install = install,
            Err(RemoteError::Refused { .. }) => {}
            Err(error) => return self.remote_failed(error, moment),
        }
        self.load_outbox()
    }
}
