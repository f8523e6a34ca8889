//! Posts as the demo names them. Codes are data of the organisation, never matched in code.

use nhatky_domain::date::Date;
use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::{HoldingId, PersonId, UnitId};

use super::seed::Seed;

/// A post: code, name, role.
#[derive(Debug, Clone, Copy)]
pub(super) struct Post(
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) Role,
);

pub(super) const MEMBER: Post = Post("doan_vien", "Đoàn viên", Role::R1);
/// Secretary and deputy of a chi đoàn.
pub(super) const OF_BRANCH: [Post; 2] = [
    Post("bi_thu_chi_doan", "Bí thư chi đoàn", Role::R2),
    Post("pho_bi_thu_chi_doan", "Phó Bí thư chi đoàn", Role::R2),
];
/// Secretary and deputy of a cơ sở.
pub(super) const OF_BASE: [Post; 2] = [
    Post("bi_thu_co_so", "Bí thư cơ sở Đoàn", Role::R3),
    Post("pho_bi_thu_co_so", "Phó Bí thư cơ sở Đoàn", Role::R3),
];
pub(super) const AREA_MEMBER: Post = Post("uy_vien_bch", "Ủy viên Ban Chấp hành", Role::R4);
/// Posts at the root that members hold.
pub(super) const OF_ROOT: [Post; 8] = [
    Post("bi_thu", "Bí thư", Role::R6),
    Post("pho_bi_thu", "Phó Bí thư", Role::R6),
    Post("uy_vien_btv", "Ủy viên Ban Thường vụ", Role::R6),
    Post("uy_vien_btv", "Ủy viên Ban Thường vụ", Role::R6),
    Post("can_bo_van_phong", "Cán bộ Văn phòng", Role::R5),
    Post("can_bo_van_phong", "Cán bộ Văn phòng", Role::R5),
    Post("tiep_nhan_don", "Người tiếp nhận đơn", Role::R7),
    Post("tiep_nhan_don", "Người tiếp nhận đơn", Role::R7),
];
/// Posts at the root of persons who are members elsewhere.
pub(super) const OF_OUTSIDERS: [Post; 3] = [
    Post(
        "cap_tren_tinh_doan",
        "Cấp trên chỉ đọc (Tỉnh đoàn)",
        Role::R8,
    ),
    Post(
        "cap_tren_dang_uy",
        "Cấp trên chỉ đọc (Đảng ủy Khối)",
        Role::R8,
    ),
    Post("quan_tri", "Quản trị kỹ thuật", Role::R9),
];

/// Gives posts, with an id for each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Appointer(pub(super) Seed);

impl Appointer {
    pub(super) fn holding(self, person: PersonId, unit: UnitId, post: Post, from: Date) -> Holding {
        let Post(code, name, role) = post;
        Holding {
            id: HoldingId(
                self.0
                    .id(&format!("holding/{person}/{unit}/{code}/{}", from.iso())),
            ),
            person,
            unit,
            post: code.into(),
            post_name: name.to_owned(),
            role,
            from,
            until: None,
        }
    }
}
