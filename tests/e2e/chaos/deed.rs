//! What a person does in a round, by the app's own screens, and what they hear on the way.

use anyhow::{Context as _, Result, ensure};
use nhatky_tests::chance::Chance;
use nhatky_tests::phone::{Phone, Role};
use nhatky_tests::photo;

use super::told::{Cancelled, Heard, Told};
use crate::pages::activity_form::ActivityForm;
use crate::pages::{home, journal, queue, record, thirty_minutes};

/// Few, so that now and then two records have the same photo.
const PHOTOS: u32 = 12;
const WORK: [&str; 4] = [
    "Vệ sinh trụ sở",
    "Chăm sóc cây xanh",
    "Hỗ trợ hồ sơ người dân",
    "Thể thao",
];

/// Items by their places in what was told.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    HalfHour { item: usize, work: &'static str },
    Activity { item: usize },
    Draft { item: usize },
    FinishDraft { item: usize },
    Edit { item: usize, people: u32 },
    Cancel { item: usize },
    Nothing,
}

impl Deed {
    pub(super) fn choose(chance: &mut Chance, told: &mut Told) -> Self {
        let (drafts, open) = (told.drafts(), told.open_activities());
        match chance.below(20) {
            0..4 => Self::HalfHour {
                work: chance.pick(&WORK).copied().unwrap_or(WORK[0]),
                item: {
                    let people = told.number();
                    told.begin(None, people, Vec::new())
                },
            },
            4..7 => Self::Draft {
                item: begin(chance, told),
            },
            7..10 if !drafts.is_empty() => Self::FinishDraft {
                item: drafts[chance.below(drafts.len())],
            },
            10..14 if !open.is_empty() => Self::Edit {
                item: open[chance.below(open.len())],
                people: told.number(),
            },
            14 | 15 if !open.is_empty() => Self::Cancel {
                item: open[chance.below(open.len())],
            },
            16 => Self::Nothing,
            _ => Self::Activity {
                item: begin(chance, told),
            },
        }
    }

    pub(super) async fn carry_out(&self, phone: &mut Phone, told: &mut Told) -> Result<()> {
        home::open(phone).await?;
        match *self {
            Self::HalfHour { item, work } => half_hour(phone, told, item, work).await,
            Self::Activity { item } => {
                let form = fill(phone, told, item).await?;
                told.items[item].is_tried = true;
                form.hand_in().await?;
                told.items[item].heard = Heard::HandedIn;
                Ok(())
            }
            Self::Draft { item } => {
                let form = fill(phone, told, item).await?;
                form.phone.press("Quay lại").await?;
                form.phone.see(&title(told, item)?).await
            }
            Self::FinishDraft { item } => finish(phone, told, item).await,
            Self::Edit { item, people } => edit(phone, told, item, people).await,
            Self::Cancel { item } => cancel(phone, told, item).await,
            Self::Nothing => Ok(()),
        }
    }
}

/// The person looks on while it is sent, and asks for it again.
pub(super) async fn sync_now(phone: &mut Phone, times: usize) -> Result<()> {
    if times > 0 {
        queue::open(phone).await?;
    }
    for _ in 0..times {
        phone.press("Đồng bộ ngay").await?;
        phone.find(Role::Button, "Đồng bộ ngay").await?;
    }
    Ok(())
}

fn begin(chance: &mut Chance, told: &mut Told) -> usize {
    let first = chance.below(PHOTOS as usize);
    let count = [0, 0, 1, 1, 2, 3][chance.below(6)];
    let photos = (first..first + count).map(|idx| idx as u32 % PHOTOS + 1);
    let people = told.number();
    let title = format!("Giúp hộ nghèo lần {people}");
    told.begin(Some(title), people, photos.collect())
}

fn title(told: &Told, item: usize) -> Result<String> {
    let title = told.items[item].title.clone();
    title.context("thirty minutes have no title")
}

async fn half_hour(phone: &mut Phone, told: &mut Told, item: usize, work: &str) -> Result<()> {
    let people = first_of(told, item)?;
    told.items[item].is_tried = true;
    thirty_minutes::log(phone, work, people).await?;
    told.items[item].heard = Heard::HandedIn;
    Ok(())
}

fn first_of(told: &Told, item: usize) -> Result<u32> {
    let people = told.items[item].people.first();
    people.copied().context("a number of people")
}

/// An activity, written and not handed in.
async fn fill<'a>(phone: &'a mut Phone, told: &mut Told, item: usize) -> Result<ActivityForm<'a>> {
    let people = first_of(told, item)?;
    let photos = told.items[item].photos.clone();
    let mut form = ActivityForm::start(phone).await?;
    form.title(&title(told, item)?).await?;
    form.field_of_work("An sinh xã hội").await?;
    form.attendances("Đoàn viên", people).await?;
    if !photos.is_empty() {
        let files: Result<Vec<_>> = photos.into_iter().map(photo::small).collect();
        form.photos(&files?).await?;
        form.children_in_photos("Không").await?;
    }
    form.sees_draft_saved().await?;
    told.items[item].heard = Heard::Draft;
    Ok(form)
}

async fn finish(phone: &mut Phone, told: &mut Told, item: usize) -> Result<()> {
    phone.see("Bản nháp (").await?;
    // One is shown at first.
    if phone.has(Role::Button, "Xem thêm").await? {
        phone.press("Xem thêm").await?;
    }
    let (title, people) = (title(told, item)?, first_of(told, item)?);
    let form = ActivityForm::resume(phone, &title).await?;
    let kept = (
        form.phone.value("Tên hoạt động").await?,
        form.phone.value("Đoàn viên").await?,
    );
    ensure!(
        kept == (title, people.to_string()),
        "the draft of {} holds {kept:?}",
        told.items[item].name()
    );
    let n_photos = told.items[item].photos.len();
    if n_photos > 0 {
        form.sees_photos(n_photos).await?;
    }
    told.items[item].is_tried = true;
    form.hand_in().await?;
    told.items[item].heard = Heard::HandedIn;
    Ok(())
}

async fn open_record(phone: &mut Phone, title: &str) -> Result<()> {
    journal::open(phone).await?;
    phone.fill("Tìm kiếm", title).await?;
    record::open(phone, title).await
}

async fn edit(phone: &mut Phone, told: &mut Told, item: usize, people: u32) -> Result<()> {
    open_record(phone, &title(told, item)?).await?;
    record::edit(phone).await?;
    phone.fill("Đoàn viên", &people.to_string()).await?;
    told.items[item].people.insert(people);
    phone.press("Lưu và gửi").await?;
    phone.see("Đã lưu trên máy. Sẽ tự gửi khi có mạng.").await?;
    told.items[item].confirm_people(people);
    Ok(())
}

async fn cancel(phone: &mut Phone, told: &mut Told, item: usize) -> Result<()> {
    open_record(phone, &title(told, item)?).await?;
    told.items[item].cancelled = Cancelled::Tried;
    record::cancel(phone, "Ghi nhầm").await?;
    phone.see("Đã hủy").await?;
    told.items[item].cancelled = Cancelled::Yes;
    Ok(())
}
