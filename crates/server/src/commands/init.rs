//! `init`: founds a real organisation.

use nhatky_domain::date::{Date, Timestamp};
use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::{Epoch, HoldingId, PersonId, PostCode, UnitId};
use nhatky_domain::unit::Unit;
use uuid::Uuid;

use super::CommandError;
use super::code::issue;
use super::database::{self, with_store};
use crate::args::InitArgs;
use crate::clock::{Clock as _, SystemClock};
use crate::folder::{DataFolder, FolderError};
use crate::founding::link;
use crate::keys::ServerKey;
use crate::settings::check_address;
use crate::store::{
    Counters as _, Directory as _, OrganisationRow, PersonRow, Store, StoreError, Transaction as _,
};

/// The level of the root: data that `import units` may change.
const ROOT_KIND: &str = "khoi";

/// A post that every organisation begins with.
struct FirstPost<'a> {
    person: &'a str,
    post: &'a str,
    post_name: &'a str,
    role: Role,
}

/// # Errors
/// The folder is taken, or the address is not fit to be handed out.
pub async fn init(args: &InitArgs) -> Result<(), CommandError> {
    let address = check_address(&args.address)?;
    database::named(&args.folder)?;
    let folder = DataFolder::for_init(&args.folder.data)?;
    let key = ServerKey::of_folder(folder.path()).map_err(CommandError::io("server.key"))?;
    let lines = with_store!(database::open(&args.folder, &folder).await?, |store| {
        let lines = found(&store, &key, args, &address).await?;
        store.close().await;
        lines
    });
    println!("{}", lines.join("\n"));
    Ok(())
}

/// Gives the first two codes, ready to be printed.
async fn found<S: Store>(
    store: &S,
    key: &ServerKey,
    args: &InitArgs,
    address: &str,
) -> Result<Vec<String>, CommandError> {
    let now = SystemClock::real().now();
    let root = root_unit(&args.name, now.vn_date());
    let posts = [
        FirstPost {
            person: &args.office,
            post: "can_bo_van_phong",
            post_name: "Cán bộ Văn phòng",
            role: Role::R5,
        },
        FirstPost {
            person: &args.technical,
            post: "quan_tri_ky_thuat",
            post_name: "Quản trị kỹ thuật",
            role: Role::R9,
        },
    ];
    let mut tx = store.write().await?;
    match tx.found(&organisation(&args.name, address, now)).await {
        Err(StoreError::Constraint(_)) => {
            return Err(FolderError::Founded(args.folder.data.clone()).into());
        }
        founded => founded?,
    }
    tx.put_units(std::slice::from_ref(&root)).await?;
    let mut lines = Vec::new();
    for post in &posts {
        let (person, holding) = hold(post, root.id, now.vn_date());
        tx.put_persons(std::slice::from_ref(&person)).await?;
        tx.put_holdings(&[holding]).await?;
        let code = issue(&mut tx, key, person.id, now.0).await?;
        let link = link(address, &code);
        lines.push(format!(
            "{}, {}\n  {code}\n  {link}",
            post.post_name, person.name
        ));
    }
    tx.commit().await?;
    Ok(lines)
}

fn organisation(name: &str, address: &str, now: Timestamp) -> OrganisationRow {
    OrganisationRow {
        id: Uuid::new_v4(),
        name: name.to_owned(),
        address: Some(address.to_owned()),
        epoch: Epoch(Uuid::new_v4()),
        is_demo: false,
        founded_at: now.0,
        directory_rev: 0,
    }
}

fn root_unit(name: &str, today: Date) -> Unit {
    Unit {
        id: UnitId(Uuid::new_v4()),
        name: name.to_owned(),
        short_name: name.to_owned(),
        kind: ROOT_KIND.to_owned(),
        parent: None,
        from: today,
        until: None,
        successors: Vec::new(),
        members: 0,
        usual_places: Vec::new(),
    }
}

fn hold(post: &FirstPost<'_>, unit: UnitId, today: Date) -> (PersonRow, Holding) {
    let person = PersonRow {
        id: PersonId(Uuid::new_v4()),
        name: post.person.to_owned(),
    };
    let holding = Holding {
        id: HoldingId(Uuid::new_v4()),
        person: person.id,
        unit,
        post: PostCode::from(post.post),
        post_name: post.post_name.to_owned(),
        role: post.role,
        from: today,
        until: None,
    };
    (person, holding)
}
