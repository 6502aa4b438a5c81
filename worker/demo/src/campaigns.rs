//! What Merrowline sends out when all is well: the inventory that a halt starts from (R65).

use muster_domain::ids::CampaignId;
use muster_domain::operations::{ItemKind, Side};
use muster_domain::organisation::Campaign;

/// The inventory: both sides, every kind of activity.
pub fn campaigns() -> Vec<Campaign> {
    let numbered = INVENTORY.iter().zip(1..);
    numbered
        .map(|((side, kind, name, system), number)| Campaign {
            id: CampaignId(number),
            side: *side,
            kind: *kind,
            name: (*name).into(),
            system: (*system).into(),
        })
        .collect()
}

#[rustfmt::skip]
const INVENTORY: [(Side, ItemKind, &str, &str); 9] = [
    (Side::Marketing, ItemKind::Campaign, "Quarterly newsletter to shops", "Mail automation"),
    (Side::Marketing, ItemKind::PaidSocial, "Sponsored posts: checkout in one tap", "Ad account, social"),
    (Side::Marketing, ItemKind::Calling, "Calls to shops on trial", "Dialler, trial queue"),
    (Side::Marketing, ItemKind::PaidAdvertising, "Paid search on payment terms", "Ad account, search"),
    (Side::Marketing, ItemKind::WebContent, "Front-page banner: a month without fees", "Website editor"),
    (Side::Marketing, ItemKind::Campaign, "Win-back mails to dormant shops", "Mail automation"),
    (Side::Marketing, ItemKind::Other, "Statutory notices of fee changes", "Letters, print service"),
    (Side::Social, ItemKind::ScheduledPosts, "Scheduled posts, all accounts", "Post planner"),
    (Side::Social, ItemKind::SocialCampaign, "Shop stories, weekly series", "Post planner, video channel"),
];
