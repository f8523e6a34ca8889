//! Blobs: one at a time, smallest first, resumed where the server says it stands.

use super::{Effect, Engine, Event, Failure, Moment, Notice, Phase};
use crate::protocol::{AnnounceBlob, BlobTicket, ChunkReply};
use crate::remote::{Answered, RemoteError};
use crate::store::{Stored, Transfer};

const LEAST_BYTES: u64 = 32 * 1024;
const FIRST_BYTES: u64 = 64 * 1024;
const MOST_BYTES: u64 = 1024 * 1024;
/// A chunk that took less than this may be larger next time, one that took more than
/// `SLOW_MS` smaller.
const QUICK_MS: i64 = 3_000;
const SLOW_MS: i64 = 8_000;

/// How much goes into one chunk: what a cut can cost.
#[derive(Debug)]
pub(super) struct ChunkSize {
    bytes: u64,
    sent_at_ms: i64,
}

impl Default for ChunkSize {
    fn default() -> Self {
        Self {
            bytes: FIRST_BYTES,
            sent_at_ms: 0,
        }
    }
}

impl ChunkSize {
    fn adapt(&mut self, now_ms: i64) {
        match now_ms - self.sent_at_ms {
            took_ms if took_ms < QUICK_MS => self.bytes = (self.bytes * 2).min(MOST_BYTES),
            took_ms if took_ms > SLOW_MS => self.shrink(),
            _ => {}
        }
    }

    fn shrink(&mut self) {
        self.bytes = (self.bytes / 2).max(LEAST_BYTES);
    }
}

impl Engine {
    pub(super) fn list_transfers(&mut self) -> Vec<Effect> {
        self.phase = Phase::ListingTransfers;
        vec![Effect::LoadTransfers]
    }

    pub(super) fn step_blobs(&mut self, phase: Phase, event: Event, moment: Moment) -> Vec<Effect> {
        match (phase, event) {
            (Phase::ListingTransfers, Event::Transfers(transfers)) => {
                self.next_transfer(transfers, moment)
            }
            (Phase::Announcing(transfer), Event::Announced(answer)) => {
                self.announced(transfer, answer, moment)
            }
            (Phase::Sending(transfer), Event::ChunkSent(answer)) => {
                self.chunk_sent(transfer, answer, moment)
            }
            (Phase::SavingTransfer(transfer), Event::TransferSaved(stored)) => {
                self.transfer_saved(transfer, stored, moment)
            }
            (Phase::Sending(transfer), Event::ChunkUnread(error)) => {
                self.skipped.insert(transfer.hash);
                self.unread = Some(error);
                self.list_transfers()
            }
            (phase, event) => self.step_asking(phase, event, moment),
        }
    }

    fn next_transfer(&mut self, transfers: Stored<Vec<Transfer>>, moment: Moment) -> Vec<Effect> {
        let transfers = match transfers {
            Ok(transfers) => transfers,
            Err(error) => return self.fail(Failure::Store(error), moment),
        };
        if self.put_off.is_some() {
            return self.finish(moment);
        }
        // Asking is cheap, so what was confirmed once is asked about whatever may be sent.
        let is_due = |transfer: &Transfer| {
            transfer.refused.is_none()
                && !self.skipped.contains(&transfer.hash)
                && (self.may_send(transfer) || transfer.offer_again)
        };
        let next = transfers
            .into_iter()
            .find(is_due)
            .and_then(|transfer| Some((announcement(&transfer)?, transfer)));
        let Some((blob, transfer)) = next else {
            return self.blobs_done(moment);
        };
        self.phase = Phase::Announcing(transfer);
        vec![Effect::Announce(blob)]
    }

    fn may_send(&self, transfer: &Transfer) -> bool {
        self.photos_allowed || transfer.is_thumbnail
    }

    /// What the server now knows of photos reaches this phone like everything else: by a pull.
    fn blobs_done(&mut self, moment: Moment) -> Vec<Effect> {
        if std::mem::take(&mut self.blob_confirmed) {
            self.load_cursors()
        } else if let Some(error) = self.unread.take() {
            self.fail(Failure::Store(error), moment)
        } else {
            self.ask_about_confirmed(moment)
        }
    }

