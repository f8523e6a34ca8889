//! KB1, steps 8 and 9: back on shore, figures first, then photos over a network that breaks.

use anyhow::{Result, ensure};
use nhatky_tests::proxy::Trap;
use nhatky_tests::story::Story;

use crate::pages::{home, queue};

/// Architecture.md's words, while the second of three is under way or next.
const IN_PHOTO_2: &str = "đang gửi ảnh 2/3";

/// Thumbnails go first and are uploads 1 to 3, so photo 2 is upload 5.
pub(super) async fn with_five_cuts_in_photo_2(story: &mut Story) -> Result<()> {
    queue::open(&mut story.phone).await?;
    for cut in 1..=5 {
        let after_bytes = cut * 20_000;
        story.proxy.open_with(Trap::InUpload {
            nth: 5,
            after_bytes,
        });
        story.phone.browser().set_offline(false).await?;
        story.proxy.wait_for_standstill().await?;
        let words = syncing(story, cut);
        story.phone.see(words).await?;
        story.phone.see(IN_PHOTO_2).await?;
        story.lose_network().await?;
        home::sees_no_network(&mut story.phone).await?;
        story.phone.see(IN_PHOTO_2).await?;
    }
    figures_went_first(&story.proxy.requests())?;
    story.regain_network().await?;
    story.phone.see("Không có mục nào chờ gửi").await
}

/// Records that have arrived of those that waited when the round began. Where the page does not
/// know that it was without a network, an earlier round may have sent the figures.
fn syncing(story: &mut Story, cut: u64) -> &'static str {
    match (story.phone.browser().engine().tells_of_no_network(), cut) {
        (true, 1) => "Đang đồng bộ… 1/2",
        (true, _) => "Đang đồng bộ… 0/1",
        (false, _) => "Đang đồng bộ… ",
    }
}

/// Text before any photo.
fn figures_went_first(requests: &[String]) -> Result<()> {
    let first = |start: &str| requests.iter().position(|line| line.starts_with(start));
    let (push, blob) = (first("POST /v1/sync/push"), first("POST /v1/blobs"));
    ensure!(push < blob && push.is_some(), "{requests:?}");
    Ok(())
}
