//! Every screen, looked over by axe-core at 360 × 740: light, dark, and with text twice as large.

use anyhow::{Result, ensure};
use nhatky_tests::browser::{Engine, Setup};
use nhatky_tests::story::{Story, tell_with};
use nhatky_tests::{axe, photo, place};

use crate::pages::{activation, backup, home, journal, record};
use crate::people::{member, peer, peer_logs, writes_with_photos};

const TITLE: &str = "Thay bóng đèn cho hộ nghèo";

/// How the screens are looked at, and under which name their pictures are kept.
#[derive(Clone, Copy)]
struct View {
    name: &'static str,
    is_dark: bool,
    font_px: Option<u32>,
}

#[tokio::test]
async fn in_light_axe_finds_nothing() -> Result<()> {
    tour(View {
        name: "light",
        is_dark: false,
        font_px: None,
    })
    .await
}

#[tokio::test]
async fn in_the_dark_axe_finds_nothing() -> Result<()> {
    tour(View {
        name: "dark",
        is_dark: true,
        font_px: None,
    })
    .await
}

#[tokio::test]
async fn with_text_twice_as_large_axe_finds_nothing() -> Result<()> {
    tour(View {
        name: "large",
        is_dark: false,
        font_px: Some(32),
    })
    .await
}

async fn tour(view: View) -> Result<()> {
    let setup = Setup {
        font_px: view.font_px,
        ..Setup::default()
    };
    let name = format!("accessibility-{}", view.name);
    tell_with(&name, "2020-07-24 15:00", setup, async |story| {
        // What DevTools cannot show cannot be looked over.
        if story.engine() != Engine::Chromium {
            return Ok(());
        }
        story.phone.browser().set_dark(view.is_dark).await?;
        let picker = backup::NO_PICKER;
        story.phone.browser().before_every_page(picker).await?;
        let mut faults = Vec::new();
        before_activation(story, view, &mut faults).await?;
        of_a_member(story, view, &mut faults).await?;
        of_a_secretary(story, view, &mut faults).await?;
        ensure!(faults.is_empty(), "{}", faults.join("\n"));
        Ok(())
    })
    .await
}

/// So that finding nothing means something.
#[tokio::test]
async fn a_fault_put_on_the_page_is_found() -> Result<()> {
    tell_with(
        "accessibility-fault",
        "2020-07-24 15:00",
        Setup::default(),
        async |story| {
            story.phone.open("/").await?;
            story.phone.see("mã kích hoạt").await?;
            let script = "document.querySelector('main').append(document.createElement('button'));";
            story.phone.run::<()>(script, vec![]).await?;
            let faults = axe::faults(&story.phone).await?;
            ensure!(
                faults.iter().any(|fault| fault.id == "button-name"),
                "{faults:?}"
            );
            Ok(())
        },
    )
    .await
}

async fn before_activation(story: &mut Story, view: View, faults: &mut Vec<String>) -> Result<()> {
    story.phone.open("/").await?;
    story.phone.see("mã kích hoạt").await?;
    look(story, view, "01-nhap-ma", faults).await?;
    let member = member(story)?;
    activation::open_link(&story.phone, &member).await?;
    look(story, view, "02-kich-hoat", faults).await
}

async fn of_a_member(story: &mut Story, view: View, faults: &mut Vec<String>) -> Result<()> {
    let member = member(story)?;
    activation::activate(&mut story.phone, &member).await?;
    look(story, view, "03-trang-chu", faults).await?;
    story.lose_network().await?;
    writes_with_photos(&mut story.phone, TITLE, &[photo::taken(1)?]).await?;
    look(story, view, "04-trang-chu-cho-gui", faults).await?;
    for (address, sight, name) in [
        ("/ghi", "Lưu và gửi", "05-ghi-hoat-dong"),
        ("/30-phut", "Lưu và gửi", "06-30-phut"),
        ("/cho-gui", TITLE, "07-cho-gui"),
        ("/ca-nhan", "Bộ nhớ trên máy", "08-ca-nhan"),
        ("/chan-doan", "Việc gần đây", "13-chan-doan"),
        ("/nhat-ky", TITLE, "09-nhat-ky"),
    ] {
        story.phone.open(address).await?;
        story.phone.see(sight).await?;
        look(story, view, name, faults).await?;
    }
    record::open(&mut story.phone, TITLE).await?;
    look(story, view, "10-chi-tiet", faults).await?;
    story.phone.press("Hủy mục này").await?;
    look(story, view, "11-huy", faults).await?;
    backup::open(&mut story.phone).await?;
    let file = backup::make(&mut story.phone, "Trong tệp: 1 mục, 1 ảnh").await?;
    look(story, view, "14-sao-luu", faults).await?;
    backup::choose(&mut story.phone, &[&file]).await?;
    story.phone.see("trên máy này").await?;
    look(story, view, "15-khoi-phuc", faults).await?;
    story.phone.open("/cuu-du-lieu").await?;
    story.phone.see("Mở Nhật ký Đoàn").await?;
    look(story, view, "16-cuu-du-lieu", faults).await?;
    story.regain_network().await
}

async fn of_a_secretary(story: &mut Story, view: View, faults: &mut Vec<String>) -> Result<()> {
    peer_logs(&peer(story, "R1").await?, "Có mặt đại diện ấp").await?;
    let secretary = story.server.account("R2", crate::people::UNIT)?;
    activation::add_person(&mut story.phone, &secretary).await?;
    home::open(&story.phone).await?;
    journal::open(&mut story.phone).await?;
    story.phone.press("Đơn vị").await?;
    look(story, view, "12-nhat-ky-don-vi", faults).await
}

/// Keeps a picture; whatever is wrong goes to `faults`, so that one run tells all.
async fn look(story: &Story, view: View, screen: &str, faults: &mut Vec<String>) -> Result<()> {
    story
        .phone
        .picture(&place::screenshots()?.join(format!("{screen}-{}.png", view.name)))
        .await?;
    for fault in axe::faults(&story.phone).await? {
        let places = fault.places.join("\n    ");
        faults.push(format!(
            "{screen}: {} ({})\n    {places}",
            fault.help, fault.id
        ));
    }
    let overflow: i64 = story
        .phone
        .run(
            "return document.scrollingElement.scrollWidth - innerWidth;",
            vec![],
        )
        .await?;
    if overflow > 0 {
        faults.push(format!("{screen}: {overflow} px wider than the phone"));
    }
    Ok(())
}