    fn announced(
        &mut self,
        mut transfer: Transfer,
        answer: Answered<BlobTicket>,
        moment: Moment,
    ) -> Vec<Effect> {
        match answer {
            Ok(BlobTicket { have: true, .. }) => self.confirm(transfer),
            Ok(BlobTicket {
                upload: Some(upload),
                offset,
                ..
            }) => {
                transfer.upload = Some(upload);
                transfer.confirmed_at_ms = None;
                transfer.offer_again = false;
                transfer.sent_bytes = offset.min(transfer.size_bytes);
                self.save_transfer(transfer)
            }
            Ok(_) => self.blob_failed(transfer, RemoteError::Failed { status: 200 }, moment),
            Err(error) => self.blob_failed(transfer, error, moment),
        }
    }

    fn chunk_sent(
        &mut self,
        mut transfer: Transfer,
        answer: Answered<ChunkReply>,
        moment: Moment,
    ) -> Vec<Effect> {
        match answer {
            Ok(ChunkReply { complete: true, .. }) => self.confirm(transfer),
            Ok(reply) => {
                self.chunk.adapt(moment.now_ms);
                transfer.sent_bytes = reply.offset.min(transfer.size_bytes);
                self.save_transfer(transfer)
            }
            Err(error) => {
                self.chunk.shrink();
                self.blob_failed(transfer, error, moment)
            }
        }
    }

    fn confirm(&mut self, mut transfer: Transfer) -> Vec<Effect> {
        self.blob_confirmed = true;
        transfer.sent_bytes = transfer.size_bytes;
        transfer.confirmed_at_ms = Some(self.server_time_ms);
        transfer.offer_again = false;
        self.save_transfer(transfer)
    }

    fn save_transfer(&mut self, transfer: Transfer) -> Vec<Effect> {
        self.phase = Phase::SavingTransfer(transfer.clone());
        vec![Effect::SaveTransfer(transfer)]
    }

    fn transfer_saved(
        &mut self,
        transfer: Transfer,
        stored: Stored<()>,
        moment: Moment,
    ) -> Vec<Effect> {
        if let Err(error) = stored {
            return self.fail(Failure::Store(error), moment);
        }
        let mut effects = Vec::from_iter(transfer.record.map(|record| {
            Effect::Tell(Notice::Sending {
                record,
                is_thumbnail: transfer.is_thumbnail,
                sent_bytes: transfer.sent_bytes,
                size_bytes: transfer.size_bytes,
            })
        }));
        let is_over = transfer.confirmed_at_ms.is_some() || transfer.refused.is_some();
        let may_go_on = !is_over && self.may_send(&transfer);
        effects.extend(match transfer.upload.filter(|_| may_go_on) {
            Some(upload) => {
                let offset = transfer.sent_bytes;
                let len = self.chunk.bytes.min(transfer.size_bytes - offset);
                self.chunk.sent_at_ms = moment.now_ms;
                self.phase = Phase::Sending(transfer.clone());
                vec![Effect::SendChunk {
                    transfer: Box::new(transfer),
                    upload,
                    offset,
                    len,
                }]
            }
            None => self.list_transfers(),
        });
        effects
    }

    /// A refusal concerns this blob alone; anything else ends the round.
    fn blob_failed(
        &mut self,
        mut transfer: Transfer,
        error: RemoteError,
        moment: Moment,
    ) -> Vec<Effect> {
        match error {
            RemoteError::Refused { code } if is_for_good(&code) => {
                transfer.refused = Some(code);
                self.save_transfer(transfer)
            }
            RemoteError::Refused { .. } => {
                self.skipped.insert(transfer.hash);
                self.list_transfers()
            }
            error @ RemoteError::NoRoom { photos_only: true } => self.finish_partly(error, moment),
            error => self.remote_failed(error, moment),
        }
    }
}

/// None while only a draft refers to it.
pub(super) fn announcement(transfer: &Transfer) -> Option<AnnounceBlob> {
    Some(AnnounceBlob {
        sha256: transfer.hash,
        size: transfer.size_bytes,
        mime: transfer.mime.clone(),
        record: transfer.record?,
    })
}

/// Refusals that the same bytes would meet again; others (the record is not there yet) may pass.
fn is_for_good(code: &str) -> bool {
    matches!(
        code,
        "not_an_image" | "too_many_pixels" | "blob_too_large" | "wrong_hash" | "no_longer_here"
    )
}
